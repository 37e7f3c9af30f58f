package library

const specialRapporteur = "UN Special Rapporteur on the human rights of migrants"

const fraOffice = "European Union Agency for Fundamental Rights"

var balkanLegal = []note{
	{
		key: "echr-kosovo", title: "Not a Council of Europe member; ECHR applied by domestic law", category: "legal", polarity: "concern",
		because: "Kosovo is not a member of the Council of Europe, so people there cannot apply to the European Court of Human Rights",
		may:     "leave people transferred without a remedy in Strasbourg against the host",
		to:      "litigation in the sending state, and a gap in protection",
		places:  []string{"XKX"},
		evidence: []ev{
			{src: "liberal", text: "Talks with a non-EU state are said to raise heavy legal hurdles.", by: "theliberal.news", how: "analyst", cred: 4, as: "“severe”"},
			{src: "ewb", text: "The Assembly recommended an invitation by 131 votes to 29 with 11 abstentions; the Committee of Ministers decides.", by: "Parliamentary Assembly of the Council of Europe", how: "on_record", date: "2024-04-16", cred: 1},
			{src: "istrefi", text: "The Convention and the Court’s case law apply directly in Kosovo’s legal order.", by: "Review of Central and East European Law", how: "analyst", date: "2018", cred: 2, against: true},
		},
		counter:  "All six lie outside the EU, so that is not the point. Kosovo’s own courts apply the Convention directly.",
		affected: []string{"people_transferred", "host_state"}, articles: []int{21}, topics: []string{"remedy"},
	},
	{
		key: "legal-care", title: "Legal examination called for", category: "legal", polarity: "concern",
		because: "the article itself says that law has to be weighed with care and does not say which law",
		may:     "be agreed before its legal basis is examined",
		to:      "court orders that stop transfers",
		places:  []string{"GBR", "group:wb6"},
		evidence: []ev{
			{src: "liberal", text: "Careful thought on the legal implications is said to remain crucial.", by: "theliberal.news", how: "analyst", cred: 2},
			{src: "uksc42", text: "The Supreme Court held the earlier Rwanda policy unlawful because of a real risk of refoulement.", by: "UK Supreme Court", how: "on_record", date: "2023-11-15", cred: 1},
		},
		counter:  "The sentence is a wish, not a finding; the notes on law below give it content.",
		affected: []string{"people_transferred", "sending_state"}, articles: []int{31},
	},
	{
		key: "fra-instrument", title: "A binding agreement is required, says the EU’s rights agency", category: "legal", polarity: "concern",
		because: "the agency holds that only a legally binding agreement at treaty level suffices, covering who is sent, how, which services, and what happens if return fails",
		may:     "fall short of that if it is informal",
		to:      "transfers without enforceable duties",
		places:  wb,
		evidence: []ev{
			{src: "fra", text: "A hub requires a legally binding agreement with the host; informal arrangements do not suffice. It has to settle who is transferred, how, who provides services, and what follows when removal does not happen.", by: fraOffice, how: "on_record", date: "2025-02-06", cred: 1},
			{src: "agence-europe", text: "Member states discuss agreements or arrangements with third countries, thus not only binding ones.", by: "Danish Presidency of the Council of the EU", how: "on_record", date: "2025-10", cred: 2, as: "“agreements or arrangements”", against: true},
		},
		counter:  "The paper is about EU law, to which the United Kingdom is not bound. The EU’s own text of 2026 speaks of an agreement or arrangement.",
		affected: []string{"people_transferred", "sending_state", "host_state"}, topics: []string{"failed_return"},
	},
	{
		key: "uksc42", title: "Real risk of refoulement made the Rwanda policy unlawful", category: "legal", polarity: "concern",
		because: "the UK Supreme Court found unanimously substantial grounds to believe that people would face a real risk of refoulement",
		may:     "be examined by the same test: the host’s record, its asylum system, and whether an earlier agreement was kept",
		to:      "transfers being held unlawful",
		places:  []string{"GBR", "group:wb6"},
		evidence: []ev{
			{src: "uksc42", text: "The appeal was dismissed unanimously; the principle of non-refoulement rests on several treaties and on domestic statutes.", by: "UK Supreme Court", how: "on_record", date: "2023-11-15", cred: 1},
			{src: "11kbw", text: "The evidence: the human-rights record, defects of the asylum system, and failure to keep a similar agreement with Israel.", by: "11KBW", how: "analyst", cred: 2},
			{src: "gsn", text: "The Court did not hold third-country schemes unlawful as such.", by: "GSN Immigration", how: "analyst", cred: 2, against: true},
		},
		counter:  "That case was about deciding asylum claims abroad; hubs are meant for people whose claims are exhausted. The Court did not rule out third-country schemes as such.",
		affected: []string{"people_transferred", "sending_state"}, topics: []string{"non_refoulement"},
	},
	{
		key: "cjeu-safe", title: "Safe-country lists must be open to review", category: "legal", polarity: "concern",
		because: "the Court of Justice of the EU requires that the designation of a safe country can be reviewed by a court and that its sources are accessible",
		may:     "be stopped in court where it rests on such a list",
		to:      "centres that stand empty while cases are decided",
		places:  []string{"ALB"}, sites: []string{"gjader", "shengjin"},
		evidence: []ev{
			{src: "cjeu", text: "A designation by law is possible if it is open to effective judicial review; sources must be accessible to the applicant and the court.", by: "Court of Justice of the European Union", how: "on_record", date: "2025-08-01", cred: 1},
			{src: "verfassungsblog", text: "The protocol keeps the two centres under Italian jurisdiction; its legal questions are many.", by: "Verfassungsblog", how: "analyst", date: "2025-05-07", cred: 2},
		},
		counter:  "The judgment is about asylum procedures of EU states. A UK hub for people with final decisions is another case.",
		affected: []string{"people_transferred", "sending_state"}, topics: []string{"remedy"},
	},
	{
		key: "not-excluded", title: "Hubs are not ruled out as such", category: "legal", polarity: "opportunity",
		because: "neither the UK Supreme Court nor UNHCR rules out arrangements with third countries as such",
		may:     "stand if it meets the conditions",
		to:      "a lawful route for people with final decisions who cannot be returned otherwise",
		places:  gbr,
		evidence: []ev{
			{src: "gsn", text: "The Court held that scheme unlawful, not every such scheme.", by: "GSN Immigration", how: "analyst", cred: 2},
			{src: "ein-unhcr", text: "Hubs could be explored within certain parameters and in line with human-rights standards.", by: "UN High Commissioner for Refugees", how: "on_record", date: "2025-04", cred: 1, as: "“within certain parameters”"},
			{src: "rli", text: "A former head of policy at UNHCR finds that qualified support problematic.", by: "Refugee Law Initiative, blog of a former UNHCR head of policy", how: "on_record", date: "2025-05-23", cred: 1, against: true},
		},
		counter:  "What is not ruled out still has to pass every gate.",
		affected: []string{"people_transferred", "sending_state"},
	},
	{
		key: "eu-regulation", title: "EU Return Regulation: provisional deal of June 2026", category: "legal", polarity: "context",
		because: "the EU’s legislators agreed on 1 June 2026 on rules that allow hubs under an agreement or arrangement",
		may:     "compete with offers of EU states",
		to:      "competition for the same hosts",
		places:  []string{"group:eu27"},
		evidence: []ev{
			{src: "spotlight", text: "Negotiators agreed provisionally; detention of up to 24 months; application 12 months after entry into force.", by: "European Parliament and European Commission", how: "on_record", date: "2026-06-02", cred: 2},
			{src: "democrata", text: "Support for centres outside the EU is to apply earlier, from publication.", by: "negotiators of the European Parliament and the Council", how: "unattributed", date: "2026-06", cred: 3},
		},
		counter:  "The United Kingdom stands outside this instrument. Formal adoption was pending when the reports were read.",
		affected: []string{"third_states"}, topics: []string{"detention"},
	},
}

var balkanRights = []note{
	{
		key: "moral-care", title: "Effects on people called for consideration", category: "humanitarian_rights", polarity: "concern",
		because: "the article says that moral implications have to be weighed, and says nothing more about the people concerned",
		may:     "be examined without regard to the people who would be transferred",
		to:      "harm that nobody looked for",
		places:  wb,
		evidence: []ev{
			{src: "liberal", text: "Careful thought on the moral implications is said to remain crucial.", by: "theliberal.news", how: "analyst", cred: 2},
		},
		counter:  "The only sentence of the article that touches the people concerned. See what is missing.",
		affected: []string{"people_transferred"}, articles: []int{31},
	},
	{
		key: "targeted", title: "People transferred could be targeted or exploited", category: "humanitarian_rights", polarity: "concern",
		because: "the security advice is reported to say that people sent to the region could be targeted and exploited",
		may:     "expose people transferred to pressure, recruitment or exploitation",
		to:      "harm to them, and to others through them",
		places:  wb,
		evidence: []ev{
			{src: "times-may", text: "The advice is said to warn that people sent to the region could themselves be targeted and exploited.", by: "UK government sources, on advice of the Secret Intelligence Service", how: "off_record", date: "2025-05-30", cred: 6, as: "“could also be targeted and exploited”"},
			{src: "lbc-may", text: "Officials are said to have warned of the same.", by: "officials, not named", how: "off_record", date: "2025-05-30", cred: 6},
			{src: "liberal", text: "Operatives are said to be able to make use of migration policy.", by: "theliberal.news", how: "analyst", cred: 6},
		},
		counter:  "Known through the press only. The concern is their exposure, not who they are.",
		affected: []string{"people_transferred"}, articles: []int{33},
	},
	{
		key: "fra-conditions", title: "Pre-conditions named by the EU’s rights agency", category: "humanitarian_rights", polarity: "concern",
		because: "the agency says that a hub is no place without rights: each person needs an individual, enforceable decision, treatment by human-rights law there and onward, and an independent monitor",
		may:     "violate fundamental rights if it lacks one of them",
		to:      "responsibility of the sending state for what happens in the hub",
		places:  wb,
		evidence: []ev{
			{src: "fra-press", text: "Conditions: an individual and enforceable decision, binding agreements that protect rights, and independent monitoring. Member states and Frontex answer for violations in hubs and during transfers.", by: fraOffice, how: "on_record", date: "2025-02-06", cred: 1, as: "“not a rights-free zone”"},
			{src: "fra", text: "States may not evade their responsibility by agreement with a third country.", by: fraOffice, how: "on_record", date: "2025-02-06", cred: 1},
		},
		counter:  "Written for EU law, to which the United Kingdom is not bound.",
		affected: []string{"people_transferred", "sending_state"}, topics: []string{"monitoring", "non_refoulement"},
	},
	{
		key: "unhcr", title: "UNHCR: may be explored within parameters", category: "humanitarian_rights", polarity: "opportunity",
		because: "UNHCR says that hubs for people found not to need protection could be explored as a complement to other work on return, with human-rights compliance, legal status, adequate reception and monitoring",
		may:     "have the agency’s good offices if it is built on these parameters",
		to:      "better safeguards than an arrangement made alone",
		places:  wb,
		evidence: []ev{
			{src: "ein-unhcr", text: "Hubs could be explored within certain parameters as a complement to broader efforts; UNHCR could support states by good offices as far as its mandate allows.", by: "UN High Commissioner for Refugees", how: "on_record", date: "2025-04", cred: 1, as: "“could appropriately be explored”"},
			{src: "lbc-unhcr", text: "Human-rights standards would have to be met reliably at any hub.", by: "UN High Commissioner for Refugees", how: "on_record", date: "2025-04-19", cred: 2, as: "“reliably met”"},
			{src: "intunwatch", text: "The host would give temporary legal status; the sending state would contribute to accommodation and reception.", by: "UN High Commissioner for Refugees", how: "on_record", date: "2025-04", cred: 2},
			{src: "rli", text: "A former head of policy at UNHCR calls the agency’s qualified support problematic.", by: "Refugee Law Initiative, blog of a former UNHCR head of policy", how: "on_record", date: "2025-05-23", cred: 1, against: true},
		},
		counter:  "A former UNHCR head of policy criticises even this qualified support.",
		affected: []string{"people_transferred", "host_state"}, topics: []string{"monitoring"},
	},
	{
		key: "coe-commissioner", title: "Risks named by the Council of Europe Commissioner", category: "humanitarian_rights", polarity: "concern",
		because: "the Commissioner for Human Rights names external return procedures among three areas of acute risk",
		may:     "expose people to ill-treatment, arbitrary detention or collective expulsion, and cost them legal remedies",
		to:      "violations for which the sending state answers",
		places:  []string{"group:wb6", "GBR"},
		evidence: []ev{
			{src: "coe-commissioner", text: "A report warns of torture or ill-treatment, arbitrary detention, collective expulsion and loss of remedy; areas of acute risk are external processing, external return procedures and outsourced border control.", by: "Council of Europe Commissioner for Human Rights", how: "on_record", date: "2025-09", cred: 1},
		},
		counter:  "The report is about policies in general and names no UK hub.",
		affected: []string{"people_transferred", "sending_state"}, topics: []string{"detention", "remedy"},
	},
	{
		key: "a80302", title: "Rights at risk when returns are moved abroad", category: "humanitarian_rights", polarity: "concern",
		because: "the UN Special Rapporteur finds that shifting responsibility to third states often comes without adequate safeguards",
		may:     "put non-refoulement, liberty, due process and remedy at risk",
		to:      "violations that are hard to attribute because several states act",
		places:  []string{"group:wb6", "GBR"},
		evidence: []ev{
			{src: "a80302", text: "Rights named as vulnerable: to leave a country, non-refoulement, no collective expulsion, due process and remedy, no arbitrary detention or ill-treatment, economic and social rights. States cannot escape duties by delegation.", by: specialRapporteur, how: "on_record", cred: 1},
			{src: "a80302", text: "On the EU proposal for hubs: an agreement with a state that respects human rights and non-refoulement is required, and unaccompanied children and families with children are excluded.", by: specialRapporteur, how: "on_record", cred: 2},
		},
		counter:  "The report notes practices of oversight that show promise, as exceptions.",
		affected: []string{"people_transferred"}, topics: []string{"non_refoulement", "detention", "vulnerable", "remedy"},
	},
	{
		key: "hrw-bih", title: "Strain on asylum and detention systems in the host", category: "humanitarian_rights", polarity: "concern",
		because: "Human Rights Watch describes a troubled detention system and a weak asylum system in Bosnia and Herzegovina",
		may:     "leave people transferred without lawyers, review and a decision in reasonable time",
		to:      "abuse made worse",
		places:  []string{"BIH"},
		evidence: []ev{
			{src: "hrw-balkans", text: "Adding people refused asylum elsewhere would make existing problems worse; access to lawyers in detention is limited.", by: "Human Rights Watch", how: "on_record", cred: 2, as: "“warehouse”"},
			{src: "n1-bih", text: "Bosnia and Herzegovina refused to host.", by: "Presidency of Bosnia and Herzegovina (office)", how: "on_record", date: "2025-10", cred: 2, against: true},
		},
		counter:  "The state has refused, so the concern arises only if that changes.",
		affected: []string{"people_transferred", "host_state"}, topics: []string{"detention", "remedy"},
	},
}
