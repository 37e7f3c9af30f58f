package find

import (
	"sort"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/geo/basemap"
)

// Kind says what a result is.
type Kind string

// Kinds of results.
const (
	Country     Kind = "country"
	Division    Kind = "division"
	Town        Kind = "town"
	Water       Kind = "water"       // a lake or sea
	GroupPlace  Kind = "group"       // a group of countries of the document
	Coordinates Kind = "coordinates" // a reading of typed coordinates
	Problem     Kind = "problem"     // coordinates that cannot be read: Title says what to do
	Site        Kind = "site"
	Note        Kind = "note"
	Position    Kind = "position"
	Act         Kind = "action"
	PlaceSite   Kind = "place_site" // place a site at the point At
)

// Group is a heading of the list.
type Group string

// Groups in their order.
const (
	Places        Group = "Places"
	SitesAndNotes Group = "Sites and notes"
	Actions       Group = "Actions"
)

// Action is something the window can do, handed in by name.
type Action struct {
	ID       string
	Label    string
	Keywords string // further words it is found by
	Shortcut string // "Ctrl+E"
}

// Result is one line of the list.
type Result struct {
	Group         Group
	Kind          Kind
	Title         string
	TitleMatch    []Range // bytes of Title to show bold
	Subtitle      string
	SubtitleMatch []Range
	Code          string // place: SRB, RS-19, group:wb6; of a town, site or position the host country
	ID            string // of a site, note, position or action
	Shortcut      string // of an action
	HasPoint      bool
	At            orb.Point // lon, lat, where HasPoint
	Bound         orb.Bound // lon, lat; empty where nothing is to be fitted
}

// Index is the searchable map and the actions. It is safe for concurrent use.
type Index struct {
	m       *basemap.Map
	entries []entry
	actions []entry
	acts    []Action
	country map[string]string // code to English name
	folds   map[string]string // code to that name, folded

	mu   sync.Mutex
	doc  *scenario.Scenario
	docs []entry // of doc
	last map[any]*[]name
}

// entry is something that can be found.
type entry struct {
	kind  Kind
	at    int // position in the map's or document's list
	rank  int // smaller stands first among equals
	names []name
	main  int // of a country: the names from here on are translations
	code  string
	item  any // of the document
}

// New makes the index of a map; nil gives one without places. Within some milliseconds.
func New(m *basemap.Map) *Index {
	x := &Index{m: m, country: map[string]string{}, folds: map[string]string{}}
	if m == nil {
		return x
	}
	x.entries = make([]entry, 0, len(m.Countries)+len(m.Divisions)+len(m.Towns))
	for i := range m.Countries {
		x.addCountry(i, &m.Countries[i])
	}
	for i := range m.Divisions {
		x.addDivision(i, &m.Divisions[i])
	}
	for i := range m.Towns {
		x.addTown(i, &m.Towns[i])
	}
	for i := range m.Lakes {
		if l := &m.Lakes[i]; l.Name != "" {
			x.entries = append(x.entries, entry{kind: Water, at: i, rank: waterRank, names: namesOf(l.Name, l.Local)})
		}
	}
	for i := range m.Waters {
		x.entries = append(x.entries, entry{kind: Water, at: -1 - i, rank: waterRank, names: namesOf(m.Waters[i].Name)})
	}
	return x
}

// WithActions gives an index over the same map that finds these actions too.
func (x *Index) WithActions(actions []Action) *Index {
	y := &Index{m: x.m, entries: x.entries, country: x.country, folds: x.folds, acts: actions}
	for i, a := range actions {
		y.actions = append(y.actions, entry{kind: Act, at: i, rank: i, names: namesOf(a.Label, a.Keywords)})
	}
	return y
}

// namesOf folds texts, the parts of "A / B" each for itself as well, and leaves out what folds to the same.
func namesOf(texts ...string) []name {
	names := make([]name, 0, len(texts))
	for _, t := range texts {
		names = appendName(names, t)
		if strings.Contains(t, " / ") {
			for _, part := range strings.Split(t, " / ") {
				names = appendName(names, part)
			}
		}
	}
	return names
}

func appendName(names []name, text string) []name {
	if text == "" {
		return names
	}
	for i := range names {
		if names[i].text == text {
			return names
		}
	}
	n := newName(text)
	if n.fold == "" {
		return names
	}
	for i := range names {
		if names[i].fold == n.fold {
			return names
		}
	}
	return append(names, n)
}

func (x *Index) addCountry(i int, c *basemap.Country) {
	title := countryName(c)
	texts := []string{title, c.Short, c.Local, c.Code, c.Alpha2}
	texts = append(texts, c.Aliases...)
	own := namesOf(texts...)
	languages := make([]string, 0, len(c.Names))
	for l := range c.Names {
		languages = append(languages, l)
	}
	sort.Strings(languages)
	translations := make([]string, 0, len(languages))
	for _, l := range languages {
		translations = append(translations, c.Names[l])
	}
	x.country[c.Code], x.folds[c.Code] = title, fold(title, false).text
	e := entry{kind: Country, at: i, rank: c.Rank, names: own, main: len(own), code: c.Code}
	for _, t := range translations {
		e.names = appendName(e.names, t)
	}
	x.entries = append(x.entries, e)
}

func countryName(c *basemap.Country) string {
	if n := c.Names["en"]; n != "" {
		return n
	}
	return c.Code
}

const (
	divisionRank = 14 // behind the capital of the same name and towns of note
	townRank     = 4
	waterRank    = 12
)

func (x *Index) addDivision(i int, d *basemap.Division) {
	x.entries = append(x.entries, entry{kind: Division, at: i, rank: divisionRank, names: namesOf(d.Name, d.Local, d.Code), code: d.Code})
}

func (x *Index) addTown(i int, t *basemap.Town) {
	texts := append([]string{t.Name, t.Local}, t.Other...)
	rank := townRank + t.Rank
	if t.Capital {
		rank = townRank
	}
	x.entries = append(x.entries, entry{kind: Town, at: i, rank: rank, names: namesOf(texts...), code: t.Country})
}

// document gives the entries of doc. Documents never change, so those of the last one are kept, and items that a new
// document shares with it are not folded again.
func (x *Index) document(doc *scenario.Scenario) []entry {
	if doc == nil {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.doc == doc {
		return x.docs
	}
	old := x.last
	x.last = make(map[any]*[]name, doc.Sites.Len()+doc.Notes.Len()+doc.Positions.Len())
	keep := func(item any, fold func() []name) []name {
		n, ok := old[item]
		if !ok {
			names := fold()
			n = &names
		}
		x.last[item] = n
		return *n
	}
	x.doc, x.docs = doc, x.documentEntries(doc, keep)
	return x.docs
}

func (x *Index) documentEntries(doc *scenario.Scenario, keep func(any, func() []name) []name) []entry {
	var out []entry
	for i, g := range doc.Groups.All() {
		out = append(out, entry{kind: GroupPlace, at: i, rank: 2, code: g.ID, item: g,
			names: keep(g, func() []name { return namesOf(g.Name, strings.TrimPrefix(g.ID, "group:")) })})
	}
	for i, s := range doc.Sites.All() {
		out = append(out, entry{kind: Site, at: i, rank: 1, item: s, names: keep(s, func() []name { return namesOf(s.Name, s.Description) })})
	}
	for i, p := range doc.Positions.All() {
		out = append(out, entry{kind: Position, at: i, rank: 3, code: p.Place, item: p,
			names: keep(p, func() []name { return namesOf(x.country[p.Place], p.Summary, p.Scheme) })})
	}
	for i, n := range doc.Notes.All() {
		out = append(out, entry{kind: Note, at: i, rank: 5, item: n, names: keep(n, func() []name { return noteNames(n) })})
	}
	return out
}

// noteNames: the title first, then the statement and its evidence.
func noteNames(n *scenario.Note) []name {
	texts := []string{n.Title, n.Because, n.May, n.LeadingTo, n.Counterpoint, strings.Join(n.Tags, " ")}
	for _, e := range n.Evidence {
		texts = append(texts, e.Text, e.AttributedTo)
	}
	return namesOf(texts...)
}
