package geopackage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/shape"
)

// parsed is a geometry that was read.
type parsed struct {
	geometry orb.Geometry // nil for an empty one
	z        []float64    // one for each position; nil when the geometry has no altitudes
	high     bool
	measured bool // it had measures (M), which are not kept
	count    int  // positions
	invalid  string
}

// altitudes gives the altitudes, or nil when none is a number.
func (p parsed) altitudes() []float64 {
	for _, z := range p.z {
		if !math.IsNaN(z) {
			return p.z
		}
	}
	return nil
}

var (
	errNotGeometry = errors.New("its geometry is not one of GeoPackage")
	errCut         = errors.New("its geometry is damaged: it says that it is longer than it is")
)

// Kinds of WKB.
const (
	kindPoint = 1 + iota
	kindLineString
	kindPolygon
	kindMultiPoint
	kindMultiLineString
	kindMultiPolygon
	kindCollection
)

// otherKinds are the kinds that are refused by name.
var otherKinds = map[uint32]string{
	8: "CIRCULARSTRING", 9: "COMPOUNDCURVE", 10: "CURVEPOLYGON", 11: "MULTICURVE", 12: "MULTISURFACE", 13: "CURVE",
	14: "SURFACE", 15: "POLYHEDRALSURFACE", 16: "TIN", 17: "TRIANGLE",
}

// wkbReader reads well-known binary: of ISO, of the OGC's first edition with altitudes, and PostGIS' extension of it.
type wkbReader struct {
	b     []byte
	order binary.ByteOrder
	dims  int
	hasZ  bool
	hasM  bool
	out   parsed
}

func parseWKB(b []byte) (parsed, error) {
	r := wkbReader{b: b}
	g, err := r.geometry(0, 1)
	if err != nil {
		return parsed{}, err
	}
	r.out.geometry = g
	if !r.out.high {
		r.out.z = nil
	}
	return r.out, nil
}

// head reads byte order and kind; want is the kind that must come, 0 for any.
func (r *wkbReader) head(want uint32) (uint32, error) {
	if len(r.b) < 5 {
		return 0, errCut
	}
	switch r.b[0] {
	case 0:
		r.order = binary.BigEndian
	case 1:
		r.order = binary.LittleEndian
	default:
		return 0, errNotGeometry
	}
	kind := r.order.Uint32(r.b[1:])
	r.b = r.b[5:]
	kind, err := r.dimensions(kind)
	if err != nil {
		return 0, err
	}
	if name, found := otherKinds[kind]; found {
		return 0, fmt.Errorf("its shape is a %s, which is not read; convert it to lines or areas of straight edges", name)
	}
	if kind < kindPoint || kind > kindCollection || want != 0 && kind != want {
		return 0, errNotGeometry
	}
	return kind, nil
}

// dimensions takes out of a kind what it says of altitudes, measures and the coordinate system.
func (r *wkbReader) dimensions(kind uint32) (uint32, error) {
	const high, measured, named = 1 << 31, 1 << 30, 1 << 29
	r.hasZ, r.hasM = kind&high != 0, kind&measured != 0
	if kind&named != 0 {
		if len(r.b) < 4 {
			return 0, errCut
		}
		r.b = r.b[4:]
	}
	kind &^= high | measured | named
	if kind < 4000 {
		r.hasZ = r.hasZ || kind/1000 == 1 || kind/1000 == 3
		r.hasM = r.hasM || kind/1000 >= 2
		kind %= 1000
	}
	r.dims = 2
	if r.hasZ {
		r.dims++
		r.out.high = true
	}
	if r.hasM {
		r.dims++
		r.out.measured = true
	}
	return kind, nil
}

// size reads a number of parts, each of which takes at least least bytes.
func (r *wkbReader) size(least int) (int, error) {
	if len(r.b) < 4 {
		return 0, errCut
	}
	n := int64(r.order.Uint32(r.b))
	r.b = r.b[4:]
	if n*int64(least) > int64(len(r.b)) {
		return 0, errCut
	}
	return int(n), nil
}

// geometry reads one geometry; an empty one is nil.
func (r *wkbReader) geometry(want uint32, depth int) (orb.Geometry, error) {
	kind, err := r.head(want)
	if err != nil {
		return nil, err
	}
	switch kind {
	case kindPoint:
		p, some, err := r.point()
		if err != nil || !some {
			return nil, err
		}
		return p, nil
	case kindLineString:
		points, err := r.points()
		if err != nil || len(points) == 0 {
			return nil, err
		}
		if len(points) == 1 {
			r.out.invalid = shape.Short
		}
		return orb.LineString(points), nil
	case kindPolygon:
		return r.polygon()
	default:
		if depth > feature.MaxCollection {
			return nil, fmt.Errorf("its geometries lie more than %d deep within one another", feature.MaxCollection)
		}
		return r.members(kind, depth)
	}
}

// members reads a geometry made of others, without those that are empty.
func (r *wkbReader) members(kind uint32, depth int) (orb.Geometry, error) {
	n, err := r.size(5)
	if err != nil || n == 0 {
		return nil, err
	}
	var all orb.Collection
	want := uint32(0)
	if kind != kindCollection {
		want = kind - 3 // a MultiPoint has Points, and so on
	}
	for range n {
		g, err := r.geometry(want, depth+1)
		if err != nil {
			return nil, err
		}
		if g != nil {
			all = append(all, g)
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	switch kind {
	case kindMultiPoint:
		return gathered[orb.MultiPoint, orb.Point](all), nil
	case kindMultiLineString:
		return gathered[orb.MultiLineString, orb.LineString](all), nil
	case kindMultiPolygon:
		return gathered[orb.MultiPolygon, orb.Polygon](all), nil
	}
	return all, nil
}

func gathered[M ~[]E, E orb.Geometry](all orb.Collection) M {
	m := make(M, 0, len(all))
	for _, g := range all {
		if e, ok := g.(E); ok {
			m = append(m, e)
		}
	}
	return m
}

func (r *wkbReader) polygon() (orb.Geometry, error) {
	n, err := r.size(4)
	if err != nil || n == 0 {
		return nil, err
	}
	var p orb.Polygon
	for i := range n {
		points, err := r.points()
		if err != nil {
			return nil, err
		}
		if len(points) == 0 {
			if i == 0 && n > 1 {
				return nil, errors.New("its area has holes but no edge")
			}
			continue
		}
		ring := r.closed(points)
		if len(ring) < 4 {
			r.out.invalid = shape.Few
		}
		p = append(p, ring)
	}
	if len(p) == 0 {
		return nil, nil
	}
	return p, nil
}

// closed makes the last position of a ring its first one, where it is not.
func (r *wkbReader) closed(points []orb.Point) orb.Ring {
	first, last := points[0], points[len(points)-1]
	if len(points) > 1 && first != last {
		points = append(points, first)
		r.out.z = append(r.out.z, r.out.z[len(r.out.z)-len(points)+1])
		r.out.count++
	}
	return points
}

func (r *wkbReader) points() ([]orb.Point, error) {
	n, err := r.size(8 * r.dims)
	if err != nil {
		return nil, err
	}
	if r.out.count+n > feature.MaxPositions {
		return nil, fmt.Errorf("it has more than %d positions", feature.MaxPositions)
	}
	points := make([]orb.Point, 0, n)
	for range n {
		p, some, err := r.point()
		if err != nil {
			return nil, err
		}
		if !some {
			return nil, errors.New("it has a position that is not a number")
		}
		points = append(points, p)
	}
	return points, nil
}

// point reads one position; one whose x and y are both not numbers is an empty point, and gives false.
func (r *wkbReader) point() (orb.Point, bool, error) {
	if len(r.b) < 8*r.dims {
		return orb.Point{}, false, errCut
	}
	float := func(i int) float64 { return math.Float64frombits(r.order.Uint64(r.b[8*i:])) }
	p, z := orb.Point{float(0), float(1)}, math.NaN()
	if r.hasZ {
		z = float(2)
	}
	r.b = r.b[8*r.dims:]
	if math.IsNaN(p[0]) && math.IsNaN(p[1]) {
		return p, false, nil
	}
	if !finite(p[0]) || !finite(p[1]) || math.IsInf(z, 0) {
		return p, false, errors.New("it has a position that is not a finite number")
	}
	r.out.z = append(r.out.z, z)
	if r.out.count++; r.out.count > feature.MaxPositions {
		return p, false, fmt.Errorf("it has more than %d positions", feature.MaxPositions)
	}
	return p, true, nil
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// wkbWriter writes WKB of ISO, little end first.
type wkbWriter struct {
	b    []byte
	z    []float64 // altitudes still to come
	high bool
}

func (w *wkbWriter) head(kind uint32) {
	if w.high {
		kind += 1000
	}
	w.b = binary.LittleEndian.AppendUint32(append(w.b, 1), kind)
}

func (w *wkbWriter) size(n int) { w.b = binary.LittleEndian.AppendUint32(w.b, uint32(n)) }

func (w *wkbWriter) point(p orb.Point) {
	w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(p[0]))
	w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(p[1]))
	if w.high {
		w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(w.z[0]))
		w.z = w.z[1:]
	}
}

func (w *wkbWriter) points(points []orb.Point) {
	w.size(len(points))
	for _, p := range points {
		w.point(p)
	}
}

// ring writes a ring, closed.
func (w *wkbWriter) ring(r orb.Ring) {
	if n := len(r); n > 1 && r[0] != r[n-1] {
		if w.high {
			z := append(append([]float64{}, w.z[:n]...), w.z[0])
			w.z = append(z, w.z[n:]...)
		}
		r = append(r[:n:n], r[0])
	}
	w.points(r)
}

func (w *wkbWriter) geometry(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		w.head(kindPoint)
		w.point(g)
	case orb.LineString:
		w.head(kindLineString)
		w.points(g)
	case orb.Ring:
		w.geometry(orb.Polygon{g})
	case orb.Bound:
		w.geometry(g.ToPolygon())
	case orb.Polygon:
		w.head(kindPolygon)
		w.size(len(g))
		for _, r := range g {
			w.ring(r)
		}
	case orb.MultiPoint:
		writeMembers(w, kindMultiPoint, g)
	case orb.MultiLineString:
		writeMembers(w, kindMultiLineString, g)
	case orb.MultiPolygon:
		writeMembers(w, kindMultiPolygon, g)
	case orb.Collection:
		writeMembers(w, kindCollection, g)
	}
}

func writeMembers[E orb.Geometry](w *wkbWriter, kind uint32, members []E) {
	w.head(kind)
	w.size(len(members))
	for _, m := range members {
		w.geometry(m)
	}
}
