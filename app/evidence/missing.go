package evidence

import (
	"strconv"
	"strings"
	"time"

	"hubscape/app/scenario"
)

// StaleAfter is how long a dated position or fact stays fresh; law and talks move quickly.
const StaleAfter = 90 * 24 * time.Hour

// Gap is one line of "What is missing". The line reads Before + Strong + After; Strong may be set in a heavier face.
type Gap struct {
	Key                   string // "category:legal", "origins", "ratings" …: stable, for tests and links
	Icon                  string // name of an icon
	Before, Strong, After string
}

// Text is the whole line.
func (g Gap) Text() string { return g.Before + g.Strong + g.After }

// Missing lists what is missing of a country, a division or a group, most important first. It does not look at the
// calendar: see MissingOn.
func Missing(doc *scenario.Scenario, code string) []Gap { return MissingOn(doc, code, time.Time{}) }

// MissingOn is Missing with a line on what has gone stale by today (UTC).
func MissingOn(doc *scenario.Scenario, code string, today time.Time) []Gap {
	links := ForPlace(doc, code)
	name := inSentence(doc, code)
	if Count(links).Total() == 0 && !recorded(doc, code) {
		return []Gap{nothingGap(links, name)}
	}
	var out []Gap
	for _, c := range []string{"legal", "humanitarian_rights"} {
		out = appendGap(out, categoryGap(doc, links, c, name))
	}
	out = appendGap(out, securityGap(links, name))
	out = appendGap(out, originGap(doc, Only(links, Attached)))
	if !sendingOnly(doc, code) {
		out = appendGap(out, hostCommunityGap(links))
		out = appendGap(out, positionGap(doc, code))
		out = appendGap(out, factGap(doc, code))
	}
	out = appendGap(out, topicGap(links))
	out = appendGap(out, counterpointGap(Only(links, Attached)))
	out = appendGap(out, ratingGap(links))
	return appendGap(out, staleGap(doc, code, today))
}

// MissingForSite lists what is missing of a site: its gates, and the balance of the notes that reach it.
func MissingForSite(doc *scenario.Scenario, site *scenario.Site, host Host) []Gap {
	links := ForSite(doc, site, host)
	var out []Gap
	out = append(out, Balance(links)...)
	if open := openGates(site); open > 0 {
		out = append(out, Gap{"gates", "gate-unclear", "", itoa(open) + " of " + itoa(len(Gates)), " gates not answered."})
	}
	out = appendGap(out, originGap(doc, links))
	out = appendGap(out, hostCommunityGap(links))
	out = appendGap(out, topicGap(links))
	return appendGap(out, ratingGap(links))
}

// Balance says where a set of notes looks one way only: security without law and rights, or the reverse; concerns
// without an opportunity.
func Balance(links []Link) []Gap {
	c := Count(links)
	rights := c[Index(Categories, "legal")] + c[Index(Categories, "humanitarian_rights")]
	security := c[Index(Categories, "security_interference")]
	var out []Gap
	switch {
	case security > 0 && rights == 0:
		out = append(out, Gap{"balance:rights", "cat-humanitarian_rights", Plural(security, "security note") + ", none on ", "law or rights", "."})
	case rights > 0 && security == 0:
		out = append(out, Gap{"balance:security", "cat-security_interference", Plural(rights, "note") + " on law and rights, none on ", "security", "."})
	}
	if c.Total() > 0 && !hasPolarity(links, "opportunity") {
		out = append(out, Gap{"balance:opportunity", "polarity-opportunity", "No ", "opportunity", " recorded."})
	}
	return out
}

// nothingGap is the one line on a place that no note counts for and of which nothing is recorded.
func nothingGap(links []Link, name string) Gap {
	if len(Only(links, Attached)) > 0 {
		return Gap{"nothing", "info", "", "Context only", ": nothing else recorded on " + name + "."}
	}
	return Gap{"nothing", "info", "", "Nothing recorded", " on " + name + "."}
}

// sendingOnly says whether a country appears as a sending state and has no position on hosting itself: it is not asked
// what a host is asked.
func sendingOnly(doc *scenario.Scenario, code string) bool {
	sends := false
	for _, p := range doc.Positions.All() {
		if p.Place == code {
			return false
		}
		sends = sends || contains(p.Sending, code)
	}
	return sends
}

// recorded says whether a position or a fact names the place.
func recorded(doc *scenario.Scenario, code string) bool {
	for _, p := range doc.Positions.All() {
		if p.Place == code {
			return true
		}
	}
	for _, f := range doc.Facts.All() {
		if f.Place == code {
			return true
		}
	}
	return false
}

// inSentence names a place, or says "this place" where only its code is known.
func inSentence(doc *scenario.Scenario, code string) string {
	name := PlaceName(doc, code)
	switch code {
	case "GBR", "USA", "NLD":
		return "the " + name
	case name:
		return "this place"
	}
	return name
}

func appendGap(out []Gap, g Gap) []Gap {
	if g.Key == "" {
		return out
	}
	return append(out, g)
}

// categoryGap names a category that has no note of its own on the place, and says how many are inherited.
func categoryGap(doc *scenario.Scenario, links []Link, category, name string) Gap {
	own, via := 0, []string{}
	inherited := 0
	for _, l := range links {
		if l.Note.Category != category || l.Note.Polarity == "context" {
			continue
		}
		if l.How == Attached {
			own++
			continue
		}
		inherited++
		if n := inSentence(doc, l.Via); !contains(via, n) {
			via = append(via, n)
		}
	}
	if own > 0 {
		return Gap{}
	}
	icon, _ := Find(Categories, category)
	g := Gap{"category:" + category, icon.Icon, "No ", CategoryShort(category), " note on " + name + "."}
	if inherited > 0 {
		g.After = " note on " + name + " itself; " + itoa(inherited) + " inherited from " + strings.Join(via, ", ") + "."
	}
	return g
}

func securityGap(links []Link, name string) Gap {
	c := Count(links)
	if c[0] > 0 || c.Total() == 0 {
		return Gap{}
	}
	return Gap{"category:security_interference", "cat-security_interference", "No ", "security", " note on " + name + "."}
}

// originGap says how many of the notes that count rest on one and the same origin alone.
func originGap(doc *scenario.Scenario, links []Link) Gap {
	alone, total := map[string]int{}, 0
	for _, l := range links {
		if l.Note.Polarity == "context" {
			continue
		}
		total++
		if o := supportingRoots(doc, l.Note); len(o) == 1 {
			alone[o[0]]++
		}
	}
	most, id := 0, ""
	for k, n := range alone {
		if n > most || n == most && k < id {
			most, id = n, k
		}
	}
	if most < 2 {
		return Gap{}
	}
	g := Gap{"origins", "source", "", itoa(most) + " of " + itoa(total), " notes rest on one origin."}
	if s, ok := doc.Sources.Get(id); ok {
		publisher, _, _ := strings.Cut(s.Publisher, " (")
		g.After = " notes rest on one origin: " + publisher + "."
	}
	return g
}

func supportingRoots(doc *scenario.Scenario, n *scenario.Note) []string {
	var out []string
	for _, e := range n.Evidence {
		if e.Stance == "contradicts" {
			continue
		}
		if r := Root(doc, e.Source); !contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

func hostCommunityGap(links []Link) Gap {
	for _, l := range links {
		if contains(l.Note.Tags, TopicTag(hostConsent)) && len(l.Note.Evidence) > 0 {
			return Gap{}
		}
	}
	return Gap{"host_community", "consent", "", "Host community", ": no view recorded."}
}

func positionGap(doc *scenario.Scenario, code string) Gap {
	seen := false
	for _, p := range doc.Positions.All() {
		if p.Place != code {
			continue
		}
		if p.Status != scenario.NoneFound {
			return Gap{}
		}
		seen = true
	}
	if seen {
		return Gap{"position", "info", "Position on hosting: ", "none found", " in public sources."}
	}
	if strings.HasPrefix(code, "group:") || strings.Contains(code, "-") {
		return Gap{}
	}
	return Gap{"position", "info", "", "Position on hosting", ": not recorded."}
}

func factGap(doc *scenario.Scenario, code string) Gap {
	if strings.HasPrefix(code, "group:") || strings.Contains(code, "-") {
		return Gap{}
	}
	var open []string
	total := 0
	for _, r := range FactRows(doc, code) {
		if r.Prompt == "" {
			continue
		}
		total++
		if len(r.Facts) == 0 {
			open = append(open, r.Label)
		}
	}
	if len(open) == 0 {
		return Gap{}
	}
	return Gap{"facts", "info", "", itoa(len(open)) + " of " + itoa(total), " standard facts not filled."}
}

// hostConsent is the topic of the host community's view.
const hostConsent = "host_consent"

func topicGap(links []Link) Gap {
	all := OpenTopics(links)
	var open []Topic
	for _, t := range all {
		if t.Key != hostConsent { // has a line of its own
			open = append(open, t)
		}
	}
	if len(open) == 0 {
		return Gap{}
	}
	if len(all) == len(Topics) {
		return Gap{"topics", "polarity-context", "None of " + itoa(len(Topics)) + " questions answered, from ", open[0].Label, " to " + open[len(open)-1].Label + "."}
	}
	names := make([]string, len(open))
	for i, t := range open {
		names[i] = t.Label
	}
	return Gap{"topics", "polarity-context", "Nothing on ", strings.Join(names, "; "), "."}
}

func counterpointGap(links []Link) Gap {
	n, total := 0, 0
	for _, l := range links {
		if l.Note.Polarity == "context" {
			continue
		}
		total++
		if strings.TrimSpace(l.Note.Counterpoint) == "" {
			n++
		}
	}
	if n == 0 {
		return Gap{}
	}
	return Gap{"counterpoint", "contradicts", "", itoa(n) + " of " + itoa(total), " notes have no counterpoint."}
}

func ratingGap(links []Link) Gap {
	total, rated := 0, 0
	for _, l := range links {
		if l.Note.Polarity == "context" {
			continue
		}
		total++
		if Rated(l.Note) {
			rated++
		}
	}
	switch {
	case total == 0 || rated == total:
		return Gap{}
	case rated == 0:
		return Gap{"ratings", "matrix", "", "No rating yet.", " Blank is not zero."}
	}
	return Gap{"ratings", "matrix", "", itoa(total-rated) + " of " + itoa(total), " notes not rated. Blank is not zero."}
}

func staleGap(doc *scenario.Scenario, code string, today time.Time) Gap {
	if today.IsZero() {
		return Gap{}
	}
	stale, total := 0, 0
	count := func(date string) {
		total++
		if Stale(date, today) {
			stale++
		}
	}
	for _, p := range doc.Positions.All() {
		if p.Place == code {
			count(p.AsOf)
		}
	}
	for _, f := range doc.Facts.All() {
		if f.Place == code {
			count(f.AsOf)
		}
	}
	if stale == 0 {
		return Gap{}
	}
	return Gap{"stale", "clock", "", itoa(stale) + " of " + itoa(total), " positions and facts are older than 90 days."}
}

// Stale says whether a date (year, year-month or day) lies more than StaleAfter before today. A year counts as its last
// day, a month as its last day. What is no date is stale.
func Stale(date string, today time.Time) bool {
	t, ok := lastDay(date)
	return !ok || today.Sub(t) > StaleAfter
}

func lastDay(date string) (time.Time, bool) {
	if t, err := time.Parse("2006-01-02", date); err == nil {
		return t, true
	}
	if t, err := time.Parse("2006-01", date); err == nil {
		return t.AddDate(0, 1, -1), true
	}
	if t, err := time.Parse("2006", date); err == nil {
		return t.AddDate(1, 0, -1), true
	}
	return time.Time{}, false
}

func openGates(site *scenario.Site) int {
	n := 0
	for _, r := range GateRows(site) {
		if r.Result == "" {
			n++
		}
	}
	return n
}

func hasPolarity(links []Link, polarity string) bool {
	for _, l := range links {
		if l.Note.Polarity == polarity {
			return true
		}
	}
	return false
}

// Plural writes a count with its noun: "1 note", "4 notes".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return itoa(n) + " " + noun + "s"
}

func itoa(n int) string { return strconv.Itoa(n) }
