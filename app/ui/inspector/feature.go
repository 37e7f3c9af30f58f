package inspector

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/geo/measure"
)

// shownProperties is how many properties a feature's card lists before "All n".
const shownProperties = 12

// featureCard is the card of a feature of an imported layer. It is read only: what was imported is what the file says.
func (i *Inspector) featureCard() (fyne.CanvasObject, []fyne.CanvasObject) {
	doc := i.host.Scenario()
	f, ok := doc.Features.Get(i.id)
	if !ok {
		return nil, nil
	}
	l, ok := doc.Layers.Get(f.Layer)
	if !ok {
		l = &scenario.Layer{Name: "unknown layer"}
	}
	name := present.FeatureName(f, l.Style.NameKey)
	if name == "" {
		name = "Unnamed " + shapeWord(f.Geometry)
	}
	sub := "Imported layer " + l.Name
	if l.From != "" && l.From != l.Name {
		sub += " · from " + l.From
	}
	head := i.header(sub, kit.NewIcon("layers", 20, kit.Ink), kit.Expand(kit.NewParagraph(name, kit.NoteTitle, kit.Ink)))
	return head, nonNil(i.shape(f), i.properties(f), i.underneath(f))
}

// shape says what the feature is and how large.
func (i *Inspector) shape(f *scenario.Feature) fyne.CanvasObject {
	rows := []fyne.CanvasObject{kit.NewFactRow("Kind", kit.NewText(upper(shapeWord(f.Geometry)), kit.Second, kit.Ink))}
	if p, ok := f.Geometry.(orb.Point); ok {
		rows = append(rows, kit.NewFactRow("Position", kit.NewText(measure.FormatPoint(p, 5), kit.Second, kit.Ink)))
	}
	if size := sizeOf(f); size != "" {
		rows = append(rows, kit.NewFactRow(sizeName(f.Geometry), kit.NewText(size, kit.Second, kit.Ink)))
	}
	if f.Invalid != "" {
		rows = append(rows, kit.NewFactRow("Shape", kit.NewParagraph("Not valid: "+f.Invalid, kit.Second, kit.Warn)))
	}
	s := kit.NewSection("Shape")
	if f.Geometry != nil {
		id := f.ID
		s.Action("Show", func() { i.host.Fly("feature", id) })
	}
	s.SetBody(rows...)
	return s
}

// properties lists what the file says of the feature, as it says it.
func (i *Inspector) properties(f *scenario.Feature) fyne.CanvasObject {
	s := kit.NewSection("Properties").Note(evidence.Plural(len(f.Properties), "value"))
	if len(f.Properties) == 0 {
		s.SetBody(quiet("The file says nothing more of it."))
		return s
	}
	list := f.Properties
	if !i.open[i.key("properties")] && len(list) > shownProperties {
		list = list[:shownProperties]
		s.Action("All "+evidence.Plural(len(f.Properties), "value"), i.expand("properties"))
	}
	var rows []fyne.CanvasObject
	for _, p := range list {
		rows = append(rows, kit.NewFactRow(p.Key, kit.NewParagraph(valueWord(p.Raw), kit.Second, kit.Ink).Lines(6)))
	}
	s.SetBody(rows...)
	return s
}

// underneath leads to the country that the feature lies in.
func (i *Inspector) underneath(f *scenario.Feature) fyne.CanvasObject {
	if f.Geometry == nil || f.Geometry.Bound().IsEmpty() {
		return nil
	}
	at := f.Geometry.Bound().Center()
	c := i.host.Map().Locate(at[0], at[1]).Country
	if c == nil || c.Code == "" {
		return nil
	}
	code := c.Code
	s := kit.NewSection("Beneath").Last()
	s.SetBody(kit.NewRow(0, kit.Inset{}, kit.NewLink(evidence.PlaceName(i.host.Scenario(), code), func() { i.host.Select("country", code) }), kit.Space()))
	return s
}

// valueWord is a value as a person reads it: a text without its quotes, "–" for none.
func valueWord(raw json.RawMessage) string {
	var text string
	switch {
	case json.Unmarshal(raw, &text) == nil && string(raw) != "null":
		if text == "" {
			return "–"
		}
		return text
	case string(raw) == "null":
		return "–"
	case string(raw) == "true":
		return "yes"
	case string(raw) == "false":
		return "no"
	}
	return string(raw)
}

func shapeWord(g orb.Geometry) string {
	switch g.(type) {
	case nil:
		return "record without place"
	case orb.Point:
		return "point"
	case orb.MultiPoint:
		return "points"
	case orb.LineString:
		return "line"
	case orb.MultiLineString:
		return "lines"
	case orb.Polygon, orb.Ring, orb.Bound:
		return "area"
	case orb.MultiPolygon:
		return "areas"
	}
	return "collection"
}

func sizeName(g orb.Geometry) string {
	switch g.(type) {
	case orb.LineString, orb.MultiLineString:
		return "Length"
	}
	return "Area"
}

// sizeOf measures a feature on the ellipsoid; "–" when its shape is not valid.
func sizeOf(f *scenario.Feature) string {
	switch g := f.Geometry.(type) {
	case orb.LineString:
		return measure.FormatDistance(measure.Length(g), measure.Kilometre)
	case orb.MultiLineString:
		sum := 0.0
		for _, l := range g {
			sum += measure.Length(l)
		}
		return measure.FormatDistance(sum, measure.Kilometre)
	case orb.Polygon, orb.MultiPolygon:
		if f.Invalid != "" {
			return "–"
		}
		if p, ok := g.(orb.Polygon); ok {
			return measure.FormatArea(measure.Area(p), measure.Kilometre)
		}
		return measure.FormatArea(measure.AreaOf(g.(orb.MultiPolygon)), measure.Kilometre)
	}
	return ""
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
