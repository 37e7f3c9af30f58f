package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// NoteLine is what a NoteRow shows.
type NoteLine struct {
	Category     string // file spelling
	Title        string
	Caption      string
	Grade        string // "B2"; "" shows "–"
	Contradicted bool   // a warn mark under the grade
	Selected     bool
	Dimmed       bool
}

// NoteRow is a risk note on a card: badge, title (which wraps), one caption, grade. A hairline lies above it. Menu, when
// set, gets a right click.
//
//	kit.NewNoteRow(kit.NoteLine{Category: "legal", Title: t, Caption: "on record · 2 origins", Grade: "A2"}, open)
type NoteRow struct {
	control
	view *noteView
	Menu func(*fyne.PointEvent)
}

// NewNoteRow makes a row for a card; act opens the note.
func NewNoteRow(line NoteLine, act func()) *NoteRow {
	r := &NoteRow{}
	r.view = newNoteView(line, func() rowState { return rowState{r.hover, r.press, r.ring, r.off} })
	r.act = act
	r.init(r)
	return r
}

// Bare leaves out the hairline above.
func (r *NoteRow) Bare() *NoteRow { r.view.plain = true; return r }

// Set changes what the row shows.
func (r *NoteRow) Set(line NoteLine) {
	if r.view.line != line {
		r.view.line = line
		r.Refresh()
	}
}

// Line is what the row shows.
func (r *NoteRow) Line() NoteLine { return r.view.line }

// TappedSecondary implements fyne.SecondaryTappable.
func (r *NoteRow) TappedSecondary(e *fyne.PointEvent) {
	if r.Menu != nil {
		r.Menu(e)
	}
}

// HeightFor is the height at a width.
func (r *NoteRow) HeightFor(w float32) float32 { return r.view.heightFor(w) }

// CreateRenderer implements fyne.Widget.
func (r *NoteRow) CreateRenderer() fyne.WidgetRenderer { return r.view.face(r).done() }

// NoteCell is a NoteRow for a VirtualList: full width, a title of one or two lines, an accent bar when selected.
type NoteCell struct {
	widget.BaseWidget
	cell
	view *noteView
}

// NewNoteCell makes an empty row; Set fills it.
func NewNoteCell() *NoteCell {
	c := &NoteCell{}
	c.view = newNoteView(NoteLine{}, c.state)
	c.view.inset, c.view.lines = 12, 2
	c.ExtendBaseWidget(c)
	return c
}

// Set changes what the row shows.
func (c *NoteCell) Set(line NoteLine) {
	if c.view.line != line {
		c.view.line = line
		c.Refresh()
	}
}

// SetOver shows the row hovered or pressed.
func (c *NoteCell) SetOver(hover, press bool) {
	if c.cell.over(hover, press) {
		c.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (c *NoteCell) CreateRenderer() fyne.WidgetRenderer { return c.view.face(c).done() }

// NoteCellHeight is the height a NoteCell needs at a width.
func NoteCellHeight(line NoteLine, w float32) float32 {
	v := noteView{line: line, inset: 12, lines: 2}
	return v.heightFor(w)
}

// noteView is the drawn form of a note's row.
type noteView struct {
	line  NoteLine
	state func() rowState
	inset float32 // 12 in a list, 0 on a card
	lines int     // most lines of the title; 0 is no limit
	plain bool
	width float32 // last laid out
	memo  struct {
		width        float32
		title, grade string
		lines        []string
	}

	f          *face
	bar, rule  *canvas.Rectangle
	fill, ring *box
	badge      *badge
	grade      *gradeBox
	mark       *glyph
	caption    *canvas.Text
	title      []*canvas.Text
}

func newNoteView(line NoteLine, state func() rowState) *noteView {
	return &noteView{
		line: line, state: state,
		fill: newBox(4), bar: canvas.NewRectangle(nil), rule: hairline(), ring: ringRect(0),
		badge: newBadge(20), grade: newGradeBox(), mark: newGlyph(""), caption: canvas.NewText("", nil),
	}
}

func (v *noteView) titleWidth(w float32) float32 {
	grade := max(gradeRole.Width(v.line.Grade)+11, 24)
	return w - 2*v.inset - 28 - grade - 12
}

func (v *noteView) heightFor(w float32) float32 {
	h := 7 + float32(len(v.titleLines(w)))*17 + 1 + 15 + 6
	if v.line.Caption == "" {
		h -= 14
	}
	if v.line.Contradicted {
		h = max(h, 7+18+2+16+6)
	}
	return h
}

// titleLines gives the lines of the title at a width, remembered for the last one.
func (v *noteView) titleLines(w float32) []string {
	if w <= 0 {
		return []string{v.line.Title}
	}
	if v.memo.lines == nil || v.memo.width != w || v.memo.title != v.line.Title || v.memo.grade != v.line.Grade {
		v.memo.width, v.memo.title, v.memo.grade, v.memo.lines = w, v.line.Title, v.line.Grade, v.divide(w)
	}
	return v.memo.lines
}

func (v *noteView) divide(w float32) []string {
	lines := BodyTight.wrap(v.line.Title, v.titleWidth(w))
	if v.lines > 0 && len(lines) > v.lines {
		rest := strings.Join(lines[v.lines-1:], " ")
		lines = append(lines[:v.lines-1:v.lines-1], BodyTight.elide(rest, v.titleWidth(w)))
	}
	return lines
}

func (v *noteView) face(self fyne.Widget) *face {
	v.f = &face{self: self, objects: v.fixed(), paint: v.paint, layout: v.layout}
	v.f.min = func() fyne.Size { return fyne.NewSize(160, v.heightFor(v.width)) }
	return v.f
}

func (v *noteView) fixed() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		v.fill.Raster, v.bar, v.rule, v.badge.box.Raster, v.badge.glyph.Image, v.caption, v.grade.box.Raster, v.grade.text, v.mark.Image, v.ring.Raster,
	}
}

func (v *noteView) paint(s *theme.Set) {
	is := v.state()
	v.fill.FillColor = rowFill(s, v.line.Selected, is.hover, is.press)
	v.fill.CornerRadius = 4
	if v.inset > 0 {
		v.fill.CornerRadius = 0
	}
	v.bar.FillColor, v.rule.FillColor = s.Accent, s.Line
	setVisible(v.bar, v.line.Selected && v.inset > 0)
	setVisible(v.rule, !v.plain)
	v.badge.draw(v.line.Category, s)
	v.grade.draw(v.line.Grade, s)
	name := ""
	if v.line.Contradicted {
		name = "contradicts"
	}
	v.mark.draw(name, s.Warn)
	paintRing(v.ring, s, is.ring)
}

func (v *noteView) layout(size fyne.Size) {
	v.width = size.Width
	right, bleed := size.Width-v.inset, float32(8)
	ruleAt := float32(0)
	if v.inset > 0 {
		bleed, ruleAt = 0, size.Height-1
	}
	place(v.fill, -bleed, 1, size.Width+2*bleed, size.Height-1)
	place(v.bar, 0, 0, 3, size.Height-1)
	place(v.rule, 0, ruleAt, size.Width, 1)
	v.badge.place(v.inset, 7)
	v.grade.place(right, 7)
	place(v.mark, right-15, 27, 15, 15)
	place(v.ring, 2-bleed, 2, size.Width-4+2*bleed, size.Height-4)
	v.words(size)
}

func (v *noteView) words(size fyne.Size) {
	s := theme.Now()
	ink := s.Ink
	if v.line.Dimmed {
		ink = s.Disabled
	}
	v.f.objects = v.fixed()
	y, w := float32(7), v.titleWidth(size.Width)
	for i, text := range v.titleLines(size.Width) {
		if i == len(v.title) {
			v.title = append(v.title, canvas.NewText("", nil))
		}
		BodyTight.apply(v.title[i], text, ink)
		place(v.title[i], v.inset+28, y, w, 17)
		v.f.objects = append(v.f.objects, v.title[i])
		y += 17
	}
	room := size.Width - 2*v.inset - 28
	if v.line.Contradicted && y < 40 { // the mark stands beside it
		room -= 20
	}
	Sub.apply(v.caption, Sub.elide(v.line.Caption, room), s.Ink3)
	place(v.caption, v.inset+28, y+1, room, 15)
}
