package filepick

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
)

func saving(t *testing.T) *desk {
	t.Helper()
	return ask(t, true, Options{Title: "Save the scenario as", Name: "Western Balkans.hubscape", Suffixes: []string{".hubscape"}})
}

func TestSaveBegins(t *testing.T) {
	d := saving(t)
	d.says("Save the scenario as", "New folder", "Save")
	if !d.p.name.Focused() || d.p.name.Text() != "Western Balkans.hubscape" || d.p.name.Selected() != "Western Balkans" {
		t.Errorf("%q is proposed and %q marked", d.p.name.Text(), d.p.name.Selected())
	}
	if d.p.at != -1 {
		t.Error("a row is chosen at the beginning")
	}
	d.typed("Ночь")
	d.key(fyne.KeyReturn)
	if want := docs + "/Ночь.hubscape"; len(d.chosen) != 1 || d.chosen[0] != want || d.open() {
		t.Errorf("saved as %q", d.chosen)
	}
}

func TestNamesOfSavedFiles(t *testing.T) {
	for text, c := range map[string]struct{ chosen, dir, says string }{
		"new":                         {chosen: docs + "/new.hubscape"},
		" new.hubscape ":              {chosen: docs + "/new.hubscape"},
		"new.HUBSCAPE":                {chosen: docs + "/new.HUBSCAPE"},
		"v1.2":                        {chosen: docs + "/v1.2.hubscape"},
		"new.":                        {chosen: docs + "/new.hubscape"},
		"a.txt":                       {chosen: docs + "/a.txt.hubscape"},
		"":                            {says: "Type a name first."},
		".":                           {says: "“.” names a folder"},
		"a\x07b":                      {says: "cannot be seen"},
		strings.Repeat("ш", 130):      {says: "at most 255 bytes"},
		"pipe":                        {says: "“pipe.hubscape” is not a regular file"},
		"Old":                         {dir: docs + "/Old"},
		"..":                          {dir: "/home/ana"},
		"~":                           {dir: "/home/ana"},
		"/home/ana/Downloads":         {dir: "/home/ana/Downloads"},
		"map 2":                       {says: "Replace “map 2.hubscape”?"},
		"/home/ana/Downloads/fresh":   {chosen: "/home/ana/Downloads/fresh.hubscape"},
		"../Downloads/fresh.hubscape": {chosen: "/home/ana/Downloads/fresh.hubscape"},
		docs + "/map 2.hubscape":      {says: "Replace “map 2.hubscape”?"},
		"/home/ana/nowhere/fresh":     {says: "was not found"},
		"linked.hubscape":             {says: "Replace “linked.hubscape”?"},
	} {
		d := saving(t)
		d.p.name.SetText(text)
		d.press("Save")
		if got := strings.Join(d.chosen, ""); got != c.chosen || d.open() != (c.chosen == "") {
			t.Errorf("%q is saved as %q", text, got)
		}
		if c.says != "" {
			d.says(c.says)
		}
		if c.dir != "" && d.p.dir != c.dir {
			t.Errorf("%q leads to %q", text, d.p.dir)
		}
	}
}

func TestReplacingIsAsked(t *testing.T) {
	d := saving(t)
	d.p.name.SetText("map 2")
	d.key(fyne.KeyReturn)
	d.says("Replace “map 2.hubscape”?", "“Documents”", "Cancel", "Replace")
	d.key(fyne.KeyReturn) // Enter held too long
	if d.chosen != nil || !d.p.name.Focused() {
		t.Fatalf("a second Enter replaces %q", d.chosen)
	}
	d.key(fyne.KeyReturn)
	d.key(fyne.KeyEscape)
	if d.chosen != nil || !d.open() || !d.p.name.Focused() {
		t.Error("Esc does not lead back to the name")
	}
	d.key(fyne.KeyReturn)
	d.press("Replace")
	d.is("replaced", docs, "", docs+"/map 2.hubscape")
	if d.open() {
		t.Error("something stays")
	}
}

func TestChoosingAFileFillsTheName(t *testing.T) {
	d := saving(t)
	d.key(fyne.KeyDown) // from the name into the list
	d.key(fyne.KeyHome)
	if d.p.name.Text() != "Western Balkans.hubscape" {
		t.Error("a folder changes the name")
	}
	d.typed("m")
	if d.p.name.Text() != "map 2.hubscape" {
		t.Errorf("the name is %q", d.p.name.Text())
	}
	d.key(fyne.KeyReturn)
	d.says("Replace “map 2.hubscape”?")
	d.press("Cancel")
	d.p.goTo(docs+"/Old", "")
	if d.p.name.Text() != "map 2.hubscape" {
		t.Error("another folder changes the name")
	}
}

func TestTypedPathsOfSavedFiles(t *testing.T) {
	for text, c := range map[string]struct{ dir, name string }{
		"~/Downloads/fresh":                {"/home/ana/Downloads", "fresh"},
		docs + "/Old/older.hubscape":       {docs + "/Old", "older.hubscape"},
		"/home/ana/Downloads":              {"/home/ana/Downloads", "Western Balkans.hubscape"},
		"/home/ana/nowhere/fresh.hubscape": {docs, "Western Balkans.hubscape"},
	} {
		d := saving(t)
		d.goes(text)
		if d.p.dir != c.dir || d.p.name.Text() != c.name || d.chosen != nil {
			t.Errorf("%q leads to %q with the name %q", text, d.p.dir, d.p.name.Text())
		}
		if c.dir == docs {
			d.says("“fresh.hubscape” was not found")
		}
	}
}

func TestNewFolder(t *testing.T) {
	d := saving(t)
	make := func(name string) {
		t.Helper()
		fields := seen.All[*kit.Entry](d.win.Canvas().Overlays().Top())
		if len(fields) != 1 || !fields[0].Focused() {
			t.Fatalf("the question has %d fields: %s", len(fields), d.over())
		}
		fields[0].SetText(name)
		d.key(fyne.KeyReturn)
	}
	d.press("New folder")
	d.says("New folder in “Documents”")
	make("Old")
	d.says("“Old” was not made: the name is taken.")
	make("a/b")
	d.says("A name may not hold a slash.")
	make(" 2026 ")
	d.is("made", docs+"/2026", "")
	d.says("This folder is empty.", "Western Balkans.hubscape")
	if d.shelf[docs+"/2026"] == nil {
		t.Error("nothing was made")
	}
	d.press("New folder")
	d.key(fyne.KeyEscape)
	d.is("cancelled", docs+"/2026", "")
}

func TestNamesThatCannotBe(t *testing.T) {
	for name, windows := range map[string][2]bool{ // fine elsewhere, fine on Windows
		"a": {true, true}, "a:b": {true, false}, "CON.hubscape": {true, false}, "con": {true, false}, "console": {true, true}, "LPT1": {true, false},
		"LPT0": {true, true}, "a.": {true, false}, "a/b": {false, false}, "..": {false, false}, " ": {false, false}, "Ђ“x”": {true, true},
	} {
		for i, on := range []bool{false, true} {
			if got := nameProblem(name, on); (got == "") != windows[i] {
				t.Errorf("%q, on Windows %v: %q", name, on, got)
			}
		}
	}
}

func TestWords(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 KB", 9949: "9.9 KB", 14200: "14 KB", 999_499: "999 KB", 999_500: "1.0 MB",
		120_000_000: "120 MB", 3_400_000_000: "3.4 GB", 5_000_000_000_000: "5.0 TB", 5_000_000_000_000_000: "5000 TB"} {
		if got := sizeText(n); got != want {
			t.Errorf("%d bytes are %q, want %q", n, got, want)
		}
	}
	if got := dateText(day); got != "2 Nov 2026, 09:05" {
		t.Errorf("a date is %q", got)
	}
	for name, want := range map[string]string{"plain ш": "plain ш", "a\u202Ecod": "a‹202E›cod", "a\nb\x1b": "a‹A›b‹1B›", "مرحبا": "مرحبا", "a\u200Bb": "a‹200B›b"} {
		if got := plain(name); got != want {
			t.Errorf("%q is shown as %q", name, got)
		}
	}
	for _, c := range [][2]string{{"a2", "a10"}, {"A", "b"}, {"a", "a1"}, {"a01", "a2"}, {"x 2 b", "x 2 c"}} {
		if !before(item{name: c[0]}, item{name: c[1]}) || before(item{name: c[1]}, item{name: c[0]}) {
			t.Errorf("%q does not stand before %q", c[0], c[1])
		}
	}
	if !before(item{name: "z", dir: true}, item{name: "a"}) {
		t.Error("a file stands before a folder")
	}
}
