package measure

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// angle is one of the two numbers.
type angle struct {
	value  float64 // degrees, with its sign
	signed bool
	name   string // axis word, "" for none
	packed []token
}

// evaluate reads [axis] degrees [minutes [seconds]] [axis].
func evaluate(half []token) (angle, error) {
	var a angle
	var parts []token
	for _, t := range half {
		if t.kind == number {
			parts = append(parts, t)
			continue
		}
		if a.name != "" {
			return a, wrong("two compass letters stand at one number: give one letter each, as in 42.66 N, 21.16 E")
		}
		a.name = t.name
	}
	if len(parts) == 0 {
		return a, wrong("a compass letter stands without a number: write it as 42.66 N, 21.16 E")
	}
	if len(parts) > 3 {
		return a, wrong("%d numbers stand together and at most degrees, minutes and seconds are wanted: put a semicolon between latitude and longitude", len(parts))
	}
	if len(parts) == 1 && parts[0].unit == 0 && a.name != "" && parts[0].value > 360 {
		a.packed = parts
	}
	value, err := sexagesimal(parts)
	a.value, a.signed = value, parts[0].signed
	if parts[0].minus {
		a.value = -value
	}
	return a, err
}

// sexagesimal adds degrees, minutes and seconds and checks their order and range.
func sexagesimal(parts []token) (float64, error) {
	const order = "dms"
	sum := 0.0
	for i, t := range parts {
		if t.unit != 0 && t.unit != '?' && t.unit != order[i] {
			return 0, wrong("degree, minute and second signs are out of order near %s: write them as 42°39′46″", show(t.value))
		}
		if i > 0 && t.signed {
			return 0, wrong("a sign stands before minutes or seconds (%s): only degrees have one", show(t.value))
		}
		if i > 0 && t.value >= 60 {
			return 0, wrong("%s %s are out of range: they must be below 60", show(t.value), []string{"", "minutes", "seconds"}[i])
		}
		if i < len(parts)-1 && t.value != math.Trunc(t.value) {
			return 0, wrong("%s has decimals and smaller units behind it: put a semicolon between latitude and longitude", show(t.value))
		}
		sum += t.value / []float64{1, 60, 3600}[i]
	}
	return sum, nil
}

func show(v float64) string { return strconv.FormatFloat(v, 'g', 10, 64) }

// meaning is what a compass letter says in some languages.
type meaning struct {
	lat   bool
	sign  float64 // 0: the number's own sign counts
	langs int
	words string // "" where there is no doubt
}

const (
	english = 1 << iota
	slavic  // Latin letters of Serbian, Bosnian, Croatian, Slovene
	cyrillic
	albanian
	german
	romance
	greek
	anyone = 1<<iota - 1
)

var meanings = map[string][]meaning{
	"N":     {{true, 1, english | german | romance, ""}},
	"S":     {{true, -1, english | german | romance, "S read as south"}, {true, 1, slavic, "S read as sever, north"}},
	"E":     {{false, 1, english | romance, ""}},
	"W":     {{false, -1, english | german, ""}},
	"O":     {{false, 1, german, "O read as Ost, east"}, {false, -1, romance, "O read as ouest, west"}},
	"J":     {{true, -1, slavic | albanian, "J read as jug, south"}},
	"I":     {{false, 1, slavic, "I read as istok, east"}},
	"Z":     {{false, -1, slavic, "Z read as zapad, west"}},
	"V":     {{true, 1, albanian, "V read as veri, north"}, {false, 1, slavic, "V read as vzhod, east"}},
	"L":     {{false, 1, albanian, "L read as lindje, east"}},
	"P":     {{false, -1, albanian, "P read as perëndim, west"}},
	"С":     {{true, 1, cyrillic, "С read as north"}},
	"Ю":     {{true, -1, cyrillic, "Ю read as south"}},
	"Ј":     {{true, -1, cyrillic, "Ј read as south"}},
	"В":     {{false, 1, cyrillic, "В read as east"}},
	"И":     {{false, 1, cyrillic, "И read as east"}},
	"З":     {{false, -1, cyrillic, "З read as west"}},
	"Β":     {{true, 1, greek, "Β read as north"}},
	"Ν":     {{true, -1, greek, "Ν read as south"}},
	"Α":     {{false, 1, greek, "Α read as east"}},
	"Δ":     {{false, -1, greek, "Δ read as west"}},
	"lat":   {{true, 0, anyone, ""}},
	"lon":   {{false, 0, anyone, ""}},
	"north": {{true, 1, anyone, ""}}, "south": {{true, -1, anyone, ""}},
	"east": {{false, 1, anyone, ""}}, "west": {{false, -1, anyone, ""}},
	"": {{true, 0, anyone, ""}, {false, 0, anyone, ""}},
}

// axisWords gives the key of meanings for letters and words in lower case.
var axisWords = map[string]string{
	"n": "N", "s": "S", "e": "E", "w": "W", "o": "O", "j": "J", "i": "I", "z": "Z", "v": "V", "l": "L", "p": "P",
	"с": "С", "ю": "Ю", "ј": "Ј", "в": "В", "и": "И", "з": "З", "β": "Β", "ν": "Ν", "α": "Α", "δ": "Δ",
	"lat": "lat", "latitude": "lat", "φ": "lat", "lon": "lon", "lng": "lon", "long": "lon", "longitude": "lon", "λ": "lon",
	"north": "north", "south": "south", "east": "east", "west": "west",
	"sever": "north", "sjever": "north", "jug": "south", "istok": "east", "zapad": "west",
	"север": "north", "југ": "south", "юг": "south", "исток": "east", "изток": "east", "восток": "east", "запад": "west",
	"veri": "north", "lindje": "east", "perëndim": "west",
	"nord": "north", "ost": "east", "süd": "south", "sud": "south", "est": "east", "ouest": "west", "ovest": "west",
}

// pairing is one way to give the two numbers their axes.
type pairing struct {
	a, b   meaning
	shared bool // one language has both letters
}

// resolve gives every reading of two numbers that lies on the earth.
func resolve(a, b angle) ([]Reading, error) {
	ways := pairings(a.name, b.name)
	if len(ways) == 0 {
		if meanings[a.name][0].lat {
			return nil, wrong("both numbers are marked as latitudes: one must be a longitude (E or W)")
		}
		return nil, wrong("both numbers are marked as longitudes: one must be a latitude (N or S)")
	}
	var out []Reading
	var first error
	for _, w := range ways {
		r, err := w.read(a, b)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		if len(out) == 0 || out[0].At != r.At {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return nil, hopeless(a, b, first)
	}
	if len(out) == 1 {
		out[0].Words = sureWords(a, b, out[0])
	}
	return out, nil
}

// sureWords describes the only reading.
func sureWords(a, b angle, r Reading) string {
	switch {
	case a.name == "" && b.name == "" && a.value != b.value:
		second := r.At[1] == a.value
		return r.Words + ": " + show(choose(second, b.value, a.value)) + " cannot be a latitude"
	case r.Words == meanings["S"][0].words:
		return "as typed"
	}
	return r.Words
}

func choose(first bool, a, b float64) float64 {
	if first {
		return a
	}
	return b
}

// pairings keeps the ways in which one language has both letters, and all ways when none has.
func pairings(a, b string) []pairing {
	var all, shared []pairing
	for _, ma := range meanings[a] {
		for _, mb := range meanings[b] {
			if ma.lat == mb.lat {
				continue
			}
			p := pairing{ma, mb, ma.langs&mb.langs != 0}
			all = append(all, p)
			if p.shared {
				shared = append(shared, p)
			}
		}
	}
	if len(shared) > 0 {
		return shared
	}
	return all
}

func (p pairing) read(a, b angle) (Reading, error) {
	va, err := directed(a, p.a)
	if err != nil {
		return Reading{}, err
	}
	vb, err := directed(b, p.b)
	if err != nil {
		return Reading{}, err
	}
	at := orb.Point{vb, va}
	if !p.a.lat {
		at = orb.Point{va, vb}
	}
	if math.Abs(at[1]) > 90 {
		return Reading{}, wrong("latitude %s is out of range: latitudes lie between 90 S and 90 N; a longitude has E or W behind it", show(at[1]))
	}
	if math.Abs(at[0]) > 180 {
		return Reading{}, wrong("longitude %s is out of range: longitudes lie between 180 W and 180 E%s", show(at[0]), sameAs(at[0]))
	}
	return Reading{at, p.words(a, b)}, nil
}

// sameAs names the usual form of a longitude counted around the earth.
func sameAs(lon float64) string {
	if lon > 180 && lon <= 360 {
		return " (" + show(lon) + " E is " + show(360-lon) + " W)"
	}
	return "; check the digits"
}

// directed applies the letter's sense to a number and unpacks DDMM and DDMMSS.
func directed(a angle, m meaning) (float64, error) {
	if a.signed && m.sign != 0 && a.value < 0 {
		return 0, wrong("%s has a minus sign and a compass letter: use one of the two", show(a.value))
	}
	v := a.value
	if len(a.packed) == 1 {
		if u, ok := unpack(a.packed[0], m.lat); ok {
			v = u
		}
	}
	if m.sign == 0 {
		return v, nil
	}
	return m.sign * v, nil
}

// unpack reads 4239N as 42°39′ and 0210955E as 21°9′55″.
func unpack(t token, lat bool) (float64, bool) {
	short := 5
	if lat {
		short = 4
	}
	whole, frac := math.Modf(t.value)
	n := int64(whole)
	var d, m int64
	s := 0.0
	switch t.whole {
	case short:
		d, m, s = n/100, n%100, frac*60
	case short + 2:
		d, m, s = n/10000, n/100%100, float64(n%100)+frac
	default:
		return 0, false
	}
	return float64(d) + float64(m)/60 + s/3600, m < 60 && s < 60
}

func (p pairing) words(a, b angle) string {
	if a.name == "" && b.name == "" {
		if p.a.lat {
			return "latitude first"
		}
		return "longitude first"
	}
	words := p.a.words
	if words == "" {
		words = p.b.words
	} else if p.b.words != "" {
		words += ", " + p.b.words
	}
	if words == "" {
		return "as typed"
	}
	return words
}

// hopeless says why no reading lies on the earth.
func hopeless(a, b angle, first error) error {
	if a.name != "" || b.name != "" {
		return first
	}
	if math.Abs(a.value) > 1000 && math.Abs(b.value) > 1000 {
		return wrong("%s and %s look like metres of a map grid: convert them to degrees first, as in 42.66 N, 21.16 E", show(a.value), show(b.value))
	}
	return wrong("%s, %s is nowhere on the earth: latitudes lie between -90 and 90, longitudes between -180 and 180; check for a lost decimal sign", show(a.value), show(b.value))
}
