package table

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"hubscape/app/exchange/feature"
)

// workbook is made by a library that we do not read or write with.
func workbook(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func readBook(t testing.TB, b []byte) *feature.Dataset {
	t.Helper()
	d, err := ReadXLSX(context.Background(), "book.xlsx", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func notices(d *feature.Dataset) string {
	var b strings.Builder
	for _, n := range append(d.Notices, d.Skipped...) {
		fmt.Fprintf(&b, "%s: %s\n", n.Where, n.Message)
	}
	return b.String()
}

func TestAWorkbookOfAnotherProgram(t *testing.T) {
	b := workbook(t, func(f *excelize.File) {
		must(t, f.SetSheetName("Sheet1", "Places"))
		for i, row := range [][]any{
			{"Exercise, not for action"},
			{"Name", "Country", "Latitude", "Longitude", "Capacity", "Opening", "Ready", "Note", "Error", "Sum"},
			{"Niš", "SRB", 43.325, 21.896, 60, 46082, true, "a\nb", nil, nil},
			{"Vranje", nil, 42.551, 21.9, 40, 46113.5, false, "00420", nil, nil},
			{"Gjadër", "ALB", 41.8869, 19.5886, 880, nil, nil, "=1+1", nil, nil},
		} {
			must(t, f.SetSheetRow("Places", fmt.Sprintf("A%d", i+1), &row))
		}
		month, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		stamp := "yyyy-mm-dd hh:mm"
		clock, err := f.NewStyle(&excelize.Style{CustomNumFmt: &stamp})
		must(t, err, f.SetCellStyle("Places", "F3", "F3", month), f.SetCellStyle("Places", "F4", "F4", clock))
		must(t, f.SetCellFormula("Places", "J3", "E3*2"), f.MergeCell("Places", "B3", "B4"), f.SetRowVisible("Places", 5, false))
		_, err = f.NewSheet("Hidden")
		must(t, err, f.SetCellValue("Hidden", "A1", "secret"), f.SetSheetVisible("Hidden", false))
		_, err = f.NewSheet("Empty")
		must(t, err)
	})
	d := readBook(t, b)
	if len(d.Layers) != 1 || d.Layers[0].Name != "Places" {
		t.Fatalf("layers %+v", d.Layers)
	}
	tab := d.Layers[0].Table
	if got := fmt.Sprint(tab.Header); got != "[Name Country Latitude Longitude Capacity Opening Ready Note Error Sum]" {
		t.Errorf("heads %s", got)
	}
	want := [][]feature.Cell{
		{{Text: "Niš"}, {Text: "SRB"}, {Text: "43.325", Number: true}, {Text: "21.896", Number: true}, {Text: "60", Number: true}, {Text: "2026-03-01"}, {Text: "true"}, {Text: "a\nb"}, {}, {}},
		{{Text: "Vranje"}, {Text: "SRB"}, {Text: "42.551", Number: true}, {Text: "21.9", Number: true}, {Text: "40", Number: true}, {Text: "2026-04-01T12:00:00"}, {Text: "false"}, {Text: "00420"}, {}, {}},
		{{Text: "Gjadër"}, {Text: "ALB"}, {Text: "41.8869", Number: true}, {Text: "19.5886", Number: true}, {Text: "880", Number: true}, {}, {}, {Text: "=1+1"}, {}, {}},
	}
	if fmt.Sprint(tab.Rows) != fmt.Sprint(want) || fmt.Sprint(tab.Lines) != "[3 4 5]" {
		t.Errorf("rows %v %v\nwant %v", tab.Lines, tab.Rows, want)
	}
	for _, say := range []string{"sheet Places, row 1: above the table", "1 formula has no stored value", "1 hidden row was read too", "1 range of cells is merged",
		"sheet Hidden: hidden, and not read", "sheet Empty: empty"} {
		if !strings.Contains(notices(d), say) {
			t.Errorf("no notice says %q in\n%s", say, notices(d))
		}
	}
	features, skipped := Features(tab, Guess(tab))
	if len(features) != 3 || len(skipped) != 0 || features[0].Geometry != orb.Point(orb.Point{21.896, 43.325}) {
		t.Errorf("%+v, skipped %v", features, skipped)
	}
}

// sheetXML is a workbook whose only sheet holds what is given, by hand.
func sheetXML(t testing.TB, sheet string, extra map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	parts := map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/s.xml"/><Relationship Id="st" Type="x/styles" Target="styles.xml"/><Relationship Id="ss" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/s.xml":        sheet,
	}
	for name, text := range extra {
		parts[name] = text
	}
	for _, name := range []string{"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/s.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/externalLinks/externalLink1.xml", "xl/vbaProject.bin"} {
		if text, ok := parts[name]; ok {
			w, err := z.Create(name)
			must(t, err)
			_, err = io.WriteString(w, text)
			must(t, err)
		}
	}
	must(t, z.Close())
	return b.Bytes()
}

func TestCellsOfAllKinds(t *testing.T) {
	const head = `<row r="1"><c r="A1" t="str"><v>name</v></c><c r="B1" t="str"><v>value</v></c></row>`
	extra := map[string]string{
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-409]d\ mmm\ yyyy;@"/><numFmt numFmtId="171" formatCode="0.00&quot; days&quot;"/><numFmt numFmtId="172" formatCode="[h]:mm"/><numFmt numFmtId="173" formatCode="mmm yyyy"/></numFmts>` +
			`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/><xf numFmtId="21"/><xf numFmtId="9"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml": `<sst><si><t>shared</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>phonetic</t></rPh></si><si><t xml:space="preserve"> _x0009_</t></si></sst>`,
	}
	for _, c := range []struct{ cell, want string }{
		{`<c t="s"><v>0</v></c>`, "shared"},
		{`<c t="s"><v>1</v></c>`, "rich text"},
		{`<c t="s"><v>2</v></c>`, " \t"},
		{`<c t="s"><v>77</v></c>`, ""},
		{`<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>`, "inline"},
		{`<c t="str"><f>A1&amp;"x"</f><v>cached</v></c>`, "cached"},
		{`<c><f>1+1</f><v>2</v></c>`, "2#"},
		{`<c><v>43.325000000000003</v></c>`, "43.325#"},
		{`<c><v>9007199254740993</v></c>`, "9007199254740993#"},
		{`<c><v>1.0E-3</v></c>`, "0.001#"},
		{`<c><v>1e999</v></c>`, ""},
		{`<c><v>NaN</v></c>`, ""},
		{`<c t="b"><v>1</v></c>`, "true"},
		{`<c t="e"><v>#N/A</v></c>`, ""},
		{`<c t="d"><v>2026-03-01T00:00:00</v></c>`, "2026-03-01"},
		{`<c s="1"><v>46082</v></c>`, "2026-03-01"},
		{`<c s="1"><v>59</v></c>`, "1900-02-28"},
		{`<c s="1"><v>61</v></c>`, "1900-03-01"},
		{`<c s="2"><v>1.5</v></c>`, "1.5#"},
		{`<c s="3"><v>1.5</v></c>`, "36:00:00"},
		{`<c s="4"><v>46082</v></c>`, "2026-03"},
		{`<c s="5"><v>0.25</v></c>`, "06:00:00"},
		{`<c s="6"><v>0.25</v></c>`, "0.25#"},
		{`<c s="999"><v>7</v></c>`, "7#"},
	} {
		b := sheetXML(t, `<!DOCTYPE x [<!ENTITY a "boom">]><worksheet><sheetData>`+head+`<row r="2"><c r="A2" t="str"><v>n</v></c>`+strings.Replace(c.cell, "<c", `<c r="B2"`, 1)+`</row></sheetData></worksheet>`, extra)
		got := readBook(t, b).Layers[0].Table.Rows[0][1]
		text := got.Text
		if got.Number {
			text += "#"
		}
		if text != c.want {
			t.Errorf("%s is %q, want %q", c.cell, text, c.want)
		}
	}
}

func TestWhatIsRefusedSaysWhy(t *testing.T) {
	locked := func() []byte {
		f := excelize.NewFile()
		defer f.Close()
		var b bytes.Buffer
		if err := f.Write(&b, excelize.Options{Password: "x"}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}()
	zipOf := func(name string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(name)
		must(t, err)
		fmt.Fprint(w, "x")
		must(t, z.Close())
		return b.Bytes()
	}
	whole := sheetXML(t, `<worksheet><sheetData><row><c t="str"><v>a</v></c></row></sheetData></worksheet>`, nil)
	bomb := sheetXML(t, `<worksheet><sheetData>`+strings.Repeat(`<row><c t="str"><v>`+strings.Repeat("a", 1000)+`</v></c></row>`, 30_000), nil)
	for _, c := range []struct {
		name string
		b    []byte
		want string
	}{
		{"password", locked, "protected by a password"},
		{"old kind", append(append([]byte{}, oleMagic...), wide("Root Entry Workbook")...), "old kind (.xls)"},
		{"text", []byte("a,b\n1,2\n"), "no Excel workbook"},
		{"empty", nil, "empty"},
		{"binary", zipOf("xl/workbook.bin"), ".xlsb"},
		{"Word", zipOf("word/document.xml"), "Word"},
		{"archive", zipOf("a.csv"), "zip archive and no workbook"},
		{"cut off", whole[:len(whole)-30], "damaged"},
		{"bomb", bomb, "expands to"},
		{"no sheet", sheetXML(t, `<worksheet/>`, nil), "nothing to read"},
		{"wide", sheetXML(t, `<worksheet><sheetData><row><c r="XFD1" t="str"><v>a</v></c></row></sheetData></worksheet>`, nil), "2000 columns"},
		{"deep", sheetXML(t, strings.Repeat("<a>", 300), nil), "nested too deeply"},
	} {
		_, err := ReadXLSX(context.Background(), "file.xlsx", bytes.NewReader(c.b), int64(len(c.b)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "file.xlsx: ") {
			t.Errorf("%s: %v, want %q in it", c.name, err, c.want)
		}
	}
	links := sheetXML(t, `<worksheet><sheetData><row><c t="str"><v>a</v></c></row></sheetData></worksheet>`, map[string]string{"xl/externalLinks/externalLink1.xml": "<x/>", "xl/vbaProject.bin": "x"})
	if say := notices(readBook(t, links)); !strings.Contains(say, "1 linked workbook was not fetched") || !strings.Contains(say, "macros were not run") {
		t.Errorf("notices %q", say)
	}
}

func TestReadingStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	b := sheetXML(t, `<worksheet><sheetData><row><c t="str"><v>a</v></c></row></sheetData></worksheet>`, nil)
	if _, err := ReadXLSX(ctx, "x", bytes.NewReader(b), int64(len(b))); err != context.Canceled {
		t.Errorf("workbook: %v", err)
	}
	if _, err := ReadCSV(ctx, "x", []byte("a,b\n1,2\n")); err != context.Canceled {
		t.Errorf("text: %v", err)
	}
}
