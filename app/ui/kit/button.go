package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hubscape/app/ui/theme"
)

// Style of a button.
type Style int

// Button styles. A surface has at most one Primary.
const (
	Plain   Style = iota // raised with an edge
	Primary              // filled with the accent
	Quiet                // no edge and no fill until hovered: toolbar icons, close
)

// Button is a push button: 30 high, or 26 when small; with a word, an icon, or both.
//
//	b := kit.NewButton("Place a site", "tool-site", kit.Primary, place)
//	b.SetTip("Place a site on the map", "S")
//	x := kit.NewIconButton("close", "Close", "Esc", hide) // the name is the tooltip and the accessible name
type Button struct {
	control
	label, icon string
	style       Style
	small, menu bool
	edged       bool
	kbd         string
}

// NewButton makes a button. An empty icon leaves it out.
func NewButton(label, icon string, style Style, act func()) *Button {
	b := &Button{label: label, icon: icon, style: style}
	b.act = act
	b.init(b)
	return b
}

// NewIconButton makes a quiet square button. Name and shortcut make its tooltip.
func NewIconButton(icon, name, shortcut string, act func()) *Button {
	b := NewButton("", icon, Quiet, act)
	b.SetTip(name, shortcut)
	return b
}

// Small makes the button 26 high.
func (b *Button) Small() *Button { b.small = true; return b }

// Edged gives an icon button the edge of a plain one, and a slightly smaller icon.
func (b *Button) Edged() *Button { b.style, b.edged = Plain, true; return b }

// Drops adds a chevron: the button opens a menu.
func (b *Button) Drops() *Button { b.menu = true; return b }

// Key shows a shortcut inside the button, as the welcome card does.
func (b *Button) Key(shortcut string) *Button { b.kbd = shortcut; return b }

// SetLabel changes the word.
func (b *Button) SetLabel(label string) {
	if b.label != label {
		b.label = label
		b.Refresh()
	}
}

// SetIcon changes the icon.
func (b *Button) SetIcon(icon string) {
	if b.icon != icon {
		b.icon = icon
		b.Refresh()
	}
}

// SetAct changes what the button does.
func (b *Button) SetAct(act func()) { b.act = act }

// Label is the word, or for an icon button the name in its tooltip.
func (b *Button) Label() string {
	if b.label == "" {
		return b.tip
	}
	return b.label
}

func (b *Button) height() float32 {
	if b.small {
		return 26
	}
	return 30
}

func (b *Button) iconSize() float32 {
	if b.small || b.edged {
		return 16
	}
	return 18
}

func (b *Button) colors(s *theme.Set) (fill, edge, ink color.NRGBA) {
	switch b.style {
	case Primary:
		fill, ink = s.Accent, s.AccentInk
		if b.hover && !b.off {
			fill = mix(s.Accent, s.Ink, 0.12)
		}
		if b.press {
			fill = mix(s.Accent, s.Ink, 0.25)
		}
	case Quiet:
		ink = s.Ink
	default:
		fill, edge, ink = s.Raise, s.Line2, s.Ink
	}
	if b.style != Primary && !b.off {
		over, down := s.Hover, s.Pressed
		if b.style == Plain {
			over, down = overRaised(s)
		}
		if b.hover {
			fill = over
		}
		if b.press {
			fill = down
		}
	}
	if b.off {
		fill, ink = color.NRGBA{}, s.Disabled
		if b.style != Quiet {
			edge = s.Line
		}
	}
	return fill, edge, ink
}

// width of the content and of the whole button.
func (b *Button) width() (content, whole float32) {
	if b.label == "" && !b.menu {
		return b.iconSize(), b.height()
	}
	w := Strong.Width(b.label)
	if b.icon != "" {
		w += b.iconSize() + 6
	}
	if b.menu {
		w += 16 + 6
	}
	if b.kbd != "" {
		w += 8 + kbdWidth(b.kbd)
	}
	return w, w + 22
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	box, ring := newBox(6), ringRect(6)
	icon, chevron, word, key := newGlyph(""), newGlyph(""), canvas.NewText("", nil), newKeycap()
	f := &face{self: b, objects: []fyne.CanvasObject{box.Raster, icon.Image, word, chevron.Image, key.box.Raster, key.text, ring.Raster}}
	f.min = func() fyne.Size {
		_, w := b.width()
		return fyne.NewSize(w, b.height())
	}
	f.paint = func(s *theme.Set) {
		fill, edge, ink := b.colors(s)
		box.FillColor, box.StrokeColor, box.StrokeWidth = fill, edge, 0
		if edge.A > 0 {
			box.StrokeWidth = 1
		}
		Strong.apply(word, b.label, ink)
		icon.draw(b.icon, ink)
		if b.menu {
			chevron.draw("chevron-down", ink)
		}
		key.draw(b.kbd, s)
		paintRing(ring, s, b.ring)
	}
	f.layout = func(size fyne.Size) {
		place(box, 0, 0, size.Width, size.Height)
		placeRing(ring, size, -4)
		content, _ := b.width()
		x := float32(int((size.Width-content)/2 + 0.5))
		n := b.iconSize()
		if b.icon != "" {
			place(icon, x, (size.Height-n)/2, n, n)
			x += n + 6
		}
		w := Strong.Width(b.label)
		place(word, x, (size.Height-18)/2, w, 18)
		x += w + 6
		if b.menu {
			place(chevron, x, (size.Height-16)/2, 16, 16)
			x += 22
		}
		if b.kbd != "" {
			key.place(x+2, (size.Height-18)/2)
		}
	}
	return f.done()
}

// overRaised gives the hovered and the pressed fill of something on a raised ground. In the dark the plain hover colour
// is hardly lighter than that ground.
func overRaised(s *theme.Set) (hover, press color.NRGBA) {
	if !s.Dark {
		return s.Hover, s.Pressed
	}
	return s.Pressed, mix(s.Pressed, s.Ink, 0.08)
}

// mix gives a colour part of the way from a to b; part is 0 to 1.
func mix(a, b color.NRGBA, part float32) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(float32(x) + (float32(y)-float32(x))*part + 0.5) }
	return color.NRGBA{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B), A: 0xFF}
}
