package sweep

import "math"

// longSegment is the length along an axis, in 24.8 px, beyond which a segment is halved before it is drawn.
const longSegment = 1024 << 8

// lens brings mesh units to the 24.8 px of one band, and adds what it sees to the band's sums.
type lens struct {
	x, y   float64 // mesh units at the frame's corner
	scale  float64 // 24.8 px per mesh unit
	dx, dy int64   // from the frame's corner to the band's
	lo, hi int32   // mesh units: nothing above lo or below hi touches the band
	xy     []int32
	nibs   *[MaxPens]nib
}

func (f *frame) lens(p *layout, b *band, top int) lens {
	margin := p.reach + 2
	lo := f.view.Y + float64((float64(top)-margin)*f.view.Step)
	hi := f.view.Y + float64((float64(top)+float64(b.h)+margin)*f.view.Step)
	return lens{
		y: f.view.Y, scale: f.scale,
		dx: int64(f.dst.Rect.Min.X) << 8, dy: int64(top) << 8,
		lo: int32(within(math.Floor(lo), math.MinInt32, math.MaxInt32)),
		hi: int32(within(math.Ceil(hi), math.MinInt32, math.MaxInt32)),
		xy: p.level.xy, nibs: &p.nibs,
	}
}

// at gives vertex i of a chunk's coordinates in the band. All bands and strips of a frame round it alike.
func (l *lens) at(xy []int32, i int) (x, y int64) {
	return fixed((float64(xy[i])-l.x)*l.scale) - l.dx, fixed((float64(xy[i+1])-l.y)*l.scale) - l.dy
}

// chunk adds one chunk to the band.
func (l *lens) chunk(b *band, c *chunk, v *visible) {
	xy := l.xy[2*c.first : 2*(c.first+c.n)+2]
	pen := &l.nibs[v.pen]
	switch {
	case v.beside:
		_, y0 := l.at(xy, 0)
		_, y1 := l.at(xy, len(xy)-2)
		b.passBy(y0, y1, v.diff)
	case c.n == 0:
		if v.pen != 0 {
			x, y := l.at(xy, 0)
			b.stroke(x, y, x, y, pen)
		}
	default:
		l.segments(b, xy, v, pen)
	}
}

// segments adds the segments between the vertices of a chunk.
func (l *lens) segments(b *band, xy []int32, v *visible, pen *nib) {
	var x0, y0 int64
	ready := false // whether x0, y0 is the vertex before
	for i := 2; i+1 < len(xy); i += 2 {
		before, after := xy[i-1], xy[i+1]
		if (before < l.lo && after < l.lo) || (before > l.hi && after > l.hi) {
			ready = false
			continue
		}
		if !ready {
			x0, y0 = l.at(xy, i-2)
			ready = true
		}
		x1, y1 := l.at(xy, i)
		if isLong(x1-x0) || isLong(y1-y0) {
			b.long(x0, y0, x1, y1, v.diff, v.pen != 0, pen)
		} else {
			if v.diff != 0 {
				b.edge(x0, y0, x1, y1, v.diff)
			}
			if v.pen != 0 {
				b.stroke(x0, y0, x1, y1, pen)
			}
		}
		x0, y0 = x1, y1
	}
}

func isLong(d int64) bool { return uint64(d+longSegment) > 2*longSegment }

// long adds a segment that is too long for the arithmetic of the others in halves. Where it is halved does not depend
// on the window, so that strips agree.
func (b *band) long(x0, y0, x1, y1, d int64, inked bool, pen *nib) {
	r := pen.reach
	if (y0 < -r && y1 < -r) || (y0 > b.h<<8+r && y1 > b.h<<8+r) || (x0 > b.w<<8+r && x1 > b.w<<8+r) {
		return
	}
	if x0 < -r && x1 < -r {
		b.passBy(y0, y1, d)
		return
	}
	if isLong(x1-x0) || isLong(y1-y0) {
		mx, my := x0+(x1-x0)>>1, y0+(y1-y0)>>1
		b.long(x0, y0, mx, my, d, inked, pen)
		b.long(mx, my, x1, y1, d, inked, pen)
		return
	}
	if d != 0 {
		b.edge(x0, y0, x1, y1, d)
	}
	if inked {
		b.stroke(x0, y0, x1, y1, pen)
	}
}

// passBy adds a line that lies left of the window, in either direction.
func (b *band) passBy(y0, y1, d int64) {
	if y0 <= y1 {
		b.beside(y0, y1, d)
	} else {
		b.beside(y1, y0, -d)
	}
}

// fixed rounds to a whole number, halves up. The shift makes the conversion's rounding towards zero a rounding down.
func fixed(x float64) int64 {
	const shift = 1 << 44
	return int64(float64(x)+(shift+0.5)) - shift
}
