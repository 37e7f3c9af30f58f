package sites

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

const (
	kindRow = iota
	kindHead
)

func number(n int) string { return strconv.Itoa(n) }

// Count is how many rows the list has without a filter: sites and countries.
func (l *List) Count() int { return len(l.entries) }

// Refresh follows a change of the document; before is nil when a document was opened.
func (l *List) Refresh(before, after *scenario.Scenario) {
	if before == after && l.cache.doc == after {
		return
	}
	l.entries = l.entriesOf(after)
	sortEntries(l.entries, l.order)
	l.arrange(false)
}

// arrange makes the rows anew from entries and filter. Rows in view are bound again; heights only when the rows differ.
func (l *List) arrange(toTop bool) {
	rows := l.rowsOf()
	differ := !slices.Equal(rows, l.rows)
	l.rows = rows
	l.showBody()
	if differ || toTop {
		l.list.Reload()
	} else {
		l.list.Rebind()
	}
	l.follow(false)
}

func (l *List) rowsOf() []row {
	var rows []row
	group := -1
	for i := range l.entries {
		e := &l.entries[i]
		if l.query != "" && !kit.Matches(e.folded, l.query) {
			continue
		}
		if e.group != group {
			group = e.group
			rows = append(rows, row{group, -1})
		}
		rows = append(rows, row{group, i})
	}
	return rows
}

// showBody puts the list, or words that say why it is empty, into the body.
func (l *List) showBody() {
	var want fyne.CanvasObject = l.list
	switch {
	case len(l.entries) == 0:
		want = kit.NewEmpty("tool-site", "No sites yet",
			"A site is a candidate place, with its precision stated. Host country and notes follow by themselves.",
			kit.Action{Label: "Place a site", Icon: "tool-site", Primary: true, Act: l.host.PlaceSite})
	case len(l.rows) == 0:
		want = kit.NewEmpty("search", "Nothing found for “"+l.query+"”", "Names, countries, statuses and precisions were searched.",
			kit.Action{Label: "Clear the filter", Act: func() { l.filter.SetText("") }})
	}
	if want == fyne.CanvasObject(l.list) && l.body.Objects[0] == want {
		return
	}
	l.body.Objects = []fyne.CanvasObject{want}
	l.body.Refresh()
}

func (l *List) groupCount(group int) int {
	n := 0
	for _, r := range l.rows {
		if r.group == group && r.entry >= 0 {
			n++
		}
	}
	return n
}

func (l *List) bindList() {
	v := l.list
	v.Len = func() int { return len(l.rows) }
	v.Kind = func(i int) int {
		if l.rows[i].entry < 0 {
			return kindHead
		}
		return kindRow
	}
	v.Height = func(i int) float32 {
		if l.rows[i].entry < 0 {
			return 26
		}
		return 44
	}
	v.Make = func(kind int) fyne.CanvasObject {
		if kind == kindHead {
			return kit.NewGroupRow("", "")
		}
		return kit.NewListCell()
	}
	v.Bind = l.bind
	v.Chosen = func(i int) bool { return l.rows[i].entry >= 0 }
	v.Moved = l.moved
	v.Opened = func(i int) { e := l.at(i); l.host.Fly(e.kind, e.id) }
	v.Key = l.key
	v.Menu = l.menu
	v.All = l.chooseAll
}

func (l *List) at(i int) *entry { return &l.entries[l.rows[i].entry] }

func (l *List) bind(i int, o fyne.CanvasObject) {
	r := l.rows[i]
	switch o := o.(type) {
	case *kit.GroupRow:
		o.Set(groupNames[r.group], number(l.groupCount(r.group)), "")
	case *kit.ListCell:
		o.Set(l.at(i).line(l.selected(l.at(i))))
	}
}

func (l *List) selected(e *entry) bool {
	if e.kind == "site" {
		return slices.Contains(l.host.ChosenSites(), e.id)
	}
	kind, id := l.host.Selection()
	return kind == e.kind && id == e.id
}

// SelectionChanged follows the selection of the window and shows its row.
func (l *List) SelectionChanged() {
	l.list.Rebind()
	l.follow(true)
}

// follow puts the cursor on the selected row; with show it is scrolled into view.
func (l *List) follow(show bool) {
	kind, id := l.host.Selection()
	for i, r := range l.rows {
		if r.entry >= 0 && l.at(i).kind == kind && l.at(i).id == id {
			if show {
				l.list.SetCursor(i)
			}
			return
		}
	}
}

// FocusFilter puts the cursor into the filter field.
func (l *List) FocusFilter() { l.filter.Focus(); l.filter.SelectAll() }

// Focus is what takes the keyboard: the rows.
func (l *List) Focus() fyne.Focusable { return l.list }

// Object is the panel as the window lays it out.
func (l *List) Object() fyne.CanvasObject { return l.content }
