package main

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"hubscape/geo/basemap"
)

// fillPlaces makes the countries, faces and divisions that the meshes refer to.
func fillPlaces(m *basemap.Map, p *plane, features []*geojson.Feature, wanted map[string]bool, n *naming) error {
	status, err := statuses()
	if err != nil {
		return err
	}
	byCode := map[string]*geojson.Feature{}
	for _, f := range features {
		ne := f.Properties.MustString("ADM0_A3", "")
		k, special := ownCode[ne]
		switch {
		case !special:
			byCode[ne] = f
		case k.code == "":
			byCode[ne] = f
		case byCode[k.code] == nil && (k.dispute == "" || k.code == "ESH"):
			byCode[k.code] = f
		}
	}
	byCode["CCK"] = byCode["CXR"]
	at := map[string]int{}
	m.Faces = []basemap.Face{{Country: -1}}
	for _, k := range p.lands[1:] {
		id := k.code + k.name
		i, ok := at[id]
		if !ok {
			i = len(m.Countries)
			at[id] = i
			c, err := newCountry(k, byCode[id], n)
			if err != nil {
				return err
			}
			c.Divisions = wanted[k.code]
			m.Countries = append(m.Countries, c)
		}
		if k.dispute != "" && status[k.dispute] == "" {
			return fmt.Errorf("the contested area %q has no sentence in data/status.csv", k.dispute)
		}
		m.Faces = append(m.Faces, basemap.Face{Country: i, Status: status[k.dispute]})
	}
	for _, d := range p.divs[1:] {
		m.Divisions = append(m.Divisions, basemap.Division{Code: d.code, Country: d.country, Name: d.name, Local: d.local, Kind: d.kind, LabelAt: d.at})
	}
	for i := range m.Countries {
		if s := status[countryKey[m.Countries[i].Code]]; s != "" {
			m.Countries[i].Status = s
		}
	}
	setBounds(m)
	return nil
}

func newCountry(k landKey, f *geojson.Feature, n *naming) (basemap.Country, error) {
	c := basemap.Country{Code: k.code, Names: map[string]string{}}
	if f == nil {
		return c, fmt.Errorf("no feature of the source has the code %q", k.code+k.name)
	}
	p := f.Properties
	if a2 := p.MustString("ISO_A2_EH", ""); a2 != "-99" && k.code != "" {
		c.Alpha2 = a2
	}
	c.Names["en"] = p.MustString("NAME_EN", p.MustString("NAME", ""))
	c.LabelAt = orb.Point{p.MustFloat64("LABEL_X", 0), p.MustFloat64("LABEL_Y", 0)}
	c.MinZoom = p.MustFloat64("MIN_LABEL", 5)
	c.Rank = min(max(int(p.MustFloat64("LABELRANK", 5)), 1), 7)
	c.Status = countryStatus[k.code]
	if fix, ok := sourceFix[k.code+k.name]; ok {
		c.Names["en"] = fix.name
		if fix.alpha2 != "" {
			c.Alpha2 = fix.alpha2
		}
		if fix.at != (orb.Point{}) {
			c.LabelAt = fix.at
		}
	}
	return c, n.apply(&c, f)
}

// sourceFix corrects names that the source has wrong or shares between two places.
var sourceFix = map[string]struct {
	name, alpha2 string
	at           orb.Point
}{
	"CXR": {"Christmas Island", "CX", orb.Point{105.64, -10.49}},
	"CCK": {"Cocos (Keeling) Islands", "CC", orb.Point{96.85, -12.15}},
	"PGA": {name: "Spratly Islands"},
	"TLS": {name: "Timor-Leste"},
	"SCR": {name: "Scarborough Reef"},
}

// countryKey names the sentences of data/status.csv that hold for a country as a whole.
var countryKey = map[string]string{"XKX": "kosovo", "ESH": "western-sahara-west"}

// setBounds measures countries and divisions on their meshes.
func setBounds(m *basemap.Map) {
	empty := orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	land := make([]orb.Bound, len(m.Countries))
	for i := range land {
		land[i] = empty
	}
	div := make([]orb.Bound, len(m.Divisions))
	for i := range div {
		div[i] = empty
	}
	measure := func(mesh *basemap.Mesh, grow func(face uint16, p orb.Point)) {
		for _, a := range mesh.Arcs {
			for v := a.First; v < a.Last; v++ {
				p := basemap.LonLat(mesh.XY[2*v], mesh.XY[2*v+1])
				grow(a.Left, p)
				grow(a.Right, p)
			}
		}
	}
	measure(m.Land, func(f uint16, p orb.Point) {
		if c := m.Faces[f].Country; c >= 0 {
			land[c] = land[c].Extend(p)
		}
	})
	measure(m.Divs, func(f uint16, p orb.Point) {
		if f > 0 {
			div[f-1] = div[f-1].Extend(p)
		}
	})
	for i := range land {
		m.Countries[i].Bound = land[i]
	}
	for i := range div {
		m.Divisions[i].Bound = div[i]
	}
}
