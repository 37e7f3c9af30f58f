package library

var afr = []string{"group:africa"}

var africaLegal = []note{
	{
		key: "uksc42", title: "Rwanda: real risk of refoulement found by the UK Supreme Court", category: "legal", polarity: "concern",
		because: "the Court found unanimously substantial grounds to believe that people sent there would face a real risk of refoulement",
		may:     "be examined by the same test",
		to:      "transfers being held unlawful",
		places:  []string{"RWA", "GBR"},
		evidence: []ev{
			{src: "uksc42", text: "The appeal of the government was dismissed unanimously; non-refoulement rests on several treaties and on domestic statutes.", by: "UK Supreme Court", how: "on_record", date: "2023-11-15", cred: 1},
			{src: "11kbw", text: "The evidence: the human-rights record, defects of the asylum system, and failure to keep a similar agreement with Israel.", by: "11KBW", how: "analyst", cred: 2},
			{src: "gsn", text: "The Court did not hold third-country schemes unlawful as such.", by: "GSN Immigration", how: "analyst", cred: 2, against: true},
		},
		counter:  "The finding is about one policy, on the evidence of its time.",
		affected: []string{"people_transferred", "sending_state"}, topics: []string{"non_refoulement"},
	},
	{
		key: "fra-instrument", title: "A binding agreement is required, says the EU’s rights agency", category: "legal", polarity: "concern",
		because: "the agency holds that only a legally binding agreement at treaty level suffices",
		may:     "fall short of that as a letter of intent or an informal arrangement",
		to:      "transfers without enforceable duties",
		places:  afr,
		evidence: []ev{
			{src: "fra", text: "The agreement has to settle who is transferred, how, who provides services, and what follows when removal does not happen.", by: fraOffice, how: "on_record", date: "2025-02-06", cred: 1},
			{src: "agence-europe", text: "Member states discuss agreements or arrangements, thus not only binding ones.", by: "Danish Presidency of the Council of the EU", how: "on_record", date: "2025-10", cred: 2, as: "“agreements or arrangements”", against: true},
		},
		counter:  "A position paper on EU law as it stood in February 2025.",
		affected: []string{"people_transferred", "sending_state", "host_state"}, topics: []string{"failed_return"},
	},
	{
		key: "libya-convention", title: "Libya is not a party to the 1951 Convention", category: "legal", polarity: "concern",
		because: "Libya has not acceded to the 1951 Refugee Convention",
		may:     "leave people sent or sent on to Libya without a status under it",
		to:      "refoulement and detention without review",
		places:  []string{"LBY"},
		evidence: []ev{
			{src: "fmr", text: "Libya is listed among the non-signatory states.", by: "Forced Migration Review", how: "on_record", date: "2021", cred: 1},
		},
		counter:  "The list is of 2021; nothing was found that speaks for Libya as a host.",
		affected: []string{"people_transferred"}, topics: []string{"non_refoulement"},
	},
	{
		key: "uganda-legality", title: "Legality of the Dutch pilot unclear", category: "legal", polarity: "concern",
		because: "reports call the legality of the plan under Dutch and international law unclear",
		may:     "be stopped by a court before or after it starts",
		to:      "people held in Uganda without a basis",
		places:  []string{"UGA"},
		evidence: []ev{
			{src: "reuters-uga", text: "Legality under Dutch and international law remains unclear.", by: "Reuters", how: "analyst", date: "2025-09-25", cred: 3},
			{src: "africanews-uga", text: "Rights groups, among them Amnesty International, criticised the plan.", by: "Africanews", how: "on_record", date: "2025-09-26", cred: 2},
			{src: "reuters-uga", text: "The Dutch government says that human rights will be safeguarded and that the EU, IOM and UNHCR will be consulted.", by: "Government of the Netherlands", how: "on_record", date: "2025-09-25", cred: 2, against: true},
		},
		counter:  "Both governments say that the pilot will comply with national and international law.",
		affected: []string{"people_transferred", "sending_state"},
	},
	{
		key: "eu-regulation", title: "EU Return Regulation: provisional deal of June 2026", category: "legal", polarity: "context",
		because: "the EU’s legislators agreed on 1 June 2026 on rules that allow hubs under an agreement or arrangement",
		may:     "be one of several that EU states propose to hosts in Africa",
		to:      "several sending states in one host",
		places:  []string{"group:eu27"},
		evidence: []ev{
			{src: "spotlight", text: "Negotiators agreed provisionally; detention of up to 24 months; application 12 months after entry into force.", by: "European Parliament and European Commission", how: "on_record", date: "2026-06-02", cred: 2},
			{src: "democrata", text: "Support for centres outside the EU is to apply from publication.", by: "negotiators of the European Parliament and the Council", how: "unattributed", date: "2026-06", cred: 3},
		},
		counter:  "Formal adoption was pending when the reports were read.",
		affected: []string{"third_states"}, topics: []string{"detention"},
	},
}

var africaRights = []note{
	{
		key: "hrw", title: "Arbitrary detention and refoulement after US removals", category: "humanitarian_rights", polarity: "concern",
		because: "Human Rights Watch reports that removals to Eswatini, Ghana, Rwanda and South Sudan exposed several hundred people to arbitrary detention, ill-treatment and refoulement",
		may:     "hold people without charge and send them on to danger",
		to:      "violations by both states",
		places:  []string{"SWZ", "GHA", "RWA", "SSD"},
		evidence: []ev{
			{src: "hrw-africa", text: "Agreements that are not public, some of them paid for, put people at risk of arbitrary detention, ill-treatment and refoulement.", by: "Human Rights Watch", how: "on_record", date: "2025-09-23", cred: 2},
			{src: "udlap", text: "Several people are held in Eswatini without charge or access to a lawyer.", by: "UDLAP Observatorio Global", how: "analyst", cred: 3},
			{src: "ap-swz", text: "The government of Eswatini states that the rights and dignity of the people are upheld and that they will be sent home.", by: "Government of Eswatini", how: "on_record", date: "2026-03-12", cred: 3, against: true},
		},
		counter:  "The host government gives assurances; no independent monitor is reported.",
		affected: []string{"people_transferred"}, topics: []string{"detention", "non_refoulement", "remedy"},
	},
	{
		key: "fra-conditions", title: "Pre-conditions named by the EU’s rights agency", category: "humanitarian_rights", polarity: "concern",
		because: "each person needs an individual, enforceable decision, treatment by human-rights law in the hub and onward, and an independent monitor",
		may:     "violate fundamental rights if it lacks one of them",
		to:      "responsibility of the sending state for what happens there",
		places:  afr,
		evidence: []ev{
			{src: "fra-press", text: "Conditions: an individual and enforceable decision, binding agreements that protect rights, and independent monitoring.", by: fraOffice, how: "on_record", date: "2025-02-06", cred: 1, as: "“not a rights-free zone”"},
		},
		counter:  "Binds EU states; the United Kingdom and the United States are outside it.",
		affected: []string{"people_transferred", "sending_state"}, topics: []string{"monitoring"},
	},
	{
		key: "unhcr", title: "UNHCR: may be explored within parameters", category: "humanitarian_rights", polarity: "opportunity",
		because: "UNHCR says that hubs for people found not to need protection could be explored within parameters: human-rights compliance, legal status, adequate reception, monitoring",
		may:     "have the agency’s good offices if it is built on them",
		to:      "better safeguards than an arrangement made alone",
		places:  afr,
		evidence: []ev{
			{src: "ein-unhcr", text: "Hubs could be explored within certain parameters as a complement to broader efforts.", by: "UN High Commissioner for Refugees", how: "on_record", date: "2025-04", cred: 1, as: "“could appropriately be explored”"},
			{src: "intunwatch", text: "The host would give temporary legal status; the sending state would contribute to accommodation and reception.", by: "UN High Commissioner for Refugees", how: "on_record", date: "2025-04", cred: 2},
			{src: "times-july", text: "EU ministers heard UN agencies on the conditions of their part.", by: "The Times", how: "unattributed", date: "2025-07", cred: 3},
			{src: "rli", text: "A former head of policy at UNHCR calls the agency’s qualified support problematic.", by: "Refugee Law Initiative, blog of a former UNHCR head of policy", how: "on_record", date: "2025-05-23", cred: 1, against: true},
		},
		counter:  "A former UNHCR head of policy criticises even this qualified support.",
		affected: []string{"people_transferred", "host_state"}, topics: []string{"monitoring"},
	},
	{
		key: "a80302", title: "Rights at risk when returns are moved abroad", category: "humanitarian_rights", polarity: "concern",
		because: "the UN Special Rapporteur finds that shifting responsibility to third states often comes without adequate safeguards",
		may:     "put non-refoulement, liberty, due process and remedy at risk",
		to:      "violations that are hard to attribute because several states act",
		places:  afr,
		evidence: []ev{
			{src: "a80302", text: "States cannot escape their duties by delegating migration control to other states; oversight is the exception.", by: specialRapporteur, how: "on_record", cred: 1},
		},
		counter:  "The report notes practices of oversight that show promise, as exceptions.",
		affected: []string{"people_transferred"}, topics: []string{"non_refoulement", "detention", "remedy"},
	},
	{
		key: "coe-commissioner", title: "Risks named by the Council of Europe Commissioner", category: "humanitarian_rights", polarity: "concern",
		because: "the Commissioner for Human Rights names external return procedures among three areas of acute risk",
		may:     "expose people to ill-treatment, arbitrary detention or collective expulsion, and cost them legal remedies",
		to:      "violations for which the sending state answers",
		places:  []string{"group:africa", "GBR"},
		evidence: []ev{
			{src: "coe-commissioner", text: "A report warns member states against moving the handling of asylum seekers abroad.", by: "Council of Europe Commissioner for Human Rights", how: "on_record", date: "2025-09", cred: 1},
		},
		counter:  "The report speaks to member states of the Council of Europe.",
		affected: []string{"people_transferred", "sending_state"}, topics: []string{"detention", "remedy"},
	},
}

var africaOther = []note{
	{
		key: "nao", title: "What the Rwanda partnership cost, as audited", category: "financial", polarity: "concern",
		because: "the National Audit Office found fixed and per-person payments agreed for the Rwanda partnership",
		may:     "cost much even if nobody is transferred",
		to:      "public money spent without effect",
		places:  []string{"RWA", "GBR"},
		evidence: []ev{
			{src: "nao-press", text: "£370 million to a fund, £20,000 more per person, £120 million after 300 people, up to £150,874 per person over five years, £10,000 for a person who leaves.", by: "National Audit Office", how: "on_record", date: "2024-03", cred: 1},
		},
		counter:  "The auditors drew no conclusion on value for money.",
		affected: []string{"sending_state"}, topics: []string{"cost"},
	},
	{
		key: "us-payments", title: "Payments for receiving people", category: "financial", polarity: "concern",
		because: "payments of 5.1 million dollars to Eswatini and about 7.5 million each to Rwanda and Equatorial Guinea are reported",
		may:     "pay money whose use nobody controls",
		to:      "cost without accountability",
		places:  []string{"SWZ", "RWA", "GNQ"},
		evidence: []ev{
			{src: "hrw-africa", text: "5.1 million dollars for Eswatini, about 7.5 million for Rwanda.", by: "Human Rights Watch, on agreements it has seen", how: "on_record", date: "2025-09-23", cred: 2},
			{src: "udlap", text: "7.5 million dollars were paid to Equatorial Guinea.", by: "UDLAP Observatorio Global", how: "analyst", cred: 3},
		},
		counter:  "The agreements are not public; host governments’ accounts of the use of the money were not found.",
		affected: []string{"host_state", "sending_state"}, topics: []string{"cost"},
	},
	{
		key: "named", title: "Being named is not being a candidate", category: "diplomatic", polarity: "concern",
		because: "lists of states became known through leaks before the states had been asked or had answered",
		may:     "treat a state as a candidate because a report names it",
		to:      "refusals, and strain with partners",
		places:  []string{"BWA", "CIV", "MAR", "TUN", "NAM", "GMB", "SEN", "CPV", "TZA", "TGO", "AGO", "SLE"},
		evidence: []ev{
			{src: "lbc-2024", text: "Leaked documents sort states into priority, reserve and those that declined.", by: "UK government documents, as reported by The Times", how: "unattributed", date: "2024-04-15", cred: 3},
			{src: "news24", text: "None of the states answered enquiries.", by: "News24", how: "on_record", date: "2024-04", cred: 3},
		},
		counter:  "A search of 2022 to 2024 by an earlier government, for asylum processing and not for hubs.",
		affected: []string{"host_state", "sending_state"},
	},
	{
		key: "uganda-pilot", title: "Small pilot before anything larger", category: "operational", polarity: "opportunity",
		because: "the Dutch–Ugandan letter of intent foresees a small pilot for a limited number of people",
		may:     "show its problems while few people are affected",
		to:      "a decision on evidence",
		places:  []string{"UGA"},
		evidence: []ev{
			{src: "reuters-uga", text: "A small-scale pilot of a transit hub is planned; no timetable is given.", by: "Government of the Netherlands", how: "on_record", date: "2025-09-25", cred: 1},
		},
		counter:  "A pilot needs the same safeguards as a full arrangement, and an end date.",
		affected: []string{"people_transferred", "host_state"}, topics: []string{"capacity"},
	},
	{
		key: "eswatini-numbers", title: "Few people received against places agreed", category: "operational", polarity: "concern",
		because: "at least 19 people were received in Eswatini in eight months, of up to 160 agreed",
		may:     "be kept up for few people",
		to:      "long stays while talks with states of origin go on",
		places:  []string{"SWZ"},
		evidence: []ev{
			{src: "ap-swz", text: "At least 19 people in three groups since July 2025; one returned home by March 2026, another about to leave.", by: "Associated Press", how: "on_record", date: "2026-03-12", cred: 2},
			{src: "hrw-africa", text: "Up to 160 people are agreed.", by: "Human Rights Watch, on an agreement it has seen", how: "on_record", date: "2025-09-23", cred: 2},
		},
		counter:  "Small numbers can also mean restraint.",
		affected: []string{"people_transferred", "host_state"}, topics: []string{"capacity", "failed_return"},
	},
	{
		key: "eswatini-protest", title: "Protest against the arrangement", category: "local_political", polarity: "concern",
		because: "civic groups in Eswatini protested against receiving people from the United States",
		may:     "lack public consent",
		to:      "pressure on people held and on the government",
		places:  []string{"SWZ"},
		evidence: []ev{
			{src: "ap-swz", text: "The arrivals sparked protests from civic groups.", by: "Associated Press", how: "on_record", date: "2026-03-12", cred: 2},
		},
		counter:  "No survey of the public was found.",
		affected: []string{"host_community", "people_transferred"}, topics: []string{"host_consent"},
	},
}
