package importer

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/exchange"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

// mostMarks is how many positions the small map is given at most. Of those that could not be told apart on it, within
// 1/20 degree, it is given one.
const (
	mostMarks = 20_000
	perDegree = 20
)

// spot is where positions are one on the small map.
type spot struct {
	x, y    int
	swapped bool
}

func spotOf(p orb.Point, swapped bool) spot {
	return spot{int(math.Floor(p[0] * perDegree)), int(math.Floor(p[1] * perDegree)), swapped}
}

// sideView is the right side: how things come in, where they lie, what the file does not say of them, the report.
type sideView struct {
	s         *Sheet
	object    *fyne.Container
	as        *kit.Segment
	asRow     *kit.Row
	legend    *kit.Frame
	lines     *kit.Column
	mapBox    *fyne.Container
	status    *kit.Select
	precision *kit.Select
	source    *kit.Select
	defaults  *kit.Column
	report    *reportView
}

func newSideView(s *Sheet) *sideView {
	v := &sideView{s: s, report: newReportView(s)}
	v.as = kit.NewSegment([]kit.Option{{ID: string(exchange.AsSites), Label: "As sites", Icon: "tool-site"}, {ID: string(exchange.AsOverlay), Label: "As overlay", Icon: "layers"},
		{ID: string(exchange.AsNothing), Label: "Not"}}, func(id string) {
		s.shown = false
		s.decide(func(d *exchange.LayerDecision) { d.As = exchange.As(id) })
	})
	v.asRow = kit.NewRow(10, kit.Inset{}, kit.NewText("Bring in", kit.Body, kit.Ink3), v.as)
	v.lines = kit.NewColumn(3, kit.Inset{})
	v.legend = kit.NewFrame(kit.FillRaise, 6, kit.Pad(6, 10), v.lines).Edged().Raised(1)
	v.mapBox = container.New(&mapLayout{v}, s.pane.Object(), v.legend)
	v.fields()
	v.object = container.New(&sideLayout{v}, v.asRow, v.mapBox, v.defaults, v.report.object)
	return v
}

// fields are the selects for what a row does not say of its site.
func (v *sideView) fields() {
	s := v.s
	var statuses, precisions []kit.Option
	for _, t := range evidence.Statuses {
		if slices.Contains(scenario.Enumerations()["site_status"], t.Key) {
			o := kit.Option{ID: t.Key, Label: t.Label, Icon: t.Icon}
			if t.Key == string(scenario.Hypothetical) {
				o.Label = "Hypothetical, marked as exercise"
			}
			statuses = append(statuses, o)
		}
	}
	for _, t := range evidence.Precisions {
		if t.Key == string(scenario.PrecisionExact) || t.Key == string(scenario.PrecisionTown) {
			precisions = append(precisions, kit.Option{ID: t.Key, Label: t.Label, Icon: t.Icon})
		}
	}
	sources := []kit.Option{{ID: "", Label: "None given"}}
	for _, x := range s.doc.Sources.All() {
		sources = append(sources, kit.Option{ID: x.ID, Label: shortName(plain(cmp.Or(x.Title, x.ID)))})
	}
	v.status = kit.NewSelect(statuses, string(scenario.Hypothetical), func(id string) { s.dec.Status = scenario.Status(id); s.ask(false) })
	v.precision = kit.NewSelect(precisions, string(scenario.PrecisionTown), func(id string) { s.dec.Precision = scenario.Precision(id); s.ask(false) })
	v.source = kit.NewSelect(sources, "", func(id string) { s.dec.Source = id; s.ask(false) })
	v.defaults = kit.NewColumn(6, kit.Inset{})
	if len(sources) > 1 {
		v.defaults.SetItems(labelled("Status", v.status), labelled("Precision", v.precision), labelled("Source", v.source))
	} else {
		v.defaults.SetItems(labelled("Status", v.status), labelled("Precision", v.precision))
	}
}

// labelled sets a select after its name.
func labelled(label string, c *kit.Select) fyne.CanvasObject {
	return container.New(&labelLayout{}, kit.NewText(label, kit.Body, kit.Ink3), c)
}

// labelLayout gives the name 94 and the control the rest.
type labelLayout struct{}

// MinSize implements fyne.Layout.
func (*labelLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(220, 30) }

// Layout implements fyne.Layout.
func (*labelLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put(o[0], 0, 6, 94, 18)
	put(o[1], 94, 0, size.Width-94, 30)
}

// fill brings the right side up to date.
func (v *sideView) fill() {
	l := v.s.layerNow()
	setShown(v.asRow, l != nil)
	setShown(v.defaults, l != nil && l.As == exchange.AsSites)
	if l != nil {
		v.as.SetChosen(string(l.As))
	}
	v.fillMap()
	v.report.fill()
	v.object.Refresh()
}

// fillMap puts the rows of the layer on the small map.
func (v *sideView) fillMap() {
	s := v.s
	var marks []Mark
	var shapes []orb.Geometry
	written, swapped, drawn := 0, 0, 0
	taken := map[spot]bool{}
	if l := s.layerNow(); l != nil && l.As != exchange.AsNothing {
		for i := range l.Rows {
			r := &l.Rows[i]
			if r.Choice == exchange.Leave || r.Feature == nil {
				continue
			}
			switch {
			case r.At != nil:
				turned := r.Written != nil
				if turned {
					swapped++
				} else {
					written++
				}
				chosen, at := s.hasAt && r.ID == s.row, spotOf(*r.At, turned)
				if many := len(l.Rows) > 400; chosen || len(marks) < mostMarks && !(many && taken[at]) {
					taken[at] = true
					marks = append(marks, Mark{*r.At, turned, chosen})
				}
			case r.Feature.Geometry != nil:
				drawn++
				shapes = append(shapes, r.Feature.Geometry)
			}
		}
	}
	if m := s.now.Merge; m != nil {
		marks = s.mergeMarks()
		written = len(marks)
	}
	v.fillLegend(written, swapped, drawn)
	s.pane.Show(marks, shapes, !s.shown)
	s.shown = s.shown || len(marks)+len(shapes) > 0
}

func (v *sideView) fillLegend(written, swapped, drawn int) {
	var lines []fyne.CanvasObject
	add := func(n int, icon string, tone kit.Tone, words string) {
		if n > 0 {
			lines = append(lines, kit.NewRow(7, kit.Inset{}, kit.NewIcon(icon, 16, tone), kit.NewText(fmt.Sprintf("%d %s", n, words), kit.Small, kit.Ink)))
		}
	}
	word := "as written"
	if v.s.now.Merge != nil {
		word = "new"
	}
	add(written, "status-hypothetical", kit.Ink, word)
	add(swapped, "status-offered", kit.Warn, "swapped")
	add(drawn, "layers", kit.Accent, "drawn on an overlay")
	v.lines.SetItems(lines...)
	setShown(v.legend, len(lines) > 0)
	v.mapBox.Refresh()
}

// mapLayout sets the legend into the lower left corner of the map.
type mapLayout struct{ v *sideView }

// MinSize implements fyne.Layout.
func (*mapLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 120) }

// Layout implements fyne.Layout.
func (m *mapLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put(o[0], 0, 0, size.Width, size.Height)
	w := o[1].MinSize().Width
	h := m.v.legend.HeightFor(w)
	put(o[1], 8, size.Height-h-8, w, h)
	if o[1].Visible() {
		m.v.s.pane.Cover(h + 8)
	} else {
		m.v.s.pane.Cover(0)
	}
}

// sideLayout gives the map what the others leave.
type sideLayout struct{ v *sideView }

// MinSize implements fyne.Layout.
func (*sideLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 400) }

// Layout implements fyne.Layout.
func (l *sideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := size.Width - 40
	y, bottom := float32(16), size.Height-14
	if o[0].Visible() {
		put(o[0], 20, y, w, 30)
		y += 42
	}
	report := min(l.v.report.height(w), max(84, (bottom-y)*0.34))
	put(o[3], 20, bottom-report, w, report)
	bottom -= report + 12
	if o[2].Visible() {
		h := l.v.defaults.HeightFor(w)
		put(o[2], 20, bottom-h, w, h)
		bottom -= h + 12
	}
	put(o[1], 20, y, w, max(80, bottom-y))
}

// reportView is the box that says what was read and what was not.
type reportView struct {
	s      *Sheet
	object *fyne.Container
	box    [2]*kit.Frame // for a clean report and for one with something left out
	title  [2]*kit.Text
	rows   [2]*kit.Column
	scroll [2]*kit.Scroll
	still  stillness[string]
}

func newReportView(s *Sheet) *reportView {
	v := &reportView{s: s}
	for i, look := range []struct {
		fill kit.Fill
		icon string
		tone kit.Tone
	}{{kit.FillOK, "check", kit.OK}, {kit.FillWarn, "warning", kit.Warn}} {
		v.title[i] = kit.NewText("", kit.Head, look.tone).Elided()
		v.rows[i] = kit.NewColumn(0, kit.Inset{})
		v.scroll[i] = kit.NewScroll(v.rows[i])
		copying := kit.NewLink("Copy", func() { s.host.Copy(s.now.Report().String()) }).In(kit.SmallLink)
		head := kit.NewRow(8, kit.Inset{Bottom: 4}, kit.NewIcon(look.icon, 18, look.tone), kit.Expand(v.title[i]), copying)
		v.box[i] = kit.NewFrame(look.fill, 8, kit.Pad(8, 12), kit.NewPage(head, v.scroll[i], nil))
	}
	v.object = container.NewStack(v.box[0], v.box[1])
	return v
}

func (v *reportView) at() int {
	if d := &v.s.seen; d.skipped > 0 || d.read == 0 && v.s.now.Merge == nil {
		return 1
	}
	return 0
}

// height is what the box takes with all its lines.
func (v *reportView) height(w float32) float32 {
	h := v.rows[v.at()].HeightFor(w-24) + 22 + 18
	return h
}

// mostReasons is how many skipped rows are listed; the saved table has all.
const mostReasons = 60

// fill says what was read, and every reason with its remedy.
func (v *reportView) fill() {
	s, i := v.s, v.at()
	setShown(v.box[i], true)
	setShown(v.box[1-i], false)
	read, skipped := s.seen.read, s.seen.skipped
	noun := "feature"
	if l := s.layerNow(); l != nil && l.Table != nil {
		noun = "row"
	}
	switch {
	case s.now.Merge != nil:
		v.title[i].Set(mergeTitle(s.now.Merge))
	case read == 0 && skipped == 0:
		v.title[i].Set("Nothing would be brought in")
	case i == 1:
		v.title[i].Set(fmt.Sprintf("%d of %s read; %d skipped", read, counted(read+skipped, noun), skipped))
	default:
		v.title[i].Set("All " + counted(read, noun) + " read")
	}
	v.still.measure(v.rows[i].Size().Width)
	var lines []fyne.CanvasObject
	for j, x := range s.seen.lines {
		if j == mostReasons {
			lines = append(lines, kit.NewText(fmt.Sprintf("%d more; saved rows list them all", len(s.seen.lines)-j), kit.Small, kit.Ink3))
			break
		}
		lines = append(lines, v.still.hold(fmt.Sprint(x.id, x.where), v.line(x)))
	}
	if m := s.now.Merge; m != nil {
		for _, k := range m.Kept[:min(len(m.Kept), mostReasons)] {
			lines = append(lines, kit.NewParagraph(sentence(plain(k.Message)), kit.Small, kit.Ink2))
		}
	}
	v.rows[i].SetItems(lines...)
	v.scroll[i].Refresh()
}

// line is one skipped row with its reason and what can be done.
func (v *reportView) line(x skippedRow) *kit.Column {
	where := container.New(&least{56}, kit.NewText(capital(within(x.where)), kit.Small, kit.Ink3))
	words := kit.NewColumn(2, kit.Inset{}, kit.NewParagraph(x.words, kit.Small, kit.Ink))
	items := []fyne.CanvasObject{where, kit.Expand(words)}
	if x.offer != "" {
		offer := kit.NewLink(x.offer, func() { v.s.choose(x.choice, x.id) }).In(kit.SmallLink)
		if offer.MinSize().Width > 100 { // a long one takes a line of its own
			words.SetItems(append(words.Items(), kit.NewRow(0, kit.Inset{}, offer))...)
		} else {
			items = append(items, offer)
		}
	}
	return kit.NewColumn(0, kit.Inset{}, kit.NewRule(0), kit.NewRow(10, kit.Pad(4, 0), items...).AtTop())
}

// least gives an object a least width.
type least struct{ width float32 }

// MinSize implements fyne.Layout.
func (l *least) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(max(l.width, m.Width), m.Height)
}

// Layout implements fyne.Layout.
func (l *least) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put(o[0], 0, 0, size.Width, size.Height)
}
