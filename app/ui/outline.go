package ui

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"github.com/paulmach/orb"
	"golang.org/x/image/vector"

	"hubscape/app/task"
	"hubscape/app/ui/theme"
	"hubscape/geo/camera"
)

// outline draws lines and areas over the small map of the import sheet. It keeps as many of their corners as can be told
// apart on a map of that size.
type outline struct {
	widget.BaseWidget
	raster *canvas.Raster
	camera camera.Camera
	paths  []path
	work   *task.Latest[[]path]
}

// path is a line or ring as positions in degrees.
type path struct {
	points []orb.Point
	filled bool // it bounds an area
}

// mostCorners is how many corners are drawn at most.
const mostCorners = 40_000

func newOutline(dispatch func(func())) *outline {
	o := &outline{}
	o.raster = canvas.NewRaster(o.draw)
	o.work = task.New(dispatch, func(p []path, err error) {
		if err == nil {
			o.paths = p
			o.raster.Refresh()
		}
	})
	o.ExtendBaseWidget(o)
	return o
}

// set takes the shapes apart on another goroutine.
func (o *outline) set(shapes []orb.Geometry) {
	if len(shapes) == 0 {
		o.work.Cancel()
		if len(o.paths) > 0 {
			o.paths = nil
			o.raster.Refresh()
		}
		return
	}
	o.work.Start(func(ctx context.Context) ([]path, error) { return pathsOf(ctx, shapes), nil })
}

// move follows the map.
func (o *outline) move(c camera.Camera) {
	o.camera = c
	if len(o.paths) > 0 {
		o.raster.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (o *outline) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(o.raster) }

// pathsOf gives the lines and rings of shapes, thinned where there are very many corners.
func pathsOf(ctx context.Context, shapes []orb.Geometry) []path {
	var out []path
	corners := 0
	var add func(g orb.Geometry)
	line := func(p []orb.Point, filled bool) {
		if len(p) > 1 {
			out = append(out, path{p, filled})
			corners += len(p)
		}
	}
	polygon := func(p orb.Polygon) {
		for _, r := range p {
			line(r, true)
		}
	}
	add = func(g orb.Geometry) {
		switch g := g.(type) {
		case orb.MultiPoint:
			for _, p := range g {
				line([]orb.Point{p, {p[0] + 1e-6, p[1]}}, false)
			}
		case orb.LineString:
			line(g, false)
		case orb.MultiLineString:
			for _, l := range g {
				line(l, false)
			}
		case orb.Ring:
			line(g, true)
		case orb.Polygon:
			polygon(g)
		case orb.MultiPolygon:
			for _, p := range g {
				polygon(p)
			}
		case orb.Collection:
			for _, x := range g {
				add(x)
			}
		}
	}
	for _, g := range shapes {
		if ctx.Err() != nil {
			return nil
		}
		add(g)
	}
	if step := (corners + mostCorners - 1) / mostCorners; step > 1 {
		for i := range out {
			out[i].points = thinned(out[i].points, step)
		}
	}
	return out
}

// thinned keeps every step-th position and the last.
func thinned(p []orb.Point, step int) []orb.Point {
	if len(p) <= 8 {
		return p
	}
	step = min(step, len(p)/4)
	var out []orb.Point
	for i := 0; i < len(p); i += step {
		out = append(out, p[i])
	}
	return append(out, p[len(p)-1])
}

// draw paints the shapes at w × h device pixels.
func (o *outline) draw(w, h int) image.Image {
	dst := image.NewNRGBA(image.Rect(0, 0, w, h))
	if len(o.paths) == 0 || o.camera.Width == 0 || w == 0 || h == 0 {
		return dst
	}
	scale := float64(w) / o.camera.Width
	areas, edges := vector.NewRasterizer(w, h), vector.NewRasterizer(w, h)
	for _, p := range o.paths {
		o.trace(p, scale, areas, edges)
	}
	ink := theme.Now().Accent
	areas.Draw(dst, dst.Bounds(), image.NewUniform(color.NRGBA{ink.R, ink.G, ink.B, 30}), image.Point{})
	edges.DrawOp = draw.Over
	edges.Draw(dst, dst.Bounds(), image.NewUniform(ink), image.Point{})
	return dst
}

// trace adds one path: its area and a stroke 1.4 wide.
func (o *outline) trace(p path, scale float64, areas, edges *vector.Rasterizer) {
	half := 0.7 * scale
	var px, py float64
	for i, q := range p.points {
		x, y := o.camera.Project(q)
		x, y = clampTo(x*scale), clampTo(y*scale)
		if p.filled {
			if i == 0 {
				areas.MoveTo(float32(x), float32(y))
			} else {
				areas.LineTo(float32(x), float32(y))
			}
		}
		if i > 0 {
			dx, dy := x-px, y-py
			n := math.Hypot(dx, dy)
			if n < 0.4 && i+1 < len(p.points) && len(p.points) > 2 {
				continue
			}
			if n == 0 {
				dx, n = 1, 1
			}
			ox, oy := -dy/n*half, dx/n*half
			edges.MoveTo(float32(px+ox), float32(py+oy))
			edges.LineTo(float32(x+ox), float32(y+oy))
			edges.LineTo(float32(x-ox), float32(y-oy))
			edges.LineTo(float32(px-ox), float32(py-oy))
			edges.ClosePath()
		}
		px, py = x, y
	}
	if p.filled {
		areas.ClosePath()
	}
}

// clampTo keeps far positions within what the painter can count with.
func clampTo(v float64) float64 { return math.Max(-8000, math.Min(8000, v)) }
