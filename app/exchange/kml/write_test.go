package kml

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"hubscape/app/exchange/feature"
)

func written(t interface {
	Helper()
	Fatal(...any)
}, d *feature.Dataset) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func again(t interface {
	Helper()
	Fatal(...any)
}, d *feature.Dataset) *feature.Dataset {
	t.Helper()
	got, err := tryRead(d.Name, written(t, d))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func prop(key, raw string) feature.Property {
	return feature.Property{Key: key, Raw: json.RawMessage(raw)}
}

// What is written is what the schema of KML 2.2 asks for, in its order; this is looked at as text.
func TestWrittenText(t *testing.T) {
	half := 0.5
	d := &feature.Dataset{Name: "trip.kml", Layers: []feature.Layer{{
		Name: "Sites & more", Style: feature.Style{Fill: "#ff8000", Stroke: "#102030", Width: 1.5, Opacity: &half},
		Features: []feature.Feature{
			{ID: "site-1", Name: "A < B", Geometry: orb.Point{20.5, 44.25}, Z: []float64{117},
				Properties: []feature.Property{prop("when", `"2020-01-02"`), prop("n", "9007199254740993"), prop("description", `"<b>not bold</b>"`), prop("ok", "true"), prop("none", "null")}},
			{ID: "site-1", Geometry: orb.Polygon{{{0, 0}, {1, 0}, {1, 1}}}, Style: feature.Style{Stroke: "#ffffff"}},
		}}, {Name: "Empty"}}}
	want := xml.Header + `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>trip</name>` +
		`<Style id="style-1"><IconStyle><color>800080ff</color></IconStyle><LineStyle><color>ff302010</color><width>1.5</width></LineStyle><PolyStyle><color>800080ff</color></PolyStyle></Style>` +
		`<Style id="style-2"><IconStyle><color>800080ff</color></IconStyle><LineStyle><color>ffffffff</color><width>1.5</width></LineStyle><PolyStyle><color>800080ff</color></PolyStyle></Style>` +
		`<Schema id="schema-1" name="Sites &amp; more"><SimpleField name="n" type="double"></SimpleField><SimpleField name="ok" type="bool"></SimpleField></Schema>` +
		`<Folder><name>Sites &amp; more</name>` +
		`<Placemark id="site-1"><name>A &lt; B</name><description>&amp;lt;b&amp;gt;not bold&amp;lt;/b&amp;gt;</description><TimeStamp><when>2020-01-02</when></TimeStamp><styleUrl>#style-1</styleUrl>` +
		`<ExtendedData><SchemaData schemaUrl="#schema-1"><SimpleData name="n">9007199254740993</SimpleData><SimpleData name="ok">1</SimpleData></SchemaData></ExtendedData>` +
		`<Point><altitudeMode>absolute</altitudeMode><coordinates>20.5,44.25,117</coordinates></Point></Placemark>` +
		`<Placemark><styleUrl>#style-2</styleUrl><ExtendedData><Data name="hubscape_id"><value>site-1</value></Data></ExtendedData>` +
		`<Polygon><tessellate>1</tessellate><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder>` +
		`<Folder><name>Empty</name></Folder></Document></kml>`
	if got := string(written(t, d)); got != want {
		t.Errorf("wrote\n%s\nwant\n%s", got, want)
	}
	var zipped bytes.Buffer
	if err := WriteKMZ(&zipped, d); err != nil {
		t.Fatal(err)
	}
	fromZip, err := tryRead("trip.kmz", zipped.Bytes())
	if err != nil || !reflect.DeepEqual(fromZip.Layers, again(t, d).Layers) {
		t.Errorf("KMZ gives %+v, %v", fromZip, err)
	}
}

func TestWhatCannotBePlacedIsNotWritten(t *testing.T) {
	for _, f := range []feature.Feature{
		{Geometry: orb.Point{math.NaN(), 1}},
		{Geometry: orb.LineString{{1, 2}, {math.Inf(1), 3}}},
		{Geometry: orb.LineString{{1, 2}, {3, 4}}, Z: []float64{1}},
	} {
		err := Write(io.Discard, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{f}}}})
		if err == nil || !strings.HasPrefix(err.Error(), `layer "L", feature 1: `) {
			t.Errorf("%v: error %v", f.Geometry, err)
		}
	}
}

// Geometries without positions are written as features without a place.
func TestEmptyGeometries(t *testing.T) {
	for _, g := range []orb.Geometry{nil, orb.LineString{}, orb.Polygon{}, orb.Polygon{{}}, orb.MultiPoint{}, orb.Collection{}, orb.Collection{orb.LineString{}}, orb.MultiPolygon{{}}} {
		d := again(t, &feature.Dataset{Name: "a.kml", Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{{Name: "N", Geometry: g}}}}})
		if f := one(t, d); f.Geometry != nil || f.Name != "N" {
			t.Errorf("%#v comes back as %#v", g, f.Geometry)
		}
	}
}

func TestCutAtThe180thMeridian(t *testing.T) {
	d := again(t, &feature.Dataset{Name: "a.kml", Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{
		{Geometry: orb.LineString{{170, 0}, {-170, 10}}, Z: []float64{100, 200}}, {Geometry: orb.Polygon{{{170, 0}, {-170, 0}, {-170, 10}, {170, 10}, {170, 0}}}}}}}})
	line, area := d.Layers[0].Features[0], d.Layers[0].Features[1]
	if want := (orb.MultiLineString{{{170, 0}, {180, 5}}, {{-180, 5}, {-170, 10}}}); !reflect.DeepEqual(line.Geometry, want) || !sameAltitudes(line.Z, []float64{100, 150, 150, 200}) {
		t.Errorf("line %v %v, want %v", line.Geometry, line.Z, want)
	}
	if parts, ok := area.Geometry.(orb.MultiPolygon); !ok || len(parts) != 2 || parts[0].Bound().Union(parts[1].Bound()).Right() != 180 {
		t.Errorf("area %v", area.Geometry)
	}
}

// naughty are texts that break careless writers.
var naughty = []string{
	"", " ", "undefined", "null", "NaN", "-1", "1e999", "0x10", "00420", "=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r\n", "a\r\nb", "a\nb", "a\tb",
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "<![CDATA[x]]>", "&amp;", "&lt;b&gt;", "&bogus;", "&#0;", "&#x1b;", "<!--", "-->", "<?xml?>",
	"a\x00b", "\x01\x02\x1f", "\x1b[31mred", "\x7f\u0085", "\ufffe\uffff", "\ufeffmark", "\xff\xfe broken", "\xed\xa0\x80",
	"Ω≈ç√∫", "Žabljak", "مرحبا", "שלום", "\u202eevil\u202c", "\u200bzero\u200d", "田中さん", "👩‍👩‍👧‍👦", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗", "\u2028\u2029", "\u00a0x\u00a0",
	"'; DROP TABLE sites;--", `"`, `'`, "`", `\`, `\"`, "%s%n", "../../etc/passwd", "CON", "{{7*7}}", "${jndi:x}", "<a href=\"javascript:alert(1)\">x</a>", "a & b < c > d", "if a <b and c> d",
	strings.Repeat("x", 5000),
}

// Every text comes back as it was, less what XML cannot hold, and the file stays well-formed.
func TestNaughtyTexts(t *testing.T) {
	for _, s := range naughty {
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		d := &feature.Dataset{Name: s + ".kml", Layers: []feature.Layer{{Name: s, Features: []feature.Feature{{ID: s, Name: s, Geometry: orb.Point{1, 2},
			Properties: []feature.Property{{Key: "k" + s, Raw: raw}, {Key: "description", Raw: raw}, {Key: "when", Raw: raw}, {Key: "address", Raw: raw}}}}}}}
		b := written(t, d)
		if err := wellFormed(b); err != nil {
			t.Errorf("%q: %v", s, err)
		}
		got, err := tryRead(d.Name, b)
		if err != nil {
			t.Errorf("%q: %v", s, err)
			continue
		}
		want := clean(s)
		var inJSON string
		if err := json.Unmarshal(raw, &inJSON); err != nil {
			t.Fatal(err)
		}
		f := one(t, got)
		if f.ID != want || f.Name != strings.TrimSpace(want) {
			t.Errorf("%q: id %q, name %q", s, f.ID, f.Name)
		}
		for _, key := range []string{"k" + want, "description", "when", "address"} {
			if v := property(f, key); v != clean(inJSON) {
				t.Errorf("%q: %s is %q, want %q", s, key, v, clean(inJSON))
			}
		}
	}
}

func wellFormed(b []byte) error {
	dec := xml.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := dec.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// drawn makes datasets that KML can hold without loss.
func drawn(t *rapid.T) *feature.Dataset {
	d := &feature.Dataset{Format: feature.KML, Name: "a.kml"}
	for range rapid.IntRange(0, 3).Draw(t, "layers") {
		l := feature.Layer{Name: rapid.StringMatching(`[A-Za-z<&é]{1,8}`).Draw(t, "layer")}
		for range rapid.IntRange(1, 4).Draw(t, "features") {
			l.Features = append(l.Features, drawnFeature(t))
		}
		d.Layers = append(d.Layers, l)
	}
	return d
}

func drawnFeature(t *rapid.T) feature.Feature {
	f := feature.Feature{ID: rapid.SampledFrom([]string{"", "a", "b", "7", "site-1", "style-1", "ü", "-x"}).Draw(t, "id"), Name: rapid.StringMatching(`[A-Za-z<&é]{0,8}`).Draw(t, "name")}
	f.Geometry = drawnGeometry(t, 2)
	if f.Geometry != nil && rapid.Bool().Draw(t, "high") {
		for range feature.Positions(f.Geometry) {
			z := rapid.Float64Range(-1e6, 1e6).Draw(t, "z")
			if rapid.IntRange(0, 4).Draw(t, "gap") == 0 {
				z = math.NaN()
			}
			f.Z = append(f.Z, z)
		}
		closeAltitudes(f.Geometry, f.Z)
		if allNaN(f.Z) {
			f.Z = nil
		}
	}
	seen := map[string]bool{}
	for range rapid.IntRange(0, 3).Draw(t, "properties") {
		key := rapid.SampledFrom([]string{"text", "n", "big", "ok", "description", "when", "hubscape_id", "mixed"}).Draw(t, "key")
		if seen[key] {
			continue
		}
		seen[key] = true
		f.Properties = append(f.Properties, feature.Property{Key: key, Raw: drawnValue(t, key)})
	}
	return f
}

func drawnValue(t *rapid.T, key string) json.RawMessage {
	switch key {
	case "n":
		return json.RawMessage(strconv.FormatFloat(rapid.Float64Range(-1e9, 1e9).Draw(t, "v"), 'g', -1, 64))
	case "big":
		return json.RawMessage(strconv.FormatInt(rapid.Int64().Draw(t, "v"), 10))
	case "ok":
		return json.RawMessage(strconv.FormatBool(rapid.Bool().Draw(t, "v")))
	}
	return quoted(clean(rapid.StringMatching(`(?s)[ -~\n\té<>&;]{0,12}`).Draw(t, "v")))
}

func allNaN(z []float64) bool {
	for _, v := range z {
		if !math.IsNaN(v) {
			return false
		}
	}
	return true
}

// closeAltitudes makes the last altitude of each ring its first, as the reader of a closed ring has it.
func closeAltitudes(g orb.Geometry, z []float64) int {
	switch g := g.(type) {
	case orb.Polygon:
		at := 0
		for _, r := range g {
			z[at+len(r)-1] = z[at]
			at += len(r)
		}
		return at
	case orb.MultiPolygon:
		at := 0
		for _, p := range g {
			at += closeAltitudes(p, z[at:])
		}
		return at
	case orb.Collection:
		at := 0
		for _, m := range g {
			at += closeAltitudes(m, z[at:])
		}
		return at
	default:
		return feature.Positions(g)
	}
}

func drawnGeometry(t *rapid.T, depth int) orb.Geometry {
	point := func() orb.Point {
		return orb.Point{rapid.Float64Range(-180, 180).Draw(t, "lon"), rapid.Float64Range(-90, 90).Draw(t, "lat")}
	}
	points := func(least int) []orb.Point {
		ps := make([]orb.Point, rapid.IntRange(least, 5).Draw(t, "positions"))
		for i := range ps {
			ps[i] = near(point(), ps, i)
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
	return orb.Collection{inner, orb.LineString(points(2)), point()}
}

// near keeps lines from crossing the 180th meridian, where they would be cut.
func near(p orb.Point, before []orb.Point, i int) orb.Point {
	if i > 0 && math.Abs(p[0]-before[i-1][0]) >= 90 || i > 0 && math.Abs(p[0]-before[0][0]) >= 90 {
		p[0] = before[0][0]
	}
	return p
}

func TestRoundTripKeepsEveryBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawn(t)
		got := again(t, d)
		if len(got.Layers) != len(d.Layers) || len(got.Skipped) > 0 {
			t.Fatalf("%d layers, skipped %v", len(got.Layers), got.Skipped)
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
	if got.ID != want.ID || got.Name != want.Name {
		t.Fatalf("id %q, name %q, want %q, %q", got.ID, got.Name, want.ID, want.Name)
	}
	if !reflect.DeepEqual(got.Geometry, want.Geometry) || !sameAltitudes(got.Z, want.Z) {
		t.Fatalf("geometry %v %v, want %v %v", got.Geometry, got.Z, want.Geometry, want.Z)
	}
	if len(got.Properties) != len(want.Properties) {
		t.Fatalf("properties %s, want %s", got.Properties, want.Properties)
	}
	for _, p := range want.Properties {
		if a, b := property(got, p.Key), property(feature.Feature{Properties: want.Properties}, p.Key); !reflect.DeepEqual(a, b) {
			t.Fatalf("%s is %#v, want %#v", p.Key, a, b)
		}
	}
}
