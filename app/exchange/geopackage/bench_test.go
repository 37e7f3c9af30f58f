package geopackage

import (
	"bytes"
	"math"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

func manyPlaces(n int) *feature.Dataset {
	l := feature.Layer{Name: "places"}
	for i := range n {
		at := strconv.Itoa(i)
		l.Features = append(l.Features, feature.Feature{ID: "p" + at, Geometry: orb.Point{float64(i%360) - 180, float64(i%180) - 90},
			Properties: []feature.Property{prop("name", `"Place `+at+`"`), prop("n", at), prop("share", "0."+at), prop("open", "true")}})
	}
	return &feature.Dataset{Layers: []feature.Layer{l}}
}

func manyCorners(n int) *feature.Dataset {
	r := make(orb.Ring, n+1)
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		r[i] = orb.Point{50 * math.Cos(a), 50 * math.Sin(a)}
	}
	r[n] = r[0]
	return &feature.Dataset{Layers: []feature.Layer{{Name: "area", Features: []feature.Feature{{Geometry: orb.Polygon{r}}}}}}
}

func BenchmarkRead(b *testing.B) {
	for name, d := range map[string]*feature.Dataset{"million-corners": manyCorners(1_000_000), "100k-places": manyPlaces(100_000)} {
		file := written(b, d)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				got, err := tryRead(file, Options{})
				if err != nil || features(got) != features(d) {
					b.Fatal(err, got.Skipped)
				}
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	for name, d := range map[string]*feature.Dataset{"million-corners": manyCorners(1_000_000), "100k-places": manyPlaces(100_000)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				if err := Write(&out, d, changed); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
