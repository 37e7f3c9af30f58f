package difference

import (
	"strings"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
)

// room is one kind of item, for code that does not care which.
type room interface {
	kind() string
	group() int // index into groups
	// each calls f with every id that either document has, in order, and what they have under it: nil for nothing.
	each(a, b *scenario.Scenario, f func(id string, before, after any))
	get(s *scenario.Scenario, id string) any // nil when it is not there
	rows(c *pair, before, after any) []Row   // of two that exist
	carry(into, from any, w *want) any       // into, with what is wanted as from has it
	name(n namer, x any) string
	about(n namer, x any) string // for the row of an item that came or went
}

// groups in the order of the report, with the nouns of the headline.
var groups = []struct{ key, label, one, many string }{
	{"sites", "Sites", "site", "sites"},
	{"plans", "Plans", "plan", "plans"},
	{"slides", "Slides", "slide", "slides"},
	{"notes", "Notes", "note", "notes"},
	{"sources", "Sources", "source", "sources"},
	{"positions", "Positions", "position", "positions"},
	{"facts", "Facts", "fact", "facts"},
	{"groups", "Groups", "group", "groups"},
	{"layers", "Layers", "layer", "layers"},
	{"document", "Document", "document field", "document fields"},
	{"criteria", "Criteria", "criterion", "criteria"},
	{"shocks", "Shocks", "shock", "shocks"},
	{"actions", "Actions", "action", "actions"},
	{"other", "Other parts", "other part", "other parts"},
}

func groupIndex(key string) int {
	for i, g := range groups {
		if g.key == key {
			return i
		}
	}
	return len(groups) - 1
}

// list is the room of items that are kept in a List.
type list[T any, P interface {
	*T
	scenario.Item
}] struct {
	key     string
	in      string // group
	of      func(*scenario.Scenario) scenario.List[P]
	aspects []aspect[T]
	title   func(n namer, x P) string
	more    func(n namer, x P) string
	// rowsOf and carryOf take the place of aspects.
	rowsOf  func(c *pair, a, b P) []Row
	carryOf func(into, from P, w *want) P
}

func (l list[T, P]) kind() string { return l.key }
func (l list[T, P]) group() int   { return groupIndex(l.in) }

func (l list[T, P]) each(a, b *scenario.Scenario, f func(string, any, any)) {
	x, y := l.of(a).All(), l.of(b).All()
	for len(x) > 0 || len(y) > 0 {
		order := 0
		switch {
		case len(x) == 0:
			order = 1
		case len(y) == 0:
			order = -1
		default:
			order = strings.Compare(x[0].Ident(), y[0].Ident())
		}
		switch {
		case order < 0:
			f(x[0].Ident(), x[0], nil)
			x = x[1:]
		case order > 0:
			f(y[0].Ident(), nil, y[0])
			y = y[1:]
		default:
			if x[0] != y[0] {
				f(y[0].Ident(), x[0], y[0])
			}
			x, y = x[1:], y[1:]
		}
	}
}

func (l list[T, P]) get(s *scenario.Scenario, id string) any {
	if x, ok := l.of(s).Get(id); ok {
		return x
	}
	return nil
}

func (l list[T, P]) rows(c *pair, before, after any) []Row {
	if l.rowsOf != nil {
		return l.rowsOf(c, before.(P), after.(P))
	}
	return rowsOf(c, l.aspects, before.(P), after.(P))
}

func (l list[T, P]) carry(into, from any, w *want) any {
	if l.carryOf != nil {
		return l.carryOf(into.(P), from.(P), w)
	}
	c := *into.(P)
	carryOf(l.aspects, &c, from.(P), w)
	return P(&c)
}

func (l list[T, P]) name(n namer, x any) string  { return l.title(n, x.(P)) }
func (l list[T, P]) about(n namer, x any) string { return l.more(n, x.(P)) }

// rooms in the order in which changes are applied; the order of the report is that of groups.
var rooms = []room{
	documentRoom{},
	list[scenario.Group, *scenario.Group]{key: "group", in: "groups", of: func(s *scenario.Scenario) scenario.List[*scenario.Group] { return s.Groups }, aspects: groupAspects,
		title: func(_ namer, g *scenario.Group) string { return named(g.Name, g.ID) },
		more:  func(_ namer, g *scenario.Group) string { return several(len(g.Members), "member", "members") }},
	list[scenario.Source, *scenario.Source]{key: "source", in: "sources", of: func(s *scenario.Scenario) scenario.List[*scenario.Source] { return s.Sources }, aspects: sourceAspects,
		title: func(_ namer, s *scenario.Source) string { return named(s.Title, "a source") },
		more: func(_ namer, s *scenario.Source) string {
			return dotted(evidence.Label(evidence.SourceTypes, s.Type), s.Reliability, s.Published)
		}},
	list[scenario.Site, *scenario.Site]{key: "site", in: "sites", of: func(s *scenario.Scenario) scenario.List[*scenario.Site] { return s.Sites }, aspects: siteAspects,
		title: func(_ namer, s *scenario.Site) string { return named(s.Name, "a site") }, more: aboutSite},
	list[scenario.Position, *scenario.Position]{key: "position", in: "positions", of: func(s *scenario.Scenario) scenario.List[*scenario.Position] { return s.Positions }, aspects: positionAspects,
		title: func(n namer, p *scenario.Position) string { return "Position of " + n.namePlace(p.Place) },
		more: func(n namer, p *scenario.Position) string {
			return dotted(status(n, p.Status), evidence.Label(evidence.Schemes, p.Scheme), p.AsOf)
		}},
	list[scenario.Fact, *scenario.Fact]{key: "fact", in: "facts", of: func(s *scenario.Scenario) scenario.List[*scenario.Fact] { return s.Facts }, aspects: factAspects,
		title: func(n namer, f *scenario.Fact) string {
			return n.namePlace(f.Place) + ": " + evidence.FactLabel(f.Key)
		},
		more: func(_ namer, f *scenario.Fact) string { return clip(oneLine(f.Value), 60) }},
	list[scenario.Note, *scenario.Note]{key: "note", in: "notes", of: func(s *scenario.Scenario) scenario.List[*scenario.Note] { return s.Notes }, aspects: noteAspects,
		title: func(_ namer, n *scenario.Note) string { return named(n.Title, "a note") }, more: aboutNote},
	list[scenario.Plan, *scenario.Plan]{key: "plan", in: "plans", of: func(s *scenario.Scenario) scenario.List[*scenario.Plan] { return s.Plans }, aspects: planAspects,
		title: func(_ namer, p *scenario.Plan) string { return named(p.Name, "a plan") },
		more:  func(_ namer, p *scenario.Plan) string { return several(len(p.Sites), "site", "sites") }},
	list[scenario.Layer, *scenario.Layer]{key: "layer", in: "layers", of: func(s *scenario.Scenario) scenario.List[*scenario.Layer] { return s.Layers }, aspects: layerAspects,
		title: func(_ namer, l *scenario.Layer) string { return named(l.Name, "a layer") },
		more:  func(_ namer, l *scenario.Layer) string { return clip(oneLine(l.From), 60) }},
	featureRoom,
	rawRoom("criterion", "criteria", func(s *scenario.Scenario) scenario.List[*scenario.Room] { return s.Criteria }),
	rawRoom("shock", "shocks", func(s *scenario.Scenario) scenario.List[*scenario.Room] { return s.Shocks }),
	rawRoom("action", "actions", func(s *scenario.Scenario) scenario.List[*scenario.Room] { return s.Actions }),
	rawRoom("slide", "slides", func(s *scenario.Scenario) scenario.List[*scenario.Room] { return s.Slides }),
}

var roomsByKind = func() map[string]room {
	m := make(map[string]room, len(rooms))
	for _, r := range rooms {
		m[r.kind()] = r
	}
	return m
}()

// roomOf gives the room of a kind; nil when there is none.
func roomOf(kind string) room { return roomsByKind[kind] }

// dotted joins what is not empty: "Kosovo* · town".
func dotted(words ...string) string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " · ")
}

func aboutSite(n namer, s *scenario.Site) string {
	place := ""
	switch {
	case s.HostPlace != "":
		place = n.namePlace(s.HostPlace)
	case s.At != nil:
		place = n.host(*s.At)
	}
	p := string(s.Precision)
	if t, ok := evidence.Find(evidence.Precisions, p); ok {
		p, _, _ = strings.Cut(strings.ToLower(t.Label), ":")
	}
	return dotted(place, p)
}

func aboutNote(_ namer, x *scenario.Note) string {
	e := "no evidence"
	if n := len(x.Evidence); n > 0 {
		e = several(n, "piece of evidence", "pieces of evidence")
	}
	return dotted(evidence.Label(evidence.Categories, x.Category), e)
}

// documentRoom holds the one item that is the document itself.
type documentRoom struct{}

// documentID is the id of the document in rows: it has none of its own there, so that copies compare.
const documentID = ""

func (documentRoom) kind() string { return "document" }
func (documentRoom) group() int   { return groupIndex("document") }

func (d documentRoom) each(a, b *scenario.Scenario, f func(string, any, any)) {
	f(documentID, d.get(a, ""), d.get(b, ""))
}

func (documentRoom) get(s *scenario.Scenario, _ string) any {
	d := &scenario.Document{ID: s.ID, Title: s.Title, Question: s.Question, Purpose: s.Purpose, Language: s.Language, Handling: s.Handling, KosovoNote: s.KosovoNote}
	if s.OpeningView != nil {
		d.OpeningView, d.HasView = *s.OpeningView, true
	}
	return d
}

func (documentRoom) rows(c *pair, before, after any) []Row {
	return rowsOf(c, documentAspects, before.(*scenario.Document), after.(*scenario.Document))
}

func (documentRoom) carry(into, from any, w *want) any {
	d := *into.(*scenario.Document)
	carryOf(documentAspects, &d, from.(*scenario.Document), w)
	return &d
}

func (documentRoom) name(namer, any) string  { return "Document" }
func (documentRoom) about(namer, any) string { return "" }
