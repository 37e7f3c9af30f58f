package store

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"hubscape/app/disk"
)

// Save writes a scenario file so that at every moment the path holds either the old bytes or the new ones, whole:
// a new file beside the old, written, read back and parsed, brought to the disk, and renamed over it. A symbolic link
// stays and its target is replaced. Errors of the machine answer to errors.Is(err, ErrMachine); the old file is then
// untouched.
func Save(path string, b []byte) error { return SaveIn(disk.OS{}, path, b) }

// SaveIn is Save on a file system that is handed in.
func SaveIn(sys disk.FS, path string, b []byte) error { return ReplaceIn(sys, path, b, opens) }

// opens judges whether the bytes of a file would open again whole.
func opens(b []byte) error {
	r := &reader{b: b, fleeting: true}
	if _, err := r.readItems(); err != nil {
		return err
	}
	for _, p := range r.problems {
		if p.Lost {
			return errors.New(p.String())
		}
	}
	return nil
}

// Replace saves any file as Save does; check judges what was read back and may be nil.
func Replace(path string, b []byte, check func([]byte) error) error {
	return ReplaceIn(disk.OS{}, path, b, check)
}

// ReplaceIn is Replace on a file system that is handed in.
func ReplaceIn(sys disk.FS, path string, b []byte, check func([]byte) error) error {
	s := save{sys: sys, path: path, write: func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}}
	if check != nil {
		s.check = func() error { return check(b) } // what was read back is the same
	}
	return s.begin()
}

// ReplaceWith saves a file as Replace does, of what write hands on piece by piece, so that it need never be in memory
// as a whole. What the disk gives back is compared by its hash. An error of write is given as it is.
func ReplaceWith(path string, write func(io.Writer) error) error {
	return ReplaceWithIn(disk.OS{}, path, write)
}

// ReplaceWithIn is ReplaceWith on a file system that is handed in.
func ReplaceWithIn(sys disk.FS, path string, write func(io.Writer) error) error {
	s := save{sys: sys, path: path, write: write}
	return s.begin()
}

// begin finds what is to be replaced, and replaces it.
func (s *save) begin() error {
	sys, path := s.sys, s.path
	target, err := sys.Resolve(path)
	if err != nil {
		return saveError(path, "its folder cannot be reached", err)
	}
	s.target = target
	old, err := sys.Lstat(target)
	switch {
	case err == nil && !old.Mode().IsRegular():
		return &Error{File: path, What: "is " + disk.Special(old.Mode()) + ", not a regular file", Do: "save under another name"}
	case err == nil && old.Mode().Perm()&0o222 == 0:
		return saveError(path, "the file is write-protected", fs.ErrPermission)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return saveError(path, "it cannot be looked at", err)
	}
	s.over = err == nil
	s.temp = filepath.Join(filepath.Dir(target), tempName(target)+token()+tempEnd)
	return s.run()
}

// save is one save on its way.
type save struct {
	sys                disk.FS
	path, target, temp string // as the user named it, what it leads to, and the new file beside that
	over               bool   // there is an old file
	write              func(io.Writer) error
	check              func() error // judges what was read back; may be nil
	out                tap
}

// tap hands on what is written and remembers its length and hash. After a failure it only counts, so that it is known how
// much was to be written.
type tap struct {
	w   io.Writer
	h   maphash.Hash
	n   int64
	err error
}

func (t *tap) Write(b []byte) (int, error) {
	t.n += int64(len(b))
	if t.err == nil {
		t.h.Write(b)
		_, t.err = t.w.Write(b)
	}
	return len(b), nil
}

func (s *save) run() error {
	if err := s.prepare(); err != nil {
		_ = s.sys.Remove(s.temp) // what is left of a failed save; the error that matters is the first
		return err
	}
	if err := s.sys.Rename(s.temp, s.target); err != nil {
		_ = s.sys.Remove(s.temp)
		return saveError(s.path, "the new file could not take the place of the old one", err)
	}
	if err := s.sys.SyncDir(filepath.Dir(s.target)); err != nil {
		return saveError(s.path, "the file was written, but the disk did not confirm it", err)
	}
	return nil
}

// prepare makes the new file and is sure of it before it returns.
func (s *save) prepare() error {
	f, err := s.sys.Create(s.temp, 0o644)
	if err != nil {
		return s.failed("no new file could be made in its folder", err)
	}
	s.out = tap{w: f}
	if err = s.write(&s.out); err == nil && s.out.err != nil {
		err = s.failed(megabytes(s.out.n)+" could not be written", s.out.err)
	} else if err == nil {
		err = s.verify()
	}
	if err == nil {
		if serr := f.Sync(); serr != nil {
			err = s.failed(megabytes(s.out.n)+" could not be brought to the disk", serr)
		}
	}
	if cerr := f.Close(); cerr != nil && err == nil {
		err = s.failed(megabytes(s.out.n)+" could not be brought to the disk", cerr)
	}
	return err
}

// verify reads back what was written, judges it, and gives it the owner and mode of the old file.
func (s *save) verify() error {
	same, err := s.readBack()
	switch {
	case err != nil:
		return saveError(s.path, "what was written could not be read back", err)
	case !same:
		return saveError(s.path, "the disk gave back something else than was written", errors.New("the copy differs"))
	}
	if s.check != nil {
		if err := s.check(); err != nil {
			return &Error{File: s.path, What: "the new file would not open again: " + err.Error(), Do: "the old file was kept; undo the last change and save again", Err: err}
		}
	}
	if s.over {
		if err := s.sys.Keep(s.temp, s.target); err != nil {
			return saveError(s.path, "the permissions of the old file could not be kept", err)
		}
	}
	return nil
}

// readBack says whether the new file holds what was written.
func (s *save) readBack() (same bool, err error) {
	f, err := s.sys.Open(s.temp)
	if err != nil {
		return false, err
	}
	defer f.Close()
	if st, err := f.Stat(); err != nil || st.Size() > s.out.n {
		return false, err
	}
	var h maphash.Hash
	h.SetSeed(s.out.h.Seed())
	n := int64(0)
	piece := make([]byte, min(s.out.n+512, 1<<18))
	for n <= s.out.n {
		got, err := f.Read(piece)
		h.Write(piece[:got])
		n += int64(got)
		if err == io.EOF {
			return n == s.out.n && h.Sum64() == s.out.h.Sum64(), nil
		}
		if err != nil {
			return false, err
		}
	}
	return false, nil
}

// failed is a failure to write, which on a full disk says how much space there is.
func (s *save) failed(what string, err error) error {
	if c := disk.CauseOf(err); c == disk.Full || c == disk.Quota {
		_ = s.sys.Remove(s.temp) // so that its own half is not counted
		if n, ferr := s.sys.Free(filepath.Dir(s.target)); ferr == nil {
			return saveWords(s.path, what, disk.Reason(err)+", "+free(n)+" free, "+megabytes(s.out.n)+" needed", err)
		}
	}
	return saveError(s.path, what, err)
}

// saveError is an error of the machine; the old file is still there.
func saveError(path, what string, err error) error {
	return saveWords(path, what, disk.Reason(err), err)
}

func saveWords(path, what, why string, err error) error {
	do := "nothing is lost, save under another name or in another folder"
	switch disk.CauseOf(err) {
	case disk.Full:
		do = "nothing is lost, free some space or save elsewhere"
	case disk.Quota:
		do = "nothing is lost, delete what you need no more or save elsewhere"
	case disk.Gone, disk.Faulty:
		do = "nothing is lost, connect the disk again or save elsewhere"
	case disk.Busy:
		do = "nothing is lost, close it elsewhere and try again, or save under another name"
	}
	return &Error{File: path, What: "the file could not be saved: " + what + " (" + why + ")", Do: do, Err: errors.Join(ErrMachine, err)}
}

// Sweep takes away what saves of the file at path left beside it when the machine stopped in the middle. Files changed
// after the time before are left alone: another program may be at it.
func Sweep(sys disk.FS, path string, before time.Time) error {
	target, err := sys.Resolve(path)
	if err != nil {
		return err
	}
	dir, start := filepath.Dir(target), tempName(target)
	entries, err := sys.ReadDir(dir)
	if err != nil {
		return err
	}
	var failed []error
	for _, e := range entries {
		middle, ok := strings.CutPrefix(e.Name(), start)
		if middle, end := strings.CutSuffix(middle, tempEnd); !ok || !end || len(middle) != 2*tokenBytes || strings.Trim(middle, "0123456789abcdef") != "" {
			continue
		}
		if st, err := e.Info(); err == nil && st.Mode().IsRegular() && st.ModTime().Before(before) {
			failed = append(failed, sys.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return errors.Join(failed...)
}

// free is a room on a disk, never said larger than it is.
func free(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%d KB", n/1000)
	}
	return megabytes(n)
}

// megabytes is a size, in kilobytes where it is small.
func megabytes(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%d KB", (n+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// tempEnd ends the name of a file that is to become another.
const tempEnd = ".tmp"

// tempName begins it.
func tempName(target string) string { return "." + clipName(filepath.Base(target)) + "." }

// clipName keeps the name of the temporary file below the limit of file systems.
func clipName(name string) string {
	if len(name) > 100 {
		name = strings.ToValidUTF8(name[:100], "")
	}
	return name
}

const tokenBytes = 6

// token makes the temporary name one that no other save uses.
func token() string {
	var b [tokenBytes]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
