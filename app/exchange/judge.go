package exchange

import (
	"fmt"
	"hash/maphash"
	"math"
	"reflect"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
)

// judge says of each candidate what would become of it.
func (b *builder) judge(list []candidate) {
	features := make([]*feature.Feature, 0, len(list))
	countries := make([]string, 0, len(list))
	for i := range list {
		if list[i].skipped == "" {
			list[i].country = countryOf(list[i].feature, b.out.Fields, b.places)
			features = append(features, list[i].feature)
			countries = append(countries, list[i].country)
		}
	}
	b.swap = newSwap(features, countries, b.doc, b.places)
	if b.in.Table == nil && b.decided.Turn == TurnLooks {
		b.out.Swapped = b.swap.all
	}
	known := newKnown(b.doc)
	b.out.Rows = make([]Row, 0, len(list))
	for i := range list {
		b.out.Rows = append(b.out.Rows, b.row(i, &list[i], known))
		if r := &b.out.Rows[i]; b.p.once && b.out.As == AsSites {
			*list[i].feature, r.Feature, list[i] = feature.Feature{}, nil, candidate{}
		}
	}
}

// choices that most rows have. They are not changed.
var (
	takeOrLeave = []Choice{Take, Leave}
	leaveOnly   = []Choice{Leave}
	leaveOrMend = []Choice{Leave, Mend}
)

// countryOf is the code of the country that a feature names itself.
func countryOf(f *feature.Feature, fields map[string]string, p Places) string {
	for _, prop := range f.Properties {
		if fields[prop.Key] == "country" || prop.Key == "country" {
			if code, ok := p.code(plainText(prop.Raw)); ok && !strings.Contains(code, "-") {
				return code
			}
		}
	}
	return ""
}

func (b *builder) row(i int, c *candidate, known *known) Row {
	if c.mended == nil && b.out.As == AsSites && (c.skipped != "" || c.feature.Geometry == nil) {
		b.findTown(c)
	}
	r := Row{ID: RowID{b.layer, i}, Where: c.feature.Where, Name: c.feature.Name, State: Ready, Choices: takeOrLeave}
	f := c.feature
	chosen := b.p.dec.Rows[r.ID]
	switch {
	case c.skipped != "":
		r.State, r.Reason, r.Choices, r.Fix = Skipped, c.skipped, leaveOnly, c.fix
		if c.mended != nil {
			r.Choices = leaveOrMend
		}
		if chosen == Mend && c.mended != nil {
			f = c.mended
		}
	case b.planar:
		r.State, r.Reason, r.Choices = Skipped, "its numbers look like metres; choose the coordinate system first", leaveOnly
	case b.out.As == AsSites && !b.placed(f):
		r.State, r.Reason, r.Choices, r.Fix = Skipped, b.noPlace(f), leaveOnly, c.fix
		if c.mended != nil {
			r.Choices = leaveOrMend
		}
		if chosen == Mend && c.mended != nil {
			f = c.mended
		}
	default:
		f = b.turned(&r, c, f, chosen)
	}
	r.Choice = pick(r.Choices, chosen)
	if r.Choice == Leave {
		return r
	}
	b.fill(&r, f, known, chosen)
	return r
}

// findTown offers the town that a row without a position is named for. What the row says of itself stays.
func (b *builder) findTown(c *candidate) {
	name := c.feature.Name
	if name == "" {
		for _, p := range c.feature.Properties {
			if b.field(p.Key) == "name" {
				name = plainText(p.Raw)
			}
		}
	}
	if t, ok := b.places.town(name, countryOf(c.feature, b.out.Fields, b.places)); ok {
		f := *c.feature
		f.Geometry, f.Z = t.At, nil
		c.mended, c.fix = &f, "Use the town "+t.Name
	}
}

// pick takes what was chosen when it can be chosen, else what is proposed.
func pick(choices []Choice, chosen Choice) Choice {
	for _, c := range choices {
		if c == chosen {
			return c
		}
	}
	return choices[0]
}

// placed says whether a feature can be a site: one point, or a country or division.
func (b *builder) placed(f *feature.Feature) bool {
	if _, ok := pointOf(f); ok {
		return true
	}
	if f.Geometry != nil {
		return false
	}
	var s scenario.Site
	b.setFields(&s, f)
	return s.HostPlace != "" && (s.Precision == scenario.PrecisionCountry || s.Precision == scenario.PrecisionDivision)
}

func (b *builder) noPlace(f *feature.Feature) string {
	if f.Geometry != nil {
		return "is a " + strings.ToLower(f.Geometry.GeoJSONType()) + ", not a point; bring it in as an overlay"
	}
	return "has no place; give it a position, or bring it in as an overlay"
}

// turned looks whether latitude and longitude are swapped, and turns them as decided.
func (b *builder) turned(r *Row, c *candidate, f *feature.Feature, chosen Choice) *feature.Feature {
	p, ok := pointOf(f)
	if !ok {
		return f
	}
	written, looks := p, ""
	if c.table != nil { // the reader of tables judges its rows, and has turned them
		if c.table.Turned {
			written = orb.Point{p[1], p[0]}
		}
		if c.table.State == table.Swapped {
			looks = b.swap.words(written, c.table.Reason)
		}
		if looks == "" && !c.table.Turned && b.decided.Turn == TurnLooks {
			looks = b.swap.row(p, countryOf(f, map[string]string{"country": "country"}, b.places))
		}
	} else if b.decided.Turn != TurnAll {
		looks = b.swap.row(p, c.country)
	}
	turn := b.decided.Turn == TurnAll || c.table != nil && c.table.Turned || looks != "" && b.decided.Turn == TurnLooks
	if looks != "" {
		r.State, r.Reason = Swapped, looks
		r.Choices = []Choice{Turn, AsWritten, Leave}
		if !turn {
			r.Choices = []Choice{AsWritten, Turn, Leave}
		}
		turn = pick(r.Choices, chosen) == Turn
	}
	if t, ok := transposed(written); turn && ok {
		at := written
		r.Written = &at
		return moved(f, t)
	}
	return moved(f, written)
}

// moved gives a feature as one point at p, itself when it is that already.
func moved(f *feature.Feature, p orb.Point) *feature.Feature {
	if at, ok := f.Geometry.(orb.Point); ok && at == p {
		return f
	}
	out := *f
	out.Geometry = p
	return &out
}

// fill makes the site or overlay feature of a row that enters, and compares it with what is there.
func (b *builder) fill(r *Row, f *feature.Feature, known *known, chosen Choice) {
	if q, ok := pointOf(f); ok {
		f = moved(f, q)
		r.At = &q
	}
	r.Feature = f
	if b.out.As != AsSites {
		return
	}
	s := b.site(r, f)
	r.Site = s
	name := foldHead(s.Name)
	old, near := known.find(s, name)
	switch {
	case old != nil:
		r.Existing, s.ID = old.ID, old.ID
		merged := updated(old, s, r.said)
		if r.Site = merged; reflect.DeepEqual(merged, old) {
			r.State, r.Reason, r.Choices = Same, "is in the document already, just so", []Choice{Leave}
			break
		}
		r.State, r.Reason = Update, fmt.Sprintf("is in the document already as %q and differs", short(old.Name))
		r.Choices = []Choice{Replace, Leave}
	case near != nil:
		r.Existing = near.ID
		r.State, r.Reason = Twin, fmt.Sprintf("a site %q lies %s from here already", short(near.Name), distance(near, s))
		r.Choices = []Choice{Leave, AddTwin}
	case r.State == Ready:
		b.elsewhere(r, s)
	}
	if r.Choice != Turn && r.Choice != AsWritten && r.Choice != Mend || old != nil || near != nil {
		r.Choice = pick(r.Choices, chosen)
	}
	if r.Choice == Leave {
		r.Site, r.At = nil, nil
		return
	}
	known.add(s, name)
}

// elsewhere compares the country that a row names with the one its point lies in.
func (b *builder) elsewhere(r *Row, s *scenario.Site) {
	says := countryOf(r.Feature, b.out.Fields, b.places)
	if says == "" || s.At == nil {
		return
	}
	if host, _ := b.places.host(s.At.Lon(), s.At.Lat()); host != "" && host != says {
		r.State, r.Reason = Elsewhere, fmt.Sprintf("its row says %s, but it lies in %s", b.places.name(says), b.places.name(host))
	}
}

func distance(near, s *scenario.Site) string {
	if m := geo.DistanceHaversine(*near.At, *s.At); m >= 1 {
		return fmt.Sprintf("%.0f m", m)
	}
	return "0 m"
}

// updated brings a site to what a row says of it: what the row does not say stays.
func updated(old, s *scenario.Site, said setting) *scenario.Site {
	out := *old
	if s.At != nil {
		if out.At == nil || *out.At != *s.At || s.Altitude != nil && (out.Altitude == nil || *out.Altitude != *s.Altitude) {
			out.At, out.Altitude, out.RawPosition = s.At, s.Altitude, nil
		}
	}
	set := func(into *string, value string) {
		if value != "" {
			*into = value
		}
	}
	set(&out.Name, s.Name)
	set(&out.Kind, s.Kind)
	set(&out.Regime, s.Regime)
	set(&out.Operator, s.Operator)
	set(&out.StatusAsOf, s.StatusAsOf)
	set(&out.StatusSource, s.StatusSource)
	set(&out.Description, s.Description)
	if said.status {
		out.Status = s.Status
	}
	if said.precision {
		out.Precision = s.Precision
	}
	if s.Capacity != nil {
		out.Capacity = s.Capacity
	}
	if s.MaxStay != nil {
		out.MaxStay = s.MaxStay
	}
	if len(s.Gates) > 0 {
		out.Gates = s.Gates
	}
	if at := out.At; at == nil && s.HostPlace != "" {
		out.HostPlace = s.HostPlace
	}
	out.PropExtra = joined(old.PropExtra, s.PropExtra)
	return &out
}

// joined brings members to new values; those that are not named stay.
func joined(old, news []scenario.Member) []scenario.Member {
	if len(news) == 0 {
		return old
	}
	out := append([]scenario.Member(nil), old...)
	at := make(map[string]int, len(out))
	for i, m := range out {
		at[m.Key] = i
	}
	for _, n := range news {
		if i, ok := at[n.Key]; ok {
			out[i] = n
			continue
		}
		at[n.Key] = len(out)
		out = append(out, n)
	}
	return out
}

// known finds sites by id, and by name and place.
type known struct {
	byID   map[string]*scenario.Site
	byName map[spot]chain
	sites  []link
	seed   maphash.Seed
	names  [nameBits / 64]uint64 // a bit for each hash of a name that is there; others may share it
}

// nameBits is how many of these bits there are, a power of two.
const nameBits = 1 << 20

// bit is the place of a name's bit.
func (k *known) bit(name uint64) (word *uint64, mask uint64) {
	n := name & (nameBits - 1)
	return &k.names[n/64], 1 << (n % 64)
}

// spot is a name in a small field of the map, so that ten thousand sites of one name are not compared with one another.
type spot struct {
	name     uint64 // its hash
	lon, lat int32
}

// chain is the sites of a spot: the places of the first and the last in known.sites.
type chain struct{ first, last int32 }

// link is a site and the place of the next in its spot, 0 for none.
type link struct {
	site *scenario.Site
	next int32
}

// field is the side of such a field, in degrees: somewhat more than twice the distance that counts as near.
const field = 0.02

func spotOf(name uint64, p orb.Point) spot {
	return spot{name, int32(math.Floor(p[0] / field)), int32(math.Floor(p[1] / field))}
}

func newKnown(doc *scenario.Scenario) *known {
	k := &known{byID: map[string]*scenario.Site{}, byName: map[spot]chain{}, sites: make([]link, 1), seed: maphash.MakeSeed()}
	if doc == nil {
		return k
	}
	for _, s := range doc.Sites.All() {
		k.byID[s.ID] = s
		if id := sourceID(s); id != "" && k.byID[id] == nil {
			k.byID[id] = s
		}
		k.add(s, foldHead(s.Name))
	}
	return k
}

// add takes in a site by its folded name.
func (k *known) add(s *scenario.Site, name string) {
	if name == "" || s.At == nil {
		return
	}
	at, n := spotOf(maphash.String(k.seed, name), *s.At), int32(len(k.sites))
	word, mask := k.bit(at.name)
	*word |= mask
	k.sites = append(k.sites, link{site: s})
	c, more := k.byName[at]
	if more {
		k.sites[c.last].next = n
	} else {
		c.first = n
	}
	c.last = n
	k.byName[at] = c
}

const near = 1000 // metres

// find gives the site that has the id, and the one of the same name, folded, within a kilometre.
func (k *known) find(s *scenario.Site, name string) (old, twin *scenario.Site) {
	if len(k.byID) > 0 {
		if s.ID != "" {
			old = k.byID[s.ID]
		}
		if id := sourceID(s); old == nil && id != "" {
			old = k.byID[id]
		}
	}
	if old != nil || s.At == nil || name == "" {
		return old, nil
	}
	return nil, k.beside(name, *s.At)
}

// beside looks through the fields within reach of a place. Towards the poles a kilometre is more and more degrees of
// longitude.
func (k *known) beside(name string, p orb.Point) *scenario.Site {
	at := spotOf(maphash.String(k.seed, name), p)
	if word, mask := k.bit(at.name); *word&mask == 0 {
		return nil
	}
	wide := int32(math.Min(math.Ceil(1/math.Max(math.Cos(p[1]*math.Pi/180), 0.01)), 100))
	for lat := at.lat - 1; lat <= at.lat+1; lat++ {
		for lon := at.lon - wide; lon <= at.lon+wide; lon++ {
			for i := k.byName[spot{at.name, lon, lat}].first; i > 0; i = k.sites[i].next {
				x := k.sites[i].site
				if geo.DistanceHaversine(*x.At, p) <= near && foldHead(x.Name) == name {
					return x
				}
			}
		}
	}
	return nil
}

// sourceKey is the property that keeps the id which a site has in the file that it came from.
const sourceKey = "source_id"

func sourceID(s *scenario.Site) string { return sourceIn(s.PropExtra) }

func sourceIn(list []scenario.Member) string {
	for _, m := range list {
		if m.Key == sourceKey {
			return plainText(m.Raw)
		}
	}
	return ""
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
