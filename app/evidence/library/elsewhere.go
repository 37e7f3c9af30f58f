package library

import (
	"slices"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// Elsewhere is the built-in scenario "Arrangements elsewhere, as reported": what is reported of African states by
// scheme and date, with the legal and rights notes that fit. It has no sites: none of the reports names a place.
func Elsewhere() *scenario.Scenario {
	return book{
		name:     "elsewhere",
		title:    "Arrangements elsewhere, as reported",
		question: "Which African states are reported in which scheme, at what date, and on what evidence?",
		purpose: "For comparison. Being named in a report does not make a state a candidate: every position belongs to " +
			"one scheme and one date. Graded as a suggestion and rated by nobody.",
		view:      scenario.View{Center: orb.Point{17, 2}, Zoom: 3.5},
		groups:    []*scenario.Group{africa(), eu27()},
		positions: slices.Concat(ukAfrica(), otherAfrica),
		facts:     africaFacts,
		notes:     slices.Concat(africaLegal, africaRights, africaOther),
	}.scenario()
}

// ukAfrica lists the states of the UK's search for further partners, as reported on 15 April 2024.
func ukAfrica() []position {
	const scheme = "uk-third-country"
	var out []position
	for _, code := range []string{"BWA", "CIV"} {
		out = append(out, position{
			place: code, scheme: scheme, sending: gbr, status: scenario.TalksReported, asOf: "2024-04-15",
			summary: "On the UK’s priority list of 2024; talks reported as begun and stalled.",
			evidence: []ev{
				{src: "lbc-2024", text: "Leaked documents are said to show that talks on an asylum-processing deal began and then stalled.", by: "UK government documents, as reported by The Times", how: "unattributed", date: "2024-04-15", cred: 3},
				{src: "news24", text: "The states named did not answer enquiries.", by: "News24", how: "on_record", date: "2024-04", cred: 3},
			},
		})
	}
	for _, code := range []string{"CPV", "SEN", "TZA", "SLE", "TGO", "AGO"} {
		evidence := []ev{{src: "news24", text: "To be approached if others decline, according to British media.", by: "UK government documents, as reported by British media", how: "unattributed", date: "2024-04", cred: 3}}
		if code != "TGO" && code != "AGO" {
			evidence = append([]ev{{src: "lbc-2024", text: "On a reserve list, according to leaked documents.", by: "UK government documents, as reported by The Times", how: "unattributed", date: "2024-04-15", cred: 3}}, evidence...)
		}
		out = append(out, position{
			place: code, scheme: scheme, sending: gbr, status: scenario.Floated, asOf: "2024-04-15",
			summary: "On the UK’s reserve list of 2024; no talks reported.", evidence: evidence,
		})
	}
	for _, code := range []string{"MAR", "TUN", "NAM", "GMB"} {
		evidence := []ev{{src: "news24", text: "Rejected the approach, according to leaked documents reported by British media.", by: "UK government documents, as reported by British media", how: "unattributed", date: "2024-04", cred: 3}}
		if code != "GMB" {
			evidence = append([]ev{{src: "lbc-2024", text: "Declined to enter negotiations, according to leaked documents.", by: "UK government documents, as reported by The Times", how: "unattributed", date: "2024-04-15", cred: 3, as: "“explicitly declined”"}}, evidence...)
		}
		out = append(out, position{
			place: code, scheme: scheme, sending: gbr, status: scenario.Declined, asOf: "2024-04-15",
			summary: "Declined the United Kingdom’s approach, as reported in 2024.", evidence: evidence,
		})
	}
	return out
}

var usa = []string{"USA"}

var otherAfrica = []position{
	{
		place: "RWA", scheme: "uk-rwanda", sending: gbr, status: scenario.Closed, asOf: "2024",
		summary: "Asylum-processing partnership of 2022; held unlawful in 2023, ended in 2024, nobody transferred.",
		evidence: []ev{
			{src: "uksc42", text: "The policy was held unlawful because of a real risk of refoulement.", by: "UK Supreme Court", how: "on_record", date: "2023-11-15", cred: 1},
			{src: "nao-press", text: "£370 million was agreed for a fund, with sums per person on top.", by: "National Audit Office", how: "on_record", date: "2024-03", cred: 1},
			{src: "reuters-uga", text: "The deal was scrapped after the change of government without anyone being sent.", by: "Reuters", how: "on_record", date: "2025-09-25", cred: 1},
		},
	},
	{
		place: "RWA", scheme: "us-removals", sending: usa, status: scenario.Agreed, asOf: "2025-08",
		summary: "Agreed to receive up to 250 people removed from the United States.",
		evidence: []ev{
			{src: "hrw-africa", text: "The agreement provides for up to 250 people and about 7.5 million dollars.", by: "Human Rights Watch, on an agreement it has seen", how: "on_record", date: "2025-09-23", cred: 2},
			{src: "ap-swz", text: "Rwanda is listed among states with such an agreement.", by: "Associated Press", how: "on_record", date: "2026-03-12", cred: 2},
		},
	},
	{
		place: "SWZ", scheme: "us-removals", sending: usa, status: scenario.Operating, asOf: "2026-03-12",
		summary: "At least 19 people received in three groups since July 2025; up to 160 agreed.",
		evidence: []ev{
			{src: "ap-swz", text: "A third group arrived; at least 19 people have been sent since July 2025.", by: "Government of Eswatini", how: "on_record", date: "2026-03-12", cred: 1},
			{src: "hrw-africa", text: "The written agreement provides 5.1 million dollars for up to 160 people.", by: "Human Rights Watch, on an agreement it has seen", how: "on_record", date: "2025-09-23", cred: 2},
		},
	},
	{
		place: "GHA", scheme: "us-removals", sending: usa, status: scenario.Operating, asOf: "2026-03-12",
		summary: "Receives people removed from the United States; no hub offer found.",
		evidence: []ev{
			{src: "hrw-africa", text: "Removals to Ghana have taken place.", by: "Human Rights Watch", how: "on_record", date: "2025-09-23", cred: 2},
			{src: "ap-swz", text: "Ghana is listed among states with such an agreement.", by: "Associated Press", how: "on_record", date: "2026-03-12", cred: 2},
		},
	},
	{
		place: "SSD", scheme: "us-removals", sending: usa, status: scenario.Operating, asOf: "2025-09-23",
		summary: "People removed from the United States arrived in July 2025.",
		evidence: []ev{
			{src: "hrw-africa", text: "Removals to South Sudan have taken place.", by: "Human Rights Watch", how: "on_record", date: "2025-09-23", cred: 2},
			{src: "ap-swz", text: "South Sudan is listed among states with such an agreement.", by: "Associated Press", how: "on_record", date: "2026-03-12", cred: 2},
		},
	},
	{
		place: "UGA", scheme: "us-removals", sending: usa, status: scenario.Agreed, asOf: "2026-03-12",
		summary: "Listed among states with an agreement; no figures found.",
		evidence: []ev{
			{src: "ap-swz", text: "Uganda is listed among states with such an agreement.", by: "Associated Press", how: "on_record", date: "2026-03-12", cred: 2},
		},
	},
	{
		place: "UGA", scheme: "netherlands-uganda", sending: []string{"NLD"}, status: scenario.TalksConfirmed, asOf: "2025-09-25",
		summary: "Letter of intent for a small pilot of a transit hub, for people from nearby states only.",
		evidence: []ev{
			{src: "reuters-uga", text: "The two governments signed a letter of intent; people from countries near Uganda would be housed for a time. The EU, IOM and UNHCR are to be consulted.", by: "Government of the Netherlands", how: "on_record", date: "2025-09-25", cred: 1},
			{src: "africanews-uga", text: "Whether the plan is lawful under Dutch and international law is unclear; Amnesty International criticised it.", by: "Africanews", how: "on_record", date: "2025-09-26", cred: 2, against: true},
		},
	},
	{
		place: "UGA", scheme: "germany", sending: []string{"DEU"}, status: scenario.Floated, asOf: "2025-12-10",
		summary: "Reported as one of two states in which Germany is interested.",
		evidence: []ev{
			{src: "protothema", text: "German authorities are said to look at Uganda first, together with the Netherlands.", by: "German government sources, as reported by Bild", how: "off_record", date: "2025-12-10", cred: 4},
		},
	},
	{
		place: "TUN", scheme: "germany", sending: []string{"DEU"}, status: scenario.Floated, asOf: "2025-12-10",
		summary: "Reported as one of two states in which Germany is interested.",
		evidence: []ev{
			{src: "protothema", text: "German authorities are said to look at Tunisia for people from North Africa.", by: "German government sources, as reported by Bild", how: "off_record", date: "2025-12-10", cred: 4},
		},
	},
	{
		place: "MRT", scheme: "eu-group", sending: []string{"group:eu27"}, status: scenario.Floated, asOf: "2025-07",
		summary: "Named as an example in EU discussions of July 2025.",
		evidence: []ev{
			{src: "times-july", text: "Ministers discussed conditions for centres in countries such as Tunisia, Mauritania, Jordan, Egypt or Uganda.", by: "The Times", how: "unattributed", date: "2025-07", cred: 4},
		},
	},
}

var africaFacts = []fact{
	{"BWA", "refugee_convention", "Acceded 6 January 1969", accessed, "untc"},
	{"CIV", "refugee_convention", "Succeeded 8 December 1961", accessed, "untc"},
	{"EGY", "refugee_convention", "Acceded 22 May 1981", accessed, "untc"},
	{"ETH", "refugee_convention", "Acceded 10 November 1969", accessed, "untc"},
	{"LBY", "refugee_convention", "Not a party", "2021", "fmr"},
	{"SSD", "refugee_convention", "Acceded 2018", "2018", "fmr"},
	{"SWZ", "refugee_convention", "Acceded 14 February 2000", accessed, "untc"},
}
