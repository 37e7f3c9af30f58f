package scene

import (
	"cmp"
	"slices"

	"hubscape/geo/basemap"
	"hubscape/geo/label"
	"hubscape/geo/style"
)

// towns places the names of capitals and cities, large ones first.
func (p *placing) towns() {
	if p.hidden("towns") || p.z < style.TownFrom(0, true) {
		return
	}
	sites := map[string]bool{} // a site's label names its town already
	for i := range p.in.Marks {
		sites[p.in.Marks[i].Label] = true
	}
	for _, i := range p.townOrder() {
		t := &p.m.Towns[i]
		u := p.ground.towns[i]
		wx, wy, x, y, ok := p.anchorWorld(u[0], u[1])
		if !ok || sites[t.Name] {
			continue
		}
		p.town(t, wx, wy, x, y)
	}
}

// townOrder lists the towns that the zoom names in order of priority.
func (p *placing) townOrder() []int {
	var order []int
	for i := range p.m.Towns {
		t := &p.m.Towns[i]
		if p.z < style.TownFrom(t.Rank, t.Capital)-1e-9 {
			continue
		}
		u := p.ground.towns[i]
		if _, _, _, _, ok := p.anchorWorld(u[0], u[1]); ok {
			order = append(order, i)
		}
	}
	class := func(t *basemap.Town) float64 {
		c := style.TownFrom(t.Rank, t.Capital)
		if !p.in.Focus[t.Country] {
			c += 0.2
		}
		return c
	}
	slices.SortStableFunc(order, func(a, b int) int {
		ta, tb := &p.m.Towns[a], &p.m.Towns[b]
		return cmp.Or(cmp.Compare(class(ta), class(tb)), cmp.Compare(ta.Rank, tb.Rank), cmp.Compare(tb.Pop, ta.Pop), cmp.Compare(a, b))
	})
	return order
}

// town tries a town's name on all four sides, first with its local line, then without.
func (p *placing) town(t *basemap.Town, wx, wy, x, y float64) {
	k := p.th.LabelScale
	mark, name := p.townMark(t), p.set(p.townLine(t))
	r := mark.Size / 2
	markBox := label.Box{X0: -r, Y0: -r, X1: r, Y1: r}
	if !p.fits(x, y, []label.Box{markBox}) {
		return
	}
	var second *Text
	if p.in.LocalLine && t.Local != "" && t.Local != t.Name {
		second = p.set(line{text: t.Local, size: 10.5, color: p.th.Label2, halo: haloWidth})
	}
	for {
		for _, s := range sides {
			n := *name
			parts := []Op{mark, &n}
			if second != nil {
				l := *second
				beside(s, r+float64(0.4*k), &n, &l)
				parts = append(parts, &l)
			} else {
				beside(s, r+float64(0.4*k), &n, nil)
			}
			boxes := append(textBoxes(parts), markBox)
			if p.fits(x, y, boxes) {
				p.take(x, y, spot{wx: wx, wy: wy, boxes: boxes, parts: parts, text: true, hit: Hit{Kind: "town", ID: t.Name}})
				return
			}
		}
		if second == nil {
			return
		}
		second = nil
	}
}

func (p *placing) townMark(t *basemap.Town) *Symbol {
	k := p.th.LabelScale
	s := &Symbol{Name: "town", Size: 4.8 * k, Color: p.th.Label2, Paper: p.th.Halo}
	switch {
	case t.Capital:
		s.Name, s.Size = "capital", 5.6*k
		if p.in.Focus[t.Country] {
			s.Color = p.th.Label
		}
	case t.Rank > 4:
		s.Size = 4 * k
	}
	return s
}

func (p *placing) townLine(t *basemap.Town) line {
	focus := p.in.Focus[t.Country]
	l := line{text: t.Name, size: 11, color: p.th.Label2, halo: haloWidth}
	switch {
	case t.Capital && focus:
		l.face, l.size, l.color = label.SemiBold, 13, p.th.Label
	case t.Capital:
		l.face, l.size = label.Medium, 12
	case t.Rank <= 4:
		l.face, l.size = label.Medium, 11.5
	}
	return l
}
