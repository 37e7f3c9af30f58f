package exchange

import (
	"fmt"
	"io"
	"slices"
	"time"

	"hubscape/app/exchange/crs"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/geojson"
	"hubscape/app/exchange/geopackage"
	"hubscape/app/exchange/kml"
	"hubscape/app/exchange/shape"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
)

// HoldsTables says whether a format can hold layers without places: notes, sources, plans.
func HoldsTables(f feature.Format) bool { return f == feature.XLSX || f == feature.GeoPackage }

// Write writes a dataset in a format. The notices name what the format cannot hold. Rows of tables must have become
// features before, see Settle. changed is the time with which formats date their content, where they do. An error is the writer's or says what cannot be written.
func Write(w io.Writer, d *feature.Dataset, format feature.Format, changed time.Time) ([]feature.Notice, error) {
	var notices []feature.Notice
	tell := func(n feature.Notice) { notices = append(notices, n) }
	switch format {
	case feature.GeoJSON:
		return nil, geojson.Write(w, d)
	case feature.KML:
		return nil, kml.Write(w, d)
	case feature.KMZ:
		return nil, kml.WriteKMZ(w, d)
	case feature.GeoPackage:
		return nil, geopackage.Write(w, unnamed(d), changed)
	case feature.XLSX:
		return notices, table.WriteXLSX(w, cut(unnamed(d)), table.Options{Notice: tell})
	case feature.CSV, feature.TSV:
		o := table.Options{Notice: tell, BOM: format == feature.CSV}
		if format == feature.TSV {
			o.Delimiter = '\t'
		}
		l, left := only(cut(unnamed(d)))
		if left != "" {
			tell(feature.Notice{Message: left})
		}
		err := table.WriteCSV(w, l, o)
		return notices, err
	}
	return nil, fmt.Errorf("there is no way to write %q; choose a name that ends in %s", format, readable)
}

// only gives the first layer that has features, and says what is left out.
func only(d *feature.Dataset) (l *feature.Layer, left string) {
	n := 0
	for i := range d.Layers {
		if len(d.Layers[i].Features) == 0 {
			continue
		}
		if n++; n == 1 {
			l = &d.Layers[i]
		}
	}
	if l == nil {
		return &feature.Layer{}, ""
	}
	if n > 1 {
		left = fmt.Sprintf("a table of text holds one layer: only %q was written; choose .xlsx or .gpkg for all %d", l.Name, n)
	}
	return l, left
}

// unnamed gives a dataset in which no property repeats the name of its feature, for formats that have a column for it.
func unnamed(d *feature.Dataset) *feature.Dataset {
	out := *d
	out.Layers = slices.Clone(d.Layers)
	for i := range out.Layers {
		l := &out.Layers[i]
		for _, key := range []string{"name", "Name", "NAME"} {
			if slices.Contains(l.Fields, key) && repeats(l, key) {
				l.Fields = slices.DeleteFunc(slices.Clone(l.Fields), func(k string) bool { return k == key })
				l.Features = slices.Clone(l.Features)
				for j := range l.Features {
					l.Features[j].Properties = slices.DeleteFunc(slices.Clone(l.Features[j].Properties), func(p feature.Property) bool { return p.Key == key })
				}
				break
			}
		}
	}
	return &out
}

// cut gives a dataset whose shapes are cut at the 180th meridian where they cross it. The other formats do so themselves.
func cut(d *feature.Dataset) *feature.Dataset {
	out := *d
	out.Layers = slices.Clone(d.Layers)
	for i := range out.Layers {
		l, own := &out.Layers[i], false
		for j := range l.Features {
			g, z, did := shape.Split(l.Features[j].Geometry, l.Features[j].Z)
			if !did {
				continue
			}
			if !own {
				l.Features, own = slices.Clone(l.Features), true
			}
			l.Features[j].Geometry, l.Features[j].Z = g, z
		}
	}
	return &out
}

// repeats says whether a property holds the names of all features.
func repeats(l *feature.Layer, key string) bool {
	for i := range l.Features {
		value := ""
		for _, p := range l.Features[i].Properties {
			if p.Key == key {
				value = plainText(p.Raw)
			}
		}
		if value != l.Features[i].Name {
			return false
		}
	}
	return true
}

// Settle makes features of everything in a file, without a document: rows of tables by what their columns mean,
// positions in metres by the system that was decided. What cannot be settled is skipped and named. The error says what
// must be decided first.
func Settle(f *File, places Places, dec Decisions) (*feature.Dataset, error) {
	d := f.Dataset
	if d.Planar {
		if dec.CRS == "" {
			return nil, fmt.Errorf("%s: the numbers look like metres and the file names no coordinate system; say which it is, for instance --crs EPSG:32634", d.Name)
		}
		system, err := crs.Parse(dec.CRS)
		if err != nil {
			return nil, err
		}
		d = Reproject(d, system)
	}
	if !slices.ContainsFunc(d.Layers, func(l feature.Layer) bool { return l.Table != nil }) {
		return d, nil
	}
	if dec.Layers == nil {
		dec.Layers = map[int]LayerDecision{}
	}
	for i := range d.Layers {
		l := dec.Layers[i]
		l.As = AsOverlay
		dec.Layers[i] = l
	}
	p := Propose(f, &scenario.Scenario{}, places, dec)
	if p.NeedCRS {
		return nil, fmt.Errorf("%s: the columns hold metres of a coordinate system that the file does not name; say which it is, for instance --crs EPSG:32634", d.Name)
	}
	return p.dataset(d), nil
}

// dataset gives what would enter, as features.
func (p *Proposal) dataset(from *feature.Dataset) *feature.Dataset {
	r := p.Report()
	out := &feature.Dataset{Format: from.Format, Name: from.Name, Notices: r.Notices, Skipped: r.Skipped}
	for i := range p.Layers {
		l := &p.Layers[i]
		g := feature.Layer{Name: l.Name, Fields: l.Keys, Style: l.Style}
		rows := slices.Clone(l.Rows)
		slices.SortFunc(rows, func(a, b Row) int { return a.ID.Index - b.ID.Index })
		for j := range rows {
			if rows[j].Feature != nil && rows[j].Choice != Leave {
				g.Features = append(g.Features, *rows[j].Feature)
			}
		}
		out.Layers = append(out.Layers, g)
	}
	return out
}
