package evidence

import (
	"sort"

	"hubscape/app/scenario"
)

// How a note reaches a site or a place.
type How int

// Ways, from the nearest to the farthest.
const (
	Attached  How = iota // to the site or place itself
	FromHost             // inherited from the host country or division
	FromGroup            // inherited from a group that the host belongs to
)

// String gives the way in words: "attached", "inherited from host", "inherited from group".
func (h How) String() string {
	switch h {
	case Attached:
		return "attached"
	case FromHost:
		return "inherited from host"
	}
	return "inherited from group"
}

// Host is what the map says of a point: codes such as "SRB" and "RS-19"; "" where there is none.
type Host struct{ Country, Division string }

// Link is one note with the nearest way in which it reaches something.
type Link struct {
	Note *scenario.Note
	How  How
	Via  string // place code it is inherited from: "XKX", "RS-19", "group:wb6"; "" when attached
}

// ForSite lists the notes that reach a site: attached to it, inherited from its host division or country, inherited
// from a group its host belongs to. Each note comes once, by the nearest way. Links are sorted by way, then place, then
// category in fixed order, then polarity, title and id.
//
// A site without a point stores its host place; it is used where host leaves the country or division open.
func ForSite(doc *scenario.Scenario, site *scenario.Site, host Host) []Link {
	w := ways{}
	w.add(hostPlace(site, host), FromHost)
	w.add(host.Division, FromHost)
	w.add(host.Country, FromHost)
	for _, g := range GroupsOf(doc, host.Country) {
		w.add(g.ID, FromGroup)
	}
	return w.links(doc, func(n *scenario.Note) bool { return contains(n.Sites, site.ID) })
}

// ForPlace lists the notes that reach a country, a division or a group, in the order of ForSite. Notes of a division
// do not count for its country. For a division, pass its host as well: see ForDivision.
func ForPlace(doc *scenario.Scenario, code string) []Link {
	w := ways{}
	for _, g := range GroupsOf(doc, code) {
		w.add(g.ID, FromGroup)
	}
	return w.links(doc, func(n *scenario.Note) bool { return contains(n.Places, code) })
}

// ForDivision lists the notes that reach a division: its own, its country's, and those of its country's groups.
func ForDivision(doc *scenario.Scenario, division, country string) []Link {
	w := ways{}
	w.add(country, FromHost)
	for _, g := range GroupsOf(doc, country) {
		w.add(g.ID, FromGroup)
	}
	return w.links(doc, func(n *scenario.Note) bool { return contains(n.Places, division) })
}

// GroupsOf lists the groups that a country belongs to, the smallest first: it says most about its members.
func GroupsOf(doc *scenario.Scenario, country string) []*scenario.Group {
	var out []*scenario.Group
	for _, g := range doc.Groups.All() {
		if country != "" && contains(g.Members, country) {
			out = append(out, g)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return len(out[i].Members) < len(out[j].Members) })
	return out
}

func hostPlace(site *scenario.Site, host Host) string {
	if site.At != nil || site.HostPlace == host.Country || site.HostPlace == host.Division {
		return ""
	}
	return site.HostPlace
}

// way is one place that notes are inherited from; ways are tried in order.
type way struct {
	place string
	how   How
}

type ways []way

func (w *ways) add(place string, how How) {
	if place != "" {
		*w = append(*w, way{place, how})
	}
}

// links gives the notes that own answers true for, or that name one of the places.
func (w ways) links(doc *scenario.Scenario, own func(*scenario.Note) bool) []Link {
	type ranked struct {
		Link
		rank int
	}
	var found []ranked
	for _, n := range doc.Notes.All() {
		if own(n) {
			found = append(found, ranked{Link{n, Attached, ""}, -1})
			continue
		}
		for i, x := range w {
			if contains(n.Places, x.place) {
				found = append(found, ranked{Link{n, x.how, x.place}, i})
				break
			}
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].rank != found[j].rank {
			return found[i].rank < found[j].rank
		}
		return noteBefore(found[i].Note, found[j].Note)
	})
	out := make([]Link, len(found))
	for i, f := range found {
		out[i] = f.Link
	}
	return out
}

func noteBefore(a, b *scenario.Note) bool {
	if x, y := Index(Categories, a.Category), Index(Categories, b.Category); x != y {
		return x < y
	}
	if x, y := Index(Polarities, a.Polarity), Index(Polarities, b.Polarity); x != y {
		return x < y
	}
	if a.Title != b.Title {
		return a.Title < b.Title
	}
	return a.ID < b.ID
}

// SortNotes orders notes by category, polarity, title and id.
func SortNotes(notes []*scenario.Note) {
	sort.SliceStable(notes, func(i, j int) bool { return noteBefore(notes[i], notes[j]) })
}

// Counts is how many notes each category has, in the order of Categories; context notes are left out.
type Counts [8]int

// Total of all categories.
func (c Counts) Total() int {
	t := 0
	for _, n := range c {
		t += n
	}
	return t
}

// Count counts links by category.
func Count(links []Link) Counts {
	var c Counts
	for _, l := range links {
		if i := Index(Categories, l.Note.Category); i < len(c) && l.Note.Polarity != "context" {
			c[i]++
		}
	}
	return c
}

// Only keeps the links that came by one way.
func Only(links []Link, how How) []Link {
	var out []Link
	for _, l := range links {
		if l.How == how {
			out = append(out, l)
		}
	}
	return out
}
