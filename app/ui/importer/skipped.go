package importer

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
)

// skippedRows are the rows that a table of what was left out would hold.
func (s *Sheet) skippedRows() []skippedRow { return s.skipped() }

// saveSkipped writes what stays out as a table: the cells as they stand in the file, and the reason.
func (s *Sheet) saveSkipped() {
	b, err := s.skippedTable()
	if err != nil {
		s.wrong = sentence(err.Error())
		s.refresh()
		return
	}
	s.host.SaveRows(strings.TrimSuffix(s.name, filepath.Ext(s.name))+" skipped.csv", b)
}

// skippedTable makes that table. Of files that are no tables it holds where, name and reason.
func (s *Sheet) skippedTable() ([]byte, error) {
	l := feature.Layer{Name: "skipped"}
	heads := s.heads()
	l.Fields = append(append([]string{}, heads...), "where", "reason")
	for _, x := range s.skipped() {
		f := feature.Feature{Where: x.where}
		if x.row != nil {
			if t := s.now.Layers[x.id.Layer].Table; t != nil {
				for i := range t.Header {
					f.Properties = append(f.Properties, text(heads[i], cellAt(t, x.id.Index, i)))
				}
			} else if len(heads) > 0 {
				f.Properties = append(f.Properties, text(heads[0], x.name))
			}
		}
		f.Properties = append(f.Properties, text("where", x.where), text("reason", x.reason))
		l.Features = append(l.Features, f)
	}
	var b bytes.Buffer
	o := table.Options{BOM: true}
	if s.as.Separator == ';' { // as the file itself, so that the same spreadsheet opens it
		o.Delimiter = ';'
	}
	err := table.WriteCSV(&b, &l, o)
	return b.Bytes(), err
}

// heads are the columns of the table with the most of them; each once.
func (s *Sheet) heads() []string {
	var widest []string
	for i := range s.now.Layers {
		if t := s.now.Layers[i].Table; t != nil && len(t.Header) > len(widest) {
			widest = t.Header
		}
	}
	if widest == nil {
		return []string{"item"}
	}
	taken := map[string]bool{"where": true, "reason": true}
	out := make([]string, len(widest))
	for i, h := range widest {
		for h == "" || taken[h] {
			h += " " + letter(i)
		}
		taken[h], out[i] = true, h
	}
	return out
}

func text(key, value string) feature.Property {
	raw, _ := json.Marshal(value)
	return feature.Property{Key: key, Raw: raw}
}
