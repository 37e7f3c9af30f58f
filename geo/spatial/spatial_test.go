package spatial

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"github.com/paulmach/orb"
)

// scatter gives n points, half of them in heaps, always the same.
func scatter(n int) []orb.Point {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	points := make([]orb.Point, n)
	for i := range points {
		p := orb.Point{r.Float64(), r.Float64()}
		if i%2 == 0 {
			heap := rand.New(rand.NewPCG(2, uint64(i%97)))
			p = orb.Point{heap.Float64() + r.NormFloat64()*0.002, heap.Float64() + r.NormFloat64()*0.002}
		}
		points[i] = p
	}
	return points
}

func TestNearestEqualsTheSlowWay(t *testing.T) {
	points := scatter(5000)
	points[7] = points[3] // equal points: the lower id wins
	x := New(points)
	r := rand.New(rand.NewPCG(3, 3))
	for range 2000 {
		p, reach := orb.Point{r.Float64()*1.2 - 0.1, r.Float64()*1.2 - 0.1}, r.Float64()*0.03
		if r.IntN(10) == 0 {
			p = points[r.IntN(len(points))]
		}
		want, best := -1, reach*reach
		for i, q := range points {
			if d := distance2(p, q); d < best || d == best && want < 0 {
				want, best = i, d
			}
		}
		id, d, ok := x.Nearest(p, reach)
		if ok != (want >= 0) || ok && (id != want || math.Abs(d*d-best) > 1e-15) {
			t.Fatalf("Nearest(%v, %v) = %d, %v, %v; want %d", p, reach, id, d, ok, want)
		}
	}
}

func TestWithinEqualsTheSlowWay(t *testing.T) {
	points := scatter(5000)
	x := New(points)
	r := rand.New(rand.NewPCG(4, 4))
	for range 500 {
		a, b := orb.Point{r.Float64(), r.Float64()}, orb.Point{r.Float64(), r.Float64()}
		box := orb.MultiPoint{a, b, points[r.IntN(5000)]}.Bound()
		var want []int
		for i, p := range points {
			if box.Contains(p) {
				want = append(want, i)
			}
		}
		got := x.Within(box, nil)
		sort.Ints(got)
		if !slices.Equal(got, want) {
			t.Fatalf("Within(%v) finds %d points, want %d", box, len(got), len(want))
		}
	}
}

func TestIndexOfNothing(t *testing.T) {
	nan := math.NaN()
	for _, points := range [][]orb.Point{nil, {{nan, 0}, {0, nan}}} {
		x := New(points)
		if _, _, ok := x.Nearest(orb.Point{0.5, 0.5}, 10); ok || x.Len() != 0 || len(x.Within(world, nil)) != 0 {
			t.Errorf("something is found among %v", points)
		}
		c := NewClusters(points, Options{})
		for z := range 20 {
			if got := c.At(float64(z), world, nil); len(got) != 0 {
				t.Errorf("zoom %d: %v among %v", z, got, points)
			}
		}
	}
	same := make([]orb.Point, 1000) // all at one place: the selection must end
	if got := New(same).Within(world, nil); len(got) != 1000 {
		t.Errorf("%d of 1000 equal points are found", len(got))
	}
}

var world = orb.Bound{Max: orb.Point{1, 1}}

// TestClustersHoldEveryPointOnce at every zoom, within the radius of its cluster's first point at most twice over.
func TestClustersHoldEveryPointOnce(t *testing.T) {
	points := scatter(3000)
	inside := 0
	for _, p := range points {
		if world.Contains(p) {
			inside++
		}
	}
	c := NewClusters(points, Options{})
	last := math.MaxInt
	for z := 14; z >= 0; z-- {
		nodes := c.At(float64(z), world, nil)
		seen := map[int]bool{}
		for _, n := range nodes {
			leaves := c.Leaves(n.ID, nil)
			if len(leaves) != n.Count || n.Count == 2 {
				t.Fatalf("zoom %d: node of %d has %d leaves", z, n.Count, len(leaves))
			}
			if n.Count > 1 && c.SplitZoom(n.ID) <= float64(z) {
				t.Fatalf("zoom %d: a cluster that splits at %v", z, c.SplitZoom(n.ID))
			}
			for _, id := range leaves {
				if seen[id] {
					t.Fatalf("zoom %d: point %d twice", z, id)
				}
				seen[id] = true
			}
		}
		if len(seen) != inside {
			t.Fatalf("zoom %d: %d points of %d", z, len(seen), inside)
		}
		if len(nodes) > last {
			t.Fatalf("zoom %d has %d nodes, the finer one %d", z, len(nodes), last)
		}
		last = len(nodes)
	}
	if last > 150 {
		t.Errorf("%d nodes are left at zoom 0", last)
	}
}

// TestThreeOverlapping: whatever three points lie in, the middle one sees both others.
func TestThreeOverlapping(t *testing.T) {
	px := 1 / (256 * math.Exp2(6)) // at zoom 6
	for _, c := range []struct {
		name string
		at   []orb.Point // px
		want []int       // counts, sorted
	}{
		{"a row of three", []orb.Point{{0, 0}, {20, 0}, {40, 0}}, []int{3}},
		{"a column of three", []orb.Point{{0, 0}, {0, 20}, {0, 40}}, []int{3}},
		{"two", []orb.Point{{0, 0}, {10, 0}}, []int{1, 1}},
		{"three apart", []orb.Point{{0, 0}, {30, 0}, {60, 0}}, []int{1, 1, 1}},
		{"at one place", []orb.Point{{5, 5}, {5, 5}, {5, 5}, {5, 5}}, []int{4}},
		{"three and one", []orb.Point{{0, 0}, {8, 8}, {0, 8}, {100, 100}}, []int{1, 3}},
	} {
		for turn := range 8 { // every quarter turn and mirror image
			var points []orb.Point
			for _, p := range c.at {
				for range turn % 4 {
					p = orb.Point{-p[1], p[0]}
				}
				if turn > 3 {
					p[0] = -p[0]
				}
				points = append(points, orb.Point{0.5 + p[0]*px, 0.5 + p[1]*px})
			}
			var got []int
			for _, n := range NewClusters(points, Options{}).At(6.9, world, nil) {
				got = append(got, n.Count)
			}
			sort.Ints(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("%s, turn %d: counts %v, want %v", c.name, turn, got, c.want)
			}
		}
	}
}

func TestAtEqualsTheSlowWay(t *testing.T) {
	c := NewClusters(scatter(4000), Options{})
	r := rand.New(rand.NewPCG(5, 5))
	for range 300 {
		zoom := r.Float64() * 15
		a, w := orb.Point{r.Float64()*1.4 - 0.2, r.Float64()*1.4 - 0.2}, r.Float64()*0.5
		box := orb.Bound{Min: a, Max: orb.Point{a[0] + w, a[1] + w/2}}
		var want []Node
		for _, n := range c.At(zoom, world, nil) {
			if box.Contains(n.At) {
				want = append(want, n)
			}
		}
		if got := c.At(zoom, box, nil); !slices.Equal(got, want) {
			t.Fatalf("zoom %.1f, %v: %d nodes, want %d", zoom, box, len(got), len(want))
		}
	}
}

func TestClustersAreTheSameEveryTime(t *testing.T) {
	points := scatter(2000)
	a, b := NewClusters(points, Options{}), NewClusters(points, Options{})
	for z := range 15 {
		if !slices.Equal(a.At(float64(z), world, nil), b.At(float64(z), world, nil)) {
			t.Errorf("zoom %d differs between two runs", z)
		}
	}
}

func BenchmarkCluster(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"10k", 10_000}, {"100k", 100_000}, {"1M", 1_000_000}} {
		points := scatter(size.n)
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				NewClusters(points, Options{})
			}
		})
	}
}

// BenchmarkClusterQuery asks for a 1920 × 1080 view among a million points.
func BenchmarkClusterQuery(b *testing.B) {
	c := NewClusters(scatter(1_000_000), Options{})
	for _, zoom := range []float64{3, 6, 9} {
		b.Run(fmt.Sprintf("z%.0f", zoom), func(b *testing.B) {
			s := 256 * math.Exp2(zoom)
			box := orb.Bound{Min: orb.Point{0.5 - 960/s, 0.5 - 540/s}, Max: orb.Point{0.5 + 960/s, 0.5 + 540/s}}
			nodes := c.At(zoom, box, nil)
			b.ReportAllocs()
			for b.Loop() {
				nodes = c.At(zoom, box, nodes[:0])
			}
			b.ReportMetric(float64(len(nodes)), "nodes")
		})
	}
}

func BenchmarkIndex(b *testing.B) {
	points := scatter(100_000)
	b.Run("new/100k", func(b *testing.B) {
		for b.Loop() {
			New(points)
		}
	})
	x := New(points)
	b.Run("nearest/100k", func(b *testing.B) {
		for b.Loop() {
			x.Nearest(orb.Point{0.31, 0.62}, 0.1)
		}
	})
}
