package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// MenuItem is one line of a menu. The zero value is a divider.
type MenuItem struct {
	Label    string
	Icon     string
	Shortcut string
	Disabled bool
	Checked  bool
	Act      func()
	Sub      []MenuItem // opens beside the item
}

func (m MenuItem) divider() bool { return m.Label == "" }

// ShowMenu opens a menu under anchor, its left edges aligned; above it where there is no room below.
//
//	kit.ShowMenu(button, []kit.MenuItem{{Label: "Open…", Shortcut: "Ctrl+O", Act: open}, {}, {Label: "Quit", Shortcut: "Ctrl+Q", Act: quit}})
func ShowMenu(anchor fyne.CanvasObject, items []MenuItem) *Surface {
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(anchor)
	if c == nil {
		return nil
	}
	at, size := d.AbsolutePositionForObject(anchor), anchor.Size()
	return openMenu(c, items, func(win, min fyne.Size) fyne.Position {
		y := at.Y + size.Height + 4
		if y+min.Height > win.Height-4 && at.Y-4-min.Height > 4 {
			y = at.Y - 4 - min.Height
		}
		return fyne.NewPos(at.X, y)
	})
}

// ShowMenuAt opens a menu at a place of the window: the mouse, after a right click.
func ShowMenuAt(c fyne.Canvas, at fyne.Position, items []MenuItem) *Surface {
	return openMenu(c, items, func(fyne.Size, fyne.Size) fyne.Position { return at })
}

func openMenu(c fyne.Canvas, items []MenuItem, where func(win, min fyne.Size) fyne.Position) *Surface {
	m := newMenuBox(items)
	before := c.Focused()
	s := Open(c, m, Over{
		Key: m.key,
		Place: func(win, min fyne.Size) (fyne.Position, fyne.Size) {
			at := where(win, min)
			at.X = max(4, fyne.Min(at.X, win.Width-min.Width-4))
			at.Y = max(4, fyne.Min(at.Y, win.Height-min.Height-4))
			m.win = win.Subtract(at)
			return at, min
		},
	})
	m.close = func() {
		s.Close()
		if before != nil && !byKeyboard {
			return
		}
		if before != nil {
			c.Focus(before)
		}
	}
	return s
}

// menuBox draws a menu and, beside the chosen item, its submenu.
type menuBox struct {
	widget.BaseWidget
	items  []MenuItem
	rows   []*menuRow
	chosen int // -1 for none
	sub    *menuBox
	subAt  int
	parent *menuBox
	win    fyne.Size // room to the right and below
	close  func()
}

func newMenuBox(items []MenuItem) *menuBox {
	m := &menuBox{items: items, chosen: -1, subAt: -1}
	for i := range items {
		r := &menuRow{of: m, index: i}
		r.ExtendBaseWidget(r)
		m.rows = append(m.rows, r)
	}
	m.ExtendBaseWidget(m)
	return m
}

func (m *menuBox) top() *menuBox {
	for m.parent != nil {
		m = m.parent
	}
	return m
}

// choose marks an item and opens or shuts the submenu.
func (m *menuBox) choose(i int, open bool) {
	m.chosen = i
	if m.sub != nil && m.subAt != i {
		m.sub = nil
	}
	if open && i >= 0 && len(m.items[i].Sub) > 0 && !m.items[i].Disabled && m.sub == nil {
		m.sub, m.subAt = newMenuBox(m.items[i].Sub), i
		m.sub.parent = m
	}
	m.Refresh()
}

// step moves the mark to the next item that can be chosen.
func (m *menuBox) step(d int) {
	n := len(m.items)
	i := m.chosen
	if i < 0 && d < 0 {
		i = n
	}
	for k := 0; k < n; k++ {
		i = (i + d + n) % n
		if !m.items[i].divider() && !m.items[i].Disabled {
			m.choose(i, false)
			return
		}
	}
}

// key moves through the innermost open menu.
func (m *menuBox) key(e *fyne.KeyEvent) bool {
	if m.sub != nil && m.sub.chosen >= 0 {
		if e.Name == fyne.KeyLeft || e.Name == fyne.KeyEscape {
			m.sub = nil
			m.Refresh()
			return true
		}
		return m.sub.key(e)
	}
	switch e.Name {
	case fyne.KeyDown:
		m.step(1)
	case fyne.KeyUp:
		m.step(-1)
	case fyne.KeyHome:
		m.chosen = -1
		m.step(1)
	case fyne.KeyEnd:
		m.chosen = -1
		m.step(-1)
	case fyne.KeyRight:
		if m.chosen >= 0 && len(m.items[m.chosen].Sub) > 0 {
			m.choose(m.chosen, true)
			m.sub.step(1)
		}
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.run(m.chosen)
	default:
		return false
	}
	return true
}

func (m *menuBox) run(i int) {
	if i < 0 || m.items[i].divider() || m.items[i].Disabled {
		return
	}
	if len(m.items[i].Sub) > 0 {
		m.choose(i, true)
		return
	}
	m.top().close()
	if m.items[i].Act != nil {
		m.items[i].Act()
	}
}

// columns gives the widths of mark, label and shortcut.
func (m *menuBox) columns() (mark, label, key float32) {
	mark = 12
	for _, it := range m.items {
		if it.Icon != "" || it.Checked {
			mark = 38
		}
		label = max(label, Body.Width(it.Label))
		if it.Shortcut != "" {
			key = max(key, Small.Width(it.Shortcut)+24)
		}
		if len(it.Sub) > 0 {
			key = max(key, 32)
		}
	}
	return mark, label, key
}

func (m *menuBox) height() float32 {
	h := float32(10)
	for _, it := range m.items {
		if it.divider() {
			h += 9
		} else {
			h += 28
		}
	}
	return h
}

// CreateRenderer implements fyne.Widget.
func (m *menuBox) CreateRenderer() fyne.WidgetRenderer {
	cast, box := newCast(8), newBox(8)
	box.StrokeWidth = 1
	f := &face{self: m, objects: []fyne.CanvasObject{cast, box.Raster}}
	f.min = func() fyne.Size {
		a, b, c := m.columns()
		return fyne.NewSize(max(160, a+b+c+12), m.height())
	}
	f.paint = func(s *theme.Set) {
		box.FillColor, box.StrokeColor, cast.Shadow = s.Raise, s.Line2, shadow(s, 2)
		for _, r := range m.rows {
			r.Refresh()
		}
	}
	f.layout = func(size fyne.Size) {
		f.objects = []fyne.CanvasObject{cast, box.Raster}
		place(cast, 0, 0, size.Width, size.Height)
		place(box, 0, 0, size.Width, size.Height)
		y := float32(5)
		for i, r := range m.rows {
			h := float32(28)
			if m.items[i].divider() {
				h = 9
			}
			place(r, 1, y, size.Width-2, h)
			f.objects = append(f.objects, r)
			if m.sub != nil && m.subAt == i {
				m.placeSub(size, y)
			}
			y += h
		}
		if m.sub != nil {
			f.objects = append(f.objects, m.sub)
		}
	}
	return f.done()
}

func (m *menuBox) placeSub(size fyne.Size, y float32) {
	need := m.sub.MinSize()
	x := size.Width - 4
	if m.win.Width > 0 && x+need.Width > m.win.Width-4 {
		x = 4 - need.Width
	}
	if m.win.Height > 0 {
		y = fyne.Min(y-5, m.win.Height-need.Height-4)
	}
	m.sub.win = fyne.NewSize(m.win.Width-x, m.win.Height-y)
	place(m.sub, x, y, need.Width, need.Height)
}

type menuRow struct {
	widget.BaseWidget
	of    *menuBox
	index int
}

// MouseIn implements desktop.Hoverable.
func (r *menuRow) MouseIn(*desktop.MouseEvent) {
	if !r.of.items[r.index].divider() {
		r.of.choose(r.index, true)
	}
}

// MouseMoved implements desktop.Hoverable.
func (r *menuRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *menuRow) MouseOut() {
	if r.of.sub == nil && r.of.chosen == r.index {
		r.of.choose(-1, false)
	}
}

// Tapped implements fyne.Tappable.
func (r *menuRow) Tapped(*fyne.PointEvent) {
	byKeyboard = false
	r.of.run(r.index)
}

// CreateRenderer implements fyne.Widget.
func (r *menuRow) CreateRenderer() fyne.WidgetRenderer {
	it := r.of.items[r.index]
	fill, rule, mark, more := canvas.NewRectangle(nil), hairline(), newGlyph(""), newGlyph("")
	word, key := canvas.NewText("", nil), canvas.NewText("", nil)
	f := &face{self: r, objects: []fyne.CanvasObject{fill, rule, mark.Image, word, key, more.Image}}
	f.min = func() fyne.Size { return fyne.NewSize(60, 9) }
	f.paint = func(s *theme.Set) {
		ink, weak := s.Ink, s.Ink3
		if it.Disabled {
			ink, weak = s.Disabled, s.Disabled
		}
		fill.FillColor = color.Transparent
		if r.of.chosen == r.index && !it.Disabled {
			fill.FillColor, _ = overRaised(s)
		}
		rule.FillColor = s.Line
		setVisible(rule, it.divider())
		name := it.Icon
		if it.Checked {
			name = "check"
		}
		mark.draw(name, ink)
		Body.apply(word, it.Label, ink)
		Small.apply(key, it.Shortcut, weak)
		arrow := ""
		if len(it.Sub) > 0 {
			arrow = "chevron-right"
		}
		more.draw(arrow, weak)
	}
	f.layout = func(size fyne.Size) {
		start, _, _ := r.of.columns()
		place(fill, 0, 0, size.Width, size.Height)
		place(rule, 0, 4, size.Width, 1)
		place(mark, 11, 5, 18, 18)
		place(word, start-1, 5, size.Width-start, 18)
		w := Small.Width(it.Shortcut)
		place(key, size.Width-11-w, 6, w, 16)
		place(more, size.Width-24, 6, 16, 16)
	}
	return f.done()
}
