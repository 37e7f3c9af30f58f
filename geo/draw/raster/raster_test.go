package raster_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/geo/draw/raster"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

var views = []string{"africa", "balkans", "kosovo", "wide"}

// TestGolden keeps small pictures of every view and theme. UPDATE_GOLDEN=1 renews them; look at them like code.
func TestGolden(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	for _, theme := range style.Names() {
		for _, view := range views {
			in := input(t, view, theme, 640, 400)
			got := r.Picture(b.Build(in))
			compareGolden(t, fmt.Sprintf("%s-%s.png", view, theme), got)
		}
	}
}

// TestBesideIsDraw paints scenes whose ops are made while the base layer is painted.
func TestBesideIsDraw(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{Workers: 2})
	for _, view := range views {
		in := input(t, view, style.Light, 640, 400)
		b.Forget()
		want := r.Picture(b.Build(in))
		b.Forget()
		got := image.NewRGBA(want.Rect)
		s, finish := b.Start(in)
		if s.Base.Mesh == nil || len(s.Ops) > 0 {
			t.Errorf("%s: a started scene is its base layer, but it has %d ops", view, len(s.Ops))
		}
		var wait sync.WaitGroup
		wait.Go(func() { r.Warm(s.Base) })
		r.DrawBeside(got, s, finish)
		wait.Wait()
		if !bytes.Equal(got.Pix, want.Pix) {
			t.Errorf("%s: %d pixels differ", view, differing(got, want, 0))
		}
		s, finish = b.Start(in)
		r.DrawBeside(image.NewRGBA(image.Rect(0, 0, 1, 1)), s, finish)
		if len(s.Ops) == 0 {
			t.Errorf("%s: a scene is left unfinished where the picture has another size", view)
		}
	}
}

func compareGolden(t *testing.T, name string, got *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		var buf bytes.Buffer
		if err := png.Encode(&buf, got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, buf.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if n := differing(got, want, 0); n > 0 {
		t.Errorf("%s: %d pixels differ", name, n)
	}
}

// differing counts pixels that differ by more than tolerance in some channel.
func differing(a, b image.Image, tolerance int) int {
	if a.Bounds() != b.Bounds() {
		return a.Bounds().Dx() * a.Bounds().Dy()
	}
	n := 0
	off := func(x, y uint32) bool { d := int(x>>8) - int(y>>8); return d > tolerance || -d > tolerance }
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			ar, ag, ab, aa := a.At(x, y).RGBA()
			br, bg, bb, ba := b.At(x, y).RGBA()
			if off(ar, br) || off(ag, bg) || off(ab, bb) || off(aa, ba) {
				n++
			}
		}
	}
	return n
}

func TestOneWorkerPaintsAsManyDo(t *testing.T) {
	b := builder(t)
	for _, view := range views {
		s := b.Build(input(t, view, style.Light, 900, 517))
		want := raster.New(raster.Options{Workers: 1}).Picture(s)
		for _, n := range []int{2, 3, 8} {
			if got := raster.New(raster.Options{Workers: n}).Picture(s); !bytes.Equal(got.Pix, want.Pix) {
				t.Errorf("%s: %d workers differ in %d pixels", view, n, differing(got, want, 0))
			}
		}
	}
}

func TestPaintingAgainGivesTheSameBytes(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	s := b.Build(input(t, "balkans", style.Dark, 800, 500))
	dst := image.NewRGBA(image.Rect(0, 0, 800, 500))
	r.Draw(dst, s)
	first := bytes.Clone(dst.Pix)
	r.Draw(dst, b.Build(input(t, "africa", style.Light, 800, 500)))
	r.Draw(dst, s)
	if !bytes.Equal(first, dst.Pix) {
		t.Error("the second picture differs")
	}
}

func TestEveryPixelIsOpaque(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	for _, view := range views {
		for _, size := range [][2]float64{{640, 400}, {1, 1}, {257, 73}} {
			pic := r.Picture(b.Build(input(t, view, style.Print, size[0], size[1])))
			for i := 3; i < len(pic.Pix); i += 4 {
				if pic.Pix[i] != 255 {
					t.Fatalf("%s %v: pixel %d has alpha %d", view, size, i/4, pic.Pix[i])
				}
			}
		}
	}
}

func TestAPictureOfAnotherSizeIsLeftAlone(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	dst := image.NewRGBA(image.Rect(0, 0, 10, 10))
	r.Draw(dst, b.Build(input(t, "kosovo", style.Light, 20, 20)))
	for _, v := range dst.Pix {
		if v != 0 {
			t.Fatal("something was painted")
		}
	}
}

// TestFastEqualsPlain holds the sweep to the oracle: at most a quarter of a percent of the pixels clearly off.
func TestFastEqualsPlain(t *testing.T) {
	b := builder(t)
	for _, theme := range []style.Name{style.Light, style.Dark} {
		for _, view := range views {
			in := input(t, view, theme, 960, 540)
			op := b.Build(in).Base
			fast, plain := image.NewRGBA(image.Rect(0, 0, 960, 540)), image.NewRGBA(image.Rect(0, 0, 960, 540))
			(&raster.Fast{}).Draw(fast, op)
			raster.Plain{}.Draw(plain, op)
			if n := differing(fast, plain, 48); float64(n) > 0.0025*960*540 {
				t.Errorf("%s %s: %d pixels clearly off", view, theme, n)
			}
		}
	}
}

// TestSelectionIsClosed floods the picture from its rim: the outline of the selected country must keep the flood out.
func TestSelectionIsClosed(t *testing.T) {
	m, _ := world()
	b, r := builder(t), raster.New(raster.Options{})
	for _, code := range []string{"MKD", "ALB", "BIH"} {
		in := input(t, "balkans", style.Light, 800, 900)
		in.Selected, in.Marks = code, nil
		in.Hidden = map[string]bool{"labels": true, "sites": true, "capsules": true, "rivers": true, "claims": true}
		pic := r.Picture(b.Build(in))
		x, y := in.Camera.Project(m.Country(code).LabelAt)
		if flooded(pic, in.Theme.Accent, int(x), int(y)) {
			t.Errorf("%s: the outline has a gap", code)
		}
	}
}

// flooded tells whether a flood from the picture's rim that cannot cross pixels near the wall's colour reaches x, y.
func flooded(pic *image.RGBA, wall color.NRGBA, x, y int) bool {
	w, h := pic.Rect.Dx(), pic.Rect.Dy()
	isWall := func(i int) bool {
		p := pic.Pix[4*i : 4*i+4]
		near := func(a, b uint8) bool { d := int(a) - int(b); return d < 90 && d > -90 }
		return near(p[0], wall.R) && near(p[1], wall.G) && near(p[2], wall.B)
	}
	wet := make([]bool, w*h)
	queue := []int{0, w - 1, (h - 1) * w, h*w - 1}
	for len(queue) > 0 {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if wet[i] || isWall(i) {
			continue
		}
		wet[i] = true
		for _, n := range [4]int{i - 1, i + 1, i - w, i + w} {
			if n >= 0 && n < w*h && (n/w == i/w || n%w == i%w) {
				queue = append(queue, n)
			}
		}
	}
	return wet[y*w+x]
}

// TestSymbolsDiffer draws every status and compares them with each other.
func TestSymbolsDiffer(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	base := b.Build(input(t, "kosovo", style.Light, 40, 40))
	seen := map[string]string{}
	for _, name := range []string{"hypothetical", "floated", "talks_reported", "talks_confirmed", "offered", "agreed", "operating", "declined", "dropped", "closed", "talks_denied"} {
		s := *base
		s.Ops = []scene.Op{&scene.Symbol{Name: name, X: 20, Y: 20, Size: 18, Color: color.NRGBA{A: 255}}}
		pix := string(r.Picture(&s).Pix)
		if other, ok := seen[pix]; ok {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[pix] = name
	}
}

// TestManyPaintAtOnce builds and paints from several goroutines, for the race detector and for equal pictures.
func TestManyPaintAtOnce(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{Workers: 2})
	in := input(t, "balkans", style.Light, 320, 240)
	want := r.Picture(b.Build(in)).Pix
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			other := in
			other.Camera = in.Camera.Pan(float64(200*i), 0)
			r.Picture(b.Build(other))
			if !bytes.Equal(r.Picture(b.Build(in)).Pix, want) {
				t.Error("pictures differ")
			}
		})
	}
	wait.Wait()
}

// TestAnyViewIsPainted draws views of all sizes, zooms and scales, at the poles and across the date line.
func TestAnyViewIsPainted(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	rng := rand.New(rand.NewPCG(7, 8))
	for i := range 80 {
		in := input(t, "kosovo", style.Names()[i%4], 1+rng.Float64()*300, 1+rng.Float64()*200)
		in.Camera.Center = orb.Point{rng.Float64()*420 - 210, rng.Float64()*190 - 95}
		if i%3 == 0 {
			in.Camera.Center = orb.Point{20 + rng.Float64()*2, 41.5 + rng.Float64()*2}
		}
		in.Camera = in.Camera.ZoomTo(rng.Float64() * 15)
		in.Scale = 0.5 + 2.5*rng.Float64()
		in.Selected = []string{"SRB", "XKX", "XK-X19~", "RUS", "nowhere", ""}[i%6]
		in.Marks = append(in.Marks, scene.Mark{ID: "d", Precision: scene.Division, Division: "XK-X21~", Symbol: "offered", Label: "D"},
			scene.Mark{ID: "g", At: in.Camera.Center, Precision: scene.Town, Symbol: "hypothetical", Ghost: true})
		s := b.Build(in)
		pic := r.Picture(s)
		for k := 3; k < len(pic.Pix); k += 4 {
			if pic.Pix[k] != 255 {
				t.Fatalf("view %d, %+v: pixel %d has alpha %d", i, in.Camera, k/4, pic.Pix[k])
			}
		}
	}
}
