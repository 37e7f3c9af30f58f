package kml

import (
	"bytes"
	"encoding/json"
	"strings"
)

// typed gives a text as the JSON value that its schema's type makes of it; a text that is not of that type stays text.
func typed(text, kind string) json.RawMessage {
	switch kind {
	case "int", "uint", "short", "ushort", "float", "double":
		if t := strings.TrimSpace(text); isNumber(t) {
			return json.RawMessage(t)
		}
	case "bool":
		switch strings.TrimSpace(text) {
		case "true", "1":
			return json.RawMessage("true")
		case "false", "0":
			return json.RawMessage("false")
		}
	}
	return quoted(text)
}

// isNumber says whether a text is a number as JSON writes it.
func isNumber(t string) bool {
	if t == "" || (t[0] != '-' && (t[0] < '0' || t[0] > '9')) {
		return false
	}
	return json.Valid([]byte(t))
}

// quoted gives a text as JSON, without the escapes that only web pages need.
func quoted(text string) json.RawMessage {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		return json.RawMessage(`""`)
	}
	return json.RawMessage(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}
