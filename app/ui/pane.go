package ui

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/paulmach/orb"

	"hubscape/app/difference"
	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/mapview"
	"hubscape/app/ui/theme"
	"hubscape/app/ui/versions"
	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

// pane is a small map of its own beside the window's: it shows any document and can be panned and zoomed, but changes
// nothing.
type pane struct {
	w        *Window
	view     *mapview.View
	marks    *fyne.Container // the sites that were removed
	object   *fyne.Container
	doc      *scenario.Scenario
	gone     []*scenario.Site
	selected string
	made     prepared
	follow   *pane
	moving   bool // it moves because the other one did
	stop     func()
}

// newPane makes a pane that looks where the window's map looks.
func newPane(w *Window) *pane {
	p := &pane{w: w, doc: w.session.Scenario(), marks: container.NewWithoutLayout()}
	start := w.view.Camera()
	start.Width, start.Height = 0, 0 // it has no size yet
	p.view = mapview.New(mapview.Options{
		Host: paneHost{p}, Painter: newPainter(w.d.Map, w.d.Fonts), Under: newPainter(w.d.Map, w.d.Fonts), Dispatch: w.d.Dispatch,
		Now: time.Now, Still: w.still, Modifiers: w.d.Modifiers,
	}, start)
	p.view.SetTool(mapview.Look)
	p.object = container.NewStack(p.view, p.marks)
	colour := func(s *theme.Set) { p.view.Colours(styleOf(s).Water, s.Accent) }
	colour(theme.Now())
	p.stop = theme.Listen(colour)
	return p
}

// Object implements versions.Pane.
func (p *pane) Object() fyne.CanvasObject { return p.object }

// Close implements versions.Pane.
func (p *pane) Close() {
	p.stop()
	p.view.Close()
}

// Show implements versions.Pane.
func (p *pane) Show(doc *scenario.Scenario, gone []*scenario.Site, selected string) {
	p.doc, p.gone, p.selected = doc, gone, selected
	p.marks.RemoveAll()
	for _, s := range gone {
		name := s.Name
		if name == "" {
			name = "Site"
		}
		p.marks.Add(container.NewWithoutLayout(kit.NewIcon("status-hypothetical", 26, kit.Ink3), kit.NewIcon("close", 14, kit.Ink3), kit.NewText(name+", removed", kit.Small, kit.Ink3)))
	}
	p.placeMarks()
	p.view.Changed()
}

// placeMarks sets the removed sites where they were.
func (p *pane) placeMarks() {
	c := p.view.Camera()
	for i, o := range p.marks.Objects {
		x, y := c.Project(*p.gone[i].At)
		parts := o.(*fyne.Container).Objects
		place(parts[0], float32(x)-13, float32(y)-13, fyne.NewSize(26, 26))
		place(parts[1], float32(x)-7, float32(y)-7, fyne.NewSize(14, 14))
		place(parts[2], float32(x)+17, float32(y)-8, parts[2].MinSize())
		setShown(o, x > -100 && y > -20 && x < c.Width+20 && y < c.Height+20)
	}
}

func setShown(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// Look implements versions.Pane.
func (p *pane) Look(r difference.Row) {
	var b orb.Bound
	switch {
	case r.From != nil && r.To != nil:
		b = orb.MultiPoint{*r.From, *r.To}.Bound()
	case r.From != nil:
		b = r.From.Bound()
	case r.To != nil:
		b = r.To.Bound()
	default:
		return
	}
	p.view.Ready(func() { p.view.Fly(around(b, p.view.Camera())) })
}

// How closely a pane looks at a place: so that something is seen round it.
const (
	roundAbout = 60_000 // m across the shorter side, at least
	paneZoom   = 8.5    // at most
)

// around looks at a box with what lies round it.
func around(b orb.Bound, c camera.Camera) camera.Camera {
	to := camera.Fit(b, c.Width, c.Height, min(48, min(c.Width, c.Height)/4))
	to.Zoom = min(to.Zoom, paneZoom)
	if across := min(c.Width, c.Height) * to.MetresPerPixel(to.Center[1]); across < roundAbout {
		to.Zoom -= math.Log2(roundAbout / across)
	}
	return to
}

// Follow implements versions.Pane.
func (p *pane) Follow(other versions.Pane) { p.follow, _ = other.(*pane) }

// paneHost is the host of a pane's map.
type paneHost struct{ p *pane }

// Input implements mapview.Host.
func (h paneHost) Input() scene.Input {
	p := h.p
	o := present.Options{Camera: p.view.Camera(), Theme: styleOf(theme.Now()), LocalLine: !p.w.d.App.Preferences().Bool("labels.english"), Hidden: p.w.hidden()}
	if p.selected != "" {
		o.Selection = present.Selection{Kind: "site", ID: p.selected}
	}
	return p.made.of(p.doc, p.w.d.Map, o.Theme).Input(o)
}

// Moved implements mapview.Host: the other pane comes along.
func (h paneHost) Moved(c camera.Camera) {
	p := h.p
	p.placeMarks()
	if o := p.follow; o != nil && !p.moving {
		o.moving = true
		o.view.Jump(c)
		o.moving = false
	}
}

// Click implements mapview.Host: nothing is chosen on a pane.
func (h paneHost) Click(mapview.Pointer, fyne.KeyModifier) {}

// PlaceSite implements mapview.Host.
func (h paneHost) PlaceSite(orb.Point) {}

// DragSite implements mapview.Host: it is never called, since every drag pans.
func (h paneHost) DragSite(string, orb.Point, bool) {}

// Menu implements mapview.Host.
func (h paneHost) Menu(mapview.Pointer, fyne.Position) {}

// Hover implements mapview.Host.
func (h paneHost) Hover(mapview.Pointer) {}

// Drawn implements mapview.Host.
func (h paneHost) Drawn(scene.Input, *scene.Scene) {}

// Key implements mapview.Host.
func (h paneHost) Key(e *fyne.KeyEvent) { h.p.w.key(e) }

// Rune implements mapview.Host.
func (h paneHost) Rune(r rune) { h.p.w.rune(r) }
