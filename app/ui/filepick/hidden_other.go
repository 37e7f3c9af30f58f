//go:build !windows && !darwin

package filepick

import "io/fs"

// marked reports whether the file system marks a file as hidden; here only a name can.
func marked(fs.FileInfo) bool { return false }
