package table

import (
	"strings"
	"unicode/utf8"

	"hubscape/app/exchange/feature"
)

// scanner cuts text into records of cells. It never fails: what cannot be meant is taken as written, and counted.
type scanner struct {
	text  string
	at    int
	line  int // of the next byte, from 1
	comma byte

	budget int  // bytes that may still be read twice because a quotation mark was never closed
	plain  bool // quotation marks are ordinary letters from here on

	unclosed []int // lines of quotation marks that were never closed
	long     []int // lines of cells that were cut to the limit
}

func newScanner(text string, comma byte) *scanner {
	return &scanner{text: text, line: 1, comma: comma, budget: 4*len(text) + 1<<16}
}

// next appends the cells of the next record to cells and tells its line; ok is false at the end.
func (s *scanner) next(cells []string) (_ []string, line int, ok bool) {
	if s.at >= len(s.text) {
		return cells, s.line, false
	}
	line = s.line
	for {
		cell, more := s.cell()
		cells = append(cells, s.limited(cell, line))
		if !more {
			return cells, line, true
		}
	}
}

// cell reads one cell and what ends it; more is true when the record goes on.
func (s *scanner) cell() (cell string, more bool) {
	if s.at < len(s.text) && s.text[s.at] == '"' && !s.plain {
		if cell, more, ok := s.quoted(); ok {
			return cell, more
		}
	}
	start := s.at
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == s.comma:
			s.at++
			return s.text[start : s.at-1], true
		case c == '\n' || c == '\r':
			cell = s.text[start:s.at]
			s.newline()
			return cell, false
		}
		s.at++
	}
	return s.text[start:], false
}

// newline passes over one end of line in any of its three forms.
func (s *scanner) newline() {
	if strings.HasPrefix(s.text[s.at:], "\r\n") {
		s.at++
	}
	s.at++
	s.line++
}

// quoted reads a cell in quotation marks. ok is false when they are never closed; nothing was read then.
func (s *scanner) quoted() (cell string, more, ok bool) {
	start, line := s.at, s.line
	var parts strings.Builder
	from := s.at + 1
	for i := from; ; {
		n := strings.IndexByte(s.text[i:], '"')
		if n < 0 {
			s.giveUpQuote(start, line)
			return "", false, false
		}
		i += n
		after := i + 1
		switch {
		case after < len(s.text) && s.text[after] == '"':
			parts.WriteString(s.text[from:after])
			i, from = after+1, after+1
		case after == len(s.text) || s.text[after] == s.comma || s.text[after] == '\n' || s.text[after] == '\r':
			parts.WriteString(s.text[from:i])
			s.line += lines(s.text[start:after])
			s.at = after
			return parts.String(), s.endCell(), true
		default: // a mark inside a text that was not doubled
			i = after
		}
	}
}

// giveUpQuote notes a quotation mark that is never closed, and stops looking for them when that was tried too often.
func (s *scanner) giveUpQuote(start, line int) {
	s.unclosed = append(s.unclosed, line)
	s.budget -= len(s.text) - start
	s.plain = s.budget < 0
}

// endCell passes over what ends a quoted cell.
func (s *scanner) endCell() (more bool) {
	if s.at >= len(s.text) {
		return false
	}
	if s.text[s.at] == s.comma {
		s.at++
		return true
	}
	s.newline()
	return false
}

// lines counts the ends of line in text, in any of their three forms.
func lines(text string) int {
	n := strings.Count(text, "\n")
	for i := strings.IndexByte(text, '\r'); i >= 0; {
		if i+1 >= len(text) || text[i+1] != '\n' {
			n++
		}
		next := strings.IndexByte(text[i+1:], '\r')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return n
}

// limited cuts a text to what a document keeps.
func (s *scanner) limited(cell string, line int) string {
	if len(cell) <= feature.MaxText {
		return cell
	}
	s.long = append(s.long, line)
	n := feature.MaxText
	for n > 0 && !utf8.RuneStart(cell[n]) {
		n--
	}
	return strings.Clone(cell[:n])
}
