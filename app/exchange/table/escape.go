package table

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// XML 1.0 has no way to write most control characters. Workbooks write them as _x0001_, and a text that happens to
// look like that as _x005F_x0001_.

// unescape turns _x0001_ back into its character.
func unescape(text string) string {
	i := strings.Index(text, "_x")
	if i < 0 {
		return text
	}
	var b strings.Builder
	for {
		b.WriteString(text[:i])
		text = text[i:]
		if r, ok := escaped(text); ok {
			b.WriteRune(r)
			text = text[7:]
		} else {
			b.WriteString(text[:2])
			text = text[2:]
		}
		if i = strings.Index(text, "_x"); i < 0 {
			b.WriteString(text)
			return b.String()
		}
	}
}

// escaped reads an escape at the start of a text.
func escaped(text string) (rune, bool) {
	if len(text) < 7 || text[:2] != "_x" || text[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	if err != nil || n >= 0xd800 && n < 0xe000 {
		return 0, false
	}
	return rune(n), true
}

// escapeXML writes a text as the content of an element of a workbook.
func escapeXML(text string) string {
	if plainXML(text) {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '_':
			if _, ok := escaped(text[i:]); ok {
				b.WriteString("_x005F_")
			} else {
				b.WriteByte('_')
			}
		case r < 0x20 && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff:
			fmt.Fprintf(&b, "_x%04X_", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func plainXML(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 0x20 || c == '&' || c == '<' || c == '>' || c == '"' || c == '_' || c == 0xef {
			return false
		}
	}
	return utf8.ValidString(text)
}
