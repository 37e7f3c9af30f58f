package raster

import (
	"image/color"
	"math"

	"hubscape/geo/cover"
	"hubscape/geo/scene"
)

type symbolKey struct {
	name               string
	size, scale        float64
	color, halo, paper color.NRGBA
}

// symbol gives the sprite of a mark.
func (s sprites) symbol(o *scene.Symbol, scale float64) *sprite {
	key := symbolKey{o.Name, o.Size, scale, o.Color, o.Halo, o.Paper}
	return s.get(key, func() *sprite { return drawSymbol(o, scale) })
}

// glyph draws on the 24 × 24 grid of the icons.
type glyph struct {
	*easel
	k      float64 // device pixels per grid unit
	cx, cy float64 // device pixels of the grid's middle
	width  float64 // of strokes, device pixels
}

func drawSymbol(o *scene.Symbol, scale float64) *sprite {
	size := o.Size * scale
	half := int(math.Ceil(size/2)) + 2
	g := glyph{easel: newEasel(2*half, 2*half, half, half), k: size / 24, cx: float64(half), cy: float64(half)}
	g.width = max(1.5*g.k, min(2.2*g.k, 1.45*scale))
	if o.Halo.A > 0 {
		fillRing(&g.fill, circle(g.cx, g.cy, 10.6*g.k))
		g.paintFill(o.Halo)
	}
	switch o.Name {
	case "town", "capital", "dot":
		g.townMark(o, size, scale)
	case "layer-dot", "layer-square", "layer-triangle", "layer-ring":
		g.layerMark(o, size, scale)
	default:
		g.status(o.Name, o.Color)
	}
	return &g.sprite
}

// townMark draws a ring or a square of the op's size, or a dot.
func (g glyph) townMark(o *scene.Symbol, size, scale float64) {
	var pts []float64
	r := size / 2
	switch o.Name {
	case "capital":
		pts = []float64{g.cx - r, g.cy - r, g.cx + r, g.cy - r, g.cx + r, g.cy + r, g.cx - r, g.cy + r}
	default:
		pts = circle(g.cx, g.cy, r)
	}
	fillRing(&g.fill, pts)
	if o.Name == "dot" {
		g.paintFill(o.Color)
		return
	}
	g.paintFill(o.Paper)
	g.stroke.Width(1.3 * scale)
	strokeRing(&g.stroke, pts)
	g.paintStroke(o.Color)
}

// layerMark draws a point of an imported layer, with a thin edge that sets it off from the ground.
func (g glyph) layerMark(o *scene.Symbol, size, scale float64) {
	r := size / 2
	var pts []float64
	switch o.Name {
	case "layer-square":
		r *= 0.88
		pts = []float64{g.cx - r, g.cy - r, g.cx + r, g.cy - r, g.cx + r, g.cy + r, g.cx - r, g.cy + r}
	case "layer-triangle":
		r *= 1.1
		pts = []float64{g.cx, g.cy - r, g.cx + float64(0.9*r), g.cy + float64(0.62*r), g.cx - float64(0.9*r), g.cy + float64(0.62*r)}
	default:
		pts = circle(g.cx, g.cy, r)
	}
	g.stroke.Width(2 * scale)
	strokeRing(&g.stroke, pts)
	g.paintStroke(o.Paper)
	if o.Name == "layer-ring" {
		g.filled(o.Paper, pts)
		g.stroke.Width(1.6 * scale)
		strokeRing(&g.stroke, circle(g.cx, g.cy, r-float64(0.6*scale)))
		g.paintStroke(o.Color)
		return
	}
	g.filled(o.Color, pts)
}

// Shapes of the statuses on the 24 grid.
const (
	ringRadius = 7.0
	halfSquare = 7.0
	halfRhomb  = 8.2
	dotRadius  = 2.4
)

// status draws a site's status: round is discussed, diamond committed, square built, a stroke ends it.
func (g glyph) status(name string, c color.NRGBA) {
	g.stroke.Width(g.width)
	switch name {
	case "hypothetical":
		g.dashedRing()
	case "talks_reported":
		g.ring()
		g.filled(c, circle(g.cx, g.cy, dotRadius*g.k))
	case "talks_confirmed":
		g.ring()
		g.filled(c, g.rightHalf())
	case "offered":
		g.closed(g.rhomb())
	case "agreed":
		g.closed(g.rhomb())
		g.filled(c, g.rhomb())
	case "operating":
		g.closed(g.square())
		g.filled(c, g.square())
	case "declined":
		g.ring()
		g.struck(7.6)
	case "talks_denied":
		g.ring()
		g.filled(c, circle(g.cx, g.cy, dotRadius*g.k))
		g.struck(7.6)
	case "dropped":
		g.dashedRing()
		g.struck(7.6)
	case "closed":
		g.closed(g.square())
		g.struck(8.4)
	default: // floated
		g.ring()
	}
	g.paintStroke(c)
}

func (g glyph) at(x, y float64) (float64, float64) {
	return g.cx + float64(x*g.k), g.cy + float64(y*g.k)
}

func (g glyph) filled(c color.NRGBA, pts []float64) {
	fillRing(&g.fill, pts)
	g.paintFill(c)
}

func (g glyph) closed(pts []float64) { strokeRing(&g.stroke, pts) }

func (g glyph) ring() { strokeRing(&g.stroke, circle(g.cx, g.cy, ringRadius*g.k)) }

// dashedRing has eight dashes, as 2.6 on and 2.9 off on the grid.
func (g glyph) dashedRing() {
	strokeArcs(&g.stroke, g.cx, g.cy, ringRadius*g.k, 3.9*g.k, 1.6*g.k, g.width)
}

// struck adds the stroke from lower left to upper right.
func (g glyph) struck(reach float64) {
	x0, y0 := g.at(-reach, reach)
	x1, y1 := g.at(reach, -reach)
	g.stroke.Segment(cover.Fixed(x0), cover.Fixed(y0), cover.Fixed(x1), cover.Fixed(y1))
}

func (g glyph) square() []float64 {
	r := halfSquare * g.k
	return []float64{g.cx - r, g.cy - r, g.cx + r, g.cy - r, g.cx + r, g.cy + r, g.cx - r, g.cy + r}
}

func (g glyph) rhomb() []float64 {
	r := halfRhomb * g.k
	return []float64{g.cx, g.cy - r, g.cx + r, g.cy, g.cx, g.cy + r, g.cx - r, g.cy}
}

// rightHalf is the right half of the ring.
func (g glyph) rightHalf() []float64 {
	var pts []float64
	for i := range 25 {
		s, c := math.Sincos(math.Pi * (float64(i)/24 - 0.5))
		pts = append(pts, g.cx+float64(ringRadius*g.k*c), g.cy+float64(ringRadius*g.k*s))
	}
	return pts
}

type panelKey struct {
	w, h, radius, width, scale float64
	fill, edge                 color.NRGBA
}

// panel gives the sprite of a rounded rectangle, whose sides lie on device pixels.
func (s sprites) panel(o *scene.Panel, scale float64) *sprite {
	key := panelKey{w: o.Rect.X1 - o.Rect.X0, h: o.Rect.Y1 - o.Rect.Y0, radius: o.Radius, width: o.Width, scale: scale, fill: o.Fill, edge: o.Edge}
	return s.get(key, func() *sprite { return drawPanel(o, scale) })
}

// drawPanel snaps the sides to device pixels.
func drawPanel(o *scene.Panel, scale float64) *sprite {
	const room = 2
	w := math.Round((o.Rect.X1 - o.Rect.X0) * scale)
	h := math.Round((o.Rect.Y1 - o.Rect.Y0) * scale)
	e := newEasel(int(w)+2*room, int(h)+2*room, room, room)
	line := o.Width * scale
	pts := roundRect(room, room, room+w, room+h, min(o.Radius*scale, w/2, h/2))
	fillRing(&e.fill, pts)
	e.paintFill(o.Fill)
	if line > 0 {
		in := line / 2
		e.stroke.Width(line)
		strokeRing(&e.stroke, roundRect(room+in, room+in, room+w-in, room+h-in, min(o.Radius*scale, w/2, h/2)-in))
		e.paintStroke(o.Edge)
	}
	return &e.sprite
}

// roundRect gives the outline of a rectangle with round corners.
func roundRect(x0, y0, x1, y1, r float64) []float64 {
	var pts []float64
	corner := func(cx, cy, from float64) {
		const n = 8
		for i := range n + 1 {
			s, c := math.Sincos((from + float64(i)/n) * math.Pi / 2)
			pts = append(pts, cx+float64(r*c), cy+float64(r*s))
		}
	}
	corner(x1-r, y1-r, 0)
	corner(x0+r, y1-r, 1)
	corner(x0+r, y0+r, 2)
	corner(x1-r, y0+r, 3)
	return pts
}
