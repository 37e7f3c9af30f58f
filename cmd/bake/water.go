package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	orbplanar "github.com/paulmach/orb/planar"

	"hubscape/cmd/bake/internal/planar"
	"hubscape/geo/basemap"
)

// detailed is the part of the world mapped in full detail.
var detailed = orb.Bound{Min: orb.Point{-30, -40}, Max: orb.Point{70, 75}}

// farRank is the greatest rank of rivers and lakes kept in the rest of the world.
const farRank = 3

func wantWater(parts []orb.LineString, rank int) bool {
	if rank <= farRank {
		return true
	}
	return slices.ContainsFunc(parts, func(l orb.LineString) bool { return l.Bound().Intersects(detailed) })
}

// loadLakes reads the lakes: the records of the ocean layer without a class of their own. The source's columns are
// shifted: rank is in scaleran_2.
func (s source) loadLakes() ([]basemap.Lake, error) {
	records, err := s.shapes("ne_10m_ocean")
	if err != nil {
		return nil, err
	}
	var out []basemap.Lake
	for _, r := range records {
		rank := int(r.number("scaleran_2", 9))
		if r.attr["featurecla"] != "" || len(r.parts) == 0 || !wantWater(r.parts, rank) {
			continue
		}
		l := basemap.Lake{Name: lakeName(r.attr["name"]), Rank: min(max(rank, 0), 10), Area: polygons(r.parts)}
		l.LabelAt = insidePoint(l.Area)
		out = append(out, l)
	}
	return out, nameLakes(out)
}

// lakeName puts "Lake" before a name that does not say what it is; the source's abbreviations are spelt out.
func lakeName(name string) string {
	if strings.HasPrefix(name, "L. ") {
		return "Lake " + name[3:]
	}
	return name
}

// nameLakes applies the hand-made names and label places.
func nameLakes(lakes []basemap.Lake) error {
	rows, err := table("waters.csv", "kind", "name", "local", "lon", "lat", "min_zoom")
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.cells["kind"] != "lake" {
			continue
		}
		p, zoom, err := r.place()
		if err != nil {
			return err
		}
		i := nearestLake(lakes, p)
		if i < 0 {
			return r.errorf("no lake of the source lies at the label of %s", r.cells["name"])
		}
		lakes[i].Name, lakes[i].Local, lakes[i].LabelAt, lakes[i].MinZoom = r.cells["name"], r.cells["local"], p, zoom
	}
	return nil
}

// nearestLake gives the lake at a point, or the nearest within half a degree, or -1.
func nearestLake(lakes []basemap.Lake, p orb.Point) int {
	best, least := -1, 0.5
	for i, l := range lakes {
		if !l.Area.Bound().Pad(0.5).Contains(p) {
			continue
		}
		if orbplanar.MultiPolygonContains(l.Area, p) {
			return i
		}
		if d := orbplanar.DistanceFrom(l.Area, p); d < least {
			best, least = i, d
		}
	}
	return best
}

// place reads the columns lon, lat and min_zoom.
func (r row) place() (orb.Point, float64, error) {
	lon, err := r.number("lon", math.NaN())
	if err != nil {
		return orb.Point{}, 0, err
	}
	lat, err := r.number("lat", math.NaN())
	if err != nil {
		return orb.Point{}, 0, err
	}
	zoom, err := r.number("min_zoom", 0)
	return orb.Point{lon, lat}, zoom, err
}

// polygons sorts the rings of a shape into polygons: outer rings run clockwise, a hole follows in the outer ring that
// holds it.
func polygons(parts []orb.LineString) orb.MultiPolygon {
	var out orb.MultiPolygon
	var holes []orb.Ring
	for _, l := range parts {
		r := orb.Ring(l)
		if r.Orientation() == orb.CCW {
			holes = append(holes, r)
		} else {
			out = append(out, orb.Polygon{r})
		}
	}
	for _, h := range holes {
		for i := range out {
			if orbplanar.RingContains(out[i][0], h[0]) {
				out[i] = append(out[i], h)
				break
			}
		}
	}
	return out
}

// insidePoint gives a point well inside an area: the middle of the widest run of the largest polygon among nine
// heights.
func insidePoint(mp orb.MultiPolygon) orb.Point {
	largest := slices.MaxFunc(mp, func(a, b orb.Polygon) int {
		return cmp.Compare(math.Abs(orbplanar.Area(a)), math.Abs(orbplanar.Area(b)))
	})
	b := largest.Bound()
	best, width := b.Center(), -1.0
	for i := 1; i < 10; i++ {
		y := b.Min[1] + float64((b.Max[1]-b.Min[1])*float64(i))/10
		xs := crossingsAt(largest, y)
		for k := 0; k+1 < len(xs); k += 2 {
			if w := xs[k+1] - xs[k]; w > width {
				best, width = orb.Point{(xs[k] + xs[k+1]) / 2, y}, w
			}
		}
	}
	return best
}

func crossingsAt(pg orb.Polygon, y float64) []float64 {
	var xs []float64
	for _, r := range pg {
		for i := 1; i < len(r); i++ {
			a, b := r[i-1], r[i]
			if (a[1] <= y) != (b[1] <= y) {
				xs = append(xs, a[0]+float64((y-a[1])*(b[0]-a[0]))/(b[1]-a[1]))
			}
		}
	}
	slices.Sort(xs)
	return xs
}

// riverFix restores names whose letters the source has lost.
var riverFix = map[string]string{
	"A?na": "Aïna", "Ajaj?": "Ajajú", "Amgun?": "Amgun", "Anadyr?": "Anadyr", "Aoukal?": "Aoukalé",
	"Argun? (Ergun)": "Argun (Ergun)", "Aripuan?": "Aripuanã", "B?nou?": "Bénoué", "B?o-B?o": "Bío-Bío",
	"Bago?": "Bagoé", "Baoul?": "Baoulé", "Bol?shaya Kuonamka": "Bolshaya Kuonamka",
	"Bol?shoy Anyuy": "Bolshoy Anyuy", "Bol?shoy Yenisey": "Bolshoy Yenisey", "Bol?shoy Yugan": "Bolshoy Yugan",
	"Caquet?": "Caquetá", "Carcara??": "Carcarañá", "Caron?": "Caroní", "Copiap?": "Copiapó",
	"Dal?lven": "Dalälven", "Di?er Songhua": "Di'er Songhua", "G?ba": "Gêba", "Gh?ghara": "Ghāghara",
	"God?vari": "Godāvari", "Gu?rico": "Guárico", "Guain?a": "Guainía", "Guapor?": "Guaporé", "Ibicu?": "Ibicuí",
	"Indai?": "Indaiá", "Indals?lven": "Indalsälven", "Iva?": "Ivaí", "Japur?": "Japurá", "Jiparan?": "Jiparaná",
	"Juru?": "Juruá", "Juta?": "Jutaí", "K?nes": "Künes", "Kad??": "Kadéï", "Kiz?lirmak": "Kızılırmak",
	"Komo?": "Komoé", "L?rio": "Lúrio", "Mah?na Nad?": "Mahāna Nadī", "Mamor?": "Mamoré", "Mara??n": "Marañón",
	"Nakanb? (White Volta)": "Nakanbé (White Volta)", "Neuqu?n": "Neuquén", "Nhamund?": "Nhamundá", "Ob?": "Ob",
	"Oco?a": "Ocoña", "Ogoou?": "Ogooué", "Ol?kma": "Olyokma", "Olen?k": "Olenyok", "Ou?m?": "Ouémé",
	"Paran?": "Paraná", "Parana?ba": "Paranaíba", "Parna?ba": "Parnaíba", "Piau?": "Piauí", "Pungu?": "Punguè",
	"Pur?s": "Purús", "S?n?gal": "Sénégal", "S?o Francisco": "São Francisco",
	"Severnaya Sos?va": "Severnaya Sosva", "Song?acha": "Songacha", "Tao?er": "Tao'er", "Tapaj?s": "Tapajós",
	"Thj?rs?": "Þjórsá", "Tiet?": "Tietê", "Tom?": "Tom", "Uaup?s": "Uaupés", "Za?gya": "Zangya", "Zay?": "Zaya",
}

// loadRivers reads the rivers, one line per name and rank. Centre lines through lakes are left out.
func (s source) loadRivers() ([]basemap.Line, error) {
	records, err := s.shapes("ne_10m_rivers_lake_centerlines")
	if err != nil {
		return nil, err
	}
	type key struct {
		name string
		rank int
	}
	at := map[key]int{}
	var out []basemap.Line
	for _, r := range records {
		rank := min(max(int(math.Round(r.number("scalerank", 9))), 0), 12)
		if strings.HasPrefix(r.attr["featurecla"], "Lake") || len(r.parts) == 0 || !wantWater(r.parts, rank) {
			continue
		}
		k := key{riverName(r.attr["name"]), rank}
		i, ok := at[k]
		if !ok || k.name == "" {
			i = len(out)
			at[k] = i
			out = append(out, basemap.Line{Name: k.name, Rank: rank})
		}
		out[i].Coords = append(out[i].Coords, r.parts...)
	}
	for _, l := range out {
		if strings.ContainsAny(l.Name, "?\uFFFD") {
			return nil, fmt.Errorf("river name %q has lost letters; add it to riverFix", l.Name)
		}
	}
	return out, nil
}

func riverName(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	if fix, ok := riverFix[name]; ok {
		return fix
	}
	return name
}

// loadWaters reads the labels on the sea.
func loadWaters() ([]basemap.WaterName, error) {
	rows, err := table("waters.csv", "kind", "name", "max_zoom", "size")
	if err != nil {
		return nil, err
	}
	var out []basemap.WaterName
	for _, r := range rows {
		if r.cells["kind"] != "sea" {
			continue
		}
		p, zoom, err := r.place()
		if err != nil {
			return nil, err
		}
		end, err := r.number("max_zoom", 14)
		if err != nil {
			return nil, err
		}
		size, err := r.number("size", 12)
		if err != nil {
			return nil, err
		}
		out = append(out, basemap.WaterName{Name: r.cells["name"], Local: r.cells["local"], At: p, MinZoom: zoom, MaxZoom: end, Size: size})
	}
	return out, nil
}

// overlayLakes puts the lakes on the plane. Where the source has a lake twice the later record is dropped.
func overlayLakes(lakes []basemap.Lake, log func(string, ...any)) ([]basemap.Lake, *planar.Graph, error) {
	for {
		var rings []planar.Ring
		for i, l := range lakes {
			rings = append(rings, ringsOf(int32(i+1), l.Area)...)
		}
		g, err := planar.Overlay(rings, log)
		if err != nil {
			return nil, nil, err
		}
		area := make([]float64, len(lakes)+1)
		for _, f := range g.Faces[1:] {
			if len(f.Owners) > 0 {
				area[f.Owners[0]] += f.Area
			}
		}
		kept := lakes[:0:0]
		for i, l := range lakes {
			if area[i+1] > 0 {
				kept = append(kept, l)
			} else {
				log("lake %q near %v lies in another and is dropped", l.Name, l.LabelAt)
			}
		}
		if len(kept) == len(lakes) {
			return lakes, g, nil
		}
		lakes = kept
	}
}

// lakeMesh makes a mesh of the lakes: face i is lakes[i-1].
func lakeMesh(lakes []basemap.Lake, g *planar.Graph, log func(string, ...any)) (*basemap.Mesh, error) {
	face := func(f int32) int32 {
		if o := g.Faces[f].Owners; len(o) > 0 {
			return o[0]
		}
		return 0
	}
	sides := make([]planar.Side, len(g.Edges))
	for i, e := range g.Edges {
		sides[i] = planar.Side{V: []int32{e.A, e.B}, L: face(e.L), R: face(e.R)}
	}
	arcs := planar.Chain(len(g.Pts), sides)
	det := measureDetail(g.Pts, arcs)
	if left := repairLevels(g.Pts, arcs, det, log); left > 0 {
		return nil, fmt.Errorf("%d crossings remain in the levels of the lakes", left)
	}
	m := &basemap.Mesh{Faces: len(lakes) + 1}
	for i, a := range arcs {
		appendArc(m, g.Pts, a, det[i].code, basemap.ClassCoast)
	}
	return m, nil
}

// riverMesh makes a mesh of the rivers: arcs whose both sides are i belong to rivers[i-1].
func riverMesh(rivers []basemap.Line) *basemap.Mesh {
	m := &basemap.Mesh{Faces: len(rivers) + 1}
	for i, l := range rivers {
		for _, line := range l.Coords {
			var pts []planar.Pt
			a := planar.Arc{L: int32(i + 1), R: int32(i + 1)}
			for _, p := range line {
				if q := toGrid(p); len(pts) == 0 || pts[len(pts)-1] != q {
					a.V = append(a.V, int32(len(pts)))
					pts = append(pts, q)
				}
			}
			if len(pts) > 1 {
				det := measureDetail(pts, []planar.Arc{a})
				appendArc(m, pts, a, det[0].code, basemap.ClassNone)
			}
		}
	}
	return m
}
