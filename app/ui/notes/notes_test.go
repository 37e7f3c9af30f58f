package notes_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/notes"
)

// window is a Host that remembers.
type window struct {
	doc      *scenario.Scenario
	kind, id string
	said     []string
	list     *notes.List
}

func (w *window) Scenario() *scenario.Scenario { return w.doc }
func (w *window) Selection() (string, string)  { return w.kind, w.id }
func (w *window) Choose(kind, id string, _ []string) {
	w.kind, w.id = kind, id
	w.list.SelectionChanged()
}
func (w *window) Fly(kind, id string)       { w.said = append(w.said, "fly "+kind+" "+id) }
func (w *window) OpenSample()               { w.said = append(w.said, "sample") }
func (w *window) PlaceName(c string) string { return evidence.PlaceName(w.doc, c) }
func (w *window) Do(c scenario.Command) bool {
	w.said = append(w.said, fmt.Sprintf("%T %v", c, c))
	return true
}

func document() *scenario.Scenario {
	return &scenario.Scenario{
		Version: 1, KosovoNote: scenario.KosovoEU,
		Groups: scenario.ListOf(&scenario.Group{ID: "group:wb6", Name: "WB6"}),
		Sources: scenario.ListOf(
			&scenario.Source{ID: "s1", Title: "Register", Reliability: "B"}, &scenario.Source{ID: "s2", Title: "Paper", Reliability: "F"}),
		Notes: scenario.ListOf(
			&scenario.Note{ID: "1", Title: "Visa-free entry", Category: "security_interference", Polarity: "concern", Places: []string{"SRB"},
				Evidence: []scenario.Evidence{{ID: "e1", Source: "s1", Credibility: 2, Stance: "supports"}}},
			&scenario.Note{ID: "2", Title: "Arms shipments: accounts conflict", Category: "security_interference", Polarity: "concern", Places: []string{"SRB"},
				Evidence: []scenario.Evidence{
					{ID: "e2", Source: "s1", Credibility: 2, Stance: "supports"}, {ID: "e3", Source: "s2", Credibility: 6, Stance: "contradicts"}}},
			&scenario.Note{ID: "3", Title: "Not a Council of Europe member", Category: "legal", Polarity: "concern", Places: []string{"XKX", "group:wb6", "SRB"}},
		),
	}
}

func open(t *testing.T, doc *scenario.Scenario) *window {
	t.Helper()
	test.NewTempApp(t)
	h := &window{doc: doc}
	h.list = notes.New(h)
	w := test.NewTempWindow(t, kit.NewRoot(h.list.Object()))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(264, 600))
	return h
}

func TestRows(t *testing.T) {
	h := open(t, document())
	want := []string{
		"# Security and interference",
		"Arms shipments: accounts conflict | Serbia · 1 supports, 1 contradicts · not rated | B2 F6 !",
		"Visa-free entry | Serbia · 1 origin · not rated | B2",
		"# Legal",
		"Not a Council of Europe member | Kosovo* and 2 more · no evidence yet · not rated | ",
	}
	if got := notes.Lines(h.list); !slices.Equal(got, want) {
		t.Errorf("rows are\n%q, want\n%q", got, want)
	}
	if h.list.Count() != 3 {
		t.Errorf("count is %d, want 3", h.list.Count())
	}
}

func TestFilter(t *testing.T) {
	h := open(t, document())
	for query, want := range map[string]int{"arms": 2, "serbia": 5, "legal kosovo": 2, "WB6": 2, "nothing of the kind": 0} {
		notes.Filter(h.list, query)
		if got := len(notes.Lines(h.list)); got != want {
			t.Errorf("filter %q leaves %d rows, want %d", query, got, want)
		}
	}
}

func TestKeys(t *testing.T) {
	h := open(t, document())
	for _, k := range []fyne.KeyName{fyne.KeyHome, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeyDelete} {
		h.list.Focus().TypedKey(&fyne.KeyEvent{Name: k})
	}
	want := []string{"fly note 3", "scenario.DeleteNote {1}"}
	if !slices.Equal(h.said, want) || h.kind != "note" || h.id != "1" {
		t.Errorf("keys said %q and chose %s %s, want %q and note 1", h.said, h.kind, h.id, want)
	}
}

func TestRefreshFollowsSources(t *testing.T) {
	h := open(t, document())
	after := *h.doc
	after.Sources = after.Sources.With(&scenario.Source{ID: "s1", Title: "Register", Reliability: "A"})
	before := h.doc
	h.doc = &after
	h.list.Refresh(before, &after)
	if got := notes.Lines(h.list)[2]; got != "Visa-free entry | Serbia · 1 origin · not rated | A2" {
		t.Errorf("after its source was graded anew the row says %q", got)
	}
}
