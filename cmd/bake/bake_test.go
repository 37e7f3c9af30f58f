package main

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/cmd/bake/internal/planar"
	"hubscape/geo/basemap"
)

func TestCheckNamesTheFile(t *testing.T) {
	s := source{dir: t.TempDir()}
	if err := s.check(); err == nil || !strings.Contains(err.Error(), "Countries10.gz") {
		t.Errorf("error %v, want one that names the first input", err)
	}
	path := filepath.Join(s.dir, filepath.FromSlash(inputs[0].path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("another version"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := s.check(); err == nil || !strings.Contains(err.Error(), "pinned") {
		t.Errorf("error %v, want one about the pinned hash", err)
	}
}

func TestTablesAgree(t *testing.T) {
	status, err := statuses()
	if err != nil {
		t.Fatal(err)
	}
	for ne, k := range ownCode {
		if k.dispute != "" && status[k.dispute] == "" {
			t.Errorf("%s is disputed (%s) without a sentence", ne, k.dispute)
		}
	}
	areas, err := loadAreas()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range areas {
		if a.key == "" || a.geometry == nil {
			t.Errorf("area %+v", a)
		}
	}
	for _, key := range provinceAreas {
		if status[key] == "" {
			t.Errorf("area %s has no sentence", key)
		}
	}
	claims, err := loadClaims(&basemap.Mesh{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range claims {
		if c.Number < 1 || !strings.HasSuffix(c.Note, ".") {
			t.Errorf("claim %q: number %d, note %q", c.Name, c.Number, c.Note)
		}
	}
	if _, err := loadWaters(); err != nil {
		t.Error(err)
	}
	if _, err := divisionTable(); err != nil {
		t.Error(err)
	}
	if stale, err := staleTable(); err != nil || !stale["KEN"] || stale["SRB"] {
		t.Errorf("stale %v, %v", stale, err)
	}
}

func TestTableErrors(t *testing.T) {
	if _, err := table("stale.csv", "no such column"); err == nil || !strings.Contains(err.Error(), "no such column") {
		t.Errorf("error %v, want one that names the column", err)
	}
	r := row{file: "towns.csv", line: 7, cells: map[string]string{"lat": "44,8"}}
	if _, err := r.number("lat", 0); err == nil || !strings.Contains(err.Error(), "towns.csv:7") {
		t.Errorf("error %v, want one with file and line", err)
	}
}

func TestRules(t *testing.T) {
	serbia := &province{code: "RS-00", country: "SRB"}
	r := rules{overlaps: map[string]int{}, owners: []owner{
		{country: "MAR", area: 9}, {country: "SAH", area: 3}, {region: "western-sahara-west"}, {country: "EGY", area: 8}, {region: "halaib"},
		{country: "RUS", area: 99}, {region: "crimea"}, {country: "SRB", area: 2}, {province: serbia}, {country: "KOS", area: 1}, {country: "SOL"},
	}}
	for _, c := range []struct {
		owners []int32
		want   landKey
		sea    bool
	}{
		{nil, landKey{}, true},
		{[]int32{2}, landKey{}, true},
		{[]int32{0}, landKey{code: "MAR"}, false},
		{[]int32{0, 2}, landKey{code: "ESH", dispute: "western-sahara-west"}, false},
		{[]int32{1, 2}, landKey{code: "ESH", dispute: "western-sahara-east"}, false},
		{[]int32{3, 4}, landKey{code: "EGY", dispute: "halaib"}, false},
		{[]int32{5, 6}, landKey{code: "UKR", dispute: "crimea"}, false},
		{[]int32{7, 9}, landKey{code: "XKX"}, false}, // an overlap goes to the smaller
		{[]int32{10}, landKey{code: "SOM", dispute: "somaliland"}, false},
	} {
		got, ok := r.land(c.owners)
		if got != c.want || ok == c.sea {
			t.Errorf("owners %v: %+v, %v, want %+v", c.owners, got, ok, c.want)
		}
	}
	if got := r.division([]int32{7, 8}, landKey{code: "SRB"}); got != serbia {
		t.Errorf("division %v", got)
	}
	if got := r.division([]int32{8, 9}, landKey{code: "XKX"}); got != nil {
		t.Errorf("a division of Serbia in Kosovo: %v", got)
	}
}

func TestGridRoundTrip(t *testing.T) {
	for _, p := range []orb.Point{{-180, 85}, {0, 0}, {20.463, 44.817}, {180, -85}, {36.8, -1.3}} {
		q := toLonLat(toGrid(p))
		if math.Abs(q[0]-p[0]) > 1e-5 || math.Abs(q[1]-p[1]) > 1e-5 {
			t.Errorf("%v comes back as %v", p, q)
		}
	}
	if x, y := toUnits(planar.Pt{X: gridWorld, Y: 0}); x != math.MaxInt32 || y != math.MaxInt32 {
		t.Errorf("the south-east corner is %d, %d", x, y)
	}
	if p := toGrid(orb.Point{10, -90}); p.Y != 0 {
		t.Errorf("the South Pole is at %d", p.Y)
	}
}

func TestRingsTurnInsideLeft(t *testing.T) {
	pg := orb.Polygon{{{0, 0}, {0, 4}, {4, 4}, {4, 0}, {0, 0}}, {{1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}}}
	rings := ringsOf(3, pg)
	if len(rings) != 2 || signedArea(rings[0].Pts) <= 0 || signedArea(rings[1].Pts) >= 0 || rings[0].Owner != 3 {
		t.Errorf("rings %v", rings)
	}
}

// TestLevelsRepair has an island close to a bay: coarse levels would push the coast through it.
func TestLevelsRepair(t *testing.T) {
	pts := []planar.Pt{{X: 0, Y: 0}, {X: 1000, Y: 900}, {X: 2000, Y: 0}, {X: 950, Y: 300}, {X: 1050, Y: 300}, {X: 1000, Y: 350}}
	coast := planar.Arc{V: []int32{0, 1, 2}, L: 1}
	far := planar.Arc{V: []int32{0, 2}, L: 2} // a border south of both
	island := planar.Arc{V: []int32{3, 4, 5, 3}, L: 3}
	for _, arcs := range [][]planar.Arc{{coast, island}, {coast, island, far}} {
		det := measureDetail(pts, arcs)
		if left := repairLevels(pts, arcs, det, func(string, ...any) {}); left != 0 {
			t.Errorf("%d crossings remain", left)
		}
		for l := 0; l <= basemap.MaxLevel; l++ {
			chords := levelChords(arcs, det, uint8(l))
			if bad := crossingChords(pts, arcs, chords); len(bad) > 0 {
				t.Errorf("level %d: chords %v cross", l, bad)
			}
		}
	}
}

func TestLevelOf(t *testing.T) {
	for _, c := range []struct {
		size float64
		want uint8
	}{{math.Inf(1), 0}, {40001, 0}, {39999, 1}, {0.1, basemap.MaxLevel}, {0, basemap.MaxLevel}} {
		if got := levelOf(c.size); got != c.want {
			t.Errorf("levelOf(%g) = %d, want %d", c.size, got, c.want)
		}
	}
}

func TestPolygonsAndInsidePoint(t *testing.T) {
	outer := orb.LineString{{0, 0}, {0, 10}, {10, 10}, {10, 0}, {0, 0}}
	hole := orb.LineString{{4, 1}, {6, 1}, {6, 9}, {4, 9}, {4, 1}}
	mp := polygons([]orb.LineString{hole, outer})
	if len(mp) != 1 || len(mp[0]) != 2 {
		t.Fatalf("polygons %v", mp)
	}
	if p := insidePoint(mp); p[0] > 4 && p[0] < 6 && p[1] > 1 && p[1] < 9 || p[0] <= 0 || p[0] >= 10 {
		t.Errorf("inside point %v lies in the hole or outside", p)
	}
}

func TestNamesMended(t *testing.T) {
	for in, want := range map[string]string{"S?o  Francisco": "São Francisco", "Amu  Darya": "Amu Darya", "S?n?gal": "Sénégal", "Sava": "Sava"} {
		if got := riverName(in); got != want {
			t.Errorf("river %q becomes %q, want %q", in, got, want)
		}
	}
	if got := lakeName("L. Volta"); got != "Lake Volta" {
		t.Errorf("lake %q", got)
	}
}

func TestDBFRefusesNonsense(t *testing.T) {
	for _, b := range [][]byte{nil, make([]byte, 10), append([]byte{3, 0, 0, 0, 255, 255, 0, 0}, make([]byte, 40)...)} {
		if rows, err := readDBF(b); err == nil && len(rows) > 0 {
			t.Errorf("%d bytes give %d rows", len(b), len(rows))
		}
	}
}
