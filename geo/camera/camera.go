// Package camera holds the map's view: where it looks, how closely, and how large the picture is.
//
// Positions on the earth are orb.Point{lon, lat} in degrees (WGS 84). Positions on the picture are x to the right and
// y down from the top left corner, in logical pixels (px at scale 1). Between the two lies the unit world of the Web
// Mercator projection: x 0..1 from 180° W to 180° E, y 0..1 from 85.05° N to 85.05° S.
package camera

import (
	"math"

	"github.com/paulmach/orb"
)

// TileSize is the width in px of the whole world at zoom 0.
const TileSize = 256

// MaxLat is the latitude in degrees at which the square Web Mercator world ends.
const MaxLat = 85.0511287798066

// MinZoom and MaxZoom bound every camera.
const (
	MinZoom = 0
	MaxZoom = 14
)

// Camera is an immutable view of the map.
type Camera struct {
	Center orb.Point // lon, lat, degrees
	Zoom   float64   // log2(width of the world in px / TileSize)
	Width  float64   // px
	Height float64   // px
}

// World gives the unit-world position of a lon, lat point. Latitudes beyond MaxLat are clamped.
func World(p orb.Point) (x, y float64) {
	lat := math.Max(-MaxLat, math.Min(MaxLat, p[1]))
	s := math.Sin(lat * math.Pi / 180)
	return p[0]/360 + 0.5, 0.5 - math.Log((1+s)/(1-s))/(4*math.Pi)
}

// LonLat gives the lon, lat point of a unit-world position.
func LonLat(x, y float64) orb.Point {
	return orb.Point{(x - 0.5) * 360, math.Atan(math.Sinh(math.Pi*(1-float64(2*y)))) * 180 / math.Pi}
}

// WorldSize is the width of the whole world in px.
func (c Camera) WorldSize() float64 { return TileSize * math.Exp2(c.Zoom) }

// Project gives the px position of a lon, lat point.
func (c Camera) Project(p orb.Point) (x, y float64) {
	cx, cy := World(c.Center)
	px, py := World(p)
	s := c.WorldSize()
	return float64((px-cx)*s) + c.Width/2, float64((py-cy)*s) + c.Height/2
}

// Unproject gives the lon, lat point under a px position. It does not wrap longitudes.
func (c Camera) Unproject(x, y float64) orb.Point {
	cx, cy := World(c.Center)
	s := c.WorldSize()
	return LonLat(cx+(x-c.Width/2)/s, cy+(y-c.Height/2)/s)
}
