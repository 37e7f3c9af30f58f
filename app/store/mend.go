package store

import "bytes"

// A damaged file is read on behind the damage where its lines tell how: the things a scenario is made of start lines of
// their own, each kind with its own indentation, so the next line that looks like the one the broken thing started is
// where reading goes on. What lies between is lost and named.

// place is what the parser knows about the value it is about to read.
type place int

const (
	inPlain    place = iota // a value that is whole or not at all
	inTop                   // the file
	inHub                   // the hubscape member
	inItems                 // a list of items
	inFeatures              // the list of features, each of which is handed on and let go
)

// list tells whether a place is a list of items that stand on lines of their own.
func (where place) list() bool { return where == inItems || where == inFeatures }

// enter takes over what the value at hand is.
func (p *parser) enter() place {
	where := p.next
	p.next = inPlain
	if p.depth == 1 && p.mend {
		where = inTop
	}
	return where
}

// member is what the value of a member is.
func (where place) member(key string) place {
	switch {
	case where == inTop && key == "hubscape":
		return inHub
	case where == inTop && key == "features":
		return inFeatures
	case where == inHub && listKinds[key] != "":
		return inItems
	}
	return inPlain
}

// widths are the indentations of what stands in each place in the files that we write.
var widths = map[place]int{inTop: 1, inHub: 2, inFeatures: 2, inItems: 3}

// element is one part of an object or a list that is read part by part.
type element struct {
	of    place
	from  int // first byte of the element at hand
	depth int // of what it stands in
	width int // indentation of the elements before it, -1 while there is none
}

// learn takes the indentation of an element that was read well.
func (p *parser) learn(at *element) {
	if at.of == inPlain {
		return
	}
	if width, ok := indentation(p.b, at.from); ok {
		at.width = width
	}
}

// pass goes on behind damage: to the next part, or to the end of what is being read. It tells whether there is a way
// on.
func (p *parser) pass(at element, err *syntaxError) bool {
	if at.of == inPlain {
		return false
	}
	width, sure := at.width, true
	if width < 0 {
		width, sure = indentation(p.b, at.from)
	}
	if !sure {
		width = widths[at.of]
	}
	next, found := p.wayOn(at, width, err.at)
	if !found && !sure && err.at < len(p.b) {
		return false
	}
	p.broken = append(p.broken, *err)
	p.depth, p.next = at.depth, inPlain
	p.pos, p.cut = next, !found
	return true
}

// wayOn finds the line behind a byte on which the next part begins, or the thing that the parts stand in ends.
func (p *parser) wayOn(at element, indent, i int) (next int, found bool) {
	opens, closes := byte('"'), byte('}')
	if at.of.list() {
		opens, closes = '{', ']'
	}
	i = max(i, at.from)
	if width, ok := indentation(p.b, i); ok && i > at.from {
		i -= width + 1 // the line that surprised may be the way on
	}
	for ; i < len(p.b); i++ {
		if p.b[i] != '\n' {
			continue
		}
		to, c := firstOf(p.b, i+1)
		switch width := to - i - 1; {
		case width == indent && c == opens, width == indent-1 && c == closes, width == indent-1 && c == '"' && at.of.list():
			return to, true
		}
	}
	return len(p.b), false
}

// misplaced is the error for a list where an item was to be: one turned byte before an item makes all that follow
// part of it. A list on one line is left for the reader to object to.
func (p *parser) misplaced(of place, v *node) *syntaxError {
	if !of.list() || v.kind != kArray || bytes.IndexByte(p.b[v.start:v.end], '\n') < 0 {
		return nil
	}
	return &syntaxError{v.start, "a list stands where an item was expected"}
}

// indentation is how many spaces stand before a byte in its line; false when something else does.
func indentation(b []byte, at int) (int, bool) {
	for i := at - 1; i >= 0; i-- {
		switch b[i] {
		case ' ':
		case '\n':
			return at - i - 1, true
		default:
			return 0, false
		}
	}
	return 0, false
}

// firstOf finds the first byte of a line that is no space; 0 at the end.
func firstOf(b []byte, i int) (int, byte) {
	for ; i < len(b); i++ {
		if b[i] != ' ' {
			return i, b[i]
		}
	}
	return i, 0
}
