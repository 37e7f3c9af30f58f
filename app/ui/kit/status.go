package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// StatusCell is one entry of a StatusBar: words, or any object. An error shows in the error colour with its action as a
// link; Divided puts a hairline before it.
type StatusCell struct {
	widget.BaseWidget
	Divided bool // a hairline before the cell
	Weak    bool // may be left out when there is no room

	text *Text
	link *Link
	obj  fyne.CanvasObject
}

// NewStatusCell makes a cell with words.
func NewStatusCell(text string) *StatusCell {
	c := &StatusCell{text: NewText(text, Small, Ink2), link: NewLink("", nil).In(SmallLink)}
	c.link.Hide()
	c.ExtendBaseWidget(c)
	return c
}

// NewStatusObject makes a cell round any object: the scale bar.
func NewStatusObject(o fyne.CanvasObject) *StatusCell {
	c := NewStatusCell("")
	c.obj = o
	return c
}

// Set changes the words; the tone is Ink2 or, when bad, the error colour.
func (c *StatusCell) Set(text string, bad bool) {
	tone := Ink2
	if bad {
		tone = Error
	}
	c.text.SetTone(tone)
	if c.text.String() != text {
		c.text.Set(text)
		c.Refresh()
	}
}

// Action puts a link after the words, "Retry"; an empty label takes it away.
func (c *StatusCell) Action(label string, act func()) {
	c.link.Set(label)
	c.link.SetAct(act)
	setVisible(c.link, label != "")
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *StatusCell) CreateRenderer() fyne.WidgetRenderer {
	items := []fyne.CanvasObject{c.text, c.link}
	if c.obj != nil {
		items = []fyne.CanvasObject{c.obj}
	}
	return widget.NewSimpleRenderer(NewRow(6, Inset{}, items...))
}

// StatusBar is the line at the foot of the window, 26 high: cells from the left and cells at the right. Weak cells of
// the left side give way, from the last on, when the window is narrow.
//
//	bar := kit.NewStatusBar([]*kit.StatusCell{scale, position, place}, []*kit.StatusCell{saved, handling})
type StatusBar struct {
	widget.BaseWidget
	left, right []*StatusCell
}

// NewStatusBar makes a bar.
func NewStatusBar(left, right []*StatusCell) *StatusBar {
	b := &StatusBar{left: left, right: right}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *StatusBar) CreateRenderer() fyne.WidgetRenderer {
	fill, top := canvas.NewRectangle(nil), hairline()
	rules := make([]*canvas.Rectangle, len(b.left)+len(b.right))
	f := &face{self: b, objects: []fyne.CanvasObject{fill, top}}
	for i := range rules {
		rules[i] = hairline()
		f.objects = append(f.objects, rules[i])
	}
	for _, c := range append(append([]*StatusCell(nil), b.left...), b.right...) {
		f.objects = append(f.objects, c)
	}
	f.min = func() fyne.Size { return fyne.NewSize(240, 26) }
	f.paint = func(s *theme.Set) {
		fill.FillColor, top.FillColor = s.Panel, s.Line
		for _, r := range rules {
			r.FillColor = s.Line2
		}
	}
	f.layout = func(size fyne.Size) {
		place(fill, 0, 0, size.Width, size.Height)
		place(top, 0, 0, size.Width, 1)
		x := size.Width - 12
		for i := len(b.right) - 1; i >= 0; i-- {
			x = b.fromRight(b.right[i], rules[len(b.left)+i], x)
		}
		b.fromLeft(rules, x)
	}
	return f.done()
}

// fromRight places a cell that ends at x and gives where the next one ends.
func (b *StatusBar) fromRight(c *StatusCell, rule *canvas.Rectangle, x float32) float32 {
	rule.Hide()
	w := c.MinSize().Width
	if !c.Visible() || w <= 0 {
		return x
	}
	place(c, x-w, 5, w, 16)
	x -= w + 12
	if c.Divided {
		rule.Show()
		place(rule, x, 7, 1, 13)
		x -= 13
	}
	return x
}

func (b *StatusBar) fromLeft(rules []*canvas.Rectangle, end float32) {
	x := float32(12)
	for i, c := range b.left {
		rules[i].Hide()
		if !c.Visible() {
			continue
		}
		w := c.MinSize().Width
		if w <= 0 {
			continue
		}
		need := w
		if c.Divided {
			need += 13
		}
		if x+need > end {
			place(c, -4000, 5, w, 16) // no room: out of sight until the window grows
			continue
		}
		if c.Divided {
			rules[i].Show()
			place(rules[i], x, 7, 1, 13)
			x += 13
		}
		place(c, x, 5, w, 16)
		x += w + 12
	}
}

// Rail replaces the left panel in a small window: 44 wide, one square per tab with icon and word.
//
//	kit.NewRail([]kit.Option{{ID: "sites", Label: "Sites", Icon: "tool-site"}}, open)
type Rail struct {
	widget.BaseWidget
	cells  []*railCell
	chosen string
	choose func(id string)
}

// NewRail makes a rail with nothing chosen. Choosing what is chosen already calls choose with "": shut the panel.
func NewRail(options []Option, choose func(id string)) *Rail {
	r := &Rail{choose: choose}
	for _, o := range options {
		c := &railCell{of: r, option: o}
		c.act = func() { r.pick(o.ID) }
		c.SetTip(o.Tip, o.Key)
		c.init(c)
		r.cells = append(r.cells, c)
	}
	r.ExtendBaseWidget(r)
	return r
}

// SetChosen marks a tab, or none with "".
func (r *Rail) SetChosen(id string) {
	if r.chosen != id {
		r.chosen = id
		r.Refresh()
	}
}

// Chosen is the tab that is marked, "" for none.
func (r *Rail) Chosen() string { return r.chosen }

func (r *Rail) pick(id string) {
	if r.chosen == id {
		id = ""
	}
	r.SetChosen(id)
	r.choose(id)
}

// CreateRenderer implements fyne.Widget.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	fill, edge := canvas.NewRectangle(nil), hairline()
	f := &face{self: r, objects: []fyne.CanvasObject{fill, edge}}
	for _, c := range r.cells {
		f.objects = append(f.objects, c)
	}
	f.min = func() fyne.Size { return fyne.NewSize(44, 48*float32(len(r.cells))) }
	f.paint = func(s *theme.Set) {
		fill.FillColor, edge.FillColor = s.Panel, s.Line
		for _, c := range r.cells {
			c.Refresh()
		}
	}
	f.layout = func(size fyne.Size) {
		place(fill, 0, 0, size.Width, size.Height)
		place(edge, size.Width-1, 0, 1, size.Height)
		for i, c := range r.cells {
			place(c, 0, 48*float32(i), size.Width-1, 48)
		}
	}
	return f.done()
}

type railCell struct {
	control
	of     *Rail
	option Option
}

var railRole = Role{11, 14, Medium}

// CreateRenderer implements fyne.Widget.
func (c *railCell) CreateRenderer() fyne.WidgetRenderer {
	fill, bar, icon, word, ring := canvas.NewRectangle(nil), canvas.NewRectangle(nil), newGlyph(""), canvas.NewText("", nil), ringRect(2)
	word.Alignment = fyne.TextAlignCenter
	f := &face{self: c, objects: []fyne.CanvasObject{fill, bar, icon.Image, word, ring.Raster}}
	f.min = func() fyne.Size { return fyne.NewSize(43, 48) }
	f.paint = func(s *theme.Set) {
		on := c.of.chosen == c.option.ID
		fill.FillColor = rowFill(s, on, c.hover, c.press)
		bar.FillColor = s.Accent
		setVisible(bar, on)
		ink := s.Ink2
		if on {
			ink = s.Accent
		}
		icon.draw(c.option.Icon, ink)
		railRole.apply(word, c.option.Label, ink)
		paintRing(ring, s, c.ring)
	}
	f.layout = func(size fyne.Size) {
		place(fill, 0, 0, size.Width, size.Height)
		place(bar, 0, 0, 3, size.Height)
		place(icon, floor((size.Width-18)/2), 8, 18, 18)
		place(word, 0, 28, size.Width, 14)
		placeRing(ring, size, 2)
	}
	return f.done()
}

var _ desktop.Hoverable = (*railCell)(nil)
