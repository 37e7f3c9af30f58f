package session

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// env counts seconds and ids, so that tests are exact.
func env() scenario.Env {
	var mu sync.Mutex
	n, at := 0, time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	return scenario.Env{
		Now:   func() time.Time { mu.Lock(); defer mu.Unlock(); at = at.Add(time.Second); return at },
		NewID: func() string { mu.Lock(); defer mu.Unlock(); n++; return fmt.Sprintf("new-%d", n) },
	}
}

func place(id string) scenario.PlaceSite {
	return scenario.PlaceSite{Site: scenario.Site{ID: id, Name: "Site " + id, At: &orb.Point{21, 42.5}}}
}

func move(id string, lat float64) scenario.MoveSite {
	return scenario.MoveSite{ID: id, Lon: 21, Lat: lat}
}

// begin is a session with one site, saved as a.hubscape.
func begin(t testing.TB) *Session {
	t.Helper()
	s := New(scenario.New("T", env()), Options{Env: env()})
	must(t, s.Do(place("a")))
	s.MarkSaved("a.hubscape", s.Scenario())
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func lat(s *Session) float64 {
	x, _ := s.Scenario().Sites.Get("a")
	return x.At.Lat()
}

func TestUndoRedo(t *testing.T) {
	s := New(scenario.New("T", env()), Options{Env: env()})
	start := s.Scenario()
	if _, ok := s.Undo(); ok || s.UndoLabel() != "" || s.RedoLabel() != "" {
		t.Error("there is something to undo at the start")
	}
	if _, ok := s.Redo(); ok {
		t.Error("there is something to redo at the start")
	}
	must(t, s.Do(place("a")))
	must(t, s.Do(scenario.RenameSite{ID: "a", Name: "Gračanica"}))
	end := s.Scenario()
	if got := s.UndoLabel(); got != "rename Site a" {
		t.Errorf("UndoLabel %q", got)
	}
	if label, ok := s.Undo(); label != "rename Site a" || !ok || s.RedoLabel() != "rename Site a" {
		t.Errorf("Undo gives %q %v", label, ok)
	}
	if label, ok := s.Undo(); label != "place Site a" || !ok || s.Scenario() != start {
		t.Errorf("second Undo gives %q %v, back at the start: %v", label, ok, s.Scenario() == start)
	}
	for range 2 {
		if _, ok := s.Redo(); !ok {
			t.Error("nothing to redo")
		}
	}
	if s.Scenario() != end {
		t.Error("redoing everything does not lead to the end")
	}
	s.Undo()
	must(t, s.Do(place("b")))
	if _, ok := s.Redo(); ok {
		t.Error("a new command left something to redo")
	}
}

func TestRefusedAndEmptyCommandsLeaveNoTrace(t *testing.T) {
	s := begin(t)
	must(t, s.Do(move("a", 43)))
	s.Undo()
	heard := 0
	defer s.Listen(func(Event) { heard++ })()
	now := s.Scenario()
	if err := s.Do(scenario.RenameSite{ID: "zz", Name: "x"}); err == nil {
		t.Error("renaming what is not there passed")
	}
	if err := s.Do(nil); err == nil {
		t.Error("no command passed")
	}
	must(t, s.Do(move("a", 42.5)))
	if s.Scenario() != now || heard != 0 || s.Dirty() || s.RedoLabel() == "" {
		t.Errorf("changed %v, heard %d, dirty %v, redo %q", s.Scenario() != now, heard, s.Dirty(), s.RedoLabel())
	}
}

func TestDragIsOneStep(t *testing.T) {
	s := begin(t)
	var labels []string
	defer s.Listen(func(e Event) { labels = append(labels, e.Label) })()
	must(t, s.Do(move("a", 42.6)))
	must(t, s.Do(move("a", 42.7)))
	must(t, s.Do(move("a", 42.8)))
	if got := labels[len(labels)-1]; got != "Moved Site a by 33.4 km" {
		t.Errorf("the label of a drag is %q, want it from where the drag began", got)
	}
	s.Seal()
	must(t, s.Do(move("a", 42.9)))
	s.Undo()
	if lat(s) != 42.8 {
		t.Errorf("undo after Seal leads to %v", lat(s))
	}
	s.Undo()
	if lat(s) != 42.5 {
		t.Errorf("undo of a drag leads to %v", lat(s))
	}
	s.Redo()
	if lat(s) != 42.8 {
		t.Errorf("redo of a drag leads to %v", lat(s))
	}
}

// TestNothingMergesAcross what lies between: undo, redo, saving, another command.
func TestNothingMergesAcross(t *testing.T) {
	for _, c := range []struct {
		name    string
		between func(*Session)
		want    float64 // latitude after one undo
	}{
		{"another command", func(s *Session) { must(t, s.Do(place("b"))) }, 42.6},
		{"undo and redo", func(s *Session) { s.Undo(); s.Redo() }, 42.6},
		{"saving", func(s *Session) { s.MarkSaved("x", s.Scenario()) }, 42.6},
		{"undo of what came after", func(s *Session) { must(t, s.Do(place("b"))); s.Undo() }, 42.6},
		{"nothing", func(*Session) {}, 42.5},
	} {
		s := begin(t)
		must(t, s.Do(move("a", 42.6)))
		c.between(s)
		must(t, s.Do(move("a", 42.7)))
		s.Undo()
		if lat(s) != c.want {
			t.Errorf("%s: undo leads to %v, want %v", c.name, lat(s), c.want)
		}
	}
}

func TestDirty(t *testing.T) {
	s := begin(t)
	if s.Dirty() || s.Path() != "a.hubscape" {
		t.Errorf("after saving: dirty %v, path %q", s.Dirty(), s.Path())
	}
	must(t, s.Do(move("a", 43)))
	if !s.Dirty() {
		t.Error("a change leaves it clean")
	}
	s.Undo()
	if s.Dirty() {
		t.Error("undone back to what was saved, it is still dirty")
	}
	s.Undo()
	if !s.Dirty() {
		t.Error("undone beyond what was saved, it is clean")
	}
	s.Redo()
	s.Redo()
	snapshot := s.Scenario()
	must(t, s.Do(move("a", 44)))
	s.MarkSaved("b.hubscape", snapshot) // saving took its time
	if !s.Dirty() || s.Path() != "b.hubscape" {
		t.Errorf("a change made while saving: dirty %v, path %q", s.Dirty(), s.Path())
	}
	s.Undo()
	if s.Dirty() {
		t.Error("back at the saved snapshot it is dirty")
	}
}

// TestEveryChangeMarksDirty runs one command of every kind.
func TestEveryChangeMarksDirty(t *testing.T) {
	title := "Other"
	for _, c := range []scenario.Command{
		place("b"), move("a", 43), scenario.RenameSite{ID: "a", Name: "x"}, scenario.DeleteSites{IDs: []string{"a"}}, scenario.DuplicateSite{ID: "a"},
		scenario.EditSite{Site: scenario.Site{ID: "a", Name: "y", At: &orb.Point{1, 2}, Precision: "exact", Status: "floated"}, What: "name"},
		scenario.SetGate{Site: "a", Gate: "remedy", Result: "met"}, scenario.PutNote{Note: scenario.Note{Title: "n", Category: "legal", Polarity: "context"}},
		scenario.PutFact{Fact: scenario.Fact{Place: "SRB", Key: "k", Value: "v"}}, scenario.PutSource{Source: scenario.Source{Title: "s"}},
		scenario.PutPosition{Position: scenario.Position{Place: "SRB", Status: "none_found"}}, scenario.PutGroup{Group: scenario.Group{Name: "g"}},
		scenario.PutPlan{Plan: scenario.Plan{Name: "p"}}, scenario.EditDocument{Title: &title}, scenario.SetOpeningView{View: &scenario.View{Zoom: 3}},
	} {
		s := begin(t)
		must(t, s.Do(c))
		if !s.Dirty() {
			t.Errorf("%T leaves the document clean", c)
		}
		s.Undo()
		if s.Dirty() {
			t.Errorf("%T undone leaves the document dirty", c)
		}
	}
}

func TestEvents(t *testing.T) {
	s := New(scenario.New("T", env()), Options{Env: env(), Path: "x"})
	var got []string
	last := s.Scenario()
	stop := s.Listen(func(e Event) {
		if e.Before != last {
			t.Errorf("%v begins at another value than the one before ended", e.Kind)
		}
		last = e.After
		var ids []string
		for _, c := range e.Changes {
			ids = append(ids, c.Kind+" "+c.ID)
		}
		got = append(got, strings.TrimSpace(fmt.Sprintf("%v %s [%s]", e.Kind, e.Label, strings.Join(ids, ", "))))
	})
	must(t, s.Do(place("")))
	s.Undo()
	s.Redo()
	s.MarkSaved("y", s.Scenario())
	s.Open(scenario.New("U", env()), "z")
	stop()
	stop()
	must(t, s.Do(place("c")))
	want := "did Placed Site [site new-1]\nundid place Site [site new-1]\nredid place Site [site new-1]\nsaved  []\nopened  []"
	if strings.Join(got, "\n") != want {
		t.Errorf("events:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
	if s.Path() != "z" || s.UndoLabel() != "place Site c" {
		t.Errorf("after opening: path %q, undo %q", s.Path(), s.UndoLabel())
	}
}

func TestOpenForgetsTheHistory(t *testing.T) {
	s := begin(t)
	must(t, s.Do(move("a", 43)))
	s.Undo()
	s.Open(scenario.New("U", env()), "")
	_, undo := s.Undo()
	_, redo := s.Redo()
	if undo || redo || s.Dirty() || s.Scenario().Title != "U" {
		t.Errorf("undo %v, redo %v, dirty %v", undo, redo, s.Dirty())
	}
}

// TestListenersMayAct has a listener undo what it hears of, and another stop itself; all hear everything in order.
func TestListenersMayAct(t *testing.T) {
	s := begin(t)
	var first, second []string
	var stop func()
	defer s.Listen(func(e Event) {
		first = append(first, e.Kind.String())
		if e.Kind == Did {
			s.Undo()
		}
	})()
	stop = s.Listen(func(e Event) {
		second = append(second, e.Kind.String())
		if e.Kind == Undid {
			stop()
		}
	})
	must(t, s.Do(place("b")))
	s.Redo()
	if a, b := strings.Join(first, " "), strings.Join(second, " "); a != "did undid redid" || b != "did undid" {
		t.Errorf("heard %q and %q", a, b)
	}
}

// broken is a command that panics.
type broken struct{ scenario.MoveSite }

func (broken) Apply(*scenario.Scenario, scenario.Env) (*scenario.Scenario, error) { panic("broken") }

func TestCommandThatPanicsBreaksNothing(t *testing.T) {
	s := begin(t)
	now := s.Scenario()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = s.Do(broken{})
	}()
	if s.Scenario() != now || s.Dirty() {
		t.Error("the broken command left a trace")
	}
	must(t, s.Do(place("b")))
}

func TestListenerThatPanicsBreaksNothing(t *testing.T) {
	s := begin(t)
	stop := s.Listen(func(Event) { panic("broken") })
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = s.Do(place("b"))
	}()
	stop()
	heard := 0
	defer s.Listen(func(Event) { heard++ })()
	must(t, s.Do(place("c")))
	if heard != 1 || s.Scenario().Sites.Len() != 3 {
		t.Errorf("heard %d events, %d sites", heard, s.Scenario().Sites.Len())
	}
}

// TestReadersNeverWait reads from many goroutines while others change; run it with the race detector.
func TestReadersNeverWait(t *testing.T) {
	s := begin(t)
	ctx, stop := context.WithCancel(t.Context())
	var readers, writers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for ctx.Err() == nil {
				doc := s.Scenario()
				if x, ok := doc.Sites.Get("a"); !ok || x.At == nil || len(scenario.Validate(doc)) > 0 {
					t.Error("a reader saw a scenario that is not whole")
					return
				}
				_, _, _ = s.Dirty(), s.UndoLabel(), s.Path()
			}
		})
	}
	for w := range 3 {
		writers.Go(func() {
			for i := range 100 {
				switch (i + w) % 4 {
				case 0:
					_ = s.Do(move("a", 40+float64(i%50)/10))
				case 1:
					_ = s.Do(place(""))
				case 2:
					if s.UndoLabel() != "" && s.Scenario().Sites.Len() > 1 {
						s.Redo()
					}
				case 3:
					s.Seal()
					s.MarkSaved("x", s.Scenario())
				}
			}
		})
	}
	writers.Wait()
	stop()
	readers.Wait()
}

// ten thousand sites
func large(b testing.TB) *Session {
	sites := make([]*scenario.Site, 10000)
	for i := range sites {
		sites[i] = &scenario.Site{ID: fmt.Sprintf("site-%05d", i), Name: fmt.Sprintf("Site %d", i), At: &orb.Point{20 + float64(i%100)/100, 42 + float64(i/100)/100},
			Precision: scenario.PrecisionTown, Status: scenario.Hypothetical}
	}
	doc := scenario.New("Large", env())
	doc.Sites = scenario.ListOf(sites...)
	return New(doc, Options{Env: env()})
}

// BenchmarkUndo undoes and redoes one move among ten thousand sites, with a listener and its list of changes.
func BenchmarkUndo(b *testing.B) {
	s := large(b)
	must(b, s.Do(scenario.MoveSite{ID: "site-05000", Lon: 21, Lat: 43}))
	defer s.Listen(func(e Event) {
		if len(e.Changes) != 1 {
			b.Fatalf("%d changes", len(e.Changes))
		}
	})()
	b.ReportAllocs()
	for b.Loop() {
		s.Undo()
		s.Redo()
	}
}

// BenchmarkDo moves one of ten thousand sites.
func BenchmarkDo(b *testing.B) {
	s := large(b)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		if err := s.Do(scenario.MoveSite{ID: "site-05000", Lon: 21, Lat: 43 + float64(i%1000)/1000}); err != nil {
			b.Fatal(err)
		}
	}
}
