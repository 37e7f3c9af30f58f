package audience

import (
	"bytes"
	"strconv"
	"sync"

	"hubscape/app/scenario"
	"hubscape/assets"
)

var schema = sync.OnceValue(assets.Schema)

// formatWord tells whether a text is a word of the file format itself, which stands in every file: the name of a member
// or one of the values that a member may have.
func formatWord(text string) bool { return bytes.Contains(schema(), []byte(strconv.Quote(text))) }

// identities are the ids that a copy shows: of its items, and of what they refer to.
func identities(doc *scenario.Scenario) map[string]bool {
	ids := map[string]bool{doc.ID: true}
	add := func(list ...string) {
		for _, id := range list {
			ids[id] = true
		}
	}
	evidence := func(list []scenario.Evidence) {
		for _, e := range list {
			add(e.ID, e.Source)
		}
	}
	for _, s := range doc.Sites.All() {
		add(s.ID, s.StatusSource)
	}
	for _, g := range doc.Groups.All() {
		add(g.ID)
	}
	for _, p := range doc.Positions.All() {
		add(p.ID)
		evidence(p.Evidence)
	}
	for _, f := range doc.Facts.All() {
		add(f.ID, f.Source)
	}
	for _, s := range doc.Sources.All() {
		add(s.ID, s.DerivedFrom)
	}
	for _, n := range doc.Notes.All() {
		add(n.ID)
		add(n.Sites...)
		evidence(n.Evidence)
		for _, a := range n.Assessments {
			add(a.ID)
		}
		for _, k := range n.Controls {
			add(k.ID)
		}
	}
	for _, p := range doc.Plans.All() {
		add(p.ID)
		for _, s := range p.Sites {
			add(s.Site)
		}
	}
	for _, l := range doc.Layers.All() {
		add(l.ID)
	}
	for _, f := range doc.Features.All() {
		add(f.ID)
	}
	delete(ids, "")
	return ids
}
