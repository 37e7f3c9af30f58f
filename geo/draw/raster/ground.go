package raster

import (
	"image/color"
	"math"

	"hubscape/geo/cover"
	"hubscape/geo/scene"
)

// mapper places the ground on the picture.
type mapper struct{ left, top, per float64 }

func (p *painter) mapper(shift float64) mapper {
	v := p.s.View
	return mapper{left: v.Left - shift, top: v.Top, per: 1 / v.UnitsPerPixel}
}

func (m mapper) x(v int32) int64 { return cover.Fixed((float64(v) - m.left) * m.per) }
func (m mapper) y(v int32) int64 { return cover.Fixed((float64(v) - m.top) * m.per) }

// meets tells whether a path may touch the strip, with reach device pixels to spare.
func (p *painter) meets(path *scene.Path, reach float64) bool {
	v := p.s.View
	k := v.UnitsPerPixel
	if float64(path.Box.Y1) < v.Top+(float64(p.win.Y0)-reach)*k || float64(path.Box.Y0) > v.Top+(float64(p.win.Y1)+reach)*k {
		return false
	}
	left, right := v.Left-path.Shift-reach*k, v.Left-path.Shift+(float64(p.win.X1)+reach)*k
	return float64(path.Box.X1) >= left && float64(path.Box.X0) <= right
}

// lines draws solid or dashed lines.
func (p *painter) lines(o *scene.Lines) {
	p.stroke.Width(o.Pen.Width)
	for i := range o.Paths {
		path := &o.Paths[i]
		if !p.meets(path, o.Pen.Width+1) {
			continue
		}
		if o.Dash.On > 0 {
			p.dashes(path, o.Dash, o.Pen.Width)
			continue
		}
		p.solid(path)
	}
	p.flush(p.win.Y0, p.win.Y1, o.Pen.Color)
}

func (p *painter) solid(path *scene.Path) {
	m := p.mapper(path.Shift)
	x, y := m.x(path.XY[0]), m.y(path.XY[1])
	for i := 2; i+1 < len(path.XY); i += 2 {
		nx, ny := m.x(path.XY[i]), m.y(path.XY[i+1])
		p.stroke.Segment(x, y, nx, ny)
		x, y = nx, ny
	}
}

// flush paints what the stroke has collected in rows [y0, y1).
func (p *painter) flush(y0, y1 int, c color.NRGBA) {
	for y := y0; y < y1; y++ {
		for cov, lo := p.stroke.Take(y); cov != nil; cov, lo = p.stroke.Take(y) {
			p.lay(y, lo, cov, c)
			clear(cov)
		}
	}
}

// dashes walks a path and draws its dashes. Ends are square in look: strokes have round ends, so a dash is drawn shorter
// by most of its width; dots keep their round ends.
func (p *painter) dashes(path *scene.Path, d scene.Dash, width float64) {
	m := p.mapper(path.Shift)
	fx := func(i int) (float64, float64) {
		return (float64(path.XY[i]) - m.left) * m.per, (float64(path.XY[i+1]) - m.top) * m.per
	}
	on, off := d.On*p.s.Scale, d.Off*p.s.Scale
	cut := 0.35 * width
	if d.Round {
		cut = 0
	}
	period := on + off
	at := 0.0 // length walked, within a period
	x0, y0 := fx(0)
	for i := 2; i+1 < len(path.XY); i += 2 {
		x1, y1 := fx(i)
		length := math.Hypot(x1-x0, y1-y0)
		if length > 0 && p.nearStrip(x0, y0, x1, y1, width) {
			p.dashSegment(x0, y0, x1, y1, length, at, period, cut, on-cut)
		}
		at = math.Mod(at+length, period)
		x0, y0 = x1, y1
	}
}

func (p *painter) nearStrip(x0, y0, x1, y1, width float64) bool {
	r := width + 1
	return max(y0, y1) >= float64(p.win.Y0)-r && min(y0, y1) <= float64(p.win.Y1)+r &&
		max(x0, x1) >= -r && min(x0, x1) <= float64(p.win.X1)+r
}

// dashSegment draws the parts of one segment that lie within [from, to) of a period; at is the phase at its start.
func (p *painter) dashSegment(x0, y0, x1, y1, length, at, period, from, to float64) {
	ux, uy := (x1-x0)/length, (y1-y0)/length
	first := 0.0
	if length > 1<<14 { // far longer than the picture: begin near it
		first = math.Floor(max(0, p.entry(x0, y0, ux, uy)-period)/period) * period
	}
	for s := first - at; s < length; s += period {
		a, b := max(0, s+from), min(length, s+to)
		if a >= b {
			continue
		}
		ax, ay, bx, by := x0+float64(ux*a), y0+float64(uy*a), x0+float64(ux*b), y0+float64(uy*b)
		if a-first > 1<<15 {
			return
		}
		p.stroke.Segment(cover.Fixed(ax), cover.Fixed(ay), cover.Fixed(bx), cover.Fixed(by))
	}
}

// entry is how far along a ray the picture begins.
func (p *painter) entry(x, y, ux, uy float64) float64 {
	t := 0.0
	for _, e := range [...]struct{ at, dir, end float64 }{{x, ux, float64(p.win.X1)}, {y, uy, float64(p.s.View.Height)}} {
		if e.dir > 0 && e.at < 0 {
			t = max(t, -e.at/e.dir)
		} else if e.dir < 0 && e.at > e.end {
			t = max(t, (e.end-e.at)/e.dir)
		}
	}
	return t
}

// collect adds the paths of an area to the fill.
func (p *painter) collect(paths []scene.Path, reach float64) (any bool) {
	for i := range paths {
		path := &paths[i]
		if !p.meetsRows(path, reach) {
			continue
		}
		any = true
		m := p.mapper(path.Shift)
		x, y := m.x(path.XY[0]), m.y(path.XY[1])
		for k := 2; k+1 < len(path.XY); k += 2 {
			nx, ny := m.x(path.XY[k]), m.y(path.XY[k+1])
			if path.Flip {
				p.fill.Edge(nx, ny, x, y)
			} else {
				p.fill.Edge(x, y, nx, ny)
			}
			x, y = nx, ny
		}
	}
	return any
}

// meetsRows tells whether a path crosses the strip's rows: what lies to the left still counts for a fill.
func (p *painter) meetsRows(path *scene.Path, reach float64) bool {
	v := p.s.View
	k := v.UnitsPerPixel
	return float64(path.Box.Y1) >= v.Top+(float64(p.win.Y0)-reach)*k && float64(path.Box.Y0) <= v.Top+(float64(p.win.Y1)+reach)*k
}

// areas fills polygons and draws their edges.
func (p *painter) areas(o *scene.Areas) {
	if !p.collect(o.Paths, o.Edge.Width+1) {
		return
	}
	for y := p.win.Y0; y < p.win.Y1; y++ {
		lo, hi := p.fill.Row(y, p.row)
		if lo >= hi {
			continue
		}
		if o.Hatch.Step > 0 {
			p.hatch(p.row, y, lo, hi, o.Hatch)
		}
		p.lay(y, lo, p.row[lo:hi], o.Fill)
	}
	if o.Edge.Width > 0 {
		p.lines(&scene.Lines{Paths: o.Paths, Pen: o.Edge})
	}
}

// hatch turns the coverage of a row into stripes at 45° that stay with the ground.
func (p *painter) hatch(row []uint8, y, lo, hi int, h scene.Hatch) {
	v := p.s.View
	step := h.Step * math.Sqrt2 * p.s.Scale
	half := h.Width * math.Sqrt2 * p.s.Scale / 2
	origin := math.Mod((v.Left+v.Top)/v.UnitsPerPixel, step)
	for x := lo; x < hi; x++ {
		if row[x] == 0 {
			continue
		}
		t := math.Mod(float64(x+y)+origin, step) - step/2
		a := max(0, min(1, half+0.5-math.Abs(t)))
		row[x] = uint8(float64(float64(row[x])*a) + 0.5)
	}
}

// band draws the soft inner edge of an area: the line where the area is.
func (p *painter) band(o *scene.Band) {
	onPlain := o.Inside.A > 0
	if !onPlain && !p.collect(o.Paths, o.Width+1) {
		return
	}
	p.stroke.Width(2 * o.Width)
	for i := range o.Edge {
		if p.meets(&o.Edge[i], o.Width+1) {
			p.solid(&o.Edge[i])
		}
	}
	for y := p.win.Y0; y < p.win.Y1; y++ {
		if !onPlain {
			clear(p.row)
			p.fill.Row(y, p.row)
		}
		for line, lo := p.stroke.Take(y); line != nil; line, lo = p.stroke.Take(y) {
			if onPlain {
				p.layOn(y, lo, line, o.Color, o.Inside)
			} else {
				p.layWithin(y, lo, line, o.Color)
			}
			clear(line)
		}
	}
}

// layWithin paints coverage as far as the row of the area has it.
func (p *painter) layWithin(y, lo int, line []uint8, c color.NRGBA) {
	for i, l := range line {
		line[i] = uint8(div255(uint32(l) * uint32(p.row[lo+i])))
	}
	p.lay(y, lo, line, c)
}
