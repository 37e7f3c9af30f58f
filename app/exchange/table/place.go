package table

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
	"hubscape/geo/measure"
)

// spot is where a row is, before it is decided whether latitude and longitude are swapped.
type spot struct {
	geometry orb.Geometry
	z        []float64
	pair     bool    // latitude and longitude come from two cells without letters, so that they can be swapped
	lat, lon float64 // of a pair, as written
	blank    bool    // no cell says anything
	err      error
	fix      *Proposal
}

// Proposal is a text for one cell that would make its row readable.
type Proposal struct {
	Column int
	Text   string // to put into the cell
	Words  string // "Use 42.659"
}

// locate reads the position of a row.
func (r *reader) locate(row []feature.Cell) spot {
	if text := r.text(row, r.combined); text != "" && (looksWKT(text) || r.lat < 0 || r.text(row, r.lat)+r.text(row, r.lon) == "") {
		return r.fromText(text)
	}
	if r.lat >= 0 || r.lon >= 0 {
		s := r.fromPair(row)
		if !s.blank {
			return s
		}
	}
	if r.easting >= 0 && r.northing >= 0 {
		return r.fromGrid(row)
	}
	return spot{blank: true}
}

// text gives the trimmed text of a cell; "" where there is no such column.
func (r *reader) text(row []feature.Cell, column int) string {
	if column < 0 {
		return ""
	}
	return strings.TrimSpace(row[column].Text)
}

// fromText reads both coordinates, or a whole geometry, from one cell.
func (r *reader) fromText(text string) spot {
	if looksWKT(text) {
		g, z, err := parseWKT(text)
		if err == nil {
			err = onEarth(g)
		}
		if err != nil {
			return spot{err: fmt.Errorf("%s: %w", quote(text), err)}
		}
		return spot{geometry: g, z: z}
	}
	readings, err := measure.Parse(text)
	if err != nil {
		return spot{err: notCoordinate(text, err)}
	}
	at := readings[0].At
	if len(readings) > 1 {
		at = r.choose(readings)
	}
	return spot{geometry: at}
}

// choose takes the reading in which the order of two bare numbers is what was settled for the column.
func (r *reader) choose(readings []measure.Reading) orb.Point {
	want := "latitude first"
	if r.cols.LonFirst {
		want = "longitude first"
	}
	for _, one := range readings {
		if strings.HasPrefix(one.Words, want) {
			return one.At
		}
	}
	return readings[0].At
}

// combinedOrder tells whether the bare pairs of a column make sense only with the longitude first: pairs that can be
// read one way decide.
func (g *guesser) combinedOrder() bool {
	latFirst, lonFirst := 0, 0
	for _, text := range g.samples[g.out.Find(Coordinates)] {
		readings, err := measure.Parse(text)
		if err != nil || len(readings) != 1 {
			continue
		}
		switch {
		case strings.HasPrefix(readings[0].Words, "longitude first"):
			lonFirst++
		case strings.HasPrefix(readings[0].Words, "latitude first"):
			latFirst++
		}
	}
	if lonFirst+latFirst == 0 {
		head := fold(g.table.Header[g.out.Find(Coordinates)])
		return strings.HasPrefix(head, "lon") || strings.HasPrefix(head, "x y")
	}
	return lonFirst > latFirst
}

func notCoordinate(text string, err error) error {
	if errors.Is(err, measure.ErrNotCoordinates) || errors.Is(err, measure.ErrIncomplete) {
		return fmt.Errorf("%s is not a coordinate", quote(text))
	}
	return fmt.Errorf("%s: %w", quote(text), err)
}

// fromPair reads latitude and longitude from their two cells.
func (r *reader) fromPair(row []feature.Cell) spot {
	lat, lon := r.text(row, r.lat), r.text(row, r.lon)
	switch {
	case lat == "" && lon == "":
		return spot{blank: true}
	case lon == "":
		return r.half(lat, r.lat, "longitude")
	case lat == "":
		return r.half(lon, r.lon, "latitude")
	}
	a, okA := number(lat, r.cols.Columns[r.lat].Comma)
	b, okB := number(lon, r.cols.Columns[r.lon].Comma)
	if okA && okB {
		return spot{pair: true, lat: a, lon: b}
	}
	for _, text := range []string{lat, lon} {
		if body, exponent := cutExponent(text); exponent != "" && looksNumeric(body) && !looksNumeric(text) {
			return spot{err: fmt.Errorf("%s is not a coordinate", quote(text))}
		}
	}
	if readings, err := measure.Parse(lat + " ; " + lon); err == nil {
		at, err := r.lettered(readings)
		return spot{geometry: at, err: err}
	} else if !errors.Is(err, measure.ErrNotCoordinates) {
		return spot{err: fmt.Errorf("%s, %s: %w", quote(lat), quote(lon), err)}
	}
	if okA || looksAngle(lat) {
		return spot{err: fmt.Errorf("%s is not a coordinate", quote(lon))}
	}
	return spot{err: fmt.Errorf("%s is not a coordinate", quote(lat))}
}

// half is a row with one coordinate, which may hold both.
func (r *reader) half(text string, column int, missing string) spot {
	if _, ok := number(text, r.cols.Columns[column].Comma); !ok {
		if readings, err := measure.Parse(text); err == nil {
			return spot{geometry: r.choose(readings)}
		}
		if !looksAngle(text) {
			return spot{err: fmt.Errorf("%s is not a coordinate", quote(text))}
		}
	}
	return spot{err: errors.New("no " + missing)}
}

// lettered chooses among readings of two cells that are no bare numbers: the columns say which is the latitude. A letter
// with two meanings (S is sever, north, to some) is refused.
func (r *reader) lettered(readings []measure.Reading) (orb.Point, error) {
	if len(readings) == 1 || strings.HasPrefix(readings[0].Words, "latitude first") {
		return readings[0].At, nil
	}
	return orb.Point{}, fmt.Errorf("a letter has two meanings (%s; %s): write the latitude with N, or with a minus sign if it is south", readings[0].Words, readings[1].Words)
}

// fromGrid reads metres.
func (r *reader) fromGrid(row []feature.Cell) spot {
	e, n := r.text(row, r.easting), r.text(row, r.northing)
	switch {
	case e == "" && n == "":
		return spot{blank: true}
	case e == "":
		return spot{err: errors.New("no easting")}
	case n == "":
		return spot{err: errors.New("no northing")}
	}
	x, okX := number(e, r.cols.Columns[r.easting].Comma)
	y, okY := number(n, r.cols.Columns[r.northing].Comma)
	switch {
	case !okX:
		return spot{err: fmt.Errorf("%s is not a number of metres", quote(e))}
	case !okY:
		return spot{err: fmt.Errorf("%s is not a number of metres", quote(n))}
	case r.cols.Project == nil:
		return spot{err: errors.New("its position is in metres of a map grid: say which coordinate system that is")}
	}
	at, err := r.cols.Project(x, y, r.text(row, r.zone))
	if err == nil {
		err = onEarth(at)
	}
	return spot{geometry: at, err: err}
}

// onEarth checks the range of every position.
func onEarth(g orb.Geometry) error {
	var err error
	feature.Each(g, func(p orb.Point) {
		if err == nil {
			err = inRange(p[1], p[0])
		}
	})
	return err
}

func inRange(lat, lon float64) error {
	switch {
	case math.IsNaN(lat) || math.IsNaN(lon) || math.IsInf(lat, 0) || math.IsInf(lon, 0):
		return errors.New("a coordinate is not a number")
	case math.Abs(lat) > feature.MaxLat:
		return fmt.Errorf("latitude %s is outside ±90°", shortest(lat))
	case math.Abs(lon) > feature.MaxLon:
		return fmt.Errorf("longitude %s is outside ±180°", shortest(lon))
	}
	return nil
}

// wrapped brings a longitude into -180 … 180.
func wrapped(lon float64) float64 {
	for lon > 180 {
		lon -= 360
	}
	for lon < -180 {
		lon += 360
	}
	return lon
}
