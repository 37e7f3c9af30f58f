package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// Label says what was brought in.
func (c Patch) Label(*Scenario) string { return c.Said }

// MergeKey is empty: a patch is always a step of its own.
func (c Patch) MergeKey() string { return "" }

// Apply brings every item to the state its change names, in time that grows with the document and the patch, not with
// their product. Of several changes of one item the last counts. The patch is refused as a whole, with the name of the
// item, when a change would bring in a fault that was not there, or when something that stays refers to what goes (see
// Mend). The items become part of the scenario as they are: they must not be changed afterwards.
func (c Patch) Apply(s *Scenario, env Env) (*Scenario, error) {
	if c.to != nil && c.from == s {
		return c.to, nil
	}
	out := s.changed(env)
	if err := out.bring(c.Changes); err != nil {
		return nil, err
	}
	gone := s.goneIn(out)
	if c.Mend {
		out.unlink(gone)
	}
	if err := out.danglers(gone); err != nil {
		return nil, err
	}
	changes := Diff(s, out)
	if len(changes) == 0 {
		return s, nil
	}
	if err := newFaults(s, out, changes); err != nil {
		return nil, err
	}
	return out, nil
}

// Prepared is the patch with what it makes of a scenario worked out already: applying it to that scenario then takes no
// time. A large patch is prepared on another goroutine than the window's. It must not be changed afterwards. The error is
// that of Apply.
func (c Patch) Prepared(s *Scenario, env Env) (Patch, error) {
	to, err := c.Apply(s, env)
	if err != nil {
		return c, err
	}
	c.from, c.to = s, to
	return c, nil
}

// bring puts all items in place or takes them away; s is the caller's own.
func (s *Scenario) bring(changes []Change) error {
	left := byKind(changes)
	err := cmp.Or(s.bringDocument(left),
		bringItems(&s.Sites, "site", left), bringItems(&s.Groups, "group", left), bringItems(&s.Positions, "position", left),
		bringItems(&s.Facts, "fact", left), bringItems(&s.Sources, "source", left), bringItems(&s.Notes, "note", left),
		bringItems(&s.Plans, "plan", left), bringItems(&s.Layers, "layer", left), bringItems(&s.Features, "feature", left),
		bringItems(&s.Criteria, "criterion", left), bringItems(&s.Shocks, "shock", left), bringItems(&s.Actions, "action", left),
		bringItems(&s.Slides, "slide", left))
	for _, ch := range changes {
		if err == nil && left[ch.Kind] != nil {
			err = misfit(ch) // of a kind that nothing took
		}
	}
	return err
}

// byKind sorts changes into those of each kind, in their order.
func byKind(changes []Change) map[string][]Change {
	count := map[string]int{}
	for i := range changes {
		count[changes[i].Kind]++
	}
	out := make(map[string][]Change, len(count))
	for _, ch := range changes {
		if out[ch.Kind] == nil {
			out[ch.Kind] = make([]Change, 0, count[ch.Kind])
		}
		out[ch.Kind] = append(out[ch.Kind], ch)
	}
	return out
}

// misfit is the error for a change whose item is not what its kind says.
func misfit(ch Change) error {
	return fmt.Errorf("a change of %s %s cannot be applied; it is not of a kind this version knows", ch.Kind, quoted(ch.ID))
}

// bringDocument is the reverse of document. It takes its changes out of those that are left.
func (s *Scenario) bringDocument(left map[string][]Change) error {
	for _, ch := range left["document"] {
		d, ok := ch.After.(Document)
		if !ok {
			return misfit(ch)
		}
		s.setDocument(d)
	}
	delete(left, "document")
	return nil
}

func (s *Scenario) setDocument(d Document) {
	s.ID, s.Title, s.Question, s.Purpose, s.Language = d.ID, d.Title, d.Question, d.Purpose, d.Language
	s.Handling, s.KosovoNote = d.Handling, d.KosovoNote
	if s.OpeningView = nil; d.HasView {
		s.OpeningView = copied(&d.OpeningView)
	} else {
		s.ViewExtra = nil
	}
}

// bringItems merges the changes of one kind into a list, and takes them out of those that are left.
func bringItems[T any, P interface {
	*T
	Item
}](l *List[P], kind string, left map[string][]Change) error {
	changes := left[kind]
	delete(left, kind)
	for _, ch := range changes {
		if it, ok := ch.After.(P); ch.After != nil && (!ok || it == nil || it.Ident() != ch.ID || ch.ID == "") {
			return misfit(ch)
		}
	}
	if len(changes) == 0 {
		return nil
	}
	slices.SortStableFunc(changes, func(a, b Change) int { return strings.Compare(a.ID, b.ID) })
	*l = merged(*l, changes)
	return nil
}

// merged walks a list and changes of it, both in order of id, side by side. An item that is as it was stays the very
// same, and so does a list in which nothing changed.
func merged[T any, P interface {
	*T
	Item
}](l List[P], changes []Change) List[P] {
	old, differs := l.items, false
	out := make([]P, 0, len(old)+len(changes))
	for i, ch := range changes {
		if i+1 < len(changes) && changes[i+1].ID == ch.ID {
			continue
		}
		n := sort.Search(len(old), func(i int) bool { return old[i].Ident() >= ch.ID })
		out, old = append(out, old[:n]...), old[n:]
		var before P
		if len(old) > 0 && old[0].Ident() == ch.ID {
			before, old = old[0], old[1:]
		}
		after, _ := ch.After.(P)
		if before != nil && after != nil && (before == after || same(before, after)) {
			after = before
		}
		if after != nil {
			out = append(out, after)
		}
		differs = differs || before != after
	}
	if !differs {
		return l
	}
	return List[P]{append(out, old...)}
}

// newFaults refuses changes that bring in what was not wrong before.
func newFaults(before, after *Scenario, changes []Change) error {
	plans := false
	for _, ch := range changes {
		plans = plans || ch.Kind == "plan" || ch.Kind == "document"
		if ch.After == nil || ch.Kind == "document" {
			continue
		}
		a := check{in: after}
		kind, name := a.item(ch.Kind, ch.After)
		if len(a.faults) == 0 {
			continue
		}
		b := check{in: before}
		b.item(ch.Kind, ch.Before)
		if err := refuse(kind, name, b.faults, a.faults); err != nil {
			return err
		}
	}
	if !plans {
		return nil
	}
	b, a := check{in: before}, check{in: after}
	b.document(before)
	a.document(after)
	return refuse("document", "", b.faults, a.faults)
}

// item checks one item and gives the words it is called by in messages.
func (c *check) item(kind string, item any) (words, name string) {
	switch it := item.(type) {
	case *Site:
		c.site(it)
		name = it.Name
	case *Group:
		c.group(it)
		name = it.Name
	case *Position:
		c.position(it)
		name = it.Place
	case *Fact:
		c.fact(it)
		name = it.Place + " " + it.Key
	case *Source:
		c.sourceItem(it)
		name = it.Title
	case *Note:
		c.note(it)
		name = it.Title
	case *Plan:
		c.plan(it)
		name = it.Name
	case *Layer:
		c.layer(it)
		name = it.Name
	case *Feature:
		c.feature(it)
		name = it.called()
	case *Room:
		c.room(it)
		name = it.ID
	}
	return kind, name
}
