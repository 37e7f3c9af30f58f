//go:build !unix

package store

import (
	"io/fs"
	"os"
)

const openFlags = os.O_RDONLY

// own does nothing: the new file inherits the access list of its folder.
func own(string, fs.FileInfo) {}

// syncDir does nothing: a rename is brought to the disk by the file system's own journal.
func syncDir(string) error { return nil }
