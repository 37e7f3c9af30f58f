package evidence

import "hubscape/app/scenario"

// Gate is a legal or rights pre-condition that a site must meet. It is never traded off against cost.
type Gate struct {
	Key   string
	Title string // short, for rows
	Text  string // the whole condition
	Basis string // where it comes from
}

// Gates in the order of the checklist.
var Gates = []Gate{
	{"individual_final_decision", "Individual final decision", "Every person has an individual, final and enforceable return decision.", "FRA position paper 2025"},
	{"binding_instrument", "Binding instrument", "A legally binding agreement at treaty level covers who is sent, how, which services, and what happens if return fails.", "FRA position paper 2025; compare EU Return Regulation: agreement or arrangement"},
	{"host_consent", "Host consent", "The host state has agreed, through the organ that its own law requires.", "A/80/302; FRA position paper 2025"},
	{"non_refoulement", "No refoulement, also onward", "Nobody is sent on, directly or in steps, to a place of persecution, torture or serious harm.", "[2023] UKSC 42; A/80/302; FRA position paper 2025"},
	{"no_ill_treatment", "No ill-treatment", "No real risk of torture or of inhuman or degrading treatment in the hub or on the way.", "A/80/302; Council of Europe Commissioner 2025"},
	{"lawful_detention", "Lawful, reviewable detention", "Any detention has a basis in law, a maximum length, and review by a court.", "A/80/302; Council of Europe Commissioner 2025"},
	{"effective_remedy", "Effective remedy, with access to lawyers", "People can complain and appeal before harm is done, with a lawyer and an interpreter.", "A/80/302; Council of Europe Commissioner 2025"},
	{"children_rule", "Rule for children and vulnerable people", "Who may not be sent is stated: unaccompanied children, families with children, and others at particular risk.", "A/80/302"},
	{"legal_status", "Legal status in the hub", "People hold a temporary legal status in the host state.", "UNHCR note on return hubs 2025"},
	{"adequate_reception", "Adequate reception", "Housing, health care and daily needs meet human-rights standards.", "UNHCR note on return hubs 2025"},
	{"independent_monitoring", "Independent monitoring in place", "A body independent of both states watches the hub and the transfers, and reports.", "FRA position paper 2025; UNHCR note on return hubs 2025"},
	{"failed_return_plan", "Plan if return fails", "It is settled what happens to people who cannot be returned.", "FRA position paper 2025"},
	{"suspension_clause", "Suspension and exit clause", "Either state, or a court, can stop transfers, and it is settled what follows.", "[2023] UKSC 42: an earlier, similar agreement was not kept"},
}

// GateResults in the order in which cards list them: not met first.
var GateResults = []Term{
	{"not_met", "Not met", "The condition is not fulfilled.", "gate-not_met"},
	{"unclear", "Unclear", "It cannot be told yet.", "gate-unclear"},
	{"met", "Met", "The condition is fulfilled.", "gate-met"},
	{"not_applicable", "Not applicable", "The condition does not arise here.", "gate-na"},
}

// GateByKey finds a gate.
func GateByKey(key string) (Gate, bool) {
	for _, g := range Gates {
		if g.Key == key {
			return g, true
		}
	}
	return Gate{}, false
}

// GateRow is one gate with what was entered for it at a site; Result is "" when nothing was.
type GateRow struct {
	Gate
	Result string
	Reason string // the basis entered with the result
}

// GateRows lists all thirteen gates at a site in checklist order, answered or not.
func GateRows(s *scenario.Site) []GateRow {
	rows := make([]GateRow, len(Gates))
	for i, g := range Gates {
		rows[i] = GateRow{Gate: g}
		for _, r := range s.Gates {
			if r.Gate == g.Key {
				rows[i].Result, rows[i].Reason = r.Result, r.Basis
			}
		}
	}
	return rows
}
