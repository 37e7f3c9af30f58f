package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// keycap draws a shortcut as a key: panel2, edge line2, radius 3.
type keycap struct {
	box  *box
	text *canvas.Text
}

var kbdRole = Role{11, 14, Medium}

func newKeycap() *keycap {
	k := &keycap{newBox(3), canvas.NewText("", nil)}
	k.box.StrokeWidth = 1
	k.text.Alignment = fyne.TextAlignCenter
	return k
}

func kbdWidth(key string) float32 { return max(kbdRole.Width(key)+9, 16) }

func (k *keycap) draw(key string, s *theme.Set) {
	k.box.FillColor, k.box.StrokeColor = s.Panel2, s.Line2
	kbdRole.apply(k.text, key, s.Ink2)
	if key == "" {
		k.box.Hide()
	} else {
		k.box.Show()
	}
}

// place sets the key 18 high at x, y.
func (k *keycap) place(x, y float32) {
	w := kbdWidth(k.text.Text)
	place(k.box, x, y, w, 18)
	place(k.text, x, y+2, w, 14)
}

// Kbd shows one key or chord, 18 high.
//
//	kit.NewKbd("Ctrl+K")
type Kbd struct {
	widget.BaseWidget
	key string
}

// NewKbd makes a key.
func NewKbd(key string) *Kbd {
	k := &Kbd{key: key}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer implements fyne.Widget.
func (k *Kbd) CreateRenderer() fyne.WidgetRenderer {
	cap := newKeycap()
	f := &face{self: k, objects: []fyne.CanvasObject{cap.box.Raster, cap.text}}
	f.min = func() fyne.Size { return fyne.NewSize(kbdWidth(k.key), 18) }
	f.paint = func(s *theme.Set) { cap.draw(k.key, s) }
	f.layout = func(size fyne.Size) { cap.place(0, (size.Height-18)/2) }
	return f.done()
}

// ChipKind is a chip's colouring.
type ChipKind int

// Chip kinds.
const (
	ChipPlain ChipKind = iota
	ChipAccent
	ChipWarn
	ChipError
)

// Chip is a small rounded label, 20 high (17 when Low). One that can be pressed is a PressChip.
//
//	kit.NewChip("SRB", kit.ChipPlain)
type Chip struct {
	widget.BaseWidget
	label  string
	kind   ChipKind
	height float32
}

// NewChip makes a chip that only says something.
func NewChip(label string, kind ChipKind) *Chip {
	c := &Chip{label: label, kind: kind, height: 20}
	c.ExtendBaseWidget(c)
	return c
}

// Low makes the chip 17 high, to sit under a line of text.
func (c *Chip) Low() *Chip { c.height = 17; return c }

// Set changes the words and the kind.
func (c *Chip) Set(label string, kind ChipKind) {
	c.label, c.kind = label, kind
	c.Refresh()
}

func chipColors(kind ChipKind, s *theme.Set) (fill, edge, ink color.NRGBA) {
	switch kind {
	case ChipAccent:
		return s.AccentSoft, s.AccentSoft, s.Accent
	case ChipWarn:
		return s.WarnSoft, s.WarnSoft, s.Warn
	case ChipError:
		return s.ErrorSoft, s.ErrorSoft, s.Error
	}
	return s.Raise, s.Line2, s.Ink2
}

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	box, word := newBox(10), canvas.NewText("", nil)
	word.Alignment = fyne.TextAlignCenter
	f := &face{self: c, objects: []fyne.CanvasObject{box.Raster, word}}
	f.min = func() fyne.Size { return fyne.NewSize(ChipText.Width(c.label)+17, c.height) }
	f.paint = func(s *theme.Set) {
		fill, edge, ink := chipColors(c.kind, s)
		box.FillColor, box.StrokeColor, box.StrokeWidth, box.CornerRadius = fill, edge, 1, c.height/2
		ChipText.apply(word, c.label, ink)
	}
	f.layout = func(size fyne.Size) {
		w := ChipText.Width(c.label) + 17
		y := (size.Height - c.height) / 2
		place(box, 0, y, w, c.height)
		place(word, 0, y, w, c.height)
	}
	return f.done()
}

// PressChip is a chip that can be pressed: a filter that is on or off, or a choice with × that goes away.
//
//	kit.NewFilterChip("Places", func(on bool) { … })
//	kit.NewRemovableChip("WB6", remove)
type PressChip struct {
	control
	label     string
	on        bool
	removable bool
}

// NewFilterChip makes a chip that turns on and off.
func NewFilterChip(label string, changed func(on bool)) *PressChip {
	c := &PressChip{label: label}
	c.act = func() {
		c.on = !c.on
		c.Refresh()
		changed(c.on)
	}
	c.init(c)
	return c
}

// NewRemovableChip makes a chip with a × that calls remove.
func NewRemovableChip(label string, remove func()) *PressChip {
	c := &PressChip{label: label, removable: true}
	c.act = remove
	c.SetTip("Remove "+label, "")
	c.init(c)
	return c
}

// SetOn turns a filter chip on or off without calling back.
func (c *PressChip) SetOn(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// On reports whether a filter chip is on.
func (c *PressChip) On() bool { return c.on }

// CreateRenderer implements fyne.Widget.
func (c *PressChip) CreateRenderer() fyne.WidgetRenderer {
	box, word, cross, ring := newBox(10), canvas.NewText("", nil), newGlyph(""), ringRect(10)
	box.StrokeWidth = 1
	f := &face{self: c, objects: []fyne.CanvasObject{box.Raster, word, cross.Image, ring.Raster}}
	f.min = func() fyne.Size {
		w := ChipText.Width(c.label) + 17
		if c.removable {
			w += 14
		}
		return fyne.NewSize(w, 20)
	}
	f.paint = func(s *theme.Set) {
		kind := ChipPlain
		if c.on {
			kind = ChipAccent
		}
		fill, edge, ink := chipColors(kind, s)
		over, down := overRaised(s)
		if c.hover && !c.on {
			fill = over
		}
		if c.press {
			fill = down
		}
		if c.off {
			ink = s.Disabled
		}
		box.FillColor, box.StrokeColor = fill, edge
		ChipText.apply(word, c.label, ink)
		if c.removable {
			cross.draw("close", ink)
		}
		paintRing(ring, s, c.ring)
	}
	f.layout = func(size fyne.Size) {
		y := (size.Height - 20) / 2
		place(box, 0, y, size.Width, 20)
		place(word, 8.5, y, ChipText.Width(c.label), 20)
		place(cross, size.Width-20, y+3, 14, 14)
		place(ring, -4, y-4, size.Width+8, 28)
	}
	return f.done()
}

// Grade shows source reliability and credibility, "B2"; an empty grade shows "–". 18 high, all grades the same weight.
//
//	kit.NewGrade("F6")
type Grade struct {
	widget.BaseWidget
	grade string
}

var gradeRole = Role{11.5, 15, SemiBold}

// NewGrade makes a grade.
func NewGrade(grade string) *Grade {
	g := &Grade{grade: grade}
	g.ExtendBaseWidget(g)
	return g
}

// Set changes the grade.
func (g *Grade) Set(grade string) {
	if g.grade != grade {
		g.grade = grade
		g.Refresh()
	}
}

// gradeBox draws a grade inside another widget.
type gradeBox struct {
	box  *box
	text *canvas.Text
}

func newGradeBox() *gradeBox {
	g := &gradeBox{newBox(3), canvas.NewText("", nil)}
	g.box.StrokeWidth = 1
	g.text.Alignment = fyne.TextAlignCenter
	return g
}

func (g *gradeBox) draw(grade string, s *theme.Set) {
	if grade == "" {
		grade = "–"
	}
	g.box.FillColor, g.box.StrokeColor = nil, s.Control
	gradeRole.apply(g.text, grade, s.Ink)
}

func (g *gradeBox) width() float32 {
	if g.text.Text == "–" {
		return 17
	}
	return max(gradeRole.Width(g.text.Text)+11, 24)
}

func (g *gradeBox) place(right, y float32) {
	w := g.width()
	place(g.box, right-w, y, w, 18)
	place(g.text, right-w, y, w, 18)
}

// CreateRenderer implements fyne.Widget.
func (g *Grade) CreateRenderer() fyne.WidgetRenderer {
	b := newGradeBox()
	f := &face{self: g, objects: []fyne.CanvasObject{b.box.Raster, b.text}}
	f.paint = func(s *theme.Set) { b.draw(g.grade, s) }
	f.min = func() fyne.Size { return fyne.NewSize(b.width(), 18) }
	f.layout = func(size fyne.Size) { b.place(size.Width, (size.Height-18)/2) }
	return f.done()
}

// CategoryBadge is a filled square with the glyph of a note category: 16, 20 or 26 units.
//
//	kit.NewCategoryBadge("legal", 20)
type CategoryBadge struct {
	widget.BaseWidget
	category string
	size     float32
}

// NewCategoryBadge makes a badge.
func NewCategoryBadge(category string, size float32) *CategoryBadge {
	b := &CategoryBadge{category: category, size: size}
	b.ExtendBaseWidget(b)
	return b
}

// badge draws a category badge inside another widget.
type badge struct {
	box   *box
	glyph *glyph
	size  float32
}

func newBadge(size float32) *badge {
	return &badge{newBox(map[float32]float32{16: 3, 20: 4, 26: 5}[size]), newGlyph(""), size}
}

func (b *badge) draw(category string, s *theme.Set) {
	b.box.FillColor = s.Category(category)
	b.glyph.draw("cat-"+category, s.Panel)
}

func (b *badge) place(x, y float32) {
	n := map[float32]float32{16: 12, 20: 16, 26: 20}[b.size]
	place(b.box, x, y, b.size, b.size)
	place(b.glyph, x+(b.size-n)/2, y+(b.size-n)/2, n, n)
}

// CreateRenderer implements fyne.Widget.
func (b *CategoryBadge) CreateRenderer() fyne.WidgetRenderer {
	d := newBadge(b.size)
	f := &face{self: b, objects: []fyne.CanvasObject{d.box.Raster, d.glyph.Image}}
	f.paint = func(s *theme.Set) { d.draw(b.category, s) }
	f.min = func() fyne.Size { return fyne.NewSquareSize(b.size) }
	f.layout = func(size fyne.Size) { d.place(0, (size.Height-b.size)/2) }
	return f.done()
}
