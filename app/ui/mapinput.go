package ui

import (
	"math"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/app/ui/theme"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

// styleOf is the map's theme for the window's variant.
func styleOf(s *theme.Set) style.Theme {
	if s.Dark {
		return style.Of(style.Dark)
	}
	return style.Of(style.Light)
}

// startCamera looks at the Western Balkans.
func startCamera() camera.Camera {
	return camera.Camera{Center: orb.Point{20.6, 43.4}, Zoom: 6.6}
}

// mapInput is what the map shows now.
func (w *Window) mapInput() scene.Input {
	o := present.Options{
		Camera: w.view.Camera(), Theme: styleOf(theme.Now()), LocalLine: !w.d.App.Preferences().Bool("labels.english"),
		Selection: w.presentSelection(), Ghost: w.place.ghost(), Moved: w.moved, Hidden: w.hidden(),
	}
	if w.overlay != nil {
		o.Obstacles = w.overlay.obstacles()
	}
	return w.prepared.of(w.session.Scenario(), w.d.Map, o.Theme).Input(o)
}

// prepared keeps what a document shows until document or theme change.
type prepared struct {
	doc   *scenario.Scenario
	theme style.Name
	made  *present.Prepared
}

func (p *prepared) of(doc *scenario.Scenario, m *basemap.Map, t style.Theme) *present.Prepared {
	if p.made == nil || p.doc != doc || p.theme != t.Name {
		*p = prepared{doc, t.Name, present.Prepare(doc, m, t)}
	}
	return p.made
}

func (w *Window) presentSelection() present.Selection {
	switch w.sel.Kind {
	case "country", "division":
		return present.Selection{Kind: "place", ID: w.sel.ID}
	}
	return present.Selection{Kind: w.sel.Kind, ID: w.sel.ID}
}

// layers that the layers button can hide, with their words.
var layers = []struct{ id, label string }{
	{"sites", "Sites"}, {"capsules", "Positions and note counts"}, {"towns", "Towns"}, {"divisions", "Divisions"},
	{"rivers", "Rivers"}, {"overlays", "Imported layers"}, {"claims", "Claim lines"}, {"graticule", "Graticule"}, {"labels", "Names"},
}

func (w *Window) hidden() map[string]bool {
	h := map[string]bool{}
	for _, l := range layers {
		if w.d.App.Preferences().Bool("hide." + l.id) {
			h[l.id] = true
		}
	}
	return h
}

// openView shows the document's opening view, or the box of what it speaks of.
func (w *Window) openView() {
	doc := w.session.Scenario()
	w.view.Home(func() camera.Camera { return w.homeCamera(doc) })
}

// homeCamera is where the home button leads.
func (w *Window) homeCamera(doc *scenario.Scenario) camera.Camera {
	c := w.view.Camera()
	if v := doc.OpeningView; v != nil {
		c.Center, c.Zoom = v.Center, v.Zoom
		return c
	}
	b, ok := w.bounds(doc)
	if !ok {
		start := startCamera()
		c.Center, c.Zoom = start.Center, start.Zoom
		return c
	}
	left := w.legendRoom()
	fit := camera.Fit(b, c.Width-left, c.Height, 24)
	fit.Width = c.Width
	return fit.Pan(left/2, 0)
}

// legendRoom is the width in px that the open legend takes from a wide map.
func (w *Window) legendRoom() float64 {
	if !w.legend.IsOpen() || w.view.Camera().Width < 700 {
		return 0
	}
	return float64(w.legend.Size().Width) * 0.6
}

// bounds is the box of all sites and all states with a position.
func (w *Window) bounds(doc *scenario.Scenario) (orb.Bound, bool) {
	var b orb.Bound
	some := false
	add := func(x orb.Bound) {
		if some {
			x = b.Union(x)
		}
		b, some = x, true
	}
	for _, p := range doc.Positions.All() {
		if c := w.d.Map.Country(p.Place); c != nil {
			add(c.Bound)
		}
	}
	for _, s := range doc.Sites.All() {
		if s.At != nil {
			add(s.At.Bound())
		}
	}
	return b, some
}

// fly moves the map to something.
func (w *Window) fly(kind, id string) {
	w.leavePast()
	switch kind {
	case "country":
		if c := w.d.Map.Country(id); c != nil {
			w.view.ShowBound(c.Bound)
		}
	case "division":
		if d := w.d.Map.Division(id); d != nil {
			w.view.ShowBound(d.Bound)
		}
	case "site":
		if s, ok := w.session.Scenario().Sites.Get(id); ok && s.At != nil {
			w.view.ShowPoint(*s.At, math.Max(8.5, w.view.Camera().Zoom))
		}
	case "feature":
		if f, ok := w.session.Scenario().Features.Get(id); ok && f.Geometry != nil {
			w.view.ShowBound(f.Geometry.Bound().Pad(0.02))
		}
	case "note":
		b, _, ok := w.about(id)
		if !ok {
			w.say("This note is attached to no place on the map. Attach it to a country, a group or a site.")
			return
		}
		w.view.ShowBound(b)
	}
}

// about gives the box of all that a note is attached to, and a point in each of them; ok is false when nothing of it is
// on the map.
func (w *Window) about(note string) (b orb.Bound, points []orb.Point, ok bool) {
	doc := w.session.Scenario()
	n, found := doc.Notes.Get(note)
	if !found {
		return b, nil, false
	}
	for _, code := range n.Places {
		b, points = w.extend(b, points, code)
	}
	for _, id := range n.Sites {
		if s, ok := doc.Sites.Get(id); ok && s.At != nil {
			b, points = grown(b, points, s.At.Bound().Pad(0.3), *s.At)
		}
	}
	return b, points, len(points) > 0
}

// extend adds a country, a division or the members of a group.
func (w *Window) extend(b orb.Bound, points []orb.Point, code string) (orb.Bound, []orb.Point) {
	if g, ok := w.session.Scenario().Groups.Get(code); ok {
		for _, m := range g.Members {
			if c := w.d.Map.Country(m); c != nil {
				b, points = grown(b, points, c.Bound, c.LabelAt)
			}
		}
		return b, points
	}
	if c := w.d.Map.Country(code); c != nil {
		return grown(b, points, c.Bound, c.LabelAt)
	}
	if d := w.d.Map.Division(code); d != nil {
		return grown(b, points, d.Bound, d.LabelAt)
	}
	return b, points
}

// grown joins a box and its point to those found before.
func grown(b orb.Bound, points []orb.Point, more orb.Bound, at orb.Point) (orb.Bound, []orb.Point) {
	if len(points) > 0 {
		more = b.Union(more)
	}
	return more, append(points, at)
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") {
		s += "."
	}
	return s
}
