package safecopy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"
	"go.uber.org/goleak"

	"hubscape/app/audience"
	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// desk is the sheet over a window, with a host that remembers what it was asked and a clock that waits.
type desk struct {
	t      *testing.T
	w      fyne.Window
	s      *Sheet
	doc    *scenario.Scenario
	todo   chan func()
	timers []func()

	mu     sync.Mutex
	copies int
	fail   error  // of Encode
	tail   string // what Encode adds

	panes    []*pane
	looked   *scenario.Scenario
	back     func()
	reworded string
	writing  *Writing
	wrote    func()
	report   string
}

type pane struct {
	box     fyne.CanvasObject
	doc     *scenario.Scenario
	site    string
	at      []orb.Bound
	follows Pane
	closed  bool
}

func (p *pane) Object() fyne.CanvasObject                { return p.box }
func (p *pane) Show(doc *scenario.Scenario, site string) { p.doc, p.site = doc, site }
func (p *pane) Look(b orb.Bound)                         { p.at = append(p.at, b) }
func (p *pane) Follow(o Pane)                            { p.follows = o }
func (p *pane) Close()                                   { p.closed = true }

func (d *desk) Canvas() fyne.Canvas          { return d.w.Canvas() }
func (d *desk) Dispatch(f func())            { d.todo <- f }
func (d *desk) Document() *scenario.Scenario { return d.doc }
func (d *desk) Copy(doc *scenario.Scenario, r audience.Rules) (*scenario.Scenario, *audience.Report, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.copies++
	r.Personal = exchange.PersonalKinds
	return audience.Copy(doc, r, nil)
}

func (d *desk) Encode(doc *scenario.Scenario, f feature.Format) ([]byte, []string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		return nil, nil, d.fail
	}
	if f == feature.Scenario {
		b, err := store.Write(doc, store.Options{})
		return b, nil, err
	}
	var b bytes.Buffer
	notices, err := exchange.Write(&b, exchange.FromScenario(doc, exchange.Places{}, exchange.Export{Tables: exchange.HoldsTables(f)}), f, doc.Updated)
	var remarks []string
	for _, n := range notices {
		remarks = append(remarks, n.Message)
	}
	return append(b.Bytes(), d.tail...), remarks, err
}

func (d *desk) Pane() Pane {
	p := &pane{box: kit.NewFrame(kit.FillOK, 0, kit.Inset{}, kit.NewText("", kit.Body, kit.Ink))}
	d.panes = append(d.panes, p)
	return p
}
func (d *desk) Look(_, copy *scenario.Scenario, back func()) { d.looked, d.back = copy, back }
func (d *desk) Rewords(kind string) bool                     { return kind == "note" || kind == "site" }
func (d *desk) Reword(kind, id string)                       { d.reworded = kind + " " + id }
func (d *desk) Write(w Writing, wrote func())                { d.writing, d.wrote = &w, wrote }
func (d *desk) SaveReport(text string)                       { d.report = text }

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// what must never get out, and what finds it.
const (
	exactSite = "aaaaaaaa-0001-4000-8000-000000000001"
	noteFree  = "bbbbbbbb-0001-4000-8000-000000000001"
	noteKept  = "bbbbbbbb-0002-4000-8000-000000000002"
	talk      = "22222222-2222-4222-8222-222222222222"
)

var secrets = []string{"42.60312", "21.18874", "Second secretary of the embassy", "Talk in the corridor", "Bribery at the permit office", "two clerks", "Skopje dinner",
	"Deputy head of returns planning", "Route Falcon", "Costs are for the committee", talk, noteKept}

// planted is the sample with things in it that must stay behind. leak is a sentence that a note for the public carries.
func planted(t *testing.T, leak string) *scenario.Scenario {
	t.Helper()
	n := 0
	sample, err := store.Sample("western-balkans", scenario.Env{Now: func() time.Time { return noon }, NewID: func() string { n++; return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }})
	if err != nil {
		t.Fatal(err)
	}
	doc := *sample
	doc.Title, doc.Handling.TLP = "Western Balkans workshop", "GREEN"
	doc.Sites = scenario.ListOf(append(slices.Clone(sample.Sites.All()),
		&scenario.Site{ID: exactSite, Name: "Exercise site 1", At: &orb.Point{21.18874, 42.60312}, Precision: scenario.PrecisionExact, Kind: "transit", Status: scenario.Hypothetical},
		&scenario.Site{ID: "aaaaaaaa-0002-4000-8000-000000000002", Name: "Exercise site 2", At: &orb.Point{21.43111, 42.19777}, Precision: scenario.PrecisionTown, Kind: "transit", Status: scenario.Hypothetical})...)
	doc.Sources = scenario.ListOf(append(slices.Clone(sample.Sources.All()), &scenario.Source{ID: talk, Title: "Talk in the corridor, 12 January", Type: "other", Reliability: "C"})...)
	doc.Notes = scenario.ListOf(append(slices.Clone(sample.Notes.All()),
		&scenario.Note{ID: noteFree, Title: "Consent may be withdrawn", Category: "diplomatic", Polarity: "concern", May: "lapse", Audience: "public", OwnerRole: "Deputy head of returns planning", Counterpoint: leak,
			Sites: []string{exactSite}, Evidence: []scenario.Evidence{
				{ID: "ev1", Source: talk, Text: "The cabinet is split over it.", AttributedTo: "Second secretary of the embassy", Attribution: "off_record", Audience: "public"}}},
		&scenario.Note{ID: noteKept, Title: "Bribery at the permit office", Category: "legal", Polarity: "concern", Because: "two clerks are said to take money for permits", Audience: "internal"},
		&scenario.Note{ID: "bbbbbbbb-0004-4000-8000-000000000004", Title: "Costs are for the committee", Category: "financial", Polarity: "concern", Audience: "committee"},
		&scenario.Note{ID: "bbbbbbbb-0003-4000-8000-000000000003", Title: "Nobody has judged this one yet", Category: "legal", Polarity: "concern"})...)
	doc.Layers = scenario.ListOf(&scenario.Layer{ID: "l1", Name: "Survey of routes"})
	doc.Features = scenario.ListOf(&scenario.Feature{ID: "lf1", Layer: "l1", Name: "Route Falcon", Geometry: orb.Point{20.55551, 42.66662}})
	doc.Slides = scenario.ListOf(&scenario.Room{ID: "s1", Raw: json.RawMessage(`{"id":"s1","title":"Opening","presenter_notes":"Do not mention the Skopje dinner"}`)})
	return &doc
}

// open shows the sheet over a window of a size.
func open(t *testing.T, mode theme.Mode, width, height float32, doc *scenario.Scenario) *desk {
	t.Helper()
	test.NewTempApp(t)
	theme.Apply(mode)
	d := &desk{t: t, doc: doc, todo: make(chan func(), 1000)}
	before := kit.After
	kit.After = func(_ time.Duration, f func()) func() {
		d.timers = append(d.timers, f)
		i := len(d.timers) - 1
		return func() { d.timers[i] = nil }
	}
	t.Cleanup(func() { kit.After = before })
	d.w = test.NewWindow(nil)
	t.Cleanup(d.w.Close)
	d.w.SetPadded(false)
	root := kit.NewRoot(kit.NewFrame(kit.FillPanel2, 0, kit.Inset{}, kit.NewText("", kit.Body, kit.Ink)))
	d.w.SetContent(root)
	root.Attach(d.w.Canvas())
	d.w.Resize(fyne.NewSize(width, height))
	d.s = Open(d)
	d.settle()
	t.Cleanup(func() { d.s.Close(); d.s.work.Wait() })
	return d
}

// settle waits until the newest answer shows.
func (d *desk) settle() {
	d.t.Helper()
	patience := time.After(20 * time.Second)
	for d.s.stale {
		select {
		case f := <-d.todo:
			f()
		case <-patience:
			d.t.Fatal("no answer came")
		}
	}
}

// rest lets what waits for a pause in the typing happen.
func (d *desk) rest() {
	for i, f := range d.timers {
		d.timers[i] = nil
		if f != nil {
			f()
		}
	}
	d.settle()
}

func (d *desk) words() string {
	if o := d.w.Canvas().Overlays().Top(); o != nil {
		return seen.Words(o)
	}
	return ""
}

func (d *desk) press(name string) {
	d.t.Helper()
	if o := d.w.Canvas().Overlays().Top(); o == nil || !seen.Press(o, name) {
		d.t.Fatalf("nothing is called %q: %s", name, d.words())
	}
	if d.s != nil && !d.s.closed {
		d.settle()
	}
}

func (d *desk) says(want ...string) {
	d.t.Helper()
	for _, s := range want {
		if !strings.Contains(d.words(), s) {
			d.t.Errorf("%q is not said: %s", s, d.words())
		}
	}
}

func (d *desk) lacks(unwanted ...string) {
	d.t.Helper()
	for _, s := range unwanted {
		if strings.Contains(d.words(), s) {
			d.t.Errorf("%q is said: %s", s, d.words())
		}
	}
}

// picture saves what shows when HUBSCAPE_PICTURES names a folder, to be looked at.
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

var errMade = errors.New("the disk of the test is full")
