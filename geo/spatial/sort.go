package spatial

import "github.com/paulmach/orb"

// sorter keeps the buffers of the radix sort between levels.
type sorter struct {
	keys []uint64
	ids  []int32
	at   []orb.Point
}

// sorted makes a level of ids: sorted by cell, and within a cell by id.
func (c *Clusters) sorted(ids []int32, size float64, s *sorter) level {
	l := level{ids: append([]int32(nil), ids...), keys: make([]uint64, len(ids)), size: size}
	var all uint64
	inOrder := true
	for i, id := range l.ids {
		l.keys[i] = cell(c.at(id), size)
		all |= l.keys[i]
		inOrder = inOrder && (i == 0 || l.keys[i-1] <= l.keys[i])
	}
	if !inOrder {
		s.sort(&l, all)
	}
	return l
}

// sort orders by key, stable, eleven bits at a time; digits in which no key has a bit are passed over.
func (s *sorter) sort(l *level, all uint64) {
	const bits, size = 11, 1 << 11
	n := len(l.keys)
	if cap(s.keys) < n {
		s.keys, s.ids = make([]uint64, n), make([]int32, n)
	}
	keys, ids := l.keys, l.ids
	keys2, ids2 := s.keys[:n], s.ids[:n]
	for shift := 0; shift < 64; shift += bits {
		if all>>shift&(size-1) == 0 {
			continue
		}
		var count [size + 1]int32
		for _, k := range keys {
			count[k>>shift&(size-1)+1]++
		}
		for i := 1; i < size; i++ {
			count[i] += count[i-1]
		}
		for i, k := range keys {
			d := k >> shift & (size - 1)
			j := count[d]
			count[d]++
			keys2[j], ids2[j] = k, ids[i]
		}
		keys, keys2, ids, ids2 = keys2, keys, ids2, ids
	}
	if n > 0 && &keys[0] != &l.keys[0] {
		copy(l.keys, keys)
		copy(l.ids, ids)
	}
}

// positions gathers where ids are, so that the pass reads memory in order.
func (s *sorter) positions(c *Clusters, ids []int32) []orb.Point {
	if cap(s.at) < len(ids) {
		s.at = make([]orb.Point, len(ids))
	}
	at := s.at[:len(ids)]
	for i, id := range ids {
		at[i] = c.at(id)
	}
	return at
}
