package shape

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// Split cuts lines and areas that cross the 180th meridian into parts that do not (RFC 7946 section 3.1.9). Positions
// that stay keep every bit; where an edge is cut its latitude and altitude lie on the straight line between its ends.
// What does not cross is given back as it is, with false. g is in degrees, longitudes from -180 to 180; z as
// feature.Feature has it.
func Split(g orb.Geometry, z []float64) (orb.Geometry, []float64, bool) {
	if !crosses(g) {
		return g, z, false
	}
	s := &splitter{z: z, hasZ: z != nil}
	out := s.geometry(g)
	if !s.did {
		return g, z, false
	}
	return out, s.out, true
}

// crosses says whether an edge goes the short way over the meridian.
func crosses(g orb.Geometry) bool {
	edge := func(p []orb.Point) bool {
		for i := 1; i < len(p); i++ {
			if d := p[i][0] - p[i-1][0]; d != short(d) {
				return true
			}
		}
		return false
	}
	switch g := g.(type) {
	case orb.LineString:
		return edge(g)
	case orb.MultiLineString:
		return slices.ContainsFunc(g, func(l orb.LineString) bool { return edge(l) })
	case orb.Polygon:
		return slices.ContainsFunc(g, func(r orb.Ring) bool { return edge(r) })
	case orb.MultiPolygon:
		return slices.ContainsFunc(g, func(p orb.Polygon) bool { return crosses(p) })
	case orb.Collection:
		return slices.ContainsFunc(g, crosses)
	}
	return false
}

// corner is a position on the unrolled map.
type corner struct {
	x, lat, z float64 // x is the longitude, unrolled
	lon       float64 // as it was; the unrolled one is whole turns away
	turns     int     // how many times round the unrolled longitude is from lon
	cut       bool    // made by the cut
}

type splitter struct {
	z    []float64 // of what is still to come
	hasZ bool
	out  []float64
	did  bool
}

// geometry puts altitudes out in the order of the positions it makes.
func (s *splitter) geometry(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.LineString:
		if lines := s.line(g); len(lines) > 1 {
			s.did = true
			return lines
		}
		return g
	case orb.MultiLineString:
		var all orb.MultiLineString
		for _, l := range g {
			all = append(all, s.line(l)...)
		}
		s.did = s.did || len(all) != len(g)
		return all
	case orb.Polygon:
		parts, cut := s.polygon(g)
		if !cut {
			return g
		}
		if s.did = true; len(parts) == 1 {
			return parts[0]
		}
		return parts
	case orb.MultiPolygon:
		var all orb.MultiPolygon
		for _, p := range g {
			parts, cut := s.polygon(p)
			all, s.did = append(all, parts...), s.did || cut
		}
		return all
	case orb.Collection:
		out := make(orb.Collection, len(g))
		for i, m := range g {
			out[i] = s.geometry(m)
		}
		return out
	}
	s.keep(feature.Positions(g))
	return g
}

// keep passes altitudes through.
func (s *splitter) keep(n int) {
	if s.hasZ {
		s.out, s.z = append(s.out, s.z[:n]...), s.z[n:]
	}
}

// unroll takes positions and their altitudes onto the unrolled map.
func (s *splitter) unroll(points []orb.Point) []corner {
	out := make([]corner, len(points))
	turns := 0
	for i, p := range points {
		if i > 0 {
			if d := p[0] - points[i-1][0]; d > 180 && d < 360 {
				turns--
			} else if d < -180 && d > -360 {
				turns++
			}
		}
		out[i] = corner{x: p[0] + 360*float64(turns), lat: p[1], lon: p[0], turns: turns, z: math.NaN()}
		if s.hasZ {
			out[i].z = s.z[i]
		}
	}
	if s.hasZ {
		s.z = s.z[len(points):]
	}
	return out
}

// window is the world that an unrolled longitude lies in: 0 for -180 to 180, 1 for 180 to 540.
func window(x float64) int { return int(math.Floor((x + 180) / 360)) }

// place puts a corner back on the map, seen from one window.
func (s *splitter) place(c corner, window int) orb.Point {
	if s.hasZ {
		s.out = append(s.out, c.z)
	}
	if !c.cut && c.turns == window {
		return orb.Point{c.lon, c.lat}
	}
	if c.x > 360*float64(window) {
		return orb.Point{180, c.lat}
	}
	return orb.Point{-180, c.lat}
}

// between is the place where the edge from a to b meets the unrolled longitude x.
func between(a, b corner, x float64) corner {
	if a.x == x {
		return corner{x: x, lat: a.lat, z: a.z, cut: true}
	}
	if b.x == x {
		return corner{x: x, lat: b.lat, z: b.z, cut: true}
	}
	t := (x - a.x) / (b.x - a.x)
	return corner{x: x, lat: a.lat + float64(t*(b.lat-a.lat)), z: a.z + float64(t*(b.z-a.z)), cut: true}
}

func (s *splitter) line(l orb.LineString) orb.MultiLineString {
	cs := s.unroll(l)
	var all orb.MultiLineString
	from := 0
	var lead *corner // the cut that the part begins with
	flush := func(to int, tail *corner) {
		part := cs[from:to]
		w := part[0].turns
		var line orb.LineString
		if lead != nil && (part[0].x != lead.x) {
			line = append(line, s.place(*lead, w))
		}
		for _, c := range part {
			line = append(line, s.place(c, w))
		}
		if tail != nil && part[len(part)-1].x != tail.x {
			line = append(line, s.place(*tail, w))
		}
		all = append(all, line)
		from = to
	}
	for i := 1; i < len(cs); i++ {
		if cs[i].turns == cs[i-1].turns {
			continue
		}
		edge := 180 + 360*float64(min(cs[i].turns, cs[i-1].turns))
		c := between(cs[i-1], cs[i], edge)
		flush(i, &c)
		lead = &c
	}
	if len(cs) > 0 {
		flush(len(cs), nil)
	}
	return all
}

// polygon cuts an area; cut is false when it was left as it is, because it does not cross or cannot be cut.
func (s *splitter) polygon(p orb.Polygon) (parts orb.MultiPolygon, cut bool) {
	before := s.z
	crossing := crosses(p)
	rings := make([][]corner, 0, len(p))
	n := 0
	for _, r := range p {
		n += len(r)
		rings = append(rings, closePole(s.unroll(r)))
	}
	gather(rings)
	if crossing {
		if pieces, ok := slice(rings); ok {
			for _, piece := range pieces {
				parts = append(parts, s.put(piece))
			}
			return parts, true
		}
	}
	if s.hasZ {
		s.out = append(s.out, before[:n]...)
	}
	return orb.MultiPolygon{p}, false
}

// gather brings holes to that side of the meridian on which their outer ring was unrolled.
func gather(rings [][]corner) {
	if len(rings) < 2 {
		return
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, c := range rings[0] {
		low, high = min(low, c.x), max(high, c.x)
	}
	for _, r := range rings[1:] {
		if len(r) == 0 {
			continue
		}
		by := beside(r[0].x, low, high)
		for i := range r {
			r[i].x += by
			r[i].turns += int(by / 360)
		}
	}
}

// closePole leads a ring that goes round a pole along the pole, so that it closes on the unrolled map.
func closePole(cs []corner) []corner {
	if len(cs) < 3 || cs[0].turns == cs[len(cs)-1].turns {
		return cs
	}
	sum := 0.0
	for _, c := range cs {
		sum += c.lat
	}
	pole := math.Copysign(90, sum)
	first, last := cs[0], cs[len(cs)-1]
	cs = append(cs, corner{x: last.x, lat: pole, z: last.z, lon: last.lon, turns: last.turns})
	// In steps of less than half a turn, so that nobody takes the way along the pole for one over the meridian.
	const step = 90.0
	n := int(math.Ceil(math.Abs(first.x-last.x) / step))
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		x := last.x + float64(t*(first.x-last.x))
		turns := int(math.Floor((x + 180) / 360))
		cs = append(cs, corner{x: x, lat: pole, z: last.z + float64(t*(first.z-last.z)), lon: x - 360*float64(turns), turns: turns})
	}
	return append(cs, corner{x: first.x, lat: pole, z: first.z, lon: first.lon, turns: first.turns}, first)
}

// piece is a polygon within one window of the unrolled map.
type piece struct {
	window int
	rings  [][]corner
}

func (s *splitter) put(p piece) orb.Polygon {
	var out orb.Polygon
	for _, r := range p.rings {
		ring := make(orb.Ring, len(r))
		for i, c := range r {
			ring[i] = s.place(c, p.window)
		}
		out = append(out, ring)
	}
	return out
}

// maxWindows is how many times round an area may go and still be cut.
const maxWindows = 4

// slice cuts an unrolled polygon at every meridian that bounds a window.
func slice(rings [][]corner) ([]piece, bool) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, r := range rings {
		for _, c := range r {
			low, high = min(low, c.x), max(high, c.x)
		}
	}
	first, last := window(low), window(high)
	if high == 360*float64(last)-180 && last > first {
		last--
	}
	if last-first > maxWindows {
		return nil, false
	}
	var out []piece
	rest := [][][]corner{rings}
	for w := first; w < last; w++ {
		var beyond [][][]corner
		for _, p := range rest {
			left, right, ok := halve(p, 180+360*float64(w))
			if !ok {
				return nil, false
			}
			for _, l := range left {
				out = append(out, piece{w, l})
			}
			beyond = append(beyond, right...)
		}
		rest = beyond
	}
	for _, p := range rest {
		out = append(out, piece{last, p})
	}
	return out, len(out) > 0
}
