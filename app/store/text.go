package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unquote decodes a checked JSON string with its quotes. ok is false when half of a surrogate pair stands alone and
// became U+FFFD.
func unquote(q []byte) (s string, ok bool) {
	q = q[1 : len(q)-1]
	if bytes.IndexByte(q, '\\') < 0 {
		return string(q), true
	}
	ok = true
	var sb strings.Builder
	for i := 0; i < len(q); i++ {
		if q[i] != '\\' {
			sb.WriteByte(q[i])
			continue
		}
		i++
		if q[i] != 'u' {
			sb.WriteByte(simpleEscape(q[i]))
			continue
		}
		r := hex4(q[i+1:])
		i += 4
		if utf16.IsSurrogate(r) {
			pair := rune(utf8.RuneError)
			if i+6 < len(q) && q[i+1] == '\\' && q[i+2] == 'u' {
				pair = utf16.DecodeRune(r, hex4(q[i+3:]))
			}
			if r = pair; pair == utf8.RuneError {
				ok = false
			} else {
				i += 6
			}
		}
		sb.WriteRune(r)
	}
	return sb.String(), ok
}

func simpleEscape(c byte) byte {
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

// compact copies JSON without the white space between its parts; texts and digits stay as they are.
func compact(raw []byte) json.RawMessage {
	return appendCompact(make([]byte, 0, len(raw)), raw)
}

// appendCompact appends JSON without the white space between its parts.
func appendCompact(out, raw []byte) []byte {
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

// lines finds line numbers.
type lines struct{ ends []int }

func linesOf(b []byte) lines {
	var l lines
	for i, c := range b {
		if c == '\n' {
			l.ends = append(l.ends, i)
		}
	}
	return l
}

// of is the line, counted from 1, of a byte.
func (l lines) of(at int) int { return sort.SearchInts(l.ends, at) + 1 }

// quote shows a piece of the file in a message, shortened.
func quote(s string) string { return `"` + clip(s) + `"` }

// clip shortens long text for a message.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// clean makes text safe for a terminal: control characters become visible escapes, broken bytes U+FFFD.
func clean(s string) string {
	if strings.IndexFunc(s, obeyed) < 0 && utf8.ValidString(s) {
		return s
	}
	var sb strings.Builder
	for _, r := range s {
		if obeyed(r) {
			fmt.Fprintf(&sb, `\x%02x`, r)
			continue
		}
		sb.WriteRune(r)
	}
	return sb.String()
}

// obeyed tells whether a terminal may act on a character: C0, DEL, C1.
func obeyed(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }
