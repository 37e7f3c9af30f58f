package scene

import (
	"image/color"
	"sync"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/label"
	"hubscape/geo/style"
)

// Builder turns inputs into scenes. It remembers thinned lines and placed labels between scenes, which changes how long
// a scene takes and never what it shows. It is safe for concurrent use.
type Builder struct {
	m      *basemap.Map
	fonts  *label.Fonts
	ground *ground

	mu     sync.Mutex
	placed []*placement // most recent first
	// many is the last long list of marks and manyHash its hash.
	many     []Mark
	manyHash uint64
}

// NewBuilder prepares a basemap and a set of fonts for drawing.
func NewBuilder(m *basemap.Map, f *label.Fonts) *Builder {
	return &Builder{m: m, fonts: f, ground: newGround(m)}
}

// build is the work on one scene.
type build struct {
	*Builder
	in    Input
	th    style.Theme
	cam   camera.Camera
	scale float64 // device pixels per px
	line  float64 // device pixels per px of line width
	zoom  float64
	level int
	s     *Scene
	rim   rim
	// cx, cy is the camera's centre in the unit world, worldPx the width of the world in px.
	cx, cy, worldPx float64
}

// Build makes the scene of an input. Input.Map may be nil: the builder's own map is drawn.
func (b *Builder) Build(in Input) *Scene {
	s, finish := b.Start(in)
	finish()
	return s
}

// Start makes a scene's view and base layer, which is enough to begin painting. finish adds all that lies over it, and
// must be called once; another goroutine may do so while the base layer is painted.
func (b *Builder) Start(in Input) (s *Scene, finish func()) {
	w := &build{Builder: b, in: in, th: in.Theme, cam: in.Camera, scale: in.Scale, zoom: in.Camera.Zoom}
	if w.scale <= 0 {
		w.scale = 1
	}
	if w.th.LineScale <= 0 {
		w.th = style.Of(w.th.Name)
	}
	w.line = w.scale * w.th.LineScale
	w.cx, w.cy = camera.World(w.cam.Center)
	w.worldPx = w.cam.WorldSize()
	view := ViewOf(w.cam, w.scale)
	w.level = view.Level()
	w.s = &Scene{View: view, Scale: w.scale, Width: w.cam.Width, High: w.cam.Height, Fonts: b.fonts}
	w.base()
	return w.s, w.over
}

// over adds the ops over the base layer.
func (w *build) over() {
	w.selectRim()
	w.overlays()
	w.band()
	w.disputed()
	w.claims()
	w.outline()
	w.labels()
}

func (w *build) hidden(layer string) bool { return w.in.Hidden[layer] }

func (w *build) add(op Op) { w.s.Ops = append(w.s.Ops, op) }

// pen makes a pen of a width in px.
func (w *build) pen(c color.NRGBA, width float64) Pen {
	return Pen{Color: c, Width: float64(width * w.line)}
}

// Pens of the base, by index.
const (
	penNone = iota
	penCoast
	penBorder
	penFar
)

// Flags of the base's faces.
const (
	flagFar = iota
	flagFocus
)

// base fills the op of the base layer.
func (w *build) base() {
	op := &w.s.Base
	op.Mesh, op.View = w.m.Land, w.s.View
	op.Fill = make([]color.NRGBA, len(w.m.Faces))
	flags := make([]uint8, len(w.m.Faces))
	for i, f := range w.m.Faces {
		op.Fill[i] = w.th.Water
		if f.Country >= 0 {
			c := &w.m.Countries[f.Country]
			focus := w.in.Focus[c.Code]
			if focus {
				flags[i] = flagFocus
			}
			op.Fill[i] = w.landColor(c.Code, focus)
		}
	}
	op.Lines = Layer{Mesh: w.m.Land, Flags: flags, Pens: []Pen{
		{},
		w.pen(w.th.Coast, style.CoastWidth(w.zoom)),
		w.pen(w.th.Border, style.BorderWidth(w.zoom, false)),
		w.pen(w.th.BorderFar, style.BorderWidth(w.zoom, true)),
	}}
	for _, a := range [...]uint8{flagFar, flagFocus} {
		for _, b := range [...]uint8{flagFar, flagFocus} {
			op.Lines.Rule.Pair(basemap.ClassCoast, a, b, penCoast)
			op.Lines.Rule.Pair(basemap.ClassBorder, a, b, penBorder)
		}
	}
	op.Lines.Rule.Pair(basemap.ClassBorder, flagFar, flagFar, penFar)
	w.graticule()
	w.divisions()
	w.rivers()
	w.lakes()
}

// landColor is the fill of a country: far, focus or chosen, tinted where it belongs to the chosen group.
func (w *build) landColor(code string, focus bool) color.NRGBA {
	c := w.th.LandFar
	switch {
	case code != "" && code == w.in.Selected:
		c = w.th.LandFocus
	case focus:
		c = w.th.Land
	}
	if w.in.Group[code] {
		c = style.Mix(c, w.th.Accent, style.GroupTint)
	}
	if code != "" && code == w.in.Selected {
		c = besides(c) // no other land has it, not even where a theme paints all land alike
	}
	return c
}

// Forget drops the labels that were placed for earlier scenes, for measuring. What was thinned and shaped stays.
func (b *Builder) Forget() {
	b.mu.Lock()
	b.placed = nil
	b.mu.Unlock()
}
