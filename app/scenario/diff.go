package scenario

import (
	"slices"
	"strings"
)

// Change is one item before and after: the record of what a command touched.
type Change struct {
	Kind   string // document site group position fact source note plan layer feature criterion shock action slide
	ID     string
	Before any // nil when it was added; else *Site, *Note … or Document
	After  any // nil when it was removed
}

// Document is what EditDocument and SetOpeningView change.
type Document struct {
	ID, Title, Question, Purpose, Language string
	Handling                               Handling
	KosovoNote                             KosovoNote
	OpeningView                            View
	HasView                                bool
}

// document gathers the scenario's own fields.
func (s *Scenario) document() Document {
	d := Document{ID: s.ID, Title: s.Title, Question: s.Question, Purpose: s.Purpose, Language: s.Language, Handling: s.Handling, KosovoNote: s.KosovoNote}
	if s.OpeningView != nil {
		d.OpeningView, d.HasView = *s.OpeningView, true
	}
	return d
}

// Diff lists what differs between two states of one document, by kind and then by id. It compares pointers, so it is
// linear in the number of items; the time of the last change (Updated) is not counted.
func Diff(before, after *Scenario) []Change {
	if before == after {
		return nil
	}
	var out []Change
	if b, a := before.document(), after.document(); b != a {
		out = append(out, Change{"document", after.ID, b, a})
	}
	out = diffList(out, "site", before.Sites, after.Sites)
	out = diffList(out, "group", before.Groups, after.Groups)
	out = diffList(out, "position", before.Positions, after.Positions)
	out = diffList(out, "fact", before.Facts, after.Facts)
	out = diffList(out, "source", before.Sources, after.Sources)
	out = diffList(out, "note", before.Notes, after.Notes)
	out = diffList(out, "plan", before.Plans, after.Plans)
	out = diffList(out, "layer", before.Layers, after.Layers)
	out = diffList(out, "feature", before.Features, after.Features)
	out = diffList(out, "criterion", before.Criteria, after.Criteria)
	out = diffList(out, "shock", before.Shocks, after.Shocks)
	out = diffList(out, "action", before.Actions, after.Actions)
	return diffList(out, "slide", before.Slides, after.Slides)
}

// diffList walks two sorted lists side by side.
func diffList[T any, P interface {
	*T
	Item
}](out []Change, kind string, before, after List[P]) []Change {
	b, a := before.items, after.items
	if len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) {
		return out // the same list
	}
	if len(a) > len(b) {
		out = slices.Grow(out, len(a)-len(b))
	}
	for len(b) > 0 || len(a) > 0 {
		if len(b) > 0 && len(a) > 0 && b[0] == a[0] {
			b, a = b[1:], a[1:]
			continue
		}
		switch c := compareHeads(b, a); {
		case c < 0:
			out, b = append(out, Change{kind, b[0].Ident(), b[0], nil}), b[1:]
		case c > 0:
			out, a = append(out, Change{kind, a[0].Ident(), nil, a[0]}), a[1:]
		default:
			out, b, a = append(out, Change{kind, a[0].Ident(), b[0], a[0]}), b[1:], a[1:]
		}
	}
	return out
}

// compareHeads tells which list's first id comes first; an empty list comes last.
func compareHeads[T Item](b, a []T) int {
	switch {
	case len(a) == 0:
		return -1
	case len(b) == 0:
		return 1
	}
	return strings.Compare(b[0].Ident(), a[0].Ident())
}
