package raster

import (
	"bytes"
	"testing"
)

// TestBlitRow compares with channels that are mixed one by one.
func TestBlitRow(t *testing.T) {
	for a := range uint32(256) {
		for d := range uint32(256) {
			src := []uint8{uint8(a), uint8(a / 2), 0, uint8(a)}
			dst := []uint8{uint8(d), uint8(255 - d), uint8(d), 255}
			var want []uint8
			for i := range src {
				want = append(want, uint8(uint32(src[i])+div255(uint32(dst[i])*(255-a))))
			}
			if blitRow(dst, src); !bytes.Equal(dst, want) {
				t.Fatalf("%v over a pixel of %d: %v, want %v", src, d, dst, want)
			}
		}
	}
}
