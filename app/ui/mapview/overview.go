package mapview

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
	"github.com/paulmach/orb"

	"hubscape/app/ui/theme"
	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

// Size of the overview in px.
const (
	OverviewWidth  = 112
	OverviewHeight = 124
)

// overviewBound is what the overview shows: Europe and Africa.
var overviewBound = orb.Bound{Min: orb.Point{-24, -37}, Max: orb.Point{58, 60}}

// Overview is the small map that shows where the large one looks; dragging in it moves the large one.
type Overview struct {
	widget.BaseWidget
	view  *View
	paint Painter
	input func() scene.Input
	cam   camera.Camera
	img   *canvas.Image
	back  *canvas.Rectangle
	frame *canvas.Rectangle
	edge  *canvas.Rectangle
	tasks frames
}

// NewOverview makes an overview of v.
func NewOverview(v *View, p Painter, input func() scene.Input) *Overview {
	o := &Overview{view: v, paint: p, input: input}
	o.cam = camera.Fit(overviewBound, OverviewWidth, OverviewHeight, 0)
	o.img = newImage()
	o.back, o.frame, o.edge = canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	o.frame.StrokeWidth, o.edge.StrokeWidth = 1.4, 1
	o.back.CornerRadius, o.edge.CornerRadius = 8, 8
	o.img.CornerRadius = 8
	o.tasks = frames{paint: p, dispatch: v.o.Dispatch, install: o.install}
	o.ExtendBaseWidget(o)
	return o
}

// Draw paints the small map again, after the style changed.
func (o *Overview) Draw() {
	in := o.input()
	in.Hidden = map[string]bool{"labels": true, "sites": true, "capsules": true, "towns": true, "graticule": true, "divisions": true, "rivers": true, "claims": true}
	in.Marks, in.Capsules, in.Obstacles, in.Selected, in.Group = nil, nil, nil, "", nil
	s := o.view.scale
	in.Camera, in.Scale = o.cam, s
	o.tasks.want(request{in: in, w: int(OverviewWidth*s + 0.5), h: int(OverviewHeight*s + 0.5)})
}

func (o *Overview) install(p picture) {
	old, _ := o.img.Image.(*image.RGBA)
	o.img.Image = p.img
	o.img.Show()
	o.img.Refresh()
	if old != p.img {
		o.tasks.release(old)
	}
}

// Moved shows the frame of what the large map sees.
func (o *Overview) Moved(c camera.Camera) {
	b := c.Bound()
	x0, y0 := o.cam.Project(orb.Point{b.Min[0], b.Max[1]})
	x1, y1 := o.cam.Project(orb.Point{b.Max[0], b.Min[1]})
	x0, y0 = max(1, x0), max(1, y0)
	x1, y1 = min(OverviewWidth-1, x1), min(OverviewHeight-1, y1)
	if x1-x0 < 4 || y1-y0 < 4 {
		mx, my := (x0+x1)/2, (y0+y1)/2
		x0, x1, y0, y1 = mx-3, mx+3, my-3, my+3
	}
	o.frame.Move(fyne.NewPos(float32(x0), float32(y0)))
	o.frame.Resize(fyne.NewSize(float32(x1-x0), float32(y1-y0)))
	canvas.Refresh(o.frame)
}

// MouseDown implements desktop.Mouseable.
func (o *Overview) MouseDown(e *desktop.MouseEvent) { o.aim(e.Position) }

// MouseUp implements desktop.Mouseable.
func (o *Overview) MouseUp(*desktop.MouseEvent) {}

// Dragged implements fyne.Draggable.
func (o *Overview) Dragged(e *fyne.DragEvent) { o.aim(e.Position) }

// DragEnd implements fyne.Draggable.
func (o *Overview) DragEnd() {}

func (o *Overview) aim(p fyne.Position) {
	c := o.view.Camera()
	c.Center = o.cam.Unproject(float64(p.X), float64(p.Y))
	o.view.Jump(c)
}

// CreateRenderer implements fyne.Widget.
func (o *Overview) CreateRenderer() fyne.WidgetRenderer { return &overviewRenderer{o} }

type overviewRenderer struct{ o *Overview }

func (r *overviewRenderer) Destroy()           {}
func (r *overviewRenderer) MinSize() fyne.Size { return fyne.NewSize(OverviewWidth, OverviewHeight) }
func (r *overviewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.o.back, r.o.img, r.o.edge, r.o.frame}
}

func (r *overviewRenderer) Layout(s fyne.Size) {
	for _, x := range []fyne.CanvasObject{r.o.back, r.o.img, r.o.edge} {
		x.Resize(s)
	}
	r.Refresh()
}

func (r *overviewRenderer) Refresh() {
	t := theme.Now()
	r.o.back.FillColor = t.Raise
	r.o.edge.FillColor, r.o.edge.StrokeColor = color.Transparent, t.Line2
	r.o.frame.StrokeColor = t.Accent
	r.o.frame.FillColor = color.NRGBA{R: t.Accent.R, G: t.Accent.G, B: t.Accent.B, A: 40}
	canvas.Refresh(r.o.back)
}
