package basemap_test

import (
	"math"
	"strings"
	"testing"
)

// places are points whose country, division, lake and dispute are known. Status is a word of the sentence; "" means
// that there must be none.
var places = []struct {
	name             string
	lat, lon         float64
	country, div     string
	water, statusHas string
}{
	{"Pristina", 42.663, 21.162, "XKX", "XK-X20~", "", "Kosovo"},
	{"North Mitrovica", 42.897, 20.866, "XKX", "XK-X11~", "", "Kosovo"},
	{"Gjilan", 42.463, 21.469, "XKX", "XK-X05~", "", "Kosovo"},
	{"Prizren", 42.214, 20.740, "XKX", "XK-X21~", "", "Kosovo"},
	{"Peja", 42.659, 20.288, "XKX", "XK-X18~", "", "Kosovo"},
	{"Leposavić", 43.104, 20.803, "XKX", "XK-X12~", "", "Kosovo"},
	{"Gračanica", 42.601, 21.193, "XKX", "XK-X20~", "", "Kosovo"},
	{"Belgrade", 44.817, 20.463, "SRB", "RS-00", "", ""},
	{"Niš", 43.320, 21.896, "SRB", "RS-20", "", ""},
	{"Kruševac", 43.580, 21.327, "SRB", "RS-19", "", ""},
	{"Novi Sad", 45.252, 19.837, "SRB", "RS-06", "", ""},
	{"Preševo", 42.309, 21.650, "SRB", "RS-24", "", ""},
	{"Novi Pazar", 43.137, 20.518, "SRB", "RS-18", "", ""},
	{"Tirana", 41.328, 19.819, "ALB", "AL-11", "", ""},
	{"Gjadër", 41.890, 19.600, "ALB", "AL-08", "", ""},
	{"Shëngjin", 41.813, 19.600, "ALB", "AL-08", "", ""},
	{"Vlorë", 40.467, 19.490, "ALB", "AL-12", "", ""},
	{"Sarajevo", 43.856, 18.413, "BIH", "BA-09", "", ""},
	{"Banja Luka", 44.772, 17.191, "BIH", "BA-X02~", "", ""},
	{"Brčko District", 44.830, 18.850, "BIH", "BA-BRC", "", ""},
	{"Mostar", 43.343, 17.808, "BIH", "BA-07", "", ""},
	{"Podgorica", 42.441, 19.263, "MNE", "ME-16", "", ""},
	{"Nikšić", 42.773, 18.949, "MNE", "ME-12", "", ""},
	{"Tetovo", 42.010, 20.971, "MKD", "*", "", ""},
	{"Skopje", 41.996, 21.431, "MKD", "*", "", ""},
	{"Zagreb", 45.813, 15.978, "HRV", "HR-21", "", ""},
	{"Požega", 45.340, 17.685, "HRV", "HR-11", "", ""},
	{"Dubrovnik", 42.655, 18.090, "HRV", "HR-19", "", ""},
	{"Neum", 42.925, 17.620, "BIH", "BA-07", "", ""},
	{"Sofia", 42.698, 23.322, "BGR", "BG-22", "", ""},
	{"Athens", 37.984, 23.728, "GRC", "GR-I", "", ""},
	{"Bucharest", 44.432, 26.104, "ROU", "RO-B", "", ""},
	{"Ljubljana", 46.051, 14.506, "SVN", "", "", ""},
	{"Lake Skadar", 42.180, 19.300, "*", "*", "Lake Skadar", ""},
	{"Lake Ohrid", 41.000, 20.720, "*", "*", "Lake Ohrid", ""},
	{"Adriatic", 42.500, 17.000, "", "", "", ""},
	{"Strait of Otranto", 40.150, 18.950, "", "", "", ""},
	{"Laayoune", 27.154, -13.200, "ESH", "", "", "Morocco claims it and holds this part"},
	{"Bir Anzarane", 23.870, -14.550, "ESH", "", "", "Morocco claims it and holds this part"},
	{"Smara", 26.740, -11.670, "ESH", "", "", "Morocco claims it and holds this part"},
	{"Tifariti", 26.158, -10.567, "ESH", "", "", "Polisario Front claims it and holds this part"},
	{"Tarfaya", 27.937, -12.920, "MAR", "", "", ""},
	{"Hargeisa", 9.560, 44.065, "SOM", "", "", "Somaliland"},
	{"Las Anod", 8.477, 47.357, "SOM", "", "", "Somaliland"},
	{"Garowe", 8.402, 48.483, "SOM", "SO-NU", "", ""},
	{"Mogadishu", 2.046, 45.318, "SOM", "SO-BN", "", ""},
	{"Abyei town", 9.593, 28.436, "SDN", "", "", "Abyei"},
	{"Bentiu", 9.230, 29.800, "SSD", "", "", ""},
	{"Khartoum", 15.589, 32.535, "SDN", "", "", ""},
	{"Halaib", 22.222, 36.645, "EGY", "EG-BA", "", "Halaib"},
	{"Abu Ramad", 22.400, 36.400, "EGY", "EG-BA", "", "Halaib"},
	{"a slit of the source on the line of 1902", 23.017, 35.478, "EGY", "EG-BA", "", ""},
	{"another", 22.246, 34.410, "EGY", "EG-BA", "", ""},
	{"south of Halaib", 21.900, 36.500, "SDN", "", "", ""},
	{"Bir Tawil", 21.870, 33.740, "-", "", "", "Bir Tawil"},
	{"Ilemi, north", 5.000, 35.300, "SSD", "", "", "Ilemi"},
	{"Ilemi, south", 4.750, 35.000, "KEN", "", "", "Ilemi"},
	{"Lokichar", 2.383, 35.650, "KEN", "", "", ""},
	{"Cairo", 30.044, 31.236, "EGY", "EG-C", "", ""},
	{"Kigali", -1.944, 30.062, "RWA", "RW-01", "", ""},
	{"Kampala", 0.317, 32.583, "UGA", "", "", ""},
	{"Nairobi", -1.286, 36.817, "KEN", "", "", ""},
	{"Addis Ababa", 9.030, 38.740, "ETH", "", "", ""},
	{"Asmara", 15.339, 38.931, "ERI", "ER-MA", "", ""},
	{"Massawa", 15.600, 39.400, "ERI", "ER-SK", "", ""},
	{"Keren", 15.778, 38.458, "ERI", "ER-AN", "", ""},
	{"Djibouti", 11.572, 43.145, "DJI", "DJ-DJ", "", ""},
	{"Juba", 4.851, 31.582, "SSD", "", "", ""},
	{"Kinshasa", -4.325, 15.322, "COD", "", "", ""},
	{"Brazzaville", -4.268, 15.275, "COG", "", "", ""},
	{"Cabinda", -5.560, 12.200, "AGO", "", "", ""},
	{"Luanda", -8.838, 13.234, "AGO", "", "", ""},
	{"Pretoria", -25.747, 28.188, "ZAF", "ZA-GP", "", ""},
	{"Maseru", -29.316, 27.484, "LSO", "LS-A", "", ""},
	{"Mbabane", -26.318, 31.135, "SWZ", "SZ-HH", "", ""},
	{"Maputo", -25.966, 32.573, "MOZ", "MZ-MPM", "", ""},
	{"Harare", -17.829, 31.054, "ZWE", "ZW-HA", "", ""},
	{"Lilongwe", -13.967, 33.787, "MWI", "MW-LI", "", ""},
	{"Abuja", 9.058, 7.489, "NGA", "NG-FC", "", ""},
	{"Accra", 5.560, -0.201, "GHA", "", "", ""},
	{"Niamey", 13.514, 2.109, "NER", "NE-8", "", ""},
	{"Monrovia", 6.315, -10.800, "LBR", "LR-MO", "", ""},
	{"Tunis", 36.806, 10.181, "TUN", "", "", ""},
	{"Tripoli", 32.875, 13.187, "LBY", "", "", ""},
	{"Lake Victoria", -1.000, 33.000, "*", "", "Lake Victoria", ""},
	{"Lake Turkana", 3.500, 36.100, "KEN", "", "Lake Turkana", ""},
	{"Lake Kivu", -2.000, 29.150, "*", "*", "Lake Kivu", ""},
	{"Gulf of Guinea", 0, 0, "", "", "", ""},
	{"Simferopol", 44.952, 34.102, "UKR", "", "", "Crimea"},
	{"Sevastopol", 44.600, 33.520, "UKR", "", "", "Crimea"},
	{"Kherson", 46.640, 32.617, "UKR", "", "", ""},
	{"Tiraspol", 46.840, 29.630, "MDA", "", "", "Transnistria"},
	{"Rîbnița", 47.770, 29.010, "MDA", "", "", "Transnistria"},
	{"Chișinău", 47.010, 28.860, "MDA", "", "", ""},
	{"Sukhumi", 43.003, 41.020, "GEO", "", "", "Abkhazia"},
	{"Tskhinvali", 42.225, 43.970, "GEO", "", "", "South Ossetia"},
	{"Katzrin", 32.990, 35.690, "ISR", "", "", "Golan"},
	{"Ramallah", 31.900, 35.200, "PSE", "", "", "Palestine"},
	{"Tbilisi", 41.716, 44.783, "GEO", "", "", ""},
	{"North Nicosia", 35.195, 33.365, "CYP", "", "", "Cyprus"},
	{"Kyrenia", 35.330, 33.320, "CYP", "", "", "Northern Cyprus"},
	{"Limassol", 34.700, 33.020, "CYP", "CY-02", "", ""},
	{"Akrotiri", 34.590, 32.980, "GBR", "", "", "base"},
	{"South Pole", -89.900, 0, "ATA", "", "", "Antarctic"},
	{"North Pole", 89.900, 0, "", "", "", ""},
	{"Chukotka", 66.000, -175.000, "RUS", "", "", ""},
	{"Chukotka, the other way round", 66.000, 185.000, "RUS", "", "", ""},
	{"Belgrade, a world to the west", 44.817, 20.463 - 360, "SRB", "RS-00", "", ""},
	{"Belgrade, two worlds to the east", 44.817, 20.463 + 720, "SRB", "RS-00", "", ""},
}

func TestLocatePlaces(t *testing.T) {
	m := theMap(t)
	for _, want := range places {
		got := m.Locate(want.lon, want.lat)
		country, div := "", ""
		if got.Country != nil {
			if country = got.Country.Code; country == "" {
				country = "-" // land without a country
			}
		}
		if got.Division != nil {
			div = got.Division.Code
		}
		if want.country != country && !(want.country == "*" && country != "") {
			t.Errorf("%s: country %q, want %q", want.name, country, want.country)
		}
		if want.div != div && !(want.div == "*" && div != "") {
			t.Errorf("%s: division %q, want %q", want.name, div, want.div)
		}
		if got.Water != want.water {
			t.Errorf("%s: water %q, want %q", want.name, got.Water, want.water)
		}
		if (want.statusHas == "") != (got.Status == "") || !strings.Contains(got.Status, want.statusHas) {
			t.Errorf("%s: status %q, want %q in it", want.name, got.Status, want.statusHas)
		}
		if c := m.LocateCountry(want.lon, want.lat); c != got.Country {
			t.Errorf("%s: the fast path says %v", want.name, c)
		}
	}
}

func TestLocateNowhere(t *testing.T) {
	m := theMap(t)
	nan, inf := math.NaN(), math.Inf(1)
	for _, p := range [][2]float64{{nan, 0}, {20, nan}, {inf, 44}, {-inf, 44}, {20, inf}, {20, -inf}, {nan, nan}} {
		if got := m.Locate(p[0], p[1]); got.Country != nil || got.Status != "" || got.Water != "" {
			t.Errorf("Locate(%v, %v) = %+v, want nothing", p[0], p[1], got)
		}
	}
	for _, p := range [][2]float64{{180, 0}, {-180, 0}, {540, 90}, {-900, -90}, {1e300, 1e300}} {
		m.Locate(p[0], p[1])
	}
}
