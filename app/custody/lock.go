package custody

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"hubscape/app/disk"
)

// Owner is who holds a lock; it is what the lock file says.
type Owner struct {
	Host    string    `json:"host"`
	User    string    `json:"user"`
	PID     int       `json:"pid"`
	Program string    `json:"program"` // with its version
	Since   time.Time `json:"since"`
	Session string    `json:"session"` // of one start of the program
}

// LockFiles locks documents by a file beside them, ".~lock.NAME#", that says who edits. The system's own lock on that
// file tells, on one computer, whether the owner still runs, whatever became of it.
type LockFiles struct {
	FS    disk.FS
	Me    Owner // Since is filled in
	Now   func() time.Time
	Alive func(pid int) bool // nil: as the system says
}

// NotLockable is the error of a document that cannot be locked, because its folder may not be written or the disk is
// full. It can be edited all the same; others just do not see it.
type NotLockable struct {
	Path string
	Err  error
}

// Error says what follows from it.
func (e *NotLockable) Error() string {
	return e.Path + ": others cannot see that it is being edited (" + disk.Reason(e.Err) + "); agree with them who edits"
}

// Unwrap gives what the system said.
func (e *NotLockable) Unwrap() error { return e.Err }

const (
	// settle is how long making a lock may take: a younger lock file is never taken for a leftover.
	settle = 10 * time.Second
	// old is when a lock of another computer may be a leftover.
	old = 12 * time.Hour
	// maxLockFile is more than a lock file ever holds.
	maxLockFile = 1 << 14
	tries       = 4
)

// LockName is the lock file of a document's file.
func LockName(path string) string {
	return filepath.Join(filepath.Dir(path), ".~lock."+filepath.Base(path)+"#")
}

// fileLock is a lock that is held.
type fileLock struct {
	l    *LockFiles
	doc  string // as the caller named it
	path string // of the lock file
	mu   sync.Mutex
	os   io.Closer // nil where the system knows no locks
	mine Owner
	gone bool
}

// Take locks the document at path. A *Held error names who has it; *NotLockable says that it cannot be locked at all.
func (l *LockFiles) Take(path string) (Lock, error) { return l.take(path, false) }

// TakeOver locks the document although someone else has it. What that one notices is Lost at its next save.
func (l *LockFiles) TakeOver(path string) (Lock, error) { return l.take(path, true) }

func (l *LockFiles) take(path string, force bool) (Lock, error) {
	target, err := l.FS.Resolve(path)
	if err != nil {
		return nil, &NotLockable{path, err}
	}
	at := LockName(target)
	for range tries {
		got, err := l.create(path, at)
		if err == nil || !errors.Is(err, fs.ErrExist) {
			return got, err
		}
		before, _ := l.read(at)
		held := l.judge(path, at)
		if held != nil && !force {
			return nil, held
		}
		if now, _ := l.read(at); now != before {
			continue // someone was faster; look again
		}
		if err := l.FS.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
			if held != nil {
				return nil, held
			}
			return nil, &NotLockable{path, err}
		}
	}
	return nil, &Held{Path: path, Since: l.Now()} // others take it as fast as we do
}

// create makes the lock file; the error answers to fs.ErrExist when there is one.
func (l *LockFiles) create(doc, at string) (Lock, error) {
	f, err := l.FS.Create(at, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	if err != nil {
		return nil, &NotLockable{doc, err}
	}
	mine := l.Me
	mine.Since = l.Now().UTC().Truncate(time.Second)
	b, err := json.Marshal(mine)
	if err == nil {
		_, err = f.Write(append(b, '\n'))
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = l.FS.Remove(at) // a lock file that says nothing helps nobody; the error that matters is the first
		return nil, &NotLockable{doc, err}
	}
	lock := &fileLock{l: l, doc: doc, path: at, mine: mine}
	held, err := l.FS.Lock(at)
	if errors.Is(err, disk.ErrLocked) { // someone looked at it at this moment: what counts is what the file says
		if o, err := l.read(at); err != nil || o.Session != mine.Session {
			return nil, l.held(doc, o)
		}
		return lock, nil
	}
	if err == nil {
		lock.os = held
	}
	return lock, nil // without the system's lock, the number of the process has to do
}

// judge says who holds a lock file that exists; nil when it is a leftover.
func (l *LockFiles) judge(doc, at string) *Held {
	o, err := l.read(at)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	st, serr := l.FS.Lstat(at)
	if serr != nil {
		return nil
	}
	held := l.held(doc, o)
	if err != nil {
		held.Since = st.ModTime()
	}
	age := l.Now().Sub(held.Since)
	got, lerr := l.FS.Lock(at)
	if lerr == nil {
		_ = got.Close() // it was only to know
		if now, err := l.FS.Lstat(at); err == nil && now.Size() == 0 && st.Size() > 0 {
			return nil // its owner let it go meanwhile, and asking made an empty one
		}
	}
	switch {
	case errors.Is(lerr, disk.ErrLocked):
		return held
	case age >= 0 && age < settle:
		return held // it is being made
	case err != nil: // it says nothing
		if l.cut(at, st.Size()) {
			return nil
		}
		held.Old = true
		return held
	case o.Host != l.Me.Host:
		held.Old = age > old
		return held
	case lerr == nil:
		return nil // of this computer, and nobody holds it
	case l.alive(o.PID):
		return held
	}
	return nil
}

// cut says whether a lock file is the beginning of one of ours: what a crash leaves that came while it was written.
func (l *LockFiles) cut(at string, size int64) bool {
	const start = `{"host":"`
	if size >= maxLockFile {
		return false
	}
	b, err := disk.ReadFile(l.FS, at, maxLockFile)
	return err == nil && (strings.HasPrefix(start, string(b)) || strings.HasPrefix(string(b), start))
}

func (l *LockFiles) alive(pid int) bool {
	if l.Alive != nil {
		return l.Alive(pid)
	}
	return disk.Alive(pid)
}

func (l *LockFiles) held(doc string, o Owner) *Held {
	return &Held{Path: doc, Host: o.Host, User: o.User, PID: o.PID, Since: o.Since, Own: o.Session != "" && o.Session == l.Me.Session}
}

// read reads who a lock file names. The first byte is always the same and is not read: some systems lock it.
func (l *LockFiles) read(at string) (Owner, error) {
	f, err := l.FS.Open(at)
	if err != nil {
		return Owner{}, err
	}
	defer f.Close()
	b := make([]byte, maxLockFile)
	n, err := f.ReadAt(b[1:], 1)
	if err != nil && err != io.EOF {
		return Owner{}, err
	}
	b[0] = '{'
	var o Owner
	if err := json.Unmarshal(b[:n+1], &o); err != nil {
		return Owner{}, err
	}
	o.Host, o.User = oneLine(o.Host), oneLine(o.User)
	return o, nil
}

// oneLine keeps what a stranger wrote within one short line.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if r := []rune(s); len(r) > 64 {
		s = string(r[:63]) + "…"
	}
	return s
}

// Lost answers nil while the lock is ours; a *Held names who took it over meanwhile.
func (k *fileLock) Lost() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.gone {
		return nil
	}
	o, err := k.l.read(k.path)
	if err == nil && (o.Session != k.mine.Session || !o.Since.Equal(k.mine.Since)) {
		return k.l.held(k.doc, o)
	}
	return nil // a lock file that went, or cannot be read, belongs to nobody else
}

// Release takes the lock file away, unless it is someone else's by now. A second call does nothing.
func (k *fileLock) Release() error {
	lost := k.Lost()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.gone {
		return nil
	}
	k.gone = true
	var err error
	if k.os != nil {
		err = k.os.Close()
	}
	if lost != nil {
		return err
	}
	if rerr := k.l.FS.Remove(k.path); rerr != nil && !errors.Is(rerr, fs.ErrNotExist) {
		return rerr
	}
	return err
}
