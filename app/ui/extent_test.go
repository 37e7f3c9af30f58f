package ui

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/ui/importer"
	"hubscape/geo/camera"
)

func TestBoundOnTheRoundEarth(t *testing.T) {
	ring := func(west, east, south, north float64) orb.Geometry {
		return orb.Polygon{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}
	}
	box := func(west, south, east, north float64) orb.Bound {
		return orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}
	}
	for _, c := range []struct {
		name   string
		marks  []importer.Mark
		shapes []orb.Geometry
		want   orb.Bound
	}{
		{"a point", []importer.Mark{{At: orb.Point{20, 43}}}, nil, box(20, 43, 20, 43)},
		{"two points", []importer.Mark{{At: orb.Point{20, 43}}, {At: orb.Point{-5, 40}}}, nil, box(-5, 40, 20, 43)},
		{"points on both sides of the antimeridian", []importer.Mark{{At: orb.Point{178, 1}}, {At: orb.Point{-178, 2}}}, nil, box(178, 1, 182, 2)},
		{"an area that goes on beyond 180", nil, []orb.Geometry{ring(170, 190, 0, 10)}, box(170, 0, 190, 10)},
		{"an area that comes back at -180", nil, []orb.Geometry{ring(170, -170, 0, 10)}, box(170, 0, 190, 10)},
		{"such an area and the Balkans", []importer.Mark{{At: orb.Point{20, 42}}}, []orb.Geometry{ring(170, -170, 0, 10)}, box(20, 0, 190, 42)},
		{"Alaska and Chile", nil, []orb.Geometry{ring(172, -130, 52, 71), ring(-75, -67, -55, -18)}, box(172, -55, 293, 71)},
		{"a line round the world", nil, []orb.Geometry{orb.LineString{{-180, 0}, {-90, 0}, {0, 0}, {90, 0}, {180, 0}, {270, 1}}}, box(-180, 0, 180, 1)},
		{"one within another", nil, []orb.Geometry{ring(10, 30, 40, 50), ring(12, 14, 41, 42)}, box(10, 40, 30, 50)},
	} {
		if got, ok := boundOf(c.marks, c.shapes); !ok || got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if _, ok := boundOf(nil, []orb.Geometry{orb.LineString{}}); ok {
		t.Error("nothing has a box")
	}
}

// Every position stands clear of the edges and of what covers the lower one, however small the map.
func TestPreviewShowsAll(t *testing.T) {
	points := []importer.Mark{{At: orb.Point{21.9, 43.32}}, {At: orb.Point{21.9, 42.55}}, {At: orb.Point{20.08, 41.11}}}
	b, _ := boundOf(points, nil)
	for _, size := range [][2]float64{{348, 310}, {281, 337}, {200, 150}, {700, 90}} {
		foot := 40.0
		c := fitAbove(b, camera.Camera{Width: size[0], Height: size[1]}, foot)
		if c.Width != size[0] || c.Height != size[1] {
			t.Fatalf("the camera is %v × %v", c.Width, c.Height)
		}
		if foot > size[1]/2 {
			foot = 0
		}
		for _, m := range points {
			x, y := c.Project(m.At)
			if air := min(previewAir, (size[1]-foot)/5) - 0.5; x < air || y < air || x > size[0]-air || y > size[1]-foot-air {
				t.Errorf("in %v × %v %v is at %.0f, %.0f", size[0], size[1], m.At, x, y)
			}
		}
	}
}

func TestAPaneShowsWhatLiesRoundAPlace(t *testing.T) {
	for _, size := range [][2]float64{{586, 308}, {200, 160}, {1200, 700}} {
		for _, lat := range []float64{0, 41, 68} {
			c := around(orb.Point{35, lat}.Bound(), camera.Camera{Width: size[0], Height: size[1]})
			if across := math.Min(size[0], size[1]) * c.MetresPerPixel(lat); across < roundAbout-1 || c.Zoom > paneZoom {
				t.Errorf("%v × %v px at %v° show %.0f m at zoom %.1f", size[0], size[1], lat, across, c.Zoom)
			}
		}
	}
}
