package measure

import (
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

const num = `([-+]?\d{1,3}(?:\.\d{1,20})?)`

// pattern finds a position in a link; lonFirst says that the first number is the longitude.
type pattern struct {
	re       *regexp.Regexp
	lonFirst bool
}

// patterns are tried in order: what marks a place comes before what only centres the map.
var patterns = []pattern{
	{regexp.MustCompile(`!3d` + num + `!4d` + num), false},
	{regexp.MustCompile(`!2d` + num + `!3d` + num), true},
	{regexp.MustCompile(`[?&#]mlat=` + num + `&mlon=` + num), false},
	{regexp.MustCompile(`[?&#](?:q|query|ll|sll|daddr|destination|center|centre|latlng|cp|loc|coordinate)=(?:loc:)?` + num + `[,~ +]\s*` + num), false},
	{regexp.MustCompile(`[?&#](?:lat|latitude)=` + num + `&(?:lon|lng|long|longitude)=` + num), false},
	{regexp.MustCompile(`[?&#](?:lon|lng|long|longitude)=` + num + `&(?:lat|latitude)=` + num), true},
	{regexp.MustCompile(`@` + num + `,` + num), false},
	{regexp.MustCompile(`#(?:[a-z_]+=)?\d{1,2}(?:\.\d+)?/` + num + `/` + num), false},
	{regexp.MustCompile(`/(?:place|search|dir)/+` + num + `,\+?` + num), false},
}

var (
	geoURI  = regexp.MustCompile(`(?i)^geo:` + num + `,` + num + `(?:,[-+]?\d+(?:\.\d+)?)?(?:[;?].*)?$`)
	hash    = regexp.MustCompile(`^#(?:map=)?\d{1,2}(?:\.\d+)?/` + num + `/` + num)
	looksLk = regexp.MustCompile(`(?i)^[a-z][a-z0-9+.-]*://|^www\.|^(?:maps\.|goo\.gl/|osm\.org/|openstreetmap\.org/)`)
	geohack = regexp.MustCompile(`[?&]params=([0-9._]+_[NS]_[0-9._]+_[EW])`)
)

// parseLink reads geo: addresses and links of maps. done is false for text that is no link.
func parseLink(text string) (r []Reading, err error, done bool) {
	if m := geoURI.FindStringSubmatch(text); m != nil {
		r, err = fromMatch(m, false, "from a geo: address")
		return r, err, true
	}
	if m := hash.FindStringSubmatch(text); m != nil {
		r, err = fromMatch(m, false, "from a map link")
		return r, err, true
	}
	if !looksLk.MatchString(text) {
		return nil, nil, false
	}
	if plain, e := url.PathUnescape(text); e == nil {
		text = plain
	}
	if m := geohack.FindStringSubmatch(text); m != nil {
		r, err = parseTyped(m[1])
		for i := range r {
			r[i].Words = "from a map link"
		}
		return r, err, true
	}
	for _, p := range patterns {
		if m := p.re.FindStringSubmatch(text); m != nil {
			r, err = fromMatch(m, p.lonFirst, "from a map link")
			return r, err, true
		}
	}
	return nil, wrong("no position was found in this link: open it and copy the coordinates, as in 42.66 N, 21.16 E"), true
}

var (
	wktPoint     = regexp.MustCompile(`(?i)^(?:srid=4326;)?point\s*(?:z|m|zm)?\s*\(\s*` + num + `\s+` + num + `(?:\s+[-+]?[\d.]+){0,2}\s*\)$`)
	geoJSONPoint = regexp.MustCompile(`"coordinates"\s*:\s*\[\s*` + num + `\s*,\s*` + num + `\s*[,\]]`)
)

// parseNotation reads the two text forms that fix the order of axes: WKT and GeoJSON points, longitude first.
func parseNotation(text string) (r []Reading, err error, done bool) {
	if m := wktPoint.FindStringSubmatch(text); m != nil {
		r, err = fromMatch(m, true, "from a WKT point, longitude first")
		return r, err, true
	}
	if m := geoJSONPoint.FindStringSubmatch(text); m != nil && strings.Contains(text, "Point") {
		r, err = fromMatch(m, true, "from a GeoJSON point, longitude first")
		return r, err, true
	}
	return nil, nil, false
}

func fromMatch(m []string, lonFirst bool, words string) ([]Reading, error) {
	a, errA := strconv.ParseFloat(m[1], 64)
	b, errB := strconv.ParseFloat(m[2], 64)
	if errA != nil || errB != nil {
		return nil, wrong("the numbers %s and %s cannot be read: copy the coordinates again", m[1], m[2])
	}
	at := orb.Point{b, a}
	if lonFirst {
		at = orb.Point{a, b}
	}
	if math.Abs(at[1]) > 90 || math.Abs(at[0]) > 180 {
		return nil, wrong("latitude %s, longitude %s is nowhere on the earth: copy the coordinates again", show(at[1]), show(at[0]))
	}
	return []Reading{{at, words}}, nil
}
