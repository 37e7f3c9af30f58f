package main

import "hubscape/geo/basemap"

// disputes gives one sentence on each contested area: what is disputed and who holds it.
var disputes = map[string]string{
	"esh west":           "Western Sahara is a non-self-governing territory on the United Nations list; Morocco holds and claims this part west of the berm, the Polisario Front claims the whole.",
	"esh east":           "Western Sahara is a non-self-governing territory on the United Nations list; the Polisario Front holds this part east of the berm, Morocco claims the whole.",
	"somaliland":         "Somaliland declared independence from Somalia in 1991 and holds most of this area; Somalia claims it, and authorities loyal to Somalia hold parts of the east.",
	"northern cyprus":    "Part of the Republic of Cyprus that the Turkish Republic of Northern Cyprus, recognised by Türkiye only, has held since 1974.",
	"cyprus buffer zone": "Buffer zone in Cyprus patrolled by the United Nations since 1964, between the areas held by the Republic of Cyprus and by the Turkish Republic of Northern Cyprus.",
	"sovereign bases":    "Sovereign base area on Cyprus that the United Kingdom kept when the island became independent in 1960.",
	"crimea":             "Crimea is Ukrainian territory under United Nations General Assembly resolution 68/262; Russia has held it since 2014 and claims it as annexed.",
	"halaib":             "The Halaib Triangle is claimed by Egypt up to the line of 22° N and by Sudan up to the line of 1902; Egypt holds it.",
	"bir tawil":          "Bir Tawil is claimed by neither Egypt nor Sudan; it has no government.",
	"abyei":              "The Abyei Area, as delimited by arbitration in 2009, is claimed by Sudan and South Sudan; a United Nations force is stationed there and its final status is not settled.",
	"ilemi":              "The Ilemi Triangle is claimed by Kenya and South Sudan; Kenya administers most of it, and where its northern limit runs is disputed.",
	"abkhazia":           "Abkhazia declared independence from Georgia and is held by its own authorities with Russian forces; Georgia and most states hold it to be Georgian territory.",
	"south ossetia":      "South Ossetia declared independence from Georgia and is held by its own authorities with Russian forces; Georgia and most states hold it to be Georgian territory.",
	"transnistria":       "Transnistria declared independence from Moldova in 1990 and is held by its own authorities with Russian forces present; no state that is a United Nations member recognises it.",
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
	"XKX": "Kosovo declared independence from Serbia in 2008 and is governed by its own institutions; Serbia does not recognise it, and United Nations members are divided.",
	"ESH": "Western Sahara is a non-self-governing territory on the United Nations list; Morocco holds most of it, the Polisario Front holds the part east of the berm and claims the whole.",
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
	case either(a, b, func(x, y landKey) bool { return x.dispute == "esh west" && y.dispute == "esh east" }):
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
		case x.dispute == "ilemi":
			return y.code == "KEN" || y.code == "SSD"
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
