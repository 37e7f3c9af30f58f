package geojson

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"go.uber.org/goleak"

	"hubscape/app/exchange/feature"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func read(t testing.TB, text string) *feature.Dataset {
	t.Helper()
	d, err := Read(context.Background(), "places.geojson", []byte(text), Options{})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return d
}

// all gives the features of every layer.
func all(d *feature.Dataset) (list []feature.Feature) {
	for _, l := range d.Layers {
		list = append(list, l.Features...)
	}
	return list
}

// said gives everything a reader noted, one remark a line.
func said(d *feature.Dataset) string {
	var sb strings.Builder
	for _, n := range append(append([]feature.Notice{}, d.Skipped...), d.Notices...) {
		fmt.Fprintf(&sb, "%s: %s\n", n.Where, n.Message)
	}
	return sb.String()
}

const collection = `{"type":"FeatureCollection","features":[%s]}`

func point(lon, lat string) string {
	return `{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[` + lon + `,` + lat + `]}}`
}

func TestRead(t *testing.T) {
	in := func(features ...string) string { return fmt.Sprintf(collection, strings.Join(features, ",\n")) }
	shaped := func(geometry string) string { return `{"type":"Feature","properties":{},"geometry":` + geometry + `}` }
	for _, c := range []struct {
		name, text string
		read, skip int
		first      orb.Geometry
		says       string
	}{
		{"collection", in(point("21", "42")), 1, 0, orb.Point{21, 42}, ""},
		{"feature", point("21", "42"), 1, 0, orb.Point{21, 42}, ""},
		{"bare geometry", `{"type":"Point","coordinates":[21,42]}`, 1, 0, orb.Point{21, 42}, ""},
		{"features one a line", point("21", "42") + "\n" + point("22", "43") + "\n", 2, 0, orb.Point{21, 42}, ""},
		{"record separators", "\x1e" + point("21", "42") + "\n\x1e" + point("22", "43") + "\n", 2, 0, orb.Point{21, 42}, ""},
		{"a damaged line among lines", point("21", "42") + "\n" + `{"type":"Feature","properties":{"a":},"geometry":null}` + "\n" + point("22", "43"), 2, 1, orb.Point{21, 42}, "line 2, feature 2: '}' stands where a value was expected"},
		{"a line that is not closed", `{"type":"Feature","properties":{},"geometry":null` + "\n" + point("22", "43"), 1, 1, orb.Point{22, 43}, "line 1, feature 1: '{' stands where a comma or } was expected"},
		{"a list of features", "[" + point("21", "42") + "," + point("22", "43") + "]", 2, 0, orb.Point{21, 42}, "stand in a list without a FeatureCollection"},
		{"byte order mark", "\xef\xbb\xbf" + in(point("21", "42")), 1, 0, orb.Point{21, 42}, ""},
		{"no features", in(), 0, 0, nil, ""},
		{"null geometry", in(shaped("null")), 1, 0, nil, ""},
		{"empty geometries", in(shaped(`{"type":"Point","coordinates":[]}`), shaped(`{"type":"Polygon","coordinates":[[]]}`), shaped(`{"type":"MultiPolygon","coordinates":[[],[[]]]}`), shaped(`{"type":"GeometryCollection","geometries":[]}`), shaped(`{"type":"LineString","coordinates":null}`)), 5, 0, nil, ""},
		{"null among features", in("null", point("21", "42")), 1, 1, orb.Point{21, 42}, "line 1, feature 1: is not a feature"},
		{"one bad number costs one feature", in(point("1e999", "2"), point("1", "2")), 1, 1, orb.Point{1, 2}, "line 1, feature 1: a coordinate is not a finite number"},
		{"NaN", in(point("NaN", "2"), point("1", "2")), 1, 1, orb.Point{1, 2}, "feature 1: a coordinate is not a finite number"},
		{"1e308", in(point("1e308", "2"), point("1", "2"), point("3", "4")), 2, 1, orb.Point{1, 2}, "feature 1: the position 1e+308, 2 looks like metres"},
		{"damaged feature among others", in(point("1", "2"), `{"type":"Feature","properties":{"a":tru},"geometry":null}`, point("3", "4")), 2, 1, orb.Point{1, 2}, "line 2, feature 2: 't' stands where a value was expected"},
		{"unclosed text in a feature", in(point("1", "2"), `{"type":"Feature","properties":{"a":"b},"geometry":null}`, point("3", "4")), 2, 1, orb.Point{1, 2}, "line 2, feature 2: "},
		{"feature without an end", in(point("1", "2"), `{"type":"Feature","properties":{"a":1,"geometry":null}`, point("3", "4")), 2, 1, orb.Point{1, 2}, "feature 2: "},
		{"cut off", in(point("1", "2"), point("3", "4"))[:150], 1, 1, orb.Point{1, 2}, "the text ends in the middle of a value"},
		{"missing comma", strings.Replace(in(point("1", "2"), point("3", "4")), "},\n{", "}\n{", 1), 2, 0, orb.Point{1, 2}, "stands where a comma or ] was expected; it was passed over"},
		{"comma after the last", in(point("1", "2"), ""), 1, 0, orb.Point{1, 2}, "a comma stands after the last feature"},
		{"junk after the end", in(point("1", "2")) + "}", 1, 0, orb.Point{1, 2}, "this is not GeoJSON"},
		{"swapped beyond the world", in(point("42.6", "121.1")), 0, 1, nil, "latitude 121.1 is beyond 90; longitude comes first, are the two swapped?"},
		{"short position", in(shaped(`{"type":"Point","coordinates":[5]}`)), 0, 1, nil, "a position has one number only, 5"},
		{"empty position", in(shaped(`{"type":"LineString","coordinates":[[],[1,2]]}`)), 0, 1, nil, "a position is empty"},
		{"text in a position", in(shaped(`{"type":"Point","coordinates":["1","2"]}`)), 0, 1, nil, "holds something that is no number"},
		{"too flat", in(shaped(`{"type":"Polygon","coordinates":[[1,2],[3,4],[5,6],[1,2]]}`)), 0, 1, nil, "not nested as deeply"},
		{"too deep", in(shaped(`{"type":"LineString","coordinates":[[[1,2],[3,4]]]}`)), 0, 1, nil, "not nested as deeply"},
		{"unknown geometry", in(shaped(`{"type":"Circle","coordinates":[1,2]}`)), 0, 1, nil, `the geometry type "Circle" does not exist`},
		{"no coordinates", in(shaped(`{"type":"Point"}`)), 0, 1, nil, "has no coordinates"},
		{"wrong type", in(`{"type":"Thing","geometry":null}`), 0, 1, nil, `its type is "Thing"; it must be Feature`},
		{"geometry is a text", in(shaped(`"POINT(1 2)"`)), 0, 1, nil, "its geometry is not an object"},
		{"altitude of null", in(shaped(`{"type":"Point","coordinates":[1,2,null]}`)), 1, 0, orb.Point{1, 2}, ""},
		{"measure", in(shaped(`{"type":"Point","coordinates":[1,2,3,4]}`)), 1, 0, orb.Point{1, 2}, "those after the altitude were left out"},
		{"coordinates before type", in(shaped(`{"coordinates":[[1,2],[3,4]],"type":"LineString"}`)), 1, 0, orb.LineString{{1, 2}, {3, 4}}, ""},
		{"one position in a line", in(shaped(`{"type":"LineString","coordinates":[[1,2]]}`)), 1, 0, orb.LineString{{1, 2}}, ""},
		{"open ring", in(shaped(`{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}`)), 1, 0, orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}, "a ring was not closed; it was closed"},
		{"ring the other way", in(shaped(`{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,0]]]}`)), 1, 0, orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}, "ran the other way"},
		{"longitude beyond 180", in(point("181", "2")), 1, 0, orb.Point{-179, 2}, "brought back by a whole turn"},
		{"longitude of 540", in(point("-540", "2")), 1, 0, orb.Point{-180, 2}, "brought back"},
		{"longitude of 541", in(point("541", "2")), 0, 1, nil, "lies outside the world"},
		{"name twice", in(`{"type":"Feature","geometry":null,"properties":{"a":1,"a":2}}`), 1, 0, nil, `the name "a" stands twice in one object; the last value was taken`},
		{"geometry twice", in(`{"type":"Feature","properties":{},"geometry":null,"geometry":{"type":"Point","coordinates":[1,2]}}`), 1, 0, orb.Point{1, 2}, `the name "geometry" stands twice`},
		{"id twice", in(`{"type":"Feature","id":"x","geometry":null,"properties":{}}`, `{"type":"Feature","id":"x","geometry":null,"properties":{}}`), 2, 0, nil, `1 features have an id that another one has too ("x")`},
		{"properties are no object", in(`{"type":"Feature","geometry":null,"properties":[1]}`), 1, 0, nil, "its properties are no object"},
		{"value of NaN", in(`{"type":"Feature","geometry":null,"properties":{"a":NaN}}`), 1, 0, nil, "a value is NaN or infinite; it became blank"},
		{"nested too deeply", in(point("1", "2"), `{"type":"Feature","geometry":null,"properties":{"a":`+strings.Repeat("[", 600)+strings.Repeat("]", 600)+`}}`, point("3", "4")), 2, 1, orb.Point{1, 2}, "line 2, feature 2: it is nested too deeply (more than 512 levels)"},
		{"deep collection of geometries", in(shaped(strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 40) + `{"type":"Point","coordinates":[1,2]}` + strings.Repeat("]}", 40))), 0, 1, nil, "nested more than 32 deep"},
		{"collection of geometries", in(shaped(`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"Point","coordinates":[]}]}`)), 1, 0, orb.Collection{orb.Point{1, 2}}, ""},
		{"system of 2008, degrees", strings.Replace(in(point("21", "42")), `"features"`, `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features"`, 1), 1, 0, orb.Point{21, 42}, ""},
		{"another system", strings.Replace(in(point("500000", "0")), `"features"`, `"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32634"}},"features"`, 1), 1, 0, orb.Point{21, 0}, "turned into degrees from EPSG:32634 (WGS 84 / UTM zone 34N)"},
		{"a system after the features", `{"type":"FeatureCollection","features":[` + point("500000", "0") + `],"crs":{"type":"EPSG","properties":{"code":32634}}}`, 1, 0, orb.Point{21, 0}, "turned into degrees"},
		{"members of the collection", strings.Replace(in(), `"features"`, `"metadata":{"x":1},"features"`, 1), 0, 0, nil, `the collection's own "metadata" came along`},
	} {
		d, err := Read(context.Background(), "places.geojson", []byte(c.text), Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		list := all(d)
		if len(list) != c.read || len(d.Skipped) != c.skip {
			t.Errorf("%s: %d read, %d skipped, want %d and %d: %s", c.name, len(list), len(d.Skipped), c.read, c.skip, said(d))
			continue
		}
		if len(list) > 0 && !reflect.DeepEqual(list[0].Geometry, c.first) {
			t.Errorf("%s: %v, want %v", c.name, list[0].Geometry, c.first)
		}
		if s := said(d); (c.says == "") != (s == "") || !strings.Contains(s, c.says) {
			t.Errorf("%s: said %q, want %q", c.name, s, c.says)
		}
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct{ name, text, says string }{
		{"empty", " \n", "the file is empty"},
		{"TopoJSON", `{"type":"Topology","objects":{},"arcs":[]}`, "this is TopoJSON"},
		{"Esri", `{"displayFieldName":"n","geometryType":"esriGeometryPoint","features":[]}`, "this is Esri JSON; ask the ArcGIS service for f=geojson"},
		{"Esri, features first", `{"features":[{"attributes":{"a":1},"geometry":{"x":1,"y":2}}]}`, "Esri JSON"},
		{"another JSON", `{"type":"Catalog"}`, `this is JSON, but not GeoJSON: its type is "Catalog"`},
		{"no type", `{"a":1}`, "it has no type of it"},
		{"numbers", `[1,2]`, "this is JSON, but not GeoJSON"},
		{"words", `hello`, "this is not GeoJSON"},
		{"no list", `{"type":"FeatureCollection","features":{}}`, "has no list of features"},
		{"cut in the head", `{"type":"FeatureCollection","fea`, "line 1: the text ends in the middle of a value"},
		{"deep", strings.Repeat("[", 1_000_000), "JSON, but not GeoJSON"},
		{"unknown system", `{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:6316"}},"features":[` + point("7500000", "4700000") + `]}`, "EPSG:6316 (MGI 1901 / Balkans zone 7)"},
		{"linked system", `{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"http://example.com/crs"}},"features":[]}`, "which is not fetched"},
		{"UTF-32", "\xff\xfe\x00\x00{", "UTF-32"},
	} {
		d, err := Read(context.Background(), "x", []byte(c.text), Options{})
		if err == nil {
			// Esri features without a head are all left out.
			t.Errorf("%s: no error, %d features, %s", c.name, len(all(d)), said(d))
			continue
		}
		if !strings.Contains(err.Error(), c.says) || strings.ContainsAny(err.Error(), "\n\x1b") {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := fmt.Sprintf(collection, `{"type":"Feature","geometry":null,"properties":{"name":"Pejë é"}}`)
	utf16 := func(order []int, mark bool) string {
		var b []byte
		if mark {
			b = append(b, [2]byte{0xfe, 0xff}[order[0]], [2]byte{0xfe, 0xff}[order[1]])
		}
		for _, r := range text {
			pair := [2]byte{byte(r >> 8), byte(r)}
			b = append(b, pair[order[0]], pair[order[1]])
		}
		return string(b)
	}
	latin := string(bytes.ReplaceAll(bytes.ReplaceAll([]byte(text), []byte("é"), []byte{0xe9}), []byte("ë"), []byte{0xeb}))
	for name, c := range map[string]struct{ text, says string }{
		"UTF-16 little": {utf16([]int{1, 0}, true), "is UTF-16"}, "UTF-16 big": {utf16([]int{0, 1}, true), "is UTF-16"},
		"UTF-16 without mark": {utf16([]int{1, 0}, false), "is UTF-16"}, "Latin-1": {latin, "Windows-1252"}, "UTF-8": {text, ""},
	} {
		d := read(t, c.text)
		if got := all(d)[0].Name; got != "Pejë é" || !strings.Contains(said(d), c.says) {
			t.Errorf("%s: %q, said %s", name, got, said(d))
		}
	}
	broken := strings.Replace(text, "Pejë", "Pej\xff\u00eb\u00eb", 1)
	if d := read(t, broken); !strings.Contains(said(d), "broken characters") {
		t.Errorf("said %s", said(d))
	}
}

func TestValuesStayAsWritten(t *testing.T) {
	d := read(t, fmt.Sprintf(collection, `{"type":"Feature","id":9007199254740993,"geometry":{"type":"Point","coordinates":[20.123456789012345,-0.0,600.50]},
		"properties":{"z":"00420","big":9007199254740993,"digits":1.10,"nested":{"b":[1, 2.0],"a":null},"name":"a\u00e9\ud83d\ude00","yes":true},"when":"2026-01-01"}`))
	f := all(d)[0]
	if f.ID != "9007199254740993" || !f.IDNumber || f.Name != "aé😀" || len(f.Z) != 1 || f.Z[0] != 600.5 {
		t.Errorf("%+v", f)
	}
	if p := f.Geometry.(orb.Point); p[0] != 20.123456789012345 || !math.Signbit(p[1]) {
		t.Errorf("%v", p)
	}
	var got []string
	for _, p := range f.Properties {
		got = append(got, p.Key+"="+string(p.Raw))
	}
	want := `z="00420" big=9007199254740993 digits=1.10 nested={"b":[1,2.0],"a":null} name="a\u00e9\ud83d\ude00" yes=true`
	if strings.Join(got, " ") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, " "), want)
	}
	if len(f.Foreign) != 1 || f.Foreign[0].Key != "when" {
		t.Errorf("%v", f.Foreign)
	}
}

func TestMetresWithoutASystemWaitForOne(t *testing.T) {
	text := fmt.Sprintf(collection, point("500000", "4700000")+","+point("510000", "4710000"))
	d := read(t, text)
	if !d.Planar || len(all(d)) != 2 || all(d)[0].Geometry != (orb.Point{500000, 4700000}) {
		t.Errorf("%+v", d)
	}
	d, err := Read(context.Background(), "x", []byte(text), Options{CRS: "EPSG:32634"})
	if err != nil || d.Planar || len(all(d)) != 2 {
		t.Fatalf("%+v, %v", d, err)
	}
	if p := all(d)[0].Geometry.(orb.Point); p[0] != 21 || math.Abs(p[1]-42.4533) > 1e-3 {
		t.Errorf("%v", p)
	}
}

func TestAsideKeepsWhatCouldBeMended(t *testing.T) {
	d := read(t, fmt.Sprintf(collection, point("42.6", "120.9")+","+point("20.9", "42.6")))
	if len(d.Aside) != 1 || d.Aside[0].Feature.Geometry != (orb.Point{42.6, 120.9}) || d.Aside[0].Why != d.Skipped[0].Message {
		t.Errorf("%+v", d.Aside)
	}
}

func TestInvalidShapesAreFlagged(t *testing.T) {
	d := read(t, `{"type":"Polygon","coordinates":[[[0,0],[10,10],[10,0],[0,10],[0,0]]]}`)
	if all(d)[0].Invalid != "crosses itself" {
		t.Errorf("%+v", all(d)[0])
	}
}

func TestTextsAreBounded(t *testing.T) {
	long := strings.Repeat("é", feature.MaxText)
	d := read(t, fmt.Sprintf(collection, `{"type":"Feature","geometry":null,"properties":{"a":"`+long+`"}}`))
	if raw := all(d)[0].Properties[0].Raw; len(raw) != feature.MaxText+2 || !strings.Contains(said(d), "a text is longer than 1 MB; it was cut") {
		t.Errorf("%d bytes, %s", len(raw), said(d))
	}
	huge := fmt.Sprintf(collection, `{"type":"Feature","geometry":null,"properties":{"a":["`+strings.Repeat("x", feature.MaxFeature)+`"]}},`+point("1", "2"))
	if d := read(t, huge); len(all(d)) != 1 || !strings.Contains(said(d), "is 64 MB large, more than the 64 MB a feature may have") {
		t.Errorf("%d features, %s", len(all(d)), said(d)[:min(len(said(d)), 200)])
	}
}

func TestCancelEndsReadingSoon(t *testing.T) {
	text := []byte(fmt.Sprintf(collection, strings.TrimSuffix(strings.Repeat(point("21.123456", "42.123456")+",", 300_000), ",")))
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	start := time.Now()
	_, err := Read(ctx, "x", text, Options{})
	if err != context.Canceled || time.Since(start) > 2*time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}
