package sweep

import (
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// savePair keeps two pictures side by side for the eye when SWEEP_PICTURES names a folder.
func savePair(t *testing.T, got, want *image.RGBA) {
	t.Helper()
	dir := os.Getenv("SWEEP_PICTURES")
	if dir == "" {
		return
	}
	w, h := got.Rect.Dx(), got.Rect.Dy()
	both := image.NewRGBA(image.Rect(0, 0, 2*w+4, h))
	draw.Draw(both, image.Rect(0, 0, w, h), got, got.Rect.Min, draw.Src)
	draw.Draw(both, image.Rect(w+4, 0, 2*w+4, h), want, want.Rect.Min, draw.Src)
	name := filepath.Join(dir, strings.NewReplacer("/", "_", ".", "_").Replace(t.Name())+".png")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, both); err != nil {
		t.Fatal(err)
	}
}
