package store

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"
)

// foreign recognises by content what is not a scenario file and says what it is and what to do.
func foreign(b []byte) error {
	if len(bytes.TrimSpace(b)) == 0 {
		return &Error{What: "the file is empty", Do: "open an earlier copy, or start a new scenario"}
	}
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.start)) {
			return &Error{What: "this is " + m.what + ", not a scenario", Do: m.do}
		}
	}
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		return foreignZip(b)
	}
	if what := encoding(b); what != "" && !damagedText(b) {
		return &Error{What: "the text is " + what + ", not UTF-8", Do: "save it as UTF-8 in a text editor and open it again"}
	}
	t := bytes.TrimSpace(b)
	if t[0] == '<' {
		return foreignMarkup(t)
	}
	if t[0] != '{' && t[0] != '[' {
		return &Error{What: "this is plain text, not a scenario", Do: "choose a file that Hubscape saved"}
	}
	return nil
}

const openScenario = "open a file whose name ends in .hubscape"

// magics are files told by their first bytes.
var magics = []struct{ start, what, do string }{
	{"SQLite format 3\x00", "a GeoPackage or other database", "in a GIS export its layer as GeoJSON, and place its sites from there"},
	{"\xd0\xcf\x11\xe0", "an old Excel or Word file", openScenario},
	{"%PDF-", "a PDF", openScenario},
	{"\x89PNG", "a picture", openScenario},
	{"\xff\xd8\xff", "a picture", openScenario},
	{"GIF8", "a picture", openScenario},
	{"\x1f\x8b", "a compressed file", "unpack it and open the .hubscape file in it"},
	{"7z\xbc\xaf", "a compressed file", "unpack it and open the .hubscape file in it"},
	{"Rar!", "a compressed file", "unpack it and open the .hubscape file in it"},
	{"PK\x05\x06", "an empty zip file", openScenario},
}

func foreignZip(b []byte) error {
	head := string(b[:min(len(b), 1<<16)])
	what, do := "a zip file", "unpack it and open the .hubscape file in it"
	switch {
	case strings.Contains(head, "xl/"):
		what, do = "an Excel workbook", "import it as data, or "+openScenario
	case strings.Contains(head, "word/"), strings.Contains(head, "ppt/"):
		what, do = "an Office document", openScenario
	case strings.Contains(head, ".kml"):
		what, do = "a KMZ of Google Earth", "import it as data, or "+openScenario
	}
	return &Error{What: "this is " + what + ", not a scenario", Do: do}
}

func foreignMarkup(t []byte) error {
	head := strings.ToLower(string(t[:min(len(t), 4096)]))
	what, do := "an XML file", openScenario
	switch {
	case strings.Contains(head, "<html"), strings.Contains(head, "<!doctype html"):
		what, do = "a web page", "download the file itself instead of the page that shows it"
	case strings.Contains(head, "<kml"):
		what, do = "a KML of Google Earth", "import it as data, or "+openScenario
	case strings.Contains(head, "<gpx"):
		what, do = "a GPX track", "save it as GeoJSON or KML in a GIS and import that, or "+openScenario
	case strings.Contains(head, "<svg"):
		what, do = "an SVG drawing", openScenario
	}
	return &Error{What: "this is " + what + ", not a scenario", Do: do}
}

// encoding names the encoding of text that is not UTF-8; "" when it is UTF-8.
func encoding(b []byte) string {
	if len(b) >= 2 {
		zeros := bytes.Count(b[:min(len(b), 64)], []byte{0})
		switch mark := binary.BigEndian.Uint16(b); {
		case mark == 0xfffe && len(b) >= 4 && b[2] == 0 && b[3] == 0, zeros > 0 && b[0] == 0 && b[1] == 0:
			return "UTF-32"
		case mark == 0xfeff, mark == 0xfffe, zeros > 0 && (b[0] == 0) != (b[1] == 0):
			return "UTF-16"
		}
	}
	if utf8.Valid(b) {
		return ""
	}
	for _, c := range b {
		if c >= 0x80 && c < 0xa0 {
			return "Windows-1252 or another old encoding"
		}
	}
	return "Latin-1"
}

// damagedText tells whether a file that is no clean UTF-8 is a scenario with a few broken bytes, not one that was saved
// in another encoding.
func damagedText(b []byte) bool {
	if b[0] != '{' || !bytes.Contains(b, []byte(`"hubscape"`)) {
		return false
	}
	broken := 0
	for i := 0; i < len(b) && broken <= 3; {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			broken++
		}
		i += n
	}
	return broken <= 3
}

// recognise finds the hubscape member of a file that is JSON, or says which other JSON it is.
func (r *reader) recognise(top *node) (hub *node, err error) {
	if top.kind != kObject {
		return nil, &Error{What: "this is JSON, but not a scenario", Do: openScenario}
	}
	typ := ""
	if n := top.child("type"); n != nil && n.kind == kText {
		typ = r.text(n)
	}
	if hub := top.child("hubscape"); typ == "FeatureCollection" && hub != nil {
		if hub.kind != kObject {
			return nil, &Error{Place: r.place(hub, "hubscape"), What: "the scenario is " + hub.kind.words() + ", expected an object", Do: "open an earlier copy"}
		}
		return hub, nil
	}
	if typ == "FeatureCollection" && r.cut && len(r.found.sites) > 0 {
		r.addAt(len(r.b), "", "the end of the file is missing, with the title and all that is no site", true)
		return &node{kind: kObject, start: len(r.b), end: len(r.b)}, nil
	}
	what, do := "JSON, but not a scenario", openScenario
	switch {
	case typ == "Topology":
		what, do = "TopoJSON, not a scenario", "in a GIS export it as GeoJSON, and place its sites from there"
	case top.child("geometryType") != nil || top.child("spatialReference") != nil:
		what, do = "Esri JSON, not a scenario", "in a GIS export it as GeoJSON, and place its sites from there"
	case typ == "FeatureCollection", typ == "Feature", geometryTypes[typ]:
		what = "plain GeoJSON without a scenario in it"
		do = "start a new scenario and place its points as sites (press S, then click the map or type the coordinates)"
	}
	return nil, &Error{What: "this is " + what, Do: do}
}

var geometryTypes = map[string]bool{
	"Point": true, "MultiPoint": true, "LineString": true, "MultiLineString": true, "Polygon": true, "MultiPolygon": true, "GeometryCollection": true,
}
