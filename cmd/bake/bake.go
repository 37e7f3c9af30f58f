package main

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb/geojson"

	"hubscape/cmd/bake/internal/planar"
	"hubscape/geo/basemap"
)

// bake makes the whole map.
func bake(s source, log func(string, ...any)) (*basemap.Map, error) {
	countries, err := s.features("Countries10")
	if err != nil {
		return nil, err
	}
	stale, err := staleTable()
	if err != nil {
		return nil, err
	}
	wanted := divided(countries, stale)
	provinces, err := s.loadProvinces(wanted)
	if err != nil {
		return nil, err
	}
	log("read %d countries, %d divisions", len(countries), len(provinces))
	areas, err := loadAreas()
	if err != nil {
		return nil, err
	}
	r, rings := collect(countries, provinces, areas)
	p, err := buildPlane(rings, r, log)
	if err != nil {
		return nil, err
	}
	for _, o := range sortedCounts(r.overlaps) {
		log("the source overlaps: %s", o)
	}
	log("%s", p.describe())
	det := measureDetail(p.pts, p.arcs)
	if left := repairLevels(p.pts, p.arcs, det, log); left > 0 {
		return nil, fmt.Errorf("%d crossings remain in the levels", left)
	}
	m := &basemap.Map{Land: landMesh(p, det), Divs: divMesh(p, det)}
	naming, err := newNaming(s)
	if err != nil {
		return nil, err
	}
	if err := fillPlaces(m, p, countries, wanted, naming); err != nil {
		return nil, err
	}
	return m, addDetails(m, s, log)
}

// addDetails adds water, towns and claims to the countries.
func addDetails(m *basemap.Map, s source, log func(string, ...any)) (err error) {
	if m.Lakes, err = s.loadLakes(); err != nil {
		return err
	}
	var g *planar.Graph
	if m.Lakes, g, err = overlayLakes(m.Lakes, log); err != nil {
		return err
	}
	if m.LakeMesh, err = lakeMesh(m.Lakes, g, log); err != nil {
		return err
	}
	if m.Rivers, err = s.loadRivers(); err != nil {
		return err
	}
	m.RiverMesh = riverMesh(m.Rivers)
	if m.Waters, err = loadWaters(); err != nil {
		return err
	}
	if m.Claims, err = loadClaims(m.Land); err != nil {
		return err
	}
	b, err := basemap.Encode(m)
	if err != nil {
		return err
	}
	located, err := basemap.Decode(b) // towns are placed on the map as it will be read
	if err != nil {
		return err
	}
	if m.Towns, err = s.loadTowns(located, log); err != nil {
		return err
	}
	log("%d lakes (%d vertices), %d rivers (%d vertices), %d towns, %d claims, %d water names", len(m.Lakes), len(m.LakeMesh.Code),
		len(m.Rivers), len(m.RiverMesh.Code), len(m.Towns), len(m.Claims), len(m.Waters))
	return nil
}

// collect makes the rings of all owners.
func collect(countries []*geojson.Feature, provinces []*province, areas []area) (*rules, []planar.Ring) {
	r := &rules{overlaps: map[string]int{}}
	var rings []planar.Ring
	add := func(o owner, more []planar.Ring) {
		for _, x := range more {
			o.area += signedArea(x.Pts)
		}
		r.owners = append(r.owners, o)
		rings = append(rings, more...)
	}
	next := func() int32 { return int32(len(r.owners)) }
	for _, f := range countries {
		add(owner{country: f.Properties.MustString("ADM0_A3", "")}, ringsOf(next(), f.Geometry))
	}
	for _, p := range provinces {
		add(owner{province: p, region: p.region}, ringsOf(next(), p.geometry))
	}
	for _, a := range areas {
		add(owner{region: a.key}, ringsOf(next(), a.geometry))
	}
	return r, rings
}

func sortedCounts(m map[string]int) []string {
	var out []string
	for k, n := range m {
		out = append(out, fmt.Sprintf("%s in %d faces", k, n))
	}
	slices.Sort(out)
	return out
}
