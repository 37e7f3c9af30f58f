package kit

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
)

func TestBoxEdgesAreWhole(t *testing.T) {
	edge, fill := color.NRGBA{0x87, 0x82, 0x7A, 0xFF}, color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}
	b := newBox(6)
	b.FillColor, b.StrokeColor, b.StrokeWidth = fill, edge, 1
	b.Raster.Resize(fyne.NewSize(100, 30))
	for _, scale := range []int{1, 2} {
		img := b.draw(100*scale, 30*scale).(*image.RGBA)
		for _, c := range []struct {
			x, y int
			want color.NRGBA
		}{
			{50, 0, edge}, {50, 30*scale - 1, edge}, {0, 15, edge}, {100*scale - 1, 15, edge},
			{50, scale, fill}, {scale, 15, fill}, {50, 15, fill}, {0, 0, color.NRGBA{}}, {100*scale - 1, 30*scale - 1, color.NRGBA{}},
		} {
			r, g, bl, a := c.want.RGBA()
			if R, G, B, A := img.At(c.x, c.y).RGBA(); r != R || g != G || bl != B || a != A {
				t.Errorf("at scale %d the pixel %d, %d is %v, want %v", scale, c.x, c.y, img.At(c.x, c.y), c.want)
			}
		}
	}
	b.square = [4]bool{true, false, false, false}
	img := b.draw(100, 30).(*image.RGBA)
	if _, _, _, a := img.At(0, 0).RGBA(); a != 0xFFFF {
		t.Error("a corner that stays square is not painted")
	}
	if _, _, _, a := img.At(99, 29).RGBA(); a != 0 {
		t.Error("a rounded corner is painted to its end")
	}
}

func BenchmarkBox(b *testing.B) {
	box := newBox(10)
	box.FillColor, box.StrokeColor, box.StrokeWidth = color.White, color.Black, 1
	for b.Loop() {
		box.draw(620, 520)
	}
}
