package filepick

import (
	"path/filepath"
)

// spot is a folder in the column at the left.
type spot struct {
	label, path, icon string
	recent            bool
}

// recentMost is how many folders of recent files are shown.
const recentMost = 5

// findPlaces lists the folders that people go to, as far as they exist: home and what lies in it, drives, and the folders
// of recent files.
func findPlaces(f FS, recent []string) []spot {
	var list []spot
	known := map[string]bool{}
	add := func(s spot) bool {
		i, err := f.Stat(s.path)
		if err != nil || !i.IsDir() || known[s.path] {
			return false
		}
		known[s.path] = true
		list = append(list, s)
		return true
	}
	if home := f.Home(); home != "" {
		add(spot{label: "Home", path: home, icon: "home-view"})
		for _, name := range []string{"Documents", "Desktop", "Downloads"} {
			add(spot{label: name, path: filepath.Join(home, name), icon: "file-open"})
		}
	}
	for _, v := range f.Volumes() {
		label := baseName(v)
		if v == "/" {
			label = "Computer"
		}
		add(spot{label: label, path: v, icon: "disk"})
	}
	left := recentMost
	for _, r := range recent {
		dir := filepath.Dir(r)
		if left > 0 && add(spot{label: baseName(dir), path: dir, icon: "clock", recent: true}) {
			left--
		}
	}
	return list
}

// volume is the topmost folder that a path lies in.
func volume(path string) string { return filepath.VolumeName(path) + string(filepath.Separator) }
