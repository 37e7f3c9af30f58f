// Package sheet lays a map out as a page of its own, as a printed sheet is: the map, a legend of what is drawn on it, a
// scale bar, and the foot lines that every map carries when it leaves the program.
//
// Sizes are px (logical pixels) with x to the right and y down from the top left corner, as in geo/scene.
//
// # Design
//
// The furniture is appended to the scene's own display list, so that every target draws it, and what it says comes from
// app/present, so that it says what the window says.
package sheet

import (
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/geo/camera"
	"hubscape/geo/label"
	"hubscape/geo/scene"
)

// Sheet is what is laid out.
type Sheet struct {
	Doc *scenario.Scenario
	// Map is what the map shows. Its camera gives the size of the whole sheet in px; where the map looks is decided by
	// Bound, or by the camera itself when Bound is empty.
	Map   scene.Input
	Bound orb.Bound // degrees; shown whole in the part above the foot
}

// Plain layout figures, px.
const (
	margin      = 16.0 // left and right of the foot
	footPad     = 8.0  // above and below its lines
	gap         = 12.0 // between the furniture and the map's edge
	smallWidth  = 560  // narrower sheets carry no legend
	smallHeight = 420  // nor do lower ones
)

// Compose lays the sheet out. build makes a scene of the map; fonts measure the foot's lines.
func Compose(s Sheet, fonts *label.Fonts, build func(scene.Input) *scene.Scene) *scene.Scene {
	p := &page{s: s, fonts: fonts, width: s.Map.Camera.Width, height: s.Map.Camera.Height, k: math.Max(1, s.Map.Theme.LabelScale), asked: s.Map.Camera}
	p.camera(0)
	p.lay()
	p.see(build(p.s.Map))
	p.lay()
	legend := p.legend()
	p.s.Map.Obstacles = append(p.s.Map.Obstacles, legend.rects()...)
	done := *build(p.s.Map)
	done.Ops = slices.Concat(done.Ops, legend.ops, p.bar.ops, p.foot.ops())
	return &done
}

// lay turns the map so that it looks where it is asked to, above the foot. What the foot says depends on what is in view,
// and that on the foot's height: two rounds settle it.
func (p *page) lay() {
	for range 2 {
		p.foot = p.newFoot()
		p.camera(p.foot.height())
	}
	p.bar = p.scaleBar()
	p.s.Map.Obstacles = append([]scene.Rect{p.foot.rect()}, p.bar.rects()...)
}

// see takes note of what a scene shows above the foot: a name that found no room needs no explanation.
func (p *page) see(s *scene.Scene) {
	in := p.s.Map
	bottom := p.height - p.foot.height()
	in.Camera.Center, in.Camera.Height = in.Camera.Unproject(p.width/2, bottom/2), bottom
	p.drawn = present.LegendDrawn(in, s)
	p.squares = nil
	for _, h := range s.Hits {
		if h.Kind == "country" {
			p.squares = append(p.squares, in.Capsules[h.ID].Squares...)
		}
	}
}

// page is a sheet while it is laid out.
type page struct {
	s             Sheet
	fonts         *label.Fonts
	width, height float64
	k             float64 // of text sizes: larger on a projector

	asked camera.Camera // where a sheet without bound looks
	foot  foot
	bar   block
	// What stands on the map, once it was seen.
	drawn   present.Legend
	squares []color.NRGBA // of the capsules
}

// camera turns the map so that it is right in the part above a foot of the given height.
func (p *page) camera(foot float64) {
	c, room := p.asked, math.Max(1, p.height-foot)
	if !p.s.Bound.IsEmpty() && p.s.Bound != (orb.Bound{}) {
		c = fit(p.s.Bound, p.width, room)
	}
	// The same place in the middle of the upper part, at the same zoom, seen by a camera of the whole sheet.
	c.Width, c.Height = p.width, p.height
	p.s.Map.Camera = c
	p.s.Map.Camera.Center = c.Unproject(p.width/2, p.height/2+foot/2)
}

// fit shows the whole bound. A camera that a hand moves shows nothing beyond the poles, as camera.Fit has it; a sheet
// may have to.
func fit(b orb.Bound, width, height float64) camera.Camera {
	x0, y0 := camera.World(orb.Point{b.Min[0], b.Max[1]})
	x1, y1 := camera.World(orb.Point{b.Max[0], b.Min[1]})
	zoom := math.Log2(math.Min(width/(x1-x0), height/(y1-y0)) / camera.TileSize)
	return camera.Camera{Center: camera.LonLat((x0+x1)/2, (y0+y1)/2), Zoom: math.Min(zoom, camera.MaxZoom), Width: width, Height: height}
}

// block is a piece of furniture.
type block struct {
	rect scene.Rect
	ops  []scene.Op
}

func (b block) rects() []scene.Rect {
	if len(b.ops) == 0 {
		return nil
	}
	return []scene.Rect{b.rect}
}

// text sets one line with its baseline at x, y.
func (p *page) text(x, y float64, text string, face label.Face, size float64, ink color.NRGBA) *scene.Text {
	return &scene.Text{X: x, Y: y, Run: p.fonts.Shape(text, label.Type{Face: face, Size: size}), Ink: label.Ink{Color: ink}}
}

func (p *page) measure(text string, face label.Face, size float64) float64 {
	return p.fonts.Shape(text, label.Type{Face: face, Size: size}).Width
}

// frame is the ground that a piece of furniture stands on.
func (p *page) frame(r scene.Rect) *scene.Panel {
	t := p.s.Map.Theme
	return &scene.Panel{Rect: r, Radius: 6, Fill: t.Raise, Edge: t.Line2, Width: 1}
}
