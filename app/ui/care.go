package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"hubscape/app/custody"
	"hubscape/app/difference"
	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/recovery"
	"hubscape/app/ui/versions"
)

// How the window takes care that nothing is lost: it asks what custody has found, and shows how well edits are kept.

const (
	retryEvery = 5 * time.Second // a save that the machine refused is tried again
	startLimit = 5 * time.Second // for looking at sessions that did not end well
	closeLimit = 2 * time.Second // for the last bytes when the window closes
)

// failure is a save that did not succeed and is tried again until it does.
type failure struct {
	saving custody.Saving
	err    error
	again  func() // stops the timer of the next try
}

// care is what the window knows about the safety of its document.
type care struct {
	failed  *failure
	banner  *kit.Column                 // under the toolbar; empty when all is well
	shown   string                      // the words of the banner
	outside string                      // content of the file that was asked about already
	after   func()                      // runs when the view of two documents is left
	savedAt map[*custody.Lost]time.Time // when the files of lost sessions were written
	notice  []string                    // what of a read-only file is not shown
}

// Keeper has the document in its care.
func (w *Window) Keeper() *custody.Keeper { return w.keeper }

func (w *Window) takeCare() {
	w.care.banner = kit.NewColumn(0, kit.Inset{})
	o := custody.Options{
		Session: w.session, FS: w.d.Files, Dir: w.d.Folder, Second: w.d.Second, Env: w.d.Env, Program: "Hubscape " + w.d.Version,
		Dispatch: w.d.Dispatch, Host: w.host, Changed: w.refreshStatus, Locks: w.d.Locks,
	}
	if w.d.Backups != nil {
		o.Backups = w.d.Backups
	}
	w.keeper = custody.New(o)
	w.d.App.Lifecycle().SetOnEnteredForeground(w.lookOutside)
}

// Start looks for sessions that did not end well, asks about them, and opens file when one was named.
func (w *Window) Start(file string) {
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), startLimit)
		defer cancel()
		found := w.keeper.Start(ctx)
		saved := map[*custody.Lost]time.Time{}
		for _, l := range found.Lost {
			if st, err := w.files().Lstat(l.Path); l.Path != "" && err == nil {
				saved[l] = st.ModTime()
			}
		}
		w.d.Dispatch(func() {
			w.care.savedAt = saved
			w.askLost(found.Lost, file)
			for _, a := range found.Aside {
				w.say("A recovery file could not be read. It is kept at " + a.Path)
			}
		})
	}()
}

// askLost asks about one session after the other.
func (w *Window) askLost(lost []*custody.Lost, file string) {
	if len(lost) == 0 {
		if file != "" && w.session.Path() != file {
			w.openPath(file)
		}
		return
	}
	l, rest := lost[0], lost[1:]
	next := func() { w.askLost(rest, file) }
	lines := w.lostLines(l)
	q := recovery.Crash{Changes: len(lines), Until: l.At, Lines: lines, More: len(rest)}
	if l.Path != "" {
		q.File = filepath.Base(l.Path)
	}
	q.Saved = w.care.savedAt[l]
	if q.Saved.IsZero() && l.State.Saved != nil {
		q.Saved = l.State.Saved.Updated
	}
	q.Later = func() { w.askLost(nil, file) } // its journal stays for the next start
	q.With = func() {
		w.keeper.Recover(l, func() {
			words := "Opened with " + plural(q.Changes, "change") + " that " + were(q.Changes) + " not saved"
			if len(rest) > 0 { // another one would take the place of this one
				words += "; " + plural(len(rest), "other scenario") + " will be asked about at the next start"
			}
			w.say(words)
		})
	}
	q.Without = func() { w.giveUp(l, next) }
	if before := l.State.Saved; before != nil && before != l.State.Now {
		q.Look = func() {
			w.compareView(versions.NewOfTwo(versionHost{w: w}, "the file", before, "the changes kept", l.State.Now))
			w.care.after = func() { w.askLost(lost, file) }
		}
	}
	q.Report = func() { w.saveText("Save the report as", "hubscape report.txt", []byte(w.report(l))) }
	recovery.AskCrash(w.win.Canvas(), q)
}

// giveUp leaves the changes of a session aside and opens its file as it was saved.
func (w *Window) giveUp(l *custody.Lost, next func()) {
	go func() {
		err := w.keeper.Discard(l)
		w.d.Dispatch(func() {
			if err != nil {
				w.say(sentence(err.Error()))
			}
			if l.Path != "" && l.File != custody.Vanished {
				w.load(l.Path)
			}
			next()
		})
	}()
}

// lostSteps are the steps since the file was saved last; all of them when that is not known.
func lostSteps(l *custody.Lost) []session.Step {
	if n := len(l.State.Undo); l.Edits >= 0 && l.Edits < n {
		return l.State.Undo[n-l.Edits:]
	}
	return l.State.Undo
}

// lostLines words those steps, newest first. Where steps before the save were undone, it words what differs instead.
func (w *Window) lostLines(l *custody.Lost) []recovery.Line {
	var out []recovery.Line
	steps := lostSteps(l)
	if saved := l.State.Saved; len(steps) == 0 && saved != nil {
		return sideLines(w.compare(saved, l.State.Now), nil)
	}
	for i := len(steps) - 1; i >= 0; i-- {
		s := steps[i]
		out = append(out, recovery.Line{Mark: markOf(s), Text: s.Did, Trail: s.After.Updated.Local().Format("15:04")})
	}
	return out
}

// markOf is the change mark of a step.
func markOf(s session.Step) string {
	changes := scenario.Diff(s.Before, s.After)
	if len(changes) == 0 {
		return "edit"
	}
	c := changes[0]
	was, isSite := c.Before.(*scenario.Site)
	is, _ := c.After.(*scenario.Site)
	switch {
	case c.Before == nil:
		return "add"
	case c.After == nil:
		return "remove"
	case isSite && was.At != nil && is.At != nil && *was.At != *is.At:
		return "move"
	}
	return "edit"
}

// report is a text about a session that ended badly: how, and what was done last. A person reads it before it goes
// anywhere.
func (w *Window) report(l *custody.Lost) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Hubscape %s on %s/%s\nThe program closed before the last changes were saved.\nLast change kept: %s\nChanges kept: %d\nEnd of the journal damaged: %v\n\nWhat was done last, newest first (strike out what others should not read):\n",
		w.d.Version, runtime.GOOS, runtime.GOARCH, l.At.UTC().Format(time.RFC3339), len(w.lostLines(l)), l.Cut)
	for i, line := range w.lostLines(l) {
		if i == 20 {
			break
		}
		fmt.Fprintf(&b, "  %s  %s\n", line.Trail, line.Text)
	}
	return b.String()
}

// lookOutside looks whether others changed the file, when the window comes to the front.
func (w *Window) lookOutside() {
	if w.session.Path() == "" || kit.Busy(w.win.Canvas()) {
		return
	}
	go func() {
		change, err := w.keeper.Outside()
		if err != nil || change == custody.Unchanged {
			return
		}
		w.d.Dispatch(func() { w.outside(change, nil, true) })
	}()
}

// outside asks what becomes of a file that others changed. next runs once the document is saved; once is set where the
// same content is not to be asked about again.
func (w *Window) outside(change custody.Change, next func(), once bool) {
	path := w.session.Path()
	if path == "" || kit.Busy(w.win.Canvas()) {
		return
	}
	if change == custody.Vanished {
		if once && w.care.outside == "gone" {
			return
		}
		w.care.outside = "gone"
		recovery.AskVanished(w.win.Canvas(), filepath.Base(path), func() { w.put(custody.Saving{Path: path, Overwrite: true}, next) }, func() { w.saveAs(next) })
		return
	}
	go func() {
		o, err := store.Open(path)
		at := time.Time{}
		if st, serr := w.files().Lstat(path); serr == nil {
			at = st.ModTime()
		}
		w.d.Dispatch(func() {
			switch {
			case w.session.Path() != path || kit.Busy(w.win.Canvas()):
			case errors.Is(err, fs.ErrNotExist): // gone between the look and the reading
				w.outside(custody.Vanished, next, once)
			case err != nil:
				w.trouble("The file was changed by others and cannot be read", err)
			case once && w.care.outside == string(o.Bytes):
			default:
				w.care.outside = string(o.Bytes)
				w.askChanged(path, o, at, next)
			}
		})
	}()
}

// askChanged shows both versions side by side.
func (w *Window) askChanged(path string, theirs *store.Opened, at time.Time, next func()) {
	mine := w.session.Scenario()
	base := w.session.State().Saved
	if base == nil {
		base = mine
	}
	two := difference.Both(base, mine, theirs.Doc, w.differenceOptions())
	seen := func(then func()) func() {
		return func() {
			go func() {
				w.keeper.Seen(theirs.Bytes)
				w.d.Dispatch(then)
			}()
		}
	}
	ago := "no change since it was opened"
	if n := len(two.Mine.Rows()); n > 0 {
		ago = plural(n, "change") + " not saved"
	}
	q := recovery.Changed{
		At:       at,
		Mine:     recovery.Side{Title: "Yours, open here", Sub: ago, Lines: sideLines(two.Mine, func(r difference.Row) bool { return two.InConflict(r, false) })},
		Theirs:   recovery.Side{Title: "On disk", Sub: plural(len(two.Theirs.Rows()), "change"), Lines: sideLines(two.Theirs, func(r difference.Row) bool { return two.InConflict(r, true) })},
		Sentence: two.Sentence(), Conflict: len(two.Conflicts) > 0,
	}
	q.Keep = seen(func() {
		if next != nil {
			w.write(path, next)
			return
		}
		w.say("Yours goes on; theirs is kept among the earlier versions")
	})
	q.Load = func() {
		go func() {
			w.keeper.Keep("Before the version on disk was loaded")
			w.d.Dispatch(func() { w.load(path) })
		}()
	}
	q.Copy = func() { w.saveAs(next) }
	q.Merge = seen(func() { w.merge(two) })
	recovery.AskChanged(w.win.Canvas(), q)
}

// merge takes over what only the others changed, as one step, and shows what still differs.
func (w *Window) merge(two *difference.Two) {
	if two.Mine.After != w.session.Scenario() {
		two = difference.Both(two.Mine.Before, w.session.Scenario(), two.Theirs.After, w.differenceOptions())
	}
	if p, _ := two.Merge(); len(p.Changes) > 0 && !w.do(p) {
		return
	}
	w.session.Seal()
	w.compareView(versions.NewMerge(versionHost{w: w}, "the version on disk", two.Theirs.After))
}

func sideLines(r *difference.Report, both func(difference.Row) bool) []recovery.Line {
	var out []recovery.Line
	for _, row := range r.Rows() {
		text := row.Text
		if row.Now != "" && row.Sort != difference.Move {
			text += ": " + row.Now
			if row.Was != "" {
				text = row.Text + " " + row.Was + " → " + row.Now
			}
		}
		out = append(out, recovery.Line{Mark: row.Sort.String(), Text: text, Warn: both != nil && both(row)})
	}
	return out
}

// put saves off the window's goroutine, and says how it went; next runs after a success.
func (w *Window) put(s custody.Saving, next func()) {
	w.keeper.Save(s, func(err error) { w.saved(s, err, next) })
}

// saved follows the end of a save.
func (w *Window) saved(s custody.Saving, err error, next func()) {
	path := s.Path
	if path == "" {
		path = w.session.Path()
	}
	var differs *custody.Differs
	var held *custody.Held
	var readOnly *custody.ReadOnly
	switch {
	case err == nil:
		again := w.care.failed != nil
		w.endFailure()
		w.care.outside = ""
		w.savedAt = w.d.Env.Now()
		w.remember(path)
		if again {
			w.say("Saved " + filepath.Base(path) + ", now that it could be")
		} else {
			w.say("Saved " + filepath.Base(path))
		}
		w.refreshStatus()
		if next != nil {
			next()
		}
	case errors.As(err, &differs):
		w.outside(differs.Change, next, false)
	case errors.As(err, &readOnly):
		w.saveAs(next)
	case errors.As(err, &held):
		kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "“" + filepath.Base(path) + "” is being edited by someone else", Icon: "lock", Text: sentence(err.Error()),
			Choices: []kit.Choice{{Label: "Cancel"}, {Label: "Save elsewhere", Icon: "export", Primary: true, Act: func() { w.saveAs(next) }}}})
	default:
		w.failedSave(s, err, next)
	}
}

// failedSave keeps trying, and says so until it succeeds. Somebody who waits for the end of the save is asked.
func (w *Window) failedSave(s custody.Saving, err error, next func()) {
	w.endFailure()
	f := &failure{saving: s, err: err}
	w.care.failed = f
	f.again = kit.After(retryEvery, func() {
		w.d.Dispatch(func() {
			if w.care.failed == f {
				w.put(s, nil)
			}
		})
	})
	w.refreshStatus()
	if next == nil || kit.Busy(w.win.Canvas()) {
		return
	}
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "The file could not be saved", Icon: "disk",
		Text:    sentence(err.Error()) + " Nothing is lost: the scenario is still open here, and the file on disk is as it was.",
		Choices: []kit.Choice{{Label: "Cancel"}, {Label: "Try again", Act: func() { w.put(s, next) }}, {Label: "Save elsewhere", Icon: "export", Primary: true, Act: func() { w.saveAs(next) }}}})
}

// endFailure stops trying.
func (w *Window) endFailure() {
	if f := w.care.failed; f != nil {
		f.again()
		w.care.failed = nil
	}
}

// refreshBanner shows the gravest of the states that last.
func (w *Window) refreshBanner() {
	if w.care.banner == nil || w.keeper == nil {
		return
	}
	words, made := w.bannerNow()
	if words == w.care.shown {
		return
	}
	w.care.shown = words
	if made == nil {
		w.care.banner.SetItems()
	} else {
		w.care.banner.SetItems(made())
	}
	if c := w.win.Content(); c != nil {
		c.Refresh()
	}
}

// bannerNow gives the words that tell one banner from another, and the banner.
func (w *Window) bannerNow() (string, func() fyne.CanvasObject) {
	st := w.keeper.State()
	switch f := w.care.failed; {
	case f != nil:
		text := sentence(f.err.Error()) + " Your changes are kept in the recovery journal; saving is tried again every 5 seconds."
		return text, func() fyne.CanvasObject {
			return kit.NewBar(kit.BannerError, "disk", "The file could not be saved", text,
				kit.Action{Label: "Save elsewhere", Icon: "export", Primary: true, Act: func() { w.saveAs(nil) }},
				kit.Action{Label: "Try again", Act: func() { w.put(f.saving, nil) }})
		}
	case st.Alarm():
		text := "Your changes are in memory only: " + sentence(st.Words()) + " Save now, to another disk if need be; the journal is tried again every 5 seconds."
		return text, func() fyne.CanvasObject {
			return kit.NewBar(kit.BannerError, "disk", "Changes cannot be kept for recovery", text,
				kit.Action{Label: "Save elsewhere", Icon: "export", Primary: true, Act: func() { w.saveAs(nil) }})
		}
	case st.ReadOnly != "":
		text := sentence(st.ReadOnly) + " Look and export work; saving asks for another name, and the file stays as it is."
		return text, func() fyne.CanvasObject {
			actions := []kit.Action{{Label: "Edit a copy", Icon: "copy", Primary: true, Act: w.editCopy}}
			if len(w.care.notice) > 0 {
				actions = append(actions, kit.Action{Label: "What is not shown", Icon: "info", Act: w.showNotShown})
			}
			return kit.NewBar(kit.BannerWarn, "lock", "This file is open to read", text, actions...)
		}
	}
	return "", nil
}

// editCopy makes the open document one of its own, without a file.
func (w *Window) editCopy() {
	w.adopt(scenario.Copy(w.session.Scenario(), w.d.Env))
	w.say("This is a copy now; it has no file yet")
}

func (w *Window) showNotShown() {
	rows := make([]kitObject, len(w.care.notice))
	for i, s := range w.care.notice {
		rows[i] = kit.NewParagraph(s, kit.Small, kit.Ink2)
	}
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "What is not shown", Width: 560, Body: kit.NewColumn(6, kit.Inset{}, rows...), Choices: []kit.Choice{{Label: "Close", Primary: true}}})
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}
