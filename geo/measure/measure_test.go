package measure

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
)

// The distances are those that GeographicLib publishes for its own test set and for Vincenty's paper, or follow from the
// ellipsoid itself.
func TestDistance(t *testing.T) {
	quadrant := 10001965.729 // a meridian from equator to pole
	for _, c := range []struct {
		name string
		a, b orb.Point
		want float64
		tol  float64
	}{
		{"nowhere", orb.Point{21, 42}, orb.Point{21, 42}, 0, 0},
		{"a degree of the equator", orb.Point{0, 0}, orb.Point{1, 0}, 2 * math.Pi * equatorRadius / 360, 1e-3},
		{"over the date line", orb.Point{179.5, 0}, orb.Point{-179.5, 0}, 2 * math.Pi * equatorRadius / 360, 1e-3},
		{"equator to pole", orb.Point{10, 0}, orb.Point{10, 90}, quadrant, 1e-2},
		{"a degree of the meridian at the pole", orb.Point{0, 89}, orb.Point{0, 90}, 111693.9, 0.1},
		{"Flinders Peak to Buninyong", orb.Point{144.42486788, -37.95103341}, orb.Point{143.92649552, -37.65282113}, 54972.271, 1e-2},
		{"antipodes", orb.Point{0, 0}, orb.Point{180, 0}, math.Pi * meanRadius, 1},
		{"nearly antipodes", orb.Point{0, 0.1}, orb.Point{179.9, 0}, math.Pi * meanRadius, 25000},
	} {
		if got := Distance(c.a, c.b); math.Abs(got-c.want) > c.tol {
			t.Errorf("%s: Distance = %.4f m, want %.4f", c.name, got, c.want)
		}
		if got, back := Distance(c.a, c.b), Distance(c.b, c.a); math.Abs(got-back) > 1e-6 {
			t.Errorf("%s: %.6f m there and %.6f m back", c.name, got, back)
		}
	}
}

func TestGreatCircleIsNearTheGeodesic(t *testing.T) {
	for lat := -85.0; lat <= 85; lat += 17 {
		for lon := 1.0; lon < 179; lon += 11 {
			a, b := orb.Point{0, lat}, orb.Point{lon, -lat / 2}
			if d, g := Distance(a, b), GreatCircle(a, b); math.Abs(d-g)/d > 0.006 {
				t.Errorf("%v to %v: geodesic %.0f, great circle %.0f", a, b, d, g)
			}
		}
	}
}

func TestLength(t *testing.T) {
	line := orb.LineString{{0, 0}, {1, 0}, {2, 0}}
	if got, want := Length(line), 2*Distance(line[0], line[1]); got != want {
		t.Errorf("Length = %v, want %v", got, want)
	}
	if Length(nil) != 0 || Length(line[:1]) != 0 {
		t.Error("a line of less than two points has a length")
	}
}

func TestCircleKeepsItsRadius(t *testing.T) {
	for _, p := range []orb.Point{{21.19, 42.6}, {179.99, -10}, {-20, 80}} {
		ring := Circle(p, 5000, 64)
		if len(ring) != 65 || ring[0] != ring[64] {
			t.Fatalf("Circle(%v) is not a closed ring of 64 points", p)
		}
		if ring.Orientation() != orb.CCW && math.Abs(p[0]) < 179 {
			t.Errorf("Circle(%v) turns clockwise", p)
		}
		for _, q := range ring {
			if d := Distance(p, q); math.Abs(d-5000) > 30 {
				t.Errorf("Circle(%v): %v is %.1f m away, want 5000", p, q, d)
			}
		}
	}
}

func TestArea(t *testing.T) {
	earth := 510065621724089.0 // square metres of the WGS 84 ellipsoid
	octant := orb.Polygon{{{0, 0}, {90, 0}, {90, 90}, {0, 90}, {0, 0}}}
	if got := Area(octant); math.Abs(got-earth/8) > 1e6 {
		t.Errorf("octant: %.0f m², want %.0f", got, earth/8)
	}
	cell := orb.Polygon{{{20, 0}, {21, 0}, {21, 1}, {20, 1}, {20, 0}}}
	if got := Area(cell) / 1e6; math.Abs(got-12308.8) > 1 {
		t.Errorf("cell at the equator: %.2f km², want 12308.8", got)
	}
	back := orb.Polygon{{{20, 0}, {20, 1}, {21, 1}, {21, 0}, {20, 0}}}
	if Area(cell) != Area(back) {
		t.Error("the way a ring turns changes its area")
	}
	over := orb.Polygon{{{179.5, 0}, {-179.5, 0}, {-179.5, 1}, {179.5, 1}, {179.5, 0}}}
	if got := Area(over); math.Abs(got-Area(cell)) > 1 {
		t.Errorf("over the date line: %.0f, want %.0f", got, Area(cell))
	}
	holed := orb.Polygon{cell[0], {{20.2, 0.2}, {20.2, 0.4}, {20.4, 0.4}, {20.4, 0.2}, {20.2, 0.2}}}
	if got, want := Area(holed), Area(cell)-Area(orb.Polygon{holed[1]}); got != want {
		t.Errorf("with a hole: %.0f, want %.0f", got, want)
	}
	if got, want := AreaOf(orb.MultiPolygon{cell, over}), Area(cell)+Area(over); got != want {
		t.Errorf("AreaOf = %v, want %v", got, want)
	}
}

func TestScaleBar(t *testing.T) {
	for _, c := range []struct {
		zoom, lat float64
		unit      Unit
		want      string
	}{
		{6.7, 43.9, Kilometre, "100 km"},
		{3.6, 5, Kilometre, "1,000 km at the equator"},
		{8.7, 42.3, Kilometre, "20 km"},
		{12, 42.6, Kilometre, "2 km"},
		{14, 42.6, "", "500 m"},
		{0, 0, Kilometre, "10,000 km at the equator"},
		{6.7, 43.9, Mile, "50 mi"},
		{6.7, 43.9, NauticalMile, "50 nmi"},
		{14, 42.6, Mile, "2,000 ft"},
		{14, 89, Kilometre, "10 m"},
	} {
		bar := ScaleBar(c.zoom, c.lat, 100, c.unit)
		if bar.Label != c.want {
			t.Errorf("zoom %v, lat %v, %q: %q, want %q", c.zoom, c.lat, c.unit, bar.Label, c.want)
		}
		if bar.Px > 100.0001 || bar.Px < 39 {
			t.Errorf("zoom %v, lat %v, %q: %.1f px wide", c.zoom, c.lat, c.unit, bar.Px)
		}
	}
}

func TestFormats(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{FormatPoint(orb.Point{21.19, 42.6}, 4), "42.6000° N, 21.1900° E"},
		{FormatPoint(orb.Point{-21.19, -42.6}, 2), "42.60° S, 21.19° W"},
		{FormatPoint(orb.Point{-0.00001, -0.00001}, 4), "0.0000° N, 0.0000° E"},
		{FormatPoint(orb.Point{29.9, -1.95}, 4), "1.9500° S, 29.9000° E"},
		{FormatDMS(orb.Point{21.19, 42.6}), "42°36′00″ N, 21°11′24″ E"},
		{FormatDMS(orb.Point{-0.99999, 59.99999}), "60°00′00″ N, 1°00′00″ W"},
		{FormatDistance(849.6, Kilometre), "850 m"},
		{FormatDistance(2400, Kilometre), "2.4 km"},
		{FormatDistance(3000, Kilometre), "3 km"},
		{FormatDistance(1234400, Kilometre), "1,234 km"},
		{FormatDistance(1609344, Mile), "1,000 mi"},
		{FormatDistance(18520, NauticalMile), "10 nmi"},
		{FormatArea(10908e6, Kilometre), "10,908 km²"},
		{FormatArea(38.6e6, Kilometre), "38.6 km²"},
		{FormatArea(0.52e6, ""), "0.52 km²"},
		{Group("1234567.5"), "1,234,567.5"},
		{Group("-1000"), "-1,000"},
		{Group("100"), "100"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestGraticule(t *testing.T) {
	for _, c := range []struct{ zoom, want float64 }{{0, 10}, {4.99, 10}, {5, 1}, {7.99, 1}, {8, 0.5}, {14, 0.5}} {
		if got := GraticuleStep(c.zoom); got != c.want {
			t.Errorf("zoom %v: step %v, want %v", c.zoom, got, c.want)
		}
	}
	got := GraticuleLines(-10.2, 20, 10)
	if len(got) != 4 || got[0] != -10 || got[3] != 20 {
		t.Errorf("lines %v, want -10 0 10 20", got)
	}
	if GraticuleLines(0, 1e9, 0.5) != nil || GraticuleLines(0, 1, 0) != nil || GraticuleLines(2, 1, 1) != nil {
		t.Error("an impossible range has lines")
	}
}

func BenchmarkDistance(b *testing.B) {
	for b.Loop() {
		Distance(orb.Point{21.19, 42.6}, orb.Point{30.06, -1.95})
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse("42°39′46″ N, 21°9′55″ E")
	}
}
