package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"hubscape/app/backup"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/versions"
)

// withVersions keeps two versions of the desk's document: as it is, and with a site that the second lacks.
func withVersions(t *testing.T, d *desk) {
	t.Helper()
	d.w.d.Backups = backup.New(backup.Options{Dir: t.TempDir(), Now: d.env().Now})
	keep := func(label string, when time.Time) {
		b, err := store.Write(d.doc(), store.Options{Host: d.w.host})
		if err == nil {
			_, err = d.w.d.Backups.Add(backup.Version{ID: d.doc().ID, Title: d.doc().Title, Kind: backup.Save, When: when, Label: label, Changes: 3}, b)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	keep("As it was opened", noon.Add(-2*time.Hour))
	d.place(20.35, 43.89)
	keep("Placed a site", noon.Add(-time.Hour))
	d.place(20.9, 43.2)
}

func (d *desk) showVersions() {
	d.t.Helper()
	d.w.run("file.versions")
	d.until("the versions", func() bool { return d.w.past != nil && strings.Contains(d.words(), "compared with now") })
}

func TestEarlierVersionsInTheWindow(t *testing.T) {
	d := quiet(t)
	if d.w.actions.Get("file.versions").Can() {
		t.Error("versions are offered where none are kept")
	}
	withVersions(t, d)
	d.showVersions()
	holds(t, "the window", d.words(), "Placed a site", "As it was opened", "2 versions", "1 added", "Exercise site 2 added")
	lacks(t, "the window", d.words(), "Press S and click the map")

	// Esc goes back to the map; a tool too.
	d.key(fyne.KeyEscape)
	if d.w.past != nil {
		t.Fatal("Esc did not go back")
	}
	holds(t, "the window", d.words(), "Press S and click the map")
	lacks(t, "the window", d.words(), "compared with now")
	d.showVersions()
	d.w.run("tool.site")
	if d.w.past != nil {
		t.Error("a site is to be placed on a map that does not show")
	}
	d.w.run("tool.select")
}

func TestTakeBackInTheWindow(t *testing.T) {
	d := quiet(t)
	withVersions(t, d)
	d.showVersions()
	before := d.doc().Sites.Len()
	rows := d.w.compare(newest(t, d), d.doc()).Rows()
	versionHost{w: d.w}.TakeBack(d.w.compare(newest(t, d), d.doc()), rows[:1])
	d.pump()
	if d.doc().Sites.Len() != before-1 {
		t.Errorf("%d sites, before %d", d.doc().Sites.Len(), before)
	}
	holds(t, "the window", d.words(), "no difference")
	d.w.run("edit.undo")
	d.pump()
	if d.doc().Sites.Len() != before {
		t.Error("taking back is not undone in one step")
	}
	holds(t, "the window", d.words(), "1 added")
}

// newest reads the last version that was kept.
func newest(t *testing.T, d *desk) *scenario.Scenario {
	t.Helper()
	l, err := d.w.d.Backups.List(d.doc().ID)
	if err != nil || len(l.Versions) == 0 {
		t.Fatalf("%v, %v", l, err)
	}
	b, err := d.w.d.Backups.Open(l.Versions[0])
	if err != nil {
		t.Fatal(err)
	}
	doc, _, err := store.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// kept gives the versions by the file that each lies in.
func (d *desk) kept() map[string]backup.Version {
	of := map[string]backup.Version{}
	l, _ := d.w.d.Backups.List(d.doc().ID)
	for _, v := range l.Versions {
		of[v.File] = v
	}
	return of
}

func (d *desk) newestFile() string {
	l, _ := d.w.d.Backups.List(d.doc().ID)
	return l.Versions[0].File
}

func TestRestoreOpensACopy(t *testing.T) {
	d := quiet(t)
	withVersions(t, d)
	id := d.doc().ID
	d.showVersions()
	want := newest(t, d).Sites.Len()
	versionHost{w: d.w, of: d.kept()}.Restore(versions.Version{ID: d.newestFile(), At: d.env().Now()})
	d.until("the question about unsaved work", func() bool { return d.over() != "" })
	d.answer("Do not save")
	if d.doc().ID == id || d.w.session.Path() != "" || d.doc().Sites.Len() != want || d.w.past != nil {
		t.Errorf("restored: id %s, path %q, %d sites", d.doc().ID, d.w.session.Path(), d.doc().Sites.Len())
	}
	holds(t, "the toast", seen.Words(d.w.toaster), "Opened a copy of the version")
}

func TestDifferenceAsText(t *testing.T) {
	d := quiet(t)
	withVersions(t, d)
	d.showVersions()
	d.press("Save difference as text")
	d.until("the picker", func() bool { return d.over() != "" })
	path := filepath.Join(t.TempDir(), "difference.txt")
	seen.All[*kit.Entry](d.canvas().Overlays().Top())[1].SetText(path)
	d.answer("Save")
	var b []byte
	d.until("the text", func() bool { b, _ = os.ReadFile(path); return len(b) > 0 })
	holds(t, "the text", string(b), "Exercise site 2")
}

// Opened from the search, the list of versions has the keys, and the map behind it gets none.
func TestVersionsHaveTheKeys(t *testing.T) {
	d := quiet(t)
	withVersions(t, d)
	d.click(20.6, 43.4)
	d.key(fyne.KeyK, ctrl)
	d.typed("earlier versions")
	d.key(fyne.KeyReturn)
	if d.canvas().Focused() != nil && d.w.past == nil {
		d.until("the versions", func() bool { return d.w.past != nil })
	}
	d.until("the newest one", func() bool { return strings.Contains(d.words(), "compared with now") })
	camera, before := d.w.view.Camera(), d.words()
	if d.canvas().Focused() != d.w.past.Keys()[0] {
		t.Fatalf("the keys go to %T", d.canvas().Focused())
	}
	d.key(fyne.KeyDown)
	d.until("the older one", func() bool { return d.words() != before && strings.Contains(d.words(), "compared with now") })
	if d.w.view.Camera() != camera {
		t.Error("the map that does not show was moved")
	}
	for range 5 {
		d.key(fyne.KeyF6)
		if d.canvas().Focused() == fyne.Focusable(d.w.view) {
			t.Error("F6 leads to a map that does not show")
		}
	}
	d.key(fyne.KeyEscape)
	if d.w.past != nil {
		d.key(fyne.KeyEscape)
	}
	if d.w.past != nil {
		t.Error("Esc does not go back")
	}
}
