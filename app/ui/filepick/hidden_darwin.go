package filepick

import (
	"io/fs"
	"syscall"
)

// hiddenFlag is UF_HIDDEN of chflags(2).
const hiddenFlag = 0x8000

// marked reports whether the file system marks a file as hidden.
func marked(i fs.FileInfo) bool {
	s, ok := i.Sys().(*syscall.Stat_t)
	return ok && s.Flags&hiddenFlag != 0
}
