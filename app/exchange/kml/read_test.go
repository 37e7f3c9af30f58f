package kml

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

func readText(t *testing.T, text string) *feature.Dataset {
	t.Helper()
	d, err := tryRead("trip.kml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func tryRead(name string, b []byte) (*feature.Dataset, error) {
	return Read(context.Background(), name, bytes.NewReader(b), int64(len(b)))
}

const kmlOpen = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">`

// inDocument wraps Placemarks as most files do.
func inDocument(body string) string { return kmlOpen + "<Document>" + body + "</Document></kml>" }

func one(t *testing.T, d *feature.Dataset) feature.Feature {
	t.Helper()
	if len(d.Layers) != 1 || len(d.Layers[0].Features) != 1 {
		t.Fatalf("layers %+v, skipped %v, want one feature", d.Layers, d.Skipped)
	}
	return d.Layers[0].Features[0]
}

func TestGeometries(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct {
		xml  string
		want orb.Geometry
		z    []float64
	}{
		"point":               {`<Point><coordinates>20.5,44.25</coordinates></Point>`, orb.Point{20.5, 44.25}, nil},
		"point with altitude": {`<Point><coordinates> 20.5,44.25,117.3 </coordinates></Point>`, orb.Point{20.5, 44.25}, []float64{117.3}},
		"altitude of nought":  {`<Point><coordinates>20.5,44.25,0</coordinates></Point>`, orb.Point{20.5, 44.25}, []float64{0}},
		"all digits":          {`<Point><coordinates>20.123456789012345,-0.1e-7</coordinates></Point>`, orb.Point{20.123456789012345, -0.1e-7}, nil},
		"blanks after commas": {`<LineString><coordinates>1, 2, 3&#10;4, 5, 6</coordinates></LineString>`, orb.LineString{{1, 2}, {4, 5}}, []float64{3, 6}},
		"line over lines":     {"<LineString><coordinates>\n\t1,2\n\t3,4\r\n5,6\n</coordinates></LineString>", orb.LineString{{1, 2}, {3, 4}, {5, 6}}, nil},
		"a comma too many":    {`<LineString><coordinates>1,2,3, 4,5,6, 7,8,9,</coordinates></LineString>`, orb.LineString{{1, 2}, {4, 5}, {7, 8}}, []float64{3, 6, 9}},
		"commas only":         {`<LineString><coordinates>1,2,3,4,5,6,7,8,9</coordinates></LineString>`, orb.LineString{{1, 2}, {4, 5}, {7, 8}}, []float64{3, 6, 9}},
		"flat and commas":     {`<LineString><coordinates>1,2,3, 4,5 6,7,</coordinates></LineString>`, orb.LineString{{1, 2}, {4, 5}, {6, 7}}, []float64{3, nan, nan}},
		"some altitudes":      {`<LineString><coordinates>1,2 3,4,5 6,7</coordinates></LineString>`, orb.LineString{{1, 2}, {3, 4}, {6, 7}}, []float64{nan, 5, nan}},
		"no-break space":      {"<LineString><coordinates>1,2\u00a03,4</coordinates></LineString>", orb.LineString{{1, 2}, {3, 4}}, nil},
		"in pieces":           {`<LineString><coordinates>1,2<![CDATA[ 3,4]]><!-- x --> 5,6</coordinates></LineString>`, orb.LineString{{1, 2}, {3, 4}, {5, 6}}, nil},
		"ring":                {`<LinearRing><coordinates>0,0 1,0 1,1</coordinates></LinearRing>`, orb.LineString{{0, 0}, {1, 0}, {1, 1}, {0, 0}}, nil},
		"open polygon": {`<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0,1 1,0,2 1,1,3</coordinates></LinearRing></outerBoundaryIs></Polygon>`,
			orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}, []float64{1, 2, 3, 1}},
		"polygon with holes": {`<Polygon><innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing><LinearRing><coordinates>3,3 4,3 4,4 3,3</coordinates></LinearRing></innerBoundaryIs><outerBoundaryIs><LinearRing><coordinates>0,0 9,0 9,9 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon>`,
			orb.Polygon{{{0, 0}, {9, 0}, {9, 9}, {0, 0}}, {{1, 1}, {2, 1}, {2, 2}, {1, 1}}, {{3, 3}, {4, 3}, {4, 4}, {3, 3}}}, nil},
		"points": {`<MultiGeometry><Point><coordinates>1,2</coordinates></Point><Point><coordinates>3,4,5</coordinates></Point></MultiGeometry>`,
			orb.MultiPoint{{1, 2}, {3, 4}}, []float64{nan, 5}},
		"mixed": {`<MultiGeometry><Point><coordinates>1,2</coordinates></Point><MultiGeometry><LineString><coordinates>1,2 3,4</coordinates></LineString></MultiGeometry></MultiGeometry>`,
			orb.Collection{orb.Point{1, 2}, orb.MultiLineString{{{1, 2}, {3, 4}}}}, nil},
		"two at once": {`<Point><coordinates>1,2</coordinates></Point><LineString><coordinates>1,2 3,4</coordinates></LineString>`,
			orb.Collection{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}}, nil},
		"track": {`<gx:Track><when>2020-01-01</when><when>2020-01-02</when><when>2020-01-03</when><gx:coord>1 2 3</gx:coord><gx:coord>4 5 6</gx:coord><gx:coord>7 8 9</gx:coord></gx:Track>`,
			orb.LineString{{1, 2}, {4, 5}, {7, 8}}, []float64{3, 6, 9}},
		"tracks": {`<gx:MultiTrack><gx:Track><gx:coord>1 2</gx:coord><gx:coord>4 5</gx:coord></gx:Track></gx:MultiTrack>`,
			orb.MultiLineString{{{1, 2}, {4, 5}}}, nil},
		"model":         {`<Model><Location><longitude>1</longitude><latitude>2</latitude><altitude>3</altitude></Location><Link><href>house.dae</href></Link></Model>`, orb.Point{1, 2}, []float64{3}},
		"wrapped":       {`<LineString><coordinates>179,0 181,0 -190,1 540,2</coordinates></LineString>`, orb.LineString{{179, 0}, {-179, 0}, {170, 1}, {180, 2}}, nil},
		"nothing":       {``, nil, nil},
		"empty":         {`<Point><coordinates> </coordinates></Point>`, nil, nil},
		"without":       {`<Polygon/>`, nil, nil},
		"empty several": {`<MultiGeometry></MultiGeometry>`, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			f := one(t, readText(t, inDocument("<Placemark><name>A</name>"+c.xml+"</Placemark>")))
			if !reflect.DeepEqual(f.Geometry, c.want) || !sameAltitudes(f.Z, c.z) {
				t.Errorf("got %#v %v, want %#v %v", f.Geometry, f.Z, c.want, c.z)
			}
		})
	}
}

func sameAltitudes(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && !(math.IsNaN(a[i]) && math.IsNaN(b[i])) {
			return false
		}
	}
	return true
}

// What cannot be placed is left out by name, with its line, and the rest is read.
func TestWrongCoordinatesAreNamed(t *testing.T) {
	deep := strings.Repeat("<MultiGeometry>", 33) + `<Point><coordinates>1,2</coordinates></Point>` + strings.Repeat("</MultiGeometry>", 33)
	for name, c := range map[string]struct{ xml, want string }{
		"words":       {`<Point><coordinates>east,north</coordinates></Point>`, `have "east,north" where a number should be`},
		"one number":  {`<Point><coordinates>12</coordinates></Point>`, "one number only"},
		"four":        {`<Point><coordinates>1,2,3,4</coordinates></Point>`, "blank space should part positions"},
		"eight":       {`<LineString><coordinates>1,2,3,4,5,6,7,8</coordinates></LineString>`, "blank space should part positions"},
		"two commas":  {`<Point><coordinates>1,,2</coordinates></Point>`, "where a number should be"},
		"a comma":     {`<Point><coordinates>,1,2</coordinates></Point>`, "where a number should be"},
		"NaN":         {`<Point><coordinates>NaN,2</coordinates></Point>`, "where a number should be"},
		"infinite":    {`<Point><coordinates>1e999,2</coordinates></Point>`, "where a number should be"},
		"huge":        {`<Point><coordinates>1e308,2</coordinates></Point>`, "longitude 1e+308 in line 2 is not between"},
		"swapped":     {`<Point><coordinates>44.8,120.4</coordinates></Point>`, "are longitude and latitude swapped?"},
		"two places":  {`<Point><coordinates>1,2 3,4</coordinates></Point>`, "its point has 2 positions"},
		"only holes":  {`<Polygon><innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing></innerBoundaryIs></Polygon>`, "no outer ring"},
		"deep":        {deep, "more than 32 deep"},
		"track words": {`<gx:Track><gx:coord>1 b 3</gx:coord></gx:Track>`, "where a number should be"},
	} {
		t.Run(name, func(t *testing.T) {
			d := readText(t, inDocument("<Placemark><name>Good</name><Point><coordinates>1,2</coordinates></Point></Placemark>\n<Placemark><name>Bad</name>"+
				c.xml+"</Placemark><Placemark><name>After</name><Point><coordinates>3,4</coordinates></Point></Placemark>"))
			if len(d.Layers) != 1 || len(d.Layers[0].Features) != 2 {
				t.Fatalf("layers %+v", d.Layers)
			}
			if len(d.Skipped) != 1 || d.Skipped[0].Where != "line 2" || !strings.HasPrefix(d.Skipped[0].Message, `"Bad" was left out: `) || !strings.Contains(d.Skipped[0].Message, c.want) {
				t.Errorf("skipped %+v, want %q", d.Skipped, c.want)
			}
		})
	}
}

func property(f feature.Feature, key string) any {
	for _, p := range f.Properties {
		if p.Key == key {
			var v any
			dec := json.NewDecoder(bytes.NewReader(p.Raw))
			dec.UseNumber()
			if err := dec.Decode(&v); err != nil {
				return err
			}
			return v
		}
	}
	return nil
}

func TestProperties(t *testing.T) {
	d := readText(t, inDocument(`<Schema name="S" id="s"><SimpleField name="n" type="double"/><SimpleField name="big" type="int"/><SimpleField name="ok" type="bool"/><SimpleField name="code" type="string"/></Schema>
<Placemark id="p7"><name> Gračanica </name><visibility>1</visibility><address>Glavna 1</address><phoneNumber>+381</phoneNumber><Snippet>short</Snippet>
<TimeSpan><begin>2001</begin><end>2002-03</end></TimeSpan>
<ExtendedData><Data name="plain"><displayName>shown</displayName><value>00420</value></Data>
<SchemaData schemaUrl="#s"><SimpleData name="n"> 1.50 </SimpleData><SimpleData name="big">9007199254740993</SimpleData><SimpleData name="ok">1</SimpleData><SimpleData name="code">007</SimpleData><SimpleData name="n2">4</SimpleData></SchemaData>
<camp:site xmlns:camp="c">12</camp:site><Data name="plain"><value>again</value></Data></ExtendedData></Placemark>`))
	f := one(t, d)
	if f.ID != "p7" || f.Name != "Gračanica" || f.Where != "line 2" || f.Geometry != nil {
		t.Errorf("feature %+v", f)
	}
	for key, want := range map[string]any{
		"plain": "again", "n": json.Number("1.50"), "big": json.Number("9007199254740993"), "ok": true, "code": "007", "n2": "4",
		"site": "12", "address": "Glavna 1", "phoneNumber": "+381", "snippet": "short", "begin": "2001", "end": "2002-03",
	} {
		if got := property(f, key); got != want {
			t.Errorf("%s is %v, want %v", key, got, want)
		}
	}
	if !said(d, `"plain" more than once`) {
		t.Errorf("notices %v", d.Notices)
	}
	if want := "address phoneNumber snippet begin end plain n big ok code n2 site"; strings.Join(d.Layers[0].Fields, " ") != want {
		t.Errorf("fields %v, want %s", d.Layers[0].Fields, want)
	}
}

// Before KML 2.2 a Schema could name an element that stands for a Placemark.
func TestElementsOfASchema(t *testing.T) {
	d := readText(t, inDocument(`<Schema parent="Placemark" name="Park"><SimpleField type="string" name="Kind"/><SimpleField type="int" name="Trees"/></Schema>
<Park><name>A</name><Kind>old</Kind><Trees>12</Trees><Other>x</Other><Point><coordinates>1,2</coordinates></Point></Park><Parking><name>B</name></Parking>`))
	f := one(t, d)
	if f.Name != "A" || f.Geometry != (orb.Point{1, 2}) || property(f, "Kind") != "old" || property(f, "Trees") != json.Number("12") {
		t.Errorf("feature %+v", f)
	}
}

func said(d *feature.Dataset, what string) bool {
	for _, n := range d.Notices {
		if strings.Contains(n.Message, what) {
			return true
		}
	}
	return false
}

func TestLayersAreFolders(t *testing.T) {
	d := readText(t, kmlOpen+`<Document><name>Trip</name><Placemark/><Folder><name>Day 1</name><Placemark/><Folder><Folder><name>Noon</name><Placemark/><Placemark/></Folder></Folder></Folder>
<Folder><Placemark/><name>Late name</name></Folder><Folder><name>Empty</name></Folder><Folder><Placemark/></Folder></Document></kml>`)
	var got []string
	for _, l := range d.Layers {
		got = append(got, l.Name)
	}
	if want := []string{"Trip", "Day 1", "Day 1 / Noon", "Late name", "trip"}; !reflect.DeepEqual(got, want) {
		t.Errorf("layers %q, want %q", got, want)
	}
}

func TestNothingIsFetched(t *testing.T) {
	d := readText(t, inDocument(`<Style id="i"><IconStyle><Icon><href>http://example.org/a.png</href></Icon></IconStyle></Style>
<NetworkLink><name>Live</name><Link><href>http://example.org/live.kml</href></Link></NetworkLink>
<GroundOverlay><name>Old plan</name><Icon><href>plan.png</href></Icon><LatLonBox><north>1</north></LatLonBox></GroundOverlay>
<ScreenOverlay><Icon><href>http://example.org/a.png</href></Icon></ScreenOverlay>
<Placemark><styleUrl>other.kml#x</styleUrl><description><![CDATA[<img src="http://example.org/p.jpg">Text]]></description><Region><LatLonAltBox><north>1</north></LatLonAltBox></Region></Placemark>`))
	if !said(d, "5 linked files were not fetched") {
		t.Errorf("notices %v", d.Notices)
	}
	if len(d.Skipped) != 2 || !strings.Contains(d.Skipped[0].Message, `"Old plan" was left out`) || d.Skipped[0].Where != "line 3" || !strings.Contains(d.Skipped[1].Message, "ScreenOverlay") {
		t.Errorf("skipped %v", d.Skipped)
	}
}

func TestStyles(t *testing.T) {
	d := readText(t, inDocument(`<Placemark><styleUrl>#m</styleUrl><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><styleUrl>#a</styleUrl><Style><LineStyle><width>9</width></LineStyle></Style><LineString><coordinates>0,0 1,1</coordinates></LineString></Placemark>
<StyleMap id="m"><Pair><key>highlight</key><styleUrl>#b</styleUrl></Pair><Pair><key>normal</key><styleUrl>#a</styleUrl></Pair></StyleMap>
<Style id="a"><LineStyle><color>FF336699</color><width>2.5</width></LineStyle><PolyStyle><color>80ff0000</color></PolyStyle></Style><Style id="b"><LineStyle><color>ffffffff</color></LineStyle></Style>`))
	a, b := d.Layers[0].Features[0].Style, d.Layers[0].Features[1].Style
	if a.Stroke != "#996633" || a.Width != 2.5 || a.Fill != "#0000ff" || a.Opacity == nil || math.Abs(*a.Opacity-128.0/255) > 1e-12 {
		t.Errorf("first style %+v", a)
	}
	if b.Stroke != "#996633" || b.Width != 9 {
		t.Errorf("second style %+v", b)
	}
	same := readText(t, inDocument(`<Style id="a"><IconStyle><color>ff0000ff</color></IconStyle></Style><Placemark><styleUrl>#a</styleUrl><Point><coordinates>1,2</coordinates></Point></Placemark><Placemark><styleUrl>#a</styleUrl><Point><coordinates>1,2</coordinates></Point></Placemark>`))
	if l := same.Layers[0]; l.Style.Fill != "#ff0000" || l.Features[0].Style != (feature.Style{}) {
		t.Errorf("layer style %+v, feature style %+v", l.Style, l.Features[0].Style)
	}
	loop := readText(t, inDocument(`<StyleMap id="a"><Pair><key>normal</key><styleUrl>#b</styleUrl></Pair></StyleMap><StyleMap id="b"><Pair><key>normal</key><styleUrl>#a</styleUrl></Pair></StyleMap><Placemark><styleUrl>#a</styleUrl></Placemark>`))
	if f := one(t, loop); f.Style != (feature.Style{}) {
		t.Errorf("style of a loop %+v", f.Style)
	}
}

func TestDescriptionsBecomeText(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{"plain text\n  with   lines", "plain text\n  with   lines"},
		{"a &lt; b &amp;amp; c", "a < b & c"},
		{"5 &lt; 6 and 7 &gt; 6", "5 < 6 and 7 > 6"},
		{"<![CDATA[<b>Bold</b> and <i>not</i>]]>", "Bold and not"},
		{"<![CDATA[<p>One</p><p>Two<br>Three</p>]]>", "One\n\nTwo\nThree"},
		{"<![CDATA[<script>alert('x')</script>Safe<style>b{}</style>]]>", "Safe"},
		{"<![CDATA[<SCRIPT src=//x>never ends]]>", ""},
		{"<![CDATA[See <a href=\"https://example.org/a?b=1&amp;c\">the page</a>.]]>", "See the page (https://example.org/a?b=1&c)."},
		{"<![CDATA[<a href='https://example.org'>https://example.org</a>]]>", "https://example.org"},
		{"<![CDATA[<a href=\"javascript:alert(1)\">press</a>]]>", "press"},
		{"<![CDATA[<table><tr><td>k</td><td>v</td></tr><tr><td>a</td><td>b</td></tr></table>]]>", "k v\n\na b"},
		{"<![CDATA[<img src=x onerror=alert(1)>]]>", ""},
		{"<![CDATA[&lt;script&gt;]]>", "<script>"},
		{"<b>tags as XML</b> too", "tags as XML too"},
		{"<![CDATA[<!-- hidden -->shown]]>", "shown"},
		{"<![CDATA[<a href=https://example.org/x >bare</a>]]>", "bare (https://example.org/x)"},
	} {
		d := readText(t, inDocument("<Placemark><description>"+c.html+"</description></Placemark>"))
		got, _ := property(one(t, d), "description").(string)
		if got != c.want {
			t.Errorf("%s gives %q, want %q", c.html, got, c.want)
		}
	}
}
