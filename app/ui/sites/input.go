package sites

import (
	"slices"

	"fyne.io/fyne/v2"

	"hubscape/app/ui/kit"
)

const ctrl = fyne.KeyModifierControl | fyne.KeyModifierSuper

// moved chooses the row that the cursor went to: alone, with Ctrl as well as those chosen, with Shift from the first.
func (l *List) moved(i int, mods fyne.KeyModifier) {
	e := l.at(i)
	switch {
	case e.kind != "site":
		l.anchor = ""
		l.host.Choose(e.kind, e.id, nil)
	case mods&fyne.KeyModifierShift != 0 && l.anchor != "":
		l.choose(e.id, l.between(l.anchor, e.id))
	case mods&ctrl != 0:
		l.toggle(e.id)
	default:
		l.anchor = e.id
		l.host.Choose("site", e.id, nil)
	}
}

// choose makes last the selection among sites.
func (l *List) choose(last string, sites []string) {
	if len(sites) < 2 {
		sites = nil
	}
	l.host.Choose("site", last, sites)
}

func (l *List) toggle(id string) {
	chosen := slices.Clone(l.host.ChosenSites())
	l.anchor = id
	if i := slices.Index(chosen, id); i >= 0 {
		chosen = slices.Delete(chosen, i, i+1)
		if len(chosen) == 0 {
			l.host.Choose("", "", nil)
			return
		}
		l.choose(chosen[len(chosen)-1], chosen)
		return
	}
	l.choose(id, append(chosen, id))
}

// between lists the sites from a to b as they are shown.
func (l *List) between(a, b string) []string {
	var out []string
	in := false
	for i, r := range l.rows {
		if r.entry < 0 || l.at(i).kind != "site" {
			continue
		}
		id := l.at(i).id
		edge := id == a || id == b
		if edge || in {
			out = append(out, id)
		}
		if edge {
			in = !in
		}
		if edge && a == b {
			break
		}
	}
	return out
}

func (l *List) chooseAll() {
	var out []string
	for i, r := range l.rows {
		if r.entry >= 0 && l.at(i).kind == "site" {
			out = append(out, l.at(i).id)
		}
	}
	if len(out) > 0 {
		l.anchor = out[0]
		l.choose(out[len(out)-1], out)
	}
}

func (l *List) key(e *fyne.KeyEvent) bool {
	chosen := l.host.ChosenSites()
	switch e.Name {
	case fyne.KeyDelete, fyne.KeyBackspace:
		if len(chosen) > 0 {
			l.host.Delete(chosen)
		}
		return true
	case fyne.KeyF2:
		if len(chosen) == 1 {
			l.host.Rename()
		}
		return true
	}
	return false
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
	e := l.at(i)
	if !l.selected(e) {
		l.host.Choose(e.kind, e.id, nil)
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(l.content)
	kit.ShowMenuAt(c, at, l.items(e))
}

func (l *List) items(e *entry) []kit.MenuItem {
	show := kit.MenuItem{Label: "Show on the map", Icon: "map", Shortcut: "Enter", Act: func() { l.host.Fly(e.kind, e.id) }}
	if e.kind != "site" {
		return []kit.MenuItem{show}
	}
	chosen := slices.Clone(l.host.ChosenSites())
	if len(chosen) > 1 {
		return []kit.MenuItem{show, {}, {
			Label: "Delete " + number(len(chosen)) + " sites", Icon: "trash", Shortcut: "Del", Act: func() { l.host.Delete(chosen) },
		}}
	}
	id := e.id
	return []kit.MenuItem{
		show, {},
		{Label: "Rename", Icon: "edit", Shortcut: "F2", Act: l.host.Rename},
		{Label: "Duplicate", Icon: "copy", Shortcut: "Ctrl+D", Act: func() { l.host.Duplicate(id) }},
		{Label: "Delete", Icon: "trash", Shortcut: "Del", Act: func() { l.host.Delete([]string{id}) }},
	}
}

func (l *List) sortMenu(anchor fyne.CanvasObject) {
	var items []kit.MenuItem
	for _, o := range []struct {
		order Order
		label string
	}{{ByName, "By name"}, {ByCountry, "By country"}, {ByStatus, "By status"}, {ByNotes, "Most notes first"}} {
		items = append(items, kit.MenuItem{Label: o.label, Checked: l.order == o.order, Act: func() { l.SetOrder(o.order) }})
	}
	kit.ShowMenu(anchor, items)
}

// SetOrder sorts the rows of each group.
func (l *List) SetOrder(o Order) {
	l.order = o
	sortEntries(l.entries, o)
	l.arrange(true)
}
