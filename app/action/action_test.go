package action

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, want, text, mac string }{
		{"Primary+Shift+Z", "Primary+Shift+Z", "Ctrl+Shift+Z", "⇧⌘Z"},
		{"shift+ctrl+z", "Primary+Shift+Z", "Ctrl+Shift+Z", "⇧⌘Z"},
		{"cmd+alt+k", "Primary+Alt+K", "Ctrl+Alt+K", "⌥⌘K"},
		{"F2", "F2", "F2", "F2"},
		{"f11", "F11", "F11", "F11"},
		{"pageup", "PageUp", "PageUp", "PageUp"},
		{"+", "+", "+", "+"},
		{"Primary++", "Primary++", "Ctrl++", "⌘+"},
		{"?", "?", "?", "?"},
		{"s", "S", "S", "S"},
	} {
		got, err := Parse(c.in)
		if err != nil || got.String() != c.want || got.Text("linux") != c.text || got.Text("darwin") != c.mac {
			t.Errorf("Parse(%q) = %v %v, shown %q %q; want %q %q %q", c.in, got, err, got.Text("linux"), got.Text("darwin"), c.want, c.text, c.mac)
		}
		if again, err := Parse(got.String()); err != nil || again != got {
			t.Errorf("Parse(%q) = %v %v, want it back", got.String(), again, err)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"", "no key"}, {"Primary+", "no key"}, {"Hyper+S", "no modifier"}, {"Shift+Shift+S", "twice"}, {"Primary+Nowhere", "no key"},
	} {
		if _, err := Parse(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Parse(%q) gives %v, want an error with %q", c.in, err, c.want)
		}
	}
}

func TestKeysPanicsOnAMistakeInTheProgram(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("Keys took a shortcut that does not exist")
		}
	}()
	Keys("Primary+Nowhere")
}

// board is a registry with a little of everything and a record of what was done.
func board(t *testing.T) (*Registry, *[]string, *bool) {
	t.Helper()
	var did []string
	can := true
	do := func(id string) func() { return func() { did = append(did, id) } }
	r := &Registry{}
	err := r.Add(
		Action{ID: "file.save", Label: "Save", Shortcut: Keys("Primary+S"), Icon: "save", Do: do("file.save")},
		Action{ID: "edit.undo", Label: "Undo", Title: func() string { return "Undo move Gračanica" }, Words: []string{"take back"}, Shortcut: Keys("Primary+Z"), Enabled: func() bool { return can }, Do: do("edit.undo")},
		Action{ID: "edit.redo", Label: "Redo", Title: func() string { return "" }, Shortcut: Keys("Primary+Shift+Z", "Primary+Y"), Do: do("edit.redo")},
		Action{ID: "site.place", Label: "Place a site", Words: []string{"add", "new"}, Shortcut: Keys("S"), Do: do("site.place")},
		Action{ID: "theme.dark", Label: "Dark theme", Do: do("theme.dark")},
	)
	if err != nil {
		t.Fatal(err)
	}
	return r, &did, &can
}

func TestRegistry(t *testing.T) {
	r, did, can := board(t)
	for _, k := range Keys("Primary+Z", "Primary+Y", "S") {
		if !r.Press(k) {
			t.Errorf("pressing %s did nothing", k)
		}
	}
	*can = false
	if r.Press(Keys("Primary+Z")[0]) || r.Get("edit.undo").Run() {
		t.Error("a disabled action was done")
	}
	if r.Press(Keys("Alt+Q")[0]) || r.ByShortcut(Keys("Alt+Q")[0]) != nil || r.Get("nothing") != nil {
		t.Error("something answers to what nobody owns")
	}
	if got := strings.Join(*did, " "); got != "edit.undo edit.redo site.place" {
		t.Errorf("done: %s", got)
	}
	if u := r.Get("edit.undo"); u.Name() != "Undo move Gračanica" || u.Keys("linux") != "Ctrl+Z" {
		t.Errorf("undo is %q %q", u.Name(), u.Keys("linux"))
	}
	if a := r.Get("edit.redo"); a.Name() != "Redo" || r.Get("theme.dark").Keys("linux") != "" || len(r.All()) != 5 {
		t.Errorf("redo is %q, %d actions", a.Name(), len(r.All()))
	}
}

func TestAddRefuses(t *testing.T) {
	do := func() {}
	for _, c := range []struct {
		name, want string
		actions    []Action
	}{
		{"nothing to do", "something to do", []Action{{ID: "a", Label: "A"}}},
		{"no id", "needs an id", []Action{{Label: "A", Do: do}}},
		{"id taken before", "the id is taken", []Action{{ID: "file.save", Label: "A", Do: do}}},
		{"id twice", "the id is taken", []Action{{ID: "a", Label: "A", Do: do}, {ID: "a", Label: "B", Do: do}}},
		{"shortcut taken before", `belongs to "file.save"`, []Action{{ID: "a", Label: "A", Shortcut: Keys("Primary+S"), Do: do}}},
		{"shortcut twice", `belongs to "a"`, []Action{{ID: "a", Label: "A", Shortcut: Keys("Q"), Do: do}, {ID: "b", Label: "B", Shortcut: Keys("Q"), Do: do}}},
	} {
		r, _, _ := board(t)
		err := r.Add(c.actions...)
		if err == nil || !strings.Contains(err.Error(), c.want) || len(r.All()) != 5 {
			t.Errorf("%s: %v, %d actions; want an error with %q and nothing added", c.name, err, len(r.All()), c.want)
		}
	}
}

func TestSearch(t *testing.T) {
	r, _, can := board(t)
	for _, c := range []struct{ query, want string }{
		{"", "file.save edit.undo edit.redo site.place theme.dark"},
		{"s", "file.save site.place"},
		{"site", "site.place"},
		{"take", "edit.undo"},
		{"grač", "edit.undo"},
		{"do", "edit.undo edit.redo"},
		{"new site", "site.place"},
		{"theme dark", "theme.dark"},
		{"zebra", ""},
	} {
		var ids []string
		for _, a := range r.Search(c.query) {
			ids = append(ids, a.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("Search(%q) = %q, want %q", c.query, got, c.want)
		}
	}
	*can = false
	if len(r.Search("undo")) != 0 {
		t.Error("Search offers what may not be done")
	}
}
