package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// many is a scenario of n sites and n/10 notes, in file form.
func many(t testing.TB, n int) (*scenario.Scenario, []byte) {
	t.Helper()
	doc := full()
	sites := append([]*scenario.Site(nil), doc.Sites.All()...)
	for i := range n {
		sites = append(sites, &scenario.Site{ID: fmt.Sprintf("site-%05d", i), Name: fmt.Sprintf("Место %d", i), At: &orb.Point{20 + float64(i%100)/100, 42 + float64(i/100)/100},
			Precision: "town", Status: "hypothetical", Capacity: ptr(i), Description: "A place like any other."})
	}
	notes := append([]*scenario.Note(nil), doc.Notes.All()...)
	for i := range n / 10 {
		note := *notes[0]
		note.ID = fmt.Sprintf("note-%05d", i)
		notes = append(notes, &note)
	}
	doc.Sites, doc.Notes = scenario.ListOf(sites...), scenario.ListOf(notes...)
	b, err := Write(doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc, b
}

func TestDamage(t *testing.T) {
	doc, _ := many(t, 20)
	whole, err := Write(doc, Options{Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, from, to string
		sites, notes   int // left of 23 and 3
		problem        string
	}{
		{"nothing", "", "", 23, 3, ""},
		{"a brace of a site", `{"type":"Feature","id":"site-00003"`, `x"type":"Feature","id":"site-00003"`, 22, 3, "'x' stands where a value was expected"},
		{"a quote of a site", `"id":"site-00003"`, `"id":"site-00003`, 22, 3, "stands where"},
		{"a bracket of a site", `"site"}},` + "\n" + `  {"type":"Feature","id":"site-00003"`, `"site"},` + "\n" + `  {"type":"Feature","id":"site-00003"`, 22, 3, "stands where"},
		{"a comma between sites", `"site"}},` + "\n" + `  {"type":"Feature","id":"site-00003"`, `"site"}}#` + "\n" + `  {"type":"Feature","id":"site-00003"`, 23, 3, "'#' stands where a comma or ] was expected"},
		{"a number that is none", `"capacity":7,`, `"capacity":NaN,`, 22, 3, "capacity is not a finite number"},
		{"a number too large", `[20.03,42]`, `[20.03,1e999]`, 22, 3, "coordinate 2 is not a finite number"},
		{"a broken character", `"Место 5"`, "\"М\xffсто 5\"", 22, 3, "a text holds broken characters"},
		{"the end of the list of sites", "\n ],\n \"hubscape\"", "\n x,\n \"hubscape\"", 23, 3, "'x' stands where"},
		{"the end and comma of the list of sites", "\n ],\n \"hubscape\"", "\n \"hubscape\"", 23, 3, "stands where"},
		{"a line of a note", `"title": "Note"`, `"title" "Note"`, 23, 2, "stands where a colon was expected"},
		{"the title of the document", `"title": "Exercise"`, `"title": Exercise"`, 23, 3, "'E' stands where a value was expected"},
		{"the end of the sources", "\n  ],\n  \"notes\"", "\n  x\n  \"notes\"", 23, 3, "'x' stands where"},
	} {
		b := whole
		if c.from != "" {
			if bytes.Count(whole, []byte(c.from)) == 0 {
				t.Fatalf("%s: %q is not in the file", c.name, c.from)
			}
			b = bytes.Replace(whole, []byte(c.from), []byte(c.to), 1)
		}
		doc, info, err := ReadInfo(b)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		said := ""
		for _, p := range info.Problems {
			said += p.String() + "\n"
		}
		if doc.Sites.Len() != c.sites || doc.Notes.Len() != c.notes || !strings.Contains(said, c.problem) {
			t.Errorf("%s: %d sites, %d notes, want %d, %d and %q; said:\n%s", c.name, doc.Sites.Len(), doc.Notes.Len(), c.sites, c.notes, c.problem, said)
		}
		if damaged := c.from != ""; info.ReadOnly != damaged || (info.Notice != "") != damaged || (info.Skipped > 0) != damaged {
			t.Errorf("%s: read-only %v, skipped %d, notice %q", c.name, info.ReadOnly, info.Skipped, info.Notice)
		}
	}
}

// TestTruncation cuts the file at every byte of a small one; what stands whole before the cut is read, or nothing.
func TestTruncation(t *testing.T) {
	_, whole := many(t, 5)
	read := 0
	for n := range whole[:len(whole)-3] {
		before := bytes.Count(whole[:n], []byte("\n  {\"type\":\"Feature\""))
		doc, info, err := ReadInfo(whole[:n])
		if err != nil {
			if before > 1 && n > 400 {
				t.Fatalf("cut at %d: %v, though %d sites stand before it", n, err, before)
			}
			continue
		}
		read++
		if doc.Sites.Len() < before-1 || !info.ReadOnly || len(info.Problems) == 0 {
			t.Fatalf("cut at %d: %d sites of %d, read-only %v, %v", n, doc.Sites.Len(), before, info.ReadOnly, info.Problems)
		}
	}
	if read == 0 {
		t.Error("no cut file was read at all")
	}
}

// TestFlips changes single bytes of a file of three hundred sites: nothing breaks off, and hardly an intact site is lost.
func TestFlips(t *testing.T) {
	doc, whole := many(t, 300)
	r := rand.New(rand.NewPCG(3, 4))
	lost, refused := 0, 0
	const runs = 100
	for range runs {
		b := bytes.Clone(whole)
		at := r.IntN(len(b))
		b[at] ^= 1 << r.IntN(8)
		got, info, err := ReadInfo(b)
		if err != nil {
			refused++
			continue
		}
		missing := doc.Sites.Len() - got.Sites.Len()
		if missing > 0 && info.Skipped == 0 && len(got.Overlays) == 0 {
			t.Errorf("byte %d: %d sites are gone and nothing is said", at, missing)
		}
		lost += max(0, missing-1) // one may be the damaged one
	}
	if all := runs * doc.Sites.Len(); lost*100 > all || refused > runs/50 {
		t.Errorf("lost %d of %d intact sites, refused %d of %d files", lost, all, refused, runs)
	}
}

// TestHopelessFiles gives the place of the first damage when nothing is left to read.
func TestHopelessFiles(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"type":"FeatureCollection","features":[{"type`, "line 1: the file is damaged: the file ends in the middle of a value"},
		{"{\n \"type\": \"FeatureCollection\",\n \"features\": [\n  {\"type\"", "line 4: the file is damaged: the file ends in the middle"},
		{"{\n \"type\": \"FeatureCollection\",\n \"features\": [\n ],\n \"hubscape\": {\n  \"version\": 1,\n  \"id\": \"x", "line 7: the file is damaged"},
		{"{\n \"x\": y\n}\n", "line 2: the file is damaged: 'y' stands where a value was expected"},
		{"{\n x\n}\n", "line 2: the file is damaged: 'x' stands where a name in quotes was expected"},
	} {
		_, _, err := Read([]byte(c.in))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q gives %v, want %s", c.in, err, c.want)
		}
	}
}

// TestManyDamagedItems has more broken items than values may be nested: each is passed over for itself.
func TestManyDamagedItems(t *testing.T) {
	_, whole := many(t, 900)
	b := bytes.ReplaceAll(whole, []byte(`"id":"site-00`), []byte(`"id":{"a":["site-00`))
	doc, info, err := ReadInfo(b)
	if err != nil || info.Skipped != 900 || doc.Sites.Len() != 3 || doc.Notes.Len() != 91 {
		t.Fatalf("%v: skipped %d", err, info.Skipped)
	}
}
