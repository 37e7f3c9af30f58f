package audience

import (
	"slices"
	"strings"
	"testing"

	"hubscape/app/scenario"
)

// What whoever makes the copy names stays behind as well, and is searched for like the rest.
func TestWithout(t *testing.T) {
	const note, note2 = "bbbbbbbb-0001-4000-8000-000000000001", "bbbbbbbb-0005-4000-8000-000000000005"
	for _, c := range []struct {
		what, id, gone, also string // also stays with it left out
		held                 string
	}{
		{"a note", note, "Consent may be withdrawn", "Exercise site 1", "notes"},
		{"a piece of evidence", "ev3", "The delegation asked for a review", "Consent may be withdrawn", "evidence"},
		{"a site", exactSite, "Exercise site 1", "Consent may be withdrawn", "sites"},
		{"a position", "cccccccc-0001-4000-8000-000000000001", "Declined in public.", "Consent may be withdrawn", "positions of states"},
		{"a fact", "f1", "Candidate since 2014", "Consent may be withdrawn", "facts"},
		{"a source", printed, "Minister speaks of talks", "The paper reports two rounds", "sources"},
		{"a plan", "p1", "Two-site pilot", "Exercise site 1", "plans"},
		{"a note that is held back anyway", note2, "labelled amber", "Exercise site 1", "notes"},
	} {
		out, report, err := Copy(planted(), Rules{Audience: Public, Without: []string{c.id}}, host)
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		b := string(encode(t, out))
		if strings.Contains(b, c.gone) || !strings.Contains(b, c.also) {
			t.Errorf("%s: %q is in the copy, or %q is not", c.what, c.gone, c.also)
		}
		if !slices.ContainsFunc(report.Held, func(l Line) bool { return l.What == c.held && l.Why == leftOut }) {
			t.Errorf("%s: the report does not say that it was left out: %v", c.what, report.Held)
		}
	}
}

func TestSearchedAndFinds(t *testing.T) {
	doc := planted()
	n, _ := doc.Notes.Get("bbbbbbbb-0001-4000-8000-000000000001")
	n.Counterpoint = "The Second secretary of the embassy said so."
	out, report, err := Copy(doc, Rules{Audience: Public}, host)
	if err != nil {
		t.Fatal(err)
	}
	terms := report.Searched()
	if len(terms) != report.Words || !slices.Contains(terms, Term{Text: "42.60312, 21.18874", What: "exact position of Exercise site 1"}) {
		t.Errorf("%d of %d terms: %v", len(terms), report.Words, terms)
	}
	if len(report.Finds) != 1 {
		t.Fatalf("finds: %v", report.Finds)
	}
	f := report.Finds[0]
	if f.Kind != "note" || f.ID != n.ID || f.Part != "" || terms[f.Term].Text != "Second secretary of the embassy" {
		t.Errorf("the find does not lead to the note and its term: %+v", f)
	}
	for _, f := range report.Search("copy", encode(t, out)) {
		if terms[f.Term].Text != "Second secretary of the embassy" || f.Kind != "" {
			t.Errorf("in the bytes: %+v", f)
		}
	}
	out, report, err = Copy(doc, Rules{Audience: Public, Without: []string{n.ID}}, host)
	if err != nil || !report.Clean() || report.Check("copy", encode(t, out)) != nil {
		t.Errorf("with the note left out: %v, %v", err, report.Finds)
	}
}

func TestRefusesAndCounts(t *testing.T) {
	if err := Refuses("GREEN", "AMBER"); err == nil || Refuses("AMBER", "GREEN") != nil || Refuses("AMBER", "AMBER") != nil {
		t.Errorf("refuses: %v", err)
	}
	_, report, err := Copy(planted(), Rules{Audience: Public}, host)
	if err != nil || report.Narrower() != 4 { // three notes and a piece of evidence
		t.Errorf("%d are for fewer people, %v", report.Narrower(), err)
	}
	if l := Labels(); len(l) != 5 || l[0] != "CLEAR" || l[4] != "RED" {
		t.Errorf("labels: %v", l)
	}
	doc := planted()
	if n := Unmarked(doc); n != 4 { // a note, evidence of two other notes and of a position
		t.Errorf("%d are not marked", n)
	}
	if n := OffRecord(doc); n != 3 {
		t.Errorf("%d were said off the record", n)
	}
	if Unmarked(&scenario.Scenario{}) != 0 || OffRecord(&scenario.Scenario{}) != 0 {
		t.Error("an empty document has something")
	}
}
