package palette

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/find"
	"hubscape/app/ui/theme"
)

// row is one result: icon, title and second line with what matched in bold accent, a shortcut at the right. 44 high.
type row struct {
	widget.BaseWidget
	r      find.Result
	icon   string
	act    func()
	chosen bool
	hover  bool
}

func newRow(r find.Result, icon string, act func()) *row {
	w := &row{r: r, icon: icon, act: act}
	w.ExtendBaseWidget(w)
	return w
}

func (w *row) set(on bool) { w.chosen = on; w.Refresh() }

// Tapped implements fyne.Tappable.
func (w *row) Tapped(*fyne.PointEvent) { w.act() }

// MouseIn implements desktop.Hoverable.
func (w *row) MouseIn(*desktop.MouseEvent) { w.hover = true; w.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (w *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (w *row) MouseOut() { w.hover = false; w.Refresh() }

// AccessibilityLabel implements fyne.Accessible.
func (w *row) AccessibilityLabel() string { return w.r.Title + ", " + w.r.Subtitle }

// AccessibilityRole implements fyne.Accessible.
func (w *row) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (w *row) CreateRenderer() fyne.WidgetRenderer {
	r := &rowRenderer{w: w, fill: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent),
		icon: &canvas.Image{FillMode: canvas.ImageFillContain}, right: canvas.NewText("", nil)}
	title, sub := w.r.Title, w.r.Subtitle
	if w.r.Kind == find.Problem {
		title, sub = twoLines(title)
	}
	r.title = pieces(title, w.r.TitleMatch)
	r.sub = pieces(sub, w.r.SubtitleMatch)
	r.right.TextSize, r.right.FontSource = 12, theme.Regular()
	r.Refresh()
	return r
}

// piece is a run of a line, matched or not.
type piece struct {
	text  *canvas.Text
	match bool
}

func pieces(s string, ranges []find.Range) []piece {
	var out []piece
	at := 0
	add := func(to int, match bool) {
		if to > at && to <= len(s) {
			out = append(out, piece{canvas.NewText(s[at:to], nil), match})
			at = to
		}
	}
	for _, r := range ranges {
		add(r.From, false)
		add(r.To, true)
	}
	add(len(s), false)
	return out
}

type rowRenderer struct {
	w          *row
	fill, bar  *canvas.Rectangle
	icon       *canvas.Image
	title, sub []piece
	right      *canvas.Text
}

func (r *rowRenderer) Destroy()           {}
func (r *rowRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 44) }

func (r *rowRenderer) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{r.fill, r.bar, r.icon, r.right}
	for _, p := range append(append([]piece(nil), r.title...), r.sub...) {
		o = append(o, p.text)
	}
	return o
}

func (r *rowRenderer) Layout(s fyne.Size) {
	r.fill.Resize(s)
	r.bar.Resize(fyne.NewSize(3, s.Height))
	r.icon.Resize(fyne.NewSize(18, 18))
	r.icon.Move(fyne.NewPos(14, 13))
	rs := r.right.MinSize()
	r.right.Move(fyne.NewPos(s.Width-14-rs.Width, (s.Height-rs.Height)/2))
	r.right.Resize(rs)
	room := s.Width - 42 - 24 - rs.Width
	titleY, subY := float32(4), float32(22)
	if len(r.sub) == 0 {
		titleY = 12
	}
	line(r.title, 42, titleY, room)
	line(r.sub, 42, subY, room)
}

// twoLines divides a sentence at the blank nearest to the 72nd letter.
func twoLines(s string) (first, second string) {
	const most = 72
	if len(s) <= most {
		return s, ""
	}
	if i := strings.LastIndexByte(s[:most], ' '); i > 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}

// line sets pieces side by side and leaves out what does not fit.
func line(ps []piece, x, y, room float32) {
	used := float32(0)
	for _, p := range ps {
		s := p.text.MinSize()
		p.text.Move(fyne.NewPos(x+used, y))
		p.text.Resize(s)
		used += s.Width
		if used > room {
			p.text.Hide()
		} else {
			p.text.Show()
		}
	}
}

func (r *rowRenderer) Refresh() {
	t := theme.Now()
	r.fill.FillColor, r.bar.FillColor = color.Transparent, color.Transparent
	switch {
	case r.w.chosen:
		r.fill.FillColor, r.bar.FillColor = t.AccentSoft, t.Accent
	case r.w.hover:
		r.fill.FillColor = t.Hover
	}
	if res := theme.Icon(r.w.icon, t.Ink2); res != nil {
		r.icon.Resource = res
		r.icon.Refresh()
	}
	r.right.Text, r.right.Color = r.w.r.Shortcut, t.Ink3
	if r.w.r.Shortcut == "" && r.w.chosen && r.w.r.HasPoint {
		r.right.Text = "Enter: fly there"
	}
	paint(r.title, 13, t.Ink, theme.Medium(), t.Accent)
	paint(r.sub, 11.5, t.Ink3, theme.Regular(), t.Accent)
	r.Layout(r.w.Size())
	canvas.Refresh(r.w)
}

func paint(ps []piece, size float32, ink color.Color, face fyne.Resource, accent color.Color) {
	for _, p := range ps {
		p.text.TextSize, p.text.Color, p.text.FontSource = size, ink, face
		if p.match {
			p.text.Color, p.text.FontSource = accent, theme.SemiBold()
		}
	}
}

// chip is a rounded button that shows only one group.
type chip struct {
	widget.BaseWidget
	label     string
	on, hover bool
	act       func()
}

func newChip(label string, act func()) *chip {
	c := &chip{label: label, act: act}
	c.ExtendBaseWidget(c)
	return c
}

func (c *chip) set(on bool) { c.on = on; c.Refresh() }

// Tapped implements fyne.Tappable.
func (c *chip) Tapped(*fyne.PointEvent) { c.act() }

// MouseIn implements desktop.Hoverable.
func (c *chip) MouseIn(*desktop.MouseEvent) { c.hover = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *chip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *chip) MouseOut() { c.hover = false; c.Refresh() }

// AccessibilityLabel implements fyne.Accessible.
func (c *chip) AccessibilityLabel() string { return c.label }

// AccessibilityRole implements fyne.Accessible.
func (c *chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer {
	r := &chipRenderer{c: c, box: canvas.NewRectangle(nil), text: canvas.NewText(c.label, nil)}
	r.box.CornerRadius = 10
	r.text.TextSize, r.text.FontSource = 11.5, theme.Medium()
	r.Refresh()
	return r
}

type chipRenderer struct {
	c    *chip
	box  *canvas.Rectangle
	text *canvas.Text
}

func (r *chipRenderer) Destroy() {}
func (r *chipRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.text}
}
func (r *chipRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.text.MinSize().Width+20, 20)
}

func (r *chipRenderer) Layout(s fyne.Size) {
	r.box.Resize(s)
	m := r.text.MinSize()
	r.text.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2))
	r.text.Resize(m)
}

func (r *chipRenderer) Refresh() {
	t := theme.Now()
	r.box.FillColor, r.box.StrokeColor, r.box.StrokeWidth, r.text.Color = t.Raise, t.Line2, 1, t.Ink2
	switch {
	case r.c.on:
		r.box.FillColor, r.box.StrokeColor, r.text.Color = t.AccentSoft, t.AccentSoft, t.Accent
	case r.c.hover:
		r.box.FillColor = t.Hover
	}
	canvas.Refresh(r.c)
}
