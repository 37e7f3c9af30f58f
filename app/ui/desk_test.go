package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/theme"
	"hubscape/assets"
	"hubscape/geo/basemap"
	"hubscape/geo/label"
)

// world is read once for all tests.
var world = sync.OnceValues(func() (*basemap.Map, *label.Fonts) {
	m, err := basemap.Decode(assets.Basemap())
	if err != nil {
		panic(err)
	}
	f, err := label.NewFonts(assets.Font)
	if err != nil {
		panic(err)
	}
	return m, f
})

// desk is the window on a table where time stands still: what was dispatched waits until the test takes it, and a timer
// runs out when the test says so.
type desk struct {
	t      *testing.T
	w      *Window
	todo   chan func()
	timers []*timer
	ids    int
	mods   fyne.KeyModifier
	closed bool
}

type timer struct {
	after time.Duration
	f     func()
}

// env gives the desk's date and ids in a row.
func (d *desk) env() scenario.Env {
	return scenario.Env{
		Now:   func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) },
		NewID: func() string { d.ids++; return fmt.Sprintf("00000000-0000-4000-8000-%012d", d.ids) },
	}
}

// newDesk opens the sample of the Western Balkans in a window of a size.
func newDesk(t *testing.T, width, height float32) *desk {
	t.Helper()
	return newDeskIn(t, width, height, func(*Deps) {})
}

// newDeskIn is newDesk with a world that with changes.
func newDeskIn(t *testing.T, width, height float32, with func(*Deps)) *desk {
	t.Helper()
	app := test.NewTempApp(t)
	theme.Apply(theme.Light)
	app.Preferences().SetBool("motion.less", true)
	d := &desk{t: t, todo: make(chan func(), 10000)}
	before := kit.After
	kit.After = func(after time.Duration, f func()) func() {
		x := &timer{after, f}
		d.timers = append(d.timers, x)
		return func() { x.f = nil }
	}
	t.Cleanup(func() { kit.After = before })
	doc, err := store.Sample("western-balkans", d.env())
	if err != nil {
		t.Fatal(err)
	}
	m, f := world()
	deps := Deps{App: app, Map: m, Fonts: f, Env: d.env(), Dispatch: func(f func()) { d.todo <- f },
		Modifiers: func() fyne.KeyModifier { return d.mods }, Version: "test",
		Folder: t.TempDir()}
	with(&deps)
	d.w = New(deps, doc, "")
	d.w.win.SetOnClosed(func() { d.closed = true })
	d.w.Show()
	d.w.win.Resize(fyne.NewSize(width, height))
	t.Cleanup(func() {
		d.w.view.Close()
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = d.w.keeper.Close(ctx)
		d.pump()
	})
	d.pump()
	return d
}

// quiet is newDesk without pictures, for tests that need none.
func quiet(t *testing.T) *desk {
	d := newDesk(t, 1280, 800)
	d.w.view.Close()
	return d
}

// pump does what was dispatched so far.
func (d *desk) pump() {
	for {
		select {
		case f := <-d.todo:
			f()
		default:
			return
		}
	}
}

// until does what is dispatched, one after another, until ok.
func (d *desk) until(what string, ok func() bool) {
	d.t.Helper()
	patience := time.NewTimer(30 * time.Second)
	defer patience.Stop()
	for !ok() {
		select {
		case f := <-d.todo:
			f()
		case <-patience.C:
			d.t.Fatalf("%s did not come", what)
		}
	}
	d.pump()
}

// rest lets the timers of a length run out.
func (d *desk) rest(after time.Duration) {
	for _, x := range d.timers {
		if f := x.f; f != nil && x.after == after {
			x.f = nil
			f()
		}
	}
	d.pump()
}

func (d *desk) doc() *scenario.Scenario { return d.w.session.Scenario() }
func (d *desk) canvas() fyne.Canvas     { return d.w.win.Canvas() }
func (d *desk) words() string           { return seen.Words(d.canvas().Content()) }
func (d *desk) card() string            { return seen.Words(d.w.inspector.Object()) }

// over gives the words of what lies over the window, "" when nothing does.
func (d *desk) over() string {
	if o := d.canvas().Overlays().Top(); o != nil {
		return seen.Words(o)
	}
	return ""
}

func (d *desk) answer(name string) {
	d.t.Helper()
	if !seen.Press(d.canvas().Overlays().Top(), name) {
		d.t.Fatalf("nothing over the window is called %q: %s", name, d.over())
	}
	d.pump()
}

func (d *desk) press(name string) {
	d.t.Helper()
	if !seen.Press(d.canvas().Content(), name) {
		d.t.Fatalf("nothing in the window is called %q", name)
	}
	d.pump()
}

// key types a key as the toolkit's window does: chords to whoever takes them, then Tab, then the focus.
func (d *desk) key(n fyne.KeyName, mods ...fyne.KeyModifier) {
	var m fyne.KeyModifier
	for _, x := range mods {
		m |= x
	}
	defer d.pump()
	c := d.canvas()
	focused := c.Focused()
	if s := shortcutOf(n, m); s != nil {
		if f, ok := focused.(fyne.Shortcutable); ok {
			f.TypedShortcut(s)
			return
		}
		// The test's canvas wraps one that knows the shortcuts.
		reflect.ValueOf(c).Elem().FieldByName("WindowlessCanvas").Interface().(fyne.Shortcutable).TypedShortcut(s)
		return
	}
	if tab, ok := focused.(fyne.Tabbable); n == fyne.KeyTab && (!ok || !tab.AcceptsTab()) {
		c.FocusNext()
		return
	}
	if focused != nil {
		focused.TypedKey(&fyne.KeyEvent{Name: n})
		return
	}
	c.OnTypedKey()(&fyne.KeyEvent{Name: n})
}

const ctrl, shift, alt = fyne.KeyModifierControl, fyne.KeyModifierShift, fyne.KeyModifierAlt

func shortcutOf(n fyne.KeyName, m fyne.KeyModifier) fyne.Shortcut {
	if m == ctrl {
		switch n {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		}
	}
	if m != 0 && m != shift {
		return &desktop.CustomShortcut{KeyName: n, Modifier: m}
	}
	return nil
}

// typed types characters.
func (d *desk) typed(text string) {
	for _, r := range text {
		if f := d.canvas().Focused(); f != nil {
			f.TypedRune(r)
		} else {
			d.canvas().OnTypedRune()(r)
		}
		d.pump()
	}
}

// spot is where a place lies on the map.
func (d *desk) spot(lon, lat float64) fyne.Position {
	x, y := d.w.view.Camera().Project(orb.Point{lon, lat})
	return fyne.NewPos(float32(x), float32(y))
}

func (d *desk) event(lon, lat float64, b desktop.MouseButton, m fyne.KeyModifier) *desktop.MouseEvent {
	p := d.spot(lon, lat)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.w.view)
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p, AbsolutePosition: p.Add(at)}, Button: b, Modifier: m}
}

func (d *desk) hover(lon, lat float64) { d.w.view.MouseMoved(d.event(lon, lat, 0, 0)); d.pump() }
func (d *desk) click(lon, lat float64, mods ...fyne.KeyModifier) {
	var m fyne.KeyModifier
	for _, x := range mods {
		m |= x
	}
	d.w.view.MouseDown(d.event(lon, lat, desktop.MouseButtonPrimary, m))
	d.w.view.MouseUp(d.event(lon, lat, desktop.MouseButtonPrimary, m))
	d.pump()
}

func (d *desk) rightClick(lon, lat float64) {
	d.w.view.MouseDown(d.event(lon, lat, desktop.MouseButtonSecondary, 0))
	d.w.view.MouseUp(d.event(lon, lat, desktop.MouseButtonSecondary, 0))
	d.pump()
}

// place puts a site down with the tool and gives its id.
func (d *desk) place(lon, lat float64) string {
	d.t.Helper()
	d.canvas().Focus(d.w.view)
	d.typed("s")
	d.click(lon, lat)
	if d.w.sel.Kind != "site" {
		d.t.Fatalf("no site was placed at %v, %v: %+v", lat, lon, d.w.sel)
	}
	return d.w.sel.ID
}

// drawn waits for a picture on which a site can be grabbed.
func (d *desk) drawn(id string) {
	d.t.Helper()
	d.until("the picture with the site", func() bool {
		s, ok := d.doc().Sites.Get(id)
		if !ok {
			return false
		}
		d.hover(s.At[0], s.At[1])
		return d.w.view.PointerNow().Hit.ID == id
	})
}

func (d *desk) site(id string) *scenario.Site {
	d.t.Helper()
	s, ok := d.doc().Sites.Get(id)
	if !ok {
		d.t.Fatalf("there is no site %s", id)
	}
	return s
}

// bytes is what would be saved.
func (d *desk) bytes() string {
	d.t.Helper()
	b, err := store.Write(d.doc(), store.Options{Host: d.w.host})
	if err != nil {
		d.t.Fatal(err)
	}
	return string(b)
}

// file writes a file into a folder of the test.
func (d *desk) file(name, text string) string {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
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
