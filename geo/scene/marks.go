package scene

import (
	"cmp"
	"image/color"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/label"
	"hubscape/geo/style"
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

// capsule sets the line under a country's name, centred on x, y.
func (p *placing) capsule(c Capsule, x, y float64) []Op {
	k := p.th.LabelScale
	var count *Text
	if c.Count > 0 {
		count = p.set(line{text: itoa(c.Count), face: label.SemiBold, size: 11, color: p.th.Ink})
	}
	width := capsuleWidth(c, count, k)
	x0 := x - width/2
	ops := []Op{&Panel{Rect: Rect{x0, y - capsuleHeight*k/2, x0 + width, y + capsuleHeight*k/2}, Radius: capsuleHeight * k / 2,
		Fill: p.th.Raise, Edge: p.th.Line2, Width: 1}}
	at := x0 + 7*k
	for i, s := range c.Symbols {
		if i > 0 {
			at += 3 * k
		}
		ops = append(ops, &Symbol{Name: s, X: at + capsuleSymbol*k/2, Y: y, Size: capsuleSymbol * k, Color: p.th.Ink})
		at += capsuleSymbol * k
	}
	if len(c.Symbols) > 0 && (len(c.Squares) > 0 || count != nil) {
		ops = append(ops, &Stroke{X0: at + 4*k, Y0: y - 5.5*k, X1: at + 4*k, Y1: y + 5.5*k, Color: p.th.Hairline, Width: 1})
		at += 9 * k
	}
	for i, q := range c.Squares {
		if i > 0 {
			at += 3 * k
		}
		ops = append(ops, &Panel{Rect: Rect{at, y - capsuleSquare*k/2, at + capsuleSquare*k, y + capsuleSquare*k/2}, Radius: 1.2 * k, Fill: q})
		at += capsuleSquare * k
	}
	if count != nil {
		if len(c.Squares) > 0 {
			at += 4 * k
		}
		ops = append(ops, count.at(at, y+count.Run.CapTop/2))
	}
	return ops
}

func capsuleWidth(c Capsule, count *Text, k float64) float64 {
	w := 14 * k
	if n := float64(len(c.Symbols)); n > 0 {
		w += n*capsuleSymbol*k + (n-1)*3*k
		if len(c.Squares) > 0 || count != nil {
			w += 9 * k
		}
	}
	if n := float64(len(c.Squares)); n > 0 {
		w += n*capsuleSquare*k + (n-1)*3*k
		if count != nil {
			w += 4 * k
		}
	}
	if count != nil {
		w += count.Run.Width
	}
	return w
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

// crowd is where the marks of the region stand, px. Where they are many they are sorted into square cells as wide as the
// distance at which marks meet.
type crowd struct {
	at         []orb.Point // px in the region, of every mark
	in         []bool      // mark is in the region or just outside
	side       float64
	cols, rows int
	first      []int32 // by cell: where its marks begin in marks
	marks      []int32
}

// crowded is the number of marks from which cells are quicker than asking every pair.
const crowded = 200

// newCrowd finds the marks that stand in the region or just outside.
func (p *placing) newCrowd() *crowd {
	c := &crowd{side: meetDistance * p.th.LabelScale, at: make([]orb.Point, len(p.in.Marks)), in: make([]bool, len(p.in.Marks))}
	c.cols, c.rows = int(p.area.X1/c.side)+3, int(p.area.Y1/c.side)+3
	for i := range p.in.Marks {
		m := &p.in.Marks[i]
		if m.Ghost || m.Precision == InCountry {
			continue
		}
		_, _, x, y, _ := p.anchor(p.siteAt(m))
		c.at[i] = orb.Point{x, y - p.stem(m)}
		c.in[i] = c.cell(c.at[i]) >= 0
	}
	if len(p.in.Marks) >= crowded {
		c.sort()
	}
	return c
}

// sort fills the cells.
func (c *crowd) sort() {
	c.first = make([]int32, c.cols*c.rows+1)
	for i, in := range c.in {
		if in {
			c.first[c.cell(c.at[i])+1]++
		}
	}
	for i := 1; i < len(c.first); i++ {
		c.first[i] += c.first[i-1]
	}
	c.marks = make([]int32, c.first[len(c.first)-1])
	next := slices.Clone(c.first)
	for i, in := range c.in {
		if in {
			cell := c.cell(c.at[i])
			c.marks[next[cell]] = int32(i)
			next[cell]++
		}
	}
}

// cell numbers the cell of a place; -1 far outside the region. There is a border of one cell all round.
func (c *crowd) cell(q orb.Point) int {
	x, y := math.Floor(q[0]/c.side)+1, math.Floor(q[1]/c.side)+1
	if !(x >= 0 && y >= 0 && x < float64(c.cols) && y < float64(c.rows)) {
		return -1
	}
	return int(y)*c.cols + int(x)
}

// meets tells whether marks i and j stand too close to be drawn apart.
func (c *crowd) meets(i, j int) bool {
	dx, dy := c.at[j][0]-c.at[i][0], c.at[j][1]-c.at[i][1]
	return float64(dx*dx)+float64(dy*dy) < c.side*c.side
}

// near appends the marks after i that are not used and meet it.
func (c *crowd) near(i int, used []bool, out []int) []int {
	if c.first == nil {
		for j := i + 1; j < len(c.at); j++ {
			if c.in[j] && !used[j] && c.meets(i, j) {
				out = append(out, j)
			}
		}
		return out
	}
	cell := c.cell(c.at[i])
	cx, cy := cell%c.cols, cell/c.cols
	for y := max(0, cy-1); y <= min(c.rows-1, cy+1); y++ {
		for x := max(0, cx-1); x <= min(c.cols-1, cx+1); x++ {
			k := y*c.cols + x
			for _, j := range c.marks[c.first[k]:c.first[k+1]] {
				if int(j) > i && !used[j] && c.meets(i, int(j)) {
					out = append(out, int(j))
				}
			}
		}
	}
	return out
}

// groups joins marks that overlap at the placement's zoom, in the order of the input.
func (p *placing) groups() []group {
	if len(p.in.Marks) == 0 {
		return nil
	}
	c := p.newCrowd()
	used := make([]bool, len(p.in.Marks))
	var groups []group
	for i := range p.in.Marks {
		if used[i] || !c.in[i] {
			continue
		}
		members := c.near(i, used, []int{i})
		slices.Sort(members)
		for _, j := range members {
			used[j] = true
		}
		groups = append(groups, p.grouped(members, c.at)...)
	}
	return groups
}

// grouped makes one cluster of three or more marks, parts two, and leaves one alone.
func (p *placing) grouped(members []int, at []orb.Point) []group {
	one := func(i int) group {
		wx, wy := camera.World(p.siteAt(&p.in.Marks[i]))
		return group{wx: wx, wy: wy, marks: []int{i}}
	}
	switch len(members) {
	case 1:
		return []group{one(members[0])}
	case 2:
		a, b := one(members[0]), one(members[1])
		ux, uy := at[members[1]][0]-at[members[0]][0], at[members[1]][1]-at[members[0]][1]
		d := math.Hypot(ux, uy)
		if d < 0.5 {
			ux, uy, d = 0, 1, 1
		}
		off := math.Round((meetDistance*p.th.LabelScale+1-math.Min(d, meetDistance))/2 + 0.5)
		a.dx, a.dy = -ux/d*off, -uy/d*off
		b.dx, b.dy = ux/d*off, uy/d*off
		return []group{a, b}
	}
	g := group{marks: members}
	for _, i := range members {
		g.wx += at[i][0]
		g.wy += at[i][1]
	}
	n := float64(len(members)) * p.size
	g.wx, g.wy = g.wx/n+p.ox/p.size, g.wy/n+p.oy/p.size
	return []group{g}
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
		parts = append(parts, &Stroke{X1: cx, Y1: cy + size*0.3, Color: ink, Width: 1.5}, &Symbol{Name: "dot", Size: 3 * k, Color: ink})
	} else if cx != 0 || cy != 0 {
		parts = append(parts, &Stroke{X1: cx, Y1: cy, Color: w.th.Ink, Width: 1}, &Symbol{Name: "dot", Size: 2.4 * k, Color: w.th.Ink})
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
	r := max(mark.boxes[0].X1-g.dx, p.reach(m)) + 1.5*k
	for _, withSecond := range []bool{true, false} {
		if withSecond && m.Second == "" {
			continue
		}
		for _, s := range sides {
			name := p.set(line{text: m.Label, face: label.SemiBold, size: 12, color: ink, halo: haloWidth})
			parts := []Op{name}
			var second *Text
			if withSecond {
				second = p.set(line{text: m.Second, size: 10.5, color: p.th.Ink2, halo: haloWidth})
				parts = append(parts, second)
			}
			beside(s, r, name, second)
			boxes := textBoxes(parts)
			if !p.fits(x, y, boxes) {
				continue
			}
			for i := range parts {
				parts[i] = moved(parts[i], g.dx, g.dy)
			}
			p.take(x-g.dx, y-g.dy, spot{wx: mark.wx, wy: mark.wy, boxes: textBoxes(parts), parts: parts, text: true, hit: Hit{Kind: "site", ID: m.ID}})
			return
		}
	}
}

// discs draws what the precision of a mark says about its place: a disc of five kilometres, or a hatched division. Marks
// in a cluster show neither.
func (w *build) discs(p *placement) {
	show := func(i int) {
		switch m := &w.in.Marks[i]; m.Precision {
		case Town:
			w.disc(m)
		case Division:
			w.hatch(m)
		}
	}
	for _, i := range p.alone {
		show(i)
	}
	for i := range w.in.Marks {
		if w.in.Marks[i].Ghost {
			show(i)
		}
	}
}

func (w *build) disc(m *Mark) {
	wx, wy := w.unitWorld(m.At)
	x, y := w.toPx(wx, wy)
	k := w.th.LabelScale
	r := discRadius(w.cam, m, k)
	if x < -r || y < -r || x > w.cam.Width+r || y > w.cam.Height+r || r > 4*math.Max(w.cam.Width, w.cam.Height) {
		return
	}
	d := &Disc{X: x, Y: y, R: r, Fill: alpha(w.th.Ink, style.DiscTint), Edge: w.th.Ink, Width: 1, Dash: Dash{On: 4, Off: 3}}
	switch {
	case m.Ghost:
		d.Fill, d.Edge, d.Width = alpha(w.th.Accent, style.DiscTint), w.th.Accent, 1.5
	case m.Selected:
		d.Fill, d.Edge, d.Width, d.Dash = alpha(w.th.Accent, style.DiscChosen), w.th.Accent, 2.2, Dash{}
	}
	w.add(d)
}

// discRadius is the true radius in px of the disc round a place known to a town, or the least that can be seen.
func discRadius(c camera.Camera, m *Mark, labelScale float64) float64 {
	least := townLeast
	if labelScale > 1 {
		least = townLeastSlide
	}
	return math.Max(least, townRadius/c.MetresPerPixel(m.At[1]))
}

// hatch fills the division that a mark is known to lie in.
func (w *build) hatch(m *Mark) {
	mesh := w.m.Divs
	if mesh == nil {
		return
	}
	color := w.th.Ink
	if m.Selected || m.Ghost {
		color = w.th.Accent
	}
	op := &Areas{Fill: alpha(color, 0.55), Hatch: Hatch{Step: style.HatchStep, Width: style.HatchWidth}, Edge: w.pen(alpha(color, 0.7), 1)}
	face := w.divisionFace(m.Division)
	if face == 0 {
		return
	}
	inside := make([]bool, mesh.Faces)
	inside[face] = true
	boxes := w.ground.boxes(mesh)
	for _, i := range arcsAround(mesh, inside) {
		for _, off := range w.s.View.Shifts(boxes[i], 12) {
			op.Paths = append(op.Paths, Path{XY: w.ground.arc(mesh, i, w.level), Box: boxes[i], Flip: inside[mesh.Arcs[i].Right], Shift: off})
		}
	}
	if len(op.Paths) > 0 {
		w.add(op)
	}
}

// alpha gives a colour a strength of 0 to 1.
func alpha(c color.NRGBA, strength float64) color.NRGBA {
	c.A = uint8(strength*255 + 0.5)
	return c
}
