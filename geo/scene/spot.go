package scene

import "hubscape/geo/label"

// spot is something that was given a place: its parts are ops seen from its anchor.
type spot struct {
	wx, wy float64     // anchor in the unit world
	boxes  []label.Box // room taken, px from the anchor
	parts  []Op
	hit    Hit // without its rectangle; kind "" is not met by the pointer
	// fixed marks are drawn whatever lies in the way: they are sites, not labels.
	fixed bool
	// text counts among the labels that must not overlap.
	text bool
}

func (s *spot) union() label.Box {
	b := s.boxes[0]
	for _, o := range s.boxes[1:] {
		b = b.Union(o)
	}
	return b
}

// moved copies an op to another place, in px.
func moved(op Op, dx, dy float64) Op {
	switch o := op.(type) {
	case *Text:
		c := *o
		c.X, c.Y = c.X+dx, c.Y+dy
		return &c
	case *Symbol:
		c := *o
		c.X, c.Y = c.X+dx, c.Y+dy
		return &c
	case *Panel:
		c := *o
		c.Rect = Rect{c.Rect.X0 + dx, c.Rect.Y0 + dy, c.Rect.X1 + dx, c.Rect.Y1 + dy}
		return &c
	case *Stroke:
		c := *o
		c.X0, c.Y0, c.X1, c.Y1 = c.X0+dx, c.Y0+dy, c.X1+dx, c.Y1+dy
		return &c
	case *Disc:
		c := *o
		c.X, c.Y = c.X+dx, c.Y+dy
		return &c
	}
	return op
}

// textBoxes lists the rooms of the texts and panels among ops; what lies on a panel takes no room of its own.
func textBoxes(parts []Op) []label.Box {
	var out []label.Box
	for _, p := range parts {
		var b label.Box
		switch o := p.(type) {
		case *Text:
			b = o.box()
		case *Panel:
			b = label.Box(o.Rect)
		default:
			continue
		}
		if !inside(b, out) {
			out = append(out, b)
		}
	}
	return out
}

func inside(b label.Box, others []label.Box) bool {
	for _, o := range others {
		if b.Within(o) {
			return true
		}
	}
	return false
}
