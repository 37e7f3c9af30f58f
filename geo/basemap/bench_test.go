package basemap_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
)

func BenchmarkDecode(b *testing.B) {
	data := bakedBytes(b)
	b.SetBytes(int64(len(data)))
	var m *basemap.Map
	for b.Loop() {
		var err error
		if m, err = basemap.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
	var with, without runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&with)
	runtime.KeepAlive(m)
	m = nil
	runtime.GC()
	runtime.ReadMemStats(&without)
	b.ReportMetric(float64(with.HeapAlloc-without.HeapAlloc)/1e6, "MB-heap")
}

func BenchmarkIndex(b *testing.B) {
	m := theMap(b)
	for b.Loop() {
		basemap.BuildIndex(m)
	}
	b.ReportMetric(float64(basemap.IndexSize(m))/1e6, "MB-index")
}

// benchPoints are 2^16 points with a fixed seed: half of them anywhere on land and sea, half within 20 km of a border or
// coast of the 1:10m extent.
func benchPoints(m *basemap.Map) []orb.Point {
	r := rand.New(rand.NewPCG(20261124, 7))
	out := make([]orb.Point, 1<<16)
	for i := range out {
		if i%2 == 0 {
			out[i] = orb.Point{-30 + 100*r.Float64(), -40 + 115*r.Float64()}
			continue
		}
		for {
			v := r.IntN(len(m.Land.Code))
			p := basemap.LonLat(m.Land.XY[2*v], m.Land.XY[2*v+1])
			if p[0] < -30 || p[0] > 70 || p[1] < -40 || p[1] > 75 {
				continue
			}
			d, a := 20*r.Float64()/111.2, 2*math.Pi*r.Float64()
			out[i] = orb.Point{p[0] + d*math.Cos(a)/math.Cos(p[1]*math.Pi/180), p[1] + d*math.Sin(a)}
			break
		}
	}
	return out
}

func BenchmarkLocate(b *testing.B) {
	m := theMap(b)
	pts := benchPoints(m)
	m.Prepare()
	var last *basemap.Country
	b.ResetTimer()
	for i := range b.N {
		p := &pts[i&(1<<16-1)]
		last = m.LocateCountry(p[0], p[1])
	}
	runtime.KeepAlive(last)
	b.ReportMetric(1e3/(float64(b.Elapsed().Nanoseconds())/float64(b.N)), "M/s")
}

// BenchmarkProject is the part of BenchmarkLocate that projects the point.
func BenchmarkProject(b *testing.B) {
	pts := benchPoints(theMap(b))
	i, sum := 0, 0.0
	for b.Loop() {
		x, y := camera.World(pts[i&(1<<16-1)])
		sum += x + y
		i++
	}
	if sum == 0 {
		b.Fatal("no points")
	}
}

// BenchmarkLocateParallel is BenchmarkLocate on all processors.
func BenchmarkLocateParallel(b *testing.B) {
	m := theMap(b)
	pts := benchPoints(m)
	m.Prepare()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			p := pts[i&(1<<16-1)]
			m.LocateCountry(p[0], p[1])
		}
	})
	b.ReportMetric(1e3/(float64(b.Elapsed().Nanoseconds())/float64(b.N)), "M/s")
}

func BenchmarkLocateFull(b *testing.B) {
	m := theMap(b)
	pts := benchPoints(m)
	m.Locate(0, 0)
	i := 0
	for b.Loop() {
		p := pts[i&(1<<16-1)]
		m.Locate(p[0], p[1])
		i++
	}
}

func BenchmarkLevel(b *testing.B) {
	m := theMap(b)
	for b.Loop() {
		m.Land.Level(9)
	}
}
