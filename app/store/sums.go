package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"

	"hubscape/app/scenario"
)

// # Checksums
//
// A byte that turned over inside a text or a number leaves a file that reads well and says something else. So every
// item of a file carries, as its last member, sum: the first eight hexadecimal digits of the SHA-256 of the item as it
// stands there, without white space and without that member. What is no item, the title and so on, is vouched for by
// the last member of hubscape, check, which also counts the items of each list.
//
// The sum of an item stands on the item's own line, so that two people's changes merge as text and a difference shows
// what changed and nothing else. Editing a file by hand stays allowed: what does not match is named when the file is
// opened, nothing is refused, and the next save renews the sums. A file without any is as good as ever.

const (
	sumKey    = "sum"
	checkKey  = "check"
	ownKey    = "own"
	keptKey   = "kept"
	sumDigits = 8
	sumBytes  = sumDigits + 2 // with its quotes
)

// digest makes checksums. It takes JSON in pieces, each whole, and leaves white space out.
type digest struct{ h hash.Hash }

func newDigest() digest { return digest{sha256.New()} }

// add takes JSON.
func (d digest) add(raw []byte) {
	from, inText := 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '"':
			inText = !inText
		case c == '\\' && inText:
			i++
		case c <= ' ' && !inText:
			d.h.Write(raw[from:i])
			from = i + 1
		}
	}
	d.h.Write(raw[from:])
}

// sum is the checksum of all that was added, and starts anew.
func (d digest) sum() string {
	var full [sha256.Size]byte
	d.h.Sum(full[:0])
	d.h.Reset()
	return hex.EncodeToString(full[:sumDigits/2])
}

var opening, comma, closing = []byte{'{'}, []byte{','}, []byte{'}'}

// object takes an object without some of its members.
func (d digest) object(b []byte, n *node, without func(key string) bool) {
	d.h.Write(opening)
	first := true
	for i := range n.members {
		m := &n.members[i]
		if without(m.key) {
			continue
		}
		if !first {
			d.h.Write(comma)
		}
		first = false
		d.add(b[m.at:m.val.end])
	}
	d.h.Write(closing)
}

// isSum tells whether a member has the form of a checksum. One that was damaged still has it.
func isSum(m *member) bool {
	return m.key == sumKey && m.val.kind == kText && m.val.end-m.val.start == sumBytes
}

// summed writes an item with its checksum.
func (w *writer) summed(broken bool, visit func(*form)) {
	w.from, w.part = len(w.b), false
	w.begin('{', broken)
	visit(&form{w: w})
	switch own := w.stack[len(w.stack)-1].summed; {
	case own && w.part:
		w.digest().h.Reset()
	case w.sums && !own:
		d := w.digest()
		d.add(w.b[w.from:])
		d.h.Write(closing)
		w.key(sumKey)
		w.text(d.sum())
	}
	w.end('}')
}

// pause hands on what there is of a long item, in between two positions.
func (w *writer) pause() {
	if w.out == nil || len(w.b) <= pieceSize {
		return
	}
	if w.sums {
		w.digest().add(w.b[w.from:])
		w.part = true
	}
	w.flush(0)
	w.from = 0
}

// summedRaw writes an item that is kept as it is, with its checksum.
func (w *writer) summedRaw(raw []byte) {
	from := len(w.b)
	w.verbatim(raw)
	b := w.b[from:]
	p := parser{b: b}
	n, err := p.parse()
	if !w.sums || w.err != nil || err != nil || n.kind != kObject || n.child(sumKey) != nil {
		return
	}
	d := w.digest()
	d.add(b)
	w.b = w.b[:len(w.b)-1]
	if len(n.members) > 0 {
		w.b = append(w.b, ',')
	}
	w.b = append(w.b, `"`+sumKey+`":"`+d.sum()+`"}`...)
}

func (w *writer) digest() digest {
	if w.made.h == nil {
		w.made = newDigest()
	}
	return w.made
}

// counted are the lists of which a document says how many items they hold, in file order.
func counted(doc *scenario.Scenario) []struct {
	key string
	n   int
} {
	return []struct {
		key string
		n   int
	}{
		{"sites", doc.Sites.Len()}, {"features", doc.Features.Len()}, {keptKey, len(doc.Overlays)},
		{"groups", doc.Groups.Len()}, {"positions", doc.Positions.Len()}, {"facts", doc.Facts.Len()}, {"sources", doc.Sources.Len()},
		{"notes", doc.Notes.Len()}, {"plans", doc.Plans.Len()}, {"criteria", doc.Criteria.Len()}, {"shocks", doc.Shocks.Len()},
		{"actions", doc.Actions.Len()}, {"slides", doc.Slides.Len()}, {"layers", doc.Layers.Len()},
	}
}

// check writes the member that vouches for what is no item.
func (w *writer) check(doc *scenario.Scenario) {
	if !w.sums || w.stack[len(w.stack)-1].checked {
		return
	}
	w.key(checkKey)
	w.object(false, func(f *form) {
		d := w.digest()
		d.add(ownOf(doc))
		sum := d.sum()
		text(f, ownKey, &sum)
		for _, c := range counted(doc) {
			f.count(c.key, &c.n)
		}
	})
}

// ownOf is what check vouches for: the members of hubscape that are no lists of items, those of the file that this
// version does not know, and the features that are kept as they are.
func ownOf(doc *scenario.Scenario) []byte {
	own := *doc
	own.Sites, own.Features, own.Layers = scenario.List[*scenario.Site]{}, scenario.List[*scenario.Feature]{}, scenario.List[*scenario.Layer]{}
	own.Groups, own.Positions, own.Facts = scenario.List[*scenario.Group]{}, scenario.List[*scenario.Position]{}, scenario.List[*scenario.Fact]{}
	own.Sources, own.Notes, own.Plans = scenario.List[*scenario.Source]{}, scenario.List[*scenario.Note]{}, scenario.List[*scenario.Plan]{}
	own.Criteria, own.Shocks, own.Actions, own.Slides = scenario.List[*scenario.Room]{}, scenario.List[*scenario.Room]{}, scenario.List[*scenario.Room]{}, scenario.List[*scenario.Room]{}
	w := &writer{}
	w.object(false, func(f *form) {
		w.key("version")
		w.raw(itoa(max(own.Version, 1)))
		hubMembers(f, &own)
	})
	w.object(false, func(f *form) { f.extra(&own.TopExtra) })
	for _, raw := range own.Overlays {
		w.b = append(w.b, raw...)
	}
	return w.b
}

// own is the checksum of ownOf a file as it stands.
func (r *reader) own(hub *node) string {
	d := r.digest()
	d.object(r.b, hub, func(key string) bool { return key == checkKey || listKinds[key] != "" })
	d.object(r.b, r.top, func(key string) bool { return key == "type" || key == "features" || key == "hubscape" })
	for _, at := range r.found.kept {
		d.add(r.b[at.start:at.end])
	}
	return d.sum()
}

func (r *reader) digest() digest {
	if r.seal.made.h == nil {
		r.seal.made = newDigest()
	}
	return r.seal.made
}

// Altered is an item that does not match its checksum.
type Altered struct {
	Kind, ID string // as in scenario.Change
	Name     string // what it is called; may be empty
	Line     int    // where it stands in the file
}

// String names the item: `site "Gračanica" (line 12)`.
func (a Altered) String() string {
	s := a.Kind
	switch {
	case a.Name != "":
		s += " " + quote(a.Name)
	case a.ID != "":
		s += " " + quote(a.ID)
	}
	return fmt.Sprintf("%s (line %d)", s, a.Line)
}

// seal is what the checksums of a file say.
type seal struct {
	made     digest
	with     int // items that have a checksum
	differ   []unsealed
	without  []unsealed
	more     int // of both, beyond those listed
	counts   []string
	document bool // check is missing or does not match
}

type unsealed struct {
	Altered
	at int
}

// verdict is how an item stands to its checksum.
type verdict struct {
	at           int // first byte of the item
	has, matches bool
}

// sum takes the checksum of an item out of what is read of it and compares.
func (r *reader) sum(o *object) verdict {
	n := o.n
	for i := len(n.members) - 1; i >= 0; i-- {
		m := &n.members[i]
		if !isSum(m) {
			continue
		}
		o.used[i] = true
		r.seal.with++
		d := r.digest()
		d.object(r.b, n, func(key string) bool { return key == sumKey })
		return verdict{n.start, true, string(r.b[m.val.start+1:m.val.end-1]) == d.sum()}
	}
	return verdict{at: n.start}
}

// sealed notes an item that was read and does not match its checksum, or has none.
func (r *reader) sealed(kind string, item scenario.Item, v verdict) {
	if v.matches {
		return
	}
	if len(r.seal.differ)+len(r.seal.without) >= maxProblems {
		r.seal.more++
		return
	}
	u := unsealed{Altered{Kind: kind, ID: item.Ident(), Name: nameOf(item)}, v.at}
	if v.has {
		r.seal.differ = append(r.seal.differ, u)
	} else {
		r.seal.without = append(r.seal.without, u)
	}
}

// nameOf is what an item is called.
func nameOf(item scenario.Item) string {
	switch it := item.(type) {
	case *scenario.Site:
		return it.Name
	case *scenario.Group:
		return it.Name
	case *scenario.Position:
		return it.Place
	case *scenario.Fact:
		return it.Place + " " + it.Key
	case *scenario.Source:
		return it.Title
	case *scenario.Note:
		return it.Title
	case *scenario.Plan:
		return it.Name
	case *scenario.Layer:
		return it.Name
	case *scenario.Feature:
		return it.Name
	}
	return ""
}

// checkMember compares what check says with what was read.
func (r *reader) checkMember(hub *node, doc *scenario.Scenario) {
	n := hub.child(checkKey)
	if n == nil || n.kind != kObject {
		r.seal.document = true
		return
	}
	o := r.open(n, "hubscape."+checkKey)
	var own string
	text(&form{o: o}, ownKey, &own)
	r.seal.with++
	r.seal.document = own != r.own(hub)
	for _, c := range counted(doc) {
		said := 0
		(&form{o: o}).count(c.key, &said)
		if said != c.n {
			r.seal.counts = append(r.seal.counts, fmt.Sprintf("%s: %d, where %d were saved", strings.Replace(c.key, keptKey, "other features", 1), c.n, said))
		}
	}
	r.seal.document = r.seal.document || o.problem != nil || len(o.rest()) > 0
}

// listedItems is how many items the remark about checksums names.
const listedItems = 5

// addSeal adds the remark about what does not match its checksum.
func (r *reader) addSeal() {
	s := &r.seal
	items := append(s.differ, s.without...)
	if s.with == 0 || len(items)+len(s.counts) == 0 && !s.document {
		return
	}
	var parts []string
	if s.document && !r.cut {
		parts = append(parts, "the document's own fields")
	}
	for i := range items {
		items[i].Line = r.line(items[i].at)
		r.altered = append(r.altered, items[i].Altered)
		if i < listedItems {
			parts = append(parts, items[i].String())
		}
	}
	if more := len(items) + s.more - listedItems; more > 0 {
		parts = append(parts, fmt.Sprintf("%d more items", more))
	}
	parts = append(parts, s.counts...)
	if len(parts) == 0 {
		return
	}
	r.add(Problem{Where: "file", Message: "it was changed outside Hubscape, or is damaged; these differ: " + strings.Join(parts, ", ") + "; look them through, saving renews the checksums", Remark: true})
}
