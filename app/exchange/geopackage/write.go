package geopackage

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/ext/rtree"

	"hubscape/app/exchange/feature"
)

// Write writes a dataset as GeoPackage 1.3: a table of features for each layer that has positions and a table of
// attributes for every other one, in WGS 84, with an R-tree index. changed is the time that the layers are dated with.
// The same dataset and time give the same bytes.
//
// IDs that are whole numbers become the numbers of the rows; others stand in a column of their own. Properties of one
// kind become a column of that kind, and those of several kinds a column of JSON, so that every value comes back as the
// value it was; a value that is absent comes back as null. What crosses the 180th meridian is cut there.
func Write(w io.Writer, d *feature.Dataset, changed time.Time) error {
	plans := make([]layerPlan, len(d.Layers))
	names := newNames("gpkg_", "sqlite_", "rtree_")
	titles := newNames()
	for i, l := range d.Layers {
		p, err := planLayer(l, d.Planar)
		if err != nil {
			return fmt.Errorf("layer %s: %w", l.Name, err)
		}
		p.title = titles.free(printable(l.Name), "layer")
		p.table = names.free(printable(l.Name), "layer")
		plans[i] = p
	}
	var b []byte
	err := survive(func() (err error) {
		b, err = build(plans, changed)
		return err
	})
	if err != nil {
		return notMade(err)
	}
	_, err = w.Write(b)
	return err
}

// build makes the database in memory.
func build(plans []layerPlan, changed time.Time) ([]byte, error) {
	s := &sheet{}
	name, forget := lay(s)
	defer forget()
	conn, err := open(name)
	if err != nil {
		return nil, err
	}
	b := &builder{conn: conn, changed: changed.UTC().Format("2006-01-02T15:04:05.000Z")}
	b.all(plans)
	if err := conn.Close(); b.err == nil {
		b.err = err
	}
	return s.SliceFile, b.err
}

// open opens a database that is to be written, with the tables that an index needs.
func open(name string) (*sqlite3.Conn, error) {
	conn, err := sqlite3.OpenFlags("file:"+name+"?vfs="+vfsName, sqlite3.OPEN_READWRITE|sqlite3.OPEN_CREATE|sqlite3.OPEN_URI)
	if err == nil {
		err = rtree.Register(conn)
	}
	return conn, err
}

func notMade(err error) error {
	if errors.Is(err, sqlite3.NOMEM) {
		return errors.New("there is not enough memory to make the GeoPackage; export fewer layers at a time")
	}
	return fmt.Errorf("the GeoPackage could not be made; export as GeoJSON instead (%w)", err)
}

// names gives out names that differ without regard to case.
type names struct {
	taken    map[string]bool
	reserved []string // beginnings that are not given out
}

func newNames(reserved ...string) names { return names{map[string]bool{}, reserved} }

func (n names) free(name, otherwise string) string {
	if strings.TrimSpace(name) == "" {
		name = otherwise
	}
	for _, r := range n.reserved {
		if strings.HasPrefix(strings.ToLower(name), r) {
			name = otherwise + "_" + name
		}
	}
	tried := name
	for i := 2; n.taken[fold(tried)]; i++ {
		tried = fmt.Sprintf("%s_%d", name, i)
	}
	n.taken[fold(tried)] = true
	return tried
}

// fold is how SQLite compares names: ASCII letters without regard to case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// printable takes out of a name what SQL cannot hold or nobody could see.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "\ufffd"))
}

// builder makes a database; after the first error it does nothing more.
type builder struct {
	conn    *sqlite3.Conn
	changed string
	err     error
}

func (b *builder) exec(sql string) {
	if b.err == nil {
		b.err = b.conn.Exec(sql)
	}
}

func (b *builder) all(plans []layerPlan) {
	b.exec("PRAGMA journal_mode=OFF; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF")
	b.exec("BEGIN")
	b.exec("PRAGMA application_id = 1196444487; PRAGMA user_version = 10300") // "GPKG", version 1.3.0
	b.exec(requiredTables)
	schema := false
	for _, p := range plans {
		schema = schema || p.described()
	}
	b.exec(extensionTables)
	if schema {
		b.exec(schemaTables)
	}
	for i := range plans {
		b.layer(&plans[i])
	}
	b.exec("COMMIT")
}

// requiredTables are those of GeoPackage 1.3 sections 1.1.2, 1.1.3 and 2.1.5, with the rows that every file must have.
const requiredTables = `
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
 ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
 ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
 ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude and latitude in degrees on the WGS 84 ellipsoid');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
`

const extensionTables = `
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
`

// schemaTables are those of the schema extension, which says what a column holds.
const schemaTables = `
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions VALUES
 ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),
 ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
`
