package custody

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
	"time"

	"hubscape/app/backup"
	"hubscape/app/disk"
	"hubscape/app/journal"
	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/store"
)

// Options of New.
type Options struct {
	Session  *session.Session                                  // the open document
	FS       disk.FS                                           // disk.OS{} when nil
	Dir      string                                            // the program's own folder; journals lie in a folder in it
	Second   string                                            // where journals go when that refuses; "" for nowhere
	Env      scenario.Env                                      // clock and identities
	Program  string                                            // name and version
	Dispatch func(func())                                      // runs on the window's goroutine; at once when nil
	Host     func(lon, lat float64) (country, division string) // what the file says of a point, see store.Options
	Changed  func()                                            // State is another now; dispatched; may be nil
	Backups  Backups                                           // may be nil, as the two below
	Locks    Locks
	Outside  Outside

	Quiet, Most, Retry time.Duration // see journal.Options
	Settle             time.Duration // how long the program must run until a recovery counts as well done; 10 s when 0
}

// Keeper has the document in its care. Its methods may be called from any goroutine; those that say so wait for the disk.
type Keeper struct {
	o       Options
	journal *journal.Journal
	unhear  func()
	settle  *time.Timer

	saving sync.Mutex // one save at a time

	mu     sync.Mutex
	file   journal.File // of the open document
	lock   Lock
	era    int // grows with each document that is opened
	lost   []*Lost
	pace   backup.Pace
	backup error // why the last version could not be kept
	work   sync.WaitGroup
	closed bool

	unsure bool // what was recovered has not been edited yet
}

// New takes the session's document in care, from its first edit. Close it.
func New(o Options) *Keeper {
	if o.FS == nil {
		o.FS = disk.OS{}
	}
	if o.Dispatch == nil {
		o.Dispatch = func(f func()) { f() }
	}
	if o.Changed == nil {
		o.Changed = func() {}
	}
	if o.Settle == 0 {
		o.Settle = 10 * time.Second
	}
	k := &Keeper{o: o}
	k.journal = journal.Start(journal.Options{FS: o.FS, Dirs: k.dirs(), Session: o.Env.NewID(), Now: o.Env.Now, Program: o.Program,
		Tell: func(journal.Status) { o.Dispatch(o.Changed) }, Quiet: o.Quiet, Most: o.Most, Retry: o.Retry})
	st := o.Session.State()
	k.file = journal.File{Path: st.Path}
	k.journal.Hear(session.Event{Kind: session.Opened, Before: st.Now, After: st.Now, Path: st.Path, State: &st})
	k.unhear = o.Session.Listen(k.hear)
	k.settle = time.AfterFunc(o.Settle, k.settled)
	return k
}

func (k *Keeper) dirs() []string {
	dirs := []string{filepath.Join(k.o.Dir, "journal")}
	if k.o.Second != "" {
		dirs = append(dirs, k.o.Second)
	}
	return dirs
}

// hear listens to the session.
func (k *Keeper) hear(e session.Event) {
	k.journal.Hear(e)
	k.mu.Lock()
	sure := k.unsure && e.Kind <= session.Redid // who edits it sees it: it does not make the program fall
	k.unsure = k.unsure && !sure
	k.mu.Unlock()
	if sure {
		k.later(k.settled)
	}
	if e.Kind == session.Did || e.Kind == session.Undid || e.Kind == session.Redid {
		k.snapshot(e)
	}
}

// settled says that nothing that was recovered made the program fall.
func (k *Keeper) settled() {
	k.mu.Lock()
	lost := k.lost
	k.mu.Unlock()
	k.journal.Settled()
	for _, l := range lost {
		l.found.Settled()
	}
}

// State is what the status bar and the banner show.
type State struct {
	Journal  journal.Status
	ReadOnly string // why the file must not be written over; "" when it may
	Backup   error  // why the last version could not be kept
	Late     bool   // the disk keeps edits waiting for seconds
}

// late is how long a slow disk is not mentioned.
const late = 3 * time.Second

// Alarm tells whether edits are in danger: they are nowhere but in memory.
func (s State) Alarm() bool { return s.Journal.Where == journal.InMemory }

// Words say how well the edits are kept, for the status bar.
func (s State) Words() string {
	why := ""
	if s.Journal.Err != nil {
		why = ": " + disk.Reason(s.Journal.Err)
	}
	switch s.Journal.Where {
	case journal.InMemory:
		return "Recovery in memory only" + why
	case journal.Second:
		return "Recovery kept in a second place" + why
	}
	if s.Late {
		return "Recovery waits for the disk"
	}
	return "Recovery on"
}

// State tells how well the document is kept.
func (k *Keeper) State() State {
	k.mu.Lock()
	defer k.mu.Unlock()
	s := State{Journal: k.journal.Status(), ReadOnly: k.file.ReadOnly, Backup: k.backup}
	s.Late = !s.Journal.Behind.IsZero() && k.o.Env.Now().Sub(s.Journal.Behind) > late
	return s
}

// Opening is a file that was read and is ours to edit, or not.
type Opening struct {
	*store.Opened
	Held *Held // someone else is editing it; then it is read-only here

	lock Lock
}

// Read reads a file for Adopt; it waits for the disk. The errors are those of store.Open. Large ones are read when large
// is set.
func (k *Keeper) Read(path string, large bool) (*Opening, error) {
	read := store.OpenIn
	if large {
		read = store.OpenLargeIn
	}
	doc, err := read(k.o.FS, path)
	if err != nil {
		return nil, err
	}
	o := &Opening{Opened: doc}
	o.lock, o.Held = k.take(path)
	if o.Held != nil && !o.ReadOnly {
		o.ReadOnly, o.Notice = true, o.Held.notice()
	}
	k.sweep(path, o.lock != nil)
	return o, nil
}

// take locks a file. A place that knows no locks has none.
func (k *Keeper) take(path string) (Lock, *Held) {
	if k.o.Locks == nil || path == "" {
		return nil, nil
	}
	l, err := k.o.Locks.Take(path)
	var held *Held
	if errors.As(err, &held) {
		return nil, held
	}
	return l, nil
}

// sweep takes away what a save that the machine stopped left beside the file.
func (k *Keeper) sweep(path string, ours bool) {
	age := time.Hour
	if ours {
		age = time.Minute
	}
	_ = store.Sweep(k.o.FS, path, time.Now().Add(-age)) // the next one tries again
}

// Close lets go of a file that is not adopted after all.
func (o *Opening) Close() { release(o.lock) }

func release(l Lock) {
	if l != nil {
		_ = l.Release() // a stale lock is taken over
	}
}

// Adopt makes what was read the open document.
func (k *Keeper) Adopt(o *Opening) {
	f := journal.File{Path: o.Path, Hash: hash(o.Bytes)}
	if o.ReadOnly {
		f.ReadOnly = o.Notice
	}
	k.change(f, o.lock)
	if k.o.Outside != nil {
		k.o.Outside.Known(o.Path, o.Bytes)
	}
	k.journal.Known(f)
	k.o.Session.Open(o.Doc, o.Path)
	k.o.Changed()
}

// AdoptNew makes a document that has no file the open one.
func (k *Keeper) AdoptNew(doc *scenario.Scenario) {
	k.change(journal.File{}, nil)
	k.o.Session.Open(doc, "")
	k.o.Changed()
}

// change goes over to another document's file.
func (k *Keeper) change(f journal.File, l Lock) {
	k.mu.Lock()
	old, path := k.lock, k.file.Path
	k.file, k.lock, k.backup = f, l, nil
	k.era++
	k.mu.Unlock()
	k.later(func() { release(old) })
	if k.o.Outside != nil && path != "" && path != f.Path {
		k.o.Outside.Forget(path)
	}
}

// later runs f on a goroutine of its own; Close waits for it.
func (k *Keeper) later(f func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return
	}
	k.work.Add(1)
	go func() {
		defer k.work.Done()
		f()
	}()
}

// ReadOnly says why the document's file must not be written over; "" when it may.
func (k *Keeper) ReadOnly() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.file.ReadOnly
}

// Flush brings every edit to the disk; it waits at most until ctx ends. The program calls it with 300 ms when it is told
// to end, or falls.
func (k *Keeper) Flush(ctx context.Context) error { return k.journal.Flush(ctx) }

// Close ends the session well: unsaved changes, if there are any, are given up. It waits at most until ctx ends.
func (k *Keeper) Close(ctx context.Context) error {
	k.unhear()
	k.settle.Stop()
	err := k.journal.Close(ctx)
	k.mu.Lock()
	l, lost := k.lock, k.lost
	k.lock, k.lost, k.closed = nil, nil, true
	k.mu.Unlock()
	release(l)
	for _, x := range lost {
		x.found.Settled()
		x.found.Release()
	}
	done := make(chan struct{})
	go func() { k.work.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
		err = errors.Join(err, journal.ErrSlow)
	}
	return err
}

// Outside tells what others did to the document's file since it was read or written here; it waits for the disk.
func (k *Keeper) Outside() (Change, error) {
	k.mu.Lock()
	f := k.file
	k.mu.Unlock()
	if f.Path == "" {
		return Unchanged, nil
	}
	if k.o.Outside != nil {
		return k.o.Outside.Look(f.Path)
	}
	c, _, err := k.compare(f)
	return c, err
}

// compare reads a file and holds it against what is known of it.
func (k *Keeper) compare(f journal.File) (Change, []byte, error) {
	b, err := disk.ReadFile(k.o.FS, f.Path, maxBytes)
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.Hash == "":
		return Unchanged, nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return Vanished, nil, nil
	case err != nil:
		return Unchanged, nil, err
	case f.Hash == "":
		return Appeared, b, nil
	case hash(b) != f.Hash:
		return Rewritten, b, nil
	}
	return Unchanged, b, nil
}

const maxBytes = 1 << 30 // of a scenario file

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
