package store

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Save writes a scenario file so that at every moment the path holds either the old bytes or the new ones, whole:
// a new file beside the old, written, read back and parsed, brought to the disk, and renamed over it. A symbolic link
// stays and its target is replaced. Errors of the machine answer to errors.Is(err, ErrMachine); the old file is then
// untouched.
func Save(path string, b []byte) error {
	return Replace(path, b, func(b []byte) error {
		r, _, err := readItems(b)
		if err != nil {
			return err
		}
		for _, p := range r.problems {
			if p.Lost {
				return errors.New(p.String())
			}
		}
		return nil
	})
}

// Replace saves any file as Save does; check judges what was read back and may be nil.
func Replace(path string, b []byte, check func([]byte) error) error {
	return replace(disk{}, path, b, check)
}

// system is what saving needs of the file system; tests let each of its calls fail.
type system interface {
	Resolve(path string) (string, error) // follows links; a file that does not exist yet is no error
	Stat(path string) (fs.FileInfo, error)
	Create(path string, mode fs.FileMode) (file, error) // must not exist
	ReadFile(path string) ([]byte, error)
	Own(path string, like fs.FileInfo) error // owner and mode as the old file had them
	Rename(from, to string) error
	SyncDir(dir string) error
	Remove(path string) error
}

type file interface {
	Write(b []byte) (int, error)
	Sync() error
	Close() error
}

func replace(sys system, path string, b []byte, check func([]byte) error) error {
	target, err := sys.Resolve(path)
	if err != nil {
		return saveError(path, "its folder cannot be reached", err)
	}
	old, err := sys.Stat(target)
	switch {
	case err == nil && !old.Mode().IsRegular():
		return &Error{File: path, What: "is " + special(old.Mode()) + ", not a regular file", Do: "save under another name"}
	case err == nil && old.Mode().Perm()&0o222 == 0:
		return saveError(path, "the file is write-protected", fs.ErrPermission)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return saveError(path, "it cannot be looked at", err)
	}
	temp := filepath.Join(filepath.Dir(target), "."+clipName(filepath.Base(target))+"."+token()+".tmp")
	if err := prepare(sys, temp, path, old, b, check); err != nil {
		_ = sys.Remove(temp) // what is left of a failed save; the error that matters is the first
		return err
	}
	if err := sys.Rename(temp, target); err != nil {
		_ = sys.Remove(temp)
		return saveError(path, "the new file could not take the place of the old one", err)
	}
	if err := sys.SyncDir(filepath.Dir(target)); err != nil {
		return saveError(path, "the file was written, but the disk did not confirm it", err)
	}
	return nil
}

// prepare makes the new file and is sure of it before it returns.
func prepare(sys system, temp, path string, old fs.FileInfo, b []byte, check func([]byte) error) error {
	f, err := sys.Create(temp, 0o644)
	if err != nil {
		return saveError(path, "no new file could be made in its folder", err)
	}
	_, err = f.Write(b)
	if err != nil {
		err = saveError(path, megabytes(len(b))+" could not be written", err)
	} else {
		err = verify(sys, temp, path, old, b, check)
	}
	if err == nil {
		if serr := f.Sync(); serr != nil {
			err = saveError(path, megabytes(len(b))+" could not be brought to the disk", serr)
		}
	}
	if cerr := f.Close(); cerr != nil && err == nil {
		err = saveError(path, megabytes(len(b))+" could not be brought to the disk", cerr)
	}
	return err
}

// verify reads back what was written, judges it, and gives it the mode of the old file.
func verify(sys system, temp, path string, old fs.FileInfo, b []byte, check func([]byte) error) error {
	back, err := sys.ReadFile(temp)
	if err != nil {
		return saveError(path, "what was written could not be read back", err)
	}
	if !bytes.Equal(back, b) {
		return saveError(path, "the disk gave back something else than was written", errors.New("the copy differs"))
	}
	if check != nil {
		if err := check(back); err != nil {
			return &Error{File: path, What: "the new file would not open again: " + err.Error(), Do: "the old file was kept; undo the last change and save again", Err: err}
		}
	}
	if old != nil {
		if err := sys.Own(temp, old); err != nil {
			return saveError(path, "the permissions of the old file could not be kept", err)
		}
	}
	return nil
}

// saveError is an error of the machine; the old file is still there.
func saveError(path, what string, err error) error {
	do := "nothing is lost, save under another name or in another folder"
	why := reason(err)
	if errors.Is(err, syscall.ENOSPC) {
		do = "nothing is lost, free some space or save elsewhere"
	}
	return &Error{File: path, What: "the file could not be saved: " + what + " (" + why + ")", Do: do, Err: errors.Join(ErrMachine, err)}
}

// reason says in plain words what the system objected to, without its paths.
func reason(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full"
	case errors.Is(err, syscall.EROFS):
		return "the disk is read-only"
	case errors.Is(err, fs.ErrPermission):
		return "no permission"
	case errors.Is(err, fs.ErrNotExist):
		return "the folder does not exist"
	}
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}

// special names a file that is not regular.
func special(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "a folder"
	case m&fs.ModeNamedPipe != 0:
		return "a pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeSymlink != 0:
		return "a link that leads back to itself"
	}
	return "a device"
}

func megabytes(n int) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// clipName keeps the name of the temporary file below the limit of file systems.
func clipName(name string) string {
	if len(name) > 100 {
		name = strings.ToValidUTF8(name[:100], "")
	}
	return name
}

// token makes the temporary name one that no other save uses.
func token() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// disk is the real file system.
type disk struct{}

func (disk) Resolve(path string) (string, error) {
	for range 40 {
		target, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, filepath.Base(path)), nil
}

func (disk) Stat(path string) (fs.FileInfo, error) { return os.Lstat(path) }

func (disk) Create(path string, mode fs.FileMode) (file, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
}

func (disk) ReadFile(path string) ([]byte, error) { return os.ReadFile(path) }
func (disk) Own(path string, like fs.FileInfo) error {
	own(path, like)
	return os.Chmod(path, like.Mode().Perm())
}
func (disk) Rename(from, to string) error { return os.Rename(from, to) }
func (disk) SyncDir(dir string) error     { return syncDir(dir) }
func (disk) Remove(path string) error     { return os.Remove(path) }
