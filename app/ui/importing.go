package ui

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/difference"
	"hubscape/app/disk"
	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/filepick"
	"hubscape/app/ui/importer"
	"hubscape/app/ui/kit"
)

// dataSuffixes are the ends of files that can be brought in.
var dataSuffixes = []string{".csv", ".tsv", ".txt", ".xlsx", ".geojson", ".json", ".kml", ".kmz", ".gpkg"}

// importDialog asks for a data file and shows what would come of it.
func (w *Window) importDialog() {
	filepick.Open(w.win.Canvas(), filepick.Options{
		Title: "Import data", Suffixes: append(append([]string{}, dataSuffixes...), suffix), Recent: w.recent(), Dispatch: w.d.Dispatch,
	}, w.importFile)
}

// importFile opens the import sheet for a file.
func (w *Window) importFile(path string) {
	w.endHover()
	w.leavePast()
	if w.places == nil {
		w.places = sync.OnceValue(func() exchange.Places { return exchange.PlacesOf(w.d.Map) })
	}
	importer.Open(&importHost{w: w, path: path, places: w.places}, filepath.Base(path))
}

// isData tells a data file from a scenario and from what can be neither; the latter is for the opening of scenarios to
// refuse, which knows all the words. It reads as little as it can.
func isData(sys disk.FS, path string) bool {
	f, err := sys.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return false
	}
	head := make([]byte, 1<<16)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF || n == 0 {
		return false
	}
	head = head[:n]
	format, err := exchange.Sniff(path, head, st.Size())
	if err != nil && bytes.HasPrefix(head, []byte("PK")) {
		return strings.HasSuffix(strings.ToLower(path), ".xlsx") || strings.HasSuffix(strings.ToLower(path), ".kmz")
	}
	switch {
	case err != nil, format == feature.Scenario:
		return false
	case format == feature.GeoJSON:
		return !mentionsScenario(f, head)
	}
	return true
}

// mentionsScenario looks for the member that makes GeoJSON a scenario.
func mentionsScenario(rest io.Reader, head []byte) bool {
	member := []byte(`"hubscape"`)
	buffer := append(make([]byte, 0, 1<<20), head...)
	for {
		if bytes.Contains(buffer, member) {
			return true
		}
		tail := buffer[max(0, len(buffer)-len(member)):]
		buffer = append(buffer[:0], tail...)
		n, err := rest.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		if err != nil && n == 0 {
			return false
		}
	}
}

// importHost is the window as the import sheet needs it, for one file.
type importHost struct {
	w      *Window
	path   string
	bytes  []byte // of the file, once read; on the goroutine of the work
	places func() exchange.Places
}

// Canvas implements importer.Host.
func (h *importHost) Canvas() fyne.Canvas { return h.w.win.Canvas() }

// Dispatch implements importer.Host.
func (h *importHost) Dispatch(f func()) { h.w.d.Dispatch(f) }

// Read implements importer.Host. The bytes are kept, so that another way of reading them asks no disk.
func (h *importHost) Read(ctx context.Context, o exchange.Options) (*exchange.File, table.As, error) {
	sys := h.w.files()
	if h.bytes == nil {
		b, err := exchange.Load(ctx, sys, h.path, o)
		if err != nil {
			return nil, table.As{}, err
		}
		h.bytes = b
	}
	if bytes.HasPrefix(h.bytes, []byte("SQLite format 3")) { // changes may lie in a file beside it
		f, err := exchange.ReadFileIn(ctx, sys, h.path, o)
		return f, table.As{}, err
	}
	f, err := exchange.Read(ctx, h.path, h.bytes, o)
	if err != nil || f.Format != feature.CSV && f.Format != feature.TSV {
		return f, table.As{}, err
	}
	return f, asRead(h.bytes, o.Text, f.Format), nil
}

// asRead is how a table of text was read: as chosen, else as it looks.
func asRead(b []byte, chosen table.As, format feature.Format) table.As {
	as := table.Look(b)
	if format == feature.TSV {
		as.Separator = '\t'
	}
	if chosen.Encoding != "" {
		as.Encoding = chosen.Encoding
	}
	if chosen.Separator != 0 {
		as.Separator = chosen.Separator
	}
	if chosen.Header != table.Guessed {
		as.Header = chosen.Header
	}
	return as
}

// Propose implements importer.Host.
func (h *importHost) Propose(f *exchange.File, doc *scenario.Scenario, d exchange.Decisions) *exchange.Proposal {
	return exchange.Propose(f, doc, h.places(), d)
}

// Document implements importer.Host.
func (h *importHost) Document() *scenario.Scenario { return h.w.session.Scenario() }

// Compare implements importer.Host.
func (h *importHost) Compare(a, b *scenario.Scenario) *difference.Report { return h.w.compare(a, b) }

// Pane implements importer.Host.
func (h *importHost) Pane() importer.Pane { return newPreview(h.w) }

// Copy implements importer.Host.
func (h *importHost) Copy(text string) { h.w.copyText(text) }

// Refuse implements importer.Host.
func (h *importHost) Refuse(err error) {
	h.w.trouble("“"+filepath.Base(h.path)+"” was not opened", err)
}

// SaveRows implements importer.Host.
func (h *importHost) SaveRows(name string, csv []byte) {
	w := h.w
	filepick.Save(w.win.Canvas(), filepick.Options{Title: "Save the rows as", Dir: filepath.Dir(h.path), Name: fileName(name), Suffixes: []string{".csv"},
		Recent: w.recent(), Dispatch: w.d.Dispatch}, func(path string) { w.putData(path, csv, "Saved the rows to “"+filepath.Base(path)+"”") })
}

// Prepare implements importer.Host.
func (h *importHost) Prepare(p *exchange.Proposal, doc *scenario.Scenario) (scenario.Patch, error) {
	patch, err := p.Patch(h.w.d.Env.NewID)
	if err != nil {
		return patch, err
	}
	return patch.Prepared(doc, h.w.d.Env)
}

// Import implements importer.Host: one step, the map looks at what came in, and the report can be read again.
func (h *importHost) Import(p *exchange.Proposal, step scenario.Patch) {
	w := h.w
	if !w.do(step) {
		return
	}
	w.session.Seal()
	report := p.Report()
	w.imported = report.String()
	if b, ok := broughtBound(step); ok {
		w.view.ShowBound(b)
	}
	if len(report.Skipped) > 0 {
		w.showImportReport()
	}
}

// broughtBound is the box of what a step brought in.
func broughtBound(p scenario.Patch) (b orb.Bound, ok bool) {
	e := newExtent()
	for _, c := range p.Changes {
		switch x := c.After.(type) {
		case *scenario.Site:
			if x.At != nil {
				e.add(*x.At)
			}
		case *scenario.Feature:
			e.add(x.Geometry)
		}
	}
	b, ok = e.bound()
	if ok && b.Max[0]-b.Min[0] < 0.3 && b.Max[1]-b.Min[1] < 0.3 {
		b = b.Pad(0.3)
	}
	return b, ok
}

// showImportReport shows what became of the last import, as the command line words it.
func (w *Window) showImportReport() {
	lines := strings.Split(strings.TrimSpace(w.imported), "\n")
	rows := make([]kitObject, 0, len(lines))
	const most = 200
	for i, line := range lines[min(1, len(lines)):] {
		if i == most {
			rows = append(rows, kit.NewParagraph("The copy has all lines.", kit.Small, kit.Ink3))
			break
		}
		role, tone := kit.Small, kit.Ink2
		if !strings.HasPrefix(line, " ") {
			role, tone = kit.SmallBold, kit.Ink
		}
		rows = append(rows, kit.NewParagraph(strings.TrimSpace(line), role, tone))
	}
	text := w.imported
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: lines[0], Icon: "import", Width: 560, Body: kit.NewColumn(4, kit.Inset{}, rows...),
		Choices: []kit.Choice{{Label: "Copy", Icon: "copy", Act: func() { w.copyText(text) }}, {Label: "Close", Primary: true}}})
}

// putData writes a file off the window's goroutine, all of it or nothing, and says so.
func (w *Window) putData(path string, b []byte, done string) {
	go func() {
		err := store.ReplaceIn(w.files(), path, b, nil)
		w.d.Dispatch(func() {
			if err != nil {
				kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "The file could not be saved", Icon: "disk", Text: sentence(err.Error()) + " The open scenario is unchanged.",
					Choices: []kit.Choice{{Label: "Close", Primary: true}}})
				return
			}
			w.say(done)
		})
	}()
}
