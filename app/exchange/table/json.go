package table

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"
)

var jsonNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

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

// value is a JSON value as a cell shows it; isNumber tells whether it is one. Lists and objects stay JSON.
func value(raw json.RawMessage) (text string, isNumber bool) {
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
	return string(raw), jsonNumber.Match(raw)
}
