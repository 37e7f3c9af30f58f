package raster

import (
	"encoding/binary"
	"image"
	"image/color"

	"hubscape/geo/scene"
)

// packed is a pixel of an opaque colour as one number.
func packed(c color.NRGBA) uint32 {
	return uint32(c.R) | uint32(c.G)<<8 | uint32(c.B)<<16 | 255<<24
}

// drawGrid draws the graticule on whole columns and rows of pixels, where they show nothing but water.
func drawGrid(dst *image.RGBA, g scene.Grid, water color.NRGBA) {
	px := [4]uint8{water.R, water.G, water.B, 255}
	blend(px[:], g.Pen.Color, uint32(min(255, g.Pen.Width*255+0.5)))
	from, to := packed(water), binary.LittleEndian.Uint32(px[:])
	w, h := dst.Rect.Dx(), dst.Rect.Dy()
	thick := max(1, roundInt(g.Pen.Width))
	for _, v := range g.Ys {
		for k := range thick {
			if y := roundInt(v-0.5) + k; y >= 0 && y < h {
				replace(dst.Pix[y*dst.Stride:y*dst.Stride+4*w], 4, from, to)
			}
		}
	}
	for _, v := range g.Xs {
		for k := range thick {
			if x := roundInt(v-0.5) + k; x >= 0 && x < w {
				replace(dst.Pix[4*x:], dst.Stride, from, to)
			}
		}
	}
}

// replace changes pixels of one colour to another, taking one every step bytes.
func replace(pix []uint8, step int, from, to uint32) {
	for i := 0; i+4 <= len(pix); i += step {
		if binary.LittleEndian.Uint32(pix[i:]) == from {
			binary.LittleEndian.PutUint32(pix[i:], to)
		}
	}
}
