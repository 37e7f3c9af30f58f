package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/paulmach/orb"

	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/app/task"
	"hubscape/app/ui/importer"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/mapview"
	"hubscape/app/ui/theme"
	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

// preview is the small map of the import sheet: the map without the document's own sites, and over it what would come in.
type preview struct {
	w      *Window
	view   *mapview.View
	marks  *fyne.Container
	shapes *scene.Shapes // nil for none
	shaped []orb.Geometry
	ready  *task.Latest[*scene.Shapes]
	foot   float64 // how much of the lower edge is covered, px
	object *fyne.Container
	made   prepared
	doc    *scenario.Scenario
	list   []importer.Mark
	big    *kit.Icon // the chosen mark
	names  []string  // what the symbols among marks show
	stop   func()
}

// closest is how near two positions may stand before they show as one, in px.
const closest = 11

func newPreview(w *Window) *preview {
	p := &preview{w: w, doc: w.session.Scenario(), marks: container.NewWithoutLayout(), big: kit.NewIcon("", 26, kit.Accent)}
	p.ready = task.New(w.d.Dispatch, func(s *scene.Shapes, err error) {
		if err == nil {
			p.shapes = s
			p.view.Changed()
		}
	})
	start := w.view.Camera()
	start.Width, start.Height = 0, 0 // it has no size yet
	p.view = mapview.New(mapview.Options{
		Host: previewHost{paneHost{&pane{w: w}}, p}, Painter: newPainter(w.d.Map, w.d.Fonts), Under: newPainter(w.d.Map, w.d.Fonts), Dispatch: w.d.Dispatch,
		Now: time.Now, Still: func() bool { return true }, Modifiers: w.d.Modifiers,
	}, start)
	p.view.SetTool(mapview.Look)
	p.object = container.NewStack(p.view, p.marks, container.NewWithoutLayout(p.big))
	colour := func(s *theme.Set) { p.view.Colours(styleOf(s).Water, s.Accent) }
	colour(theme.Now())
	p.stop = theme.Listen(colour)
	return p
}

// Object implements importer.Pane.
func (p *preview) Object() fyne.CanvasObject { return p.object }

// Close implements importer.Pane.
func (p *preview) Close() {
	p.stop()
	p.ready.Cancel()
	p.view.Close()
}

// Cover implements importer.Pane.
func (p *preview) Cover(foot float32) {
	if f := float64(foot); f != p.foot {
		p.foot = f
		p.view.HomeAgain()
	}
}

// Show implements importer.Pane.
func (p *preview) Show(marks []importer.Mark, shapes []orb.Geometry, fit bool) {
	p.list = marks
	p.prepare(shapes)
	if b, ok := boundOf(marks, shapes); fit && ok {
		p.view.Home(func() camera.Camera { return fitAbove(b, p.view.Camera(), p.foot) })
	}
	p.place()
}

// Air round what the preview looks at, px, and how closely it looks at most.
const (
	previewAir  = 30
	previewZoom = 9
)

// fitAbove looks at all of a box, in the part of a map above what covers its lower edge.
func fitAbove(b orb.Bound, c camera.Camera, foot float64) camera.Camera {
	if foot > c.Height/2 {
		foot = 0
	}
	air := min(previewAir, min(c.Width, c.Height-foot)/5)
	to := camera.Fit(b, c.Width, c.Height-foot, air)
	if to.Zoom > previewZoom {
		to.Zoom = previewZoom
	}
	to.Height = c.Height
	return to.Pan(0, -foot/2)
}

// prepare makes shapes ready for the map on another goroutine.
func (p *preview) prepare(shapes []orb.Geometry) {
	if slices.EqualFunc(shapes, p.shaped, same) {
		return
	}
	p.shaped = shapes
	if len(shapes) == 0 {
		p.ready.Cancel()
		p.shapes = nil
		p.view.Changed()
		return
	}
	p.ready.Start(func(context.Context) (*scene.Shapes, error) { return shapesOf(shapes), nil })
}

// Look implements importer.Pane.
func (p *preview) Look(at orb.Point) {
	p.view.Ready(func() {
		c := p.view.Camera()
		c.Center = at
		p.view.Jump(c)
	})
}

// place sets the marks where they lie; of those that would cover one another one shows.
func (p *preview) place() {
	c := p.view.Camera()
	if c.Width == 0 {
		return
	}
	p.big.Hide()
	taken := map[[2]int]bool{}
	n := 0
	put := func(m importer.Mark) {
		at := m.At
		at[0] = c.Center[0] + short(at[0]-c.Center[0]) // of the world's copies the one in view
		x, y := c.Project(at)
		cell := [2]int{int(x / closest), int(y / closest)}
		if x < -10 || y < -10 || x > c.Width+10 || y > c.Height+10 || taken[cell] {
			return
		}
		taken[cell] = true
		if m.Chosen {
			name, _ := look(m)
			p.big.Set(name, kit.Accent)
			p.big.Show()
			place(p.big, float32(x)-13, float32(y)-13, fyne.NewSize(26, 26))
			return
		}
		place(p.mark(n, m), float32(x)-9, float32(y)-9, fyne.NewSize(18, 18))
		n++
	}
	for _, first := range []func(importer.Mark) bool{ // what is chosen or swapped is never hidden by others
		func(m importer.Mark) bool { return m.Chosen }, func(m importer.Mark) bool { return m.Swapped && !m.Chosen }, func(m importer.Mark) bool { return !m.Swapped && !m.Chosen },
	} {
		for _, m := range p.list {
			if first(m) {
				put(m)
			}
		}
	}
	for _, o := range p.marks.Objects[n:] {
		o.Hide()
	}
	p.marks.Refresh()
}

// mark gives the n-th symbol the look of a mark.
func (p *preview) mark(n int, m importer.Mark) fyne.CanvasObject {
	name, tone := look(m)
	if n == len(p.marks.Objects) {
		p.marks.Objects = append(p.marks.Objects, kit.NewIcon(name, 18, tone))
		p.names = append(p.names, name)
	}
	icon := p.marks.Objects[n].(*kit.Icon)
	if p.names[n] != name {
		icon.Set(name, tone)
		p.names[n] = name
	}
	if !icon.Visible() {
		icon.Show()
	}
	return icon
}

// look is the symbol of a mark: a diamond where latitude and longitude were turned round.
func look(m importer.Mark) (icon string, tone kit.Tone) {
	if m.Swapped {
		return "status-offered", kit.Warn
	}
	return "status-hypothetical", kit.Ink
}

// previewHost is the host of the preview's map.
type previewHost struct {
	paneHost
	p *preview
}

// Input implements mapview.Host.
func (h previewHost) Input() scene.Input {
	p := h.p
	hidden := p.w.hidden()
	hidden["sites"], hidden["capsules"], hidden["towns"] = true, true, true
	above := hidden["overlays"] // then the document's own stay away, and what would come in shows all the same
	hidden["overlays"] = false
	o := present.Options{Camera: p.view.Camera(), Theme: styleOf(theme.Now()), Hidden: hidden}
	in := p.made.of(p.doc, p.w.d.Map, o.Theme).Input(o)
	if above {
		in.Overlays = nil
	}
	if p.shapes != nil {
		ink := theme.Now().Accent
		in.Overlays = append(slices.Clip(in.Overlays), scene.Overlay{ID: "import", Color: ink, Width: 1.4, Fill: "tint", Shapes: p.shapes})
	}
	return in
}

// Moved implements mapview.Host.
func (h previewHost) Moved(camera.Camera) { h.p.place() }
