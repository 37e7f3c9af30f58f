package planar

import "slices"

// Arc is a chain of edges between two junctions, or a closed ring, with one label on each side.
type Arc struct {
	V    []int32 // points; a closed arc repeats its first
	L, R int32   // labels
}

// Closed says whether the arc is a ring.
func (a Arc) Closed() bool { return a.V[0] == a.V[len(a.V)-1] }

// Side is a piece of boundary for Chain: points From … To with labels on both sides.
type Side struct {
	V    []int32
	L, R int32
}

// Chain joins pieces of boundary into arcs. Pieces with one label on both sides are dropped; a point where other
// than two of the rest meet is a junction.
func Chain(n int, sides []Side) []Arc {
	at := make([][]int32, n) // per point: side << 1 | end
	kept := sides[:0:0]
	for _, s := range sides {
		if s.L == s.R {
			continue
		}
		i := int32(len(kept))
		kept = append(kept, s)
		first, last := s.V[0], s.V[len(s.V)-1]
		at[first] = append(at[first], i<<1)
		at[last] = append(at[last], i<<1|1)
	}
	c := chainer{sides: kept, at: at, used: make([]bool, len(kept))}
	for i, s := range kept {
		if !c.used[i] && len(at[s.V[0]]) != 2 {
			c.follow(int32(i) << 1)
		}
		if !c.used[i] && len(at[s.V[len(s.V)-1]]) != 2 {
			c.follow(int32(i)<<1 | 1)
		}
	}
	for i := range kept {
		if !c.used[i] {
			c.follow(int32(i) << 1)
		}
	}
	return c.arcs
}

type chainer struct {
	sides []Side
	at    [][]int32
	used  []bool
	arcs  []Arc
}

// follow makes one arc that starts with the given side, entered at the given end.
func (c *chainer) follow(start int32) {
	s := c.sides[start>>1]
	arc := Arc{L: s.L, R: s.R}
	if start&1 == 1 {
		arc.L, arc.R = s.R, s.L
	}
	for cur := start; ; {
		c.used[cur>>1] = true
		v := c.sides[cur>>1].V
		if cur&1 == 1 {
			v = slices.Clone(v)
			slices.Reverse(v)
		}
		if len(arc.V) > 0 {
			v = v[1:]
		}
		arc.V = append(arc.V, v...)
		end := arc.V[len(arc.V)-1]
		if len(c.at[end]) != 2 {
			break
		}
		next := c.at[end][0]
		if next == cur^1 {
			next = c.at[end][1]
		}
		if c.used[next>>1] {
			break
		}
		cur = next
	}
	c.arcs = append(c.arcs, arc)
}
