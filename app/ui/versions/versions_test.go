package versions

import (
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"

	"hubscape/app/difference"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
)

var noon = time.Date(2026, 11, 14, 12, 3, 0, 0, time.Local)

// desk is the view in a window, with a host that remembers what it was asked.
type desk struct {
	t     *testing.T
	w     fyne.Window
	v     *View
	now   *scenario.Scenario
	docs  map[string]*scenario.Scenario
	wait  []func() // loads that are under way
	slow  bool
	said  []string
	panes []*pane
	ids   int
}

type pane struct {
	d        *desk
	box      fyne.CanvasObject
	doc      *scenario.Scenario
	gone     []*scenario.Site
	selected string
	looked   []difference.Row
	follows  Pane
	closed   bool
}

func (p *pane) Object() fyne.CanvasObject { return p.box }
func (p *pane) Show(doc *scenario.Scenario, gone []*scenario.Site, selected string) {
	p.doc, p.gone, p.selected = doc, gone, selected
}
func (p *pane) Look(r difference.Row) { p.looked = append(p.looked, r) }
func (p *pane) Follow(o Pane)         { p.follows = o }
func (p *pane) Close()                { p.closed = true }

func (d *desk) Load(id string, done func(*scenario.Scenario, error)) {
	answer := func() {
		if doc, ok := d.docs[id]; ok {
			done(doc, nil)
			return
		}
		done(nil, errors.New("version of 11:02: its checksum is wrong; choose another"))
	}
	if d.slow {
		d.wait = append(d.wait, answer)
		return
	}
	answer()
}
func (d *desk) Now() *scenario.Scenario { return d.now }
func (d *desk) Compare(a, b *scenario.Scenario) *difference.Report {
	return difference.Between(a, b, difference.Options{})
}
func (d *desk) Pane() Pane {
	p := &pane{d: d, box: kit.NewFrame(kit.FillOK, 0, kit.Inset{}, kit.NewText("", kit.Body, kit.Ink))}
	d.panes = append(d.panes, p)
	return p
}
func (d *desk) TakeBack(r *difference.Report, rows []difference.Row) {
	p, _ := r.TakeBack(rows...)
	after, err := p.Apply(d.now, d.env())
	if err != nil {
		d.t.Fatal(err)
	}
	d.now = after
	d.said = append(d.said, p.Said)
	d.v.Changed()
}
func (d *desk) Restore(v Version)             { d.said = append(d.said, "restore "+v.ID) }
func (d *desk) SaveText(r *difference.Report) { d.said = append(d.said, "text "+r.Headline()) }
func (d *desk) Leave()                        { d.said = append(d.said, "leave") }

func (d *desk) env() scenario.Env {
	return scenario.Env{Now: func() time.Time { return noon.UTC() }, NewID: func() string { d.ids++; return fmt.Sprintf("00000000-0000-4000-8000-%012d", d.ids) }}
}

func (d *desk) do(doc *scenario.Scenario, cs ...scenario.Command) *scenario.Scenario {
	d.t.Helper()
	for _, c := range cs {
		next, err := c.Apply(doc, d.env())
		if err != nil {
			d.t.Fatal(err)
		}
		doc = next
	}
	return doc
}

// open makes the sample, changes it in steps, and shows the versions.
func open(t *testing.T, mode theme.Mode, slow bool) *desk {
	t.Helper()
	test.NewTempApp(t)
	theme.Apply(mode)
	now = func() time.Time { return noon.Add(time.Hour) }
	t.Cleanup(func() { now = time.Now })
	d := &desk{t: t, docs: map[string]*scenario.Scenario{}, slow: slow}
	first, err := store.Sample("western-balkans", d.env())
	if err != nil {
		t.Fatal(err)
	}
	second := d.do(first, scenario.PlaceSite{Site: scenario.Site{ID: "s1", Name: "Exercise site 1", At: at(21.19, 42.6)}},
		scenario.PlaceSite{Site: scenario.Site{ID: "s3", Name: "Exercise site 3", At: at(20.9, 42.4)}})
	note := second.Notes.All()[0]
	changed := *note
	changed.Title += " (reworded)"
	d.now = d.do(second, scenario.EditSite{Site: with(second, "s1", 80), What: "capacity"}, scenario.MoveSite{ID: "s1", Lon: 21.22, Lat: 42.59}, scenario.DeleteSites{IDs: []string{"s3"}}, scenario.PutNote{Note: changed},
		scenario.DeleteNote{ID: second.Notes.All()[1].ID})
	d.docs["a"], d.docs["b"] = second, first
	d.v = New(d, []Version{
		{ID: "a", At: noon.Add(-43 * time.Minute), Kind: "save", Title: "Western Balkans", Changes: 12},
		{ID: "bad", At: noon.Add(-61 * time.Minute), Kind: "history", Title: "Western Balkans", Changes: 2},
		{ID: "b", At: noon.AddDate(0, 0, -1), Kind: "save", Title: "Western Balkans", Changes: -1},
	}, "3 versions, 6.1 of 500 MB.")
	d.w = test.NewWindow(nil)
	t.Cleanup(d.w.Close)
	d.w.SetPadded(false)
	panels := kit.NewPanels(d.v.Left(), d.v.Object(), kit.NewText("", kit.Body, kit.Ink))
	panels.SetOpen(kit.RightSide, false)
	root := kit.NewRoot(panels)
	d.w.SetContent(root)
	root.Attach(d.w.Canvas())
	d.w.Resize(fyne.NewSize(1440, 820))
	theme.Apply(mode)
	return d
}

func with(doc *scenario.Scenario, id string, capacity int) scenario.Site {
	s, _ := doc.Sites.Get(id)
	c := *s
	c.Capacity = &capacity
	return c
}

func (d *desk) words() string { return seen.Words(d.w.Canvas().Content()) }

func (d *desk) press(name string) {
	d.t.Helper()
	if !seen.Press(d.w.Canvas().Content(), name) {
		d.t.Fatalf("nothing is called %q: %s", name, d.words())
	}
}

func (d *desk) says(want ...string) {
	d.t.Helper()
	for _, s := range want {
		if !strings.Contains(strings.ToLower(d.words()), strings.ToLower(s)) {
			d.t.Errorf("%q is not said: %s", s, d.words())
		}
	}
}

// row finds a difference in a column by its words.
func (d *desk) row(text string) (*column, int) {
	d.t.Helper()
	for _, c := range d.v.main.columns {
		for i, e := range c.items {
			if strings.Contains(e.row.Text, text) {
				return c, i
			}
		}
	}
	d.t.Fatalf("no difference says %q", text)
	return nil, 0
}

func TestVersionsView(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		d := open(t, mode, false)
		d.says("Earlier versions", "Today, 14 Nov 2026", "11:20 · Saved", "11:02 · Autosave", "Yesterday", "3 versions", "11:20 compared with now",
			"1 moved", "Exercise site 1 moved", "Exercise site 3 removed", "blank → 80 persons", "Restore 11:20 as a copy")
		if len(d.panes) != 2 || d.panes[0].doc != d.docs["a"] || d.panes[1].doc != d.now || len(d.panes[1].gone) != 1 {
			t.Errorf("the maps show other documents: %+v", d.panes)
		}
		c, i := d.row("capacity")
		c.rows.Tick(i)
		c.rows.SetCursor(i)
		c.rows.Moved(i, 0)
		d.says("Take back 1 chosen")
		if dir := os.Getenv("HUBSCAPE_PICTURES"); dir != "" {
			f, err := os.Create(filepath.Join(dir, "versions-"+string(mode)+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, d.w.Canvas().Capture()); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
}

// What is ticked comes back, and only that.
func TestTakeBack(t *testing.T) {
	d := open(t, theme.Light, false)
	c, i := d.row("Exercise site 3 removed")
	c.rows.Tick(i)
	d.press("Take back 1 chosen")
	if _, ok := d.now.Sites.Get("s3"); !ok {
		t.Error("the removed site did not come back")
	}
	if s, _ := d.now.Sites.Get("s1"); s.Capacity == nil {
		t.Error("something else was taken back too")
	}
	if strings.Contains(d.words(), "Exercise site 3 removed") || len(d.v.ticked) != 0 {
		t.Error("the row still stands, or is still ticked")
	}
	c, i = d.row("capacity")
	c.rows.Tick(i)
	c.rows.Tick(i)
	if len(d.v.ticked) != 0 {
		t.Error("a second tick did not take the first away")
	}
}

func TestRowsFlyTheMaps(t *testing.T) {
	d := open(t, theme.Light, false)
	c, i := d.row("Exercise site 1 moved")
	c.rows.Moved(i, 0)
	if len(d.panes[0].looked) != 1 || len(d.panes[1].looked) != 0 || d.panes[0].selected != "s1" {
		t.Errorf("linked maps looked %d and %d times", len(d.panes[0].looked), len(d.panes[1].looked))
	}
	if d.panes[0].follows != Pane(d.panes[1]) || d.panes[1].follows != Pane(d.panes[0]) {
		t.Error("the maps are not linked at first")
	}
	d.press("Cameras linked, on")
	if d.panes[0].follows != nil {
		t.Error("the maps are still linked")
	}
	c.rows.Moved(i, 0)
	if len(d.panes[1].looked) != 1 {
		t.Error("apart, the second map did not follow the row")
	}
	d.press("Swap sides")
	if d.panes[1].doc != d.docs["a"] || d.panes[0].doc != d.now || len(d.panes[0].gone) != 1 {
		t.Error("the sides were not swapped")
	}
}

// A version that was left before it had come does not show over the one chosen since.
func TestLateVersion(t *testing.T) {
	d := open(t, theme.Light, true)
	d.v.choose(2)
	if len(d.wait) != 2 {
		t.Fatalf("%d loads", len(d.wait))
	}
	d.wait[1]()
	d.wait[0]()
	if d.v.before != d.docs["b"] {
		t.Error("the late version took the place of the chosen one")
	}
	d.says("13 Nov, 12:03 compared with now")
}

func TestUnreadableVersion(t *testing.T) {
	d := open(t, theme.Light, false)
	d.v.choose(1)
	d.says("This version cannot be read", "checksum is wrong")
	d.press("Back to the map")
	d.v.choose(0)
	d.says("11:20 compared with now")
	if strings.Join(d.said, ",") != "leave" {
		t.Errorf("asked: %v", d.said)
	}
}

func TestRestoreTextAndFilter(t *testing.T) {
	d := open(t, theme.Light, false)
	d.press("Restore 11:20 as a copy")
	d.press("Save difference as text")
	if len(d.said) != 2 || d.said[0] != "restore a" || !strings.HasPrefix(d.said[1], "text ") {
		t.Errorf("asked: %v", d.said)
	}
	d.v.lines.kind = "history"
	d.v.lines.collect()
	d.v.lines.rows.Reload()
	if s := seen.Words(d.v.left); strings.Contains(s, "11:20") || !strings.Contains(s, "11:02") {
		t.Errorf("autosaves only: %s", s)
	}
	d.v.Close()
	if !d.panes[0].closed || !d.panes[1].closed {
		t.Error("the maps go on drawing")
	}
}

func TestNoVersions(t *testing.T) {
	d := open(t, theme.Light, false)
	v := New(d, nil, "")
	if s := seen.Words(v.Object()); !strings.Contains(s, "No earlier version yet") {
		t.Errorf("nothing there: %s", s)
	}
}

// Two files are compared by the same view; nothing can be ticked.
func TestTwoFiles(t *testing.T) {
	d := open(t, theme.Light, false)
	v := NewOfTwo(d, "mine.hubscape", d.docs["b"], "theirs.hubscape", d.docs["a"])
	s := seen.Words(v.Object()) + seen.Words(v.Left())
	for _, want := range []string{"Mine.hubscape compared with theirs.hubscape", "2 added", "Two versions"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is not said: %s", want, s)
		}
	}
	if strings.Contains(s, "Restore") || strings.Contains(s, "Take back") {
		t.Errorf("two files offer what cannot be done: %s", s)
	}
	v.tick(v.report.Rows()[0])
	if len(v.ticked) != 0 {
		t.Error("a row of two files was ticked")
	}
}

func at(lon, lat float64) *orb.Point { return &orb.Point{lon, lat} }
