package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hubscape/app/disk"
	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
)

// system is the file system.
var system = disk.OS{}

func infoCommand() command {
	return command{
		name: "info",
		args: "FILE [--json]",
		line: "What is in a file",
		more: `
Reads scenarios, GeoJSON, KML, KMZ, CSV, TSV, XLSX and GeoPackage, told apart by their content. What cannot be read is
left out, counted and named.

  hubctl info sample:western-balkans
  hubctl info --json - < points.geojson
`,
		options: []option{{"json", "", "one JSON object with kind, title, features, by_geometry, counts, bbox, skipped, problems"}},
		do:      info,
	}
}

// problem is one thing that was found: where, and what to do about it.
type problem struct {
	Where   string `json:"where"`
	Message string `json:"message"`
}

// summary is the answer, in the order of the contract; members that do not apply are absent.
type summary struct {
	Kind       string         `json:"kind"`
	Title      *string        `json:"title,omitempty"`
	Features   int            `json:"features"`
	ByGeometry map[string]int `json:"by_geometry"`
	*counts
	Layers   *int      `json:"layers,omitempty"`
	BBox     []float64 `json:"bbox,omitempty"` // degrees
	Skipped  int       `json:"skipped"`
	Problems []problem `json:"problems"`
	metres   []float64 // extent of positions that are no degrees: least and greatest x and y
}

// counts are the lists of a scenario.
type counts struct {
	Sites   int `json:"sites"`
	Notes   int `json:"notes"`
	Sources int `json:"sources"`
	Plans   int `json:"plans"`
	Slides  int `json:"slides"`
}

func info(c *call) error {
	if len(c.files) != 1 {
		return usagef("one FILE is needed and %d given; hubctl info my.hubscape", len(c.files))
	}
	in, err := c.data(c.files[0])
	if err != nil {
		return err
	}
	s, err := summarise(in)
	if err != nil {
		return err
	}
	if c.has("json") {
		return c.writeJSON(s)
	}
	return s.print(c)
}

// summarise says what is in a file of any format.
func summarise(in input) (summary, error) {
	f, err := exchange.Read(context.Background(), in.name, in.bytes, exchange.Options{Large: true})
	if err != nil {
		return summary{}, dataFault(err)
	}
	s := summary{Kind: string(f.Format), ByGeometry: map[string]int{}, Problems: []problem{}}
	d := f.Dataset
	if f.Doc != nil {
		return s.scenario(f), nil
	}
	if slices.ContainsFunc(d.Layers, func(l feature.Layer) bool { return l.Table != nil }) {
		if settled, err := exchange.Settle(f, exchange.Places{}, exchange.Decisions{}); err == nil {
			d = settled
		} else {
			s.Features = exchange.Count(d)
			d.Notices = append(d.Notices, feature.Notice{Message: strings.TrimPrefix(err.Error(), d.Name+": ")})
		}
	}
	s.count(d)
	return s, nil
}

// count counts features by geometry and gathers what was found.
func (s *summary) count(d *feature.Dataset) {
	if s.counts == nil && d.Format != feature.GeoJSON && d.Format != feature.CSV && d.Format != feature.TSV {
		n := len(d.Layers)
		s.Layers = &n
	}
	for i := range d.Layers {
		for j := range d.Layers[i].Features {
			s.Features++
			kind := "null"
			if g := d.Layers[i].Features[j].Geometry; g != nil {
				kind = g.GeoJSONType()
			}
			s.ByGeometry[kind]++
		}
	}
	if b, ok := exchange.Bound(d); ok {
		s.BBox = []float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]}
	}
	if d.Planar {
		s.BBox, s.metres = nil, s.BBox
		s.Problems = append(s.Problems, problem{"", "the numbers look like metres and the file names no coordinate system; convert it with --crs"})
	}
	s.Skipped = len(d.Skipped)
	for _, n := range append(slices.Clone(d.Skipped), d.Notices...) {
		s.Problems = append(s.Problems, problem{n.Where, n.Message})
	}
}

// scenario counts what a scenario holds. Several parts of an item may be left out under one problem, so the store's own
// count of them holds.
func (s summary) scenario(f *exchange.File) summary {
	doc := f.Doc
	layers := doc.Layers.Len()
	s.Kind, s.Title, s.Layers = "scenario", &doc.Title, &layers
	s.counts = &counts{Sites: doc.Sites.Len(), Notes: doc.Notes.Len(), Sources: doc.Sources.Len(), Plans: doc.Plans.Len(), Slides: doc.Slides.Len()}
	d := exchange.FromScenario(doc, exchange.Places{}, exchange.Export{})
	left := f.Info.Skipped + len(d.Skipped)
	d.Skipped, d.Notices = f.Skipped, f.Notices
	if f.Info.Notice != "" {
		s.Problems = append(s.Problems, problem{noticeWhere(doc.Version), f.Info.Notice})
	}
	s.count(d)
	s.Skipped = left
	return s
}

// noticeWhere is the member of a file that a notice on the file as a whole is about.
func noticeWhere(version int) string {
	if version > scenario.Version {
		return "version"
	}
	return ""
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// print is the answer for people.
func (s summary) print(c *call) error {
	row := func(name string, value any) { fmt.Fprintf(c.out, "%-10s %s\n", name, plain(fmt.Sprint(value))) }
	row("kind", s.Kind)
	if s.Title != nil {
		row("title", *s.Title)
	}
	row("features", strconv.Itoa(s.Features)+geometries(s.ByGeometry))
	if s.counts != nil {
		for _, x := range []struct {
			name string
			n    int
		}{{"sites", s.Sites}, {"notes", s.Notes}, {"sources", s.Sources}, {"plans", s.Plans}, {"slides", s.Slides}} {
			row(x.name, x.n)
		}
	}
	if s.Layers != nil {
		row("layers", *s.Layers)
	}
	if b := s.BBox; b != nil {
		row("extent", fmt.Sprintf("%s to %s, %s to %s", letter(b[1], "N", "S"), letter(b[3], "N", "S"), letter(b[0], "E", "W"), letter(b[2], "E", "W")))
	}
	if b := s.metres; b != nil {
		row("extent", fmt.Sprintf("%s to %s, %s to %s; the positions look like metres", decimal(b[1]), decimal(b[3]), decimal(b[0]), decimal(b[2])))
	}
	row("skipped", s.Skipped)
	for _, p := range s.Problems {
		row("problem", cmp.Or(p.Where, "file")+": "+p.Message)
	}
	return nil
}

func geometries(by map[string]int) string {
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(by)) {
		name := kind
		if kind == "null" {
			name = "without a place"
		}
		parts = append(parts, fmt.Sprintf("%d %s", by[kind], name))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
