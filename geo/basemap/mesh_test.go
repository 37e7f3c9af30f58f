package basemap_test

import (
	"math"
	"testing"

	"hubscape/geo/basemap"
)

// meshes are the planar meshes of the map: arcs that bound faces.
func meshes(m *basemap.Map) map[string]*basemap.Mesh {
	return map[string]*basemap.Mesh{"countries": m.Land, "divisions": m.Divs, "lakes": m.LakeMesh}
}

func TestArcsAreSound(t *testing.T) {
	for name, mesh := range meshes(theMap(t)) {
		for i, a := range mesh.Arcs {
			if a.Left == a.Right {
				t.Errorf("%s: arc %d has face %d on both sides", name, i, a.Left)
			}
			if mesh.Code[a.First] != 0 || mesh.Code[a.Last-1] != 0 {
				t.Errorf("%s: arc %d may lose an end", name, i)
			}
			for v := a.First + 1; v < a.Last; v++ {
				if mesh.XY[2*v] == mesh.XY[2*v-2] && mesh.XY[2*v+1] == mesh.XY[2*v-1] {
					t.Errorf("%s: arc %d repeats a vertex", name, i)
				}
			}
		}
	}
}

// TestFacesAreClosed follows every face's outline: at each vertex as many arcs of the face arrive as leave.
func TestFacesAreClosed(t *testing.T) {
	for name, mesh := range meshes(theMap(t)) {
		type at struct {
			face uint16
			x, y int32
		}
		sum := map[at]int{}
		for _, a := range mesh.Arcs {
			x0, y0 := mesh.XY[2*a.First], mesh.XY[2*a.First+1]
			x1, y1 := mesh.XY[2*a.Last-2], mesh.XY[2*a.Last-1]
			sum[at{a.Left, x0, y0}]++
			sum[at{a.Left, x1, y1}]--
			sum[at{a.Right, x0, y0}]--
			sum[at{a.Right, x1, y1}]++
		}
		for k, n := range sum {
			if n != 0 {
				t.Errorf("%s: face %d is open at %d, %d", name, k.face, k.x, k.y)
			}
		}
	}
}

// arcAreas gives twice the signed area of each face, from its arcs.
func arcAreas(m *basemap.Mesh, lv *basemap.Level) []float64 {
	out := make([]float64, m.Faces)
	for _, a := range lv.Arcs {
		sum := 0.0
		for v := a.First; v < a.Last-1; v++ {
			x0, y0 := float64(lv.XY[2*v])/1024, float64(lv.XY[2*v+1])/1024
			x1, y1 := float64(lv.XY[2*v+2])/1024, float64(lv.XY[2*v+3])/1024
			sum -= x0*y1 - x1*y0
		}
		out[a.Left] += sum
		out[a.Right] -= sum
	}
	return out
}

// TestFacesTile compares each face's area from its arcs with that of its rings at several levels, and their sum with
// the area inside all coasts: nothing overlaps and nothing is left out.
func TestFacesTile(t *testing.T) {
	for name, mesh := range meshes(theMap(t)) {
		for _, level := range []int{0, 8, 14, basemap.MaxLevel} {
			areas := arcAreas(mesh, mesh.Level(level))
			total := 0.0
			for f := 1; f < mesh.Faces; f++ {
				rings := 0.0
				for _, xy := range mesh.Rings(f, level) {
					rings += ringArea(xy)
				}
				if math.Abs(rings-areas[f]) > 1e-6*math.Abs(areas[f])+1 {
					t.Errorf("%s level %d: face %d has area %g by arcs and %g by rings", name, level, f, areas[f], rings)
				}
				if areas[f] <= 0 && level == basemap.MaxLevel {
					t.Errorf("%s: face %d has area %g", name, f, areas[f])
				}
				total += areas[f]
			}
			if math.Abs(total+areas[0]) > 1e-6*total {
				t.Errorf("%s level %d: faces cover %g, the outside leaves %g", name, level, total, -areas[0])
			}
		}
	}
}

func ringArea(xy []int32) float64 {
	sum := 0.0
	for i := 0; i+3 < len(xy); i += 2 {
		x0, y0 := float64(xy[i]-xy[0])/1024, float64(xy[i+1]-xy[1])/1024
		x1, y1 := float64(xy[i+2]-xy[0])/1024, float64(xy[i+3]-xy[1])/1024
		sum -= x0*y1 - x1*y0
	}
	return sum
}

// TestLevelsNest checks that each level keeps what the coarser one has, that levels lie within their tolerance, and
// that every arc keeps its ends at all of them.
func TestLevelsNest(t *testing.T) {
	for name, mesh := range meshes(theMap(t)) {
		last := 0
		for l := 0; l <= basemap.MaxLevel; l++ {
			lv := mesh.Level(l)
			if n := len(lv.XY); n < last {
				t.Errorf("%s: level %d has %d vertices, the coarser one %d", name, l, n/2, last/2)
			}
			last = len(lv.XY)
			for i, a := range lv.Arcs {
				full := mesh.Arcs[i]
				if a.Last-a.First < 2 || at(lv.XY, a.First) != at(mesh.XY, full.First) || at(lv.XY, a.Last-1) != at(mesh.XY, full.Last-1) {
					t.Fatalf("%s level %d: arc %d has lost an end", name, l, i)
				}
			}
			if d := worstError(mesh, l); d > basemap.LevelTolerance(l)*1.001 {
				t.Errorf("%s level %d: deviates by %.1f m, more than %.1f m", name, l, d, basemap.LevelTolerance(l))
			}
		}
		if last != len(mesh.XY) {
			t.Errorf("%s: the finest level has %d of %d vertices", name, last/2, len(mesh.XY)/2)
		}
	}
}

func at(xy []int32, v int32) [2]int32 { return [2]int32{xy[2*v], xy[2*v+1]} }

const metresPerUnit = 40075016.68557849 / basemap.UnitsPerWorld

// worstError is the greatest distance in metres of a dropped vertex from the segment that replaces it.
func worstError(m *basemap.Mesh, level int) float64 {
	worst := 0.0
	for _, a := range m.Arcs {
		kept := a.First
		for v := a.First + 1; v < a.Last; v++ {
			if int(m.Code[v]) > level {
				continue
			}
			for k := kept + 1; k < v; k++ {
				worst = max(worst, fromSegment(at(m.XY, k), at(m.XY, kept), at(m.XY, v))*metresPerUnit)
			}
			kept = v
		}
	}
	return worst
}

func fromSegment(p, a, b [2]int32) float64 {
	dx, dy := float64(b[0])-float64(a[0]), float64(b[1])-float64(a[1])
	px, py := float64(p[0])-float64(a[0]), float64(p[1])-float64(a[1])
	t := 0.0
	if l2 := dx*dx + dy*dy; l2 > 0 {
		t = min(max((px*dx+py*dy)/l2, 0), 1)
	}
	return math.Hypot(px-t*dx, py-t*dy)
}

// TestNothingCrosses looks for segments that cross or end inside another, at every level.
func TestNothingCrosses(t *testing.T) {
	for name, mesh := range meshes(theMap(t)) {
		for _, l := range []int{0, 3, 6, 9, 12, 15, 18, 22, basemap.MaxLevel} {
			if n, where := crossings(mesh.Level(l)); n > 0 {
				t.Errorf("%s level %d: %d crossings, one near %v", name, l, n, basemap.LonLat(where[0], where[1]))
			}
		}
	}
}

type segment struct{ a, b [2]int32 }

// crossings counts pairs of segments that meet other than at common ends.
func crossings(lv *basemap.Level) (n int, where [2]int32) {
	const shift = 18
	cells := map[[2]int32][]segment{}
	for _, a := range lv.Arcs {
		for v := a.First; v < a.Last-1; v++ {
			s := segment{at(lv.XY, v), at(lv.XY, v+1)}
			visit(s, shift, func(c [2]int32) { cells[c] = append(cells[c], s) })
		}
	}
	for _, segs := range cells {
		for i := range segs {
			for j := i + 1; j < len(segs); j++ {
				if meet(segs[i], segs[j]) {
					n++
					where = segs[i].a
				}
			}
		}
	}
	return n, where
}

// visit walks the cells a segment touches, by its bounding box in pieces of a cell.
func visit(s segment, shift uint, f func([2]int32)) {
	steps := int(max(abs(s.a[0], s.b[0]), abs(s.a[1], s.b[1]))>>shift) + 1
	seen := map[[2]int32]bool{}
	for k := range steps {
		lerp := func(i, k int) int32 {
			return int32(float64(s.a[i]) + (float64(s.b[i])-float64(s.a[i]))*float64(k)/float64(steps))
		}
		x0, x1, y0, y1 := lerp(0, k), lerp(0, k+1), lerp(1, k), lerp(1, k+1)
		for cx := min(x0, x1) >> shift; cx <= max(x0, x1)>>shift; cx++ {
			for cy := min(y0, y1) >> shift; cy <= max(y0, y1)>>shift; cy++ {
				if c := [2]int32{cx, cy}; !seen[c] {
					seen[c] = true
					f(c)
				}
			}
		}
	}
}

func abs(a, b int32) int64 {
	if a > b {
		a, b = b, a
	}
	return int64(b) - int64(a)
}

func meet(s, u segment) bool {
	o1, o2 := side(u.a, u.b, s.a), side(u.a, u.b, s.b)
	o3, o4 := side(s.a, s.b, u.a), side(s.a, s.b, u.b)
	if o1*o2 < 0 && o3*o4 < 0 {
		return true
	}
	return o1 == 0 && inside(u, s.a) || o2 == 0 && inside(u, s.b) || o3 == 0 && inside(s, u.a) || o4 == 0 && inside(s, u.b)
}

func inside(s segment, p [2]int32) bool {
	return p != s.a && p != s.b && p[0] >= min(s.a[0], s.b[0]) && p[0] <= max(s.a[0], s.b[0]) &&
		p[1] >= min(s.a[1], s.b[1]) && p[1] <= max(s.a[1], s.b[1])
}

// side is exact: mesh vertices are multiples of 32 units (the east edge apart), so the products fit.
func side(a, b, c [2]int32) int {
	g := func(v int32) int64 { return (int64(v) + 1) >> 5 }
	d := (g(b[0])-g(a[0]))*(g(c[1])-g(a[1])) - (g(b[1])-g(a[1]))*(g(c[0])-g(a[0]))
	switch {
	case d > 0:
		return 1
	case d < 0:
		return -1
	}
	return 0
}

// TestDivisionsNest checks that every vertex of a division's outline that borders no other division of its country is a
// vertex of the countries mesh with the same level.
func TestDivisionsNest(t *testing.T) {
	m := theMap(t)
	land := map[[2]int32]uint8{}
	for v, c := range m.Land.Code {
		land[at(m.Land.XY, int32(v))] = c
	}
	for _, a := range m.Divs.Arcs {
		if a.Class == basemap.ClassDivision {
			continue
		}
		if a.Left == 0 == (a.Right == 0) && m.Divisions[a.Left-1].Country == m.Divisions[a.Right-1].Country {
			t.Fatalf("an arc between divisions %d and %d is not drawn", a.Left, a.Right)
		}
		for v := a.First; v < a.Last; v++ {
			p := at(m.Divs.XY, v)
			if c, ok := land[p]; !ok {
				t.Fatalf("outline of division at %v is no border or coast", basemap.LonLat(p[0], p[1]))
			} else if c != m.Divs.Code[v] {
				t.Fatalf("vertex at %v has level %d in the countries and %d in the divisions", basemap.LonLat(p[0], p[1]), c, m.Divs.Code[v])
			}
		}
	}
}
