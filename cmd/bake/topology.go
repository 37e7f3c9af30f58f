package main

import (
	"cmp"
	"fmt"
	"slices"

	"hubscape/cmd/bake/internal/planar"
)

// label is what the map says of a face: indexes into the lists of plane; 0 is sea, or no division.
type label struct{ land, div int32 }

// plane is the joint subdivision of countries and divisions.
type plane struct {
	pts   []planar.Pt
	arcs  []planar.Arc // sides are indexes into labels
	label []label      // per side
	lands []landKey    // 1-based: lands[0] is the sea
	divs  []*province  // 1-based: divs[0] is nil
	log   func(string, ...any)
}

// maxSliver is the size in square kilometres up to which a gap of the source is given to the neighbour that shares
// most of its edge. The sources' gaps are slits along straight lines; the largest has 12 km².
const maxSliver = 15

// buildPlane overlays all rings and labels the faces.
func buildPlane(rings []planar.Ring, r *rules, log func(string, ...any)) (*plane, error) {
	g, err := planar.Overlay(rings, log)
	if err != nil {
		return nil, err
	}
	p := &plane{pts: g.Pts, log: log, lands: []landKey{{}}, divs: []*province{nil}}
	faces := p.labelFaces(g, r)
	p.mendSlivers(g, faces)
	ids := map[label]int32{{}: 0}
	p.label = []label{{}}
	sides := make([]planar.Side, len(g.Edges))
	for i, e := range g.Edges {
		sides[i] = planar.Side{V: []int32{e.A, e.B}, L: p.labelID(ids, faces[e.L]), R: p.labelID(ids, faces[e.R])}
	}
	p.arcs = planar.Chain(len(g.Pts), sides)
	return p, nil
}

func (p *plane) labelID(ids map[label]int32, l label) int32 {
	id, ok := ids[l]
	if !ok {
		id = int32(len(p.label))
		ids[l] = id
		p.label = append(p.label, l)
	}
	return id
}

func (p *plane) labelFaces(g *planar.Graph, r *rules) []label {
	lands := map[landKey]bool{}
	divs := map[*province]bool{}
	for _, f := range g.Faces {
		if k, ok := r.land(f.Owners); ok {
			lands[k] = true
			if d := r.division(f.Owners, k); d != nil {
				divs[d] = true
			}
		}
	}
	for k := range lands {
		p.lands = append(p.lands, k)
	}
	for d := range divs {
		p.divs = append(p.divs, d)
	}
	slices.SortFunc(p.lands[1:], compareLand)
	slices.SortFunc(p.divs[1:], func(a, b *province) int { return cmp.Compare(a.code, b.code) })
	landID, divID := map[landKey]int32{}, map[*province]int32{}
	for i, k := range p.lands {
		landID[k] = int32(i)
	}
	for i, d := range p.divs {
		divID[d] = int32(i)
	}
	out := make([]label, len(g.Faces))
	for i, f := range g.Faces {
		if k, ok := r.land(f.Owners); ok {
			out[i] = label{landID[k], divID[r.division(f.Owners, k)]}
		}
	}
	return out
}

// compareLand sorts by code, land without a country last, undisputed parts first.
func compareLand(a, b landKey) int {
	if (a.code == "") != (b.code == "") {
		return cmp.Compare(b.code, a.code)
	}
	return cmp.Or(cmp.Compare(a.code, b.code), cmp.Compare(a.name, b.name), cmp.Compare(a.dispute, b.dispute))
}

// mendSlivers gives small gaps between countries, and small places without a division in a country that has them, to
// the neighbour with the longest common edge.
func (p *plane) mendSlivers(g *planar.Graph, faces []label) {
	near := neighbours(g)
	has := map[string]bool{}
	for _, d := range p.divs[1:] {
		has[d.country] = true
	}
	for range 4 {
		for i := 1; i < len(g.Faces); i++ {
			km2 := g.Faces[i].Area * trueScale(g.Faces[i].At)
			was := faces[i]
			switch {
			case was.land == 0 && km2 < maxSliver:
				faces[i] = p.bestSea(near[i], faces, g, i, km2)
			case was.land != 0 && was.div == 0 && has[p.lands[was.land].code] && !undivided[p.lands[was.land].dispute]:
				faces[i] = p.bestDivision(near[i], faces, was, km2)
			}
		}
	}
	for i, f := range faces {
		if f.land != 0 && f.div == 0 && has[p.lands[f.land].code] && g.Faces[i].Area*trueScale(g.Faces[i].At) > 1 {
			p.log("no division: %v, %.1f km² near %v", p.lands[f.land], g.Faces[i].Area*trueScale(g.Faces[i].At), toLonLat(g.Faces[i].At))
		}
	}
}

type contact struct {
	face   int32
	length float64
}

// neighbours lists per face the faces across its edges with the common length.
func neighbours(g *planar.Graph) [][]contact {
	out := make([][]contact, len(g.Faces))
	add := func(f, other int32, length float64) {
		for i := range out[f] {
			if out[f][i].face == other {
				out[f][i].length += length
				return
			}
		}
		out[f] = append(out[f], contact{other, length})
	}
	for _, e := range g.Edges {
		if e.L == 0 && e.R == 0 {
			continue
		}
		l := length(g.Pts[e.A], g.Pts[e.B])
		if e.L != 0 {
			add(e.L, e.R, l)
		}
		if e.R != 0 {
			add(e.R, e.L, l)
		}
	}
	for i := range out {
		slices.SortFunc(out[i], func(a, b contact) int { return cmp.Or(cmp.Compare(b.length, a.length), cmp.Compare(a.face, b.face)) })
	}
	return out
}

// bestSea closes an enclosed gap: one that touches no open water.
func (p *plane) bestSea(near []contact, faces []label, g *planar.Graph, i int, km2 float64) label {
	for _, n := range near {
		if faces[n.face].land == 0 {
			return label{}
		}
	}
	if len(near) < 1 || km2 > 0.5 && !thin(near, g.Faces[i].Area) {
		return label{}
	}
	p.log("gap of %.2f km² near %v goes to %v", km2, toLonLat(g.Faces[i].At), p.lands[faces[near[0].face].land])
	return faces[near[0].face]
}

// thin says whether a face is a slit: much longer than wide.
func thin(near []contact, area float64) bool {
	round := 0.0
	for _, n := range near {
		round += n.length
	}
	return round*round > 60*area
}

func (p *plane) bestDivision(near []contact, faces []label, was label, km2 float64) label {
	if km2 > 60 {
		return was
	}
	for _, n := range near {
		f := faces[n.face]
		if f.div != 0 && p.divs[f.div].country == p.lands[was.land].code {
			return label{was.land, f.div}
		}
	}
	return was
}

func (p *plane) describe() string {
	n := 0
	for _, a := range p.arcs {
		n += len(a.V)
	}
	return fmt.Sprintf("%d arcs, %d vertices, %d land faces, %d divisions", len(p.arcs), n, len(p.lands)-1, len(p.divs)-1)
}
