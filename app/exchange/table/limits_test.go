package table

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode/utf32"

	"hubscape/app/exchange/feature"
)

func TestEncodingsOfTheRegion(t *testing.T) {
	serbian := "naziv;opis\nČačak;grad u Srbiji\nNiš;đačka četa\nPeć;mesto\nŽabljak;naselje\n"
	cyrillic := "назив;опис\nЧачак;град у Србији\nЂаковица;место\n"
	mixed := "name;note\nЧачак;town\nТетово;town\n"
	french := "nom;remarque\nCôte d’Ivoire;frère et mère, à côté\nGuinée;très près de la frontière\n"
	german := "Ort;Art\nMünchen;Straße\nGöttingen;Größe\n"
	albanian := "emri;lloji\nShëngjin;qendër\nÇorovodë;qytet\n"
	for _, c := range []struct {
		name string
		in   string
		page encoding.Encoding
		want Encoding
	}{
		{"Serbian", serbian, charmap.Windows1250, Windows1250}, {"Serbian Cyrillic", cyrillic, charmap.Windows1251, Windows1251}, {"Cyrillic names only", mixed, charmap.Windows1251, Windows1251},
		{"French", french, charmap.Windows1252, Windows1252}, {"German", german, charmap.Windows1252, Windows1252}, {"Albanian", albanian, charmap.Windows1252, Windows1252},
		{"UTF-32 with mark", "\ufeff" + serbian, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), UTF32LE}, {"UTF-32 BE with mark", "\ufeff" + serbian, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), UTF32BE},
		{"UTF-8", serbian + cyrillic, encoding.Nop, UTF8},
	} {
		b, err := c.page.NewEncoder().Bytes([]byte(c.in))
		if err != nil {
			t.Fatal(c.name, err)
		}
		if got, _ := guessEncoding(b); got != c.want {
			t.Errorf("%s is taken for %s, want %s", c.name, got, c.want)
		}
		text, damaged, err := decode(b, c.want)
		if err != nil || damaged > 0 || text != strings.TrimPrefix(c.in, "\ufeff") {
			t.Errorf("%s: %q, %d damaged, %v", c.name, text, damaged, err)
		}
	}
	if got, _ := guessEncoding([]byte("\x00n\x00a\x00m\x00e\x00,\x00l\x00a\x00t")); got != UTF16BE {
		t.Errorf("UTF-16 BE without mark is taken for %s", got)
	}
	if _, _, err := decode(nil, "EBCDIC"); err == nil {
		t.Error("an unknown encoding is read")
	}
}

func TestWhatAPersonChooses(t *testing.T) {
	b := []byte("a;b\nx,1;y,2\n")
	if as := Look(b); as != (As{UTF8, ';', Yes}) {
		t.Errorf("%+v", as)
	}
	for _, c := range []struct {
		as   As
		want string
	}{
		{As{}, "[a b]"}, {As{Separator: ','}, "[x 1;y 2]"}, {As{Header: No}, "[column 1 column 2]"}, {As{Header: Yes}, "[a b]"}, {As{Encoding: UTF16LE}, ""},
	} {
		d, err := ReadCSVAs(context.Background(), "f", b, c.as)
		got := ""
		if err == nil {
			got = fmt.Sprint(d.Layers[0].Table.Header)
		}
		if c.want != "" && got != c.want {
			t.Errorf("%+v: %s, want %s (%v)", c.as, got, c.want, err)
		}
	}
	if as := Look([]byte("sep=|\n1|2\n3|4\n")); as.Separator != '|' || as.Header != No {
		t.Errorf("%+v", as)
	}
}

func TestLongTextsAreCutAndNamed(t *testing.T) {
	long := strings.Repeat("é", feature.MaxText)
	d, tab := readText(t, "name,text\na,"+long+"\nb,\""+long+"\"\n")
	for _, row := range tab.Rows {
		if n := len(row[1].Text); n > feature.MaxText || n < feature.MaxText-1 || !strings.HasPrefix(long, row[1].Text) {
			t.Errorf("a text of %d bytes", n)
		}
	}
	if say := notices(d); !strings.Contains(say, "lines 2 and 3: a text is longer than 1 MB") {
		t.Errorf("notices %q", say)
	}
	b := sheetXML(t, `<worksheet><sheetData><row><c t="str"><v>head</v></c></row><row><c t="str"><v>`+long+`</v></c></row></sheetData></worksheet>`, nil)
	x := readBook(t, b)
	if n := len(x.Layers[0].Table.Rows[0][0].Text); n > feature.MaxText || !strings.Contains(notices(x), "a text is longer than 1 MB") {
		t.Errorf("a text of %d bytes, notices %q", n, notices(x))
	}
}

func TestTooMuchIsRefusedWithTheNumber(t *testing.T) {
	wide := strings.Repeat("h,", 1500) + "h\n"
	for _, c := range []struct{ name, text, want string }{
		{"cells that are filled up", wide + strings.Repeat("x,y\n", 7_000), "are more than 10000000 cells"},
		{"rows", "a,b\n" + strings.Repeat("1,2\n", MaxRows), "more than 1048576 rows"},
	} {
		if _, err := ReadCSV(context.Background(), "f.csv", []byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if err := WriteCSV(io.Discard, &feature.Layer{Fields: manyFields(2001)}, Options{}); err == nil || !strings.Contains(err.Error(), "2,000 columns") {
		t.Errorf("columns: %v", err)
	}
	l := feature.Layer{Name: "x", Fields: manyFields(2001)}
	if err := WriteXLSX(io.Discard, &feature.Dataset{Layers: []feature.Layer{l}}, Options{}); err == nil || !strings.Contains(err.Error(), "layer “x”") {
		t.Errorf("columns of a sheet: %v", err)
	}
	l = feature.Layer{Name: "x", Features: make([]feature.Feature, MaxRows)}
	if err := WriteXLSX(io.Discard, &feature.Dataset{Layers: []feature.Layer{l}}, Options{}); err == nil || !strings.Contains(err.Error(), "GeoPackage") {
		t.Errorf("rows of a sheet: %v", err)
	}
}

func manyFields(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprint("f", i))
	}
	return out
}

func TestWhatASheetCannotHoldIsSaid(t *testing.T) {
	var line orb.LineString
	for i := range 4000 {
		line = append(line, orb.Point{float64(i) / 333, float64(i) / 777})
	}
	l := feature.Layer{Name: strings.Repeat("A long name of a layer 🗺 ", 4), Features: []feature.Feature{{ID: "line", Geometry: line},
		{ID: "text", Properties: []feature.Property{{Key: "t", Raw: quoted(strings.Repeat("🗺", 20_000))}}}}}
	var said []string
	var b bytes.Buffer
	if err := WriteXLSX(&b, &feature.Dataset{Layers: []feature.Layer{l}}, Options{Notice: func(n feature.Notice) { said = append(said, n.Where+": "+n.Message) }}); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(said, "\n")
	if !strings.Contains(all, "row 3: a text is longer than the 32,767 letters") || !strings.Contains(all, "row 2: a shape has more positions") {
		t.Errorf("notices %q", all)
	}
	d := readBook(t, b.Bytes())
	if name := d.Layers[0].Name; len([]rune(name)) > 31 || !strings.HasPrefix(l.Name, name) {
		t.Errorf("sheet %q", name)
	}
	if err := WriteXLSX(&b, &feature.Dataset{}, Options{}); err != nil {
		t.Error(err)
	}
	said = nil
	if err := WriteCSV(io.Discard, &feature.Layer{Features: []feature.Feature{{Name: "a\x00b"}}}, Options{Notice: func(n feature.Notice) { said = append(said, n.Message) }}); err != nil || len(said) != 1 {
		t.Errorf("%v %q", err, said)
	}
}

// full is a writer on a disk that is full.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestAFullDiskIsAnError(t *testing.T) {
	l := manyRows(3000)
	for _, left := range []int{0, 100, 5000, 20_000} {
		if err := WriteCSV(&full{left}, &l, Options{}); err == nil {
			t.Errorf("CSV with %d bytes left", left)
		}
		if err := WriteXLSX(&full{left}, &feature.Dataset{Layers: []feature.Layer{l}}, Options{}); err == nil {
			t.Errorf("XLSX with %d bytes left", left)
		}
	}
}

func TestDishonestArchives(t *testing.T) {
	var many bytes.Buffer
	z := zip.NewWriter(&many)
	for i := range feature.MaxEntries + 2 {
		if _, err := z.Create(fmt.Sprint("xl/part", i)); err != nil {
			t.Fatal(err)
		}
	}
	must(t, z.Close())
	whole := sheetXML(t, `<worksheet><sheetData><row><c t="str"><v>a</v></c></row></sheetData></worksheet>`, nil)
	locked := bytes.Clone(whole)
	for i := 0; ; { // the flag of encryption in every header of the directory
		n := bytes.Index(locked[i:], []byte("PK\x01\x02"))
		if n < 0 {
			break
		}
		i += n + 4
		locked[i+4] |= 1
	}
	overlapping := bytes.Clone(whole)
	first := bytes.Index(overlapping, []byte("PK\x01\x02"))
	second := first + 4 + bytes.Index(overlapping[first+4:], []byte("PK\x01\x02"))
	copy(overlapping[second+42:second+46], overlapping[first+42:first+46]) // both begin at one place
	lost := bytes.Clone(whole)
	binary.LittleEndian.PutUint32(lost[len(lost)-22+12:], 1<<30) // a directory longer than the file
	for _, c := range []struct {
		name string
		b    []byte
		want string
	}{
		{"entries", many.Bytes(), "more than 10000 parts"}, {"encrypted", locked, "protected by a password"}, {"overlap", overlapping, "overlap"}, {"lost directory", lost, "damaged"},
		{"other file", append([]byte("PK\x03\x04"), bytes.Repeat([]byte("x"), 100)...), "damaged"},
	} {
		_, err := ReadXLSX(context.Background(), "f.xlsx", bytes.NewReader(c.b), int64(len(c.b)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	for name, want := range map[string]string{"ppt/presentation.xml": "presentation", "doc.kml": "Google Earth"} {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		if _, err := z.Create(name); err != nil {
			t.Fatal(err)
		}
		must(t, z.Close())
		if _, err := ReadXLSX(context.Background(), "f.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len())); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	onePiece := sheetXML(t, `<worksheet><sheetData><row><c t="str"><v>`+strings.Repeat("ab c", 17<<20)+`</v></c></row></sheetData></worksheet>`, nil)
	if _, err := ReadXLSX(context.Background(), "f.xlsx", bytes.NewReader(onePiece), int64(len(onePiece))); err == nil || !strings.Contains(err.Error(), "expands to more than 200 times") && !strings.Contains(err.Error(), "over 64 MB") {
		t.Errorf("one huge text: %v", err)
	}
}

func TestHalvesAndOrders(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"name,latitude,other\na,43.1,21.2\nb,43.2,21.3\n", "name latitude longitude"},
		{"name,other,longitude\na,43.1,21.2\nb,43.2,21.3\n", "name latitude longitude"},
		{"name,capacity\na,\"1,200\"\nb,900\n", "name capacity"},
	} {
		_, tab := readText(t, c.text)
		var got []string
		for _, col := range Guess(tab).Columns {
			got = append(got, string(col.Means))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q means %q, want %q", c.text, strings.Join(got, " "), c.want)
		}
	}
	_, tab := readText(t, "name,capacity,beds\na,\"1,200\",\"1.200\"\nb,\"2,400\",\"2.400\"\n")
	features, _ := Features(tab, Columns{Columns: Guess(tab).Columns, KeepHeads: true})
	if got := string(features[0].Properties[0].Raw); got != "1200" {
		t.Errorf("capacity 1,200 is %s", got)
	}
	for text, want := range map[string]orb.Point{"lon lat\n\"21.9, 43.3\"\n\"20.1, 41.2\"\n": {21.9, 43.3}, "lat lon\n\"43.3, 21.9\"\n\"41.2, 20.1\"\n": {21.9, 43.3}, "position\n\"121.9, 43.3\"\n\"20.1, 41.2\"\n": {121.9, 43.3}} {
		_, tab := readText(t, text)
		if features, _ := Features(tab, Guess(tab)); len(features) != 2 || features[0].Geometry != orb.Geometry(want) {
			t.Errorf("%q: %+v, want %v", text, features, want)
		}
	}
	for _, m := range Meanings {
		if m.Words() == "" || m.Words() == string(m) && m != "" {
			t.Errorf("%q has no words for a menu", m)
		}
	}
}

func TestOverlaysKeepTheirHeads(t *testing.T) {
	_, tab := readText(t, "Naziv;Širina;Dužina;Broj mesta;Visina;napomena\nNiš;43,325;21,896;60;195;a\n")
	cols := Guess(tab)
	cols.KeepHeads = true
	features, _ := Features(tab, cols)
	got, _ := json.Marshal(features[0].Properties)
	if want := `[{"Key":"Broj mesta","Raw":60},{"Key":"napomena","Raw":"a"}]`; string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
	if fmt.Sprint(features[0].Z) != "[195]" || features[0].Name != "Niš" {
		t.Errorf("%+v", features[0])
	}
}
