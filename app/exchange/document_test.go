package exchange

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/crs"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
	"hubscape/app/store"
)

func layerNamed(t *testing.T, d *feature.Dataset, name string) feature.Layer {
	t.Helper()
	for _, l := range d.Layers {
		if l.Name == name {
			return l
		}
	}
	t.Fatalf("no layer %q", name)
	return feature.Layer{}
}

func TestTheTablesOfADocument(t *testing.T) {
	doc, err := store.Sample("western-balkans", env())
	if err != nil {
		t.Fatal(err)
	}
	capacity, cost := 80, 1.5
	site := doc.Sites.All()[0]
	doc, err = scenario.Patch{Changes: []scenario.Change{
		{Kind: "plan", ID: "p1", After: &scenario.Plan{ID: "p1", Name: "Pilot", Sites: []scenario.PlanSite{{Site: site.ID, Capacity: &capacity, Cost: &cost, Currency: "EUR", PriceYear: 2026, Opening: "2026-10"}}}},
		{Kind: "plan", ID: "p2", After: &scenario.Plan{ID: "p2", Name: "No hub", Baseline: true}}}}.Apply(doc, env())
	if err != nil {
		t.Fatal(err)
	}
	d := FromScenario(doc, shared(t), Export{Tables: true})
	for name, n := range map[string]int{"sites": doc.Sites.Len(), "notes": doc.Notes.Len(), "sources": doc.Sources.Len(), "positions": doc.Positions.Len()} {
		if l := layerNamed(t, d, name); len(l.Features) != n || n == 0 {
			t.Errorf("%s: %d rows, want %d", name, len(l.Features), n)
		}
	}
	plans := layerNamed(t, d, "plans")
	got := map[string]string{}
	for _, f := range plans.Features {
		for _, p := range f.Properties {
			got[f.Name+" "+p.Key] = plainText(p.Raw)
		}
	}
	for key, want := range map[string]string{"Pilot site": site.Name, "Pilot capacity": "80", "Pilot cost": "1.5", "Pilot price_year": "2026", "No hub baseline": "yes"} {
		if got[key] != want {
			t.Errorf("%s is %q, want %q", key, got[key], want)
		}
	}
	if e := layerNamed(t, d, "evidence"); len(e.Features) < doc.Notes.Len() {
		t.Errorf("%d rows of evidence", len(e.Features))
	}
	if n := len(FromScenario(doc, shared(t), Export{}).Layers); n != 1 {
		t.Errorf("%d layers without tables", n)
	}
}

func TestFeaturesOfNoLayerAreExportedToo(t *testing.T) {
	doc := *everyField(t)
	doc.Overlays = append(doc.Overlays, []byte(`{"type":"Feature","id":"x","properties":{"a":1},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}`))
	d := FromScenario(&doc, Places{}, Export{})
	if l := layerNamed(t, d, "other features"); len(l.Features) != 1 || l.Features[0].ID != "x" {
		t.Errorf("%+v", l)
	}
	if b, ok := Bound(d); !ok || b.Min[0] != -0.1276 || b.Max[1] != 51.5072 {
		t.Errorf("%v %v", b, ok)
	}
	if _, ok := Bound(&feature.Dataset{}); ok {
		t.Error("nothing has a box")
	}
}

func TestColoursOfLayersComeBack(t *testing.T) {
	for _, c := range scenario.LayerColors {
		for _, fill := range []string{"", "tint"} {
			s := scenario.LayerStyle{Color: c, Width: 2, Fill: fill}
			if got := styleIn(styleOut(s)); got != s {
				t.Errorf("%+v became %+v", s, got)
			}
		}
	}
	if got := styleIn(feature.Style{Stroke: "#2050ff", Width: 500}); got.Color != "blue" || got.Width > 12 {
		t.Errorf("%+v", got)
	}
	if got := styleIn(feature.Style{}); got != (scenario.LayerStyle{}) {
		t.Errorf("%+v", got)
	}
}

func TestSystemsOfGeoPackages(t *testing.T) {
	for _, c := range []struct {
		who  string
		code int
		wkt  string
		ok   bool
	}{{"EPSG", 3857, "", true}, {"epsg", 32634, "", true}, {"NONE", 0, `PROJCS["WGS 84 / UTM zone 34N"]`, true}, {"EPSG", 6316, "", false}, {"ME", 7, `LOCAL_CS["x"]`, false},
		{"EPSG", 999999, `PROJCS["x",AUTHORITY["EPSG","3857"]]`, true}} {
		f, err := transform(c.who, c.code, c.wkt)
		if (err == nil) != c.ok {
			t.Errorf("%+v: %v", c, err)
		}
		if c.ok {
			if _, lat, err := f(500000, 4700000); err != nil || lat < 38 || lat > 43 {
				t.Errorf("%+v: %v %v", c, lat, err)
			}
		}
	}
}

func TestReprojectTurnsEveryShape(t *testing.T) {
	web, _ := crs.ByNumber(3857)
	p, q := orb.Point{2356133, 5259463}, orb.Point{2437451, 5358917}
	d := &feature.Dataset{Planar: true, Layers: []feature.Layer{{}}}
	for _, g := range []orb.Geometry{nil, p, orb.MultiPoint{p}, orb.LineString{p, q}, orb.MultiLineString{{p, q}}, orb.Polygon{{p, q, {p[0], q[1]}, p}}, orb.MultiPolygon{{{p, q, {p[0], q[1]}, p}}}, orb.Collection{p, orb.LineString{q, p}}, orb.Point{1e9, 0}} {
		d.Layers[0].Features = append(d.Layers[0].Features, feature.Feature{Geometry: g, Where: "here"})
	}
	out := Reproject(d, web)
	if out.Planar || len(out.Layers[0].Features) != 8 || len(out.Skipped) != 1 || !d.Planar || d.Layers[0].Features[1].Geometry != p {
		t.Fatalf("%+v", out)
	}
	for _, f := range out.Layers[0].Features {
		feature.Each(f.Geometry, func(at orb.Point) {
			if math.Abs(at[0]-21.5) > 1 || math.Abs(at[1]-43) > 1 {
				t.Errorf("%T at %v", f.Geometry, at)
			}
		})
	}
}

func TestFieldsCanBeDecided(t *testing.T) {
	text := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A","places":"80","remark":"x","kind":"odd one","status":"Refused"},"geometry":{"type":"Point","coordinates":[21,42]}}]}`
	p := Propose(readText(t, "a.geojson", text), scenario.New("x", env()), shared(t), Decisions{Layers: map[int]LayerDecision{0: {Fields: map[string]string{"places": "capacity", "remark": LeaveOut}}}})
	s := p.Layers[0].Rows[0].Site
	if s.Capacity == nil || *s.Capacity != 80 || s.Status != scenario.Declined || len(s.PropExtra) != 1 || s.PropExtra[0].Key != "kind (2)" {
		t.Errorf("%s", dump(s))
	}
	if r := p.Report(); len(r.Notices) != 1 || !strings.Contains(r.Notices[0].Message, `its value of "kind" is not one that the field can hold`) {
		t.Errorf("%s", r)
	}
	renamed := Propose(readText(t, "a.geojson", text), scenario.New("x", env()), shared(t), Decisions{Layers: map[int]LayerDecision{0: {Fields: map[string]string{"remark": "name"}}}})
	if r := renamed.Layers[0].Rows[0]; r.Name != "x" {
		t.Errorf("%+v", r)
	}
	if len(Fields()) != len(siteFields) {
		t.Error("fields")
	}
}

func TestColumnsCanBeDecided(t *testing.T) {
	f := readText(t, "a.csv", "p,q,r\n42.5,20.5,x\n42.6,20.6,y\n")
	cols := table.Guess(f.Layers[0].Table)
	cols.Set(0, table.Latitude)
	cols.Set(1, table.Longitude)
	cols.Set(2, table.Name)
	p := Propose(f, scenario.New("x", env()), shared(t), Decisions{Layers: map[int]LayerDecision{0: {Columns: &cols}}, Status: scenario.Floated, Precision: scenario.PrecisionExact})
	if s := p.Layers[0].Rows[1].Site; s == nil || s.Name != "y" || *s.At != (orb.Point{20.6, 42.6}) || s.Status != scenario.Floated || s.Precision != scenario.PrecisionExact {
		t.Errorf("%+v", p.Layers[0].Rows)
	}
}

func TestReadFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.geojson")
	if err := os.WriteFile(path, []byte(collectionOf(around, nobody)), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := ReadFile(context.Background(), path, Options{})
	if err != nil || Count(f.Dataset) != len(around) || f.Name != "a.geojson" {
		t.Errorf("%+v %v", f, err)
	}
	if r := ReportOf(f.Dataset); r.String() != "a.geojson: 7 read, 0 skipped\n" {
		t.Errorf("%q", r.String())
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadFile(ctx, path, Options{}); err != context.Canceled {
		t.Error(err)
	}
}

func TestScenariosAreToldByContent(t *testing.T) {
	b, err := store.Write(everyField(t), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.hubscape", "a.geojson", "a"} {
		f, err := Read(context.Background(), name, b, Options{})
		if err != nil || f.Doc == nil || f.Doc.Sites.Len() != 4 || f.Format != feature.Scenario {
			t.Errorf("%s: %+v %v", name, f, err)
		}
	}
	f, err := Read(context.Background(), "a.hubscape", []byte(collectionOf(around, nobody)), Options{})
	if err != nil || f.Doc != nil || Count(f.Dataset) != 7 {
		t.Errorf("plain GeoJSON under the name of a scenario: %+v %v", f, err)
	}
}

func TestTablesOfTextAreCutAtTheMeridianToo(t *testing.T) {
	d := &feature.Dataset{Layers: []feature.Layer{{Features: []feature.Feature{{Geometry: orb.LineString{{179, 1}, {-179, 1}}}, {Geometry: orb.LineString{{1, 1}, {2, 1}}}}}}}
	before := orb.Clone(d.Layers[0].Features[0].Geometry)
	var b bytes.Buffer
	if _, err := Write(&b, d, feature.CSV, time.Time{}); err != nil || !strings.Contains(b.String(), "MULTILINESTRING") {
		t.Errorf("%v %s", err, b.String())
	}
	if !reflect.DeepEqual(before, d.Layers[0].Features[0].Geometry) {
		t.Error("the dataset was changed")
	}
}
