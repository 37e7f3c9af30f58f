package basemap

import (
	"sync"
	"sync/atomic"
)

// coldLookups is how many positions are found by looking at every edge before the index is built for the next one. A
// look at every edge takes about a millisecond and the index about a tenth of a second, so that a program that asks for
// a few positions only never waits for it.
const coldLookups = 32

// lazyMesh answers which face of a mesh holds a point, and builds its index when that is worth it.
type lazyMesh struct {
	mesh  *Mesh
	build sync.Once
	ready atomic.Pointer[meshIndex]
	asked atomic.Int32
}

// index builds the index, or waits for it. It is nil for a mesh too large to have one.
func (l *lazyMesh) index() *meshIndex {
	l.build.Do(func() { l.ready.Store(newMeshIndex(l.mesh)) })
	return l.ready.Load()
}

// at gives the face that holds the centre of a unit square: what the index gives, with or without it.
func (l *lazyMesh) at(qx, qy int32) uint16 {
	if ix := l.ready.Load(); ix != nil {
		return ix.at(qx, qy)
	}
	if l.asked.Add(1) > coldLookups {
		if ix := l.index(); ix != nil {
			return ix.at(qx, qy)
		}
	}
	return l.mesh.faceAt(qx, qy)
}

// faceAt finds the edge that crosses height qy + 0.5 furthest east before the point, among all edges.
func (m *Mesh) faceAt(qx, qy int32) uint16 {
	best, limit, face := 0.0, float64(qx)+0.5, uint16(0)
	for _, a := range m.Arcs {
		y0 := m.XY[2*a.First+1]
		for v := 2 * (a.First + 1); v < 2*a.Last; v += 2 {
			y1 := m.XY[v+1]
			if (qy < y0) != (qy < y1) {
				e := newIndexEdge(m.XY[v-2:v+2], a)
				if x := e.xAt(qy); x >= best && x <= limit {
					best, face = x, uint16(e.east)
				}
			}
			y0 = y1
		}
	}
	return face
}
