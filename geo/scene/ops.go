package scene

import (
	"image/color"

	"hubscape/geo/label"
)

// Op is one step of the display list. Ops on the ground (Lines, Areas, Band) hold world units and are placed by the
// scene's View; the others hold px from the top left corner.
type Op interface{ op() }

// Box is a rectangle of the world, in world units.
type Box struct{ X0, Y0, X1, Y1 int32 }

// Path is a line on the ground: x0, y0, x1, y1 … in world units.
type Path struct {
	XY    []int32
	Box   Box
	Flip  bool    // an area's ring is made of paths; this one runs backwards
	Shift float64 // world units to move it east by
}

// Dash is a pattern of px on and off; zero is a solid line.
type Dash struct {
	On, Off float64
	Round   bool // dots with round ends
}

// Lines are lines on the ground.
type Lines struct {
	Paths []Path
	Pen   Pen
	Dash  Dash // px, not device pixels
}

// Areas are polygons on the ground, filled and edged as one. Their rings are closed by the paths together.
type Areas struct {
	Paths []Path
	Fill  color.NRGBA // alpha 0: none
	Edge  Pen         // width 0: none
	Hatch Hatch
}

// Hatch draws stripes at 45° instead of a plain fill, when its step is not 0; px.
type Hatch struct{ Step, Width float64 }

// Band is a soft line along the inside of an area's edge. Edge is the same edge as Paths with fewer vertices.
type Band struct {
	Paths, Edge []Path
	Width       float64 // device pixels from the edge inwards
	Color       color.NRGBA
	// Inside is a colour that the base paints nowhere but inside the area; alpha 0: there is none. A painter of pixels
	// may know the area by it.
	Inside color.NRGBA
}

// Disc is a circle with a true radius.
type Disc struct {
	X, Y, R float64
	Fill    color.NRGBA
	Edge    color.NRGBA
	Width   float64
	Dash    Dash
}

// Stroke is a straight line in px.
type Stroke struct {
	X0, Y0, X1, Y1 float64
	Color          color.NRGBA
	Width          float64
}

// Symbol is a mark drawn from its name in a square of Size px round X, Y: a site's status ("operating"), "town",
// "capital", "dot".
type Symbol struct {
	Name  string
	X, Y  float64
	Size  float64
	Color color.NRGBA
	Halo  color.NRGBA // disc behind it; alpha 0: none
	Paper color.NRGBA // inside of open town marks; alpha 0: none
}

// Panel is a filled rectangle with round corners and an edge.
type Panel struct {
	Rect   Rect
	Radius float64
	Fill   color.NRGBA
	Edge   color.NRGBA
	Width  float64
}

// Text is one line of text whose baseline starts at X, Y.
type Text struct {
	X, Y float64
	Run  *label.Run
	Ink  label.Ink
}

func (*Lines) op()  {}
func (*Areas) op()  {}
func (*Band) op()   {}
func (*Disc) op()   {}
func (*Stroke) op() {}
func (*Symbol) op() {}
func (*Panel) op()  {}
func (*Text) op()   {}

// Scene is a picture ready to be painted: the base, then Ops in order. It is immutable.
type Scene struct {
	View  View
	Scale float64 // device pixels per px
	Width float64 // px
	High  float64 // px
	Base  BaseOp
	Ops   []Op
	Hits  []Hit
	// Labels are the boxes of all texts in px, for tests and for exports that must keep clear of them.
	Labels []Rect
	Fonts  *label.Fonts

	overlays []*Overlay // drawn, the lowest first
}

// HitAt gives the topmost thing at x, y in px.
func (s *Scene) HitAt(x, y float64) (Hit, bool) {
	for i := len(s.Hits) - 1; i >= 0; i-- {
		if r := s.Hits[i].Rect; x >= r.X0 && x < r.X1 && y >= r.Y0 && y < r.Y1 {
			return s.Hits[i], true
		}
	}
	return Hit{}, false
}
