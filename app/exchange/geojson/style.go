package geojson

import (
	"strconv"

	"hubscape/app/exchange/feature"
)

// styleOf reads the few properties by which many programs write the look of a feature (simplestyle).
func styleOf(list []feature.Property) (s feature.Style) {
	for _, p := range list {
		switch p.Key {
		case "stroke", "marker-color":
			if c := colour(p.Raw); c != "" && (s.Stroke == "" || p.Key == "stroke") {
				s.Stroke = c
			}
		case "fill":
			s.Fill = colour(p.Raw)
		case "stroke-width":
			s.Width = amount(p.Raw, 64)
		case "fill-opacity":
			if v := amount(p.Raw, 1); v > 0 || string(p.Raw) == "0" {
				s.Opacity = &v
			}
		}
	}
	return s
}

// colour reads "#rgb" or "#rrggbb".
func colour(raw []byte) string {
	if len(raw) < 2 || raw[0] != '"' || len(raw) > 16 {
		return ""
	}
	s := unquote(raw)
	if len(s) == 4 && s[0] == '#' {
		s = string([]byte{'#', s[1], s[1], s[2], s[2], s[3], s[3]})
	}
	if len(s) != 7 || s[0] != '#' {
		return ""
	}
	if _, err := strconv.ParseUint(s[1:], 16, 32); err != nil {
		return ""
	}
	return s
}

// amount reads a number from 0 to most; 0 for anything else.
func amount(raw []byte, most float64) float64 {
	v, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || !(v >= 0 && v <= most) {
		return 0
	}
	return v
}
