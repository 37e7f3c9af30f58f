package table

import "strings"

// A spreadsheet takes a text that begins with one of these for a formula, also when it stands in a CSV file: the four
// signs, their full-width forms, and the characters that a spreadsheet drops before it looks.
const dangerous = "=+-@\t\r\n＝＋－＠"

// startsFormula tells whether a spreadsheet could run a text, leaving out apostrophes before it.
func startsFormula(text string) bool {
	text = strings.TrimLeft(text, "'")
	for _, r := range text {
		return strings.ContainsRune(dangerous, r)
	}
	return false
}

// guard puts an apostrophe before a text that a spreadsheet could run. A text that has one there already gets another,
// so that unguard gives back every text exactly.
func guard(text string) string {
	if startsFormula(text) {
		return "'" + text
	}
	return text
}

// unguard takes the apostrophe off again.
func unguard(text string) string {
	if len(text) > 1 && text[0] == '\'' && startsFormula(text) {
		return text[1:]
	}
	return text
}
