package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// CategoryStrip shows how many notes each of the eight categories has: eight cells of equal width, 26 high, "–" for
// none. Pressing a cell filters by it; pressing it again shows all.
//
//	strip := kit.NewCategoryStrip(words.CategoryName, func(category string) { … }) // "" for all
//	strip.Set(map[string]int{"legal": 2})
type CategoryStrip struct {
	widget.BaseWidget
	cells  []*stripCell
	counts map[string]int
	chosen string
	filter func(category string)
}

// NewCategoryStrip makes a strip; name gives a category's words for the tooltips.
func NewCategoryStrip(name func(category string) string, filter func(category string)) *CategoryStrip {
	g := &CategoryStrip{filter: filter, counts: map[string]int{}}
	for _, category := range theme.Categories {
		c := &stripCell{of: g, category: category, name: name(category)}
		c.act = func() { g.press(category) }
		c.init(c)
		g.cells = append(g.cells, c)
	}
	g.ExtendBaseWidget(g)
	g.tips()
	return g
}

// Set changes the counts, by category in file spelling.
func (g *CategoryStrip) Set(counts map[string]int) {
	g.counts = counts
	g.tips()
	g.Refresh()
}

// SetChosen marks the category that is filtered by, "" for none, without calling back.
func (g *CategoryStrip) SetChosen(category string) {
	if g.chosen != category {
		g.chosen = category
		g.Refresh()
	}
}

// Chosen is the category that is filtered by.
func (g *CategoryStrip) Chosen() string { return g.chosen }

func (g *CategoryStrip) tips() {
	for _, c := range g.cells {
		n := g.counts[c.category]
		switch n {
		case 0:
			c.SetTip(c.name+": no note", "")
		case 1:
			c.SetTip(c.name+": 1 note", "")
		default:
			c.SetTip(c.name+": "+strconv.Itoa(n)+" notes", "")
		}
	}
}

func (g *CategoryStrip) press(category string) {
	if g.chosen == category {
		category = ""
	}
	g.chosen = category
	g.Refresh()
	g.filter(category)
}

// CreateRenderer implements fyne.Widget.
func (g *CategoryStrip) CreateRenderer() fyne.WidgetRenderer {
	f := &face{self: g}
	for _, c := range g.cells {
		f.objects = append(f.objects, c)
	}
	f.min = func() fyne.Size { return fyne.NewSize(8*30+7*4, 26) }
	f.paint = func(*theme.Set) {
		for _, c := range g.cells {
			c.Refresh()
		}
	}
	f.layout = func(size fyne.Size) {
		n := float32(len(g.cells))
		w := (size.Width - 4*(n-1)) / n
		for i, c := range g.cells {
			left := floor(float32(i)*(w+4) + 0.5)
			right := floor(float32(i)*(w+4) + w + 0.5)
			place(c, left, 0, right-left, 26)
		}
	}
	return f.done()
}

type stripCell struct {
	control
	of             *CategoryStrip
	category, name string
}

// CreateRenderer implements fyne.Widget.
func (c *stripCell) CreateRenderer() fyne.WidgetRenderer {
	box, icon, count, ring := newBox(4), newGlyph(""), canvas.NewText("", nil), ringRect(4)
	box.StrokeWidth = 1
	f := &face{self: c, objects: []fyne.CanvasObject{box.Raster, icon.Image, count, ring.Raster}}
	f.min = func() fyne.Size { return fyne.NewSize(32, 26) }
	role := func() Role {
		if c.of.counts[c.category] > 0 {
			return Head
		}
		return Body
	}
	f.paint = func(s *theme.Set) {
		n := c.of.counts[c.category]
		box.FillColor, box.StrokeColor = s.Raise, s.Line2
		ink, text := s.Category(c.category), strconv.Itoa(n)
		if n == 0 {
			box.FillColor, box.StrokeColor = s.Panel, s.Line
			ink, text = s.Ink3, "–"
		}
		over, down := overRaised(s)
		switch {
		case c.of.chosen == c.category:
			box.FillColor, box.StrokeColor = s.AccentSoft, s.Accent
		case c.press:
			box.FillColor = down
		case c.hover:
			box.FillColor = over
		}
		icon.draw("cat-"+c.category, ink)
		role().apply(count, text, ink)
		paintRing(ring, s, c.ring)
	}
	f.layout = func(size fyne.Size) {
		place(box, 0, 0, size.Width, size.Height)
		placeRing(ring, size, -4)
		w := role().Width(count.Text)
		x := floor((size.Width - 16 - 2 - w) / 2)
		place(icon, x, 5, 16, 16)
		place(count, x+18, 4, w, 18)
	}
	return f.done()
}
