package sweep

import "math"

// narrowFrom is the width of a line's box, in pixels less one, from which rows are narrowed to the line's own reach.
const narrowFrom = 5

// stroke marks the pixels near the line from (x0, y0) to (x1, y1), in 24.8 px of the band. The distance of each pixel's
// centre is stepped in whole numbers from values that do not depend on the band, and the ends are round, so that the
// segments of a line join without more ado.
func (b *band) stroke(x0, y0, x1, y1 int64, p *nib) {
	top := max((min(y0, y1)-p.reach+127)>>8, 0)
	bottom := min((max(y0, y1)+p.reach-128)>>8, b.h-1)
	from := max((min(x0, x1)-p.reach+127)>>8, 0)
	to := min((max(x0, x1)+p.reach-128)>>8, b.w-1)
	if top > bottom || from > to {
		return
	}
	// (ux, uy) is the unit vector along the line and length its length, both in units of 1/65536 of the reach.
	dx, dy := x1-x0, y1-y0
	ux, uy, length := int64(p.inv), int64(0), int64(0)
	if dx|dy != 0 {
		l := math.Sqrt(float64(dx*dx + dy*dy))
		k := p.inv / l
		ux, uy = int64(float64(dx)*k), int64(float64(dy)*k)
		length = int64(float64(l*p.inv) * (1.0 / 256))
	}
	px, py := from<<8+128-x0, top<<8+128-y0
	t := (px*ux + py*uy) >> 8 // along the line
	d := (px*uy - py*ux) >> 8 // across
	if to-from >= narrowFrom {
		if uy > 512 || uy < -512 {
			b.slanted(from, to, top, bottom, t, d, ux, uy, length, p)
		} else {
			b.level(from, to, top, bottom, t, d, ux, uy, length, p)
		}
		return
	}
	n := int(to-from) + 1
	i, j := int(from>>6), uint(from&63)
	near, over := ^uint64(0)>>(64-n)<<j, uint64(0)
	if int(j)+n > 64 {
		over = ^uint64(0) >> (128 - int(j) - n)
	}
	lut := &p.lut
	at := int(top)*b.stride + int(from)
	word := int(top)*b.words + i
	for y := bottom - top; y >= 0; y-- {
		bits := b.bits[word : word+2 : word+2]
		bits[0] |= near
		bits[1] |= over
		mask := b.mask[at : at+n]
		along, across := t, d
		for x, m := range mask {
			mask[x] = raised(m, along, across, length, lut)
			along += ux
			across += uy
		}
		t += uy
		d -= ux
		at += b.stride
		word += b.words
	}
}

// slanted strokes a line in each row only as far as the line reaches there.
func (b *band) slanted(from, to, top, bottom, t, d, ux, uy, length int64, p *nib) {
	// In 16.16 px from the first column: where the middle of the line is, how far it moves in a row, how far to either
	// side the line reaches, and a little for rounding.
	turn := 65536 / float64(uy)
	mid, move, half := int64(float64(-d)*turn), int64(float64(ux)*turn), int64(65536*math.Abs(turn))+4096
	at, word := int(top)*b.stride+int(from), int(top)*b.words
	lut, last := &p.lut, to-from
	for y := bottom - top; y >= 0; y-- {
		l, r := max((mid-half)>>16, 0), min((mid+half)>>16, last)
		if l <= r {
			mask := b.mask[at+int(l) : at+int(r)+1]
			along, across := t+l*ux, d+l*uy
			for x, m := range mask {
				mask[x] = raised(m, along, across, length, lut)
				along += ux
				across += uy
			}
			b.touch(word, uint(from+l), uint(from+r))
		}
		mid += move
		t += uy
		d -= ux
		at += b.stride
		word += b.words
	}
}

// level strokes a line that runs along the rows, over its whole box.
func (b *band) level(from, to, top, bottom, t, d, ux, uy, length int64, p *nib) {
	for y := top; y <= bottom; y++ {
		at := int(y) * b.stride
		mask := b.mask[at+int(from) : at+int(to)+1]
		along, across := t, d
		for x, m := range mask {
			mask[x] = raised(m, along, across, length, &p.lut)
			along += ux
			across += uy
		}
		b.touch(int(y)*b.words, uint(from), uint(to))
		t += uy
		d -= ux
	}
}

// raised gives the greater of a mask and the coverage of a pixel that lies so far along a line and across it.
func raised(m uint16, along, across, length int64, lut *[lutSize]uint16) uint16 {
	before := -along
	before &^= before >> 63
	after := along - length
	after &^= after >> 63
	e := before | after
	q := (across*across+e*e)>>23 - (lutSize - 1)
	q &= q >> 63
	v := int64(lut[(q+lutSize-1)&(lutSize-1)]) - int64(m)
	return uint16(int64(m) + v&^(v>>63))
}

// touch sets the bits of the pixels from..to in the row of words that begins at word.
func (b *band) touch(word int, from, to uint) {
	i, j := from>>6, to>>6
	head, tail := ^uint64(0)<<(from&63), ^uint64(0)>>(63-to&63)
	row := b.bits[word : word+b.words]
	if i == j {
		row[i] |= head & tail
		return
	}
	row[i] |= head
	for i++; i < j; i++ {
		row[i] = ^uint64(0)
	}
	row[j] |= tail
}
