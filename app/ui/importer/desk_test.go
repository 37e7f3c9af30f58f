package importer

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"
	"go.uber.org/goleak"

	"hubscape/app/difference"
	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
	"hubscape/assets"
	"hubscape/geo/basemap"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("fyne.io/fyne/v2/internal/async.(*UnboundedChan[...]).processing"))
}

var places = sync.OnceValue(func() exchange.Places {
	m, err := basemap.Decode(assets.Basemap())
	if err != nil {
		panic(err)
	}
	return exchange.PlacesOf(m)
})

// desk is a sheet in a window, with a host that remembers what it was asked.
type desk struct {
	t     *testing.T
	w     fyne.Window
	s     *Sheet
	doc   *scenario.Scenario
	name  string
	bytes []byte
	todo  chan func()
	ids   int

	reads    []exchange.Options
	slow     chan struct{} // reading waits for it, or for its context
	refused  error
	broken   error // why a step cannot be made
	imported *exchange.Proposal
	patch    scenario.Patch
	saved    map[string]string
	copied   string
	pane     *pane
	timers   []func()
}

type pane struct {
	marks  []Mark
	shapes []orb.Geometry
	fits   int
	foot   float32
	looked []orb.Point
	closed bool
	box    fyne.CanvasObject
}

func (p *pane) Object() fyne.CanvasObject { return p.box }
func (p *pane) Show(m []Mark, s []orb.Geometry, fit bool) {
	p.marks, p.shapes = m, s
	if fit {
		p.fits++
	}
}
func (p *pane) Look(at orb.Point)  { p.looked = append(p.looked, at) }
func (p *pane) Cover(foot float32) { p.foot = foot }
func (p *pane) Close()             { p.closed = true }

func (d *desk) Canvas() fyne.Canvas { return d.w.Canvas() }
func (d *desk) Dispatch(f func())   { d.todo <- f }
func (d *desk) Read(ctx context.Context, o exchange.Options) (*exchange.File, table.As, error) {
	d.reads = append(d.reads, o)
	if d.slow != nil {
		select {
		case <-d.slow:
		case <-ctx.Done():
			return nil, table.As{}, ctx.Err()
		}
	}
	if int64(len(d.bytes)) > 1<<20 && !o.Large {
		return nil, table.As{}, &store.Error{File: d.name, What: "is large", Do: "read it anyway", Err: store.ErrLarge}
	}
	f, err := exchange.Read(ctx, d.name, d.bytes, o)
	if err != nil || f.Format != feature.CSV {
		return f, table.As{}, err
	}
	as := table.Look(d.bytes)
	if o.Text.Encoding != "" {
		as.Encoding = o.Text.Encoding
	}
	if o.Text.Separator != 0 {
		as.Separator = o.Text.Separator
	}
	if o.Text.Header != table.Guessed {
		as.Header = o.Text.Header
	}
	return f, as, nil
}
func (d *desk) Propose(f *exchange.File, doc *scenario.Scenario, dec exchange.Decisions) *exchange.Proposal {
	return exchange.Propose(f, doc, places(), dec)
}
func (d *desk) Document() *scenario.Scenario { return d.doc }
func (d *desk) Compare(a, b *scenario.Scenario) *difference.Report {
	return difference.Between(a, b, difference.Options{})
}
func (d *desk) Pane() Pane {
	d.pane = &pane{box: kit.NewFrame(kit.FillOK, 0, kit.Inset{}, kit.NewText("", kit.Body, kit.Ink))}
	return d.pane
}
func (d *desk) Prepare(p *exchange.Proposal, doc *scenario.Scenario) (scenario.Patch, error) {
	if d.broken != nil {
		return scenario.Patch{}, d.broken
	}
	patch, err := p.Patch(d.env().NewID)
	if err != nil {
		return patch, err
	}
	return patch.Prepared(doc, d.env())
}
func (d *desk) Import(p *exchange.Proposal, step scenario.Patch) {
	after, err := step.Apply(d.doc, d.env())
	if err != nil {
		d.t.Errorf("applying: %v", err)
	}
	d.imported, d.patch, d.doc = p, step, after
}
func (d *desk) SaveRows(name string, csv []byte) { d.saved[name] = string(csv) }
func (d *desk) Copy(text string)                 { d.copied = text }
func (d *desk) Refuse(err error)                 { d.refused = err }

func (d *desk) env() scenario.Env {
	return scenario.Env{Now: func() time.Time { return time.Date(2026, 11, 14, 12, 3, 0, 0, time.UTC) },
		NewID: func() string { d.ids++; return fmt.Sprintf("00000000-0000-4000-8000-%012d", d.ids) }}
}

// newDesk is an empty window of a size and a file.
func newDesk(t *testing.T, mode theme.Mode, w, h float32, name, text string) *desk {
	t.Helper()
	test.NewTempApp(t)
	theme.Apply(mode)
	d := &desk{t: t, name: name, bytes: []byte(text), todo: make(chan func(), 1000), saved: map[string]string{}}
	d.doc = scenario.New("Western Balkans workshop", d.env())
	before := kit.After
	kit.After = func(_ time.Duration, f func()) func() {
		i := len(d.timers)
		d.timers = append(d.timers, f)
		return func() { d.timers[i] = nil }
	}
	t.Cleanup(func() { kit.After = before })
	d.w = test.NewWindow(nil)
	t.Cleanup(func() {
		if d.s != nil {
			d.s.Close()
			d.s.work.Wait()
			d.s.making.Wait()
		}
		d.w.Close()
	})
	d.w.SetPadded(false)
	root := kit.NewRoot(kit.NewFrame(kit.FillPanel2, 0, kit.Inset{}, kit.NewText("", kit.Body, kit.Ink)))
	d.w.SetContent(root)
	root.Attach(d.w.Canvas())
	d.w.Resize(fyne.NewSize(w, h))
	theme.Apply(mode)
	return d
}

// open opens the sheet and waits for the first answer.
func (d *desk) open() *desk {
	d.t.Helper()
	d.s = Open(d, d.name)
	d.settle()
	return d
}

// settle waits for the answer that is on its way.
func (d *desk) settle() {
	d.t.Helper()
	for d.s.work.Busy() || d.s.making.Busy() {
		select {
		case f := <-d.todo:
			f()
		case <-time.After(20 * time.Second):
			d.t.Fatal("no answer")
		}
	}
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
		d.t.Fatalf("nothing is called %q in: %s", name, d.words())
	}
	d.settle()
}

func (d *desk) says(want ...string) {
	d.t.Helper()
	for _, w := range want {
		if !strings.Contains(d.words(), w) {
			d.t.Errorf("%q is not said: %s", w, d.words())
		}
	}
}

func (d *desk) silent(unwanted ...string) {
	d.t.Helper()
	for _, w := range unwanted {
		if strings.Contains(d.words(), w) {
			d.t.Errorf("%q is said: %s", w, d.words())
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

// messy is the file of the picture: Serbian heads, semicolons, decimal commas, two rows swapped, three that cannot be read.
func messy() string {
	var b strings.Builder
	b.WriteString("Mesto;Širina;Dužina;Mesta;Napomena\n")
	for i, town := range strings.Fields("Niš Vranje Novi_Pazar Kraljevo Čačak Užice Zaječar Štip Bor Pirot Leskovac_sever Prokuplje Kruševac Jagodina Valjevo Šabac Loznica Tuzla Kumanovo Zenica Mostar Bihać Leskovac Travnik Doboj Prijedor Tetovo Bar Nikšić Berane Pljevlja Podgorica Durrës Peja_/_Peć Shkodër Fier Vlorë Korçë Berat Kukës Elbasan") {
		town = strings.ReplaceAll(town, "_", " ")
		lat, lon := fmt.Sprintf("4%d,%02d50", 1+i%4, (i*37)%100), fmt.Sprintf("%d,%02d60", 19+i%3, (i*53)%100)
		seats, remark := fmt.Sprint(30+i%7*10), ""
		switch i + 1 {
		case 1:
			seats, remark = "60", "iz javne liste"
		case 3, 19:
			remark = "vežba"
		case 8:
			lon = ""
		case 23:
			lat, lon, seats = "", "blizu Niša", ""
		case 34:
			lat, lon = "426,5900", "20,2880"
		}
		if i+1 == 19 {
			lat, lon = "21,7140", "42,1320"
		}
		if i+1 == 27 {
			lat, lon = "20,9710", "42,0100"
		}
		fmt.Fprintf(&b, "%s;%s;%s;%s;%s\n", town, lat, lon, seats, remark)
	}
	return b.String()
}
