package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"hubscape/app/disk"
	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/ui/exporter"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
)

const places = "Mesto;Širina;Dužina;Mesta\nNiš;43,3250;21,8960;60\nVranje;42,5510;21,8960;\nBor;44,0750;22,0980;40\nŠtip;41,7460;;50\n"

// drop drops a file and waits for what lies over the window then.
func (d *desk) drop(path string) {
	d.t.Helper()
	d.w.dropped([]fyne.URI{storage.NewFileURI(path)})
	d.until("an answer to the file", func() bool { return d.over() != "" && !strings.Contains(d.over(), "Reading “") })
}

func TestADroppedTableIsImported(t *testing.T) {
	d := quiet(t)
	before := d.doc()
	d.drop(d.file("places.csv", places))
	holds(t, "the sheet", d.over(), "Import", "places.csv", "4 rows · 4 columns", "3 of 4 rows read; 1 skipped", "Import 3 sites")
	if d.doc() != before {
		t.Fatal("something entered before it was asked for")
	}
	d.answer("Import 3 sites")
	d.until("the import", func() bool { return d.doc() != before })
	if n := d.doc().Sites.Len(); n != before.Sites.Len()+3 {
		t.Fatalf("%d sites, before %d", n, before.Sites.Len())
	}
	holds(t, "the report", d.over(), "places.csv: 3 read, 1 skipped", "row 5: no longitude", "Copy")
	d.answer("Copy")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, "places.csv: 3 read, 1 skipped\nSkipped\n") {
		t.Errorf("copied: %q", got)
	}
	c := d.w.view.Camera().Center
	if c[0] < 21 || c[0] > 23 || c[1] < 42 || c[1] > 45 {
		t.Errorf("the map looks at %v", c)
	}
	d.w.run("edit.undo")
	d.pump()
	if d.doc().Sites.Len() != before.Sites.Len() {
		t.Error("one undo does not take the import back")
	}
	d.w.run("file.report")
	holds(t, "the report", d.over(), "places.csv: 3 read, 1 skipped")
	d.answer("Close")
}

func TestImportSaysSoWithUndo(t *testing.T) {
	d := quiet(t)
	n := d.doc().Sites.Len()
	d.drop(d.file("one.csv", "name,lat,lon\nNiš,43.3250,21.8960\n"))
	d.canvas().Unfocus() // the test driver knows no chords of a focused list
	d.key(fyne.KeyReturn, ctrl)
	d.until("the import", func() bool { return d.doc().Sites.Len() > n })
	holds(t, "the toast", seen.Words(d.w.toaster), "Imported 1 site from one.csv", "Undo")
	if d.over() != "" {
		t.Errorf("all was read, and still: %s", d.over())
	}
	if !seen.Press(d.w.toaster, "Undo") {
		t.Fatal("the toast has no undo")
	}
	d.pump()
	if d.doc().Sites.Len() != n {
		t.Error("it was not undone")
	}
}

func TestDataDoesNotAskAboutUnsavedWork(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	d.drop(d.file("one.csv", "name,lat,lon\nNiš,43.3250,21.8960\n"))
	lacks(t, "the sheet", d.over(), "Save the changes")
	d.key(fyne.KeyEscape)
	if d.over() != "" {
		t.Errorf("Esc left %s", d.over())
	}
	// A scenario takes the place of the open one, so it does.
	d.drop(d.file("other.hubscape", d.bytes()))
	holds(t, "the question", d.over(), "Save the changes to")
	d.answer("Cancel")
}

func TestOpenLeadsDataToTheImport(t *testing.T) {
	for _, id := range []string{"file.open", "file.import"} {
		d := quiet(t)
		d.w.run(id)
		d.until("the picker", func() bool { return len(seen.All[*kit.Entry](d.canvas().Overlays().Top())) > 0 })
		path := d.file("places.csv", places)
		field := seen.All[*kit.Entry](d.canvas().Overlays().Top())[0]
		field.SetText(path)
		field.OnSubmitted(path)
		d.until("the sheet", func() bool { return strings.Contains(d.over(), "Import 3 sites") })
	}
}

// A scenario that is brought in by hand joins the open one.
func TestScenarioMerges(t *testing.T) {
	d := quiet(t)
	path := d.file("mine.hubscape", d.bytes())
	d.w.run("file.new")
	d.pump()
	d.w.importFile(path)
	d.until("the sheet", func() bool { return strings.Contains(d.over(), "joins") })
	label := ""
	for _, b := range seen.All[*kit.Button](d.canvas().Overlays().Top()) {
		if strings.HasPrefix(b.Label(), "Import ") {
			label = b.Label()
		}
	}
	d.answer(label)
	d.until("the import", func() bool { return d.over() == "" })
	if d.doc().Sites.Len() != 3 || d.doc().Notes.Len() < 40 {
		t.Errorf("%q: %d sites, %d notes", label, d.doc().Sites.Len(), d.doc().Notes.Len())
	}
}

func TestWrongFilesAreNamed(t *testing.T) {
	d := quiet(t)
	before := d.doc()
	for name, c := range map[string][2]string{
		"page.kml":   {"<!DOCTYPE html><html><body>x</body></html>", "web page"},
		"none.csv":   {"", "empty"},
		"list.json":  {"[1, 2]", ""},
		"print.xlsx": {"%PDF-1.7\n", "PDF"},
	} {
		d.drop(d.file(name, c[0]))
		holds(t, name, d.over(), "“"+name+"” was not opened", "The open scenario is unchanged.", c[1])
		d.answer("Close")
	}
	if d.doc() != before {
		t.Error("the document changed")
	}
}

func TestIsData(t *testing.T) {
	d := quiet(t)
	scenario := d.bytes()
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"a.csv": {places, true}, "a.hubscape": {scenario, false}, "a.geojson": {scenario, false},
		"b.geojson": {`{"type":"FeatureCollection","features":[]}`, true}, "late.json": {`{"type":"FeatureCollection","features":[` + strings.Repeat(" ", 3<<20) + `],"hubscape":{}}`, false},
		"a.kml": {`<kml xmlns="http://www.opengis.net/kml/2.2"/>`, true}, "a.html": {"<!DOCTYPE html><html></html>", false}, "empty.csv": {"", false},
	} {
		if got := isData(disk.OS{}, d.file(name, c.text)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if isData(disk.OS{}, filepath.Join(t.TempDir(), "gone.csv")) || isData(disk.OS{}, t.TempDir()) {
		t.Error("what is not there is data")
	}
}

// Every format that is written holds the sites and can be read again.
func TestExportAndReadAgain(t *testing.T) {
	d := quiet(t)
	d.place(20.35, 43.89)
	want := d.doc().Sites.Len()
	for _, f := range []feature.Format{feature.GeoJSON, feature.KML, feature.KMZ, feature.CSV, feature.TSV, feature.XLSX, feature.GeoPackage, feature.Scenario} {
		path := filepath.Join(t.TempDir(), "out."+string(f))
		d.w.exportTo(exporter.Answer{Format: f, Parts: []string{sitesPart}, Tables: exchange.HoldsTables(f), Separator: ';'})
		d.until("the picker", func() bool { return len(seen.All[*kit.Entry](d.canvas().Overlays().Top())) > 1 })
		seen.All[*kit.Entry](d.canvas().Overlays().Top())[1].SetText(path)
		d.answer("Save")
		d.until(string(f), func() bool {
			return strings.Contains(seen.Words(d.w.toaster), "Exported") || strings.Contains(d.over(), "not written")
		})
		if d.over() != "" {
			t.Fatalf("%s: %s", f, d.over())
		}
		d.w.toaster.Dismiss()
		file, err := exchange.ReadFile(context.Background(), path, exchange.Options{})
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		n := len(file.Layers[0].Features)
		if table := file.Layers[0].Table; table != nil {
			n = len(table.Rows)
		}
		if n != want {
			t.Errorf("%s holds %d sites, want %d", f, n, want)
		}
		if b, _ := os.ReadFile(path); (f == feature.XLSX || f == feature.GeoPackage) && len(b) < 5000 {
			t.Errorf("%s: %d bytes cannot hold the tables", f, len(b))
		}
	}
}

func TestExportIsAskedFor(t *testing.T) {
	d := quiet(t)
	d.key(fyne.KeyE, ctrl)
	holds(t, "the question", d.over(), "Export data", "GeoJSON", "GeoPackage", "What goes in", "Sites", "Export 3 sites…")
	d.key(fyne.KeyEscape)
	if d.over() != "" {
		t.Errorf("Esc left %s", d.over())
	}
}

func TestExportThatFailsLeavesNothing(t *testing.T) {
	d := quiet(t)
	path := filepath.Join(t.TempDir(), "gone", "out.csv")
	d.w.exportTo(exporter.Answer{Format: feature.CSV}) // makes what it takes
	d.key(fyne.KeyEscape)
	what, notices, err := d.w.exported(d.doc(), exporter.Answer{Format: feature.CSV, Parts: []string{sitesPart}, Separator: ','}, path)
	if err == nil {
		t.Fatal("written into a folder that is not there")
	}
	d.w.saidExported(path, what, notices, err)
	holds(t, "the dialog", d.over(), "“out.csv” was not written", "The open scenario is unchanged.")
}

// A data file named at the start, or among the files opened before, leads to the import as well.
func TestADataFileAtTheStart(t *testing.T) {
	d := quiet(t)
	d.w.Start(d.file("places.csv", places))
	d.until("the sheet", func() bool { return strings.Contains(d.over(), "Import 3 sites") })
}
