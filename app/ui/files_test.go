package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"hubscape/app/custody"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
)

// save saves under a path and waits until it is done.
func (d *desk) save(path string) {
	d.t.Helper()
	done := false
	d.w.write(path, func() { done = true })
	d.until("the end of saving", func() bool { return done || d.over() != "" })
	if !done {
		d.t.Fatalf("not saved: %s", d.over())
	}
}

// opened opens a file by dropping it and waits for the document or for what is said instead.
func (d *desk) opened(path string) string {
	d.t.Helper()
	before := d.doc()
	d.w.dropped([]fyne.URI{storage.NewFileURI(path)})
	d.until("the file or a word about it", func() bool { return d.doc() != before || d.over() != "" })
	return d.over()
}

func TestSaveAndOpenAgain(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	want := d.bytes()
	path := filepath.Join(t.TempDir(), "Ночь “1”.hubscape")
	d.save(path)
	onDisk, err := os.ReadFile(path)
	if err != nil || string(onDisk) != want {
		t.Fatalf("the file differs from what was to be saved: %v", err)
	}
	holds(t, "the status bar", seen.Words(d.w.status.object), "Saved ")
	if d.w.session.Dirty() || strings.Contains(d.w.win.Title(), "•") || d.w.session.Path() != path {
		t.Errorf("after saving the title is %q", d.w.win.Title())
	}
	d.place(20.9, 43.2)
	holds(t, "the status bar", seen.Words(d.w.status.object), "changed since")
	d.key(fyne.KeyS, ctrl)
	d.until("Ctrl+S", func() bool { return !d.w.session.Dirty() })
	want = d.bytes()
	d.w.run("file.new")
	d.pump()
	if d.doc().Sites.Len() != 0 || d.doc().Groups.Len() == 0 || d.w.session.Path() != "" {
		t.Error("a new scenario is not empty, or has no groups")
	}
	if said := d.opened(path); said != "" {
		t.Fatalf("opening says %s", said)
	}
	if d.bytes() != want || d.w.session.Dirty() {
		t.Error("opened again, other bytes would be saved")
	}
	if r := d.w.recent(); len(r) != 1 || r[0] != path {
		t.Errorf("the recent files are %q", r)
	}
}

func TestFilesThatAreNotOpened(t *testing.T) {
	d := quiet(t)
	good := d.bytes()
	d.place(20.35, 43.89)
	d.w.session.MarkSaved("", d.doc()) // so that nothing is asked first
	d.pump()
	before := d.doc()
	for name, c := range map[string]struct {
		text string
		want []string // place and remedy
	}{
		"cut.hubscape":      {good[:40], []string{"line "}},
		"empty.hubscape":    {"", []string{"empty"}},
		"print.hubscape":    {"%PDF-1.7\n", []string{"PDF"}},
		"page.hubscape":     {"<!DOCTYPE html><html></html>", []string{"web page"}},
		"packed.hubscape":   {"PK\x03\x04\x14\x00\x00\x00", []string{"ZIP"}},
		"wide.hubscape":     {"\xff\xfe{\x00}\x00", []string{"UTF-8"}},
		"list.json":         {"[1, 2]", nil},
		"other.json":        {`{"name": "x", "version": "1.0.0"}`, nil},
		"hostile.hubscape":  {strings.Repeat("[", 100000), []string{"line 1"}},
		"escape.hubscape":   {"\x1b]0;title\x07{", nil},
		"duplicate.geojson": {`{"type":"FeatureCollection"}`, nil},
	} {
		said := d.opened(d.file(name, c.text))
		if d.doc() != before {
			t.Errorf("%s was opened", name)
			d.answer("Close")
			d.w.session.Open(before, "")
			d.pump()
			continue
		}
		holds(t, name, strings.ToUpper(said), strings.ToUpper(name), "WAS NOT OPENED", "THE OPEN SCENARIO IS UNCHANGED.", ";")
		for _, w := range c.want {
			holds(t, name, strings.ToUpper(said), strings.ToUpper(w))
		}
		if strings.ContainsAny(said, "\x1b\x07") {
			t.Errorf("%s: the dialog obeys the file: %q", name, said)
		}
		d.answer("Close")
	}
	for _, path := range []string{filepath.Join(t.TempDir(), "gone.hubscape"), t.TempDir()} {
		said := d.opened(path)
		holds(t, path, said, filepath.Base(path), "was not opened", "The open scenario is unchanged.")
		d.answer("Close")
	}
	if d.doc() != before || len(d.w.recent()) != 0 {
		t.Error("something of a bad file stayed")
	}
}

func TestDamagedFilesOpenWithoutWhatIsLost(t *testing.T) {
	d := quiet(t)
	text := strings.Replace(d.bytes(), `"category": "legal"`, `"category": 7`, 1)
	path := d.file("hurt.hubscape", text)
	d.opened(path)
	d.until("the document", func() bool { return d.w.session.Path() == path })
	holds(t, "the dialog", strings.ToLower(d.over()), "of this file could not be read", "the file on disk is untouched", "line ", "category")
	d.answer("Close")
	if b, _ := os.ReadFile(path); string(b) != text {
		t.Error("opening changed the file")
	}
}

func TestClosePrompt(t *testing.T) {
	for _, c := range []struct {
		answer        string
		closed, saved bool
	}{{"Cancel", false, false}, {"Do not save", true, false}, {"Save", true, true}} {
		d := quiet(t)
		path := filepath.Join(t.TempDir(), "a.hubscape")
		d.save(path)
		was, _ := os.ReadFile(path)
		d.place(20.35, 43.89)
		d.w.close()
		holds(t, "the prompt", d.over(), "Save the changes to Western Balkans, as reported?", "Do not save", "Cancel", "Save")
		d.w.close() // a second press of × while it asks
		if n := len(d.canvas().Overlays().List()); n != 1 {
			t.Errorf("%d prompts", n)
		}
		d.answer(c.answer)
		if c.saved {
			d.until("the end of saving", func() bool { return d.closed })
		}
		now, _ := os.ReadFile(path)
		if d.closed != c.closed || (string(now) != string(was)) != c.saved {
			t.Errorf("%s: closed %v, saved %v", c.answer, d.closed, string(now) != string(was))
		}
		if !c.closed {
			if d.over() != "" || !d.w.session.Dirty() {
				t.Errorf("%s does not lead back", c.answer)
			}
			d.key(fyne.KeyQ, ctrl)
			d.key(fyne.KeyEscape)
			if d.over() != "" || d.closed {
				t.Error("Esc does not lead back")
			}
		}
	}
	d := quiet(t)
	d.w.close()
	if !d.closed {
		t.Error("nothing to save, and the window stays")
	}
}

func TestOpeningAsksFirst(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	doc := d.doc()
	for _, id := range []string{"file.new", "file.balkans", "file.elsewhere"} {
		d.w.run(id)
		d.pump()
		holds(t, id, d.over(), "Save the changes to")
		d.answer("Cancel")
		if d.doc() != doc {
			t.Fatalf("%s lost the changes", id)
		}
	}
	d.w.run("file.elsewhere")
	d.answer("Do not save")
	if d.doc().Title != "Arrangements elsewhere, as reported" || d.w.session.Dirty() {
		t.Errorf("open is %q", d.doc().Title)
	}
	holds(t, "the card", d.card(), "Arrangements elsewhere, as reported")
}

func TestRecentFiles(t *testing.T) {
	d := quiet(t)
	for i := range 12 {
		d.w.remember(filepath.Join("/somewhere/very/far/away/in/a/folder/with/a/long/name", string(rune('a'+i))))
	}
	path := d.file("known.hubscape", d.bytes())
	d.w.remember(path)
	d.w.remember(path)
	if r := d.w.recent(); len(r) != recentMost || r[0] != path {
		t.Errorf("%d recent files, the first %q", len(r), r[0])
	}
	m := d.w.recentMenu()
	holds(t, "the menu", m[1].Label, "…")
	m[0].Act()
	d.until("the recent file", func() bool { return d.w.session.Path() == path })
	m = d.w.recentMenu()
	m[len(m)-1].Act()
	if m = d.w.recentMenu(); len(m) != 1 || !m[0].Disabled {
		t.Errorf("forgotten files leave %d lines", len(m))
	}
}

func TestSaveFailures(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	dir := t.TempDir()
	path := filepath.Join(dir, "no", "such", "folder.hubscape")
	d.w.write(path, nil)
	banner := func() string { return seen.Words(d.w.care.banner) }
	d.until("the banner", func() bool { return banner() != "" })
	holds(t, "the banner", banner(), "The file could not be saved", "nothing is lost", "Save elsewhere", "Try again", "every 5 seconds")
	holds(t, "the status bar", seen.Words(d.w.status.object), "Not saved")
	if !d.w.session.Dirty() || d.over() != "" {
		t.Errorf("dirty %v, over the window: %s", d.w.session.Dirty(), d.over())
	}
	first := d.w.care.failed
	d.press("Try again")
	d.until("the second failure", func() bool { return d.w.care.failed != nil && d.w.care.failed != first })
	if banner() == "" {
		t.Error("after a second failure the banner is gone")
	}

	// Once it can be written, the next try saves it by itself.
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	d.rest(retryEvery)
	d.until("the save", func() bool { return !d.w.session.Dirty() })
	if b, _ := os.ReadFile(path); string(b) != d.bytes() || banner() != "" {
		t.Errorf("the banner still says: %s", banner())
	}

	// Who waits for the save is asked.
	d.place(20.9, 43.2)
	next := false
	d.w.write(filepath.Join(dir, "nowhere", "b.hubscape"), func() { next = true })
	d.until("the question", func() bool { return d.over() != "" })
	holds(t, "the dialog", d.over(), "The file could not be saved", "Nothing is lost", "Save elsewhere", "Try again", "Cancel")
	d.answer("Cancel")
	if next {
		t.Error("it went on without having saved")
	}
}

// fileName puts a name into the picker's field and presses Save.
func (d *desk) fileName(text string) {
	d.t.Helper()
	fields := seen.All[*kit.Entry](d.canvas().Overlays().Top())
	if len(fields) != 2 { // the path and the name
		d.t.Fatalf("the picker has %d fields: %s", len(fields), d.over())
	}
	name := fields[1]
	if name.Text() != "Western Balkans, as reported.hubscape" || name.Selected() != "Western Balkans, as reported" || !name.Focused() {
		d.t.Errorf("%q is proposed, %q of it marked", name.Text(), name.Selected())
	}
	name.SetText(text)
	d.answer("Save")
}

// folderShows waits until the picker shows a folder.
func (d *desk) folderShows(dir string) {
	d.t.Helper()
	d.until("the folder "+dir, func() bool {
		fields := seen.All[*kit.Entry](d.canvas().Overlays().Top())
		return len(fields) > 0 && fields[0].Text() == dir
	})
}

func TestSaveAs(t *testing.T) {
	d := quiet(t)
	dir := t.TempDir()
	d.w.remember(filepath.Join(dir, "x"))
	d.place(20.35, 43.89)
	name := func(text string) {
		t.Helper()
		d.key(fyne.KeyS, ctrl, shift)
		d.folderShows(dir)
		d.fileName(text)
	}
	name("mine")
	path := filepath.Join(dir, "mine.hubscape")
	d.until("the saved file", func() bool { return d.w.session.Path() == path })
	onDisk := func() string { b, _ := os.ReadFile(path); return string(b) }
	first := onDisk()
	if first != d.bytes() {
		t.Error("the file differs from the document")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("the folder holds %v", entries)
	}

	d.place(20.9, 43.2)
	for _, typed := range []string{"mine", "mine.hubscape"} {
		name(typed)
		d.until("the question", func() bool { return strings.Contains(d.over(), "Replace “mine.hubscape”?") })
		if onDisk() != first {
			t.Error("the file changed before the answer")
		}
		d.answer("Cancel")
		d.answer("Cancel") // the picker itself
		if d.over() != "" || onDisk() != first || !d.w.session.Dirty() {
			t.Errorf("cancelled, this is left over: %s", d.over())
		}
	}
	name("mine")
	d.until("the question", func() bool { return strings.Contains(d.over(), "Replace “mine.hubscape”?") })
	d.answer("Replace")
	d.until("the replaced file", func() bool { return !d.w.session.Dirty() })
	if onDisk() != d.bytes() || d.over() != "" {
		t.Error("the file was not replaced")
	}
}

func TestOpenByPicker(t *testing.T) {
	d := quiet(t)
	path := d.file("here.hubscape", d.bytes())
	d.w.remember(path)
	d.key(fyne.KeyO, ctrl)
	d.folderShows(filepath.Dir(path))
	d.key(fyne.KeyEscape)
	if d.over() != "" || d.w.session.Path() != "" {
		t.Errorf("Esc leaves %s", d.over())
	}
	d.key(fyne.KeyO, ctrl)
	d.folderShows(filepath.Dir(path))
	holds(t, "the picker", d.over(), "Open a scenario", "here.hubscape")
	d.answer("Open")
	d.until("the file", func() bool { return d.w.session.Path() == path })
}

func TestFileNames(t *testing.T) {
	for title, want := range map[string]string{
		"A/B: \"what?\"": "AB what", "": "scenario", "...": "scenario", " Kosovo* ": "Kosovo", "a\nb\x00": "ab",
		strings.Repeat("ш", 100): strings.Repeat("ш", 60),
	} {
		if got := fileName(title); got != want {
			t.Errorf("%q is saved as %q, want %q", title, got, want)
		}
	}
}

func TestLargeFilesAreAsked(t *testing.T) {
	d := quiet(t)
	path := d.file("large.hubscape", d.bytes())
	d.w.loadWith(path, func(string, bool) (*custody.Opening, error) {
		return nil, &store.Error{File: path, What: "is 120.0 MB large", Do: "open it anyway", Err: store.ErrLarge}
	}, false)
	d.until("the question", func() bool { return d.over() != "" })
	holds(t, "the dialog", d.over(), "This file is large", "120.0 MB", "Cancel")
	d.answer("Open anyway")
	d.until("the file", func() bool { return d.w.session.Path() == path })
}

func TestFilesOfANewerVersionOpenReadOnly(t *testing.T) {
	d := quiet(t)
	text := strings.Replace(d.bytes(), `"version": 1`, `"version": 99`, 1)
	path := d.file("newer.hubscape", text)
	d.opened(path)
	d.until("the file", func() bool { return d.w.session.Path() == path })
	if d.over() != "" {
		d.answer("Close")
	}
	holds(t, "the banner", seen.Words(d.w.care.banner), "This file is open to read", "version", "Edit a copy")
	d.place(20.35, 43.89)
	holds(t, "the status bar", seen.Words(d.w.status.object), "Read only")
	d.key(fyne.KeyS, ctrl)
	holds(t, "saving", d.over(), "Save the scenario as")
	d.answer("Cancel")
	if b, _ := os.ReadFile(path); string(b) != text {
		t.Error("the newer file changed")
	}
}
