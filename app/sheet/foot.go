package sheet

import (
	"slices"
	"strings"

	"hubscape/app/evidence"
	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/geo/label"
	"hubscape/geo/scene"
)

// What the foot always says beside the border policy.
const attribution = "Map: Natural Earth, divisions per version 5.1."

const (
	footSize = 11.0 // px
	footLine = 15.0
	headSize = 12.0
)

// foot is the band below the map.
type foot struct {
	p     *page
	lines []string // below the head line
}

// newFoot lays out the band for what is in view, and for the numbers that stand on the map.
func (p *page) newFoot() foot {
	notes := present.ExportNotes(p.s.Doc, p.s.Map)
	policy := slices.Index(notes, evidence.BorderPolicy) + 1 // what follows has places of its own
	short := foot{p, p.wrap(strings.Join(append(slices.Clone(notes[:policy]), attribution), " "))}
	var claims []string
	for _, note := range p.drawn.Footnotes {
		claims = append(claims, strings.Replace(note, " ", noBreak, 1))
	}
	whole := foot{p, slices.Concat(short.lines, p.wrap(strings.Join(claims, " ")))}
	if whole.height() > p.height/2 {
		return short // a small picture is for a map first
	}
	return whole
}

// noBreak is a space at which no line ends.
const noBreak = "\u00a0"

// newestPosition is the date up to which positions are reported, "" without one.
func newestPosition(doc *scenario.Scenario) string {
	newest := ""
	for _, p := range doc.Positions.All() {
		newest = max(newest, p.AsOf)
	}
	return newest
}

// wrap breaks text into lines that fit between the margins. A single word that is too long stands alone.
func (p *page) wrap(text string) []string {
	room := p.width - 2*margin
	space := p.measure("n n", label.Regular, footSize*p.k) - p.measure("nn", label.Regular, footSize*p.k)
	var lines []string
	var line []string
	used := 0.0
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
		w := p.measure(word, label.Regular, footSize*p.k)
		if len(line) > 0 && used+space+w > room {
			lines = append(lines, strings.Join(line, " "))
			line, used = nil, 0
		}
		if len(line) > 0 {
			used += space
		}
		line = append(line, word)
		used += w
	}
	if len(line) > 0 {
		lines = append(lines, strings.Join(line, " "))
	}
	return lines
}

func (f foot) height() float64 {
	return 2*footPad + footLine*f.p.k*float64(1+len(f.lines))
}

func (f foot) rect() scene.Rect {
	return scene.Rect{X0: 0, Y0: f.p.height - f.height(), X1: f.p.width, Y1: f.p.height}
}

// ops draws the band: title on the left and handling on the right, then the notes.
func (f foot) ops() []scene.Op {
	p, t, r := f.p, f.p.s.Map.Theme, f.rect()
	y := r.Y0 + footPad + 11*p.k
	ops := []scene.Op{
		&scene.Panel{Rect: r, Fill: t.Panel},
		&scene.Stroke{X0: 0, Y0: r.Y0 + 0.5, X1: p.width, Y1: r.Y0 + 0.5, Color: t.Hairline, Width: 1},
	}
	right := present.Handling(p.s.Doc)
	if newest := newestPosition(p.s.Doc); newest != "" {
		right = "Positions as reported up to " + newest + dot(right)
	}
	x := p.width - margin - p.measure(right, label.Regular, footSize*p.k)
	if right != "" && x > margin {
		ops = append(ops, p.text(x, y, right, label.Regular, footSize*p.k, t.Ink2))
	}
	if title := p.cut(p.s.Doc.Title, x-2*margin); title != "" {
		ops = append(ops, p.text(margin, y, title, label.SemiBold, headSize*p.k, t.Ink))
	}
	for _, line := range f.lines {
		y += footLine * p.k
		ops = append(ops, p.text(margin, y, line, label.Regular, footSize*p.k, t.Ink2))
	}
	return ops
}

func dot(s string) string {
	if s == "" {
		return ""
	}
	return " · " + s
}

// cut shortens a title to the room in px, with an ellipsis; "" when not even one letter fits.
func (p *page) cut(title string, room float64) string {
	title = strings.Join(strings.Fields(title), " ")
	if p.measure(title, label.SemiBold, headSize*p.k) <= room {
		return title
	}
	letters := []rune(title)
	low, high := 0, len(letters)
	for low < high { // the longest beginning that fits
		mid := (low + high + 1) / 2
		if p.measure(string(letters[:mid])+"…", label.SemiBold, headSize*p.k) <= room {
			low = mid
		} else {
			high = mid - 1
		}
	}
	if low == 0 {
		return ""
	}
	return strings.TrimSpace(string(letters[:low])) + "…"
}
