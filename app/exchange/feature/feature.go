// Package feature is what a data file holds before anything of it enters a document, and what a document gives before
// anything of it is written to a data file: layers of features with their geometry, properties and identity, exact to
// the digit. Every reader of app/exchange gives a Dataset and every writer takes one.
//
// # Design
//
// orb's own GeoJSON types lose altitude, large integers and the order of properties, and turn an empty point into
// 0, 0; so the exchange has a vocabulary of its own. A value is kept as it was written (Raw), because "00420" and 420,
// or 9007199254740993 and its nearest float, are not the same to the person who typed them.
package feature

import (
	"encoding/json"

	"github.com/paulmach/orb"
)

// Format is one kind of data file.
type Format string

// Formats, named by their usual suffix.
const (
	Scenario   Format = "hubscape"
	GeoJSON    Format = "geojson"
	KML        Format = "kml"
	KMZ        Format = "kmz"
	CSV        Format = "csv"
	TSV        Format = "tsv"
	XLSX       Format = "xlsx"
	GeoPackage Format = "gpkg"
)

// Dataset is one file.
type Dataset struct {
	Format  Format
	Name    string   // base name of the file, without folder
	Layers  []Layer  // in the order of the file
	Notices []Notice // what a reader did or left aside that concerns the whole file
	Skipped []Notice // one for every feature or row that was left out

	// Planar is set when the file names no coordinate system and its numbers cannot be degrees. The geometries are then
	// as written, and nothing may be placed before a system was chosen.
	Planar bool

	// Aside holds those of the skipped features whose geometry could be read but lies outside the world, as written, so
	// that a remedy can be offered.
	Aside []Aside
}

// Aside is a feature that was skipped because of where it lies.
type Aside struct {
	Layer   int // index of the layer it would belong to
	Feature Feature
	Why     string // as the notice in Skipped says it
}

// Notice is one remark, for a person.
type Notice struct {
	Where   string // "line 12", "row 14", "feature 3", "layer roads, feature 7"; "" for the whole file
	Message string // a clause, lower case: what and, where there is one, the remedy
}

// Layer is one layer, folder or sheet.
type Layer struct {
	Name     string
	Fields   []string // keys of the properties, in order of first appearance
	Features []Feature
	Style    Style

	// Table is set when the layer came from a table whose columns were only guessed to mean something; the features
	// are then made by the table's own reader, after the columns were settled.
	Table *Table
}

// Style is how a layer or feature is to look, as far as the file says. Zero values mean "not said".
type Style struct {
	Stroke  string   // "#rrggbb"
	Fill    string   // "#rrggbb"
	Width   float64  // pixels of a screen at 96 dpi
	Opacity *float64 // of the fill, 0–1
}

// Feature is one thing in a file.
type Feature struct {
	ID       string // as the file has it; "" for none
	IDNumber bool   // the file has the id as a number; ID holds its digits
	Name     string // "" for none
	Where    string // place in the file, for messages

	// Geometry is lon, lat in degrees (WGS 84); nil when the feature has no place. Altitudes are in Z: metres, one for
	// each position in the order in which the geometry's positions stand, or nil when the file has none. A position
	// without an altitude among others that have one holds NaN.
	Geometry orb.Geometry
	Z        []float64

	Properties []Property // in the order of the file
	Foreign    []Property // members of a GeoJSON feature beside those of the standard
	Style      Style      // its own, where it differs from the layer's
	Invalid    string     // why its shape is not a valid one ("crosses itself"); "" when it is, or was mended
}

// Property is one named value.
type Property struct {
	Key string
	Raw json.RawMessage // the value as JSON: number digits as written, text quoted
}

// Table is a sheet of cells that await their meaning.
type Table struct {
	Header []string // one for each column; made up ("column 3") when the sheet has none
	Rows   [][]Cell // as long as Header each
	Lines  []int    // line or row number of each row in the file, from 1
}

// Cell is one cell of a table.
type Cell struct {
	Text   string // as a person reads it
	Number bool   // the file itself says that it is a number (XLSX); Text is then its shortest exact form
}

// Positions counts the positions of a geometry, in the order that Z follows: rings as they stand, the closing position
// included.
func Positions(g orb.Geometry) int {
	n := 0
	Each(g, func(orb.Point) { n++ })
	return n
}

// Each calls f with every position of a geometry, in the order that Z follows.
func Each(g orb.Geometry, f func(orb.Point)) {
	switch g := g.(type) {
	case orb.Point:
		f(g)
	case orb.MultiPoint:
		eachOf(g, f)
	case orb.LineString:
		eachOf(g, f)
	case orb.Ring:
		eachOf(g, f)
	case orb.MultiLineString:
		for _, l := range g {
			eachOf(l, f)
		}
	case orb.Polygon:
		for _, r := range g {
			eachOf(r, f)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			Each(p, f)
		}
	case orb.Collection:
		for _, m := range g {
			Each(m, f)
		}
	case orb.Bound:
		Each(g.ToPolygon(), f)
	}
}

func eachOf[T ~[]orb.Point](points T, f func(orb.Point)) {
	for _, p := range points {
		f(p)
	}
}
