package cover

import (
	"math"
	"math/rand/v2"
	"testing"
)

func ring(f *Fill, pts ...float64) {
	n := len(pts) / 2
	for i := range n {
		j := (i + 1) % n
		f.Edge(Fixed(pts[2*i]), Fixed(pts[2*i+1]), Fixed(pts[2*j]), Fixed(pts[2*j+1]))
	}
}

func fillOf(w Window, pts ...float64) [][]uint8 {
	var f Fill
	f.Reset(w)
	ring(&f, pts...)
	var rows [][]uint8
	for y := w.Y0; y < w.Y1; y++ {
		row := make([]uint8, w.X1-w.X0)
		f.Row(y, row)
		rows = append(rows, row)
	}
	return rows
}

func TestFillCoversByArea(t *testing.T) {
	for _, c := range []struct {
		name string
		pts  []float64
		x, y int
		want uint8
	}{
		{"whole pixel", []float64{1, 1, 3, 1, 3, 3, 1, 3}, 1, 1, 255},
		{"outside", []float64{1, 1, 3, 1, 3, 3, 1, 3}, 3, 1, 0},
		{"half to the right", []float64{1.5, 1, 3, 1, 3, 3, 1.5, 3}, 1, 1, 128},
		{"quarter", []float64{1.5, 1.5, 3, 1.5, 3, 3, 1.5, 3}, 1, 1, 64},
		{"triangle", []float64{0, 0, 4, 0, 0, 4}, 3, 0, 128},
		{"starts left of the window", []float64{-5, 1, 3, 1, 3, 3, -5, 3}, 0, 2, 255},
		{"ends right of the window", []float64{2, -2, 30, -2, 30, 30, 2, 30}, 3, 3, 255},
		{"runs the other way", []float64{1, 3, 3, 3, 3, 1, 1, 1}, 2, 2, 255},
	} {
		if got := fillOf(Window{0, 0, 4, 4}, c.pts...)[c.y][c.x]; got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestFillAreaIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var pts []float64
		area := 0.0
		for range 3 {
			pts = append(pts, math.Round(rng.Float64()*40*One)/One, math.Round(rng.Float64()*40*One)/One)
		}
		for i := range 3 {
			j := (i + 1) % 3
			area += pts[2*i]*pts[2*j+1] - pts[2*j]*pts[2*i+1]
		}
		sum := 0.0
		for _, row := range fillOf(Window{0, 0, 40, 40}, pts...) {
			for _, v := range row {
				sum += float64(v) / 255
			}
		}
		if want := math.Abs(area) / 2; math.Abs(sum-want) > 0.6 {
			t.Errorf("%v: %.2f, want %.2f", pts, sum, want)
		}
	}
}

func TestFillInStripsEqualsWhole(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		var pts []float64
		for range 7 {
			pts = append(pts, rng.Float64()*80-20, rng.Float64()*80-20)
		}
		whole := fillOf(Window{0, 0, 40, 40}, pts...)
		for y := 0; y < 40; y += 7 {
			for i, row := range fillOf(Window{0, y, 40, min(40, y+7)}, pts...) {
				if string(row) != string(whole[y+i]) {
					t.Fatalf("row %d of %v differs", y+i, pts)
				}
			}
		}
	}
}

func TestFillIsCleanAfterReading(t *testing.T) {
	var f Fill
	f.Reset(Window{0, 0, 32, 32})
	ring(&f, -3, -3, 50, 4, 20, 60)
	row := make([]uint8, 32)
	for y := range 32 {
		f.Row(y, row)
	}
	for i, v := range f.acc[:f.stride*32] {
		if v != 0 {
			t.Fatalf("cell %d still holds %d", i, v)
		}
	}
}

func strokeOf(w Window, width float64, pts ...float64) [][]uint8 {
	var s Strokes
	s.Reset(w)
	s.Width(width)
	for i := 0; i+3 < len(pts); i += 2 {
		s.Segment(Fixed(pts[i]), Fixed(pts[i+1]), Fixed(pts[i+2]), Fixed(pts[i+3]))
	}
	var rows [][]uint8
	for y := w.Y0; y < w.Y1; y++ {
		row := make([]uint8, w.X1-w.X0)
		cov, lo, _ := s.Row(y)
		copy(row[lo:], cov)
		s.Clear(y)
		rows = append(rows, row)
	}
	return rows
}

func TestStrokeHasItsWidth(t *testing.T) {
	for _, width := range []float64{0.6, 0.8, 1, 1.2, 2, 2.4, 9, 18} {
		for _, slope := range []float64{0, 3, 17, 40} {
			rows := strokeOf(Window{0, 0, 60, 60}, width, -20, 10-slope*20/60, 80, 10+slope*80/60)
			sum := 0.0
			for _, row := range rows {
				sum += float64(row[30]) / 255
			}
			want := width * math.Hypot(60, slope) / 60 // the line's height in one column
			if math.Abs(sum-want) > 0.06*want+0.06 {
				t.Errorf("width %v, slope %v: %.2f, want %.2f", width, slope, sum, want)
			}
		}
	}
}

func TestStrokeInStripsEqualsWhole(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		var pts []float64
		for range 6 {
			pts = append(pts, rng.Float64()*90-20, rng.Float64()*90-20)
		}
		whole := strokeOf(Window{0, 0, 50, 50}, 1.3, pts...)
		for y := 0; y < 50; y += 9 {
			for i, row := range strokeOf(Window{0, y, 50, min(50, y+9)}, 1.3, pts...) {
				if string(row) != string(whole[y+i]) {
					t.Fatalf("row %d of %v differs", y+i, pts)
				}
			}
		}
	}
}

func TestVeryLongSegmentsStayInPlace(t *testing.T) {
	rows := strokeOf(Window{0, 0, 20, 20}, 1, -3e6, 10.5, 3e6, 10.5)
	if rows[10][7] < 250 || rows[8][7] != 0 || rows[12][7] != 0 {
		t.Errorf("column is %d %d %d", rows[8][7], rows[10][7], rows[12][7])
	}
}
