package importer

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/exchange"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
)

func TestSheetOfTheLook(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		d := newDesk(t, mode, 1440, 900, "exercise-places.csv", messy()).open()
		d.picture("import-" + string(mode))
		d.says("Import", "exercise-places.csv", "41 rows · 5 columns", "Nothing enters the scenario until you press Import", "All 5 columns were guessed from heads (Serbian)",
			"A · Mesto", "E · Napomena", "no longitude", "not a coordinate", "outside ±90°", "swapped", "Show all 41",
			"Rows 20 and 28: latitude and longitude look swapped", "As written it lies in Saudi Arabia", "Decimal comma", "are read as",
			"36 as written", "2 swapped", "38 of 41 rows read; 3 skipped", "Use 42,659", "Save the 3 rows", "Import 38 sites", "Import is one undo step")
		d = newDesk(t, mode, 1024, 700, "exercise-places.csv", messy()).open()
		d.picture("import-small-" + string(mode))
		d.says("A–C of 5 columns", "Import 38 sites")
	}
}

func light(t *testing.T, name, text string) *desk {
	return newDesk(t, theme.Light, 1440, 900, name, text)
}

func (d *desk) swappedMarks() (n int) {
	for _, m := range d.pane.marks {
		if m.Swapped {
			n++
		}
	}
	return n
}

// key gives a key to what has the focus, or to the window.
func (d *desk) key(names ...fyne.KeyName) {
	d.t.Helper()
	for _, n := range names {
		c := d.w.Canvas()
		switch f := c.Focused(); {
		case n == fyne.KeyTab:
			c.FocusNext()
		case f != nil:
			f.TypedKey(&fyne.KeyEvent{Name: n})
		default:
			c.OnTypedKey()(&fyne.KeyEvent{Name: n})
		}
		d.settle()
	}
}

func TestImportIsOneStep(t *testing.T) {
	d := light(t, "exercise-places.csv", messy()).open()
	d.press("Import 38 sites")
	if d.imported == nil || len(d.patch.Changes) != 38 || d.doc.Sites.Len() != 38 || !d.pane.closed || kit.Busy(d.w.Canvas()) {
		t.Fatalf("%d changes, %d sites, pane closed %v, still there %v", len(d.patch.Changes), d.doc.Sites.Len(), d.pane.closed, kit.Busy(d.w.Canvas()))
	}
	if d.patch.Said != "Imported 38 sites from exercise-places.csv" {
		t.Errorf("said: %s", d.patch.Said)
	}
	for _, s := range d.doc.Sites.All() {
		if s.Name == "Kumanovo" && *s.At != (orb.Point{21.714, 42.132}) || s.Status != scenario.Hypothetical || s.Precision != scenario.PrecisionTown {
			t.Errorf("%s at %v, %s, %s", s.Name, *s.At, s.Status, s.Precision)
		}
	}
}

func TestNothingEntersWithoutTheButton(t *testing.T) {
	for _, leave := range []func(*desk){func(d *desk) { d.key(fyne.KeyEscape) }, func(d *desk) { d.press("Cancel") }, func(d *desk) { d.press("Close") }} {
		d := light(t, "exercise-places.csv", messy()).open()
		before := d.doc
		leave(d)
		if d.doc != before || d.imported != nil || !d.pane.closed || kit.Busy(d.w.Canvas()) {
			t.Errorf("imported %v, pane closed %v, still there %v", d.imported != nil, d.pane.closed, kit.Busy(d.w.Canvas()))
		}
	}
}

func TestAStepThatCannotBeMadeIsSaid(t *testing.T) {
	d := light(t, "exercise-places.csv", messy()).open()
	d.broken = errors.New("site Niš: its capacity is below zero; correct it")
	d.press("Import 38 sites")
	d.says("Site Niš: its capacity is below zero; correct it.")
	if d.imported != nil || !kit.Busy(d.w.Canvas()) {
		t.Error("the sheet is gone")
	}
	d.broken = nil
	d.press("Import 38 sites")
	if d.imported == nil {
		t.Error("a second try does nothing")
	}
}

func TestSwappedEitherWay(t *testing.T) {
	d := light(t, "exercise-places.csv", messy()).open()
	if d.swappedMarks() != 2 || len(d.pane.marks) != 38 || d.pane.fits != 1 {
		t.Fatalf("%d marks, %d swapped, fitted %d times", len(d.pane.marks), d.swappedMarks(), d.pane.fits)
	}
	d.press("As written")
	if d.swappedMarks() != 0 || len(d.pane.marks) != 38 {
		t.Errorf("as written: %d marks, %d swapped", len(d.pane.marks), d.swappedMarks())
	}
	d.silent("2 swapped")
	d.press("Swap 2 rows")
	if d.swappedMarks() != 2 {
		t.Errorf("turned again: %d swapped", d.swappedMarks())
	}
}

func TestRemedyMovesTheCount(t *testing.T) {
	d := light(t, "exercise-places.csv", messy()).open()
	d.press("Use 42,659")
	d.says("39 of 41 rows read; 2 skipped", "Import 39 sites", "Save the 2 rows", "mended")
	d.press("Leave out") // the mended row is offered back
	d.says("38 of 41 rows read; 3 skipped", "Import 38 sites")
}

func TestSkippedRowsAreSavedWithReasons(t *testing.T) {
	d := light(t, "exercise-places.csv", messy()).open()
	d.press("Save the 3 rows")
	csv := d.saved["exercise-places left out.csv"]
	for _, want := range []string{"reason", "no longitude", "blizu Niša", "426,5900", "Mesto"} {
		if !strings.Contains(csv, want) {
			t.Errorf("%q is not in the saved rows: %s", want, csv)
		}
	}
	if n := strings.Count(csv, "\n"); n != 4 {
		t.Errorf("%d lines: %s", n, csv)
	}
	d.press("Copy")
	if !strings.HasPrefix(d.copied, "exercise-places.csv: 38 read, 3 skipped\n") || d.copied != d.s.now.Report().String() {
		t.Errorf("copied: %s", d.copied)
	}
}

func TestColumnsByKeyboard(t *testing.T) {
	d := light(t, "exercise-places.csv", messy()).open()
	if d.w.Canvas().Focused() != fyne.Focusable(d.s.table.rows) {
		t.Error("the rows do not have the focus at first")
	}
	for i := 0; i < 40 && d.w.Canvas().Focused() != fyne.Focusable(d.s.table.selects[3]); i++ {
		d.key(fyne.KeyTab)
	}
	if d.w.Canvas().Focused() != fyne.Focusable(d.s.table.selects[3]) {
		t.Fatal("Tab does not reach the fourth column")
	}
	at := d.s.table.selects[3].Chosen()
	d.key(fyne.KeyDown)
	if now := d.s.table.selects[3].Chosen(); now == at || string(d.s.now.Layers[0].Columns.Columns[3].Means) != now {
		t.Errorf("Down: %q, the proposal says %q", now, d.s.now.Layers[0].Columns.Columns[3].Means)
	}
	if d.w.Canvas().Focused() != fyne.Focusable(d.s.table.selects[3]) {
		t.Error("the answer took the focus away")
	}
	d.s.setMeaning(1, table.Ignore)
	d.settle()
	d.says("Nothing to import")
	d.press("Nothing to import")
	if d.imported != nil {
		t.Error("nothing was imported all the same")
	}
}

// What becomes of a row is a menu of the row, by key as by mouse.
func TestRowMenu(t *testing.T) {
	d := light(t, "exercise-places.csv", messy()).open()
	d.key(fyne.KeyEnd)
	if len(d.pane.looked) == 0 || !d.s.hasAt {
		t.Error("the map does not look at the row")
	}
	d.key(fyne.KeyReturn)
	d.says("Bring it in", "Leave it out")
	d.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	d.says("37 of 41 rows read; 4 skipped", "left out")
}

func TestWaysOfReading(t *testing.T) {
	d := light(t, "exercise-places.csv", messy()).open()
	d.s.controls.decimals.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	d.settle()
	if comma(d.s.now.Layers[0].Columns) {
		t.Error("numbers are still read with a comma")
	}
	d.press("Comma")
	d.says("Import 38 sites")
	d.s.controls.separator.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	d.settle()
	if o := d.reads[len(d.reads)-1]; o.Text.Separator != ',' || d.s.as.Separator != ',' {
		t.Errorf("read with %q, shown %q", o.Text.Separator, d.s.as.Separator)
	}
	d.s.controls.separator.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	d.settle()
	d.says("Import 38 sites")
	d.press("The first row holds values")
	d.says("42 rows", "The first row holds heads")
	d.s.controls.text.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	d.settle()
	if o := d.reads[len(d.reads)-1]; o.Text.Encoding == "" || o.Text.Encoding == table.UTF8 {
		t.Errorf("read as %q", o.Text.Encoding)
	}
}

const contacts = "Naziv;Širina;Dužina;Kontakt\nNiš;43,325;21,896;ana.petrovic@example.org\nVranje;42,551;21,896;\nČačak;43,891;20,350;pera@example.org\n"

func TestPersonalDataIsSettledFirst(t *testing.T) {
	d := light(t, "contacts.csv", contacts).open()
	d.picture("import-personal")
	d.says("2 e-mail addresses in “Kontakt”", "To settle before the import", "1 to settle", "personal data")
	d.silent("ana.petrovic@example.org.")
	d.press("1 to settle")
	if d.imported != nil {
		t.Fatal("imported before it was settled")
	}
	d.press("Keep")
	d.says("Keep 2 e-mail addresses?")
	d.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // the safe answer has the keys
	d.settle()
	if f := d.s.now.Finds[0]; f.Remedy != exchange.DropValues {
		t.Errorf("Enter answered %q", f.Remedy)
	}
	d.press("Keep")
	d.press("Cancel")
	d.press("Only these")
	d.says("Import 3 sites")
	d.press("Keep")
	d.press("Keep them")
	if d.s.now.Finds[0].Remedy != exchange.Keep {
		t.Errorf("the remedy is %q", d.s.now.Finds[0].Remedy)
	}
	d.press("Leave out the column")
	d.press("Import 3 sites")
	b, err := store.Write(d.doc, store.Options{})
	if err != nil || strings.Contains(string(b), "example.org") {
		t.Errorf("an address entered: %v", err)
	}
}

func TestOneAddressAndTwoColumns(t *testing.T) {
	d := light(t, "one.csv", "name,coordinates\nana@example.org,\"43.3, 21.9\"\nNiš,\"43.4, 21.9\"\n").open()
	d.says("1 e-mail address in the names", "Both columns were guessed")
	d.press("Keep")
	d.says("Keep 1 e-mail address?", "Leave it out", "Keep it")
}

// What was settled stays where it is, and so does everything under it.
func TestSettlingMovesNothing(t *testing.T) {
	const table = "Mesto;Širina;Dužina;E-pošta;Telefon\nNiš;43,3250;21,8960;jovan.petrovic@example.org;+381 64 123 4567\nŠtip;41,7460;;;\n" +
		"Leskovac;;blizu Niša;;\nPeć;426,5900;20,2880;;\nVranje;42,5510;21,9000;ana@example.org;+381 64 765 4321\n"
	d := light(t, "serbe.csv", table).open()
	where := func() map[string]float32 {
		at := map[string]float32{}
		for id, l := range d.s.noticed.still.lines {
			at[id] = fyne.CurrentApp().Driver().AbsolutePositionForObject(l.body).Y
		}
		for id, l := range d.s.side.report.still.lines {
			at[id] = fyne.CurrentApp().Driver().AbsolutePositionForObject(l.body).Y
		}
		return at
	}
	before := where()
	if len(before) < 5 {
		t.Fatalf("%d lines: %s", len(before), d.words())
	}
	for _, name := range []string{"Leave out the column", "Use the town Štip"} {
		d.press(name)
		after := where()
		for id, y := range before {
			if after[id] != y {
				t.Errorf("%q moved %q from %v to %v", name, id, y, after[id])
			}
		}
	}
	if d.s.now.Finds[0].Remedy != exchange.DropColumn {
		t.Error("nothing was settled")
	}
}

func TestMetresAskForTheirSystem(t *testing.T) {
	d := light(t, "metres.csv", "name,easting,northing\nA,572811,4797311\nB,573500,4711111\nC,460000,4780000\n").open()
	d.picture("import-metres")
	d.says("1 to settle", "which coordinate system", "WGS 84 / UTM zone 34N")
	d.s.controls.positions.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) // nothing chosen yet: the list opens instead
	d.s.setCRS("EPSG:32634")
	d.settle()
	d.says("Import 3 sites", "They are read in the system chosen here")
	if at := d.pane.marks[0].At; at[0] < 21.8 || at[0] > 22 || at[1] < 43.2 || at[1] > 43.5 {
		t.Errorf("A lies at %v", at)
	}
	d.s.setCRS("")
	d.settle()
	d.silent("Import 3 sites")
}

func TestColumnsThatNobodyRecognises(t *testing.T) {
	d := light(t, "odd.csv", "what,u,v\nA,943.3,2021.9\nB,4.1,7022.1\n").open()
	d.says("No column says where the rows lie", "Nothing to import")
	d.s.setMeaning(1, table.Latitude)
	d.settle()
	d.s.setMeaning(2, table.Longitude)
	d.settle()
	d.silent("No column says")
	d.says("0 of 2 rows read; 2 skipped", "outside")
}

const twoLayers = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>Points</name><Placemark><name>One</name><Point><coordinates>20.1,43.2</coordinates></Point></Placemark>
<Placemark><name>Two</name><Point><coordinates>21.1,42.2</coordinates></Point></Placemark></Folder>
<Folder><name>Lines</name><Placemark><name>Road</name><LineString><coordinates>20,43 21,44 22,43.5</coordinates></LineString></Placemark></Folder></Document></kml>`

func TestLayersComeInEachInItsWay(t *testing.T) {
	d := light(t, "places.kml", twoLayers).open()
	d.picture("import-kml")
	d.says("3 features · 2 layers", "Points", "One", "point", "Import 2 sites and 1 layer with 1 feature", "Status")
	d.s.controls.layer.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	d.settle()
	d.says("Road", "line, 3 positions", "1 drawn on an overlay")
	d.silent("Status")
	if len(d.pane.shapes) != 1 || len(d.pane.marks) != 0 {
		t.Errorf("%d shapes, %d marks", len(d.pane.shapes), len(d.pane.marks))
	}
	d.press("Not")
	d.says("Import 2 sites")
	d.s.controls.layer.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	d.settle()
	d.press("As overlay")
	d.press("Import 1 layer with 2 features")
	if d.doc.Sites.Len() != 0 || d.doc.Layers.Len() != 1 || d.doc.Features.Len() != 2 {
		t.Errorf("%d sites, %d layers, %d features", d.doc.Sites.Len(), d.doc.Layers.Len(), d.doc.Features.Len())
	}
}

func TestWhatIsThereAlready(t *testing.T) {
	d := light(t, "one.csv", "name,lat,lon\nNiš,43.3250,21.8960\nBor,44.075,22.098\n")
	at := orb.Point{21.8961, 43.3251}
	patch := scenario.Patch{Said: "x", Do: "x", Changes: []scenario.Change{{Kind: "site", ID: "00000000-0000-4000-8000-0000000000aa",
		After: &scenario.Site{ID: "00000000-0000-4000-8000-0000000000aa", Name: "Niš", At: &at, Status: scenario.Hypothetical, Precision: scenario.PrecisionTown}}}}
	doc, err := patch.Apply(d.doc, d.env())
	if err != nil {
		t.Fatal(err)
	}
	d.doc = doc
	d.open()
	d.says("a site of this name is there already", "there already", "Import 1 site")
	d.press("Add beside")
	d.says("Import 2 sites")
}

func TestDefaultsOfSites(t *testing.T) {
	d := light(t, "one.csv", "name,lat,lon\nNiš,43.3250,21.8960\n").open()
	d.s.side.status.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	d.settle()
	d.s.side.precision.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	d.settle()
	d.press("Import 1 site")
	s := d.doc.Sites.All()[0]
	if s.Status != scenario.Floated || s.Precision != scenario.PrecisionExact {
		t.Errorf("%s, %s", s.Status, s.Precision)
	}
}

func TestScenarioIsMerged(t *testing.T) {
	d := light(t, "other.hubscape", "")
	other, err := store.Sample("western-balkans", d.env())
	if err != nil {
		t.Fatal(err)
	}
	if d.bytes, err = store.Write(other, store.Options{}); err != nil {
		t.Fatal(err)
	}
	d.open()
	d.picture("import-scenario")
	d.says("A scenario: what this one does not have joins it", "joins")
	d.press(d.s.now.Action())
	if d.doc.Sites.Len() != other.Sites.Len() || d.doc.Notes.Len() != other.Notes.Len() {
		t.Errorf("%d sites, %d notes", d.doc.Sites.Len(), d.doc.Notes.Len())
	}
	// once more: nothing is new
	e := light(t, "other.hubscape", string(d.bytes))
	e.doc = d.doc
	e.open()
	e.says("Nothing new to import")
}

func TestReadingCanBeGivenUp(t *testing.T) {
	d := light(t, "slow.csv", messy())
	d.slow = make(chan struct{})
	d.s = Open(d, d.name)
	for _, f := range d.timers {
		if f != nil {
			f()
		}
	}
	d.says("Reading “slow.csv”…", "unchanged until you press Import")
	if !seen.Press(d.w.Canvas().Overlays().Top(), "Cancel") {
		t.Fatal("there is no way out")
	}
	if kit.Busy(d.w.Canvas()) || !d.s.closed || d.s.work.Busy() {
		t.Error("it goes on")
	}
	d.s.work.Wait() // the reader sees its context
	if len(d.todo) != 0 || d.refused != nil {
		t.Errorf("%d answers after it was given up, %v", len(d.todo), d.refused)
	}
}

// The words of the wait go when the file was read, and take nothing with them.
func TestSlowFilesAreImportedAllTheSame(t *testing.T) {
	d := light(t, "slow.csv", messy())
	d.slow = make(chan struct{})
	d.s = Open(d, d.name)
	for _, f := range d.timers {
		if f != nil {
			f()
		}
	}
	d.says("Reading “slow.csv”…")
	close(d.slow)
	d.settle()
	d.silent("Reading “")
	d.press("Use 42,659")
	d.press("Import 39 sites")
	if d.doc.Sites.Len() != 39 || kit.Busy(d.w.Canvas()) {
		t.Errorf("%d sites, still there %v", d.doc.Sites.Len(), kit.Busy(d.w.Canvas()))
	}
}

func TestLargeFilesAskFirst(t *testing.T) {
	d := light(t, "large.csv", messy()+strings.Repeat(" ", 2<<20))
	d.s = Open(d, d.name)
	d.settle()
	d.says("“large.csv” is large", "Read it anyway")
	d.press("Read it anyway")
	if !d.reads[len(d.reads)-1].Large {
		t.Error("it was not read as agreed")
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	d := light(t, "page.kml", "<!DOCTYPE html><html><body>hi</body></html>")
	d.s = Open(d, d.name)
	d.settle()
	if d.refused == nil || !strings.Contains(d.refused.Error(), "web page") || kit.Busy(d.w.Canvas()) {
		t.Errorf("refused: %v", d.refused)
	}
}

func TestManyColumnsArePaged(t *testing.T) {
	var head, row []string
	for i := range 30 {
		head, row = append(head, fmt.Sprintf("head %d", i+1)), append(row, fmt.Sprintf("value %d", i+1))
	}
	head[3], head[4], row[3], row[4] = "lat", "lon", "43.3", "21.9"
	d := light(t, "wide.csv", strings.Join(head, ",")+"\n"+strings.Join(row, ",")+"\n").open()
	d.says("A–E of 30 columns", "head 1", "value 1")
	d.silent("head 6")
	d.press("Columns after")
	d.says("F–J of 30 columns", "head 6", "value 6")
	d.silent("head 5")
	d.s.table.selects[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	d.settle()
	if d.s.now.Layers[0].Columns.Columns[5].Means == table.Other {
		t.Error("the select above the sixth column changes another one")
	}
	d.press("Columns before")
	d.says("A–E of 30 columns")
}

func TestShowAllRows(t *testing.T) {
	d := light(t, "exercise-places.csv", messy()).open()
	if n := d.s.table.rows.Len(); n != 10 {
		t.Errorf("%d rows at first", n)
	}
	d.press("Show all 41")
	if n := d.s.table.rows.Len(); n != 41 {
		t.Errorf("%d rows", n)
	}
	d.press("Show fewer")
}

// A great many positions are thinned where they lie on one another, and only there.
func TestFarPositionsAreNeverThinnedAway(t *testing.T) {
	var b strings.Builder
	b.WriteString("name,lat,lon\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "S%d,43.%04d,21.%04d\n", i, i%200, i%190)
	}
	b.WriteString("Far,-1.95,30.06\n")
	d := light(t, "many.csv", b.String()).open()
	far := false
	for _, m := range d.pane.marks {
		far = far || m.At == orb.Point{30.06, -1.95}
	}
	if !far || len(d.pane.marks) > 200 {
		t.Errorf("%d marks, the far one among them %v", len(d.pane.marks), far)
	}
	d.says("3001 as written")
}

// A name in a file cannot turn the words of the sheet round or end a line.
func TestNaughtyNames(t *testing.T) {
	raw, _ := json.Marshal("evil\u202egnp\x1b[31m\nname")
	d := light(t, "naughty.geojson", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":`+string(raw)+`},"geometry":{"type":"Point","coordinates":[20,43]}}]}`).open()
	if strings.ContainsAny(d.words(), "\u202e\x1b") {
		t.Errorf("%q", d.words())
	}
}

func TestBrief(t *testing.T) {
	for reason, want := range map[string]string{"latitude 426.59 is outside ±90°": "outside ±90°", "no longitude": "no longitude", "“blizu Niša” is not a coordinate": "not a coordinate",
		"is a polygon, not a point; bring it in as an overlay": "is a polygon, not a point"} {
		if got := brief(reason); got != want {
			t.Errorf("%s: %q, want %q", reason, got, want)
		}
	}
	for where, want := range map[string][]string{"Row 8": {"8"}, "Rows 19 and 27": {"19", "27"}, "Rows 1, 2, 3 and 2 more": {"1", "2", "3", "4", "5"}} {
		if got := listed(want); got != where {
			t.Errorf("%v: %q", want, got)
		}
	}
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA"} {
		if got := letter(i); got != want {
			t.Errorf("%d: %s", i, got)
		}
	}
}
