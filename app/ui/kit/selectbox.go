package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hubscape/app/ui/theme"
)

// Select is a field that offers a list: 30 high, the chosen words and a chevron. Up and Down change the choice while it
// has the focus, Enter or Space opens the list.
//
//	kit.NewSelect([]kit.Option{{ID: "eu", Label: "European Union form"}, {ID: "un", Label: "United Nations form"}}, "eu", choose)
type Select struct {
	control
	options []Option
	chosen  string
	prompt  string
	quiet   bool
	choose  func(id string)
}

// NewSelect makes a select with chosen on; an unknown id shows the prompt "Choose".
func NewSelect(options []Option, chosen string, choose func(id string)) *Select {
	s := &Select{options: options, chosen: chosen, prompt: "Choose", choose: choose}
	s.act = s.open
	s.init(s)
	return s
}

// Quiet leaves out the edge, for a choice within a card's lines.
func (s *Select) Quiet() *Select { s.quiet = true; return s }

// Prompt sets the words of a select that has no choice.
func (s *Select) Prompt(words string) *Select { s.prompt = words; return s }

// SetOptions replaces the list.
func (s *Select) SetOptions(options []Option) {
	s.options = options
	s.Refresh()
}

// SetChosen chooses without calling back.
func (s *Select) SetChosen(id string) {
	if s.chosen != id {
		s.chosen = id
		s.Refresh()
	}
}

// Chosen is the id of the chosen option.
func (s *Select) Chosen() string { return s.chosen }

func (s *Select) index() int {
	for i, o := range s.options {
		if o.ID == s.chosen {
			return i
		}
	}
	return -1
}

func (s *Select) pick(i int) {
	s.chosen = s.options[i].ID
	s.Refresh()
	if s.choose != nil {
		s.choose(s.chosen)
	}
}

func (s *Select) open() {
	items := make([]MenuItem, len(s.options))
	for i, o := range s.options {
		items[i] = MenuItem{Label: o.Label, Icon: o.Icon, Checked: o.ID == s.chosen && o.Icon == "", Shortcut: o.Key, Act: func() { s.pick(i) }}
	}
	ShowMenu(s, items)
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(e *fyne.KeyEvent) {
	switch i := s.index(); {
	case e.Name == fyne.KeyDown && i+1 < len(s.options):
		s.pick(i + 1)
	case e.Name == fyne.KeyUp && i > 0:
		s.pick(i - 1)
	case e.Name == fyne.KeyDown, e.Name == fyne.KeyUp:
	default:
		s.control.TypedKey(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	box, icon, word, chevron := newBox(6), newGlyph(""), canvas.NewText("", nil), newGlyph("")
	f := &face{self: s, objects: []fyne.CanvasObject{box.Raster, icon.Image, word, chevron.Image}}
	pad := float32(10)
	if s.quiet {
		pad = 0
	}
	f.min = func() fyne.Size {
		w := Body.Width(s.prompt)
		for _, o := range s.options {
			w = max(w, Body.Width(o.Label))
			if o.Icon != "" {
				w = max(w, Body.Width(o.Label)+24)
			}
		}
		if s.quiet {
			return fyne.NewSize(w+22, 22)
		}
		return fyne.NewSize(w+2*pad+24, 30)
	}
	f.paint = func(t *theme.Set) {
		label, name, ink := s.prompt, "", t.Ink3
		if i := s.index(); i >= 0 {
			label, name, ink = s.options[i].Label, s.options[i].Icon, t.Ink
		}
		box.FillColor, box.StrokeColor, box.StrokeWidth = t.Raise, t.Control, 1
		if s.quiet {
			box.FillColor, box.StrokeWidth = nil, 0
		}
		if s.hover && !s.off {
			box.FillColor, _ = overRaised(t)
		}
		if s.ring {
			box.StrokeColor, box.StrokeWidth = t.Accent, 2
		}
		if s.off {
			ink, box.FillColor, box.StrokeColor = t.Disabled, t.Panel, t.Line2
		}
		Body.apply(word, label, ink)
		icon.draw(name, ink)
		chevron.draw("chevron-down", t.Ink2)
	}
	f.layout = func(size fyne.Size) {
		bleed := float32(0)
		if s.quiet {
			bleed = 6
		}
		place(box, -bleed, 0, size.Width+2*bleed, size.Height)
		x := pad
		if icon.name != "" {
			place(icon, x-1, floor((size.Height-18)/2), 18, 18)
			x += 23
		}
		room := size.Width - x - pad - 18
		word.Text = Body.elide(word.Text, room)
		place(word, x, floor((size.Height-18)/2), room, 18)
		at := size.Width - pad - 16
		if s.quiet {
			at = fyne.Min(at, x+Body.Width(word.Text)+6)
		}
		place(chevron, at, floor((size.Height-16)/2), 16, 16)
	}
	return f.done()
}
