package mapview

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/evidence"
	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

// legendWidth is the width of the open legend.
const legendWidth = 234

// legendPad is the room inside the legend's edge.
var legendPad = kit.Inset{Top: 4, Right: 4, Bottom: 8, Left: 12}

// Legend is the card at the lower left of the map: it lists what is drawn and nothing else, and folds away.
type Legend struct {
	box     *fyne.Container
	open    bool
	shown   present.Legend
	resized func()
	list    *kit.Column // what lies under the head
}

// NewLegend makes a legend; resized is called when it grew or shrank.
func NewLegend(open bool, resized func()) *Legend {
	l := &Legend{box: container.NewStack(), open: open, resized: resized}
	l.build()
	return l
}

// Object is what the window lays out.
func (l *Legend) Object() fyne.CanvasObject { return l.box }

// SetOpen folds the legend or opens it.
func (l *Legend) SetOpen(on bool) {
	if l.open != on {
		l.open = on
		l.build()
	}
}

// Show lists what a picture holds.
func (l *Legend) Show(p present.Legend) {
	if same(l.shown, p) {
		return
	}
	l.shown = p
	l.build()
}

func same(a, b present.Legend) bool {
	return equal(a.Statuses, b.Statuses) && equal(a.Lines, b.Lines) && equal(a.Layers, b.Layers) && equal(a.Footnotes, b.Footnotes)
}

func equal[T comparable](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (l *Legend) build() {
	toggle := func() { l.open = !l.open; l.build() }
	if !l.open {
		b := kit.NewButton("Legend", "info", kit.Plain, toggle)
		b.SetTip("Show what the symbols mean", "")
		l.set(b)
		return
	}
	fold := kit.NewIconButton("chevron-down", "Fold the legend", "", toggle).Small()
	rows := []fyne.CanvasObject{kit.NewRow(4, kit.Inset{}, kit.NewText("LEGEND", kit.GroupHead, kit.Ink3), kit.Space(), fold)}
	rows = append(rows, l.statuses()...)
	if len(l.shown.Statuses) > 0 && len(l.shown.Lines) > 0 {
		rows = append(rows, kit.NewRule(0))
	}
	for _, e := range l.shown.Lines {
		rows = append(rows, kit.NewRow(6, kit.Inset{}, lineSign(e.Key), kit.Expand(kit.NewParagraph(e.Text, kit.Sub, kit.Ink))))
	}
	if len(rows) > 1 && len(l.shown.Layers) > 0 {
		rows = append(rows, kit.NewRule(0))
	}
	for _, e := range l.shown.Layers {
		rows = append(rows, kit.NewRow(6, kit.Inset{}, newLayerSign(e), kit.Expand(kit.NewParagraph(e.Text, kit.Sub, kit.Ink))))
	}
	for _, f := range l.shown.Footnotes {
		rows = append(rows, kit.NewParagraph(f, kit.Caption, kit.Ink3))
	}
	if len(rows) == 1 {
		rows = append(rows, kit.NewParagraph("No site or position is in view.", kit.Sub, kit.Ink3))
	}
	l.list = kit.NewColumn(4, kit.Inset{Right: 6}, rows[1:]...)
	l.set(kit.NewFrame(kit.FillRaise, 8, legendPad, kit.NewPage(rows[0], kit.NewScroll(l.list), nil)).Edged().Raised(1))
}

func (l *Legend) set(o fyne.CanvasObject) {
	l.box.Objects = []fyne.CanvasObject{o}
	l.box.Refresh()
	if l.resized != nil {
		l.resized()
	}
}

// statuses stand two in a row.
func (l *Legend) statuses() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := 0; i < len(l.shown.Statuses); i += 2 {
		pair := container.New(halves{})
		for j := i; j < i+2 && j < len(l.shown.Statuses); j++ {
			e := l.shown.Statuses[j]
			t, _ := evidence.Find(evidence.Statuses, e.Key)
			pair.Add(kit.NewRow(6, kit.Inset{}, statusSign(t), kit.NewText(e.Text, kit.Sub, kit.Ink)))
		}
		rows = append(rows, pair)
	}
	return rows
}

// halves sets two objects side by side, the second at a fixed place.
type halves struct{}

// MinSize implements fyne.Layout.
func (halves) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(160, 16) }

// Layout implements fyne.Layout.
func (halves) Layout(os []fyne.CanvasObject, s fyne.Size) {
	for i, o := range os {
		o.Move(fyne.NewPos(float32(i)*112, 0))
		o.Resize(fyne.NewSize(112, s.Height))
	}
}

// Size is the size the legend wants.
func (l *Legend) Size() fyne.Size {
	if !l.open {
		return l.box.MinSize()
	}
	w := float32(legendWidth) - legendPad.Left - legendPad.Right
	return fyne.NewSize(legendWidth, legendPad.Top+legendHead+l.list.HeightFor(w)+legendPad.Bottom)
}

// legendHead is the height of the line with the word and the fold button.
const legendHead = 28

// IsOpen tells whether the legend is open.
func (l *Legend) IsOpen() bool { return l.open }

// statusSign is the symbol of a status; that of denied talks is struck.
func statusSign(t evidence.Term) fyne.CanvasObject {
	if evidence.StatusStruck(scenario.Status(t.Key)) {
		return container.NewStack(kit.NewIcon(t.Icon, 16, kit.Ink), newSign("struck"))
	}
	return kit.NewIcon(t.Icon, 16, kit.Ink)
}

// lineSign is the picture before a line of the legend.
func lineSign(key string) fyne.CanvasObject {
	switch key {
	case "precision:town":
		return kit.NewIcon("precision-town", 16, kit.Ink)
	case "precision:exact":
		return kit.NewIcon("precision-exact", 16, kit.Ink)
	case "precision:division":
		return kit.NewIcon("precision-division", 16, kit.Ink)
	case "capsule":
		return kit.NewIcon("precision-country", 16, kit.Ink)
	}
	return newSign(key)
}

// sign draws the lines and squares that have no icon of their own.
type sign struct {
	widget.BaseWidget
	key string
}

func newSign(key string) *sign {
	s := &sign{key: key}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *sign) CreateRenderer() fyne.WidgetRenderer {
	r := &signRenderer{s: s, stroke: canvas.NewLine(color.Transparent)}
	r.stroke.StrokeWidth = 1.2
	for range 4 {
		r.bits = append(r.bits, canvas.NewRectangle(color.Transparent))
	}
	r.Refresh()
	return r
}

type signRenderer struct {
	s      *sign
	bits   []*canvas.Rectangle
	stroke *canvas.Line
}

func (r *signRenderer) Destroy()           {}
func (r *signRenderer) MinSize() fyne.Size { return fyne.NewSize(16, 16) }
func (r *signRenderer) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{r.stroke}
	for _, b := range r.bits {
		o = append(o, b)
	}
	return o
}

func (r *signRenderer) Layout(s fyne.Size) {
	mid := s.Height / 2
	r.stroke.Position1, r.stroke.Position2 = fyne.NewPos(2, mid+6), fyne.NewPos(14, mid-6)
	for i, b := range r.bits {
		switch {
		case r.s.key == "notes":
			b.Resize(fyne.NewSize(7, 7))
			b.Move(fyne.NewPos(float32(i)*8.5, mid-3.5))
		case r.s.key == "boundary:held":
			b.Resize(fyne.NewSize(2, 2))
			b.Move(fyne.NewPos(float32(i)*4.5, mid-1))
		default:
			b.Resize(fyne.NewSize(4, 1.4))
			b.Move(fyne.NewPos(float32(i)*6, mid-0.7))
		}
	}
}

func (r *signRenderer) Refresh() {
	t := theme.Now()
	struck := r.s.key == "struck"
	r.stroke.StrokeColor, r.stroke.Hidden = t.Ink, !struck
	for i, b := range r.bits {
		b.FillColor = t.Ink2
		b.Show()
		if r.s.key == "notes" {
			b.FillColor = t.Category(theme.Categories[i])
			b.CornerRadius = 1
		}
		if struck || i >= 2 && r.s.key == "notes" || i == 3 && r.s.key == "boundary:disputed" {
			b.Hide()
		}
	}
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}
