// Package exporter asks what of a document goes into a data file, and in which format. It writes nothing: the window
// asks for a name afterwards and writes.
package exporter

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/ui/kit"
)

// Part is something that can go into the file: the sites, or an overlay layer.
type Part struct {
	ID, Title string
	Count     int
	Noun      string // "site", "feature"
}

// Answer is what the person wants.
type Answer struct {
	Format    feature.Format
	Parts     []string // ids of the parts, in the order in which they were offered
	Tables    bool     // also what has no place: notes, sources, plans
	Separator byte     // of CSV
	Bare      bool     // texts that a spreadsheet could run as a formula stay as they are
}

// Question is what there is to export.
type Question struct {
	Parts    []Part
	Rows     int    // of the tables without places
	Handling string // the document's label; "" for none
	Answer   func(Answer)
}

// formats are the cards, four in a row.
var formats = [2][]kit.Radio{
	{{ID: string(feature.GeoJSON), Title: "GeoJSON", Sub: "web maps, GIS"}, {ID: string(feature.KML), Title: "KML", Sub: "Google Earth"},
		{ID: string(feature.KMZ), Title: "KMZ", Sub: "KML, packed"}, {ID: string(feature.GeoPackage), Title: "GeoPackage", Sub: "QGIS, ArcGIS"}},
	{{ID: string(feature.XLSX), Title: "XLSX", Sub: "spreadsheet"}, {ID: string(feature.CSV), Title: "CSV", Sub: "table of text"},
		{ID: string(feature.TSV), Title: "TSV", Sub: "table with tabs"}, {ID: string(feature.Scenario), Title: "Scenario", Sub: "a copy, with all"}},
}

// dialog is the question on the screen.
type dialog struct {
	q       Question
	answer  Answer
	on      map[string]bool // parts that go in, for formats that hold several
	one     string          // the part that goes in, for formats that hold one
	surface *kit.Surface

	cards     [2]*kit.ChoiceCards
	body      *kit.Column
	scroll    *kit.Scroll
	parts     *kit.Column
	options   *kit.Column
	remark    *kit.Text
	separator *kit.Select
	guard     *kit.CheckRow
	tables    *kit.CheckRow
	export    *kit.Button
	buttons   *kit.Row
}

// Ask opens the question over the window of c.
func Ask(c fyne.Canvas, q Question) {
	d := &dialog{q: q, on: map[string]bool{}, answer: Answer{Format: feature.GeoJSON, Separator: ',', Tables: true}}
	for _, p := range q.Parts {
		d.on[p.ID] = p.Count > 0
		if d.one == "" && p.Count > 0 {
			d.one = p.ID
		}
	}
	d.build()
	d.body = d.content()
	d.scroll = kit.NewScroll(d.body)
	d.fill()
	box := kit.NewFrame(kit.FillRaise, 10, kit.Pad(20, 20), container.New(&dialogLayout{d}, d.head(), d.scroll, d.buttons)).Edged().Raised(3)
	d.surface = kit.Open(c, box, kit.Over{Scrim: true, Stay: true, Place: func(win, _ fyne.Size) (fyne.Position, fyne.Size) {
		size := fyne.NewSize(min(600, win.Width-32), min(404+28*float32(min(len(q.Parts), 7)), win.Height-32))
		return kit.Middle(win, size)
	}})
	c.Focus(d.export)
}

func (d *dialog) head() fyne.CanvasObject {
	return kit.NewRow(10, kit.Inset{}, kit.NewIcon("export", 22, kit.Ink), kit.Expand(kit.NewText("Export data", kit.NoteTitle, kit.Ink)))
}

func (d *dialog) build() {
	for i := range formats {
		d.cards[i] = kit.NewChoiceCards(formats[i], string(d.answer.Format), func(id string) {
			d.cards[1-i].SetChosen("")
			d.answer.Format = feature.Format(id)
			d.fill()
		})
	}
	d.parts, d.options = kit.NewColumn(0, kit.Inset{}), kit.NewColumn(8, kit.Inset{})
	d.remark = kit.NewParagraph("", kit.Small, kit.Ink3)
	d.tables = kit.NewCheckRow("Notes, evidence, sources, positions, facts and plans", "each in a table of its own", rows(d.q.Rows), true, func(on bool) {
		d.answer.Tables = on
		d.fill()
	})
	d.separator = kit.NewSelect([]kit.Option{{ID: ",", Label: ", comma"}, {ID: ";", Label: "; semicolon"}}, ",", func(id string) { d.answer.Separator = id[0] })
	d.guard = kit.NewCheckRow("Guard against formulas", "an apostrophe before texts that a spreadsheet would run; our import takes it off again", "", true, func(on bool) { d.answer.Bare = !on }).Bare()
	cancel := kit.NewButton("Cancel", "", kit.Plain, func() { d.surface.Close() })
	d.export = kit.NewButton("Export…", "export", kit.Primary, d.done)
	d.buttons = kit.NewRow(8, kit.Inset{Top: 12}, kit.Space(), cancel, d.export)
}

func rows(n int) string { return counted(n, "row") }

func (d *dialog) content() *kit.Column {
	return kit.NewColumn(10, kit.Pad(8, 4), d.cards[0], d.cards[1], kit.NewText("What goes in", kit.Head, kit.Ink), d.parts, d.options, d.remark)
}

// fill shows what the chosen format can hold.
func (d *dialog) fill() {
	f := d.answer.Format
	var parts []fyne.CanvasObject
	switch {
	case f == feature.Scenario:
		parts = append(parts, kit.NewParagraph("Everything: sites, overlays, notes, sources, plans, slides. The open file stays as it is.", kit.Body, kit.Ink2))
	case single(f):
		parts = append(parts, d.oneOf())
	default:
		for _, p := range d.q.Parts {
			row := kit.NewCheckRow(p.Title, "", counted(p.Count, p.Noun), d.on[p.ID], func(on bool) { d.on[p.ID] = on; d.count() })
			if p.Count == 0 {
				row.Disable()
			}
			parts = append(parts, row)
		}
		if exchange.HoldsTables(f) && d.q.Rows > 0 {
			parts = append(parts, d.tables)
		}
	}
	d.parts.SetItems(parts...)
	switch f {
	case feature.CSV:
		d.options.SetItems(kit.NewRow(10, kit.Inset{}, kit.NewText("Separator", kit.Body, kit.Ink3), d.separator), d.guard)
	case feature.TSV:
		d.options.SetItems(d.guard)
	default:
		d.options.SetItems()
	}
	d.remark.Set(d.words())
	d.body.Refresh()
	d.scroll.Refresh()
	d.count()
}

// single says whether a format holds one table only.
func single(f feature.Format) bool { return f == feature.CSV || f == feature.TSV }

// oneOf lets one part be chosen.
func (d *dialog) oneOf() fyne.CanvasObject {
	var list []kit.Radio
	for _, p := range d.q.Parts {
		if p.Count > 0 {
			list = append(list, kit.Radio{ID: p.ID, Title: p.Title + ", " + counted(p.Count, p.Noun)})
		}
	}
	return kit.NewRadioRows(list, d.one, func(id string) { d.one = id; d.count() })
}

// words say what the format does with the label and with what the document holds.
func (d *dialog) words() string {
	text := ""
	switch f := d.answer.Format; {
	case f == feature.Scenario:
		text = "For a copy that holds back what an audience should not see, make an audience-safe copy."
	case exchange.HoldsTables(f):
		text = "A table “about” says the title, the handling label and how boundaries are meant."
	case f == feature.KML || f == feature.KMZ:
		text = "The name of the document carries the handling label."
	case d.q.Handling != "" && d.q.Handling != "TLP:CLEAR":
		text = "This format has no place for the label " + d.q.Handling + ": say it when you pass the file on."
	}
	return text
}

// count names what the button would do.
func (d *dialog) count() {
	n, noun := 0, ""
	for _, id := range d.chosen() {
		for _, p := range d.q.Parts {
			if p.ID == id {
				if n += p.Count; noun == "" || noun == p.Noun {
					noun = p.Noun
				} else {
					noun = "feature"
				}
			}
		}
	}
	tables := d.answer.Tables && exchange.HoldsTables(d.answer.Format) && d.q.Rows > 0
	d.export.Enable()
	switch {
	case d.answer.Format == feature.Scenario:
		d.export.SetLabel("Export a copy…")
	case n > 0:
		d.export.SetLabel("Export " + counted(n, noun) + "…")
	case tables:
		d.export.SetLabel("Export the tables…")
	default:
		d.export.SetLabel("Nothing to export")
		d.export.Disable()
	}
	d.buttons.Refresh()
	if d.surface != nil {
		d.surface.Relayout()
	}
}

// chosen lists the parts that go in.
func (d *dialog) chosen() []string {
	switch {
	case d.answer.Format == feature.Scenario:
		return nil
	case single(d.answer.Format):
		if d.one == "" {
			return nil
		}
		return []string{d.one}
	}
	var out []string
	for _, p := range d.q.Parts {
		if d.on[p.ID] {
			out = append(out, p.ID)
		}
	}
	return out
}

func (d *dialog) done() {
	a := d.answer
	a.Parts = d.chosen()
	a.Tables = a.Tables && exchange.HoldsTables(a.Format)
	d.surface.Close()
	d.q.Answer(a)
}

// dialogLayout sets a body that scrolls between head and buttons.
type dialogLayout struct{ d *dialog }

// MinSize implements fyne.Layout.
func (*dialogLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 300) }

// Layout implements fyne.Layout.
func (*dialogLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put(o[0], 0, 0, size.Width, 24)
	put(o[1], -4, 30, size.Width+8, size.Height-30-44)
	put(o[2], 0, size.Height-42, size.Width, 42)
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
