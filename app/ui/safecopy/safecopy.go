// Package safecopy is the sheet in which a person makes a copy of the document for others: for whom it is, what is held
// back, what was held back and what went along, and where the copy still says something of it. What is written are the
// very bytes that were searched.
//
// # Design
//
// The sheet holds choices and nothing else. After every change it makes the copy, its bytes and the search of them anew,
// off the window's goroutine; an answer that was overtaken is dropped, and nothing can be written before the newest is
// there. The document is never changed.
package safecopy

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/audience"
	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
	"hubscape/app/task"
	"hubscape/app/ui/kit"
)

// Host is the window as the sheet needs it. Copy and Encode are called off the window's goroutine, everything else on it.
type Host interface {
	Canvas() fyne.Canvas
	Dispatch(func())
	// Document is the open document; it does not change while the sheet shows.
	Document() *scenario.Scenario
	// Copy makes the copy of a document and reports on it.
	Copy(doc *scenario.Scenario, r audience.Rules) (*scenario.Scenario, *audience.Report, error)
	// Encode gives the bytes of a copy in a format, and remarks on what the format cannot hold.
	Encode(doc *scenario.Scenario, f feature.Format) (b []byte, remarks []string, err error)
	// Pane makes a small map; the sheet shows two.
	Pane() Pane
	// Look shows the copy beside the document in the place of the map, and calls back when the person is done.
	Look(doc, copy *scenario.Scenario, back func())
	// Rewords says whether the window can show the item of a kind so that its words can be changed, and Reword does it.
	Rewords(kind string) bool
	Reword(kind, id string)
	// Write asks for a name and writes there; wrote is called when the copy is on the disk.
	Write(w Writing, wrote func())
	// SaveReport asks for a name and writes a report there, for whoever makes the copy.
	SaveReport(text string)
}

// Pane is one of the two small maps.
type Pane interface {
	Object() fyne.CanvasObject
	// Show puts a document on the map with one site chosen.
	Show(doc *scenario.Scenario, site string)
	// Look goes to a box of degrees.
	Look(b orb.Bound)
	// Follow makes the pane move with another one.
	Follow(other Pane)
	Close()
}

// Writing is a copy that may be written.
type Writing struct {
	Audience audience.Audience
	Title    string
	Format   feature.Format
	Bytes    []byte
	Check    func(b []byte) error     // looks through what came to lie on the disk
	Report   func(name string) string // the report, with the name under which the copy was written
}

// choices is what the person decided.
type choices struct {
	audience     audience.Audience
	label        string // "" for the strictest of what is in the copy
	released     string // role that releases the copy
	hypothetical bool   // leave hypothetical sites out
	offRecord    bool   // leave the text of off-record statements out
	roles        bool   // leave roles out
	unmarked     bool   // leave out what nobody marked
	layers       []string
	without      []leftOut
	format       feature.Format
}

// leftOut is an item that stays behind by name.
type leftOut struct{ id, words string }

// answer is the copy that the choices make.
type answer struct {
	copy      *scenario.Scenario
	report    *audience.Report
	terms     []audience.Term
	bytes     []byte
	remarks   []string
	finds     []audience.Find // of the copy's texts, and of its bytes where those say more
	strictest string
	refused   error // why the chosen label was not taken
}

// Sheet is one copy in the making.
type Sheet struct {
	host Host
	doc  *scenario.Scenario
	work *task.Latest[answer]

	choices
	tally   tally
	now     *answer // nil before the first, and when there can be none
	wrong   string  // why there can be none
	stale   bool    // a newer answer is on its way
	say     string  // why something that was asked for was not done
	refusal string  // why the label that was asked for was not taken
	place   string  // id of the site on the small maps
	find    int     // of the answer: the one whose remedies show

	wait    func() // stops the timer of typed words
	surface *kit.Surface
	closed  bool
	view
}

// typing is how long after the last letter the copy is made anew.
const typing = 300 * time.Millisecond

// Open shows the sheet.
func Open(h Host) *Sheet {
	s := &Sheet{host: h, doc: h.Document(), wait: func() {}, choices: choices{audience: audience.Public, roles: true, unmarked: true, format: feature.Scenario}}
	s.work = task.New(h.Dispatch, s.answered)
	s.tally = tallyOf(s.doc)
	s.show()
	s.ask()
	return s
}

// rules are the choices as the rules of a copy.
func (c *choices) rules(doc *scenario.Scenario) audience.Rules {
	r := audience.Rules{Audience: c.audience, DropHypothetical: c.hypothetical, DropOffRecord: c.offRecord, KeepRoles: !c.roles, Layers: slices.Clone(c.layers)}
	if !c.unmarked {
		r.BlankAs = c.audience
	}
	for _, l := range c.without {
		r.Without = append(r.Without, l.id)
	}
	if role := strings.TrimSpace(c.released); role != "" && c.audience != audience.Internal {
		r.Marking = "Released by " + role
		if m := doc.Handling.Marking; m != "" && c.audience == audience.Committee {
			r.Marking = m + ". " + r.Marking
		}
	}
	return r
}

// ask makes the copy anew.
func (s *Sheet) ask() {
	s.wait()
	doc, rules, label, format, host := s.doc, s.rules(s.doc), s.label, s.format, s.host
	s.stale = true
	s.showWork()
	s.work.Start(func(ctx context.Context) (answer, error) { return produce(ctx, host, doc, rules, label, format) })
}

// produce makes one copy and searches it.
func produce(ctx context.Context, h Host, doc *scenario.Scenario, rules audience.Rules, label string, format feature.Format) (answer, error) {
	var a answer
	var err error
	if a.copy, a.report, err = h.Copy(doc, rules); err != nil {
		return a, err
	}
	a.strictest = a.report.Label
	if label != "" && label != a.strictest {
		if a.refused = audience.Refuses(label, a.strictest); a.refused == nil {
			rules.Label = label
			if a.copy, a.report, err = h.Copy(doc, rules); err != nil {
				return a, err
			}
		}
	}
	if ctx.Err() != nil {
		return a, ctx.Err()
	}
	if a.bytes, a.remarks, err = h.Encode(a.copy, format); err != nil {
		return a, fmt.Errorf("the %s could not be made: %w", formatWords(format), err)
	}
	if ctx.Err() != nil {
		return a, ctx.Err()
	}
	a.terms = a.report.Searched()
	a.finds = slices.Clone(a.report.Finds)
	for _, f := range a.report.Search("the file", a.bytes) {
		if f.Term < 0 || !slices.ContainsFunc(a.finds, func(o audience.Find) bool { return o.Term == f.Term && o.Kind != "" }) {
			a.finds = append(a.finds, f)
		}
	}
	return a, nil
}

// answered shows what came back.
func (s *Sheet) answered(a answer, err error) {
	if s.closed {
		return
	}
	s.stale = false
	if err != nil {
		s.now, s.wrong = nil, sentence(err.Error())
		s.refresh()
		return
	}
	s.now, s.wrong = &a, ""
	if a.refused != nil {
		s.label, s.refusal = "", sentence(a.refused.Error())
	}
	s.find = min(s.find, max(0, len(a.finds)-1))
	s.refresh()
}

// change applies a choice and asks anew.
func (s *Sheet) change(do func()) {
	do()
	s.say, s.refusal = "", ""
	s.ask()
	s.fillRules()
}

// chooseLabel takes a label, or says why not.
func (s *Sheet) chooseLabel(label string) {
	if s.now == nil {
		return
	}
	if err := audience.Refuses(label, s.now.strictest); err != nil {
		s.refusal = sentence(err.Error())
		s.fillLabel()
		return
	}
	s.change(func() {
		s.label = label
		if label == s.now.strictest {
			s.label = ""
		}
	})
}

// typed takes the role that releases the copy, once the typing pauses.
func (s *Sheet) typed(role string) {
	s.wait()
	s.released, s.stale = role, true
	s.showWork()
	s.wait = kit.After(typing, func() {
		if !s.closed {
			s.ask()
		}
	})
}

// leave leaves the item of a find out of the copy.
func (s *Sheet) leave(f audience.Find) {
	if f.Kind == "layer" {
		s.change(func() { s.layers = slices.DeleteFunc(s.layers, func(id string) bool { return id == f.ID }) })
		return
	}
	id, words := f.ID, f.Where
	if i := strings.LastIndex(words, ", "); i > 0 && f.Part == "" {
		words = words[:i]
	}
	if f.Part != "" {
		id = f.Part
	}
	s.change(func() { s.without = append(s.without, leftOut{id, words}) })
}

// leavable says whether the item of a find can be left out.
func leavable(f audience.Find) bool {
	switch f.Kind {
	case "", "document", "group":
		return false
	}
	return true
}

// reword closes the sheet and opens the item whose words must change.
func (s *Sheet) reword(f audience.Find) {
	if s.ownMarking(f) {
		s.left.releasedBy.Focus()
		s.left.releasedBy.SelectAll()
		return
	}
	s.Close()
	s.host.Reword(f.Kind, f.ID)
}

// rewords says whether the words of a find can be changed from here.
func (s *Sheet) rewords(f audience.Find) bool {
	return s.ownMarking(f) || f.Kind != "" && s.host.Rewords(f.Kind)
}

// ownMarking tells whether the words of a find were typed into this sheet.
func (s *Sheet) ownMarking(f audience.Find) bool {
	return f.Kind == "document" && s.released != "" && strings.HasSuffix(f.Where, ", marking")
}

// blocked says in the words of the button why nothing can be written; "" when it can.
func (s *Sheet) blocked() string {
	switch {
	case s.now == nil:
		return "Write the copy"
	case len(s.now.finds) > 0:
		return fmt.Sprintf("Write the copy · %d to settle", len(s.now.finds))
	}
	return ""
}

// write hands the bytes that were searched to the window.
func (s *Sheet) write() {
	if s.stale || s.blocked() != "" {
		return
	}
	a, c := s.now, s.choices
	s.host.Write(Writing{Audience: c.audience, Title: s.doc.Title, Format: c.format, Bytes: a.bytes,
		Check:  func(b []byte) error { return a.report.Check("the file", b) },
		Report: func(name string) string { return a.text(&c, name) }}, s.Close)
}

// look shows the copy beside the document; the sheet comes back with everything as it was.
func (s *Sheet) look() {
	if s.now == nil {
		return
	}
	s.hide()
	s.host.Look(s.doc, s.now.copy, func() {
		if s.closed {
			return
		}
		was := s.doc
		if s.doc = s.host.Document(); s.doc != was {
			s.tally = tallyOf(s.doc)
		}
		s.show()
		s.refresh()
		if s.doc != was {
			s.ask()
		}
	})
}

// hide takes the sheet off the window and keeps what was decided.
func (s *Sheet) hide() {
	if s.surface == nil {
		return
	}
	s.surface.Close()
	s.surface = nil
	for _, p := range s.panes {
		p.Close()
	}
}

// Close gives the copy up, or ends the sheet after it was written.
func (s *Sheet) Close() {
	if s.closed {
		return
	}
	s.closed = true
	s.wait()
	s.work.Cancel()
	s.hide()
}
