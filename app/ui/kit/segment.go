package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// Option is one choice of a Segment or one tab of Tabs.
type Option struct {
	ID    string
	Label string
	Icon  string // "" for none
	Tip   string // tooltip; the label where it is empty and only the icon is shown
	Key   string // shortcut in the tooltip
	Count string // after the label of a tab, weaker
}

// Segment is a row of choices of which one is on: tools, or a setting with few values. 30 high over all, each choice 28.
// Left and Right move the choice while it has the focus.
//
//	tools := kit.NewSegment([]kit.Option{{ID: "select", Label: "Select", Icon: "tool-select", Key: "V"}, …}, choose)
//	tools.SetCompact(true) // icons only, in a small window
type Segment struct {
	widget.BaseWidget
	options []Option
	cells   []*segmentCell
	chosen  string
	compact bool
	choose  func(id string)
}

// NewSegment makes a segment whose first option is on.
func NewSegment(options []Option, choose func(id string)) *Segment {
	g := &Segment{options: options, choose: choose}
	if len(options) > 0 {
		g.chosen = options[0].ID
	}
	for i := range options {
		c := &segmentCell{of: g, index: i}
		c.act = func() { g.pick(i) }
		c.init(c)
		g.cells = append(g.cells, c)
	}
	g.ExtendBaseWidget(g)
	g.tips()
	return g
}

func (g *Segment) tips() {
	for i, c := range g.cells {
		o := g.options[i]
		tip := o.Tip
		if tip == "" && (g.compact || o.Key != "") {
			tip = o.Label
		}
		c.SetTip(tip, o.Key)
	}
}

// SetCompact shows icons only, with the words as tooltips.
func (g *Segment) SetCompact(on bool) {
	if g.compact == on {
		return
	}
	g.compact = on
	g.tips()
	g.Refresh()
}

// SetChosen turns an option on without calling back.
func (g *Segment) SetChosen(id string) {
	if g.chosen == id {
		return
	}
	g.chosen = id
	g.repaint()
}

// Chosen is the id of the option that is on.
func (g *Segment) Chosen() string { return g.chosen }

func (g *Segment) repaint() {
	for _, c := range g.cells {
		c.Refresh()
	}
}

func (g *Segment) pick(i int) {
	g.chosen = g.options[i].ID
	g.repaint()
	if g.choose != nil {
		g.choose(g.chosen)
	}
}

// step moves choice and focus by d, within the ends.
func (g *Segment) step(from, d int) {
	i := from + d
	if i < 0 || i >= len(g.cells) {
		return
	}
	g.pick(i)
	focus(g.cells[i])
}

// CreateRenderer implements fyne.Widget.
func (g *Segment) CreateRenderer() fyne.WidgetRenderer {
	box, edge := newBox(6), newBox(6)
	edge.StrokeWidth = 1
	f := &face{self: g, objects: []fyne.CanvasObject{box.Raster}}
	for _, c := range g.cells {
		f.objects = append(f.objects, c)
	}
	f.objects = append(f.objects, edge.Raster)
	f.min = func() fyne.Size {
		w := float32(len(g.cells) + 1)
		for _, c := range g.cells {
			w += c.width()
		}
		return fyne.NewSize(w, 30)
	}
	f.paint = func(s *theme.Set) {
		box.FillColor = s.Raise
		edge.FillColor, edge.StrokeColor = nil, s.Line2
		for _, c := range g.cells {
			c.Refresh()
		}
	}
	f.layout = func(size fyne.Size) {
		y := (size.Height - 30) / 2
		place(box, 0, y, f.min().Width, 30)
		place(edge, 0, y, f.min().Width, 30)
		x := float32(1)
		for _, c := range g.cells {
			place(c, x, y+1, c.width(), 28)
			x += c.width() + 1
		}
	}
	return f.done()
}

type segmentCell struct {
	control
	of    *Segment
	index int
}

func (c *segmentCell) width() float32 {
	o := c.of.options[c.index]
	if c.of.compact && o.Icon != "" {
		return 38
	}
	w := Strong.Width(o.Label) + 20
	if o.Icon != "" {
		w += 18 + 6
	}
	return w
}

// TypedKey implements fyne.Focusable.
func (c *segmentCell) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		c.of.step(c.index, -1)
	case fyne.KeyRight:
		c.of.step(c.index, 1)
	default:
		c.control.TypedKey(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (c *segmentCell) CreateRenderer() fyne.WidgetRenderer {
	box, rule, icon, word, ring := newBox(5), hairline(), newGlyph(""), canvas.NewText("", nil), ringRect(6)
	o := c.of.options[c.index]
	first, last := c.index == 0, c.index == len(c.of.options)-1
	box.square = [4]bool{!first, !last, !last, !first}
	f := &face{self: c, objects: []fyne.CanvasObject{box.Raster, rule, icon.Image, word, ring.Raster}}
	f.min = func() fyne.Size { return fyne.NewSize(c.width(), 28) }
	f.paint = func(s *theme.Set) {
		ink, fill := s.Ink2, s.Raise
		over, down := overRaised(s)
		switch {
		case c.of.chosen == o.ID:
			ink, fill = s.Accent, s.AccentSoft
		case c.press:
			fill = down
		case c.hover:
			ink, fill = s.Ink, over
		}
		box.FillColor, rule.FillColor = fill, s.Line2
		if last {
			rule.Hide()
		}
		icon.draw(o.Icon, ink)
		text := o.Label
		if c.of.compact && o.Icon != "" {
			text = ""
		}
		Strong.apply(word, text, ink)
		paintRing(ring, s, c.ring)
	}
	f.layout = func(size fyne.Size) {
		place(box, 0, 0, size.Width, size.Height)
		place(rule, size.Width, 0, 1, size.Height)
		placeRing(ring, size, -4)
		x := float32(10)
		place(icon, x, 5, 18, 18)
		if o.Icon != "" {
			x += 24
		}
		place(word, x, 5, size.Width-x, 18)
	}
	return f.done()
}

// focus gives o the keyboard focus.
func focus(o fyne.Focusable) {
	obj, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(obj); c != nil {
		c.Focus(o)
	}
}

var _ desktop.Hoverable = (*segmentCell)(nil)
