package pngfast

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand"
	"testing"
)

// picture makes w by h opaque pixels: shapes, or noise.
func picture(rng *rand.Rand, w, h int, noise bool) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h).Add(image.Pt(rng.Intn(9)-4, rng.Intn(9)-4)))
	var c color.RGBA
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			if noise || rng.Intn(40) == 0 {
				c = color.RGBA{uint8(rng.Intn(256)), uint8(rng.Intn(256)), uint8(rng.Intn(256)), 255}
			} else if y > img.Rect.Min.Y && rng.Intn(3) > 0 {
				c = img.RGBAAt(x, y-1)
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// check encodes in parts of some rows and compares what image/png reads.
func check(t *testing.T, img *image.RGBA, rows int) {
	t.Helper()
	var file bytes.Buffer
	if err := encode(&file, img, rows); err != nil {
		t.Fatal(err)
	}
	back, err := png.Decode(&file)
	if err != nil {
		t.Fatalf("%v in parts of %d: %v", img.Rect, rows, err)
	}
	if back.Bounds().Size() != img.Rect.Size() {
		t.Fatalf("%v came back as %v", img.Rect, back.Bounds())
	}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			want := color.NRGBAModel.Convert(img.At(img.Rect.Min.X+x, img.Rect.Min.Y+y))
			if got := color.NRGBAModel.Convert(back.At(x, y)); got != want {
				t.Fatalf("%v in parts of %d: pixel %d, %d is %v, want %v", img.Rect, rows, x, y, got, want)
			}
		}
	}
}

func TestEveryWidthDecodesEqual(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for w := 1; w <= 300; w++ {
		check(t, picture(rng, w, 1+w%7, w%5 == 0), 1+w%4)
	}
}

func TestPartsDecodeEqual(t *testing.T) {
	rng := rand.New(rand.NewSource(2))
	img := picture(rng, 173, 40, false)
	for rows := 1; rows <= 41; rows++ {
		check(t, img, rows)
	}
}

func TestNoiseDecodesEqual(t *testing.T) {
	check(t, picture(rand.New(rand.NewSource(3)), 640, 300, true), partRows)
}

func TestFlatAndRepeatedRowsDecodeEqual(t *testing.T) {
	rng := rand.New(rand.NewSource(4))
	flat := image.NewRGBA(image.Rect(0, 0, 1999, 260))
	for i := range flat.Pix {
		flat.Pix[i] = 255
	}
	check(t, flat, partRows)
	rows := picture(rng, 700, 200, true)
	for y := 1; y < 200; y++ {
		copy(rows.Pix[y*rows.Stride:], rows.Pix[:rows.Stride])
	}
	check(t, rows, partRows)
}

// Rows beyond the window of deflate cannot refer to the row above.
func TestVeryWideDecodesEqual(t *testing.T) {
	rng := rand.New(rand.NewSource(5))
	for _, w := range []int{10922, 10923, 12000} {
		check(t, picture(rng, w, 5, false), 2)
	}
}

func TestWindowOfAPicture(t *testing.T) {
	img := picture(rand.New(rand.NewSource(6)), 90, 70, false)
	r := img.Rect
	r.Min = r.Min.Add(image.Pt(13, 7))
	r.Max = r.Max.Sub(image.Pt(5, 3))
	check(t, img.SubImage(r).(*image.RGBA), 16)
}

func TestTranslucentPixelsSurvive(t *testing.T) {
	for _, at := range []image.Point{{0, 0}, {5, 5}, {29, 19}} {
		img := image.NewRGBA(image.Rect(0, 0, 30, 20))
		for i := range img.Pix {
			img.Pix[i] = 255
		}
		img.SetRGBA(at.X, at.Y, color.RGBA{64, 32, 128, 128})
		check(t, img, 8)
	}
	run := image.NewRGBA(image.Rect(0, 0, 30, 20)) // wholly transparent
	check(t, run, 8)
}

func TestEmptyPictureIsAnError(t *testing.T) {
	if err := Encode(io.Discard, image.NewRGBA(image.Rectangle{})); err == nil {
		t.Error("a picture without pixels was written")
	}
}

type full struct{ left int }

var errFull = errors.New("full")

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteErrorsComeBack(t *testing.T) {
	img := picture(rand.New(rand.NewSource(7)), 50, 300, false)
	var file bytes.Buffer
	if err := Encode(&file, img); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 20, 60, file.Len() / 2, file.Len() - 1} {
		if err := Encode(&full{n}, img); !errors.Is(err, errFull) {
			t.Errorf("room for %d bytes: error %v", n, err)
		}
	}
}

func TestSameBytesEveryTime(t *testing.T) {
	img := picture(rand.New(rand.NewSource(8)), 300, 700, false)
	var first bytes.Buffer
	if err := Encode(&first, img); err != nil {
		t.Fatal(err)
	}
	for range 5 {
		var again bytes.Buffer
		if err := Encode(&again, img); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Fatal("two runs wrote different bytes")
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add(int64(1), 5, 9, 2, []byte{1, 2, 3, 1, 2, 3, 9})
	f.Fuzz(func(t *testing.T, seed int64, w, h, rows int, pattern []byte) {
		w, h, rows = 1+abs(w)%400, 1+abs(h)%40, 1+abs(rows)%40
		img := picture(rand.New(rand.NewSource(seed)), w, h, seed%3 == 0)
		for i, v := range pattern {
			if i < len(img.Pix) && i%4 != 3 {
				img.Pix[len(img.Pix)-4-i+i%4*2] = v
			}
		}
		check(t, img, rows)
	})
}

func abs(x int) int {
	if x < 0 {
		x = -(x + 1)
	}
	return x
}

// mapLike has long flat runs, slanted edges and thin anti-aliased lines, as a map has.
func mapLike(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	rng := rand.New(rand.NewSource(9))
	for y := range h {
		c := color.RGBA{210, 225, 235, 255}
		next := 0
		for x := range w {
			if x == next {
				c = color.RGBA{uint8(200 + (x/97+y/131)%40), uint8(210 + (x/57)%30), 220, 255}
				next = x + 40 + rng.Intn(90)
				img.SetRGBA(x, y, color.RGBA{uint8(rng.Intn(200)), 90, 100, 255})
				continue
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func BenchmarkEncode(b *testing.B) {
	img := mapLike(1920, 1080)
	var size countingWriter
	b.Run("pngfast", func(b *testing.B) {
		for b.Loop() {
			size = 0
			if err := Encode(&size, img); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(size), "bytes")
	})
	for _, level := range []png.CompressionLevel{png.BestSpeed, png.DefaultCompression} {
		b.Run(fmt.Sprintf("image-png/level=%d", level), func(b *testing.B) {
			encoder := png.Encoder{CompressionLevel: level}
			for b.Loop() {
				size = 0
				if err := encoder.Encode(&size, img); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

type countingWriter int

func (c *countingWriter) Write(p []byte) (int, error) {
	*c += countingWriter(len(p))
	return len(p), nil
}
