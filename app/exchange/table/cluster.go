package table

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"hubscape/app/exchange/feature"
)

// Cluster is where most rows of a table, or features of a layer, are, so that a stray one can be told. Positions are in
// degrees.
type Cluster struct {
	rows     int
	lat, lon float64 // median
	spread   float64 // half of the rows lie nearer than this, in degrees of the farther axis, each as it lies nearer: as written or turned
	mixed    bool    // more rows lie far off than would fit turned round: the table spans continents
}

// fewest is how many rows make a cluster.
const fewest = 3

// gather finds the cluster of the rows that are pairs of numbers.
func (r *reader) gather(spots []spot) {
	var lats, lons []float64
	for _, s := range spots {
		lat, lon := s.lat, s.lon
		if r.cols.SwapAll {
			lat, lon = lon, lat
		}
		if s.pair && inRange(lat, lon) == nil {
			lats, lons = append(lats, lat), append(lons, lon)
		}
	}
	r.near = ClusterOf(lats, lons)
}

// ClusterOf finds the cluster of positions, which are not changed. Its spread is that of the positions turned as they fit
// best, for among a few two that are swapped would widen it until it holds them.
func ClusterOf(lats, lons []float64) Cluster {
	c := Cluster{rows: len(lats), lat: median(slices.Clone(lats)), lon: median(slices.Clone(lons))}
	nearer := make([]float64, len(lats))
	for i := range lats {
		nearer[i] = min(c.away(lats[i], lons[i]), c.away(lons[i], lats[i]))
	}
	c.spread = median(nearer)
	far, fit := 0, 0
	for i := range lats {
		if c.strays(lats[i], lons[i]) {
			far++
			if c.fits(lons[i], lats[i]) {
				fit++
			}
		}
	}
	c.mixed = 2*fit < far
	return c
}

// Astray tells whether a position lies apart from the others and, with latitude and longitude turned round, among them.
func (c Cluster) Astray(lat, lon float64) bool { return c.strays(lat, lon) && c.fits(lon, lat) }

// away is how far a position lies from the middle, in degrees of the farther axis.
func (c Cluster) away(lat, lon float64) float64 {
	return max(math.Abs(lat-c.lat), math.Abs(lon-c.lon))
}

// holds tells whether a position lies among the others; margin is in times their spread.
func (c Cluster) holds(lat, lon, margin float64) bool {
	return c.rows >= fewest && c.away(lat, lon) <= margin*c.spread+1
}

// strays tells whether a position lies apart from the others.
func (c Cluster) strays(lat, lon float64) bool { return c.rows >= fewest && !c.holds(lat, lon, 5) }

// fits tells whether a row turned round lies among the others, and much nearer to them than as written.
func (c Cluster) fits(lat, lon float64) bool {
	margin := 3.0
	if c.mixed {
		margin = 1
	}
	return c.holds(lat, lon, margin) && 3*c.away(lat, lon) <= c.away(lon, lat)
}

// swapped says why latitude and longitude seem to be in each other's column; "" when they do not.
func (c Cluster) swapped(lat, lon float64) string {
	turnedOnEarth := math.Abs(lon) <= 90 && math.Abs(lat) <= 180
	switch {
	case math.Abs(lat) > 90 && turnedOnEarth && (c.rows < fewest || c.holds(lon, lat, 20)):
		return fmt.Sprintf("latitude %s is outside ±90°; turned round it fits", shortest(lat))
	case turnedOnEarth && c.Astray(lat, lon):
		return "as written it lies far from all others; turned round it lies among them"
	}
	return ""
}

// shifted proposes a number with its decimal sign where it puts the row among the others, or at least on the earth.
func (r *reader) shifted(lat, lon float64, turned bool) *Proposal {
	latColumn, lonColumn := r.lat, r.lon
	if turned {
		latColumn, lonColumn = lonColumn, latColumn
	}
	if math.Abs(lat) > 90 && math.Abs(lon) <= 180 {
		return r.shift(latColumn, lat, 90, r.near.lat, func(v float64) bool { return r.near.holds(v, lon, 20) })
	}
	if math.Abs(lon) > 180 && math.Abs(lat) <= 90 {
		return r.shift(lonColumn, lon, 180, r.near.lon, func(v float64) bool { return r.near.holds(lat, v, 20) })
	}
	return nil
}

// shift proposes the place of the decimal sign that brings a number nearest to middle, within the limit and among others.
func (r *reader) shift(column int, v, limit, middle float64, among func(float64) bool) *Proposal {
	digits := strings.TrimRight(strings.ReplaceAll(strings.TrimPrefix(shortest(math.Abs(v)), "-"), ".", ""), "0")
	if len(digits) < 3 || len(digits) > 17 || column < 0 {
		return nil
	}
	best, least := "", math.Inf(1)
	for places := 1; places <= 3 && places < len(digits); places++ {
		text := digits[:places] + "." + digits[places:]
		if v < 0 {
			text = "-" + text
		}
		w, ok := number(text, false)
		if !ok || math.Abs(w) > limit || !among(w) || math.Abs(w-middle) >= least {
			continue
		}
		best, least = text, math.Abs(w-middle)
	}
	if best == "" {
		return nil
	}
	if r.cols.Columns[column].Comma {
		best = strings.Replace(best, ".", ",", 1)
	}
	return &Proposal{Column: column, Text: best, Words: "Use " + best}
}

// columnOfNumbers tells whether every cell of a column is a number that JSON writes in the same way, so that nothing is
// lost if it is kept as one: 420, but not 00420.
func columnOfNumbers(t *feature.Table, column int, comma bool) bool {
	some := false
	for _, row := range t.Rows {
		text := strings.TrimSpace(row[column].Text)
		if text == "" || row[column].Number {
			continue
		}
		if len(text) > 40 {
			return false
		}
		if comma {
			text = strings.Replace(text, ",", ".", 1)
		}
		if !isNumber(text) {
			return false
		}
		some = true
	}
	return some
}
