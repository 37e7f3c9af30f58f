package scenario

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

func ptr[T any](v T) *T { return &v }

// env counts seconds and ids, so that tests are exact.
func env() Env {
	n, at := 0, time.Date(2026, 11, 24, 10, 0, 0, 123, time.FixedZone("CET", 3600))
	return Env{
		Now:   func() time.Time { at = at.Add(time.Second); return at },
		NewID: func() string { n++; return fmt.Sprintf("new-%d", n) },
	}
}

// exercise is a small valid scenario.
func exercise() *Scenario {
	return &Scenario{
		Version: 1, ID: "doc", Title: "Exercise", Language: "en", KosovoNote: KosovoEU,
		Created: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Updated: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		Sites: ListOf(
			&Site{ID: "s1", Name: "Gračanica", At: &orb.Point{21.19, 42.6}, Altitude: ptr(571.25), RawPosition: []byte("[21.190,42.6,571.25]"),
				Precision: PrecisionTown, Status: Hypothetical, Capacity: ptr(100), Gates: []GateResult{{Gate: "host_consent", Result: "unclear"}}},
			&Site{ID: "s2", Name: "Mitrovica", At: &orb.Point{20.87, 42.89}, Precision: PrecisionTown, Status: Hypothetical, StatusSource: "q1"},
			&Site{ID: "s3", Name: "Somewhere in Nišava", HostPlace: "RS-20", Precision: PrecisionDivision, Status: Floated},
		),
		Groups:    ListOf(&Group{ID: "group:wb6", Name: "Western Balkans", Members: []string{"ALB", "SRB"}}, &Group{ID: "group:free", Name: "Free"}),
		Sources:   ListOf(&Source{ID: "q1", Title: "Report", Reliability: "B"}, &Source{ID: "q2", Title: "Repost", DerivedFrom: "q1"}),
		Facts:     ListOf(&Fact{ID: "f1", Place: "SRB", Key: "eu_status", Value: "candidate", Source: "q1"}),
		Positions: ListOf(&Position{ID: "p1", Place: "ALB", Status: Declined, Evidence: []Evidence{{ID: "e1", Source: "q1", Text: "No."}}}),
		Notes: ListOf(
			&Note{ID: "n1", Title: "Courts", Category: "legal", Polarity: "concern", Places: []string{"SRB", "group:wb6"}, Sites: []string{"s1", "s2"},
				Evidence:    []Evidence{{ID: "e1", Source: "q1", Text: "A court may stop it."}},
				Assessments: []Assessment{{ID: "a1", Scope: "inherent", Percent: ptr(40.0), Impact: ptr(3)}}, Controls: []Control{{ID: "c1", Text: "Monitor"}}},
			&Note{ID: "n2", Title: "Jobs", Category: "local_political", Polarity: "opportunity"},
		),
		Plans: ListOf(&Plan{ID: "l1", Name: "No hub", Baseline: true}, &Plan{ID: "l2", Name: "Pilot", Sites: []PlanSite{{Site: "s1", Capacity: ptr(50)}, {Site: "s2"}}}),
	}
}

func TestExerciseIsValid(t *testing.T) {
	for _, p := range Validate(exercise()) {
		t.Error(p)
	}
}

// TestCommands applies every command once and reads what it did.
func TestCommands(t *testing.T) {
	site := func(s *Scenario, id string) *Site { x, _ := s.Sites.Get(id); return x }
	note := func(s *Scenario, id string) *Note { x, _ := s.Notes.Get(id); return x }
	edited := *site(exercise(), "s1").clone()
	edited.Capacity = ptr(250)
	moved := *site(exercise(), "s1").clone()
	moved.At = &orb.Point{20.123456789, 42}
	reNote := *note(exercise(), "n1").clone()
	reNote.Title = "Courts again"
	for _, c := range []struct {
		name          string
		command       Command
		label, phrase string
		got           func(s *Scenario) any
		want          any
	}{
		{"place", PlaceSite{Site{Name: "New", At: &orb.Point{21.123456789, 42}}}, "Placed New", "place New",
			func(s *Scenario) any { return *site(s, "new-1") },
			Site{ID: "new-1", Name: "New", At: &orb.Point{21.1234568, 42}, Precision: PrecisionTown, Status: Hypothetical}},
		{"move", MoveSite{"s1", 21.19, 42.62}, "Moved Gračanica by 2.2 km", "move Gračanica",
			func(s *Scenario) any { x := site(s, "s1"); return []any{*x.At, x.Altitude, len(x.RawPosition)} },
			[]any{orb.Point{21.19, 42.62}, (*float64)(nil), 0}},
		{"move a site that had no point", MoveSite{"s3", 22, 43.3}, "Moved Somewhere in Nišava", "move Somewhere in Nišava",
			func(s *Scenario) any { x := site(s, "s3"); return []any{*x.At, x.Precision, x.HostPlace} },
			[]any{orb.Point{22, 43.3}, PrecisionTown, ""}},
		{"rename", RenameSite{"s1", "Laplje Selo"}, "Renamed Gračanica to Laplje Selo", "rename Gračanica",
			func(s *Scenario) any { return site(s, "s1").Name }, "Laplje Selo"},
		{"edit", EditSite{edited, "capacity"}, "Changed capacity of Gračanica", "change capacity of Gračanica",
			func(s *Scenario) any { x := site(s, "s1"); return []any{*x.Capacity, string(x.RawPosition)} }, []any{250, "[21.190,42.6,571.25]"}},
		{"edit the position", EditSite{moved, "position"}, "Changed position of Gračanica", "change position of Gračanica",
			func(s *Scenario) any { x := site(s, "s1"); return []any{*x.At, len(x.RawPosition)} }, []any{orb.Point{20.1234568, 42}, 0}},
		{"delete one", DeleteSites{[]string{"s1"}}, "Deleted Gračanica", "delete Gračanica",
			func(s *Scenario) any {
				p, _ := s.Plans.Get("l2")
				return []any{s.Sites.Len(), note(s, "n1").Sites, p.Sites}
			}, []any{2, []string{"s2"}, []PlanSite{{Site: "s2"}}}},
		{"delete several", DeleteSites{[]string{"s1", "s2"}}, "Deleted 2 sites", "delete 2 sites",
			func(s *Scenario) any { return []any{s.Sites.Len(), len(note(s, "n1").Sites)} }, []any{1, 0}},
		{"duplicate", DuplicateSite{ID: "s1", NewID: "s9"}, "Duplicated Gračanica", "duplicate Gračanica",
			func(s *Scenario) any { x := site(s, "s9"); return []any{x.Name, *x.At, x.Gates[0].Gate} },
			[]any{"Gračanica (copy)", orb.Point{21.194, 42.596}, "host_consent"}},
		{"set a gate", SetGate{"s2", "host_consent", "met", "a letter"}, "Set gate host consent of Mitrovica to met", "set gate host consent of Mitrovica",
			func(s *Scenario) any { return site(s, "s2").Gates }, []GateResult{{Gate: "host_consent", Result: "met", Basis: "a letter"}}},
		{"change a gate", SetGate{"s1", "host_consent", "not_met", ""}, "Set gate host consent of Gračanica to not met", "set gate host consent of Gračanica",
			func(s *Scenario) any { return site(s, "s1").Gates }, []GateResult{{Gate: "host_consent", Result: "not_met"}}},
		{"clear a gate", SetGate{"s1", "host_consent", "", ""}, "Cleared gate host consent of Gračanica", "clear gate host consent of Gračanica",
			func(s *Scenario) any { return len(site(s, "s1").Gates) }, 0},
		{"attach to a site", AttachNote{Note: "n2", Site: "s1"}, "Attached note Jobs to Gračanica", "attach note Jobs",
			func(s *Scenario) any { return note(s, "n2").Sites }, []string{"s1"}},
		{"attach to a group", AttachNote{Note: "n2", Place: "group:wb6"}, "Attached note Jobs to Western Balkans", "attach note Jobs",
			func(s *Scenario) any { return note(s, "n2").Places }, []string{"group:wb6"}},
		{"detach from a country", DetachNote{Note: "n1", Place: "SRB"}, "Detached note Courts from SRB", "detach note Courts",
			func(s *Scenario) any { return note(s, "n1").Places }, []string{"group:wb6"}},
		{"add a note", PutNote{Note{Title: "Water", Category: "operational", Polarity: "context", Evidence: []Evidence{{Text: "x"}}, Assessments: []Assessment{{Scope: "residual"}}, Controls: []Control{{Text: "y"}}}},
			"Added note Water", "add note Water",
			func(s *Scenario) any {
				n := note(s, "new-1")
				return []string{n.Title, n.Evidence[0].ID, n.Assessments[0].ID, n.Controls[0].ID}
			}, []string{"Water", "new-2", "new-3", "new-4"}},
		{"change a note", PutNote{reNote}, "Changed note Courts again", "change note Courts again", func(s *Scenario) any { return note(s, "n1").Title }, "Courts again"},
		{"delete a note", DeleteNote{"n2"}, "Deleted note Jobs", "delete note Jobs", func(s *Scenario) any { return s.Notes.Len() }, 1},
		{"fill a fact with its source", PutFact{Fact{Place: "ALB", Key: "nato", Value: "member"}, &Source{Title: "List"}}, "Added nato of ALB", "add nato of ALB",
			func(s *Scenario) any {
				f, _ := s.Facts.Get("new-1")
				src, _ := s.Sources.Get(f.Source)
				return []string{f.Value, src.Title}
			}, []string{"member", "List"}},
		{"delete a fact", DeleteFact{"f1"}, "Deleted eu status of SRB", "delete eu status of SRB", func(s *Scenario) any { return s.Facts.Len() }, 0},
		{"add a source", PutSource{Source{Title: "Law"}}, "Added source Law", "add source Law", func(s *Scenario) any { x, _ := s.Sources.Get("new-1"); return x.Title }, "Law"},
		{"delete a source", DeleteSource{"q2"}, "Deleted source Repost", "delete source Repost", func(s *Scenario) any { return s.Sources.Len() }, 1},
		{"add a position", PutPosition{Position{Place: "MNE", Status: Floated, Sending: []string{"GBR"}, Evidence: []Evidence{{Text: "x"}}}}, "Added position of MNE", "add position of MNE",
			func(s *Scenario) any { x, _ := s.Positions.Get("new-1"); return x.Evidence[0].ID }, "new-2"},
		{"delete a position", DeletePosition{"p1"}, "Deleted position of ALB", "delete position of ALB", func(s *Scenario) any { return s.Positions.Len() }, 0},
		{"add a group", PutGroup{Group{Name: "Two", Members: []string{"SRB"}}}, "Added group Two", "add group Two", func(s *Scenario) any { x, _ := s.Groups.Get("group:new-1"); return x.Name }, "Two"},
		{"delete a group", DeleteGroup{"group:free"}, "Deleted group Free", "delete group Free", func(s *Scenario) any { return s.Groups.Len() }, 1},
		{"a new baseline takes the old one's place", PutPlan{Plan{Name: "Nothing", Baseline: true}}, "Added plan Nothing", "add plan Nothing",
			func(s *Scenario) any {
				a, _ := s.Plans.Get("l1")
				b, _ := s.Plans.Get("new-1")
				return []bool{a.Baseline, b.Baseline}
			}, []bool{false, true}},
		{"delete a plan", DeletePlan{"l2"}, "Deleted plan Pilot", "delete plan Pilot", func(s *Scenario) any { return s.Plans.Len() }, 1},
		{"edit the document", EditDocument{Title: ptr("T"), Question: ptr("Q"), Purpose: ptr("P"), Language: ptr("sr-Latn"), Handling: &Handling{TLP: "GREEN"}, KosovoNote: ptr(KosovoUN)},
			"Changed the title, question, purpose, language, handling, Kosovo note", "change the title, question, purpose, language, handling, Kosovo note",
			func(s *Scenario) any {
				return []any{s.Title, s.Question, s.Purpose, s.Language, s.Handling.TLP, s.KosovoNote}
			}, []any{"T", "Q", "P", "sr-Latn", "GREEN", KosovoUN}},
		{"set the view", SetOpeningView{&View{orb.Point{20, 43}, 6}}, "Set the opening view", "set the opening view", func(s *Scenario) any { return *s.OpeningView }, View{orb.Point{20, 43}, 6}},
	} {
		before := exercise()
		if got := c.command.Label(before); got != c.label {
			t.Errorf("%s: Label %q, want %q", c.name, got, c.label)
		}
		if got := Phrase(c.command, before); got != c.phrase {
			t.Errorf("%s: Phrase %q, want %q", c.name, got, c.phrase)
		}
		after, err := c.command.Apply(before, env())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := c.got(after); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
		if !reflect.DeepEqual(before, exercise()) {
			t.Errorf("%s: the scenario it was applied to changed", c.name)
		}
		if after == before || !after.Updated.After(before.Updated) || after.Updated.Nanosecond() != 0 || after.Updated.Location() != time.UTC {
			t.Errorf("%s: updated is %v", c.name, after.Updated)
		}
		for _, p := range Validate(after) {
			t.Errorf("%s: afterwards %v", c.name, p)
		}
		if len(Diff(before, after)) == 0 {
			t.Errorf("%s: no record of it", c.name)
		}
	}
}

// TestCommandsThatChangeNothing give back the very scenario they got.
func TestCommandsThatChangeNothing(t *testing.T) {
	s := exercise()
	s1, _ := s.Sites.Get("s1")
	n1, _ := s.Notes.Get("n1")
	p1, _ := s.Positions.Get("p1")
	f1, _ := s.Facts.Get("f1")
	q1, _ := s.Sources.Get("q1")
	g1, _ := s.Groups.Get("group:wb6")
	l2, _ := s.Plans.Get("l2")
	for i, c := range []Command{
		MoveSite{"s1", 21.19, 42.6}, RenameSite{"s1", "Gračanica"}, EditSite{*s1, "name"}, SetGate{"s1", "host_consent", "unclear", ""}, SetGate{"s2", "remedy", "", ""},
		AttachNote{Note: "n1", Site: "s1"}, AttachNote{Note: "n1", Place: "SRB"}, DetachNote{Note: "n1", Site: "s3"}, DetachNote{Note: "n2", Place: "SRB"},
		PutNote{*n1}, PutPosition{*p1}, PutFact{Fact: *f1}, PutSource{*q1}, PutGroup{*g1}, PutPlan{*l2},
		EditDocument{}, EditDocument{Title: ptr("Exercise")}, SetOpeningView{},
	} {
		after, err := c.Apply(s, env())
		if err != nil || after != s {
			t.Errorf("%d %T: %v, gave another scenario: %v", i, c, err, after != s)
		}
	}
}

// TestRefusals reads the error of every command that must not pass: what, where, what to do.
func TestRefusals(t *testing.T) {
	s := exercise()
	site := func(edit func(*Site)) EditSite {
		x, _ := s.Sites.Get("s1")
		c := x.clone()
		edit(c)
		return EditSite{*c, ""}
	}
	note := func(edit func(*Note)) PutNote {
		x, _ := s.Notes.Get("n1")
		c := x.clone()
		edit(c)
		return PutNote{*c}
	}
	plan := func(edit func(*PlanSite)) PutPlan {
		x, _ := s.Plans.Get("l2")
		c := x.clone()
		edit(&c.Sites[0])
		return PutPlan{*c}
	}
	nan := math.NaN()
	for _, c := range []struct {
		command Command
		want    string
	}{
		{PlaceSite{Site{Name: "x"}}, `site "x": position is missing; only a site known to a division`},
		{PlaceSite{Site{ID: "s1", Name: "x", At: &orb.Point{}}}, `the id "s1" is taken`},
		{PlaceSite{Site{Name: " ", At: &orb.Point{}}}, `name is empty; give it one`},
		{PlaceSite{Site{Name: "a\nb", At: &orb.Point{}}}, `site "ab": name holds a line break`},
		{PlaceSite{Site{Name: "a\xff", At: &orb.Point{}}}, `name holds broken characters`},
		{MoveSite{"zz", 0, 0}, `site "zz" is not in this scenario`},
		{MoveSite{"s1", nan, 0}, `not a number; give degrees`},
		{MoveSite{"s1", 0, math.Inf(1)}, `not a number; give degrees`},
		{MoveSite{"s1", 42.6, 121.1}, `latitude 121.1, outside -90 to 90; are latitude and longitude swapped?`},
		{MoveSite{"s1", 181, 0}, `longitude 181; give degrees from -180 to 180`},
		{MoveSite{"s1", 120, 95}, `latitude 95; give degrees from -90 to 90`},
		{RenameSite{"s1", ""}, `name is empty`},
		{site(func(s *Site) { s.Precision = "" }), `precision is missing; choose one of exact, town`},
		{site(func(s *Site) { s.Status = NoneFound }), `status "none_found" is not known; choose one of hypothetical`},
		{site(func(s *Site) { s.Kind = "prison" }), `kind "prison" is not known`},
		{site(func(s *Site) { s.Regime = "?" }), `regime "?" is not known`},
		{site(func(s *Site) { s.Operator = "?" }), `operator "?" is not known`},
		{site(func(s *Site) { s.Capacity = ptr(-1) }), `capacity is -1; give 0 or more persons`},
		{site(func(s *Site) { s.MaxStay = ptr(-3) }), `maximum stay is -3; give 0 or more days`},
		{site(func(s *Site) { s.StatusAsOf = "last week" }), `status date "last week" is not a date; write 2026-11-24`},
		{site(func(s *Site) { s.StatusAsOf = "2026-02-30" }), `is not a date`},
		{site(func(s *Site) { s.StatusSource = "zz" }), `status source "zz" is not a source of this scenario`},
		{site(func(s *Site) { s.Altitude = &nan }), `altitude is not a number`},
		{site(func(s *Site) { s.Gates = append(s.Gates, s.Gates[0]) }), `gates "host_consent" stands twice`},
		{site(func(s *Site) { s.Gates = []GateResult{{Result: "met"}} }), `gate has no key`},
		{site(func(s *Site) { s.At = nil; s.Precision = PrecisionCountry; s.HostPlace = "Serbia" }), `host place "Serbia" is no country or division`},
		{DeleteSites{}, `no site is chosen`},
		{DeleteSites{[]string{"s1", "zz"}}, `site "zz" is not in this scenario`},
		{DuplicateSite{ID: "zz"}, `site "zz" is not in`},
		{DuplicateSite{ID: "s1", NewID: "s2"}, `the id "s2" is taken`},
		{SetGate{"s1", "", "met", ""}, `no gate is named`},
		{SetGate{"s1", "remedy", "perhaps", ""}, `gate remedy "perhaps" is not known; choose one of met`},
		{SetGate{"zz", "remedy", "met", ""}, `site "zz"`},
		{AttachNote{Note: "zz", Site: "s1"}, `note "zz" is not in`},
		{AttachNote{Note: "n1"}, `choose one site or one place`},
		{AttachNote{Note: "n1", Site: "s1", Place: "SRB"}, `choose one site or one place`},
		{AttachNote{Note: "n1", Site: "zz"}, `site "zz" is not a site of this scenario`},
		{AttachNote{Note: "n1", Place: "Serbia"}, `place "Serbia" is no code of a place`},
		{AttachNote{Note: "n1", Place: "group:zz"}, `"group:zz" is not a group of this scenario`},
		{DetachNote{Note: "zz", Site: "s1"}, `note "zz" is not in`},
		{note(func(n *Note) { n.Title = "" }), `title is empty`},
		{note(func(n *Note) { n.Category = "" }), `category is missing`},
		{note(func(n *Note) { n.Polarity = "bad" }), `polarity "bad"`},
		{note(func(n *Note) { n.Places = []string{""} }), `place is empty; choose`},
		{note(func(n *Note) { n.Places = []string{"SRB", "SRB"} }), `places "SRB" stands twice`},
		{note(func(n *Note) { n.Evidence[0].Credibility = 7 }), `note "Courts": evidence 1 credibility is 7; give 1 to 6`},
		{note(func(n *Note) { n.Evidence[0].Text = "" }), `evidence 1 text is empty`},
		{note(func(n *Note) { n.Evidence[0].Source = "zz" }), `evidence 1 source "zz"`},
		{note(func(n *Note) { n.Evidence = append(n.Evidence, n.Evidence[0]) }), `evidence ids "e1" stands twice`},
		{note(func(n *Note) { n.Assessments[0].Percent = ptr(100.5) }), `assessment 1 percent is 100.5; give 0 to 100`},
		{note(func(n *Note) { n.Assessments[0].Percent = &nan }), `percent is NaN; give 0 to 100`},
		{note(func(n *Note) { n.Assessments[0].Impact = ptr(0) }), `impact is 0; give 1 to 5`},
		{note(func(n *Note) { n.Assessments[0].Likelihood = "sure" }), `likelihood "sure"`},
		{note(func(n *Note) { n.Controls[0].Text = "" }), `control 1 text is empty`},
		{note(func(n *Note) { n.Affected = []string{"cats"} }), `affected "cats"`},
		{DeleteNote{"zz"}, `note "zz"`},
		{PutFact{Fact: Fact{Place: "SRB", Key: "k"}}, `value is empty`},
		{PutFact{Fact: Fact{Place: "SRB", Value: "v"}}, `key is empty`},
		{PutFact{Fact{Place: "SRB", Key: "k", Value: "v"}, &Source{}}, `source: title is empty`},
		{DeleteFact{"zz"}, `fact "zz"`},
		{PutSource{Source{ID: "q1", Title: "Report", DerivedFrom: "q2"}}, `derived from leads back to the source itself`},
		{PutSource{Source{ID: "q9", Title: "Self", DerivedFrom: "q9"}}, `derived from leads back to the source itself`},
		{PutSource{Source{Title: "x", URL: "a b"}}, `address holds a space`},
		{PutSource{Source{Title: "x", Reliability: "G"}}, `reliability "G"`},
		{DeleteSource{"q1"}, `source "Report" is used by note "Courts" and 4 more; take it out there first`},
		{DeleteSource{"zz"}, `source "zz"`},
		{PutPosition{Position{Place: "SRB", Status: Hypothetical}}, `status "hypothetical" is not known; choose one of none_found`},
		{PutPosition{Position{Place: "SRB", Status: Floated, Sending: []string{"UK"}}}, `sending state "UK" is no code`},
		{DeletePosition{"zz"}, `position "zz"`},
		{PutGroup{Group{ID: "wb6", Name: "x"}}, `id "wb6" does not start with group:`},
		{PutGroup{Group{Name: "x", Members: []string{"RS-19"}}}, `members "RS-19" is no country`},
		{DeleteGroup{"group:wb6"}, `group "Western Balkans" is used by note "Courts"; take it out`},
		{DeleteGroup{"group:zz"}, `group "group:zz"`},
		{plan(func(p *PlanSite) { p.Site = "zz" }), `site 1 id "zz" is not a site`},
		{plan(func(p *PlanSite) { p.Site = "s2" }), `sites "s2" stands twice`},
		{plan(func(p *PlanSite) { p.Capacity = ptr(-1) }), `site 1 capacity is -1`},
		{plan(func(p *PlanSite) { p.Cost = ptr(-1.0) }), `cost is -1; give 0 or more`},
		{plan(func(p *PlanSite) { p.Cost = ptr(math.Inf(1)) }), `cost is +Inf`},
		{plan(func(p *PlanSite) { p.Currency = "£" }), `currency "£" is no currency code`},
		{plan(func(p *PlanSite) { p.PriceYear = 26 }), `price year is 26`},
		{plan(func(p *PlanSite) { p.Opening = "soon" }), `opening "soon"`},
		{DeletePlan{"l1"}, `plan "No hub" is the baseline`},
		{DeletePlan{"zz"}, `plan "zz"`},
		{EditDocument{Title: ptr("")}, `document: title is empty`},
		{EditDocument{Language: ptr("e n")}, `language "e n" is no language tag`},
		{EditDocument{Handling: &Handling{TLP: "WHITE"}}, `sharing label "WHITE"`},
		{EditDocument{KosovoNote: ptr(KosovoNote("x"))}, `Kosovo note "x"`},
		{SetOpeningView{&View{orb.Point{0, 99}, 3}}, `opening view has latitude 99`},
		{SetOpeningView{&View{orb.Point{}, nan}}, `opening view has zoom NaN`},
	} {
		before := exercise()
		after, err := c.command.Apply(s, env())
		if err == nil || after != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%#v:\n gives %v\n want  %s", c.command, err, c.want)
			continue
		}
		if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < 0x20 }) {
			t.Errorf("%T: control character in %q", c.command, err)
		}
		if !reflect.DeepEqual(before, s) {
			t.Fatalf("%T: a refused command changed the scenario", c.command)
		}
	}
}

// TestOldFaultsDoNotBlock lets a site be renamed although another of its fields is of a later version.
func TestOldFaultsDoNotBlock(t *testing.T) {
	s := exercise()
	x, _ := s.Sites.Get("s1")
	c := x.clone()
	c.Status = "of_a_later_version"
	s.Sites = s.Sites.With(c)
	if _, err := (RenameSite{"s1", "Other"}).Apply(s, env()); err != nil {
		t.Error(err)
	}
	if _, err := (SetGate{"s1", "remedy", "?", ""}).Apply(s, env()); err == nil {
		t.Error("a new fault passed")
	}
}

// TestCommandsKeepNothingOfTheCaller changes what was handed to a command after it was applied.
func TestCommandsKeepNothingOfTheCaller(t *testing.T) {
	n := Note{ID: "n9", Title: "N", Category: "legal", Polarity: "context", Places: []string{"SRB"}, Assessments: []Assessment{{ID: "a", Scope: "inherent", Percent: ptr(1.0)}}}
	at := &orb.Point{20, 42}
	place := Site{ID: "s9", Name: "S", At: at, Gates: []GateResult{{Gate: "g", Result: "met"}}, Capacity: ptr(3)}
	s, err := PutNote{n}.Apply(exercise(), env())
	if err != nil {
		t.Fatal(err)
	}
	if s, err = (PlaceSite{place}).Apply(s, env()); err != nil {
		t.Fatal(err)
	}
	n.Places[0], *n.Assessments[0].Percent = "ALB", 99
	at[0], place.Gates[0].Result, *place.Capacity = 0, "not_met", 99
	gotN, _ := s.Notes.Get("n9")
	gotS, _ := s.Sites.Get("s9")
	if gotN.Places[0] != "SRB" || *gotN.Assessments[0].Percent != 1 || gotS.At[0] != 20 || gotS.Gates[0].Result != "met" || *gotS.Capacity != 3 {
		t.Errorf("the scenario changed with the caller's values: %v %v", gotN, gotS)
	}
}

func TestMergeKeys(t *testing.T) {
	for _, c := range []struct {
		a, b Command
		want bool
	}{
		{MoveSite{ID: "a"}, MoveSite{ID: "a", Lon: 1}, true},
		{MoveSite{ID: "a"}, MoveSite{ID: "b"}, false},
		{EditSite{Site{ID: "a"}, "capacity"}, EditSite{Site{ID: "a"}, "capacity"}, true},
		{EditSite{Site{ID: "a"}, "capacity"}, EditSite{Site{ID: "a"}, "operator"}, false},
		{EditSite{Site{ID: "a"}, ""}, EditSite{Site{ID: "a"}, ""}, false},
		{EditDocument{Title: ptr("a")}, EditDocument{Title: ptr("b")}, true},
		{EditDocument{Title: ptr("a")}, EditDocument{Purpose: ptr("b")}, false},
		{SetGate{Site: "a", Gate: "g"}, SetGate{Site: "a", Gate: "g", Result: "met"}, false},
		{RenameSite{"a", "x"}, RenameSite{"a", "y"}, false},
		{PlaceSite{}, PlaceSite{}, false}, {DeleteSites{}, DeleteSites{}, false}, {DuplicateSite{}, DuplicateSite{}, false},
		{AttachNote{}, AttachNote{}, false}, {DetachNote{}, DetachNote{}, false}, {PutNote{}, PutNote{}, false}, {DeleteNote{}, DeleteNote{}, false},
		{PutFact{}, PutFact{}, false}, {DeleteFact{}, DeleteFact{}, false}, {PutSource{}, PutSource{}, false}, {DeleteSource{}, DeleteSource{}, false},
		{PutPosition{}, PutPosition{}, false}, {DeletePosition{}, DeletePosition{}, false}, {PutGroup{}, PutGroup{}, false}, {DeleteGroup{}, DeleteGroup{}, false},
		{PutPlan{}, PutPlan{}, false}, {DeletePlan{}, DeletePlan{}, false}, {DeleteLayer{}, DeleteLayer{}, false}, {StackLayers{}, StackLayers{}, false}, {Patch{}, Patch{}, false}, {SetOpeningView{}, SetOpeningView{}, false},
	} {
		if got := c.a.MergeKey() != "" && c.a.MergeKey() == c.b.MergeKey(); got != c.want {
			t.Errorf("%#v and %#v merge: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestLabelsOfWhatIsGone(t *testing.T) {
	s := exercise()
	for _, c := range []struct {
		command Command
		want    string
	}{
		{MoveSite{ID: "zz"}, "Moved a site"},
		{DeleteNote{"zz"}, "Deleted a note"},
		{DeleteFact{"zz"}, "Deleted a fact"},
		{DeleteSource{"zz"}, "Deleted a source"},
		{DeletePosition{"zz"}, "Deleted a position"},
		{DeleteGroup{"zz"}, "Deleted a group"},
		{DeletePlan{"zz"}, "Deleted a plan"},
		{SetOpeningView{}, "Cleared the opening view"},
		{EditSite{Site{ID: "s1"}, ""}, "Changed Gračanica"},
		{PlaceSite{Site{Name: "A name that is a good deal longer than what a toast has room for"}}, "Placed A name that is a good deal longer than…"},
		{MoveSite{"s1", 21.19, 42.6}, "Moved Gračanica by less than 1 m"},
		{MoveSite{"s1", 21.19, 42.6045}, "Moved Gračanica by 501 m"},
		{MoveSite{"s1", 36.8, -1.29}, "Moved Gračanica by 5131 km"},
	} {
		if got := c.command.Label(s); got != c.want {
			t.Errorf("%#v: %q, want %q", c.command, got, c.want)
		}
	}
}

// other is a command that has a label only.
type other struct{}

func (other) Label(*Scenario) string                      { return "Imported 3 sites" }
func (other) Apply(s *Scenario, _ Env) (*Scenario, error) { return s, nil }
func (other) MergeKey() string                            { return "" }

func TestPhraseOfOtherCommands(t *testing.T) {
	if got := Phrase(other{}, exercise()); got != "imported 3 sites" {
		t.Errorf("Phrase = %q", got)
	}
}

func TestList(t *testing.T) {
	l := ListOf(&Fact{ID: "b"}, &Fact{ID: "a", Value: "old"}, &Fact{ID: "a", Value: "new"})
	ids := func(l List[*Fact]) string {
		s := ""
		for _, f := range l.All() {
			s += f.ID + f.Value + " "
		}
		return s
	}
	if got := ids(l); got != "anew b " {
		t.Fatalf("ListOf: %s", got)
	}
	for _, c := range []struct {
		name string
		got  List[*Fact]
		want string
	}{
		{"first", l.With(&Fact{ID: "0"}), "0 anew b "},
		{"middle", l.With(&Fact{ID: "ab"}), "anew ab b "},
		{"last", l.With(&Fact{ID: "c"}), "anew b c "},
		{"replaced", l.With(&Fact{ID: "b", Value: "2"}), "anew b2 "},
		{"without", l.Without("a"), "b "},
		{"without what is not there", l.Without("zz"), "anew b "},
		{"without both", l.without(map[string]bool{"a": true, "b": true}), ""},
		{"each", l.each(func(f *Fact) *Fact {
			if f.ID == "b" {
				return &Fact{ID: "b", Value: "!"}
			}
			return f
		}), "anew b! "},
	} {
		if got := ids(c.got); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if got := ids(l); got != "anew b " {
		t.Errorf("the list itself became %s", got)
	}
	if same := l.each(func(f *Fact) *Fact { return f }); &same.items[0] != &l.items[0] {
		t.Error("each copied a list in which nothing changed")
	}
	if _, ok := l.Get("zz"); ok {
		t.Error("Get found what is not there")
	}
}

func TestDiff(t *testing.T) {
	before := exercise()
	after, err := DeleteSites{[]string{"s1"}}.Apply(before, env())
	if err != nil {
		t.Fatal(err)
	}
	if after, err = (PlaceSite{Site{ID: "s0", Name: "x", At: &orb.Point{}}}).Apply(after, env()); err != nil {
		t.Fatal(err)
	}
	if after, err = (EditDocument{Title: ptr("T")}).Apply(after, env()); err != nil {
		t.Fatal(err)
	}
	words := func(list []Change) string {
		var out []string
		for _, c := range list {
			w := c.Kind + " " + c.ID
			if c.Before == nil {
				w = "+" + w
			}
			if c.After == nil {
				w = "-" + w
			}
			out = append(out, w)
		}
		return strings.Join(out, ", ")
	}
	if got, want := words(Diff(before, after)), "document doc, +site s0, -site s1, note n1, plan l2"; got != want {
		t.Errorf("Diff: %s, want %s", got, want)
	}
	if got, want := words(Diff(after, before)), "document doc, -site s0, +site s1, note n1, plan l2"; got != want {
		t.Errorf("backwards: %s, want %s", got, want)
	}
	if Diff(before, before) != nil {
		t.Error("a scenario differs from itself")
	}
}

func TestNewAndCopy(t *testing.T) {
	s := New("Untitled", env())
	if ps := Validate(s); len(ps) > 0 || s.ID != "new-1" || s.Created.IsZero() || s.Updated != s.Created {
		t.Errorf("New gives %+v, problems %v", s, ps)
	}
	from := exercise()
	c := Copy(from, env())
	if c.ID == from.ID || c.Created == from.Created || c.Title != from.Title || !slices.Equal(c.Sites.All(), from.Sites.All()) {
		t.Errorf("Copy gives %+v", c)
	}
}

func TestRound(t *testing.T) {
	for in, want := range map[float64]float64{21.123456749: 21.1234567, -0.00000001: 0, 180: 180, -179.99999996: -180} {
		if got := Round(in); got != want || math.Signbit(got) != math.Signbit(want) {
			t.Errorf("Round(%v) = %v, want %v", in, got, want)
		}
	}
}

func TestCodes(t *testing.T) {
	for code, want := range map[string]string{
		"SRB": "country", "XKX": "country", "RS-19": "division", "KE-30": "division", "XK-X01~": "division", "group:wb6": "group",
		"": "", "srb": "", "SR": "", "SRBX": "", "RS-": "", "rs-19": "", "RSX-19": "", "RS-1234567": "", "RS-ž": "", "group:": "",
	} {
		got := ""
		switch {
		case isCountry(code):
			got = "country"
		case isDivision(code):
			got = "division"
		case isGroup(code):
			got = "group"
		}
		if got != want {
			t.Errorf("%q is a %q, want %q", code, got, want)
		}
	}
	if e := Enumerations(); len(e) != 27 || len(e["category"]) != 8 {
		t.Errorf("%d enumerations", len(e))
	} else if e["category"][0] = "x"; categories[0] == "x" {
		t.Error("Enumerations hands out its own lists")
	}
}
