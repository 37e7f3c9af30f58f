package table

import (
	"errors"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// Options says how a table is written.
type Options struct {
	Delimiter byte // of CSV; 0 is a comma
	BOM       bool // a byte order mark before CSV, by which Excel knows that it is UTF-8
	Bare      bool // no apostrophe before texts that a spreadsheet could run as a formula

	// Notice is told what a table could not hold as it was; nil for nobody.
	Notice func(feature.Notice)
}

func (o Options) tell(where, message string) {
	if o.Notice != nil {
		o.Notice(feature.Notice{Where: where, Message: message})
	}
}

// outColumn is one column of a table that is written.
type outColumn struct {
	head string
	cell func(f *feature.Feature) (text string, number bool)
	text bool // no cell of it is a number
}

// columnsOf lays out a layer: identity and name where features have one, latitude and longitude of points, WKT of
// what is more than a point in the plane, then the properties in the order of the fields.
func columnsOf(l *feature.Layer) ([]outColumn, error) {
	hasID, hasName, points, others, rises := false, false, false, false, false
	for i := range l.Features {
		f := &l.Features[i]
		hasID = hasID || f.ID != ""
		hasName = hasName || f.Name != ""
		switch f.Geometry.(type) {
		case nil:
		case orb.Point:
			points = true
			rises = rises || altitude(f) != ""
		default:
			others = true
		}
	}
	var out []outColumn
	if hasID {
		out = append(out, outColumn{"id", func(f *feature.Feature) (string, bool) { return f.ID, false }, true})
	}
	if hasName {
		out = append(out, outColumn{"name", func(f *feature.Feature) (string, bool) { return f.Name, false }, true})
	}
	if points || len(l.Features) == 0 {
		out = append(out, outColumn{"latitude", func(f *feature.Feature) (string, bool) { return ordinate(f, 1) }, false},
			outColumn{"longitude", func(f *feature.Feature) (string, bool) { return ordinate(f, 0) }, false})
	}
	if rises {
		out = append(out, outColumn{"altitude", func(f *feature.Feature) (string, bool) { return altitude(f), true }, false})
	}
	if others {
		out = append(out, outColumn{"wkt", shapeText, true})
	}
	taken, own := map[string]bool{}, map[string]outColumn{}
	for _, c := range out {
		taken[c.head], own[c.head] = true, c
	}
	for _, key := range allKeys(l) {
		if c, ok := own[key]; ok && saysTheSame(l, c, key) {
			continue
		}
		head := key
		for n := 2; taken[head]; n++ {
			head = key + " " + strconv.Itoa(n)
		}
		taken[head] = true
		out = append(out, outColumn{head, func(f *feature.Feature) (string, bool) { return property(f, key) }, false})
	}
	if len(out) > feature.MaxColumns {
		return nil, errors.New("it has more than 2,000 columns, which no table should have: export it as GeoJSON or GeoPackage")
	}
	return out, nil
}

// saysTheSame tells whether a property repeats on every feature what a column of ours says already, as the name does.
func saysTheSame(l *feature.Layer, c outColumn, key string) bool {
	for i := range l.Features {
		text, _ := property(&l.Features[i], key)
		if own, _ := c.cell(&l.Features[i]); text != own {
			return false
		}
	}
	return true
}

// allKeys gives the fields of a layer and behind them the keys that it does not list.
func allKeys(l *feature.Layer) []string {
	seen := map[string]bool{}
	var out []string
	add := func(key string) {
		if !seen[key] {
			seen[key] = true
			out = append(out, key)
		}
	}
	for _, key := range l.Fields {
		add(key)
	}
	for _, f := range l.Features {
		for _, p := range f.Properties {
			add(p.Key)
		}
	}
	return out
}

func ordinate(f *feature.Feature, axis int) (string, bool) {
	p, ok := f.Geometry.(orb.Point)
	if !ok {
		return "", false
	}
	return shortest(p[axis]), true
}

func altitude(f *feature.Feature) string {
	if _, point := f.Geometry.(orb.Point); !point || len(f.Z) == 0 || math.IsNaN(f.Z[0]) {
		return ""
	}
	return shortest(f.Z[0])
}

func shapeText(f *feature.Feature) (string, bool) {
	switch f.Geometry.(type) {
	case nil, orb.Point:
		return "", false
	}
	return formatWKT(f.Geometry, f.Z), false
}

func property(f *feature.Feature, key string) (string, bool) {
	for i := range f.Properties {
		if f.Properties[i].Key == key {
			return value(f.Properties[i].Raw)
		}
	}
	return "", false
}
