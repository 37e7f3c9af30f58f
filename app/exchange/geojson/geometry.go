package geojson

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// depths of the coordinates of each geometry type: a Point's are one position.
var depths = map[string]int{
	"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}

// shapeReader makes one geometry of checked JSON.
type shapeReader struct {
	b      []byte
	scan   *scan
	points []orb.Point // of one part, in one piece of memory with all others
	z      []float64   // nil until an altitude was met
	count  int         // positions so far, closing ones that were added included
	opened int         // rings that were not closed
	more   int         // positions with more than three numbers
	open   bool        // a ring is being read
}

// geometry reads the geometry at s.pos. It gives nil for one without positions.
func (g *shapeReader) geometry(fields []field, nesting int) (orb.Geometry, error) {
	kind, coordinates, members := "", field{}, field{}
	for _, f := range fields {
		switch string(g.b[f.name:f.nameEnd]) {
		case `"type"`:
			if g.b[f.from] == '"' {
				kind = unquote(g.b[f.from:f.to])
			}
		case `"coordinates"`:
			coordinates = f
		case `"geometries"`:
			members = f
		}
	}
	if kind == "GeometryCollection" {
		return g.collection(members, nesting)
	}
	depth, ok := depths[kind]
	switch {
	case !ok && kind == "":
		return nil, errors.New("its geometry has no type; it must be Point, LineString, Polygon, their Multi forms or GeometryCollection")
	case !ok:
		return nil, fmt.Errorf("the geometry type %q does not exist; it must be Point, LineString, Polygon, their Multi forms or GeometryCollection", short(kind))
	case coordinates.to == 0:
		return nil, errors.New("its geometry has no coordinates; add them")
	}
	if coordinates.odd > 0 {
		return nil, errors.New("a coordinate is not a finite number; write degrees")
	}
	if string(g.b[coordinates.from:coordinates.to]) == "null" {
		return nil, nil
	}
	return g.coordinates(kind, depth, coordinates)
}

func (g *shapeReader) collection(members field, nesting int) (orb.Geometry, error) {
	if nesting >= feature.MaxCollection {
		return nil, fmt.Errorf("geometry collections are nested more than %d deep; flatten them", feature.MaxCollection)
	}
	if members.to == 0 || g.b[members.from] != '[' {
		return nil, errors.New("its geometry collection has no list of geometries; add it")
	}
	out := orb.Collection{}
	s := scan{b: g.b[:members.to], pos: members.from + 1, ctx: g.scan.ctx}
	for s.space(); !s.at(']'); s.space() {
		if s.at(',') {
			s.pos++
			continue
		}
		if !s.at('{') {
			return nil, errors.New("its geometry collection holds something that is no geometry; take it out")
		}
		var fields []field
		if d := s.object(&fields); d != nil {
			return nil, errors.New(d.what)
		}
		m, err := g.geometry(fields, nesting+1)
		if err != nil {
			return nil, err
		}
		if m != nil {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

// part is a list of positions that has been read, by its place among all.
type part struct{ from, to int }

// coordinates reads lists of positions as deep as the type asks.
func (g *shapeReader) coordinates(kind string, depth int, f field) (orb.Geometry, error) {
	n := 1
	if depth > 0 {
		n = bytes.Count(g.b[f.from:f.to], []byte{'['})
	}
	if n > feature.MaxPositions+feature.MaxPositions/4 { // brackets of lists are counted with those of positions
		return nil, fmt.Errorf("it has more than %d positions; simplify it", feature.MaxPositions)
	}
	g.points = make([]orb.Point, 0, n)
	g.scan.b, g.scan.pos = g.b[:f.to], f.from
	g.open = kind == "Polygon" || kind == "MultiPolygon"
	parts, err := g.lists(depth)
	if err != nil {
		return nil, err
	}
	if g.count > feature.MaxPositions {
		return nil, fmt.Errorf("it has %d positions, more than %d; simplify it", g.count, feature.MaxPositions)
	}
	if len(g.points) == 0 {
		return nil, nil
	}
	return build(kind, g.points, parts), nil
}

// lists reads down to the positions. parts is one list of parts for each polygon.
func (g *shapeReader) lists(depth int) ([][]part, error) {
	if depth == 0 {
		if g.scan.at('[') && isEmpty(g.scan) {
			return nil, nil
		}
		return nil, g.position()
	}
	var polygons [][]part
	var parts []part
	err := g.each(func() error {
		switch depth {
		case 1:
			return g.position()
		case 2:
			p, err := g.run()
			if p.to > p.from {
				parts = append(parts, p)
			}
			return err
		}
		var rings []part
		err := g.each(func() error {
			p, err := g.run()
			if p.to > p.from {
				rings = append(rings, p)
			}
			return err
		})
		if len(rings) > 0 {
			polygons = append(polygons, rings)
		}
		return err
	})
	if depth == 2 {
		polygons = [][]part{parts}
	}
	return polygons, err
}

var errNesting = errors.New("its coordinates are not nested as deeply as the geometry's type asks; compare them with RFC 7946")

// each reads a list, calling item at the beginning of every item.
func (g *shapeReader) each(item func() error) error {
	s := g.scan
	if !s.at('[') {
		return errNesting
	}
	s.pos++
	for s.space(); !s.at(']'); s.space() {
		if s.at(',') {
			s.pos++
			continue
		}
		if err := item(); err != nil {
			return err
		}
	}
	s.pos++
	return nil
}

// run reads a line or a ring.
func (g *shapeReader) run() (part, error) {
	from := len(g.points)
	if err := g.each(g.position); err != nil {
		return part{}, err
	}
	if n := len(g.points); g.open && n-from > 1 && g.points[from] != g.points[n-1] {
		g.opened++
		z := math.NaN()
		if g.z != nil {
			z = g.z[g.count-(n-from)]
		}
		g.add(g.points[from], z)
	}
	return part{from, len(g.points)}, nil
}

func (g *shapeReader) add(p orb.Point, z float64) {
	if !math.IsNaN(z) && g.z == nil {
		g.z = make([]float64, g.count, max(cap(g.points), g.count+1))
		for i := range g.z {
			g.z[i] = math.NaN()
		}
	}
	g.points = append(g.points, p)
	if g.count++; g.z != nil {
		g.z = append(g.z, z)
	}
}

func isEmpty(s *scan) bool {
	p := s.pos + 1
	for p < len(s.b) && (s.b[p] == ' ' || s.b[p] == '\n' || s.b[p] == '\t' || s.b[p] == '\r') {
		p++
	}
	return p < len(s.b) && s.b[p] == ']'
}

// position reads one position. Its numbers may be of any size; whether they are degrees is asked once the coordinate
// system is known.
func (g *shapeReader) position() error {
	s := g.scan
	if !s.at('[') {
		return errNesting
	}
	if d := s.step(); d != nil {
		return errors.New(d.what)
	}
	s.pos++
	var v [3]float64
	n := 0
	v[2] = math.NaN()
	for s.space(); !s.at(']'); s.space() {
		if s.at(',') {
			s.pos++
			continue
		}
		if c := s.b[s.pos]; c == '[' {
			return errNesting
		} else if n == 2 && c == 'n' { // an altitude of null
			s.pos += len("null")
			n++
			continue
		} else if c != '-' && (c < '0' || c > '9') {
			return errors.New("a position holds something that is no number; write [longitude, latitude]")
		}
		from := s.pos
		x := s.float()
		if n < 3 {
			if math.IsInf(x, 0) {
				return fmt.Errorf("the number %s is beyond all numbers; write degrees", short(string(s.b[from:s.pos])))
			}
			v[n] = x
		}
		n++
	}
	s.pos++
	switch {
	case n == 0:
		return errors.New("a position is empty; write [longitude, latitude]")
	case n == 1:
		return fmt.Errorf("a position has one number only, %v; write [longitude, latitude]", v[0])
	case n > 3:
		g.more++
	}
	g.add(orb.Point{v[0], v[1]}, v[2])
	return nil
}

// powers of ten that are exact in float64.
var powers = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// float reads a checked number, rightly rounded. Few digits make it a quotient of two exact numbers, which is rounded
// once; the others are left to strconv.
func (s *scan) float() float64 {
	b, from := s.b, s.pos
	p := from
	negative := b[p] == '-'
	if negative {
		p++
	}
	whole, digits, decimals := uint64(0), 0, 0
	for p < len(b) && b[p] >= '0' && b[p] <= '9' {
		whole = whole*10 + uint64(b[p]-'0')
		digits++
		p++
	}
	if p < len(b) && b[p] == '.' {
		for p++; p < len(b) && b[p] >= '0' && b[p] <= '9'; p++ {
			whole = whole*10 + uint64(b[p]-'0')
			digits++
			decimals++
		}
	}
	if p < len(b) && b[p]|0x20 == 'e' || digits > 18 || whole >= 1<<53 || decimals > 22 {
		for p < len(b) && (b[p] >= '0' && b[p] <= '9' || b[p]|0x20 == 'e' || b[p] == '+' || b[p] == '-' || b[p] == '.') {
			p++
		}
		s.pos = p
		v, _ := strconv.ParseFloat(string(b[from:p]), 64) // beyond the range it is an infinity
		return v
	}
	s.pos = p
	v := float64(whole) / powers[decimals]
	if negative {
		v = -v
	}
	return v
}

func build(kind string, points []orb.Point, parts [][]part) orb.Geometry {
	switch kind {
	case "Point":
		return points[0]
	case "MultiPoint":
		return orb.MultiPoint(points)
	case "LineString":
		return orb.LineString(points)
	case "MultiLineString":
		var out orb.MultiLineString
		for _, p := range parts[0] {
			out = append(out, orb.LineString(points[p.from:p.to:p.to]))
		}
		return out
	case "Polygon":
		return rings(points, parts[0])
	}
	var out orb.MultiPolygon
	for _, p := range parts {
		out = append(out, rings(points, p))
	}
	return out
}

func rings(points []orb.Point, parts []part) orb.Polygon {
	out := make(orb.Polygon, 0, len(parts))
	for _, p := range parts {
		out = append(out, orb.Ring(points[p.from:p.to:p.to]))
	}
	return out
}
