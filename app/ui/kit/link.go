package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"hubscape/app/ui/theme"
)

// Link is a word that does something, in accent; underlined while the mouse is over it.
//
//	kit.NewLink("All 9", showAll)
//	kit.NewLink("3 more on Serbia", more).In(kit.SmallLink)
type Link struct {
	control
	label string
	role  Role
}

// NewLink makes a link in the role Strong.
func NewLink(label string, act func()) *Link {
	l := &Link{label: label, role: Strong}
	l.act = act
	l.init(l)
	return l
}

// In sets the link in another role.
func (l *Link) In(r Role) *Link { l.role = r; return l }

// Set changes the words.
func (l *Link) Set(label string) {
	if l.label != label {
		l.label = label
		l.Refresh()
	}
}

// SetAct changes what the link does.
func (l *Link) SetAct(act func()) { l.act = act }

// Label is the link's words.
func (l *Link) Label() string { return l.label }

// Cursor implements desktop.Cursorable.
func (l *Link) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	word, under, ring := canvas.NewText("", nil), hairline(), ringRect(2)
	f := &face{self: l, objects: []fyne.CanvasObject{word, under, ring.Raster}}
	f.min = func() fyne.Size { return fyne.NewSize(l.role.Width(l.label), l.role.Line) }
	f.paint = func(s *theme.Set) {
		ink := s.Accent
		if l.off {
			ink = s.Disabled
		}
		l.role.apply(word, l.label, ink)
		under.FillColor = ink
		if l.hover && !l.off {
			under.Show()
		} else {
			under.Hide()
		}
		paintRing(ring, s, l.ring)
	}
	f.layout = func(size fyne.Size) {
		w, y := l.role.Width(l.label), (size.Height-l.role.Line)/2
		place(word, 0, y, w, l.role.Line)
		place(under, 0, y+l.role.Line-2, w, 1)
		place(ring, -3, y-1, w+6, l.role.Line+2)
	}
	return f.done()
}
