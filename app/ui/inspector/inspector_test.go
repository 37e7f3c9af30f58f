package inspector_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/store"
	"hubscape/app/ui/inspector"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/assets"
	"hubscape/geo/basemap"
)

var land = sync.OnceValue(func() *basemap.Map {
	m, err := basemap.Decode(assets.Basemap())
	if err != nil {
		panic(err)
	}
	return m
})

// desk is a window that holds only the panel.
type desk struct {
	t       *testing.T
	win     fyne.Window
	session *session.Session
	panel   *inspector.Inspector
	said    []string
	refused error
	ids     int
}

func (d *desk) Scenario() *scenario.Scenario { return d.session.Scenario() }
func (d *desk) Map() *basemap.Map            { return land() }
func (d *desk) Canvas() fyne.Canvas {
	if d.win == nil {
		return nil
	}
	return d.win.Canvas()
}
func (d *desk) Try(c scenario.Command) error {
	d.Do(c)
	return d.refused
}

func (d *desk) Do(c scenario.Command) bool {
	before := d.session.Scenario()
	if d.refused = d.session.Do(c); d.refused != nil {
		return false
	}
	if d.session.Scenario() != before {
		d.panel.Refresh()
	}
	return true
}
func (d *desk) Seal()                  { d.session.Seal() }
func (d *desk) Select(kind, id string) { d.hear("select", kind, id); d.panel.Show(kind, id) }
func (d *desk) Fly(kind, id string)    { d.hear("fly", kind, id) }
func (d *desk) Delete(id string)       { d.hear("delete", id) }
func (d *desk) Duplicate(id string)    { d.hear("duplicate", id) }
func (d *desk) Copy(text string)       { d.hear("copy", text) }
func (d *desk) NewID() string          { d.ids++; return fmt.Sprintf("00000000-0000-4000-8000-%012d", d.ids) }
func (d *desk) Today() time.Time       { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) }
func (d *desk) FocusMap()              { d.hear("focus map") }
func (d *desk) hear(words ...string)   { d.said = append(d.said, strings.Join(words, " ")) }

func open(t *testing.T, sample string) *desk {
	t.Helper()
	test.NewTempApp(t)
	d := &desk{t: t}
	env := scenario.Env{Now: d.Today, NewID: d.NewID}
	doc, err := store.Sample(sample, env)
	if err != nil {
		t.Fatal(err)
	}
	d.session = session.New(doc, session.Options{Env: env})
	d.panel = inspector.New(d)
	d.panel.Show("", "")
	d.win = test.NewTempWindow(t, kit.NewRoot(d.panel.Object()))
	d.win.SetPadded(false)
	d.win.Resize(fyne.NewSize(352, 3000))
	return d
}

func (d *desk) show(kind, id string) string {
	d.panel.Show(kind, id)
	return d.words()
}
func (d *desk) words() string { return seen.Words(d.panel.Object()) }

// over is what lies over the window: a dialog or a menu.
func (d *desk) over() fyne.CanvasObject {
	d.t.Helper()
	o := d.win.Canvas().Overlays().Top()
	if o == nil {
		d.t.Fatal("nothing lies over the window")
	}
	return o
}

func (d *desk) press(name string) {
	d.t.Helper()
	if !seen.Press(d.panel.Object(), name) {
		d.t.Fatalf("the card has nothing called %q: %s", name, d.words())
	}
}

func (d *desk) answer(name string) {
	d.t.Helper()
	if !seen.Press(d.over(), name) {
		d.t.Fatalf("nothing over the window is called %q: %s", name, seen.Words(d.over()))
	}
}

// fill types into the fields of the dialog, in order; "-" leaves one alone.
func (d *desk) fill(texts ...string) {
	d.t.Helper()
	fields := seen.All[*kit.Entry](d.over())
	if len(fields) < len(texts) {
		d.t.Fatalf("the dialog has %d fields, want %d", len(fields), len(texts))
	}
	for i, s := range texts {
		if s != "-" {
			fields[i].SetText(s)
		}
	}
}

func (d *desk) closed() {
	d.t.Helper()
	if o := d.win.Canvas().Overlays().Top(); o != nil {
		d.t.Errorf("the dialog stays: %s", seen.Words(o))
	}
}

func (d *desk) site(name string) *scenario.Site {
	for _, s := range d.Scenario().Sites.All() {
		if s.Name == name {
			return s
		}
	}
	d.t.Fatalf("no site is called %q", name)
	return nil
}

func (d *desk) note(title string) *scenario.Note {
	for _, n := range d.Scenario().Notes.All() {
		if n.Title == title {
			return n
		}
	}
	d.t.Fatalf("no note is called %q", title)
	return nil
}

// place puts a hypothetical site down and opens its card.
func (d *desk) place(lon, lat float64) string {
	d.t.Helper()
	id := d.NewID()
	if !d.Do(scenario.PlaceSite{Site: scenario.Site{ID: id, Name: "Exercise site 1", At: &orb.Point{lon, lat}, Precision: scenario.PrecisionTown,
		Kind: "transit", Status: scenario.Hypothetical, Regime: "unknown", Operator: "unknown"}}) {
		d.t.Fatal(d.refused)
	}
	d.panel.Show("site", id)
	return id
}

func holds(t *testing.T, what, words string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(words, w) {
			t.Errorf("%s does not say %q:\n%s", what, w, words)
		}
	}
}

func lacks(t *testing.T, what, words string, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(words, w) {
			t.Errorf("%s says %q:\n%s", what, w, words)
		}
	}
}

func TestCards(t *testing.T) {
	d := open(t, "western-balkans")
	for _, c := range []struct {
		kind, id string
		want     []string
		no       []string
	}{
		{"", "", []string{"Western Balkans, as reported", "This scenario", "What is publicly reported about UK return hubs", "7 positions of 6 states", "3 sites", "49 notes", "54 sources", "TLP:CLEAR", "Where to begin", "Press Ctrl+K"}, nil},
		{"country", "SRB", []string{"Serbia", "Србија", "SRB", "member of the group", "No public acceptance or refusal found.", "None found", "24 Nov 2026", "Hub position", "Each fact opens its source and date.", "Risk notes", "inherited", "What is missing"}, []string{"* This designation"}},
		{"country", "XKX", []string{"Kosovo*", "* This designation is without prejudice", "Talks reported", "22 Oct 2025"}, nil},
		{"country", "MKD", []string{"Talks reported", "Talks denied", "9 Dec 2025"}, nil},
		{"country", "MNG", []string{"No note names this place yet.", "What is missing"}, []string{"member of the group"}},
		{"division", "RS-19", []string{"First-level division", "In Serbia", "RS-19"}, []string{"Facts"}},
		{"site", d.site("Gjadër").ID, []string{"Gjadër", "Operating", "Albania", "Linked notes", "Attached to this site", "Inherited from Albania", "Gates", "All 13", "41.9000° N, 19.6200° E", "What is missing"}, []string{"placed for this exercise"}},
		{"note", d.note("Albania declines").ID, []string{"Albania declines", "Diplomatic", "Evidence for", "Evidence against", "Counterpoint", "not assessed. Blank is not zero.", "Attached to", "Albania", "suggested grade"}, nil},
		{"note", "gone", []string{"This scenario"}, nil},
		{"site", "gone", []string{"This scenario"}, nil},
		{"division", "XX-99", []string{"This scenario"}, nil},
		{"country", "XXX", []string{"This scenario"}, nil},
	} {
		words := d.show(c.kind, c.id)
		holds(t, c.kind+" "+c.id, words, c.want...)
		lacks(t, c.kind+" "+c.id, words, c.no...)
	}
}

func TestEveryCardOfBothSamples(t *testing.T) {
	for _, sample := range []string{"western-balkans", "elsewhere"} {
		d := open(t, sample)
		document := d.show("", "")
		check := func(kind, id, name string) {
			t.Helper()
			switch words := d.show(kind, id); {
			case words == document:
				t.Errorf("%s: %s %q shows the document", sample, kind, id)
			case !strings.Contains(words, strings.Join(strings.Fields(name), " ")):
				t.Errorf("%s: the card of %s %q does not name %q", sample, kind, id, name)
			}
		}
		m := land()
		for i := range m.Countries {
			if c := &m.Countries[i]; c.Code != "" {
				check("country", c.Code, c.Names["en"])
			}
		}
		step := 1
		if sample == "elsewhere" {
			step = 16 // division cards differ with the map, hardly with the document
		}
		for i := 0; i < len(m.Divisions); i += step {
			check("division", m.Divisions[i].Code, m.Divisions[i].Name)
		}
		for _, s := range d.Scenario().Sites.All() {
			check("site", s.ID, s.Name)
		}
		for _, n := range d.Scenario().Notes.All() {
			check("note", n.ID, n.Title)
		}
	}
}

func TestMissingBlockGoesWhenNothingIsMissing(t *testing.T) {
	d := open(t, "western-balkans")
	for _, code := range []string{"SRB", "ALB", "GBR", "MNG"} {
		gaps := evidence.MissingOn(d.Scenario(), code, d.Today())
		words := d.show("country", code)
		if got := strings.Contains(words, "What is missing"); got != (len(gaps) > 0) {
			t.Errorf("%s: the block shows: %v, with %d gaps", code, got, len(gaps))
		}
		for _, g := range gaps {
			holds(t, code, words, strings.Join(strings.Fields(g.Before+g.Strong+" "+g.After), " ")[:12])
		}
	}
}

func TestCategoryFilter(t *testing.T) {
	d := open(t, "western-balkans")
	d.show("country", "ALB")
	titles := func() []string {
		var out []string
		for _, r := range seen.All[*kit.NoteRow](d.panel.Object()) {
			out = append(out, r.Line().Category)
		}
		return out
	}
	before := titles()
	strip := seen.All[*kit.CategoryStrip](d.panel.Object())
	if len(strip) != 1 {
		t.Fatalf("%d strips", len(strip))
	}
	var cell fyne.Tappable
	seen.Walk(strip[0], func(o fyne.CanvasObject) bool {
		if a, ok := o.(fyne.Accessible); ok && strings.HasPrefix(a.AccessibilityLabel(), "Legal") {
			cell = o.(fyne.Tappable)
		}
		return true
	})
	if cell == nil {
		t.Fatal("the strip has no cell for law")
	}
	cell.Tapped(&fyne.PointEvent{})
	after := titles()
	if len(after) == 0 || slices.ContainsFunc(after, func(c string) bool { return c != "legal" }) || slices.Equal(before, after) {
		t.Errorf("filtered to law the card shows %q, before %q", after, before)
	}
	d.show("country", "SRB")
	d.show("country", "ALB")
	if !slices.Equal(titles(), after) {
		t.Error("the card forgot its filter")
	}
}

func TestInheritedNotesFold(t *testing.T) {
	d := open(t, "western-balkans")
	d.show("country", "SRB")
	var link string
	for _, l := range seen.All[*kit.Link](d.panel.Object()) {
		if strings.Contains(l.Label(), "inherited from") {
			link = l.Label()
			break
		}
	}
	n := len(seen.All[*kit.NoteRow](d.panel.Object()))
	d.press(link)
	if more := len(seen.All[*kit.NoteRow](d.panel.Object())); more <= n {
		t.Errorf("%q shows %d notes after %d", link, more, n)
	}
	d.press("Hide")
	if again := len(seen.All[*kit.NoteRow](d.panel.Object())); again != n {
		t.Errorf("Hide leaves %d notes, want %d", again, n)
	}
	row := seen.All[*kit.NoteRow](d.panel.Object())[0]
	row.Tapped(nil)
	if last := d.said[len(d.said)-1]; !strings.HasPrefix(last, "select note ") {
		t.Errorf("a note's row said %q", last)
	}
}

func TestFacts(t *testing.T) {
	d := open(t, "western-balkans")
	d.show("country", "SRB")
	d.press("No public acceptance or refusal found.")
	holds(t, "the position", seen.Words(d.over()), "Position of Serbia", "Status", "Scheme", "As of 24 Nov 2026")
	d.answer("Close")
	words := d.words()
	if strings.Contains(words, "All ") && seen.Named(d.panel.Object(), "Fewer") == nil {
		for _, l := range seen.All[*kit.Link](d.panel.Object()) {
			if strings.HasPrefix(l.Label(), "All ") && l.Label() != "All 13" {
				d.press(l.Label())
				break
			}
		}
		if len(d.words()) <= len(words) {
			t.Error("All shows no more facts")
		}
	}
	d.press("No")
	holds(t, "the fact", seen.Words(d.over()), "Value No", "As of Dec 2022", "Source")
	d.answer("Change")
	holds(t, "the form", seen.Words(d.over()), "Fill:", "2022-12")
	d.fill("No, as of this year", "2026")
	d.answer("Keep with source")
	d.closed()
	holds(t, "the card", d.words(), "No, as of this year")
	d.press("No, as of this year")
	n := d.Scenario().Facts.Len()
	d.answer("Remove")
	if got := d.Scenario().Facts.Len(); got != n-1 {
		t.Errorf("%d facts, want %d", got, n-1)
	}
}

func TestAFactNeedsASource(t *testing.T) {
	d := open(t, "western-balkans")
	d.show("country", "MNG")
	facts, sources := d.Scenario().Facts.Len(), d.Scenario().Sources.Len()
	d.press("Add with source")
	d.answer("Keep with source")
	holds(t, "the form without a value", seen.Words(d.over()), "Enter a value.")
	d.fill("Candidate")
	d.answer("Keep with source")
	holds(t, "the form without a source", seen.Words(d.over()), "A fact needs a source", "Candidate")
	if d.Scenario().Facts.Len() != facts {
		t.Fatal("a fact without a source was kept")
	}
	d.fill("-", "20x5", "A paper", "A ministry")
	d.answer("Keep with source")
	holds(t, "the form with a wrong date", seen.Words(d.over()), "It could not be kept")
	d.fill("-", "2025-10")
	d.answer("Keep with source")
	d.closed()
	if f, s := d.Scenario().Facts.Len(), d.Scenario().Sources.Len(); f != facts+1 || s != sources+1 {
		t.Errorf("%d facts and %d sources, want one more of each", f-facts, s-sources)
	}
	holds(t, "the card", d.words(), "Candidate")
	d.press("Add with source")
	d.answer("Cancel")
	d.closed()
}
