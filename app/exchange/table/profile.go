package table

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"hubscape/app/exchange/feature"
	"hubscape/geo/measure"
)

// profile is what the cells of a column look like. Shares are of the cells that are not blank.
type profile struct {
	filled    int
	numbers   float64 // share of plain numbers
	fractions float64 // share of numbers with a fraction
	inLat     float64 // share of numbers within ±90
	inLon     float64 // share of numbers within ±180
	metres    float64 // share of numbers beyond ±1,000
	whole     float64 // share of whole numbers from 0
	placed    float64 // share of texts that are coordinates of their own
	angles    float64 // share of texts that are one coordinate with a degree sign or compass letter
	links     float64
	dates     float64
	uuids     float64
	countries float64 // share that has the form of a country code
	divisions float64
	unique    float64
	length    float64 // mean number of letters
	median    float64 // of the numbers
	comma     bool    // numbers are written 12,5
	commas    int     // how many
	example   string  // one of them
}

// The guesses look at so many cells of a table, spread over its rows, and read so many of them as coordinates, which
// takes longer; of one column at most and at least these.
const (
	sampledCells, sampledMost, sampledLeast = 40_000, 500, 20
	parsedCells, parsedMost, parsedLeast    = 2_000, 60, 5
)

// share is a column's part of what is looked at.
func share(t *feature.Table, all, most, least int) int {
	return max(least, min(most, all/max(1, len(t.Header))))
}

// profileOf looks at the sampled texts of a column; at most so many of them are read as coordinates.
func profileOf(texts []string, parse int) profile {
	p := profile{filled: len(texts)}
	if len(texts) == 0 {
		return p
	}
	commas, points, unclear := decimalComma(texts)
	p.comma, p.commas = commas > points || commas == 0 && points == 0 && unclear > 0 && smallWithComma(texts), commas
	var values []float64
	var others []string // that are no numbers
	seen := map[string]bool{}
	n := float64(len(texts))
	add := func(share *float64, yes bool) {
		if yes {
			*share += 1 / n
		}
	}
	for _, text := range texts {
		seen[text] = true
		p.length += float64(len([]rune(text))) / n
		v, numeric := number(text, p.comma)
		if numeric {
			values = append(values, v)
			if p.example == "" && strings.Contains(text, ",") {
				p.example = text
			}
			add(&p.numbers, true)
			add(&p.fractions, v != math.Trunc(v))
			add(&p.inLat, math.Abs(v) <= 90)
			add(&p.inLon, math.Abs(v) <= 180)
			add(&p.metres, math.Abs(v) > 1000)
			add(&p.whole, v >= 0 && v == math.Trunc(v))
			continue
		}
		others = append(others, text)
		add(&p.links, strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "www."))
		add(&p.dates, isoDate.MatchString(text))
		add(&p.uuids, uuid.MatchString(text))
		add(&p.countries, countryCode.MatchString(text))
		add(&p.divisions, divisionCode.MatchString(text))
	}
	p.readPlaces(others, n, parse)
	p.unique = float64(len(seen)) / n
	p.median = median(values)
	return p
}

// readPlaces finds out how many of the texts are coordinates, from some of them.
func (p *profile) readPlaces(texts []string, all float64, parse int) {
	step := max(1, (len(texts)+parse-1)/parse)
	read, placed, angles := 0.0, 0.0, 0.0
	for i := 0; i < len(texts); i += step {
		read++
		if looksPlaced(texts[i]) {
			placed++
		}
		if looksAngle(texts[i]) {
			angles++
		}
	}
	if read > 0 {
		part := float64(len(texts)) / all
		p.placed, p.angles = part*placed/read, part*angles/read
	}
}

var (
	isoDate      = regexp.MustCompile(`^\d{4}(-\d{2}){1,2}([T ]\d{2}:\d{2}.*)?$`)
	uuid         = regexp.MustCompile(`^(?i)\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$`)
	countryCode  = regexp.MustCompile(`^[A-Z]{2,3}$`)
	divisionCode = regexp.MustCompile(`^[A-Z]{2}-[0-9A-Z]{1,3}$`)
	anglePart    = regexp.MustCompile(`^\s*[NSEWOJIZVLP]?\s*[-+−]?\d{1,3}([.,]\d+)?\s*[°º˚:d NSEWOJIZVLP]`)
)

// sample gives the cells of a column that are not blank, spread over the rows.
func sample(t *feature.Table, column int) []string {
	most := share(t, sampledCells, sampledMost, sampledLeast)
	step := max(1, len(t.Rows)/most)
	var out []string
	for i := 0; i < len(t.Rows) && len(out) < most; i += step {
		if text := strings.TrimSpace(t.Rows[i][column].Text); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// smallWithComma tells 43,325 from 1,200: with a comma as a mark of thousands every number would be beyond ±180.
func smallWithComma(texts []string) bool {
	some := false
	for _, text := range texts {
		v, ok := number(text, true)
		some = some || ok && strings.Contains(text, ",")
		if ok && strings.Contains(text, ",") && (math.Abs(v) > 180 || strings.HasSuffix(strings.TrimSpace(text), "00")) {
			return false
		}
	}
	return some
}

// looksPlaced tells whether a text is a position by itself: two numbers, a link of a map, WKT.
func looksPlaced(text string) bool {
	if len(text) < 3 || len(text) > 4096 {
		return len(text) > 4096 && looksWKT(text)
	}
	if looksWKT(text) {
		return true
	}
	if _, ok := plain(text, true); ok {
		return false
	}
	_, err := measure.Parse(text)
	return err == nil
}

// looksAngle tells whether a text is one coordinate with marks or a letter: 42°39′46″ N.
func looksAngle(text string) bool {
	if len(text) > 40 || !anglePart.MatchString(text+" ") {
		return false
	}
	for _, other := range []string{"; 0°", "; 0° E", "; 0° N"} {
		if _, err := measure.Parse(text + other); err == nil {
			return true
		}
	}
	return false
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	v := append([]float64(nil), values...)
	slices.Sort(v)
	return v[len(v)/2]
}
