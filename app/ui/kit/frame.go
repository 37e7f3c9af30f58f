package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// shadow is the shadow of an elevation: 1 map control, 2 hover card and toast, 3 dialog and palette.
func shadow(s *theme.Set, elevation int) canvas.Shadow {
	if elevation <= 0 {
		return canvas.Shadow{}
	}
	blur := [...]float32{3, 8, 36}[elevation-1]
	y := [...]float32{1, 2, 12}[elevation-1]
	return canvas.Shadow{Color: s.Shadow(elevation), BlurRadius: blur, Offset: fyne.NewPos(0, y)}
}

// newCast makes the object that casts a shadow under a box; it is not seen itself.
func newCast(radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(color.Transparent)
	r.CornerRadius = radius
	return r
}

// Fill is a surface colour by meaning.
type Fill int

// The fills.
const (
	FillNone Fill = iota
	FillPanel
	FillPanel2
	FillRaise
	FillWarn
	FillError
	FillOK
	FillAccent
)

// Color is the fill in the variant of s.
func (f Fill) Color(s *theme.Set) color.NRGBA {
	return [...]color.NRGBA{{}, s.Panel, s.Panel2, s.Raise, s.WarnSoft, s.ErrorSoft, s.OKSoft, s.AccentSoft}[f]
}

// Frame is a filled, maybe edged and raised box round a content.
//
//	kit.NewFrame(kit.FillRaise, 8, kit.Pad(12, 12), legend).Edged().Raised(1)
type Frame struct {
	widget.BaseWidget
	fill      Fill
	radius    float32
	pad       Inset
	edged     bool
	elevation int
	content   fyne.CanvasObject
}

// NewFrame makes a box with rounded corners.
func NewFrame(fill Fill, radius float32, pad Inset, content fyne.CanvasObject) *Frame {
	f := &Frame{fill: fill, radius: radius, pad: pad, content: content}
	f.ExtendBaseWidget(f)
	return f
}

// Edged draws a line of one unit round the box.
func (f *Frame) Edged() *Frame { f.edged = true; return f }

// Raised casts the shadow of an elevation (1 to 3).
func (f *Frame) Raised(elevation int) *Frame { f.elevation = elevation; return f }

// NewHoverCard is the frame of a card that follows the cursor: at least 236, at most 270 wide, elevation 2.
func NewHoverCard(content fyne.CanvasObject) *Frame {
	return NewFrame(FillRaise, 8, Pad(12, 14), content).Edged().Raised(2)
}

// HeightFor is the height at a width.
func (f *Frame) HeightFor(w float32) float32 {
	return heightFor(f.content, w-f.pad.Left-f.pad.Right) + f.pad.Top + f.pad.Bottom
}

// CreateRenderer implements fyne.Widget.
func (f *Frame) CreateRenderer() fyne.WidgetRenderer {
	cast, ground, box := newCast(f.radius), canvas.NewRectangle(nil), newBox(f.radius)
	r := &face{self: f, objects: []fyne.CanvasObject{cast, ground, box.Raster, f.content}}
	r.min = func() fyne.Size {
		m := f.content.MinSize()
		return fyne.NewSize(m.Width+f.pad.Left+f.pad.Right, m.Height+f.pad.Top+f.pad.Bottom)
	}
	r.layout = func(s fyne.Size) {
		for _, o := range r.objects[:3] {
			place(o, 0, 0, s.Width, s.Height)
		}
		place(f.content, f.pad.Left, f.pad.Top, s.Width-f.pad.Left-f.pad.Right, s.Height-f.pad.Top-f.pad.Bottom)
	}
	r.paint = func(s *theme.Set) {
		cast.Shadow = shadow(s, f.elevation)
		setVisible(cast, f.elevation > 0)
		round := f.radius > 0 || f.edged
		setVisible(box, round)
		setVisible(ground, !round)
		ground.FillColor, box.FillColor = f.fill.Color(s), f.fill.Color(s)
		if f.edged {
			box.StrokeWidth, box.StrokeColor = 1, s.Line2
		}
	}
	return r.done()
}

// Rule is a hairline; as wide or as high as the room it is given.
type Rule struct {
	widget.BaseWidget
	vertical bool
	pad      float32
}

// NewRule makes a horizontal hairline with pad units left and right.
func NewRule(pad float32) *Rule {
	r := &Rule{pad: pad}
	r.ExtendBaseWidget(r)
	return r
}

// NewUpright makes a vertical hairline with pad units above and below.
func NewUpright(pad float32) *Rule {
	r := &Rule{vertical: true, pad: pad}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (r *Rule) CreateRenderer() fyne.WidgetRenderer {
	box := hairline()
	f := &face{self: r, objects: []fyne.CanvasObject{box}}
	f.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	f.layout = func(s fyne.Size) {
		if r.vertical {
			place(box, 0, r.pad, 1, s.Height-2*r.pad)
		} else {
			place(box, r.pad, 0, s.Width-2*r.pad, 1)
		}
	}
	f.paint = func(s *theme.Set) { box.FillColor = s.Line }
	return f.done()
}
