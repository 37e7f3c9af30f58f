package audience

import (
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// told is a document with one exact site and one person who spoke off the record, with a free text.
func told(who, purpose string) *scenario.Scenario {
	doc := planted()
	doc.Purpose = purpose
	doc.Sites = doc.Sites.With(&scenario.Site{ID: "aaaaaaaa-0009-4000-8000-000000000009", Name: "Exercise site 9", At: &orb.Point{19.7781, 43.8203}, Precision: scenario.PrecisionExact, Status: scenario.Hypothetical})
	n := *doc.Notes.All()[0]
	n.Evidence = append([]scenario.Evidence(nil), n.Evidence...)
	n.Evidence[1].AttributedTo = who
	doc.Notes = doc.Notes.With(&n)
	return doc
}

func finds(t *testing.T, doc *scenario.Scenario) []Find {
	t.Helper()
	_, report, err := Copy(doc, Rules{Audience: Public}, host)
	if err != nil {
		t.Fatal(err)
	}
	return report.Finds
}

func TestAPersonWrittenOtherwiseIsFound(t *testing.T) {
	for _, c := range []struct{ who, text string }{
		{"Marko Tajnović", "Tajnović said so."}, {"Marko Tajnović", "the view of Tajnovića"}, {"Marko Tajnović", "sa Tajnovićem"}, {"Marko Tajnović", "Tajnovic’s view"}, {"Marko Tajnović", "Tajnovićeva teza"},
		{"Marko Tajnović", "Марко Тајновић"}, {"Marko Tajnović", "од Тајновића"}, {"Марко Тајновић", "Marko Tajnović"}, {"Марко Тајновић", "s Tajnovićem"}, {"TAJNOVIĆ Marko", "Tajnović"},
		{"Dr. Tajnović", "Tajnoviću"}, {"Marko Tajnović, adviser in Podgorica", "as Tajnović sees it"}, {"Adviser Marko Tajnović", "Tajnović"}, {"Ana Babić-Kovačević", "Kovačević"},
		{"Mila Petrova", "s Petrovom"}, {"Agim Krasniqi", "i Krasniqit"}, {"Љиљана Џамић", "Džamić"},
	} {
		if got := finds(t, told(c.who, c.text)); len(got) == 0 || got[0].Where != "document, purpose" {
			t.Errorf("%s in %q: %+v", c.who, c.text, got)
		}
	}
	for _, c := range []struct{ who, text string }{
		{"official, second ministry", "The second ministry."}, {"Second Secretary", "A secretary came."}, {"Ministry Official", "An official of the ministry."}, {"Marko Tajnović", "Marko Polo went east."},
		{"Marko Tajnović", "Tajnovićtown"}, {"John Forest", "A forest stands there, and the Forest is old."}, {"Human Rights Watch", "Watch the border; rights matter."}, {"Embassy Podgorica", "Podgorica is far."},
		{"Ivan Kos", "Kos is an island."}, {"Marko Exercise", "Exercise alone."},
	} {
		if got := finds(t, told(c.who, c.text)); len(got) > 0 {
			t.Errorf("%s in %q: %+v", c.who, c.text, got)
		}
	}
}

func TestAPersonInAnotherScriptIsFoundInAFile(t *testing.T) {
	_, report, err := Copy(told("Marko Tajnović", ""), Rules{Audience: Public}, host)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []string{"<p>Тајновића</p>", wide("Марко Тајновић", false)} {
		if len(report.Search("f", []byte(b))) == 0 {
			t.Errorf("%q: not found", b)
		}
	}
}
