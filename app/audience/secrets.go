package audience

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"golang.org/x/text/unicode/norm"

	"hubscape/app/scenario"
)

// kind says what a secret is, because a text is no secret when the copy says the same of the same kind.
type kind int

const (
	kindID kind = iota
	kindTitle
	kindName
	kindText
	kindAttribution
	kindPublisher
	kindAddress
	kindRole
	kindMarking
	kindUnknown
	kindPoint
)

// secret is one thing that was held back.
type secret struct {
	kind kind
	what string // "attribution", for the report
	text string // as it stood in the document
	at   orb.Point

	precision scenario.Precision // that the copy states for the point; "" when it does not show it
	names     []string           // of a person, in normal form, that tell who it was even alone
}

func (c *copier) secret(k kind, what, text string) {
	if strings.TrimSpace(text) != "" {
		c.report.secrets = append(c.report.secrets, secret{kind: k, what: what, text: text})
	}
}

func (c *copier) secretPoint(name string, at orb.Point, stated scenario.Precision) {
	c.report.secrets = append(c.report.secrets, secret{kind: kindPoint, what: "exact position", text: name, at: at, precision: stated})
}

// secretJSON remembers every text within a JSON value.
func (c *copier) secretJSON(what string, raw json.RawMessage) {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return
	}
	var walk func(v any, depth int)
	walk = func(v any, depth int) {
		switch v := v.(type) {
		case string:
			c.secret(kindUnknown, what, v)
		case []any:
			for _, x := range v {
				walk(x, depth+1)
			}
		case map[string]any:
			keys := make([]string, 0, len(v))
			for k := range v {
				keys = append(keys, k)
			}
			slices.Sort(keys)
			for _, k := range keys {
				walk(v[k], depth+1)
			}
		}
	}
	walk(v, 0)
}

// normal brings a text into the form in which texts are compared: small letters, one space for any white space, marks of
// quotation and apostrophes of one kind, without accents and invisible characters, Cyrillic as its Latin letters.
func normal(s string) string { return string(normalBytes([]byte(s))) }

// normalBytes is normal for bytes that may be no text.
func normalBytes(b []byte) []byte {
	out := make([]byte, 0, len(b))
	space := false
	for i := 0; i < len(b); {
		c := b[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRune(b[i:])
			i += n
			switch {
			case r == utf8.RuneError && n == 1:
				out, space = gap(out, space), false
				out = append(out, c)
			case unicode.IsSpace(r):
				space = true
			case !unicode.In(r, unicode.Cf, unicode.Mn):
				out, space = gap(out, space), false
				out = appendPlain(out, r)
			}
			continue
		}
		i++
		switch {
		case c == ' ' || c >= '\t' && c <= '\r':
			space = true
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		out, space = gap(out, space), false
		out = append(out, c)
	}
	return out
}

// gap puts one space for any white space, but none at the start.
func gap(out []byte, space bool) []byte {
	if space && len(out) > 0 {
		return append(out, ' ')
	}
	return out
}

// appendPlain adds a letter small and without its accents, however they are stored, and ligatures and wide forms as the
// letters they stand for.
func appendPlain(out []byte, r rune) []byte {
	if text := cyrillic(r); text != "" {
		return append(out, text...)
	}
	var one [utf8.UTFMax]byte
	n := utf8.EncodeRune(one[:], r)
	parts := norm.NFKD.Properties(one[:n]).Decomposition()
	if parts == nil {
		return utf8.AppendRune(out, plainQuote(unicode.ToLower(r)))
	}
	for len(parts) > 0 {
		p, size := utf8.DecodeRune(parts)
		if !unicode.Is(unicode.Mn, p) {
			out = utf8.AppendRune(out, plainQuote(unicode.ToLower(p)))
		}
		parts = parts[size:]
	}
	return out
}

// latin are the Latin letters, without accents, of the Cyrillic ones from а on, in Serbian, Macedonian and Bulgarian.
var latin = [...]string{"a", "b", "v", "g", "d", "e", "z", "z", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "c", "s", "st", "a", "i", "j", "e", "ju", "ja",
	"e", "e", "d", "gj", "e", "dz", "i", "i", "j", "lj", "nj", "c", "kj", "i", "u", "dz"}

// cyrillic gives the Latin letters of a Cyrillic one, large or small; "" for any other.
func cyrillic(r rune) string {
	switch {
	case r >= 'А' && r <= 'Я':
		r += 'а' - 'А'
	case r >= 'Ѐ' && r <= 'Џ':
		r += 'ѐ' - 'Ѐ'
	}
	if r < 'а' || r >= 'а'+rune(len(latin)) {
		return ""
	}
	return latin[r-'а']
}

func plainQuote(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ', '‛':
		return '\''
	case '“', '”', '„', '«', '»', '‟':
		return '"'
	case '–', '—', '‐', '‑', '−':
		return '-'
	case 'đ':
		return 'd'
	case 'ł':
		return 'l'
	case 'ı':
		return 'i'
	case 'ø':
		return 'o'
	}
	return r
}

// words splits a normal text at everything that is neither letter nor digit.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
}

// tooShort tells whether a text is too short to be told from ordinary words.
func (s secret) tooShort() bool {
	n := utf8.RuneCountInString(strings.TrimSpace(s.text))
	switch s.kind {
	case kindPoint:
		return false
	case kindID:
		return n < 12
	case kindTitle, kindMarking, kindUnknown:
		return n < 12 && len(words(s.text)) < 3
	case kindText:
		return n < 12
	case kindAttribution, kindRole, kindPublisher: // "analyst" tells nobody who it was
		return n < 12 && len(words(s.text)) < 2
	}
	return n < 4
}

// whole tells whether a secret counts as found only where it stands as words of its own.
func (s secret) whole() bool { return utf8.RuneCountInString(s.text) < 24 }

// ownDigits is how many digits behind the point a coordinate has.
func ownDigits(v float64) int {
	_, frac, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	return len(frac)
}

// spellings gives the digits by which a coordinate would be known: cut and rounded to so many places behind the point,
// or to more where the last two would be zeros, as the coarse position itself could have them.
func spellings(v float64, places int) []string {
	a := math.Abs(v)
	whole, frac, _ := strings.Cut(strconv.FormatFloat(a, 'f', -1, 64), ".")
	var out []string
	for ; places <= len(frac) && len(out) == 0; places++ {
		for _, text := range []string{whole + "." + frac[:places], strconv.FormatFloat(a, 'f', places, 64)} {
			if !strings.HasSuffix(text, "00") && !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// piece is a text of the copy with its place.
type piece struct {
	where place
	field string
	kind  kind
	text  string
}

// place is the item of a document that a text belongs to, and its name in a sentence. part is the evidence within it.
type place struct{ words, kind, id, part string }

// in gives the place of a field.
func (p place) in(field string) string { return p.words + ", " + field }

// pieces lists every text of a document that says something.
func pieces(doc *scenario.Scenario) []piece {
	var out []piece
	add := func(where place, field string, k kind, text string) {
		if text != "" {
			out = append(out, piece{where, field, k, text})
		}
	}
	whole := place{words: "document", kind: "document"}
	add(whole, "title", kindTitle, doc.Title)
	add(whole, "question", kindText, doc.Question)
	add(whole, "purpose", kindText, doc.Purpose)
	add(whole, "marking", kindMarking, doc.Handling.Marking)
	for _, s := range doc.Sites.All() {
		where := place{words: "site “" + s.Name + "”", kind: "site", id: s.ID}
		add(where, "name", kindName, s.Name)
		add(where, "description", kindText, s.Description)
		for _, g := range s.Gates {
			add(where, "basis of gate "+g.Gate, kindText, g.Basis)
		}
	}
	for _, g := range doc.Groups.All() {
		add(place{words: "group “" + g.Name + "”", kind: "group", id: g.ID}, "name", kindName, g.Name)
	}
	for _, p := range doc.Positions.All() {
		where := place{words: "position of " + p.Place, kind: "position", id: p.ID}
		add(where, "scheme", kindName, p.Scheme)
		add(where, "summary", kindText, p.Summary)
		out = append(out, evidencePieces(where, p.Evidence)...)
	}
	for _, f := range doc.Facts.All() {
		add(place{words: "fact " + f.Key + " of " + f.Place, kind: "fact", id: f.ID}, "value", kindText, f.Value)
	}
	for _, s := range doc.Sources.All() {
		where := place{words: "source “" + s.Title + "”", kind: "source", id: s.ID}
		add(where, "title", kindTitle, s.Title)
		add(where, "publisher", kindPublisher, s.Publisher)
		add(where, "address", kindAddress, s.URL)
	}
	for _, n := range doc.Notes.All() {
		out = append(out, notePieces(n)...)
	}
	for _, p := range doc.Plans.All() {
		where := place{words: "plan “" + p.Name + "”", kind: "plan", id: p.ID}
		add(where, "name", kindName, p.Name)
		add(where, "notes", kindText, p.Notes)
	}
	for _, l := range doc.Layers.All() {
		where := place{words: "layer “" + l.Name + "”", kind: "layer", id: l.ID}
		add(where, "name", kindUnknown, l.Name)
		add(where, "file", kindUnknown, l.From)
	}
	for _, f := range doc.Features.All() {
		where := place{words: "feature “" + f.Name + "”", kind: "feature", id: f.ID}
		add(where, "name", kindUnknown, f.Name)
		for _, p := range f.Properties {
			add(where, p.Key, kindUnknown, plainValue(p.Raw))
		}
	}
	return out
}

func plainValue(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

func notePieces(n *scenario.Note) []piece {
	where := place{words: "note “" + n.Title + "”", kind: "note", id: n.ID}
	out := []piece{{where, "title", kindTitle, n.Title}, {where, "because", kindText, n.Because}, {where, "may", kindText, n.May},
		{where, "leading to", kindText, n.LeadingTo}, {where, "counterpoint", kindText, n.Counterpoint}, {where, "owner", kindRole, n.OwnerRole},
		{where, "tags", kindName, strings.Join(n.Tags, ", ")}}
	for _, a := range n.Assessments {
		out = append(out, piece{where, "reasons of an assessment", kindText, a.Rationale}, piece{where, "role", kindRole, a.Role})
	}
	for _, k := range n.Controls {
		out = append(out, piece{where, "control", kindText, k.Text}, piece{where, "weakness of a control", kindText, k.Weakness}, piece{where, "status of a control", kindName, k.Status},
			piece{where, "owner of a control", kindRole, k.OwnerRole})
	}
	return append(out, evidencePieces(where, n.Evidence)...)
}

func evidencePieces(where place, list []scenario.Evidence) []piece {
	var out []piece
	for _, e := range list {
		where.part = e.ID
		out = append(out, piece{where, "evidence", kindText, e.Text}, piece{where, "qualifier of evidence", kindText, e.AsReported}, piece{where, "attribution", kindAttribution, e.AttributedTo})
	}
	return out
}
