package exporter

import (
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"go.uber.org/goleak"

	"hubscape/app/exchange/feature"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// desk is the question in a window, with what was answered.
type desk struct {
	t       *testing.T
	w       fyne.Window
	answers []Answer
}

func ask(t *testing.T, mode theme.Mode, q Question) *desk {
	t.Helper()
	test.NewTempApp(t)
	theme.Apply(mode)
	d := &desk{t: t, w: test.NewWindow(nil)}
	t.Cleanup(d.w.Close)
	d.w.SetPadded(false)
	root := kit.NewRoot(kit.NewFrame(kit.FillPanel2, 0, kit.Inset{}, kit.NewText("", kit.Body, kit.Ink)))
	d.w.SetContent(root)
	root.Attach(d.w.Canvas())
	d.w.Resize(fyne.NewSize(800, 640))
	q.Answer = func(a Answer) { d.answers = append(d.answers, a) }
	Ask(d.w.Canvas(), q)
	return d
}

func (d *desk) words() string {
	if o := d.w.Canvas().Overlays().Top(); o != nil {
		return seen.Words(o)
	}
	return ""
}

func (d *desk) press(names ...string) {
	d.t.Helper()
	for _, n := range names {
		if o := d.w.Canvas().Overlays().Top(); o == nil || !seen.Press(o, n) {
			d.t.Fatalf("nothing is called %q in: %s", n, d.words())
		}
	}
}

func (d *desk) says(want ...string) {
	d.t.Helper()
	for _, w := range want {
		if !strings.Contains(d.words(), w) {
			d.t.Errorf("%q is not said: %s", w, d.words())
		}
	}
}

func (d *desk) picture(name string) {
	dir := os.Getenv("HUBSCAPE_PICTURES")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, d.w.Canvas().Capture()); err != nil {
		d.t.Fatal(err)
	}
}

func workshop() Question {
	return Question{Rows: 126, Handling: "TLP:AMBER", Parts: []Part{{"sites", "Sites", 12, "site"}, {"l1", "Overlay Corridors", 3, "feature"}, {"l2", "Overlay Empty", 0, "feature"}}}
}

func TestAnswers(t *testing.T) {
	for _, c := range []struct {
		press []string
		want  Answer
	}{
		{[]string{"Export 15 features…"}, Answer{Format: feature.GeoJSON, Parts: []string{"sites", "l1"}, Separator: ','}},
		{[]string{"Sites, on", "Export 3 features…"}, Answer{Format: feature.GeoJSON, Parts: []string{"l1"}, Separator: ','}},
		{[]string{"KML, Google Earth", "Overlay Corridors, on", "Export 12 sites…"}, Answer{Format: feature.KML, Parts: []string{"sites"}, Separator: ','}},
		{[]string{"CSV, table of text", "Export 12 sites…"}, Answer{Format: feature.CSV, Parts: []string{"sites"}, Separator: ','}},
		{[]string{"CSV, table of text", "Overlay Corridors, 3 features, off", "Guard against formulas, on", "Export 3 features…"}, Answer{Format: feature.CSV, Parts: []string{"l1"}, Separator: ',', Bare: true}},
		{[]string{"XLSX, spreadsheet", "Export 15 features…"}, Answer{Format: feature.XLSX, Parts: []string{"sites", "l1"}, Tables: true, Separator: ','}},
		{[]string{"XLSX, spreadsheet", "Sites, on", "Overlay Corridors, on", "Export the tables…"}, Answer{Format: feature.XLSX, Tables: true, Separator: ','}},
		{[]string{"GeoPackage, QGIS, ArcGIS", "Notes, evidence, sources, positions, facts and plans, on", "Export 15 features…"}, Answer{Format: feature.GeoPackage, Parts: []string{"sites", "l1"}, Separator: ','}},
		{[]string{"Scenario, a copy, with all", "Export a copy…"}, Answer{Format: feature.Scenario, Separator: ','}},
	} {
		d := ask(t, theme.Light, workshop())
		d.press(c.press...)
		if len(d.answers) != 1 || !reflect.DeepEqual(d.answers[0], c.want) {
			t.Errorf("%q: %+v, want %+v", c.press, d.answers, c.want)
		}
		if kit.Busy(d.w.Canvas()) {
			t.Errorf("%q: it is still there", c.press)
		}
	}
}

func TestNothingToExport(t *testing.T) {
	d := ask(t, theme.Light, workshop())
	d.press("Sites, on", "Overlay Corridors, on", "Nothing to export")
	if len(d.answers) != 0 || !kit.Busy(d.w.Canvas()) {
		t.Errorf("nothing was exported: %+v", d.answers)
	}
}

func TestSeparatorByKey(t *testing.T) {
	d := ask(t, theme.Light, workshop())
	d.press("CSV, table of text")
	seen.All[*kit.Select](d.w.Canvas().Overlays().Top())[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	d.press("Export 12 sites…")
	if d.answers[0].Separator != ';' {
		t.Errorf("%+v", d.answers[0])
	}
}

func TestWords(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		d := ask(t, mode, workshop())
		d.says("Export data", "no place for the label TLP:AMBER", "Export 15 features…")
		d.picture("export-" + string(mode))
		d.press("CSV, table of text")
		d.says("Separator", "Guard against formulas")
		d.picture("export-csv-" + string(mode))
		d.press("XLSX, spreadsheet")
		d.says("about")
		d.picture("export-xlsx-" + string(mode))
		d.press("Scenario, a copy, with all")
		d.says("audience-safe copy")
		d.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if kit.Busy(d.w.Canvas()) || len(d.answers) != 0 {
			t.Errorf("Esc: %+v", d.answers)
		}
	}
}
