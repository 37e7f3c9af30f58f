package store

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// sizes are the files of the benchmarks: one like the built-in sample, and ten thousand sites.
func sizes(b *testing.B) map[string]*scenario.Scenario {
	out := map[string]*scenario.Scenario{}
	out["sample"], _ = many(b, 60)
	doc, _ := many(b, 10000)
	notes := doc.Notes.All()
	for i := range 1000 { // two thousand of them
		n := *notes[0]
		n.ID = fmt.Sprintf("other-%05d", i)
		notes = append(notes, &n)
	}
	doc.Notes = scenario.ListOf(notes...)
	out["10k"] = doc
	return out
}

// overlaid100k is a hundred thousand features with five properties each, border a polygon of a million positions.
func overlaid100k() *scenario.Scenario {
	doc := full()
	doc.Layers = scenario.ListOf(&scenario.Layer{ID: "6f1f0f2c-7c40-4d13-9d8f-0f6f5a3b2c1d", Name: "Settlements"})
	list := make([]*scenario.Feature, 100000)
	for i := range list {
		x, y := 18+float64(i%400)/100.1, 40+float64(i/400)/100.1
		list[i] = &scenario.Feature{ID: fmt.Sprintf("6f1f0f2c-7c40-4d13-9d8f-%012d", i), Layer: doc.Layers.All()[0].ID, Name: fmt.Sprintf("Насеље %d", i),
			Geometry: orb.LineString{{x, y}, {x + 0.001, y}, {x + 0.001, y + 0.001}},
			Properties: []scenario.Member{{Key: "name", Raw: fmt.Appendf(nil, `"Насеље %d"`, i)}, {Key: "population", Raw: fmt.Append(nil, i)}, {Key: "admin_code", Raw: []byte(`"RS-19"`)},
				{Key: "source", Raw: []byte(`"Statistical office"`)}, {Key: "elevation", Raw: fmt.Appendf(nil, "%d.50", i%2000)}}}
	}
	doc.Features = scenario.ListOf(list...)
	return doc
}

func million() *scenario.Scenario {
	doc := full()
	doc.Layers = scenario.ListOf(&scenario.Layer{ID: "l1", Name: "Border"})
	ring := make(orb.Ring, 1000000)
	for i := range ring {
		a := float64(i) / float64(len(ring)-1) * 2 * math.Pi
		r := 3 + math.Sin(a*1000)/10
		ring[i] = orb.Point{20 + r*math.Cos(a), 44 + r*math.Sin(a)}
	}
	doc.Features = scenario.ListOf(&scenario.Feature{ID: "o1", Layer: "l1", Geometry: orb.Polygon{ring}})
	return doc
}

// BenchmarkOpenLayers reads files of many features and of many positions.
func BenchmarkOpenLayers(b *testing.B) {
	for _, c := range []struct {
		name string
		doc  func() *scenario.Scenario
	}{{"100kFeatures", overlaid100k}, {"1MPositions", million}} {
		b.Run(c.name, func(b *testing.B) {
			data, err := Write(c.doc(), Options{})
			if err != nil {
				b.Fatal(err)
			}
			path := filepath.Join(b.TempDir(), "x.hubscape")
			if err := os.WriteFile(path, data, 0o644); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				o, err := Open(path)
				if err != nil || len(o.Problems) > 0 {
					b.Fatal(err, o)
				}
			}
		})
	}
}

// BenchmarkOpen reads a file from the disk and checks it.
func BenchmarkOpen(b *testing.B) {
	docs := sizes(b)
	for _, name := range []string{"sample", "10k"} {
		b.Run(name, func(b *testing.B) {
			data, err := Write(docs[name], Options{})
			if err != nil {
				b.Fatal(err)
			}
			path := filepath.Join(b.TempDir(), "x.hubscape")
			if err := os.WriteFile(path, data, 0o644); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Open(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSave writes a scenario and brings it to the disk, read back and checked.
func BenchmarkSave(b *testing.B) {
	docs := sizes(b)
	for _, name := range []string{"sample", "10k"} {
		b.Run(name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "x.hubscape")
			b.ReportAllocs()
			for b.Loop() {
				data, err := Write(docs[name], Options{})
				if err != nil {
					b.Fatal(err)
				}
				if err := Save(path, data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
