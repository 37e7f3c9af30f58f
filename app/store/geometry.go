package store

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// The geometry of overlay features. Coordinates are read from the bytes of the file and not from the tree, which holds
// no parts of long lists of positions: a border of a million points is four short numbers in memory for each point, not
// three nodes.

const (
	maxLon        = 540 // degrees: shapes across the antimeridian may be drawn on beyond 180
	maxCollection = 32  // how deeply geometry collections may stand in one another
)

// shape reads one geometry.
type shape struct {
	r     *reader
	z     []float64 // altitude of each position so far; nil while none has one
	n     int       // positions so far
	fault string    // why the geometry cannot be told; the first is kept
}

func (s *shape) fail(format string, args ...any) {
	if s.fault == "" {
		s.fault = fmt.Sprintf(format, args...)
	}
}

// geometry reads the members of a geometry that was opened as o; deep is how many collections it stands in. Unknown
// members are left for the caller.
func (s *shape) geometry(o *object, deep int) orb.Geometry {
	n := o.take("type", kText)
	if n == nil {
		s.fail("the geometry does not say its type")
		return nil
	}
	typ := s.r.text(n)
	if typ == "GeometryCollection" {
		return s.collection(o, deep)
	}
	c := o.take("coordinates", kArray)
	if c == nil {
		s.fail("the geometry has no coordinates")
		return nil
	}
	text := s.r.b[c.start:c.end]
	l := scan{shape: s, b: text, points: make([]orb.Point, 0, bytes.Count(text, []byte{'['}))}
	g := l.read(typ)
	if g == nil {
		s.fail("the geometry is of the unknown type %s", quote(typ))
	}
	if l.space(); l.pos < len(text) {
		s.fail("the coordinates of the %s are not nested as they must be", typ)
	}
	return g
}

func (s *shape) collection(o *object, deep int) orb.Geometry {
	list := o.take("geometries", kArray)
	switch {
	case list == nil:
		s.fail("the collection has no geometries")
		return nil
	case deep >= maxCollection:
		s.fail("geometry collections are nested more than %d deep", maxCollection)
		return nil
	}
	out := make(orb.Collection, 0, len(list.items))
	for i := range list.items {
		n := &list.items[i]
		if n.kind != kObject {
			s.fail("part %d of the collection is %s, expected a geometry", i+1, n.kind.words())
			return nil
		}
		p := s.r.open(n, "")
		g := s.geometry(p, deep+1)
		if len(p.rest()) > 0 {
			s.fail("part %d of the collection holds members that this version does not know", i+1)
		}
		if s.fault != "" {
			return nil
		}
		out = append(out, g)
	}
	return out
}

// scan reads the coordinates of one geometry; all its points share one piece of memory.
type scan struct {
	*shape
	b      []byte
	pos    int
	points []orb.Point
}

// read gives nil for a type that is not known.
func (l *scan) read(typ string) orb.Geometry {
	switch typ {
	case "Point":
		return l.position()
	case "MultiPoint":
		return orb.MultiPoint(l.line())
	case "LineString":
		return orb.LineString(l.line())
	case "MultiLineString":
		return orb.MultiLineString(nested(l, func() orb.LineString { return l.line() }))
	case "Polygon":
		return l.polygon()
	case "MultiPolygon":
		return orb.MultiPolygon(nested(l, l.polygon))
	}
	return nil
}

func (l *scan) polygon() orb.Polygon {
	return nested(l, func() orb.Ring { return l.line() })
}

// nested reads a list of what one reads.
func nested[T any](l *scan, one func() T) []T {
	out := []T{}
	for more := l.enter(); more; more = l.more() {
		out = append(out, one())
	}
	return out
}

func (l *scan) line() []orb.Point {
	from := len(l.points)
	for more := l.enter(); more; more = l.more() {
		l.points = append(l.points, l.position())
	}
	return l.points[from:len(l.points):len(l.points)]
}

func (l *scan) space() {
	for l.pos < len(l.b) && (l.b[l.pos] == ' ' || l.b[l.pos] == '\n' || l.b[l.pos] == '\t' || l.b[l.pos] == '\r') {
		l.pos++
	}
}

// enter goes into a list and tells whether there is something in it.
func (l *scan) enter() bool {
	if l.space(); l.fault != "" || l.pos >= len(l.b) || l.b[l.pos] != '[' {
		l.fail("the coordinates are not nested as those of its type must be")
		return false
	}
	l.pos++
	if l.space(); l.b[l.pos] == ']' {
		l.pos++
		return false
	}
	return true
}

// more goes past a comma, or past the end of the list.
func (l *scan) more() bool {
	if l.fault != "" {
		return false
	}
	l.space()
	l.pos++
	if l.b[l.pos-1] != ',' {
		return false
	}
	l.space()
	return true
}

// position reads lon, lat in degrees and an altitude in metres.
func (l *scan) position() orb.Point {
	var v [3]float64
	n := 0
	for more := l.enter(); more; more = l.more() {
		from := l.pos
		for l.pos < len(l.b) && l.b[l.pos] != ',' && l.b[l.pos] != ']' && l.b[l.pos] > ' ' {
			l.pos++
		}
		x, err := strconv.ParseFloat(string(l.b[from:l.pos]), 64)
		if err != nil || l.b[from] > '9' {
			l.fail("position %d holds something that is no number", l.n+1)
			return orb.Point{}
		}
		if n < 3 {
			v[n] = x + 0 // no negative zero
		}
		n++
		l.space()
	}
	l.admit(v, n)
	return orb.Point{v[0], v[1]}
}

// admit takes a position of n numbers.
func (s *shape) admit(v [3]float64, n int) {
	if s.n++; s.fault != "" {
		return
	}
	switch {
	case n < 2:
		s.fail("position %d has %d coordinates, expected longitude and latitude", s.n, n)
	case n > 3:
		s.fail("position %d has %d coordinates, where no more than three are known", s.n, n)
	case math.Abs(v[1]) > 90 && math.Abs(v[0]) <= 90 && math.Abs(v[1]) <= 180:
		s.fail("latitude %v of position %d is outside -90 to 90; longitude and latitude seem to be swapped", v[1], s.n)
	case math.Abs(v[1]) > 90:
		s.fail("latitude %v of position %d is outside -90 to 90", v[1], s.n)
	case math.IsInf(v[2], 0):
		s.fail("the altitude of position %d is not a finite number", s.n)
	case math.Abs(v[0]) > maxLon:
		s.fail("longitude %v of position %d is outside -%d to %d", v[0], s.n, maxLon, maxLon)
	}
	if n == 3 && s.z == nil {
		for range s.n - 1 {
			s.z = append(s.z, math.NaN())
		}
	}
	switch {
	case n == 3:
		s.z = append(s.z, v[2])
	case s.z != nil:
		s.z = append(s.z, math.NaN())
	}
}

// shapeWriter writes a geometry with the altitudes of its positions.
type shapeWriter struct {
	w *writer
	z []float64
	n int
}

// geometry writes the members of a geometry; a ring or bound becomes a polygon.
func (s *shapeWriter) geometry(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Ring:
		s.geometry(orb.Polygon{g})
		return
	case orb.Bound:
		s.geometry(g.ToPolygon())
		return
	case orb.Collection:
		s.head(g.GeoJSONType(), "geometries")
		writeList(s, g, func(g orb.Geometry) {
			s.w.object(false, func(*form) { s.geometry(g) })
		})
		return
	case nil:
		s.w.fail("a part of a geometry collection is missing")
		return
	}
	s.head(g.GeoJSONType(), "coordinates")
	switch g := g.(type) {
	case orb.Point:
		s.position(g)
	case orb.MultiPoint:
		writeList(s, g, s.position)
	case orb.LineString:
		writeList(s, g, s.position)
	case orb.MultiLineString:
		writeList(s, g, func(l orb.LineString) { writeList(s, l, s.position) })
	case orb.Polygon:
		s.polygon(g)
	case orb.MultiPolygon:
		writeList(s, g, s.polygon)
	}
}

func (s *shapeWriter) head(typ, key string) {
	s.w.key("type")
	s.w.text(typ)
	s.w.key(key)
}

func (s *shapeWriter) polygon(p orb.Polygon) {
	writeList(s, p, func(r orb.Ring) { writeList(s, r, s.position) })
}

func writeList[T any](s *shapeWriter, items []T, one func(T)) {
	s.w.begin('[', false)
	for _, it := range items {
		s.w.item()
		one(it)
	}
	s.w.end(']')
}

func (s *shapeWriter) position(p orb.Point) {
	var altitude *float64
	if s.n < len(s.z) && !math.IsNaN(s.z[s.n]) {
		altitude = &s.z[s.n]
	}
	s.n++
	s.w.position(p, altitude)
	s.w.pause()
}
