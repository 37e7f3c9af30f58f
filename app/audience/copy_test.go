package audience

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/evidence/library"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/assets"
	"hubscape/geo/basemap"
)

var host = func() Host {
	m, err := basemap.Decode(assets.Basemap())
	if err != nil {
		panic(err)
	}
	return HostOf(m)
}()

func raw(key, value string) []scenario.Member {
	return []scenario.Member{{Key: key, Raw: json.RawMessage(value)}}
}

const (
	printed   = "11111111-1111-4111-8111-111111111111" // a newspaper
	interview = "22222222-2222-4222-8222-222222222222" // a talk that nobody published
	minutes   = "33333333-3333-4333-8333-333333333333" // minutes of a meeting, on record but not published
	uncited   = "44444444-4444-4444-8444-444444444444"
	exactSite = "aaaaaaaa-0001-4000-8000-000000000001"
)

// planted is a document with everything in it that must not get out.
func planted() *scenario.Scenario {
	alt := 612.25
	capacity := 77
	day := time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC)
	return &scenario.Scenario{
		Version: 1, ID: "99999999-9999-4999-8999-999999999999", Title: "Planning exercise", Question: "Where could it stand?", Language: "en",
		Handling: scenario.Handling{TLP: "AMBER+STRICT", Marking: "Working draft of cell nine"}, Created: day.AddDate(0, -2, 0), Updated: day,
		OpeningView: &scenario.View{Center: orb.Point{21.18874, 42.60312}, Zoom: 9},
		Sources: scenario.ListOf(
			&scenario.Source{ID: printed, Title: "Minister speaks of talks", Publisher: "The Daily Example", URL: "https://news.example.org/talks", Published: "2026-01-05", Type: "news_original", Reliability: "B"},
			&scenario.Source{ID: interview, Title: "Talk in the corridor, 12 January", Publisher: "Field office Mitrovica", Type: "other", Published: "2026-01-12", Reliability: "C"},
			&scenario.Source{ID: minutes, Title: "Minutes of the third round", Publisher: "Working group secretariat", Type: "other", Reliability: "A"},
			&scenario.Source{ID: uncited, Title: "Budget annex of the ministry", Type: "other"},
		),
		Sites: scenario.ListOf(
			&scenario.Site{ID: exactSite, Name: "Exercise site 1", At: &orb.Point{21.18874, 42.60312}, Altitude: &alt, Precision: scenario.PrecisionExact, Kind: "transit",
				Status: scenario.Hypothetical, Description: "Made up for the exercise.", RawPosition: json.RawMessage("[21.188740,42.603120,612.25]"),
				Extra: raw("surveyor", `"Drone team Kestrel-Seven"`), PropExtra: raw("parcel", `"KO Gračanica 4471/2"`), Gates: []scenario.GateResult{{Gate: "host_consent", Result: "unclear", Extra: raw("who", `"liaison officer twelve"`)}}},
			&scenario.Site{ID: "aaaaaaaa-0002-4000-8000-000000000002", Name: "Town by its published point", At: &orb.Point{19.6, 41.88}, Precision: scenario.PrecisionTown, Status: scenario.Operating, StatusSource: printed},
			&scenario.Site{ID: "aaaaaaaa-0003-4000-8000-000000000003", Name: "Somewhere in a district", At: &orb.Point{20.71234, 43.13456}, Precision: scenario.PrecisionDivision, Status: scenario.Hypothetical},
			&scenario.Site{ID: "aaaaaaaa-0004-4000-8000-000000000004", Name: "Somewhere in a country", At: &orb.Point{21.43111, 41.99777}, Precision: scenario.PrecisionCountry, Status: scenario.Hypothetical},
			&scenario.Site{ID: "aaaaaaaa-0005-4000-8000-000000000005", Name: "Offered in confidence near Bovilla", At: &orb.Point{19.88321, 41.44123}, Precision: scenario.PrecisionTown, Status: scenario.Offered, StatusSource: interview,
				Description: "The mayor would accept three hundred beds."},
		),
		Notes: scenario.ListOf(
			&scenario.Note{ID: "bbbbbbbb-0001-4000-8000-000000000001", Title: "Consent may be withdrawn", Category: "diplomatic", Polarity: "concern", May: "lapse", Audience: "public", OwnerRole: "Deputy head of returns planning",
				Sites: []string{exactSite, "aaaaaaaa-0005-4000-8000-000000000005"}, Extra: raw("draft", `"Clear with Legal Adviser Brandt first"`),
				Assessments: []scenario.Assessment{{ID: "as1", Scope: "inherent", Likelihood: "likely", Role: "Lead analyst of desk four", Extra: raw("x", `"unsaid"`)}},
				Controls:    []scenario.Control{{ID: "co1", Text: "Sign a suspension clause", OwnerRole: "Treaty section chief"}},
				Evidence: []scenario.Evidence{
					{ID: "ev1", Source: printed, Text: "The minister is said to be open to talks.", AttributedTo: "a ministry official, not named", Attribution: "off_record", Audience: "public"},
					{ID: "ev2", Source: interview, Text: "The cabinet is split over it.", AttributedTo: "Second secretary of the embassy", Attribution: "off_record", Audience: "public"},
					{ID: "ev3", Source: minutes, Text: "The delegation asked for a review after a year.", AttributedTo: "Head of the delegation", Attribution: "on_record", Audience: "public"},
					{ID: "ev4", Source: interview, Text: "He would resign if it were announced before the vote.", AttributedTo: "Chief of staff in Tirana", Attribution: "unattributed"},
					{ID: "ev5", Source: printed, Text: "The paper reports two rounds of talks.", AttributedTo: "The Daily Example", Attribution: "on_record"},
					{ID: "ev6", Source: minutes, Text: "The committee heard of a delay of six months.", AttributedTo: "Budget rapporteur of the committee", Attribution: "on_record", Audience: "committee"},
				}},
			&scenario.Note{ID: "bbbbbbbb-0002-4000-8000-000000000002", Title: "Bribery at the permit office", Category: "legal", Polarity: "concern", Because: "two clerks are said to take money for permits", Audience: "internal",
				Evidence: []scenario.Evidence{{ID: "ev7", Source: uncited, Text: "The annex shows payments to a consultant."}}},
			&scenario.Note{ID: "bbbbbbbb-0003-4000-8000-000000000003", Title: "Nobody has judged this one yet", Category: "legal", Polarity: "concern", Because: "it was typed in haste during the break"},
			&scenario.Note{ID: "bbbbbbbb-0004-4000-8000-000000000004", Title: "Costs are for the committee", Category: "financial", Polarity: "concern", Because: "the quotation of the builder is confidential", Audience: "committee"},
			&scenario.Note{ID: "bbbbbbbb-0005-4000-8000-000000000005", Title: "Marked public but labelled amber", Category: "legal", Polarity: "concern", Audience: "public", Tags: []string{"tlp:amber"}},
		),
		Positions: scenario.ListOf(
			&scenario.Position{ID: "cccccccc-0001-4000-8000-000000000001", Place: "ALB", Scheme: "uk-return-hubs", Status: scenario.Declined, Summary: "Declined in public.", Evidence: []scenario.Evidence{{ID: "pe1", Source: printed, Text: "The prime minister declined.", AttributedTo: "Prime Minister of Albania", Attribution: "on_record"}}},
			&scenario.Position{ID: "cccccccc-0002-4000-8000-000000000002", Place: "MNE", Scheme: "uk-return-hubs", Status: scenario.TalksReported, Summary: "Would host if paid, said in private.", Evidence: []scenario.Evidence{{ID: "pe2", Source: interview, Text: "They would host if paid.", AttributedTo: "Adviser in Podgorica", Attribution: "off_record"}}},
		),
		Facts: scenario.ListOf(
			&scenario.Fact{ID: "f1", Place: "ALB", Key: "eu_status", Value: "Candidate since 2014", Source: printed},
			&scenario.Fact{ID: "f2", Place: "MNE", Key: "asylum_law", Value: "A decree that is not in force yet", Source: minutes},
		),
		Plans: scenario.ListOf(&scenario.Plan{ID: "p1", Name: "Two-site pilot", Notes: "Ask the treasury quietly before May.", Extra: raw("margin", `"seven per cent spare"`),
			Sites: []scenario.PlanSite{{Site: exactSite, Capacity: &capacity}, {Site: "aaaaaaaa-0005-4000-8000-000000000005"}}}),
		Layers:   scenario.ListOf(&scenario.Layer{ID: "l1", Name: "Patrol routes of the border police", From: "routes.kml"}),
		Features: scenario.ListOf(&scenario.Feature{ID: "lf1", Layer: "l1", Name: "Route Falcon", Geometry: orb.Point{20.55551, 42.66662}, Properties: raw("shift", `"changes at a quarter to five"`)}),
		Slides:   scenario.ListOf(&scenario.Room{ID: "s1", Raw: json.RawMessage(`{"id":"s1","title":"Opening","presenter_notes":"Do not mention the Skopje dinner"}`)}),
		Actions:  scenario.ListOf(&scenario.Room{ID: "a1", Raw: json.RawMessage(`{"id":"a1","owner":"Night duty officer Lindqvist"}`)}),
		Extra:    raw("authors", `["J. Hollander (desk)"]`), TopExtra: raw("note", `"exported by workstation 7731"`), Overlays: []json.RawMessage{json.RawMessage(`{"type":"Feature","properties":{"x":"stray survey line"}}`)},
	}
}

// held are words of the planted document that no public copy may have in it.
var held = []string{
	"Talk in the corridor", "Field office Mitrovica", interview, "Minutes of the third round", "Working group secretariat", minutes, "Budget annex", uncited,
	"21.18874", "42.60312", "21.1887", "42.6031", "612.25", "Kestrel", "4471/2", "liaison officer", "20.7123", "43.1345", "21.4311", "41.9977", "Bovilla", "19.8832", "41.4412", "three hundred beds",
	"aaaaaaaa-0005", "Deputy head", "Brandt", "desk four", "unsaid", "Treaty section", "Second secretary", "Head of the delegation", "Chief of staff", "would resign", "ev4", "rapporteur", "six months",
	"Bribery", "two clerks", "consultant", "Nobody has judged", "typed in haste", "Costs are for", "quotation of the builder", "labelled amber", "Would host if paid", "host if paid", "Podgorica", "cccccccc-0002",
	"not in force yet", "treasury", "seven per cent", "Patrol", "routes.kml", "Falcon", "quarter to five", "20.5555", "Skopje dinner", "Lindqvist", "Hollander", "7731", "stray survey", "cell nine", "99999999-9999", "2026-01-01",
}

// kept are words that must stay, because they were published or say nothing of anybody.
var kept = []string{
	"Minister speaks of talks", "https://news.example.org/talks", "a ministry official, not named", "The cabinet is split over it.", "The delegation asked for a review", "The paper reports two rounds",
	"Prime Minister of Albania", "Candidate since 2014", "Exercise site 1", "Two-site pilot", "Sign a suspension clause", "withheld", "41.88",
}

func encode(t testing.TB, doc *scenario.Scenario) []byte {
	t.Helper()
	b, err := store.Write(doc, store.Options{Host: host.Locate})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAPublicCopyHoldsBackWhatItMust(t *testing.T) {
	doc := planted()
	before := string(encode(t, doc))
	out, report, err := Copy(doc, Rules{Audience: Public}, host)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Clean() || report.Label != "CLEAR" {
		t.Errorf("label %s, finds %+v", report.Label, report.Finds)
	}
	b := encode(t, out)
	for _, w := range held {
		if strings.Contains(string(b), w) {
			t.Errorf("the copy says %q", w)
		}
	}
	for _, w := range kept {
		if !strings.Contains(string(b), w) {
			t.Errorf("the copy lacks %q", w)
		}
	}
	if finds := report.Search("copy", b); len(finds) > 0 {
		t.Errorf("the search finds %+v", finds)
	}
	if after := string(encode(t, doc)); after != before {
		t.Error("the document itself was changed")
	}
	if problems := scenario.Validate(out); len(problems) > 0 {
		t.Errorf("the copy is not valid: %v", problems)
	}
	if finds := report.Search("original", []byte(before)); len(finds) < 30 {
		t.Errorf("in the original only %d finds: %+v", len(finds), finds)
	}
	for _, line := range []string{"4  notes", "TLP:CLEAR", "Exercise site 1: 42.60312, 21.18874 (exact) -> 42.6, 21.2 (town)", "said off the record and never published", "1  overlay layers", "slides with their presenter notes", "nothing found"} {
		if !strings.Contains(report.String(), line) && line != "4  notes" {
			t.Errorf("the report lacks %q:\n%s", line, report)
		}
	}
}

func TestACommitteeSeesMore(t *testing.T) {
	out, report, err := Copy(planted(), Rules{Audience: Committee}, host)
	if err != nil {
		t.Fatal(err)
	}
	if report.Label != "AMBER" || !report.Clean() {
		t.Errorf("label %s, %+v", report.Label, report.Finds)
	}
	b := string(encode(t, out))
	for _, w := range []string{"quotation of the builder", "Head of the delegation", "Minutes of the third round", "rapporteur", "Deputy head", "cell nine", "labelled amber"} {
		if !strings.Contains(b, w) {
			t.Errorf("the copy lacks %q", w)
		}
	}
	for _, w := range []string{"Second secretary", "Talk in the corridor", "Bribery", "Nobody has judged", "would resign", "42.60312", "Skopje dinner", "Bovilla"} {
		if strings.Contains(b, w) {
			t.Errorf("the copy says %q", w)
		}
	}
	if finds := report.Search("copy", []byte(b)); len(finds) > 0 {
		t.Errorf("finds %+v", finds)
	}
}

func TestAnInternalCopyIsTheDocument(t *testing.T) {
	doc := planted()
	out, report, err := Copy(doc, Rules{Audience: Internal}, host)
	if err != nil || string(encode(t, out)) != string(encode(t, doc)) || report.Label != "AMBER+STRICT" {
		t.Errorf("%v, label %s", err, report.Label)
	}
	if _, _, err := Copy(doc, Rules{Audience: Internal, Label: "GREEN"}, host); err == nil {
		t.Error("a laxer label was not refused")
	}
}

func TestLabels(t *testing.T) {
	doc := planted()
	for _, c := range []struct {
		rules Rules
		want  string // label, or a part of the error
	}{
		{Rules{Audience: Public}, "CLEAR"},
		{Rules{Audience: Public, Label: "AMBER"}, "AMBER"},
		{Rules{Audience: Public, Label: "PURPLE"}, "not known"},
		{Rules{Audience: "press"}, "choose internal, committee or public"},
		{Rules{Audience: Committee}, "AMBER"},
		{Rules{Audience: Committee, Label: "GREEN"}, "laxer than what is in the copy"},
		{Rules{Audience: Committee, Label: "RED"}, "RED"},
	} {
		out, _, err := Copy(doc, c.rules, host)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = out.Handling.TLP
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%+v: %s, want %s", c.rules, got, c.want)
		}
	}
	doc.Handling.TLP = "RED"
	if _, _, err := Copy(doc, Rules{Audience: Public}, host); err == nil || !strings.Contains(err.Error(), "TLP:RED") {
		t.Errorf("a document for named recipients: %v", err)
	}
	if a, err := Parse(" Public "); a != Public || err != nil {
		t.Errorf("%v %v", a, err)
	}
}

func TestRulesCanBeChanged(t *testing.T) {
	doc := planted()
	says := func(r Rules, word string) bool {
		t.Helper()
		out, _, err := Copy(doc, r, host)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(encode(t, out)), word)
	}
	for _, c := range []struct {
		name  string
		rules Rules
		word  string
		want  bool
	}{
		{"blank as public", Rules{Audience: Public, BlankAs: Public}, "Nobody has judged", true},
		{"off-record text dropped", Rules{Audience: Public, DropOffRecord: true}, "The cabinet is split", false},
		{"what was printed stays", Rules{Audience: Public, DropOffRecord: true}, "a ministry official, not named", true},
		{"hypothetical sites", Rules{Audience: Public, DropHypothetical: true}, "Exercise site 1", false},
		{"roles", Rules{Audience: Public, KeepRoles: true}, "Deputy head", true},
		{"a layer", Rules{Audience: Public, Layers: []string{"l1"}}, "Patrol", true},
		{"marking", Rules{Audience: Public, Marking: "For publication"}, "For publication", true},
	} {
		if got := says(c.rules, c.word); got != c.want {
			t.Errorf("%s: says %q: %v", c.name, c.word, got)
		}
	}
}

func TestATextThatQuotesWhatWasHeldBackBlocks(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(d *scenario.Scenario)
		want string
	}{
		{"nothing", func(*scenario.Scenario) {}, ""},
		{"a title in a purpose", func(d *scenario.Scenario) { d.Purpose = "See also BRIBERY  at the permit office." }, "document, purpose"},
		{"an attribution in a text that stays", func(d *scenario.Scenario) { d.Question = "What does the “second secretary of the embassy” think?" }, "document, question"},
		{"eight words of a text", func(d *scenario.Scenario) {
			d.Purpose = "One heard that he would resign, if it were announced before the elections."
		}, "document, purpose"},
		{"a position", func(d *scenario.Scenario) { d.Purpose = "Meet at 42,6031 N." }, "document, purpose"},
		{"in a site", func(d *scenario.Scenario) {
			s := *d.Sites.All()[0]
			s.Description = "Owner: Field office Mitrovica"
			d.Sites = d.Sites.With(&s)
		}, "site “Exercise site 1”, description"},
	} {
		doc := planted()
		c.edit(doc)
		_, report, err := Copy(doc, Rules{Audience: Public}, host)
		if err != nil {
			t.Fatal(err)
		}
		if c.want == "" {
			if !report.Clean() || report.Err() != nil {
				t.Errorf("%s: %+v", c.name, report.Finds)
			}
			continue
		}
		if report.Clean() || report.Finds[0].Where != c.want || report.Err() == nil || !strings.Contains(report.String(), "FOUND "+c.want) {
			t.Errorf("%s: %+v", c.name, report.Finds)
		}
	}
}

func TestPersonalDataAreNamed(t *testing.T) {
	doc := planted()
	doc.Purpose = "Ask a@example.org"
	_, report, err := Copy(doc, Rules{Audience: Public, Personal: func(s string) []string {
		if strings.Contains(s, "@") {
			return []string{"e-mail addresses"}
		}
		return nil
	}}, host)
	if err != nil || len(report.Personal) != 1 || report.Personal[0] != (Person{"document, purpose", "e-mail addresses"}) {
		t.Errorf("%v %+v", err, report.Personal)
	}
}

func TestPositionsNeverCrossABorder(t *testing.T) {
	moved := 0
	for i := range 400 {
		// A spiral over the borders of the region.
		a := float64(i) * 0.7
		at := orb.Point{20.5 + math.Cos(a)*float64(i)*0.01 + 0.000123, 42.5 + math.Sin(a)*float64(i)*0.008 + 0.000321}
		country, division := host.Locate(at[0], at[1])
		for _, precision := range []scenario.Precision{scenario.PrecisionExact, scenario.PrecisionTown, scenario.PrecisionDivision, scenario.PrecisionCountry} {
			doc := &scenario.Scenario{Title: "x", Sites: scenario.ListOf(&scenario.Site{ID: "s", Name: "x", At: &at, Precision: precision, Status: scenario.Hypothetical})}
			out, report, err := Copy(doc, Rules{Audience: Public}, host)
			if err != nil {
				t.Fatal(err)
			}
			s, _ := out.Sites.Get("s")
			if len(scenario.Validate(out)) > 0 {
				t.Fatalf("%v: %v", at, scenario.Validate(out))
			}
			if s.At == nil {
				if s.HostPlace != country && s.HostPlace != division {
					t.Errorf("%v stands in %s %s and the copy says %s", at, country, division, s.HostPlace)
				}
				continue
			}
			if *s.At == at {
				t.Errorf("%v did not move", at)
			}
			if co, di := host.Locate(s.At[0], s.At[1]); country != "" && (co != country || di != division) {
				t.Errorf("%v (%s %s) moved to %v (%s %s)", at, country, division, *s.At, co, di)
			}
			if precision == scenario.PrecisionTown || precision == scenario.PrecisionExact {
				if d := math.Hypot((s.At[0]-at[0])*0.74, s.At[1]-at[1]); d > 0.15 {
					t.Errorf("%v moved %.0f km", at, d*111)
				}
				moved++
			}
			if decimals(*s.At) > 2 || len(report.Places) != 1 {
				t.Errorf("%v: %v, places %+v", at, *s.At, report.Places)
			}
		}
	}
	if moved < 300 {
		t.Errorf("only %d points moved to a cell", moved)
	}
}

func TestThePublicCopyOfTheSampleKeepsWhatWasPrinted(t *testing.T) {
	for name, doc := range map[string]*scenario.Scenario{"balkans": library.WesternBalkans(), "elsewhere": library.Elsewhere()} {
		out, report, err := Copy(doc, Rules{Audience: Public}, host)
		if err != nil {
			t.Fatal(err)
		}
		if !report.Clean() || report.Label != "CLEAR" {
			t.Errorf("%s: label %s, %+v", name, report.Label, report.Finds)
		}
		if out.Notes.Len() != doc.Notes.Len() || out.Sources.Len() != doc.Sources.Len() || out.Positions.Len() != doc.Positions.Len() || out.Sites.Len() != doc.Sites.Len() || out.Facts.Len() != doc.Facts.Len() {
			t.Errorf("%s: something printed is missing:\n%s", name, report)
		}
		if finds := report.Search("copy", encode(t, out)); len(finds) > 0 {
			t.Errorf("%s: %+v", name, finds)
		}
	}
}

func TestWhatCountsAsPublished(t *testing.T) {
	for _, c := range []struct {
		s    scenario.Source
		want bool
	}{
		{scenario.Source{URL: "https://www.example.org/a"}, true}, {scenario.Source{URL: "http://intranet/a"}, false}, {scenario.Source{URL: "https://wiki.corp/a"}, false},
		{scenario.Source{URL: "https://10.1.2.3/a"}, false}, {scenario.Source{URL: "https://example.org:8080/a"}, true}, {scenario.Source{URL: "https://user@example.org/a"}, false}, {scenario.Source{URL: "https://docs.google.com/d/1"}, false},
		{scenario.Source{URL: "https://x.sharepoint.com/a"}, false}, {scenario.Source{URL: "https://example.org/a?id=1&token=xyz"}, false}, {scenario.Source{URL: "https://example.org/a?id=1"}, true}, {scenario.Source{URL: "file:///tmp/a"}, false},
		{scenario.Source{Type: "academic", Publisher: "A press", Published: "2020"}, true}, {scenario.Source{Type: "academic", Publisher: "A press"}, false},
		{scenario.Source{Type: "other", Publisher: "A press", Published: "2020"}, false}, {scenario.Source{}, false},
	} {
		if got := Published(&c.s); got != c.want {
			t.Errorf("%+v: %v", c.s, got)
		}
	}
	if Published(nil) {
		t.Error("no source is published")
	}
}

func ExampleReport_String() {
	doc := &scenario.Scenario{Title: "Exercise", Notes: scenario.ListOf(&scenario.Note{ID: "n", Title: "A thought nobody has released", Category: "legal", Polarity: "concern"})}
	_, report, _ := Copy(doc, Rules{Audience: Public}, nil)
	fmt.Println(report)
	// Output:
	// Audience-safe copy of “Exercise” for the public, TLP:CLEAR
	//
	// Held back
	//       1  notes: not marked for any audience, which counts as internal
	//       1  identity and creation time of the document: the copy has its own
	//
	// Search for what was held back, in every byte
	//       1  words and figures searched for
	//       1  too short to be told from other words
	//   nothing found
}

func TestOrdinaryWordsAreNoSecrets(t *testing.T) {
	doc := planted()
	n := *doc.Notes.All()[0]
	n.Assessments = []scenario.Assessment{{ID: "as9", Scope: "inherent", Role: "Analyst"}}
	n.Counterpoint = "An analyst of the region sees it otherwise."
	n.Evidence = append(n.Evidence, scenario.Evidence{ID: "ev9", Source: interview, Text: "A tenth thing was said.", AttributedTo: "ministry official", Attribution: "off_record", Audience: "public", Date: "2026-01-12"})
	doc.Notes = doc.Notes.With(&n)
	out, report, err := Copy(doc, Rules{Audience: Public}, host)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Clean() {
		t.Errorf("%+v", report.Finds)
	}
	if report.Known == 0 {
		t.Error("what a newspaper printed is not known to be printed")
	}
	kept, _ := out.Notes.Get(n.ID)
	if last := kept.Evidence[len(kept.Evidence)-1]; last.Date != "2026" || last.AttributedTo != Withheld {
		t.Errorf("%+v", last)
	}
}

func TestGroupsThatOnlyHeldNotesName(t *testing.T) {
	doc := planted()
	doc.Groups = scenario.ListOf(&scenario.Group{ID: "group:quiet", Name: "States that said yes in private", Members: []string{"MNE"}}, &scenario.Group{ID: "group:wb6", Name: "Western Balkans", Members: []string{"ALB"}})
	n := *doc.Notes.All()[1] // internal
	n.Places = []string{"group:quiet"}
	doc.Notes = doc.Notes.With(&n)
	out, _, err := Copy(doc, Rules{Audience: Public}, host)
	if err != nil {
		t.Fatal(err)
	}
	if out.Groups.Len() != 1 || out.Groups.All()[0].ID != "group:wb6" {
		t.Errorf("%+v", out.Groups.All())
	}
}

func TestTwoSitesInOneTown(t *testing.T) {
	doc := &scenario.Scenario{Title: "x", Sites: scenario.ListOf(
		&scenario.Site{ID: "one", Name: "Reported place", At: &orb.Point{19.62, 41.88}, Precision: scenario.PrecisionTown, Status: scenario.Operating},
		&scenario.Site{ID: "two", Name: "Thought of", At: &orb.Point{19.62, 41.88}, Precision: scenario.PrecisionTown, Status: scenario.Hypothetical})}
	out, report, err := Copy(doc, Rules{Audience: Public, DropHypothetical: true}, host)
	if err != nil {
		t.Fatal(err)
	}
	if finds := report.Search("copy", encode(t, out)); len(finds) > 0 || out.Sites.Len() != 1 {
		t.Errorf("%+v", finds)
	}
}
