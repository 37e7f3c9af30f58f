package main

import (
	"math"

	"github.com/paulmach/orb"

	"hubscape/cmd/bake/internal/planar"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
)

// gridBits is the size of the grid the topology is made on: the world is 2^gridBits units wide, one unit is 0.6 m at
// the equator. It is also the grid of the file.
const gridBits = 26

const gridWorld = 1 << gridBits

// metresPerUnit is the width of a grid unit at the equator.
const metresPerUnit = 40075016.68557849 / gridWorld

func toGrid(p orb.Point) planar.Pt {
	x, y := camera.World(p)
	return planar.Pt{
		X: int32(math.Round(min(max(x, 0), 1) * gridWorld)),
		Y: gridWorld - int32(math.Round(min(max(y, 0), 1)*gridWorld)),
	}
}

// toUnits gives the grid point in the units of basemap.Mesh. The east edge of the world does not fit int32 and is one
// unit short.
func toUnits(p planar.Pt) (x, y int32) {
	const k = basemap.UnitsPerWorld / gridWorld
	return int32(min(int64(p.X)*k, math.MaxInt32)), int32(min(int64(gridWorld-p.Y)*k, math.MaxInt32))
}

// fromUnits gives the grid point of the first two of a mesh's numbers.
func fromUnits(xy []int32) planar.Pt {
	const k = basemap.UnitsPerWorld / gridWorld
	return planar.Pt{X: int32((int64(xy[0]) + 1) / k), Y: gridWorld - int32((int64(xy[1])+1)/k)}
}

// ringsOf projects an area and turns its rings so that the inside is on the left.
func ringsOf(owner int32, g orb.Geometry) []planar.Ring {
	var out []planar.Ring
	add := func(pg orb.Polygon) {
		for i, r := range pg {
			pts := make([]planar.Pt, 0, len(r))
			for _, p := range r {
				q := toGrid(p)
				if len(pts) == 0 || pts[len(pts)-1] != q {
					pts = append(pts, q)
				}
			}
			if (signedArea(pts) > 0) != (i == 0) {
				for a, b := 0, len(pts)-1; a < b; a, b = a+1, b-1 {
					pts[a], pts[b] = pts[b], pts[a]
				}
			}
			out = append(out, planar.Ring{Owner: owner, Pts: pts})
		}
	}
	switch g := g.(type) {
	case orb.Polygon:
		add(g)
	case orb.MultiPolygon:
		for _, pg := range g {
			add(pg)
		}
	}
	return out
}

func signedArea(pts []planar.Pt) float64 {
	sum := 0.0
	for i := range pts {
		p, q := pts[i], pts[(i+1)%len(pts)]
		sum += float64((int64(p.X)-int64(pts[0].X))*(int64(q.Y)-int64(pts[0].Y)) - (int64(q.X)-int64(pts[0].X))*(int64(p.Y)-int64(pts[0].Y)))
	}
	return sum / 2
}

func toLonLat(p planar.Pt) orb.Point {
	return camera.LonLat(float64(p.X)/gridWorld, float64(gridWorld-p.Y)/gridWorld)
}

// trueScale turns an area in grid units near p into square kilometres on the ground.
func trueScale(p planar.Pt) float64 {
	c := math.Cos(toLonLat(p)[1] * math.Pi / 180)
	return metresPerUnit * metresPerUnit * c * c / 1e6
}

func length(a, b planar.Pt) float64 {
	return math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y))
}
