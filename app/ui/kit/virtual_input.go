package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// listHand lies over a row and takes its mouse, so that rows themselves never get the focus.
type listHand struct {
	widget.BaseWidget
	list  *VirtualList
	index int
	mods  fyne.KeyModifier
	last  time.Time // of the previous click on the same row
	at    int       // that row
}

// hoverable is a row that shows hovering and pressing.
type hoverable interface{ SetOver(hover, press bool) }

func (h *listHand) over(hover, press bool) {
	if s, ok := h.list.live[h.index]; ok && h.list.stops(h.index) {
		if o, ok := s.obj.(hoverable); ok {
			o.SetOver(hover, press)
		}
	}
}

// MouseIn implements desktop.Hoverable.
func (h *listHand) MouseIn(*desktop.MouseEvent) { h.over(true, false) }

// MouseMoved implements desktop.Hoverable.
func (h *listHand) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (h *listHand) MouseOut() { h.over(false, false) }

// MouseDown implements desktop.Mouseable.
func (h *listHand) MouseDown(e *desktop.MouseEvent) {
	byKeyboard = false
	h.mods = e.Modifier
	if e.Button == desktop.MouseButtonPrimary {
		h.over(true, true)
	}
}

// MouseUp implements desktop.Mouseable.
func (h *listHand) MouseUp(*desktop.MouseEvent) { h.over(true, false) }

// Tapped implements fyne.Tappable.
func (h *listHand) Tapped(e *fyne.PointEvent) {
	l, now := h.list, now()
	l.Focus()
	if !l.stops(h.index) {
		return
	}
	if h.onBox(e.Position.X) {
		l.cursor = h.index
		l.paintEdge(theme.Now())
		l.Tick(h.index)
		return
	}
	again := h.at == h.index && now.Sub(h.last) < 400*time.Millisecond && h.mods == 0
	h.at, h.last = h.index, now
	l.cursor = h.index
	l.paintEdge(theme.Now())
	if again && l.Opened != nil {
		l.Opened(h.index)
		return
	}
	l.moved(h.mods)
}

// onBox tells whether x of the row is on its box to tick.
func (h *listHand) onBox(x float32) bool {
	s, live := h.list.live[h.index]
	if !live || h.list.Tick == nil {
		return false
	}
	c, ok := s.obj.(interface{ OnTick(x float32) bool })
	return ok && c.OnTick(x)
}

// TappedSecondary implements fyne.SecondaryTappable.
func (h *listHand) TappedSecondary(e *fyne.PointEvent) {
	if h.list.Menu != nil && h.list.stops(h.index) {
		h.list.Menu(h.index, e.AbsolutePosition)
	}
}

// CreateRenderer implements fyne.Widget.
func (h *listHand) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// now is the clock of double clicks.
var now = time.Now

func (l *VirtualList) stops(i int) bool {
	return i >= 0 && i < len(l.tops)-1 && (l.Chosen == nil || l.Chosen(i))
}

func (l *VirtualList) moved(mods fyne.KeyModifier) {
	if l.Moved != nil {
		l.Moved(l.cursor, mods)
	}
}

// reveal scrolls as little as needed to show row i.
func (l *VirtualList) reveal(i int) {
	if i < 0 || i >= len(l.tops)-1 {
		return
	}
	view, y := l.scroll.Size().Height, l.scroll.Offset.Y
	top := l.tops[i]
	if i > 0 && !l.stops(i-1) { // keep the head of a group with its first row
		top = l.tops[i-1]
	}
	switch {
	case view <= 0:
		return
	case top < y:
		y = top
	case l.tops[i+1] > y+view:
		y = l.tops[i+1] - view
	default:
		return
	}
	l.scroll.ScrollToOffset(fyne.NewPos(0, y))
	l.fill(false)
}

// step moves the cursor by d rows that can be chosen.
func (l *VirtualList) step(d int, mods fyne.KeyModifier) {
	unit := 1
	if d < 0 {
		unit = -1
	}
	best := l.cursor
	for i, left := l.cursor+unit, d*unit; i >= 0 && i < len(l.tops)-1 && left > 0; i += unit {
		if l.stops(i) {
			best = i
			left--
		}
	}
	l.jump(best, mods)
}

func (l *VirtualList) jump(i int, mods fyne.KeyModifier) {
	if i == l.cursor || !l.stops(i) {
		return
	}
	l.cursor = i
	l.reveal(i)
	l.paintEdge(theme.Now())
	l.moved(mods)
}

// ends moves the cursor to the first or last row that can be chosen.
func (l *VirtualList) ends(last bool, mods fyne.KeyModifier) {
	n := len(l.tops) - 1
	for k := 0; k < n; k++ {
		i := k
		if last {
			i = n - 1 - k
		}
		if l.stops(i) {
			l.jump(i, mods)
			return
		}
	}
}

func (l *VirtualList) page() int { return max(1, int(l.scroll.Size().Height/44)-1) }

// TypedKey implements fyne.Focusable.
func (l *VirtualList) TypedKey(e *fyne.KeyEvent) {
	byKeyboard = true
	if !l.ring {
		l.ring = true
		l.Refresh()
	}
	if l.Key != nil && l.Key(e) {
		return
	}
	mods := l.held()
	switch e.Name {
	case fyne.KeyDown:
		l.step(1, mods)
	case fyne.KeyUp:
		l.step(-1, mods)
	case fyne.KeyPageDown:
		l.step(l.page(), mods)
	case fyne.KeyPageUp:
		l.step(-l.page(), mods)
	case fyne.KeyHome:
		l.ends(false, mods)
	case fyne.KeyEnd:
		l.ends(true, mods)
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.Opened != nil && l.stops(l.cursor) {
			l.Opened(l.cursor)
		}
	case fyne.KeySpace:
		if l.Tick != nil && l.stops(l.cursor) {
			l.Tick(l.cursor)
		}
	default:
		forwardKey(l, e)
	}
}

// held gives the modifiers that are down.
func (l *VirtualList) held() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return l.mods
}

// KeyDown implements desktop.Keyable.
func (l *VirtualList) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		l.mods |= fyne.KeyModifierShift
	}
}

// KeyUp implements desktop.Keyable.
func (l *VirtualList) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		l.mods &^= fyne.KeyModifierShift
	}
}

// TypedRune implements fyne.Focusable.
func (l *VirtualList) TypedRune(r rune) {
	if l.Rune == nil || !l.Rune(r) {
		forwardRune(l, r)
	}
}

// FocusGained implements fyne.Focusable.
func (l *VirtualList) FocusGained() {
	l.focused, l.ring = true, byKeyboard
	if byKeyboard && l.cursor < 0 {
		for i := 0; i < len(l.tops)-1 && l.cursor < 0; i++ {
			if l.stops(i) {
				l.cursor = i
			}
		}
	}
	l.Refresh()
}

// FocusLost implements fyne.Focusable.
func (l *VirtualList) FocusLost() {
	l.focused, l.ring = false, false
	l.Refresh()
}

// TypedShortcut implements fyne.Shortcutable: Ctrl+A goes to All, the rest to the window.
func (l *VirtualList) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutSelectAll); ok && l.All != nil {
		l.All()
		return
	}
	forwardShortcut(l, s)
}

var (
	_ fyne.Focusable  = (*VirtualList)(nil)
	_ desktop.Keyable = (*VirtualList)(nil)
)
