package scenario

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// fault is something wrong with one field of an item. Two faults are the same when field and message are; this is how
// a command tells what it would break from what was broken before.
type fault struct{ field, message string }

// check gathers the faults of one item within a scenario.
type check struct {
	in     *Scenario
	prefix string
	faults []fault
}

func (c *check) fail(field, format string, args ...any) {
	c.faults = append(c.faults, fault{c.prefix + field, fmt.Sprintf(format, args...)})
}

// under runs checks whose fields are named below a part: "evidence 2 date".
func (c *check) under(part string, i int, checks func()) {
	before := c.prefix
	c.prefix += part + " " + strconv.Itoa(i+1) + " "
	checks()
	c.prefix = before
}

// name demands one line of text that says something.
func (c *check) name(field, s string) {
	switch {
	case strings.TrimSpace(s) == "":
		c.fail(field, "is empty; give it one")
	case strings.ContainsFunc(s, unicode.IsControl):
		c.fail(field, "holds a line break or another control character; write it in one line")
	case !utf8.ValidString(s):
		c.fail(field, "holds broken characters; type it again")
	}
}

// one demands a value of an enumeration; required says whether empty is refused.
func (c *check) one(field, value string, list []string, required bool) {
	if value == "" && !required || slices.Contains(list, value) {
		return
	}
	if value == "" {
		c.fail(field, "is missing; choose one of %s", strings.Join(list, ", "))
		return
	}
	c.fail(field, "%s is not known; choose one of %s", quoted(value), strings.Join(list, ", "))
}

// date demands an ISO date, a year and month, or a year; empty is "not said".
func (c *check) date(field, s string) {
	if s == "" {
		return
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return
		}
	}
	c.fail(field, "%s is not a date; write 2026-11-24, 2026-11 or 2026", quoted(s))
}

// place demands the code of a country, a division or a group of the scenario.
func (c *check) place(field, code string) {
	switch {
	case isCountry(code), isDivision(code):
	case isGroup(code):
		if _, ok := c.in.Groups.Get(code); !ok {
			c.fail(field, "%s is not a group of this scenario; add the group or choose another place", quoted(code))
		}
	case code == "":
		c.fail(field, "is empty; choose a country, a division or a group")
	default:
		c.fail(field, "%s is no code of a place; write a country such as SRB, a division such as RS-19 or a group such as group:wb6", quoted(code))
	}
}

// source demands that a source exists; empty is "not said".
func (c *check) source(field, id string) {
	if id == "" {
		return
	}
	if _, ok := c.in.Sources.Get(id); !ok {
		c.fail(field, "%s is not a source of this scenario; add the source or choose another", quoted(id))
	}
}

func (c *check) atLeast(field string, v *int, least int, unit string) {
	if v != nil && *v < least {
		c.fail(field, "is %d; give %d or more %s", *v, least, unit)
	}
}

func (c *check) id(id string) {
	if strings.TrimSpace(id) == "" {
		c.fail("id", "is empty; give it one that nothing else has")
	}
}

// unique demands that no value stands twice.
func (c *check) unique(field string, values []string) {
	seen := make(map[string]bool, len(values))
	for _, v := range values {
		if seen[v] {
			c.fail(field, "%s stands twice; keep it once", quoted(v))
		}
		seen[v] = true
	}
}

// lonLat says what is wrong with a position in degrees; "" when nothing is.
func lonLat(lon, lat float64) string {
	switch {
	case math.IsNaN(lon) || math.IsInf(lon, 0) || math.IsNaN(lat) || math.IsInf(lat, 0):
		return "has a coordinate that is not a number; give degrees"
	case math.Abs(lat) > 90 && math.Abs(lat) <= 180 && math.Abs(lon) <= 90:
		return fmt.Sprintf("has latitude %v, outside -90 to 90; are latitude and longitude swapped?", lat)
	case math.Abs(lat) > 90:
		return fmt.Sprintf("has latitude %v; give degrees from -90 to 90", lat)
	case math.Abs(lon) > 180:
		return fmt.Sprintf("has longitude %v; give degrees from -180 to 180", lon)
	}
	return ""
}

func (c *check) site(s *Site) {
	c.id(s.ID)
	if _, ok := c.in.Features.Get(s.ID); ok {
		c.fail("id", "%s is that of a feature of a layer; give the site another", quoted(s.ID))
	}
	c.name("name", s.Name)
	c.one("precision", string(s.Precision), precisions, true)
	c.one("kind", s.Kind, siteKinds, false)
	c.one("status", string(s.Status), siteStatuses, true)
	c.date("status date", s.StatusAsOf)
	c.source("status source", s.StatusSource)
	c.one("regime", s.Regime, regimes, false)
	c.one("operator", s.Operator, operators, false)
	c.atLeast("capacity", s.Capacity, 0, "persons")
	c.atLeast("maximum stay", s.MaxStay, 0, "days")
	c.sitePlace(s)
	gates := make([]string, 0, len(s.Gates))
	for _, g := range s.Gates {
		if strings.TrimSpace(g.Gate) == "" {
			c.fail("gate", "has no key; choose a gate of the checklist")
		}
		c.one("gate "+g.Gate, g.Result, gateResults, true)
		gates = append(gates, g.Gate)
	}
	c.unique("gates", gates)
}

func (c *check) sitePlace(s *Site) {
	if s.At != nil {
		if wrong := lonLat(s.At.Lon(), s.At.Lat()); wrong != "" {
			c.fail("position", "%s", wrong)
		}
		if s.Altitude != nil && (math.IsNaN(*s.Altitude) || math.IsInf(*s.Altitude, 0)) {
			c.fail("altitude", "is not a number; give metres or leave it out")
		}
		return
	}
	if s.Precision != PrecisionDivision && s.Precision != PrecisionCountry {
		c.fail("position", "is missing; only a site known to a division or a country may lack a point")
	}
	if !isCountry(s.HostPlace) && !isDivision(s.HostPlace) {
		c.fail("host place", "%s is no country or division; write a code such as SRB or RS-19", quoted(s.HostPlace))
	}
}

func (c *check) group(g *Group) {
	if !isGroup(g.ID) {
		c.fail("id", "%s does not start with group:; write it like group:wb6", quoted(g.ID))
	}
	c.name("name", g.Name)
	c.date("date", g.AsOf)
	for _, m := range g.Members {
		if !isCountry(m) {
			c.fail("members", "%s is no country; write a code such as SRB", quoted(m))
		}
	}
	c.unique("members", g.Members)
}

func (c *check) position(p *Position) {
	c.id(p.ID)
	c.place("place", p.Place)
	for _, s := range p.Sending {
		c.place("sending state", s)
	}
	c.one("status", string(p.Status), stances, true)
	c.date("date", p.AsOf)
	c.evidence(p.Evidence)
}

func (c *check) fact(f *Fact) {
	c.id(f.ID)
	c.place("place", f.Place)
	c.name("key", f.Key)
	if strings.TrimSpace(f.Value) == "" {
		c.fail("value", "is empty; fill it in or delete the fact")
	}
	c.date("date", f.AsOf)
	c.source("source", f.Source)
}

func (c *check) sourceItem(s *Source) {
	c.id(s.ID)
	c.name("title", s.Title)
	if strings.ContainsFunc(s.URL, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		c.fail("address", "holds a space or line break; paste it again")
	}
	c.date("date of publication", s.Published)
	c.date("date of access", s.Accessed)
	c.one("type", s.Type, sourceTypes, false)
	c.one("reliability", s.Reliability, reliabilities, false)
	c.source("derived from", s.DerivedFrom)
	seen := map[string]bool{s.ID: true}
	for id := s.DerivedFrom; id != ""; {
		if seen[id] {
			c.fail("derived from", "leads back to the source itself; choose another")
			return
		}
		seen[id] = true
		next, ok := c.in.Sources.Get(id)
		if !ok {
			return
		}
		id = next.DerivedFrom
	}
}

func (c *check) note(n *Note) {
	c.id(n.ID)
	c.name("title", n.Title)
	c.one("category", n.Category, categories, true)
	c.one("polarity", n.Polarity, polarities, true)
	for _, p := range n.Places {
		c.place("place", p)
	}
	c.unique("places", n.Places)
	for _, id := range n.Sites {
		if _, ok := c.in.Sites.Get(id); !ok {
			c.fail("site", "%s is not a site of this scenario; take the link away or add the site", quoted(id))
		}
	}
	c.unique("sites", n.Sites)
	c.evidence(n.Evidence)
	for i := range n.Assessments {
		c.under("assessment", i, func() { c.assessment(&n.Assessments[i]) })
	}
	for i := range n.Controls {
		c.under("control", i, func() { c.control(&n.Controls[i]) })
	}
	for _, a := range n.Affected {
		c.one("affected", a, affectedGroups, true)
	}
	c.date("review date", n.ReviewBy)
	c.one("audience", n.Audience, audiences, false)
}

func (c *check) evidence(list []Evidence) {
	ids := make([]string, len(list))
	for i := range list {
		e := &list[i]
		ids[i] = e.ID
		c.under("evidence", i, func() {
			c.id(e.ID)
			c.source("source", e.Source)
			if strings.TrimSpace(e.Text) == "" {
				c.fail("text", "is empty; say what the source says, in your own words")
			}
			c.one("attribution", e.Attribution, attributions, false)
			c.date("date", e.Date)
			if e.Credibility < 0 || e.Credibility > 6 {
				c.fail("credibility", "is %d; give 1 to 6, or leave it out", e.Credibility)
			}
			c.one("stance", e.Stance, evidenceStands, false)
			c.one("grade status", e.GradeStatus, gradeStatuses, false)
			c.one("audience", e.Audience, audiences, false)
		})
	}
	c.unique("evidence ids", ids)
}

func (c *check) assessment(a *Assessment) {
	c.id(a.ID)
	c.one("scope", a.Scope, scopes, true)
	c.one("likelihood", a.Likelihood, likelihoods, false)
	if a.Percent != nil && !(*a.Percent >= 0 && *a.Percent <= 100) {
		c.fail("percent", "is %v; give 0 to 100, or leave it out", *a.Percent)
	}
	if a.Impact != nil && (*a.Impact < 1 || *a.Impact > 5) {
		c.fail("impact", "is %d; give 1 to 5, or leave it out", *a.Impact)
	}
	c.one("confidence", a.Confidence, confidences, false)
	c.date("date", a.Date)
}

func (c *check) control(k *Control) {
	c.id(k.ID)
	if strings.TrimSpace(k.Text) == "" {
		c.fail("text", "is empty; say what is done")
	}
	c.one("side", k.Side, controlSides, false)
	c.one("type", k.Type, controlTypes, false)
}

func (c *check) plan(p *Plan) {
	c.id(p.ID)
	c.name("name", p.Name)
	ids := make([]string, len(p.Sites))
	for i := range p.Sites {
		s := &p.Sites[i]
		ids[i] = s.Site
		c.under("site", i, func() {
			if _, ok := c.in.Sites.Get(s.Site); !ok {
				c.fail("id", "%s is not a site of this scenario; take it out of the plan or add the site", quoted(s.Site))
			}
			c.atLeast("capacity", s.Capacity, 0, "persons")
			c.date("opening", s.Opening)
			if s.Cost != nil && !(*s.Cost >= 0 && !math.IsInf(*s.Cost, 1)) {
				c.fail("cost", "is %v; give 0 or more", *s.Cost)
			}
			if s.Currency != "" && !isCountry(s.Currency) {
				c.fail("currency", "%s is no currency code; write one such as GBP", quoted(s.Currency))
			}
			if s.PriceYear != 0 && (s.PriceYear < 1900 || s.PriceYear > 2200) {
				c.fail("price year", "is %d; give a year such as 2026", s.PriceYear)
			}
		})
	}
	c.unique("sites", ids)
}

func (c *check) document(s *Scenario) {
	c.name("title", s.Title)
	c.one("sharing label", s.Handling.TLP, tlpLabels, false)
	c.one("Kosovo note", string(s.KosovoNote), kosovoNotes, false)
	if !isLanguage(s.Language) {
		c.fail("language", "%s is no language tag; write one such as en or sr-Latn", quoted(s.Language))
	}
	if s.OpeningView != nil {
		if wrong := viewFault(s.OpeningView); wrong != "" {
			c.fail("opening view", "%s", wrong)
		}
	}
	baselines := 0
	for _, p := range s.Plans.All() {
		if p.Baseline {
			baselines++
		}
	}
	if baselines > 1 {
		c.fail("plans", "have %d baselines; choose one", baselines)
	}
}

func viewFault(v *View) string {
	if wrong := lonLat(v.Center.Lon(), v.Center.Lat()); wrong != "" {
		return wrong
	}
	if math.IsNaN(v.Zoom) || math.IsInf(v.Zoom, 0) || v.Zoom < -4 || v.Zoom > 30 {
		return fmt.Sprintf("has zoom %v; set the opening view again from the map", v.Zoom)
	}
	return ""
}

// isLanguage tells whether a tag has the form of BCP 47; empty is "not said".
func isLanguage(tag string) bool {
	if tag == "" {
		return true
	}
	for i, part := range strings.Split(tag, "-") {
		if len(part) == 0 || len(part) > 8 || i == 0 && len(part) < 2 {
			return false
		}
		for _, r := range part {
			if !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
				return false
			}
		}
	}
	return true
}
