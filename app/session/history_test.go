package session

import (
	"testing"

	"hubscape/app/scenario"
)

func TestRestoreBringsTheHistoryBack(t *testing.T) {
	s := begin(t)
	must(t, s.Do(move("a", 43)))
	must(t, s.Do(move("a", 44)))
	must(t, s.Do(scenario.RenameSite{ID: "a", Name: "Gračanica"}))
	s.Undo()
	st := s.State()
	if len(st.Undo) != 2 || len(st.Redo) != 1 || st.Path != "a.hubscape" || st.Now != s.Scenario() || st.Saved == st.Now || st.Undo[1].Before != st.Saved {
		t.Fatalf("the state has %d steps to undo and %d to redo, path %q", len(st.Undo), len(st.Redo), st.Path)
	}
	if did, do := st.Undo[1].Did, st.Undo[1].Do; did != "Moved Site a by 167 km" || do != "move Site a" {
		t.Errorf("the step is %q, %q", did, do)
	}

	other := New(scenario.New("O", env()), Options{Env: env()})
	var heard []Event
	defer other.Listen(func(e Event) { heard = append(heard, e) })()
	other.Restore(st)
	if len(heard) != 1 || heard[0].Kind != Opened || heard[0].State == nil || heard[0].Path != "a.hubscape" || len(heard[0].State.Undo) != 2 {
		t.Errorf("heard %+v", heard)
	}
	if !other.Dirty() || other.UndoLabel() != "move Site a" || other.RedoLabel() != "rename Site a" {
		t.Errorf("dirty %v, undo %q, redo %q", other.Dirty(), other.UndoLabel(), other.RedoLabel())
	}
	if other.Redo(); other.Scenario() != st.Redo[0].After {
		t.Error("redo leads elsewhere")
	}
	other.Undo()
	if other.Undo(); other.Dirty() || other.Scenario() != st.Saved {
		t.Error("back at what was saved it is dirty")
	}
	must(t, other.Do(move("a", 45)))
	if n := len(other.State().Undo); n != 2 || other.RedoLabel() != "" {
		t.Errorf("a new step leaves %d", n)
	}
	other.Restore(State{Now: st.Now})
	if !other.Dirty() {
		t.Error("a document of which no file holds any value is clean")
	}
}

func TestEventsSayWhatAJournalNeeds(t *testing.T) {
	s := begin(t)
	var heard []Event
	defer s.Listen(func(e Event) { heard = append(heard, e) })()
	must(t, s.Do(move("a", 43)))
	must(t, s.Do(move("a", 44)))
	first := heard[0].After
	s.MarkSaved("b.hubscape", first)
	must(t, s.Do(move("a", 45)))
	for i, want := range []bool{false, true, false, false} {
		if heard[i].Merged != want {
			t.Errorf("event %d merged: %v", i, heard[i].Merged)
		}
	}
	if e := heard[2]; e.Path != "b.hubscape" || e.Doc != first {
		t.Errorf("saved: %+v", e)
	}
	if heard[1].Do != "move Site a" {
		t.Errorf("Do is %q", heard[1].Do)
	}
}
