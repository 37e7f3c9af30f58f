package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/paulmach/orb"

	"hubscape/app/audience"
	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
	"hubscape/app/store"
	"hubscape/app/ui/filepick"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/safecopy"
	"hubscape/app/ui/versions"
	"hubscape/geo/camera"
)

// safeCopy opens the sheet that makes a copy of the document for others.
func (w *Window) safeCopy() {
	w.endHover()
	w.leavePast()
	safecopy.Open(copyHost{w: w, places: sync.OnceValue(func() exchange.Places { return exchange.PlacesOf(w.d.Map) })})
}

// copyHost is the window as the sheet of copies needs it.
type copyHost struct {
	w      *Window
	places func() exchange.Places
}

// Canvas implements safecopy.Host.
func (h copyHost) Canvas() fyne.Canvas { return h.w.win.Canvas() }

// Dispatch implements safecopy.Host.
func (h copyHost) Dispatch(f func()) { h.w.d.Dispatch(f) }

// Document implements safecopy.Host.
func (h copyHost) Document() *scenario.Scenario { return h.w.session.Scenario() }

// Copy implements safecopy.Host.
func (h copyHost) Copy(doc *scenario.Scenario, r audience.Rules) (*scenario.Scenario, *audience.Report, error) {
	r.Personal = exchange.PersonalKinds
	return audience.Copy(doc, r, audience.HostOf(h.w.d.Map))
}

// Encode implements safecopy.Host.
func (h copyHost) Encode(doc *scenario.Scenario, f feature.Format) ([]byte, []string, error) {
	if f == feature.Scenario {
		b, err := store.Write(doc, store.Options{Host: h.w.host})
		return b, nil, err
	}
	var b bytes.Buffer
	notices, err := exchange.Write(&b, exchange.FromScenario(doc, h.places(), exchange.Export{Tables: exchange.HoldsTables(f)}), f, doc.Updated)
	var remarks []string
	for _, n := range notices {
		remarks = append(remarks, n.Message)
	}
	return b.Bytes(), remarks, err
}

// Pane implements safecopy.Host.
func (h copyHost) Pane() safecopy.Pane {
	p := &copyPane{pane: newPane(h.w)}
	p.box = container.New(p, p.pane.object)
	return p
}

// copyPane is a small map as the sheet of copies needs it: it shows a box whatever size it has. It is the layout of its
// own box.
type copyPane struct {
	*pane
	box   *fyne.Container
	bound orb.Bound
	size  fyne.Size // for which the map was moved
}

// Object implements safecopy.Pane.
func (p *copyPane) Object() fyne.CanvasObject { return p.box }

// MinSize implements fyne.Layout.
func (p *copyPane) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

// Layout implements fyne.Layout.
func (p *copyPane) Layout(o []fyne.CanvasObject, size fyne.Size) {
	place(o[0], 0, 0, size)
	if p.bound != (orb.Bound{}) && size != p.size && size.Width > 1 && size.Height > 1 {
		p.size = size
		p.view.Jump(camera.Fit(p.bound, float64(size.Width), float64(size.Height), 8))
	}
}

// Show implements safecopy.Pane.
func (p *copyPane) Show(doc *scenario.Scenario, site string) { p.pane.Show(doc, nil, site) }

// Look implements safecopy.Pane.
func (p *copyPane) Look(b orb.Bound) {
	p.bound, p.size = b, fyne.Size{}
	p.Layout(p.box.Objects, p.box.Size())
}

// Follow implements safecopy.Pane.
func (p *copyPane) Follow(other safecopy.Pane) {
	p.follow = nil
	if o, ok := other.(*copyPane); ok {
		p.follow = o.pane
	}
}

// Look implements safecopy.Host: the view of two documents shows both; when the person leaves it the sheet comes back.
func (h copyHost) Look(doc, copy *scenario.Scenario, back func()) {
	h.w.compareView(versions.NewOfTwo(lookHost{versionHost{w: h.w}, back}, "your file", doc, "the copy", copy))
}

// lookHost is the window as the view of versions needs it, with something to go back to.
type lookHost struct {
	versionHost
	back func()
}

// Leave implements versions.Host.
func (h lookHost) Leave() {
	h.w.leavePast()
	h.back()
}

// Rewords implements safecopy.Host: the cards of notes, sites and of the document itself let their words be changed.
func (h copyHost) Rewords(kind string) bool {
	return kind == "note" || kind == "site" || kind == "document"
}

// Reword implements safecopy.Host.
func (h copyHost) Reword(kind, id string) {
	if kind == "document" {
		kind, id = "", "" // its card shows when nothing is chosen
	}
	h.w.Select(kind, id)
}

// Write implements safecopy.Host.
func (h copyHost) Write(c safecopy.Writing, wrote func()) {
	w := h.w
	end := safecopy.Suffix(c.Format)
	filepick.Save(w.win.Canvas(), filepick.Options{
		Title: "Write the copy as", Dir: w.folder(), Name: fileName(c.Title) + " " + forWhom[c.Audience] + end, Suffixes: []string{end},
		Recent: w.recent(), Dispatch: w.d.Dispatch,
	}, func(path string) { w.writeCopy(path, c, wrote) })
}

// forWhom is the end of the name proposed for a copy.
var forWhom = map[audience.Audience]string{audience.Internal: "internal copy", audience.Committee: "committee copy", audience.Public: "public copy"}

// folder is where the open file lies; "" without one.
func (w *Window) folder() string {
	if path := w.session.Path(); path != "" {
		return filepath.Dir(path)
	}
	return ""
}

// writeCopy writes a copy under a name of its own, off the window's goroutine, and reads it back to search what lies on
// the disk.
func (w *Window) writeCopy(path string, c safecopy.Writing, wrote func()) {
	open := w.session.Path()
	go func() {
		if open != "" && w.sameFile(open, path) {
			w.d.Dispatch(func() {
				w.refuseCopy("This is your own file", "A copy for others takes a new name, so that yours stays as it is. Nothing was written.")
			})
			return
		}
		err := store.ReplaceIn(w.files(), path, c.Bytes, func(b []byte) error {
			if c.Format == feature.Scenario {
				if _, _, err := store.Read(b); err != nil {
					return err
				}
			}
			return c.Check(b)
		})
		w.d.Dispatch(func() {
			if err != nil {
				w.refuseCopy("The copy could not be written", sentence(err.Error())+" Your file is unchanged.")
				return
			}
			wrote()
			report := c.Report(path)
			w.toaster.Say("Wrote “"+filepath.Base(path)+"” for "+c.Audience.Words(), "Show report", func() { w.showCopyReport(report) })
		})
	}()
}

// refuseCopy says why no copy was written; the sheet stays.
func (w *Window) refuseCopy(title, text string) {
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: title, Text: text, Choices: []kit.Choice{{Label: "Close", Primary: true}}})
}

// sameFile tells whether two paths lead to one file, by links too.
func (w *Window) sameFile(a, b string) bool {
	sys := w.files()
	x, err1 := sys.Resolve(a)
	y, err2 := sys.Resolve(b)
	if err1 != nil || err2 != nil {
		return filepath.Clean(a) == filepath.Clean(b)
	}
	if x == y {
		return true
	}
	s, err1 := sys.Lstat(x)
	t, err2 := sys.Lstat(y)
	return err1 == nil && err2 == nil && os.SameFile(s, t)
}

// SaveReport implements safecopy.Host.
func (h copyHost) SaveReport(text string) { h.w.saveCopyReport(text) }

func (w *Window) saveCopyReport(text string) {
	w.saveText("Save the report as", fileName(w.session.Scenario().Title)+" leak report.txt", []byte(text))
}

// showCopyReport shows the report of a copy that was written.
func (w *Window) showCopyReport(text string) {
	var rows []kitObject
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		role, tone := kit.Small, kit.Ink2
		if !strings.HasPrefix(line, " ") {
			role, tone = kit.SmallBold, kit.Ink
		}
		if line = strings.TrimSpace(line); line != "" {
			rows = append(rows, kit.NewParagraph(line, role, tone))
		}
	}
	kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "Leak report", Icon: "audience", Width: 600, Body: kit.NewColumn(4, kit.Inset{Right: 12}, rows...), Choices: []kit.Choice{
		{Label: "Save report", Icon: "export", Left: true, Act: func() { w.saveCopyReport(text) }}, {Label: "Close", Primary: true}}})
}
