// Package notes is the left list of risk notes, in groups by category.
package notes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

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
	// Choose makes kind and id the selection; sites is nil here.
	Choose(kind, id string, sites []string)
	// Fly moves the map to what a note is about.
	Fly(kind, id string)
	// Do runs a command; a refusal is shown to the person and answers false.
	Do(scenario.Command) bool
	// OpenSample opens the built-in sample, which brings notes.
	OpenSample()
	// PlaceName is the name of a country, division or group in words.
	PlaceName(code string) string
}

// Order of the notes within a category.
type Order string

// Orders.
const (
	ByTitle   Order = "title"
	ByOrigins Order = "origins" // fewest origins first
	ByPlace   Order = "place"
)

// List is the panel under the tab Notes.
type List struct {
	host    Host
	doc     *scenario.Scenario
	entries []entry
	known   map[*scenario.Note]entry
	rows    []int // index of an entry, or -1-category for the head of a group
	query   string
	order   Order

	filter  *kit.Entry
	list    *kit.VirtualList
	body    *fyne.Container
	content fyne.CanvasObject
}

// entry is a note as the list shows it.
type entry struct {
	id       string
	category int // index in evidence.Categories
	origins  int
	place    string
	line     kit.NoteLine
	folded   string
}

// New makes the list for the document the host has open.
func New(h Host) *List {
	l := &List{host: h, order: ByTitle, known: map[*scenario.Note]entry{}}
	l.filter = kit.NewEntry("Filter notes").WithIcon("filter").Clearable()
	l.filter.OnChanged = func(text string) { l.query = text; l.arrange() }
	l.filter.OnKey = l.fromFilter
	var sort *kit.Button
	sort = kit.NewIconButton("sort", "Sort", "", func() { l.sortMenu(sort) }).Edged()
	l.list = kit.NewVirtualList()
	l.bindList()
	l.body = container.NewStack(l.list)
	head := kit.NewRow(8, kit.Inset{Top: 8, Right: 12, Bottom: 8, Left: 12}, kit.Expand(l.filter), sort)
	l.content = kit.NewPage(head, l.body, nil)
	l.Refresh(nil, h.Scenario())
	return l
}

// Count is how many notes the document has.
func (l *List) Count() int { return len(l.entries) }

// Refresh follows a change of the document; before is nil when a document was opened. A note that did not change keeps
// its line, unless sources or the names of places changed.
func (l *List) Refresh(before, after *scenario.Scenario) {
	if before == after && l.doc == after {
		return
	}
	keep := l.doc != nil && same(l.doc.Sources, after.Sources) && same(l.doc.Groups, after.Groups) && l.doc.KosovoNote == after.KosovoNote
	known := make(map[*scenario.Note]entry, after.Notes.Len())
	l.entries = l.entries[:0]
	for _, n := range after.Notes.All() {
		e, ok := l.known[n]
		if !ok || !keep || (len(n.Sites) > 0 && !same(l.doc.Sites, after.Sites)) {
			e = l.read(after, n)
		}
		known[n] = e
		l.entries = append(l.entries, e)
	}
	l.doc, l.known = after, known
	l.sort()
	l.arrange()
}

// same reports whether two lists are one list.
func same[T scenario.Item](a, b scenario.List[T]) bool {
	x, y := a.All(), b.All()
	return len(x) == len(y) && (len(x) == 0 || &x[0] == &y[0])
}

func (l *List) read(doc *scenario.Scenario, n *scenario.Note) entry {
	s := evidence.Summarise(doc, n)
	var where []string
	for _, code := range n.Places {
		where = append(where, l.host.PlaceName(code))
	}
	for _, id := range n.Sites {
		if site, ok := doc.Sites.Get(id); ok {
			where = append(where, site.Name)
		}
	}
	place := "Not attached"
	switch len(where) {
	case 0:
	case 1, 2:
		place = strings.Join(where, ", ")
	default:
		place = where[0] + " and " + strconv.Itoa(len(where)-1) + " more"
	}
	e := entry{
		id: n.ID, category: evidence.Index(evidence.Categories, n.Category), origins: s.Origins, place: place,
		line: kit.NoteLine{
			Category: n.Category, Title: n.Title, Caption: place + " · " + s.Caption(), Grade: grades(s.Grades), Contradicted: s.Contradicted,
		},
	}
	e.folded = kit.Fold(strings.Join([]string{
		n.Title, strings.Join(where, " "), strings.Join(n.Places, " "), evidence.Label(evidence.Categories, n.Category),
		evidence.Label(evidence.Polarities, n.Polarity), strings.Join(n.Tags, " "), n.Because, n.May, n.LeadingTo,
	}, " "))
	return e
}

// grades sets at most two grades side by side; none of several is "the" grade, so more are counted.
func grades(all []string) string {
	switch {
	case len(all) > 2:
		return all[0] + " +" + strconv.Itoa(len(all)-1)
	default:
		return strings.Join(all, " ")
	}
}

func (l *List) sort() {
	slices.SortStableFunc(l.entries, func(a, b entry) int {
		first := 0
		switch l.order {
		case ByOrigins:
			first = cmp.Compare(a.origins, b.origins)
		case ByPlace:
			first = cmp.Compare(kit.Fold(a.place), kit.Fold(b.place))
		}
		return cmp.Or(cmp.Compare(a.category, b.category), first, cmp.Compare(kit.Fold(a.line.Title), kit.Fold(b.line.Title)), cmp.Compare(a.id, b.id))
	})
}

// arrange makes the rows anew from entries and filter.
func (l *List) arrange() {
	l.rows = l.rows[:0]
	last := -1
	for i := range l.entries {
		e := &l.entries[i]
		if l.query != "" && !kit.Matches(e.folded, l.query) {
			continue
		}
		if e.category != last {
			last = e.category
			l.rows = append(l.rows, -1-e.category)
		}
		l.rows = append(l.rows, i)
	}
	l.showBody()
	l.list.Reload()
	l.follow(false)
}

// showBody puts the list, or words that say why it is empty, into the body.
func (l *List) showBody() {
	var want fyne.CanvasObject = l.list
	switch {
	case len(l.entries) == 0:
		want = kit.NewEmpty("tool-note", "No risk notes yet", "A note states a concern, an opportunity or context, and the evidence for and against it.",
			kit.Action{Label: "Open the sample", Icon: "template", Primary: true, Act: l.host.OpenSample})
	case len(l.rows) == 0:
		want = kit.NewEmpty("search", "Nothing found for “"+l.query+"”", "Titles, places, categories and the words of the notes were searched.",
			kit.Action{Label: "Clear the filter", Act: func() { l.filter.SetText("") }})
	}
	if want == fyne.CanvasObject(l.list) && l.body.Objects[0] == want {
		return
	}
	l.body.Objects = []fyne.CanvasObject{want}
	l.body.Refresh()
}

// Object is the panel as the window lays it out.
func (l *List) Object() fyne.CanvasObject { return l.content }
