package exchange

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"testing"

	"hubscape/app/scenario"
	"hubscape/app/store"
)

// manyPoints is a file of points with six properties each, about 260 bytes a point.
func manyPoints(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "\n"+`{"type":"Feature","id":"p%d","properties":{"name":"Place %d","kind":%q,"capacity":%d,"status":"hypothetical","note":"A line of text that says something about %d","code":"XK-%03d"},"geometry":{"type":"Point","coordinates":[%.6f,%.6f]}}`,
			i, i, []string{"reception", "transit", "detention"}[i%3], i%900, i, i%37, 19+float64(i%1000)/250, 41+float64(i/1000)/25)
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

// wideRing is a file of one polygon of so many corners.
func wideRing(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[{"type":"Feature","id":"big","properties":{"name":"Big","kind":"coast","note":"A text"},"geometry":{"type":"Polygon","coordinates":[[`)
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		d := 8 + math.Sin(a*17)/2
		fmt.Fprintf(&b, "[%.7f,%.7f],", 20+d*math.Cos(a), 44+d*math.Sin(a))
	}
	b.WriteString("[28.0000000,44.0000000]]]}}]}\n")
	return b.Bytes()
}

// BenchmarkImport brings a file into a new document and writes that: read, propose, patch, apply, write.
func BenchmarkImport(b *testing.B) {
	points := manyPoints(100_000)
	for _, c := range []struct {
		name string
		text []byte
		as   As
		n    int
	}{{"sites100k", points, AsSites, 100_000}, {"overlay100k", points, AsOverlay, 100_000}, {"polygon1M", wideRing(1_000_000), AsOverlay, 1}} {
		b.Run(c.name, func(b *testing.B) {
			places := shared(b)
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				f, err := Read(context.Background(), "many.geojson", c.text, Options{})
				if err != nil {
					b.Fatal(err)
				}
				doc := scenario.New("x", env())
				p := ProposeOnce(f, doc, places, Decisions{Layers: map[int]LayerDecision{0: {As: c.as}}})
				if doc = brought(b, doc, p); doc.Sites.Len()+doc.Features.Len() != c.n {
					b.Fatal(doc.Sites.Len(), doc.Features.Len())
				}
				if _, err := store.Write(doc, store.Options{Host: places.Host}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
