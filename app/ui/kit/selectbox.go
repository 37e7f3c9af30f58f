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
	v := &selectView{of: s, box: newBox(6), icon: newGlyph(""), word: canvas.NewText("", nil), chevron: newGlyph("")}
	f := &face{self: s, objects: []fyne.CanvasObject{v.box.Raster, v.icon.Image, v.word, v.chevron.Image}}
	f.min, f.paint, f.layout = v.min, v.paint, v.layout
	return f.done()
}

// selectView is the drawn form of a Select.
type selectView struct {
	of      *Select
	box     *box
	icon    *glyph
	word    *canvas.Text
	chevron *glyph
	label   string
}

func (v *selectView) pad() float32 {
	if v.of.quiet {
		return 0
	}
	return 10
}

func (v *selectView) min() fyne.Size {
	w := Body.Width(v.of.prompt)
	for _, o := range v.of.options {
		n := Body.Width(o.Label)
		if o.Icon != "" {
			n += 24
		}
		w = max(w, n)
	}
	if v.of.quiet {
		return fyne.NewSize(w+22, 22)
	}
	return fyne.NewSize(w+2*v.pad()+24, 30)
}

func (v *selectView) paint(t *theme.Set) {
	s, box := v.of, v.box
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
	v.label = label
	Body.apply(v.word, label, ink)
	v.icon.draw(name, ink)
	v.chevron.draw("chevron-down", t.Ink2)
}

func (v *selectView) layout(size fyne.Size) {
	bleed, pad := float32(0), v.pad()
	if v.of.quiet {
		bleed = 6
	}
	place(v.box, -bleed, 0, size.Width+2*bleed, size.Height)
	x := pad
	if v.icon.name != "" {
		place(v.icon, x-1, floor((size.Height-18)/2), 18, 18)
		x += 23
	}
	room := size.Width - x - pad - 18
	v.word.Text = Body.elide(v.label, room)
	place(v.word, x, floor((size.Height-18)/2), room, 18)
	at := size.Width - pad - 16
	if v.of.quiet {
		at = fyne.Min(at, x+Body.Width(v.word.Text)+6)
	}
	place(v.chevron, at, floor((size.Height-16)/2), 16, 16)
}
