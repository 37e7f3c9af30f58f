package mapview

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"hubscape/app/present"
)

// layerSignWidth is the width of the picture before a layer's name in the legend; it is 16 high.
const layerSignWidth = 22

// newLayerSign draws an imported layer as the map does: its area, else its line, and the symbol of its points.
func newLayerSign(e present.LayerEntry) fyne.CanvasObject {
	var parts []fyne.CanvasObject
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
		parts = append(parts, o)
	}
	room := canvas.NewRectangle(color.Transparent)
	room.SetMinSize(fyne.NewSize(layerSignWidth, 16))
	switch {
	case e.Areas:
		areaSign(e, put)
	case e.Lines:
		on, off := float32(20), float32(1)
		switch e.Dash {
		case "dash":
			on, off = 5, 2.5
		case "dot":
			on, off = 1.5, 2
		}
		for x := float32(1); x < layerSignWidth-1; x += on + off {
			put(canvas.NewRectangle(e.Color), x, 7.2, min(on, layerSignWidth-1-x), 1.6)
		}
	}
	if e.Points {
		symbolSign(e, put)
	}
	return container.NewStack(room, container.NewWithoutLayout(parts...))
}

func areaSign(e present.LayerEntry, put func(o fyne.CanvasObject, x, y, w, h float32)) {
	field := canvas.NewRectangle(color.Transparent)
	field.StrokeColor, field.StrokeWidth = e.Color, 1.2
	if e.Fill == "tint" {
		soft := e.Color
		soft.A = 60
		field.FillColor = soft
	}
	put(field, 2, 3, 18, 10)
	if e.Fill != "hatch" {
		return
	}
	for i := range 3 {
		stripe := canvas.NewLine(e.Color)
		stripe.StrokeWidth = 1
		x := 3 + float32(i)*5
		stripe.Position1, stripe.Position2 = fyne.NewPos(x, 12), fyne.NewPos(x+7, 4)
		put(stripe, x, 4, 7, 8)
		stripe.Position1, stripe.Position2 = fyne.NewPos(x, 12), fyne.NewPos(x+7, 4)
	}
}

func symbolSign(e present.LayerEntry, put func(o fyne.CanvasObject, x, y, w, h float32)) {
	switch e.Symbol {
	case "layer-square":
		put(canvas.NewRectangle(e.Color), 7.5, 4.5, 7, 7)
	case "layer-triangle":
		t := &canvas.ArbitraryPolygon{FillColor: e.Color, NormalizedPoints: true, Points: []fyne.Position{{X: 0.5, Y: 0}, {X: 1, Y: 1}, {X: 0, Y: 1}}}
		put(t, 6.5, 4, 9, 8)
	case "layer-ring":
		r := canvas.NewCircle(color.Transparent)
		r.StrokeColor, r.StrokeWidth = e.Color, 1.6
		put(r, 7, 4, 8, 8)
	default:
		put(canvas.NewCircle(e.Color), 7, 4, 8, 8)
	}
}
