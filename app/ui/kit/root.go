package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Root is the outermost object of a window: the content, with tooltips above it. It also gets the keys that the focused
// widget has no use for, so that a tool's letter or Esc works wherever the focus is.
//
//	root := kit.NewRoot(content)
//	root.OnKey, root.OnRune = actions.Key, actions.Rune
//	w.SetContent(root)
//	root.Attach(w.Canvas())
type Root struct {
	widget.BaseWidget
	OnKey  func(*fyne.KeyEvent)
	OnRune func(rune)

	content fyne.CanvasObject
	tips    *tipLayer
}

// NewRoot wraps a window's content.
func NewRoot(content fyne.CanvasObject) *Root {
	r := &Root{content: content, tips: newTipLayer()}
	r.ExtendBaseWidget(r)
	return r
}

// Attach sends the keys typed while nothing has the focus to the same functions.
func (r *Root) Attach(c fyne.Canvas) {
	front := func() host {
		if h, ok := c.Overlays().Top().(host); ok {
			return h
		}
		return r
	}
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		byKeyboard = true
		front().key(e)
	})
	c.SetOnTypedRune(func(ch rune) { front().rune(ch) })
}

func (r *Root) key(e *fyne.KeyEvent) {
	if r.OnKey != nil {
		r.OnKey(e)
	}
}

func (r *Root) rune(ch rune) {
	if r.OnRune != nil {
		r.OnRune(ch)
	}
}

func (r *Root) layer() *tipLayer { return r.tips }

// CreateRenderer implements fyne.Widget.
func (r *Root) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.content, r.tips))
}

// host is what stands behind every object of a window: the root, or a surface over it.
type host interface {
	key(*fyne.KeyEvent)
	rune(rune)
	layer() *tipLayer
}

func hostOf(o fyne.CanvasObject) host {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	c := app.Driver().CanvasForObject(o)
	if c == nil {
		return nil
	}
	if h, ok := c.Overlays().Top().(host); ok {
		return h
	}
	h, _ := c.Content().(host)
	return h
}

func forwardKey(o fyne.CanvasObject, e *fyne.KeyEvent) {
	if h := hostOf(o); h != nil {
		h.key(e)
	}
}

func forwardRune(o fyne.CanvasObject, r rune) {
	if h := hostOf(o); h != nil {
		h.rune(r)
	}
}

// forwardShortcut hands a chord to the window, which knows those of the whole program.
func forwardShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if window, ok := c.(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}

// ForwardKey hands a key that a widget of another package has no use for to the window's Root.
func ForwardKey(o fyne.CanvasObject, e *fyne.KeyEvent) { forwardKey(o, e) }

// ForwardRune hands a character that a widget of another package has no use for to the window's Root.
func ForwardRune(o fyne.CanvasObject, r rune) { forwardRune(o, r) }
