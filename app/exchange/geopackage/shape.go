package geopackage

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"

	"github.com/ncruces/go-sqlite3"
	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// shape gives the feature of the current row its geometry. why is the reason to leave the feature out, and aside says
// that it lies outside the world; fatal ends the file.
func (r *rows) shape(s *sqlite3.Stmt, f *feature.Feature) (why string, aside bool, fatal error) {
	switch s.ColumnType(r.geom) {
	case sqlite3.NULL:
		return "", false, nil
	case sqlite3.BLOB:
	default:
		return "was left out: its geometry is no geometry but text or a number", false, nil
	}
	g, err := parseBlob(s.ColumnRawBlob(r.geom))
	if err != nil {
		return "was left out: " + err.Error(), false, nil
	}
	if g.measured {
		r.measures++
	}
	if r.positions += g.count; r.positions > feature.MaxAllPositions {
		return "", false, refusal(fmt.Sprintf("has more than %d positions; export it in parts", feature.MaxAllPositions))
	}
	f.Geometry, f.Z, f.Invalid = g.geometry, g.altitudes(), g.invalid
	if f.Geometry == nil || r.undefined {
		return "", false, nil
	}
	if r.place != nil {
		placed, err := moved(f.Geometry, r.place)
		if err != nil {
			return "was left out: " + err.Error(), false, nil
		}
		f.Geometry = placed
	}
	if outside := outsideOf(f.Geometry); outside != "" {
		return "was left out: " + outside, true, nil
	}
	f.Geometry, _ = moved(f.Geometry, wrap)
	return "", false, nil
}

// outsideOf says why a geometry does not lie on the earth; "" when it does.
func outsideOf(g orb.Geometry) string {
	why := ""
	feature.Each(g, func(p orb.Point) {
		switch {
		case why != "":
		case !(math.Abs(p[1]) <= feature.MaxLat):
			why = fmt.Sprintf("latitude %v is not between -90 and 90; are longitude and latitude swapped?", p[1])
		case !(math.Abs(p[0]) <= feature.MaxLon):
			why = fmt.Sprintf("longitude %v is not between -180 and 180", p[0])
		}
	})
	return why
}

// wrap brings a longitude of at most 540 degrees either way into -180 … 180.
func wrap(lon, lat float64) (float64, float64, error) {
	switch {
	case lon > 180:
		lon -= 360
	case lon < -180:
		lon += 360
	}
	return lon, lat, nil
}

// moved changes every position of a geometry, in place where it can.
func moved(g orb.Geometry, by placer) (orb.Geometry, error) {
	var err error
	switch g := g.(type) {
	case orb.Point:
		g[0], g[1], err = by(g[0], g[1])
		return g, err
	case orb.MultiPoint:
		return g, movePoints(g, by)
	case orb.LineString:
		return g, movePoints(g, by)
	case orb.MultiLineString:
		for i := 0; i < len(g) && err == nil; i++ {
			err = movePoints(g[i], by)
		}
	case orb.Polygon:
		return g, movePolygon(g, by)
	case orb.MultiPolygon:
		for i := 0; i < len(g) && err == nil; i++ {
			err = movePolygon(g[i], by)
		}
	case orb.Collection:
		for i := 0; i < len(g) && err == nil; i++ {
			g[i], err = moved(g[i], by)
		}
	}
	return g, err
}

func movePolygon(p orb.Polygon, by placer) error {
	for _, r := range p {
		if err := movePoints(r, by); err != nil {
			return err
		}
	}
	return nil
}

func movePoints[T ~[]orb.Point](points T, by placer) error {
	for i, p := range points {
		x, y, err := by(p[0], p[1])
		if err != nil {
			return err
		}
		points[i] = orb.Point{x, y}
	}
	return nil
}

// envelopeSizes are the bytes of the box in a geometry's header, by the number in its flags.
var envelopeSizes = [8]int{0, 32, 48, 48, 64, -1, -1, -1}

// parseBlob reads a geometry as GeoPackage keeps it: a header, and WKB. WKB without the header is taken too.
func parseBlob(b []byte) (parsed, error) {
	if len(b) > 0 && b[0] <= 1 {
		return parseWKB(b)
	}
	if len(b) < 8 || b[0] != 'G' || b[1] != 'P' {
		return parsed{}, errNotGeometry
	}
	flags := b[3]
	if flags&0x20 != 0 {
		return parsed{}, fmt.Errorf("its shape is of a kind that only the program that made it knows (%s)", extensionCode(b))
	}
	envelope := envelopeSizes[flags>>1&7]
	if b[2] != 0 || envelope < 0 || len(b) < 8+envelope {
		return parsed{}, errNotGeometry
	}
	if flags&0x10 != 0 && len(b) == 8+envelope {
		return parsed{}, nil // empty, without saying of what kind
	}
	return parseWKB(b[8+envelope:])
}

// extensionCode is the name of a geometry's kind outside the standard.
func extensionCode(b []byte) string {
	envelope := envelopeSizes[b[3]>>1&7]
	if envelope < 0 || len(b) < 12+envelope {
		return "without a name"
	}
	return strconv.QuoteToGraphic(string(b[8+envelope : 12+envelope]))
}

// blob writes a geometry as GeoPackage keeps it, with its box in the header; nil for one without positions.
func blob(g orb.Geometry, z []float64, srs int32) (b []byte, box orb.Bound) {
	if g == nil || feature.Positions(g) == 0 {
		return nil, orb.Bound{}
	}
	box = boxOf(g)
	_, point := g.(orb.Point)
	const littleEndian, withBox = 1, 1 << 1
	b = append(b, 'G', 'P', 0, littleEndian)
	b = binary.LittleEndian.AppendUint32(b, uint32(srs))
	if !point {
		b[3] |= withBox
		for _, v := range []float64{box.Min[0], box.Max[0], box.Min[1], box.Max[1]} {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
	}
	w := wkbWriter{b: b, z: z, high: z != nil}
	w.geometry(g)
	return w.b, box
}

func boxOf(g orb.Geometry) orb.Bound {
	box, first := orb.Bound{}, true
	feature.Each(g, func(p orb.Point) {
		if first {
			box, first = orb.Bound{Min: p, Max: p}, false
			return
		}
		box = orb.Bound{Min: orb.Point{min(box.Min[0], p[0]), min(box.Min[1], p[1])}, Max: orb.Point{max(box.Max[0], p[0]), max(box.Max[1], p[1])}}
	})
	return box
}
