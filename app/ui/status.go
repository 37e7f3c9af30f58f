package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"hubscape/app/journal"
	"hubscape/app/present"
	"hubscape/app/ui/kit"
)

// statusBar is the line at the foot of the window.
type statusBar struct {
	object                        fyne.CanvasObject
	position, place, zoom, border *kit.StatusCell
	saved, care, handling         *kit.StatusCell
	bar                           *kit.StatusBar
}

func (w *Window) buildStatus() {
	s := &w.status
	s.position, s.place, s.zoom, s.border = kit.NewStatusCell(""), kit.NewStatusCell(""), kit.NewStatusCell(""), kit.NewStatusCell("")
	s.saved, s.care, s.handling = kit.NewStatusCell(""), kit.NewStatusCell(""), kit.NewStatusCell("")
	s.position.Divided, s.border.Divided, s.care.Divided, s.handling.Divided = true, true, true, true
	s.zoom.Weak, s.border.Weak, s.place.Weak = true, true, true
	s.bar = kit.NewStatusBar([]*kit.StatusCell{kit.NewStatusObject(w.scaleBar), s.position, s.place, s.zoom, s.border}, []*kit.StatusCell{s.saved, s.care, s.handling})
	s.object = s.bar
	w.refreshStatus()
}

// refreshStatus shows what the document's state is.
func (w *Window) refreshStatus() {
	s := &w.status
	if s.care == nil || w.keeper == nil {
		return
	}
	state := w.keeper.State()
	if w.bar.title != nil {
		w.refreshTitle()
	}
	s.care.Set(state.Words(), state.Journal.Where == journal.InMemory || state.Journal.Where == journal.Second)
	w.refreshBanner()
	s.handling.Set(present.Handling(w.session.Scenario()), false)
	switch {
	case w.care.failed != nil && w.savedAt.IsZero():
		s.saved.Set("Not saved", true)
	case w.care.failed != nil:
		s.saved.Set("Not saved since "+w.savedAt.Local().Format("15:04"), true)
	case state.ReadOnly != "":
		s.saved.Set("Read only", false)
	case w.session.Path() == "" && !w.session.Dirty():
		s.saved.Set("Not saved yet", false)
	case w.session.Path() == "":
		s.saved.Set("Changed, not saved yet", false)
	case w.session.Dirty() && w.savedAt.IsZero():
		s.saved.Set("Changed since it was opened", false)
	case w.session.Dirty():
		s.saved.Set("Saved "+w.savedAt.Local().Format("15:04")+", changed since", false)
	case w.savedAt.IsZero():
		s.saved.Set("Saved", false)
	default:
		s.saved.Set("Saved "+w.savedAt.Local().Format("15:04"), false)
	}
	s.bar.Refresh()
}

// refreshView shows what follows from the camera.
func (w *Window) refreshView() {
	s := &w.status
	if s.zoom == nil {
		return
	}
	c := w.view.Camera()
	s.zoom.Set(fmt.Sprintf("z %.1f", c.Zoom), false)
	s.border.Set(present.StatusNote(w.session.Scenario(), w.d.Map, c), false)
	if !w.view.PointerNow().Inside {
		w.showPosition(c.Center)
	}
	s.bar.Refresh()
}
