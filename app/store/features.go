package store

import (
	"bytes"
	"sort"
	"strconv"

	"hubscape/app/scenario"
)

// found is what was read of the list of features so far.
type found struct {
	n        int // features, damaged ones included
	sites    []*scenario.Site
	siteAt   []int // first byte of each
	seen     ids   // of the sites
	overlays []overlaid
	kept     []span // to be kept as they are
}

// overlaid is a feature whose layer is still to be looked for: the layers stand further down in the file.
type overlaid struct {
	*scenario.Feature
	verdict
	span
}

// span is where a feature stands.
type span struct{ index, start, end int }

func (s span) where() string { return "features[" + itoa(s.index) + "]" }

// begin forgets features: of two lists with that name the later counts.
func (r *reader) begin() { r.found = found{seen: ids{}} }

// feature reads one feature.
func (r *reader) feature(n *node) {
	at := span{r.found.n, n.start, n.end}
	r.found.n++
	switch {
	case n.kind != kObject || r.isSite(n):
		r.siteFeature(n, at)
	case n.tainted:
		r.addAt(n.start, at.where(), "holds a number that is not finite; it was left out, correct it and open the file again", true)
	default:
		r.otherFeature(n, at)
	}
}

func (r *reader) siteFeature(n *node, at span) {
	s, v := &scenario.Site{}, verdict{}
	if r.object(n, at.where(), func(f *form) { v = r.sum(f.o); r.site(f, s) }) && r.admit(r.found.seen, s.ID, n, at.where()) {
		if r.fleeting {
			return
		}
		r.sealed("site", s, v)
		r.found.sites = append(r.found.sites, s)
		r.found.siteAt = append(r.found.siteAt, n.start)
	}
}

func (r *reader) otherFeature(n *node, at span) {
	x, v, why := r.overlay(n)
	switch {
	case x != nil && r.fleeting:
		return
	case x != nil:
		r.found.overlays = append(r.found.overlays, overlaid{x, v, at})
		return
	}
	r.keep(at, why)
}

// keep notes a feature that is kept as it is; why says what hinders it from being shown, "" when it never meant to be.
func (r *reader) keep(at span, why string) {
	if why != "" {
		r.addAt(at.start, at.where(), why+"; the feature is kept in the file but not shown, correct it and open the file again", false)
	}
	r.found.kept = append(r.found.kept, at)
}

// settle gives a document, whose layers are known by now, its features.
func (r *reader) settle(doc *scenario.Scenario) {
	r.standIns(doc)
	all := make([]*scenario.Feature, 0, len(r.found.overlays))
	seen := make(ids, len(r.found.overlays))
	for _, x := range r.found.overlays {
		layer, known := doc.Layers.Get(x.Layer)
		switch {
		case !known:
			r.keep(x.span, "belongs to the layer "+quote(x.Layer)+", which this document does not have")
		case x.ID == "" || seen[x.ID] || r.found.seen[x.ID]:
			r.keep(x.span, "has the id "+quote(x.ID)+", which is empty or that of another feature")
		default:
			seen[x.ID] = true
			x.Feature.Layer = layer.ID // one text for all of them
			all = append(all, x.Feature)
			r.sealed("feature", x.Feature, x.verdict)
		}
	}
	doc.Sites, doc.Features = scenario.ListOf(r.found.sites...), scenario.ListOf(all...)
	kept := r.found.kept
	sort.Slice(kept, func(i, j int) bool { return kept[i].start < kept[j].start })
	for _, at := range kept {
		doc.Overlays = append(doc.Overlays, compact(r.b[at.start:at.end]))
	}
}

// standIns gives a document that was saved with them the layers that it lost, so that their features are seen.
func (r *reader) standIns(doc *scenario.Scenario) {
	if !r.damaged && r.seal.with == 0 {
		return
	}
	var made []*scenario.Layer
	seen := ids{}
	for _, x := range r.found.overlays {
		if _, known := doc.Layers.Get(x.Layer); !known && x.Layer != "" && !seen[x.Layer] {
			seen[x.Layer] = true
			made = append(made, &scenario.Layer{ID: x.Layer, Name: "Layer " + strconv.Itoa(len(made)+1) + " (lost)"})
			r.addAt(x.start, x.where(), "belongs to the layer "+quote(x.Layer)+", which is lost; its features are shown in a new layer, give it its name and look again", false)
		}
	}
	doc.Layers = scenario.ListOf(append(made, doc.Layers.All()...)...)
}

// isSite tells whether a feature says of itself that it is a site.
func (r *reader) isSite(n *node) bool { return r.ofKind(n, "site") }

func (r *reader) ofKind(n *node, kind string) bool {
	k := n.child("hubscape").child("kind")
	if k == nil || k.kind != kText {
		return false
	}
	if q := r.b[k.start+1 : k.end-1]; bytes.IndexByte(q, '\\') < 0 {
		return string(q) == kind
	}
	return r.text(k) == kind
}
