package basemap

import (
	"math"
	"sync"
)

func pow2(x float64) float64 { return math.Exp2(x) }

// index holds what Locate and Country need; built by Decode and on first use.
type index struct {
	country  map[string]int
	division map[string]int
	// countryOf gives the country of each face of Land, nil for the sea.
	countryOf []*Country
	lat       *latTable
	land      *lazyMesh
	divs      *lazyMesh
	lakes     func() *lakeIndex
}

func newIndex(m *Map) index {
	ix := index{lat: newLatTable(), country: make(map[string]int, len(m.Countries)), division: make(map[string]int, len(m.Divisions))}
	ix.land, ix.divs = &lazyMesh{mesh: m.Land}, &lazyMesh{mesh: m.Divs}
	ix.lakes = sync.OnceValue(func() *lakeIndex { return newLakeIndex(m.Lakes) })
	for i, c := range m.Countries {
		if c.Code != "" {
			ix.country[c.Code] = i
		}
	}
	ix.countryOf = make([]*Country, len(m.Faces))
	for i, f := range m.Faces {
		if f.Country >= 0 {
			ix.countryOf[i] = &m.Countries[f.Country]
		}
	}
	for i, d := range m.Divisions {
		ix.division[d.Code] = i
	}
	return ix
}

// Country gives the country with an ISO 3166-1 alpha-3 code (XKX for Kosovo), or nil.
func (m *Map) Country(code string) *Country {
	if i, ok := m.index.country[code]; ok {
		return &m.Countries[i]
	}
	return nil
}

// Division gives the division with an ISO 3166-2 code, or nil.
func (m *Map) Division(code string) *Division {
	if i, ok := m.index.division[code]; ok {
		return &m.Divisions[i]
	}
	return nil
}
