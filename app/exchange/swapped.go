package exchange

import (
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
)

// focus are the countries of Europe and Africa, where the program is at home.
var focus = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields(`ALB AND AUT BEL BGR BIH BLR CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IRL ISL ITA LIE LTU LUX LVA MCO
		MDA MKD MLT MNE NLD NOR POL PRT ROU RUS SMR SRB SVK SVN SWE TUR UKR VAT XKX
		AGO BDI BEN BFA BWA CAF CIV CMR COD COG COM CPV DJI DZA EGY ERI ESH ETH GAB GHA GIN GMB GNB GNQ KEN LBR LBY LSO MAR MDG MLI MOZ MRT MUS
		MWI NAM NER NGA RWA SDN SEN SLE SOM SSD STP SWZ SYC TCD TGO TUN TZA UGA ZAF ZMB ZWE`) {
		m[c] = true
	}
	return m
}()

// swap judges whether latitude and longitude stand in each other's place.
type swap struct {
	places  Places
	home    orb.Bound // of the document's sites, widened
	hasHome bool
	rows    int
	near    table.Cluster // of the layer's points as written
	all     string        // why the whole layer looks swapped; "" when it does not
}

func newSwap(list []*feature.Feature, countries []string, doc *scenario.Scenario, p Places) *swap {
	s := &swap{places: p}
	s.home, s.hasHome = docBound(doc, 3)
	lons, lats := make([]float64, 0, len(list)), make([]float64, 0, len(list))
	written, turned, n := 0, 0, 0
	for i := range list {
		q, ok := pointOf(list[i])
		if !ok {
			continue
		}
		n++
		lons, lats = append(lons, q[0]), append(lats, q[1])
		if n > 2000 { // enough to judge by
			continue
		}
		if s.belongs(q, countries[i]) {
			written++
		}
		if t, ok := transposed(q); ok && s.belongs(t, countries[i]) {
			turned++
		}
	}
	s.rows = n
	s.near = table.ClusterOf(lats, lons)
	if judged := min(n, 2000); judged >= 3 && 5*turned >= 4*judged && 5*written <= judged {
		s.all = fmt.Sprintf("%d of %d positions make sense only with latitude and longitude turned round", turned, judged)
	}
	return s
}

// belongs says whether a position is where one would expect it: in the country that its row names, near the document's
// sites, or on land in Europe or Africa.
func (s *swap) belongs(p orb.Point, country string) bool {
	host, _ := s.places.host(p[0], p[1])
	switch {
	case country != "":
		return host == country
	case s.hasHome && s.home.Contains(p):
		return true
	}
	return focus[host]
}

// row says why one position looks swapped, "" when it does not.
func (s *swap) row(p orb.Point, country string) string {
	t, ok := transposed(p)
	if !ok || p[0] == p[1] {
		return ""
	}
	if s.all != "" {
		return s.all
	}
	if country == "" && !s.strays(p, t) {
		return ""
	}
	written, _ := s.places.host(p[0], p[1])
	turned, _ := s.places.host(t[0], t[1])
	switch {
	case country != "" && turned == country && written != country:
		return fmt.Sprintf("as written it lies %s; turned round, in %s as its row says", s.lies(written), s.places.name(turned))
	case country != "":
		return ""
	case s.near.Astray(p[1], p[0]):
		return fmt.Sprintf("as written it lies %s; turned round, %s among the others", s.lies(written), s.lies(turned))
	}
	return fmt.Sprintf("as written it lies %s; turned round, %s near the other sites", s.lies(written), s.lies(turned))
}

// strays says whether a position lies apart from the others, or from the document's sites where it has few others, and
// turned round lies among them.
func (s *swap) strays(p, turned orb.Point) bool {
	if s.near.Astray(p[1], p[0]) {
		return true
	}
	return s.rows < 4 && s.hasHome && s.home.Contains(turned) && !s.home.Pad(7).Contains(p)
}

// words says where a position lies as written and turned round; where both are at sea, what was said before.
func (s *swap) words(p orb.Point, said string) string {
	t, ok := transposed(p)
	written, _ := s.places.host(p[0], p[1])
	turned, _ := s.places.host(t[0], t[1])
	if !ok || turned == "" || math.Abs(p[1]) > feature.MaxLat {
		return said
	}
	return fmt.Sprintf("as written it lies %s; turned round, %s among the others", s.lies(written), s.lies(turned))
}

func (s *swap) lies(country string) string {
	if country == "" {
		return "at sea"
	}
	return "in " + s.places.name(country)
}

// transposed turns a position round; false when that is no position.
func transposed(p orb.Point) (orb.Point, bool) {
	return orb.Point{p[1], p[0]}, math.Abs(p[0]) <= feature.MaxLat && math.Abs(p[1]) <= 180
}

// pointOf gives the place of a feature that is one point.
func pointOf(f *feature.Feature) (orb.Point, bool) {
	switch g := f.Geometry.(type) {
	case orb.Point:
		return g, true
	case orb.MultiPoint:
		if len(g) == 1 {
			return g[0], true
		}
	}
	return orb.Point{}, false
}
