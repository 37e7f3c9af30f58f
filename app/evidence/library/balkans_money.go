package library

var balkanOperational = []note{
	{
		key: "benefits", title: "Benefits named by those who propose hubs", category: "operational", polarity: "opportunity",
		because: "the article grants benefits without listing them; governments name removal of people with exhausted claims, an incentive for voluntary return, and deterrence",
		may:     "move on people whose removal fails today",
		to:      "more returns, fewer dangerous journeys and lower costs at home",
		places:  gbr,
		evidence: []ev{
			{src: "liberal", text: "Potential benefits are granted and not named.", by: "theliberal.news", how: "analyst", cred: 3, as: "“potential benefits”"},
			{src: "sky-may", text: "Hubs are to receive people with refused claims who frustrate removal or have lost their papers.", by: "Prime Minister’s Office of the United Kingdom", how: "on_record", date: "2025-05-16", cred: 2},
			{src: "agence-europe", text: "Hubs would offer a way out where the country of origin or the person does not co-operate, and would encourage voluntary return.", by: "Danish Presidency of the Council of the EU", how: "on_record", date: "2025-10", cred: 3, as: "“should also incentivise voluntary returns”"},
			{src: "ein-unhcr", text: "The Refugee Council calls the proposal unworkable and a waste of public money.", by: "Refugee Council", how: "on_record", date: "2025-04", cred: 3, against: true},
		},
		counter:  "No figures are given for any of these effects.",
		affected: []string{"sending_state", "people_transferred"}, articles: []int{4},
	},
	{
		key: "contingency", title: "Contingency planning called for", category: "operational", polarity: "concern",
		because: "the article calls the venture as a whole risky and asks UK authorities for a thorough examination",
		may:     "start without a plan for its failure",
		to:      "people, staff and money stranded when a host withdraws or a court stops transfers",
		places:  gbr,
		evidence: []ev{
			{src: "liberal", text: "UK authorities are asked for thorough examination and contingency planning.", by: "theliberal.news", how: "analyst", cred: 2, as: "“perilous”"},
		},
		counter:  "A recommendation, and one that any side can share.",
		affected: []string{"sending_state", "staff", "people_transferred"}, articles: []int{34},
	},
	{
		key: "kosovo-capacity", title: "Limited capacity in Kosovo", category: "operational", polarity: "concern",
		because: "Kosovo’s Prime Minister speaks of limited capacity, and places are also promised to the United States and Denmark",
		may:     "need more places and staff than there are",
		to:      "overcrowding, or numbers too small to matter",
		places:  []string{"XKX"},
		evidence: []ev{
			{src: "lbc-oct", text: "Capacity is limited.", by: "Prime Minister of Kosovo (office)", how: "on_record", date: "2025-10-21", cred: 2, as: "“limited capacity”"},
			{src: "eucon-us", text: "Up to 50 people removed from the United States are to be hosted for a time.", by: "Government of Kosovo", how: "on_record", date: "2025-06-11", cred: 1},
			{src: "jurist", text: "300 cells are rented to Denmark.", by: "Assembly of Kosovo", how: "on_record", date: "2024-05-23", cred: 1},
		},
		counter:  "The prison cells and the places for the United States are separate from a hub.",
		affected: []string{"people_transferred", "staff", "host_state"}, topics: []string{"capacity"},
	},
	{
		key: "us-kosovo", title: "Kosovo receives people removed from the United States", category: "operational", polarity: "context",
		because: "Kosovo agreed in June 2025 to host up to 50 people removed from the United States",
		may:     "be judged by experience with this one",
		to:      "a comparison to follow",
		places:  []string{"XKX"},
		evidence: []ev{
			{src: "eucon-us", text: "Up to 50 people are to be hosted for a time to ease their return home; Kosovo chooses from a list.", by: "Government of Kosovo", how: "on_record", date: "2025-06-11", cred: 1},
			{src: "particle-us", text: "First arrivals were confirmed in December 2025.", by: "Ministry of Internal Affairs of Kosovo", how: "on_record", date: "2025-12", cred: 2},
		},
		counter:  "Small numbers, another sending state, another legal frame.",
		affected: []string{"people_transferred", "host_state"},
	},
	{
		key: "italy-empty", title: "Centres in Albania stood empty for months", category: "operational", polarity: "concern",
		because: "Italian courts did not confirm the detention of the first groups, and the centres were given another use in March 2025",
		may:     "be built and staffed without people to receive",
		to:      "cost without effect, and a purpose that changes after opening",
		places:  []string{"ALB"}, sites: []string{"gjader", "shengjin"},
		evidence: []ev{
			{src: "wbalkans", text: "The centres stayed empty after Italian courts struck down detention orders; on 28 March 2025 the Italian government changed the rules so that people already in Italy can be sent to Gjadër.", by: "Italian Council of Ministers", how: "on_record", date: "2025-03-28", cred: 2},
			{src: "eunews", text: "Gjadër is now used as a detention centre for return.", by: "Eunews", how: "on_record", date: "2025-07-24", cred: 2},
		},
		counter:  "The scheme was built for asylum procedures; a hub for people with final decisions may fare otherwise in court.",
		affected: []string{"sending_state", "staff", "people_transferred"}, topics: []string{"capacity"},
	},
}

var balkanFinancial = []note{
	{
		key: "nao", title: "What the Rwanda partnership cost, as audited", category: "financial", polarity: "concern",
		because: "the National Audit Office found fixed and per-person payments agreed for the Rwanda partnership",
		may:     "carry similar kinds of cost: a fund, a sum per person, running costs over years, set-up, and payments when people leave",
		to:      "payments that fall due even if few people are transferred",
		places:  gbr,
		evidence: []ev{
			{src: "nao-press", text: "Agreed: £370 million to a fund, £20,000 more per person, £120 million after 300 people, up to £150,874 per person over five years, £10,000 for a person who leaves. Set-up costs of £20 million by February 2024.", by: "National Audit Office", how: "on_record", date: "2024-03", cred: 1},
		},
		counter:  "Useful as kinds of cost, not as an estimate for a hub: that partnership was for asylum processing.",
		affected: []string{"sending_state"}, topics: []string{"cost"},
	},
	{
		key: "italy-cost", title: "Costs of the centres in Albania", category: "financial", polarity: "concern",
		because: "sums reported for the two Italian-run centres are large against the number of people who passed through",
		may:     "cost much before anyone arrives",
		to:      "a high cost per person",
		places:  []string{"ALB"}, sites: []string{"gjader", "shengjin"},
		evidence: []ev{
			{src: "wsm", text: "About €65 million for building and €120 million a year for running are reported.", by: "worldstockmarket.net", how: "unattributed", cred: 4},
		},
		counter:  "Published figures differ; no audited figure was found. Price years are not given.",
		affected: []string{"sending_state"}, topics: []string{"cost"},
	},
	{
		key: "denmark-income", title: "Income for the host’s prisons and energy projects", category: "financial", polarity: "opportunity",
		because: "Denmark pays Kosovo about €200 million over ten years for 300 prison cells",
		may:     "finance public services of the host",
		to:      "better institutions, if the money reaches them",
		places:  []string{"XKX"}, sites: []string{"gjilan"},
		evidence: []ev{
			{src: "jurist", text: "About €200 million over ten years, meant for correctional institutions and renewable energy.", by: "Government of Kosovo", how: "on_record", date: "2024-05-23", cred: 1},
			{src: "seatickers", text: "A first vote failed with 75 of the 80 votes needed.", by: "Assembly of Kosovo", how: "on_record", cred: 2, against: true},
			{src: "politiko", text: "First arrivals are expected in 2027, after renovation.", by: "Correctional Service of Kosovo", how: "on_record", cred: 2},
		},
		counter:  "A prison for convicted people, not a hub. Ratification took two years and two votes.",
		affected: []string{"host_state", "host_community"}, topics: []string{"cost"},
	},
}
