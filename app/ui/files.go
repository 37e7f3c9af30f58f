package ui

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/filepick"
	"hubscape/app/ui/kit"
)

// suffix of scenario files.
const suffix = ".hubscape"

// recentMost is how many files the menu remembers.
const recentMost = 8

func (w *Window) recent() []string { return w.d.App.Preferences().StringList("recent") }

func (w *Window) remember(path string) {
	list := []string{path}
	for _, p := range w.recent() {
		if p != path && len(list) < recentMost {
			list = append(list, p)
		}
	}
	w.d.App.Preferences().SetStringList("recent", list)
}

// guard runs next at once, or after the person decided about unsaved changes.
func (w *Window) guard(next func()) {
	if !w.session.Dirty() {
		next()
		return
	}
	title := w.session.Scenario().Title
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{
		Title:   "Save the changes to " + title + "?",
		Text:    "They are lost otherwise.",
		Choices: []kit.Choice{{Label: "Do not save", Act: next}, {Label: "Cancel"}, {Label: "Save", Primary: true, Act: func() { w.save(next) }}},
	})
}

func (w *Window) close() {
	if kit.Busy(w.win.Canvas()) {
		return
	}
	w.guard(func() {
		w.keepSize()
		w.view.Close()
		for _, stop := range w.stops {
			stop()
		}
		w.win.SetCloseIntercept(nil)
		w.win.Close()
		w.d.App.Quit()
	})
}

func (w *Window) newDocument() {
	w.guard(func() {
		doc, err := store.Sample("western-balkans", w.d.Env)
		empty := scenario.New("Untitled scenario", w.d.Env)
		if err == nil {
			empty.Groups = doc.Groups // the named groups, so that notes can be about them
		}
		w.adopt(empty, "", "")
	})
}

func (w *Window) openSample(name string) {
	w.guard(func() {
		doc, err := store.Sample(name, w.d.Env)
		if err != nil {
			w.trouble("The sample could not be opened", err)
			return
		}
		w.adopt(doc, "", "")
	})
}

// adopt makes doc the open document.
func (w *Window) adopt(doc *scenario.Scenario, path, readOnly string) {
	w.readOnly = readOnly
	w.saved = timeZero
	w.session.Open(doc, path)
}

func (w *Window) openDialog() {
	w.guard(func() {
		filepick.Open(w.win.Canvas(), filepick.Options{
			Title: "Open a scenario", Suffixes: []string{suffix, ".json", ".geojson"}, Recent: w.recent(), Dispatch: w.d.Dispatch,
		}, w.load)
	})
}

func (w *Window) openPath(path string) { w.guard(func() { w.load(path) }) }

// OpenFile opens a file named when the program was started.
func (w *Window) OpenFile(path string) { w.load(path) }

// load reads a file off the window's goroutine; whatever is wrong with it, the open document stays as it is.
func (w *Window) load(path string) { w.loadWith(path, store.Open) }

func (w *Window) loadWith(path string, read func(string) (*store.Opened, error)) {
	go func() {
		o, err := read(path)
		w.d.Dispatch(func() { w.loaded(path, o, err) })
	}()
}

func (w *Window) loaded(path string, o *store.Opened, err error) {
	if err != nil {
		if errors.Is(err, store.ErrLarge) {
			w.askLarge(path, err)
			return
		}
		w.trouble("“"+filepath.Base(path)+"” was not opened", err)
		return
	}
	readOnly := ""
	if o.ReadOnly {
		readOnly = o.Notice
	}
	w.adopt(o.Doc, o.Path, readOnly)
	w.remember(o.Path)
	if len(o.Problems) > 0 {
		w.showProblems(o)
	} else if o.Notice != "" {
		kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "Opened read only", Text: sentence(o.Notice), Choices: []kit.Choice{{Label: "Close", Primary: true}}})
	}
}

func (w *Window) askLarge(path string, err error) {
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "This file is large", Text: sentence(err.Error()), Choices: []kit.Choice{
		{Label: "Cancel"}, {Label: "Open anyway", Primary: true, Act: func() { w.loadWith(path, store.OpenLarge) }}}})
}

// shownLosses is how many losses of a damaged file are listed.
const shownLosses = 8

// showProblems says what of a damaged document was left out, and how much is there. What follows from a loss, such as a
// reference to a source that went with it, is counted and not listed.
func (w *Window) showProblems(o *store.Opened) {
	d := o.Doc
	have := fmt.Sprintf("Opened: %s, %s, %s, %s.", evidence.Plural(d.Sites.Len(), "site"), evidence.Plural(d.Positions.Len(), "position"),
		evidence.Plural(d.Notes.Len(), "note"), evidence.Plural(d.Sources.Len(), "source"))
	rows := []kitObject{
		kit.NewParagraph(have, kit.Body, kit.Ink),
		kit.NewParagraph("The file on disk is untouched. Save as keeps both; an earlier copy of the file may hold more.", kit.Body, kit.Ink2),
	}
	lost, rest := 0, 0
	for _, p := range o.Problems {
		switch {
		case !p.Lost:
			rest++
		case lost < shownLosses:
			rows = append(rows, kit.NewParagraph(sentence(p.String()), kit.Small, kit.Ink2))
			lost++
		default:
			lost++
		}
	}
	if lost > shownLosses {
		rows = append(rows, kit.NewParagraph(fmt.Sprintf("%d more losses; hubctl validate lists all.", lost-shownLosses), kit.Small, kit.Ink3))
	}
	if rest > 0 {
		rows = append(rows, kit.NewParagraph(evidence.Plural(rest, "further remark")+"; hubctl validate lists all.", kit.Small, kit.Ink3))
	}
	title := "Part of this file could not be read"
	if lost == 0 {
		title = "This file opened with remarks"
	}
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: title, Width: 560, Body: kit.NewColumn(6, kit.Inset{}, rows...), Choices: []kit.Choice{{Label: "Close", Primary: true}}})
	w.refreshStatus()
}

// trouble says what happened, that nothing is lost, and why.
func (w *Window) trouble(title string, err error) {
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: title, Text: sentence(err.Error()) + " The open scenario is unchanged.",
		Choices: []kit.Choice{{Label: "Close", Primary: true}}})
}

// save writes the document under its name; then runs next when all went well.
func (w *Window) save(next func()) {
	if w.session.Path() == "" || w.readOnly != "" {
		w.saveAs(next)
		return
	}
	w.write(w.session.Path(), next)
}

// saveAs asks for a name and a folder; a file that has the name already is asked about there.
func (w *Window) saveAs(next func()) {
	dir := ""
	if path := w.session.Path(); path != "" {
		dir = filepath.Dir(path)
	}
	filepick.Save(w.win.Canvas(), filepick.Options{
		Title: "Save the scenario as", Dir: dir, Name: fileName(w.session.Scenario().Title) + suffix, Suffixes: []string{suffix},
		Recent: w.recent(), Dispatch: w.d.Dispatch,
	}, func(path string) { w.write(path, next) })
}

// fileName makes a name for a file from a title.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < 32 {
			return -1
		}
		return r
	}, strings.TrimSpace(title))
	name = strings.Trim(name, ".- ")
	if name == "" {
		return "scenario"
	}
	if r := []rune(name); len(r) > 60 {
		name = string(r[:60])
	}
	return name
}

// write saves off the window's goroutine.
func (w *Window) write(path string, next func()) {
	doc := w.session.Scenario()
	go func() {
		b, err := store.Write(doc, store.Options{Host: w.host})
		if err == nil {
			err = store.Save(path, b)
		}
		w.d.Dispatch(func() { w.written(path, doc, err, next) })
	}()
}

// host names the country and the division of a point for the file's readers.
func (w *Window) host(lon, lat float64) (country, division string) {
	p := w.d.Map.Locate(lon, lat)
	if p.Country != nil {
		country = p.Country.Code
	}
	if p.Division != nil {
		division = p.Division.Code
	}
	return country, division
}

func (w *Window) written(path string, doc *scenario.Scenario, err error, next func()) {
	if err != nil {
		w.status.saved.Set("Not saved", true)
		kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "The file could not be saved",
			Text:    sentence(err.Error()) + " Nothing is lost: the scenario is still open here, and the file on disk is as it was.",
			Choices: []kit.Choice{{Label: "Cancel"}, {Label: "Save elsewhere", Act: func() { w.saveAs(next) }}, {Label: "Try again", Primary: true, Act: func() { w.write(path, next) }}}})
		return
	}
	w.readOnly = ""
	w.saved = w.d.Env.Now()
	w.session.MarkSaved(path, doc)
	w.remember(path)
	w.say("Saved " + filepath.Base(path))
	if next != nil {
		next()
	}
}

// dropped opens the first file that was dropped on the window.
func (w *Window) dropped(us []fyne.URI) {
	if len(us) > 0 && !kit.Busy(w.win.Canvas()) {
		w.openPath(us[0].Path())
	}
}
