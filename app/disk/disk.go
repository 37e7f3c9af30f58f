package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// FS is a file system. Paths are those of the system. Errors answer to errors.Is with what package fs and syscall name.
type FS interface {
	// Resolve follows symbolic links: the path of the file that saving under path must replace. The file itself need not
	// exist, its folder must. A link that leads back to itself is given as it is.
	Resolve(path string) (string, error)
	// Lstat describes a file, a link not followed.
	Lstat(path string) (fs.FileInfo, error)
	// Open opens a regular file for reading, never waiting; *NotRegular for a folder, pipe or device. Links are followed.
	Open(path string) (Reader, error)
	// Create makes a file that must not exist yet.
	Create(path string, mode fs.FileMode) (File, error)
	// Append opens a file that exists for writing at its end.
	Append(path string) (File, error)
	// ReadDir lists a folder in order of name.
	ReadDir(dir string) ([]fs.DirEntry, error)
	// MkdirAll makes a folder and those above it; one that exists is no error.
	MkdirAll(dir string, mode fs.FileMode) error
	// Keep gives the file at path the owner, mode and access list of the file like, as far as the system lets it: a mode
	// that cannot be set is an error, an owner that cannot is none.
	Keep(path, like string) error
	// Rename puts a file in the place of another, at once.
	Rename(from, to string) error
	// SyncDir brings a folder's names to the disk; systems that do so by themselves answer nil.
	SyncDir(dir string) error
	// Remove takes a file or an empty folder away.
	Remove(path string) error
	// Free is how many bytes may still be written in dir by this user.
	Free(dir string) (int64, error)
	// Lock makes the file if there is none and locks it for this process; ErrLocked when another holds it. It goes with the
	// process, whatever becomes of it. The file stays when the lock is let go.
	Lock(path string) (io.Closer, error)
}

// File is a file open for writing.
type File interface {
	io.Writer
	Sync() error // what was written is on the disk when it returns nil
	Close() error
}

// Reader is a regular file open for reading.
type Reader interface {
	io.Reader
	io.ReaderAt
	Stat() (fs.FileInfo, error)
	Close() error
}

// ErrLocked is the answer of Lock when somebody else holds it.
var ErrLocked = errors.New("another program holds the lock")

// ErrTooLarge is the answer of ReadFile for a file over its limit.
var ErrTooLarge = errors.New("the file is larger than can be read")

// NotRegular is the error of opening what is no regular file.
type NotRegular struct {
	Path string
	Mode fs.FileMode
}

// Error says what it is instead.
func (e *NotRegular) Error() string {
	return e.Path + ": is " + Special(e.Mode) + ", not a regular file"
}

// Special names a file that is not regular.
func Special(m fs.FileMode) string {
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

// ReadFile gives the bytes of a regular file of at most limit bytes.
func ReadFile(sys FS, path string, limit int64) ([]byte, error) {
	f, err := sys.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if st.Size() > limit {
		return nil, fmt.Errorf("%w: %d bytes", ErrTooLarge, st.Size())
	}
	b := make([]byte, 0, st.Size()+512)
	for {
		n, err := f.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return nil, err
		}
		if int64(len(b)) > limit {
			return nil, fmt.Errorf("%w: it grows while it is read", ErrTooLarge)
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}
