package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// Tabs is a row of tabs, 36 high, the chosen one underlined with 2 px of accent. It shows no content of its own.
// Left and Right move the choice while a tab has the focus. SetIcons hides the icons, as windows below 1180 do.
//
//	views := kit.NewTabs([]kit.Option{{ID: "map", Label: "Map", Icon: "map", Key: "Ctrl+1"}}, show)
//	left := kit.NewTabs([]kit.Option{{ID: "sites", Label: "Sites", Count: "9"}}, show)
//	left.SetCount("sites", "10")
type Tabs struct {
	widget.BaseWidget
	options []Option
	cells   []*tab
	chosen  string
	icons   bool
	lead    float32
	choose  func(id string)
}

// NewTabs makes tabs whose first one is chosen.
func NewTabs(options []Option, choose func(id string)) *Tabs {
	t := &Tabs{options: options, choose: choose, icons: true, lead: 2}
	if len(options) > 0 {
		t.chosen = options[0].ID
	}
	for i := range options {
		c := &tab{of: t, index: i}
		c.act = func() { t.pick(i) }
		c.init(c)
		if options[i].Key != "" {
			c.SetTip(options[i].Label, options[i].Key)
		}
		t.cells = append(t.cells, c)
	}
	t.ExtendBaseWidget(t)
	return t
}

// Lead sets the room before the first tab's padding.
func (t *Tabs) Lead(units float32) *Tabs { t.lead = units; return t }

// SetIcons shows or hides the icons.
func (t *Tabs) SetIcons(on bool) {
	if t.icons != on {
		t.icons = on
		t.Refresh()
	}
}

// SetCount changes the number after a tab's label.
func (t *Tabs) SetCount(id, count string) {
	for i := range t.options {
		if t.options[i].ID == id && t.options[i].Count != count {
			t.options[i].Count = count
			t.Refresh()
		}
	}
}

// SetChosen chooses a tab without calling back.
func (t *Tabs) SetChosen(id string) {
	if t.chosen != id {
		t.chosen = id
		t.Refresh()
	}
}

// Chosen is the id of the chosen tab.
func (t *Tabs) Chosen() string { return t.chosen }

func (t *Tabs) pick(i int) {
	t.chosen = t.options[i].ID
	t.Refresh()
	if t.choose != nil {
		t.choose(t.chosen)
	}
}

func (t *Tabs) step(from, d int) {
	if i := from + d; i >= 0 && i < len(t.cells) {
		t.pick(i)
		focus(t.cells[i])
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	base := hairline()
	f := &face{self: t, objects: []fyne.CanvasObject{base}}
	for _, c := range t.cells {
		f.objects = append(f.objects, c)
	}
	f.min = func() fyne.Size {
		w := t.lead
		for _, c := range t.cells {
			w += c.MinSize().Width
		}
		return fyne.NewSize(w, 36)
	}
	f.paint = func(s *theme.Set) {
		base.FillColor = s.Line
		for _, c := range t.cells {
			c.Refresh()
		}
	}
	f.layout = func(size fyne.Size) {
		place(base, 0, size.Height-1, size.Width, 1)
		x := t.lead
		for _, c := range t.cells {
			w := c.MinSize().Width
			place(c, x, 0, w, size.Height)
			x += w
		}
	}
	return f.done()
}

type tab struct {
	control
	of    *Tabs
	index int
}

// TypedKey implements fyne.Focusable.
func (c *tab) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		c.of.step(c.index, -1)
	case fyne.KeyRight:
		c.of.step(c.index, 1)
	default:
		c.control.TypedKey(e)
	}
}

func (c *tab) parts() (icon, label, count float32) {
	o := c.of.options[c.index]
	if o.Icon != "" && c.of.icons {
		icon = 16 + 6
	}
	if o.Count != "" {
		count = 6 + Small.Width(o.Count)
	}
	return icon, Strong.Width(o.Label), count
}

// CreateRenderer implements fyne.Widget.
func (c *tab) CreateRenderer() fyne.WidgetRenderer {
	icon, word, count := newGlyph(""), canvas.NewText("", nil), canvas.NewText("", nil)
	under, ring := canvas.NewRectangle(nil), ringRect(2)
	f := &face{self: c, objects: []fyne.CanvasObject{icon.Image, word, count, under, ring.Raster}}
	f.min = func() fyne.Size {
		i, l, n := c.parts()
		return fyne.NewSize(i+l+n+20, 36)
	}
	f.paint = func(s *theme.Set) {
		o := c.of.options[c.index]
		ink := s.Ink2
		on := c.of.chosen == o.ID
		if on || c.hover {
			ink = s.Ink
		}
		name := o.Icon
		if !c.of.icons {
			name = ""
		}
		icon.draw(name, ink)
		Strong.apply(word, o.Label, ink)
		Small.apply(count, o.Count, s.Ink3)
		under.FillColor = s.Accent
		if on {
			under.Show()
		} else {
			under.Hide()
		}
		paintRing(ring, s, c.ring)
	}
	f.layout = func(size fyne.Size) {
		i, l, n := c.parts()
		place(icon, 10, (size.Height-18)/2, 16, 16)
		place(word, 10+i, (size.Height-20)/2, l, 18)
		place(count, 10+i+l+6, (size.Height-20)/2, n, 18)
		place(under, 7, size.Height-2, i+l+n+6, 2)
		place(ring, 3, 4, size.Width-6, size.Height-8)
	}
	return f.done()
}
