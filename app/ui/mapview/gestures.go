package mapview

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

// slop is how far in px a press may wander and still be a click.
const slop = 4

// doubleClick is the time within which a second click zooms.
const doubleClick = 400 * time.Millisecond

// gesture is what the mouse is in the middle of.
type gesture struct {
	button    desktop.MouseButton
	mod       fyne.KeyModifier
	down      fyne.Position
	last      fyne.Position
	mode      mode
	site      string // dragged
	grab      fyne.Delta
	inside    bool
	pos       fyne.Position
	space     bool
	clickAt   fyne.Position
	clickTime time.Time
}

type mode int

const (
	idle mode = iota
	pressed
	panning
	boxing
	dragging
)

// MouseDown implements desktop.Mouseable.
func (v *View) MouseDown(e *desktop.MouseEvent) {
	v.focus()
	v.stopAnimation()
	v.g.button, v.g.mod = e.Button, e.Modifier
	v.g.down, v.g.last, v.g.pos = e.Position, e.Position, e.Position
	v.g.mode = pressed
}

// MouseUp implements desktop.Mouseable.
func (v *View) MouseUp(e *desktop.MouseEvent) {
	m := v.g.mode
	v.g.mode = idle
	switch {
	case m == boxing:
		v.endBox(e.Position)
	case m == dragging:
		v.o.Host.DragSite(v.g.site, v.dragPoint(e.Position), true)
	case m == pressed && e.Button == desktop.MouseButtonSecondary:
		v.o.Host.Menu(v.pointer(e.Position), e.AbsolutePosition)
	case m == pressed && e.Button == desktop.MouseButtonPrimary:
		v.click(e)
	}
}

func (v *View) click(e *desktop.MouseEvent) {
	now := v.o.Now()
	if v.tool != Site && now.Sub(v.g.clickTime) < doubleClick && near(v.g.clickAt, e.Position, 2*slop) {
		v.g.clickTime = time.Time{}
		v.zoomAround(float64(e.Position.X), float64(e.Position.Y), 1)
		return
	}
	v.g.clickTime, v.g.clickAt = now, e.Position
	if v.tool == Site {
		v.o.Host.PlaceSite(v.at(e.Position))
		return
	}
	v.o.Host.Click(v.pointer(e.Position), e.Modifier)
}

func near(a, b fyne.Position, d float32) bool {
	return math.Hypot(float64(a.X-b.X), float64(a.Y-b.Y)) <= float64(d)
}

// Dragged implements fyne.Draggable.
func (v *View) Dragged(e *fyne.DragEvent) {
	if v.g.mode == pressed {
		if near(v.g.down, e.Position, slop) {
			return
		}
		v.beginDrag()
	}
	switch v.g.mode {
	case panning:
		d := e.Position.Subtract(v.g.last)
		v.set(v.cam.Pan(float64(d.X), float64(d.Y)))
	case boxing:
		v.showBox(e.Position)
	case dragging:
		v.o.Host.DragSite(v.g.site, v.dragPoint(e.Position), false)
	}
	v.g.last, v.g.pos = e.Position, e.Position
}

// DragEnd implements fyne.Draggable. MouseUp comes first when the button is let go over the view.
func (v *View) DragEnd() {
	switch v.g.mode {
	case boxing:
		v.endBox(v.g.last)
	case dragging:
		v.o.Host.DragSite(v.g.site, v.dragPoint(v.g.last), true)
	}
	v.g.mode = idle
}

func (v *View) beginDrag() {
	v.o.Host.Hover(Pointer{})
	v.g.last = v.g.down
	hit := v.hit(v.g.down)
	switch {
	case v.g.button == desktop.MouseButtonTertiary || v.g.space:
		v.g.mode = panning
	case v.g.mod&fyne.KeyModifierShift != 0:
		v.g.mode = boxing
	case v.tool == Select && hit.Kind == "site":
		v.g.mode, v.g.site = dragging, hit.ID
		v.g.grab = v.grabOffset(hit)
	default:
		v.g.mode = panning
	}
	if v.g.mode == panning {
		v.history.push(v.cam)
	}
}

// grabOffset is the vector from the press to the middle of what was pressed, so that a symbol does not jump.
func (v *View) grabOffset(h scene.Hit) fyne.Delta {
	if v.shown.scene == nil {
		return fyne.Delta{}
	}
	mid := v.shown.cam.Unproject((h.Rect.X0+h.Rect.X1)/2, (h.Rect.Y0+h.Rect.Y1)/2)
	for _, m := range v.shown.in.Marks {
		if m.ID == h.ID {
			mid = m.At
		}
	}
	x, y := v.cam.Project(mid)
	return fyne.NewDelta(float32(x)-v.g.down.X, float32(y)-v.g.down.Y)
}

func (v *View) dragPoint(p fyne.Position) orb.Point {
	return v.at(fyne.NewPos(p.X+v.g.grab.DX, p.Y+v.g.grab.DY))
}

func (v *View) showBox(p fyne.Position) {
	x0, x1 := minmax(v.g.down.X, p.X)
	y0, y1 := minmax(v.g.down.Y, p.Y)
	v.box.Move(fyne.NewPos(x0, y0))
	v.box.Resize(fyne.NewSize(x1-x0, y1-y0))
	v.box.Show()
}

func (v *View) endBox(p fyne.Position) {
	v.box.Hide()
	if near(v.g.down, p, 2*slop) {
		return
	}
	a, b := v.at(v.g.down), v.at(p)
	v.Fly(camera.Fit(orb.MultiPoint{a, b}.Bound(), v.cam.Width, v.cam.Height, 0))
}

func minmax(a, b float32) (lo, hi float32) {
	if a < b {
		return a, b
	}
	return b, a
}

// MouseIn implements desktop.Hoverable.
func (v *View) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (v *View) MouseMoved(e *desktop.MouseEvent) {
	v.g.inside, v.g.pos = true, e.Position
	if v.g.mode == idle || v.g.mode == pressed {
		v.o.Host.Hover(v.pointer(e.Position))
	}
}

// MouseOut implements desktop.Hoverable.
func (v *View) MouseOut() {
	v.g.inside = false
	v.o.Host.Hover(Pointer{})
}

// refreshPointer tells the host what is under a pointer that rests while the map moves.
func (v *View) refreshPointer() {
	if v.g.inside && v.g.mode == idle {
		v.o.Host.Hover(v.pointer(v.g.pos))
	}
}

// Cursor implements desktop.Cursorable.
func (v *View) Cursor() desktop.Cursor {
	switch {
	case v.tool == Site:
		return desktop.CrosshairCursor
	case v.g.mode == dragging, v.tool == Select && v.g.inside && v.hit(v.g.pos).Kind != "":
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// Scrolled implements fyne.Scrollable: the wheel zooms at the cursor, finer with Ctrl.
func (v *View) Scrolled(e *fyne.ScrollEvent) {
	d := float64(e.Scrolled.DY)
	if d == 0 {
		d = float64(e.Scrolled.DX) // a wheel turned with Shift held
	}
	d = math.Max(-60, math.Min(60, d)) / 25
	step := 0.5
	if v.o.Modifiers != nil && v.o.Modifiers()&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 {
		step = 0.1
	}
	v.zoomAround(float64(e.Position.X), float64(e.Position.Y), d*step)
}

// at is the lon, lat point under a px position.
func (v *View) at(p fyne.Position) orb.Point {
	q := v.cam.Unproject(float64(p.X), float64(p.Y))
	q[0] = math.Mod(q[0]+540, 360)
	if q[0] < 0 {
		q[0] += 360
	}
	q[0] -= 180
	return q
}

// hit is what of the shown picture lies under a px position.
func (v *View) hit(p fyne.Position) scene.Hit {
	if v.shown.scene == nil {
		return scene.Hit{}
	}
	x, y := v.shown.cam.Project(v.cam.Unproject(float64(p.X), float64(p.Y)))
	h, _ := v.shown.scene.HitAt(x, y)
	return h
}

// overlay is the feature of an imported layer under a px position.
func (v *View) overlay(p fyne.Position) scene.OverlayHit {
	if v.shown.scene == nil {
		return scene.OverlayHit{}
	}
	h, _ := v.shown.scene.OverlayAt(v.shown.cam.Project(v.cam.Unproject(float64(p.X), float64(p.Y))))
	return h
}

func (v *View) pointer(p fyne.Position) Pointer {
	at := Pointer{Inside: true, Pos: p, At: v.at(p), Hit: v.hit(p)}
	if at.Hit.Kind == "" {
		at.Overlay = v.overlay(p)
	}
	return at
}

// PointerNow is where the mouse is.
func (v *View) PointerNow() Pointer {
	if !v.g.inside {
		return Pointer{}
	}
	return v.pointer(v.g.pos)
}
