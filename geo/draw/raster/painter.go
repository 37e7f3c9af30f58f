package raster

import (
	"encoding/binary"
	"image"
	"image/color"

	"hubscape/geo/cover"
	"hubscape/geo/scene"
)

// painter is one worker with its working memory.
type painter struct {
	fill   cover.Fill
	stroke cover.Strokes
	row    []uint8
	dst    *image.RGBA
	s      *scene.Scene
	win    cover.Window
}

// strip paints rows [y0, y1) of the scene's ops.
func (p *painter) strip(dst *image.RGBA, s *scene.Scene, items []item, y0, y1 int) {
	p.dst, p.s = dst, s
	p.win = cover.Window{X1: s.View.Width, Y0: y0, Y1: y1}
	if len(p.row) < s.View.Width {
		p.row = make([]uint8, s.View.Width)
	}
	p.fill.Reset(p.win)
	p.stroke.Reset(p.win)
	for i := range items {
		it := &items[i]
		if it.y1 <= y0 || it.y0 >= y1 {
			continue
		}
		if it.op == nil {
			p.blit(&it.sprite, it.x, it.y)
			continue
		}
		switch o := it.op.(type) {
		case *scene.Lines:
			p.lines(o)
		case *scene.Areas:
			p.areas(o)
		case *scene.Band:
			p.band(o)
		case *scene.Disc:
			p.disc(o, it.y0, it.y1)
		case *scene.Stroke:
			p.straight(o, it.y0, it.y1)
		}
	}
}

// pixels gives the bytes of a row of the picture.
func (p *painter) pixels(y int) []uint8 {
	i := y * p.dst.Stride
	return p.dst.Pix[i : i+4*p.win.X1]
}

// div255 divides by 255 and rounds, for 0 … 255².
func div255(v uint32) uint32 {
	v += 128
	return (v + v>>8) >> 8
}

// Two colour channels lie in one number with eight bits between them.
const (
	pair = 0x00ff00ff
	half = 0x00800080
)

// div255s divides both channels of a pair of products by 255 and rounds, as div255 does; the results stay eight bits
// further up.
func div255s(v uint32) uint32 {
	v += half
	return v + v>>8&pair
}

// mixed is pixel d with pixel c over it at strength a.
func mixed(d, c, a uint32) uint32 {
	n := 255 - a
	rb := div255s((d&pair)*n + (c&pair)*a)
	ga := div255s((d>>8&pair)*n + (c>>8&pair)*a)
	return rb>>8&pair | ga&^pair
}

// blend lays an opaque colour on a pixel at strength a.
func blend(px []uint8, c color.NRGBA, a uint32) {
	binary.LittleEndian.PutUint32(px, mixed(binary.LittleEndian.Uint32(px), packed(c), a))
}

// lay paints coverage onto row y: cov[0] stands for column x0.
func (p *painter) lay(y, x0 int, cov []uint8, c color.NRGBA) {
	px := p.pixels(y)[4*x0:]
	strength, ink := uint32(c.A), packed(c)
	for i := 0; i < len(cov); i++ {
		if cov[i] == 0 {
			i += zeros(cov[i:]) - 1
			continue
		}
		d := px[4*i : 4*i+4 : 4*i+4]
		binary.LittleEndian.PutUint32(d, mixed(binary.LittleEndian.Uint32(d), ink, div255(uint32(cov[i])*strength)))
	}
}

// layOn paints coverage where the picture still has a plain colour.
func (p *painter) layOn(y, x0 int, cov []uint8, c, on color.NRGBA) {
	px := p.pixels(y)[4*x0:]
	strength, ink, ground := uint32(c.A), packed(c), packed(on)
	for i := 0; i < len(cov); i++ {
		if cov[i] == 0 {
			i += zeros(cov[i:]) - 1
			continue
		}
		d := px[4*i : 4*i+4 : 4*i+4]
		if binary.LittleEndian.Uint32(d) == ground {
			binary.LittleEndian.PutUint32(d, mixed(ground, ink, div255(uint32(cov[i])*strength)))
		}
	}
}

// zeros counts leading zeros, eight at a time; at least 1.
func zeros(cov []uint8) int {
	n := 1
	for n+8 <= len(cov) && binary.LittleEndian.Uint64(cov[n:]) == 0 {
		n += 8
	}
	return n
}

// blit copies a small picture with its alpha.
func (p *painter) blit(sp *sprite, x, y int) {
	x0, x1 := max(0, -x), min(sp.w, p.win.X1-x)
	for r := max(0, p.win.Y0-y); r < sp.h && y+r < p.win.Y1; r++ {
		if x0 >= x1 {
			return
		}
		src := sp.pix[4*(r*sp.w+x0) : 4*(r*sp.w+x1)]
		dst := p.pixels(y + r)[4*(x+x0):]
		dst = dst[:len(src)]
		blitRow(dst, src)
	}
}

// blitRow lays premultiplied pixels on opaque ones. Every pixel takes the same way, whatever its alpha: the arithmetic
// costs less than a branch that is often foretold wrongly.
func blitRow(dst, src []uint8) {
	for len(src) >= 4 && len(dst) >= 4 {
		if len(src) >= 16 && len(dst) >= 16 && binary.LittleEndian.Uint64(src)|binary.LittleEndian.Uint64(src[8:]) == 0 {
			src, dst = src[16:], dst[16:]
			continue
		}
		s := binary.LittleEndian.Uint32(src)
		d := uint64(binary.LittleEndian.Uint32(dst))
		d = (d|d<<24)&spreadMask*uint64(255-s>>24) + spreadHalf // two channels in each half
		d = (d + d>>8&spreadMask) >> 8 & spreadMask
		binary.LittleEndian.PutUint32(dst, s+uint32(d|d>>24))
		src, dst = src[4:], dst[4:]
	}
}

// A spread pixel has sixteen bits for each of its bytes.
const (
	spreadMask = 0x00ff00ff00ff00ff
	spreadHalf = 0x0080008000800080
)
