package geojson

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"hubscape/app/exchange/feature"
)

// lon and lat draw any numbers that a file may hold within the world, to the last bit.
func lon(t *rapid.T) float64 { return rapid.Float64Range(-180, 180).Draw(t, "lon") }
func lat(t *rapid.T) float64 { return rapid.Float64Range(-90, 90).Draw(t, "lat") }

// polygonAt draws a star about a place, against the clock, that crosses nothing and no meridian.
func polygonAt(t *rapid.T, hole bool) orb.Polygon {
	x, y := rapid.Float64Range(-150, 150).Draw(t, "x"), rapid.Float64Range(-60, 60).Draw(t, "y")
	star := func(n int, least, most float64, clock float64) orb.Ring {
		var r orb.Ring
		for i := range n {
			a, d := clock*2*math.Pi*float64(i)/float64(n), rapid.Float64Range(least, most).Draw(t, "radius")
			r = append(r, orb.Point{x + d*math.Cos(a), y + d*math.Sin(a)})
		}
		return append(r, r[0])
	}
	p := orb.Polygon{star(rapid.IntRange(4, 12).Draw(t, "n"), 5, 20, 1)}
	if hole {
		p = append(p, star(rapid.IntRange(4, 6).Draw(t, "m"), 0.5, 1, -1))
	}
	return p
}

func geometryOf(t *rapid.T, depth int) orb.Geometry {
	line := func() orb.LineString {
		var l orb.LineString
		x := rapid.Float64Range(-80, 80).Draw(t, "from")
		for range rapid.IntRange(2, 6).Draw(t, "len") {
			l = append(l, orb.Point{x + rapid.Float64Range(0, 80).Draw(t, "dx"), lat(t)})
		}
		return l
	}
	kinds := 8
	if depth > 2 {
		kinds = 7
	}
	switch rapid.IntRange(0, kinds-1).Draw(t, "kind") {
	case 0:
		return nil
	case 1:
		return orb.Point{lon(t), lat(t)}
	case 2:
		return orb.MultiPoint{{lon(t), lat(t)}, {lon(t), lat(t)}}
	case 3:
		return line()
	case 4:
		return orb.MultiLineString{line(), line()}
	case 5:
		return polygonAt(t, rapid.Bool().Draw(t, "hole"))
	case 6:
		return orb.MultiPolygon{polygonAt(t, false)}
	}
	var c orb.Collection
	for range rapid.IntRange(1, 3).Draw(t, "members") {
		if g := geometryOf(t, depth+1); g != nil {
			c = append(c, g)
		}
	}
	if len(c) == 0 {
		return nil
	}
	return c
}

// values are JSON values whose every character has to come back.
var values = []string{`9007199254740993`, `1.10`, `-0`, `1e5`, `"00420"`, `true`, `null`, `{"b":[1,2.0,{"c":null}],"a":"x"}`, `[]`, `"a\u00e9\ud83d\ude00\n"`, `""`, `123456789012345678901234567890`, `0.1e-7`}

func featureOf(t *rapid.T, i int) feature.Feature {
	f := feature.Feature{Geometry: geometryOf(t, 0)}
	switch rapid.IntRange(0, 3).Draw(t, "id") {
	case 0:
		f.ID, f.IDNumber = fmt.Sprintf("%d00000000000000%d", i+9, i), true
	case 1:
		f.ID = fmt.Sprintf("id %d \"é\u0007\"", i)
	}
	if n := feature.Positions(f.Geometry); n > 0 && rapid.Bool().Draw(t, "rises") {
		for range n {
			z := rapid.Float64Range(-500, 9000).Draw(t, "z")
			if rapid.IntRange(0, 9).Draw(t, "flat") == 0 {
				z = math.NaN()
			}
			f.Z = append(f.Z, z)
		}
		if !slices.ContainsFunc(f.Z, func(z float64) bool { return !math.IsNaN(z) }) {
			f.Z = nil
		}
		closeZ(f.Geometry, f.Z)
	}
	for j := range rapid.IntRange(0, 4).Draw(t, "properties") {
		f.Properties = append(f.Properties, feature.Property{Key: fmt.Sprintf("k%d%s", j, rapid.StringN(0, 4, 8).Draw(t, "key")), Raw: json.RawMessage(rapid.SampledFrom(values).Draw(t, "value"))})
	}
	if rapid.Bool().Draw(t, "foreign") {
		f.Foreign = []feature.Property{{Key: "when", Raw: json.RawMessage(rapid.SampledFrom(values).Draw(t, "when"))}}
	}
	return f
}

// closeZ gives the last position of each ring the altitude of its first.
func closeZ(g orb.Geometry, z []float64) {
	at := 0
	var walk func(orb.Geometry)
	walk = func(g orb.Geometry) {
		switch g := g.(type) {
		case orb.Polygon:
			for _, r := range g {
				if at+len(r) <= len(z) {
					z[at+len(r)-1] = z[at]
				}
				at += len(r)
			}
		case orb.MultiPolygon:
			for _, p := range g {
				walk(p)
			}
		case orb.Collection:
			for _, m := range g {
				walk(m)
			}
		default:
			at += feature.Positions(g)
		}
	}
	walk(g)
}

// shown words a feature so that two are alike only when every bit is.
func shown(f feature.Feature) string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "%q %v %T", f.ID, f.IDNumber, f.Geometry)
	feature.Each(f.Geometry, func(p orb.Point) { fmt.Fprintf(&sb, " %x %x", math.Float64bits(p[0]), math.Float64bits(p[1])) })
	for _, z := range f.Z {
		if math.IsNaN(z) {
			sb.WriteString(" -")
			continue
		}
		fmt.Fprintf(&sb, " %x", math.Float64bits(z))
	}
	for _, list := range [][]feature.Property{f.Properties, f.Foreign} {
		for _, p := range list {
			fmt.Fprintf(&sb, " %q=%s", p.Key, p.Raw)
		}
		sb.WriteByte('|')
	}
	return sb.String()
}

func written(t interface{ Fatal(...any) }, d *feature.Dataset) []byte {
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsWrittenComesBackBitByBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := &feature.Dataset{Layers: []feature.Layer{{Name: "places"}}}
		for i := range rapid.IntRange(1, 4).Draw(t, "features") {
			in.Layers[0].Features = append(in.Layers[0].Features, featureOf(t, i))
		}
		text := written(t, in)
		if !json.Valid(text) {
			t.Fatalf("not JSON: %s", text)
		}
		out, err := Read(context.Background(), "x", text, Options{})
		if err != nil || len(out.Skipped) > 0 {
			t.Fatalf("%v %v in %s", err, out.Skipped, text)
		}
		for i, want := range in.Layers[0].Features {
			if got := out.Layers[0].Features[i]; shown(got) != shown(want) {
				t.Fatalf("%s\nbecame\n%s", shown(want), shown(got))
			}
		}
		if again := written(t, out); !bytes.Equal(again, text) {
			t.Fatalf("written again it is\n%s\nnot\n%s", again, text)
		}
	})
}

// The same places, written otherwise, are the same features.
func TestOtherWaysToWriteTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := math.Round(rapid.Float64Range(-170, 150).Draw(t, "x")*1024) / 1024
		y := math.Round(rapid.Float64Range(-60, 60).Draw(t, "y")*1024) / 1024
		ring := [][2]float64{{x, y}, {x + 8, y}, {x + 8, y + 8}, {x + 3, y + 4}, {x, y}}
		plain := polygonText(ring, 0, false)
		want, err := Read(context.Background(), "x", []byte(plain), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for name, other := range map[string]string{
			"once round the world":     polygonText(ring, 360, false),
			"once round the other way": polygonText(ring, -360, false),
			"ring the other way":       polygonText(ring, 0, true),
			"keys in another order":    reordered(ring),
			"spaced out":               strings.NewReplacer(":", " :\n ", ",", "\t, ").Replace(plain),
		} {
			got, err := Read(context.Background(), "x", []byte(other), Options{})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			a, b := want.Layers[0].Features, got.Layers[0].Features
			if len(a) != 1 || len(b) != 1 || !reflect.DeepEqual(a[0].Geometry, b[0].Geometry) || !reflect.DeepEqual(a[0].Properties, b[0].Properties) || a[0].ID != b[0].ID {
				t.Fatalf("%s: %+v, want %+v", name, b, a)
			}
		}
	})
}

func coordinates(ring [][2]float64, turn float64, reversed bool) string {
	ring = slices.Clone(ring)
	if reversed {
		slices.Reverse(ring)
	}
	var parts []string
	for _, p := range ring {
		parts = append(parts, fmt.Sprintf("[%v,%v]", p[0]+turn, p[1]))
	}
	return "[[" + strings.Join(parts, ",") + "]]"
}

func polygonText(ring [][2]float64, turn float64, reversed bool) string {
	return `{"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":` + coordinates(ring, turn, reversed) + `},"properties":{"n":1.10,"name":"x"}}`
}

func reordered(ring [][2]float64) string {
	return `{"properties":{"n":1.10,"name":"x"},"geometry":{"coordinates":` + coordinates(ring, 0, false) + `,"type":"Polygon"},"id":"a","type":"Feature"}`
}

func TestWriteCutsAtThe180thMeridianAndWinds(t *testing.T) {
	d := &feature.Dataset{Layers: []feature.Layer{{Features: []feature.Feature{
		{Geometry: orb.LineString{{179, 0}, {-179, 2}}, Z: []float64{10, 20}},
		{Geometry: orb.Polygon{{{0, 0}, {0, 1}, {1, 1}, {0, 0}}}},
	}}}}
	text := string(written(t, d))
	for _, want := range []string{
		`{"type": "MultiLineString", "coordinates": [[[179, 0, 10], [180, 1, 15]], [[-180, 1, 15], [-179, 2, 20]]]}`,
		`[[[0, 0], [1, 1], [0, 1], [0, 0]]]`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
}

func TestLayersComeBack(t *testing.T) {
	d := &feature.Dataset{Layers: []feature.Layer{
		{Name: "a", Features: []feature.Feature{{Geometry: orb.Point{1, 2}}}},
		{Name: "b", Features: []feature.Feature{{Geometry: orb.Point{3, 4}}, {Geometry: orb.Point{5, 6}}}}}}
	back := read(t, string(written(t, d)))
	if len(back.Layers) != 2 || back.Layers[0].Name != "a" || back.Layers[1].Name != "b" || len(back.Layers[1].Features) != 2 {
		t.Errorf("%+v", back.Layers)
	}
}

func TestNumbersThatCannotStandInJSONAreRefused(t *testing.T) {
	for _, f := range []feature.Feature{
		{Geometry: orb.Point{math.NaN(), 1}}, {Geometry: orb.Point{1, math.Inf(1)}}, {Geometry: orb.Point{1, 2}, Z: []float64{math.Inf(-1)}},
		{Geometry: orb.Point{1, 2}, Z: []float64{1, 2}},
	} {
		if err := Write(&bytes.Buffer{}, &feature.Dataset{Layers: []feature.Layer{{Features: []feature.Feature{f}}}}); err == nil {
			t.Errorf("%+v was written", f)
		}
	}
}

func FuzzGeoJSON(f *testing.F) {
	for _, s := range []string{
		fmt.Sprintf(collection, point("21", "42")), point("1e999", "2"), "\x1e" + point("1", "2") + "\n\x1e" + point("NaN", "2"),
		`{"type":"Polygon","coordinates":[[[0,0,1],[1,0,2],[1,1,3]],[[0.2,0.1],[0.3,0.1],[0.3,0.2]]]}`,
		`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"b},"geometry":null},` + point("3", "4") + `]}`,
		`{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":[[[[179,1],[-179,1],[-179,2],[179,1]]]]}]}`,
		`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32634"}},"features":[` + point("500000", "4700000") + `]}`,
		"[" + point("181", "2") + ",null,]", "\xff\xfe{\x00}\x00", `{"type":"Topology"}`, `{"features":[{"attributes":{}}]}`,
		`{"type":"Feature","id":1,"id":"1","properties":{"a":1,"a":{"b":[NaN,1e999]}},"geometry":{"type":"LineString","coordinates":[[540,90],[-540,-90,null]]}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read(context.Background(), "x.geojson", b, Options{})
		if err != nil {
			if s := err.Error(); strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r == 0x7f }) {
				t.Errorf("a control character in %q", s)
			}
			return
		}
		for _, x := range all(d) {
			feature.Each(x.Geometry, func(p orb.Point) {
				if !d.Planar && !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
					t.Errorf("a position at %v", p)
				}
			})
			if len(x.Z) != 0 && len(x.Z) != feature.Positions(x.Geometry) {
				t.Errorf("%d altitudes for %d positions", len(x.Z), feature.Positions(x.Geometry))
			}
			for _, p := range x.Properties {
				if !json.Valid(p.Raw) {
					t.Errorf("value %q of %q is not JSON", p.Raw, p.Key)
				}
			}
		}
		if d.Planar {
			return
		}
		once := written(t, d)
		again, err := Read(context.Background(), "x.geojson", once, Options{})
		if err != nil || len(again.Skipped) > 0 {
			t.Fatalf("what was written cannot be read: %v %v\n%s", err, again.Skipped, once)
		}
		if twice := written(t, again); !bytes.Equal(once, twice) {
			t.Errorf("written twice it differs:\n%s\n%s", once, twice)
		}
	})
}
