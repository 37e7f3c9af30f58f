package kml

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"testing"

	"hubscape/app/exchange/feature"
)

type file struct{ name, text string }

func archive(t *testing.T, files ...file) []byte {
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
		d, err := tryRead("a.kmz", archive(t, c.files...))
		if err != nil {
			t.Errorf("%v: %v", c.files[0].name, err)
			continue
		}
		if f := one(t, d); f.Name != c.want || d.Format != feature.KMZ {
			t.Errorf("%s was read, want %s", f.Name, c.want)
		}
	}
	d, err := tryRead("a.kmz", archive(t, file{"doc.kml", named("doc")}, file{"b.kml", named("b")}, file{"more.kmz", "PK"}, file{"../up.kml", ""}))
	if err != nil || len(d.Skipped) != 1 || d.Skipped[0].Where != `"b.kml"` || !said(d, "1 archives within it were not opened") || !said(d, "point outside it") {
		t.Errorf("%v, skipped %v, notices %v", err, d.Skipped, d.Notices)
	}
}

func TestKMZBombs(t *testing.T) {
	zeros := strings.Repeat(" ", 256<<20)
	_, err := tryRead("bomb.kmz", archive(t, file{"doc.kml", "<kml>" + zeros}))
	if err == nil || !strings.Contains(err.Error(), "This KMZ expands to over 200 MB (1000 times its size) and was not opened.") {
		t.Errorf("256 MB: %v", err)
	}
	_, err = tryRead("bomb.kmz", archive(t, file{"doc.kml", "<kml>" + zeros[:20<<20]}))
	if err == nil || !strings.Contains(err.Error(), "This KMZ expands to over 10 MB (1000 times its size) and was not opened.") {
		t.Errorf("20 MB: %v", err)
	}
	if _, err = tryRead("small.kmz", archive(t, file{"doc.kml", "<kml>" + zeros[:9<<20] + mark + "</kml>"})); err != nil {
		t.Errorf("9 MB: %v", err)
	}
	liar := archive(t, file{"doc.kml", "<kml>" + zeros[:20<<20]})
	at := bytes.Index(liar, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(liar[at+24:], 100) // the size that the archive gives
	if _, err = tryRead("liar.kmz", liar); err == nil {
		t.Error("an archive that understates its size was read")
	}
}

func TestKMZRefusals(t *testing.T) {
	good := archive(t, file{"doc.kml", named("doc")})
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
	two := archive(t, file{"doc.kml", named("doc")}, file{"b.kml", named("b")})
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
		"none":         {archive(t, file{"a.txt", "x"}), "an archive without a KML file"},
		"empty":        {archive(t), "an archive without a KML file"},
		"many":         {archive(t, many...), "more than 10000 files"},
		"cut":          {good[:len(good)-10], "its list of files is damaged"},
		"archive":      {archive(t, file{"doc.kml", string(good)}), "holds a further archive"},
		"web page":     {archive(t, file{"doc.kml", "<html></html>"}), "web page"},
		"damaged data": {change(func(b []byte, at int) { copy(b[40:], "xxxxxxxx") }), "a.kmz: "},
	} {
		d, err := tryRead("a.kmz", c.b)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "a.kmz: ") {
			t.Errorf("%s: %v (%+v), want %q", name, err, d, c.want)
		}
	}
}

// An archive whose end says that it holds few entries, while its list goes on, is counted as it is.
func TestKMZEntryCountIsNotBelieved(t *testing.T) {
	many := make([]file, 3*feature.MaxEntries)
	for i := range many {
		many[i].name = strconv.Itoa(i)
	}
	b := archive(t, many...)
	end := bytes.LastIndex(b, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint16(b[end+8:], 1)
	binary.LittleEndian.PutUint16(b[end+10:], 1)
	if _, err := tryRead("a.kmz", b); err == nil || !strings.Contains(err.Error(), "more than 10000 files") {
		t.Errorf("error %v", err)
	}
}
