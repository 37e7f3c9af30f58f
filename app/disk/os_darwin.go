package disk

import (
	"strings"

	"golang.org/x/sys/unix"
)

// keepAccess copies the tags, colours and notes that the Finder and other programs keep on a file.
func keepAccess(path, like string) {
	names := make([]byte, 64<<10)
	n, err := unix.Llistxattr(like, names)
	if err != nil {
		return
	}
	value := make([]byte, 64<<10)
	for name := range strings.SplitSeq(string(names[:n]), "\x00") {
		if name == "" || name == "com.apple.ResourceFork" {
			continue
		}
		if m, err := unix.Lgetxattr(like, name, value); err == nil {
			_ = unix.Lsetxattr(path, name, value[:m], 0) // best effort: the mode was kept already
		}
	}
}

func free(dir string) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, err
	}
	return int64(st.Bavail) * int64(st.Bsize), nil
}
