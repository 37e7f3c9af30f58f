package geojson

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
)

// hundredThousand is a file of 100,000 points with five properties each, about 25 MB.
func hundredThousand() []byte {
	var sb strings.Builder
	sb.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range 100_000 {
		if i > 0 {
			sb.WriteByte(',')
		}
		fmt.Fprintf(&sb, "\n"+`{"type":"Feature","id":%d,"geometry":{"type":"Point","coordinates":[%.7f,%.7f,%d]},"properties":{"name":"Place %d","kind":"reception","capacity":%d,"note":"A line of text that says something about it","seen":"2026-03-14"}}`,
			i, 19+float64(i%1000)/250, 41+float64(i/1000)/25, i%900, i, i%500)
	}
	sb.WriteString("\n]}\n")
	return []byte(sb.String())
}

// millionVertices is one polygon of a million corners with the digits that programs write, about 38 MB.
func millionVertices() []byte {
	var sb strings.Builder
	sb.WriteString(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"coast"},"geometry":{"type":"Polygon","coordinates":[[`)
	n := 1_000_000
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		d := 10 + math.Sin(a*5000)/1000
		fmt.Fprintf(&sb, "[%.15g,%.15g],", 20+d*math.Cos(a), 40+d*math.Sin(a))
	}
	sb.WriteString(`[30,40]]]}}]}`)
	return []byte(sb.String())
}

func BenchmarkGeoJSON(b *testing.B) {
	for _, c := range []struct {
		name string
		text []byte
		n    int
	}{{"read/100k", hundredThousand(), 100_000}, {"read/1M-vertices", millionVertices(), 1}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				d, err := Read(context.Background(), "x", c.text, Options{})
				if err != nil || len(all(d)) != c.n {
					b.Fatal(len(all(d)), err)
				}
			}
		})
	}
	d, err := Read(context.Background(), "x", hundredThousand(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("write/100k", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := Write(discard{}, d); err != nil {
				b.Fatal(err)
			}
		}
	})
}

type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }
