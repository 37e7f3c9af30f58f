// Package palette is the search over the window (Ctrl+K): one field that finds countries, divisions, towns, sites,
// notes and actions in any spelling or script, and reads coordinates.
package palette

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/find"
	"hubscape/app/ui/kit"
)

// Host is what the palette asks of the window around it.
type Host interface {
	Canvas() fyne.Canvas
	// Search gives the results for what was typed.
	Search(typed string, limit int) []find.Result
	// Open does what a result stands for.
	Open(find.Result)
	// Icon names the picture of a result.
	Icon(find.Result) string
}

// limit is how many results are asked for.
const limit = 24

// Sizes in px.
const (
	width      = 620
	fieldRow   = 52
	footRow    = 32
	mostHeight = 460
)

// groups that Tab goes through; "" is all.
var groups = []find.Group{"", find.Places, find.SitesAndNotes, find.Actions}

// Palette is the search.
type Palette struct {
	host    Host
	surface *kit.Surface
	field   *kit.Entry
	list    *kit.Column
	scroll  *kit.Scroll
	chips   []*chip
	body    *fyne.Container
	results []find.Result
	rows    []*row
	chosen  int
	group   int
}

// New makes the palette; Open shows it.
func New(h Host) *Palette { return &Palette{host: h} }

// Open shows the palette with a text to begin with.
func (p *Palette) Open(text string) {
	if p.surface != nil {
		return
	}
	p.group = 0
	p.field = kit.NewEntry("Search places, notes, commands, or type coordinates").WithIcon("search")
	p.field.OnChanged = func(string) { p.search() }
	p.field.OnSubmitted = func(string) { p.take() }
	p.field.OnKey, p.field.TakesTab = p.key, true
	p.list = kit.NewColumn(0, kit.Inset{})
	p.scroll = kit.NewScroll(p.list)
	head := []fyne.CanvasObject{kit.Expand(p.field)}
	p.chips = nil
	for i, g := range groups {
		c := newChip(groupLabel(g), func() { p.setGroup(i) })
		p.chips = append(p.chips, c)
		head = append(head, c)
	}
	foot := kit.NewRow(6, kit.Pad(6, 12),
		kit.NewKbd("↑"), kit.NewKbd("↓"), kit.NewText("choose", kit.Sub, kit.Ink3), kit.NewKbd("Enter"), kit.NewText("open", kit.Sub, kit.Ink3),
		kit.NewKbd("Tab"), kit.NewText("next group", kit.Sub, kit.Ink3), kit.NewKbd("Esc"), kit.NewText("close", kit.Sub, kit.Ink3), kit.Space(),
		kit.NewText("All spellings and scripts alike", kit.Sub, kit.Ink3))
	p.body = container.New(bodyLayout{p}, kit.NewRow(8, kit.Pad(11, 12), head...), kit.NewRule(0), p.scroll, kit.NewRule(0), foot)
	box := kit.NewFrame(kit.FillRaise, 10, kit.Inset{}, p.body).Edged().Raised(3)
	p.surface = kit.Open(p.host.Canvas(), box, kit.Over{Scrim: true, Place: p.place, Closed: func() { p.surface = nil }})
	p.field.Fill(text)
	p.search()
	p.field.FocusIn(p.host.Canvas())
	p.field.SelectAll()
}

func groupLabel(g find.Group) string {
	switch g {
	case "":
		return "All"
	case find.SitesAndNotes:
		return "Notes"
	}
	return string(g)
}

// place puts the box a little below the toolbar.
func (p *Palette) place(win, _ fyne.Size) (fyne.Position, fyne.Size) {
	w := min(width, win.Width-32)
	h := fieldRow + footRow + 2 + min(mostHeight, p.list.HeightFor(w), win.Height-180-fieldRow-footRow)
	return fyne.NewPos(float32(int((win.Width-w)/2)), 90), fyne.NewSize(w, h)
}

// bodyLayout stacks field, rule, list, rule and foot.
type bodyLayout struct{ p *Palette }

// MinSize implements fyne.Layout.
func (bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 160) }

// Layout implements fyne.Layout.
func (bodyLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	set := func(i int, y, h float32) {
		o[i].Move(fyne.NewPos(0, y))
		o[i].Resize(fyne.NewSize(s.Width, h))
	}
	set(0, 0, fieldRow)
	set(1, fieldRow, 1)
	set(2, fieldRow+1, s.Height-fieldRow-footRow-2)
	set(3, s.Height-footRow-1, 1)
	set(4, s.Height-footRow, footRow)
}

// search fills the list anew and chooses the first row.
func (p *Palette) search() {
	all := p.host.Search(p.field.Text(), limit)
	p.results, p.rows = nil, nil
	var items []fyne.CanvasObject
	last := find.Group("")
	for _, r := range all {
		if g := groups[p.group]; g != "" && r.Group != g {
			continue
		}
		if r.Group != last {
			items = append(items, kit.NewGroupRow(string(r.Group), ""))
			last = r.Group
		}
		n := len(p.results)
		line := newRow(r, p.host.Icon(r), func() { p.chosen = n; p.take() })
		p.results, p.rows = append(p.results, r), append(p.rows, line)
		items = append(items, line)
	}
	if len(items) == 0 {
		items = append(items, kit.NewColumn(0, kit.Pad(16, 16), kit.NewParagraph("Nothing is called that. Try another spelling, a part of the name, or coordinates such as 42.66 N, 21.16 E.", kit.Body, kit.Ink3)))
	}
	p.list.SetItems(items...)
	for i, c := range p.chips {
		c.set(i == p.group)
	}
	p.scroll.ToTop()
	p.choose(likeliest(p.field.Text(), p.results))
	if p.surface != nil {
		p.surface.Relayout()
	}
}

// surely is how many letters of a name must be typed for a site or an action to come before places.
const surely = 3

// likeliest is the row chosen at first. It is the first one, whose order the search knows best, unless a site's title
// begins with what was typed, or only an action's does: "open" means the action and not Copenhagen, "about" not Abuja,
// which is a slip away.
func likeliest(typed string, results []find.Result) int {
	typed = kit.Fold(strings.TrimSpace(typed))
	if len([]rune(typed)) < surely {
		return 0
	}
	act := 0
	for i, r := range results {
		begins := strings.HasPrefix(kit.Fold(r.Title), typed)
		switch {
		case begins && r.Kind == find.Site:
			return i
		case begins && r.Kind == find.Act && act == 0 && !strings.HasPrefix(kit.Fold(results[0].Title), typed):
			act = i
		}
	}
	return act
}

func (p *Palette) setGroup(i int) {
	p.group = (i + len(groups)) % len(groups)
	p.search()
	p.field.FocusIn(p.host.Canvas())
}

// choose marks a row, the first or last when i is beyond them.
func (p *Palette) choose(i int) {
	if len(p.rows) == 0 {
		p.chosen = -1
		return
	}
	i = max(0, min(len(p.rows)-1, i))
	if p.chosen >= 0 && p.chosen < len(p.rows) {
		p.rows[p.chosen].set(false)
	}
	p.chosen = i
	p.rows[i].set(true)
	p.scroll.Reveal(p.rows[i])
}

// take opens the chosen result.
func (p *Palette) take() {
	if p.chosen < 0 || p.chosen >= len(p.results) || p.surface == nil {
		return
	}
	r := p.results[p.chosen]
	if r.Kind == find.Problem {
		return
	}
	p.surface.Close()
	p.host.Open(r)
}

func (p *Palette) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDown:
		p.choose(p.chosen + 1)
	case fyne.KeyUp:
		p.choose(p.chosen - 1)
	case fyne.KeyPageDown:
		p.choose(p.chosen + 8)
	case fyne.KeyPageUp:
		p.choose(p.chosen - 8)
	case fyne.KeyTab:
		p.setGroup(p.group + 1)
	case fyne.KeyEscape:
		p.surface.Close()
	default:
		return false
	}
	return true
}
