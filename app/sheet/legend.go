package sheet

import (
	"math"
	"slices"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/geo/label"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

// row is one entry of the legend: what is drawn in the left 18 px, and its words.
type row struct {
	sample func(p *page, x, y float64) []scene.Op // centre of the sample
	words  string
}

const (
	legendPad  = 12.0
	legendRow  = 18.0
	sampleRoom = 24.0
	legendSize = 12.0
	columnGap  = 16.0
)

// legend lists what is drawn at the bottom left above the foot: statuses, categories, then lines and areas.
func (p *page) legend() block {
	parts, bottom := p.legendParts(), p.height-p.foot.height()
	if len(parts) == 0 || p.width < smallWidth || p.height < smallHeight {
		return block{}
	}
	width, height := 0.0, legendPad*float64(len(parts)+1)
	for i := range parts {
		for _, r := range parts[i].rows {
			parts[i].width = max(parts[i].width, sampleRoom+p.measure(r.words, label.Regular, legendSize*p.k))
		}
		columns := float64(parts[i].columns)
		width = max(width, columns*parts[i].width+(columns-1)*columnGap)
		height += p.k * legendRow * float64(parts[i].lines())
	}
	r := scene.Rect{X0: gap, Y0: bottom - gap - height, X1: gap + width + 2*legendPad, Y1: bottom - gap}
	if r.X1 > p.width/2 || height > bottom/2 {
		return block{} // a legend must not hide the map it explains
	}
	b := block{rect: r, ops: []scene.Op{p.frame(r)}}
	y := r.Y0 + legendPad
	for i, part := range parts {
		if i > 0 {
			line := math.Round(y-legendPad/2) + 0.5
			b.ops = append(b.ops, &scene.Stroke{X0: r.X0 + legendPad, Y0: line, X1: r.X1 - legendPad, Y1: line, Color: p.s.Map.Theme.Hairline, Width: 1})
		}
		for j, entry := range part.rows {
			x := r.X0 + legendPad + float64(j%part.columns)*(part.width+columnGap)
			b.ops = append(b.ops, p.legendRow(entry, x, y+(float64(j/part.columns)+0.5)*legendRow*p.k)...)
		}
		y += p.k*legendRow*float64(part.lines()) + legendPad
	}
	return b
}

// part is a piece of the legend between two hairlines.
type part struct {
	rows    []row
	columns int
	width   float64 // of one column, px
}

func (p part) lines() int { return (len(p.rows) + p.columns - 1) / p.columns }

func (p *page) legendRow(r row, x, y float64) []scene.Op {
	ops := r.sample(p, x+8, y)
	return append(ops, p.text(x+sampleRoom, y+4*p.k, r.words, label.Regular, legendSize*p.k, p.s.Map.Theme.Ink))
}

// legendParts gives what there is to explain.
func (p *page) legendParts() []part {
	statuses, categories, lines := part{columns: 2}, part{columns: 2}, part{columns: 1}
	for _, e := range p.drawn.Statuses {
		if e.Key != string(scenario.NoneFound) { // which has words and no symbol
			statuses.rows = append(statuses.rows, row{symbolSample(e.Key), e.Text})
		}
	}
	for _, t := range evidence.Categories {
		if c := style.Category(t.Key); slices.Contains(p.squares, p.s.Map.Theme.Category[c]) {
			categories.rows = append(categories.rows, row{squareSample(c), t.Label})
		}
	}
	for _, e := range p.drawn.Lines {
		if sample := lineSamples[e.Key]; sample != nil {
			lines.rows = append(lines.rows, row{sample, e.Text})
		}
	}
	layers := part{columns: 1}
	for _, e := range p.drawn.Layers {
		layers.rows = append(layers.rows, row{layerSample(e), clipped(e.Text)})
	}
	return slices.DeleteFunc([]part{statuses, categories, lines, layers}, func(p part) bool { return len(p.rows) == 0 })
}

// lineSamples by legend key. Squares of categories are listed one by one among the symbols instead.
var lineSamples = map[string]func(*page, float64, float64) []scene.Op{
	"precision:exact": stemSample, "precision:town": discSample, "precision:division": hatchSample,
	"capsule": capsuleSample, "boundary:disputed": dashSample, "boundary:held": dotSample,
}

func symbolSample(name string) func(*page, float64, float64) []scene.Op {
	return func(p *page, x, y float64) []scene.Op {
		return []scene.Op{&scene.Symbol{Name: name, X: x, Y: y, Size: 16, Color: p.s.Map.Theme.Ink}}
	}
}

func squareSample(c style.Category) func(*page, float64, float64) []scene.Op {
	return func(p *page, x, y float64) []scene.Op {
		r := scene.Rect{X0: x - 4, Y0: y - 4, X1: x + 4, Y1: y + 4}
		return []scene.Op{&scene.Panel{Rect: r, Radius: 1, Fill: p.s.Map.Theme.Category[c]}}
	}
}

func discSample(p *page, x, y float64) []scene.Op {
	ink := p.s.Map.Theme.Ink
	soft := ink
	soft.A = 20
	return []scene.Op{&scene.Disc{X: x, Y: y, R: 7, Fill: soft, Edge: ink, Width: 1, Dash: scene.Dash{On: 3, Off: 2}}}
}

// hatchSample is three stripes at 45°.
func hatchSample(p *page, x, y float64) []scene.Op {
	var ops []scene.Op
	for i := -1.0; i <= 1; i++ {
		ops = append(ops, &scene.Stroke{X0: x - 5 + 5*i/2, Y0: y + 5, X1: x + 5 + 5*i/2, Y1: y - 5, Color: p.s.Map.Theme.Ink2, Width: 1})
	}
	return ops
}

func capsuleSample(p *page, x, y float64) []scene.Op {
	t := p.s.Map.Theme
	r := scene.Rect{X0: x - 9, Y0: y - 6, X1: x + 9, Y1: y + 6}
	return []scene.Op{
		&scene.Panel{Rect: r, Radius: 6, Fill: t.Raise, Edge: t.Line2, Width: 1},
		&scene.Symbol{Name: "floated", X: x, Y: y, Size: 10, Color: t.Ink},
	}
}

// stemSample is a symbol over its foot.
func stemSample(p *page, x, y float64) []scene.Op {
	ink := p.s.Map.Theme.Ink
	return []scene.Op{
		&scene.Stroke{X0: x, Y0: y - 2, X1: x, Y1: y + 7, Color: ink, Width: 1.2},
		&scene.Symbol{Name: "operating", X: x, Y: y - 4, Size: 10, Color: ink},
	}
}

func dotSample(p *page, x, y float64) []scene.Op {
	var ops []scene.Op
	for i := range 5 {
		at := x - 8 + 4*float64(i)
		ops = append(ops, &scene.Stroke{X0: at, Y0: y, X1: at + 1.2, Y1: y, Color: p.s.Map.Theme.Border, Width: 1.2})
	}
	return ops
}

func dashSample(p *page, x, y float64) []scene.Op {
	var ops []scene.Op
	for i := range 3 {
		from := x - 9 + 7*float64(i)
		ops = append(ops, &scene.Stroke{X0: from, Y0: y, X1: from + 4, Y1: y, Color: p.s.Map.Theme.Border, Width: 1.3})
	}
	return ops
}
