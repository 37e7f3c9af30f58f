package table

import (
	"fmt"
	"math"
	"strings"

	"hubscape/app/exchange/feature"
)

// cluster is where most rows of a table are, so that a stray one can be told.
type cluster struct {
	rows      int
	lat, lon  float64 // median
	spreadLat float64 // half of the rows lie nearer than this
	spreadLon float64
}

// fewest is how many rows make a cluster.
const fewest = 4

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
	c := cluster{rows: len(lats), lat: median(lats), lon: median(lons)}
	c.spreadLat, c.spreadLon = spread(lats, c.lat), spread(lons, c.lon)
	r.near = c
}

func spread(values []float64, middle float64) float64 {
	away := make([]float64, len(values))
	for i, v := range values {
		away[i] = math.Abs(v - middle)
	}
	return median(away)
}

// holds tells whether a position lies among the others; margin is in times their spread.
func (c cluster) holds(lat, lon, margin float64) bool {
	return c.rows >= fewest && math.Abs(lat-c.lat) <= margin*c.spreadLat+1 && math.Abs(lon-c.lon) <= margin*c.spreadLon+1
}

// swapped says why latitude and longitude seem to be in each other's column; "" when they do not.
func (c cluster) swapped(lat, lon float64) string {
	turnedOnEarth := math.Abs(lon) <= 90 && math.Abs(lat) <= 180
	switch {
	case math.Abs(lat) > 90 && turnedOnEarth && (c.rows < fewest || c.holds(lon, lat, 20)):
		return fmt.Sprintf("latitude %s is outside ±90°; turned round it fits", shortest(lat))
	case turnedOnEarth && c.holds(lon, lat, 6) && !c.holds(lat, lon, 12):
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
		return r.shift(latColumn, lat, 90, func(v float64) bool { return r.near.holds(v, lon, 20) })
	}
	if math.Abs(lon) > 180 && math.Abs(lat) <= 90 {
		return r.shift(lonColumn, lon, 180, func(v float64) bool { return r.near.holds(lat, v, 20) })
	}
	return nil
}

func (r *reader) shift(column int, v, limit float64, among func(float64) bool) *Proposal {
	digits := strings.TrimRight(strings.ReplaceAll(strings.TrimPrefix(shortest(math.Abs(v)), "-"), ".", ""), "0")
	if len(digits) < 3 || len(digits) > 17 || column < 0 {
		return nil
	}
	for places := 1; places <= 3 && places < len(digits); places++ {
		text := digits[:places] + "." + digits[places:]
		if v < 0 {
			text = "-" + text
		}
		w, ok := number(text, false)
		if !ok || math.Abs(w) > limit || !among(w) {
			continue
		}
		if r.cols.Columns[column].Comma {
			text = strings.Replace(text, ".", ",", 1)
		}
		return &Proposal{Column: column, Text: text, Words: "Use " + text}
	}
	return nil
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
