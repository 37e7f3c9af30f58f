package main

import (
	"fmt"
	"slices"
)

// landKey names a face of the countries mesh: what country it counts to and which dispute it carries.
type landKey struct {
	code    string // ISO 3166-1 alpha-3 or XKX; "" for land without a country
	name    string // Natural Earth code of land without a country
	dispute string // key of disputes; "" for none
}

// ownCode gives the place code of a Natural Earth country code where the two differ.
var ownCode = map[string]landKey{
	"KOS": {code: "XKX"}, "SDS": {code: "SSD"}, "PSX": {code: "PSE"}, "ALD": {code: "ALA"},
	"SAH": {code: "ESH", dispute: "western-sahara-east"},
	"SOL": {code: "SOM", dispute: "somaliland"},
	"CYN": {code: "CYP", dispute: "northern-cyprus"},
	"CNM": {code: "CYP", dispute: "cyprus-buffer"},
	"ESB": {code: "GBR", dispute: "sovereign bases"},
	"WSB": {code: "GBR", dispute: "sovereign bases"},
	"BRT": {name: "BRT", dispute: "bir-tawil"},
	"KAS": {name: "KAS", dispute: "siachen"},
	"SPI": {name: "SPI", dispute: "southern ice field"},
	"PGA": {name: "PGA", dispute: "spratly"},
	"SCR": {name: "SCR", dispute: "scarborough"},
	"BJN": {code: "COL", dispute: "bajo nuevo"},
	"SER": {code: "COL", dispute: "bajo nuevo"},
	"KAB": {code: "KAZ", dispute: "baikonur"},
	"USG": {code: "CUB", dispute: "guantanamo"},
	"BRI": {code: "BRA", dispute: "brazilian island"},
	"CSI": {code: "AUS"}, "ATC": {code: "AUS"}, "CLP": {code: "FRA"}, "IOA": {code: "CXR"},
}

// owner is one source feature or region that may cover a face.
type owner struct {
	country  string // Natural Earth code of a country feature
	province *province
	region   string
	area     float64 // grid units squared, to settle overlaps of the source
}

// rules turns the owners of a face into what the map says about it.
type rules struct {
	owners   []owner
	overlaps map[string]int
}

// land gives the face's country and dispute; ok is false at sea.
func (r *rules) land(ids []int32) (key landKey, ok bool) {
	base := r.country(ids)
	if base == "" {
		return landKey{}, false
	}
	key, special := ownCode[base]
	if !special {
		key = landKey{code: base}
	}
	switch {
	case base == "IOA" && r.has(ids, "cocos"):
		key.code = "CCK"
	case base == "MAR" && r.has(ids, "western-sahara-west"):
		key = landKey{code: "ESH", dispute: "western-sahara-west"}
	case base == "RUS" && r.has(ids, "crimea"):
		key = landKey{code: "UKR", dispute: "crimea"}
	}
	for _, reg := range []struct{ base, area, key string }{
		{"EGY", "halaib", "halaib"}, {"SDN", "abyei", "abyei"}, {"KEN", "ilemi", "ilemi-kenya"}, {"SDS", "ilemi", "ilemi-south-sudan"}, {"SDS", "ilemi-south", "ilemi-south-sudan"},
		{"GEO", "abkhazia", "abkhazia"}, {"GEO", "south-ossetia", "south-ossetia"}, {"MDA", "transnistria", "transnistria"},
		{"ISR", "golan", "golan"},
	} {
		if base == reg.base && r.has(ids, reg.area) {
			key.dispute = reg.key
		}
	}
	return key, true
}

// country picks the country feature of a face; where the source overlaps, the smaller country.
func (r *rules) country(ids []int32) string {
	best := int32(-1)
	var all []string
	for _, id := range ids {
		if r.owners[id].country == "" {
			continue
		}
		all = append(all, r.owners[id].country)
		if best < 0 || r.owners[id].area < r.owners[best].area {
			best = id
		}
	}
	if best < 0 {
		return ""
	}
	if len(all) > 1 {
		r.overlaps[fmt.Sprint(all)]++
	}
	return r.owners[best].country
}

func (r *rules) has(ids []int32, region string) bool {
	return slices.ContainsFunc(ids, func(id int32) bool { return r.owners[id].region == region })
}

// undivided are contested areas for which no division is given, because the country they count to does not run them.
var undivided = map[string]bool{"northern-cyprus": true, "cyprus-buffer": true, "somaliland": true}

// division gives the province of a face that lies in its country, or nil.
func (r *rules) division(ids []int32, land landKey) *province {
	if undivided[land.dispute] {
		return nil
	}
	for _, id := range ids {
		if p := r.owners[id].province; p != nil && p.country == land.code {
			return p
		}
	}
	return nil
}
