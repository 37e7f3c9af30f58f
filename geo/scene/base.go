package scene

import (
	"image/color"
	"math"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
)

// View maps the integer world of the basemap to device pixels: x = (worldX - Left) / UnitsPerPixel, and y likewise from
// Top. World units are those of basemap.UnitsPerWorld; x grows to the east, y to the south.
type View struct {
	Left, Top     float64 // world units at the top left corner of the picture
	UnitsPerPixel float64 // world units per device pixel, > 0
	Width, Height int     // device pixels
}

// ViewOf gives the view of a camera at scale device pixels per px. Sizes are rounded to whole device pixels.
func ViewOf(c camera.Camera, scale float64) View {
	units := basemap.UnitsPerWorld / c.WorldSize() // per px
	x, y := camera.World(c.Center)
	return View{
		Left:          float64(x*basemap.UnitsPerWorld) - float64(c.Width/2*units),
		Top:           float64(y*basemap.UnitsPerWorld) - float64(c.Height/2*units),
		UnitsPerPixel: units / scale,
		Width:         int(math.Round(c.Width * scale)),
		Height:        int(math.Round(c.Height * scale)),
	}
}

// Pen is a solid line.
type Pen struct {
	Color color.NRGBA // opaque
	Width float64     // device pixels
}

// Limits of a BaseOp.
const (
	MaxFlags = 8 // different flags of faces
	MaxPens  = 16
)

// PenRule chooses a pen by an arc's class and the flags of the faces on its left and right; 0 draws no line.
type PenRule [8][MaxFlags][MaxFlags]uint8

// Pair gives the pen for a class between faces with the flags a and b, in either order.
func (r *PenRule) Pair(c basemap.Class, a, b, pen uint8) {
	r[c][a][b], r[c][b][a] = pen, pen
}

// BaseOp paints every pixel of the picture, in this order: water and land by face, the layers Under (divisions, rivers,
// lakes), the solid lines between faces, and the graticule where the picture still shows nothing but water. The world repeats to the east and west every
// basemap.UnitsPerWorld; a view wider than one world shows it more than once. North and south of the world lies water.
type BaseOp struct {
	Mesh  *basemap.Mesh
	View  View
	Fill  []color.NRGBA // by face of Mesh; face 0 is the water; all opaque
	Grid  Grid
	Under []Layer
	Lines Layer // of Mesh itself, over the layers Under
}

// Layer is the lines of a mesh, and a colour over some of its faces.
type Layer struct {
	Mesh  *basemap.Mesh
	Cover []uint8     // by face: how strongly Color lies over it; empty for lines alone
	Color color.NRGBA // opaque
	Flags []uint8     // by face, each below MaxFlags; those that are missing are 0
	Rule  PenRule
	Pens  []Pen // Pens[0] is the absent line; at most MaxPens
}

// Grid is the graticule: whole lines across the picture, at positions in device pixels. It lies on the sea:
// pixels of exactly the water's colour, which lakes miss by one step.
type Grid struct {
	Xs, Ys []float64
	Pen    Pen
}

// PenOf gives the pen of an arc, as index into Pens.
func (l *Layer) PenOf(a *basemap.Arc) uint8 {
	return l.Rule[a.Class&7][l.flag(a.Left)][l.flag(a.Right)]
}

func (l *Layer) flag(face uint16) uint8 {
	if int(face) < len(l.Flags) {
		return l.Flags[face]
	}
	return 0
}

// metresPerUnit is the length of one world unit at the equator, in metres.
const metresPerUnit = 40075016.68557849 / basemap.UnitsPerWorld

// lineError is how far a simplified line may stray, in device pixels.
const lineError = 0.35

// Level is the coarsest level of a mesh whose lines stray less than a third of a device pixel in this view.
func (v View) Level() int {
	tolerance := lineError * v.UnitsPerPixel * metresPerUnit
	for l := range basemap.MaxLevel {
		if basemap.LevelTolerance(l) <= tolerance {
			return l
		}
	}
	return basemap.MaxLevel
}

// Box is the part of the world that the view shows, in world units, grown by margin device pixels.
func (v View) Box(margin float64) (x0, y0, x1, y1 float64) {
	m := float64(margin * v.UnitsPerPixel)
	return v.Left - m, v.Top - m, v.Left + float64(float64(v.Width)*v.UnitsPerPixel) + m, v.Top + float64(float64(v.Height)*v.UnitsPerPixel) + m
}

// Shifts gives how many worlds to the east a box of the world must be moved to be seen: 0 almost always, none when the
// view does not meet it, several where the view is wider than the world.
func (v View) Shifts(b Box, margin float64) []float64 {
	x0, y0, x1, y1 := v.Box(margin)
	if float64(b.Y0) > y1 || float64(b.Y1) < y0 {
		return nil
	}
	var out []float64
	for _, k := range []float64{-1, 0, 1} {
		off := k * basemap.UnitsPerWorld
		if float64(b.X0)+off <= x1 && float64(b.X1)+off >= x0 {
			out = append(out, off)
		}
	}
	return out
}
