package sweep

import (
	"image/color"
	"math"
)

const lutSize = 512

// nib is a pen made ready: how strongly it covers a pixel by the squared distance of the pixel's centre from the line.
type nib struct {
	pen   Pen
	id    uint8
	reach int64   // distance beyond which nothing is drawn, 24.8 px, rounded up
	inv   float64 // 65536 / reach in px
	// lut holds coverage<<8 | id by (distance/reach)² * lutSize, so that the greater entry wins.
	lut [lutSize]uint16
}

// drawn says whether the pen leaves a trace.
func (n *nib) drawn() bool { return n.inv > 0 }

// set makes the nib ready for a pen, unless it is so already.
func (n *nib) set(p Pen, id uint8) {
	if n.pen == p && n.id == id {
		return
	}
	*n = nib{pen: p, id: id}
	if !(p.Width > 0) || p.Color.A == 0 {
		return
	}
	width := math.Min(p.Width, 64)
	reach := float64(width*0.5) + 0.5
	n.reach = int64(math.Ceil(reach * 256))
	n.inv = 65536 / reach
	for i := range lutSize - 1 {
		far := reach * math.Sqrt((float64(i)+0.5)/lutSize)
		if a := uint16(math.Round(coverage(width, far) * float64(p.Color.A))); a > 0 {
			n.lut[i] = a<<8 | uint16(id)
		}
	}
}

// coverage is the share of a pixel that a line of some width covers when it passes the pixel's centre at a distance,
// averaged over directions well enough for the eye: a window of one pixel across the line.
func coverage(width, far float64) float64 {
	return math.Max(0, math.Min(math.Min(width, 1), float64(width*0.5)+0.5-far))
}

// pixel packs an opaque colour in the byte order of image.RGBA read as little endian.
func pixel(c color.NRGBA) uint32 {
	return uint32(c.R) | uint32(c.G)<<8 | uint32(c.B)<<16 | 0xff<<24
}

// A spread pixel has sixteen bits for each of its bytes: red, blue, green, alpha from the lowest.
const (
	spreadMask = 0x00ff00ff00ff00ff
	spreadHalf = 0x0080008000800080
)

func spread(px uint32) uint64 {
	u := uint64(px)
	return (u | u<<24) & spreadMask
}

// mix blends a spread ink over a pixel; a is 0 to 255.
func mix(under uint32, ink uint64, a uint32) uint32 {
	n := uint64(a + a>>7)
	v := (spread(under)*(256-n) + ink*n + spreadHalf) >> 8 & spreadMask
	return uint32(v | v>>24)
}

// A packed colour holds red, green and blue in fields of fieldBits each, scaled by full coverage. Sums of weighted
// differences stay linear across fields; two guard bits tell when a field has left its range.
const (
	fieldBits = 21
	coverBits = 11
	guards    = int64(3<<19) | int64(3<<19)<<fieldBits | int64(3<<19)<<(2*fieldBits)
	lifted    = int64(1<<19) | int64(1<<19)<<fieldBits | int64(1<<19)<<(2*fieldBits)
	half      = int64(1<<10) | int64(1<<10)<<fieldBits | int64(1<<10)<<(2*fieldBits)
)

func packed(c color.RGBA) int64 {
	return int64(c.R) | int64(c.G)<<fieldBits | int64(c.B)<<(2*fieldBits)
}

// unpack turns a sum of packed colours at full scale into a pixel. Fields that left the range of colours, which happens
// only where areas overlap, are brought back to its ends.
func unpack(s int64) uint32 {
	u := s + (lifted + half)
	if u&guards != lifted {
		u = clampFields(u)
	}
	return uint32(u>>coverBits)&0xff | uint32(u>>(coverBits+fieldBits-8))&0xff00 |
		uint32(u>>(coverBits+2*fieldBits-16))&0xff0000 | 0xff<<24
}

func clampFields(u int64) int64 {
	var out int64
	for i := range 3 {
		f := u >> (i * fieldBits) & (1<<fieldBits - 1)
		f = min(max(f, 1<<19), 1<<19+255<<coverBits)
		out |= f << (i * fieldBits)
	}
	return out
}
