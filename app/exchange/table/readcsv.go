package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"hubscape/app/exchange/feature"
)

// As says how a text file is to be read. Zero values are guessed.
type As struct {
	Encoding  Encoding
	Separator byte // ',' ';' '\t' '|'
	Header    Choice
}

// Choice is yes, no, or left to the guess.
type Choice int

// Choices.
const (
	Guessed Choice = iota
	Yes
	No
)

// Look tells how ReadCSV would read a file, with every member filled.
func Look(b []byte) As {
	enc, _ := guessEncoding(b)
	as := As{Encoding: enc, Separator: ',', Header: Yes}
	text, _, err := decode(b[:min(len(b), sampled)&^3], enc)
	if err != nil {
		return as
	}
	sep, rest := sepLine(text)
	if sep == 0 {
		sep = guessSeparator(rest)
	}
	as.Separator = sep
	d := draft{}
	s := newScanner(rest, sep)
	for len(d.rows) < 200 {
		cells, line, ok := s.next(nil)
		if !ok {
			break
		}
		d.add(line, texts(cells))
	}
	if at, found := d.header(); !found || at < 0 {
		as.Header = No
	}
	return as
}

// ReadCSV reads a table of text with whatever encoding and separator it seems to have. name is for messages. The result
// has one layer whose Table is filled. An error refuses the whole file.
func ReadCSV(ctx context.Context, name string, b []byte) (*feature.Dataset, error) {
	return ReadCSVAs(ctx, name, b, As{})
}

// ReadCSVAs is ReadCSV with what a person has chosen.
func ReadCSVAs(ctx context.Context, name string, b []byte, as As) (*feature.Dataset, error) {
	if why := notText(b); why != "" {
		return nil, fmt.Errorf("%s %s", name, why)
	}
	c := csvReader{ctx: ctx, name: name, as: as, out: &feature.Dataset{Format: feature.CSV, Name: name}}
	if err := c.read(b); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return c.out, nil
}

// notText recognises files that are no text at all.
func notText(b []byte) string {
	head := bytes.ToLower(bytes.TrimLeft(b[:min(len(b), 512)], "\xef\xbb\xbf \t\r\n"))
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		return "is empty: there is nothing to read"
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return "is a zip archive and not a table of text: an Excel workbook has the suffix .xlsx, a Google Earth file .kmz"
	case bytes.HasPrefix(b, oleMagic):
		return "is an old Office file and not a table of text: save it as .xlsx or “CSV UTF-8” first"
	case bytes.HasPrefix(head, []byte("%pdf")):
		return "is a PDF and not a table of text: ask for the table itself"
	case bytes.HasPrefix(head, []byte("<!doctype html")), bytes.HasPrefix(head, []byte("<html")):
		return "is a web page and not a table of text: download the table itself"
	case bytes.HasPrefix(head, []byte("sqlite format 3")):
		return "is a database and not a table of text: a GeoPackage has the suffix .gpkg"
	}
	return ""
}

var oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

type csvReader struct {
	ctx  context.Context
	name string
	as   As
	out  *feature.Dataset
}

func (c *csvReader) read(b []byte) error {
	text, err := c.decoded(b)
	if err != nil {
		return err
	}
	sep, rest := sepLine(text)
	first := 1
	if sep != 0 {
		first = 2
	} else {
		sep = guessSeparator(rest)
	}
	if c.as.Separator != 0 {
		sep = c.as.Separator
	}
	if sep == '\t' {
		c.out.Format = feature.TSV
	}
	if sep != ',' {
		c.notice("", "the columns are separated by "+separatorNames[sep])
	}
	s := newScanner(rest, sep)
	s.line = first
	d, err := c.records(s)
	if err != nil {
		return err
	}
	c.scanned(s)
	d.wanted = c.as.Header
	t, notices, err := d.table("line", true)
	if err != nil {
		return err
	}
	c.out.Notices = append(c.out.Notices, notices...)
	c.out.Layers = []feature.Layer{{Name: layerName(c.name), Fields: t.Header, Table: t}}
	return nil
}

// decoded gives the text of the file and notes what was done to it.
func (c *csvReader) decoded(b []byte) (string, error) {
	enc, sure := guessEncoding(b)
	if c.as.Encoding != "" {
		enc, sure = c.as.Encoding, true
	}
	text, damaged, err := decode(b, enc)
	if err != nil {
		return "", err
	}
	if enc != UTF8 {
		words := "the text was read as " + string(enc)
		if !sure {
			words += ", which is a guess; look whether the names are right"
		}
		c.notice("", words)
	}
	if damaged > 0 {
		c.notice("", fmt.Sprintf("%s damaged and shown as \ufffd", count(damaged, "letter is", "letters are")))
	}
	if n := strings.Count(text, "\x00"); n > 0 {
		if n*20 > len(text) {
			return "", errors.New("it is no text: a file of this kind cannot be read as a table")
		}
		text = strings.ReplaceAll(text, "\x00", "")
		c.notice("", count(n, "zero byte was", "zero bytes were")+" taken out of the text")
	}
	return text, nil
}

// records cuts the text into rows.
func (c *csvReader) records(s *scanner) (*draft, error) {
	d := &draft{}
	var record []string
	for n := 0; ; n++ {
		if n%1024 == 0 && c.ctx.Err() != nil {
			return nil, c.ctx.Err()
		}
		var line int
		var ok bool
		if record, line, ok = s.next(record[:0]); !ok {
			return d, nil
		}
		if len(record) > feature.MaxColumns {
			return nil, fmt.Errorf("line %d has %d columns and at most %d are read: take out what is not needed", line, len(record), feature.MaxColumns)
		}
		if blankRecord(record) {
			if len(record) > 1 {
				d.blank++
			}
			continue
		}
		if err := d.add(line, texts(record)); err != nil {
			return nil, err
		}
	}
}

func texts(record []string) []feature.Cell {
	cells := make([]feature.Cell, len(record))
	for i, text := range record {
		cells[i].Text = unguard(text)
	}
	return cells
}

// scanned notes what the scanner had to put up with.
func (c *csvReader) scanned(s *scanner) {
	if len(s.unclosed) > 0 {
		c.notice(places("line", s.unclosed), "a quotation mark is never closed; the text was taken as written")
	}
	if len(s.long) > 0 {
		c.notice(places("line", s.long), "a text is longer than 1 MB and was cut there")
	}
}

func (c *csvReader) notice(where, message string) {
	c.out.Notices = append(c.out.Notices, feature.Notice{Where: where, Message: message})
}

// layerName is the name of a file without its suffix.
func layerName(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return name[:i]
	}
	return name
}

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// places lists where something happens: "lines 3, 7 and 12 more".
func places(word string, at []int) string {
	const shown = 5
	if len(at) == 1 {
		return fmt.Sprintf("%s %d", word, at[0])
	}
	var b strings.Builder
	b.WriteString(word + "s ")
	for i, n := range at[:min(len(at), shown)] {
		switch {
		case i > 0 && i == len(at)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%d", n)
	}
	if more := len(at) - shown; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}
