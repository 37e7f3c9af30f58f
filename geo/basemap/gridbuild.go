package basemap

import (
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// newMeshIndex builds the index of a mesh with as many goroutines as there are processors.
func newMeshIndex(m *Mesh) *meshIndex {
	ix := &meshIndex{top: make([]int32, topSide*topSide)}
	parts := min(runtime.GOMAXPROCS(0), 8)
	refs, rowStart := sortEdges(m, ix.top, parts)
	rows := make([]row, topSide)
	together(parts, func(w int) {
		b := newBuilder(m.XY, len(refs)/parts)
		for r := w; r < topSide; r += parts {
			rows[r] = b.build(int32(r), ix.top[r<<topBits:(r+1)<<topBits], refs, rowStart[r])
		}
		for r := w; r < topSide; r += parts {
			rows[r].take(b)
		}
	})
	ix.join(rows, parts)
	together(parts, func(w int) {
		for r := w; r < topSide; r += parts {
			ix.fill(int32(r))
		}
	})
	return ix
}

// together runs f for 0 … parts-1 at the same time.
func together(parts int, f func(part int)) {
	var wg sync.WaitGroup
	for w := range parts {
		wg.Go(func() { f(w) })
	}
	wg.Wait()
}

// edgeRef is a segment in sortEdges: the number of its first vertex above the face on its east.
type edgeRef uint64

func (e edgeRef) edge(xy []int32) indexEdge {
	v := e >> 16
	p := xy[2*v : 2*v+4 : 2*v+4]
	if p[1] < p[3] {
		return indexEdge{p[0], p[1], p[2], p[3], int32(e & 0xffff)}
	}
	return indexEdge{p[2], p[3], p[0], p[1], int32(e & 0xffff)}
}

// sortEdges lists the edges by the cells of the first grid. It leaves in ends where each cell's edges end and gives where
// each row's begin. The order inside a cell may differ from run to run; no answer depends on it.
func sortEdges(m *Mesh, ends []int32, parts int) (refs []edgeRef, rowStart []int32) {
	visit := func(f func(cell int32, e edgeRef)) {
		together(parts, func(w int) {
			from, to := len(m.Arcs)*w/parts, len(m.Arcs)*(w+1)/parts
			for _, a := range m.Arcs[from:to] {
				visitArc(m.XY, a, f)
			}
		})
	}
	visit(func(c int32, _ edgeRef) { atomic.AddInt32(&ends[c], 1) })
	total := int32(0)
	for c, n := range ends {
		if c&(topSide-1) == 0 {
			rowStart = append(rowStart, total)
		}
		ends[c] = total
		total += n
	}
	refs = make([]edgeRef, total)
	visit(func(c int32, e edgeRef) { refs[atomic.AddInt32(&ends[c], 1)-1] = e })
	return refs, rowStart
}

// visitArc calls f for every edge of an arc and every cell of the first grid it touches.
func visitArc(xy []int32, a Arc, f func(cell int32, e edgeRef)) {
	x0, y0 := xy[2*a.First], xy[2*a.First+1]
	for v := a.First; v < a.Last-1; v++ {
		x1, y1 := xy[2*v+2], xy[2*v+3]
		east := a.Right
		if y0 < y1 { // runs south: its left is the east
			east = a.Left
		}
		ref := edgeRef(v)<<16 | edgeRef(east)
		c := y0>>topShift<<topBits | x0>>topShift
		if c == y1>>topShift<<topBits|x1>>topShift {
			f(c, ref)
		} else {
			e := ref.edge(xy)
			e.visitCells(topShift, func(cx, cy int32) { f(cy<<topBits|cx, ref) })
		}
		x0, y0 = x1, y1
	}
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

// row is one row of the first grid; the numbers of its cells are offsets inside the row.
type row struct {
	cols               []int32
	cells              []gridCell
	sub0, sub1, e0, e1 int // where the row stands in its builder
	sub                []uint16
	edges              []shortEdge
}

// builder cuts the cells of rows, one after the other.
type builder struct {
	xy    []int32
	sub   []uint16
	edges []shortEdge
	cell  []indexEdge              // the edges of one cell
	count [1 << (2 * maxCut)]int32 // all 0 between cells
	used  []int32                  // the smaller cells with edges
	last  [1 << (2 * maxCut)]int32
	pairs []uint64 // smaller cell << 32 | edge << 1 | 1 when it does not fit
}

// perCell and maxCut set how finely a cell is cut: 2^bits a side, so that its edges are about perCell << bits, at most
// 2^maxCut. Measured: larger lists cost time, more cells cost memory.
const (
	perCell = 3
	maxCut  = 6
)

func newBuilder(xy []int32, edges int) *builder {
	return &builder{xy: xy, sub: make([]uint16, 0, edges*5/2), edges: make([]shortEdge, 0, edges*2)}
}

func (b *builder) build(number int32, ends []int32, refs []edgeRef, start int32) row {
	r := row{sub0: len(b.sub), e0: len(b.edges)}
	for col, end := range ends {
		n := int(end - start)
		if n == 0 {
			continue
		}
		b.cell = b.cell[:0]
		for _, ref := range refs[start:end] {
			b.cell = append(b.cell, ref.edge(b.xy))
		}
		start = end
		bits := uint8(0)
		for bits < maxCut && n>>bits > perCell {
			bits++
		}
		c := gridCell{sub: int32(len(b.sub) - r.sub0), edges: int32(len(b.edges) - r.e0), bits: bits}
		b.cut(&c, number, int32(col))
		r.cols, r.cells = append(r.cols, int32(col)), append(r.cells, c)
	}
	r.sub1, r.e1 = len(b.sub), len(b.edges)
	return r
}

// take points the row at what the builder made of it.
func (r *row) take(b *builder) { r.sub, r.edges = b.sub[r.sub0:r.sub1], b.edges[r.e0:r.e1] }

// cut sorts the edges of one cell into its smaller cells.
func (b *builder) cut(c *gridCell, row, col int32) {
	bits := int32(c.bits)
	side := int32(1) << bits
	count, pairs, used := &b.count, b.pairs[:0], b.used[:0]
	for i := range b.cell {
		e := &b.cell[i]
		small := e.small(topShift - bits)
		e.visitCells(topShift-bits, func(cx, cy int32) {
			if cx>>bits == col && cy>>bits == row {
				k := (cy&(side-1))<<bits | cx&(side-1)
				if count[k] == 0 {
					used = append(used, k)
				}
				if small || e.fits(cx<<(topShift-bits), cy<<(topShift-bits)) {
					count[k]++
					pairs = append(pairs, uint64(k)<<32|uint64(i)<<1)
				} else {
					count[k] += 3
					pairs = append(pairs, uint64(k)<<32|uint64(i)<<1|1)
				}
			}
		})
	}
	b.pairs, b.used = pairs, used
	var total int32
	for {
		if total = places(count[:], used, c.scale); total>>c.scale < listBit-1 {
			break
		}
		c.scale++
	}
	sub := len(b.sub)
	b.sub = append(b.sub, blank[:side*side]...)
	first, end := len(b.edges), int32(0)
	for _, k := range used {
		end = (end + 1<<c.scale - 1) >> c.scale << c.scale
		b.sub[sub+int(k)] = listBit | uint16(end>>c.scale)
		end, count[k] = end+count[k], end
	}
	b.edges = slices.Grow(b.edges, int(total))[:first+int(total)]
	edges := b.edges[first:]
	clear(edges)
	for _, p := range pairs {
		k, e := int32(p>>32), &b.cell[uint32(p)>>1]
		if at := count[k]; p&1 == 1 {
			edges[at] = shortEdge{y0: longMark, y1: longMark, east: uint16(e.east)}
			edges[at+1], edges[at+2] = halves(e.x0, e.y0), halves(e.x1, e.y1)
			count[k] += 3
		} else {
			x, y := col<<topShift|(k&(side-1))<<(topShift-bits), row<<topShift|k>>bits<<(topShift-bits)
			g := func(v, o int32) int16 { return int16((v - o) >> fileShift) }
			edges[at] = shortEdge{g(e.x0, x), g(e.y0, y), g(e.x1, x), g(e.y1, y), uint16(e.east)}
			count[k]++
		}
		b.last[k] = count[k] - 1
		if p&1 == 1 {
			b.last[k] -= 2
		}
	}
	for _, k := range used {
		edges[b.last[k]].east |= lastEdge
		count[k] = 0
	}
}

// places gives the room that the lists take when each begins at a multiple of 2^scale.
func places(count, used []int32, scale uint8) (end int32) {
	for _, k := range used {
		end = (end+1<<scale-1)>>scale<<scale + count[k]
	}
	return end
}

// blank are cells without a face.
var blank = func() (b [1 << (2 * maxCut)]uint16) {
	for i := range b {
		b[i] = unfilled
	}
	return b
}()

// most is how far in mesh units an end of a short edge may lie from the corner of its cell.
const most = math.MaxInt16 << fileShift

// small says whether an edge fits every cell of the given size that it touches.
func (e *indexEdge) small(shift int32) bool {
	size := max(int64(e.y1)-int64(e.y0), int64(e.x1)-int64(e.x0), int64(e.x0)-int64(e.x1))
	return size+1<<shift < most && e.onGrid()
}

// fits says whether an edge fits the cell with its corner at x, y.
func (e *indexEdge) fits(x, y int32) bool {
	far := func(v, o int32) bool { d := int64(v) - int64(o); return d < -most || d > most }
	return e.onGrid() && !far(e.x0, x) && !far(e.x1, x) && !far(e.y0, y) && !far(e.y1, y)
}

// onGrid is false only at the east edge of the world.
func (e *indexEdge) onGrid() bool { return (e.x0|e.y0|e.x1|e.y1)&(1<<fileShift-1) == 0 }

// join puts the rows together; cells without edges are left at the mark unfilled.
func (ix *meshIndex) join(rows []row, parts int) {
	n := len(rows)
	cells, subs, edges := make([]int, n+1), make([]int, n+1), make([]int, n+1)
	for r := range rows {
		cells[r+1], subs[r+1], edges[r+1] = cells[r]+len(rows[r].cells), subs[r]+len(rows[r].sub), edges[r]+len(rows[r].edges)
	}
	ix.cells, ix.sub, ix.edges = make([]gridCell, cells[n]), make([]uint16, subs[n]), make([]shortEdge, edges[n])
	together(parts, func(w int) {
		for r := w; r < n; r += parts {
			top := ix.top[r<<topBits : (r+1)<<topBits]
			for i := range top {
				top[i] = unfilled
			}
			for i, c := range rows[r].cells {
				top[rows[r].cols[i]] = ^int32(cells[r] + i)
				ix.cells[cells[r]+i] = gridCell{c.sub + int32(subs[r]), c.edges + int32(edges[r]), c.bits, c.scale}
			}
			copy(ix.sub[subs[r]:], rows[r].sub)
			copy(ix.edges[edges[r]:], rows[r].edges)
		}
	})
}

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
		ix.fillCell(&ix.cells[^c], row, col)
	}
}

func (ix *meshIndex) fillCell(c *gridCell, row, col int32) {
	side, shift := int32(1)<<c.bits, topShift-c.bits
	for sy := range side {
		west := uint16(unfilled)
		for sx := range side {
			s := &ix.sub[c.sub+sy<<c.bits+sx]
			x := col<<topShift + sx<<shift
			switch {
			case *s != unfilled:
			case west < listBit: // no edge touches either cell: one face holds both
				*s = west
			case sy > 0 && ix.sub[c.sub+(sy-1)<<c.bits+sx] < listBit:
				*s = ix.sub[c.sub+(sy-1)<<c.bits+sx]
			case x == 0:
				*s = 0
			default:
				*s = ix.at(x-1, row<<topShift+sy<<shift)
			}
			west = *s
		}
	}
}
