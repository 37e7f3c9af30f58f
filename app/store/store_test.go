package store

import (
	"math"
	"os"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

func ptr[T any](v T) *T { return &v }

// full is a scenario that holds something of everything.
func full() *scenario.Scenario {
	evidence := scenario.Evidence{ID: "e1", Source: "s1", Text: "A minister said \"no\".", AttributedTo: "Prime Minister", Attribution: "on_record",
		Date: "2025-05-15", Credibility: 2, Stance: "supports", AsReported: "never", GradeStatus: "suggested", Audience: "public"}
	return &scenario.Scenario{
		Version: 1, ID: "11111111-1111-4111-8111-111111111111", Title: "Exercise", Question: "Where?", Purpose: "Practice", Language: "en",
		Handling:    scenario.Handling{TLP: "AMBER+STRICT", Marking: "exercise"},
		KosovoNote:  scenario.KosovoEU,
		Created:     time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC),
		Updated:     time.Date(2026, 11, 24, 10, 30, 5, 0, time.UTC),
		OpeningView: &scenario.View{Center: orb.Point{20.75, 43.5}, Zoom: 6.25},
		Sites: scenario.ListOf(
			&scenario.Site{ID: "b", Name: "Gračanica", At: &orb.Point{21.19, 42.6}, Precision: "town", Kind: "transit", Status: "hypothetical",
				Regime: "open", Operator: "joint", Capacity: ptr(0), MaxStay: ptr(90), StatusAsOf: "2026-01", StatusSource: "s1", Description: "line\nbreak",
				Gates: []scenario.GateResult{{Gate: "host_consent", Result: "unclear", Basis: "none found"}}},
			&scenario.Site{ID: "a", Name: "Whole division", HostPlace: "RS-19", Precision: "division", Status: "floated"},
			&scenario.Site{ID: "c", Name: "Imported", At: &orb.Point{20.5, 41}, Altitude: ptr(812.5), Precision: "exact", Status: "operating", RawPosition: []byte("[20.50,41.0,812.50]")},
		),
		Groups:    scenario.ListOf(&scenario.Group{ID: "group:wb6", Name: "Western Balkans", AsOf: "2026-01-01", Members: []string{"SRB", "ALB"}}),
		Positions: scenario.ListOf(&scenario.Position{ID: "p1", Place: "ALB", Scheme: "uk-return-hubs", Sending: []string{"GBR"}, Status: "declined", AsOf: "2025-05-15", Summary: "Ruled out.", Evidence: []scenario.Evidence{evidence}}),
		Facts:     scenario.ListOf(&scenario.Fact{ID: "f1", Place: "SRB", Key: "eu_status", Value: "candidate", AsOf: "2012", Source: "s1"}),
		Sources:   scenario.ListOf(&scenario.Source{ID: "s1", Title: "Report", Publisher: "A paper", URL: "https://example.org/a?b=1&c=2", Published: "2025-05-15", Accessed: "2026-01-01", Type: "news_original", Reliability: "B"}, &scenario.Source{ID: "s2", Title: "Repost", DerivedFrom: "s1"}),
		Notes: scenario.ListOf(&scenario.Note{ID: "n1", Title: "Note", Category: "legal", Polarity: "concern", Because: "law", May: "a court stop it", LeadingTo: "delay",
			Places: []string{"SRB", "RS-19", "group:wb6"}, Sites: []string{"b"}, Evidence: []scenario.Evidence{evidence},
			Assessments:  []scenario.Assessment{{ID: "a1", Scope: "inherent", Likelihood: "likely", Percent: ptr(55.5), Impact: ptr(3), Confidence: "low", Rationale: "r", Role: "analyst", Date: "2026-02-01"}},
			Controls:     []scenario.Control{{ID: "c1", Text: "Monitor", Side: "preventive", Type: "rights", OwnerRole: "monitor", Status: "proposed", Weakness: "access"}},
			Counterpoint: "none found", Affected: []string{"staff"}, OwnerRole: "lead", ReviewBy: "2026-12-01", Audience: "public", Tags: []string{"article:07"}}),
		Plans: scenario.ListOf(&scenario.Plan{ID: "pl1", Name: "No hub", Baseline: true}, &scenario.Plan{ID: "pl2", Name: "Pilot",
			Sites: []scenario.PlanSite{{Site: "b", Capacity: ptr(300), Opening: "2027-03", Cost: ptr(12.5e6), Currency: "GBP", PriceYear: 2026}}, Notes: "n"}),
	}
}

// layered is full with layers, overlay features of every type of geometry, and items of the rooms.
func layered() *scenario.Scenario {
	doc := full()
	doc.ID, doc.Title = "22222222-2222-4222-8222-222222222222", "Layers and rooms"
	doc.Layers = scenario.ListOf(
		&scenario.Layer{ID: "l1", Name: "Roads", From: "roads.gpkg", Order: 2, Style: scenario.LayerStyle{Color: "ochre", Width: 1.5, Dash: "dash", Labels: true, NameKey: "ref"},
			Extra: []scenario.Member{{Key: "owner", Raw: []byte(`"lead"`)}}, StyleExtra: []scenario.Member{{Key: "glow", Raw: []byte("0.50")}}},
		&scenario.Layer{ID: "l2", Name: "Camps\u00a0and \"areas\"", Hidden: true, Style: scenario.LayerStyle{Color: "rose", Fill: "hatch", Symbol: "ring"}},
	)
	none := math.NaN()
	shape := func(id string, g orb.Geometry, z ...float64) *scenario.Feature {
		return &scenario.Feature{ID: id, Layer: "l1", Geometry: g, Z: z}
	}
	square := orb.Ring{{20, 42}, {21, 42}, {21, 43}, {20, 43}, {20, 42}}
	hole := orb.Ring{{20.25, 42.25}, {20.25, 42.75}, {20.75, 42.75}, {20.25, 42.25}}
	named := shape("o01", orb.Point{21.165730000000001, 42.66})
	named.Name, named.SourceID, named.Layer = "Приштина", "way/17", "l2"
	named.Properties = []scenario.Member{{Key: "P-Code", Raw: []byte("9007199254740993")}, {Key: "area", Raw: []byte("0.10")}, {Key: "tags", Raw: []byte(`{"b":[null,"\u00e9"],"a":1e2}`)}, {Key: "type", Raw: []byte(`"x"`)}}
	named.Extra = []scenario.Member{{Key: "bbox", Raw: []byte("[1.0,2,3.00,4]")}}
	named.GeomExtra = []scenario.Member{{Key: "crs", Raw: []byte("null")}}
	named.HubExtra = []scenario.Member{{Key: "score", Raw: []byte("1e-30")}}
	bowtie := shape("o07", orb.Polygon{{{20, 42}, {21, 43}, {21, 42}, {20, 43}, {20, 42}}})
	bowtie.Invalid = "crosses itself"
	doc.Features = scenario.ListOf(
		named,
		shape("o02", orb.MultiPoint{{20, 42}, {0.1, -0.30000000000000004}}, 812.5, none),
		shape("o03", orb.LineString{{179.5, 10}, {180.5, 10}, {-179.25, -90}}, none, -1e-12, 3e20),
		shape("o04", orb.MultiLineString{{{20, 42}, {21, 42}}, {}, {{1, 2}, {3, 4}}}),
		shape("o05", orb.Polygon{square, hole}, 1, 2, 3, 4, 1, 5, 6, 7, 5),
		shape("o06", orb.MultiPolygon{{square}, {hole}}),
		bowtie,
		shape("o08", orb.Collection{orb.Point{1, 2}, orb.Collection{orb.LineString{{1, 2}, {3, 4}}}, orb.Collection{}}, none, 5, none),
		shape("o09", nil),
		shape("o10", orb.LineString{}),
	)
	doc.Extra = []scenario.Member{{Key: "weather", Raw: []byte(`{"rain":1.0}`)}}
	doc.Criteria = scenario.ListOf(&scenario.Room{ID: "k1", Raw: []byte(`{"name":"Cost","id":"k1","weights":[0.10,0.20]}`)})
	doc.Shocks = scenario.ListOf(&scenario.Room{ID: "x2", Raw: []byte(`{"id":"x2","note":{"id":"other"}}`)}, &scenario.Room{ID: "x1", Raw: []byte(`{"id":"x1"}`)})
	doc.Actions = scenario.ListOf(&scenario.Room{ID: "t1", Raw: []byte(`{"id":"t1","text":"a\/b \u00e9"}`)})
	doc.Slides = scenario.ListOf(&scenario.Room{ID: "s1", Raw: []byte(`{"id":"s1","view":{"zoom":6.50}}`)})
	return doc
}

// oldest is the scenario with a member of a later version wherever there may be one.
func oldest(t testing.TB) *scenario.Scenario {
	t.Helper()
	b, err := os.ReadFile("testdata/v1/unknown-members.hubscape")
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// now is a clock that stands still when a scenario was last changed.
func now(doc *scenario.Scenario) func() time.Time { return func() time.Time { return doc.Updated } }

func host(lon, lat float64) (string, string) { return "XKX", "XK-01" }

// TestGolden keeps the file's form: what was written once is written for ever.
func TestGolden(t *testing.T) {
	testGolden(t, full(), "testdata/v1/everything.hubscape", Options{Host: host, Plain: true})
	testGolden(t, layered(), "testdata/v1/layers.hubscape", Options{Host: host, Plain: true})
	testGolden(t, layered(), "testdata/v1/sums.hubscape", Options{Host: host})
}

func testGolden(t *testing.T, doc *scenario.Scenario, path string, o Options) {
	t.Helper()
	got, err := Write(doc, o)
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("Write gives\n%s\nwant\n%s", got, want)
	}
	doc, problems, err := Read(want)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	again, err := Write(doc, o)
	if err != nil || string(again) != string(want) {
		t.Errorf("Write after Read gives %v\n%s", err, again)
	}
}
