package table

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"hubscape/app/exchange/feature"
)

// checkTable asserts what every table promises.
func checkTable(t *testing.T, tab *feature.Table) {
	t.Helper()
	if len(tab.Rows) != len(tab.Lines) {
		t.Fatalf("%d rows and %d lines", len(tab.Rows), len(tab.Lines))
	}
	seen := map[string]bool{}
	for _, name := range tab.Header {
		if name == "" || seen[name] {
			t.Fatalf("heads %q", tab.Header)
		}
		seen[name] = true
	}
	for i, row := range tab.Rows {
		if len(row) != len(tab.Header) {
			t.Fatalf("row %d has %d cells of %d", i, len(row), len(tab.Header))
		}
		for _, c := range row {
			if !utf8.ValidString(c.Text) || c.Number && !isNumber(c.Text) {
				t.Fatalf("cell %+v", c)
			}
		}
	}
}

// checkFeatures asserts that every row is read or named, and that what was read is on the earth and can be written.
func checkFeatures(t *testing.T, tab *feature.Table) {
	t.Helper()
	cols := Guess(tab)
	if len(cols.Columns) != len(tab.Header) {
		t.Fatalf("%d columns of %d", len(cols.Columns), len(tab.Header))
	}
	features, skipped := Features(tab, cols)
	if len(features)+len(skipped) != len(tab.Rows) {
		t.Fatalf("%d read and %d named of %d rows", len(features), len(skipped), len(tab.Rows))
	}
	for _, n := range skipped {
		if n.Where == "" || n.Message == "" {
			t.Fatalf("notice %+v", n)
		}
	}
	l := feature.Layer{Name: "again", Features: features}
	for i := range features {
		if err := onEarth(features[i].Geometry); err != nil {
			t.Fatal(err)
		}
		features[i].ID = "kept"
	}
	var b bytes.Buffer
	if err := WriteCSV(&b, &l, Options{}); err != nil {
		t.Fatal(err)
	}
	if len(features) == 0 {
		return
	}
	d, err := ReadCSV(context.Background(), "again.csv", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got := len(d.Layers[0].Table.Rows); got != len(features) {
		t.Fatalf("%d rows after writing %d", got, len(features))
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte(exercise))
	f.Add([]byte("sep=;\r\nname;lat\r\n\"a\"\"b\";\"1\r\n2\"\r\n"))
	f.Add([]byte(wide("\ufeffname;lat;lon\nNiš;43,325;21,896\n")))
	f.Add([]byte("id,name,coordinates\n1,a,\"42.66, 21.16\"\n2,b,POINT Z (21 42 5)\n3,c,\"MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))\"\n"))
	f.Add([]byte("a,\"b\nc,\"d\ne,\"f"))
	f.Add([]byte("Ni\x9a;Pe\xe6\n\xc8a\xe8ak;1\n"))
	f.Add([]byte("\xed\xe8\xf8,1\n\xef\xe5\xf2,2\n"))
	f.Add([]byte(strings.Join(naughty[:150], ",")))
	f.Add([]byte("x,y,zone\n7457123.4,4797000.1,34N\n7457124,4797001,34N\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := ReadCSV(context.Background(), "f.csv", b)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.csv") {
				t.Fatalf("%v", err)
			}
			return
		}
		checkTable(t, d.Layers[0].Table)
		checkFeatures(t, d.Layers[0].Table)
		as := Look(b)
		if as.Separator == 0 || as.Header == Guessed {
			t.Fatalf("%+v", as)
		}
	})
}

func FuzzXLSX(f *testing.F) {
	f.Add(workbook(f, func(x *excelize.File) {
		_ = x.SetSheetRow("Sheet1", "A1", &[]any{"name", "lat", "lon"})
		_ = x.SetSheetRow("Sheet1", "A2", &[]any{"Niš", 43.325, 21.896})
		_ = x.MergeCell("Sheet1", "A2", "A9")
	}))
	l := strange()
	l.Features = l.Features[:40]
	var b bytes.Buffer
	if err := WriteXLSX(&b, &feature.Dataset{Layers: []feature.Layer{l}}, Options{}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	for _, sheet := range []string{
		`<worksheet><cols><col min="1" max="9999999" hidden="1"/></cols><sheetData><row r="1048576"><c r="A1048576" t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`,
		`<worksheet><sheetData><row hidden="1"><c t="inlineStr"><is><t>a</t><rPh><t>b</t></rPh></is></c><c t="e"><v>#N/A</v></c><c t="d"><v>x</v></c></row></sheetData></worksheet>`,
	} {
		f.Add(sheetXML(f, sheet, map[string]string{"xl/sharedStrings.xml": "<sst><si><t>a</t></si></sst>"}))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := ReadXLSX(context.Background(), "f.xlsx", bytes.NewReader(b), int64(len(b)))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.xlsx: ") {
				t.Fatalf("%v", err)
			}
			return
		}
		for _, l := range d.Layers {
			checkTable(t, l.Table)
			checkFeatures(t, l.Table)
		}
	})
}

// FuzzSheet feeds the XML of a sheet straight, because a changed byte in a zip archive seldom reaches it.
func FuzzSheet(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>name</v></c></row><row r="2"><c r="B2" s="1"><v>46082.5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells></worksheet>`, `yyyy-mm-dd`, "_x0041_")
	f.Add(`<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c><f>1</f></c></row></sheetData></worksheet>`, `[h]:mm;"a\"`, "&amp;_x")
	f.Fuzz(func(t *testing.T, sheet, format, shared string) {
		b := sheetXML(t, sheet, map[string]string{
			"xl/styles.xml":        `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="` + escapeXML(format) + `"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
			"xl/sharedStrings.xml": `<sst><si><t>` + shared + `</t></si></sst>`,
		})
		d, err := ReadXLSX(context.Background(), "f.xlsx", bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		for _, l := range d.Layers {
			checkTable(t, l.Table)
			checkFeatures(t, l.Table)
		}
	})
}

func FuzzGuess(f *testing.F) {
	f.Add("Mesto;Širina;Dužina", "Niš;43,3250;21,8960", "Tetovo;20,9710;42,0100")
	f.Add("x;y;name", "7457123,4;4797000;a", "1;2;b")
	f.Add("location", "42°39′46″ N, 21°9′55″ E", "https://maps.example.org/@42.66,21.16,12z")
	f.Add("lat;lon;host", "42°39′S;21°9′I;", ";;SRB")
	f.Add("wkt", "POINT ZM (1 2 3 4)", "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING EMPTY)")
	f.Add("خط العرض;خط الطول", "٤٣٫٣;٢١٫٨", "")
	f.Fuzz(func(t *testing.T, head, one, two string) {
		tab := &feature.Table{}
		heads := strings.Split(strings.ToValidUTF8(head, "?"), ";")
		if len(heads) > 40 {
			return
		}
		for i, h := range uniqueHeads(texts(heads), len(heads), func(string, string) {}) {
			_ = i
			tab.Header = append(tab.Header, h)
		}
		for n := range 6 {
			line := strings.ToValidUTF8([]string{one, two}[n%2], "?")
			row := texts(strings.Split(line, ";"))
			for len(row) < len(tab.Header) {
				row = append(row, feature.Cell{})
			}
			tab.Rows, tab.Lines = append(tab.Rows, row[:len(tab.Header)]), append(tab.Lines, n+2)
		}
		checkFeatures(t, tab)
		cols := Guess(tab)
		for i := range cols.Columns {
			for _, m := range []Meaning{Latitude, Coordinates, Easting, HostPlace} {
				cols.Set(i, m)
				Rows(tab, cols)
			}
		}
	})
}
