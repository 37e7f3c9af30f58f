package basemap

import (
	"errors"
	"math"

	"github.com/paulmach/orb"
)

func (m *Map) readPlaces(r *reader) error {
	r.text = string(r.b)
	m.Countries = make([]Country, r.count(8))
	for i := range m.Countries {
		m.Countries[i] = r.country()
	}
	m.Faces = make([]Face, r.count(2))
	for i := range m.Faces {
		m.Faces[i] = Face{Country: int(r.varint()), Status: r.string()}
	}
	m.Divisions = make([]Division, r.count(11))
	for i := range m.Divisions {
		m.Divisions[i] = Division{
			Code: r.string(), Country: r.string(), Name: r.string(), Local: r.string(), Kind: r.string(),
			LabelAt: r.point(), Bound: r.bound(),
		}
	}
	return r.err
}

func (r *reader) country() Country {
	c := Country{Code: r.string(), Alpha2: r.string()}
	n := r.count(2)
	c.Names = make(map[string]string, n)
	for range n {
		k := r.string()
		c.Names[k] = r.string()
	}
	c.Short, c.Local, c.Aliases = r.string(), r.string(), r.strings()
	c.LabelAt, c.MinZoom, c.Rank = r.point(), r.float(), int(r.small())
	c.Bound, c.Status, c.Divisions = r.bound(), r.string(), r.byte() == 1
	return c
}

func (m *Map) readTowns(r *reader) error {
	r.text = string(r.b)
	m.Towns = make([]Town, r.count(9))
	for i := range m.Towns {
		m.Towns[i] = Town{
			Name: r.string(), Local: r.string(), Other: r.strings(), Country: r.string(), At: r.point(),
			Rank: int(r.small()), Capital: r.byte() == 1, Pop: r.small(),
		}
	}
	m.Claims = make([]Claim, r.count(7))
	for i := range m.Claims {
		m.Claims[i] = Claim{
			Name: r.string(), Kind: r.string(), Note: r.string(), Number: int(r.small()), LabelAt: r.point(),
			LabelDX: r.float(), LabelDY: r.float(), MinZoom: r.float(), Coords: r.lines(),
		}
	}
	m.Waters = make([]WaterName, r.count(27))
	for i := range m.Waters {
		m.Waters[i] = WaterName{Name: r.string(), Local: r.string(), At: r.point(), MinZoom: r.float(), MaxZoom: r.float(), Size: r.float()}
	}
	return r.err
}

func (m *Map) readLakes(r *reader) error {
	r.text = string(r.b)
	m.Lakes = make([]Lake, r.count(6))
	for i := range m.Lakes {
		l := Lake{Name: r.string(), Local: r.string(), Rank: int(r.small()), LabelAt: r.point(), MinZoom: r.float()}
		l.Area = make(orb.MultiPolygon, r.count(1))
		for k := range l.Area {
			lines := r.lines()
			pg := make(orb.Polygon, len(lines))
			for j := range lines {
				pg[j] = orb.Ring(lines[j])
			}
			if len(pg) == 0 {
				r.fail(errors.New("an area has no outline"))
			}
			l.Area[k] = pg
			b := boundOf(lines)
			if k == 0 {
				l.Bound = b
			} else {
				l.Bound = l.Bound.Union(b)
			}
		}
		m.Lakes[i] = l
	}
	return r.err
}

func (m *Map) readRivers(r *reader) error {
	r.text = string(r.b)
	m.Rivers = make([]Line, r.count(3))
	for i := range m.Rivers {
		m.Rivers[i] = Line{Name: r.string(), Rank: int(r.small()), Coords: r.lines()}
		m.Rivers[i].Bound = boundOf(m.Rivers[i].Coords)
	}
	return r.err
}

func (r *reader) lines() []orb.LineString {
	out := make([]orb.LineString, r.count(1))
	for i := range out {
		l := make(orb.LineString, r.count(2))
		if r.err == nil && len(l) < 2 {
			r.fail(errors.New("a line has fewer than two points"))
		}
		var lon, lat int64
		for k := range l {
			l[k][0], l[k][1] = r.degrees(&lon, &lat)
		}
		out[i] = l
	}
	return out
}

func (r *reader) strings() []string {
	n := r.count(1)
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = r.string()
	}
	return out
}

// small reads a number that fits int32.
func (r *reader) small() int32 {
	v := r.uvarint()
	if v > math.MaxInt32 {
		r.fail(errors.New("a number is too large"))
		return 0
	}
	return int32(v)
}

func (r *reader) point() orb.Point {
	var lon, lat int64
	x, y := r.degrees(&lon, &lat)
	return orb.Point{x, y}
}

func (r *reader) bound() orb.Bound { return orb.Bound{Min: r.point(), Max: r.point()} }
