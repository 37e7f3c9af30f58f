package find

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// latin gives the Latin letters of what Unicode does not take apart, and of Cyrillic (Serbian, Macedonian, Bulgarian,
// Russian, Ukrainian) and Greek.
var latin = map[rune]string{
	'đ': "dj", 'ð': "d", 'ı': "i", 'ł': "l", 'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ħ': "h", 'ŋ': "n", 'ə': "e", 'ɛ': "e", 'ɔ': "o",
	'ŧ': "t", 'ƙ': "k", 'ɓ': "b", 'ɗ': "d",
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'ђ': "dj", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'ј': "j", 'к': "k", 'л': "l", 'љ': "lj",
	'м': "m", 'н': "n", 'њ': "nj", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'ћ': "c", 'у': "u", 'ф': "f", 'х': "h", 'ц': "c", 'ч': "ch",
	'џ': "dz", 'ш': "sh", 'ѕ': "dz", 'ъ': "a", 'ь': "", 'щ': "sht", 'э': "e", 'ы': "i", 'ю': "ju", 'я': "ja", 'і': "i", 'є': "je", 'ґ': "g",
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m", 'ν': "n", 'ξ': "x",
	'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "u", 'φ': "f", 'χ': "h", 'ψ': "ps", 'ω': "o",
}

// whole letters that must not lose their marks, because they are letters of their own.
var whole = map[rune]string{'ѓ': "gj", 'ќ': "kj", 'й': "j", 'ї': "i", 'ё': "e"}

// piece is a run of folded letters and the bytes of the text that they come from.
type piece struct{ from, to int }

// folded is a text in the form that is compared. pieces[i] belongs to byte i of text; nil when nobody asked for it.
type folded struct {
	text   string
	pieces []piece
}

// fold gives text in lower case without accents, in Latin letters where the script is Latin, Cyrillic or Greek; signs
// become one space, apostrophes nothing.
func fold(text string, trace bool) folded {
	f := folder{trace: trace}
	f.out.Grow(len(text) + 4)
	for i, r := range text {
		f.rune(r, i, i+utf8.RuneLen(r))
	}
	return f.done()
}

type folder struct {
	out    strings.Builder
	pieces []piece
	trace  bool
	gap    bool // a space is due before the next letter
}

func (f *folder) rune(r rune, from, to int) {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		f.put(string(r), from, to)
	case r >= 'A' && r <= 'Z':
		f.put(string(r+'a'-'A'), from, to)
	case strings.ContainsRune("'’ʼʻ‘`´·", r) || unicode.Is(unicode.Mn, r) || r == 'ـ':
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		f.letter(unicode.ToLower(r), from, to)
	case f.out.Len() > 0:
		f.gap = true
	}
}

func (f *folder) letter(r rune, from, to int) {
	if r < tableEnd {
		f.put(table()[r], from, to)
		return
	}
	f.put(plain(r), from, to)
}

// tableEnd is behind Latin, Greek, Cyrillic, Hebrew and Arabic.
const tableEnd = 0x700

// table keeps plain for the letters that occur all the time.
var table = sync.OnceValue(func() *[tableEnd]string {
	var t [tableEnd]string
	for r := range rune(tableEnd) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			t[r] = plain(r)
		}
	}
	return &t
})

// plain is a small letter without its marks, in Latin letters where there are some for it.
func plain(r rune) string {
	if s, ok := whole[r]; ok {
		return s
	}
	var out strings.Builder
	for _, d := range norm.NFD.String(string(r)) {
		s, ok := latin[d]
		switch {
		case unicode.Is(unicode.Mn, d):
		case ok:
			out.WriteString(s)
		default:
			out.WriteRune(unicode.ToLower(d))
		}
	}
	return out.String()
}

func (f *folder) put(s string, from, to int) {
	if s == "" {
		return
	}
	if f.gap {
		f.out.WriteByte(' ')
		if f.trace {
			f.pieces = append(f.pieces, piece{from, from})
		}
		f.gap = false
	}
	f.out.WriteString(s)
	if f.trace {
		for range len(s) {
			f.pieces = append(f.pieces, piece{from, to})
		}
	}
}

func (f *folder) done() folded { return folded{f.out.String(), f.pieces} }

// sounds are spellings of one sound in the languages of the region; the first that fits counts.
var sounds = []struct{ from, to string }{
	{"tch", "c"}, {"ch", "c"}, {"sh", "s"}, {"zh", "z"}, {"kh", "h"}, {"ts", "c"}, {"tz", "c"}, {"dj", "d"}, {"ph", "f"}, {"th", "t"}, {"dh", "d"},
	{"lj", "l"}, {"nj", "n"}, {"ou", "u"}, {"iy", "i"}, {"ij", "i"}, {"yi", "i"}, {"ji", "i"}, {"y", "j"}, {"w", "v"},
}

// sound is the coarser fold of a folded text: spellings of one sound and double letters become one letter.
func sound(in folded) folded {
	if !hasSound(in.text) {
		return in
	}
	var out folded
	text := make([]byte, 0, len(in.text))
	for i := 0; i < len(in.text); {
		to, n := soundAt(in.text[i:])
		if len(text) > 0 && text[len(text)-1] == to[0] && to[0] < utf8.RuneSelf && to != " " {
			if in.pieces != nil {
				out.pieces[len(out.pieces)-1].to = in.pieces[i+n-1].to
			}
			i += n
			continue
		}
		text = append(text, to...)
		if in.pieces != nil {
			out.pieces = append(out.pieces, piece{in.pieces[i].from, in.pieces[i+n-1].to})
		}
		i += n
	}
	out.text = string(text)
	return out
}

// soundAt gives the letter that text begins with in the coarser fold, and how many bytes it stands for.
func soundAt(text string) (string, int) {
	if strings.IndexByte("tcszkpdlnoiyjw", text[0]) >= 0 {
		for _, s := range sounds {
			if s.from[0] == text[0] && strings.HasPrefix(text, s.from) {
				return s.to, len(s.from)
			}
		}
	}
	return text[:1], 1
}

// hasSound tells whether the coarser fold can differ.
func hasSound(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'h' || c == 'j' || c == 'y' || c == 'w' || c == 'o' || c == 't':
			return true
		case i > 0 && c == s[i-1] && c < utf8.RuneSelf:
			return true
		}
	}
	return false
}

// letters is a mask of the letters that occur in a folded text: a bit for each of a–z, one for digits, one for others.
func letters(s string) uint32 {
	var m uint32
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			m |= 1 << (c - 'a')
		case c >= '0' && c <= '9':
			m |= 1 << 26
		case c != ' ':
			m |= 1 << 27
		}
	}
	return m
}
