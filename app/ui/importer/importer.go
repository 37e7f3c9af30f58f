// Package importer is the sheet in which a person looks at a data file before anything of it enters the document: what
// its columns mean, what becomes of every row, what looks odd and which readings there are of it, and where it lies.
//
// # Design
//
// The sheet holds decisions and nothing else. After every change it asks app/exchange anew, off the window's goroutine,
// and shows the answer; an answer that was overtaken is dropped. So the sheet, the command line and the step that is
// done in the end cannot differ.
package importer

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/difference"
	"hubscape/app/exchange"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/task"
	"hubscape/app/ui/kit"
)

// Host is the window as the sheet needs it. Read, Propose and Prepare are called off the window's goroutine, everything else on
// it.
type Host interface {
	Canvas() fyne.Canvas
	Dispatch(func())
	// Read reads the file that is to be imported, and says how a table of text was read; as is zero for other formats.
	Read(ctx context.Context, o exchange.Options) (f *exchange.File, as table.As, err error)
	// Propose says what would become of it in a document.
	Propose(f *exchange.File, doc *scenario.Scenario, d exchange.Decisions) *exchange.Proposal
	// Document is the open document; it does not change while the sheet shows.
	Document() *scenario.Scenario
	// Compare tells what differs between two documents.
	Compare(before, after *scenario.Scenario) *difference.Report
	// Pane makes a small map.
	Pane() Pane
	// Prepare makes the step that a proposal is, for a document.
	Prepare(p *exchange.Proposal, doc *scenario.Scenario) (scenario.Patch, error)
	// Import does the step once the sheet is gone.
	Import(p *exchange.Proposal, step scenario.Patch)
	// SaveRows writes a table of text under a name that the person chooses.
	SaveRows(name string, csv []byte)
	// Copy puts text on the clipboard.
	Copy(text string)
	// Refuse says why the file was not read.
	Refuse(err error)
}

// Mark is one position on the small map.
type Mark struct {
	At      orb.Point // lon, lat degrees
	Swapped bool
	Chosen  bool
}

// Pane is the small map beside the rows.
type Pane interface {
	Object() fyne.CanvasObject
	// Show puts positions and shapes on the map, and lets it look at all of them when fit is set.
	Show(marks []Mark, shapes []orb.Geometry, fit bool)
	// Cover says how much of the lower edge lies under something else, px; nothing is fitted there.
	Cover(foot float32)
	// Look moves to a position.
	Look(at orb.Point)
	Close()
}

// patience is how long reading may take before the person is told that it goes on.
const patience = 150 * time.Millisecond

// answer is what comes back from reading and proposing.
type answer struct {
	file     *exchange.File
	as       table.As
	proposal *exchange.Proposal
	seen     digest
}

// Sheet is one import, from the first byte to the step in the document.
type Sheet struct {
	host Host
	name string
	doc  *scenario.Scenario

	work   *task.Latest[answer]
	making *task.Latest[scenario.Patch]
	turn   sync.Mutex // one reading or proposing at a time
	opts   exchange.Options
	dec    exchange.Decisions

	file   *exchange.File
	as     table.As // how the file was read that shows
	now    *exchange.Proposal
	seen   digest      // of now
	joined []mergeLine // of a scenario
	layer  int         // the one whose rows show
	all    bool
	stale  bool   // an answer is on its way
	wrong  string // why the last way of reading did not work
	asked  bool   // for the system of metres, once
	shown  bool   // positions were fitted into the map once
	row    exchange.RowID
	hasAt  bool // row is the one under the cursor

	wait    *kit.Surface // says that reading goes on
	stop    func()
	surface *kit.Surface
	closed  bool
	view
}

// Open reads a file and shows the sheet once it was read. name is the file's own, without folder.
func Open(h Host, name string) *Sheet {
	s := &Sheet{host: h, name: name, doc: h.Document(), stop: func() {}}
	s.work, s.making = task.New(h.Dispatch, s.answered), task.New(h.Dispatch, s.made)
	s.patient()
	s.ask(true)
	return s
}

// patient tells after a while that reading goes on, with a way out.
func (s *Sheet) patient() {
	s.stop = kit.After(patience, func() {
		if s.closed || s.surface != nil || s.wait != nil {
			return
		}
		s.wait = kit.ShowDialog(s.host.Canvas(), kit.Dialog{
			Title: "Reading “" + s.name + "”…", Icon: "import", Text: "The open scenario is unchanged until you press Import.",
			Choices: []kit.Choice{{Label: "Cancel", Act: s.giveUp}}, Cancel: s.giveUp,
		})
	})
}

// giveUp is the answer to the wait, unless the wait is over.
func (s *Sheet) giveUp() {
	if s.wait != nil {
		s.Close()
	}
}

// ask reads the file, when it must be read anew, and proposes.
func (s *Sheet) ask(reread bool) {
	file, as, opts, dec, doc := s.file, s.as, s.opts, s.decisions(), s.doc
	if reread {
		file = nil
	}
	s.stale = true
	s.making.Cancel() // what was decided since is not in it
	s.showWork()
	s.work.Start(func(ctx context.Context) (answer, error) {
		s.turn.Lock()
		defer s.turn.Unlock()
		if ctx.Err() != nil {
			return answer{}, ctx.Err()
		}
		if file == nil {
			var err error
			if file, as, err = s.host.Read(ctx, opts); err != nil {
				return answer{}, err
			}
		}
		if ctx.Err() != nil {
			return answer{}, ctx.Err()
		}
		p := s.host.Propose(file, doc, dec)
		return answer{file, as, p, digestOf(p)}, nil
	})
}

// decisions gives a copy that the sheet will not change.
func (s *Sheet) decisions() exchange.Decisions {
	d := s.dec
	d.Layers, d.Rows, d.Private = maps.Clone(d.Layers), maps.Clone(d.Rows), maps.Clone(d.Private)
	return d
}

// answered shows what came back.
func (s *Sheet) answered(a answer, err error) {
	if s.closed {
		return
	}
	s.stale = false
	s.endWait()
	switch {
	case err == nil:
		s.wrong = ""
		first := s.file == nil
		s.file, s.as, s.now, s.seen = a.file, a.as, a.proposal, a.seen
		s.layer = min(s.layer, max(0, len(s.now.Layers)-1))
		if first {
			s.layer = firstUseful(s.now)
			s.open()
		}
		s.refresh()
	case errors.Is(err, context.Canceled):
	case s.file != nil: // another way of reading it did not work: the last one that did holds
		s.wrong = sentence(err.Error())
		s.opts.Text = s.as
		s.refresh()
	case errors.Is(err, store.ErrLarge) && !s.opts.Large:
		s.askLarge(err)
	default:
		s.Close()
		s.host.Refuse(err)
	}
}

func (s *Sheet) endWait() {
	s.stop()
	if w := s.wait; w != nil {
		s.wait = nil
		w.Close()
	}
}

// askLarge asks before much memory is taken.
func (s *Sheet) askLarge(err error) {
	kit.ShowDialog(s.host.Canvas(), kit.Dialog{Title: "“" + s.name + "” is large", Icon: "import", Text: sentence(err.Error()), Cancel: s.Close,
		Choices: []kit.Choice{{Label: "Cancel", Act: s.Close}, {Label: "Read it anyway", Primary: true, Act: func() {
			s.opts.Large = true
			s.patient()
			s.ask(true)
		}}}})
}

// firstUseful is the first layer of which something would enter.
func firstUseful(p *exchange.Proposal) int {
	for i := range p.Layers {
		if p.Layers[i].As != exchange.AsNothing {
			return i
		}
	}
	return 0
}

// Close gives the import up. Nothing of it has touched the document.
func (s *Sheet) Close() {
	if s.closed {
		return
	}
	s.closed = true
	s.work.Cancel()
	s.making.Cancel()
	s.endWait()
	if s.surface != nil {
		s.host.Canvas().RemoveShortcut(importKey())
		s.surface.Close()
	}
	if s.pane != nil {
		s.pane.Close()
	}
}

// take does the import: the step is made beside the window, done in it.
func (s *Sheet) take() {
	if s.stale || s.blocked() != "" {
		return
	}
	p, doc := s.now, s.doc
	s.stale = true
	s.showWork()
	s.making.Start(func(ctx context.Context) (scenario.Patch, error) { return s.host.Prepare(p, doc) })
}

// made does the step; when it cannot be done the sheet stays and says why.
func (s *Sheet) made(step scenario.Patch, err error) {
	if s.closed {
		return
	}
	if s.stale = s.work.Busy(); err != nil {
		s.wrong = sentence(err.Error())
		s.refresh()
		return
	}
	s.Close()
	s.host.Import(s.now, step)
}

// layerNow is the layer whose rows show; nil for a scenario.
func (s *Sheet) layerNow() *exchange.LayerProposal {
	if s.now == nil || s.layer >= len(s.now.Layers) {
		return nil
	}
	return &s.now.Layers[s.layer]
}

// decide changes what was decided about the layer that shows, and asks anew.
func (s *Sheet) decide(change func(*exchange.LayerDecision)) {
	if s.dec.Layers == nil {
		s.dec.Layers = map[int]exchange.LayerDecision{}
	}
	d := s.dec.Layers[s.layer]
	change(&d)
	s.dec.Layers[s.layer] = d
	s.ask(false)
}

// choose decides what becomes of rows.
func (s *Sheet) choose(c exchange.Choice, rows ...exchange.RowID) {
	if s.dec.Rows == nil {
		s.dec.Rows = map[exchange.RowID]exchange.Choice{}
	}
	for _, id := range rows {
		s.dec.Rows[id] = c
	}
	s.ask(false)
}

// readAgain reads the file in another way; what was decided about its rows no longer holds.
func (s *Sheet) readAgain(change func(*exchange.Options)) {
	change(&s.opts)
	s.dec.Layers, s.dec.Rows, s.dec.Private = nil, nil, nil
	s.asked = false
	s.noticed.still.forget()
	s.side.report.still.forget()
	s.ask(true)
}

// saveSkipped hands over what stays out as a table: where it stands, why, and the row as it is in the file.
func (s *Sheet) saveSkipped() {
	var b bytes.Buffer
	if _, err := s.now.WriteLeftOut(&b, s.file); err != nil {
		s.wrong = sentence(err.Error())
		s.refresh()
		return
	}
	s.host.SaveRows(strings.TrimSuffix(s.name, filepath.Ext(s.name))+" left out.csv", b.Bytes())
}
