package audience

import (
	"github.com/paulmach/orb"

	"hubscape/geo/basemap"
)

// HostOf answers from the built-in map.
func HostOf(m *basemap.Map) Host { return mapHost{m} }

type mapHost struct{ m *basemap.Map }

func (h mapHost) Locate(lon, lat float64) (country, division string) {
	p := h.m.Locate(lon, lat)
	if p.Country != nil {
		country = p.Country.Code
	}
	if p.Division != nil {
		division = p.Division.Code
	}
	return country, division
}

func (h mapHost) LabelPoint(code string) (orb.Point, bool) {
	d := h.m.Division(code)
	if d == nil {
		return orb.Point{}, false
	}
	return d.LabelAt, true
}
