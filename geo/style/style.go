// Package style holds the map's colours, line widths and visibility by zoom for its four themes.
package style

import "image/color"

// Name of a theme.
type Name string

// Themes.
const (
	Light     Name = "light"
	Dark      Name = "dark"
	Projector Name = "projector"
	Print     Name = "print"
)

// Category is a risk note's category in file spelling ("security_interference" …).
type Category string

// Theme holds every colour that the map draws with.
type Theme struct {
	Name Name
	// Interface colours the map needs.
	Panel, Panel2, Raise, Hairline, Line2, Ink, Ink2, Ink3, Accent, AccentInk, AccentSoft, Warn color.NRGBA
	// Interface colours that only the window uses.
	Control, Disabled, Hover, Pressed, OK, OKSoft, WarnSoft, Error, ErrorSoft color.NRGBA
	// Map colours.
	Water, Land, LandFar, LandFocus, Coast, Border, BorderFar, Adm1, River, Graticule, Label, Label2, LabelWater, Halo color.NRGBA
	// Categories by file spelling.
	Category map[Category]color.NRGBA
	// LabelScale is 1 on screen and 1.35 on projector slides; LineScale 1 and 1.2.
	LabelScale, LineScale float64
}
