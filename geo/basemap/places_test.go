package basemap_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
)

func TestCountries(t *testing.T) {
	m := theMap(t)
	codes := map[string]bool{}
	for _, c := range m.Countries {
		name := c.Code + c.Names["en"]
		if c.Code != "" && (len(c.Code) != 3 || codes[c.Code]) {
			t.Errorf("code %q is no alpha-3 code or comes twice", c.Code)
		}
		codes[c.Code] = true
		if c.Names["en"] == "" || !c.Bound.Contains(c.LabelAt) || c.Rank < 1 || c.Rank > 7 || c.MinZoom < 0 || c.MinZoom > 12 {
			t.Errorf("%s: name %q, label %v in %v, rank %d, zoom %g", name, c.Names["en"], c.LabelAt, c.Bound, c.Rank, c.MinZoom)
		}
		if c.Code == "" && c.Divisions {
			t.Errorf("%s has divisions but no code", name)
		}
		for lang, n := range c.Names {
			if !utf8.ValidString(n) || strings.ContainsRune(n, utf8.RuneError) || strings.TrimSpace(n) != n || n == "" {
				t.Errorf("%s: name in %s is %q", name, lang, n)
			}
		}
	}
	for _, c := range strings.Fields("ALB BIH XKX MKD MNE SRB ESH SSD PSE UKR COD TWN ATA FLK SOM CYP CXR CCK") {
		if !codes[c] {
			t.Errorf("%s is missing", c)
		}
	}
	for _, c := range strings.Fields("KOS SDS SAH PSX SOL CYN CNM BRT ALD") {
		if m.Country(c) != nil {
			t.Errorf("the source's code %s has stayed", c)
		}
	}
	if n := len(m.Countries); n != 246 {
		t.Errorf("%d countries and lands without one, want 246", n)
	}
}

func TestCountryNames(t *testing.T) {
	m := theMap(t)
	for _, want := range []struct{ code, lang, name string }{
		{"MKD", "sr", "Северна Македонија"}, {"MKD", "el", "Βόρεια Μακεδονία"}, {"MKD", "en", "North Macedonia"}, {"MKD", "mk", "Северна Македонија"},
		{"XKX", "sq", "Kosovë"}, {"XKX", "en", "Kosovo"}, {"SRB", "sq", "Serbi"}, {"SRB", "fr", "Serbie"}, {"SRB", "sr-Latn", "Srbija"},
		{"COD", "en", "Democratic Republic of the Congo"}, {"CIV", "fr", "Côte d’Ivoire"}, {"EGY", "ar", "مصر"}, {"ETH", "am", "ኢትዮጵያ"},
		{"SOM", "so", "Soomaaliya"}, {"TZA", "sw", "Tanzania"}, {"TUR", "tr", "Türkiye"}, {"BIH", "hr", "Bosna i Hercegovina"}, {"PSE", "en", "Palestine"},
	} {
		if got := m.Country(want.code).Names[want.lang]; got != want.name {
			t.Errorf("%s in %s is %q, want %q", want.code, want.lang, got, want.name)
		}
	}
	for code, want := range map[string]string{"SRB": "Србија", "EGY": "مصر", "GRC": "Ελλάδα", "ETH": "ኢትዮጵያ", "ALB": "Shqipëria"} {
		if got := m.Country(code).Local; got != want {
			t.Errorf("%s calls itself %q, want %q", code, got, want)
		}
	}
}

func TestDivisionCounts(t *testing.T) {
	m := theMap(t)
	count := map[string]int{}
	for _, d := range m.Divisions {
		count[d.Country]++
		c := m.Country(d.Country)
		if c == nil || !c.Divisions {
			t.Errorf("%s belongs to %s, which has no divisions", d.Code, d.Country)
			continue
		}
		if d.Country != "XKX" && !strings.HasPrefix(d.Code, c.Alpha2+"-") {
			t.Errorf("%s does not begin with %s", d.Code, c.Alpha2)
		}
		if d.Name == "" || strings.ContainsAny(d.Name, "?\uFFFD") || !d.Bound.Pad(0.5).Contains(d.LabelAt) {
			t.Errorf("%s: name %q, label %v in %v", d.Code, d.Name, d.LabelAt, d.Bound)
		}
	}
	for code, want := range map[string]int{
		"ALB": 12, "BGR": 28, "BIH": 18, "GRC": 14, "HRV": 21, "XKX": 30, "MKD": 84, "MNE": 21, "ROU": 42, "SRB": 25,
		"NGA": 37, "EGY": 27, "ZAF": 9, "RWA": 5, "ERI": 6,
	} {
		if count[code] != want {
			t.Errorf("%s has %d divisions, want %d", code, count[code], want)
		}
	}
	for _, code := range strings.Fields("KEN COD DZA GHA MLI SEN UGA ZMB ESH MAR FRA") {
		if count[code] != 0 || m.Country(code).Divisions {
			t.Errorf("%s has %d divisions, want none", code, count[code])
		}
	}
}

func TestDivisionNames(t *testing.T) {
	m := theMap(t)
	for code, want := range map[string][2]string{"RS-19": {"Rasina", "Расински"}, "AL-11": {"Tirana", "Tiranë"}} {
		d := m.Division(code)
		if d == nil || d.Name != want[0] || !strings.HasPrefix(d.Local, want[1]) {
			t.Errorf("%s is %+v, want %s, %s", code, d, want[0], want[1])
		}
	}
	if d := m.Division("XK-X21~"); d == nil || !strings.Contains(d.Name, "Prizren") {
		t.Errorf("XK-X21~ is %+v, want Prizren", d)
	}
}

// TestAreas compares areas on the sphere with published ones, in square kilometres. Natural Earth's outlines and the
// sphere are within a few per cent of them.
func TestAreas(t *testing.T) {
	m := theMap(t)
	area := make([]float64, len(m.Countries))
	for f := 1; f < len(m.Faces); f++ {
		for _, pg := range m.FacePolygon(f, basemap.MaxLevel) {
			for _, r := range pg {
				area[m.Faces[f].Country] += sphereArea(r)
			}
		}
	}
	total := 0.0
	for i, a := range area {
		total += a
		if a <= 0 {
			t.Errorf("%s has area %g", m.Countries[i].Names["en"], a)
		}
	}
	if math.Abs(total-1.47e8) > 0.02e8 {
		t.Errorf("all land has %.4g km², want about 1.47e8", total)
	}
	for code, want := range map[string]float64{"XKX": 10887, "SRB": 77474, "ALB": 28748, "BIH": 51197, "MKD": 25713, "MNE": 13812,
		"ESH": 266000, "RWA": 26338, "EGY": 1002450, "UKR": 603628, "CYP": 9251, "MDA": 33846, "GEO": 69700, "SOM": 637657, "BRA": 8515767} {
		i := slices.IndexFunc(m.Countries, func(c basemap.Country) bool { return c.Code == code })
		if got := area[i]; math.Abs(got-want) > 0.04*want {
			t.Errorf("%s has %.0f km², published %.0f", code, got, want)
		}
	}
}

// sphereArea is the signed area of a ring in square kilometres on the authalic sphere, anticlockwise positive.
func sphereArea(r orb.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(r); i++ {
		dl := (r[i][0] - r[i-1][0]) * math.Pi / 180
		sum -= dl * (math.Sin(r[i-1][1]*math.Pi/180) + math.Sin(r[i][1]*math.Pi/180)) / 2
	}
	return sum * 6371.0072 * 6371.0072
}

// TestBorderClasses asks for every pair of places that the rules name how their common border is drawn.
func TestBorderClasses(t *testing.T) {
	m := theMap(t)
	type pair struct{ a, b string }
	name := func(f uint16) string {
		if f == 0 {
			return "sea"
		}
		c := m.Countries[m.Faces[f].Country]
		n := c.Code + c.Names["en"]
		if c.Code != "" {
			n = c.Code
		}
		for _, word := range []string{"claims it and holds this part; the Polisario", "Polisario Front claims it and holds", "Somaliland", "Northern Cyprus, ", "Crimea",
			"Abkhaz", "Golan", "South Ossetia", "Transnistria", "Abyei", "Halaib", "Ilemi"} {
			if strings.Contains(m.Faces[f].Status, word) {
				n += "/" + strings.Fields(word)[0]
				break
			}
		}
		return n
	}
	classes := map[pair]map[basemap.Class]bool{}
	for _, a := range m.Land.Arcs {
		for _, p := range []pair{{name(a.Left), name(a.Right)}, {name(a.Right), name(a.Left)}} {
			if classes[p] == nil {
				classes[p] = map[basemap.Class]bool{}
			}
			classes[p][a.Class] = true
		}
	}
	for _, want := range []struct {
		a, b  string
		class basemap.Class
	}{
		{"SRB", "XKX", basemap.ClassDisputed}, {"ALB", "XKX", basemap.ClassBorder}, {"MKD", "XKX", basemap.ClassBorder}, {"MNE", "XKX", basemap.ClassBorder},
		{"SRB", "MNE", basemap.ClassBorder}, {"SRB", "sea", 255}, {"ALB", "sea", basemap.ClassCoast},
		{"ESH/claims", "ESH/Polisario", basemap.ClassHeld}, {"MAR", "ESH/claims", basemap.ClassDisputed}, {"MRT", "ESH/Polisario", basemap.ClassBorder},
		{"SOM", "SOM/Somaliland", basemap.ClassDisputed}, {"ETH", "SOM/Somaliland", basemap.ClassBorder},
		{"SDN", "SDN/Abyei", basemap.ClassDisputed}, {"SSD", "SDN/Abyei", basemap.ClassDisputed}, {"SSD", "SDN", basemap.ClassBorder},
		{"EGY", "EGY/Halaib", basemap.ClassDisputed}, {"SDN", "EGY/Halaib", basemap.ClassDisputed}, {"SDN", "EGY", basemap.ClassBorder},
		{"KEN", "KEN/Ilemi", basemap.ClassDisputed}, {"SSD/Ilemi", "KEN/Ilemi", basemap.ClassDisputed},
		{"UKR", "UKR/Crimea", basemap.ClassDisputed}, {"GEO", "GEO/Abkhaz", basemap.ClassDisputed}, {"GEO", "GEO/South", basemap.ClassDisputed},
		{"MDA", "MDA/Transnistria", basemap.ClassDisputed}, {"UKR", "MDA/Transnistria", basemap.ClassBorder},
		{"ISR", "ISR/Golan", basemap.ClassDisputed}, {"SYR", "ISR/Golan", basemap.ClassDisputed}, {"ETH", "SSD/Ilemi", basemap.ClassDisputed},
		{"EGY", "Bir Tawil", basemap.ClassDisputed}, {"SDN", "Bir Tawil", basemap.ClassDisputed},
	} {
		got := classes[pair{want.a, want.b}]
		if want.class == 255 {
			if got != nil {
				t.Errorf("%s meets %s", want.a, want.b)
			}
			continue
		}
		if len(got) != 1 || !got[want.class] {
			t.Errorf("%s and %s: classes %v, want %d", want.a, want.b, got, want.class)
		}
	}
}

// TestEdgeOfTheWorldIsNoCoast checks that nothing is drawn along 180° and along the ends of Web Mercator.
func TestEdgeOfTheWorldIsNoCoast(t *testing.T) {
	m := theMap(t).Land
	for i, a := range m.Arcs {
		edge := true
		for v := a.First; v < a.Last-1; v++ {
			x0, x1, y0, y1 := m.XY[2*v], m.XY[2*v+2], m.XY[2*v+1], m.XY[2*v+3]
			along := x0 == x1 && (x0 == 0 || x0 == math.MaxInt32) || y0 == y1 && (y0 == 0 || y0 == math.MaxInt32)
			edge = edge && along
			if along && a.Class != basemap.ClassNone {
				t.Errorf("arc %d of class %d runs along the edge of the world", i, a.Class)
			}
		}
		if a.Class == basemap.ClassNone && !edge {
			t.Errorf("arc %d inside the world is not drawn", i)
		}
	}
}

func TestStatusSentences(t *testing.T) {
	m := theMap(t)
	check := func(s string) {
		if s != "" && (!strings.HasSuffix(s, ".") || len(s) < 30 || len(s) > 220 || strings.Count(s, ". ") > 0) {
			t.Errorf("not one sentence: %q", s)
		}
	}
	for _, f := range m.Faces {
		check(f.Status)
	}
	for _, c := range m.Countries {
		check(c.Status)
	}
	for _, c := range m.Claims {
		check(c.Note)
		if want := map[bool]string{true: "held", false: "claim"}[c.Name == "berm"]; c.Kind != want || len(c.Coords) > 0 {
			t.Errorf("claim %s is %q with %d lines, want %q drawn by the mesh", c.Name, c.Kind, len(c.Coords), want)
		}
	}
	for _, code := range []string{"XKX", "ESH", "PSE", "TWN"} {
		if m.Country(code).Status == "" {
			t.Errorf("%s has no sentence", code)
		}
	}
}

func TestTowns(t *testing.T) {
	m := theMap(t)
	count, capitals := map[string]int{}, map[string]string{}
	for _, x := range m.Towns {
		count[x.Country]++
		if x.Name == "" || m.Country(x.Country) == nil || x.Rank < 0 || x.Rank > 10 || x.Pop < 0 {
			t.Errorf("town %+v", x)
		}
		if x.Capital {
			capitals[x.Country] = x.Name
		}
	}
	for _, code := range strings.Fields("ALB BIH XKX MKD MNE SRB") {
		if count[code] < 8 {
			t.Errorf("%s has %d towns", code, count[code])
		}
	}
	for code, want := range map[string]string{"SRB": "Belgrade", "ALB": "Tirana", "MKD": "Skopje", "MNE": "Podgorica", "BIH": "Sarajevo",
		"EGY": "Cairo", "KEN": "Nairobi", "RWA": "Kigali", "SSD": "Juba", "FRA": "Paris"} {
		if capitals[code] != want {
			t.Errorf("capital of %s is %q, want %s", code, capitals[code], want)
		}
	}
	if !strings.HasPrefix(capitals["XKX"], "Prishtin") && !strings.HasPrefix(capitals["XKX"], "Pristina") {
		t.Errorf("capital of XKX is %q", capitals["XKX"])
	}
	if capitals["ESH"] != "" {
		t.Errorf("ESH has the capital %s", capitals["ESH"])
	}
}

func TestWater(t *testing.T) {
	m := theMap(t)
	lakes := map[string]bool{}
	for i, l := range m.Lakes {
		lakes[l.Name] = true
		if len(l.Area) == 0 || !l.Bound.Pad(0.6).Contains(l.LabelAt) {
			t.Errorf("lake %d %q: label %v in %v", i, l.Name, l.LabelAt, l.Bound)
		}
	}
	for _, n := range []string{"Lake Skadar", "Lake Ohrid", "Lake Prespa", "Lake Victoria", "Lake Tanganyika", "Lake Chad", "Lake Volta", "Lake Nasser"} {
		if !lakes[n] {
			t.Errorf("%s is missing", n)
		}
	}
	rivers := map[string]bool{}
	for _, r := range m.Rivers {
		rivers[r.Name] = true
		if strings.ContainsAny(r.Name, "?\uFFFD") || len(r.Coords) == 0 {
			t.Errorf("river %q has %d lines", r.Name, len(r.Coords))
		}
	}
	for _, n := range []string{"Danube", "Sava", "Drina", "Nile", "Congo", "Niger", "Sénégal", "Zambezi"} {
		if !rivers[n] {
			t.Errorf("%s is missing", n)
		}
	}
	if len(m.Waters) < 50 || len(m.Claims) < 12 {
		t.Errorf("%d names on the sea, %d claims", len(m.Waters), len(m.Claims))
	}
}
