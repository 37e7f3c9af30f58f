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

// Validate lists what is wrong in a scenario: first the document, then sites, groups, positions, facts, sources, notes,
// plans, layers, features and what stands in the rooms, each in order of id. An empty list means that every command
// could have made it.
func Validate(s *Scenario) []Problem {
	var out []Problem
	c := check{in: s}
	c.document(s)
	out = c.problems(out, "document", s.ID, "")
	out = problems(out, s, "site", s.Sites)
	out = problems(out, s, "group", s.Groups)
	out = problems(out, s, "position", s.Positions)
	out = problems(out, s, "fact", s.Facts)
	out = problems(out, s, "source", s.Sources)
	out = problems(out, s, "note", s.Notes)
	out = problems(out, s, "plan", s.Plans)
	out = problems(out, s, "layer", s.Layers)
	out = problems(out, s, "feature", s.Features)
	out = problems(out, s, "criterion", s.Criteria)
	out = problems(out, s, "shock", s.Shocks)
	out = problems(out, s, "action", s.Actions)
	return problems(out, s, "slide", s.Slides)
}

// problems adds what is wrong with each item of a list.
func problems[T Item](out []Problem, s *Scenario, kind string, l List[T]) []Problem {
	for _, it := range l.All() {
		c := check{in: s}
		if _, name := c.item(kind, it); len(c.faults) > 0 {
			out = c.problems(out, kind, it.Ident(), name)
		}
	}
	return out
}

// problems adds the faults of one item.
func (c *check) problems(out []Problem, kind, id, name string) []Problem {
	for _, f := range c.faults {
		p := problem(kind, name, f)
		p.Kind, p.ID = kind, id
		out = append(out, p)
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
	if len(after) == 0 {
		return nil
	}
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
