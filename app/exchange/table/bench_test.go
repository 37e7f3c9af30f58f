package table

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// manyRows is a layer of n places.
func manyRows(n int) feature.Layer {
	l := feature.Layer{Name: "many", Fields: []string{"capacity", "status", "description"}}
	for i := range n {
		l.Features = append(l.Features, feature.Feature{ID: fmt.Sprintf("p%d", i), Name: fmt.Sprintf("Mesto %d", i),
			Geometry: orb.Point{15 + float64(i%9973)/1000, 40 + float64(i%7919)/1600},
			Properties: []feature.Property{{Key: "capacity", Raw: json.RawMessage(fmt.Sprint(i % 900))}, {Key: "status", Raw: json.RawMessage(`"hypothetical"`)},
				{Key: "description", Raw: json.RawMessage(`"iz javne liste, vežba"`)}}})
	}
	return l
}

func benchmarkRead(b *testing.B, data []byte, read func() (*feature.Dataset, error)) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		d, err := read()
		if err != nil {
			b.Fatal(err)
		}
		tab := d.Layers[0].Table
		features, skipped := Features(tab, Guess(tab))
		if len(features) != 100_000 || len(skipped) > 0 {
			b.Fatal(len(features), len(skipped))
		}
	}
}

func BenchmarkReadCSV100k(b *testing.B) {
	var data bytes.Buffer
	l := manyRows(100_000)
	if err := WriteCSV(&data, &l, Options{}); err != nil {
		b.Fatal(err)
	}
	benchmarkRead(b, data.Bytes(), func() (*feature.Dataset, error) { return ReadCSV(context.Background(), "a.csv", data.Bytes()) })
}

func BenchmarkReadXLSX100k(b *testing.B) {
	var data bytes.Buffer
	if err := WriteXLSX(&data, &feature.Dataset{Layers: []feature.Layer{manyRows(100_000)}}, Options{}); err != nil {
		b.Fatal(err)
	}
	benchmarkRead(b, data.Bytes(), func() (*feature.Dataset, error) {
		return ReadXLSX(context.Background(), "a.xlsx", bytes.NewReader(data.Bytes()), int64(data.Len()))
	})
}

func BenchmarkWriteCSV100k(b *testing.B) {
	l := manyRows(100_000)
	for b.Loop() {
		if err := WriteCSV(io.Discard, &l, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteXLSX100k(b *testing.B) {
	l := manyRows(100_000)
	for b.Loop() {
		if err := WriteXLSX(io.Discard, &feature.Dataset{Layers: []feature.Layer{l}}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
