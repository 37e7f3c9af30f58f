package sweep

import "math"

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
	if to-from > 12 {
		b.slanted(from, to, top, bottom, t, d, ux, uy, length, p)
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
			before := -along
			before &^= before >> 63
			after := along - length
			after &^= after >> 63
			e := before | after
			q := (across*across+e*e)>>23 - (lutSize - 1)
			q &= q >> 63
			v := int64(lut[(q+lutSize-1)&(lutSize-1)])
			v -= int64(m)
			mask[x] = uint16(int64(m) + v&^(v>>63))
			along += ux
			across += uy
		}
		t += uy
		d -= ux
		at += b.stride
		word += b.words
	}
}

// slanted strokes a long line, in each row only as far as the line reaches.
func (b *band) slanted(from, to, top, bottom, t, d, ux, uy, length int64, p *nib) {
	steep := uy
	if steep < 0 {
		steep = -steep
	}
	for y := top; y <= bottom; y++ {
		l, r := from, to
		if steep > 0 {
			// d is zero at mid, and beyond the reach at halfWidth from there; the rest is for rounding.
			mid, halfWidth := from+floorDiv(-d*sign(uy), steep), 65536/steep+2
			l, r = max(l, mid-halfWidth), min(r, mid+halfWidth)
		}
		if l <= r {
			k := l - from
			b.run(int(y)*b.stride+int(l), int(r-l+1), t+k*ux, d+k*uy, ux, uy, length, p)
			b.touch(int(y)*b.words, uint(l), uint(r))
		}
		t += uy
		d -= ux
	}
}

func sign(x int64) int64 { return x>>63 | 1 }

// run raises the mask of n pixels from index at to the line's coverage.
func (b *band) run(at, n int, t, d, ux, uy, length int64, p *nib) {
	mask := b.mask[at : at+n]
	lut := &p.lut
	for i := range mask {
		before := -t
		before &^= before >> 63
		after := t - length
		after &^= after >> 63
		e := before | after
		q := (d*d+e*e)>>23 - (lutSize - 1)
		q &= q >> 63
		v := int64(lut[(q+lutSize-1)&(lutSize-1)])
		m := int64(mask[i])
		v -= m
		mask[i] = uint16(m + v&^(v>>63))
		t += ux
		d += uy
	}
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
