package filepick

import (
	"io/fs"
	"path"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
)

// shelf is a disk in memory. Keys are absolute paths with slashes.
type shelf map[string]*thing

// thing is a file, folder, link or something else on a shelf.
type thing struct {
	name   string
	mode   fs.FileMode
	size   int64
	to     string // of a link
	locked bool
}

var day = time.Date(2026, 11, 2, 9, 5, 0, 0, time.UTC)

func (t *thing) Name() string               { return t.name }
func (t *thing) Size() int64                { return t.size }
func (t *thing) Mode() fs.FileMode          { return t.mode }
func (t *thing) Type() fs.FileMode          { return t.mode.Type() }
func (t *thing) ModTime() time.Time         { return day }
func (t *thing) IsDir() bool                { return t.mode.IsDir() }
func (t *thing) Sys() any                   { return nil }
func (t *thing) Info() (fs.FileInfo, error) { return t, nil }

// Real implements FS: links are followed, a circle ends in an error.
func (s shelf) Real(p string) (string, error) {
	for range 40 {
		at, again := "/", false
		for _, part := range strings.Split(strings.Trim(p, "/"), "/") {
			if part == "" {
				continue
			}
			next := path.Join(at, part)
			t, ok := s[next]
			if !ok {
				return "", &fs.PathError{Op: "stat", Path: p, Err: fs.ErrNotExist}
			}
			if t.to != "" {
				p, again = path.Join(t.to, strings.TrimPrefix(path.Clean(p), next)), true
				break
			}
			at = next
		}
		if !again {
			return at, nil
		}
	}
	return "", &fs.PathError{Op: "stat", Path: p, Err: fs.ErrInvalid}
}

// Stat implements FS.
func (s shelf) Stat(p string) (fs.FileInfo, error) {
	real, err := s.Real(p)
	if err != nil {
		return nil, err
	}
	return s[real], nil
}

// ReadDir implements FS.
func (s shelf) ReadDir(p string) ([]fs.DirEntry, error) {
	real, err := s.Real(p)
	if err != nil {
		return nil, err
	}
	if s[real].locked {
		return nil, &fs.PathError{Op: "open", Path: p, Err: fs.ErrPermission}
	}
	var list []fs.DirEntry
	for at, t := range s {
		if at != "/" && path.Dir(at) == real {
			list = append(list, t)
		}
	}
	sort.Slice(list, func(a, b int) bool { return list[a].Name() < list[b].Name() })
	return list, nil
}

// MakeDir implements FS.
func (s shelf) MakeDir(p string) error {
	if s[p] != nil {
		return &fs.PathError{Op: "mkdir", Path: p, Err: fs.ErrExist}
	}
	if s[path.Dir(p)].locked {
		return &fs.PathError{Op: "mkdir", Path: p, Err: fs.ErrPermission}
	}
	s[p] = &thing{name: path.Base(p), mode: fs.ModeDir}
	return nil
}

// Home implements FS.
func (s shelf) Home() string { return "/home/ana" }

// Volumes implements FS.
func (s shelf) Volumes() []string { return []string{"/"} }

// newShelf is the disk of the tests.
func newShelf() shelf {
	s := shelf{}
	for _, dir := range []string{"/", "/home", "/home/ana", "/home/ana/Documents", "/home/ana/Documents/Old", "/home/ana/Downloads", "/home/ana/.config", "/locked"} {
		s[dir] = &thing{name: path.Base(dir), mode: fs.ModeDir}
	}
	s["/locked"].locked = true
	for _, f := range []string{"map 2.hubscape", "map 10.HUBSCAPE", "sites.geojson", "notes.txt", ".draft.hubscape", "Old/older.hubscape"} {
		s["/home/ana/Documents/"+f] = &thing{name: path.Base(f), size: 14200}
	}
	s["/home/ana/Documents/pipe.hubscape"] = &thing{name: "pipe.hubscape", mode: fs.ModeNamedPipe}
	for name, to := range map[string]string{"up": "/home/ana/Documents", "circle": "/home/ana/Documents/circle", "lost": "/nowhere",
		"linked.hubscape": "/home/ana/Documents/sites.geojson", "wire.hubscape": "/home/ana/Documents/pipe.hubscape"} {
		s["/home/ana/Documents/"+name] = &thing{name: name, mode: fs.ModeSymlink, to: to}
	}
	return s
}

// desk is a picker over an empty window.
type desk struct {
	t      *testing.T
	win    fyne.Window
	p      *picker
	shelf  shelf
	chosen []string
}

// ask opens a picker in the documents of the shelf, unless o says otherwise. Everything is read at once.
func ask(t *testing.T, saves bool, o Options) *desk {
	t.Helper()
	test.NewTempApp(t)
	theme.Apply(theme.Light)
	win := test.NewWindow(nil)
	t.Cleanup(win.Close)
	win.SetPadded(false)
	root := kit.NewRoot(kit.NewText("", kit.Body, kit.Ink))
	win.SetContent(root)
	root.Attach(win.Canvas())
	win.Resize(fyne.NewSize(960, 640))
	d := &desk{t: t, win: win, shelf: newShelf()}
	if o.FS == nil {
		o.FS = d.shelf
	}
	if o.Dir == "" {
		o.Dir = "/home/ana/Documents"
	}
	if o.Suffixes == nil {
		o.Suffixes = []string{".hubscape", ".geojson"}
	}
	d.p = newPicker(win.Canvas(), o, func(p string) { d.chosen = append(d.chosen, p) }, saves)
	d.p.show()
	return d
}

// key types keys as the toolkit's window does.
func (d *desk) key(names ...fyne.KeyName) {
	for _, n := range names {
		f := d.win.Canvas().Focused()
		tab, takes := f.(fyne.Tabbable)
		switch {
		case n == fyne.KeyTab && !(takes && tab.AcceptsTab()):
			d.win.Canvas().FocusNext()
		case f != nil:
			f.TypedKey(&fyne.KeyEvent{Name: n})
		default:
			d.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: n})
		}
	}
}

func (d *desk) typed(text string) {
	for _, r := range text {
		d.win.Canvas().Focused().TypedRune(r)
	}
}

// ctrl types a chord that the focus has no use for; the test's canvas wraps one that knows the shortcuts.
func (d *desk) ctrl(n fyne.KeyName) {
	s := &desktop.CustomShortcut{KeyName: n, Modifier: fyne.KeyModifierShortcutDefault}
	reflect.ValueOf(d.win.Canvas()).Elem().FieldByName("WindowlessCanvas").Interface().(fyne.Shortcutable).TypedShortcut(s)
}

// goes types a path over the one that shows.
func (d *desk) goes(text string) {
	d.ctrl(fyne.KeyL)
	d.p.path.SetText(text)
	d.key(fyne.KeyReturn)
}

// over is what lies topmost over the window, in words; "" when nothing does.
func (d *desk) over() string {
	if o := d.win.Canvas().Overlays().Top(); o != nil {
		return seen.Words(o)
	}
	return ""
}

func (d *desk) press(name string) {
	d.t.Helper()
	if !seen.Press(d.win.Canvas().Overlays().Top(), name) {
		d.t.Fatalf("nothing is called %q: %s", name, d.over())
	}
}

// names are those in the list, folders with a slash.
func (d *desk) names() string {
	var out []string
	for _, it := range d.p.list {
		if it.dir {
			it.name += "/"
		}
		out = append(out, it.name)
	}
	return strings.Join(out, " | ")
}

// is compares the folder, the list, the chosen row and what was handed over.
func (d *desk) is(what, dir, at string, chosen ...string) {
	d.t.Helper()
	if d.p.dir != dir || d.p.path.Text() != dir || d.p.chosenName() != at || strings.Join(d.chosen, "|") != strings.Join(chosen, "|") {
		d.t.Errorf("%s: in %q (the path says %q) at %q, chosen %q; want %q at %q, %q", what, d.p.dir, d.p.path.Text(), d.p.chosenName(), d.chosen, dir, at, chosen)
	}
}

// says checks that the window shows some words.
func (d *desk) says(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(d.over(), w) {
			d.t.Errorf("%q is missing in %q", w, d.over())
		}
	}
}

// open says whether the picker is there.
func (d *desk) open() bool { return kit.Busy(d.win.Canvas()) }
