package audience

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/crs"
	"hubscape/app/scenario"
	"hubscape/geo/measure"
)

// nearness is how near, in metres, a position in a text may not come to an exact one, and the error, in metres, from
// which on it says no more than the copy.
type nearness struct{ within, coarse float64 }

// near5 is for a point that the copy shows to a town or not at all, near10 for one it shows more coarsely.
var (
	near5  = nearness{5_000, 2_800} // half of a cell of the grid
	near10 = nearness{10_000, 6_000}
)

func (s secret) nearness() nearness {
	if s.precision == scenario.PrecisionDivision || s.precision == scenario.PrecisionCountry {
		return near10
	}
	return near5
}

// reach is the side, in degrees, of the squares in which exact points are kept. It is more than the farthest nearness
// even in the far north, up to 80 degrees.
const reach = 0.6

// positions finds positions near exact ones that were held back, however a text writes them. A hemisphere that is left
// out or mistaken hides nothing: all degrees are without their sign.
type positions struct {
	secrets []secret
	bySide  map[[2]int][]int  // secrets by the square they lie in
	degrees map[[2]int]bool   // whole degrees of secrets and of what is beside them
	open    map[[2]int64]bool // what the copy itself shows, in millionths of a degree
	zones   []crs.CRS         // UTM zones of the secrets
}

func newPositions(secrets []secret, shown []orb.Point) *positions {
	p := &positions{secrets: secrets, bySide: map[[2]int][]int{}, degrees: map[[2]int]bool{}, open: map[[2]int64]bool{}}
	for _, at := range shown {
		p.open[millionths(at)] = true
	}
	zones := map[string]bool{}
	for i, s := range secrets {
		if s.kind != kindPoint {
			continue
		}
		at := square(unsigned(s.at))
		p.bySide[at] = append(p.bySide[at], i)
		p.besides(unsigned(s.at))
		if zone := crs.UTM(s.at[0], s.at[1]); !zones[zone.Name] {
			zones[zone.Name] = true
			p.zones = append(p.zones, zone)
		}
	}
	return p
}

// besides notes the whole degrees of a position and those about it.
func (p *positions) besides(at orb.Point) {
	x, y := int(at[0]), int(at[1])
	for dx := -1; dx <= 1; dx++ {
		for dy := -1; dy <= 1; dy++ {
			p.degrees[[2]int{x + dx, y + dy}] = true
		}
	}
}

// likely tells whether the numbers of a run can be a position near a secret, by their whole degrees.
func (p *positions) likely(run []figure) bool {
	first := run[0]
	for _, j := range []int{len(run) / 2, (len(run) + 1) / 2} {
		if first.whole > 3 || run[j].whole > 3 { // ddmmss in one
			return len(run) == 2
		}
		a, b := int(first.value), int(run[j].value)
		if p.degrees[[2]int{a, b}] || p.degrees[[2]int{b, a}] {
			return true
		}
	}
	return false
}

func unsigned(p orb.Point) orb.Point { return orb.Point{math.Abs(p[0]), math.Abs(p[1])} }

func square(p orb.Point) [2]int { return [2]int{int(p[0] / reach), int(p[1] / reach)} }

func millionths(p orb.Point) [2]int64 {
	p = unsigned(p)
	return [2]int64{int64(math.Round(p[0] * 1e6)), int64(math.Round(p[1] * 1e6))}
}

// at gives the secrets near a position that is right to so many metres.
func (p *positions) at(at orb.Point, metres float64, found map[int]bool) {
	at = unsigned(at)
	if p.open[millionths(at)] || at[1] > 90 {
		return
	}
	side := square(at)
	for dx := -1; dx <= 1; dx++ {
		for dy := -1; dy <= 1; dy++ {
			for _, i := range p.bySide[[2]int{side[0] + dx, side[1] + dy}] {
				s := p.secrets[i]
				if n := s.nearness(); metres < n.coarse && measure.GreatCircle(at, unsigned(s.at)) < n.within {
					found[i] = true
				}
			}
		}
	}
}

// in notes the secrets that positions of a text come near to.
func (p *positions) in(text string, found map[int]bool) {
	if len(p.bySide) == 0 || digitsOf(text) < 4 {
		return
	}
	numbers := numbersOf(text)
	p.pairs(text, numbers, found)
	p.notations(text, numbers, found)
	p.metres(text, found)
	p.squares(text, found)
}

func digitsOf(s string) (n int) {
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// figure is a number in a text.
type figure struct {
	from, to int
	places   int // digits behind the point
	whole    int // before it
	value    float64
}

var figures = regexp.MustCompile(`\d{1,20}(?:[.,·]\d{1,20})?`)

func numbersOf(text string) (out []figure) {
	for _, at := range figures.FindAllStringIndex(text, -1) {
		s := strings.NewReplacer(",", ".", "·", ".").Replace(text[at[0]:at[1]])
		whole, frac, _ := strings.Cut(s, ".")
		v, err := strconv.ParseFloat(s, 64)
		if err == nil {
			out = append(out, figure{at[0], at[1], len(frac), len(whole), v})
		}
	}
	return out
}

// degree is the length of a degree of latitude in metres.
const degree = 111_200

// half is how many metres the last digit of a number of degrees, or of a part of one, leaves open.
func half(unit float64, places int) float64 { return unit * math.Pow(10, -float64(places)) / 2 }

// pairs finds decimal degrees of which one stands soon behind the other, in either order, whatever words are between.
func (p *positions) pairs(text string, list []figure, found map[int]bool) {
	for i := 0; i+1 < len(list); i++ {
		a, b := list[i], list[i+1]
		if a.places == 0 || b.places == 0 || b.from-a.to > near {
			continue
		}
		open := half(degree, min(a.places, b.places))
		p.at(orb.Point{a.value, b.value}, open, found)
		p.at(orb.Point{b.value, a.value}, open, found)
	}
}

// apart is how many bytes stand at most between the numbers of one position in degrees, minutes and seconds.
const apart = 20

// notations finds what measure.Parse reads: each run of two to six numbers with the marks and words about it.
func (p *positions) notations(text string, list []figure, found map[int]bool) {
	for i := range list {
		for n := 2; n <= 6 && i+n <= len(list); n++ {
			last, before := list[i+n-1], list[i+n-2]
			if last.from-before.to > apart {
				break
			}
			p.reading(text, list[i:i+n], found)
		}
	}
}

// reading tries a run of numbers with and without the word before and the word behind it.
func (p *positions) reading(text string, run []figure, found map[int]bool) {
	open := openOf(run)
	if open > near10.coarse || !p.likely(run) {
		return
	}
	from, to := run[0].from, run[len(run)-1].to
	if from > 0 && text[from-1] == '-' {
		from--
	}
	tail := marksAfter(text, to)
	starts := slices.Compact([]int{wordBefore(text, from), from})
	ends := slices.Compact([]int{wordAfter(text, tail), tail, to})
	for _, a := range starts {
		for _, b := range ends {
			readings, err := measure.Parse(strings.Trim(text[a:b], " \t\r\n,;:.()[]“”„"))
			if err != nil {
				continue
			}
			for _, r := range readings {
				p.at(r.At, open, found)
			}
			if len(readings) == 1 && readings[0].Words == "as typed" { // letters settle it
				return
			}
		}
	}
}

// openOf is how many metres the numbers of a position leave open.
func openOf(run []figure) float64 {
	places, packed := run[len(run)-1].places, false
	for _, f := range run {
		packed = packed || f.whole > 3 // ddmmss in one
	}
	switch {
	case packed:
		return 0
	case len(run) == 2:
		return half(degree, min(places, run[0].places))
	case len(run) < 5:
		return half(degree/60, places)
	}
	return half(degree/3600, places)
}

// marksAfter gives the end of the signs of degrees, minutes and seconds at a place.
func marksAfter(text string, at int) int {
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if !strings.ContainsRune("°º˚′’‘'ʹ″”“„ʺ\"", r) {
			break
		}
		at += n
	}
	return at
}

// wordAfter gives the end of the word that stands behind a place, wordBefore the start of the one before it.
func wordAfter(text string, at int) int {
	end := at
	for end < len(text) && text[end] == ' ' {
		end++
	}
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) || end-at > 24 {
			break
		}
		end += n
	}
	return end
}

func wordBefore(text string, at int) int {
	start := at
	for start > 0 && strings.IndexByte(" :=", text[start-1]) >= 0 {
		start--
	}
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if !unicode.IsLetter(r) || at-start > 24 {
			break
		}
		start -= n
	}
	return start
}

var grouped = regexp.MustCompile(`\d{6,7}(?:[.,]\d{1,3})?|\d{1,3}(?:[ .'’\x{a0}\x{202f}]\d{3}){1,2}(?:[.,]\d{1,3})?`)

// metres finds an easting and a northing of UTM that stand side by side, in the zones of what was held back.
func (p *positions) metres(text string, found map[int]bool) {
	last, end := 0.0, -1
	for _, at := range grouped.FindAllStringIndex(text, -1) {
		if at[0] > 0 && isDigit(text[at[0]-1]) || at[1] < len(text) && isDigit(text[at[1]]) {
			continue
		}
		v := gridNumber(text[at[0]:at[1]])
		if v < 100_000 || v >= 10_000_000 {
			continue
		}
		if end >= 0 && at[0]-end <= near {
			for _, zone := range p.zones {
				p.grid(zone, last, v, 0, found)
				p.grid(zone, v, last, 0, found)
			}
		}
		last, end = v, at[1]
	}
}

// gridNumber reads a number of metres with or without signs between its groups.
func gridNumber(s string) float64 {
	var digits []byte
	for i := range len(s) {
		if isDigit(s[i]) {
			digits = append(digits, s[i])
		}
	}
	if cut := strings.LastIndexAny(s, ".,"); cut >= 0 && len(digits) > 7 || cut >= 0 && len(s)-cut-1 != 3 {
		digits = digits[:len(digits)-(len(s)-cut-1)]
	}
	v, err := strconv.ParseFloat(string(digits), 64)
	if err != nil {
		return 0
	}
	return v
}

// grid looks at an easting and a northing in metres that are right to so many metres.
func (p *positions) grid(zone crs.CRS, east, north, metres float64, found map[int]bool) {
	if east < 100_000 || east >= 900_000 {
		return
	}
	if lon, lat, err := zone.LonLat(east, north); err == nil {
		p.at(orb.Point{lon, lat}, metres, found)
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

var military = regexp.MustCompile(`(?i)\b(\d{1,2})\s?[C-HJ-NP-X]\s?([A-HJ-NP-Z])([A-HJ-NP-V])\s?(\d{2,5})\s?(\d{2,5})\b`)

// squares finds positions of the military grid.
func (p *positions) squares(text string, found map[int]bool) {
	for _, m := range military.FindAllStringSubmatch(text, -1) {
		digits := m[4] + m[5]
		n := len(digits) / 2
		zone, err := strconv.Atoi(m[1])
		if len(digits)%2 != 0 || err != nil || n < 2 || zone < 1 || zone > 60 {
			continue
		}
		size := math.Pow(10, float64(5-n))
		e, _ := strconv.ParseFloat(digits[:n], 64)
		r, _ := strconv.ParseFloat(digits[n:], 64)
		columns := []string{"STUVWXYZ", "ABCDEFGH", "JKLMNPQR"}[zone%3]
		column := strings.Index(columns, strings.ToUpper(m[2]))
		row := strings.Index("ABCDEFGHJKLMNPQRSTUV", strings.ToUpper(m[3]))
		if column < 0 || row < 0 {
			continue
		}
		if zone%2 == 0 {
			row = (row + 15) % 20 // even zones begin with F
		}
		east := float64(column+1)*100_000 + (e+0.5)*size
		for lap := range 5 { // the letters of rows come again every 2000 km
			north := float64(row)*100_000 + float64(lap)*2_000_000 + (r+0.5)*size
			for _, half := range []float64{1, -1} {
				p.grid(crs.UTM(float64(6*zone-183), half), east, north, size/2, found)
			}
		}
	}
}
