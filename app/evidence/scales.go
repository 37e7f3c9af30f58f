package evidence

import "math"

// Source is where a scale comes from, for captions and the about page.
type Source struct{ Name, Publisher, Date, URL string }

// PHIA is the source of Yardstick.
var PHIA = Source{
	"Explaining Uncertainty in UK Intelligence Assessment", "Professional Head of Intelligence Assessment, gov.uk",
	"2025-03-24", "https://www.gov.uk/government/publications/explaining-uncertainty-in-uk-intelligence-assessment",
}

// Admiralty is the source of Reliabilities and Credibilities.
var Admiralty = Source{
	"Admiralty scale", "MISP taxonomies", "", "https://github.com/MISP/misp-taxonomies/tree/main/admiralty-scale",
}

// TLP2 is the source of TLPLabels.
var TLP2 = Source{"Traffic Light Protocol 2.0", "MISP taxonomies", "", "https://github.com/MISP/misp-taxonomies/tree/main/tlp"}

// Band is one term of the probability yardstick. Low and High are percent; the gaps between bands are intended.
type Band struct {
	Key, Label string
	Low, High  float64 // percent, 0–100
	Range      string  // as printed: "≈25 % – ≈35 %"
}

// Yardstick is the PHIA probability yardstick, from remote to almost certain.
var Yardstick = []Band{
	{"remote_chance", "Remote chance", 0, 5, ">0 % – ≈5 %"},
	{"highly_unlikely", "Highly unlikely", 10, 20, "≈10 % – ≈20 %"},
	{"unlikely", "Unlikely", 25, 35, "≈25 % – ≈35 %"},
	{"realistic_possibility", "Realistic possibility", 40, 50, "≈40 % – <50 %"},
	{"likely", "Likely or probable", 55, 75, "≈55 % – ≈75 %"},
	{"highly_likely", "Highly likely", 80, 90, "≈80 % – ≈90 %"},
	{"almost_certain", "Almost certain", 95, 100, "≈95 % – <100 %"},
}

// BandOf gives the band of a key.
func BandOf(key string) (Band, bool) {
	for _, b := range Yardstick {
		if b.Key == key {
			return b, true
		}
	}
	return Band{}, false
}

// Terms gives the bands that a percentage may be called by: one inside a band, two when it falls into a gap (the number
// is kept and both neighbours are offered), none outside 0–100 or when it is not a number.
func Terms(percent float64) []Band {
	if math.IsNaN(percent) || percent < 0 || percent > 100 {
		return nil
	}
	for i, b := range Yardstick {
		if percent <= b.High {
			if percent >= b.Low {
				return Yardstick[i : i+1]
			}
			return Yardstick[i-1 : i+1]
		}
	}
	return nil
}

// Confidences are the Analytical Confidence Rating: how sound and stable the basis is, not how likely the event.
var Confidences = []Term{
	{"high", "High", "Sound and varied information, rigorous reasoning, little that is likely to change it.", "confidence-high"},
	{"moderate", "Moderate", "Usable information with gaps, or a situation that may change.", "confidence-moderate"},
	{"low", "Low", "Thin or single information, or a situation in motion.", "confidence-low"},
}

// ConfidenceAspects are what the rating is judged on.
var ConfidenceAspects = []string{"Information base", "Analytical rigour", "Complexity and volatility"}

// Impacts are the default anchors for one facility, from 1 to 5; national scales do not fit a single site.
var Impacts = []Term{
	{"1", "1 Negligible", "Absorbed locally.", ""},
	{"2", "2 Limited", "Short and reversible.", ""},
	{"3", "3 Serious", "Needs a formal remedy or a pause.", ""},
	{"4", "4 Severe", "Harm to persons, an injunction, a suspension or a rupture.", ""},
	{"5", "5 Extreme", "Loss of life, ill-treatment, refoulement or collapse.", ""},
}

// Grade is one value of an Admiralty scale. Unknown marks F and 6: not the worst, but not judged.
type Grade struct {
	Key, Label string
	Unknown    bool
}

// Reliabilities grade a source.
var Reliabilities = []Grade{
	{"A", "Completely reliable", false},
	{"B", "Usually reliable", false},
	{"C", "Fairly reliable", false},
	{"D", "Not usually reliable", false},
	{"E", "Unreliable", false},
	{"F", "Reliability cannot be judged", true},
}

// Credibilities grade a statement, independently of its source.
var Credibilities = []Grade{
	{"1", "Confirmed by other sources", false},
	{"2", "Probably true", false},
	{"3", "Possibly true", false},
	{"4", "Doubtful", false},
	{"5", "Improbable", false},
	{"6", "Truth cannot be judged", true},
}

// GradeText writes a grade pair as "B2"; a part that is not judged yet is "–", and both blank give "–".
func GradeText(reliability string, credibility int) string {
	c := "–"
	if credibility >= 1 && credibility <= 6 {
		c = string(rune('0' + credibility))
	}
	if reliability == "" {
		reliability = "–"
	}
	if reliability == "–" && c == "–" {
		return "–"
	}
	return reliability + c
}

// GradeWords explains a grade pair in words.
func GradeWords(reliability string, credibility int) string {
	r, c := "Source not graded", "statement not graded"
	for _, g := range Reliabilities {
		if g.Key == reliability {
			r = "Source: " + lowerFirst(g.Label)
		}
	}
	if credibility >= 1 && credibility <= len(Credibilities) {
		c = "statement: " + lowerFirst(Credibilities[credibility-1].Label)
	}
	return r + "; " + c
}

// TLPLabels are the Traffic Light Protocol 2.0 labels from strictest to freest.
var TLPLabels = []Term{
	{"RED", "TLP:RED", "Named recipients only.", ""},
	{"AMBER+STRICT", "TLP:AMBER+STRICT", "Within one's own organisation only.", ""},
	{"AMBER", "TLP:AMBER", "Own organisation and its clients, as far as they need it.", ""},
	{"GREEN", "TLP:GREEN", "Within the community, not on public channels.", ""},
	{"CLEAR", "TLP:CLEAR", "No limit on sharing.", ""},
}

// NormalTLP gives the 2.0 label of what people write ("tlp:white", "Amber"), and whether it is one.
func NormalTLP(s string) (string, bool) {
	u := upperASCII(s)
	if len(u) > 4 && u[:4] == "TLP:" {
		u = u[4:]
	}
	if u == "WHITE" {
		u = "CLEAR"
	}
	_, ok := Find(TLPLabels, u)
	return u, ok
}

// Stricter gives the stricter of two labels; a copy carries the strictest of what it includes. An unknown label is
// taken as RED.
func Stricter(a, b string) string {
	ia, ib := strictness(a), strictness(b)
	if ib < ia {
		return TLPLabels[ib].Key
	}
	return TLPLabels[ia].Key
}

func strictness(label string) int {
	k, ok := NormalTLP(label)
	if !ok {
		return 0
	}
	return Index(TLPLabels, k)
}

// Markings are presets for the free handling text. There is no preset for higher classifications: the program is not
// accredited to hold such material.
var Markings = []string{"", "OFFICIAL", "OFFICIAL-SENSITIVE"}

func upperASCII(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	b := []byte(s)
	if b[0] >= 'A' && b[0] <= 'Z' {
		b[0] += 'a' - 'A'
	}
	return string(b)
}
