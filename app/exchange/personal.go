package exchange

import (
	"bytes"
	"cmp"
	"encoding/json"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"hubscape/app/exchange/feature"
)

// Remedy says what becomes of personal data.
type Remedy string

// Remedies. Unsettled blocks an import.
const (
	Unsettled  Remedy = ""
	DropColumn Remedy = "drop_column"
	DropValues Remedy = "drop_values"
	Keep       Remedy = "keep" // after somebody confirmed that it may be kept
)

// Find is one kind of personal data in one column or property of one layer.
type Find struct {
	Kind   string // "e-mail addresses"
	Layer  int
	Column string // key of the property; "" when it is the name of the features
	Count  int
	Where  string // of the first
	Sample string // the first value, masked
	ByHead bool   // the column's name says so, not its values
	Remedy Remedy // as decided
}

// Key identifies a find among the decisions.
func (f Find) Key() FindKey { return FindKey{f.Layer, f.Column, f.Kind} }

// FindKey is the address of a find.
type FindKey struct {
	Layer  int
	Column string
	Kind   string
}

// Kinds of personal data.
const (
	emails    = "e-mail addresses"
	phones    = "telephone numbers"
	passports = "passport or identity numbers"
	births    = "dates of birth"
	persons   = "names of people"
	cases     = "case numbers"
)

// pattern finds one kind of personal data in the text of a value.
type pattern struct {
	kind   string
	digits int      // the fewest digits that the text must hold
	words  []string // one of these must be in it, in lower case; nil for any text
	find   *regexp.Regexp
	check  func(match string) bool
	where  func(text string) [][]int // instead of find and check, where what stands about a match counts
}

// in gives where in a text the personal data stands, at most so many places; -1 for all.
func (p *pattern) in(text string, most int) (out [][]int) {
	if p.where != nil {
		return p.where(text)
	}
	for _, at := range p.find.FindAllStringIndex(text, most) {
		if p.check == nil || p.check(text[at[0]:at[1]]) {
			out = append(out, at)
		}
	}
	return out
}

// patterns are conservative: a number alone is never taken for a person's, except where its own check digits say so.
var patterns = []pattern{
	{emails, 0, []string{"@"}, regexp.MustCompile(`[\pL\d._%+-]{1,64}@[\pL\d-]{1,63}(?:\.[\pL\d-]{1,63}){1,5}`), nil, nil},
	{phones, 9, []string{"+", "00"}, regexp.MustCompile(`(?:\+|\b00)[1-9]\d{0,2}[ \-./()]{0,3}\d(?:[ \-./()]{0,2}\d){5,12}\b`), isPhone, nil},
	{phones, 8, []string{"0"}, nil, nil, localPhones},
	{passports, 5, []string{"pass", "paso", "пасо", "card", "cart", "kart", "njoftim"}, regexp.MustCompile(`(?i)\b(?:passport|passeport|pasoš|pasos|пасош|pasaport[aë]?|identity card|id card|carte d'identité|lična karta|letërnjoftim)\s*(?:no|nr|n°|number|numéro|broj|numri)?\.?\s*[:#]?\s*[A-Z]{0,3}\d{5,9}\b`), nil, nil},
	{passports, 13, nil, regexp.MustCompile(`\b\d{13}\b`), isJMBG, nil},
	{births, 4, []string{"dob", "d.o.b", "birth", "born", "né", "naissance", "rođe", "lind"}, regexp.MustCompile(`(?i)\b(?:dob|d\.o\.b\.|date of birth|born(?: on)?|née? le|date de naissance|datum rođenja|rođena?|lindur më|datëlindja)\s*[:.]?\s*\d{1,4}[./\- ](?:\d{1,2}|\pL{3,12})[./\- ]\d{2,4}`), nil, nil},
	{cases, 4, []string{"asylum", "case", "dossier", "client", "file", "predmet", "rasti"}, regexp.MustCompile(`(?i)\b(?:asylum|case|dossier|client|file|predmet|rasti)\s*(?:no|nr|number|ref|n°|numéro|broj|numri)\.?\s*[:#]?\s*[A-Z]{0,4}[-/]?\d{4,12}\b`), nil, nil},
}

// isPhone asks for as many digits as telephone numbers have.
func isPhone(s string) bool {
	n := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n >= 9 && n <= 15
}

// isJMBG knows the identity number of the successor states of Yugoslavia by its date and check digit.
func isJMBG(s string) bool {
	var d [13]int
	for i := range 13 {
		d[i] = int(s[i] - '0')
	}
	day, month := d[0]*10+d[1], d[2]*10+d[3]
	if day < 1 || day > 31 || month < 1 || month > 12 || d[4] != 9 && d[4] != 0 {
		return false
	}
	sum := 0
	for i := range 6 {
		sum += (7 - i) * (d[i] + d[i+6])
	}
	m := 11 - sum%11
	if m > 9 {
		m = 0
	}
	return m == d[12]
}

// headKinds are names of columns, folded, in English, French, Serbian and Albanian. A column "name" is not among them:
// it names places.
var headKinds = []struct{ kind, words string }{
	{emails, "email|e mail|email address|mail|courriel|adresse email|adresse e mail|imejl|eposta|posta elektronike|имејл|електронска пошта"},
	{phones, "phone|phone number|telephone|tel|mobile|mobile number|cell|fax|telefon|telefon numri|mobilni|numero de telephone|telephone portable|nr telefonit|celular|broj telefona|телефон|број телефона"},
	{passports, "passport|passport number|passport no|passeport|numero de passeport|pasos|broj pasosa|pasaporta|numri i pasaportes|id card|identity card|id card number|national id|national id number|identity number|personal number|personal id|carte d identite|numero d identite|licna karta|broj licne karte|jmbg|maticni broj|numri personal|nr personal|leternjoftim|social security number|ssn|nino|national insurance number|пасош|број пасоша|јмбг|матични број|лична карта"},
	{births, "dob|d o b|date of birth|birth date|birthdate|birthday|born|year of birth|date de naissance|naissance|ne le|datum rodenja|datum rodjenja|rodjen|rodjendan|datelindja|data e lindjes|датум рођења"},
	{persons, "first name|firstname|given name|given names|forename|last name|lastname|surname|family name|full name|person|person name|detainee|detainee name|returnee|applicant|applicant name|asylum seeker|contact|contact name|contact person|staff name|officer|interviewer|respondent|prenom|nom de famille|nom et prenom|nom complet|personne|personne de contact|ime i prezime|prezime|kontakt osoba|podnosilac|emri dhe mbiemri|mbiemri|mbiemer|personi|personi kontaktues|име и презиме|презиме|контакт особа"},
	{cases, "case number|case no|case id|case ref|case reference|file number|asylum number|asylum no|ho reference|home office reference|client id|beneficiary id|numero de dossier|numero agdref|broj predmeta|numri i rastit|numri i lendes|број предмета"},
}

// headKind is what a column's name says it holds; "" for nothing of a person.
func headKind(name string) string {
	folded := foldHead(name)
	for _, h := range headKinds {
		if slices.Contains(strings.Split(h.words, "|"), folded) {
			return h.kind
		}
	}
	return headByWords(folded)
}

var accents = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "à", "a", "â", "a", "ç", "c", "š", "s", "ž", "z", "č", "c", "ć", "c", "đ", "d", "ô", "o", "î", "i", "ü", "u", "ö", "o", "ä", "a", "º", "o", "ï", "i", "û", "u")

// foldHead brings the name of a column to lower case letters and digits with single spaces, without accents.
func foldHead(s string) string {
	if folded, ok := foldPlain(s); ok {
		return folded
	}
	var words strings.Builder
	last := rune(0)
	for _, r := range s {
		switch {
		case unicode.IsUpper(r) && unicode.IsLower(last): // firstName
			words.WriteByte(' ')
			words.WriteRune(r)
		case unicode.IsLetter(r), unicode.IsDigit(r):
			words.WriteRune(r)
		default:
			words.WriteByte(' ')
		}
		last = r
	}
	return strings.Join(strings.Fields(accents.Replace(strings.ToLower(words.String()))), " ")
}

// foldPlain is foldHead of a text of ASCII; false for any other.
func foldPlain(s string) (string, bool) {
	var room [80]byte
	out, last := room[:0], byte(0)
	for i := range len(s) {
		c := s[i]
		upper := c >= 'A' && c <= 'Z'
		lower, digit := c >= 'a' && c <= 'z', c >= '0' && c <= '9'
		if c >= utf8.RuneSelf {
			return "", false
		}
		if (upper && last >= 'a' && last <= 'z' || !upper && !lower && !digit) && len(out) > 0 && out[len(out)-1] != ' ' {
			out = append(out, ' ')
		}
		switch {
		case upper:
			out = append(out, c+'a'-'A')
		case lower, digit:
			out = append(out, c)
		}
		last = c
	}
	if n := len(out); n > 0 && out[n-1] == ' ' {
		out = out[:n-1]
	}
	return string(out), true
}

// columnKind is headKind, or possible for a column whose values decide.
func columnKind(name string) string {
	if k := headKind(name); k != "" || !softHead(name) {
		return k
	}
	return possible
}

// named says of a find by the head of its column whether it is about a value.
func (f Find) named(value string) bool { return f.ByHead && (f.Kind != possible || personLike(value)) }

// findPersonal looks through the names and properties of a layer. Column "" stands for the names of the features.
// heads gives the name of a column where it is not the key; nil for none.
func findPersonal(layer int, fields []string, list []*feature.Feature, heads map[string]string) []Find {
	kinds := map[string]string{"": columnKind(heads[""])}
	for _, key := range fields {
		if k := columnKind(cmp.Or(heads[key], key)); k != "" {
			kinds[key] = k
		}
	}
	parts := runtime.GOMAXPROCS(0)
	if len(list) < 4096 {
		parts = 1
	}
	found := make([]gathered, parts)
	var all sync.WaitGroup
	for n := range found {
		all.Go(func() {
			found[n] = gathered{}
			found[n].look(layer, kinds, list[n*len(list)/parts:(n+1)*len(list)/parts])
		})
	}
	all.Wait()
	for _, more := range found[1:] {
		found[0].join(more)
	}
	return sortedFinds(found[0])
}

// gathered are finds by what they are of.
type gathered map[FindKey]*Find

// look gathers the finds of features, with the kind that each property has by its name.
func (g gathered) look(layer int, kinds map[string]string, list []*feature.Feature) {
	note := func(kind, column, value, where string, byHead bool) {
		k := FindKey{layer, column, kind}
		if g[k] == nil {
			g[k] = &Find{Kind: kind, Layer: layer, Column: column, Where: where, Sample: mask(value), ByHead: byHead}
		}
		g[k].Count++
	}
	look := func(column, text, where string) {
		found := matches(text)
		for _, m := range found {
			note(m.kind, column, m.text, where, false)
		}
		if kind := kinds[column]; kind != "" && text != "" && (kind == possible && personLike(text) || kind != possible && len(found) == 0) {
			note(kind, column, text, where, true)
		}
	}
	for _, f := range list {
		look("", f.Name, f.Where)
		for _, p := range f.Properties {
			if speaks(p.Raw) || kinds[p.Key] != "" {
				look(p.Key, plainText(p.Raw), f.Where)
			}
		}
	}
}

// join adds the finds of features that come after those of g.
func (g gathered) join(more gathered) {
	for k, f := range more {
		if g[k] == nil {
			g[k] = f
		} else {
			g[k].Count += f.Count
		}
	}
}

func sortedFinds(byKey gathered) []Find {
	var out []Find
	for _, f := range byKey {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b Find) int { return cmp.Or(cmp.Compare(a.Column, b.Column), cmp.Compare(a.Kind, b.Kind)) })
	return out
}

type match struct{ kind, text string }

// longest is how much of one text is looked through.
const longest = 1 << 16

// fewest is how many digits a text has at least in which there is personal data that is no e-mail address.
const fewest = 4

func digitsIn[T ~string | ~[]byte](text T) (n int) {
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			n++
		}
	}
	return n
}

// speaks says of a value as JSON whether its text might hold personal data at all.
func speaks(raw json.RawMessage) bool {
	return digitsIn(raw) >= fewest || bytes.IndexByte(raw, '@') >= 0 || bytes.IndexByte(raw, '\\') >= 0
}

// matches finds personal data in a text, one of each kind.
func matches(text string) (out []match) {
	text = text[:min(len(text), longest)]
	digits := digitsIn(text)
	if digits < fewest && strings.IndexByte(text, '@') < 0 {
		return nil
	}
	lower := strings.ToLower(text)
	for _, p := range patterns {
		if digits < p.digits || !p.hinted(lower) || slices.ContainsFunc(out, func(m match) bool { return m.kind == p.kind }) {
			continue
		}
		if found := p.in(text, 20); len(found) > 0 {
			out = append(out, match{p.kind, text[found[0][0]:found[0][1]]})
		}
	}
	return out
}

// hinted says whether a text in lower case holds one of the words without which a search is in vain.
func (p *pattern) hinted(lower string) bool {
	return p.words == nil || slices.ContainsFunc(p.words, func(w string) bool { return strings.Contains(lower, w) })
}

// mask shows of a value only how it is made: its first letter and its signs.
func mask(s string) string {
	var sb strings.Builder
	n := 0
	for i, r := range s {
		if n++; n > 40 {
			sb.WriteRune('…')
			break
		}
		switch {
		case i == 0 && unicode.IsLetter(r):
			sb.WriteRune(r)
		case unicode.IsLetter(r), unicode.IsDigit(r):
			sb.WriteRune('•')
		case unicode.IsControl(r):
			sb.WriteRune(' ')
		default:
			sb.WriteRune(r)
		}
	}
	return sb.String()
}

// cleaned gives a feature without the personal data that was decided against. The feature itself is not changed.
func cleaned(f feature.Feature, layer int, finds []Find) feature.Feature {
	if len(finds) == 0 {
		return f
	}
	var out []feature.Property
	for _, p := range f.Properties {
		if p = without(p, finds); p.Key != "" {
			out = append(out, p)
		}
	}
	f.Properties = out
	for _, x := range finds {
		if x.Column == "" && x.Remedy != Keep && x.Remedy != Unsettled {
			if f.Name = blanked(f.Name, x.Kind); x.named(f.Name) || x.Remedy == DropColumn {
				f.Name = ""
			}
		}
	}
	return f
}

// without gives a property without what was decided against; the zero Property when nothing of it is left.
func without(p feature.Property, finds []Find) feature.Property {
	for _, x := range finds {
		if x.Column != p.Key || x.Remedy == Keep || x.Remedy == Unsettled {
			continue
		}
		if x.Remedy == DropColumn || x.named(plainText(p.Raw)) {
			return feature.Property{}
		}
		text := plainText(p.Raw)
		if rest := blanked(text, x.Kind); rest != text {
			if strings.Trim(rest, " .,;:…") == "" {
				return feature.Property{}
			}
			p.Raw = json.RawMessage(quoted(rest))
		}
	}
	return p
}

// blanked takes one kind of personal data out of a text.
func blanked(text, kind string) string {
	for _, p := range patterns {
		if p.kind == kind {
			found := p.in(text, -1)
			for _, at := range slices.Backward(found) {
				text = text[:at[0]] + "…" + text[at[1]:]
			}
		}
	}
	return text
}
