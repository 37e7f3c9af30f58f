package sheet

import (
	"hubscape/geo/label"
	"hubscape/geo/measure"
	"hubscape/geo/scene"
)

// barRoom is the greatest length of the bar in px.
const barRoom = 110.0

// scaleBar draws a round length at the bottom right above the foot, true in the middle of the map.
func (p *page) scaleBar() block {
	c, bottom := p.s.Map.Camera, p.height-p.foot.height()
	bar := measure.ScaleBar(c.Zoom, c.Unproject(p.width/2, bottom/2)[1], barRoom*p.k, measure.Kilometre)
	size := legendSize * p.k
	width := bar.Px + 8 + p.measure(bar.Label, label.Regular, size)
	r := scene.Rect{X0: p.width - gap - width - 20, Y0: bottom - gap - 26*p.k, X1: p.width - gap, Y1: bottom - gap}
	if p.width < smallWidth || r.X0 < p.width/2 {
		return block{}
	}
	x, y, ink := r.X0+10, r.Y0+16*p.k, p.s.Map.Theme.Ink
	line := func(x0, y0, x1, y1 float64) scene.Op {
		return &scene.Stroke{X0: x0, Y0: y0, X1: x1, Y1: y1, Color: ink, Width: 1}
	}
	end, middle := x+bar.Px, x+bar.Px/2
	return block{rect: r, ops: []scene.Op{
		p.frame(r), line(x, y, end, y), line(x, y-5, x, y), line(middle, y-3, middle, y), line(end, y-5, end, y),
		p.text(end+8, y+p.k, bar.Label, label.Regular, size, ink),
	}}
}
