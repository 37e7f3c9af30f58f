package custody

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"hubscape/app/disk"
)

// Watch notices what others do to files. It asks the disk only when it is asked itself; there is nothing in the
// background. Its methods may be called from any goroutine.
type Watch struct {
	FS    disk.FS
	Limit int64 // bytes that are read at most; 0 is 1 GB

	mu    sync.Mutex
	known map[string]mark
}

// mark is what a file was when it was read or written here.
type mark struct {
	there bool
	info  fs.FileInfo // nil when it could not be looked at
	hash  string
}

// Seen is a file as it is now, beside what it was.
type Seen struct {
	Change   Change
	SHA256   string // of its bytes, hexadecimal; "" when there is no file
	Size     int64
	Modified time.Time
	MovedTo  string // where the file that vanished is now, if that is in the same folder
}

// Known notes that the file at path holds b now; nil that there is no file.
func (w *Watch) Known(path string, b []byte) {
	m := mark{there: b != nil}
	if m.there {
		m.hash = hashOf(b)
	}
	if target, err := w.FS.Resolve(path); err == nil {
		if st, err := w.FS.Lstat(target); err == nil && m.there && st.Size() == int64(len(b)) {
			m.info = st
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known == nil {
		w.known = map[string]mark{}
	}
	w.known[path] = m
}

// Forget drops what was noted.
func (w *Watch) Forget(path string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.known, path)
}

// Look compares the file with what was noted. A file that nothing was noted of is unchanged. An error is the disk's: the
// file is there, or its folder is, and cannot be read.
func (w *Watch) Look(path string) (Change, error) {
	s, err := w.look(path, false)
	return s.Change, err
}

// LookClosely is Look that always reads the file: for the moment before it is replaced.
func (w *Watch) LookClosely(path string) (Seen, error) { return w.look(path, true) }

func (w *Watch) look(path string, closely bool) (Seen, error) {
	w.mu.Lock()
	m, noted := w.known[path]
	w.mu.Unlock()
	if !noted && !closely {
		return Seen{}, nil
	}
	target, err := w.FS.Resolve(path)
	var st fs.FileInfo
	if err == nil {
		st, err = w.FS.Lstat(target)
	}
	if errors.Is(err, fs.ErrNotExist) {
		s := Seen{}
		if m.there {
			s.Change, s.MovedTo = Vanished, w.moved(target, path, m)
		}
		return s, nil
	}
	if err != nil {
		return Seen{}, err
	}
	s := Seen{Size: st.Size(), Modified: st.ModTime()}
	if !closely && m.there && m.info != nil && untouched(m.info, st) {
		s.SHA256 = m.hash
		return s, nil
	}
	limit := w.Limit
	if limit == 0 {
		limit = 1 << 30
	}
	b, err := disk.ReadFile(w.FS, target, limit)
	if errors.Is(err, disk.ErrTooLarge) && noted { // then it is not what it was
		s.Change = Rewritten
		return s, nil
	}
	if err != nil {
		return s, err
	}
	s.SHA256 = hashOf(b)
	switch {
	case !noted:
	case !m.there:
		s.Change = Appeared
	case s.SHA256 != m.hash:
		s.Change = Rewritten
	default: // only its time changed, or it was put back
		w.refresh(path, m, st)
	}
	return s, nil
}

// refresh notes that the same bytes bear another time now.
func (w *Watch) refresh(path string, old mark, st fs.FileInfo) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if now, ok := w.known[path]; ok && now.hash == old.hash && now.there {
		now.info = st
		w.known[path] = now
	}
}

// untouched says whether two descriptions are of one file at one time. A time without fractions comes from a file system
// whose clock is coarse: there, only the bytes tell.
func untouched(a, b fs.FileInfo) bool {
	if a.Size() != b.Size() || !a.ModTime().Equal(b.ModTime()) || a.ModTime().Nanosecond() == 0 {
		return false
	}
	return a.Sys() == nil || b.Sys() == nil || os.SameFile(a, b)
}

// moved looks for the file that vanished under another name in its folder.
func (w *Watch) moved(target, path string, m mark) string {
	if m.info == nil || m.info.Sys() == nil {
		return ""
	}
	if target == "" {
		target = path
	}
	dir := filepath.Dir(target)
	entries, err := w.FS.ReadDir(dir)
	if err != nil {
		return ""
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && os.SameFile(m.info, info) {
			return filepath.Join(dir, e.Name())
		}
	}
	return ""
}

func hashOf(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}
