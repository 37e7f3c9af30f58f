package exchange

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubscape/app/exchange/feature"
	"hubscape/app/store"
)

func zipped(names ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, _ := z.Create(n)
		w.Write([]byte("x"))
	}
	z.Close()
	return b.String()
}

func wide(s string) string {
	out := "\xff\xfe"
	for _, c := range []byte(s) {
		out += string([]byte{c, 0})
	}
	return out
}

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, text string
		format     feature.Format
		says       string
	}{
		{"a.geojson", `{"type":"FeatureCollection"}`, feature.GeoJSON, ""},
		{"a.txt", "\xef\xbb\xbf \n{\"type\":\"Feature\"}", feature.GeoJSON, ""},
		{"a.json", "\x1e{}", feature.GeoJSON, ""},
		{"a.geojson", wide(`{"type":"Feature"}`), feature.GeoJSON, ""},
		{"a.hubscape", `{"type":"FeatureCollection"}`, feature.Scenario, ""},
		{"a.kml", `<?xml version="1.0"?><kml xmlns="x">`, feature.KML, ""},
		{"a.xml", `<k:kml xmlns:k="http://www.opengis.net/kml/2.2">`, feature.KML, ""},
		{"a.kmz", zipped("doc.kml"), feature.KMZ, ""},
		{"a", zipped("files/x.png", "sub/doc.KML"), feature.KMZ, ""},
		{"a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), feature.XLSX, ""},
		{"a.csv", "a,b\n1,2\n", feature.CSV, ""},
		{"a", "a;b\n1;2\n", feature.CSV, ""},
		{"a.txt", "a\tb\n1\t2\n", feature.TSV, ""},
		{"a.tsv", "a\tb\n1\t2\n", feature.TSV, ""},
		{"a.csv", wide("a,b\r\n1,2\r\n"), feature.CSV, ""},
		{"a.csv", `{"note": "in the first cell"},b`, feature.CSV, ""},
		{"a.gpkg", "SQLite format 3\x00", feature.GeoPackage, ""},
		{"empty.csv", "", "", "the file is empty"},
		{"blank.geojson", " \n", "", "the file is empty"},
		{"a.kml", "<!DOCTYPE html><html><body>404", "", "this is a web page saved as .kml; download the file itself"},
		{"a.geojson", "<html>", "", "this is a web page saved as .geojson"},
		{"a.html", "<html>", "", "this is a web page; download"},
		{"a.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "Excel workbook of the old kind (.xls); open it in a spreadsheet and save it as .xlsx"},
		{"a.csv", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "(.xls)"},
		{"a.shp", "\x00\x00\x27\x0a\x00", "", "one part of a shapefile; in a GIS export its layer as GeoPackage or GeoJSON"},
		{"a.dbf", "\x03y", "", "the table of a shapefile"},
		{"a.prj", "PROJCS[]", "", "coordinate system of a shapefile"},
		{"a.zip", zipped("roads.shp", "roads.dbf"), "", "this is a zipped shapefile"},
		{"a.zip", zipped("readme.txt"), "", "this is a zip file; unpack it"},
		{"a.docx", zipped("[Content_Types].xml", "word/document.xml"), "", "an Office document"},
		{"a.ods", zipped("mimetype") + "application/vnd.oasis.opendocument.spreadsheet", "", "OpenDocument"},
		{"a.json", `{"type":"Topology","arcs":[]}`, "", "this is TopoJSON"},
		{"a.json", `{"geometryType":"esriGeometryPoint"}`, "", "this is Esri JSON"},
		{"a.pdf", "%PDF-1.7", "", "this is a PDF"},
		{"a.kml", "\x89PNG\r\n", "", "this is a picture"},
		{"a.tif", "II*\x00", "", "a GeoTIFF"},
		{"a.gz", "\x1f\x8b\x08", "", "compressed file"},
		{"a.gpx", "<gpx version='1.1'>", "", "a GPX track"},
		{"a.gml", `<wfs:FeatureCollection xmlns:gml="http://www.opengis.net/gml">`, "", "this is GML"},
		{"a.xml", "<note/>", "", "this is XML, but not KML"},
		{"a.txt", "Dear colleague\nplease find\n", "", "plain text without columns"},
		{"a.geojson", "Dear colleague", "", "plain text saved as .geojson"},
		{"a.gpkg", "404: Not Found", "", "text, not a file of the kind that .gpkg stands for"},
		{"a.mbtiles", "SQLite format 3\x00", "", "map tiles"},
		{"a.db", "SQLite format 3\x00", "", "a database, not a GeoPackage"},
		{"a.bin", "\x01\x02\x03\x00\x05\x06", "", "not a kind of data file"},
		{"a.rtf", `{\rtf1`, "", "text document (RTF)"},
	} {
		got, err := Sniff(c.name, []byte(c.text), int64(len(c.text)))
		if got != c.format || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %.30q: %q, %v; want %q, %q", c.name, c.text, got, err, c.format, c.says)
		}
	}
}

func TestWhatIsNoRegularFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	_, err := ReadFile(context.Background(), dir, Options{})
	if err == nil || !strings.Contains(err.Error(), "is a folder, not a regular file") {
		t.Error(err)
	}
	_, err = ReadFile(context.Background(), filepath.Join(dir, "none.kml"), Options{})
	if err == nil || !strings.Contains(err.Error(), "there is no such file") {
		t.Error(err)
	}
}

func TestLargeFilesAskAndHugeOnesAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.geojson")
	for _, c := range []struct {
		size int64
		o    Options
		ask  bool
		says string
	}{{feature.AskFile + 1, Options{}, true, "is 100 MB large, more than 100 MB; open it anyway"}, {feature.MaxFile + 1, Options{Large: true}, false, "more than the 1024 MB that can be read"}} {
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Truncate(c.size); err != nil { // a hole: it takes no room
			t.Fatal(err)
		}
		f.Close()
		_, err = ReadFile(context.Background(), path, c.o)
		if err == nil || errors.Is(err, store.ErrLarge) != c.ask || !strings.Contains(err.Error(), c.says) {
			t.Error(err)
		}
	}
}

func TestErrorsNameTheFileOnce(t *testing.T) {
	for name, text := range map[string]string{
		"broken.kml": "<kml><Document><Placemark>", "broken.csv": "\x00\x00\x00", "broken.xlsx": zipped("xl/workbook.xml"), "broken.gpkg": "SQLite format 3\x00 and no more",
		"broken.geojson": `{"type":"FeatureCollection","fea`, "broken.hubscape": `{"type":"FeatureCollection","hubscape":{`, "broken.kmz": zipped("doc.kml"),
	} {
		_, err := Read(context.Background(), "folder/"+name, []byte(text), Options{})
		if err == nil {
			t.Errorf("%s was read", name)
			continue
		}
		if s := err.Error(); !strings.HasPrefix(s, "folder/"+name+": ") || strings.Count(s, name) != 1 || strings.ContainsAny(s, "\n\x00") {
			t.Errorf("%s: %q", name, s)
		}
	}
}

func FuzzSniff(f *testing.F) {
	for name, text := range map[string]string{"a.kml": "<kml>", "a.csv": "a,b\n1,2", "a.zip": zipped("x.shp"), "a.json": `{"type":"Topology"}`, "a": wide("a;b"), "b.xlsx": zipped("xl/workbook.xml"), "a.gpkg": "SQLite format 3\x00"} {
		f.Add(name, []byte(text))
	}
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		format, err := Sniff(name, b, int64(len(b)))
		if (format == "") == (err == nil) {
			t.Errorf("%q, %v", format, err)
		}
		if err != nil && strings.ContainsFunc(err.Error(), func(r rune) bool { return r < 0x20 || r == 0x7f }) {
			t.Errorf("a control character in %q", err)
		}
	})
}
