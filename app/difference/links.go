package difference

import (
	"slices"
	"strings"

	"hubscape/app/scenario"
)

// link is one reference of an item to another.
type link struct {
	path string // where it stands in the item
	kind string // of what it refers to: "site", "source", "group", "layer"
	id   string
}

// relink gives an item without the links that keep answers false for: the same item when all are kept, nil when the item
// cannot be without the link. The item itself is never written to.
func relink(item any, keep func(link) bool) any {
	switch x := item.(type) {
	case *scenario.Site:
		if x.StatusSource != "" && !keep(link{"status_source", "source", x.StatusSource}) {
			y := *x
			y.StatusSource = ""
			return &y
		}
	case *scenario.Source:
		if x.DerivedFrom != "" && !keep(link{"derived_from", "source", x.DerivedFrom}) {
			y := *x
			y.DerivedFrom = ""
			return &y
		}
	case *scenario.Fact:
		return relinkFact(x, keep)
	case *scenario.Position:
		return relinkPosition(x, keep)
	case *scenario.Note:
		return relinkNote(x, keep)
	case *scenario.Plan:
		sites := kept(x.Sites, func(s scenario.PlanSite) bool { return keep(link{"sites/" + step(s.Site), "site", s.Site}) })
		if len(sites) < len(x.Sites) {
			y := *x
			y.Sites = sites
			return &y
		}
	case *scenario.Feature:
		if !keep(link{"", "layer", x.Layer}) {
			return nil
		}
	}
	return item
}

func relinkFact(x *scenario.Fact, keep func(link) bool) any {
	if isGroup(x.Place) && !keep(link{"place", "group", x.Place}) {
		return nil
	}
	if x.Source != "" && !keep(link{"source", "source", x.Source}) {
		y := *x
		y.Source = ""
		return &y
	}
	return x
}

func relinkPosition(x *scenario.Position, keep func(link) bool) any {
	if isGroup(x.Place) && !keep(link{"place", "group", x.Place}) {
		return nil
	}
	sending := kept(x.Sending, func(code string) bool { return !isGroup(code) || keep(link{"sending/" + step(code), "group", code}) })
	list := relinkEvidence(x.Evidence, keep)
	if len(sending) == len(x.Sending) && list == nil {
		return x
	}
	y := *x
	y.Sending = sending
	if list != nil {
		y.Evidence = list
	}
	return &y
}

func relinkNote(x *scenario.Note, keep func(link) bool) any {
	places := kept(x.Places, func(code string) bool { return !isGroup(code) || keep(link{"places/" + step(code), "group", code}) })
	sites := kept(x.Sites, func(id string) bool { return keep(link{"sites/" + step(id), "site", id}) })
	list := relinkEvidence(x.Evidence, keep)
	if len(places) == len(x.Places) && len(sites) == len(x.Sites) && list == nil {
		return x
	}
	y := *x
	y.Places, y.Sites = places, sites
	if list != nil {
		y.Evidence = list
	}
	return &y
}

// relinkEvidence gives a changed copy, nil when nothing changed.
func relinkEvidence(list []scenario.Evidence, keep func(link) bool) []scenario.Evidence {
	var out []scenario.Evidence
	for i := range list {
		e := &list[i]
		if e.Source == "" || keep(link{"evidence/" + step(e.ID) + "/source", "source", e.Source}) {
			continue
		}
		if out == nil {
			out = slices.Clone(list)
		}
		out[i].Source = ""
	}
	return out
}

func isGroup(code string) bool { return strings.HasPrefix(code, "group:") }

// kept is a list without what keep answers false for; the list itself when all stays.
func kept[E any](list []E, keep func(E) bool) []E {
	for i, e := range list {
		if keep(e) {
			continue
		}
		out := append([]E(nil), list[:i]...)
		for _, f := range list[i+1:] {
			if keep(f) {
				out = append(out, f)
			}
		}
		if len(out) == 0 {
			return nil
		}
		return out
	}
	return list
}

// linksOf lists the links of an item.
func linksOf(item any) []link {
	var out []link
	relink(item, func(l link) bool { out = append(out, l); return true })
	return out
}

// hasLink says whether an item has a link at a path to id.
func hasLink(item any, want link) bool {
	return item != nil && slices.Contains(linksOf(item), want)
}

// linking are the kinds that refer to others.
var linking = []string{"site", "source", "fact", "position", "note", "plan", "feature"}
