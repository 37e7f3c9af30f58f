package geojson

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/shape"
)

// Write writes a dataset as one RFC 7946 FeatureCollection, one feature a line: lon, lat degrees (WGS 84) with the
// shortest digits that read back as the same number, altitudes in metres, ids and property values as they are. Rings
// run as the RFC asks and what crosses the 180th meridian is cut there. When there are several layers each feature
// names its own in a member "layer". Tables without places are left out. An error is the writer's, or says which number
// cannot stand in JSON.
func Write(w io.Writer, d *feature.Dataset) error {
	out := &writer{w: bufio.NewWriterSize(w, 1<<16)}
	out.text("{\"type\": \"FeatureCollection\",\n")
	several := len(d.Layers) > 1
	if len(d.Layers) == 1 && d.Layers[0].Name != "" {
		out.b = append(appendText(append(out.b, `"name": `...), d.Layers[0].Name), ",\n"...)
	}
	out.text("\"features\": [")
	first := true
	for i := range d.Layers {
		l := &d.Layers[i]
		for j := range l.Features {
			if !first {
				out.text(",")
			}
			first = false
			out.text("\n")
			own := ""
			if several {
				own = l.Name
			}
			if err := out.feature(&l.Features[j], own); err != nil {
				return err
			}
		}
	}
	out.text("\n]}\n")
	out.flush(0)
	if out.err != nil {
		return out.err
	}
	return out.w.Flush()
}

// Feature writes one feature as it stands on its line.
func Feature(f *feature.Feature) (json.RawMessage, error) {
	out := &writer{}
	err := out.feature(f, "")
	return out.b, err
}

type writer struct {
	w   *bufio.Writer
	b   []byte
	err error
}

func (w *writer) text(s string) { w.b = append(w.b, s...) }

// flush hands the bytes on once there are more than keep.
func (w *writer) flush(keep int) {
	if w.w == nil || len(w.b) <= keep {
		return
	}
	if w.err == nil {
		_, w.err = w.w.Write(w.b)
	}
	w.b = w.b[:0]
}

func (w *writer) feature(f *feature.Feature, layer string) error {
	w.text(`{"type": "Feature"`)
	if f.ID != "" {
		w.text(`, "id": `)
		if f.IDNumber && json.Valid([]byte(f.ID)) {
			w.text(f.ID)
		} else {
			w.b = appendText(w.b, f.ID)
		}
	}
	if layer != "" {
		w.text(`, "layer": `)
		w.b = appendText(w.b, layer)
	}
	w.text(`, "geometry": `)
	if err := w.place(f); err != nil {
		return err
	}
	w.text(`, "properties": {`)
	w.properties(f)
	w.text(`}`)
	for _, p := range f.Foreign {
		w.text(", ")
		w.property(p)
	}
	w.text("}")
	w.flush(1 << 15)
	return w.err
}

func (w *writer) properties(f *feature.Feature) {
	n := 0
	if f.Name != "" && nameOf(f.Properties) != f.Name && !slices.ContainsFunc(f.Properties, func(p feature.Property) bool { return p.Key == "name" }) {
		w.property(feature.Property{Key: "name", Raw: quoted(f.Name)})
		n++
	}
	for _, p := range f.Properties {
		if n++; n > 1 {
			w.text(", ")
		}
		w.property(p)
	}
}

func (w *writer) property(p feature.Property) {
	w.b = appendText(w.b, p.Key)
	w.text(": ")
	if len(p.Raw) == 0 {
		w.text("null")
		return
	}
	w.b = append(w.b, p.Raw...)
}

// place writes the geometry, wound and cut as the RFC asks.
func (w *writer) place(f *feature.Feature) error {
	if f.Geometry == nil {
		w.text("null")
		return nil
	}
	g, z := f.Geometry, f.Z
	if len(z) > 0 && len(z) != feature.Positions(g) {
		return errors.New("a feature has more or fewer altitudes than positions")
	}
	switch g.(type) {
	case orb.Point, orb.MultiPoint:
	default:
		g, z, _ = shape.Split(g, z)
		g, z = orb.Clone(g), slices.Clone(z)
		shape.Wind(g, z)
	}
	p := placer{writer: w, z: z}
	p.geometry(g)
	if p.bad {
		return errors.New("a position is not a finite number and cannot be written")
	}
	return nil
}

// placer writes one geometry.
type placer struct {
	*writer
	z   []float64 // of what is still to come
	bad bool
}

func (p *placer) geometry(g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		p.open("Point")
		p.position(g)
	case orb.MultiPoint:
		p.open("MultiPoint")
		p.line(g)
	case orb.LineString:
		p.open("LineString")
		p.line(g)
	case orb.MultiLineString:
		p.open("MultiLineString")
		listOf(p, g, func(l orb.LineString) { p.line(l) })
	case orb.Ring:
		p.open("Polygon")
		p.rings(orb.Polygon{g})
	case orb.Polygon:
		p.open("Polygon")
		p.rings(g)
	case orb.MultiPolygon:
		p.open("MultiPolygon")
		listOf(p, g, p.rings)
	case orb.Bound:
		p.open("Polygon")
		p.rings(g.ToPolygon())
	case orb.Collection:
		p.text(`{"type": "GeometryCollection", "geometries": `)
		listOf(p, g, p.geometry)
	}
	p.text("}")
}

func (p *placer) open(kind string) { p.text(`{"type": "` + kind + `", "coordinates": `) }

func listOf[T any](p *placer, list []T, each func(T)) {
	p.text("[")
	for i, x := range list {
		if i > 0 {
			p.text(", ")
		}
		each(x)
	}
	p.text("]")
}

func (p *placer) rings(g orb.Polygon) { listOf(p, g, func(r orb.Ring) { p.line(r) }) }

func (p *placer) line(points []orb.Point) {
	listOf(p, points, p.position)
	p.flush(1 << 20)
}

func (p *placer) position(q orb.Point) {
	z := math.NaN()
	if len(p.z) > 0 {
		z, p.z = p.z[0], p.z[1:]
	}
	p.bad = p.bad || bad(q[0]) || bad(q[1]) || math.IsInf(z, 0)
	p.text("[")
	p.number(q[0])
	p.text(", ")
	p.number(q[1])
	if !math.IsNaN(z) {
		p.text(", ")
		p.number(z)
	}
	p.text("]")
}

func bad(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

// number writes the shortest digits that read back as the same float64.
func (w *writer) number(x float64) {
	if bad(x) {
		x = 0
	}
	if a := math.Abs(x); a != 0 && (a < 1e-9 || a >= 1e17) {
		w.b = strconv.AppendFloat(w.b, x, 'e', -1, 64)
		return
	}
	w.b = strconv.AppendFloat(w.b, x, 'f', -1, 64)
}
