package difference

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// featureRoom compares features of layers as wholes: a row names what differs.
var featureRoom = list[scenario.Feature, *scenario.Feature]{
	key: "feature", in: "layers", of: func(s *scenario.Scenario) scenario.List[*scenario.Feature] { return s.Features },
	title: featureName,
	more: func(n namer, f *scenario.Feature) string {
		if f.Geometry == nil {
			return "without a place"
		}
		return f.Geometry.GeoJSONType()
	},
	rowsOf:  featureRows,
	carryOf: func(_, from *scenario.Feature, _ *want) *scenario.Feature { return from },
}

// featureName is the feature's own name, or the property that names the features of its layer, or an id.
func featureName(n namer, f *scenario.Feature) string {
	if f.Name != "" {
		return named(f.Name, "")
	}
	if l, ok := n.doc.Layers.Get(f.Layer); ok && l.Style.NameKey != "" {
		for _, m := range f.Properties {
			var s string
			if m.Key == l.Style.NameKey && json.Unmarshal(m.Raw, &s) == nil && s != "" {
				return named(s, "")
			}
		}
	}
	if f.SourceID != "" {
		return "Feature " + clip(oneLine(f.SourceID), 24)
	}
	return "Feature " + clip(f.ID, 12)
}

// featureRows gives one row at most.
func featureRows(c *pair, a, b *scenario.Feature) []Row {
	var fields []Row
	add := func(what, was, now string) { fields = append(fields, edit(c, "", what, was, now)) }
	if a.Name != b.Name {
		add("name", orBlank(a.Name), orBlank(b.Name))
	}
	if a.Layer != b.Layer {
		add("layer", c.was.layer(a.Layer), c.now.layer(b.Layer))
	}
	geometry := !sameGeometry(a.Geometry, b.Geometry)
	if geometry {
		add("geometry", geometryWords(a.Geometry), geometryWords(b.Geometry))
	}
	if !sameHeights(a.Z, b.Z) {
		add("altitudes", several(len(a.Z), "altitude", "altitudes"), several(len(b.Z), "altitude", "altitudes"))
	}
	fields = append(fields, propertyRows.rows(c, "", "properties", a.Properties, b.Properties)...)
	if a.Invalid != b.Invalid {
		add("fault of the shape", orBlank(a.Invalid), orBlank(b.Invalid))
	}
	if a.SourceID != b.SourceID {
		add("id in its file", orBlank(a.SourceID), orBlank(b.SourceID))
	}
	for _, m := range [][2][]scenario.Member{{a.Extra, b.Extra}, {a.GeomExtra, b.GeomExtra}, {a.HubExtra, b.HubExtra}} {
		fields = append(fields, unknownMembers.rows(c, "", "", m[0], m[1])...)
	}
	if len(fields) == 0 {
		return nil
	}
	r := fields[0]
	p, q := pointOf(a.Geometry), pointOf(b.Geometry)
	if len(fields) > 1 {
		var what []string
		for _, f := range fields {
			what = append(what, f.What)
		}
		if len(what) > 4 {
			what = append(what[:3], several(len(what)-3, "more", "more"))
		}
		r = Row{Sort: Edit, What: join(what), said: join(what) + " changed"}
	} else if geometry && p != nil && q != nil {
		r = Row{Sort: Move, What: "place", said: "moved " + moved(*p, *q), verb: true}
		r.Was, r.Now = points(*p, *q)
		r.Text = nameMark + " " + r.said
	}
	r.Path, r.From, r.To = "", anyPoint(a.Geometry), anyPoint(b.Geometry)
	return []Row{r}
}

var propertyRows = listOf[scenario.Member]{
	id:   func(m *scenario.Member) string { return m.Key },
	same: func(a, b *scenario.Member) bool { return string(a.Raw) == string(b.Raw) },
	whole: func(c *pair, a, b *scenario.Member) Row {
		was, now, key := Blank, Blank, ""
		if a != nil {
			key, was = a.Key, rawText(a.Raw)
		}
		if b != nil {
			key, now = b.Key, rawText(b.Raw)
		}
		return edit(c, "", "property “"+clip(oneLine(key), 30)+"”", was, now)
	},
}

// sameGeometry compares bit by bit.
func sameGeometry(a, b orb.Geometry) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return a.GeoJSONType() == b.GeoJSONType() && orb.Equal(a, b)
}

// sameHeights compares altitudes; NaN is "none".
func sameHeights(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) })
}

func geometryWords(g orb.Geometry) string {
	if g == nil {
		return Blank
	}
	return g.GeoJSONType()
}

func pointOf(g orb.Geometry) *orb.Point {
	if p, ok := g.(orb.Point); ok {
		return &p
	}
	return nil
}

// anyPoint is where a map flies to for a geometry; nil when it has no place.
func anyPoint(g orb.Geometry) *orb.Point {
	if g == nil {
		return nil
	}
	if p := pointOf(g); p != nil {
		return p
	}
	b := g.Bound()
	if b.IsEmpty() {
		return nil
	}
	c := b.Center()
	return &c
}
