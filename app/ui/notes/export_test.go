package notes

import "hubscape/app/evidence"

// Lines gives the rows as words: "# category" or "title | caption | grade", with "!" where it is contradicted.
func Lines(l *List) []string {
	var out []string
	for i, r := range l.rows {
		if r < 0 {
			out = append(out, "# "+evidence.Categories[-1-r].Label)
			continue
		}
		e := l.at(i).line
		s := e.Title + " | " + e.Caption + " | " + e.Grade
		if e.Contradicted {
			s += " !"
		}
		out = append(out, s)
	}
	return out
}

// Filter types into the filter field.
func Filter(l *List, query string) { l.filter.SetText(query) }
