package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
)

// balkans is where every place of the source is kept.
var balkans = orb.Bound{Min: orb.Point{12, 34.5}, Max: orb.Point{30.5, 49}}

// townRank gives how large a place must be to be kept: the greatest scalerank.
func townRank(p orb.Point) int {
	switch {
	case balkans.Contains(p):
		return 10
	case detailed.Contains(p) && p[1] < 38: // Africa and the Near East
		return 8
	case detailed.Contains(p):
		return 6
	}
	return 3
}

// placeNames reads data/places.csv: by country and the source's name, the names of places whose letters the source has
// lost, whose name has changed, or that have one in their own script.
func placeNames() (map[[2]string]basemap.Town, error) {
	rows, err := table("places.csv", "country", "source", "name", "local", "other")
	if err != nil {
		return nil, err
	}
	fixes := map[[2]string]basemap.Town{}
	for _, r := range rows {
		fixes[[2]string{r.cells["country"], r.cells["source"]}] = basemap.Town{Name: r.cells["name"], Local: r.cells["local"], Other: list(r.cells["other"])}
	}
	return fixes, nil
}

// loadTowns reads the hand-made towns of the Western Balkans and the source's places of all other countries. The
// country is the one of the map the point lies in; a port that lies just off the coast keeps the source's.
func (s source) loadTowns(m *basemap.Map, log func(string, ...any)) ([]basemap.Town, error) {
	out, own, err := ownTowns(m, log)
	if err != nil {
		return nil, err
	}
	records, err := s.shapes("ne_10m_populated_places_simple")
	if err != nil {
		return nil, err
	}
	fixes, err := placeNames()
	if err != nil {
		return nil, err
	}
	used := map[[2]string]bool{}
	for _, r := range records {
		p := r.parts[0][0]
		rank := int(r.number("scalerank", 10))
		capital := r.attr["featurecla"] == "Admin-0 capital"
		country := townCountry(m, p, r.attr["adm0_a3"])
		if own[country] || country == "" || country == "ATA" || rank > townRank(p) && !capital {
			continue
		}
		t := basemap.Town{Name: r.attr["name"], Country: country, At: p, Rank: min(max(rank, 0), 10), Capital: capital && country != "ESH",
			Pop: int32(max(r.number("pop_max", 0), 0))}
		others := []string{r.attr["nameascii"], r.attr["namepar"], r.attr["namealt"]}
		key := [2]string{country, t.Name}
		if fix, ok := fixes[key]; ok {
			used[key] = true
			t.Name, t.Local, t.Other, others = fix.Name, fix.Local, slices.Clone(fix.Other), others[1:]
		}
		for _, other := range strings.Split(strings.Join(others, "|"), "|") {
			if other != "" && other != t.Name && other != t.Local && !slices.Contains(t.Other, other) {
				t.Other = append(t.Other, other)
			}
		}
		if strings.ContainsAny(t.Name, "?\uFFFD") {
			return nil, fmt.Errorf("town name %q has lost letters; add it to data/places.csv", t.Name)
		}
		out = append(out, t)
	}
	for key := range fixes {
		if !used[key] {
			return nil, fmt.Errorf("data/places.csv names %s in %s, which the source does not have or which is not kept", key[1], key[0])
		}
	}
	slices.SortStableFunc(out, func(a, b basemap.Town) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(b.Pop, a.Pop), cmp.Compare(a.Country, b.Country), cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

func townCountry(m *basemap.Map, p orb.Point, source string) string {
	if c := m.LocateCountry(p[0], p[1]); c != nil {
		return c.Code
	}
	return placeCode(source)
}

// ownTowns reads data/towns.csv and says which countries it covers.
func ownTowns(m *basemap.Map, log func(string, ...any)) ([]basemap.Town, map[string]bool, error) {
	rows, err := table("towns.csv", "name", "local", "other", "country", "lat", "lon", "rank", "capital", "population")
	if err != nil {
		return nil, nil, err
	}
	own := map[string]bool{}
	var out []basemap.Town
	for _, r := range rows {
		p, _, err := r.place()
		if err != nil {
			return nil, nil, err
		}
		rank, err := r.number("rank", 8)
		if err != nil {
			return nil, nil, err
		}
		pop, err := r.number("population", 0)
		if err != nil {
			return nil, nil, err
		}
		country := r.cells["country"]
		own[country] = true
		if c := m.LocateCountry(p[0], p[1]); c == nil || c.Code != country {
			log("data/%s:%d: %s does not lie in %s", r.file, r.line, r.cells["name"], country)
		}
		out = append(out, basemap.Town{Name: r.cells["name"], Local: r.cells["local"], Other: list(r.cells["other"]), Country: country,
			At: p, Rank: int(rank), Capital: r.cells["capital"] == "1", Pop: int32(pop)})
	}
	return out, own, nil
}

// list splits a cell with several values.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}
