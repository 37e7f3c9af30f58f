package kml

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/twpayne/go-kml/v3"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/shape"
)

// Write writes a dataset as KML 2.2: a Document named for the dataset, a Folder for each layer, a Placemark for each
// feature. Properties travel as typed ExtendedData, except those that KML has a place of its own for: a description (as
// text, never as HTML), an address, a phoneNumber, and the times "when" or "begin" and "end". An ID that cannot be an
// XML id, or was used before, travels as ExtendedData too. Positions are written with the digits it takes to read the
// same number again; what crosses the 180th meridian is cut there. Characters that XML cannot hold are left out; a property that is null is not written.
func Write(w io.Writer, d *feature.Dataset) error {
	if err := checkPositions(d); err != nil {
		return err
	}
	p := newPlan(d)
	return kml.KML(documentElement{p}).Write(w)
}

// WriteKMZ writes a dataset as KMZ: Write's text as the only file of a zip archive.
func WriteKMZ(w io.Writer, d *feature.Dataset) error {
	z := zip.NewWriter(w)
	entry, err := z.CreateHeader(&zip.FileHeader{Name: "doc.kml", Method: zip.Deflate})
	if err != nil {
		return err
	}
	if err := Write(entry, d); err != nil {
		return err
	}
	return z.Close()
}

// checkPositions refuses what no reader could place.
func checkPositions(d *feature.Dataset) error {
	for _, l := range d.Layers {
		for i, f := range l.Features {
			if f.Geometry == nil {
				continue
			}
			if n := feature.Positions(f.Geometry); f.Z != nil && len(f.Z) != n {
				return fmt.Errorf("layer %s, feature %d: %d altitudes for %d positions; remove it and export again", called(l.Name), i+1, len(f.Z), n)
			}
			if !finite(f.Geometry) {
				return fmt.Errorf("layer %s, feature %d: a position is not a number; remove it and export again", called(l.Name), i+1)
			}
		}
	}
	return nil
}

// plan is what has to be known of a dataset before the first Placemark is written.
type plan struct {
	d       *feature.Dataset
	styles  []feature.Style
	styleOf map[string]int // key of a style -> index
	schemas []schema       // one for each layer
	ids     map[string]bool
}

func newPlan(d *feature.Dataset) *plan {
	p := &plan{d: d, styleOf: map[string]int{}, ids: map[string]bool{}}
	for _, l := range d.Layers {
		for _, f := range l.Features {
			p.addStyle(effective(f.Style, l.Style))
		}
		p.schemas = append(p.schemas, schemaOf(l))
	}
	for i := range p.styles {
		p.ids[styleID(i)] = true
	}
	for i := range p.schemas {
		p.ids[schemaID(i)] = true
	}
	return p
}

func styleID(i int) string  { return fmt.Sprintf("style-%d", i+1) }
func schemaID(i int) string { return fmt.Sprintf("schema-%d", i+1) }

// documentElement writes the whole Document, one Placemark after the other.
type documentElement struct{ p *plan }

func (e documentElement) MarshalXML(enc *xml.Encoder, _ xml.StartElement) error {
	start := element("Document")
	if err := enc.EncodeToken(start); err != nil {
		return err
	}
	head := []kml.Element{kml.Name(clean(stem(e.p.d.Name)))}
	for i, s := range e.p.styles {
		head = append(head, styleElement(styleID(i), s))
	}
	for i, s := range e.p.schemas {
		if len(s.fields) > 0 {
			head = append(head, s.element(schemaID(i), clean(e.p.d.Layers[i].Name)))
		}
	}
	for _, h := range head {
		if err := h.MarshalXML(enc, xml.StartElement{}); err != nil {
			return err
		}
	}
	for i := range e.p.d.Layers {
		if err := e.p.folder(enc, i); err != nil {
			return err
		}
	}
	return enc.EncodeToken(start.End())
}

func (p *plan) folder(enc *xml.Encoder, layer int) error {
	start := element("Folder")
	if err := enc.EncodeToken(start); err != nil {
		return err
	}
	l := p.d.Layers[layer]
	if err := kml.Name(clean(l.Name)).MarshalXML(enc, xml.StartElement{}); err != nil {
		return err
	}
	for _, f := range l.Features {
		if err := p.placemark(enc, layer, f); err != nil {
			return err
		}
	}
	return enc.EncodeToken(start.End())
}

func (p *plan) placemark(enc *xml.Encoder, layer int, f feature.Feature) error {
	start := element("Placemark")
	id := clean(f.ID)
	own := ncName(id) && !p.ids[id]
	if own {
		p.ids[id] = true
		start.Attr = []xml.Attr{{Name: xml.Name{Local: "id"}, Value: id}}
	}
	if err := enc.EncodeToken(start); err != nil {
		return err
	}
	for _, c := range p.placemarkParts(layer, f, own) {
		if err := c.MarshalXML(enc, xml.StartElement{}); err != nil {
			return err
		}
	}
	return enc.EncodeToken(start.End())
}

// placemarkParts gives what is in a Placemark, in the order that the schema of KML asks for.
func (p *plan) placemarkParts(layer int, f feature.Feature, ownID bool) []kml.Element {
	var parts []kml.Element
	if name := strings.TrimSpace(clean(f.Name)); name != "" {
		parts = append(parts, kml.Name(name))
	}
	native, rest := p.schemas[layer].divide(f.Properties)
	parts = append(parts, native.elements()...)
	if i, found := p.styleOf[styleKey(effective(f.Style, p.d.Layers[layer].Style))]; found {
		parts = append(parts, kml.StyleURL("#"+styleID(i)))
	}
	if e := p.extended(layer, f, rest, ownID); e != nil {
		parts = append(parts, e)
	}
	at, z, _ := shape.Split(f.Geometry, f.Z)
	if g := geometryElement(at, z); g != nil {
		parts = append(parts, g)
	}
	return parts
}

func (p *plan) extended(layer int, f feature.Feature, rest []feature.Property, ownID bool) kml.Element {
	var parts []kml.Element
	reserved := false
	for _, r := range rest {
		reserved = reserved || r.Key == idKey
	}
	if f.ID != "" && !ownID || reserved {
		parts = append(parts, kml.Data(idKey, kml.Value(clean(f.ID))))
	}
	if len(rest) > 0 {
		data := kml.SchemaData("#" + schemaID(layer))
		for _, r := range rest {
			data.Append(kml.SimpleData(clean(r.Key), valueText(r.Raw, p.schemas[layer].types[r.Key])))
		}
		parts = append(parts, data)
	}
	if len(parts) == 0 {
		return nil
	}
	return kml.ExtendedData(parts...)
}

func element(name string) xml.StartElement { return xml.StartElement{Name: xml.Name{Local: name}} }

// ncName says whether a text can be an XML id. Only ASCII is taken, on which all readers agree.
func ncName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if letter(c) || c == '_' || i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '.') {
			continue
		}
		return false
	}
	return s != ""
}

// clean takes out what XML cannot hold.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if !allowed(r) {
			return -1
		}
		return r
	}, s)
}
