package store

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// maxDepth is how deeply arrays and objects may be nested.
const maxDepth = 512

// kind is what a JSON value is.
type kind byte

const (
	kNull kind = iota
	kBool
	kNumber
	kText
	kArray
	kObject
	kNotFinite // NaN, Infinity or a number beyond float64: legal to read past, never to use
)

// words names each kind for messages.
func (k kind) words() string {
	return [...]string{"null", "true or false", "a number", "text", "a list", "an object", "not a finite number"}[k]
}

// node is one JSON value with its place in the file.
type node struct {
	kind       kind
	tainted    bool // a not-finite number is in it
	bare       bool // its parts were handed on and are not in the tree; reader.whole reads them again
	start, end int  // bytes of the file
	members    []member
	items      []node
}

// arena hands out slices of T from larger pieces of memory.
type arena[T any] struct{ piece, free []T }

// keep copies list to where it stays.
func (a *arena[T]) keep(list []T) []T {
	n := len(list)
	if n > len(a.free) {
		a.piece = make([]T, max(n, min(512, 16+2*len(a.piece)))) // small for one item, large for a file
		a.free = a.piece
	}
	out := a.free[:n:n]
	a.free = a.free[n:]
	copy(out, list)
	return out
}

// reuse takes back what was handed out of the last piece.
func (a *arena[T]) reuse() { a.free = a.piece }

// member is one name and value of an object.
type member struct {
	key string
	at  int // of the name
	val node
}

// syntaxError is a place where a file is not JSON.
type syntaxError struct {
	at  int
	msg string
}

func (e *syntaxError) Error() string { return e.msg }

// duplicate is a name that an object holds twice.
type duplicate struct {
	key string
	at  int
}

// parser reads JSON and keeps places; it accepts exactly RFC 8259 and, so that one bad number does not lose a whole
// file, the words NaN and Infinity as values that taint what they stand in.
type parser struct {
	b     []byte
	pos   int
	depth int
	dups  []duplicate

	// Members and items of what is open are gathered on stacks and kept once it is closed.
	members     []member
	items       []node
	keptMembers arena[member]
	keptItems   arena[node]
	names       map[string]string // each name once

	start   func()      // called when a list of features begins
	feature func(*node) // called with each feature, whose parts are gone afterwards

	mend   bool          // read on after damage, see mend.go
	utf8   bool          // b was found to be no clean UTF-8: check every text
	next   place         // what the next value is
	broken []syntaxError // places that were passed over
	cut    bool          // the end of the file is missing
}

// parse reads the one value of a file.
func (p *parser) parse() (node, *syntaxError) {
	p.space()
	if p.pos == len(p.b) {
		return node{}, p.fail("the file ends before anything was said")
	}
	n, err := p.value()
	if err != nil {
		return n, err
	}
	p.space()
	if p.pos < len(p.b) {
		return n, p.fail("something follows after the end of the JSON value")
	}
	return n, nil
}

func (p *parser) fail(msg string) *syntaxError { return &syntaxError{p.pos, msg} }

// unexpected says what stands where something else was needed.
func (p *parser) unexpected(want string) *syntaxError {
	if p.pos >= len(p.b) {
		return p.fail("the file ends in the middle of a value; it is cut off")
	}
	r, _ := utf8.DecodeRune(p.b[p.pos:])
	return p.fail(fmt.Sprintf("%s stands where %s was expected", strconv.QuoteRune(r), want))
}

func (p *parser) space() {
	for p.pos < len(p.b) {
		switch p.b[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

// value reads one value; white space before it is already past.
func (p *parser) value() (node, *syntaxError) {
	if p.pos >= len(p.b) {
		return node{}, p.unexpected("a value")
	}
	switch c := p.b[p.pos]; {
	case c == '{':
		return p.nested(p.object)
	case c == '[':
		return p.nested(p.array)
	case c == '"':
		return p.text()
	case c == '-' || c >= '0' && c <= '9':
		return p.number()
	}
	for _, w := range words {
		if bytes.HasPrefix(p.b[p.pos:], []byte(w.text)) {
			n := node{kind: w.kind, tainted: w.kind == kNotFinite, start: p.pos, end: p.pos + len(w.text)}
			p.pos = n.end
			return n, nil
		}
	}
	return node{}, p.unexpected("a value")
}

// words are the values that are names.
var words = []struct {
	text string
	kind kind
}{{"null", kNull}, {"true", kBool}, {"false", kBool}, {"NaN", kNotFinite}, {"Infinity", kNotFinite}}

// nested reads an object or array one level deeper.
func (p *parser) nested(read func() (node, *syntaxError)) (node, *syntaxError) {
	if p.depth++; p.depth > maxDepth {
		return node{}, p.fail(fmt.Sprintf("values are nested too deeply (more than %d levels)", maxDepth))
	}
	n, err := read()
	p.depth--
	return n, err
}

func (p *parser) object() (node, *syntaxError) {
	n := node{kind: kObject, start: p.pos}
	where, base := p.enter(), len(p.members)
	at := element{of: where, depth: p.depth, width: -1}
	p.pos++
	for p.space(); !p.cut; p.space() {
		top := len(p.members)
		if p.at('}') && top == base {
			break
		}
		at.from = p.pos
		m, err := p.member(where)
		p.members = p.members[:top]
		if err == nil {
			p.learn(&at)
			n.tainted = n.tainted || m.val.tainted
			p.members = append(p.members, m)
			err = p.separator('}')
		}
		if err != nil && !p.pass(at, err) {
			return n, err
		}
		if p.at('}') {
			break
		}
		if p.at(',') {
			p.pos++
		}
	}
	p.close(&n)
	n.members = p.keptMembers.keep(p.members[base:])
	p.members = p.members[:base]
	p.findDuplicates(n.members)
	return n, nil
}

// name decodes a name in quotes; equal names share their memory.
func (p *parser) name(q []byte) string {
	if s, ok := p.names[string(q)]; ok {
		return s
	}
	s, _ := unquote(q)
	if p.names == nil {
		p.names = map[string]string{}
	}
	if len(p.names) < 1000 {
		p.names[string(q)] = s
	}
	return s
}

// separator goes to the comma or the end that must follow.
func (p *parser) separator(end byte) *syntaxError {
	p.space()
	if p.cut || p.at(end) || p.at(',') {
		return nil
	}
	return p.unexpected("a comma or " + string(end))
}

// close goes past the end of an object or array.
func (p *parser) close(n *node) {
	if !p.cut {
		p.pos++
	}
	n.end = p.pos
}

// member reads a name, a colon and a value.
func (p *parser) member(of place) (member, *syntaxError) {
	if !p.at('"') {
		return member{}, p.unexpected("a name in quotes")
	}
	at := p.pos
	k, err := p.text()
	if err != nil {
		return member{}, err
	}
	p.space()
	if !p.at(':') {
		return member{}, p.unexpected("a colon")
	}
	p.pos++
	p.space()
	key := p.name(p.b[k.start:k.end])
	if key == "coordinates" {
		if v, ok := p.coordinates(); ok {
			return member{key, at, v}, nil
		}
	}
	p.next = of.member(key)
	v, err := p.value()
	return member{key, at, v}, err
}

func (p *parser) array() (node, *syntaxError) {
	n := node{kind: kArray, start: p.pos}
	where, base := p.enter(), len(p.items)
	at := element{of: where, depth: p.depth, width: -1}
	if where == inFeatures && p.feature != nil {
		defer p.handOn()()
	}
	p.pos++
	for p.space(); !p.cut; p.space() {
		top := len(p.items)
		if p.at(']') && top == base {
			break
		}
		at.from = p.pos
		v, err := p.value()
		p.items = p.items[:top]
		if err == nil {
			err = p.misplaced(where, &v)
		}
		if err == nil {
			p.learn(&at)
			n.tainted = n.tainted || v.tainted
			if where == inFeatures && p.feature != nil {
				v = p.let(v)
			}
			p.items = append(p.items, v)
			err = p.separator(']')
		}
		if err != nil && !p.pass(at, err) {
			return n, err
		}
		if p.at(']') || where.list() && p.at('"') {
			break
		}
		if p.at(',') {
			p.pos++
		}
	}
	if n.end = p.pos; !p.at('"') {
		p.close(&n)
	}
	n.items = p.keptItems.keep(p.items[base:])
	p.items = p.items[:base]
	return n, nil
}

func (p *parser) at(c byte) bool { return p.pos < len(p.b) && p.b[p.pos] == c }

// text passes over a string and checks it; unquote decodes it later.
func (p *parser) text() (node, *syntaxError) {
	n := node{kind: kText, start: p.pos}
	for p.pos++; p.pos < len(p.b); p.pos++ {
		switch c := p.b[p.pos]; {
		case c == '"':
			p.pos++
			n.end = p.pos
			if p.utf8 && !utf8.Valid(p.b[n.start:n.end]) {
				p.pos = n.start
				return n, p.fail("a text holds broken characters")
			}
			return n, nil
		case c < 0x20:
			return n, p.fail("a line break or control character stands inside a text")
		case c == '\\':
			if !p.escape() {
				return n, p.fail("a backslash in a text is followed by something that is no escape")
			}
		}
	}
	return n, p.unexpected("the end of a text")
}

// escape checks the escape at pos and leaves pos on its last byte.
func (p *parser) escape() bool {
	if p.pos+1 >= len(p.b) {
		return true // the missing end is reported as such
	}
	p.pos++
	switch p.b[p.pos] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		if p.pos+4 >= len(p.b) {
			p.pos = len(p.b) - 1
			return true
		}
		_, err := strconv.ParseUint(string(p.b[p.pos+1:p.pos+5]), 16, 16)
		p.pos += 4
		return err == nil
	}
	return false
}

// number passes over a number of the JSON grammar.
func (p *parser) number() (node, *syntaxError) {
	n := node{kind: kNumber, start: p.pos}
	if p.at('-') {
		p.pos++
		if bytes.HasPrefix(p.b[p.pos:], []byte("Infinity")) {
			p.pos += len("Infinity")
			n.kind, n.tainted, n.end = kNotFinite, true, p.pos
			return n, nil
		}
	}
	if p.at('0') {
		p.pos++
	} else if !p.digits() {
		return n, p.unexpected("a digit")
	}
	if p.at('.') {
		if p.pos++; !p.digits() {
			return n, p.unexpected("a digit")
		}
	}
	if p.at('e') || p.at('E') {
		p.pos++
		if p.at('+') || p.at('-') {
			p.pos++
		}
		if !p.digits() {
			return n, p.unexpected("a digit")
		}
	}
	n.end = p.pos
	// Only long numbers and those with an exponent can leave the range of float64.
	if n.end-n.start > 300 || bytes.ContainsAny(p.b[n.start:n.end], "eE") {
		if _, err := strconv.ParseFloat(string(p.b[n.start:n.end]), 64); err != nil {
			n.kind, n.tainted = kNotFinite, true
		}
	}
	return n, nil
}

func (p *parser) digits() bool {
	from := p.pos
	for p.pos < len(p.b) && p.b[p.pos] >= '0' && p.b[p.pos] <= '9' {
		p.pos++
	}
	return p.pos > from
}

// findDuplicates records each name that stands again later in the same object.
func (p *parser) findDuplicates(ms []member) {
	if len(ms) <= 16 {
		for i := range ms {
			for j := 0; j < i; j++ {
				if ms[j].key == ms[i].key {
					p.dups = append(p.dups, duplicate{ms[i].key, ms[i].at})
					break
				}
			}
		}
		return
	}
	seen := make(map[string]bool, len(ms))
	for i := range ms {
		if seen[ms[i].key] {
			p.dups = append(p.dups, duplicate{ms[i].key, ms[i].at})
		}
		seen[ms[i].key] = true
	}
}
