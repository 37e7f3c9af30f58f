package mapview

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

// drawer is a Painter that marks each picture with its number and knows one site, 20 px wide.
type drawer struct {
	n    atomic.Int32
	hold chan struct{} // when set, each picture waits for a value
	site orb.Point
}

func (d *drawer) Paint(dst *image.RGBA, in scene.Input) *scene.Scene {
	n := uint8(d.n.Add(1))
	if d.hold != nil {
		<-d.hold
	}
	for i := range dst.Pix {
		dst.Pix[i] = n
	}
	x, y := in.Camera.Project(d.site)
	return &scene.Scene{Hits: []scene.Hit{{Kind: "site", ID: "s", Rect: scene.Rect{X0: x - 10, Y0: y - 10, X1: x + 10, Y1: y + 10}}}}
}

// desk is a view in a window, its host and its clock.
type desk struct {
	t      *testing.T
	v      *View
	win    fyne.Window
	front  *drawer
	todo   chan func()
	now    time.Time
	still  bool
	mods   fyne.KeyModifier
	said   []string
	hovers []Pointer
	at     orb.Point
	moves  int
	drawn  int
	typed  string
}

func (d *desk) Input() scene.Input {
	return scene.Input{Marks: []scene.Mark{{ID: "s", At: d.front.site}}, Obstacles: []scene.Rect{{X0: 1, Y0: 2, X1: 3, Y1: 4}}}
}

func (d *desk) Click(p Pointer, mod fyne.KeyModifier) {
	d.said = append(d.said, strings.Join([]string{"click", p.Hit.Kind, p.Hit.ID, fmt.Sprint(mod)}, " "))
	d.at = p.At
}
func (d *desk) PlaceSite(at orb.Point) { d.said = append(d.said, "place"); d.at = at }
func (d *desk) DragSite(id string, at orb.Point, done bool) {
	d.said = append(d.said, fmt.Sprint("drag ", id, " ", done))
	d.at = at
}
func (d *desk) Menu(p Pointer, _ fyne.Position) { d.said = append(d.said, "menu "+p.Hit.Kind) }
func (d *desk) Hover(p Pointer)                 { d.hovers = append(d.hovers, p) }
func (d *desk) Moved(camera.Camera)             { d.moves++ }
func (d *desk) Drawn(scene.Input, *scene.Scene) { d.drawn++ }
func (d *desk) Key(e *fyne.KeyEvent)            { d.said = append(d.said, "key "+string(e.Name)) }
func (d *desk) Rune(r rune)                     { d.typed += string(r) }

const wide, high = 800, 500

func newDesk(t *testing.T) *desk {
	t.Helper()
	test.NewTempApp(t)
	d := &desk{t: t, todo: make(chan func(), 100), now: time.Unix(1000, 0), front: &drawer{site: orb.Point{21, 43}}}
	d.v = New(Options{
		Host: d, Painter: d.front, Under: &drawer{}, Dispatch: func(f func()) { d.todo <- f },
		Now: func() time.Time { return d.now }, Still: func() bool { return d.still }, Modifiers: func() fyne.KeyModifier { return d.mods },
	}, camera.Camera{Center: orb.Point{20.6, 43.4}, Zoom: 6.6})
	d.v.Colours(color.White, color.Black)
	d.win = test.NewTempWindow(t, d.v)
	d.win.SetPadded(false)
	d.win.Resize(fyne.NewSize(wide, high))
	t.Cleanup(d.v.Close)
	d.settle()
	return d
}

// until takes what was dispatched, one after another, until ok.
func (d *desk) until(what string, ok func() bool) {
	d.t.Helper()
	patience := time.NewTimer(20 * time.Second)
	defer patience.Stop()
	for !ok() {
		select {
		case f := <-d.todo:
			f()
		case <-patience.C:
			d.t.Fatalf("%s did not come", what)
		}
	}
}

// settle waits for the picture of what the camera sees.
func (d *desk) settle() {
	d.t.Helper()
	d.until("the picture of the camera", func() bool {
		return d.v.shown.cam.Center == d.v.cam.Center && d.v.shown.cam.Zoom == d.v.cam.Zoom && d.v.under.cam.Width > 0
	})
	for d.v.front.busy() {
		select {
		case f := <-d.todo:
			f()
		default:
			runtime.Gosched()
		}
	}
}

// busy tells whether the goroutine that draws still runs.
func (f *frames) busy() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.running
}

func pos(x, y float64) fyne.Position { return fyne.NewPos(float32(x), float32(y)) }

func mouse(x, y float64, b desktop.MouseButton, m fyne.KeyModifier) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: pos(x, y)}, Button: b, Modifier: m}
}

func (d *desk) down(x, y float64, m fyne.KeyModifier) {
	d.v.MouseDown(mouse(x, y, desktop.MouseButtonPrimary, m))
}
func (d *desk) up(x, y float64) { d.v.MouseUp(mouse(x, y, desktop.MouseButtonPrimary, 0)) }
func (d *desk) drag(x, y float64) {
	d.v.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: pos(x, y)}})
}
func (d *desk) click(x, y float64, m fyne.KeyModifier) {
	d.down(x, y, m)
	d.v.MouseUp(mouse(x, y, desktop.MouseButtonPrimary, m))
}
func (d *desk) key(n fyne.KeyName) { d.v.TypedKey(&fyne.KeyEvent{Name: n}) }

func (d *desk) said1(want ...string) {
	d.t.Helper()
	if fmt.Sprint(d.said) != fmt.Sprint(want) {
		d.t.Errorf("the host heard %q, want %q", d.said, want)
	}
	d.said = nil
}

// under gives where a place is on the screen now.
func (d *desk) stays(p orb.Point, x, y float64) {
	d.t.Helper()
	if gx, gy := d.v.cam.Project(p); math.Hypot(gx-x, gy-y) > 0.01 {
		d.t.Errorf("the place that was at %.0f, %.0f is at %.2f, %.2f", x, y, gx, gy)
	}
}

func (d *desk) inWorld() {
	d.t.Helper()
	c := d.v.cam
	b := c.Bound()
	if b.Max[1] > camera.MaxLat+1e-6 || b.Min[1] < -camera.MaxLat-1e-6 || c.Center[0] < -180 || c.Center[0] >= 180 || math.IsNaN(c.Zoom) {
		d.t.Errorf("the camera left the world: %+v", c)
	}
}

// covered checks that the coarse picture lies under the whole view.
func (d *desk) covered() {
	d.t.Helper()
	if !covers(d.v.under.cam, d.v.cam) {
		d.t.Errorf("an edge is blank: view %+v, coarse picture %+v", d.v.cam, d.v.under.cam)
	}
}

func (d *desk) scale(s float32) {
	d.win.Canvas().(software.WindowlessCanvas).SetScale(s)
	d.v.Refresh()
	test.WidgetRenderer(d.v).Layout(d.v.Size())
}
