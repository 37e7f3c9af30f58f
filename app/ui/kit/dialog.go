package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Choice is one answer of a dialog.
type Choice struct {
	Label   string
	Icon    string
	Primary bool
	Left    bool   // stands at the left, apart from the others
	Act     func() // after the dialog closed; nil only closes
}

// Dialog asks a question with more than one answer. It is at most 600 wide.
type Dialog struct {
	Title   string
	Icon    string            // 22, before the title
	Text    string            // a paragraph, or
	Body    fyne.CanvasObject // any content, or both
	Width   float32           // 440 unless set; up to 600
	Choices []Choice          // from left to right; the primary one comes first to the focus
	Cancel  func()            // Esc; nil only closes
	Focus   *Entry            // gets the focus instead of the primary choice
}

// ShowDialog opens a dialog over the window of c. A click outside does not answer it.
//
//	kit.ShowDialog(w.Canvas(), kit.Dialog{
//		Title: "Save the changes to Western Balkans?", Text: "They are kept in the recovery copy of 12:03 until then.",
//		Choices: []kit.Choice{{Label: "Do not save", Act: drop}, {Label: "Cancel"}, {Label: "Save", Primary: true, Act: save}},
//	})
func ShowDialog(c fyne.Canvas, d Dialog) *Surface {
	var s *Surface
	answered := false
	answer := func(act func()) func() {
		return func() {
			answered = true
			s.Close()
			if act != nil {
				act()
			}
		}
	}
	first, buttons := d.buttons(answer)
	inner := newDialogBox(d.head(), d.Body, NewRow(8, Inset{Top: 16}, buttons...))
	box := NewFrame(FillRaise, 10, Pad(20, 20), inner).Edged().Raised(3)
	width := d.Width
	if width == 0 {
		width = 440
	}
	width = min(width, 600)
	s = Open(c, box, Over{Scrim: true, Stay: true, Closed: func() {
		if !answered && d.Cancel != nil {
			d.Cancel()
		}
	}, Place: func(win, least fyne.Size) (fyne.Position, fyne.Size) {
		w := min(max(width, least.Width), win.Width-32)
		return Middle(win, fyne.NewSize(w, min(box.HeightFor(w), win.Height-32)))
	}})
	switch {
	case d.Focus != nil:
		d.Focus.FocusIn(c)
	case first != nil:
		c.Focus(first)
	}
	return s
}

// head is the title and the paragraph under it.
func (d *Dialog) head() fyne.CanvasObject {
	var title fyne.CanvasObject = NewParagraph(d.Title, NoteTitle, Ink)
	if d.Icon != "" {
		title = NewRow(10, Inset{}, NewIcon(d.Icon, 22, Ink), Expand(title))
	}
	head := NewColumn(8, Inset{}, title)
	if d.Text != "" {
		head.items = append(head.items, NewParagraph(d.Text, Body, Ink2))
	}
	return head
}

// buttons makes the choices and names the one that gets the focus first.
func (d *Dialog) buttons(answer func(func()) func()) (first *Button, row []fyne.CanvasObject) {
	var left []fyne.CanvasObject
	row = []fyne.CanvasObject{Space()}
	for _, ch := range d.Choices {
		b := Action{ch.Label, ch.Icon, ch.Primary, answer(ch.Act)}.button()
		if first == nil || ch.Primary {
			first = b
		}
		if ch.Left {
			left = append(left, b)
		} else {
			row = append(row, b)
		}
	}
	return first, append(left, row...)
}

// dialogBox sets a body between head and foot and lets it scroll where the window is too low.
type dialogBox struct {
	widget.BaseWidget
	head, foot fyne.CanvasObject
	body       fyne.CanvasObject // nil for none
	scroll     *Scroll
}

func newDialogBox(head, body, foot fyne.CanvasObject) *dialogBox {
	b := &dialogBox{head: head, body: body, foot: foot}
	if body != nil {
		b.scroll = NewScroll(NewColumn(0, Pad(6, 6), body)) // it clips; a margin of 6 leaves room for focus rings
	}
	b.ExtendBaseWidget(b)
	return b
}

// HeightFor is the height at a width where nothing has to scroll.
func (b *dialogBox) HeightFor(w float32) float32 {
	h := heightFor(b.head, w) + heightFor(b.foot, w)
	if b.body != nil {
		h += 8 + heightFor(b.body, w)
	}
	return h
}

// CreateRenderer implements fyne.Widget.
func (b *dialogBox) CreateRenderer() fyne.WidgetRenderer {
	f := &face{self: b, objects: []fyne.CanvasObject{b.head, b.foot}}
	if b.body != nil {
		f.objects = []fyne.CanvasObject{b.head, b.scroll, b.foot}
	}
	f.min = func() fyne.Size {
		w := max(b.head.MinSize().Width, b.foot.MinSize().Width)
		if b.body != nil {
			w = max(w, b.body.MinSize().Width)
		}
		return fyne.NewSize(w, 120)
	}
	f.layout = func(s fyne.Size) {
		top, bottom := heightFor(b.head, s.Width), heightFor(b.foot, s.Width)
		place(b.head, 0, 0, s.Width, top)
		if b.body != nil {
			place(b.scroll, -6, top+2, s.Width+12, max(0, s.Height-top-2-bottom+6))
		}
		place(b.foot, 0, s.Height-bottom, s.Width, bottom)
	}
	return f.done()
}
