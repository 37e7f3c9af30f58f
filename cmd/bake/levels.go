package main

import (
	"math"

	"hubscape/cmd/bake/internal/planar"
	"hubscape/geo/basemap"
)

// detail holds how far each vertex of an arc stands out, in metres of Web Mercator at the equator, and the coarsest
// level that keeps it.
type detail struct {
	size []float64
	code []uint8
}

// measureDetail runs Douglas and Peucker once per arc down to the last vertex. A vertex never stands out more than
// the one its piece was split at, so that the levels nest.
func measureDetail(pts []planar.Pt, arcs []planar.Arc) []detail {
	out := make([]detail, len(arcs))
	for i, a := range arcs {
		n := len(a.V)
		d := detail{size: make([]float64, n), code: make([]uint8, n)}
		d.size[0], d.size[n-1] = math.Inf(1), math.Inf(1)
		if a.Closed() {
			far := farthest(pts, a.V)
			d.size[far] = math.Inf(1)
			peucker(pts, a.V, d.size, 0, far, math.Inf(1))
			peucker(pts, a.V, d.size, far, n-1, math.Inf(1))
		} else {
			peucker(pts, a.V, d.size, 0, n-1, math.Inf(1))
		}
		for k, s := range d.size {
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
		best, at := -1.0, lo+1
		for k := lo + 1; k < hi; k++ {
			if d := fromSegment(pts[v[k]], pts[v[lo]], pts[v[hi]]); d > best {
				best, at = d, k
			}
		}
		limit = min(limit, best*metresPerUnit)
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

func repairLevel(pts []planar.Pt, arcs []planar.Arc, det []detail, level uint8) (moved, left int) {
	for range 60 {
		chords := levelChords(arcs, det, level)
		bad := crossingChords(pts, arcs, chords)
		if len(bad) == 0 {
			return moved, 0
		}
		step := 0
		for _, i := range bad {
			step += keepOneMore(chords[i], det, level)
		}
		moved += step
		if step == 0 {
			return moved, len(bad)
		}
		left = len(bad)
	}
	return moved, left
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

// keepOneMore keeps the most outstanding dropped vertex under a chord.
func keepOneMore(c chord, det []detail, level uint8) int {
	d := det[c.arc]
	at := int32(-1)
	for k := c.lo + 1; k < c.hi; k++ {
		if at < 0 || d.size[k] > d.size[at] {
			at = k
		}
	}
	if at < 0 {
		return 0
	}
	d.code[at] = level
	return 1
}
