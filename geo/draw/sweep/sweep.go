// Package sweep paints a planar subdivision in one pass over its arcs: the area of every face, and the line along every
// arc, in time proportional to edges and pixels.
//
// # Design
//
// Because each arc knows the face on either side, an edge adds the difference of two colours to an accumulator, weighted
// by the area it covers; the running sum along a row is then the exact mix of all faces in each pixel. There is no
// sorting, no winding rule, no seam between neighbours, and a recoloured map needs no new geometry. The three channels
// share one 64 bit word, so that a multiplication serves them all. Lines go into a mask of coverage and pen, of which
// the greater wins.
//
// Workers take bands of rows in turn; a band's sums stay in the cache and are zero again when it is done. Vertices are
// rounded to 1/256 px once, from the frame's corner, and all sums are integers: a picture has the same bytes on every
// processor, for any number of workers and any cut into strips. (Where a vertex were rounded differently in two bands, its
// colour would leak along the row.)
//
// Overlapping faces are no planar map: their sums leave the range of colours, and are brought back to its ends. What
// overlaps, such as lakes over land, belongs in passes of its own.
package sweep

import (
	"image"
	"image/color"
	"math"
	"runtime"
	"sync"

	"hubscape/geo/basemap"
)

// View places a frame over a mesh. X and Y are the mesh units (basemap.UnitsPerWorld across the world, x east, y south)
// at the top left corner of device pixel (0, 0); Step is the mesh units along a device pixel, from 1 to a sixteenth of the
// world; beyond either it is taken as that.
// The bounds of the picture drawn into say which window of the frame is wanted: strips of one frame share its View.
type View struct {
	X, Y, Step float64
}

// Pen draws a line of Width device pixels, at most 64, with round joins and ends; 0 draws nothing. The colour may be
// translucent; where lines of one pass overlap, the stronger coverage counts, and of equal ones the later pen.
type Pen struct {
	Width float64
	Color color.NRGBA
}

// Limits of a style.
const (
	MaxPens  = 32 // pens in a style, the unused pen 0 included
	MaxFlags = 8  // different values of face flags
	classes  = 8
)

// PenRule chooses the pen, as index into Style.Pens, by the arc's class and the flags of the face on either side.
// 0 draws nothing.
type PenRule [classes][MaxFlags][MaxFlags]uint8

// Set gives the pen for a class whatever the flags.
func (r *PenRule) Set(c basemap.Class, pen uint8) {
	for l := range MaxFlags {
		for k := range MaxFlags {
			r[c&(classes-1)][l][k] = pen
		}
	}
}

// SetPair gives the pen for a class between faces with the flags a and b, in either order.
func (r *PenRule) SetPair(c basemap.Class, a, b, pen uint8) {
	r[c&(classes-1)][a&(MaxFlags-1)][b&(MaxFlags-1)] = pen
	r[c&(classes-1)][b&(MaxFlags-1)][a&(MaxFlags-1)] = pen
}

// Style says how a pass looks.
type Style struct {
	// Palette holds the colour of each face in a Base pass; alpha counts as opaque. Faces beyond its end are
	// coloured as face 0, the sea.
	Palette []color.RGBA
	// Cover holds the opacity of each face, 0 to 255, in an Overlay pass that paints Color; faces beyond its end
	// are not painted.
	Cover []uint8
	Color color.NRGBA
	// Flags hold, for each face, a number below MaxFlags that the pen rule may distinguish; missing ones are 0.
	Flags []uint8
	Pens  []Pen
	Rule  PenRule
}

// Mode says what a pass does with the faces of a mesh.
type Mode uint8

// Modes.
const (
	Base    Mode = iota // every pixel gets its face's colour; then the lines
	Overlay             // Style.Color is blended over the pixels of covered faces; then the lines
	Stroke              // only lines, blended over what is there
)

// Pass is one layer of a frame.
type Pass struct {
	Layer *Layer
	Mode  Mode
	Style *Style
}

// Layer is a mesh made ready for drawing. It is safe for concurrent use; it keeps the levels of detail used last.
type Layer struct {
	mesh   *basemap.Mesh
	bounds box
	mu     sync.Mutex
	levels []*level // most recently used first
}

// New makes a layer of a mesh, which must not change afterwards.
func New(mesh *basemap.Mesh) *Layer {
	return &Layer{mesh: mesh, bounds: boundsOf(mesh.XY)}
}

// Draw paints one pass over the whole of dst, whose bounds are a window of the view's frame. Worlds repeat to the east
// and west. It uses at most the given number of workers, or one for each processor when workers is 0 or less.
// Once the level of detail is ready it allocates nothing.
func (l *Layer) Draw(dst *image.RGBA, v View, m Mode, s *Style, workers int) {
	f := takeFrame()
	f.one[0] = Pass{Layer: l, Mode: m, Style: s}
	f.draw(dst, v, f.one[:], workers)
	f.release()
}

// Draw paints the passes in order, as Layer.Draw does one, all of them band by band while the band is in the cache.
func Draw(dst *image.RGBA, v View, passes []Pass, workers int) {
	f := takeFrame()
	f.draw(dst, v, passes, workers)
	f.release()
}

// Warm makes the level of detail for a view ready, so that the next frame does not have to.
func (l *Layer) Warm(v View) { l.level(levelFor(tame(v).Step)) }

// tame brings a view into the range in which all arithmetic is safe.
func tame(v View) View {
	const far = 1 << 40
	v.X, v.Y = within(v.X, -far, far), within(v.Y, -far, far)
	v.Step = within(v.Step, 1, basemap.UnitsPerWorld/16)
	return v
}

func within(x, lo, hi float64) float64 {
	if !(x >= lo) { // also not a number
		return lo
	}
	return math.Min(x, hi)
}

func workersFor(n int) int {
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	return min(n, maxWorkers)
}
