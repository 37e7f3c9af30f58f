package importer

import (
	"cmp"
	"strings"

	"hubscape/app/exchange"
	"hubscape/app/exchange/table"
)

// digest is what the sheet says about a proposal and what takes a look at every row; it is made beside the window.
type digest struct {
	read    int
	skipped int
	lines   []skippedRow // of skipped and mended rows, each in its place whatever becomes of it
	commas  []commas     // of each layer
}

// commas counts the values of a table that hold a decimal comma.
type commas struct {
	count  int
	sample string
}

// skippedRow is one row that stays out, or that was mended.
type skippedRow struct {
	id     exchange.RowID
	where  string
	words  string
	offer  string // a remedy as a link
	choice exchange.Choice
}

// digestOf looks at every row once.
func digestOf(p *exchange.Proposal) digest {
	var d digest
	d.read = p.Report().Read
	for _, n := range p.Skipped {
		d.skipped++
		d.lines = append(d.lines, skippedRow{where: n.Where, words: sentence(plain(n.Message))})
	}
	for i := range p.Layers {
		l := &p.Layers[i]
		d.commas = append(d.commas, commasOf(l))
		if l.As == exchange.AsNothing {
			continue
		}
		for j := range l.Rows {
			switch r := &l.Rows[j]; r.Choice {
			case exchange.Leave:
				d.skipped++
				d.lines = append(d.lines, skippedOf(r))
			case exchange.Mend:
				d.lines = append(d.lines, skippedRow{id: r.ID, where: r.Where, words: because(r.Name, r.Fix), offer: "Leave out", choice: exchange.Leave})
			}
		}
	}
	return d
}

func skippedOf(r *exchange.Row) skippedRow {
	x := skippedRow{id: r.ID, where: r.Where, choice: exchange.Mend, offer: r.Fix, words: because(r.Name, cmp.Or(r.Reason, "was left out"))}
	if x.offer == "" {
		x.offer, x.choice = otherwise(r)
	}
	return x
}

// otherwise is what else can become of a row that stays out.
func otherwise(r *exchange.Row) (string, exchange.Choice) {
	for _, c := range r.Choices {
		switch c {
		case exchange.AddTwin:
			return "Add beside", c
		case exchange.Replace:
			return "Update", c
		case exchange.Take, exchange.Turn:
			return "Bring in", c
		}
	}
	return "", ""
}

// because is a reason with the name of its row where it does not begin with one.
func because(name, reason string) string {
	reason = plain(reason)
	if name = plain(name); name == "" || strings.HasPrefix(reason, "“") || strings.Contains(reason, name) {
		return sentence(reason)
	}
	return shortName(name) + ": " + strings.TrimSuffix(reason, ".") + "."
}

// commasOf counts decimal commas in the columns that hold figures.
func commasOf(l *exchange.LayerProposal) (out commas) {
	if l.Table == nil || l.Columns == nil {
		return out
	}
	for c := range l.Columns.Columns {
		if m := l.Columns.Columns[c].Means; m == table.Description || m == table.Name || m == table.Ignore || !isFigure(l, c) && !l.Columns.Columns[c].Comma {
			continue
		}
		for i := range l.Table.Rows {
			if text := cellAt(l.Table, i, c); withComma(text) {
				if out.count++; out.sample == "" {
					out.sample = text
				}
			}
		}
	}
	return out
}

// withComma tells a number with one comma: "43,3250", "-5,5".
func withComma(text string) bool {
	before, after, ok := strings.Cut(strings.TrimLeft(strings.TrimSpace(text), "+-−"), ",")
	digits := func(s string) bool {
		return s != "" && strings.Trim(s, "0123456789") == ""
	}
	return ok && digits(before) && digits(after)
}
