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

// typed sends keys to what has the focus, or to the canvas.
func typed(w fyne.Window, names ...fyne.KeyName) {
	for _, n := range names {
		if f := w.Canvas().Focused(); f != nil {
			press(f, n)
			continue
		}
		w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: n})
	}
}

func TestMenuByKeyboard(t *testing.T) {
	for name, c := range map[string]struct {
		keys []fyne.KeyName
		did  []string
		open bool
	}{
		"first that can be chosen":    {[]fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, []string{"open"}, false},
		"over divider and disabled":   {[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn}, []string{"quit"}, false},
		"from the end":                {[]fyne.KeyName{fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn}, []string{"quit"}, false},
		"into the submenu and out":    {[]fyne.KeyName{fyne.KeyUp, fyne.KeyRight, fyne.KeyLeft, fyne.KeyUp, fyne.KeyReturn}, []string{"quit"}, false},
		"an item of the submenu":      {[]fyne.KeyName{fyne.KeyUp, fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn}, []string{"draft 2"}, false},
		"Esc in the submenu shuts it": {[]fyne.KeyName{fyne.KeyUp, fyne.KeyRight, fyne.KeyEscape}, nil, true},
		"Esc":                         {[]fyne.KeyName{fyne.KeyEscape}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			app(t)
			b := kit.NewIconButton("menu", "Menu", "", nothing)
			w := window(t, theme.Light, container.NewWithoutLayout(b), 600, 400)
			var did []string
			do := func(s string) func() { return func() { did = append(did, s) } }
			kit.ShowMenu(b, []kit.MenuItem{
				{Label: "Open…", Shortcut: "Ctrl+O", Act: do("open")}, {},
				{Label: "Save", Disabled: true, Act: do("save")},
				{Label: "Quit", Act: do("quit")},
				{Label: "Recent", Sub: []kit.MenuItem{{Label: "Draft 1", Act: do("draft 1")}, {Label: "Draft 2", Act: do("draft 2")}}},
			})
			typed(w, c.keys...)
			if !slices.Equal(did, c.did) || kit.Busy(w.Canvas()) != c.open {
				t.Errorf("did %q and the menu is open: %v; want %q and %v", did, kit.Busy(w.Canvas()), c.did, c.open)
			}
		})
	}
}

func TestMenuStaysInTheWindow(t *testing.T) {
	app(t)
	w := window(t, theme.Light, container.NewWithoutLayout(), 400, 300)
	kit.ShowMenuAt(w.Canvas(), fyne.NewPos(390, 290), []kit.MenuItem{{Label: "Copy coordinates"}, {Label: "What is here?"}})
	if !ink(w, 220, 220, 396, 296) {
		t.Error("a menu at the corner is not inside the window")
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(20, 20))
	s := w.Canvas().Overlays().Top().(desktop.Mouseable)
	s.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, 20)}})
	if kit.Busy(w.Canvas()) {
		t.Error("a press outside leaves the menu open")
	}
}

func TestDialog(t *testing.T) {
	ask := func(t *testing.T) (w fyne.Window, did *[]string) {
		app(t)
		did = &[]string{}
		do := func(s string) func() { return func() { *did = append(*did, s) } }
		w = window(t, theme.Light, container.NewWithoutLayout(), 800, 500)
		kit.ShowDialog(w.Canvas(), kit.Dialog{
			Title: "Save the changes to Western Balkans?", Text: "They are kept in the recovery copy of 12:03 until then.", Cancel: do("cancel"),
			Choices: []kit.Choice{{Label: "Do not save", Act: do("drop")}, {Label: "Cancel", Act: do("cancel")}, {Label: "Save", Primary: true, Act: do("save")}},
		})
		return w, did
	}
	t.Run("Return takes the primary choice", func(t *testing.T) {
		w, did := ask(t)
		typed(w, fyne.KeyReturn)
		if !slices.Equal(*did, []string{"save"}) || kit.Busy(w.Canvas()) {
			t.Errorf("did %q, open: %v", *did, kit.Busy(w.Canvas()))
		}
	})
	t.Run("Esc cancels", func(t *testing.T) {
		w, did := ask(t)
		typed(w, fyne.KeyEscape)
		if !slices.Equal(*did, []string{"cancel"}) || kit.Busy(w.Canvas()) {
			t.Errorf("did %q, open: %v", *did, kit.Busy(w.Canvas()))
		}
	})
	t.Run("a press outside does not answer", func(t *testing.T) {
		w, did := ask(t)
		w.Canvas().Overlays().Top().(desktop.Mouseable).MouseDown(&desktop.MouseEvent{})
		if len(*did) != 0 || !kit.Busy(w.Canvas()) {
			t.Errorf("did %q, open: %v", *did, kit.Busy(w.Canvas()))
		}
	})
	t.Run("looks", func(t *testing.T) {
		w, _ := ask(t)
		golden(t, "dialog", w.Canvas().Capture())
	})
}

func TestDialogFitsALowWindow(t *testing.T) {
	app(t)
	w := window(t, theme.Light, container.NewWithoutLayout(), 800, 300)
	var rows []fyne.CanvasObject
	for range 30 {
		rows = append(rows, kit.NewText("A line of a long body", kit.Body, kit.Ink))
	}
	saved := false
	kit.ShowDialog(w.Canvas(), kit.Dialog{
		Title: "Long", Body: kit.NewColumn(4, kit.Inset{}, rows...),
		Choices: []kit.Choice{{Label: "Save", Primary: true, Act: func() { saved = true }}},
	})
	b := button(w.Canvas().Overlays().Top(), "Save")
	if b == nil {
		t.Fatal("no button")
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
	if at.Y+b.Size().Height > 300-16 {
		t.Errorf("the button ends at %v in a window of 300", at.Y+b.Size().Height)
	}
	test.TapCanvas(w.Canvas(), at.AddXY(8, 8))
	if !saved {
		t.Error("the button cannot be pressed")
	}
}

// button finds a button by its label.
func button(o fyne.CanvasObject, label string) *kit.Button {
	if b, ok := o.(*kit.Button); ok && b.Label() == label {
		return b
	}
	var inner []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inner = o.Objects
	case fyne.Widget:
		inner = test.WidgetRenderer(o).Objects()
	}
	for _, c := range inner {
		if b := button(c, label); b != nil {
			return b
		}
	}
	return nil
}
