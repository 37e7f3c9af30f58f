package evidence

import (
	"math"
	"strings"
	"testing"

	"hubscape/app/scenario"
)

func TestYardstick(t *testing.T) {
	for _, c := range []struct {
		percent float64
		want    string
	}{
		{0, "remote_chance"}, {5, "remote_chance"}, {7, "remote_chance highly_unlikely"}, {10, "highly_unlikely"},
		{22, "highly_unlikely unlikely"}, {52, "realistic_possibility likely"}, {55, "likely"}, {94, "highly_likely almost_certain"},
		{100, "almost_certain"}, {-1, ""}, {101, ""}, {math.NaN(), ""},
	} {
		var got []string
		for _, b := range Terms(c.percent) {
			got = append(got, b.Key)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("Terms(%v) = %q, want %q", c.percent, s, c.want)
		}
	}
	for i := 1; i < len(Yardstick); i++ {
		if Yardstick[i].Low <= Yardstick[i-1].High {
			t.Errorf("bands %d and %d must leave a gap", i-1, i)
		}
	}
	if b, ok := BandOf("likely"); !ok || b.Low != 55 {
		t.Errorf("BandOf: %v %v", b, ok)
	}
	if _, ok := BandOf(""); ok {
		t.Error("blank is no band")
	}
}

func TestGradeText(t *testing.T) {
	for _, c := range []struct {
		r    string
		c    int
		want string
	}{{"F", 6, "F6"}, {"B", 2, "B2"}, {"A", 0, "A–"}, {"", 3, "–3"}, {"", 0, "–"}, {"C", 7, "C–"}} {
		if got := GradeText(c.r, c.c); got != c.want {
			t.Errorf("GradeText(%q, %d) = %q, want %q", c.r, c.c, got, c.want)
		}
	}
	if got := GradeWords("F", 6); got != "Source: reliability cannot be judged; truth cannot be judged" && got != "Source: reliability cannot be judged; statement: truth cannot be judged" {
		t.Errorf("GradeWords: %q", got)
	}
	if got := GradeWords("", 0); got != "Source not graded; statement not graded" {
		t.Errorf("GradeWords: %q", got)
	}
	for _, list := range [][]Grade{Reliabilities, Credibilities} {
		for i, g := range list {
			if g.Unknown != (i == len(list)-1) {
				t.Errorf("%s: only the last means unknown", g.Key)
			}
		}
	}
}

func TestTLP(t *testing.T) {
	for in, want := range map[string]string{"TLP:WHITE": "CLEAR", "white": "CLEAR", "amber+strict": "AMBER+STRICT", "tlp:Red": "RED"} {
		if got, ok := NormalTLP(in); !ok || got != want {
			t.Errorf("NormalTLP(%q) = %q %v", in, got, ok)
		}
	}
	if _, ok := NormalTLP("SECRET"); ok {
		t.Error("SECRET is no TLP label")
	}
	for _, c := range [][3]string{{"CLEAR", "GREEN", "GREEN"}, {"AMBER", "AMBER+STRICT", "AMBER+STRICT"}, {"CLEAR", "CLEAR", "CLEAR"}, {"nonsense", "CLEAR", "RED"}} {
		if got := Stricter(c[0], c[1]); got != c[2] {
			t.Errorf("Stricter(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
	for _, m := range Markings {
		if strings.Contains(m, "SECRET") {
			t.Error("no preset for material the program may not hold")
		}
	}
}

func TestGates(t *testing.T) {
	if len(Gates) != 13 {
		t.Fatalf("%d gates, want 13", len(Gates))
	}
	seen := map[string]bool{}
	for _, g := range Gates {
		if g.Key == "" || g.Title == "" || g.Text == "" || g.Basis == "" || seen[g.Key] {
			t.Errorf("gate %+v is incomplete or doubled", g)
		}
		seen[g.Key] = true
	}
	s := &scenario.Site{Gates: []scenario.GateResult{{Gate: "non_refoulement", Result: "unclear", Basis: "no text seen"}, {Gate: "unheard_of", Result: "met"}}}
	rows := GateRows(s)
	if len(rows) != 13 || rows[3].Result != "unclear" || rows[3].Reason != "no text seen" || rows[0].Result != "" {
		t.Errorf("rows %+v", rows)
	}
	if g, ok := GateByKey("suspension_clause"); !ok || g.Title == "" {
		t.Error("GateByKey")
	}
	if _, ok := GateByKey("x"); ok {
		t.Error("an unknown gate")
	}
}

func TestKosovo(t *testing.T) {
	for n, want := range map[scenario.KosovoNote]string{
		scenario.KosovoEU:  "This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence.",
		scenario.KosovoUN:  "References to Kosovo shall be understood to be in the context of Security Council resolution 1244 (1999).",
		scenario.KosovoCoE: "All reference to Kosovo, whether to the territory, institutions or population, in this text shall be understood in full compliance with United Nations Security Council Resolution 1244 and without prejudice to the status of Kosovo.",
		"":                 "This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence.",
	} {
		if got := KosovoText(n); got != want {
			t.Errorf("%q: %q", n, got)
		}
	}
	if KosovoText(scenario.KosovoNone) != "" || KosovoAsterisk(scenario.KosovoNone) {
		t.Error("none means none")
	}
	for n, want := range map[scenario.KosovoNote]string{
		scenario.KosovoEU:   "* Kosovo: EU footnote. Boundaries and names imply no endorsement.",
		"":                  "* Kosovo: EU footnote. Boundaries and names imply no endorsement.",
		scenario.KosovoNone: "Boundaries and names imply no endorsement.",
	} {
		if got := StatusBarNote(n); got != want {
			t.Errorf("%q: %q", n, got)
		}
	}
}

func TestStatuses(t *testing.T) {
	for _, s := range Statuses {
		st := scenario.Status(s.Key)
		if !ForSites(st) && !ForPositions(st) {
			t.Errorf("%s is for nobody", s.Key)
		}
		if (StatusIcon(st) == "") != (st == scenario.NoneFound) {
			t.Errorf("%s: icon %q; only none found has no symbol", s.Key, StatusIcon(st))
		}
		if StatusStruck(st) != (st == scenario.TalksDenied) {
			t.Errorf("%s struck", s.Key)
		}
	}
	if ForSites(scenario.NoneFound) || ForSites(scenario.TalksDenied) || ForPositions(scenario.Hypothetical) {
		t.Error("statuses kept to their kind")
	}
}

func TestTermsAreComplete(t *testing.T) {
	for name, terms := range map[string][]Term{
		"categories": Categories, "polarities": Polarities, "statuses": Statuses, "kinds": Kinds, "regimes": Regimes,
		"operators": Operators, "precisions": Precisions, "attributions": Attributions, "stances": Stances,
		"grade statuses": GradeStatuses, "affected": Affected, "source types": SourceTypes, "audiences": Audiences,
		"scopes": Scopes, "schemes": Schemes, "confidences": Confidences, "impacts": Impacts, "gate results": GateResults,
		"TLP": TLPLabels,
	} {
		seen := map[string]bool{}
		for i, x := range terms {
			if x.Key == "" || x.Label == "" || x.Gloss == "" || seen[x.Key] {
				t.Errorf("%s: %+v is incomplete or doubled", name, x)
			}
			if f := Lint(x.Label + " " + x.Gloss); len(f) > 0 {
				t.Errorf("%s: %q holds the loaded word %q", name, x.Key, f[0].Word)
			}
			seen[x.Key] = true
			if Index(terms, x.Key) != i || Label(terms, x.Key) != x.Label {
				t.Errorf("%s: %q is not found where it stands", name, x.Key)
			}
		}
		if Index(terms, "no such key") != len(terms) || Label(terms, "no such key") != "no such key" {
			t.Errorf("%s: an unknown key must come last and keep its name", name)
		}
	}
	if len(Categories) != 8 {
		t.Errorf("%d categories", len(Categories))
	}
	if CategoryShort("humanitarian_rights") != "humanitarian or rights" || CategoryShort("legal") != "legal" || CategoryShort("security_interference") != "security" || CategoryShort("local_political") != "local political" {
		t.Error("short names")
	}
}

func TestLint(t *testing.T) {
	for text, want := range map[string]string{
		"The plan was hijacked by spooks.":                   "hijacked spooks",
		"The report says “hijacked” and nothing else.":       "",
		`He said "dumping ground" and then dumped it.`:       "dumped",
		"Failed asylum seekers are people refused asylum.":   "Failed asylum seekers",
		"A warehouse of notes":                               "warehouse",
		"Embarrassing or not":                                "Embarrassing",
		"The Dumpling House is no dump.":                     "dump",
		"A quiet, neutral sentence on return hubs.":          "",
		"An unclosed “quotation holds no shield for a snub.": "snub",
	} {
		var got []string
		for _, f := range Lint(text) {
			if text[f.Start:f.End] != f.Word || f.Advice == "" {
				t.Errorf("%q: finding %+v", text, f)
			}
			got = append(got, f.Word)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("Lint(%q) = %q, want %q", text, s, want)
		}
	}
}

func TestLintJudgement(t *testing.T) {
	if f := LintJudgement("It may happen, and could matter."); len(f) != 2 || f[0].Word != "may" {
		t.Errorf("got %+v", f)
	}
	if f := LintJudgement("Highly likely within a year."); len(f) != 0 {
		t.Errorf("got %+v", f)
	}
}

func TestPersonalData(t *testing.T) {
	for text, want := range map[string]int{
		"Write to somebody@example.org":          1,
		"Call +381 11 123 4567 now":              1,
		"Call 020 7946 0000":                     1,
		"Passport no. AB1234567":                 1,
		"£150,874 per person over five years":    0,
		"Resolution 1244 (1999), 22 April 1954":  0,
		"2025-05-30 and 131–29–11":               0,
		"C-758/24 Alace and C-759/24, A/80/302":  0,
		"565bbb8b-d99e-5c3a-b3fa-0bd2c590469a":   0,
		"€200–210 million over 10 years, 300 of": 0,
	} {
		got := PersonalData(text)
		if (len(got) > 0) != (want > 0) {
			t.Errorf("PersonalData(%q) = %+v", text, got)
		}
	}
}

func TestTags(t *testing.T) {
	if ArticleTag(7) != "article:07" || ArticleTag(34) != "article:34" {
		t.Error("article tags")
	}
	doc := &scenario.Scenario{Notes: scenario.ListOf(&scenario.Note{ID: "a", Tags: []string{"article:07"}}, &scenario.Note{ID: "b"})}
	if got := Tagged(doc, "article:07"); len(got) != 1 || got[0].ID != "a" {
		t.Errorf("Tagged: %v", got)
	}
}

func TestSortNotes(t *testing.T) {
	notes := []*scenario.Note{
		{ID: "4", Category: "legal", Polarity: "opportunity", Title: "A"}, {ID: "3", Category: "legal", Polarity: "concern", Title: "B"},
		{ID: "2", Category: "legal", Polarity: "concern", Title: "B"}, {ID: "1", Category: "local_political", Title: "A"}, {ID: "0", Category: "security_interference"},
	}
	SortNotes(notes)
	got := ""
	for _, n := range notes {
		got += n.ID
	}
	if got != "02341" {
		t.Errorf("order %q", got)
	}
}
