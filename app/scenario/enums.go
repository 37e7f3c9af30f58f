package scenario

import (
	"slices"
	"strings"
)

// The enumerations of the file, in the order of the domain. An empty value means "not said" wherever it is allowed.
var (
	precisions     = []string{"exact", "town", "division", "country"}
	siteKinds      = []string{"transit", "final_destination", "reception", "detention", "mixed", "comparator"}
	siteStatuses   = []string{"hypothetical", "floated", "talks_reported", "talks_confirmed", "offered", "declined", "agreed", "operating", "closed", "dropped"}
	stances        = []string{"none_found", "floated", "talks_reported", "talks_denied", "talks_confirmed", "offered", "declined", "agreed", "operating", "closed", "dropped"}
	regimes        = []string{"open", "closed", "mixed", "unknown"}
	operators      = []string{"sending", "host", "joint", "contractor", "unknown"}
	gateResults    = []string{"met", "not_met", "unclear", "not_applicable"}
	categories     = []string{"security_interference", "legal", "diplomatic", "humanitarian_rights", "operational", "financial", "reputational", "local_political"}
	polarities     = []string{"concern", "opportunity", "context"}
	affectedGroups = []string{"people_transferred", "host_community", "staff", "sending_state", "host_state", "third_states"}
	audiences      = []string{"public", "committee", "internal"}
	attributions   = []string{"on_record", "off_record", "unattributed", "analyst"}
	evidenceStands = []string{"supports", "contradicts"}
	gradeStatuses  = []string{"suggested", "confirmed"}
	scopes         = []string{"inherent", "residual"}
	likelihoods    = []string{"remote_chance", "highly_unlikely", "unlikely", "realistic_possibility", "likely", "highly_likely", "almost_certain"}
	confidences    = []string{"high", "moderate", "low"}
	controlSides   = []string{"preventive", "recovery"}
	controlTypes   = []string{"security", "legal", "rights", "operational", "financial", "comms"}
	sourceTypes    = []string{"official", "court", "parliament", "international_organisation", "academic", "ngo", "news_original", "news_derivative", "state_media", "social", "other"}
	reliabilities  = []string{"A", "B", "C", "D", "E", "F"}
	tlpLabels      = []string{"RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"}
	kosovoNotes    = []string{"eu", "un", "coe", "none"}
)

// Enumerations gives every enumeration of the file by the name that the schema uses for it.
func Enumerations() map[string][]string {
	m := map[string][]string{
		"precision": precisions, "site_kind": siteKinds, "site_status": siteStatuses, "position_status": stances, "regime": regimes,
		"operator": operators, "gate_result": gateResults, "category": categories, "polarity": polarities, "affected": affectedGroups,
		"audience": audiences, "attribution": attributions, "stance": evidenceStands, "grade_status": gradeStatuses, "scope": scopes,
		"likelihood": likelihoods, "confidence": confidences, "control_side": controlSides, "control_type": controlTypes,
		"source_type": sourceTypes, "reliability": reliabilities, "tlp": tlpLabels, "kosovo_note": kosovoNotes,
		"layer_color": LayerColors, "layer_dash": layerDashes, "layer_fill": layerFills, "layer_symbol": layerSymbols,
	}
	for k, v := range m {
		m[k] = slices.Clone(v)
	}
	return m
}

// isCountry tells whether a code has the form of ISO 3166-1 alpha-3: "SRB", "XKX".
func isCountry(code string) bool {
	return len(code) == 3 && strings.IndexFunc(code, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// isDivision tells whether a code has the form of ISO 3166-2: "RS-19".
func isDivision(code string) bool {
	country, rest, ok := strings.Cut(code, "-")
	if !ok || len(country) != 2 || len(rest) == 0 || len(rest) > 6 {
		return false
	}
	for _, r := range country {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	for _, r := range rest {
		if !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '~') {
			return false
		}
	}
	return true
}

// isGroup tells whether a code names a group.
func isGroup(code string) bool { return len(code) > 6 && strings.HasPrefix(code, "group:") }
