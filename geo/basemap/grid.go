package basemap

import "math"

// meshIndex answers which face of a mesh holds a point.
//
// # Design
//
// The world is cut into 1024 x 1024 cells; a cell that edges touch is cut further, the finer the more edges it has. A
// cell without edges knows its face. In a cell with edges the nearest edge to the west of the point decides: the
// answer is the face on its east; if the cell has none at that height, the search goes on in the cell to the west.
// Points are taken at the centre of their unit square, so that no vertex lies at their height and no tie can arise.
//
// Look-ups at random places wait for memory more than they compute, so the parts are small: two bytes a cell, ten bytes
// an edge, which is stored on the file's grid relative to its cell.
type meshIndex struct {
	top   []int32 // face, or ^number of a cell
	cells []gridCell
	sub   []uint16 // face, or listBit + place of the first edge from the cell's edges on
	edges []shortEdge
}

// gridCell is a cell of the first grid that is cut into 2^bits x 2^bits cells; the places of their lists count in
// steps of 2^scale edges.
type gridCell struct {
	sub, edges  int32
	bits, scale uint8
}

const (
	listBit  = 1 << 15
	unfilled = listBit | (listBit - 1)
)

// shortEdge is a segment on the file's grid relative to the north-west corner of its cell, north end first, with the
// face east of it; the last of a list has lastEdge added to east. A segment that does not fit has y0 = longMark and
// is followed by two that hold its ends in mesh units.
type shortEdge struct {
	x0, y0, x1, y1 int16
	east           uint16
}

const (
	lastEdge = 1 << 15
	longMark = math.MinInt16
)

// indexEdge is a segment in mesh units, north end first, with the face east of it. A level segment is never crossed,
// but a cell that holds one has two faces and must be searched.
type indexEdge struct {
	x0, y0, x1, y1 int32
	east           int32
}

const (
	topBits  = 10
	topShift = 31 - topBits
	topSide  = 1 << topBits
)

// at gives the face that holds the centre of a unit square.
func (ix *meshIndex) at(qx, qy int32) uint16 {
	limit := float64(qx) + 0.5
	for {
		t := ix.top[int(qy>>topShift)<<topBits|int(qx>>topShift)]
		if t >= 0 {
			return uint16(t)
		}
		c := &ix.cells[^t]
		shift := topShift - c.bits
		mask := int32(1)<<c.bits - 1
		s := ix.sub[c.sub+(qy>>shift&mask)<<c.bits+qx>>shift&mask]
		if s < listBit {
			return s
		}
		west, north := qx>>shift<<shift, qy>>shift<<shift
		if face, ok := ix.scan(c.edges+int32(s-listBit)<<c.scale, qy, west, north, limit); ok {
			return face
		}
		if west == 0 {
			return 0
		}
		qx = west - 1
		limit = float64(west)
	}
}

// scan finds in one list the edge that crosses height qy + 0.5 furthest east between the cell's west and limit, and
// gives the face east of it.
func (ix *meshIndex) scan(first, qy, west, north int32, limit float64) (face uint16, ok bool) {
	best, y := 0.0, qy-north
	limit -= float64(west)
	for i := first; ; i++ {
		e := &ix.edges[i]
		if dy, high := y-int32(e.y0)<<fileShift, int32(e.y1)-int32(e.y0); uint32(dy) < uint32(high<<fileShift) {
			t := (float64(dy) + 0.5) / float64(high)
			x := float64(int32(e.x0)<<fileShift) + float64(t*float64(int32(e.x1)-int32(e.x0)))
			if x >= best && x <= limit {
				best, face, ok = x, e.east&^lastEdge, true
			}
		} else if e.y0 == longMark {
			l := longEdge(ix.edges[i+1], ix.edges[i+2])
			i += 2
			if qy >= l.y0 && qy < l.y1 {
				if x := l.xAt(qy) - float64(west); x >= best && x <= limit {
					best, face, ok = x, e.east&^lastEdge, true
				}
			}
		}
		if e.east >= lastEdge {
			return face, ok
		}
	}
}

// halves and longEdge store a segment in mesh units in two places of a list.
func halves(x, y int32) shortEdge {
	return shortEdge{x0: int16(x >> 16), y0: int16(x), x1: int16(y >> 16), y1: int16(y)}
}

func longEdge(a, b shortEdge) indexEdge {
	join := func(hi, lo int16) int32 { return int32(hi)<<16 | int32(uint16(lo)) }
	return indexEdge{x0: join(a.x0, a.y0), y0: join(a.x1, a.y1), x1: join(b.x0, b.y0), y1: join(b.x1, b.y1)}
}

// xAt gives where the segment crosses height qy + 0.5.
func (e *indexEdge) xAt(qy int32) float64 {
	t := (float64(int64(qy)-int64(e.y0)) + 0.5) / float64(int64(e.y1)-int64(e.y0))
	return float64(e.x0) + float64(t*float64(int64(e.x1)-int64(e.x0)))
}
