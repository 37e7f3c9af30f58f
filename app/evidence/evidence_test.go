package evidence

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"hubscape/app/scenario"

	"github.com/paulmach/orb"
)

// small is a scenario in which one note reaches one site in several ways.
func small() *scenario.Scenario {
	ev := func(id, src, stance string, cred int) scenario.Evidence {
		return scenario.Evidence{ID: id, Source: src, Stance: stance, Credibility: cred}
	}
	return &scenario.Scenario{
		KosovoNote: scenario.KosovoEU,
		Groups: scenario.ListOf(
			&scenario.Group{ID: "group:wb6", Name: "WB6", Members: []string{"ALB", "SRB", "XKX"}},
			&scenario.Group{ID: "group:big", Name: "Everyone", Members: []string{"ALB", "SRB", "XKX", "GBR", "FRA"}},
		),
		Sources: scenario.ListOf(
			&scenario.Source{ID: "root", Publisher: "The Times", Reliability: "B"},
			&scenario.Source{ID: "copy", Publisher: "a blog", Reliability: "F", DerivedFrom: "root"},
			&scenario.Source{ID: "copycopy", Publisher: "another blog", Reliability: "E", DerivedFrom: "copy"},
			&scenario.Source{ID: "court", Publisher: "a court", Reliability: "A"},
			&scenario.Source{ID: "orphan", Reliability: "C", DerivedFrom: "gone"},
			&scenario.Source{ID: "ring1", DerivedFrom: "ring2"},
			&scenario.Source{ID: "ring2", DerivedFrom: "ring1"},
		),
		Notes: scenario.ListOf(
			&scenario.Note{ID: "n1", Title: "B on the site", Category: "legal", Polarity: "concern", Sites: []string{"s1"}, Places: []string{"XKX", "group:wb6"}, Counterpoint: "c"},
			&scenario.Note{ID: "n2", Title: "Division", Category: "operational", Polarity: "concern", Places: []string{"XK-01", "XKX"}},
			&scenario.Note{ID: "n3", Title: "Country", Category: "legal", Polarity: "concern", Places: []string{"XKX"}, Evidence: []scenario.Evidence{ev("e1", "copy", "supports", 6), ev("e2", "copycopy", "supports", 6), ev("e3", "court", "contradicts", 1)}},
			&scenario.Note{ID: "n4", Title: "Group", Category: "security_interference", Polarity: "concern", Places: []string{"group:wb6", "group:big"}, Evidence: []scenario.Evidence{ev("e4", "copy", "supports", 6)}},
			&scenario.Note{ID: "n5", Title: "Bigger group", Category: "diplomatic", Polarity: "opportunity", Places: []string{"group:big"}, Evidence: []scenario.Evidence{ev("e5", "root", "supports", 2)}},
			&scenario.Note{ID: "n6", Title: "Context", Category: "security_interference", Polarity: "context", Places: []string{"XKX"}},
			&scenario.Note{ID: "n7", Title: "Elsewhere", Category: "legal", Polarity: "concern", Places: []string{"ALB"}},
			&scenario.Note{ID: "n8", Title: "A on the site", Category: "security_interference", Polarity: "concern", Sites: []string{"s1"}},
		),
	}
}

func titles(links []Link) string {
	var out []string
	for _, l := range links {
		s := l.Note.Title + "/" + l.How.String()
		if l.Via != "" {
			s += "/" + l.Via
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func TestForSite(t *testing.T) {
	doc := small()
	site := &scenario.Site{ID: "s1", At: &orb.Point{21, 42}}
	want := strings.Join([]string{
		"A on the site/attached",
		"B on the site/attached",
		"Division/inherited from host/XK-01",
		"Context/inherited from host/XKX",
		"Country/inherited from host/XKX",
		"Group/inherited from group/group:wb6",
		"Bigger group/inherited from group/group:big",
	}, "\n")
	if got := titles(ForSite(doc, site, Host{"XKX", "XK-01"})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := titles(ForSite(doc, site, Host{})); got != "A on the site/attached\nB on the site/attached" {
		t.Errorf("a site at sea: got\n%s", got)
	}
	known := &scenario.Site{ID: "s2", HostPlace: "XK-01"}
	if got := titles(ForSite(doc, known, Host{Country: "XKX"})); !strings.HasPrefix(got, "Division/inherited from host/XK-01") {
		t.Errorf("a site known to a division: got\n%s", got)
	}
}

func TestForPlace(t *testing.T) {
	doc := small()
	for _, c := range []struct{ code, first, last string }{
		{"ALB", "Elsewhere/attached", "Bigger group/inherited from group/group:big"},
		{"GBR", "Group/inherited from group/group:big", "Bigger group/inherited from group/group:big"},
		{"group:wb6", "Group/attached", "B on the site/attached"},
		{"FRA", "Group/inherited from group/group:big", "Bigger group/inherited from group/group:big"},
	} {
		lines := strings.Split(titles(ForPlace(doc, c.code)), "\n")
		if lines[0] != c.first || lines[len(lines)-1] != c.last {
			t.Errorf("%s: got %q … %q, want %q … %q", c.code, lines[0], lines[len(lines)-1], c.first, c.last)
		}
	}
	if got := ForPlace(doc, "NOR"); len(got) != 0 {
		t.Errorf("a place nobody speaks of: %s", titles(got))
	}
	if got := titles(ForDivision(doc, "XK-01", "XKX")); !strings.HasPrefix(got, "Division/attached\nContext/inherited from host/XKX") {
		t.Errorf("division: got\n%s", got)
	}
}

func TestCountLeavesContextOut(t *testing.T) {
	links := ForPlace(small(), "XKX")
	c := Count(links)
	// Own: n1, n2, n3 (n6 is context); inherited: n4, n5.
	if c != (Counts{1, 2, 1, 0, 1, 0, 0, 0}) || c.Total() != 5 {
		t.Errorf("got %v, total %d", c, c.Total())
	}
	if n := len(Only(links, Attached)); n != 4 {
		t.Errorf("attached: %d, want 4 with the context note", n)
	}
}

func TestRoot(t *testing.T) {
	doc := small()
	for id, want := range map[string]string{
		"root": "root", "copy": "root", "copycopy": "root", "court": "court",
		"orphan": "orphan", "ring1": "ring1", "ring2": "ring1", "gone": "gone",
	} {
		if got := Root(doc, id); got != want {
			t.Errorf("Root(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestOriginsCountRootsNotArticles(t *testing.T) {
	doc := small()
	n, _ := doc.Notes.Get("n3")
	o := Origins(doc, n.Evidence)
	if len(o) != 2 || o[0].ID != "root" || o[0].Supports != 2 || o[1].ID != "court" || o[1].Contradicts != 1 {
		t.Fatalf("got %+v", o)
	}
	if !reflect.DeepEqual(o[0].Grades, []string{"F6", "E6"}) {
		t.Errorf("grades of one origin side by side: %v", o[0].Grades)
	}
	if Supporting(o) != 1 {
		t.Errorf("supporting origins: %d, want 1", Supporting(o))
	}
	s := Summarise(doc, n)
	if got := s.Caption(); got != "2 support, 1 contradicts · not rated" {
		t.Errorf("caption %q", got)
	}
	if got := s.GradeLine(); got != "F6 E6 A1" {
		t.Errorf("grades %q", got)
	}
	empty, _ := doc.Notes.Get("n1")
	if got := Summarise(doc, empty); got.Caption() != "no evidence yet · not rated" || got.GradeLine() != "–" {
		t.Errorf("no evidence: %q %q", got.Caption(), got.GradeLine())
	}
	lost := Origins(doc, []scenario.Evidence{{Source: "nowhere"}})
	if lost[0].Root != nil || lost[0].Grades[0] != "–" {
		t.Errorf("a source that is not there: %+v", lost[0])
	}
}

func TestRated(t *testing.T) {
	n := &scenario.Note{Assessments: []scenario.Assessment{{Scope: "inherent"}}}
	if Rated(n) {
		t.Error("an assessment with every part blank is no rating")
	}
	zero := 0.0
	n.Assessments[0].Percent = &zero
	if !Rated(n) {
		t.Error("zero per cent is a rating")
	}
}

func TestOrdered(t *testing.T) {
	list := []scenario.Evidence{
		{ID: "a", Stance: "contradicts", Date: "2020"}, {ID: "b", Stance: "supports"},
		{ID: "c", Stance: "supports", Date: "2025-05-30"}, {ID: "d", Stance: "supports", Date: "2024"},
		{ID: "f", Stance: "supports", Date: "2024"},
	}
	got := ""
	for _, e := range Ordered(list) {
		got += e.ID
	}
	if got != "dfcba" || list[0].ID != "a" {
		t.Errorf("got %q; the list itself must stay", got)
	}
}

func gapText(gaps []Gap) string {
	var out []string
	for _, g := range gaps {
		out = append(out, g.Key+": "+g.Text())
	}
	return strings.Join(out, "\n")
}

func TestMissing(t *testing.T) {
	doc := small()
	doc.Positions = scenario.ListOf(&scenario.Position{ID: "p", Place: "SRB", Status: scenario.NoneFound, AsOf: "2025-01"})
	doc.Facts = scenario.ListOf(&scenario.Fact{ID: "f", Place: "SRB", Key: "eu_status", AsOf: "2012"}, &scenario.Fact{ID: "g", Place: "SRB", Key: "own_key", AsOf: "2026-11-20"})
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	got := gapText(MissingOn(doc, "SRB", today))
	for _, want := range []string{
		"category:legal: No legal note on Serbia itself; 1 inherited from WB6.",
		"category:humanitarian_rights: No humanitarian or rights note on Serbia.",
		"position: Position on hosting: none found in public sources.",
		"host_community: Host community: no view recorded.",
		"facts: 8 of 9 standard facts not filled.",
		"topics: None of 13 questions answered, from non-refoulement and onward transfer to views of affected people.",
		"ratings: No rating yet. Blank is not zero.",
		"stale: 2 of 3 positions and facts are older than 90 days.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing line %q in\n%s", want, got)
		}
	}
	if s := gapText(Missing(doc, "SRB")); strings.Contains(s, "stale") {
		t.Error("without a calendar nothing is stale")
	}
	if s := gapText(Missing(doc, "XKX")); !strings.Contains(s, "position: Position on hosting: not recorded.") || !strings.Contains(s, "counterpoint: 2 of 3 notes have no counterpoint.") || !strings.Contains(s, "note on Kosovo*") {
		t.Errorf("Kosovo:\n%s", s)
	}
	if s := gapText(Missing(doc, "group:wb6")); strings.Contains(s, "position") || strings.Contains(s, "facts") {
		t.Errorf("a group has no position of its own:\n%s", s)
	}
}

func TestMissingOfAPlaceNobodySpeaksOf(t *testing.T) {
	doc := small()
	if got := gapText(Missing(doc, "NOR")); got != "nothing: Nothing recorded on this place." {
		t.Errorf("got\n%s", got)
	}
	doc.Notes = doc.Notes.With(&scenario.Note{ID: "c", Category: "legal", Polarity: "context", Places: []string{"RUS"}})
	if got := gapText(Missing(doc, "RUS")); got != "nothing: Context only: nothing else recorded on Russia." {
		t.Errorf("got\n%s", got)
	}
	doc.Facts = scenario.ListOf(&scenario.Fact{ID: "f", Place: "NOR", Key: "asylum_law"})
	if got := gapText(Missing(doc, "NOR")); !strings.Contains(got, "No legal note on this place.") || !strings.Contains(got, "3 of 4 standard facts not filled.") {
		t.Errorf("got\n%s", got)
	}
	doc.Positions = scenario.ListOf(&scenario.Position{ID: "p", Place: "CHE", Status: scenario.Floated})
	if got := gapText(Missing(doc, "CHE")); strings.Contains(got, "nothing:") || strings.Contains(got, "position:") {
		t.Errorf("a position is a record:\n%s", got)
	}
}

func TestASendingStateIsNotAskedWhatAHostIs(t *testing.T) {
	doc := small()
	doc.Positions = scenario.ListOf(&scenario.Position{ID: "p", Place: "SRB", Sending: []string{"GBR"}, Status: scenario.Floated})
	got := gapText(Missing(doc, "GBR"))
	if strings.Contains(got, "host_community") || strings.Contains(got, "position") || strings.Contains(got, "facts") || !strings.Contains(got, "No legal note on the United Kingdom") {
		t.Errorf("got\n%s", got)
	}
	doc.Positions = doc.Positions.With(&scenario.Position{ID: "q", Place: "GBR", Status: scenario.NoneFound})
	if got := gapText(Missing(doc, "GBR")); !strings.Contains(got, "host_community") {
		t.Errorf("a state with a position is a host:\n%s", got)
	}
}

func TestMissingSaysWhenNotesRestOnOneOrigin(t *testing.T) {
	doc := small()
	for _, id := range []string{"x1", "x2"} {
		doc.Notes = doc.Notes.With(&scenario.Note{ID: id, Title: id, Category: "security_interference", Polarity: "concern", Places: []string{"ALB"},
			Evidence: []scenario.Evidence{{Source: "copycopy", Stance: "supports"}, {Source: "court", Stance: "contradicts"}}})
	}
	if got := gapText(Missing(doc, "ALB")); !strings.Contains(got, "origins: 2 of 3 notes rest on one origin: The Times.") {
		t.Errorf("got\n%s", got)
	}
}

func TestMissingGoesAway(t *testing.T) {
	doc := small()
	tags := []string{}
	for _, tp := range Topics {
		tags = append(tags, TopicTag(tp.Key))
	}
	impact := 3
	doc.Notes = scenario.ListOf(
		&scenario.Note{ID: "1", Category: "legal", Polarity: "concern", Places: []string{"ALB"}, Counterpoint: "x", Tags: tags, Evidence: []scenario.Evidence{{Source: "court"}}, Assessments: []scenario.Assessment{{Impact: &impact}}},
		&scenario.Note{ID: "2", Category: "humanitarian_rights", Polarity: "concern", Places: []string{"ALB"}, Counterpoint: "x", Evidence: []scenario.Evidence{{Source: "root"}}, Assessments: []scenario.Assessment{{Impact: &impact}}},
		&scenario.Note{ID: "3", Category: "security_interference", Polarity: "concern", Places: []string{"ALB"}, Counterpoint: "x", Assessments: []scenario.Assessment{{Impact: &impact}}},
	)
	doc.Positions = scenario.ListOf(&scenario.Position{ID: "p", Place: "ALB", Status: scenario.Declined, AsOf: "2026-11-01"})
	facts := []*scenario.Fact{}
	for _, k := range FactKeys {
		facts = append(facts, &scenario.Fact{ID: k.Key, Place: "ALB", Key: k.Key, AsOf: "2026-11"})
	}
	doc.Facts = scenario.ListOf(facts...)
	if got := MissingOn(doc, "ALB", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)); len(got) != 0 {
		t.Errorf("nothing is missing, got\n%s", gapText(got))
	}
}

func TestStale(t *testing.T) {
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	for date, want := range map[string]bool{
		"2026-11-01": false, "2026-08-27": false, "2026-08-26": false, "2026-08-25": true,
		"2026-08": false, "2026-07": true, "2026": false, "2025": true, "": true, "soon": true,
	} {
		if got := Stale(date, today); got != want {
			t.Errorf("Stale(%q) = %v", date, got)
		}
	}
}

func TestBalance(t *testing.T) {
	link := func(category, polarity string) Link {
		return Link{Note: &scenario.Note{Category: category, Polarity: polarity}}
	}
	for _, c := range []struct {
		name  string
		links []Link
		want  string
	}{
		{"nothing", nil, ""},
		{"security only", []Link{link("security_interference", "concern")}, "balance:rights: 1 security note, none on law or rights.\nbalance:opportunity: No opportunity recorded."},
		{"law only", []Link{link("legal", "concern"), link("humanitarian_rights", "opportunity")}, "balance:security: 2 notes on law and rights, none on security."},
		{"both", []Link{link("security_interference", "concern"), link("legal", "opportunity")}, ""},
		{"context does not count", []Link{link("security_interference", "context")}, ""},
	} {
		if got := gapText(Balance(c.links)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMissingForSite(t *testing.T) {
	doc := small()
	site := &scenario.Site{ID: "s1", At: &orb.Point{21, 42}, Gates: []scenario.GateResult{{Gate: "host_consent", Result: "met"}}}
	got := gapText(MissingForSite(doc, site, Host{"XKX", "XK-01"}))
	if !strings.Contains(got, "gates: 12 of 13 gates not answered.") || !strings.Contains(got, "ratings: No rating yet.") {
		t.Errorf("got\n%s", got)
	}
}

func TestFactRows(t *testing.T) {
	doc := small()
	doc.Facts = scenario.ListOf(
		&scenario.Fact{ID: "1", Place: "XKX", Key: "eu_status", Value: "applied"},
		&scenario.Fact{ID: "2", Place: "XKX", Key: "eu_status", Value: "other account"},
		&scenario.Fact{ID: "3", Place: "XKX", Key: "own", Value: "x"},
		&scenario.Fact{ID: "4", Place: "ALB", Key: "eu_status"},
	)
	rows := FactRows(doc, "XKX")
	if len(rows[0].Facts) != 2 || rows[0].Label != "European Union" {
		t.Errorf("two accounts of one fact: %+v", rows[0])
	}
	for _, r := range rows {
		if r.Key == "recognises_kosovo" {
			t.Error("Kosovo is not asked whether it recognises itself")
		}
		if r.Key == "oau_refugee_convention" {
			t.Error("only members of the group are asked")
		}
	}
	if last := rows[len(rows)-1]; last.Key != "own" || last.Prompt != "" {
		t.Errorf("a key of the user's own comes last: %+v", last)
	}
	if FactLabel("nato_status") != "NATO" || FactLabel("own") != "own" {
		t.Error("labels of facts")
	}
}

func TestPlaceName(t *testing.T) {
	doc := small()
	for code, want := range map[string]string{"SRB": "Serbia", "XKX": "Kosovo*", "group:wb6": "WB6", "RS-19": "RS-19"} {
		if got := PlaceName(doc, code); got != want {
			t.Errorf("PlaceName(%q) = %q", code, got)
		}
	}
	doc.KosovoNote = scenario.KosovoNone
	if got := PlaceName(doc, "XKX"); got != "Kosovo" {
		t.Errorf("no note, no asterisk: %q", got)
	}
}

func TestStatement(t *testing.T) {
	for _, c := range []struct{ because, may, to, want string }{
		{"it rains", "be wet", "a cold", "Because it rains, the arrangement may be wet, leading to a cold."},
		{"it rains,", "", "a cold.", "Because it rains, leading to a cold."},
		{"", "be wet", "", "The arrangement may be wet."},
		{"", "", "", ""},
	} {
		if got := Statement(&scenario.Note{Because: c.because, May: c.may, LeadingTo: c.to}); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
