package sites_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/sites"
)

// window is a Host that remembers.
type window struct {
	doc      *scenario.Scenario
	kind, id string
	chosen   []string
	said     []string
	asked    int // times the map was asked for a site's host
	list     *sites.List
}

func (w *window) Scenario() *scenario.Scenario { return w.doc }
func (w *window) Selection() (string, string)  { return w.kind, w.id }
func (w *window) ChosenSites() []string {
	if len(w.chosen) == 0 && w.kind == "site" {
		return []string{w.id}
	}
	return w.chosen
}

func (w *window) Choose(kind, id string, chosen []string) {
	w.kind, w.id, w.chosen = kind, id, chosen
	w.list.SelectionChanged()
}
func (w *window) Fly(kind, id string)       { w.said = append(w.said, "fly "+kind+" "+id) }
func (w *window) Delete(ids []string)       { w.said = append(w.said, fmt.Sprint("delete ", ids)) }
func (w *window) Duplicate(id string)       { w.said = append(w.said, "duplicate "+id) }
func (w *window) Rename()                   { w.said = append(w.said, "rename") }
func (w *window) PlaceSite()                { w.said = append(w.said, "place") }
func (w *window) PlaceName(c string) string { return evidence.PlaceName(w.doc, c) }
func (w *window) HostOf(s *scenario.Site) evidence.Host {
	w.asked++
	return evidence.Host{Country: s.HostPlace}
}

func site(id, name, country, kind string, status scenario.Status) *scenario.Site {
	return &scenario.Site{
		ID: id, Name: name, At: &orb.Point{21, 42}, HostPlace: country, Kind: kind, Status: status, Precision: scenario.PrecisionTown,
	}
}

func document() *scenario.Scenario {
	return &scenario.Scenario{
		Version: 1, KosovoNote: scenario.KosovoEU, Updated: time.Unix(0, 0),
		Sites: scenario.ListOf(
			site("a", "Gračanica", "XKX", "transit", scenario.Hypothetical),
			site("b", "Bujanovac", "SRB", "transit", scenario.Hypothetical),
			site("c", "Gjadër", "ALB", "comparator", scenario.Operating),
			site("d", "Preševo", "SRB", "transit", scenario.Hypothetical),
		),
		Positions: scenario.ListOf(
			&scenario.Position{ID: "1", Place: "MKD", Status: scenario.TalksDenied, AsOf: "2025-12-09"},
			&scenario.Position{ID: "2", Place: "MKD", Status: scenario.TalksReported, AsOf: "2025-12-05"},
			&scenario.Position{ID: "3", Place: "SRB", Status: scenario.NoneFound, AsOf: "2026-11-24"},
		),
		Notes: scenario.ListOf(
			&scenario.Note{ID: "n", Title: "Visa-free entry", Category: "security_interference", Polarity: "concern", Places: []string{"SRB"}},
		),
	}
}

func open(t *testing.T, doc *scenario.Scenario) (*window, fyne.Window) {
	t.Helper()
	test.NewTempApp(t)
	h := &window{doc: doc}
	h.list = sites.New(h)
	w := test.NewTempWindow(t, kit.NewRoot(h.list.Object()))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(264, 600))
	return h, w
}

// lines gives the rows as words, from the test of the same name inside the package.
func lines(l *sites.List) []string { return sites.Lines(l) }

func TestRows(t *testing.T) {
	h, _ := open(t, document())
	want := []string{
		"# Hypothetical 3",
		"Bujanovac | SRB · town | 1",
		"Gračanica | XKX · town | 0",
		"Preševo | SRB · town | 1",
		"# Reported, place not stated 2",
		"North Macedonia | Talks reported · talks denied | 0",
		"Serbia | None found · Nov 2026 | 1",
		"# Comparators 1",
		"Gjadër | ALB · town | 0",
	}
	if got := lines(h.list); !slices.Equal(got, want) {
		t.Errorf("rows are\n%q, want\n%q", got, want)
	}
	if n := h.list.Count(); n != 6 {
		t.Errorf("count is %d, want 6", n)
	}
}

func TestFilterIgnoresAccents(t *testing.T) {
	h, _ := open(t, document())
	for query, want := range map[string]int{"gracanica": 2, "serbia": 5, "SRB": 5, "talks": 2, "nowhere": 0} {
		sites.Filter(h.list, query)
		if got := len(lines(h.list)); got != want {
			t.Errorf("filter %q leaves %d rows, want %d: %q", query, got, want, lines(h.list))
		}
	}
}

func TestKeys(t *testing.T) {
	h, w := open(t, document())
	w.Canvas().Focus(h.list.Focus())
	press := func(n fyne.KeyName) { h.list.Focus().TypedKey(&fyne.KeyEvent{Name: n}) }
	press(fyne.KeyHome)
	if h.kind != "site" || h.id != "b" {
		t.Fatalf("Home chose %s %s, want site b", h.kind, h.id)
	}
	press(fyne.KeyEnd)
	press(fyne.KeyUp)
	if h.kind != "country" || h.id != "SRB" {
		t.Errorf("End and Up chose %s %s, want country SRB, over the head of a group", h.kind, h.id)
	}
	press(fyne.KeyDelete)
	press(fyne.KeyHome)
	press(fyne.KeyReturn)
	press(fyne.KeyF2)
	press(fyne.KeyDelete)
	want := []string{"fly site b", "rename", "delete [b]"}
	if !slices.Equal(h.said, want) {
		t.Errorf("keys said %q, want %q", h.said, want)
	}
}

func TestSeveral(t *testing.T) {
	h, _ := open(t, document())
	const ctrl, shift = fyne.KeyModifierControl, fyne.KeyModifierShift
	for _, step := range []struct {
		row  int
		mods fyne.KeyModifier
		want string
	}{
		{1, 0, "[b]"}, {3, ctrl, "[b d]"}, {1, ctrl, "[d]"}, {2, 0, "[a]"}, {8, shift, "[a d c]"}, {6, 0, "[]"},
	} {
		sites.Click(h.list, step.row, step.mods)
		if got := fmt.Sprint(h.ChosenSites()); got != step.want {
			t.Errorf("after a click on row %d with %v chosen are %s, want %s", step.row, step.mods, got, step.want)
		}
	}
}

func TestRefreshAsksOnlyForWhatChanged(t *testing.T) {
	h, _ := open(t, document())
	before := h.doc
	after := *before
	moved := *before.Sites.All()[1]
	moved.Name = "Bujanovac north"
	after.Sites = before.Sites.With(&moved)
	h.doc, h.asked = &after, 0
	h.list.Refresh(before, &after)
	if h.asked != 1 {
		t.Errorf("the map was asked %d times after one site changed, want 1", h.asked)
	}
	if got := lines(h.list)[1]; got != "Bujanovac north | SRB · town | 1" {
		t.Errorf("the row says %q", got)
	}
}

func TestEmptyTeaches(t *testing.T) {
	h, w := open(t, &scenario.Scenario{Version: 1})
	b := button(w.Content(), "Place a site")
	if b == nil {
		t.Fatal("an empty list has no button that places a site")
	}
	b.Tapped(&fyne.PointEvent{})
	if !slices.Equal(h.said, []string{"place"}) {
		t.Errorf("the button said %q", h.said)
	}
}

// button finds a button by its label.
func button(o fyne.CanvasObject, label string) *kit.Button {
	if b, ok := o.(*kit.Button); ok && b.Label() == label {
		return b
	}
	var inner []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		inner = o.Objects
	case fyne.Widget:
		inner = test.WidgetRenderer(o).Objects()
	}
	for _, c := range inner {
		if b := button(c, label); b != nil {
			return b
		}
	}
	return nil
}
