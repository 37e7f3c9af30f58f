package audience

import (
	"strings"

	"hubscape/app/scenario"
)

// Term is one thing that a search looks for, for whoever makes the copy.
type Term struct {
	Text string // as it stood in the document; "lat, lon" of a position
	What string // "exact position", "attribution", "title of a note"
	ID   bool   // an id, which says nothing to people
}

// Searched lists what Copy and Search look for, in the order in which it was held back. A Find names its term by its
// index here.
func (r *Report) Searched() []Term {
	out := make([]Term, len(r.secrets))
	for i, s := range r.secrets {
		out[i] = Term{Text: strings.Join(strings.Fields(s.text), " "), What: s.what, ID: s.kind == kindID}
		if s.kind == kindPoint {
			out[i].Text, out[i].What = latLon(s.at), "exact position of "+s.text
		}
	}
	return out
}

// Narrower counts the notes and pieces of evidence that were held back because they are marked or labelled for fewer
// people.
func (r *Report) Narrower() int {
	n := 0
	for _, l := range r.Held {
		if (l.What == "notes" || l.What == "evidence") && (l.Why == narrower || l.Why == labelled) {
			n += l.Count
		}
	}
	return n
}

// Refuses says why a copy with a strictest label may not carry another one; nil when it may.
func Refuses(label, strictest string) error {
	if rank(label) < rank(strictest) {
		return laxer(label, strictest)
	}
	return nil
}

// Labels are the sharing labels, the laxest first.
func Labels() []string { return append([]string(nil), labels...) }

// Unmarked counts the notes and pieces of evidence that nobody marked for an audience and that no published source
// stands for.
func Unmarked(doc *scenario.Scenario) int {
	n := 0
	count := func(list []scenario.Evidence) {
		for _, e := range list {
			if s, ok := doc.Sources.Get(e.Source); e.Audience == "" && !(ok && Published(s)) {
				n++
			}
		}
	}
	for _, x := range doc.Notes.All() {
		if x.Audience == "" {
			n++
			continue
		}
		count(x.Evidence)
	}
	for _, p := range doc.Positions.All() {
		count(p.Evidence)
	}
	return n
}

// OffRecord counts the pieces of evidence that were said off the record or without a name and never published.
func OffRecord(doc *scenario.Scenario) int {
	n := 0
	count := func(list []scenario.Evidence) {
		for _, e := range list {
			s, ok := doc.Sources.Get(e.Source)
			if unnamed(e) && !(ok && Published(s)) {
				n++
			}
		}
	}
	for _, x := range doc.Notes.All() {
		count(x.Evidence)
	}
	for _, p := range doc.Positions.All() {
		count(p.Evidence)
	}
	return n
}

func unnamed(e scenario.Evidence) bool {
	return e.Attribution == "off_record" || e.Attribution == "unattributed"
}
