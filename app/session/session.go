package session

import (
	"errors"
	"sync"
	"sync/atomic"

	"hubscape/app/scenario"
)

// Kind is what happened.
type Kind int

// Kinds of events.
const (
	Did Kind = iota
	Undid
	Redid
	Opened
	Saved
)

// String is the kind as a word.
func (k Kind) String() string {
	return [...]string{"did", "undid", "redid", "opened", "saved"}[k]
}

// Event tells what happened to the document.
type Event struct {
	Kind          Kind
	Before, After *scenario.Scenario // the same value when Kind is Saved
	// Label is for the toast. Did: the act in the past tense, "Moved Gračanica by 2.4 km"; of a merged step, from the
	// start of the step. Undid and Redid: the act as a menu names it, "move Gračanica".
	Label   string
	Changes []scenario.Change // what differs between Before and After; empty for Opened and Saved

	Do     string             // Did: the act as a menu names it after the word Undo
	Merged bool               // Did: it joined the step before it
	Path   string             // Opened and Saved: the document's file, "" when it has none
	Doc    *scenario.Scenario // Saved: the value that the file holds now, which may be older than After
	State  *State             // Opened: all of it
}

// Options of New.
type Options struct {
	Env  scenario.Env // what commands take from the world
	Path string       // "" when the document has no file yet
}

// step is one entry of the history.
type step struct {
	Step
	key string // merge key; "" once sealed
}

// Session is the open document. Its methods may be called from any goroutine.
type Session struct {
	env     scenario.Env
	current atomic.Pointer[scenario.Scenario]

	mu        sync.Mutex // guards what follows
	path      string
	saved     *scenario.Scenario
	undo      []step
	redo      []step
	listeners []*listener

	events     []Event
	delivering bool
}

// listener is one who listens.
type listener struct {
	hear    func(Event)
	stopped atomic.Bool
}

// New opens a document, clean and without history.
func New(doc *scenario.Scenario, o Options) *Session {
	s := &Session{env: o.Env, path: o.Path, saved: doc}
	s.current.Store(doc)
	return s
}

// Scenario is the document as it is now: an immutable value.
func (s *Session) Scenario() *scenario.Scenario { return s.current.Load() }

// Do applies a command. An error leaves everything as it was. A command that changes nothing leaves no trace. Commands
// with the same merge key join into one step of the history until Seal, Undo or another command comes between.
func (s *Session) Do(c scenario.Command) error {
	if c == nil {
		return errors.New("there is no command to do")
	}
	s.mu.Lock()
	e, err := s.apply(c)
	if err != nil || e.After == e.Before {
		s.mu.Unlock()
		return err
	}
	s.publish(e)
	return nil
}

// apply does a command and gives the event to publish. A command that panics leaves the session as it was, unlocked.
func (s *Session) apply(c scenario.Command) (e Event, err error) {
	whole := false
	defer func() {
		if !whole {
			s.mu.Unlock()
		}
	}()
	before := s.current.Load()
	after, err := c.Apply(before, s.env)
	if err == nil && after != before {
		changes := scenario.Diff(before, after)
		st, merged := s.record(c, before, after)
		s.current.Store(after)
		e = Event{Kind: Did, Before: before, After: after, Label: st.Did, Changes: changes, Do: st.Do, Merged: merged}
	}
	whole = true
	return e, err
}

// record adds to the history and gives the step as it is now, and whether it was there before.
func (s *Session) record(c scenario.Command, before, after *scenario.Scenario) (st Step, merged bool) {
	key, n := c.MergeKey(), len(s.undo)
	st = Step{Before: before, After: after}
	if merged = n > 0 && key != "" && s.undo[n-1].key == key; merged {
		st.Before = s.undo[n-1].Before
	}
	st.Did, st.Do = c.Label(st.Before), scenario.Phrase(c, st.Before)
	s.redo = nil
	if merged {
		s.undo[n-1].Step = st
	} else {
		s.undo = append(s.undo, step{st, key})
	}
	return st, merged
}

// Seal ends the current step: what follows is a step of its own. Call it when a drag or a field is let go.
func (s *Session) Seal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seal()
}

func (s *Session) seal() {
	if n := len(s.undo); n > 0 {
		s.undo[n-1].key = ""
	}
}

// Undo takes back the last step. The label names it as a menu does, "move Gračanica"; ok is false when there is none.
func (s *Session) Undo() (label string, ok bool) {
	s.mu.Lock()
	n := len(s.undo)
	if n == 0 {
		s.mu.Unlock()
		return "", false
	}
	last := s.undo[n-1]
	last.key = ""
	s.undo[n-1] = step{} // nothing keeps what is gone alive
	s.undo = s.undo[:n-1]
	s.seal()
	s.redo = append(s.redo, last)
	return s.step(Undid, last, last.After, last.Before), true
}

// Redo does again what was undone last.
func (s *Session) Redo() (label string, ok bool) {
	s.mu.Lock()
	n := len(s.redo)
	if n == 0 {
		s.mu.Unlock()
		return "", false
	}
	last := s.redo[n-1]
	s.redo = s.redo[:n-1]
	s.undo = append(s.undo, last)
	return s.step(Redid, last, last.Before, last.After), true
}

// step moves to another value, unlocks and tells.
func (s *Session) step(kind Kind, st step, from, to *scenario.Scenario) string {
	s.current.Store(to)
	s.publish(Event{Kind: kind, Before: from, After: to, Label: st.Do, Changes: scenario.Diff(from, to)})
	return st.Do
}

// UndoLabel is what Undo would take back, as a menu names it after the word Undo: "move Gračanica". "" when there is
// nothing.
func (s *Session) UndoLabel() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return top(s.undo)
}

// RedoLabel is what Redo would do again, as a menu names it after the word Redo. "" when there is nothing.
func (s *Session) RedoLabel() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return top(s.redo)
}

func top(steps []step) string {
	if len(steps) == 0 {
		return ""
	}
	return steps[len(steps)-1].Do
}

// Dirty tells whether the document differs from its file. Undoing back to what was saved makes it clean.
func (s *Session) Dirty() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current.Load() != s.saved
}

// Path is the document's file, "" while it has none.
func (s *Session) Path() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.path
}

// MarkSaved tells that doc, a value that Scenario gave, is now what the file at path holds. What was done since then
// stays unsaved. It ends the current step, so that later changes are told from saved ones.
func (s *Session) MarkSaved(path string, doc *scenario.Scenario) {
	s.mu.Lock()
	s.path, s.saved = path, doc
	s.seal()
	now := s.current.Load()
	s.publish(Event{Kind: Saved, Before: now, After: now, Path: path, Doc: doc})
}

// Open puts another document in the place of this one, clean and without history.
func (s *Session) Open(doc *scenario.Scenario, path string) {
	s.Restore(State{Path: path, Now: doc, Saved: doc})
}

// Listen has hear called with every event from now on, one at a time and in order, on the goroutine that caused it or
// one that is delivering already. Once stop has returned, no call starts any more.
func (s *Session) Listen(hear func(Event)) (stop func()) {
	l := &listener{hear: hear}
	s.mu.Lock()
	s.listeners = append(s.listeners[:len(s.listeners):len(s.listeners)], l)
	s.mu.Unlock()
	return func() {
		l.stopped.Store(true)
		s.mu.Lock()
		defer s.mu.Unlock()
		kept := make([]*listener, 0, len(s.listeners))
		for _, other := range s.listeners {
			if other != l {
				kept = append(kept, other)
			}
		}
		s.listeners = kept
	}
}

// publish queues an event, unlocks and, unless someone is at it already, delivers all that is queued.
func (s *Session) publish(e Event) {
	s.events = append(s.events, e)
	if s.delivering {
		s.mu.Unlock()
		return
	}
	s.delivering = true
	defer func() {
		s.delivering = false // also when a listener panics
		s.mu.Unlock()
	}()
	for len(s.events) > 0 {
		e, listeners := s.events[0], s.listeners
		s.events = s.events[1:]
		s.mu.Unlock()
		tell(listeners, e, &s.mu)
	}
}

// tell calls the listeners without the lock and takes it again.
func tell(listeners []*listener, e Event, mu *sync.Mutex) {
	defer mu.Lock()
	for _, l := range listeners {
		if !l.stopped.Load() {
			l.hear(e)
		}
	}
}
