package kit

import (
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"hubscape/app/ui/theme"
)

// Weight of a face.
type Weight int

// The weights in use.
const (
	Regular Weight = iota
	Medium
	SemiBold
)

// Role is a place in the scale of type: size and line height in Fyne units, and a weight.
type Role struct {
	Size, Line float32
	Weight     Weight
}

// The scale of type.
var (
	Welcome    = Role{26, 32, SemiBold}
	CardTitle  = Role{18, 24, SemiBold}
	NoteTitle  = Role{15, 19, SemiBold}
	Head       = Role{13, 18, SemiBold} // section heads
	Body       = Role{13, 18, Regular}
	Strong     = Role{13, 18, Medium}    // controls, tabs, links, names in lists
	Second     = Role{12.5, 17, Regular} // facts
	SecondLink = Role{12.5, 17, Medium}
	Small      = Role{12, 16, Regular}
	SmallLink  = Role{12, 16, Medium}
	Sub        = Role{11.5, 15, Regular} // second line of a list row
	ChipText   = Role{11.5, 15, Medium}
	TableHead  = Role{11.5, 16, SemiBold}
	Caption    = Role{11, 14, Regular}
	GroupHead  = Role{11, 14, SemiBold} // capitals
)

// Tone is a text colour by meaning; it follows the variant.
type Tone int

// The tones.
const (
	Ink Tone = iota
	Ink2
	Ink3
	Disabled
	Accent
	AccentInk
	OK
	Warn
	Error
)

// Color is the tone in the variant of s.
func (t Tone) Color(s *theme.Set) color.NRGBA {
	return [...]color.NRGBA{s.Ink, s.Ink2, s.Ink3, s.Disabled, s.Accent, s.AccentInk, s.OK, s.Warn, s.Error}[t]
}

// script is which faces a text needs.
type script int

const (
	plex   script = iota // Latin, Cyrillic, Greek
	arabic               // Arabic letters and marks that every face has
	ethiopic
	mixed // more than one, or another one: the toolkit looks for faces itself
)

// scriptOf reads a text. One with a font source of its own gets no fallback from the toolkit.
func scriptOf(text string) script {
	is, latin := plex, false
	for _, r := range text {
		next := plex
		switch {
		case r >= 0x0600 && r < 0x0780:
			next = arabic
		case r >= 0x1200 && r < 0x13A0:
			next = ethiopic
		case (r >= 0x0590 && r < 0x1E00) || r >= 0x2E80:
			return mixed
		case unicode.IsLetter(r):
			latin = true
		}
		if next != plex {
			if is != plex && is != next {
				return mixed
			}
			is = next
		}
	}
	if is != plex && latin {
		return mixed
	}
	return is
}

// face gives the style and font source that draw text in a weight. The faces are named outright, so that widths do not
// depend on the theme that is installed.
func (r Role) face(text string) (fyne.TextStyle, fyne.Resource) {
	switch scriptOf(text) {
	case mixed:
		return fyne.TextStyle{Bold: r.Weight == SemiBold}, nil
	case arabic:
		if r.Weight == Regular {
			return fyne.TextStyle{}, theme.Arabic()
		}
		return fyne.TextStyle{}, theme.ArabicSemiBold()
	case ethiopic:
		return fyne.TextStyle{}, theme.Ethiopic()
	}
	switch r.Weight {
	case SemiBold:
		return fyne.TextStyle{}, theme.SemiBold()
	case Medium:
		return fyne.TextStyle{}, theme.Medium()
	}
	return fyne.TextStyle{}, theme.Regular()
}

// measured is a line whose width is known.
type measured struct {
	text   string
	size   float32
	weight Weight
}

// widths remembers measured lines; the toolkit asks for every smallest size before each frame.
var widths = map[measured]float32{}

const mostWidths = 1 << 14

// Width measures a line of text in Fyne units.
func (r Role) Width(text string) float32 {
	if text == "" {
		return 0
	}
	key := measured{text, r.Size, r.Weight}
	if w, ok := widths[key]; ok {
		return w
	}
	style, source := r.face(text)
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(text, r.Size, style, source)
	if len(widths) >= mostWidths {
		clear(widths)
	}
	widths[key] = size.Width
	return size.Width
}

// apply changes an existing line.
func (r Role) apply(t *canvas.Text, text string, c color.NRGBA) {
	t.Text, t.TextSize, t.Color = text, r.Size, c
	t.TextStyle, t.FontSource = r.face(text)
}

// elide shortens text until it fits w, ending in "…".
func (r Role) elide(text string, w float32) string {
	if r.Width(text) <= w+0.5 {
		return text
	}
	runes := []rune(text)
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if r.Width(strings.TrimRight(string(runes[:mid]), " ,·")+"…") <= w {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return strings.TrimRight(string(runes[:lo]), " ,·") + "…"
}

// wrap breaks text into lines no wider than w, at spaces, or inside a word that alone is too wide.
func (r Role) wrap(text string, w float32) []string {
	var lines []string
	for _, par := range strings.Split(text, "\n") {
		lines = append(lines, r.wrapLine(par, w)...)
	}
	return lines
}

func (r Role) wrapLine(text string, w float32) []string {
	space := r.Width("n n") - r.Width("nn")
	var lines []string
	var line strings.Builder
	used := float32(0)
	for _, word := range strings.Fields(text) {
		ww := r.Width(word)
		if line.Len() > 0 && used+space+ww > w+0.5 {
			lines = append(lines, line.String())
			line.Reset()
			used = 0
		}
		if line.Len() > 0 {
			line.WriteByte(' ')
			used += space
		}
		for ww > w && w > r.Size*2 && line.Len() == 0 {
			head, tail := r.cut(word, w)
			lines = append(lines, head)
			word, ww = tail, r.Width(tail)
		}
		line.WriteString(word)
		used += ww
	}
	return append(lines, line.String())
}

// cut divides a word that is wider than w; head has at least one letter.
func (r Role) cut(word string, w float32) (head, tail string) {
	runes := []rune(word)
	n := 1
	for n < len(runes)-1 && r.Width(string(runes[:n+1])) <= w {
		n++
	}
	return string(runes[:n]), string(runes[n:])
}

// Text is a line or a paragraph in a role and a tone.
//
//	name := kit.NewText("Serbia", kit.CardTitle, kit.Ink)
//	sub := kit.NewText("Country · member of the group WB6", kit.Small, kit.Ink3).Elided()
//	why := kit.NewParagraph("A site is a candidate place.", kit.Body, kit.Ink2).Centred()
type Text struct {
	widget.BaseWidget
	text  string
	role  Role
	tone  Tone
	wraps bool
	short bool
	align fyne.TextAlign
	max   int // lines; 0 is no limit

	width float32 // last width given
	memo  map[float32][]string
	shown []string
	lines []*canvas.Text
}

// NewText makes a single line as wide as its text.
func NewText(text string, r Role, t Tone) *Text {
	x := &Text{text: text, role: r, tone: t}
	x.ExtendBaseWidget(x)
	return x
}

// NewParagraph makes a text that wraps; its height follows its width (see HeightFor).
func NewParagraph(text string, r Role, t Tone) *Text {
	x := &Text{text: text, role: r, tone: t, wraps: true}
	x.ExtendBaseWidget(x)
	return x
}

// Elided lets the text shrink, ending in "…".
func (t *Text) Elided() *Text { t.short, t.memo = true, nil; return t }

// Centred sets each line in the middle.
func (t *Text) Centred() *Text { t.align = fyne.TextAlignCenter; return t }

// Trailing sets each line to the right.
func (t *Text) Trailing() *Text { t.align = fyne.TextAlignTrailing; return t }

// Lines limits a paragraph to n lines, the last of them elided.
func (t *Text) Lines(n int) *Text { t.max, t.memo = n, nil; return t }

// String is the whole text, also where less is shown.
func (t *Text) String() string { return t.text }

// Set changes the text.
func (t *Text) Set(text string) {
	if text == t.text {
		return
	}
	t.text, t.memo = text, nil
	t.Refresh()
}

// SetTone changes the colour.
func (t *Text) SetTone(tone Tone) {
	if tone == t.tone {
		return
	}
	t.tone = tone
	t.Refresh()
}

// SetRole changes size and weight.
func (t *Text) SetRole(r Role) {
	if r == t.role {
		return
	}
	t.role, t.memo = r, nil
	t.Refresh()
}

// split gives the lines at a width, remembered for the few widths that a layout asks for.
func (t *Text) split(w float32) []string {
	if lines, ok := t.memo[w]; ok {
		return lines
	}
	if len(t.memo) > 4 || t.memo == nil {
		t.memo = map[float32][]string{}
	}
	lines := t.divide(w)
	t.memo[w] = lines
	return lines
}

func (t *Text) divide(w float32) []string {
	if !t.wraps {
		if t.short && w > 0 {
			return []string{t.role.elide(t.text, w)}
		}
		return []string{t.text}
	}
	if w <= 0 {
		return []string{t.text}
	}
	lines := t.role.wrap(t.text, w)
	if t.max > 0 && len(lines) > t.max {
		rest := strings.Join(lines[t.max-1:], " ")
		lines = append(lines[:t.max-1:t.max-1], t.role.elide(rest, w))
	}
	return lines
}

// HeightFor is the height at a width.
func (t *Text) HeightFor(w float32) float32 {
	return float32(len(t.split(w))) * t.role.Line
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	f := &face{self: t}
	f.min = func() fyne.Size {
		switch {
		case t.wraps:
			return fyne.NewSize(24, t.HeightFor(t.width))
		case t.short:
			return fyne.NewSize(min(24, t.role.Width(t.text)), t.role.Line)
		}
		return fyne.NewSize(t.role.Width(t.text), t.role.Line)
	}
	f.layout = func(size fyne.Size) {
		t.width = size.Width
		t.place(f, size)
	}
	return f.done()
}

func (t *Text) place(f *face, size fyne.Size) {
	t.shown = t.split(size.Width)
	c := t.tone.Color(theme.Now())
	for len(t.lines) < len(t.shown) {
		t.lines = append(t.lines, canvas.NewText("", c))
	}
	y := float32(0)
	if !t.wraps && size.Height > t.role.Line {
		y = (size.Height - t.role.Line) / 2
	}
	f.objects = f.objects[:0]
	for i, s := range t.shown {
		l := t.lines[i]
		t.role.apply(l, s, c)
		l.Alignment = t.align
		place(l, 0, y+float32(i)*t.role.Line, size.Width, t.role.Line)
		f.objects = append(f.objects, l)
	}
}
