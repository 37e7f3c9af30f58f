package safecopy

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"hubscape/app/audience"
	"hubscape/app/exchange/feature"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
)

// leak is a sentence of a note for the public that names somebody who is to stay unnamed.
const leak = "The Second secretary of the embassy said it in the open."

func TestSheet(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		for _, size := range [][2]float32{{1440, 900}, {1024, 700}} {
			d := open(t, mode, size[0], size[1], planted(t, leak))
			d.picture(fmt.Sprintf("copy-%s-%v", mode, size[0]))
			d.says("Audience-safe copy", "of Western Balkans workshop", "A new file. Yours stays as it is.", "1 For whom", "2 Rules", "3 Leak report",
				"Internal, as it is", "Coordinates to the stated precision, on", "Leave out hypothetical sites, off", "TLP:CLEAR", "Strictest of what is in the copy.",
				"exact · 42.60312° N, 21.18874° E", "within 5 km of 42.60° N, 21.20° E", "In the copy", "Held back", "Write the copy · 1 to settle",
				"never inside the copy", "every byte of the scenario file")
			if len(d.panes) != 2 || d.panes[0].doc != d.doc || d.panes[1].doc != d.s.now.copy || d.panes[0].site != exactSite || len(d.panes[0].at) != 1 {
				t.Errorf("the maps show other things: %+v", d.panes)
			}
		}
	}
}

// A find stands on top, in warn fill, and nothing is written until it is settled.
func TestAFindBlocks(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, leak))
	first := d.s.right.search.lines[0]
	if first.find != 0 || first.text != "“Second secretary of the embassy”" || !strings.Contains(first.result, "Consent may be withdrawn") {
		t.Errorf("the find does not come first: %+v", first)
	}
	d.says("Note “Consent may be withdrawn”, counterpoint, says what is held back.", "Reword the note", "Leave the note out")
	d.press("Write the copy · 1 to settle")
	d.s.write()
	if d.writing != nil {
		t.Fatal("a copy with a find was written")
	}
	high := d.s.right.search.rows.Size().Height
	d.press("Leave the note out")
	d.lacks("to settle", "says what is held back.")
	if now := d.s.right.search.rows.Size().Height; now < high+30 {
		t.Errorf("the table does not take the room of its foot: %v, before %v", now, high)
	}
	d.press("Write the copy")
	if d.writing == nil || strings.Contains(string(d.writing.Bytes), "Consent may be withdrawn") {
		t.Fatal("without the note the copy is not written, or the note is in it")
	}
	d.says("Leave out note “Consent may be withdr")

	// The note can be taken in again.
	d.s.tick("without "+noteFree, false)
	d.settle()
	d.says("Write the copy · 1 to settle")
	d.press("Reword the note")
	if d.reworded != "note "+noteFree || !d.s.closed || !d.panes[0].closed || d.words() != "" {
		t.Errorf("reworded %q, closed %v", d.reworded, d.s.closed)
	}
}

// What is written holds none of what was held back, in any format; the bytes are those that were searched.
func TestEveryByte(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, ""))
	for _, f := range formats {
		d.s.change(func() { d.s.format = f.format })
		d.settle()
		d.writing = nil
		d.press("Write the copy")
		if d.writing == nil || d.writing.Format != f.format || len(d.writing.Bytes) == 0 {
			t.Fatalf("%s was not written: %s", f.label, d.words())
		}
		for _, x := range secrets {
			if strings.Contains(string(d.writing.Bytes), x) {
				t.Errorf("%s holds %q", f.label, x)
			}
		}
		if err := d.writing.Check(d.writing.Bytes); err != nil {
			t.Errorf("%s: %v", f.label, err)
		}
		if err := d.writing.Check(append(d.writing.Bytes[:len(d.writing.Bytes):len(d.writing.Bytes)], "Bribery at the permit office"...)); err == nil {
			t.Errorf("%s: what comes to the file afterwards is not noticed", f.label)
		}
		report := d.writing.Report("/there/public" + f.suffix)
		for _, want := range []string{"Held back", "exact positions", "Exercise site 1: 42.60312, 21.18874 (exact) -> 42.6, 21.2 (town)", "nothing found", "/there/public" + f.suffix, "SHA-256"} {
			if !strings.Contains(report, want) {
				t.Errorf("%s: the report does not say %q:\n%s", f.label, want, report)
			}
		}
	}
	d.wrote()
	if !d.s.closed || d.words() != "" {
		t.Error("the sheet stays after the copy was written")
	}
}

func TestRules(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, ""))
	in := func(words string) bool {
		return strings.Contains(string(d.s.now.bytes), words)
	}
	tick := func(title string) { d.t.Helper(); d.press(title) }
	for _, c := range []struct{ title, words string }{ // a box, and words that are in the copy when it is off, and not when it is on
		{"Leave out hypothetical sites", "Exercise site 2"},
		{"Leave out what nobody marked", "Nobody has judged this one yet"},
		{"Leave out off-record statements", "The cabinet is split over it."},
		{"Leave out roles of owners and assessors", "Deputy head of returns planning"},
		{"Leave out layer “Survey of routes”", "Route Falcon"},
	} {
		for range 2 {
			on := seen.Named(d.w.Canvas().Overlays().Top(), c.title+", on") != nil
			if on == in(c.words) {
				t.Errorf("%s: on %v, but %q in the copy is %v", c.title, on, c.words, in(c.words))
			}
			state := ", off"
			if on {
				state = ", on"
			}
			tick(c.title + state)
		}
	}
}

// What the audience asks for cannot be switched off; the sheet says why.
func TestRequiredRules(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, ""))
	before := d.copies
	for _, c := range []struct{ title, why string }{
		{"Coordinates to the stated precision", "never tells a place more exactly"},
		{"Leave out what is for fewer people", "Change the mark of the note itself"},
		{"Withhold off-record attribution", "is never named in a copy for the public"},
		{"Leave out presenter notes", "cannot tell what of a slide"},
		{"Leave out authors and history", "an identity of its own"},
	} {
		d.press(c.title + ", on")
		d.says(c.title+", on", c.why)
	}
	if d.copies != before {
		t.Error("a rule that cannot change made the copy anew")
	}
	d.press("Leave out hypothetical sites, off")
	d.says("never inside the copy")
}

func TestAudiences(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, ""))
	d.picture("copy-clean")
	// The arrow keys move and apply.
	if f := d.w.Canvas().Focused(); f == nil || f.(fyne.Accessible).AccessibilityLabel() != "Public, coarse, no names" {
		t.Fatalf("the focus is on %v", f)
	}
	d.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	d.settle()
	if d.s.audience != audience.Committee || d.s.now.report.Label != "AMBER" {
		t.Errorf("left of public is %s, %s", d.s.audience, d.s.now.report.Label)
	}
	d.lacks("Leave out roles") // they stay for a committee
	d.picture("copy-committee")
	d.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	d.settle()
	d.says("nothing was held back", "Nothing: an internal copy", "No position in the copy differs from yours.", "Nothing to search for")
	d.lacks("Coordinates to the stated", "Released by")
	d.picture("copy-internal")
	d.press("Write the copy")
	if d.writing == nil || d.writing.Audience != audience.Internal {
		t.Error("an internal copy is not written")
	}
}

// A laxer label than what is in the copy is refused with the reason; a stricter one is taken.
func TestLabel(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, ""))
	d.press("Committee, on-record, town")
	d.s.left.label.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	d.settle()
	d.says("The label TLP:GREEN is laxer than what is in the copy, which asks for TLP:AMBER")
	d.picture("copy-label")
	if d.s.left.label.Chosen() != "AMBER" || d.s.now.report.Label != "AMBER" {
		t.Errorf("the laxer label stands: %s, %s", d.s.left.label.Chosen(), d.s.now.report.Label)
	}
	d.s.left.label.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	d.settle()
	if d.s.now.copy.Handling.TLP != "AMBER+STRICT" {
		t.Errorf("the stricter label is not in the copy: %s", d.s.now.copy.Handling.TLP)
	}
	d.says("Stricter than what is in the copy, which asks for TLP:AMBER.")

	// A label that was chosen falls when what is in the copy asks for more.
	d.s.label = "CLEAR"
	d.s.ask()
	d.settle()
	d.says("The label TLP:CLEAR is laxer")
	if d.s.label != "" || d.s.now.report.Label != "AMBER" {
		t.Errorf("label %q, copy %s", d.s.label, d.s.now.report.Label)
	}
}

// The role that releases the copy becomes its marking, once the typing pauses; it may not name who is held back.
func TestReleasedBy(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, ""))
	d.s.left.releasedBy.SetText("Workshop facilitator")
	if d.s.now.copy.Handling.Marking != "" || !d.s.main.Disabled() {
		t.Error("the copy can be written while a word is being typed")
	}
	d.rest()
	if m := d.s.now.copy.Handling.Marking; m != "Released by Workshop facilitator" {
		t.Errorf("marking %q", m)
	}
	if r := d.s.now.text(&d.s.choices, ""); !strings.Contains(r, "Released by Workshop facilitator") || !strings.Contains(r, "not written yet") {
		t.Errorf("the report: %s", r)
	}
	d.s.left.releasedBy.SetText("Deputy head of returns planning")
	d.rest()
	d.says("Write the copy · 1 to settle", "Document, marking, says what is held back.", "Reword it")
	d.lacks("Leave it out")
	d.press("Reword it")
	if d.s.closed || !d.s.left.releasedBy.Focused() {
		t.Error("the field is not ready to be changed")
	}
	d.s.left.releasedBy.SetText("")
	d.rest()
	d.lacks("to settle")
}

func TestSites(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, ""))
	d.press("Next site")
	d.says("town · 42.19777° N, 21.43111° E")
	if d.panes[0].site == exactSite || len(d.panes[0].at) != 2 {
		t.Errorf("the maps did not go on: %+v", d.panes[0])
	}
	d.press("Next site")
	d.says("exact · 42.6")
	d.press("Site before")
	d.says("town · 42.19")
	d.s.right.sites.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	d.says("exact · 42.6")
	if d.panes[0].follows != Pane(d.panes[1]) || d.panes[1].follows != Pane(d.panes[0]) {
		t.Error("the maps do not move together")
	}
}

// A row of the lists says why in full when it is chosen.
func TestCountsSayWhy(t *testing.T) {
	d := open(t, theme.Light, 1024, 700, planted(t, ""))
	held := d.s.right.lists[1]
	for i, l := range held.lines {
		if l.What != "exact positions" {
			continue
		}
		held.rows.Moved(i, 0)
		if held.rows.Height(i) <= 40 {
			t.Errorf("the row is %v high", held.rows.Height(i))
		}
		held.rows.SetCursor(i)
		d.says("Finer than the precision that the copy states.")
		held.rows.Moved(i, 0)
		if held.rows.Height(i) != 26 {
			t.Error("the row stays open")
		}
		return
	}
	t.Fatalf("exact positions are not listed: %v", held.lines)
}

// Looking at the copy takes the sheet away and brings it back as it was.
func TestLook(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, leak))
	d.press("Leave out hypothetical sites, off")
	d.press("Look at the copy")
	if d.looked != d.s.now.copy || d.words() != "" || !d.panes[0].closed {
		t.Fatal("the copy is not shown, or the sheet is still there")
	}
	d.back()
	d.settle()
	d.says("Leave out hypothetical sites, on", "Write the copy · 1 to settle")
	if len(d.panes) != 4 || d.panes[2].closed {
		t.Errorf("%d maps", len(d.panes))
	}
	d.press("Look at the copy")
	d.doc = planted(t, "") // reworded meanwhile
	d.back()
	d.settle()
	d.lacks("to settle")
}

func TestReportAndCancel(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, leak))
	d.press("Save report")
	for _, want := range []string{"for the public, TLP:CLEAR", "FOUND note “Consent may be withdrawn”, counterpoint", "not written yet"} {
		if !strings.Contains(d.report, want) {
			t.Errorf("the report does not say %q:\n%s", want, d.report)
		}
	}
	d.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !d.s.closed || kit.Busy(d.w.Canvas()) || d.writing != nil {
		t.Error("Esc does not give the copy up")
	}
}

// A document that may not be copied for others, and one that cannot be encoded, say so; nothing can be written.
func TestNoCopy(t *testing.T) {
	doc := planted(t, "")
	doc.Handling.TLP = "RED"
	d := open(t, theme.Light, 1440, 900, doc)
	d.says("No copy can be made", "TLP:RED, for named recipients alone")
	d.picture("copy-red")
	d.press("Write the copy")
	d.lacks("Save report")
	if d.writing != nil || !d.s.main.Disabled() || !d.s.look1.Disabled() {
		t.Error("something can be written all the same")
	}
	d.press("Internal, as it is")
	d.lacks("No copy can be made")
	d.mu.Lock()
	d.fail = errMade
	d.mu.Unlock()
	d.s.change(func() { d.s.format = feature.KML })
	d.settle()
	d.says("No copy can be made", "The KML file could not be made: the disk of the test is full.")
}

// An answer that was overtaken does not show over the one that was asked for since.
func TestOvertaken(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, ""))
	d.s.change(func() { d.s.audience = audience.Committee })
	d.s.change(func() { d.s.audience = audience.Internal })
	d.s.work.Wait()
	d.settle()
	if d.s.now.report.Audience != audience.Internal || d.s.stale {
		t.Errorf("the report is for %s", d.s.now.report.Audience)
	}
	d.s.change(func() { d.s.audience = audience.Public })
	d.s.Close()
	d.s.work.Wait()
	for len(d.todo) > 0 {
		(<-d.todo)()
	}
	if d.s.now.report.Audience != audience.Internal {
		t.Error("an answer came to a sheet that was closed")
	}
}

// What looks like personal data is pointed out and blocks nothing.
func TestPersonalData(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, "Ask jane.roe@example.org for the rest."))
	d.says("Note “Consent may", "looks like personal data", "e-mail address")
	d.lacks("to settle")
	d.press("Write the copy")
	if d.writing == nil || !strings.Contains(d.writing.Report(""), "Looks like personal data") {
		t.Error("it is not in the report, or the copy is not written")
	}
}

// A find that only the bytes of the file show blocks as well.
func TestAFindInTheBytes(t *testing.T) {
	d := open(t, theme.Light, 1440, 900, planted(t, ""))
	d.mu.Lock()
	d.tail = "<!-- Bribery at the permit office -->"
	d.mu.Unlock()
	d.s.change(func() { d.s.format = feature.KML })
	d.settle()
	d.says("Write the copy · 1 to settle", "Only the bytes show it: the file", "Write another format", "Nothing is written until this is settled.")
	d.lacks("Reword", "Leave it out", "Leave the  out")
	d.press("Save report")
	if !strings.Contains(d.report, "In the bytes of the file") || !strings.Contains(d.report, "FOUND the file") {
		t.Errorf("the report: %s", d.report)
	}
}
