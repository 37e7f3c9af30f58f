package kml

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"strings"

	"hubscape/app/exchange/feature"
)

// idKey is the name under which an identity travels that cannot be an XML id.
const idKey = "hubscape_id"

// draft is a feature that is being read.
type draft struct {
	feature.Feature
	at      map[string]int    // key -> index in Properties
	hasID   bool              // idKey was seen
	fields  map[string]string // of an element that stands for a Placemark: field -> type
	style   ownStyle
	parts   []part
	blank   bool // a geometry without coordinates was there
	above   bool // altitudes are above the ground
	times   [2]string
	timesIn bool
}

// feature reads a Placemark.
func (w *walk) feature(start xml.StartElement, in *container) error {
	depth := w.depth
	d := &draft{at: map[string]int{}, fields: w.elements[start.Name.Local]}
	d.Where, d.ID = w.where(), attr(start, "id")
	w.inFeature, w.started, w.positions, w.outside = true, w.dec.InputOffset(), 0, ""
	err := w.children(func(s xml.StartElement) error { return w.placemarkPart(d, s) })
	w.inFeature = false
	var s skipFeature
	if errors.As(err, &s) {
		w.skipped(d.Where, "%s was left out: %s", called(d.Name), s)
		return w.leave(depth)
	}
	if err != nil {
		return err
	}
	w.complete(d)
	if w.outside != "" {
		w.setAside(d, in)
	} else {
		w.add(d, in)
	}
	return nil
}

// setAside leaves a feature out whose positions are outside the world, but keeps it for a remedy.
func (w *walk) setAside(d *draft, in *container) {
	why := called(d.Name) + " was left out: " + w.outside
	w.skipped(d.Where, "%s", why)
	w.out.Aside = append(w.out.Aside, feature.Aside{Layer: w.layerOf(in), Feature: d.Feature, Why: why})
}

// layerOf gives the index of a container's layer, which begins with its first feature.
func (w *walk) layerOf(in *container) int {
	if in.layer < 0 {
		in.layer = len(w.layers)
		w.layers = append(w.layers, in)
		w.keys = append(w.keys, map[string]bool{})
		w.ownLooks = append(w.ownLooks, 0)
		w.out.Layers = append(w.out.Layers, feature.Layer{})
	}
	return in.layer
}

// complete makes the feature's geometry of its parts.
func (w *walk) complete(d *draft) {
	d.Geometry, d.Z, d.Invalid = assemble(d.parts)
	if d.blank && d.Geometry == nil {
		w.notice(d.Where, "%s has no coordinates and was kept without a place", called(d.Name))
	}
	if d.above && d.Z != nil {
		w.relative++
	}
	if d.timesIn {
		w.set(d, "begin", d.times[0])
		w.set(d, "end", d.times[1])
	}
}

// add puts a feature into the layer of its container.
func (w *walk) add(d *draft, in *container) {
	w.layerOf(in)
	layer, keys := &w.out.Layers[in.layer], w.keys[in.layer]
	for _, p := range d.Properties {
		if !keys[p.Key] {
			keys[p.Key] = true
			layer.Fields = append(layer.Fields, p.Key)
		}
	}
	if d.style != (ownStyle{}) {
		w.styled = append(w.styled, styledFeature{in.layer, len(layer.Features), d.style})
	}
	layer.Features = append(layer.Features, d.Feature)
}

// placemarkPart reads one child of a Placemark.
func (w *walk) placemarkPart(d *draft, s xml.StartElement) error {
	switch s.Name.Local {
	case "name":
		var err error
		d.Name, err = w.trimmed()
		return err
	case "description":
		html, err := w.text()
		if text, pictures := plainText(html); text != "" {
			w.set(d, "description", text)
			for _, src := range pictures {
				w.link(src)
			}
		}
		return err
	case "address", "phoneNumber":
		return w.keep(d, s.Name.Local)
	case "Snippet", "snippet":
		return w.keep(d, "snippet")
	case "link":
		w.setIf(d, "link", attr(s, "href"))
		return w.skip()
	case "author", "TimeStamp", "TimeSpan":
		return w.children(func(c xml.StartElement) error { return w.detail(d, s.Name.Local, c) })
	case "styleUrl", "Style", "StyleMap":
		return w.featureStyle(d, s)
	case "ExtendedData", "Metadata":
		return w.children(func(c xml.StartElement) error { return w.extended(d, c) })
	default:
		if isGeometry(s.Name.Local) {
			return w.geometry(d, s, 1)
		}
		if kind, found := d.fields[s.Name.Local]; found {
			text, err := w.text()
			w.value(d, s.Name.Local, text, kind)
			return err
		}
		return w.skip()
	}
}

func (w *walk) keep(d *draft, key string) error {
	text, err := w.trimmed()
	w.setIf(d, key, text)
	return err
}

// detail reads a child of an element that says who made a feature, or when it was.
func (w *walk) detail(d *draft, of string, s xml.StartElement) error {
	switch name := s.Name.Local; {
	case of == "author" && name == "name":
		return w.keep(d, "author")
	case of == "TimeStamp" && name == "when", of == "TimeSpan" && (name == "begin" || name == "end"):
		return w.keep(d, name)
	}
	return w.skip()
}

func (w *walk) setIf(d *draft, key, text string) {
	if text != "" {
		w.set(d, key, text)
	}
}

// set gives the feature a property of text.
func (w *walk) set(d *draft, key, text string) { w.setRaw(d, key, quoted(text)) }

// setRaw gives the feature a property; of one that comes twice the last value counts, and the file's report says so.
func (w *walk) setRaw(d *draft, key string, raw json.RawMessage) {
	if i, found := d.at[key]; found {
		d.Properties[i].Raw = raw
		if !w.doubles[key] && len(w.doubles) < 100 {
			w.doubles[key] = true
			w.notice(d.Where, "%s has %s more than once; the last value was taken", called(d.Name), called(key))
		}
		return
	}
	d.at[key] = len(d.Properties)
	d.Properties = append(d.Properties, feature.Property{Key: key, Raw: raw})
}

// extended reads a child of ExtendedData: Data, SchemaData, or an element of some other vocabulary.
func (w *walk) extended(d *draft, s xml.StartElement) error {
	switch s.Name.Local {
	case "Data":
		key, value := attr(s, "name"), ""
		err := w.children(func(c xml.StartElement) error {
			if c.Name.Local != "value" {
				return w.skip()
			}
			var err error
			value, err = w.text()
			return err
		})
		w.value(d, key, value, "")
		return err
	case "SchemaData":
		types := w.schemas[strings.TrimPrefix(attr(s, "schemaUrl"), "#")]
		return w.children(func(c xml.StartElement) error { return w.schemaValue(d, c, types) })
	default:
		text, err := w.text()
		w.value(d, s.Name.Local, text, "")
		return err
	}
}

func (w *walk) schemaValue(d *draft, s xml.StartElement, types map[string]string) error {
	key := attr(s, "name")
	if s.Name.Local != "SimpleArrayData" {
		text, err := w.text()
		w.value(d, key, text, types[key])
		return err
	}
	var values []json.RawMessage
	err := w.children(func(c xml.StartElement) error {
		text, err := w.text()
		values = append(values, typed(text, types[key]))
		return err
	})
	if list, e := json.Marshal(values); e == nil && values != nil {
		w.setRaw(d, key, list)
	}
	return err
}

// value takes one named value; the first that is called idKey is the feature's identity.
func (w *walk) value(d *draft, key, text, kind string) {
	if key == idKey && !d.hasID {
		d.hasID, d.ID = true, text
		return
	}
	w.setRaw(d, key, typed(text, kind))
}

// schema reads the types that a Schema gives its fields. One of KML before 2.2 also names an element that stands for a
// Placemark with those fields.
func (w *walk) schema(start xml.StartElement) error {
	types := map[string]string{}
	for _, id := range []string{attr(start, "id"), attr(start, "name")} {
		if _, taken := w.schemas[id]; !taken {
			w.schemas[id] = types
		}
	}
	if attr(start, "parent") == "Placemark" {
		w.elements[attr(start, "name")] = types
	}
	return w.children(func(s xml.StartElement) error {
		if strings.HasPrefix(s.Name.Local, "Simple") {
			types[attr(s, "name")] = attr(s, "type")
		}
		return w.skip()
	})
}
