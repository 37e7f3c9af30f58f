package safecopy

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"hubscape/app/audience"
	"hubscape/app/ui/kit"
)

// searchView is the table of what was searched for, with what was found on top and its remedies below.
type searchView struct {
	s      *Sheet
	object fyne.CanvasObject
	sub    *kit.Text
	rows   *kit.VirtualList
	lines  []searchLine
	foot   *kit.Column
	words  *kit.Text
	reword *kit.Button
	leave  *kit.Button
	page   *fyne.Container
}

// searchLine is one row.
type searchLine struct {
	text, what, result string
	find               int  // of the answer, or -1
	person             bool // looks like personal data; blocks nothing
}

// The columns with and without finds: where something was found needs room.
var (
	searchColumns = []kit.TableColumn{{Grow: 1}, {Grow: 1}, {Width: 96, Right: true}}
	findColumns   = []kit.TableColumn{{Grow: 1}, {Grow: 0.7}, {Grow: 1.2, Right: true}}
)

func newSearchView(s *Sheet) *searchView {
	v := &searchView{s: s, rows: kit.NewVirtualList()}
	v.sub = kit.NewText("", kit.Small, kit.Ink3).Elided()
	v.rows.Len = func() int { return len(v.lines) }
	v.rows.Height = func(int) float32 { return 28 }
	v.rows.Make = func(int) fyne.CanvasObject { return kit.NewTableCell(searchColumns) }
	v.rows.Bind = v.bind
	v.rows.Moved = func(i int, _ fyne.KeyModifier) {
		if f := v.lines[i].find; f >= 0 {
			s.find = f
			v.rows.Rebind()
			v.fillFoot()
		}
	}
	v.rows.Opened = func(i int) {
		if f := v.lines[i].find; f >= 0 && s.rewords(s.now.finds[f]) {
			s.reword(s.now.finds[f])
		}
	}
	v.words = kit.NewParagraph("", kit.Small, kit.Ink).Lines(3)
	v.reword = kit.NewButton("Reword", "edit", kit.Plain, func() { s.reword(s.now.finds[s.find]) })
	v.leave = kit.NewButton("Leave out", "", kit.Plain, func() { s.leave(s.now.finds[s.find]) })
	v.foot = kit.NewColumn(0, kit.Inset{}, kit.NewRule(0),
		kit.NewFrame(kit.FillWarn, 0, kit.Pad(6, 12), kit.NewRow(8, kit.Inset{}, kit.Expand(v.words), v.reword, v.leave)))
	v.foot.Hide()
	head := kit.NewColumn(0, kit.Inset{}, kit.NewFrame(kit.FillPanel2, 7, kit.Inset{}, kit.NewRow(7, kit.Pad(8, 12), kit.NewIcon("search", 16, kit.Ink),
		kit.NewText("Search for what was held back", kit.Strong, kit.Ink), kit.Expand(v.sub))), kit.NewRule(0))
	v.rows.Reload()
	v.page = kit.NewPage(head, v.rows, v.foot)
	v.object = kit.NewFrame(kit.FillRaise, 8, kit.Pad(1, 1), v.page).Edged()
	return v
}

// busy says that a search goes on.
func (v *searchView) busy(on bool) {
	if on {
		v.sub.Set("searching…")
	} else {
		v.sub.Set(v.about())
	}
}

// about says what was searched.
func (v *searchView) about() string {
	a := v.s.now
	if a == nil {
		return ""
	}
	if v.s.audience == audience.Internal {
		return "nothing was held back"
	}
	words := fmt.Sprintf("%s, every byte of the %s (%s)", plural(a.report.Words, "word or figure", "words and figures"), formatWords(v.s.format), size(len(a.bytes)))
	if a.report.Short > 0 {
		words += fmt.Sprintf("; %d too short to search for", a.report.Short)
	}
	return words
}

func size(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1e6:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}

// fill lists the newest answer: finds, what looks like personal data, then everything that was looked for in vain.
func (v *searchView) fill() {
	v.lines = linesOf(v.s.now)
	if len(v.lines) == 0 {
		v.lines = []searchLine{{text: "Nothing to search for", find: -1}}
	}
	v.rows.Reload()
	if v.rows.Cursor() >= 0 && v.lines[v.rows.Cursor()].find >= 0 {
		v.s.find = v.lines[v.rows.Cursor()].find
	}
	v.fillFoot()
}

func linesOf(a *answer) []searchLine {
	var out []searchLine
	found := map[int]bool{}
	for i, f := range a.finds {
		l := searchLine{text: f.What, result: f.Where, find: i}
		if f.Term >= 0 {
			found[f.Term] = true
			l.text, l.what = shown(a.terms[f.Term]), a.terms[f.Term].What
		}
		out = append(out, l)
	}
	for _, p := range a.report.Personal {
		out = append(out, searchLine{text: capital(p.Where), what: "looks like personal data", result: p.Kind, find: -1, person: true})
	}
	ids := 0
	for i, t := range a.terms {
		switch {
		case found[i]:
		case t.ID:
			ids++
		default:
			out = append(out, searchLine{text: shown(t), what: t.What, result: "none", find: -1})
		}
	}
	if ids > 0 {
		out = append(out, searchLine{text: plural(ids, "id of what was held back", "ids of what was held back"), what: "with and without dashes, as text and as bytes", result: "none", find: -1})
	}
	return out
}

// shown is a term as the table shows it.
func shown(t audience.Term) string {
	if strings.HasPrefix(t.What, "exact position") {
		return t.Text
	}
	return "“" + t.Text + "”"
}

func (v *searchView) bind(i int, o fyne.CanvasObject) {
	l := v.lines[i]
	line := kit.TableLine{Cells: []kit.TableText{{Text: l.text, Tone: kit.Ink}, {Text: l.what, Tone: kit.Ink3}, {}}}
	switch {
	case l.find >= 0:
		line.Fill = kit.FillWarn
		line.Cells[0].Strong = l.find == v.s.find
		line.Cells[2] = kit.TableText{Text: l.result, Tone: kit.Warn, Strong: true, Icon: "warning"}
	case l.person:
		line.Cells[2] = kit.TableText{Text: l.result, Tone: kit.Warn, Icon: "eye"}
	case l.result != "":
		line.Cells[2] = kit.TableText{Text: l.result, Tone: kit.OK, Icon: "check"}
	}
	o.(*kit.TableCell).Set(v.columns(), line)
}

func (v *searchView) columns() []kit.TableColumn {
	if a := v.s.now; a != nil && len(a.finds)+len(a.report.Personal) > 0 {
		return findColumns
	}
	return searchColumns
}

// fillFoot names the find that is chosen and what can be done about it.
func (v *searchView) fillFoot() {
	a := v.s.now
	if len(a.finds) == 0 {
		v.foot.Hide()
		v.page.Refresh()
		return
	}
	v.s.find = min(v.s.find, len(a.finds)-1)
	f := a.finds[v.s.find]
	words := capital(f.Where) + ", says what is held back. "
	if f.Kind == "" {
		words = "Only the bytes show it: " + f.Where + ". Write another format, or leave out what holds it. "
	} else if !v.s.rewords(f) && !leavable(f) {
		words += sentence(f.Remedy) + " "
	}
	v.words.Set(words + "Nothing is written until this is settled.")
	noun := noun(f)
	v.reword.SetLabel("Reword " + noun)
	v.leave.SetLabel("Leave " + noun + " out")
	show(v.reword, v.s.rewords(f))
	show(v.leave, leavable(f) && !slices.ContainsFunc(v.s.without, func(l leftOut) bool { return l.id == f.ID }))
	v.foot.Show()
	v.foot.Refresh()
	v.page.Refresh()
}

// noun is what the item of a find is called on buttons.
func noun(f audience.Find) string {
	switch {
	case f.Kind == "document":
		return "it"
	case f.Part != "":
		return "the evidence"
	}
	return "the " + f.Kind
}
