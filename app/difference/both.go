package difference

import (
	"slices"
	"strings"

	"hubscape/app/scenario"
)

// Two is what two versions of one document changed since the one that both grew from.
type Two struct {
	Mine, Theirs *Report    // from the base to each
	Conflicts    []Conflict // what both changed, each to something else
	Alike        int        // rows that both changed to the same

	clashing map[rowKey]int // conflict of a row of either side
	mine     map[address][]Row
}

// Conflict is one thing that both changed, or that one changed and the other took away from under it.
type Conflict struct {
	Mine, Theirs []Row
	Text         string // in words: "the opening of Two-site pilot"
}

// rowKey is the address of a row on one side.
type rowKey struct {
	theirs         bool
	kind, id, path string
}

func keyOf(r Row, theirs bool) rowKey { return rowKey{theirs, r.Kind, r.ID, r.Path} }

// Both compares what mine and theirs made of base. The three must be versions of one document: items are paired by id
// alone. Everything but the conflicts can be joined: see Merge.
func Both(base, mine, theirs *scenario.Scenario, o Options) *Two {
	t := &Two{Mine: between(base, mine, o, false), Theirs: between(base, theirs, o, false), clashing: map[rowKey]int{}}
	c := newPair(mine, theirs, o)
	t.mine = byItem(t.Mine)
	for _, row := range t.Theirs.all() {
		t.clash(c, row, t.mine[address{row.Kind, row.ID}])
		t.sameID(row)
	}
	t.undermined(t.Mine, t.Theirs, false)
	t.undermined(t.Theirs, t.Mine, true)
	return t
}

// all gives every row that can be carried, features one by one.
func (r *Report) all() []Row {
	var out []Row
	for _, e := range r.Entries() {
		if e.Kind == "features" {
			out = append(out, e.features...)
			continue
		}
		out = append(out, e.Rows...)
	}
	return out
}

func byItem(r *Report) map[address][]Row {
	out := map[address][]Row{}
	for _, row := range r.all() {
		a := address{row.Kind, row.ID}
		out[a] = append(out[a], row)
	}
	return out
}

// clash finds out whether one row of theirs meets rows of mine on the same item, and whether that matters.
func (t *Two) clash(c *pair, theirs Row, ofMine []Row) {
	var met []Row
	for _, m := range ofMine {
		if overlap(m.Path, theirs.Path) || sameRating(c, m, theirs) {
			met = append(met, m)
		}
	}
	if len(met) == 0 {
		return
	}
	if theirs.Kind == "kept" || !differ(c, theirs, met) {
		t.Alike++
		return
	}
	t.add(met, []Row{theirs})
}

// sameID finds a site and a feature that were given one id: only one of them can stay.
func (t *Two) sameID(theirs Row) {
	other := map[string]string{"site": "feature", "feature": "site"}[theirs.Kind]
	if other == "" || theirs.Path != "" || theirs.Sort != Add {
		return
	}
	for _, m := range t.mine[address{other, theirs.ID}] {
		if m.Path == "" && m.Sort == Add {
			t.add([]Row{m}, []Row{theirs})
		}
	}
}

// differ says whether mine and theirs are not the same where both changed something.
func differ(c *pair, theirs Row, met []Row) bool {
	rm := roomOf(theirs.Kind)
	x, y := rm.get(c.was.doc, theirs.ID), rm.get(c.now.doc, theirs.ID)
	if x == nil || y == nil {
		return x != nil || y != nil
	}
	for _, d := range rm.rows(c, x, y) {
		if overlap(d.Path, theirs.Path) && slices.ContainsFunc(met, func(m Row) bool { return overlap(d.Path, m.Path) }) {
			return true
		}
		if slices.ContainsFunc(met, func(m Row) bool { return sameRating(c, m, theirs) }) {
			return true
		}
	}
	return false
}

// overlap says whether two paths name the same thing, or one a part of the other.
func overlap(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || a == "" || strings.HasPrefix(b, a+"/")
}

// sameRating says whether two rows bring new assessments of one scope by one role into one note: two answers to one
// question.
func sameRating(c *pair, mine, theirs Row) bool {
	if mine.Kind != "note" || mine.Path == theirs.Path {
		return false
	}
	x, ok := assessmentAt(c.was.doc, mine)
	y, also := assessmentAt(c.now.doc, theirs)
	if !ok || !also || x.Scope != y.Scope || x.Role != y.Role {
		return false
	}
	_, there := assessmentAt(c.now.doc, mine)
	_, hereToo := assessmentAt(c.was.doc, theirs)
	return !there && !hereToo
}

// assessmentAt finds the assessment that a row is about as a whole.
func assessmentAt(doc *scenario.Scenario, r Row) (scenario.Assessment, bool) {
	id, isOne := strings.CutPrefix(r.Path, "assessments/")
	n, ok := doc.Notes.Get(r.ID)
	if !isOne || !ok || strings.Contains(id, "/") {
		return scenario.Assessment{}, false
	}
	for _, a := range n.Assessments {
		if step(a.ID) == id {
			return a, true
		}
	}
	return scenario.Assessment{}, false
}

// undermined finds what one side took away while the other came to rely on it.
func (t *Two) undermined(remover, user *Report, removedByTheirs bool) {
	gone := map[address]Row{}
	for _, r := range remover.all() {
		if r.Path == "" && r.Sort == Remove {
			gone[address{r.Kind, r.ID}] = r
		}
	}
	if len(gone) == 0 {
		return
	}
	for _, e := range user.Entries() {
		if e.Kind == "features" {
			for _, f := range e.features {
				t.rely(gone, roomOf("feature").get(user.Before, f.ID), roomOf("feature").get(user.After, f.ID), []Row{f}, removedByTheirs)
			}
			continue
		}
		t.rely(gone, e.Before, e.After, e.Rows, removedByTheirs)
	}
}

func (t *Two) rely(gone map[address]Row, before, after any, rows []Row, removedByTheirs bool) {
	if after == nil {
		return
	}
	var had []link
	if before != nil {
		had = linksOf(before)
	}
	for _, l := range linksOf(after) {
		removal, ok := gone[address{l.kind, l.id}]
		if !ok || slices.Contains(had, l) {
			continue
		}
		for _, r := range rows {
			switch {
			case !overlap(r.Path, l.path):
			case removedByTheirs:
				t.add([]Row{r}, []Row{removal})
			default:
				t.add([]Row{removal}, []Row{r})
			}
		}
	}
}

// add notes a conflict; one that shares a row with an earlier one joins it.
func (t *Two) add(mine, theirs []Row) {
	at := len(t.Conflicts)
	for i, rows := range [][]Row{mine, theirs} {
		for _, r := range rows {
			if known, ok := t.clashing[keyOf(r, i == 1)]; ok {
				at = min(at, known)
			}
		}
	}
	if at == len(t.Conflicts) {
		t.Conflicts = append(t.Conflicts, Conflict{Text: mine[0].thing()})
	}
	c := &t.Conflicts[at]
	c.Mine, c.Theirs = t.united(c.Mine, mine, false, at), t.united(c.Theirs, theirs, true, at)
}

// united adds the rows that are not in a conflict yet.
func (t *Two) united(to, rows []Row, theirs bool, at int) []Row {
	for _, r := range rows {
		if _, known := t.clashing[keyOf(r, theirs)]; !known {
			t.clashing[keyOf(r, theirs)] = at
			to = append(to, r)
		}
	}
	return to
}

func (t *Two) clashes(k rowKey) bool { _, ok := t.clashing[k]; return ok }

// thing names what a row changed: "the opening of Two-site pilot".
func (r Row) thing() string {
	switch {
	case r.Kind == "document":
		return "the " + r.What
	case r.Path == "" || r.What == "":
		return r.Name
	}
	if strings.Contains(r.What, " of ") {
		return "the " + r.What + " in " + r.Name
	}
	return "the " + r.What + " of " + r.Name
}

// InConflict says whether a row of Mine, or with theirs one of Theirs, was changed by both.
func (t *Two) InConflict(r Row, theirs bool) bool {
	if r.Kind == "features" {
		report := t.Mine
		if theirs {
			report = t.Theirs
		}
		return slices.ContainsFunc(report.expand([]Row{r}), func(f Row) bool { return t.clashes(keyOf(f, theirs)) })
	}
	return t.clashes(keyOf(r, theirs))
}

// Apart counts the rows of both sides that do not touch each other; what both did alike counts once.
func (t *Two) Apart() int {
	n := -t.Alike
	for i, r := range []*Report{t.Mine, t.Theirs} {
		for _, e := range r.Entries() {
			for _, row := range e.counted() {
				if !t.InConflict(row, i == 1) {
					n++
				}
			}
		}
	}
	return max(n, 0)
}

// Sentence says what both changed: "One thing was changed in both: the opening of Two-site pilot. 7 changes do not touch
// each other."
func (t *Two) Sentence() string {
	var names []string
	for _, c := range t.Conflicts {
		names = append(names, c.Text)
	}
	n := len(names)
	if n > 3 {
		names = append(names[:2], several(n-2, "more", "more"))
	}
	apart := several(t.Apart(), "change does not touch the other side.", "changes do not touch each other.")
	switch n {
	case 0:
		return "Nothing was changed in both. " + apart
	case 1:
		return "One thing was changed in both: " + names[0] + ". " + apart
	}
	return several(n, "", "things were changed in both: ") + join(names) + ". " + apart
}

// Merge makes the step that brings into mine, as it is, all that theirs changed and mine did not. Of the conflicts it
// takes theirs where take names them, and leaves mine otherwise. also tells what followed, a sentence each.
func (t *Two) Merge(take ...Conflict) (p scenario.Patch, also []string) {
	taken := map[rowKey]bool{}
	for _, c := range take {
		for _, r := range c.Theirs {
			taken[keyOf(r, true)] = true
		}
	}
	var rows []Row
	fixed := 0
	for _, r := range t.Theirs.all() {
		k := keyOf(r, true)
		switch {
		case r.Fixed:
			fixed++
		case !t.clashes(k) || taken[k]:
			rows = append(rows, r)
		}
	}
	changes, more := bring(t.Mine.After, t.Theirs.After, rows, false)
	also = more.said()
	if fixed > 0 {
		also = append(also, several(fixed, "part", "parts")+" not known here stayed as in yours")
	}
	n := several(len(rows), "change", "changes")
	return scenario.Patch{Changes: changes, Said: "Merged " + n + " from the file", Do: "merging of " + n}, also
}
