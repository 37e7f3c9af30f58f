package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/ui/kit"
)

// Widths of the window at which parts give way.
const (
	smallWidth   = 1180 // the left lists become a rail, the legend folds
	overlapWidth = 960  // the inspector lies over the map
)

// shell holds the three columns and what becomes of them in a small window.
type shell struct {
	w      *Window
	object fyne.CanvasObject
	panels *kit.Panels
	tabs   *kit.Tabs
	rail   *kit.Rail
	left   *fyne.Container // tabs and the list of the chosen one
	lists  *fyne.Container
	side   *fyne.Container // what the left panel holds: left, or that of another view
	middle *fyne.Container // the map, or another view
	other  bool            // another view is in the place of the map
	small  bool
	width  float32
}

func newShell(w *Window) *shell {
	s := &shell{w: w, lists: container.NewStack()}
	s.tabs = kit.NewTabs([]kit.Option{{ID: "sites", Label: "Sites"}, {ID: "notes", Label: "Notes"}}, func(id string) { s.showList(id) })
	s.left = kit.NewPage(kit.NewColumn(0, kit.Inset{}, s.tabs, kit.NewRule(0)), s.lists, nil)
	s.rail = kit.NewRail([]kit.Option{
		{ID: "sites", Label: "Sites", Icon: "tool-site", Tip: "Sites"}, {ID: "notes", Label: "Notes", Icon: "tool-note", Tip: "Notes"},
	}, s.openRail)
	s.rail.Hide()
	s.side, s.middle = container.NewStack(s.left), container.NewStack(w.overlay.object)
	s.panels = kit.NewPanels(s.side, s.middle, w.inspector.Object())
	s.panels.Resized = func(left, right float32) {
		p := w.d.App.Preferences()
		p.SetFloat("panel.left", float64(left))
		p.SetFloat("panel.right", float64(right))
	}
	p := w.d.App.Preferences()
	s.panels.SetWidth(kit.LeftSide, float32(p.FloatWithFallback("panel.left", 264)))
	s.panels.SetWidth(kit.RightSide, float32(p.FloatWithFallback("panel.right", 352)))
	s.object = container.New(s, s.panels, s.rail)
	s.tabs.SetChosen("sites")
	s.showList("sites")
	s.counts()
	return s
}

func (s *shell) showList(id string) {
	o := s.w.sites.Object()
	if id == "notes" {
		o = s.w.notes.Object()
	}
	s.tabs.SetChosen(id)
	s.lists.Objects = []fyne.CanvasObject{o}
	s.lists.Refresh()
}

// openList shows a list wherever it has its place: in the left panel, or over the map of a small window.
func (s *shell) openList(id string) {
	s.w.leavePast()
	if s.small {
		s.rail.SetChosen(id)
		s.openRail(id)
		return
	}
	s.showList(id)
}

// setView puts another view in the place of the map and its list in that of the lists; nil brings both back.
func (s *shell) setView(left, middle fyne.CanvasObject) {
	s.other = middle != nil
	if !s.other {
		left, middle = s.left, s.w.overlay.object
	}
	s.side.Objects, s.middle.Objects = []fyne.CanvasObject{left}, []fyne.CanvasObject{middle}
	s.w.win.Canvas().Unfocus() // what had the keyboard does not show any more
	s.fit()
	s.side.Refresh()
	s.middle.Refresh()
	s.object.Refresh()
}

// fit shows the panels that the view and the width of the window allow.
func (s *shell) fit() {
	if s.other {
		s.panels.SetOver(kit.LeftSide, false)
		s.panels.SetOpen(kit.LeftSide, true)
		s.panels.SetOpen(kit.RightSide, false)
		s.rail.Hide()
		return
	}
	s.panels.SetOver(kit.LeftSide, s.small)
	s.panels.SetOpen(kit.LeftSide, !s.small)
	s.rail.SetChosen("")
	if s.small {
		s.rail.Show()
	} else {
		s.rail.Hide()
	}
	s.fitInspector(s.w.sel)
}

// counts shows how many sites and notes there are.
func (s *shell) counts() {
	s.tabs.SetCount("sites", strconv.Itoa(s.w.sites.Count()))
	s.tabs.SetCount("notes", strconv.Itoa(s.w.notes.Count()))
}

// openRail opens a list over the map; "" shuts it.
func (s *shell) openRail(id string) {
	if id != "" {
		s.showList(id)
	}
	s.panels.SetOver(kit.LeftSide, true)
	s.panels.SetOpen(kit.LeftSide, id != "")
}

// selected opens the inspector for a selection in a window where it may be shut.
func (s *shell) selected(sel Selection) {
	if s.small && s.panels.Open(kit.LeftSide) && sel.Kind != "" {
		s.rail.SetChosen("")
		s.panels.SetOpen(kit.LeftSide, false)
	}
	s.fitInspector(sel)
}

func (s *shell) fitInspector(sel Selection) {
	if s.other {
		return
	}
	over := s.width > 0 && s.width < overlapWidth
	s.panels.SetOver(kit.RightSide, over)
	s.panels.SetOpen(kit.RightSide, !over || sel.Kind != "")
}

// resized follows the width of the window.
func (s *shell) resized(width float32) {
	s.width = width
	small := width < smallWidth
	if small != s.small {
		s.small = small
		s.w.overlay.setSmall(small)
		s.fit()
		if small {
			s.panels.SetWidth(kit.RightSide, 308)
		} else {
			s.panels.SetWidth(kit.RightSide, float32(s.w.d.App.Preferences().FloatWithFallback("panel.right", 352)))
		}
	}
	s.fitInspector(s.w.sel)
}

// MinSize implements fyne.Layout.
func (s *shell) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(640, 300) }

// Layout implements fyne.Layout: the rail, where it shows, and the panels. It is how the shell hears of the width.
func (s *shell) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s.w.resized(size)
	x := float32(0)
	if s.small && !s.other {
		x = 44
		place(s.rail, 0, 0, fyne.NewSize(44, size.Height))
	}
	place(s.panels, x, 0, fyne.NewSize(size.Width-x, size.Height))
}

func (w *Window) resized(s fyne.Size) {
	w.shell.resized(s.Width)
}
