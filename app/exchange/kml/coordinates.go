package kml

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/feature"
)

// coordinates are the positions of one line, ring or point: lon, lat in degrees, and altitudes in metres, which are nil
// while none was given.
type coordinates struct {
	at []orb.Point
	z  []float64
}

// close makes the last position the first one, where it is not.
func (c *coordinates) close() {
	if n := len(c.at); n > 1 && c.at[0] != c.at[n-1] {
		c.at = append(c.at, c.at[0])
		if c.z != nil {
			c.z = append(c.z, c.z[0])
		}
	}
}

// position takes one position of two or three numbers. One outside the world is kept as written, and is why its feature
// will be set aside.
func (w *walk) position(c *coordinates, n [3]float64, count int) error {
	if count < 2 {
		return skipFeature(fmt.Sprintf("its coordinates in line %d have a position with one number only", w.line()))
	}
	if w.outside == "" {
		w.outside = outside(n[0], n[1], w.line())
	}
	w.positions++
	w.positionN++
	if w.positions > feature.MaxPositions {
		return skipFeature(fmt.Sprintf("it has more than %d positions", feature.MaxPositions))
	}
	if w.positionN > feature.MaxAllPositions {
		return refusal(fmt.Sprintf("has more than %d positions; split it into several files", feature.MaxAllPositions))
	}
	if count > 2 && c.z == nil {
		c.z = make([]float64, len(c.at), cap(c.at))
		for i := range c.z {
			c.z[i] = math.NaN()
		}
	}
	if w.outside == "" {
		n[0] = wrapped(n[0])
	}
	c.at = append(c.at, orb.Point{n[0], n[1]})
	if c.z != nil {
		alt := math.NaN()
		if count > 2 {
			alt = n[2]
		}
		c.z = append(c.z, alt)
	}
	return nil
}

// outside says why a position is not one on the earth; "" when it is.
func outside(lon, lat float64, line int) string {
	switch {
	case math.Abs(lat) > feature.MaxLat:
		return fmt.Sprintf("latitude %v in line %d is not between -90 and 90; are longitude and latitude swapped?", lat, line)
	case math.Abs(lon) > feature.MaxLon:
		return fmt.Sprintf("longitude %v in line %d is not between -180 and 180", lon, line)
	}
	return ""
}

// wrapped brings a longitude of at most 540 degrees either way into -180 … 180.
func wrapped(lon float64) float64 {
	switch {
	case lon > 180:
		return lon - 360
	case lon < -180:
		return lon + 360
	}
	return lon
}

// coordinates reads a coordinates element: positions with blank space between them, numbers with commas between them.
// Blank space about a comma, which many programs write, is taken as no separation. Positions of three numbers with
// nothing but commas between them are read too, as Google Earth does.
func (w *walk) coordinates(c *coordinates) error {
	var held []byte
	depth := w.depth
	for w.depth >= depth {
		tok, err := w.next()
		if err != nil {
			return err
		}
		if chars, ok := tok.(xml.CharData); ok {
			held = append(held, chars...)
		}
	}
	return w.parse(c, held)
}

func (w *walk) parse(c *coordinates, text []byte) error {
	run := 0 // whole positions before this one with only a comma between
	for i := skipBlank(text, 0); i < len(text); {
		var n [3]float64
		count, comma := 0, false
		for comma = true; comma && count < 3; {
			end := numberEnd(text, i)
			v, ok := number(text[i:end])
			if !ok {
				return w.wrongNumber(text, i)
			}
			n[count] = v
			count++
			i, comma = separator(text, end)
		}
		if comma = comma && i < len(text); run > 0 && count < 3 {
			return skipFeature(fmt.Sprintf("its coordinates end in line %d and have commas only, where blank space should part positions", w.line()))
		}
		if err := w.position(c, n, count); err != nil {
			return err
		}
		if run++; !comma || blank(text[i-1]) {
			run = 0
		}
	}
	return nil
}

// separator passes blank space and at most one comma, and says whether a further number was announced by it.
func separator(text []byte, i int) (int, bool) {
	i = skipBlank(text, i)
	if i == len(text) || text[i] != ',' {
		return i, false
	}
	i = skipBlank(text, i+1)
	return i, i < len(text)
}

func (w *walk) wrongNumber(text []byte, at int) error {
	end := at
	for end < len(text) && end < at+24 && !blank(text[end]) {
		end++
	}
	return skipFeature(fmt.Sprintf("its coordinates end in line %d and have %s where a number should be", w.line(), strconv.QuoteToGraphic(string(text[at:end]))))
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// skipBlank gives the index of the next byte that is not blank; a no-break space, as pages of the web have it, is blank.
func skipBlank(text []byte, i int) int {
	for i < len(text) {
		switch {
		case blank(text[i]):
			i++
		case text[i] == 0xC2 && i+1 < len(text) && text[i+1] == 0xA0:
			i += 2
		default:
			return i
		}
	}
	return i
}

func numberEnd(text []byte, i int) int {
	for i < len(text) && (text[i] >= '0' && text[i] <= '9' || text[i] == '.' || text[i] == '-' || text[i] == '+' || text[i] == 'e' || text[i] == 'E') {
		i++
	}
	return i
}

// number reads a finite decimal number.
func number(text []byte) (float64, bool) {
	v, err := strconv.ParseFloat(string(text), 64)
	return v, err == nil && !math.IsInf(v, 0) && !math.IsNaN(v)
}

// trackPosition reads a position whose two or three numbers have blank space between them.
func (w *walk) trackPosition(c *coordinates, text string) error {
	var n [3]float64
	fields := strings.Fields(text)
	if len(fields) > 3 {
		return skipFeature(fmt.Sprintf("a position in line %d has more than three numbers", w.line()))
	}
	for i, f := range fields {
		v, ok := number([]byte(f[:numberEnd([]byte(f), 0)]))
		if !ok || numberEnd([]byte(f), 0) != len(f) {
			return w.wrongNumber([]byte(f), 0)
		}
		n[i] = v
	}
	return w.position(c, n, len(fields))
}
