package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

func press(o fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		o.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestButtonByKeyAndMouse(t *testing.T) {
	app(t)
	n := 0
	b := kit.NewButton("Place a site", "tool-site", kit.Primary, func() { n++ })
	w := window(t, theme.Light, b, 200, 60)
	w.Canvas().Focus(b)
	press(b, fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter)
	test.Tap(b)
	if n != 4 {
		t.Errorf("Space, Return, Enter and a click did it %d times, want 4", n)
	}
	b.Disable()
	press(b, fyne.KeySpace)
	test.Tap(b)
	if n != 4 {
		t.Errorf("a disabled button acted")
	}
}

func TestUnwantedKeysReachTheWindow(t *testing.T) {
	app(t)
	b := kit.NewButton("Undo", "", kit.Plain, nothing)
	e := kit.NewEntry("Filter").Clearable()
	root := kit.NewRoot(container.NewVBox(b, e))
	w := test.NewTempWindow(t, root)
	root.Attach(w.Canvas())
	var keys []string
	var runes []rune
	root.OnKey = func(k *fyne.KeyEvent) { keys = append(keys, string(k.Name)) }
	root.OnRune = func(r rune) { runes = append(runes, r) }

	press(b, fyne.KeyS, fyne.KeyEscape, fyne.KeySpace)
	b.TypedRune('s')
	b.TypedRune(' ')
	if want := []string{"S", "Escape"}; !slices.Equal(keys, want) || string(runes) != "s" {
		t.Errorf("a focused button let through %q and %q, want %q and \"s\"", keys, string(runes), want)
	}

	keys = nil
	e.Focus()
	e.SetText("Niš")
	field := w.Canvas().Focused()
	press(field, fyne.KeyEscape)
	if e.Text() != "" || len(keys) != 0 {
		t.Errorf("the first Esc left %q in the field and %q for the window, want an empty field", e.Text(), keys)
	}
	press(field, fyne.KeyEscape, fyne.KeyF6, fyne.KeyS)
	if want := []string{"Escape", "F6"}; !slices.Equal(keys, want) {
		t.Errorf("an empty field let through %q, want %q", keys, want)
	}
}

func TestChoicesMoveWithArrows(t *testing.T) {
	app(t)
	options := []kit.Option{{ID: "a", Label: "A"}, {ID: "b", Label: "B"}, {ID: "c", Label: "C"}}
	var got []string
	note := func(id string) { got = append(got, id) }
	segment, tabs, box := kit.NewSegment(options, note), kit.NewTabs(options, note), kit.NewSelect(options, "a", note)
	w := window(t, theme.Light, container.NewVBox(segment, tabs, box), 300, 200)

	w.Canvas().FocusNext()
	for range 3 { // the last one has nowhere to go
		press(w.Canvas().Focused(), fyne.KeyRight)
	}
	press(w.Canvas().Focused(), fyne.KeyLeft)
	if want := []string{"b", "c", "b"}; !slices.Equal(got, want) || segment.Chosen() != "b" {
		t.Errorf("the segment chose %q and shows %q, want %q and b", got, segment.Chosen(), want)
	}

	got = nil
	press(box, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if want := []string{"b", "c", "b"}; !slices.Equal(got, want) {
		t.Errorf("the select chose %q, want %q", got, want)
	}

	got = nil
	tabs.SetChosen("c")
	if len(got) != 0 || tabs.Chosen() != "c" {
		t.Errorf("setting a tab told %q and shows %q, want silence and c", got, tabs.Chosen())
	}
}

func TestTooltipWaitsAndGoes(t *testing.T) {
	ring := app(t)
	b := kit.NewIconButton("undo", "Undo", "Ctrl+Z", nothing)
	w := window(t, theme.Light, container.NewWithoutLayout(b), 200, 120)
	b.Resize(fyne.NewSize(30, 30))
	b.Move(fyne.NewPos(40, 20))
	bare := w.Canvas().Capture()
	b.MouseIn(&desktop.MouseEvent{})
	if dark := ink(w, 60, 56, 120, 84); dark {
		t.Error("the tooltip shows before its time")
	}
	ring()
	if dark := ink(w, 20, 56, 120, 84); !dark {
		t.Error("no tooltip below the button after its time")
	}
	b.MouseOut()
	if n := differing(bare, w.Canvas().Capture()); n != 0 {
		t.Errorf("%d pixels still differ after the mouse left", n)
	}
}

// ink reports whether a part of the window holds a dark pixel.
func ink(w fyne.Window, x0, y0, x1, y1 int) bool {
	img := w.Canvas().Capture()
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r+g+b < 3*0x4000 {
				return true
			}
		}
	}
	return false
}

func TestToastStaysUnderTheMouse(t *testing.T) {
	ring := app(t)
	toasts := kit.NewToaster()
	w := window(t, theme.Light, toasts, 600, 200)
	undone := 0
	toasts.Say("Moved Exercise site 1 by 2.4 km", "Undo", func() { undone++ })

	test.MoveMouse(w.Canvas(), fyne.NewPos(250, 30))
	ring()
	if toasts.Text() == "" {
		t.Fatal("the toast went away under the mouse")
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(250, 150))
	ring()
	if toasts.Text() != "" {
		t.Fatalf("the toast %q stays without the mouse", toasts.Text())
	}

	toasts.Say("Deleted 2 sites", "Undo", func() { undone++ })
	toasts.Say("Renamed Gjadër", "Undo", func() { undone += 10 })
	test.TapCanvas(w.Canvas(), fyne.NewPos(300+kit.Body.Width("Renamed Gjadër")/2+10, 32))
	if undone != 10 || toasts.Text() != "" {
		t.Errorf("Undo of the newest toast counted %d and left %q, want 10 and no toast", undone, toasts.Text())
	}
}

func TestEntryError(t *testing.T) {
	app(t)
	e := kit.NewEntry("Capacity")
	if h := e.HeightFor(200); h != 30 {
		t.Errorf("a field is %v high, want 30", h)
	}
	told := 0
	e.OnChanged = func(string) { told++ }
	e.Fill("120")
	e.SetText("12,5")
	e.SetError("capacity must be a whole number")
	if h := e.HeightFor(200); h != 47 || told != 1 || e.Text() != "12,5" {
		t.Errorf("with an error the field is %v high and told %d times of %q, want 47, once, \"12,5\"", h, told, e.Text())
	}
}

func TestStripFilters(t *testing.T) {
	app(t)
	var got []string
	s := kit.NewCategoryStrip(func(c string) string { return c }, func(c string) { got = append(got, c) })
	s.Set(map[string]int{"legal": 2})
	w := window(t, theme.Light, s, 320, 26)
	for range 2 {
		test.TapCanvas(w.Canvas(), fyne.NewPos(60, 13))
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(310, 13))
	if want := []string{"legal", "", "local_political"}; !slices.Equal(got, want) {
		t.Errorf("the strip filtered by %q, want %q", got, want)
	}
}

func TestPanelsKeepTheirBounds(t *testing.T) {
	app(t)
	part := func() fyne.CanvasObject { return container.NewWithoutLayout() }
	middle := part()
	p := kit.NewPanels(part(), middle, part())
	window(t, theme.Light, p, 1440, 800)
	if w := middle.Size().Width; w != 1440-264-352 {
		t.Errorf("the middle is %v wide, want 824", w)
	}
	p.SetWidth(kit.LeftSide, 900)
	p.SetWidth(kit.RightSide, 10)
	if l, r := p.Width(kit.LeftSide), p.Width(kit.RightSide); l != 360 || r != 300 {
		t.Errorf("the sides are %v and %v wide, want 360 and 300", l, r)
	}
	p.SetOpen(kit.LeftSide, false)
	p.SetOver(kit.RightSide, true)
	if w := middle.Size().Width; w != 1440 {
		t.Errorf("the middle is %v wide beside a shut and a floating side, want 1440", w)
	}
}
