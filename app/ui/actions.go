package ui

import (
	"hubscape/app/action"
	"hubscape/app/scenario"
	"hubscape/app/ui/mapview"
	"hubscape/app/ui/theme"
)

// makeActions fills the one registry that menu, toolbar, palette and keys share.
func (w *Window) makeActions() *action.Registry {
	r := &action.Registry{}
	for _, group := range [][]action.Action{w.toolActions(), w.viewActions(), w.editActions(), w.fileActions()} {
		if err := r.Add(group...); err != nil {
			panic(err) // two actions of ours share a name or a key
		}
	}
	return r
}

func (w *Window) fileActions() []action.Action {
	return []action.Action{
		{ID: "file.new", Label: "New scenario", Shortcut: action.Keys("Primary+N"), Icon: "file-new", Do: w.newDocument},
		{ID: "file.open", Label: "Open…", Shortcut: action.Keys("Primary+O"), Icon: "file-open", Do: w.openDialog},
		{ID: "file.save", Label: "Save", Shortcut: action.Keys("Primary+S"), Icon: "save", Do: func() { w.save(nil) }},
		{ID: "file.saveas", Label: "Save as…", Shortcut: action.Keys("Primary+Shift+S"), Icon: "save", Do: func() { w.saveAs(nil) }},
		{ID: "file.import", Label: "Import data…", Words: []string{"csv excel xlsx kml kmz geojson geopackage spreadsheet table layer merge scenario"}, Shortcut: action.Keys("Primary+I"), Icon: "import", Do: w.importDialog},
		{ID: "file.export", Label: "Export data…", Words: []string{"csv excel xlsx kml kmz geojson geopackage spreadsheet table copy"}, Shortcut: action.Keys("Primary+E"), Icon: "export", Do: w.exportDialog},
		{ID: "file.report", Label: "Report of the last import", Words: []string{"skipped rows read"}, Icon: "import", Enabled: func() bool { return w.imported != "" }, Do: w.showImportReport},
		{ID: "file.safecopy", Label: "Audience-safe copy…", Words: []string{"public committee redact leak withhold release share"}, Icon: "audience", Do: w.safeCopy},
		{ID: "file.versions", Label: "Earlier versions…", Words: []string{"history backup restore compare before"}, Icon: "history",
			Enabled: func() bool { return w.d.Backups != nil }, Do: w.showVersions},
		{ID: "file.balkans", Label: "Open sample: Western Balkans, as reported", Words: []string{"example"}, Icon: "template", Do: func() { w.openSample("western-balkans") }},
		{ID: "file.elsewhere", Label: "Open sample: Arrangements elsewhere, as reported", Words: []string{"africa example"}, Icon: "template", Do: func() { w.openSample("elsewhere") }},
		{ID: "file.quit", Label: "Quit", Shortcut: action.Keys("Primary+Q"), Icon: "close", Do: w.close},
	}
}

func (w *Window) editActions() []action.Action {
	oneSite := func() bool { return w.sel.Kind == "site" && len(w.selSites) <= 1 }
	return []action.Action{
		{ID: "edit.undo", Label: "Undo", Title: func() string { return titled("Undo", w.session.UndoLabel()) }, Words: []string{"take back"},
			Shortcut: action.Keys("Primary+Z"), Icon: "undo", Enabled: func() bool { return w.session.UndoLabel() != "" }, Do: func() { w.session.Undo() }},
		{ID: "edit.redo", Label: "Redo", Title: func() string { return titled("Redo", w.session.RedoLabel()) },
			Shortcut: action.Keys("Primary+Shift+Z", "Primary+Y"), Icon: "redo", Enabled: func() bool { return w.session.RedoLabel() != "" }, Do: func() { w.session.Redo() }},
		{ID: "site.rename", Label: "Rename the site", Shortcut: action.Keys("F2"), Icon: "edit", Enabled: oneSite, Do: w.renameSite},
		{ID: "site.duplicate", Label: "Duplicate the site", Shortcut: action.Keys("Primary+D"), Icon: "copy", Enabled: oneSite, Do: func() { w.duplicate(w.sel.ID) }},
		{ID: "site.delete", Label: "Delete the site", Title: w.deleteTitle, Shortcut: action.Keys("Delete", "Backspace"), Icon: "trash",
			Enabled: func() bool { return len(w.chosenSites()) > 0 }, Do: func() { w.deleteSites(w.chosenSites()) }},
		{ID: "select.all", Label: "Select all sites", Shortcut: action.Keys("Primary+A"), Icon: "tool-select",
			Enabled: func() bool { return w.session.Scenario().Sites.Len() > 0 }, Do: w.selectAllSites},
	}
}

func titled(word, what string) string {
	if what == "" {
		return word
	}
	return word + " " + what
}

func (w *Window) deleteTitle() string {
	if n := len(w.chosenSites()); n > 1 {
		return "Delete the chosen sites"
	}
	return "Delete the site"
}

func (w *Window) viewActions() []action.Action {
	p := w.d.App.Preferences
	return []action.Action{
		{ID: "find.palette", Label: "Search", Shortcut: action.Keys("Primary+K", "Primary+F"), Icon: "search", Do: func() { w.palette.Open("") }},
		{ID: "view.home", Label: "Show everything", Words: []string{"fit all", "opening view", "home"}, Shortcut: action.Keys("Primary+Shift+F"), Icon: "home-view",
			Do: func() { w.view.Fly(w.homeCamera(w.session.Scenario())) }},
		{ID: "view.selection", Label: "Zoom to the selection", Shortcut: action.Keys("Primary+J"), Icon: "search",
			Enabled: func() bool { return w.sel.Kind != "" }, Do: func() { w.fly(w.sel.Kind, w.sel.ID) }},
		{ID: "view.back", Label: "Back to the view before", Shortcut: action.Keys("Alt+Left"), Icon: "history", Do: func() { w.view.Back() }},
		{ID: "view.forward", Label: "Forward to the view after", Shortcut: action.Keys("Alt+Right"), Icon: "history", Do: func() { w.view.Forward() }},
		{ID: "view.opening", Label: "Set opening view", Words: []string{"start camera"}, Icon: "camera", Do: w.setOpeningView},
		{ID: "view.layers", Label: "Layers…", Words: []string{"overlay imported hide show style colour"}, Icon: "layers", Do: w.showLayers},
		{ID: "view.full", Label: "Full screen", Shortcut: action.Keys("F11"), Icon: "page-frame", Do: func() { w.win.SetFullScreen(!w.win.FullScreen()) }},
		{ID: "look.light", Label: "Light appearance", Icon: "theme", Do: func() { w.setLook(theme.Light) }},
		{ID: "look.dark", Label: "Dark appearance", Icon: "theme", Do: func() { w.setLook(theme.Dark) }},
		{ID: "look.system", Label: "Appearance of the system", Icon: "theme", Do: func() { w.setLook(theme.System) }},
		{ID: "look.local", Label: "Names in English and the local language", Icon: "text", Do: func() { p().SetBool("labels.english", false); w.view.Changed() }},
		{ID: "look.english", Label: "Names in English only", Icon: "text", Do: func() { p().SetBool("labels.english", true); w.view.Changed() }},
		{ID: "look.motion", Label: "Less motion", Title: func() string { return onOff("Less motion", p().Bool("motion.less")) }, Words: []string{"animation"}, Icon: "settings",
			Do: func() { p().SetBool("motion.less", !p().Bool("motion.less")) }},
		{ID: "help.keys", Label: "Keyboard shortcuts", Shortcut: action.Keys("F1", "?"), Icon: "keyboard", Do: w.showKeys},
		{ID: "help.new", Label: "What is new", Icon: "info", Do: w.showWhatsNew},
		{ID: "help.about", Label: "About Hubscape", Words: []string{"licence", "sources", "attribution"}, Icon: "info", Do: w.showAbout},
	}
}

func onOff(label string, on bool) string {
	if on {
		return label + ": turn off"
	}
	return label + ": turn on"
}

func (w *Window) toolActions() []action.Action {
	return []action.Action{
		{ID: "tool.select", Label: "Select and move", Shortcut: action.Keys("V"), Icon: "tool-select", Do: func() { w.setTool(mapview.Select) }},
		{ID: "tool.site", Label: "Place a site", Words: []string{"new hub add"}, Shortcut: action.Keys("S"), Icon: "tool-site", Do: func() { w.setTool(mapview.Site) }},
		{ID: "list.sites", Label: "Show the sites", Shortcut: action.Keys("Primary+1"), Icon: "tool-site", Do: func() { w.shell.openList("sites") }},
		{ID: "list.notes", Label: "Show the notes", Shortcut: action.Keys("Primary+2"), Icon: "tool-note", Do: func() { w.shell.openList("notes") }},
	}
}

func (w *Window) setLook(m theme.Mode) {
	w.d.App.Preferences().SetString("look", string(m))
	theme.Apply(m)
}

func (w *Window) setOpeningView() {
	c := w.view.Camera()
	w.do(scenario.SetOpeningView{View: &scenario.View{Center: c.Center, Zoom: c.Zoom}})
	w.session.Seal()
}

func (w *Window) renameSite() {
	w.inspector.Show(w.sel.Kind, w.sel.ID)
	w.inspector.Rename()
}

func (w *Window) duplicate(id string) {
	n := w.d.Env.NewID()
	if w.do(scenario.DuplicateSite{ID: id, NewID: n}) {
		w.session.Seal()
		w.Select("site", n)
	}
}

// deleteSites removes sites; the toast offers to take it back.
func (w *Window) deleteSites(ids []string) {
	if w.do(scenario.DeleteSites{IDs: append([]string(nil), ids...)}) {
		w.session.Seal()
	}
}

func (w *Window) selectAllSites() {
	var ids []string
	for _, s := range w.session.Scenario().Sites.All() {
		ids = append(ids, s.ID)
	}
	w.setSelection(Selection{"site", ids[0]}, ids)
}

// escape leaves the tool first, then the selection.
func (w *Window) escape() {
	if w.past != nil {
		w.past.Leave()
		return
	}
	switch {
	case w.tool != mapview.Select:
		w.setTool(mapview.Select)
	case w.win.FullScreen() && w.sel.Kind == "":
		w.win.SetFullScreen(false)
	default:
		w.Select("", "")
	}
}
