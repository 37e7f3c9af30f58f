package main

import (
	"math"

	"hubscape/cmd/bake/internal/planar"
	"hubscape/geo/basemap"
)

// detail holds the coarsest level that keeps each vertex of an arc.
type detail struct{ code []uint8 }

// measureDetail runs Douglas and Peucker once per arc down to the last vertex. A vertex never stands out more than
// the one its piece was split at, so that the levels nest.
func measureDetail(pts []planar.Pt, arcs []planar.Arc) []detail {
	out := make([]detail, len(arcs))
	for i, a := range arcs {
		n := len(a.V)
		d := detail{code: make([]uint8, n)}
		size := make([]float64, n) // metres of Web Mercator at the equator
		size[0], size[n-1] = math.Inf(1), math.Inf(1)
		if a.Closed() {
			far := farthest(pts, a.V)
			size[far] = math.Inf(1)
			peucker(pts, a.V, size, 0, far, math.Inf(1))
			peucker(pts, a.V, size, far, n-1, math.Inf(1))
		} else {
			peucker(pts, a.V, size, 0, n-1, math.Inf(1))
		}
		for k, s := range size {
			d.code[k] = levelOf(s)
		}
		out[i] = d
	}
	return out
}

// levelOf gives the coarsest level whose tolerance is below the size.
func levelOf(size float64) uint8 {
	for l := 0; l < basemap.MaxLevel; l++ {
		if size > basemap.LevelTolerance(l) {
			return uint8(l)
		}
	}
	return basemap.MaxLevel
}

func farthest(pts []planar.Pt, v []int32) int {
	best, at := -1.0, 1
	for k := 1; k < len(v)-1; k++ {
		if d := length(pts[v[0]], pts[v[k]]); d > best {
			best, at = d, k
		}
	}
	return at
}

func peucker(pts []planar.Pt, v []int32, size []float64, lo, hi int, limit float64) {
	for hi-lo > 1 {
		at, d := outermost(pts, v, lo, hi)
		limit = min(limit, d*metresPerUnit)
		size[at] = limit
		if at-lo < hi-at { // recurse into the shorter side
			peucker(pts, v, size, lo, at, limit)
			lo = at
		} else {
			peucker(pts, v, size, at, hi, limit)
			hi = at
		}
	}
}

func fromSegment(p, a, b planar.Pt) float64 {
	dx, dy := float64(b.X-a.X), float64(b.Y-a.Y)
	px, py := float64(p.X-a.X), float64(p.Y-a.Y)
	l2 := float64(dx*dx) + float64(dy*dy)
	if l2 == 0 {
		return math.Hypot(px, py)
	}
	t := min(max((float64(px*dx)+float64(py*dy))/l2, 0), 1)
	return math.Hypot(px-float64(t*dx), py-float64(t*dy))
}

// chord is a segment of a simplified arc.
type chord struct {
	arc    int32
	lo, hi int32 // vertices of the arc
}

// repairLevels keeps more vertices where a level would let lines cross, coarse levels first.
func repairLevels(pts []planar.Pt, arcs []planar.Arc, det []detail, log func(string, ...any)) int {
	moved, left := 0, 0
	for l := 0; l <= basemap.MaxLevel; l++ {
		m, bad := repairLevel(pts, arcs, det, uint8(l))
		moved += m
		left += bad
		if bad > 0 {
			log("level %d: %d crossings remain", l, bad)
		}
	}
	log("levels: %d vertices kept in coarser levels, %d crossings remain", moved, left)
	return left
}

// repairLevel makes one level keep its tolerance and cross nothing. Each round first keeps what stands out too far from
// the segments of the round, then one more vertex under every segment that crosses another.
func repairLevel(pts []planar.Pt, arcs []planar.Arc, det []detail, level uint8) (moved, left int) {
	limit := basemap.LevelTolerance(int(level)) / metresPerUnit
	for range 80 {
		for _, c := range levelChords(arcs, det, level) {
			moved += tighten(pts, arcs[c.arc].V, det[c.arc].code, int(c.lo), int(c.hi), limit, level)
		}
		chords := levelChords(arcs, det, level)
		bad := crossingChords(pts, arcs, chords)
		left = len(bad)
		step := 0
		for _, i := range bad {
			c := chords[i]
			if at, _ := outermost(pts, arcs[c.arc].V, int(c.lo), int(c.hi)); at > 0 {
				det[c.arc].code[at] = level
				step++
			}
		}
		moved += step
		if step == 0 {
			break
		}
	}
	return moved, left
}

// tighten keeps vertices between lo and hi until none is further than limit from the segments between kept ones.
func tighten(pts []planar.Pt, v []int32, code []uint8, lo, hi int, limit float64, level uint8) int {
	at, d := outermost(pts, v, lo, hi)
	if at == 0 || d <= limit {
		return 0
	}
	code[at] = level
	return 1 + tighten(pts, v, code, lo, at, limit, level) + tighten(pts, v, code, at, hi, limit, level)
}

// outermost gives the vertex between lo and hi that is furthest from the segment between them; 0 when there is none.
func outermost(pts []planar.Pt, v []int32, lo, hi int) (at int, distance float64) {
	distance = -1
	for k := lo + 1; k < hi; k++ {
		if d := fromSegment(pts[v[k]], pts[v[lo]], pts[v[hi]]); d > distance {
			at, distance = k, d
		}
	}
	return at, distance
}

func levelChords(arcs []planar.Arc, det []detail, level uint8) []chord {
	var out []chord
	for i, a := range arcs {
		last := 0
		for k := 1; k < len(a.V); k++ {
			if det[i].code[k] <= level {
				out = append(out, chord{int32(i), int32(last), int32(k)})
				last = k
			}
		}
	}
	return out
}

// crossingChords lists the chords that cross another or end inside one, each once, in order.
func crossingChords(pts []planar.Pt, arcs []planar.Arc, chords []chord) []int {
	ends := func(i int) (planar.Pt, planar.Pt) {
		v := arcs[chords[i].arc].V
		return pts[v[chords[i].lo]], pts[v[chords[i].hi]]
	}
	bad := make([]bool, len(chords))
	planar.Pairs(len(chords), ends, func(i, j int32) {
		p0, p1 := ends(int(i))
		q0, q1 := ends(int(j))
		if planar.Cross(p0, p1, q0, q1) {
			bad[i], bad[j] = true, true
		}
	})
	var out []int
	for i, b := range bad {
		if b {
			out = append(out, i)
		}
	}
	return out
}
