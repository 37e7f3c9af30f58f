package versions

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/difference"
	"hubscape/app/ui/kit"
)

// mainPage is the place of the map: head, two maps, two columns of differences, foot.
type mainPage struct {
	v      *View
	object *fyne.Container

	title             *kit.Text
	chips             *kit.Row
	leftHead, rightHd *kit.Text
	leftSub, rightSub *kit.Text
	columns           [2]*column
	words             *kit.Text
	text, back        *kit.Button
	restore           *kit.Button
	head, foot        *kit.Row
	full              fyne.CanvasObject
}

func newMainPage(v *View) *mainPage {
	p := &mainPage{v: v}
	p.title = kit.NewText("", kit.NoteTitle, kit.Ink)
	p.chips = kit.NewRow(8, kit.Inset{})
	linked := kit.NewCheck("Cameras linked", true, v.link)
	swap := kit.NewButton("Swap sides", "swap", kit.Plain, func() {
		v.swapped = !v.swapped
		p.show()
		v.showMaps("")
	}).Small()
	closing := kit.NewIconButton("close", "Back to the map", "Esc", v.host.Leave)
	p.head = kit.NewRow(10, kit.Pad(5, 12), p.title, p.chips, kit.Space(), linked, swap, closing)
	head := kit.NewColumn(0, kit.Inset{}, p.head, kit.NewRule(0))
	p.columns = [2]*column{newColumn(v, 0), newColumn(v, 1)}
	p.words = kit.NewText("A version is never changed by looking. Restoring opens a copy beside this file; nothing here is overwritten.", kit.Small, kit.Ink2).Elided()
	p.text = kit.NewButton("Save difference as text", "export", kit.Plain, func() { v.host.SaveText(v.report) })
	p.back = kit.NewButton("Take back", "undo", kit.Plain, v.takeBack)
	p.restore = kit.NewButton("Restore as a copy", "restore", kit.Primary, func() { v.host.Restore(v.list[v.at]) })
	items := []fyne.CanvasObject{kit.Expand(p.words), p.text}
	switch {
	case v.still:
		p.words.Set("Comparing changes neither of the two.")
	case v.merge:
		p.words.Set("What only the other version changed was taken over. Tick what else should be as it is there. Undo takes it back.")
		p.back = kit.NewButton("Take over", "difference", kit.Primary, v.takeBack)
		items = append(items, p.back)
	default:
		items = append(items, p.back, p.restore)
	}
	p.foot = kit.NewRow(8, kit.Pad(10, 12), items...)
	foot := kit.NewColumn(0, kit.Inset{}, kit.NewRule(0), p.foot)
	p.full = kit.NewPage(head, container.New(&halves{}, p.maps(), p.lists()), foot)
	p.object = container.NewStack(p.full)
	return p
}

// maps sets the two maps under their heads.
func (p *mainPage) maps() fyne.CanvasObject {
	p.leftHead, p.leftSub = kit.NewText("", kit.Head, kit.Ink), kit.NewText("", kit.Small, kit.Ink3).Elided()
	p.rightHd, p.rightSub = kit.NewText("", kit.Head, kit.Ink), kit.NewText("", kit.Small, kit.Ink3).Elided()
	side := func(head, sub *kit.Text, pane Pane) fyne.CanvasObject {
		band := kit.NewFrame(kit.FillPanel2, 0, kit.Inset{}, kit.NewRow(8, kit.Pad(6, 12), head, kit.Expand(sub)))
		return kit.NewPage(kit.NewColumn(0, kit.Inset{}, band, kit.NewRule(0)), pane.Object(), nil)
	}
	return container.New(&pair{}, side(p.leftHead, p.leftSub, p.v.panes[0]), kit.NewUpright(0), side(p.rightHd, p.rightSub, p.v.panes[1]))
}

func (p *mainPage) lists() fyne.CanvasObject {
	top := kit.NewRule(0)
	return kit.NewPage(top, container.New(&pair{}, p.columns[0].rows, kit.NewUpright(0), p.columns[1].rows), nil)
}

// show brings heads, lists and foot up to date with the report.
func (p *mainPage) show() {
	v := p.v
	before, after := v.name(v.at), "now"
	if v.still {
		after = v.name(1)
	}
	p.title.Set(capital(before) + " compared with " + after)
	p.chips.SetItems(chips(v.report)...)
	heads := [2]string{capital(before), capital(after)}
	subs := [2]string{contents(v.report, true), contents(v.report, false)}
	if v.swapped {
		heads[0], heads[1], subs[0], subs[1] = heads[1], heads[0], subs[1], subs[0]
	}
	p.leftHead.Set(heads[0])
	p.rightHd.Set(heads[1])
	p.leftSub.Set(subs[0])
	p.rightSub.Set(subs[1])
	for _, c := range p.columns {
		c.collect()
	}
	p.refreshFoot()
	p.set(p.full)
}

// chips count the differences by their sort.
func chips(r *difference.Report) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	counts := r.Counts()
	for _, s := range []difference.Sort{difference.Move, difference.Edit, difference.Add, difference.Remove} {
		if counts[s] > 0 {
			out = append(out, kit.NewChip(fmt.Sprintf("%d %s", counts[s], s.Did()), kit.ChipPlain))
		}
	}
	if len(out) == 0 {
		out = append(out, kit.NewChip("no difference", kit.ChipPlain))
	}
	return out
}

// contents says what a document holds.
func contents(r *difference.Report, before bool) string {
	doc := r.After
	if before {
		doc = r.Before
	}
	return counted(doc.Sites.Len(), "site") + ", " + counted(doc.Notes.Len(), "note") + ", " + counted(doc.Plans.Len(), "plan")
}

// refreshFoot names what the buttons would do.
func (p *mainPage) refreshFoot() {
	v := p.v
	word, tip := "Take back", "Tick what should be as it was"
	if v.merge {
		word, tip = "Take over", "Tick what should be as in the other version"
	}
	if n := len(v.ticked); n > 0 {
		p.back.SetLabel(fmt.Sprintf("%s %d chosen", word, n))
		p.back.Enable()
	} else {
		p.back.SetLabel(word)
		p.back.SetTip(tip, "")
		p.back.Disable()
	}
	p.restore.SetLabel("Restore " + v.name(v.at) + " as a copy")
	if v.report == nil || v.report.Same() {
		p.text.Disable()
	} else {
		p.text.Enable()
	}
	p.head.Refresh()
	p.foot.Refresh()
}

func (p *mainPage) rebind() {
	for _, c := range p.columns {
		c.rows.Rebind()
	}
}

func (p *mainPage) set(o fyne.CanvasObject) {
	p.object.Objects = []fyne.CanvasObject{o}
	p.object.Refresh()
}

// busy says that a version is being read; it replaces nothing that shows.
func (p *mainPage) busy(v Version) {
	p.title.Set("Reading the version of " + stamp(v.At) + "…")
}

// empty says why there is nothing to compare.
func (p *mainPage) empty(title, text string) {
	p.set(kit.NewEmpty("history", title, capital(text), kit.Action{Label: "Back to the map", Icon: "map", Act: p.v.host.Leave}))
}

// column is one of the two lists of differences.
type column struct {
	v     *View
	side  int
	rows  *kit.VirtualList
	items []entry
	cols  []kit.TableColumn
}

// entry is a row or the head of a group.
type entry struct {
	label, count string
	row          difference.Row
	head, none   bool
}

// rightGroups are the groups of the second column; all others stand in the first.
var rightGroups = map[string]bool{"notes": true, "sources": true, "positions": true, "facts": true}

func newColumn(v *View, side int) *column {
	c := &column{v: v, side: side, rows: kit.NewVirtualList(), cols: []kit.TableColumn{{Grow: 1}, {Grow: 1, Right: true}}}
	c.rows.Len = func() int { return len(c.items) }
	c.rows.Kind = func(i int) int {
		if c.items[i].head {
			return 1
		}
		return 0
	}
	c.rows.Height = func(i int) float32 {
		if c.items[i].head {
			return 26
		}
		return 28
	}
	c.rows.Make = func(kind int) fyne.CanvasObject {
		if kind == 1 {
			return kit.NewGroupRow("", "")
		}
		return kit.NewTableCell(c.cols)
	}
	c.rows.Bind = c.bind
	c.rows.Chosen = func(i int) bool { return !c.items[i].head && !c.items[i].none }
	c.rows.Moved = func(i int, _ fyne.KeyModifier) { v.look(c.items[i].row) }
	c.rows.Tick = func(i int) { v.tick(c.items[i].row) }
	c.rows.Key = func(e *fyne.KeyEvent) bool {
		if e.Name != fyne.KeyEscape {
			return false
		}
		v.host.Leave()
		return true
	}
	c.rows.Reload()
	return c
}

// collect takes this column's groups from the report.
func (c *column) collect() {
	c.items = c.items[:0]
	for _, g := range c.v.report.Groups {
		if rightGroups[g.Key] != (c.side == 1) {
			continue
		}
		c.items = append(c.items, entry{head: true, label: g.Label, count: fmt.Sprint(g.Count())})
		for _, e := range g.Entries {
			for _, r := range e.Rows {
				c.items = append(c.items, entry{row: r})
			}
		}
	}
	if len(c.items) == 0 {
		words := [2]string{"Sites, plans, slides", "Notes, sources"}[c.side]
		c.items = append(c.items, entry{head: true, label: words, count: "0"}, entry{none: true, label: "No change."})
	}
	c.rows.Reload()
}

func (c *column) bind(i int, o fyne.CanvasObject) {
	e := c.items[i]
	switch {
	case e.head:
		o.(*kit.GroupRow).Set(e.label, e.count, "")
	case e.none:
		o.(*kit.TableCell).Set(c.cols, kit.TableLine{Cells: []kit.TableText{{Text: e.label, Tone: kit.Ink3}, {}}})
	default:
		o.(*kit.TableCell).Set(c.cols, c.line(e.row))
	}
}

// line words a row.
func (c *column) line(r difference.Row) kit.TableLine {
	a := addressOf(r)
	value := kit.TableText{Text: r.Now, Was: r.Was, Strong: true}
	if r.Was == "" && r.Now == "" {
		value = kit.TableText{Text: r.More, Tone: kit.Ink3}
	}
	return kit.TableLine{
		Ticks: !c.v.still && !r.Fixed, Ticked: c.v.ticked[a], Selected: a == c.v.cursor || c.v.ticked[a],
		Cells: []kit.TableText{{Text: r.Text, Icon: r.Sort.Icon()}, value},
	}
}

// halves gives the maps the upper 46 % of the room and the lists the rest.
type halves struct{}

// MinSize implements fyne.Layout.
func (*halves) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 300) }

// Layout implements fyne.Layout.
func (*halves) Layout(o []fyne.CanvasObject, s fyne.Size) {
	top := float32(int(s.Height * 0.46))
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(s.Width, top))
	o[1].Move(fyne.NewPos(0, top))
	o[1].Resize(fyne.NewSize(s.Width, s.Height-top))
}

// pair sets two objects side by side with a hairline between them.
type pair struct{}

// MinSize implements fyne.Layout.
func (*pair) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 80) }

// Layout implements fyne.Layout.
func (*pair) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := float32(int((s.Width - 1) / 2))
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(w, s.Height))
	o[1].Move(fyne.NewPos(w, 0))
	o[1].Resize(fyne.NewSize(1, s.Height))
	o[2].Move(fyne.NewPos(w+1, 0))
	o[2].Resize(fyne.NewSize(s.Width-w-1, s.Height))
}
