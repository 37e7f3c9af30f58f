package sweep

import (
	"hash/crc32"
	"image"
	"testing"

	"hubscape/geo/basemap"
)

// wander makes a mesh of whole numbers only, so that it is the same on every processor: rings around the middles of a
// lattice, each in its own cell.
func wander(cells int, reach int32) *basemap.Mesh {
	m := &basemap.Mesh{Faces: cells*cells + 1}
	seed := uint32(12345)
	next := func(n int32) int32 {
		seed = seed*1664525 + 1013904223
		return int32(seed>>8) % n
	}
	for i := range cells * cells {
		cx, cy := int32(i%cells)*2*reach+reach, int32(i/cells)*2*reach+reach
		a := basemap.Arc{First: int32(len(m.XY) / 2), Left: uint16(i + 1), Class: basemap.ClassCoast}
		// Counter-clockwise with north up: east, north, west, south, and back to the east.
		for _, q := range [][2]int32{{1, -1}, {-1, -1}, {-1, 1}, {1, 1}} {
			for range 5 {
				m.XY = append(m.XY, cx+q[0]*(1+next(reach-1)), cy+q[1]*(1+next(reach-1)))
			}
		}
		m.XY = append(m.XY, m.XY[2*a.First], m.XY[2*a.First+1])
		a.Last = int32(len(m.XY) / 2)
		m.Arcs = append(m.Arcs, a)
	}
	m.Code = make([]uint8, len(m.XY)/2)
	return m
}

// The sums were made on amd64 and are the same with 32 bit words (386); no step may depend on the processor.
func TestSameBytesOnEveryProcessor(t *testing.T) {
	m := wander(7, 1<<20)
	s := testStyle(1, nil)
	for i := 1; i < m.Faces; i++ {
		s.Palette = append(s.Palette, s.Palette[0])
		s.Palette[i].R, s.Palette[i].G = uint8(i*37), uint8(255-i*3)
	}
	s.Pens[1].Width = 1.3
	s.Cover = []uint8{0, 255, 128, 7}
	for _, c := range []struct {
		name string
		mode Mode
		view View
		want uint32
	}{
		{"far", Base, View{-1000003.7, -777777.1, 51234.567}, 0xa3b18d1a},
		{"near", Base, View{3000000.25, 2900000.75, 1999.9}, 0x9240a955},
		{"street", Base, View{5242880.3, 5242880.9, 3.3}, 0xf0eaa8d1},
		{"overlay", Overlay, View{123.4, 567.8, 20000.1}, 0xce6cee48},
		{"stroke", Stroke, View{123.4, 567.8, 30000.1}, 0x5f14b82e},
	} {
		dst := image.NewRGBA(image.Rect(0, 0, 333, 222))
		New(m).Draw(dst, c.view, c.mode, s, 2)
		if got := crc32.ChecksumIEEE(dst.Pix); got != c.want {
			savePair(t, dst, dst)
			t.Errorf("%s: the picture's sum is %#x, was %#x", c.name, got, c.want)
		}
	}
}
