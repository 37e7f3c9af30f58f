package measure

import (
	"strconv"
	"strings"
	"unicode"
)

type kind int

const (
	nothing kind = iota // passed over
	number
	mark      // degree, minute or second sign
	axis      // compass letter or word
	separator // between the two coordinates
)

type token struct {
	kind   kind
	value  float64 // of a number, without sign
	whole  int     // digits before the decimal sign
	minus  bool
	signed bool
	unit   byte   // of a mark: d, m, s; of a number: what the mark behind it says, 0 for none
	name   string // of an axis: key of meanings
	glued  bool   // no space between this token and the one before
}

// lex cuts text into tokens. Unknown letters mean that the text is a name and not a position.
func lex(text string, role commaRole) ([]token, error) {
	var out []token
	rs := []rune(text)
	glued := false
	for i := 0; i < len(rs); {
		r := rs[i]
		if unicode.IsSpace(r) || strings.ContainsRune("()[]{}\u200e\u200f\ufeff", r) {
			i, glued = i+1, false
			continue
		}
		t, n, err := next(rs, i, role, out)
		if err != nil {
			return nil, err
		}
		i += n
		if t.kind == nothing {
			continue
		}
		t.glued = glued && len(out) > 0
		out, glued = append(out, t), true
		if len(out) > 40 {
			return nil, wrong("there are more than two positions here: paste one at a time")
		}
	}
	return settle(out), nil
}

func next(rs []rune, i int, role commaRole, before []token) (token, int, error) {
	r := rs[i]
	switch {
	case isNumberStart(rs, i):
		return lexNumber(rs, i, role)
	case strings.ContainsRune(",;|/\\~&、，；", r):
		return token{kind: separator}, 1, nil
	case strings.ContainsRune(":=_", r):
		if len(before) > 0 && before[len(before)-1].kind == number {
			return token{kind: mark, unit: '?'}, 1, nil
		}
		return token{}, 1, nil
	case unicode.IsLetter(r) && !strings.ContainsRune("ºª", r):
		return lexWord(rs, i, before)
	}
	if t, n := lexMark(rs, i); n > 0 {
		return t, n, nil
	}
	if r == '.' || r == '?' {
		return token{}, 1, nil
	}
	return token{}, 0, ErrNotCoordinates
}

const minusSigns = "-−–—‐‑﹣－"

func isNumberStart(rs []rune, i int) bool {
	if ascii(rs[i]) {
		return true
	}
	if strings.ContainsRune(minusSigns+"+", rs[i]) || rs[i] == '.' {
		return i+1 < len(rs) && (ascii(rs[i+1]) || rs[i+1] == '.' && i+2 < len(rs) && ascii(rs[i+2]))
	}
	return false
}

func ascii(r rune) bool { return r >= '0' && r <= '9' }

func lexNumber(rs []rune, i int, role commaRole) (token, int, error) {
	t, start := token{kind: number}, i
	if strings.ContainsRune(minusSigns, rs[i]) {
		t.minus, t.signed = true, true
		i++
	} else if rs[i] == '+' {
		t.signed = true
		i++
	}
	var digits strings.Builder
	point := false
	for ; i < len(rs); i++ {
		if ascii(rs[i]) {
			digits.WriteRune(rs[i])
			if !point {
				t.whole++
			}
			continue
		}
		decimal := rs[i] == '.' || rs[i] == '·' || rs[i] == '٫' || rs[i] == ',' && role == commaDecimal
		if !decimal || point || i+1 >= len(rs) || !ascii(rs[i+1]) {
			break
		}
		point = true
		digits.WriteByte('.')
	}
	s := digits.String()
	if len(s) > 25 {
		return t, 0, wrong("the number that begins %s is too long for a coordinate: give at most 20 digits", s[:8])
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return t, 0, ErrNotCoordinates
	}
	t.value = v
	return t, i - start, nil
}

// lexMark reads a degree, minute or second sign in any of the shapes that keyboards and programs give.
func lexMark(rs []rune, i int) (token, int) {
	r := rs[i]
	switch {
	case strings.ContainsRune("°º˚ᵒ∘⁰ª", r):
		return token{kind: mark, unit: 'd'}, 1
	case strings.ContainsRune("″”“„ʺ\"‟＂〃˝", r):
		return token{kind: mark, unit: 's'}, 1
	case strings.ContainsRune(minuteSigns, r):
		if i+1 < len(rs) && strings.ContainsRune(minuteSigns, rs[i+1]) {
			return token{kind: mark, unit: 's'}, 2
		}
		return token{kind: mark, unit: 'm'}, 1
	}
	return token{}, 0
}

const minuteSigns = "'’′ʹ´`‘‛ʼ＇"

// lexWord reads a compass letter or word, a unit (d, deg, m, min, s, sec) behind a number, or a word to pass over.
func lexWord(rs []rune, i int, before []token) (token, int, error) {
	j := i
	for j < len(rs) && unicode.IsLetter(rs[j]) && !strings.ContainsRune("ºª", rs[j]) {
		j++
	}
	word := strings.ToLower(string(rs[i:j]))
	afterNumber := len(before) > 0 && before[len(before)-1].kind == number
	if unit, ok := unitWords[word]; ok && afterNumber && !(word == "s" && !midAngle(before)) {
		return token{kind: mark, unit: unit}, j - i, nil
	}
	if unit, size := unitPrefix(word); size > 0 && afterNumber && midAngle(before) {
		return token{kind: mark, unit: unit}, size, nil
	}
	if name, ok := axisWords[word]; ok {
		return token{kind: axis, name: name}, j - i, nil
	}
	if passWords[word] {
		return token{}, j - i, nil
	}
	return token{}, 0, ErrNotCoordinates
}

var unitWords = map[string]byte{"d": 'd', "deg": 'd', "degs": 'd', "degree": 'd', "degrees": 'd', "m": 'm', "min": 'm', "mins": 'm',
	"minutes": 'm', "s": 's', "sec": 's', "secs": 's', "seconds": 's'}

// unitPrefix finds "s" glued to a compass letter, as in 42d39m46sN.
func unitPrefix(word string) (byte, int) {
	if len(word) == 2 && word[0] == 's' && strings.ContainsRune("nsew", rune(word[1])) {
		return 's', 1
	}
	return 0, 0
}

// midAngle tells whether the last number stands behind minutes, so that "s" can mean seconds.
func midAngle(before []token) bool {
	for i := len(before) - 2; i >= 0; i-- {
		switch before[i].kind {
		case mark:
			return before[i].unit == 'm'
		case number:
			continue
		}
		return false
	}
	return false
}

var passWords = map[string]bool{"and": true, "coordinates": true, "coords": true, "position": true, "wgs": true, "gps": true, "at": true}

// settle hangs each mark on the number before it, and drops a separator at either end or behind another.
func settle(in []token) []token {
	var out []token
	for _, t := range in {
		n := len(out)
		switch {
		case t.kind == mark && n > 0 && out[n-1].kind == number:
			out[n-1].unit = t.unit
			continue
		case t.kind == mark:
			continue
		case t.kind == separator && (n == 0 || out[n-1].kind == separator):
			continue
		}
		out = append(out, t)
	}
	if n := len(out); n > 0 && out[n-1].kind == separator {
		out = out[:n-1]
	}
	return out
}
