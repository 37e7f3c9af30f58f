package kit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

// thousands makes a list of 5000 rows with a head before every hundred.
func thousands(moved *[]int) *kit.VirtualList {
	l := kit.NewVirtualList()
	head := func(i int) bool { return i%100 == 0 }
	l.Len = func() int { return 5000 }
	l.Kind = func(i int) int {
		if head(i) {
			return 1
		}
		return 0
	}
	l.Height = func(i int) float32 {
		if head(i) {
			return 26
		}
		return 44
	}
	l.Make = func(kind int) fyne.CanvasObject {
		if kind == 1 {
			return kit.NewGroupRow("", "")
		}
		return kit.NewListCell()
	}
	l.Bind = func(i int, o fyne.CanvasObject) {
		switch o := o.(type) {
		case *kit.GroupRow:
			o.Set(fmt.Sprint("Group ", i/100), "", "")
		case *kit.ListCell:
			o.Set(kit.RowLine{Name: fmt.Sprint("Site ", i), Sub: "town"})
		}
	}
	l.Chosen = func(i int) bool { return !head(i) }
	l.Moved = func(i int, _ fyne.KeyModifier) { *moved = append(*moved, i) }
	l.Reload()
	return l
}

func TestVirtualListBuildsWhatShows(t *testing.T) {
	app(t)
	var moved []int
	l := thousands(&moved)
	w := window(t, theme.Light, l, 264, 440)
	w.Canvas().Focus(l)
	press(l, fyne.KeyHome, fyne.KeyEnd, fyne.KeyUp, fyne.KeyHome, fyne.KeyDown)
	for range 100 {
		press(l, fyne.KeyDown)
	}
	if want := []int{1, 4999, 4998, 1, 2}; fmt.Sprint(moved[:5]) != fmt.Sprint(want) {
		t.Errorf("the cursor went to %v, want %v", moved[:5], want)
	}
	if last := moved[len(moved)-1]; last != 103 {
		t.Errorf("a hundred rows down the cursor is at %d, want 103 (over the head at 100)", last)
	}
	if n := l.Built(); n > 40 {
		t.Errorf("%d rows were built for a view of ten", n)
	}
}

func TestVirtualListKeepsTheCursorInView(t *testing.T) {
	app(t)
	var moved []int
	l := thousands(&moved)
	w := window(t, theme.Light, l, 264, 440)
	w.Canvas().Focus(l)
	press(l, fyne.KeyEnd)
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 430))
	if last := moved[len(moved)-1]; last != 4999 {
		t.Errorf("the row at the foot after End is %d, want 4999", last)
	}
	press(l, fyne.KeyHome)
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 60))
	if last := moved[len(moved)-1]; last != 1 {
		t.Errorf("the row under the first head after Home is %d, want 1", last)
	}
}

func BenchmarkVirtualListReload(b *testing.B) {
	test.NewTempApp(b)
	var moved []int
	l := thousands(&moved)
	w := test.NewTempWindow(b, l)
	w.Resize(fyne.NewSize(264, 440))
	for b.Loop() {
		l.Reload()
	}
}
