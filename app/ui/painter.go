package ui

import (
	"image"

	"hubscape/geo/basemap"
	"hubscape/geo/draw/raster"
	"hubscape/geo/label"
	"hubscape/geo/scene"
)

// painter draws pictures of the map; each goroutine that draws has one of its own.
type painter struct {
	build *scene.Builder
	draw  *raster.Renderer
}

func newPainter(m *basemap.Map, f *label.Fonts) *painter {
	return &painter{build: scene.NewBuilder(m, f), draw: raster.New(raster.Options{})}
}

// Paint implements mapview.Painter.
func (p *painter) Paint(dst *image.RGBA, in scene.Input) *scene.Scene {
	s, finish := p.build.Start(in)
	p.draw.DrawBeside(dst, s, finish)
	return s
}
