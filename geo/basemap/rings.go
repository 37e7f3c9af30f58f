package basemap

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Rings gives the outline of a face at a level: closed rings of x, y pairs in mesh units, the first vertex repeated at
// the end, the face always on the left with north up (outer rings anticlockwise on the map, holes clockwise). A small
// island may be left as a dash there and back (three vertices), which has no area but should still be drawn. The edge
// of the world at 180° belongs to the outline; no line is to be drawn there.
func (m *Mesh) Rings(face, level int) [][]int32 {
	w := ringWalk{m: m, starts: map[[2]int32][]halfArc{}}
	var all []halfArc
	for i, a := range m.Arcs {
		switch face {
		case int(a.Left):
			all = append(all, halfArc{int32(i), false})
		case int(a.Right):
			all = append(all, halfArc{int32(i), true})
		}
	}
	for _, h := range all {
		p := w.vertex(h, 0)
		w.starts[p] = append(w.starts[p], h)
	}
	used := make(map[halfArc]bool, len(all))
	var rings [][]int32
	for _, h := range all {
		if used[h] {
			continue
		}
		var ring []int32
		for cur := h; !used[cur]; cur = w.next(cur, used) {
			used[cur] = true
			ring = w.appendArc(ring, cur, level)
		}
		rings = append(rings, ring)
	}
	return rings
}

// halfArc is an arc in its own direction or back.
type halfArc struct {
	arc  int32
	back bool
}

type ringWalk struct {
	m      *Mesh
	starts map[[2]int32][]halfArc
}

// vertex gives the i-th vertex of a half-arc; negative i count from its end.
func (w *ringWalk) vertex(h halfArc, i int32) [2]int32 {
	a := w.m.Arcs[h.arc]
	if h.back {
		i = -1 - i
	}
	v := a.First + i
	if i < 0 {
		v = a.Last + i
	}
	return [2]int32{w.m.XY[2*v], w.m.XY[2*v+1]}
}

func (w *ringWalk) appendArc(ring []int32, h halfArc, level int) []int32 {
	a := w.m.Arcs[h.arc]
	n := a.Last - a.First
	for i := int32(0); i < n; i++ {
		v := a.First + i
		if h.back {
			v = a.Last - 1 - i
		}
		if int(w.m.Code[v]) <= level && (i > 0 || len(ring) == 0) {
			ring = append(ring, w.m.XY[2*v], w.m.XY[2*v+1])
		}
	}
	return ring
}

// next gives the half-arc that follows on the same side: the first one clockwise from the way back.
func (w *ringWalk) next(h halfArc, used map[halfArc]bool) halfArc {
	at, from := w.vertex(h, -1), w.vertex(h, -2)
	open := slices.DeleteFunc(slices.Clone(w.starts[at]), func(c halfArc) bool { return used[c] })
	if len(open) == 0 {
		return h
	}
	return slices.MinFunc(open, func(a, b halfArc) int { return clockwise(at, from, w.vertex(a, 1), w.vertex(b, 1)) })
}

// clockwise compares two directions from a point by their turn, clockwise on a map with north up, from a third.
func clockwise(at, from, a, b [2]int32) int {
	turn := func(p [2]int32) (half int, v [2]int64) {
		d := func(q [2]int32) [2]int64 {
			return [2]int64{int64(q[0]) - int64(at[0]), int64(at[1]) - int64(q[1])}
		}
		f, v := d(from), d(p)
		cross, dot := sign(f[0], v[1], f[1], v[0]), sign(f[0], v[0], -f[1], v[1])
		switch {
		case cross < 0:
			return 0, v // right of the way back: less than half a turn clockwise
		case cross == 0 && dot < 0:
			return 1, v
		case cross > 0:
			return 2, v
		}
		return 3, v // the way back itself: a full turn
	}
	ha, va := turn(a)
	hb, vb := turn(b)
	if ha != hb {
		return cmp.Compare(ha, hb)
	}
	return sign(va[0], vb[1], va[1], vb[0]) // b left of a: a is further clockwise
}

// sign is the sign of a*b - c*d; the arguments are below 2^31 in size, the result is exact.
func sign(a, b, c, d int64) int { return cmp.Compare(a*b, c*d) }

// Polygon gives a face of a mesh at a level as polygons with holes, lon, lat degrees. Rings without area are left out.
func (m *Mesh) Polygon(face, level int) orb.MultiPolygon {
	var out orb.MultiPolygon
	var holes []orb.Ring
	for _, xy := range m.Rings(face, level) {
		r := make(orb.Ring, 0, len(xy)/2)
		for i := 0; i < len(xy); i += 2 {
			r = append(r, LonLat(xy[i], xy[i+1]))
		}
		switch area := ringArea(xy); {
		case len(r) < 4 || area == 0:
		case area > 0:
			out = append(out, orb.Polygon{r})
		default:
			holes = append(holes, r)
		}
	}
	slices.SortStableFunc(out, func(a, b orb.Polygon) int { return cmp.Compare(planar.Area(a[0]), planar.Area(b[0])) })
	for _, h := range holes {
		for i := range out { // smallest first
			if out[i].Bound().Contains(h[0]) && holds(out[i][0], h) {
				out[i] = append(out[i], h)
				break
			}
		}
	}
	slices.Reverse(out)
	return out
}

// holds says whether a hole lies in a ring; the hole may touch it.
func holds(outer orb.Ring, hole orb.Ring) bool {
	inside := 0
	for _, p := range hole {
		if planar.RingContains(outer, p) {
			inside++
		}
	}
	return inside == len(hole)
}

// ringArea is twice the signed area, > 0 when the ring runs anticlockwise on a map with north up.
func ringArea(xy []int32) float64 {
	sum := 0.0
	x0, y0 := float64(xy[0]), float64(xy[1])
	for i := 0; i+3 < len(xy); i += 2 {
		ax, ay := float64(xy[i])-x0, float64(xy[i+1])-y0
		bx, by := float64(xy[i+2])-x0, float64(xy[i+3])-y0
		sum -= float64(ax*by) - float64(bx*ay)
	}
	return sum
}

// FacePolygon gives a face of Land at a level as polygons, lon, lat degrees.
func (m *Map) FacePolygon(face, level int) orb.MultiPolygon { return m.Land.Polygon(face, level) }
