package label

import (
	"image/color"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"

	"hubscape/geo/cover"
)

// Ink is how a run is painted.
type Ink struct {
	Color color.NRGBA
	Halo  color.NRGBA // alpha 0: none
	Width float64     // of the halo's stroke in px: half of it shows round the letters
}

// Sprite is a small picture with premultiplied alpha, four bytes a pixel (R, G, B, A).
type Sprite struct {
	Pix  []uint8
	W, H int
	// X, Y is where the picture's top left corner lies from the start of the baseline, device pixels.
	X, Y int
}

type spriteKey struct {
	run   *Run
	ink   Ink
	scale float64
}

// maxPixels bounds the memory of sprites to 64 MB.
const maxPixels = 16 << 20

// Sprite gives the picture of a run at scale device pixels per px.
func (f *Fonts) Sprite(r *Run, ink Ink, scale float64) *Sprite {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := spriteKey{r, ink, scale}
	if s := f.sprites[key]; s != nil {
		return s
	}
	if f.pixels > maxPixels {
		clear(f.sprites)
		f.pixels = 0
	}
	s := paint(r, ink, scale)
	f.sprites[key] = s
	f.pixels += s.W * s.H
	return s
}

// paint draws a run's letters and lays the halo beneath them.
func paint(r *Run, ink Ink, scale float64) *Sprite {
	letters := mask(r, scale, ink.Width/2*scale)
	s := &Sprite{W: letters.w, H: letters.h, X: letters.x, Y: letters.y, Pix: make([]uint8, 4*letters.w*letters.h)}
	var halo []uint8
	if ink.Halo.A > 0 && ink.Width > 0 {
		halo = spread(letters, ink.Width/2*scale)
	}
	for i, a := range letters.a {
		under := uint32(0)
		if halo != nil {
			under = uint32(halo[i]) * uint32(ink.Halo.A) / 255 * uint32(255-a) / 255
		}
		over := uint32(a) * uint32(ink.Color.A) / 255
		p := s.Pix[4*i : 4*i+4]
		p[0] = uint8((over*uint32(ink.Color.R) + under*uint32(ink.Halo.R)) / 255)
		p[1] = uint8((over*uint32(ink.Color.G) + under*uint32(ink.Halo.G)) / 255)
		p[2] = uint8((over*uint32(ink.Color.B) + under*uint32(ink.Halo.B)) / 255)
		p[3] = uint8(over + under)
	}
	return s
}

// letterMask is coverage of a run; x, y is its top left corner from the start of the baseline in device pixels.
type letterMask struct {
	a          []uint8
	w, h, x, y int
}

// mask draws the outlines of a run, with room for margin device pixels on every side.
func mask(r *Run, scale, margin float64) letterMask {
	room := int(math.Ceil(margin)) + 1
	side := int(math.Ceil(0.4 * r.Type.Size * scale)) // glyphs may lean out of their advance
	m := letterMask{x: -room - side, y: -room - int(math.Ceil(1.25*r.Type.Size*scale))}
	m.w = int(math.Ceil(r.Width*scale)) + 2*(room+side)
	m.h = -m.y + int(math.Ceil(0.55*r.Type.Size*scale)) + room
	m.a = make([]uint8, m.w*m.h)
	var f cover.Fill
	f.Reset(cover.Window{X1: m.w, Y1: m.h})
	for _, g := range r.glyphs {
		outline(&f, g, scale, float64(-m.x), float64(-m.y))
	}
	for y := range m.h {
		f.Row(y, m.a[y*m.w:(y+1)*m.w])
	}
	return trim(m, room)
}

// trim cuts empty rows and columns away, but leaves room pixels round the letters.
func trim(m letterMask, room int) letterMask {
	x0, y0, x1, y1 := m.w, m.h, 0, 0
	for y := range m.h {
		for x := range m.w {
			if m.a[y*m.w+x] != 0 {
				x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x+1), max(y1, y+1)
			}
		}
	}
	if x1 <= x0 {
		return letterMask{}
	}
	x0, y0, x1, y1 = max(0, x0-room), max(0, y0-room), min(m.w, x1+room), min(m.h, y1+room)
	out := letterMask{w: x1 - x0, h: y1 - y0, x: m.x + x0, y: m.y + y0}
	out.a = make([]uint8, out.w*out.h)
	for y := range out.h {
		copy(out.a[y*out.w:(y+1)*out.w], m.a[(y0+y)*m.w+x0:])
	}
	return out
}

// outline adds a glyph's contours; ox, oy is the start of the baseline in the mask.
func outline(f *cover.Fill, g glyph, scale, ox, oy float64) {
	data, ok := g.face.GlyphData(g.id).(font.GlyphOutline)
	if !ok {
		return
	}
	k := g.size * scale / float64(g.face.Upem())
	at := func(p opentype.SegmentPoint) (x, y float64) {
		return ox + float64(g.x*scale) + float64(float64(p.X)*k), oy + float64(g.y*scale) - float64(float64(p.Y)*k)
	}
	pen := pen{fill: f}
	for _, s := range data.Segments {
		x0, y0 := at(s.Args[0])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			pen.close()
			pen.move(x0, y0)
		case opentype.SegmentOpLineTo:
			pen.line(x0, y0)
		case opentype.SegmentOpQuadTo:
			x1, y1 := at(s.Args[1])
			pen.quad(x0, y0, x1, y1)
		case opentype.SegmentOpCubeTo:
			x1, y1 := at(s.Args[1])
			x2, y2 := at(s.Args[2])
			pen.cube(x0, y0, x1, y1, x2, y2)
		}
	}
	pen.close()
}

// pen feeds contours to a fill, curves as short lines.
type pen struct {
	fill         *cover.Fill
	sx, sy, x, y float64
	fsx, fsy     int64
	fx, fy       int64
	open         bool
}

func (p *pen) move(x, y float64) {
	p.sx, p.sy, p.x, p.y = x, y, x, y
	p.fx, p.fy = cover.Fixed(x), cover.Fixed(y)
	p.fsx, p.fsy = p.fx, p.fy
	p.open = true
}

func (p *pen) line(x, y float64) {
	fx, fy := cover.Fixed(x), cover.Fixed(y)
	p.fill.Edge(p.fx, p.fy, fx, fy)
	p.x, p.y, p.fx, p.fy = x, y, fx, fy
}

func (p *pen) close() {
	if p.open {
		p.fill.Edge(p.fx, p.fy, p.fsx, p.fsy)
	}
	p.open = false
}

const curveSteps = 8

func (p *pen) quad(x1, y1, x2, y2 float64) {
	x0, y0 := p.x, p.y
	for i := 1; i <= curveSteps; i++ {
		t := float64(i) / curveSteps
		a, b, c := float64((1-t)*(1-t)), float64(2*t*(1-t)), float64(t*t)
		p.line(float64(a*x0)+float64(b*x1)+float64(c*x2), float64(a*y0)+float64(b*y1)+float64(c*y2))
	}
}

func (p *pen) cube(x1, y1, x2, y2, x3, y3 float64) {
	x0, y0 := p.x, p.y
	for i := 1; i <= curveSteps; i++ {
		t := float64(i) / curveSteps
		u := 1 - t
		a, b, c, d := float64(u*u*u), float64(3*t*u*u), float64(3*t*t*u), float64(t*t*t)
		p.line(float64(a*x0)+float64(b*x1)+float64(c*x2)+float64(d*x3), float64(a*y0)+float64(b*y1)+float64(c*y2)+float64(d*y3))
	}
}

// spread grows coverage by radius device pixels in every direction.
func spread(m letterMask, radius float64) []uint8 {
	out := make([]uint8, len(m.a))
	type tap struct {
		dx, dy int
		k      uint32
	}
	var taps []tap
	reach := int(math.Ceil(radius + 1))
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			k := radius + 1 - math.Sqrt(float64(dx*dx+dy*dy)) // a source pixel reaches half a pixel from its centre, as does this one
			if k > 0 {
				taps = append(taps, tap{dx, dy, uint32(math.Min(1, k) * 256)})
			}
		}
	}
	for y := range m.h {
		for x := range m.w {
			a := uint32(m.a[y*m.w+x])
			if a == 0 {
				continue
			}
			for _, t := range taps {
				nx, ny := x+t.dx, y+t.dy
				if nx < 0 || ny < 0 || nx >= m.w || ny >= m.h {
					continue
				}
				if v := uint8(a * t.k >> 8); v > out[ny*m.w+nx] {
					out[ny*m.w+nx] = v
				}
			}
		}
	}
	return out
}
