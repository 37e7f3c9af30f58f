package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// Section is a part of a card: a head with a weaker note after it and a link at the right, a body, and a hairline below.
//
//	facts := kit.NewSection("Facts").Action("All 9", showAll)
//	facts.SetBody(row1, row2)
//	notes := kit.NewSection("Risk notes").Note("7 on Serbia · 12 inherited from WB6")
type Section struct {
	widget.BaseWidget
	head   *sectionHead
	action *Link
	body   *Column
	line   bool
	folds  bool
	open   bool
	toggle func(open bool)
}

// NewSection makes a section with a head.
func NewSection(title string) *Section {
	s := &Section{line: true, open: true}
	s.head = &sectionHead{of: s, title: title}
	s.head.init(s.head)
	s.action = NewLink("", nil)
	s.action.Hide()
	s.body = NewColumn(4, Inset{})
	s.ExtendBaseWidget(s)
	return s
}

// Note sets the weaker words after the head: a count, a scope.
func (s *Section) Note(text string) *Section {
	s.head.note = text
	s.head.Refresh()
	return s
}

// SetTitle changes the head.
func (s *Section) SetTitle(title string) {
	s.head.title = title
	s.head.Refresh()
}

// Action sets the link at the right of the head; empty words take it away.
func (s *Section) Action(label string, act func()) *Section {
	s.action.SetAct(act)
	s.action.Set(label)
	if label == "" {
		s.action.Hide()
	} else {
		s.action.Show()
	}
	return s
}

// Gap sets the room between the items of the body; 4 units unless set.
func (s *Section) Gap(units float32) *Section { s.body.gap = units; return s }

// Last leaves out the hairline below.
func (s *Section) Last() *Section { s.line = false; return s }

// Folds lets the head be pressed to hide the body; toggled is told.
func (s *Section) Folds(open bool, toggled func(open bool)) *Section {
	s.folds, s.open, s.toggle = true, open, toggled
	s.head.act = func() {
		s.open = !s.open
		s.Refresh()
		if s.toggle != nil {
			s.toggle(s.open)
		}
	}
	return s
}

// SetBody replaces what stands under the head.
func (s *Section) SetBody(items ...fyne.CanvasObject) { s.body.SetItems(items...) }

// HeightFor is the height at a width.
func (s *Section) HeightFor(w float32) float32 {
	h := float32(10 + 18 + 10)
	if s.open && len(s.body.items) > 0 {
		h += 6 + s.body.HeightFor(w-32)
	}
	if s.line {
		h++
	}
	return h
}

// CreateRenderer implements fyne.Widget.
func (s *Section) CreateRenderer() fyne.WidgetRenderer {
	rule := hairline()
	width := float32(0)
	f := &face{self: s, objects: []fyne.CanvasObject{s.head, s.action, s.body, rule}}
	f.min = func() fyne.Size {
		w := max(s.head.MinSize().Width+32, s.body.MinSize().Width+32)
		return fyne.NewSize(w, s.HeightFor(max(w, width)))
	}
	f.paint = func(t *theme.Set) {
		rule.FillColor = t.Line
		setVisible(rule, s.line)
		setVisible(s.body, s.open)
	}
	f.layout = func(size fyne.Size) {
		width = size.Width
		link := s.action.MinSize().Width
		if !s.action.Visible() {
			link = -12
		}
		place(s.head, 16, 10, size.Width-32-link-12, 18)
		place(s.action, size.Width-16-link, 10, link, 18)
		place(s.body, 16, 34, size.Width-32, s.body.HeightFor(size.Width-32))
		place(rule, 0, size.Height-1, size.Width, 1)
	}
	return f.done()
}

func setVisible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// sectionHead is the head of a section: title, note, and a chevron where it folds.
type sectionHead struct {
	control
	of          *Section
	title, note string
}

// FocusGained implements fyne.Focusable: a head that does not fold shows no ring.
func (h *sectionHead) FocusGained() {
	if h.of.folds {
		h.control.FocusGained()
	}
}

// CreateRenderer implements fyne.Widget.
func (h *sectionHead) CreateRenderer() fyne.WidgetRenderer {
	title, note, fold, ring := canvas.NewText("", nil), canvas.NewText("", nil), newGlyph(""), ringRect(2)
	f := &face{self: h, objects: []fyne.CanvasObject{title, note, fold.Image, ring.Raster}}
	f.min = func() fyne.Size { return fyne.NewSize(Head.Width(h.title)+40, 18) }
	f.paint = func(s *theme.Set) {
		Head.apply(title, h.title, s.Ink)
		Body.apply(note, h.note, s.Ink3)
		if h.of.folds {
			name := "chevron-right"
			if h.of.open {
				name = "chevron-down"
			}
			fold.draw(name, s.Ink3)
		}
		paintRing(ring, s, h.ring)
	}
	f.layout = func(size fyne.Size) {
		w := Head.Width(h.title)
		place(title, 0, 0, w, 18)
		x := w + 7
		note.Text = Body.elide(h.note, max(0, size.Width-x-18))
		place(note, x, 0, max(0, size.Width-x), 18)
		if h.note != "" {
			x += Body.Width(note.Text) + 4
		}
		place(fold, x, 1, 16, 16)
		place(ring, -4, -3, size.Width+8, 24)
	}
	return f.done()
}

// FactRow is a label and a value side by side, both of which wrap; the label column is 122 wide.
//
//	kit.NewFactRow("NATO", kit.NewParagraph("Not a member", kit.Second, kit.Ink))
type FactRow struct {
	widget.BaseWidget
	label *Text
	value fyne.CanvasObject
	split float32
}

// BodyTight is body text with a line of 17, for the titles of notes in lists.
var BodyTight = Role{13, 17, Regular}

// NewFactRow makes a row of a table of facts.
func NewFactRow(label string, value fyne.CanvasObject) *FactRow {
	r := &FactRow{label: NewParagraph(label, Second, Ink3), value: value, split: 122}
	r.ExtendBaseWidget(r)
	return r
}

// Split sets the width of the label column.
func (r *FactRow) Split(units float32) *FactRow { r.split = units; return r }

// HeightFor is the height at a width.
func (r *FactRow) HeightFor(w float32) float32 {
	return max(r.label.HeightFor(r.split-8), heightFor(r.value, w-r.split))
}

// CreateRenderer implements fyne.Widget.
func (r *FactRow) CreateRenderer() fyne.WidgetRenderer {
	width := float32(0)
	f := &face{self: r, objects: []fyne.CanvasObject{r.label, r.value}}
	f.min = func() fyne.Size {
		w := r.split + r.value.MinSize().Width
		return fyne.NewSize(w, r.HeightFor(max(w, width)))
	}
	f.layout = func(size fyne.Size) {
		width = size.Width
		place(r.label, 0, 0, r.split-8, r.label.HeightFor(r.split-8))
		v := size.Width - r.split
		place(r.value, r.split, 0, v, heightFor(r.value, v))
	}
	return f.done()
}
