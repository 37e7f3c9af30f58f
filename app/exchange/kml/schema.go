package kml

import (
	"encoding/json"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/twpayne/go-kml/v3"

	"hubscape/app/exchange/feature"
)

// schema names the fields of a layer and their types.
type schema struct {
	fields []string
	types  map[string]string
}

// schemaOf finds for each field of a layer the narrowest type that all its values have.
func schemaOf(l feature.Layer) schema {
	s := schema{types: map[string]string{}}
	for _, f := range l.Features {
		_, rest := s.divide(f.Properties)
		for _, p := range rest {
			before, found := s.types[p.Key]
			if !found {
				s.fields = append(s.fields, p.Key)
			}
			s.types[p.Key] = wider(before, typeOf(p.Raw))
		}
	}
	return s
}

func (s schema) element(id, name string) kml.Element {
	e := kml.NamedSchema(id, name)
	for _, f := range s.fields {
		e.Append(kml.SimpleField(clean(f), s.types[f]))
	}
	return e
}

// typeOf gives the type, among those of KML, of a JSON value.
func typeOf(raw json.RawMessage) string {
	text := strings.TrimSpace(string(raw))
	switch {
	case text == "true" || text == "false":
		return "bool"
	case !isNumber(text):
		return "string"
	}
	if _, err := strconv.ParseInt(text, 10, 32); err == nil && text != "-0" {
		return "int"
	}
	if v, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(v, 0) {
		return "double"
	}
	return "string"
}

// wider gives the type that holds the values of both.
func wider(a, b string) string {
	switch {
	case a == "" || a == b:
		return b
	case a == "int" && b == "double", a == "double" && b == "int":
		return "double"
	default:
		return "string"
	}
}

// native are the values that KML has elements of its own for.
type native struct {
	address, phone, description, when, begin, end string
}

func (n native) elements() []kml.Element {
	var parts []kml.Element
	if n.address != "" {
		parts = append(parts, kml.Address(n.address))
	}
	if n.phone != "" {
		parts = append(parts, kml.PhoneNumber(n.phone))
	}
	if n.description != "" {
		parts = append(parts, kml.Description(asHTML(n.description)))
	}
	switch {
	case n.when != "":
		parts = append(parts, kml.TimeStamp(textElement{"when", n.when}))
	case n.begin != "" || n.end != "":
		span := kml.TimeSpan()
		if n.begin != "" {
			span.Append(textElement{"begin", n.begin})
		}
		if n.end != "" {
			span.Append(textElement{"end", n.end})
		}
		parts = append(parts, span)
	}
	return parts
}

// asHTML gives HTML that shows a text: the text itself, unless a reader would take something in it for a tag or a
// reference.
func asHTML(text string) string {
	if shown, pictures := plainText(text); shown == text && pictures == nil {
		return text
	}
	return ampersands.Replace(text)
}

var ampersands = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// divide parts properties into those with an element of their own and the rest; nulls are left out.
func (s schema) divide(properties []feature.Property) (native, []feature.Property) {
	var n native
	rest := make([]feature.Property, 0, len(properties))
	for _, p := range properties {
		text, isText := plainString(p.Raw)
		if isText && text != "" && strings.TrimSpace(text) == text && n.take(p.Key, text) {
			continue
		}
		if strings.TrimSpace(string(p.Raw)) != "null" && len(p.Raw) > 0 {
			rest = append(rest, p)
		}
	}
	return n, rest
}

// take puts a value where KML has a place for it; false when it has none.
func (n *native) take(key, text string) bool {
	var place *string
	switch key {
	case "address":
		place = &n.address
	case "phoneNumber":
		place = &n.phone
	case "description":
		place = &n.description
	case "when":
		place = &n.when
	case "begin":
		place = &n.begin
	case "end":
		place = &n.end
	default:
		return false
	}
	time := place == &n.when || place == &n.begin || place == &n.end
	if *place != "" || time && !isTime(text) || place == &n.when && n.begin+n.end != "" || time && n.when != "" {
		return false
	}
	*place = text
	return true
}

// isTime says whether a text is a time as KML writes it: a year, a month, a day or a moment.
func isTime(text string) bool {
	for _, layout := range []string{"2006", "2006-01", "2006-01-02", "2006-01-02T15:04:05", time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Year() > 0
		}
	}
	return false
}

// plainString gives the text of a JSON string, without what XML cannot hold.
func plainString(raw json.RawMessage) (string, bool) {
	if len(raw) == 0 || raw[0] != '"' {
		return "", false
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return "", false
	}
	return clean(text), true
}

// valueText gives the text that stands for a JSON value in a field of a type: that of a string, and JSON for everything
// else, except that a bool is 1 or 0, which more readers understand.
func valueText(raw json.RawMessage, kind string) string {
	if text, ok := plainString(raw); ok {
		return text
	}
	text := clean(strings.TrimSpace(string(raw)))
	switch {
	case kind == "bool" && text == "true":
		return "1"
	case kind == "bool" && text == "false":
		return "0"
	}
	return text
}

// textElement is an element that holds only text.
type textElement struct{ name, text string }

func (e textElement) MarshalXML(enc *xml.Encoder, _ xml.StartElement) error {
	start := element(e.name)
	for _, tok := range []xml.Token{start, xml.CharData(e.text), start.End()} {
		if err := enc.EncodeToken(tok); err != nil {
			return err
		}
	}
	return nil
}
