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
	style  sweep.Style
}

// Draw implements Base.
func (f *Fast) Draw(dst *image.RGBA, op scene.BaseOp) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := &f.style
	s.Palette = s.Palette[:0]
	for _, c := range op.Fill {
		s.Palette = append(s.Palette, color.RGBA{R: c.R, G: c.G, B: c.B, A: 255})
	}
	s.Pens = s.Pens[:0]
	for _, p := range op.Pens {
		s.Pens = append(s.Pens, sweep.Pen{Width: p.Width, Color: p.Color})
	}
	s.Flags = op.Flags
	s.Rule = sweep.PenRule(op.Rule)
	f.layer(op.Mesh).Draw(dst, sweep.View{X: op.View.Left, Y: op.View.Top, Step: op.View.UnitsPerPixel}, sweep.Base, s, f.Workers)
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
