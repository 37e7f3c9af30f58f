package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/backup"
	"hubscape/app/custody"
	"hubscape/app/disk"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/kit/seen"
)

// flush brings all edits to the journal.
func (d *desk) flush() {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := d.w.keeper.Flush(ctx); err != nil {
		d.t.Fatal(err)
	}
}

// after gives a second desk that starts where the first one fell: its keeper never ended the session.
func (d *desk) after(t *testing.T) *desk {
	t.Helper()
	copyOf := t.TempDir() // a process that died holds no locks; this one still does
	if err := os.CopyFS(copyOf, os.DirFS(d.w.d.Folder)); err != nil {
		t.Fatal(err)
	}
	next := newDeskIn(t, 1280, 800, func(x *Deps) { x.Folder = copyOf })
	next.w.view.Close()
	return next
}

func TestRecoveryOfAnUntitledScenario(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	d.place(20.9, 43.2)
	d.flush()
	want := d.bytes()
	next := d.after(t)
	next.w.Start("")
	next.until("the question", func() bool { return next.over() != "" })
	holds(t, "the question", next.over(), "closed before your last changes were saved", "2 changes are kept", "no file yet", "Placed Exercise site 2", "Placed Exercise site 1")
	next.answer("Open with the 2 changes")
	next.until("the recovered scenario", func() bool { return next.bytes() == want })
	if !next.w.session.Dirty() || next.w.session.Path() != "" {
		t.Error("what was recovered counts as saved, or has a file")
	}
	next.w.run("edit.undo")
	next.w.run("edit.undo")
	next.pump()
	if next.doc().Sites.Len() != 3 || next.w.session.UndoLabel() != "" {
		t.Errorf("undone twice, %d sites are left and %q can be undone", next.doc().Sites.Len(), next.w.session.UndoLabel())
	}
	holds(t, "the status bar", seen.Words(next.w.status.object), "Recovery on")
}

func TestRecoveryBesideAFile(t *testing.T) {
	d := quiet(t)
	path := filepath.Join(t.TempDir(), "work.hubscape")
	d.save(path)
	saved, _ := os.ReadFile(path)
	d.place(20.35, 43.89)
	d.flush()
	for _, c := range []struct {
		answer string
		sites  int
	}{{"Open with the 1 change", 4}, {"Open the file of ", 3}} {
		next := d.after(t)
		next.w.Start("")
		next.until("the question", func() bool { return next.over() != "" })
		holds(t, "the question", next.over(), "Your file work.hubscape", "is untouched", "1 change is kept")
		name := c.answer
		if rest, ok := strings.CutSuffix(name, " "); ok { // with the time of the file
			_, after, _ := strings.Cut(next.over(), rest)
			after, _, _ = strings.Cut(after, " Open with")
			name = rest + after
		}
		next.answer(name)
		next.until("the scenario", func() bool { return next.w.session.Path() == path })
		if next.doc().Sites.Len() != c.sites {
			t.Errorf("%s: %d sites, want %d", c.answer, next.doc().Sites.Len(), c.sites)
		}
		if now, _ := os.ReadFile(path); string(now) != string(saved) {
			t.Errorf("%s: the file was written", c.answer)
		}
	}
}

// Undone below what was saved is a change too, and is said as one.
func TestRecoveryOfUndoneWork(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	d.save(filepath.Join(t.TempDir(), "work.hubscape"))
	d.w.run("edit.undo")
	d.flush()
	next := d.after(t)
	next.w.Start("")
	next.until("the question", func() bool { return next.over() != "" })
	holds(t, "the question", next.over(), "1 change is kept", "Exercise site 1 removed")
	next.answer("Look first")
	holds(t, "the window", next.words(), "The file compared with the changes kept", "1 removed")
	next.w.escape()
	holds(t, "asked again", next.over(), "closed before your last changes were saved")
	next.answer("Open with the 1 change")
	next.until("the scenario", func() bool { return next.doc().Sites.Len() == 3 && next.w.session.Path() != "" })
}

// An orderly end leaves nothing to ask.
func TestNothingToRecover(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	d.save(filepath.Join(t.TempDir(), "work.hubscape"))
	d.flush()
	next := d.after(t)
	started := false
	go func() {
		r := next.w.keeper.Start(context.Background())
		next.w.d.Dispatch(func() { started = true; next.w.askLost(r.Lost, "") })
	}()
	next.until("the start", func() bool { return started })
	if next.over() != "" {
		t.Errorf("asked: %s", next.over())
	}
}

// others changes the document's file as another program would.
func (d *desk) others(change func(*scenario.Scenario) scenario.Command) {
	d.t.Helper()
	o, err := store.Open(d.w.session.Path())
	if err != nil {
		d.t.Fatal(err)
	}
	doc, err := change(o.Doc).Apply(o.Doc, d.env())
	if err != nil {
		d.t.Fatal(err)
	}
	b, err := store.Write(doc, store.Options{})
	if err == nil {
		err = os.WriteFile(d.w.session.Path(), b, 0o644)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

func changedDesk(t *testing.T) *desk {
	t.Helper()
	d := quiet(t)
	d.w.d.Backups = nil
	d.place(20.35, 43.89)
	d.save(filepath.Join(t.TempDir(), "work.hubscape"))
	id := d.w.sel.ID
	d.w.do(scenario.RenameSite{ID: id, Name: "Mine"})
	d.others(func(doc *scenario.Scenario) scenario.Command {
		return scenario.PlaceSite{Site: scenario.Site{ID: "theirs", Name: "Theirs", At: &orb.Point{21, 43}}}
	})
	d.key("S", ctrl)
	d.until("the question", func() bool { return d.over() != "" })
	holds(t, "the question", d.over(), "changed on disk while it was open here", "Both versions are safe", "Mine", "Theirs added")
	return d
}

func TestChangedOnDiskKeepMine(t *testing.T) {
	d := changedDesk(t)
	d.answer("Keep mine")
	d.until("the note", func() bool { return strings.Contains(seen.Words(d.w.toaster), "Yours goes on") })
	d.key("S", ctrl)
	d.until("the save", func() bool { return !d.w.session.Dirty() || d.over() != "" })
	if d.over() != "" {
		t.Fatalf("asked again: %s", d.over())
	}
	if b, _ := os.ReadFile(d.w.session.Path()); string(b) != d.bytes() {
		t.Error("mine was not saved")
	}
}

func TestChangedOnDiskLoadTheirs(t *testing.T) {
	d := changedDesk(t)
	d.answer("Load theirs")
	d.until("their version", func() bool { _, ok := d.doc().Sites.Get("theirs"); return ok })
	if d.w.session.Dirty() {
		t.Error("what was loaded counts as changed")
	}
}

func TestChangedOnDiskMerge(t *testing.T) {
	d := changedDesk(t)
	d.answer("Compare and merge")
	d.until("both versions", func() bool { return d.w.past != nil })
	holds(t, "the window", d.words(), "The version on disk compared with now", "What only the other version changed was taken over")
	lacks(t, "the window", d.words(), "Theirs")
	if _, ok := d.doc().Sites.Get("theirs"); !ok {
		t.Error("what they added is not here")
	}
	mine := false
	for _, s := range d.doc().Sites.All() {
		mine = mine || s.Name == "Mine"
	}
	if !mine {
		t.Error("what was changed here is gone")
	}
	holds(t, "what still differs", d.words(), "Mine")
	d.w.escape()
	d.key("S", ctrl)
	d.until("the save", func() bool { return !d.w.session.Dirty() || d.over() != "" })
	if d.over() != "" {
		t.Errorf("asked again: %s", d.over())
	}
}

// Coming to the front, the window looks; of one content it asks once.
func TestChangedOnDiskWhileAway(t *testing.T) {
	d := quiet(t)
	d.save(filepath.Join(t.TempDir(), "work.hubscape"))
	d.others(func(doc *scenario.Scenario) scenario.Command { return scenario.EditDocument{Title: ptr("Theirs")} })
	d.w.lookOutside()
	d.until("the question", func() bool { return d.over() != "" })
	d.w.win.Canvas().Overlays().Top().(interface{ Close() }).Close()
	looked := make(chan bool)
	go func() { _, _ = d.w.keeper.Outside(); looked <- true }()
	<-looked
	d.w.outside(custody.Rewritten, nil, true)
	done := false
	go func() {
		_, _ = store.Open(d.w.session.Path())
		d.w.d.Dispatch(func() { done = true })
	}()
	d.until("the second look", func() bool { return done })
	if d.over() != "" {
		t.Errorf("asked twice: %s", d.over())
	}
	if err := os.Remove(d.w.session.Path()); err != nil {
		t.Fatal(err)
	}
	d.w.lookOutside()
	d.until("the question", func() bool { return d.over() != "" })
	holds(t, "the question", d.over(), "no longer in its folder")
	d.answer("Save it there again")
	d.until("the file", func() bool { _, err := os.Stat(d.w.session.Path()); return err == nil })
}

func ptr[T any](v T) *T { return &v }

// A file that goes away between the look and the reading of it is missing, not unreadable.
func TestGoneWhileItWasRead(t *testing.T) {
	d := quiet(t)
	d.save(filepath.Join(t.TempDir(), "work.hubscape"))
	if err := os.Remove(d.w.session.Path()); err != nil {
		t.Fatal(err)
	}
	d.w.outside(custody.Rewritten, nil, true)
	d.until("the question", func() bool { return d.over() != "" })
	holds(t, "the question", d.over(), "no longer in its folder", "Save it there again")
}

// heldLocks says that somebody has every file.
type heldLocks struct{ old bool }

func (h heldLocks) Take(path string) (custody.Lock, error) {
	return nil, &custody.Held{Path: path, Host: "desk-2", User: "mira", Since: time.Date(2026, 11, 24, 11, 0, 0, 0, time.UTC), Old: h.old}
}
func (h heldLocks) TakeOver(string) (custody.Lock, error) { return freeLock{}, nil }

type freeLock struct{}

func (freeLock) Release() error { return nil }

func TestHeldFiles(t *testing.T) {
	for _, answer := range []string{"Open to read", "Edit a copy", "Take it over"} {
		d := newDeskIn(t, 1280, 800, func(x *Deps) { x.Locks = heldLocks{old: true} })
		d.w.view.Close()
		path := d.file("shared.hubscape", d.bytes())
		d.w.openPath(path)
		d.until("the question", func() bool { return d.over() != "" })
		holds(t, "the question", d.over(), "shared.hubscape is being edited", "mira on desk-2")
		before := d.doc()
		d.answer(answer)
		d.until("the scenario", func() bool { return d.doc() != before })
		readOnly := strings.Contains(seen.Words(d.w.care.banner), "open to read")
		if readOnly != (answer == "Open to read") || (d.w.session.Path() == path) != (answer != "Edit a copy") {
			t.Errorf("%s: read only %v, path %q", answer, readOnly, d.w.session.Path())
		}
		if answer == "Open to read" {
			d.press("Edit a copy")
			if seen.Words(d.w.care.banner) != "" || d.w.session.Path() != "" {
				t.Errorf("a copy is still open to read: %s", seen.Words(d.w.care.banner))
			}
		}
	}
}

// deadDisk refuses every write.
type deadDisk struct{ disk.OS }

var errGone = errors.New("input/output error")

func (deadDisk) Create(string, os.FileMode) (disk.File, error) { return nil, errGone }
func (deadDisk) MkdirAll(string, os.FileMode) error            { return errGone }

func TestAlarmWhenNothingCanBeKept(t *testing.T) {
	d := newDeskIn(t, 1280, 800, func(x *Deps) { x.Files = deadDisk{} })
	d.w.view.Close()
	d.place(20.35, 43.89)
	d.until("the alarm", func() bool { return seen.Words(d.w.care.banner) != "" })
	holds(t, "the banner", seen.Words(d.w.care.banner), "Changes cannot be kept for recovery", "in memory only", "Save elsewhere")
	holds(t, "the status bar", seen.Words(d.w.status.object), "Recovery in memory only")
}

func TestSavesBecomeEarlierVersions(t *testing.T) {
	var kept *backup.Store
	d := newDeskIn(t, 1280, 800, func(x *Deps) {
		kept = backup.New(backup.Options{Dir: filepath.Join(x.Folder, "versions"), Now: time.Now})
		x.Backups = kept
	})
	d.w.view.Close()
	path := filepath.Join(t.TempDir(), "work.hubscape")
	d.save(path)
	first := d.bytes()
	d.place(20.35, 43.89)
	d.save(path)
	l, err := kept.List(d.doc().ID)
	if err != nil || len(l.Versions) != 2 {
		t.Fatalf("%d versions, %v", len(l.Versions), err)
	}
	if b, err := kept.Open(l.Versions[1]); err != nil || string(b) != first {
		t.Errorf("the first save is not among them: %v", err)
	}
	d.showVersions()
	holds(t, "the versions", d.words(), "2 versions", "Saved")
}

// A file that can no longer be read is offered as it was kept.
func TestDamagedFilesOfferTheirLastVersion(t *testing.T) {
	d := newDeskIn(t, 1280, 800, func(x *Deps) {
		x.Backups = backup.New(backup.Options{Dir: filepath.Join(x.Folder, "versions"), Now: time.Now})
	})
	d.w.view.Close()
	path := filepath.Join(t.TempDir(), "work.hubscape")
	d.place(20.35, 43.89)
	d.save(path)
	sites := d.doc().Sites.Len()
	if err := os.WriteFile(path, []byte("{\"type\": \"Feat"), 0o644); err != nil {
		t.Fatal(err)
	}
	d.w.newDocument()
	d.pump()
	said := d.opened(path)
	holds(t, "the dialog", said, "was not opened", "Open the version of ")
	_, rest, _ := strings.Cut(said, "Open the version of ")
	rest, _, _ = strings.Cut(rest, " Close")
	d.answer("Open the version of " + rest)
	d.until("the version", func() bool { return d.doc().Sites.Len() == sites })
	if d.w.session.Path() != "" {
		t.Error("the copy stands over the damaged file")
	}
}

// Esc on the question after a crash leaves it for the next start and opens what was asked for.
func TestEscapeFromRecoveryOpensTheNamedFile(t *testing.T) {
	d := quiet(t)
	named := d.file("named.hubscape", d.bytes())
	d.place(20.35, 43.89)
	d.flush()
	next := d.after(t)
	next.w.Start(named)
	next.until("the question", func() bool { return next.over() != "" })
	next.key(fyne.KeyEscape)
	next.until("the named file", func() bool { return next.w.session.Path() == named })
	again := next.after(t)
	again.w.Start("")
	again.until("the question once more", func() bool { return again.over() != "" })
}

// What was recovered is not read only because of somebody who has gone since.
func TestRecoveredAfterTheOtherLeft(t *testing.T) {
	d := newDeskIn(t, 1280, 800, func(x *Deps) { x.Locks = heldLocks{} })
	d.w.view.Close()
	path := d.file("shared.hubscape", d.bytes())
	d.w.openPath(path)
	d.until("the question", func() bool { return d.over() != "" })
	d.answer("Open to read")
	d.until("the file", func() bool { return d.w.session.Path() == path })
	holds(t, "the banner", seen.Words(d.w.care.banner), "The file is being edited by mira on desk-2")
	lacks(t, "the banner", seen.Words(d.w.care.banner), path)
	if !d.w.bar.mark.Visible() {
		t.Error("no mark beside the title says read-only")
	}
	d.place(20.35, 43.89)
	d.flush()
	next := d.after(t) // and nobody has it any more
	next.w.Start("")
	next.until("the question", func() bool { return next.over() != "" })
	next.answer("Open with the 1 change")
	next.until("the scenario", func() bool { return next.w.session.Path() == path })
	if seen.Words(next.w.care.banner) != "" || next.w.bar.mark.Visible() {
		t.Errorf("still read only: %s", seen.Words(next.w.care.banner))
	}
}

// Quitting while a save fails asks for another place first.
func TestQuittingWithAFailedSave(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	d.w.write(filepath.Join(t.TempDir(), "no", "such.hubscape"), nil)
	d.until("the failure", func() bool { return d.w.care.failed != nil })
	d.w.close()
	holds(t, "the question", d.over(), "are not saved yet", "Save elsewhere", "Try again", "Do not save")
	d.key(fyne.KeyEscape)
	if d.closed {
		t.Error("Esc closed the window")
	}
}

// A relative path is made whole at once.
func TestRelativePaths(t *testing.T) {
	d := quiet(t)
	path := d.file("rel.hubscape", d.bytes())
	t.Chdir(filepath.Dir(path))
	d.w.load("rel.hubscape")
	d.until("the file", func() bool {
		return filepath.IsAbs(d.w.session.Path()) && filepath.Base(d.w.session.Path()) == "rel.hubscape"
	})
	if r := d.w.recent(); len(r) != 1 || !filepath.IsAbs(r[0]) {
		t.Errorf("remembered: %q", r)
	}
}
