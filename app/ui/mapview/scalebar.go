package mapview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
	"hubscape/geo/camera"
	"hubscape/geo/measure"
)

// ScaleBar shows a round length at the middle of the view.
type ScaleBar struct {
	widget.BaseWidget
	bar   measure.Bar
	lines [4]*canvas.Rectangle
	text  *canvas.Text
}

// NewScaleBar makes a scale bar; Moved gives it a view.
func NewScaleBar() *ScaleBar {
	s := &ScaleBar{text: canvas.NewText("", nil)}
	s.text.TextSize, s.text.FontSource = 12, theme.Regular()
	for i := range s.lines {
		s.lines[i] = canvas.NewRectangle(nil)
	}
	s.ExtendBaseWidget(s)
	return s
}

// Moved shows the scale at the middle of a view.
func (s *ScaleBar) Moved(c camera.Camera) {
	b := measure.ScaleBar(c.Zoom, c.Center[1], 92, measure.Kilometre)
	if b != s.bar {
		s.bar = b
		s.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *ScaleBar) CreateRenderer() fyne.WidgetRenderer {
	r := &scaleRenderer{s}
	r.Refresh()
	return r
}

type scaleRenderer struct{ s *ScaleBar }

func (r *scaleRenderer) Destroy() {}

func (r *scaleRenderer) MinSize() fyne.Size {
	return fyne.NewSize(float32(r.s.bar.Px)+7+r.s.text.MinSize().Width, 16)
}

func (r *scaleRenderer) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{r.s.text}
	for _, l := range r.s.lines {
		o = append(o, l)
	}
	return o
}

// Layout draws one bar with a tick at each end and in the middle.
func (r *scaleRenderer) Layout(fyne.Size) {
	w := float32(r.s.bar.Px)
	set := func(i int, x, y, lw, lh float32) {
		r.s.lines[i].Move(fyne.NewPos(x, y))
		r.s.lines[i].Resize(fyne.NewSize(lw, lh))
	}
	set(0, 0, 11, w, 1)
	set(1, 0, 5, 1, 7)
	set(2, w/2, 8, 1, 4)
	set(3, w-1, 5, 1, 7)
	r.s.text.Move(fyne.NewPos(w+7, 0))
	r.s.text.Resize(r.s.text.MinSize())
}

func (r *scaleRenderer) Refresh() {
	t := theme.Now()
	r.s.text.Text, r.s.text.Color = r.s.bar.Label, t.Ink2
	for _, l := range r.s.lines {
		l.FillColor = t.Ink2
	}
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}
