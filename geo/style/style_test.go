package style

import (
	"fmt"
	"image/color"
	"math"
	"testing"
)

// contrast is the WCAG 2 ratio of two opaque colours.
func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// TestContrast holds the figures of the look's specification, to the digit it prints.
func TestContrast(t *testing.T) {
	type pair struct {
		name string
		a, b func(Theme) color.NRGBA
		want [4]float64
	}
	panel := func(t Theme) color.NRGBA { return t.Panel }
	land := func(t Theme) color.NRGBA { return t.Land }
	far := func(t Theme) color.NRGBA { return t.LandFar }
	water := func(t Theme) color.NRGBA { return t.Water }
	for _, p := range []pair{
		{"control on panel", func(t Theme) color.NRGBA { return t.Control }, panel, [4]float64{3.7, 4.4, 5.7, 4.3}},
		{"ink on panel", func(t Theme) color.NRGBA { return t.Ink }, panel, [4]float64{15.3, 14.0, 18.6, 18.9}},
		{"ink2 on panel", func(t Theme) color.NRGBA { return t.Ink2 }, panel, [4]float64{8.2, 9.4, 12.0, 11.0}},
		{"ink3 on panel", func(t Theme) color.NRGBA { return t.Ink3 }, panel, [4]float64{5.5, 6.5, 8.4, 6.9}},
		{"accent on panel", func(t Theme) color.NRGBA { return t.Accent }, panel, [4]float64{7.9, 8.7, 10.0, 10.0}},
		{"accent ink on accent", func(t Theme) color.NRGBA { return t.AccentInk }, func(t Theme) color.NRGBA { return t.Accent }, [4]float64{8.3, 9.2, 10.0, 10.0}},
		{"water on land", water, land, [4]float64{1.2, 1.3, 1.3, 1.1}},
		{"coast on water", func(t Theme) color.NRGBA { return t.Coast }, water, [4]float64{1.9, 2.7, 2.9, 7.5}},
		{"border on land", func(t Theme) color.NRGBA { return t.Border }, land, [4]float64{3.6, 4.1, 6.8, 5.4}},
		{"far border on far land", func(t Theme) color.NRGBA { return t.BorderFar }, far, [4]float64{1.8, 2.1, 2.2, 2.2}},
		{"label on land", func(t Theme) color.NRGBA { return t.Label }, land, [4]float64{11.6, 11.0, 16.1, 17.4}},
		{"label2 on far land", func(t Theme) color.NRGBA { return t.Label2 }, far, [4]float64{5.7, 7.4, 9.0, 8.9}},
		{"water label on water", func(t Theme) color.NRGBA { return t.LabelWater }, water, [4]float64{5.0, 7.0, 6.1, 6.1}},
	} {
		for i, n := range Names() {
			th := Of(n)
			if got := contrast(p.a(th), p.b(th)); math.Abs(got-p.want[i]) > 0.06 {
				t.Errorf("%s, %s: %.2f, want %.1f", n, p.name, got, p.want[i])
			}
		}
	}
}

func TestCategoriesReadOnEveryGround(t *testing.T) {
	for _, n := range Names() {
		th := Of(n)
		if len(th.Category) != 8 {
			t.Fatalf("%s has %d categories", n, len(th.Category))
		}
		for name, c := range th.Category {
			for ground, g := range map[string]color.NRGBA{"panel": th.Panel, "land": th.Land, "accentSoft": th.AccentSoft} {
				if got := contrast(c, g); got < 4.5 {
					t.Errorf("%s: %s on %s is %.2f", n, name, ground, got)
				}
			}
		}
	}
}

func TestEveryTokenIsSet(t *testing.T) {
	for _, n := range Names() {
		th := Of(n)
		seen := map[*color.NRGBA]bool{}
		for i, k := range tokens {
			f := k.field(&th)
			if seen[f] {
				t.Errorf("%s: token %d names a field twice", n, i)
			}
			seen[f] = true
			want := k.hex[column(n)]
			if got := fmt.Sprintf("#%02X%02X%02X", f.R, f.G, f.B); got != want || f.A != 255 {
				t.Errorf("%s: token %d is %s, want %s", n, i, got, want)
			}
		}
	}
	if Of("sepia").Name != Light {
		t.Error("an unknown theme is not light")
	}
	if p := Of(Projector); p.LabelScale != 1.35 || p.LineScale != 1.2 {
		t.Errorf("projector scales %v, %v", p.LabelScale, p.LineScale)
	}
}

func TestVisibilityByZoom(t *testing.T) {
	for _, c := range []struct {
		zoom, step, coast, focus float64
		river                    int
	}{
		{2, 10, 0.8, 0.9, -1}, {3, 10, 0.8, 0.9, 4}, {5, 1, 0.8, 1.2, 4}, {6, 1, 0.9, 1.2, 7}, {8, 0.5, 0.9, 1.2, 9},
	} {
		if GraticuleStep(c.zoom) != c.step || CoastWidth(c.zoom) != c.coast || BorderWidth(c.zoom, false) != c.focus || RiverRank(c.zoom) != c.river {
			t.Errorf("z %v: %v %v %v %v", c.zoom, GraticuleStep(c.zoom), CoastWidth(c.zoom), BorderWidth(c.zoom, false), RiverRank(c.zoom))
		}
	}
	for rank, want := range []float64{6, 6, 6, 6, 6, 6.5, 6.5, 7.2, 8.5, 9.25, 9.25} {
		if got := TownFrom(rank, false); got != want {
			t.Errorf("towns of rank %d are named from %v, want %v", rank, got, want)
		}
	}
	if TownFrom(9, true) != 5.5 {
		t.Error("a small capital waits for its rank")
	}
	if got := Mix(color.NRGBA{R: 100, A: 255}, color.NRGBA{R: 200, A: 255}, 0.5); got.R != 150 {
		t.Errorf("half of 100 and 200 is %d", got.R)
	}
}
