package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// Side of a window.
type Side int

// Sides.
const (
	LeftSide Side = iota
	RightSide
)

// Panels lays out a left panel, the middle and a right panel with hairlines between them. The hairlines can be dragged:
// left 264 (220 to 360), right 352 (300 to 480). Either side may be shut, and the right one may lie over the middle.
//
//	p := kit.NewPanels(left, middle, right)
//	p.SetOpen(kit.RightSide, true)
//	p.Resized = func(left, right float32) { … } // to remember
type Panels struct {
	widget.BaseWidget
	Resized func(left, right float32)

	parts [3]fyne.CanvasObject // left, middle, right
	width [2]float32
	least [2]float32
	most  [2]float32
	open  [2]bool
	over  [2]bool
	grips [2]*grip
}

// NewPanels makes panels with both sides open.
func NewPanels(left, middle, right fyne.CanvasObject) *Panels {
	p := &Panels{
		parts: [3]fyne.CanvasObject{left, middle, right},
		width: [2]float32{264, 352}, least: [2]float32{220, 300}, most: [2]float32{360, 480}, open: [2]bool{true, true},
	}
	for i := range p.grips {
		p.grips[i] = &grip{of: p, side: Side(i)}
		p.grips[i].ExtendBaseWidget(p.grips[i])
	}
	p.ExtendBaseWidget(p)
	return p
}

// SetOpen shows or hides a side.
func (p *Panels) SetOpen(side Side, on bool) {
	if p.open[side] != on {
		p.open[side] = on
		p.Refresh()
	}
}

// Open reports whether a side shows.
func (p *Panels) Open(side Side) bool { return p.open[side] }

// SetOver lets a side lie over the middle instead of beside it, in a small window.
func (p *Panels) SetOver(side Side, on bool) {
	if p.over[side] != on {
		p.over[side] = on
		p.Refresh()
	}
}

// SetWidth sets a side's width, within its bounds.
func (p *Panels) SetWidth(side Side, w float32) {
	w = min(max(w, p.least[side]), p.most[side])
	if p.width[side] != w {
		p.width[side] = w
		p.Refresh()
	}
}

// Width is a side's width when open.
func (p *Panels) Width(side Side) float32 { return p.width[side] }

// CreateRenderer implements fyne.Widget.
func (p *Panels) CreateRenderer() fyne.WidgetRenderer {
	grounds := [2]*canvas.Rectangle{canvas.NewRectangle(nil), canvas.NewRectangle(nil)}
	f := &face{self: p, objects: p.order(grounds)}
	f.min = func() fyne.Size { return fyne.NewSize(240, 160) }
	f.paint = func(s *theme.Set) {
		for i, g := range grounds {
			g.FillColor = s.Panel
			g.Shadow = canvas.Shadow{}
			if p.over[i] {
				g.Shadow = shadow(s, 2)
			}
			setVisible(g, p.open[i])
			setVisible(p.grips[i], p.open[i])
			setVisible(p.parts[i*2], p.open[i])
		}
	}
	f.layout = func(size fyne.Size) {
		f.objects = p.order(grounds)
		l, r := p.taken(LeftSide), p.taken(RightSide)
		place(p.parts[1], l, 0, max(0, size.Width-l-r), size.Height)
		if p.open[LeftSide] {
			w := p.width[LeftSide]
			place(grounds[0], 0, 0, w, size.Height)
			place(p.parts[0], 0, 0, w-1, size.Height)
			place(p.grips[0], w-4, 0, 7, size.Height)
		}
		if p.open[RightSide] {
			w := p.width[RightSide]
			place(grounds[1], size.Width-w, 0, w, size.Height)
			place(p.parts[2], size.Width-w+1, 0, w-1, size.Height)
			place(p.grips[1], size.Width-w-3, 0, 7, size.Height)
		}
	}
	return f.done()
}

// order lists what is drawn: left, middle, right, which is the order of the Tab key; a side that lies over the middle is
// drawn after it.
func (p *Panels) order(grounds [2]*canvas.Rectangle) []fyne.CanvasObject {
	left, middle, right := p.parts[0], p.parts[1], p.parts[2]
	if p.over[LeftSide] {
		return []fyne.CanvasObject{middle, grounds[0], left, grounds[1], right, p.grips[0], p.grips[1]}
	}
	return []fyne.CanvasObject{grounds[0], left, middle, grounds[1], right, p.grips[0], p.grips[1]}
}

// taken is the room a side takes from the middle.
func (p *Panels) taken(side Side) float32 {
	if !p.open[side] || p.over[side] {
		return 0
	}
	return p.width[side]
}

// grip is the hairline of a side, seven units wide to the mouse.
type grip struct {
	widget.BaseWidget
	of    *Panels
	side  Side
	hover bool
	exact float32 // width before rounding, while dragging
}

// Cursor implements desktop.Cursorable.
func (g *grip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// MouseIn implements desktop.Hoverable.
func (g *grip) MouseIn(*desktop.MouseEvent) { g.hover = true; g.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (g *grip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (g *grip) MouseOut() { g.hover = false; g.Refresh() }

// Dragged implements fyne.Draggable.
func (g *grip) Dragged(e *fyne.DragEvent) {
	if g.exact == 0 {
		g.exact = g.of.width[g.side]
	}
	if g.side == LeftSide {
		g.exact += e.Dragged.DX
	} else {
		g.exact -= e.Dragged.DX
	}
	g.of.SetWidth(g.side, floor(g.exact+0.5))
}

// DragEnd implements fyne.Draggable.
func (g *grip) DragEnd() {
	g.exact = 0
	if g.of.Resized != nil {
		g.of.Resized(g.of.width[LeftSide], g.of.width[RightSide])
	}
}

// CreateRenderer implements fyne.Widget.
func (g *grip) CreateRenderer() fyne.WidgetRenderer {
	line := hairline()
	f := &face{self: g, objects: []fyne.CanvasObject{line}}
	f.min = func() fyne.Size { return fyne.NewSize(7, 7) }
	f.paint = func(s *theme.Set) {
		line.FillColor = s.Line
		if g.hover {
			line.FillColor = s.Control
		}
	}
	f.layout = func(size fyne.Size) { place(line, 3, 0, 1, size.Height) }
	return f.done()
}
