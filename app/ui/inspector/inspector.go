// Package inspector is the panel at the right: the card of whatever is selected. A country with its position, facts,
// notes and gaps; a site with its fields, gates and linked notes; a note with its statement and evidence; or, with
// nothing selected, the document itself.
//
// # Design
//
// A card is built anew from the immutable scenario whenever what it shows changes: a card has a few dozen widgets, so
// that costs less than keeping each of them in step. What the person folded open is remembered by card.
package inspector

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/geo/basemap"
)

// Host is what the panel asks of the window around it. All calls come on the window's goroutine.
type Host interface {
	Scenario() *scenario.Scenario
	Map() *basemap.Map
	Canvas() fyne.Canvas
	// Do runs a command; a refusal is shown to the person and answers false.
	Do(scenario.Command) bool
	// Try runs a command; a refusal is handed back and nothing is shown.
	Try(scenario.Command) error
	// Seal ends the current undo step.
	Seal()
	// Select shows the card of something: "country", "division", "site", "note", or "" for the document.
	Select(kind, id string)
	// Fly moves the map to something.
	Fly(kind, id string)
	// Delete removes a site and offers to take it back.
	Delete(site string)
	// Duplicate copies a site.
	Duplicate(site string)
	// Copy puts text on the clipboard.
	Copy(text string)
	NewID() string
	Today() time.Time
	// FocusMap gives the keys back to the map when what had them on the card is gone.
	FocusMap()
}

// Inspector is the panel.
type Inspector struct {
	host     Host
	kind, id string
	scroll   *kit.Scroll
	body     *kit.Column
	box      *fyne.Container
	head     *fyne.Container
	open     map[string]bool   // folded open, by card and part
	filter   map[string]string // category filter by card
	rename   bool              // the site card's name is being edited

	afterBuild []func()
}

// New makes the panel; it shows the document until something is selected.
func New(h Host) *Inspector {
	i := &Inspector{host: h, open: map[string]bool{}, filter: map[string]string{}}
	i.head = container.NewStack()
	i.body = kit.NewColumn(0, kit.Inset{Bottom: 16})
	i.scroll = kit.NewScroll(i.body)
	i.box = kit.NewPage(i.head, i.scroll, nil)
	return i
}

// Object is the panel as the window lays it out.
func (i *Inspector) Object() fyne.CanvasObject { return i.box }

// Show brings up the card of kind and id.
func (i *Inspector) Show(kind, id string) {
	if kind != i.kind || id != i.id {
		i.kind, i.id, i.rename = kind, id, false
		i.build()
		i.scroll.ToTop()
		return
	}
	i.build()
}

// Rename puts the cursor into the name of the selected site.
func (i *Inspector) Rename() {
	if i.kind == "site" {
		i.rename = true
		i.build()
	}
}

// Refresh builds the card again after the document changed.
func (i *Inspector) Refresh() { i.build() }

func (i *Inspector) build() {
	had := i.hasFocus()
	var head fyne.CanvasObject
	var body []fyne.CanvasObject
	switch i.kind {
	case "country":
		head, body = i.countryCard()
	case "division":
		head, body = i.divisionCard()
	case "site":
		head, body = i.siteCard()
	case "note":
		head, body = i.noteCard()
	case "feature":
		head, body = i.featureCard()
	}
	if head == nil {
		head, body = i.documentCard()
	}
	i.head.Objects = []fyne.CanvasObject{head}
	i.head.Refresh()
	i.body.SetItems(body...)
	i.scroll.Refresh()
	i.box.Refresh() // the head may have another height
	after := i.afterBuild
	i.afterBuild = nil
	if had && len(after) == 0 {
		i.host.FocusMap()
	}
	for _, f := range after {
		f()
	}
}

// hasFocus tells whether something on the present card has the focus.
func (i *Inspector) hasFocus() bool {
	c := i.host.Canvas()
	if c == nil || kit.Busy(c) {
		return false
	}
	o, ok := c.Focused().(fyne.CanvasObject)
	if !ok {
		return false
	}
	d := fyne.CurrentApp().Driver()
	at, box := d.AbsolutePositionForObject(o), d.AbsolutePositionForObject(i.box)
	return at.X >= box.X && at.X < box.X+i.box.Size().Width && at.Y >= box.Y
}

// key names a part of the present card for remembering what is open.
func (i *Inspector) key(part string) string { return i.kind + ":" + i.id + ":" + part }

// expand shows the rest of a list.
func (i *Inspector) expand(part string) func() {
	k := i.key(part)
	return func() {
		i.open[k] = !i.open[k]
		i.build()
	}
}

// locate gives the host of a site as the map has it.
func (i *Inspector) locate(s *scenario.Site) basemap.Place {
	if s.At != nil {
		return i.host.Map().Locate(s.At[0], s.At[1])
	}
	m := i.host.Map()
	if d := m.Division(s.HostPlace); d != nil {
		return basemap.Place{Country: m.Country(d.Country), Division: d}
	}
	return basemap.Place{Country: m.Country(s.HostPlace)}
}

// PlaceWords says what lies at a place, for a card's second line and the status bar: "Serbia · Moravica".
func PlaceWords(doc *scenario.Scenario, p basemap.Place) string {
	words := ""
	switch {
	case p.Country != nil && p.Country.Code != "":
		words = CountryName(doc, p.Country)
	case p.Country != nil:
		words = p.Country.Names["en"]
	}
	if p.Division != nil {
		words += " · " + p.Division.Name
	}
	if p.Water != "" {
		words = join(words, p.Water)
	}
	if words == "" {
		return "At sea"
	}
	return words
}

// CountryName is the English name with the asterisk of the chosen Kosovo note.
func CountryName(doc *scenario.Scenario, c *basemap.Country) string {
	if c.Code == "XKX" && doc.KosovoNote != scenario.KosovoNone {
		return c.Names["en"] + "*"
	}
	return c.Names["en"]
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " · " + b
}

// PlaceName names a place code with the map's own names.
func PlaceName(doc *scenario.Scenario, m *basemap.Map, code string) string {
	if g, ok := doc.Groups.Get(code); ok {
		return g.Name
	}
	if c := m.Country(code); c != nil {
		return CountryName(doc, c)
	}
	if d := m.Division(code); d != nil {
		return d.Name
	}
	return code
}

func (i *Inspector) placeName(code string) string {
	return PlaceName(i.host.Scenario(), i.host.Map(), code)
}

// goTo selects a place on the map.
func (i *Inspector) goTo(code string) func() {
	m := i.host.Map()
	switch {
	case m.Country(code) != nil:
		return func() { i.host.Select("country", code); i.host.Fly("country", code) }
	case m.Division(code) != nil:
		return func() { i.host.Select("division", code); i.host.Fly("division", code) }
	}
	return nil
}
