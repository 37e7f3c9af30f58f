package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/find"
	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/app/ui/inspector"
	"hubscape/app/ui/mapview"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/measure"
	"hubscape/geo/scene"
)

// inspectorHost is the window as the inspector knows it.
type inspectorHost struct{ w *Window }

func (h inspectorHost) Scenario() *scenario.Scenario { return h.w.session.Scenario() }
func (h inspectorHost) Map() *basemap.Map            { return h.w.d.Map }
func (h inspectorHost) Canvas() fyne.Canvas          { return h.w.win.Canvas() }
func (h inspectorHost) Do(c scenario.Command) bool   { return h.w.do(c) }
func (h inspectorHost) Try(c scenario.Command) error { return h.w.session.Do(c) }
func (h inspectorHost) Seal()                        { h.w.session.Seal() }
func (h inspectorHost) Select(kind, id string)       { h.w.Select(kind, id) }
func (h inspectorHost) Fly(kind, id string)          { h.w.fly(kind, id) }
func (h inspectorHost) Delete(id string)             { h.w.deleteSites([]string{id}) }
func (h inspectorHost) Duplicate(id string)          { h.w.duplicate(id) }
func (h inspectorHost) Copy(text string)             { h.w.copyText(text) }
func (h inspectorHost) NewID() string                { return h.w.d.Env.NewID() }
func (h inspectorHost) Today() time.Time             { return h.w.d.Env.Now() }
func (h inspectorHost) FocusMap()                    { h.w.win.Canvas().Focus(h.w.view) }

// mapHost is the window as the map knows it.
type mapHost struct{ w *Window }

// Input implements mapview.Host.
func (h mapHost) Input() scene.Input { return h.w.mapInput() }

// Click selects what is under the pointer: a site, what a name stands for, or the country there.
func (h mapHost) Click(p mapview.Pointer, mod fyne.KeyModifier) {
	w := h.w
	w.endHover()
	switch p.Hit.Kind {
	case "site":
		w.clickSite(p.Hit.ID, mod)
		return
	case "cluster":
		w.view.ShowBound(w.boundOf(p.Hit.IDs))
		return
	case "country":
		w.Select("country", p.Hit.ID)
		return
	}
	if p.Overlay.Feature != "" {
		w.Select("feature", p.Overlay.Feature)
		return
	}
	if c := w.d.Map.Locate(p.At[0], p.At[1]).Country; c != nil && c.Code != "" {
		w.Select("country", c.Code)
		return
	}
	w.Select("", "")
}

// PlaceSite implements mapview.Host.
func (h mapHost) PlaceSite(at orb.Point) { h.w.placeSite(at) }

// DragSite shows the site under the pointer and puts it down at the end, as one undo step.
func (h mapHost) DragSite(id string, at orb.Point, done bool) {
	w := h.w
	if !done {
		if w.moved == nil && w.sel != (Selection{"site", id}) {
			w.Select("site", id)
		}
		w.moved = map[string]orb.Point{id: at}
		w.view.Changed()
		w.showPosition(at)
		return
	}
	w.moved = nil
	if !w.do(scenario.MoveSite{ID: id, Lon: at[0], Lat: at[1]}) {
		w.view.Changed()
	}
	w.session.Seal()
}

// Menu implements mapview.Host.
func (h mapHost) Menu(p mapview.Pointer, abs fyne.Position) { h.w.mapMenu(p, abs) }

// Hover implements mapview.Host.
func (h mapHost) Hover(p mapview.Pointer) { h.w.hovered(p) }

// Drawn implements mapview.Host: the legend lists what is in view, and the footnotes of the claims that found room. For
// one view and document footnotes only join, so that the legend's own size, which keeps names away, cannot make it
// change for ever.
func (h mapHost) Drawn(in scene.Input, s *scene.Scene) {
	w := h.w
	k := legendKey{w.view.Camera(), w.session.Scenario(), len(in.Hidden)}
	if k != w.legendKey {
		w.legendKey, w.footnotes = k, map[string]bool{}
	}
	for _, f := range present.LegendDrawn(in, s).Footnotes {
		w.footnotes[f] = true
	}
	l := present.LegendOf(in)
	kept := l.Footnotes[:0]
	for _, f := range l.Footnotes {
		if w.footnotes[f] {
			kept = append(kept, f)
		}
	}
	l.Footnotes = kept
	w.legend.Show(l)
}

// Moved implements mapview.Host.
func (h mapHost) Moved(c camera.Camera) {
	h.w.scaleBar.Moved(c)
	if h.w.overview != nil {
		h.w.overview.Moved(c)
	}
	h.w.refreshView()
}

// Key implements mapview.Host.
func (h mapHost) Key(e *fyne.KeyEvent) { h.w.key(e) }

// Rune implements mapview.Host.
func (h mapHost) Rune(r rune) { h.w.rune(r) }

// clickSite chooses a site; with Ctrl or Shift it joins those chosen already, or leaves them.
func (w *Window) clickSite(id string, mod fyne.KeyModifier) {
	if mod&(fyne.KeyModifierControl|fyne.KeyModifierShift|fyne.KeyModifierSuper) == 0 {
		w.Select("site", id)
		return
	}
	chosen := append([]string(nil), w.chosenSites()...)
	for i, c := range chosen {
		if c == id {
			chosen = append(chosen[:i], chosen[i+1:]...)
			id = ""
			break
		}
	}
	if id != "" {
		chosen = append(chosen, id)
	}
	if len(chosen) == 0 {
		w.Select("", "")
		return
	}
	w.setSelection(Selection{"site", chosen[len(chosen)-1]}, chosen)
}

func (w *Window) boundOf(ids []string) orb.Bound {
	var pts orb.MultiPoint
	for _, id := range ids {
		if s, ok := w.session.Scenario().Sites.Get(id); ok && s.At != nil {
			pts = append(pts, *s.At)
		}
	}
	return pts.Bound().Pad(0.02)
}

// copyText puts text on the clipboard and says so.
func (w *Window) copyText(text string) {
	w.d.App.Clipboard().SetContent(text)
	w.say("Copied: " + text)
}

func (w *Window) copyPoint(at orb.Point) { w.copyText(measure.FormatPoint(at, 5)) }

// listHost is the window as the lists at the left know it.
type listHost struct{ w *Window }

func (h listHost) Scenario() *scenario.Scenario { return h.w.session.Scenario() }
func (h listHost) Selection() (kind, id string) { return h.w.sel.Kind, h.w.sel.ID }
func (h listHost) ChosenSites() []string        { return h.w.chosenSites() }

// Choose selects and brings what was chosen into view.
func (h listHost) Choose(kind, id string, chosen []string) {
	h.w.setSelection(Selection{kind, id}, chosen)
	h.w.reveal(kind, id)
}
func (h listHost) Fly(kind, id string)        { h.w.fly(kind, id) }
func (h listHost) Delete(ids []string)        { h.w.deleteSites(ids) }
func (h listHost) Duplicate(id string)        { h.w.duplicate(id) }
func (h listHost) Rename()                    { h.w.renameSite() }
func (h listHost) PlaceSite()                 { h.w.setTool(mapview.Site) }
func (h listHost) OpenSample()                { h.w.openSample("western-balkans") }
func (h listHost) Canvas() fyne.Canvas        { return h.w.win.Canvas() }
func (h listHost) Do(c scenario.Command) bool { return h.w.do(c) }
func (h listHost) PlaceName(code string) string {
	return inspector.PlaceName(h.w.session.Scenario(), h.w.d.Map, code)
}

// HostOf says where the map finds a site.
func (h listHost) HostOf(s *scenario.Site) evidence.Host {
	if s.At == nil {
		return evidence.Host{Country: s.HostPlace}
	}
	c, d := h.w.host(s.At[0], s.At[1])
	return evidence.Host{Country: c, Division: d}
}

// reveal moves the map to something only when it is not in view already.
func (w *Window) reveal(kind, id string) {
	b := w.view.Camera().Bound()
	switch kind {
	case "site":
		if s, ok := w.session.Scenario().Sites.Get(id); ok && s.At != nil && !b.Contains(*s.At) {
			w.fly(kind, id)
		}
	case "country":
		if c := w.d.Map.Country(id); c != nil && !b.Contains(c.LabelAt) {
			w.fly(kind, id)
		}
	case "division":
		if d := w.d.Map.Division(id); d != nil && !b.Contains(d.LabelAt) {
			w.fly(kind, id)
		}
	case "note":
		if _, points, ok := w.about(id); ok && !slices.ContainsFunc(points, b.Contains) {
			w.fly(kind, id)
		}
	}
}

// paletteHost is the window as the search knows it.
type paletteHost struct{ w *Window }

func (h paletteHost) Canvas() fyne.Canvas { return h.w.win.Canvas() }

// Search implements palette.Host: actions that may not be done now are left out.
func (h paletteHost) Search(typed string, limit int) []find.Result {
	var out []find.Result
	for _, r := range h.w.finder.Search(typed, h.w.session.Scenario(), limit) {
		if a := h.w.actions.Get(r.ID); r.Kind == find.Act && (a == nil || !a.Can()) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// Icon implements palette.Host.
func (h paletteHost) Icon(r find.Result) string {
	doc := h.w.session.Scenario()
	switch r.Kind {
	case find.Act:
		if a := h.w.actions.Get(r.ID); a != nil && a.Icon != "" {
			return a.Icon
		}
		return "keyboard"
	case find.Note:
		if n, ok := doc.Notes.Get(r.ID); ok {
			return "cat-" + n.Category
		}
	case find.Site:
		if s, ok := doc.Sites.Get(r.ID); ok {
			t, _ := evidence.Find(evidence.Statuses, string(s.Status))
			return t.Icon
		}
	case find.Position:
		return "precision-country"
	case find.Coordinates:
		return "pointer"
	case find.PlaceSite:
		return "tool-site"
	case find.Problem:
		return "warning"
	case find.GroupPlace:
		return "group"
	}
	return "map"
}

// Open implements palette.Host.
func (h paletteHost) Open(r find.Result) {
	w := h.w
	switch r.Kind {
	case find.Act:
		w.run(r.ID)
	case find.Note:
		w.Select("note", r.ID)
		w.reveal("note", r.ID)
	case find.Site:
		w.Select("site", r.ID)
		w.fly("site", r.ID)
	case find.Country, find.Position:
		w.Select("country", r.Code)
		w.fly("country", r.Code)
	case find.Division:
		w.Select("division", r.Code)
		w.fly("division", r.Code)
	case find.Town:
		w.Select("country", r.Code)
		w.view.ShowPoint(r.At, 9)
	case find.Coordinates:
		w.view.ShowPoint(r.At, 9)
	case find.Water:
		w.showBoundOr(r)
	case find.PlaceSite:
		w.place.precision = scenario.PrecisionTown
		w.placeSite(r.At)
		w.view.ShowPoint(r.At, 8.5)
	case find.GroupPlace:
		w.showGroup(r.Code)
	}
}

// showBoundOr flies to a result's box, or to its point where it has none.
func (w *Window) showBoundOr(r find.Result) {
	if r.Bound.Max[0] > r.Bound.Min[0] {
		w.view.ShowBound(r.Bound)
		return
	}
	w.view.ShowPoint(r.At, w.view.Camera().Zoom)
}

// showGroup flies to the members of a group.
func (w *Window) showGroup(id string) {
	if b, points := w.extend(orb.Bound{}, nil, id); len(points) > 0 {
		w.view.ShowBound(b)
	}
}
