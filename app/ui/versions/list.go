package versions

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"hubscape/app/ui/kit"
)

// lines is the list of versions, by day.
type lines struct {
	v     *View
	rows  *kit.VirtualList
	items []item
	kind  string // "" all, else only this kind
}

// item is a line or the head of a day.
type item struct {
	day     string
	version int // index in list; -1 for a head
}

func newLines(v *View) *lines {
	l := &lines{v: v, rows: kit.NewVirtualList()}
	l.collect()
	l.rows.Len = func() int { return len(l.items) }
	l.rows.Kind = func(i int) int { return min(0, l.items[i].version) + 1 } // 0 a head, 1 a line
	l.rows.Height = func(i int) float32 {
		if l.items[i].version < 0 {
			return 26
		}
		return 44
	}
	l.rows.Make = func(kind int) fyne.CanvasObject {
		if kind == 0 {
			return kit.NewGroupRow("", "")
		}
		return kit.NewListCell()
	}
	l.rows.Bind = l.bind
	l.rows.Chosen = func(i int) bool { return l.items[i].version >= 0 }
	l.rows.Moved = func(i int, _ fyne.KeyModifier) { v.choose(l.items[i].version) }
	l.rows.Opened = func(i int) { v.host.Restore(v.list[l.items[i].version]) }
	l.rows.Key = func(e *fyne.KeyEvent) bool {
		if e.Name != fyne.KeyEscape {
			return false
		}
		v.host.Leave()
		return true
	}
	l.rows.Reload()
	return l
}

// collect arranges the versions under their days.
func (l *lines) collect() {
	l.items = l.items[:0]
	day := ""
	for i, version := range l.v.list {
		if l.kind != "" && version.Kind != l.kind {
			continue
		}
		d := "Files"
		if version.Name == "" {
			d = dayOf(version)
		}
		if d != day {
			l.items = append(l.items, item{day: d, version: -1})
			day = d
		}
		l.items = append(l.items, item{version: i})
	}
}

// dayOf is the head that a version stands under.
func dayOf(v Version) string {
	switch days := daysAgo(v.At); {
	case days <= 0:
		return "Today, " + v.At.Local().Format("2 Jan 2006")
	case days == 1:
		return "Yesterday"
	default:
		return v.At.Local().Format("2 January 2006")
	}
}

func (l *lines) bind(i int, o fyne.CanvasObject) {
	it := l.items[i]
	if it.version < 0 {
		o.(*kit.GroupRow).Set(it.day, "", "")
		return
	}
	version := l.v.list[it.version]
	words := kinds[version.Kind]
	line := kit.RowLine{Icon: words[1], Name: version.Name, Sub: version.Title, Selected: it.version == l.v.at}
	if version.Name == "" {
		line.Name = version.At.Local().Format("15:04") + " · " + words[0]
	}
	if version.Changes >= 0 {
		line.Count = fmt.Sprint(version.Changes)
	}
	o.(*kit.ListCell).Set(line)
}

// page sets the list between its head and its foot.
func (l *lines) page() fyne.CanvasObject {
	head := []fyne.CanvasObject{
		kit.NewRow(8, kit.Pad(9, 12), kit.NewIcon("history", 18, kit.Ink), kit.NewText("Earlier versions", kit.Head, kit.Ink), kit.Space()),
		kit.NewRule(0),
	}
	if l.v.still || l.v.merge {
		head[0] = kit.NewRow(8, kit.Pad(9, 12), kit.NewIcon("difference", 18, kit.Ink), kit.NewText("Two versions", kit.Head, kit.Ink), kit.Space())
	} else if len(l.v.list) > 1 {
		choice := kit.NewSelect([]kit.Option{{ID: "", Label: "Saves and autosaves"}, {ID: "save", Label: "Saves only"}, {ID: "history", Label: "Autosaves only"}}, "", func(id string) {
			l.kind = id
			l.collect()
			l.rows.Reload()
		})
		head = append(head, kit.NewRow(0, kit.Pad(8, 12), kit.Expand(choice)), kit.NewRule(0))
	}
	var foot fyne.CanvasObject
	if l.v.foot != "" {
		foot = kit.NewColumn(0, kit.Inset{}, kit.NewRule(0), kit.NewColumn(0, kit.Pad(9, 12), kit.NewParagraph(l.v.foot, kit.Caption, kit.Ink3)))
	}
	return kit.NewPage(kit.NewColumn(0, kit.Inset{}, head...), l.rows, foot)
}

// capital begins a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
