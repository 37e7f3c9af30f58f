package store

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

// pass goes on behind damage: to the next part, or to the end of what is being read. from is where the broken part
// started, depth how deep reading was there. It tells whether there is a way on.
func (p *parser) pass(where place, from, depth int, err *syntaxError) bool {
	indent, ok := indentation(p.b, from)
	if where == inPlain || !ok && err.at < len(p.b) {
		return false
	}
	p.broken = append(p.broken, *err)
	p.depth, p.next = depth, inPlain
	opens, closes := byte('"'), byte('}')
	if where.list() {
		opens, closes = '{', ']'
	}
	i := max(err.at, from)
	if width, ok := indentation(p.b, i); ok && i > from {
		i -= width + 1 // the line that surprised may be the way on
	}
	for ; i < len(p.b); i++ {
		if p.b[i] != '\n' {
			continue
		}
		at, c := firstOf(p.b, i+1)
		switch width := at - i - 1; {
		case width == indent && c == opens, width == indent-1 && c == closes, width == indent-1 && c == '"' && where.list():
			p.pos = at
			return true
		}
	}
	p.pos, p.cut = len(p.b), true
	return true
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
