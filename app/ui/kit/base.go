package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// face is the renderer of every widget here: a list of objects, a layout, a smallest size and a paint step that reads
// the colours again.
type face struct {
	self    fyne.Widget
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	paint   func(*theme.Set)
	gone    func() // when the toolkit throws the renderer away
}

func (f *face) done() *face {
	if f.paint != nil {
		f.paint(theme.Now())
	}
	return f
}

func (f *face) Destroy() {
	if f.gone != nil {
		f.gone()
	}
}

func (f *face) Objects() []fyne.CanvasObject { return f.objects }
func (f *face) MinSize() fyne.Size           { return f.min() }

func (f *face) Layout(s fyne.Size) {
	if f.layout != nil {
		f.layout(s)
	}
}

func (f *face) Refresh() {
	if f.paint != nil {
		f.paint(theme.Now())
	}
	f.Layout(f.self.Size())
	canvas.Refresh(f.self)
}

// byKeyboard says whether the last input was a key: the focus ring is shown then and not after a click.
var byKeyboard bool

// control is the common part of everything that can be pressed.
type control struct {
	widget.BaseWidget
	self                     fyne.Widget
	hover, press, focus, off bool
	ring                     bool
	tip, key                 string
	act                      func()
	changed                  func() // instead of a refresh, where only part of the widget changes
}

func (c *control) init(self fyne.Widget) {
	c.self = self
	c.ExtendBaseWidget(self)
}

func (c *control) update() {
	if c.changed != nil {
		c.changed()
		return
	}
	c.Refresh()
}

// SetTip sets the tooltip: a name and, where there is one, a shortcut.
func (c *control) SetTip(name, shortcut string) { c.tip, c.key = name, shortcut }

// Disable greys the control out. It keeps its tooltip, which may say why.
func (c *control) Disable() { c.setOff(true) }

// Enable undoes Disable.
func (c *control) Enable() { c.setOff(false) }

// Disabled reports whether the control is greyed out.
func (c *control) Disabled() bool { return c.off }

func (c *control) setOff(off bool) {
	if c.off == off {
		return
	}
	c.off, c.press = off, false
	c.update()
}

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(e *desktop.MouseEvent) {
	c.hover = true
	c.update()
	if c.tip != "" {
		armTip(c.self, c.tip, c.key)
	}
}

// MouseMoved implements desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() {
	c.hover, c.press = false, false
	c.update()
	dropTip(c.self)
}

// MouseDown implements desktop.Mouseable.
func (c *control) MouseDown(e *desktop.MouseEvent) {
	byKeyboard = false
	dropTip(c.self)
	if c.off || e.Button != desktop.MouseButtonPrimary {
		return
	}
	c.press = true
	c.update()
}

// MouseUp implements desktop.Mouseable.
func (c *control) MouseUp(*desktop.MouseEvent) {
	if c.press {
		c.press = false
		c.update()
	}
}

// Tapped implements fyne.Tappable.
func (c *control) Tapped(*fyne.PointEvent) { c.fire() }

func (c *control) fire() {
	if !c.off && c.act != nil {
		c.act()
	}
}

// FocusGained implements fyne.Focusable.
func (c *control) FocusGained() {
	c.focus, c.ring = true, byKeyboard || !c.hover
	c.update()
	revealFocus(c.self)
	if c.ring && c.tip != "" {
		armTip(c.self, c.tip, c.key)
	}
}

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() {
	c.focus, c.ring = false, false
	c.update()
	dropTip(c.self)
}

// TypedRune implements fyne.Focusable.
func (c *control) TypedRune(r rune) {
	if r != ' ' {
		forwardRune(c.self, r)
	}
}

// TypedKey implements fyne.Focusable.
func (c *control) TypedKey(e *fyne.KeyEvent) {
	byKeyboard = true
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.fire()
	default:
		forwardKey(c.self, e)
	}
}

// ringRect makes the focus ring: 2 px of accent, 2 px off the control.
func ringRect(radius float32) *box {
	r := newBox(radius + 4)
	r.StrokeWidth = 2
	r.Hide()
	return r
}

func placeRing(r *box, s fyne.Size, inset float32) {
	r.Move(fyne.NewPos(inset, inset))
	r.Resize(fyne.NewSize(s.Width-2*inset, s.Height-2*inset))
}

func paintRing(r *box, s *theme.Set, on bool) {
	r.StrokeColor = s.Accent
	if on {
		r.Show()
	} else {
		r.Hide()
	}
}

// hairline makes a rectangle that stands for a line of one unit.
func hairline() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }

// place moves and sizes an object. A line of text is centred in the height h and set on whole units, where a browser
// would set it.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	if t, ok := o.(*canvas.Text); ok {
		high := t.MinSize().Height
		y = float32(math.Floor(float64(y + (h-high)/2 + 0.01)))
		h = high
	}
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
