package ui

import (
	"bytes"
	"fmt"
	"path/filepath"

	"hubscape/app/backup"
	"hubscape/app/difference"
	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/filepick"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/versions"
)

// showVersions opens the view of earlier versions in the place of the map and the left panel.
func (w *Window) showVersions() {
	if w.past != nil {
		w.past.FocusIn(w.win.Canvas())
		return
	}
	id := w.session.Scenario().ID
	go func() {
		listed, err := w.d.Backups.List(id)
		w.d.Dispatch(func() {
			switch {
			case err != nil:
				w.trouble("The earlier versions could not be listed", err)
			case w.session.Scenario().ID == id:
				w.enterPast(listed)
			}
		})
	}()
}

// enterPast shows versions that were read.
func (w *Window) enterPast(listed backup.Listed) {
	h := versionHost{w: w, of: map[string]backup.Version{}}
	var list []versions.Version
	for _, v := range listed.Versions {
		h.of[v.File] = v
		line := versions.Version{ID: v.File, At: v.When, Kind: string(v.Kind), Title: v.Label, Changes: -1}
		if line.Title == "" {
			line.Title = v.Title
		}
		if v.Changes > 0 {
			line.Changes = v.Changes
		}
		list = append(list, line)
	}
	w.compareView(versions.New(h, list, pastFoot(listed)))
}

// pastFoot says how many versions there are and what they take.
func pastFoot(l backup.Listed) string {
	noun := "versions"
	if len(l.Versions) == 1 {
		noun = "version"
	}
	s := fmt.Sprintf("%d %s, %.1f of 500 MB. Last 10 saves, hourly for a day, daily for 30 days.", len(l.Versions), noun, float64(l.All)/1e6)
	if l.Damaged > 0 {
		s += fmt.Sprintf(" %d could not be read.", l.Damaged)
	}
	return s
}

// compareView puts a view of two documents in the place of the map.
func (w *Window) compareView(v *versions.View) {
	w.care.after = nil
	w.leavePast()
	w.past = v
	w.endHover()
	w.shell.setView(v.Left(), v.Object())
	v.FocusIn(w.win.Canvas())
}

// leavePast goes back to the map.
func (w *Window) leavePast() {
	if w.past == nil {
		return
	}
	w.past.Close()
	w.past = nil
	w.shell.setView(nil, nil)
	w.win.Canvas().Unfocus() // what had the keyboard is gone
	w.view.Changed()
	if f := w.care.after; f != nil {
		w.care.after = nil
		f()
	}
}

// compare tells what differs between two documents, in the window's words.
func (w *Window) compare(before, after *scenario.Scenario) *difference.Report {
	return difference.Between(before, after, w.differenceOptions())
}

func (w *Window) differenceOptions() difference.Options {
	return difference.Options{Host: w.host, PlaceName: w.placeName}
}

// placeName is the name of a division, or of a country that sentences have no name of their own for.
func (w *Window) placeName(code string) string {
	if c := w.d.Map.Country(code); c != nil && evidence.PlaceName(w.session.Scenario(), code) == code {
		return c.Names["en"]
	}
	if d := w.d.Map.Division(code); d != nil {
		return d.Name
	}
	return ""
}

// versionHost is the window as the view of versions needs it.
type versionHost struct {
	w  *Window
	of map[string]backup.Version
}

// Load implements versions.Host.
func (h versionHost) Load(id string, done func(*scenario.Scenario, error)) {
	go func() {
		b, err := h.w.d.Backups.Open(h.of[id])
		var doc *scenario.Scenario
		if err == nil {
			doc, _, err = store.ReadInfo(b)
		}
		h.w.d.Dispatch(func() { done(doc, err) })
	}()
}

// Now implements versions.Host.
func (h versionHost) Now() *scenario.Scenario { return h.w.session.Scenario() }

// Compare implements versions.Host.
func (h versionHost) Compare(a, b *scenario.Scenario) *difference.Report { return h.w.compare(a, b) }

// Pane implements versions.Host.
func (h versionHost) Pane() versions.Pane { return newPane(h.w) }

// TakeBack implements versions.Host.
func (h versionHost) TakeBack(r *difference.Report, rows []difference.Row) {
	p, also := r.TakeBack(rows...)
	if h.w.do(p) && len(also) > 0 {
		h.w.toaster.Say(p.Said+". "+sentence(also[0]), "Undo", func() { h.w.run("edit.undo") })
	}
}

// Restore implements versions.Host.
func (h versionHost) Restore(v versions.Version) { h.w.restore(h.of[v.ID]) }

// restore opens a version as a copy without a file, so that nothing is replaced.
func (w *Window) restore(v backup.Version) {
	h := versionHost{w: w, of: map[string]backup.Version{v.File: v}}
	h.Load(v.File, func(doc *scenario.Scenario, err error) {
		if err != nil {
			w.trouble("The version could not be opened", err)
			return
		}
		w.guard(func() {
			w.leavePast()
			c := scenario.Copy(doc, w.d.Env)
			c.Title += " (" + v.When.Local().Format("2 Jan, 15:04") + ")"
			w.adopt(c)
			w.say("Opened a copy of the version of " + v.When.Local().Format("2 Jan, 15:04") + "; it has no file yet")
		})
	})
}

// SaveText implements versions.Host.
func (h versionHost) SaveText(r *difference.Report) {
	w := h.w
	var b bytes.Buffer
	if err := r.WriteText(&b, nil); err != nil {
		w.trouble("The difference could not be put into words", err)
		return
	}
	w.saveText("Save the difference as", fileName(r.After.Title)+" difference.txt", b.Bytes())
}

// Leave implements versions.Host.
func (h versionHost) Leave() { h.w.leavePast() }

// saveText asks for a name and writes a text there, off the window's goroutine.
func (w *Window) saveText(title, name string, text []byte) {
	dir := ""
	if path := w.session.Path(); path != "" {
		dir = filepath.Dir(path)
	}
	filepick.Save(w.win.Canvas(), filepick.Options{Title: title, Dir: dir, Name: name, Suffixes: []string{".txt"}, Recent: w.recent(), Dispatch: w.d.Dispatch}, func(path string) {
		go func() {
			err := store.Replace(path, text, nil)
			w.d.Dispatch(func() {
				if err != nil {
					kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "The text could not be saved", Text: sentence(err.Error()), Choices: []kit.Choice{{Label: "Close", Primary: true}}})
					return
				}
				w.say("Saved " + filepath.Base(path))
			})
		}()
	})
}
