package crs

import (
	"bufio"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// What is allowed between our answer and GDAL's, in degrees: about a tenth of a millimetre of latitude. The contract
// asks for 1e-7.
const allowed = 2e-9

func TestPositionsAsGDALHasThem(t *testing.T) {
	f, err := os.Open("testdata/positions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	worst, rows := 0.0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		row := strings.Split(lines.Text(), "\t")
		c, ok := ByCode(row[0])
		if !ok {
			t.Errorf("EPSG:%s is not known", row[0])
			continue
		}
		var v [4]float64
		for i := range v {
			if v[i], err = strconv.ParseFloat(row[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		lon, lat, err := c.LonLat(v[0], v[1])
		if err != nil {
			t.Errorf("%s: %v", c, err)
			continue
		}
		rows++
		off := max(math.Abs(lon-v[2]), math.Abs(lat-v[3]))
		worst = max(worst, off)
		if off > allowed {
			t.Errorf("%s %g, %g: %.10f, %.10f, want %.10f, %.10f", c, v[0], v[1], lon, lat, v[2], v[3])
		}
	}
	if rows < 300 {
		t.Errorf("only %d rows were compared", rows)
	}
	t.Logf("%d positions, the furthest %.1e degrees off", rows, worst)
}

func TestEverySystemStandsInTheTable(t *testing.T) {
	b, err := os.ReadFile("testdata/positions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for code, s := range systems {
		alias := code == 3785 || code == 102100 || code == 102113 // Web Mercator under other numbers
		if s.project != nil && !alias && !strings.Contains(string(b), "\n"+strconv.Itoa(code)+"\t") {
			t.Errorf("EPSG:%d is compared with nothing", code)
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name string
		code int
	}{
		{"EPSG:3857", 3857}, {"epsg:4326", 4326}, {"urn:ogc:def:crs:EPSG::25834", 25834}, {"urn:ogc:def:crs:EPSG:6.9:32634", 32634},
		{"urn:ogc:def:crs:OGC:1.3:CRS84", crs84}, {"urn:ogc:def:crs:OGC::CRS84", crs84}, {"OGC:CRS84", crs84}, {"urn:ogc:def:crs:OGC:1.3:CRS84h", crs84},
		{"http://www.opengis.net/def/crs/EPSG/0/32634", 32634}, {"http://www.opengis.net/gml/srs/epsg.xml#4326", 4326},
		{"http://www.opengis.net/def/crs/OGC/1.3/CRS84", crs84}, {"urn:x-ogc:def:crs:EPSG:3857", 3857}, {"ESRI:102100", 102100}, {"900913", 900913},
		{"WGS84", 4326}, {"WGS 84 / UTM zone 34N", 32634}, {"WGS_1984_UTM_Zone_36S", 32736}, {"ETRS_1989_UTM_Zone_34N", 25834}, {" EPSG:3035 ", 3035},
		{"ETRS89 / Albania TM 2010", 6870},
		{`PROJCS["WGS 84 / UTM zone 34N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],AUTHORITY["EPSG","4326"]],PROJECTION["Transverse_Mercator"],AUTHORITY["EPSG","32634"]]`, 32634},
		{`GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],ID["EPSG",4326]]`, 4326},
		{`PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]]]]`, 3857},
	} {
		got, err := Parse(c.name)
		if err != nil || got.Code != c.code {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
	}
}

func TestRefusalsNameTheSystem(t *testing.T) {
	for name, says := range map[string]string{
		"EPSG:6316":                   "EPSG:6316 (MGI 1901 / Balkans zone 7), which stands on an older datum",
		"urn:ogc:def:crs:EPSG::27700": "OSGB36 / British National Grid",
		"EPSG:54321":                  "EPSG:54321 is not one that is built in",
		"":                            `"" is not known`,
		"mars":                        `"mars" is not known`,
		"EPSG:":                       `"EPSG:" is not known`,
		"WGS 84 / UTM zone 99N":       "is not known",
		`PROJCS["S-JTSK / Krovak",AUTHORITY["EPSG","5514"]]`: "Krovak",
		`LOCAL_CS["site grid"]`:                              `"site grid" is not one that is built in`,
		`X[`:                                                 "is not one that is built in",
		`AUTHORITY["EPSG"]`:                                  "is not one that is built in",
	} {
		_, err := Parse(name)
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "; in a GIS export") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestImpossiblePositionsAreRefused(t *testing.T) {
	for _, code := range []string{"4326", "3857", "32634", "2154", "3035", "3395"} {
		c, ok := ByCode(code)
		if !ok {
			t.Fatal(code)
		}
		for _, p := range [][2]float64{{math.NaN(), 1}, {1, math.Inf(1)}, {1e308, 1e308}, {-1e9, 5}, {5, 1e12}} {
			if lon, lat, err := c.LonLat(p[0], p[1]); err == nil {
				t.Errorf("%s took %v for %v, %v", c, p, lon, lat)
			}
		}
	}
	if _, _, err := (CRS{}).LonLat(1, 2); err == nil {
		t.Error("no system took a position")
	}
}

func TestUTMZoneOfAPosition(t *testing.T) {
	for _, c := range []struct {
		lon, lat float64
		code     int
	}{{20.9, 42.6, 32634}, {21.1, 42.6, 32634}, {-180, 1, 32601}, {180, -1, 32760}, {36.8, -1.3, 32737}} {
		if got := UTM(c.lon, c.lat); got.Code != c.code {
			t.Errorf("%v, %v lies in %s, want %d", c.lon, c.lat, got, c.code)
		}
	}
}

func FuzzCRS(f *testing.F) {
	f.Add("EPSG:32634", 500000.0, 4700000.0)
	f.Add("urn:ogc:def:crs:EPSG::3035", 4321000.0, 3210000.0)
	f.Add(`PROJCS["x",AUTHORITY["EPSG","2154"]]`, 700000.0, 6600000.0)
	f.Add("3857", 2356000.0, 5250000.0)
	f.Add("OGC:CRS84", 181.0, -90.0)
	f.Add("EPSG:3395", 1.0, 1e7)
	f.Fuzz(func(t *testing.T, name string, x, y float64) {
		c, err := Parse(name)
		if err != nil {
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < 0x20 }) {
				t.Errorf("a control character in %q", err)
			}
			return
		}
		lon, lat, err := c.LonLat(x, y)
		if err == nil && !(math.Abs(lon) <= 540 && math.Abs(lat) <= 90) {
			t.Errorf("%s: %v, %v became %v, %v", c, x, y, lon, lat)
		}
	})
}

func BenchmarkLonLat(b *testing.B) {
	for _, code := range []string{"3857", "32634", "3035", "2154"} {
		c, _ := ByCode(code)
		b.Run(code, func(b *testing.B) {
			for b.Loop() {
				c.LonLat(500_000, 4_700_000)
			}
		})
	}
}
