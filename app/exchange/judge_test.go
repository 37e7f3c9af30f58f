package exchange

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
)

// places of the region, lon lat.
var around = [][3]any{{"Pristina", 21.1655, 42.6629}, {"Niš", 21.896, 43.325}, {"Skopje", 21.4316, 41.9965}, {"Tirana", 19.8189, 41.3275}, {"Podgorica", 19.2636, 42.441}, {"Vranje", 21.9, 42.551}, {"Peja", 20.2883, 42.6591}}

func collectionOf(points [][3]any, swapped func(i int) bool) string {
	var list []string
	for i, p := range points {
		lon, lat := p[1], p[2]
		if swapped(i) {
			lon, lat = lat, lon
		}
		list = append(list, fmt.Sprintf(`{"type":"Feature","properties":{"name":%q},"geometry":{"type":"Point","coordinates":[%v,%v]}}`, p[0], lon, lat))
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(list, ",\n") + `]}`
}

// withSites is a document that has the sites of a text.
func withSites(t testing.TB, text string) *scenario.Scenario {
	t.Helper()
	doc := scenario.New("x", env())
	return brought(t, doc, Propose(readText(t, "old.geojson", text), doc, shared(t), Decisions{Layers: map[int]LayerDecision{0: {Turn: TurnNone}}}))
}

func nobody(int) bool    { return false }
func everybody(int) bool { return true }

func TestSwappedPositionsAreTurnedAndNamed(t *testing.T) {
	doc := scenario.New("x", env())
	p := Propose(readText(t, "a.geojson", collectionOf(around, func(i int) bool { return i == 2 || i == 5 })), doc, shared(t), Decisions{})
	rows := p.Layers[0].Rows
	for i, name := range []string{"Skopje", "Vranje"} {
		r := rows[i]
		if r.Name != name || r.State != Swapped || r.Choice != Turn || r.At[0] > 25 || r.Written[0] < 40 || !strings.HasPrefix(r.Reason, "as written it lies in ") {
			t.Errorf("%+v at %v", r, r.At)
		}
	}
	if rows[2].State != Ready {
		t.Errorf("%+v", rows[2])
	}
	written := Propose(readText(t, "a.geojson", collectionOf(around, func(i int) bool { return i == 2 })), doc, shared(t), Decisions{Rows: map[RowID]Choice{{0, 2}: AsWritten}})
	if r := written.Layers[0].Rows[0]; r.Choice != AsWritten || r.At[0] < 40 {
		t.Errorf("%+v at %v", r, r.At)
	}
	left := Propose(readText(t, "a.geojson", collectionOf(around, func(i int) bool { return i == 2 })), doc, shared(t), Decisions{Rows: map[RowID]Choice{{0, 2}: Leave}})
	if c := left.Counts(); c.Sites != 6 || c.Out != 1 {
		t.Errorf("%+v", c)
	}
}

func TestAWholeFileThatIsSwapped(t *testing.T) {
	doc := scenario.New("x", env())
	p := Propose(readText(t, "a.geojson", collectionOf(around, everybody)), doc, shared(t), Decisions{})
	if p.Layers[0].Swapped == "" {
		t.Errorf("%+v", p.Layers[0])
	}
	got := brought(t, doc, p)
	for _, s := range got.Sites.All() {
		if s.At.Lat() < 41 || s.At.Lon() > 22 {
			t.Errorf("%s at %v", s.Name, *s.At)
		}
	}
	table := "name,lat,lon\n"
	for _, x := range around {
		table += fmt.Sprintf("%v,%v,%v\n", x[0], x[1], x[2]) // the longitude under lat
	}
	p = Propose(readText(t, "a.csv", table), doc, shared(t), Decisions{})
	if p.Layers[0].Swapped == "" || p.Layers[0].Rows[0].At == nil || p.Layers[0].Rows[0].At.Lat() < 41 {
		t.Errorf("%+v", p.Layers[0].Rows[0])
	}
}

func TestSwappedPositionsAmongFew(t *testing.T) {
	for n, turned := range map[int][]int{3: {1}, 4: {0}, 5: {1, 3}, 7: {0, 4, 5}} {
		p := Propose(readText(t, "a.geojson", collectionOf(around[:n], func(i int) bool { return slices.Contains(turned, i) })), scenario.New("x", env()), shared(t), Decisions{})
		for _, r := range p.Layers[0].Rows {
			if want := slices.Contains(turned, r.ID.Index); (r.State == Swapped) != want || r.At[0] > 25 {
				t.Errorf("of %d, %s is %s (%s) at %v", n, r.Name, r.State, r.Reason, r.At)
			}
		}
	}
}

func TestPlacesElsewhereAreNotTakenForSwapped(t *testing.T) {
	doc := withSites(t, collectionOf(around, nobody))
	for _, far := range [][3]any{{"Riyadh", 46.7, 24.7}, {"Kigali", 30.06, -1.95}, {"London", -0.12, 51.5}, {"Nairobi", 36.8, -1.28}, {"Amman", 35.9, 31.95}} {
		p := Propose(readText(t, "a.geojson", collectionOf([][3]any{far}, nobody)), doc, shared(t), Decisions{})
		if r := p.Layers[0].Rows[0]; r.State != Ready {
			t.Errorf("%s: %s %s", far[0], r.State, r.Reason)
		}
	}
}

func TestTheCountryOfARowDecides(t *testing.T) {
	text := `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"name":"A","country":"Serbia"},"geometry":{"type":"Point","coordinates":[43.325,21.896]}},
{"type":"Feature","properties":{"name":"B","country":"SAU"},"geometry":{"type":"Point","coordinates":[43.325,21.896]}},
{"type":"Feature","properties":{"name":"C","country":"Albania"},"geometry":{"type":"Point","coordinates":[21.896,43.325]}}]}`
	p := Propose(readText(t, "a.geojson", text), scenario.New("x", env()), shared(t), Decisions{})
	states := map[string]State{}
	for _, r := range p.Layers[0].Rows {
		states[r.Name] = r.State
	}
	if states["A"] != Swapped || states["B"] != Ready || states["C"] != Elsewhere {
		t.Errorf("%v", states)
	}
}

func TestSitesThatAreThereAlready(t *testing.T) {
	doc := withSites(t, collectionOf(around, nobody))
	again := [][3]any{{"PRISTINA", 21.1660, 42.6630}, {"Niš", 21.6, 43.0}, {"Berat", 19.95, 40.7}}
	p := Propose(readText(t, "a.geojson", collectionOf(again, nobody)), doc, shared(t), Decisions{})
	r := p.Layers[0].Rows[0]
	if r.Name != "PRISTINA" || r.State != Twin || r.Choice != Leave || !strings.Contains(r.Reason, `a site "Pristina" lies 42 m from here already`) {
		t.Errorf("%+v", r)
	}
	if c := p.Counts(); c.Sites != 2 || c.Out != 1 {
		t.Errorf("%+v", c)
	}
	added := Propose(readText(t, "a.geojson", collectionOf(again, nobody)), doc, shared(t), Decisions{Rows: map[RowID]Choice{r.ID: AddTwin}})
	if c := added.Counts(); c.Sites != 3 {
		t.Errorf("%+v", c)
	}
}

func TestManySitesOfOneNameAreNotComparedWithOneAnother(t *testing.T) {
	l := feature.Layer{Name: "x"}
	for i := range 60_000 {
		l.Features = append(l.Features, feature.Feature{Name: "Post", Geometry: orb.Point{float64(i%300) / 2, float64(i/300) / 4}})
	}
	wide := feature.Feature{Name: "Many", Geometry: orb.Point{1, 1}}
	for i := range 60_000 {
		wide.Properties = append(wide.Properties, feature.Property{Key: fmt.Sprint("k", i), Raw: []byte("1")})
	}
	l.Features = append(l.Features, wide)
	p := Propose(&File{Dataset: &feature.Dataset{Layers: []feature.Layer{l}}}, scenario.New("x", env()), Places{}, Decisions{Layers: map[int]LayerDecision{0: {As: AsSites, Turn: TurnNone}}})
	if c := p.Counts(); c.Sites != 60_001 { // the test would not end if each were compared with each
		t.Errorf("%+v", c)
	}
}

func TestTheSameFileAgainFindsItsSitesByTheirOldIDs(t *testing.T) {
	text := `{"type":"FeatureCollection","features":[{"type":"Feature","id":17,"properties":{"name":"A","capacity":%d},"geometry":{"type":"Point","coordinates":[21,42]}}]}`
	doc := scenario.New("x", env())
	doc = brought(t, doc, Propose(readText(t, "a.geojson", fmt.Sprintf(text, 10)), doc, shared(t), Decisions{}))
	p := Propose(readText(t, "a.geojson", fmt.Sprintf(text, 20)), doc, shared(t), Decisions{})
	if r := p.Layers[0].Rows[0]; r.State != Update || r.Choice != Replace {
		t.Fatalf("%+v", r)
	}
	after := brought(t, doc, p)
	if after.Sites.Len() != 1 || *after.Sites.All()[0].Capacity != 20 {
		t.Errorf("%s", dump(after.Sites.All()[0]))
	}
}

func TestMetresOfferSystems(t *testing.T) {
	text := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[513560,4723270]}},
{"type":"Feature","properties":{"name":"B"},"geometry":{"type":"Point","coordinates":[572600,4797100]}}]}`
	doc := withSites(t, collectionOf(around, nobody))
	f := readText(t, "a.geojson", text)
	p := Propose(f, doc, shared(t), Decisions{})
	if !p.NeedCRS || len(p.Grids) == 0 || p.Grids[0].CRS.Code != 32634 || p.Grids[0].Near != 2 {
		t.Fatalf("%+v", p.Grids)
	}
	if _, err := p.Patch(env().NewID); err == nil {
		t.Error("metres entered")
	}
	p = Propose(f, doc, shared(t), Decisions{CRS: "EPSG:32634"})
	if r := p.Layers[0].Rows[0]; r.At == nil || math.Abs(r.At[0]-21.1655) > 0.001 || math.Abs(r.At[1]-42.6629) > 0.002 {
		t.Errorf("%+v at %v", r, r.At)
	}
	table := readText(t, "a.csv", "name,easting,northing\nA,513560,4723270\nB,572600,4797100\n")
	p = Propose(table, doc, shared(t), Decisions{})
	if !p.NeedCRS || len(p.Grids) == 0 || p.Grids[0].CRS.Code != 32634 {
		t.Errorf("%v %+v", p.NeedCRS, p.Grids)
	}
	p = Propose(table, doc, shared(t), Decisions{CRS: "EPSG:32634"})
	if c := p.Counts(); p.NeedCRS || c.Sites != 2 {
		t.Errorf("%v %+v %v", p.NeedCRS, c, p.Report())
	}
	web := readText(t, "b.geojson", strings.NewReplacer("513560,4723270", "2356133,5259463", "572600,4797100", "2437451,5358917").Replace(text))
	if p := Propose(web, doc, shared(t), Decisions{}); len(p.Grids) == 0 || p.Grids[0].CRS.Code != 3857 {
		t.Errorf("%+v", p.Grids)
	}
}

func TestWhatLiesOutsideTheWorldCanBeMended(t *testing.T) {
	f := readText(t, "a.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[42.6,120.9]}},
{"type":"Feature","properties":{"name":"B"},"geometry":{"type":"Point","coordinates":[20.9,42.6]}}]}`)
	doc := scenario.New("x", env())
	p := Propose(f, doc, shared(t), Decisions{})
	r := p.Layers[0].Rows[0]
	if r.Name != "A" || r.State != Skipped || r.Fix != "Swap latitude and longitude" || r.Choice != Leave || len(p.Skipped) != 0 {
		t.Fatalf("%+v %v", r, p.Skipped)
	}
	if rep := p.Report(); rep.Read != 1 || len(rep.Skipped) != 1 || rep.Headline() != "1 read, 1 skipped" {
		t.Errorf("%s", rep)
	}
	p = Propose(f, doc, shared(t), Decisions{Rows: map[RowID]Choice{r.ID: Mend}})
	if r := p.Layers[0].Rows[0]; r.Choice != Mend || *r.At != (orb.Point{120.9, 42.6}) {
		t.Errorf("%+v at %v", r, r.At)
	}
}

func TestShapesBecomeAnOverlayAndAreOneStep(t *testing.T) {
	f := readText(t, "roads.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","id":"r1","properties":{"name":"M9","lanes":2},"geometry":{"type":"LineString","coordinates":[[20.9,42.6],[21.1,42.7]]}},
{"type":"Feature","properties":{},"geometry":null}]}`)
	doc := scenario.New("x", env())
	p := Propose(f, doc, shared(t), Decisions{})
	if p.Action() != "Import 1 layer with 2 features" {
		t.Error(p.Action())
	}
	patch, err := p.Patch(env().NewID)
	if err != nil || patch.Said != "Imported 1 layer with 2 features from roads.geojson" || patch.Do != "import of roads.geojson" {
		t.Fatalf("%+v %v", patch, err)
	}
	out, err := patch.Apply(doc, env())
	if err != nil || out.Layers.Len() != 1 || out.Features.Len() != 2 || out.Layers.All()[0].From != "roads.geojson" {
		t.Fatalf("%+v %v", out, err)
	}
	sites := Propose(f, doc, shared(t), Decisions{Layers: map[int]LayerDecision{0: {As: AsSites}}})
	if c := sites.Counts(); c.Sites != 0 || c.Out != 2 || !strings.Contains(sites.Layers[0].Rows[0].Reason, "is a linestring, not a point") {
		t.Errorf("%+v %+v", c, sites.Layers[0].Rows)
	}
}

func TestAnotherScenarioJoins(t *testing.T) {
	mine := everyField(t)
	theirs := brought(t, mine, Propose(readText(t, "a.geojson", collectionOf(around[:2], nobody)), mine, shared(t), Decisions{}))
	changed := *mine.Sites.All()[0]
	changed.Name = "Renamed"
	theirs, err := scenario.Patch{Changes: []scenario.Change{{Kind: "site", ID: changed.ID, After: &changed}}}.Apply(theirs, env())
	if err != nil {
		t.Fatal(err)
	}
	p := Propose(&File{Dataset: FromScenario(theirs, Places{}, Export{}), Doc: theirs}, mine, shared(t), Decisions{})
	if p.Merge.Total != 2 || p.Merge.Added["site"] != 2 || len(p.Merge.Kept) != 1 || !strings.Contains(p.Merge.Kept[0].Message, "this document's own stays") {
		t.Fatalf("%+v", p.Merge)
	}
	if got := brought(t, mine, p); got.Sites.Len() != mine.Sites.Len()+2 {
		t.Errorf("%d sites", got.Sites.Len())
	}
}

func TestProposeIsAPureFunction(t *testing.T) {
	f := readText(t, "a.csv", people)
	before := fmt.Sprintf("%+v", f.Layers)
	doc := scenario.New("x", env())
	a := fmt.Sprintf("%+v", Propose(f, doc, shared(t), Decisions{}).Report())
	Propose(f, doc, shared(t), Decisions{Layers: map[int]LayerDecision{0: {As: AsOverlay, Turn: TurnAll}}})
	b := fmt.Sprintf("%+v", Propose(f, doc, shared(t), Decisions{}).Report())
	if a != b || fmt.Sprintf("%+v", f.Layers) != before {
		t.Errorf("%s\n%s", a, b)
	}
}

func BenchmarkPropose(b *testing.B) {
	var list []feature.Feature
	for i := range 100_000 {
		list = append(list, feature.Feature{Name: fmt.Sprintf("Place %d", i), Geometry: orb.Point{19 + float64(i%1000)/250, 41 + float64(i/1000)/25},
			Properties: []feature.Property{{Key: "kind", Raw: []byte(`"reception"`)}, {Key: "capacity", Raw: []byte(`120`)}, {Key: "note", Raw: []byte(`"A line of text that says something about it in 2026"`)}}})
	}
	f := &File{Dataset: &feature.Dataset{Name: "x", Layers: []feature.Layer{{Name: "x", Fields: []string{"kind", "capacity", "note"}, Features: list}}}}
	doc := scenario.New("x", env())
	for _, as := range []As{AsSites, AsOverlay} {
		b.Run(string(as), func(b *testing.B) {
			for b.Loop() {
				Propose(f, doc, shared(b), Decisions{Layers: map[int]LayerDecision{0: {As: as}}})
			}
		})
	}
}

// TestProposingOnceGivesTheSame compares the patch of somebody who looks at no row with that of everybody else.
func TestProposingOnceGivesTheSame(t *testing.T) {
	points := string(manyPoints(200)) + `,{"type":"Feature","properties":{"name":"C"},"geometry":{"type":"MultiPoint","coordinates":[[20.9,42.6]]}}`
	doc := brought(t, scenario.New("x", env()), Propose(readText(t, "a.geojson", string(manyPoints(20))), scenario.New("x", env()), shared(t), Decisions{}))
	for name, text := range map[string]string{
		"points.geojson": points, "people.csv": people,
		"outside.geojson": `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[42.6,120.9]}},{"type":"Feature","properties":{"name":"Place 3"},"geometry":{"type":"Point","coordinates":[19.012,41]}}]}`,
	} {
		for _, as := range []As{AsSites, AsOverlay} {
			dec := Decisions{Layers: map[int]LayerDecision{0: {As: as}}, Rows: map[RowID]Choice{{0, 1}: Mend, {0, 2}: AddTwin, {0, 3}: Replace, {0, 4}: Leave}}
			for _, f := range Propose(readText(t, name, text), doc, shared(t), dec).Finds {
				if dec.Private == nil {
					dec.Private = map[FindKey]Remedy{}
				}
				dec.Private[f.Key()] = DropValues
			}
			p, all := Propose(readText(t, name, text), doc, shared(t), dec), dec
			all.Private, all.Otherwise = nil, DropValues
			q := ProposeOnce(readText(t, name, text), doc, shared(t), all)
			if p.Counts() != q.Counts() || p.Report().String() != q.Report().String() {
				t.Errorf("%s as %s: %+v, once %+v", name, as, p.Report(), q.Report())
			}
			want, err := p.Patch(env().NewID)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := q.Patch(env().NewID); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s as %s: %+v, %v, want %+v", name, as, got, err, want)
			}
		}
	}
}
