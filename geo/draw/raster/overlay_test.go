package raster_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"hubscape/geo/camera"
	"hubscape/geo/draw/raster"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

// star is a ring of n vertices round a point: radius in degrees, with five arms.
func star(lon, lat, radius float64, n int) orb.Ring {
	r := make(orb.Ring, 0, n+1)
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		d := radius * (1 + 0.3*math.Sin(5*a) + 0.02*math.Sin(float64(n)/7*a))
		r = append(r, orb.Point{lon + d*math.Cos(a), lat + 0.7*d*math.Sin(a)})
	}
	return append(r, r[0])
}

// layers are overlays of every kind and look in one part of the world.
func layers(theme style.Name) []scene.Overlay {
	tone := func(name string) (o scene.Overlay) {
		return scene.Overlay{ID: name, Name: name, Color: style.LayerTone(theme, name)}
	}
	zones, flood, road, rail, track := tone("rose"), tone("blue"), tone("ochre"), tone("violet"), tone("slate")
	zones.Fill, zones.Labels = "tint", true
	zones.Shapes = scene.NewShapes([]scene.Shape{{ID: "z1", Name: "Search area", Geometry: orb.Polygon{star(20.9, 42.6, 0.6, 200), star(20.9, 42.6, 0.2, 60)}},
		{ID: "z2", Geometry: orb.MultiPolygon{{star(19.2, 44.6, 0.4, 90)}, {star(22.6, 45.4, 0.3, 90)}}}})
	flood.Fill = "hatch"
	flood.Shapes = scene.NewShapes([]scene.Shape{{ID: "f1", Geometry: star(18.9, 43.2, 0.5, 120)}})
	road.Width, road.Labels = 2.2, true
	road.Shapes = scene.NewShapes([]scene.Shape{{ID: "r1", Name: "Corridor X", Geometry: orb.LineString{{20.46, 44.82}, {20.9, 44.2}, {21.9, 43.32}, {21.9, 42.9}, {21.43, 42}}}})
	rail.Dash = "dash"
	rail.Shapes = scene.NewShapes([]scene.Shape{{ID: "l1", Geometry: orb.MultiLineString{{{18.41, 43.86}, {19.2, 44.1}, {20.46, 44.82}}, {{20.46, 44.82}, {22, 45.8}}}}})
	track.Dash, track.Width = "dot", 2
	track.Shapes = scene.NewShapes([]scene.Shape{{ID: "t1", Geometry: orb.LineString{{19.82, 41.33}, {20.7, 42.2}, {21.16, 42.66}}}})
	out := []scene.Overlay{zones, flood, road, rail, track}
	for i, symbol := range []string{"", "square", "triangle", "ring"} {
		o := tone([]string{"teal", "green", "violet", "slate"}[i])
		o.Symbol, o.Labels = symbol, i == 1
		var list []scene.Shape
		for k := range 8 {
			list = append(list, scene.Shape{ID: fmt.Sprint(k), Name: fmt.Sprintf("Post %d", k), Geometry: orb.Point{18.4 + 0.6*float64(k), 45.6 - 0.35*float64(i) - 0.1*float64(k%3)}})
		}
		o.Shapes = scene.NewShapes(list)
		out = append(out, o)
	}
	return out
}

// TestGoldenOverlays keeps small pictures of imported layers in every theme.
func TestGoldenOverlays(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	for _, theme := range style.Names() {
		in := input(t, "balkans", theme, 640, 520)
		in.Overlays = layers(theme)
		compareGolden(t, fmt.Sprintf("overlays-%s.png", theme), r.Picture(b.Build(in)))
	}
}

// bare is a view of land and water alone.
func bare(lon, lat, zoom float64) scene.Input {
	return scene.Input{Camera: camera.Camera{Center: orb.Point{lon, lat}, Zoom: zoom, Width: 500, Height: 400}.Clamped(), Theme: style.Of(style.Light),
		Hidden: map[string]bool{"labels": true, "sites": true, "capsules": true, "claims": true, "graticule": true}}
}

// TestOverlayAreasAgainstAnOracle fills areas seen whole, seen from within, and across the antimeridian, and asks for
// one pixel in 81 whether it lies inside.
func TestOverlayAreasAgainstAnOracle(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	random := rand.New(rand.NewPCG(7, 1))
	in, out := 0, 0
	for trial := range 24 {
		lon, lat := random.Float64()*60-20, random.Float64()*100-50
		if trial%3 == 0 {
			lon = 179
		}
		area := orb.Polygon{star(lon, lat, 6, 40+random.IntN(3000)), star(lon, lat, 2, 1000)}
		if trial%2 == 0 {
			area[1].Reverse()
		}
		c := bare(lon+random.Float64()*10-5, lat+random.Float64()*6-3, []float64{2.5, 4.5, 6.2, 8, 9.5}[trial%5])
		plain := r.Picture(b.Build(c))
		c.Overlays = []scene.Overlay{{ID: "l", Color: style.LayerTone(style.Light, "rose"), Fill: "tint", Shapes: scene.NewShapes([]scene.Shape{{ID: "a", Geometry: wrapped(area, trial)}})}}
		got := r.Picture(b.Build(c))
		wrong := 0
		for y := trial % 9; y < 400; y += 9 {
			for x := 0; x < 500; x += 9 {
				p := c.Camera.Unproject(float64(x)+0.5, float64(y)+0.5)
				p[0] += 360 * math.Round((lon-p[0])/360)
				if nearEdge(area, p, 3*360/c.Camera.WorldSize()) {
					continue
				}
				inside := planar.PolygonContains(area, p)
				if inside {
					in++
				} else {
					out++
				}
				if inside != (got.RGBAAt(x, y) != plain.RGBAAt(x, y)) {
					wrong++
				}
			}
		}
		if wrong > 0 {
			t.Errorf("trial %d at %v: %d pixels are wrong", trial, c.Camera, wrong)
		}
	}
	if in < 5000 || out < 5000 {
		t.Errorf("only %d pixels inside and %d outside were asked for", in, out)
	}
}

// wrapped brings the longitudes of every second trial into -180 to 180, as most files have them.
func wrapped(p orb.Polygon, trial int) orb.Polygon {
	if trial%2 == 0 {
		return p
	}
	out := p.Clone()
	for _, r := range out {
		for i := range r {
			if r[i][0] > 180 {
				r[i][0] -= 360
			}
		}
	}
	return out
}

// nearEdge tells whether a point lies within some degrees of an edge, measured along the longitude.
func nearEdge(area orb.Polygon, p orb.Point, within float64) bool {
	for _, r := range area {
		for i := 1; i < len(r); i++ {
			a, b := r[i-1], r[i]
			if p[0] < min(a[0], b[0])-within || p[0] > max(a[0], b[0])+within || p[1] < min(a[1], b[1])-within || p[1] > max(a[1], b[1])+within {
				continue
			}
			if planar.DistanceFromSegment(a, b, p) < within {
				return true
			}
		}
	}
	return false
}

// TestOverlayLinesGoTheShortWay draws a line across the antimeridian: it stays near it.
func TestOverlayLinesGoTheShortWay(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	for _, line := range []orb.LineString{{{179, 0}, {-179, 0}}, {{179, 0}, {181, 0}}, {{-181, 0}, {-179, 0}}, {{-179, 0}, {179, 0}}} {
		shapes := scene.NewShapes([]scene.Shape{{ID: "a", Geometry: line}})
		for _, at := range []struct {
			lon  float64
			seen bool
		}{{180, true}, {-180, true}, {150, false}, {0, false}, {-150, false}} {
			c := bare(at.lon, 0, 5)
			plain := r.Picture(b.Build(c))
			c.Overlays = []scene.Overlay{{ID: "l", Color: style.LayerTone(style.Light, "rose"), Width: 3, Shapes: shapes}}
			if n := differing(plain, r.Picture(b.Build(c)), 0); (n > 100) != at.seen {
				t.Errorf("%v at %v: %d pixels differ", line, at.lon, n)
			}
		}
	}
}

// TestOverlaysUnderAll hides overlays, and draws them under the names.
func TestOverlaysUnderAll(t *testing.T) {
	b, r := builder(t), raster.New(raster.Options{})
	in := input(t, "balkans", style.Light, 640, 400)
	plain := r.Picture(b.Build(in))
	in.Overlays = layers(style.Light)
	in.Hidden = map[string]bool{"overlays": true}
	if n := differing(plain, r.Picture(b.Build(in)), 0); n > 0 {
		t.Errorf("%d pixels differ though the overlays are hidden", n)
	}
	s := b.Build(in)
	in.Hidden = nil
	with := b.Build(in)
	if len(with.Ops) <= len(s.Ops) || with.Ops[len(with.Ops)-1] == nil {
		t.Error("the overlays add nothing")
	}
	for i, op := range with.Ops {
		if _, text := op.(*scene.Text); text && i < 5 {
			t.Errorf("op %d is a text under the overlays", i)
		}
	}
}

// coast is a ring that is as crooked from near as from far, as borders are.
func coast(lon, lat, radius float64, n int) orb.Ring {
	r := make(orb.Ring, 0, n+1)
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		d, part := 1.0, 0.25
		for k := 3.0; k < float64(n)/4; k *= 2 {
			d += part * math.Sin(k*a+k)
			part *= 0.56
		}
		r = append(r, orb.Point{lon + radius*d*math.Cos(a), lat + 0.7*radius*d*math.Sin(a)})
	}
	return append(r, r[0])
}

// BenchmarkFrameOverlays is a frame over a border of a million vertices, seen whole and from near, over a line that
// goes to and fro as often, and over a hundred thousand short lines, areas and points.
func BenchmarkFrameOverlays(b *testing.B) {
	million, scribble := orb.Polygon{coast(21, 43.5, 1.6, 1_000_000)}, orb.Polygon{star(21, 43.5, 1.6, 1_000_000)}
	var many []scene.Shape
	for i := range 100_000 {
		lon, lat := 14+float64(i%400)/30, 39+float64(i/400)/30
		var g orb.Geometry = orb.Point{lon, lat}
		switch i % 3 {
		case 1:
			g = orb.LineString{{lon, lat}, {lon + 0.02, lat}, {lon + 0.02, lat + 0.02}}
		case 2:
			g = orb.Polygon{star(lon, lat, 0.008, 8)}
		}
		many = append(many, scene.Shape{ID: fmt.Sprint(i), Geometry: g})
	}
	for _, c := range []struct {
		name string
		list []scene.Shape
		zoom float64
	}{{"million", []scene.Shape{{ID: "a", Geometry: million}}, 0}, {"million-near", []scene.Shape{{ID: "a", Geometry: million}}, 11}, {"scribble", []scene.Shape{{ID: "a", Geometry: scribble}}, 0}, {"100k", many, 0}, {"100k-near", many, 9}} {
		b.Run(c.name, func(b *testing.B) {
			in := input(b, "balkans", style.Light, 1920, 1080)
			in.Selected = ""
			if c.zoom > 0 {
				in.Camera.Zoom, in.Camera.Center = c.zoom, orb.Point{22.6, 43.5}
			}
			in.Overlays = []scene.Overlay{{ID: "l", Color: style.LayerTone(style.Light, "rose"), Fill: "tint", Shapes: scene.NewShapes(c.list)}}
			benchFrame(b, in)
		})
	}
}

// BenchmarkNewShapes makes a million vertices ready.
func BenchmarkNewShapes(b *testing.B) {
	list := []scene.Shape{{ID: "a", Geometry: orb.Polygon{star(21, 43.5, 1.6, 1_000_000)}}}
	for b.Loop() {
		scene.NewShapes(list)
	}
}
