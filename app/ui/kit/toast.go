package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// ToastTime is how long a toast stays; longer while the mouse is on it.
const ToastTime = 6 * time.Second

// Toaster lies over the map and shows one toast at a time at its top centre: what happened, and an action (Undo).
//
//	toasts := kit.NewToaster()
//	stack := container.NewStack(mapView, toasts)
//	toasts.Say("Moved Exercise site 1 by 2.4 km", "Undo", undo)
type Toaster struct {
	widget.BaseWidget
	toast *toast
	stop  func()
}

// NewToaster makes a layer without a toast. The layer itself takes no mouse.
func NewToaster() *Toaster {
	t := &Toaster{}
	t.toast = &toast{of: t}
	t.toast.link = &toastLink{}
	t.toast.link.init(t.toast.link)
	t.toast.ExtendBaseWidget(t.toast)
	t.toast.Hide()
	t.ExtendBaseWidget(t)
	return t
}

// Say replaces the toast. An empty label leaves the action out.
func (t *Toaster) Say(text, label string, act func()) {
	t.cancel()
	t.toast.text = text
	t.toast.link.label = label
	t.toast.link.act = func() {
		t.Dismiss()
		if act != nil {
			act()
		}
	}
	setVisible(t.toast.link, label != "")
	t.toast.Show()
	t.Refresh()
	t.toast.Refresh()
	t.arm()
}

// Dismiss takes the toast away.
func (t *Toaster) Dismiss() {
	t.cancel()
	t.toast.Hide()
	t.Refresh()
}

// Text is what the toast says now; "" when there is none.
func (t *Toaster) Text() string {
	if !t.toast.Visible() {
		return ""
	}
	return t.toast.text
}

func (t *Toaster) arm() { t.stop = After(ToastTime, t.Dismiss) }

func (t *Toaster) cancel() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Toaster) CreateRenderer() fyne.WidgetRenderer {
	f := &face{self: t, objects: []fyne.CanvasObject{t.toast}}
	f.min = func() fyne.Size { return fyne.Size{} }
	f.layout = func(size fyne.Size) {
		w := min(t.toast.MinSize().Width, size.Width-24)
		place(t.toast, floor((size.Width-w)/2), 14, w, 36)
	}
	return f.done()
}

type toast struct {
	widget.BaseWidget
	of   *Toaster
	text string
	link *toastLink
}

// MouseIn implements desktop.Hoverable: the toast stays.
func (t *toast) MouseIn(*desktop.MouseEvent) { t.of.cancel() }

// MouseMoved implements desktop.Hoverable.
func (t *toast) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *toast) MouseOut() {
	if t.Visible() {
		t.of.arm()
	}
}

// Tapped implements fyne.Tappable, so that a click does not reach the map.
func (t *toast) Tapped(*fyne.PointEvent) {}

// CreateRenderer implements fyne.Widget.
func (t *toast) CreateRenderer() fyne.WidgetRenderer {
	cast, box, word := newCast(8), newBox(8), canvas.NewText("", nil)
	f := &face{self: t, objects: []fyne.CanvasObject{cast, box.Raster, word, t.link}}
	f.min = func() fyne.Size {
		w := 13 + Body.Width(t.text) + 14
		if t.link.Visible() {
			w += t.link.MinSize().Width + 4
		}
		return fyne.NewSize(w, 36)
	}
	f.paint = func(s *theme.Set) {
		box.FillColor, cast.Shadow = s.ToastPanel, shadow(s, 2)
		Body.apply(word, t.text, s.ToastInk)
		t.link.Refresh()
	}
	f.layout = func(size fyne.Size) {
		place(cast, 0, 0, size.Width, size.Height)
		place(box, 0, 0, size.Width, size.Height)
		right := float32(13)
		if t.link.Visible() {
			w := t.link.MinSize().Width
			place(t.link, size.Width-w-4, 3, w, 30)
			right = w + 4
		}
		room := size.Width - 13 - right
		word.Text = Body.elide(t.text, room)
		place(word, 13, 9, room, 18)
	}
	return f.done()
}

// toastLink is the action of a toast. Resting on it keeps the toast too.
type toastLink struct {
	control
	label string
}

// Cursor implements desktop.Cursorable.
func (l *toastLink) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (l *toastLink) CreateRenderer() fyne.WidgetRenderer {
	box, word, ring := newBox(5), canvas.NewText("", nil), ringRect(2)
	f := &face{self: l, objects: []fyne.CanvasObject{box.Raster, word, ring.Raster}}
	f.min = func() fyne.Size { return fyne.NewSize(Strong.Width(l.label)+20, 30) }
	f.paint = func(s *theme.Set) {
		box.FillColor = nil
		if l.hover {
			box.FillColor = mix(s.ToastPanel, s.ToastInk, 0.12)
		}
		SemiStrong.apply(word, l.label, s.ToastAccent)
		paintRing(ring, s, l.ring)
		ring.StrokeColor = s.ToastAccent
	}
	f.layout = func(size fyne.Size) {
		place(box, 0, 0, size.Width, size.Height)
		place(word, 10, (size.Height-18)/2, size.Width-20, 18)
		place(ring, 1, 1, size.Width-2, size.Height-2)
	}
	return f.done()
}

// SemiStrong is a control's word in semibold: the action of a toast.
var SemiStrong = Role{13, 18, SemiBold}
