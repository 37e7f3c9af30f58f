package kml

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
)

// manyCorners is a file with one polygon of n corners.
func manyCorners(n int) []byte {
	var b strings.Builder
	b.WriteString(kmlOpen + "<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>")
	for i := range n {
		fmt.Fprintf(&b, "%.7f,%.7f,0 ", float64(i)*300/float64(n)-150, float64(i%1000)/20)
	}
	b.WriteString("</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>")
	return []byte(b.String())
}

// manyPlaces is a file with n points that have three properties each.
func manyPlaces(n int) []byte {
	var b strings.Builder
	b.WriteString(kmlOpen + "<Document><Folder>")
	for i := range n {
		fmt.Fprintf(&b, `<Placemark id="p%d"><name>Place %d</name><description>A place</description><ExtendedData><Data name="a"><value>%d</value></Data><Data name="b"><value>text &amp; more</value></Data></ExtendedData><Point><coordinates>%.6f,%.6f</coordinates></Point></Placemark>`+"\n", i, i, i, float64(i%360)-180, float64(i%180)-90)
	}
	b.WriteString("</Folder></Document></kml>")
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	for name, text := range map[string][]byte{"million-corners": manyCorners(1_000_000), "100k-places": manyPlaces(100_000)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				d, err := Read(context.Background(), "a.kml", bytes.NewReader(text), int64(len(text)))
				if err != nil || len(d.Skipped) > 0 {
					b.Fatal(err, d.Skipped)
				}
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	for name, text := range map[string][]byte{"million-corners": manyCorners(1_000_000), "100k-places": manyPlaces(100_000)} {
		d, err := tryRead("a.kml", text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				if err := Write(&out, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
