package mapview

import (
	"time"

	"fyne.io/fyne/v2"

	"hubscape/geo/camera"
)

// step is how far in px an arrow key pans.
const step = 96

func (v *View) focus() {
	if app := fyne.CurrentApp(); app != nil {
		if c := app.Driver().CanvasForObject(v); c != nil {
			c.Focus(v)
		}
	}
}

// FocusGained implements fyne.Focusable.
func (v *View) FocusGained() { v.focused = true }

// FocusLost implements fyne.Focusable.
func (v *View) FocusLost() {
	v.focused, v.g.space = false, false
	v.focusRing.Hide()
}

// TypedRune implements fyne.Focusable.
func (v *View) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.keyZoom(0.5)
	case '-', '−', '_':
		v.keyZoom(-0.5)
	case ' ':
	default:
		v.o.Host.Rune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (v *View) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		v.keyPan(-step, 0)
	case fyne.KeyRight:
		v.keyPan(step, 0)
	case fyne.KeyUp:
		v.keyPan(0, -step)
	case fyne.KeyDown:
		v.keyPan(0, step)
	case fyne.KeyPageUp:
		v.keyZoom(1)
	case fyne.KeyPageDown:
		v.keyZoom(-1)
	default:
		v.o.Host.Key(e)
	}
}

// KeyDown implements desktop.Keyable.
func (v *View) KeyDown(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		v.g.space = true
	}
}

// KeyUp implements desktop.Keyable.
func (v *View) KeyUp(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		v.g.space = false
	}
}

// showFocus draws the focus ring once a key was used on the map.
func (v *View) showFocus() {
	if v.focused {
		v.focusRing.Show()
	}
}

// keyPan looks dx px further to the right and dy further down.
func (v *View) keyPan(dx, dy float64) {
	v.showFocus()
	from := v.cam
	v.stopAnimation()
	if v.o.Still != nil && v.o.Still() {
		v.set(from.Pan(-dx, -dy))
		return
	}
	v.zoomTo = 0
	v.animate(120*time.Millisecond, fyne.AnimationEaseOut, func(t float64) camera.Camera {
		return from.Pan(-dx*t, -dy*t)
	}, from.Pan(-dx, -dy))
}

func (v *View) keyZoom(dz float64) {
	v.showFocus()
	v.ZoomBy(dz)
}

// history remembers where the camera was, for going back and forward.
type history struct {
	past, future []camera.Camera
}

func (h *history) push(c camera.Camera) {
	h.past = append(h.past, c)
	if len(h.past) > 100 {
		h.past = h.past[1:]
	}
	h.future = nil
}

// Back returns to where the camera was before the last jump; it tells whether there was one.
func (v *View) Back() bool { return v.travel(&v.history.past, &v.history.future) }

// Forward undoes Back.
func (v *View) Forward() bool { return v.travel(&v.history.future, &v.history.past) }

func (v *View) travel(from, to *[]camera.Camera) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	c := (*from)[n-1]
	*from = (*from)[:n-1]
	*to = append(*to, v.cam)
	past, future := v.history.past, v.history.future
	v.Fly(c)
	v.history.past, v.history.future = past, future
	return true
}
