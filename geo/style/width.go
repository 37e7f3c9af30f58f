package style

import "image/color"

// Widths of lines in px at scale 1, before LineScale.
const (
	GraticuleWidth = 0.6
	DivisionWidth  = 0.8
	LakeEdge       = 0.6
	DisputedWidth  = 1.3
	DisputedHalo   = 2.4
	HeldWidth      = 1.0
	SelectionWidth = 2.0
	SelectionBand  = 9.0
	HatchStep      = 6.0
	HatchWidth     = 1.1
	LeaderWidth    = 0.8
)

// Strengths of tints, of 1.
const (
	GroupTint     = 0.10
	BandTint      = 0.16
	DiscTint      = 0.08
	DiscChosen    = 0.14
	GhostStrength = 0.5
)

// DivisionsFrom, ClaimsFrom and HeldFrom are the zooms from which a layer is drawn.
const (
	DivisionsFrom = 7.5
	ClaimsFrom    = 2.0
	HeldFrom      = 3.0
)

// GraticuleStep is the distance in degrees between two lines of the graticule.
func GraticuleStep(zoom float64) float64 {
	switch {
	case zoom < 5:
		return 10
	case zoom < 8:
		return 1
	}
	return 0.5
}

// CoastWidth is the width of a coast line in px.
func CoastWidth(zoom float64) float64 {
	if zoom >= 6 {
		return 0.9
	}
	return 0.8
}

// BorderWidth is the width in px of a border of a scenario place, or of another one (far).
func BorderWidth(zoom float64, far bool) float64 {
	switch {
	case far:
		return 1.0
	case zoom >= 5:
		return 1.2
	}
	return 0.9
}

// RiverRank is the greatest river rank drawn at a zoom; -1 draws none.
func RiverRank(zoom float64) int {
	switch {
	case zoom >= 8:
		return 9
	case zoom >= 6:
		return 7
	case zoom >= 3:
		return 4
	}
	return -1
}

// RiverWidth is the width in px of a river: 1.4 for the greatest that the zoom shows, 0.7 for the least.
func RiverWidth(rank int, zoom float64) float64 {
	switch over := RiverRank(zoom) - rank; {
	case over >= 5 && zoom >= 6:
		return 1.4
	case over >= 3:
		return 1.0
	}
	return 0.7
}

// DisputedDash is the dash of a disputed boundary or a claim line: on and off, px.
func DisputedDash(zoom float64) (on, off float64) {
	if zoom < 5 {
		return 4, 3
	}
	return 6, 4
}

// HeldDash is the dash of a line that a force holds: round dots, on and off, px.
func HeldDash() (on, off float64) { return 1, 2.6 }

// TownFrom is the zoom from which a town is named. Rank 0 is the largest, 10 the smallest.
func TownFrom(rank int, capital bool) float64 {
	switch {
	case capital:
		return 5.5
	case rank <= 4:
		return 6
	case rank <= 6:
		return 6.5
	case rank <= 7:
		return 7.2
	case rank <= 8:
		return 8.5
	}
	return 9.25
}

// Mix lays the colour over at strength 0…1 on the opaque colour under.
func Mix(under, over color.NRGBA, strength float64) color.NRGBA {
	k := int32(strength*256 + 0.5)
	mix := func(a, b uint8) uint8 { return uint8((int32(a)*(256-k) + int32(b)*k + 128) >> 8) }
	return color.NRGBA{R: mix(under.R, over.R), G: mix(under.G, over.G), B: mix(under.B, over.B), A: 255}
}
