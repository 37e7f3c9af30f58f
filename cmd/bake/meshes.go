package main

import (
	"hubscape/cmd/bake/internal/planar"
	"hubscape/geo/basemap"
)

// landMesh joins the joint arcs into arcs between land faces.
func landMesh(p *plane, det []detail) *basemap.Mesh {
	m := joinMesh(p, det, func(l label) int32 { return l.land }, p.landClass)
	m.Faces = len(p.lands)
	return m
}

// divMesh joins the joint arcs into arcs between divisions. The outline of a country lies on the same vertices, at
// every level, as in the countries mesh.
func divMesh(p *plane, det []detail) *basemap.Mesh {
	m := joinMesh(p, det, func(l label) int32 { return l.div }, p.divClass)
	m.Faces = len(p.divs)
	return m
}

func joinMesh(p *plane, det []detail, side func(label) int32, class func(l, r int32, edge bool) basemap.Class) *basemap.Mesh {
	code := map[int32]uint8{}
	var sides []planar.Side
	for i, a := range p.arcs {
		s := planar.Side{V: a.V, L: side(p.label[a.L]), R: side(p.label[a.R])}
		if s.L == s.R {
			continue
		}
		sides = append(sides, s)
		for k, v := range a.V {
			code[v] = det[i].code[k]
		}
	}
	m := &basemap.Mesh{}
	for _, a := range splitAtEdge(p, planar.Chain(len(p.pts), sides)) {
		codes := make([]uint8, len(a.V))
		for k, v := range a.V {
			codes[k] = code[v]
		}
		appendArc(m, p.pts, a, codes, class(a.L, a.R, alongEdge(p, a.V[0], a.V[1])))
	}
	return m
}

func appendArc(m *basemap.Mesh, pts []planar.Pt, a planar.Arc, code []uint8, class basemap.Class) {
	first := int32(len(m.Code))
	for _, v := range a.V {
		x, y := toUnits(pts[v])
		m.XY = append(m.XY, x, y)
	}
	m.Code = append(m.Code, code...)
	last := int32(len(m.Code))
	m.Code[first], m.Code[last-1] = 0, 0
	m.Arcs = append(m.Arcs, basemap.Arc{First: first, Last: last, Left: uint16(a.L), Right: uint16(a.R), Class: class})
}

// alongEdge says whether a segment runs along the edge of the world, where no shore is.
func alongEdge(p *plane, u, v int32) bool {
	a, b := p.pts[u], p.pts[v]
	return a.X == b.X && (a.X == 0 || a.X == gridWorld) || a.Y == b.Y && (a.Y == 0 || a.Y == gridWorld)
}

// splitAtEdge cuts arcs where they come to the edge of the world and leave it.
func splitAtEdge(p *plane, arcs []planar.Arc) []planar.Arc {
	var out []planar.Arc
	for _, a := range arcs {
		from := 0
		for k := 1; k < len(a.V)-1; k++ {
			if alongEdge(p, a.V[k-1], a.V[k]) != alongEdge(p, a.V[k], a.V[k+1]) {
				out = append(out, planar.Arc{V: a.V[from : k+1], L: a.L, R: a.R})
				from = k
			}
		}
		out = append(out, planar.Arc{V: a.V[from:], L: a.L, R: a.R})
	}
	return out
}

func (p *plane) landClass(l, r int32, edge bool) basemap.Class {
	if l == 0 || r == 0 {
		if edge {
			return basemap.ClassNone
		}
		return basemap.ClassCoast
	}
	return borderClass(p.lands[l], p.lands[r])
}

func (p *plane) divClass(l, r int32, _ bool) basemap.Class {
	if l == 0 || r == 0 || p.divs[l].country != p.divs[r].country {
		return basemap.ClassNone // drawn by the countries mesh
	}
	return basemap.ClassDivision
}
