package table

import (
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// errWKT refuses text that begins like WKT and is none.
var errWKT = errors.New("this is no valid WKT geometry: write it as POINT (21.16 42.66)")

var wktStart = regexp.MustCompile(`(?i)^\s*(srid\s*=\s*\d+\s*;\s*)?(point|linestring|polygon|multipoint|multilinestring|multipolygon|geometrycollection)\s*(z|m|zm)?\s*(\(|empty)`)

func looksWKT(text string) bool { return wktStart.MatchString(text[:min(len(text), 80)]) }

// parseWKT reads a geometry, lon lat degrees, with altitudes as feature.Feature has them.
func parseWKT(text string) (orb.Geometry, []float64, error) {
	if s := strings.TrimSpace(text); len(s) > 5 && strings.EqualFold(s[:4], "srid") {
		code, rest, ok := strings.Cut(s, ";")
		if _, n, _ := strings.Cut(code, "="); !ok || strings.TrimSpace(n) != "4326" {
			return nil, nil, errors.New("its coordinate system is not WGS 84 (SRID 4326): convert it first")
		}
		text = rest
	}
	p := wktParser{text: text}
	g, err := p.geometry(0)
	if err != nil {
		return nil, nil, err
	}
	if p.space(); p.at != len(p.text) {
		return nil, nil, errWKT
	}
	if !p.hasZ {
		p.z = nil
	}
	return g, p.z, nil
}

type wktParser struct {
	text string
	at   int
	z    []float64
	hasZ bool
	m    bool // the third number is a measure and no altitude
}

func (p *wktParser) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

func (p *wktParser) word() string {
	p.space()
	start := p.at
	for p.at < len(p.text) && (p.text[p.at]|0x20 >= 'a' && p.text[p.at]|0x20 <= 'z') {
		p.at++
	}
	return strings.ToUpper(p.text[start:p.at])
}

// take passes over a byte if it is the next one.
func (p *wktParser) take(c byte) bool {
	p.space()
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *wktParser) geometry(depth int) (orb.Geometry, error) {
	if depth > feature.MaxCollection {
		return nil, errors.New("its collections are nested too deeply")
	}
	kind := p.word()
	mark := p.at
	switch tag := p.word(); tag {
	case "Z", "ZM", "":
		p.m = false
	case "M":
		p.m = true
	default:
		p.at = mark
	}
	for _, suffix := range []string{"ZM", "Z"} {
		kind = strings.TrimSuffix(kind, suffix)
	}
	switch kind {
	case "POINT":
		return p.point()
	case "MULTIPOINT":
		pts, err := listOf(p, (*wktParser).looseMember)
		return orb.MultiPoint(pts), err
	case "LINESTRING":
		pts, err := listOf(p, (*wktParser).position)
		return orb.LineString(pts), err
	case "MULTILINESTRING":
		l, err := listOf(p, func(p *wktParser) (orb.LineString, error) {
			pts, err := listOf(p, (*wktParser).position)
			return pts, err
		})
		return orb.MultiLineString(l), err
	case "POLYGON":
		return p.polygon()
	case "MULTIPOLYGON":
		l, err := listOf(p, (*wktParser).polygon)
		return orb.MultiPolygon(l), err
	case "GEOMETRYCOLLECTION":
		l, err := listOf(p, func(p *wktParser) (orb.Geometry, error) { return p.geometry(depth + 1) })
		return orb.Collection(slices.DeleteFunc(l, func(g orb.Geometry) bool { return g == nil })), err
	}
	return nil, errWKT
}

// point reads the position of a point; an empty one has no geometry.
func (p *wktParser) point() (orb.Geometry, error) {
	pts, err := listOf(p, (*wktParser).position)
	switch {
	case err != nil:
		return nil, err
	case len(pts) == 0:
		return nil, nil
	case len(pts) > 1:
		return nil, errWKT
	}
	return pts[0], nil
}

func (p *wktParser) polygon() (orb.Polygon, error) {
	rings, err := listOf(p, func(p *wktParser) (orb.Ring, error) {
		pts, err := listOf(p, (*wktParser).position)
		return pts, err
	})
	return rings, err
}

// looseMember reads a position of a multipoint, which may have brackets of its own.
func (p *wktParser) looseMember() (orb.Point, error) {
	if !p.take('(') {
		return p.position()
	}
	at, err := p.position()
	if err == nil && !p.take(')') {
		err = errWKT
	}
	return at, err
}

func listOf[T any](p *wktParser, read func(*wktParser) (T, error)) ([]T, error) {
	mark := p.at
	if p.word() == "EMPTY" {
		return nil, nil
	}
	p.at = mark
	if !p.take('(') {
		return nil, errWKT
	}
	var out []T
	for {
		item, err := read(p)
		if err != nil {
			return nil, err
		}
		out = append(out, item)
		if p.take(',') {
			continue
		}
		if p.take(')') {
			return out, nil
		}
		return nil, errWKT
	}
}

// position reads two to four numbers.
func (p *wktParser) position() (orb.Point, error) {
	var v [4]float64
	n := 0
	for ; n < 4; n++ {
		p.space()
		start := p.at
		for p.at < len(p.text) && strings.IndexByte("0123456789+-.eE", p.text[p.at]) >= 0 {
			p.at++
		}
		if start == p.at {
			break
		}
		f, err := strconv.ParseFloat(p.text[start:p.at], 64)
		if err != nil {
			return orb.Point{}, errWKT
		}
		v[n] = f
	}
	if n < 2 {
		return orb.Point{}, errWKT
	}
	if len(p.z) >= feature.MaxPositions {
		return orb.Point{}, errors.New("it has more than 5 million positions")
	}
	z := math.NaN()
	if n >= 3 && !p.m {
		z, p.hasZ = v[2], true
	}
	p.z = append(p.z, z)
	return orb.Point{v[0], v[1]}, nil
}

// formatWKT writes a geometry with its altitudes, every number exact.
func formatWKT(g orb.Geometry, z []float64) string {
	w := wktWriter{z: z}
	w.geometry(g)
	return w.String()
}

type wktWriter struct {
	strings.Builder
	z []float64
	n int
}

func (w *wktWriter) geometry(g orb.Geometry) {
	tag := " "
	if w.z != nil {
		tag = " Z "
	}
	switch g := g.(type) {
	case orb.Point:
		w.WriteString("POINT" + tag)
		w.list(1, func(int) { w.position(g) })
	case orb.MultiPoint:
		w.WriteString("MULTIPOINT" + tag)
		w.list(len(g), func(i int) { w.WriteByte('('); w.position(g[i]); w.WriteByte(')') })
	case orb.LineString:
		w.WriteString("LINESTRING" + tag)
		w.points(g)
	case orb.Ring:
		w.WriteString("POLYGON" + tag)
		w.list(1, func(int) { w.points(g) })
	case orb.MultiLineString:
		w.WriteString("MULTILINESTRING" + tag)
		w.list(len(g), func(i int) { w.points(g[i]) })
	case orb.Polygon:
		w.WriteString("POLYGON" + tag)
		w.rings(g)
	case orb.MultiPolygon:
		w.WriteString("MULTIPOLYGON" + tag)
		w.list(len(g), func(i int) { w.rings(g[i]) })
	case orb.Collection:
		w.WriteString("GEOMETRYCOLLECTION" + tag)
		w.list(len(g), func(i int) { w.geometry(g[i]) })
	case orb.Bound:
		w.geometry(g.ToPolygon())
	}
}

func (w *wktWriter) rings(g orb.Polygon) { w.list(len(g), func(i int) { w.points(g[i]) }) }

func (w *wktWriter) points(pts []orb.Point) { w.list(len(pts), func(i int) { w.position(pts[i]) }) }

func (w *wktWriter) list(n int, item func(int)) {
	if n == 0 {
		w.WriteString("EMPTY")
		return
	}
	w.WriteByte('(')
	for i := range n {
		if i > 0 {
			w.WriteString(", ")
		}
		item(i)
	}
	w.WriteByte(')')
}

func (w *wktWriter) position(p orb.Point) {
	w.WriteString(shortest(p[0]) + " " + shortest(p[1]))
	if w.z != nil {
		z := math.NaN()
		if w.n < len(w.z) {
			z = w.z[w.n]
		}
		if !math.IsNaN(z) {
			w.WriteString(" " + shortest(z))
		}
	}
	w.n++
}
