package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"hubscape/app/exchange/feature"
)

// Formats that can be read, for messages.
const readable = ".hubscape, .geojson, .kml, .kmz, .csv, .xlsx or .gpkg"

// suffixes tells formats by the end of a file's name, in lower case.
var suffixes = map[string]feature.Format{
	".hubscape": feature.Scenario, ".geojson": feature.GeoJSON, ".json": feature.GeoJSON, ".geojsonl": feature.GeoJSON, ".geojsons": feature.GeoJSON,
	".ndjson": feature.GeoJSON, ".jsonl": feature.GeoJSON, ".kml": feature.KML, ".kmz": feature.KMZ, ".csv": feature.CSV, ".tsv": feature.TSV, ".tab": feature.TSV,
	".xlsx": feature.XLSX, ".xlsm": feature.XLSX, ".gpkg": feature.GeoPackage,
}

// Suffixes are the ends of the names of files that can be read, for a picker of files.
func Suffixes() []string { return sortedKeys(suffixes) }

// Suffix is the end of a file's name, in lower case, and the format it stands for; "" for none that is known.
func Suffix(name string) (string, feature.Format) {
	s := strings.ToLower(filepath.Ext(name))
	return s, suffixes[s]
}

// Sniff tells the format of a file by what it begins with and, where that is not enough, by its name. head is the first
// bytes (4096 or more, or the whole file), size the length of the file. The error says what the file is instead and
// what to do, without the file's name. A scenario is answered as GeoJSON, which it is, unless its name says more.
func Sniff(name string, head []byte, size int64) (feature.Format, error) {
	suffix, named := Suffix(name)
	if size == 0 || len(bytes.TrimSpace(head)) == 0 && int64(len(head)) >= size {
		return "", errors.New("the file is empty; choose another, or download it again")
	}
	if why := bySuffix[suffix]; why != "" {
		return "", errors.New(why)
	}
	for _, m := range magics {
		if len(head) >= m.at && bytes.HasPrefix(head[m.at:], []byte(m.start)) {
			return "", errors.New(m.says)
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return database(suffix)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return archive(head, suffix, named)
	}
	text := asText(head)
	if len(text) == 0 {
		return "", errors.New("this is not a kind of data file that can be read; choose one whose name ends in " + readable)
	}
	return textual(text, suffix, named)
}

const exportAs = "; in a GIS export its layer as GeoPackage or GeoJSON"

// bySuffix names files that are told by their name alone.
var bySuffix = map[string]string{
	".shx":     "this is one part of a shapefile" + exportAs,
	".dbf":     "this is the table of a shapefile, without places" + exportAs,
	".prj":     "this is the coordinate system of a shapefile, without places" + exportAs,
	".cpg":     "this is one part of a shapefile" + exportAs,
	".qgs":     "this is a QGIS project, not data" + exportAs,
	".qgz":     "this is a QGIS project, not data" + exportAs,
	".mbtiles": "this is a set of map tiles, not features; choose the data they were made from",
	".pmtiles": "this is a set of map tiles, not features; choose the data they were made from",
}

// magics are other files, told by bytes at a fixed place.
var magics = []struct {
	at    int
	start string
	says  string
}{
	{0, "\x00\x00\x27\x0a", "this is one part of a shapefile" + exportAs},
	{0, "\xd0\xcf\x11\xe0", "this is an Excel workbook of the old kind (.xls); open it in a spreadsheet and save it as .xlsx"},
	{0, "%PDF-", "this is a PDF, not data; ask for the table or the map layer it was made from"},
	{0, "\x89PNG", "this is a picture, not data"},
	{0, "\xff\xd8\xff", "this is a picture, not data"},
	{0, "GIF8", "this is a picture, not data"},
	{0, "BM6", "this is a picture, not data"},
	{0, "II*\x00", "this is a picture, perhaps a GeoTIFF; choose a file with features"},
	{0, "MM\x00*", "this is a picture, perhaps a GeoTIFF; choose a file with features"},
	{8, "WEBP", "this is a picture, not data"},
	{0, "\x1f\x8b", "this is a compressed file; unpack it and choose the file in it"},
	{0, "7z\xbc\xaf", "this is a compressed file; unpack it and choose the file in it"},
	{0, "Rar!", "this is a compressed file; unpack it and choose the file in it"},
	{0, "BZh", "this is a compressed file; unpack it and choose the file in it"},
	{0, "\xfd7zXZ", "this is a compressed file; unpack it and choose the file in it"},
	{0, "\x28\xb5\x2f\xfd", "this is a compressed file; unpack it and choose the file in it"},
	{257, "ustar", "this is an archive; unpack it and choose the file in it"},
	{0, "PK\x05\x06", "this is an empty zip file; download it again"},
	{0, "PAR1", "this is a Parquet file" + exportAs},
	{0, "fgb\x03", "this is a FlatGeobuf file" + exportAs},
	{0, "\x7fELF", "this is a program, not data"},
	{0, "MZ\x90", "this is a program, not data"},
}

func database(suffix string) (feature.Format, error) {
	switch suffix {
	case ".mbtiles":
		return "", errors.New(bySuffix[suffix])
	case ".sqlite", ".db", ".sqlite3":
		return "", errors.New("this is a database, not a GeoPackage" + exportAs)
	}
	return feature.GeoPackage, nil
}

// archive tells zip files by the names of their entries.
func archive(head []byte, suffix string, named feature.Format) (feature.Format, error) {
	has := func(s string) bool { return bytes.Contains(head, []byte(s)) }
	lower := bytes.ToLower(head[:min(len(head), 1<<16)])
	switch {
	case has("application/vnd.oasis.opendocument"):
		return "", errors.New("this is an OpenDocument file; open it in a spreadsheet and save it as .xlsx or .csv")
	case has("xl/workbook.bin"):
		return "", errors.New("this is a binary Excel workbook (.xlsb); open it in a spreadsheet and save it as .xlsx")
	case has("word/document"), has("ppt/presentation"):
		return "", errors.New("this is an Office document, not a table; save its table as .xlsx or .csv")
	case has("xl/"), named == feature.XLSX:
		return feature.XLSX, nil
	case bytes.Contains(lower, []byte(".shp")):
		return "", errors.New("this is a zipped shapefile" + exportAs)
	case bytes.Contains(lower, []byte(".kml")), named == feature.KMZ:
		return feature.KMZ, nil
	case has("[Content_Types].xml"):
		return feature.XLSX, nil
	case bytes.Contains(lower, []byte(".gdb/")):
		return "", errors.New("this is a zipped Esri geodatabase" + exportAs)
	}
	return "", errors.New("this is a zip file; unpack it and choose the file in it")
}

// asText gives the beginning of a text in plain bytes; nil when it is no text.
func asText(head []byte) []byte {
	text := bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	wide := bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) ||
		len(head) >= 4 && (head[0] == 0 && head[1] != 0 && head[2] == 0 || head[0] != 0 && head[1] == 0 && head[3] == 0)
	if wide {
		return bytes.ReplaceAll(bytes.TrimLeft(text, "\xff\xfe"), []byte{0}, nil)
	}
	sample := text[:min(len(text), 4096)]
	odd := 0
	for _, c := range sample {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != 0x1e && c != '\f' {
			odd++
		}
	}
	if odd*50 > len(sample) || bytes.IndexByte(sample, 0) >= 0 {
		return nil
	}
	return text
}

// textual tells texts apart.
func textual(text []byte, suffix string, named feature.Format) (feature.Format, error) {
	t := bytes.TrimLeft(text, " \t\r\n\x1e")
	if len(t) == 0 {
		return "", errors.New("the file holds nothing but spaces; choose another, or download it again")
	}
	switch t[0] {
	case '<':
		return markup(t, suffix)
	case '{', '[':
		if named == feature.CSV || named == feature.TSV {
			return named, nil
		}
		return jsonText(t, named)
	}
	switch named {
	case feature.CSV, feature.TSV:
		return named, nil
	}
	if f := tabular(t); f != "" && (named == "" || suffix == ".xlsx") {
		return f, nil
	}
	switch named {
	case feature.GeoJSON, feature.Scenario, feature.KML:
		return "", fmt.Errorf("this is plain text saved as %s; choose the file itself, or export it again", suffix)
	case feature.XLSX, feature.KMZ, feature.GeoPackage:
		return "", fmt.Errorf("this is text, not a file of the kind that %s stands for; download it again", suffix)
	}
	return "", errors.New("this is plain text without columns; choose a file whose name ends in " + readable)
}

func markup(t []byte, suffix string) (feature.Format, error) {
	head := strings.ToLower(string(t[:min(len(t), 1<<14)]))
	has := func(s string) bool { return strings.Contains(head, s) }
	switch {
	case has("<html"), has("<!doctype html"), has("<head>"), has("<body"):
		saved := ""
		if suffix != "" && suffix != ".html" && suffix != ".htm" {
			saved = " saved as " + suffix
		}
		return "", errors.New("this is a web page" + saved + "; download the file itself instead of the page that shows it")
	case has("<kml"), has(":kml"), has("opengis.net/kml"), has("earth.google.com/kml"):
		return feature.KML, nil
	case has("<gpx"):
		return "", errors.New("this is a GPX track" + exportAs)
	case has("<svg"):
		return "", errors.New("this is an SVG drawing, not data")
	case has("<osm"):
		return "", errors.New("this is an OpenStreetMap extract" + exportAs)
	case has("opengis.net/gml"), has("featurecollection"):
		return "", errors.New("this is GML" + exportAs)
	case has("schemas-microsoft-com:office:spreadsheet"):
		return "", errors.New("this is an Excel workbook of an old XML kind; open it in a spreadsheet and save it as .xlsx")
	case suffix == ".kml":
		return feature.KML, nil // its reader says what is wrong
	}
	return "", errors.New("this is XML, but not KML; choose a file whose name ends in " + readable)
}

func jsonText(t []byte, named feature.Format) (feature.Format, error) {
	head := t[:min(len(t), 4096)]
	switch {
	case bytes.Contains(head, []byte(`"Topology"`)):
		return "", errors.New("this is TopoJSON; in a GIS, or with its own tools, export it as GeoJSON")
	case bytes.Contains(head, []byte("esriGeometry")):
		return "", errors.New("this is Esri JSON; ask the ArcGIS service for f=geojson, or export it as GeoJSON")
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return "", errors.New("this is a text document (RTF), not data; choose a file whose name ends in " + readable)
	case named == feature.Scenario:
		return feature.Scenario, nil
	}
	return feature.GeoJSON, nil
}

// tabular tells a table of text by its first lines: each has the same separator, equally often.
func tabular(t []byte) feature.Format {
	lines := bytes.SplitN(t[:min(len(t), 4096)], []byte("\n"), 6)
	if len(lines) > 2 {
		lines = lines[:len(lines)-1] // the last may be cut
	}
	if len(lines) < 2 || !utf8.Valid(lines[0]) {
		return ""
	}
	for _, sep := range []struct {
		c byte
		f feature.Format
	}{{'\t', feature.TSV}, {';', feature.CSV}, {',', feature.CSV}, {'|', feature.CSV}} {
		n, same := bytes.Count(lines[0], []byte{sep.c}), 0
		for _, l := range lines {
			if len(bytes.TrimSpace(l)) == 0 || bytes.Count(l, []byte{sep.c}) == n {
				same++
			}
		}
		if n > 0 && same == len(lines) {
			return sep.f
		}
	}
	return ""
}
