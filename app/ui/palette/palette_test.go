package palette_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"hubscape/app/find"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/palette"
	"hubscape/app/ui/theme"
	"hubscape/assets"
	"hubscape/geo/basemap"
)

var index = sync.OnceValue(func() *find.Index {
	m, err := basemap.Decode(assets.Basemap())
	if err != nil {
		panic(err)
	}
	return find.New(m).WithActions([]find.Action{
		{ID: "file.open", Label: "Open…", Shortcut: "Ctrl+O"}, {ID: "edit.undo", Label: "Undo", Shortcut: "Ctrl+Z", Keywords: "take back"},
	})
})

// desk is a window with nothing in it.
type desk struct {
	t      *testing.T
	win    fyne.Window
	doc    *scenario.Scenario
	p      *palette.Palette
	opened []find.Result
	asked  int
}

func (d *desk) Canvas() fyne.Canvas { return d.win.Canvas() }
func (d *desk) Search(typed string, limit int) []find.Result {
	d.asked++
	return index().Search(typed, d.doc, limit)
}
func (d *desk) Open(r find.Result)        { d.opened = append(d.opened, r) }
func (d *desk) Icon(r find.Result) string { return "map" }

func open(t *testing.T, text string) *desk {
	t.Helper()
	test.NewTempApp(t)
	theme.Apply(theme.Light)
	doc, err := store.Sample("western-balkans", scenario.Env{Now: func() time.Time { return time.Unix(0, 0) }, NewID: func() string { return "00000000-0000-4000-8000-000000000000" }})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, doc: doc}
	d.win = test.NewTempWindow(t, kit.NewRoot(canvas.NewRectangle(nil)))
	d.win.Resize(fyne.NewSize(1280, 800))
	d.p = palette.New(d)
	d.p.Open(text)
	return d
}

func (d *desk) box() fyne.CanvasObject { return d.win.Canvas().Overlays().Top() }

// rows are the names of the results, each with its second line.
func (d *desk) rows() []string {
	var out []string
	seen.Walk(d.box(), func(o fyne.CanvasObject) bool {
		a, ok := o.(fyne.Accessible)
		_, press := o.(fyne.Tappable)
		if ok && press && strings.Contains(a.AccessibilityLabel(), ", ") && o.Size().Width > 400 {
			out = append(out, a.AccessibilityLabel())
			return false
		}
		return true
	})
	return out
}

func (d *desk) typed(text string) {
	d.t.Helper()
	for _, r := range text {
		d.win.Canvas().Focused().TypedRune(r)
	}
}

func (d *desk) key(names ...fyne.KeyName) {
	d.t.Helper()
	for _, n := range names {
		f := d.win.Canvas().Focused()
		if f == nil {
			d.t.Fatal("nothing has the keys")
		}
		if tab, ok := f.(fyne.Tabbable); n == fyne.KeyTab && (!ok || !tab.AcceptsTab()) {
			d.win.Canvas().FocusNext() // as the toolkit does
			continue
		}
		f.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func TestAnySpellingFindsTheSame(t *testing.T) {
	var want string
	for _, q := range []string{"Pristina", "Prishtina", "Priština", "Приштина", "PRISTINA", "prištiná"} {
		d := open(t, "")
		d.typed(q)
		d.key(fyne.KeyReturn)
		if len(d.opened) != 1 {
			t.Fatalf("%q opens %d results", q, len(d.opened))
		}
		r := d.opened[0]
		got := fmt.Sprint(r.Kind, r.Code, r.At)
		if want == "" {
			want = got
			if r.Kind != find.Town || r.Code != "XKX" {
				t.Errorf("%q opens %+v", q, r)
			}
		}
		if got != want {
			t.Errorf("%q opens %s, want %s", q, got, want)
		}
	}
}

func TestEnterOpensTheChosen(t *testing.T) {
	for q, want := range map[string]struct {
		kind find.Kind
		code string
		down int // rows above it
	}{
		"serbia": {find.Country, "SRB", 0}, "Moravica": {find.Division, "RS-17", 0}, "take back": {find.Act, "", 0}, "Gjadër": {find.Site, "", 0},
		"42.66 N, 21.16 E": {find.Coordinates, "", 0}, "Arms shipments": {find.Note, "", 0}, "wb6": {find.GroupPlace, "group:wb6", 0},
	} {
		d := open(t, "")
		d.typed(q)
		rows := d.rows()
		for range want.down {
			d.key(fyne.KeyDown)
		}
		d.key(fyne.KeyEnter)
		if len(d.opened) != 1 || d.opened[0].Kind != want.kind || want.code != "" && d.opened[0].Code != want.code {
			t.Errorf("%q opens %+v, want %v %s; rows %q", q, d.opened, want.kind, want.code, rows)
		}
		if d.box() != nil {
			t.Errorf("%q: the palette stays", q)
		}
	}
}

func TestKeys(t *testing.T) {
	d := open(t, "")
	d.typed("sh")
	rows := d.rows()
	if len(rows) < 10 {
		t.Fatalf("%d rows", len(rows))
	}
	d.key(fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyDown, fyne.KeyReturn)
	if got := d.opened[0].Title + ", " + d.opened[0].Subtitle; got != rows[2] {
		t.Errorf("the arrows opened %q, want %q", got, rows[2])
	}
	d.p.Open("")
	d.typed("sh")
	d.key(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyReturn)
	if got := d.opened[1].Title + ", " + d.opened[1].Subtitle; got != rows[len(rows)-1] {
		t.Errorf("the last row is %q, want %q", got, rows[len(rows)-1])
	}
	d.p.Open("")
	d.key(fyne.KeyEscape)
	if d.box() != nil || len(d.opened) != 2 {
		t.Error("Esc does not only close")
	}
}

func TestTabGoesThroughTheGroups(t *testing.T) {
	d := open(t, "")
	d.typed("se")
	all := d.rows()
	groups := [][]string{all}
	for range 3 {
		d.key(fyne.KeyTab)
		groups = append(groups, d.rows())
	}
	for i, g := range groups[1:] {
		if slices.Equal(g, all) {
			t.Errorf("group %d shows all", i+1)
		}
	}
	d.key(fyne.KeyTab)
	if !slices.Equal(d.rows(), all) {
		t.Errorf("after the last group come %q, want %q", d.rows(), all)
	}
	if !seen.Press(d.box(), "Places") {
		t.Fatal("no chip for places")
	}
	if !slices.Equal(d.rows(), groups[1]) {
		t.Error("the chip shows another group than Tab")
	}
	d.typed("r") // the cursor stayed in the field
	if len(d.rows()) == 0 || slices.Equal(d.rows(), groups[1]) {
		t.Error("typing goes nowhere after a chip was pressed")
	}
}

func TestNothingFound(t *testing.T) {
	d := open(t, "")
	d.typed("qqqqxqqq")
	if words := seen.Words(d.box()); !strings.Contains(words, "Nothing is called that.") {
		t.Errorf("it says %q", words)
	}
	d.key(fyne.KeyDown, fyne.KeyReturn)
	if len(d.opened) != 0 || d.box() == nil {
		t.Error("Enter on nothing does something")
	}
}

func TestProblemsOpenNothing(t *testing.T) {
	d := open(t, "")
	d.typed("95.5 N, 21.16 E")
	if len(d.rows()) != 1 {
		t.Fatalf("the rows are %q", d.rows())
	}
	d.key(fyne.KeyReturn)
	if len(d.opened) != 0 || d.box() == nil {
		t.Errorf("impossible coordinates open %+v", d.opened)
	}
}

func TestSwappedCoordinatesOfferBothReadings(t *testing.T) {
	d := open(t, "")
	d.typed("21.16, 42.66")
	points := map[string]bool{}
	for _, r := range d.Search("21.16, 42.66", 20) {
		if r.Kind == find.Coordinates {
			points[fmt.Sprint(r.At)] = true
		}
	}
	if len(points) != 2 || len(d.rows()) < 2 {
		t.Errorf("readings %v, rows %q", points, d.rows())
	}
}

func TestMouse(t *testing.T) {
	d := open(t, "serb")
	if words := seen.Words(d.box()); !strings.Contains(words, "serb") {
		t.Errorf("the text to begin with is not in %q", words)
	}
	name := d.rows()[1]
	row := seen.Named(d.box(), name)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(row.(fyne.CanvasObject))
	test.MoveMouse(d.win.Canvas(), at.AddXY(20, 20))
	test.MoveMouse(d.win.Canvas(), at.AddXY(21, 20))
	chip := seen.Named(d.box(), "Actions").(fyne.CanvasObject)
	to := fyne.CurrentApp().Driver().AbsolutePositionForObject(chip).AddXY(4, 4)
	test.MoveMouse(d.win.Canvas(), to)
	test.MoveMouse(d.win.Canvas(), to.AddXY(1, 0))
	test.MoveMouse(d.win.Canvas(), fyne.NewPos(1, 1))
	row.Tapped(&fyne.PointEvent{})
	if len(d.opened) != 1 || d.opened[0].Title+", "+d.opened[0].Subtitle != name {
		t.Errorf("the row %q opened %+v", name, d.opened)
	}
}

func TestOpeningTwiceShowsOne(t *testing.T) {
	d := open(t, "")
	d.p.Open("again")
	if n := len(d.win.Canvas().Overlays().List()); n != 1 {
		t.Errorf("%d palettes", n)
	}
	d.win.Resize(fyne.NewSize(480, 400))
	if w := d.rows(); d.box() == nil || len(w) != 0 && w[0] == "" {
		t.Error("it is lost in a small window")
	}
}
