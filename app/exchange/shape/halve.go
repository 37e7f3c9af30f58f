package shape

import (
	"slices"
	"sort"
)

// run is a stretch of a ring on one side of a meridian, from one cut to the next.
type run struct {
	corners   []corner
	from, to  int // places of its ends among the sorted cuts
	fromCut   int
	toCut     int
	right     bool
	collected bool
}

// halve cuts a polygon at the unrolled longitude x into those parts left and those right of it.
func halve(rings [][]corner, x float64) (left, right [][][]corner, ok bool) {
	var runs []*run
	var cuts []corner
	var whole [2][][]corner // rings that are not cut, by side
	for _, r := range rings {
		if len(r) < 4 {
			continue
		}
		rs, one, side := runsOf(r, x, &cuts)
		if one {
			whole[side] = append(whole[side], r)
			continue
		}
		runs = append(runs, rs...)
	}
	if len(cuts)%2 != 0 {
		return nil, nil, false
	}
	outer, ok := join(runs, cuts)
	if !ok {
		return nil, nil, false
	}
	for side := range outer {
		polygons, ok := nest(outer[side], whole[side])
		if !ok {
			return nil, nil, false
		}
		if side == 0 {
			left = polygons
		} else {
			right = polygons
		}
	}
	return left, right, true
}

func beyond(c corner, x float64) bool { return c.x > x }

// runsOf cuts one closed ring. one is true when it lies on one side, 0 left or 1 right.
func runsOf(r []corner, x float64, cuts *[]corner) (runs []*run, one bool, side int) {
	n := len(r) - 1 // the last is the first
	start := -1
	for i := range n {
		if beyond(r[i], x) != beyond(r[i+1], x) {
			start = i
			break
		}
	}
	if start < 0 {
		if beyond(r[0], x) {
			side = 1
		}
		return nil, true, side
	}
	var open *run
	for k := 0; k <= n; k++ {
		a, b := r[(start+k)%n], r[(start+k)%n+1]
		if k > 0 && open != nil {
			open.corners = append(open.corners, a)
		}
		if beyond(a, x) == beyond(b, x) {
			continue
		}
		if k == n {
			c := runs0Cut(*cuts, runs)
			open.corners, open.toCut = append(open.corners, c.corner), c.at
			runs = append(runs, open)
			break
		}
		c := between(a, b, x)
		*cuts = append(*cuts, c)
		if open != nil {
			open.corners, open.toCut = append(open.corners, c), len(*cuts)-1
			runs = append(runs, open)
		}
		open = &run{corners: []corner{c}, fromCut: len(*cuts) - 1, right: beyond(b, x)}
	}
	return runs, false, 0
}

type cutAt struct {
	corner
	at int
}

// runs0Cut is the cut that the first run of a ring began with, where its last one ends.
func runs0Cut(cuts []corner, runs []*run) cutAt {
	at := runs[0].fromCut
	return cutAt{cuts[at], at}
}

// join links the runs on each side along the cut: sorted by latitude, every second gap is inside.
func join(runs []*run, cuts []corner) (rings [2][][]corner, ok bool) {
	order := make([]int, len(cuts))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return cuts[order[i]].lat < cuts[order[j]].lat })
	rank := make([]int, len(cuts))
	for i, c := range order {
		rank[c] = i
	}
	byStart := [2]map[int]*run{{}, {}}
	for _, r := range runs {
		r.from, r.to = rank[r.fromCut], rank[r.toCut]
		byStart[sideOf(r)][r.from] = r
	}
	for _, r := range runs {
		if r.collected {
			continue
		}
		var ring []corner
		for next := r; next != nil && !next.collected; {
			next.collected = true
			ring = append(ring, next.corners...)
			next = byStart[sideOf(r)][next.to^1]
			if next == nil {
				return rings, false
			}
		}
		ring = append(ring, ring[0])
		ring = tidy(ring)
		if len(ring) >= 4 {
			rings[sideOf(r)] = append(rings[sideOf(r)], ring)
		}
	}
	return rings, true
}

func sideOf(r *run) int {
	if r.right {
		return 1
	}
	return 0
}

// tidy drops corners that repeat and rings without an area.
func tidy(r []corner) []corner {
	out := r[:1:1]
	for _, c := range r[1:] {
		if last := out[len(out)-1]; c.x == last.x && c.lat == last.lat {
			continue
		}
		out = append(out, c)
	}
	area := 0.0
	for i := 1; i < len(out); i++ {
		area += float64((out[i-1].x-out[0].x)*(out[i].lat-out[0].lat)) - float64((out[i].x-out[0].x)*(out[i-1].lat-out[0].lat))
	}
	if area == 0 {
		return nil
	}
	return out
}

// nest puts the rings that were not cut where they belong: into the outer ring around them, or, when there is none, as
// an outer ring of their own.
func nest(outer [][]corner, whole [][]corner) ([][][]corner, bool) {
	var out [][][]corner
	for _, o := range outer {
		out = append(out, [][]corner{o})
	}
	for _, w := range whole {
		home := slices.IndexFunc(out, func(p [][]corner) bool { return around(p[0], w[0]) })
		if home < 0 {
			out = append(out, [][]corner{w})
			continue
		}
		out[home] = append(out[home], w)
	}
	return out, true
}

// around says whether a ring goes round a corner.
func around(r []corner, c corner) bool {
	in := false
	for i := 1; i < len(r); i++ {
		a, b := r[i-1], r[i]
		if (a.lat > c.lat) != (b.lat > c.lat) && c.x < a.x+float64((c.lat-a.lat)/(b.lat-a.lat)*(b.x-a.x)) {
			in = !in
		}
	}
	return in
}
