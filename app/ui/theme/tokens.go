package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Set holds the interface colours of one variant. Values are sRGB, not premultiplied.
type Set struct {
	Dark bool // true for the dark variant

	Panel, Panel2, Raise              color.NRGBA // window and panels; table heads and group rows; cards, inputs, buttons
	Line, Line2, Control              color.NRGBA // hairline; card, button and chip edge; input edge
	Ink, Ink2, Ink3, Disabled         color.NRGBA // text from strong to weak
	Accent, AccentInk, AccentSoft     color.NRGBA // selection, focus, link, primary; text on it; selected row
	Hover, Pressed                    color.NRGBA
	OK, Warn, Error                   color.NRGBA // never used for a country, a site or a category
	OKSoft, WarnSoft, ErrorSoft       color.NRGBA
	Scrim                             color.NRGBA // over the window under a dialog
	ToastInk, ToastPanel, ToastAccent color.NRGBA // the toast is ink on light in both variants

	categories map[string]color.NRGBA
}

// Categories lists the eight note categories in file spelling, in the order in which they are always shown.
var Categories = []string{
	"security_interference", "legal", "diplomatic", "humanitarian_rights",
	"operational", "financial", "reputational", "local_political",
}

// Category is the colour of a note category in file spelling; an unknown one answers ink.
func (s *Set) Category(name string) color.NRGBA {
	if c, ok := s.categories[name]; ok {
		return c
	}
	return s.Ink
}

// Tokens gives the colours of a Fyne variant.
func Tokens(v fyne.ThemeVariant) *Set {
	if v == fynetheme.VariantDark {
		return &dark
	}
	return &light
}

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

func alpha(c color.NRGBA, percent float32) color.NRGBA {
	c.A = uint8(percent*2.55 + 0.5)
	return c
}

func categories(values ...uint32) map[string]color.NRGBA {
	m := make(map[string]color.NRGBA, len(values))
	for i, v := range values {
		m[Categories[i]] = hex(v)
	}
	return m
}

var light = Set{
	Panel: hex(0xFBFAF7), Panel2: hex(0xF3F1EB), Raise: hex(0xFFFFFF),
	Line: hex(0xDFDBD1), Line2: hex(0xC9C4B8), Control: hex(0x87827A),
	Ink: hex(0x1F2225), Ink2: hex(0x4A4D50), Ink3: hex(0x64676A), Disabled: hex(0x85847F),
	Accent: hex(0x1B5566), AccentInk: hex(0xFFFFFF), AccentSoft: hex(0xE0EBEE),
	Hover: hex(0xEDEAE2), Pressed: hex(0xE2DED3),
	OK: hex(0x2C6E49), Warn: hex(0x8A5A00), Error: hex(0xA03A2C),
	OKSoft: hex(0xE3EFE7), WarnSoft: hex(0xF6ECD8), ErrorSoft: hex(0xF7E6E2),
	Scrim:    alpha(hex(0x1F2225), 22),
	ToastInk: hex(0xFBFAF7), ToastPanel: hex(0x1F2225), ToastAccent: hex(0x86C5D6),
	categories: categories(0x26282B, 0x003B7B, 0x037194, 0x7C3667, 0x155C42, 0x716939, 0x9B5800, 0x7E2001),
}

var dark = Set{
	Dark:  true,
	Panel: hex(0x1A1F24), Panel2: hex(0x20262C), Raise: hex(0x262D34),
	Line: hex(0x313940), Line2: hex(0x434D55), Control: hex(0x79858E),
	Ink: hex(0xE9ECEE), Ink2: hex(0xBCC4CA), Ink3: hex(0x98A3AB), Disabled: hex(0x727E87),
	Accent: hex(0x86C5D6), AccentInk: hex(0x0E1A1F), AccentSoft: hex(0x22363E),
	Hover: hex(0x272F36), Pressed: hex(0x2F3941),
	OK: hex(0x7FC79B), Warn: hex(0xE3B25C), Error: hex(0xF0988A),
	OKSoft: hex(0x20332A), WarnSoft: hex(0x372E1C), ErrorSoft: hex(0x3B2623),
	Scrim:    alpha(hex(0x000000), 50),
	ToastInk: hex(0x1A1F24), ToastPanel: hex(0xE9ECEE), ToastAccent: hex(0x1B5566),
	categories: categories(0xE0E9F2, 0x629DF5, 0x70CFFD, 0xDB7CB9, 0x86CBA5, 0xEFE298, 0xEBB147, 0xE87E5F),
}

// Shadow is the colour of a shadow at an elevation of 1 (map control), 2 (hover card, toast) or 3 (dialog).
func (s *Set) Shadow(elevation int) color.NRGBA {
	if s.Dark {
		return alpha(color.NRGBA{}, 50)
	}
	if elevation >= 3 {
		return alpha(s.Ink, 28)
	}
	return alpha(s.Ink, 16)
}
