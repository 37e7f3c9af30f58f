package ui

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"hubscape/app/ui/importer"
	"hubscape/geo/scene"
)

// shapesOf makes shapes ready for the map.
func shapesOf(list []orb.Geometry) *scene.Shapes {
	in := make([]scene.Shape, len(list))
	for i, g := range list {
		in[i] = scene.Shape{Geometry: g}
	}
	return scene.NewShapes(in)
}

// same tells whether two shapes are one and the same, without a look at what they hold.
func same(a, b orb.Geometry) bool {
	switch a := a.(type) {
	case orb.MultiPoint:
		b, ok := b.(orb.MultiPoint)
		return ok && one(a, b)
	case orb.LineString:
		b, ok := b.(orb.LineString)
		return ok && one(a, b)
	case orb.MultiLineString:
		b, ok := b.(orb.MultiLineString)
		return ok && one(a, b)
	case orb.Polygon:
		b, ok := b.(orb.Polygon)
		return ok && one(a, b)
	case orb.MultiPolygon:
		b, ok := b.(orb.MultiPolygon)
		return ok && one(a, b)
	case orb.Collection:
		b, ok := b.(orb.Collection)
		return ok && one(a, b)
	}
	return false
}

// one tells whether two slices are one.
func one[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// extent gathers positions into the narrowest box on the round earth.
type extent struct {
	spans        [][2]float64 // west and east, degrees; the east may lie beyond 180
	south, north float64
}

func newExtent() *extent { return &extent{south: math.Inf(1), north: math.Inf(-1)} }

// boundOf is the narrowest box of everything that is shown. What lies on both sides of the antimeridian has its east beyond
// 180.
func boundOf(marks []importer.Mark, shapes []orb.Geometry) (b orb.Bound, ok bool) {
	e := newExtent()
	for _, m := range marks {
		e.line(m.At)
	}
	for _, g := range shapes {
		e.add(g)
	}
	return e.bound()
}

func (e *extent) add(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		e.line(g)
	case orb.MultiPoint:
		for _, p := range g {
			e.line(p)
		}
	case orb.LineString:
		e.line(g...)
	case orb.MultiLineString:
		for _, l := range g {
			e.line(l...)
		}
	case orb.Ring:
		e.line(g...)
	case orb.Polygon:
		if len(g) > 0 {
			e.line(g[0]...)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			e.add(p)
		}
	case orb.Collection:
		for _, x := range g {
			e.add(x)
		}
	case orb.Bound:
		e.line(g.Min, g.Max)
	}
}

// line adds a line, each step of which goes the short way round, as it is drawn.
func (e *extent) line(p ...orb.Point) {
	if len(p) == 0 {
		return
	}
	x := p[0][0]
	west, east := x, x
	for _, q := range p {
		x += short(q[0] - x)
		west, east = min(west, x), max(east, x)
		e.south, e.north = min(e.south, q[1]), max(e.north, q[1])
	}
	turn := 360 * math.Floor((west+180)/360)
	span := [2]float64{west - turn, east - turn}
	if n := len(e.spans); n > 0 && e.spans[n-1][0] <= span[0] && span[1] <= e.spans[n-1][1] {
		return
	}
	e.spans = append(e.spans, span)
}

// short is the same turn in degrees, less than half round.
func short(d float64) float64 {
	if d > 180 || d < -180 {
		d -= 360 * math.Round(d/360)
	}
	return d
}

// bound leaves out the widest stretch of the earth where nothing lies.
func (e *extent) bound() (orb.Bound, bool) {
	if len(e.spans) == 0 {
		return orb.Bound{}, false
	}
	slices.SortFunc(e.spans, func(a, b [2]float64) int {
		if a[0] < b[0] {
			return -1
		}
		return 1
	})
	first := e.spans[0]
	east, west, gap := first[1], first[0], 0.0
	end := first[1]
	for _, s := range e.spans[1:] {
		if d := s[0] - end; d > gap {
			gap, west, east = d, s[0], end+360
		}
		end = max(end, s[1])
	}
	if first[0]+360-end >= gap { // the gap across the antimeridian
		west, east = first[0], end
	}
	if east-west > 360 {
		west, east = -180, 180
	}
	return orb.Bound{Min: orb.Point{west, e.south}, Max: orb.Point{east, e.north}}, true
}
