package evidence

import (
	"regexp"
	"sort"
	"strings"
)

// Finding is a place in a text that deserves a second look.
type Finding struct {
	Start, End int    // byte offsets
	Word       string // as written
	Advice     string // one sentence or the neutral word
}

// loaded words and what to write instead. Matching is by whole word with its common endings.
var loaded = []struct{ pattern, advice string }{
	{`spooks?`, "intelligence officers"},
	{`hijack(s|ed|ing)?`, "interfere with"},
	{`minefields?`, "difficulty"},
	{`lurk(s|ed|ing)?`, "possible"},
	{`dump(s|ed|ing)?`, "transfer"},
	{`warehous(e|es|ed|ing)`, "hold"},
	{`snub(s|bed|bing)?`, "decline"},
	{`embarrass(es|ed|ing|ment)?`, "describe the event itself"},
	{`infiltrat(e|es|ed|ing|ion)`, "gain access covertly"},
	{`illegals`, "people without a right to stay"},
	{`illegal (im)?migrants?`, "people without a right to stay"},
	{`bogus`, "refused"},
	{`(failed|rejected) (migrants?|asylum[- ]seekers?)`, "people refused asylum"},
	{`swarms?`, "number"},
	{`floods?`, "number"},
	{`perilous`, "risky"},
	{`Kremlin`, "Russian government, unless a source is quoted"},
}

var loadedRE = compileLoaded()

func compileLoaded() []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(loaded))
	for i, l := range loaded {
		out[i] = regexp.MustCompile(`(?i)\b` + l.pattern + `\b`)
	}
	return out
}

// Lint finds loaded words outside quotation marks and offers neutral ones. A source's own term may stand inside “…” or
// "…".
func Lint(text string) []Finding {
	quoted := quotedSpans(text)
	var out []Finding
	for i, re := range loadedRE {
		for _, m := range re.FindAllStringIndex(text, -1) {
			if !within(quoted, m[0]) {
				out = append(out, Finding{m[0], m[1], text[m[0]:m[1]], loaded[i].advice})
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

var hedge = regexp.MustCompile(`(?i)\b(may|might|could|possibly|perhaps)\b`)

// LintJudgement finds words that hide a judgement: a rationale says how likely with the yardstick, not "may".
func LintJudgement(text string) []Finding {
	var out []Finding
	for _, m := range hedge.FindAllStringIndex(text, -1) {
		out = append(out, Finding{m[0], m[1], text[m[0]:m[1]], "Say how likely with a term of the yardstick."})
	}
	return out
}

var personal = []struct {
	re     *regexp.Regexp
	advice string
}{
	{regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`), "This looks like an e-mail address. Name the office instead."},
	{regexp.MustCompile(`\+\d[\d ()./-]{7,}\d`), "This looks like a telephone number. Leave it out."},
	{regexp.MustCompile(`\b0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,4}\b`), "This looks like a telephone number. Leave it out."},
	{regexp.MustCompile(`\b(?i:passport|ID card|identity card)(?i: number| no\.?)?:? ?[A-Z0-9]{6,}\b`), "This looks like an identity document. Leave it out."},
	{regexp.MustCompile(`\b[A-Z]{1,2}\d{7,9}\b`), "This looks like an identity document. Leave it out."},
}

// PersonalData finds strings that look like data about a person.
func PersonalData(text string) []Finding {
	var out []Finding
	for _, p := range personal {
		for _, m := range p.re.FindAllStringIndex(text, -1) {
			out = append(out, Finding{m[0], m[1], text[m[0]:m[1]], p.advice})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out
}

// quotedSpans gives the byte ranges inside “…” and "…".
func quotedSpans(text string) [][2]int {
	var out [][2]int
	for _, pair := range [][2]string{{"“", "”"}, {`"`, `"`}} {
		at := 0
		for {
			i := strings.Index(text[at:], pair[0])
			if i < 0 {
				break
			}
			from := at + i + len(pair[0])
			j := strings.Index(text[from:], pair[1])
			if j < 0 {
				break
			}
			out = append(out, [2]int{from, from + j})
			at = from + j + len(pair[1])
		}
	}
	return out
}

func within(spans [][2]int, at int) bool {
	for _, s := range spans {
		if at >= s[0] && at < s[1] {
			return true
		}
	}
	return false
}
