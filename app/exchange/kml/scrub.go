package kml

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
)

// scrubber passes XML on without what could harm or stop its reader: only tags and text are left. Declarations,
// instructions, comments and control characters go, a reference to an entity that XML and HTML do not know is turned
// into plain text, and a text longer than a feature may be is cut.
type scrubber struct {
	in    *bufio.Reader
	out   []byte // ready to be handed on, from next
	next  int
	state scrubState
	quote byte // that a tag or a declaration's string stands in; 0 outside
	deep  int  // angle brackets within a declaration
	run   int  // bytes handed on in this state
	most  int  // of them
	err   error

	declared    bool // a document type declaration was left out
	cutLines    int  // lines that were cut away, so that line numbers can be put right
	controls    bool // control characters were taken out
	unknownRefs bool // references were left as text
}

type scrubState int

const (
	inText scrubState = iota
	inTag
	inCData
	inComment
	inInstruction
	inDeclaration
)

func newScrubber(r io.Reader, most int) *scrubber {
	return &scrubber{most: most, in: bufio.NewReaderSize(r, 64<<10), out: make([]byte, 0, 33<<10)}
}

func (s *scrubber) Read(p []byte) (int, error) {
	for s.next == len(s.out) {
		if s.err != nil {
			return 0, s.err
		}
		s.out, s.next = s.out[:0], 0
		s.fill()
	}
	n := copy(p, s.out[s.next:])
	s.next += n
	return n, nil
}

// ReadByte lets the XML reader do without a buffer of its own.
func (s *scrubber) ReadByte() (byte, error) {
	for s.next == len(s.out) {
		if s.err != nil {
			return 0, s.err
		}
		s.out, s.next = s.out[:0], 0
		s.fill()
	}
	c := s.out[s.next]
	s.next++
	return c, nil
}

func (s *scrubber) fill() {
	for len(s.out) < 32<<10 {
		c, err := s.in.ReadByte()
		if err != nil {
			s.err = err
			return
		}
		if !s.take(c) {
			return
		}
	}
}

// take handles one byte; false ends the text.
func (s *scrubber) take(c byte) bool {
	switch {
	case c < ' ' && c != '\t' && c != '\n' && c != '\r':
		s.controls = true
		return true
	case c == 0xEF && s.noncharacter():
		s.controls = true
		return true
	}
	switch s.state {
	case inText:
		if c == '<' {
			s.enter()
			return true
		}
		if c == '&' {
			s.reference()
			return true
		}
	case inTag:
		if c == '&' {
			s.reference()
			return true
		}
		s.tag(c)
	case inCData:
		if s.ends("]]>", c) {
			s.out = append(s.out, "]]>"...)
			return true
		}
	default:
		s.drop(c)
		return true
	}
	return s.emit(c)
}

// emit hands a byte on, within the limit. Text beyond it is cut; a tag or declaration beyond it ends the file.
func (s *scrubber) emit(c byte) bool {
	if s.run++; s.run <= s.most {
		s.out = append(s.out, c)
		return true
	}
	if s.state == inTag {
		s.err = errTagTooLong
		return false
	}
	if c == '\n' {
		s.cutLines++
	}
	return true
}

var errTagTooLong = errors.New("a tag is longer than a feature may be")

// noncharacter takes U+FFFE and U+FFFF, which XML does not allow, and the mark U+FEFF out of the input.
func (s *scrubber) noncharacter() bool {
	next, err := s.in.Peek(2)
	if err != nil || next[0] != 0xBF || (next[1] != 0xBE && next[1] != 0xBF) {
		return false
	}
	_, _ = s.in.Discard(2)
	return true
}

// enter is at a '<' in text.
func (s *scrubber) enter() {
	next, _ := s.in.Peek(len("![CDATA["))
	s.run, s.quote, s.deep = 0, 0, 0
	switch {
	case bytes.HasPrefix(next, []byte("!--")):
		s.state = inComment
		_, _ = s.in.Discard(len("!--"))
	case bytes.Equal(next, []byte("![CDATA[")):
		s.state = inCData
		s.out = append(s.out, "<![CDATA["...)
		_, _ = s.in.Discard(len(next))
	case bytes.HasPrefix(next, []byte("!")):
		s.state, s.declared = inDeclaration, true
	case bytes.HasPrefix(next, []byte("?")):
		s.state = inInstruction
	default:
		s.state = inTag
		s.out = append(s.out, '<')
	}
}

// drop is within something of which only the line ends are handed on.
func (s *scrubber) drop(c byte) {
	switch s.state {
	case inComment:
		s.ends("-->", c)
	case inInstruction:
		s.ends("?>", c)
	case inDeclaration:
		s.declaration(c)
	}
	if c == '\n' {
		s.out = append(s.out, c)
	}
}

// ends says whether c begins end, and then takes the rest of it from the input and is back in text.
func (s *scrubber) ends(end string, c byte) bool {
	if c != end[0] {
		return false
	}
	next, err := s.in.Peek(len(end) - 1)
	if err != nil || string(next) != end[1:] {
		return false
	}
	_, _ = s.in.Discard(len(next))
	s.state, s.run = inText, 0
	return true
}

func (s *scrubber) tag(c byte) {
	switch {
	case s.quote != 0:
		if c == s.quote {
			s.quote = 0
		}
	case c == '"' || c == '\'':
		s.quote = c
	case c == '>':
		s.state, s.run = inText, 0
	}
}

func (s *scrubber) declaration(c byte) {
	switch {
	case s.quote != 0:
		if c == s.quote {
			s.quote = 0
		}
	case c == '"' || c == '\'':
		s.quote = c
	case c == '<':
		s.deep++
		if next, _ := s.in.Peek(3); string(next) == "!--" {
			s.skipComment()
		}
	case c == '>' && s.deep > 0:
		s.deep--
	case c == '>':
		s.state, s.run = inText, 0
	}
}

// skipComment is at a comment within a declaration, whose quotes mean nothing.
func (s *scrubber) skipComment() {
	s.deep--
	_, _ = s.in.Discard(len("!--"))
	for {
		c, err := s.in.ReadByte()
		if err != nil || s.ends("-->", c) {
			s.state = inDeclaration
			return
		}
		if c == '\n' {
			s.cutLines++
		}
	}
}

// reference is at an '&' in text or in a tag. References to the characters of XML and HTML are resolved here, so that
// none is left for anybody to expand.
func (s *scrubber) reference() {
	next, _ := s.in.Peek(40)
	end := bytes.IndexByte(next, ';')
	if end < 1 {
		s.write("&amp;")
		return
	}
	text, known := resolve(string(next[:end]))
	if !known {
		s.unknownRefs = true
		s.write("&amp;")
		return
	}
	_, _ = s.in.Discard(end + 1)
	if text == "" {
		s.controls = true
		return
	}
	s.write(text)
}

func (s *scrubber) write(text string) {
	for i := range len(text) {
		if !s.emit(text[i]) {
			return
		}
	}
}

// resolve gives what stands for the reference &name; in XML text; "" for a character that XML does not allow.
func resolve(name string) (string, bool) {
	switch name {
	case "amp", "lt", "gt", "quot", "apos":
		return "&" + name + ";", true
	}
	if name[0] != '#' {
		text, known := xml.HTMLEntity[name]
		return text, known
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "", false
	}
	if !allowed(rune(n)) {
		return "", true
	}
	return "&#" + strconv.FormatUint(n, 10) + ";", true
}

// allowed says whether XML 1.0 may hold a character (its production Char).
func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
