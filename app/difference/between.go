package difference

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// Between tells what differs from a, the earlier document, to b, the later one. Neither may be nil.
func Between(a, b *scenario.Scenario, o Options) *Report { return between(a, b, o, true) }

func between(a, b *scenario.Scenario, o Options, byName bool) *Report {
	r := &Report{Before: a, After: b, SameDocument: a.ID == b.ID, o: o, earlier: a}
	if a == b {
		return r
	}
	if byName && !r.SameDocument {
		r.alias = sameNames(a, b)
		r.earlier = renamed(a, r.alias)
	}
	c := newPair(r.earlier, b, o)
	byGroup := make([][]*Entry, len(groups))
	for _, rm := range rooms {
		if rm.kind() == "feature" {
			byGroup[rm.group()] = append(byGroup[rm.group()], featureEntries(c)...)
			continue
		}
		rm.each(r.earlier, b, func(id string, before, after any) {
			if e := entry(c, rm, id, before, after); e != nil {
				byGroup[rm.group()] = append(byGroup[rm.group()], e)
			}
		})
	}
	if e := keptEntry(c); e != nil {
		byGroup[len(groups)-1] = append(byGroup[len(groups)-1], e)
	}
	for i, list := range byGroup {
		if len(list) == 0 {
			continue
		}
		// By name, as people look for them; a layer, then its features.
		slices.SortStableFunc(list, func(x, y *Entry) int { return cmp.Or(cmp.Compare(x.fold, y.fold), cmp.Compare(x.ID, y.ID)) })
		r.Groups = append(r.Groups, Group{groups[i].key, groups[i].label, list})
	}
	return r
}

// entry compares one item; nil when nothing differs.
func entry(c *pair, rm room, id string, before, after any) *Entry {
	var rows []Row
	if before != nil && after != nil {
		if rows = rm.rows(c, before, after); len(rows) == 0 {
			return nil
		}
	}
	e := &Entry{Kind: rm.kind(), ID: id, Before: plainItem(before), After: plainItem(after), Rows: rows}
	switch {
	case before == nil:
		e.Sort, e.Name = Add, rm.name(c.now, after)
		e.Rows = []Row{{Sort: Add, More: rm.about(c.now, after), To: place(after)}}
	case after == nil:
		e.Sort, e.Name = Remove, rm.name(c.was, before)
		e.Rows = []Row{{Sort: Remove, More: rm.about(c.was, before), From: place(before)}}
	default:
		e.Sort, e.Name = Edit, rm.name(c.now, after)
		if slices.ContainsFunc(e.Rows, func(r Row) bool { return r.Sort == Move }) {
			e.Sort = Move
		}
		for i := range e.Rows {
			if e.Rows[i].From == nil && e.Rows[i].To == nil {
				e.Rows[i].From, e.Rows[i].To = place(before), place(after)
			}
		}
	}
	finish(e)
	return e
}

// plainItem is an item as scenario.Change holds it: the document is a value there.
func plainItem(x any) any {
	if d, ok := x.(*scenario.Document); ok {
		return *d
	}
	return x
}

// finish gives the rows of an entry their address and their words.
func finish(e *Entry) {
	e.fold = strings.ToLower(e.Name)
	for i := range e.Rows {
		r := &e.Rows[i]
		if r.Kind == "" {
			r.Kind, r.ID = e.Kind, e.ID
		}
		if r.Name == "" {
			r.Name = e.Name
		}
		switch {
		case r.Path == "" && r.Sort <= Remove && r.Text == "":
			r.Text, r.said, r.verb = r.Name+" "+r.Sort.Did(), r.Sort.Did(), true
		case r.Text == "" && e.Kind == "document":
			r.Text = capital(r.What)
		case r.Text == "":
			r.Text = r.Name + ": " + r.What
		default:
			r.Text = strings.ReplaceAll(r.Text, nameMark, r.Name)
		}
	}
}

// place is where an item lies, nil nowhere.
func place(x any) *orb.Point {
	switch x := x.(type) {
	case *scenario.Site:
		return x.At
	case *scenario.Feature:
		return anyPoint(x.Geometry)
	}
	return nil
}

// featureEntries gathers the features that differ under their layers.
func featureEntries(c *pair) []*Entry {
	var out []*Entry
	of := map[string]*Entry{}
	featureRoom.each(c.was.doc, c.now.doc, func(id string, before, after any) {
		one := entry(c, featureRoom, id, before, after)
		if one == nil {
			return
		}
		layer := ""
		if f, ok := after.(*scenario.Feature); ok {
			layer = f.Layer
		} else {
			layer = before.(*scenario.Feature).Layer
		}
		e := of[layer]
		if e == nil {
			e = &Entry{Kind: "features", ID: layer, Name: layerName(c, layer), Sort: one.Sort}
			of[layer], out = e, append(out, e)
		}
		if e.Sort != one.Sort {
			e.Sort = Edit
		}
		switch one.Sort {
		case Add:
			e.Added++
		case Remove:
			e.Removed++
		default:
			e.Changed++
		}
		e.features = append(e.features, one.Rows...)
	})
	for _, e := range out {
		what := featureCounts(e)
		all := Row{Sort: e.Sort, What: what, said: what, Text: nameMark + ": " + what}
		if e.Sort == Move {
			all.Sort, e.Sort = Edit, Edit
		}
		e.Rows = append([]Row{all}, e.features[:min(len(e.features), c.o.Features)]...)
		finish(e)
	}
	return out
}

func layerName(c *pair, id string) string {
	if _, ok := c.now.doc.Layers.Get(id); ok {
		return c.now.layer(id)
	}
	return c.was.layer(id)
}

// featureCounts words how many features of a layer differ: "12 features added, 3 changed".
func featureCounts(e *Entry) string {
	var words []string
	for _, x := range []struct {
		n   int
		did string
	}{{e.Added, "added"}, {e.Removed, "removed"}, {e.Changed, "changed"}} {
		switch {
		case x.n == 0:
		case len(words) == 0:
			words = append(words, several(x.n, "feature", "features")+" "+x.did)
		default:
			words = append(words, strconv.Itoa(x.n)+" "+x.did)
		}
	}
	return strings.Join(words, ", ")
}

// keptEntry compares what this version keeps without reading it. It is shown, and cannot be taken back.
func keptEntry(c *pair) *Entry {
	a, b := c.was.doc, c.now.doc
	e := &Entry{Kind: "kept", Name: "Parts not known here", Sort: Edit}
	for _, m := range []struct {
		key  string
		a, b []scenario.Member
	}{
		{"hubscape", a.Extra, b.Extra}, {"file", a.TopExtra, b.TopExtra},
		{"handling", a.HandlingExtra, b.HandlingExtra}, {"view", a.ViewExtra, b.ViewExtra},
	} {
		e.Rows = append(e.Rows, unknownMembers.rows(c, m.key, "", m.a, m.b)...)
	}
	if !slices.EqualFunc(a.Overlays, b.Overlays, func(x, y json.RawMessage) bool { return bytes.Equal(x, y) }) {
		r := edit(c, "overlays", "features of no known layer", several(len(a.Overlays), "feature", "features"), several(len(b.Overlays), "feature", "features"))
		e.Rows = append(e.Rows, r)
	}
	if len(e.Rows) == 0 {
		return nil
	}
	for i := range e.Rows {
		e.Rows[i].Fixed = true
	}
	finish(e)
	return e
}

// sameNames pairs the sites that have no partner by id but one by name: ids of b by ids of a.
func sameNames(a, b *scenario.Scenario) map[string]string {
	alone := func(s, other *scenario.Scenario) map[string]string {
		byName := map[string]string{}
		for _, x := range s.Sites.All() {
			if _, ok := other.Sites.Get(x.ID); ok {
				continue
			}
			name := strings.ToLower(strings.Join(strings.Fields(x.Name), " "))
			if _, twice := byName[name]; twice || name == "" {
				byName[name] = ""
				continue
			}
			byName[name] = x.ID
		}
		return byName
	}
	inA, inB := alone(a, b), alone(b, a)
	out := map[string]string{}
	for name, id := range inA {
		if to := inB[name]; id != "" && to != "" {
			out[id] = to
		}
	}
	return out
}

// renamed is a scenario whose sites have other ids, with the links to them.
func renamed(s *scenario.Scenario, ids map[string]string) *scenario.Scenario {
	if len(ids) == 0 {
		return s
	}
	c := *s
	c.Sites = mapped(s.Sites, func(x *scenario.Site) *scenario.Site {
		if to, ok := ids[x.ID]; ok {
			y := *x
			y.ID = to
			return &y
		}
		return x
	})
	c.Notes = mapped(s.Notes, func(n *scenario.Note) *scenario.Note {
		if !slices.ContainsFunc(n.Sites, func(id string) bool { return ids[id] != "" }) {
			return n
		}
		y := *n
		y.Sites = slices.Clone(n.Sites)
		for i, id := range y.Sites {
			if to := ids[id]; to != "" {
				y.Sites[i] = to
			}
		}
		slices.Sort(y.Sites)
		return &y
	})
	c.Plans = mapped(s.Plans, func(p *scenario.Plan) *scenario.Plan {
		y := *p
		y.Sites = slices.Clone(p.Sites)
		for i := range y.Sites {
			if to := ids[y.Sites[i].Site]; to != "" {
				y.Sites[i].Site = to
			}
		}
		return &y
	})
	return &c
}

func mapped[T scenario.Item](l scenario.List[T], f func(T) T) scenario.List[T] {
	out := make([]T, 0, l.Len())
	for _, x := range l.All() {
		out = append(out, f(x))
	}
	return scenario.ListOf(out...)
}
