package inspector

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

// field is a value on a card that looks like text and, pressed, opens or can be changed: hover and focus show that.
type field struct {
	widget.BaseWidget
	text         string
	weak         bool
	icon         string // shown while hovered or focused; always where drops is set
	drops        bool
	hover, focus bool
	act          func()
	words        *kit.Text
}

// newField makes a value that can be edited; drops says that a menu opens.
func newField(text string, weak, drops bool) *field {
	f := &field{text: text, weak: weak, drops: drops, icon: "edit"}
	tone := kit.Ink
	if weak {
		tone = kit.Ink3
	}
	if drops {
		f.icon = "chevron-down"
	}
	f.words = kit.NewParagraph(text, kit.BodyTight, tone)
	f.ExtendBaseWidget(f)
	return f
}

// newOpener makes a value that opens its source.
func newOpener(text string, act func()) *field {
	f := newField(text, false, false)
	f.icon, f.act = "chevron-right", act
	return f
}

// setText changes the words.
func (f *field) setText(s string) { f.text = s; f.words.Set(s) }

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
func (f *field) TypedRune(r rune) { kit.ForwardRune(f, r) }

// TypedKey implements fyne.Focusable.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		f.act()
	default:
		kit.ForwardKey(f, e)
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (f *field) AccessibilityLabel() string { return f.text }

// AccessibilityRole implements fyne.Accessible.
func (f *field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Cursor implements desktop.Cursorable.
func (f *field) Cursor() desktop.Cursor { return desktop.PointerCursor }

// markRoom is the room for the picture after the words.
const markRoom = 18

// HeightFor is the height at a width.
func (f *field) HeightFor(w float32) float32 { return f.words.HeightFor(w - markRoom) }

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
}

func (r *fieldRenderer) Destroy() {}

func (r *fieldRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.f.words, r.mark}
}

func (r *fieldRenderer) MinSize() fyne.Size {
	w := kit.BodyTight.Width(r.f.text) + markRoom
	return fyne.NewSize(min(w, 120), r.f.HeightFor(max(r.f.Size().Width, min(w, 120))))
}

func (r *fieldRenderer) Layout(s fyne.Size) {
	room := s.Width - markRoom
	used := min(room, kit.BodyTight.Width(r.f.text))
	r.f.words.Resize(fyne.NewSize(room, s.Height))
	r.box.Move(fyne.NewPos(-4, -1))
	r.box.Resize(fyne.NewSize(used+markRoom+6, s.Height+2))
	r.mark.Resize(fyne.NewSize(14, 14))
	r.mark.Move(fyne.NewPos(used+4, 2))
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
	r.mark.Resource = theme.Icon(r.f.icon, t.Ink3)
	if r.f.drops || r.f.hover || r.f.focus {
		r.mark.Show()
	} else {
		r.mark.Hide()
	}
	r.mark.Refresh()
	r.f.words.Refresh()
	r.Layout(r.f.Size())
	canvas.Refresh(r.f)
}
