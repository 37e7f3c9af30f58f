package exchange

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/geojson"
	"hubscape/app/scenario"
)

// Export says what of a document becomes features.
type Export struct {
	Tables bool // notes, evidence, sources, positions, facts and plans as layers without places, for formats that hold tables
}

// SitesLayer is the name of the layer that holds the sites.
const SitesLayer = "sites"

// FromScenario makes features of a document: a layer of sites, then its overlay layers in the order in which they are
// drawn, then the tables. Coordinates, altitudes and what came along with them are exact.
func FromScenario(doc *scenario.Scenario, p Places, o Export) *feature.Dataset {
	d := &feature.Dataset{Format: feature.Scenario, Name: doc.Title}
	sites := layerOf(SitesLayer)
	for _, s := range doc.Sites.All() {
		sites.add(siteFeature(s, p))
	}
	d.Layers = append(d.Layers, sites.Layer)
	d.Layers = append(d.Layers, overlays(doc)...)
	if len(doc.Overlays) > 0 {
		l, skipped := otherFeatures(doc)
		d.Layers, d.Skipped = append(d.Layers, l), append(d.Skipped, skipped...)
	}
	if o.Tables {
		for _, t := range tables(doc) {
			if len(t.Features) > 0 {
				d.Layers = append(d.Layers, t)
			}
		}
	}
	return d
}

// otherFeatures are the features of a scenario that belong to no layer it knows.
func otherFeatures(doc *scenario.Scenario) (feature.Layer, []feature.Notice) {
	var skipped []feature.Notice
	var b []byte
	for _, raw := range doc.Overlays {
		b = append(append(b, raw...), '\n')
	}
	l := layerOf("other features")
	if d, err := geojson.Read(context.Background(), l.Name, b, geojson.Options{}); err == nil {
		for i := range d.Layers {
			for _, f := range d.Layers[i].Features {
				l.add(f)
			}
		}
		for _, n := range d.Skipped {
			skipped = append(skipped, feature.Notice{Where: l.Name + ", " + n.Where, Message: n.Message})
		}
	}
	return l.Layer, skipped
}

// growing is a layer that collects its fields as features come.
type growing struct {
	feature.Layer
	known map[string]bool
}

func layerOf(name string) *growing {
	return &growing{Layer: feature.Layer{Name: name}, known: map[string]bool{}}
}

func (l *growing) add(f feature.Feature) {
	for _, p := range f.Properties {
		if !l.known[p.Key] {
			l.known[p.Key] = true
			l.Fields = append(l.Fields, p.Key)
		}
	}
	l.Features = append(l.Features, f)
}

// siteFeature makes the feature of a site; its name is the feature's own.
func siteFeature(s *scenario.Site, p Places) feature.Feature {
	f := feature.Feature{ID: s.ID, Name: s.Name, Where: "site " + s.ID, Properties: siteProperties(s, p)[1:]}
	if s.At != nil {
		f.Geometry = *s.At
		if s.Altitude != nil {
			f.Z = []float64{*s.Altitude}
		}
	}
	for _, m := range s.Extra {
		f.Foreign = append(f.Foreign, feature.Property{Key: m.Key, Raw: m.Raw})
	}
	return f
}

// overlays gives the layers with their features, the lowest first.
func overlays(doc *scenario.Scenario) []feature.Layer {
	layers := slices.Clone(doc.Layers.All())
	slices.SortStableFunc(layers, func(a, b *scenario.Layer) int { return cmp.Compare(a.Order, b.Order) })
	at := map[string]int{}
	grown := make([]*growing, len(layers))
	for i, l := range layers {
		at[l.ID] = i
		grown[i] = layerOf(cmp.Or(l.Name, l.ID))
		grown[i].Style = styleOut(l.Style)
	}
	for _, x := range doc.Features.All() {
		if i, ok := at[x.Layer]; ok {
			grown[i].add(overlayFeature(x))
		}
	}
	out := make([]feature.Layer, len(grown))
	for i, g := range grown {
		out[i] = g.Layer
	}
	return out
}

// sourceNumber marks an overlay feature whose id in its own file was a number.
const sourceNumber = "source_id_number"

func overlayFeature(x *scenario.Feature) feature.Feature {
	f := feature.Feature{ID: x.ID, Name: x.Name, Where: "feature " + x.ID, Geometry: x.Geometry, Z: x.Z, Invalid: x.Invalid}
	if x.SourceID != "" {
		f.ID = x.SourceID
		f.IDNumber = slices.ContainsFunc(x.HubExtra, func(m scenario.Member) bool { return m.Key == sourceNumber && string(m.Raw) == "true" })
	}
	for _, m := range x.Properties {
		f.Properties = append(f.Properties, feature.Property{Key: m.Key, Raw: m.Raw})
	}
	for _, m := range x.Extra {
		f.Foreign = append(f.Foreign, feature.Property{Key: m.Key, Raw: m.Raw})
	}
	return f
}

// tints are the colours of layers on a light ground, for programs that know no themes.
var tints = map[string]string{"slate": "#5b6770", "blue": "#2f6db5", "teal": "#1f7a78", "green": "#4c7f3a", "ochre": "#a8761a", "rose": "#b2506a", "violet": "#7257a5"}

func styleOut(s scenario.LayerStyle) feature.Style {
	out := feature.Style{Stroke: tints[s.Color], Width: s.Width}
	if s.Fill != "" {
		opacity := 0.16
		out.Fill, out.Opacity = cmp.Or(tints[s.Color], tints["slate"]), &opacity
	}
	return out
}

// styleIn finds the nearest of the colours that layers may have.
func styleIn(s feature.Style) scenario.LayerStyle {
	out := scenario.LayerStyle{Width: min(s.Width, 12)}
	if c := cmp.Or(s.Stroke, s.Fill); c != "" {
		best := 1 << 30
		for _, name := range scenario.LayerColors {
			if d := apart(c, tints[name]); d < best {
				best, out.Color = d, name
			}
		}
	}
	if s.Fill != "" && (s.Opacity == nil || *s.Opacity > 0) {
		out.Fill = "tint"
	}
	return out
}

// apart is how far two colours "#rrggbb" lie apart.
func apart(a, b string) int {
	x, err1 := strconv.ParseUint(strings.TrimPrefix(a, "#"), 16, 32)
	y, err2 := strconv.ParseUint(strings.TrimPrefix(b, "#"), 16, 32)
	if err1 != nil || err2 != nil {
		return 1 << 29
	}
	sum := 0
	for shift := 0; shift < 24; shift += 8 {
		d := int(x>>shift&255) - int(y>>shift&255)
		sum += d * d
	}
	return sum
}

// row makes a feature without a place.
func row(id, name string, cells ...string) feature.Feature {
	f := feature.Feature{ID: id, Name: name}
	for i := 0; i+1 < len(cells); i += 2 {
		if cells[i+1] != "" {
			f.Properties = append(f.Properties, feature.Property{Key: cells[i], Raw: quoted(cells[i+1])})
		}
	}
	return f
}

// figure adds a number to a row.
func figure(f feature.Feature, key string, n *int) feature.Feature {
	if n != nil {
		f.Properties = append(f.Properties, feature.Property{Key: key, Raw: json.RawMessage(strconv.Itoa(*n))})
	}
	return f
}

// tables lays out what has no place.
func tables(doc *scenario.Scenario) []feature.Layer {
	return []feature.Layer{notesTable(doc), evidenceTable(doc), sourcesTable(doc), positionsTable(doc), factsTable(doc), plansTable(doc)}
}

func notesTable(doc *scenario.Scenario) feature.Layer {
	l := layerOf("notes")
	for _, n := range doc.Notes.All() {
		f := row(n.ID, n.Title, "category", n.Category, "polarity", n.Polarity, "because", n.Because, "may", n.May, "leading_to", n.LeadingTo,
			"places", strings.Join(n.Places, ", "), "sites", siteNames(doc, n.Sites), "counterpoint", n.Counterpoint, "affected", strings.Join(n.Affected, ", "),
			"owner_role", n.OwnerRole, "review_by", n.ReviewBy, "audience", n.Audience, "tags", strings.Join(n.Tags, ", "))
		for _, a := range n.Assessments {
			add := row("", "", a.Scope+"_likelihood", a.Likelihood, a.Scope+"_confidence", a.Confidence, a.Scope+"_date", a.Date)
			f.Properties = append(f.Properties, figure(add, a.Scope+"_impact", a.Impact).Properties...)
		}
		f.Properties = distinct(f.Properties)
		l.add(f)
	}
	return l.Layer
}

// distinct leaves the last of several values of one key.
func distinct(list []feature.Property) []feature.Property {
	var out []feature.Property
	at := map[string]int{}
	for _, p := range list {
		if i, ok := at[p.Key]; ok {
			out[i] = p
			continue
		}
		at[p.Key] = len(out)
		out = append(out, p)
	}
	return out
}

func siteNames(doc *scenario.Scenario, ids []string) string {
	var names []string
	for _, id := range ids {
		if s, ok := doc.Sites.Get(id); ok {
			id = s.Name
		}
		names = append(names, id)
	}
	return strings.Join(names, ", ")
}

func evidenceTable(doc *scenario.Scenario) feature.Layer {
	l := layerOf("evidence")
	add := func(list []scenario.Evidence, note, place string) {
		for _, e := range list {
			source := e.Source
			if s, ok := doc.Sources.Get(e.Source); ok {
				source = s.Title
			}
			f := row(e.ID, "", "note", note, "position_of", place, "source", source, "text", e.Text, "attributed_to", e.AttributedTo, "attribution", e.Attribution,
				"date", e.Date, "stance", e.Stance, "as_reported", e.AsReported, "grade_status", e.GradeStatus, "audience", e.Audience)
			if e.Credibility != 0 {
				f = figure(f, "credibility", &e.Credibility)
			}
			l.add(f)
		}
	}
	for _, n := range doc.Notes.All() {
		add(n.Evidence, n.Title, "")
	}
	for _, p := range doc.Positions.All() {
		add(p.Evidence, "", p.Place)
	}
	return l.Layer
}

func sourcesTable(doc *scenario.Scenario) feature.Layer {
	l := layerOf("sources")
	for _, s := range doc.Sources.All() {
		l.add(row(s.ID, s.Title, "publisher", s.Publisher, "url", s.URL, "published", s.Published, "accessed", s.Accessed, "type", s.Type,
			"reliability", s.Reliability, "derived_from", s.DerivedFrom))
	}
	return l.Layer
}

func positionsTable(doc *scenario.Scenario) feature.Layer {
	l := layerOf("positions")
	for _, p := range doc.Positions.All() {
		l.add(row(p.ID, "", "place", p.Place, "scheme", p.Scheme, "sending", strings.Join(p.Sending, ", "), "status", string(p.Status), "as_of", p.AsOf, "summary", p.Summary))
	}
	return l.Layer
}

func factsTable(doc *scenario.Scenario) feature.Layer {
	l := layerOf("facts")
	for _, x := range doc.Facts.All() {
		l.add(row(x.ID, "", "place", x.Place, "key", x.Key, "value", x.Value, "as_of", x.AsOf, "source", x.Source))
	}
	return l.Layer
}

func plansTable(doc *scenario.Scenario) feature.Layer {
	l := layerOf("plans")
	for _, p := range doc.Plans.All() {
		baseline := ""
		if p.Baseline {
			baseline = "yes"
		}
		if len(p.Sites) == 0 {
			l.add(row(p.ID, p.Name, "baseline", baseline, "notes", p.Notes))
		}
		for _, s := range p.Sites {
			f := row(p.ID, p.Name, "baseline", baseline, "site", siteNames(doc, []string{s.Site}), "opening", s.Opening, "currency", s.Currency, "notes", p.Notes)
			f = figure(f, "capacity", s.Capacity)
			if s.Cost != nil {
				f.Properties = append(f.Properties, feature.Property{Key: "cost", Raw: json.RawMessage(strconv.FormatFloat(*s.Cost, 'f', -1, 64))})
			}
			if s.PriceYear != 0 {
				f = figure(f, "price_year", &s.PriceYear)
			}
			l.add(f)
		}
	}
	return l.Layer
}

// bound is the box of every position, empty when there is none.
func bound(d *feature.Dataset) (b orb.Bound, n int) {
	for i := range d.Layers {
		for j := range d.Layers[i].Features {
			feature.Each(d.Layers[i].Features[j].Geometry, func(p orb.Point) {
				if n == 0 {
					b = p.Bound()
				}
				b = b.Extend(p)
				n++
			})
		}
	}
	return b, n
}

// Bound is west, south, east, north in degrees of every position of a dataset; false when it has none.
func Bound(d *feature.Dataset) (orb.Bound, bool) {
	b, n := bound(d)
	return b, n > 0
}
