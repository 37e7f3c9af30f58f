package filepick

import (
	"errors"
	"io/fs"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"
)

// typedPath makes an absolute path of what was typed or pasted: quotes and blanks round it go, ~ is the person's own
// folder, a file address becomes its path, anything else counts from dir.
func typedPath(text, dir, home string) string {
	text = strings.TrimSpace(text)
	if n := len(text); n > 1 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		text = text[1 : n-1]
	}
	if u, err := url.Parse(text); err == nil && u.Scheme == "file" && u.Path != "" {
		text = filepath.FromSlash(u.Path)
		if runtime.GOOS == "windows" {
			text = strings.TrimPrefix(text, `\`)
		}
	}
	if rest, ok := strings.CutPrefix(text, "~"); ok && home != "" && (rest == "" || isSeparator(rest[0])) {
		text = home + rest
	}
	if v := filepath.VolumeName(text); v != "" && v == text {
		text += string(filepath.Separator)
	}
	if dir == "" {
		dir = home
	}
	if !filepath.IsAbs(text) {
		text = filepath.Join(dir, text)
	}
	return filepath.Clean(text)
}

func isSeparator(c byte) bool { return c == '/' || c == filepath.Separator }

// straight gives a path that does not lead through the same folder twice: a link to a folder further up leads there.
func straight(f FS, dir string) string {
	real, err := f.Real(dir)
	if err != nil || real == dir {
		return dir
	}
	for up := filepath.Dir(dir); ; up = filepath.Dir(up) {
		if r, err := f.Real(up); err == nil && r == real {
			dir = up
		}
		if up == filepath.Dir(up) {
			return dir
		}
	}
}

// completed extends a typed path by what all names that begin with it have in common, and says whether it did. A folder
// that remains alone gets a separator.
func completed(f FS, text, dir string, fits func(item) bool) (string, bool) {
	cut := strings.LastIndexFunc(text, func(r rune) bool { return r < 128 && isSeparator(byte(r)) }) + 1
	head, stem := text[:cut], text[cut:]
	in := typedPath(head, dir, f.Home())
	if head == "" {
		in = dir
	}
	items, err := readFolder(f, in)
	if err != nil || stem == "" || stem == "~" && head == "" {
		return text, false
	}
	common, alone := "", true
	var last item
	for _, it := range items {
		if !strings.HasPrefix(fold(it.name), fold(stem)) || !fits(it) {
			continue
		}
		if last.name == "" {
			common = it.name
		} else {
			common, alone = shared(common, it.name), false
		}
		last = it
	}
	if last.name == "" || len([]rune(common)) < len([]rune(stem)) {
		return text, false
	}
	if alone && last.dir {
		common += string(filepath.Separator)
	}
	return head + common, head+common != text
}

// shared is the beginning that two names have in common, without regard to case.
func shared(a, b string) string {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && unicode.ToLower(x[n]) == unicode.ToLower(y[n]) {
		n++
	}
	return string(x[:n])
}

// withSuffix adds the first suffix to a name that ends in none of them.
func withSuffix(name string, suffixes []string) string {
	if len(suffixes) == 0 || hasSuffix(name, suffixes) {
		return name
	}
	return strings.TrimRight(name, ".") + suffixes[0]
}

// stem is how many characters of a name stand before its suffix.
func stem(name string, suffixes []string) int {
	for _, s := range suffixes {
		if hasSuffix(name, []string{s}) {
			return len([]rune(name[:len(name)-len(s)]))
		}
	}
	return len([]rune(name))
}

// longest is how many bytes a name may have on the file systems in use.
const longest = 255

// nameProblem says in one sentence why a file or folder cannot have a name; "" when it can.
func nameProblem(name string, windows bool) string {
	switch {
	case strings.TrimSpace(name) == "":
		return "Type a name first."
	case name == "." || name == "..":
		return "“" + name + "” names a folder; type another name."
	case strings.ContainsFunc(name, unicode.IsControl):
		return "The name holds a character that cannot be seen; type it again."
	case len(name) > longest:
		return "The name is too long; a name has at most 255 bytes."
	case windows && strings.ContainsAny(name, `<>:"/\|?*`):
		return `A name may not hold any of these: / \ : * ? " < > |`
	case strings.ContainsRune(name, '/'):
		return "A name may not hold a slash."
	case windows && (reserved(name) || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ")):
		return "Windows keeps this name for itself; type another."
	}
	return ""
}

// reserved reports whether Windows means a device by a name, whatever its ending.
func reserved(name string) bool {
	s, _, _ := strings.Cut(strings.ToUpper(name), ".")
	s = strings.TrimRight(s, " ")
	switch s {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(s) == 4 && (strings.HasPrefix(s, "COM") || strings.HasPrefix(s, "LPT")) && s[3] >= '1' && s[3] <= '9'
}

// because says in a few words why something on the disk could not be done.
func because(err error) string {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "permission is denied"
	case errors.Is(err, fs.ErrNotExist):
		return "it is not there"
	case errors.Is(err, fs.ErrExist):
		return "the name is taken"
	case errors.As(err, &p):
		return p.Err.Error()
	}
	return err.Error()
}
