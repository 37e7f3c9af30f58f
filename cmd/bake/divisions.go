package main

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// province is a first-level division of Natural Earth.
type province struct {
	adm1, code, country string // country is the place code
	name, local, kind   string
	at                  orb.Point
	geometry            orb.Geometry
	region              string // of provinceAreas
}

// divided lists the countries of the Balkans and Africa for which divisions are drawn unless data/stale.csv names
// them, by place code.
func divided(features []*geojson.Feature, stale map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, c := range strings.Fields("ALB BGR BIH GRC HRV XKX MKD MNE ROU SRB SVN CYP") {
		out[c] = !stale[c]
	}
	for _, f := range features {
		if f.Properties.MustString("CONTINENT", "") == "Africa" {
			code := placeCode(f.Properties.MustString("ADM0_A3", ""))
			out[code] = !stale[code] && code != "" && code != "ESH"
		}
	}
	return out
}

func placeCode(ne string) string {
	if k, ok := ownCode[ne]; ok {
		return k.code
	}
	return ne
}

// isoFix corrects codes of the source against ISO 3166-2 of 2023.
var isoFix = map[string]string{"ZA-GT": "ZA-GP", "ZA-NL": "ZA-KZN", "LR-X1~": "LR-GP", "LR-X2~": "LR-RG"}

// adm1Fix corrects divisions whose attributes the source gives to a neighbour, by adm1_code: in Eritrea the names of
// four regions went round (Asmara lay in Anseba, Massawa in Debub).
var adm1Fix = map[string]struct{ code, name string }{
	"ERI-1561": {"ER-MA", "Maekel"},
	"ERI-1564": {"ER-DU", "Debub"},
	"ERI-1562": {"ER-SK", "Northern Red Sea"},
	"ERI-1563": {"ER-AN", "Anseba"},
}

// loadProvinces reads the divisions of the wanted countries and those that make a contested region.
func (s source) loadProvinces(wanted map[string]bool) ([]*province, error) {
	features, err := s.features("Provinces10")
	if err != nil {
		return nil, err
	}
	over, err := divisionTable()
	if err != nil {
		return nil, err
	}
	var out []*province
	for _, f := range features {
		adm1 := f.Properties.MustString("adm1_code", "")
		if adm1 == "" {
			continue
		}
		country := placeCode(f.Properties.MustString("adm0_a3", ""))
		if strings.HasPrefix(f.Properties.MustString("iso_3166_2", ""), "-99") {
			country = ""
		}
		if !wanted[country] && provinceAreas[adm1] == "" {
			continue
		}
		p := newProvince(f, adm1)
		if wanted[country] {
			p.country = country
		}
		if r, ok := over[adm1]; ok {
			p.override(r)
		}
		out = append(out, p)
	}
	return out, checkCodes(out)
}

func newProvince(f *geojson.Feature, adm1 string) *province {
	str := func(k string) string { return f.Properties.MustString(k, "") }
	p := &province{adm1: adm1, code: str("iso_3166_2"), name: str("name_en"), kind: strings.ToLower(str("type_en")),
		geometry: f.Geometry, region: provinceAreas[adm1],
		at: orb.Point{f.Properties.MustFloat64("longitude", 0), f.Properties.MustFloat64("latitude", 0)}}
	if fix, ok := isoFix[p.code]; ok {
		p.code = fix
	}
	if p.name == "" {
		p.name = str("name")
	}
	if fix, ok := adm1Fix[adm1]; ok {
		p.code, p.name = fix.code, fix.name
	}
	return p
}

func (p *province) override(r row) {
	set := func(to *string, column string) {
		if v := r.cells[column]; v != "" {
			*to = v
		}
	}
	set(&p.code, "code")
	set(&p.name, "name")
	set(&p.local, "local")
	set(&p.kind, "kind")
}

func divisionTable() (map[string]row, error) {
	rows, err := table("divisions.csv", "adm1", "code", "name", "local", "kind")
	out := map[string]row{}
	for _, r := range rows {
		out[r.cells["adm1"]] = r
	}
	return out, err
}

func staleTable() (map[string]bool, error) {
	rows, err := table("stale.csv", "country")
	out := map[string]bool{}
	for _, r := range rows {
		out[r.cells["country"]] = true
	}
	return out, err
}

func checkCodes(all []*province) error {
	seen := map[string]string{}
	for _, p := range all {
		if p.country == "" {
			continue
		}
		if other, ok := seen[p.code]; ok {
			return fmt.Errorf("divisions %s and %s share the code %s; correct one in data/divisions.csv", other, p.adm1, p.code)
		}
		seen[p.code] = p.adm1
	}
	return nil
}
