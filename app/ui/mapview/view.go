package mapview

import (
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
	"github.com/paulmach/orb"

	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

// Options of a View.
type Options struct {
	Host    Host
	Painter Painter
	Under   Painter // draws the coarse picture; a second value because Painters are not shared between goroutines
	// Dispatch runs a function on the window's goroutine: fyne.Do in the program, a plain call in tests.
	Dispatch func(func())
	Now      func() time.Time
	// Still is true when the system asks for less motion: the camera jumps.
	Still func() bool
	// Modifiers gives the keys held now; nil reads none.
	Modifiers func() fyne.KeyModifier
}

// View is the map.
type View struct {
	widget.BaseWidget
	o     Options
	cam   camera.Camera
	scale float64
	tool  Tool

	shown, under        picture
	front, back         frames
	img, underImg       *canvas.Image
	water               *canvas.Rectangle
	box                 *canvas.Rectangle
	focusRing           *canvas.Rectangle
	anim                *fyne.Animation
	zoomTo              float64 // where the running zoom ends
	g                   gesture
	accent, waterColour color.Color
	focused             bool
	pending             func()               // runs once the view has a size
	home                func() camera.Camera // where to look while the view changes its size; nil once the map was moved
	history             history
}

var (
	_ desktop.Mouseable  = (*View)(nil)
	_ desktop.Hoverable  = (*View)(nil)
	_ desktop.Cursorable = (*View)(nil)
	_ desktop.Keyable    = (*View)(nil)
	_ fyne.Draggable     = (*View)(nil)
	_ fyne.Scrollable    = (*View)(nil)
	_ fyne.Focusable     = (*View)(nil)
)

// New makes a view that looks at start.
func New(o Options, start camera.Camera) *View {
	v := &View{o: o, cam: start, scale: 1}
	v.ExtendBaseWidget(v)
	v.water = canvas.NewRectangle(color.Transparent)
	v.underImg, v.img = newImage(), newImage()
	v.box = canvas.NewRectangle(color.Transparent)
	v.box.StrokeWidth = 1.5
	v.box.Hide()
	v.focusRing = canvas.NewRectangle(color.Transparent)
	v.focusRing.StrokeWidth = 2
	v.focusRing.Hide()
	v.front = frames{paint: o.Painter, dispatch: o.Dispatch, install: v.installFront}
	v.back = frames{paint: o.Under, dispatch: o.Dispatch, install: v.installBack}
	return v
}

func newImage() *canvas.Image {
	i := &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillStretch}
	i.Hide()
	return i
}

// Close stops drawing.
func (v *View) Close() {
	v.stopAnimation()
	v.front.stop()
	v.back.stop()
}

// Colours sets the colours of water behind the pictures and of the box and focus ring.
func (v *View) Colours(water, accent color.Color) {
	v.water.FillColor, v.waterColour, v.accent = water, water, accent
	v.box.StrokeColor, v.focusRing.StrokeColor = accent, accent
	r, g, b, _ := accent.RGBA()
	v.box.FillColor = color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8), A: 30}
	v.under.cam.Width = 0 // the coarse picture has the old colours
	v.Changed()
}

// Camera is what the view looks at now.
func (v *View) Camera() camera.Camera { return v.cam }

// Scene is the last picture's display list; nil before the first.
func (v *View) Scene() *scene.Scene { return v.shown.scene }

// Changed asks for a new picture because the document, the selection or the style changed.
func (v *View) Changed() { v.draw() }

// Ready runs f now or, when the view has no size yet, once it has.
func (v *View) Ready(f func()) {
	if v.cam.Width > 0 {
		f()
		return
	}
	v.pending = f
}

// SetTool changes what a press means.
func (v *View) SetTool(t Tool) { v.tool = t; v.refreshPointer() }

// Tool is what a press means.
func (v *View) Tool() Tool { return v.tool }

// Jump shows c at once, keeping the view's size.
func (v *View) Jump(c camera.Camera) {
	v.stopAnimation()
	v.set(c)
}

// Home shows what f gives, and again whenever the view changes its size, until the person moves the map.
func (v *View) Home(f func() camera.Camera) {
	v.stopAnimation()
	v.home = f
	if v.cam.Width > 0 {
		v.set(f())
	}
}

// HomeAgain asks once more where home is, unless the person moved the map.
func (v *View) HomeAgain() {
	if v.home != nil && v.cam.Width > 0 {
		v.set(v.home())
	}
}

// Fly moves to c along a path that zooms out for far targets, or jumps when less motion is asked for.
func (v *View) Fly(c camera.Camera) {
	v.stopAnimation()
	v.zoomTo = 0
	v.history.push(v.cam)
	c.Width, c.Height = v.cam.Width, v.cam.Height
	if v.o.Still != nil && v.o.Still() {
		v.set(c)
		return
	}
	path, d := camera.FlyTo(v.cam, c)
	v.animate(d, fyne.AnimationLinear, path, c)
}

// ShowBound flies so that a box fits with some air around it.
func (v *View) ShowBound(b orb.Bound) {
	v.Ready(func() { v.Fly(camera.Fit(b, v.cam.Width, v.cam.Height, 48)) })
}

// ShowPoint flies to a point, zooming in to at least zoom.
func (v *View) ShowPoint(p orb.Point, zoom float64) {
	v.Ready(func() {
		c := v.cam
		c.Center, c.Zoom = p, math.Max(c.Zoom, zoom)
		v.Fly(c)
	})
}

// ZoomBy zooms about the middle.
func (v *View) ZoomBy(dz float64) { v.zoomAround(v.cam.Width/2, v.cam.Height/2, dz) }

func (v *View) animate(d time.Duration, curve fyne.AnimationCurve, path func(float64) camera.Camera, end camera.Camera) {
	v.anim = fyne.NewAnimation(d, func(t float32) {
		if t >= 1 {
			v.anim = nil
			v.set(end)
			return
		}
		v.set(path(float64(t)))
	})
	v.anim.Curve = curve
	v.anim.Start()
}

// stopAnimation ends a flight and the wish to stay at home.
func (v *View) stopAnimation() {
	v.home = nil
	if v.anim != nil {
		v.anim.Stop()
		v.anim = nil
	}
}

// zoomAround zooms about a px position, joining a zoom that is under way.
func (v *View) zoomAround(x, y, dz float64) {
	from := v.cam
	target := from.Zoom + dz
	if v.anim != nil && v.zoomTo != 0 {
		target = v.zoomTo + dz
	}
	v.stopAnimation()
	target = math.Max(camera.MinZoom, math.Min(camera.MaxZoom, target))
	end := from.ZoomAround(x, y, target-from.Zoom)
	if v.o.Still != nil && v.o.Still() {
		v.set(end)
		return
	}
	v.zoomTo = target
	v.animate(140*time.Millisecond, fyne.AnimationEaseOut, func(t float64) camera.Camera {
		return from.ZoomAround(x, y, (target-from.Zoom)*t)
	}, end)
}

// set makes c the camera, moves the pictures at once and asks for a new one.
func (v *View) set(c camera.Camera) {
	c.Width, c.Height = v.cam.Width, v.cam.Height
	v.cam = c.Clamped()
	v.arrange()
	v.draw()
	v.o.Host.Moved(v.cam)
	v.refreshPointer()
}

// draw asks for pictures of what the camera sees now.
func (v *View) draw() {
	if v.cam.Width < 1 || v.cam.Height < 1 {
		return
	}
	in := v.o.Host.Input()
	v.front.want(frameRequest(in, v.cam, v.scale, overscan))
	if v.under.cam.Width == 0 || !covers(v.under.cam, v.cam) || v.under.cam.Zoom > v.cam.Zoom-0.6 || v.under.cam.Zoom < v.cam.Zoom-3 {
		v.back.want(underRequest(in, v.cam, v.scale))
	}
}

func (v *View) installFront(p picture) {
	old := v.shown.img
	v.shown = p
	v.img.Image = p.img
	v.img.Show()
	v.arrange()
	v.img.Refresh()
	v.repaint()
	if old != p.img {
		v.front.release(old)
	}
	v.o.Host.Drawn(p.in, p.scene)
	v.refreshPointer()
}

func (v *View) installBack(p picture) {
	old := v.under.img
	v.under = p
	v.underImg.Image = p.img
	v.underImg.Show()
	v.arrange()
	v.underImg.Refresh()
	v.repaint()
	if old != p.img {
		v.back.release(old)
	}
}

// repaint lets the window paint anew. The toolkit does not know a picture before it was painted once, so that the first
// one would show only when something else moves; it knows the water.
func (v *View) repaint() { canvas.Refresh(v.water) }

// arrange places the pictures where the camera sees them.
func (v *View) arrange() {
	place(v.img, v.shown, v.cam, v.scale)
	place(v.underImg, v.under, v.cam, v.scale)
}

func place(i *canvas.Image, p picture, c camera.Camera, scale float64) {
	if p.img == nil || p.cam.Width == 0 {
		return
	}
	x, y, w, h := placed(p.cam, c, scale)
	i.Move(fyne.NewPos(float32(x), float32(y)))
	if s := fyne.NewSize(float32(w), float32(h)); s != i.Size() {
		i.Resize(s)
	}
}

// CreateRenderer implements fyne.Widget.
func (v *View) CreateRenderer() fyne.WidgetRenderer { return &renderer{v} }

type renderer struct{ v *View }

func (r *renderer) Objects() []fyne.CanvasObject {
	v := r.v
	return []fyne.CanvasObject{v.water, v.underImg, v.img, v.box, v.focusRing}
}
func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(200, 160) }
func (r *renderer) Destroy()           {}

// Refresh repaints without uploading any picture again.
func (r *renderer) Refresh() { r.v.repaint() }

// Layout gives the camera the size of the view.
func (r *renderer) Layout(s fyne.Size) {
	v := r.v
	v.water.Resize(s)
	v.focusRing.Resize(fyne.NewSize(s.Width-4, s.Height-4))
	v.focusRing.Move(fyne.NewPos(2, 2))
	scale := v.pixelScale()
	if v.cam.Width == float64(s.Width) && v.cam.Height == float64(s.Height) && scale == v.scale {
		return
	}
	v.scale = scale
	v.cam.Width, v.cam.Height = float64(s.Width), float64(s.Height)
	if f := v.pending; f != nil && v.cam.Width > 0 {
		v.pending = nil
		f()
	}
	if v.home != nil {
		v.set(v.home())
		return
	}
	v.set(v.cam)
}

// pixelScale is the number of device pixels per px.
func (v *View) pixelScale() float64 {
	app := fyne.CurrentApp()
	if app == nil {
		return 1
	}
	c := app.Driver().CanvasForObject(v)
	if c == nil {
		return 1
	}
	px, _ := c.PixelCoordinateForPosition(fyne.NewPos(1000, 0))
	if px <= 0 {
		return 1
	}
	return float64(px) / 1000
}
