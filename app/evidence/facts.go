package evidence

import "hubscape/app/scenario"

// FactKey is a standard attribute of a place. A fact that nobody filled shows as a prompt, never as "no".
type FactKey struct {
	Key, Label string
	Prompt     string   // what to enter
	Groups     []string // asked only of members of one of these groups; empty: of every country
	NotFor     string   // a country it is not asked of
}

// FactKeys in the order of the card.
var FactKeys = []FactKey{
	{"eu_status", "European Union", "Member, candidate since which year, or applicant", []string{"group:wb6"}, ""},
	{"nato_status", "NATO", "Member since which year, partner, or neutral by its own statement", []string{"group:wb6"}, ""},
	{"council_of_europe", "Council of Europe", "Member since which year; whether the European Court of Human Rights has jurisdiction", []string{"group:wb6"}, ""},
	{"refugee_convention", "1951 Refugee Convention", "Date of accession or succession, and reservations", nil, ""},
	{"recognises_kosovo", "Recognises Kosovo", "Yes or no, and since when", []string{"group:wb6"}, "XKX"},
	{"visa_russia", "Visa-free for Russian citizens", "Yes or no, and for how many days", []string{"group:wb6"}, ""},
	{"oau_refugee_convention", "OAU Refugee Convention 1969", "Date of ratification or accession", []string{"group:africa"}, ""},
	{"african_charter", "African Charter", "Date of ratification or accession", []string{"group:africa"}, ""},
	{"asylum_law", "Asylum law", "Act in force and the body that decides", nil, ""},
	{"detention_law", "Immigration detention", "Legal basis, longest stay, review", nil, ""},
	{"monitoring_body", "Monitoring body", "National preventive mechanism or other independent monitor", nil, ""},
}

// FactLabel names a fact key; keys of the user's own stand as they are.
func FactLabel(key string) string {
	for _, k := range FactKeys {
		if k.Key == key {
			return k.Label
		}
	}
	return key
}

// FactRow is a line of the card: a standard key with the facts that fill it, or a fact under a key of the user's own.
type FactRow struct {
	FactKey
	Facts []*scenario.Fact // empty: a prompt
}

// FactRows lists the standard facts of a country in order, filled or not, then its other facts by key.
func FactRows(doc *scenario.Scenario, code string) []FactRow {
	var rows []FactRow
	seen := map[string]int{}
	for _, k := range FactKeys {
		if k.NotFor == code || !asked(doc, k, code) {
			continue
		}
		seen[k.Key] = len(rows)
		rows = append(rows, FactRow{FactKey: k})
	}
	for _, f := range doc.Facts.All() {
		if f.Place != code {
			continue
		}
		i, ok := seen[f.Key]
		if !ok {
			i = len(rows)
			seen[f.Key] = i
			rows = append(rows, FactRow{FactKey: FactKey{Key: f.Key, Label: FactLabel(f.Key)}})
		}
		rows[i].Facts = append(rows[i].Facts, f)
	}
	return rows
}

func asked(doc *scenario.Scenario, k FactKey, code string) bool {
	if len(k.Groups) == 0 {
		return true
	}
	for _, id := range k.Groups {
		if g, ok := doc.Groups.Get(id); ok && contains(g.Members, code) {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
