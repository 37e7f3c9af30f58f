package sweep

import (
	"encoding/binary"
	"math/bits"
)

// resolveBase turns the sums of one row into pixels and clears them. s is the packed colour left of the row; pix holds
// four bytes for each of the row's pixels.
func (b *band) resolveBase(row int, pix []byte, s int64, inks *[MaxPens]uint64) {
	x, w := 0, int(b.w)
	for {
		from, to := b.nextRun(row, x)
		if from > x {
			span(pix[4*x:4*from], unpack(s))
		}
		if from == w {
			return
		}
		acc := b.acc[row*b.stride+from : row*b.stride+to]
		mask := b.mask[row*b.stride+from:][:len(acc)]
		out := pix[4*from : 4*to]
		for i, a := range acc {
			s += a
			acc[i] = 0
			m := mask[i]
			mask[i] = 0
			c := mix(unpack(s), inks[m&(MaxPens-1)], uint32(m>>8))
			binary.LittleEndian.PutUint32(out[4*i:], c)
		}
		x = to
	}
}

// nextRun finds the first run of touched pixels at or after x, which it takes off the bits; from is the width when
// there is none. What an edge handed on beyond the last pixel is dropped.
func (b *band) nextRun(row, x int) (from, to int) {
	words := b.bits[row*b.words : (row+1)*b.words]
	i := x >> 6
	for i < len(words) && words[i] == 0 {
		i++
	}
	w := int(b.w)
	if i == len(words) {
		return w, w
	}
	from = i<<6 + bits.TrailingZeros64(words[i])
	rest := words[i] | (words[i] - 1) // the bits below the run set too
	for rest == ^uint64(0) {
		words[i] = 0
		i++
		rest = words[i]
	}
	n := bits.TrailingZeros64(^rest)
	words[i] = words[i] >> n << n
	to = i<<6 + n
	if to > w {
		at := row*b.stride + w
		b.acc[at], b.mask[at] = 0, 0
		from, to = min(from, w), w
	}
	return from, to
}

// resolveOver blends a spread colour over the row's pixels as far as faces cover them, then the lines. s is the cover left of the
// row, at full scale in the first field of a packed colour.
func (b *band) resolveOver(row int, pix []byte, s int64, over uint64, inks *[MaxPens]uint64) {
	acc := b.acc[row*b.stride : (row+1)*b.stride]
	mask := b.mask[row*b.stride : (row+1)*b.stride]
	words := b.bits[row*b.words : (row+1)*b.words]
	w := int(b.w)
	x := 0
	for i, word := range words {
		if word == 0 {
			continue
		}
		words[i] = 0
		for ; word != 0; word &= word - 1 {
			at := i<<6 + bits.TrailingZeros64(word)
			if at >= w {
				acc[at], mask[at] = 0, 0
				continue
			}
			if at > x {
				tint(pix[4*x:4*at], over, opacity(s))
			}
			s += acc[at]
			acc[at] = 0
			c := mix(binary.LittleEndian.Uint32(pix[4*at:]), over, opacity(s))
			if m := mask[at]; m != 0 {
				mask[at] = 0
				c = mix(c, inks[m&(MaxPens-1)], uint32(m>>8))
			}
			binary.LittleEndian.PutUint32(pix[4*at:], c)
			x = at + 1
		}
	}
	if x < w {
		tint(pix[4*x:4*w], over, opacity(s))
	}
}

// resolveStroke blends the lines of one row over its pixels and clears them.
func (b *band) resolveStroke(row int, pix []byte, inks *[MaxPens]uint64) {
	mask := b.mask[row*b.stride : (row+1)*b.stride]
	words := b.bits[row*b.words : (row+1)*b.words]
	for i, word := range words {
		if word == 0 {
			continue
		}
		words[i] = 0
		run, out := mask[i<<6:i<<6+64], pix[4*(i<<6):]
		for ; word != 0; word &= word - 1 {
			k := bits.TrailingZeros64(word)
			m := run[k]
			run[k] = 0
			px := out[4*k : 4*k+4 : 4*k+4]
			binary.LittleEndian.PutUint32(px, mix(binary.LittleEndian.Uint32(px), inks[m&(MaxPens-1)], uint32(m>>8)))
		}
	}
}

// opacity gives 0 to 255 for a sum of covers.
func opacity(s int64) uint32 {
	return uint32(min(max((s+1<<(coverBits-1))>>coverBits, 0), 255))
}

// span fills pixels with one colour.
func span(pix []byte, c uint32) {
	two := uint64(c) | uint64(c)<<32
	if len(pix) < 64 {
		for len(pix) >= 8 {
			binary.LittleEndian.PutUint64(pix, two)
			pix = pix[8:]
		}
		if len(pix) >= 4 {
			binary.LittleEndian.PutUint32(pix, c)
		}
		return
	}
	head := (*[64]byte)(pix)
	for i := 0; i < 64; i += 8 {
		binary.LittleEndian.PutUint64(head[i:i+8], two)
	}
	for n := 64; n < len(pix); n *= 2 {
		copy(pix[n:], pix[:n])
	}
}

// tint blends a spread ink over pixels; a is 0 to 255.
func tint(pix []byte, ink uint64, a uint32) {
	switch a {
	case 0:
	case 255:
		span(pix, uint32(ink|ink>>24))
	default:
		for i := 0; i+4 <= len(pix); i += 4 {
			binary.LittleEndian.PutUint32(pix[i:], mix(binary.LittleEndian.Uint32(pix[i:]), ink, a))
		}
	}
}
