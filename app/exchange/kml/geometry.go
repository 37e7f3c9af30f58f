package kml

import (
	"encoding/xml"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/shape"
)

// part is a geometry with the altitudes of its positions, which are nil when it has none.
type part struct {
	g       orb.Geometry
	z       []float64
	invalid string
}

func isGeometry(element string) bool {
	switch element {
	case "Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack", "Model":
		return true
	}
	return false
}

// geometry reads a geometry of a Placemark and adds it to what the feature is made of.
func (w *walk) geometry(d *draft, s xml.StartElement, nest int) error {
	p, err := w.shape(d, s, nest)
	if err == nil && p.g != nil {
		d.parts = append(d.parts, p)
	}
	return err
}

// shape reads one geometry; one without coordinates gives a part without geometry.
func (w *walk) shape(d *draft, s xml.StartElement, nest int) (part, error) {
	switch s.Name.Local {
	case "Point":
		return w.point(d)
	case "LineString", "LinearRing":
		return w.curve(d, s.Name.Local)
	case "Polygon":
		return w.polygon(d)
	case "Track":
		return w.track(d)
	case "Model":
		return w.model(d)
	default:
		return w.multi(d, nest)
	}
}

func (w *walk) point(d *draft) (part, error) {
	c, err := w.positionsOf(d)
	switch {
	case err != nil || len(c.at) == 0:
		return part{}, err
	case len(c.at) > 1:
		return part{}, skipFeature(fmt.Sprintf("its point has %d positions", len(c.at)))
	}
	return part{g: c.at[0], z: c.z}, nil
}

func (w *walk) curve(d *draft, kind string) (part, error) {
	c, err := w.positionsOf(d)
	if err != nil || len(c.at) == 0 {
		return part{}, err
	}
	if kind == "LinearRing" {
		c.close()
	}
	return part{orb.LineString(c.at), c.z, shortLine(len(c.at))}, nil
}

func shortLine(n int) string {
	if n < 2 {
		return shape.Short
	}
	return ""
}

// positionsOf reads the coordinates element among the children of a point, line or ring.
func (w *walk) positionsOf(d *draft) (coordinates, error) {
	var c coordinates
	found := false
	err := w.children(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "coordinates":
			found = true
			return w.coordinates(&c)
		case "altitudeMode":
			return w.altitudeMode(d)
		}
		return w.skip()
	})
	if err == nil && (!found || len(c.at) == 0) {
		d.blank = true
	}
	return c, err
}

func (w *walk) altitudeMode(d *draft) error {
	mode, err := w.trimmed()
	if mode == "relativeToGround" || mode == "relativeToSeaFloor" {
		d.above = true
	}
	return err
}

func (w *walk) polygon(d *draft) (part, error) {
	var outer, holes []coordinates
	err := w.children(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "outerBoundaryIs":
			return w.rings(d, &outer)
		case "innerBoundaryIs":
			return w.rings(d, &holes)
		case "altitudeMode":
			return w.altitudeMode(d)
		}
		return w.skip()
	})
	switch {
	case err != nil:
		return part{}, err
	case len(outer) > 1:
		return part{}, skipFeature("its polygon has more than one outer ring")
	case len(outer) == 0 && len(holes) > 0:
		return part{}, skipFeature("its polygon has holes but no outer ring")
	case len(outer) == 0:
		d.blank = true
		return part{}, nil
	}
	return polygonOf(append(outer, holes...)), nil
}

// rings reads the rings of one boundary, leaving out those without positions.
func (w *walk) rings(d *draft, into *[]coordinates) error {
	return w.children(func(s xml.StartElement) error {
		if s.Name.Local != "LinearRing" {
			return w.skip()
		}
		c, err := w.positionsOf(d)
		if err == nil && len(c.at) > 0 {
			*into = append(*into, c)
		}
		return err
	})
}

func polygonOf(rings []coordinates) part {
	var p part
	polygon := make(orb.Polygon, len(rings))
	var parts []part
	for i := range rings {
		rings[i].close()
		polygon[i] = orb.Ring(rings[i].at)
		if len(rings[i].at) < 4 {
			p.invalid = shape.Few
		}
		parts = append(parts, part{g: polygon[i], z: rings[i].z})
	}
	p.g, p.z = polygon, joinAltitudes(parts)
	return p
}

// multi reads a MultiGeometry or gx:MultiTrack.
func (w *walk) multi(d *draft, nest int) (part, error) {
	if nest > feature.MaxCollection {
		return part{}, skipFeature(fmt.Sprintf("its geometries lie more than %d deep within one another", feature.MaxCollection))
	}
	var parts []part
	err := w.children(func(s xml.StartElement) error {
		if !isGeometry(s.Name.Local) {
			return w.skip()
		}
		p, err := w.shape(d, s, nest+1)
		if err == nil && p.g != nil {
			parts = append(parts, p)
		}
		return err
	})
	if err != nil || len(parts) == 0 {
		d.blank = true
		return part{}, err
	}
	return gather(parts), nil
}

// assemble makes one geometry of those that a Placemark holds, of which there should be one.
func assemble(parts []part) (orb.Geometry, []float64, string) {
	switch len(parts) {
	case 0:
		return nil, nil, ""
	case 1:
		return parts[0].g, parts[0].z, parts[0].invalid
	}
	p := gather(parts)
	return p.g, p.z, p.invalid
}

// gather joins parts of one kind to a multipart geometry, and others to a collection.
func gather(parts []part) part {
	p := part{z: joinAltitudes(parts)}
	var points orb.MultiPoint
	var lines orb.MultiLineString
	var polygons orb.MultiPolygon
	all := make(orb.Collection, len(parts))
	for i, one := range parts {
		all[i] = one.g
		if one.invalid != "" {
			p.invalid = one.invalid
		}
		switch g := one.g.(type) {
		case orb.Point:
			points = append(points, g)
		case orb.LineString:
			lines = append(lines, g)
		case orb.Polygon:
			polygons = append(polygons, g)
		}
	}
	switch len(parts) {
	case len(points):
		p.g = points
	case len(lines):
		p.g = lines
	case len(polygons):
		p.g = polygons
	default:
		p.g = all
	}
	return p
}

// joinAltitudes gives the altitudes of parts one after the other; NaN for the positions of a part without any.
func joinAltitudes(parts []part) []float64 {
	have := false
	for _, p := range parts {
		have = have || p.z != nil
	}
	if !have {
		return nil
	}
	var z []float64
	for _, p := range parts {
		if p.z != nil {
			z = append(z, p.z...)
			continue
		}
		for range feature.Positions(p.g) {
			z = append(z, math.NaN())
		}
	}
	return z
}

// track reads a gx:Track: a line with a time for each position, of which the first and last are kept.
func (w *walk) track(d *draft) (part, error) {
	var c coordinates
	times := 0
	err := w.children(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "coord":
			text, err := w.text()
			if err == nil {
				err = w.trackPosition(&c, text)
			}
			return err
		case "when":
			t, err := w.trimmed()
			d.time(t)
			times++
			return err
		case "altitudeMode":
			return w.altitudeMode(d)
		case "ExtendedData":
			return w.children(func(c xml.StartElement) error { return w.extended(d, c) })
		case "Model":
			return w.collectLinks()
		}
		return w.skip()
	})
	w.trackN += max(0, times-2)
	if err != nil || len(c.at) == 0 {
		d.blank = true
		return part{}, err
	}
	return part{orb.LineString(c.at), c.z, shortLine(len(c.at))}, nil
}

func (d *draft) time(t string) {
	if t == "" {
		return
	}
	if !d.timesIn {
		d.times[0] = t
	}
	d.timesIn, d.times[1] = true, t
}

// model reads where a three-dimensional model stands; the model itself is a file that is not fetched.
func (w *walk) model(d *draft) (part, error) {
	var lon, lat, alt string
	err := w.children(func(s xml.StartElement) error {
		switch s.Name.Local {
		case "Location":
			return w.children(func(c xml.StartElement) error {
				text, err := w.trimmed()
				switch c.Name.Local {
				case "longitude":
					lon = text
				case "latitude":
					lat = text
				case "altitude":
					alt = text
				}
				return err
			})
		case "Link":
			return w.collectLinks()
		case "altitudeMode":
			return w.altitudeMode(d)
		}
		return w.skip()
	})
	if err != nil || lon == "" && lat == "" {
		d.blank = true
		return part{}, err
	}
	var c coordinates
	if err := w.trackPosition(&c, lon+" "+lat+" "+alt); err != nil {
		return part{}, err
	}
	return part{g: c.at[0], z: c.z}, nil
}
