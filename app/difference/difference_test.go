package difference

import (
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"go.uber.org/goleak"

	"hubscape/app/scenario"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func ptr[T any](v T) *T { return &v }

// workshop is a small document of which every test changes something.
func workshop() *scenario.Scenario {
	return &scenario.Scenario{
		Version: 1, ID: "doc", Title: "Workshop", Language: "en", KosovoNote: scenario.KosovoEU,
		Sites: scenario.ListOf(
			&scenario.Site{ID: "s1", Name: "Gračanica", At: &orb.Point{21.19, 42.60}, Precision: scenario.PrecisionTown, Status: scenario.Hypothetical},
			&scenario.Site{ID: "s2", Name: "Tuzla", At: &orb.Point{18.67, 44.54}, Precision: scenario.PrecisionTown, Status: scenario.Floated, Capacity: ptr(80), StatusSource: "q1"},
		),
		Groups:  scenario.ListOf(&scenario.Group{ID: "group:wb6", Name: "Western Balkans Six", Members: []string{"ALB", "SRB"}}),
		Sources: scenario.ListOf(&scenario.Source{ID: "q1", Title: "A report", Reliability: "A"}, &scenario.Source{ID: "q2", Title: "Another", DerivedFrom: "q1"}),
		Facts:   scenario.ListOf(&scenario.Fact{ID: "f1", Place: "group:wb6", Key: "eu_status", Value: "candidate", Source: "q1"}),
		Positions: scenario.ListOf(&scenario.Position{ID: "p1", Place: "XKX", Scheme: "uk-return-hubs", Status: scenario.Floated,
			Evidence: []scenario.Evidence{{ID: "e9", Source: "q1", Text: "Said so"}}}),
		Notes: scenario.ListOf(&scenario.Note{ID: "n1", Title: "Arms shipments", Category: "legal", Polarity: "concern", Places: []string{"group:wb6"}, Sites: []string{"s1", "s2"},
			Evidence: []scenario.Evidence{{ID: "e1", Source: "q1", Text: "One", Stance: "supports", Credibility: 2}, {ID: "e2", Source: "q2", Text: "Two"}}}),
		Plans:    scenario.ListOf(&scenario.Plan{ID: "l1", Name: "Plan B", Sites: []scenario.PlanSite{{Site: "s1", Opening: "2028-01"}, {Site: "s2", Capacity: ptr(60)}}}),
		Layers:   scenario.ListOf(&scenario.Layer{ID: "y1", Name: "Roads"}),
		Features: scenario.ListOf(&scenario.Feature{ID: "r1", Layer: "y1", Name: "A7", Geometry: orb.LineString{{20, 42}, {21, 43}}}),
		Slides:   scenario.ListOf(&scenario.Room{ID: "d1", Raw: []byte(`{"id":"d1","title":"Opening","camera":{"zoom":5},"highlights":[]}`)}),
	}
}

// with is a copy of the workshop after an edit of its lists.
func with(edit func(*scenario.Scenario)) *scenario.Scenario {
	s := workshop()
	edit(s)
	return s
}

func site(s *scenario.Scenario, id string, edit func(*scenario.Site)) {
	x, _ := s.Sites.Get(id)
	y := *x
	edit(&y)
	s.Sites = s.Sites.With(&y)
}

func note(s *scenario.Scenario, id string, edit func(*scenario.Note)) {
	x, _ := s.Notes.Get(id)
	y := *x
	y.Evidence = append([]scenario.Evidence(nil), x.Evidence...)
	edit(&y)
	s.Notes = s.Notes.With(&y)
}

func plan(s *scenario.Scenario, id string, edit func(*scenario.Plan)) {
	x, _ := s.Plans.Get(id)
	y := *x
	y.Sites = append([]scenario.PlanSite(nil), x.Sites...)
	edit(&y)
	s.Plans = s.Plans.With(&y)
}

func hosts(lon, lat float64) (string, string) {
	if lat > 43 {
		return "SRB", ""
	}
	return "XKX", ""
}

var env = scenario.Env{Now: func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }, NewID: func() string { return "new" }}

func TestSentences(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(*scenario.Scenario)
		want []string // sentences of the rows
		rows []string // as the list shows them
	}{
		"moved": {func(s *scenario.Scenario) {
			site(s, "s1", func(x *scenario.Site) { x.At = &orb.Point{21.22, 42.59} })
		}, []string{"site Gračanica moved 2.7 km south-east"}, []string{"> Gračanica moved 2.7 km south-east  42.60° N, 21.19° E → 42.59° N, 21.22° E"}},
		"moved to another host": {func(s *scenario.Scenario) {
			site(s, "s1", func(x *scenario.Site) { x.At = &orb.Point{21.19, 43.10} })
		}, []string{"site Gračanica moved 55.5 km north, host Kosovo* → Serbia"}, []string{"> Gračanica moved 55.5 km north  42.60° N, 21.19° E → 43.10° N, 21.19° E  (host Kosovo* → Serbia)"}},
		"capacity": {func(s *scenario.Scenario) {
			site(s, "s1", func(x *scenario.Site) { x.Capacity = ptr(1200) })
		}, []string{"site Gračanica: capacity blank → 1,200 persons"}, []string{"~ Gračanica: capacity  blank → 1,200 persons"}},
		"one person": {func(s *scenario.Scenario) {
			site(s, "s2", func(x *scenario.Site) { x.Capacity, x.MaxStay = ptr(1), ptr(1) })
		}, []string{"site Tuzla: capacity 80 persons → 1 person", "site Tuzla: longest stay blank → 1 day"}, []string{"~ Tuzla: capacity  80 persons → 1 person", "~ Tuzla: longest stay  blank → 1 day"}},
		"and back": {func(s *scenario.Scenario) {
			site(s, "s2", func(x *scenario.Site) { x.Capacity = ptr(300) })
		}, []string{"site Tuzla: capacity 80 persons → 300 persons"}, []string{"~ Tuzla: capacity  80 persons → 300 persons"}},
		"gate": {func(s *scenario.Scenario) {
			site(s, "s1", func(x *scenario.Site) { x.Gates = []scenario.GateResult{{Gate: "host_consent", Result: "not_met"}} })
		}, []string{"site Gračanica: gate host consent blank → Not met"}, []string{"~ Gračanica: gate host consent  blank → Not met"}},
		"rated": {func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) {
				n.Assessments = []scenario.Assessment{{ID: "a", Scope: "inherent", Likelihood: "likely", Impact: ptr(4)}}
			})
		}, []string{"note Arms shipments: likelihood and impact blank → Likely or probable, 4 Severe"}, []string{"~ Arms shipments: likelihood and impact  blank → Likely or probable, 4 Severe"}},
		"evidence": {func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) {
				n.Evidence[0].Credibility = 3
				n.Evidence[1] = scenario.Evidence{ID: "e3", Source: "q1", Stance: "contradicts", Credibility: 2}
			})
		}, []string{"note Arms shipments: evidence removed", "note Arms shipments: credibility of evidence “One” 2 probably true → 3 possibly true", "note Arms shipments: evidence added"},
			[]string{"- Evidence removed from Arms shipments  (–)", "~ Arms shipments: credibility of evidence “One”  2 probably true → 3 possibly true", "+ Evidence added to Arms shipments  (contradicts, A2)"}},
		"links": {func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) { n.Sites, n.Places = []string{"s2"}, []string{"group:wb6", "XKX"} })
		}, []string{"note Arms shipments detached from Gračanica", "note Arms shipments attached to Kosovo*"},
			[]string{"- Arms shipments detached from Gračanica", "+ Arms shipments attached to Kosovo*"}},
		"plan": {func(s *scenario.Scenario) {
			plan(s, "l1", func(p *scenario.Plan) { p.Sites = p.Sites[:1]; p.Sites[0].Opening = "2028-03" })
		}, []string{"plan Plan B dropped Tuzla", "plan Plan B: opening of Gračanica 2028-01 → 2028-03"},
			[]string{"- Plan B dropped Tuzla  (60 persons)", "~ Plan B: opening of Gračanica  2028-01 → 2028-03"}},
		"removed": {func(s *scenario.Scenario) { s.Sites = s.Sites.Without("s1") },
			[]string{"site Gračanica removed"}, []string{"- Gračanica removed  (Kosovo* · town)"}},
		"slide": {func(s *scenario.Scenario) {
			s.Slides = s.Slides.With(&scenario.Room{ID: "d1", Raw: []byte(`{"id":"d1","title":"Opening","camera":{"zoom":6},"highlights":[]}`)})
		}, []string{`slide Opening: camera {"zoom":5} → {"zoom":6}`}, []string{`~ Opening: camera  {"zoom":5} → {"zoom":6}`}},
		"document": {func(s *scenario.Scenario) { s.Question = "Where?" },
			[]string{"question blank → Where?"}, []string{"~ Question  blank → Where?"}},
		"order": {func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) { n.Evidence[0], n.Evidence[1] = n.Evidence[1], n.Evidence[0] })
		}, []string{"note Arms shipments: order of evidence changed"}, []string{"~ Arms shipments: order of evidence changed"}},
		"feature": {func(s *scenario.Scenario) {
			s.Features = s.Features.With(&scenario.Feature{ID: "r1", Layer: "y1", Name: "A8", Geometry: orb.LineString{{20, 42}, {21, 43}}})
		}, []string{"layer Roads: 1 feature changed", "feature A8: name A7 → A8"}, []string{"~ Roads: 1 feature changed", "~ A8: name  A7 → A8"}},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := workshop(), with(c.edit)
			r := Between(a, b, Options{Host: hosts})
			var said, lines []string
			for _, row := range r.Rows() {
				said, lines = append(said, row.Sentence()), append(lines, row.line())
			}
			if got, want := strings.Join(said, "\n"), strings.Join(c.want, "\n"); got != want {
				t.Errorf("sentences:\n%s\nwant\n%s", got, want)
			}
			if got, want := strings.Join(lines, "\n"), strings.Join(c.rows, "\n"); got != want {
				t.Errorf("lines:\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// A change far inside a long text is seen in the short forms, and the whole texts are there.
func TestLongTextsShowWhatDiffers(t *testing.T) {
	long := strings.Repeat("The same words again. ", 20)
	a := with(func(s *scenario.Scenario) { s.Purpose = long + "It closes in May.\nThen nothing." })
	b := with(func(s *scenario.Scenario) { s.Purpose = long + "It closes in June.\nThen nothing." })
	r := Between(a, b, Options{}).Rows()
	if len(r) != 1 {
		t.Fatalf("%v", r)
	}
	row := r[0]
	if !strings.HasPrefix(row.Was, "…") || !strings.Contains(row.Was, "May.") || !strings.Contains(row.Now, "June.") || len([]rune(row.Was)) > 62 || strings.Contains(row.Was, "\n") {
		t.Errorf("%q → %q", row.Was, row.Now)
	}
	if row.WasFull != a.Purpose || row.NowFull != b.Purpose {
		t.Errorf("whole texts %q, %q", row.WasFull, row.NowFull)
	}
}
