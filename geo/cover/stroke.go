package cover

import (
	"math"
	"math/bits"
)

// Stroke collects lines of a width with round ends and joins. Reset it, add segments, then read rows.
type Stroke struct {
	win    Window
	stride int
	mask   []uint8
	rows   blocks
	nib    *nib
}

// nib holds what a width needs: how far a line reaches and the coverage by squared distance.
type nib struct {
	width int64 // 24.8
	reach int64 // 24.8: coverage is 0 from this distance on
	top   uint8
	lut   []uint8 // by squared distance in 1/One² px², shifted right by nibShift
}

const nibShift = 9 // 1/128 px² a step

// nibs keeps those made, by width.
type nibs map[int64]*nib

func newNib(width int64) *nib {
	n := &nib{width: width, reach: width/2 + One/2, top: uint8(min(int64(255), width*255/One))}
	size := (n.reach*n.reach)>>nibShift + 2
	n.lut = make([]uint8, size)
	for i := range n.lut {
		// The middle of the step, in px; the first holds the line's very centre.
		d := math.Sqrt((float64(i)+0.5)*(1<<nibShift)) / One
		if i == 0 {
			d = 0
		}
		a := float64((float64(n.reach)/One - d) * 255)
		n.lut[i] = uint8(math.Max(0, math.Min(float64(n.top), a+0.5)))
	}
	n.lut[size-1] = 0
	return n
}

// Strokes makes strokes and remembers the widths it was asked for. It is not safe for concurrent use.
type Strokes struct {
	made nibs
	Stroke
}

// Reset sets the window. Rows that were added to must have been read with Row.
func (s *Stroke) Reset(w Window) {
	s.win = w
	s.stride = max(0, w.X1-w.X0)
	rows := max(0, w.Y1-w.Y0)
	if n := s.stride * rows; cap(s.mask) < n {
		s.mask = make([]uint8, n)
	} else {
		s.mask = s.mask[:n]
	}
	s.rows.size(s.stride, rows)
}

// Width sets the width of the segments that follow, in pixels (0.1 to 64).
func (s *Strokes) Width(px float64) {
	w := max(One/10, min(64*One, Fixed(px)))
	if s.made == nil {
		s.made = nibs{}
	}
	n := s.made[w]
	if n == nil {
		n = newNib(w)
		s.made[w] = n
	}
	s.nib = n
}

// farAway is how many pixels a segment may span before it is cut to the window first.
const farAway = 1 << 13

// Segment adds a line from x0, y0 to x1, y1 in fixed point.
func (s *Stroke) Segment(x0, y0, x1, y1 int64) {
	if y0 > y1 || (y0 == y1 && x0 > x1) {
		x0, y0, x1, y1 = x1, y1, x0, y0
	}
	reach := s.nib.reach
	left, right := int64(s.win.X0)*One, int64(s.win.X1)*One
	top, bottom := int64(s.win.Y0)*One, int64(s.win.Y1)*One
	if y1+reach <= top || y0-reach >= bottom || max(x0, x1)+reach <= left || min(x0, x1)-reach >= right {
		return
	}
	if x1-x0 > farAway*One || x0-x1 > farAway*One || y1-y0 > farAway*One {
		s.longSegment(x0, y0, x1, y1)
		return
	}
	s.paint(x0, y0, x1, y1)
}

// longSegment halves a segment until its parts are short enough or outside; the halves depend on the segment alone.
func (s *Stroke) longSegment(x0, y0, x1, y1 int64) {
	mx, my := (x0+x1)>>1, (y0+y1)>>1
	s.Segment(x0, y0, mx, my)
	s.Segment(mx, my, x1, y1)
}

// paint walks the rows that a short segment touches. Along and across distances are kept in 16.16 of the 24.8 units.
func (s *Stroke) paint(x0, y0, x1, y1 int64) {
	n := s.nib
	dx, dy := x1-x0, y1-y0
	length := int64(math.Sqrt(float64(dx*dx + dy*dy)))
	if length == 0 {
		length, dx, dy = 1, 1, 0
	}
	per := 65536 / float64(length)
	ux, uy := int64(float64(dx)*per), int64(float64(dy)*per) // unit direction, 16.16
	left, right := min(x0, x1)-n.reach, max(x0, x1)+n.reach
	slope, side := int64(0), int64(1)<<40
	if uy > 1<<12 { // steeper than a few degrees: a row is narrowed to where the line crosses it
		perRow := 65536 / float64(uy)
		slope = int64(float64(ux) * perRow) // x per y, 16.16
		side = int64(float64(n.reach)*perRow) + One
	}
	ya := max(int64(s.win.Y0), (y0-n.reach)>>8)
	yb := min(int64(s.win.Y1), (y1+n.reach)>>8+1)
	x0Min, x1Max := int64(s.win.X0), int64(s.win.X1)
	for y := ya; y < yb; y++ {
		cy := y*One + One/2
		at := x0 + ((cy-y0)*slope)>>16
		xa := max(x0Min, max(left, at-side)>>8)
		xb := min(x1Max, min(right, at+side)>>8+1)
		if xa < xb {
			s.paintRow(int(y), int(xa), int(xb), xa*One+One/2-x0, cy-y0, ux, uy, length)
		}
	}
}

// paintRow raises the mask over [xa, xb) of row y; px, py is the first pixel's centre seen from the segment's start.
func (s *Stroke) paintRow(y, xa, xb int, px, py, ux, uy, length int64) {
	r := y - s.win.Y0
	s.rows.touch(r, int64(xa-s.win.X0), int64(xb-1-s.win.X0))
	row := s.mask[r*s.stride+xa-s.win.X0 : r*s.stride+xb-s.win.X0]
	lut := s.nib.lut
	last := int64(len(lut) - 1)
	t := px*ux + py*uy // 16.16 of 1/One px
	d := px*uy - py*ux
	stepT, stepD := ux*One, uy*One
	for i := range row {
		e := t >> 16
		over := e - length
		e &= e >> 63          // before the start: negative; else 0
		over &= ^(over >> 63) // past the end: positive; else 0
		a := d >> 16
		q := e + over
		k := (a*a + q*q) >> nibShift
		if k < last {
			if v := lut[k]; v > row[i] {
				row[i] = v
			}
		}
		t += stepT
		d += stepD
	}
}

// Row gives the coverage of picture row y between the touched columns [lo, hi) from the window's left side; cov[0] stands
// for column lo. The caller clears it (Clear) after use.
func (s *Stroke) Row(y int) (cov []uint8, lo, hi int) {
	r := y - s.win.Y0
	b := s.rows.bits[r]
	if b == 0 {
		return nil, 0, 0
	}
	lo = bits.TrailingZeros64(b) << s.rows.shift
	hi = min(s.stride, (64-bits.LeadingZeros64(b))<<s.rows.shift)
	return s.mask[r*s.stride+lo : r*s.stride+hi], lo, hi
}

// Take gives the next piece of touched coverage of picture row y, from the left, and forgets that it was touched: cov[0]
// stands for column lo from the window's left side. It gives nil when the row is done. The caller clears cov after use.
func (s *Stroke) Take(y int) (cov []uint8, lo int) {
	r := y - s.win.Y0
	b := s.rows.bits[r]
	if b == 0 {
		return nil, 0
	}
	first := bits.TrailingZeros64(b)
	n := bits.TrailingZeros64(^(b >> uint(first)))
	s.rows.bits[r] = b &^ ((1<<uint(n) - 1) << uint(first))
	lo = first << s.rows.shift
	hi := min(s.stride, (first+n)<<s.rows.shift)
	return s.mask[r*s.stride+lo : r*s.stride+hi], lo
}

// Clear forgets what was collected for picture row y.
func (s *Stroke) Clear(y int) {
	for cov, _ := s.Take(y); cov != nil; cov, _ = s.Take(y) {
		clear(cov)
	}
}
