package exchange

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
)

// Places answers what lies where. Every member may be nil: then nothing is known of it.
type Places struct {
	// Host finds the country (ISO alpha-3) and first-level division (ISO 3166-2) of a point, lon and lat in degrees; both
	// are empty at sea.
	Host func(lon, lat float64) (country, division string)
	// Code finds the code of a country or division by code or name, in any language that the map knows.
	Code func(text string) (code string, ok bool)
	// Towns finds the towns of a name, in any script and without accents.
	Towns func(name string) []Town
	// Name gives the English name of a country's or division's code, "" for none.
	Name func(code string) string
}

// Town is a place that a row without coordinates may mean.
type Town struct {
	Name    string
	Country string // ISO alpha-3
	At      orb.Point
}

// town finds the one town that a name means, in a country where one is said.
func (p Places) town(name, country string) (Town, bool) {
	if p.Towns == nil || name == "" {
		return Town{}, false
	}
	list := p.Towns(name)
	if country != "" {
		list = slices.DeleteFunc(slices.Clone(list), func(t Town) bool { return t.Country != country })
	}
	if len(list) != 1 {
		return Town{}, false
	}
	return list[0], true
}

func (p Places) host(lon, lat float64) (country, division string) {
	if p.Host == nil {
		return "", ""
	}
	return p.Host(lon, lat)
}

func (p Places) name(code string) string {
	if p.Name != nil {
		if n := p.Name(code); n != "" {
			return n
		}
	}
	return code
}

func (p Places) code(text string) (string, bool) {
	if p.Code == nil {
		return "", false
	}
	return p.Code(text)
}

// PlacesOf answers from the built-in map.
func PlacesOf(m *basemap.Map) Places {
	codes, names := map[string]string{}, map[string]string{}
	add := func(code string, texts ...string) {
		for _, t := range texts {
			if t = strings.ToLower(strings.TrimSpace(t)); t != "" && codes[t] == "" {
				codes[t] = code
			}
		}
	}
	for i := range m.Countries {
		c := &m.Countries[i]
		if c.Code == "" {
			continue
		}
		names[c.Code] = c.Names["en"]
		add(c.Code, c.Code, c.Alpha2, c.Short, c.Local)
		add(c.Code, c.Aliases...)
	}
	for i := range m.Countries {
		if c := &m.Countries[i]; c.Code != "" {
			for _, n := range c.Names {
				add(c.Code, n)
			}
		}
	}
	for i := range m.Divisions {
		d := &m.Divisions[i]
		names[d.Code] = d.Name
		add(d.Code, d.Code)
	}
	return Places{
		Towns: townsOf(m),
		Host: func(lon, lat float64) (country, division string) {
			p := m.Locate(lon, lat)
			if p.Country != nil {
				country = p.Country.Code
			}
			if p.Division != nil {
				division = p.Division.Code
			}
			return country, division
		},
		Code: func(text string) (string, bool) {
			code := codes[strings.ToLower(strings.TrimSpace(text))]
			return code, code != ""
		},
		Name: func(code string) string { return names[code] },
	}
}

// townsOf finds towns by any of their names.
func townsOf(m *basemap.Map) func(name string) []Town {
	towns := map[string][]Town{}
	for i := range m.Towns {
		t := &m.Towns[i]
		seen := map[string]bool{}
		for _, n := range append(strings.Split(t.Name, " / "), append(strings.Split(t.Local, " / "), t.Other...)...) {
			if key := foldHead(n); key != "" && !seen[key] {
				seen[key] = true
				towns[key] = append(towns[key], Town{t.Name, t.Country, t.At})
			}
		}
	}
	return func(name string) []Town {
		if list := towns[foldHead(name)]; list != nil {
			return list
		}
		for _, part := range strings.Split(name, "/") {
			if list := towns[foldHead(part)]; list != nil {
				return list
			}
		}
		return nil
	}
}
