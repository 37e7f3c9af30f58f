package inspector_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
)

// value presses what stands behind a label.
func (d *desk) value(label string) {
	d.t.Helper()
	for _, r := range seen.All[*kit.FactRow](d.panel.Object()) {
		if !strings.HasPrefix(seen.Words(r), label+" ") {
			continue
		}
		var press fyne.Tappable
		seen.Walk(r, func(o fyne.CanvasObject) bool {
			if p, ok := o.(fyne.Tappable); ok && press == nil {
				press = p
			}
			return true
		})
		if press != nil {
			press.Tapped(&fyne.PointEvent{})
			return
		}
	}
	d.t.Fatalf("nothing can be pressed at %q: %s", label, d.words())
}

// typed fills the field that has the cursor and ends with a key.
func (d *desk) typed(text string, end fyne.KeyName) {
	d.t.Helper()
	fields := seen.All[*kit.Entry](d.panel.Object())
	if len(fields) != 1 || !fields[0].Focused() {
		d.t.Fatalf("%d fields are open, or the cursor is not in it", len(fields))
	}
	fields[0].SetText(text)
	d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: end})
}

func TestSiteFields(t *testing.T) {
	d := open(t, "western-balkans")
	id := d.place(21.16, 42.2)
	get := func() *scenario.Site { s, _ := d.Scenario().Sites.Get(id); return s }
	holds(t, "a new site", d.words(), "Exercise site 1", "Hypothetical", "placed for this exercise", "None: hypothetical", "None of the 13 conditions", "Kaçanik", "claims it")

	for label, choice := range map[string]string{"Kind": "Detention", "Regime": "Closed", "Operator": "Contractor"} {
		d.value(label)
		d.answer(choice)
	}
	d.value("Precision")
	lacks(t, "the precisions of a point", seen.Words(d.over()), "country")
	d.answer("Exact")
	if s := get(); s.Kind != "detention" || s.Regime != "closed" || s.Operator != "contractor" || s.Precision != scenario.PrecisionExact {
		t.Errorf("the site is %+v", s)
	}

	for _, c := range []struct {
		label, text string
		want        int // -1: not given, -2: refused
	}{
		{"Capacity", "1 200 persons", 1200}, {"Capacity", "1,500", 1500}, {"Capacity", "-3", -2}, {"Capacity", "many", -2},
		{"Capacity", "", -1}, {"Longest stay", "90 days", 90}, {"Longest stay", "1.5", -2},
	} {
		d.value(c.label)
		before := get()
		d.typed(c.text, fyne.KeyReturn)
		v := get().Capacity
		if c.label == "Longest stay" {
			v = get().MaxStay
		}
		switch {
		case c.want == -2:
			if get() != before || !strings.Contains(d.words(), "Enter a whole number, such as 120.") {
				t.Errorf("%s %q was taken: %s", c.label, c.text, d.words())
			}
			d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if get() != before || len(seen.All[*kit.Entry](d.panel.Object())) != 0 {
				t.Errorf("%s %q: Esc does not leave the field", c.label, c.text)
			}
		case c.want == -1 && v != nil, c.want >= 0 && (v == nil || *v != c.want):
			t.Errorf("%s %q gives %v, want %d", c.label, c.text, v, c.want)
		}
	}
	d.value("Description")
	d.typed("  An old barracks  ", fyne.KeyReturn)
	if get().Description != "An old barracks" {
		t.Errorf("the description is %q", get().Description)
	}
	d.value("Description")
	d.typed("An old barracks", fyne.KeyReturn) // nothing changed
	d.value("Description")
	d.win.Canvas().Unfocus() // leaving keeps
	if n := len(seen.All[*kit.Entry](d.panel.Object())); n != 0 {
		t.Error("the field stays open")
	}
	d.value("Status at")
	d.typed("20x5", fyne.KeyReturn)
	if d.refused == nil || get().StatusAsOf != "" {
		t.Errorf("a wrong date was taken: %q", get().StatusAsOf)
	}
	d.value("Status")
	d.answer("Floated")
	d.press("Choose one")
	d.fill("nothing is called so")
	holds(t, "the filtered sources", seen.Words(d.over()), "Nothing matches.")
	d.fill("eunews")
	seen.All[*kit.NoteRow](d.over())[0].Tapped(nil)
	d.closed()
	if src, ok := d.Scenario().Sources.Get(get().StatusSource); !ok || src.Publisher != "Eunews" {
		t.Errorf("the source is %q", get().StatusSource)
	}
	d.value("Source")
	holds(t, "the source", seen.Words(d.over()), "Publisher Eunews", "Reliability", "Address")
	d.answer("Copy address")
	if last := d.said[len(d.said)-1]; !strings.HasPrefix(last, "copy http") {
		t.Errorf("the host heard %q", last)
	}
}

func TestRename(t *testing.T) {
	d := open(t, "western-balkans")
	id := d.place(21.16, 42.2)
	name := func() string { s, _ := d.Scenario().Sites.Get(id); return s.Name }
	for _, c := range []struct {
		text string
		end  fyne.KeyName
		want string
	}{{" Gračanica ", fyne.KeyReturn, "Gračanica"}, {"Elsewhere", fyne.KeyEscape, "Gračanica"}, {"", fyne.KeyReturn, "Gračanica"}, {"Lipljan", fyne.KeyEnter, "Lipljan"}} {
		d.panel.Rename()
		d.typed(c.text, c.end)
		if name() != c.want {
			t.Errorf("%q and %s name it %q, want %q", c.text, c.end, name(), c.want)
		}
		open := len(seen.All[*kit.Entry](d.panel.Object())) != 0
		if open != (c.text == "") {
			t.Errorf("after %q and %s the field is open: %v", c.text, c.end, open)
		}
		if open {
			holds(t, "the field", d.words(), "A site needs a name.")
			d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		}
	}
	d.panel.Show("country", "SRB")
	d.panel.Rename()
	if len(seen.All[*kit.Entry](d.panel.Object())) != 0 {
		t.Error("a country can be renamed")
	}
}

func TestGates(t *testing.T) {
	d := open(t, "western-balkans")
	id := d.place(21.16, 42.2)
	d.press("All 13")
	holds(t, "all gates", d.words(), "Fewer", "Not assessed")
	d.press("Not assessed")
	d.answer("Not met")
	d.press("Not assessed")
	d.answer("Met")
	d.press("Fewer")
	words := d.words()
	holds(t, "the gates", words, "Not met", "11 of 13 gates not answered")
	lacks(t, "the gates", words, "None of the 13")
	d.press("Not met")
	d.answer("Not assessed")
	s, _ := d.Scenario().Sites.Get(id)
	if len(s.Gates) != 1 {
		t.Errorf("%d gates are answered, want 1", len(s.Gates))
	}
}

func TestPlacesWithoutAHost(t *testing.T) {
	d := open(t, "western-balkans")
	for _, c := range []struct {
		lon, lat float64
		want     string
	}{{17.5, 41.5, "This point lies at sea."}, {33, -1, "This point lies in a lake (Lake Victoria)"}, {33.7, 21.87, "no country’s territory"}} {
		d.place(c.lon, c.lat)
		holds(t, "a site", d.words(), c.want)
	}
	d.place(17.5, 41.5)
	holds(t, "a site at sea", d.words(), "No note reaches this site.")
}

func TestCoordinates(t *testing.T) {
	d := open(t, "western-balkans")
	id := d.place(21.16, 42.2)
	at := func() (lon, lat float64) { s, _ := d.Scenario().Sites.Get(id); return s.At[0], s.At[1] }
	ask := func(text string) string {
		t.Helper()
		d.value("Position")
		d.fill(text)
		d.answer("Move the site")
		if o := d.win.Canvas().Overlays().Top(); o != nil {
			return seen.Words(o)
		}
		return ""
	}
	for _, text := range []string{"142.66 N, 21.16 E", "ninety north", "", "42.66"} {
		words := ask(text)
		if lon, lat := at(); lon != 21.16 || lat != 42.2 || words == "" {
			t.Errorf("%q moved the site to %v, %v", text, lat, lon)
		}
		if text != "" && !strings.Contains(words, text) {
			t.Errorf("what was typed, %q, is gone: %s", text, words)
		}
		d.answer("Cancel")
	}
	words := ask("20.16, 42.66")
	holds(t, "an ambiguous pair", words, "more than one way", "Reading A", "Reading B")
	d.answer("Cancel")
	if lon, lat := at(); lon != 21.16 || lat != 42.2 {
		t.Errorf("a pair nobody chose moved the site to %v, %v", lat, lon)
	}
	ask("20.16, 42.66")
	d.answer("Use A: Saudi Arabia")
	if lon, lat := at(); lat != 20.16 || lon != 42.66 {
		t.Errorf("reading A moved the site to %v, %v", lat, lon)
	}
	if words := ask("42.66 N 21.16 E"); words != "" {
		t.Errorf("sure coordinates are questioned: %s", words)
	}
	if lon, lat := at(); lon != 21.16 || lat != 42.66 {
		t.Errorf("the site is at %v, %v", lat, lon)
	}
	if last := d.said[len(d.said)-1]; last != "fly site "+id {
		t.Errorf("the host heard %q", last)
	}
}

func TestSiteMenu(t *testing.T) {
	d := open(t, "western-balkans")
	id := d.place(21.16, 42.2)
	for label, want := range map[string]string{
		"Duplicate": "duplicate " + id, "Copy coordinates": "copy 42.2000° N, 21.1600° E", "Zoom to it": "fly site " + id, "Delete": "delete " + id, "Rename": "select site " + id,
	} {
		d.press("More")
		d.answer(label)
		if last := d.said[len(d.said)-1]; last != want {
			t.Errorf("%s said %q, want %q", label, last, want)
		}
	}
	d.press("More")
	d.answer("Set coordinates…")
	holds(t, "the dialog", seen.Words(d.over()), "Coordinates", "42.20000° N, 21.16000° E")
}

func TestAttachAndDetach(t *testing.T) {
	d := open(t, "western-balkans")
	id := d.place(21.16, 42.2)
	note := d.note("Proposal under scrutiny").ID
	d.press("Attach a note")
	d.fill("under scrutiny")
	rows := seen.All[*kit.NoteRow](d.over())
	if len(rows) != 1 {
		t.Fatalf("the filter leaves %d notes", len(rows))
	}
	rows[0].Tapped(nil)
	d.closed()
	holds(t, "the card", d.words(), "Attached to this site · 1", "Proposal under scrutiny")
	row := seen.All[*kit.NoteRow](d.panel.Object())[0]
	row.TappedSecondary(&fyne.PointEvent{})
	d.answer("Open")
	holds(t, "the note", d.words(), "Exercise site 1")
	d.press("Exercise site 1")
	if got := d.said[len(d.said)-2:]; got[0] != "select site "+id || got[1] != "fly site "+id {
		t.Errorf("the link said %q", got)
	}
	row = seen.All[*kit.NoteRow](d.panel.Object())[0]
	row.TappedSecondary(&fyne.PointEvent{})
	d.answer("Detach from this site")
	lacks(t, "the card", d.words(), "Attached to this site")

	d.show("note", note)
	d.press("Attach")
	d.fill("mongolia")
	seen.All[*kit.NoteRow](d.over())[0].Tapped(nil)
	holds(t, "the note", d.words(), "Mongolia")
	d.press("Detach from Mongolia")
	lacks(t, "the note", d.words(), "Mongolia")
	d.show("country", "MNG")
	d.press("Attach")
	d.fill("under scrutiny")
	seen.All[*kit.NoteRow](d.over())[0].Tapped(nil)
	holds(t, "the country", d.words(), "0 · 1 context", "Proposal under scrutiny")
	d.show("note", note)
	d.press("Mongolia")
	if got := d.said[len(d.said)-2:]; got[0] != "select country MNG" || got[1] != "fly country MNG" {
		t.Errorf("the link said %q", got)
	}
}

func TestDocument(t *testing.T) {
	d := open(t, "western-balkans")
	d.press("Edit")
	d.fill("A title", "A question?", "")
	d.answer("Keep")
	holds(t, "the document", d.words(), "A title", "A question?")
	if doc := d.Scenario(); doc.Purpose != "" || doc.Title != "A title" {
		t.Errorf("%q, %q", doc.Title, doc.Purpose)
	}
	d.press("TLP:CLEAR")
	var amber string
	seen.Walk(d.over(), func(o fyne.CanvasObject) bool {
		if a, ok := o.(fyne.Accessible); ok && strings.HasPrefix(a.AccessibilityLabel(), "TLP:GREEN") {
			amber = a.AccessibilityLabel()
		}
		return true
	})
	d.answer(amber)
	if d.Scenario().Handling.TLP != "GREEN" {
		t.Errorf("the label is %q", d.Scenario().Handling.TLP)
	}
	d.value("Kosovo note")
	d.answer("No footnote")
	if d.Scenario().KosovoNote != scenario.KosovoNone {
		t.Errorf("the note is %q", d.Scenario().KosovoNote)
	}
	lacks(t, "Kosovo without a note", d.show("country", "XKX"), "Kosovo*", "* ")
	empty := ""
	d.Do(scenario.EditDocument{Question: &empty})
	holds(t, "a document without question and purpose", d.show("", ""), "Write down what the group has to answer.")
}

func TestFieldWithKeyboardAndMouse(t *testing.T) {
	d := open(t, "western-balkans")
	d.place(21.16, 42.2)
	var field interface {
		fyne.CanvasObject
		fyne.Focusable
	}
	for _, r := range seen.All[*kit.FactRow](d.panel.Object()) {
		if strings.HasPrefix(seen.Words(r), "Kind ") {
			seen.Walk(r, func(o fyne.CanvasObject) bool {
				if f, ok := o.(interface {
					fyne.CanvasObject
					fyne.Focusable
				}); ok {
					field = f
				}
				return true
			})
		}
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(field)
	test.MoveMouse(d.win.Canvas(), at.AddXY(5, 5))
	test.MoveMouse(d.win.Canvas(), at.AddXY(6, 5))
	test.MoveMouse(d.win.Canvas(), fyne.NewPos(2, 2990))
	d.win.Canvas().Focus(field)
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	holds(t, "the menu", seen.Words(d.over()), "Transit", "Detention")
	keys := ""
	root := d.win.Content().(*kit.Root)
	root.OnKey = func(e *fyne.KeyEvent) { keys += string(e.Name) }
	root.OnRune = func(r rune) { keys += string(r) }
	d.win.Canvas().Overlays().Top().Hide()
	d.win.Canvas().Overlays().Remove(d.win.Canvas().Overlays().Top())
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	field.TypedRune('s')
	if keys != "Escapes" {
		t.Errorf("the window got %q", keys)
	}
	d.win.Canvas().Focus(field)
	d.value("Description")
	d.typed("a", fyne.KeyEscape)
	if last := d.said[len(d.said)-1]; last != "focus map" {
		t.Errorf("after a field of the card closed the host heard %q", last)
	}
}
