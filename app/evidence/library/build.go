package library

import (
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// accessed is the day on which the sources were read, from stored public copies.
const accessed = "2026-11-24"

// made is when the built-in scenarios were put together.
var made = time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)

// book is a scenario in the making. Keys stand where the scenario has ids.
type book struct {
	name      string // "western-balkans": prefix of its ids
	title     string
	question  string
	purpose   string
	view      scenario.View
	groups    []*scenario.Group
	sites     []site
	positions []position
	facts     []fact
	notes     []note
}

// ev is one statement. src is the key of a source.
type ev struct {
	src     string
	text    string
	by      string // office or organisation
	how     string // on_record off_record unattributed analyst
	date    string // "" when the source is undated and gives no date
	cred    int
	against bool   // contradicts the note
	as      string // the source's own qualifier
}

type note struct {
	key, title         string
	category, polarity string
	// because is a clause; may continues "the arrangement may …"; to follows "leading to …".
	because, may, to string
	places, sites    []string // sites by key
	evidence         []ev
	counter          string
	affected         []string
	articles         []int // items of the article
	topics           []string
}

type position struct {
	place, scheme string
	sending       []string
	status        scenario.Status
	asOf, summary string
	evidence      []ev
}

type fact struct{ place, key, value, asOf, src string }

type site struct {
	key, name              string
	lon, lat               float64
	status                 scenario.Status
	asOf, src              string
	regime, operator, text string
	capacity               int
}

// scenario turns a book into a scenario.
func (b book) scenario() *scenario.Scenario {
	s := &scenario.Scenario{
		Version: scenario.Version, ID: ID(b.name), Title: b.title, Question: b.question, Purpose: b.purpose,
		Language: "en", Handling: scenario.Handling{TLP: "CLEAR"}, KosovoNote: scenario.KosovoEU,
		Created: made, Updated: made, OpeningView: &b.view,
		Groups: scenario.ListOf(b.groups...),
	}
	used := map[string]bool{}
	use := func(key string) string {
		for k := key; k != "" && !used[k]; k = sources[k].from {
			used[k] = true
		}
		return ID("source/" + key)
	}
	s.Sites = scenario.ListOf(b.makeSites(use)...)
	s.Positions = scenario.ListOf(b.makePositions(use)...)
	s.Facts = scenario.ListOf(b.makeFacts(use)...)
	s.Notes = scenario.ListOf(b.makeNotes(use)...)
	s.Sources = scenario.ListOf(makeSources(used)...)
	return s
}

func (b book) id(kind, key string) string { return ID(b.name + "/" + kind + "/" + key) }

func (b book) makeSites(use func(string) string) []*scenario.Site {
	var out []*scenario.Site
	for _, x := range b.sites {
		s := &scenario.Site{
			ID: b.id("site", x.key), Name: x.name, At: &orb.Point{x.lon, x.lat},
			Precision: scenario.PrecisionTown, Kind: "comparator", Status: x.status, StatusAsOf: x.asOf,
			StatusSource: use(x.src), Regime: x.regime, Operator: x.operator, Description: x.text,
		}
		if x.capacity > 0 {
			s.Capacity = &x.capacity
		}
		out = append(out, s)
	}
	return out
}

func (b book) makePositions(use func(string) string) []*scenario.Position {
	var out []*scenario.Position
	for _, x := range b.positions {
		key := x.place + "/" + x.scheme + "/" + string(x.status)
		out = append(out, &scenario.Position{
			ID: b.id("position", key), Place: x.place, Scheme: x.scheme, Sending: x.sending, Status: x.status,
			AsOf: x.asOf, Summary: x.summary, Evidence: b.makeEvidence("position/"+key, x.evidence, use),
		})
	}
	return out
}

func (b book) makeFacts(use func(string) string) []*scenario.Fact {
	var out []*scenario.Fact
	for _, x := range b.facts {
		out = append(out, &scenario.Fact{
			ID: b.id("fact", x.place+"/"+x.key), Place: x.place, Key: x.key, Value: x.value, AsOf: x.asOf,
			Source: use(x.src),
		})
	}
	return out
}

func (b book) makeNotes(use func(string) string) []*scenario.Note {
	var out []*scenario.Note
	for _, x := range b.notes {
		n := &scenario.Note{
			ID: b.id("note", x.key), Title: x.title, Category: x.category, Polarity: x.polarity,
			Because: x.because, May: x.may, LeadingTo: x.to, Places: x.places,
			Evidence:     b.makeEvidence("note/"+x.key, x.evidence, use),
			Counterpoint: x.counter, Affected: x.affected, Audience: "public",
		}
		for _, k := range x.sites {
			n.Sites = append(n.Sites, b.id("site", k))
		}
		for _, a := range x.articles {
			n.Tags = append(n.Tags, articleTag(a))
		}
		for _, t := range x.topics {
			n.Tags = append(n.Tags, "topic:"+t)
		}
		out = append(out, n)
	}
	return out
}

func (b book) makeEvidence(owner string, list []ev, use func(string) string) []scenario.Evidence {
	var out []scenario.Evidence
	times := map[string]int{}
	for _, x := range list {
		times[x.src]++
		e := scenario.Evidence{
			ID:     b.id("evidence", owner+"/"+x.src+"/"+strconv.Itoa(times[x.src])),
			Source: use(x.src), Text: x.text, AttributedTo: x.by, Attribution: x.how, Date: x.date,
			Credibility: x.cred, Stance: "supports", AsReported: x.as, GradeStatus: "suggested", Audience: "public",
		}
		if x.against {
			e.Stance = "contradicts"
		}
		out = append(out, e)
	}
	return out
}

func articleTag(item int) string {
	if item < 10 {
		return "article:0" + strconv.Itoa(item)
	}
	return "article:" + strconv.Itoa(item)
}
