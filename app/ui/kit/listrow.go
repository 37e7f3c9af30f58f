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
	v := &listView{
		row: r, fill: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), rule: hairline(), icon: newGlyph(""),
		name: canvas.NewText("", nil), sub: canvas.NewText("", nil), count: canvas.NewText("", nil), ring: ringRect(0),
	}
	f := &face{self: r, objects: []fyne.CanvasObject{v.fill, v.bar, v.icon.Image, v.name, v.sub, v.count, v.rule, v.ring}}
	f.min = func() fyne.Size {
		if r.line.Sub == "" {
			return fyne.NewSize(96, 33)
		}
		return fyne.NewSize(96, 44)
	}
	f.paint, f.layout = v.paint, v.layout
	return f.done()
}

// listView is the drawn form of a ListRow.
type listView struct {
	row                   *ListRow
	fill, bar, rule, ring *canvas.Rectangle
	icon                  *glyph
	name, sub, count      *canvas.Text
}

func (v *listView) paint(s *theme.Set) {
	r := v.row
	v.fill.FillColor = rowFill(s, r.line.Selected, r.hover && !r.off, r.press)
	v.bar.FillColor, v.rule.FillColor = s.Accent, s.Line
	setVisible(v.bar, r.line.Selected)
	setVisible(v.rule, !r.plain)
	ink := s.Ink
	if r.line.Dimmed || r.off {
		ink = s.Disabled
	}
	v.icon.draw(r.line.Icon, ink)
	Strong.apply(v.name, r.line.Name, ink)
	Sub.apply(v.sub, r.line.Sub, s.Ink3)
	Second.apply(v.count, r.line.Count, s.Ink3)
	if r.line.Dimmed || r.off {
		v.sub.Color, v.count.Color = s.Disabled, s.Disabled
	}
	paintRing(v.ring, s, r.ring)
}

func (v *listView) layout(size fyne.Size) {
	r := v.row
	place(v.fill, 0, 0, size.Width, size.Height)
	place(v.bar, 0, 0, 3, size.Height-1)
	place(v.rule, 0, size.Height-1, size.Width, 1)
	place(v.ring, 2, 2, size.Width-4, size.Height-5)
	x := float32(12)
	if r.line.Icon != "" {
		place(v.icon, 12, (size.Height-19)/2+0.5, 18, 18)
		x = 38
	}
	w := Second.Width(r.line.Count)
	room := size.Width - x - 12
	if w > 0 {
		place(v.count, size.Width-12-w, (size.Height-1-17)/2, w, 17)
		room -= w + 8
	}
	v.name.Text = Strong.elide(r.line.Name, room)
	v.sub.Text = Sub.elide(r.line.Sub, room)
	if r.line.Sub == "" {
		place(v.name, x, (size.Height-1-18)/2, room, 18)
		return
	}
	place(v.name, x, 6, room, 18)
	place(v.sub, x, 24, room, 15)
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
		word.Text = GroupHead.elide(word.Text, size.Width-x-w-20)
		place(word, x, 6, size.Width-x-w-20, 14)
		place(count, size.Width-12-w, 6, w, 14)
	}
	return f.done()
}
