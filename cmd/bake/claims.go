package main

import (
	"fmt"
	"io/fs"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"hubscape/geo/basemap"
)

// loadClaims reads the claim lines. All of them are edges of the countries mesh, which draws them; what is kept is
// the label and the note, and the kind as drawn.
func loadClaims(land *basemap.Mesh) ([]basemap.Claim, error) {
	fc, err := geoTable("claims.geojson")
	if err != nil {
		return nil, err
	}
	var out []basemap.Claim
	for _, f := range fc.Features {
		p := f.Properties
		c := basemap.Claim{Name: p.MustString("name", ""), Kind: p.MustString("kind", ""), Note: p.MustString("note", ""),
			Number:  p.MustInt("number", 0),
			LabelAt: orb.Point{p.MustFloat64("label_lon", 0), p.MustFloat64("label_lat", 0)},
			LabelDX: p.MustFloat64("label_dx", 0), LabelDY: p.MustFloat64("label_dy", 0), MinZoom: p.MustFloat64("min_zoom", 0)}
		if c.Name == "" || c.Kind == "" || c.Note == "" {
			return nil, fmt.Errorf("data/claims.geojson: claim %q needs a name, a kind and a note", c.Name)
		}
		c.Kind = "claim"
		if nearestClass(land, c.LabelAt) == basemap.ClassHeld {
			c.Kind = "held"
		}
		out = append(out, c)
	}
	return out, nil
}

// nearestClass gives the class of the disputed or held arc nearest to a point.
func nearestClass(land *basemap.Mesh, at orb.Point) basemap.Class {
	p := toGrid(at)
	best, class := math.Inf(1), basemap.ClassNone
	for _, a := range land.Arcs {
		if a.Class != basemap.ClassDisputed && a.Class != basemap.ClassHeld {
			continue
		}
		for v := a.First; v < a.Last-1; v++ {
			if d := fromSegment(p, fromUnits(land.XY[2*v:]), fromUnits(land.XY[2*v+2:])); d < best {
				best, class = d, a.Class
			}
		}
	}
	return class
}

// area is a contested area of data/areas.geojson.
type area struct {
	key      string
	geometry orb.Geometry
}

func loadAreas() ([]area, error) {
	fc, err := geoTable("areas.geojson")
	if err != nil {
		return nil, err
	}
	out := []area{{"western-sahara-west", westernSahara}, {"cocos", cocosIslands}, {"golan", golan}, {"ilemi-south", ilemiSouth}}
	for _, f := range fc.Features {
		out = append(out, area{f.Properties.MustString("key", ""), f.Geometry})
	}
	return out, nil
}

// westernSahara holds what lies south of 27°40′ N and west of 8°40′ W, the limits of the Spanish Sahara (convention
// of 1912). Only the land of Morocco inside it counts.
var westernSahara = orb.Polygon{{{-20, 20}, {-8.66667, 20}, {-8.66667, 27.66667}, {-20, 27.66667}, {-20, 20}}}

// cocosIslands parts the Cocos Islands from Christmas Island, which the source has as one feature.
var cocosIslands = orb.Polygon{{{96, -13}, {98, -13}, {98, -11}, {96, -11}, {96, -13}}}

// golan holds the land east of the upper Jordan and the Sea of Galilee that Israel took in 1967; its east is the source's
// border with Syria. The west follows the line that Syria claims, at about 1 km.
var golan = orb.Polygon{{{35.612, 32.682}, {35.75, 32.6}, {36.1, 32.6}, {36.1, 33.5}, {35.9, 33.5}, {35.716, 33.327}, {35.654, 33.262},
	{35.65, 33.246}, {35.649, 33.162}, {35.628, 33.071}, {35.571, 33.012}, {35.6, 32.897}, {35.641, 32.865}, {35.641, 32.772},
	{35.6, 32.717}, {35.612, 32.682}}}

// ilemiSouth holds the few kilometres in which South Sudan's outline of the source dips below the line of 1914.
var ilemiSouth = orb.Polygon{{{35.55, 4.55}, {35.9, 4.55}, {35.9, 4.65}, {35.55, 4.65}, {35.55, 4.55}}}

// provinceAreas are contested areas made of whole divisions of the source, by adm1_code.
var provinceAreas = map[string]string{
	"RUS-283": "crimea", "RUS-5482": "crimea",
	"GEO-3015": "abkhazia",
	"MDA-1652": "transnistria", "MDA-1645": "transnistria", "MDA-1628": "transnistria",
	"MDA-1638": "transnistria", "MDA-1637": "transnistria", "MDA-1650": "transnistria",
}

func geoTable(name string) (*geojson.FeatureCollection, error) {
	b, err := fs.ReadFile(tables, "data/"+name)
	if err != nil {
		return nil, fmt.Errorf("data/%s: %w", name, err)
	}
	fc, err := geojson.UnmarshalFeatureCollection(b)
	if err != nil {
		return nil, fmt.Errorf("data/%s: %w", name, err)
	}
	return fc, nil
}

// statuses reads the sentences of data/status.csv over those of disputes.
func statuses() (map[string]string, error) {
	rows, err := table("status.csv", "key", "status")
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for k, v := range disputes {
		out[k] = v
	}
	for _, r := range rows {
		out[r.cells["key"]] = r.cells["status"]
	}
	return out, nil
}
