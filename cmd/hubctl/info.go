package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
	"hubscape/app/store"
)

func infoCommand() command {
	return command{
		name: "info",
		args: "FILE [--json]",
		line: "What is in a file",
		more: `
Reads scenarios and plain GeoJSON, told apart by their content. What cannot be read is left out, counted and named.

  hubctl info sample:western-balkans
  hubctl info --json - < points.geojson
`,
		options: []option{{"json", "", "one JSON object with kind, title, features, by_geometry, counts, bbox, skipped, problems"}},
		do:      info,
	}
}

// summary is the answer, in the order of the contract; members that do not apply are absent.
type summary struct {
	Kind       string         `json:"kind"`
	Title      *string        `json:"title,omitempty"`
	Features   int            `json:"features"`
	ByGeometry map[string]int `json:"by_geometry"`
	*counts
	BBox     []float64 `json:"bbox,omitempty"`
	Skipped  int       `json:"skipped"`
	Problems []problem `json:"problems"`
	notice   string
}

// counts are the lists of a scenario.
type counts struct {
	Sites   int `json:"sites"`
	Notes   int `json:"notes"`
	Sources int `json:"sources"`
	Plans   int `json:"plans"`
	Slides  int `json:"slides"`
	Layers  int `json:"layers"`
}

func info(c *call) error {
	if len(c.files) != 1 {
		return usagef("one FILE is needed and %d given; hubctl info my.hubscape", len(c.files))
	}
	in, err := c.read(c.files[0])
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

// summarise tells scenarios and plain GeoJSON apart by content.
func summarise(in input) (summary, error) {
	doc, read, err := store.ReadInfo(in.bytes)
	if err == nil {
		return summariseScenario(doc, read), nil
	}
	if t, ok := plainGeoJSON(bytes.TrimPrefix(in.bytes, []byte("\xef\xbb\xbf"))); ok {
		s := summary{Kind: "geojson", Features: t.read, ByGeometry: t.byGeometry, BBox: t.bbox(), Skipped: t.skipped, Problems: t.problems}
		s.Problems = append([]problem{}, s.Problems...)
		return s, nil
	}
	return summary{}, in.fault(err)
}

// fault names the file in an error of the store.
func (in input) fault(err error) error {
	if store.Machine(err) {
		return machinef("%s: %v", in.name, err)
	}
	return inputf("%s: %v", in.name, err)
}

func summariseScenario(doc *scenario.Scenario, read store.Info) summary {
	t := newTally()
	for _, site := range doc.Sites.All() {
		if site.At == nil {
			t.count("null", orb.Bound{}, 0)
			continue
		}
		t.count("Point", site.At.Bound(), 1)
	}
	for _, x := range doc.Features.All() {
		b, n := emptyBound(), feature.Positions(x.Geometry)
		feature.Each(x.Geometry, func(p orb.Point) { b = b.Extend(p) })
		kind := "null"
		if x.Geometry != nil {
			kind = x.Geometry.GeoJSONType()
		}
		t.count(kind, b, n)
	}
	for i, raw := range doc.Overlays {
		var f struct {
			Geometry json.RawMessage `json:"geometry"`
		}
		if json.Unmarshal(raw, &f) == nil {
			t.add(f.Geometry, "overlay feature "+strconv.Itoa(i+1))
		}
	}
	s := summary{
		Kind: "scenario", Title: &doc.Title, Features: t.read, ByGeometry: t.byGeometry, BBox: t.bbox(),
		counts: &counts{
			Sites: doc.Sites.Len(), Notes: doc.Notes.Len(), Sources: doc.Sources.Len(), Plans: doc.Plans.Len(),
			Slides: doc.Slides.Len(), Layers: doc.Layers.Len(),
		},
		Skipped: read.Skipped + t.skipped, Problems: []problem{}, notice: read.Notice,
	}
	for _, p := range read.Problems {
		s.Problems = append(s.Problems, problem{p.Where, p.Message})
	}
	s.Problems = append(s.Problems, t.problems...)
	return s
}

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
		}{{"sites", s.Sites}, {"notes", s.Notes}, {"sources", s.Sources}, {"plans", s.Plans}, {"slides", s.Slides}, {"layers", s.Layers}} {
			row(x.name, x.n)
		}
	}
	if b := s.BBox; b != nil {
		row("extent", fmt.Sprintf("%s to %s, %s to %s", letter(b[1], "N", "S"), letter(b[3], "N", "S"), letter(b[0], "E", "W"), letter(b[2], "E", "W")))
	}
	row("skipped", s.Skipped)
	if s.notice != "" {
		row("notice", s.notice)
	}
	for _, p := range s.Problems {
		row("problem", p.Where+": "+p.Message)
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
