package store

import (
	"bytes"
	"fmt"
	"math"
	"sort"
	"strconv"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

// Problem is one thing wrong in a file: where, what, and what to do about it.
type Problem struct {
	Where   string // "line 12, features[3].geometry"
	Message string
	Lost    bool // what stands there was left out of the scenario
	Remark  bool // nothing is wrong with the scenario as such

	at int // byte of the file
}

// String is the problem in one line.
func (p Problem) String() string { return p.Where + ": " + p.Message }

// Info is what reading found out about a file beside the scenario.
type Info struct {
	Version  int       // of the file
	Problems []Problem // in file order, then those of the scenario as a whole
	Skipped  int       // items and parts of items left out; each is named in Problems
	ReadOnly bool      // the file must not be overwritten: it is of a newer version, or parts of it could not be read
	Notice   string    // why, in one sentence; "" when not ReadOnly
	Altered  []Altered // items that do not match their checksums; one remark among the problems speaks of them
}

// maxProblems bounds the list of problems of one file.
const maxProblems = 1000

// Read reads a scenario file. Items that are intact are read even when others are not; every item left out is named
// in the problems (Lost). The error says in one sentence why nothing could be read.
func Read(b []byte) (*scenario.Scenario, []Problem, error) {
	doc, info, err := ReadInfo(b)
	return doc, info.Problems, err
}

// ReadInfo is Read that also tells version and whether the file may be overwritten.
func ReadInfo(b []byte) (*scenario.Scenario, Info, error) {
	r, doc, err := read(b)
	if err != nil {
		return nil, Info{}, err
	}
	return doc, r.info(doc), nil
}

// read does the work of ReadInfo and keeps the tree.
func read(b []byte) (*reader, *scenario.Scenario, error) {
	r := &reader{b: b}
	doc, err := r.readItems()
	if err != nil {
		return nil, nil, err
	}
	r.addScenario(doc)
	sort.SliceStable(r.problems, func(i, j int) bool { return r.problems[i].at < r.problems[j].at })
	return r, doc, nil
}

// readItems reads a file without asking whether its items make sense together.
func (r *reader) readItems() (*scenario.Scenario, error) {
	b := bytes.TrimPrefix(r.b, []byte("\xef\xbb\xbf"))
	if err := foreign(b); err != nil {
		return nil, err
	}
	r.b = b
	p := parser{b: b, mend: true, utf8: !utf8.Valid(b), start: r.begin}
	p.feature = func(n *node) {
		r.dups = p.dups
		r.feature(n)
	}
	top, serr := p.parse()
	r.top, r.dups, r.cut, r.damaged = &top, p.dups, p.cut, len(p.broken) > 0
	if serr != nil {
		return nil, r.syntax(serr)
	}
	hub, err := r.recognise(&top)
	var doc *scenario.Scenario
	if err == nil {
		doc, err = r.scenario(&top, hub)
	}
	if len(p.broken) > 0 && (err != nil || empty(doc)) {
		return nil, r.syntax(&p.broken[0]) // nothing worth reading is left
	}
	if err != nil {
		return nil, err
	}
	for _, e := range p.broken {
		r.addAt(e.at, "", e.msg+"; what stands there was left out, mend it in a text editor or open an earlier copy", true)
	}
	for _, d := range p.dups {
		r.addAt(d.at, "", "the name "+quote(d.key)+" stands twice in one object; the last value was taken, keep only one", false)
	}
	return doc, nil
}

// empty tells whether a scenario holds nothing.
func empty(doc *scenario.Scenario) bool {
	return doc.Sites.Len()+doc.Groups.Len()+doc.Positions.Len()+doc.Facts.Len()+doc.Sources.Len()+doc.Notes.Len()+doc.Plans.Len()+
		doc.Layers.Len()+doc.Features.Len()+len(doc.Overlays)+
		doc.Criteria.Len()+doc.Shocks.Len()+doc.Actions.Len()+doc.Slides.Len() == 0
}

// addScenario adds what is wrong in the scenario as such, each with the line of its item.
func (r *reader) addScenario(doc *scenario.Scenario) {
	problems := scenario.Validate(doc)
	if len(problems) == 0 {
		return
	}
	items := r.items()
	for _, q := range problems {
		at, ok := items[q.Kind+" "+q.ID]
		if !ok {
			at = r.top.child("hubscape").begin()
		}
		r.addAt(at, q.Where, q.Message, false)
	}
}

// begin is the first byte of a value, 0 when there is none.
func (n *node) begin() int {
	if n == nil {
		return 0
	}
	return n.start
}

// listKinds are the lists of the hubscape member and what is in them.
var listKinds = map[string]string{"groups": "group", "positions": "position", "facts": "fact", "sources": "source", "notes": "note", "plans": "plan",
	"criteria": "criterion", "shocks": "shock", "actions": "action", "slides": "slide", "layers": "layer"}

// items finds the first byte of every item by kind and id.
func (r *reader) items() map[string]int {
	out := map[string]int{}
	add := func(kind string, list *node) {
		if list == nil {
			return
		}
		for i := range list.items {
			if id := list.items[i].child("id"); id != nil && id.kind == kText {
				s, _ := unquote(r.b[id.start:id.end])
				out[kind+" "+s] = list.items[i].start
			}
		}
	}
	for i, s := range r.found.sites {
		out["site "+s.ID] = r.found.siteAt[i]
	}
	for _, x := range r.found.overlays {
		out["feature "+x.ID] = x.start
	}
	hub := r.top.child("hubscape")
	for list, kind := range listKinds {
		add(kind, hub.child(list))
	}
	return out
}

// reader turns the tree of a file into a scenario.
type reader struct {
	b        []byte
	top      *node
	found    found
	seal     seal
	altered  []Altered
	dups     []duplicate
	plain    writer // for comparing
	fleeting bool   // sites and features are read and let go: it is only asked whether they are lost
	cut      bool   // the end of the file is missing
	damaged  bool   // places were passed over
	lines    *lines
	problems []Problem
	lost     int
	hidden   int // problems beyond maxProblems
}

func (r *reader) info(doc *scenario.Scenario) Info {
	i := Info{Version: doc.Version, Problems: r.problems, Skipped: r.lost, Altered: r.altered}
	if r.hidden > 0 {
		i.Problems = append(i.Problems, Problem{Where: "file", Message: fmt.Sprintf("%d more problems are not listed", r.hidden)})
	}
	switch {
	case doc.Version > scenario.Version:
		i.ReadOnly = true
		i.Notice = fmt.Sprintf("this scenario was written by a newer Hubscape (file version %d, this program knows %d); it is open for reading only, save it under another name to work on a copy", doc.Version, scenario.Version)
	case r.lost > 0:
		i.ReadOnly = true
		parts := "1 damaged part"
		if r.lost > 1 {
			parts = fmt.Sprintf("%d damaged parts", r.lost)
		}
		i.Notice = parts + " of this scenario could not be read; the file is left as it is, save under another name to keep what was read"
	}
	return i
}

// addAt records a problem at a byte of the file.
func (r *reader) addAt(at int, path, message string, lost bool) {
	r.add(Problem{Where: r.placeAt(at, path), Message: message, Lost: lost, at: at})
}

// add records a problem.
func (r *reader) add(p Problem) {
	if p.Lost {
		r.lost++
	}
	p.Where, p.Message = clean(p.Where), clean(p.Message)
	if len(r.problems) >= maxProblems {
		r.hidden++
		return
	}
	r.problems = append(r.problems, p)
}

// place is the line of a value and its path.
func (r *reader) place(n *node, path string) string { return r.placeAt(n.start, path) }

// line is the line, counted from 1, of a byte of the file.
func (r *reader) line(at int) int {
	if r.lines == nil {
		l := linesOf(r.b)
		r.lines = &l
	}
	return r.lines.of(at)
}

func (r *reader) placeAt(at int, path string) string {
	where := "line " + strconv.Itoa(r.line(at))
	if path != "" {
		where += ", " + path
	}
	return where
}

// syntax is the error of a file that is not JSON.
func (r *reader) syntax(e *syntaxError) error {
	do := "open it in a text editor and mend that place, or open an earlier copy"
	if e.at >= len(r.b) {
		do = "copy it again from where it came, or open an earlier copy"
	}
	return &Error{Place: r.placeAt(e.at, ""), What: "the file is damaged: " + e.msg, Do: do}
}

func (r *reader) text(n *node) string {
	s, ok := unquote(r.b[n.start:n.end])
	if !ok {
		r.addAt(n.start, "", "a text holds half of a character pair, shown as \uFFFD; type the text again", false)
	}
	return s
}

// number is the value of a number that the parser found finite.
func (r *reader) number(n *node) float64 {
	x, _ := strconv.ParseFloat(string(r.b[n.start:n.end]), 64)
	return x + 0 // no negative zero
}

// object reads one object through a form. false: it is damaged, was named, and is to be left out.
func (r *reader) object(n *node, where string, visit func(*form)) bool {
	if n.kind != kObject {
		r.addAt(n.start, where, "is "+n.kind.words()+", expected an object; it was left out", true)
		return false
	}
	o := r.open(n, where)
	visit(&form{o: o})
	if o.problem != nil {
		o.problem.Message += "; it was left out, correct it and open the file again"
		r.add(*o.problem)
		return false
	}
	return true
}

// open prepares an object for reading.
func (r *reader) open(n *node, where string) *object {
	o := &object{r: r, n: n, where: where}
	if o.used = o.few[:]; len(n.members) > len(o.few) {
		o.used = make([]bool, len(n.members))
	}
	return o
}

// ids are the ids already taken in a list.
type ids map[string]bool

// admit refuses an item without id or with one already taken.
func (r *reader) admit(seen ids, id string, n *node, where string) bool {
	switch {
	case id == "":
		r.addAt(n.start, where, "has no id; it was left out, give it one that nothing else has", true)
		return false
	case seen[id]:
		r.addAt(n.start, where, "has the id "+quote(id)+" of an item before it; it was left out, give it another", true)
		return false
	}
	seen[id] = true
	return true
}

// scenario reads a recognised file.
func (r *reader) scenario(top, hub *node) (*scenario.Scenario, error) {
	doc := &scenario.Scenario{}
	if err := r.version(doc, hub); err != nil {
		return nil, err
	}
	// Members of the document itself that are wrong are named one by one; the rest of the document stays.
	h := r.open(hub, "hubscape")
	t := r.open(top, "file")
	h.each, t.each = true, true
	h.take("version", kNumber)
	if n := hub.child(checkKey); n != nil && n.kind == kObject {
		h.take(checkKey, kObject)
	}
	hubMembers(&form{o: h}, doc)
	t.take("type", kText)
	t.take("hubscape", kObject)
	if t.take("features", kArray) != nil {
		r.settle(doc)
	} else if top.child("features") == nil {
		t.fault(top, "there is no list of features, where the sites are")
	}
	(&form{o: t}).extra(&doc.TopExtra)
	r.checkMember(hub, doc)
	r.addSeal()
	return doc, nil
}

func (r *reader) version(doc *scenario.Scenario, hub *node) error {
	if r.cut && len(hub.members) == 0 {
		doc.Version = scenario.Version
		return nil
	}
	o := r.open(hub, "hubscape")
	var v *int
	(&form{o: o}).whole("version", &v)
	if o.problem != nil || v == nil || *v < 1 {
		return &Error{Place: r.place(hub, "hubscape.version"), What: "the scenario does not say its version", Do: `add "version": 1 if the file was written by hand, or open an earlier copy`}
	}
	doc.Version = *v
	return nil
}

// child is the last member of that name, nil when there is none.
func (n *node) child(key string) *node {
	if n == nil {
		return nil
	}
	for i := len(n.members) - 1; i >= 0; i-- {
		if n.members[i].key == key {
			return &n.members[i].val
		}
	}
	return nil
}

func (r *reader) site(f *form, s *scenario.Site) {
	o := f.o
	o.take("type", kText)
	text(f, "id", &s.ID)
	if g := o.take("geometry", kObject); g != nil {
		r.object2(o, g, "geometry", func(f *form) { r.geometry(f, g, s) })
	}
	if p := o.take("properties", kObject); p != nil {
		r.object2(o, p, "properties", func(f *form) {
			siteProperties(f, s, func(f *form) {
				f.o.take("country", kText)
				f.o.take("division", kText)
			})
		})
	}
	if h := o.take("hubscape", kObject); h != nil {
		r.object2(o, h, "hubscape", func(f *form) {
			f.o.take("kind", kText)
			f.extra(&s.HubExtra)
		})
	}
	f.extra(&s.Extra)
}

// object2 reads a part without which the whole is damaged.
func (r *reader) object2(whole *object, n *node, key string, visit func(*form)) {
	o := r.open(n, whole.where+"."+key)
	visit(&form{o: o})
	if o.problem != nil && whole.problem == nil {
		whole.problem = o.problem
	}
}

func (r *reader) geometry(f *form, g *node, s *scenario.Site) {
	if n := f.o.take("type", kText); n == nil || r.text(n) != "Point" {
		f.o.fault(g, "a site must be a Point")
	}
	n := f.o.take("coordinates", kArray)
	if n == nil {
		f.o.fault(g, "has no coordinates")
		return
	}
	at, altitude, fault := r.position(n)
	if fault != "" {
		f.o.fault(n, fault)
		return
	}
	s.At, s.Altitude = &at, altitude
	r.plain.b = r.plain.b[:0]
	r.plain.position(at, altitude)
	if raw := r.b[n.start:n.end]; !bytes.Equal(raw, r.plain.b) {
		if raw = compact(raw); !bytes.Equal(raw, r.plain.b) {
			s.RawPosition = raw
		}
	}
	f.extra(&s.GeomExtra)
}

// position reads lon, lat in degrees and an altitude in metres, and says what is wrong with them.
func (r *reader) position(n *node) (at orb.Point, altitude *float64, fault string) {
	if len(n.items) < 2 {
		return at, nil, fmt.Sprintf("has %d coordinates, expected longitude and latitude", len(n.items))
	}
	var v [3]float64
	for i := range n.items {
		c := &n.items[i]
		if c.kind != kNumber {
			return at, nil, fmt.Sprintf("coordinate %d is %s, expected a number", i+1, c.kind.words())
		}
		if i < 3 {
			v[i] = r.number(c)
		}
	}
	if len(n.items) > 2 {
		altitude = &v[2]
	}
	switch {
	case math.Abs(v[1]) > 90 && math.Abs(v[0]) <= 90 && math.Abs(v[1]) <= 180:
		fault = fmt.Sprintf("latitude %v is outside -90 to 90; longitude and latitude seem to be swapped", v[1])
	case math.Abs(v[0]) > 180:
		fault = fmt.Sprintf("longitude %v is outside -180 to 180", v[0])
	case math.Abs(v[1]) > 90:
		fault = fmt.Sprintf("latitude %v is outside -90 to 90", v[1])
	}
	return orb.Point{v[0], v[1]}, altitude, fault
}

// point visits a member that is a lon, lat pair.
func (f *form) point(key string, p *orb.Point) {
	if f.o == nil {
		f.w.key(key)
		f.w.position(*p, nil)
		return
	}
	n := f.o.take(key, kArray)
	if n == nil {
		f.o.fault(f.o.n, "has no "+key)
		return
	}
	at, _, fault := f.o.r.position(n)
	if fault != "" {
		f.o.fault(n, key+": "+fault)
	}
	*p = at
}

func itoa(i int) string { return strconv.Itoa(i) }
