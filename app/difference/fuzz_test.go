package difference

import (
	"bytes"
	"strings"
	"testing"

	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/assets"
)

// FuzzDifference compares two files of any content that open as scenarios, also damaged ones: it never falls, a document
// never differs from itself, and taking all back gives the earlier document where the result is one that may be.
func FuzzDifference(f *testing.F) {
	var seeds [][]byte
	for _, doc := range []*scenario.Scenario{workshop(), with(func(s *scenario.Scenario) {
		s.Sites = s.Sites.Without("s1")
		note(s, "n1", func(n *scenario.Note) { n.Evidence = n.Evidence[1:] })
	})} {
		b, err := store.Write(doc, store.Options{})
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, b)
	}
	if b, ok := assets.Sample("elsewhere"); ok {
		seeds = append(seeds, b)
	}
	seeds = append(seeds,
		bytes.ReplaceAll(seeds[0], []byte(`"e2"`), []byte(`"e1"`)),     // an id twice
		bytes.ReplaceAll(seeds[0], []byte(`"q1"`), []byte(`"nobody"`)), // links that lead nowhere
		bytes.ReplaceAll(seeds[0], []byte(`"s1"`), []byte(`"a/b~#c"`)))
	for _, a := range seeds {
		for _, b := range seeds {
			f.Add(a, b)
		}
	}
	f.Fuzz(func(t *testing.T, x, y []byte) {
		a, _, err := store.Read(x)
		if err != nil {
			return
		}
		b, _, err := store.Read(y)
		if err != nil {
			return
		}
		if r := Between(a, a, Options{}); !r.Same() {
			t.Fatalf("it differs from itself: %v", r.Rows())
		}
		again, _, _ := store.Read(x)
		if r := Between(a, again, Options{}); !r.Same() {
			t.Fatalf("it differs from itself read again: %v", r.Rows())
		}
		r := Between(a, b, Options{})
		var out strings.Builder
		if err := r.WriteText(&out, nil); err != nil || strings.Contains(out.String(), nameMark) && !bytes.Contains(append(x, y...), []byte(`\u0000`)) {
			t.Fatalf("text: %v %q", err, out.String())
		}
		r.Summary()
		judgeBack(t, r)
		two := Both(a, a, b, Options{})
		if len(two.Conflicts) > 0 {
			t.Fatalf("conflicts with nobody: %v", two.Conflicts)
		}
		two.Merge()
	})
}

func judgeBack(t *testing.T, r *Report) {
	p, _ := r.TakeBack(r.Rows()...)
	back, err := p.Apply(r.After, env)
	if err != nil {
		return // the earlier document had faults that no step may bring in
	}
	for _, row := range between(r.earlier, back, Options{}, false).Rows() {
		if !row.Fixed {
			t.Fatalf("taken back, and still %s", row.Sentence())
		}
	}
}
