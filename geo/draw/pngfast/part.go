package pngfast

import (
	"encoding/binary"
	"image"
	"math/bits"
)

// part is a run of rows, encoded as one deflate block that ends on a whole byte.
type part struct {
	top, bottom int // rows of the picture
	last        bool
	out         []byte
	sum         adler
}

// encode fills out and sum, or says that a pixel is not opaque.
func (p *part) encode(img *image.RGBA) bool {
	width := img.Rect.Dx()
	row := 1 + 3*width // bytes of a row in the file, with its filter
	worst := row*9/8 + 64
	z := bitWriter{out: make([]byte, max(1<<16, worst))}
	if p.last {
		z.put(0b011, 3) // final block, fixed codes
	} else {
		z.put(0b010, 3)
	}
	var above []byte
	far := distance(row)
	for y := p.top; y < p.bottom; y++ {
		z.room(worst)
		o := img.PixOffset(img.Rect.Min.X, y)
		pix := img.Pix[o : o+4*width]
		if above = nil; y > img.Rect.Min.Y && row <= maxDistance {
			above = img.Pix[o-img.Stride:][:4*width]
		}
		if !p.row(&z, pix, above, far) {
			return false
		}
	}
	z.room(worst)
	z.put(0, 7) // end of block
	if !p.last {
		z.put(0, 3) // an empty stored block brings the next part to a whole byte
		z.align()
		z.put(0xffff0000, 32)
	}
	z.align()
	p.out = z.out[:z.n]
	return true
}

// row encodes one row of RGBA pixels, given the row above it or nil.
func (p *part) row(z *bitWriter, pix, above []byte, far code) bool {
	z.put(literals[0].bits, literals[0].n) // no filter
	p.sum.add(0)
	for x := 0; x < len(pix); {
		back, up := 0, 0
		if x > 0 {
			back = same(pix[x:], pix[x-4:])
		}
		if above != nil && back < 4*64 {
			up = same(pix[x:], above[x:])
		}
		switch {
		case back > 0 && back >= up:
			p.sum.addRun(pix[x:], back/4)
			z.match(back/4, previous)
			x += back
		case up > 0:
			if !p.sum.addPixels(pix[x : x+up]) {
				return false
			}
			z.match(up/4, far)
			x += up
		default:
			if !p.sum.addPixels(pix[x : x+4]) {
				return false
			}
			z.literal(pix[x], pix[x+1], pix[x+2])
			x += 4
		}
	}
	p.sum.settle()
	return true
}

// same gives the number of bytes, in whole pixels, in which a begins as b does.
func same(a, b []byte) int {
	n := min(len(a), len(b))
	a, b = a[:n], b[:n]
	i := 0
	for ; i+8 <= n; i += 8 {
		if d := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); d != 0 {
			return i + bits.TrailingZeros64(d)>>5<<2
		}
	}
	if i < n && binary.LittleEndian.Uint32(a[i:]) == binary.LittleEndian.Uint32(b[i:]) {
		return n
	}
	return i
}

// adler is the checksum of zlib (RFC 1950) of the bytes that the file's rows unfold to.
type adler struct {
	a, b   uint64
	length uint64
}

const adlerMod = 65521

func (s *adler) add(v byte) {
	s.a += uint64(v)
	s.b += s.a
	s.length++
}

// addRun adds n pixels like the first one of pix.
func (s *adler) addRun(pix []byte, n int) {
	r, g, b, k := uint64(pix[0]), uint64(pix[1]), uint64(pix[2]), uint64(n)
	all := 3 * k * (k + 1) / 2 * (r + g + b)
	s.b += 3*k*s.a + all - k*(g+2*b)
	s.a += k * (r + g + b)
	s.length += 3 * k
}

// addPixels adds pixels one by one and says whether all are opaque.
func (s *adler) addPixels(pix []byte) bool {
	a, b, opaque := s.a, s.b, byte(255)
	for i := 0; i+4 <= len(pix); i += 4 {
		p := pix[i : i+4 : i+4]
		r, g := uint64(p[0]), uint64(p[1])
		opaque &= p[3]
		b += 3*a + 3*r + 2*g + uint64(p[2])
		a += r + g + uint64(p[2])
	}
	s.a, s.b = a, b
	s.length += uint64(len(pix) / 4 * 3)
	return opaque == 255
}

// settle keeps the sums small; once a row is often enough.
func (s *adler) settle() {
	s.a %= adlerMod
	s.b %= adlerMod
}

// then gives the sum of s's bytes followed by those of t, which began from nothing.
func (s adler) then(t adler) adler {
	out := adler{a: s.a + t.a, b: s.b + t.b + t.length%adlerMod*s.a, length: s.length + t.length}
	out.settle()
	return out
}

func (s adler) value() uint32 { return uint32(s.b)<<16 | uint32(s.a) }
