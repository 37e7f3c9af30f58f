package filepick

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
)

const docs = "/home/ana/Documents"

func TestWhatTheListShows(t *testing.T) {
	d := ask(t, false, Options{Title: "Open a scenario", Recent: []string{docs + "/Old/older.hubscape", "/gone/x", docs + "/Old/b"}})
	d.says("Open a scenario", "Home", "Documents", "Downloads", "Computer", "RECENT", "Old", "map 2.hubscape", "14 KB", "All files", "Cancel")
	if strings.Contains(d.over(), "Desktop") || len(d.p.places) != 5 {
		t.Errorf("places are %v", d.p.places)
	}
	if want := "Old/ | up/ | linked.hubscape | map 2.hubscape | map 10.HUBSCAPE | sites.geojson"; d.names() != want {
		t.Errorf("the list shows %s", d.names())
	}
	d.press("All files")
	if want := "Old/ | up/ | .draft.hubscape | linked.hubscape | map 2.hubscape | map 10.HUBSCAPE | notes.txt | sites.geojson"; d.names() != want {
		t.Errorf("all files: %s", d.names())
	}
	d.press("Home, ")
	if want := ".config/ | Documents/ | Downloads/"; d.names() != want {
		t.Errorf("at home: %s", d.names())
	}
	d.press("All files")
	if want := "Documents/ | Downloads/"; d.names() != want {
		t.Errorf("at home without hidden ones: %s", d.names())
	}
	d.press("Downloads, ")
	d.says("This folder is empty.")
	if !d.p.do.Disabled() {
		t.Error("nothing can be opened, and the button is on")
	}
}

func TestOpenByKeyboard(t *testing.T) {
	const down, up, enter, back, esc = fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn, fyne.KeyBackspace, fyne.KeyEscape
	for name, c := range map[string]struct {
		keys    []fyne.KeyName
		dir, at string
		chosen  []string
		open    bool
	}{
		"the first is chosen":  {nil, docs, "Old", nil, true},
		"down and up":          {[]fyne.KeyName{down, down, down, up}, docs, "linked.hubscape", nil, true},
		"into a folder":        {[]fyne.KeyName{enter}, docs + "/Old", "older.hubscape", nil, true},
		"and a file of it":     {[]fyne.KeyName{enter, enter}, docs + "/Old", "older.hubscape", []string{docs + "/Old/older.hubscape"}, false},
		"back where it was":    {[]fyne.KeyName{enter, back}, docs, "Old", nil, true},
		"up to the top":        {[]fyne.KeyName{back, back, back, back, back}, "/", "home", nil, true},
		"a link to the folder": {[]fyne.KeyName{down, enter, down, enter}, docs, "Old", nil, true},
		"the end":              {[]fyne.KeyName{fyne.KeyEnd, enter}, docs, "sites.geojson", []string{docs + "/sites.geojson"}, false},
		"Esc":                  {[]fyne.KeyName{down, esc}, docs, "up", nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := ask(t, false, Options{})
			d.key(c.keys...)
			d.is("then", c.dir, c.at, c.chosen...)
			if d.open() != c.open {
				t.Errorf("the picker is open: %v", d.open())
			}
		})
	}
}

func TestLettersJump(t *testing.T) {
	d := ask(t, false, Options{})
	now := day
	clock = func() time.Time { return now }
	t.Cleanup(func() { clock = time.Now })
	for _, c := range []struct {
		text, at string
		pause    bool
	}{
		{"m", "map 2.hubscape", false}, {"m", "map 10.HUBSCAPE", false}, {"m", "map 2.hubscape", false},
		{"MAP 1", "map 10.HUBSCAPE", true}, {"s", "sites.geojson", true}, {"x", "sites.geojson", true},
	} {
		if c.pause {
			now = now.Add(2 * pause)
		}
		d.typed(c.text)
		d.is(c.text, docs, c.at)
	}
}

func TestMouse(t *testing.T) {
	d := ask(t, false, Options{})
	hand := func(i int) fyne.Tappable {
		n := 0
		var found fyne.Tappable
		seen.Walk(d.p.rows, func(o fyne.CanvasObject) bool {
			if h, ok := o.(fyne.Tappable); ok {
				if n == i {
					found = h
				}
				n++
			}
			return true
		})
		return found
	}
	hand(3).Tapped(&fyne.PointEvent{})
	d.is("one click", docs, "map 2.hubscape")
	hand(3).Tapped(&fyne.PointEvent{})
	d.is("two clicks", docs, "map 2.hubscape", docs+"/map 2.hubscape")
	if d.open() {
		t.Error("the picker stays")
	}
}

func TestTypedPaths(t *testing.T) {
	for text, c := range map[string]struct {
		dir    string
		chosen []string
		says   string
	}{
		"/home/ana":                 {"/home/ana", nil, ""},
		"~":                         {"/home/ana", nil, ""},
		"  ~/Downloads/ ":           {"/home/ana/Downloads", nil, ""},
		"Old":                       {docs + "/Old", nil, ""},
		"..":                        {"/home/ana", nil, ""},
		"\"/home/ana/Downloads\"":   {"/home/ana/Downloads", nil, ""},
		"file:///home/ana":          {"/home/ana", nil, ""},
		docs + "/up/up/up":          {docs, nil, ""},
		docs + "/notes.txt":         {docs, []string{docs + "/notes.txt"}, ""},
		"~/Documents/sites.geojson": {docs, []string{docs + "/sites.geojson"}, ""},
		"pipe.hubscape":             {"", nil, "“pipe.hubscape” is not a regular file."},
		"wire.hubscape":             {"", nil, "“wire.hubscape” is not a regular file."},
		"nothing":                   {"", nil, "“nothing” was not found."},
		"circle":                    {"", nil, "“circle” was not found:"},
		"/locked":                   {docs, nil, "“locked” could not be read: permission is denied."},
	} {
		t.Run(text, func(t *testing.T) {
			d := ask(t, false, Options{})
			before := d.names()
			d.goes(text)
			if c.says != "" {
				d.says(c.says)
				if d.names() != before || d.p.dir != docs {
					t.Error("the list changed")
				}
				if c.dir == "" && d.p.path.Text() != text {
					t.Errorf("what was typed became %q", d.p.path.Text())
				}
				return
			}
			if d.p.dir != c.dir || strings.Join(d.chosen, "") != strings.Join(c.chosen, "") || d.open() != (c.chosen == nil) {
				t.Errorf("leads to %q, chosen %q", d.p.dir, d.chosen)
			}
		})
	}
}

func TestEscapeTakesBackATypedPathFirst(t *testing.T) {
	d := ask(t, false, Options{})
	d.goes("nothing")
	d.key(fyne.KeyEscape)
	d.is("Esc", docs, "Old")
	if strings.Contains(d.over(), "not found") || !d.open() {
		t.Errorf("after Esc: %s", d.over())
	}
	d.key(fyne.KeyEscape)
	if d.open() {
		t.Error("the second Esc leaves the picker")
	}
}

func TestATypedPathComesBeforeTheChosenRow(t *testing.T) {
	d := ask(t, false, Options{})
	d.p.path.SetText("~")
	d.press("Open")
	d.is("Open", "/home/ana", "Documents")
	d.p.path.SetText("/home")
	d.key(fyne.KeyDown)
	d.is("a row instead", "/home/ana", "Downloads")

	d = saving(t)
	d.p.path.SetText("~")
	d.press("Save")
	d.is("Save", "/home/ana", "")
	if !d.open() || d.p.name.Text() != "Western Balkans.hubscape" {
		t.Error("saved elsewhere than it says")
	}
}

func TestTabCompletes(t *testing.T) {
	for text, want := range map[string]string{
		"/home/ana/Do": "/home/ana/Do", "/home/ana/Doc": "/home/ana/Documents/", "~/dow": "~/Downloads/",
		"ma": "map ", "map 1": "map 10.HUBSCAPE", "no": "no", "zz": "zz", "/nowhere/x": "/nowhere/x",
	} {
		d := ask(t, false, Options{})
		d.ctrl(fyne.KeyL)
		d.p.path.SetText(text)
		d.key(fyne.KeyTab)
		if got := d.p.path.Text(); got != want || d.p.path.Focused() != (want != text) {
			t.Errorf("%q becomes %q, the cursor stays: %v", text, got, d.p.path.Focused())
		}
	}
	d := ask(t, false, Options{})
	d.ctrl(fyne.KeyL)
	if !d.p.path.Focused() || d.p.path.Selected() != docs {
		t.Errorf("Ctrl+L marks %q", d.p.path.Selected())
	}
	d.key(fyne.KeyTab)
	if d.p.path.Focused() {
		t.Error("Tab does not leave a path that nobody changed")
	}
}

func TestUnreadableFolders(t *testing.T) {
	d := ask(t, false, Options{Dir: "/"})
	before := d.names()
	d.typed("l")
	d.key(fyne.KeyReturn)
	d.is("a locked folder", "/", "locked")
	d.says("“locked” could not be read: permission is denied.")
	if d.names() != before {
		t.Errorf("the list became %s", d.names())
	}
	d.typed("h")
	d.key(fyne.KeyReturn)
	if strings.Contains(d.over(), "could not be read") {
		t.Error("the sentence stays after going on")
	}

	d = ask(t, false, Options{Dir: "/locked", Recent: []string{docs + "/Old/older.hubscape"}})
	d.is("at the beginning", docs+"/Old", "older.hubscape")
	d.says("“locked” could not be read")

	d = ask(t, false, Options{Dir: "/locked", FS: shelf{"/": {name: "/", mode: 1 << 31, locked: true}}})
	if d.p.dir != "" || !d.open() {
		t.Errorf("without any folder it is in %q", d.p.dir)
	}
	d.key(fyne.KeyBackspace, fyne.KeyReturn, fyne.KeyDown)
	d.typed("a")
	d.press("Cancel")
}

func TestFoldersAreReadBesideTheWindow(t *testing.T) {
	todo := make(chan func(), 10)
	before := kit.After
	var late []func()
	kit.After = func(_ time.Duration, f func()) func() {
		late = append(late, f)
		return func() {}
	}
	t.Cleanup(func() { kit.After = before })
	d := ask(t, false, Options{Dispatch: func(f func()) { todo <- f }})
	if len(d.p.list) != 0 {
		t.Error("something shows before it was read")
	}
	(<-todo)() // the folder and the places, in either order
	(<-todo)()
	d.is("read", docs, "Old")
	late[len(late)-1]() // it was under way when the answer came
	if strings.Contains(d.over(), "Reading") {
		t.Error("the word about reading comes after what was read")
	}

	d.p.goTo("/home", "")
	stale := <-todo
	d.p.goTo("/home/ana", "")
	late[len(late)-1]()
	d.says("Reading “ana” …")
	fresh := <-todo
	fresh()
	stale()
	d.is("the later wish", "/home/ana", "Documents")
	if strings.Contains(d.over(), "Reading") {
		t.Error("it still reads")
	}

	d.p.goTo("/home", "")
	d.key(fyne.KeyEscape)
	(<-todo)()
	if d.open() || d.p.dir != "/home/ana" || d.chosen != nil {
		t.Error("a closed picker goes on")
	}
}

// A place that never answers holds up neither the first folder nor the word about reading it.
func TestASleepingPlace(t *testing.T) {
	todo := make(chan func(), 10)
	wake := make(chan struct{})
	d := ask(t, false, Options{Dispatch: func(f func()) { todo <- f }, FS: sleepy{newShelf(), wake}, Recent: []string{"/far/away/x.hubscape"}})
	(<-todo)()
	d.is("read", docs, "Old")
	if len(d.p.places) != 0 || strings.Contains(d.over(), "Reading") {
		t.Error("something is said to be read")
	}
	close(wake)
	(<-todo)()
	d.says("Home", "Computer")
	d.is("afterwards", docs, "Old")
}

// sleepy is a shelf with one folder whose drive must wake first.
type sleepy struct {
	shelf
	wake chan struct{}
}

func (s sleepy) Stat(path string) (fs.FileInfo, error) {
	if strings.HasPrefix(path, "/far") {
		<-s.wake
		return nil, fs.ErrNotExist
	}
	return s.shelf.Stat(path)
}

// A path can be typed at once, wherever the list has the keys.
func TestAPathTypedOverTheList(t *testing.T) {
	d := ask(t, false, Options{Title: "Open a scenario", Suffixes: []string{".hubscape"}})
	d.p.rows.Focus()
	for _, r := range docs + "/map 2.hubscape" {
		d.win.Canvas().Focused().TypedRune(r)
	}
	if got := d.p.path.Text(); got != docs+"/map 2.hubscape" {
		t.Fatalf("the path is %q", got)
	}
	d.key(fyne.KeyReturn)
	if len(d.chosen) != 1 || d.chosen[0] != docs+"/map 2.hubscape" {
		t.Errorf("opened %q", d.chosen)
	}
}
