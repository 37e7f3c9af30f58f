package shape

import (
	"context"
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// Reasons why a shape is not valid, as the window shows them.
const (
	Crosses  = "crosses itself"
	Touches  = "touches itself"
	Folds    = "folds back on itself"
	Outside  = "has a hole outside its edge"
	Overlaps = "has parts that overlap"
	Few      = "has too few corners for an area"
	Short    = "has one position only"
	Tangled  = "is too tangled to be checked"
)

// Checker checks many shapes with a budget for all of them, so that a file of tangled shapes ends in time.
type Checker struct {
	left  int
	bound bool
}

// NewChecker gives a checker for shapes that have so many positions in all.
func NewChecker(positions int) *Checker {
	return &Checker{left: 100_000_000 + 60*positions, bound: true}
}

// Check is Check within the budget: once it is spent, areas are Tangled.
func (c *Checker) Check(ctx context.Context, g orb.Geometry) string { return c.check(ctx, g) }

// Check says why the areas and lines of a geometry are not valid ones; "" when they are. It takes about n log n steps for
// n corners; a shape that would take far more is called Tangled. A cancelled context ends it early with "".
func Check(ctx context.Context, g orb.Geometry) string { return (&Checker{}).check(ctx, g) }

func (c *Checker) check(ctx context.Context, g orb.Geometry) string {
	switch g := g.(type) {
	case orb.LineString:
		if len(g) == 1 {
			return Short
		}
	case orb.MultiLineString:
		for _, l := range g {
			if len(l) == 1 {
				return Short
			}
		}
	case orb.Polygon:
		return c.areas(ctx, orb.MultiPolygon{g})
	case orb.MultiPolygon:
		return c.areas(ctx, g)
	case orb.Collection:
		for _, m := range g {
			if why := c.check(ctx, m); why != "" {
				return why
			}
		}
	}
	return ""
}

// areas checks the shape as it is drawn, the short way round; an area that is only one when taken as the numbers stand
// (round a pole, wider than half the world) is one too.
func (c *Checker) areas(ctx context.Context, g orb.MultiPolygon) string {
	why := c.net(ctx, g, false)
	if why != "" && wide(g) {
		if c.net(ctx, g, true) == "" {
			return ""
		}
	}
	return why
}

// net checks once and takes what it cost from the budget.
func (c *Checker) net(ctx context.Context, g orb.MultiPolygon, asWritten bool) string {
	n := newNet(ctx, g, asWritten)
	if c.bound {
		n.left = min(n.left, max(c.left, 0))
	}
	from := n.left
	why := n.check()
	c.left -= from - n.left
	return why
}

// wide says whether an edge is longer than half the world as its numbers stand.
func wide(g orb.MultiPolygon) bool {
	for _, p := range g {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				if math.Abs(r[i][0]-r[i-1][0]) > 180 {
					return true
				}
			}
		}
	}
	return false
}

// net is all edges of a multipolygon with a tree of boxes over them. Edges that follow one another lie near one
// another, so the tree is made in the order of the rings.
type net struct {
	ctx       context.Context
	fault     string
	from      []orb.Point // first and last corner of each edge
	to        []orb.Point
	ring      []int32 // of each edge
	rings     []span
	levels    [][]orb.Bound
	low, high float64 // longitudes of the outer ring that was added last
	left      int     // steps that may still be taken
	ticks     int
}

// span is the edges of one ring.
type span struct {
	first, end int
	polygon    int
	hole       bool
}

const fan = 4 // children of a box

func newNet(ctx context.Context, g orb.MultiPolygon, asWritten bool) *net {
	n := &net{ctx: ctx}
	total := 0
	for _, p := range g {
		for _, r := range p {
			total += len(r)
		}
	}
	n.from, n.to, n.ring = make([]orb.Point, 0, total), make([]orb.Point, 0, total), make([]int32, 0, total)
	for i, p := range g {
		for j, r := range p {
			n.add(r, i, j > 0, asWritten)
		}
	}
	n.left = 40_000_000 + 100*len(n.from)
	n.grow()
	return n
}

func (n *net) add(r orb.Ring, polygon int, hole, asWritten bool) {
	s := span{first: len(n.from), polygon: polygon, hole: hole}
	x := 0.0
	if len(r) > 0 {
		x = r[0][0]
		if hole && !asWritten {
			x += beside(x, n.low, n.high)
		}
	}
	first := len(n.from)
	for i := 1; i < len(r); i++ {
		next := r[i][0]
		if d := r[i][0] - r[i-1][0]; !asWritten && d != short(d) || x != r[i-1][0] {
			next = x + short(d)
		}
		a, b := orb.Point{x, r[i-1][1]}, orb.Point{next, r[i][1]}
		x = next
		if a == b {
			continue
		}
		n.from, n.to, n.ring = append(n.from, a), append(n.to, b), append(n.ring, int32(len(n.rings)))
	}
	if !hole {
		n.low, n.high = math.Inf(1), math.Inf(-1)
		for _, p := range n.from[first:] {
			n.low, n.high = min(n.low, p[0]), max(n.high, p[0])
		}
	}
	s.end = len(n.from)
	if s.end-s.first < 3 {
		n.fault = Few
	}
	n.rings = append(n.rings, s)
}

// beside is the turn that brings a longitude among those of a ring that was unrolled across the meridian.
func beside(x, low, high float64) float64 {
	switch {
	case x < low && x+360 <= high:
		return 360
	case x > high && x-360 >= low:
		return -360
	}
	return 0
}

func (n *net) grow() {
	boxes := make([]orb.Bound, 0, len(n.from)/fan+1)
	for i := 0; i < len(n.from); i += fan {
		b := edgeBox(n.from[i], n.to[i])
		for j := i + 1; j < min(i+fan, len(n.from)); j++ {
			b = boxOf(b, edgeBox(n.from[j], n.to[j]))
		}
		boxes = append(boxes, b)
	}
	for n.levels = [][]orb.Bound{boxes}; len(boxes) > 1; n.levels = append(n.levels, boxes) {
		up := make([]orb.Bound, 0, len(boxes)/fan+1)
		for i := 0; i < len(boxes); i += fan {
			b := boxes[i]
			for _, c := range boxes[i+1 : min(i+fan, len(boxes))] {
				b = boxOf(b, c)
			}
			up = append(up, b)
		}
		boxes = up
	}
}

func edgeBox(a, b orb.Point) orb.Bound {
	return orb.Bound{Min: orb.Point{min(a[0], b[0]), min(a[1], b[1])}, Max: orb.Point{max(a[0], b[0]), max(a[1], b[1])}}
}

// boxOf is the box around two boxes. orb's own Union asks more of its boxes than is needed here.
func boxOf(a, b orb.Bound) orb.Bound {
	return orb.Bound{Min: orb.Point{min(a.Min[0], b.Min[0]), min(a.Min[1], b.Min[1])}, Max: orb.Point{max(a.Max[0], b.Max[0]), max(a.Max[1], b.Max[1])}}
}

func overlap(a, b orb.Bound) bool {
	return a.Min[0] <= b.Max[0] && b.Min[0] <= a.Max[0] && a.Min[1] <= b.Max[1] && b.Min[1] <= a.Max[1]
}

func (n *net) check() string {
	if n.fault != "" || len(n.from) == 0 {
		return n.fault
	}
	n.pairs(len(n.levels)-1, 0, 0)
	if n.fault == "" {
		n.holes()
	}
	return n.fault
}

// spend takes steps from the budget and says whether to go on.
func (n *net) spend(steps int) bool {
	if n.left -= steps; n.left < 0 && n.fault == "" {
		n.fault = Tangled
	}
	if n.ticks++; n.ticks&0xfff == 0 && n.ctx.Err() != nil {
		n.left = -1
		return false
	}
	return n.fault == "" && n.left >= 0
}

// pairs tests all edges below two boxes of one level against one another.
func (n *net) pairs(level, a, b int) {
	if !n.spend(1) || a != b && !overlap(n.levels[level][a], n.levels[level][b]) {
		return
	}
	count := len(n.from)
	if level > 0 {
		count = len(n.levels[level-1])
	}
	for i := a * fan; i < min(a*fan+fan, count); i++ {
		j := b * fan
		if a == b {
			j = i
		}
		for ; j < min(b*fan+fan, count); j++ {
			if level > 0 {
				n.pairs(level-1, i, j)
			} else if i != j {
				n.edges(i, j)
			}
			if n.fault != "" {
				return
			}
		}
	}
}

// edges tests two edges, i before j.
func (n *net) edges(i, j int) {
	a, b, c, d := n.from[i], n.to[i], n.from[j], n.to[j]
	n.left--
	if min(a[0], b[0]) > max(c[0], d[0]) || min(c[0], d[0]) > max(a[0], b[0]) || min(a[1], b[1]) > max(c[1], d[1]) || min(c[1], d[1]) > max(a[1], b[1]) {
		return
	}
	if n.ring[i] == n.ring[j] {
		s := n.rings[n.ring[i]]
		if j == i+1 {
			n.corner(a, b, d)
			return
		}
		if i == s.first && j == s.end-1 {
			n.corner(c, d, b)
			return
		}
	}
	n.meet(i, j, a, b, c, d)
}

// corner looks at two edges that follow one another: p to q to r.
func (n *net) corner(p, q, r orb.Point) {
	if n.side(p, q, r) != 0 {
		return
	}
	if float64((p[0]-q[0])*(r[0]-q[0]))+float64((p[1]-q[1])*(r[1]-q[1])) > 0 {
		n.fault = Folds
	}
}

func (n *net) meet(i, j int, a, b, c, d orb.Point) {
	s1, s2 := n.side(a, b, c), n.side(a, b, d)
	if s1*s2 > 0 {
		return
	}
	s3, s4 := n.side(c, d, a), n.side(c, d, b)
	if s3*s4 > 0 {
		return
	}
	same := n.ring[i] == n.ring[j]
	onePolygon := n.rings[n.ring[i]].polygon == n.rings[n.ring[j]].polygon
	proper := s1*s2 < 0 && s3*s4 < 0
	along := s1 == 0 && s2 == 0 && sharesLength(a, b, c, d)
	switch {
	case proper && onePolygon, along && same:
		n.fault = Crosses
	case proper:
		n.fault = Overlaps
	case same:
		n.fault = Touches
	case along && onePolygon:
		n.fault = Crosses
	}
}

// sharesLength says whether two edges on one line have more than a point in common.
func sharesLength(a, b, c, d orb.Point) bool {
	k := 0
	if math.Abs(a[0]-b[0]) < math.Abs(a[1]-b[1]) {
		k = 1
	}
	return min(max(a[k], b[k]), max(c[k], d[k])) > max(min(a[k], b[k]), min(c[k], d[k]))
}

// side says on which side of the line from a to b the point c lies: 1 left, -1 right, 0 on it. It is exact.
func (n *net) side(a, b, c orb.Point) int {
	l := float64((a[0] - c[0]) * (b[1] - c[1]))
	r := float64((a[1] - c[1]) * (b[0] - c[0]))
	det := l - r
	if bound := 3.4e-16 * (math.Abs(l) + math.Abs(r)); det > bound || det < -bound || bound == 0 {
		return sign(det)
	}
	n.left -= 100
	rat := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	sub := func(a, b float64) *big.Rat { return new(big.Rat).Sub(rat(a), rat(b)) }
	x := new(big.Rat).Mul(sub(a[0], c[0]), sub(b[1], c[1]))
	return x.Cmp(new(big.Rat).Mul(sub(a[1], c[1]), sub(b[0], c[0])))
}

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// holes looks whether each hole lies within the outer ring of its polygon. No two rings cross where this is asked.
func (n *net) holes() {
	outer := 0
	for i, s := range n.rings {
		if !s.hole {
			outer = i
			continue
		}
		for e := s.first; e < s.end && n.spend(1); e++ {
			where := n.within(n.from[e], n.rings[outer])
			if where < 0 {
				n.fault = Outside
			}
			if where != 0 {
				break
			}
		}
	}
}

// within says whether a point lies inside a ring: 1 inside, 0 on it, -1 outside.
func (n *net) within(p orb.Point, s span) int {
	inside, on := false, false
	var walk func(level, box int)
	walk = func(level, box int) {
		b := n.levels[level][box]
		if on || p[1] < b.Min[1] || p[1] > b.Max[1] || p[0] > b.Max[0] || !n.spend(1) {
			return
		}
		size := fan
		for range level {
			size *= fan
		}
		if box*size >= s.end || box*size+size <= s.first {
			return
		}
		if level > 0 {
			for i := box * fan; i < min(box*fan+fan, len(n.levels[level-1])); i++ {
				walk(level-1, i)
			}
			return
		}
		for i := max(box*fan, s.first); i < min(box*fan+fan, s.end); i++ {
			a, b := n.from[i], n.to[i]
			if p[1] < min(a[1], b[1]) || p[1] > max(a[1], b[1]) {
				continue
			}
			side := n.side(a, b, p)
			if side == 0 && p[0] >= min(a[0], b[0]) && p[0] <= max(a[0], b[0]) {
				on = true
				return
			}
			if up := a[1] <= p[1] && b[1] > p[1]; up && side > 0 {
				inside = !inside
			} else if down := b[1] <= p[1] && a[1] > p[1]; down && side < 0 {
				inside = !inside
			}
		}
	}
	walk(len(n.levels)-1, 0)
	switch {
	case on:
		return 0
	case inside:
		return 1
	}
	return -1
}
