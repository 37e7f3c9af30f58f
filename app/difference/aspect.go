package difference

import (
	"strings"

	"hubscape/app/scenario"
)

// aspect is one thing of an item of type T that can change by itself, or one list of such things.
type aspect[T any] struct {
	key string
	// rows tells what differs between a and b. Paths begin with key.
	rows func(c *pair, a, b *T) []Row
	// carry brings what w asks for from src to dst, which is the caller's own copy; nothing that dst shares with others is
	// written to.
	carry func(dst, src *T, w *want)
}

// want is a choice of paths: the whole, or some parts by key.
type want struct {
	whole bool
	parts map[string]*want
}

// add asks for a path; "" is the whole.
func (w *want) add(path string) {
	if path == "" {
		w.whole = true
		return
	}
	head, rest, _ := strings.Cut(path, "/")
	if w.parts == nil {
		w.parts = map[string]*want{}
	}
	if w.parts[head] == nil {
		w.parts[head] = &want{}
	}
	w.parts[head].add(rest)
}

// part gives the choice below a key; nil when nothing of it is wanted.
func (w *want) part(key string) *want {
	if w.whole {
		return w
	}
	return w.parts[key]
}

var pathEscapes = strings.NewReplacer("~", "~0", "/", "~1", "#", "~2")

// step makes an id one step of a path.
func step(id string) string { return pathEscapes.Replace(id) }

// edit is a row for a value in words.
func edit(c *pair, key, what, was, now string) Row {
	r := Row{Path: key, Sort: Edit, What: what}
	r.Was, r.Now, r.WasFull, r.NowFull = c.shorten(was, now)
	r.said = what + " " + r.Was + " → " + r.Now
	return r
}

// value is a field that is compared by ==.
func value[T any, V comparable](key, label string, at func(*T) *V, words func(namer, V) string) aspect[T] {
	return aspect[T]{
		key: key,
		rows: func(c *pair, a, b *T) []Row {
			x, y := *at(a), *at(b)
			if x == y {
				return nil
			}
			return []Row{edit(c, key, label, orBlank(words(c.was, x)), orBlank(words(c.now, y)))}
		},
		carry: func(dst, src *T, _ *want) { *at(dst) = *at(src) },
	}
}

// pointer is a field that may be absent.
func pointer[T any, V comparable](key, label string, at func(*T) **V, words func(V) string) aspect[T] {
	say := func(p *V) string {
		if p == nil {
			return Blank
		}
		return words(*p)
	}
	return aspect[T]{
		key: key,
		rows: func(c *pair, a, b *T) []Row {
			x, y := *at(a), *at(b)
			if x == y || x != nil && y != nil && *x == *y {
				return nil
			}
			return []Row{edit(c, key, label, say(x), say(y))}
		},
		carry: func(dst, src *T, _ *want) { *at(dst) = *at(src) },
	}
}

// text is a field of free words.
func text[T any, V ~string](key, label string, at func(*T) *V) aspect[T] {
	return value(key, label, at, func(_ namer, v V) string { return string(v) })
}

// set is a list of strings, each of which comes and goes by itself.
func set[T any](key, label string, at func(*T) *[]string, row func(c *pair, s string, sort Sort) Row) aspect[T] {
	return parts(key, label, at, listOf[string]{
		id: func(s *string) string { return *s },
		whole: func(c *pair, a, b *string) Row {
			if a == nil {
				return row(c, *b, Add)
			}
			return row(c, *a, Remove)
		},
	})
}

// simply words the coming and going of one string of a list: "tag border added".
func simply(label string, name func(namer, string) string) func(*pair, string, Sort) Row {
	return func(c *pair, s string, sort Sort) Row {
		n := c.now
		if sort == Remove {
			n = c.was
		}
		what := label + " " + name(n, s)
		return Row{Sort: sort, What: what, said: what + " " + sort.Did(), Text: nameMark + ": " + what + " " + sort.Did()}
	}
}

// members are the parts that this version cannot read, by key; their order does not count.
func members[T any](key string, at func(*T) *[]scenario.Member) aspect[T] {
	return parts(key, "", at, unknownMembers)
}

var unknownMembers = listOf[scenario.Member]{
	id:     func(m *scenario.Member) string { return m.Key },
	same:   func(a, b *scenario.Member) bool { return string(a.Raw) == string(b.Raw) },
	anyhow: true,
	whole: func(c *pair, a, b *scenario.Member) Row {
		was, now, key := Blank, Blank, ""
		if a != nil {
			key, was = a.Key, string(a.Raw)
		}
		if b != nil {
			key, now = b.Key, string(b.Raw)
		}
		return edit(c, "", "part “"+clip(oneLine(key), 30)+"”, not known here", was, now)
	},
}
