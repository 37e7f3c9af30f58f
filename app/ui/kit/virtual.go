package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// VirtualList shows thousands of rows and builds only those in view. Rows may differ in kind and height: the list asks
// for a row's kind and height, makes a widget per kind and binds it to the row at hand.
//
// Up, Down, Home, End, PgUp and PgDn move the cursor over the rows that can be chosen, Enter opens the row under it.
// With Shift the moves extend the choice, Ctrl keeps what is chosen; the owner keeps the choice (see Moved).
//
//	l := kit.NewVirtualList()
//	l.Len = func() int { return len(lines) }
//	l.Height = func(i int) float32 { return 44 }
//	l.Make = func(kind int) fyne.CanvasObject { return kit.NewListCell() }
//	l.Bind = func(i int, o fyne.CanvasObject) { o.(*kit.ListCell).Set(lines[i]) }
//	l.Moved = func(i int, mods fyne.KeyModifier) { choose(i, mods) }
type VirtualList struct {
	widget.BaseWidget
	Len    func() int
	Kind   func(i int) int                    // 0 for all where nil
	Height func(i int) float32                // in units
	Make   func(kind int) fyne.CanvasObject   // an unbound row
	Bind   func(i int, row fyne.CanvasObject) // shows row i in it
	Chosen func(i int) bool                   // whether the cursor may stop at row i; all where nil
	Moved  func(i int, mods fyne.KeyModifier) // the cursor went to row i by key or click
	Opened func(i int)                        // Enter or a second click
	Tick   func(i int)                        // a click on the box of a row that has one, or Space on the row
	Key    func(e *fyne.KeyEvent) bool        // before the list; true stops the key
	Rune   func(r rune) bool                  // a character typed; true stops it here
	Menu   func(i int, at fyne.Position)      // right click, in window coordinates
	All    func()                             // Ctrl+A

	scroll  *container.Scroll
	content *listContent
	tops    []float32 // top of each row, and the total at the end
	live    map[int]*slot
	spare   map[int][]*slot
	cursor  int
	focused bool
	ring    bool
	mods    fyne.KeyModifier
	edge    *box
}

// slot is a made row and the kind it was made for.
type slot struct {
	obj  fyne.CanvasObject
	hand *listHand
	kind int
}

// NewVirtualList makes an empty list; set the functions and call Reload.
func NewVirtualList() *VirtualList {
	l := &VirtualList{live: map[int]*slot{}, spare: map[int][]*slot{}, cursor: -1, tops: []float32{0}}
	l.content = &listContent{list: l}
	l.content.ExtendBaseWidget(l.content)
	l.scroll = container.NewVScroll(l.content)
	l.scroll.OnScrolled = func(fyne.Position) { l.fill(false) }
	l.edge = ringRect(-3)
	l.ExtendBaseWidget(l)
	return l
}

// Reload reads length and heights again and binds the rows in view. The scroll offset stays.
func (l *VirtualList) Reload() {
	n := l.Len()
	l.tops = l.tops[:0]
	y := float32(0)
	for i := 0; i < n; i++ {
		l.tops = append(l.tops, y)
		y += l.Height(i)
	}
	l.tops = append(l.tops, y)
	if l.cursor >= n {
		l.cursor = n - 1
	}
	l.scroll.Refresh()
	l.fill(true)
	l.placeEdge()
}

// Rebind shows the rows in view again, without measuring: after the choice changed.
func (l *VirtualList) Rebind() { l.fill(true) }

// RebindRow shows one row again if it is in view.
func (l *VirtualList) RebindRow(i int) {
	if s, ok := l.live[i]; ok {
		l.Bind(i, s.obj)
	}
}

// Built is how many row widgets exist, in view or spare.
func (l *VirtualList) Built() int {
	n := len(l.live)
	for _, s := range l.spare {
		n += len(s)
	}
	return n
}

// Width is how wide rows are at present, for heights that follow it.
func (l *VirtualList) Width() float32 { return l.scroll.Size().Width }

// Cursor is the row the keyboard is at, or -1.
func (l *VirtualList) Cursor() int { return l.cursor }

// SetCursor moves the cursor without calling Moved, and shows the row.
func (l *VirtualList) SetCursor(i int) {
	l.cursor = i
	l.reveal(i)
	l.paintEdge(theme.Now())
}

// Focus gives the list the keyboard.
func (l *VirtualList) Focus() { focus(l) }

// reach gives the first row whose bottom lies below y.
func (l *VirtualList) reach(y float32) int {
	lo, hi := 0, len(l.tops)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if l.tops[mid+1] <= y {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (l *VirtualList) kind(i int) int {
	if l.Kind == nil {
		return 0
	}
	return l.Kind(i)
}

// take gives a row widget of a kind, spare or new.
func (l *VirtualList) take(kind int) *slot {
	if s := l.spare[kind]; len(s) > 0 {
		l.spare[kind] = s[:len(s)-1]
		return s[len(s)-1]
	}
	s := &slot{obj: l.Make(kind), kind: kind}
	s.hand = &listHand{list: l}
	s.hand.ExtendBaseWidget(s.hand)
	return s
}

// fill makes the rows in view live. With bind, rows that stay are bound again too.
func (l *VirtualList) fill(bind bool) {
	if l.Len == nil || l.scroll.Size().Height <= 0 {
		return
	}
	n := len(l.tops) - 1
	first := l.reach(l.scroll.Offset.Y)
	last := l.reach(l.scroll.Offset.Y + l.scroll.Size().Height)
	for i, s := range l.live {
		if i < first || i > last || i >= n || s.kind != l.kind(i) {
			delete(l.live, i)
			if o, ok := s.obj.(hoverable); ok {
				o.SetOver(false, false)
			}
			l.spare[s.kind] = append(l.spare[s.kind], s)
		}
	}
	w := l.scroll.Size().Width
	for i := first; i <= last && i < n; i++ {
		s, ok := l.live[i]
		if !ok {
			s = l.take(l.kind(i))
			l.live[i] = s
		}
		s.hand.index = i
		place(s.obj, 0, l.tops[i], w, l.tops[i+1]-l.tops[i])
		place(s.hand, 0, l.tops[i], w, l.tops[i+1]-l.tops[i])
		if !ok || bind {
			l.Bind(i, s.obj)
		}
	}
	l.content.show(first, min(last, n-1))
}

// CreateRenderer implements fyne.Widget.
func (l *VirtualList) CreateRenderer() fyne.WidgetRenderer {
	f := &face{self: l, objects: []fyne.CanvasObject{l.scroll}}
	f.min = func() fyne.Size { return fyne.NewSize(96, 88) }
	f.paint = l.paintEdge
	f.layout = func(size fyne.Size) {
		wide := l.scroll.Size().Width != size.Width
		l.scroll.Resize(size)
		l.placeEdge()
		if wide && l.Len != nil {
			l.Reload()
			return
		}
		l.fill(false)
	}
	return f.done()
}

// paintEdge draws the focus ring round the row at the cursor, after a key was pressed.
func (l *VirtualList) paintEdge(s *theme.Set) {
	paintRing(l.edge, s, l.ring && l.focused && l.cursor >= 0)
	l.placeEdge()
	canvas.Refresh(l.edge.Raster)
}

func (l *VirtualList) placeEdge() {
	if i := l.cursor; i >= 0 && i < len(l.tops)-1 {
		place(l.edge, 1, l.tops[i], l.scroll.Size().Width-2, l.tops[i+1]-l.tops[i]-1)
	}
}

// listContent is as high as all rows together and holds those in view.
type listContent struct {
	widget.BaseWidget
	list *VirtualList
	f    *face
}

// show makes rows first to last the children, in order.
func (c *listContent) show(first, last int) {
	if c.f == nil {
		return
	}
	c.f.objects = nil
	for i := first; i <= last; i++ {
		if s, ok := c.list.live[i]; ok {
			c.f.objects = append(c.f.objects, s.obj, s.hand)
		}
	}
	c.f.objects = append(c.f.objects, c.list.edge.Raster)
	canvas.Refresh(c.list.edge.Raster) // rows that changed refresh themselves
}

// CreateRenderer implements fyne.Widget.
func (c *listContent) CreateRenderer() fyne.WidgetRenderer {
	c.f = &face{self: c}
	c.f.min = func() fyne.Size { return fyne.NewSize(96, c.list.tops[len(c.list.tops)-1]) }
	return c.f.done()
}
