package evidence

import "hubscape/app/scenario"

// names of the countries that the built-in scenarios speak of, so that sentences read well without a map. Screens use
// the map's own names; these agree with its English ones.
var names = map[string]string{
	"AGO": "Angola", "ALB": "Albania", "BIH": "Bosnia and Herzegovina", "BWA": "Botswana", "CIV": "Côte d’Ivoire",
	"CMR": "Cameroon", "CPV": "Cabo Verde", "DNK": "Denmark", "DEU": "Germany", "EGY": "Egypt", "ESH": "Western Sahara",
	"ETH": "Ethiopia", "GBR": "United Kingdom", "GHA": "Ghana", "GMB": "The Gambia", "GNQ": "Equatorial Guinea",
	"ITA": "Italy", "KEN": "Kenya", "LBY": "Libya", "MAR": "Morocco", "MKD": "North Macedonia", "MNE": "Montenegro",
	"MRT": "Mauritania", "NAM": "Namibia", "NLD": "Netherlands", "RUS": "Russia", "RWA": "Rwanda", "SEN": "Senegal",
	"SLE": "Sierra Leone", "SRB": "Serbia", "SSD": "South Sudan", "SWZ": "Eswatini", "TGO": "Togo", "TUN": "Tunisia",
	"TZA": "Tanzania", "UGA": "Uganda", "UKR": "Ukraine", "USA": "United States", "XKX": "Kosovo",
}

// PlaceName gives a place's English name as sentences use it: a group's name, a country's name with the asterisk of the
// chosen Kosovo note, or the code itself.
func PlaceName(doc *scenario.Scenario, code string) string {
	if g, ok := doc.Groups.Get(code); ok {
		return g.Name
	}
	n, ok := names[code]
	if !ok {
		return code
	}
	if code == "XKX" && KosovoAsterisk(doc.KosovoNote) {
		return n + "*"
	}
	return n
}
