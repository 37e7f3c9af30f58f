package audience

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// Report says what is in a copy and what was held back. It is for whoever makes the copy, and never part of it.
type Report struct {
	Title    string // of the document
	Audience Audience
	Label    string // sharing label of the copy

	In       []Line   // what is in the copy
	Held     []Line   // what was held back
	Places   []Place  // sites that moved
	Finds    []Find   // texts of the copy that say what was held back; they block writing
	Personal []Person // texts of the copy that look like personal data
	Words    int      // how many words and figures were searched for
	Short    int      // how many were too short to be told from ordinary words
	Known    int      // how many the copy says itself, in the same place of another item

	secrets []secret
	texts   *finder    // in texts that were made normal
	numbers *finder    // in the bytes of binary formats
	places  *positions // in the texts of the copy
}

// Line is one count.
type Line struct {
	What  string // "notes"
	Count int
	Why   string // a clause; "" when there is nothing to say
}

// Place is a site before and after.
type Place struct {
	ID, Name      string
	From          orb.Point  // lon, lat degrees
	To            *orb.Point // nil when the copy has no point for it
	Before, After scenario.Precision
	Host          string // where a site without a point stands: code of a country or division
}

// Find is a place where the copy, or a file, says what was held back.
type Find struct {
	Where  string // "note “X”, counterpoint", "book.xlsx, xl/worksheets/sheet1.xml"
	What   string // what was found: "title of a note “…”"
	Remedy string
	Term   int // of Searched; -1 for a part of a file that could not be searched

	// Kind and ID are the item of the document that says it, as in scenario.Change, and Part the evidence within it. All
	// are empty for a find in the bytes of a file.
	Kind, ID, Part string
}

// Person is a text that looks like personal data.
type Person struct{ Where, Kind string }

func (r *Report) in(what string, n int) { r.add(&r.In, what, n, "") }

func (r *Report) held(what string, n int, why string) { r.add(&r.Held, what, n, why) }

func (r *Report) add(list *[]Line, what string, n int, why string) {
	if n == 0 {
		return
	}
	for i := range *list {
		if l := &(*list)[i]; l.What == what && l.Why == why {
			l.Count += n
			return
		}
	}
	*list = append(*list, Line{what, n, why})
}

// settle removes the secrets that are none: what the copy itself says in a place of the same kind, and what is too short.
func (r *Report) settle(out *scenario.Scenario) {
	says := map[string]bool{}
	names := map[kind]string{} // all that stays of a kind in which one says what another says at greater length
	list := pieces(out)
	for _, p := range list {
		text := normal(p.text)
		says[fmt.Sprint(p.kind, " ", text)] = true
		if p.kind == kindAttribution || p.kind == kindPublisher || p.kind == kindRole {
			names[p.kind] += "\n" + text
		}
	}
	points := map[orb.Point]bool{}
	for _, site := range out.Sites.All() {
		if site.At != nil {
			points[*site.At] = true
		}
	}
	ids := identities(out)
	seen := map[string]bool{}
	var secrets []secret
	for _, s := range r.secrets {
		text := normal(s.text)
		key := fmt.Sprint(s.kind, " ", text, " ", s.at)
		if seen[key] {
			continue
		}
		seen[key] = true
		switch {
		case s.kind == kindPoint && points[s.at]: // another site in the same town
			r.Known++
		case s.kind == kindUnknown && (ids[s.text] || formatWord(s.text)): // it named an item that the copy shows
			r.Known++
		case s.kind != kindPoint && (says[fmt.Sprint(s.kind, " ", text)] || containsWords(names[s.kind], text)):
			r.Known++
		case s.tooShort():
			r.Short++
		default:
			secrets = append(secrets, s)
		}
	}
	nameAlone(secrets, list)
	r.seek(secrets)
	r.places = newPositions(secrets, slices.Collect(maps.Keys(points)))
}

// containsWords tells whether text stands somewhere as words of its own.
func containsWords(in, text string) bool {
	for from := 0; text != ""; {
		i := strings.Index(in[from:], text)
		if i < 0 {
			return false
		}
		at := from + i
		end := at + len(text)
		before, after := []byte(in[max(0, at-utf8.UTFMax):at]), []byte(in[end:min(len(in), end+utf8.UTFMax)])
		if !letterBefore(before, len(before)) && !letterAfter(after, 0) {
			return true
		}
		from = at + 1
	}
	return false
}

// seek settles what is searched for.
func (r *Report) seek(secrets []secret) {
	r.secrets, r.Words = secrets, len(secrets)
	needles := needlesOf(secrets)
	r.texts, r.numbers = newFinder(needles, false), newFinder(needles, true)
}

// Clean tells whether nothing that was held back was found in the copy.
func (r *Report) Clean() bool { return len(r.Finds) == 0 }

// Err is nil when the copy may be written, else one sentence that says why not.
func (r *Report) Err() error {
	if r.Clean() {
		return nil
	}
	f := r.Finds[0]
	more := ""
	if n := len(r.Finds) - 1; n > 0 {
		more = fmt.Sprintf(" (and %d more)", n)
	}
	return fmt.Errorf("%s says what is held back: %s%s; %s", f.Where, f.What, more, f.Remedy)
}

// personal looks for personal data in what stays.
func (r *Report) personal(out *scenario.Scenario, kinds func(string) []string) {
	for _, p := range pieces(out) {
		for _, k := range kinds(p.text) {
			if one := (Person{p.where.in(p.field), k}); !slices.Contains(r.Personal, one) {
				r.Personal = append(r.Personal, one)
			}
		}
	}
}

// listed is how many places, finds or persons the text of a report lists, each; the window shows all.
const listed = 200

// String is the report as text, in the order in which the window shows it.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Audience-safe copy of “%s” for %s, TLP:%s\n", r.Title, r.Audience.Words(), r.Label)
	counts(&b, "In the copy", r.In)
	counts(&b, "Held back", r.Held)
	var lines []string
	for _, p := range r.Places {
		to := "no point, " + p.Host
		if p.To != nil {
			to = latLon(*p.To)
		}
		lines = append(lines, fmt.Sprintf("%s: %s (%s) -> %s (%s)", p.Name, latLon(p.From), p.Before, to, p.After))
	}
	several(&b, "Positions, before and in the copy (latitude, longitude)", lines)
	if r.Audience != Internal {
		r.searchText(&b)
	}
	lines = nil
	for _, p := range r.Personal {
		lines = append(lines, p.Where+": "+p.Kind)
	}
	several(&b, "Looks like personal data; see whether it may go along", lines)
	return b.String()
}

// searchText is the part of the report on the search.
func (r *Report) searchText(b *strings.Builder) {
	counts(b, "Search for what was held back, in every byte", []Line{{"words and figures searched for", r.Words, ""},
		{"said elsewhere in the copy by what may say them", r.Known, ""}, {"too short to be told from other words", r.Short, ""}})
	if r.Clean() {
		b.WriteString("  nothing found\n")
		return
	}
	var lines []string
	for _, f := range r.Finds {
		lines = append(lines, "FOUND "+f.Where+": "+f.What+"; "+f.Remedy)
	}
	several(b, "", lines)
}

// counts writes a heading with its counts.
func counts(b *strings.Builder, title string, lines []Line) {
	if len(lines) > 0 {
		b.WriteString("\n" + title + "\n")
	}
	for _, l := range lines {
		if l.Count == 0 {
			continue
		}
		fmt.Fprintf(b, "%7d  %s", l.Count, l.What)
		if l.Why != "" {
			b.WriteString(": " + l.Why)
		}
		b.WriteByte('\n')
	}
}

// several writes a heading with lines, not all when they are too many.
func several(b *strings.Builder, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	if title != "" {
		b.WriteString("\n" + title + "\n")
	}
	for _, l := range lines[:min(len(lines), listed)] {
		b.WriteString("  " + l + "\n")
	}
	if more := len(lines) - listed; more > 0 {
		fmt.Fprintf(b, "  and %d more\n", more)
	}
}

func latLon(p orb.Point) string { return fmt.Sprintf("%v, %v", p[1], p[0]) }

// short shows the start of a secret, for whoever knows it anyway.
func (s secret) short() string {
	text := strings.Join(strings.Fields(s.text), " ")
	if r := []rune(text); len(r) > 60 {
		text = string(r[:59]) + "…"
	}
	return s.what + " “" + text + "”"
}
