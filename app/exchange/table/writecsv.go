package table

import (
	"bufio"
	"io"
	"strings"

	"hubscape/app/exchange/feature"
)

// WriteCSV writes a layer as RFC 4180 has it: UTF-8, lines that end in CR LF, texts in quotation marks where they need
// them. A text that a spreadsheet would run as a formula gets an apostrophe in front unless Options.Bare; reading takes
// it off again. Zero bytes, which no reader of CSV is ready for, are left out.
func WriteCSV(w io.Writer, l *feature.Layer, o Options) error {
	columns, err := columnsOf(l)
	if err != nil {
		return err
	}
	if o.Delimiter == 0 {
		o.Delimiter = ','
	}
	c := &csvWriter{w: bufio.NewWriter(w), o: o}
	if o.BOM {
		c.w.WriteString("\ufeff")
	}
	for i, col := range columns {
		c.cell(i, col.head, false)
	}
	c.endLine()
	for i := range l.Features {
		for j, col := range columns {
			text, number := col.cell(&l.Features[i])
			c.cell(j, text, number)
		}
		c.endLine()
	}
	if c.zeros > 0 {
		o.tell("", count(c.zeros, "zero byte was", "zero bytes were")+" left out of the texts")
	}
	return c.w.Flush()
}

type csvWriter struct {
	w     *bufio.Writer
	o     Options
	zeros int
	empty bool // nothing stands on the line yet
}

func (c *csvWriter) cell(column int, text string, number bool) {
	if column > 0 {
		c.w.WriteByte(c.o.Delimiter)
	}
	if n := strings.Count(text, "\x00"); n > 0 {
		c.zeros += n
		text = strings.ReplaceAll(text, "\x00", "")
	}
	if !number && !c.o.Bare {
		text = guard(text)
	}
	c.empty = column == 0 && text == ""
	if !needsQuotes(text, c.o.Delimiter) {
		c.w.WriteString(text)
		return
	}
	c.w.WriteByte('"')
	c.w.WriteString(strings.ReplaceAll(text, `"`, `""`))
	c.w.WriteByte('"')
}

// endLine also keeps a line with one blank cell from looking like no line at all.
func (c *csvWriter) endLine() {
	if c.empty {
		c.w.WriteString(`""`)
	}
	c.empty = false
	c.w.WriteString("\r\n")
}

// needsQuotes also looks for the other separators, so that no reader takes them for the one of the file.
func needsQuotes(text string, delimiter byte) bool {
	if text == "" {
		return false
	}
	return strings.IndexByte(text, delimiter) >= 0 || strings.ContainsAny(text, "\"\r\n,;\t|\ufeff\u2028\u2029\u0085\v\f\x1c\x1d\x1e") ||
		text[0] == ' ' || text[len(text)-1] == ' ' || text[0] == '\'' || strings.HasPrefix(strings.ToLower(text), "sep=")
}
