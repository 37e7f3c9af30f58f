package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/store"
)

// Recovered is a session as its journal has it.
type Recovered struct {
	State session.State
	File  File      // what was known of its file
	At    time.Time // of the last record
	Edits int       // steps between the document and what its file holds; -1 when that is not in the history
	Cut   error     // why the end of the journal was left out; nil when it is whole

	title  string
	from   string  // the name of the journal that it was recovered from
	closed *record // the session ended well
	tries  int     // how often a recovery of it was begun since it last went well
}

// Title names the document.
func (r *Recovered) Title() string { return r.title }

// Dirty tells whether the document differs from what its file holds, as far as the journal knows.
func (r *Recovered) Dirty() bool { return r.State.Now != r.State.Saved }

// Read rebuilds a session from the bytes of a journal. What is cut or garbled at its end is left out and named in Cut.
func Read(ctx context.Context, b []byte) (*Recovered, error) {
	s, err := scan(b)
	if err != nil {
		return nil, err
	}
	first, err := s.next()
	if err != nil || first.Kind != kindBegin || first.body == nil {
		return nil, errors.New("its beginning is damaged")
	}
	doc, _, err := store.ReadInfo(first.body)
	if err != nil {
		return nil, fmt.Errorf("the document at its beginning cannot be read: %w", err)
	}
	r := &Recovered{title: first.Title, At: first.At, tries: first.Tries, from: first.From}
	l := &line{values: []*scenario.Scenario{doc}, file: first.File}
	r.Cut = r.replay(ctx, s, l)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("it takes too long to read: %w", err)
	}
	r.State, r.File, r.Edits = l.state(), l.file, l.edits()
	if r.State.Now.Title != "" {
		r.title = r.State.Now.Title
	}
	return r, nil
}

// replay does again what the records say, to the end or to the first that cannot be.
func (r *Recovered) replay(ctx context.Context, s *scanner, l *line) error {
	for ctx.Err() == nil {
		rec, err := s.next()
		if errors.Is(err, errEnd) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := l.apply(rec); err != nil {
			return fmt.Errorf("record %d: %w", rec.N, err)
		}
		r.At = rec.At
		switch rec.Kind {
		case kindClosed:
			r.closed = rec
		case kindSettled:
			r.tries = 0
		}
	}
	return nil
}

// apply does again what one record says.
func (l *line) apply(r *record) error {
	ok := true
	switch r.Kind {
	case kindDid:
		after, err := l.after(r)
		if err != nil {
			return err
		}
		l.did(after, r.Label, r.Do, r.Merged)
	case kindUndid:
		ok = l.move(-1)
	case kindRedid:
		ok = l.move(1)
	case kindSaved:
		l.file, l.saved = r.File, nil
		if r.Value != nil && *r.Value >= 0 {
			if ok = *r.Value < len(l.values); ok {
				l.saved = l.values[*r.Value]
			}
		}
	case kindBegin:
		ok = false
	}
	if !ok {
		return fmt.Errorf("there is no step for %q", r.Kind)
	}
	return nil
}

// after is the value that a step leads to.
func (l *line) after(r *record) (*scenario.Scenario, error) {
	if r.body != nil {
		doc, _, err := store.ReadInfo(r.body)
		return doc, err
	}
	p := scenario.Patch{Said: r.Label, Do: r.Do}
	for _, c := range r.Changes {
		ch := scenario.Change{Kind: c.Kind, ID: c.ID}
		if len(c.Item) > 0 {
			var err error
			if ch.After, err = store.DecodeItem(c.Kind, c.Item); err != nil {
				return nil, err
			}
		}
		p.Changes = append(p.Changes, ch)
	}
	updated := r.Updated.UTC()
	after, err := p.Apply(l.now(), scenario.Env{Now: func() time.Time { return updated }})
	if err != nil {
		return nil, err
	}
	out := *after // a value of its own, also when nothing but its time differs
	out.Updated = updated
	out.ViewExtra = viewExtra(&out)
	return &out, nil
}
