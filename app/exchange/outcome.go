package exchange

import (
	"cmp"
	"fmt"
	"slices"

	"hubscape/app/exchange/feature"
)

// Open lists what has to be decided before anything may enter, each a clause.
func (p *Proposal) Open() []string {
	var out []string
	if p.NeedCRS {
		out = append(out, "choose the coordinate system: the numbers look like metres")
	}
	for _, f := range p.Finds {
		if f.Remedy == Unsettled {
			where := "in the names"
			if f.Column != "" {
				where = fmt.Sprintf("in %q", f.Column)
			}
			out = append(out, fmt.Sprintf("%d %s %s: leave them out, or confirm that they may be kept", f.Count, f.Kind, where))
		}
	}
	return out
}

// Counts is how many sites are added and changed, how many features of overlays are added, and how many rows stay out.
type Counts struct{ Sites, Updates, Features, Layers, Out int }

// Counts counts what Patch would do.
func (p *Proposal) Counts() (c Counts) {
	for i := range p.Layers {
		l := &p.Layers[i]
		n := 0
		for j := range l.Rows {
			r := &l.Rows[j]
			switch {
			case r.Choice == Leave || l.As == AsNothing:
				c.Out++
			case l.As == AsOverlay:
				n++
			case r.Choice == Replace:
				c.Updates++
			default:
				c.Sites++
			}
		}
		if c.Features += n; n > 0 {
			c.Layers++
		}
	}
	return c
}

// Nowhere counts the rows of a file of which not one has a position or a place; 0 for a file that has some.
func (p *Proposal) Nowhere() (rows int) {
	for i := range p.Layers {
		if l := &p.Layers[i]; l.As != AsNothing && len(l.Rows) > 0 {
			return 0
		}
		rows += len(p.Layers[i].Rows)
	}
	return rows
}

// Report is what becomes of the file as chosen.
func (p *Proposal) Report() Report {
	r := Report{File: p.Name, Skipped: slices.Clone(p.Skipped), Notices: slices.Clone(p.Notices)}
	if p.Merge != nil {
		r.Read, r.Notices = p.Merge.Total, append(r.Notices, p.Merge.Kept...)
		return r
	}
	unfit := keptValues{}
	nowhere := p.Nowhere() > 0
	for i := range p.Layers {
		l := &p.Layers[i]
		if l.As == AsNothing {
			for j := range l.Rows {
				if nowhere {
					r.Skipped = append(r.Skipped, feature.Notice{Where: l.Rows[j].Where, Message: "no position"})
				}
			}
			if len(l.Rows) > 0 && !nowhere {
				r.Notices = append(r.Notices, feature.Notice{Where: l.Name, Message: fmt.Sprintf("has %d rows without a place and was left out", len(l.Rows))})
			}
			continue
		}
		for j := range l.Rows {
			row := &l.Rows[j]
			switch {
			case row.Choice != Leave:
				r.Read++
				if row.State != Ready && row.Reason != "" {
					r.Notices = append(r.Notices, feature.Notice{Where: row.Where, Message: row.Reason + done[row.Choice]})
				}
				unfit.add(row)
			default:
				r.Skipped = append(r.Skipped, feature.Notice{Where: row.Where, Message: cmp.Or(row.Reason, "was left out")})
			}
		}
	}
	r.Notices = append(r.Notices, unfit.notices()...)
	for _, f := range p.Finds {
		if f.Remedy == DropColumn || f.Remedy == DropValues {
			r.Notices = append(r.Notices, feature.Notice{Where: cmp.Or(f.Column, "name"), Message: fmt.Sprintf("%d %s were left out", f.Count, f.Kind)})
		}
	}
	return r
}

// keptValues counts, for each property, the rows whose value its field cannot hold, and remembers the first.
type keptValues map[string]*struct {
	n     int
	where string
}

func (k keptValues) add(r *Row) {
	for _, key := range r.Kept {
		if k[key] == nil {
			k[key] = &struct {
				n     int
				where string
			}{where: r.Where}
		}
		k[key].n++
	}
}

func (k keptValues) notices() (out []feature.Notice) {
	for _, key := range sortedKeys(k) {
		message := fmt.Sprintf("its value of %q is not one that the field can hold; it stays as a property", key)
		if n := k[key].n; n > 1 {
			message = fmt.Sprintf("%d rows from here on have a value of %q that the field cannot hold; these stay as properties", n, key)
		}
		out = append(out, feature.Notice{Where: k[key].where, Message: message})
	}
	return out
}

// done is what was done about a row, after its reason.
var done = map[Choice]string{Turn: "; turned round", AsWritten: "; kept as written", Replace: "; brought up to date", AddTwin: "; added beside it", Mend: "; mended"}
