package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// tick is the drawn box of a check mark or the drawn ring of a radio.
type tick struct {
	box  *box
	mark *glyph
	dot  *canvas.Circle
}

func newTick() *tick { return &tick{box: newBox(4), mark: newGlyph(""), dot: canvas.NewCircle(nil)} }

func (t *tick) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.box.Raster, t.mark.Image, t.dot}
}

// draw paints it; radio makes it a ring with a dot.
func (t *tick) draw(s *theme.Set, on, radio, off bool) {
	t.box.FillColor, t.box.StrokeColor, t.box.StrokeWidth, t.box.CornerRadius = s.Raise, s.Control, 1, 4
	t.dot.Hide()
	name, ink := "", s.AccentInk
	switch {
	case radio:
		t.box.CornerRadius = 8
		if on {
			t.box.StrokeColor, t.box.StrokeWidth, t.dot.FillColor = s.Accent, 2, s.Accent
			t.dot.Show()
		}
	case on:
		t.box.FillColor, t.box.StrokeColor, name = s.Accent, s.Accent, "check"
	}
	if off {
		t.box.FillColor, t.box.StrokeColor, ink = s.Panel, s.Line2, s.Disabled
		t.dot.FillColor = s.Disabled
	}
	t.mark.draw(name, ink)
	t.box.Refresh()
}

// place sets the 16 × 16 box.
func (t *tick) place(x, y float32) {
	place(t.box, x, y, 16, 16)
	place(t.mark, x+2, y+2, 12, 12)
	place(t.dot, x+4, y+4, 8, 8)
}

// CheckRow is a box to tick with a title, a second line and, at the right, how much it concerns. Radio rows are the
// same with a ring; see NewRadioRows.
//
//	kit.NewCheckRow("Coordinates to the stated precision", "town: centre of a 5 km cell", "10 sites", true, set)
type CheckRow struct {
	control
	title, sub, trail string
	on, radio, plain  bool
	changed           func(on bool)
	step              func(d int) // arrow keys of a radio row
}

// NewCheckRow makes a row with a box; changed is told of every change by the person.
func NewCheckRow(title, sub, trail string, on bool, changed func(on bool)) *CheckRow {
	r := &CheckRow{title: title, sub: sub, trail: trail, on: on, changed: changed}
	r.act = r.toggle
	r.init(r)
	return r
}

// NewCheck is a single line to tick, without a hairline.
func NewCheck(title string, on bool, changed func(on bool)) *CheckRow {
	return NewCheckRow(title, "", "", on, changed).Bare()
}

// Bare leaves out the hairline above.
func (r *CheckRow) Bare() *CheckRow { r.plain = true; return r }

// On tells whether it is ticked.
func (r *CheckRow) On() bool { return r.on }

// SetOn ticks it without calling back.
func (r *CheckRow) SetOn(on bool) {
	if r.on != on {
		r.on = on
		r.Refresh()
	}
}

// Set changes the words.
func (r *CheckRow) Set(title, sub, trail string) {
	r.title, r.sub, r.trail = title, sub, trail
	r.Refresh()
}

func (r *CheckRow) toggle() {
	if r.radio && r.on {
		return
	}
	r.on = !r.on
	r.Refresh()
	if r.changed != nil {
		r.changed(r.on)
	}
}

// TypedKey implements fyne.Focusable.
func (r *CheckRow) TypedKey(e *fyne.KeyEvent) {
	if r.step != nil {
		switch e.Name {
		case fyne.KeyUp, fyne.KeyLeft:
			r.step(-1)
			return
		case fyne.KeyDown, fyne.KeyRight:
			r.step(1)
			return
		}
	}
	r.control.TypedKey(e)
}

// HeightFor is the height at a width.
func (r *CheckRow) HeightFor(float32) float32 {
	if r.sub == "" {
		return 28
	}
	return 44
}

// CreateRenderer implements fyne.Widget.
func (r *CheckRow) CreateRenderer() fyne.WidgetRenderer {
	rule, ring, t := hairline(), ringRect(2), newTick()
	title, sub, trail := canvas.NewText("", nil), canvas.NewText("", nil), canvas.NewText("", nil)
	f := &face{self: r, objects: append([]fyne.CanvasObject{rule}, append(t.objects(), title, sub, trail, ring.Raster)...)}
	f.min = func() fyne.Size {
		w := max(Strong.Width(r.title), min(Sub.Width(r.sub), 60)) + 26
		if r.trail != "" {
			w += Small.Width(r.trail) + 10
		}
		return fyne.NewSize(w, r.HeightFor(0))
	}
	f.paint = func(s *theme.Set) {
		rule.FillColor = s.Line
		setVisible(rule, !r.plain)
		t.draw(s, r.on, r.radio, r.off)
		ink, weak := s.Ink, s.Ink3
		if r.off {
			ink, weak = s.Disabled, s.Disabled
		}
		Body.apply(title, r.title, ink)
		Sub.apply(sub, r.sub, weak)
		Small.apply(trail, r.trail, weak)
		paintRing(ring, s, r.ring)
	}
	f.layout = func(size fyne.Size) {
		place(rule, 0, 0, size.Width, 1)
		placeRing(ring, size, -1)
		y := float32(6)
		t.place(0, y)
		w := Small.Width(r.trail)
		room := size.Width - 26
		if w > 0 {
			place(trail, size.Width-w, y, w, 17)
			room -= w + 10
		}
		title.Text = Body.elide(r.title, room)
		place(title, 26, y-1, room, 18)
		sub.Text = Sub.elide(r.sub, size.Width-26)
		place(sub, 26, y+18, size.Width-26, 15)
	}
	return f.done()
}

// AccessibilityLabel implements fyne.Accessible.
func (r *CheckRow) AccessibilityLabel() string {
	state := ", off"
	if r.on {
		state = ", on"
	}
	return r.title + state
}

// AccessibilityRole implements fyne.Accessible.
func (r *CheckRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Radio is one answer of several: the arrow keys move and apply.
type Radio struct {
	ID, Title, Sub string
}

// NewRadioRows makes a column of answers, one of them chosen.
func NewRadioRows(answers []Radio, chosen string, choose func(id string)) *Column {
	rows := make([]*CheckRow, len(answers))
	pick := func(i int) {
		for j, r := range rows {
			r.SetOn(j == i)
		}
		choose(answers[i].ID)
	}
	objects := make([]fyne.CanvasObject, len(answers))
	for i, a := range answers {
		r := NewCheckRow(a.Title, a.Sub, "", a.ID == chosen, func(bool) { pick(i) }).Bare()
		r.radio = true
		r.step = func(d int) {
			if j := i + d; j >= 0 && j < len(rows) {
				pick(j)
				focus(rows[j])
			}
		}
		rows[i], objects[i] = r, r
	}
	return NewColumn(0, Inset{}, objects...)
}

// ChoiceCards is three or four answers side by side, each with a second line; one of them is chosen.
//
//	kit.NewChoiceCards([]kit.Radio{{"internal", "Internal", "as it is"}, {"public", "Public", "coarse, no authors"}}, "public", choose)
type ChoiceCards struct {
	widget.BaseWidget
	cards  []*choiceCard
	chosen string
	choose func(id string)
}

// NewChoiceCards makes the cards; each takes an equal share of the width.
func NewChoiceCards(answers []Radio, chosen string, choose func(id string)) *ChoiceCards {
	g := &ChoiceCards{chosen: chosen, choose: choose}
	for i, a := range answers {
		c := &choiceCard{of: g, answer: a}
		c.act = func() { g.pick(i) }
		c.init(c)
		g.cards = append(g.cards, c)
	}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer implements fyne.Widget.
func (g *ChoiceCards) CreateRenderer() fyne.WidgetRenderer {
	const gap = 8
	f := &face{self: g}
	for _, c := range g.cards {
		f.objects = append(f.objects, c)
	}
	n := float32(len(g.cards))
	f.min = func() fyne.Size {
		w := float32(0)
		for _, c := range g.cards {
			w = max(w, c.MinSize().Width)
		}
		return fyne.NewSize(w*n+gap*(n-1), 58)
	}
	f.layout = func(s fyne.Size) {
		w := floor((s.Width - gap*(n-1)) / n)
		for i, c := range g.cards {
			place(c, float32(i)*(w+gap), 0, w, s.Height)
		}
	}
	return f.done()
}

// SetChosen chooses a card without calling back; an id that none has leaves all of them off.
func (g *ChoiceCards) SetChosen(id string) {
	if g.chosen == id {
		return
	}
	g.chosen = id
	for _, c := range g.cards {
		c.Refresh()
	}
}

// Chosen is the id of the chosen card.
func (g *ChoiceCards) Chosen() string { return g.chosen }

// FocusIn gives the chosen card the keyboard, on a canvas that may not have drawn it yet.
func (g *ChoiceCards) FocusIn(canvas fyne.Canvas) {
	for _, c := range g.cards {
		if c.answer.ID == g.chosen {
			canvas.Focus(c)
		}
	}
}

func (g *ChoiceCards) pick(i int) {
	g.chosen = g.cards[i].answer.ID
	for _, c := range g.cards {
		c.Refresh()
	}
	g.choose(g.chosen)
}

// choiceCard is one card.
type choiceCard struct {
	control
	of     *ChoiceCards
	answer Radio
}

// TypedKey implements fyne.Focusable.
func (c *choiceCard) TypedKey(e *fyne.KeyEvent) {
	d := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyUp: -1, fyne.KeyRight: 1, fyne.KeyDown: 1}[e.Name]
	if d == 0 {
		c.control.TypedKey(e)
		return
	}
	for i, o := range c.of.cards {
		if j := i + d; o == c && j >= 0 && j < len(c.of.cards) {
			c.of.pick(j)
			focus(c.of.cards[j])
			return
		}
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (c *choiceCard) AccessibilityLabel() string { return c.answer.Title + ", " + c.answer.Sub }

// AccessibilityRole implements fyne.Accessible.
func (c *choiceCard) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer implements fyne.Widget.
func (c *choiceCard) CreateRenderer() fyne.WidgetRenderer {
	ground, ring, t := newBox(8), ringRect(8), newTick()
	title, sub := canvas.NewText("", nil), canvas.NewText("", nil)
	f := &face{self: c, objects: append([]fyne.CanvasObject{ground.Raster}, append(t.objects(), title, sub, ring.Raster)...)}
	f.min = func() fyne.Size {
		return fyne.NewSize(max(Strong.Width(c.answer.Title)+24, Sub.Width(c.answer.Sub))+24, 58)
	}
	f.paint = func(s *theme.Set) {
		on := c.of.chosen == c.answer.ID
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = s.Raise, s.Line2, 1
		if on {
			ground.FillColor, ground.StrokeColor, ground.StrokeWidth = s.AccentSoft, s.Accent, 2
		} else if c.hover {
			ground.FillColor, _ = overRaised(s)
		}
		t.draw(s, on, true, c.off)
		Strong.apply(title, c.answer.Title, s.Ink)
		Sub.apply(sub, c.answer.Sub, s.Ink3)
		paintRing(ring, s, c.ring)
		ground.Refresh()
	}
	f.layout = func(size fyne.Size) {
		place(ground, 0, 0, size.Width, size.Height)
		placeRing(ring, size, -3)
		t.place(12, 11)
		title.Text = Strong.elide(c.answer.Title, size.Width-46)
		place(title, 36, 10, size.Width-46, 18)
		sub.Text = Sub.elide(c.answer.Sub, size.Width-24)
		place(sub, 12, 33, size.Width-24, 15)
	}
	return f.done()
}
