package audience

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// large is a document of 10,000 sites and 2,000 notes, half of which are held back.
func large() *scenario.Scenario {
	doc := planted()
	var sites []*scenario.Site
	for i := range 10_000 {
		sites = append(sites, &scenario.Site{ID: fmt.Sprintf("dddddddd-%04d-4000-8000-%012d", i%10000, i), Name: fmt.Sprintf("Place %d", i), Precision: scenario.PrecisionExact, Status: scenario.Hypothetical,
			At: &orb.Point{19.5 + float64(i%100)*0.03 + 0.00123, 41 + float64(i/100)*0.03 + 0.00321}, Description: fmt.Sprintf("Description of the place of number %d, with some more words to it.", i)})
	}
	var notes []*scenario.Note
	for i := range 2_000 {
		n := &scenario.Note{ID: fmt.Sprintf("eeeeeeee-%04d-4000-8000-%012d", i, i), Title: fmt.Sprintf("Thought %d about consent", i), Category: "legal", Polarity: "concern", Audience: []string{"public", "internal"}[i%2],
			Because: fmt.Sprintf("reason %d of them was given by somebody in round %d of the talks held there", i, i*7)}
		for j := range 3 {
			n.Evidence = append(n.Evidence, scenario.Evidence{ID: fmt.Sprintf("e%d-%d", i, j), Source: []string{printed, interview, minutes}[j], Text: fmt.Sprintf("Statement %d of note %d that says this and that of %d things.", j, i, i*j),
				AttributedTo: fmt.Sprintf("official %d of %d", j, i), Attribution: []string{"on_record", "off_record", "on_record"}[j], Audience: n.Audience})
		}
		notes = append(notes, n)
	}
	doc.Sites, doc.Notes, doc.Plans = scenario.ListOf(sites...), scenario.ListOf(notes...), scenario.List[*scenario.Plan]{}
	return doc
}

func BenchmarkCopy10k(b *testing.B) {
	doc := large()
	for b.Loop() {
		if _, _, err := Copy(doc, Rules{Audience: Public}, host); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSearch10k(b *testing.B) {
	out, report, err := Copy(large(), Rules{Audience: Public}, host)
	if err != nil {
		b.Fatal(err)
	}
	data := encode(b, out)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		report.Search("copy", data)
	}
}

// Every site has a position in its text, and every off-record statement comes from somebody with a name.
func BenchmarkCopyOfPositionsInTexts10k(b *testing.B) {
	doc := large()
	var sites []*scenario.Site
	for i, s := range doc.Sites.All() {
		also := *s
		also.Description = fmt.Sprintf("It lies at %d°%d'%d\"N 18°%d'%d\"E, opened in %d.", 41+i%9, i%60, i%59, i%57, i%53, 1990+i%30)
		sites = append(sites, &also)
	}
	doc.Sites = scenario.ListOf(sites...)
	for b.Loop() {
		if _, _, err := Copy(doc, Rules{Audience: Public}, host); err != nil {
			b.Fatal(err)
		}
	}
}
