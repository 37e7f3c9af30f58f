package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// OS is the real file system.
type OS struct{}

// maxLinks is how many symbolic links in a row are followed.
const maxLinks = 40

// Resolve follows links.
func (OS) Resolve(path string) (string, error) {
	for range maxLinks {
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

// Lstat describes a file.
func (OS) Lstat(path string) (fs.FileInfo, error) { return os.Lstat(path) }

// Open opens a regular file for reading.
func (OS) Open(path string) (Reader, error) {
	f, err := os.OpenFile(path, openFlags, 0)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() {
		err = &NotRegular{path, st.Mode()}
	}
	if err != nil {
		_ = f.Close() // only read
		return nil, err
	}
	return f, nil
}

// Create makes a new file.
func (OS) Create(path string, mode fs.FileMode) (File, error) {
	return asFile(os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode))
}

// Append opens a file for writing at its end.
func (OS) Append(path string) (File, error) {
	return asFile(os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0))
}

// asFile keeps a nil file from becoming an interface that is not nil.
func asFile(f *os.File, err error) (File, error) {
	if err != nil {
		return nil, err
	}
	return f, nil
}

// ReadDir lists a folder.
func (OS) ReadDir(dir string) ([]fs.DirEntry, error) { return os.ReadDir(dir) }

// MkdirAll makes a folder.
func (OS) MkdirAll(dir string, mode fs.FileMode) error { return os.MkdirAll(dir, mode) }

// Keep gives a file owner, mode and access list of another.
func (OS) Keep(path, like string) error {
	st, err := os.Lstat(like)
	if err != nil {
		return err
	}
	mode := keepOwner(path, st)
	if err := os.Chmod(path, mode); err != nil {
		return err
	}
	keepAccess(path, like)
	return nil
}

// Rename puts a file in the place of another.
func (OS) Rename(from, to string) error { return rename(from, to) }

// SyncDir brings a folder's names to the disk.
func (OS) SyncDir(dir string) error { return syncDir(dir) }

// Remove takes a file away.
func (OS) Remove(path string) error { return os.Remove(path) }

// Free is the space left for this user.
func (OS) Free(dir string) (int64, error) { return free(dir) }

// Lock locks a file for this process.
func (OS) Lock(path string) (io.Closer, error) {
	l := flock.New(path, flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	if err == nil && !ok {
		err = ErrLocked
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}
