package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Flows is an object whose height follows its width: paragraphs and everything that holds one.
type Flows interface {
	HeightFor(width float32) float32
}

// heightFor is the height of any object at a width.
func heightFor(o fyne.CanvasObject, w float32) float32 {
	if f, ok := o.(Flows); ok {
		return f.HeightFor(w)
	}
	return o.MinSize().Height
}

// Inset is an inner margin in Fyne units.
type Inset struct{ Top, Right, Bottom, Left float32 }

// Pad makes an inset of y above and below, x left and right.
func Pad(y, x float32) Inset { return Inset{y, x, y, x} }

// Column stacks objects from top to bottom, each as wide as the column and as high as it needs at that width.
//
//	kit.NewColumn(8, kit.Pad(10, 16), title, paragraph, buttons)
type Column struct {
	widget.BaseWidget
	gap   float32
	pad   Inset
	items []fyne.CanvasObject
	width float32
}

// NewColumn makes a column with gap units between its items.
func NewColumn(gap float32, pad Inset, items ...fyne.CanvasObject) *Column {
	c := &Column{gap: gap, pad: pad, items: items}
	c.ExtendBaseWidget(c)
	return c
}

// SetItems replaces what the column holds.
func (c *Column) SetItems(items ...fyne.CanvasObject) {
	c.items = items
	c.Refresh()
}

// Items is what the column holds.
func (c *Column) Items() []fyne.CanvasObject { return c.items }

// HeightFor is the height at a width.
func (c *Column) HeightFor(w float32) float32 {
	inner := w - c.pad.Left - c.pad.Right
	h, n := c.pad.Top+c.pad.Bottom, 0
	for _, o := range c.items {
		if o == nil || !o.Visible() {
			continue
		}
		h += heightFor(o, inner)
		n++
	}
	if n > 1 {
		h += c.gap * float32(n-1)
	}
	return h
}

// CreateRenderer implements fyne.Widget.
func (c *Column) CreateRenderer() fyne.WidgetRenderer {
	f := &face{self: c}
	f.min = func() fyne.Size {
		w := float32(0)
		for _, o := range c.items {
			if o != nil && o.Visible() {
				w = max(w, o.MinSize().Width)
			}
		}
		w += c.pad.Left + c.pad.Right
		return fyne.NewSize(w, c.HeightFor(max(w, c.width)))
	}
	f.layout = func(s fyne.Size) {
		c.width = s.Width
		f.objects = f.objects[:0]
		y, inner := c.pad.Top, s.Width-c.pad.Left-c.pad.Right
		for _, o := range c.items {
			if o == nil {
				continue
			}
			f.objects = append(f.objects, o)
			if !o.Visible() {
				continue
			}
			h := heightFor(o, inner)
			place(o, c.pad.Left, y, inner, h)
			y += h + c.gap
		}
	}
	for _, o := range c.items {
		if o != nil {
			f.objects = append(f.objects, o)
		}
	}
	return f.done()
}

// Row sets objects side by side, centred on one line. Items made by Expand share the room that is left.
//
//	kit.NewRow(8, kit.Pad(0, 16), icon, kit.Expand(name), count)
type Row struct {
	widget.BaseWidget
	gap   float32
	pad   Inset
	top   bool
	items []fyne.CanvasObject
}

type expand struct{ fyne.CanvasObject }

// Expand marks an item that takes the room that is left in a Row.
func Expand(o fyne.CanvasObject) fyne.CanvasObject { return &expand{o} }

// Space is an invisible item that takes the room that is left in a Row.
func Space() fyne.CanvasObject { return &expand{container.NewWithoutLayout()} }

// NewRow makes a row with gap units between its items.
func NewRow(gap float32, pad Inset, items ...fyne.CanvasObject) *Row {
	r := &Row{gap: gap, pad: pad, items: items}
	r.ExtendBaseWidget(r)
	return r
}

// AtTop aligns the items with the upper edge instead of the middle.
func (r *Row) AtTop() *Row { r.top = true; return r }

// SetItems replaces what the row holds.
func (r *Row) SetItems(items ...fyne.CanvasObject) {
	r.items = items
	r.Refresh()
}

// bare gives the object itself and whether it expands.
func bare(o fyne.CanvasObject) (fyne.CanvasObject, bool) {
	if e, ok := o.(*expand); ok {
		return e.CanvasObject, true
	}
	return o, false
}

// share is the width that each expanding item gets.
func (r *Row) share(w float32) float32 {
	fixed, grow, n := r.pad.Left+r.pad.Right, 0, 0
	for _, item := range r.items {
		o, e := bare(item)
		if !o.Visible() {
			continue
		}
		n++
		if e {
			grow++
		} else {
			fixed += o.MinSize().Width
		}
	}
	if n > 1 {
		fixed += r.gap * float32(n-1)
	}
	if grow == 0 {
		return 0
	}
	return max(0, (w-fixed)/float32(grow))
}

// HeightFor is the height at a width.
func (r *Row) HeightFor(w float32) float32 {
	each, h := r.share(w), float32(0)
	for _, item := range r.items {
		o, e := bare(item)
		if !o.Visible() {
			continue
		}
		if e {
			h = max(h, heightFor(o, each))
		} else {
			h = max(h, o.MinSize().Height)
		}
	}
	return h + r.pad.Top + r.pad.Bottom
}

// CreateRenderer implements fyne.Widget.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	f := &face{self: r}
	f.min = func() fyne.Size {
		w, h, n := r.pad.Left+r.pad.Right, float32(0), 0
		for _, item := range r.items {
			if o, _ := bare(item); o.Visible() {
				m := o.MinSize()
				w += m.Width
				h = max(h, m.Height)
				n++
			}
		}
		if n > 1 {
			w += r.gap * float32(n-1)
		}
		return fyne.NewSize(w, h+r.pad.Top+r.pad.Bottom)
	}
	f.layout = func(s fyne.Size) { r.arrange(f, s) }
	for _, item := range r.items {
		o, _ := bare(item)
		f.objects = append(f.objects, o)
	}
	return f.done()
}

func (r *Row) arrange(f *face, s fyne.Size) {
	f.objects = f.objects[:0]
	each, x := r.share(s.Width), r.pad.Left
	inner := s.Height - r.pad.Top - r.pad.Bottom
	for _, item := range r.items {
		o, e := bare(item)
		f.objects = append(f.objects, o)
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		w, h := m.Width, m.Height
		if e {
			w, h = each, heightFor(o, each)
		}
		y := r.pad.Top
		if !r.top {
			y += float32(int((inner-h)/2 + 0.5))
		}
		place(o, x, y, w, h)
		x += w + r.gap
	}
}

// Scroll shows a tall object through a window that scrolls up and down. The object is laid out at the window's width
// first, so that paragraphs have their height before the scroll bar is measured.
type Scroll struct {
	widget.BaseWidget
	content fyne.CanvasObject
	inner   *container.Scroll
}

// NewScroll makes a vertical scroll.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{content: content, inner: container.NewVScroll(content)}
	s.ExtendBaseWidget(s)
	return s
}

// ToTop scrolls to the beginning.
func (s *Scroll) ToTop() { s.inner.ScrollToTop() }

// Offset is how far the content is scrolled, in units.
func (s *Scroll) Offset() float32 { return s.inner.Offset.Y }

// CreateRenderer implements fyne.Widget.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer {
	f := &face{self: s, objects: []fyne.CanvasObject{s.inner}, gone: func() { delete(shown, s) }}
	shown[s] = true
	f.min = func() fyne.Size { return fyne.NewSize(s.content.MinSize().Width, 32) }
	f.layout = func(size fyne.Size) {
		s.content.Resize(fyne.NewSize(size.Width, heightFor(s.content, size.Width)))
		s.inner.Resize(size)
		s.inner.Refresh()
	}
	return f.done()
}

// NewPage sets a head above and a foot below a body that takes the rest of the height, without gaps. Head and foot may
// be nil.
func NewPage(head, body, foot fyne.CanvasObject) *fyne.Container {
	p := &page{head, body, foot}
	var objects []fyne.CanvasObject
	for _, o := range []fyne.CanvasObject{head, body, foot} { // the order of the Tab key
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(p, objects...)
}

type page struct{ head, body, foot fyne.CanvasObject }

// MinSize implements fyne.Layout.
func (p *page) MinSize([]fyne.CanvasObject) fyne.Size {
	size := p.body.MinSize()
	for _, o := range []fyne.CanvasObject{p.head, p.foot} {
		if o != nil && o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(max(size.Width, m.Width), size.Height+m.Height)
		}
	}
	return size
}

// Layout implements fyne.Layout.
func (p *page) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	top, bottom := float32(0), float32(0)
	if p.head != nil && p.head.Visible() {
		top = heightFor(p.head, s.Width)
		place(p.head, 0, 0, s.Width, top)
	}
	if p.foot != nil && p.foot.Visible() {
		bottom = heightFor(p.foot, s.Width)
		place(p.foot, 0, s.Height-bottom, s.Width, bottom)
	}
	place(p.body, 0, top, s.Width, max(0, s.Height-top-bottom))
}
