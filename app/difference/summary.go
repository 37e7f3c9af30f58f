package difference

import "strings"

// Line is several like rows in one: "3 notes rated: Information campaigns, 2 more".
type Line struct {
	Sort Sort
	Text string
	Rows []Row
}

// Summary tells the report in few lines, for questions: like changes of several items are one line.
func (r *Report) Summary() []Line {
	var out []Line
	at := map[string]int{}
	for _, g := range r.Groups {
		for _, e := range g.Entries {
			for _, row := range e.counted() {
				k := g.Key + " " + row.deed()
				i, ok := at[k]
				if !ok {
					i = len(out)
					at[k], out = i, append(out, Line{Sort: row.Sort})
				}
				out[i].Rows = append(out[i].Rows, row)
			}
		}
		for i := range out {
			if out[i].Text == "" {
				out[i].Text = out[i].words(groups[groupIndex(g.Key)].one, groups[groupIndex(g.Key)].many)
			}
		}
	}
	return out
}

// deed says what was done to an item, alike for like rows.
func (r Row) deed() string {
	head, _, _ := strings.Cut(r.Path, "/")
	switch {
	case r.Kind == "features" || r.Kind == "document" || r.Kind == "kept":
		return r.Kind + " " + r.ID + " " + r.Path
	case head == "assessments":
		return "rated"
	case r.Path == "", r.Sort == Move:
		return r.Sort.Did()
	case head == "evidence" && r.Sort != Edit:
		return "evidence " + r.Sort.Did()
	}
	return "changed"
}

func (l Line) words(one, many string) string {
	if len(l.Rows) == 1 {
		return l.Rows[0].Text
	}
	deed := l.Rows[0].deed()
	var names []string
	for _, r := range l.Rows {
		if len(names) == 0 || names[len(names)-1] != r.Name {
			names = append(names, r.Name)
		}
	}
	if strings.HasPrefix(deed, "evidence ") {
		return several(len(l.Rows), "piece of evidence", "pieces of evidence") + " " + l.Rows[0].Sort.Did()
	}
	s := several(len(names), one, many) + " " + deed + ": " + names[0]
	if n := len(names) - 1; n > 0 {
		s += ", " + several(n, "more", "more")
	}
	return s
}
