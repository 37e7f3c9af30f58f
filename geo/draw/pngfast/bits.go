package pngfast

import (
	"encoding/binary"
	"math/bits"
)

// code is a run of bits as deflate writes them, the first in the lowest place.
type code struct {
	bits uint64
	n    uint
}

const (
	maxDistance = 32768
	maxPixels   = 86 // in one match: 258 bytes
)

var (
	literals = literalCodes()
	lengths  = lengthCodes()
	previous = distance(3)
)

// literalCodes gives the fixed code of every byte: 8 bits from 0x30 below 144, 9 bits from 0x190 above.
func literalCodes() (t [256]code) {
	for v := range t {
		if v < 144 {
			t[v] = reversed(uint16(0x30+v), 8)
		} else {
			t[v] = reversed(uint16(0x190+v-144), 9)
		}
	}
	return t
}

// lengthCodes gives the code of a match of some pixels of three bytes.
func lengthCodes() (t [maxPixels + 1]code) {
	for p := 1; p <= maxPixels; p++ {
		t[p] = lengthCode(3 * p)
	}
	return t
}

// lengthCode gives the code of a match of n bytes, 3 to 258: symbols 257 to 285 in groups of four whose steps double.
func lengthCode(n int) code {
	symbol, extra, rest := 285, 0, 0
	switch {
	case n < 11:
		symbol = 254 + n
	case n < 258:
		extra = bits.Len(uint(n-3)) - 3
		symbol = 257 + 4*extra + (n-3)>>extra
		rest = (n - 3) & (1<<extra - 1)
	}
	c := reversed(uint16(symbol-256), 7)
	if symbol >= 280 {
		c = reversed(uint16(0xc0+symbol-280), 8)
	}
	return code{c.bits | uint64(rest)<<c.n, c.n + uint(extra)}
}

// distance gives the code of a match that far back, 1 to maxDistance bytes; beyond it an unused code.
func distance(d int) code {
	if d > maxDistance {
		return code{}
	}
	symbol, extra := d-1, 0
	if d > 4 {
		extra = bits.Len(uint(d-1)) - 2
		symbol = 2*extra + (d-1)>>extra
	}
	c := reversed(uint16(symbol), 5)
	return code{c.bits | uint64((d-1)&(1<<extra-1))<<5, 5 + uint(extra)}
}

// reversed turns a Huffman code, whose first bit is its highest, round.
func reversed(v uint16, n uint) code {
	return code{uint64(bits.Reverse16(v) >> (16 - n)), n}
}

// bitWriter collects bits into bytes. The caller makes room first.
type bitWriter struct {
	out  []byte
	n    int // bytes written
	word uint64
	have uint // bits in word, below 32 between calls
}

// room makes sure that more bytes can be written.
func (z *bitWriter) room(more int) {
	if len(z.out)-z.n < more {
		z.out = append(z.out, make([]byte, len(z.out)+more)...)
	}
}

// put appends up to 32 bits.
func (z *bitWriter) put(v uint64, n uint) {
	z.word |= v << z.have
	if z.have += n; z.have >= 32 {
		binary.LittleEndian.PutUint32(z.out[z.n:], uint32(z.word))
		z.n += 4
		z.word >>= 32
		z.have -= 32
	}
}

// align fills up to a whole byte and writes what is there.
func (z *bitWriter) align() {
	for z.have > 0 {
		z.out[z.n] = byte(z.word)
		z.n++
		z.word >>= 8
		z.have -= min(z.have, 8)
	}
}

// literal appends one pixel.
func (z *bitWriter) literal(r, g, b byte) {
	cr, cg, cb := &literals[r], &literals[g], &literals[b]
	z.put(cr.bits|cg.bits<<cr.n|cb.bits<<(cr.n+cg.n), cr.n+cg.n+cb.n)
}

// match appends a repetition of n pixels from the distance.
func (z *bitWriter) match(n int, from code) {
	if n >= maxPixels {
		full := code{lengths[maxPixels].bits | from.bits<<lengths[maxPixels].n, lengths[maxPixels].n + from.n}
		for ; n >= maxPixels; n -= maxPixels {
			z.put(full.bits, full.n)
		}
	}
	if n > 0 {
		c := &lengths[n]
		z.put(c.bits|from.bits<<c.n, c.n+from.n)
	}
}
