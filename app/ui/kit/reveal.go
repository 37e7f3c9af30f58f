package kit

import "fyne.io/fyne/v2"

// shown holds the scrolls that are drawn at present, so that a control that gets the focus can be brought into view.
var shown = map[*Scroll]bool{}

// revealFocus scrolls o into view when it lies inside the content of a scroll.
func revealFocus(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(o)
	for s := range shown {
		if d.CanvasForObject(s) != d.CanvasForObject(o) || !s.Visible() {
			continue
		}
		origin := d.AbsolutePositionForObject(s.content)
		x, y := at.X-origin.X, at.Y-origin.Y
		size := s.content.Size()
		if x < 0 || y < 0 || x >= size.Width || y >= size.Height {
			continue
		}
		s.reveal(y-8, y+o.Size().Height+8)
	}
}

// reveal scrolls as little as needed to show the content between two heights.
func (s *Scroll) reveal(top, bottom float32) {
	view := s.inner.Size().Height
	offset := s.inner.Offset
	if bottom > offset.Y+view {
		offset.Y = bottom - view
	}
	if top < offset.Y {
		offset.Y = max(0, top)
	}
	if offset != s.inner.Offset {
		s.inner.ScrollToOffset(offset)
	}
}

// Reveal scrolls as little as needed to bring an object inside the content into view.
func (s *Scroll) Reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	y := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s.content).Y
	s.reveal(y, y+o.Size().Height)
}
