package difference

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/geo/measure"
)

// nameMark stands in a Text for the name of the item.
const nameMark = "\x00"

// namer finds the names that one of the two documents gives.
type namer struct {
	doc   *scenario.Scenario
	place func(code string) string
	at    func(lon, lat float64) (country, division string) // nil without a map
}

// pair is the two sides of a comparison.
type pair struct {
	was, now namer
	o        Options
}

func newPair(a, b *scenario.Scenario, o Options) *pair {
	if o.Features == 0 {
		o.Features = 20
	}
	if o.Width == 0 {
		o.Width = 60
	}
	return &pair{namer{a, o.PlaceName, o.Host}, namer{b, o.PlaceName, o.Host}, o}
}

// namePlace gives the name of a country, division or group.
func (n namer) namePlace(code string) string {
	if code == "" {
		return Blank
	}
	name := evidence.PlaceName(n.doc, code)
	if name == code && n.place != nil {
		if own := n.place(code); own != "" {
			return own
		}
	}
	return name
}

func (n namer) site(id string) string {
	if s, ok := n.doc.Sites.Get(id); ok {
		return named(s.Name, "a site")
	}
	return "site " + id
}

func (n namer) source(id string) string {
	if id == "" {
		return ""
	}
	if s, ok := n.doc.Sources.Get(id); ok {
		return named(s.Title, "a source")
	}
	return "source " + id
}

func (n namer) layer(id string) string {
	if l, ok := n.doc.Layers.Get(id); ok {
		return named(l.Name, "a layer")
	}
	return "layer " + id
}

// named is a name in one line, at most 60 characters of it; other when there is none.
func named(s, other string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return other
	}
	return clip(s, 60)
}

// clip shortens text to n characters.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	i := 0
	for j := range s {
		if i == n-1 {
			return strings.TrimRight(s[:j], " ") + "…"
		}
		i++
	}
	return s
}

func orBlank(s string) string {
	if s == "" {
		return Blank
	}
	return s
}

// shorten gives two texts in one line each, cut so that what differs is seen, and the whole texts where they were cut.
func (c *pair) shorten(a, b string) (was, now, wasFull, nowFull string) {
	was, now = oneLine(a), oneLine(b)
	if cut := differsAt(was, now); cut > c.o.Width*2/3 {
		was, now = tail(was, cut-c.o.Width/4), tail(now, cut-c.o.Width/4)
	}
	was, now = clip(was, c.o.Width), clip(now, c.o.Width)
	if was != a {
		wasFull = a
	}
	if now != b {
		nowFull = b
	}
	return was, now, wasFull, nowFull
}

func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\r\t") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// differsAt counts the characters that both begin with.
func differsAt(a, b string) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		r, i := utf8.DecodeRuneInString(a)
		s, j := utf8.DecodeRuneInString(b)
		if r != s || i != j {
			break
		}
		a, b, n = a[i:], b[j:], n+1
	}
	return n
}

// tail is a text from about its nth character on, from the start of a word where one is near.
func tail(s string, n int) string {
	i := 0
	for j := range s {
		if i == n {
			if k := strings.IndexByte(s[j:min(len(s), j+12)], ' '); k >= 0 && s[j:][k+1:] != "" {
				j += k + 1
			}
			return "…" + s[j:]
		}
		i++
	}
	return s
}

// several writes a count with its noun.
func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return measure.Group(strconv.Itoa(n)) + " " + many
}

// join writes words as a list: "a, b and c".
func join(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

var winds = [8]string{"north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"}

// compass names the direction from a to b, lon and lat in degrees, by eight winds.
func compass(a, b orb.Point) string {
	dx := b[0] - a[0]
	if dx > 180 {
		dx -= 360
	} else if dx < -180 {
		dx += 360
	}
	x := dx * math.Cos((a[1]+b[1])/2*math.Pi/180)
	bearing := math.Atan2(x, b[1]-a[1]) * 180 / math.Pi
	return winds[(int(math.Round(bearing/45))+8)%8]
}

// moved says how far and where to: "2.4 km south-east".
func moved(a, b orb.Point) string {
	d := measure.Distance(a, b)
	if d < 0.5 {
		return "less than 1 m"
	}
	return measure.FormatDistance(d, measure.Kilometre) + " " + compass(a, b)
}

// points writes two positions with as many decimals as it takes to tell them apart.
func points(a, b orb.Point) (string, string) {
	for decimals := 2; ; decimals++ {
		x, y := measure.FormatPoint(a, decimals), measure.FormatPoint(b, decimals)
		if x != y || decimals == 9 {
			return x, y
		}
	}
}

// host names the country at a point, "" without a map or at sea.
func (n namer) host(p orb.Point) string {
	if n.at == nil {
		return ""
	}
	country, _ := n.at(p[0], p[1])
	if country == "" {
		return ""
	}
	return n.namePlace(country)
}

func term(terms []evidence.Term) func(namer, string) string {
	return func(_ namer, key string) string { return evidence.Label(terms, key) }
}

// numberOf words a number with its unit: "1,200 persons", "1 person".
func numberOf[V ~int | ~float64](unit string) func(V) string {
	one := strings.TrimSuffix(unit, "s")
	return func(v V) string {
		s := measure.Group(strconv.FormatFloat(float64(v), 'f', -1, 64))
		switch {
		case unit == "":
			return s
		case v == 1:
			return s + " " + one
		}
		return s + " " + unit
	}
}

func likelihood(_ namer, key string) string {
	if b, ok := evidence.BandOf(key); ok {
		return b.Label
	}
	return key
}

func impact(v int) string { return evidence.Label(evidence.Impacts, strconv.Itoa(v)) }

func grade(grades []evidence.Grade, key string) string {
	for _, g := range grades {
		if g.Key == key {
			return key + " " + strings.ToLower(g.Label[:1]) + g.Label[1:]
		}
	}
	return key
}

func credibility(_ namer, v int) string {
	if v == 0 {
		return ""
	}
	return grade(evidence.Credibilities, strconv.Itoa(v))
}

func yesNo(yes, no string) func(namer, bool) string {
	return func(_ namer, v bool) string {
		if v {
			return yes
		}
		return no
	}
}

func viewWords(v scenario.View) string {
	return fmt.Sprintf("%s, zoom %s", measure.FormatPoint(v.Center, 3), strconv.FormatFloat(v.Zoom, 'g', -1, 64))
}
