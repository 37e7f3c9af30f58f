package sweep

import (
	"image"
	"image/color"
	"math"
	"math/rand"

	"golang.org/x/image/vector"

	"hubscape/geo/basemap"
)

// made is a mesh with the colours of its faces.
type made struct {
	mesh  *basemap.Mesh
	style *Style
}

// island makes a planar mesh by displacing the lattice lines of nx by ny cells over the rectangle lo..hi of mesh units;
// about a fifth of the cells is sea.
func island(seed int64, nx, ny int, x0, y0, x1, y1 float64, depth int) made {
	rng := rand.New(rand.NewSource(seed))
	face := make([]uint16, nx*ny)
	for i := range face {
		if rng.Float64() < 0.8 {
			face[i] = uint16(i + 1)
		}
	}
	at := func(i, j int) uint16 {
		if i < 0 || j < 0 || i >= nx || j >= ny {
			return 0
		}
		return face[j*nx+i]
	}
	cw, ch := (x1-x0)/float64(nx), (y1-y0)/float64(ny)
	knots := make([][2]float64, (nx+1)*(ny+1))
	for j := range ny + 1 {
		for i := range nx + 1 {
			knots[j*(nx+1)+i] = [2]float64{
				x0 + (float64(i)+0.4*(rng.Float64()-0.5))*cw,
				y0 + (float64(j)+0.4*(rng.Float64()-0.5))*ch,
			}
		}
	}
	m := &basemap.Mesh{Faces: nx*ny + 1}
	add := func(a, b [2]float64, left, right uint16) {
		if left == right {
			return
		}
		arc := basemap.Arc{First: int32(len(m.XY) / 2), Left: left, Right: right, Class: basemap.ClassBorder}
		if left == 0 || right == 0 {
			arc.Class = basemap.ClassCoast
		}
		for _, p := range crinkle(rng, a, b, depth) {
			m.XY = append(m.XY, int32(p[0]), int32(p[1]))
		}
		arc.Last = int32(len(m.XY) / 2)
		m.Code = append(m.Code, levels(m.XY[2*arc.First:])...)
		m.Arcs = append(m.Arcs, arc)
	}
	for j := range ny + 1 {
		for i := range nx + 1 {
			k := knots[j*(nx+1)+i]
			if i < nx { // eastwards: north is on the left
				add(k, knots[j*(nx+1)+i+1], at(i, j-1), at(i, j))
			}
			if j < ny { // southwards: east is on the left
				add(k, knots[(j+1)*(nx+1)+i], at(i, j), at(i-1, j))
			}
		}
	}
	return made{m, testStyle(m.Faces, rng)}
}

// crinkle displaces midpoints, by so little that neighbouring lines do not meet.
func crinkle(rng *rand.Rand, a, b [2]float64, depth int) [][2]float64 {
	if depth == 0 {
		return [][2]float64{a, b}
	}
	k := 0.3 * (rng.Float64() - 0.5)
	mid := [2]float64{(a[0]+b[0])/2 - k*(b[1]-a[1]), (a[1]+b[1])/2 + k*(b[0]-a[0])}
	head := crinkle(rng, a, mid, depth-1)
	return append(head[:len(head)-1], crinkle(rng, mid, b, depth-1)...)
}

func testStyle(faces int, rng *rand.Rand) *Style {
	s := &Style{Palette: make([]color.RGBA, faces), Flags: make([]uint8, faces)}
	s.Palette[0] = color.RGBA{190, 215, 230, 255}
	for i := 1; i < faces; i++ {
		s.Palette[i] = color.RGBA{uint8(140 + rng.Intn(116)), uint8(140 + rng.Intn(116)), uint8(140 + rng.Intn(116)), 255}
	}
	s.Pens = []Pen{{}, {1, color.NRGBA{60, 90, 110, 255}}, {1, color.NRGBA{70, 60, 60, 255}}}
	s.Rule.Set(basemap.ClassCoast, 1)
	for _, c := range []basemap.Class{basemap.ClassBorder, basemap.ClassDisputed, basemap.ClassHeld} {
		s.Rule.Set(c, 2)
	}
	return s
}

// world gives the view of a window centred on a mesh point.
func centred(x, y, step float64, w, h int) View {
	return View{X: x - step*float64(w)/2, Y: y - step*float64(h)/2, Step: step}
}

// exact paints the mesh with all its vertices: each face by its area in each pixel, each line by sampling its distance.
// It is slow and shares no arithmetic with the sweep.
func exact(dst *image.RGBA, v View, m *basemap.Mesh, s *Style) {
	exactFill(dst, v, m, s)
	for pen := 1; pen < len(s.Pens); pen++ {
		exactLines(dst, v, m, s, pen)
	}
}

func exactFill(dst *image.RGBA, v View, m *basemap.Mesh, s *Style) {
	w, h := dst.Rect.Dx(), dst.Rect.Dy()
	sum := make([][3]float64, w*h)
	sea := s.Palette[0]
	for i := range sum {
		sum[i] = [3]float64{float64(sea.R), float64(sea.G), float64(sea.B)}
	}
	for face := 1; face < m.Faces; face++ {
		r, ok := faceBounds(dst, v, m, uint16(face))
		if !ok {
			continue
		}
		z := vector.NewRasterizer(r.Dx(), r.Dy())
		facePath(z, r, dst, v, m, uint16(face))
		mask := image.NewAlpha(image.Rect(0, 0, r.Dx(), r.Dy()))
		z.Draw(mask, mask.Rect, image.Opaque, image.Point{})
		c := s.Palette[face]
		for i, a := range mask.Pix {
			if a > 0 {
				p := &sum[(r.Min.Y+i/r.Dx())*w+r.Min.X+i%r.Dx()]
				k := float64(a) / 255
				p[0] += k * (float64(c.R) - float64(sea.R))
				p[1] += k * (float64(c.G) - float64(sea.G))
				p[2] += k * (float64(c.B) - float64(sea.B))
			}
		}
	}
	for i, c := range sum {
		o := dst.PixOffset(dst.Rect.Min.X+i%w, dst.Rect.Min.Y+i/w)
		for k := range 3 {
			dst.Pix[o+k] = uint8(math.Max(0, math.Min(255, math.Round(c[k]))))
		}
		dst.Pix[o+3] = 255
	}
}

// faceBounds is the part of dst that a face may touch, from dst's corner.
func faceBounds(dst *image.RGBA, v View, m *basemap.Mesh, face uint16) (image.Rectangle, bool) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i := range m.Arcs {
		a := &m.Arcs[i]
		if a.Left == a.Right || (a.Left != face && a.Right != face) {
			continue
		}
		for _, k := range []float64{-1, 0, 1} {
			for j := a.First; j < a.Last; j++ {
				x, y := place(dst, v, m, j, k)
				if x > -100 && x < float64(dst.Rect.Dx())+100 {
					x0, x1 = math.Min(x0, x), math.Max(x1, x)
				} else if x <= -100 {
					x0 = -100
				} else {
					x1 = float64(dst.Rect.Dx() + 100)
				}
				y0, y1 = math.Min(y0, y), math.Max(y1, y)
			}
		}
	}
	lim := func(x float64) int { return int(within(x, -1e6, 1e6)) }
	r := image.Rect(lim(x0)-2, lim(y0)-2, lim(x1)+2, lim(y1)+2).Intersect(image.Rect(0, 0, dst.Rect.Dx(), dst.Rect.Dy()))
	return r, x0 <= x1 && !r.Empty()
}

// facePath adds the outline of a face, world by world, to a rasterizer for the part r of dst.
func facePath(z *vector.Rasterizer, r image.Rectangle, dst *image.RGBA, v View, m *basemap.Mesh, face uint16) {
	// The rasterizer loses its footing far outside; no segment of the tests is that long.
	lim := func(x float64, off int) float32 { return float32(within(x, -8000, 8000) - float64(off)) }
	for _, k := range []float64{-1, 0, 1} {
		for i := range m.Arcs {
			a := &m.Arcs[i]
			if a.Left == a.Right || (a.Left != face && a.Right != face) {
				continue
			}
			for j := a.First; j < a.Last; j++ {
				i := j
				if a.Right == face {
					i = a.Last - 1 - (j - a.First)
				}
				x, y := place(dst, v, m, i, k)
				if j == a.First {
					z.MoveTo(lim(x, r.Min.X), lim(y, r.Min.Y))
				} else {
					z.LineTo(lim(x, r.Min.X), lim(y, r.Min.Y))
				}
			}
		}
	}
}

// place gives vertex i in px of dst, in the k-th world.
func place(dst *image.RGBA, v View, m *basemap.Mesh, i int32, k float64) (x, y float64) {
	x = (float64(m.XY[2*i])+k*basemap.UnitsPerWorld-v.X)/v.Step - float64(dst.Rect.Min.X)
	y = (float64(m.XY[2*i+1])-v.Y)/v.Step - float64(dst.Rect.Min.Y)
	return x, y
}

const samples = 4

// exactLines paints the lines of one pen by samples² samples a pixel.
func exactLines(dst *image.RGBA, v View, m *basemap.Mesh, s *Style, pen int) {
	w, h := dst.Rect.Dx(), dst.Rect.Dy()
	hit := make([]bool, w*h*samples*samples)
	r := s.Pens[pen].Width / 2
	for _, k := range []float64{-1, 0, 1} {
		for i := range m.Arcs {
			a := &m.Arcs[i]
			if int(s.Rule[a.Class][s.flag(a.Left)][s.flag(a.Right)]) != pen {
				continue
			}
			for j := a.First; j+1 < a.Last; j++ {
				x0, y0 := place(dst, v, m, j, k)
				x1, y1 := place(dst, v, m, j+1, k)
				sampleLine(hit, w, h, x0, y0, x1, y1, r)
			}
		}
	}
	c := s.Pens[pen].Color
	for i := range w * h {
		n := 0
		for k := range samples * samples {
			if hit[i*samples*samples+k] {
				n++
			}
		}
		if n > 0 {
			a := uint32(n) * uint32(c.A) / (samples * samples)
			o := dst.PixOffset(dst.Rect.Min.X+i%w, dst.Rect.Min.Y+i/w)
			for k, ink := range []uint8{c.R, c.G, c.B} {
				dst.Pix[o+k] = uint8((uint32(dst.Pix[o+k])*(255-a) + uint32(ink)*a + 127) / 255)
			}
		}
	}
}

func sampleLine(hit []bool, w, h int, x0, y0, x1, y1, r float64) {
	lo := func(a, b float64) int { return int(math.Max(0, math.Floor(math.Min(a, b)-r))) }
	hi := func(a, b float64, n int) int { return int(math.Min(float64(n-1), math.Floor(math.Max(a, b)+r))) }
	dx, dy := x1-x0, y1-y0
	l2 := dx*dx + dy*dy
	for y := lo(y0, y1); y <= hi(y0, y1, h); y++ {
		for x := lo(x0, x1); x <= hi(x0, x1, w); x++ {
			for k := range samples * samples {
				px := float64(x) + (float64(k%samples)+0.5)/samples - x0
				py := float64(y) + (float64(k/samples)+0.5)/samples - y0
				t := 0.0
				if l2 > 0 {
					t = math.Max(0, math.Min(1, (px*dx+py*dy)/l2))
				}
				if math.Hypot(px-t*dx, py-t*dy) <= r {
					hit[(y*w+x)*samples*samples+k] = true
				}
			}
		}
	}
}

// off gives the share of pixels that differ by more than limit in any channel, and the greatest difference.
func off(a, b *image.RGBA, limit int) (share float64, worst int) {
	n := 0
	r := a.Rect
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			i, j := a.PixOffset(x, y), b.PixOffset(x, y)
			d := 0
			for k := range 4 {
				d = max(d, int(a.Pix[i+k])-int(b.Pix[j+k]), int(b.Pix[j+k])-int(a.Pix[i+k]))
			}
			worst = max(worst, d)
			if d > limit {
				n++
			}
		}
	}
	return float64(n) / float64(r.Dx()*r.Dy()), worst
}

// levels gives for each vertex the coarsest level that keeps it: the first at which the line without it, and without
// all that are less telling, would be off by more than the level allows. Ends are kept always.
func levels(xy []int32) []uint8 {
	n := len(xy) / 2
	code := make([]uint8, n)
	for i := 1; i < n-1; i++ {
		code[i] = basemap.MaxLevel
	}
	type piece struct {
		a, b int
		cap  float64 // of the vertex that made the piece
	}
	stack := []piece{{0, n - 1, math.Inf(1)}}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		at, far := -1, -1.0
		for i := p.a + 1; i < p.b; i++ {
			if d := offLine(xy, i, p.a, p.b); d > far {
				at, far = i, d
			}
		}
		if at < 0 {
			continue
		}
		far = math.Min(far, p.cap)
		code[at] = levelKeeping(far)
		stack = append(stack, piece{p.a, at, far}, piece{at, p.b, far})
	}
	return code
}

// levelKeeping gives the coarsest level whose tolerance is at most a distance in mesh units.
func levelKeeping(units float64) uint8 {
	metres := units * (earthMetres / basemap.UnitsPerWorld)
	for l := range basemap.MaxLevel {
		if basemap.LevelTolerance(l) <= metres {
			return uint8(l)
		}
	}
	return basemap.MaxLevel
}

// offLine is the distance of vertex i from the segment between vertices a and b, in mesh units.
func offLine(xy []int32, i, a, b int) float64 {
	ax, ay := float64(xy[2*a]), float64(xy[2*a+1])
	dx, dy := float64(xy[2*b])-ax, float64(xy[2*b+1])-ay
	px, py := float64(xy[2*i])-ax, float64(xy[2*i+1])-ay
	if l2 := float64(dx*dx) + float64(dy*dy); l2 > 0 {
		t := within((float64(px*dx)+float64(py*dy))/l2, 0, 1)
		px -= float64(t * dx)
		py -= float64(t * dy)
	}
	return math.Sqrt(float64(px*px) + float64(py*py))
}
