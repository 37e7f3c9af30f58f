package exchange

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/geojson"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
)

// siteFields are the properties of a site as the scenario file and our exports name them, in their order.
var siteFields = []string{"name", "status", "country", "division", "host_place", "precision", "kind", "regime", "operator", "capacity", "max_stay", "status_as_of", "status_source", "description", "gates"}

// siteProperties writes a site's fields as properties.
func siteProperties(s *scenario.Site, p Places) []feature.Property {
	var out []feature.Property
	add := func(key string, raw json.RawMessage) { out = append(out, feature.Property{Key: key, Raw: raw}) }
	text := func(key, value string) {
		if value != "" {
			add(key, quoted(value))
		}
	}
	whole := func(key string, n *int) {
		if n != nil {
			add(key, json.RawMessage(strconv.Itoa(*n)))
		}
	}
	country, division := "", ""
	if s.At != nil {
		country, division = p.host(s.At.Lon(), s.At.Lat())
	} else if strings.Contains(s.HostPlace, "-") {
		division = s.HostPlace
	} else {
		country = s.HostPlace
	}
	add("name", quoted(s.Name))
	text("status", string(s.Status))
	text("country", country)
	text("division", division)
	text("host_place", s.HostPlace)
	text("precision", string(s.Precision))
	text("kind", s.Kind)
	text("regime", s.Regime)
	text("operator", s.Operator)
	whole("capacity", s.Capacity)
	whole("max_stay", s.MaxStay)
	text("status_as_of", s.StatusAsOf)
	text("status_source", s.StatusSource)
	text("description", s.Description)
	if len(s.Gates) > 0 {
		add("gates", gatesJSON(s.Gates))
	}
	for _, m := range s.PropExtra {
		add(m.Key, m.Raw)
	}
	return out
}

func gatesJSON(list []scenario.GateResult) json.RawMessage {
	b := []byte{'['}
	for i, g := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"gate":`...)
		b = append(b, quoted(g.Gate)...)
		for _, m := range []struct{ key, value string }{{"result", g.Result}, {"basis", g.Basis}} {
			if m.value != "" {
				b = append(append(b, `,"`+m.key+`":`...), quoted(m.value)...)
			}
		}
		for _, m := range g.Extra {
			b = append(append(append(append(b, ','), quoted(m.Key)...), ':'), m.Raw...)
		}
		b = append(b, '}')
	}
	return append(b, ']')
}

// readGates reads the gates of a site as our exports write them: a list, or the text of one in formats without lists.
func readGates(raw json.RawMessage) (list []scenario.GateResult, ok bool) {
	if len(raw) > 0 && raw[0] == '"' {
		raw = json.RawMessage(plainText(raw))
	}
	var items []struct{ Gate, Result, Basis string }
	var all []map[string]json.RawMessage
	if json.Unmarshal(raw, &items) != nil || json.Unmarshal(raw, &all) != nil {
		return nil, false
	}
	results := enums["gate_result"]
	seen := map[string]bool{}
	for i, g := range items {
		if g.Gate == "" || seen[g.Gate] || !slices.Contains(results, g.Result) {
			return nil, false
		}
		seen[g.Gate] = true
		out := scenario.GateResult{Gate: g.Gate, Result: g.Result, Basis: g.Basis}
		for _, key := range sortedKeys(all[i]) {
			if key != "gate" && key != "result" && key != "basis" {
				out.Extra = append(out.Extra, scenario.Member{Key: key, Raw: all[i][key]})
			}
		}
		list = append(list, out)
	}
	return list, true
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// enums are the values that fields may have.
var enums = scenario.Enumerations()

// setField puts a value into the field of a site that a column or property means. It says false when the value is not
// one that the field can hold; the value then stays under its own key.
func setField(s *scenario.Site, field string, raw json.RawMessage, p Places) bool {
	v := plainText(raw)
	if v == "" {
		return raw == nil || string(raw) == "null" || string(raw) == `""`
	}
	one := func(list []string, into *string) bool {
		word := choice(v, list)
		if word != "" {
			*into = word
		}
		return word != ""
	}
	switch field {
	case "name":
		s.Name = oneLine(v)
	case "description":
		s.Description = v
	case "status":
		status := ""
		ok := one(enums["site_status"], &status)
		if ok {
			s.Status = scenario.Status(status)
		}
		return ok
	case "precision":
		precision := ""
		ok := one(enums["precision"], &precision)
		if ok {
			s.Precision = scenario.Precision(precision)
		}
		return ok
	case "kind":
		return one(enums["site_kind"], &s.Kind)
	case "regime":
		return one(enums["regime"], &s.Regime)
	case "operator":
		return one(enums["operator"], &s.Operator)
	case "capacity":
		return wholeNumber(v, &s.Capacity)
	case "max_stay":
		return wholeNumber(v, &s.MaxStay)
	case "status_as_of":
		if !isDate(v) {
			return false
		}
		s.StatusAsOf = v
	case "host_place":
		code, ok := p.code(v)
		if !ok {
			return false
		}
		s.HostPlace = code
	case "gates":
		list, ok := readGates(raw)
		if ok {
			s.Gates = list
		}
		return ok
	default:
		return false
	}
	return true
}

// plainText is a value as a person reads it.
func plainText(raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	if raw[0] == '"' && len(raw) >= 2 {
		if bytes.IndexByte(raw, '\\') < 0 {
			return strings.TrimSpace(string(raw[1 : len(raw)-1]))
		}
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return strings.TrimSpace(s)
		}
	}
	return string(raw)
}

func quoted(s string) json.RawMessage { return geojson.Text(s) }

// oneLine is a text as a name can hold it.
func oneLine(s string) string {
	if isLine(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }), " ")
}

// isLine says whether a text is a line already.
func isLine(s string) bool {
	for i, r := range s {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return false
		}
	}
	return true
}

func isDate(s string) bool {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// blanks are the signs that stand between the digits of a number.
var blanks = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "")

// wholeNumber reads "80", "80.0" and "1 200".
func wholeNumber(s string, into **int) bool {
	n, err := strconv.Atoi(s)
	if err != nil {
		clean := blanks.Replace(s)
		if n, err = strconv.Atoi(clean); err == nil {
			return fits(n, into)
		}
		f, err := strconv.ParseFloat(clean, 64)
		if err != nil || f != float64(int(f)) {
			return false
		}
		n = int(f)
	}
	return fits(n, into)
}

func fits(n int, into **int) bool {
	if n < 0 || n > 10_000_000 {
		return false
	}
	*into = &n
	return true
}

// choice finds the word of an enumeration that a text means; "" for none.
func choice(text string, list []string) string {
	if i := slices.Index(list, text); i >= 0 {
		return list[i]
	}
	key := strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '/' }), "_")
	if slices.Contains(list, key) {
		return key
	}
	if word := otherWords[key]; word != "" && slices.Contains(list, word) {
		return word
	}
	return ""
}

// otherWords are words of other languages and habits for values of the enumerations.
var otherWords = map[string]string{
	"hypothétique": "hypothetical", "exercise": "hypothetical", "exercice": "hypothetical", "proposed": "floated", "évoqué": "floated", "evoque": "floated",
	"talks": "talks_reported", "pourparlers": "talks_reported", "en_discussion": "talks_reported", "confirmé": "talks_confirmed", "offert": "offered",
	"refused": "declined", "rejected": "declined", "refusé": "declined", "rejeté": "declined", "signed": "agreed", "convenu": "agreed",
	"open": "open", "in_operation": "operating", "operational": "operating", "opérationnel": "operating", "en_service": "operating",
	"fermé": "closed", "abandoned": "dropped", "cancelled": "dropped", "abandonné": "dropped",
	"transit_hub": "transit", "centre_de_transit": "transit", "accueil": "reception", "centre_d'accueil": "reception", "reception_centre": "reception",
	"détention": "detention", "rétention": "detention", "detention_centre": "detention", "mixte": "mixed", "destination_finale": "final_destination",
	"final_destination_hub": "final_destination", "exacte": "exact", "ville": "town", "city": "town", "département": "division", "région": "division", "pays": "country",
	"ouvert": "open", "inconnu": "unknown", "contractor": "contractor", "conjoint": "joint", "adm1": "division",
}

// Fields that a property may become, for menus, in the order of the site.
func Fields() []string { return slices.Clone(siteFields) }

// meanings are the fields behind the meanings that the reader of tables knows.
var meanings = map[table.Meaning]string{
	table.Name: "name", table.Status: "status", table.Country: "country", table.Division: "division", table.HostPlace: "host_place", table.Precision: "precision",
	table.Kind: "kind", table.Regime: "regime", table.Operator: "operator", table.Capacity: "capacity", table.MaxStay: "max_stay", table.AsOf: "status_as_of", table.Source: "status_source", table.Description: "description",
}

// fieldsOf says which field of a site each property of a layer means: by the names that our own files use, then by what
// the reader of tables makes of the key and the values. Each field is given once.
func fieldsOf(l *feature.Layer) map[string]string {
	out, taken := map[string]string{}, map[string]bool{}
	for _, key := range l.Fields {
		if slices.Contains(siteFields, key) {
			out[key], taken[key] = key, true
		}
	}
	t := sampleTable(l)
	cols := table.Guess(t)
	for i, key := range t.Header {
		field := meanings[cols.Columns[i].Means]
		if out[key] == "" && field != "" && !taken[field] && cols.Columns[i].Sure >= 0.5 {
			out[key], taken[field] = field, true
		}
	}
	return out
}

// sampled is how many features the meaning of properties is guessed from.
const sampled = 400

// sampleTable lays the properties of a layer's first features out as a table.
func sampleTable(l *feature.Layer) *feature.Table {
	t := &feature.Table{Header: slices.Clone(l.Fields[:min(len(l.Fields), feature.MaxColumns)])}
	column := map[string]int{}
	for i, key := range t.Header {
		column[key] = i
	}
	for i := range l.Features[:min(len(l.Features), sampled)] {
		row := make([]feature.Cell, len(t.Header))
		for _, p := range l.Features[i].Properties {
			if c, ok := column[p.Key]; ok {
				row[c] = feature.Cell{Text: plainText(p.Raw), Number: len(p.Raw) > 0 && (p.Raw[0] == '-' || p.Raw[0] >= '0' && p.Raw[0] <= '9')}
			}
		}
		t.Rows, t.Lines = append(t.Rows, row), append(t.Lines, i+1)
	}
	return t
}
