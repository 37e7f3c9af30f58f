package scene

import (
	"math"
	"slices"

	"hubscape/geo/basemap"
	"hubscape/geo/label"
	"hubscape/geo/style"
)

// waters places the names of seas.
func (p *placing) waters() {
	for i := range p.m.Waters {
		n := &p.m.Waters[i]
		if p.z < max(3, n.MinZoom)-1e-9 || p.z > min(9, n.MaxZoom) {
			continue
		}
		p.water(n.Name, n.Size, n.At)
	}
}

// lakeLabels names lakes that are large enough on the picture to hold their name.
func (p *placing) lakeLabels() {
	for i := range p.m.Lakes {
		l := &p.m.Lakes[i]
		if l.Name == "" || p.z < l.MinZoom-1e-9 {
			continue
		}
		box := p.ground.lakes[i]
		scale := p.size / basemap.UnitsPerWorld
		w, h := (float64(box.X1)-float64(box.X0))*scale, (float64(box.Y1)-float64(box.Y0))*scale
		if w > 48 || h > 90 {
			p.water(l.Name, 11, l.LabelAt)
		}
	}
}

// water places one italic name, on one line or on two.
func (p *placing) water(name string, size float64, at [2]float64) {
	wx, wy, x, y, ok := p.anchor(at)
	if !ok {
		return
	}
	ways := [][]string{{name}, wrap(name)}
	if size >= 14 {
		slices.Reverse(ways)
	}
	for _, lines := range ways {
		var parts []Op
		for i, l := range lines {
			t := p.set(line{text: l, face: label.Italic, size: size, track: 1.2, color: p.th.LabelWater})
			step := math.Round(1.2 * size * p.th.LabelScale)
			first := t.Run.CapTop/2 - float64(step*float64(len(lines)-1))/2
			parts = append(parts, t.at(-t.Run.Width/2, first+float64(step*float64(i))))
		}
		if boxes := textBoxes(parts); p.fits(x, y, boxes) {
			p.take(x, y, spot{wx: wx, wy: wy, boxes: boxes, parts: parts, text: true})
			return
		}
	}
}

// claimLabels names claim lines beside them, at the end of a leader. Lines of one note whose labels would point at the
// same spot share the first one's label.
func (p *placing) claimLabels() {
	if p.hidden("claims") || p.z < style.ClaimsFrom {
		return
	}
	type pointed struct {
		number int
		x, y   float64
	}
	var done []pointed
	for i := range p.m.Claims {
		c := &p.m.Claims[i]
		wx, wy, x, y, ok := p.anchor(c.LabelAt)
		if !ok || p.z < c.MinZoom-1e-9 {
			continue
		}
		shared := slices.ContainsFunc(done, func(d pointed) bool {
			return d.number == c.Number && math.Hypot(d.x-x, d.y-y) < sharedLabel
		})
		if !shared && p.leader(c, wx, wy, x, y) {
			done = append(done, pointed{c.Number, x, y})
		}
	}
}

// sharedLabel is the distance in px within which two lines of one note share a label.
const sharedLabel = 12

// leaders are where the near end of a claim's label may stand from its point, after the place that the map proposes.
var leaders = [...][2]float64{{48, -16}, {-48, -16}, {48, 16}, {-48, 16}, {30, -40}, {-30, -40}, {30, 40}, {-30, 40}, {90, -20}, {-90, -20}, {90, 20}, {-90, 20}}

// leader tries a label at the ends of leaders in several directions.
func (p *placing) leader(c *basemap.Claim, wx, wy, x, y float64) bool {
	k := p.th.LabelScale
	text := c.Name
	if c.Number > 0 {
		text += " " + superscript(c.Number)
	}
	tries := leaders[:]
	if c.LabelDX != 0 || c.LabelDY != 0 {
		tries = append([][2]float64{{c.LabelDX, c.LabelDY}}, tries...)
	}
	for _, d := range tries {
		t := p.set(line{text: text, face: label.Italic, size: 10.5, color: p.th.Label2, halo: haloWidth})
		ex, ey := d[0]*k, d[1]*k
		tx := ex + float64(4*k)
		if ex < 0 {
			tx = ex - float64(4*k) - t.Run.Width
		}
		t.at(tx, ey+t.Run.CapTop/2)
		boxes := []label.Box{t.box()}
		if !p.fits(x, y, boxes) {
			continue
		}
		parts := []Op{
			&Stroke{X1: ex, Y1: ey, Color: p.th.Label2, Width: style.LeaderWidth * p.th.LineScale},
			&Symbol{Name: "dot", Size: 3.2 * k, Color: p.th.Label2},
			t,
		}
		p.take(x, y, spot{wx: wx, wy: wy, boxes: boxes, parts: parts, text: true, hit: Hit{Kind: "claim", ID: c.Name}})
		return true
	}
	return false
}
