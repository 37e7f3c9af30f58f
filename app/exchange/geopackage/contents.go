package geopackage

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"github.com/ncruces/go-sqlite3"
	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// content is one line of gpkg_contents, with what other tables say about the same layer.
type content struct {
	table, kind, title string
	geometry           string // name of its column; "" for none
	srs                int64
	virtual, stored    bool              // made by a program; a table as such, and no view
	keys               map[string]string // column -> key of the property, where they differ
	json               map[string]bool   // columns that hold JSON
}

func (c content) where() string { return "layer " + strconv.QuoteToGraphic(short(c.title)) }

// short cuts a name for a message.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// system is a coordinate system as the file describes it.
type system struct {
	name, organization, definition string
	code                           int64
}

// database reads all layers.
func (in *reader) database() error {
	if err := in.open(); err != nil {
		return err
	}
	tables, err := in.tables()
	if err != nil {
		return err
	}
	if err := in.check(tables); err != nil {
		return err
	}
	if _, found := tables["gpkg_contents"]; !found {
		return refusal(otherDatabase(tables))
	}
	contents, err := in.contents(tables)
	if err != nil {
		return err
	}
	if err := in.readSystems(tables); err != nil {
		return err
	}
	for _, c := range contents {
		in.newBudget()
		if err := in.content(c); err != nil {
			return err
		}
	}
	in.settleUndefined()
	in.unlisted(tables, contents)
	return nil
}

// check lets SQLite look through the database for damage. A database that breaks rules of its own making, such as a
// missing value where one is required, can still be read. Columns that are computed are computed for it.
func (in *reader) check(tables map[string]string) error {
	in.pragmas = true
	defer func() { in.pragmas = false }()
	in.cautious(hasExpressions(tables))
	defer in.cautious(true)
	broken := 0
	err := in.query("PRAGMA quick_check(20)", func(s *sqlite3.Stmt) error {
		text := s.ColumnText(0)
		switch {
		case text == "ok":
		case ownRule(text):
			broken++
		default:
			return refusal("the database is damaged; open it in the program that made it and export it again")
		}
		return nil
	})
	if (in.budget.over || errors.Is(err, sqlite3.TOOBIG)) && in.ctx.Err() == nil {
		in.notice("", "is too large to be looked through for damage first")
		in.newBudget()
		return nil
	}
	if broken > 0 {
		in.notice("", "breaks rules that it sets itself (in %d places or more), such as a value that must not be missing", broken)
	}
	return err
}

// hasExpressions says whether a table has columns that are computed.
func hasExpressions(tables map[string]string) bool {
	for _, sql := range tables {
		if sql = strings.ToUpper(sql); strings.HasPrefix(sql, "CREATE TABLE") && computed.MatchString(sql) {
			return true
		}
	}
	return false
}

var computed = regexp.MustCompile(`\bAS\s*(/\*|--|\()`)

func ownRule(text string) bool {
	for _, part := range []string{"NULL value in", "CHECK constraint failed", "non-unique", "missing from index", "wrong # of entries in index", " value in "} {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// otherDatabase names a database that is not a GeoPackage.
func otherDatabase(tables map[string]string) string {
	has := func(names ...string) bool {
		for _, n := range names {
			if _, found := tables[n]; !found {
				return false
			}
		}
		return true
	}
	switch {
	case has("tiles", "metadata"):
		return "is MBTiles, which holds pictures of maps and no features; choose another file"
	case has("geometry_columns", "spatial_ref_sys"):
		return "is a SpatiaLite database; export its layers as GeoPackage"
	default:
		return "is an SQLite database without the tables of a GeoPackage; export its data as GeoPackage or CSV"
	}
}

// tables gives the tables and views by their names in lower case, with the text that made them.
func (in *reader) tables() (map[string]string, error) {
	tables := map[string]string{}
	err := in.query("SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view')", func(s *sqlite3.Stmt) error {
		tables[strings.ToLower(s.ColumnText(0))] = s.ColumnText(1)
		return nil
	})
	return tables, err
}

func (in *reader) contents(tables map[string]string) ([]content, error) {
	var all []content
	at := map[string]int{}
	err := in.query("SELECT table_name, data_type, identifier, srs_id FROM gpkg_contents", func(s *sqlite3.Stmt) error {
		c := content{table: s.ColumnText(0), kind: strings.ToLower(s.ColumnText(1)), title: s.ColumnText(2), srs: s.ColumnInt64(3)}
		if strings.TrimSpace(c.title) == "" {
			c.title = c.table
		}
		if _, twice := at[strings.ToLower(c.table)]; twice {
			return nil
		}
		made := strings.ToUpper(strings.TrimSpace(tables[strings.ToLower(c.table)]))
		c.virtual, c.stored = strings.HasPrefix(made, "CREATE VIRTUAL"), strings.HasPrefix(made, "CREATE TABLE")
		at[strings.ToLower(c.table)] = len(all)
		if all = append(all, c); len(all) > feature.MaxEntries {
			return refusal(fmt.Sprintf("lists more than %d layers; export those you need to a file of their own", feature.MaxEntries))
		}
		return nil
	})
	if err != nil {
		return nil, unlessTooLong(err, "its table gpkg_contents cannot be read; export it again from the program that made it")
	}
	if _, found := tables["gpkg_geometry_columns"]; found {
		err = in.query("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns", func(s *sqlite3.Stmt) error {
			if i, found := at[strings.ToLower(s.ColumnText(0))]; found {
				all[i].geometry, all[i].srs = s.ColumnText(1), s.ColumnInt64(2)
			}
			return nil
		})
		if err != nil {
			return nil, unlessTooLong(err, "its table gpkg_geometry_columns cannot be read; export it again from the program that made it")
		}
	}
	in.dataColumns(tables, all, at)
	return all, nil
}

// unlessTooLong gives a refusal for an error that is not a budget's end.
func unlessTooLong(err error, why string) error {
	var r refusal
	if errors.Is(err, sqlite3.INTERRUPT) || errors.Is(err, sqlite3.NOMEM) || errors.As(err, &r) {
		return err
	}
	return refusal(why)
}

// keyMark is the description by which this program knows the columns whose names differ from the keys of properties.
const keyMark = "key of the property in Hubscape"

// dataColumns takes from the schema extension which columns hold JSON, and the keys of properties that could not be
// names of columns. Without the table there is nothing to take, and none of it is needed to read the layers.
func (in *reader) dataColumns(tables map[string]string, all []content, at map[string]int) {
	if _, found := tables["gpkg_data_columns"]; !found {
		return
	}
	err := in.query("SELECT table_name, column_name, title, description, mime_type FROM gpkg_data_columns", func(s *sqlite3.Stmt) error {
		i, found := at[strings.ToLower(s.ColumnText(0))]
		if !found {
			return nil
		}
		column := s.ColumnText(1)
		if s.ColumnText(4) == "application/json" {
			if all[i].json == nil {
				all[i].json = map[string]bool{}
			}
			all[i].json[column] = true
		}
		if s.ColumnText(3) == keyMark {
			if all[i].keys == nil {
				all[i].keys = map[string]string{}
			}
			all[i].keys[column] = s.ColumnText(2)
		}
		return nil
	})
	if err != nil {
		in.notice("", "its table gpkg_data_columns cannot be read and was ignored")
	}
}

func (in *reader) readSystems(tables map[string]string) error {
	in.systems = map[int64]system{}
	if _, found := tables["gpkg_spatial_ref_sys"]; !found {
		return nil
	}
	err := in.query("SELECT srs_id, srs_name, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys", func(s *sqlite3.Stmt) error {
		in.systems[s.ColumnInt64(0)] = system{s.ColumnText(1), s.ColumnText(2), s.ColumnText(4), s.ColumnInt64(3)}
		return nil
	})
	if err != nil {
		return unlessTooLong(err, "its table gpkg_spatial_ref_sys cannot be read; export it again from the program that made it")
	}
	return nil
}

// unlisted names the tables of data that the file does not list as layers.
func (in *reader) unlisted(tables map[string]string, contents []content) {
	listed := map[string]bool{"layer_styles": true}
	for _, c := range contents {
		listed[strings.ToLower(c.table)] = true
	}
	var left []string
	for name := range tables {
		if listed[name] || strings.HasPrefix(name, "gpkg_") || strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "rtree_") {
			continue
		}
		left = append(left, name)
	}
	sort.Strings(left)
	for i, name := range left {
		if i == 20 {
			in.notice("", "%d more tables are not listed in it as layers and were not read", len(left)-i)
			return
		}
		in.notice("", "the table %s is not listed in it as a layer and was not read", strconv.QuoteToGraphic(short(name)))
	}
}

// content reads one layer, or says why not.
func (in *reader) content(c content) error {
	switch {
	case c.kind == "tiles" || strings.Contains(c.kind, "tile") || strings.Contains(c.kind, "coverage"):
		in.skipped(c.where(), "was left out, for it holds pictures of a map (%s)", short(c.kind))
		return nil
	case c.virtual:
		in.skipped(c.where(), "was left out, for its table is made by a program and not stored")
		return nil
	case c.kind != "features" && c.kind != "attributes" && c.kind != "aspatial":
		in.skipped(c.where(), "was left out, for data of the kind %s are not read", strconv.QuoteToGraphic(short(c.kind)))
		return nil
	case c.kind == "features" && c.geometry == "":
		in.notice(c.where(), "has no geometry column; it was read as a table")
	}
	place, why := in.placing(c)
	if why != "" {
		in.skipped(c.where(), "was left out: %s", why)
		return nil
	}
	return in.layer(c, place)
}

// placer turns positions of a layer into degrees; nil means that they are degrees already.
type placer func(x, y float64) (lon, lat float64, err error)

// placing finds out how the positions of a layer become degrees, or why they cannot.
func (in *reader) placing(c content) (placer, string) {
	if c.geometry == "" {
		return nil, ""
	}
	s, found := in.systems[c.srs]
	switch {
	case c.srs == -1 || c.srs == 0 || found && strings.EqualFold(s.organization, "NONE") && (s.definition == "" || s.definition == "undefined"):
		in.undefined = append(in.undefined, len(in.out.Layers))
		return nil, ""
	case !found:
		return nil, fmt.Sprintf("its coordinate system %d is not described in the file; export it again in WGS 84", c.srs)
	}
	in.defined = true
	if strings.EqualFold(s.organization, "EPSG") && s.code == 4326 || strings.EqualFold(s.organization, "OGC") && strings.Contains(s.definition, "CRS84") {
		return nil, ""
	}
	if in.options.Transform == nil || int64(int(s.code)) != s.code {
		return nil, fmt.Sprintf("its coordinate system %s (%s:%d) is not read; export it in WGS 84 (EPSG:4326)", short(s.name), short(s.organization), s.code)
	}
	f, err := in.options.Transform(s.organization, int(s.code), s.definition)
	if err != nil {
		return nil, err.Error()
	}
	return f, ""
}

// settleUndefined judges layers whose coordinate system is not named: numbers that can be degrees are taken as such.
func (in *reader) settleUndefined() {
	for _, i := range in.undefined {
		l := &in.out.Layers[i]
		where := "layer " + strconv.QuoteToGraphic(short(l.Name))
		switch {
		case inDegrees(l.Features):
			in.notice(where, "names no coordinate system, so its positions were taken as longitude and latitude")
		case !in.defined:
			in.out.Planar = true
		default:
			in.skipped(where, "its %d features were left out, for it names no coordinate system and its positions are no degrees", len(l.Features))
			l.Features = nil
		}
	}
}

func inDegrees(features []feature.Feature) bool {
	for i := range features {
		in := true
		feature.Each(features[i].Geometry, func(p orb.Point) { in = in && math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90 })
		if !in {
			return false
		}
	}
	return true
}
