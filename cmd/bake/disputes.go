package main

import "hubscape/geo/basemap"

// disputes gives one sentence on each contested area that data/status.csv does not have: what is disputed and who
// holds it.
var disputes = map[string]string{
	"sovereign bases":    "Sovereign base area on Cyprus that the United Kingdom kept when the island became independent in 1960.",
	"golan":              "The Golan Heights are Syrian territory under Security Council resolution 497; Israel has held them since 1967 and applies its law there.",
	"siachen":            "The Siachen Glacier is claimed by India and Pakistan; India holds it.",
	"southern ice field": "The border between Argentina and Chile on the Southern Patagonian Ice Field has not been drawn in full.",
	"spratly":            "The Spratly Islands are claimed in whole or part by Brunei, China, Malaysia, the Philippines, Taiwan and Vietnam, and held by several of them.",
	"scarborough":        "Scarborough Reef is claimed by China, the Philippines and Taiwan; China controls access to it.",
	"bajo nuevo":         "Reef administered by Colombia and claimed by other states of the region.",
	"baikonur":           "Territory of Kazakhstan that Russia leases and administers as a launch site.",
	"guantanamo":         "Territory of Cuba that the United States holds under a lease of 1903 which Cuba contests.",
	"brazilian island":   "Brazilian Island is held by Brazil and claimed by Uruguay.",
}

// countryStatus gives the sentence of a country that is contested as a whole.
var countryStatus = map[string]string{
	"PSE": "The State of Palestine is recognised by most United Nations members; Israel has occupied the West Bank and controlled access to Gaza since 1967, and borders are not agreed.",
	"TWN": "Taiwan is governed by its own institutions and claimed by China; United Nations practice treats it as part of China.",
	"GIB": "Gibraltar is a British overseas territory that Spain claims.",
	"FLK": "The Falkland Islands (Malvinas) are held by the United Kingdom and claimed by Argentina.",
	"SGS": "South Georgia and the South Sandwich Islands are held by the United Kingdom and claimed by Argentina.",
	"IOT": "The Chagos Archipelago is administered by the United Kingdom and claimed by Mauritius; a treaty of 2025 provides for a transfer to Mauritius.",
	"ATA": "Claims to territory in Antarctica are set aside by the Antarctic Treaty of 1959.",
}

// borderClass says how the line between two faces is drawn.
func borderClass(a, b landKey) basemap.Class {
	switch {
	case either(a, b, func(x, y landKey) bool {
		return x.dispute == "western-sahara-west" && y.dispute == "western-sahara-east"
	}):
		return basemap.ClassHeld
	case a.code != b.code:
		return outerClass(a, b)
	case either(a, b, func(x, y landKey) bool { return quiet[x.dispute] && y.dispute == "" }):
		return basemap.ClassBorder
	}
	return basemap.ClassDisputed
}

// quiet are parts of a country that nobody else claims as a whole: a plain line is enough.
var quiet = map[string]bool{"baikonur": true, "guantanamo": true}

func outerClass(a, b landKey) basemap.Class {
	disputed := either(a, b, func(x, y landKey) bool {
		switch {
		case x.code == "XKX":
			return y.code == "SRB"
		case x.code == "ESH":
			return y.code == "MAR"
		case x.dispute == "crimea", x.dispute == "siachen", x.dispute == "southern ice field":
			return true
		case x.dispute == "golan":
			return y.code == "SYR"
		case x.dispute == "halaib", x.dispute == "abyei":
			return y.code == "SDN" || y.code == "SSD"
		case x.dispute == "ilemi-kenya", x.dispute == "ilemi-south-sudan":
			return true
		case x.dispute == "bir-tawil":
			return true
		case x.code == "PSE":
			return y.code == "ISR"
		}
		return false
	})
	if disputed {
		return basemap.ClassDisputed
	}
	return basemap.ClassBorder
}

func either(a, b landKey, test func(x, y landKey) bool) bool { return test(a, b) || test(b, a) }
