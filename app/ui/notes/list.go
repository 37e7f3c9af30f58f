package notes

import (
	"strconv"

	"fyne.io/fyne/v2"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

const (
	kindNote = iota
	kindHead
)

func (l *List) bindList() {
	v := l.list
	v.Len = func() int { return len(l.rows) }
	v.Kind = func(i int) int {
		if l.rows[i] < 0 {
			return kindHead
		}
		return kindNote
	}
	v.Height = func(i int) float32 {
		if l.rows[i] < 0 {
			return 26
		}
		return kit.NoteCellHeight(l.at(i).line, v.Width())
	}
	v.Make = func(kind int) fyne.CanvasObject {
		if kind == kindHead {
			return kit.NewGroupRow("", "")
		}
		return kit.NewNoteCell()
	}
	v.Bind = l.bind
	v.Chosen = func(i int) bool { return l.rows[i] >= 0 }
	v.Moved = func(i int, _ fyne.KeyModifier) { l.host.Choose("note", l.at(i).id, nil) }
	v.Opened = func(i int) { l.host.Fly("note", l.at(i).id) }
	v.Key = l.key
	v.Menu = l.menu
}

func (l *List) at(i int) *entry { return &l.entries[l.rows[i]] }

func (l *List) bind(i int, o fyne.CanvasObject) {
	switch o := o.(type) {
	case *kit.GroupRow:
		l.bindHead(o, -1-l.rows[i], i)
	case *kit.NoteCell:
		e := l.at(i)
		kind, id := l.host.Selection()
		e.line.Selected = kind == "note" && id == e.id
		o.Set(e.line)
	}
}

// bindHead names the category and counts its notes that the filter lets through.
func (l *List) bindHead(o *kit.GroupRow, category, i int) {
	n := 0
	for _, r := range l.rows[i+1:] {
		if r < 0 {
			break
		}
		n++
	}
	if category >= len(evidence.Categories) {
		o.Set("Other", strconv.Itoa(n), "")
		return
	}
	c := evidence.Categories[category]
	o.Set(c.Label, strconv.Itoa(n), c.Key)
}

// SelectionChanged follows the selection of the window and shows its row.
func (l *List) SelectionChanged() {
	l.list.Rebind()
	l.follow(true)
}

// follow puts the cursor on the selected note; with show it is scrolled into view.
func (l *List) follow(show bool) {
	kind, id := l.host.Selection()
	if kind != "note" || !show {
		return
	}
	for i, r := range l.rows {
		if r >= 0 && l.at(i).id == id {
			l.list.SetCursor(i)
			return
		}
	}
}

// FocusFilter puts the cursor into the filter field.
func (l *List) FocusFilter() { l.filter.Focus(); l.filter.SelectAll() }

// Focus is what takes the keyboard: the rows.
func (l *List) Focus() fyne.Focusable { return l.list }

func (l *List) key(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyDelete && e.Name != fyne.KeyBackspace {
		return false
	}
	if kind, id := l.host.Selection(); kind == "note" {
		l.host.Do(scenario.DeleteNote{ID: id})
	}
	return true
}

// fromFilter lets the arrow down leave the filter for the rows.
func (l *List) fromFilter(e *fyne.KeyEvent) bool {
	if e.Name != fyne.KeyDown || len(l.rows) == 0 {
		return false
	}
	l.list.Focus()
	if l.list.Cursor() < 0 || l.list.Cursor() >= len(l.rows) {
		l.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	}
	return true
}

func (l *List) menu(i int, at fyne.Position) {
	id := l.at(i).id
	l.host.Choose("note", id, nil)
	kit.ShowMenuAt(fyne.CurrentApp().Driver().CanvasForObject(l.content), at, []kit.MenuItem{
		{Label: "Show on the map", Icon: "map", Shortcut: "Enter", Act: func() { l.host.Fly("note", id) }},
		{},
		{Label: "Delete", Icon: "trash", Shortcut: "Del", Act: func() { l.host.Do(scenario.DeleteNote{ID: id}) }},
	})
}

func (l *List) sortMenu(anchor fyne.CanvasObject) {
	var items []kit.MenuItem
	for _, o := range []struct {
		order Order
		label string
	}{{ByTitle, "By title"}, {ByPlace, "By place"}, {ByOrigins, "Fewest origins first"}} {
		items = append(items, kit.MenuItem{Label: o.label, Checked: l.order == o.order, Act: func() { l.SetOrder(o.order) }})
	}
	kit.ShowMenu(anchor, items)
}

// SetOrder sorts the notes of each category.
func (l *List) SetOrder(o Order) {
	l.order = o
	l.sort()
	l.arrange()
}
