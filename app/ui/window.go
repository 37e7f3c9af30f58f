// Package ui composes the window: toolbar, left lists, map, inspector, status bar. It owns the selection and the view
// state, and hands every change of the document to the session; the parts know it by narrow Host interfaces only.
package ui

import (
	"runtime"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/action"
	"hubscape/app/backup"
	"hubscape/app/custody"
	"hubscape/app/disk"
	"hubscape/app/exchange"
	"hubscape/app/find"
	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/ui/inspector"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/mapview"
	"hubscape/app/ui/notes"
	"hubscape/app/ui/palette"
	"hubscape/app/ui/sites"
	"hubscape/app/ui/theme"
	"hubscape/app/ui/versions"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/label"
)

// Selection is what all views show as chosen: Kind is "country", "division", "site", "note", "feature" (of an
// imported layer) or "".
type Selection struct{ Kind, ID string }

// Deps is what the window takes from the world.
type Deps struct {
	App      fyne.App
	Map      *basemap.Map
	Fonts    *label.Fonts
	Env      scenario.Env
	Dispatch func(func()) // runs on the window's goroutine
	// Modifiers gives the keys held now.
	Modifiers func() fyne.KeyModifier
	Version   string
	Files     disk.FS       // nil is the real one
	Folder    string        // the program's own folder: journals of sessions lie in it
	Second    string        // where journals go when that folder refuses; "" for nowhere
	Backups   *backup.Store // earlier versions; nil keeps none
	Locks     custody.Locks // tell others that a file is being edited; may be nil
}

// Window is the program's one window.
type Window struct {
	d       Deps
	win     fyne.Window
	session *session.Session
	actions *action.Registry

	sel      Selection
	selSites []string // all chosen sites when more than one is
	tool     mapview.Tool
	moved    map[string]orb.Point // sites under a drag
	place    placing
	prepared prepared

	view      *mapview.View
	overview  *mapview.Overview
	legend    *mapview.Legend
	scaleBar  *mapview.ScaleBar
	overlay   *overlay
	inspector *inspector.Inspector
	sites     *sites.List
	notes     *notes.List
	finder    *find.Index
	palette   *palette.Palette
	past      *versions.View // the view of earlier versions while it shows
	toaster   *kit.Toaster
	shell     *shell
	bar       toolbar
	status    statusBar
	hover     hover

	legendKey legendKey
	footnotes map[string]bool // of this view and document
	keeper    *custody.Keeper
	care      care
	savedAt   time.Time              // zero when not since it was opened
	imported  string                 // the report of the last import; "" when there was none
	places    func() exchange.Places // what lies where, for imports and exports; made at the first of them
	stops     []func()
}

// legendKey is what the legend was made for.
type legendKey struct {
	camera camera.Camera
	doc    *scenario.Scenario
	hidden int
}

// New makes the window for a document; path is "" when it has no file.
func New(d Deps, doc *scenario.Scenario, path string) *Window {
	w := &Window{d: d, win: d.App.NewWindow("Hubscape")}
	w.session = session.New(doc, session.Options{Env: d.Env, Path: path})
	w.takeCare()
	w.actions = w.makeActions()
	w.finder = find.New(d.Map).WithActions(w.findable())
	w.build()
	w.stops = append(w.stops, w.session.Listen(func(e session.Event) { d.Dispatch(func() { w.changed(e) }) }))
	w.stops = append(w.stops, theme.Listen(func(s *theme.Set) { w.themed(s) }))
	w.win.SetPadded(false)
	w.win.SetMaster()
	w.win.SetIcon(theme.AppIcon())
	w.win.SetCloseIntercept(w.close)
	w.win.SetOnDropped(func(_ fyne.Position, us []fyne.URI) { w.dropped(us) })
	w.win.Resize(w.startSize())
	w.bindKeys()
	w.openView()
	w.refreshTitle()
	return w
}

// Fyne gives the toolkit's window.
func (w *Window) Fyne() fyne.Window { return w.win }

// Show opens the window.
func (w *Window) Show() { w.win.Show() }

// keepSize remembers the window's size for the next start; that of a full screen is not kept.
func (w *Window) keepSize() {
	if w.win.FullScreen() {
		return
	}
	p, s := w.d.App.Preferences(), w.win.Canvas().Size()
	p.SetFloat("window.width", float64(s.Width))
	p.SetFloat("window.height", float64(s.Height))
}

func (w *Window) startSize() fyne.Size {
	p := w.d.App.Preferences()
	return fyne.NewSize(
		float32(max(960, p.FloatWithFallback("window.width", 1440))),
		float32(max(640, p.FloatWithFallback("window.height", 900))))
}

func (w *Window) build() {
	w.inspector = inspector.New(inspectorHost{w})
	w.sites = sites.New(listHost{w})
	w.notes = notes.New(listHost{w})
	w.toaster = kit.NewToaster()
	w.scaleBar = mapview.NewScaleBar()
	w.buildMap()
	w.buildStatus()
	w.buildToolbar()
	w.palette = palette.New(paletteHost{w})
	w.shell = newShell(w)
	root := kit.NewRoot(kit.NewPage(kit.NewColumn(0, kit.Inset{}, w.bar.object, w.care.banner), w.shell.object, w.status.object))
	root.OnKey, root.OnRune = w.key, w.rune
	w.win.SetContent(root)
	root.Attach(w.win.Canvas())
	w.inspector.Show("", "")
}

// buildMap makes the map and what lies over it.
func (w *Window) buildMap() {
	base := newPainter(w.d.Map, w.d.Fonts)
	w.view = mapview.New(mapview.Options{
		Host: mapHost{w}, Painter: base, Under: newPainter(w.d.Map, w.d.Fonts), Dispatch: w.d.Dispatch,
		Now: time.Now, Still: w.still, Modifiers: w.d.Modifiers,
	}, startCamera())
	w.overview = mapview.NewOverview(w.view, newPainter(w.d.Map, w.d.Fonts), w.mapInput)
	w.legend = mapview.NewLegend(true, func() {
		if w.overlay != nil {
			w.overlay.arrange()
		}
	})
	w.overlay = newOverlay(w)
	w.themed(theme.Now())
}

// still tells whether the person asked for less motion.
func (w *Window) still() bool { return w.d.App.Preferences().Bool("motion.less") }

// themed follows a change between light and dark.
func (w *Window) themed(s *theme.Set) {
	t := styleOf(s)
	w.view.Colours(t.Water, s.Accent)
	w.overview.Draw()
	w.overview.Refresh()
}

// changed follows every event of the session.
func (w *Window) changed(e session.Event) {
	if e.Kind == session.Opened {
		w.leavePast()
		w.sel, w.selSites = Selection{}, nil
		w.endHover()
		w.inspector.Show("", "")
		w.openView()
	}
	if e.Kind != session.Saved && w.tool == mapview.Select {
		w.endHover()
	}
	w.dropLost()
	if w.past != nil && e.Kind != session.Saved {
		w.past.Changed()
	}
	w.sites.Refresh(e.Before, e.After)
	w.notes.Refresh(e.Before, e.After)
	w.shell.counts()
	if e.Kind != session.Saved {
		w.inspector.Show(w.sel.Kind, w.sel.ID)
		w.view.Changed()
	}
	w.refreshTitle()
	w.refreshStatus()
	w.refreshView() // the footnote is the document's choice
	w.toast(e)
}

// toast says what happened and offers to take it back.
func (w *Window) toast(e session.Event) {
	switch e.Kind {
	case session.Did:
		w.toaster.Say(e.Label, "Undo", func() { w.run("edit.undo") })
	case session.Undid:
		w.toaster.Say("Undone: "+e.Label, "Redo", func() { w.run("edit.redo") })
	case session.Redid:
		w.toaster.Say("Done again: "+e.Label, "Undo", func() { w.run("edit.undo") })
	}
}

// dropLost forgets a selection that the document no longer holds.
func (w *Window) dropLost() {
	doc := w.session.Scenario()
	_, site := doc.Sites.Get(w.sel.ID)
	_, note := doc.Notes.Get(w.sel.ID)
	_, feature := doc.Features.Get(w.sel.ID)
	if w.sel.Kind == "site" && !site || w.sel.Kind == "note" && !note || w.sel.Kind == "feature" && !feature {
		w.sel = Selection{}
	}
	kept := w.selSites[:0]
	for _, id := range w.selSites {
		if _, ok := doc.Sites.Get(id); ok {
			kept = append(kept, id)
		}
	}
	w.selSites = kept
}

// Select makes something the selection of all views.
func (w *Window) Select(kind, id string) {
	if kind != "" {
		w.leavePast()
	}
	w.setSelection(Selection{kind, id}, nil)
}

func (w *Window) setSelection(s Selection, sites []string) {
	w.sel, w.selSites = s, sites
	w.inspector.Show(s.Kind, s.ID)
	w.sites.SelectionChanged()
	w.notes.SelectionChanged()
	w.shell.selected(s)
	w.view.Changed()
}

// chosenSites lists the sites that an action on the selection means.
func (w *Window) chosenSites() []string {
	if len(w.selSites) > 0 {
		return w.selSites
	}
	if w.sel.Kind == "site" {
		return []string{w.sel.ID}
	}
	return nil
}

// do runs a command; a refusal is said in the toast and nothing changes.
func (w *Window) do(c scenario.Command) bool {
	if err := w.session.Do(c); err != nil {
		w.say(sentence(err.Error()))
		return false
	}
	return true
}

// say shows a message over the map.
func (w *Window) say(text string) { w.toaster.Say(text, "", nil) }

// run does an action by id, when it may be done.
func (w *Window) run(id string) {
	if a := w.actions.Get(id); a != nil {
		a.Run()
	}
}

func keysOf(a *action.Action) string { return a.Keys(runtime.GOOS) }

// findable lists the actions as the search knows them.
func (w *Window) findable() []find.Action {
	var out []find.Action
	for _, a := range w.actions.All() {
		if a.ID != "find.palette" {
			out = append(out, find.Action{ID: a.ID, Label: a.Label, Keywords: strings.Join(a.Words, " "), Shortcut: keysOf(a)})
		}
	}
	return out
}
