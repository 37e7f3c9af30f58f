package kml

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-kml/v3"

	"hubscape/app/exchange/feature"
)

// positionWriter makes elements of geometries whose altitudes stand in one list.
type positionWriter struct {
	z        []float64 // those still to come
	absolute bool
}

// geometryElement gives the element of a geometry with its altitudes; nil for one without positions.
func geometryElement(g orb.Geometry, z []float64) kml.Element {
	if g == nil {
		return nil
	}
	w := positionWriter{z: z}
	for _, alt := range z {
		w.absolute = w.absolute || alt != 0 && !math.IsNaN(alt)
	}
	return w.element(g)
}

func (w *positionWriter) element(g orb.Geometry) kml.Element {
	switch g := g.(type) {
	case orb.Point:
		return kml.Point(w.parts(false, w.coordinates([]orb.Point{g}, false))...)
	case orb.MultiPoint:
		return several(w, g)
	case orb.LineString:
		if len(g) == 0 {
			return nil
		}
		return kml.LineString(w.parts(true, w.coordinates(g, false))...)
	case orb.Ring:
		return w.element(orb.Polygon{g})
	case orb.MultiLineString:
		return several(w, g)
	case orb.Polygon:
		return w.polygon(g)
	case orb.MultiPolygon:
		return several(w, g)
	case orb.Collection:
		return several(w, g)
	case orb.Bound:
		return w.polygon(g.ToPolygon())
	}
	return nil
}

// several gives a MultiGeometry, or nil when none of its members has positions.
func several[G orb.Geometry](w *positionWriter, members []G) kml.Element {
	multi := kml.MultiGeometry()
	for _, m := range members {
		if e := w.element(m); e != nil {
			multi.Append(e)
		}
	}
	if len(multi.Children) == 0 {
		return nil
	}
	return multi
}

func (w *positionWriter) polygon(p orb.Polygon) kml.Element {
	if len(p) == 0 || len(p[0]) == 0 {
		return nil
	}
	boundaries := make([]kml.Element, 0, len(p))
	for i, r := range p {
		if len(r) == 0 {
			continue
		}
		ring := kml.LinearRing(w.coordinates(r, true))
		if i == 0 {
			boundaries = append(boundaries, kml.OuterBoundaryIs(ring))
		} else {
			boundaries = append(boundaries, kml.InnerBoundaryIs(ring))
		}
	}
	return kml.Polygon(w.parts(true, boundaries...)...)
}

// parts puts before a shape's coordinates how they lie over the ground: at their altitude, or along the ground.
func (w *positionWriter) parts(long bool, rest ...kml.Element) []kml.Element {
	switch {
	case w.absolute:
		return append([]kml.Element{kml.AltitudeMode(kml.AltitudeModeAbsolute)}, rest...)
	case long:
		return append([]kml.Element{kml.Tessellate(true)}, rest...)
	}
	return rest
}

// coordinates writes positions with the fewest digits that give the same numbers again.
func (w *positionWriter) coordinates(points []orb.Point, ring bool) kml.Element {
	text := make([]byte, 0, 40*len(points))
	var first []byte
	for i, p := range points {
		from := len(text)
		text = strconv.AppendFloat(text, p[0], 'f', -1, 64)
		text = append(text, ',')
		text = strconv.AppendFloat(text, p[1], 'f', -1, 64)
		if len(w.z) > 0 {
			if alt := w.z[0]; !math.IsNaN(alt) {
				text = append(text, ',')
				text = strconv.AppendFloat(text, alt, 'f', -1, 64)
			}
			w.z = w.z[1:]
		}
		if i == 0 {
			first = append(first, text[from:]...)
		}
		text = append(text, ' ')
	}
	if ring && points[0] != points[len(points)-1] {
		text = append(append(text, first...), ' ')
	}
	return textElement{"coordinates", string(text[:len(text)-1])}
}

func finite(g orb.Geometry) bool {
	ok := true
	feature.Each(g, func(p orb.Point) {
		for _, v := range p {
			ok = ok && !math.IsNaN(v) && !math.IsInf(v, 0)
		}
	})
	return ok
}
