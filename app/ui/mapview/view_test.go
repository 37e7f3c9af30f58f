package mapview

import (
	"image/color"
	"math"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

func TestDragKeepsThePlaceUnderThePointer(t *testing.T) {
	for name, c := range map[string]struct {
		button desktop.MouseButton
		tool   Tool
		space  bool
		from   [2]float64
	}{
		"left":                  {desktop.MouseButtonPrimary, Select, false, [2]float64{300, 200}},
		"left, Site tool":       {desktop.MouseButtonPrimary, Site, false, [2]float64{300, 200}},
		"middle, Site tool":     {desktop.MouseButtonTertiary, Site, false, [2]float64{300, 200}},
		"middle on a site":      {desktop.MouseButtonTertiary, Select, false, [2]float64{-1, -1}},
		"left with Space, site": {desktop.MouseButtonPrimary, Select, true, [2]float64{-1, -1}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			x, y := c.from[0], c.from[1]
			if x < 0 {
				x, y = d.v.cam.Project(d.front.site)
			}
			d.v.SetTool(c.tool)
			if c.space {
				d.v.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
			}
			p := d.v.at(pos(x, y))
			d.v.MouseDown(mouse(x, y, c.button, 0))
			for _, m := range [][2]float64{{6, 0}, {60, -30}, {-90, 41}} {
				d.drag(x+m[0], y+m[1])
				d.stays(p, x+m[0], y+m[1])
				d.covered()
			}
			d.v.MouseUp(mouse(x-90, y+41, c.button, 0))
			d.v.DragEnd()
			d.said1()
			if d.v.KeyUp(&fyne.KeyEvent{Name: fyne.KeySpace}); d.v.g.space {
				t.Error("Space let go still pans")
			}
		})
	}
}

func TestSlopAndClicks(t *testing.T) {
	d := newDesk(t)
	was := d.v.cam
	p := d.v.at(pos(100, 100))
	d.down(100, 100, 0)
	d.drag(103, 102)
	d.up(103, 102)
	d.v.DragEnd()
	d.said1("click   0")
	if d.v.cam != was {
		t.Error("a press that wandered 4 px moved the map")
	}
	if math.Abs(d.at[0]-p[0]) > 0.05 {
		t.Errorf("the click was at %v, want near %v", d.at, p)
	}
	x, y := d.v.cam.Project(d.front.site)
	d.click(x, y, fyne.KeyModifierControl)
	d.said1("click site s 2")
	d.v.MouseDown(mouse(x, y, desktop.MouseButtonSecondary, 0))
	d.v.MouseUp(mouse(x, y, desktop.MouseButtonSecondary, 0))
	d.said1("menu site")
	d.v.SetTool(Site)
	d.click(400, 250, 0)
	d.click(400, 250, 0)
	d.said1("place", "place")
	if d.v.cam.Zoom != was.Zoom {
		t.Error("two quick clicks of the Site tool zoomed")
	}
	if d.v.Tool() != Site || d.v.Cursor() != desktop.CrosshairCursor {
		t.Error("the Site tool has no cross-hair")
	}
}

func TestDoubleClickZoomsAtThePointer(t *testing.T) {
	d := newDesk(t)
	z, p := d.v.cam.Zoom, d.v.at(pos(200, 120))
	d.click(200, 120, 0)
	d.now = d.now.Add(200 * time.Millisecond)
	d.click(202, 121, 0)
	if got := d.v.cam.Zoom - z; math.Abs(got-1) > 1e-9 {
		t.Errorf("zoomed by %v, want 1", got)
	}
	x, y := d.v.cam.Project(p)
	if math.Hypot(x-200, y-120) > 4 {
		t.Errorf("the place went to %v, %v", x, y)
	}
	d.said1("click   0")
	d.now = d.now.Add(time.Second)
	z = d.v.cam.Zoom
	d.click(200, 120, 0)
	d.now = d.now.Add(600 * time.Millisecond)
	d.click(200, 120, 0)
	d.now = d.now.Add(100 * time.Millisecond)
	d.click(260, 120, 0)
	if d.v.cam.Zoom != z {
		t.Error("slow or distant clicks zoomed")
	}
	d.said1("click   0", "click   0", "click   0")
}

func TestWheelZoomsAtThePointer(t *testing.T) {
	for name, c := range map[string]struct {
		dx, dy float32
		mods   fyne.KeyModifier
		want   float64
	}{
		"a notch up":        {0, 25, 0, 0.5},
		"a notch down":      {0, -25, 0, -0.5},
		"with Ctrl":         {0, 25, fyne.KeyModifierControl, 0.1},
		"sideways":          {25, 0, 0, 0.5},
		"a wild wheel":      {0, 3000, 0, 1.2},
		"a wild wheel down": {0, -3000, 0, -1.2},
	} {
		d := newDesk(t)
		d.mods = c.mods
		z, p := d.v.cam.Zoom, d.v.at(pos(130, 410))
		d.v.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: pos(130, 410)}, Scrolled: fyne.Delta{DX: c.dx, DY: c.dy}})
		if got := d.v.cam.Zoom - z; math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%s zooms by %v, want %v", name, got, c.want)
		}
		d.stays(p, 130, 410)
	}
}

func TestKeys(t *testing.T) {
	for _, still := range []bool{false, true} {
		d := newDesk(t)
		d.still = still
		d.win.Canvas().Focus(d.v)
		for _, k := range []struct {
			name   fyne.KeyName
			dx, dy float64 // how the place in the middle moves on the screen
		}{{fyne.KeyLeft, step, 0}, {fyne.KeyRight, -step, 0}, {fyne.KeyUp, 0, step}, {fyne.KeyDown, 0, -step}} {
			p := d.v.cam.Center
			d.key(k.name)
			d.stays(p, wide/2+k.dx, high/2+k.dy)
		}
		if !d.v.focusRing.Visible() {
			t.Error("a key on the map shows no focus ring")
		}
		z := d.v.cam.Zoom
		for _, k := range []struct {
			do   func()
			want float64
		}{
			{func() { d.key(fyne.KeyPageUp) }, 1}, {func() { d.key(fyne.KeyPageDown) }, 0},
			{func() { d.v.TypedRune('+') }, 0.5}, {func() { d.v.TypedRune('=') }, 1}, {func() { d.v.TypedRune('-') }, 0.5}, {func() { d.v.TypedRune('−') }, 0},
		} {
			k.do()
			if got := d.v.cam.Zoom - z; math.Abs(got-k.want) > 1e-9 {
				t.Errorf("zoom changed by %v, want %v", got, k.want)
			}
		}
		d.v.TypedRune(' ')
		d.v.TypedRune('s')
		d.key(fyne.KeyEscape)
		if d.typed != "s" {
			t.Errorf("the host got %q", d.typed)
		}
		d.said1("key Escape")
		d.v.FocusLost()
		if d.v.focusRing.Visible() {
			t.Error("the ring stays")
		}
	}
}

func TestBoxZoom(t *testing.T) {
	d := newDesk(t)
	a, b := d.v.at(pos(200, 100)), d.v.at(pos(400, 225))
	d.down(400, 225, fyne.KeyModifierShift)
	d.drag(300, 150)
	if !d.v.box.Visible() || d.v.box.Position() != pos(300, 150) || d.v.box.Size() != fyne.NewSize(100, 75) {
		t.Errorf("the box is at %v, %v", d.v.box.Position(), d.v.box.Size())
	}
	d.drag(200, 100)
	d.up(200, 100)
	d.v.DragEnd()
	if d.v.box.Visible() {
		t.Error("the box stays")
	}
	d.stays(a, 0, 0)
	d.stays(b, wide, high)
	was := d.v.cam
	d.down(400, 225, fyne.KeyModifierShift)
	d.drag(406, 225)
	d.v.DragEnd() // let go outside: no release on the view
	if d.v.cam != was {
		t.Error("a box too small to mean zoomed")
	}
	if !d.v.Back() {
		t.Error("a box zoom is not in the history")
	}
}

func TestDragOfASite(t *testing.T) {
	d := newDesk(t)
	x, y := d.v.cam.Project(d.front.site)
	was := d.v.cam
	d.down(x+6, y-5, 0)
	d.drag(x+8, y-5)
	d.said1()
	d.drag(x+46, y-25)
	d.drag(x+66, y-45)
	d.up(x+66, y-45)
	d.v.DragEnd()
	d.said1("drag s false", "drag s false", "drag s true")
	d.stays(d.at, x+60, y-40) // the mark does not jump under the pointer
	if d.v.cam != was {
		t.Error("the map moved with the site")
	}
	d.down(x, y, 0)
	d.drag(x+30, y)
	d.v.DragEnd()
	d.v.DragEnd()
	d.said1("drag s false", "drag s true")
}

func TestPlacesEastOfTheDateLine(t *testing.T) {
	d := newDesk(t)
	d.v.Jump(camera.Camera{Center: orb.Point{179, 0}, Zoom: 4})
	if p := d.v.at(pos(wide-1, 250)); p[0] < -180 || p[0] > -100 {
		t.Errorf("east of the date line lies %v", p)
	}
}

func TestHover(t *testing.T) {
	d := newDesk(t)
	x, y := d.v.cam.Project(d.front.site)
	d.v.MouseIn(mouse(x, y, 0, 0))
	if p := d.v.PointerNow(); !p.Inside || p.Hit.ID != "s" || d.v.Cursor() != desktop.PointerCursor {
		t.Errorf("the pointer is %+v", p)
	}
	n := len(d.hovers)
	d.v.ZoomBy(3)
	if len(d.hovers) == n || d.hovers[len(d.hovers)-1].Hit.Kind != "" {
		t.Error("a map that moved under a resting pointer does not say so")
	}
	d.v.MouseMoved(mouse(1, 1, 0, 0))
	if d.v.Cursor() != desktop.DefaultCursor {
		t.Error("the pointer over land shows something to press")
	}
	d.v.MouseOut()
	if last := d.hovers[len(d.hovers)-1]; last.Inside || d.v.PointerNow().Inside {
		t.Error("the pointer never left")
	}
}

func TestPicturesCoverTheViewWhilePanning(t *testing.T) {
	d := newDesk(t)
	d.down(400, 250, 0)
	for i := range 40 {
		d.drag(400+float64(i)*18, 250+float64(i)*7)
		d.covered()
		if i%8 == 7 {
			d.settle()
		}
		if x, y := d.v.img.Position().X, d.v.img.Position().Y; i%8 == 7 && (x > 0 || y > 0) {
			t.Errorf("after the picture came its corner is at %v, %v", x, y)
		}
	}
	d.up(400, 250)
	d.settle()
	for _, dz := range []float64{-2, 2, 3, -1} {
		d.v.ZoomBy(dz)
		d.settle()
		d.until("a coarse picture for the zoom", func() bool { return covers(d.v.under.cam, d.v.cam) })
		if !covers(d.v.shown.cam, d.v.cam) {
			t.Error("the picture does not fill the view")
		}
	}
}

func TestCovers(t *testing.T) {
	c := camera.Camera{Center: orb.Point{20, 43}, Zoom: 6, Width: 800, Height: 500}
	wider := c
	wider.Width, wider.Height = 1000, 700
	for name, x := range map[string]struct {
		p    camera.Camera
		want bool
	}{
		"itself": {c, true}, "with a margin": {wider, true}, "moved within the margin": {wider.Pan(90, -90), true},
		"moved beyond": {wider.Pan(120, 0), false}, "zoomed out": {c.ZoomTo(5), true}, "zoomed in": {wider.ZoomTo(7), false},
	} {
		if got := covers(x.p, c); got != x.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestTheNewestRequestWins(t *testing.T) {
	d := newDesk(t)
	before := d.front.n.Load()
	shown := d.drawn
	d.front.hold = make(chan struct{}, 20)
	d.still = true
	for range 20 {
		d.key(fyne.KeyRight)
	}
	for range 20 {
		d.front.hold <- struct{}{}
	}
	d.settle()
	if n := d.front.n.Load() - before; n > 2 {
		t.Errorf("20 moves drew %d pictures, want the first and the newest at most", n)
	}
	if d.drawn == shown {
		t.Error("the host was not told that a picture was put up")
	}
}

func TestShownPicturesAreNotPaintedOver(t *testing.T) {
	d := newDesk(t)
	d.still = true
	for range 8 {
		d.key(fyne.KeyLeft)
		shown := d.v.shown.img
		mark := shown.Pix[0]
		d.until("the next picture", func() bool {
			if d.v.shown.img != shown {
				return true
			}
			if shown.Pix[0] != mark || shown.Pix[len(shown.Pix)-1] != mark {
				t.Fatal("the picture on the screen was painted over")
			}
			return false
		})
		if d.v.img.Image != d.v.shown.img {
			t.Fatal("the picture on the screen is not the newest")
		}
	}
	if n := len(d.v.front.spare); n > 2 {
		t.Errorf("%d buffers lie idle", n)
	}
}

func TestHistory(t *testing.T) {
	d := newDesk(t)
	if d.v.Back() || d.v.Forward() {
		t.Error("there is no history yet")
	}
	a := d.v.cam
	d.v.ShowPoint(orb.Point{30, -2}, 9)
	b := d.v.cam
	if b.Zoom != 9 || math.Abs(b.Center[0]-30) > 1e-9 {
		t.Fatalf("flew to %+v", b)
	}
	d.v.ShowBound(orb.Bound{Min: orb.Point{10, 40}, Max: orb.Point{12, 41}})
	c := d.v.cam
	for _, s := range []struct {
		go1  func() bool
		ok   bool
		want camera.Camera
	}{{d.v.Back, true, b}, {d.v.Back, true, a}, {d.v.Back, false, a}, {d.v.Forward, true, b}, {d.v.Forward, true, c}, {d.v.Forward, false, c}, {d.v.Back, true, b}} {
		if ok := s.go1(); ok != s.ok || d.v.cam != s.want {
			t.Fatalf("%v at %+v, want %v at %+v", ok, d.v.cam, s.ok, s.want)
		}
	}
	d.v.ShowPoint(orb.Point{0, 0}, 5)
	if d.v.Forward() {
		t.Error("a new flight keeps the old future")
	}
	for range 150 {
		d.v.ShowPoint(orb.Point{1, 1}, 5)
	}
	if n := len(d.v.history.past); n > 100 {
		t.Errorf("%d views are remembered", n)
	}
}

func TestTheCameraNeverLeavesTheWorld(t *testing.T) {
	d := newDesk(t)
	d.still = true
	for range 60 {
		d.key(fyne.KeyUp)
		d.v.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: pos(10, 10)}, Scrolled: fyne.Delta{DY: -60}})
		d.inWorld()
	}
	for _, to := range [][2]float64{{5000, 9000}, {-9000, -9000}, {400, 0}} {
		d.down(400, 250, 0)
		d.drag(to[0], to[1])
		d.inWorld()
		d.up(to[0], to[1])
	}
	d.v.Jump(camera.Camera{Center: orb.Point{500, 95}, Zoom: 99})
	d.inWorld()
	d.win.Resize(fyne.NewSize(300, 3000))
	d.inWorld()
}

func TestPixelScaleAsksForASharperPicture(t *testing.T) {
	d := newDesk(t)
	if w := d.v.shown.img.Rect.Dx(); w != wide+2*overscan {
		t.Fatalf("the picture is %d wide", w)
	}
	d.scale(2)
	d.until("the sharper picture", func() bool { return d.v.shown.img.Rect.Dx() == 2*(wide+2*overscan) })
	if s := d.v.img.Size(); s != fyne.NewSize(wide+2*overscan, high+2*overscan) {
		t.Errorf("it is shown at %v", s)
	}
	if s := d.v.Scene(); s == nil {
		t.Error("no scene")
	}
}

func TestReadyWaitsForASize(t *testing.T) {
	test.NewTempApp(t)
	d := &desk{t: t, todo: make(chan func(), 100), front: &drawer{}}
	d.v = New(Options{Host: d, Painter: d.front, Under: &drawer{}, Dispatch: func(f func()) { d.todo <- f }}, camera.Camera{Zoom: 5})
	ran := 0
	d.v.Ready(func() { ran++ })
	if ran != 0 {
		t.Fatal("ran without a size")
	}
	if d.v.hit(pos(1, 1)).Kind != "" || d.v.Scene() != nil {
		t.Error("something is under the pointer before the first picture")
	}
	w := test.NewTempWindow(t, d.v)
	w.Resize(fyne.NewSize(400, 300))
	d.v.Ready(func() { ran++ })
	if ran != 2 {
		t.Errorf("ran %d times, want 2", ran)
	}
	d.v.Close()
	n := d.moves
	d.v.Changed()
	d.v.Jump(camera.Camera{Zoom: 6})
	if d.moves == n || d.v.front.wanted != nil {
		t.Error("a closed view still asks for pictures")
	}
}

func TestRequestsKeepNamesInside(t *testing.T) {
	c := camera.Camera{Center: orb.Point{20, 43}, Zoom: 6, Width: 801, Height: 500}
	in := scene.Input{Obstacles: []scene.Rect{{X0: 10, Y0: 10, X1: 20, Y1: 20}}}
	r := frameRequest(in, c, 1.5, 96)
	if r.w != 1202+288 || r.h != 750+288 || r.in.Scale != 1.5 {
		t.Errorf("asks for %d × %d at %v", r.w, r.h, r.in.Scale)
	}
	if got := r.in.Obstacles[0]; got != (scene.Rect{X0: 106, Y0: 106, X1: 116, Y1: 116}) {
		t.Errorf("the obstacle is at %+v", got)
	}
	if len(r.in.Obstacles) != 5 || len(bands(10, 10, 0)) != 0 {
		t.Errorf("%d obstacles, want 1 and the four sides", len(r.in.Obstacles))
	}
	in.Hidden = map[string]bool{"rivers": true}
	u := underRequest(in, c, 1)
	if !u.in.Hidden["rivers"] || !u.in.Hidden["labels"] || !covers(u.in.Camera, c) || in.Hidden["labels"] {
		t.Errorf("the coarse picture hides %v", u.in.Hidden)
	}
}

// hand is a driver whose animations wait to be ticked.
type hand struct {
	fyne.Driver
	run []*fyne.Animation
}

func (h *hand) StartAnimation(a *fyne.Animation) { h.run = append(h.run, a) }
func (h *hand) StopAnimation(a *fyne.Animation) {
	h.run = slices.DeleteFunc(h.run, func(b *fyne.Animation) bool { return a == b })
}

type handApp struct {
	fyne.App
	d *hand
}

func (a handApp) Driver() fyne.Driver { return a.d }

func TestAnimations(t *testing.T) {
	d := newDesk(t)
	app := fyne.CurrentApp()
	h := &hand{Driver: app.Driver()}
	fyne.SetCurrentApp(handApp{app, h})
	defer fyne.SetCurrentApp(app)

	z, p := d.v.cam.Zoom, d.v.at(pos(100, 100))
	wheel := func() {
		d.v.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: pos(100, 100)}, Scrolled: fyne.Delta{DY: 25}})
	}
	wheel()
	h.run[0].Tick(0.5)
	if d.v.cam.Zoom != z+0.25 {
		t.Errorf("half way the zoom is %v", d.v.cam.Zoom)
	}
	d.stays(p, 100, 100)
	wheel() // joins: two notches are one whole step
	if len(h.run) != 1 {
		t.Fatalf("%d zooms run at once", len(h.run))
	}
	h.run[0].Tick(1)
	if math.Abs(d.v.cam.Zoom-z-1) > 1e-9 {
		t.Errorf("two notches zoom by %v", d.v.cam.Zoom-z)
	}
	d.stays(p, 100, 100)

	h.run = nil
	d.v.ShowPoint(orb.Point{30, -2}, 9)
	h.run[0].Tick(0.5)
	mid := d.v.cam
	if mid.Zoom > z {
		t.Errorf("a long flight does not rise: zoom %v", mid.Zoom)
	}
	d.down(10, 10, 0)
	if len(h.run) != 0 || d.v.cam != mid {
		t.Error("a press does not stop the flight")
	}
	d.up(10, 10)
	d.key(fyne.KeyRight)
	h.run[0].Tick(0.5)
	x, _ := d.v.cam.Project(mid.Center)
	if math.Abs(x-(wide/2-step/2)) > 0.01 {
		t.Errorf("half an arrow moved to %v", x)
	}
}

func TestColoursAskForANewCoarsePicture(t *testing.T) {
	d := newDesk(t)
	n := d.v.o.Under.(*drawer).n.Load()
	d.v.Colours(color.Black, color.White)
	d.until("a coarse picture in the new colours", func() bool { return d.v.under.cam.Width > 0 })
	if d.v.o.Under.(*drawer).n.Load() == n || d.v.water.FillColor != color.Black {
		t.Error("the colours stay")
	}
}
