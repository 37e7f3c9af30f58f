package scene

import (
	"hubscape/geo/label"
)

// capsule sets the line under a country's name, centred on x, y.
func (p *placing) capsule(c Capsule, x, y float64) []Op {
	k := p.th.LabelScale
	var count *Text
	if c.Count > 0 {
		count = p.set(line{text: itoa(c.Count), face: label.SemiBold, size: 11, color: p.th.Ink})
	}
	width := capsuleWidth(c, count, k)
	x0 := x - width/2
	r, symbol, square := float64(capsuleHeight*k)/2, float64(capsuleSymbol*k), float64(capsuleSquare*k)
	ops := []Op{&Panel{Rect: Rect{x0, y - r, x0 + width, y + r}, Radius: r,
		Fill: p.th.Raise, Edge: p.th.Line2, Width: 1}}
	at := x0 + float64(7*k)
	for i, s := range c.Symbols {
		if i > 0 {
			at += float64(3 * k)
		}
		ops = append(ops, &Symbol{Name: s, X: at + symbol/2, Y: y, Size: symbol, Color: p.th.Ink})
		at += symbol
	}
	if len(c.Symbols) > 0 && (len(c.Squares) > 0 || count != nil) {
		ops = append(ops, &Stroke{X0: at + float64(4*k), Y0: y - float64(5.5*k), X1: at + float64(4*k), Y1: y + float64(5.5*k), Color: p.th.Hairline, Width: 1})
		at += float64(9 * k)
	}
	for i, q := range c.Squares {
		if i > 0 {
			at += float64(3 * k)
		}
		ops = append(ops, &Panel{Rect: Rect{at, y - square/2, at + square, y + square/2}, Radius: 1.2 * k, Fill: q})
		at += square
	}
	if count != nil {
		if len(c.Squares) > 0 {
			at += float64(4 * k)
		}
		ops = append(ops, count.at(at, y+count.Run.CapTop/2))
	}
	return ops
}

func capsuleWidth(c Capsule, count *Text, k float64) float64 {
	w := float64(14 * k)
	if n := float64(len(c.Symbols)); n > 0 {
		w += float64(n*capsuleSymbol*k) + float64((n-1)*3*k)
		if len(c.Squares) > 0 || count != nil {
			w += float64(9 * k)
		}
	}
	if n := float64(len(c.Squares)); n > 0 {
		w += float64(n*capsuleSquare*k) + float64((n-1)*3*k)
		if count != nil {
			w += float64(4 * k)
		}
	}
	if count != nil {
		w += count.Run.Width
	}
	return w
}
