package ui

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"hubscape/app/action"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/mapview"
)

// keyNames turns the toolkit's key names into those of shortcuts.
var keyNames = map[fyne.KeyName]string{
	fyne.KeyDelete: "Delete", fyne.KeyBackspace: "Backspace", fyne.KeyEscape: "Escape", fyne.KeyPageUp: "PageUp", fyne.KeyPageDown: "PageDown",
	fyne.KeyLeft: "Left", fyne.KeyRight: "Right", fyne.KeyF1: "F1", fyne.KeyF2: "F2", fyne.KeyF10: "F10", fyne.KeyF11: "F11",
}

// bindKeys hands every chord with Ctrl, Cmd or Alt to the registry; plain keys come through key and rune.
func (w *Window) bindKeys() {
	for _, a := range w.actions.All() {
		for _, s := range a.Shortcut {
			if s.Primary || s.Alt {
				w.win.Canvas().AddShortcut(chord(s), func(fyne.Shortcut) { w.press(s) })
			}
		}
	}
	// The toolkit turns these chords into shortcuts of its own before it looks for ours.
	for s, keys := range map[fyne.Shortcut]string{
		&fyne.ShortcutUndo{}: "Primary+Z", &fyne.ShortcutRedo{}: "Primary+Y", &fyne.ShortcutSelectAll{}: "Primary+A",
	} {
		want := action.Keys(keys)[0]
		w.win.Canvas().AddShortcut(s, func(fyne.Shortcut) { w.press(want) })
	}
}

// chord is a shortcut as the toolkit knows it.
func chord(s action.Shortcut) fyne.Shortcut {
	var m fyne.KeyModifier
	if s.Primary {
		m |= fyne.KeyModifierShortcutDefault
	}
	if s.Shift {
		m |= fyne.KeyModifierShift
	}
	if s.Alt {
		m |= fyne.KeyModifierAlt
	}
	name := fyne.KeyName(s.Key)
	for k, v := range keyNames {
		if v == s.Key {
			name = k
		}
	}
	return &desktop.CustomShortcut{KeyName: name, Modifier: m}
}

// press does the action of a shortcut unless a dialog or menu lies over the window.
func (w *Window) press(s action.Shortcut) bool {
	if kit.Busy(w.win.Canvas()) {
		return false
	}
	return w.actions.Press(s)
}

// key gets plain keys that nothing else wanted.
func (w *Window) key(e *fyne.KeyEvent) {
	if kit.Busy(w.win.Canvas()) {
		return
	}
	switch e.Name {
	case fyne.KeyEscape:
		w.escape()
		return
	case fyne.KeyF10:
		kit.ShowMenuAt(w.win.Canvas(), fyne.NewPos(8, 42), w.mainMenu())
		return
	case fyne.KeyF6:
		w.cycleFocus()
		return
	}
	if name, ok := keyNames[e.Name]; ok {
		w.press(action.Shortcut{Key: name})
	}
}

// rune gets typed characters that nothing else wanted: the tools' letters.
func (w *Window) rune(r rune) {
	if w.tool == mapview.Site && (r == 't' || r == 'T') {
		w.nextPrecision()
		return
	}
	w.press(action.Shortcut{Key: string(unicode.ToUpper(r))})
}

// cycleFocus moves the focus round the parts of the window: search, the list where one shows, map or what is in its place.
func (w *Window) cycleFocus() {
	c := w.win.Canvas()
	stops := []fyne.Focusable{w.bar.search}
	switch {
	case w.past != nil:
		stops = append(stops, w.past.Keys()...)
	case w.shell.panels.Open(kit.LeftSide):
		stops = append(stops, w.listFocus(), w.view)
	default:
		stops = append(stops, w.view)
	}
	for i, s := range stops {
		if c.Focused() == s {
			c.Focus(stops[(i+1)%len(stops)])
			return
		}
	}
	c.Focus(stops[len(stops)-1])
}

// listFocus is what takes the keys of the list that shows.
func (w *Window) listFocus() fyne.Focusable {
	if w.shell.tabs.Chosen() == "notes" {
		return w.notes.Focus()
	}
	return w.sites.Focus()
}
