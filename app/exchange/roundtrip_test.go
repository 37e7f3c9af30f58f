package exchange

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
	"hubscape/app/store"
)

// everyField is a document whose sites use every field that a site has.
func everyField(t testing.TB) *scenario.Scenario {
	t.Helper()
	whole := func(n int) *int { return &n }
	height := 612.25
	e := env()
	doc := scenario.New("Fields", e)
	source := &scenario.Source{ID: "11111111-0000-4000-8000-000000000001", Title: "A register", Type: "official", Published: "2026-01-02"}
	sites := []*scenario.Site{
		{ID: "22222222-0000-4000-8000-000000000001", Name: "Gračanica / Graçanicë", At: &orb.Point{21.193600000000004, 42.6}, Altitude: &height, Precision: scenario.PrecisionExact,
			Kind: "transit", Status: scenario.TalksReported, StatusAsOf: "2026-03", StatusSource: source.ID, Regime: "open", Operator: "joint",
			Capacity: whole(0), MaxStay: whole(90), Description: "Two lines,\nwith \"quotes\" and a tab\t.",
			Gates:     []scenario.GateResult{{Gate: "host_consent", Result: "unclear", Basis: "no text published"}, {Gate: "binding_instrument", Result: "not_met"}},
			PropExtra: []scenario.Member{{Key: "z", Raw: []byte(`9007199254740993`)}, {Key: "a", Raw: []byte(`{"nested":[1.10,null]}`)}, {Key: "ref", Raw: []byte(`"00420"`)}},
			Extra:     []scenario.Member{{Key: "when", Raw: []byte(`"2026"`)}}},
		{ID: "22222222-0000-4000-8000-000000000002", Name: "Somewhere in Serbia", HostPlace: "SRB", Precision: scenario.PrecisionCountry, Status: scenario.Hypothetical},
		{ID: "22222222-0000-4000-8000-000000000003", Name: "Nišava", HostPlace: "RS-20", Precision: scenario.PrecisionDivision, Status: scenario.Floated, Kind: "comparator"},
		{ID: "22222222-0000-4000-8000-000000000004", Name: "=1+1", At: &orb.Point{-0.1276, 51.5072}, Precision: scenario.PrecisionTown, Status: scenario.Operating},
	}
	var changes []scenario.Change
	changes = append(changes, scenario.Change{Kind: "source", ID: source.ID, After: source})
	for _, s := range sites {
		changes = append(changes, scenario.Change{Kind: "site", ID: s.ID, After: s})
	}
	out, err := scenario.Patch{Changes: changes}.Apply(doc, e)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// empty is a document that has the sources of another and nothing else.
func empty(t testing.TB, like *scenario.Scenario) *scenario.Scenario {
	t.Helper()
	var changes []scenario.Change
	for _, s := range like.Sources.All() {
		changes = append(changes, scenario.Change{Kind: "source", ID: s.ID, After: s})
	}
	out, err := scenario.Patch{Changes: changes}.Apply(scenario.New("Empty", env()), env())
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// kept settles every find by keeping it.
func kept(f *File, doc *scenario.Scenario, places Places) *Proposal {
	p := Propose(f, doc, places, Decisions{})
	d := Decisions{Private: map[FindKey]Remedy{}}
	for _, x := range p.Finds {
		d.Private[x.Key()] = Keep
	}
	return Propose(f, doc, places, d)
}

func TestSitesComeBackAsTheyWent(t *testing.T) {
	places := shared(t)
	docs := map[string]*scenario.Scenario{"every field": everyField(t)}
	for _, name := range []string{"western-balkans", "elsewhere"} {
		doc, err := store.Sample(name, env())
		if err != nil {
			t.Fatal(err)
		}
		docs[name] = doc
	}
	for name, doc := range docs {
		if doc.Sites.Len() == 0 {
			continue
		}
		for _, format := range []feature.Format{feature.GeoJSON, feature.GeoPackage, feature.KML, feature.KMZ, feature.XLSX, feature.CSV} {
			var b bytes.Buffer
			if _, err := Write(&b, FromScenario(doc, places, Export{Tables: HoldsTables(format)}), format, time.Unix(0, 0).UTC()); err != nil {
				t.Fatalf("%s as %s: %v", name, format, err)
			}
			f, err := Read(context.Background(), "x."+string(format), b.Bytes(), Options{})
			if err != nil {
				t.Fatalf("%s as %s: %v", name, format, err)
			}
			back := brought(t, empty(t, doc), kept(f, empty(t, doc), places))
			compareSites(t, name+" as "+string(format), doc, back, format)
		}
	}
}

func compareSites(t *testing.T, what string, doc, back *scenario.Scenario, format feature.Format) {
	t.Helper()
	if doc.Sites.Len() != back.Sites.Len() {
		t.Errorf("%s: %d sites became %d", what, doc.Sites.Len(), back.Sites.Len())
	}
	for _, want := range doc.Sites.All() {
		got, ok := back.Sites.Get(want.ID)
		if !ok {
			t.Errorf("%s: %s (%s) is gone", what, want.Name, want.ID)
			continue
		}
		w, g := *want, *got
		w.RawPosition, w.GeomExtra, w.HubExtra = nil, nil, nil // of the scenario file itself
		if format != feature.GeoJSON {
			w.Extra = nil // there is no place for them
			if format != feature.GeoPackage {
				flatten(&w)
			}
			sortMembers(&w)
			sortMembers(&g)
		}
		if !reflect.DeepEqual(w, g) {
			t.Errorf("%s:\n%s\nbecame\n%s", what, dump(&w), dump(&g))
		}
	}
}

// sortMembers puts what a table or database keeps in columns into one order.
func sortMembers(s *scenario.Site) {
	s.PropExtra = slices.Clone(s.PropExtra)
	slices.SortFunc(s.PropExtra, func(a, b scenario.Member) int { return bytes.Compare([]byte(a.Key), []byte(b.Key)) })
	if len(s.PropExtra) == 0 {
		s.PropExtra = nil
	}
}

// flatten makes texts of values that formats without lists and objects can only hold as texts.
func flatten(s *scenario.Site) {
	s.PropExtra = slices.Clone(s.PropExtra)
	for i, m := range s.PropExtra {
		if m.Raw[0] == '{' {
			s.PropExtra[i].Raw = quoted(string(m.Raw))
		}
	}
}

func dump(s *scenario.Site) string {
	b, err := store.EncodeItem("site", s)
	return fmt.Sprintf("%s %v", b, err)
}

func TestImportingOnesOwnExportAgainChangesNothing(t *testing.T) {
	places, doc := shared(t), everyField(t)
	var b bytes.Buffer
	if _, err := Write(&b, FromScenario(doc, places, Export{}), feature.GeoJSON, time.Time{}); err != nil {
		t.Fatal(err)
	}
	p := Propose(readText(t, "x.geojson", b.String()), doc, places, Decisions{})
	for _, r := range p.Layers[0].Rows {
		if r.State != Same {
			t.Errorf("%s is %s: %s\n%s", r.Name, r.State, r.Reason, dump(r.Site))
		}
	}
	if _, err := p.Patch(env().NewID); err == nil {
		t.Error("a patch without changes")
	}
}

func TestOverlaysComeBackAsTheyWent(t *testing.T) {
	text := `{"type":"FeatureCollection","name":"roads","features":[
{"type":"Feature","id":9007199254740993,"geometry":{"type":"LineString","coordinates":[[20.123456789012345,42.1,5],[21,42.2]]},"properties":{"name":"M9","n":1.10,"x":{"b":[1,{}],"a":null},"s":"00420"},"when":{"year":2026}},
{"type":"Feature","id":"17","geometry":null,"properties":{"name":"nowhere"}},
{"type":"Feature","id":"c","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0,1],[1,0,2],[1,1,3],[0,0,1]]]]},"properties":{}}
]}`
	f := readText(t, "roads.geojson", text)
	doc := brought(t, scenario.New("x", env()), Propose(f, scenario.New("x", env()), shared(t), Decisions{}))
	saved, err := store.Write(doc, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := store.ReadInfo(saved)
	if err != nil {
		t.Fatal(err)
	}
	d := FromScenario(again, Places{}, Export{})
	d.Layers = d.Layers[1:]
	var b bytes.Buffer
	if _, err := Write(&b, d, feature.GeoJSON, time.Time{}); err != nil {
		t.Fatal(err)
	}
	back := readText(t, "roads.geojson", b.String())
	for i := range f.Layers[0].Features {
		want, got := f.Layers[0].Features[i], back.Layers[0].Features[i]
		want.Where, got.Where = "", ""
		if fmt.Sprintf("%+v", want) != fmt.Sprintf("%+v", got) {
			t.Errorf("%+v\nbecame\n%+v", want, got)
		}
	}
}
