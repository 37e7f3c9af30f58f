package table

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"hubscape/app/exchange/feature"
)

// What a sheet of Excel can hold.
const (
	maxCellUnits  = 32_767 // UTF-16 units of one text
	maxSheetUnits = 31     // of a name
)

// WriteXLSX writes a workbook with a sheet for each layer: a head that stays in view, filters, columns as wide as their
// content. Texts are text cells and numbers number cells, so that nothing is ever run; a text that begins like a formula
// also keeps its mark of a text when somebody edits it. Numbers that a spreadsheet could not hold to the last digit are
// texts. The same dataset always gives the same bytes.
func WriteXLSX(w io.Writer, d *feature.Dataset, o Options) error {
	z := zip.NewWriter(w)
	x := &xlsxWriter{zip: z, o: o}
	layers := d.Layers
	if len(layers) == 0 {
		layers = []feature.Layer{{Name: "Empty"}}
	}
	sheets := make([]outSheet, len(layers))
	for i, name := range sheetNames(layers) {
		s := outSheet{name: name, layer: &layers[i]}
		var err error
		if s.columns, err = columnsOf(s.layer); err != nil {
			return fmt.Errorf("layer %s: %w", quote(s.layer.Name), err)
		}
		if s.rows() > MaxRows {
			return fmt.Errorf("layer %s has %d features and a sheet holds %d rows: export it as GeoPackage", quote(s.layer.Name), len(s.layer.Features), MaxRows)
		}
		sheets[i] = s
	}
	if err := x.frame(sheets); err != nil {
		return err
	}
	for i, s := range sheets {
		if err := x.sheet(i, s); err != nil {
			return err
		}
	}
	return z.Close()
}

type xlsxWriter struct {
	zip *zip.Writer
	o   Options
}

// outSheet is one sheet to write.
type outSheet struct {
	name    string
	layer   *feature.Layer
	columns []outColumn
}

func (s outSheet) rows() int { return len(s.layer.Features) + 1 }

// firstDay stamps the parts of a workbook: the first day that a zip archive knows.
var firstDay = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// part begins a part of the archive.
func (x *xlsxWriter) part(name string) (*bufio.Writer, error) {
	w, err := x.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: firstDay})
	if err != nil {
		return nil, err
	}
	b := bufio.NewWriterSize(w, 64<<10)
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	return b, nil
}

const (
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packSpace = "http://schemas.openxmlformats.org/package/2006/"
)

// Cell formats, by their place in styles.
const (
	plainStyle   = 0
	headStyle    = 1
	textStyle    = 2
	guardedStyle = 3
)

const styles = `<styleSheet xmlns="` + mainSpace + `">` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFE3ECEE"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
	`<border><left/><right/><top/><bottom style="thin"><color rgb="FF8A979B"/></bottom><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

func (x *xlsxWriter) sheet(index int, out outSheet) error {
	l, columns, name := out.layer, out.columns, out.name
	w, err := x.part(fmt.Sprintf("xl/worksheets/sheet%d.xml", index+1))
	if err != nil {
		return err
	}
	last := columnName(len(columns)) + strconv.Itoa(out.rows())
	w.WriteString(`<worksheet xmlns="` + mainSpace + `"><dimension ref="A1:` + last + `"/><sheetViews><sheetView workbookViewId="0"`)
	if index == 0 {
		w.WriteString(` tabSelected="1"`)
	}
	w.WriteString(`><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`)
	w.WriteString(`<sheetFormatPr defaultRowHeight="15"/><cols>`)
	for i, width := range widths(l, columns) {
		fmt.Fprintf(w, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	w.WriteString(`</cols><sheetData>`)
	s := &sheetWriter{w: w, shape: slices.IndexFunc(columns, func(c outColumn) bool { return c.head == "wkt" })}
	s.row(1, len(columns), func(i int) (string, bool) { return columns[i].head, false }, true)
	for r := range l.Features {
		s.row(r+2, len(columns), func(i int) (string, bool) { return columns[i].cell(&l.Features[r]) }, false)
	}
	w.WriteString(`</sheetData>`)
	if len(l.Features) > 0 {
		w.WriteString(`<autoFilter ref="A1:` + last + `"/>`)
	}
	w.WriteString(`</worksheet>`)
	if len(s.cut) > 0 {
		x.o.tell("sheet "+name+", "+places("row", s.cut), "a text is longer than the 32,767 letters that a cell of Excel holds and was cut there")
	}
	if len(s.noShape) > 0 {
		x.o.tell("sheet "+name+", "+places("row", s.noShape), "a shape has more positions than a cell of Excel holds and was left out: export it as GeoPackage or GeoJSON")
	}
	return w.Flush()
}

// sheetWriter writes rows.
type sheetWriter struct {
	w     *bufio.Writer
	shape int // column of WKT; -1 for none

	cut     []int // rows with a text that was cut
	noShape []int // rows whose shape is too long to be written
}

func (s *sheetWriter) row(n, columns int, cell func(int) (string, bool), head bool) {
	s.w.WriteString(`<row r="` + strconv.Itoa(n) + `">`)
	for i := range columns {
		text, number := cell(i)
		if text == "" {
			continue
		}
		ref := columnName(i+1) + strconv.Itoa(n)
		if number && exactFloat(text) {
			s.w.WriteString(`<c r="` + ref + `"><v>` + text + `</v></c>`)
			continue
		}
		style := textStyle
		switch {
		case head:
			style = headStyle
		case startsFormula(text):
			style = guardedStyle
		}
		if short := cutUnits(text, maxCellUnits); short != text {
			if s.shape == i {
				s.noShape = append(s.noShape, n)
				continue
			}
			text, s.cut = short, append(s.cut, n)
		}
		s.w.WriteString(`<c r="` + ref + `" s="` + strconv.Itoa(style) + `" t="inlineStr"><is><t xml:space="preserve">`)
		s.w.WriteString(escapeXML(text))
		s.w.WriteString(`</t></is></c>`)
	}
	s.w.WriteString(`</row>`)
}

// exactFloat tells whether a spreadsheet, which has 64 bits for a number and shows 15 digits, keeps a number as it is
// written.
func exactFloat(text string) bool {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return false
	}
	digits, _ := cutExponent(text)
	digits = strings.TrimLeft(strings.ReplaceAll(strings.TrimLeft(digits, "-"), ".", ""), "0")
	if len(digits) <= 15 {
		return shortest(f) == text || isNumber(text)
	}
	return shortest(f) == text && strings.ContainsAny(text, ".eE")
}

// columnName gives A for 1, AA for 27.
func columnName(n int) string {
	name := ""
	for n > 0 {
		n--
		name = string(rune('A'+n%26)) + name
		n /= 26
	}
	return name
}

// widths are in letters of the usual font.
func widths(l *feature.Layer, columns []outColumn) []int {
	out := make([]int, len(columns))
	for i, c := range columns {
		longest := utf8.RuneCountInString(c.head) + 3
		for r := 0; r < len(l.Features); r += max(1, len(l.Features)/200) {
			text, _ := c.cell(&l.Features[r])
			longest = max(longest, min(utf8.RuneCountInString(text)+1, 50))
		}
		out[i] = max(6, min(longest, 50))
	}
	return out
}

// sheetNames gives every layer a name that a spreadsheet takes: short, without []:*?/\ and different from the others.
func sheetNames(layers []feature.Layer) []string {
	taken := map[string]bool{"history": true}
	out := make([]string, len(layers))
	for i, l := range layers {
		base := strings.Map(func(r rune) rune {
			if strings.ContainsRune(`[]:*?/\`, r) || r < 0x20 || r == 0x7f || r == 0xfffe || r == 0xffff {
				return ' '
			}
			return r
		}, strings.ToValidUTF8(l.Name, " "))
		base = strings.Trim(strings.Join(strings.Fields(base), " "), "'")
		if base == "" {
			base = "Sheet " + strconv.Itoa(i+1)
		}
		name := strings.TrimRight(cutUnits(base, maxSheetUnits), " '")
		for n := 2; taken[strings.ToLower(name)]; n++ {
			end := " " + strconv.Itoa(n)
			name = strings.TrimRight(cutUnits(base, maxSheetUnits-len(end)), " '") + end
		}
		taken[strings.ToLower(name)] = true
		out[i] = name
	}
	return out
}

// cutUnits cuts a text to a number of UTF-16 units, between letters.
func cutUnits(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	n := 0
	for i, r := range text {
		n += max(1, utf16.RuneLen(r))
		if n > limit {
			return text[:i]
		}
	}
	return text
}

// frame writes the parts around the sheets.
func (x *xlsxWriter) frame(all []outSheet) error {
	var types, rels, sheets, defined strings.Builder
	for i, s := range all {
		name := s.name
		n := strconv.Itoa(i + 1)
		types.WriteString(`<Override PartName="/xl/worksheets/sheet` + n + `.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`)
		rels.WriteString(`<Relationship Id="rId` + n + `" Type="` + relSpace + `/worksheet" Target="worksheets/sheet` + n + `.xml"/>`)
		sheets.WriteString(`<sheet name="` + escapeXML(name) + `" sheetId="` + n + `" r:id="rId` + n + `"/>`)
		if s.rows() > 1 {
			defined.WriteString(`<definedName name="_xlnm._FilterDatabase" localSheetId="` + strconv.Itoa(i) + `" hidden="1">'` +
				escapeXML(strings.ReplaceAll(name, "'", "''")) + `'!$A$1:$` + columnName(len(s.columns)) + `$` + strconv.Itoa(s.rows()) + `</definedName>`)
		}
	}
	last := strconv.Itoa(len(all) + 1)
	filters := ""
	if defined.Len() > 0 {
		filters = `<definedNames>` + defined.String() + `</definedNames>`
	}
	for _, p := range []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="` + packSpace + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
		{"xl/styles.xml", styles},
		{"xl/workbook.xml", `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relSpace + `"><sheets>` + sheets.String() + `</sheets>` + filters + `</workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packSpace + `relationships">` + rels.String() +
			`<Relationship Id="rId` + last + `" Type="` + relSpace + `/styles" Target="styles.xml"/></Relationships>`},
		{"_rels/.rels", `<Relationships xmlns="` + packSpace + `relationships"><Relationship Id="rId1" Type="` + relSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	} {
		w, err := x.part(p.name)
		if err != nil {
			return err
		}
		w.WriteString(p.text)
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}
