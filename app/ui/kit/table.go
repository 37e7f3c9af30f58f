package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// TableColumn is one column of a table: its share of the width and how its cells stand.
type TableColumn struct {
	Width float32 // in units; a share of what is left where Grow is set
	Grow  float32 // 0 keeps Width
	Right bool    // figures
}

// TableText is the content of one cell.
type TableText struct {
	Text   string
	Was    string // the earlier value, weaker, with an arrow before Text
	Tone   Tone
	Strong bool
	Icon   string // 16, before the text, in the tone
}

// TableLine is one row: a fill by meaning, an optional box to tick, cells.
type TableLine struct {
	Cells    []TableText
	Fill     Fill
	Selected bool
	Ticks    bool // the first 32 units hold a box
	Ticked   bool
}

func (l *TableLine) equal(o *TableLine) bool {
	if l.Fill != o.Fill || l.Selected != o.Selected || l.Ticks != o.Ticks || l.Ticked != o.Ticked || len(l.Cells) != len(o.Cells) {
		return false
	}
	for i := range l.Cells {
		if l.Cells[i] != o.Cells[i] {
			return false
		}
	}
	return true
}

// columnSpans gives each column its left edge and width within w, from x on.
func columnSpans(cols []TableColumn, x, w float32) (left, width []float32) {
	fixed, grow := float32(0), float32(0)
	for _, c := range cols {
		fixed += c.Width
		grow += c.Grow
	}
	rest := max(0, w-x-fixed)
	for _, c := range cols {
		cw := c.Width
		if grow > 0 {
			cw += floor(rest * c.Grow / grow)
		}
		left, width = append(left, x), append(width, cw)
		x += cw
	}
	return left, width
}

// tickRoom is what a box to tick takes of a row.
const tickRoom = 32

// TableCell is a row of a table for a VirtualList, 28 high. The list takes mouse and keys; a click within the first 32
// units of a row with a box is told to Tick.
type TableCell struct {
	widget.BaseWidget
	cell
	cols []TableColumn
	line TableLine
}

// NewTableCell makes an empty row with columns; Set fills it. The columns may be shared and changed: Set reads them
// again.
func NewTableCell(cols []TableColumn) *TableCell {
	c := &TableCell{cols: cols}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes what the row shows.
func (c *TableCell) Set(cols []TableColumn, line TableLine) {
	if len(cols) == len(c.cols) && (len(cols) == 0 || &cols[0] == &c.cols[0]) && c.line.equal(&line) {
		return
	}
	c.cols, c.line = cols, line
	c.Refresh()
}

// SetOver shows the row hovered or pressed.
func (c *TableCell) SetOver(hover, press bool) {
	if c.cell.over(hover, press) {
		c.Refresh()
	}
}

// OnTick tells whether a position within the row is on its box.
func (c *TableCell) OnTick(x float32) bool { return c.line.Ticks && x < tickRoom }

// CreateRenderer implements fyne.Widget.
func (c *TableCell) CreateRenderer() fyne.WidgetRenderer {
	v := &tableView{of: c, fill: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), rule: hairline(), tick: newTick()}
	v.f = &face{self: c, paint: v.paint, layout: v.layout}
	v.f.min = func() fyne.Size { return fyne.NewSize(96, 28) }
	return v.f.done()
}

// tableView is the drawn form of a TableCell.
type tableView struct {
	of        *TableCell
	f         *face
	fill, bar *canvas.Rectangle
	rule      *canvas.Rectangle
	tick      *tick
	texts     []*canvas.Text
	was       []*canvas.Text
	icons     []*glyph
}

func (v *tableView) paint(s *theme.Set) {
	l := &v.of.line
	ground := rowFill(s, l.Selected, v.of.hover, v.of.press)
	if l.Fill != FillNone && !l.Selected {
		ground = l.Fill.Color(s)
	}
	v.fill.FillColor, v.bar.FillColor, v.rule.FillColor = ground, s.Accent, s.Line
	setVisible(v.bar, l.Selected)
	v.tick.draw(s, l.Ticked, false, false)
	for len(v.texts) < len(l.Cells) {
		v.texts, v.was, v.icons = append(v.texts, canvas.NewText("", nil)), append(v.was, canvas.NewText("", nil)), append(v.icons, newGlyph(""))
	}
	v.f.objects = append(v.f.objects[:0], v.fill, v.bar, v.rule)
	if l.Ticks {
		v.f.objects = append(v.f.objects, v.tick.objects()...)
	}
	for i, cell := range l.Cells {
		ink := cell.Tone.Color(s)
		role(cell).apply(v.texts[i], cell.Text, ink)
		v.icons[i].draw(cell.Icon, ink)
		Second.apply(v.was[i], was(cell), s.Ink3)
		v.f.objects = append(v.f.objects, v.icons[i].Image, v.was[i], v.texts[i])
	}
}

// was is the earlier value with its arrow.
func was(t TableText) string {
	if t.Was == "" {
		return ""
	}
	return t.Was + " → "
}

func role(t TableText) Role {
	if t.Strong {
		return Strong
	}
	return Second
}

func (v *tableView) layout(size fyne.Size) {
	l := &v.of.line
	place(v.fill, 0, 0, size.Width, size.Height)
	place(v.bar, 0, 0, 3, size.Height-1)
	place(v.rule, 0, size.Height-1, size.Width, 1)
	x := float32(0)
	if l.Ticks {
		v.tick.place(12, floor((size.Height-17)/2))
		x = tickRoom
	}
	left, width := columnSpans(v.of.cols, x, size.Width)
	for i, cell := range l.Cells {
		if i < len(left) {
			v.place(i, cell, left[i]+10, width[i]-20, size.Height, v.of.cols[i].Right)
		}
	}
}

func (v *tableView) place(i int, cell TableText, x, room, height float32, right bool) {
	if cell.Icon != "" {
		place(v.icons[i], x, floor((height-17)/2), 16, 16)
		x, room = x+22, room-22
	}
	r, y := role(cell), floor((height-18)/2)
	now := r.Width(cell.Text)
	if cell.Was != "" {
		now = min(now, room*0.6)
	}
	v.was[i].Text = was(cell)
	if left := room - now; cell.Was != "" && Second.Width(v.was[i].Text) > left {
		v.was[i].Text = Second.elide(cell.Was, max(0, left-Second.Width(" → "))) + " → "
	}
	before := Second.Width(v.was[i].Text)
	v.texts[i].Text = r.elide(cell.Text, max(0, room-before))
	w := r.Width(v.texts[i].Text)
	if right {
		shift := max(0, room-before-w)
		x += shift
		v.icons[i].Move(v.icons[i].Position().Add(fyne.NewPos(shift, 0))) // beside its words
	}
	place(v.was[i], x, y, before, 17)
	place(v.texts[i], x+before, y, w, 17)
}

// ColumnHeads is the head of a table: the names of the columns and, below a name, any control. It is as wide as the rows
// beneath it.
type ColumnHeads struct {
	widget.BaseWidget
	cols     []TableColumn
	names    []string
	controls []fyne.CanvasObject // nil for none; one may be nil
	ticks    bool
}

// NewColumnHeads makes a head over columns.
func NewColumnHeads(cols []TableColumn, names []string, controls []fyne.CanvasObject) *ColumnHeads {
	h := &ColumnHeads{cols: cols, names: names, controls: controls}
	h.ExtendBaseWidget(h)
	return h
}

// Ticks leaves the room of a box at the left.
func (h *ColumnHeads) Ticks() *ColumnHeads { h.ticks = true; return h }

// Set changes names and controls.
func (h *ColumnHeads) Set(cols []TableColumn, names []string, controls []fyne.CanvasObject) {
	h.cols, h.names, h.controls = cols, names, controls
	h.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (h *ColumnHeads) CreateRenderer() fyne.WidgetRenderer {
	fill, rule := canvas.NewRectangle(nil), hairline()
	var texts []*canvas.Text
	f := &face{self: h}
	f.min = func() fyne.Size {
		if h.controls == nil {
			return fyne.NewSize(96, 28)
		}
		return fyne.NewSize(96, 62)
	}
	f.paint = func(s *theme.Set) {
		fill.FillColor, rule.FillColor = s.Panel2, s.Line2
		f.objects = append(f.objects[:0], fill, rule)
		for len(texts) < len(h.names) {
			texts = append(texts, canvas.NewText("", nil))
		}
		for i, n := range h.names {
			Sub.apply(texts[i], n, s.Ink2)
			f.objects = append(f.objects, texts[i])
		}
		for _, c := range h.controls {
			if c != nil {
				f.objects = append(f.objects, c)
			}
		}
	}
	f.layout = func(size fyne.Size) {
		place(fill, 0, 0, size.Width, size.Height)
		place(rule, 0, size.Height-1, size.Width, 1)
		x := float32(0)
		if h.ticks {
			x = tickRoom
		}
		left, width := columnSpans(h.cols, x, size.Width)
		for i, n := range h.names {
			if i >= len(left) {
				break
			}
			texts[i].Text = Sub.elide(n, width[i]-14)
			tx := left[i] + 10
			if h.cols[i].Right && (i >= len(h.controls) || h.controls[i] == nil) {
				tx = left[i] + width[i] - 10 - Sub.Width(texts[i].Text)
			}
			place(texts[i], tx, 6, width[i]-14, 15)
			if i < len(h.controls) && h.controls[i] != nil {
				place(h.controls[i], left[i]+10, 24, width[i]-14, 28)
			}
		}
	}
	return f.done()
}
