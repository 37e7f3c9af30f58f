package evidence

import "hubscape/app/scenario"

// BorderPolicy is the sentence that every map carries.
const BorderPolicy = "Boundaries and names imply no endorsement; boundaries drawn as held on the ground."

// Kosovo note in full, by choice; the exact words of the institution.
const (
	kosovoEU  = "This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence."
	kosovoUN  = "References to Kosovo shall be understood to be in the context of Security Council resolution 1244 (1999)."
	kosovoCoE = "All reference to Kosovo, whether to the territory, institutions or population, in this text shall be understood in full compliance with United Nations Security Council Resolution 1244 and without prejudice to the status of Kosovo."
)

// KosovoNotes are the choices with their labels; Gloss is the exact text.
var KosovoNotes = []Term{
	{string(scenario.KosovoEU), "EU footnote", kosovoEU, ""},
	{string(scenario.KosovoUN), "UN footnote", kosovoUN, ""},
	{string(scenario.KosovoCoE), "Council of Europe footnote", kosovoCoE, ""},
	{string(scenario.KosovoNone), "No footnote", "", ""},
}

// KosovoText gives the exact text of the chosen note, "" for none. An unknown choice gives the default, the EU text.
func KosovoText(n scenario.KosovoNote) string {
	switch n {
	case scenario.KosovoUN:
		return kosovoUN
	case scenario.KosovoCoE:
		return kosovoCoE
	case scenario.KosovoNone:
		return ""
	}
	return kosovoEU
}

// KosovoAsterisk says whether the name carries an asterisk.
func KosovoAsterisk(n scenario.KosovoNote) bool { return n != scenario.KosovoNone }

// StatusBarNote is the short line of the status bar.
func StatusBarNote(n scenario.KosovoNote) string {
	const policy = "Boundaries and names imply no endorsement."
	if !KosovoAsterisk(n) {
		return policy
	}
	key := string(n)
	if _, ok := Find(KosovoNotes, key); !ok {
		key = string(scenario.KosovoEU)
	}
	return "* Kosovo: " + Label(KosovoNotes, key) + ". " + policy
}
