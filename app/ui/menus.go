package ui

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/app/ui/inspector"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/mapview"
	"hubscape/app/ui/theme"
	"hubscape/geo/measure"
)

// item is a menu's line for an action of the registry.
func (w *Window) item(id string) kit.MenuItem {
	a := w.actions.Get(id)
	return kit.MenuItem{Label: a.Name(), Icon: a.Icon, Shortcut: keysOf(a), Disabled: !a.Can(), Act: func() { a.Run() }}
}

func (w *Window) items(ids ...string) []kit.MenuItem {
	var out []kit.MenuItem
	for _, id := range ids {
		if id == "" {
			out = append(out, kit.MenuItem{})
			continue
		}
		out = append(out, w.item(id))
	}
	return out
}

func (w *Window) mainMenu() []kit.MenuItem {
	m := w.items("file.new", "file.open")
	m = append(m, kit.MenuItem{Label: "Open recent", Icon: "history", Sub: w.recentMenu()})
	m = append(m, w.items("file.balkans", "file.elsewhere", "", "file.save", "file.saveas", "file.safecopy", "file.versions", "", "file.import", "file.export", "", "edit.undo", "edit.redo", "", "view.home", "view.opening")...)
	m = append(m, kit.MenuItem{Label: "Appearance", Icon: "theme", Sub: w.lookMenu()})
	m = append(m, w.items("look.motion", "view.full", "", "help.keys", "help.new", "help.about", "", "file.quit")...)
	return m
}

func (w *Window) recentMenu() []kit.MenuItem {
	var m []kit.MenuItem
	for _, p := range w.recent() {
		m = append(m, kit.MenuItem{Label: filepath.Base(p) + "  " + clipFront(filepath.Dir(p), 40), Act: func() { w.openPath(p) }})
	}
	if len(m) == 0 {
		return []kit.MenuItem{{Label: "No file opened yet", Disabled: true, Act: func() {}}}
	}
	return append(m, kit.MenuItem{}, kit.MenuItem{Label: "Forget these files", Act: func() { w.d.App.Preferences().SetStringList("recent", nil) }})
}

func (w *Window) lookMenu() []kit.MenuItem {
	p := w.d.App.Preferences()
	mark := func(id, label string, on bool) kit.MenuItem {
		it := w.item(id)
		it.Label, it.Icon, it.Checked = label, "", on
		return it
	}
	look := theme.Mode(p.StringWithFallback("look", string(theme.System)))
	english := p.Bool("labels.english")
	return []kit.MenuItem{
		mark("look.light", "Light", look == theme.Light), mark("look.dark", "Dark", look == theme.Dark), mark("look.system", "As the system", look == theme.System), {},
		mark("look.local", "Names in English and the local language", !english), mark("look.english", "Names in English only", english),
	}
}

func (w *Window) layerMenu() []kit.MenuItem {
	p := w.d.App.Preferences()
	var m []kit.MenuItem
	for _, l := range layers {
		key := "hide." + l.id
		m = append(m, kit.MenuItem{Label: l.label, Checked: !p.Bool(key), Act: func() {
			p.SetBool(key, !p.Bool(key))
			w.view.Changed()
		}})
	}
	m = append(m, kit.MenuItem{}, w.layersFoot())
	return append(m, w.overlayMenu()...)
}

// mapMenu is the menu of a right click on the map.
func (w *Window) mapMenu(p mapview.Pointer, abs fyne.Position) {
	w.endHover()
	var m []kit.MenuItem
	if p.Hit.Kind == "site" {
		m = append(w.inspector.SiteMenu(p.Hit.ID), kit.MenuItem{})
	}
	at := p.At
	m = append(m,
		kit.MenuItem{Label: "Place a site here", Icon: "tool-site", Act: func() { w.place.precision = scenario.PrecisionTown; w.placeSite(at) }},
		kit.MenuItem{Label: "What is here?", Icon: "info", Act: func() { w.whatIsHere(at) }},
		kit.MenuItem{Label: "Copy coordinates", Icon: "copy", Act: func() { w.copyPoint(at) }}, kit.MenuItem{},
		kit.MenuItem{Label: "Zoom in here", Icon: "plus", Act: func() { w.view.ShowPoint(at, w.view.Camera().Zoom+2) }})
	m = append(m, w.items("view.home")...)
	kit.ShowMenuAt(w.win.Canvas(), abs, m)
}

// whatIsHere says what the map knows of a point.
func (w *Window) whatIsHere(at orb.Point) {
	doc := w.session.Scenario()
	p := w.d.Map.Locate(at[0], at[1])
	rows := []kitObject{kit.NewFactRow("Position", kit.NewText(measure.FormatPoint(at, 5), kit.Body, kit.Ink)),
		kit.NewFactRow("Place", kit.NewParagraph(inspector.PlaceWords(doc, p), kit.Body, kit.Ink))}
	if p.Country != nil && p.Country.Code != "" && !p.Country.Divisions {
		rows = append(rows, kit.NewFactRow("Division", kit.NewParagraph("Not stated: the built-in divisions of this country are out of date.", kit.Body, kit.Ink3)))
	}
	if p.Status != "" {
		rows = append(rows, kit.NewFactRow("Contested", kit.NewParagraph(p.Status, kit.Body, kit.Ink)))
	}
	choices := []kit.Choice{{Label: "Copy coordinates", Icon: "copy", Act: func() { w.copyPoint(at) }}}
	if p.Country != nil && p.Country.Code != "" {
		choices = append(choices, kit.Choice{Label: "Open the country card", Act: func() { w.Select("country", p.Country.Code) }})
	}
	if p.Division != nil {
		choices = append(choices, kit.Choice{Label: "Open the division", Act: func() { w.Select("division", p.Division.Code) }})
	}
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "What is here", Width: 540, Body: kit.NewColumn(6, kit.Inset{}, rows...),
		Choices: append(choices, kit.Choice{Label: "Close", Primary: true})})
}

func clipFront(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return "…" + string(r[len(r)-n+1:])
}
