package scene

import (
	"math"
	"sync"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
)

// ground holds the basemap's lines in world units, thinned for the views that asked for them.
type ground struct {
	m      *basemap.Map
	claims []shape
	lakes  []Box // by lake
	// lakeCover is the cover of the lakes' faces: all but the land between them.
	lakeCover []uint8
	towns     []orb.Point // unit world
	byCode    map[string]int
	places    []place // by country

	mu       sync.Mutex
	arcs     map[arcKey][]int32
	kept     int // vertices in arcs
	arcBoxes map[*basemap.Mesh][]Box
}

// place is where a country's name stands and how large the country is, in the unit world.
type place struct {
	x, y, w, h float64
	grade      int // of its size: each is twice as large as the one below
}

func placeOf(c *basemap.Country) place {
	var p place
	p.x, p.y = camera.World(c.LabelAt)
	x0, y0 := camera.World(c.Bound.Min)
	x1, y1 := camera.World(c.Bound.Max)
	p.w, p.h = math.Abs(x1-x0), math.Abs(y1-y0)
	p.grade = math.Ilogb(math.Max(1e-12, p.w*p.h))
	return p
}

// shape is a claim line: whole, and where it lies.
type shape struct {
	index int // in the basemap's list
	paths []Path
}

type arcKey struct {
	mesh  *basemap.Mesh
	arc   int32
	level int8
}

func newGround(m *basemap.Map) *ground {
	g := &ground{m: m, byCode: map[string]int{}, arcs: map[arcKey][]int32{}, arcBoxes: map[*basemap.Mesh][]Box{}}
	for i := range m.Countries {
		c := &m.Countries[i]
		if c.Code != "" {
			g.byCode[c.Code] = i
		}
		g.places = append(g.places, placeOf(c))
	}
	g.lakeCover = make([]uint8, len(m.Lakes)+1)
	for i, l := range m.Lakes {
		g.lakeCover[i+1] = 255
		x0, y0 := camera.World(orb.Point{l.Bound.Min[0], l.Bound.Max[1]})
		x1, y1 := camera.World(orb.Point{l.Bound.Max[0], l.Bound.Min[1]})
		g.lakes = append(g.lakes, Box{unit(x0), unit(y0), unit(x1), unit(y1)})
	}
	for i, c := range m.Claims {
		if len(c.Coords) > 0 {
			g.claims = append(g.claims, newShape(i, c.Coords))
		}
	}
	for _, t := range m.Towns {
		x, y := camera.World(t.At)
		g.towns = append(g.towns, orb.Point{x, y})
	}
	return g
}

func newShape(index int, lines []orb.LineString) shape {
	s := shape{index: index}
	for _, l := range lines {
		xy := make([]int32, 0, 2*len(l))
		for _, p := range l {
			x, y := camera.World(p)
			xy = append(xy, unit(x), unit(y))
		}
		if len(xy) < 4 {
			continue
		}
		s.paths = append(s.paths, Path{XY: xy, Box: boxOf(xy)})
	}
	return s
}

func emptyBox() Box { return Box{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32} }

// unit turns a unit-world coordinate into world units.
func unit(v float64) int32 {
	return int32(math.Max(math.MinInt32, math.Min(math.MaxInt32, math.Round(float64(v*basemap.UnitsPerWorld)))))
}

func boxOf(xy []int32) Box {
	b := emptyBox()
	for i := 0; i+1 < len(xy); i += 2 {
		b.X0, b.X1 = min(b.X0, xy[i]), max(b.X1, xy[i])
		b.Y0, b.Y1 = min(b.Y0, xy[i+1]), max(b.Y1, xy[i+1])
	}
	return b
}

func (b Box) union(o Box) Box {
	return Box{min(b.X0, o.X0), min(b.Y0, o.Y0), max(b.X1, o.X1), max(b.Y1, o.Y1)}
}

// maxKept bounds the vertices of arcs kept at their levels.
const maxKept = 1 << 20

// arc gives an arc's vertices at a level.
func (g *ground) arc(mesh *basemap.Mesh, i, level int) []int32 {
	a := mesh.Arcs[i]
	if level >= basemap.MaxLevel {
		return mesh.XY[2*a.First : 2*a.Last]
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	key := arcKey{mesh, int32(i), int8(level)}
	if xy, ok := g.arcs[key]; ok {
		return xy
	}
	if g.kept > maxKept {
		clear(g.arcs)
		g.kept = 0
	}
	xy := ArcAt(mesh, i, level)
	g.arcs[key] = xy
	g.kept += len(xy) / 2
	return xy
}

// ArcAt copies the vertices of arc i that a level keeps; the ends are always there.
func ArcAt(mesh *basemap.Mesh, i, level int) []int32 {
	a := mesh.Arcs[i]
	var xy []int32
	for v := a.First; v < a.Last; v++ {
		if int(mesh.Code[v]) <= level || v == a.First || v == a.Last-1 {
			xy = append(xy, mesh.XY[2*v], mesh.XY[2*v+1])
		}
	}
	return xy
}

// boxes gives the box of every arc of a mesh, made on first use.
func (g *ground) boxes(mesh *basemap.Mesh) []Box {
	g.mu.Lock()
	defer g.mu.Unlock()
	if b, ok := g.arcBoxes[mesh]; ok {
		return b
	}
	b := make([]Box, len(mesh.Arcs))
	for i, a := range mesh.Arcs {
		b[i] = boxOf(mesh.XY[2*a.First : 2*a.Last])
	}
	g.arcBoxes[mesh] = b
	return b
}
