package exchange

import (
	"fmt"
	"io"
	"slices"

	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
)

// WriteLeftOut writes the rows that stay out as a table of text, each as it stands in the file, with its place and the
// reason before it, so that they can be mended and brought in by themselves. What was settled about personal data holds.
// It gives how many were written.
func (p *Proposal) WriteLeftOut(w io.Writer, from *File) (int, error) {
	l := layerOf("left out")
	for i := range p.Layers {
		layer := &p.Layers[i]
		rows := slices.Clone(layer.Rows)
		slices.SortFunc(rows, func(a, b Row) int { return a.ID.Index - b.ID.Index })
		for j := range rows {
			if r := &rows[j]; r.Choice == Leave && layer.As != AsNothing {
				l.add(p.leftOut(r, layer, &from.Layers[i]))
			}
		}
	}
	for _, n := range p.Skipped {
		l.add(row("", "", "where", n.Where, "reason", n.Message))
	}
	return len(l.Features), table.WriteCSV(w, &l.Layer, table.Options{BOM: true})
}

func (p *Proposal) leftOut(r *Row, layer *LayerProposal, from *feature.Layer) feature.Feature {
	f := row("", "", "where", r.Where, "reason", r.Reason)
	taken := map[string]bool{"where": true, "reason": true}
	add := func(prop feature.Property) {
		if prop = without(prop, p.Finds); prop.Key == "" {
			return
		}
		for n, base := 2, prop.Key; taken[prop.Key]; n++ {
			prop.Key = fmt.Sprintf("%s %d", base, n)
		}
		taken[prop.Key] = true
		f.Properties = append(f.Properties, prop)
	}
	if t := layer.Table; t != nil {
		for i, c := range t.Rows[r.ID.Index] {
			add(feature.Property{Key: t.Header[i], Raw: quoted(c.Text)})
		}
		return f
	}
	if r.Name != "" {
		add(feature.Property{Key: "name", Raw: quoted(r.Name)})
	}
	if r.ID.Index < len(from.Features) {
		for _, prop := range from.Features[r.ID.Index].Properties {
			add(prop)
		}
		f.Geometry, f.Z = from.Features[r.ID.Index].Geometry, from.Features[r.ID.Index].Z
	}
	return f
}
