package recovery

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
)

var noon = time.Date(2026, 11, 14, 12, 3, 0, 0, time.Local)

// window is an empty window on the day of the tests.
func window(t *testing.T, mode theme.Mode) fyne.Window {
	t.Helper()
	test.NewTempApp(t)
	theme.Apply(mode)
	now = func() time.Time { return noon.Add(3 * time.Hour) }
	t.Cleanup(func() { now = time.Now })
	w := test.NewWindow(nil)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	root := kit.NewRoot(kit.NewFrame(kit.FillPanel2, 0, kit.Inset{}, kit.NewText("", kit.Body, kit.Ink)))
	w.SetContent(root)
	root.Attach(w.Canvas())
	w.Resize(fyne.NewSize(720, 460))
	theme.Apply(mode)
	return w
}

func words(w fyne.Window) string {
	if o := w.Canvas().Overlays().Top(); o != nil {
		return seen.Words(o)
	}
	return ""
}

func answer(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	if o := w.Canvas().Overlays().Top(); o == nil || !seen.Press(o, name) {
		t.Fatalf("no answer %q in: %s", name, words(w))
	}
}

// picture saves what shows when HUBSCAPE_PICTURES names a folder, to be looked at.
func picture(t *testing.T, w fyne.Window, name string) {
	dir := os.Getenv("HUBSCAPE_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func someChanges() []Line {
	return []Line{
		{Mark: "move", Text: "Exercise site 1 moved 2.4 km", Trail: "14:07"},
		{Mark: "edit", Text: "Information campaigns: likelihood blank → Unlikely", Trail: "14:02"},
		{Mark: "add", Text: "Source “Court of Appeal, judgment” added", Trail: "13:55"},
		{Mark: "remove", Text: "Exercise site 3 removed", Trail: "13:54"},
		{Mark: "edit", Text: "Two-site pilot: opening Jan 2028 → Mar 2028", Trail: "13:50"},
	}
}

func TestCrash(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		w := window(t, mode)
		done := ""
		q := Crash{Changes: 5, Until: noon.Add(2 * time.Hour), File: "Workshop.hubscape", Saved: noon, Lines: someChanges(), More: 1,
			With: func() { done += "with" }, Without: func() { done += "without" }, Look: func() { done += "look" }, Report: func() { done += " report" }}
		AskCrash(w.Canvas(), q)
		picture(t, w, "crash-"+string(mode))
		for _, want := range []string{"The program closed before your last changes were saved", "5 changes are kept, up to 14:03:00", "Workshop.hubscape of 12:03 is untouched",
			"Nothing is replaced until you choose", "1 other scenario", "Exercise site 1 moved 2.4 km", "All 5 changes", "Open the file of 12:03"} {
			if !strings.Contains(words(w), want) {
				t.Errorf("%q is not said: %s", want, words(w))
			}
		}
		if strings.Contains(words(w), "Exercise site 3 removed") {
			t.Error("more than three changes show at first")
		}
		answer(t, w, "All 5 changes")
		if !strings.Contains(words(w), "Exercise site 3 removed") {
			t.Error("all changes do not show")
		}
		picture(t, w, "crash-all-"+string(mode))
		answer(t, w, "Open with the 5 changes")
		if done != "with" {
			t.Errorf("done: %q", done)
		}
	}
}

// Esc decides nothing.
func TestCrashEscape(t *testing.T) {
	w := window(t, theme.Light)
	done := ""
	AskCrash(w.Canvas(), Crash{Changes: 1, Until: noon, Lines: someChanges()[:1], With: func() { done = "with" }, Without: func() { done = "without" }})
	if !strings.Contains(words(w), "1 change is kept") || !strings.Contains(words(w), "no file yet") || !strings.Contains(words(w), "Leave them aside") {
		t.Errorf("a scenario without file: %s", words(w))
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if done != "" || kit.Busy(w.Canvas()) {
		t.Errorf("Esc did %q, still there %v", done, kit.Busy(w.Canvas()))
	}
}

func TestCrashReport(t *testing.T) {
	w := window(t, theme.Light)
	done := ""
	AskCrash(w.Canvas(), Crash{Changes: 5, Until: noon, Lines: someChanges(), With: func() { done += "with" }, Without: func() {}, Report: func() { done += " report" }})
	answer(t, w, "Make a report for the maker: a text file you can read first; nothing is sent, off")
	answer(t, w, "Open with the 5 changes")
	if done != "with report" {
		t.Errorf("done: %q", done)
	}
}

func TestChanged(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		w := window(t, mode)
		done := ""
		q := Changed{At: noon.Add(2 * time.Hour), Conflict: true,
			Sentence: "One thing was changed in both: the opening of Two-site pilot. 7 changes do not touch each other.",
			Mine:     Side{"Yours, open here", "5 changes since 12:03", append(someChanges(), Line{Text: "Two-site pilot: opens Mar 2028", Warn: true})},
			Theirs: Side{"On disk", "saved 14:03, 3 changes", []Line{{Mark: "add", Text: "Source 10, court"}, {Mark: "add", Text: "1 piece of evidence"},
				{Text: "Two-site pilot: opens Jun 2028", Warn: true}}},
			Keep: func() { done = "keep" }, Load: func() { done = "load" }, Copy: func() { done = "copy" }, Merge: func() { done = "merge" }}
		AskChanged(w.Canvas(), q)
		picture(t, w, "changed-"+string(mode))
		for _, want := range []string{"changed on disk", "saved it at 14:03", "Both versions are safe", "One thing was changed in both: the opening of Two-site pilot", "7 changes do not touch each other", "3 more changes"} {
			if !strings.Contains(words(w), want) {
				t.Errorf("%q is not said: %s", want, words(w))
			}
		}
		answer(t, w, "Load theirs")
		if done != "load" {
			t.Errorf("done: %q", done)
		}
	}
}

func TestHeldAndVanished(t *testing.T) {
	w := window(t, theme.Light)
	done := ""
	AskHeld(w.Canvas(), Held{File: "a.hubscape", User: "ana", Host: "desk-2", Since: noon, ReadOnly: func() { done = "read" }, Copy: func() {}})
	picture(t, w, "held")
	if s := words(w); !strings.Contains(s, "ana on desk-2 has it open since 12:03") || strings.Contains(s, "Take it over") {
		t.Errorf("held: %s", s)
	}
	answer(t, w, "Open to read")
	AskHeld(w.Canvas(), Held{File: "a.hubscape", Since: noon.AddDate(0, 0, -2), ReadOnly: func() {}, Copy: func() {}, TakeOver: func() { done += " over" }})
	if s := words(w); !strings.Contains(s, "Someone has it open since 12 November, 12:03") {
		t.Errorf("held since the day before yesterday: %s", s)
	}
	answer(t, w, "Take it over")
	AskVanished(w.Canvas(), "a.hubscape", func() { done += " again" }, func() {})
	picture(t, w, "vanished")
	answer(t, w, "Save it there again")
	if done != "read over again" {
		t.Errorf("done: %q", done)
	}
}
