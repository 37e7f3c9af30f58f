package main

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"
)

// tables are the hand-made additions to the downloads; data/README.md says what each column holds.
//
//go:embed data
var tables embed.FS

// row is one line of a table by column name.
type row struct {
	file  string
	line  int
	cells map[string]string
}

func (r row) errorf(format string, args ...any) error {
	return fmt.Errorf("data/%s:%d: %w", r.file, r.line, fmt.Errorf(format, args...))
}

// number reads an optional number; def stands for an empty cell.
func (r row) number(column string, def float64) (float64, error) {
	s := r.cells[column]
	if s == "" {
		return def, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, r.errorf("%s %q is not a number", column, s)
	}
	return v, nil
}

// table reads a CSV file with a header line. A file that does not exist is an empty table.
func table(name string, columns ...string) ([]row, error) {
	b, err := fs.ReadFile(tables, "data/"+name)
	if err != nil {
		return nil, fmt.Errorf("data/%s: %w", name, err)
	}
	c := csv.NewReader(bytes.NewReader(b))
	c.Comment = '#'
	all, err := c.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("data/%s: %w", name, err)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("data/%s: no header line", name)
	}
	at := map[string]int{}
	for i, h := range all[0] {
		at[h] = i
	}
	for _, want := range columns {
		if _, ok := at[want]; !ok {
			return nil, fmt.Errorf("data/%s: column %q is missing", name, want)
		}
	}
	rows := make([]row, 0, len(all)-1)
	for i, cells := range all[1:] {
		r := row{file: name, line: i + 2, cells: map[string]string{}}
		for h, k := range at {
			r.cells[h] = cells[k]
		}
		rows = append(rows, r)
	}
	return rows, nil
}
