package table

import (
	"fmt"
	"strings"

	"hubscape/app/exchange/feature"
)

// draft collects rows of any length and makes a table of them.
type draft struct {
	rows   [][]feature.Cell
	lines  []int
	cells  int
	blank  int    // rows that were passed over because every cell was blank
	wanted Choice // whether the first row names the columns
}

// add takes a row. It keeps cells.
func (d *draft) add(line int, cells []feature.Cell) error {
	for len(cells) > 0 && cells[len(cells)-1].Text == "" {
		cells = cells[:len(cells)-1]
	}
	if len(d.rows) >= MaxRows {
		return fmt.Errorf("there are more than %d rows: cut the table into parts", MaxRows)
	}
	if d.cells += len(cells); d.cells > MaxCells {
		return fmt.Errorf("there are more than %d cells: take out columns or cut the table into parts", MaxCells)
	}
	d.rows = append(d.rows, cells)
	d.lines = append(d.lines, line)
	return nil
}

// header gives the row that names the columns; found is false when none does. at counts the rows, and those before it
// are a title.
func (d *draft) header() (at int, found bool) {
	at = d.titleRows()
	if at >= len(d.rows) {
		return 0, false
	}
	return at, namesColumns(d.rows[at], d.rows[at+1:min(len(d.rows), at+51)])
}

// titleRows counts the rows at the top that have one or two cells while the table below is wide.
func (d *draft) titleRows() int {
	width := 0
	for _, r := range d.rows[:min(len(d.rows), 50)] {
		width = max(width, filled(r))
	}
	for i, r := range d.rows[:min(len(d.rows), 10)] {
		if filled(r) > 2 || filled(r)*2 > width {
			return i
		}
	}
	return 0
}

func filled(row []feature.Cell) int {
	n := 0
	for _, c := range row {
		if strings.TrimSpace(c.Text) != "" {
			n++
		}
	}
	return n
}

// namesColumns tells whether a row is the head of the rows below it.
func namesColumns(row []feature.Cell, below [][]feature.Cell) bool {
	seen := map[string]bool{}
	known, numbers, twice := 0, 0, 0
	for _, c := range row {
		text := strings.TrimSpace(c.Text)
		if text == "" {
			continue
		}
		if seen[text] {
			twice++
		}
		seen[text] = true
		if c.Number || looksNumeric(text) || looksPlaced(text) {
			numbers++
		} else if len(headMeanings(text)) > 0 {
			known++
		}
	}
	switch {
	case numbers > 0:
		return known > numbers
	case known > 0:
		return true
	case len(below) == 0 || twice > 0:
		return false
	}
	return numbersBelow(row, below) || filled(row) == len(row) && !repeated(seen, below)
}

// numbersBelow tells whether a column without a number on top holds numbers.
func numbersBelow(row []feature.Cell, below [][]feature.Cell) bool {
	for i := range row {
		n := 0
		for _, r := range below {
			if i < len(r) && (r[i].Number || looksNumeric(r[i].Text)) {
				n++
			}
		}
		if n*2 > len(below) {
			return true
		}
	}
	return false
}

// repeated tells whether a text of the first row stands again below, as data do and heads do not.
func repeated(seen map[string]bool, below [][]feature.Cell) bool {
	for _, r := range below {
		for _, c := range r {
			if text := strings.TrimSpace(c.Text); text != "" && seen[text] {
				return true
			}
		}
	}
	return false
}

// table makes the table and tells what was strange about it. word is what a row is called in messages.
func (d *draft) table(word string, file bool) (*feature.Table, []feature.Notice, error) {
	if len(d.rows) == 0 {
		return nil, nil, fmt.Errorf("it has no row with anything in it: there is nothing to read")
	}
	var notices []feature.Notice
	say := func(where, message string) { notices = append(notices, feature.Notice{Where: where, Message: message}) }
	at, found := d.header()
	switch d.wanted {
	case Yes:
		found = true
	case No:
		at, found = 0, false
	}
	if found && at > 0 {
		say(places(word, d.lines[:at]), "above the table and not part of it: "+quote(rowText(d.rows[0])))
	}
	t := &feature.Table{}
	var head []feature.Cell
	rows, lines := d.rows[at:], d.lines[at:]
	if found {
		head, rows, lines = rows[0], rows[1:], lines[1:]
	} else {
		say("", "no row names the columns; they are called “column 1”, “column 2” and so on")
	}
	width := len(head)
	for _, r := range rows {
		width = max(width, len(r))
	}
	if width > feature.MaxColumns {
		return nil, nil, fmt.Errorf("it has %d columns and at most %d are read: take out what is not needed", width, feature.MaxColumns)
	}
	if len(rows)*width > MaxCells {
		return nil, nil, fmt.Errorf("%d rows of %d columns are more than %d cells: take out columns or cut the table into parts", len(rows), width, MaxCells)
	}
	t.Header = uniqueHeads(head, width, say)
	if found {
		long := overlong(rows, lines, len(head))
		if len(long) > 0 {
			say(places(word, long), fmt.Sprintf("longer than the head, which names %s; the rest stands in columns called by their number", count(len(head), "column", "columns")))
		}
	}
	if d.blank > 0 && file {
		say("", count(d.blank, "row was blank and was", "rows were blank and were")+" passed over")
	}
	t.Rows, t.Lines = even(rows, width), lines
	return t, notices, nil
}

func overlong(rows [][]feature.Cell, lines []int, width int) []int {
	var out []int
	for i, r := range rows {
		if len(r) > width {
			out = append(out, lines[i])
		}
	}
	return out
}

// even fills short rows with blanks.
func even(rows [][]feature.Cell, width int) [][]feature.Cell {
	blank := make([]feature.Cell, width)
	for i, r := range rows {
		switch {
		case len(r) == 0:
			rows[i] = blank[:width:width]
		case len(r) < width:
			full := make([]feature.Cell, width)
			copy(full, r)
			rows[i] = full
		default:
			rows[i] = r[:width:width]
		}
	}
	return rows
}

// uniqueHeads names every column, with a number behind a name that is there already.
func uniqueHeads(head []feature.Cell, width int, say func(where, message string)) []string {
	out := make([]string, width)
	taken := map[string]bool{}
	var twice []string
	for i := range out {
		name := ""
		if i < len(head) {
			name = strings.Join(strings.Fields(head[i].Text), " ")
		}
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		if taken[name] {
			twice = append(twice, quote(name))
			for n := 2; ; n++ {
				if numbered := fmt.Sprintf("%s %d", name, n); !taken[numbered] {
					name = numbered
					break
				}
			}
		}
		taken[name] = true
		out[i] = name
	}
	if len(twice) > 0 {
		more := ""
		if len(twice) > 5 {
			more = fmt.Sprintf(" and %d more", len(twice)-5)
			twice = twice[:5]
		}
		say("", "more than one column is called "+strings.Join(twice, ", ")+more+"; the later ones have a number behind the name")
	}
	return out
}

func rowText(row []feature.Cell) string {
	var out []string
	for _, c := range row {
		if c.Text != "" {
			out = append(out, c.Text)
		}
	}
	return strings.Join(out, " ")
}

// quote gives a text of the file as a message shows it: in quotation marks, on one line and not too long.
func quote(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 40 {
		text = string(r[:39]) + "…"
	}
	return "“" + text + "”"
}
