package difference

import (
	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// Sort is how something changed: the change marks of the window.
type Sort int

// Sorts.
const (
	Add Sort = iota
	Remove
	Edit
	Move
)

// String is the sort as files and scripts write it: "add", "remove", "edit", "move".
func (s Sort) String() string { return [...]string{"add", "remove", "edit", "move"}[s] }

// Icon names the change mark.
func (s Sort) Icon() string { return "change-" + s.String() }

// Did is the sort as chips say it: "added", "removed", "changed", "moved".
func (s Sort) Did() string { return [...]string{"added", "removed", "changed", "moved"}[s] }

// Blank is the word for a value that is not there.
const Blank = "blank"

// Options of Between and Both. The zero value works.
type Options struct {
	// Host finds the country (ISO alpha-3) and division (ISO 3166-2) of a point, lon and lat in degrees. nil: moves do
	// not say whether the host changed.
	Host func(lon, lat float64) (country, division string)
	// PlaceName gives the name of a place code; "" when it knows none. nil: the names that sentences use.
	PlaceName func(code string) string
	// Features is how many features of each layer are listed one by one; 0 is 20. All count, and all can be taken back.
	Features int
	// Width is the number of characters to which texts are shortened in Was and Now; 0 is 60.
	Width int
}

// Row is one thing that changed: a line of the list, with a box of its own. Kind, ID and Path together are its address.
type Row struct {
	Kind string // "site", "note" … as in scenario.Change; "document"; "kept" for what this version cannot read
	ID   string // of the item; in the later document
	Path string // within the item: "capacity", "evidence/e1/credibility"; "" is the item as a whole
	Sort Sort
	Name string // of the item: "Exercise site 2"
	What string // of the thing that changed: "capacity"; "" when it is the item as a whole
	Text string // how the list words it: "Exercise site 2: capacity", "Exercise site 1 moved 2.4 km"
	Was  string // the earlier value in short words; "" where More says it better
	Now  string
	More string // besides: "Kosovo* · town"
	// WasFull and NowFull are the whole texts where Was and Now were shortened, else "".
	WasFull, NowFull string
	From, To         *orb.Point // lon, lat degrees: where it is on the map in the earlier and the later document; nil nowhere
	Fixed            bool       // it can be shown but not taken back or carried over

	said string // within a sentence, after the name: "capacity blank → 80 persons", "moved 2.4 km"
	verb bool   // said is a verb: no colon before it
}

// Entry is one item that changed.
type Entry struct {
	Kind   string
	ID     string // in the later document
	Name   string
	Sort   Sort // Edit and Move also when there is more than one row
	Before any  // *scenario.Site …, scenario.Document, or nil when it was added
	After  any  // nil when it was removed
	Rows   []Row

	// Of a layer whose features differ (Kind "features", ID the layer's): how many. Rows then list the first of them,
	// one each; Rows[0] stands for all of them together.
	Added, Removed, Changed int
	features                []Row // all of them

	fold string // the name by which it is sorted
}

// Group is the entries of one kind, in the order of names, then ids.
type Group struct {
	Key     string // "sites" …
	Label   string // "Sites"
	Entries []*Entry
}

// Report is what differs between two scenarios.
type Report struct {
	Before, After *scenario.Scenario
	SameDocument  bool // both have one identity
	Groups        []Group

	o       Options
	earlier *scenario.Scenario // Before, with the ids of After where sites were paired by name
	alias   map[string]string  // site ids: of After by those of Before
}

// Same says whether nothing differs.
func (r *Report) Same() bool { return len(r.Groups) == 0 }

// Entries gives all entries in order.
func (r *Report) Entries() []*Entry {
	var out []*Entry
	for _, g := range r.Groups {
		out = append(out, g.Entries...)
	}
	return out
}

// Rows gives all rows in order.
func (r *Report) Rows() []Row {
	var out []Row
	for _, g := range r.Groups {
		for _, e := range g.Entries {
			out = append(out, e.Rows...)
		}
	}
	return out
}

// Counts is how many rows there are of each sort. The features of a layer count as one.
func (r *Report) Counts() [4]int {
	var n [4]int
	for _, g := range r.Groups {
		for _, e := range g.Entries {
			for _, row := range e.counted() {
				n[row.Sort]++
			}
		}
	}
	return n
}

// Count is the number of rows in the group. The features of a layer count as one.
func (g Group) Count() int {
	n := 0
	for _, e := range g.Entries {
		n += len(e.counted())
	}
	return n
}

// counted gives the rows that count: all, but of the features of a layer only the one for all of them.
func (e *Entry) counted() []Row {
	if e.Kind == "features" {
		return e.Rows[:1]
	}
	return e.Rows
}
