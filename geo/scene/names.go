package scene

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"hubscape/geo/basemap"
	"hubscape/geo/label"
	"hubscape/geo/style"
)

// named is a country whose name is to be placed.
type named struct {
	*basemap.Country
	place
	focus  bool
	weight int
}

// countries places the names of the scenario's countries with their capsules, or of the others.
func (p *placing) countries(focus bool) {
	for _, c := range p.countryOrder(focus) {
		wx, wy, x, y, _ := p.anchorWorld(c.x, c.y)
		s := spot{wx: wx, wy: wy, text: true, hit: Hit{Kind: "country", ID: c.Code}}
		for _, lines := range p.countryChoices(&c) {
			if s.parts, s.boxes = p.settle(x, y, p.countryParts(&c, lines), p.playOf(&c)); s.parts != nil {
				p.take(x, y, s)
				break
			}
		}
	}
}

// countryOrder lists the countries of one kind that are named in the region, large ones first.
func (p *placing) countryOrder(focus bool) []named {
	var order []named
	for i := range p.m.Countries {
		c := named{Country: &p.m.Countries[i], place: p.ground.places[i], focus: focus}
		if p.in.Focus[c.Code] != focus {
			continue
		}
		c.weight = p.weight(c.Country)
		if _, _, _, _, ok := p.anchorWorld(c.x, c.y); ok && p.countryShown(&c) && !p.tooSmall(&c) {
			order = append(order, c)
		}
	}
	slices.SortStableFunc(order, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(b.grade, a.grade), cmp.Compare(a.Code, b.Code))
	})
	return order
}

// weight puts the selected country first and those with a capsule before those without.
func (p *placing) weight(c *basemap.Country) int {
	_, capsule := p.in.Capsules[c.Code]
	switch {
	case c.Code != "" && c.Code == p.in.Selected:
		return 0
	case capsule:
		return 1
	}
	return 2
}

func (p *placing) countryShown(c *named) bool {
	from, to := c.MinZoom-0.25, 8.0
	if c.focus {
		from, to = c.MinZoom-1.5, 9
		if c.weight < 2 {
			from = 0
		}
	}
	return c.Code != "" && p.z >= max(3, from)-1e-9 && p.z <= to
}

// playOf is how far in px a country's name may move from its place: a part of the country's extent, and a little beyond
// where a capsule hangs on the name.
func (p *placing) playOf(c *named) [2]float64 {
	least := 0.0
	if c.weight < 2 {
		least = 18
	}
	return [2]float64{math.Max(least, math.Min(60, 0.18*c.w*p.size)), math.Max(least, math.Min(40, 0.18*c.h*p.size))}
}

// settle tries parts at their place and then a little above, below, left and right of it.
func (p *placing) settle(x, y float64, parts []Op, play [2]float64) ([]Op, []label.Box) {
	tries := [...][2]float64{{0, 0}, {0, -0.5}, {0, 0.5}, {-0.5, 0}, {0.5, 0}, {0, -1}, {0, 1}, {-1, 0}, {1, 0}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1}}
	boxes := textBoxes(parts)
	for _, t := range tries {
		dx, dy := math.Round(t[0]*play[0]), math.Round(t[1]*play[1])
		if !p.fits(x+dx, y+dy, boxes) {
			continue
		}
		out := make([]Op, len(parts))
		for i, o := range parts {
			out[i] = moved(o, dx, dy)
		}
		return out, textBoxes(out)
	}
	return nil, nil
}

// countryName is a country's name in the labels' language, with its asterisk.
func (p *placing) countryName(c *basemap.Country, short bool) string {
	name := c.Names[p.in.Language]
	if name == "" {
		name = c.Names["en"]
	}
	if short && c.Short != "" && (p.in.Language == "" || strings.HasPrefix(p.in.Language, "en")) {
		name = c.Short
	}
	if p.in.Asterisk[c.Code] {
		name += "*"
	}
	return strings.ToUpper(name)
}

// longName is the length in letters from which a name prefers two lines.
const longName = 16

// countryChoices gives the ways to set a country's name, best first: the whole name, on two lines, the short name. What
// is clearly wider than the country comes later.
func (p *placing) countryChoices(c *named) [][]string {
	full, short := p.countryName(c.Country, false), p.countryName(c.Country, true)
	wide := func(lines []string, part float64) bool { return p.widest(c, lines) > part*c.w*p.size }
	names := [][]string{{full}, wrap(full)}
	if len([]rune(full)) >= longName || c.focus && wide(names[0], 1.6) {
		slices.Reverse(names)
	}
	if short != full {
		shorts := [][]string{{short}, wrap(short)}
		if wide(names[0], 1) {
			names = append(shorts, names...)
		} else {
			names = append(names, shorts...)
		}
	}
	return slices.CompactFunc(names, slices.Equal[[]string])
}

func (p *placing) widest(c *named, lines []string) float64 {
	widest := 0.0
	for _, l := range lines {
		widest = max(widest, p.set(p.countryLine(c, l)).Run.Width)
	}
	return widest
}

// tooSmall tells whether a country is so small on the picture that its name would only hide it: the name is far longer
// than the country. Countries with a capsule and the selected one are named at any size.
func (p *placing) tooSmall(c *named) bool {
	if c.weight < 2 {
		return false
	}
	return 1.6*max(c.w, c.h)*p.size < p.widest(c, wrap(p.countryName(c.Country, true)))
}

func (p *placing) countryLine(c *named, text string) line {
	if !c.focus {
		return line{text: text, face: label.Medium, size: 11, track: 1.6, color: p.th.Label2, halo: haloWidthCountry}
	}
	size := 13.0
	if p.z < 5 {
		size = math.Max(10, 13-0.6*float64(max(0, c.Rank-1)))
	}
	l := line{text: text, face: label.SemiBold, size: size, track: 2.2 * size / 13, color: p.th.Label, halo: haloWidthCountry}
	if p.z < 5 {
		l.face, l.track = label.Medium, 1.5
	}
	if c.Code == p.in.Selected {
		l.color = p.th.Accent
	}
	return l
}

// countryParts sets a name on its lines, centred, with the capsule under it.
func (p *placing) countryParts(c *named, lines []string) []Op {
	var parts []Op
	k := p.th.LabelScale
	y := 0.0
	if !p.hidden("labels") {
		for _, l := range lines {
			t := p.set(p.countryLine(c, l))
			parts = append(parts, t.at(-t.Run.Width/2, y))
			y += math.Round(1.15 * t.Run.Type.Size)
		}
	}
	bottom := y - 11*k
	if capsule, ok := p.in.Capsules[c.Code]; ok && !p.hidden("capsules") {
		parts = append(parts, p.capsule(capsule, 0, bottom+4*k+capsuleHeight*k/2)...)
		bottom += (capsuleHeight + 4) * k
	}
	// Centre the block on the anchor: it runs from about 9 px above the first baseline to bottom.
	lift := math.Round((bottom - 9*k) / 2)
	for i, o := range parts {
		parts[i] = moved(o, 0, -lift)
	}
	return parts
}

// towns places the names of capitals and cities, large ones first.
func (p *placing) towns() {
	if p.hidden("towns") || p.z < style.TownFrom(0, true) {
		return
	}
	sites := map[string]bool{} // a site's label names its town already
	for i := range p.in.Marks {
		sites[p.in.Marks[i].Label] = true
	}
	for _, i := range p.townOrder() {
		t := &p.m.Towns[i]
		u := p.ground.towns[i]
		wx, wy, x, y, ok := p.anchorWorld(u[0], u[1])
		if !ok || sites[t.Name] {
			continue
		}
		p.town(t, wx, wy, x, y)
	}
}

// townOrder lists the towns that the zoom names in order of priority.
func (p *placing) townOrder() []int {
	var order []int
	for i := range p.m.Towns {
		t := &p.m.Towns[i]
		if p.z < style.TownFrom(t.Rank, t.Capital)-1e-9 {
			continue
		}
		u := p.ground.towns[i]
		if _, _, _, _, ok := p.anchorWorld(u[0], u[1]); ok {
			order = append(order, i)
		}
	}
	class := func(t *basemap.Town) float64 {
		c := style.TownFrom(t.Rank, t.Capital)
		if !p.in.Focus[t.Country] {
			c += 0.2
		}
		return c
	}
	slices.SortStableFunc(order, func(a, b int) int {
		ta, tb := &p.m.Towns[a], &p.m.Towns[b]
		return cmp.Or(cmp.Compare(class(ta), class(tb)), cmp.Compare(ta.Rank, tb.Rank), cmp.Compare(tb.Pop, ta.Pop), cmp.Compare(a, b))
	})
	return order
}

// town tries a town's name on all four sides, first with its local line, then without.
func (p *placing) town(t *basemap.Town, wx, wy, x, y float64) {
	k := p.th.LabelScale
	mark, name := p.townMark(t), p.set(p.townLine(t))
	r := mark.Size / 2
	markBox := label.Box{X0: -r, Y0: -r, X1: r, Y1: r}
	if !p.fits(x, y, []label.Box{markBox}) {
		return
	}
	var second *Text
	if p.in.LocalLine && t.Local != "" && t.Local != t.Name {
		second = p.set(line{text: t.Local, size: 10.5, color: p.th.Label2, halo: haloWidth})
	}
	for {
		for _, s := range sides {
			n := *name
			parts := []Op{mark, &n}
			if second != nil {
				l := *second
				beside(s, r+0.4*k, &n, &l)
				parts = append(parts, &l)
			} else {
				beside(s, r+0.4*k, &n, nil)
			}
			boxes := append(textBoxes(parts), markBox)
			if p.fits(x, y, boxes) {
				p.take(x, y, spot{wx: wx, wy: wy, boxes: boxes, parts: parts, text: true, hit: Hit{Kind: "town", ID: t.Name}})
				return
			}
		}
		if second == nil {
			return
		}
		second = nil
	}
}

func (p *placing) townMark(t *basemap.Town) *Symbol {
	k := p.th.LabelScale
	s := &Symbol{Name: "town", Size: 4.8 * k, Color: p.th.Label2, Paper: p.th.Halo}
	switch {
	case t.Capital:
		s.Name, s.Size = "capital", 5.6*k
		if p.in.Focus[t.Country] {
			s.Color = p.th.Label
		}
	case t.Rank > 4:
		s.Size = 4 * k
	}
	return s
}

func (p *placing) townLine(t *basemap.Town) line {
	focus := p.in.Focus[t.Country]
	l := line{text: t.Name, size: 11, color: p.th.Label2, halo: haloWidth}
	switch {
	case t.Capital && focus:
		l.face, l.size, l.color = label.SemiBold, 13, p.th.Label
	case t.Capital:
		l.face, l.size = label.Medium, 12
	case t.Rank <= 4:
		l.face, l.size = label.Medium, 11.5
	}
	return l
}

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
			first := t.Run.CapTop/2 - step*float64(len(lines)-1)/2
			parts = append(parts, t.at(-t.Run.Width/2, first+step*float64(i)))
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
		tx := ex + 4*k
		if ex < 0 {
			tx = ex - 4*k - t.Run.Width
		}
		t.at(tx, ey+t.Run.CapTop/2)
		boxes := []label.Box{t.box()}
		if !p.fits(x, y, boxes) {
			continue
		}
		parts := []Op{
			&Stroke{X1: ex, Y1: ey, Color: p.th.Label2, Width: style.LeaderWidth},
			&Symbol{Name: "dot", Size: 3.2 * k, Color: p.th.Label2},
			t,
		}
		p.take(x, y, spot{wx: wx, wy: wy, boxes: boxes, parts: parts, text: true, hit: Hit{Kind: "claim", ID: c.Name}})
		return true
	}
	return false
}
