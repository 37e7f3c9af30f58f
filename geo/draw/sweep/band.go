package sweep

// bandRows is the height of the bands that workers take in turn: the accumulators of one stay in the second level cache.
const bandRows = 24

// band holds one worker's accumulators for bandRows rows. Between passes all of them are zero.
type band struct {
	w, h   int64 // pixels in use
	stride int   // of acc and mask: one more column than pixels, for what an edge hands on to the next pixel
	words  int   // of bits, per row
	acc    []int64
	mask   []uint16
	bits   []uint64 // a bit for every pixel that acc or mask may differ from zero in
	left   []int64  // per row: what edges left of the window add
	diff   []int64  // differences along the rows of what edges left of the window add to whole rows
}

// size makes room for bands of a width.
func (b *band) size(w int) {
	b.w = int64(w)
	b.stride = (w + 2 + 63) &^ 63
	b.words = b.stride/64 + 1
	if n := b.stride * bandRows; len(b.acc) < n {
		b.acc = make([]int64, n)
		b.mask = make([]uint16, n)
		b.bits = make([]uint64, b.words*bandRows)
	}
	if b.left == nil {
		b.left = make([]int64, bandRows)
		b.diff = make([]int64, bandRows+1)
	}
}

// edge adds the colour difference d to everything right of the line from (x0, y0) to (x1, y1), in 24.8 px of the band,
// which is taken to run down: d is what a walker down the line has on the left, less what is on the right.
func (b *band) edge(x0, y0, x1, y1, d int64) {
	if y0 > y1 {
		x0, y0, x1, y1, d = x1, y1, x0, y0, -d
	}
	if y0 == y1 || y1 <= 0 || y0 >= b.h<<8 || (x0 >= b.w<<8 && x1 >= b.w<<8) {
		return
	}
	if x0 < 0 && x1 < 0 {
		b.beside(y0, y1, d)
		return
	}
	row, last := y0>>8, (y1-1)>>8
	if row == last {
		b.slice(row, x0, x1, y1-y0, d)
		return
	}
	b.rows(x0, y0, x1, y1, d)
}

// rows cuts an edge that crosses several rows into a slice for each. The x at each row's end is the exact quotient
// rounded down, wherever the band begins.
func (b *band) rows(x0, y0, x1, y1, d int64) {
	dx, dy := x1-x0, y1-y0
	row, last := y0>>8, (y1-1)>>8
	at := x0 // x at the upper end of the slice
	if row < 0 {
		at += floorDiv(-y0*dx, dy)
		row, y0 = 0, 0
		if last == 0 {
			b.slice(0, at, x1, y1, d)
			return
		}
	}
	down := (row+1)<<8 - (y1 - dy)
	to, rest := floorDivRest(down*dx, dy)
	to += x0
	b.slice(row, at, to, (row+1)<<8-y0, d)
	end := min(last, b.h)
	if row+1 < end {
		lift, more := floorDivRest(dx<<8, dy)
		for row++; row < end; row++ {
			at = to
			to += lift
			if rest += more; rest >= dy {
				rest -= dy
				to++
			}
			b.slice(row, at, to, 256, d)
		}
	}
	if last < b.h {
		b.slice(last, to, x1, y1-last<<8, d)
	}
}

// slice adds the part of an edge within one row: from x xa to xb, cover high.
func (b *band) slice(row, xa, xb, cover, d int64) {
	ca, cb := xa>>8, xb>>8
	if ca == cb {
		if uint64(ca) < uint64(b.w) {
			i := int(row)*b.stride + int(ca)
			acc := b.acc[i : i+2 : i+2]
			part := cover * (xa&255 + xb&255) >> 6
			acc[0] += (cover<<3 - part) * d
			acc[1] += part * d
			b.touch(int(row)*b.words, uint(ca), uint(ca+1))
		} else if ca < 0 {
			b.left[row] += cover << 3 * d
		}
		return
	}
	if xa > xb {
		xa, xb, ca, cb = xb, xa, cb, ca
	}
	if cb < 0 {
		b.left[row] += cover << 3 * d
	} else if ca < b.w {
		b.flat(row, xa, xb, cover, d)
	}
}

// flat adds a slice that crosses several columns, from its left end xa to its right end xb, of which some are in the
// window. In each column it adds the height the edge uses up there, by how much of the column lies to its left and right.
func (b *band) flat(row, xa, xb, cover, d int64) {
	dx := xb - xa
	col, last := xa>>8, xb>>8
	var done int64 // height used up to the left end of the column
	from := xa & 255
	if col < 0 {
		done = -xa * cover / dx
		b.left[row] += done << 3 * d
		col, from = 0, 0
	}
	end := min(last, b.w)
	i := int(row) * b.stride
	acc := b.acc[i+int(col) : i+int(end)+2]
	b.touch(int(row)*b.words, uint(col), uint(end+1))
	if col == last {
		part := (cover - done) * (from + xb&255) >> 6
		acc[0] += ((cover-done)<<3 - part) * d
		acc[1] += part * d
		return
	}
	to := ((col+1)<<8 - xa) * cover
	rest := to
	to /= dx
	rest -= to * dx
	part := (to - done) * (from + 256) >> 6
	acc[0] += ((to-done)<<3 - part) * d
	carry := part * d // what a column hands on to the next
	if n := int(end - col); n > 1 {
		lift := cover << 8 / dx
		more := cover<<8 - lift*dx
		for k := 1; k < n; k++ {
			step := lift
			if rest += more; rest >= dx {
				rest -= dx
				step++
			}
			to += step
			half := step << 2 * d
			acc[k] += carry + half
			carry = half
		}
	}
	acc = acc[end-col:]
	if last < b.w {
		part := (cover - to) * (xb & 255) >> 6
		acc[0] += carry + ((cover-to)<<3-part)*d
		carry = part * d
		acc = acc[1:]
	}
	acc[0] += carry
}

// beside adds an edge that lies left of the window, from y0 down to y1.
func (b *band) beside(y0, y1, d int64) {
	y0, y1 = max(y0, 0), min(y1, b.h<<8)
	if y0 >= y1 {
		return
	}
	row, last := y0>>8, y1>>8
	if row == last {
		b.left[row] += (y1 - y0) << 3 * d
		return
	}
	if part := y0 & 255; part != 0 {
		b.left[row] += (256 - part) << 3 * d
		row++
	}
	if part := y1 & 255; part != 0 {
		b.left[last] += part << 3 * d
	}
	b.diff[row] += d << coverBits
	b.diff[last] -= d << coverBits
}

func floorDiv(a, b int64) int64 {
	q, _ := floorDivRest(a, b)
	return q
}

// floorDivRest divides by a positive b, rounding down.
func floorDivRest(a, b int64) (q, rest int64) {
	q = a / b
	rest = a - q*b
	neg := rest >> 63
	return q + neg, rest + b&neg
}
