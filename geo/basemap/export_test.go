package basemap

// BuildIndex builds the index of countries afresh.
func BuildIndex(m *Map) { newMeshIndex(m.Land) }

// IndexSize is the size in bytes of the index of countries.
func IndexSize(m *Map) int {
	ix := m.index.land.index()
	size := 4 * len(ix.top)
	for _, d := range ix.data {
		size += 2 * cap(d)
	}
	return size
}

// MercatorY gives the mesh height of a latitude from the table.
func MercatorY(m *Map, lat float64) float64 { return m.index.lat.at(lat) }
