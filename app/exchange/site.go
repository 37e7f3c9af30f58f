package exchange

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
)

// site makes the site of a feature. A site that our own export made keeps its id; the id of another program stays as a
// property, so that the same file brought in again finds its sites.
func (b *builder) site(r *Row, f *feature.Feature) *scenario.Site {
	s := &scenario.Site{Status: cmp.Or(b.p.dec.Status, scenario.Hypothetical), Precision: cmp.Or(b.p.dec.Precision, scenario.PrecisionTown), StatusSource: b.p.dec.Source}
	if _, ok := f.Geometry.(orb.Point); ok {
		s.At = r.At
		if len(f.Z) > 0 && finite(f.Z[0]) {
			s.Altitude = &f.Z[0]
		}
	}
	if ours.MatchString(f.ID) || b.inDocument(f.ID) {
		s.ID = f.ID
	} else if f.ID != "" {
		s.PropExtra = append(s.PropExtra, scenario.Member{Key: sourceKey, Raw: quoted(f.ID)})
	}
	r.said = b.setFields(s, f)
	r.Kept = r.said.kept
	b.sound(s)
	if s.Name = oneLine(cmp.Or(s.Name, f.Name)); s.Name == "" {
		s.Name = fmt.Sprintf("%s, %s", strings.TrimSuffix(b.in.Name, ".csv"), f.Where)
	}
	for _, m := range f.Foreign {
		s.Extra = append(s.Extra, scenario.Member{Key: m.Key, Raw: m.Raw})
	}
	r.Name = s.Name
	return s
}

// ours is the form of the ids that we give.
var ours = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func (b *builder) inDocument(id string) bool {
	_, ok := b.doc.Sites.Get(id)
	return ok
}

// setting is what became of a feature's fields.
type setting struct {
	status, precision bool     // the feature says these
	kept              []string // properties that stay under their own key, since the field cannot hold the value
}

// setFields puts the properties of a feature into the fields of a site, and the others beside them.
func (b *builder) setFields(s *scenario.Site, f *feature.Feature) setting {
	if b.said == nil {
		b.said, b.keys = map[string]bool{}, map[string]bool{}
	}
	said := b.said // true when the site has it, false when it stays under its own key
	clear(said)
	for _, p := range f.Properties {
		if field := b.field(p.Key); !isPlace(field) && field != "" && field != LeaveOut {
			ok := false
			if field == "status_source" {
				ok = b.setSource(s, plainText(p.Raw))
			} else {
				ok = setField(s, field, p.Raw, b.places)
			}
			if said[p.Key] = ok; ok {
				said[field] = true
			}
		}
	}
	b.setBeside(s, f)
	out := setting{status: said["status"], precision: said["precision"]}
	for key, ok := range said {
		if !ok {
			out.kept = append(out.kept, key)
		}
	}
	slices.Sort(out.kept)
	return out
}

func isPlace(field string) bool { return field == "country" || field == "division" }

// setBeside keeps the properties of a feature that no field of the site took.
func (b *builder) setBeside(s *scenario.Site, f *feature.Feature) {
	clear(b.keys)
	b.beside = append(b.beside[:0], s.PropExtra...)
	for _, m := range b.beside {
		b.keys[m.Key] = true
	}
	for _, p := range f.Properties {
		switch field := b.field(p.Key); {
		case field == LeaveOut, b.said[p.Key]:
			continue
		case isPlace(field) && b.computed(s, field, plainText(p.Raw)):
			continue
		}
		if string(p.Raw) == "null" || p.Key == sourceKey && sourceIn(b.beside) != "" || nesting(p.Raw) > maxNesting {
			continue
		}
		b.beside = append(b.beside, scenario.Member{Key: freeKey(b.keys, p.Key), Raw: p.Raw})
	}
	if len(b.beside) > len(s.PropExtra) {
		s.PropExtra = slices.Clone(b.beside)
	}
}

// setSource finds a source of the document by id or title.
func (b *builder) setSource(s *scenario.Site, text string) bool {
	if _, ok := b.doc.Sources.Get(text); ok {
		s.StatusSource = text
		return true
	}
	for _, x := range b.doc.Sources.All() {
		if x.Title == text && text != "" {
			s.StatusSource = x.ID
			return true
		}
	}
	return false
}

// field is the field that a property means, "" for none.
func (b *builder) field(key string) string {
	if b.in.Table != nil { // its reader has given the columns names
		if slices.Contains(siteFields, key) {
			return key
		}
		if b.out.As == AsSites && !b.out.Columns.KeepHeads {
			return meanings[table.Meaning(key)]
		}
		return ""
	}
	return b.out.Fields[key]
}

// computed says whether a country or division is what the site's own place gives anyway.
func (b *builder) computed(s *scenario.Site, field, text string) bool {
	if text == "" || s.At == nil && s.HostPlace == "" {
		return text == ""
	}
	code, ok := b.places.code(text)
	if !ok {
		return false
	}
	country, division := "", s.HostPlace
	if s.At != nil {
		country, division = b.places.host(s.At.Lon(), s.At.Lat())
	} else if !strings.Contains(s.HostPlace, "-") {
		country, division = s.HostPlace, ""
	}
	return code == country || code == division
}

// freeKey is a key for a property that no field of a site has in the scenario file.
func freeKey(taken map[string]bool, key string) string {
	free := cmp.Or(key, "unnamed")
	for n := 2; taken[free] || slices.Contains(siteFields, free); n++ {
		free = fmt.Sprintf("%s (%d)", cmp.Or(key, "unnamed"), n)
	}
	taken[free] = true
	return free
}

// sound takes back what the document would refuse.
func (b *builder) sound(s *scenario.Site) {
	if s.At != nil {
		s.HostPlace = ""
	}
	if s.At != nil && (s.Precision == "") {
		s.Precision = scenario.PrecisionTown
	}
}

// maxNesting is how deeply a value may be nested, so that the file it is saved in can be read again.
const maxNesting = 480

// nesting is how deeply a value is nested.
func nesting(raw []byte) (most int) {
	depth, inText := 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '[' || c == '{':
			if depth++; depth > most {
				most = depth
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return most
}
