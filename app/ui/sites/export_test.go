package sites

import "fyne.io/fyne/v2"

// Lines gives the rows as words: "# group count" or "name | sub | notes".
func Lines(l *List) []string {
	var out []string
	for i, r := range l.rows {
		if r.entry < 0 {
			out = append(out, "# "+groupNames[r.group]+" "+number(l.groupCount(r.group)))
			continue
		}
		e := l.at(i)
		out = append(out, e.name+" | "+e.sub+" | "+number(e.notes))
	}
	return out
}

// Filter types into the filter field.
func Filter(l *List, query string) { l.filter.SetText(query) }

// Click chooses row i as a click does.
func Click(l *List, i int, mods fyne.KeyModifier) { l.moved(i, mods) }
