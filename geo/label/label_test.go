package label_test

import (
	"image/color"
	"testing"

	"hubscape/assets"
	"hubscape/geo/label"
)

func fonts(t testing.TB) *label.Fonts {
	t.Helper()
	f, err := label.NewFonts(assets.Font)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

var plain = label.Type{Face: label.SemiBold, Size: 13}

func TestEveryScriptOfTheMapHasGlyphs(t *testing.T) {
	f := fonts(t)
	for _, text := range []string{"Gjakova / Đakovica", "Нови Сад", "Ѓ Ќ Ђ Ћ Џ", "Θεσσαλονίκη", "المغرب", "السودان", "ኢትዮጵያ", "Şanlıurfa", "27°40′ N"} {
		for face := label.Regular; face <= label.Italic; face++ {
			r := f.Shape(text, label.Type{Face: face, Size: 13})
			if r.Width <= 0 {
				t.Errorf("%q has no width", text)
			}
			if n := r.Missing(); n > 0 {
				t.Errorf("%q in face %d lacks %d glyphs", text, face, n)
			}
		}
	}
}

func TestTrackingStandsBetweenLettersOnly(t *testing.T) {
	f := fonts(t)
	narrow := f.Shape("KOSOVO", plain)
	wide := f.Shape("KOSOVO", label.Type{Face: label.SemiBold, Size: 13, Tracking: 2})
	if got := wide.Width - narrow.Width; got < 9.99 || got > 10.01 {
		t.Errorf("five gaps of 2 px add %v", got)
	}
	a, b := f.Shape("السودان", plain), f.Shape("السودان", label.Type{Face: label.SemiBold, Size: 13, Tracking: 2})
	if a.Width != b.Width {
		t.Errorf("joined letters were torn apart: %v, %v", a.Width, b.Width)
	}
}

func TestArabicIsJoinedAndRunsFromTheRight(t *testing.T) {
	f := fonts(t)
	alone := 0.0
	for _, r := range "بيت" {
		alone += f.Shape(string(r), plain).Width
	}
	if joined := f.Shape("بيت", plain).Width; joined >= alone {
		t.Errorf("joined word is %v wide, its letters alone %v", joined, alone)
	}
	// In "ABC بيت" Latin stands left; in "بيت ABC" it stands left as well, for the line runs from the right.
	left := f.Shape("بيت ABC", plain).Leftmost()
	if left != f.Shape("ABC", plain).Leftmost() {
		t.Errorf("leftmost glyph is %d", left)
	}
}

func TestRunsAndSpritesAreKept(t *testing.T) {
	f := fonts(t)
	ink := label.Ink{Color: color.NRGBA{A: 255}}
	r := f.Shape("Niš", plain)
	if again := f.Shape("Niš", plain); again != r {
		t.Error("the same text was shaped twice")
	}
	s := f.Sprite(r, ink, 1)
	if again := f.Sprite(r, ink, 1); again != s {
		t.Error("the same run was drawn twice")
	}
	if s == f.Sprite(r, ink, 2) {
		t.Error("two scales share a picture")
	}
}

func TestSpriteStandsOnItsBaselineWithHalo(t *testing.T) {
	f := fonts(t)
	r := f.Shape("H", label.Type{Face: label.SemiBold, Size: 20})
	bare := f.Sprite(r, label.Ink{Color: color.NRGBA{A: 255}}, 1)
	haloed := f.Sprite(r, label.Ink{Color: color.NRGBA{A: 255}, Halo: color.NRGBA{R: 255, A: 255}, Width: 4}, 1)
	if bottom := bare.Y + bare.H; bottom < 0 || bottom > 2 {
		t.Errorf("the foot of H is %d px under the baseline", bottom)
	}
	if haloed.W <= bare.W || haloed.H <= bare.H {
		t.Errorf("halo added nothing: %dx%d, %dx%d", haloed.W, haloed.H, bare.W, bare.H)
	}
	red := 0
	for i := 0; i < len(haloed.Pix); i += 4 {
		if p := haloed.Pix[i : i+4]; p[0] > 200 && p[3] > 200 {
			red++
		}
		if p := haloed.Pix[i : i+4]; p[0] > p[3] {
			t.Fatal("alpha is not premultiplied")
		}
	}
	if red < 40 {
		t.Errorf("only %d pixels show halo", red)
	}
}

func TestAnEmptyTextDrawsNothing(t *testing.T) {
	f := fonts(t)
	s := f.Sprite(f.Shape("", plain), label.Ink{Color: color.NRGBA{A: 255}}, 1)
	if s.W != 0 || len(s.Pix) != 0 {
		t.Errorf("%dx%d", s.W, s.H)
	}
}

func TestMissingTypefaceIsAnError(t *testing.T) {
	if _, err := label.NewFonts(func(string) []byte { return nil }); err == nil {
		t.Error("no error")
	}
	if _, err := label.NewFonts(func(string) []byte { return []byte("not a font") }); err == nil {
		t.Error("no error for broken bytes")
	}
}

func TestGrid(t *testing.T) {
	g := label.NewGrid(label.Box{X1: 500, Y1: 300})
	g.Add(label.Box{X0: 10, Y0: 10, X1: 200, Y1: 30})
	g.Add(label.Box{X0: -90, Y0: 400, X1: -20, Y1: 420})
	for _, c := range []struct {
		b    label.Box
		free bool
	}{
		{label.Box{X0: 150, Y0: 20, X1: 160, Y1: 25}, false},
		{label.Box{X0: 200, Y0: 10, X1: 260, Y1: 30}, true},
		{label.Box{X0: 0, Y0: 30, X1: 400, Y1: 60}, true},
		{label.Box{X0: -30, Y0: 410, X1: 0, Y1: 430}, false},
		{label.Box{X0: 0, Y0: 0, X1: 500, Y1: 300}, false},
	} {
		if got := g.Free(c.b); got != c.free {
			t.Errorf("%v free: %v", c.b, got)
		}
	}
}
