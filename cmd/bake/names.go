package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"hubscape/geo/basemap"
)

// languages are the languages of country names besides English: those of the Western Balkans and their neighbours,
// of Africa where CLDR has them, and of readers elsewhere.
var languages = strings.Fields("fr ar sr sr-Latn sq mk bs hr sl bg ro hu el tr am so sw pt es it de")

// naturalNames are the columns of Natural Earth that stand in where CLDR has no name (Somaliland's neighbours have,
// land without a country has not).
var naturalNames = map[string]string{"fr": "NAME_FR", "ar": "NAME_AR", "el": "NAME_EL", "tr": "NAME_TR", "hu": "NAME_HU",
	"pt": "NAME_PT", "es": "NAME_ES", "it": "NAME_IT", "de": "NAME_DE"}

// localeNames gives the country names of CLDR by language and ISO 3166-1 alpha-2 code.
func (s source) localeNames() (map[string]map[string]string, error) {
	file := func(lang string) string { return "package/main/" + lang + "/territories.json" }
	want := map[string]string{}
	for _, l := range languages {
		want[file(l)] = l
	}
	found, err := readTar(filepath.Join(s.dir, "cldr-localenames-full-48.2.0.tgz"), func(n string) bool { return want[n] != "" })
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]string{}
	for n, lang := range want {
		var doc struct {
			Main map[string]struct {
				Names struct {
					Territories map[string]string `json:"territories"`
				} `json:"localeDisplayNames"`
			} `json:"main"`
		}
		if err := json.Unmarshal(found[n], &doc); err != nil {
			return nil, fmt.Errorf("country names in %q: %w", lang, err)
		}
		out[lang] = doc.Main[lang].Names.Territories
		if len(out[lang]) < 200 {
			return nil, fmt.Errorf("country names in %q: only %d found", lang, len(out[lang]))
		}
	}
	return out, nil
}

// naming fills names, aliases and label places of countries.
type naming struct {
	cldr  map[string]map[string]string
	own   map[string]row               // countries.csv by code
	names map[string]map[string]string // names.csv by code and language
}

func newNaming(s source) (*naming, error) {
	cldr, err := s.localeNames()
	if err != nil {
		return nil, err
	}
	n := &naming{cldr: cldr, own: map[string]row{}, names: map[string]map[string]string{}}
	rows, err := table("countries.csv", "code", "name", "short", "local", "lang", "aliases", "lon", "lat", "min_zoom")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		n.own[r.cells["code"]] = r
	}
	rows, err = table("names.csv", "code", "lang", "name")
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		c := r.cells["code"]
		if n.names[c] == nil {
			n.names[c] = map[string]string{}
		}
		n.names[c][r.cells["lang"]] = r.cells["name"]
	}
	return n, nil
}

func (n *naming) apply(c *basemap.Country, f *geojson.Feature) error {
	for _, l := range languages {
		name := n.cldr[l][c.Alpha2]
		if name == "" || c.Alpha2 == "" {
			name = f.Properties.MustString(naturalNames[l], "")
		}
		if name != "" {
			c.Names[l] = name
		}
	}
	r, ok := n.own[c.Code]
	if ok && c.Code != "" {
		if err := n.override(c, r); err != nil {
			return err
		}
	}
	maps.Copy(c.Names, n.names[c.Code])
	return nil
}

func (n *naming) override(c *basemap.Country, r row) error {
	if v := r.cells["name"]; v != "" {
		c.Names["en"] = v
	}
	c.Short, c.Local, c.Aliases = r.cells["short"], r.cells["local"], list(r.cells["aliases"])
	if c.Local == c.Names["en"] {
		c.Local = ""
	}
	lon, err := r.number("lon", c.LabelAt[0])
	if err != nil {
		return err
	}
	lat, err := r.number("lat", c.LabelAt[1])
	if err != nil {
		return err
	}
	c.LabelAt = orb.Point{lon, lat}
	c.MinZoom, err = r.number("min_zoom", c.MinZoom)
	return err
}
