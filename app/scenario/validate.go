package scenario

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is one thing wrong in a scenario.
type Problem struct {
	Where   string // `site "Gračanica"`
	Message string // what is wrong and what to do: "capacity is -5; give 0 or more persons"

	Kind, ID string // of the item, as in Change
}

// String is the problem in one line.
func (p Problem) String() string { return p.Where + ": " + p.Message }

// Validate lists what is wrong in a scenario: first the document, then sites, groups, positions, facts, sources, notes
// and plans, each in order of id. An empty list means that every command could have made it.
func Validate(s *Scenario) []Problem {
	var out []Problem
	add := func(kind, id, name string, checks func(*check)) {
		c := check{in: s}
		checks(&c)
		for _, f := range c.faults {
			p := problem(kind, name, f)
			p.Kind, p.ID = kind, id
			out = append(out, p)
		}
	}
	add("document", s.ID, "", func(c *check) { c.document(s) })
	for _, it := range s.Sites.All() {
		add("site", it.ID, it.Name, func(c *check) { c.site(it) })
	}
	for _, it := range s.Groups.All() {
		add("group", it.ID, it.Name, func(c *check) { c.group(it) })
	}
	for _, it := range s.Positions.All() {
		add("position", it.ID, it.Place, func(c *check) { c.position(it) })
	}
	for _, it := range s.Facts.All() {
		add("fact", it.ID, it.Place+" "+it.Key, func(c *check) { c.fact(it) })
	}
	for _, it := range s.Sources.All() {
		add("source", it.ID, it.Title, func(c *check) { c.sourceItem(it) })
	}
	for _, it := range s.Notes.All() {
		add("note", it.ID, it.Title, func(c *check) { c.note(it) })
	}
	for _, it := range s.Plans.All() {
		add("plan", it.ID, it.Name, func(c *check) { c.plan(it) })
	}
	return out
}

func problem(kind, name string, f fault) Problem {
	if name != "" {
		kind += " " + quoted(name)
	}
	return Problem{Where: kind, Message: f.field + " " + f.message}
}

// refuse gives an error when an item has faults that it did not have before.
func refuse(kind, name string, before, after []fault) error {
	had := make(map[fault]bool, len(before))
	for _, f := range before {
		had[f] = true
	}
	for _, f := range after {
		if !had[f] {
			return errors.New(problem(kind, name, f).String())
		}
	}
	return nil
}

// quoted shows a value in a message: shortened, control characters taken out.
func quoted(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	return `"` + shortened(s, 60) + `"`
}

// shortened cuts text to at most n characters.
func shortened(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}
