package basemap

import (
	"math"
	"runtime"
	"slices"
	"sync"
)

// meshIndex answers which face of a mesh holds a point.
//
// # Design
//
// The world is cut into 1024 x 1024 cells; a cell that edges touch is cut further, the finer the more edges it has. A
// cell without edges knows its face. In a cell with edges the nearest edge to the west of the point decides: the
// answer is the face on its east; if the cell has none at that height, the search goes on in the cell to the west.
// Points are taken at the centre of their unit square, so that no vertex lies at their height and no tie can arise.
type meshIndex struct {
	top   []int32 // face, or ^(first of sub << 3 | bits): the cell is cut into 2^bits x 2^bits cells
	sub   []int32 // face, or ^first of edges
	edges []indexEdge
}

// indexEdge is a segment with its north end first and the face east of it. A level segment is never crossed, but a
// cell that holds one has two faces and must be searched. The last edge of a cell has lastEdge added to east.
type indexEdge struct {
	x0, y0, x1, y1 int32
	east           int32
}

const lastEdge = 1 << 16

const (
	topBits  = 10
	topShift = 31 - topBits
	topSide  = 1 << topBits
)

// at gives the face that holds the centre of a unit square.
func (ix *meshIndex) at(qx, qy int32) uint16 {
	limit := float64(qx) + 0.5
	for {
		c := ix.top[int(qy>>topShift)<<topBits|int(qx>>topShift)]
		if c >= 0 {
			return uint16(c)
		}
		c = ^c
		bits := c & 7
		shift := topShift - bits
		mask := int32(1)<<bits - 1
		c = ix.sub[c>>3+(qy>>shift&mask)<<bits+qx>>shift&mask]
		if c >= 0 {
			return uint16(c)
		}
		west := qx >> shift << shift
		if face, ok := ix.scan(^c, qy, limit, float64(west)); ok {
			return face
		}
		if west == 0 {
			return 0
		}
		qx = west - 1
		limit = float64(west)
	}
}

// scan finds in one cell the edge that crosses height qy + 0.5 furthest east between west and limit.
func (ix *meshIndex) scan(first, qy int32, limit, west float64) (face uint16, ok bool) {
	best := west
	for i := first; ; i++ {
		e := &ix.edges[i]
		if qy >= e.y0 && qy < e.y1 {
			if x := e.xAt(qy); x >= best && x <= limit {
				best, face, ok = x, uint16(e.east), true
			}
		}
		if e.east >= lastEdge {
			return face, ok
		}
	}
}

// xAt gives where the segment crosses height qy + 0.5.
func (e *indexEdge) xAt(qy int32) float64 {
	t := (float64(int64(qy)-int64(e.y0)) + 0.5) / float64(int64(e.y1)-int64(e.y0))
	return float64(e.x0) + float64(t*float64(int64(e.x1)-int64(e.x0)))
}

// newMeshIndex builds the index of a mesh.
func newMeshIndex(m *Mesh) *meshIndex {
	ix := &meshIndex{top: make([]int32, topSide*topSide)}
	start, edges := sortEdges(m)
	parts := min(runtime.GOMAXPROCS(0), 8)
	rows := make([]rowBuilder, topSide)
	var wg sync.WaitGroup
	for w := range parts {
		wg.Go(func() {
			for r := w; r < topSide; r += parts {
				rows[r].build(int32(r), start, edges)
			}
		})
	}
	wg.Wait()
	ix.join(rows)
	for w := range parts {
		wg.Go(func() {
			for r := w; r < topSide; r += parts {
				ix.fill(int32(r))
			}
		})
	}
	wg.Wait()
	return ix
}

// sortEdges lists the edges by the first grid's cells, in order of cells.
func sortEdges(m *Mesh) (start []int32, edges []indexEdge) {
	start = make([]int32, topSide*topSide+1)
	visit := func(f func(cell int32, e indexEdge)) {
		for _, a := range m.Arcs {
			for v := a.First; v < a.Last-1; v++ {
				e := newIndexEdge(m.XY[2*v:2*v+4], a)
				e.visitCells(topShift, func(cx, cy int32) { f(cy<<topBits|cx, e) })
			}
		}
	}
	visit(func(c int32, _ indexEdge) { start[c+1]++ })
	for c := range topSide * topSide {
		start[c+1] += start[c]
	}
	edges = make([]indexEdge, start[topSide*topSide])
	next := make([]int32, topSide*topSide)
	copy(next, start)
	visit(func(c int32, e indexEdge) {
		edges[next[c]] = e
		next[c]++
	})
	return start, edges
}

func newIndexEdge(p []int32, a Arc) indexEdge {
	if p[1] < p[3] { // runs south: its left is the east
		return indexEdge{p[0], p[1], p[2], p[3], int32(a.Left)}
	}
	return indexEdge{p[2], p[3], p[0], p[1], int32(a.Right)}
}

// visitCells calls f for the cells of a grid that a segment touches, and perhaps a neighbour of these.
func (e *indexEdge) visitCells(shift int32, f func(cx, cy int32)) {
	cx0, cx1 := e.x0>>shift, e.x1>>shift
	cy0, cy1 := e.y0>>shift, e.y1>>shift
	if cx0 == cx1 {
		for cy := cy0; cy <= cy1; cy++ {
			f(cx0, cy)
		}
		return
	}
	slope := 0.0
	if cy0 != cy1 {
		slope = (float64(e.x1) - float64(e.x0)) / (float64(e.y1) - float64(e.y0))
	}
	size := float64(int64(1) << shift)
	for cy := cy0; cy <= cy1; cy++ {
		xa, xb := float64(e.x0), float64(e.x1)
		if cy != cy0 {
			xa = float64(e.x0) + float64(slope*(float64(float64(cy)*size)-float64(e.y0)))
		}
		if cy != cy1 {
			xb = float64(e.x0) + float64(slope*(float64((float64(cy)+1)*size)-float64(e.y0)))
		}
		if xa > xb {
			xa, xb = xb, xa
		}
		lo := int32(max(xa-1, 0)) >> shift
		hi := int32(min(xb+1, math.MaxInt32)) >> shift
		for cx := lo; cx <= hi; cx++ {
			f(cx, cy)
		}
	}
}

// rowBuilder cuts the cells of one row of the first grid; its numbers are offsets inside the row.
type rowBuilder struct {
	cells []cell
	sub   []int32 // -2 - first edge where edges are, else -1
	edges []indexEdge
	count []int32  // scratch
	pairs []uint64 // scratch: smaller cell << 32 | edge
}

// cell is a cell of the first grid that edges touch.
type cell struct{ col, first, bits int32 }

// perCell and maxCut set how finely a cell is cut: 2^bits a side, so that its edges are about perCell << bits, at most
// 2^maxCut. Measured: larger lists cost time, more cells cost memory.
const (
	perCell = 6
	maxCut  = 5
)

func (b *rowBuilder) build(row int32, start []int32, edges []indexEdge) {
	for col := range int32(topSide) {
		c := row<<topBits | col
		es := edges[start[c]:start[c+1]]
		if len(es) == 0 {
			continue
		}
		bits := int32(0)
		for bits < maxCut && len(es)>>bits > perCell {
			bits++
		}
		b.cells = append(b.cells, cell{col, int32(len(b.sub)), bits})
		b.cut(es, row, col, bits)
	}
	b.count, b.pairs = nil, nil
}

// cut sorts the edges of one cell into its smaller cells.
func (b *rowBuilder) cut(es []indexEdge, row, col, bits int32) {
	side := int32(1) << bits
	n := int(side * side)
	if b.count == nil {
		b.count = make([]int32, 1<<(2*maxCut))
	}
	count, pairs := b.count[:n], b.pairs[:0]
	clear(count)
	for i := range es {
		es[i].visitCells(topShift-bits, func(cx, cy int32) {
			if cx>>bits == col && cy>>bits == row {
				k := (cy&(side-1))<<bits | cx&(side-1)
				count[k]++
				pairs = append(pairs, uint64(k)<<32|uint64(i))
			}
		})
	}
	base := int32(len(b.edges))
	for i, k := range count {
		if k > 0 {
			b.sub = append(b.sub, -2-base)
		} else {
			b.sub = append(b.sub, -1)
		}
		count[i] = base
		base += k
	}
	b.edges = slices.Grow(b.edges, len(pairs))[:len(b.edges)+len(pairs)]
	for _, p := range pairs {
		k := p >> 32
		b.edges[count[k]] = es[uint32(p)]
		count[k]++
	}
	for _, end := range count {
		if end > 0 {
			b.edges[end-1].east |= lastEdge
		}
	}
	b.pairs = pairs
}

// join puts the rows together; cells without edges are left at the mark unfilled.
func (ix *meshIndex) join(rows []rowBuilder) {
	var subs, edges int
	for i := range rows {
		subs, edges = subs+len(rows[i].sub), edges+len(rows[i].edges)
	}
	ix.sub, ix.edges = make([]int32, 0, subs), make([]indexEdge, 0, edges)
	for i := range ix.top {
		ix.top[i] = unfilled
	}
	for r := range rows {
		b := &rows[r]
		for _, c := range b.cells {
			ix.top[r<<topBits|int(c.col)] = ^((c.first+int32(len(ix.sub)))<<3 | c.bits)
		}
		edges := int32(len(ix.edges))
		for _, s := range b.sub {
			if s == -1 {
				ix.sub = append(ix.sub, unfilled)
			} else {
				ix.sub = append(ix.sub, ^(-2 - s + edges))
			}
		}
		ix.edges = append(ix.edges, b.edges...)
	}
}

const unfilled = math.MaxInt32

// fill gives the cells without edges in one row their faces, from west to east.
func (ix *meshIndex) fill(row int32) {
	face := int32(0)
	for col := range int32(topSide) {
		i := row<<topBits | col
		c := ix.top[i]
		if c == unfilled {
			if col > 0 && ix.top[i-1] < 0 {
				face = int32(ix.at(col<<topShift-1, row<<topShift))
			}
			ix.top[i] = face
			continue
		}
		ix.fillCell(^c, row, col)
	}
}

func (ix *meshIndex) fillCell(c, row, col int32) {
	first, bits := c>>3, c&7
	side, shift := int32(1)<<bits, topShift-bits
	for sy := range side {
		for sx := range side {
			s := first + sy<<bits + sx
			x := col<<topShift + sx<<shift
			switch {
			case ix.sub[s] != unfilled:
			case sx > 0 && ix.sub[s-1] >= 0:
				ix.sub[s] = ix.sub[s-1]
			case x == 0:
				ix.sub[s] = 0
			default:
				ix.sub[s] = int32(ix.at(x-1, row<<topShift+sy<<shift))
			}
		}
	}
}
