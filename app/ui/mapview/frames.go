package mapview

import (
	"image"
	"math"
	"sync"

	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

// overscan is the margin in px that a picture carries on each side.
const overscan = 96

// picture is one finished frame.
type picture struct {
	img   *image.RGBA
	cam   camera.Camera // overscan included
	scene *scene.Scene
	in    scene.Input
}

// request asks for a picture.
type request struct {
	in   scene.Input
	w, h int // device pixels
}

// frames draws the newest request on a goroutine of its own and hands each result to install by way of the dispatcher.
type frames struct {
	paint    Painter
	dispatch func(func())
	install  func(picture)

	mu      sync.Mutex
	wanted  *request
	running bool
	stopped bool
	spare   []*image.RGBA
}

// want replaces the pending request.
func (f *frames) want(r request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.stopped {
		return
	}
	f.wanted = &r
	if !f.running {
		f.running = true
		go f.run()
	}
}

// stop ends drawing; a picture under way is dropped.
func (f *frames) stop() {
	f.mu.Lock()
	f.stopped, f.wanted = true, nil
	f.mu.Unlock()
}

func (f *frames) run() {
	for {
		r, dst, ok := f.next()
		if !ok {
			return
		}
		sc := f.paint.Paint(dst, r.in)
		done := make(chan struct{})
		f.dispatch(func() {
			f.install(picture{img: dst, cam: r.in.Camera, scene: sc, in: r.in})
			close(done)
		})
		<-done
	}
}

func (f *frames) next() (request, *image.RGBA, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.wanted == nil || f.stopped {
		f.running = false
		return request{}, nil, false
	}
	r := *f.wanted
	f.wanted = nil
	return r, f.buffer(r.w, r.h), true
}

func (f *frames) buffer(w, h int) *image.RGBA {
	for i, b := range f.spare {
		if b.Rect.Dx() == w && b.Rect.Dy() == h {
			f.spare = append(f.spare[:i], f.spare[i+1:]...)
			return b
		}
	}
	f.spare = nil
	return image.NewRGBA(image.Rect(0, 0, w, h))
}

// release gives back a picture that is no longer shown.
func (f *frames) release(img *image.RGBA) {
	if img == nil {
		return
	}
	f.mu.Lock()
	if len(f.spare) < 2 {
		f.spare = append(f.spare, img)
	}
	f.mu.Unlock()
}

// frameRequest asks for the view c at scale with a margin in px on every side.
func frameRequest(in scene.Input, c camera.Camera, scale, margin float64) request {
	m := math.Round(margin * scale)
	w := math.Ceil(c.Width*scale) + 2*m
	h := math.Ceil(c.Height*scale) + 2*m
	in.Camera = c
	in.Camera.Width, in.Camera.Height = w/scale, h/scale
	in.Scale = scale
	in.Obstacles = append(shifted(in.Obstacles, m/scale), bands(in.Camera.Width, in.Camera.Height, m/scale)...)
	return request{in: in, w: int(w), h: int(h)}
}

// bands are the overscan's four sides: a name that the window's edge would cut is left out.
func bands(w, h, m float64) []scene.Rect {
	if m <= 0 {
		return nil
	}
	return []scene.Rect{{X0: 0, Y0: 0, X1: w, Y1: m}, {X0: 0, Y0: h - m, X1: w, Y1: h}, {X0: 0, Y0: 0, X1: m, Y1: h}, {X0: w - m, Y0: 0, X1: w, Y1: h}}
}

// shifted moves obstacles from the view's px to the picture's.
func shifted(rs []scene.Rect, by float64) []scene.Rect {
	out := make([]scene.Rect, len(rs))
	for i, r := range rs {
		out[i] = scene.Rect{X0: r.X0 + by, Y0: r.Y0 + by, X1: r.X1 + by, Y1: r.Y1 + by}
	}
	return out
}

// underRequest asks for a coarse picture of three times the view's width and height.
func underRequest(in scene.Input, c camera.Camera, scale float64) request {
	hidden := map[string]bool{"labels": true, "sites": true, "capsules": true, "towns": true, "graticule": true, "divisions": true}
	for k, v := range in.Hidden {
		hidden[k] = hidden[k] || v
	}
	in.Hidden = hidden
	in.Camera = c
	in.Camera.Zoom = c.Zoom - math.Log2(3)
	in.Scale = scale
	return request{in: in, w: int(math.Ceil(c.Width * scale)), h: int(math.Ceil(c.Height * scale))}
}

// placed gives left, top and size in px of picture p within view c.
func placed(p camera.Camera, c camera.Camera, scale float64) (x, y, w, h float64) {
	k := math.Exp2(c.Zoom - p.Zoom)
	px, py := c.Project(p.Center)
	w, h = p.Width*k, p.Height*k
	x, y = px-w/2, py-h/2
	if k == 1 {
		x, y = snap(x, scale), snap(y, scale)
	}
	return x, y, w, h
}

// snap moves a px length to whole device pixels.
func snap(v, scale float64) float64 { return math.Round(v*scale) / scale }

// covers tells whether picture p fills the whole of view c.
func covers(p, c camera.Camera) bool {
	x, y, w, h := placed(p, c, 1)
	return x <= 0 && y <= 0 && x+w >= c.Width && y+h >= c.Height
}
