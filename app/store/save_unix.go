//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// openFlags keep opening from waiting for the other end of a pipe.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK

// own gives the new file the owner of the old one where the system allows it; only its owner and root may.
func own(path string, like fs.FileInfo) {
	if st, ok := like.Sys().(*syscall.Stat_t); ok {
		_ = os.Lchown(path, int(st.Uid), int(st.Gid))
	}
}

// syncDir brings the rename itself to the disk. Some file systems know no such thing; they are not asked twice.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil // a folder that may be written but not read
	}
	err = d.Sync()
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}
