package scene_test

import (
	"testing"

	"github.com/paulmach/orb"

	"hubscape/geo/scene"
	"hubscape/geo/style"
)

func square(lon, lat, r float64) orb.Ring {
	return orb.Ring{{lon - r, lat - r}, {lon + r, lat - r}, {lon + r, lat + r}, {lon - r, lat + r}, {lon - r, lat - r}}
}

func overlaid(in scene.Input, layers ...[]scene.Shape) scene.Input {
	for i, l := range layers {
		in.Overlays = append(in.Overlays, scene.Overlay{ID: string(rune('a' + i)), Color: style.LayerTone(style.Light, "blue"), Fill: "tint", Shapes: scene.NewShapes(l)})
	}
	return in
}

func TestOverlayAt(t *testing.T) {
	in := overlaid(input(21, 43, 7, 1000, 800), []scene.Shape{
		{ID: "large", Name: "Large", Geometry: orb.Polygon{square(21, 43, 2), square(22, 44, 0.3)}},
		{ID: "small", Geometry: square(20, 42.5, 0.5)},
		{ID: "line", Geometry: orb.MultiLineString{{{19.5, 42.5}, {20.5, 42.5}}, {{100, 1}, {101, 1}}}},
		{ID: "point", Geometry: orb.MultiPoint{{20, 42.5}, {22, 44}}},
		{ID: "both", Geometry: orb.Collection{orb.Point{21, 41.5}, orb.LineString{{21.5, 41.5}, {22, 41.5}}}},
		{ID: "none"},
	}, []scene.Shape{{ID: "above", Geometry: square(19.2, 44, 0.15)}})
	s := builder().Build(in)
	for _, c := range []struct {
		at   orb.Point
		want string
	}{
		{orb.Point{21, 43}, "a large"},
		{orb.Point{21.9, 43.9}, ""}, // in the hole
		{orb.Point{22, 44}, "a point"},
		{orb.Point{19.7, 42.7}, "a small"},
		{orb.Point{19.7, 42.5}, "a line"},
		{orb.Point{20, 42.52}, "a point"},
		{orb.Point{19.2, 44}, "b above"},
		{orb.Point{23, 43.01}, "a large"}, // on its edge
		{orb.Point{23.2, 43}, ""},
		{orb.Point{21.7, 41.5}, "a both"},
		{orb.Point{21, 41.5}, "a both"},
		{orb.Point{0, 0}, ""},
	} {
		x, y := in.Camera.Project(c.at)
		h, ok := s.OverlayAt(x, y)
		got := ""
		if ok {
			got = h.Overlay + " " + h.Feature
		}
		if got != c.want || (h.Feature == "large") != (h.Name == "Large") {
			t.Errorf("at %v lies %q (%+v), want %q", c.at, got, h, c.want)
		}
	}
}

// TestOverlayAtTheAntimeridian meets shapes from both sides, however their longitudes are counted.
func TestOverlayAtTheAntimeridian(t *testing.T) {
	for _, ring := range []orb.Ring{square(180, -17, 1), {{179, -18}, {-179, -18}, {-179, -16}, {179, -16}, {179, -18}}, square(-180, -17, 1)} {
		for _, lon := range []float64{179.6, -179.6, 180} {
			in := overlaid(input(lon, -17, 6, 900, 600), []scene.Shape{{ID: "fiji", Geometry: ring}})
			s := builder().Build(in)
			for _, dx := range []float64{-30, 0, 30} {
				if h, ok := s.OverlayAt(450+dx, 300); !ok || h.Feature != "fiji" {
					t.Errorf("%v seen from %v: nothing lies at %v", ring, lon, dx)
				}
			}
			if _, ok := s.OverlayAt(10, 300); ok {
				t.Errorf("%v seen from %v reaches too far", ring, lon)
			}
		}
	}
}

// TestOverlayRoundThePole closes a ring that goes round the world past the nearer pole.
func TestOverlayRoundThePole(t *testing.T) {
	south := orb.Ring{{-180, -70}, {-90, -70}, {0, -70}, {90, -70}, {180, -70}}
	for _, ring := range []orb.Ring{south, {{-170, -70}, {-60, -70}, {60, -70}, {170, -70}, {-170, -70}}} {
		in := overlaid(input(10, -72, 3, 900, 600), []scene.Shape{{ID: "antarctica", Geometry: ring}})
		s := builder().Build(in)
		for lat, want := range map[float64]bool{-60: false, -68: false, -75: true, -80: true} {
			x, y := in.Camera.Project(orb.Point{10, lat})
			if _, ok := s.OverlayAt(x, y); ok != want {
				t.Errorf("%v at latitude %v: %v", ring, lat, ok)
			}
		}
	}
}

// TestOverlayNamesKeepClear writes names where nothing else stands, and the same ones while the map is moved.
func TestOverlayNamesKeepClear(t *testing.T) {
	var list []scene.Shape
	for i := range 300 {
		list = append(list, scene.Shape{ID: "x", Name: "A feature", Geometry: orb.Point{18 + float64(i%20)/4, 41 + float64(i/20)/3}})
	}
	in := overlaid(input(20.6, 43.5, 7, 1100, 700), list)
	plain := len(builder().Build(in).Labels)
	in.Overlays[0].Labels = true
	b := builder()
	s := b.Build(in)
	if len(s.Labels) < plain+20 {
		t.Errorf("%d labels with names, %d without", len(s.Labels), plain)
	}
	for i, r := range s.Labels {
		for _, o := range s.Labels[:i] {
			if meets(r, o) {
				t.Fatalf("%v and %v meet", r, o)
			}
		}
	}
	in.Overlays[0].Labels = false
	if again := len(b.Build(in).Labels); again != plain {
		t.Errorf("%d labels once the names are off, %d before", again, plain)
	}
}

// TestOverlaysOfAnything takes shapes that hold nothing, or too little, or the whole world.
func TestOverlaysOfAnything(t *testing.T) {
	list := []scene.Shape{{ID: "nil"}}
	for _, g := range []orb.Geometry{orb.LineString{}, orb.LineString{{1, 2}}, orb.Polygon{}, orb.Polygon{{}}, orb.Polygon{{{1, 2}, {3, 4}}}, orb.MultiPoint{}, orb.Collection{},
		orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}, orb.LineString{{-540, -90}, {540, 90}}, orb.LineString{{0, 0}, {0, 0}},
		orb.Ring{{-180, -80}, {-90, -70}, {0, -75}, {90, -70}, {180, -80}}, orb.Ring{{-170, 80}, {-60, 80}, {60, 80}, {170, 80}, {-170, 80}}} {
		list = append(list, scene.Shape{ID: "x", Name: "X", Geometry: g})
	}
	for _, in := range cameras() {
		in = overlaid(in, list, nil)
		in.Overlays = append(in.Overlays, scene.Overlay{ID: "none"})
		in.Overlays[0].Labels = true
		s := builder().Build(in)
		s.OverlayAt(in.Camera.Width/2, in.Camera.Height/2)
	}
}
