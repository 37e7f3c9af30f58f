package geopackage

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/ncruces/go-sqlite3"
	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// layer makes a layer's table and all that the standard wants to be said about it.
func (b *builder) layer(p *layerPlan) {
	b.table(p)
	box, some := b.insert(p)
	b.list(p, box, some)
	if p.spatial {
		b.exec(fmt.Sprintf("INSERT INTO gpkg_geometry_columns VALUES (%s, '%s', '%s', %d, %d, 0)", literal(p.table), geomColumn, p.geometryType, p.srs, p.z))
		b.exec(fmt.Sprintf("INSERT INTO gpkg_extensions VALUES (%s, '%s', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", literal(p.table), geomColumn))
		b.exec(triggers(p.table))
	}
	for _, c := range p.columns {
		b.describe(p, c)
	}
}

func (b *builder) table(p *layerPlan) {
	columns := []string{identifier(fidColumn) + " INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"}
	if p.spatial {
		columns = append(columns, identifier(geomColumn)+" "+p.geometryType)
	}
	if p.hasIDs {
		columns = append(columns, identifier(idColumn)+" TEXT")
	}
	for _, c := range p.columns {
		columns = append(columns, identifier(c.name)+" "+declared[c.kind])
	}
	b.exec("CREATE TABLE " + identifier(p.table) + " (" + strings.Join(columns, ", ") + ")")
	if p.spatial {
		b.exec("CREATE VIRTUAL TABLE " + identifier(index(p.table)) + " USING rtree(id, minx, maxx, miny, maxy)")
	}
}

func index(table string) string { return "rtree_" + table + "_" + geomColumn }

// list enters a layer into the contents; the box is that of its positions, if it has some.
func (b *builder) list(p *layerPlan, box orb.Bound, some bool) {
	kind, srs := "attributes", "NULL"
	if p.spatial {
		kind, srs = "features", strconv.Itoa(int(p.srs))
	}
	number := func(v float64) string {
		if !some {
			return "NULL"
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	b.exec(fmt.Sprintf("INSERT INTO gpkg_contents VALUES (%s, '%s', %s, '', '%s', %s, %s, %s, %s, %s)", literal(p.table), kind, literal(p.title), b.changed,
		number(box.Min[0]), number(box.Min[1]), number(box.Max[0]), number(box.Max[1]), srs))
}

// describe says of a column what its name and type do not.
func (b *builder) describe(p *layerPlan, c plannedColumn) {
	if c.kind != mixed && c.name == c.key {
		return
	}
	title, description, mime := "NULL", "NULL", "NULL"
	if c.name != c.key {
		title, description = "?1", literal(keyMark)
	}
	if c.kind == mixed {
		mime = "'application/json'"
	}
	if b.err != nil {
		return
	}
	s, _, err := b.conn.Prepare(fmt.Sprintf("INSERT INTO gpkg_data_columns VALUES (%s, %s, NULL, %s, %s, %s, NULL)", literal(p.table), literal(c.name), title, description, mime))
	if err != nil {
		b.err = err
		return
	}
	defer s.Close()
	if c.name != c.key {
		b.keep(s.BindText(1, strings.ToValidUTF8(c.key, "\ufffd")))
	}
	b.keep(s.Exec())
}

// keep remembers the first error.
func (b *builder) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

// insert writes the features and gives the box of their positions.
func (b *builder) insert(p *layerPlan) (box orb.Bound, some bool) {
	if b.err != nil {
		return
	}
	rows, err := b.prepared(p)
	if err != nil {
		b.err = err
		return
	}
	defer rows.Close()
	var boxes *sqlite3.Stmt
	if p.spatial {
		if boxes, _, b.err = b.conn.Prepare("INSERT INTO " + identifier(index(p.table)) + " VALUES (?1, ?2, ?3, ?4, ?5)"); b.err != nil {
			return
		}
		defer boxes.Close()
	}
	for i := range p.Features {
		f := &p.Features[i]
		geometry, at := blob(f.Geometry, f.Z, p.srs)
		b.bind(rows, p, f, geometry)
		b.keep(rows.Exec())
		if geometry == nil {
			continue
		}
		b.indexBox(boxes, at)
		if some {
			at = orb.Bound{Min: orb.Point{min(box.Min[0], at.Min[0]), min(box.Min[1], at.Min[1])}, Max: orb.Point{max(box.Max[0], at.Max[0]), max(box.Max[1], at.Max[1])}}
		}
		box, some = at, true
		if b.err != nil {
			break
		}
	}
	return box, some
}

func (b *builder) prepared(p *layerPlan) (*sqlite3.Stmt, error) {
	names := []string{identifier(fidColumn)}
	if p.spatial {
		names = append(names, identifier(geomColumn))
	}
	if p.hasIDs {
		names = append(names, identifier(idColumn))
	}
	for _, c := range p.columns {
		names = append(names, identifier(c.name))
	}
	values := strings.TrimSuffix(strings.Repeat("?, ", len(names)), ", ")
	s, _, err := b.conn.Prepare("INSERT INTO " + identifier(p.table) + " (" + strings.Join(names, ", ") + ") VALUES (" + values + ")")
	return s, err
}

// bind gives a statement the values of one feature.
func (b *builder) bind(s *sqlite3.Stmt, p *layerPlan, f *feature.Feature, geometry []byte) {
	b.keep(s.ClearBindings())
	at := 1
	if p.numbered {
		n, _ := strconv.ParseInt(f.ID, 10, 64) // as identities found
		b.keep(s.BindInt64(at, n))
	}
	if p.spatial {
		at++
		if geometry != nil {
			b.keep(s.BindBlob(at, geometry))
		}
	}
	if p.hasIDs {
		at++
		if f.ID != "" {
			b.keep(s.BindText(at, strings.ToValidUTF8(f.ID, "\ufffd")))
		}
	}
	first := at + 1
	for _, q := range f.Properties {
		c := p.at[q.Key]
		b.keep(bindValue(s, first+c, p.columns[c].kind, q.Raw))
	}
	if f.Name != "" && p.nameColumn >= 0 && nameOf(f.Properties) != f.Name && !hasProperty(f, "name") {
		b.keep(bindValue(s, first+p.nameColumn, p.columns[p.nameColumn].kind, quoted(f.Name)))
	}
}

func hasProperty(f *feature.Feature, key string) bool {
	for _, q := range f.Properties {
		if q.Key == key {
			return true
		}
	}
	return false
}

func bindValue(s *sqlite3.Stmt, at int, k kind, raw json.RawMessage) error {
	t := strings.TrimSpace(string(raw))
	if t == "" || t == "null" {
		return s.BindNull(at)
	}
	switch k {
	case boolean:
		return s.BindBool(at, t == "true")
	case integer, wide:
		n, err := strconv.ParseInt(t, 10, 64)
		if err != nil {
			return err
		}
		return s.BindInt64(at, n)
	case real:
		v, err := strconv.ParseFloat(t, 64)
		if err != nil {
			return err
		}
		return s.BindFloat(at, v)
	case mixed:
		return s.BindText(at, t)
	}
	words, _ := plain(raw)
	return s.BindText(at, words)
}

func (b *builder) indexBox(s *sqlite3.Stmt, box orb.Bound) {
	b.keep(s.BindInt64(1, b.conn.LastInsertRowID()))
	for i, v := range []float64{box.Min[0], box.Max[0], box.Min[1], box.Max[1]} {
		b.keep(s.BindFloat(2+i, v))
	}
	b.keep(s.Exec())
}

// triggers keep the index right when another program changes the table: those of GeoPackage 1.3, annex F.3.
func triggers(table string) string {
	return strings.NewReplacer("<t>", strings.ReplaceAll(table, `"`, `""`), "<c>", geomColumn, "<i>", fidColumn).Replace(`
CREATE TRIGGER "rtree_<t>_<c>_insert" AFTER INSERT ON "<t>" WHEN (NEW."<c>" NOT NULL AND NOT ST_IsEmpty(NEW."<c>"))
BEGIN INSERT OR REPLACE INTO "rtree_<t>_<c>" VALUES (NEW."<i>", ST_MinX(NEW."<c>"), ST_MaxX(NEW."<c>"), ST_MinY(NEW."<c>"), ST_MaxY(NEW."<c>")); END;
CREATE TRIGGER "rtree_<t>_<c>_update1" AFTER UPDATE OF "<c>" ON "<t>" WHEN OLD."<i>" = NEW."<i>" AND (NEW."<c>" NOTNULL AND NOT ST_IsEmpty(NEW."<c>"))
BEGIN INSERT OR REPLACE INTO "rtree_<t>_<c>" VALUES (NEW."<i>", ST_MinX(NEW."<c>"), ST_MaxX(NEW."<c>"), ST_MinY(NEW."<c>"), ST_MaxY(NEW."<c>")); END;
CREATE TRIGGER "rtree_<t>_<c>_update2" AFTER UPDATE OF "<c>" ON "<t>" WHEN OLD."<i>" = NEW."<i>" AND (NEW."<c>" ISNULL OR ST_IsEmpty(NEW."<c>"))
BEGIN DELETE FROM "rtree_<t>_<c>" WHERE id = OLD."<i>"; END;
CREATE TRIGGER "rtree_<t>_<c>_update3" AFTER UPDATE ON "<t>" WHEN OLD."<i>" != NEW."<i>" AND (NEW."<c>" NOTNULL AND NOT ST_IsEmpty(NEW."<c>"))
BEGIN DELETE FROM "rtree_<t>_<c>" WHERE id = OLD."<i>"; INSERT OR REPLACE INTO "rtree_<t>_<c>" VALUES (NEW."<i>", ST_MinX(NEW."<c>"), ST_MaxX(NEW."<c>"), ST_MinY(NEW."<c>"), ST_MaxY(NEW."<c>")); END;
CREATE TRIGGER "rtree_<t>_<c>_update4" AFTER UPDATE ON "<t>" WHEN OLD."<i>" != NEW."<i>" AND (NEW."<c>" ISNULL OR ST_IsEmpty(NEW."<c>"))
BEGIN DELETE FROM "rtree_<t>_<c>" WHERE id IN (OLD."<i>", NEW."<i>"); END;
CREATE TRIGGER "rtree_<t>_<c>_delete" AFTER DELETE ON "<t>" WHEN OLD."<c>" NOT NULL
BEGIN DELETE FROM "rtree_<t>_<c>" WHERE id = OLD."<i>"; END;
`)
}
