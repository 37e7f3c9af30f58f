package evidence

import (
	"sort"
	"strings"

	"hubscape/app/scenario"
)

// Origin is one independent root of a note's evidence: the source at the end of the derived_from chain, with the grades
// of what was read from it.
type Origin struct {
	Root        *scenario.Source // nil when the evidence names a source that the scenario lacks
	ID          string           // id of the root, or the missing id
	Grades      []string         // distinct, in order of appearance: "F6"
	Supports    int              // statements for the note
	Contradicts int              // statements against it
}

// Root follows derived_from to its end. A chain that bites its tail ends at its smallest id, so that every member of
// the circle has the same root; a missing link ends the chain at the last known source.
func Root(doc *scenario.Scenario, id string) string {
	path := []string{}
	at := map[string]int{}
	for {
		if i, ok := at[id]; ok {
			ring := append([]string(nil), path[i:]...)
			sort.Strings(ring)
			return ring[0]
		}
		s, ok := doc.Sources.Get(id)
		if !ok && len(path) > 0 {
			return path[len(path)-1]
		}
		if !ok || s.DerivedFrom == "" {
			return id
		}
		at[id] = len(path)
		path = append(path, id)
		id = s.DerivedFrom
	}
}

// Origins lists the independent origins of a list of evidence in order of first appearance. Corroboration counts
// these, not statements or articles.
func Origins(doc *scenario.Scenario, evidence []scenario.Evidence) []Origin {
	var out []Origin
	index := map[string]int{}
	for _, e := range evidence {
		root := Root(doc, e.Source)
		i, ok := index[root]
		if !ok {
			i = len(out)
			index[root] = i
			src, _ := doc.Sources.Get(root)
			out = append(out, Origin{Root: src, ID: root})
		}
		o := &out[i]
		if e.Stance == "contradicts" {
			o.Contradicts++
		} else {
			o.Supports++
		}
		if g := GradeOf(doc, e); !contains(o.Grades, g) {
			o.Grades = append(o.Grades, g)
		}
	}
	return out
}

// GradeOf gives the grade pair of one statement: its source's reliability and its own credibility.
func GradeOf(doc *scenario.Scenario, e scenario.Evidence) string {
	rel := ""
	if s, ok := doc.Sources.Get(e.Source); ok {
		rel = s.Reliability
	}
	return GradeText(rel, e.Credibility)
}

// Ordered gives a list of evidence as cards show it: what supports before what contradicts, each by date with the
// undated last, then by id.
func Ordered(list []scenario.Evidence) []scenario.Evidence {
	out := append([]scenario.Evidence(nil), list...)
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		if x, y := a.Stance == "contradicts", b.Stance == "contradicts"; x != y {
			return y
		}
		if x, y := a.Date == "", b.Date == ""; x != y {
			return y
		}
		if a.Date != b.Date {
			return a.Date < b.Date
		}
		return a.ID < b.ID
	})
	return out
}

// Supporting counts the origins that speak for the note.
func Supporting(origins []Origin) int {
	n := 0
	for _, o := range origins {
		if o.Supports > 0 {
			n++
		}
	}
	return n
}

// Contradicted says whether any statement speaks against the note.
func Contradicted(n *scenario.Note) bool {
	for _, e := range n.Evidence {
		if e.Stance == "contradicts" {
			return true
		}
	}
	return false
}

// Rated says whether any assessment of the note holds a likelihood, an impact or a confidence.
func Rated(n *scenario.Note) bool {
	for _, a := range n.Assessments {
		if a.Likelihood != "" || a.Percent != nil || a.Impact != nil || a.Confidence != "" {
			return true
		}
	}
	return false
}

// Summary is what a row says of a note.
type Summary struct {
	Supports, Contradicts int // statements
	Origins               int // independent origins that support
	Grades                []string
	Rated, Contradicted   bool
}

// Summarise reads a note.
func Summarise(doc *scenario.Scenario, n *scenario.Note) Summary {
	origins := Origins(doc, n.Evidence)
	s := Summary{Origins: Supporting(origins), Rated: Rated(n), Contradicted: Contradicted(n)}
	for _, e := range n.Evidence {
		if e.Stance == "contradicts" {
			s.Contradicts++
		} else {
			s.Supports++
		}
	}
	for _, o := range origins {
		for _, g := range o.Grades {
			if !contains(s.Grades, g) {
				s.Grades = append(s.Grades, g)
			}
		}
	}
	return s
}

// Caption is the line under a note's title: "1 supports, 2 contradict · not rated", "2 origins · not rated".
func (s Summary) Caption() string {
	var parts []string
	switch {
	case s.Supports+s.Contradicts == 0:
		parts = append(parts, "no evidence yet")
	case s.Contradicts > 0:
		parts = append(parts, verb(s.Supports, "support")+", "+verb(s.Contradicts, "contradict"))
	default:
		parts = append(parts, Plural(s.Origins, "origin"))
	}
	if !s.Rated {
		parts = append(parts, "not rated")
	}
	return strings.Join(parts, " · ")
}

// GradeLine joins the grades of the origins side by side; "–" when there are none.
func (s Summary) GradeLine() string {
	if len(s.Grades) == 0 {
		return "–"
	}
	return strings.Join(s.Grades, " ")
}

func verb(n int, word string) string {
	if n == 1 {
		return "1 " + word + "s"
	}
	return itoa(n) + " " + word
}

// Statement joins the three parts of a note to one sentence: "Because …, the arrangement may …, leading to …." Parts
// that are blank are left out.
func Statement(n *scenario.Note) string {
	var parts []string
	if n.Because != "" {
		parts = append(parts, "because "+trimStop(n.Because))
	}
	if n.May != "" {
		parts = append(parts, "the arrangement may "+trimStop(n.May))
	}
	if n.LeadingTo != "" {
		parts = append(parts, "leading to "+trimStop(n.LeadingTo))
	}
	if len(parts) == 0 {
		return ""
	}
	s := strings.Join(parts, ", ")
	return upperASCII(s[:1]) + s[1:] + "."
}

func trimStop(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".,;") }
