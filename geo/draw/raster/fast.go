package raster

import (
	"image"
	"image/color"
	"sync"

	"hubscape/geo/basemap"
	"hubscape/geo/draw/sweep"
	"hubscape/geo/scene"
)

// Fast paints the base layer with the sweep. It is safe for concurrent use.
type Fast struct {
	Workers int // 0: as many as the machine runs at once

	mu     sync.Mutex
	layers map[*basemap.Mesh]*sweep.Layer
	styles []*sweep.Style
	passes []sweep.Pass
}

// Draw implements Base.
func (f *Fast) Draw(dst *image.RGBA, op scene.BaseOp) {
	f.mu.Lock()
	defer f.mu.Unlock()
	view := sweep.View{X: op.View.Left, Y: op.View.Top, Step: op.View.UnitsPerPixel}
	f.passes = f.passes[:0]
	land := f.pass(sweep.Base, &op.Lines)
	land.Palette = land.Palette[:0]
	for _, c := range op.Fill {
		land.Palette = append(land.Palette, color.RGBA{R: c.R, G: c.G, B: c.B, A: 255})
	}
	if len(op.Under) > 0 {
		land.Rule = sweep.PenRule{} // its lines come last
		for i := range op.Under {
			l := &op.Under[i]
			mode := sweep.Stroke
			if len(l.Cover) > 0 {
				mode = sweep.Overlay
			}
			f.pass(mode, l)
		}
		f.pass(sweep.Stroke, &op.Lines)
	}
	sweep.Draw(dst, view, f.passes, f.Workers)
	drawGrid(dst, op.Grid, op.Fill[0])
}

// Warm makes the levels of detail that Draw will use. Pictures may be painted meanwhile.
func (f *Fast) Warm(op scene.BaseOp) {
	view := sweep.View{X: op.View.Left, Y: op.View.Top, Step: op.View.UnitsPerPixel}
	meshes := []*basemap.Mesh{op.Lines.Mesh}
	for i := range op.Under {
		meshes = append(meshes, op.Under[i].Mesh)
	}
	for _, m := range meshes {
		f.mu.Lock()
		l := f.layer(m)
		f.mu.Unlock()
		l.Warm(view)
	}
}

// pass adds a pass for a layer and gives its style.
func (f *Fast) pass(mode sweep.Mode, l *scene.Layer) *sweep.Style {
	n := len(f.passes)
	if n == len(f.styles) {
		f.styles = append(f.styles, &sweep.Style{})
	}
	s := f.styles[n]
	s.Cover, s.Color, s.Flags, s.Rule = l.Cover, l.Color, l.Flags, sweep.PenRule(l.Rule)
	s.Pens = s.Pens[:0]
	for _, p := range l.Pens {
		s.Pens = append(s.Pens, sweep.Pen{Width: p.Width, Color: p.Color})
	}
	f.passes = append(f.passes, sweep.Pass{Layer: f.layer(l.Mesh), Mode: mode, Style: s})
	return s
}

func (f *Fast) layer(m *basemap.Mesh) *sweep.Layer {
	if f.layers == nil {
		f.layers = map[*basemap.Mesh]*sweep.Layer{}
	}
	l := f.layers[m]
	if l == nil {
		l = sweep.New(m)
		f.layers[m] = l
	}
	return l
}
