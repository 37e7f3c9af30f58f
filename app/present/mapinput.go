package present

import (
	"image/color"
	"sort"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

// Selection is what the window has selected: a site, a note, or a place by code. The zero value is nothing.
type Selection struct {
	Kind string // "site", "note", "place"
	ID   string // id, or place code: "SRB", "RS-19", "group:wb6"
}

// Options say how a scenario is shown.
type Options struct {
	Camera    camera.Camera
	Scale     float64 // device pixels per px; 0 means 1
	Theme     style.Theme
	Language  string // BCP 47; "" is English
	LocalLine bool   // second label line in the local language
	Selection Selection
	// Ghost is a site being placed, drawn over the others; nil for none.
	Ghost *scene.Mark
	// Moved holds lon, lat of sites under a drag that is not in the document yet, by id.
	Moved     map[string]orb.Point
	Obstacles []scene.Rect // px
	Hidden    map[string]bool
}

// MapInput gives the scene input of a scenario. m may be nil while the map is loading: then sites known to a division
// alone are left out, and points stand for themselves.
func MapInput(doc *scenario.Scenario, m *basemap.Map, o Options) scene.Input {
	return Prepare(doc, m, o.Theme).Input(o)
}

// Prepared is what a scenario shows whatever the camera and the selection: made once for a scenario, a map and a theme,
// and then asked for one input after another while the map moves. It is immutable.
type Prepared struct {
	doc      *scenario.Scenario
	m        *basemap.Map
	marks    []scene.Mark
	at       map[string]int // mark by site id
	capsules map[string]scene.Capsule
	focus    map[string]bool
	asterisk map[string]bool
	overlays []scene.Overlay
}

// Prepare reads a scenario. m may be nil: see MapInput.
func Prepare(doc *scenario.Scenario, m *basemap.Map, th style.Theme) *Prepared {
	p := &Prepared{doc: doc, m: m, at: make(map[string]int, doc.Sites.Len()), asterisk: map[string]bool{}}
	if evidence.KosovoAsterisk(doc.KosovoNote) {
		p.asterisk["XKX"] = true
	}
	pl := placer{m: m, inCountry: map[string][]string{}, hosts: map[string]bool{}}
	for _, s := range doc.Sites.All() {
		if mk, ok := pl.mark(s, s.At); ok {
			p.at[s.ID] = len(p.marks)
			p.marks = append(p.marks, mk)
		}
	}
	p.capsules = capsules(doc, th, pl.inCountry)
	p.focus = focus(doc, pl.hosts)
	p.overlays = overlays(doc, th)
	return p
}

// Input gives the scene input for a camera and a selection. Slices and maps of the result are shared: treat them as
// read-only, as a scene does.
func (p *Prepared) Input(o Options) scene.Input {
	in := scene.Input{
		Camera: o.Camera, Scale: o.Scale, Theme: o.Theme, Map: p.m, Language: o.Language, LocalLine: o.LocalLine,
		Obstacles: o.Obstacles, Hidden: o.Hidden,
		Asterisk: p.asterisk, Capsules: p.capsules, Focus: p.focus, Marks: p.marks, Overlays: p.overlays,
	}
	if o.Ghost != nil || len(o.Moved) > 0 || o.Selection.Kind == "site" {
		in.Marks = p.changed(o)
	}
	in.Selected, in.Group = selected(p.doc, o.Selection)
	return in
}

// changed copies the marks with the selection, the drag and the ghost in place.
func (p *Prepared) changed(o Options) []scene.Mark {
	marks := make([]scene.Mark, len(p.marks), len(p.marks)+1)
	copy(marks, p.marks)
	pl := placer{m: p.m, inCountry: map[string][]string{}, hosts: map[string]bool{}}
	for id, at := range o.Moved {
		i, shown := p.at[id]
		s, ok := p.doc.Sites.Get(id)
		if !ok || !shown {
			continue
		}
		if mk, ok := pl.mark(s, &at); ok {
			marks[i] = mk
		}
	}
	if i, ok := p.at[o.Selection.ID]; ok && o.Selection.Kind == "site" {
		marks[i].Selected = true
	}
	if o.Ghost != nil {
		g := *o.Ghost
		g.Ghost = true
		marks = append(marks, g)
	}
	return marks
}

// placer turns sites into marks, and gathers what has no point.
type placer struct {
	m         *basemap.Map
	inCountry map[string][]string // statuses of sites known to a country only, by country
	hosts     map[string]bool     // host countries of all sites
}

// mark places a site at a point, or at its stored host place when at is nil.
func (p *placer) mark(s *scenario.Site, at *orb.Point) (scene.Mark, bool) {
	country, division, point, ok := p.where(s, at)
	if country != "" {
		p.hosts[country] = true
	}
	if s.Precision == scenario.PrecisionCountry {
		if country != "" {
			p.inCountry[country] = append(p.inCountry[country], string(s.Status))
		}
		return scene.Mark{}, false
	}
	if !ok {
		return scene.Mark{}, false
	}
	mk := scene.Mark{
		ID: s.ID, At: point, Precision: scene.Precision(s.Precision), Symbol: string(s.Status), Label: s.Name,
		Second: secondLine(s),
	}
	if s.Precision == scenario.PrecisionDivision {
		mk.Division = division
		if d := p.division(division); d != nil {
			mk.At = d.LabelAt
		}
	}
	return mk, true
}

// where finds country, division and point; ok is false when there is no point to draw at.
func (p *placer) where(s *scenario.Site, at *orb.Point) (country, division string, point orb.Point, ok bool) {
	if at == nil {
		return p.whereByPlace(s.HostPlace)
	}
	if p.m == nil {
		return "", "", *at, true
	}
	place := p.m.Locate(at[0], at[1])
	if place.Country != nil {
		country = place.Country.Code
	}
	if place.Division != nil {
		division = place.Division.Code
	}
	return country, division, *at, true
}

func (p *placer) whereByPlace(code string) (country, division string, at orb.Point, ok bool) {
	if d := p.division(code); d != nil {
		return d.Country, d.Code, d.LabelAt, true
	}
	if strings.Contains(code, "-") {
		return "", code, orb.Point{}, false
	}
	return code, "", orb.Point{}, false
}

func (p *placer) division(code string) *basemap.Division {
	if p.m == nil || code == "" {
		return nil
	}
	return p.m.Division(code)
}

// secondLine says under a site's name what must not be missed: that it is hypothetical, or only a comparator.
func secondLine(s *scenario.Site) string {
	switch {
	case s.Status == scenario.Hypothetical:
		return "hypothetical"
	case s.Kind == "comparator":
		return "comparator"
	}
	return ""
}

// capsules gives the line under each country's name: statuses of its positions and of sites known to the country only,
// a square per category of its own notes, and their number. Context notes are left out.
func capsules(doc *scenario.Scenario, th style.Theme, inCountry map[string][]string) map[string]scene.Capsule {
	symbols := positionSymbols(doc)
	for code, list := range inCountry {
		symbols[code] = append(symbols[code], list...)
	}
	counts := noteCounts(doc)
	out := map[string]scene.Capsule{}
	for code := range symbols {
		out[code] = capsule(symbols[code], counts[code], th)
	}
	for code := range counts {
		out[code] = capsule(symbols[code], counts[code], th)
	}
	for code, c := range out {
		if len(c.Symbols) == 0 && c.Count == 0 {
			delete(out, code)
		}
	}
	return out
}

func capsule(symbols []string, n evidence.Counts, th style.Theme) scene.Capsule {
	c := scene.Capsule{Count: n.Total()}
	for _, s := range symbols {
		if !containsString(c.Symbols, s) {
			c.Symbols = append(c.Symbols, s)
		}
	}
	for i, k := range n {
		if k > 0 {
			c.Squares = append(c.Squares, CategoryColor(th, evidence.Categories[i].Key))
		}
	}
	return c
}

// CategoryColor is a category's colour in a theme; the theme's ink for a category it does not know.
func CategoryColor(th style.Theme, category string) color.NRGBA {
	if c, ok := th.Category[style.Category(category)]; ok {
		return c
	}
	return th.Ink
}

// positionSymbols lists the statuses of each country's positions, oldest first. None found has no symbol.
func positionSymbols(doc *scenario.Scenario) map[string][]string {
	all := append([]*scenario.Position(nil), doc.Positions.All()...)
	sort.SliceStable(all, func(i, j int) bool { return positionBefore(all[i], all[j]) })
	out := map[string][]string{}
	for _, p := range all {
		if p.Status != scenario.NoneFound && !strings.HasPrefix(p.Place, "group:") {
			out[p.Place] = append(out[p.Place], string(p.Status))
		}
	}
	return out
}

func positionBefore(a, b *scenario.Position) bool {
	if a.AsOf != b.AsOf {
		return a.AsOf < b.AsOf
	}
	if x, y := evidence.Index(evidence.Statuses, string(a.Status)), evidence.Index(evidence.Statuses, string(b.Status)); x != y {
		return x < y
	}
	return a.ID < b.ID
}

// noteCounts counts the notes that name a country itself, by category, without context.
func noteCounts(doc *scenario.Scenario) map[string]evidence.Counts {
	out := map[string]evidence.Counts{}
	for _, n := range doc.Notes.All() {
		i := evidence.Index(evidence.Categories, n.Category)
		if n.Polarity == "context" || i >= len(evidence.Categories) {
			continue
		}
		for _, code := range n.Places {
			if !strings.HasPrefix(code, "group:") && !strings.Contains(code, "-") {
				c := out[code]
				c[i]++
				out[code] = c
			}
		}
	}
	return out
}

// focus lists the countries that a scenario is about: those that positions, facts, sites and notes other than context
// name, and the members of groups that notes name, where at least one member has a position or a site. A group that a
// note mentions only in passing thus stays in the background.
func focus(doc *scenario.Scenario, hosts map[string]bool) map[string]bool {
	home := map[string]bool{}
	for code := range hosts {
		home[code] = true
	}
	for _, p := range doc.Positions.All() {
		addPlace(home, p.Place)
	}
	out := map[string]bool{}
	for code := range home {
		out[code] = true
	}
	for _, f := range doc.Facts.All() {
		addPlace(out, f.Place)
	}
	for _, n := range doc.Notes.All() {
		if n.Polarity == "context" {
			continue
		}
		for _, code := range n.Places {
			addNotePlace(doc, out, home, code)
		}
	}
	return out
}

func addNotePlace(doc *scenario.Scenario, out, home map[string]bool, code string) {
	g, ok := doc.Groups.Get(code)
	if !ok {
		addPlace(out, code)
		return
	}
	for _, c := range g.Members {
		if home[c] {
			for _, member := range g.Members {
				out[member] = true
			}
			return
		}
	}
}

// addPlace adds a country; groups have members instead, and divisions no country in their code.
func addPlace(set map[string]bool, code string) {
	if code != "" && !strings.HasPrefix(code, "group:") && !strings.Contains(code, "-") {
		set[code] = true
	}
}

// selected gives the selected country or division, and the countries tinted for a note or a group.
func selected(doc *scenario.Scenario, s Selection) (string, map[string]bool) {
	switch s.Kind {
	case "place":
		if g, ok := doc.Groups.Get(s.ID); ok {
			return "", members(g.Members)
		}
		return s.ID, nil
	case "note":
		n, ok := doc.Notes.Get(s.ID)
		if !ok {
			return "", nil
		}
		tint := map[string]bool{}
		for _, code := range n.Places {
			if g, ok := doc.Groups.Get(code); ok {
				for _, c := range g.Members {
					tint[c] = true
				}
				continue
			}
			addPlace(tint, code)
		}
		return "", tint
	}
	return "", nil
}

func members(codes []string) map[string]bool {
	out := map[string]bool{}
	for _, c := range codes {
		out[c] = true
	}
	return out
}

func containsString(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
