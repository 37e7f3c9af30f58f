package planar

import "slices"

// cellShift is the size of a search cell: 2^cellShift grid units a side.
const cellShift = 12

// cells sorts segments into square cells, so that only near ones are compared.
type cells struct {
	items []uint64 // cell number << 32 | segment
}

func newCells(n int, seg func(int) (Pt, Pt)) *cells {
	c := &cells{items: make([]uint64, 0, n+n/2)}
	for i := range n {
		a, b := seg(i)
		visitCells(a, b, func(cell uint32) { c.items = append(c.items, uint64(cell)<<32|uint64(i)) })
	}
	slices.Sort(c.items)
	return c
}

// visitCells calls f for a set of cells that covers the segment.
func visitCells(a, b Pt, f func(uint32)) {
	if a.Y > b.Y {
		a, b = b, a
	}
	r0, r1 := a.Y>>cellShift, b.Y>>cellShift
	for r := r0; r <= r1; r++ {
		x0, x1 := float64(a.X), float64(b.X)
		if r0 != r1 {
			x0 = xAt(a, b, max(a.Y, r<<cellShift))
			x1 = xAt(a, b, min(b.Y, (r+1)<<cellShift))
		}
		if x0 > x1 {
			x0, x1 = x1, x0
		}
		c0, c1 := int32(x0-1)>>cellShift, int32(x1+1)>>cellShift
		for c := c0; c <= c1; c++ {
			f(uint32(r)<<16 | uint32(c)&0xffff)
		}
	}
}

func xAt(a, b Pt, y int32) float64 {
	t := float64(y-a.Y) / float64(b.Y-a.Y)
	return float64(a.X) + float64(t*float64(b.X-a.X))
}

// pairs calls f once or more for every two segments that share a cell.
func (c *cells) pairs(f func(i, j int32)) {
	for s := 0; s < len(c.items); {
		e := s + 1
		for e < len(c.items) && c.items[e]>>32 == c.items[s]>>32 {
			e++
		}
		for i := s; i < e; i++ {
			for j := i + 1; j < e; j++ {
				f(int32(uint32(c.items[i])), int32(uint32(c.items[j])))
			}
		}
		s = e
	}
}

// Pairs calls f at least once for every two of n segments that come near each other.
func Pairs(n int, segment func(i int) (Pt, Pt), f func(i, j int32)) {
	newCells(n, segment).pairs(f)
}
