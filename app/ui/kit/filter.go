package kit

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters that no decomposition takes apart, as people type them.
var plainLetters = strings.NewReplacer("đ", "d", "ł", "l", "ø", "o", "æ", "ae", "œ", "oe", "ß", "ss", "ı", "i", "ð", "d", "þ", "th", "ë", "e")

// Fold gives a text as a filter compares it: lower case, without accents.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return plainLetters.Replace(b.String())
}

// Matches reports whether a folded text holds every word of a query.
func Matches(folded, query string) bool {
	for _, w := range strings.Fields(Fold(query)) {
		if !strings.Contains(folded, w) {
			return false
		}
	}
	return true
}
