// Package versions is the view of earlier versions: a list of them, the chosen one beside the present on two maps, and
// below every difference with a box to take it back. The same view compares two files.
//
// # Design
//
// Looking changes nothing: an earlier version is a document of its own, and what is taken back is one command of the
// open one. Restoring opens a copy, so the present is never lost to the past.
package versions

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"hubscape/app/difference"
	"hubscape/app/scenario"
)

// Version is one line of the list.
type Version struct {
	ID      string
	At      time.Time
	Kind    string // save, history (autosave), before (of a file that was about to be overwritten), file
	Title   string // of the document then
	Name    string // of a file, instead of the time
	Changes int    // how many differences to the version before it; -1 when not known
}

// Host is the window as this view needs it.
type Host interface {
	// Load reads a version and calls done on the window's goroutine.
	Load(id string, done func(*scenario.Scenario, error))
	// Now is the open document.
	Now() *scenario.Scenario
	// Compare tells what differs.
	Compare(before, after *scenario.Scenario) *difference.Report
	// Pane makes a map of its own; the view shows two.
	Pane() Pane
	// TakeBack brings the rows of a report to their earlier value, as one step.
	TakeBack(r *difference.Report, rows []difference.Row)
	// Restore opens a version as a copy.
	Restore(v Version)
	// SaveText writes the report to a file that the person names.
	SaveText(r *difference.Report)
	// Leave closes the view.
	Leave()
}

// Pane is one of the two maps.
type Pane interface {
	Object() fyne.CanvasObject
	// Show puts a document on the map, with the sites that are not in it any more marked as removed.
	Show(doc *scenario.Scenario, gone []*scenario.Site, selected string)
	// Look flies to the places of a row.
	Look(row difference.Row)
	// Follow makes the pane move with another one; nil lets it go.
	Follow(other Pane)
	Close()
}

// View is the whole of it: Left for the left panel, Object for the place of the map.
type View struct {
	host  Host
	list  []Version
	at    int // chosen in list
	foot  string
	still bool // the two documents are given: no list, nothing to take back
	merge bool // the other version is not an earlier one: rows are taken over from it

	before, after   *scenario.Scenario
	report          *difference.Report
	ticked          map[address]bool
	cursor          address
	swapped, linked bool

	left   fyne.CanvasObject
	lines  *lines
	main   *mainPage
	panes  [2]Pane
	wait   string // id of the version being read
	closed bool
}

// address names a row.
type address struct{ kind, id, path string }

func addressOf(r difference.Row) address { return address{r.Kind, r.ID, r.Path} }

// New makes the view for a list of versions, newest first. foot is said below the list.
func New(h Host, list []Version, foot string) *View {
	v := &View{host: h, list: list, at: -1, foot: foot, ticked: map[address]bool{}, linked: true}
	v.build()
	if len(list) > 0 {
		v.choose(0)
	} else {
		v.main.empty("No earlier version yet", "A version is kept at every save, and every few minutes while you work.")
	}
	return v
}

// NewOfTwo compares two given documents under their names; nothing can be taken back.
func NewOfTwo(h Host, nameA string, a *scenario.Scenario, nameB string, b *scenario.Scenario) *View {
	v := &View{host: h, still: true, at: 0, ticked: map[address]bool{}, linked: true,
		list: []Version{{Name: nameA, Kind: "file", Changes: -1}, {Name: nameB, Kind: "file", Changes: -1}}}
	v.build()
	v.compare(a, b)
	return v
}

// NewMerge compares the open document with another version of it, under a name: to take ticked rows back is to take the
// other version's.
func NewMerge(h Host, name string, other *scenario.Scenario) *View {
	v := &View{host: h, at: 0, ticked: map[address]bool{}, linked: true, merge: true, list: []Version{{Name: name, Kind: "file", Changes: -1}}}
	v.build()
	v.compare(other, h.Now())
	return v
}

func (v *View) build() {
	v.panes = [2]Pane{v.host.Pane(), v.host.Pane()}
	v.main = newMainPage(v)
	v.lines = newLines(v)
	v.left = v.lines.page()
	v.link(true)
}

// Left is what the left panel shows.
func (v *View) Left() fyne.CanvasObject { return v.left }

// Object is what takes the place of the map.
func (v *View) Object() fyne.CanvasObject { return v.main.object }

// FocusIn gives the list the keyboard, on a canvas that may not have drawn it yet.
func (v *View) FocusIn(c fyne.Canvas) { c.Focus(v.lines.rows) }

// Keys are what takes the keyboard in turn: the list, and the two columns of differences.
func (v *View) Keys() []fyne.Focusable {
	return []fyne.Focusable{v.lines.rows, v.main.columns[0].rows, v.main.columns[1].rows}
}

// Leave goes back to where the view was opened from, as its own cross does.
func (v *View) Leave() { v.host.Leave() }

// Close stops the maps.
func (v *View) Close() {
	if v.closed {
		return
	}
	v.closed = true
	for _, p := range v.panes {
		p.Close()
	}
}

// Changed follows a change of the open document.
func (v *View) Changed() {
	if v.before != nil && !v.still && !v.closed {
		v.compare(v.before, v.host.Now())
	}
}

// choose shows the version at i.
func (v *View) choose(i int) {
	if i == v.at || i < 0 || i >= len(v.list) {
		return
	}
	v.at = i
	v.lines.rows.Rebind()
	ask := v.list[i].ID
	v.wait = ask
	v.main.busy(v.list[i])
	v.host.Load(ask, func(doc *scenario.Scenario, err error) {
		if v.closed || v.wait != ask {
			return
		}
		v.wait = ""
		if err != nil {
			v.before, v.report = nil, nil
			v.main.empty("This version cannot be read", err.Error())
			return
		}
		clear(v.ticked)
		v.compare(doc, v.host.Now())
	})
}

// compare shows what differs between two documents.
func (v *View) compare(before, after *scenario.Scenario) {
	v.before, v.after = before, after
	v.report = v.host.Compare(before, after)
	live := map[address]bool{}
	for _, r := range v.report.Rows() {
		if v.ticked[addressOf(r)] {
			live[addressOf(r)] = true
		}
	}
	v.ticked = live
	v.main.show()
	v.showMaps("")
}

// gone lists the sites that one document has and the other has not.
func gone(from, in *scenario.Scenario) []*scenario.Site {
	var out []*scenario.Site
	for _, s := range from.Sites.All() {
		if _, ok := in.Sites.Get(s.ID); !ok && s.At != nil {
			out = append(out, s)
		}
	}
	return out
}

// showMaps puts both documents on their maps.
func (v *View) showMaps(selected string) {
	a, b := v.before, v.after
	first, second := v.panes[0], v.panes[1]
	if v.swapped {
		first, second = second, first
	}
	first.Show(a, nil, selected)
	second.Show(b, gone(a, b), selected)
}

// link lets the cameras move together or apart.
func (v *View) link(on bool) {
	v.linked = on
	if on {
		v.panes[0].Follow(v.panes[1])
		v.panes[1].Follow(v.panes[0])
		return
	}
	v.panes[0].Follow(nil)
	v.panes[1].Follow(nil)
}

// look shows a row on both maps.
func (v *View) look(r difference.Row) {
	v.cursor = addressOf(r)
	v.main.rebind()
	site := ""
	if r.Kind == "site" {
		site = r.ID
	}
	v.showMaps(site)
	if r.From != nil || r.To != nil {
		v.panes[0].Look(r)
		if !v.linked {
			v.panes[1].Look(r)
		}
	}
}

// tick marks a row to be taken back.
func (v *View) tick(r difference.Row) {
	if r.Fixed || v.still {
		return
	}
	a := addressOf(r)
	if v.ticked[a] {
		delete(v.ticked, a)
	} else {
		v.ticked[a] = true
	}
	v.main.rebind()
	v.main.refreshFoot()
}

// chosen gives the ticked rows in the order of the list.
func (v *View) chosen() []difference.Row {
	var out []difference.Row
	for _, r := range v.report.Rows() {
		if v.ticked[addressOf(r)] {
			out = append(out, r)
		}
	}
	return out
}

func (v *View) takeBack() {
	rows := v.chosen()
	if len(rows) == 0 {
		return
	}
	clear(v.ticked)
	v.host.TakeBack(v.report, rows)
}

// name is what a version is called in titles and buttons.
func (v *View) name(i int) string {
	if i < 0 || i >= len(v.list) {
		return ""
	}
	if l := v.list[i]; l.Name != "" {
		return l.Name
	}
	return stamp(v.list[i].At)
}

// stamp is a time of today, or with its day.
func stamp(t time.Time) string {
	t = t.Local()
	switch days := daysAgo(t); {
	case days == 0:
		return t.Format("15:04")
	case days < 300:
		return t.Format("2 Jan, 15:04")
	}
	return t.Format("2 Jan 2006, 15:04")
}

// daysAgo counts calendar days.
func daysAgo(t time.Time) int {
	y, m, d := now().Local().Date()
	ty, tm, td := t.Local().Date()
	today, then := time.Date(y, m, d, 12, 0, 0, 0, time.UTC), time.Date(ty, tm, td, 12, 0, 0, 0, time.UTC)
	return int(today.Sub(then).Hours() / 24)
}

// now is the clock; tests set it.
var now = time.Now

// kinds are the words for how a version came about, and their icons.
var kinds = map[string][2]string{
	"save": {"Saved", "save"}, "history": {"Autosave", "history"}, "before": {"Before it was overwritten", "save"}, "file": {"File", "file-open"},
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
