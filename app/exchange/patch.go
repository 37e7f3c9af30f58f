package exchange

import (
	"errors"
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
)

// Patch is the import as one step. newID gives the ids of what has none (UUIDv4). The error says what is still open.
func (p *Proposal) Patch(newID func() string) (scenario.Patch, error) {
	if open := p.Open(); len(open) > 0 {
		return scenario.Patch{}, errors.New(strings.Join(open, "; "))
	}
	if p.Merge != nil {
		return p.Merge.patch(p.Name), nil
	}
	n := p.entering()
	w := weaver{p: p, newID: newID, order: nextOrder(p.doc), taken: make(map[string]bool, n), changes: make([]scenario.Change, 0, n)}
	for i := range p.Layers {
		switch l := &p.Layers[i]; l.As {
		case AsSites:
			w.sites(l)
		case AsOverlay:
			w.overlay(l)
		}
	}
	if len(w.changes) == 0 {
		return scenario.Patch{}, fmt.Errorf("nothing of %s would enter: every row stays out", p.Name)
	}
	return scenario.Patch{Said: "Imported " + p.what() + " from " + oneLine(p.Name), Do: "import of " + oneLine(p.Name), Changes: w.changes}, nil
}

// entering is how many changes the patch has at most.
func (p *Proposal) entering() int {
	c := p.Counts()
	return c.Sites + c.Updates + c.Features + c.Layers
}

// what counts in words: "38 sites", "2 layers with 120 features".
func (p *Proposal) what() string {
	c := p.Counts()
	var parts []string
	if c.Sites > 0 {
		parts = append(parts, number(c.Sites, "site"))
	}
	if c.Updates > 0 {
		parts = append(parts, "changes of "+number(c.Updates, "site"))
	}
	if c.Layers > 0 {
		parts = append(parts, number(c.Layers, "layer")+" with "+number(c.Features, "feature"))
	}
	return strings.Join(parts, " and ")
}

// Action is how a button names the import: "Import 38 sites".
func (p *Proposal) Action() string {
	if p.Merge != nil {
		return "Import " + number(p.Merge.Total, "item")
	}
	if what := p.what(); what != "" {
		return "Import " + what
	}
	return "Import nothing"
}

func number(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func nextOrder(doc *scenario.Scenario) int {
	order := 0
	for _, l := range doc.Layers.All() {
		order = max(order, l.Order+1)
	}
	return order
}

// weaver gathers the changes of a patch.
type weaver struct {
	p       *Proposal
	newID   func() string
	order   int
	taken   map[string]bool // ids that were given
	changes []scenario.Change
}

// id keeps an id that is free, and gives a new one otherwise.
func (w *weaver) id(own string) string {
	if own == "" || w.taken[own] {
		own = w.newID()
	}
	w.taken[own] = true
	return own
}

func (w *weaver) sites(l *LayerProposal) {
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.Choice == Leave || r.Site == nil {
			continue
		}
		s := r.Site
		if w.p.once {
			r.Site, r.At = nil, nil
		} else {
			own := *s
			s = &own
		}
		var before any
		if old, ok := w.p.doc.Sites.Get(r.Existing); ok && r.Choice == Replace {
			before = old
			w.taken[s.ID] = true
		} else {
			s.ID = w.id(s.ID)
		}
		w.changes = append(w.changes, scenario.Change{Kind: "site", ID: s.ID, Before: before, After: s})
	}
}

func (w *weaver) overlay(l *LayerProposal) {
	layer := &scenario.Layer{ID: w.id(""), Name: cmpName(l.Name, w.p.Name), From: oneLine(w.p.Name), Order: w.order, Style: styleIn(l.Style)}
	w.order++
	n := 0
	for i := range l.Rows {
		r := &l.Rows[i]
		if r.Choice == Leave || r.Feature == nil {
			continue
		}
		x := w.feature(r.Feature, layer.ID)
		if w.p.once {
			*r.Feature, r.Feature, r.At = feature.Feature{}, nil, nil
		}
		w.changes = append(w.changes, scenario.Change{Kind: "feature", ID: x.ID, After: x})
		n++
	}
	if n > 0 {
		w.changes = append(w.changes, scenario.Change{Kind: "layer", ID: layer.ID, After: layer})
	}
}

func cmpName(name, file string) string {
	if name = oneLine(strings.TrimSpace(name)); name != "" {
		return name
	}
	return oneLine(file)
}

// feature makes an overlay feature. Its id in the file stays beside the one that it has in the document, unless that is
// one of ours and free.
func (w *weaver) feature(f *feature.Feature, layer string) *scenario.Feature {
	x := &scenario.Feature{Layer: layer, Name: oneLine(f.Name), Geometry: f.Geometry, Z: f.Z, Invalid: f.Invalid}
	if ours.MatchString(f.ID) && w.free(f.ID) {
		x.ID = w.id(f.ID)
	} else {
		x.ID, x.SourceID = w.id(""), f.ID
		if f.IDNumber {
			x.HubExtra = []scenario.Member{{Key: sourceNumber, Raw: []byte("true")}}
		}
	}
	if p, ok := f.Geometry.(orb.MultiPoint); ok && len(p) == 0 {
		x.Geometry = nil
	}
	x.Properties, x.Extra = members(f.Properties), members(f.Foreign)
	return x
}

// members takes over properties, but for those that are nested too deeply.
func members(list []feature.Property) []scenario.Member {
	if len(list) == 0 {
		return nil
	}
	out := make([]scenario.Member, 0, len(list))
	for _, m := range list {
		if nesting(m.Raw) <= maxNesting {
			out = append(out, scenario.Member{Key: m.Key, Raw: m.Raw})
		}
	}
	return out
}

// free says whether no item of the document or the patch has the id.
func (w *weaver) free(id string) bool {
	_, site := w.p.doc.Sites.Get(id)
	_, x := w.p.doc.Features.Get(id)
	return !site && !x && !w.taken[id]
}
