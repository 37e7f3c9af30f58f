package kml

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"hubscape/app/exchange/feature"
)

const mark = `<Placemark><name>A</name><Point><coordinates>1,2</coordinates></Point></Placemark>`

// Entities of a document's own are neither expanded nor fetched.
func TestEntitiesAreNotExpanded(t *testing.T) {
	bomb := `<?xml version="1.0"?><!-- it's --><!DOCTYPE kml [<!-- don't --> <!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://example.org/e.dtd"> %p;]>
<kml><Document><Placemark><name>&b;&x;&nbsp;&eacute;&amp;&#65;&#x42;&#1;&broken</name><Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>`
	d := readText(t, bomb)
	f := one(t, d)
	if want := "&b;&x;\u00a0é&AB&broken"; f.Name != want {
		t.Errorf("name %q, want %q", f.Name, want)
	}
	if !said(d, "contains a document type declaration; ignored") || f.Where != "line 2" {
		t.Errorf("notices %v, feature in %s", d.Notices, f.Where)
	}
}

func TestXIncludeIsIgnored(t *testing.T) {
	d := readText(t, kmlOpen+`<Document xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/>`+mark+`</Document></kml>`)
	if f := one(t, d); f.Name != "A" || !said(d, "1 linked file was not fetched") {
		t.Errorf("feature %+v, notices %v", f, d.Notices)
	}
}

func TestEncodings(t *testing.T) {
	text := func(enc string) string {
		return `<?xml version="1.0" encoding="` + enc + `"?><kml><Placemark><name>Žabljak Šćepan</name></Placemark></kml>`
	}
	utf16le := func(s string, order binary.AppendByteOrder, bom bool) []byte {
		var b []byte
		if bom {
			b = order.AppendUint16(b, 0xFEFF)
		}
		for _, u := range utf16.Encode([]rune(s)) {
			b = order.AppendUint16(b, u)
		}
		return b
	}
	in1250, _ := charmap.Windows1250.NewEncoder().Bytes([]byte(text("windows-1250")))
	in1251, _ := charmap.Windows1251.NewEncoder().Bytes([]byte(strings.Replace(text("Windows-1251"), "Žabljak Šćepan", "Бор", 1)))
	for name, c := range map[string]struct {
		b            []byte
		want, notice string
	}{
		"UTF-8":               {[]byte(text("UTF-8")), "Žabljak Šćepan", ""},
		"byte order mark":     {[]byte("\ufeff" + text("utf-8")), "Žabljak Šćepan", ""},
		"UTF-16 little":       {utf16le(text("UTF-16"), binary.LittleEndian, true), "Žabljak Šćepan", "UTF-16"},
		"UTF-16 big":          {utf16le(text("UTF-16"), binary.BigEndian, true), "Žabljak Šćepan", "UTF-16"},
		"UTF-16 without mark": {utf16le(text("UTF-16"), binary.LittleEndian, false), "Žabljak Šćepan", "UTF-16"},
		"windows-1250":        {in1250, "Žabljak Šćepan", "was read as windows-1250"},
		"windows-1251":        {in1251, "Бор", "was read as windows-1251"},
		"Latin-1":             {[]byte("<?xml version='1.0' encoding='ISO-8859-1'?><kml><Placemark><name>Caf\xe9</name></Placemark></kml>"), "Café", "iso-8859-1"},
		"not what it says":    {[]byte("<?xml version='1.0' encoding='UTF-8'?>\n<kml><Placemark><name>Caf\xe9</name></Placemark></kml>"), "Café", "line 2 is not UTF-8"},
		"UTF-16 declared":     {[]byte(text("UTF-16")), "Žabljak Šćepan", ""},
		"XML 1.1":             {[]byte(strings.Replace(text("UTF-8"), "1.0", "1.1", 1)), "Žabljak Šćepan", ""},
	} {
		d, err := tryRead("a.kml", c.b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f := one(t, d); f.Name != c.want || c.notice != "" && !said(d, c.notice) || c.notice == "" && len(d.Notices) > 0 {
			t.Errorf("%s: %q, notices %v", name, f.Name, d.Notices)
		}
	}
}

// Each refusal is one sentence that names the file, the place where there is one, and what to do.
func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"web page":      {"\n<!DOCTYPE html><html><body>Sign in</body></html>", "a.kml: is a web page saved as a KML file"},
		"page as XML":   {`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>`, "web page"},
		"JSON":          {`{"type":"FeatureCollection"}`, "is JSON and not KML"},
		"words":         {"name,lat,lon\n", "does not begin with a tag"},
		"empty":         {"", "is empty"},
		"blank":         {" \n", "is empty"},
		"GPX":           {`<gpx version="1.1"></gpx>`, `XML of another kind ("gpx")`},
		"only comment":  {`<!-- x -->`, "holds no KML"},
		"EBCDIC":        {`<?xml version="1.0" encoding="IBM037"?><kml/>`, `encoding "IBM037"`},
		"UTF-32":        {"\xff\xfe\x00\x00<\x00\x00\x00", "UTF-32"},
		"cut":           {"<kml><Document>\n<Placemark><na", "line 2 is not well-formed XML (it ends in the middle)"},
		"tags crossed":  {"<kml><Document></kml>", "line 1 is not well-formed XML (tags are closed that were not opened)"},
		"bad attribute": {"<kml><Document a=></Document></kml>", "a tag is not written as it must be"},
		"deep":          {"<kml>\n" + strings.Repeat("<Folder>", 256), "nested too deeply (line 2)"},
		"deep unknown":  {"<kml><Document>" + strings.Repeat("<x>", 100_000), "nested too deeply (line 1)"},
	} {
		_, err := tryRead("a.kml", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "a.kml: ") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestDepthOf256IsRead(t *testing.T) {
	folders := feature.MaxXMLDepth - 4 // kml, Placemark, Point, coordinates
	d := readText(t, "<kml>"+strings.Repeat("<Folder>", folders)+mark+strings.Repeat("</Folder>", folders)+"</kml>")
	one(t, d)
}

// What was read before the damage stays, and the damage is named.
func TestDamagedFileGivesWhatIsIntact(t *testing.T) {
	for _, tail := range []string{"\n<Placemark><name>B</na", "\n<Placemark></Folder>", "\n<Placemark a=></Placemark></Document></kml>"} {
		d := readText(t, kmlOpen+"<Document>"+mark+tail)
		one(t, d)
		if len(d.Skipped) != 1 || d.Skipped[0].Where != "line 2" || !strings.Contains(d.Skipped[0].Message, "what follows was left out") {
			t.Errorf("%q: skipped %v", tail, d.Skipped)
		}
	}
}

// readLimited reads with a smaller limit for one feature, so that a test need not be as large as the house's.
func readLimited(t *testing.T, text string, most int) (*feature.Dataset, error) {
	t.Helper()
	w := newWalk(context.Background(), &feature.Dataset{Name: "a.kml"})
	if w.most != 64<<20 {
		t.Errorf("a feature may have %d bytes", w.most)
	}
	w.most = most
	err := w.read(source{open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}, &container{layer: -1, root: true})
	return w.out, err
}

func TestFeatureOverTheLimitIsSkipped(t *testing.T) {
	long := strings.Repeat("1,2 ", 1<<20) + "\n\n1,2"
	for name, bad := range map[string]string{
		"one text":   "<LineString><coordinates>" + long + "</coordinates></LineString>",
		"many texts": strings.Repeat("<description>"+strings.Repeat("x", 1000)+"</description>", 3000) + "\n\n",
		"one CDATA":  "<description><![CDATA[" + strings.Repeat("<b>", 1<<20) + "]]></description>\n\n",
	} {
		d, err := readLimited(t, kmlOpen+"<Document><Placemark><name>Big</name>"+bad+"</Placemark>"+mark+"</Document></kml>", 2<<20)
		if err != nil {
			t.Fatal(name, err)
		}
		if f := one(t, d); f.Name != "A" || f.Where != "line 3" {
			t.Errorf("%s: feature %+v", name, f)
		}
		if len(d.Skipped) != 1 || !strings.Contains(d.Skipped[0].Message, `"Big" was left out: it is larger than 2 MB`) {
			t.Errorf("%s: skipped %v", name, d.Skipped)
		}
	}
	if _, err := readLimited(t, "<kml><Document a='"+strings.Repeat("x", 2<<20)+"'/></kml>", 2<<20); err == nil || !strings.Contains(err.Error(), "a tag of over 2 MB") {
		t.Errorf("long tag: %v", err)
	}
}

func TestLongTextIsCut(t *testing.T) {
	d := readText(t, inDocument("<Placemark><ExtendedData><Data name='t'><value>"+strings.Repeat("é", feature.MaxText)+"</value></Data></ExtendedData></Placemark>"))
	text, _ := property(one(t, d), "t").(string)
	if len(text) != feature.MaxText || strings.Trim(text, "é") != "" || !said(d, "a text was cut to 1 MB") {
		t.Errorf("%d bytes, notices %v", len(text), d.Notices)
	}
}

func TestControlCharactersGo(t *testing.T) {
	d := readText(t, inDocument("<Placemark><name>A\x00\x1b[31mB\uffff&#27;\u202eC</name></Placemark>"))
	if f := one(t, d); f.Name != "A[31mB\u202eC" || !said(d, "control characters were taken out") {
		t.Errorf("name %q, notices %v", f.Name, d.Notices)
	}
}

func TestOutsideTheWorldIsSetAside(t *testing.T) {
	d := readText(t, inDocument(mark+`<Placemark><name>M</name><LineString><coordinates>2281000,5602000,7 2282000,5603000</coordinates></LineString></Placemark>`))
	if len(d.Aside) != 1 || d.Aside[0].Layer != 0 || d.Aside[0].Why != d.Skipped[0].Message || fmt.Sprint(d.Aside[0].Feature.Geometry) != "[[2.281e+06 5.602e+06] [2.282e+06 5.603e+06]]" {
		t.Errorf("aside %+v, skipped %v", d.Aside, d.Skipped)
	}
}

func TestCancelStopsAtOnce(t *testing.T) {
	text := []byte(kmlOpen + "<Document>" + strings.Repeat(mark, 300_000) + "</Document></kml>")
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := Read(ctx, "a.kml", strings.NewReader(string(text)), int64(len(text)))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("gave up after %v", took)
	}
}
