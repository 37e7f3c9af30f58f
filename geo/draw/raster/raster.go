// Package raster paints scenes into pictures.
//
// # Design
//
// The base layer (water, land, lines between countries) covers every pixel and is painted first, by a Base of its own:
// Plain, slow and obvious, or the sweep. All that lies over it is painted in strips of fixed height that workers take in
// turn. What a strip shows depends on the scene alone, so one worker and many give the same bytes.
package raster

import (
	"image"
	"runtime"
	"sync"
	"sync/atomic"

	"hubscape/geo/scene"
)

// Base paints the base layer over the whole of dst, whose bounds are the base's View from 0, 0.
type Base interface {
	Draw(dst *image.RGBA, base scene.BaseOp)
}

// Renderer paints scenes. It keeps its working memory between pictures and is safe for concurrent use; pictures are
// painted one at a time.
type Renderer struct {
	mu       sync.Mutex
	base     Base
	painters []*painter
	sprites  sprites
	items    []item
}

// Options of a renderer.
type Options struct {
	Base    Base // nil: Fast
	Workers int  // 0: as many as the machine runs at once
}

// New makes a renderer.
func New(o Options) *Renderer {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Base == nil {
		o.Base = &Fast{Workers: o.Workers}
	}
	r := &Renderer{base: o.Base, sprites: sprites{}}
	for range o.Workers {
		r.painters = append(r.painters, &painter{})
	}
	return r
}

// Picture paints a scene into a new picture of its size in device pixels.
func (r *Renderer) Picture(s *scene.Scene) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, s.View.Width, s.View.Height))
	r.Draw(dst, s)
	return dst
}

// stripRows is the height of the strips that workers take in turn.
const stripRows = 72

// Draw paints a scene into dst, whose bounds must start at 0, 0 and have the size of the scene's View; a picture of
// another size is left as it is. Every pixel becomes opaque.
func (r *Renderer) Draw(dst *image.RGBA, s *scene.Scene) {
	if dst.Rect != image.Rect(0, 0, s.View.Width, s.View.Height) || dst.Rect.Empty() {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.base.Draw(dst, s.Base)
	r.prepare(s)
	strips := (s.View.Height + stripRows - 1) / stripRows
	var next atomic.Int32
	work := func(p *painter) {
		for {
			i := int(next.Add(1)) - 1
			if i >= strips {
				return
			}
			p.strip(dst, s, r.items, i*stripRows, min(s.View.Height, (i+1)*stripRows))
		}
	}
	var wait sync.WaitGroup
	for _, p := range r.painters[1:] {
		wait.Go(func() { work(p) })
	}
	work(r.painters[0])
	wait.Wait()
}

// item is an op made ready for painting: a small picture to copy, or the op itself.
type item struct {
	op     scene.Op
	sprite *sprite
	x, y   int // device pixels of the sprite's top left corner
	y0, y1 int // rows that it may touch
}

// prepare looks up or makes the small pictures that the scene's ops copy.
func (r *Renderer) prepare(s *scene.Scene) {
	r.items = r.items[:0]
	for _, op := range s.Ops {
		it := item{op: op, y1: s.View.Height}
		switch o := op.(type) {
		case *scene.Text:
			it.text(s, o)
		case *scene.Symbol:
			it.place(r.sprites.symbol(o, s.Scale), o.X*s.Scale, o.Y*s.Scale)
		case *scene.Panel:
			it.place(r.sprites.panel(o, s.Scale), o.Rect.X0*s.Scale, o.Rect.Y0*s.Scale)
		case *scene.Disc:
			it.rows((o.Y-o.R-o.Width)*s.Scale, (o.Y+o.R+o.Width)*s.Scale)
		case *scene.Stroke:
			it.rows((min(o.Y0, o.Y1)-o.Width)*s.Scale, (max(o.Y0, o.Y1)+o.Width)*s.Scale)
		}
		r.items = append(r.items, it)
	}
}

func (it *item) rows(y0, y1 float64) { it.y0, it.y1 = int(y0)-2, int(y1)+3 }

// place puts a sprite whose origin lies at x, y in device pixels.
func (it *item) place(sp *sprite, x, y float64) {
	it.sprite = sp
	it.x, it.y = roundInt(x)+sp.x, roundInt(y)+sp.y
	it.y0, it.y1 = it.y, it.y+sp.h
}

func (it *item) text(s *scene.Scene, t *scene.Text) {
	ls := s.Fonts.Sprite(t.Run, t.Ink, s.Scale)
	it.place(&sprite{pix: ls.Pix, w: ls.W, h: ls.H, x: ls.X, y: ls.Y}, t.X*s.Scale, t.Y*s.Scale)
}

func roundInt(v float64) int {
	const offset = 1 << 30
	return int(v+offset+0.5) - offset
}
