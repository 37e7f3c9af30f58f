// Package theme is the look of the window: colours, type, sizes and icons, in a light and a dark variant.
//
// Custom widgets read the colours with Now and must read them again in their Refresh, because the variant changes at run
// time. Fyne's own widgets get the same colours through the Theme that Apply installs.
//
//	theme.Apply(theme.System)
//	stop := theme.Listen(func(s *theme.Set) { repaintMap(s.Dark) })
//
// # Design
//
// The colours are a struct, not names to look up: a widget that needs "line2" says so and the compiler checks it. Fyne
// knows no medium weight, so Medium is a font resource of its own for canvas.Text.FontSource.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Mode says which variant the person asked for.
type Mode string

// Modes.
const (
	System Mode = "system"
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// Theme is a fyne.Theme with our colours.
type Theme struct {
	mode Mode
}

// New makes a theme that follows the system or stays light or dark.
func New(m Mode) *Theme { return &Theme{mode: m} }

// Mode is the mode the theme was made with.
func (t *Theme) Mode() Mode { return t.mode }

// Set gives the colours for the system's variant v.
func (t *Theme) Set(v fyne.ThemeVariant) *Set {
	switch t.mode {
	case Light:
		return &light
	case Dark:
		return &dark
	}
	return Tokens(v)
}

// Now gives the colours the window is drawn with at this moment.
func Now() *Set {
	app := fyne.CurrentApp()
	if app == nil {
		return &light
	}
	s := app.Settings()
	if t, ok := s.Theme().(*Theme); ok {
		return t.Set(s.ThemeVariant())
	}
	return Tokens(s.ThemeVariant())
}

// Color gives the colour that Fyne's own widgets ask for.
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	s := t.Set(v)
	if pick, ok := fyneColors[n]; ok {
		return pick(s)
	}
	variant := fynetheme.VariantLight
	if s.Dark {
		variant = fynetheme.VariantDark
	}
	return fynetheme.DefaultTheme().Color(n, variant)
}

var fyneColors = map[fyne.ThemeColorName]func(*Set) color.NRGBA{
	fynetheme.ColorNameBackground:          func(s *Set) color.NRGBA { return s.Panel },
	fynetheme.ColorNameButton:              func(s *Set) color.NRGBA { return s.Raise },
	fynetheme.ColorNameDisabledButton:      func(s *Set) color.NRGBA { return s.Panel },
	fynetheme.ColorNameDisabled:            func(s *Set) color.NRGBA { return s.Disabled },
	fynetheme.ColorNameError:               func(s *Set) color.NRGBA { return s.Error },
	fynetheme.ColorNameFocus:               func(s *Set) color.NRGBA { return alpha(s.Accent, 30) },
	fynetheme.ColorNameForeground:          func(s *Set) color.NRGBA { return s.Ink },
	fynetheme.ColorNameForegroundOnPrimary: func(s *Set) color.NRGBA { return s.AccentInk },
	fynetheme.ColorNameForegroundOnError:   func(s *Set) color.NRGBA { return s.AccentInk },
	fynetheme.ColorNameForegroundOnSuccess: func(s *Set) color.NRGBA { return s.AccentInk },
	fynetheme.ColorNameForegroundOnWarning: func(s *Set) color.NRGBA { return s.AccentInk },
	fynetheme.ColorNameHeaderBackground:    func(s *Set) color.NRGBA { return s.Panel2 },
	fynetheme.ColorNameHover:               func(s *Set) color.NRGBA { return s.Hover },
	fynetheme.ColorNameHyperlink:           func(s *Set) color.NRGBA { return s.Accent },
	fynetheme.ColorNameInputBackground:     func(s *Set) color.NRGBA { return s.Raise },
	fynetheme.ColorNameInputBorder:         func(s *Set) color.NRGBA { return s.Control },
	fynetheme.ColorNameMenuBackground:      func(s *Set) color.NRGBA { return s.Raise },
	fynetheme.ColorNameOverlayBackground:   func(s *Set) color.NRGBA { return s.Raise },
	fynetheme.ColorNamePlaceHolder:         func(s *Set) color.NRGBA { return s.Ink3 },
	fynetheme.ColorNamePressed:             func(s *Set) color.NRGBA { return s.Pressed },
	fynetheme.ColorNamePrimary:             func(s *Set) color.NRGBA { return s.Accent },
	fynetheme.ColorNameScrollBar:           func(s *Set) color.NRGBA { return alpha(s.Control, 55) },
	fynetheme.ColorNameScrollBarBackground: func(s *Set) color.NRGBA { return color.NRGBA{} },
	fynetheme.ColorNameSelection:           func(s *Set) color.NRGBA { return alpha(s.Accent, 25) },
	fynetheme.ColorNameSeparator:           func(s *Set) color.NRGBA { return s.Line },
	fynetheme.ColorNameShadow:              func(s *Set) color.NRGBA { return color.NRGBA{} }, // no gradients at the ends of a scroll
	fynetheme.ColorNameSuccess:             func(s *Set) color.NRGBA { return s.OK },
	fynetheme.ColorNameWarning:             func(s *Set) color.NRGBA { return s.Warn },
}

// Font gives IBM Plex Sans; bold is SemiBold. Italic exists in Regular only.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace, s.Symbol:
		return fynetheme.DefaultTheme().Font(s)
	case s.Bold:
		return SemiBold()
	case s.Italic:
		return Italic()
	}
	return Regular()
}

// Icon gives Fyne's own icons their names; ours are read with Icon.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return fynetheme.DefaultTheme().Icon(n) }

var sizes = map[fyne.ThemeSizeName]float32{
	fynetheme.SizeNameText:               13,
	fynetheme.SizeNameCaptionText:        11,
	fynetheme.SizeNameHeadingText:        18,
	fynetheme.SizeNameSubHeadingText:     15,
	fynetheme.SizeNamePadding:            4,
	fynetheme.SizeNameInnerPadding:       8,
	fynetheme.SizeNameLineSpacing:        2,
	fynetheme.SizeNameInlineIcon:         18,
	fynetheme.SizeNameScrollBar:          10,
	fynetheme.SizeNameScrollBarSmall:     4,
	fynetheme.SizeNameScrollBarRadius:    3,
	fynetheme.SizeNameSeparatorThickness: 1,
	fynetheme.SizeNameInputBorder:        1,
	fynetheme.SizeNameInputRadius:        6,
	fynetheme.SizeNameButtonRadius:       6,
	fynetheme.SizeNameSelectionRadius:    3,
	fynetheme.SizeNameModalBlurRadius:    0,
}

// Size gives lengths in Fyne units.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	if v, ok := sizes[n]; ok {
		return v
	}
	return fynetheme.DefaultTheme().Size(n)
}
