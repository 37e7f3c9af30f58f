package basemap

import (
	"math"

	"github.com/paulmach/orb"
)

// Locate says what lies at a position: longitude and latitude in degrees, WGS 84. Longitudes repeat every 360°;
// latitudes beyond Web Mercator's ±85.05° count as there. NaN and infinity are at sea. The first call builds the
// indexes (Prepare does so ahead of time). A position on a border counts to one of its sides, always the same.
func (m *Map) Locate(lon, lat float64) Place {
	x, y, ok := m.toUnits(lon, lat)
	if !ok {
		return Place{}
	}
	var p Place
	if f := m.Faces[m.index.land.at(x, y)]; f.Country >= 0 {
		p.Country = &m.Countries[f.Country]
		p.Status = f.Status
		if p.Status == "" {
			p.Status = p.Country.Status
		}
	}
	if p.Country == nil {
		return p
	}
	if d := m.index.divs.at(x, y); d > 0 && m.Divisions[d-1].Country == p.Country.Code {
		p.Division = &m.Divisions[d-1]
	}
	p.Water = m.index.lakes().name(orb.Point{wrapLon(lon), lat})
	return p
}

// LocateCountry is Locate for the country alone, nil at sea: the fast path.
func (m *Map) LocateCountry(lon, lat float64) *Country {
	x, y, ok := m.toUnits(lon, lat)
	if !ok {
		return nil
	}
	return m.index.countryOf[m.index.land.at(x, y)]
}

// FaceAt gives the face of Land at a position, 0 at sea.
func (m *Map) FaceAt(lon, lat float64) int {
	x, y, ok := m.toUnits(lon, lat)
	if !ok {
		return 0
	}
	return int(m.index.land.at(x, y))
}

// Prepare builds the index of countries, so that the first Locate does not wait. It may run in its own goroutine.
func (m *Map) Prepare() { m.index.land.index() }

func wrapLon(lon float64) float64 {
	if lon >= -180 && lon < 180 {
		return lon
	}
	return lon - 360*math.Floor((lon+180)/360)
}

// toUnits gives the unit square of the mesh that holds a position.
func (m *Map) toUnits(lon, lat float64) (x, y int32, ok bool) {
	if !(lon >= -180 && lon < 180) {
		if lon = wrapLon(lon); !(lon >= -180 && lon < 180) { // NaN or infinite
			return 0, 0, false
		}
	}
	if math.IsNaN(lat) || math.IsInf(lat, 0) {
		return 0, 0, false
	}
	return clampUnit(float64(lon*(UnitsPerWorld/360.0)) + UnitsPerWorld/2), clampUnit(m.index.lat.at(lat)), true
}

func clampUnit(w float64) int32 {
	return int32(min(max(w, 0), math.MaxInt32-1))
}
