package kit

import "fyne.io/fyne/v2"

// Choice is one answer of a dialog.
type Choice struct {
	Label   string
	Icon    string
	Primary bool
	Act     func() // after the dialog closed; nil only closes
}

// Dialog asks a question with more than one answer. It is at most 560 wide.
type Dialog struct {
	Title   string
	Text    string            // a paragraph, or
	Body    fyne.CanvasObject // any content, or both
	Width   float32           // 440 unless set; up to 560
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
	items := []fyne.CanvasObject{NewParagraph(d.Title, NoteTitle, Ink)}
	if d.Text != "" {
		items = append(items, NewParagraph(d.Text, Body, Ink2))
	}
	if d.Body != nil {
		items = append(items, d.Body)
	}
	buttons := []fyne.CanvasObject{Space()}
	var first *Button
	for _, ch := range d.Choices {
		style := Plain
		if ch.Primary {
			style = Primary
		}
		b := NewButton(ch.Label, ch.Icon, style, answer(ch.Act))
		if first == nil || ch.Primary {
			first = b
		}
		buttons = append(buttons, b)
	}
	items = append(items, NewRow(8, Inset{Top: 8}, buttons...))
	box := NewFrame(FillRaise, 10, Pad(20, 20), NewColumn(8, Inset{}, items...)).Edged().Raised(3)
	width := d.Width
	if width == 0 {
		width = 440
	}
	width = min(width, 560)
	s = Open(c, box, Over{Scrim: true, Stay: true, Closed: func() {
		if !answered && d.Cancel != nil {
			d.Cancel()
		}
	}, Place: func(win, min fyne.Size) (fyne.Position, fyne.Size) {
		w := max(width, min.Width)
		if w > win.Width-32 {
			w = win.Width - 32
		}
		return Middle(win, fyne.NewSize(w, box.HeightFor(w)))
	}})
	switch {
	case d.Focus != nil:
		d.Focus.Focus()
	case first != nil:
		focus(first)
	}
	return s
}
