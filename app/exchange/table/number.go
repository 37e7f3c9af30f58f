package table

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// A number as people write it. Digits may be grouped with spaces, apostrophes, points or commas; the decimal sign is a
// point or a comma. plain gives its JSON form, digit by digit as written.

// plain turns a written number into its JSON form. comma says that a comma is the decimal sign where that is not clear
// from the number itself. ok is false when the text is no single number.
func plain(text string, comma bool) (json string, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 64 {
		return "", false
	}
	text = western(text)
	sign := ""
	switch {
	case strings.HasPrefix(text, "-"):
		sign, text = "-", text[1:]
	case strings.HasPrefix(text, "+"):
		text = text[1:]
	}
	body, exponent := cutExponent(text)
	whole, fraction, ok := decimal(body, comma)
	if !ok {
		return "", false
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	json = sign + whole
	if fraction != "" {
		json += "." + fraction
	}
	json += exponent
	v, err := strconv.ParseFloat(json, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return "", false
	}
	return json, true
}

// number is plain as a value.
func number(text string, comma bool) (float64, bool) {
	json, ok := plain(text, comma)
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseFloat(json, 64)
	return v, err == nil
}

// western writes digits, signs and spaces of other scripts as ASCII has them.
func western(text string) string {
	ascii := true
	for i := 0; i < len(text); i++ {
		ascii = ascii && text[i] < 0x80
	}
	if ascii {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		case r == '٫' || r == '．' || r == '·':
			return '.'
		case r == '٬' || r == '’':
			return '\''
		case strings.ContainsRune("−–﹣－‐‑", r):
			return '-'
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200e' || r == '\u200f' || r == '\u061c' || r == '\ufeff':
			return -1
		}
		return r
	}, text)
}

// cutExponent takes e5, E-3 off the end.
func cutExponent(text string) (body, exponent string) {
	i := strings.LastIndexAny(text, "eE")
	if i <= 0 || i+1 == len(text) {
		return text, ""
	}
	digits := strings.TrimLeft(text[i+1:], "+-")
	if len(text)-i-1-len(digits) > 1 || !allDigits(digits) {
		return text, ""
	}
	return text[:i], "e" + text[i+1:]
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// decimal splits digits at their decimal sign and takes the marks between groups of three out.
func decimal(body string, comma bool) (whole, fraction string, ok bool) {
	sign := decimalSign(body, comma)
	whole = body
	if sign != 0 {
		i := strings.LastIndexByte(body, sign)
		whole, fraction = body[:i], body[i+1:]
		if !allDigits(fraction) && fraction != "" {
			return "", "", false
		}
	}
	whole, ok = ungroup(whole)
	if whole == "" && fraction == "" {
		return "", "", false
	}
	return whole, fraction, ok
}

// decimalSign finds which of the marks in a number is the decimal sign; 0 for none.
func decimalSign(body string, comma bool) byte {
	commas, points := strings.Count(body, ","), strings.Count(body, ".")
	switch {
	case commas > 0 && points > 0:
		if last := body[strings.LastIndexAny(body, ",.")]; strings.Count(body, string(last)) == 1 {
			return last
		}
	case commas == 1 && (comma || !grouped(body, ",")):
		return ','
	case points == 1 && (!comma || !grouped(body, ".")):
		return '.'
	}
	return 0
}

// grouped tells whether the marks of a number all stand where groups of three digits begin.
func grouped(body, mark string) bool {
	parts := strings.Split(body, mark)
	if len(parts[0]) < 1 || len(parts[0]) > 3 || parts[0] == "0" || !allDigits(parts[0]) {
		return false
	}
	for _, p := range parts[1:] {
		if len(p) != 3 || !allDigits(p) {
			return false
		}
	}
	return true
}

// ungroup takes the marks out of 1 200 000, 1'200'000, 1.200.000 and 1,200,000.
func ungroup(whole string) (string, bool) {
	if whole == "" || allDigits(whole) {
		return whole, true
	}
	for _, mark := range []string{" ", "'", ".", ","} {
		if strings.Contains(whole, mark) {
			return strings.ReplaceAll(whole, mark, ""), grouped(whole, mark)
		}
	}
	return "", false
}

// looksNumeric tells whether a text is one number with either decimal sign.
func looksNumeric(text string) bool {
	_, ok := plain(text, false)
	return ok
}

// amount is plain for a number that may have a currency or a unit beside it: "€ 1.200", "60 persons".
func amount(text string, comma bool) (json string, ok bool) {
	if json, ok = plain(text, comma); ok {
		return json, true
	}
	first := strings.IndexFunc(text, unicode.IsDigit)
	last := strings.LastIndexFunc(text, unicode.IsDigit)
	if first < 0 {
		return "", false
	}
	if first > 0 && (text[first-1] == '-' || text[first-1] == '+') {
		first--
	}
	_, size := decodeAt(text, last)
	unit := strings.TrimSpace(text[:first]) + strings.TrimSpace(text[last+size:])
	if strings.ContainsAny(unit, "0123456789,.;:/-+<>≤≥~") || len([]rune(unit)) > 16 {
		return "", false
	}
	return plain(text[first:last+size], comma)
}

func decodeAt(text string, i int) (rune, int) {
	for _, r := range text[i:] {
		return r, len(string(r))
	}
	return 0, 0
}

// decimalComma counts how the numbers of a column are written: as 12,5 or as 12.5. Numbers such as 1,200 that could be
// either count as neither.
func decimalComma(texts []string) (commas, points, unclear int) {
	for _, text := range texts {
		text = strings.TrimLeft(western(strings.TrimSpace(text)), "+-")
		body, _ := cutExponent(text)
		c, p := strings.Count(body, ","), strings.Count(body, ".")
		if _, _, ok := decimal(body, false); !ok || c+p == 0 {
			continue
		}
		switch {
		case c > 0 && p > 0:
			if strings.LastIndexByte(body, ',') > strings.LastIndexByte(body, '.') {
				commas++
			} else {
				points++
			}
		case c == 1 && !grouped(body, ","):
			commas++
		case p == 1 && !grouped(body, "."):
			points++
		default:
			unclear++
		}
	}
	return commas, points, unclear
}

// shortest is the shortest text that gives the same number, without an exponent while it is readable.
func shortest(f float64) string {
	if a := math.Abs(f); a != 0 && (a < 1e-7 || a >= 1e21) {
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
