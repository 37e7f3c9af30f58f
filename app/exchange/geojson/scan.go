package geojson

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"unicode/utf8"

	"hubscape/app/exchange/feature"
)

// damage is a place where the text is not JSON.
type damage struct {
	at   int
	what string
}

const cutOff = "the text ends in the middle of a value; the file is cut off"

// scan walks over JSON. It takes exactly RFC 8259 and, so that one number does not cost a file, the words NaN and
// Infinity, which it counts.
type scan struct {
	b     []byte
	pos   int
	depth int
	odd   int // numbers that are not finite, passed so far
	ctx   context.Context
	steps int
	ended bool // the context was cancelled
}

func (s *scan) fail(what string) *damage { return &damage{s.pos, what} }

// unexpected says what stands where something else was needed.
func (s *scan) unexpected(want string) *damage {
	if s.pos >= len(s.b) {
		return s.fail(cutOff)
	}
	r, _ := utf8.DecodeRune(s.b[s.pos:])
	return s.fail(fmt.Sprintf("%s stands where %s was expected", strconv.QuoteRune(r), want))
}

func (s *scan) space() {
	for s.pos < len(s.b) {
		switch s.b[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

func (s *scan) at(c byte) bool { return s.pos < len(s.b) && s.b[s.pos] == c }

// step asks now and then whether to go on.
func (s *scan) step() *damage {
	if s.steps++; s.steps&0xfff == 0 && s.ctx.Err() != nil {
		s.ended = true
	}
	if s.ended {
		return s.fail("reading was cancelled")
	}
	return nil
}

// skip goes past one value; white space before it is already past.
func (s *scan) skip() *damage {
	if s.pos >= len(s.b) {
		return s.unexpected("a value")
	}
	switch c := s.b[s.pos]; {
	case c == '"':
		return s.text()
	case c == '-' || c >= '0' && c <= '9':
		return s.number()
	case c == '[':
		return s.array()
	case c == '{':
		return s.object(nil)
	}
	for _, w := range [...]string{"null", "true", "false"} {
		if bytes.HasPrefix(s.b[s.pos:], []byte(w)) {
			s.pos += len(w)
			return nil
		}
	}
	for _, w := range [...]string{"NaN", "nan", "Infinity", "inf"} {
		if bytes.HasPrefix(s.b[s.pos:], []byte(w)) {
			s.pos += len(w)
			s.odd++
			return nil
		}
	}
	return s.unexpected("a value")
}

func (s *scan) deeper() *damage {
	if s.depth++; s.depth > feature.MaxJSONDepth {
		return s.fail(fmt.Sprintf("it is nested too deeply (more than %d levels)", feature.MaxJSONDepth))
	}
	return s.step()
}

func (s *scan) array() *damage {
	if d := s.deeper(); d != nil {
		return d
	}
	s.pos++
	for first := true; ; first = false {
		s.space()
		if first && s.at(']') {
			break
		}
		if d := s.skip(); d != nil {
			return d
		}
		s.space()
		if s.at(']') {
			break
		}
		if !s.at(',') {
			return s.unexpected("a comma or ]")
		}
		s.pos++
	}
	s.pos++
	s.depth--
	return nil
}

// maxMembers is how many members one object may have of which each is looked at.
const maxMembers = 100_000

var tooMany = fmt.Sprintf("an object has more than %d members", maxMembers)

// field is a member of an object by its places: the name with its quotes, and the value.
type field struct{ name, nameEnd, from, to, odd int }

// object goes past an object and, when into is not nil, gathers its members there.
func (s *scan) object(into *[]field) *damage {
	if d := s.deeper(); d != nil {
		return d
	}
	s.pos++
	for first := true; ; first = false {
		s.space()
		if first && s.at('}') {
			break
		}
		f, d := s.member()
		if d != nil {
			return d
		}
		if into != nil {
			if *into = append(*into, f); len(*into) > maxMembers {
				return s.fail(tooMany)
			}
		}
		s.space()
		if s.at('}') {
			break
		}
		if !s.at(',') {
			return s.unexpected("a comma or }")
		}
		s.pos++
	}
	s.pos++
	s.depth--
	return nil
}

// name goes past a name and its colon to the value.
func (s *scan) name() (f field, d *damage) {
	if !s.at('"') {
		return f, s.unexpected("a name in quotes")
	}
	f.name = s.pos
	if d := s.text(); d != nil {
		return f, d
	}
	f.nameEnd = s.pos
	s.space()
	if !s.at(':') {
		return f, s.unexpected("a colon")
	}
	s.pos++
	s.space()
	f.from = s.pos
	return f, nil
}

func (s *scan) member() (field, *damage) {
	f, d := s.name()
	if d != nil {
		return f, d
	}
	odd := s.odd
	d = s.skip()
	f.to, f.odd = s.pos, s.odd-odd
	return f, d
}

// simple marks the bytes that may stand in a text as they are.
var simple = func() (t [256]bool) {
	for c := 0x20; c < 256; c++ {
		t[c] = c != '"' && c != '\\'
	}
	return t
}()

func (s *scan) text() *damage {
	b := s.b
	for p := s.pos + 1; ; p++ {
		for p < len(b) && simple[b[p]] {
			p++
		}
		switch {
		case p >= len(b):
			s.pos = p
			return s.fail(cutOff)
		case b[p] == '"':
			s.pos = p + 1
			return nil
		case b[p] < 0x20:
			s.pos = p
			return s.fail("a line break or control character stands inside a text")
		}
		n := escape(b[p:])
		if n == 0 {
			s.pos = p
			return s.fail("a backslash in a text is followed by something that is no escape")
		}
		p += n - 1
	}
}

// escape is the length of the escape that b begins with; 0 when it is none.
func escape(b []byte) int {
	if len(b) < 2 {
		return 2 // the missing end is reported as such
	}
	switch b[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(b) < 6 {
			return len(b)
		}
		for _, c := range b[2:6] {
			if !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
				return 0
			}
		}
		return 6
	}
	return 0
}

func (s *scan) number() *damage {
	from := s.pos
	if s.at('-') {
		s.pos++
		for _, w := range [...]string{"Infinity", "inf"} {
			if bytes.HasPrefix(s.b[s.pos:], []byte(w)) {
				s.pos += len(w)
				s.odd++
				return nil
			}
		}
	}
	if s.at('0') {
		s.pos++
	} else if !s.digits() {
		return s.unexpected("a digit")
	}
	if s.at('.') {
		if s.pos++; !s.digits() {
			return s.unexpected("a digit")
		}
	}
	exponent := s.at('e') || s.at('E')
	if exponent {
		s.pos++
		if s.at('+') || s.at('-') {
			s.pos++
		}
		if !s.digits() {
			return s.unexpected("a digit")
		}
	}
	if exponent || s.pos-from > 300 { // only such numbers can leave the range of float64
		if _, err := strconv.ParseFloat(string(s.b[from:s.pos]), 64); err != nil {
			s.odd++
		}
	}
	return nil
}

func (s *scan) digits() bool {
	p := s.pos
	for p < len(s.b) && s.b[p] >= '0' && s.b[p] <= '9' {
		p++
	}
	ok := p > s.pos
	s.pos = p
	return ok
}

// behind finds the end of a damaged value that begins at from: the bracket that closes it when texts and brackets are
// counted, and what follows is a comma, the end of the list or a new line. It gives -1 when there is none, and
// how far it looked.
func behind(b []byte, from int) (end, looked int) {
	depth, inText := 0, false
	for i := from; i < len(b); i++ {
		switch c := b[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth > 0 {
				continue
			}
			if depth < 0 {
				return -1, i
			}
			rest := bytes.TrimLeft(b[i+1:min(len(b), i+1+64)], " \t\r\n")
			if len(rest) == 0 || rest[0] == ',' || rest[0] == ']' {
				return i + 1, i
			}
			return -1, i
		}
	}
	return -1, len(b)
}

// nextFeature finds where the next feature seems to begin, after from; -1 when there is none.
func nextFeature(b []byte, from int) int {
	for at := from; ; {
		i := bytes.Index(b[min(at, len(b)):], []byte(`"type"`))
		if i < 0 {
			return -1
		}
		i += at
		rest := bytes.TrimLeft(b[i+len(`"type"`):min(len(b), i+40)], " \t\r\n:")
		before := bytes.TrimRight(b[max(from, i-40):i], " \t\r\n")
		if bytes.HasPrefix(rest, []byte(`"Feature"`)) && bytes.HasSuffix(before, []byte("{")) {
			return bytes.LastIndexByte(b[:i], '{')
		}
		at = i + 1
	}
}
