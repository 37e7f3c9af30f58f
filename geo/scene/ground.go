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
	rivers []shape
	lakes  []shape
	claims []shape
	towns  []orb.Point // unit world
	byCode map[string]int

	mu       sync.Mutex
	arcs     map[arcKey][]int32
	kept     int // vertices in arcs
	arcBoxes map[*basemap.Mesh][]Box
}

// shape is one feature: its lines, whole and thinned.
type shape struct {
	index int // in the basemap's list
	rank  int
	box   Box
	full  [][]int32
	thin  map[int][]Path // by level, filled on first use under ground.mu
}

type arcKey struct {
	mesh  *basemap.Mesh
	arc   int32
	level int8
}

func newGround(m *basemap.Map) *ground {
	g := &ground{m: m, byCode: map[string]int{}, arcs: map[arcKey][]int32{}}
	for i, c := range m.Countries {
		if c.Code != "" {
			g.byCode[c.Code] = i
		}
	}
	for i, r := range m.Rivers {
		g.rivers = append(g.rivers, newShape(i, r.Rank, r.Coords))
	}
	for i, l := range m.Lakes {
		var lines []orb.LineString
		for _, p := range l.Area {
			for _, r := range p {
				lines = append(lines, orb.LineString(r))
			}
		}
		g.lakes = append(g.lakes, newShape(i, l.Rank, lines))
	}
	for i, c := range m.Claims {
		g.claims = append(g.claims, newShape(i, 0, c.Coords))
	}
	for _, t := range m.Towns {
		x, y := camera.World(t.At)
		g.towns = append(g.towns, orb.Point{x, y})
	}
	return g
}

func newShape(index, rank int, lines []orb.LineString) shape {
	s := shape{index: index, rank: rank, thin: map[int][]Path{}}
	s.box = Box{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}
	for _, l := range lines {
		xy := make([]int32, 0, 2*len(l))
		for _, p := range l {
			x, y := camera.World(p)
			xy = append(xy, unit(x), unit(y))
		}
		s.full = append(s.full, xy)
		s.box = s.box.union(boxOf(xy))
	}
	return s
}

// unit turns a unit-world coordinate into world units.
func unit(v float64) int32 {
	return int32(math.Max(math.MinInt32, math.Min(math.MaxInt32, math.Round(float64(v*basemap.UnitsPerWorld)))))
}

func boxOf(xy []int32) Box {
	b := Box{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}
	for i := 0; i+1 < len(xy); i += 2 {
		b.X0, b.X1 = min(b.X0, xy[i]), max(b.X1, xy[i])
		b.Y0, b.Y1 = min(b.Y0, xy[i+1]), max(b.Y1, xy[i+1])
	}
	return b
}

func (b Box) union(o Box) Box {
	return Box{min(b.X0, o.X0), min(b.Y0, o.Y0), max(b.X1, o.X1), max(b.Y1, o.Y1)}
}

// pieceLen is the number of vertices of one path of a river: short enough to be skipped piece by piece.
const pieceLen = 48

// paths gives a shape's lines thinned for a level; pieces of them when cut is set. The caller must not change them.
func (g *ground) paths(s *shape, level int, cut bool) []Path {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p, ok := s.thin[level]; ok {
		return p
	}
	out := []Path{}
	tolerance := basemap.LevelTolerance(level) / metresPerUnit
	for _, xy := range s.full {
		t := thin(xy, tolerance)
		if len(t) < 4 {
			continue
		}
		step := len(t)
		if cut {
			step = 2 * pieceLen
		}
		for i := 0; i+2 < len(t); i += step {
			piece := t[i:min(len(t), i+step+2)]
			out = append(out, Path{XY: piece, Box: boxOf(piece)})
		}
	}
	s.thin[level] = out
	return out
}

// thin drops vertices that lie nearer than tolerance (world units) to the last one kept; the ends stay.
func thin(xy []int32, tolerance float64) []int32 {
	if len(xy) <= 4 {
		return xy
	}
	out := make([]int32, 0, len(xy)/2)
	out = append(out, xy[0], xy[1])
	for i := 2; i+3 < len(xy); i += 2 {
		dx := float64(xy[i]) - float64(out[len(out)-2])
		dy := float64(xy[i+1]) - float64(out[len(out)-1])
		if math.Abs(dx) >= tolerance || math.Abs(dy) >= tolerance {
			out = append(out, xy[i], xy[i+1])
		}
	}
	return append(out, xy[len(xy)-2], xy[len(xy)-1])
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
	if g.arcBoxes == nil {
		g.arcBoxes = map[*basemap.Mesh][]Box{}
	}
	g.arcBoxes[mesh] = b
	return b
}
