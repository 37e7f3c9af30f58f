package disk

import (
	"strings"

	"golang.org/x/sys/unix"
)

// keepAccess copies the access list and what the user's programs noted on the file. A file system that has none of it
// refuses, and there is nothing to keep then.
func keepAccess(path, like string) {
	names := make([]byte, 64<<10)
	n, err := unix.Llistxattr(like, names)
	if err != nil {
		return
	}
	value := make([]byte, 64<<10)
	for name := range strings.SplitSeq(string(names[:n]), "\x00") {
		if name != "system.posix_acl_access" && !strings.HasPrefix(name, "user.") {
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
	return int64(st.Bavail) * st.Bsize, nil
}
