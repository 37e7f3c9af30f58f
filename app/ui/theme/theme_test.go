package theme_test

import (
	"bytes"
	"image/color"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"hubscape/app/ui/theme"
)

// luminance is the relative luminance of WCAG 2.
func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	for name, s := range map[string]*theme.Set{"light": theme.Tokens(fynetheme.VariantLight), "dark": theme.Tokens(fynetheme.VariantDark)} {
		for _, c := range []struct {
			what   string
			fg, bg color.NRGBA
			least  float64
		}{
			{"ink on panel", s.Ink, s.Panel, 7}, {"ink2 on panel", s.Ink2, s.Panel, 7}, {"ink3 on panel", s.Ink3, s.Panel, 4.5},
			{"ink3 on panel2", s.Ink3, s.Panel2, 4.5}, {"ink3 on accentSoft", s.Ink3, s.AccentSoft, 4.5}, {"ink3 on hover", s.Ink3, s.Hover, 4.5},
			{"accent on panel", s.Accent, s.Panel, 4.5}, {"accentInk on accent", s.AccentInk, s.Accent, 4.5},
			{"ok on okSoft", s.OK, s.OKSoft, 4.5}, {"warn on warnSoft", s.Warn, s.WarnSoft, 4.5}, {"error on errorSoft", s.Error, s.ErrorSoft, 4.5},
			{"control on panel", s.Control, s.Panel, 3}, {"disabled on panel", s.Disabled, s.Panel, 3},
			{"toast", s.ToastInk, s.ToastPanel, 7}, {"toast action", s.ToastAccent, s.ToastPanel, 4.5},
		} {
			if got := contrast(c.fg, c.bg); got < c.least {
				t.Errorf("%s: %s is %.1f, want at least %.1f", name, c.what, got, c.least)
			}
		}
		for _, category := range theme.Categories {
			for ground, bg := range map[string]color.NRGBA{"panel": s.Panel, "accentSoft": s.AccentSoft} {
				if got := contrast(s.Category(category), bg); got < 4.5 {
					t.Errorf("%s: %s on %s is %.1f, want at least 4.5", name, category, ground, got)
				}
			}
		}
	}
}

func TestIconTakesItsColour(t *testing.T) {
	red := color.NRGBA{0xA0, 0x3A, 0x2C, 0xFF}
	r := theme.Icon("warning", red)
	if r == nil || !bytes.Contains(r.Content(), []byte("#A03A2C")) || bytes.Contains(r.Content(), []byte("#1F2225")) {
		t.Fatal("the icon does not have the colour asked for")
	}
	if again := theme.Icon("warning", red); again != r {
		t.Error("the same question gets another resource")
	}
	if other := theme.Icon("warning", color.NRGBA{0, 0, 0, 0xFF}); other.Name() == r.Name() {
		t.Error("two colours share a name, which the toolkit's cache goes by")
	}
	if r := theme.Icon("no-such-icon", red); r != nil {
		t.Error("an icon that does not exist is answered")
	}
	for _, category := range theme.Categories {
		if theme.Icon("cat-"+category, red) == nil {
			t.Errorf("%s has no glyph", category)
		}
	}
}

func TestModes(t *testing.T) {
	light, dark := theme.Tokens(fynetheme.VariantLight), theme.Tokens(fynetheme.VariantDark)
	for _, c := range []struct {
		mode   theme.Mode
		system fyne.ThemeVariant
		want   *theme.Set
	}{
		{theme.System, fynetheme.VariantLight, light}, {theme.System, fynetheme.VariantDark, dark},
		{theme.Light, fynetheme.VariantDark, light}, {theme.Dark, fynetheme.VariantLight, dark},
	} {
		th := theme.New(c.mode)
		if got := th.Set(c.system); got != c.want {
			t.Errorf("%s under system variant %d gives the other variant", c.mode, c.system)
		}
		if got := th.Color(fynetheme.ColorNameBackground, c.system); got != color.Color(c.want.Panel) {
			t.Errorf("%s: the toolkit's background is %v, want the panel's colour", c.mode, got)
		}
	}
}

func TestListenHearsTheChangeOnce(t *testing.T) {
	test.NewTempApp(t)
	theme.Apply(theme.Light)
	var heard []bool
	stop := theme.Listen(func(s *theme.Set) { heard = append(heard, s.Dark) })
	theme.Apply(theme.Dark)
	theme.Apply(theme.Dark)
	theme.Apply(theme.Light)
	stop()
	theme.Apply(theme.Dark)
	if len(heard) != 2 || !heard[0] || heard[1] {
		t.Errorf("heard %v, want dark and then light", heard)
	}
	if !theme.Now().Dark {
		t.Error("Now is not what was applied last")
	}
}

func TestFontsAreThere(t *testing.T) {
	for name, f := range map[string]func() fyne.Resource{"regular": theme.Regular, "medium": theme.Medium, "semibold": theme.SemiBold, "italic": theme.Italic} {
		if r := f(); len(r.Content()) < 10_000 || !strings.HasSuffix(r.Name(), ".ttf") {
			t.Errorf("%s: %s holds %d bytes", name, r.Name(), len(r.Content()))
		}
	}
}
