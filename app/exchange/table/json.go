package table

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// isNumber tells whether a text is a number as JSON writes it.
func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole := digits(s)
	if whole == 0 || s[0] == '0' && whole > 1 {
		return false
	}
	if s = s[whole:]; s != "" && s[0] == '.' {
		n := digits(s[1:])
		if n == 0 {
			return false
		}
		s = s[1+n:]
	}
	if s == "" {
		return true
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	if s = s[1:]; s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	return s != "" && digits(s) == len(s)
}

// digits counts the digits at the start of a text.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// quoted writes a text as JSON, with < and > as they are.
func quoted(text string) []byte {
	if plainJSON(text) {
		out := make([]byte, 0, len(text)+2)
		return append(append(append(out, '"'), text...), '"')
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(strings.ToValidUTF8(text, "\ufffd")); err != nil {
		return []byte(`""`)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// plainJSON tells whether a text needs no escapes.
func plainJSON(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 0x20 || c == '"' || c == '\\' || c == 0x7f {
			return false
		}
	}
	return utf8.ValidString(text) && !strings.ContainsAny(text, "\u2028\u2029")
}

// value is a JSON value as a cell shows it; number tells whether it is one. Lists and objects stay JSON.
func value(raw json.RawMessage) (text string, number bool) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" {
		return "", false
	}
	if raw[0] == '"' {
		if err := json.Unmarshal(raw, &text); err != nil {
			return strings.Trim(string(raw), `"`), false
		}
		return text, false
	}
	return string(raw), isNumber(string(raw))
}
