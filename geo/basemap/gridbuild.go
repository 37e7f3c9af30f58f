package basemap

import (
	"math"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// newMeshIndex builds the index of a mesh with as many goroutines as there are processors. It gives nil for a mesh with
// more edges than an index can count.
func newMeshIndex(m *Mesh) *meshIndex {
	parts := 1 << (bits.Len(uint(min(runtime.GOMAXPROCS(0), 8))) - 1)
	ix := &meshIndex{top: make([]int32, topSide*topSide), data: make([][]uint16, parts), deal: int32(parts - 1)}
	refs, rowStart := sortEdges(m, ix.top, parts)
	var full atomic.Bool
	together(parts, func(w int) {
		b := newBuilder(m.XY, (len(refs)+parts-1)/parts)
		for r := w; r < topSide && !b.full; r += parts {
			b.build(int32(r), ix.top[r<<topBits:(r+1)<<topBits], refs, rowStart[r])
			if ix.data[w] = b.data; !b.full {
				ix.fill(int32(r))
			}
		}
		if b.full {
			full.Store(true)
		}
	})
	if full.Load() {
		return nil
	}
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

// edgeRef is a segment in sortEdges: the number of its first vertex, above the faces on its left and right.
type edgeRef uint64

func newEdgeRef(v int32, a Arc) edgeRef {
	return edgeRef(v)<<32 | edgeRef(a.Left)<<16 | edgeRef(a.Right)
}

func (e edgeRef) edge(xy []int32) indexEdge {
	v, left, right := e>>32, int32(e>>16&0xffff), int32(e&0xffff)
	p := xy[2*v : 2*v+4 : 2*v+4]
	if p[1] < p[3] { // runs south: its left is the east
		return indexEdge{p[0], p[1], p[2], p[3], left}
	}
	return indexEdge{p[2], p[3], p[0], p[1], right}
}

func newIndexEdge(p []int32, a Arc) indexEdge { return newEdgeRef(0, a).edge(p) }

// sortEdges lists the edges by the cells of the first grid. It leaves in ends where each cell's edges end and gives where
// each row's begin. The order inside a cell may differ from run to run.
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
	c0 := xy[2*a.First+1]>>topShift<<topBits | xy[2*a.First]>>topShift
	for v := a.First; v < a.Last-1; v++ {
		c1 := xy[2*v+3]>>topShift<<topBits | xy[2*v+2]>>topShift
		ref := newEdgeRef(v, a)
		if c0 == c1 {
			f(c0, ref)
		} else {
			e := ref.edge(xy)
			e.visitCells(topShift, func(cx, cy int32) { f(cy<<topBits|cx, ref) })
		}
		c0 = c1
	}
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

// builder cuts the cells of rows, one after the other.
type builder struct {
	xy    []int32
	data  []uint16
	full  bool // a number does not fit
	refs  []edgeRef
	edges []indexEdge              // the edges of one cell, in the order of refs
	start [1<<(2*maxCut) + 1]int32 // where a smaller cell's edges begin; all 0 between cells
	used  []int32                  // the smaller cells with edges
	pairs []uint64                 // smaller cell << 32 | edge
	order []int32                  // edges by smaller cell
	verts []vertex                 // the line of a smaller cell
}

// perCell and maxCut set how finely a cell is cut: 2^bits a side, so that its edges are about perCell << bits, at most
// 2^maxCut. Measured: longer outlines cost time, more cells cost memory.
const (
	perCell = 8
	maxCut  = 6
)

func newBuilder(xy []int32, edges int) *builder {
	return &builder{xy: xy, data: make([]uint16, 0, edges*12)}
}

// build makes the cells of one row of the first grid; those without edges are marked unfilled.
func (b *builder) build(row int32, top []int32, refs []edgeRef, start int32) {
	for col, end := range top {
		n := int(end - start)
		if top[col] = unfilled; n == 0 {
			continue
		}
		b.refs = refs[start:end]
		start = end
		cut := int32(1)
		for cut < maxCut && n>>cut > perCell {
			cut++
		}
		for len(b.data)%placeUnit != 0 {
			b.data = append(b.data, 0)
		}
		place := len(b.data) / placeUnit
		scale := b.cut(cut, row, int32(col))
		if b.full = place >= 1<<(31-metaBits) || scale > 7; b.full {
			return
		}
		top[col] = ^(int32(place)<<metaBits | scale<<3 | cut)
	}
}

// cut sorts the edges of one cell into its smaller cells.
func (b *builder) cut(bits, row, col int32) (scale int32) {
	slices.Sort(b.refs) // along the arcs, the same on every run
	b.edges = b.edges[:0]
	shift, mask := topShift-bits, int32(1)<<bits-1
	pairs, used := b.pairs[:0], b.used[:0]
	note := func(k, i int32) {
		if b.start[k] == 0 {
			used = append(used, k)
		}
		b.start[k]++
		pairs = append(pairs, uint64(k)<<32|uint64(i))
	}
	b.edges = slices.Grow(b.edges, len(b.refs))[:len(b.refs)]
	for i, ref := range b.refs {
		e := &b.edges[i]
		*e = ref.edge(b.xy)
		cx, cy := e.x0>>shift, e.y0>>shift
		if cx == e.x1>>shift && cy == e.y1>>shift {
			note((cy&mask)<<bits|cx&mask, int32(i))
			continue
		}
		e.visitCells(shift, func(cx, cy int32) {
			if cx>>bits == col && cy>>bits == row {
				note((cy&mask)<<bits|cx&mask, int32(i))
			}
		})
	}
	b.pairs, b.used = pairs, used
	total := int32(0)
	for _, k := range used {
		b.start[k], total = total, total+b.start[k]
	}
	b.order = slices.Grow(b.order[:0], int(total))[:total]
	for _, p := range pairs {
		k := p >> 32
		b.order[b.start[k]] = int32(uint32(p))
		b.start[k]++
	}
	table := len(b.data)
	b.data = append(b.data, blank[:1<<(2*bits)]...)
	for !b.write(bits, row, col, table, scale) {
		b.data = b.data[:table+1<<(2*bits)]
		scale++
	}
	for _, k := range used {
		b.start[k] = 0
	}
	return scale
}

// write writes the lists of the smaller cells, whose edges end in order where start says. It gives false when they are
// too far apart for the scale.
func (b *builder) write(bits, row, col int32, table int, scale int32) bool {
	shift, mask, first := topShift-bits, int32(1)<<bits-1, int32(0)
	step := placeUnit << scale
	for _, k := range b.used {
		at := table + (len(b.data)-table+step-1)/step*step
		b.data = slices.Grow(b.data, step)[:at]
		c := subCell{x: col<<topShift | (k&mask)<<shift, y: row<<topShift | k>>bits<<shift, size: 1 << shift}
		b.list(c, b.order[first:b.start[k]])
		if size := len(b.data) - at; scale == 0 && at%lineWords+size > lineWords && size <= lineWords {
			pad := lineWords - at%lineWords
			b.data = slices.Grow(b.data, pad)[:at+size+pad]
			copy(b.data[at+pad:], b.data[at:at+size])
			at += pad
		}
		place := (at - table) / step
		if place >= listBit-1 {
			return false
		}
		b.data[table+int(k)] = listBit | uint16(place)
		first = b.start[k]
	}
	return true
}

// lineWords is how many numbers of data a line of the cache holds.
const lineWords = 32

// blank are cells without a face.
var blank = func() (b [1 << (2 * maxCut)]uint16) {
	for i := range b {
		b[i] = unfilled
	}
	return b
}()

// fill gives the cells without edges in one row their faces, from west to east.
func (ix *meshIndex) fill(row int32) {
	face := int32(0)
	for col := range int32(topSide) {
		i := row<<topBits | col
		c := ix.top[i]
		if c == unfilled {
			if col > 0 && ix.top[i-1] < 0 {
				face = int32(ix.before(col<<topShift-1, row<<topShift, 2*int64(col<<topShift)))
			}
			ix.top[i] = face
			continue
		}
		ix.fillCell(uint32(^c), row, col)
	}
}

func (ix *meshIndex) fillCell(meta uint32, row, col int32) {
	bits := meta & 7
	side, shift := int32(1)<<bits, topShift-bits
	table := ix.data[row&ix.deal][meta>>metaBits*placeUnit:]
	for sy := range side {
		west := uint16(unfilled)
		for sx := range side {
			s := &table[sy<<bits+sx]
			x := col<<topShift + sx<<shift
			switch {
			case *s != unfilled:
			case west < listBit: // no edge touches either cell: one face holds both
				*s = west
			case sy > 0 && table[(sy-1)<<bits+sx] < listBit:
				*s = table[(sy-1)<<bits+sx]
			case x == 0:
				*s = 0
			default:
				*s = ix.before(x-1, row<<topShift+sy<<shift, 2*int64(x))
			}
			west = *s
		}
	}
}
