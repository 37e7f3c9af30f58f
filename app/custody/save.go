package custody

import (
	"errors"
	"fmt"
	"time"

	"hubscape/app/backup"
	"hubscape/app/disk"
	"hubscape/app/journal"
	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/store"
)

// Saving says where to and how.
type Saving struct {
	Path      string // "" for the document's own file
	Overwrite bool   // also over what others wrote there since
}

// ErrUntitled is the answer of saving a document that has no file yet.
var ErrUntitled = errors.New("the document has no file yet; choose a name")

// Differs is the error of saving over a file that is not what it was when it was read or written here.
type Differs struct {
	Path   string
	Change Change
}

// Error says what happened and what can be done.
func (d *Differs) Error() string {
	what := "was changed by another program since it was opened here"
	switch d.Change {
	case Vanished:
		what = "was deleted, renamed or moved away since it was opened here"
	case Appeared:
		what = "is there now, and was not when it was opened here"
	}
	return d.Path + ": " + what + "; save over it, load it, or save under another name"
}

// ReadOnly is the error of saving over a file that must not be written over.
type ReadOnly struct{ Path, Why string }

// Error says why.
func (r *ReadOnly) Error() string { return r.Path + ": " + r.Why }

// Save writes the document as it is now on a goroutine of its own; done is dispatched. The error is nil, *Differs,
// *ReadOnly, *Held, ErrUntitled or one of store.Save; the file is then as it was, and nothing is lost.
func (k *Keeper) Save(s Saving, done func(error)) {
	doc := k.o.Session.Scenario()
	k.mu.Lock()
	era := k.era
	k.mu.Unlock()
	k.later(func() {
		path, err := k.write(s, doc)
		k.o.Dispatch(func() {
			k.mu.Lock()
			same := era == k.era
			k.mu.Unlock()
			if err == nil && same { // else another document is open by now, and this one was saved all the same
				k.o.Session.MarkSaved(path, doc)
				k.o.Changed()
			}
			if done != nil {
				done(err)
			}
		})
	})
}

// SaveAndWait is Save that waits for the disk; for programs without a window.
func (k *Keeper) SaveAndWait(s Saving) error {
	doc := k.o.Session.Scenario()
	path, err := k.write(s, doc)
	if err == nil {
		k.o.Session.MarkSaved(path, doc)
	}
	return err
}

// write saves doc and answers where to.
func (k *Keeper) write(s Saving, doc *scenario.Scenario) (string, error) {
	k.saving.Lock()
	defer k.saving.Unlock()
	k.mu.Lock()
	f, era, mine := k.file, k.era, k.lock
	k.mu.Unlock()
	path := s.Path
	if path == "" {
		path = f.Path
	}
	if path == "" {
		return "", ErrUntitled
	}
	own := path == f.Path
	if own && f.ReadOnly != "" {
		return "", &ReadOnly{path, f.ReadOnly}
	}
	if err := ours(mine); own && !s.Overwrite && err != nil {
		return "", err
	}
	b, err := store.Write(doc, store.Options{Host: k.o.Host})
	if err != nil {
		return "", fmt.Errorf("the document cannot be written: %w; undo the last change", err)
	}
	var lock Lock
	if !own {
		var held *Held
		if lock, held = k.take(path); held != nil {
			return "", held
		}
	}
	if err := k.put(path, own, s.Overwrite, f, doc, b); err != nil {
		release(lock)
		return "", err
	}
	k.note(path, own, era, lock, b)
	k.keep(k.version(doc, path, backup.Save, k.o.Env.Now()), b)
	return path, nil
}

// put looks at what is there, keeps what others left there, and puts b in its place.
func (k *Keeper) put(path string, own, overwrite bool, f journal.File, doc *scenario.Scenario, b []byte) error {
	known := journal.File{Path: path}
	if own {
		known = f
	}
	change, there, err := k.compare(known)
	switch {
	case !own || overwrite:
	case err != nil: // nobody knows what would be lost
		return &store.Error{File: path, What: "the file could not be saved: what it holds now cannot be read (" + disk.Reason(err) + ")",
			Do: "nothing is lost, try again or save under another name", Err: errors.Join(store.ErrMachine, err)}
	case change != Unchanged:
		return &Differs{path, change}
	}
	if change == Rewritten || change == Appeared {
		k.keep(backup.Version{ID: doc.ID, Path: path, Title: doc.Title, Kind: backup.Before, When: k.o.Env.Now()}, there)
	}
	return store.SaveIn(k.o.FS, path, b)
}

// note remembers what the file holds now.
func (k *Keeper) note(path string, own bool, era int, lock Lock, b []byte) {
	f := journal.File{Path: path, Hash: hash(b)}
	k.mu.Lock()
	if era != k.era {
		k.mu.Unlock()
		release(lock)
		return
	}
	old, before := k.lock, k.file.Path
	k.file = f
	if !own {
		k.lock = lock
	}
	k.mu.Unlock()
	k.journal.Known(f)
	if k.o.Outside != nil {
		k.o.Outside.Known(path, b)
		if before != "" && before != path {
			k.o.Outside.Forget(before)
		}
	}
	if !own {
		release(old)
	}
	_ = store.Sweep(k.o.FS, path, time.Now().Add(-time.Hour)) // the next one tries again
}

// keep stores a version; a failure of it stands in the state and stops nothing.
func (k *Keeper) keep(v backup.Version, b []byte) {
	if k.o.Backups == nil {
		return
	}
	_, err := k.o.Backups.Add(v, b)
	k.mu.Lock()
	k.backup = err
	if err == nil && v.Kind != backup.Before {
		k.pace.Kept(k.o.Env.Now())
	}
	k.mu.Unlock()
	if err != nil {
		k.o.Dispatch(k.o.Changed)
	}
}

// snapshot keeps a version of unsaved work from time to time.
func (k *Keeper) snapshot(e session.Event) {
	if k.o.Backups == nil {
		return
	}
	now := k.o.Env.Now()
	k.mu.Lock()
	due, path := k.pace.Edited(now), k.file.Path
	if due {
		k.pace.Kept(now)
	}
	k.mu.Unlock()
	if !due {
		return
	}
	k.later(func() {
		doc := e.After
		if b, err := store.Write(doc, store.Options{Host: k.o.Host}); err == nil {
			k.keep(backup.Version{ID: doc.ID, Path: path, Title: doc.Title, Kind: backup.History, When: now, Label: e.Label}, b)
		}
	})
}
