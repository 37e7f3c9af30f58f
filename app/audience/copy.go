package audience

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"hubscape/app/scenario"
)

// Withheld stands where the name of somebody who spoke off the record stood.
const Withheld = "withheld"

// Copy makes the copy of a document for an audience and reports on it; the document itself is not changed. host may be
// nil, then nothing is known of borders and divisions. An error means that the rules themselves cannot be kept; texts
// that quote what was held back are no error but finds of the report, which must be empty before anything is written.
func Copy(doc *scenario.Scenario, r Rules, host Host) (*scenario.Scenario, *Report, error) {
	if _, err := Parse(string(r.Audience)); err != nil {
		return nil, nil, err
	}
	if r.Label != "" && !slices.Contains(labels, r.Label) {
		return nil, nil, fmt.Errorf("the sharing label %q is not known; choose one of CLEAR, GREEN, AMBER, AMBER+STRICT, RED", r.Label)
	}
	if r.Audience != Internal && doc.Handling.TLP == "RED" {
		return nil, nil, errors.New("the document is labelled TLP:RED, for named recipients alone; whoever labelled it must lower its label before a copy is made for others")
	}
	c := &copier{doc: doc, rules: r, host: host, report: &Report{Title: doc.Title, Audience: r.Audience}, strictest: "CLEAR"}
	out := *doc
	c.out = &out
	if r.Audience == Internal {
		c.strictest = stricter(c.strictest, doc.Handling.TLP)
		c.internalLabels()
	} else {
		c.hold()
	}
	if err := c.label(); err != nil {
		return nil, nil, err
	}
	c.finish()
	return c.out, c.report, nil
}

// copier is a copy in the making.
type copier struct {
	doc       *scenario.Scenario
	out       *scenario.Scenario
	rules     Rules
	host      Host
	report    *Report
	strictest string // label of what is in the copy so far

	heldNotes, heldSites, heldPositions map[string]bool
	hidden                              map[string]bool // sources that must not be named
	cited                               map[string]bool // sources that stay because something in the copy names them
}

func (c *copier) public() bool { return c.rules.Audience == Public }

// hold goes through the document in an order in which what is decided first is known later: sources, then what cites
// them, then what refers to that.
func (c *copier) hold() {
	c.heldNotes, c.heldSites, c.heldPositions = map[string]bool{}, map[string]bool{}, map[string]bool{}
	c.hidden, c.cited = map[string]bool{}, map[string]bool{}
	c.hideSources()
	c.notes()
	c.positions()
	c.facts()
	c.sites()
	c.plans()
	c.relink()
	c.sources()
	c.groups()
	c.layers()
	c.rooms()
	c.document()
}

// internalLabels raises the label to what single notes carry, and counts what is in an internal copy: everything.
func (c *copier) internalLabels() {
	pieces := 0
	for _, n := range c.doc.Notes.All() {
		pieces += len(n.Evidence)
	}
	for _, p := range c.doc.Positions.All() {
		pieces += len(p.Evidence)
	}
	for _, l := range []Line{{"pieces of evidence", pieces, ""}, {"notes", c.doc.Notes.Len(), ""}, {"positions of states", c.doc.Positions.Len(), ""}, {"facts", c.doc.Facts.Len(), ""},
		{"sites", c.doc.Sites.Len(), ""}, {"plans", c.doc.Plans.Len(), ""}, {"sources", c.doc.Sources.Len(), ""}, {"overlay layers", c.doc.Layers.Len(), ""},
		{"features of overlay layers", c.doc.Features.Len(), ""}, {"slides", c.doc.Slides.Len(), ""}} {
		c.report.in(l.What, l.Count)
	}
	for _, n := range c.doc.Notes.All() {
		if t := tagged(n.Tags); t != "" {
			c.strictest = stricter(c.strictest, t)
		}
	}
}

// label settles the sharing label.
func (c *copier) label() error {
	want := c.rules.Label
	if want == "" {
		want = c.strictest
	}
	if rank(want) < rank(c.strictest) {
		return laxer(want, c.strictest)
	}
	c.out.Handling.TLP = want
	c.report.Label = want
	return nil
}

func laxer(want, strictest string) error {
	return fmt.Errorf("the label TLP:%s is laxer than what is in the copy, which asks for TLP:%s; choose TLP:%s or leave the stricter items out", want, strictest, strictest)
}

// document clears what the document says of itself.
func (c *copier) document() {
	c.unknown("document", c.doc.Extra, c.doc.TopExtra, c.doc.HandlingExtra, c.doc.ViewExtra)
	c.out.Extra, c.out.TopExtra, c.out.HandlingExtra, c.out.ViewExtra = nil, nil, nil, nil
	if n := len(c.doc.Overlays); n > 0 {
		c.report.held("features that belong to no layer", n, "they cannot be judged")
		for _, raw := range c.doc.Overlays {
			c.secretJSON("unknown feature", raw)
		}
		c.out.Overlays = nil
	}
	if m := c.doc.Handling.Marking; m != "" && c.public() {
		c.secret(kindMarking, "marking of the document", m)
		c.report.held("marking of the document", 1, "it speaks of the original")
		c.out.Handling.Marking = ""
	}
	if c.rules.Marking != "" {
		c.out.Handling.Marking = c.rules.Marking
	}
	c.out.ID = copyID(c.doc.ID, c.rules.Audience)
	c.secret(kindID, "id of the document", c.doc.ID)
	c.out.Created = c.doc.Updated
	c.report.held("identity and creation time of the document", 1, "the copy has its own")
	if v := c.doc.OpeningView; v != nil {
		view := *v
		view.Center = coarse(view.Center)
		c.out.OpeningView = &view
	}
}

// copyID makes the id of a copy from the original's, so that the same copy has the same id and nobody can tell the
// original from it.
func copyID(id string, a Audience) string {
	sum := sha256.Sum256([]byte("hubscape audience copy\x00" + string(a) + "\x00" + id))
	u := sum[:16]
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:16])
}

// unknown holds members back that this version cannot judge.
func (c *copier) unknown(where string, lists ...[]scenario.Member) {
	n := 0
	for _, list := range lists {
		for _, m := range list {
			n++
			c.secretJSON("unknown member of "+where, m.Raw)
		}
	}
	if n > 0 {
		c.report.held("members that this version does not know", n, "they cannot be judged")
	}
}

// rooms holds back what this version keeps without reading it.
func (c *copier) rooms() {
	for _, room := range []struct {
		words, why string
		list       *scenario.List[*scenario.Room]
	}{
		{"slides with their presenter notes", "they cannot be judged yet", &c.out.Slides}, {"criteria", "they cannot be judged yet", &c.out.Criteria},
		{"shocks", "they cannot be judged yet", &c.out.Shocks}, {"contingency actions", "they cannot be judged yet", &c.out.Actions},
	} {
		for _, it := range room.list.All() {
			c.secret(kindID, room.words, it.ID)
			c.secretJSON(room.words, it.Raw)
		}
		c.report.held(room.words, room.list.Len(), room.why)
		*room.list = scenario.List[*scenario.Room]{}
	}
}

// layers lets the named overlay layers go along.
func (c *copier) layers() {
	stay := map[string]bool{}
	var layers []*scenario.Layer
	for _, l := range c.doc.Layers.All() {
		if !slices.Contains(c.rules.Layers, l.ID) {
			c.secret(kindID, "overlay layer", l.ID)
			c.secret(kindUnknown, "name of an overlay layer", l.Name)
			continue
		}
		stay[l.ID] = true
		kept := *l
		c.unknown("a layer", l.Extra, l.StyleExtra)
		kept.Extra, kept.StyleExtra = nil, nil
		if l.From != "" && c.public() {
			c.secret(kindUnknown, "name of the file of a layer", l.From)
			c.report.held("names of files of layers", 1, "they speak of who made them")
			kept.From = ""
		}
		layers = append(layers, &kept)
	}
	var features []*scenario.Feature
	for _, f := range c.doc.Features.All() {
		if !stay[f.Layer] || c.left(f.ID) {
			c.secret(kindID, "overlay feature", f.ID)
			c.secret(kindUnknown, "name of an overlay feature", f.Name)
			for _, p := range f.Properties {
				c.secretJSON("property of an overlay feature", p.Raw)
			}
			continue
		}
		kept := *f
		c.unknown("an overlay feature", f.Extra, f.GeomExtra, f.HubExtra)
		if f.Z != nil {
			c.report.held("altitudes", 1, "they tell a place apart")
		}
		kept.Extra, kept.GeomExtra, kept.HubExtra, kept.Z = nil, nil, nil, nil
		features = append(features, &kept)
	}
	c.report.held("overlay layers", c.doc.Layers.Len()-len(layers), "nobody said that they may go along")
	c.report.held("features of those layers", c.doc.Features.Len()-len(features), "")
	c.report.in("overlay layers", len(layers))
	c.report.in("features of overlay layers", len(features))
	c.out.Layers, c.out.Features = scenario.ListOf(layers...), scenario.ListOf(features...)
}

// groups stay unless only what is held back speaks of them.
func (c *copier) groups() {
	before, after := groupsIn(c.doc), groupsIn(c.out)
	var list []*scenario.Group
	for _, g := range c.doc.Groups.All() {
		if before[g.ID] && !after[g.ID] {
			c.report.held("groups", 1, "only what is held back speaks of them")
			c.secret(kindID, "group", g.ID)
			c.secret(kindTitle, "name of a group", g.Name)
			continue
		}
		kept := *g
		c.unknown("a group", g.Extra)
		kept.Extra = nil
		list = append(list, &kept)
	}
	c.out.Groups = scenario.ListOf(list...)
}

// groupsIn lists the places that notes, positions and facts speak of.
func groupsIn(doc *scenario.Scenario) map[string]bool {
	in := map[string]bool{}
	for _, n := range doc.Notes.All() {
		for _, p := range n.Places {
			in[p] = true
		}
	}
	for _, p := range doc.Positions.All() {
		in[p.Place] = true
		for _, s := range p.Sending {
			in[s] = true
		}
	}
	for _, f := range doc.Facts.All() {
		in[f.Place] = true
	}
	return in
}

// finish makes the report whole and looks for what was held back in what stays.
func (c *copier) finish() {
	c.report.settle(c.out)
	c.report.quotes(c.out)
	if c.rules.Personal != nil {
		c.report.personal(c.out, c.rules.Personal)
	}
}
