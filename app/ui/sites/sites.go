// Package sites is the left list of places: the sites of the document, and the countries whose position on hosting is
// recorded without a place.
//
// # Design
//
// The list keeps one line of data per row and compares it with the next state of the document, so that a command costs
// the rows it changed. The selection belongs to the window; the list asks for it and never keeps a copy of its own.
package sites

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

// Host is what the list asks of the window around it. All calls come on the window's goroutine.
type Host interface {
	Scenario() *scenario.Scenario
	// Selection is what all views show as chosen: kind "country", "division", "site", "note" or "".
	Selection() (kind, id string)
	// ChosenSites lists every chosen site; one when a single site is the selection.
	ChosenSites() []string
	// Choose makes kind and id the selection, and sites the chosen sites where more than one is.
	Choose(kind, id string, sites []string)
	// Fly moves the map to something.
	Fly(kind, id string)
	// Delete removes sites and offers to take it back.
	Delete(sites []string)
	// Duplicate copies a site.
	Duplicate(site string)
	// Rename lets the person type a new name for the selection.
	Rename()
	// PlaceSite takes up the tool that places a site.
	PlaceSite()
	// HostOf says where the map finds a site.
	HostOf(s *scenario.Site) evidence.Host
	// PlaceName is the name of a country, division or group in words.
	PlaceName(code string) string
}

// List is the panel under the tab Sites.
type List struct {
	host    Host
	entries []entry
	rows    []row
	cache   cache
	order   Order
	query   string
	anchor  string // site that a Shift choice starts from

	filter  *kit.Entry
	list    *kit.VirtualList
	body    *fyne.Container
	content fyne.CanvasObject
}

// row is a line of the list: the head of a group, or an entry.
type row struct {
	group int
	entry int // -1 for a head
}

// New makes the list for the document the host has open.
func New(h Host) *List {
	l := &List{host: h, order: ByName}
	l.filter = kit.NewEntry("Filter sites").WithIcon("filter").Clearable()
	l.filter.OnChanged = func(text string) { l.query = text; l.arrange(true) }
	l.filter.OnKey = l.fromFilter
	var sort *kit.Button
	sort = kit.NewIconButton("sort", "Sort", "", func() { l.sortMenu(sort) }).Edged()
	l.list = kit.NewVirtualList()
	l.bindList()
	l.body = container.NewStack(l.list)
	head := kit.NewRow(8, kit.Inset{Top: 8, Right: 12, Bottom: 8, Left: 12}, kit.Expand(l.filter), sort)
	foot := kit.NewFoot(kit.NewText("Press", kit.Small, kit.Ink3), kit.NewKbd("S"),
		kit.Expand(kit.NewText("and click the map to place a site.", kit.Small, kit.Ink3).Elided()))
	l.content = kit.NewPage(head, l.body, foot)
	l.Refresh(nil, h.Scenario())
	return l
}
