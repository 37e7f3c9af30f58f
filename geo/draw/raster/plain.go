package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"hubscape/geo/basemap"
	"hubscape/geo/scene"
)

// Plain paints the base layer in the obvious way: face by face and line by line with golang.org/x/image/vector. It is the
// measure of what is right; the sweep is the measure of what is quick.
type Plain struct{}

// Draw implements Base.
func (Plain) Draw(dst *image.RGBA, op scene.BaseOp) {
	f := &plainFrame{dst: dst, view: op.View, w: op.View.Width, h: op.View.Height}
	f.sum = make([]float32, 4*f.w*f.h)
	f.mask = make([]uint8, f.w*f.h)
	f.mesh(op.Mesh)
	f.worlds(func() { f.faces(func(face int) (color.NRGBA, float32) { return op.Fill[face], 1 }) })
	f.resolve(op.Fill[0])
	for i := range op.Under {
		f.layer(&op.Under[i])
	}
	f.layer(&op.Lines)
	drawGrid(dst, op.Grid, op.Fill[0])
}

// layer paints a layer's areas and then its lines.
func (f *plainFrame) layer(l *scene.Layer) {
	f.mesh(l.Mesh)
	if len(l.Cover) > 0 {
		clear(f.sum)
		f.worlds(func() {
			f.faces(func(face int) (color.NRGBA, float32) {
				if face < len(l.Cover) {
					return l.Color, float32(l.Cover[face]) / 255
				}
				return l.Color, 0
			})
		})
		f.blendSum(l.Color)
	}
	for pen := 1; pen < len(l.Pens); pen++ {
		clear(f.mask)
		f.worlds(func() { f.strokes(l, uint8(pen)) })
		f.layMask(l.Pens[pen].Color)
	}
}

// plainFrame sums, per pixel, how much of each colour the faces put there.
type plainFrame struct {
	dst   *image.RGBA
	view  scene.View
	level *basemap.Level
	count int // faces of the mesh
	shift float64
	w, h  int
	sum   []float32 // red, green, blue, covered: four a pixel
	mask  []uint8
	z     vector.Rasterizer
}

func (f *plainFrame) mesh(m *basemap.Mesh) {
	f.level, f.count = m.Level(f.view.Level()), m.Faces
}

// worlds does something for the world and its neighbours to the west and east.
func (f *plainFrame) worlds(do func()) {
	for k := -1.0; k <= 1; k++ {
		f.shift = k * basemap.UnitsPerWorld
		do()
	}
}

// xy gives vertex i of the level in device pixels.
func (f *plainFrame) xy(i int32) (x, y float64) {
	v := f.view
	return (float64(f.level.XY[2*i]) + f.shift - v.Left) / v.UnitsPerPixel, (float64(f.level.XY[2*i+1]) - v.Top) / v.UnitsPerPixel
}

// faces adds every face's coverage times its colour and strength.
func (f *plainFrame) faces(paint func(face int) (color.NRGBA, float32)) {
	arcs := make([][]int, f.count)
	for i, a := range f.level.Arcs {
		if a.Left != a.Right {
			arcs[a.Left] = append(arcs[a.Left], i)
			arcs[a.Right] = append(arcs[a.Right], i)
		}
	}
	for face := 1; face < len(arcs); face++ {
		if c, strength := paint(face); strength > 0 {
			f.face(uint16(face), arcs[face], c, strength)
		}
	}
}

func (f *plainFrame) face(face uint16, arcs []int, c color.NRGBA, strength float32) {
	box := f.bound(arcs)
	if box.Empty() {
		return
	}
	f.z.Reset(box.Dx(), box.Dy())
	for _, i := range arcs {
		a := f.level.Arcs[i]
		for v := a.First; v+1 < a.Last; v++ {
			x0, y0 := f.xy(v)
			x1, y1 := f.xy(v + 1)
			if a.Right == face {
				x0, y0, x1, y1 = x1, y1, x0, y0
			}
			f.edge(x0-float64(box.Min.X), y0-float64(box.Min.Y), x1-float64(box.Min.X), y1-float64(box.Min.Y), float64(box.Dx()), float64(box.Dy()))
		}
	}
	alpha := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	f.z.DrawOp = draw.Src
	f.z.Draw(alpha, alpha.Rect, image.Opaque, image.Point{})
	f.add(alpha, box.Min, c, strength)
}

// bound is the part of the picture that some arcs touch.
func (f *plainFrame) bound(arcs []int) image.Rectangle {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, i := range arcs {
		for v := f.level.Arcs[i].First; v < f.level.Arcs[i].Last; v++ {
			x, y := f.xy(v)
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
		}
	}
	limit := func(v float64, n int) int { return int(max(0, min(float64(n), v))) }
	return image.Rect(limit(math.Floor(x0), f.w), limit(math.Floor(y0), f.h), limit(math.Ceil(x1), f.w), limit(math.Ceil(y1), f.h))
}

// edge hands one edge to the rasteriser, cut to w × h: what lies to the left is moved onto the left side, where it covers
// the same pixels, and what lies to the right covers none.
func (f *plainFrame) edge(x0, y0, x1, y1, w, h float64) {
	if y0 == y1 {
		return
	}
	at := func(y float64) float64 { return x0 + (x1-x0)*(y-y0)/(y1-y0) }
	cut := func(y float64) float64 { return max(0, min(h, y)) }
	ya, yb := cut(y0), cut(y1)
	if ya == yb {
		return
	}
	xa, xb := at(ya), at(yb)
	stops := []float64{ya, yb}
	for _, side := range []float64{0, w} {
		if (xa < side) != (xb < side) {
			stops = append(stops, y0+(y1-y0)*(side-x0)/(x1-x0))
		}
	}
	sortAlong(stops, yb > ya)
	for i := 0; i+1 < len(stops); i++ {
		sx, sy, ex, ey := at(stops[i]), stops[i], at(stops[i+1]), stops[i+1]
		f.z.MoveTo(float32(max(0, min(w, sx))), float32(sy))
		f.z.LineTo(float32(max(0, min(w, ex))), float32(ey))
	}
}

// sortAlong orders two to four stops.
func sortAlong(s []float64, up bool) {
	for i := range s {
		for j := i; j > 0 && (s[j] < s[j-1]) == up && s[j] != s[j-1]; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}

func (f *plainFrame) add(alpha *image.Alpha, at image.Point, c color.NRGBA, strength float32) {
	for y := range alpha.Rect.Dy() {
		for x := range alpha.Rect.Dx() {
			a := float32(alpha.Pix[y*alpha.Stride+x]) / 255 * strength
			if a == 0 {
				continue
			}
			s := f.sum[4*((at.Y+y)*f.w+at.X+x):]
			s[0] += a * float32(c.R)
			s[1] += a * float32(c.G)
			s[2] += a * float32(c.B)
			s[3] += a
		}
	}
}

// resolve writes the sums; what no face covers is water.
func (f *plainFrame) resolve(water color.NRGBA) {
	for y := range f.h {
		row := f.dst.Pix[y*f.dst.Stride:]
		for x := range f.w {
			s := f.sum[4*(y*f.w+x):]
			rest := max(0, 1-s[3])
			over := max(1, s[3])
			row[4*x] = uint8((s[0]+rest*float32(water.R))/over + 0.5)
			row[4*x+1] = uint8((s[1]+rest*float32(water.G))/over + 0.5)
			row[4*x+2] = uint8((s[2]+rest*float32(water.B))/over + 0.5)
			row[4*x+3] = 255
		}
	}
}

// blendSum lays a colour over the picture as strongly as the faces cover it.
func (f *plainFrame) blendSum(c color.NRGBA) {
	for y := range f.h {
		row := f.dst.Pix[y*f.dst.Stride:]
		for x := range f.w {
			if a := f.sum[4*(y*f.w+x)+3]; a > 0 {
				blend(row[4*x:4*x+4], c, uint32(min(1, a)*255+0.5))
			}
		}
	}
}

// strokes raises the mask with every line of a pen.
func (f *plainFrame) strokes(l *scene.Layer, pen uint8) {
	r := l.Pens[pen].Width / 2
	for i := range f.level.Arcs {
		a := &f.level.Arcs[i]
		if l.PenOf(a) != pen {
			continue
		}
		for v := a.First; v+1 < a.Last; v++ {
			x0, y0 := f.xy(v)
			x1, y1 := f.xy(v + 1)
			if clipLine(&x0, &y0, &x1, &y1, -2*r-2, -2*r-2, float64(f.w)+2*r+2, float64(f.h)+2*r+2) {
				f.stroke(x0, y0, x1, y1, r)
			}
		}
	}
}

// stroke draws one segment with round ends as a polygon of its own and takes the greater coverage.
func (f *plainFrame) stroke(x0, y0, x1, y1, r float64) {
	bx, by := math.Floor(min(x0, x1)-r-1), math.Floor(min(y0, y1)-r-1)
	w, h := int(max(x0, x1)+r+2-bx), int(max(y0, y1)+r+2-by)
	f.z.Reset(w, h)
	angle := math.Atan2(y1-y0, x1-x0)
	const n = 6
	for i := range 2*n + 2 {
		cx, cy, t := x1, y1, angle-math.Pi/2+math.Pi*float64(i)/n
		if i > n {
			cx, cy, t = x0, y0, angle+math.Pi/2+math.Pi*float64(i-n-1)/n
		}
		px, py := float32(cx+r*math.Cos(t)-bx), float32(cy+r*math.Sin(t)-by)
		if i == 0 {
			f.z.MoveTo(px, py)
		} else {
			f.z.LineTo(px, py)
		}
	}
	f.z.ClosePath()
	alpha := image.NewAlpha(image.Rect(0, 0, w, h))
	f.z.DrawOp = draw.Src
	f.z.Draw(alpha, alpha.Rect, image.Opaque, image.Point{})
	for y := range h {
		for x := range w {
			px, py := int(bx)+x, int(by)+y
			if a := alpha.Pix[y*alpha.Stride+x]; a > 0 && px >= 0 && py >= 0 && px < f.w && py < f.h && a > f.mask[py*f.w+px] {
				f.mask[py*f.w+px] = a
			}
		}
	}
}

func (f *plainFrame) layMask(c color.NRGBA) {
	for y := range f.h {
		row := f.dst.Pix[y*f.dst.Stride:]
		for x := range f.w {
			if a := f.mask[y*f.w+x]; a > 0 {
				blend(row[4*x:4*x+4], c, uint32(a))
			}
		}
	}
}

// clipLine cuts a line to a rectangle and tells whether anything is left.
func clipLine(x0, y0, x1, y1 *float64, left, top, right, bottom float64) bool {
	t0, t1 := 0.0, 1.0
	dx, dy := *x1-*x0, *y1-*y0
	for _, e := range [4][2]float64{{-dx, *x0 - left}, {dx, right - *x0}, {-dy, *y0 - top}, {dy, bottom - *y0}} {
		switch {
		case e[0] == 0 && e[1] < 0:
			return false
		case e[0] < 0:
			t0 = max(t0, e[1]/e[0])
		case e[0] > 0:
			t1 = min(t1, e[1]/e[0])
		}
	}
	if t0 > t1 {
		return false
	}
	*x0, *y0, *x1, *y1 = *x0+dx*t0, *y0+dy*t0, *x0+dx*t1, *y0+dy*t1
	return true
}
