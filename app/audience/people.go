package audience

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leastSurname is how many letters a name has at least that is looked for alone.
const leastSurname = 5

// titles stand before a person's name, in normal form; one name behind a title is enough.
var titles = strings.Fields("mr mrs ms miss dr prof sir gospodin gospoda gdin gda gdja monsieur madame mme herr frau zoti zonja gjeneral general colonel major captain")

// offices are words of offices and bodies, in normal form: a phrase that holds one behind its start names no person.
var offices = wordSet("a adviser advisor aide agency ambassador analyst assembly assistant association attache authority board border bureau cabinet cell center centre chair chairman chancellor charge chief clerk commander " +
	"commission commissioner committee consul consulate correspondent council counsel counsellor court daily delegate delegation department deputy desk diplomat director directorate division embassy envoy expert federal field " +
	"first foundation foreign former government governor group head high home human institute intelligence interior inspector international junior justice lead leader legal liaison mayor media member minister ministry mission national " +
	"negotiator network news office officer official order party permanent planner police political premier presidency president press prime private prosecutor rapporteur refugee regional reporter representative rights road " +
	"second secretariat secretary section security senior service source special spokesman spokesperson spokeswoman staff state summit team the third times union unit united university under watch witness working " +
	"ambasador direktor gradonacelnik guverner kabinet ministar ministarka ministarstvo nacelnik odbornik policija poslanik predsednik predsjednik premijer savetnik savjetnik sef sekretar sluzbenik vlada zamenik zamjenik " +
	"ambassadeur bureau chef conseiller depute directeur maire ministre ministere porte-parole premier prefet secretaire ministri ministria drejtor drejtori kryeministri keshilltar zedhenes")

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// surnames gives the names, in normal form, by which a person would be known alone; none when the text names an office
// or nobody. A first name is none of them.
func surnames(text string) []string {
	text, _, _ = strings.Cut(text, "(")
	parts := strings.Split(text, ",")
	var names []string
	titled := false
	for i, w := range strings.Fields(strings.ReplaceAll(parts[0], "\u00a0", " ")) {
		w = strings.Trim(w, ".:;\"“”„'")
		plain := strings.Trim(normal(w), "-")
		switch {
		case plain == "" || slices.Contains([]string{"von", "van", "de", "der", "el", "al", "bin", "di", "da"}, plain):
		case len(names) == 0 && slices.Contains(titles, strings.ReplaceAll(plain, "-", "")):
			titled = true
		case len(names) == 0 && offices[plain]:
		case offices[plain] || !nameLike(w) || i > 7:
			return nil
		default:
			names = append(names, w)
		}
	}
	if len(names) == 0 || len(names) > 4 || len(names) == 1 && !titled {
		return nil
	}
	first := names[0]
	if last := names[len(names)-1]; len(names) > 1 && (!shouted(first) || shouted(last)) {
		names = names[1:] // the first name
	}
	return lone(names)
}

// lone gives the names that are long enough, and the parts of those with a dash.
func lone(names []string) (out []string) {
	for _, n := range names {
		for _, part := range strings.Split(normal(n), "-") {
			if utf8.RuneCountInString(part) >= leastSurname && !slices.Contains(out, part) {
				out = append(out, part)
			}
		}
	}
	return out
}

// nameLike tells whether a word is written as names are: a capital first, and letters only.
func nameLike(w string) bool {
	for i, r := range w {
		if i == 0 && !unicode.IsUpper(r) || !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune("-'’", r) {
			return false
		}
	}
	return w != ""
}

// shouted tells whether a name is in capitals throughout, as surnames are in lists.
func shouted(w string) bool { return utf8.RuneCountInString(w) > 1 && strings.ToUpper(w) == w }

// caseEndings are what Slavic and Albanian put behind a name, in normal form.
var caseEndings = wordSet("a u om em i e o in ina ino ini ju ja jem jom ov ova ovo ovi ove ev eva evo evi eve ima ama t n it m s es")

// stem is what stays of a name before its endings.
func stem(name string) string {
	if last := name[len(name)-1]; last == 'a' && utf8.RuneCountInString(name) > leastSurname {
		return name[:len(name)-1]
	}
	return name
}

// inflected tells whether what follows in b is the end of the word or one of the endings and the end of the word.
func inflected(b []byte, at int) bool {
	end := at
	for end < len(b) && end-at <= 4 && b[end] >= 'a' && b[end] <= 'z' {
		end++
	}
	return !letterAfter(b, end) && (end == at || caseEndings[string(b[at:end])])
}

// ordinary lists the words, in normal form, that a copy says without naming a person: what stands in it with a small
// letter, its places, what its sources are called, and who is named in it rightly.
func ordinary(list []piece) map[string]bool {
	said := map[string]bool{}
	for _, p := range list {
		public := p.kind == kindAttribution || p.kind == kindPublisher || p.kind == kindAddress || p.where.kind == "source" ||
			p.kind == kindName && (p.where.kind == "site" || p.where.kind == "group" || p.where.kind == "position")
		for _, w := range words(p.text) {
			if r, _ := utf8.DecodeRuneInString(w); public || unicode.IsLower(r) {
				said[normal(w)] = true
			}
		}
	}
	return said
}

// nameAlone notes the names of the people among the secrets that can be looked for alone.
func nameAlone(secrets []secret, list []piece) {
	var said map[string]bool
	for i := range secrets {
		s := &secrets[i]
		if s.kind != kindAttribution && s.kind != kindRole {
			continue
		}
		for _, n := range surnames(s.text) {
			if said == nil {
				said = ordinary(list)
			}
			if !said[n] {
				s.names = append(s.names, n)
			}
		}
	}
}
