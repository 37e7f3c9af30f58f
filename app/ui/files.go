package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"hubscape/app/backup"
	"hubscape/app/custody"
	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/filepick"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/recovery"
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
	if f := w.care.failed; f != nil { // saving where it was to go did not work: elsewhere comes first
		kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "The changes to " + title + " are not saved yet", Icon: "disk", Text: sentence(f.err.Error()),
			Choices: []kit.Choice{{Label: "Do not save", Left: true, Act: func() { w.endFailure(); next() }}, {Label: "Cancel"},
				{Label: "Try again", Act: func() { w.put(f.saving, next) }}, {Label: "Save elsewhere", Icon: "export", Primary: true, Act: func() { w.saveAs(next) }}}})
		return
	}
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
		w.leavePast()
		w.view.Close()
		ctx, cancel := context.WithTimeout(context.Background(), closeLimit)
		defer cancel()
		if err := w.keeper.Close(ctx); err != nil {
			fyne.LogError("the session could not be ended well", err)
		}
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
		w.adopt(empty)
	})
}

func (w *Window) openSample(name string) {
	w.guard(func() {
		doc, err := store.Sample(name, w.d.Env)
		if err != nil {
			w.trouble("The sample could not be opened", err)
			return
		}
		w.adopt(doc)
	})
}

// adopt makes a document without a file the open one.
func (w *Window) adopt(doc *scenario.Scenario) {
	w.forgetFile()
	w.keeper.AdoptNew(doc)
}

// forgetFile drops what was known about the file of the document before.
func (w *Window) forgetFile() {
	w.endFailure()
	w.savedAt, w.care.outside, w.care.notice = timeZero, "", nil
}

func (w *Window) openDialog() {
	filepick.Open(w.win.Canvas(), filepick.Options{
		Title: "Open a scenario or a data file", Suffixes: append([]string{suffix}, dataSuffixes...), Recent: w.recent(), Dispatch: w.d.Dispatch,
	}, w.openPath)
}

// openPath opens a scenario, after asking about unsaved changes, and leads every other file to the import.
func (w *Window) openPath(path string) {
	go func() {
		data := isData(w.files(), path)
		w.d.Dispatch(func() {
			if data {
				w.importFile(path)
				return
			}
			w.guard(func() { w.load(path) })
		})
	}()
}

// load reads a file off the window's goroutine; whatever is wrong with it, the open document stays as it is.
func (w *Window) load(path string) { w.loadWith(whole(path), w.keeper.Read, false) }

// whole is a path that means the same wherever the program is started from.
func whole(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

func (w *Window) loadWith(path string, read func(path string, large bool) (*custody.Opening, error), large bool) {
	go func() {
		o, err := read(path, large)
		w.d.Dispatch(func() { w.loaded(path, o, err) })
	}()
}

func (w *Window) loaded(path string, o *custody.Opening, err error) {
	switch {
	case errors.Is(err, store.ErrLarge):
		w.askLarge(path, err)
	case err != nil:
		w.notOpened(path, err)
	case o.Held != nil && !o.Held.Own:
		w.askHeld(o)
	default:
		w.opened(o)
	}
}

// opened makes a file that was read the open document, and says what of it could not be read.
func (w *Window) opened(o *custody.Opening) {
	w.forgetFile()
	for _, p := range o.Problems {
		w.care.notice = append(w.care.notice, sentence(p.String()))
	}
	w.keeper.Adopt(o)
	w.remember(o.Path)
	if len(o.Altered) > 0 || o.Skipped > 0 { // damaged perhaps: as it was found it stays among the versions
		go w.keeper.Seen(o.Bytes)
	}
	if len(o.Problems) > 0 {
		w.showProblems(o.Opened)
	}
}

// askHeld asks how to open a file that someone else edits.
func (w *Window) askHeld(o *custody.Opening) {
	h := o.Held
	q := recovery.Held{File: filepath.Base(o.Path), User: h.User, Host: h.Host, Since: h.Since, ReadOnly: func() { w.opened(o) },
		Copy: func() {
			o.Close()
			w.adopt(scenario.Copy(o.Doc, w.d.Env))
			w.say("This is a copy; it has no file yet")
		}}
	if h.Old {
		q.TakeOver = func() {
			go func() {
				err := w.keeper.TakeOver(o)
				w.d.Dispatch(func() {
					if err != nil {
						w.trouble("The file could not be taken over", err)
						return
					}
					w.opened(o)
				})
			}()
		}
	}
	recovery.AskHeld(w.win.Canvas(), q)
}

func (w *Window) askLarge(path string, err error) {
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "This file is large", Text: sentence(err.Error()), Choices: []kit.Choice{
		{Label: "Cancel"}, {Label: "Open anyway", Primary: true, Act: func() { w.loadWith(path, w.keeper.Read, true) }}}})
}

// shownLosses is how many losses of a damaged file are listed.
const shownLosses = 8

// showProblems says what of a damaged document was left out, and how much is there. What follows from a loss, such as a
// reference to a source that went with it, is counted and not listed.
func (w *Window) showProblems(o *store.Opened) {
	d := o.Doc
	have := fmt.Sprintf("Opened: %s, %s, %s, %s.", evidence.Plural(d.Sites.Len(), "site"), evidence.Plural(d.Positions.Len(), "position"),
		evidence.Plural(d.Notes.Len(), "note"), evidence.Plural(d.Sources.Len(), "source"))
	rows := []kitObject{kit.NewParagraph(have, kit.Body, kit.Ink)}
	lost, remarks := split(o.Problems)
	title := "This file opened with remarks"
	if len(lost) > 0 {
		title = "Part of this file could not be read"
		rows = append(rows, kit.NewParagraph("The file on disk is untouched. Save as keeps both; an earlier version of the file may hold more.", kit.Body, kit.Ink2))
	}
	all := append(lost, remarks...)
	for _, p := range all[:min(shownLosses, len(all))] {
		rows = append(rows, kit.NewParagraph(sentence(p.String()), kit.Small, kit.Ink2))
	}
	if more := len(all) - shownLosses; more > 0 {
		rows = append(rows, kit.NewParagraph(fmt.Sprintf("%d more; hubctl validate lists all.", more), kit.Small, kit.Ink3))
	}
	ask := kit.Dialog{Title: title, Width: 560, Body: kit.NewColumn(6, kit.Inset{}, rows...), Choices: []kit.Choice{{Label: "Close", Primary: true}}}
	if len(lost) == 0 && len(o.Altered) == 0 {
		kit.ShowDialog(w.win.Canvas(), ask)
		return
	}
	w.withVersion(o.Path, func(v *backup.Version) {
		ask.Choices = offer(ask.Choices, v, func() { w.restore(*v) })
		kit.ShowDialog(w.win.Canvas(), ask)
	})
}

// notOpened says why a file was not opened, and offers the last version of it that was kept.
func (w *Window) notOpened(path string, err error) {
	w.withVersion(path, func(v *backup.Version) {
		choices := offer([]kit.Choice{{Label: "Close", Primary: true}}, v, func() { w.restore(*v) })
		kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "“" + filepath.Base(path) + "” was not opened", Text: sentence(err.Error()) + " The open scenario is unchanged.", Choices: choices})
	})
}

// withVersion looks for the newest version that was kept of the file at a path; nil when there is none.
func (w *Window) withVersion(path string, then func(*backup.Version)) {
	kept := w.d.Backups
	if kept == nil {
		then(nil)
		return
	}
	go func() {
		v, ok := kept.ByPath(path)
		w.d.Dispatch(func() {
			if !ok {
				then(nil)
				return
			}
			then(&v)
		})
	}()
}

// offer adds the version that was kept to the answers of a dialog.
func offer(choices []kit.Choice, v *backup.Version, act func()) []kit.Choice {
	if v == nil {
		return choices
	}
	return append([]kit.Choice{{Label: "Open the version of " + v.When.Local().Format("2 Jan, 15:04"), Icon: "restore", Left: true, Act: act}}, choices...)
}

// split parts what was lost from what was only remarked.
func split(problems []store.Problem) (lost, remarks []store.Problem) {
	for _, p := range problems {
		if p.Lost {
			lost = append(lost, p)
		} else {
			remarks = append(remarks, p)
		}
	}
	return lost, remarks
}

// trouble says what happened, that nothing is lost, and why.
func (w *Window) trouble(title string, err error) {
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: title, Text: sentence(err.Error()) + " The open scenario is unchanged.",
		Choices: []kit.Choice{{Label: "Close", Primary: true}}})
}

// save writes the document under its name; then runs next when all went well.
func (w *Window) save(next func()) {
	if w.session.Path() == "" || w.keeper.ReadOnly() != "" {
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

// write saves under a path; then runs next when all went well.
func (w *Window) write(path string, next func()) { w.put(custody.Saving{Path: path}, next) }

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

// dropped opens the first file that was dropped on the window; a data file leads to the import.
func (w *Window) dropped(us []fyne.URI) {
	if len(us) > 0 && !kit.Busy(w.win.Canvas()) {
		w.openPath(us[0].Path())
	}
}
