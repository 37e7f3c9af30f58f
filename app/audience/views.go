package audience

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// eachView reads bytes in every way in which the formats that we write, and programs that write them again, put text,
// and gives each reading to f with a word on how it was made; "" for the bytes as they stand. Each is made only where its
// marks occur.
func eachView(b []byte, f func(how string, text []byte)) {
	f("", b)
	if bytes.IndexByte(b, '\\') >= 0 {
		f("behind escapes", unslash(b))
	}
	if bytes.IndexByte(b, '&') >= 0 {
		f("behind entities", unentity(b))
	}
	if bytes.IndexByte(b, '<') >= 0 {
		for _, apart := range []bool{false, true} {
			bare := untag(b, apart)
			f("between tags", bare)
			if bytes.IndexByte(bare, '&') >= 0 {
				f("between tags", unentity(bare))
			}
		}
	}
	if bytes.IndexByte(b, '%') >= 0 {
		f("behind percent signs", unpercent(b))
	}
	if bytes.Contains(b, []byte(`""`)) {
		f("in doubled quotation marks", bytes.ReplaceAll(b, []byte(`""`), []byte(`"`)))
	}
	if bytes.IndexByte(b, 0) >= 0 || !utf8.Valid(b) {
		for _, big := range []bool{false, true} {
			for odd := range 2 {
				f("as UTF-16", unwide(b[min(odd, len(b)):], big))
			}
		}
	}
	for _, run := range hexRuns(b) {
		f("in hexadecimal digits", run)
		f("in hexadecimal digits", unwide(run, true))
		f("in hexadecimal digits", unwide(run, false))
	}
}

// unslash resolves the escapes of JSON, JavaScript and PDF: \u0161, \n, \", \), \303.
func unslash(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 >= len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		switch c := b[i]; {
		case c == 'u' && i+4 < len(b):
			r, ok := unit(b[i+1 : i+5])
			if !ok {
				out = append(out, '\\', c)
				continue
			}
			i += 4
			if utf16.IsSurrogate(r) && i+6 < len(b) && b[i+1] == '\\' && b[i+2] == 'u' {
				if low, ok := unit(b[i+3 : i+7]); ok {
					r = utf16.DecodeRune(r, low)
					i += 6
				}
			}
			out = utf8.AppendRune(out, r)
		case strings.IndexByte("nrtfbv", c) >= 0:
			out = append(out, ' ')
		case c >= '0' && c <= '3' && i+2 < len(b):
			if n, err := strconv.ParseUint(string(b[i:i+3]), 8, 8); err == nil {
				out = append(out, byte(n))
				i += 2
			} else {
				out = append(out, c)
			}
		default:
			out = append(out, c)
		}
	}
	return out
}

func unit(b []byte) (rune, bool) {
	n, err := strconv.ParseUint(string(b), 16, 16)
	return rune(n), err == nil
}

var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'", "nbsp": " ", "#39": "'"}

// unentity resolves the entities of XML and HTML, and the escapes that workbooks have for control characters.
func unentity(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '&' {
			out = append(out, b[i])
			continue
		}
		end := bytes.IndexByte(b[i:min(len(b), i+12)], ';')
		if end < 2 {
			out = append(out, b[i])
			continue
		}
		name := string(b[i+1 : i+end])
		if text, ok := entities[name]; ok {
			out = append(out, text...)
		} else if r, ok := numbered(name); ok {
			out = utf8.AppendRune(out, r)
		} else {
			out = append(out, b[i])
			continue
		}
		i += end
	}
	return out
}

func numbered(name string) (rune, bool) {
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if hex, ok := strings.CutPrefix(strings.ToLower(digits), "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil
}

// untag takes tags out, so that a text of several runs reads as one; apart puts a space for each, for words that stand in
// tags of their own. Numbers of two cells stay two.
func untag(b []byte, apart bool) []byte {
	out := make([]byte, 0, len(b))
	parted := false
	for i := 0; i < len(b); i++ {
		if b[i] == '<' {
			if end := bytes.IndexByte(b[i:], '>'); end > 0 {
				i += end
				parted = true
				continue
			}
		}
		if parted && len(out) > 0 && (apart || numeric(out[len(out)-1]) && numeric(b[i])) {
			out = append(out, ' ')
		}
		parted = false
		out = append(out, b[i])
	}
	return out
}

func numeric(c byte) bool { return c >= '0' && c <= '9' || c == '.' || c == '-' }

func unpercent(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '%' && i+2 < len(b) {
			if c, ok := unhex(b[i+1 : i+3]); ok {
				out = append(out, c[0])
				i += 2
				continue
			}
		}
		if b[i] == '+' {
			out = append(out, ' ')
			continue
		}
		out = append(out, b[i])
	}
	return out
}

// unwide reads pairs of bytes as UTF-16.
func unwide(b []byte, big bool) []byte {
	out := make([]byte, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		lo, hi := b[i], b[i+1]
		if big {
			lo, hi = hi, lo
		}
		r := rune(lo) | rune(hi)<<8
		if utf16.IsSurrogate(r) && i+3 < len(b) {
			lo, hi = b[i+2], b[i+3]
			if big {
				lo, hi = hi, lo
			}
			if both := utf16.DecodeRune(r, rune(lo)|rune(hi)<<8); both != utf8.RuneError {
				r = both
				i += 2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// hexRuns decodes long runs of hexadecimal digits.
func hexRuns(b []byte) [][]byte {
	const least = 16
	var out [][]byte
	start := -1
	for i := 0; i <= len(b); i++ {
		if i < len(b) && hexValue[b[i]] >= 0 {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && i-start >= least {
			if run, ok := unhex(b[start : start+(i-start)&^1]); ok {
				out = append(out, run)
			}
		}
		start = -1
	}
	return out
}

var hexValue = func() (v [256]int8) {
	for i := range v {
		v[i] = -1
	}
	for i := range 10 {
		v['0'+i] = int8(i)
	}
	for i := range 6 {
		v['a'+i], v['A'+i] = int8(10+i), int8(10+i)
	}
	return v
}()

func unhex(b []byte) ([]byte, bool) {
	if len(b)%2 != 0 {
		return nil, false
	}
	out := make([]byte, len(b)/2)
	for i := range out {
		hi, lo := hexValue[b[2*i]], hexValue[b[2*i+1]]
		if hi < 0 || lo < 0 {
			return nil, false
		}
		out[i] = byte(hi<<4 | lo)
	}
	return out, true
}

// base64Runs decodes long runs of base64 digits, of either alphabet, at each of the four places where a group can start.
func base64Runs(b []byte) [][]byte {
	const least = 24
	digit := func(c byte) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("+/-_", c) >= 0
	}
	var out [][]byte
	var run []byte
	flush := func() {
		if len(run) >= least {
			clean := bytes.Map(func(r rune) rune {
				switch r {
				case '-':
					return '+'
				case '_':
					return '/'
				}
				return r
			}, run)
			for from := range 4 {
				part := clean[from:]
				if len(part)%4 == 1 {
					part = part[:len(part)-1]
				}
				got := make([]byte, base64.RawStdEncoding.DecodedLen(len(part)))
				if n, err := base64.RawStdEncoding.Decode(got, part); err == nil {
					out = append(out, got[:n])
				}
			}
		}
		run = run[:0]
	}
	for i := 0; i < len(b); i++ {
		switch {
		case digit(b[i]):
			run = append(run, b[i])
		case len(run) >= 60 && (b[i] == '\n' || b[i] == '\r'): // lines of a letter
		default:
			flush()
		}
	}
	flush()
	return out
}
