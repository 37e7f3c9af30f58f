package scenario

import (
	"fmt"
	"maps"
	"slices"
)

// gone are the ids of items that other items may refer to and that went.
type gone struct{ sites, groups, sources, layers map[string]bool }

func (g gone) none() bool {
	return len(g.sites)+len(g.groups)+len(g.sources)+len(g.layers) == 0
}

// goneIn lists what a later state lacks.
func (s *Scenario) goneIn(after *Scenario) gone {
	return gone{lacks(s.Sites, after.Sites), lacks(s.Groups, after.Groups), lacks(s.Sources, after.Sources), lacks(s.Layers, after.Layers)}
}

func lacks[T any, P interface {
	*T
	Item
}](before, after List[P]) map[string]bool {
	var out map[string]bool
	a := after.items
	for _, it := range before.items {
		if len(a) > 0 && a[0] == it {
			a = a[1:]
			continue
		}
		for len(a) > 0 && a[0].Ident() < it.Ident() {
			a = a[1:]
		}
		if len(a) > 0 && a[0].Ident() == it.Ident() {
			a = a[1:]
			continue
		}
		if out == nil {
			out = map[string]bool{}
		}
		out[it.Ident()] = true
	}
	return out
}

// unlink takes away the links to what is gone where an item can be without: notes and plans lose the site, notes and
// positions the group, and the features of a layer go with it. What is said on the word of a source, or about a group
// alone, keeps its link. s is the caller's own.
func (s *Scenario) unlink(g gone) {
	if g.none() {
		return
	}
	lost := func(of map[string]bool) func(string) bool { return func(id string) bool { return of[id] } }
	s.Notes = s.Notes.each(func(n *Note) *Note {
		if !slices.ContainsFunc(n.Sites, lost(g.sites)) && !slices.ContainsFunc(n.Places, lost(g.groups)) {
			return n
		}
		n = n.clone()
		n.Sites, n.Places = slices.DeleteFunc(n.Sites, lost(g.sites)), slices.DeleteFunc(n.Places, lost(g.groups))
		return n
	})
	s.Plans = s.Plans.each(func(p *Plan) *Plan {
		if !slices.ContainsFunc(p.Sites, func(x PlanSite) bool { return g.sites[x.Site] }) {
			return p
		}
		p = p.clone()
		p.Sites = slices.DeleteFunc(p.Sites, func(x PlanSite) bool { return g.sites[x.Site] })
		return p
	})
	s.Positions = s.Positions.each(func(p *Position) *Position {
		if !slices.ContainsFunc(p.Sending, lost(g.groups)) {
			return p
		}
		p = p.clone()
		p.Sending = slices.DeleteFunc(p.Sending, lost(g.groups))
		return p
	})
	s.Features = withoutLayers(s.Features, g.layers)
}

// withoutLayers leaves out the features of some layers.
func withoutLayers(l List[*Feature], layers map[string]bool) List[*Feature] {
	in := func(f *Feature) bool { return layers[f.Layer] }
	if len(layers) == 0 || !slices.ContainsFunc(l.items, in) {
		return l
	}
	return List[*Feature]{slices.DeleteFunc(slices.Clone(l.items), in)}
}

// danglers refuses when something still refers to what is gone.
func (s *Scenario) danglers(g gone) error {
	if g.none() {
		return nil
	}
	for _, n := range s.Notes.All() {
		if err := firstOf("note "+quoted(n.Title), "site", g.sites, n.Sites...); err != nil {
			return err
		}
		if err := firstOf("note "+quoted(n.Title), "group", g.groups, n.Places...); err != nil {
			return err
		}
	}
	for _, p := range s.Plans.All() {
		for i := range p.Sites {
			if err := firstOf("plan "+quoted(p.Name), "site", g.sites, p.Sites[i].Site); err != nil {
				return err
			}
		}
	}
	for _, p := range s.Positions.All() {
		if err := firstOf("the position of "+p.Place, "group", g.groups, append([]string{p.Place}, p.Sending...)...); err != nil {
			return err
		}
	}
	for _, f := range s.Facts.All() {
		if err := firstOf("the fact "+quoted(factName(f)), "group", g.groups, f.Place); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(g.sources)) {
		if users := s.usersOf(id); len(users) > 0 {
			return fmt.Errorf("%s refers to the source %s, which would go; take it out there first", several(users), quoted(id))
		}
	}
	return s.layerless(g.layers)
}

func (s *Scenario) layerless(layers map[string]bool) error {
	if len(layers) == 0 {
		return nil
	}
	for _, f := range s.Features.All() {
		if err := firstOf("feature "+quoted(f.called()), "layer", layers, f.Layer); err != nil {
			return err
		}
	}
	return nil
}

// firstOf refuses the first id that is gone.
func firstOf(who, kind string, gone map[string]bool, ids ...string) error {
	for _, id := range ids {
		if gone[id] {
			return fmt.Errorf("%s refers to the %s %s, which would go; take the link away first", who, kind, quoted(id))
		}
	}
	return nil
}
