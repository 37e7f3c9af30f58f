package geojson

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hubscape/app/exchange/feature"
)

// feature takes in one feature, whose members are known and whose text is sound.
func (r *reader) feature(start int, fields []field) {
	f := feature.Feature{Where: r.where(start, r.number)}
	kind, own := "", ""
	var geometry, properties field
	for i := range fields {
		m := fields[i]
		raw := r.b[m.from:m.to]
		switch string(r.b[m.name:m.nameEnd]) {
		case `"type"`:
			if raw[0] == '"' {
				kind = unquote(raw)
			}
		case `"id"`:
			r.identity(&f, m)
		case `"geometry"`:
			geometry = m
		case `"properties"`:
			properties = m
		case `"bbox"`, `"crs"`:
		default:
			own = r.foreign(&f, m, own)
		}
	}
	r.doubled(start, fields)
	if kind != "Feature" {
		r.esri = r.esri || kind == "" && hasAttributes(r.b, fields)
		r.leaveOut(start, fmt.Sprintf("its type is %q; it must be Feature", short(kind)))
		return
	}
	l := r.layer(own)
	if properties.to > 0 {
		if why := r.readProperties(&f, l, properties); why != "" {
			r.leaveOut(start, why)
			return
		}
	}
	f.Name = nameOf(f.Properties)
	f.Style = styleOf(f.Properties)
	if geometry.to > 0 && r.b[geometry.from] != 'n' {
		if err := r.readGeometry(&f, geometry); err != nil {
			r.leaveOut(start, err.Error())
			return
		}
	}
	r.take(l, f)
}

// hasAttributes says whether a feature is one of Esri's.
func hasAttributes(b []byte, fields []field) bool {
	return slices.ContainsFunc(fields, func(f field) bool { return string(b[f.name:f.nameEnd]) == `"attributes"` })
}

// bare takes in a geometry without a feature around it.
func (r *reader) bare(start int, fields []field) {
	f := feature.Feature{Where: r.where(start, r.number)}
	g := shapeReader{b: r.b, scan: &scan{ctx: r.ctx}}
	geometry, err := g.geometry(fields, 0)
	if err != nil {
		r.leaveOut(start, err.Error())
		return
	}
	f.Geometry, f.Z = geometry, g.z
	r.measured(&f, &g)
	r.take(r.layer(""), f)
}

// identity keeps an id as it was written.
func (r *reader) identity(f *feature.Feature, m field) {
	raw := r.b[m.from:m.to]
	switch {
	case m.odd > 0 || string(raw) == "null":
	case raw[0] == '"':
		f.ID = unquote(raw)
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		f.ID, f.IDNumber = string(raw), true
	default:
		r.tally.oddIDs.add(f.Where)
		return
	}
	if f.ID == "" {
		return
	}
	key := f.ID
	if f.IDNumber {
		key = "#" + key
	}
	if r.ids[key] {
		r.tally.sameID.add(f.Where)
		r.tally.id(f.ID)
	}
	r.ids[key] = true
}

// foreign keeps a member that is not of the standard, and finds the name of the layer that our own files give.
func (r *reader) foreign(f *feature.Feature, m field, own string) string {
	key := unquote(r.b[m.name:m.nameEnd])
	raw := r.b[m.from:m.to]
	if m.odd > 0 {
		r.tally.odd.add(f.Where)
		return own
	}
	if key == "layer" && raw[0] == '"' {
		return unquote(raw)
	}
	f.Foreign = append(f.Foreign, feature.Property{Key: key, Raw: compact(raw)})
	return own
}

// doubled notices names that stand twice among the members of a feature; the last was taken.
func (r *reader) doubled(start int, fields []field) {
	name := func(i int) []byte { return r.b[fields[i].name:fields[i].nameEnd] }
	if len(fields) > 16 {
		seen := make(map[string]bool, len(fields))
		for i := range fields {
			if seen[string(name(i))] {
				r.tally.key(r.where(start, r.number), unquote(name(i)))
			}
			seen[string(name(i))] = true
		}
		return
	}
	for i := range fields {
		for j := range i {
			if string(name(i)) == string(name(j)) {
				r.tally.key(r.where(start, r.number), unquote(name(i)))
			}
		}
	}
}

// layer finds or begins the layer of a name.
func (r *reader) layer(own string) *layer {
	if l := r.byName[own]; l != nil {
		return l
	}
	l := &layer{known: map[string]bool{}}
	l.Name = own
	r.byName[own] = l
	r.layers = append(r.layers, l)
	return l
}

// readProperties reads the members of the properties object. Values stay as they are written.
func (r *reader) readProperties(f *feature.Feature, l *layer, m field) (why string) {
	if r.b[m.from] != '{' {
		if r.b[m.from] != 'n' {
			r.tally.noObject.add(f.Where)
			f.Properties = []feature.Property{{Key: "properties", Raw: compact(r.b[m.from:m.to])}}
			l.field("properties")
		}
		return ""
	}
	s := scan{b: r.b[:m.to], pos: m.from, ctx: r.ctx}
	r.properties = r.properties[:0]
	if d := s.object(&r.properties); d != nil {
		return d.what // it was sound when the feature was looked through, but there may be too many
	}
	if len(r.properties) == 0 {
		return ""
	}
	f.Properties = make([]feature.Property, 0, len(r.properties))
	same := len(r.keys) == len(r.properties) // as the feature before: no name twice, none new
	for i, p := range r.properties {
		key, known := r.key(i, r.b[p.name:p.nameEnd])
		same = same && known
		f.Properties = append(f.Properties, feature.Property{Key: key, Raw: r.raw(f, key, p)})
	}
	if same && r.keysOf == l {
		return ""
	}
	r.keysOf = l
	r.keys = r.keys[:min(len(r.keys), len(r.properties))]
	r.distinct(f)
	for _, p := range f.Properties {
		l.field(p.Key)
	}
	return ""
}

// key decodes a name; when the feature before has the same name in the same place, its text serves again.
func (r *reader) key(i int, raw []byte) (key string, known bool) {
	if i < len(r.keys) {
		if string(r.keys[i].raw) == string(raw) {
			return r.keys[i].key, true
		}
		r.keys[i] = keyed{raw, unquote(raw)}
		return r.keys[i].key, false
	}
	r.keys = append(r.keys, keyed{raw, unquote(raw)})
	return r.keys[i].key, false
}

// distinct leaves the last of several values of one name, in the place of the first.
func (r *reader) distinct(f *feature.Feature) {
	list := f.Properties
	index := make(map[string]int, len(list))
	out := list[:0]
	for _, p := range list {
		if at, ok := index[p.Key]; ok {
			out[at].Raw = p.Raw
			r.tally.key(f.Where, p.Key)
			r.keys = nil
			continue
		}
		index[p.Key] = len(out)
		out = append(out, p)
	}
	f.Properties = out
}

func (l *layer) field(key string) {
	if !l.known[key] {
		l.known[key] = true
		l.Fields = append(l.Fields, key)
	}
}

// raw is a value as it stands, within the limits: numbers that are not finite become null, long texts are cut.
func (r *reader) raw(f *feature.Feature, key string, p field) json.RawMessage {
	raw := r.b[p.from:p.to]
	switch {
	case p.odd > 0:
		r.tally.odd.add(f.Where)
		return json.RawMessage("null")
	case raw[0] == '{' || raw[0] == '[':
		return compact(raw)
	case raw[0] == '"' && len(raw) > feature.MaxText:
		if text := unquote(raw); len(text) > feature.MaxText {
			cut := feature.MaxText
			for cut > 0 && !utf8.RuneStart(text[cut]) {
				cut--
			}
			r.tally.long.add(f.Where)
			return quoted(text[:cut])
		}
	}
	return raw[:len(raw):len(raw)]
}

// nameKeys are the properties that name a feature, in this order.
var nameKeys = []string{"name", "Name", "NAME", "title", "Title", "TITLE"}

// nameOf is the feature's name, from the property that is called so.
func nameOf(list []feature.Property) string {
	best, text := len(nameKeys), ""
	for _, p := range list {
		if i := slices.Index(nameKeys, p.Key); i >= 0 && i < best && len(p.Raw) > 2 && p.Raw[0] == '"' {
			if s := strings.TrimSpace(unquote(p.Raw)); s != "" {
				best, text = i, s
			}
		}
	}
	return text
}

// readGeometry reads the geometry of a feature.
func (r *reader) readGeometry(f *feature.Feature, m field) error {
	if r.b[m.from] != '{' {
		return fmt.Errorf("its geometry is not an object; write {\"type\": \"Point\", …} or null")
	}
	s := scan{b: r.b[:m.to], pos: m.from, ctx: r.ctx}
	r.shapes = r.shapes[:0]
	if d := s.object(&r.shapes); d != nil {
		return fmt.Errorf("%s", d.what)
	}
	g := shapeReader{b: r.b, scan: &scan{ctx: r.ctx}}
	geometry, err := g.geometry(r.shapes, 0)
	if err != nil {
		return err
	}
	f.Geometry, f.Z = geometry, g.z
	r.measured(f, &g)
	return nil
}

func (r *reader) measured(f *feature.Feature, g *shapeReader) {
	r.positions += g.count
	if g.opened > 0 {
		r.tally.open.add(f.Where)
	}
	if g.more > 0 {
		r.tally.more.add(f.Where)
	}
}

func (r *reader) take(l *layer, f feature.Feature) {
	if f.Geometry == nil {
		f.Z = nil
	}
	if len(l.Features) == cap(l.Features) {
		room := r.room(len(l.Features))
		l.Features, l.numbers = slices.Grow(l.Features, room), slices.Grow(l.numbers, room)
	}
	l.Features = append(l.Features, f)
	l.numbers = append(l.numbers, r.number)
}

// room is for how many more features a layer gets room that has n of them: as many as the rest of the file would hold if
// it went on like this and they are many, so that a long list is not copied again and again.
func (r *reader) room(n int) int {
	if n < 1000 {
		return max(n, 4)
	}
	more := float64(n) * float64(len(r.b)-r.pos) / float64(max(r.pos, 1))
	return int(min(more*1.02, float64(4*n))) + 64
}
