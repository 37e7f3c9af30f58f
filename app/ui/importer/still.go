package importer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hubscape/app/ui/kit"
)

// stillness keeps the lines of a list from getting lower when what they say changes, so that what stands under a line
// does not move away from the pointer. It starts anew when the list gets another width.
type stillness[K comparable] struct {
	width float32
	least map[K]float32
	lines map[K]stillLine
}

// stillLine is a line and the room under it.
type stillLine struct {
	body *kit.Column
	room *canvas.Rectangle
}

// measure takes note of the heights that show, at the width of the list, before the lines change.
func (s *stillness[K]) measure(width float32) {
	if width != s.width {
		s.width, s.least = width, map[K]float32{}
	}
	if width > 0 {
		for id, l := range s.lines {
			s.least[id] = max(s.least[id], l.body.HeightFor(width))
		}
	}
	s.lines = map[K]stillLine{}
}

// hold gives a line with as much room under it as it had before.
func (s *stillness[K]) hold(id K, body *kit.Column) fyne.CanvasObject {
	l := stillLine{body, canvas.NewRectangle(color.Transparent)}
	setShown(l.room, false)
	if spare := s.least[id] - body.HeightFor(s.width); s.width > 0 && spare > 0 {
		l.room.SetMinSize(fyne.NewSize(0, spare))
		setShown(l.room, true)
	}
	s.lines[id] = l
	return kit.NewColumn(0, kit.Inset{}, l.body, l.room)
}

// forget lets every line have its own height again.
func (s *stillness[K]) forget() { s.least, s.lines = map[K]float32{}, nil }
