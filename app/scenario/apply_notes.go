package scenario

import (
	"errors"
	"fmt"
	"slices"
)

// Apply links the note. A link that is there already changes nothing.
func (c AttachNote) Apply(s *Scenario, env Env) (*Scenario, error) {
	return s.link(c.Note, c.Site, c.Place, env, func(list []string, id string) []string {
		if slices.Contains(list, id) {
			return list
		}
		list = append(list, id)
		slices.Sort(list)
		return list
	})
}

// Apply takes the link away. A link that is not there changes nothing.
func (c DetachNote) Apply(s *Scenario, env Env) (*Scenario, error) {
	return s.link(c.Note, c.Site, c.Place, env, func(list []string, id string) []string {
		return slice(slices.DeleteFunc(list, func(x string) bool { return x == id }))
	})
}

// link changes the list of sites or the list of places of a note.
func (s *Scenario) link(id, site, place string, env Env, change func([]string, string) []string) (*Scenario, error) {
	before, ok := s.Notes.Get(id)
	if !ok {
		return nil, missing("note", id)
	}
	n := before.clone()
	switch {
	case (site == "") == (place == ""):
		return nil, fmt.Errorf("note %s: choose one site or one place to link it to", quoted(n.Title))
	case site != "":
		n.Sites = change(n.Sites, site)
	default:
		n.Places = change(n.Places, place)
	}
	return s.withNote(before, n, env)
}

// withNote puts a note in when it has no fault that before did not have.
func (s *Scenario) withNote(before, n *Note, env Env) (*Scenario, error) {
	b, a := check{in: s}, check{in: s}
	if before != nil {
		b.note(before)
	}
	a.note(n)
	if err := refuse("note", n.Title, b.faults, a.faults); err != nil {
		return nil, err
	}
	if before != nil && same(before, n) {
		return s, nil
	}
	out := s.changed(env)
	out.Notes = s.Notes.With(n)
	return out, nil
}

// Apply adds or replaces the note; parts without id get one.
func (c PutNote) Apply(s *Scenario, env Env) (*Scenario, error) {
	n := c.Note.clone()
	fill(&n.ID, env)
	for i := range n.Evidence {
		fill(&n.Evidence[i].ID, env)
	}
	for i := range n.Assessments {
		fill(&n.Assessments[i].ID, env)
	}
	for i := range n.Controls {
		fill(&n.Controls[i].ID, env)
	}
	before, _ := s.Notes.Get(n.ID)
	return s.withNote(before, n, env)
}

// fill gives an id to what has none.
func fill(id *string, env Env) {
	if *id == "" {
		*id = env.NewID()
	}
}

// Apply removes the note.
func (c DeleteNote) Apply(s *Scenario, env Env) (*Scenario, error) {
	if _, ok := s.Notes.Get(c.ID); !ok {
		return nil, missing("note", c.ID)
	}
	out := s.changed(env)
	out.Notes = s.Notes.Without(c.ID)
	return out, nil
}

// Apply adds or replaces the fact, and its source when there is a new one.
func (c PutFact) Apply(s *Scenario, env Env) (*Scenario, error) {
	f := c.Fact.clone()
	fill(&f.ID, env)
	with := s
	if c.NewSource != nil {
		src := c.NewSource.clone()
		fill(&src.ID, env)
		next, err := PutSource{*src}.Apply(s, env)
		if err != nil {
			return nil, err
		}
		with, f.Source = next, src.ID
	}
	before, had := with.Facts.Get(f.ID)
	b, a := check{in: with}, check{in: with}
	if had {
		b.fact(before)
	}
	a.fact(f)
	if err := refuse("fact", f.Place+" "+f.Key, b.faults, a.faults); err != nil {
		return nil, err
	}
	if had && same(before, f) {
		return with, nil
	}
	out := with.changed(env)
	out.Facts = with.Facts.With(f)
	return out, nil
}

// Apply removes the fact.
func (c DeleteFact) Apply(s *Scenario, env Env) (*Scenario, error) {
	if _, ok := s.Facts.Get(c.ID); !ok {
		return nil, missing("fact", c.ID)
	}
	out := s.changed(env)
	out.Facts = s.Facts.Without(c.ID)
	return out, nil
}

// Apply adds or replaces the source.
func (c PutSource) Apply(s *Scenario, env Env) (*Scenario, error) {
	x := c.Source.clone()
	fill(&x.ID, env)
	before, had := s.Sources.Get(x.ID)
	if had && same(before, x) {
		return s, nil
	}
	out := s.changed(env)
	out.Sources = s.Sources.With(x)
	b, a := check{in: s}, check{in: out}
	if had {
		b.sourceItem(before)
	}
	a.sourceItem(x)
	if err := refuse("source", x.Title, b.faults, a.faults); err != nil {
		return nil, err
	}
	return out, nil
}

// Apply removes the source, unless something refers to it.
func (c DeleteSource) Apply(s *Scenario, env Env) (*Scenario, error) {
	x, ok := s.Sources.Get(c.ID)
	if !ok {
		return nil, missing("source", c.ID)
	}
	if users := s.usersOf(c.ID); len(users) > 0 {
		return nil, fmt.Errorf("source %s is used by %s; take it out there first", quoted(x.Title), several(users))
	}
	out := s.changed(env)
	out.Sources = s.Sources.Without(c.ID)
	return out, nil
}

// several names the first and counts the rest.
func several(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return fmt.Sprintf("%s and %d more", names[0], len(names)-1)
}

// usersOf names what refers to a source.
func (s *Scenario) usersOf(source string) []string {
	var out []string
	uses := func(list []Evidence) bool {
		return slices.ContainsFunc(list, func(e Evidence) bool { return e.Source == source })
	}
	for _, n := range s.Notes.All() {
		if uses(n.Evidence) {
			out = append(out, "note "+quoted(n.Title))
		}
	}
	for _, p := range s.Positions.All() {
		if uses(p.Evidence) {
			out = append(out, "the position of "+p.Place)
		}
	}
	for _, f := range s.Facts.All() {
		if f.Source == source {
			out = append(out, "the fact "+quoted(factName(f)))
		}
	}
	for _, x := range s.Sites.All() {
		if x.StatusSource == source {
			out = append(out, "site "+quoted(x.Name))
		}
	}
	for _, x := range s.Sources.All() {
		if x.DerivedFrom == source && x.ID != source {
			out = append(out, "source "+quoted(x.Title))
		}
	}
	return out
}

// Apply adds or replaces the position; evidence without id gets one.
func (c PutPosition) Apply(s *Scenario, env Env) (*Scenario, error) {
	p := c.Position.clone()
	fill(&p.ID, env)
	for i := range p.Evidence {
		fill(&p.Evidence[i].ID, env)
	}
	before, had := s.Positions.Get(p.ID)
	b, a := check{in: s}, check{in: s}
	if had {
		b.position(before)
	}
	a.position(p)
	if err := refuse("position", p.Place, b.faults, a.faults); err != nil {
		return nil, err
	}
	if had && same(before, p) {
		return s, nil
	}
	out := s.changed(env)
	out.Positions = s.Positions.With(p)
	return out, nil
}

// Apply removes the position.
func (c DeletePosition) Apply(s *Scenario, env Env) (*Scenario, error) {
	if _, ok := s.Positions.Get(c.ID); !ok {
		return nil, missing("position", c.ID)
	}
	out := s.changed(env)
	out.Positions = s.Positions.Without(c.ID)
	return out, nil
}

// Apply adds or replaces the group.
func (c PutGroup) Apply(s *Scenario, env Env) (*Scenario, error) {
	g := c.Group.clone()
	if g.ID == "" {
		g.ID = "group:" + env.NewID()
	}
	before, had := s.Groups.Get(g.ID)
	b, a := check{in: s}, check{in: s}
	if had {
		b.group(before)
	}
	a.group(g)
	if err := refuse("group", g.Name, b.faults, a.faults); err != nil {
		return nil, err
	}
	if had && same(before, g) {
		return s, nil
	}
	out := s.changed(env)
	out.Groups = s.Groups.With(g)
	return out, nil
}

// Apply removes the group, unless something refers to it.
func (c DeleteGroup) Apply(s *Scenario, env Env) (*Scenario, error) {
	g, ok := s.Groups.Get(c.ID)
	if !ok {
		return nil, missing("group", c.ID)
	}
	var users []string
	for _, n := range s.Notes.All() {
		if slices.Contains(n.Places, c.ID) {
			users = append(users, "note "+quoted(n.Title))
		}
	}
	for _, p := range s.Positions.All() {
		if p.Place == c.ID || slices.Contains(p.Sending, c.ID) {
			users = append(users, "the position of "+p.Place)
		}
	}
	for _, f := range s.Facts.All() {
		if f.Place == c.ID {
			users = append(users, "the fact "+quoted(factName(f)))
		}
	}
	if len(users) > 0 {
		return nil, fmt.Errorf("group %s is used by %s; take it out there first", quoted(g.Name), several(users))
	}
	out := s.changed(env)
	out.Groups = s.Groups.Without(c.ID)
	return out, nil
}

// Apply adds or replaces the plan. A new baseline takes the place of the old one.
func (c PutPlan) Apply(s *Scenario, env Env) (*Scenario, error) {
	p := c.Plan.clone()
	fill(&p.ID, env)
	before, had := s.Plans.Get(p.ID)
	b, a := check{in: s}, check{in: s}
	if had {
		b.plan(before)
	}
	a.plan(p)
	if err := refuse("plan", p.Name, b.faults, a.faults); err != nil {
		return nil, err
	}
	if had && same(before, p) {
		return s, nil
	}
	out := s.changed(env)
	out.Plans = s.Plans.With(p)
	if p.Baseline {
		out.Plans = out.Plans.each(func(x *Plan) *Plan {
			if x.ID == p.ID || !x.Baseline {
				return x
			}
			x = x.clone()
			x.Baseline = false
			return x
		})
	}
	return out, nil
}

// Apply removes the plan.
func (c DeletePlan) Apply(s *Scenario, env Env) (*Scenario, error) {
	p, ok := s.Plans.Get(c.ID)
	if !ok {
		return nil, missing("plan", c.ID)
	}
	if p.Baseline && s.Plans.Len() > 1 {
		return nil, errors.New("plan " + quoted(p.Name) + " is the baseline that the others are compared with; make another the baseline first")
	}
	out := s.changed(env)
	out.Plans = s.Plans.Without(c.ID)
	return out, nil
}
