package store

import (
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// over makes a file with one layer and one overlay feature of these members.
func over(members string) string {
	return wrap(okSite+`,{"type":"Feature",`+members+`}`, `"layers":[{"id":"l1","name":"L"}]`)
}

const inL1 = `,"properties":{"a":1},"hubscape":{"kind":"overlay","layer":"l1"}`

// TestFeaturesThatAreKeptAsTheyAre reads features that cannot be shown: nothing of them is lost.
func TestFeaturesThatAreKeptAsTheyAre(t *testing.T) {
	geometry := func(g string) string { return `"id":"o","geometry":` + g + inL1 }
	for _, c := range []struct{ name, members, want string }{
		{"a number for an id", `"id":7,"geometry":null` + inL1, ""},
		{"no id", `"geometry":null` + inL1, ""},
		{"no layer", `"id":"o","geometry":null,"hubscape":{"kind":"overlay"}`, ""},
		{"another kind", `"id":"o","geometry":null,"hubscape":{"kind":"drawing","layer":"l1"}`, ""},
		{"a stranger", `"id":"o","geometry":null`, ""},
		{"an unknown layer", `"id":"o","geometry":null,"hubscape":{"kind":"overlay","layer":"l2"}`, `belongs to the layer "l2", which this document does not have`},
		{"the id of a site", `"id":"ok","geometry":null` + inL1, `has the id "ok", which is empty or that of another feature`},
		{"an empty id", `"id":"","geometry":null` + inL1, `has the id "", which is empty`},
		{"a name that is a number", `"id":"o","geometry":null,"hubscape":{"kind":"overlay","layer":"l1","name":7}`, "name is a number, expected text"},
		{"properties that are a list", `"id":"o","geometry":null,"properties":[],"hubscape":{"kind":"overlay","layer":"l1"}`, "properties is a list"},
		{"no type", geometry(`{"coordinates":[1,2]}`), "does not say its type"},
		{"a type of a later version", geometry(`{"type":"Circle","coordinates":[1,2]}`), `unknown type "Circle"`},
		{"no coordinates", geometry(`{"type":"Point"}`), "has no coordinates"},
		{"an empty point", geometry(`{"type":"Point","coordinates":[]}`), "position 1 has 0 coordinates"},
		{"one coordinate", geometry(`{"type":"LineString","coordinates":[[1,2],[3]]}`), "position 2 has 1 coordinates"},
		{"a measure", geometry(`{"type":"LineString","coordinates":[[1,2,3,4]]}`), "position 1 has 4 coordinates"},
		{"swapped", geometry(`{"type":"Point","coordinates":[42,120]}`), "seem to be swapped"},
		{"too far north", geometry(`{"type":"Point","coordinates":[120,92]}`), "latitude 92 of position 1"},
		{"metres", geometry(`{"type":"Point","coordinates":[2335000,42]}`), "longitude 2.335e+06 of position 1 is outside -540 to 540"},
		{"text for a number", geometry(`{"type":"LineString","coordinates":[[1,2],["3",4]]}`), "position 2 holds something that is no number"},
		{"null for a number", geometry(`{"type":"LineString","coordinates":[[1,null]]}`), "position 1 holds something that is no number"},
		{"not deep enough", geometry(`{"type":"Polygon","coordinates":[[1,2],[3,4]]}`), "not nested as"},
		{"too deep", geometry(`{"type":"LineString","coordinates":[[[1,2],[3,4]]]}`), "holds something that is no number"},
		{"an object among coordinates", geometry(`{"type":"MultiPoint","coordinates":[{"x":[1,2]}]}`), "not nested as"},
		{"a collection without list", geometry(`{"type":"GeometryCollection"}`), "has no geometries"},
		{"a hole in a collection", geometry(`{"type":"GeometryCollection","geometries":[null]}`), "part 1 of the collection is null"},
		{"more in a collection", geometry(`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2],"bbox":[1.0]}]}`), "part 1 of the collection holds members that this version does not know"},
		{"collections without end", geometry(strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 40) + strings.Repeat(`]}`, 40)), "nested more than 32 deep"},
	} {
		in := []byte(over(c.members))
		doc, info, err := ReadInfo(in)
		if err != nil || info.ReadOnly || len(doc.Overlays) != 1 || doc.Features.Len() != 0 || doc.Sites.Len() != 1 {
			t.Errorf("%s: %v, %+v", c.name, err, info)
			continue
		}
		if want := `{"type":"Feature",` + c.members + `}`; string(doc.Overlays[0]) != want {
			t.Errorf("%s: kept as %s", c.name, doc.Overlays[0])
		}
		said := ""
		for _, p := range info.Problems {
			said += p.String()
		}
		if c.want == "" && said != "" || c.want != "" && (!strings.Contains(said, c.want) || !strings.Contains(said, "line 1, features[1]: ") || !strings.Contains(said, "kept in the file but not shown, correct it")) {
			t.Errorf("%s: %s, want %s", c.name, said, c.want)
		}
		b, err := Write(doc, Options{})
		if err != nil || !bytes.Contains(b, doc.Overlays[0]) {
			t.Errorf("%s: not written (%v)\n%s", c.name, err, b)
		}
	}
	if _, info, err := ReadInfo([]byte(over(`"id":"o","geometry":{"type":"Point","coordinates":[1,1e999]}` + inL1))); err != nil || info.Skipped != 1 {
		t.Errorf("a number that is not finite: %v %+v", err, info)
	}
}

// TestGeometriesAsOthersWriteThem reads white space, exponents and a missing geometry.
func TestGeometriesAsOthersWriteThem(t *testing.T) {
	none := math.NaN()
	for in, want := range map[string]scenario.Feature{
		`"geometry":{"coordinates" : [ [ 1.0 , 2e1 ] ,` + "\n\t" + `[-0.0,-0,1E2 ] ] , "type":"LineString"}`: {Geometry: orb.LineString{{1, 20}, {0, 0}}, Z: []float64{none, 100}},
		`"geometry":{"type":"MultiPolygon","coordinates":[ [ ] , [[]] , [[[180.5,0],[1,1]]]]}`:               {Geometry: orb.MultiPolygon{{}, {{}}, {{{180.5, 0}, {1, 1}}}}},
		`"geometry":{"type":"MultiPoint","coordinates":[ ]}`:                                                 {Geometry: orb.MultiPoint{}},
		`"x":1`: {Extra: []scenario.Member{{Key: "x", Raw: []byte("1")}}},
		`"geometry":{"type":"Point","coordinates":[9007199254740993,0.1000000000000000055]}`: {},
		`"geometry":{"type":"Point","coordinates":[0.30000000000000004,5e-324,-432.5]}`:      {Geometry: orb.Point{0.30000000000000004, 5e-324}, Z: []float64{-432.5}},
	} {
		doc, info, err := ReadInfo([]byte(over(`"id":"o",` + in + inL1)))
		if err != nil || len(doc.Features.All())+len(doc.Overlays) != 1 {
			t.Fatalf("%s: %v %v", in, err, info.Problems)
		}
		if want.Geometry == nil && want.Extra == nil {
			continue // out of range, kept as it is
		}
		got := doc.Features.All()[0]
		if len(got.Z) != len(want.Z) || !reflect.DeepEqual(got.Geometry, want.Geometry) || !reflect.DeepEqual(got.Extra, want.Extra) {
			t.Errorf("%s gives %#v, want %#v", in, got, want)
		}
		for i := range got.Z {
			if math.Float64bits(got.Z[i]) != math.Float64bits(want.Z[i]) && !(math.IsNaN(got.Z[i]) && math.IsNaN(want.Z[i])) {
				t.Errorf("%s: altitude %d is %v", in, i, got.Z[i])
			}
		}
	}
}

// TestOtherShapesAreWrittenAsPolygons covers what orb has and GeoJSON has not.
func TestOtherShapesAreWrittenAsPolygons(t *testing.T) {
	for want, g := range map[string]orb.Geometry{
		`{"type":"Polygon","coordinates":[[[1,2],[3,2],[3,4],[1,2]]]}`:       orb.Ring{{1, 2}, {3, 2}, {3, 4}, {1, 2}},
		`{"type":"Polygon","coordinates":[[[1,2],[3,2],[3,4],[1,4],[1,2]]]}`: orb.Bound{Min: orb.Point{1, 2}, Max: orb.Point{3, 4}},
		`{"type":"MultiLineString","coordinates":[]}`:                        orb.MultiLineString(nil),
	} {
		raw, err := EncodeItem("feature", &scenario.Feature{ID: "o", Layer: "l", Geometry: g, Z: []float64{math.NaN()}})
		if err != nil || !bytes.Contains(raw, []byte(`"geometry":`+want+`,`)) {
			t.Errorf("%v gives %s, %v", g, raw, err)
		}
	}
	for _, f := range []scenario.Feature{{Geometry: orb.Collection{nil}}, {Geometry: orb.Point{math.NaN(), 1}}, {Geometry: orb.Point{1, 1}, Z: []float64{math.Inf(-1)}}} {
		if raw, err := EncodeItem("feature", &f); err == nil {
			t.Errorf("%v gives %s", f.Geometry, raw)
		}
	}
}

// TestLaterVersionIsKept opens a file of version 2, with members and values that nobody knows at every level, and
// writes it under another name: nothing of it is gone.
func TestLaterVersionIsKept(t *testing.T) {
	b, err := Write(layered(), Options{Host: host, Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	later := strings.NewReplacer(`"version": 1`, `"version": 2`, `"color":"ochre"`, `"color":"plaid"`, `"kind":"overlay","layer":"l1"}`, `"kind":"overlay","layer":"l1","age":7.0}`,
		`"status":"floated"`, `"status":"dreamt"`, `"baseline":true`, `"baseline":true,"moon":{"full":1.50}`, `{"id":"x1"}`, `{"id":"x1","p":[1.0]}`,
		`"weather": {"rain":1.0}`, `"weather": {"rain":1.0,"snow":[[]]},`+"\n  "+`"storms": [1e2]`).Replace(string(b))
	doc, info, err := ReadInfo([]byte(later))
	if err != nil || !info.ReadOnly || info.Skipped != 0 || info.Version != 2 {
		t.Fatalf("%v %+v", err, info)
	}
	copied, err := Write(doc, Options{Host: host, Plain: true})
	if err != nil || string(copied) != later {
		t.Errorf("the copy is (%v)\n%s\nwant\n%s", err, copied, later)
	}
}
