package camera

import (
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

func near(a, b, tol float64) bool { return math.Abs(a-b) <= tol }

func nearPoint(a, b orb.Point, tol float64) bool {
	return near(a[0], b[0], tol) && near(a[1], b[1], tol)
}

var serbia = Camera{Center: orb.Point{20.6, 43.5}, Zoom: 6.7, Width: 1440, Height: 900}

func TestProjectAndUnprojectAreInverse(t *testing.T) {
	for _, p := range []orb.Point{{20.46, 44.82}, {-13.2, 27.15}, {29.9, -1.95}, {179, -80}, {-179, 84}} {
		x, y := serbia.Project(p)
		if got := serbia.Unproject(x, y); !nearPoint(got, p, 1e-9) {
			t.Errorf("%v came back as %v", p, got)
		}
	}
}

func TestWorldCorners(t *testing.T) {
	for _, c := range []struct {
		p    orb.Point
		x, y float64
	}{{orb.Point{-180, MaxLat}, 0, 0}, {orb.Point{0, 0}, 0.5, 0.5}, {orb.Point{180, -90}, 1, 1}} {
		x, y := World(c.p)
		if !near(x, c.x, 1e-12) || !near(y, c.y, 1e-12) {
			t.Errorf("World(%v) = %v, %v, want %v, %v", c.p, x, y, c.x, c.y)
		}
	}
}

func TestPanMovesTheMapWithTheHand(t *testing.T) {
	p := orb.Point{21, 42.6}
	x0, y0 := serbia.Project(p)
	x1, y1 := serbia.Pan(30, -12).Project(p)
	if !near(x1-x0, 30, 1e-6) || !near(y1-y0, -12, 1e-6) {
		t.Errorf("moved by %v, %v", x1-x0, y1-y0)
	}
}

func TestZoomAroundKeepsThePlaceUnderTheCursor(t *testing.T) {
	for _, dz := range []float64{0.25, 2, -1.5, 20} {
		p := serbia.Unproject(200, 700)
		x, y := serbia.ZoomAround(200, 700, dz).Project(p)
		if !near(x, 200, 1e-5) || !near(y, 700, 1e-5) {
			t.Errorf("dz %v: place is now at %v, %v", dz, x, y)
		}
	}
}

func TestNothingBeyondTheWorldIsShown(t *testing.T) {
	moves := map[string]Camera{
		"far north": serbia.Pan(0, 1e6),
		"far south": serbia.Pan(0, -1e6),
		"far out":   serbia.ZoomTo(-3),
		"pole":      serbia.CenterOn(orb.Point{0, 90}),
		"tall":      serbia.ZoomTo(0).WithSize(300, 4000),
	}
	for name, c := range moves {
		b := c.Bound()
		if b.Max[1] > MaxLat+1e-6 || b.Min[1] < -MaxLat-1e-6 {
			t.Errorf("%s shows latitudes %v to %v", name, b.Min[1], b.Max[1])
		}
		if c.Center[0] < -180 || c.Center[0] >= 180 {
			t.Errorf("%s: longitude %v", name, c.Center[0])
		}
	}
}

func TestPanRoundTheWorldComesBack(t *testing.T) {
	c := serbia.Pan(serbia.WorldSize(), 0)
	if !nearPoint(c.Center, serbia.Center, 1e-7) {
		t.Errorf("centre is %v", c.Center)
	}
}

func TestFitShowsTheWholeBoundAsCloselyAsItCan(t *testing.T) {
	for _, v := range Views() {
		for _, size := range [][2]float64{{1920, 1080}, {640, 400}, {300, 900}} {
			const pad = 24
			c := Fit(v.Bound, size[0], size[1], pad)
			x0, y0 := c.Project(orb.Point{v.Bound.Min[0], v.Bound.Max[1]})
			x1, y1 := c.Project(orb.Point{v.Bound.Max[0], v.Bound.Min[1]})
			if x0 < pad-1e-6 || y0 < pad-1e-6 || x1 > size[0]-pad+1e-6 || y1 > size[1]-pad+1e-6 {
				t.Errorf("%s in %v: %v %v %v %v", v.Name, size, x0, y0, x1, y1)
			}
			if !near(x0, pad, 1e-6) && !near(y0, pad, 1e-6) {
				t.Errorf("%s in %v could be closer: %v %v", v.Name, size, x0, y0)
			}
		}
	}
}

func TestFitOfAPointIsFinite(t *testing.T) {
	c := Fit(orb.Bound{Min: orb.Point{21, 42}, Max: orb.Point{21, 42}}, 800, 600, 20)
	if c.Zoom != MaxZoom || !nearPoint(c.Center, orb.Point{21, 42}, 1e-9) {
		t.Errorf("got %+v", c)
	}
}

func TestMetresPerPixel(t *testing.T) {
	c := Camera{Zoom: 0}
	if got := c.MetresPerPixel(0); !near(got, 156543.034, 0.001) {
		t.Errorf("equator: %v", got)
	}
	if got := c.MetresPerPixel(60); !near(got, 156543.034/2, 0.001) {
		t.Errorf("60°: %v", got)
	}
}

func TestFlyTo(t *testing.T) {
	kigali := Camera{Center: orb.Point{30.06, -1.95}, Zoom: 8, Width: 1440, Height: 900}
	near1 := serbia.Pan(40, 0)
	for name, b := range map[string]Camera{"far": kigali, "near": near1, "zoom only": serbia.ZoomTo(9), "nowhere": serbia} {
		fly, d := FlyTo(serbia, b)
		if d < 300*time.Millisecond || d > 900*time.Millisecond {
			t.Errorf("%s takes %v", name, d)
		}
		if fly(0) != serbia || fly(1) != b {
			t.Errorf("%s: ends are %v and %v", name, fly(0), fly(1))
		}
		last := fly(0.9999)
		if !nearPoint(last.Center, b.Center, 0.01) || !near(last.Zoom, b.Zoom, 0.01) {
			t.Errorf("%s jumps at the end from %v", name, last)
		}
		for i := range 100 {
			if c := fly(float64(i) / 100); math.IsNaN(c.Zoom) || math.IsNaN(c.Center[0]) {
				t.Fatalf("%s: %v at %d", name, c, i)
			}
		}
	}
	fly, _ := FlyTo(serbia, kigali)
	if mid := fly(0.5).Zoom; mid > 5.5 {
		t.Errorf("a long flight rises to see both ends; zoom in the middle is %v", mid)
	}
}

func TestFlyToTakesTheShortWayRound(t *testing.T) {
	a := Camera{Center: orb.Point{170, 0}, Zoom: 5, Width: 800, Height: 600}
	b := a.CenterOn(orb.Point{-170, 0})
	fly, _ := FlyTo(a, b)
	if lon := fly(0.5).Center[0]; math.Abs(lon) < 170 {
		t.Errorf("passes %v", lon)
	}
}
