package sweep

import (
	"encoding/binary"
	"math/bits"
)

// resolveBase turns the sums of one row into pixels and clears them. s is the packed colour left of the row; pix holds
// four bytes for each of the row's pixels.
func (b *band) resolveBase(row int, pix []byte, s int64, nibs *[MaxPens]nib) {
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
				span(pix[4*x:4*at], unpack(s))
			}
			s += acc[at]
			acc[at] = 0
			c := unpack(s)
			if m := mask[at]; m != 0 {
				mask[at] = 0
				c = mix(c, nibs[m&(MaxPens-1)].ink, uint32(m>>8))
			}
			binary.LittleEndian.PutUint32(pix[4*at:], c)
			x = at + 1
		}
	}
	if x < w {
		span(pix[4*x:4*w], unpack(s))
	}
}

// resolveOver blends ink over the row's pixels as far as faces cover them, then the lines. s is the cover left of the
// row, at full scale in the first field of a packed colour.
func (b *band) resolveOver(row int, pix []byte, s int64, ink uint32, nibs *[MaxPens]nib) {
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
				tint(pix[4*x:4*at], ink, opacity(s))
			}
			s += acc[at]
			acc[at] = 0
			c := mix(binary.LittleEndian.Uint32(pix[4*at:]), ink, opacity(s))
			if m := mask[at]; m != 0 {
				mask[at] = 0
				c = mix(c, nibs[m&(MaxPens-1)].ink, uint32(m>>8))
			}
			binary.LittleEndian.PutUint32(pix[4*at:], c)
			x = at + 1
		}
	}
	if x < w {
		tint(pix[4*x:4*w], ink, opacity(s))
	}
}

// resolveStroke blends the lines of one row over its pixels and clears them.
func (b *band) resolveStroke(row int, pix []byte, nibs *[MaxPens]nib) {
	mask := b.mask[row*b.stride : (row+1)*b.stride]
	words := b.bits[row*b.words : (row+1)*b.words]
	for i, word := range words {
		if word == 0 {
			continue
		}
		words[i] = 0
		for ; word != 0; word &= word - 1 {
			at := i<<6 + bits.TrailingZeros64(word)
			if m := mask[at]; m != 0 {
				mask[at] = 0
				c := mix(binary.LittleEndian.Uint32(pix[4*at:]), nibs[m&(MaxPens-1)].ink, uint32(m>>8))
				binary.LittleEndian.PutUint32(pix[4*at:], c)
			}
		}
	}
}

// opacity gives 0 to 255 for a sum of covers.
func opacity(s int64) uint32 {
	return uint32(min(max((s+1<<(coverBits-1))>>coverBits, 0), 255))
}

// span fills pixels with one colour.
func span(pix []byte, c uint32) {
	const block = 64
	head := pix[:min(len(pix), block)]
	for i := 0; i+4 <= len(head); i += 4 {
		binary.LittleEndian.PutUint32(head[i:], c)
	}
	for n := block; n < len(pix); n *= 2 {
		copy(pix[n:], pix[:n])
	}
}

// tint blends ink over pixels; a is 0 to 255.
func tint(pix []byte, ink, a uint32) {
	switch a {
	case 0:
	case 255:
		span(pix, ink)
	default:
		for i := 0; i+4 <= len(pix); i += 4 {
			binary.LittleEndian.PutUint32(pix[i:], mix(binary.LittleEndian.Uint32(pix[i:]), ink, a))
		}
	}
}
