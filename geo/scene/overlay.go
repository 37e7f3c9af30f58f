package scene

import (
	"image/color"
	"math"
	"slices"

	"hubscape/geo/basemap"
	"hubscape/geo/label"
	"hubscape/geo/style"
)

// Overlay is an imported layer: it is drawn over the base and under boundaries in dispute, names and sites.
type Overlay struct {
	ID, Name string
	Color    color.NRGBA // opaque
	Width    float64     // of lines, px; 0 is the usual width
	Dash     string      // "" solid, "dash", "dot"
	Fill     string      // of areas: "" none, "tint", "hatch"
	Symbol   string      // of points: "" dot, "square", "triangle", "ring"
	Labels   bool        // names of features are written where there is room
	Shapes   *Shapes     // nil draws nothing
}

// OverlaySymbol is the name of the symbol of an overlay's points.
func (o *Overlay) OverlaySymbol() string {
	if o.Symbol == "" {
		return "layer-dot"
	}
	return "layer-" + o.Symbol
}

// LineWidth is the width of an overlay's lines in px.
func (o *Overlay) LineWidth() float64 {
	if o.Width > 0 {
		return o.Width
	}
	return style.LayerWidth
}

// LineDash is the dash of an overlay's lines.
func (o *Overlay) LineDash() Dash {
	switch o.Dash {
	case "dash":
		return Dash{On: 6, Off: 4}
	case "dot":
		return Dash{On: 1, Off: 3, Round: true}
	}
	return Dash{}
}

// Kinds tells what an overlay holds.
func (o *Overlay) Kinds() (points, lines, areas bool) {
	if o.Shapes == nil {
		return
	}
	for i := range o.Shapes.traces {
		if o.Shapes.traces[i].area {
			areas = true
		} else {
			lines = true
		}
	}
	return len(o.Shapes.points) > 0, lines, areas
}

// MeetsView tells whether the box of all that an overlay holds meets a view.
func (o *Overlay) MeetsView(v View) bool {
	return o.Shapes != nil && len(o.Shapes.features) > 0 && len(v.Shifts(offset(o.Shapes.box), 0)) > 0
}

// offset is a box that counts from originX as one that counts from the west end of the world, as far as 32 bits go.
func offset(b Box) Box {
	clamp := func(v int32) int32 { return int32(min(math.MaxInt32, int64(v)+originX)) }
	return Box{clamp(b.X0), b.Y0, clamp(b.X1), b.Y1}
}

// overlays draws the layers, the first lowest.
func (w *build) overlays() {
	if w.hidden("overlays") {
		return
	}
	for i := range w.in.Overlays {
		if o := &w.in.Overlays[i]; o.Shapes != nil {
			w.s.overlays = append(w.s.overlays, o)
			w.overlay(o)
		}
	}
}

// laying is the work on one overlay.
type laying struct {
	*build
	*Overlay
	level          int
	x0, y0, x1, y1 float64 // of the view in world units, with room for lines
	tiny           float64 // world units of what is too small to have a shape
	small          *cells
	fills, lines   []Path
}

// shiftsOf are the worlds a position may be seen in, for shapes that count from originX.
var shiftsOf = [...]float64{originX - basemap.UnitsPerWorld, originX, originX + basemap.UnitsPerWorld}

func (w *build) overlay(o *Overlay) {
	v := w.s.View
	l := &laying{build: w, Overlay: o, level: levelOf(v.UnitsPerPixel), tiny: 2 * v.UnitsPerPixel}
	l.x0, l.y0, l.x1, l.y1 = v.Box(float64(o.LineWidth()*w.line) + 2)
	l.small = l.cellsOf(l.tiny)
	for most := l.level + coarser; l.level < most && l.seen() > mostVertices; l.level++ {
	}
	for i := range o.Shapes.traces {
		t := &o.Shapes.traces[i]
		for _, shift := range shiftsOf {
			if l.sees(t.box, shift) {
				l.trace(i, t, shift)
			}
		}
	}
	if len(l.fills) > 0 {
		op := &Areas{Paths: l.fills, Fill: alpha(o.Color, style.LayerTint)}
		if o.Fill == "hatch" {
			op.Fill, op.Hatch = alpha(o.Color, style.LayerHatch), Hatch{Step: style.HatchStep, Width: style.HatchWidth}
		}
		w.add(op)
	}
	if len(l.lines) > 0 {
		w.add(&Lines{Paths: l.lines, Pen: w.pen(o.Color, o.LineWidth()), Dash: o.LineDash()})
	}
	l.points()
}

// mostVertices is how many vertices of an overlay a picture holds before its lines are thinned to more than half a
// pixel: only lines that go to and fro over the same pixels hold so many. coarser bounds that.
const (
	mostVertices = 30_000
	coarser      = 6
)

// seen counts the vertices in view that thinning may spare.
func (l *laying) seen() int {
	n := 0
	for i := range l.Shapes.traces {
		t := &l.Shapes.traces[i]
		if len(t.xy) <= 2*shortTrace {
			continue
		}
		for _, shift := range shiftsOf {
			if !l.sees(t.box, shift) {
				continue
			}
			for _, r := range l.Shapes.runs(i, l.level) {
				if l.sees(r.box, shift) {
					n += len(r.xy) / 2
				}
			}
		}
	}
	return n
}

// sees tells whether a box meets the view.
func (l *laying) sees(b Box, shift float64) bool {
	return float64(b.X1)+shift >= l.x0 && float64(b.X0)+shift <= l.x1 && float64(b.Y1) >= l.y0 && float64(b.Y0) <= l.y1
}

// trace adds the parts of a line or ring that the view shows. Of things smaller than a pixel one is drawn for each
// two by two.
func (l *laying) trace(i int, t *trace, shift float64) {
	if float64(t.box.X1)-float64(t.box.X0) < l.tiny && float64(t.box.Y1)-float64(t.box.Y0) < l.tiny && !l.small.free(float64(t.box.X0)+shift, float64(t.box.Y0)) {
		return
	}
	fill := t.area && l.Fill != ""
	runs := l.Shapes.runs(i, l.level)
	if runs == nil {
		l.run(run{t.xy, t.box}, shift, fill)
		return
	}
	for _, r := range runs {
		l.run(r, shift, fill)
	}
}

// run adds a piece of a line or ring. What lies west of the view still bounds what lies in it, but as a straight line.
func (l *laying) run(r run, shift float64, fill bool) {
	seen := l.sees(r.box, shift)
	p := Path{XY: r.xy, Box: r.box, Shift: shift}
	if seen {
		l.lines = append(l.lines, p)
	}
	if !fill || float64(r.box.Y1) < l.y0 || float64(r.box.Y0) > l.y1 || float64(r.box.X0)+shift > l.x1 {
		return
	}
	if !seen {
		n := len(r.xy)
		p.XY = []int32{r.xy[0], r.xy[1], r.xy[n-2], r.xy[n-1]}
	}
	l.fills = append(l.fills, p)
}

// cells are squares of the world's own grid in a view, so that what is drawn of many small things does not change as
// the map is moved.
type cells struct {
	size   float64 // world units; a power of two keeps the cells of one zoom within those of another
	x0, y0 int
	w, h   int
	taken  []uint64
}

// cellsOf covers the view with cells of about a size in world units.
func (l *laying) cellsOf(size float64) *cells {
	c := &cells{size: math.Exp2(math.Round(math.Log2(size)))}
	c.x0, c.y0 = int(math.Floor(l.x0/c.size))-4, int(math.Floor(l.y0/c.size))-4
	c.w, c.h = int(math.Floor(l.x1/c.size))+5-c.x0, int(math.Floor(l.y1/c.size))+5-c.y0
	c.taken = make([]uint64, (c.w*c.h+63)/64)
	return c
}

// free takes the cell of a position and tells whether it was free; outside of the view all are.
func (c *cells) free(x, y float64) bool {
	i, k := int(math.Floor(x/c.size))-c.x0, int(math.Floor(y/c.size))-c.y0
	if i < 0 || k < 0 || i >= c.w || k >= c.h {
		return true
	}
	n := k*c.w + i
	if c.taken[n/64]&(1<<(n%64)) != 0 {
		return false
	}
	c.taken[n/64] |= 1 << (n % 64)
	return true
}

// points adds the symbols of points; of those that would hide each other one is drawn.
func (l *laying) points() {
	size := style.LayerSymbol * l.th.LabelScale
	cell := float64(0.75*size) * l.scale * l.s.View.UnitsPerPixel
	stands := l.cellsOf(cell)
	reach := size * l.scale * l.s.View.UnitsPerPixel
	per := 1 / (l.s.View.UnitsPerPixel * l.scale)
	name := l.OverlaySymbol()
	var symbols []Symbol
	for i := range l.Shapes.points {
		p := &l.Shapes.points[i]
		for _, shift := range shiftsOf {
			x, y := float64(p.at[0])+shift, float64(p.at[1])
			if x < l.x0-reach || x > l.x1+reach || y < l.y0-reach || y > l.y1+reach || !stands.free(x, y) {
				continue
			}
			symbols = append(symbols, Symbol{Name: name, X: (x - l.s.View.Left) * per, Y: (y - l.s.View.Top) * per, Size: size, Color: l.Color, Paper: l.th.Halo})
		}
	}
	l.s.Ops = slices.Grow(l.s.Ops, len(symbols))
	for i := range symbols {
		l.add(&symbols[i])
	}
}

// mostNames bounds how many names of one overlay are tried in a piece of the world.
const mostNames = 3000

// overlayNames places the names of features where the map's own names leave room.
func (p *placing) overlayNames() {
	if p.hidden("overlays") {
		return
	}
	for i := len(p.in.Overlays) - 1; i >= 0; i-- {
		o := &p.in.Overlays[i]
		if !o.Labels || o.Shapes == nil {
			continue
		}
		tried := 0
		for k := range o.Shapes.features {
			if f := &o.Shapes.features[k]; f.name != "" && f.kind != noShape && tried < mostNames && p.overlayName(o, f) {
				tried++
			}
		}
	}
}

// overlayName tells whether a feature's name was tried.
func (p *placing) overlayName(o *Overlay, f *feature) bool {
	wx, wy, x, y, ok := p.anchorWorld((float64(f.at[0])+originX)/basemap.UnitsPerWorld, float64(f.at[1])/basemap.UnitsPerWorld)
	extent := max(float64(f.box.X1)-float64(f.box.X0), float64(f.box.Y1)-float64(f.box.Y0)) / basemap.UnitsPerWorld * p.size
	if !ok || f.kind != pointShape && extent < style.LayerNameFrom {
		return false
	}
	name := p.set(line{text: f.name, face: label.Medium, size: 10.5, color: o.Color, halo: haloWidth})
	if f.kind != pointShape {
		name.at(-name.Run.Width/2, name.Run.CapTop/2)
		if boxes := []label.Box{name.box()}; p.fits(x, y, boxes) {
			p.take(x, y, spot{wx: wx, wy: wy, boxes: boxes, parts: []Op{name}, text: true})
		}
		return true
	}
	for _, s := range sides {
		n := *name
		beside(s, style.LayerSymbol/2*p.th.LabelScale, &n, nil)
		if boxes := []label.Box{n.box()}; p.fits(x, y, boxes) {
			p.take(x, y, spot{wx: wx, wy: wy, boxes: boxes, parts: []Op{&n}, text: true})
			return true
		}
	}
	return true
}

// overlayHash is the hash of what decides which names of overlays stand where.
func (w *build) overlayHash(d *digest) {
	for i := range w.in.Overlays {
		if o := &w.in.Overlays[i]; o.Labels && o.Shapes != nil {
			d.mix(o.Shapes.serial)
			d.mix(uint64(o.Color.R)<<16 | uint64(o.Color.G)<<8 | uint64(o.Color.B))
		}
	}
}
