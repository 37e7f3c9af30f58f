package geopackage

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/shape"
)

// kind is what a column holds.
type kind int

const (
	unknown kind = iota // nothing but nulls so far
	boolean
	integer // that a real number can be without loss
	wide    // other whole numbers
	real
	text
	day
	moment
	mixed // JSON
)

// declared are the types of SQL that GeoPackage has for the kinds.
var declared = map[kind]string{unknown: "TEXT", boolean: "BOOLEAN", integer: "INTEGER", wide: "INTEGER", real: "DOUBLE", text: "TEXT", day: "DATE", moment: "DATETIME", mixed: "TEXT"}

// plannedColumn is a column that is to be made for a property.
type plannedColumn struct {
	name, key string
	kind      kind
}

// layerPlan is all that has to be known of a layer before its table can be made.
type layerPlan struct {
	feature.Layer
	table, title string
	columns      []plannedColumn
	at           map[string]int // key -> index in columns

	spatial      bool
	geometryType string
	z            int // 0 no altitudes, 1 all have them, 2 some do
	srs          int32
	numbered     bool // IDs are row numbers
	hasIDs       bool // IDs stand in a column of text
	nameColumn   int  // column for the names of features that no property holds; -1 for none
}

const (
	fidColumn  = "fid"
	geomColumn = "geom"
)

func planLayer(l feature.Layer, planar bool) (layerPlan, error) {
	p := layerPlan{Layer: l, at: map[string]int{}, srs: 4326, nameColumn: -1}
	if planar {
		p.srs = -1
	}
	if err := p.geometries(); err != nil {
		return p, err
	}
	p.identities()
	p.properties()
	if len(p.columns) > feature.MaxColumns-4 {
		return p, fmt.Errorf("its %d properties are more than the %d columns a table can have; leave some out", len(p.columns), feature.MaxColumns-4)
	}
	return p, nil
}

// geometries cuts what crosses the 180th meridian and finds the type that all geometries have.
func (p *layerPlan) geometries() error {
	p.Features = append([]feature.Feature(nil), p.Features...)
	high, flat := 0, 0
	for i := range p.Features {
		f := &p.Features[i]
		if f.Geometry == nil || feature.Positions(f.Geometry) == 0 {
			f.Geometry, f.Z = nil, nil
			continue
		}
		if f.Z != nil && len(f.Z) != feature.Positions(f.Geometry) {
			return fmt.Errorf("feature %d has %d altitudes for %d positions; remove it and export again", i+1, len(f.Z), feature.Positions(f.Geometry))
		}
		if err := finitePositions(f.Geometry); err != nil {
			return fmt.Errorf("feature %d: %w", i+1, err)
		}
		if p.srs == 4326 {
			f.Geometry, f.Z, _ = shape.Split(f.Geometry, f.Z)
		}
		p.spatial = true
		if f.Z == nil {
			flat++
		} else {
			high++
		}
		name := typeName(f.Geometry)
		if p.geometryType == "" {
			p.geometryType = name
		} else if p.geometryType != name {
			p.geometryType = "GEOMETRY"
		}
	}
	switch {
	case high > 0 && flat > 0:
		p.z = 2
	case high > 0:
		p.z = 1
	}
	return nil
}

func finitePositions(g orb.Geometry) error {
	var err error
	feature.Each(g, func(at orb.Point) {
		if !finite(at[0]) || !finite(at[1]) {
			err = errors.New("a position is not a number; remove it and export again")
		}
	})
	return err
}

func typeName(g orb.Geometry) string {
	switch g.(type) {
	case orb.Point:
		return "POINT"
	case orb.LineString:
		return "LINESTRING"
	case orb.Polygon, orb.Ring, orb.Bound:
		return "POLYGON"
	case orb.MultiPoint:
		return "MULTIPOINT"
	case orb.MultiLineString:
		return "MULTILINESTRING"
	case orb.MultiPolygon:
		return "MULTIPOLYGON"
	case orb.Collection:
		return "GEOMETRYCOLLECTION"
	}
	return "GEOMETRY"
}

// identities decides whether the IDs can be the numbers of the rows: when all are different whole numbers.
func (p *layerPlan) identities() {
	p.numbered = len(p.Features) > 0
	seen := map[string]bool{}
	for _, f := range p.Features {
		n, err := strconv.ParseInt(f.ID, 10, 64)
		p.numbered = p.numbered && f.IDNumber && err == nil && strconv.FormatInt(n, 10) == f.ID && !seen[f.ID]
		p.hasIDs = p.hasIDs || f.ID != ""
		seen[f.ID] = true
	}
	p.hasIDs = p.hasIDs && !p.numbered
	for _, f := range p.Features { // a column that would be taken for identity must not be
		for _, q := range f.Properties {
			if !p.numbered && (strings.EqualFold(q.Key, idColumn) || strings.EqualFold(q.Key, "id")) {
				p.hasIDs = true
			}
		}
	}
}

// properties plans a column for every key.
func (p *layerPlan) properties() {
	free := newNames()
	for _, own := range []string{fidColumn, geomColumn, idColumn, "id", "ogc_fid"} {
		free.taken[own] = true
	}
	for _, key := range p.Fields {
		p.column(free, key)
	}
	for _, f := range p.Features {
		for _, q := range f.Properties {
			c := p.column(free, q.Key)
			p.columns[c].kind = join(p.columns[c].kind, kindOf(q.Raw))
		}
	}
	for _, f := range p.Features {
		if f.Name != "" && nameOf(f.Properties) != f.Name {
			c := p.column(free, "name")
			p.columns[c].kind = join(p.columns[c].kind, text)
			p.nameColumn = c
		}
	}
}

func (p *layerPlan) column(free names, key string) int {
	if i, found := p.at[key]; found {
		return i
	}
	p.at[key] = len(p.columns)
	p.columns = append(p.columns, plannedColumn{name: free.free(printable(key), "property"), key: key})
	return p.at[key]
}

// described says whether the schema extension is needed to say what a column holds.
func (p *layerPlan) described() bool {
	for _, c := range p.columns {
		if c.kind == mixed || c.name != c.key {
			return true
		}
	}
	return false
}

// kindOf gives the narrowest kind that holds a JSON value without loss.
func kindOf(raw json.RawMessage) kind {
	t := strings.TrimSpace(string(raw))
	switch {
	case t == "" || t == "null":
		return unknown
	case t == "true" || t == "false":
		return boolean
	case t[0] == '"':
		return kindOfText(raw)
	case t[0] != '-' && (t[0] < '0' || t[0] > '9'):
		return mixed
	}
	if n, err := strconv.ParseInt(t, 10, 64); err == nil && strconv.FormatInt(n, 10) == t {
		if n < -1<<53 || n > 1<<53 {
			return wide
		}
		return integer
	}
	if v, err := strconv.ParseFloat(t, 64); err == nil && !math.IsInf(v, 0) && digits(t) <= 17 && (v != 0 || digits(t) == 0) {
		return real
	}
	return mixed
}

// digits counts the digits of a number that matter, without zeros in front.
func digits(t string) int {
	mantissa := t
	if e := strings.IndexAny(t, "eE"); e >= 0 {
		mantissa = t[:e]
	}
	n := 0
	for _, c := range mantissa {
		if c >= '1' && c <= '9' || c == '0' && n > 0 {
			n++
		}
	}
	return n
}

func kindOfText(raw json.RawMessage) kind {
	s, ok := plain(raw)
	if !ok {
		return mixed
	}
	if t, err := time.Parse("2006-01-02", s); err == nil && t.Year() > 0 {
		return day
	}
	if t, err := time.Parse("2006-01-02T15:04:05.000Z", s); err == nil && t.Year() > 0 {
		return moment
	}
	return text
}

// plain gives the text of a JSON string.
func plain(raw json.RawMessage) (string, bool) {
	var s string
	err := json.Unmarshal(raw, &s)
	return s, err == nil
}

// join gives the kind that holds values of both.
func join(a, b kind) kind {
	textual := func(k kind) bool { return k == text || k == day || k == moment }
	switch {
	case a == b || b == unknown:
		return a
	case a == unknown:
		return b
	case textual(a) && textual(b):
		return text
	case a == integer && b == real, a == real && b == integer:
		return real
	case a == integer && b == wide, a == wide && b == integer:
		return wide
	default:
		return mixed
	}
}
