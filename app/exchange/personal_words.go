package exchange

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// fillers are words, folded, that stand about the name of a kind without changing it: counting words, links, whose it is
// and which of several. counters are those of them that count.
var (
	fillers = wordSet("of the s for my main other primary secondary private personal person persons applicant client beneficiary holder owner contact detainee returnee migrant emergency " +
		"de du des d l la le les titulaire client personne demandeur proprietaire contact et " +
		"lica osobe vlasnika korisnika klijenta podnosioca za i лица особе власника корисника подносиоца за на лице корисник " +
		"e te se i personit personi pronarit")
	counters = wordSet("n no nr nbr num number numbers id numero num broj br brojevi број бр numri numer nummer")
)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// moreHeads are further words for the kinds, as they stand beside fillers.
var moreHeads = map[string]string{
	emails:    "e posta|е пошта|мејл",
	phones:    "телефони|мобилни|мобилен|телефонски|telefoni|telefona|телефона|telephones|gsm|mob|тел|моб",
	passports: "pasosa|пасоша|pasaportes|passeports|licne karte|личне карте|матичен|ембг|лк|national card|travel document|titre de sejour|carte de sejour|leje qendrimi|boravisna dozvola",
	births:    "датум на раѓање|датум рођења|datum rodenja|ditelindja",
	persons:   "контакт лице|kontakt lice|лице за контакт|kontakt person|kontaktperson",
}

// softHeads are names of columns, folded, that hold a person's name or that of a body; their values decide.
var softHeads = wordSet("owner owners landowner proprietor proprietaire proprietaires vlasnik vlasnica vlasnici власник власница сопственик сопственици pronar pronari manager director responsible responsable directeur gerant " +
	"upravnik direktor управник директор drejtor drejtori contact contacts kontakt контакт kontakti host tenant zakupac закупац locataire qiramarresi")

// possible is what is found in a column of softHeads.
const possible = "possible names of people"

// headByWords reads the name of a column, folded, word by word: the name of a kind with nothing but fillers about it.
func headByWords(folded string) string {
	var rest []string
	counted := false
	for _, w := range strings.Fields(folded) {
		counted = counted || counters[w]
		if !counters[w] && !fillers[w] && strings.Trim(w, "0123456789") != "" {
			rest = append(rest, w)
		}
	}
	if len(rest) == 0 {
		return ""
	}
	return knownHead(folded, strings.Join(rest, " "), counted)
}

// knownHead finds the phrase that is left among the kinds. A number of people is no name.
func knownHead(folded, left string, counted bool) string {
	for _, h := range headKinds {
		if counted && h.kind == persons {
			continue
		}
		for _, phrase := range append(strings.Split(h.words, "|"), strings.Split(moreHeads[h.kind], "|")...) {
			if phrase == left || strings.Contains(phrase, " ") && strings.Contains(" "+folded+" ", " "+phrase+" ") && onlyFillers(folded, phrase) {
				return h.kind
			}
		}
	}
	return ""
}

// onlyFillers tells whether a folded name is a phrase and fillers.
func onlyFillers(folded, phrase string) bool {
	for _, w := range strings.Fields(strings.Replace(" "+folded+" ", " "+phrase+" ", " ", 1)) {
		if !counters[w] && !fillers[w] && strings.Trim(w, "0123456789") != "" {
			return false
		}
	}
	return true
}

// softHead tells whether the name of a column speaks of a person or a body.
func softHead(name string) bool {
	words := strings.Fields(foldHead(name))
	return len(words) <= 4 && slices.ContainsFunc(words, func(w string) bool { return softHeads[w] })
}

// bodies are words, folded, in the names of offices, firms and places.
var bodies = wordSet("ltd llc inc plc gmbh sa sarl ag doo dooel ad shpk jp ngo company firm group holding bank studio hotel church mosque parish monastery university school hospital city town village municipality county region district state republic " +
	"government ministry agency office department authority police army red cross union united nations public private national federal council committee fund trust club association society international unknown none other not " +
	"commune ville mairie prefecture region etat ministere republique societe association opstina grad selo drzava republika ministarstvo preduzece firma crkva dzamija skola bolnica udruzenje javno drustvo " +
	"општина град село држава република министарство предузеће фирма црква школа јавно друштво претпријатие komuna bashkia qyteti shteti ministria republika ndermarrja kisha xhamia shkolla")

// personLike tells whether a value is the name of one person, or begins with one before a comma or a figure.
func personLike(text string) bool {
	if nameOf(text) {
		return true
	}
	cut := strings.IndexAny(text, ",;(:/+0123456789")
	return cut > 0 && nameOf(text[:cut])
}

// nameOf tells whether a text reads as a name: two to four words of letters with a capital first.
func nameOf(text string) bool {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 4 || len(text) > 80 {
		return false
	}
	long := 0
	for _, w := range words {
		w = strings.TrimSuffix(strings.TrimSuffix(w, ","), ".")
		for i, r := range w {
			if i == 0 && !unicode.IsUpper(r) || !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune("-'’", r) {
				return false
			}
		}
		if folded := strings.ReplaceAll(foldHead(strings.ToLower(w)), " ", ""); bodies[folded] {
			return false
		} else if len(folded) > 1 {
			long++
		}
	}
	return long > 0
}

// localStart finds what may be a telephone number without the code of its country.
var localStart = regexp.MustCompile(`\(?\b0[1-9]\d{0,9}\)?(?:[ /.-]{1,2}\d{2,7}){0,5}`)

// localShapes are the digits of the groups of such numbers.
var localShapes = wordSet("3-3-3 3-3-4 3-4-3 3-4-4 3-6 3-7 3-3-2-2 3-2-2-3 4-3-3 4-3-4 5-6 2-2-2-2-2")

var (
	callWords = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:call|phone|telephone|tel|mob|mobile|cell|gsm|fax|viber|whatsapp|t[ée]l[ée]phone|t[ée]l|appele[rz]|portable|telefon|telefona|mobilni|zvati|zovi|pozovite|тел|моб|телефон|мобилни|мобилен|звати|зови|позовите|telefoni|thirr|thirrni)[ .:)]{0,4}(?:no|nr|br|број|at|us|on|au|na|на)?[ .:]{0,3}$`)
	idWords   = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:id|ids|ref|parcel|parcela|парцела|plot|lot|cadastre|code|kod|код|isbn|issn|iban|account|invoice|no|nr|br|бр)[ .:#]{0,4}$`)
	dateLike  = regexp.MustCompile(`^\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d{2}(?:\D|$)`)
	groupsOf  = regexp.MustCompile(`\d+`)
)

// localPhones gives where telephone numbers without a code of the country stand in a text.
func localPhones(text string) (out [][]int) {
	for _, at := range localStart.FindAllStringIndex(text, 20) {
		before := text[:at[0]]
		if at[0] > 0 && strings.IndexByte("0123456789.,:/-+_#", text[at[0]-1]) >= 0 || dateLike.MatchString(text[at[0]:at[1]]) {
			continue
		}
		called := callWords.MatchString(before[max(0, len(before)-40):])
		if !called && idWords.MatchString(before[max(0, len(before)-24):]) {
			continue
		}
		if n := localLength(text[at[0]:], at[1]-at[0], called); n > 0 {
			out = append(out, []int{at[0], at[0] + n})
		}
	}
	return out
}

// localLength is the length of the number that text begins with and that may be so long; 0 when there is none.
func localLength(text string, most int, called bool) int {
	groups := groupsOf.FindAllStringIndex(text[:most], -1)
	for n := len(groups); n > 0; n-- {
		end := groups[n-1][1]
		if n == 1 && strings.HasPrefix(text, "(") || !phoneEnds(text[end:]) {
			continue
		}
		if localGroups(text, groups[:n], called) {
			return end
		}
	}
	return 0
}

// phoneEnds tells whether a number may end before text.
func phoneEnds(text string) bool {
	r := []rune(text[:min(len(text), 8)])
	if len(r) == 0 {
		return true
	}
	if unicode.IsLetter(r[0]) || unicode.IsDigit(r[0]) || strings.ContainsRune("°º'′", r[0]) {
		return false
	}
	return len(r) < 2 || !strings.ContainsRune(".,:/-", r[0]) || !unicode.IsDigit(r[1])
}

// localGroups tells whether groups of digits are those of a telephone number. After a word that says so more are.
func localGroups(text string, groups [][]int, called bool) bool {
	var lengths []string
	digits, signs := 0, ""
	for i, g := range groups {
		digits += g[1] - g[0]
		lengths = append(lengths, string(rune('0'+min(g[1]-g[0], 9))))
		if i > 0 {
			signs += text[groups[i-1][1]:g[0]]
		}
	}
	if called {
		return digits >= 8 && digits <= 11
	}
	shape := strings.Join(lengths, "-")
	if shape == "2-2-2-2-2" {
		return strings.Trim(signs, " ") == "" || strings.Trim(signs, ".") == ""
	}
	if strings.Contains(shape, "-2-") && !strings.HasPrefix(signs, "/") { // degrees, minutes and seconds look so
		return false
	}
	return localShapes[shape] && !strings.Contains(signs, ".") && !strings.HasPrefix(signs, "-")
}
