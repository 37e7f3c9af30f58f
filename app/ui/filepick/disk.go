package filepick

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// FS is what the picker asks of the disk. Paths are absolute and in the system's own spelling.
type FS interface {
	// ReadDir lists a folder without following links.
	ReadDir(dir string) ([]fs.DirEntry, error)
	// Stat describes what a path leads to, following links.
	Stat(path string) (fs.FileInfo, error)
	// Real gives the path without links.
	Real(path string) (string, error)
	// MakeDir makes one folder in an existing one.
	MakeDir(path string) error
	// Home is the person's own folder, "" where there is none.
	Home() string
	// Volumes are the drives and mounted disks, each by its topmost folder.
	Volumes() []string
}

// disk is the real one.
type disk struct{}

func (disk) ReadDir(dir string) ([]fs.DirEntry, error) { return os.ReadDir(dir) }
func (disk) Stat(path string) (fs.FileInfo, error)     { return os.Stat(path) }
func (disk) Real(path string) (string, error)          { return filepath.EvalSymlinks(path) }
func (disk) MakeDir(path string) error                 { return os.Mkdir(path, 0o777) } // less what the person's umask takes

func (disk) Home() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}

func (disk) Volumes() []string {
	if runtime.GOOS == "windows" {
		return drives()
	}
	list := []string{"/"}
	for _, pattern := range []string{"/Volumes/*", "/media/*/*", "/run/media/*/*"} {
		found, _ := filepath.Glob(pattern) // the pattern is well formed
		for _, path := range found {
			if i, err := os.Lstat(path); err == nil && i.IsDir() {
				list = append(list, path)
			}
		}
	}
	return list
}

// drives are the letters that answer.
func drives() []string {
	var list []string
	for letter := 'A'; letter <= 'Z'; letter++ {
		root := string(letter) + `:\`
		if _, err := os.Stat(root); err == nil {
			list = append(list, root)
		}
	}
	return list
}
