package planar

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func quiet(string, ...any) {}

func box(owner, x0, y0, x1, y1 int32) Ring {
	return Ring{owner, []Pt{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}}
}

func reverse(r Ring) Ring {
	slices.Reverse(r.Pts)
	return r
}

// areas sums the areas of faces by the set of their owners.
func areas(t *testing.T, rings ...Ring) map[string]float64 {
	t.Helper()
	g, err := Overlay(rings, quiet)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, f := range g.Faces[1:] {
		key := ""
		for _, o := range f.Owners {
			key += string(rune('a' + o))
		}
		out[key] += f.Area
	}
	checkGraph(t, g)
	return out
}

// checkGraph asserts that edges meet only at their ends and that each has different owners on its sides.
func checkGraph(t *testing.T, g *Graph) {
	t.Helper()
	for i, e := range g.Edges {
		if slices.Equal(g.Faces[e.L].Owners, g.Faces[e.R].Owners) {
			t.Errorf("edge %v-%v has %v on both sides", g.Pts[e.A], g.Pts[e.B], g.Faces[e.L].Owners)
		}
		for _, f := range g.Edges[i+1:] {
			if Cross(g.Pts[e.A], g.Pts[e.B], g.Pts[f.A], g.Pts[f.B]) {
				t.Errorf("edges %v-%v and %v-%v cross", g.Pts[e.A], g.Pts[e.B], g.Pts[f.A], g.Pts[f.B])
			}
		}
	}
}

func TestOverlay(t *testing.T) {
	for _, c := range []struct {
		name  string
		rings []Ring
		want  map[string]float64
	}{
		{"one box", []Ring{box(0, 0, 0, 10, 10)}, map[string]float64{"a": 100}},
		{"neighbours", []Ring{box(0, 0, 0, 10, 10), box(1, 10, 0, 20, 10)}, map[string]float64{"a": 100, "b": 100}},
		{"neighbours of other height", []Ring{box(0, 0, 0, 10, 10), box(1, 10, 3, 20, 7)}, map[string]float64{"a": 100, "b": 40}},
		{"overlap", []Ring{box(0, 0, 0, 10, 10), box(1, 6, 6, 16, 16)}, map[string]float64{"a": 84, "b": 84, "ab": 16}},
		{"twice the same", []Ring{box(0, 0, 0, 10, 10), box(1, 0, 0, 10, 10)}, map[string]float64{"ab": 100}},
		{"hole", []Ring{box(0, 0, 0, 10, 10), reverse(box(0, 2, 2, 4, 4))}, map[string]float64{"a": 96, "": 4}},
		{"enclave", []Ring{box(0, 0, 0, 10, 10), reverse(box(0, 2, 2, 4, 4)), box(1, 2, 2, 4, 4)}, map[string]float64{"a": 96, "b": 4}},
		{"island in a hole", []Ring{box(0, 0, 0, 20, 20), reverse(box(0, 5, 5, 15, 15)), box(0, 8, 8, 12, 12)},
			map[string]float64{"a": 316, "": 84}},
		{"figure of eight", []Ring{{0, []Pt{{0, 0}, {10, 10}, {10, 0}, {0, 10}}}}, map[string]float64{"a": 50}},
		{"slit", []Ring{{0, []Pt{{0, 0}, {10, 0}, {10, 5}, {3, 5}, {10, 5}, {10, 10}, {0, 10}}}}, map[string]float64{"a": 100}},
		{"nothing", nil, map[string]float64{}},
		{"a line only", []Ring{{0, []Pt{{0, 0}, {10, 0}}}}, map[string]float64{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := areas(t, c.rings...)
			for k, want := range c.want {
				if got[k] != want {
					t.Errorf("area of %q is %g, want %g", k, got[k], want)
				}
				delete(got, k)
			}
			for k, a := range got {
				t.Errorf("area of %q is %g, want none", k, a)
			}
		})
	}
}

// TestOverlayRandom overlays random triangles: no edges may cross, and each owner's faces have its area up to rounding.
func TestOverlayRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 40 {
		var rings []Ring
		want := map[rune]float64{}
		for o := range int32(8) {
			var p [3]Pt
			for i := range p {
				p[i] = Pt{r.Int32N(20000), r.Int32N(20000)}
			}
			if Orient(p[0], p[1], p[2]) < 0 {
				p[1], p[2] = p[2], p[1]
			}
			want[rune('a'+o)] = float64(Orient(p[0], p[1], p[2])) / 2
			rings = append(rings, Ring{o, p[:]})
		}
		got := map[rune]float64{}
		for k, a := range areas(t, rings...) {
			for _, o := range k {
				got[o] += a
			}
		}
		for o, a := range want {
			if d := got[o] - a; d > 4e5 || d < -4e5 { // half a unit along 8 edges of up to 28,000
				t.Errorf("owner %c has area %g, want %g", o, got[o], a)
			}
		}
	}
}

func TestChain(t *testing.T) {
	// Two boxes side by side: two arcs round them and one between.
	g, err := Overlay([]Ring{box(0, 0, 0, 10, 10), box(1, 10, 0, 20, 10), box(2, 40, 40, 50, 50)}, quiet)
	if err != nil {
		t.Fatal(err)
	}
	var sides []Side
	for _, e := range g.Edges {
		sides = append(sides, Side{[]int32{e.A, e.B}, e.L, e.R})
	}
	arcs := Chain(len(g.Pts), sides)
	if len(arcs) != 4 {
		t.Fatalf("%d arcs, want 4", len(arcs))
	}
	edges, closed := 0, 0
	for _, a := range arcs {
		edges += len(a.V) - 1
		if a.Closed() {
			closed++
		}
		for i := 1; i < len(a.V); i++ { // every edge keeps its sides
			u, v := a.V[i-1], a.V[i]
			ok := slices.ContainsFunc(g.Edges, func(e Edge) bool {
				return e.A == u && e.B == v && e.L == a.L && e.R == a.R || e.A == v && e.B == u && e.L == a.R && e.R == a.L
			})
			if !ok {
				t.Errorf("arc %v has its sides wrong at %d", a, i)
			}
		}
	}
	if edges != len(g.Edges) || closed != 1 {
		t.Errorf("arcs have %d edges and %d are closed, want %d and 1", edges, closed, len(g.Edges))
	}
}

func TestMeet(t *testing.T) {
	for _, c := range []struct {
		p0, p1, q0, q1 Pt
		want           bool
	}{
		{Pt{0, 0}, Pt{10, 10}, Pt{0, 10}, Pt{10, 0}, true},
		{Pt{0, 0}, Pt{10, 0}, Pt{5, 0}, Pt{5, 5}, true},
		{Pt{0, 0}, Pt{10, 0}, Pt{10, 0}, Pt{20, 0}, false},
		{Pt{0, 0}, Pt{10, 0}, Pt{5, 0}, Pt{20, 0}, true},
		{Pt{0, 0}, Pt{10, 0}, Pt{0, 0}, Pt{10, 0}, false},
		{Pt{0, 0}, Pt{10, 0}, Pt{0, 1}, Pt{10, 1}, false},
		{Pt{0, 0}, Pt{10, 0}, Pt{11, 0}, Pt{20, 0}, false},
	} {
		if got := Cross(c.p0, c.p1, c.q0, c.q1); got != c.want {
			t.Errorf("Cross(%v-%v, %v-%v) = %v", c.p0, c.p1, c.q0, c.q1, got)
		}
		if got := Cross(c.q1, c.q0, c.p1, c.p0); got != c.want {
			t.Errorf("Cross(%v-%v, %v-%v) = %v the other way round", c.q1, c.q0, c.p1, c.p0, got)
		}
	}
}
