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
	"slices"
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

// Warm makes the lines of a base layer ready, so that its first picture need not; a Base of another kind than Fast has
// none to make.
func (r *Renderer) Warm(base scene.BaseOp) {
	if f, ok := r.base.(*Fast); ok {
		f.Warm(base)
	}
}

// Draw paints a scene into dst, whose bounds must start at 0, 0 and have the size of the scene's View; a picture of
// another size is left as it is. Every pixel becomes opaque.
func (r *Renderer) Draw(dst *image.RGBA, s *scene.Scene) { r.DrawBeside(dst, s, func() {}) }

// DrawBeside is Draw for a scene that scene.Builder.Start has begun: finish, which adds the ops, is called once in any
// case, and runs beside the painting of the base layer.
func (r *Renderer) DrawBeside(dst *image.RGBA, s *scene.Scene, finish func()) {
	if dst.Rect != image.Rect(0, 0, s.View.Width, s.View.Height) || dst.Rect.Empty() {
		finish()
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var wait sync.WaitGroup
	wait.Go(func() {
		finish()
		r.items = slices.Grow(r.items[:0], len(s.Ops))[:len(s.Ops)]
		wait.Go(func() { r.shapes(s) })
		r.texts(s)
	})
	r.base.Draw(dst, s.Base)
	wait.Wait()
	r.over(dst, s)
}

// over paints the ops, strip by strip.
func (r *Renderer) over(dst *image.RGBA, s *scene.Scene) {
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
	op     scene.Op // nil where a sprite stands for it
	sprite sprite
	x, y   int // device pixels of the sprite's top left corner
	y0, y1 int // rows that it may touch
}

// texts looks up or makes the small pictures of the scene's texts.
func (r *Renderer) texts(s *scene.Scene) {
	for i, op := range s.Ops {
		if o, ok := op.(*scene.Text); ok {
			it := item{}
			ls := s.Fonts.Sprite(o.Run, o.Ink, s.Scale)
			it.place(sprite{pix: ls.Pix, w: ls.W, h: ls.H, x: ls.X, y: ls.Y}, o.X*s.Scale, o.Y*s.Scale)
			r.items[i] = it
		}
	}
}

// shapes makes all other ops ready: those of a few sizes become small pictures too.
func (r *Renderer) shapes(s *scene.Scene) {
	k := s.Scale
	for i, op := range s.Ops {
		it := item{y1: s.View.Height}
		switch o := op.(type) {
		case *scene.Text:
			continue
		case *scene.Symbol:
			it.place(*r.sprites.symbol(o, k), o.X*k, o.Y*k)
		case *scene.Panel:
			it.place(*r.sprites.panel(o, k), o.Rect.X0*k, o.Rect.Y0*k)
		case *scene.Disc:
			if o.R*k <= smallDisc {
				it.place(*r.sprites.disc(o, k), o.X*k, o.Y*k)
				break
			}
			it.rows(op, (o.Y-o.R-o.Width)*k, (o.Y+o.R+o.Width)*k)
		case *scene.Stroke:
			it.rows(op, (min(o.Y0, o.Y1)-o.Width)*k, (max(o.Y0, o.Y1)+o.Width)*k)
		default:
			it.op = op
		}
		r.items[i] = it
	}
}

func (it *item) rows(op scene.Op, y0, y1 float64) {
	it.op, it.y0, it.y1 = op, roundInt(y0)-2, roundInt(y1)+3
}

// place puts a sprite whose origin lies at x, y in device pixels.
func (it *item) place(sp sprite, x, y float64) {
	it.sprite = sp
	it.x, it.y = roundInt(x)+sp.x, roundInt(y)+sp.y
	it.y0, it.y1 = it.y, it.y+sp.h
}

// roundInt rounds a position on or near the picture; far away it stops at a million.
func roundInt(v float64) int {
	const offset = 1 << 20
	return int(max(-offset, min(offset, v))+offset+0.5) - offset
}
