package geopackage

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"hubscape/app/exchange/feature"
)

var changed = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

type tester interface {
	Helper()
	Fatal(...any)
}

func written(t tester, d *feature.Dataset) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, changed); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tryRead(b []byte, o Options) (*feature.Dataset, error) {
	return Read(context.Background(), "a.gpkg", bytes.NewReader(b), int64(len(b)), o)
}

func again(t tester, d *feature.Dataset) *feature.Dataset {
	t.Helper()
	got, err := tryRead(written(t, d), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func prop(key, raw string) feature.Property {
	return feature.Property{Key: key, Raw: json.RawMessage(raw)}
}

func raw(f feature.Feature, key string) string {
	for _, p := range f.Properties {
		if p.Key == key {
			return string(p.Raw)
		}
	}
	return ""
}

// Every kind of value comes back as it was.
func TestValuesKeepTheirKind(t *testing.T) {
	cases := map[string][]string{
		"big":        {"9007199254740993", "-9223372036854775808", "9223372036854775807", "0"},
		"small":      {"1", "-2", "null", "3"},
		"real":       {"1.5", "-0.25", "0.001", "123456789.125"},
		"far":        {"1.5e+300", "-2e-07", "1e+21", "1000000000000000.5"},
		"bool":       {"true", "false", "null", "true"},
		"text":       {`"00420"`, `"=1+1"`, `""`, `"Žabljak"`},
		"day":        {`"2020-02-29"`, `"1999-12-31"`, "null", `"0001-01-01"`},
		"moment":     {`"2020-02-29T12:00:00.000Z"`, "null", "null", "null"},
		"nearly day": {`"2020-02-30"`, `"2020-02-28"`, `"2020"`, `"x"`},
		"mixed":      {`"a"`, "1", "true", `{"b":[1,2,{"c":null}]}`},
		"huge":       {"9223372036854775808", "1", "123456789012345678901234567890", "null"},
		"digits":     {"0.1234567890123456789012", "1.0", "1e999", "2"},
		"nothing":    {"null", "null", "null", "null"},
		"null text":  {`"null"`, `"true"`, `"1"`, `"{}"`},
	}
	l := feature.Layer{Name: "L", Features: make([]feature.Feature, 4)}
	for key, values := range cases {
		l.Fields = append(l.Fields, key)
		for i, v := range values {
			l.Features[i].Properties = append(l.Features[i].Properties, prop(key, v))
		}
	}
	d := again(t, &feature.Dataset{Layers: []feature.Layer{l}})
	for key, values := range cases {
		for i, want := range values {
			if got := raw(d.Layers[0].Features[i], key); got != want {
				t.Errorf("%s: %s comes back as %s", key, want, got)
			}
		}
	}
	if len(d.Notices)+len(d.Skipped) > 0 {
		t.Errorf("notices %v, skipped %v", d.Notices, d.Skipped)
	}
}

// Whole numbers among others become numbers of one column, which other programs can count with.
func TestNumbersShareAColumn(t *testing.T) {
	d := again(t, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{{Properties: []feature.Property{prop("n", "1")}}, {Properties: []feature.Property{prop("n", "2.5")}}}}}})
	if a, b := raw(d.Layers[0].Features[0], "n"), raw(d.Layers[0].Features[1], "n"); a != "1.0" || b != "2.5" {
		t.Errorf("1 and 2.5 come back as %s and %s", a, b)
	}
}

// Keys that cannot be names of columns, or differ only in case, come back.
func TestKeysComeBack(t *testing.T) {
	keys := []string{"a", "A", "fid", "FID", "geom", "id", "hubscape_id", "ogc_fid", "", " ", `q"uote`, "nul\x00l", "line\nend", "ü", "Ü", "rowid", "select", "a_2", strings.Repeat("k", 300), "[x]", "%s", "name"}
	f := feature.Feature{ID: "own", Geometry: orb.Point{1, 2}}
	for i, k := range keys {
		f.Properties = append(f.Properties, prop(k, strconv.Itoa(i)))
	}
	d := again(t, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{f}}}})
	got := d.Layers[0].Features[0]
	if !reflect.DeepEqual(got.Properties, f.Properties) || got.ID != "own" || !reflect.DeepEqual(d.Layers[0].Fields, keys) {
		t.Errorf("id %q, fields %q,\n%s\nwant %s", got.ID, d.Layers[0].Fields, got.Properties, f.Properties)
	}
}

func TestIdentities(t *testing.T) {
	for _, c := range []struct {
		name string
		ids  []feature.Feature
	}{
		{"numbers", []feature.Feature{{ID: "7", IDNumber: true}, {ID: "-3", IDNumber: true}, {ID: "9007199254740993", IDNumber: true}}},
		{"texts", []feature.Feature{{ID: "a"}, {ID: "7"}, {ID: "ü <>"}}},
		{"some", []feature.Feature{{ID: "a"}, {}, {ID: "b"}}},
		{"twice", []feature.Feature{{ID: "a"}, {ID: "a"}}},
	} {
		d := again(t, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: c.ids}}})
		for _, want := range c.ids {
			found := false
			for _, f := range d.Layers[0].Features {
				found = found || f.ID == want.ID && f.IDNumber == want.IDNumber
			}
			if !found {
				t.Errorf("%s: %q is not among %+v", c.name, want.ID, d.Layers[0].Features)
			}
		}
	}
}

func TestLayersKeepTheirNames(t *testing.T) {
	names := []string{"Sites", "sites", "", "gpkg_x", "sqlite_y", "rtree_z", `"quoted"`, "it's", "Ω & <b>", "layer", "a\x00b"}
	want := []string{"Sites", "sites_2", "layer", "gpkg_x", "sqlite_y", "rtree_z", `"quoted"`, "it's", "Ω & <b>", "layer_2", "ab"}
	var d feature.Dataset
	for i, n := range names {
		l := feature.Layer{Name: n, Features: []feature.Feature{{Properties: []feature.Property{prop("k", strconv.Itoa(i))}}}}
		if i%2 == 0 {
			l.Features[0].Geometry = orb.Point{1, 2}
		}
		d.Layers = append(d.Layers, l)
	}
	got := again(t, &d)
	for i, l := range got.Layers {
		if l.Name != want[i] || raw(l.Features[0], "k") != strconv.Itoa(i) || (l.Features[0].Geometry != nil) != (i%2 == 0) {
			t.Errorf("layer %d is %q with %+v, want %q", i, l.Name, l.Features, want[i])
		}
	}
	if len(got.Notices)+len(got.Skipped) > 0 {
		t.Errorf("notices %v, skipped %v", got.Notices, got.Skipped)
	}
}

func TestSameBytesEveryTime(t *testing.T) {
	d := &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{
		{ID: "a", Geometry: orb.Point{1, 2}, Properties: []feature.Property{prop("k", `{"a":1}`), prop("K", "1")}},
		{Geometry: orb.LineString{{1, 2}, {3, 4}}}}}}}
	if !bytes.Equal(written(t, d), written(t, d)) {
		t.Error("the same dataset gave different bytes")
	}
}

func TestEmptyAndNullGeometriesAreKept(t *testing.T) {
	var fs []feature.Feature
	all := []orb.Geometry{orb.Point{1, 2}, nil, orb.LineString{}, orb.MultiPoint{}, orb.Collection{}, orb.Polygon{{}}}
	for i, g := range all {
		fs = append(fs, feature.Feature{ID: strconv.Itoa(i), Geometry: g})
	}
	d := again(t, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: fs}}})
	if n := len(d.Layers[0].Features); n != len(all) {
		t.Fatalf("%d features, skipped %v", n, d.Skipped)
	}
	for i, f := range d.Layers[0].Features {
		if f.ID != strconv.Itoa(i) || (f.Geometry != nil) != (i == 0) {
			t.Errorf("%v comes back as %v", all[i], f.Geometry)
		}
	}
}

func TestWhatCannotBePlacedIsNotWritten(t *testing.T) {
	for _, f := range []feature.Feature{
		{Geometry: orb.Point{math.NaN(), 1}},
		{Geometry: orb.MultiPoint{{1, 2}, {math.Inf(-1), 3}}},
		{Geometry: orb.LineString{{1, 2}, {3, 4}}, Z: []float64{1}},
	} {
		var b bytes.Buffer
		err := Write(&b, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{f}}}}, changed)
		if err == nil || !strings.HasPrefix(err.Error(), "layer L: feature 1") || b.Len() > 0 {
			t.Errorf("%v: error %v after %d bytes", f.Geometry, err, b.Len())
		}
	}
	var wide feature.Feature
	for i := range feature.MaxColumns {
		wide.Properties = append(wide.Properties, prop(strconv.Itoa(i), "1"))
	}
	if err := Write(&bytes.Buffer{}, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{wide}}}}, changed); err == nil || !strings.Contains(err.Error(), "more than the 1996 columns") {
		t.Errorf("wide: %v", err)
	}
}

func TestCutAtThe180thMeridian(t *testing.T) {
	d := again(t, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{{Geometry: orb.LineString{{170, 0}, {-170, 10}}, Z: []float64{100, 200}}}}}})
	f := d.Layers[0].Features[0]
	if want := (orb.MultiLineString{{{170, 0}, {180, 5}}, {{-180, 5}, {-170, 10}}}); !reflect.DeepEqual(f.Geometry, want) || !reflect.DeepEqual(f.Z, []float64{100, 150, 150, 200}) {
		t.Errorf("line %v %v", f.Geometry, f.Z)
	}
}

var naughty = []string{
	"", " ", "undefined", "null", "NaN", "-1", "1e999", "00420", "=1+1", "@SUM(A1)", "\t=1", "\r\n", "a\nb", "a\tb",
	"<script>alert(1)</script>", "]]>", "&amp;", "a\x00b", "\x01\x02\x1f", "\x1b[31mred", "\ufffe\uffff", "\ufeffmark",
	"Ω≈ç√∫", "مرحبا", "שלום", "\u202eevil\u202c", "\u200bzero", "田中さん", "👩‍👩‍👧‍👦", "\u2028\u2029",
	"'; DROP TABLE gpkg_contents;--", `"`, `""`, `'`, "''", "`", `\`, `\"`, "%s%n", "?1", ":a", "$x", "--", "/*", "../../etc/passwd",
	strings.Repeat("x", 5000),
}

func TestNaughtyTexts(t *testing.T) {
	for _, s := range naughty {
		d := again(t, &feature.Dataset{Layers: []feature.Layer{{Name: s, Features: []feature.Feature{{ID: s, Geometry: orb.Point{1, 2}, Properties: []feature.Property{{Key: s, Raw: quoted(s)}, {Key: "k", Raw: quoted(s)}}}}}}})
		f := d.Layers[0].Features[0]
		if f.ID != s && s != "" || raw(f, s) != string(quoted(s)) || raw(f, "k") != string(quoted(s)) || len(d.Notices)+len(d.Skipped) > 0 {
			t.Errorf("%q comes back as %q with %s, notices %v", s, f.ID, f.Properties, d.Notices)
		}
	}
}

// drawn makes datasets of every kind of geometry and value.
func drawn(t *rapid.T) *feature.Dataset {
	d := &feature.Dataset{}
	for i := range rapid.IntRange(0, 3).Draw(t, "layers") {
		l := feature.Layer{Name: "layer " + strconv.Itoa(i)}
		for j := range rapid.IntRange(0, 5).Draw(t, "features") {
			f := feature.Feature{ID: "f" + strconv.Itoa(j), Geometry: drawnGeometry(t, 2)}
			if f.Geometry != nil && rapid.Bool().Draw(t, "high") {
				f.Z = drawnAltitudes(t, f.Geometry)
			}
			for _, key := range []string{"text", "Text", "n", "big", "ok", "any"} {
				if rapid.Bool().Draw(t, "has") {
					f.Properties = append(f.Properties, feature.Property{Key: key, Raw: drawnValue(t, key)})
				}
			}
			l.Features = append(l.Features, f)
		}
		d.Layers = append(d.Layers, l)
	}
	return d
}

func drawnAltitudes(t *rapid.T, g orb.Geometry) []float64 {
	z := make([]float64, feature.Positions(g))
	for i := range z {
		z[i] = rapid.Float64().Draw(t, "z")
		if math.IsInf(z[i], 0) || rapid.IntRange(0, 9).Draw(t, "gap") == 0 {
			z[i] = math.NaN()
		}
	}
	z[0] = 12.5
	return z
}

func drawnValue(t *rapid.T, key string) json.RawMessage {
	switch key {
	case "n":
		return decimal(rapid.Float64Range(-1e300, 1e300).Draw(t, "v"))
	case "big":
		return json.RawMessage(strconv.FormatInt(rapid.Int64().Draw(t, "v"), 10))
	case "ok":
		return json.RawMessage(strconv.FormatBool(rapid.Bool().Draw(t, "v")))
	case "any":
		return json.RawMessage(rapid.SampledFrom([]string{"null", "1", "-0", "2.5", `"x"`, "true", "[1,2]", `{"a":null}`, "1e400", "99999999999999999999"}).Draw(t, "v"))
	}
	return quoted(rapid.String().Draw(t, "v"))
}

func drawnGeometry(t *rapid.T, depth int) orb.Geometry {
	lon := rapid.Float64Range(-180, 180).Draw(t, "about")
	point := func() orb.Point {
		return orb.Point{max(-180, min(180, lon+rapid.Float64Range(-40, 40).Draw(t, "lon"))), rapid.Float64Range(-90, 90).Draw(t, "lat")}
	}
	points := func(least int) []orb.Point {
		ps := make([]orb.Point, rapid.IntRange(least, 5).Draw(t, "positions"))
		for i := range ps {
			ps[i] = point()
		}
		return ps
	}
	polygon := func() orb.Polygon {
		p := make(orb.Polygon, rapid.IntRange(1, 2).Draw(t, "rings"))
		for i := range p {
			p[i] = orb.Ring(points(3))
			p[i] = append(p[i], p[i][0])
		}
		return p
	}
	switch rapid.IntRange(0, 7).Draw(t, "kind") {
	case 0:
		return nil
	case 1:
		return point()
	case 2:
		return orb.MultiPoint(points(1))
	case 3:
		return orb.LineString(points(2))
	case 4:
		return orb.MultiLineString{points(2), points(2)}
	case 5:
		return polygon()
	case 6:
		return orb.MultiPolygon{polygon(), polygon()}
	}
	if depth == 0 {
		return point()
	}
	inner := drawnGeometry(t, depth-1)
	if inner == nil {
		inner = point()
	}
	return orb.Collection{inner, orb.LineString(points(2))}
}

func TestRoundTripKeepsEveryBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawn(t)
		got := again(t, d)
		if len(got.Layers) != len(d.Layers) || len(got.Skipped)+len(got.Notices) > 0 {
			t.Fatalf("%d layers, skipped %v, notices %v", len(got.Layers), got.Skipped, got.Notices)
		}
		for i, l := range d.Layers {
			if got.Layers[i].Name != l.Name || len(got.Layers[i].Features) != len(l.Features) {
				t.Fatalf("layer %q with %d features, want %q with %d", got.Layers[i].Name, len(got.Layers[i].Features), l.Name, len(l.Features))
			}
			for j, f := range l.Features {
				compare(t, got.Layers[i].Features[j], f)
			}
		}
	})
}

func compare(t *rapid.T, got, want feature.Feature) {
	if got.ID != want.ID || !reflect.DeepEqual(got.Geometry, want.Geometry) || !sameBits(got.Z, want.Z) {
		t.Fatalf("got %q %v %v, want %q %v %v", got.ID, got.Geometry, got.Z, want.ID, want.Geometry, want.Z)
	}
	for _, p := range want.Properties {
		if have := raw(got, p.Key); !sameValue(have, string(p.Raw)) {
			t.Fatalf("%s is %s, want %s", p.Key, have, p.Raw)
		}
	}
	for _, p := range got.Properties {
		if raw(want, p.Key) == "" && string(p.Raw) != "null" {
			t.Fatalf("%s is %s and was not there", p.Key, p.Raw)
		}
	}
}

func sameBits(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Float64bits(a[i]) != math.Float64bits(b[i]) && !(math.IsNaN(a[i]) && math.IsNaN(b[i])) {
			return false
		}
	}
	return true
}

// sameValue says whether two JSON values are equal; numbers are, when they are the same number to the last digit.
func sameValue(a, b string) bool {
	if a == b {
		return true
	}
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	if okX && okY {
		return x.Cmp(y) == 0
	}
	var v, w any
	return json.Unmarshal([]byte(a), &v) == nil && json.Unmarshal([]byte(b), &w) == nil && reflect.DeepEqual(v, w)
}
