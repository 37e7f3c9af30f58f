package sheet

import (
	"hubscape/app/present"
	"hubscape/geo/scene"
)

// longestName is how many characters of a layer's name the legend shows.
const longestName = 34

// clipped shortens a name for the legend.
func clipped(s string) string {
	if r := []rune(s); len(r) > longestName {
		return string(r[:longestName-1]) + "…"
	}
	return s
}

// layerSample draws an imported layer as the map does: its area, else its line, else its symbol; a symbol stands on a line
// where it has both.
func layerSample(e present.LayerEntry) func(*page, float64, float64) []scene.Op {
	return func(p *page, x, y float64) []scene.Op {
		var ops []scene.Op
		switch {
		case e.Areas:
			ops = areaSample(e, x, y)
		case e.Lines:
			ops = strokes(e, x-9, x+9, y, 1.6)
		}
		if e.Points {
			ops = append(ops, &scene.Symbol{Name: e.Symbol, X: x, Y: y, Size: 8, Color: e.Color, Paper: p.s.Map.Theme.Halo})
		}
		return ops
	}
}

// areaSample is a small field with the layer's fill and edge.
func areaSample(e present.LayerEntry, x, y float64) []scene.Op {
	r := scene.Rect{X0: x - 8, Y0: y - 5, X1: x + 8, Y1: y + 5}
	soft := e.Color
	switch e.Fill {
	case "tint":
		soft.A = 60
	default:
		soft.A = 0
	}
	ops := []scene.Op{&scene.Panel{Rect: r, Fill: soft, Edge: e.Color, Width: 1.2}}
	if e.Fill == "hatch" {
		for i := -1.0; i <= 1; i++ {
			ops = append(ops, &scene.Stroke{X0: x - 4 + 5*i, Y0: y + 4, X1: x + 4 + 5*i, Y1: y - 4, Color: e.Color, Width: 1})
		}
	}
	return ops
}

// strokes is a level line with the layer's dash.
func strokes(e present.LayerEntry, x0, x1, y, width float64) []scene.Op {
	on, off := x1-x0, 1.0
	switch e.Dash {
	case "dash":
		on, off = 4.5, 2.5
	case "dot":
		on, off = 0.6, 3
	}
	var ops []scene.Op
	for x := x0; x < x1; x += on + off {
		ops = append(ops, &scene.Stroke{X0: x, Y0: y, X1: min(x1, x+on), Y1: y, Color: e.Color, Width: width})
	}
	return ops
}
