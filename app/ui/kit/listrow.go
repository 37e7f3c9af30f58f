package kit

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// rowFill is the ground of a row: selected before pressed before hovered.
func rowFill(s *theme.Set, selected, hover, press bool) color.NRGBA {
	switch {
	case selected:
		return s.AccentSoft
	case press:
		return s.Pressed
	case hover:
		return s.Hover
	}
	return color.NRGBA{}
}

// RowLine is what a ListRow shows.
type RowLine struct {
	Icon     string // "status-floated"; "" leaves the column out
	Blank    bool   // keep the column of an icon that is not there
	Struck   bool   // a stroke through the icon: talks denied
	Name     string
	Sub      string
	Count    string
	Selected bool
	Dimmed   bool // filtered out but kept in place
}

// ListRow is a row of a list, 44 high: icon 18, name, second line, count at the right, hairline below. A single line row
// is 33 high.
//
//	kit.NewListRow(kit.RowLine{Icon: "status-floated", Name: "Serbia", Sub: "Floated", Count: "19"}, open)
type ListRow struct {
	control
	line  RowLine
	plain bool // no hairline below
	Menu  func(*fyne.PointEvent)
}

// NewListRow makes a row; act opens it.
func NewListRow(line RowLine, act func()) *ListRow {
	r := &ListRow{line: line}
	r.act = act
	r.init(r)
	return r
}

// Bare leaves out the hairline below.
func (r *ListRow) Bare() *ListRow { r.plain = true; return r }

// Set changes what the row shows.
func (r *ListRow) Set(line RowLine) {
	if r.line != line {
		r.line = line
		r.Refresh()
	}
}

// Line is what the row shows.
func (r *ListRow) Line() RowLine { return r.line }

// TappedSecondary implements fyne.SecondaryTappable.
func (r *ListRow) TappedSecondary(e *fyne.PointEvent) {
	if r.Menu != nil {
		r.Menu(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (r *ListRow) CreateRenderer() fyne.WidgetRenderer {
	v := newListView(&r.line, func() rowState { return rowState{r.hover && !r.off, r.press, r.ring, r.off} })
	v.plain = r.plain
	return v.face(r).done()
}

// ListCell is a ListRow for a VirtualList: the list itself takes mouse and keys.
type ListCell struct {
	widget.BaseWidget
	cell
	line RowLine
}

// NewListCell makes an empty row; Set fills it.
func NewListCell() *ListCell {
	c := &ListCell{}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes what the row shows.
func (c *ListCell) Set(line RowLine) {
	if c.line != line {
		c.line = line
		c.Refresh()
	}
}

// SetOver shows the row hovered or pressed.
func (c *ListCell) SetOver(hover, press bool) {
	if c.cell.over(hover, press) {
		c.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (c *ListCell) CreateRenderer() fyne.WidgetRenderer {
	return newListView(&c.line, c.state).face(c).done()
}

// rowState is how a row reacts at present.
type rowState struct{ hover, press, ring, off bool }

// cell keeps the state of a row that a list drives.
type cell struct{ hover, press bool }

func (c *cell) state() rowState { return rowState{hover: c.hover, press: c.press} }

func (c *cell) over(hover, press bool) (changed bool) {
	changed = c.hover != hover || c.press != press
	c.hover, c.press = hover, press
	return changed
}

// listView is the drawn form of a row.
type listView struct {
	line             *RowLine
	state            func() rowState
	plain            bool
	fill, bar, rule  *canvas.Rectangle
	ring             *box
	icon             *glyph
	name, sub, count *canvas.Text
	stroke           *canvas.Line
}

func newListView(line *RowLine, state func() rowState) *listView {
	return &listView{
		line: line, state: state,
		fill: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), rule: hairline(), ring: ringRect(0), icon: newGlyph(""),
		name: canvas.NewText("", nil), sub: canvas.NewText("", nil), count: canvas.NewText("", nil), stroke: canvas.NewLine(nil),
	}
}

func (v *listView) face(self fyne.Widget) *face {
	f := &face{self: self, objects: []fyne.CanvasObject{v.fill, v.bar, v.icon.Image, v.stroke, v.name, v.sub, v.count, v.rule, v.ring.Raster}}
	f.min = func() fyne.Size {
		if v.line.Sub == "" {
			return fyne.NewSize(96, 33)
		}
		return fyne.NewSize(96, 44)
	}
	f.paint, f.layout = v.paint, v.layout
	return f
}

func (v *listView) paint(s *theme.Set) {
	l, is := v.line, v.state()
	v.fill.FillColor = rowFill(s, l.Selected, is.hover, is.press)
	v.bar.FillColor, v.rule.FillColor = s.Accent, s.Line
	setVisible(v.bar, l.Selected)
	setVisible(v.rule, !v.plain)
	ink, weak := s.Ink, s.Ink3
	if l.Dimmed || is.off {
		ink, weak = s.Disabled, s.Disabled
	}
	v.icon.draw(l.Icon, ink)
	v.stroke.StrokeColor, v.stroke.StrokeWidth = ink, 1.5
	setVisible(v.stroke, l.Struck && l.Icon != "")
	Strong.apply(v.name, l.Name, ink)
	Sub.apply(v.sub, l.Sub, weak)
	Second.apply(v.count, l.Count, weak)
	paintRing(v.ring, s, is.ring)
}

func (v *listView) layout(size fyne.Size) {
	l := v.line
	place(v.fill, 0, 0, size.Width, size.Height)
	place(v.bar, 0, 0, 3, size.Height-1)
	place(v.rule, 0, size.Height-1, size.Width, 1)
	place(v.ring, 2, 2, size.Width-4, size.Height-5)
	x := float32(12)
	if l.Icon != "" || l.Blank {
		y := floor((size.Height - 18) / 2)
		place(v.icon, 12, y, 18, 18)
		v.stroke.Position1, v.stroke.Position2 = fyne.NewPos(15, y+15), fyne.NewPos(27, y+3)
		x = 38
	}
	w := Second.Width(l.Count)
	room := size.Width - x - 12
	if w > 0 {
		place(v.count, size.Width-12-w, floor((size.Height-17)/2), w, 17)
		room -= w + 8
	}
	v.name.Text = Strong.elide(l.Name, room)
	v.sub.Text = Sub.elide(l.Sub, room)
	if l.Sub == "" {
		place(v.name, x, floor((size.Height-18)/2), room, 18)
		return
	}
	place(v.name, x, 5, room, 18)
	place(v.sub, x, 23, room, 15)
}

// GroupRow heads a group in a list: 26 high, panel2, capitals, count.
//
//	kit.NewGroupRow("Reported, place not stated", "6")
type GroupRow struct {
	widget.BaseWidget
	label, count, category string
}

// NewGroupRow makes a group head; the label is shown in capitals.
func NewGroupRow(label, count string) *GroupRow {
	g := &GroupRow{label: label, count: count}
	g.ExtendBaseWidget(g)
	return g
}

// Set changes label and count, and the glyph of a note category before the label ("" for none).
func (g *GroupRow) Set(label, count, category string) {
	if g.label != label || g.count != count || g.category != category {
		g.label, g.count, g.category = label, count, category
		g.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (g *GroupRow) CreateRenderer() fyne.WidgetRenderer {
	fill, rule, icon := canvas.NewRectangle(nil), hairline(), newGlyph("")
	word, count := canvas.NewText("", nil), canvas.NewText("", nil)
	f := &face{self: g, objects: []fyne.CanvasObject{fill, rule, icon.Image, word, count}}
	f.min = func() fyne.Size { return fyne.NewSize(96, 26) }
	f.paint = func(s *theme.Set) {
		fill.FillColor, rule.FillColor = s.Panel2, s.Line
		GroupHead.apply(word, strings.ToUpper(g.label), s.Ink3)
		GroupHead.apply(count, g.count, s.Ink3)
		name := ""
		if g.category != "" {
			name = "cat-" + g.category
		}
		icon.draw(name, s.Category(g.category))
	}
	f.layout = func(size fyne.Size) {
		place(fill, 0, 0, size.Width, size.Height)
		place(rule, 0, size.Height-1, size.Width, 1)
		x := float32(12)
		if g.category != "" {
			place(icon, 11, 5, 16, 16)
			x = 33
		}
		w := GroupHead.Width(g.count)
		word.Text = GroupHead.elide(strings.ToUpper(g.label), size.Width-x-w-20)
		place(word, x, 6, size.Width-x-w-20, 14)
		place(count, size.Width-12-w, 6, w, 14)
	}
	return f.done()
}
