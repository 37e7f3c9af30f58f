package filepick

import (
	"io/fs"
	"syscall"
)

// marked reports whether the file system marks a file as hidden.
func marked(i fs.FileInfo) bool {
	d, ok := i.Sys().(*syscall.Win32FileAttributeData)
	return ok && d.FileAttributes&syscall.FILE_ATTRIBUTE_HIDDEN != 0
}
