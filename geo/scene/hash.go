package scene

import (
	"hash/maphash"
	"math"
)

var seed = maphash.MakeSeed()

// digest sums what a placement depends on. Sets are summed so that their order does not count.
type digest struct{ sum uint64 }

func (d *digest) mix(v uint64) { d.sum = (d.sum^v)*0x9E3779B97F4A7C15 + v>>29 }

func (d *digest) text(s string) { d.mix(maphash.String(seed, s)) }

func (d *digest) number(v float64) { d.mix(math.Float64bits(v)) }

func (d *digest) flag(b bool) {
	if b {
		d.mix(1)
	} else {
		d.mix(2)
	}
}

// set adds the true members of a set.
func (d *digest) set(m map[string]bool) {
	sum := uint64(0)
	for k, v := range m {
		if v {
			sum += maphash.String(seed, k)
		}
	}
	d.mix(sum)
}

// labelHash is the hash of everything that decides which labels stand where and how they look.
func (w *build) labelHash() uint64 {
	in := &w.in
	var d digest
	d.text(string(w.th.Name))
	d.number(w.th.LabelScale)
	d.text(in.Language)
	d.text(in.Selected)
	d.flag(in.LocalLine)
	d.set(in.Focus)
	d.set(in.Asterisk)
	d.set(in.Hidden)
	sum := uint64(0)
	for code, c := range in.Capsules {
		var e digest
		e.text(code)
		for _, s := range c.Symbols {
			e.text(s)
		}
		for _, q := range c.Squares {
			e.mix(uint64(q.R)<<16 | uint64(q.G)<<8 | uint64(q.B))
		}
		e.mix(uint64(c.Count))
		sum += e.sum
	}
	d.mix(sum)
	d.mix(w.marksHash())
	w.overlayHash(&d)
	return d.sum
}

// manyMarks is the number of marks from which a list is known again by its place in memory instead of its content.
const manyMarks = 2000

// marksHash is the hash of the marks that stand still.
func (w *build) marksHash() uint64 {
	marks := w.in.Marks
	if len(marks) < manyMarks {
		return hashMarks(marks)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.many) != len(marks) || &w.many[0] != &marks[0] {
		w.many, w.manyHash = marks, hashMarks(marks) // holding the list keeps its place from being used again
	}
	return w.manyHash
}

func hashMarks(marks []Mark) uint64 {
	var d digest
	for i := range marks {
		m := &marks[i]
		if m.Ghost {
			continue
		}
		d.text(m.ID)
		d.number(m.At[0])
		d.number(m.At[1])
		d.text(string(m.Precision))
		d.text(m.Division)
		d.text(m.Symbol)
		d.text(m.Label)
		d.text(m.Second)
		d.flag(m.Selected)
	}
	return d.sum
}
