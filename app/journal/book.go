package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"hubscape/app/disk"
	"hubscape/app/session"
)

const (
	journalEnd = ".journal"
	partEnd    = ".part" // a generation that is not whole yet
	lockEnd    = ".lock"
	tryEnd     = ".try" // followed by a number: a recovery was begun

	growth     = 3       // a file is written anew when it has grown to so many times what it said at first …
	growthFrom = 4 << 20 // … and beyond this
)

// book is the journal of one document in one session. It knows the whole history, so it can begin a new generation at any
// time and in any place. A nil book keeps nothing.
type book struct {
	o     Options
	name  string
	line  *line
	found *Found // what it was recovered from, until this book is safe
	tries int    // how often a recovery of it was begun

	wanted bool // there is something to keep
	whole  bool // steps are written as whole documents
	err    error

	f          disk.File
	dir        int // in o.Dirs; -1 for none
	path       string
	generation int
	n          int        // number of the next record
	size, base int64      // of the file, and as it was begun
	loose      bool       // something was written since it was synced last
	pending    chan error // the answer of a sync on its way; nil when there is none
	old        []string
	locks      map[int]io.Closer
}

func newBook(o Options, n int, e entry) *book {
	st := e.event.State
	if st == nil {
		st = &session.State{Path: e.event.Path, Now: e.event.After, Saved: e.event.After}
	}
	b := &book{o: o, name: fmt.Sprintf("%s_%s-%d", plain(st.Now.ID, 40), plain(o.Session, 40), n), dir: -1, locks: map[int]io.Closer{}}
	b.line, b.found = lineOf(*st, e.file), e.found
	b.wanted = b.found != nil || len(st.Undo)+len(st.Redo) > 0 || b.line.dirty()
	if b.found != nil {
		b.tries = b.found.tries
	}
	return b
}

// plain keeps of a text what may stand in the name of a file.
func plain(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, s)
	if s == "" {
		return "x"
	}
	return s[:min(len(s), most)]
}

// hear takes what happened and brings it to the disk.
func (b *book) hear(entries []entry) {
	records := b.follow(entries)
	switch {
	case !b.wanted:
	case b.f == nil:
		b.move(false)
	default:
		b.add(records)
	}
}

// follow lets the line follow what happened and gives the records of it; nil records stand for what could not be encoded.
func (b *book) follow(entries []entry) []*record {
	var out []*record
	for i := 0; i < len(entries); i++ {
		e := entries[i].event
		last := i
		for !entries[i].settled && e.Kind == session.Did && last+1 < len(entries) && entries[last+1].joins() {
			last++ // the moves of a drag
		}
		if last > i {
			end := entries[last].event
			e.After, e.Label, e.Do, e.Changes, i = end.After, end.Label, end.Do, nil, last
		}
		out = append(out, b.one(entries[i], e))
	}
	return out
}

func (e entry) joins() bool { return e.event.Kind == session.Did && e.event.Merged && !e.settled }

// one follows one event.
func (b *book) one(at entry, e session.Event) (r *record) {
	r = &record{}
	switch {
	case at.settled:
		b.tries = 0
		r.Kind = kindSettled
	case e.Kind == session.Did:
		b.wanted = true
		if b.f != nil {
			if e.Before != b.line.now() {
				e.Changes = nil // asked anew
			}
			var err error
			if r, err = didRecord(at.at, b.line.now(), e.After, e.Changes, b.whole); err != nil {
				b.err, r = err, nil
			} else {
				r.Label, r.Do, r.Merged = e.Label, e.Do, e.Merged
			}
		}
		b.line.did(e.After, e.Label, e.Do, e.Merged)
	case e.Kind == session.Undid:
		b.line.move(-1)
		r.Kind = kindUndid
	case e.Kind == session.Redid:
		b.line.move(1)
		r.Kind = kindRedid
	case e.Kind == session.Saved:
		b.line.file, b.line.saved = at.file, e.Doc
		r = b.line.savedRecord(at.at)
	}
	if r != nil {
		r.At = at.at
	}
	return r
}

// add appends records to the file; where that fails, the book moves.
func (b *book) add(records []*record) {
	var buf []byte
	for _, r := range records {
		if r != nil {
			r.N = b.n
		}
		if r == nil {
			b.move(false)
			return
		}
		var err error
		if buf, err = appendRecord(buf, r); err != nil {
			b.fail(err)
			return
		}
		b.n++
	}
	if len(buf) == 0 {
		return
	}
	if _, err := b.f.Write(buf); err != nil {
		b.fail(err)
		return
	}
	b.loose = true
	b.size += int64(len(buf))
	if b.size > b.o.growthFrom && b.size > growth*b.base {
		b.compact()
	}
}

// fail leaves a file that cannot be trusted any more.
func (b *book) fail(err error) {
	b.err = err
	b.drop()
	b.move(false)
}

// drop lets go of the file; what is in it stays.
func (b *book) drop() {
	_ = b.wait() // what is in it is written anew
	if b.f != nil {
		_ = b.f.Close() // it failed already, or is followed by another generation
		b.old = append(b.old, b.path)
	}
	b.f, b.path = nil, ""
}

// compact writes the same anew, shorter. Where that fails the file is still good, unless the new one has its name already:
// a start would take that one, so the book goes on in yet another.
func (b *book) compact() {
	if err := b.wait(); err != nil {
		b.fail(err)
		return
	}
	f, path, n, size, base, dir, generation := b.f, b.path, b.n, b.size, b.base, b.dir, b.generation
	b.f = nil
	if err := b.begin(b.dir); err != nil {
		_, there := b.o.FS.Lstat(b.pathOf(dir))
		b.f, b.path, b.n, b.size, b.base, b.dir = f, path, n, size, 2*base, dir
		if b.generation > generation && !errors.Is(there, fs.ErrNotExist) {
			b.fail(err)
		}
		return
	}
	_ = f.Close() // whole and synced
	b.old = append(b.old, path)
	b.verify()
}

// move begins a new generation in the best place that takes it; with better only in places better than the one it has.
func (b *book) move(better bool) {
	was := b.dir
	if better && b.f == nil {
		was = len(b.o.Dirs)
	}
	var order []int
	for i := range b.o.Dirs {
		if better && i < was || !better && i != was {
			order = append(order, i)
		}
	}
	if !better && was >= 0 {
		order = append(order, was)
	}
	if err := b.wait(); err != nil {
		b.fail(err)
		return
	}
	hadFile, path := b.f, b.path
	var failed []error
	for _, i := range order {
		err := b.begin(i)
		if err == nil {
			if hadFile != nil {
				_ = hadFile.Close() // whole and synced
				b.old = append(b.old, path)
			}
			if i == 0 {
				b.err = nil
			}
			b.verify()
			return
		}
		failed = append(failed, err)
	}
	if len(failed) > 0 {
		b.err = errors.Join(failed...)
	}
	if hadFile == nil {
		b.dir = -1
	}
}

// begin writes the whole history as a new generation in a folder, reads it back and gives it its name.
func (b *book) begin(i int) error {
	sys, dir := b.o.FS, b.o.Dirs[i]
	if err := disk.MakeDir(sys, dir, 0o700); err != nil {
		return err
	}
	if err := b.lock(i); err != nil {
		return err
	}
	all, n, err := b.bytes()
	if err != nil {
		return err
	}
	b.generation++
	path := b.pathOf(i)
	if err := writeNew(sys, path, all); err != nil {
		_ = sys.Remove(path + partEnd) // the error that matters is the first
		b.old = append(b.old, path)    // it may have its name already; it goes once another one is safe
		return err
	}
	f, err := sys.Append(path)
	if err != nil {
		b.old = append(b.old, path)
		return err
	}
	b.f, b.dir, b.path, b.n, b.size, b.base, b.loose = f, i, path, n, int64(len(all)), int64(len(all)), false
	return nil
}

// pathOf is the file of the newest generation in a folder.
func (b *book) pathOf(i int) string {
	return filepath.Join(b.o.Dirs[i], fmt.Sprintf("%s.%06d%s", b.name, b.generation, journalEnd))
}

// lock tells other instances that this session lives. Where the file system knows no locks it goes without.
func (b *book) lock(i int) error {
	if b.locks[i] != nil {
		return nil
	}
	path := filepath.Join(b.o.Dirs[i], b.name+lockEnd)
	var err error
	for range lockAttempts { // a start that just looks around may hold it, or take it away
		var l io.Closer
		if l, err = b.o.FS.Lock(path); err == nil {
			if _, err = b.o.FS.Lstat(path); err == nil {
				b.locks[i] = l
				return nil
			}
			_ = l.Close() // of a file that is gone
		} else if !errors.Is(err, disk.ErrLocked) {
			break
		}
		<-b.o.After(20 * time.Millisecond)
	}
	if disk.CauseOf(err) != disk.Unknown || errors.Is(err, disk.ErrLocked) {
		return err
	}
	return nil
}

// lockAttempts is how often a lock is tried.
const lockAttempts = 10

// bytes is the whole journal as it would be begun now, and the number of its records.
func (b *book) bytes() ([]byte, int, error) {
	records, err := b.line.records(b.o.Now().UTC(), b.whole)
	if err != nil {
		return nil, 0, err
	}
	records[0].Tries, records[0].Program = b.tries, b.o.Program
	if b.found != nil {
		records[0].From = b.found.name
	}
	out := header()
	for i, r := range records {
		r.N = i
		if out, err = appendRecord(out, r); err != nil {
			return nil, 0, err
		}
	}
	return out, len(records), nil
}

// writeNew puts a file in place that is whole, or none.
func writeNew(sys disk.FS, path string, b []byte) error {
	f, err := sys.Create(path+partEnd, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	back, err := disk.ReadFile(sys, path+partEnd, int64(len(b)))
	if err == nil && !bytes.Equal(back, b) {
		err = errors.New("the disk gave back something else than was written")
	}
	if err == nil {
		err = sys.Rename(path+partEnd, path)
	}
	if err == nil {
		err = sys.SyncDir(filepath.Dir(path))
	}
	return err
}

// wantsBetter tells whether it should be tried to move to a better place.
func (b *book) wantsBetter() bool { return b != nil && b.wanted && (b.f == nil || b.dir > 0) }

// where tells where it is kept, and what is wrong.
func (b *book) where() (Where, error) {
	switch {
	case b == nil || !b.wanted:
		return Idle, nil
	case b.f == nil:
		return InMemory, b.err
	case b.dir > 0:
		return Second, b.err
	}
	return OnDisk, b.err
}

// close ends the book well. Unsaved changes were given up on purpose; they are kept for a while all the same.
func (b *book) close(at time.Time) {
	if b == nil {
		return
	}
	if b.f != nil {
		b.add([]*record{{Kind: kindClosed, At: at, Discarded: b.line.dirty()}})
		b.sync()
	}
	if b.f != nil {
		_ = b.f.Close() // synced
		if !b.line.dirty() || giveUp(b.o.FS, b.path, at) != nil {
			b.old = append(b.old, b.path)
		}
		b.f = nil
	}
	b.sweep()
	for i, l := range b.locks {
		unlock(b.o.FS, l, filepath.Join(b.o.Dirs[i], b.name+lockEnd))
	}
	b.locks = nil
	b.leave()
}

// unlock lets go of a lock and takes its file away: before, so that nobody takes the file for a lock that is held, or
// after, where a file that is open cannot be taken away. What stays is litter of the next start.
func unlock(sys disk.FS, l io.Closer, path string) (left bool) {
	err := sys.Remove(path)
	_ = l.Close() // goes with the process anyway
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		err = sys.Remove(path)
	}
	return err != nil && !errors.Is(err, fs.ErrNotExist)
}

// isDirty tells whether there is anything in it that its file has not.
func (b *book) isDirty() bool { return b != nil && b.wanted && b.line.dirty() }

// leave lets go of everything and touches nothing.
func (b *book) leave() {
	if b == nil {
		return
	}
	_ = b.wait() // nobody is left to tell
	if b.f != nil {
		_ = b.f.Close() // what was written stays, as after a crash
	}
	if b.found != nil {
		b.found.Release() // what it came from is still there
	}
	for _, l := range b.locks {
		_ = l.Close() // goes with the process anyway
	}
}
