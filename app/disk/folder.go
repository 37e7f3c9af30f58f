package disk

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
)

// MakeDir makes a folder and those above it so that a power cut does not take them: the name of each is brought to the
// disk. One that exists is no error.
func MakeDir(sys FS, dir string, mode fs.FileMode) error {
	above := []string{filepath.Dir(dir)} // whose names must be synced, innermost first
	for {
		at := above[len(above)-1]
		_, err := sys.Lstat(at)
		if err == nil || filepath.Dir(at) == at {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		above = append(above, filepath.Dir(at))
	}
	if err := sys.MkdirAll(dir, mode); err != nil {
		return err
	}
	slices.Reverse(above)
	for _, d := range above {
		if err := sys.SyncDir(d); err != nil {
			return err
		}
	}
	return nil
}
