package crs

import (
	"fmt"
	"strconv"
	"strings"
)

// Parse finds the system that a name means: "EPSG:3857", "urn:ogc:def:crs:EPSG::25834", "urn:ogc:def:crs:OGC:1.3:CRS84",
// "http://www.opengis.net/def/crs/EPSG/0/32634", a number alone, a system's own name, or well-known text. The error
// names what was not understood or why the system cannot be used, and says what to do.
func Parse(name string) (CRS, error) {
	s := strings.TrimSpace(name)
	if i := strings.IndexByte(s, '['); i > 0 {
		return parseWKT(s)
	}
	if code, ok := code(s); ok {
		if c, ok := ByNumber(code); ok {
			return c, nil
		}
		return CRS{}, Refusal(code)
	}
	if c, ok := byName(s); ok {
		return c, nil
	}
	return CRS{}, fmt.Errorf("its coordinate system %s is not known; in a GIS export the file as WGS 84 (EPSG:4326) and take that", shown(s))
}

// code takes the number out of a name that has one.
func code(s string) (int, bool) {
	upper := strings.ToUpper(s)
	if strings.HasSuffix(upper, "CRS84") || strings.HasSuffix(upper, "CRS84H") {
		return crs84, true
	}
	if n, ok := number(s); ok {
		return n, true
	}
	known := strings.Contains(upper, "EPSG") || strings.HasPrefix(upper, "ESRI:")
	if cut := strings.LastIndexAny(s, ":/#"); known && cut >= 0 {
		return number(s[cut+1:])
	}
	return 0, false
}

// byName knows systems by what registers and Esri call them.
func byName(s string) (CRS, bool) {
	want := folded(s)
	switch want {
	case "wgs84", "gcswgs1984", "wgs1984", "wgs84lonlat", "longlat", "etrs89", "gcsetrs1989":
		return ByNumber(4326)
	case "webmercator", "wgs84webmercator", "wgs1984webmercatorauxiliarysphere", "pseudomercator", "googlemercator", "wgs1984webmercator":
		return ByNumber(3857)
	}
	if c, ok := utmName(want); ok {
		return c, true
	}
	for _, code := range byCode {
		if folded(systems[code].name) == want {
			return ByNumber(code)
		}
	}
	return CRS{}, false
}

// byCode lists the systems that may be known by their names, so that the first of two with one name is always the same.
var byCode = []int{3395, 3034, 3035, 2154, 2157, 2180, 3006, 3059, 3067, 3301, 3346, 3763, 3765, 3794, 6870, 6962, 7801, 8682, 9141}

// utmName reads "wgs84utmzone34n" and what is like it.
func utmName(folded string) (CRS, bool) {
	datum, zone, ok := strings.Cut(folded, "utmzone")
	if !ok || len(zone) < 2 {
		return CRS{}, false
	}
	half := zone[len(zone)-1]
	n, err := strconv.Atoi(zone[:len(zone)-1])
	switch {
	case err != nil || n < 1 || n > 60:
		return CRS{}, false
	case (datum == "wgs84" || datum == "wgs1984") && half == 'n':
		return ByNumber(32600 + n)
	case (datum == "wgs84" || datum == "wgs1984") && half == 's':
		return ByNumber(32700 + n)
	case (datum == "etrs89" || datum == "etrs1989") && half == 'n':
		return ByNumber(25800 + n)
	}
	return CRS{}, false
}

// folded keeps letters and digits, in lower case.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}

// parseWKT reads well-known text of either generation: by the number of the whole system, else by its name.
func parseWKT(s string) (CRS, error) {
	title := quotedAt(s)
	if code, ok := wktCode(s); ok {
		if c, ok := ByNumber(code); ok {
			return c, nil
		}
		return CRS{}, Refusal(code)
	}
	if c, ok := byName(title); ok {
		return c, nil
	}
	return CRS{}, fmt.Errorf("its coordinate system %s is not one that is built in; in a GIS export the file as WGS 84 (EPSG:4326) and take that", shown(title))
}

// wktCode finds the number that belongs to the outermost element, not to its datum or unit.
func wktCode(s string) (int, bool) {
	depth, inText := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			inText = !inText
		case inText:
		case c == '[' || c == '(':
			depth++
		case c == ']' || c == ')':
			depth--
		case depth == 1:
			rest := strings.ToUpper(s[i:min(len(s), i+10)])
			if strings.HasPrefix(rest, "AUTHORITY[") || strings.HasPrefix(rest, "ID[") {
				return authority(s[i:])
			}
		}
	}
	return 0, false
}

// authority reads AUTHORITY["EPSG","32634"] or ID["EPSG",32634].
func authority(s string) (int, bool) {
	body, _, ok := strings.Cut(s[strings.IndexByte(s, '[')+1:], "]")
	who, what, found := strings.Cut(body, ",")
	if !ok || !found || !strings.EqualFold(strings.Trim(who, `" `), "EPSG") {
		return 0, false
	}
	what, _, _ = strings.Cut(what, ",")
	return number(strings.Trim(what, `" `))
}

// quotedAt is the first text in quotes.
func quotedAt(s string) string {
	_, rest, ok := strings.Cut(s, `"`)
	if !ok {
		return s
	}
	title, _, _ := strings.Cut(rest, `"`)
	return title
}

// shown is a name as a message quotes it, shortened and without control characters.
func shown(s string) string {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return strconv.Quote(s)
}
