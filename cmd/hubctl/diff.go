package main

import (
	"bytes"
	"fmt"
	"sync"

	"hubscape/app/difference"
	"hubscape/assets"
	"hubscape/geo/basemap"
)

func diffCommand() command {
	return command{
		name: "diff",
		args: "A B [--json]",
		line: "What differs from one scenario to another",
		more: `
Compares A, the earlier scenario, with B, the later one, item by item and field by field: + added, - removed, ~ changed,
> moved. Ends with status 0 when nothing differs and with status 1 when something does, or when a file cannot be read
(then standard error says so). Items are paired by their ids; between files that are not of one document, sites are
paired by name as well. The times of the document and its identity are not compared.

  hubctl diff monday.hubscape friday.hubscape
  hubctl diff sample:western-balkans - < mine.hubscape
`,
		options: []option{{"json", "", "one JSON object with same, headline, counts, before, after, groups"}},
		do:      diff,
	}
}

// differing is the answer in JSON. counts are the changes by sort; groups stand in the order of the window, their
// entries in the order of names.
type differing struct {
	Same     bool           `json:"same"`
	Headline string         `json:"headline"`
	Counts   map[string]int `json:"counts"` // add, remove, edit, move
	Before   compared       `json:"before"`
	After    compared       `json:"after"`
	Groups   []diffGroup    `json:"groups"`
}

// compared names one of the two documents.
type compared struct {
	File  string `json:"file"`
	ID    string `json:"id"`
	Title string `json:"title"`
}

// diffGroup is the entries of one kind: sites, plans, slides, notes, sources …
type diffGroup struct {
	Group   string      `json:"group"`
	Entries []diffEntry `json:"entries"`
}

// diffEntry is one item.
type diffEntry struct {
	Kind     string       `json:"kind"`         // site, note …; features for those of one layer, kept for what cannot be read
	ID       string       `json:"id,omitempty"` // in the later document; of features, their layer's
	Name     string       `json:"name"`
	Change   string       `json:"change"` // add, remove, edit, move
	Sentence string       `json:"sentence"`
	Added    int          `json:"added,omitempty"` // of features: how many
	Removed  int          `json:"removed,omitempty"`
	Changed  int          `json:"changed,omitempty"`
	Changes  []diffChange `json:"changes"` // of features: the first twenty
}

// diffChange is one thing that changed. was and now are whole, in the words of the window; from and to are lon, lat
// degrees where the thing has a place.
type diffChange struct {
	Kind   string      `json:"kind,omitempty"` // where the item is another than the entry: a feature
	ID     string      `json:"id,omitempty"`
	Path   string      `json:"path,omitempty"` // within the item: capacity, evidence/ID/credibility; absent for the whole
	Change string      `json:"change"`
	What   string      `json:"what,omitempty"`
	Text   string      `json:"text"`
	Was    string      `json:"was,omitempty"`
	Now    string      `json:"now,omitempty"`
	More   string      `json:"more,omitempty"`
	From   *[2]float64 `json:"from,omitempty"`
	To     *[2]float64 `json:"to,omitempty"`
}

func diff(c *call) error {
	if len(c.files) != 2 {
		return usagef("two files are needed, the earlier and the later, and %d given; hubctl diff before.hubscape after.hubscape", len(c.files))
	}
	if c.files[0] == "-" && c.files[1] == "-" {
		return usagef("standard input can be one of the two files only; name the other")
	}
	before, lostBefore, err := c.scenario(c.files[0])
	if err != nil {
		return err
	}
	after, lostAfter, err := c.scenario(c.files[1])
	if err != nil {
		return err
	}
	r := difference.Between(before, after, differenceOptions())
	if err := c.writeDiff(r); err != nil {
		return err
	}
	for i, lost := range []int{lostBefore, lostAfter} {
		if lost == 1 {
			return inputf("%s: 1 damaged part was not compared; hubctl validate names it", c.files[i])
		}
		if lost > 0 {
			return inputf("%s: %d damaged parts were not compared; hubctl validate names them", c.files[i], lost)
		}
	}
	if !r.Same() {
		return errProblems
	}
	return nil
}

// differenceOptions lets the built-in map say in which country a site lies; it is read only when that is asked.
func differenceOptions() difference.Options {
	world := sync.OnceValue(func() *basemap.Map {
		m, err := basemap.Decode(assets.Basemap())
		if err != nil {
			return nil
		}
		return m
	})
	return difference.Options{
		Host: func(lon, lat float64) (country, division string) {
			m := world()
			if m == nil {
				return "", ""
			}
			p := m.Locate(lon, lat)
			if p.Country != nil {
				country = p.Country.Code
			}
			if p.Division != nil {
				division = p.Division.Code
			}
			return country, division
		},
		PlaceName: func(code string) string {
			m := world()
			if m == nil {
				return ""
			}
			if x := m.Country(code); x != nil {
				return x.Names["en"]
			}
			if x := m.Division(code); x != nil {
				return x.Name
			}
			return ""
		},
	}
}

func (c *call) writeDiff(r *difference.Report) error {
	if c.has("json") {
		return c.writeJSON(c.differing(r))
	}
	if r.Same() {
		_, err := fmt.Fprintln(c.out, "Nothing differs")
		return err
	}
	var b bytes.Buffer
	if err := r.WriteText(&b, plain); err != nil {
		return err
	}
	_, err := c.out.Write(b.Bytes())
	return err
}

func (c *call) differing(r *difference.Report) differing {
	d := differing{
		Same: r.Same(), Headline: r.Headline(), Counts: map[string]int{},
		Before: compared{c.files[0], r.Before.ID, r.Before.Title}, After: compared{c.files[1], r.After.ID, r.After.Title},
		Groups: []diffGroup{},
	}
	for sort, n := range r.Counts() {
		d.Counts[difference.Sort(sort).String()] = n
	}
	for _, g := range r.Groups {
		out := diffGroup{g.Key, nil}
		for _, e := range g.Entries {
			out.Entries = append(out.Entries, jsonEntry(e))
		}
		d.Groups = append(d.Groups, out)
	}
	return d
}

func jsonEntry(e *difference.Entry) diffEntry {
	out := diffEntry{
		Kind: e.Kind, ID: e.ID, Name: e.Name, Change: e.Sort.String(), Sentence: e.Sentence(),
		Added: e.Added, Removed: e.Removed, Changed: e.Changed, Changes: []diffChange{},
	}
	for _, r := range e.Rows {
		if r.Kind == "features" {
			continue
		}
		x := diffChange{Path: r.Path, Change: r.Sort.String(), What: r.What, Text: r.Text, Was: r.Was, Now: r.Now, More: r.More}
		if r.WasFull != "" {
			x.Was = r.WasFull
		}
		if r.NowFull != "" {
			x.Now = r.NowFull
		}
		if r.Kind != e.Kind {
			x.Kind, x.ID = r.Kind, r.ID
		}
		if r.From != nil {
			x.From = (*[2]float64)(r.From)
		}
		if r.To != nil {
			x.To = (*[2]float64)(r.To)
		}
		out.Changes = append(out.Changes, x)
	}
	return out
}
