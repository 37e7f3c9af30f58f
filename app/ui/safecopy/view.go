package safecopy

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/audience"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/geo/measure"
)

// view is what the sheet shows. Everything is made once and filled anew, so that the focus stays where it is.
type view struct {
	left   left
	right  right
	panes  [2]Pane
	look1  *kit.Button
	cancel *kit.Button
	main   *kit.Button
	foot   *kit.Row
}

// right is the leak report.
type right struct {
	object  *fyne.Container
	full    fyne.CanvasObject
	sites   *kit.Select
	before  *kit.Button
	next    *kit.Button
	heads   [2]*kit.Text
	subs    [2]*kit.Text
	still   *kit.Text // instead of the maps
	maps    []fyne.CanvasObject
	lists   [2]*counts
	search  *searchView
	save    *kit.Link
	fitted  string // the site and precision for which the maps were moved
	arrange *rightLayout
}

// show builds the sheet and lays it over the window.
func (s *Sheet) show() {
	s.panes = [2]Pane{s.host.Pane(), s.host.Pane()}
	s.panes[0].Follow(s.panes[1])
	s.panes[1].Follow(s.panes[0])
	s.buildLeft()
	s.buildRight()
	s.look1 = kit.NewButton("Look at the copy", "eye", kit.Plain, s.look)
	s.cancel = kit.NewButton("Cancel", "", kit.Plain, s.Close)
	s.main = kit.NewButton("Write the copy", "export", kit.Primary, s.write)
	s.foot = kit.NewRow(8, kit.Inset{}, kit.Space(), s.look1, s.cancel, s.main)
	body := container.New(&halves{}, s.left.object, kit.NewUpright(0), s.right.object)
	s.surface = kit.ShowSheet(s.host.Canvas(), kit.Sheet{
		Icon: "audience", Title: "Audience-safe copy", Sub: "of " + s.doc.Title, Remark: "A new file. Yours stays as it is.", Body: body,
		Foot:    "Applies to every format: scenario file, map data and tables.",
		Buttons: []fyne.CanvasObject{container.New(&buttons{}, s.foot)}, Cancel: s.Close,
	})
	s.fillRules()
	s.left.cards.FocusIn(s.host.Canvas())
}

// refresh shows the newest answer.
func (s *Sheet) refresh() {
	s.fillRules()
	s.fillLabel()
	s.fillRight()
	s.showWork()
}

// showWork brings the buttons up to date: what would be written, or what is in the way.
func (s *Sheet) showWork() {
	if s.main == nil {
		return
	}
	label, ready := s.blocked(), !s.stale && s.now != nil
	tip := ""
	switch {
	case s.wrong != "":
		tip = s.wrong
	case s.now != nil && label != "":
		ready, tip = false, "The copy still says what is held back. Reword it, or leave it out."
	}
	if label == "" {
		label = "Write the copy"
	}
	s.main.SetLabel(label)
	s.main.SetTip(tip, "")
	able(s.main, ready)
	able(s.look1, s.now != nil && !s.stale)
	s.right.search.busy(s.stale)
	s.relayout()
}

func able(b *kit.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

func (s *Sheet) relayout() {
	if s.surface != nil {
		s.left.object.Refresh()
		s.left.foot.Refresh()
		s.left.all.Refresh()
		s.foot.Refresh()
	}
}

func (s *Sheet) buildRight() {
	r := &s.right
	*r = right{}
	r.before = kit.NewIconButton("chevron-left", "Site before", "", func() { s.step(-1) }).Small()
	r.next = kit.NewIconButton("chevron-right", "Next site", "", func() { s.step(1) }).Small()
	r.sites = kit.NewSelect(nil, "", func(id string) { s.place = id; s.fillMaps() })
	r.save = kit.NewLink("Save report", func() {
		if s.now != nil {
			s.host.SaveReport(s.now.text(&s.choices, ""))
		}
	})
	head := kit.NewRow(8, kit.Inset{}, kit.NewText("3 Leak report", kit.Head, kit.Ink), kit.Space(), r.before, r.sites, r.next, kit.NewText("", kit.Body, kit.Ink), r.save)
	for i, words := range []string{"In your file", "In the copy"} {
		r.heads[i], r.subs[i] = kit.NewText(words, kit.Strong, kit.Ink), kit.NewText("", kit.Small, kit.Ink2).Elided()
		r.maps = append(r.maps, kit.NewPage(kit.NewRow(6, kit.Inset{Bottom: 4}, r.heads[i], kit.Expand(r.subs[i])),
			container.NewStack(s.panes[i].Object(), kit.NewFrame(kit.FillNone, 8, kit.Inset{}, kit.Space()).Edged()), nil))
	}
	r.still = kit.NewText("", kit.Small, kit.Ink2).Elided()
	r.lists = [2]*counts{newCounts("export", "In the copy"), newCounts("withheld", "Held back")}
	r.search = newSearchView(s)
	r.arrange = &rightLayout{r: r}
	r.full = container.New(r.arrange, head, r.maps[0], r.maps[1], r.still, r.lists[0].object, r.lists[1].object, r.search.object)
	r.object = container.NewStack(kit.NewEmpty("audience", "Making the copy…", "Every word and figure that is held back is searched for in every byte of it."))
}

// fillRight shows the report, or why there is none.
func (s *Sheet) fillRight() {
	r := &s.right
	if s.now == nil {
		r.set(kit.NewEmpty("lock", "No copy can be made", s.wrong))
		return
	}
	rep := s.now.report
	in := inOrder(rep.In)
	if s.audience == audience.Internal {
		in = contents(s.now.copy)
	}
	r.lists[0].fill(in, "Nothing.")
	r.lists[1].fill(rep.Held, "Nothing: an internal copy is the document as it is.")
	var options []kit.Option
	for _, p := range rep.Places {
		options = append(options, kit.Option{ID: p.ID, Label: short(p.Name, 28)})
	}
	r.sites.SetOptions(options)
	if !slices.ContainsFunc(rep.Places, func(p audience.Place) bool { return p.ID == s.place }) {
		s.place = ""
		if len(rep.Places) > 0 {
			s.place = rep.Places[0].ID
		}
	}
	r.sites.SetChosen(s.place)
	s.fillMaps()
	r.search.fill()
	r.set(r.full)
}

func (r *right) set(o fyne.CanvasObject) {
	if r.object.Objects[0] != o {
		r.object.Objects = []fyne.CanvasObject{o}
	}
	r.object.Refresh()
}

// step goes to another of the sites that moved.
func (s *Sheet) step(d int) {
	list := s.now.report.Places
	i := slices.IndexFunc(list, func(p audience.Place) bool { return p.ID == s.place })
	s.place = list[(i+d+len(list))%len(list)].ID
	s.right.sites.SetChosen(s.place)
	s.fillMaps()
}

// fillMaps shows one site before and in the copy.
func (s *Sheet) fillMaps() {
	r := &s.right
	list := s.now.report.Places
	i := slices.IndexFunc(list, func(p audience.Place) bool { return p.ID == s.place })
	for _, o := range []fyne.CanvasObject{r.before, r.sites, r.next, r.maps[0], r.maps[1]} {
		show(o, i >= 0)
	}
	if len(list) < 2 {
		r.before.Hide()
		r.next.Hide()
	}
	show(r.still, i < 0)
	if i < 0 {
		r.still.Set("No position in the copy differs from yours.")
		r.object.Refresh()
		return
	}
	p := list[i]
	r.subs[0].Set(string(p.Before) + " · " + measure.FormatPoint(p.From, 5))
	r.subs[1].Set(after(p))
	s.panes[0].Show(s.doc, p.ID)
	s.panes[1].Show(s.now.copy, p.ID)
	if key := p.ID + string(p.After); r.fitted != key {
		r.fitted = key
		b := p.From.Bound()
		if p.To != nil {
			b = b.Extend(*p.To)
		}
		for _, pane := range s.panes {
			pane.Look(b.Pad(0.12))
		}
	}
	r.object.Refresh()
}

// after says where a site stands in the copy.
func after(p audience.Place) string {
	switch {
	case p.To == nil:
		return "no point, " + string(p.After) + " " + p.Host
	case p.After == scenario.PrecisionTown:
		return "within 5 km of " + measure.FormatPoint(*p.To, 2)
	}
	return string(p.After) + " · " + measure.FormatPoint(*p.To, 2)
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func short(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// counts is one of the two lists: what went along, what stayed.
type counts struct {
	object fyne.CanvasObject
	rows   *kit.VirtualList
	lines  []audience.Line
	none   string
	open   int // the row that says why in full
	parts  map[fyne.CanvasObject]*countParts
}

type countParts struct {
	row, more              *kit.Row
	icon                   *kit.Icon
	what, why, count, full *kit.Text
}

func newCounts(icon, title string) *counts {
	c := &counts{rows: kit.NewVirtualList(), open: -1, parts: map[fyne.CanvasObject]*countParts{}}
	c.rows.Len = func() int { return max(1, len(c.lines)) }
	c.rows.Height = func(i int) float32 {
		if i == c.open && i < len(c.lines) && c.lines[i].Why != "" {
			return 27 + kit.NewParagraph(sentence(c.lines[i].Why), kit.Small, kit.Ink2).HeightFor(max(60, c.rows.Width()-31))
		}
		return 26
	}
	c.rows.Make = c.make
	c.rows.Bind = c.bind
	c.rows.Chosen = func(i int) bool { return i < len(c.lines) }
	c.rows.Moved = func(i int, _ fyne.KeyModifier) {
		if c.open == i {
			i = -1
		}
		c.open = i
		c.rows.Reload()
	}
	c.rows.Opened = func(i int) { c.rows.Moved(i, 0) }
	head := kit.NewColumn(0, kit.Inset{}, kit.NewRow(6, kit.Inset{Bottom: 5}, kit.NewIcon(icon, 16, kit.Ink), kit.NewText(title, kit.Strong, kit.Ink)), kit.NewRule(0))
	c.rows.Reload()
	c.object = kit.NewPage(head, c.rows, nil)
	return c
}

func (c *counts) make(int) fyne.CanvasObject {
	p := &countParts{icon: kit.NewIcon("", 16, kit.Ink2), what: kit.NewText("", kit.Second, kit.Ink), why: kit.NewText("", kit.Small, kit.Ink3).Elided(),
		count: kit.NewText("", kit.Strong, kit.Ink), full: kit.NewParagraph("", kit.Small, kit.Ink2)}
	p.row = kit.NewRow(7, kit.Inset{Top: 4, Bottom: 3, Right: 8}, p.icon, p.what, kit.Expand(p.why), p.count)
	p.more = kit.NewRow(0, kit.Inset{Left: 23, Right: 8}, kit.Expand(p.full))
	o := kit.NewColumn(0, kit.Inset{}, p.row, p.more, kit.NewRule(0))
	c.parts[o] = p
	return o
}

func (c *counts) bind(i int, o fyne.CanvasObject) {
	p := c.parts[o]
	defer func() {
		p.row.Refresh()
		p.more.Refresh()
		o.Refresh()
	}()
	if i >= len(c.lines) {
		p.icon.Set("", kit.Ink2)
		p.what.Set("")
		p.why.Set(c.none)
		p.count.Set("")
		p.full.Set("")
		p.more.Hide()
		return
	}
	l := c.lines[i]
	p.icon.Set(iconOf(l.What), kit.Ink2)
	p.what.Set(capital(l.What))
	p.count.Set(fmt.Sprint(l.Count))
	p.why.Set(l.Why)
	open := i == c.open && l.Why != ""
	show(p.more, open)
	if open {
		p.why.Set("")
		p.full.Set(sentence(l.Why))
	}
}

func (c *counts) fill(lines []audience.Line, none string) {
	if !slices.Equal(c.lines, lines) {
		c.open = -1
	}
	c.lines, c.none = lines, none
	c.rows.Reload()
}

// buttons gives the buttons of the foot a room of their own, since their words change.
type buttons struct{}

// MinSize implements fyne.Layout.
func (*buttons) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(500, 30) }

// Layout implements fyne.Layout.
func (*buttons) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put(o[0], 0, 0, size.Width, size.Height)
}

// halves gives the rules 448, or 416 in a small window.
type halves struct{}

// MinSize implements fyne.Layout.
func (*halves) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(900, 460) }

// Layout implements fyne.Layout.
func (*halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := float32(448)
	if size.Width < 1180 {
		w = 416
	}
	put(o[0], 0, 0, w, size.Height)
	put(o[1], w, 0, 1, size.Height)
	put(o[2], w+1, 0, size.Width-w-1, size.Height)
}

// rightLayout gives the maps, the lists and the search their shares of the height.
type rightLayout struct{ r *right }

// MinSize implements fyne.Layout.
func (*rightLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 420) }

// Layout implements fyne.Layout.
func (l *rightLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const pad, gap, head = 20, 12, 28
	w := size.Width - 2*pad
	put(o[0], pad, 12, w, head)
	y := float32(12 + head + 4)
	room := size.Height - y - 14 - 2*gap
	maps := min(190, room*0.28)
	half := float32(int((w - gap) / 2))
	if l.r.still.Visible() {
		maps = 22
	}
	put(o[1], pad, y, half, maps)
	put(o[2], pad+w-half, y, half, maps)
	put(o[3], pad, y, w, 22)
	y += maps + gap
	lists := min(l.r.listsHeight(), (room-maps)*0.4)
	put(o[4], pad, y, half, lists)
	put(o[5], pad+w-half, y, half, lists)
	y += lists + gap
	put(o[6], pad, y, w, size.Height-y-14)
}

// listsHeight is what the longer of the two lists needs.
func (r *right) listsHeight() float32 {
	return 24 + 26*float32(max(1, len(r.lists[0].lines), len(r.lists[1].lines))) + 20
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(max(0, w), max(0, h)))
}
