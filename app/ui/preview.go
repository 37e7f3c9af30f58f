package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/paulmach/orb"

	"hubscape/app/present"
	"hubscape/app/scenario"
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
	shapes *outline
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
	p := &preview{w: w, doc: w.session.Scenario(), marks: container.NewWithoutLayout(), shapes: newOutline(w.d.Dispatch), big: kit.NewIcon("", 26, kit.Accent)}
	p.view = mapview.New(mapview.Options{
		Host: previewHost{paneHost{&pane{w: w}}, p}, Painter: newPainter(w.d.Map, w.d.Fonts), Under: newPainter(w.d.Map, w.d.Fonts), Dispatch: w.d.Dispatch,
		Now: time.Now, Still: func() bool { return true }, Modifiers: w.d.Modifiers,
	}, w.view.Camera())
	p.view.SetTool(mapview.Look)
	p.object = container.NewStack(p.view, p.shapes, p.marks, container.NewWithoutLayout(p.big))
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
	p.view.Close()
}

// Show implements importer.Pane.
func (p *preview) Show(marks []importer.Mark, shapes []orb.Geometry, fit bool) {
	p.list = marks
	p.shapes.set(shapes)
	if b, ok := boundOf(marks, shapes); fit && ok {
		p.view.Home(func() camera.Camera {
			c := p.view.Camera()
			to := camera.Fit(b, c.Width, c.Height, 30)
			if to.Zoom > 9 {
				to.Zoom = 9
			}
			return to
		})
	}
	p.place()
}

// boundOf is the box of everything that is shown.
func boundOf(marks []importer.Mark, shapes []orb.Geometry) (b orb.Bound, ok bool) {
	add := func(x orb.Bound) {
		if ok {
			x = b.Union(x)
		}
		b, ok = x, true
	}
	for _, m := range marks {
		add(m.At.Bound())
	}
	for _, g := range shapes {
		if x := g.Bound(); x.Min[0] <= x.Max[0] {
			add(x)
		}
	}
	return b, ok
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
		x, y := c.Project(m.At)
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
	p.shapes.move(c)
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
	o := present.Options{Camera: p.view.Camera(), Theme: styleOf(theme.Now()), Hidden: hidden}
	return p.made.of(p.doc, p.w.d.Map, o.Theme).Input(o)
}

// Moved implements mapview.Host.
func (h previewHost) Moved(camera.Camera) { h.p.place() }
