package table

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// Column is what one column is taken to mean.
type Column struct {
	Means    Meaning
	Sure     float64 // 0–1: how sure the guess is; 1 once a person chose
	Why      string  // a clause: "its head is Serbian for latitude"
	Language string  // of its head, "" when that told nothing
	Comma    bool    // 12,5 is twelve and a half in it
}

// Columns is what a table is taken to mean. A person may change every member before Features is called.
type Columns struct {
	Columns []Column // one for each column of the table

	Swap     bool   // rows whose latitude and longitude look swapped are turned round
	SwapAll  bool   // every row is
	LonFirst bool   // of two bare numbers in one cell the first is the longitude
	Metres   bool   // easting and northing are metres of a map grid, which must be named
	Grid     string // what the file says of that grid: "EPSG:32634", "UTM 34N"; "" for nothing
	Notices  []feature.Notice

	// Project turns easting and northing, in metres, and the text of the zone column into lon, lat degrees. Without it
	// such rows are skipped.
	Project func(easting, northing float64, zone string) (orb.Point, error)

	// Place finds the code of a country or division in a row without coordinates, by code or name. Without it only
	// codes are understood.
	Place func(text string) (code string, ok bool)

	// KeepHeads leaves the heads of the columns as keys of the properties, as an overlay wants them. Otherwise the
	// key of a column is its meaning.
	KeepHeads bool
}

// Find gives the column of a meaning, -1 for none.
func (c Columns) Find(m Meaning) int {
	return slices.IndexFunc(c.Columns, func(col Column) bool { return col.Means == m })
}

// Set gives a column a meaning and takes it from the column that had it.
func (c *Columns) Set(column int, m Meaning) {
	if column < 0 || column >= len(c.Columns) {
		return
	}
	for i := range c.Columns {
		if m != Other && m != Ignore && c.Columns[i].Means == m {
			c.Columns[i].Means = Other
		}
	}
	c.Columns[column].Means, c.Columns[column].Sure, c.Columns[column].Why = m, 1, "chosen"
	c.Metres = c.Find(Easting) >= 0 && c.Find(Northing) >= 0
}

// Guess proposes a meaning for every column, by its head in the languages of the region and by what its cells hold.
func Guess(t *feature.Table) Columns {
	g := guesser{table: t, out: Columns{Columns: make([]Column, len(t.Header)), Swap: true}}
	for i := range t.Header {
		g.samples = append(g.samples, sample(t, i))
		g.profiles = append(g.profiles, profileOf(g.samples[i], share(t, parsedCells, parsedMost, parsedLeast)))
		g.out.Columns[i].Comma = g.profiles[i].comma
		g.out.Columns[i].Why = "nothing tells what it means"
	}
	g.bothHeaded = g.headed(Latitude, Longitude)
	g.propose()
	g.settle()
	g.shareComma()
	g.pair()
	g.metres()
	g.notices()
	return g.out
}

// proposal is one meaning for one column.
type proposal struct {
	column   int
	means    Meaning
	sure     float64
	why      string
	language string
}

type guesser struct {
	table     *feature.Table
	samples   [][]string // of each column
	profiles  []profile
	proposals []proposal
	out       Columns

	bothHeaded bool // heads name latitude and longitude
}

func (g *guesser) propose() {
	for i, name := range g.table.Header {
		p := g.profiles[i]
		for rank, h := range headMeanings(name) {
			sure := 0.8
			if !h.exact {
				sure = 0.6
			}
			fit := fits(h.means, p)
			if fit == 0 && h.exact && (h.means == Latitude || h.means == Longitude) {
				fit = 0.6 // each row says for itself what is wrong with it
			}
			if fit == 0 {
				continue
			}
			sure = sure*fit - 0.01*float64(min(rank, 9))
			g.proposals = append(g.proposals, proposal{i, h.means, sure, headWhy(h, fit), h.language})
		}
		g.fromCells(i, p)
	}
}

func headWhy(h head, fit float64) string {
	why := "its head says so (" + h.language + ")"
	if fit > 1 {
		why += " and its cells agree"
	}
	return why
}

// fits says how well the cells of a column agree with a meaning: 0 not at all, 1 no objection, above 1 they agree.
func fits(m Meaning, p profile) float64 {
	if p.filled == 0 {
		return 0.5
	}
	yes := func(ok bool, good float64) float64 {
		if ok {
			return good
		}
		return 0
	}
	switch m {
	case Latitude, Longitude:
		return yes(p.inLon+p.angles >= 0.5 || p.numbers > 0.5 && p.metres < 0.5, 1.2)
	case Easting, Northing:
		return yes(p.numbers > 0.5, 1)
	case Coordinates:
		return yes(p.placed >= 0.4, 1.2)
	case Capacity, MaxStay:
		return yes(p.numbers >= 0.5, 1.1)
	case Altitude, Cost:
		return yes(p.numbers >= 0.3 || p.length < 20, 1)
	case Name:
		return yes(p.numbers < 0.5 && p.placed < 0.5, 1+0.2*p.unique)
	case Country:
		return yes(p.numbers < 0.2 && p.length < 40, 1)
	case Status, Kind, Regime, Operator, Precision:
		return yes(p.numbers < 0.5 && p.length < 40, 1.1-0.3*p.unique)
	case Opening, AsOf:
		return yes(p.dates > 0.3 || p.length < 20 && p.placed < 0.5 && p.fractions < 0.3, 1)
	case Source:
		return yes(p.numbers < 0.5, 1+0.2*p.links)
	case HostPlace:
		return yes(p.countries+p.divisions > 0.5, 1.2)
	}
	return 1
}

// fromCells proposes what the cells alone say.
func (g *guesser) fromCells(i int, p profile) {
	add := func(m Meaning, sure float64, why string) {
		g.proposals = append(g.proposals, proposal{i, m, sure, why, ""})
	}
	switch {
	case p.filled == 0:
	case p.placed > 0.7 && !g.bothHeaded:
		add(Coordinates, 0.75, "its cells are coordinates")
	case p.uuids > 0.8:
		add(ID, 0.7, "its cells are identities")
	case p.links > 0.7:
		add(Source, 0.5, "its cells are addresses of pages")
	case p.divisions > 0.8:
		add(Division, 0.6, "its cells are codes of divisions")
	case p.countries > 0.8 && p.length <= 3:
		add(Country, 0.5, "its cells are codes of countries")
	case p.numbers < 0.1 && p.length < 40 && p.unique > 0.7:
		add(Name, 0.3-0.01*float64(min(i, 20)), "it is the first column of names")
	case p.numbers < 0.1 && p.length >= 40:
		add(Description, 0.3, "its cells are sentences")
	}
}

// headed tells whether the head of some column says each of the meanings.
func (g *guesser) headed(all ...Meaning) bool {
	for _, m := range all {
		if !slices.ContainsFunc(g.table.Header, func(name string) bool {
			return slices.ContainsFunc(headMeanings(name), func(h head) bool { return h.means == m && h.exact })
		}) {
			return false
		}
	}
	return true
}

// settle gives every meaning to one column, the surest first.
func (g *guesser) settle() {
	sort.SliceStable(g.proposals, func(a, b int) bool { return g.proposals[a].sure > g.proposals[b].sure })
	taken := map[Meaning]bool{}
	done := map[int]bool{}
	for _, p := range g.proposals {
		if done[p.column] || taken[p.means] {
			continue
		}
		done[p.column], taken[p.means] = true, true
		c := &g.out.Columns[p.column]
		c.Means, c.Sure, c.Why, c.Language = p.means, min(p.sure, 0.99), p.why, p.language
	}
}

// pair looks after latitude and longitude: x and y that are degrees, one without the other, and columns without heads.
func (g *guesser) pair() {
	g.degreesFromGrid()
	lat, lon := g.out.Find(Latitude), g.out.Find(Longitude)
	switch {
	case lat >= 0 && lon >= 0:
	case lat >= 0 || lon >= 0:
		g.otherHalf(lat, lon)
	case g.out.Find(Coordinates) < 0 && g.out.Find(Easting) < 0:
		g.twoColumns()
	}
	if g.out.Find(Coordinates) >= 0 && g.out.Find(Latitude) < 0 {
		g.out.LonFirst = g.combinedOrder()
	}
}

// degreesFromGrid takes columns called x and y for degrees when their numbers are.
func (g *guesser) degreesFromGrid() {
	e, n := g.out.Find(Easting), g.out.Find(Northing)
	if e < 0 || n < 0 {
		return
	}
	pe, pn := g.profiles[e], g.profiles[n]
	if pe.metres+pn.metres > 1 || pe.inLon < 0.5 || pn.inLon < 0.5 {
		return
	}
	if g.out.Find(Latitude) < 0 && g.out.Find(Longitude) < 0 {
		g.out.Columns[e].Means, g.out.Columns[n].Means = Longitude, Latitude
	} else {
		g.out.Columns[e].Means, g.out.Columns[n].Means = Other, Other
	}
}

// otherHalf looks beside a column for the coordinate that is missing.
func (g *guesser) otherHalf(lat, lon int) {
	have, missing := max(lat, lon), Latitude
	if lat >= 0 {
		missing = Longitude
	}
	for _, i := range []int{have + 1, have - 1} {
		if i >= 0 && i < len(g.profiles) && g.halfFree(i) {
			g.out.Columns[i] = Column{missing, 0.5, "it stands beside the other coordinate", "", g.profiles[i].comma}
			return
		}
	}
}

// halfFree tells whether a column could hold coordinates and has no sure meaning yet.
func (g *guesser) halfFree(i int) bool {
	p := g.profiles[i]
	return g.out.Columns[i].Sure < 0.6 && p.inLon+p.angles > 0.7 && p.fractions+p.angles > 0.5
}

// twoColumns finds two neighbours with fractions within the range of coordinates.
func (g *guesser) twoColumns() {
	for i := 0; i+1 < len(g.profiles); i++ {
		a, b := g.profiles[i], g.profiles[i+1]
		if !g.halfFree(i) || !g.halfFree(i+1) {
			continue
		}
		lat, lon, sure := i, i+1, 0.5
		why := "two columns of degrees; the first is taken as the latitude"
		if a.inLat < 0.99 && b.inLat > 0.99 {
			lat, lon, sure, why = i+1, i, 0.7, "two columns of degrees, and the other one goes beyond ±90"
		} else if b.inLat < 0.99 {
			sure, why = 0.7, "two columns of degrees, and only one goes beyond ±90"
		}
		g.out.Columns[lat] = Column{Latitude, sure, why, "", g.profiles[lat].comma}
		g.out.Columns[lon] = Column{Longitude, sure, why, "", g.profiles[lon].comma}
		return
	}
}

// metres sets aside latitudes that are metres.
func (g *guesser) metres() {
	lat, lon := g.out.Find(Latitude), g.out.Find(Longitude)
	if lat >= 0 && lon >= 0 && g.profiles[lat].metres > 0.5 && g.profiles[lon].metres > 0.5 {
		g.out.Columns[lat].Means, g.out.Columns[lon].Means = Northing, Easting
		for _, i := range []int{lat, lon} {
			g.out.Columns[i].Why = "its numbers are too great for degrees and look like metres"
			g.out.Columns[i].Sure = 0.5
		}
	}
	switch e, n := g.out.Find(Easting), g.out.Find(Northing); {
	case e >= 0 && n >= 0:
		g.out.Metres = true
		g.out.Grid = gridNamed(g.table.Header[e] + " " + g.table.Header[n])
	case max(e, n) >= 0: // one alone is something else, such as a number called N
		g.out.Columns[max(e, n)] = Column{Why: "nothing tells what it means", Comma: g.profiles[max(e, n)].comma}
	}
}

// shareComma lets a column whose numbers could be read both ways follow the others.
func (g *guesser) shareComma() {
	commas, points := 0, 0
	for i := range g.profiles {
		c, p, _ := decimalComma(g.samples[i])
		commas, points = commas+c, points+p
	}
	for i := range g.profiles {
		c, p, unclear := decimalComma(g.samples[i])
		withComma := !onlyPoints(g.samples[i])
		degrees := g.out.Columns[i].Means == Latitude || g.out.Columns[i].Means == Longitude
		if c == 0 && p == 0 && unclear > 0 && withComma && commas > points && (degrees || g.out.Columns[i].Means == Other) {
			g.out.Columns[i].Comma = true
		}
		if c == 0 && p == 0 && unclear > 0 && (g.out.Columns[i].Means == Capacity || g.out.Columns[i].Means == MaxStay) {
			g.out.Columns[i].Comma = onlyPoints(g.samples[i])
		}
	}
}

// onlyPoints tells whether the marks of thousands are points, so that a comma would be the decimal sign.
func onlyPoints(texts []string) bool {
	for _, t := range texts {
		if strings.Contains(t, ",") {
			return false
		}
	}
	return true
}

func (g *guesser) notices() {
	say := func(message string) { g.out.Notices = append(g.out.Notices, feature.Notice{Message: message}) }
	commas, example := 0, ""
	for i, c := range g.out.Columns {
		if c.Comma && c.Means != Other {
			commas += g.profiles[i].commas
			if example == "" {
				example = g.profiles[i].example
			}
		}
	}
	if commas > 0 && example != "" {
		if json, ok := plain(example, true); ok {
			say(fmt.Sprintf("the decimal sign is a comma: %s is read as %s", example, json))
		}
	}
	if g.out.Metres {
		if g.out.Grid == "" {
			say(GridUnsaid)
		} else {
			say("the positions look like metres of a map grid, said to be " + g.out.Grid)
		}
	}
}

// GridUnsaid is the notice on positions in metres of a grid that the file does not name.
const GridUnsaid = "the positions look like metres of a map grid, which is not said"

// gridNamed finds a coordinate system in the heads: "E [EPSG:32634]", "UTM 34N Y".
func gridNamed(heads string) string {
	if m := gridName.FindString(heads); m != "" {
		return strings.ToUpper(strings.Join(strings.Fields(m), " "))
	}
	return ""
}

var gridName = regexp.MustCompile(`(?i)epsg:?\s*\d{4,5}|utm\s*(zone\s*)?\d{1,2}\s*[ns]?\b`)
