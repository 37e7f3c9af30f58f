package scene

import (
	"image/color"
	"strings"

	"hubscape/geo/label"
)

// line is a text with how it is set; sizes are before the theme's label scale.
type line struct {
	text  string
	face  label.Face
	size  float64
	track float64
	color color.NRGBA
	halo  float64
}

// Widths of halos in px.
const (
	haloWidth        = 3
	haloWidthCountry = 3.5
)

// set shapes a line for the scene's theme.
func (w *build) set(l line) *Text {
	k := w.th.LabelScale
	run := w.fonts.Shape(l.text, label.Type{Face: l.face, Size: l.size * k, Tracking: l.track * k})
	return &Text{Run: run, Ink: label.Ink{Color: l.color, Halo: w.th.Halo, Width: l.halo * k}}
}

// at places a text with its baseline's start at x, y.
func (t *Text) at(x, y float64) *Text {
	t.X, t.Y = x, y
	return t
}

// box is the room that a placed text takes.
func (t *Text) box() label.Box {
	r := t.Run
	return label.Box{X0: t.X, Y0: t.Y - r.Ascent, X1: t.X + r.Width, Y1: t.Y + r.Descent}
}

// side is where a label stands beside its mark.
type side int

const (
	right side = iota
	left
	above
	below
)

// sides in the order in which they are tried.
var sides = [4]side{right, left, above, below}

// beside places a name and an optional second line round a mark that reaches r px from the anchor.
func beside(s side, r float64, name, second *Text) {
	gap := float64(0.27 * name.Run.Type.Size)
	mid := name.Run.CapTop / 2
	step := 0.0
	if second != nil {
		step = float64(1.18 * second.Run.Type.Size)
	}
	put := func(t *Text, y float64) {
		if t == nil {
			return
		}
		switch s {
		case right:
			t.at(r+gap, y)
		case left:
			t.at(-r-gap-t.Run.Width, y)
		default:
			t.at(-t.Run.Width/2, y)
		}
	}
	y := mid
	switch s {
	case above:
		y = -r - gap - float64(0.16*name.Run.Type.Size) - step
	case below:
		y = r + gap + float64(0.04*name.Run.Type.Size) + name.Run.CapTop
	}
	put(name, y)
	put(second, y+step)
}

// wrap cuts a name in two at the space that leaves the halves most equal; a name without a space stays whole.
func wrap(name string) []string {
	best, at := -1, -1
	for i, r := range name {
		if r != ' ' {
			continue
		}
		longest := max(len([]rune(name[:i])), len([]rune(name[i+1:])))
		if best < 0 || longest < best {
			best, at = longest, i
		}
	}
	if at < 0 {
		return []string{name}
	}
	return []string{name[:at], name[at+1:]}
}

// superscript writes a note number small and high.
func superscript(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var b strings.Builder
	for _, r := range itoa(n) {
		b.WriteRune(digits[r-'0'])
	}
	return b.String()
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + max(0, n)))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
