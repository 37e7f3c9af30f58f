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

// blend lays an opaque colour on a pixel at strength a.
func blend(px []uint8, c color.NRGBA, a uint32) {
	_ = px[3]
	n := 255 - a
	px[0] = uint8(div255(uint32(px[0])*n + uint32(c.R)*a))
	px[1] = uint8(div255(uint32(px[1])*n + uint32(c.G)*a))
	px[2] = uint8(div255(uint32(px[2])*n + uint32(c.B)*a))
}

// lay paints coverage onto row y: cov[0] stands for column x0.
func (p *painter) lay(y, x0 int, cov []uint8, c color.NRGBA) {
	px := p.pixels(y)[4*x0:]
	strength := uint32(c.A)
	for i := 0; i < len(cov); i++ {
		if cov[i] == 0 {
			i += zeros(cov[i:]) - 1
			continue
		}
		blend(px[4*i:4*i+4], c, div255(uint32(cov[i])*strength))
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
		for i := 0; i < len(src); i += 4 {
			s, d := src[i:i+4:i+4], dst[i:i+4:i+4]
			switch a := uint32(s[3]); a {
			case 0:
			case 255:
				binary.LittleEndian.PutUint32(d, binary.LittleEndian.Uint32(s))
			default:
				n := 255 - a
				d[0] = s[0] + uint8(div255(uint32(d[0])*n))
				d[1] = s[1] + uint8(div255(uint32(d[1])*n))
				d[2] = s[2] + uint8(div255(uint32(d[2])*n))
			}
		}
	}
}
