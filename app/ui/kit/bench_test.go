package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hubscape/app/ui/kit"
)

// walk asks every object for its smallest size, as the toolkit does before each frame.
func walk(o fyne.CanvasObject) {
	o.MinSize()
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			walk(c)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			walk(c)
		}
	}
}

// BenchmarkFrameWalk is what the window pays before each frame for one card and the toolbar.
func BenchmarkFrameWalk(b *testing.B) {
	test.NewTempApp(b)
	w := test.NewTempWindow(b, kit.NewRoot(gallery()))
	w.Resize(fyne.NewSize(1440, 560))
	for b.Loop() {
		walk(w.Content())
	}
}
