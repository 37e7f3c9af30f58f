package main

import (
	"reflect"
	"strings"
	"testing"
)

func TestPlainGeoJSON(t *testing.T) {
	for _, c := range []struct {
		name, text string
		read, skip int
		by         map[string]int
		bbox       []float64
		says       string
	}{
		{"collection", `{"type":"FeatureCollection","features":[
			{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[21,42,600.5]}},
			{"type":"Feature","properties":{},"geometry":null},
			{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,-2],[0,0]]]}}]}`,
			3, 0, map[string]int{"Point": 1, "null": 1, "Polygon": 1}, []float64{0, -2, 21, 42}, ""},
		{"one bad number spoils one feature", `{"type":"FeatureCollection","features":[
			{"type":"Feature","geometry":{"type":"Point","coordinates":[1e999,2]}},
			{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}]}`,
			1, 1, map[string]int{"Point": 1}, []float64{1, 2, 1, 2}, "line 2, features[0]: the position 1e999, 2 is beyond all numbers; write degrees"},
		{"null feature", `{"type":"FeatureCollection","features":[null]}`,
			0, 1, map[string]int{}, nil, "line 1, features[0]: is not a feature"},
		{"swapped", `{"type":"Feature","geometry":{"type":"Point","coordinates":[42.6,121.1]}}`,
			0, 1, map[string]int{}, nil, "are the two swapped?"},
		{"metres", `{"type":"Point","coordinates":[2356000,5250000]}`,
			0, 1, map[string]int{}, nil, "looks like metres; export the file as WGS 84"},
		{"short position", `{"type":"Point","coordinates":[5]}`,
			0, 1, map[string]int{}, nil, "one number only"},
		{"empty point is a place not known", `{"type":"Point","coordinates":[]}`,
			1, 0, map[string]int{"Point": 1}, nil, ""},
		{"flat line", `{"type":"LineString","coordinates":[1,2]}`,
			0, 1, map[string]int{}, nil, "a position is not a list of numbers"},
		{"unknown geometry", `{"type":"Feature","geometry":{"type":"Circle","coordinates":[1,2]}}`,
			0, 1, map[string]int{}, nil, `type "Circle" does not exist`},
		{"collection of geometries", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}`,
			1, 0, map[string]int{"GeometryCollection": 1}, []float64{1, 2, 1, 2}, ""},
		{"other coordinate system", `{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:3857"}},"features":[]}`,
			0, 0, map[string]int{}, nil, "crs: names another coordinate system"},
	} {
		got, ok := plainGeoJSON([]byte(c.text))
		if !ok {
			t.Errorf("%s: not taken for GeoJSON", c.name)
			continue
		}
		if got.read != c.read || got.skipped != c.skip || !reflect.DeepEqual(got.byGeometry, c.by) || !reflect.DeepEqual(got.bbox(), c.bbox) {
			t.Errorf("%s: read %d, skipped %d, %v, %v", c.name, got.read, got.skipped, got.byGeometry, got.bbox())
		}
		said := ""
		for _, p := range got.problems {
			said += p.Where + ": " + p.Message + "\n"
		}
		if (c.says == "") != (said == "") || !strings.Contains(said, c.says) {
			t.Errorf("%s: said %q, want %q", c.name, said, c.says)
		}
	}
}

func TestDeepCollectionsAreRefusedNotFollowed(t *testing.T) {
	text := strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 100) + `{"type":"Point","coordinates":[1,2]}` + strings.Repeat(`]}`, 100)
	got, ok := plainGeoJSON([]byte(text))
	if !ok || got.skipped != 1 || !strings.Contains(got.problems[0].Message, "nested more than 32 deep") {
		t.Errorf("got %+v, %v", got, ok)
	}
}

func TestOtherAndBrokenJSONIsNotGeoJSON(t *testing.T) {
	for _, text := range []string{`{}`, `[]`, `{"type":"Topology"}`, `"FeatureCollection"`, `{"type":"FeatureCollection","features":{}}`, `{"type":"FeatureCollection","features":[{`, `{"a":{"type":"Feature"}}`, ``} {
		if _, ok := plainGeoJSON([]byte(text)); ok {
			t.Errorf("%s was taken for GeoJSON", text)
		}
	}
}

func FuzzPlainGeoJSON(f *testing.F) {
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}]}`))
	f.Add([]byte(`{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[1,2]]]}]}`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{`))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, ok := plainGeoJSON(b)
		if !ok {
			return
		}
		if sum := total(got.byGeometry); sum != got.read {
			t.Errorf("%d features by geometry, %d read", sum, got.read)
		}
		if box := got.bbox(); box != nil && (box[0] > box[2] || box[1] > box[3] || box[1] < -90 || box[3] > 90) {
			t.Errorf("box %v is not west, south, east, north", box)
		}
	})
}

func total(by map[string]int) (n int) {
	for _, v := range by {
		n += v
	}
	return n
}
