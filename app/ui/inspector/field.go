package inspector

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// field is a value on a card that looks like text and, pressed, can be changed: the hover and the focus show that.
type field struct {
	widget.BaseWidget
	text         string
	weak, drops  bool
	hover, focus bool
	act          func()
}

func newField(text string, weak, drops bool) *field {
	f := &field{text: text, weak: weak, drops: drops}
	f.ExtendBaseWidget(f)
	return f
}

// Tapped implements fyne.Tappable.
func (f *field) Tapped(*fyne.PointEvent) { f.act() }

// MouseIn implements desktop.Hoverable.
func (f *field) MouseIn(*desktop.MouseEvent) { f.hover = true; f.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (f *field) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (f *field) MouseOut() { f.hover = false; f.Refresh() }

// FocusGained implements fyne.Focusable.
func (f *field) FocusGained() { f.focus = true; f.Refresh() }

// FocusLost implements fyne.Focusable.
func (f *field) FocusLost() { f.focus = false; f.Refresh() }

// TypedRune implements fyne.Focusable.
func (f *field) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2:
		f.act()
	}
}

// Cursor implements desktop.Cursorable.
func (f *field) Cursor() desktop.Cursor { return desktop.PointerCursor }

const (
	fieldSize   = 13
	fieldPad    = 4
	fieldLine   = 17
	fieldHeight = 22
)

// lines wraps the text to a width.
func (f *field) lines(w float32) []string {
	w -= 2 * fieldPad
	if f.drops {
		w -= 18
	}
	return wrap(f.text, w)
}

// HeightFor is the height at a width.
func (f *field) HeightFor(w float32) float32 {
	return fieldHeight + float32(len(f.lines(w))-1)*fieldLine
}

// CreateRenderer implements fyne.Widget.
func (f *field) CreateRenderer() fyne.WidgetRenderer {
	r := &fieldRenderer{f: f, box: canvas.NewRectangle(color.Transparent), mark: &canvas.Image{FillMode: canvas.ImageFillContain}}
	r.box.CornerRadius = 4
	r.Refresh()
	return r
}

type fieldRenderer struct {
	f    *field
	box  *canvas.Rectangle
	mark *canvas.Image
	text []*canvas.Text
}

func (r *fieldRenderer) Destroy() {}

func (r *fieldRenderer) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{r.box, r.mark}
	for _, t := range r.text {
		o = append(o, t)
	}
	return o
}

func (r *fieldRenderer) MinSize() fyne.Size {
	w := measured(r.f.text) + 2*fieldPad
	if r.f.drops {
		w += 18
	}
	return fyne.NewSize(min(w, 120), r.f.HeightFor(max(r.f.Size().Width, min(w, 120))))
}

func (r *fieldRenderer) Layout(s fyne.Size) {
	lines := r.f.lines(s.Width)
	for len(r.text) < len(lines) {
		r.text = append(r.text, &canvas.Text{TextSize: fieldSize, FontSource: theme.Regular()})
	}
	r.text = r.text[:len(lines)]
	t := theme.Now()
	w := float32(0)
	for k, line := range lines {
		c := r.text[k]
		c.Text, c.Color = line, t.Ink
		if r.f.weak {
			c.Color = t.Ink3
		}
		c.Move(fyne.NewPos(0, float32(k)*fieldLine+1))
		c.Resize(fyne.NewSize(s.Width, fieldLine+2))
		w = max(w, measured(line))
	}
	r.box.Move(fyne.NewPos(-fieldPad, 0))
	r.box.Resize(fyne.NewSize(min(s.Width+fieldPad, w+2*fieldPad+18), s.Height))
	r.mark.Resize(fyne.NewSize(14, 14))
	r.mark.Move(fyne.NewPos(w+4, 4))
}

func (r *fieldRenderer) Refresh() {
	t := theme.Now()
	r.box.FillColor, r.box.StrokeWidth = color.Transparent, 0
	if r.f.hover {
		r.box.FillColor = t.Hover
	}
	if r.f.focus {
		r.box.StrokeColor, r.box.StrokeWidth = t.Accent, 2
	}
	icon := "edit"
	if r.f.drops {
		icon = "chevron-down"
	}
	r.mark.Resource = theme.Icon(icon, t.Ink3)
	if r.f.drops || r.f.hover || r.f.focus {
		r.mark.Show()
	} else {
		r.mark.Hide()
	}
	r.mark.Refresh()
	r.Layout(r.f.Size())
	canvas.Refresh(r.f)
}

func measured(s string) float32 {
	return fyne.MeasureText(s, fieldSize, fyne.TextStyle{}).Width
}

// wrap breaks text at blanks so that no line is wider than w; a single long word stays whole.
func wrap(text string, w float32) []string {
	if w <= 0 || measured(text) <= w {
		return []string{text}
	}
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		next := word
		if line != "" {
			next = line + " " + word
		}
		if line != "" && measured(next) > w {
			lines = append(lines, line)
			next = word
		}
		line = next
	}
	return append(lines, line)
}
