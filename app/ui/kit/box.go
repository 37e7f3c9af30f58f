package kit

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2/canvas"
)

// box is a rectangle with rounded corners, a fill and an edge inside its bounds. It is drawn by us to device pixels: the
// toolkit's own rounded rectangle spreads an edge of one unit over three.
type box struct {
	*canvas.Raster
	FillColor, StrokeColor color.Color // nil is nothing
	StrokeWidth            float32
	CornerRadius           float32
	square                 [4]bool // corners left square: upper left, upper right, lower right, lower left
}

func newBox(radius float32) *box {
	b := &box{CornerRadius: radius}
	b.Raster = canvas.NewRaster(b.draw)
	b.Raster.ScaleMode = canvas.ImageScalePixels
	return b
}

// pixel is a premultiplied colour in 0 to 1.
type pixel [4]float32

func pixelOf(c color.Color) pixel {
	if c == nil {
		return pixel{}
	}
	r, g, b, a := c.RGBA()
	return pixel{float32(r) / 0xFFFF, float32(g) / 0xFFFF, float32(b) / 0xFFFF, float32(a) / 0xFFFF}
}

// draw paints the box into w × h device pixels.
func (b *box) draw(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	if w <= 0 || h <= 0 {
		return img
	}
	scale := float32(1)
	if size := b.Size(); size.Width > 0 {
		scale = float32(w) / size.Width
	}
	edge := 0
	if b.StrokeWidth > 0 && b.StrokeColor != nil {
		edge = max(1, int(b.StrokeWidth*scale+0.5))
	}
	radius := min(b.CornerRadius*scale, float32(w)/2, float32(h)/2)
	p := painter{img: img, w: w, h: h, edge: edge, radius: radius, fill: pixelOf(b.FillColor), line: pixelOf(b.StrokeColor), square: b.square}
	p.flat()
	p.corners()
	return img
}

type painter struct {
	img        *image.RGBA
	w, h       int
	edge       int
	radius     float32
	fill, line pixel
	square     [4]bool
}

// bytes gives a pixel as the picture stores it.
func (c pixel) bytes() [4]uint8 {
	var b [4]uint8
	for k := range c {
		b[k] = uint8(c[k]*255 + 0.5)
	}
	return b
}

func (p *painter) set(x, y int, c pixel) {
	b := c.bytes()
	copy(p.img.Pix[p.img.PixOffset(x, y):], b[:])
}

// flat paints everything as if the corners were square: one row of edge, one row of fill between edges, and copies.
func (p *painter) flat() {
	if p.fill[3] == 0 && p.edge == 0 {
		return
	}
	line, fill := p.line.bytes(), p.fill.bytes()
	border, inner := make([]uint8, 0, 4*p.w), make([]uint8, 0, 4*p.w)
	for x := 0; x < p.w; x++ {
		border = append(border, line[:]...)
		if x < p.edge || x >= p.w-p.edge {
			inner = append(inner, line[:]...)
		} else {
			inner = append(inner, fill[:]...)
		}
	}
	for y := 0; y < p.h; y++ {
		row := inner
		if y < p.edge || y >= p.h-p.edge {
			row = border
		}
		copy(p.img.Pix[y*p.img.Stride:], row)
	}
}

// corners paints the rounded corners over the flat ones.
func (p *painter) corners() {
	n := int(math.Ceil(float64(max(p.radius, float32(p.edge)))))
	if p.radius <= 0 {
		return
	}
	for y := 0; y < n; y++ {
		for x := 0; x < n; x++ {
			c := p.at(float32(x)+0.5, float32(y)+0.5)
			places := [4][2]int{{x, y}, {p.w - 1 - x, y}, {p.w - 1 - x, p.h - 1 - y}, {x, p.h - 1 - y}}
			for i, at := range places {
				if !p.square[i] {
					p.set(at[0], at[1], c)
				}
			}
		}
	}
}

// at gives the colour at x, y from a rounded upper left corner.
func (p *painter) at(x, y float32) pixel {
	outer := cover(p.radius, x, y)
	inner := outer
	if p.edge > 0 {
		e := float32(p.edge)
		inner = cover(max(0, p.radius-e), x-e, y-e)
	}
	var c pixel
	for k := range c {
		c[k] = p.fill[k]*inner + p.line[k]*max(0, outer-inner)
	}
	return c
}

// cover is how much of the pixel at x, y lies inside a corner of a radius whose outermost point is 0, 0.
func cover(radius, x, y float32) float32 {
	dx, dy := radius-x, radius-y
	if dx <= 0 || dy <= 0 {
		d := min(x, y)
		return min(max(d+0.5, 0), 1)
	}
	d := radius - float32(math.Hypot(float64(dx), float64(dy)))
	return min(max(d+0.5, 0), 1)
}
