package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// Entry is a field for text: 30 high, its edge 2 px of accent while it has the focus. It may have an icon in front, a ×
// that clears it, and one line below that says what is wrong.
//
//	e := kit.NewEntry("Filter sites").WithIcon("filter").Clearable()
//	e.OnChanged = func(text string) { … }
//	e.SetError("capacity must be a whole number")
type Entry struct {
	widget.BaseWidget
	OnChanged   func(text string)
	OnSubmitted func(text string)           // Enter
	OnFocus     func(on bool)               // gained or lost
	OnKey       func(e *fyne.KeyEvent) bool // before the field; true stops the key there
	TakesTab    bool                        // Tab goes to OnKey and not to the next field

	field  *field
	window *fieldWindow
	prompt string
	icon   string
	wipe   *Button
	err    string
	rows   int
}

// NewEntry makes a field of one line with a prompt for when it is empty.
func NewEntry(prompt string) *Entry { return newEntry(prompt, 1) }

// NewArea makes a field of several lines that wraps.
func NewArea(prompt string, rows int) *Entry { return newEntry(prompt, rows) }

func newEntry(prompt string, rows int) *Entry {
	e := &Entry{rows: rows, prompt: prompt}
	e.field = &field{of: e}
	e.window = newFieldWindow(e.field, rows > 1)
	e.field.PlaceHolder = prompt
	e.field.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	if rows > 1 {
		e.field.MultiLine, e.field.Wrapping = true, fyne.TextWrapWord
		e.field.SetMinRowsVisible(rows)
	}
	e.field.ExtendBaseWidget(e.field)
	e.field.OnChanged = e.changed
	e.field.OnSubmitted = func(s string) {
		if e.OnSubmitted != nil {
			e.OnSubmitted(s)
		}
	}
	e.ExtendBaseWidget(e)
	return e
}

// WithIcon puts an icon before the text.
func (e *Entry) WithIcon(name string) *Entry { e.icon = name; return e }

// Clearable adds a × that shows while there is text. Esc does the same.
func (e *Entry) Clearable() *Entry {
	e.wipe = NewIconButton("close", "Clear", "Esc", func() { e.SetText(""); e.Focus() }).Small()
	e.wipe.Hide()
	return e
}

func (e *Entry) changed(text string) {
	if e.wipe != nil {
		setVisible(e.wipe, text != "")
	}
	if e.OnChanged != nil {
		e.OnChanged(text)
	}
}

// Text is what stands in the field.
func (e *Entry) Text() string { return e.field.Text }

// SetText changes it, and tells OnChanged when it differs.
func (e *Entry) SetText(text string) { e.field.SetText(text) }

// Fill shows a text without telling anyone: for a field that follows the document.
func (e *Entry) Fill(text string) {
	if e.field.Text == text {
		return
	}
	keep := e.OnChanged
	e.OnChanged = nil
	e.field.SetText(text)
	e.OnChanged = keep
}

// SetPrompt changes the words of the empty field.
func (e *Entry) SetPrompt(prompt string) {
	if e.prompt != prompt {
		e.prompt = prompt
		e.field.SetPlaceHolder(prompt)
		e.Refresh()
	}
}

// SetError says in one line below what is wrong; "" takes it away.
func (e *Entry) SetError(message string) {
	if e.err != message {
		e.err = message
		e.Refresh()
	}
}

// Focus puts the cursor into the field.
func (e *Entry) Focus() { focus(e.field) }

// FocusIn puts the cursor into a field that was just added to a canvas, before the toolkit knows where it stands.
func (e *Entry) FocusIn(c fyne.Canvas) { c.Focus(e.field) }

// Focused reports whether the cursor is in the field.
func (e *Entry) Focused() bool { return e.field.on }

// Owns reports whether o is the object that has the focus when the cursor is in this field.
func (e *Entry) Owns(o fyne.Focusable) bool { return o == fyne.Focusable(e.field) }

// SelectAll marks the whole text.
func (e *Entry) SelectAll() {
	e.field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// SelectFirst marks the first n characters: the stem of a file's name. It works the field as a hand would, since the
// toolkit sets no selection by itself.
func (e *Entry) SelectFirst(n int) {
	f, shift := &e.field.Entry, &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome}) // ends an older selection
	f.KeyDown(shift)
	for range n {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	f.KeyUp(shift)
}

// Selected is the text that is marked.
func (e *Entry) Selected() string { return e.field.SelectedText() }

// ToEnd puts the cursor behind the last character of a field of one line.
func (e *Entry) ToEnd() { e.field.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) }

// Disable greys the field out.
func (e *Entry) Disable() { e.field.Disable(); e.Refresh() }

// Enable undoes Disable.
func (e *Entry) Enable() { e.field.Enable(); e.Refresh() }

// HeightFor is the height at any width: more when an error shows.
func (e *Entry) HeightFor(float32) float32 {
	h := float32(30)
	if e.rows > 1 {
		h = float32(e.rows)*17 + 14
	}
	if e.err != "" {
		h += 17
	}
	return h
}

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	box, icon, message := newBox(6), newGlyph(""), canvas.NewText("", nil)
	f := &face{self: e, objects: []fyne.CanvasObject{box.Raster, icon.Image, e.window, message}}
	if e.wipe != nil {
		f.objects = append(f.objects, e.wipe)
	}
	f.min = func() fyne.Size { return fyne.NewSize(96, e.HeightFor(0)) }
	f.paint = func(s *theme.Set) {
		box.FillColor, box.StrokeColor, box.StrokeWidth = s.Raise, s.Control, 1
		switch {
		case e.field.Disabled():
			box.FillColor, box.StrokeColor = s.Panel, s.Line2
		case e.field.on:
			box.StrokeColor, box.StrokeWidth = s.Accent, 2
		case e.err != "":
			box.StrokeColor = s.Error
		}
		icon.draw(e.icon, s.Ink3)
		Caption.apply(message, e.err, s.Error)
	}
	f.layout = func(size fyne.Size) { e.arrange(size, box, icon, message) }
	return f.done()
}

func (e *Entry) arrange(size fyne.Size, box *box, icon *glyph, message *canvas.Text) {
	h := size.Height
	if e.err != "" {
		h -= 17
	}
	place(box, 0, 0, size.Width, h)
	left, right := float32(2), float32(2)
	if e.icon != "" {
		place(icon, 10, (h-16)/2, 16, 16)
		left = 23
	}
	if e.wipe != nil {
		place(e.wipe, size.Width-28, (h-26)/2, 26, 26)
		right = 26
	}
	w := size.Width - left - right
	place(e.window, left, 1, w, h-2)
	if short := Body.elide(e.prompt, w-18); e.rows <= 1 && short != e.field.PlaceHolder {
		e.field.SetPlaceHolder(short)
	}
	place(message, 2, h+2, size.Width-4, 14)
	message.Text = Caption.elide(e.err, size.Width-4)
}

// fieldWindow shows the middle of a field of one line and cuts off the rest, where the toolkit would draw a scroll bar
// under a long text.
type fieldWindow struct {
	widget.BaseWidget
	field *field
	whole bool // several lines: nothing is cut off
}

func newFieldWindow(f *field, whole bool) *fieldWindow {
	w := &fieldWindow{field: f, whole: whole}
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer implements fyne.Widget.
func (w *fieldWindow) CreateRenderer() fyne.WidgetRenderer {
	f := &face{self: w, objects: []fyne.CanvasObject{w.field}}
	f.min = func() fyne.Size { return fyne.NewSize(40, 28) }
	f.layout = func(s fyne.Size) {
		if w.whole {
			place(w.field, 0, -1, s.Width, s.Height+2)
			return
		}
		high := w.field.MinSize().Height
		place(w.field, 0, floor((s.Height-high)/2)-1, s.Width, high+16)
	}
	return &clipped{f.done()}
}

// clipped is a renderer whose objects are cut off at its bounds.
type clipped struct{ *face }

// IsClip tells the painters to cut off.
func (*clipped) IsClip() {}

// field is the toolkit's entry without its own box and border.
type field struct {
	widget.Entry
	of *Entry
	on bool
}

// CreateRenderer implements fyne.Widget.
func (f *field) CreateRenderer() fyne.WidgetRenderer { return &fieldRenderer{f.Entry.CreateRenderer()} }

type fieldRenderer struct{ fyne.WidgetRenderer }

// Objects leaves out box and border, which the toolkit lists first.
func (r *fieldRenderer) Objects() []fyne.CanvasObject { return r.WidgetRenderer.Objects()[2:] }

// AcceptsTab implements fyne.Tabbable: from fields of several lines too Tab goes on to the next.
func (f *field) AcceptsTab() bool { return f.of.TakesTab }

// FocusGained implements fyne.Focusable.
func (f *field) FocusGained() {
	f.Entry.FocusGained()
	f.on = true
	f.of.Refresh()
	revealFocus(f)
	if f.of.OnFocus != nil {
		f.of.OnFocus(true)
	}
}

// FocusLost implements fyne.Focusable.
func (f *field) FocusLost() {
	f.Entry.FocusLost()
	f.on = false
	f.of.Refresh()
	if f.of.OnFocus != nil {
		f.of.OnFocus(false)
	}
}

// TypedKey implements fyne.Focusable. Keys that mean nothing inside a text go on to the window.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	byKeyboard = true
	if f.of.OnKey != nil && f.of.OnKey(e) {
		return
	}
	switch {
	case e.Name == fyne.KeyEscape && f.of.wipe != nil && f.Text != "":
		f.SetText("")
	case e.Name == fyne.KeyEscape, isFunctionKey(e.Name):
		forwardKey(f, e)
	default:
		f.Entry.TypedKey(e)
	}
}

// TypedShortcut implements fyne.Shortcutable. A chord that means nothing inside a text goes on to the window.
func (f *field) TypedShortcut(s fyne.Shortcut) {
	if _, chord := s.(*desktop.CustomShortcut); !chord || isTextChord(s) {
		f.Entry.TypedShortcut(s)
		return
	}
	forwardShortcut(f, s)
}

// isTextChord reports whether the toolkit's entry uses a chord for moving by words or deleting one.
func isTextChord(s fyne.Shortcut) bool {
	switch s.(*desktop.CustomShortcut).KeyName {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyDelete:
		return true
	}
	return false
}

func isFunctionKey(n fyne.KeyName) bool {
	return len(n) >= 2 && n[0] == 'F' && strings.Trim(string(n[1:]), "0123456789") == ""
}

// FieldButton looks like a field and opens something when pressed, as the search in the toolbar does.
//
//	kit.NewFieldButton("search", "Search places, notes, commands", "Ctrl+K", openPalette)
type FieldButton struct {
	control
	icon, prompt, kbd string
}

// NewFieldButton makes a button in the shape of a field.
func NewFieldButton(icon, prompt, shortcut string, act func()) *FieldButton {
	b := &FieldButton{icon: icon, prompt: prompt, kbd: shortcut}
	b.act = act
	b.init(b)
	return b
}

// SetPrompt changes its words.
func (b *FieldButton) SetPrompt(prompt string) {
	if b.prompt != prompt {
		b.prompt = prompt
		b.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *FieldButton) CreateRenderer() fyne.WidgetRenderer {
	box, icon, word, key, ring := newBox(6), newGlyph(""), canvas.NewText("", nil), newKeycap(), ringRect(6)
	box.StrokeWidth = 1
	f := &face{self: b, objects: []fyne.CanvasObject{box.Raster, icon.Image, word, key.box.Raster, key.text, ring.Raster}}
	f.min = func() fyne.Size { return fyne.NewSize(96, 30) }
	f.paint = func(s *theme.Set) {
		box.FillColor, box.StrokeColor = s.Raise, s.Control
		if b.hover {
			box.FillColor = mix(s.Raise, s.Hover, 0.5)
		}
		icon.draw(b.icon, s.Ink3)
		Body.apply(word, b.prompt, s.Ink3)
		key.draw(b.kbd, s)
		paintRing(ring, s, b.ring)
	}
	f.layout = func(size fyne.Size) {
		y := (size.Height - 30) / 2
		place(box, 0, y, size.Width, 30)
		place(icon, 10, y+7, 16, 16)
		k := float32(0)
		if b.kbd != "" {
			k = kbdWidth(b.kbd)
		}
		word.Text = Body.elide(b.prompt, size.Width-31-k-8)
		place(word, 31, y+6, size.Width-31-k-8, 18)
		key.place(size.Width-k-2, y+6)
		placeRing(ring, size, -4)
	}
	return f.done()
}
