package library

import (
	"slices"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// WesternBalkans is the built-in scenario "Western Balkans, as reported": the 34 items of the press article beside the
// legal and rights notes it leaves out, the positions of the six, and the documented comparators as sites.
func WesternBalkans() *scenario.Scenario {
	return book{
		name:     "western-balkans",
		title:    "Western Balkans, as reported",
		question: "What is publicly reported about UK return hubs in the Western Balkans, who says so, and what is missing?",
		purpose: "A starting point for an examination. It holds what public sources report, graded as a suggestion and " +
			"rated by nobody. It takes no side and places no hypothetical site.",
		view:      scenario.View{Center: orb.Point{20.3, 43.2}, Zoom: 6.6},
		groups:    []*scenario.Group{wb6(), eu27(), africa()},
		sites:     balkanSites,
		positions: balkanPositions,
		facts:     balkanFacts,
		notes: slices.Concat(
			balkanSecurity, balkanSerbia, balkanContext, balkanDiplomatic, balkanPublic,
			balkanLegal, balkanRights, balkanOperational, balkanFinancial,
		),
	}.scenario()
}

var gbr = []string{"GBR"}

var balkanSites = []site{
	{
		key: "gjader", name: "Gjadër", lon: 19.62, lat: 41.9, status: scenario.Operating, asOf: "2025-07-24", src: "eunews",
		regime: "closed", operator: "sending",
		text: "Italian-run centre under the Italy–Albania protocol of 2023. Opened in October 2024 for asylum procedures; by a decree of 28 March 2025 used as a return centre for people transferred from Italy.",
	},
	{
		key: "shengjin", name: "Shëngjin", lon: 19.6, lat: 41.81, status: scenario.Operating, asOf: "2025-07-24", src: "eunews",
		regime: "unknown", operator: "sending",
		text: "Italian-run identification centre at the port, part of the Italy–Albania protocol; opened in October 2024.",
	},
	{
		key: "gjilan", name: "Gjilan / Gnjilane", lon: 21.47, lat: 42.46, status: scenario.Agreed, asOf: "2024-05-23", src: "jurist",
		regime: "closed", operator: "joint", capacity: 300,
		text: "A prison, not a return hub: 300 cells rented by Denmark for convicted foreigners under an expulsion order. People convicted of terrorism or war crimes and people with mental illness are excluded. First arrivals expected in 2027.",
	},
}

var balkanPositions = []position{
	{
		place: "ALB", scheme: "uk-return-hubs", sending: gbr, status: scenario.Declined, asOf: "2025-10-21",
		summary: "Ruled out in public in May and October 2025; the arrangement with Italy is called a one-off.",
		evidence: []ev{
			{src: "intellinews", text: "During the UK Prime Minister’s visit the Albanian Prime Minister refused to host a hub and said that the centres for Italy would not be repeated for others.", by: "Prime Minister of Albania (office)", how: "on_record", date: "2025-05-15", cred: 1},
			{src: "inkl-oct", text: "At a public event in London before the summit the Prime Minister repeated that hubs would not come to Albania.", by: "Prime Minister of Albania (office)", how: "on_record", date: "2025-10-21", cred: 1, as: "“never in Albania”"},
			{src: "sky-may", text: "The subject was understood not to be on the agenda of the talks in Tirana.", by: "UK government (office)", how: "unattributed", date: "2025-05-16", cred: 3},
		},
	},
	{
		place: "BIH", scheme: "uk-return-hubs", sending: gbr, status: scenario.Declined, asOf: "2025-10",
		summary: "The Presidency said that the country will not take part.",
		evidence: []ev{
			{src: "n1-bih", text: "The chair of the Presidency told a British newspaper that Sarajevo will take no part in such arrangements.", by: "Presidency of Bosnia and Herzegovina (office)", how: "on_record", date: "2025-10", cred: 2},
			{src: "particle-oct", text: "A digest of reports before the London summit says that the Presidency refused to take part.", by: "Presidency of Bosnia and Herzegovina (office)", how: "on_record", date: "2025-10-22", cred: 2},
		},
	},
	{
		place: "XKX", scheme: "uk-return-hubs", sending: gbr, status: scenario.TalksReported, asOf: "2025-10-22",
		summary: "Open to it: exploratory talks, limited capacity, security support sought.",
		evidence: []ev{
			{src: "lbc-oct", text: "The Prime Minister said that Kosovo wants to help within a limited capacity, that officials and lawyers of both sides are in regular contact, and that support for national security is expected in return.", by: "Prime Minister of Kosovo (office)", how: "on_record", date: "2025-10-21", cred: 2, as: "“limited capacity”"},
			{src: "particle-oct", text: "The talks are described as exploratory, with no formal request made by the United Kingdom.", by: "UK government (office)", how: "unattributed", date: "2025-10-22", cred: 3},
		},
	},
	{
		place: "MNE", scheme: "uk-return-hubs", sending: gbr, status: scenario.Floated, asOf: "2025-10-21",
		summary: "Accounts of one remark differ: a quip, a condition or a refusal.",
		evidence: []ev{
			{src: "inkl-oct", text: "The Prime Minister said that Montenegro does not lie on the migration routes. Asked by his Albanian colleague whether he would host a hub if the United Kingdom built railways, he answered that he would accept for an investment of ten billion euros.", by: "Prime Minister of Montenegro (office)", how: "on_record", date: "2025-10-21", cred: 2},
			{src: "particle-oct", text: "The remark is read as openness in exchange for large investment in infrastructure.", by: "Particle News", how: "analyst", date: "2025-10-22", cred: 4},
			{src: "mne-news", text: "In March 2025 the Prime Minister had said that Montenegro would take no part in such a programme.", by: "Prime Minister of Montenegro (office)", how: "on_record", date: "2025-03-24", cred: 2, against: true},
		},
	},
	{
		place: "MKD", scheme: "uk-return-hubs", sending: gbr, status: scenario.TalksReported, asOf: "2025-12-05",
		summary: "The Times reported formal talks; the government denies them.",
		evidence: []ev{
			{src: "bta", text: "Media in Skopje cite a report of The Times of 5 December 2025: the United Kingdom would pay for every person accepted, invest, and help against Russian influence.", by: "The Times", how: "unattributed", date: "2025-12-05", cred: 3},
			{src: "republika-dec", text: "The Prime Minister says that the matter was never raised and would be refused.", by: "Prime Minister of North Macedonia (office)", how: "on_record", date: "2025-12-09", cred: 2, against: true},
		},
	},
	{
		place: "MKD", scheme: "uk-return-hubs", sending: gbr, status: scenario.TalksDenied, asOf: "2025-12-09",
		summary: "The Prime Minister denied talks in May and in December 2025.",
		evidence: []ev{
			{src: "republika-may", text: "The Prime Minister denied that hosting people returned from the United Kingdom had been discussed in the partnership agreement.", by: "Prime Minister of North Macedonia (office)", how: "on_record", date: "2025-05-18", cred: 2},
			{src: "infomigrants-mkd", text: "The Prime Minister told reporters that the subject was never discussed with British authorities and that no camp will be built.", by: "Prime Minister of North Macedonia (office)", how: "on_record", date: "2025-12-09", cred: 2},
			{src: "bta", text: "The opposition points to the report that talks began in the autumn while they were being denied.", by: "Social Democratic Union of Macedonia", how: "on_record", date: "2025-12-09", cred: 3, against: true},
		},
	},
	{
		place: "SRB", scheme: "uk-return-hubs", sending: gbr, status: scenario.NoneFound, asOf: accessed,
		summary: "No public acceptance or refusal found.",
		evidence: []ev{
			{src: "bvmn", text: "An analysis of freedom-of-information answers calls Serbia the most likely host in practice; it reports no statement by Belgrade.", by: "Border Violence Monitoring Network", how: "analyst", cred: 3},
		},
	},
}

var balkanFacts = []fact{
	{"ALB", "eu_status", "Candidate since 2014", accessed, "tratolow"},
	{"MNE", "eu_status", "Candidate since 2010", accessed, "tratolow"},
	{"MKD", "eu_status", "Candidate since 2005", accessed, "tratolow"},
	{"SRB", "eu_status", "Candidate since 2012", accessed, "tratolow"},
	{"BIH", "eu_status", "Candidate", "2025-12-17", "dw-summit"},
	{"XKX", "eu_status", "Applied in 2022; not a candidate", "2025-12-17", "dw-summit"},
	{"ALB", "nato_status", "Member since 2009", "2025", "clingendael"},
	{"MNE", "nato_status", "Member since 2017", "2025", "clingendael"},
	{"MKD", "nato_status", "Member since 2020", "2025", "clingendael"},
	{"BIH", "nato_status", "Not a member; Membership Action Plan since 2010; the EU’s EUFOR Althea is present", "2025", "clingendael"},
	{"SRB", "nato_status", "Not a member; does not seek to join", "2025", "clingendael"},
	{"XKX", "nato_status", "Not a member; four members do not recognise it", "2025", "clingendael"},
	{"XKX", "council_of_europe", "Not a member; the Assembly recommended an invitation, 131–29–11; ministers to decide", "2024-04-17", "ewb"},
	{"ALB", "refugee_convention", "Acceded 18 August 1992", accessed, "untc"},
	{"BIH", "refugee_convention", "Succeeded 1 September 1993", accessed, "untc"},
	{"SRB", "recognises_kosovo", "No", "2022-12", "ap-tirana"},
}
