//go:build !unix && !windows

package disk

import (
	"errors"
	"io/fs"
	"os"
)

const openFlags = os.O_RDONLY

var causes []known

func keepOwner(_ string, like fs.FileInfo) fs.FileMode { return like.Mode().Perm() }

func keepAccess(string, string) {}

func rename(from, to string) error { return os.Rename(from, to) }

func syncDir(string) error { return nil }

func free(string) (int64, error) { return 0, errors.ErrUnsupported }
