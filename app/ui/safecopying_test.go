package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/mapview"
)

// secretDesk is a desk with an exact site, a note that is not for release, and a note that quotes it when leak says so.
func secretDesk(t *testing.T, leak bool) (d *desk, site string) {
	t.Helper()
	d = quiet(t)
	site = d.place(21.18874, 42.60312)
	s := *d.site(site)
	s.Precision = scenario.PrecisionExact
	if !d.w.do(scenario.EditSite{Site: s, What: "precision"}) {
		t.Fatal("the site was not made exact")
	}
	if !d.w.do(scenario.PutNote{Note: scenario.Note{ID: d.w.d.Env.NewID(), Title: "Bribery at the permit office", Category: "legal", Polarity: "concern", Audience: "internal",
		Because: "two clerks are said to take money for permits"}}) {
		t.Fatal("the note was not made")
	}
	if leak && !d.w.do(scenario.PutNote{Note: scenario.Note{ID: d.w.d.Env.NewID(), Title: "Permits take time", Category: "legal", Polarity: "concern", Audience: "public",
		Because: "see Bribery at the permit office"}}) {
		t.Fatal("the leaking note was not made")
	}
	d.w.session.Seal()
	d.pump()
	return d, site
}

// openCopy opens the sheet and waits for its report.
func (d *desk) openCopy() {
	d.t.Helper()
	d.w.run("file.safecopy")
	d.until("the leak report", func() bool {
		return strings.Contains(d.over(), "Held back") && !strings.Contains(d.over(), "searching…")
	})
}

// copyTo writes the copy under a path.
func (d *desk) copyTo(path string) {
	d.t.Helper()
	d.answer("Write the copy")
	d.until("the picker", func() bool { return strings.Contains(d.over(), "Write the copy as") })
	seen.All[*kit.Entry](d.canvas().Overlays().Top())[1].SetText(path)
	d.answer("Save")
}

func TestPublicCopyInTheWindow(t *testing.T) {
	d, site := secretDesk(t, false)
	before := d.bytes()
	d.openCopy()
	holds(t, "the sheet", d.over(), "Audience-safe copy", "42.60312° N, 21.18874° E", "within 5 km of 42.60° N, 21.20° E", "“Bribery at the permit office”", "TLP:CLEAR")
	path := filepath.Join(t.TempDir(), "public.hubscape")
	d.copyTo(path)
	d.until("the copy", func() bool { _, err := os.Stat(path); return err == nil && d.over() == "" })
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"42.60312", "21.18874", "42.6031", "21.1887", "Bribery", "two clerks", d.doc().ID, "leak report", "Held back"} {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("the copy holds %q", secret)
		}
	}
	copied, _, err := store.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := copied.Sites.Get(site); !ok || s.Precision != scenario.PrecisionTown || *s.At == (orb.Point{21.18874, 42.60312}) {
		t.Errorf("the site in the copy: %+v", s)
	}
	if d.bytes() != before || d.w.session.Path() != "" {
		t.Error("the open document was changed by a copy of it")
	}

	// The toast leads to the report, which can be saved for whoever made the copy.
	holds(t, "the toast", seen.Words(d.w.toaster), "Wrote “public.hubscape” for the public", "Show report")
	if !seen.Press(d.w.toaster, "Show report") {
		t.Fatal("the toast does not lead to the report")
	}
	d.pump()
	holds(t, "the report", d.over(), "Leak report", "Held back", "SHA-256", "nothing found")
	d.answer("Save report")
	d.until("the picker", func() bool { return strings.Contains(d.over(), "Save the report as") })
	report := filepath.Join(t.TempDir(), "report.txt")
	seen.All[*kit.Entry](d.canvas().Overlays().Top())[1].SetText(report)
	d.answer("Save")
	var text []byte
	d.until("the report", func() bool { text, _ = os.ReadFile(report); return len(text) > 0 })
	holds(t, "the saved report", string(text), "42.60312, 21.18", "(exact) -> 42.6, 21.2 (town)", path)
}

// A copy never takes the place of the file that is open, not by a link either.
func TestCopyNeverOverTheOpenFile(t *testing.T) {
	d, _ := secretDesk(t, false)
	dir := t.TempDir()
	own := filepath.Join(dir, "mine.hubscape")
	d.w.write(own, nil)
	d.until("the file", func() bool { return d.w.session.Path() == own && !d.w.session.Dirty() })
	before, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "other.hubscape")
	if err := os.Symlink(own, link); err != nil {
		t.Fatal(err)
	}
	d.openCopy()
	for _, path := range []string{own, link} {
		d.answer("Write the copy")
		d.until("the picker", func() bool { return strings.Contains(d.over(), "Write the copy as") })
		seen.All[*kit.Entry](d.canvas().Overlays().Top())[1].SetText(path)
		d.answer("Save")
		d.until("the question about the file that is there", func() bool { return seen.Named(d.canvas().Overlays().Top(), "Replace") != nil })
		d.answer("Replace")
		d.until("the refusal", func() bool { return strings.Contains(d.over(), "This is your own file") })
		d.answer("Close")
		holds(t, "what is left", d.over(), "Audience-safe copy")
	}
	if after, _ := os.ReadFile(own); !bytes.Equal(before, after) {
		t.Error("the open file was changed")
	}
}

// A find leads to the note; looking at the copy leads back to the sheet.
func TestCopyFindsAndLook(t *testing.T) {
	d, _ := secretDesk(t, true)
	d.openCopy()
	holds(t, "the sheet", d.over(), "Write the copy · 1 to settle", "Note “Permits take time”, because, says what is held back.")
	d.answer("Look at the copy")
	if d.w.past == nil || d.over() != "" {
		t.Fatal("the copy is not shown")
	}
	holds(t, "the window", d.words(), "Your file compared with the copy", "Bribery at the permit office")
	d.key(fyne.KeyEscape)
	d.until("the sheet", func() bool { return strings.Contains(d.over(), "1 to settle") })
	if d.w.past != nil {
		t.Error("the comparison stays behind the sheet")
	}
	d.answer("Reword the note")
	if d.over() != "" || d.w.sel.Kind != "note" {
		t.Errorf("reword leads to %v", d.w.sel)
	}
	holds(t, "the card", d.card(), "Permits take time")

	// From the map of the comparison Esc leads back as well; another document does not bring the sheet along.
	d.openCopy()
	d.answer("Look at the copy")
	d.w.escape()
	d.until("the sheet", func() bool { return strings.Contains(d.over(), "1 to settle") })
	d.answer("Look at the copy")
	d.w.adopt(scenario.New("Another", d.env()))
	d.pump()
	if d.over() != "" || d.w.past != nil {
		t.Errorf("over another document: %s", d.over())
	}
}

func TestCopyIsInMenuAndPalette(t *testing.T) {
	d := quiet(t)
	found := false
	for _, m := range d.w.mainMenu() {
		found = found || m.Label == "Audience-safe copy…" && !m.Disabled
	}
	if !found {
		t.Error("the menu does not offer an audience-safe copy")
	}
	for _, word := range []string{"redact", "leak", "committee", "public"} {
		ok := false
		for _, a := range d.w.findable() {
			ok = ok || a.ID == "file.safecopy" && strings.Contains(a.Keywords, word)
		}
		if !ok {
			t.Errorf("%q does not find it", word)
		}
	}
}

// The small maps look at the place, both at the same, whatever size they get after they were told to.
func TestCopyMapsLookAtThePlace(t *testing.T) {
	d, _ := secretDesk(t, false)
	d.openCopy()
	views := seen.All[*mapview.View](d.canvas().Overlays().Top())
	if len(views) != 2 {
		t.Fatalf("%d maps", len(views))
	}
	for _, v := range views {
		c := v.Camera()
		x, y := c.Project(orb.Point{21.18874, 42.60312})
		if x < c.Width*0.25 || x > c.Width*0.75 || y < c.Height*0.25 || y > c.Height*0.75 || c.Zoom < 8.5 || c.Zoom > 10.5 || c.Width > 600 {
			t.Errorf("the site lies at %.0f, %.0f of %.0f × %.0f, zoom %.1f", x, y, c.Width, c.Height, c.Zoom)
		}
	}
	if a, b := views[0].Camera(), views[1].Camera(); a != b {
		t.Errorf("the maps look at different places: %v, %v", a, b)
	}
}
