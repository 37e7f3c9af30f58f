package sweep

import (
	"math"

	"hubscape/geo/basemap"
)

const (
	chunkSegments = 24
	keptLevels    = 4
	// fullFrom is the level from which all vertices are used: finer filters drop next to nothing.
	fullFrom = 17
	// earthMetres is the length of the equator in Web Mercator.
	earthMetres = 40075016.68557849
)

// box is a rectangle in mesh units, edges included.
type box struct{ x0, y0, x1, y1 int32 }

// chunk is a run of at most chunkSegments segments of one arc.
type chunk struct {
	box
	first       int32 // index of its first vertex
	n           int32 // segments; 0 is a dot at the first vertex
	left, right uint16
	class       basemap.Class
	hollow      bool // encloses nothing at this level: lines only
}

// level is a mesh with the vertices that one level of detail keeps.
type level struct {
	number int
	xy     []int32
	chunks []chunk
}

// levelFor gives the coarsest level that deviates by at most 0.35 px (0.25 px on views of a whole continent and more,
// where sub-pixel islands abound).
func levelFor(step float64) int {
	metres := step * (earthMetres / basemap.UnitsPerWorld)
	allowed := 0.35 * metres
	if metres > 15000 {
		allowed = 0.25 * metres
	}
	for l := range fullFrom {
		if basemap.LevelTolerance(l) <= allowed {
			return l
		}
	}
	return basemap.MaxLevel
}

// level gives the wanted level of detail, from the kept ones if it is there. It is made without holding the lock, so
// that a frame never waits for another frame's level.
func (l *Layer) level(number int) *level {
	if lv := l.kept(number, nil); lv != nil {
		return lv
	}
	return l.kept(number, buildLevel(l.mesh, number))
}

// kept moves a level to the front of the kept ones, or puts fresh there when it is not among them and not nil.
func (l *Layer) kept(number int, fresh *level) *level {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, lv := range l.levels {
		if lv.number == number {
			copy(l.levels[1:i+1], l.levels[:i])
			l.levels[0] = lv
			return lv
		}
	}
	if fresh == nil {
		return nil
	}
	if len(l.levels) < keptLevels {
		l.levels = append(l.levels, nil)
	}
	copy(l.levels[1:], l.levels)
	l.levels[0] = fresh
	return fresh
}

func buildLevel(m *basemap.Mesh, number int) *level {
	lv := &level{number: number}
	if number >= basemap.MaxLevel {
		lv.xy = m.XY
		for i := range m.Arcs {
			a := &m.Arcs[i]
			lv.addArc(a, a.First, a.Last)
		}
		return lv
	}
	lv.xy = make([]int32, 2*countKept(m, number))
	end := int32(0)
	for i := range m.Arcs {
		a := &m.Arcs[i]
		first := end
		end = lv.copyArc(m, a, end)
		lv.addArc(a, first, end)
	}
	lv.xy = lv.xy[:2*end]
	return lv
}

// copyArc copies the vertices of an arc that the level keeps to vertex end and on, and gives the new end. The ends of an
// arc are always kept.
func (lv *level) copyArc(m *basemap.Mesh, a *basemap.Arc, end int32) int32 {
	last := a.Last - 1
	for v := a.First; v < last; v++ {
		lv.xy[2*end], lv.xy[2*end+1] = m.XY[2*v], m.XY[2*v+1]
		if int(m.Code[v]) <= lv.number || v == a.First {
			end++
		}
	}
	if last >= a.First {
		lv.xy[2*end], lv.xy[2*end+1] = m.XY[2*last], m.XY[2*last+1]
		end++
	}
	return end
}

// countKept gives a bound on the vertices of a level.
func countKept(m *basemap.Mesh, number int) int {
	n := 2*len(m.Arcs) + 1
	for _, c := range m.Code {
		if int(c) <= number {
			n++
		}
	}
	return n
}

// addArc cuts the vertices [first, last) of an arc into chunks.
func (lv *level) addArc(a *basemap.Arc, first, last int32) {
	if last-first < 1 {
		return
	}
	closed := last-first > 1 && lv.xy[2*first] == lv.xy[2*last-2] && lv.xy[2*first+1] == lv.xy[2*last-1]
	c := chunk{left: a.Left, right: a.Right, class: a.Class, hollow: a.Left == a.Right}
	if closed && last-first <= 3 {
		c.hollow = true
		last-- // there and back is one line; a start that is also the end is a dot
	}
	if last-first == 1 {
		c.first, c.box = first, boundsOf(lv.xy[2*first:2*last])
		lv.chunks = append(lv.chunks, c)
		return
	}
	for at := first; at < last-1; at += chunkSegments {
		c.first, c.n = at, min(chunkSegments, last-1-at)
		c.box = boundsOf(lv.xy[2*at : 2*(at+c.n+1)])
		lv.chunks = append(lv.chunks, c)
	}
}

func boundsOf(xy []int32) box {
	b := box{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}
	for i := 0; i+1 < len(xy); i += 2 {
		b.x0, b.x1 = min(b.x0, xy[i]), max(b.x1, xy[i])
		b.y0, b.y1 = min(b.y0, xy[i+1]), max(b.y1, xy[i+1])
	}
	return b
}
