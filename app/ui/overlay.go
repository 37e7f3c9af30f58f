package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/mapview"
	"hubscape/geo/scene"
)

// margin is the room between the map's edge and what lies over it.
const margin = 12

// overlay lays the legend, the overview, the map's buttons, the toast and the hover card over the map.
type overlay struct {
	w       *Window
	object  *fyne.Container
	buttons *kit.Frame
	layers  *kit.Button
	card    *fyne.Container // the hover card, moved with the pointer
	size    fyne.Size
	small   bool
}

func newOverlay(w *Window) *overlay {
	o := &overlay{w: w, card: container.NewWithoutLayout()}
	o.layers = kit.NewIconButton("layers", "Layers", "", func() { w.run("view.layers") })
	o.buttons = kit.NewFrame(kit.FillRaise, 8, kit.Pad(1, 1), kit.NewColumn(0, kit.Inset{},
		kit.NewIconButton("plus", "Zoom in", "+", func() { w.view.ZoomBy(1) }), kit.NewRule(0),
		kit.NewIconButton("minus", "Zoom out", "−", func() { w.view.ZoomBy(-1) }), kit.NewRule(0),
		kit.NewIconButton("home-view", "Opening view", "Ctrl+Shift+F", func() { w.run("view.home") }), kit.NewRule(0),
		o.layers)).Edged().Raised(1)
	o.object = container.New(o, w.view, w.legend.Object(), w.overview, o.buttons, o.card, w.toaster)
	return o
}

// MinSize implements fyne.Layout.
func (o *overlay) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, 160) }

// Layout implements fyne.Layout.
func (o *overlay) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	o.size = s
	for _, x := range []fyne.CanvasObject{o.w.view, o.w.toaster, o.card} {
		x.Move(fyne.Position{})
		x.Resize(s)
	}
	o.arrange()
}

// arrange places what stands in the corners and tells the map to keep names out from under it.
func (o *overlay) arrange() {
	if o.size.Width == 0 || o.w.legend == nil {
		return
	}
	b := fyne.NewSize(34, o.buttons.HeightFor(34))
	place(o.buttons, o.size.Width-margin-b.Width, o.size.Height-margin-b.Height, b)
	ov := fyne.NewSize(mapview.OverviewWidth, mapview.OverviewHeight)
	place(o.w.overview, o.size.Width-2*margin-b.Width-ov.Width+2, o.size.Height-margin-ov.Height, ov)
	if o.small {
		o.w.overview.Hide()
	} else {
		o.w.overview.Show()
	}
	l := o.w.legend.Size()
	l.Height = min(l.Height, max(180, o.size.Height*0.55))
	place(o.w.legend.Object(), margin, o.size.Height-margin-l.Height, l)
	o.w.view.Changed()
}

func place(o fyne.CanvasObject, x, y float32, s fyne.Size) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(s)
}

// obstacles are the rectangles in the map's px where no name may stand.
func (o *overlay) obstacles() []scene.Rect {
	var out []scene.Rect
	for _, x := range []fyne.CanvasObject{o.w.legend.Object(), o.w.overview, o.buttons} {
		if !x.Visible() || x.Size().Width == 0 {
			continue
		}
		p, s := x.Position(), x.Size()
		out = append(out, scene.Rect{X0: float64(p.X) - 3, Y0: float64(p.Y) - 3, X1: float64(p.X+s.Width) + 3, Y1: float64(p.Y+s.Height) + 3})
	}
	return out
}

// setSmall folds the legend and leaves out the overview in a small window.
func (o *overlay) setSmall(on bool) {
	if o.small != on {
		o.small = on
		o.w.legend.SetOpen(!on)
		o.arrange()
	}
}

// showCard puts a card beside the pointer, never under it and never beyond the map's edge; nil takes it away.
func (o *overlay) showCard(card *kit.Frame, at fyne.Position) {
	if card == nil {
		if len(o.card.Objects) > 0 {
			o.card.Objects = nil
			o.card.Refresh()
		}
		return
	}
	const off, width = 14, 252
	h := card.HeightFor(width)
	x, y := at.X+off, at.Y+off
	if x+width > o.size.Width-4 {
		x = at.X - off - width
	}
	if y+h > o.size.Height-4 {
		y = at.Y - off - h
	}
	place(card, max(4, x), max(4, y), fyne.NewSize(width, h))
	if len(o.card.Objects) != 1 || o.card.Objects[0] != fyne.CanvasObject(card) {
		o.card.Objects = []fyne.CanvasObject{card}
		o.card.Refresh()
	}
}
