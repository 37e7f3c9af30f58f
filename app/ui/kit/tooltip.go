package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// TipDelay is how long the mouse must rest on a control before its tooltip shows.
const TipDelay = 500 * time.Millisecond

// tipLayer lies over a window and draws at most one tooltip. Nothing in it reacts to the mouse.
type tipLayer struct {
	widget.BaseWidget
	name, key string
	at        fyne.Position // upper left of the control, in the layer
	size      fyne.Size     // of the control
	on        bool
}

func newTipLayer() *tipLayer {
	t := &tipLayer{}
	t.ExtendBaseWidget(t)
	return t
}

var armed struct {
	owner fyne.CanvasObject
	layer *tipLayer
	stop  func()
}

// armTip shows a tooltip for owner after TipDelay.
func armTip(owner fyne.CanvasObject, name, key string) {
	dropTip(nil)
	h := hostOf(owner)
	if h == nil {
		return
	}
	armed.owner, armed.layer = owner, h.layer()
	armed.stop = After(TipDelay, func() {
		if armed.owner == owner {
			armed.layer.show(owner, name, key)
		}
	})
}

// dropTip takes owner's tooltip away; nil takes away any.
func dropTip(owner fyne.CanvasObject) {
	if armed.owner == nil || (owner != nil && armed.owner != owner) {
		return
	}
	armed.stop()
	armed.layer.hide()
	armed.owner, armed.layer, armed.stop = nil, nil, nil
}

func (t *tipLayer) show(owner fyne.CanvasObject, name, key string) {
	d := fyne.CurrentApp().Driver()
	t.at = d.AbsolutePositionForObject(owner).Subtract(d.AbsolutePositionForObject(t))
	t.size = owner.Size()
	t.name, t.key, t.on = name, key, true
	t.Refresh()
}

func (t *tipLayer) hide() {
	if t.on {
		t.on = false
		t.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (t *tipLayer) CreateRenderer() fyne.WidgetRenderer {
	cast, box := newCast(4), newBox(4)
	name, key := canvas.NewText("", nil), canvas.NewText("", nil)
	objects := []fyne.CanvasObject{cast, box.Raster, name, key}
	f := &face{self: t, objects: objects}
	f.min = func() fyne.Size { return fyne.Size{} }
	f.paint = func(s *theme.Set) {
		box.FillColor, cast.Shadow = s.ToastPanel, shadow(s, 2)
		Small.apply(name, t.name, s.ToastInk)
		weak := s.ToastInk
		weak.A = 0xB0
		Small.apply(key, t.key, weak)
		for _, o := range objects {
			if t.on {
				o.Show()
			} else {
				o.Hide()
			}
		}
	}
	f.layout = func(s fyne.Size) {
		w := 16 + Small.Width(t.name)
		if t.key != "" {
			w += 8 + Small.Width(t.key)
		}
		x := min(max(4, t.at.X+t.size.Width/2-w/2), s.Width-w-4)
		y := t.at.Y + t.size.Height + 6
		if y+24 > s.Height-4 {
			y = t.at.Y - 24 - 6
		}
		place(cast, x, y, w, 24)
		place(box, x, y, w, 24)
		place(name, x+8, y+4, w-16, Small.Line)
		place(key, x+w-8-Small.Width(t.key), y+4, Small.Width(t.key), Small.Line)
	}
	return f.done()
}
