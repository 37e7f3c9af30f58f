package journal

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/disk"
	"hubscape/app/scenario"
	"hubscape/app/session"
)

// large is a document of 10,000 sites and 2,000 notes.
func large() *scenario.Scenario {
	doc := scenario.New("Large", env())
	var sites []*scenario.Site
	for i := range 10_000 {
		sites = append(sites, &scenario.Site{ID: fmt.Sprintf("s%05d", i), Name: fmt.Sprint("Site ", i), At: &orb.Point{20 + float64(i%100)/50, 40 + float64(i/100)/50}, Precision: "town", Status: "hypothetical"})
	}
	doc.Sites = scenario.ListOf(sites...)
	var notes []*scenario.Note
	for i := range 2_000 {
		notes = append(notes, &scenario.Note{ID: fmt.Sprintf("n%05d", i), Title: fmt.Sprint("Note ", i), Category: "legal", Polarity: "concern", Sites: []string{fmt.Sprintf("s%05d", i)}})
	}
	doc.Notes = scenario.ListOf(notes...)
	return doc
}

// BenchmarkHear is what the window's goroutine pays for the journal at each edit.
func BenchmarkHear(b *testing.B) {
	o := options(newDisk())
	s, j := open(o, large(), "")
	defer j.Abandon()
	e := session.Event{Kind: session.Undid, Before: s.Scenario(), After: s.Scenario()}
	b.ResetTimer()
	for range b.N {
		j.Hear(e)
	}
}

// BenchmarkFlush is one edit of a large document on its way to the real disk.
func BenchmarkFlush(b *testing.B) {
	o := options(nil)
	o.FS, o.Dirs = disk.OS{}, []string{b.TempDir()}
	s, j := open(o, large(), "")
	defer j.Abandon()
	edit := func(i int) {
		_ = s.Do(scenario.MoveSite{ID: "s05000", Lon: 20, Lat: 40 + float64(i%1000)/1000})
		s.Seal()
		if err := flush(b, j); err != nil {
			b.Fatal(err)
		}
	}
	edit(0)
	b.ResetTimer()
	for i := range b.N {
		edit(i + 1)
	}
}

// BenchmarkBegin is the first edit of a large document: all of it comes to the disk, is read back and compared.
func BenchmarkBegin(b *testing.B) {
	doc := large()
	for range b.N {
		o := options(nil)
		o.FS, o.Dirs = disk.OS{}, []string{b.TempDir()}
		s, j := open(o, doc, "")
		_ = s.Do(scenario.MoveSite{ID: "s05000", Lon: 20, Lat: 40})
		if err := flush(b, j); err != nil {
			b.Fatal(err)
		}
		j.Abandon()
	}
}

// BenchmarkFind is a start after a crash: a large document with a history of a thousand steps comes back.
func BenchmarkFind(b *testing.B) {
	o := options(nil)
	dir := b.TempDir()
	o.FS, o.Dirs = disk.OS{}, []string{dir}
	s, j := open(o, large(), "")
	for i := range 1000 {
		_ = s.Do(scenario.MoveSite{ID: fmt.Sprintf("s%05d", i), Lon: 21, Lat: 45})
	}
	if err := flush(b, j); err != nil {
		b.Fatal(err)
	}
	j.Abandon()
	b.ResetTimer()
	for range b.N {
		found, aside := Find(context.Background(), FindOptions{FS: disk.OS{}, Dirs: o.Dirs, Most: time.Minute})
		if len(found) != 1 || len(aside) > 0 || len(found[0].State.Undo) != 1000 {
			b.Fatal(len(found), aside)
		}
		found[0].Settled()
		found[0].Release()
	}
}

// BenchmarkImport is an import of 10,000 features on its way to the disk.
func BenchmarkImport(b *testing.B) {
	p := scenario.Patch{Said: "Imported", Do: "import"}
	p.Changes = append(p.Changes, scenario.Change{Kind: "layer", ID: "l", After: &scenario.Layer{ID: "l", Name: "Layer"}})
	for i := range 10_000 {
		f := &scenario.Feature{ID: fmt.Sprintf("f%05d", i), Layer: "l", Name: fmt.Sprint("Feature ", i), Geometry: orb.LineString{{1, 2}, {float64(i) / 1000, 4}, {5, 6}},
			Properties: []scenario.Member{{Key: "n", Raw: []byte("1.50")}, {Key: "name", Raw: []byte(`"Gračanica"`)}}}
		p.Changes = append(p.Changes, scenario.Change{Kind: "feature", ID: f.ID, After: f})
	}
	for range b.N {
		b.StopTimer()
		o := options(nil)
		o.FS, o.Dirs = disk.OS{}, []string{b.TempDir()}
		s, j := open(o, begin(), "")
		_ = s.Do(scenario.MoveSite{ID: "s1", Lon: 20, Lat: 40})
		_ = flush(b, j)
		_ = s.Do(p)
		b.StartTimer()
		if err := flush(b, j); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		j.Abandon()
		b.StartTimer()
	}
}
