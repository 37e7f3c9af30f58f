package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

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

// NoteRow is a risk note in a list or on a card: badge, title (which wraps), one caption, grade. A hairline lies above
// it. Menu, when set, gets a right click.
//
//	kit.NewNoteRow(kit.NoteLine{Category: "legal", Title: t, Caption: "on record · 2 origins", Grade: "A2"}, open)
type NoteRow struct {
	control
	line  NoteLine
	list  bool    // full width with padding 12, as in the left list
	maxed int     // lines of the title
	width float32 // last laid out
	rule  bool
	Menu  func(*fyne.PointEvent)
}

// NewNoteRow makes a row for a card; act opens the note.
func NewNoteRow(line NoteLine, act func()) *NoteRow {
	r := &NoteRow{line: line, rule: true}
	r.act = act
	r.init(r)
	return r
}

// Bare leaves out the hairline above.
func (r *NoteRow) Bare() *NoteRow { r.rule = false; return r }

// Set changes what the row shows.
func (r *NoteRow) Set(line NoteLine) {
	if r.line != line {
		r.line = line
		r.Refresh()
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (r *NoteRow) TappedSecondary(e *fyne.PointEvent) {
	if r.Menu != nil {
		r.Menu(e)
	}
}

func (r *NoteRow) inset() float32 {
	if r.list {
		return 12
	}
	return 0
}

func (r *NoteRow) titleWidth(w float32) float32 {
	grade := max(gradeRole.Width(r.line.Grade)+11, 24)
	return w - 2*r.inset() - 28 - grade - 12
}

// HeightFor is the height at a width.
func (r *NoteRow) HeightFor(w float32) float32 {
	lines := len(r.titleLines(w))
	h := 7 + float32(lines)*17 + 1 + 15 + 6
	if r.line.Caption == "" {
		h -= 14
	}
	if r.line.Contradicted {
		h = max(h, 7+18+2+16+6)
	}
	return h
}

func (r *NoteRow) titleLines(w float32) []string {
	if w <= 0 {
		return []string{r.line.Title}
	}
	lines := BodyTight.wrap(r.line.Title, r.titleWidth(w))
	if r.maxed > 0 && len(lines) > r.maxed {
		lines = lines[:r.maxed]
		lines[r.maxed-1] = BodyTight.elide(lines[r.maxed-1]+" …", r.titleWidth(w))
	}
	return lines
}

// CreateRenderer implements fyne.Widget.
func (r *NoteRow) CreateRenderer() fyne.WidgetRenderer {
	v := &noteView{
		row: r, fill: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), rule: hairline(),
		badge: newBadge(20), grade: newGradeBox(), mark: newGlyph(""), caption: canvas.NewText("", nil), ring: ringRect(0),
	}
	f := &face{self: r}
	v.f = f
	f.objects = v.fixed()
	f.min = func() fyne.Size { return fyne.NewSize(160, r.HeightFor(r.width)) }
	f.paint = v.paint
	f.layout = v.layout
	return f.done()
}

// noteView is the drawn form of a NoteRow.
type noteView struct {
	row                   *NoteRow
	f                     *face
	fill, bar, rule, ring *canvas.Rectangle
	badge                 *badge
	grade                 *gradeBox
	mark                  *glyph
	caption               *canvas.Text
	title                 []*canvas.Text
}

func (v *noteView) fixed() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		v.fill, v.bar, v.rule, v.badge.box, v.badge.glyph.Image, v.caption, v.grade.box, v.grade.text, v.mark.Image, v.ring,
	}
}

func (v *noteView) paint(s *theme.Set) {
	r := v.row
	v.fill.FillColor = rowFill(s, r.line.Selected, r.hover, r.press)
	v.fill.CornerRadius = 4
	if r.list {
		v.fill.CornerRadius = 0
	}
	v.bar.FillColor, v.rule.FillColor = s.Accent, s.Line
	setVisible(v.bar, r.line.Selected && r.list)
	setVisible(v.rule, r.rule)
	v.badge.draw(r.line.Category, s)
	v.grade.draw(r.line.Grade, s)
	name := ""
	if r.line.Contradicted {
		name = "contradicts"
	}
	v.mark.draw(name, s.Warn)
	paintRing(v.ring, s, r.ring)
}

func (v *noteView) layout(size fyne.Size) {
	r, s := v.row, theme.Now()
	r.width = size.Width
	in, right := r.inset(), size.Width-r.inset()
	bleed := float32(8)
	if r.list {
		bleed = 0
	}
	place(v.fill, -bleed, 1, size.Width+2*bleed, size.Height-1)
	place(v.bar, 0, 0, 3, size.Height)
	place(v.rule, 0, 0, size.Width, 1)
	v.badge.place(in, 7)
	v.grade.place(right, 7)
	place(v.mark, right-15, 27, 15, 15)
	place(v.ring, 2-bleed, 2, size.Width-4+2*bleed, size.Height-4)

	ink, weak := s.Ink, s.Ink3
	if r.line.Dimmed {
		ink = s.Ink3
	}
	v.f.objects = v.fixed()
	y := float32(7)
	for i, text := range r.titleLines(size.Width) {
		if i == len(v.title) {
			v.title = append(v.title, canvas.NewText("", nil))
		}
		BodyTight.apply(v.title[i], text, ink)
		place(v.title[i], in+28, y, r.titleWidth(size.Width), 17)
		v.f.objects = append(v.f.objects, v.title[i])
		y += 17
	}
	Sub.apply(v.caption, Sub.elide(r.line.Caption, r.titleWidth(size.Width)+8), weak)
	place(v.caption, in+28, y+1, size.Width-in-28, 15)
}
