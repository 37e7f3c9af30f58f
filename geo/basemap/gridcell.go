package basemap

import (
	"math"
	"slices"
)

// subCell is the square of one list, in mesh units.
type subCell struct{ x, y, size int32 }

// far lies beyond the east and the south of every cell, in steps of the file's grid from its middle.
const far = math.MaxInt16

// list writes what the index needs to know of the edges that touch a cell.
func (b *builder) list(c subCell, edges []int32) {
	at := len(b.data)
	if diff, ok := b.twoFaces(edges); ok && b.line(c, edges) {
		b.appendLine(diff)
		if face, ok := b.calibrate(c, edges, at); ok {
			b.data[at] ^= face
			return
		}
		b.data = b.data[:at]
	}
	b.data = append(b.data, uint16(len(edges)), uint16(len(edges)>>16), 0)
	for _, i := range edges {
		b.data = b.edges[i].appendTo(b.data)
	}
}

// appendLine writes the vertices as the list of a cell, parity 0 standing for face 0.
func (b *builder) appendLine(diff uint16) {
	n, beyond := len(b.verts), int32(0)
	for _, v := range b.verts {
		beyond |= (v[0] ^ v[0]>>31) | (v[1] ^ v[1]>>31)
	}
	if beyond > math.MaxInt16 {
		b.data = append(b.data, 0, diff, uint16(n|longLine))
		for _, v := range b.verts {
			b.data = append(b.data, uint16(v[0]), uint16(v[0]>>16), uint16(v[1]), uint16(v[1]>>16))
		}
		return
	}
	at := len(b.data)
	b.data = slices.Grow(b.data, headWords+2*n)[:at+headWords+2*n]
	list := b.data[at:]
	list[0], list[1], list[2] = 0, diff, uint16(n)
	list = list[headWords:]
	for i, v := range b.verts {
		list[2*i], list[2*i+1] = uint16(v[0]), uint16(v[1])
	}
}

// twoFaces says whether all edges part the same two faces, and what these are combined by exclusive or.
func (b *builder) twoFaces(edges []int32) (diff uint16, ok bool) {
	one, other := b.refs[edges[0]].faces()
	for _, i := range edges[1:] {
		if l, r := b.refs[i].faces(); l != one || r != other {
			if l != other || r != one {
				return 0, false
			}
		}
	}
	if one == other {
		return 1, false
	}
	return one ^ other, one != other
}

func (e edgeRef) faces() (left, right uint16) { return uint16(e >> 16), uint16(e) }

// line joins a cell's edges in one line of vertices, in steps of the file's grid from the middle of the cell. It gives
// false when that cannot be done.
//
// An edge with one end in the west is followed from there straight south, so that the crossings of its part beyond the
// cell's west side count for nothing; edges wholly in the west are left out. Below that, parity changes where the face
// does on the west side itself.
func (b *builder) line(c subCell, edges []int32) bool {
	b.verts = slices.Grow(b.verts[:0], 5*len(edges)+2)
	west, last, off := -c.size>>(fileShift+1), edgeRef(0), int32(0)
	var end vertex
	for _, i := range edges {
		v := b.refs[i] >> 32
		p := b.xy[2*v : 2*v+4 : 2*v+4]
		off |= p[0] | p[1] | p[2] | p[3]
		p0, p1 := c.vertex(p[0], p[1]), c.vertex(p[2], p[3])
		if p0[0] < west && p1[0] < west {
			continue
		}
		if v != last+1 || len(b.verts) == 0 {
			b.leap(end, p0, west)
		}
		b.verts = append(b.verts, p1)
		end, last = p1, v
	}
	n := len(b.verts)
	if n > 0 {
		b.leave(end, west)
	}
	return n > 0 && n < longLine-1 && off&(1<<fileShift-1) == 0 // off the grid: only at the east edge of the world
}

type vertex [2]int32

func (c subCell) vertex(x, y int32) vertex {
	half := c.size / 2
	return vertex{int32((int64(x) - int64(c.x+half)) >> fileShift), int32((int64(y) - int64(c.y+half)) >> fileShift)}
}

// leap leads the line from its end, if it has one, through the far east to another vertex.
func (b *builder) leap(end, to vertex, west int32) {
	at := to
	if to[0] < west {
		at[1] = far
	}
	if len(b.verts) > 0 {
		end = b.leave(end, west)
		b.verts = append(b.verts, vertex{far, end[1]}, vertex{far, at[1]})
	}
	if at != to {
		b.verts = append(b.verts, at)
	}
	b.verts = append(b.verts, to)
}

// leave ends the line or a piece of it.
func (b *builder) leave(end vertex, west int32) vertex {
	if end[0] < west {
		end[1] = far
		b.verts = append(b.verts, end)
	}
	return end
}

// calibrate gives the face that parity 0 stands for: it looks for a height at which an edge crosses the cell, finds the
// last one there and counts.
func (b *builder) calibrate(c subCell, edges []int32, at int) (face uint16, ok bool) {
	limit := float64(c.x) + float64(c.size) - 0.5
	for _, i := range edges {
		row, best, ok := b.edges[i].rowIn(c)
		if !ok {
			continue
		}
		face := uint16(b.edges[i].east)
		for _, j := range edges {
			if e := &b.edges[j]; row >= e.y0 && row < e.y1 && i != j {
				if x := e.xAt(row); x >= best && x <= limit {
					best, face = x, uint16(e.east)
				}
			}
		}
		return face ^ lineFace(b.data[at:], int64(c.size)-1, 2*int64(row-c.y-c.size/2)+1), true
	}
	return 0, false
}

// rowIn gives a row in which the edge crosses the cell, and where.
func (e *indexEdge) rowIn(c subCell) (row int32, x float64, ok bool) {
	first, last := max(e.y0, c.y), int32(min(int64(e.y1), int64(c.y)+int64(c.size))-1)
	if first > last {
		return 0, 0, false
	}
	west, east := float64(c.x), float64(c.x)+float64(c.size)-0.5
	for _, row := range [...]int32{first + (last-first)/2, first, last} {
		if x := e.xAt(row); x >= west && x <= east {
			return row, x, true
		}
	}
	if e.x0 == e.x1 {
		return 0, 0, false
	}
	t := (west + float64(c.size)/2 - float64(e.x0)) / (float64(e.x1) - float64(e.x0))
	at := float64(e.y0) + float64(t*(float64(e.y1)-float64(e.y0)))
	row = int32(min(max(at, float64(first)), float64(last)))
	x = e.xAt(row)
	return row, x, x >= west && x <= east
}
