package difference

import (
	"fmt"
	"io"
	"strings"
)

// Sentence is the row in one sentence without a full stop: "site Gračanica moved 14 km north", "note Arms shipments:
// likelihood blank → Likely or probable".
func (r Row) Sentence() string {
	switch {
	case r.Kind == "document":
		return r.said
	case r.verb:
		return r.subject() + " " + r.said
	}
	return r.subject() + ": " + r.said
}

// subject is the item with its kind, where its name does not say it already.
func (r Row) subject() string {
	switch r.Kind {
	case "kept", "position", "fact":
		return r.Name
	case "features":
		return "layer " + r.Name
	}
	return r.Kind + " " + r.Name
}

// Sentence is the entry in one sentence without a full stop, with its first four changes.
func (e *Entry) Sentence() string {
	if len(e.Rows) == 0 {
		return e.Name
	}
	rows := e.counted()
	out := rows[0].Sentence()
	for i, r := range rows[1:] {
		if i == 3 && len(rows) > 5 {
			return fmt.Sprintf("%s; %d more changes", out, len(rows)-4)
		}
		out += "; " + r.said
	}
	return out
}

// Headline counts the items: "1 site added, 3 sites changed, 1 note removed". "Nothing differs" when nothing does.
func (r *Report) Headline() string {
	var words []string
	for _, g := range r.Groups {
		var n [3]int
		for _, e := range g.Entries {
			switch {
			case e.Kind == "features":
				continue
			case e.Kind == "document" || e.Kind == "kept":
				n[Edit] += len(e.Rows)
			default:
				n[min(e.Sort, Edit)]++
			}
		}
		noun := groups[groupIndex(g.Key)]
		for sort, count := range n {
			if count > 0 {
				words = append(words, several(count, noun.one, noun.many)+" "+Sort(sort).Did())
			}
		}
		for _, e := range g.Entries {
			if e.Kind == "features" {
				words = append(words, featureCounts(e)+" in "+e.Name)
			}
		}
	}
	if len(words) == 0 {
		return "Nothing differs"
	}
	return strings.Join(words, ", ")
}

// Total counts the rows: "12 differences: 3 sites, 6 notes, 2 plans, 1 slide".
func (r *Report) Total() string {
	n := 0
	var words []string
	for _, g := range r.Groups {
		k := g.Count()
		n += k
		noun := groups[groupIndex(g.Key)]
		words = append(words, several(k, noun.one, noun.many))
	}
	if n == 0 {
		return "No differences"
	}
	return several(n, "difference", "differences") + ": " + strings.Join(words, ", ")
}

// WriteText writes the report for people: the headline, then by group a line for each entry and below it, indented, its
// changes. Texts are put through plain, which may be nil, before they are written.
func (r *Report) WriteText(w io.Writer, plain func(string) string) error {
	if plain == nil {
		plain = func(s string) string { return s }
	}
	var b strings.Builder
	line := func(indent int, s string) {
		b.WriteString(strings.Repeat("  ", indent) + plain(s) + "\n")
	}
	line(0, r.Headline())
	for _, g := range r.Groups {
		b.WriteString("\n")
		line(0, g.Label)
		for _, e := range g.Entries {
			e.write(line)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var signs = [4]string{"+", "-", "~", ">"}

func (e *Entry) write(line func(int, string)) {
	if len(e.Rows) == 1 {
		line(1, e.Rows[0].line())
		return
	}
	if e.Kind == "features" {
		line(1, e.Rows[0].line())
	} else {
		line(1, signs[e.Sort]+" "+e.Name)
	}
	for _, r := range e.Rows {
		if r.Kind == "features" {
			continue
		}
		if e.Kind == "features" {
			line(2, r.line())
			continue
		}
		s := signs[r.Sort] + " " + r.said
		if r.Sort == Move {
			s += "  " + r.Was + " → " + r.Now
		}
		if r.More != "" && !strings.Contains(r.said, r.More) {
			s += " (" + r.More + ")"
		}
		line(2, s)
	}
	if n := len(e.features) - (len(e.Rows) - 1); e.Kind == "features" && n > 0 {
		line(2, "and "+several(n, "more feature", "more features"))
	}
}

// line is a row that stands alone.
func (r Row) line() string {
	s := signs[r.Sort] + " " + r.Text
	switch {
	case r.Was != "" || r.Now != "":
		s += "  " + r.Was + " → " + r.Now
	}
	if r.More != "" {
		s += "  (" + r.More + ")"
	}
	return s
}
