package kit_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

// window opens a test window of w × h in a variant, with a clock that never rings by itself.
func window(t *testing.T, m theme.Mode, content fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	win := test.NewWindow(nil)
	t.Cleanup(win.Close)
	win.SetPadded(false)
	root := kit.NewRoot(content)
	win.SetContent(root)
	root.Attach(win.Canvas())
	win.Resize(fyne.NewSize(w, h))
	theme.Apply(m)
	return win
}

// app starts a test application and replaces the clock; ring lets every waiting alarm go off.
func app(t *testing.T) (ring func()) {
	t.Helper()
	test.NewTempApp(t)
	kit.NoKeyYet()
	theme.Apply(theme.Light)
	before := kit.After
	waiting := map[int]func(){}
	n := 0
	kit.After = func(_ time.Duration, f func()) func() {
		n++
		id := n
		waiting[id] = f
		return func() { delete(waiting, id) }
	}
	t.Cleanup(func() { kit.After = before })
	return func() {
		for id := 1; id <= n; id++ {
			if f, ok := waiting[id]; ok {
				delete(waiting, id)
				f()
			}
		}
	}
}

// golden compares a picture with testdata/name.png. UPDATE_GOLDEN=1 writes it. A processor may round the edge of a
// letter differently, so one pixel in two thousand may differ.
func golden(t *testing.T, name string, got image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		write(t, path, got)
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatalf("no golden picture; run with UPDATE_GOLDEN=1 and look at it: %v", err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if want.Bounds() != got.Bounds() {
		t.Fatalf("%s is %v, the picture now is %v", path, want.Bounds(), got.Bounds())
	}
	if n, all := differing(want, got), want.Bounds().Dx()*want.Bounds().Dy(); n > all/2000 {
		failed := filepath.Join(t.TempDir(), name+".png")
		write(t, failed, got)
		t.Errorf("%s: %d of %d pixels differ", path, n, all)
	}
}

func write(t *testing.T, path string, img image.Image) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

func differing(a, b image.Image) int {
	n := 0
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			ar, ag, ab, _ := a.At(x, y).RGBA()
			br, bg, bb, _ := b.At(x, y).RGBA()
			if apart(ar, br) || apart(ag, bg) || apart(ab, bb) {
				n++
			}
		}
	}
	return n
}

// apart reports whether two 16-bit values differ by more than a tenth.
func apart(a, b uint32) bool { return max(a, b)-min(a, b) > 0x1999 }
