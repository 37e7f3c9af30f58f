// Package shape looks at the geometry of what comes in and goes out: which way rings run, whether an area is one, and
// what crosses the 180th meridian.
//
// Edges are taken the short way round the world: from 179 to -179 is two degrees, not 358.
package shape

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// Wind turns the rings of polygons to run as RFC 7946 asks, outer rings against the clock and holes with it, and says
// how many had to be turned. Positions stay what they are, altitudes go with them; the slices of g and z are changed.
// Rings without a sense (no area, round a pole) are left alone.
func Wind(g orb.Geometry, z []float64) (turned int) {
	at := 0
	var walk func(orb.Geometry)
	walk = func(g orb.Geometry) {
		switch g := g.(type) {
		case orb.Polygon:
			for i, r := range g {
				if s := sense(r); s != 0 && (s > 0) != (i == 0) {
					turn(r, part(z, at, len(r)))
					turned++
				}
				at += len(r)
			}
		case orb.MultiPolygon:
			for _, p := range g {
				walk(p)
			}
		case orb.Collection:
			for _, m := range g {
				walk(m)
			}
		default:
			at += feature.Positions(g)
		}
	}
	walk(g)
	return turned
}

func part(z []float64, from, n int) []float64 {
	if from+n > len(z) {
		return nil
	}
	return z[from : from+n]
}

func turn(r orb.Ring, z []float64) {
	slices.Reverse(r)
	slices.Reverse(z)
}

// sense is twice the area of a ring in square degrees, positive against the clock; 0 when it goes round a pole.
func sense(r orb.Ring) float64 {
	if len(r) < 4 {
		return 0
	}
	sum, x, y0 := 0.0, 0.0, r[0][1]
	for i := 1; i < len(r); i++ {
		dx := short(r[i][0] - r[i-1][0])
		sum += float64(x*(r[i][1]-y0)) - float64((x+dx)*(r[i-1][1]-y0))
		x += dx
	}
	if math.Abs(x) > 180 {
		return 0
	}
	return sum
}

// short takes a difference of longitudes the short way round. Exactly once round is an edge along the map's own side.
func short(d float64) float64 {
	switch {
	case d > 180 && d < 360:
		return d - 360
	case d < -180 && d > -360:
		return d + 360
	}
	return d
}
