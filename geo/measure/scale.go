package measure

import (
	"math"
	"strconv"
	"strings"
)

// Unit is a unit of length that people choose.
type Unit string

// Units. The zero value means kilometres.
const (
	Kilometre    Unit = "km"
	Mile         Unit = "mi"
	NauticalMile Unit = "nmi"
)

func (u Unit) metres() float64 {
	switch u {
	case Mile:
		return 1609.344
	case NauticalMile:
		return 1852
	}
	return 1000
}

func (u Unit) name() string {
	if u == Mile || u == NauticalMile {
		return string(u)
	}
	return string(Kilometre)
}

// worldPx is the width of the Web Mercator world at zoom 0, px.
const worldPx = 256

// MetresPerPx is the length on the ground of one px at a latitude (degrees) and zoom (log2 of world width / 256 px),
// along the parallel on the Web Mercator sphere: within 0.7 % of the ellipsoid's.
func MetresPerPx(zoom, lat float64) float64 {
	return 2 * math.Pi * equatorRadius * math.Cos(radians(lat)) / (worldPx * math.Exp2(zoom))
}

// Bar is a scale bar.
type Bar struct {
	Metres float64
	Px     float64 // length on the picture
	Label  string  // "100 km", "1,000 km at the equator"
}

// wideZoom: below it the scale changes so much within the view that the bar is given at the equator.
const wideZoom = 5

// ScaleBar is the longest bar of a round length (1, 2 or 5 times a power of ten) that is at most maxPx wide, for a
// camera at zoom whose middle lies at lat degrees.
func ScaleBar(zoom, lat, maxPx float64, unit Unit) Bar {
	suffix := ""
	if zoom < wideZoom {
		lat, suffix = 0, " at the equator"
	}
	perPx := MetresPerPx(zoom, lat)
	length, label := roundBelow(maxPx*perPx, unit)
	return Bar{Metres: length, Px: length / perPx, Label: label + suffix}
}

// roundBelow gives the longest round length of at most metres; below one whole unit it counts metres (feet for miles).
func roundBelow(metres float64, unit Unit) (float64, string) {
	size, name := unit.metres(), unit.name()
	if metres < size {
		size, name = 1, "m"
		if unit == Mile {
			size, name = 0.3048, "ft"
		}
	}
	n := metres / size
	if !(n > 0) || math.IsInf(n, 0) {
		return size, "1 " + name
	}
	p := math.Pow(10, math.Floor(math.Log10(n)))
	step := p
	for _, k := range []float64{2, 5, 10} {
		if k*p <= n {
			step = k * p
		}
	}
	decimals := 0
	if step < 1 {
		decimals = int(math.Ceil(-math.Log10(p)))
	}
	return step * size, Group(strconv.FormatFloat(step, 'f', decimals, 64)) + " " + name
}

// Group puts a comma between the thousands of a number in decimal digits.
func Group(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	whole, rest := digits, ""
	if i := strings.IndexByte(digits, '.'); i >= 0 {
		whole, rest = digits[:i], digits[i:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + rest
}

// FormatDistance gives metres in words, to three figures or better: "850 m", "2.4 km", "38.6 km", "1,234 km".
func FormatDistance(metres float64, unit Unit) string {
	n := metres / unit.metres()
	switch {
	case metres < 1000 && unit.name() == string(Kilometre):
		return strconv.FormatFloat(math.Round(metres), 'f', 0, 64) + " m"
	case n < 100:
		return trimZero(strconv.FormatFloat(n, 'f', 1, 64)) + " " + unit.name()
	}
	return Group(strconv.FormatFloat(n, 'f', 0, 64)) + " " + unit.name()
}

// FormatArea gives square metres in words: "0.52 km²", "38.6 km²", "10,908 km²".
func FormatArea(m2 float64, unit Unit) string {
	n := m2 / (unit.metres() * unit.metres())
	decimals := 0
	switch {
	case n < 10:
		decimals = 2
	case n < 100:
		decimals = 1
	}
	return Group(strconv.FormatFloat(n, 'f', decimals, 64)) + " " + unit.name() + "²"
}

func trimZero(s string) string { return strings.TrimSuffix(s, ".0") }

// GraticuleStep is the distance in degrees between the lines of the graticule at a zoom.
func GraticuleStep(zoom float64) float64 {
	switch {
	case zoom < 5:
		return 10
	case zoom < 8:
		return 1
	}
	return 0.5
}

// GraticuleLines gives the multiples of step within [low, high] degrees, at most 2,000 of them.
func GraticuleLines(low, high, step float64) []float64 {
	if !(step > 0) || !(high >= low) || (high-low)/step > 2000 {
		return nil
	}
	var lines []float64
	for i := math.Ceil(low / step); float64(i*step) <= high; i++ {
		lines = append(lines, i*step)
	}
	return lines
}
