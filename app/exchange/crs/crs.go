// Package crs turns positions of projected coordinate systems into longitude and latitude.
//
// # Design
//
// Only systems that stand on WGS 84, or on a datum that differs from it by less than their own drift (ETRS89 and its
// national realisations), are known, because for those the answer is a formula and right to 1e-7 degree. A system on
// an older datum (MGI, ED50, Pulkovo, OSGB36…) needs a grid of measured shifts, without which it would be wrong by
// metres to hundreds of metres; such a system is refused by its number and name instead.
//
// The first number of a position is always the easting or the longitude. Some authorities define the other order
// (EPSG:4326, EPSG:3046), but files of GeoJSON, GeoPackage and their like are written easting first whatever the
// authority says, and readers that followed the definition would turn them round.
package crs

import (
	"fmt"
	"math"
)

// CRS is a coordinate system that can be turned into WGS 84.
type CRS struct {
	Code       int // of EPSG; 84 for OGC's CRS84
	Name       string
	Geographic bool // its positions are degrees already
	inverse    inverse
}

// inverse turns x, y (metres, easting first) into radians.
type inverse interface {
	inverse(x, y float64) (lon, lat float64, ok bool)
}

// String names the system as messages do: "EPSG:32634 (WGS 84 / UTM zone 34N)".
func (c CRS) String() string {
	if c.Code == crs84 {
		return "CRS84 (WGS 84)"
	}
	return fmt.Sprintf("EPSG:%d (%s)", c.Code, c.Name)
}

// LonLat turns a position of the system into longitude and latitude in degrees (WGS 84), right to 1e-7 degree within
// the area the system is made for. Results of a projection are rounded to 1e-9 degree, a tenth of a millimetre, so that
// they do not depend on the processor. The error names the position and the system.
func (c CRS) LonLat(x, y float64) (lon, lat float64, err error) {
	if c.Geographic {
		if !(math.Abs(x) <= 540 && math.Abs(y) <= 90) {
			return 0, 0, fmt.Errorf("the position %g, %g lies outside the world; write degrees", x, y)
		}
		return x, y, nil
	}
	if c.inverse == nil || !finite(x) || !finite(y) {
		return 0, 0, fmt.Errorf("the position %g, %g cannot be turned into degrees from %s", x, y, c)
	}
	lon, lat, ok := c.inverse.inverse(x, y)
	lon, lat = roundDegrees(lon), roundDegrees(lat)
	if !ok || !(math.Abs(lon) <= 540 && math.Abs(lat) <= 90) {
		return 0, 0, fmt.Errorf("the position %g, %g lies outside %s; check which coordinate system the file has", x, y, c)
	}
	return lon, lat, nil
}

func roundDegrees(radians float64) float64 {
	return math.Round(radians*(180/math.Pi)*1e9) / 1e9
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func radians(degrees float64) float64 { return degrees * (math.Pi / 180) }

// crs84 is the number by which OGC's own WGS 84 with longitude first is kept; EPSG has none for it.
const crs84 = 84

// ByCode gives the system of an EPSG number, in digits; false when it is not known or not exact without a grid.
func ByCode(code string) (CRS, bool) {
	n, ok := number(code)
	if !ok {
		return CRS{}, false
	}
	return ByNumber(n)
}

// ByNumber is ByCode for a number.
func ByNumber(code int) (CRS, bool) {
	if zone, south, ok := utmZone(code); ok {
		return utm(code, zone, south), true
	}
	s, ok := systems[code]
	if !ok {
		return CRS{}, false
	}
	c := CRS{Code: code, Name: s.name, Geographic: s.project == nil}
	if s.project != nil {
		c.inverse = s.project()
	}
	return c, true
}

// Refusal says why a system cannot be used, by its number and name where they are known. The text is a sentence with a
// remedy, lower case.
func Refusal(code int) error {
	const do = "; in a GIS export the file as WGS 84 (EPSG:4326) and take that"
	if name, ok := inexact[code]; ok {
		return fmt.Errorf("its coordinate system is EPSG:%d (%s), which stands on an older datum and cannot be turned into WGS 84 exactly without a table of measured shifts%s", code, name, do)
	}
	return fmt.Errorf("its coordinate system EPSG:%d is not one that is built in%s", code, do)
}

func number(s string) (int, bool) {
	if s == "" || len(s) > 7 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}

// utmZone tells the UTM zone of the numbers that count zones.
func utmZone(code int) (zone int, south, ok bool) {
	switch {
	case code >= 32601 && code <= 32660:
		return code - 32600, false, true
	case code >= 32701 && code <= 32760:
		return code - 32700, true, true
	case code >= 25828 && code <= 25838:
		return code - 25800, false, true
	}
	return 0, false, false
}

func utm(code, zone int, south bool) CRS {
	shape, datum, half, north := wgs84, "WGS 84", "N", 0.0
	if code < 30000 {
		shape, datum = grs80, "ETRS89"
	}
	if south {
		half, north = "S", 10_000_000
	}
	name := fmt.Sprintf("%s / UTM zone %d%s", datum, zone, half)
	return CRS{Code: code, Name: name, inverse: newTransverse(shape, 0, float64(6*zone-183), 0.9996, 500_000, north)}
}

// UTM gives the WGS 84 UTM zone that holds a position in degrees.
func UTM(lon, lat float64) CRS {
	zone := min(max(int(math.Floor((lon+180)/6))+1, 1), 60)
	if lat < 0 {
		return utm(32700+zone, zone, true)
	}
	return utm(32600+zone, zone, false)
}
