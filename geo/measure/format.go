package measure

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// FormatPoint gives a position as people read it, latitude first, to a number of decimals (4 is 11 m):
// "42.6000° N, 21.1900° E".
func FormatPoint(p orb.Point, decimals int) string {
	return FormatLat(p[1], decimals) + ", " + FormatLon(p[0], decimals)
}

// FormatLat gives a latitude in degrees as "42.6000° N".
func FormatLat(lat float64, decimals int) string { return formatAxis(lat, decimals, "N", "S") }

// FormatLon gives a longitude in degrees as "21.1900° E".
func FormatLon(lon float64, decimals int) string { return formatAxis(lon, decimals, "E", "W") }

func formatAxis(v float64, decimals int, plus, minus string) string {
	decimals = max(0, min(decimals, 9))
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	letter := plus
	if v < 0 && !allZero(s) {
		letter = minus
	}
	return s + "° " + letter
}

func allZero(s string) bool {
	for _, r := range s {
		if r != '0' && r != '.' {
			return false
		}
	}
	return true
}

// FormatDMS gives a position in degrees, minutes and whole seconds, latitude first: `42°36′00″ N, 21°11′24″ E`.
func FormatDMS(p orb.Point) string {
	return dms(p[1], "N", "S") + ", " + dms(p[0], "E", "W")
}

func dms(v float64, plus, minus string) string {
	n := int64(math.Round(math.Abs(v) * 3600))
	letter := plus
	if v < 0 && n > 0 {
		letter = minus
	}
	return strconv.FormatInt(n/3600, 10) + "°" + two(n/60%60) + "′" + two(n%60) + "″ " + letter
}

func two(n int64) string {
	s := strconv.FormatInt(n, 10)
	if len(s) < 2 {
		return "0" + s
	}
	return s
}
