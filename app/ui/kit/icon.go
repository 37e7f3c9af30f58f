package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// glyph is the picture of an icon inside another widget.
type glyph struct {
	*canvas.Image
	name string
	ink  color.NRGBA
}

func newGlyph(name string) *glyph {
	img := &canvas.Image{FillMode: canvas.ImageFillContain}
	return &glyph{Image: img, name: name}
}

// draw sets name and colour, and loads the picture only when one of them changed.
func (g *glyph) draw(name string, c color.NRGBA) {
	if name == g.name && c == g.ink && g.Resource != nil {
		return
	}
	g.name, g.ink = name, c
	if name == "" {
		g.Hide()
		return
	}
	g.Resource = theme.Icon(name, c)
	g.Show()
	g.Image.Refresh()
}

// Icon is a picture of assets/icons in a tone or in the colour of a note category.
//
//	kit.NewIcon("status-floated", 18, kit.Ink)
type Icon struct {
	widget.BaseWidget
	name     string
	size     float32
	tone     Tone
	category string
	img      *glyph
}

// NewIcon makes an icon of size units in a tone.
func NewIcon(name string, size float32, t Tone) *Icon {
	i := &Icon{name: name, size: size, tone: t}
	i.ExtendBaseWidget(i)
	return i
}

// NewCategoryIcon makes the glyph of a note category in the category's own colour.
func NewCategoryIcon(category string, size float32) *Icon {
	i := &Icon{name: "cat-" + category, size: size, category: category}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes the picture and its tone.
func (i *Icon) Set(name string, t Tone) {
	i.name, i.tone = name, t
	i.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	i.img = newGlyph("")
	f := &face{self: i, objects: []fyne.CanvasObject{i.img.Image}}
	f.min = func() fyne.Size { return fyne.NewSquareSize(i.size) }
	f.layout = func(s fyne.Size) {
		place(i.img, (s.Width-i.size)/2, (s.Height-i.size)/2, i.size, i.size)
	}
	f.paint = func(s *theme.Set) {
		c := i.tone.Color(s)
		if i.category != "" {
			c = s.Category(i.category)
		}
		i.img.draw(i.name, c)
	}
	return f.done()
}
