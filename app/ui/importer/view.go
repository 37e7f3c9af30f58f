package importer

import (
	"fmt"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/ui/kit"
)

// view is what the sheet shows. Everything is made once and filled anew, so that the focus stays where it is.
type view struct {
	controls *controls
	info     *kit.Text
	head     *kit.Link // whether the first row holds heads
	infoRow  *kit.Row
	table    *tableView
	noticed  *noticedView
	side     *sideView
	left     *fyne.Container
	page     *fyne.Container
	buttons  *fyne.Container
	save     *kit.Button
	cancel   *kit.Button
	primary  *kit.Button
	pane     Pane
}

// open builds the sheet and lays it over the window.
func (s *Sheet) open() {
	s.pane = s.host.Pane()
	s.controls = newControls(s)
	s.info = kit.NewText("", kit.Small, kit.Ink2).Elided()
	s.head = kit.NewLink("", s.turnHead).In(kit.SmallLink)
	s.infoRow = kit.NewRow(8, kit.Inset{Left: 20, Right: 20, Top: 12, Bottom: 8}, kit.NewIcon("info", 16, kit.Ink2), kit.Expand(s.info), s.head)
	s.table, s.noticed, s.side = newTableView(s), newNoticedView(s), newSideView(s)
	s.left = container.New(&leftLayout{s: s}, s.infoRow, s.table.object, s.noticed.object)
	s.save = kit.NewButton("Save the rows", "export", kit.Plain, s.saveSkipped)
	s.cancel = kit.NewButton("Cancel", "", kit.Plain, s.Close)
	s.primary = kit.NewButton("Import", "import", kit.Primary, s.take)
	s.page = kit.NewPage(s.controls.object, s.left, nil)
	s.buttons = container.New(&trailing{}, s.save, s.cancel, s.primary)
	s.fill()
	body := container.New(&halves{}, s.page, kit.NewUpright(0), s.side.object)
	s.surface = kit.ShowSheet(s.host.Canvas(), kit.Sheet{
		Icon: "import", Title: "Import", Sub: shortName(s.name), Chip: chip(s.now), Remark: "Nothing enters the scenario until you press Import.",
		Body: body, Foot: "Import is one undo step. Skipped rows can be saved as a CSV with a reason column.",
		Buttons: []fyne.CanvasObject{s.buttons}, Cancel: s.Close,
	})
	s.host.Canvas().AddShortcut(importKey(), func(fyne.Shortcut) {
		if s.host.Canvas().Overlays().Top() == fyne.CanvasObject(s.surface) { // no question lies over the sheet
			s.take()
		}
	})
	s.host.Canvas().Focus(s.table.rows)
}

// importKey is the chord that does the import from anywhere in the sheet.
func importKey() *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}
}

// importKeyWords is its name in tooltips.
func importKeyWords() string {
	if runtime.GOOS == "darwin" {
		return "⌘Return"
	}
	return "Ctrl+Enter"
}

// refresh shows the newest answer.
func (s *Sheet) refresh() {
	s.fill()
	s.page.Refresh()
	s.left.Refresh()
	s.infoRow.Refresh()
	s.showWork()
}

func (s *Sheet) fill() {
	s.controls.fill()
	s.fillHead()
	s.info.Set(s.remark())
	s.info.SetTone(kit.Ink2)
	if s.wrong != "" {
		s.info.Set(s.wrong)
		s.info.SetTone(kit.Error)
	}
	s.table.fill()
	s.noticed.fill()
	s.side.fill()
}

// fillHead offers the other reading of the first row of a table of text.
func (s *Sheet) fillHead() {
	setShown(s.head, s.now.Format == feature.CSV || s.now.Format == feature.TSV)
	s.head.Set("The first row holds values")
	if s.as.Header == table.No {
		s.head.Set("The first row holds heads")
	}
}

func (s *Sheet) turnHead() {
	s.readAgain(func(o *exchange.Options) {
		if o.Text.Header = table.No; s.as.Header == table.No {
			o.Text.Header = table.Yes
		}
	})
}

// showWork brings the buttons up to date: what would happen, or what is in the way.
func (s *Sheet) showWork() {
	if s.primary == nil || s.now == nil {
		return
	}
	skipped := s.seen.skipped
	s.save.SetLabel("Save the " + counted(skipped, "row"))
	if skipped == 1 {
		s.save.SetLabel("Save the row")
	}
	if skipped == 0 {
		s.save.Hide()
	} else {
		s.save.Show()
	}
	label, why := s.now.Action(), s.blocked()
	switch {
	case why != "":
		s.primary.SetLabel(why)
		s.primary.SetTip(strings.Join(s.now.Open(), "; "), "")
		s.primary.Disable()
	case s.stale:
		s.primary.SetLabel(label)
		s.primary.Disable()
	default:
		s.primary.SetLabel(label)
		s.primary.SetTip(label, importKeyWords())
		s.primary.Enable()
	}
	s.buttons.Refresh()
}

// blocked says in the words of the button why nothing can be imported; "" when it can.
func (s *Sheet) blocked() string {
	if n := len(s.now.Open()); n > 0 {
		return fmt.Sprintf("%d to settle", n)
	}
	if s.now.Merge != nil {
		if s.now.Merge.Total == 0 {
			return "Nothing new to import"
		}
		return ""
	}
	if c := s.now.Counts(); c.Sites+c.Updates+c.Features == 0 {
		return "Nothing to import"
	}
	return ""
}

// chip counts what is in the file.
func chip(p *exchange.Proposal) string {
	if p.Merge != nil {
		return counted(p.Merge.Total, "new item")
	}
	rows, columns := 0, 0
	for i := range p.Layers {
		rows += len(p.Layers[i].Rows)
		if t := p.Layers[i].Table; t != nil {
			columns = max(columns, len(t.Header))
		}
	}
	rows += len(p.Skipped)
	switch {
	case len(p.Layers) == 1 && columns > 0:
		return counted(rows, "row") + " · " + counted(columns, "column")
	case columns > 0:
		return counted(rows, "row") + " · " + counted(len(p.Layers), "sheet")
	case len(p.Layers) > 1:
		return counted(rows, "feature") + " · " + counted(len(p.Layers), "layer")
	}
	return counted(rows, "feature")
}

// remark is the line above the table.
func (s *Sheet) remark() string {
	l := s.layerNow()
	switch {
	case s.now.Merge != nil:
		return "A scenario: what this one does not have joins it; what both have stays as it is here."
	case l == nil:
		return "Nothing in this file can be read as places."
	case l.Table == nil:
		return fmt.Sprintf("A %s file. Points can become sites; lines and areas become an overlay on the map.", formats[s.now.Format])
	}
	if l.As == exchange.AsNothing {
		return "No column says where the rows lie: choose Latitude and Longitude above them, Coordinates, or Easting and Northing."
	}
	guessed, languages := 0, map[string]bool{}
	var named []string
	for _, c := range l.Columns.Columns {
		if c.Means != "" && c.Sure < 1 {
			guessed++
			if c.Language != "" && !languages[c.Language] {
				languages[c.Language] = true
				named = append(named, c.Language)
			}
		}
	}
	if guessed == 0 {
		return "Every column says what it holds. Change any of them below."
	}
	in := ""
	if len(named) > 0 && len(named) <= 2 {
		in = " (" + strings.Join(named, ", ") + ")"
	}
	return fmt.Sprintf("%s guessed from heads%s and values. Change any of them below.", wereColumns(guessed, len(l.Table.Header)), in)
}

func wereColumns(n, all int) string {
	switch {
	case n == 1:
		return "One column was"
	case n == all && n == 2:
		return "Both columns were"
	case n == all:
		return fmt.Sprintf("All %d columns were", n)
	}
	return fmt.Sprintf("%d of %d columns were", n, all)
}

// formats are the words for kinds of files.
var formats = map[feature.Format]string{
	feature.GeoJSON: "GeoJSON", feature.KML: "KML", feature.KMZ: "KMZ", feature.CSV: "CSV", feature.TSV: "TSV", feature.XLSX: "spreadsheet",
	feature.GeoPackage: "GeoPackage", feature.Scenario: "scenario",
}

// halves gives the right side 406, or 336 in a small window.
type halves struct{}

// MinSize implements fyne.Layout.
func (*halves) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(800, 420) }

// Layout implements fyne.Layout.
func (*halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	right := float32(405)
	if size.Width < 1180 {
		right = 335
	}
	left := size.Width - right - 1
	put(o[0], 0, 0, left, size.Height)
	put(o[1], left, 0, 1, size.Height)
	put(o[2], left+1, 0, right, size.Height)
}

// leftLayout sets the table under the remark, as high as it needs, and what was noticed below it.
type leftLayout struct{ s *Sheet }

// MinSize implements fyne.Layout.
func (*leftLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(420, 360) }

// Layout implements fyne.Layout.
func (l *leftLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	top := float32(44)
	put(o[0], 0, 0, size.Width, top)
	room := size.Height - top - 8
	noticed := l.s.noticed.height(size.Width)
	natural := l.s.table.height()
	if natural+noticed > room {
		noticed = min(noticed, max(room-natural, room*0.44))
		natural = room - noticed
	}
	put(o[1], 20, top, size.Width-40, natural)
	put(o[2], 0, top+natural, size.Width, room-natural)
}

// trailing sets buttons side by side at the right of a fixed room, so that longer words move nothing else.
type trailing struct{}

// MinSize implements fyne.Layout.
func (*trailing) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(520, 30) }

// Layout implements fyne.Layout.
func (*trailing) Layout(o []fyne.CanvasObject, size fyne.Size) {
	x := size.Width
	for i := len(o) - 1; i >= 0; i-- {
		if !o[i].Visible() {
			continue
		}
		w := o[i].MinSize().Width
		put(o[i], x-w, 0, w, size.Height)
		x -= w + 8
	}
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
