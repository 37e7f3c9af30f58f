package spatial

import (
	"math"
	"sort"

	"github.com/paulmach/orb"
)

// Options say when points become a cluster. Zero fields take the defaults.
type Options struct {
	Radius    float64 // px within which points of a cluster lie of its first one; default 26
	MinPoints int     // fewer than this stay single; default 3
	MaxZoom   int     // from the next zoom on every point is single; default 13, at most 20
}

// Node is a point or a cluster at some zoom.
type Node struct {
	ID    int       // of a single point its position in the slice; of a cluster what Leaves and SplitZoom take
	At    orb.Point // of a cluster the mean of its points
	Count int       // 1 for a point
}

// Clusters holds the clusters of points for every whole zoom.
//
// # Design
//
// Greedy from fine to coarse, as supercluster does, but on a grid: the nodes of a zoom are sorted by cell, row by row,
// with cells as wide as the radius. Whoever is not yet taken takes what lies within the radius when that makes enough
// points. Only three runs of cells have to be looked at, and the cursors into the rows above and below never go back,
// so a zoom costs one radix sort and one pass. A node exists once for all the zooms at which it is seen.
type Clusters struct {
	options Options
	points  []orb.Point
	merged  []cluster // node id len(points)+i
	kids    []int32   // nodes that clusters swallowed, cluster by cluster
	levels  []level   // by zoom, 0..MaxZoom+1
}

type cluster struct {
	at    orb.Point
	count int32
	zoom  int32 // it is seen at this zoom and coarser ones, until swallowed
	first int32 // its nodes are kids[first:last]
	last  int32
}

// level lists the nodes of one zoom, sorted by cell of width size.
type level struct {
	ids  []int32
	keys []uint64 // cell of ids[i]: row << 32 | column
	size float64
}

// NewClusters makes the clusters of points; points that are not numbers or lie outside 0..1 are left out.
func NewClusters(points []orb.Point, o Options) *Clusters {
	if o.Radius <= 0 {
		o.Radius = 26
	}
	if o.MinPoints < 2 {
		o.MinPoints = 3
	}
	if o.MaxZoom <= 0 || o.MaxZoom > 20 {
		o.MaxZoom = 13
	}
	c := &Clusters{options: o, points: points, levels: make([]level, o.MaxZoom+2)}
	ids := make([]int32, 0, len(points))
	for i, p := range points {
		if p[0] >= 0 && p[0] <= 1 && p[1] >= 0 && p[1] <= 1 {
			ids = append(ids, int32(i))
		}
	}
	var s sorter
	top := o.MaxZoom + 1
	c.levels[top] = c.sorted(ids, c.radius(top), &s)
	for z := o.MaxZoom; z >= 0; z-- {
		c.levels[z] = c.coarser(c.levels[z+1].ids, z, &s)
	}
	return c
}

// radius is the radius at a zoom in the unit world.
func (c *Clusters) radius(zoom int) float64 {
	return c.options.Radius / (256 * math.Exp2(float64(zoom)))
}

func (c *Clusters) at(id int32) orb.Point {
	if int(id) < len(c.points) {
		return c.points[id]
	}
	return c.merged[int(id)-len(c.points)].at
}

func (c *Clusters) count(id int32) int32 {
	if int(id) < len(c.points) {
		return 1
	}
	return c.merged[int(id)-len(c.points)].count
}

func cell(p orb.Point, size float64) uint64 {
	return uint64(p[1]/size)<<32 | uint64(p[0]/size)
}

// coarser merges the nodes of the zoom below into those of zoom.
func (c *Clusters) coarser(ids []int32, zoom int, s *sorter) level {
	l := c.sorted(ids, c.radius(zoom), s)
	before := len(c.merged)
	m := merger{c: c, l: &l, r2: l.size * l.size, at: s.positions(c, l.ids), taken: make([]bool, len(l.ids))}
	for i := range l.ids {
		if !m.taken[i] {
			m.visit(i, zoom)
		}
	}
	if len(c.merged) == before {
		return l
	}
	kept := make([]int32, 0, len(l.ids))
	for i, id := range l.ids {
		if !m.taken[i] {
			kept = append(kept, id)
		}
	}
	for i := before; i < len(c.merged); i++ {
		kept = append(kept, int32(len(c.points)+i))
	}
	return c.sorted(kept, l.size, s)
}

// merger is one pass over a level.
type merger struct {
	c     *Clusters
	l     *level
	r2    float64
	at    []orb.Point // of l.ids
	taken []bool      // swallowed by a cluster of this pass
	above int         // first entry of the row above that can matter
	below int         // first entry of the row below that can matter
	found []int
}

// visit lets entry i swallow what lies within the radius, when that makes enough points.
func (m *merger) visit(i, zoom int) {
	key := m.l.keys[i]
	m.found = m.found[:0]
	count := m.c.count(m.l.ids[i])
	for j := i - 1; j >= 0 && m.l.keys[j] >= key-min(1, key&column); j-- {
		count += m.try(i, j)
	}
	for j := i + 1; j < len(m.l.keys) && m.l.keys[j] <= key+1; j++ {
		count += m.try(i, j)
	}
	if key > column {
		count += m.run(i, key-1<<32, &m.above)
	}
	count += m.run(i, key+1<<32, &m.below)
	if int(count) >= m.c.options.MinPoints && len(m.found) > 0 {
		m.c.swallow(m, i, count, zoom)
	}
}

// column is the part of a key that counts along the row.
const column = 1<<32 - 1

// run tries the three cells around key, from a cursor that only goes forward.
func (m *merger) run(i int, key uint64, cursor *int) int32 {
	first := key - min(1, key&column)
	for *cursor < len(m.l.keys) && m.l.keys[*cursor] < first {
		*cursor++
	}
	count := int32(0)
	for j := *cursor; j < len(m.l.keys) && m.l.keys[j] <= key+1; j++ {
		count += m.try(i, j)
	}
	return count
}

// try notes entry j when it is free and near, and gives its count.
func (m *merger) try(i, j int) int32 {
	if m.taken[j] || distance2(m.at[i], m.at[j]) > m.r2 {
		return 0
	}
	m.found = append(m.found, j)
	return m.c.count(m.l.ids[j])
}

func (c *Clusters) swallow(m *merger, i int, count int32, zoom int) {
	n := cluster{count: count, zoom: int32(zoom), first: int32(len(c.kids))}
	m.found = append(m.found, i)
	var x, y float64
	for _, j := range m.found {
		w := float64(c.count(m.l.ids[j]))
		x += float64(m.at[j][0] * w)
		y += float64(m.at[j][1] * w)
		m.taken[j] = true
		c.kids = append(c.kids, m.l.ids[j])
	}
	n.last = int32(len(c.kids))
	n.at = orb.Point{x / float64(count), y / float64(count)}
	c.merged = append(c.merged, n)
}

// At appends to dst the nodes within box (unit world, edges included) at a zoom; whole zooms share their clusters up to
// the next one. The order is always the same.
func (c *Clusters) At(zoom float64, box orb.Bound, dst []Node) []Node {
	z := int(math.Floor(math.Max(0, math.Min(zoom, float64(len(c.levels)-1)))))
	l := &c.levels[z]
	if len(l.ids) == 0 || !(box.Max[0] >= 0) || !(box.Max[1] >= 0) {
		return dst
	}
	last := uint64(1 / l.size)
	top, bottom := row(box.Min[1], l.size, last), row(box.Max[1], l.size, last)
	left, right := row(box.Min[0], l.size, last), row(box.Max[0], l.size, last)
	i := 0
	for r := top; r <= bottom; r++ {
		i += search(l.keys[i:], r<<32|left)
		if i >= len(l.keys) {
			break
		}
		if next := l.keys[i] >> 32; next > r {
			r = next - 1 // rows without nodes
			continue
		}
		for ; i < len(l.keys) && l.keys[i] <= r<<32|right; i++ {
			id := l.ids[i]
			if at := c.at(id); box.Contains(at) {
				dst = append(dst, Node{ID: int(id), At: at, Count: int(c.count(id))})
			}
		}
	}
	return dst
}

// search is the first of sorted keys that is not below key. It strides first, because the next row is near.
func search(keys []uint64, key uint64) int {
	hi := 1
	for hi < len(keys) && keys[hi-1] < key {
		hi *= 2
	}
	lo := hi / 2
	hi = min(hi, len(keys))
	return lo + sort.Search(hi-lo, func(i int) bool { return keys[lo+i] >= key })
}

func row(v, size float64, last uint64) uint64 {
	if !(v > 0) {
		return 0
	}
	if v >= 1 {
		return last
	}
	return uint64(v / size)
}

// Leaves appends to dst the positions of the points in a node, ascending.
func (c *Clusters) Leaves(id int, dst []int) []int {
	start := len(dst)
	stack := []int32{int32(id)}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch i := int(n) - len(c.points); {
		case n < 0 || i >= len(c.merged):
		case i < 0:
			dst = append(dst, int(n))
		default:
			stack = append(stack, c.kids[c.merged[i].first:c.merged[i].last]...)
		}
	}
	sort.Ints(dst[start:])
	return dst
}

// SplitZoom is the zoom at which a cluster falls apart; for a single point 0.
func (c *Clusters) SplitZoom(id int) float64 {
	if i := id - len(c.points); i >= 0 && i < len(c.merged) {
		return float64(c.merged[i].zoom + 1)
	}
	return 0
}
