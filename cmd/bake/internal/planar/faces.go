package planar

import (
	"cmp"
	"fmt"
	"slices"
)

// Edge is a straight piece of boundary with the faces on both its sides, as seen from A to B with north up.
type Edge struct {
	A, B int32 // points
	L, R int32 // faces
}

// Face is a connected piece of the plane that the same owners cover everywhere.
type Face struct {
	Owners []int32 // ascending; empty outside
	Area   float64 // grid units squared; 0 for the unbounded face
	At     Pt      // a point of its boundary, to name it in a log
}

// Graph is the subdivision. Face 0 is the unbounded one.
type Graph struct {
	Pts   []Pt
	Edges []Edge
	Faces []Face
}

// Overlay builds the subdivision of all rings.
func Overlay(rings []Ring, log func(string, ...any)) (*Graph, error) {
	b := newBuilder()
	for _, r := range rings {
		b.addRing(r)
	}
	if err := b.split(log); err != nil {
		return nil, err
	}
	b.prune()
	return trace(b)
}

// tracer walks the half-edges: 2i runs along edge i from a to b, 2i+1 back.
type tracer struct {
	b      *builder
	next   []int32
	cycle  []int32   // per half-edge
	area   []float64 // per cycle
	first  []int32   // per cycle: a half-edge
	face   []int32   // per cycle
	covers [][]along // per face: winding numbers
	g      *Graph
}

func trace(b *builder) (*Graph, error) {
	t := &tracer{b: b, g: &Graph{Pts: b.pts}}
	t.link()
	t.cycles()
	if err := t.label(); err != nil {
		return nil, err
	}
	t.finish()
	return t.g, nil
}

func (t *tracer) from(h int32) int32 {
	e := &t.b.edges[h>>1]
	if h&1 == 0 {
		return e.a
	}
	return e.b
}

// link sorts the half-edges around each vertex anticlockwise; the face on the left of h goes on along the one that
// follows h's twin clockwise.
func (t *tracer) link() {
	n := int32(len(t.b.edges) * 2)
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	dir := func(h int32) Pt {
		p, q := t.b.pts[t.from(h)], t.b.pts[t.from(h^1)]
		return Pt{q.X - p.X, q.Y - p.Y}
	}
	slices.SortFunc(out, func(g, h int32) int {
		if c := cmp.Compare(t.from(g), t.from(h)); c != 0 {
			return c
		}
		return byAngle(dir(g), dir(h))
	})
	t.next = make([]int32, n)
	for s := 0; s < len(out); {
		e := s + 1
		for e < len(out) && t.from(out[e]) == t.from(out[s]) {
			e++
		}
		for i := s; i < e; i++ {
			before := i - 1
			if before < s {
				before = e - 1
			}
			t.next[out[i]^1] = out[before]
		}
		s = e
	}
}

func half(d Pt) int {
	if d.Y > 0 || d.Y == 0 && d.X > 0 {
		return 0
	}
	return 1
}

func byAngle(a, b Pt) int {
	if c := cmp.Compare(half(a), half(b)); c != 0 {
		return c
	}
	return cmp.Compare(0, int64(a.X)*int64(b.Y)-int64(a.Y)*int64(b.X))
}

func (t *tracer) cycles() {
	t.cycle = make([]int32, len(t.next))
	for i := range t.cycle {
		t.cycle[i] = -1
	}
	for h := range t.next {
		if t.cycle[h] >= 0 {
			continue
		}
		id := int32(len(t.area))
		o := t.b.pts[t.from(int32(h))]
		sum := 0.0
		for g := int32(h); t.cycle[g] < 0; g = t.next[g] {
			t.cycle[g] = id
			p, q := t.b.pts[t.from(g)], t.b.pts[t.from(g^1)]
			sum += float64(int64(p.X-o.X)*int64(q.Y-o.Y) - int64(q.X-o.X)*int64(p.Y-o.Y))
		}
		t.area = append(t.area, sum/2)
		t.first = append(t.first, int32(h))
	}
}

// component is a connected piece of the graph, found from its outer (clockwise) cycle.
type component struct {
	outer int32
	left  Pt // its westernmost point, the southernmost of these
}

// label gives every cycle its face, component by component from the west, so that the face around a component is
// known before the component is entered.
func (t *tracer) label() error {
	t.face = make([]int32, len(t.area))
	for i := range t.face {
		t.face[i] = -1
	}
	t.covers = [][]along{nil}
	t.g.Faces = []Face{{}}
	rows := t.rows()
	comps := t.components()
	for _, c := range comps {
		if t.face[c.outer] >= 0 {
			return fmt.Errorf("planar: two outer boundaries in one component near %v", c.left)
		}
		t.face[c.outer] = t.around(rows, c.left)
		t.flood(c.outer)
	}
	for i, f := range t.face {
		if f < 0 {
			return fmt.Errorf("planar: boundary near %v was not reached", t.b.pts[t.from(t.first[i])])
		}
	}
	return nil
}

func (t *tracer) components() []component {
	var comps []component
	for id, area := range t.area {
		if area >= 0 {
			continue
		}
		c := component{outer: int32(id), left: t.b.pts[t.from(t.first[id])]}
		start := t.first[id]
		for h := t.next[start]; h != start; h = t.next[h] {
			p := t.b.pts[t.from(h)]
			if p.X < c.left.X || p.X == c.left.X && p.Y < c.left.Y {
				c.left = p
			}
		}
		comps = append(comps, c)
	}
	slices.SortFunc(comps, func(a, b component) int {
		if c := cmp.Compare(a.left.X, b.left.X); c != 0 {
			return c
		}
		return cmp.Compare(a.left.Y, b.left.Y)
	})
	return comps
}

// rows lists the edges that cross each band of 2^cellShift units of height.
func (t *tracer) rows() map[int32][]int32 {
	rows := map[int32][]int32{}
	for i, e := range t.b.edges {
		y0, y1 := t.b.pts[e.a].Y, t.b.pts[e.b].Y
		for r := min(y0, y1) >> cellShift; r <= max(y0, y1)>>cellShift; r++ {
			rows[r] = append(rows[r], int32(i))
		}
	}
	return rows
}

// around finds the face just west of p: that on the east side of the nearest edge to the west.
func (t *tracer) around(rows map[int32][]int32, p Pt) int32 {
	best, bestX, bestSlope := int32(-1), 0.0, 0.0
	for _, i := range rows[p.Y>>cellShift] {
		a, b := t.b.pts[t.b.edges[i].a], t.b.pts[t.b.edges[i].b]
		if a.Y > b.Y {
			a, b = b, a
		}
		if p.Y < a.Y || p.Y >= b.Y || Orient(a, b, p) >= 0 {
			continue
		}
		x := xAt(a, b, p.Y)
		slope := float64(b.X-a.X) / float64(b.Y-a.Y)
		if best < 0 || x > bestX || x == bestX && slope > bestSlope {
			best, bestX, bestSlope = i, x, slope
		}
	}
	if best < 0 {
		return 0
	}
	h := best << 1 // the half-edge that runs south has its left in the east
	if e := t.b.edges[best]; t.b.pts[e.a].Y < t.b.pts[e.b].Y {
		h |= 1
	}
	return t.face[t.cycle[h]]
}

// flood labels all cycles of the component that has the given labelled cycle.
func (t *tracer) flood(start int32) {
	queue := []int32{start}
	for len(queue) > 0 {
		c := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		first := t.first[c]
		for h := first; ; {
			if other := t.cycle[h^1]; t.face[other] < 0 {
				t.face[other] = t.newFace(h, t.covers[t.face[c]])
				queue = append(queue, other)
			}
			if h = t.next[h]; h == first {
				break
			}
		}
	}
}

// newFace makes the face right of h from the winding numbers left of it.
func (t *tracer) newFace(h int32, left []along) int32 {
	sign := int32(-1) // from left to right of a boundary that runs along h its owner's winding number falls
	if h&1 == 1 {
		sign = 1
	}
	sums := map[int32]int32{}
	for _, w := range left {
		sums[w.owner] = w.d
	}
	for _, o := range t.b.edges[h>>1].own {
		sums[o.owner] += sign * o.d
	}
	var cover []along
	var owners []int32
	for o, d := range sums {
		if d != 0 {
			cover = append(cover, along{o, d})
			owners = append(owners, o)
		}
	}
	slices.Sort(owners)
	t.covers = append(t.covers, cover)
	t.g.Faces = append(t.g.Faces, Face{Owners: owners, At: t.b.pts[t.from(h)]})
	return int32(len(t.g.Faces) - 1)
}

func (t *tracer) finish() {
	for id, area := range t.area {
		if f := t.face[id]; f != 0 {
			t.g.Faces[f].Area += area
		}
	}
	t.g.Edges = make([]Edge, len(t.b.edges))
	for i, e := range t.b.edges {
		t.g.Edges[i] = Edge{A: e.a, B: e.b, L: t.face[t.cycle[2*i]], R: t.face[t.cycle[2*i+1]]}
	}
}
