package geopackage

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/ncruces/go-sqlite3"

	"hubscape/app/exchange/feature"
)

// column is one column of a layer's table.
type column struct {
	name, kind string // kind in upper case, without a length
	key        string // of the property
	json       bool
}

// rows is a layer that is being read.
type rows struct {
	*reader
	content
	place     placer
	undefined bool // positions are kept as written
	layer     *feature.Layer
	index     int

	columns []column
	geom    int // indexes in columns; -1 for none
	fid     int
	id      int
	fidKey  bool // fid is the table's own key, in whose order rows can be asked for

	seen     int
	last     int64           // fid of the last row, where fidKey
	told     map[string]bool // remarks made once for each layer
	measures int
	before   int64 // retained, when the layer began
}

// layer reads the features of one layer.
func (in *reader) layer(c content, place placer) error {
	r := &rows{reader: in, content: c, place: place, index: len(in.out.Layers), told: map[string]bool{}, before: in.retained}
	r.undefined = len(in.undefined) > 0 && in.undefined[len(in.undefined)-1] == r.index
	in.out.Layers = append(in.out.Layers, feature.Layer{Name: c.title})
	r.layer = &in.out.Layers[r.index]
	err := survive(func() error {
		if err := r.findColumns(); err != nil {
			return err
		}
		in.cautious(!c.stored)
		return r.all()
	})
	r.pragmas = false
	if r.measures > 0 {
		in.notice(r.where(), "the measures (M) of %d features were not kept", r.measures)
	}
	if errors.Is(err, sqlite3.NOMEM) || errors.Is(err, sqlite3.CORRUPT) { // the machine may have stopped
		if again := in.open(); again != nil {
			return again
		}
	}
	in.cautious(true)
	return r.judge(err)
}

// judge names what ended a layer early; only the end of the context ends the file. A layer that cost too much is left
// out whole, so that a part of it is not taken for all of it; of a damaged one what is intact stays.
func (r *rows) judge(err error) error {
	var refused refusal
	read := len(r.layer.Features)
	switch {
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	case err == nil:
		return nil
	case errors.As(err, &refused):
		return refused
	case errors.Is(err, errTooLong), errors.Is(err, sqlite3.INTERRUPT):
		r.drop("took too long and was left out; export it as a table of its own")
	case errors.Is(err, errTooMuch):
		r.drop("grew beyond what a file of this size can hold and was left out")
	case errors.Is(err, sqlite3.NOMEM):
		r.drop(fmt.Sprintf("needs more than %d MB of memory and was left out", heapLimit>>20))
	case errors.Is(err, sqlite3.CORRUPT):
		r.skipped(r.where(), "is damaged, and %s", rest(read))
	case errors.Is(err, sqlite3.TOOBIG):
		r.skipped(r.where(), "has a feature of over %d MB, and %s", r.longest(), rest(read))
	default:
		r.skipped(r.where(), "its table %s cannot be read, and %s", strconv.QuoteToGraphic(short(r.table)), rest(read))
	}
	return nil
}

// rest says what of a layer was left out after the features that were read.
func rest(read int) string {
	if read == 0 {
		return "it was left out; open it in the program that made it and export it as a plain table"
	}
	return fmt.Sprintf("what follows its first %d features was left out", read)
}

func (r *rows) drop(why string) {
	r.layer.Features = nil
	r.reader.retained = r.before
	r.skipped(r.where(), "%s", why)
}

var errTooMuch = errors.New("too much")

// identified are the columns of text that are taken as identity, before a row's number.
var identified = []string{idColumn, "id"}

// idColumn holds identities that are not whole numbers.
const idColumn = "hubscape_id"

func (r *rows) findColumns() error {
	r.geom, r.fid, r.id = -1, -1, -1
	r.pragmas = true
	defer func() { r.pragmas = false }()
	keys := 0
	err := r.query("SELECT name, type, pk, hidden FROM pragma_table_xinfo("+literal(r.table)+")", func(s *sqlite3.Stmt) error {
		name := s.ColumnText(0)
		if hidden := s.ColumnInt(3); hidden == 1 || hidden == 2 {
			r.notice(r.where(), "the column %s was left out, for its values are computed and not stored", strconv.QuoteToGraphic(short(name)))
			return nil
		}
		kind, _, _ := strings.Cut(strings.ToUpper(s.ColumnText(1)), "(")
		c := column{name: name, kind: strings.TrimSpace(kind), key: name, json: r.json[name]}
		if key, found := r.keys[name]; found {
			c.key = key
		}
		at := len(r.columns)
		switch {
		case r.geometry != "" && strings.EqualFold(name, r.geometry):
			r.geom = at
		case s.ColumnInt(2) > 0:
			keys++
			if strings.Contains(c.kind, "INT") {
				r.fid, r.fidKey = at, c.kind == "INTEGER"
			}
		case r.fid < 0 && (strings.EqualFold(name, "fid") || strings.EqualFold(name, "ogc_fid")) && strings.Contains(c.kind, "INT"):
			r.fid = at
		}
		r.columns = append(r.columns, c)
		return nil
	})
	if keys > 1 {
		r.fid, r.fidKey = -1, false
	}
	r.findID()
	if err == nil && len(r.columns) == 0 {
		err = sqlite3.ERROR
	}
	return err
}

func (r *rows) findID() {
	for _, wanted := range identified {
		for i, c := range r.columns {
			if r.id < 0 && i != r.geom && i != r.fid && strings.EqualFold(c.name, wanted) && isText(c.kind) {
				r.id = i
			}
		}
	}
}

func isText(kind string) bool {
	return strings.Contains(kind, "TEXT") || strings.Contains(kind, "CHAR")
}

// all reads every row; a row that is too large is passed over where rows can be asked for by number.
func (r *rows) all() error {
	var names []string
	for i, c := range r.columns {
		names = append(names, identifier(c.name))
		if i != r.geom && i != r.fid && i != r.id {
			r.layer.Fields = append(r.layer.Fields, c.key)
		}
	}
	sql := "SELECT " + strings.Join(names, ", ") + " FROM " + identifier(r.table)
	if !r.fidKey {
		return r.query(sql, r.row)
	}
	key := identifier(r.columns[r.fid].name)
	from := int64(math.MinInt64)
	for passed := 0; ; passed++ {
		err := r.query(fmt.Sprintf("%s WHERE %s >= %d ORDER BY %s", sql, key, from, key), r.row)
		if !errors.Is(err, sqlite3.TOOBIG) || passed >= 1000 {
			return err
		}
		if r.seen > 0 && r.last >= from {
			from = r.last + 1
		}
		large, found := from, false
		err = r.query(fmt.Sprintf("SELECT min(%s) FROM %s WHERE %s >= %d", key, identifier(r.table), key, from), func(s *sqlite3.Stmt) error {
			large, found = s.ColumnInt64(0), s.ColumnType(0) == sqlite3.INTEGER
			return nil
		})
		if err != nil || !found {
			return err
		}
		r.skipped(r.featureAt(strconv.FormatInt(large, 10)), "was left out: it is larger than %d MB", feature.MaxFeature>>20)
		if large == math.MaxInt64 {
			return nil
		}
		from = large + 1
	}
}

func (r *rows) featureAt(which string) string { return r.where() + ", feature " + which }

// row reads one feature.
func (r *rows) row(s *sqlite3.Stmt) error {
	r.seen++
	f := feature.Feature{}
	r.identify(s, &f)
	for i, c := range r.columns {
		if i == r.geom || i == r.fid || i == r.id {
			continue
		}
		raw, ok := r.value(s, i, c, f.Where)
		if ok {
			f.Properties = append(f.Properties, feature.Property{Key: c.key, Raw: raw})
		}
	}
	f.Name = nameOf(f.Properties)
	why, aside := "", false
	if r.geom >= 0 {
		var fatal error
		if why, aside, fatal = r.shape(s, &f); fatal != nil {
			return fatal
		}
	}
	if r.retained += footprint(f); r.retained > r.limits.retained {
		return errTooMuch
	}
	switch {
	case aside:
		r.skipped(f.Where, "%s", why)
		r.out.Aside = append(r.out.Aside, feature.Aside{Layer: r.index, Feature: f, Why: why})
	case why != "":
		r.skipped(f.Where, "%s", why)
	default:
		r.layer.Features = append(r.layer.Features, f)
	}
	return nil
}

// identify gives a feature its identity: the text of a column that is meant for it, or the row's number.
func (r *rows) identify(s *sqlite3.Stmt, f *feature.Feature) {
	which := strconv.Itoa(r.seen)
	if r.fid >= 0 && s.ColumnType(r.fid) == sqlite3.INTEGER {
		r.last = s.ColumnInt64(r.fid)
		which = strconv.FormatInt(r.last, 10)
		f.ID, f.IDNumber = which, true
	}
	if r.id >= 0 {
		if text := r.text(s, r.id, ""); text != "" && s.ColumnType(r.id) == sqlite3.TEXT {
			f.ID, f.IDNumber = text, false
		} else if r.columns[r.id].name == idColumn { // written by this program for a feature without one
			f.ID, f.IDNumber = "", false
		}
	}
	f.Where = r.featureAt(which)
}

// footprint is roughly what a feature takes of the memory, in bytes.
func footprint(f feature.Feature) int64 {
	n := 250 + 16*len(f.Z)
	if f.Geometry != nil {
		n += 16 * feature.Positions(f.Geometry)
	}
	for _, p := range f.Properties {
		n += 40 + len(p.Raw)
	}
	return int64(n)
}

// once makes a remark for the first feature of the layer that it is true of.
func (r *rows) once(what, where, format string, args ...any) {
	if !r.told[what] {
		r.told[what] = true
		r.notice(where, format, args...)
	}
}

// nameKeys are the properties that name a feature, in this order.
var nameKeys = []string{"name", "Name", "NAME", "title", "Title", "TITLE"}

// nameOf is the feature's name, from the property that is called so.
func nameOf(properties []feature.Property) string {
	for _, key := range nameKeys {
		for _, p := range properties {
			var text string
			if p.Key == key && len(p.Raw) > 2 && p.Raw[0] == '"' && json.Unmarshal(p.Raw, &text) == nil && strings.TrimSpace(text) != "" {
				return strings.TrimSpace(text)
			}
		}
	}
	return ""
}

// identifier writes a name as SQL does.
func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal writes a text as SQL does.
func literal(text string) string { return `'` + strings.ReplaceAll(text, `'`, `''`) + `'` }
