package table

import (
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hubscape/app/exchange/feature"
)

// sheetReader reads the rows of one sheet.
type sheetReader struct {
	book  *book
	draft *draft

	row, column    int // of the cell at hand, from 1
	cells          []feature.Cell
	kind, style    string
	value, inline  strings.Builder
	in             string // element whose text counts
	formula, given bool   // the cell has a formula, a value
	phonetic       bool
	inRow, inCell  bool

	errorAt, noValue, badNumber, long []int // rows
	hiddenRows, hiddenColumns         int
	firstError                        string
	merges                            []area
	failed                            error
}

// area is a range of merged cells, from 1.
type area struct{ top, left, bottom, right int }

func (b *book) sheet(e sheetEntry) error {
	where := "sheet " + e.name
	if e.part == "" || !b.has(e.part) {
		b.out.Skipped = append(b.out.Skipped, feature.Notice{Where: where, Message: "its part of the workbook is missing: open the file in a spreadsheet program and save it again"})
		return nil
	}
	s := &sheetReader{book: b, draft: &draft{cells: b.cells}}
	if err := b.walk(e.part, s.start, s.text, s.end); err != nil {
		return err
	}
	if s.failed != nil {
		return s.failed
	}
	s.fillMerged()
	if len(s.draft.rows) == 0 {
		b.say(where, "empty, and passed over")
		return nil
	}
	t, notices, err := s.draft.table("row", false)
	if err != nil {
		return err
	}
	if b.cells += len(t.Rows) * len(t.Header); b.cells > MaxCells {
		return fmt.Errorf("with it the workbook has more than %d cells: save the table alone in a new workbook", MaxCells)
	}
	s.report(where)
	for _, n := range notices {
		b.say(strings.TrimSuffix(where+", "+n.Where, ", "), n.Message)
	}
	b.out.Layers = append(b.out.Layers, feature.Layer{Name: e.name, Fields: t.Header, Table: t})
	return nil
}

func (s *sheetReader) start(el xml.StartElement) error {
	switch el.Name.Local {
	case "row":
		return s.startRow(el)
	case "c":
		s.startCell(el)
	case "f":
		s.formula = s.inCell
	case "v", "t":
		if s.inCell && !s.phonetic {
			s.in, s.given = el.Name.Local, true
		}
	case "rPh":
		s.phonetic = true
	case "col":
		if on(attr(el, "hidden")) {
			from, _ := strconv.Atoi(attr(el, "min"))
			to, _ := strconv.Atoi(attr(el, "max"))
			if to-from < feature.MaxColumns {
				s.hiddenColumns += max(0, to-from+1)
			}
		}
	case "mergeCell":
		if a, ok := parseArea(attr(el, "ref")); ok && len(s.merges) < MaxRows {
			s.merges = append(s.merges, a)
		}
	}
	return nil
}

func (s *sheetReader) startRow(el xml.StartElement) error {
	if s.failed != nil {
		return s.failed
	}
	s.inRow = true
	n, err := strconv.Atoi(attr(el, "r"))
	if err != nil || n <= s.row {
		n = s.row + 1
	}
	if n > MaxRows {
		return fmt.Errorf("there are more than %d rows: cut the table into parts", MaxRows)
	}
	s.row, s.column, s.cells = n, 0, nil
	if on(attr(el, "hidden")) {
		s.hiddenRows++
	}
	return nil
}

func (s *sheetReader) startCell(el xml.StartElement) {
	s.column++
	if column, _, ok := parseRef(attr(el, "r")); ok && column > s.column {
		s.column = column
	}
	s.kind, s.style = attr(el, "t"), attr(el, "s")
	s.value.Reset()
	s.inline.Reset()
	s.formula, s.given, s.inCell = false, false, s.inRow
}

func (s *sheetReader) text(data []byte) {
	switch {
	case s.in == "v" && s.value.Len() < 2*feature.MaxText:
		s.value.Write(data)
	case s.in == "t" && s.inline.Len() < 2*feature.MaxText:
		s.inline.Write(data)
	}
}

func (s *sheetReader) end(name string) {
	switch name {
	case "v", "t":
		s.in = ""
	case "rPh":
		s.phonetic = false
	case "c":
		if s.inCell {
			s.inCell = false
			s.put(s.cell())
		}
	case "row":
		s.inRow = false
		if s.failed == nil && filled(s.cells) > 0 {
			s.failed = s.draft.add(s.row, s.cells)
		}
	}
}

// put stores a cell in its column.
func (s *sheetReader) put(c feature.Cell) {
	if c.Text == "" {
		return
	}
	if s.column > feature.MaxColumns {
		s.failed = fmt.Errorf("row %d has more than %d columns, which is as many as are read: take out what is not needed", s.row, feature.MaxColumns)
		return
	}
	if s.cells == nil {
		s.cells = make([]feature.Cell, 0, 8)
	}
	for len(s.cells) < s.column-1 {
		s.cells = append(s.cells, feature.Cell{})
	}
	if len(s.cells) == s.column-1 {
		s.cells = append(s.cells, c)
	}
}

// cell makes the value of a cell from what was read of it.
func (s *sheetReader) cell() feature.Cell {
	v := s.value.String()
	if s.formula && !s.given {
		s.noValue = append(s.noValue, s.row)
	}
	switch s.kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(v)); err == nil && i >= 0 && i < len(s.book.shared) {
			return s.limited(s.book.shared[i])
		}
		return feature.Cell{}
	case "inlineStr":
		return s.limited(unescape(s.inline.String()))
	case "str":
		return s.limited(unescape(v))
	case "b":
		if v = strings.TrimSpace(v); v == "" {
			return feature.Cell{}
		}
		return feature.Cell{Text: strconv.FormatBool(on(v))}
	case "e":
		s.errorAt = append(s.errorAt, s.row)
		if s.firstError == "" {
			s.firstError = strings.TrimSpace(v)
		}
		return feature.Cell{}
	case "d":
		return feature.Cell{Text: strings.TrimSuffix(strings.TrimSpace(v), "T00:00:00")}
	}
	if v = strings.TrimSpace(v); v == "" {
		return feature.Cell{}
	}
	return s.numeric(v)
}

// numeric makes a number, or the date that its format makes of it.
func (s *sheetReader) numeric(v string) feature.Cell {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		s.badNumber = append(s.badNumber, s.row)
		return feature.Cell{}
	}
	if i, err := strconv.Atoi(s.style); err == nil && i >= 0 && i < len(s.book.dates) {
		if text, ok := s.book.dates[i].format(f, s.book.from04); ok {
			return feature.Cell{Text: text}
		}
	}
	if allDigits(strings.TrimPrefix(v, "-")) && isNumber(v) {
		return feature.Cell{Text: v, Number: true}
	}
	return feature.Cell{Text: shortest(f), Number: true}
}

func (s *sheetReader) limited(text string) feature.Cell {
	if len(text) > feature.MaxText {
		s.long = append(s.long, s.row)
		n := feature.MaxText
		for n > 0 && !utf8.RuneStart(text[n]) {
			n--
		}
		text = text[:n]
	}
	return feature.Cell{Text: text}
}

// fillMerged gives the value of merged cells to each row they span.
func (s *sheetReader) fillMerged() {
	if len(s.merges) == 0 || len(s.draft.rows) == 0 {
		return
	}
	budget := MaxCells
	for _, m := range s.merges {
		first, ok := slices.BinarySearch(s.draft.lines, m.top)
		if !ok || m.left > len(s.draft.rows[first]) || m.bottom == m.top {
			continue
		}
		c := s.draft.rows[first][m.left-1]
		for i := first + 1; i < len(s.draft.rows) && s.draft.lines[i] <= m.bottom && c.Text != ""; i++ {
			if budget -= m.left; budget < 0 {
				return
			}
			row := s.draft.rows[i]
			for len(row) < m.left {
				row = append(row, feature.Cell{})
			}
			row[m.left-1] = c
			s.draft.rows[i] = row
		}
	}
}

// report tells what was strange about the cells.
func (s *sheetReader) report(where string) {
	say := func(at []int, message string) {
		place := where
		if len(at) > 0 {
			place += ", " + places("row", slices.Compact(at))
		}
		s.book.say(place, message)
	}
	if n := len(s.errorAt); n > 0 {
		say(s.errorAt, count(n, "cell holds", "cells hold")+" an error ("+quote(s.firstError)+") and was left blank")
	}
	if n := len(s.noValue); n > 0 {
		say(s.noValue, count(n, "formula has", "formulas have")+" no stored value and was left blank: open and save the file in a spreadsheet program")
	}
	if n := len(s.badNumber); n > 0 {
		say(s.badNumber, count(n, "cell holds", "cells hold")+" a number that cannot be read and was left blank")
	}
	if len(s.long) > 0 {
		say(s.long, "a text is longer than 1 MB and was cut there")
	}
	if s.hiddenRows > 0 {
		say(nil, count(s.hiddenRows, "hidden row was", "hidden rows were")+" read too: look whether they are meant")
	}
	if s.hiddenColumns > 0 {
		say(nil, count(s.hiddenColumns, "hidden column was", "hidden columns were")+" read too: look whether they are meant")
	}
	if n := len(s.merges); n > 0 {
		say(nil, count(n, "range of cells is", "ranges of cells are")+" merged; each row got the value")
	}
}

// parseRef reads B14 as column 2, row 14.
func parseRef(ref string) (column, row int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 4 && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	if i == 0 || i == len(ref) {
		return 0, 0, false
	}
	row, err := strconv.Atoi(ref[i:])
	return column, row, err == nil && row > 0
}

func parseArea(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return area{}, false
	}
	left, top, okA := parseRef(from)
	right, bottom, okB := parseRef(to)
	return area{top, left, bottom, right}, okA && okB && top <= bottom && left <= right && left <= feature.MaxColumns
}
