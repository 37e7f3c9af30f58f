package table

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Encoding names how the letters of a text file are stored.
type Encoding string

// Encodings that can be read.
const (
	UTF8        Encoding = "UTF-8"
	UTF16LE     Encoding = "UTF-16 LE"
	UTF16BE     Encoding = "UTF-16 BE"
	UTF32LE     Encoding = "UTF-32 LE"
	UTF32BE     Encoding = "UTF-32 BE"
	Windows1250 Encoding = "Windows-1250"
	Windows1251 Encoding = "Windows-1251"
	Windows1252 Encoding = "Windows-1252"
)

// Encodings lists what a person may choose from.
var Encodings = []Encoding{UTF8, UTF16LE, UTF16BE, Windows1250, Windows1251, Windows1252}

var decoders = map[Encoding]encoding.Encoding{
	UTF16LE:     utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM),
	UTF16BE:     utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM),
	UTF32LE:     utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM),
	UTF32BE:     utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
	Windows1250: charmap.Windows1250,
	Windows1251: charmap.Windows1251,
	Windows1252: charmap.Windows1252,
}

var marks = []struct {
	bytes string
	enc   Encoding
}{
	{"\xef\xbb\xbf", UTF8}, {"\xff\xfe\x00\x00", UTF32LE}, {"\x00\x00\xfe\xff", UTF32BE}, {"\xff\xfe", UTF16LE}, {"\xfe\xff", UTF16BE},
}

// sampled is how much of a file the guesses look at, in bytes.
const sampled = 256 << 10

// guessEncoding tells the encoding of a file, and whether that is known rather than guessed. It is "" when no reading
// is likely.
func guessEncoding(b []byte) (enc Encoding, sure bool) {
	for _, m := range marks {
		if bytes.HasPrefix(b, []byte(m.bytes)) {
			return m.enc, true
		}
	}
	head := b[:min(len(b), sampled)]
	if enc := wideWithoutMark(head); enc != "" {
		return enc, false
	}
	if mostlyUTF8(b) {
		return UTF8, true
	}
	return guessCodePage(b), false
}

// wideWithoutMark finds UTF-16 by its zeros, which stand at every other byte of Latin text.
func wideWithoutMark(b []byte) Encoding {
	if len(b) < 4 {
		return ""
	}
	var zeros [2]int
	for i, c := range b {
		if c == 0 {
			zeros[i%2]++
		}
	}
	half := len(b) / 2
	switch {
	case zeros[1] > half*2/5 && zeros[0] < half/50+1:
		return UTF16LE
	case zeros[0] > half*2/5 && zeros[1] < half/50+1:
		return UTF16BE
	}
	return ""
}

// mostlyUTF8 tells whether text is UTF-8, if need be with a few damaged letters among many good ones.
func mostlyUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return true
	}
	good, bad := 0, 0
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		b = b[n:]
	}
	return good > 0 && bad*20 <= good
}

// guessCodePage chooses among the one-byte encodings of the region. "" means that none makes words of the bytes.
func guessCodePage(b []byte) Encoding {
	b = highLines(b)
	if cyrillic(b) {
		return Windows1251
	}
	central, western := codePageScore(b, charmap.Windows1250), codePageScore(b, charmap.Windows1252)
	switch {
	case central < 0 && western < 0:
		return ""
	case central > western:
		return Windows1250
	}
	return Windows1252
}

// highLines keeps the lines that have a byte beyond ASCII, up to what is sampled.
func highLines(b []byte) []byte {
	var out []byte
	for line := range bytes.Lines(b) {
		if bytes.IndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
			out = append(out, line...)
		}
		if len(out) > sampled {
			break
		}
	}
	return out
}

// cyrillic tells text of whole words beyond ASCII, which no Latin text has.
func cyrillic(b []byte) bool {
	high, letters, runs := 0, 0, 0
	before := false
	for _, c := range b {
		is := c >= utf8.RuneSelf
		if is {
			high++
			if unicode.Is(unicode.Cyrillic, charmap.Windows1251.DecodeByte(c)) {
				letters++
			}
			if !before {
				runs++
			}
		}
		before = is
	}
	return high > 0 && letters*10 >= high*9 && high*2 >= runs*5
}

// codePageScore says how well the letters beyond ASCII fit into words; below zero when they do not.
func codePageScore(b []byte, page *charmap.Charmap) int {
	score, high := 0, 0
	for i, c := range b {
		if c < utf8.RuneSelf {
			continue
		}
		high++
		r := page.DecodeByte(c)
		switch {
		case r == utf8.RuneError || r < 0xa0:
			return -1
		case unicode.IsLetter(r):
			score += 2 + letterFit(r, around(b, i+1))
		case strings.ContainsRune("°’‘“”„–—…€«»º·", r):
			score++
		default:
			score -= 3
		}
	}
	if score < high {
		return -1
	}
	return score
}

func around(b []byte, i int) rune {
	if i < 0 || i >= len(b) {
		return ' '
	}
	return unicode.ToLower(rune(b[i]))
}

// letterFit weighs a letter by how common it is in the languages at hand and by the letter after it: è stands before a
// consonant in French where č stands before a vowel or ends a name.
func letterFit(r, after rune) int {
	letter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= utf8.RuneSelf }
	switch r {
	case 'č', 'Č':
		if strings.ContainsRune("aeioukn", after) || !letter(after) {
			return 4
		}
		return 1
	case 'è', 'È':
		if letter(after) && !strings.ContainsRune("aeioukn", after) {
			return 4
		}
		return 1
	case 'ć', 'Ć', 'đ', 'Đ', 'ę', 'ą', 'ł', 'ő', 'ű', 'ř', 'ě', 'ň', 'ů', 'ă', 'ş', 'ţ', 'ś', 'ź', 'ż':
		return 2
	case 'š', 'ž', 'Š', 'Ž':
		return 1
	case 'à', 'ê', 'û', 'ù', 'ñ', 'ï', 'ã', 'õ', 'å', 'ø', 'æ', 'À', 'Ê':
		return 2
	case 'ð', 'þ', 'Ð', 'Þ', 'ŕ', 'ĺ', 'Ŕ', 'Ĺ', 'ń', 'ď', 'ť':
		return -1
	}
	return 0
}

// decode turns a file into UTF-8 and tells how many damaged letters were replaced.
func decode(b []byte, enc Encoding) (string, int, error) {
	for _, m := range marks {
		if m.enc == enc {
			b = bytes.TrimPrefix(b, []byte(m.bytes))
		}
	}
	if enc == UTF8 {
		if utf8.Valid(b) {
			return string(b), 0, nil
		}
		text := strings.ToValidUTF8(string(b), "\ufffd")
		return text, strings.Count(text, "\ufffd"), nil
	}
	d, ok := decoders[enc]
	if !ok {
		return "", 0, fmt.Errorf("its letters are stored in a way that could not be told (neither UTF-8, UTF-16 nor Windows-1250, -1251 or -1252): save it again as “CSV UTF-8”")
	}
	out, err := d.NewDecoder().Bytes(b)
	if err != nil {
		return "", 0, fmt.Errorf("it cannot be read as %s: save it again as “CSV UTF-8”", enc)
	}
	text := string(out)
	return text, strings.Count(text, "\ufffd"), nil
}
