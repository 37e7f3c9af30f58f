package basemap

import (
	"github.com/paulmach/orb"

	"hubscape/geo/camera"
)

// LonLat gives the lon, lat point in degrees of a mesh position.
func LonLat(x, y int32) orb.Point {
	return camera.LonLat(float64(x)/UnitsPerWorld, float64(y)/UnitsPerWorld)
}

// Level is a mesh with fewer vertices. Arcs are those of the mesh, in the same order, with First and Last pointing
// into this XY; sides and classes are unchanged. An arc never loses its ends, so faces stay closed: a small island
// is left as a dash of three vertices there and back, which a renderer should draw as a speck.
type Level struct {
	XY   []int32
	Arcs []Arc
}

// Level filters the mesh to the vertices of level l (0 coarsest … MaxLevel all). It makes a new value on each call;
// renderers keep the few they need.
func (m *Mesh) Level(l int) *Level {
	n := 0
	for _, c := range m.Code {
		if int(c) <= l {
			n++
		}
	}
	out := &Level{XY: make([]int32, 2*n), Arcs: make([]Arc, len(m.Arcs))}
	k := int32(0)
	for i, a := range m.Arcs {
		first := k
		for v := a.First; v < a.Last; v++ {
			if int(m.Code[v]) <= l {
				out.XY[2*k], out.XY[2*k+1] = m.XY[2*v], m.XY[2*v+1]
				k++
			}
		}
		a.First, a.Last = first, k
		out.Arcs[i] = a
	}
	return out
}
