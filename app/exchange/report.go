package exchange

import (
	"fmt"
	"strings"

	"hubscape/app/exchange/feature"
)

// Report is what became of a file, the same for the window and the command line.
type Report struct {
	File    string
	Read    int              // features and rows
	Skipped []feature.Notice // one for each that was left out
	Notices []feature.Notice // what was done to the others
}

// ReportOf reports on a dataset as it was read.
func ReportOf(d *feature.Dataset) Report {
	return Report{File: d.Name, Read: Count(d), Skipped: d.Skipped, Notices: d.Notices}
}

// Count is the number of features and rows of a dataset.
func Count(d *feature.Dataset) (n int) {
	for i := range d.Layers {
		l := &d.Layers[i]
		if n += len(l.Features); l.Table != nil {
			n += len(l.Table.Rows)
		}
	}
	return n
}

// Headline is the report in one line: "38 read, 3 skipped".
func (r Report) Headline() string { return fmt.Sprintf("%d read, %d skipped", r.Read, len(r.Skipped)) }

// String is the report as text to copy: the headline, then what was skipped and what was noticed, one a line.
func (r Report) String() string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "%s: %s\n", r.File, r.Headline())
	list := func(title string, notices []feature.Notice) {
		if len(notices) == 0 {
			return
		}
		sb.WriteString(title + "\n")
		for _, n := range notices {
			sb.WriteString("  " + n.Where)
			if n.Where != "" {
				sb.WriteString(": ")
			}
			sb.WriteString(n.Message + "\n")
		}
	}
	list("Skipped", r.Skipped)
	list("Noticed", r.Notices)
	return sb.String()
}
