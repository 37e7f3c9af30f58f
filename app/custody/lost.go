package custody

import (
	"bytes"
	"context"
	"time"

	"hubscape/app/disk"
	"hubscape/app/journal"
	"hubscape/app/session"
	"hubscape/app/store"
)

// Lost is a session that did not end well and can be taken up again.
type Lost struct {
	Title string
	Path  string    // "" when it was never saved
	At    time.Time // of the last edit
	Edits int       // steps since it was saved last; -1 when that is not known
	Said  string    // the last edit, "Moved Gračanica by 2.4 km"
	File  Change    // what happened to its file since it was read or written there
	Cut   bool      // the end of its journal is damaged: what was done last may be missing
	State session.State

	file  journal.File
	found *journal.Found
}

// Recoveries is what Start found.
type Recoveries struct {
	Lost  []*Lost         // newest first
	Aside []journal.Aside // journals that could not be recovered; they are kept, and no start looks at them again
}

// Start looks for sessions that did not end well; it waits for the disk, and for no more than ctx. A session whose file
// holds just what it held is not among them: nothing of it was lost.
func (k *Keeper) Start(ctx context.Context) Recoveries {
	found, aside := journal.Find(ctx, journal.FindOptions{FS: k.o.FS, Dirs: k.dirs(), Now: k.o.Env.Now})
	r := Recoveries{Aside: aside}
	for _, f := range found {
		l := &Lost{Title: f.Title(), Path: f.State.Path, At: f.At, Edits: f.Edits, Cut: f.Cut != nil, State: f.State, file: f.File, found: f}
		if n := len(f.State.Undo); n > 0 {
			l.Said = f.State.Undo[n-1].Did
		}
		if k.judge(l) {
			f.Done()
			continue
		}
		r.Lost = append(r.Lost, l)
	}
	k.mu.Lock()
	k.lost = append(k.lost, r.Lost...)
	k.mu.Unlock()
	return r
}

// judge compares a lost session with its file; true when the file has all of it.
func (k *Keeper) judge(l *Lost) bool {
	if l.Path == "" {
		return false
	}
	change, b, err := k.compare(l.file)
	if l.File = change; err != nil {
		l.File = Vanished
	}
	if b == nil {
		return false
	}
	doc, _, err := store.ReadInfo(b)
	if err != nil {
		return false
	}
	theirs, err := store.Write(doc, store.Options{})
	if err != nil {
		return false
	}
	mine, err := store.Write(l.State.Now, store.Options{})
	return err == nil && bytes.Equal(mine, theirs)
}

// Recover takes a session up where it stood, in the place of the open document; done is dispatched. Nothing on the disk
// is written over: the document counts as changed, and its first save looks at its file. A file that someone else is
// editing by now is read-only here.
func (k *Keeper) Recover(l *Lost, done func()) {
	k.later(func() {
		lock, held := k.take(l.Path)
		f := l.file
		f.ReadOnly = k.readOnly(f, held)
		k.o.Dispatch(func() {
			k.change(f, lock)
			k.forget(l)
			k.journal.Known(f)
			k.journal.Resume(l.found)
			k.o.Session.Restore(l.State)
			k.mu.Lock()
			k.unsure = true
			k.mu.Unlock()
			k.o.Changed()
			if done != nil {
				done()
			}
		})
	})
}

// readOnly says why a file may not be written over now. Who had it open then may be gone; what it is itself is asked again.
func (k *Keeper) readOnly(f journal.File, held *Held) string {
	if f.ReadOnly != "" {
		if o, err := store.OpenIn(k.o.FS, f.Path); err == nil {
			f.ReadOnly = o.Notice
		}
	}
	if f.ReadOnly == "" && held != nil {
		return held.notice()
	}
	return f.ReadOnly
}

// Discard gives a lost session up; it waits for the disk. Its journal is kept for a while in the folder "given-up".
func (k *Keeper) Discard(l *Lost) error {
	k.forget(l)
	return l.found.Discard(k.o.Env.Now())
}

// forget takes a session from the list.
func (k *Keeper) forget(l *Lost) {
	k.mu.Lock()
	defer k.mu.Unlock()
	var kept []*Lost
	for _, x := range k.lost {
		if x != l {
			kept = append(kept, x)
		}
	}
	k.lost = kept
}

// Waiting are the lost sessions that were neither taken up nor given up yet.
func (k *Keeper) Waiting() []*Lost {
	k.mu.Lock()
	defer k.mu.Unlock()
	return append([]*Lost(nil), k.lost...)
}

// GivenUp lists sessions whose unsaved changes were given up not long ago, newest first; it waits for the disk.
func (k *Keeper) GivenUp() []journal.GivenUp { return journal.ListGivenUp(k.o.FS, k.dirs()) }

// TakeBack reads a session that was given up; it waits for the disk. Hand it to Recover.
func (k *Keeper) TakeBack(ctx context.Context, g journal.GivenUp) (*Lost, error) {
	r, err := journal.ReadGivenUp(ctx, k.o.FS, g.Path)
	if err != nil {
		return nil, &store.Error{File: g.Path, What: "the given up changes cannot be read (" + disk.Reason(err) + ")", Do: "choose another", Err: err}
	}
	l := &Lost{Title: r.Title(), Path: r.State.Path, At: r.At, Edits: r.Edits, Cut: r.Cut != nil, State: r.State, file: r.File}
	k.judge(l)
	return l, nil
}
