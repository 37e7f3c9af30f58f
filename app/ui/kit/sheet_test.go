package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

var importColumns = []kit.TableColumn{
	{Width: 46, Right: true}, {Grow: 1}, {Width: 110, Right: true}, {Width: 90, Right: true}, {Width: 150},
}

func importLines() []kit.TableLine {
	line := func(fill kit.Fill, row, name, lat, cap string, tone kit.Tone, icon, reading string) kit.TableLine {
		return kit.TableLine{Fill: fill, Cells: []kit.TableText{
			{Text: row, Tone: kit.Ink3}, {Text: name, Strong: true}, {Text: lat}, {Text: cap}, {Text: reading, Tone: tone, Icon: icon},
		}}
	}
	return []kit.TableLine{
		line(kit.FillNone, "1", "Niš", "43,3250", "60", kit.Ink2, "check", "read"),
		line(kit.FillError, "8", "Štip", "41,7460", "50", kit.Error, "close", "no longitude"),
		line(kit.FillWarn, "19", "Kumanovo", "21,7140", "90", kit.Warn, "swap", "swapped"),
		line(kit.FillNone, "41", "A name that is much too long for the column it stands in, and goes on", "41,1120", "70", kit.Ink2, "check", "read"),
	}
}

func importTable() *kit.VirtualList {
	lines := importLines()
	l := kit.NewVirtualList()
	l.Len = func() int { return len(lines) }
	l.Height = func(int) float32 { return 28 }
	l.Make = func(int) fyne.CanvasObject { return kit.NewTableCell(importColumns) }
	l.Bind = func(i int, o fyne.CanvasObject) { o.(*kit.TableCell).Set(importColumns, lines[i]) }
	l.Reload()
	return l
}

func sheetBody() fyne.CanvasObject {
	meaning := func() fyne.CanvasObject {
		return kit.NewSelect([]kit.Option{{ID: "name", Label: "Name"}, {ID: "lat", Label: "Latitude"}}, "name", func(string) {})
	}
	head := kit.NewColumnHeads(importColumns, []string{"Row", "A · Mesto", "B · Širina", "D · Mesta", "Reading"},
		[]fyne.CanvasObject{nil, meaning(), meaning(), meaning(), nil})
	cards := kit.NewChoiceCards([]kit.Radio{{ID: "internal", Title: "Internal", Sub: "as it is"}, {ID: "committee", Title: "Committee", Sub: "on-record, town"},
		{ID: "public", Title: "Public", Sub: "coarse, no authors"}}, "public", func(string) {})
	right := kit.NewColumn(8, kit.Pad(16, 16), cards,
		kit.NewCheckRow("Coordinates to the stated precision", "town: centre of a 5 km cell; the finer figures are not written", "10 sites", true, nil),
		kit.NewCheckRow("Leave out hypothetical sites", "otherwise marked in list, map, export", "2 sites", false, nil),
		kit.NewCheck("Cameras linked", true, nil),
		kit.NewRadioRows([]kit.Radio{{ID: "a", Title: "As sites", Sub: "each a candidate place"}, {ID: "b", Title: "As an overlay", Sub: "drawn beneath the sites"}}, "a", func(string) {}))
	return container.NewGridWithColumns(2, kit.NewPage(head, importTable(), nil), right)
}

func TestSheetGallery(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		t.Run(string(mode), func(t *testing.T) {
			app(t)
			bar := kit.NewBar(kit.BannerError, "disk", "The file could not be saved: the disk is full",
				"Nothing is lost. 2.1 MB are needed, 0.3 MB are free.",
				kit.Action{Label: "Save elsewhere", Icon: "export", Primary: true, Act: nothing}, kit.Action{Label: "Try again", Act: nothing})
			w := window(t, mode, kit.NewPage(bar, kit.NewFrame(kit.FillPanel2, 0, kit.Inset{}, kit.NewText("", kit.Body, kit.Ink)), nil), 1400, 620)
			kit.ShowSheet(w.Canvas(), kit.Sheet{Icon: "import", Title: "Import", Sub: "exercise-places.csv", Chip: "41 rows · 5 columns",
				Remark: "Nothing enters the scenario until you press Import.", Body: sheetBody(), Foot: "Import is one undo step.",
				Buttons: []fyne.CanvasObject{kit.NewButton("Cancel", "", kit.Plain, nothing), kit.NewButton("Import 38 sites", "import", kit.Primary, nothing)}})
			golden(t, "sheet-"+string(mode), w.Canvas().Capture())
		})
	}
}

// A sheet is given up by Esc and by its cross, once; the owner's own Close is not giving up.
func TestSheetCancel(t *testing.T) {
	app(t)
	w := window(t, theme.Light, kit.NewText("", kit.Body, kit.Ink), 1400, 620)
	given := 0
	open := func() *kit.Surface {
		return kit.ShowSheet(w.Canvas(), kit.Sheet{Icon: "import", Title: "Import", Body: kit.NewText("", kit.Body, kit.Ink), Cancel: func() { given++ }})
	}
	open().Close()
	if given != 0 || kit.Busy(w.Canvas()) {
		t.Fatalf("closed by its owner: given up %d times, still there %v", given, kit.Busy(w.Canvas()))
	}
	open()
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if given != 1 || kit.Busy(w.Canvas()) {
		t.Fatalf("Esc: given up %d times, still there %v", given, kit.Busy(w.Canvas()))
	}
}

// Below 1280 a sheet fills the window; above it keeps to 1264 × 780.
func TestSheetSize(t *testing.T) {
	app(t)
	for _, c := range []struct{ win, want fyne.Size }{
		{fyne.NewSize(1024, 700), fyne.NewSize(1024, 700)},
		{fyne.NewSize(1440, 900), fyne.NewSize(1264, 780)},
		{fyne.NewSize(1300, 720), fyne.NewSize(1236, 672)},
	} {
		body := kit.NewText("", kit.Body, kit.Ink)
		w := window(t, theme.Light, kit.NewText("", kit.Body, kit.Ink), c.win.Width, c.win.Height)
		s := kit.ShowSheet(w.Canvas(), kit.Sheet{Title: "Import", Body: body})
		if got := body.Size(); got.Width != c.want.Width || got.Height != c.want.Height-108 {
			t.Errorf("window %v: body %v, want %v less head and foot", c.win, got, c.want)
		}
		s.Close()
	}
}

func TestChecksAndRadios(t *testing.T) {
	app(t)
	said := ""
	check := kit.NewCheck("Cameras linked", false, func(on bool) { said = map[bool]string{true: "on", false: "off"}[on] })
	rows := kit.NewRadioRows([]kit.Radio{{ID: "a", Title: "A"}, {ID: "b", Title: "B"}}, "a", func(id string) { said = id })
	cards := kit.NewChoiceCards([]kit.Radio{{ID: "x", Title: "X"}, {ID: "y", Title: "Y"}}, "x", func(id string) { said = id })
	window(t, theme.Light, kit.NewColumn(0, kit.Inset{}, check, rows, cards), 400, 300)
	test.Tap(check)
	if said != "on" || !check.On() {
		t.Errorf("a tap on a check said %q", said)
	}
	a, b := rows.Items()[0].(*kit.CheckRow), rows.Items()[1].(*kit.CheckRow)
	a.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if said != "b" || a.On() || !b.On() {
		t.Errorf("down in the radios said %q, a %v b %v", said, a.On(), b.On())
	}
	said = ""
	test.Tap(b)
	if said != "" || !b.On() {
		t.Errorf("a tap on the chosen radio said %q", said)
	}
	test.WidgetRenderer(cards).Objects()[0].(fyne.Focusable).TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if said != "y" || cards.Chosen() != "y" {
		t.Errorf("right in the cards said %q", said)
	}
}

// A click on the box of a row ticks it and does not move the choice; Space ticks the row under the cursor.
func TestTableTicks(t *testing.T) {
	app(t)
	ticked, moved := -1, -1
	l := kit.NewVirtualList()
	l.Len = func() int { return 3 }
	l.Height = func(int) float32 { return 28 }
	l.Make = func(int) fyne.CanvasObject { return kit.NewTableCell(importColumns) }
	l.Bind = func(i int, o fyne.CanvasObject) { o.(*kit.TableCell).Set(importColumns, kit.TableLine{Ticks: true}) }
	l.Tick, l.Moved = func(i int) { ticked = i }, func(i int, _ fyne.KeyModifier) { moved = i }
	w := window(t, theme.Light, l, 500, 200)
	l.Reload()
	test.TapCanvas(w.Canvas(), fyne.NewPos(20, 28+10))
	if ticked != 1 || moved != -1 {
		t.Errorf("on the box: ticked %d, moved %d", ticked, moved)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(200, 56+10))
	if moved != 2 {
		t.Errorf("on the row: moved %d", moved)
	}
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if ticked != 2 {
		t.Errorf("Space: ticked %d", ticked)
	}
}
