package scenario

import (
	"fmt"
	"slices"
)

// Apply adds or replaces the layer.
func (c PutLayer) Apply(s *Scenario, env Env) (*Scenario, error) {
	l := c.Layer.clone()
	fill(&l.ID, env)
	before, had := s.Layers.Get(l.ID)
	b, a := check{in: s}, check{in: s}
	if had {
		b.layer(before)
	}
	a.layer(l)
	if err := refuse("layer", l.Name, b.faults, a.faults); err != nil {
		return nil, err
	}
	if had && same(before, l) {
		return s, nil
	}
	out := s.changed(env)
	out.Layers = s.Layers.With(l)
	return out, nil
}

// Apply removes the layer and its features.
func (c DeleteLayer) Apply(s *Scenario, env Env) (*Scenario, error) {
	if _, ok := s.Layers.Get(c.ID); !ok {
		return nil, missing("layer", c.ID)
	}
	out := s.changed(env)
	out.Layers = s.Layers.Without(c.ID)
	out.Features = withoutLayers(s.Features, map[string]bool{c.ID: true})
	return out, nil
}

// Apply gives the layers their places in the stack.
func (c StackLayers) Apply(s *Scenario, env Env) (*Scenario, error) {
	place := make(map[string]int, len(c.IDs))
	for i, id := range c.IDs {
		if _, ok := s.Layers.Get(id); !ok {
			return nil, missing("layer", id)
		}
		place[id] = i + 1
	}
	if len(place) != s.Layers.Len() || len(place) != len(c.IDs) {
		return nil, fmt.Errorf("the order names %d of %d layers; name each layer once", len(place), s.Layers.Len())
	}
	layers := s.Layers.each(func(l *Layer) *Layer {
		if l.Order == place[l.ID] {
			return l
		}
		l = l.clone()
		l.Order = place[l.ID]
		return l
	})
	if slices.Equal(layers.All(), s.Layers.All()) {
		return s, nil
	}
	out := s.changed(env)
	out.Layers = layers
	return out, nil
}

// Stack gives the layers in the order in which they are drawn: the lowest first.
func (s *Scenario) Stack() []*Layer {
	out := slices.Clone(s.Layers.All())
	slices.SortStableFunc(out, func(a, b *Layer) int { return a.Order - b.Order })
	return out
}

func layerName(s *Scenario, id string) string {
	if l, ok := s.Layers.Get(id); ok {
		return "layer " + name(l.Name, "")
	}
	return "a layer"
}

func (c PutLayer) act(s *Scenario) act {
	what := "layer " + name(c.Layer.Name, "")
	before, ok := s.Layers.Get(c.Layer.ID)
	if !ok {
		return put(false, what)
	}
	hidden, named := c.Layer, c.Layer
	hidden.Hidden, named.Name = before.Hidden, before.Name
	switch {
	case before.Hidden != c.Layer.Hidden && same(before, &hidden):
		if c.Layer.Hidden {
			return act{did: "Hid", do: "hide", what: what}
		}
		return act{did: "Showed", do: "show", what: what}
	case before.Name != c.Layer.Name && same(before, &named):
		return act{did: "Renamed", do: "rename", what: layerName(s, c.Layer.ID), more: " to " + name(c.Layer.Name, "nothing")}
	case c.What != "":
		what = c.What + " of " + what
	}
	return put(true, what)
}

func (c DeleteLayer) act(s *Scenario) act { return deletion(layerName(s, c.ID)) }

func (c StackLayers) act(*Scenario) act {
	return act{did: "Reordered", do: "reorder", what: "the layers"}
}

// Label is the act in words.
func (c PutLayer) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c DeleteLayer) Label(before *Scenario) string { return c.act(before).label() }

// Label is the act in words.
func (c StackLayers) Label(before *Scenario) string { return c.act(before).label() }

// MergeKey joins what is chosen or dragged in one go.
func (c PutLayer) MergeKey() string {
	if c.What == "" {
		return ""
	}
	return "layer " + c.Layer.ID + " " + c.What
}

// MergeKey is empty: each is a step of its own.
func (c DeleteLayer) MergeKey() string { return "" }

// MergeKey is empty: each is a step of its own.
func (c StackLayers) MergeKey() string { return "" }
