package store

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/assets"
)

// wrap makes a file of features and members of hubscape.
func wrap(features, hub string) string {
	if hub != "" {
		hub = "," + hub
	}
	return `{"type":"FeatureCollection","features":[` + features + `],"hubscape":{"version":1,"id":"d","title":"T"` + hub + `}}`
}

const okSite = `{"type":"Feature","id":"ok","geometry":{"type":"Point","coordinates":[20,42]},"properties":{"name":"OK","status":"floated","precision":"town"},"hubscape":{"kind":"site"}}`

// TestEveryReleasedVersionOpens keeps the promise of the contract: these files open for ever, without a problem, and
// come back as they are.
func TestEveryReleasedVersionOpens(t *testing.T) {
	files, err := filepath.Glob("testdata/v*/*.hubscape")
	if err != nil || len(files) < 2 {
		t.Fatal(err, files)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		doc, info, err := ReadInfo(b)
		if err != nil || info.ReadOnly || len(info.Problems) > 0 || len(Validate(b)) > 0 {
			t.Errorf("%s: %v, %+v, %v", f, err, info, Validate(b))
			continue
		}
		o := Options{Plain: !strings.Contains(f, "sums")}
		if !strings.Contains(f, "unknown") {
			o.Host = host
		}
		again, err := Write(doc, o)
		if err != nil || !bytes.Equal(again, asWritten.replace(b)) {
			t.Errorf("%s comes back as (%v)\n%s", f, err, again)
		}
	}
}

// asWritten is how the lists come back that the oldest file holds in a form no version wrote: it stood for members of
// later versions, which by now are known.
var asWritten = replacer{
	`"criteria": [{"id":"k1","weights":[0.10,0.20]}],`, "\"criteria\": [\n   {\"id\":\"k1\",\"weights\":[0.10,0.20]}\n  ],",
	"\n  \"slides\": [],", "",
	`"layers": [{"id":"l1","name":"A road \/ a line"}]`, "\"layers\": [\n   {\"id\":\"l1\",\"name\":\"A road / a line\"}\n  ]",
}

type replacer []string

func (r replacer) replace(b []byte) []byte {
	return []byte(strings.NewReplacer(r...).Replace(string(b)))
}

func TestReadGivesWhatWasWritten(t *testing.T) {
	want := layered()
	for _, list := range [][]string{want.Groups.All()[0].Members, want.Notes.All()[0].Places} {
		sort.Strings(list)
	}
	b, err := Write(want, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, problems, err := Read(b)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	for _, doc := range []*scenario.Scenario{got, want} { // not a number is not equal to itself
		for _, x := range doc.Features.All() {
			for i := range x.Z {
				if math.IsNaN(x.Z[i]) {
					x.Z[i] = -1e300
				}
			}
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
		for i, x := range want.Features.All() {
			if i < got.Features.Len() && !reflect.DeepEqual(got.Features.All()[i], x) {
				t.Errorf("feature\n%+v\nwant\n%+v", got.Features.All()[i], x)
			}
		}
	}
}

// TestEveryFieldIsWritten keeps a field that is added to the model from being forgotten in the file: the scenario of
// the tests has every field set, by reflection.
func TestEveryFieldIsWritten(t *testing.T) {
	set := map[string]bool{}
	all := map[string]bool{}
	var walk func(v reflect.Value, in string)
	walk = func(v reflect.Value, in string) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem(), in)
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), in)
			}
		case reflect.Struct:
			if v.Type().PkgPath() == "hubscape/app/scenario" {
				for i := range v.NumField() {
					f := v.Type().Field(i)
					if !f.IsExported() {
						continue
					}
					name := v.Type().Name() + "." + f.Name
					all[name] = true
					if !v.Field(i).IsZero() {
						set[name] = true
					}
					walk(v.Field(i), name)
				}
			}
		}
	}
	docs := []*scenario.Scenario{layered()}
	for _, doc := range append(docs, oldest(t)) {
		walk(reflect.ValueOf(doc), "")
		for _, s := range doc.Sites.All() {
			walk(reflect.ValueOf(s), "")
		}
		for _, n := range doc.Notes.All() {
			walk(reflect.ValueOf(n), "")
		}
		for _, p := range doc.Positions.All() {
			walk(reflect.ValueOf(p), "")
		}
		for _, f := range doc.Facts.All() {
			walk(reflect.ValueOf(f), "")
		}
		for _, s := range doc.Sources.All() {
			walk(reflect.ValueOf(s), "")
		}
		for _, g := range doc.Groups.All() {
			walk(reflect.ValueOf(g), "")
		}
		for _, p := range doc.Plans.All() {
			walk(reflect.ValueOf(p), "")
		}
		for _, l := range doc.Layers.All() {
			walk(reflect.ValueOf(l), "")
		}
		for _, x := range doc.Features.All() {
			walk(reflect.ValueOf(x), "")
		}
		for _, x := range doc.Criteria.All() {
			walk(reflect.ValueOf(x), "")
		}
	}
	for name := range all {
		if !set[name] {
			t.Errorf("%s is set in no test scenario, so nothing shows that it reaches the file", name)
		}
	}
}

func TestHowFilesMayBeWritten(t *testing.T) {
	b, err := os.ReadFile("testdata/v1/everything.hubscape")
	if err != nil {
		t.Fatal(err)
	}
	var loose bytes.Buffer
	if err := json.Indent(&loose, b, " ", "\t"); err != nil {
		t.Fatal(err)
	}
	var tight bytes.Buffer
	if err := json.Compact(&tight, b); err != nil {
		t.Fatal(err)
	}
	reordered := strings.Replace(tight.String(), `"type":"FeatureCollection",`, "", 1)
	reordered = reordered[:len(reordered)-1] + `,"type":"FeatureCollection"}`
	for name, in := range map[string]string{
		"with a byte order mark": "\xef\xbb\xbf" + string(b), "with Windows line ends": strings.ReplaceAll(string(b), "\n", "\r\n"),
		"indented": loose.String(), "in one line": tight.String(), "in another order": reordered,
		"with escapes": strings.ReplaceAll(string(b), "č", `\u010d`),
	} {
		doc, problems, err := Read([]byte(in))
		if err != nil || len(problems) > 0 {
			t.Errorf("%s: %v %v", name, err, problems)
			continue
		}
		if got, err := Write(doc, Options{Host: host, Plain: true}); err != nil || !bytes.Equal(got, b) {
			t.Errorf("%s: comes back as (%v)\n%s", name, err, got)
		}
	}
}

// TestForeignFiles reads the one sentence for each kind of file that is no scenario.
func TestForeignFiles(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", "the file is empty; open an earlier copy, or start a new scenario"},
		{"blanks", " \n\t", "the file is empty"},
		{"a web page", "<!DOCTYPE html><html><body>Sign in</body></html>", "this is a web page, not a scenario; download the file itself"},
		{"KML", `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">`, "this is a KML of Google Earth"},
		{"GPX", `<?xml version="1.0"?><gpx version="1.1">`, "this is a GPX track"},
		{"SVG", `<svg xmlns="http://www.w3.org/2000/svg"/>`, "this is an SVG drawing"},
		{"XML", `<?xml version="1.0"?><a/>`, "this is an XML file"},
		{"zip", "PK\x03\x04....readme.txt", "this is a zip file, not a scenario; unpack it"},
		{"Excel", "PK\x03\x04....xl/workbook.xml", "this is an Excel workbook"},
		{"Word", "PK\x03\x04....word/document.xml", "this is an Office document"},
		{"KMZ", "PK\x03\x04....doc.kml", "this is a KMZ of Google Earth"},
		{"old Excel", "\xd0\xcf\x11\xe0\xa1\xb1", "this is an old Excel or Word file"},
		{"GeoPackage", "SQLite format 3\x00", "this is a GeoPackage or other database"},
		{"PDF", "%PDF-1.7", "this is a PDF"},
		{"PNG", "\x89PNG\r\n\x1a\n", "this is a picture"},
		{"gzip", "\x1f\x8b\x08", "this is a compressed file"},
		{"UTF-16", "\xff\xfe{\x00}\x00", "the text is UTF-16, not UTF-8; save it as UTF-8"},
		{"UTF-16 without mark", "{\x00\"\x00t\x00", "the text is UTF-16"},
		{"big-endian UTF-16", "\x00{\x00\"", "the text is UTF-16"},
		{"UTF-32", "\xff\xfe\x00\x00{\x00\x00\x00", "the text is UTF-32"},
		{"Latin-1", `{"title":"Gra` + "\xe8" + `anica"}`, "the text is Latin-1, not UTF-8"},
		{"Windows-1252", `{"title":"` + "\x93Gra\xe8anica\x94" + `"}`, "the text is Windows-1252 or another old encoding"},
		{"text", "lat;lon\n42,6;21,1\n", "this is plain text, not a scenario"},
		{"TopoJSON", `{"type":"Topology","objects":{}}`, "this is TopoJSON, not a scenario; in a GIS export it as GeoJSON"},
		{"Esri JSON", `{"geometryType":"esriGeometryPoint","features":[]}`, "this is Esri JSON"},
		{"GeoJSON", `{"type":"FeatureCollection","features":[]}`, "this is plain GeoJSON without a scenario in it; start a new scenario and place its points"},
		{"a feature", `{"type":"Feature","geometry":null}`, "this is plain GeoJSON"},
		{"a geometry", `{"type":"Point","coordinates":[1,2]}`, "this is plain GeoJSON"},
		{"a list", `[1,2]`, "this is JSON, but not a scenario"},
		{"other JSON", `{"name":"x"}`, "this is JSON, but not a scenario"},
		{"hubscape is no object", `{"type":"FeatureCollection","features":[],"hubscape":3}`, "line 1, hubscape: the scenario is a number, expected an object"},
		{"no version", `{"type":"FeatureCollection","features":[],"hubscape":{}}`, "line 1, hubscape.version: the scenario does not say its version; add"},
		{"version of words", `{"type":"FeatureCollection","features":[],"hubscape":{"version":"one"}}`, "does not say its version"},
		{"no JSON", "{\"type\":\n x}", "line 2: the file is damaged: 'x' stands where a value was expected; open it in a text editor"},
		{"two values", "{}\n{}", "line 2: the file is damaged: something follows after the end"},
		{"cut off", `{"type":"Feature`, "line 1: the file is damaged: the file ends in the middle of a value; it is cut off; copy it again"},
		{"a line break in a text", "{\"a\":\"b\nc\"}", "a line break or control character stands inside a text"},
		{"an unknown escape", `{"a":"\x41"}`, "a backslash in a text is followed by something that is no escape"},
		{"no exponent", `{"a":1e}`, "'}' stands where a digit was expected"},
		{"no fraction", `{"a":1.}`, "stands where a digit was expected"},
		{"only a sign", `{"a":-}`, "stands where a digit was expected"},
		{"zero in front", `{"a":012}`, "'1' stands where a comma or } was expected"},
		{"no colon", `{"a" 1}`, "stands where a colon was expected"},
		{"too deep", strings.Repeat("[", 600), "values are nested too deeply (more than 512 levels)"},
		{"a control character", "{\x1b[31m}", `'\x1b' stands where a name in quotes was expected`},
	} {
		doc, _, err := Read([]byte(c.in))
		if err == nil || doc != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s gives %v, want %s", c.name, err, c.want)
			continue
		}
		if strings.ContainsFunc(err.Error(), obeyed) {
			t.Errorf("%s: the message %q would be obeyed by a terminal", c.name, err)
		}
		if ps := Validate([]byte(c.in)); len(ps) != 1 || !strings.Contains(ps[0].String(), strings.SplitN(c.want, "; ", 2)[0][len(placeOf(c.want)):]) {
			t.Errorf("%s: Validate gives %v", c.name, ps)
		}
	}
}

// placeOf is the part of a message that names the place.
func placeOf(s string) string {
	if strings.HasPrefix(s, "line ") {
		return s[:strings.Index(s, ": ")+2]
	}
	return ""
}

// TestDamagedItems leaves out and names what is damaged, and reads the rest.
func TestDamagedItems(t *testing.T) {
	site := func(edit ...string) string {
		return strings.NewReplacer(append(edit, `"ok"`, `"x"`)...).Replace(okSite)
	}
	for _, c := range []struct {
		name, in, want string
		lost           int
	}{
		{"a good file", wrap(okSite, ""), "", 0},
		{"null in the list", wrap(okSite+",null", ""), "line 1, features[1]: is null, expected an object; it was left out", 1},
		{"no id", wrap(okSite+","+site(`"id":"ok",`, ""), ""), "features[1]: has no id", 1},
		{"a number as id", wrap(okSite+","+site(`"ok"`, "7"), ""), "features[1]: id is a number, expected text", 1},
		{"the same id", wrap(okSite+","+okSite, ""), `features[1]: has the id "ok" of an item before it`, 1},
		{"empty coordinates", wrap(okSite+","+site("[20,42]", "[]"), ""), "features[1].geometry: has 0 coordinates, expected longitude and latitude", 1},
		{"one coordinate", wrap(okSite+","+site("[20,42]", "[5]"), ""), "has 1 coordinates", 1},
		{"text as coordinate", wrap(okSite+","+site("[20,42]", `["20",42]`), ""), "coordinate 1 is text, expected a number", 1},
		{"1e999", wrap(okSite+","+site("[20,42]", `[20,1e999]`), ""), "coordinate 2 is not a finite number", 1},
		{"NaN", wrap(okSite+","+site("[20,42]", `[NaN,42]`), ""), "coordinate 1 is not a finite number", 1},
		{"-Infinity", wrap(okSite+","+site("[20,42]", `[20,42,-Infinity]`), ""), "coordinate 3 is not a finite number", 1},
		{"swapped", wrap(okSite+","+site("[20,42]", `[42,120]`), ""), "latitude 120 is outside -90 to 90; longitude and latitude seem to be swapped", 1},
		{"metres", wrap(okSite+","+site("[20,42]", `[2226389,5160979]`), ""), "longitude 2.226389e+06 is outside -180 to 180", 1},
		{"latitude", wrap(okSite+","+site("[20,42]", `[120,95]`), ""), "latitude 95 is outside", 1},
		{"no coordinates", wrap(okSite+","+site(`,"coordinates":[20,42]`, ""), ""), "geometry: has no coordinates", 1},
		{"a line as site", wrap(okSite+","+site(`"Point"`, `"LineString"`), ""), "a site must be a Point", 1},
		{"a number as name", wrap(okSite+","+site(`"OK"`, "5"), ""), "features[1].properties: name is a number, expected text", 1},
		{"half a person", wrap(okSite+","+site(`"name"`, `"capacity":1.5,"name"`), ""), "capacity is 1.5, expected a whole number", 1},
		{"a large whole number", wrap(okSite+","+site(`"name"`, `"capacity":1e99,"name"`), ""), "capacity is 1e99, expected a whole number", 1},
		{"whole after all", wrap(okSite+","+site(`"name"`, `"capacity":1.5e2,"name"`), ""), "", 0},
		{"not finite where nothing is known", wrap(okSite+","+site(`"name"`, `"z":[1,NaN],"name"`), ""), "features[1].properties: z holds a number that is not finite", 1},
		{"not finite in an overlay", wrap(okSite+`,{"type":"Feature","geometry":{"type":"Point","coordinates":[1e999,0]}}`, ""), "features[1]: holds a number that is not finite", 1},
		{"evidence without its note", wrap(okSite, `"notes":[{"id":"n","title":"N","category":"legal","polarity":"concern","evidence":[{"id":"e","text":"t"},7]}]`), "hubscape.notes[0].evidence[1]: is a number, expected an object", 1},
		{"a word among places", wrap(okSite, `"notes":[{"id":"n","title":"N","category":"legal","polarity":"concern","places":["SRB",1]}]`), "hubscape.notes[0]: places[1] is a number, expected text", 1},
		{"notes are no list", wrap(okSite, `"notes":{}`), "hubscape: notes is an object, expected a list", 1},
		{"the time is no time", wrap(okSite, `"created":"yesterday"`), `hubscape: created "yesterday" is no time such as 2026-11-24T10:30:00Z`, 1},
		{"the time is beyond the calendar", wrap(okSite, `"created":"9999-12-31T23:59:59-01:00"`), "is no time", 1},
		{"two things wrong with the document", wrap(okSite, `"question":1,"purpose":2`), "hubscape: purpose is a number, expected text", 2},
		{"a view without centre", wrap(okSite, `"view":{"zoom":3}`), "hubscape.view: has no center", 1},
		{"a view nowhere", wrap(okSite, `"view":{"center":[0,99],"zoom":3}`), "hubscape.view: center: latitude 99", 1},
		{"features are no list", `{"type":"FeatureCollection","features":{},"hubscape":{"version":1,"id":"d","title":"T"}}`, "file: features is an object, expected a list", 1},
		{"no features", `{"type":"FeatureCollection","featurez":[` + okSite + `],"hubscape":{"version":1,"id":"d","title":"T"}}`, "file: there is no list of features, where the sites are", 1},
		{"twice the same name", wrap(okSite, `"title":"U"`), `the name "title" stands twice in one object; the last value was taken`, 0},
		{"twice the same unknown name", wrap(okSite, `"zz":1,"zz":2`), `the name "zz" stands twice`, 0},
		{"half a pair", wrap(okSite, `"question":"\ud83d"`), "a text holds half of a character pair", 0},
		{"a source that is not there", wrap(okSite, `"facts":[{"id":"f","place":"SRB","key":"k","value":"v","source":"zz"}]`), `line 1, fact "SRB k": source "zz" is not a source of this scenario`, 0},
		{"a control character in a value", wrap(okSite, `"created":"\u001b[31m"`), `created "\x1b[31m" is no time`, 1},
	} {
		doc, info, err := ReadInfo([]byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		said := ""
		for _, p := range info.Problems {
			said += p.String() + "\n"
		}
		if !strings.Contains(said, c.want) || c.want == "" && said != "" || info.Skipped != c.lost || info.ReadOnly != (c.lost > 0) {
			t.Errorf("%s: skipped %d, read-only %v, want %d and %q; said\n%s", c.name, info.Skipped, info.ReadOnly, c.lost, c.want, said)
		}
		if _, ok := doc.Sites.Get("ok"); !ok && !strings.Contains(c.name, "features") {
			t.Errorf("%s: the good site is gone", c.name)
		}
		if strings.ContainsFunc(strings.ReplaceAll(said, "\n", ""), obeyed) {
			t.Errorf("%s: a message would be obeyed by a terminal: %q", c.name, said)
		}
	}
}

func TestDuplicateNamesKeepTheLast(t *testing.T) {
	doc, _, err := Read([]byte(wrap(okSite, `"title":"U","zz":1,"a":0,"zz":{"b":2}`)))
	if err != nil {
		t.Fatal(err)
	}
	if doc.Title != "U" || len(doc.Extra) != 2 || doc.Extra[0].Key != "zz" || string(doc.Extra[0].Raw) != `{"b":2}` {
		t.Errorf("title %q, extra %s", doc.Title, doc.Extra)
	}
	many := make([]string, 40)
	for i := range many {
		many[i] = `"k` + itoa(i%30) + `":` + itoa(i)
	}
	doc, problems, err := Read([]byte(wrap(okSite, strings.Join(many, ","))))
	if err != nil || len(doc.Extra) != 30 || len(problems) != 10 {
		t.Errorf("%v: %d members kept, %d problems", err, len(doc.Extra), len(problems))
	}
}

func TestProblemsAreBounded(t *testing.T) {
	_, info, err := ReadInfo([]byte(wrap(okSite+strings.Repeat(",null", 5000), "")))
	if err != nil || len(info.Problems) != maxProblems+1 || info.Skipped != 5000 || !strings.Contains(info.Problems[maxProblems].Message, "4000 more problems") {
		t.Errorf("%v: %d problems, %d skipped", err, len(info.Problems), info.Skipped)
	}
}

func TestNewerVersionIsReadOnly(t *testing.T) {
	in := strings.Replace(wrap(okSite, `"weather":{"x":1.0}`), `"version":1`, `"version":2`, 1)
	doc, info, err := ReadInfo([]byte(in))
	if err != nil || !info.ReadOnly || info.Version != 2 || !strings.Contains(info.Notice, "written by a newer Hubscape (file version 2, this program knows 1)") {
		t.Fatalf("%v %+v", err, info)
	}
	b, err := Write(doc, Options{})
	if err != nil || !bytes.Contains(b, []byte(`"version": 2`)) || !bytes.Contains(b, []byte(`"weather": {"x":1.0}`)) {
		t.Errorf("a copy of it is (%v)\n%s", err, b)
	}
}

// TestExactPositions keeps digits until the site is moved.
func TestExactPositions(t *testing.T) {
	in := strings.Replace(wrap(okSite, ""), "[20,42]", "[ 20.10000000000000000001 , 42.0, 7, 8.50 ]", 1)
	doc, _, err := Read([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	env := scenario.Env{Now: func() time.Time { return time.Unix(0, 0) }, NewID: func() string { return "x" }}
	for _, c := range []struct {
		name    string
		command scenario.Command
		want    string
	}{
		{"as imported", nil, "[20.10000000000000000001,42.0,7,8.50]"},
		{"renamed", scenario.RenameSite{ID: "ok", Name: "N"}, "[20.10000000000000000001,42.0,7,8.50]"},
		{"moved", scenario.MoveSite{ID: "ok", Lon: 20.2, Lat: 42}, "[20.2,42]"},
	} {
		d := doc
		if c.command != nil {
			if d, err = c.command.Apply(doc, env); err != nil {
				t.Fatal(err)
			}
		}
		b, err := Write(d, Options{})
		if err != nil || !bytes.Contains(b, []byte(`"coordinates":`+c.want)) {
			t.Errorf("%s: want %s (%v) in\n%s", c.name, c.want, err, b)
		}
	}
	s := *doc.Sites.All()[0]
	s.At = &orb.Point{1, 2} // changed behind the command's back: the point counts
	doc.Sites = scenario.ListOf(&s)
	if b, err := Write(doc, Options{}); err != nil || !bytes.Contains(b, []byte(`"coordinates":[1,2,7]`)) {
		t.Errorf("%v\n%s", err, b)
	}
	s.RawPosition = []byte("broken")
	if b, err := Write(doc, Options{}); err != nil || !bytes.Contains(b, []byte(`"coordinates":[1,2,7]`)) {
		t.Errorf("%v\n%s", err, b)
	}
}

func TestTextsComeBack(t *testing.T) {
	for _, s := range []string{`"\/` + "\b\f\n\r\t", "\x00\x1f\x7f\u0080\u009f", "Приштина هرجيسا ሀዋሳ 😀", "\u2028\u2029<script>&", "\ufffd", "\u202e"} {
		doc := full()
		doc.Purpose = s
		b, err := Write(doc, Options{})
		if err != nil || !json.Valid(b) {
			t.Fatalf("%q: %v", s, err)
		}
		if bytes.ContainsFunc(bytes.ReplaceAll(b, []byte("\n"), nil), obeyed) {
			t.Errorf("%q stands in the file so that a terminal would obey it", s)
		}
		if got, _, err := Read(b); err != nil || got.Purpose != s {
			t.Errorf("%q came back as %q, %v", s, got.Purpose, err)
		}
	}
	doc := full()
	doc.Purpose = "a\xffb"
	b, err := Write(doc, Options{})
	if got, _, rerr := Read(b); err != nil || rerr != nil || got.Purpose != "a\ufffdb" {
		t.Errorf("a broken byte came back as %q, %v %v", got.Purpose, err, rerr)
	}
}

func TestWriteRefusesWhatNoFileMayHold(t *testing.T) {
	for _, edit := range []func(*scenario.Scenario){
		func(s *scenario.Scenario) { s.OpeningView = &scenario.View{Zoom: inf()} },
		func(s *scenario.Scenario) { s.Extra = []scenario.Member{{Key: "x", Raw: []byte("{")}} },
		func(s *scenario.Scenario) { s.Extra = []scenario.Member{{Key: "x", Raw: []byte("1e999")}} },
		func(s *scenario.Scenario) { s.Overlays = []json.RawMessage{[]byte("NaN")} },
	} {
		doc := full()
		edit(doc)
		if b, err := Write(doc, Options{}); err == nil || b != nil || !strings.Contains(err.Error(), "cannot be written") {
			t.Errorf("Write gives %v\n%s", err, b)
		}
	}
}

func inf() float64 { var zero float64; return 1 / zero }

// TestSchemaKnowsTheEnumerations of the model, and says so in its own words.
func TestSchemaKnowsTheEnumerations(t *testing.T) {
	var s struct {
		Defs map[string]struct {
			Enum []string `json:"enum"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(assets.Schema(), &s); err != nil {
		t.Fatal(err)
	}
	for name, want := range scenario.Enumerations() {
		if got := s.Defs[name].Enum; !reflect.DeepEqual(got, want) {
			t.Errorf("the schema's %s is %v, the model's %v", name, got, want)
		}
	}
}

// TestValidate reads what only the schema objects to, and that nothing is said twice.
func TestValidate(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"good", wrap(okSite, ""), nil},
		{"only the schema", wrap(okSite, `"created":"2026-11-24T10:00:00+01:00","handling":{"tlp":null}`), []string{"line 1, hubscape.handling.tlp: null is not known; choose one of RED"}},
		{"both", wrap(strings.Replace(okSite, "floated", "rumoured", 1), ""), []string{`line 1, site "OK": status "rumoured" is not known; choose one of hypothetical`}},
		{"in another item", wrap(okSite, `"sources":[{"id":"q","title":"T"},{"id":"r","title":"U","type":null}]`), []string{"hubscape.sources[1].type: null is not known; choose one of official"}},
		{"damaged", wrap(okSite+",null", ""), []string{"features[1]: is null"}},
		{"not finite", wrap(okSite, `"notes":[{"id":"n","x":NaN}]`), []string{"hubscape.notes[0]: x holds a number that is not finite"}},
		{"a properties of null", wrap(strings.Replace(okSite, `"properties":{`, `"properties":null,"x":{`, 1), ""), []string{"name is empty", "precision is missing", "status is missing"}},
	} {
		got := Validate([]byte(c.in))
		if len(got) != len(c.want) {
			t.Errorf("%s: %d problems, want %d: %v", c.name, len(got), len(c.want), got)
			continue
		}
		for i := range got {
			if !strings.Contains(got[i].String(), c.want[i]) {
				t.Errorf("%s: %v, want %s", c.name, got[i], c.want[i])
			}
		}
	}
}

// TestObjections words every kind of objection that the schema can make.
func TestObjections(t *testing.T) {
	item := func(s string) string { return wrap(okSite, s) }
	for in, want := range map[string]string{
		item(`"view":{"center":[0,0]}`):                                              "lacks zoom; add it",
		item(`"view":{"center":[0,0],"zoom":99}`):                                    "is 99; give 30 or less",
		item(`"view":{"center":[0,0],"zoom":-9}`):                                    "is -9; give -4 or more",
		item(`"view":{"center":[0],"zoom":3}`):                                       "has 1 parts; give at least 2",
		item(`"kosovo_note":"x"`):                                                    `"x" is not known; choose one of eu, un, coe, none`,
		item(`"created":"x"`):                                                        "write a time such as",
		item(`"language":"?"`):                                                       "write a language tag such as en",
		item(`"groups":[{"id":"g","name":"G"}]`):                                     "write a code such as SRB, RS-19 or group:wb6",
		item(`"groups":[{"id":"group:g","name":"G","members":["x"]}]`):               "write a code of three capital letters",
		item(`"facts":[{"id":"","place":"SRB","key":"k","value":"v"}]`):              "is empty; give it one",
		item(`"facts":[{"id":"f","place":"SRB","key":"k","value":" "}]`):             "write something",
		item(`"facts":[{"id":"f","place":"SRB","key":"k","value":"v","as_of":"x"}]`): "write a date such as",
		strings.Replace(item(""), `"Feature"`, `"Thing"`, 1):                         `"Thing" is not allowed here; write "Feature"`,
	} {
		r, _, err := read([]byte(in))
		if err != nil {
			t.Fatal(in, err)
		}
		r.problems = nil // what the reader itself said is not the question here
		r.addSchema()
		if len(r.problems) != 1 || !strings.Contains(r.problems[0].Message, want) {
			t.Errorf("%s\n gives %v\n want %s", in, r.problems, want)
		}
	}
}
