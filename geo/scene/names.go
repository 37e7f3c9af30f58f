package scene

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"hubscape/geo/basemap"
	"hubscape/geo/label"
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
			if s.parts, s.boxes = p.settle(x, y, p.countryParts(&c, lines), &c); s.parts != nil {
				p.take(x, y, s)
				break
			}
		}
	}
}

// countryOrder lists the countries of one kind that are named in the region, in the order in which they are placed.
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
		return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.order(), b.order()), cmp.Compare(a.Code, b.Code))
	})
	return order
}

// order puts large countries first; but of those with capsules, which all should be seen, the small ones, which cannot
// give way.
func (c *named) order() int {
	if c.weight == committed || c.weight == capsuled {
		return c.grade
	}
	return -c.grade
}

// Weights of countries, the first placed first.
const (
	selected  = iota
	committed // a capsule with more than talk in it
	capsuled
	bare
)

// committedStatus tells which statuses go beyond talk.
var committedStatus = map[string]bool{"talks_confirmed": true, "offered": true, "agreed": true, "operating": true, "closed": true}

// weight puts the selected country first and those with a capsule before those without.
func (p *placing) weight(c *basemap.Country) int {
	capsule, ok := p.in.Capsules[c.Code]
	switch {
	case c.Code != "" && c.Code == p.in.Selected:
		return selected
	case ok && slices.ContainsFunc(capsule.Symbols, func(s string) bool { return committedStatus[s] }):
		return committed
	case ok:
		return capsuled
	}
	return bare
}

func (p *placing) countryShown(c *named) bool {
	from, to := c.MinZoom-0.25, 8.0
	if c.focus {
		from, to = c.MinZoom-1.5, 9
		if c.weight < bare {
			from = 0
		}
	}
	return c.Code != "" && p.z >= max(3, from)-1e-9 && p.z <= to
}

// playOf is how far in px a country's name may move from its place: a part of the country's extent, and a little beyond
// where a capsule hangs on the name.
func (p *placing) playOf(c *named) [2]float64 {
	least := 0.0
	if c.weight < bare {
		least = 18
	}
	return [2]float64{math.Max(least, math.Min(60, 0.18*c.w*p.size)), math.Max(least, math.Min(40, 0.18*c.h*p.size))}
}

// tries are the moves, in parts of a country's play, that are tried in order; the last ones only for capsules.
var tries = [...][2]float64{{0, 0}, {0, -0.5}, {0, 0.5}, {-0.5, 0}, {0.5, 0}, {0, -1}, {0, 1}, {-1, 0}, {1, 0}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1},
	{-1.25, 0}, {1.25, 0}, {0, -1.25}, {0, 1.25}, {-1.25, -0.6}, {-1.25, 0.6}, {1.25, -0.6}, {1.25, 0.6},
	{0, 1.8}, {0, -1.8}, {-1.8, 0}, {1.8, 0}, {-1.2, 1.8}, {1.2, 1.8}, {-1.2, -1.8}, {1.2, -1.8}, {0, 2.4}, {0, -2.4}, {-2.4, 0}, {2.4, 0}}

// nearTries serve every country; from farTries on a name must still stand well inside its country, farPart of the
// extent from its place at most.
const (
	nearTries = 13
	farTries  = 21
	farPart   = 0.36
)

// settle tries parts at their place and then a little above, below, left and right of it.
func (p *placing) settle(x, y float64, parts []Op, c *named) ([]Op, []label.Box) {
	boxes := textBoxes(parts)
	play := p.playOf(c)
	n := nearTries
	if c.weight < bare {
		n = len(tries)
	}
	for i, t := range tries[:n] {
		dx, dy := math.Round(t[0]*play[0]), math.Round(t[1]*play[1])
		if i >= farTries && (math.Abs(dx) > farPart*c.w*p.size || math.Abs(dy) > farPart*c.h*p.size) {
			continue
		}
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

// longName is the length in letters from which a name prefers two lines, veryLong that from which a short name is
// better on a picture of a continent.
const (
	longName = 16
	veryLong = 26
)

// countryChoices gives the ways to set a country's name, best first: the whole name, on two lines, the short name. What
// is clearly wider than the country comes later.
func (p *placing) countryChoices(c *named) [][]string {
	full, short := p.countryName(c.Country, false), p.countryName(c.Country, true)
	wide := func(lines []string, part float64) bool { return p.widest(c, lines) > part*c.w*p.size }
	ways := func(name string) [][]string {
		w := [][]string{{name}, wrap(name)}
		if len([]rune(name)) >= longName || c.focus && wide(w[0], 1.6) {
			slices.Reverse(w)
		}
		return w
	}
	names := ways(full)
	if short != full {
		if wide(names[0], 1) || p.z < 5 && len([]rune(full)) >= veryLong {
			names = append(ways(short), names...)
		} else {
			names = append(names, ways(short)...)
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
	if c.weight < bare {
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
		size = math.Max(10, 13-float64(0.6*float64(max(0, c.Rank-1))))
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
	bottom := y - float64(11*k)
	if capsule, ok := p.in.Capsules[c.Code]; ok && !p.hidden("capsules") {
		parts = append(parts, p.capsule(capsule, 0, bottom+float64((4+capsuleHeight/2)*k))...)
		bottom += float64((capsuleHeight + 4) * k)
	}
	// Centre the block on the anchor: it runs from about 9 px above the first baseline to bottom.
	lift := math.Round((bottom - float64(9*k)) / 2)
	for i, o := range parts {
		parts[i] = moved(o, 0, -lift)
	}
	return parts
}
