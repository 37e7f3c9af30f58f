package session

import "hubscape/app/scenario"

// Step is one entry of the history: what one Undo takes back.
type Step struct {
	Before, After *scenario.Scenario
	Did           string // the act in the past tense: "Moved Gračanica by 2.4 km"
	Do            string // as a menu names it after the word Undo: "move Gračanica"
}

// State is a document with all that the session knows of it. States of the history share what did not change between
// them, so a long history is small.
type State struct {
	Path  string             // "" when it has no file
	Now   *scenario.Scenario // the document
	Saved *scenario.Scenario // the value that the file holds; nil when no value of the history is
	Undo  []Step             // oldest first; each After is the next one's Before, the last one's is Now
	Redo  []Step             // the one that Redo does next comes last
}

// State gives the document and its history as they are.
func (s *Session) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state()
}

func (s *Session) state() State {
	return State{Path: s.path, Now: s.current.Load(), Saved: s.saved, Undo: stepsOf(s.undo), Redo: stepsOf(s.redo)}
}

func stepsOf(steps []step) []Step {
	if len(steps) == 0 {
		return nil
	}
	out := make([]Step, len(steps))
	for i := range steps {
		out[i] = steps[i].Step
	}
	return out
}

// Restore puts a document with its history in the place of this one; every step of it is sealed. Listeners hear that it
// was opened.
func (s *Session) Restore(st State) {
	s.mu.Lock()
	before := s.current.Load()
	s.path, s.saved, s.undo, s.redo = st.Path, st.Saved, sealed(st.Undo), sealed(st.Redo)
	s.current.Store(st.Now)
	state := s.state()
	s.publish(Event{Kind: Opened, Before: before, After: st.Now, Path: st.Path, State: &state})
}

func sealed(steps []Step) []step {
	var out []step
	for _, st := range steps {
		out = append(out, step{Step: st})
	}
	return out
}
