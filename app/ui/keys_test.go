package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/mapview"
)

func TestPaletteWithTheKeyboardOnly(t *testing.T) {
	d := quiet(t)
	d.canvas().Focus(d.w.view)
	for _, chord := range []fyne.KeyName{fyne.KeyK, fyne.KeyF} {
		d.key(chord, ctrl)
		if d.over() == "" {
			t.Fatalf("Ctrl+%s opens nothing", chord)
		}
		d.key(fyne.KeyEscape)
	}
	find := func(text string, keys ...fyne.KeyName) {
		t.Helper()
		d.key(fyne.KeyK, ctrl)
		d.typed(text)
		for _, k := range keys {
			d.key(k)
		}
		d.key(fyne.KeyReturn)
		if d.over() != "" {
			t.Fatalf("%q: the palette stays: %s", text, d.over())
		}
	}
	find("serbia")
	if d.w.sel != (Selection{"country", "SRB"}) {
		t.Errorf("serbia selects %+v", d.w.sel)
	}
	find("moravica")
	if d.w.sel != (Selection{"division", "RS-17"}) {
		t.Errorf("moravica selects %+v", d.w.sel)
	}
	find("Приштина")
	if d.w.sel != (Selection{"country", "XKX"}) || d.w.view.Camera().Zoom < 9 {
		t.Errorf("Приштина selects %+v at zoom %v", d.w.sel, d.w.view.Camera().Zoom)
	}
	find("Gjadër")
	if d.w.sel.Kind != "site" {
		t.Errorf("Gjadër selects %+v", d.w.sel)
	}
	find("Arms shipments")
	if d.w.sel.Kind != "note" {
		t.Errorf("a note's title selects %+v", d.w.sel)
	}
	find("10 S, 20 W")
	if c := d.w.view.Camera().Center; c[0] > -19.9 || c[1] > -9.9 {
		t.Errorf("coordinates lead to %v", c)
	}
	find("wb6")
	if c := d.w.view.Camera().Center; c[0] < 18 || c[0] > 23 || c[1] < 40 || c[1] > 45 {
		t.Errorf("the group lies at %v", c)
	}
	find("lake victoria")
	if c := d.w.view.Camera().Center; c[0] < 31 || c[0] > 35 {
		t.Errorf("the lake lies at %v", c)
	}
	find("dark appearance")
	if l := d.w.d.App.Preferences().String("look"); l != "dark" {
		t.Errorf("the look is %q", l)
	}
	n := d.doc().Sites.Len()
	d.key(fyne.KeyK, ctrl)
	d.typed("42.66 N, 21.16 E")
	d.key(fyne.KeyDown)
	d.key(fyne.KeyReturn)
	if d.doc().Sites.Len() != n+1 || d.w.sel.Kind != "site" {
		t.Errorf("coordinates and Down place %d sites", d.doc().Sites.Len()-n)
	}
	d.key(fyne.KeyK, ctrl)
	d.typed("rename")
	holds(t, "with a site chosen the search", d.over(), "Rename the site")
	d.key(fyne.KeyEscape)
	d.w.Select("", "")
	d.key(fyne.KeyK, ctrl)
	d.typed("rename")
	lacks(t, "with nothing chosen the search", d.over(), "Rename the site")
}

func TestShortcutsWaitUnderADialog(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	doc, sel := d.doc(), d.w.sel
	d.w.run("help.about")
	for _, k := range []fyne.KeyName{fyne.KeyZ, fyne.KeyD, fyne.KeyN, fyne.KeyK, fyne.KeyA, fyne.KeyO} {
		d.key(k, ctrl)
	}
	d.key(fyne.KeyDelete)
	d.key(fyne.KeyF2)
	d.key(fyne.KeyF6)
	d.typed("s")
	if d.doc() != doc || d.w.sel != sel || d.w.tool != mapview.Select || len(d.canvas().Overlays().List()) != 1 {
		t.Errorf("something happened under the dialog: %+v, tool %v, %d dialogs", d.w.sel, d.w.tool, len(d.canvas().Overlays().List()))
	}
	d.key(fyne.KeyEscape)
	if d.over() != "" || d.w.sel != sel {
		t.Error("Esc does not only close the dialog")
	}
	d.key(fyne.KeyZ, ctrl)
	if d.doc() == doc {
		t.Error("with the dialog closed Ctrl+Z does nothing")
	}
}

func TestTypingInAField(t *testing.T) {
	d := quiet(t)
	id := d.place(20.35, 43.89)
	doc := d.doc()
	d.key(fyne.KeyF2)
	d.typed("Sv ?")
	d.key(fyne.KeyBackspace)
	if d.w.tool != mapview.Select || d.doc() != doc || d.over() != "" {
		t.Fatal("letters in a field are taken for shortcuts")
	}
	field := seen.All[*kit.Entry](d.w.inspector.Object())[0]
	if field.Text() != "Sv " {
		t.Fatalf("the field holds %q", field.Text())
	}
	d.key(fyne.KeyZ, ctrl)
	if field.Text() == "Sv " || d.doc() != doc {
		t.Errorf("Ctrl+Z in a field leaves %q", field.Text())
	}
	d.key(fyne.KeyEscape)
	if n := d.site(id).Name; n != "Exercise site 1" || d.w.sel.ID != id {
		t.Errorf("Esc in the field: the name is %q, selected %+v", n, d.w.sel)
	}
	if d.canvas().Focused() != fyne.Focusable(d.w.view) {
		t.Error("the keys do not go back to the map")
	}
}

func TestEscLeavesOneThingAtATime(t *testing.T) {
	d := quiet(t)
	d.w.Select("country", "SRB")
	d.canvas().Focus(d.w.view)
	d.typed("s")
	d.key(fyne.KeyF10)
	d.key(fyne.KeyEscape)
	if d.over() != "" || d.w.tool != mapview.Site {
		t.Error("the first Esc does not only close the menu")
	}
	d.key(fyne.KeyEscape)
	if d.w.tool != mapview.Select || d.w.sel.ID != "SRB" {
		t.Error("the second Esc does not only leave the tool")
	}
	d.key(fyne.KeyEscape)
	if d.w.sel.Kind != "" {
		t.Error("the third Esc keeps the selection")
	}
	d.key(fyne.KeyF11)
	if !d.w.win.FullScreen() {
		t.Fatal("F11 does nothing")
	}
	d.key(fyne.KeyEscape)
	if d.w.win.FullScreen() {
		t.Error("Esc does not leave the full screen")
	}
}

func TestF6GoesRound(t *testing.T) {
	d := quiet(t)
	d.key(fyne.KeyF6)
	want := []fyne.Focusable{d.w.view, d.w.bar.search, d.w.sites.Focus(), d.w.view}
	for i, f := range want {
		if d.canvas().Focused() != f {
			t.Fatalf("stop %d is %T", i, d.canvas().Focused())
		}
		d.key(fyne.KeyF6)
	}
	d.key(fyne.Key2, ctrl)
	d.canvas().Focus(d.w.bar.search)
	d.key(fyne.KeyF6)
	if d.canvas().Focused() != d.w.notes.Focus() {
		t.Errorf("with the notes shown F6 leads to %T", d.canvas().Focused())
	}
	d.canvas().Focus(d.w.view)
	d.key(fyne.Key1, ctrl)
	if d.w.shell.tabs.Chosen() != "sites" {
		t.Error("Ctrl+1 does not show the sites")
	}
}

func TestViewKeys(t *testing.T) {
	d := quiet(t)
	home := d.w.view.Camera()
	d.w.Select("country", "ALB")
	d.key(fyne.KeyJ, ctrl)
	there := d.w.view.Camera()
	if there == home {
		t.Fatal("Ctrl+J does not move the map")
	}
	for _, s := range []struct {
		key  fyne.KeyName
		mods fyne.KeyModifier
		want fyne.KeyModifier // 0 home, 1 there
	}{{fyne.KeyLeft, alt, 0}, {fyne.KeyRight, alt, 1}, {fyne.KeyF, ctrl | shift, 0}} {
		d.key(s.key, s.mods)
		want := home
		if s.want == 1 {
			want = there
		}
		if c := d.w.view.Camera(); c.Zoom != want.Zoom || c.Center != want.Center {
			t.Errorf("%s leads to %+v, want %+v", s.key, c, want)
		}
	}
	for _, x := range [][2]string{{"division", "RS-17"}, {"site", d.doc().Sites.All()[0].ID}} {
		before := d.w.view.Camera()
		d.w.Select(x[0], x[1])
		d.w.run("view.selection")
		if d.w.view.Camera() == before {
			t.Errorf("the map does not move to the %s", x[0])
		}
	}
	for _, n := range d.doc().Notes.All() {
		if len(n.Places)+len(n.Sites) == 0 {
			before := d.w.view.Camera()
			d.w.Select("note", n.ID)
			d.w.run("view.selection")
			holds(t, "a note on nothing", d.words(), "attached to no place on the map")
			if d.w.view.Camera() != before {
				t.Error("the map moves for a note on nothing")
			}
			return
		}
	}
	t.Error("the sample has no note without a place")
}

func TestHelp(t *testing.T) {
	d := quiet(t)
	d.canvas().Focus(d.w.view)
	d.typed("?")
	holds(t, "the sheet of keys", d.over(), "Keyboard and mouse", "Ctrl+K", "Drag, Space-drag, middle-drag", "Place a site")
	d.answer("Close")
	d.key(fyne.KeyF1)
	holds(t, "F1", d.over(), "Keyboard and mouse")
	d.answer("Close")
	d.w.run("help.new")
	holds(t, "the news", d.over(), "What is new")
	d.answer("Close")
	d.w.run("help.about")
	holds(t, "about", d.over(), "About Hubscape test", "takes no side", "Natural Earth")
	lacks(t, "about", d.over(), "##")
	d.answer("Close")
	if got := strings.Join(paragraphLines("a\nb\n* c\n  d\n- e"), "|"); got != "a b|• c d|• e" {
		t.Errorf("lines are %q", got)
	}
}

func TestEveryActionCanBeDone(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	for _, a := range d.w.actions.All() {
		if a.Name() == "" || a.Icon == "" {
			t.Errorf("%s has no name or no picture", a.ID)
		}
		switch {
		case strings.HasPrefix(a.ID, "file."), a.ID == "site.delete":
			continue // tested with files and sites
		case !a.Can():
			continue
		}
		a.Run()
		d.pump()
		for d.canvas().Overlays().Top() != nil {
			d.canvas().Overlays().Remove(d.canvas().Overlays().Top())
		}
	}
}
