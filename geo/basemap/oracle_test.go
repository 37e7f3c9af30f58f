package basemap_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
)

// oracle answers with orb's contains on the rings of every face, in mesh units.
type oracle struct {
	polygons []orb.Polygon
	bound    []orb.Bound
	face     []int
}

func newOracle(m *basemap.Mesh) *oracle {
	o := &oracle{}
	for f := 1; f < m.Faces; f++ {
		var outer, holes []orb.Ring
		for _, xy := range m.Rings(f, basemap.MaxLevel) {
			r := make(orb.Ring, 0, len(xy)/2)
			for i := 0; i < len(xy); i += 2 {
				r = append(r, orb.Point{float64(xy[i]), -float64(xy[i+1])})
			}
			if planar.Area(r) > 0 {
				outer = append(outer, r)
			} else {
				holes = append(holes, r)
			}
		}
		for _, r := range outer {
			pg, b := orb.Polygon{r}, r.Bound()
			for _, h := range holes {
				if b.Union(h.Bound()) == b {
					pg = append(pg, h)
				}
			}
			o.polygons, o.bound, o.face = append(o.polygons, pg), append(o.bound, b), append(o.face, f)
		}
	}
	return o
}

func (o *oracle) at(p orb.Point) int {
	for i, pg := range o.polygons {
		if o.bound[i].Contains(p) && planar.PolygonContains(pg, p) {
			return o.face[i]
		}
	}
	return 0
}

// inUnits gives the centre of the unit square that a position falls in, y north, as the oracle has it.
func inUnits(p orb.Point) orb.Point {
	x, y := camera.World(p)
	return orb.Point{math.Floor(x*basemap.UnitsPerWorld) + 0.5, -(math.Floor(y*basemap.UnitsPerWorld) + 0.5)}
}

// TestLocateEqualsOrb compares 20,000 random points and 20,000 points from 1 m to 5 km around vertices with orb.
func TestLocateEqualsOrb(t *testing.T) {
	m := theMap(t)
	o := newOracle(m.Land)
	r := rand.New(rand.NewPCG(11, 2026))
	var pts []orb.Point
	for range 20000 {
		pts = append(pts, orb.Point{-180 + 360*r.Float64(), -85 + 170*r.Float64()})
	}
	for range 20000 {
		v := r.IntN(len(m.Land.Code))
		p := basemap.LonLat(m.Land.XY[2*v], m.Land.XY[2*v+1])
		d, a := 1e-5*math.Pow(5000, r.Float64()), 2*math.Pi*r.Float64()
		p = orb.Point{p[0] + d*math.Cos(a), p[1] + d*math.Sin(a)}
		if math.Abs(p[0]) < 180 && math.Abs(p[1]) < 85 {
			pts = append(pts, p)
		}
	}
	for _, p := range pts {
		if got, want := m.FaceAt(p[0], p[1]), o.at(inUnits(p)); got != want {
			t.Errorf("FaceAt(%v, %v) = %d, orb says %d", p[0], p[1], got, want)
		}
	}
}

// TestLocateDivisionEqualsOrb does the same for divisions, around their vertices.
func TestLocateDivisionEqualsOrb(t *testing.T) {
	m := theMap(t)
	o := newOracle(m.Divs)
	r := rand.New(rand.NewPCG(12, 2026))
	for range 10000 {
		v := r.IntN(len(m.Divs.Code))
		p := basemap.LonLat(m.Divs.XY[2*v], m.Divs.XY[2*v+1])
		d, a := 1e-5*math.Pow(5000, r.Float64()), 2*math.Pi*r.Float64()
		p = orb.Point{p[0] + d*math.Cos(a), p[1] + d*math.Sin(a)}
		got, want := "", ""
		if pl := m.Locate(p[0], p[1]); pl.Division != nil {
			got = pl.Division.Code
		}
		if f := o.at(inUnits(p)); f > 0 {
			want = m.Divisions[f-1].Code
		}
		if got != want {
			t.Errorf("Locate(%v, %v) gives division %q, orb says %q", p[0], p[1], got, want)
		}
	}
}

func TestLatTable(t *testing.T) {
	worst, low := 0.0, 0.0
	for i := range 2_000_001 {
		lat := -85.0511 + 170.1022*float64(i)/2_000_000
		_, y := camera.World(orb.Point{0, lat})
		d := math.Abs(basemap.MercatorY(theMap(t), lat) - y*basemap.UnitsPerWorld)
		worst = max(worst, d)
		if math.Abs(lat) < 60 {
			low = max(low, d)
		}
	}
	if worst > 0.05 || low > 0.001 {
		t.Errorf("table is off by %g units, %g units below 60°", worst, low)
	}
}
