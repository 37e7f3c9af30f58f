package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/crs"
	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
)

// Candidate is a coordinate system in which a file's numbers make sense.
type Candidate struct {
	CRS    crs.CRS
	Sample orb.Point // lon, lat degrees: where the first position would lie
	Near   int       // of the positions that were tried, how many lie near the document's sites
	Land   int       // and how many on land in Europe or Africa
	Tried  int
	Why    string // a clause: "all 38 lie in Serbia, Kosovo and Albania"
}

// offered are the systems that are tried: those whose numbers differ enough to be told apart.
func offered() []crs.CRS {
	var out []crs.CRS
	add := func(code int) {
		if c, ok := crs.ByNumber(code); ok {
			out = append(out, c)
		}
	}
	for zone := 28; zone <= 38; zone++ {
		add(32600 + zone)
		add(32700 + zone)
	}
	for _, code := range []int{3857, 3035, 9141, 6870, 3765, 3794, 2180, 2154, 4647, 5650} {
		add(code)
	}
	return out
}

const triedPositions = 200

// candidates lists the systems in which positions given in metres fall on land, the likeliest first.
func candidates(positions []orb.Point, doc *scenario.Scenario, p Places) []Candidate {
	positions = positions[:min(len(positions), triedPositions)]
	home, hasHome := docBound(doc, 3)
	var out []Candidate
	for _, system := range offered() {
		c := Candidate{CRS: system, Tried: len(positions)}
		hosts := map[string]int{}
		for i, q := range positions {
			lon, lat, err := system.LonLat(q[0], q[1])
			if err != nil {
				continue
			}
			at := orb.Point{lon, lat}
			if middle, ok := zoneMiddle(system.Code); ok && math.Abs(lon-middle) > 6 {
				continue // nobody uses a zone so far from its middle
			}
			if i == 0 {
				c.Sample = at
			}
			if hasHome && home.Contains(at) {
				c.Near++
			}
			if country, _ := p.host(lon, lat); focus[country] {
				c.Land++
				hosts[country]++
			}
		}
		if c.Land == 0 && c.Near == 0 {
			continue
		}
		c.Why = fmt.Sprintf("%d of %d lie in %s", max(c.Land, c.Near), c.Tried, hostNames(hosts, p))
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Near, a.Near), cmp.Compare(b.Land, a.Land))
	})
	return out[:min(len(out), 6)]
}

// zoneMiddle is the central meridian of a UTM zone, in degrees.
func zoneMiddle(code int) (lon float64, ok bool) {
	zone := code % 100
	return float64(6*zone - 183), code/100 == 326 || code/100 == 327
}

func hostNames(hosts map[string]int, p Places) string {
	codes := sortedKeys(hosts)
	slices.SortStableFunc(codes, func(a, b string) int { return cmp.Compare(hosts[b], hosts[a]) })
	var names []string
	for _, c := range codes[:min(len(codes), 3)] {
		names = append(names, p.name(c))
	}
	if len(names) == 0 {
		return "the area of the document"
	}
	return strings.Join(names, ", ")
}

// docBound is the box of a document's sites, widened by degrees.
func docBound(doc *scenario.Scenario, by float64) (b orb.Bound, ok bool) {
	if doc == nil {
		return b, false
	}
	for _, s := range doc.Sites.All() {
		if s.At == nil {
			continue
		}
		if !ok {
			b, ok = s.At.Bound(), true
		}
		b = b.Extend(*s.At)
	}
	return b.Pad(by), ok
}

// positionsOf gives the first positions of a dataset, in order.
func positionsOf(d *feature.Dataset) (out []orb.Point) {
	for i := range d.Layers {
		for j := range d.Layers[i].Features {
			if len(out) >= triedPositions {
				return out
			}
			n := 0
			feature.Each(d.Layers[i].Features[j].Geometry, func(p orb.Point) {
				if n++; n <= 3 {
					out = append(out, p)
				}
			})
		}
	}
	return out
}

// Reproject turns every position of a dataset whose numbers are metres into degrees, by a system that somebody chose.
// Features that do not fit are skipped and named. The dataset itself is not changed.
func Reproject(d *feature.Dataset, system crs.CRS) *feature.Dataset {
	out := *d
	out.Planar = false
	out.Skipped = slices.Clone(d.Skipped)
	out.Notices = append(slices.Clone(d.Notices), feature.Notice{Message: "positions were turned into degrees from " + system.String()})
	out.Layers = make([]feature.Layer, len(d.Layers))
	for i, l := range d.Layers {
		kept := make([]feature.Feature, 0, len(l.Features))
		for _, f := range l.Features {
			if err := reproject(&f, system); err != nil {
				out.Skipped = append(out.Skipped, feature.Notice{Where: f.Where, Message: err.Error()})
				continue
			}
			kept = append(kept, f)
		}
		l.Features = kept
		out.Layers[i] = l
	}
	return &out
}

func reproject(f *feature.Feature, system crs.CRS) error {
	if f.Geometry == nil {
		return nil
	}
	var fault error
	g := orb.Clone(f.Geometry)
	f.Geometry = each(g, func(p orb.Point) orb.Point {
		lon, lat, err := system.LonLat(p[0], p[1])
		if err != nil && fault == nil {
			fault = err
		}
		return orb.Point{lon, lat}
	})
	return fault
}

// each changes every position where it stands.
func each(g orb.Geometry, f func(orb.Point) orb.Point) orb.Geometry {
	all := func(list []orb.Point) {
		for i := range list {
			list[i] = f(list[i])
		}
	}
	switch g := g.(type) {
	case orb.Point:
		return f(g)
	case orb.MultiPoint:
		all(g)
	case orb.LineString:
		all(g)
	case orb.Ring:
		all(g)
	case orb.MultiLineString:
		for _, l := range g {
			all(l)
		}
	case orb.Polygon:
		for _, r := range g {
			all(r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			each(p, f)
		}
	case orb.Collection:
		for i := range g {
			g[i] = each(g[i], f)
		}
	}
	return g
}

var errNoGrid = errors.New("easting and northing are metres of a coordinate system that the file does not name; choose it")

// project turns easting and northing of a table's row into degrees: by the system that was chosen, the one that the
// file names, or the zone of the row.
func project(chosen, grid string) func(easting, northing float64, zone string) (orb.Point, error) {
	return func(easting, northing float64, zone string) (orb.Point, error) {
		system, err := gridOf(chosen, grid, zone)
		if err != nil {
			return orb.Point{}, err
		}
		lon, lat, err := system.LonLat(easting, northing)
		return orb.Point{lon, lat}, err
	}
}

func gridOf(chosen, grid, zone string) (crs.CRS, error) {
	for _, name := range []string{chosen, zone, grid} {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if c, ok := utmOf(name); ok {
			return c, nil
		}
		c, err := crs.Parse(name)
		if err == nil && !c.Geographic {
			return c, nil
		}
		if err != nil && (name == chosen || name == grid) {
			return crs.CRS{}, err
		}
	}
	return crs.CRS{}, errNoGrid
}

// utmOf reads "34N", "34 T", "UTM 34N", "zone 36S". A letter from N on is of the north; N alone may be half or band,
// and both are north.
func utmOf(s string) (crs.CRS, bool) {
	fields := strings.FieldsFunc(strings.ToUpper(s), func(r rune) bool { return !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z') })
	joined := strings.Join(fields, "")
	for _, prefix := range []string{"WGS84", "UTM", "ZONE"} {
		joined = strings.TrimPrefix(joined, prefix)
	}
	digits := strings.TrimRight(joined, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	zone, err := strconv.Atoi(digits)
	letter := strings.TrimPrefix(joined, digits)
	if err != nil || zone < 1 || zone > 60 || len(letter) > 1 || len(digits) > 2 {
		return crs.CRS{}, false
	}
	if letter == "" {
		return crs.CRS{}, false
	}
	code := 32600
	if letter[0] < 'N' || letter == "S" {
		code = 32700
	}
	return crs.ByNumber(code + zone)
}
