package importer

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/paulmach/orb"

	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/ui/kit"
)

const (
	samples     = 5   // rows with nothing to decide that show at first
	rowWidth    = 58  // of the first column
	readWidth   = 158 // of the last
	columnLeast = 112
)

// tableView is the rows of the layer that shows, under their columns.
type tableView struct {
	s       *Sheet
	object  fyne.CanvasObject
	heads   *kit.ColumnHeads
	rows    *kit.VirtualList
	foot    *kit.Text
	more    *kit.Link
	pager   *kit.Row
	pages   *kit.Text
	back    *kit.Button
	next    *kit.Button
	selects []*kit.Select // above the columns in view

	list    []*exchange.Row // in the order shown
	merge   []mergeLine
	cols    []kit.TableColumn
	first   int // column of the table that stands first
	fit     int // how many columns there is room for
	private map[string]bool
}

func newTableView(s *Sheet) *tableView {
	v := &tableView{s: s, rows: kit.NewVirtualList(), fit: 5}
	v.heads = kit.NewColumnHeads(nil, nil, nil)
	v.rows.Len = func() int { return len(v.list) + len(v.merge) }
	v.rows.Height = func(int) float32 { return 28 }
	v.rows.Make = func(int) fyne.CanvasObject { return kit.NewTableCell(v.cols) }
	v.rows.Bind = func(i int, o fyne.CanvasObject) { o.(*kit.TableCell).Set(v.cols, v.line(i)) }
	v.rows.Moved = func(i int, _ fyne.KeyModifier) { v.look(i) }
	v.rows.Opened = func(i int) { v.menu(i, v.under(i)) }
	v.rows.Menu = v.menu
	v.foot = kit.NewText("", kit.Small, kit.Ink3).Elided()
	v.more = kit.NewLink("", func() { s.all = !s.all; v.fill(); s.left.Refresh() }).In(kit.SmallLink)
	v.pages = kit.NewText("", kit.Small, kit.Ink3)
	v.back = kit.NewIconButton("chevron-left", "Columns before", "", func() { v.page(-1) }).Small()
	v.next = kit.NewIconButton("chevron-right", "Columns after", "", func() { v.page(1) }).Small()
	v.pager = kit.NewRow(2, kit.Inset{}, v.back, v.pages, v.next)
	foot := kit.NewColumn(0, kit.Inset{}, kit.NewRule(0), kit.NewRow(10, kit.Inset{Top: 3, Bottom: 3, Left: 10, Right: 10}, kit.Expand(v.foot), v.pager, v.more))
	v.object = kit.NewFrame(kit.FillPanel, 8, kit.Pad(1, 1), container.New(&watch{v}, kit.NewPage(v.heads, v.rows, foot))).Edged()
	return v
}

// watch tells the table when there is room for more or fewer columns.
type watch struct{ v *tableView }

// MinSize implements fyne.Layout.
func (w *watch) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(380, 160) }

// Layout implements fyne.Layout.
func (w *watch) Layout(o []fyne.CanvasObject, size fyne.Size) {
	if fit := max(1, int((size.Width-rowWidth-readWidth)/columnLeast)); fit != w.v.fit {
		w.v.fit = fit
		w.v.fillHeads()
		w.v.rows.Rebind()
	}
	put(o[0], 0, 0, size.Width, size.Height)
}

// height is what the table would take with all its rows in view.
func (v *tableView) height() float32 {
	head := float32(28)
	if l := v.s.layerNow(); l != nil && l.Table != nil {
		head = 62
	}
	return head + 28*float32(min(40, max(1, v.rows.Len()))) + 33 + 2
}

// fill shows the rows of the layer.
func (v *tableView) fill() {
	v.list, v.merge, v.private = v.list[:0], nil, map[string]bool{}
	if l := v.s.layerNow(); l != nil {
		v.collect(l)
	}
	if v.s.now.Merge != nil {
		if v.s.joined == nil {
			v.s.joined = v.s.mergeLines() // the other scenario does not change
		}
		v.merge = v.s.joined
	}
	for _, f := range v.s.now.Finds {
		if f.Layer == v.s.layer && f.Remedy == exchange.Unsettled {
			v.private[f.Where] = true
		}
	}
	v.fillHeads()
	v.fillFoot()
	v.rows.Reload()
}

// collect lists the rows with something to decide, and samples of the rest or all of it.
func (v *tableView) collect(l *exchange.LayerProposal) {
	n := 0
	for i := range l.Rows {
		r := &l.Rows[i]
		if !toDecide(r) {
			if n++; n > samples && !v.s.all {
				break // those with something to decide stand first
			}
		}
		v.list = append(v.list, r)
	}
}

func (v *tableView) fillFoot() {
	l := v.s.layerNow()
	switch {
	case v.s.now.Merge != nil:
		v.foot.Set("What would join this scenario, and what differs.")
		v.more.Hide()
	case l == nil || len(v.list) == len(l.Rows) && !v.s.all:
		v.foot.Set("Enter or a right click on a row says what else can become of it.")
		v.more.Hide()
	case v.s.all:
		v.foot.Set("All rows, those with something to decide first.")
		v.more.Set("Show fewer")
		v.more.Show()
	default:
		v.foot.Set("Rows with something to decide, and samples of the rest.")
		v.more.Set(fmt.Sprintf("Show all %d", len(l.Rows)))
		v.more.Show()
	}
}

// page moves the columns in view.
func (v *tableView) page(by int) {
	l := v.s.layerNow()
	if l == nil || l.Table == nil {
		return
	}
	v.first = max(0, min(v.first+by*v.fit, len(l.Table.Header)-v.fit))
	v.fillHeads()
	v.rows.Rebind()
}

// fillHeads sets the columns and the selects above them.
func (v *tableView) fillHeads() {
	l := v.s.layerNow()
	v.pager.Hide()
	switch {
	case l == nil:
		v.cols = []kit.TableColumn{{Width: 90}, {Grow: 1}, {Width: 190}}
		v.heads.Set(v.cols, []string{"Kind", "Name", "Reading"}, nil)
		return
	case l.Table == nil:
		v.cols = []kit.TableColumn{{Width: 120}, {Grow: 3}, {Grow: 2}, {Width: readWidth}}
		v.heads.Set(v.cols, []string{"Where", "Name", "Shape", "Reading"}, nil)
		return
	}
	all := len(l.Table.Header)
	n := min(v.fit, all)
	v.first = max(0, min(v.first, all-n))
	v.cols = []kit.TableColumn{{Width: rowWidth, Right: true}}
	names, above := []string{"Row"}, []fyne.CanvasObject{nil}
	for i := range n {
		c := v.first + i
		v.cols = append(v.cols, kit.TableColumn{Grow: 1, Right: isFigure(l, c)})
		names = append(names, letter(c)+" · "+plain(l.Table.Header[c]))
		above = append(above, v.choice(i, c, l))
	}
	v.cols = append(v.cols, kit.TableColumn{Width: readWidth})
	v.heads.Set(v.cols, append(names, "Reading"), append(above, nil))
	if all > n {
		v.pages.Set(fmt.Sprintf("%s–%s of %d columns", letter(v.first), letter(v.first+n-1), all))
		setEnabled(v.back, v.first > 0)
		setEnabled(v.next, v.first+n < all)
		v.pager.Show()
	}
}

func setEnabled(b *kit.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// choice is the select above the column at place i of those in view.
func (v *tableView) choice(i, column int, l *exchange.LayerProposal) fyne.CanvasObject {
	for len(v.selects) <= i {
		at := len(v.selects)
		v.selects = append(v.selects, kit.NewSelect(meanings(), "", func(id string) {
			v.s.setMeaning(v.first+at, table.Meaning(id))
		}))
	}
	c := v.selects[i]
	if column < len(l.Columns.Columns) {
		c.SetChosen(string(l.Columns.Columns[column].Means))
		c.SetTip(capital(plain(l.Columns.Columns[column].Why)), "")
	}
	return c
}

// meanings are the options of a column.
func meanings() []kit.Option {
	var out []kit.Option
	for _, m := range table.Meanings {
		out = append(out, kit.Option{ID: string(m), Label: capital(m.Words())})
	}
	return out
}

// isFigure says whether a column's values stand at the right.
func isFigure(l *exchange.LayerProposal, c int) bool {
	if c >= len(l.Columns.Columns) {
		return false
	}
	return slices.Contains([]table.Meaning{table.Latitude, table.Longitude, table.Easting, table.Northing, table.Altitude, table.Capacity, table.MaxStay, table.Cost}, l.Columns.Columns[c].Means)
}

// letter names a column as spreadsheets do.
func letter(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// line is one row as the table shows it.
func (v *tableView) line(i int) kit.TableLine {
	if i >= len(v.list) {
		return v.merge[i-len(v.list)].line()
	}
	r, l := v.list[i], v.s.layerNow()
	w := reading(r)
	if v.private[r.Where] && r.Choice != exchange.Leave && w.fill == kit.FillNone {
		w = verdict{"personal data", "warning", kit.Warn, kit.FillWarn}
	}
	last := kit.TableText{Text: w.text, Icon: w.icon, Tone: w.tone}
	out := kit.TableLine{Fill: w.fill, Selected: v.s.hasAt && r.ID == v.s.row}
	if l.Table == nil {
		out.Cells = []kit.TableText{{Text: within(r.Where), Tone: kit.Ink3}, {Text: plain(r.Name), Strong: true}, {Text: shape(r), Tone: kit.Ink2}, last}
		return out
	}
	out.Cells = append(out.Cells, kit.TableText{Text: number(r.Where), Tone: kit.Ink3})
	for c := v.first; c < v.first+len(v.cols)-2; c++ {
		out.Cells = append(out.Cells, v.cell(l, r, c))
	}
	out.Cells = append(out.Cells, last)
	return out
}

// cell is one value as it stands in the file.
func (v *tableView) cell(l *exchange.LayerProposal, r *exchange.Row, c int) kit.TableText {
	means := table.Other
	if c < len(l.Columns.Columns) {
		means = l.Columns.Columns[c].Means
	}
	text := plain(cellAt(l.Table, r.ID.Index, c))
	t := kit.TableText{Text: text, Strong: means == table.Name}
	switch {
	case text == "" && (means == table.Latitude || means == table.Longitude || means == table.Coordinates || means == table.Easting || means == table.Northing):
		t.Text, t.Tone = "empty", kit.Ink3
	case text == "":
		t.Text, t.Tone = "–", kit.Ink3
	case means == table.Ignore:
		t.Tone = kit.Ink3
	}
	return t
}

func cellAt(t *feature.Table, row, column int) string {
	if row < 0 || row >= len(t.Rows) || column >= len(t.Rows[row]) {
		return ""
	}
	return t.Rows[row][column].Text
}

// shape names the geometry of a row.
func shape(r *exchange.Row) string {
	if r.Feature == nil {
		if r.Choice == exchange.Leave && r.State == exchange.Skipped {
			return "–"
		}
		return "none"
	}
	words := map[string]string{"Point": "point", "MultiPoint": "points", "LineString": "line", "MultiLineString": "lines", "Polygon": "area", "MultiPolygon": "areas", "GeometryCollection": "collection"}
	g := r.Feature.Geometry
	if g == nil {
		return "no place"
	}
	out := words[g.GeoJSONType()]
	if n := feature.Positions(g); n > 1 {
		out += fmt.Sprintf(", %d positions", n)
	}
	if r.Feature.Invalid != "" {
		out += ", " + r.Feature.Invalid
	}
	return out
}

// look shows where a row lies.
func (v *tableView) look(i int) {
	s := v.s
	if i >= len(v.list) {
		return
	}
	r := v.list[i]
	s.row, s.hasAt = r.ID, true
	v.rows.Rebind()
	s.side.fillMap()
	if r.At != nil {
		s.pane.Look(*r.At)
	} else if r.Feature != nil && r.Feature.Geometry != nil {
		b := r.Feature.Geometry.Bound()
		s.pane.Look(orb.Point{(b.Min[0] + b.Max[0]) / 2, (b.Min[1] + b.Max[1]) / 2})
	}
}

// under is where the menu of a row opens when no mouse says so.
func (v *tableView) under(i int) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.rows)
	return at.Add(fyne.NewPos(rowWidth, 28*float32(min(i, 6)+1)))
}

// menu offers what can become of a row.
func (v *tableView) menu(i int, at fyne.Position) {
	if i >= len(v.list) {
		return
	}
	r := v.list[i]
	var items []kit.MenuItem
	if r.Reason != "" {
		items = append(items, kit.MenuItem{Label: capital(strings.TrimSpace(r.Where + ": " + plain(r.Reason))), Disabled: true, Act: func() {}}, kit.MenuItem{})
	}
	for _, c := range r.Choices {
		words := choiceWords[c]
		if c == exchange.Mend {
			words = r.Fix
		}
		items = append(items, kit.MenuItem{Label: words, Checked: c == r.Choice, Disabled: len(r.Choices) == 1, Act: func() { v.s.choose(c, r.ID) }})
	}
	if len(items) > 0 {
		kit.ShowMenuAt(v.s.host.Canvas(), at, items)
	}
}
