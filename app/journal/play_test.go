package journal

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"go.uber.org/goleak"

	"hubscape/app/disk/faulty"
	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	first  = filepath.FromSlash("/home/journal")
	second = filepath.FromSlash("/tmp/journal")
)

// env counts seconds and ids, so that tests are exact.
func env() scenario.Env {
	n, at := 0, time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	return scenario.Env{
		Now:   func() time.Time { at = at.Add(time.Second); return at },
		NewID: func() string { n++; return fmt.Sprintf("new-%d", n) },
	}
}

// newDisk has the folders that the system provides.
func newDisk() *faulty.Disk {
	d := faulty.New()
	d.PutDir(filepath.Dir(first))
	d.PutDir(filepath.Dir(second))
	return d
}

func options(d *faulty.Disk) Options {
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	return Options{FS: d, Dirs: []string{first, second}, Session: "s1", Program: "test", Now: func() time.Time { at = at.Add(time.Second); return at },
		Quiet: time.Hour, Most: time.Hour, Retry: time.Hour}
}

// begin is a document with something of everything.
func begin() *scenario.Scenario {
	doc := scenario.New("Exercise", env())
	doc.Sites = scenario.ListOf(
		&scenario.Site{ID: "s1", Name: "One", At: &orb.Point{21, 42.5}, Precision: "town", Status: "hypothetical"},
		&scenario.Site{ID: "s2", Name: "Two", At: &orb.Point{20.5, 41}, RawPosition: []byte("[20.50,41.0]"), Precision: "exact", Status: "floated"})
	doc.Sources = scenario.ListOf(&scenario.Source{ID: "q1", Title: "Report"})
	doc.Notes = scenario.ListOf(&scenario.Note{ID: "n1", Title: "Courts", Category: "legal", Polarity: "concern", Sites: []string{"s1"},
		Evidence: []scenario.Evidence{{ID: "e1", Source: "q1", Text: "So."}}})
	doc.Shocks = scenario.ListOf(&scenario.Room{ID: "k1", Raw: []byte(`{"id":"k1","n":1.50}`)})
	doc.Extra = []scenario.Member{{Key: "later", Raw: []byte(`{"big":9007199254740993}`)}}
	doc.OpeningView = &scenario.View{Center: orb.Point{20, 44}, Zoom: 6}
	doc.ViewExtra = []scenario.Member{{Key: "tilt", Raw: []byte("3.0")}}
	return doc
}

// act does something random to a session and tells whether it changed anything.
func act(s *session.Session, dice *rand.Rand) bool {
	before := s.Scenario()
	switch dice.IntN(14) {
	case 0:
		s.Seal()
	case 1, 2:
		s.Undo()
	case 3:
		s.Redo()
	case 4:
		if dice.IntN(4) == 0 {
			s.MarkSaved("/home/x.hubscape", s.Scenario())
		}
	default:
		_ = s.Do(command(before, dice)) // what is refused leaves no trace
	}
	return s.Scenario() != before
}

func command(doc *scenario.Scenario, dice *rand.Rand) scenario.Command {
	words := []string{"Gračanica", "Приштина", "<b>&\"quoted\"\\", "line\nbreak", "a\xff", "\u202eعربي"}
	word := func() string { return words[dice.IntN(len(words))] }
	site := func() string { return pick(dice, doc.Sites) }
	switch dice.IntN(11) {
	case 0:
		return scenario.PlaceSite{Site: scenario.Site{Name: word(), At: &orb.Point{dice.Float64()*360 - 180, dice.Float64()*180 - 90}, Precision: "town", Status: "hypothetical"}}
	case 1, 2, 3:
		return scenario.MoveSite{ID: site(), Lon: 20 + dice.Float64(), Lat: 42 + dice.Float64()}
	case 4:
		return scenario.RenameSite{ID: site(), Name: word()}
	case 5:
		return scenario.DeleteSites{IDs: []string{site()}}
	case 6:
		return scenario.PutNote{Note: scenario.Note{ID: []string{"n1", "n2", ""}[dice.IntN(3)], Title: word(), Category: "legal", Polarity: "context", Sites: []string{site()},
			Evidence: []scenario.Evidence{{Source: "q1", Text: word()}}}}
	case 7:
		title := word()
		return scenario.EditDocument{Title: &title}
	case 8:
		if dice.IntN(3) == 0 {
			return scenario.SetOpeningView{}
		}
		return scenario.SetOpeningView{View: &scenario.View{Center: orb.Point{dice.Float64(), 2}, Zoom: 3}}
	case 9:
		return scenario.SetGate{Site: site(), Gate: "remedy", Result: "met", Basis: word()}
	}
	return patch(dice)
}

// patch brings in a layer with a feature and takes a room away.
func patch(dice *rand.Rand) scenario.Command {
	id := fmt.Sprint(dice.IntN(1000))
	return scenario.Patch{Said: "Imported " + id, Do: "import of " + id, Changes: []scenario.Change{
		{Kind: "layer", ID: "l" + id, After: &scenario.Layer{ID: "l" + id, Name: "Layer"}},
		{Kind: "feature", ID: "f" + id, After: &scenario.Feature{ID: "f" + id, Layer: "l" + id, Geometry: orb.LineString{{1, 2}, {dice.Float64(), 4}},
			Properties: []scenario.Member{{Key: "n", Raw: json.RawMessage("1.50")}}}},
		{Kind: "shock", ID: "k1"},
	}}
}

func pick[T scenario.Item](dice *rand.Rand, l scenario.List[T]) string {
	if l.Len() == 0 {
		return "nowhere"
	}
	return l.All()[dice.IntN(l.Len())].Ident()
}

func file(t testing.TB, doc *scenario.Scenario) string {
	t.Helper()
	b, err := store.Write(doc, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// story is every value that undoing all and redoing all of a session passes, as files, with what the menu says.
func story(t testing.TB, st session.State) []string {
	t.Helper()
	s := session.New(st.Now, session.Options{Env: env()})
	s.Restore(st)
	out := []string{st.Path, fmt.Sprint(s.Dirty()), file(t, s.Scenario())}
	for range st.Redo {
		out = append(out, s.RedoLabel())
		s.Redo()
	}
	for s.UndoLabel() != "" {
		out = append(out, s.UndoLabel(), fmt.Sprint(s.Dirty()))
		s.Undo()
		out = append(out, file(t, s.Scenario()))
	}
	return out
}

// same fails when two sessions differ anywhere in their history.
func same(t testing.TB, what string, got, want session.State) {
	t.Helper()
	a, b := story(t, got), story(t, want)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("%s: the recovered session differs at %d:\n%s\nit was\n%s", what, i, a[i], b[i])
		}
	}
	if len(a) != len(b) {
		t.Fatalf("%s: the recovered session has %d parts, it had %d", what, len(a), len(b))
	}
}

// flush waits for the disk.
func flush(t testing.TB, j *Journal) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return j.Flush(ctx)
}

func closeWell(t testing.TB, j *Journal) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := j.Close(ctx); err != nil {
		t.Error(err)
	}
}

// find looks for lost sessions.
func find(d *faulty.Disk) ([]*Found, []Aside) {
	return Find(context.Background(), FindOptions{FS: d, Dirs: []string{first, second}})
}

// journals are the files that lie in the folders.
func journals(d *faulty.Disk) (out []string) {
	for _, path := range d.Files() {
		if filepath.Dir(path) == first || filepath.Dir(path) == second {
			out = append(out, filepath.Base(path))
		}
	}
	return out
}

// open begins a session with its journal.
func open(o Options, doc *scenario.Scenario, path string) (*session.Session, *Journal) {
	s := session.New(doc, session.Options{Env: env()})
	j := Start(o)
	s.Listen(j.Hear)
	j.Known(File{Path: path, Hash: "h0"})
	s.Open(doc, path)
	return s, j
}
