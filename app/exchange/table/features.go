package table

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// State says what became of a row.
type State int

// States.
const (
	Read    State = iota
	Swapped       // latitude and longitude look swapped; Row.Turned says whether they were turned round
	Skipped
)

// Row is one row of a table with what became of it.
type Row struct {
	Line    int // in the file, from 1
	State   State
	Turned  bool            // the feature has the two coordinates turned round
	Reason  string          // a clause: why it was skipped, or why it looks swapped
	Fix     *Proposal       // a text that would make it readable; nil when none is known
	Feature feature.Feature // of a row that was not skipped
}

// Features turns rows into features. A row that cannot be read is named among the skipped, with a remedy where there
// is one. A row without coordinates that names its country or division is a feature without geometry; its properties
// host_place and precision say where it is.
func Features(t *feature.Table, cols Columns) (features []feature.Feature, skipped []feature.Notice) {
	for _, r := range Rows(t, cols) {
		if r.State != Skipped {
			features = append(features, r.Feature)
			continue
		}
		message := r.Reason
		if r.Fix != nil {
			message += ": " + strings.ToLower(r.Fix.Words[:1]) + r.Fix.Words[1:] + " if that is meant"
		}
		skipped = append(skipped, feature.Notice{Where: r.Feature.Where, Message: message})
	}
	return features, skipped
}

// Rows is Features with every row in its place.
func Rows(t *feature.Table, cols Columns) []Row {
	r := newReader(t, cols)
	spots := make([]spot, len(t.Rows))
	for i, row := range t.Rows {
		spots[i] = r.locate(row)
	}
	r.gather(spots)
	out := make([]Row, len(t.Rows))
	for i, row := range t.Rows {
		out[i] = r.row(i, row, spots[i])
	}
	return out
}

type reader struct {
	table                             *feature.Table
	cols                              Columns
	lat, lon, combined                int
	easting, northing, zone, altitude int
	keys                              []string
	numeric                           []bool // every cell of the column is a number in the form of JSON
	near                              Cluster
}

func newReader(t *feature.Table, cols Columns) *reader {
	for len(cols.Columns) < len(t.Header) {
		cols.Columns = append(slices.Clone(cols.Columns), Column{})
	}
	r := &reader{table: t, cols: cols, lat: cols.Find(Latitude), lon: cols.Find(Longitude), combined: cols.Find(Coordinates),
		easting: cols.Find(Easting), northing: cols.Find(Northing), zone: cols.Find(Zone), altitude: cols.Find(Altitude)}
	taken := map[string]bool{}
	if !cols.KeepHeads {
		for _, c := range cols.Columns {
			taken[string(c.Means)] = true
		}
	}
	for i, name := range t.Header {
		means := cols.Columns[i].Means
		switch {
		case cols.KeepHeads || means == Other:
			for n, base := 2, name; taken[name]; n++ {
				name = fmt.Sprintf("%s %d", base, n)
			}
			taken[name] = true
			r.keys = append(r.keys, name)
		default:
			r.keys = append(r.keys, string(means))
		}
		r.numeric = append(r.numeric, columnOfNumbers(t, i, cols.Columns[i].Comma))
	}
	return r
}

// Fields gives the keys of the properties that Features makes, in their order.
func Fields(t *feature.Table, cols Columns) []string {
	r := newReader(t, cols)
	var out []string
	for i, key := range r.keys {
		if r.isProperty(i) {
			out = append(out, key)
		}
	}
	return out
}

// row decides what becomes of a row.
func (r *reader) row(i int, cells []feature.Cell, s spot) Row {
	out := Row{Line: r.table.Lines[i]}
	f := feature.Feature{Where: fmt.Sprintf("row %d", out.Line), Geometry: s.geometry, Z: s.z}
	r.describe(&f, cells)
	skip := func(reason string, fix *Proposal) Row {
		out.State, out.Reason, out.Fix, out.Feature = Skipped, reason, fix, f
		out.Feature.Geometry = nil
		return out
	}
	switch {
	case s.err != nil:
		return skip(s.err.Error(), s.fix)
	case s.blank:
		if !r.hosted(&f, cells) && !r.cols.KeepHeads {
			return skip("no coordinates, and no country or division that is known", nil)
		}
	case s.pair:
		lat, lon := s.lat, s.lon
		if reason := r.near.swapped(lat, lon); reason != "" && !r.cols.SwapAll {
			out.State, out.Reason, out.Turned = Swapped, reason, r.cols.Swap
		}
		if r.cols.SwapAll || out.Turned {
			lat, lon, out.Turned = lon, lat, true
		}
		if err := inRange(lat, lon); err != nil {
			return skip(err.Error(), r.shifted(lat, lon, out.Turned))
		}
		if fix := r.shifted(lat, lon, out.Turned); math.Abs(lon) > 180 && fix != nil {
			return skip(fmt.Sprintf("longitude %s is outside ±180°", shortest(lon)), fix)
		}
		f.Geometry = orb.Point{wrapped(lon), lat}
	}
	if err := feature.Positions(f.Geometry) > feature.MaxPositions; err {
		return skip("it has more than 5 million positions", nil)
	}
	r.rise(&f, cells)
	out.Feature = f
	return out
}

// rise gives a point the altitude of its own column.
func (r *reader) rise(f *feature.Feature, cells []feature.Cell) {
	if _, point := f.Geometry.(orb.Point); !point || r.altitude < 0 || f.Z != nil {
		return
	}
	if json, ok := amount(r.text(cells, r.altitude), r.cols.Columns[r.altitude].Comma); ok {
		if z, ok := number(json, false); ok {
			f.Z = []float64{z}
		}
	}
}

// describe fills identity, name and properties.
func (r *reader) describe(f *feature.Feature, cells []feature.Cell) {
	for i, c := range cells {
		switch r.cols.Columns[i].Means {
		case ID:
			f.ID = strings.TrimSpace(c.Text)
		case Name:
			f.Name = strings.TrimSpace(c.Text)
		default:
			if r.isProperty(i) && c.Text != "" {
				f.Properties = append(f.Properties, feature.Property{Key: r.keys[i], Raw: r.raw(i, c)})
			}
		}
	}
}

// isProperty tells whether a column becomes a property and nothing else.
func (r *reader) isProperty(i int) bool {
	switch r.cols.Columns[i].Means {
	case ID, Name, Ignore, Latitude, Longitude, Coordinates, Easting, Northing, Zone, Altitude:
		return false
	}
	return true
}

// raw gives the JSON of a cell: a number where the file or the whole column says so, a text otherwise.
func (r *reader) raw(i int, c feature.Cell) []byte {
	text := strings.TrimSpace(c.Text)
	switch r.cols.Columns[i].Means {
	case Capacity, MaxStay, Cost:
		if json, ok := amount(text, r.cols.Columns[i].Comma); ok {
			return []byte(json)
		}
	}
	if c.Number && isNumber(text) {
		return []byte(text)
	}
	if r.numeric[i] {
		return []byte(strings.Replace(text, ",", ".", 1))
	}
	return quoted(c.Text)
}

// hosted gives a feature without geometry its place.
func (r *reader) hosted(f *feature.Feature, cells []feature.Cell) bool {
	for _, m := range []Meaning{HostPlace, Division, Country} {
		text := r.text(cells, r.cols.Find(m))
		if text == "" {
			continue
		}
		code, ok := r.code(text)
		if !ok {
			continue
		}
		precision := "country"
		if strings.Contains(code, "-") {
			precision = "division"
		}
		set(f, string(HostPlace), code)
		set(f, string(Precision), precision)
		return true
	}
	return false
}

func (r *reader) code(text string) (string, bool) {
	if r.cols.Place != nil {
		return r.cols.Place(text)
	}
	upper := strings.ToUpper(text)
	return upper, divisionCode.MatchString(upper) || len(upper) == 3 && countryCode.MatchString(upper)
}

// set gives a feature a property in the place of one of the same key.
func set(f *feature.Feature, key, value string) {
	raw := quoted(value)
	for i := range f.Properties {
		if f.Properties[i].Key == key {
			f.Properties[i].Raw = raw
			return
		}
	}
	f.Properties = append(f.Properties, feature.Property{Key: key, Raw: raw})
}
