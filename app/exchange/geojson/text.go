package geojson

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unquote decodes a checked JSON text with its quotes. Half of a surrogate pair becomes U+FFFD.
func unquote(q []byte) string {
	q = q[1 : len(q)-1]
	if bytes.IndexByte(q, '\\') < 0 {
		return string(q)
	}
	var sb strings.Builder
	for i := 0; i < len(q); i++ {
		if q[i] != '\\' {
			sb.WriteByte(q[i])
			continue
		}
		i++
		if q[i] != 'u' {
			sb.WriteByte(unescaped(q[i]))
			continue
		}
		r := hex4(q[i+1:])
		i += 4
		if utf16.IsSurrogate(r) {
			pair := rune(utf8.RuneError)
			if i+6 < len(q) && q[i+1] == '\\' && q[i+2] == 'u' {
				pair = utf16.DecodeRune(r, hex4(q[i+3:]))
			}
			if r = pair; pair != utf8.RuneError {
				i += 6
			}
		}
		sb.WriteRune(r)
	}
	return sb.String()
}

func unescaped(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

func hex4(q []byte) rune {
	v, _ := strconv.ParseUint(string(q[:4]), 16, 16)
	return rune(v)
}

// appendText writes a text in quotes: only what JSON demands and what a terminal would obey is escaped.
func appendText(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c < 0x7f && c != '"' && c != '\\' {
			b = append(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\r':
			b = append(b, '\\', 'r')
		case r == '\t':
			b = append(b, '\\', 't')
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}

// quoted gives a text as JSON.
func quoted(s string) json.RawMessage { return appendText(nil, s) }

// compact copies JSON without the white space between its parts; texts and digits stay as they are.
func compact(raw []byte) []byte {
	if bytes.IndexByte(raw, ' ') < 0 && bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\t') < 0 && bytes.IndexByte(raw, '\r') < 0 {
		return raw
	}
	out := make([]byte, 0, len(raw))
	inText := false
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case inText && c == '\\' && i+1 < len(raw):
			out = append(out, c)
			i++
			c = raw[i]
		case c == '"':
			inText = !inText
		case !inText && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			continue
		}
		out = append(out, c)
	}
	return out
}

// short cuts a text for a message.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// Text gives a text as JSON, with nothing in it that a terminal would obey.
func Text(s string) json.RawMessage { return quoted(s) }
