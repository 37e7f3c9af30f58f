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

// BaseOp paints every pixel of the picture: water, land by face, and the solid lines between faces. The world repeats
// to the east and west every basemap.UnitsPerWorld; a view wider than one world shows it more than once. North and south
// of the world lies water.
type BaseOp struct {
	Mesh *basemap.Mesh
	View View
	Fill []color.NRGBA // by face of Mesh; face 0 is the water; all opaque
	Pen  []uint8       // by arc of Mesh: index into Pens; 0 draws no line
	Pens []Pen         // Pens[0] is the absent line; at most 16
}
