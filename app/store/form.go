package store

import (
	"encoding/json"
	"io"
	"math"
	"sort"
	"strconv"
	"strings"
	"time"

	"hubscape/app/scenario"
)

// form visits the members of one JSON object in file order. The same visit reads and writes, so the two cannot
// disagree about a name or leave a member out on one side.
type form struct {
	w *writer // set when writing
	o *object // set when reading
}

// text visits a text member; an empty one is left out.
func text[T ~string](f *form, key string, v *T) {
	if f.o != nil {
		if n := f.o.take(key, kText); n != nil {
			*v = T(f.o.r.text(n))
		}
		return
	}
	if *v != "" {
		f.w.key(key)
		f.w.text(string(*v))
	}
}

// texts visits a list of texts whose order means something.
func (f *form) texts(key string, v *[]string) {
	if f.o != nil {
		if n := f.o.take(key, kArray); n != nil {
			*v = f.o.textItems(key, n)
		}
		return
	}
	if len(*v) == 0 {
		return
	}
	f.w.key(key)
	f.w.begin('[', false)
	for _, s := range *v {
		f.w.item()
		f.w.text(s)
	}
	f.w.end(']')
}

// set visits a list of texts whose order means nothing: it is written sorted.
func (f *form) set(key string, v *[]string) {
	if f.o == nil && !sort.StringsAreSorted(*v) {
		sorted := append([]string(nil), *v...)
		sort.Strings(sorted)
		v = &sorted
	}
	f.texts(key, v)
	if f.o != nil {
		sort.Strings(*v)
	}
}

// whole visits a whole number; nil is left out.
func (f *form) whole(key string, v **int) {
	if f.o != nil {
		if n := f.o.take(key, kNumber); n != nil {
			if i, ok := f.o.wholeOf(key, n); ok {
				*v = &i
			}
		}
		return
	}
	if *v != nil {
		f.w.key(key)
		f.w.raw(strconv.Itoa(**v))
	}
}

// count visits a whole number; 0 is left out.
func (f *form) count(key string, v *int) {
	var p *int
	if f.o == nil && *v != 0 {
		p = v
	}
	f.whole(key, &p)
	if f.o != nil && p != nil {
		*v = *p
	}
}

// number visits a number; nil is left out.
func (f *form) number(key string, v **float64) {
	if f.o != nil {
		if n := f.o.take(key, kNumber); n != nil {
			x := f.o.r.number(n)
			*v = &x
		}
		return
	}
	if *v != nil {
		f.w.key(key)
		f.w.number(**v)
	}
}

// flag visits true; false is left out.
func (f *form) flag(key string, v *bool) {
	if f.o != nil {
		if n := f.o.take(key, kBool); n != nil {
			*v = f.o.r.b[n.start] == 't'
		}
		return
	}
	if *v {
		f.w.key(key)
		f.w.raw("true")
	}
}

// moment visits a time in UTC, whole seconds; the zero time is left out.
func (f *form) moment(key string, v *time.Time) {
	if f.o == nil {
		if !v.IsZero() {
			f.w.key(key)
			f.w.text(v.UTC().Format(time.RFC3339))
		}
		return
	}
	n := f.o.take(key, kText)
	if n == nil {
		return
	}
	s := f.o.r.text(n)
	t, err := time.Parse(time.RFC3339, s)
	t = t.UTC().Truncate(time.Second)
	if err != nil || t.Year() < 1 || t.Year() > 9999 {
		f.o.fault(n, key+" "+quote(s)+" is no time such as 2026-11-24T10:30:00Z")
		return
	}
	*v = t
}

// members visits a list of objects, one a line where it helps a diff. A damaged element is named and left out.
func members[T any](f *form, key string, v *[]T, broken bool, each func(*form, *T)) {
	if f.o == nil {
		if len(*v) == 0 {
			return
		}
		f.w.key(key)
		f.w.begin('[', broken)
		for i := range *v {
			f.w.item()
			f.w.object(false, func(g *form) { each(g, &(*v)[i]) })
		}
		f.w.end(']')
		return
	}
	n := f.o.take(key, kArray)
	if n == nil {
		return
	}
	*v = nil
	for i := range n.items {
		var t T
		if f.o.r.object(&n.items[i], f.o.where+"."+key+"["+strconv.Itoa(i)+"]", func(g *form) { each(g, &t) }) {
			*v = append(*v, t)
		}
	}
}

// extra visits what this version does not know; it must come last.
func (f *form) extra(v *[]scenario.Member) {
	if f.o != nil {
		*v = f.o.rest()
		return
	}
	for _, m := range *v {
		f.w.key(m.Key)
		f.w.verbatim(m.Raw)
	}
}

// object is a JSON object while it is being read.
type object struct {
	r       *reader
	n       *node
	where   string
	next    int // member that is probably asked for next
	used    []bool
	few     [24]bool // used, for most objects
	each    bool     // every fault is named at once and the object stays
	problem *Problem // first thing wrong with it
}

// take finds a member and marks it as known. It gives nil when the member is absent, null or of another kind; the
// last is a fault of the object. Of two members with one name the later counts.
func (o *object) take(key string, want kind) *node {
	at := -1
	if ms := o.n.members; o.next < len(ms) && ms[o.next].key == key && len(o.r.dups) == 0 {
		at = o.next
		o.used[at] = true
	} else {
		for i := range ms {
			if ms[i].key == key {
				at = i
				o.used[i] = true
			}
		}
	}
	if at < 0 {
		return nil
	}
	o.next = at + 1
	n := &o.n.members[at].val
	if n.kind == kNull {
		return nil
	}
	if n.kind != want {
		o.fault(n, key+" is "+n.kind.words()+", expected "+want.words())
		return nil
	}
	return n
}

// fault records what is wrong with the object; the first fault is the one shown.
func (o *object) fault(n *node, message string) {
	p := Problem{Where: o.r.place(n, o.where), Message: message, Lost: true, at: n.start}
	switch {
	case o.each:
		p.Message += "; this part was left out, correct it and open the file again"
		o.r.add(p)
	case o.problem == nil:
		o.problem = &p
	}
}

// rest gives the members that nothing took, verbatim and in order.
func (o *object) rest() []scenario.Member {
	unknown := 0
	for i := range o.n.members {
		if !o.used[i] {
			unknown++
		}
	}
	if unknown == 0 {
		return nil
	}
	out := make([]scenario.Member, 0, unknown)
	var index map[string]int
	if len(o.r.dups) > 0 {
		index = map[string]int{}
	}
	for i := range o.n.members {
		if o.used[i] {
			continue
		}
		m := &o.n.members[i]
		if m.val.tainted {
			o.fault(&m.val, m.key+" holds a number that is not finite")
			continue
		}
		e := scenario.Member{Key: m.key, Raw: compact(o.r.b[m.val.start:m.val.end])}
		if j, ok := index[m.key]; ok {
			out[j] = e
			continue
		}
		if index != nil {
			index[m.key] = len(out)
		}
		out = append(out, e)
	}
	return out
}

func (o *object) textItems(key string, n *node) []string {
	var out []string
	for i := range n.items {
		if n.items[i].kind != kText {
			o.fault(&n.items[i], key+"["+strconv.Itoa(i)+"] is "+n.items[i].kind.words()+", expected text")
			continue
		}
		out = append(out, o.r.text(&n.items[i]))
	}
	return out
}

func (o *object) wholeOf(key string, n *node) (int, bool) {
	s := string(o.r.b[n.start:n.end])
	if i, err := strconv.Atoi(s); err == nil {
		return i, true
	}
	x := o.r.number(n)
	if x != math.Trunc(x) || math.Abs(x) > 1<<53 {
		o.fault(n, key+" is "+clip(s)+", expected a whole number")
		return 0, false
	}
	return int(x), true
}

// formatNumber is the one way a number is written: the shortest decimal that reads back as the same float64.
func formatNumber(b []byte, x float64) []byte {
	if a := math.Abs(x); a != 0 && (a < 1e-9 || a >= 1e17) {
		return strconv.AppendFloat(b, x, 'e', -1, 64)
	}
	return strconv.AppendFloat(b, x, 'f', -1, 64)
}

// writer makes canonical JSON.
type writer struct {
	b     []byte
	stack []level
	err   error
	out   io.Writer // takes pieces of b; nil to keep all

	sums bool // items get their checksums
	made digest
	from int  // where what the checksum has not seen begins, while an item is written
	part bool // it has seen a part of the item
}

// level is an open array or object.
type level struct {
	broken bool // each part on a line of its own
	n      int

	summed, checked bool // a member with the name of a checksum stands in it already
}

func (w *writer) raw(s string) { w.b = append(w.b, s...) }

func (w *writer) number(x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		w.fail("a number is not finite")
		x = 0
	}
	w.b = formatNumber(w.b, x)
}

func (w *writer) fail(what string) {
	if w.err == nil {
		w.err = &Error{What: "the scenario cannot be written: " + what, Do: "undo the last change and save again"}
	}
}

func (w *writer) begin(c byte, broken bool) {
	w.b = append(w.b, c)
	w.stack = append(w.stack, level{broken: broken})
}

func (w *writer) end(c byte) {
	l := w.stack[len(w.stack)-1]
	w.stack = w.stack[:len(w.stack)-1]
	if l.broken && l.n > 0 {
		w.newline()
	}
	w.b = append(w.b, c)
}

func (w *writer) newline() {
	w.b = append(w.b, '\n')
	for _, l := range w.stack {
		if l.broken {
			w.b = append(w.b, ' ')
		}
	}
}

// item starts the next part of an array or object.
func (w *writer) item() {
	l := &w.stack[len(w.stack)-1]
	if l.n > 0 {
		w.b = append(w.b, ',')
	}
	l.n++
	if l.broken {
		w.newline()
	}
}

func (w *writer) key(k string) {
	w.item()
	w.text(k)
	w.b = append(w.b, ':')
	l := &w.stack[len(w.stack)-1]
	l.summed = l.summed || k == sumKey
	l.checked = l.checked || k == checkKey
	if l.broken {
		w.b = append(w.b, ' ')
	}
}

// object writes one object through a form.
func (w *writer) object(broken bool, visit func(*form)) {
	w.begin('{', broken)
	visit(&form{w: w})
	w.end('}')
}

// verbatim writes JSON as it came.
func (w *writer) verbatim(raw json.RawMessage) {
	if isPlain(raw) {
		w.b = append(w.b, raw...)
		return
	}
	p := parser{b: raw}
	if n, err := p.parse(); err != nil || n.tainted {
		w.fail("a member kept from another version is not JSON")
		w.raw("null")
		return
	}
	w.b = appendCompact(w.b, raw)
}

// isPlain says whether JSON is a number or a text without escapes and nothing besides.
func isPlain(raw []byte) bool {
	switch {
	case len(raw) == 0:
		return false
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		s := numbers{b: raw}
		return s.number() && s.pos == len(raw)
	case raw[0] != '"' || len(raw) < 2 || raw[len(raw)-1] != '"':
		return false
	}
	for _, c := range raw[1 : len(raw)-1] {
		if c < 0x20 || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// text writes a string: only what JSON demands and what a terminal would obey is escaped.
func (w *writer) text(s string) {
	w.b = append(w.b, '"')
	from, plain := 0, 0
	for plain < len(s) && s[plain] >= 0x20 && s[plain] < 0x7f && s[plain] != '"' && s[plain] != '\\' {
		plain++
	}
	if plain == len(s) {
		w.b = append(append(w.b, s...), '"')
		return
	}
	for i, r := range s {
		e := escapeOf(r)
		if e == "" {
			continue
		}
		if r == '\uFFFD' && strings.HasPrefix(s[i:], "\uFFFD") {
			continue // a real U+FFFD, not a broken byte
		}
		w.b = append(append(w.b, s[from:i]...), e...)
		if from = i + len(string(r)); r == '\uFFFD' {
			from = i + 1
		}
	}
	w.b = append(append(w.b, s[from:]...), '"')
}

func escapeOf(r rune) string {
	switch {
	case r == '"':
		return `\"`
	case r == '\\':
		return `\\`
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		const hex = "0123456789abcdef"
		return `\u00` + string(hex[r>>4]) + string(hex[r&15])
	case r == '\uFFFD':
		return "\uFFFD"
	}
	return ""
}
