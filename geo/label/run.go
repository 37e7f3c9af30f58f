package label

import (
	"slices"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Type is how a text is set.
type Type struct {
	Face     Face
	Size     float64 // px
	Tracking float64 // px added between letters; not in joined scripts
}

// Run is one shaped line of text. It is immutable; equal texts of equal type share one run.
type Run struct {
	Text    string
	Type    Type
	Width   float64 // px from the first glyph's origin to the last one's advance, tracking between letters only
	Ascent  float64 // px above the baseline
	Descent float64 // px below it
	CapTop  float64 // px from the baseline to the top of capitals
	glyphs  []glyph
}

// glyph is one placed glyph, in px from the start of the baseline, y down.
type glyph struct {
	face *font.Face
	id   font.GID
	x, y float64
	size float64 // px per em
}

type runKey struct {
	text string
	typ  Type
}

// Plex Sans: ascender, descender and height of capitals, in em.
const (
	ascent    = 0.80
	descent   = 0.22
	capHeight = 0.698
)

// Shape gives the run of a text; an empty text gives a run of no width.
func (f *Fonts) Shape(text string, typ Type) *Run {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := runKey{text, typ}
	if r := f.runs[key]; r != nil {
		return r
	}
	if len(f.runs) > maxRuns {
		clear(f.runs)
	}
	r := f.shape(text, typ)
	f.runs[key] = r
	return r
}

// maxRuns bounds what is remembered; a long session over the whole world stays below it.
const maxRuns = 40000

func (f *Fonts) shape(text string, typ Type) *Run {
	r := &Run{Text: text, Type: typ, Ascent: float64(ascent * typ.Size), Descent: float64(descent * typ.Size), CapTop: float64(capHeight * typ.Size)}
	runes := []rune(text)
	if len(runes) == 0 {
		return r
	}
	in := shaping.Input{
		Text: runes, RunEnd: len(runes), Direction: baseDirection(runes),
		Face: f.faces[typ.Face][0], Size: fixed.Int26_6(float64(typ.Size*64) + 0.5), Language: language.NewLanguage("en"),
	}
	inputs := slices.Clone(f.seg.Split(in, f.faces[typ.Face]))
	x, tracked := 0.0, false
	for _, i := range visualOrder(inputs, in.Direction) {
		out := f.shaper.Shape(inputs[i])
		spacing := typ.Tracking
		if joins(inputs[i].Script) {
			spacing = 0
		}
		for _, g := range out.Glyphs {
			r.glyphs = append(r.glyphs, glyph{face: out.Face, id: g.GlyphID, size: typ.Size,
				x: x + px(g.XOffset), y: -px(g.YOffset)})
			x += px(g.Advance) + spacing
		}
		tracked = spacing != 0
	}
	if tracked {
		x -= typ.Tracking
	}
	r.Width = x
	return r
}

func px(v fixed.Int26_6) float64 { return float64(v) / 64 }

// joins tells whether a script's letters are written joined, so that spacing would tear them.
func joins(s language.Script) bool {
	return s == language.Arabic || s == language.Syriac || s == language.Nko
}

// baseDirection is that of the first letter with a strong direction.
func baseDirection(text []rune) di.Direction {
	for _, r := range text {
		switch s := language.LookupScript(r); s {
		case language.Arabic, language.Hebrew, language.Syriac, language.Thaana, language.Nko:
			return di.DirectionRTL
		case language.Common, language.Inherited, language.Unknown:
		default:
			return di.DirectionLTR
		}
	}
	return di.DirectionLTR
}

// visualOrder gives the indexes of runs from left to right: right-to-left stretches are turned, innermost last (rule L2
// of the Unicode bidirectional algorithm, for the two levels a name has).
func visualOrder(runs []shaping.Input, base di.Direction) []int {
	order := make([]int, len(runs))
	for i := range order {
		order[i] = i
	}
	turn := func(inner di.Direction) {
		for i := 0; i < len(order); {
			j := i
			for j < len(order) && runs[order[j]].Direction == inner {
				j++
			}
			slices.Reverse(order[i:j])
			i = max(j, i+1)
		}
	}
	if base == di.DirectionRTL {
		turn(di.DirectionLTR)
		slices.Reverse(order)
		return order
	}
	turn(di.DirectionRTL)
	return order
}

// Missing counts the glyphs that no typeface had.
func (r *Run) Missing() int {
	n := 0
	for _, g := range r.glyphs {
		if g.id == 0 {
			n++
		}
	}
	return n
}

// Leftmost is the number of the leftmost glyph in its typeface; 0 for an empty run.
func (r *Run) Leftmost() uint32 {
	if len(r.glyphs) == 0 {
		return 0
	}
	return uint32(r.glyphs[0].id)
}
