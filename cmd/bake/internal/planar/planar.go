// Package planar turns overlapping rings on an integer grid into a planar subdivision: edges that meet only at their
// ends, faces that know which rings cover them, and arcs of edges with one face on each side.
//
// Coordinates are grid units, x east, y north, at most 2^27 in size, so that every orientation test is exact in int64.
//
// # Design
//
// Labels of faces come from counting: every edge remembers which owner's ring runs along it and in which direction,
// so crossing it changes that owner's winding number by a known amount. No point-in-polygon test is needed and no
// sliver can be labelled wrongly by rounding. Crossings are rounded to the grid and the search is repeated until none
// is left.
package planar

import (
	"cmp"
	"fmt"
	"slices"
)

// Pt is a grid point: x east, y north.
type Pt struct{ X, Y int32 }

// Ring is a closed boundary of an owner. The last point may repeat the first. Points run so that the owner's inside
// lies to the left (outer rings anticlockwise, holes clockwise).
type Ring struct {
	Owner int32
	Pts   []Pt
}

// along says that an owner's boundary runs d times along an edge from A to B (negative: from B to A).
type along struct {
	owner int32
	d     int32
}

type edge struct {
	a, b int32 // vertex numbers, a < b
	own  []along
}

// builder collects the edges.
type builder struct {
	pts   []Pt
	ids   map[Pt]int32
	edges []edge
	index map[[2]int32]int32
}

func newBuilder() *builder {
	return &builder{ids: map[Pt]int32{}, index: map[[2]int32]int32{}}
}

func (b *builder) vertex(p Pt) int32 {
	if id, ok := b.ids[p]; ok {
		return id
	}
	id := int32(len(b.pts))
	b.pts = append(b.pts, p)
	b.ids[p] = id
	return id
}

// add puts owner o's boundary from u to v into the edge set, d times.
func (b *builder) add(u, v, o, d int32) {
	if u == v || d == 0 {
		return
	}
	if u > v {
		u, v, d = v, u, -d
	}
	k := [2]int32{u, v}
	i, ok := b.index[k]
	if !ok {
		i = int32(len(b.edges))
		b.index[k] = i
		b.edges = append(b.edges, edge{a: u, b: v})
	}
	e := &b.edges[i]
	for j := range e.own {
		if e.own[j].owner == o {
			e.own[j].d += d
			return
		}
	}
	e.own = append(e.own, along{o, d})
}

func (b *builder) addRing(r Ring) {
	n := len(r.Pts)
	for i := range r.Pts {
		b.add(b.vertex(r.Pts[i]), b.vertex(r.Pts[(i+1)%n]), r.Owner, 1)
	}
}

// split cuts the edges at their crossings and touches until none is left.
func (b *builder) split(log func(string, ...any)) error {
	for round := 1; ; round++ {
		cuts := b.findCuts()
		log("planar: round %d: %d edges, %d to cut", round, len(b.edges), len(cuts))
		if len(cuts) == 0 {
			return nil
		}
		if round == 40 {
			return fmt.Errorf("planar: %d edges still cross after %d rounds of cutting", len(cuts), round)
		}
		b.applyCuts(cuts)
	}
}

type cut struct {
	edge int32
	at   Pt
}

func (b *builder) findCuts() []cut {
	cells := newCells(len(b.edges), func(i int) (Pt, Pt) { return b.pts[b.edges[i].a], b.pts[b.edges[i].b] })
	var cuts []cut
	cells.pairs(func(i, j int32) {
		p0, p1 := b.pts[b.edges[i].a], b.pts[b.edges[i].b]
		q0, q1 := b.pts[b.edges[j].a], b.pts[b.edges[j].b]
		Meet(p0, p1, q0, q1, func(first bool, at Pt) {
			if first {
				cuts = append(cuts, cut{i, at})
			} else {
				cuts = append(cuts, cut{j, at})
			}
		})
	})
	slices.SortFunc(cuts, func(x, y cut) int {
		if c := cmp.Compare(x.edge, y.edge); c != 0 {
			return c
		}
		a := b.pts[b.edges[x.edge].a]
		if c := cmp.Compare(dist2(a, x.at), dist2(a, y.at)); c != 0 {
			return c
		}
		if c := cmp.Compare(x.at.X, y.at.X); c != 0 {
			return c
		}
		return cmp.Compare(x.at.Y, y.at.Y)
	})
	return slices.Compact(cuts)
}

func (b *builder) applyCuts(cuts []cut) {
	old := b.edges
	b.edges = make([]edge, 0, len(old)+len(cuts))
	b.index = make(map[[2]int32]int32, len(old)+len(cuts))
	k := 0
	for i, e := range old {
		chain := []int32{e.a}
		for ; k < len(cuts) && cuts[k].edge == int32(i); k++ {
			chain = append(chain, b.vertex(cuts[k].at))
		}
		chain = append(chain, e.b)
		for s := 1; s < len(chain); s++ {
			for _, o := range e.own {
				b.add(chain[s-1], chain[s], o.owner, o.d)
			}
		}
	}
}

// prune drops edges along which every owner's boundary runs as often forth as back.
func (b *builder) prune() {
	kept := b.edges[:0]
	for _, e := range b.edges {
		own := e.own[:0]
		for _, o := range e.own {
			if o.d != 0 {
				own = append(own, o)
			}
		}
		if len(own) > 0 {
			slices.SortFunc(own, func(x, y along) int { return cmp.Compare(x.owner, y.owner) })
			e.own = own
			kept = append(kept, e)
		}
	}
	b.edges = kept
	b.index = nil
}

func dist2(a, b Pt) int64 {
	dx, dy := int64(b.X)-int64(a.X), int64(b.Y)-int64(a.Y)
	return dx*dx + dy*dy
}

// Orient is > 0 when c lies left of the line from a to b, < 0 when right, 0 when on it.
func Orient(a, b, c Pt) int64 {
	return (int64(b.X)-int64(a.X))*(int64(c.Y)-int64(a.Y)) - (int64(b.Y)-int64(a.Y))*(int64(c.X)-int64(a.X))
}

// Meet calls cut for every place where one segment must be cut so that the two only share ends: first says whether
// p0-p1 or q0-q1 is to be cut. A proper crossing is rounded to the grid.
func Meet(p0, p1, q0, q1 Pt, cut func(first bool, at Pt)) {
	o1, o2 := Orient(q0, q1, p0), Orient(q0, q1, p1)
	if o1 > 0 && o2 > 0 || o1 < 0 && o2 < 0 {
		return
	}
	o3, o4 := Orient(p0, p1, q0), Orient(p0, p1, q1)
	if o3 > 0 && o4 > 0 || o3 < 0 && o4 < 0 {
		return
	}
	if o1 != 0 && o2 != 0 && o3 != 0 && o4 != 0 {
		x := crossing(p0, p1, q0, q1)
		if x != p0 && x != p1 {
			cut(true, x)
		}
		if x != q0 && x != q1 {
			cut(false, x)
		}
		return
	}
	touch := func(first bool, a, b, c Pt, o int64) {
		if o == 0 && c != a && c != b && within(a, b, c) {
			cut(first, c)
		}
	}
	touch(false, q0, q1, p0, o1)
	touch(false, q0, q1, p1, o2)
	touch(true, p0, p1, q0, o3)
	touch(true, p0, p1, q1, o4)
}

// Cross says whether the two segments cross or one's end lies inside the other; shared ends alone are no crossing.
func Cross(p0, p1, q0, q1 Pt) bool {
	hit := false
	Meet(p0, p1, q0, q1, func(bool, Pt) { hit = true })
	return hit
}

func within(a, b, c Pt) bool {
	return c.X >= min(a.X, b.X) && c.X <= max(a.X, b.X) && c.Y >= min(a.Y, b.Y) && c.Y <= max(a.Y, b.Y)
}

func crossing(p0, p1, q0, q1 Pt) Pt {
	d1, d2 := Orient(q0, q1, p0), Orient(q0, q1, p1)
	t := float64(d1) / float64(d1-d2)
	return Pt{
		int32(roundHalf(float64(p0.X) + float64(t*float64(p1.X-p0.X)))),
		int32(roundHalf(float64(p0.Y) + float64(t*float64(p1.Y-p0.Y)))),
	}
}

func roundHalf(v float64) int64 {
	if v < 0 {
		return -int64(-v + 0.5)
	}
	return int64(v + 0.5)
}
