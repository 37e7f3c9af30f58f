package scenario

import "fmt"

// Label says what was brought in.
func (c Patch) Label(*Scenario) string { return c.Said }

// MergeKey is empty: a patch is always a step of its own.
func (c Patch) MergeKey() string { return "" }

// Apply brings every item to the state its change names. Updated is the time of the command.
func (c Patch) Apply(s *Scenario, env Env) (*Scenario, error) {
	out := s.changed(env)
	for _, ch := range c.Changes {
		if err := out.bring(ch); err != nil {
			return nil, err
		}
	}
	if len(Diff(s, out)) == 0 {
		return s, nil
	}
	return out, nil
}

// bring puts one item in place or takes it away; s is the caller's own.
func (s *Scenario) bring(ch Change) error {
	ok := true
	switch ch.Kind {
	case "document":
		d, is := ch.After.(Document)
		if ok = is; ok {
			s.setDocument(d)
		}
	case "site":
		s.Sites, ok = bringItem(s.Sites, ch)
	case "group":
		s.Groups, ok = bringItem(s.Groups, ch)
	case "position":
		s.Positions, ok = bringItem(s.Positions, ch)
	case "fact":
		s.Facts, ok = bringItem(s.Facts, ch)
	case "source":
		s.Sources, ok = bringItem(s.Sources, ch)
	case "note":
		s.Notes, ok = bringItem(s.Notes, ch)
	case "plan":
		s.Plans, ok = bringItem(s.Plans, ch)
	case "layer":
		s.Layers, ok = bringItem(s.Layers, ch)
	case "feature":
		s.Features, ok = bringItem(s.Features, ch)
	case "criterion":
		s.Criteria, ok = bringItem(s.Criteria, ch)
	case "shock":
		s.Shocks, ok = bringItem(s.Shocks, ch)
	case "action":
		s.Actions, ok = bringItem(s.Actions, ch)
	case "slide":
		s.Slides, ok = bringItem(s.Slides, ch)
	default:
		ok = false
	}
	if !ok {
		return fmt.Errorf("a change of %s %s cannot be applied; it is not of a kind this version knows", ch.Kind, quoted(ch.ID))
	}
	return nil
}

func bringItem[T Item](l List[T], ch Change) (List[T], bool) {
	if ch.After == nil {
		return l.Without(ch.ID), true
	}
	item, ok := ch.After.(T)
	if !ok || item.Ident() != ch.ID {
		return l, false
	}
	return l.With(item), true
}

// setDocument is the reverse of document.
func (s *Scenario) setDocument(d Document) {
	s.ID, s.Title, s.Question, s.Purpose, s.Language = d.ID, d.Title, d.Question, d.Purpose, d.Language
	s.Handling, s.KosovoNote = d.Handling, d.KosovoNote
	if s.OpeningView = nil; d.HasView {
		s.OpeningView = copied(&d.OpeningView)
	}
}
