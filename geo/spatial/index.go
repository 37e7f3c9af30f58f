// Package spatial finds points: the nearest one, those within a box, and clusters of those that would overlap.
//
// Positions are orb.Point{x, y} in the unit world of Web Mercator: x 0..1 east, y 0..1 south, as camera.World gives.
// Distances are in that world too: px / (256 * 2^zoom). Indexes are immutable and safe for concurrent use; ids are
// positions in the slice they were made from.
package spatial

import (
	"math"

	"github.com/paulmach/orb"
)

// leafSize is the number of points that are looked through one by one.
const leafSize = 32

// Index answers where points are. It is a k-d tree laid out in one slice: the middle of every range splits it by x and
// by y in turns.
type Index struct {
	ids []int32
	at  []orb.Point
}

// New makes an index of points. Points that are not numbers are never found.
func New(points []orb.Point) *Index {
	x := &Index{ids: make([]int32, 0, len(points)), at: make([]orb.Point, 0, len(points))}
	for i, p := range points {
		if p[0] == p[0] && p[1] == p[1] {
			x.ids, x.at = append(x.ids, int32(i)), append(x.at, p)
		}
	}
	x.arrange(0, len(x.ids)-1, 0)
	return x
}

// Len is the number of points that can be found.
func (x *Index) Len() int { return len(x.ids) }

func (x *Index) arrange(lo, hi, axis int) {
	for hi-lo > leafSize {
		mid := (lo + hi) / 2
		x.selectMiddle(lo, hi, mid, axis)
		x.arrange(lo, mid-1, 1-axis)
		lo, axis = mid+1, 1-axis
	}
}

// selectMiddle puts the k-th smallest of lo..hi at k, smaller ones before and larger ones behind (Hoare's selection with
// the median of three).
func (x *Index) selectMiddle(lo, hi, k, axis int) {
	for lo < hi {
		mid := (lo + hi) / 2
		if x.less(mid, lo, axis) {
			x.swap(mid, lo)
		}
		if x.less(hi, lo, axis) {
			x.swap(hi, lo)
		}
		if x.less(hi, mid, axis) {
			x.swap(hi, mid)
		}
		pivot := x.at[mid][axis]
		i, j := lo, hi
		for i <= j {
			for x.at[i][axis] < pivot {
				i++
			}
			for x.at[j][axis] > pivot {
				j--
			}
			if i <= j {
				x.swap(i, j)
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return
		}
	}
}

func (x *Index) less(i, j, axis int) bool { return x.at[i][axis] < x.at[j][axis] }

func (x *Index) swap(i, j int) {
	x.ids[i], x.ids[j] = x.ids[j], x.ids[i]
	x.at[i], x.at[j] = x.at[j], x.at[i]
}

// Nearest is the point nearest to p that is at most reach away; of points equally far the one with the lowest id. ok is
// false when there is none.
func (x *Index) Nearest(p orb.Point, reach float64) (id int, distance float64, ok bool) {
	best := seeker{p: p, d2: reach * reach, id: -1}
	x.seek(0, len(x.ids)-1, 0, &best)
	if best.id < 0 {
		return 0, 0, false
	}
	return int(best.id), math.Sqrt(best.d2), true
}

type seeker struct {
	p  orb.Point
	d2 float64
	id int32
}

func (x *Index) seek(lo, hi, axis int, s *seeker) {
	if hi-lo <= leafSize {
		for i := lo; i <= hi; i++ {
			s.meet(x.at[i], x.ids[i])
		}
		return
	}
	mid := (lo + hi) / 2
	s.meet(x.at[mid], x.ids[mid])
	d := s.p[axis] - x.at[mid][axis]
	first, last := [2]int{lo, mid - 1}, [2]int{mid + 1, hi}
	if d > 0 {
		first, last = last, first
	}
	x.seek(first[0], first[1], 1-axis, s)
	if d*d <= s.d2 {
		x.seek(last[0], last[1], 1-axis, s)
	}
}

func (s *seeker) meet(q orb.Point, id int32) {
	d := distance2(s.p, q)
	if d < s.d2 || d == s.d2 && (s.id < 0 || id < s.id) {
		s.d2, s.id = d, id
	}
}

func distance2(p, q orb.Point) float64 {
	dx, dy := p[0]-q[0], p[1]-q[1]
	return float64(dx*dx) + float64(dy*dy)
}

// Within appends to dst the ids of the points in box, its edges included, in no particular but always the same order.
func (x *Index) Within(box orb.Bound, dst []int) []int { return x.within(0, len(x.ids)-1, 0, box, dst) }

func (x *Index) within(lo, hi, axis int, box orb.Bound, dst []int) []int {
	if hi-lo <= leafSize {
		for i := lo; i <= hi; i++ {
			if box.Contains(x.at[i]) {
				dst = append(dst, int(x.ids[i]))
			}
		}
		return dst
	}
	mid := (lo + hi) / 2
	at := x.at[mid]
	if box.Min[axis] <= at[axis] {
		dst = x.within(lo, mid-1, 1-axis, box, dst)
	}
	if box.Contains(at) {
		dst = append(dst, int(x.ids[mid]))
	}
	if box.Max[axis] >= at[axis] {
		dst = x.within(mid+1, hi, 1-axis, box, dst)
	}
	return dst
}
