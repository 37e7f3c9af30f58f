package scenario

import "sort"

// List is an immutable list of items sorted by id. Changing one item copies pointers only.
type List[T Item] struct{ items []T }

// ListOf sorts items by id and makes a list. Of equal ids the last one stays.
func ListOf[T Item](items ...T) List[T] {
	s := append([]T(nil), items...)
	sort.SliceStable(s, func(i, j int) bool { return s[i].Ident() < s[j].Ident() })
	out := s[:0]
	for i, it := range s {
		if i+1 < len(s) && s[i+1].Ident() == it.Ident() {
			continue
		}
		out = append(out, it)
	}
	return List[T]{out}
}

// Len is the number of items.
func (l List[T]) Len() int { return len(l.items) }

// All gives the items in order of id. The slice must not be changed.
func (l List[T]) All() []T { return l.items }

// Get finds an item by id.
func (l List[T]) Get(id string) (T, bool) {
	i := sort.Search(len(l.items), func(i int) bool { return l.items[i].Ident() >= id })
	if i < len(l.items) && l.items[i].Ident() == id {
		return l.items[i], true
	}
	var zero T
	return zero, false
}

// With gives a list in which item stands in the place of its id.
func (l List[T]) With(item T) List[T] {
	id := item.Ident()
	i := sort.Search(len(l.items), func(i int) bool { return l.items[i].Ident() >= id })
	if i < len(l.items) && l.items[i].Ident() == id {
		out := append([]T(nil), l.items...)
		out[i] = item
		return List[T]{out}
	}
	out := make([]T, 0, len(l.items)+1)
	out = append(out, l.items[:i]...)
	out = append(out, item)
	return List[T]{append(out, l.items[i:]...)}
}

// Without gives a list that lacks id.
func (l List[T]) Without(id string) List[T] {
	i := sort.Search(len(l.items), func(i int) bool { return l.items[i].Ident() >= id })
	if i >= len(l.items) || l.items[i].Ident() != id {
		return l
	}
	out := make([]T, 0, len(l.items)-1)
	out = append(out, l.items[:i]...)
	return List[T]{append(out, l.items[i+1:]...)}
}

// without leaves out several items at once.
func (l List[T]) without(gone map[string]bool) List[T] {
	out := make([]T, 0, max(0, len(l.items)-len(gone)))
	for _, it := range l.items {
		if !gone[it.Ident()] {
			out = append(out, it)
		}
	}
	return List[T]{out}
}

// each replaces items by what f makes of them; f must keep the id, and gives back the same item for no change. The list
// itself stays when nothing changed.
func (l List[T]) each(f func(T) T) List[T] {
	var out []T
	for i, it := range l.items {
		changed := f(it)
		if out == nil && any(changed) == any(it) {
			continue
		}
		if out == nil {
			out = append([]T(nil), l.items...)
		}
		out[i] = changed
	}
	if out == nil {
		return l
	}
	return List[T]{out}
}

// Ident is the item's id.
func (s *Site) Ident() string { return s.ID }

// Ident is the item's id.
func (g *Group) Ident() string { return g.ID }

// Ident is the item's id.
func (p *Position) Ident() string { return p.ID }

// Ident is the item's id.
func (f *Fact) Ident() string { return f.ID }

// Ident is the item's id.
func (s *Source) Ident() string { return s.ID }

// Ident is the item's id.
func (n *Note) Ident() string { return n.ID }

// Ident is the item's id.
func (p *Plan) Ident() string { return p.ID }

// Ident is the layer's id.
func (l *Layer) Ident() string { return l.ID }

// Ident is the feature's id.
func (f *Feature) Ident() string { return f.ID }

// Ident is the item's id.
func (r *Room) Ident() string { return r.ID }
