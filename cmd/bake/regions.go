package main

import "github.com/paulmach/orb"

// region is a contested area whose outline the countries layer does not have. Outlines are ours, from published
// coordinates; where a border is named they reach beyond it and only the part inside the named countries counts.
type region struct {
	name string
	in   []string // Natural Earth country codes the region may cover
	ring orb.Ring
}

var regions = []region{
	// West of the berm: south of 27°40′ N and west of 8°40′ W, the limits of the Spanish Sahara (1912 convention).
	{"western sahara", []string{"MAR"}, orb.Ring{{-20, 20}, {-8.66667, 20}, {-8.66667, 27.66667}, {-20, 27.66667}, {-20, 20}}},
	// Between 22° N (1899) and the administrative line of 1902.
	{"halaib", []string{"EGY"}, orb.Ring{{34.0842, 21.98}, {37.3, 21.98}, {37.3, 23.3}, {35.75, 23.25}, {35.6222, 23.1429},
		{35.21, 22.787}, {34.862, 22.6802}, {34.6821, 22.2979}, {34.1475, 22.1919}, {34.0842, 21.9955}, {34.0842, 21.98}}},
	// Final award in the Abyei arbitration, Permanent Court of Arbitration, 22 July 2009: 10°10′ N, 27°50′ E, 29°00′ E.
	{"abyei", []string{"SDN"}, orb.Ring{{27.83333, 9}, {29, 9}, {29, 10.16667}, {27.83333, 10.16667}, {27.83333, 9}}},
	// North of the line of 1914 (4°37′ N) to the Sudanese patrol line of 1950.
	{"ilemi", []string{"KEN", "SDS"}, orb.Ring{{34.381, 4.6199}, {35.95, 4.6194}, {36.2, 5.0}, {35.95, 5.45}, {35.8, 5.4},
		{35.35, 5.42}, {35.1, 5.35}, {34.85, 5.05}, {34.381, 4.6199}}},
	// Line of contact of South Ossetia; its north is the Russian border.
	{"south ossetia", []string{"GEO"}, orb.Ring{{43.783, 42.753}, {43.755, 42.69}, {43.709, 42.69}, {43.689, 42.655}, {43.634, 42.645},
		{43.559, 42.584}, {43.584, 42.53}, {43.564, 42.38}, {43.599, 42.355}, {43.574, 42.33}, {43.584, 42.31}, {43.654, 42.289},
		{43.594, 42.23}, {43.599, 42.17}, {43.619, 42.125}, {43.694, 42.08}, {43.709, 42.115}, {43.784, 42.11}, {43.784, 42.08},
		{43.809, 42.055}, {43.864, 42.08}, {43.854, 42.105}, {43.899, 42.1}, {43.915, 42.154}, {43.95, 42.145}, {44.059, 42.19},
		{44.114, 42.145}, {44.16, 42.055}, {44.204, 42.1}, {44.284, 42.06}, {44.294, 42.01}, {44.364, 41.99}, {44.444, 42.01},
		{44.464, 41.99}, {44.515, 42}, {44.583, 42.069}, {44.599, 42.094}, {44.589, 42.115}, {44.644, 42.14}, {44.644, 42.225},
		{44.599, 42.28}, {44.629, 42.33}, {44.594, 42.35}, {44.574, 42.35}, {44.434, 42.44}, {44.409, 42.43}, {44.355, 42.455},
		{44.394, 42.48}, {44.299, 42.584}, {44.263, 42.58}, {44.211, 42.64}, {44.25, 42.8}, {43.8, 42.85}, {43.783, 42.753}}},
}

// provinceRegions are contested areas made of whole provinces of Natural Earth, by adm1_code.
var provinceRegions = map[string]string{
	"RUS-283": "crimea", "RUS-5482": "crimea",
	"GEO-3015": "abkhazia",
	"MDA-1652": "transnistria", "MDA-1645": "transnistria", "MDA-1628": "transnistria",
	"MDA-1638": "transnistria", "MDA-1637": "transnistria", "MDA-1650": "transnistria",
}

func (r region) polygon() orb.Polygon { return orb.Polygon{r.ring} }
