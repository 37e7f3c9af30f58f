package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/mapview"
)

// toolbar is the row at the top of the window.
type toolbar struct {
	object     fyne.CanvasObject
	title      *kit.Text
	mark       *kit.Chip // beside the title of a document that is open to read
	tools      *kit.Segment
	undo, redo *kit.Button
	search     *kit.FieldButton
}

func (w *Window) buildToolbar() {
	b := &w.bar
	menu := kit.NewIconButton("menu", "Menu", "F10", nil)
	menu.SetAct(func() { kit.ShowMenu(menu, w.mainMenu()) })
	b.title = kit.NewText("", kit.NoteTitle, kit.Ink).Elided()
	b.mark = kit.NewChip("Read-only", kit.ChipPlain)
	b.mark.Hide()
	b.tools = kit.NewSegment([]kit.Option{
		{ID: "select", Label: "Select", Icon: "tool-select", Tip: "Select and move", Key: "V"},
		{ID: "site", Label: "Site", Icon: "tool-site", Tip: "Place a site", Key: "S"},
	}, func(id string) {
		if id == "site" {
			w.setTool(mapview.Site)
		} else {
			w.setTool(mapview.Select)
		}
	})
	b.tools.SetChosen("select")
	b.undo = kit.NewIconButton("undo", "Undo", "Ctrl+Z", func() { w.run("edit.undo") })
	b.redo = kit.NewIconButton("redo", "Redo", "Ctrl+Shift+Z", func() { w.run("edit.redo") })
	b.search = kit.NewFieldButton("search", "Search places, notes, commands", "Ctrl+K", func() { w.run("find.palette") })
	row := container.New(&toolbarLayout{w: w}, menu, b.title, b.tools, b.undo, b.redo, b.search, b.mark)
	b.object = kit.NewPage(nil, row, kit.NewRule(0))
}

// setTool shows which tool is on.
func (b *toolbar) setTool(t mapview.Tool) {
	if t == mapview.Site {
		b.tools.SetChosen("site")
	} else {
		b.tools.SetChosen("select")
	}
}

// refreshTitle shows the document's name with the mark of unsaved changes, and what undo and redo would do.
func (w *Window) refreshTitle() {
	t := w.session.Scenario().Title
	if t == "" {
		t = "Untitled scenario"
	}
	if w.session.Dirty() {
		t += " •"
	}
	w.bar.title.Set(t)
	setShown(w.bar.mark, w.keeper.ReadOnly() != "")
	w.win.SetTitle(t + " — Hubscape")
	set := func(b *kit.Button, word, label, key string) {
		if label == "" {
			b.SetTip(word+": nothing to "+map[string]string{"Undo": "undo", "Redo": "redo"}[word], "")
			b.Disable()
			return
		}
		b.SetTip(word+" "+label, key)
		b.Enable()
	}
	set(w.bar.undo, "Undo", w.session.UndoLabel(), "Ctrl+Z")
	set(w.bar.redo, "Redo", w.session.RedoLabel(), "Ctrl+Shift+Z")
	w.bar.object.Refresh()
}

// toolbarLayout keeps the tools in the middle, the title at the left and the search at the right, 44 high.
type toolbarLayout struct{ w *Window }

// MinSize implements fyne.Layout.
func (l *toolbarLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, 43) }

// Layout implements fyne.Layout: menu, title, tools, undo, redo, search.
func (l *toolbarLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	small := s.Width < 1180
	l.w.bar.tools.SetCompact(small)
	search := float32(272)
	if small {
		search = 156
		l.w.bar.search.SetPrompt("Search")
	} else {
		l.w.bar.search.SetPrompt("Search places, notes, commands")
	}
	mid := func(h float32) float32 { return (s.Height - h) / 2 }
	place(o[0], 8, mid(30), fyne.NewSize(30, 30))
	tools := o[2].MinSize()
	x := max(300, (s.Width-tools.Width-76)/2)
	place(o[2], x, mid(tools.Height), tools)
	place(o[3], x+tools.Width+12, mid(30), fyne.NewSize(30, 30))
	place(o[4], x+tools.Width+44, mid(30), fyne.NewSize(30, 30))
	place(o[5], s.Width-12-search, mid(30), fyne.NewSize(search, 30))
	h := o[1].MinSize().Height
	room := max(40, x-46-16)
	if mark := o[6]; mark.Visible() {
		m := mark.MinSize()
		wide := min(kit.NoteTitle.Width(l.w.bar.title.String()), room-m.Width-10)
		place(mark, 46+wide+10, mid(m.Height), m)
		room = wide
	}
	place(o[1], 46, mid(h), fyne.NewSize(room, h))
}
