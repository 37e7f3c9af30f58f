package raster

import (
	"image/color"
	"math"

	"hubscape/geo/cover"
	"hubscape/geo/scene"
)

// circle gives the corners of a polygon that looks round.
func circle(x, y, r float64) []float64 {
	n := max(16, min(360, int(4*math.Sqrt(r)*2)))
	pts := make([]float64, 0, 2*n)
	for i := range n {
		s, c := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		pts = append(pts, x+float64(r*c), y+float64(r*s))
	}
	return pts
}

// smallDisc is the radius in device pixels up to which discs are kept as sprites.
const smallDisc = 96

type discKey struct {
	r, width, on, off, scale float64
	fill, edge               color.NRGBA
}

// disc gives the sprite of a small disc; its radius is kept to an eighth of a device pixel.
func (s sprites) disc(o *scene.Disc, scale float64) *sprite {
	r := math.Round(o.R*scale*8) / 8
	key := discKey{r, o.Width, o.Dash.On, o.Dash.Off, scale, o.Fill, o.Edge}
	return s.get(key, func() *sprite { return drawDisc(o, r, scale) })
}

func drawDisc(o *scene.Disc, r, k float64) *sprite {
	half := int(math.Ceil(r+o.Width*k)) + 2
	e := newEasel(2*half, 2*half, half, half)
	c := float64(half)
	if o.Fill.A > 0 {
		fillRing(&e.fill, circle(c, c, r))
		e.paintFill(o.Fill)
	}
	if o.Width > 0 {
		e.stroke.Width(o.Width * k)
		ring(&e.stroke, o, c, c, r, k)
		e.paintStroke(o.Edge)
	}
	return &e.sprite
}

// ring strokes the edge of a disc.
func ring(s *cover.Strokes, o *scene.Disc, x, y, r, k float64) {
	if o.Dash.On > 0 {
		strokeArcs(s, x, y, r, o.Dash.On*k, o.Dash.Off*k, o.Width*k)
	} else {
		strokeRing(s, circle(x, y, r))
	}
}

// disc draws a large circle with fill and edge.
func (p *painter) disc(o *scene.Disc, y0, y1 int) {
	k := p.s.Scale
	y0, y1 = max(y0, p.win.Y0), min(y1, p.win.Y1)
	if o.Fill.A > 0 {
		fillRing(&p.fill, circle(o.X*k, o.Y*k, o.R*k))
		for y := y0; y < y1; y++ {
			if lo, hi := p.fill.Row(y, p.row); lo < hi {
				p.lay(y, lo, p.row[lo:hi], o.Fill)
			}
		}
	}
	if o.Width > 0 {
		p.stroke.Width(o.Width * k)
		ring(&p.stroke, o, o.X*k, o.Y*k, o.R*k, k)
		p.flush(y0, y1, o.Edge)
	}
}

// straight draws a line in px.
func (p *painter) straight(o *scene.Stroke, y0, y1 int) {
	k := p.s.Scale
	p.stroke.Width(o.Width * k)
	p.stroke.Segment(cover.Fixed(o.X0*k), cover.Fixed(o.Y0*k), cover.Fixed(o.X1*k), cover.Fixed(o.Y1*k))
	p.flush(max(y0, p.win.Y0), min(y1, p.win.Y1), o.Color)
}

func fillRing(f *cover.Fill, pts []float64) {
	n := len(pts) / 2
	for i := range n {
		j := (i + 1) % n
		f.Edge(cover.Fixed(pts[2*i]), cover.Fixed(pts[2*i+1]), cover.Fixed(pts[2*j]), cover.Fixed(pts[2*j+1]))
	}
}

func strokeRing(s *cover.Strokes, pts []float64) {
	n := len(pts) / 2
	for i := range n {
		j := (i + 1) % n
		s.Segment(cover.Fixed(pts[2*i]), cover.Fixed(pts[2*i+1]), cover.Fixed(pts[2*j]), cover.Fixed(pts[2*j+1]))
	}
}

// strokeArcs draws a dashed circle; the dashes are stretched a little so that a whole number of them fits.
func strokeArcs(s *cover.Strokes, x, y, r, on, off, width float64) {
	around := 2 * math.Pi * r
	n := max(4, int(around/(on+off)+0.5))
	period := around / float64(n)
	on = max(0.5, on*period/(on+off)-float64(0.7*width))
	const parts = 4
	for i := range n {
		a0 := (float64(float64(i)*period) - on/2) / r
		px, py := 0.0, 0.0
		for k := range parts + 1 {
			sin, cos := math.Sincos(a0 + float64(on/r*float64(k))/parts)
			nx, ny := x+float64(r*cos), y+float64(r*sin)
			if k > 0 {
				s.Segment(cover.Fixed(px), cover.Fixed(py), cover.Fixed(nx), cover.Fixed(ny))
			}
			px, py = nx, ny
		}
	}
}

// sprite is a small picture with premultiplied alpha; x, y is its top left corner seen from the op's place.
type sprite struct {
	pix        []uint8
	w, h, x, y int
}

// sprites keeps those that were drawn, by all that decides how they look.
type sprites map[any]*sprite

const maxSprites = 4096

func (s sprites) get(key any, make func() *sprite) *sprite {
	if sp := s[key]; sp != nil {
		return sp
	}
	if len(s) > maxSprites {
		clear(s)
	}
	sp := make()
	s[key] = sp
	return sp
}

// easel draws one sprite: coverage in, colour by colour.
type easel struct {
	sprite
	fill   cover.Fill
	stroke cover.Strokes
	row    []uint8
}

// newEasel makes an empty sprite of w × h pixels whose op's place lies at ox, oy.
func newEasel(w, h, ox, oy int) *easel {
	e := &easel{sprite: sprite{pix: make([]uint8, 4*w*h), w: w, h: h, x: -ox, y: -oy}, row: make([]uint8, w)}
	e.fill.Reset(cover.Window{X1: w, Y1: h})
	e.stroke.Reset(cover.Window{X1: w, Y1: h})
	return e
}

// paintFill lays what the fill collected.
func (e *easel) paintFill(c color.NRGBA) {
	for y := range e.h {
		clear(e.row)
		e.fill.Row(y, e.row)
		e.lay(y, 0, e.row, c)
	}
}

// paintStroke lays what the stroke collected.
func (e *easel) paintStroke(c color.NRGBA) {
	for y := range e.h {
		cov, lo, _ := e.stroke.Row(y)
		e.lay(y, lo, cov, c)
		e.stroke.Clear(y)
	}
}

func (e *easel) lay(y, x0 int, cov []uint8, c color.NRGBA) {
	for i, v := range cov {
		a := div255(uint32(v) * uint32(c.A))
		if a == 0 {
			continue
		}
		p := e.pix[4*(y*e.w+x0+i):][:4]
		if a == 255 {
			p[0], p[1], p[2], p[3] = c.R, c.G, c.B, 255
			continue
		}
		n := 255 - a
		p[0] = uint8(div255(uint32(p[0])*n + uint32(c.R)*a))
		p[1] = uint8(div255(uint32(p[1])*n + uint32(c.G)*a))
		p[2] = uint8(div255(uint32(p[2])*n + uint32(c.B)*a))
		p[3] = uint8(div255(uint32(p[3])*n + 255*a))
	}
}
