package sweep

import (
	"math"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
	"hubscape/geo/camera"
)

// LineMesh makes a mesh of polylines in lon, lat degrees, to be drawn in Stroke mode. tag gives, for each line, the
// number that stands for a face on either side of it, so that flags and pen rule can tell lines apart; nil means 1.
func LineMesh(lines []orb.LineString, class basemap.Class, tag []uint16) *basemap.Mesh {
	m := &basemap.Mesh{Faces: 2}
	for i, line := range lines {
		face := uint16(1)
		if i < len(tag) {
			face = tag[i]
		}
		m.Faces = max(m.Faces, int(face)+1)
		addArc(m, line, basemap.Arc{Left: face, Right: face, Class: class})
	}
	return m
}

// AreaMesh makes a mesh of areas in lon, lat degrees that do not overlap, to be drawn in Overlay mode: area i is face
// i+1. Rings may turn either way; the first of a polygon is its outside.
func AreaMesh(areas []orb.MultiPolygon, class basemap.Class) *basemap.Mesh {
	m := &basemap.Mesh{Faces: len(areas) + 1}
	for i, area := range areas {
		for _, polygon := range area {
			for k, ring := range polygon {
				a := basemap.Arc{Class: class}
				if (turns(ring) > 0) == (k == 0) {
					a.Left = uint16(i + 1)
				} else {
					a.Right = uint16(i + 1)
				}
				addArc(m, closed(ring), a)
			}
		}
	}
	return m
}

// turns is positive for a ring that runs counter-clockwise with north up.
func turns(ring orb.Ring) float64 {
	var sum float64
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		sum += float64(a[0]*b[1]) - float64(b[0]*a[1])
	}
	return sum
}

func closed(ring orb.Ring) []orb.Point {
	if n := len(ring); n > 0 && ring[0] != ring[n-1] {
		return append(append(make([]orb.Point, 0, n+1), ring...), ring[0])
	}
	return ring
}

// addArc appends an arc with its vertices and their levels; neighbours that fall together are one vertex.
func addArc(m *basemap.Mesh, points []orb.Point, a basemap.Arc) {
	a.First = int32(len(m.XY) / 2)
	for _, p := range points {
		x, y := meshUnits(p)
		if n := len(m.XY); n > int(2*a.First) && m.XY[n-2] == x && m.XY[n-1] == y {
			continue
		}
		m.XY = append(m.XY, x, y)
	}
	a.Last = int32(len(m.XY) / 2)
	if a.Last-a.First < 2 {
		m.XY = m.XY[:2*a.First]
		return
	}
	m.Code = append(m.Code, levels(m.XY[2*a.First:2*a.Last])...)
	m.Arcs = append(m.Arcs, a)
}

func meshUnits(p orb.Point) (x, y int32) {
	wx, wy := camera.World(p)
	return toUnit(wx), toUnit(wy)
}

func toUnit(w float64) int32 {
	return int32(within(math.Round(float64(w*basemap.UnitsPerWorld)), math.MinInt32, math.MaxInt32))
}

// levels gives for each vertex the coarsest level that keeps it: the first at which the line without it, and without
// all that are less telling, would be off by more than the level allows. Ends are kept always.
func levels(xy []int32) []uint8 {
	n := len(xy) / 2
	code := make([]uint8, n)
	for i := 1; i < n-1; i++ {
		code[i] = basemap.MaxLevel
	}
	type piece struct {
		a, b int
		cap  float64 // of the vertex that made the piece
	}
	stack := []piece{{0, n - 1, math.Inf(1)}}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		at, far := -1, -1.0
		for i := p.a + 1; i < p.b; i++ {
			if d := offLine(xy, i, p.a, p.b); d > far {
				at, far = i, d
			}
		}
		if at < 0 {
			continue
		}
		far = math.Min(far, p.cap)
		code[at] = levelKeeping(far)
		stack = append(stack, piece{p.a, at, far}, piece{at, p.b, far})
	}
	return code
}

// levelKeeping gives the coarsest level whose tolerance is at most a distance in mesh units.
func levelKeeping(units float64) uint8 {
	metres := units * (earthMetres / basemap.UnitsPerWorld)
	for l := range basemap.MaxLevel {
		if basemap.LevelTolerance(l) <= metres {
			return uint8(l)
		}
	}
	return basemap.MaxLevel
}

// offLine is the distance of vertex i from the segment between vertices a and b, in mesh units.
func offLine(xy []int32, i, a, b int) float64 {
	ax, ay := float64(xy[2*a]), float64(xy[2*a+1])
	dx, dy := float64(xy[2*b])-ax, float64(xy[2*b+1])-ay
	px, py := float64(xy[2*i])-ax, float64(xy[2*i+1])-ay
	if l2 := float64(dx*dx) + float64(dy*dy); l2 > 0 {
		t := within((float64(px*dx)+float64(py*dy))/l2, 0, 1)
		px -= float64(t * dx)
		py -= float64(t * dy)
	}
	return math.Sqrt(float64(px*px) + float64(py*py))
}
