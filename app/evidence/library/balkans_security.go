package library

var wb = []string{"group:wb6"}

const mi6Press = "Secret Intelligence Service, as reported by the press"

var balkanSecurity = []note{
	{
		key: "espionage", title: "Espionage against an arrangement", category: "security_interference", polarity: "concern",
		because: "officials are reported to have advised that facilities and systems set up in the region would be open to Russian services",
		may:     "be reached by espionage, through its information or its staff",
		to:      "loss of information, a halt to transfers or pressure on the United Kingdom",
		places:  wb,
		evidence: []ev{
			{src: "liberal", text: "The plan is said to be open to compromise by Russian espionage.", by: mi6Press, how: "off_record", cred: 6, as: "“could be compromised”"},
			{src: "times-may", text: "Government sources describe security advice that new national infrastructure in the region could be reached by people working for Russia.", by: "UK government sources, on advice of the Secret Intelligence Service", how: "off_record", date: "2025-05-30", cred: 6, as: "“could be infiltrated and targeted”"},
			{src: "lbc-may", text: "The same source is quoted as saying that the plan was not sensible from a security point of view.", by: "UK government source", how: "off_record", date: "2025-05-30", cred: 6, as: "“not sensible”"},
			{src: "clingendael", text: "Three of the six are NATO members, and the alliance is described as holding the stronger hand in the region.", by: "Clingendael Institute", how: "analyst", date: "2025", cred: 2, against: true},
		},
		counter:  "The advice is known only through the press, and exposure differs: Albania, Montenegro and North Macedonia are NATO members.",
		affected: []string{"sending_state", "host_state", "staff"}, articles: []int{2},
	},
	{
		key: "siting", title: "Siting inside an area of Russian influence", category: "security_interference", polarity: "concern",
		because: "unnamed experts and a security official describe the region as one where Russia has more influence than elsewhere",
		may:     "place UK property and interests where they are easier to reach",
		to:      "interference that would not arise at another place",
		places:  wb,
		evidence: []ev{
			{src: "liberal", text: "Experts are said to question facilities in areas under Russian influence.", by: "experts, not named", how: "unattributed", cred: 6, as: "“concerns”"},
			{src: "liberal", text: "A security official is said to have noted that hubs would put UK interests into a zone of strong Russian influence.", by: "a senior security official, not named", how: "off_record", cred: 6, as: "“raising the likelihood”"},
			{src: "lbc-may", text: "The reported wording of the advice is that people would be sent into a Russian sphere of interest.", by: "UK government source", how: "off_record", date: "2025-05-30", cred: 6, as: "“Russian sphere of interest”"},
			{src: "clingendael", text: "Albania, Montenegro and North Macedonia joined NATO between 2009 and 2020.", by: "Clingendael Institute", how: "analyst", date: "2025", cred: 1, against: true},
		},
		counter:  "Who the experts are cannot be checked. Influence is not the same in the six; the reports do not separate them.",
		affected: []string{"sending_state"}, articles: []int{5, 9},
	},
	{
		key: "presence", title: "Growing Russian presence reported", category: "security_interference", polarity: "concern",
		because: "the intelligence community is said to be alarmed by a growing presence, and a committee of the European Parliament described influence through Serbia, Republika Srpska, church links in Montenegro and the north of Kosovo",
		may:     "run in a region that grows more open to interference",
		to:      "a security setting that is worse at the end than at signature",
		places:  wb,
		evidence: []ev{
			{src: "liberal", text: "The intelligence community is said to be alarmed by a growing Russian presence in a vulnerable region.", by: "intelligence community, as reported by the press", how: "off_record", cred: 6, as: "“alarm”"},
			{src: "ep-ing2", text: "A committee report of 26 April 2023 describes Russian influence in neighbouring states by way of Serbia, and in Bosnia and Herzegovina, Montenegro and north Kosovo.", by: "European Parliament, committee on foreign interference", how: "on_record", date: "2023-04-26", cred: 2},
			{src: "clingendael", text: "NATO membership of three of the six is described as protection from Russian influence.", by: "Clingendael Institute", how: "analyst", date: "2025", cred: 2, against: true},
		},
		counter:  "The parliamentary report is of 2023 and speaks of influence, not of facilities. Three of the six are NATO members.",
		affected: []string{"host_state", "host_community"}, articles: []int{6},
	},
	{
		key: "cyber", title: "Cyber-attack on an arrangement", category: "security_interference", polarity: "concern",
		because: "cyber-attack is named among the means that Russia has at hand",
		may:     "be attacked in its case files, communications or building systems",
		to:      "exposure of personal data and interruption of the service",
		places:  wb,
		evidence: []ev{
			{src: "liberal", text: "Sources are said to count cyber-attacks among the means of destabilisation.", by: "sources, not named", how: "unattributed", cred: 6, as: "“fraught with risk”"},
			{src: "times-may", text: "The advice reported by government sources mentions critical systems that would be set up.", by: "UK government sources", how: "off_record", date: "2025-05-30", cred: 6},
		},
		counter:  "A statement about capability, not about intent; it would hold for a facility in any country.",
		affected: []string{"people_transferred", "staff", "sending_state"}, articles: []int{7},
	},
	{
		key: "disinformation", title: "Disinformation about an arrangement", category: "security_interference", polarity: "concern",
		because: "disinformation is named among the means that Russia has at hand, and a parliamentary committee reports campaigns in the region",
		may:     "become the subject of false accounts, together with the people in it",
		to:      "hostility towards people transferred and loss of local consent",
		places:  wb,
		evidence: []ev{
			{src: "liberal", text: "Sources are said to count disinformation campaigns among the means of destabilisation.", by: "sources, not named", how: "unattributed", cred: 6, as: "“fraught with risk”"},
			{src: "ep-ing2", text: "The committee asks the EU to counter propaganda and disinformation in the region more actively.", by: "European Parliament, committee on foreign interference", how: "on_record", date: "2023-04-26", cred: 2},
		},
		counter:  "Domestic politics spread false accounts as well; in North Macedonia government and opposition accuse each other of it.",
		affected: []string{"people_transferred", "host_community"}, articles: []int{8},
	},
	{
		key: "facilitation", title: "Unintended help to interference", category: "security_interference", polarity: "concern",
		because: "a hub creates staff, contracts and movements that somebody else can use",
		may:     "be used by Russian services for purposes of their own",
		to:      "interference that the arrangement itself makes possible",
		places:  wb,
		evidence: []ev{
			{src: "liberal", text: "The article fears that centres would make interference easier without anyone intending it.", by: "theliberal.news", how: "analyst", cred: 6, as: "“fear”, “could”"},
			{src: "liberal", text: "Russia is said to be able to use developments in the region to its advantage.", by: "theliberal.news", how: "analyst", cred: 6, as: "“might leverage”"},
			{src: "liberal", text: "The article closes on the possibility that operatives use migration policy.", by: "theliberal.news", how: "analyst", cred: 6, as: "“lurking”"},
		},
		counter:  "The outlet’s own inference; no case is named. It adds no origin to the report it retells.",
		affected: []string{"sending_state", "host_state"}, articles: []int{11, 29, 33},
	},
}

var srb = []string{"SRB"}

var balkanSerbia = []note{
	{
		key: "serbia-caution", title: "Particular caution reported as advised", category: "security_interference", polarity: "concern",
		because: "the presidencies of Serbia and Russia are described as close",
		may:     "be more exposed in Serbia than elsewhere in the region",
		to:      "advice against the place",
		places:  srb,
		evidence: []ev{
			{src: "liberal", text: "The agency is said to be especially cautious about Serbia because of ties between the two presidencies.", by: mi6Press, how: "off_record", cred: 6},
			{src: "ap-svr", text: "Serbia’s president attended the parade of 9 May 2025 in Moscow; EU officials criticised it.", by: "Associated Press", how: "on_record", date: "2025-05-29", cred: 1},
			{src: "ap-svr", text: "On 29 May 2025 Russia’s foreign intelligence service accused Serbia in public of arming Ukraine.", by: "Foreign Intelligence Service of Russia", how: "on_record", date: "2025-05-29", cred: 1, against: true},
		},
		counter:  "Relations are not of one kind: in the same month Russia’s service accused Serbia of supplying Ukraine.",
		affected: []string{"sending_state"}, articles: []int{16},
	},
	{
		key: "serbia-hub", title: "Serbia described as a centre of influence", category: "security_interference", polarity: "concern",
		because: "reports that the article does not name call Serbia a strategic centre of Russian influence",
		may:     "be reached by influence from Serbia in any of the six",
		to:      "interference across borders",
		places:  srb,
		evidence: []ev{
			{src: "liberal", text: "Reports, not named, are said to describe Serbia as a centre of Russian influence.", by: "reports, not named", how: "unattributed", cred: 6},
			{src: "ep-ing2", text: "The committee describes interference in neighbouring states by way of influence in Serbia.", by: "European Parliament, committee on foreign interference", how: "on_record", date: "2023-04-26", cred: 2},
			{src: "rferl-ammo", text: "Russia’s foreign intelligence service complains that Serbian exports have strained relations.", by: "Foreign Intelligence Service of Russia", how: "on_record", date: "2025-06-23", cred: 2, against: true},
		},
		counter:  "The reports cannot be identified. Serbia is an EU candidate and is accused by Moscow of helping Ukraine.",
		affected: []string{"host_state", "third_states"}, articles: []int{17},
	},
	{
		key: "serbia-arms", title: "Arms shipments: accounts conflict", category: "security_interference", polarity: "concern",
		because: "unnamed reports say that Serbia lets arms pass, without saying to whom",
		may:     "be touched by the trade in arms",
		to:      "uncertainty about the host’s alignment",
		places:  srb,
		evidence: []ev{
			{src: "liberal", text: "Reports, not named, are said to show that Serbia enables arms shipments; the direction is left open.", by: "reports, not named", how: "unattributed", cred: 6},
			{src: "ap-svr", text: "Russia’s foreign intelligence service says that Serbian ammunition reaches Ukraine through third countries.", by: "Foreign Intelligence Service of Russia", how: "on_record", date: "2025-05-29", cred: 3, against: true},
			{src: "rferl-ammo", text: "On 23 June 2025 Serbia’s president announced a halt to all ammunition exports.", by: "President of Serbia (office)", how: "on_record", date: "2025-06-23", cred: 1, against: true},
		},
		counter:  "The public accusation runs the other way: that Serbia armed Ukraine. Exports of ammunition were halted in June 2025.",
		affected: []string{"host_state", "third_states"}, articles: []int{18},
	},
	{
		key: "serbia-visa", title: "Visa-free entry for Russian citizens", category: "security_interference", polarity: "concern",
		because: "Russian citizens enter Serbia without a visa",
		may:     "be approached by people who entered without prior checks",
		to:      "checks that fall to the site itself",
		places:  srb,
		evidence: []ev{
			{src: "liberal", text: "Serbia is said to give Russian citizens visa-free access.", by: "reports, not named", how: "unattributed", cred: 3},
			{src: "geopost-visa", text: "The European Commission’s report of November 2025 says that Serbia’s visa policy follows the EU’s list only in part and asks for a stricter policy towards Russian citizens.", by: "European Commission", how: "on_record", date: "2025-11-04", cred: 2},
		},
		counter:  "Entry without a visa is a rule of travel. It says nothing about the people who use it, and nationality is not a risk.",
		affected: []string{"host_state"}, articles: []int{19},
	},
}

var balkanContext = []note{
	{
		key: "history", title: "Historical ties of the six to Russia", category: "security_interference", polarity: "context",
		because: "the article says that all six are linked with Russia by history",
		may:     "be judged as if the region were one",
		to:      "a judgement that is too broad",
		places:  wb,
		evidence: []ev{
			{src: "liberal", text: "All six are said to be linked with Russia by their history.", by: "theliberal.news", how: "analyst", cred: 4},
			{src: "clingendael", text: "Three of the six are NATO members; their relations to Russia and the West differ.", by: "Clingendael Institute", how: "analyst", date: "2025", cred: 1, against: true},
		},
		counter:  "Over-broad: alignment with NATO and the EU differs among the six. Not counted.",
		articles: []int{10},
	},
	{
		key: "global-order", title: "Global order described as strained", category: "security_interference", polarity: "context",
		because: "the heads of two intelligence services are said to see threats unlike any since the Cold War",
		may:     "be judged in a time when security weighs more",
		to:      "a driver to consider, not a finding about a place",
		evidence: []ev{
			{src: "liberal", text: "The British and the American foreign service are said to see the international order under unusual threat.", by: "Secret Intelligence Service and Central Intelligence Agency, as reported by the press", how: "unattributed", cred: 6},
		},
		counter:  "No place and no arrangement is named. Use it as a driver of scenarios.",
		articles: []int{24},
	},
	{
		key: "ukraine", title: "War in Ukraine as a driver", category: "security_interference", polarity: "context",
		because: "Russia’s war against Ukraine and destabilising acts in Europe go on",
		may:     "be planned while priorities shift",
		to:      "changes in priorities, money and attention",
		places:  []string{"RUS", "UKR"},
		evidence: []ev{
			{src: "liberal", text: "The war and other acts in Europe are said to make a coherent strategy more pressing.", by: "theliberal.news", how: "analyst", cred: 3},
		},
		counter:  "A driver, not a risk of one site.",
		articles: []int{25},
	},
	{
		key: "pmc", title: "Private military companies mentioned", category: "security_interference", polarity: "context",
		because: "the article mentions Russian private military companies in the region",
		may:     "be judged by a mention that names no place",
		to:      "a judgement without a basis",
		places:  wb,
		evidence: []ev{
			{src: "liberal", text: "Russian private military companies are said to have appeared in the Balkans; no place, time or source is given.", by: "theliberal.news", how: "unattributed", cred: 6},
		},
		counter:  "Unsourced and without a location. Not counted and never pinned to a map.",
		articles: []int{28},
	},
}
