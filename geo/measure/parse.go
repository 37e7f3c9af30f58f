package measure

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// Reading is one meaning of what was typed.
type Reading struct {
	At    orb.Point // lon, lat degrees
	Words string    // how it was understood: "latitude first", "from a map link", "S read as sever, north"
}

// ErrNotCoordinates is what Parse gives for text that does not look like coordinates at all, as a name does.
var ErrNotCoordinates = errors.New("this does not look like coordinates: type them as 42.66 N, 21.16 E")

// ErrIncomplete is what Parse gives for one coordinate without the other. While a person still types it is no mistake.
var ErrIncomplete = errors.New("only one of the two numbers is here: add the other, as in 42.66 N, 21.16 E")

// longest is the number of bytes of text that Parse looks at.
const longest = 4096

// Parse understands coordinates that were typed or pasted: decimal degrees, degrees with minutes and seconds and any
// marks, compass letters or words in front or behind (English; S J I Z, V J L P and С Ю Ј В И З of the Balkans; Greek;
// O), decimal comma beside a semicolon or space, GeoJSON and WKT points, geo: addresses and links of maps.
//
// Every possible reading is returned, the likelier first: two when nothing says which number is the latitude. An
// error says what is wrong and what to type; it wraps ErrNotCoordinates when the text is not about coordinates.
func Parse(text string) ([]Reading, error) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longest || !utf8.ValidString(text) || !strings.ContainsAny(text, "0123456789") {
		return nil, ErrNotCoordinates
	}
	if readings, err, done := parseLink(text); done {
		return readings, err
	}
	if readings, err, done := parseNotation(text); done {
		return readings, err
	}
	return parseTyped(text)
}

// parseTyped tries every role that commas can have and joins the readings.
func parseTyped(text string) ([]Reading, error) {
	var all []Reading
	var first error
	for _, role := range commaRoles(text) {
		readings, err := parseWith(text, role)
		if err != nil {
			first = moreHelpful(first, err)
			continue
		}
		all = merge(all, readings, role == commaSeparates && len(all) > 0)
	}
	if len(all) > 0 {
		return all, nil
	}
	return nil, first
}

// moreHelpful keeps the error that knows that coordinates were meant.
func moreHelpful(a, b error) error {
	if a == nil || (errors.Is(a, ErrNotCoordinates) && !errors.Is(b, ErrNotCoordinates)) {
		return b
	}
	return a
}

// merge appends the readings that say something new; doubtful ones say how they took the commas.
func merge(all, more []Reading, doubtful bool) []Reading {
	for _, r := range more {
		if slices.ContainsFunc(all, func(a Reading) bool { return a.At == r.At }) {
			continue
		}
		if doubtful {
			r.Words += ", commas between the parts"
		}
		all = append(all, r)
	}
	return all
}

// commaRole says what a comma between two digits is.
type commaRole int

const (
	commaSeparates commaRole = iota
	commaDecimal
)

// commaRoles lists the roles that a comma between digits can have in text: one where it is clear, both otherwise.
func commaRoles(text string) []commaRole {
	touching, points := false, false
	for i := 1; i+1 < len(text); i++ {
		if !isDigit(text[i-1]) || !isDigit(text[i+1]) {
			continue
		}
		touching = touching || text[i] == ','
		points = points || text[i] == '.'
	}
	if !touching || points {
		return []commaRole{commaSeparates}
	}
	return []commaRole{commaDecimal, commaSeparates}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func parseWith(text string, role commaRole) ([]Reading, error) {
	tokens, err := lex(text, role)
	if err != nil {
		return nil, err
	}
	halves, err := split(tokens)
	if err != nil {
		return nil, err
	}
	a, err := evaluate(halves[0])
	if err != nil {
		return nil, err
	}
	b, err := evaluate(halves[1])
	if err != nil {
		return nil, err
	}
	return resolve(a, b)
}

// wrong is an error about text that was meant as coordinates.
func wrong(format string, args ...any) error { return fmt.Errorf(format, args...) }
