package geopackage

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// database makes a GeoPackage with the statements of a test, beginning with the tables that every one has.
func database(t testing.TB, statements ...string) []byte {
	t.Helper()
	return bare(t, append([]string{requiredTables}, statements...)...)
}

func bare(t testing.TB, statements ...string) []byte {
	t.Helper()
	s := &sheet{}
	name, forget := lay(s)
	defer forget()
	conn, err := open(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, sql := range append([]string{"PRAGMA journal_mode=OFF; PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY"}, statements...) {
		if err := conn.Exec(sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	if err := conn.Close(); err != nil {
		t.Fatal(err)
	}
	return s.SliceFile
}

// listed are the lines by which a table is a layer of features in degrees.
func listed(table string) string {
	return fmt.Sprintf("INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) VALUES ('%[1]s', 'features', '%[1]s', 4326); INSERT INTO gpkg_geometry_columns VALUES ('%[1]s', 'geom', 'GEOMETRY', 4326, 0, 0);", table)
}

// hexBlob writes a blob as SQL does.
func hexBlob(b []byte) string { return fmt.Sprintf("X'%X'", b) }

func pointBlob(x, y float64) string {
	b, _ := blob(orb.Point{x, y}, nil, 4326)
	return hexBlob(b)
}

func features(d *feature.Dataset) (n int) {
	for _, l := range d.Layers {
		n += len(l.Features)
	}
	return n
}

func said(notices []feature.Notice, what string) bool {
	for _, n := range notices {
		if strings.Contains(n.Where+": "+n.Message, what) {
			return true
		}
	}
	return false
}

// A file is only ever read: not a bit of it changes, and nothing appears beside it.
func TestFileStaysAsItIs(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.gpkg")
	b := written(t, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{{Geometry: orb.Point{1, 2}}}}}})
	b[writeVersion], b[readVersion] = 2, 2 // as a program leaves it that keeps a log
	if err := os.WriteFile(path, b, 0o444); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, err := Read(context.Background(), "a.gpkg", f, int64(len(b)), Options{Log: true})
	if err != nil || features(d) != 1 {
		t.Fatalf("%v, %+v", err, d)
	}
	after, err := os.ReadFile(path)
	if err != nil || sha256.Sum256(after) != sha256.Sum256(b) {
		t.Errorf("the file has changed (%v)", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("beside the file there is %v (%v)", entries, err)
	}
	if !said(d.Notices, "recent changes in a file of its own (-wal)") {
		t.Errorf("notices %v", d.Notices)
	}
	if d, err = tryRead(b, Options{}); err != nil || !said(d.Notices, "without that file they are missing") {
		t.Errorf("without a log: %v, notices %v", err, d.Notices)
	}
}

func TestRefusals(t *testing.T) {
	good := written(t, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{{Geometry: orb.Point{1, 2}}}}}})
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"empty":      {nil, "is empty"},
		"text":       {[]byte("name,lat,lon"), "no SQLite database"},
		"zip":        {append([]byte("PK\x03\x04"), make([]byte, 200)...), "no SQLite database"},
		"cut":        {good[:len(good)/2], "damaged"},
		"header":     {good[:100], "damaged"},
		"zeros":      {append(bytes.Clone(good[:100]), make([]byte, 50_000)...), "damaged"},
		"plain":      {bare(t, "CREATE TABLE t (a)"), "without the tables of a GeoPackage"},
		"MBTiles":    {bare(t, "CREATE TABLE tiles (a); CREATE TABLE metadata (a)"), "MBTiles"},
		"SpatiaLite": {bare(t, "CREATE TABLE geometry_columns (a); CREATE TABLE spatial_ref_sys (a)"), "SpatiaLite"},
		"contents":   {bare(t, "CREATE TABLE gpkg_contents (a)"), "gpkg_contents cannot be read"},
		"endless": {bare(t, `CREATE VIEW gpkg_contents AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT 't' || i AS table_name, 'features' AS data_type, i AS identifier, 1 AS srs_id FROM n`),
			"lists more than 10000 layers"},
		"endless silence": {bare(t, `CREATE VIEW gpkg_contents AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT 't' AS table_name, 'features' AS data_type, i AS identifier, 1 AS srs_id FROM n WHERE i < 0`),
			"took too long to open"},
	} {
		_, err := tryRead(c.b, Options{limits: limits{steps: 5_000_000}})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "a.gpkg: ") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// A layer that would take for ever, or all memory, is given up, and the others are read.
func TestHostileViews(t *testing.T) {
	endless := "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS fid, NULL AS geom FROM n"
	for name, c := range map[string]struct{ view, want string }{
		"endless rows":    {endless, "grew beyond what a file of this size can hold"},
		"endless silence": {endless + " WHERE i < 0", "took too long"},
		"product":         {"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n LIMIT 5000) SELECT count(*) AS fid, NULL AS geom FROM n a, n b, n c", "took too long"},
		"format":          {"SELECT 1 AS fid, NULL AS geom, printf('%.*c', 100000000, 'x') AS t", "cannot be read"},
		"large blob":      {"SELECT 1 AS fid, zeroblob(1000000000) AS geom", "cannot be read"},
		"doubling":        {"WITH RECURSIVE n(i, t) AS (SELECT 1, 'x' UNION ALL SELECT i+1, t || t FROM n) SELECT i AS fid, NULL AS geom, t FROM n WHERE i > 30", "over 4 MB"},
		"slow doubling":   {"WITH RECURSIVE n(i, t) AS (SELECT 1, 'x' UNION ALL SELECT i+1, substr(t || t, 1, 2000000) FROM n) SELECT i AS fid, NULL AS geom, t FROM n WHERE i < 0", "took too long"},
		"memory":          {"WITH RECURSIVE n(i, t) AS (SELECT 1, 'x' UNION ALL SELECT i+1, substr(t || t, 1, 2000000) FROM n LIMIT 1000) SELECT i AS fid, NULL AS geom, t FROM n ORDER BY t, i DESC", "MB of memory"},
		"wildcards":       {"WITH RECURSIVE n(i, t) AS (SELECT 1, 'a' UNION ALL SELECT i+1, t || t FROM n LIMIT 20) SELECT i AS fid, NULL AS geom FROM n WHERE t LIKE '%a%a%a%a%a%a%a%a%b'", ""},
		"search":          {"WITH RECURSIVE n(i, t) AS (SELECT 1, 'a' UNION ALL SELECT i+1, t || t FROM n LIMIT 21) SELECT i AS fid, NULL AS geom FROM n WHERE instr(t || t, t || 'b') > 0 OR replace(t, substr(t, 2) || 'b', 'c') = 'd'", ""},
		"pragma":          {"SELECT 1 AS fid, NULL AS geom FROM pragma_integrity_check", "cannot be read"},
		"schema":          {"SELECT rowid AS fid, NULL AS geom, sql FROM sqlite_master WHERE evil(sql)", "cannot be read"},
		"unknown":         {"SELECT evil(1) AS fid, NULL AS geom", "cannot be read"},
		"loop":            {"SELECT * FROM v", "cannot be read"},
		"missing":         {"SELECT * FROM nowhere", "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			b := database(t, "CREATE TABLE good (fid INTEGER PRIMARY KEY, geom BLOB); INSERT INTO good VALUES (1, "+pointBlob(1, 2)+")",
				"CREATE VIEW v AS "+c.view, listed("v"), listed("good"))
			start := time.Now()
			allowed := time.Second
			if name == "memory" {
				allowed = time.Minute
			}
			d, err := tryRead(b, Options{limits: limits{steps: 3_000_000, time: allowed, retained: 1 << 20}})
			if err != nil {
				t.Fatal(err)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			if len(d.Layers) != 2 || len(d.Layers[0].Features) > 0 && c.want != "" || len(d.Layers[1].Features) != 1 {
				t.Errorf("%d layers, %d features", len(d.Layers), features(d))
			}
			if said(d.Skipped, "first 0 features") {
				t.Errorf("skipped %v", d.Skipped)
			}
			if c.want != "" && !said(append(d.Skipped, d.Notices...), c.want) {
				t.Errorf("skipped %v, notices %v, want %q", d.Skipped, d.Notices, c.want)
			}
		})
	}
}

func TestHouseLimitsEndInSeconds(t *testing.T) {
	b := database(t, "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS fid, NULL AS geom FROM n WHERE i < 0", listed("v"))
	l := limits{}.orHouse(1000)
	if l.steps != 100_000_000 || l.time != 5*time.Second {
		t.Errorf("limits %+v", l)
	}
	d, err := tryRead(b, Options{limits: limits{time: 50 * time.Millisecond}})
	if err != nil || !said(d.Skipped, "took too long") {
		t.Errorf("%v, skipped %v", err, d)
	}
}

func TestCancel(t *testing.T) {
	b := database(t, "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS fid, NULL AS geom FROM n WHERE i < 0", listed("v"))
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := Read(ctx, "a.gpkg", bytes.NewReader(b), int64(len(b)), Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

// Expressions of the file's own are evaluated neither to look for damage nor to read a table.
func TestHostileExpressions(t *testing.T) {
	for name, column := range map[string]string{
		"check":    "x TEXT CHECK (hex(randomblob(60000000)) <> 'a' AND instr(hex(randomblob(30000000)), hex(randomblob(3000000))) = 0)",
		"computed": "x TEXT GENERATED ALWAYS AS (instr(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(fid)))))))))) || hex(fid), 'b')) VIRTUAL NOT NULL",
	} {
		b := database(t, "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, "+column+")", "PRAGMA ignore_check_constraints=ON; INSERT INTO t(fid, geom) VALUES (1, "+pointBlob(1, 2)+"), (2, NULL)", listed("t"))
		start := time.Now()
		d, err := tryRead(b, Options{})
		if err != nil || features(d) != 2 {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

// What views may use works as SQLite has it.
func TestViewsMayCompute(t *testing.T) {
	d, err := tryRead(database(t, "CREATE TABLE base (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT); INSERT INTO base VALUES (1, "+pointBlob(1, 2)+", 'Žabljak 50%'), (2, NULL, 'Bar'), (3, NULL, NULL)",
		`CREATE VIEW v AS SELECT fid, geom, name LIKE '%BLJ%' AS a, name LIKE '%50!%' ESCAPE '!' AS b, name GLOB '*ar' AS c, instr(name, 'b') AS d, replace(name, 'a', 'oo') AS e,
		 trim(name, 'Br%') AS f, upper(name) AS g, name LIKE '_ar' AS h, count(*) OVER () AS i, CASE WHEN name IS NULL THEN 'none' ELSE substr(name, 1, 2) END AS j FROM base`, listed("v")), Options{})
	if err != nil || features(d) != 3 {
		t.Fatalf("%v, skipped %v", err, d.Skipped)
	}
	for i, want := range []string{`1 1 0 3 "Žoobljook 50%" "Žabljak 50" "ŽABLJAK 50%" 0 3 "Ža"`, `0 0 1 0 "Boor" "a" "BAR" 1 3 "Ba"`, `null null null null null null null null 3 "none"`} {
		var got []string
		for _, p := range d.Layers[0].Features[i].Properties {
			got = append(got, string(p.Raw))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("feature %d: %s, want %s", i, strings.Join(got, " "), want)
		}
	}
}

// Triggers, tables made by programs and tables that nobody listed are not touched.
func TestWhatIsLeftAside(t *testing.T) {
	d, err := tryRead(database(t,
		"CREATE TABLE good (fid INTEGER PRIMARY KEY, geom BLOB, extra TEXT); INSERT INTO good VALUES (1, "+pointBlob(1, 2)+", 'x')",
		"CREATE TABLE witness (a); CREATE TRIGGER t AFTER INSERT ON good BEGIN INSERT INTO witness VALUES (1); END",
		"CREATE TABLE pictures (id INTEGER PRIMARY KEY, tile_data BLOB); INSERT INTO gpkg_contents(table_name, data_type, identifier) VALUES ('pictures', 'tiles', 'Old map')",
		"INSERT INTO gpkg_contents(table_name, data_type, identifier) VALUES ('odd', 'point-cloud', 'odd')",
		listed("good"), listed("nowhere")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if features(d) != 1 || !said(d.Skipped, `layer "Old map": was left out, for it holds pictures`) || !said(d.Skipped, `"point-cloud" are not read`) ||
		!said(d.Skipped, `"nowhere" cannot be read`) || !said(d.Notices, `the table "witness" is not listed`) {
		t.Errorf("%d features, skipped %v, notices %v", features(d), d.Skipped, d.Notices)
	}
}

func wkb(order binary.AppendByteOrder, kind uint32, rest ...any) []byte {
	b := []byte{1}
	if order == binary.BigEndian {
		b[0] = 0
	}
	b = order.AppendUint32(b, kind)
	for _, r := range rest {
		switch r := r.(type) {
		case int:
			b = order.AppendUint32(b, uint32(r))
		case float64:
			b = order.AppendUint64(b, math.Float64bits(r))
		case []byte:
			b = append(b, r...)
		}
	}
	return b
}

func headed(w []byte) []byte {
	return append([]byte{'G', 'P', 0, 1, 0xE6, 0x10, 0, 0}, w...)
}

func TestGeometries(t *testing.T) {
	le, be := binary.AppendByteOrder(binary.LittleEndian), binary.AppendByteOrder(binary.BigEndian)
	nan := math.NaN()
	deep := wkb(le, 1, 1.0, 2.0)
	for range feature.MaxCollection + 1 {
		deep = wkb(le, 7, 1, deep)
	}
	withBox := append([]byte{'G', 'P', 0, 1 | 4<<1, 0xE6, 0x10, 0, 0}, make([]byte, 64)...)
	for name, c := range map[string]struct {
		b    []byte
		want orb.Geometry
		z    []float64
		why  string
	}{
		"point":                   {headed(wkb(le, 1, 1.0, 2.0)), orb.Point{1, 2}, nil, ""},
		"big end first":           {headed(wkb(be, 1, 1.0, 2.0)), orb.Point{1, 2}, nil, ""},
		"ISO with altitude":       {headed(wkb(le, 1001, 1.0, 2.0, 3.0)), orb.Point{1, 2}, []float64{3}, ""},
		"ISO with measure":        {headed(wkb(le, 2001, 1.0, 2.0, 3.0)), orb.Point{1, 2}, nil, ""},
		"ISO with both":           {headed(wkb(le, 3001, 1.0, 2.0, 3.0, 4.0)), orb.Point{1, 2}, []float64{3}, ""},
		"EWKB":                    {headed(wkb(le, 0x80000001, 1.0, 2.0, 3.0)), orb.Point{1, 2}, []float64{3}, ""},
		"EWKB with system":        {headed(wkb(le, 0xE0000001, 4326, 1.0, 2.0, 3.0, 4.0)), orb.Point{1, 2}, []float64{3}, ""},
		"without header":          {wkb(le, 1, 1.0, 2.0), orb.Point{1, 2}, nil, ""},
		"with a long box":         {append(withBox, wkb(le, 1, 1.0, 2.0)...), orb.Point{1, 2}, nil, ""},
		"line":                    {headed(wkb(le, 1002, 2, 1.0, 2.0, 3.0, 4.0, 5.0, nan)), orb.LineString{{1, 2}, {4, 5}}, []float64{3, nan}, ""},
		"open ring":               {headed(wkb(le, 1003, 1, 3, 0.0, 0.0, 7.0, 1.0, 0.0, 8.0, 1.0, 1.0, 9.0)), orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}, []float64{7, 8, 9, 7}, ""},
		"wrapped":                 {headed(wkb(le, 2, 2, 190.0, 2.0, -540.0, 3.0)), orb.LineString{{-170, 2}, {-180, 3}}, nil, ""},
		"empty point":             {headed(wkb(le, 1, nan, nan)), nil, nil, ""},
		"empty line":              {headed(wkb(le, 2, 0)), nil, nil, ""},
		"empty flag":              {[]byte{'G', 'P', 0, 0x11, 0, 0, 0, 0}, nil, nil, ""},
		"points, one empty":       {headed(wkb(le, 4, 2, wkb(be, 1, nan, nan), wkb(be, 1, 3.0, 4.0))), orb.MultiPoint{{3, 4}}, nil, ""},
		"mixed ends":              {headed(wkb(be, 7, 2, wkb(le, 1, 1.0, 2.0), wkb(be, 2, 2, 3.0, 4.0, 5.0, 6.0))), orb.Collection{orb.Point{1, 2}, orb.LineString{{3, 4}, {5, 6}}}, nil, ""},
		"arc":                     {headed(wkb(le, 8, 0)), nil, nil, "CIRCULARSTRING"},
		"arc with altitude":       {headed(wkb(le, 1010, 0)), nil, nil, "CURVEPOLYGON"},
		"arc within":              {headed(wkb(le, 7, 1, wkb(le, 17, 0))), nil, nil, "TRIANGLE"},
		"kind of its own":         {[]byte("GP\x00\x21\x00\x00\x00\x00ABCD...."), nil, nil, `only the program that made it knows ("ABCD")`},
		"unknown kind":            {headed(wkb(le, 99, 0)), nil, nil, "not one of GeoPackage"},
		"giant count":             {headed(wkb(le, 2, -1, 1.0, 2.0)), nil, nil, "longer than it is"},
		"giant count of parts":    {headed(wkb(le, 6, 0x7fffffff)), nil, nil, "longer than it is"},
		"giant count of rings":    {headed(wkb(le, 3, 0x3fffffff)), nil, nil, "longer than it is"},
		"deep":                    {headed(deep), nil, nil, "more than 32 deep"},
		"points of lines":         {headed(wkb(le, 4, 1, wkb(le, 2, 0))), nil, nil, "not one of GeoPackage"},
		"infinite":                {headed(wkb(le, 1, math.Inf(1), 2.0)), nil, nil, "not a finite number"},
		"half a number":           {headed(wkb(le, 1, nan, 2.0)), nil, nil, "not a finite number"},
		"infinite altitude":       {headed(wkb(le, 1001, 1.0, 2.0, math.Inf(1))), nil, nil, "not a finite number"},
		"gap in a line":           {headed(wkb(le, 2, 2, nan, nan, 1.0, 2.0)), nil, nil, "a position that is not a number"},
		"swapped":                 {headed(wkb(le, 1, 44.0, 120.0)), nil, nil, "are longitude and latitude swapped?"},
		"metres":                  {headed(wkb(le, 1, 2281000.0, 45.0)), nil, nil, "longitude 2.281e+06 is not between"},
		"cut":                     {headed(wkb(le, 1, 1.0)), nil, nil, "longer than it is"},
		"nothing":                 {[]byte{}, nil, nil, "not one of GeoPackage"},
		"words":                   {[]byte("POINT(1 2)"), nil, nil, "not one of GeoPackage"},
		"version of the future":   {[]byte("GP\x01\x01\x00\x00\x00\x00"), nil, nil, "not one of GeoPackage"},
		"holes without an edge":   {headed(wkb(le, 3, 2, 0, 4, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0)), nil, nil, "holes but no edge"},
		"neither end of a number": {headed([]byte{2, 1, 0, 0, 0}), nil, nil, "not one of GeoPackage"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := tryRead(database(t, "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)", "INSERT INTO t VALUES (5, "+hexBlob(c.b)+", 'A'), (6, "+pointBlob(9, 9)+", 'B')", listed("t")), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if c.why != "" {
				if features(d) != 1 || len(d.Skipped) != 1 || d.Skipped[0].Where != `layer "t", feature 5` || !strings.Contains(d.Skipped[0].Message, c.why) {
					t.Errorf("%d features, skipped %v, want %q", features(d), d.Skipped, c.why)
				}
				return
			}
			if features(d) != 2 {
				t.Fatalf("skipped %v", d.Skipped)
			}
			if f := d.Layers[0].Features[0]; fmt.Sprintf("%T %v", f.Geometry, f.Geometry) != fmt.Sprintf("%T %v", c.want, c.want) || !sameBits(f.Z, c.z) || f.Name != "A" || f.ID != "5" {
				t.Errorf("%#v %v, want %#v %v", f.Geometry, f.Z, c.want, c.z)
			}
		})
	}
}

func TestCoordinateSystems(t *testing.T) {
	layer := func(name string, srs int, x, y float64) string {
		return fmt.Sprintf("CREATE TABLE %[1]s (fid INTEGER PRIMARY KEY, geom BLOB); INSERT INTO %[1]s VALUES (1, %[3]s); INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) VALUES ('%[1]s', 'features', '%[1]s', %[2]d); INSERT INTO gpkg_geometry_columns VALUES ('%[1]s', 'geom', 'POINT', %[2]d, 0, 0);",
			name, srs, pointBlob(x, y))
	}
	system := "INSERT INTO gpkg_spatial_ref_sys VALUES ('Metres', 100, 'EPSG', 3857, 'PROJCS[]', '');"
	half := func(organization string, code int, wkt string) (func(x, y float64) (float64, float64, error), error) {
		if organization != "EPSG" || code != 3857 || wkt != "PROJCS[]" {
			return nil, errors.New("EPSG:1 is not read")
		}
		return func(x, y float64) (float64, float64, error) {
			if x < 0 {
				return 0, 0, errors.New("the position lies outside EPSG:3857")
			}
			return x / 1e5, y / 1e5, nil
		}, nil
	}
	for name, c := range map[string]struct {
		sql     []string
		o       Options
		want    string
		skipped string
		planar  bool
	}{
		"transformed":                    {[]string{system, layer("m", 100, 2e6, 4e6)}, Options{Transform: half}, "[20 40]", "", false},
		"beyond":                         {[]string{system, layer("m", 100, -1, 4e6)}, Options{Transform: half}, "", "lies outside EPSG:3857", false},
		"no function":                    {[]string{system, layer("m", 100, 2e6, 4e6)}, Options{}, "", "coordinate system Metres (EPSG:3857) is not read", false},
		"refused":                        {[]string{strings.Replace(system, "3857", "1", 1), layer("m", 100, 2e6, 4e6)}, Options{Transform: half}, "", "EPSG:1 is not read", false},
		"not there":                      {[]string{layer("m", 77, 1, 2)}, Options{}, "", "coordinate system 77 is not described", false},
		"undefined degrees":              {[]string{layer("m", 0, 20, 44)}, Options{}, "[20 44]", "", false},
		"undefined metres":               {[]string{layer("m", -1, 2281000, 5602000)}, Options{}, "[2.281e+06 5.602e+06]", "", true},
		"undefined metres beside others": {[]string{layer("m", -1, 2281000, 5602000), layer("d", 4326, 20, 44)}, Options{}, "[20 44]", "its positions are no degrees", false},
	} {
		d, err := tryRead(database(t, c.sql...), c.o)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := ""
		for _, l := range d.Layers {
			for _, f := range l.Features {
				got += fmt.Sprint(f.Geometry)
			}
		}
		if got != c.want || d.Planar != c.planar || (c.skipped == "") != (len(d.Skipped) == 0) || c.skipped != "" && !said(d.Skipped, c.skipped) {
			t.Errorf("%s: %s planar %v, skipped %v, notices %v", name, got, d.Planar, d.Skipped, d.Notices)
		}
	}
}

func TestColumnsOfOtherPrograms(t *testing.T) {
	long := strings.Repeat("x", feature.MaxText+5)
	d, err := tryRead(database(t, `CREATE TABLE t (OGC_FID INTEGER PRIMARY KEY, "Shape" BLOB, id TEXT, ok BOOLEAN, odd BOOLEAN, n REAL, big BIGINT, photo BLOB, txt VARCHAR(10), made INTEGER GENERATED ALWAYS AS (big + 1) VIRTUAL, kept INTEGER GENERATED ALWAYS AS (big + 2) STORED)`,
		"INSERT INTO t VALUES (3, "+pointBlob(1, 2)+", 'own', 1, 7, 9e999, 9007199254740993, X'00', CAST(X'41FF' AS TEXT)), (4, NULL, NULL, 0, NULL, 5.0, 'text', NULL, '"+long+"')",
		"INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) VALUES ('t', 'features', 'Roads', 4326); INSERT INTO gpkg_geometry_columns VALUES ('T', 'SHAPE', 'POINT', 4326, 0, 0)"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, b := d.Layers[0].Features[0], d.Layers[0].Features[1]
	if d.Layers[0].Name != "Roads" || a.ID != "own" || b.ID != "4" || !b.IDNumber || b.Geometry != nil {
		t.Errorf("%+v", d.Layers)
	}
	for key, want := range map[string]string{"ok": "true", "odd": "7", "n": "null", "big": "9007199254740993", "photo": "", "txt": `"A�"`, "made": "", "kept": "9007199254740995"} {
		if got := raw(a, key); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	if raw(b, "n") != "5.0" || raw(b, "big") != `"text"` || raw(b, "ok") != "false" || len(raw(b, "txt")) != feature.MaxText+2 {
		t.Errorf("second %.300s", b.Properties)
	}
	for _, want := range []string{`"photo" holds binary data`, `"n" is no finite number`, `"txt" holds text that is not UTF-8`, `"txt" holds a text of over 1 MB`, `"made" was left out, for its values are computed`} {
		if !said(d.Notices, want) {
			t.Errorf("notices %v, want %q", d.Notices, want)
		}
	}
}

// A row larger than a feature may be is passed over, and those around it are read.
func TestLargeRowsArePassedOver(t *testing.T) {
	b := database(t, "CREATE TABLE t (fid INTEGER PRIMARY KEY, geom BLOB, x BLOB)",
		fmt.Sprintf("INSERT INTO t VALUES (1, %s, NULL), (2, NULL, zeroblob(%d)), (5, %s, NULL), (9, NULL, zeroblob(%d)), (11, NULL, NULL)", pointBlob(1, 1), feature.MaxFeature+1, pointBlob(5, 5), feature.MaxFeature+1), listed("t"))
	d, err := tryRead(b, Options{})
	if err != nil || features(d) != 3 || len(d.Skipped) != 2 || d.Skipped[0].Where != `layer "t", feature 2` || !strings.Contains(d.Skipped[1].Message, "larger than 64 MB") {
		t.Errorf("%v, %d features, skipped %v", err, features(d), d.Skipped)
	}
}

// Whatever byte is wrong, the reader ends with an error or with features, and soon.
func TestFlippedBytes(t *testing.T) {
	good := written(t, &feature.Dataset{Layers: []feature.Layer{{Name: "L", Features: []feature.Feature{
		{ID: "a", Geometry: orb.Point{1, 2}, Properties: []feature.Property{prop("k", `{"a":1}`), prop("t", `"text"`)}},
		{ID: "b", Geometry: orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}}}}})
	for at := 0; at < len(good); at += 1 + len(good)/300 {
		b := bytes.Clone(good)
		b[at] ^= 1 << (at % 8)
		start := time.Now()
		_, _ = tryRead(b, Options{limits: limits{steps: 1_000_000}})
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("byte %d: took %v", at, took)
		}
	}
}
