package difference

import (
	"slices"

	"hubscape/app/scenario"
)

// bench is where one document is brought, in chosen places, to the state of another.
type bench struct {
	into, from *scenario.Scenario
	edited     map[address]any // nil: taken away
	also       also
}

type address struct{ kind, id string }

// also counts what had to follow from what was chosen, for one sentence each.
type also struct {
	back    []string // came back because something needs it
	lost    int      // links to what is gone
	gone    int      // items that cannot be without what is gone
	relinks int      // links to what came back
}

func (b *bench) get(kind, id string) any {
	if x, ok := b.edited[address{kind, id}]; ok {
		return x
	}
	return roomOf(kind).get(b.into, id)
}

func (b *bench) put(kind, id string, x any) { b.edited[address{kind, id}] = x }

// bring carries the rows from one document into another. With relink, links to what comes back come back as well.
func bring(into, from *scenario.Scenario, rows []Row, relink bool) ([]scenario.Change, also) {
	b := &bench{into: into, from: from, edited: map[address]any{}}
	wants := map[address]*want{}
	var order []address
	for _, r := range rows {
		a := address{r.Kind, r.ID}
		if r.Fixed || roomOf(r.Kind) == nil {
			continue
		}
		if wants[a] == nil {
			wants[a] = &want{}
			order = append(order, a)
		}
		wants[a].add(r.Path)
	}
	for _, a := range order {
		b.item(a, wants[a])
	}
	restored := b.settle(order)
	if relink {
		b.reattach(restored)
	}
	b.agree(order)
	b.detach()
	return b.changes(), b.also
}

// item brings what is wanted of one item.
func (b *bench) item(a address, w *want) {
	rm := roomOf(a.kind)
	to, from := rm.get(b.into, a.id), rm.get(b.from, a.id)
	switch {
	case w.whole && a.kind == "document":
		b.put(a.kind, a.id, rm.carry(to, from, w)) // the identity stays
	case w.whole:
		b.put(a.kind, a.id, from)
	case to != nil && from != nil:
		b.put(a.kind, a.id, rm.carry(to, from, w))
	}
}

// settle sees to it that what was brought refers to nothing that is not there: sources, groups and layers come along,
// links to sites are left out. It gives all that came back.
func (b *bench) settle(order []address) (restored []address) {
	work := slices.Clone(order)
	for len(work) > 0 {
		a := work[0]
		work = work[1:]
		x, touched := b.edited[a]
		if !touched || x == nil {
			continue
		}
		if roomOf(a.kind).get(b.into, a.id) == nil {
			restored = append(restored, a)
		}
		y := relink(x, func(l link) bool {
			if b.get(l.kind, l.id) != nil || b.dangledBefore(a, l) {
				return true
			}
			rm := roomOf(l.kind)
			source := rm.get(b.from, l.id)
			if l.kind == "site" || source == nil {
				b.also.lost++
				return false
			}
			b.put(l.kind, l.id, source)
			b.also.back = append(b.also.back, rm.name(namer{doc: b.from}, source))
			work = append(work, address{l.kind, l.id})
			return true
		})
		if y != x {
			b.put(a.kind, a.id, y)
		}
	}
	return restored
}

// dangledBefore says whether a link led nowhere already in one of the two documents; such damage is nobody's to repair
// here.
func (b *bench) dangledBefore(a address, l link) bool {
	rm, target := roomOf(a.kind), roomOf(l.kind)
	return target.get(b.from, l.id) == nil && hasLink(rm.get(b.from, a.id), l) ||
		target.get(b.into, l.id) == nil && roomOf(a.kind).get(b.into, a.id) != nil && hasLink(rm.get(b.into, a.id), l)
}

// reattach brings back the links that other items had to what came back.
func (b *bench) reattach(restored []address) {
	back := map[address]bool{}
	for _, a := range restored {
		back[a] = true
	}
	if len(back) == 0 {
		return
	}
	for _, kind := range linking {
		rm := roomOf(kind)
		rm.each(b.into, b.from, func(id string, _, from any) {
			if from == nil {
				return
			}
			to := b.get(kind, id)
			if to == nil {
				return
			}
			w := &want{}
			have := linksOf(to)
			for _, l := range linksOf(from) {
				if back[address{l.kind, l.id}] && !slices.ContainsFunc(have, func(h link) bool { return h.path == l.path }) {
					w.add(l.path)
					b.also.relinks++
				}
			}
			if w.parts != nil {
				b.put(kind, id, rm.carry(to, from, w))
			}
		})
	}
}

// detach takes away the links to what is gone, and what cannot be without them.
func (b *bench) detach() {
	gone := map[address]bool{}
	for a, x := range b.edited {
		if x == nil && roomOf(a.kind).get(b.into, a.id) != nil {
			gone[a] = true
		}
	}
	if len(gone) == 0 {
		return
	}
	for _, kind := range linking {
		rm := roomOf(kind)
		rm.each(b.into, &scenario.Scenario{}, func(id string, _, _ any) { b.detachOne(kind, id, gone) })
		rm.each(&scenario.Scenario{}, b.from, func(id string, _, _ any) {
			if rm.get(b.into, id) == nil {
				b.detachOne(kind, id, gone)
			}
		})
	}
}

func (b *bench) detachOne(kind, id string, gone map[address]bool) {
	x := b.get(kind, id)
	if x == nil {
		return
	}
	a := address{kind, id}
	lost := 0
	y := relink(x, func(l link) bool {
		if !gone[address{l.kind, l.id}] || hasLink(roomOf(kind).get(b.from, id), l) && roomOf(l.kind).get(b.from, l.id) == nil {
			return true
		}
		lost++
		return false
	})
	if lost == 0 {
		return
	}
	b.edited[a] = y
	if y == nil {
		b.also.gone++
	} else {
		b.also.lost += lost
	}
}

// agree sees to what must hold among items: one id for a site or a feature, one baseline, no source that retells itself.
// What was brought wins.
func (b *bench) agree(order []address) {
	for _, a := range order {
		x := b.get(a.kind, a.id)
		if x == nil {
			continue
		}
		switch x := x.(type) {
		case *scenario.Site:
			b.yield("feature", a.id)
		case *scenario.Feature:
			b.yield("site", a.id)
		case *scenario.Plan:
			if old, ok := b.into.Plans.Get(a.id); x.Baseline && (!ok || !old.Baseline) {
				b.onlyBaseline(a.id)
			}
		case *scenario.Source:
			b.uncircle(x)
		}
	}
}

// yield takes an item away whose id another kind has now.
func (b *bench) yield(kind, id string) {
	if b.get(kind, id) != nil {
		b.put(kind, id, nil)
		b.also.gone++
	}
}

func (b *bench) onlyBaseline(id string) {
	for _, p := range b.into.Plans.All() {
		if now, ok := b.get("plan", p.ID).(*scenario.Plan); ok && now.Baseline && p.ID != id {
			y := *now
			y.Baseline = false
			b.put("plan", p.ID, &y)
			b.also.lost++
		}
	}
}

// uncircle cuts the chain of sources that leads back to x.
func (b *bench) uncircle(x *scenario.Source) {
	seen := map[string]bool{}
	for id := x.DerivedFrom; id != "" && !seen[id]; {
		seen[id] = true
		next, ok := b.get("source", id).(*scenario.Source)
		if !ok {
			return
		}
		if next.DerivedFrom == x.ID {
			y := *next
			y.DerivedFrom = ""
			b.put("source", id, &y)
			b.also.lost++
			return
		}
		id = next.DerivedFrom
	}
}

// changes lists what is other than in the document, in the order of rooms and ids.
func (b *bench) changes() []scenario.Change {
	var out []scenario.Change
	for _, rm := range rooms {
		var ids []string
		for a := range b.edited {
			if a.kind == rm.kind() {
				ids = append(ids, a.id)
			}
		}
		slices.Sort(ids)
		for _, id := range ids {
			before, after := rm.get(b.into, id), b.edited[address{rm.kind(), id}]
			if before == nil && after == nil || before == after {
				continue
			}
			if before != nil && after != nil && len(rm.rows(newPair(b.into, b.into, Options{}), before, after)) == 0 {
				continue
			}
			if rm.kind() == "document" {
				id = b.into.ID
			}
			out = append(out, scenario.Change{Kind: rm.kind(), ID: id, Before: plainItem(before), After: plainItem(after)})
		}
	}
	return out
}

// said tells what followed from what was chosen, a sentence each.
func (a also) said() []string {
	var out []string
	if n := len(a.back); n > 0 {
		names := a.back
		if n > 3 {
			names = append(slices.Clone(names[:2]), several(n-2, "more", "more"))
		}
		out = append(out, join(names)+" came along, since something refers to it")
		if n > 1 {
			out[0] = join(names) + " came along, since something refers to them"
		}
	}
	if a.relinks > 0 {
		out = append(out, several(a.relinks, "link", "links")+" to what came back came back too")
	}
	if a.lost > 0 {
		out = append(out, several(a.lost, "link", "links")+" to what is not there went")
	}
	if a.gone > 0 {
		out = append(out, several(a.gone, "item went with what it belonged to", "items went with what they belonged to"))
	}
	return out
}

// TakeBack makes the step that brings the chosen rows of the later document back to what they were in the earlier one.
// It is for the later document, r.After, as it is. Links are mended: what a restored item needs comes along, what
// referred to it refers to it again, and nothing goes on referring to what is taken away. also says so, a sentence each.
func (r *Report) TakeBack(rows ...Row) (p scenario.Patch, also []string) {
	changes, more := bring(r.After, r.earlier, r.expand(rows), true)
	p = scenario.Patch{Changes: changes}
	if n := len(rows); n == 1 {
		p.Said, p.Do = "Took back: "+rows[0].Text, "take back of "+rows[0].Name
	} else {
		p.Said, p.Do = "Took back "+several(n, "change", "changes"), "take back of "+several(n, "change", "changes")
	}
	return p, more.said()
}

// CarryOver makes the step that brings the chosen rows of the later document into the earlier one: it is for r.Before, as
// it is.
func (r *Report) CarryOver(rows ...Row) (p scenario.Patch, also []string) {
	back := make(map[string]string, len(r.alias))
	for from, to := range r.alias {
		back[to] = from
	}
	all := slices.Clone(r.expand(rows))
	for i := range all {
		if id, ok := back[all[i].ID]; ok && all[i].Kind == "site" {
			all[i].ID = id
		}
		all[i].Path = renamedPath(all[i], back)
	}
	changes, more := bring(r.Before, renamed(r.After, back), all, false)
	p = scenario.Patch{Changes: changes, Said: "Took over " + several(len(rows), "change", "changes"), Do: "taking over of " + several(len(rows), "change", "changes")}
	return p, more.said()
}

// renamedPath is the path of a row where it names a site.
func renamedPath(r Row, ids map[string]string) string {
	if len(ids) == 0 || r.Kind != "note" && r.Kind != "plan" {
		return r.Path
	}
	for from, to := range ids {
		head := "sites/" + step(from)
		if r.Path == head || len(r.Path) > len(head) && r.Path[:len(head)+1] == head+"/" {
			return "sites/" + step(to) + r.Path[len(head):]
		}
	}
	return r.Path
}

// expand puts all features of a layer in the place of the row that stands for them.
func (r *Report) expand(rows []Row) []Row {
	var out []Row
	for _, row := range rows {
		if row.Kind != "features" {
			out = append(out, row)
			continue
		}
		for _, g := range r.Groups {
			for _, e := range g.Entries {
				if e.Kind == "features" && e.ID == row.ID {
					out = append(out, e.features...)
				}
			}
		}
	}
	return out
}
