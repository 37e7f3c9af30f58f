package scenario

import "encoding/json"

// The copies below share nothing with their originals that could be written to, so a caller may go on using what it
// handed to a command.

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

func slice[T any](s []T) []T { return append([]T(nil), s...) }

func (s Site) clone() *Site {
	s.At, s.Altitude, s.Capacity, s.MaxStay = copied(s.At), copied(s.Altitude), copied(s.Capacity), copied(s.MaxStay)
	s.Gates = slice(s.Gates)
	for i := range s.Gates {
		s.Gates[i].Extra = slice(s.Gates[i].Extra)
	}
	s.Extra, s.PropExtra, s.GeomExtra, s.HubExtra = slice(s.Extra), slice(s.PropExtra), slice(s.GeomExtra), slice(s.HubExtra)
	s.RawPosition = append(json.RawMessage(nil), s.RawPosition...)
	return &s
}

func (g Group) clone() *Group {
	g.Members, g.Extra = slice(g.Members), slice(g.Extra)
	return &g
}

func (p Position) clone() *Position {
	p.Sending, p.Evidence, p.Extra = slice(p.Sending), cloneEvidence(p.Evidence), slice(p.Extra)
	return &p
}

func (f Fact) clone() *Fact {
	f.Extra = slice(f.Extra)
	return &f
}

func (s Source) clone() *Source {
	s.Extra = slice(s.Extra)
	return &s
}

func cloneEvidence(list []Evidence) []Evidence {
	list = slice(list)
	for i := range list {
		list[i].Extra = slice(list[i].Extra)
	}
	return list
}

func (n Note) clone() *Note {
	n.Places, n.Sites, n.Affected, n.Tags = slice(n.Places), slice(n.Sites), slice(n.Affected), slice(n.Tags)
	n.Evidence, n.Extra = cloneEvidence(n.Evidence), slice(n.Extra)
	n.Assessments, n.Controls = slice(n.Assessments), slice(n.Controls)
	for i := range n.Assessments {
		a := &n.Assessments[i]
		a.Percent, a.Impact, a.Extra = copied(a.Percent), copied(a.Impact), slice(a.Extra)
	}
	for i := range n.Controls {
		n.Controls[i].Extra = slice(n.Controls[i].Extra)
	}
	return &n
}

func (p Plan) clone() *Plan {
	p.Sites, p.Extra = slice(p.Sites), slice(p.Extra)
	for i := range p.Sites {
		s := &p.Sites[i]
		s.Capacity, s.Cost, s.Extra = copied(s.Capacity), copied(s.Cost), slice(s.Extra)
	}
	return &p
}

func (l Layer) clone() *Layer {
	l.Extra, l.StyleExtra = slice(l.Extra), slice(l.StyleExtra)
	return &l
}
