package filepick

import (
	"io/fs"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// item is a folder or a file of the list.
type item struct {
	name     string
	dir      bool
	hidden   bool
	modified time.Time
	size     int64 // bytes
}

// readFolder lists the folders and regular files of a folder. A link counts as what it leads to; pipes, devices, sockets
// and links that lead nowhere or round in a circle are left out.
func readFolder(f FS, dir string) ([]item, error) {
	entries, err := f.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	items := make([]item, 0, len(entries))
	for _, e := range entries {
		if it, ok := itemOf(f, dir, e); ok {
			items = append(items, it)
		}
	}
	sort.SliceStable(items, func(a, b int) bool { return before(items[a], items[b]) })
	return items, nil
}

func itemOf(f FS, dir string, e fs.DirEntry) (item, bool) {
	info, err := e.Info()
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = f.Stat(filepath.Join(dir, e.Name()))
	}
	if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
		return item{}, false
	}
	return item{name: e.Name(), dir: info.IsDir(), hidden: strings.HasPrefix(e.Name(), ".") || marked(info),
		modified: info.ModTime(), size: info.Size()}, true
}

// before puts folders first, then follows the names as people count: 2 before 10, without regard to case.
func before(a, b item) bool {
	if a.dir != b.dir {
		return a.dir
	}
	x, y := fold(a.name), fold(b.name)
	if x == y {
		return a.name < b.name
	}
	return natural(x, y)
}

func fold(s string) string { return strings.ToLower(s) }

// natural compares two names, runs of digits by their value.
func natural(a, b string) bool {
	for a != "" && b != "" {
		na, nb := digits(a), digits(b)
		if na > 0 && nb > 0 {
			x, y := strings.TrimLeft(a[:na], "0"), strings.TrimLeft(b[:nb], "0")
			if len(x) != len(y) {
				return len(x) < len(y)
			}
			if x != y {
				return x < y
			}
			a, b = a[na:], b[nb:]
			continue
		}
		if a[0] != b[0] {
			return a < b
		}
		a, b = a[1:], b[1:]
	}
	return len(a) < len(b)
}

// digits is how many bytes at the beginning of s are digits.
func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }

// offered picks what the list shows: folders and files with one of the suffixes, and everything with all. Hidden ones
// show only with all. It also counts the files that are left out.
func offered(items []item, suffixes []string, all bool) (list []item, out int) {
	for _, it := range items {
		switch {
		case all || !it.hidden && (it.dir || hasSuffix(it.name, suffixes)):
			list = append(list, it)
		case !it.dir:
			out++
		}
	}
	return list, out
}

// hasSuffix reports whether a name ends in one of the suffixes, in any case; with no suffixes every name does.
func hasSuffix(name string, suffixes []string) bool {
	name = fold(name)
	for _, s := range suffixes {
		if strings.HasSuffix(name, fold(s)) && len(name) > len(s) {
			return true
		}
	}
	return len(suffixes) == 0
}

// sizeText writes a number of bytes with three digits at most, counted in thousands.
func sizeText(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10) + " B"
	}
	v, unit := float64(n)/1000, 0
	for v >= 999.5 && unit < 3 {
		v, unit = v/1000, unit+1
	}
	places := 0
	if v < 9.95 {
		places = 1
	}
	return strconv.FormatFloat(v, 'f', places, 64) + " " + [...]string{"KB", "MB", "GB", "TB"}[unit]
}

// dateText writes when a file was changed, in the time's own zone.
func dateText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 Jan 2006, 15:04")
}

// plain makes a name safe to show: marks that turn the direction of writing, that take no room or that steer a terminal
// become small tokens.
func plain(name string) string {
	if !strings.ContainsFunc(name, unseen) {
		return name
	}
	var b strings.Builder
	for _, r := range name {
		if unseen(r) {
			b.WriteString("‹" + strings.ToUpper(strconv.FormatInt(int64(r), 16)) + "›")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func unseen(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200C' && r != '\u200D' || r == '\u2028' || r == '\u2029'
}
