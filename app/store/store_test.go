package store

import (
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

func host(lon, lat float64) (string, string) { return "XKX", "XK-01" }

// TestGolden keeps the file's form: what was written once is written for ever.
func TestGolden(t *testing.T) {
	got, err := Write(full(), Options{Host: host})
	if err != nil {
		t.Fatal(err)
	}
	const path = "testdata/v1/everything.hubscape"
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
	again, err := Write(doc, Options{Host: host})
	if err != nil || string(again) != string(want) {
		t.Errorf("Write after Read gives %v\n%s", err, again)
	}
}
