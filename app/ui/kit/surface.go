package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// Surface lies over a whole window and holds one box: a menu, a dialog, a palette. The window beneath gets no mouse and
// no keys meanwhile. Esc and a click outside close it, unless it must be answered.
//
//	s := kit.Open(canvas, box, kit.Over{Place: kit.Middle, Scrim: true, Closed: restoreFocus})
//	s.Close()
type Surface struct {
	widget.BaseWidget
	box    fyne.CanvasObject
	over   Over
	canvas fyne.Canvas
	tips   *tipLayer
	shut   bool
}

// Over says how a surface lies over the window.
type Over struct {
	// Place gives the box its rectangle within a window of size win; min is the box's smallest size.
	Place  func(win, min fyne.Size) (fyne.Position, fyne.Size)
	Scrim  bool // darken the window
	Stay   bool // a click outside does not close it
	Key    func(*fyne.KeyEvent) bool
	Closed func()
}

// Middle sets a box in the centre, a little above.
func Middle(win, min fyne.Size) (fyne.Position, fyne.Size) {
	return fyne.NewPos(floor((win.Width-min.Width)/2), floor(max(16, (win.Height-min.Height)*0.4))), min
}

func floor(v float32) float32 { return float32(int(v)) }

// Open lays a box over the window of c. Nothing in it has the focus at first; the caller focuses what should have it.
func Open(c fyne.Canvas, box fyne.CanvasObject, over Over) *Surface {
	dropTip(nil)
	if over.Place == nil {
		over.Place = Middle
	}
	s := &Surface{box: box, over: over, canvas: c, tips: newTipLayer()}
	s.ExtendBaseWidget(s)
	c.Overlays().Add(s)
	s.Resize(c.Size())
	return s
}

// Busy reports whether a surface lies over the window, so that shortcuts should wait.
func Busy(c fyne.Canvas) bool { return c.Overlays().Top() != nil }

// Close takes the surface away. Closing twice does nothing.
func (s *Surface) Close() {
	if s.shut {
		return
	}
	s.shut = true
	dropTip(nil)
	s.canvas.Overlays().Remove(s)
	if s.over.Closed != nil {
		s.over.Closed()
	}
}

// Relayout places the box again after its smallest size changed.
func (s *Surface) Relayout() { s.Refresh() }

func (s *Surface) layer() *tipLayer { return s.tips }

func (s *Surface) rune(rune) {}

func (s *Surface) key(e *fyne.KeyEvent) {
	if s.over.Key != nil && s.over.Key(e) {
		return
	}
	if e.Name == fyne.KeyEscape {
		s.Close()
	}
}

// within reports whether a point of the surface lies on the box.
func (s *Surface) within(p fyne.Position) bool {
	at, size := s.box.Position(), s.box.Size()
	return p.X >= at.X && p.Y >= at.Y && p.X < at.X+size.Width && p.Y < at.Y+size.Height
}

// MouseDown implements desktop.Mouseable: a press outside closes.
func (s *Surface) MouseDown(e *desktop.MouseEvent) {
	byKeyboard = false
	if !s.over.Stay && !s.within(e.Position) {
		s.Close()
	}
}

// MouseUp implements desktop.Mouseable.
func (s *Surface) MouseUp(*desktop.MouseEvent) {}

// CreateRenderer implements fyne.Widget.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	scrim := canvas.NewRectangle(nil)
	f := &face{self: s, objects: []fyne.CanvasObject{scrim, s.box, s.tips}}
	f.min = func() fyne.Size { return fyne.Size{} }
	f.paint = func(t *theme.Set) {
		scrim.FillColor = t.Scrim
		setVisible(scrim, s.over.Scrim)
	}
	f.layout = func(size fyne.Size) {
		place(scrim, 0, 0, size.Width, size.Height)
		place(s.tips, 0, 0, size.Width, size.Height)
		at, box := s.over.Place(size, s.box.MinSize())
		s.box.Resize(box)
		s.box.Move(at)
	}
	return f.done()
}
