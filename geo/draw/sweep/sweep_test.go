package sweep

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand"
	"slices"
	"testing"

	"hubscape/geo/basemap"
)

const half32 = 1 << 30

func meshes() []made {
	return []made{
		island(1, 6, 5, half32/2, half32/2, half32, half32, 8),
		island(2, 3, 3, half32/5, half32/5, half32*9/5, half32*9/5, 11),
		island(3, 12, 9, -half32/4, half32/3, half32/8, half32/2, 7),
	}
}

func TestAgreesWithExactPainter(t *testing.T) {
	for i, m := range meshes() {
		b := boundsOf(m.mesh.XY)
		size := float64(b.x1) - float64(b.x0)
		middle := m.mesh.Arcs[len(m.mesh.Arcs)/2]
		cx, cy := float64(m.mesh.XY[2*middle.First]), float64(m.mesh.XY[2*middle.First+1])
		for _, zoom := range []float64{0.7, 2, 9, 60, 4000} {
			name := fmt.Sprintf("%d/%g", i, zoom)
			t.Run(name, func(t *testing.T) {
				v := centred(cx, cy, size/300/zoom, 300, 211)
				got := image.NewRGBA(image.Rect(0, 0, 300, 211))
				want := image.NewRGBA(got.Rect)
				New(m.mesh).Draw(got, v, Base, m.style, 2)
				exact(want, v, m.mesh, m.style)
				share, worst := off(got, want, 48)
				t.Logf("off %.3f %%, worst %d", share*100, worst)
				if share > 0.0025 {
					savePair(t, got, want)
					t.Errorf("%.3f %% of pixels are clearly off", share*100)
				}
			})
		}
	}
}

// A fill alone, with all vertices, is exact to the rounding of 24.8 coordinates, except at the few spots where the lines
// of the test mesh cross and the exact painter's areas overlap.
func TestFillIsExact(t *testing.T) {
	for i, m := range meshes() {
		s := *m.style
		s.Pens = nil
		b := boundsOf(m.mesh.XY)
		size := float64(b.x1) - float64(b.x0)
		step := size / 280 / 3
		full := &basemap.Mesh{XY: m.mesh.XY, Code: make([]uint8, len(m.mesh.Code)), Arcs: m.mesh.Arcs, Faces: m.mesh.Faces}
		for k := range 6 {
			v := centred(float64(b.x0)+size*float64(k)/5, float64(b.y0)+size*float64(5-k)/7, step, 280, 190)
			got, want := image.NewRGBA(image.Rect(0, 0, 280, 190)), image.NewRGBA(image.Rect(0, 0, 280, 190))
			New(full).Draw(got, v, Base, &s, 1)
			exactFill(want, v, m.mesh, &s)
			if share, worst := off(got, want, 3); share > 0.0001 {
				savePair(t, got, want)
				t.Errorf("mesh %d view %d: %.3f %% of pixels differ by more than 3, worst %d", i, k, share*100, worst)
			}
		}
	}
}

// Sums that leaked along a row would tint pixels far from any edge.
func TestFillReturnsToPureColours(t *testing.T) {
	for i, m := range meshes() {
		s := *m.style
		s.Pens = nil
		for seed := range int64(20) {
			rng := rand.New(rand.NewSource(seed))
			dst, v := randomView(rng, m.mesh)
			New(m.mesh).Draw(dst, v, Base, &s, 2)
			if x, y, ok := impure(dst, &s); !ok {
				t.Errorf("mesh %d seed %d: pixel %d, %d equals its neighbours and is no colour of the palette", i, seed, x, y)
			}
		}
	}
}

func impure(p *image.RGBA, s *Style) (x, y int, ok bool) {
	for y := p.Rect.Min.Y + 1; y < p.Rect.Max.Y-1; y++ {
		for x := p.Rect.Min.X + 1; x < p.Rect.Max.X-1; x++ {
			c := p.RGBAAt(x, y)
			if p.RGBAAt(x-1, y) != c || p.RGBAAt(x+1, y) != c || p.RGBAAt(x, y-1) != c || p.RGBAAt(x, y+1) != c {
				continue
			}
			found := false
			for _, q := range s.Palette {
				found = found || q == c
			}
			if !found {
				return x, y, false
			}
		}
	}
	return 0, 0, true
}

func randomView(rng *rand.Rand, m *basemap.Mesh) (*image.RGBA, View) {
	b := boundsOf(m.XY)
	w, h := 1+rng.Intn(200), 1+rng.Intn(150)
	x := float64(b.x0) + rng.Float64()*(float64(b.x1)-float64(b.x0))
	y := float64(b.y0) + rng.Float64()*(float64(b.y1)-float64(b.y0))
	step := (float64(b.x1) - float64(b.x0)) / 300 / (0.2 + 30*rng.Float64()*rng.Float64())
	r := image.Rect(0, 0, w, h).Add(image.Pt(rng.Intn(100)-50, rng.Intn(100)-50))
	return image.NewRGBA(r), centred(x, y, step, w, h)
}

func TestSameBytesForAnyWorkersAndStrips(t *testing.T) {
	for i, m := range meshes() {
		layer := New(m.mesh)
		for seed := range int64(30) {
			rng := rand.New(rand.NewSource(seed))
			one, v := randomView(rng, m.mesh)
			s := *m.style
			s.Pens = append([]Pen(nil), s.Pens...)
			s.Pens[1].Width = 0.6 + 3*rng.Float64()
			layer.Draw(one, v, Base, &s, 1)
			for _, n := range []int{1, 2, 7, 0} {
				other := image.NewRGBA(one.Rect)
				layer.Draw(other, v, Base, &s, n)
				if !bytes.Equal(one.Pix, other.Pix) {
					t.Errorf("mesh %d seed %d: %d workers paint other bytes", i, seed, n)
				}
			}
			joined := image.NewRGBA(one.Rect)
			r := one.Rect
			cx, cy := r.Min.X+rng.Intn(r.Dx()), r.Min.Y+rng.Intn(r.Dy())
			for _, part := range []image.Rectangle{
				{r.Min, image.Pt(cx, cy)}, {image.Pt(cx, r.Min.Y), image.Pt(r.Max.X, cy)},
				{image.Pt(r.Min.X, cy), image.Pt(cx, r.Max.Y)}, {image.Pt(cx, cy), r.Max},
			} {
				layer.Draw(joined.SubImage(part).(*image.RGBA), v, Base, &s, 1)
			}
			if !bytes.Equal(one.Pix, joined.Pix) {
				_, worst := off(one, joined, 0)
				t.Errorf("mesh %d seed %d: strips joined differ from the whole by %d", i, seed, worst)
			}
		}
	}
}

func TestBuffersAreZeroAfterEveryFrame(t *testing.T) {
	for _, m := range meshes() {
		for seed := range int64(40) {
			dst, v := randomView(rand.New(rand.NewSource(seed)), m.mesh)
			f := &frame{}
			for _, mode := range []Mode{Base, Overlay, Stroke} {
				f.draw(dst, v, []Pass{{New(m.mesh), mode, m.style}}, 3)
				if what := unclean(f); what != "" {
					t.Fatalf("seed %d mode %d: %s is not zero", seed, mode, what)
				}
			}
		}
	}
}

func unclean(f *frame) string {
	for i := range f.workers {
		b := &f.workers[i]
		for _, v := range b.acc {
			if v != 0 {
				return "acc"
			}
		}
		for _, v := range b.mask {
			if v != 0 {
				return "mask"
			}
		}
		for _, v := range b.bits {
			if v != 0 {
				return "bits"
			}
		}
		for _, v := range append(append([]int64(nil), b.left...), b.diff...) {
			if v != 0 {
				return "left or diff"
			}
		}
	}
	return ""
}

func TestDrawAllocatesNothing(t *testing.T) {
	m := meshes()[0]
	layer := New(m.mesh)
	dst := image.NewRGBA(image.Rect(0, 0, 400, 300))
	v := centred(half32*3/4, half32*3/4, half32/600, 400, 300)
	for _, n := range []int{1, 2} {
		layer.Draw(dst, v, Base, m.style, n)
		if got := testing.AllocsPerRun(50, func() { layer.Draw(dst, v, Base, m.style, n) }); got != 0 {
			t.Errorf("%d workers: %g allocations a frame", n, got)
		}
	}
}

// Lines in every direction, short and long, level and upright, thin and thick.
func TestLinesInAllDirections(t *testing.T) {
	for _, length := range []float64{0, 0.7, 2, 9, 30, 90, 5000} {
		for _, width := range []float64{0.6, 1, 2.4, 7} {
			m := &basemap.Mesh{Faces: 1}
			for i := range 9 {
				angle := float64(i) * math.Pi / 16
				if i == 8 {
					angle = math.Pi / 2
				}
				x, y := 20+float64(i%3)*60.0, 20+float64(i/3)*60.0
				a := basemap.Arc{First: int32(len(m.XY) / 2), Class: basemap.ClassCoast}
				m.XY = append(m.XY, int32(x*1024), int32(y*1024),
					int32((x+length*math.Cos(angle))*1024), int32((y+length*math.Sin(angle))*1024))
				a.Last = a.First + 2
				m.Arcs, m.Code = append(m.Arcs, a), append(m.Code, 0, 0)
			}
			s := testStyle(1, rand.New(rand.NewSource(1)))
			s.Pens[1].Width = width
			got, want := image.NewRGBA(image.Rect(0, 0, 190, 190)), image.NewRGBA(image.Rect(0, 0, 190, 190))
			v := View{0, 0, 1024}
			New(m).Draw(got, v, Base, s, 1)
			exact(want, v, m, s)
			if share, worst := off(got, want, 48); share > 0.0005 {
				savePair(t, got, want)
				t.Errorf("length %g width %g: %.3f %% of pixels are clearly off, worst %d", length, width, share*100, worst)
			}
		}
	}
}

// Passes over one another are the same whether they are painted together, band by band, or one after the other.
func TestPassesTogetherAndApart(t *testing.T) {
	all := meshes()
	land, lakes := all[0], island(7, 9, 7, half32/2, half32/2, half32, half32, 6)
	over := *lakes.style
	over.Color = color.NRGBA{20, 60, 200, 255}
	over.Cover = make([]uint8, lakes.mesh.Faces)
	for i := range over.Cover {
		over.Cover[i] = uint8(i * 37 % 256)
	}
	passes := []Pass{
		{New(land.mesh), Base, &Style{Palette: land.style.Palette}},
		{New(lakes.mesh), Overlay, &over},
		{New(land.mesh), Stroke, land.style},
	}
	for seed := range int64(12) {
		together, v := randomView(rand.New(rand.NewSource(seed)), land.mesh)
		apart := image.NewRGBA(together.Rect)
		Draw(together, v, passes, 2)
		for _, p := range passes {
			p.Layer.Draw(apart, v, p.Mode, p.Style, 1)
		}
		if !bytes.Equal(together.Pix, apart.Pix) {
			t.Errorf("seed %d: passes painted together differ from passes painted apart", seed)
		}
	}
}

// An overlay mixes its colour in by the share of each pixel that its faces cover, whatever lies below.
func TestOverlayIsExact(t *testing.T) {
	m := meshes()[0]
	s := &Style{Color: color.NRGBA{10, 40, 90, 255}, Cover: make([]uint8, m.mesh.Faces)}
	shades := &Style{Palette: make([]color.RGBA, m.mesh.Faces)}
	for i := range s.Cover {
		if i > 0 {
			s.Cover[i] = uint8(i * 29 % 256)
		}
		a := int(s.Cover[i])
		mixed := func(under, ink int) uint8 { return uint8((under*(255-a) + ink*a + 127) / 255) }
		shades.Palette[i] = color.RGBA{mixed(200, 10), mixed(180, 40), mixed(160, 90), 255}
	}
	full := &basemap.Mesh{XY: m.mesh.XY, Code: make([]uint8, len(m.mesh.Code)), Arcs: m.mesh.Arcs, Faces: m.mesh.Faces}
	v := centred(half32*3/4, half32*3/4, half32/500, 300, 200)
	got, want := image.NewRGBA(image.Rect(0, 0, 300, 200)), image.NewRGBA(image.Rect(0, 0, 300, 200))
	for i := 0; i < len(got.Pix); i += 4 {
		copy(got.Pix[i:], []byte{200, 180, 160, 255})
	}
	New(full).Draw(got, v, Overlay, s, 2)
	exactFill(want, v, m.mesh, shades)
	if share, worst := off(got, want, 3); share > 0.0001 {
		savePair(t, got, want)
		t.Errorf("%.3f %% of pixels differ by more than 3, worst %d", share*100, worst)
	}
}

// Lines over a picture leave the rest of it as it is, and may be translucent.
func TestStrokeOverPicture(t *testing.T) {
	m := meshes()[0]
	s := *m.style
	s.Pens = []Pen{{}, {2.4, color.NRGBA{0, 0, 0, 255}}, {1.2, color.NRGBA{200, 0, 0, 128}}}
	v := centred(half32*3/4, half32*3/4, half32/500, 300, 200)
	got, want := image.NewRGBA(image.Rect(0, 0, 300, 200)), image.NewRGBA(image.Rect(0, 0, 300, 200))
	for i := range got.Pix {
		got.Pix[i] = uint8(255 - i%4*i%7)
	}
	copy(want.Pix, got.Pix)
	New(m.mesh).Draw(got, v, Stroke, &s, 2)
	exactLines(want, v, m.mesh, &s, 2)
	exactLines(want, v, m.mesh, &s, 1)
	if share, worst := off(got, want, 48); share > 0.0025 {
		savePair(t, got, want)
		t.Errorf("%.3f %% of pixels are clearly off, worst %d", share*100, worst)
	}
}

// The rule tells arcs apart by their class and by the flags on both sides.
func TestPensByFlags(t *testing.T) {
	var r PenRule
	r.Set(basemap.ClassBorder, 1)
	r.SetPair(basemap.ClassBorder, 1, 2, 3)
	s := &Style{Rule: r, Flags: []uint8{0, 1, 2}, Pens: []Pen{{}, {1, color.NRGBA{A: 255}}, {1, color.NRGBA{A: 255}}, {1, color.NRGBA{A: 255}}}}
	p := &layout{pens: 4}
	for i := range s.Pens {
		p.nibs[i].set(s.Pens[i], uint8(i))
	}
	for _, c := range []struct {
		left, right uint16
		class       basemap.Class
		want        uint8
	}{
		{1, 2, basemap.ClassBorder, 3}, {2, 1, basemap.ClassBorder, 3}, {1, 1, basemap.ClassBorder, 1},
		{1, 9, basemap.ClassBorder, 1}, {1, 2, basemap.ClassCoast, 0},
	} {
		if got := s.pen(p, &chunk{left: c.left, right: c.right, class: c.class}); got != c.want {
			t.Errorf("faces %d and %d, class %d: pen %d, want %d", c.left, c.right, c.class, got, c.want)
		}
	}
	s.Pens[3].Width = 0
	p.nibs[3].set(s.Pens[3], 3)
	if got := s.pen(p, &chunk{left: 1, right: 2, class: basemap.ClassBorder}); got != 0 {
		t.Errorf("a pen without width is drawn as pen %d", got)
	}
}

func TestLevelsAreKeptByUse(t *testing.T) {
	m := meshes()[0]
	layer := New(m.mesh)
	step := func(level int) float64 { // the smallest step that asks for the level
		return basemap.LevelTolerance(level) / 0.35 / earthMetres * basemap.UnitsPerWorld * 1.001
	}
	for _, n := range []int{16, 12, 13, 14, 12, 15} {
		layer.Warm(View{Step: step(n)})
	}
	var got []int
	for _, lv := range layer.levels {
		got = append(got, lv.number)
	}
	if want := []int{15, 12, 14, 13}; !slices.Equal(got, want) {
		t.Errorf("levels %v are kept, want %v", got, want)
	}
}

// A level has the vertices that its number keeps, and the ends of every arc.
func TestLevelKeepsWhatItShould(t *testing.T) {
	m := meshes()[0]
	for _, n := range []int{0, 9, 16} {
		want := 0
		for _, a := range m.mesh.Arcs {
			for v := a.First; v < a.Last; v++ {
				if int(m.mesh.Code[v]) <= n || v == a.First || v == a.Last-1 {
					want++
				}
			}
		}
		lv := buildLevel(m.mesh, n)
		if got := len(lv.xy) / 2; got != want {
			t.Errorf("level %d has %d vertices, want %d", n, got, want)
		}
		segments := 0
		for _, c := range lv.chunks {
			segments += int(c.n)
			if c.n > chunkSegments || c.box != boundsOf(lv.xy[2*c.first:2*(c.first+c.n)+2]) {
				t.Fatalf("level %d: chunk %+v is too long or its box is wrong", n, c)
			}
		}
		if segments != want-len(m.mesh.Arcs) {
			t.Errorf("level %d has %d segments, want %d", n, segments, want-len(m.mesh.Arcs))
		}
	}
}
