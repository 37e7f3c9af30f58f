package sites

import (
	"cmp"
	"slices"
	"strings"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

// The groups, in the order in which they are shown.
const (
	groupHypothetical = iota
	groupReported
	groupUnplaced
	groupComparators
)

var groupNames = [...]string{"Hypothetical", "Reported", "Reported, place not stated", "Comparators"}

// Order of the entries within a group.
type Order string

// Orders.
const (
	ByName    Order = "name"
	ByCountry Order = "country"
	ByStatus  Order = "status"
	ByNotes   Order = "notes" // most notes first
)

// entry is a site, or a country with positions.
type entry struct {
	kind, id string // "site" and its id, "country" and its code
	group    int
	name     string
	country  string // code
	sub      string
	icon     string
	struck   bool
	status   scenario.Status
	notes    int
	folded   string // what the filter looks through
}

func (e *entry) line(selected bool) kit.RowLine {
	return kit.RowLine{
		Icon: e.icon, Blank: true, Struck: e.struck, Name: e.name, Sub: e.sub, Count: number(e.notes), Selected: selected,
	}
}

// cache keeps what an entry cost, as long as its parts are the same.
type cache struct {
	doc   *scenario.Scenario
	hosts map[*scenario.Site]evidence.Host
	sites map[*scenario.Site]entry
}

// same reports whether two lists are one list.
func same[T scenario.Item](a, b scenario.List[T]) bool {
	x, y := a.All(), b.All()
	return len(x) == len(y) && (len(x) == 0 || &x[0] == &y[0])
}

// entriesOf reads a document. Sites that did not change keep their entry unless notes or groups changed.
func (l *List) entriesOf(doc *scenario.Scenario) []entry {
	old := l.cache
	keep := old.doc != nil && same(old.doc.Notes, doc.Notes) && same(old.doc.Groups, doc.Groups) && old.doc.KosovoNote == doc.KosovoNote
	next := cache{doc: doc, hosts: map[*scenario.Site]evidence.Host{}, sites: map[*scenario.Site]entry{}}
	var out []entry
	for _, s := range doc.Sites.All() {
		host, ok := old.hosts[s]
		if !ok {
			host = l.host.HostOf(s)
		}
		e, ok := old.sites[s]
		if !ok || !keep {
			e = l.siteEntry(doc, s, host)
		}
		next.hosts[s], next.sites[s] = host, e
		out = append(out, e)
	}
	l.cache = next
	return append(out, l.countryEntries(doc)...)
}

func (l *List) siteEntry(doc *scenario.Scenario, s *scenario.Site, host evidence.Host) entry {
	e := entry{
		kind: "site", id: s.ID, name: s.Name, country: host.Country, status: s.Status, icon: evidence.StatusIcon(s.Status),
		notes: evidence.Count(evidence.ForSite(doc, s, host)).Total(), group: groupReported,
	}
	switch {
	case s.Kind == "comparator":
		e.group = groupComparators
	case s.Status == scenario.Hypothetical:
		e.group = groupHypothetical
	}
	var parts []string
	if host.Country != "" {
		parts = append(parts, host.Country)
	}
	if host.Division != "" {
		parts = append(parts, l.host.PlaceName(host.Division))
	}
	parts = append(parts, string(s.Precision))
	e.sub = strings.Join(parts, " · ")
	status := evidence.Label(evidence.Statuses, string(s.Status))
	e.folded = kit.Fold(e.name + " " + e.sub + " " + l.host.PlaceName(host.Country) + " " + status)
	return e
}

// countryEntries gives one entry per country with positions.
func (l *List) countryEntries(doc *scenario.Scenario) []entry {
	byPlace := map[string][]*scenario.Position{}
	var places []string
	for _, p := range doc.Positions.All() {
		if byPlace[p.Place] == nil {
			places = append(places, p.Place)
		}
		byPlace[p.Place] = append(byPlace[p.Place], p)
	}
	out := make([]entry, 0, len(places))
	for _, code := range places {
		out = append(out, l.countryEntry(doc, code, byPlace[code]))
	}
	return out
}

func (l *List) countryEntry(doc *scenario.Scenario, code string, ps []*scenario.Position) entry {
	slices.SortStableFunc(ps, func(a, b *scenario.Position) int {
		return cmp.Or(cmp.Compare(a.AsOf, b.AsOf), cmp.Compare(a.ID, b.ID))
	})
	last := ps[len(ps)-1]
	e := entry{
		kind: "country", id: code, country: code, group: groupUnplaced, name: l.host.PlaceName(code),
		status: last.Status, icon: evidence.StatusIcon(last.Status), struck: evidence.StatusStruck(last.Status),
		notes: evidence.Count(evidence.ForPlace(doc, code)).Total(), sub: positionWords(ps),
	}
	e.folded = kit.Fold(e.name + " " + code + " " + e.sub)
	return e
}

// positionWords names the last two different statuses in the order in which they came, or the one and its date:
// "Talks reported · talks denied", "Declined · Oct 2025".
func positionWords(ps []*scenario.Position) string {
	var words []string
	for i := len(ps) - 1; i >= 0 && len(words) < 2; i-- {
		w := evidence.Label(evidence.Statuses, string(ps[i].Status))
		if len(words) == 0 || words[0] != w {
			words = append([]string{w}, words...)
		}
	}
	for i := 1; i < len(words); i++ {
		words[i] = strings.ToLower(words[i][:1]) + words[i][1:]
	}
	if d := monthOf(ps[len(ps)-1].AsOf); d != "" && len(words) == 1 {
		words = append(words, d)
	}
	return strings.Join(words, " · ")
}

var months = [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// monthOf shortens an ISO date to month and year: "2025-10-21" is "Oct 2025", "2024" stays.
func monthOf(iso string) string {
	if len(iso) < 7 || iso[4] != '-' {
		return iso
	}
	m := int(iso[5]-'0')*10 + int(iso[6]-'0')
	if m < 1 || m > 12 {
		return iso
	}
	return months[m-1] + " " + iso[:4]
}

// sortEntries orders entries by group, then as asked, then by name and id.
func sortEntries(es []entry, order Order) {
	slices.SortStableFunc(es, func(a, b entry) int {
		first := 0
		switch order {
		case ByCountry:
			first = cmp.Compare(a.country, b.country)
		case ByStatus:
			first = cmp.Compare(evidence.Index(evidence.Statuses, string(a.status)), evidence.Index(evidence.Statuses, string(b.status)))
		case ByNotes:
			first = cmp.Compare(b.notes, a.notes)
		}
		return cmp.Or(cmp.Compare(a.group, b.group), first, cmp.Compare(kit.Fold(a.name), kit.Fold(b.name)), cmp.Compare(a.id, b.id))
	})
}
