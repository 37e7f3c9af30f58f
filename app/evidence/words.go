package evidence

import "hubscape/app/scenario"

// Term is one value of an enumeration: its spelling in files, its label on screen (sentence case), a gloss of one
// sentence and the name of its icon ("" when it has none).
type Term struct {
	Key, Label, Gloss, Icon string
}

// Find gives the term with that key.
func Find(terms []Term, key string) (Term, bool) {
	for _, t := range terms {
		if t.Key == key {
			return t, true
		}
	}
	return Term{}, false
}

// Label gives the label of key among terms, or the key itself when it is unknown, so that nothing vanishes.
func Label(terms []Term, key string) string {
	if t, ok := Find(terms, key); ok {
		return t.Label
	}
	return key
}

// Index gives the place of key in the fixed order of terms; unknown keys come last.
func Index(terms []Term, key string) int {
	for i, t := range terms {
		if t.Key == key {
			return i
		}
	}
	return len(terms)
}

// Categories of risk notes in their fixed order: strips, capsules and registers all keep it.
var Categories = []Term{
	{"security_interference", "Security and interference", "Espionage, cyber, disinformation or pressure directed at an arrangement or at people in it.", "cat-security_interference"},
	{"legal", "Legal", "Whether law allows an arrangement, and what courts and treaties ask of it.", "cat-legal"},
	{"diplomatic", "Diplomatic", "Consent, recognition and relations between states.", "cat-diplomatic"},
	{"humanitarian_rights", "Humanitarian and rights", "What happens to people: protection, dignity, health, remedy.", "cat-humanitarian_rights"},
	{"operational", "Operational", "Transport, places, staff, screening and the daily running.", "cat-operational"},
	{"financial", "Financial", "Costs, who pays, and what is paid if an arrangement ends.", "cat-financial"},
	{"reputational", "Reputational", "How an arrangement is seen and described, on all sides.", "cat-reputational"},
	{"local_political", "Local political", "Municipalities, parliaments and elections, at the host and at home.", "cat-local_political"},
}

// CategoryShort gives the one-word form used in lists and gaps.
func CategoryShort(key string) string {
	switch key {
	case "security_interference":
		return "security"
	case "humanitarian_rights":
		return "humanitarian or rights"
	case "local_political":
		return "local political"
	}
	return key
}

// Polarities of risk notes.
var Polarities = []Term{
	{"concern", "Concern", "Something that could go wrong.", "polarity-concern"},
	{"opportunity", "Opportunity", "Something that could go well.", "polarity-opportunity"},
	{"context", "Context", "Background that is not counted on the map.", "polarity-context"},
}

// Statuses of sites and positions in the order in which a proposal may move. NoneFound has words and no symbol;
// TalksDenied is the talks-reported symbol, struck.
var Statuses = []Term{
	{string(scenario.Hypothetical), "Hypothetical", "Placed for an exercise; no source reports it.", "status-hypothetical"},
	{string(scenario.NoneFound), "None found", "No public acceptance or refusal was found.", ""},
	{string(scenario.Floated), "Floated", "Named in public as a possibility.", "status-floated"},
	{string(scenario.TalksReported), "Talks reported", "Somebody other than the states reports talks, or a state calls them exploratory.", "status-talks_reported"},
	{string(scenario.TalksDenied), "Talks denied", "The state says that there are no talks.", "status-talks_reported"},
	{string(scenario.TalksConfirmed), "Talks confirmed", "Both states say that they talk.", "status-talks_confirmed"},
	{string(scenario.Offered), "Offered", "The host offered a place or terms.", "status-offered"},
	{string(scenario.Declined), "Declined", "The state refused in public.", "status-declined"},
	{string(scenario.Agreed), "Agreed", "An instrument is signed or ratified.", "status-agreed"},
	{string(scenario.Operating), "Operating", "People have been transferred.", "status-operating"},
	{string(scenario.Closed), "Closed", "It operated or was agreed, and has ended.", "status-closed"},
	{string(scenario.Dropped), "Dropped", "It was considered and is reported as no longer pursued.", "status-dropped"},
}

// StatusIcon names the icon of a status, "" for none found and for what is unknown.
func StatusIcon(s scenario.Status) string {
	t, _ := Find(Statuses, string(s))
	return t.Icon
}

// StatusStruck says whether the symbol of a status carries a stroke of its own over the icon that Statuses names.
func StatusStruck(s scenario.Status) bool { return s == scenario.TalksDenied }

// ForSites says whether a site may have the status; ForPositions whether a position may.
func ForSites(s scenario.Status) bool { return s != scenario.NoneFound && s != scenario.TalksDenied }

// ForPositions says whether a position may have the status.
func ForPositions(s scenario.Status) bool { return s != scenario.Hypothetical }

// Kinds of sites.
var Kinds = []Term{
	{"transit", "Transit", "People stay until they travel on.", ""},
	{"final_destination", "Final destination", "People are meant to stay in the host country.", ""},
	{"reception", "Reception", "Open accommodation.", ""},
	{"detention", "Detention", "People may not leave.", ""},
	{"mixed", "Mixed", "More than one of these.", ""},
	{"comparator", "Comparator", "An existing arrangement, shown for comparison.", ""},
}

// Regimes say whether people may leave a site.
var Regimes = []Term{
	{"open", "Open", "People may come and go.", ""},
	{"closed", "Closed", "People may not leave.", ""},
	{"mixed", "Mixed", "Open and closed parts.", ""},
	{"unknown", "Not known", "No source says.", ""},
}

// Operators say who runs a site.
var Operators = []Term{
	{"sending", "Sending state", "Run by the state that transfers people.", ""},
	{"host", "Host state", "Run by the state on whose land it stands.", ""},
	{"joint", "Joint", "Run by both.", ""},
	{"contractor", "Contractor", "Run by a company or organisation under contract.", ""},
	{"unknown", "Not known", "No source says.", ""},
}

// Precisions say how exactly a place is known.
var Precisions = []Term{
	{string(scenario.PrecisionExact), "Exact", "The point is where the site is.", "precision-exact"},
	{string(scenario.PrecisionTown), "Town: within 5 km", "The site lies somewhere within the disc.", "precision-town"},
	{string(scenario.PrecisionDivision), "Division", "Only the first-level division is known.", "precision-division"},
	{string(scenario.PrecisionCountry), "Country only", "Only the country is known; it never stands as a point.", "precision-country"},
}

// Attributions say how a statement reached its source.
var Attributions = []Term{
	{"on_record", "On the record", "Said or published under the speaker's office.", ""},
	{"off_record", "Off the record", "Told to a journalist without a name.", ""},
	{"unattributed", "Not attributed", "The source does not say who says so.", ""},
	{"analyst", "Analysis", "The source's own reasoning.", ""},
}

// Stances of evidence towards its note.
var Stances = []Term{
	{"supports", "Supports", "Speaks for the note.", "supports"},
	{"contradicts", "Contradicts", "Speaks against the note.", "contradicts"},
}

// GradeStatuses say who stands behind a grade.
var GradeStatuses = []Term{
	{"suggested", "Suggested", "Proposed with the sample; confirm or change it.", ""},
	{"confirmed", "Confirmed", "Judged by a person working on this scenario.", ""},
}

// Affected groups: whom a note touches.
var Affected = []Term{
	{"people_transferred", "People transferred", "People moved to the arrangement or held there.", ""},
	{"host_community", "Host community", "People who live around it.", ""},
	{"staff", "Staff", "People who work there.", ""},
	{"sending_state", "Sending state", "The state that transfers people.", ""},
	{"host_state", "Host state", "The state that receives them.", ""},
	{"third_states", "Third states", "Neighbours, origin states and allies.", ""},
}

// SourceTypes classify documents.
var SourceTypes = []Term{
	{"official", "Official", "A government's own publication.", ""},
	{"court", "Court", "A judgment or a court's summary of it.", ""},
	{"parliament", "Parliament", "A parliament's or its audit body's publication.", ""},
	{"international_organisation", "International organisation", "The UN, the EU, the Council of Europe and their agencies.", ""},
	{"academic", "Academic", "Research and research institutes.", ""},
	{"ngo", "Non-governmental organisation", "Campaigning, legal or relief organisations.", ""},
	{"news_original", "News, original", "Reporting by the outlet itself.", ""},
	{"news_derivative", "News, derivative", "Retells another outlet's reporting.", ""},
	{"state_media", "State media", "Outlets run or steered by a state.", ""},
	{"social", "Social media", "Posts by individuals or accounts.", ""},
	{"other", "Other", "Anything else; say what in the title.", ""},
}

// Audiences say who may see an item in a copy made for others.
var Audiences = []Term{
	{"public", "Public", "May leave with any copy.", ""},
	{"committee", "Committee", "Leaves only with committee copies.", ""},
	{"internal", "Internal", "Never leaves with a copy.", ""},
}

// Scopes of assessments.
var Scopes = []Term{
	{"inherent", "Inherent", "Before controls.", ""},
	{"residual", "Residual", "After controls.", ""},
}

// Schemes name the arrangements that positions belong to; users may add their own.
var Schemes = []Term{
	{"uk-return-hubs", "United Kingdom, return hubs", "Hubs for people whose claims were refused, proposed in 2025.", ""},
	{"uk-rwanda", "United Kingdom, Rwanda partnership", "Asylum processing in Rwanda, 2022 to 2024.", ""},
	{"uk-third-country", "United Kingdom, third-country asylum deals", "Search for further partners after Rwanda, 2022 to 2024.", ""},
	{"italy-albania", "Italy–Albania protocol", "Italian-run centres in Albania.", ""},
	{"denmark-kosovo", "Denmark–Kosovo", "Rented prison cells; not a return hub.", ""},
	{"netherlands-uganda", "Netherlands–Uganda", "Transit hub, small pilot.", ""},
	{"us-removals", "United States, third-country removals", "Removal of people to states that are not their own.", ""},
	{"eu-group", "Group of EU states", "Hubs discussed among EU member states.", ""},
	{"germany", "Germany", "Interest reported in hubs.", ""},
}
