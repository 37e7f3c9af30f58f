package mapview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"

	"hubscape/app/present"
	"hubscape/app/ui/kit"
	"hubscape/geo/camera"
)

// words lists the texts that can be seen in o.
func words(o fyne.CanvasObject) []string {
	if !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *kit.Text:
		return []string{o.String()}
	case *kit.Button:
		return []string{o.Label()}
	}
	var out []string
	for _, c := range inside(o) {
		out = append(out, words(c)...)
	}
	return out
}

func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

func TestLegendFoldsAndLists(t *testing.T) {
	test.NewTempApp(t)
	resized := 0
	l := NewLegend(true, func() { resized++ })
	test.NewTempWindow(t, l.Object()).Resize(fyne.NewSize(300, 500))
	empty := l.Size()
	p := present.Legend{
		Statuses: []present.Entry{{Key: "hypothetical", Text: "Hypothetical"}, {Key: "operating", Text: "Operating"}, {Key: "stalled", Text: "Stalled"}},
		Lines:    []present.Entry{{Key: "precision:town", Text: "Town"}, {Key: "boundary:disputed", Text: "Disputed"}, {Key: "boundary:held", Text: "Held"}, {Key: "notes", Text: "Notes"}},
		Layers: []present.LayerEntry{{ID: "a", Text: "Zones", Fill: "hatch", Areas: true, Points: true, Symbol: "layer-triangle"}, {ID: "b", Text: "Roads", Dash: "dash", Lines: true},
			{ID: "c", Text: "Posts", Points: true, Symbol: "layer-ring"}, {ID: "d", Text: "Lakes", Fill: "tint", Areas: true}},
		Footnotes: []string{"* A footnote."},
	}
	l.Show(p)
	if full := l.Size(); full.Width != legendWidth || full.Height <= empty.Height+60 {
		t.Errorf("the legend grew from %v to %v", empty, full)
	}
	n := resized
	l.Show(p)
	if resized != n {
		t.Error("the same legend is built again")
	}
	got := words(l.Object())
	for _, want := range []string{"LEGEND", "Hypothetical", "Operating", "Stalled", "Town", "Disputed", "Notes", "Zones", "Roads", "Posts", "Lakes"} {
		if !has(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	p.Layers = append([]present.LayerEntry(nil), p.Layers...)
	p.Layers[1].Dash = "dot"
	if l.Show(p); resized != n+1 {
		t.Error("a layer's new look is not shown")
	}
	l.SetOpen(false)
	if l.IsOpen() || l.Size().Height > 40 || !has(words(l.Object()), "Legend") {
		t.Errorf("folded it is %v, %q", l.Size(), words(l.Object()))
	}
	test.Tap(find[*kit.Button](l.Object()))
	if !l.IsOpen() {
		t.Error("the button does not unfold")
	}
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// find gives the first object of a type within o.
func find[T fyne.CanvasObject](o fyne.CanvasObject) (t T) {
	if x, ok := o.(T); ok {
		return x
	}
	for _, c := range inside(o) {
		if x := find[T](c); fyne.CanvasObject(x) != nil && any(x) != any(t) {
			return x
		}
	}
	return t
}

func TestOverviewFramesAndAims(t *testing.T) {
	d := newDesk(t)
	o := NewOverview(d.v, &drawer{}, d.Input)
	o.Resize(fyne.NewSize(OverviewWidth, OverviewHeight))
	test.WidgetRenderer(o).Layout(o.Size())
	o.Draw()
	d.until("the overview's picture", func() bool { return o.img.Visible() })
	o.Moved(d.v.cam)
	at, size := o.frame.Position(), o.frame.Size()
	x, y := o.cam.Project(d.v.cam.Center)
	if float32(x) < at.X || float32(x) > at.X+size.Width || float32(y) < at.Y || float32(y) > at.Y+size.Height {
		t.Errorf("the frame %v, %v does not hold the middle of the map %v, %v", at, size, x, y)
	}
	o.Moved(camera.Camera{Center: orb.Point{20, 44}, Zoom: 13, Width: 800, Height: 500})
	if o.frame.Size().Width < 4 {
		t.Error("the frame of a close view cannot be seen")
	}
	want := o.cam.Unproject(60, 70)
	o.MouseDown(mouse(60, 70, 1, 0))
	if c := d.v.cam.Center; c[0]-want[0] > 1e-9 || want[0]-c[0] > 1e-9 {
		t.Errorf("a press looks at %v, want %v", c, want)
	}
	o.MouseUp(nil)
	o.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: pos(30, 30)}})
	o.DragEnd()
	if c := d.v.cam.Center; c[1] < want[1] {
		t.Errorf("a drag to the north looks at %v", c)
	}
	o.Refresh()
}

func TestScaleBar(t *testing.T) {
	test.NewTempApp(t)
	s := NewScaleBar()
	test.NewTempWindow(t, s)
	s.Moved(camera.Camera{Center: orb.Point{20, 43.4}, Zoom: 6.6})
	near := s.text.Text
	s.Moved(camera.Camera{Center: orb.Point{20, 43.4}, Zoom: 9.6})
	if near == "" || s.text.Text == near {
		t.Errorf("the scale bar says %q and %q", near, s.text.Text)
	}
	if w := s.lines[0].Size().Width; w < 20 || w > 92 || s.lines[3].Position().X != w-1 {
		t.Errorf("the bar is %v px", w)
	}
}
