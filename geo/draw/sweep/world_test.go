package sweep

import (
	"bytes"
	"image"
	"math"
	"math/rand"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/assets"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
)

var decoded = sync.OnceValues(func() (*basemap.Map, error) { return basemap.Decode(assets.Basemap()) })

// countries is the built-in map with a colour for every country.
func countries(tb testing.TB) made {
	tb.Helper()
	m, err := decoded()
	if err != nil {
		tb.Fatal(err)
	}
	s := testStyle(m.Land.Faces, rand.New(rand.NewSource(1)))
	for i, f := range m.Faces {
		if f.Country >= 0 {
			for j := range i {
				if m.Faces[j].Country == f.Country {
					s.Palette[i] = s.Palette[j]
				}
			}
		}
	}
	return made{m.Land, s}
}

// fitted places a box of degrees whole into a frame.
func fitted(west, south, east, north float64, w, h int) View {
	x0, y0 := camera.World(orb.Point{west, north})
	x1, y1 := camera.World(orb.Point{east, south})
	step := math.Max((x1-x0)/float64(w), (y1-y0)/float64(h)) * basemap.UnitsPerWorld
	return centred((x0+x1)/2*basemap.UnitsPerWorld, (y0+y1)/2*basemap.UnitsPerWorld, step, w, h)
}

// fourViews are west, south, east, north in degrees.
var fourViews = []struct {
	name       string
	w, s, e, n float64
}{
	{"africa", -20, -36, 55, 38},
	{"balkans", 18, 40.5, 23.5, 46.5},
	{"kosovo", 20, 41.8, 21.9, 43.3},
	{"wide", -25, -36, 60, 60},
}

func TestWorldAgreesWithExactPainter(t *testing.T) {
	m := countries(t)
	layer := New(m.mesh)
	for _, c := range []struct {
		name       string
		w, s, e, n float64
		width      int
		limit      float64 // share of pixels that may be clearly off
	}{
		{"africa", -20, -36, 55, 38, 1920, 0.0025},
		{"balkans", 18, 40.5, 23.5, 46.5, 1920, 0.0025},
		{"kosovo", 20, 41.8, 21.9, 43.3, 1920, 0.0025},
		{"wide", -25, -36, 60, 60, 1920, 0.0025},
		{"world", -180, -85, 180, 85, 800, 0.003},
		{"two worlds", -180, -60, 540, 75, 900, 0.003},
		{"antimeridian", 165, 50, 200, 72, 800, 0.0025},
		{"antimeridian from the west", -200, 50, -165, 72, 800, 0.0025},
		{"fiji", 176, -20, 183, -15, 800, 0.0025},
		{"antarctica", -180, -85, 180, -55, 1000, 0.0025},
		{"norway", 4, 57, 32, 72, 1000, 0.0025},
		{"a street", 20.45, 44.8, 20.46, 44.81, 400, 0.0025},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := c.width * 9 / 16
			v := fitted(c.w, c.s, c.e, c.n, c.width, h)
			got, want := image.NewRGBA(image.Rect(0, 0, c.width, h)), image.NewRGBA(image.Rect(0, 0, c.width, h))
			layer.Draw(got, v, Base, m.style, 2)
			exact(want, v, m.mesh, m.style)
			share, worst := off(got, want, 48)
			t.Logf("%.3f %% clearly off, worst %d", share*100, worst)
			savePair(t, got, want)
			if share > c.limit {
				t.Errorf("%.3f %% of pixels are clearly off, %.3f are allowed", share*100, c.limit*100)
			}
		})
	}
}

// The picture repeats when the view moves by whole worlds.
func TestWorldRepeats(t *testing.T) {
	m := countries(t)
	layer := New(m.mesh)
	v := View{X: -1000 << 16, Y: 300 << 20, Step: 1 << 20}
	want := image.NewRGBA(image.Rect(0, 0, 2048, 300))
	layer.Draw(want, v, Base, m.style, 2)
	for _, k := range []float64{-3, -1, 1, 2, 50} {
		got := image.NewRGBA(want.Rect)
		layer.Draw(got, View{v.X + k*basemap.UnitsPerWorld, v.Y, v.Step}, Base, m.style, 2)
		if !bytes.Equal(got.Pix, want.Pix) {
			_, worst := off(got, want, 0)
			t.Errorf("%g worlds to the east the picture differs by %d", k, worst)
		}
	}
}

// Hostile views paint the sea, or something, and return.
func TestViewsWithoutMeaning(t *testing.T) {
	m := countries(t)
	layer := New(m.mesh)
	nan, inf := math.NaN(), math.Inf(1)
	for _, v := range []View{
		{nan, nan, nan}, {inf, -inf, inf}, {0, 0, 0}, {0, 0, -5}, {1e300, -1e300, 1}, {0, 0, 1e300}, {1 << 30, 1 << 30, 1e-9},
	} {
		f := &frame{}
		dst := image.NewRGBA(image.Rect(0, 0, 70, 50))
		f.draw(dst, v, []Pass{{layer, Base, m.style}}, 2)
		if what := unclean(f); what != "" {
			t.Errorf("%v: %s is not zero", v, what)
		}
		for i := 3; i < len(dst.Pix); i += 4 {
			if dst.Pix[i] != 255 {
				t.Fatalf("%v: pixel %d is not painted", v, i/4)
			}
		}
	}
	layer.Draw(image.NewRGBA(image.Rectangle{}), View{0, 0, 1}, Base, m.style, 2)
}

func FuzzView(f *testing.F) {
	f.Add(1e9, 1e9, 1e5, uint16(100), uint16(80), int16(0), int16(0), 1.0)
	f.Add(2147483647.0, 9e8, 600.0, uint16(65), uint16(25), int16(-7), int16(9), 2.4)
	f.Add(0.0, 2.1e9, 7e6, uint16(1), uint16(1), int16(3), int16(0), 0.4)
	m := countries(f)
	layer := New(m.mesh)
	f.Fuzz(func(t *testing.T, x, y, step float64, w, h uint16, left, top int16, width float64) {
		r := image.Rect(0, 0, 1+int(w)%300, 1+int(h)%200).Add(image.Pt(int(left), int(top)))
		v := View{x, y, step}
		fills := *m.style
		fills.Pens = nil
		one := image.NewRGBA(r)
		fr := &frame{}
		fr.draw(one, v, []Pass{{layer, Base, &fills}}, 1)
		if what := unclean(fr); what != "" {
			t.Fatalf("%s is not zero", what)
		}
		if x, y, ok := impure(one, &fills); !ok {
			t.Fatalf("pixel %d, %d equals its neighbours and is no colour of the palette", x, y)
		}
		width = math.Mod(math.Abs(width), 8) // broad pens on a world of a few pixels take seconds
		lines := *m.style
		lines.Pens = []Pen{{}, {width, m.style.Pens[1].Color}, {width / 2, m.style.Pens[2].Color}}
		layer.Draw(one, v, Base, &lines, 1)
		parts := image.NewRGBA(r)
		cut := r.Min.X + int(h)%r.Dx()
		layer.Draw(parts.SubImage(image.Rect(r.Min.X, r.Min.Y, cut, r.Max.Y)).(*image.RGBA), v, Base, &lines, 2)
		layer.Draw(parts.SubImage(image.Rect(cut, r.Min.Y, r.Max.X, r.Max.Y)).(*image.RGBA), v, Base, &lines, 2)
		if !bytes.Equal(one.Pix, parts.Pix) {
			t.Fatal("two strips differ from the whole")
		}
	})
}
