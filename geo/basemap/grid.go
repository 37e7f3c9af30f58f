package basemap

// meshIndex answers which face of a mesh holds a point.
//
// # Design
//
// The world is cut into 1024 x 1024 cells; a cell that edges touch is cut further, the finer the more edges it has. A
// cell without edges knows its face. Nearly every other cell has two faces, and the number of edges between its west
// side and the point says which one: the answer is exact, in integers, and needs neither a division nor a branch. The
// rest, mostly where three faces meet, search for the nearest edge to the west: the answer is the face on its east; if
// there is none at that height, the search goes on in the cell to the west.
// Points are taken at the centre of their unit square, so that no vertex lies at their height.
//
// Look-ups at random places wait for memory more than they compute: what one look-up reads lies together, and most
// outlines lie in one line of the cache.
type meshIndex struct {
	top  []int32    // face, or ^(place in data / placeUnit << metaBits | scale << 3 | bits)
	data [][]uint16 // rows of the first grid are dealt out to these in turn
	deal int32      // len(data) - 1, a power of two less one
}

// A cell of the first grid that is cut into 2^bits x 2^bits smaller ones has as many numbers in data: a face, or
// listBit + where the outlines or edges of the smaller cell are, in steps of placeUnit << scale from the first of these
// numbers on.
//
// There lie a face, what to combine it with by exclusive or to have the other face, the number of vertices, and the
// vertices, x and y in steps of the file's grid from the middle of the smaller cell. The vertices are one line, which
// runs beyond the cell's east and south where it must leap and, from where it leaves the cell to the west, straight
// south; so the crossings between a point and the far west say by their parity which face it has.
//
// Where the number of vertices is 0, the first two numbers are how many edges follow, each an indexEdge.
const (
	listBit   = 1 << 15
	unfilled  = listBit | (listBit - 1)
	placeUnit = 4
	metaBits  = 6
	headWords = 3
	longLine  = 1 << 15 // added to the number of vertices when they have 32 bits
	edgeWords = 9
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
func (ix *meshIndex) at(qx, qy int32) uint16 { return ix.before(qx, qy, 2*int64(qx)+1) }

// before gives the face just west of half units px at the height of the centres of row qy; the column qx holds it.
func (ix *meshIndex) before(qx, qy int32, px int64) uint16 {
	for {
		row := qy >> topShift
		t := ix.top[row<<topBits|qx>>topShift]
		if t >= 0 {
			return uint16(t)
		}
		data, meta := ix.data[row&ix.deal], uint32(^t)
		bits := meta & 7
		shift, mask := (topShift-bits)&31, int32(1)<<bits-1
		cell := int(meta>>metaBits) * placeUnit
		s := data[cell+int((qy>>shift&mask)<<bits|qx>>shift&mask)]
		if s < listBit {
			return s
		}
		list := data[cell+int(s-listBit)*placeUnit<<(meta>>3&7):]
		middle := int32(1) << (shift - 1)
		cx, cy := qx>>shift<<shift+middle, qy>>shift<<shift+middle
		if list[2] > 0 {
			return lineFace(list, px-2*int64(cx), 2*int64(qy-cy)+1)
		}
		west := cx - middle
		if face, ok := nearest(list, qy, float64(west), float64(px)/2); ok {
			return face
		}
		if west == 0 {
			return 0
		}
		qx, px = west-1, 2*int64(west)
	}
}

// lineFace gives the face at a point in half units from the middle of a list's cell.
func lineFace(list []uint16, px, py int64) uint16 {
	if n := int(list[2]); n < longLine {
		return list[0] ^ list[1]&parity(list[headWords:headWords+2*n], px, py)
	}
	return list[0] ^ list[1]&parityLong(list[headWords:headWords+4*(int(list[2])-longLine)], px, py)
}

// parity gives 0 when an even number of edges of a line lies west of a point in half units, or under it, and all bits
// set when it is odd. Seen from the point, the signs of what is computed say whether an edge's ends lie on two sides of the
// point's height, which is never that of an end, and to which side one turns on the way; a point on an edge lies east.
func parity(line []uint16, px, py int64) uint16 {
	odd := int64(0)
	x0, y0 := int64(int16(line[0]))<<halfShift-px, int64(int16(line[1]))<<halfShift-py
	for i := 3; i < len(line); i += 2 {
		x1, y1 := int64(int16(line[i-1]))<<halfShift-px, int64(int16(line[i]))<<halfShift-py
		odd ^= (y0 ^ y1) &^ (x0*y1 - y0*x1 + (y0>>63 | 1) ^ y0)
		x0, y0 = x1, y1
	}
	return uint16(odd >> 63)
}

// parityLong is parity for a line with numbers of 32 bits.
func parityLong(line []uint16, px, py int64) uint16 {
	odd := int64(0)
	x0, y0 := int64(join(line, 0)), int64(join(line, 2))
	for i := 7; i < len(line); i += 4 {
		x1, y1 := int64(join(line, i-3)), int64(join(line, i-1))
		x, y, end := x0<<halfShift-px, y0<<halfShift-py, y1<<halfShift-py
		odd ^= (y ^ end) &^ (2*(x*(y1-y0)-y*(x1-x0)) + (y>>63 | 1) ^ y)
		x0, y0 = x1, y1
	}
	return uint16(odd >> 63)
}

// halfShift leads from the file's grid to half units.
const halfShift = fileShift + 1

// nearest finds in a list of edges the one that crosses height qy + 0.5 furthest east between west and limit, and gives
// the face east of it.
func nearest(list []uint16, qy int32, west, limit float64) (face uint16, ok bool) {
	best := west
	for i := range int(join(list, 0)) {
		e := readEdge(list[headWords+i*edgeWords:])
		if qy >= e.y0 && qy < e.y1 {
			if x := e.xAt(qy); x >= best && x <= limit {
				best, face, ok = x, uint16(e.east), true
			}
		}
	}
	return face, ok
}

func join(w []uint16, i int) int32 { return int32(w[i]) | int32(w[i+1])<<16 }

func readEdge(w []uint16) indexEdge {
	return indexEdge{join(w, 0), join(w, 2), join(w, 4), join(w, 6), int32(w[8])}
}

func (e *indexEdge) appendTo(w []uint16) []uint16 {
	for _, v := range [...]int32{e.x0, e.y0, e.x1, e.y1} {
		w = append(w, uint16(v), uint16(uint32(v)>>16))
	}
	return append(w, uint16(e.east))
}

// xAt gives where the segment crosses height qy + 0.5.
func (e *indexEdge) xAt(qy int32) float64 {
	t := (float64(int64(qy)-int64(e.y0)) + 0.5) / float64(int64(e.y1)-int64(e.y0))
	return float64(e.x0) + float64(t*float64(int64(e.x1)-int64(e.x0)))
}
