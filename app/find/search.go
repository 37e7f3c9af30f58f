package find

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/geo/measure"
)

// longestQuery is the number of bytes of a query that are looked at.
const longestQuery = 400

// usualLimit is the number of results when nobody says how many.
const usualLimit = 20

// hit is an entry that fits.
type hit struct {
	e     *entry
	tier  tier
	sound bool // only by the coarser fold
	name  int  // which of its names
	key   int  // for the order
}

// Search gives at most limit results for what was typed, grouped and in each group the best first: first those of which
// a name equals or begins with it, then those of which a word begins with it, then those that hold it, then those it is
// one slip away from. doc may be nil. Typed coordinates give every reading; an empty query gives the actions.
func (x *Index) Search(typed string, doc *scenario.Scenario, limit int) []Result {
	if limit <= 0 {
		limit = usualLimit
	}
	typed = strings.TrimSpace(typed)
	if len(typed) > longestQuery {
		typed = strings.ToValidUTF8(typed[:longestQuery], "")
	}
	s := search{x: x, doc: doc, q: newQuery(typed)}
	if typed == "" {
		return s.everyAction(limit)
	}
	read := s.coordinates()
	var places, items, acts []hit
	if len(read) == 0 && s.q.text != "" {
		documents := x.document(doc)
		places = s.match(x.entries, places)
		for i := range documents {
			if documents[i].kind == GroupPlace {
				places = s.match(documents[i:i+1], places)
			} else {
				items = s.match(documents[i:i+1], items)
			}
		}
		acts = s.match(x.actions, acts)
		order(places)
		places = sure(places)
		items = s.related(places, items, documents)
		order(items)
		items = sure(items)
		order(acts)
		acts = sure(acts)
	}
	return s.results(read, places, items, acts, limit)
}

// search is one question.
type search struct {
	x   *Index
	doc *scenario.Scenario
	q   query
}

// match appends the entries that fit.
func (s *search) match(entries []entry, hits []hit) []hit {
	for i := range entries {
		e := &entries[i]
		best := hit{e: e, tier: none}
		for j := range e.names {
			t, bySound := s.q.fit(&e.names[j])
			if t < best.tier || t == best.tier && best.sound && !bySound {
				best.tier, best.sound, best.name = t, bySound, j
			}
		}
		if best.tier > allWords && len(s.q.words) > 1 && s.everyWord(e) {
			best.tier, best.sound = allWords, false
		}
		if best.tier < none {
			hits = append(hits, best)
		}
	}
	return hits
}

// everyWord tells whether each word of the query begins a word of the entry's names or of its country's name.
func (s *search) everyWord(e *entry) bool {
	own := false
	for _, w := range s.q.words {
		here := false
		for j := range e.names {
			here = here || wordAt(e.names[j].fold, w) >= 0
		}
		own = own || here
		if !here && wordAt(s.countryFold(e), w) < 0 {
			return false
		}
	}
	return own
}

func (s *search) countryFold(e *entry) string {
	if e.kind != Town && e.kind != Division {
		return ""
	}
	return s.x.folds[s.x.countryCode(e)]
}

// order sorts hits, the best first, and equals in the order in which they come, which is always the same.
func order(hits []hit) {
	for i := range hits {
		hits[i].key = hits[i].weigh()<<32 | i
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Compare(a.key, b.key) })
}

// weigh gives the better fit the smaller number: a tier counts more than everything else together.
func (h *hit) weigh() int {
	k := int(h.tier)*1000 + h.e.rank*10
	if h.sound {
		k += 500
	}
	switch {
	case h.name == 0:
	case h.e.kind == Note, h.e.kind == Site: // in the text and not in the title
		k += 400
	case h.e.kind == Country && h.name >= h.e.main, h.e.kind == Division && h.e.names[h.name].text == h.e.code:
		k += 300 // in a translation, or in a code
	default:
		k += 30
	}
	return k
}

// sure leaves out guesses at slips of the finger where something fits as typed.
func sure(hits []hit) []hit {
	if len(hits) == 0 || hits[0].tier > wordPrefix {
		return hits
	}
	return slices.DeleteFunc(hits, func(h hit) bool { return h.tier == typo })
}

// related adds what the document says about the best place, when the query names that place well.
func (s *search) related(places, items []hit, documents []entry) []hit {
	if len(places) == 0 || places[0].tier > prefix || s.q.letters < shortestTypo {
		return items
	}
	codes := s.x.codesOf(places[0].e)
	have := map[any]bool{}
	for _, h := range items {
		have[h.e.item] = true
	}
	for i := range documents {
		e := &documents[i]
		if !have[e.item] && about(e, codes) {
			items = append(items, hit{e: e, tier: related})
		}
	}
	return items
}

// about tells whether a note or position names one of the places.
func about(e *entry, codes []string) bool {
	for _, c := range codes {
		switch item := e.item.(type) {
		case *scenario.Position:
			if item.Place == c {
				return true
			}
		case *scenario.Note:
			for _, p := range item.Places {
				if p == c {
					return true
				}
			}
		}
	}
	return false
}

// codesOf gives the place codes a hit stands for: its own and its country's.
func (x *Index) codesOf(e *entry) []string {
	country := x.countryCode(e)
	if country == e.code || country == "" {
		return []string{e.code}
	}
	return []string{e.code, country}
}

func (x *Index) countryCode(e *entry) string {
	switch e.kind {
	case Town:
		return x.m.Towns[e.at].Country
	case Division:
		return x.m.Divisions[e.at].Country
	case Country:
		return e.code
	}
	return ""
}

// coordinates gives the readings of typed coordinates, or what is wrong with them.
func (s *search) coordinates() []Result {
	readings, err := measure.Parse(s.q.typed)
	if errors.Is(err, measure.ErrNotCoordinates) || errors.Is(err, measure.ErrIncomplete) {
		return nil
	}
	if err != nil {
		return []Result{{Group: Places, Kind: Problem, Title: sentence(err.Error())}}
	}
	var out []Result
	for _, r := range readings {
		title := measure.FormatPoint(r.At, 4)
		words := r.Words
		code := ""
		if s.x.m != nil {
			where, country := s.where(r.At)
			words, code = words+" · "+where, country
		}
		out = append(out, Result{Group: Places, Kind: Coordinates, Title: title, Subtitle: words, Code: code, HasPoint: true, At: r.At})
	}
	return out
}

// where says in words what lies at a point, and the code of its country.
func (s *search) where(p orb.Point) (words, country string) {
	at := s.x.m.Locate(p[0], p[1])
	switch {
	case at.Water != "" && at.Country == nil:
		return at.Water, ""
	case at.Country == nil:
		return "at sea", ""
	case at.Country.Code == "":
		return countryName(at.Country), ""
	}
	words = s.placeName(at.Country.Code)
	if at.Division != nil {
		words += " · " + at.Division.Name
	}
	if at.Water != "" {
		words = at.Water + " · " + words
	}
	return words, at.Country.Code
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// results shares the limit among the groups: half for places, a third for what the document holds, and what one leaves
// over the others take.
func (s *search) results(read []Result, places, items, acts []hit, limit int) []Result {
	out := read
	suggested := s.suggest(read, places)
	nPlaces, nItems, nActs := len(read)+len(places), len(items), len(suggested)+len(acts)
	kItems := min(nItems, max(limit/3, limit-nPlaces-nActs))
	kActs := min(nActs, max(limit/6, limit-nPlaces-kItems))
	kPlaces := max(0, min(nPlaces, limit-kItems-kActs))
	if len(out) > kPlaces {
		out = out[:kPlaces]
	}
	for i := 0; i < kPlaces-len(read); i++ {
		out = append(out, s.place(places[i]))
	}
	for _, h := range items[:kItems] {
		out = append(out, s.item(h, places))
	}
	out = append(out, suggested[:min(kActs, len(suggested))]...)
	for i := 0; i < kActs-len(suggested); i++ {
		out = append(out, s.action(acts[i]))
	}
	return out
}

// suggest offers to place a site at every reading, or at the best town.
func (s *search) suggest(read []Result, places []hit) []Result {
	var out []Result
	for _, r := range read {
		if r.HasPoint {
			out = append(out, Result{Group: Actions, Kind: PlaceSite, Title: "Place a site at " + r.Title, Subtitle: r.Subtitle, Code: r.Code, HasPoint: true, At: r.At})
		}
	}
	if len(places) > 0 && places[0].tier <= wordPrefix && places[0].e.kind == Town {
		t := s.x.m.Towns[places[0].e.at]
		title := "Place a site at " + t.Name
		out = append(out, Result{Group: Actions, Kind: PlaceSite, Title: title, TitleMatch: s.q.ranges(title), Subtitle: "Precision: town", Code: t.Country,
			HasPoint: true, At: t.At})
	}
	return out
}

func (s *search) everyAction(limit int) []Result {
	var out []Result
	for i := range s.x.actions {
		if len(out) < limit {
			out = append(out, s.action(hit{e: &s.x.actions[i]}))
		}
	}
	return out
}

func (s *search) action(h hit) Result {
	a := s.x.acts[h.e.at]
	return Result{Group: Actions, Kind: Act, Title: a.Label, TitleMatch: s.q.ranges(a.Label), ID: a.ID, Shortcut: a.Shortcut}
}
