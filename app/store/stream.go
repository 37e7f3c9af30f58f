package store

import "strconv"

// A file may hold a hundred thousand features, and a feature a million positions. Their tree would need several times
// the memory of what is read out of it, so each feature is handed on as soon as it was parsed and its part of the tree
// is used again, and positions never become nodes.

// handOn makes room for one feature at a time; what it returns goes back to keeping everything.
func (p *parser) handOn() (end func()) {
	members, items := p.keptMembers, p.keptItems
	p.keptMembers, p.keptItems = arena[member]{}, arena[node]{}
	p.start()
	return func() { p.keptMembers, p.keptItems = members, items }
}

// let hands a feature on and lets its parts go.
func (p *parser) let(n node) node {
	p.feature(&n)
	p.keptMembers.reuse()
	p.keptItems.reuse()
	n.members, n.items, n.bare = nil, nil, true
	return n
}

// whole is a value with its parts, read again where they were let go.
func (r *reader) whole(n *node) *node {
	if !n.bare {
		return n
	}
	p := parser{b: r.b[:n.end], pos: n.start}
	again, err := p.value()
	if err != nil {
		return n
	}
	return &again
}

// coordinates passes over nested lists of numbers without making nodes of them. ok is false when they are anything
// else; then nothing was read.
func (p *parser) coordinates() (n node, ok bool) {
	n = node{kind: kArray, start: p.pos, bare: true}
	s := numbers{b: p.b, pos: p.pos}
	if !s.nested() || !s.lists(maxDepth-p.depth) {
		return n, false
	}
	p.pos = s.pos
	n.end = s.pos
	return n, true
}

// numbers passes over nested lists of numbers.
type numbers struct {
	b   []byte
	pos int
}

func (s *numbers) space() byte {
	for s.pos < len(s.b) {
		switch c := s.b[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// nested tells whether a list of lists begins here.
func (s *numbers) nested() bool {
	ahead := *s
	if ahead.space() != '[' {
		return false
	}
	ahead.pos++
	return ahead.space() == '['
}

// lists passes to the end of the list at pos, in which no more than depth stand in one another.
func (s *numbers) lists(depth int) bool {
	open := 0
	for {
		switch c := s.space(); {
		case c == '[':
			if open++; open > depth {
				return false
			}
			s.pos++
			if s.space() != ']' {
				continue
			}
		case c == '-' || c >= '0' && c <= '9':
			if open == 0 || !s.number() {
				return false
			}
		default:
			return false
		}
		for s.space() == ']' {
			s.pos++
			if open--; open == 0 {
				return true
			}
		}
		if s.space() != ',' {
			return false
		}
		s.pos++
	}
}

// number passes over a finite number of the JSON grammar.
func (s *numbers) number() bool {
	from := s.pos
	if s.b[s.pos] == '-' {
		s.pos++
	}
	if s.at('0') {
		s.pos++
	} else if !s.digits() {
		return false
	}
	if s.at('.') {
		if s.pos++; !s.digits() {
			return false
		}
	}
	exponent := s.at('e') || s.at('E')
	if exponent {
		if s.pos++; s.at('+') || s.at('-') {
			s.pos++
		}
		if !s.digits() {
			return false
		}
	}
	if exponent || s.pos-from > 300 {
		_, err := strconv.ParseFloat(string(s.b[from:s.pos]), 64)
		return err == nil
	}
	return true
}

func (s *numbers) at(c byte) bool { return s.pos < len(s.b) && s.b[s.pos] == c }

func (s *numbers) digits() bool {
	from := s.pos
	for s.pos < len(s.b) && s.b[s.pos] >= '0' && s.b[s.pos] <= '9' {
		s.pos++
	}
	return s.pos > from
}
