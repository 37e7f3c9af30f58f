package kml

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"hubscape/app/exchange/feature"
)

type file struct{ name, text string }

func packed(t *testing.T, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func named(name string) string {
	return kmlOpen + "<Document><Placemark><name>" + name + "</name></Placemark></Document></kml>"
}

func TestKMZChoosesAsGoogleEarthDoes(t *testing.T) {
	for _, c := range []struct {
		files []file
		want  string
	}{
		{[]file{{"doc.kml", named("doc")}}, "doc"},
		{[]file{{"files/a.kml", named("inner")}, {"z.kml", named("first at root")}, {"doc.kml", named("doc")}}, "first at root"},
		{[]file{{"a/b.txt", "x"}, {"a/x.KML", named("in a folder")}}, "in a folder"},
		{[]file{{"../../evil.kml", named("evil")}, {"sub/doc.kml", named("good")}}, "good"},
		{[]file{{"/abs.kml", named("evil")}, {`..\win.kml`, named("evil")}, {`c:\x.kml`, named("evil")}, {"doc.kml", named("good")}}, "good"},
	} {
		d, err := tryRead("a.kmz", packed(t, c.files...))
		if err != nil {
			t.Errorf("%v: %v", c.files[0].name, err)
			continue
		}
		if f := one(t, d); f.Name != c.want || d.Format != feature.KMZ {
			t.Errorf("%s was read, want %s", f.Name, c.want)
		}
	}
	d, err := tryRead("a.kmz", packed(t, file{"doc.kml", named("doc")}, file{"b.kml", named("b")}, file{"more.kmz", "PK"}, file{"../up.kml", ""}))
	if err != nil || len(d.Skipped) != 1 || d.Skipped[0].Where != `"b.kml"` || !said(d, "1 archives within it were not opened") || !said(d, "point outside it") {
		t.Errorf("%v, skipped %v, notices %v", err, d.Skipped, d.Notices)
	}
}

func TestKMZBombs(t *testing.T) {
	zeros := strings.Repeat(" ", 256<<20)
	_, err := tryRead("bomb.kmz", packed(t, file{"doc.kml", "<kml>" + zeros}))
	if err == nil || !strings.Contains(err.Error(), "This KMZ expands to over 200 MB (1000 times its size) and was not opened.") {
		t.Errorf("256 MB: %v", err)
	}
	_, err = tryRead("blank.kmz", packed(t, file{"doc.kml", zeros}))
	if err == nil || !strings.Contains(err.Error(), "This KMZ expands to over 200 MB") {
		t.Errorf("256 MB of blanks: %v", err)
	}
	_, err = tryRead("bomb.kmz", packed(t, file{"doc.kml", "<kml>" + zeros[:20<<20]}))
	if err == nil || !strings.Contains(err.Error(), "This KMZ expands to over 10 MB (1000 times its size) and was not opened.") {
		t.Errorf("20 MB: %v", err)
	}
	if _, err = tryRead("small.kmz", packed(t, file{"doc.kml", "<kml>" + zeros[:9<<20] + mark + "</kml>"})); err != nil {
		t.Errorf("9 MB: %v", err)
	}
	liar := packed(t, file{"doc.kml", "<kml>" + zeros[:20<<20]})
	at := bytes.Index(liar, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(liar[at+24:], 100) // the size that the archive gives
	if _, err = tryRead("liar.kmz", liar); err == nil {
		t.Error("an archive that understates its size was read")
	}
}

func TestKMZRefusals(t *testing.T) {
	good := packed(t, file{"doc.kml", named("doc")})
	change := func(f func(b []byte, directory int)) []byte {
		b := bytes.Clone(good)
		f(b, bytes.Index(b, []byte("PK\x01\x02")))
		return b
	}
	many := make([]file, feature.MaxEntries+1)
	for i := range many {
		many[i].name = strconv.Itoa(i)
	}
	var link bytes.Buffer
	z := zip.NewWriter(&link)
	h := &zip.FileHeader{Name: "doc.kml"}
	h.SetMode(fs.ModeSymlink | 0o777)
	w, _ := z.CreateHeader(h)
	_, _ = io.WriteString(w, "/etc/passwd")
	_ = z.Close()
	two := packed(t, file{"doc.kml", named("doc")}, file{"b.kml", named("b")})
	overlap := bytes.Clone(two)
	second := bytes.LastIndex(overlap, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(overlap[second+42:], 0) // both entries begin at the first one's place
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"locked":       {change(func(b []byte, at int) { b[at+8] |= 1 }), `"doc.kml" is protected by a password`},
		"checksum":     {change(func(b []byte, at int) { b[at+16] ^= 1 }), `the checksum of "doc.kml" in it is wrong`},
		"method":       {change(func(b []byte, at int) { b[at+10] = 99 }), "packed by a method (99)"},
		"overlap":      {overlap, "files in it overlap"},
		"link":         {link.Bytes(), "an archive without a KML file"},
		"none":         {packed(t, file{"a.txt", "x"}), "an archive without a KML file"},
		"empty":        {packed(t), "an archive without a KML file"},
		"many":         {packed(t, many...), "more than 10000 files"},
		"cut":          {good[:len(good)-10], "its list of files is damaged"},
		"archive":      {packed(t, file{"doc.kml", string(good)}), "holds a further archive"},
		"web page":     {packed(t, file{"doc.kml", "<html></html>"}), "web page"},
		"damaged data": {change(func(b []byte, at int) { copy(b[40:], "xxxxxxxx") }), "a.kmz: "},
	} {
		d, err := tryRead("a.kmz", c.b)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "a.kmz: ") {
			t.Errorf("%s: %v (%+v), want %q", name, err, d, c.want)
		}
	}
}

// What the text that is shown first links to in the same archive is read too, once each, in its own folders.
func TestKMZFollowsLinksWithinIt(t *testing.T) {
	link := func(href string) string {
		return "<NetworkLink><name>To " + href + "</name><Link><href>" + href + "</href></Link></NetworkLink>"
	}
	d, err := tryRead("a.kmz", packed(t,
		file{"doc.kml", inDocument(`<Style id="s"><LineStyle><color>ff0000ff</color></LineStyle></Style><Placemark><name>first</name><styleUrl>#s</styleUrl></Placemark>` + link("sub/b.kml") + link("http://example.org/x.kml") + link("missing.kml") + link("bad.kml"))},
		file{"sub/b.kml", inDocument("\n<name>B</name><Placemark><name>second</name><styleUrl>#s</styleUrl></Placemark><Placemark><Point><coordinates>x</coordinates></Point></Placemark>" + link("../c.kml") + link("b.kml") + link("../../up.kml"))},
		file{"c.kml", inDocument("<Style id='s'><LineStyle><color>ff00ff00</color></LineStyle></Style><Placemark><name>third</name><styleUrl>#s</styleUrl></Placemark>" + link("doc.kml"))},
		file{"bad.kml", "<html>"}, file{"alone.kml", named("alone")}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range d.Layers {
		for _, f := range l.Features {
			got = append(got, l.Name+": "+f.Name+" "+f.Where+" "+l.Style.Stroke)
		}
	}
	if want := []string{"a: first line 1 #ff0000", `To sub/b.kml / B: second "sub/b.kml" line 2 `, `To ../c.kml: third "c.kml" line 1 #00ff00`}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if !said(d, "3 linked files were not fetched") || len(d.Skipped) != 3 {
		t.Errorf("notices %v, skipped %v", d.Notices, d.Skipped)
	}
	for i, want := range []string{`{"bad.kml" was left out: is a web page`, `{"sub/b.kml" line 2 a feature without a name was left out`, `{"alone.kml" this KML file in the archive was not read`} {
		if got := fmt.Sprint(d.Skipped); !strings.Contains(got, want) {
			t.Errorf("%d: skipped %s, want %s", i, got, want)
		}
	}
}

// The limit holds for all that is read of an archive together.
func TestKMZTotal(t *testing.T) {
	big := "<kml><x>" + strings.Repeat("0123456789", 10_000) + "</x></kml>"
	b := packed(t, file{"doc.kml", inDocument("<NetworkLink><Link><href>a.kml</href></Link></NetworkLink><NetworkLink><Link><href>b.kml</href></Link></NetworkLink>")}, file{"a.kml", big}, file{"b.kml", big})
	for limit, refused := range map[int64]bool{150_000: true, 250_000: false} {
		w := newWalk(context.Background(), &feature.Dataset{Name: "a.kmz"})
		first, err := w.openArchive(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		w.docs.limit = limit
		if err := w.read(first, &container{layer: -1, root: true}); err != nil {
			t.Fatal(err)
		}
		if err := w.readLinked(); (err != nil) != refused || refused && !strings.Contains(err.Error(), "This KMZ expands to over") {
			t.Errorf("limit %d: %v", limit, err)
		}
	}
}

// An archive whose end says that it holds few entries, while its list goes on, is counted as it is.
func TestKMZEntryCountIsNotBelieved(t *testing.T) {
	many := make([]file, 3*feature.MaxEntries)
	for i := range many {
		many[i].name = strconv.Itoa(i)
	}
	b := packed(t, many...)
	end := bytes.LastIndex(b, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint16(b[end+8:], 1)
	binary.LittleEndian.PutUint16(b[end+10:], 1)
	if _, err := tryRead("a.kmz", b); err == nil || !strings.Contains(err.Error(), "more than 10000 files") {
		t.Errorf("error %v", err)
	}
}
