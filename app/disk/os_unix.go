//go:build unix

package disk

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// openFlags keep opening from waiting for the other end of a pipe.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK

var causes = []known{
	{syscall.ENOSPC, Full}, {syscall.EDQUOT, Quota}, {syscall.EROFS, ReadOnly}, {syscall.EACCES, Denied}, {syscall.EPERM, Denied},
	{syscall.ENODEV, Gone}, {syscall.ENXIO, Gone}, {syscall.ENOTCONN, Gone}, {syscall.EHOSTDOWN, Gone}, {syscall.ESTALE, Gone},
	{syscall.EIO, Faulty}, {syscall.EBUSY, Busy}, {syscall.ETXTBSY, Busy}, {syscall.EXDEV, Across},
}

// keepOwner gives a file the owner and group of another, as far as this user may, and answers the mode that it should
// have. Where the group could not be kept, the group that it has instead gets no more than everybody.
func keepOwner(path string, like fs.FileInfo) fs.FileMode {
	mode := like.Mode().Perm()
	st, ok := like.Sys().(*syscall.Stat_t)
	if !ok || os.Lchown(path, int(st.Uid), int(st.Gid)) == nil || os.Lchown(path, -1, int(st.Gid)) == nil {
		return mode
	}
	if now, err := os.Lstat(path); err == nil {
		if mine, ok := now.Sys().(*syscall.Stat_t); ok && mine.Gid == st.Gid {
			return mode
		}
	}
	return mode&^0o070 | mode&0o007<<3&mode
}

func rename(from, to string) error { return os.Rename(from, to) }

// syncDir opens and syncs a folder. Some file systems know no such thing, some folders may be written but not read.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
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
