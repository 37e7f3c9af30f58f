package camera

import (
	"math"
	"time"
)

// Shortest and longest flight.
const (
	minFlight = 300 * time.Millisecond
	maxFlight = 900 * time.Millisecond
)

// flyRho is the trade between zooming and panning; van Wijk and Nuij found 1.42 to be liked best.
const flyRho = 1.42

// FlyTo gives the smooth path from a to b and how long it should take, 300 to 900 ms. The function takes t from 0 to 1
// and eases in and out; at 0 it answers a, at 1 exactly b. The picture keeps b's size throughout.
//
// The path is the optimal one of J. J. van Wijk and W. A. A. Nuij, "Smooth and efficient zooming and panning"
// (InfoVis 2003): it rises just far enough that start and goal come into one view.
func FlyTo(a, b Camera) (func(t float64) Camera, time.Duration) {
	a.Width, a.Height = b.Width, b.Height
	p := newPath(a, b)
	fly := func(t float64) Camera {
		switch {
		case t <= 0:
			return a
		case t >= 1:
			return b
		}
		return p.at(ease(t))
	}
	ms := 180 * p.length
	return fly, max(minFlight, min(maxFlight, time.Duration(ms*float64(time.Millisecond))))
}

// ease is the smoothstep curve.
func ease(t float64) float64 { return t * t * (3 - 2*t) }

// path is the optimal path in the plane of the unit world; w is the width of the view in world widths.
type path struct {
	from           Camera
	x0, y0, dx, dy float64 // start, and the way to the goal
	u1             float64 // length of that way
	w0, w1         float64
	r0, length     float64
}

func newPath(a, b Camera) path {
	p := path{from: a}
	x1, y1 := World(b.Center)
	p.x0, p.y0 = World(a.Center)
	p.dx, p.dy = x1-p.x0, y1-p.y0
	p.dx -= math.Round(p.dx) // the short way round the world
	p.u1 = math.Hypot(p.dx, p.dy)
	p.w0, p.w1 = a.Width/a.WorldSize(), b.Width/b.WorldSize()
	if p.u1 < 1e-9 {
		p.length = math.Abs(math.Log(p.w1/p.w0)) / flyRho
		return p
	}
	p.r0 = p.r(p.w0, 1)
	p.length = (p.r(p.w1, -1) - p.r0) / flyRho
	return p
}

// r is the path's hyperbolic parameter at the end whose width is w; sign is 1 at the start and -1 at the goal.
func (p path) r(w, sign float64) float64 {
	rho2 := flyRho * flyRho
	b := (float64(p.w1*p.w1) - float64(p.w0*p.w0) + float64(sign*rho2*rho2*p.u1*p.u1)) / (2 * w * rho2 * p.u1)
	return math.Log(math.Sqrt(float64(b*b)+1) - b)
}

// at gives the camera at the fraction f of the path's length.
func (p path) at(f float64) Camera {
	var w, along float64
	if p.u1 < 1e-9 {
		w = p.w0 * math.Pow(p.w1/p.w0, f)
		along = f
	} else {
		s := f * p.length
		k := math.Cosh(p.r0)
		w = p.w0 * k / math.Cosh(float64(flyRho*s)+p.r0)
		along = p.w0 / (flyRho * flyRho) * (float64(k*math.Tanh(float64(flyRho*s)+p.r0)) - math.Sinh(p.r0)) / p.u1
	}
	c := p.from
	c.Zoom = math.Log2(c.Width / w / TileSize)
	return c.at(p.x0+float64(p.dx*along), p.y0+float64(p.dy*along)).Clamped()
}
