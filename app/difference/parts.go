package difference

import "strconv"

// orderKey is the path of the order of a list. Ids never give it: see step.
const orderKey = "#order"

// listOf says how a list of E is compared part by part.
type listOf[E any] struct {
	id func(*E) string
	// whole words a part that came (a is nil), went (b is nil), or, where there are no aspects, changed.
	whole func(c *pair, a, b *E) Row
	// same compares two parts as wholes where there are no aspects; nil when equal ids say all.
	same func(a, b *E) bool
	// aspects compare a part field by field; about is put to what they call their field, "credibility" + " of evidence …".
	aspects []aspect[E]
	about   func(c *pair, a, b *E, what string) string
	anyhow  bool // their order does not count
}

// parts is a list whose parts come, go and change by themselves.
func parts[T, E any](key, label string, at func(*T) *[]E, l listOf[E]) aspect[T] {
	return aspect[T]{
		key:   key,
		rows:  func(c *pair, a, b *T) []Row { return l.rows(c, key, label, *at(a), *at(b)) },
		carry: func(dst, src *T, w *want) { *at(dst) = l.carry(*at(dst), *at(src), w) },
	}
}

// keys gives each part the step of its path: its id, and a number where an id stands more than once.
func (l listOf[E]) keys(list []E) []string {
	out := make([]string, len(list))
	var seen map[string]int
	if len(list) > 1 {
		seen = make(map[string]int, len(list))
	}
	for i := range list {
		k := step(l.id(&list[i]))
		if seen != nil {
			if seen[k]++; seen[k] > 1 {
				k += "#" + strconv.Itoa(seen[k])
			}
		}
		out[i] = k
	}
	return out
}

func positions(keys []string) map[string]int {
	m := make(map[string]int, len(keys))
	for i, k := range keys {
		m[k] = i
	}
	return m
}

func (l listOf[E]) rows(c *pair, key, label string, a, b []E) []Row {
	if l.equal(c, a, b) {
		return nil
	}
	ka, kb := l.keys(a), l.keys(b)
	inA, inB := positions(ka), positions(kb)
	var out []Row
	for i := range a {
		if _, ok := inB[ka[i]]; !ok {
			out = append(out, l.at(c, key, ka[i], &a[i], nil)...)
		}
	}
	for j := range b {
		i, ok := inA[kb[j]]
		if !ok {
			out = append(out, l.at(c, key, kb[j], nil, &b[j])...)
			continue
		}
		out = append(out, l.at(c, key, kb[j], &a[i], &b[j])...)
	}
	if !l.anyhow && !sameOrder(ka, kb, inA, inB) {
		what := "order of " + label
		out = append(out, Row{Path: key + "/" + orderKey, Sort: Edit, What: what, said: what + " changed", Text: nameMark + ": " + what + " changed"})
	}
	return out
}

// equal is the common case, told without making keys: part by part the same.
func (l listOf[E]) equal(c *pair, a, b []E) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) == 0 || &a[0] == &b[0] {
		return true
	}
	for i := range a {
		x, y := &a[i], &b[i]
		switch {
		case l.id(x) != l.id(y), l.same != nil && !l.same(x, y):
			return false
		case len(rowsOf(c, l.aspects, x, y)) > 0:
			return false
		}
	}
	return true
}

// at gives the rows of one part, with their paths.
func (l listOf[E]) at(c *pair, key, step string, a, b *E) []Row {
	base := key + "/" + step
	if a == nil || b == nil || l.aspects == nil {
		if a != nil && b != nil && (l.same == nil || l.same(a, b)) {
			return nil
		}
		r := l.whole(c, a, b)
		r.Path = base
		return []Row{r}
	}
	rows := rowsOf(c, l.aspects, a, b)
	for i := range rows {
		r := &rows[i]
		r.Path = base + "/" + r.Path
		if l.about != nil {
			what := l.about(c, a, b, r.What)
			r.What, r.said = what, what+r.said[len(r.What):]
		}
	}
	return rows
}

// rowsOf gathers the rows of all aspects.
func rowsOf[T any](c *pair, aspects []aspect[T], a, b *T) []Row {
	var out []Row
	for i := range aspects {
		out = append(out, aspects[i].rows(c, a, b)...)
	}
	return out
}

// carryOf carries all that is wanted.
func carryOf[T any](aspects []aspect[T], dst, src *T, w *want) {
	for i := range aspects {
		if p := w.part(aspects[i].key); p != nil {
			aspects[i].carry(dst, src, p)
		}
	}
}

// sameOrder says whether the parts that both lists have follow one another in the same order.
func sameOrder(ka, kb []string, inA, inB map[string]int) bool {
	i, j := 0, 0
	for {
		for i < len(ka) && !has(inB, ka[i]) {
			i++
		}
		for j < len(kb) && !has(inA, kb[j]) {
			j++
		}
		if i == len(ka) || j == len(kb) {
			return i == len(ka) && j == len(kb)
		}
		if ka[i] != kb[j] {
			return false
		}
		i, j = i+1, j+1
	}
}

func has(m map[string]int, k string) bool { _, ok := m[k]; return ok }

// carry gives dst with the wanted parts as src has them. A part that dst lacks goes behind the nearest one that stands
// before it in src.
func (l listOf[E]) carry(dst, src []E, w *want) []E {
	kd, ks := l.keys(dst), l.keys(src)
	inDst, inSrc := positions(kd), positions(ks)
	wanted := func(k string) *want { return w.part(k) }

	// The parts of dst that stay, each changed where that is wanted.
	out := make([]E, 0, max(len(dst), len(src)))
	keys := make([]string, 0, max(len(dst), len(src)))
	for i := range dst {
		p := wanted(kd[i])
		j, there := inSrc[kd[i]]
		if p != nil && !there && (p.whole || w.whole) {
			continue
		}
		e := dst[i]
		if p != nil && there {
			if p.whole {
				e = src[j]
			} else {
				carryOf(l.aspects, &e, &src[j], p)
			}
		}
		out, keys = append(out, e), append(keys, kd[i])
	}
	// The parts that only src has.
	after := map[string][]int{} // indexes into src, by the key that they follow
	last := ""
	first := true
	for j := range src {
		k := ks[j]
		if _, ok := inDst[k]; ok {
			last, first = k, false
			continue
		}
		if p := wanted(k); p != nil && p.whole {
			if first {
				after["#front"] = append(after["#front"], j)
			} else {
				after[last] = append(after[last], j)
			}
		}
	}
	if len(after) > 0 {
		out, keys = weave(out, keys, src, ks, after)
	}
	if p := w.part(orderKey); p != nil && !l.anyhow {
		out = reorder(out, keys, inSrc)
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func weave[E any](out []E, keys []string, src []E, ks []string, after map[string][]int) ([]E, []string) {
	all := make([]E, 0, len(out)+len(src))
	allKeys := make([]string, 0, len(out)+len(src))
	put := func(list []int) {
		for _, j := range list {
			all, allKeys = append(all, src[j]), append(allKeys, ks[j])
		}
	}
	put(after["#front"])
	for i := range out {
		all, allKeys = append(all, out[i]), append(allKeys, keys[i])
		put(after[keys[i]])
	}
	return all, allKeys
}

// reorder brings the parts that src has into its order; the others keep their places.
func reorder[E any](list []E, keys []string, inSrc map[string]int) []E {
	slot := make([]int, 0, len(list)) // places of the parts that src has
	at := map[int]int{}               // place in list, by place in src
	most := -1
	for i, k := range keys {
		if j, ok := inSrc[k]; ok {
			slot = append(slot, i)
			at[j] = i
			most = max(most, j)
		}
	}
	out := append([]E(nil), list...)
	n := 0
	for j := 0; j <= most; j++ {
		if i, ok := at[j]; ok {
			out[slot[n]] = list[i]
			n++
		}
	}
	return out
}
