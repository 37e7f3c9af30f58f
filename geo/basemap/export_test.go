package basemap

import "unsafe"

// BuildIndex builds the index of countries afresh.
// BuildIndex builds the index of countries afresh.
func BuildIndex(m *Map) { newMeshIndex(m.Land) }

// IndexSize is the size in bytes of the index of countries.
func IndexSize(m *Map) int {
	ix := m.index.land.index()
	return 4*len(ix.top) + 2*len(ix.sub) + len(ix.cells)*int(unsafe.Sizeof(gridCell{})) +
		len(ix.edges)*int(unsafe.Sizeof(shortEdge{}))
}

// MercatorY gives the mesh height of a latitude from the table.
func MercatorY(m *Map, lat float64) float64 { return m.index.lat.at(lat) }
