package basemap

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// lakeIndex lists the lakes by squares of one degree.
type lakeIndex struct {
	lakes  []Lake
	square map[[2]int16][]int32
}

func newLakeIndex(lakes []Lake) *lakeIndex {
	ix := &lakeIndex{lakes: lakes, square: map[[2]int16][]int32{}}
	for i, l := range lakes {
		for x := math.Floor(l.Bound.Min[0]); x <= l.Bound.Max[0]; x++ {
			for y := math.Floor(l.Bound.Min[1]); y <= l.Bound.Max[1]; y++ {
				k := [2]int16{int16(x), int16(y)}
				ix.square[k] = append(ix.square[k], int32(i))
			}
		}
	}
	return ix
}

// name gives the name of the lake at a position, "" where there is none; a lake without a name is called "lake".
func (ix *lakeIndex) name(p orb.Point) string {
	for _, i := range ix.square[[2]int16{int16(math.Floor(p[0])), int16(math.Floor(p[1]))}] {
		l := &ix.lakes[i]
		if l.Bound.Contains(p) && planar.MultiPolygonContains(l.Area, p) {
			if l.Name == "" {
				return "lake"
			}
			return l.Name
		}
	}
	return ""
}
