package journal

import (
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/store"
)

// line is the history as one line of values: steps[i] leads from values[i] to values[i+1], and the document is at
// values[at]. What lies behind at can be done again.
type line struct {
	values []*scenario.Scenario
	steps  []session.Step
	at     int

	file  File               // what is known of its file
	saved *scenario.Scenario // nil when no value is what the file holds
}

// File is what is known of a document's file.
type File struct {
	Path     string `json:"path,omitempty"`      // "" when it has none
	Hash     string `json:"hash,omitempty"`      // SHA-256 of its bytes as they were last read or written here, hexadecimal; "" when not known
	ReadOnly string `json:"read_only,omitempty"` // why it must not be overwritten; "" when it may
}

// lineOf lays out the state of a session.
func lineOf(st session.State, f File) *line {
	f.Path = st.Path
	l := &line{file: f, saved: st.Saved, at: len(st.Undo)}
	l.steps = slices.Clone(st.Undo)
	for i := len(st.Redo) - 1; i >= 0; i-- {
		l.steps = append(l.steps, st.Redo[i])
	}
	first := st.Now
	if len(st.Undo) > 0 {
		first = st.Undo[0].Before
	}
	l.values = append(l.values, first)
	for _, s := range l.steps {
		l.values = append(l.values, s.After)
	}
	return l
}

// state is the reverse of lineOf.
func (l *line) state() session.State {
	st := session.State{Path: l.file.Path, Now: l.values[l.at], Saved: l.saved}
	if l.at > 0 {
		st.Undo = slices.Clone(l.steps[:l.at])
	}
	for i := len(l.steps) - 1; i >= l.at; i-- {
		st.Redo = append(st.Redo, l.steps[i])
	}
	return st
}

func (l *line) now() *scenario.Scenario { return l.values[l.at] }

// dirty tells whether the document differs from its file.
func (l *line) dirty() bool { return l.now() != l.saved }

// did goes on to a new value; what could be done again is gone.
func (l *line) did(after *scenario.Scenario, did, do string, merged bool) {
	clear(l.values[l.at+1:]) // nothing keeps what is gone alive
	clear(l.steps[l.at:])
	l.values, l.steps = l.values[:l.at+1], l.steps[:l.at]
	if merged && l.at > 0 {
		l.values[l.at] = after
		l.steps[l.at-1] = session.Step{Before: l.values[l.at-1], After: after, Did: did, Do: do}
		return
	}
	l.steps = append(l.steps, session.Step{Before: l.now(), After: after, Did: did, Do: do})
	l.values = append(l.values, after)
	l.at++
}

// move goes n steps forward, or back; false when there are not as many.
func (l *line) move(n int) bool {
	if l.at+n < 0 || l.at+n >= len(l.values) {
		return false
	}
	l.at += n
	return true
}

// find gives how many steps lead to a value; -1 for one that is not in the history.
func (l *line) find(doc *scenario.Scenario) int { return slices.Index(l.values, doc) }

// edits is how many steps lie between the document and what its file holds; -1 when that is not in the history.
func (l *line) edits() int {
	i := l.find(l.saved)
	if i < 0 {
		return -1
	}
	return max(i-l.at, l.at-i)
}

// records gives the whole line as records, the first of which is a begin.
func (l *line) records(now time.Time, whole bool) ([]*record, error) {
	first, err := store.Write(l.values[0], store.Options{})
	if err != nil {
		return nil, err
	}
	out := []*record{{Kind: kindBegin, At: now, Doc: l.now().ID, Title: l.now().Title, File: l.file, body: first}}
	for i, s := range l.steps {
		r, err := didRecord(now, l.values[i], s.After, nil, whole)
		if err != nil {
			return nil, err
		}
		r.Label, r.Do = s.Did, s.Do
		out = append(out, r)
	}
	for range len(l.steps) - l.at {
		out = append(out, &record{Kind: kindUndid, At: now})
	}
	return append(out, l.savedRecord(now)), nil
}

func (l *line) savedRecord(now time.Time) *record {
	value := l.find(l.saved)
	return &record{Kind: kindSaved, At: now, File: l.file, Value: &value}
}

// didRecord says what a step left changed. changes is what scenario.Diff gives, or nil to have it asked. With whole, and
// where a change is in what Diff does not compare, the record holds the whole document.
func didRecord(now time.Time, before, after *scenario.Scenario, changes []scenario.Change, whole bool) (*record, error) {
	r := &record{Kind: kindDid, At: now, Updated: after.Updated}
	if !whole && sameRest(before, after) {
		if changes == nil {
			changes = scenario.Diff(before, after)
		}
		for _, c := range changes {
			ch := change{Kind: c.Kind, ID: c.ID}
			if c.After != nil {
				var err error
				if ch.Item, err = encoded(c); err != nil {
					return didRecord(now, before, after, nil, true)
				}
			}
			r.Changes = append(r.Changes, ch)
		}
		return r, nil
	}
	var err error
	r.body, err = store.Write(after, store.Options{})
	return r, err
}

// encoded is an item that was read back to be sure of it.
func encoded(c scenario.Change) (json.RawMessage, error) {
	raw, err := store.EncodeItem(c.Kind, c.After)
	if err == nil {
		_, err = store.DecodeItem(c.Kind, raw)
	}
	return raw, err
}

// sameRest tells whether two values are alike in all that scenario.Diff does not compare. Updated has its own place.
func sameRest(a, b *scenario.Scenario) bool {
	return a.Version == b.Version && a.Created.Equal(b.Created) && sameSlice(a.Extra, b.Extra) && sameSlice(a.TopExtra, b.TopExtra) &&
		sameSlice(a.Overlays, b.Overlays) && sameSlice(a.HandlingExtra, b.HandlingExtra) && sameSlice(viewExtra(a), viewExtra(b))
}

// viewExtra is what the file would hold of the view that this version does not know.
func viewExtra(s *scenario.Scenario) []scenario.Member {
	if s.OpeningView == nil {
		return nil
	}
	return s.ViewExtra
}

func sameSlice[T any](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	return len(a) == 0 || &a[0] == &b[0] || reflect.DeepEqual(a, b)
}
