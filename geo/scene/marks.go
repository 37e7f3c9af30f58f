package scene

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/label"
)

// Sizes of marks in px.
const (
	markSize       = 17.0
	markSelected   = 20.0
	capsuleHeight  = 19.0
	capsuleSymbol  = 15.0
	capsuleSquare  = 7.0
	clusterSize    = 26.0
	meetDistance   = 15.0 // marks nearer than this overlap
	townRadius     = 5000 // metres
	townLeast      = 9.0  // px
	townLeastSlide = 13.0
	stemHeight     = 9.0
)

// group is a mark, or several that stand too close to be drawn apart.
type group struct {
	wx, wy float64 // unit world
	marks  []int
	dx, dy float64 // px that a parted mark stands off its point
}

// sites places marks and clusters, then the marks' labels: the selected one's first.
func (p *placing) sites() {
	if p.hidden("sites") {
		return
	}
	groups := p.groups()
	var singles []group
	for _, g := range groups {
		_, _, x, y, ok := p.anchorWorld(g.wx, g.wy)
		if !ok {
			continue
		}
		if len(g.marks) > 1 {
			p.cluster(g, x, y)
			continue
		}
		r := p.reach(&p.in.Marks[g.marks[0]])
		cy := g.dy - p.stem(&p.in.Marks[g.marks[0]])
		p.grid.Add(label.Box{X0: g.dx - r, Y0: cy - r, X1: g.dx + r, Y1: cy + r}.Moved(x, y))
		singles = append(singles, g)
	}
	slices.SortStableFunc(singles, func(a, b group) int {
		return cmp.Compare(chosenLast(p.in.Marks[a.marks[0]].Selected), chosenLast(p.in.Marks[b.marks[0]].Selected))
	})
	for _, g := range singles {
		p.site(g)
	}
}

// reach is how far in px a mark takes room round its symbol: to the edge of its disc, while that is not so large that
// labels may stand on it.
func (p *placing) reach(m *Mark) float64 {
	k := p.th.LabelScale
	symbol := markSize * k * 0.42
	if m.Precision != Town {
		return symbol
	}
	c := camera.Camera{Zoom: p.z + 0.5/stepsPerZoom}
	if r := discRadius(c, m, k); r <= 2.5*markSize*k {
		return r
	}
	return symbol
}

func chosenLast(selected bool) int {
	if selected {
		return 0
	}
	return 1
}

// cluster places a ring with a number.
func (p *placing) cluster(g group, x, y float64) {
	k := p.th.LabelScale
	d := clusterSize * k
	t := p.set(line{text: itoa(len(g.marks)), face: label.SemiBold, size: 11, color: p.th.Ink})
	t.at(-t.Run.Width/2, t.Run.CapTop/2)
	edge, width := p.th.Ink, 1.5
	hit := Hit{Kind: "cluster"}
	for _, i := range g.marks {
		hit.IDs = append(hit.IDs, p.in.Marks[i].ID)
		if p.in.Marks[i].Selected {
			edge, width = p.th.Accent, 2.2
		}
	}
	hit.ID = hit.IDs[0]
	parts := []Op{&Panel{Rect: Rect{-d / 2, -d / 2, d / 2, d / 2}, Radius: d / 2, Fill: p.th.Raise, Edge: edge, Width: width}, t}
	wx := g.wx - math.Round(g.wx-p.worldMid)
	p.take(x, y, spot{wx: wx, wy: g.wy, boxes: []label.Box{{X0: -d / 2, Y0: -d / 2, X1: d / 2, Y1: d / 2}}, parts: parts, hit: hit, fixed: true})
}

// stem is how far in px the symbol of a mark stands above its point: an exact place is the foot of a stem.
func (w *build) stem(m *Mark) float64 {
	if m.Precision != Exact {
		return 0
	}
	return (stemHeight + 0.3*markSize) * w.th.LabelScale
}

// siteAt is where a mark's symbol stands: its point, or the label point of its division.
func (w *build) siteAt(m *Mark) orb.Point {
	if m.Precision == Division {
		if d := w.m.Division(m.Division); d != nil {
			return d.LabelAt
		}
	}
	return m.At
}

// site places one mark and, where there is room, its label.
func (p *placing) site(g group) {
	m := &p.in.Marks[g.marks[0]]
	wx, wy, x, y, _ := p.anchorWorld(g.wx, g.wy)
	s := spot{wx: wx, wy: wy, fixed: true, hit: Hit{Kind: "site", ID: m.ID}}
	s.parts, s.boxes = p.markParts(m, g)
	p.alone = append(p.alone, g.marks[0])
	p.spots = append(p.spots, s)
	if p.z < 4-1e-9 && !m.Selected || p.hidden("labels") || m.Label == "" {
		return
	}
	g.dy -= p.stem(m)
	p.siteLabel(m, s, x+g.dx, y+g.dy, g)
}

// markParts draws a mark's symbol, its halo, and a stem or a line back to its point.
func (w *build) markParts(m *Mark, g group) ([]Op, []label.Box) {
	k := w.th.LabelScale
	size, ink := markSize*k, w.th.Ink
	if m.Selected {
		size, ink = markSelected*k, w.th.Accent
	}
	if m.Ghost {
		ink = w.th.Accent
	}
	cx, cy := g.dx, g.dy
	var parts []Op
	if m.Precision == Exact {
		cy -= w.stem(m)
		parts = append(parts, &Stroke{X1: cx, Y1: cy + float64(size*0.3), Color: ink, Width: 1.5 * w.th.LineScale}, &Symbol{Name: "dot", Size: 3 * k, Color: ink})
	} else if cx != 0 || cy != 0 {
		parts = append(parts, &Stroke{X1: cx, Y1: cy, Color: w.th.Ink, Width: w.th.LineScale}, &Symbol{Name: "dot", Size: 2.4 * k, Color: w.th.Ink})
	}
	parts = append(parts, &Symbol{Name: m.Symbol, X: cx, Y: cy, Size: size, Color: ink, Halo: w.th.Halo})
	r := size * 0.42
	return parts, []label.Box{{X0: cx - r, Y0: cy - r, X1: cx + r, Y1: cy + r}}
}

// siteLabel places the label of a mark beside its symbol; the second line goes before the name does.
func (p *placing) siteLabel(m *Mark, mark spot, x, y float64, g group) {
	k := p.th.LabelScale
	ink := p.th.Ink
	if m.Selected {
		ink = p.th.Accent
	}
	r := max(mark.boxes[0].X1-g.dx, p.reach(m)) + float64(1.5*k)
	name := p.set(line{text: m.Label, face: label.SemiBold, size: 12, color: ink, halo: haloWidth})
	var second *Text
	if m.Second != "" {
		second = p.set(line{text: m.Second, size: 10.5, color: p.th.Ink2, halo: haloWidth})
	}
	for {
		for _, s := range sides {
			beside(s, r, name, second)
			if boxes := boxesOf(name, second); p.fits(x, y, boxes) {
				p.takeSiteLabel(mark, x, y, g, name, second)
				return
			}
		}
		if second == nil {
			return
		}
		second = nil
	}
}

// boxesOf gives the rooms of a name and its second line, if there is one.
func boxesOf(name, second *Text) []label.Box {
	if second == nil {
		return []label.Box{name.box()}
	}
	return []label.Box{name.box(), second.box()}
}

// takeSiteLabel keeps a label that stands beside a mark's symbol; its parts are seen from the mark's point.
func (p *placing) takeSiteLabel(mark spot, x, y float64, g group, name, second *Text) {
	parts := []Op{moved(name, g.dx, g.dy)}
	if second != nil {
		parts = append(parts, moved(second, g.dx, g.dy))
	}
	p.take(x-g.dx, y-g.dy, spot{wx: mark.wx, wy: mark.wy, boxes: textBoxes(parts), parts: parts, text: true, hit: mark.hit})
}

// alpha gives a colour a strength of 0 to 1.
func alpha(c color.NRGBA, strength float64) color.NRGBA {
	c.A = uint8(strength*255 + 0.5)
	return c
}
