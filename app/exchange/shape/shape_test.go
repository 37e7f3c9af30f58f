package shape

import (
	"context"
	"math"
	"reflect"
	"testing"

	"github.com/paulmach/orb"
	"go.uber.org/goleak"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func ring(v ...float64) orb.Ring {
	var r orb.Ring
	for i := 0; i < len(v); i += 2 {
		r = append(r, orb.Point{v[i], v[i+1]})
	}
	return append(r, r[0])
}

func TestCheck(t *testing.T) {
	square := ring(0, 0, 10, 0, 10, 10, 0, 10)
	for _, c := range []struct {
		name string
		g    orb.Geometry
		want string
	}{
		{"square", orb.Polygon{square}, ""},
		{"bowtie", orb.Polygon{ring(0, 0, 10, 10, 10, 0, 0, 10)}, Crosses},
		{"spike", orb.Polygon{ring(0, 0, 10, 0, 10, 10, 15, 15, 10, 10, 0, 10)}, Touches},
		{"line along an edge", orb.Polygon{ring(0, 0, 10, 0, 10, 5, 4, 5, 4, 0, 2, 0, 2, 8, 0, 8)}, Touches},
		{"a corner on an edge", orb.Polygon{ring(0, 0, 10, 0, 10, 10, 5, 0, 0, 10)}, Touches},
		{"repeated corner", orb.Polygon{ring(0, 0, 10, 0, 10, 0, 10, 10, 0, 10)}, ""},
		{"flat", orb.Polygon{ring(0, 0, 10, 0)}, Few},
		{"hole", orb.Polygon{square, ring(2, 2, 2, 4, 4, 4)}, ""},
		{"hole that touches the edge in a point", orb.Polygon{square, ring(0, 5, 4, 4, 4, 6)}, ""},
		{"hole outside", orb.Polygon{square, ring(12, 2, 12, 4, 14, 4)}, Outside},
		{"hole across the edge", orb.Polygon{square, ring(5, 5, 15, 5, 15, 6, 5, 6)}, Crosses},
		{"hole along the edge", orb.Polygon{square, ring(0, 2, 0, 4, 3, 3)}, Crosses},
		{"parts beside one another", orb.MultiPolygon{{square}, {ring(10, 0, 20, 0, 20, 10, 10, 10)}}, ""},
		{"parts over one another", orb.MultiPolygon{{square}, {ring(5, 5, 15, 5, 15, 15, 5, 15)}}, Overlaps},
		{"across the 180th meridian", orb.Polygon{ring(170, 0, -170, 0, -170, 10, 170, 10)}, ""},
		{"hole beyond the 180th meridian", orb.Polygon{ring(170, 0, -170, 0, -170, 10, 170, 10), ring(-178, 2, -178, 4, -176, 4)}, ""},
		{"there and back", orb.Polygon{ring(0, 0, 10, 0, 10, 10, 10, 5)}, Folds},
		{"bowtie across the meridian", orb.Polygon{ring(170, 0, -170, 10, -170, 0, 170, 10)}, Crosses},
		{"round the pole along the map's edge", orb.Polygon{ring(-180, -90, 180, -90, 180, -70, 0, -60, -180, -70)}, ""},
		{"the world", orb.Polygon{ring(-180, -90, 180, -90, 180, 90, -180, 90)}, ""},
		{"one position", orb.LineString{{1, 2}}, Short},
		{"line over itself", orb.LineString{{0, 0}, {1, 1}, {1, 0}, {0, 1}}, ""},
		{"within a collection", orb.Collection{orb.Point{1, 2}, orb.Polygon{ring(0, 0, 10, 10, 10, 0, 0, 10)}}, Crosses},
		{"nearly on the line", orb.Polygon{ring(0, 0, 1, 1.0/3, 3, 1, 3, 0)}, ""},
		{"nothing", orb.Polygon{}, ""},
	} {
		if got := Check(context.Background(), c.g); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A star whose every edge crosses every other would take the square of its corners; it is given up in time.
func TestCheckIsBounded(t *testing.T) {
	n := 200_001
	r := make(orb.Ring, n+1)
	for i := range n {
		a := 2 * math.Pi * float64(i) * float64(n/2) / float64(n)
		r[i] = orb.Point{20 + 10*math.Cos(a), 40 + 10*math.Sin(a)}
	}
	r[n] = r[0]
	if got := Check(context.Background(), orb.Polygon{r}); got != Crosses && got != Tangled {
		t.Errorf("%q", got)
	}
	comb := orb.Ring{{0, 0}} // long teeth beside one another, which cross nowhere
	for i := range 100_000 {
		x := float64(i) / 1000
		comb = append(comb, orb.Point{x, 80}, orb.Point{x + 0.0005, 1})
	}
	comb = append(comb, orb.Point{100, 80}, orb.Point{100, 0}, orb.Point{0, 0})
	if got := Check(context.Background(), orb.Polygon{comb}); got != "" && got != Tangled {
		t.Errorf("comb: %q", got)
	}
}

func TestWind(t *testing.T) {
	g := orb.Polygon{ring(0, 0, 0, 10, 10, 10, 10, 0), ring(2, 2, 4, 2, 4, 4)}
	z := []float64{1, 2, 3, 4, 1, 5, 6, 7, 5}
	if n := Wind(g, z); n != 2 {
		t.Errorf("%d rings turned, want 2", n)
	}
	if want := (orb.Polygon{ring(0, 0, 10, 0, 10, 10, 0, 10), ring(2, 2, 4, 4, 4, 2)}); !reflect.DeepEqual(g, want) {
		t.Errorf("%v", g)
	}
	if want := []float64{1, 4, 3, 2, 1, 5, 7, 6, 5}; !reflect.DeepEqual(z, want) {
		t.Errorf("%v", z)
	}
	across := orb.Polygon{ring(170, 0, -170, 0, -170, 10, 170, 10)}
	if Wind(across, nil) != 0 {
		t.Error("a ring across the 180th meridian that runs against the clock was turned")
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name  string
		g     orb.Geometry
		z     []float64
		want  orb.Geometry
		wantZ []float64
	}{
		{"line", orb.LineString{{170, 0}, {-170, 10}}, nil, orb.MultiLineString{{{170, 0}, {180, 5}}, {{-180, 5}, {-170, 10}}}, nil},
		{"line with altitudes", orb.LineString{{170, 0}, {-170, 10}}, []float64{100, 200}, orb.MultiLineString{{{170, 0}, {180, 5}}, {{-180, 5}, {-170, 10}}}, []float64{100, 150, 150, 200}},
		{"line to the west", orb.LineString{{-179, 0}, {180, 4}, {179, 4}}, nil, orb.MultiLineString{{{-179, 0}, {-180, 4}}, {{180, 4}, {179, 4}}}, nil},
		{"line there and back", orb.LineString{{179, 0}, {-179, 0}, {179, 2}}, nil, orb.MultiLineString{{{179, 0}, {180, 0}}, {{-180, 0}, {-179, 0}, {-180, 1}}, {{180, 1}, {179, 2}}}, nil},
		{"box", orb.Polygon{ring(170, 0, -170, 0, -170, 10, 170, 10)}, nil,
			orb.MultiPolygon{{ring(180, 10, 170, 10, 170, 0, 180, 0)}, {ring(-180, 0, -170, 0, -170, 10, -180, 10)}}, nil},
		{"hole in the eastern part", orb.Polygon{ring(170, 0, -170, 0, -170, 10, 170, 10), ring(-178, 2, -178, 4, -176, 4)}, nil,
			orb.MultiPolygon{{ring(180, 10, 170, 10, 170, 0, 180, 0)}, {ring(-180, 0, -170, 0, -170, 10, -180, 10), ring(-178, 2, -178, 4, -176, 4)}}, nil},
		{"point", orb.Point{179, 1}, []float64{3}, orb.Point{179, 1}, []float64{3}},
		{"wide box along the map's edge", orb.Polygon{ring(-180, -90, 180, -90, 180, 90, -180, 90)}, nil, orb.Polygon{ring(-180, -90, 180, -90, 180, 90, -180, 90)}, nil},
	} {
		got, z, _ := Split(c.g, c.z)
		if p, ok := got.(orb.MultiPolygon); ok {
			got = turned(p, c.want)
		}
		if !reflect.DeepEqual(got, c.want) || !reflect.DeepEqual(z, c.wantZ) {
			t.Errorf("%s:\n%v %v, want\n%v %v", c.name, got, z, c.want, c.wantZ)
		}
	}
}

// turned begins each ring with the corner that the wanted one begins with.
func turned(g orb.MultiPolygon, want orb.Geometry) orb.Geometry {
	w, ok := want.(orb.MultiPolygon)
	if !ok || len(w) != len(g) {
		return g
	}
	for i := range g {
		for j := range g[i] {
			r := g[i][j]
			for k := range r[:len(r)-1] {
				if j < len(w[i]) && r[k] == w[i][j][0] {
					n := append(append(orb.Ring{}, r[k:len(r)-1]...), r[:k+1]...)
					g[i][j] = n
					break
				}
			}
		}
	}
	return g
}

func TestSplitRoundThePole(t *testing.T) {
	cap := orb.Polygon{orb.Ring{{0, 80}, {90, 75}, {180, 80}, {-90, 75}, {0, 80}}}
	got, _, did := Split(cap, nil)
	if !did {
		t.Fatal("was not cut")
	}
	for _, p := range got.(orb.MultiPolygon) {
		if why := Check(context.Background(), p); why != "" {
			t.Errorf("%v %s", p, why)
		}
	}
	if a := area(got.(orb.MultiPolygon)); math.Abs(a-360*12.5) > 1 {
		t.Errorf("its area is %v square degrees", a)
	}
}

func area(g orb.MultiPolygon) (sum float64) {
	for _, p := range g {
		for i, r := range p {
			a := math.Abs(sense(r)) / 2
			if i > 0 {
				a = -a
			}
			sum += a
		}
	}
	return sum
}

// Whatever simple star lies across the meridian, its parts cover what it covered, stay within the map and are valid.
func TestSplitKeepsTheArea(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(3, 24).Draw(t, "corners")
		middle := rapid.Float64Range(160, 200).Draw(t, "middle")
		var r orb.Ring
		for i := range n {
			a, d := 2*math.Pi*float64(i)/float64(n), rapid.Float64Range(1, 30).Draw(t, "radius")
			lon := math.Round((middle+d*math.Cos(a))*1024) / 1024
			if lon > 180 {
				lon -= 360
			}
			r = append(r, orb.Point{lon, math.Round(d*math.Sin(a)*1024) / 1024})
		}
		r = append(r, r[0])
		p := orb.Polygon{r}
		if Check(context.Background(), p) != "" {
			return
		}
		got, _, did := Split(p, nil)
		if !did {
			return
		}
		m, ok := got.(orb.MultiPolygon)
		if !ok {
			m = orb.MultiPolygon{got.(orb.Polygon)}
		}
		if crosses(m) {
			t.Fatalf("still crosses: %v", m)
		}
		if want, have := area(orb.MultiPolygon{p}), area(m); math.Abs(want-have) > 1e-6*want {
			t.Fatalf("area %v became %v: %v", want, have, m)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	n := 1_000_000
	r := make(orb.Ring, n+1)
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		d := 10 + math.Sin(a*5000)/1000
		r[i] = orb.Point{20 + d*math.Cos(a), 40 + d*math.Sin(a)}
	}
	r[n] = r[0]
	for b.Loop() {
		if why := Check(context.Background(), orb.Polygon{r}); why != "" {
			b.Fatal(why)
		}
	}
}
