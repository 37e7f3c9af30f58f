// Package cover turns polygons and lines into coverage: how much of each pixel they touch, 0 to 255.
//
// # Design
//
// All arithmetic after the first rounding is in integers, so every processor gives the same picture. Coordinates are
// 24.8 fixed point (One is a pixel) with x to the right and y down. What an edge adds to a row depends only on the edge
// and the row, never on where a window begins, so a picture drawn in strips equals the picture drawn whole.
package cover

import "math/bits"

// One is a pixel in the fixed-point coordinates of this package.
const One = 256

// Fixed rounds a coordinate in pixels to fixed point, halves upwards. It is exact over ±2^30 pixels.
func Fixed(v float64) int64 {
	const offset = 1 << 44 // makes the truncation of the conversion a floor
	return int64(float64(v*One)+offset+0.5) - offset
}

// Window is the part of the picture a Fill or Stroke collects: pixels [X0, X1) × [Y0, Y1).
type Window struct{ X0, Y0, X1, Y1 int }

// Empty tells whether the window holds no pixel.
func (w Window) Empty() bool { return w.X1 <= w.X0 || w.Y1 <= w.Y0 }

// full is the sum that a wholly covered pixel reaches: twice the area of a pixel in 1/One units.
const full = 2 * One * One

// Fill collects the edges of polygons. Reset it, add closed rings, then read rows. Rings that run the other way cut holes;
// where rings of one direction overlap the pixel counts once.
type Fill struct {
	win    Window
	stride int
	acc    []int32
	rows   blocks
}

// blocks remembers for each row which blocks of columns were touched: a bit for each, at most 64.
type blocks struct {
	shift uint
	bits  []uint64
}

// size prepares for a window; all bits must be clear.
func (b *blocks) size(stride, rows int) {
	b.shift = 5
	for stride>>b.shift >= 64 {
		b.shift++
	}
	if cap(b.bits) < rows {
		b.bits = make([]uint64, rows)
	}
	b.bits = b.bits[:rows]
}

// touch marks columns xa to xb of a row, both included.
func (b *blocks) touch(r int, xa, xb int64) {
	ba, bb := uint(xa)>>b.shift, uint(xb)>>b.shift
	b.bits[r] |= (2<<bb - 1) &^ (1<<ba - 1)
}

// Reset sets the window and forgets all edges. Rows that were added to must have been read with Row or Drop.
func (f *Fill) Reset(w Window) {
	f.win = w
	f.stride = max(0, w.X1-w.X0) + 2
	rows := max(0, w.Y1-w.Y0)
	if n := f.stride * rows; cap(f.acc) < n {
		f.acc = make([]int32, n)
	} else {
		f.acc = f.acc[:n]
	}
	f.rows.size(f.stride, rows)
}

// Edge adds one edge from x0, y0 to x1, y1 in fixed point. A ring is a closed chain of edges.
func (f *Fill) Edge(x0, y0, x1, y1 int64) {
	if y0 == y1 {
		return
	}
	dir := int64(1)
	if y0 > y1 {
		x0, y0, x1, y1, dir = x1, y1, x0, y0, -1
	}
	top, bottom := int64(f.win.Y0)*One, int64(f.win.Y1)*One
	if y1 <= top || y0 >= bottom || min(x0, x1) >= int64(f.win.X1)*One {
		return
	}
	dx, dy := x1-x0, y1-y0
	y, x := y0, x0
	if y < top {
		y = top
		x = x0 + floorDiv((y-y0)*dx, dy)
	}
	end := min(y1, bottom)
	for y < end {
		next := min((y/One+1)*One, y1)
		nx := x1
		if next < y1 {
			nx = x0 + floorDiv((next-y0)*dx, dy)
		}
		f.row(int(y/One)-f.win.Y0, x, nx, next-y, dir)
		x, y = nx, next
	}
}

// row adds the piece of an edge within one row: from xa to xb over height dy (1…One).
func (f *Fill) row(r int, xa, xb, dy, dir int64) {
	left := int64(f.win.X0) * One
	width := int64(f.stride-2) * One
	xa, xb = xa-left, xb-left
	if xa > xb {
		xa, xb = xb, xa // only the area matters
	}
	acc := f.acc[r*f.stride : (r+1)*f.stride]
	switch {
	case xa >= width:
		return
	case xb <= 0:
		acc[0] += int32(2 * One * dy * dir)
		f.rows.touch(r, 0, 1)
		return
	case xa < 0 || xb > width:
		f.cut(r, acc, xa, xb, dy, dir, width)
		return
	}
	f.span(r, acc, xa, xb, dy, dir)
}

// cut splits a piece at the window's sides.
func (f *Fill) cut(r int, acc []int32, xa, xb, dy, dir, width int64) {
	used := int64(0)
	dx := xb - xa
	if xa < 0 {
		used = floorDiv(-xa*dy, dx)
		acc[0] += int32(2 * One * used * dir)
		f.rows.touch(r, 0, 1)
		xa = 0
	}
	rest := dy - used
	if xb > width {
		past := floorDiv((xb-width)*dy, dx)
		rest -= min(rest, past)
		xb = width
	}
	if rest > 0 {
		f.span(r, acc, xa, xb, rest, dir)
	}
}

// span adds a piece that lies within the window.
func (f *Fill) span(r int, acc []int32, xa, xb, dy, dir int64) {
	ca, cb := xa/One, xb/One
	f.rows.touch(r, ca, cb+1)
	if ca == cb {
		inside := xa + xb - 2*ca*One
		acc[ca] += int32((2*One - inside) * dy * dir)
		acc[ca+1] += int32(inside * dy * dir)
		return
	}
	dx := xb - xa
	done, x := int64(0), xa
	for c := ca; c <= cb; c++ {
		next := min((c+1)*One, xb)
		to := dy
		if next < xb {
			to = floorDiv((next-xa)*dy, dx)
		}
		h := to - done
		inside := x + next - 2*c*One
		acc[c] += int32((2*One - inside) * h * dir)
		acc[c+1] += int32(inside * h * dir)
		done, x = to, next
	}
}

// Row writes the coverage of picture row y into dst, whose first element stands for column X0 of the window, clears what
// was collected for it, and gives the columns written as [lo, hi) from the window's left side. Outside them the coverage
// is 0 and dst is left as it was.
func (f *Fill) Row(y int, dst []uint8) (lo, hi int) {
	r := y - f.win.Y0
	touched := f.rows.bits[r]
	if touched == 0 {
		return 0, 0
	}
	f.rows.bits[r] = 0
	w := f.stride - 2
	acc := f.acc[r*f.stride : (r+1)*f.stride]
	first := bits.TrailingZeros64(touched)
	lo = min(w, first<<f.rows.shift)
	sum := int32(0)
	for b := first; b<<f.rows.shift < f.stride && (sum != 0 || touched>>uint(b) != 0); b++ {
		x0, x1 := b<<f.rows.shift, min((b+1)<<f.rows.shift, f.stride)
		if touched&(1<<uint(b)) == 0 {
			fillWith(dst[min(x0, w):min(x1, w)], alphaOf(sum))
		} else {
			sum = resolve(acc[x0:x1], dst[min(x0, w):min(x1, w)], sum)
		}
		hi = min(x1, w)
	}
	return lo, hi
}

// resolve sums one block and clears it.
func resolve(acc []int32, dst []uint8, sum int32) int32 {
	for i := range dst {
		if d := acc[i]; d != 0 {
			sum += d
			acc[i] = 0
		}
		dst[i] = alphaOf(sum)
	}
	for i := len(dst); i < len(acc); i++ {
		sum += acc[i]
		acc[i] = 0
	}
	return sum
}

// solid is a run of whole coverage to copy from.
var solid = func() (s [64]uint8) {
	for i := range s {
		s[i] = 255
	}
	return s
}()

func fillWith(dst []uint8, v uint8) {
	switch v {
	case 0:
		clear(dst)
	case 255:
		for len(dst) > 0 {
			dst = dst[copy(dst, solid[:]):]
		}
	default:
		for i := range dst {
			dst[i] = v
		}
	}
}

// alphaOf turns a sum into coverage.
func alphaOf(sum int32) uint8 {
	if sum < 0 {
		sum = -sum
	}
	if sum >= full {
		return 255
	}
	return uint8((sum*255 + full/2) / full)
}

// floorDiv divides and rounds down; b > 0.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
