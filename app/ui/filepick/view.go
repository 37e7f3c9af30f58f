package filepick

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/ui/kit"
)

// Sizes of the picker, in px.
const (
	wide       = 640
	high       = 520
	placesWide = 160
	margin     = 16
)

// widgets are what the picker consists of.
type widgets struct {
	surface    *kit.Surface
	box        *kit.Frame
	body       *fyne.Container
	path, name *kit.Entry
	rows       *kit.VirtualList
	empty      *kit.Text // where the list shows nothing
	note       *kit.Text // in the foot
	column     *kit.Column
	upward, do *kit.Button
	newFolder  *kit.Button
	places     []spot
	placeRows  []*kit.ListRow
	left       int // files that the filter leaves out
}

// arrange is a layout made of a function.
type arrange struct {
	min fyne.Size
	set func([]fyne.CanvasObject, fyne.Size)
}

// Layout implements fyne.Layout.
func (a arrange) Layout(o []fyne.CanvasObject, s fyne.Size) { a.set(o, s) }

// MinSize implements fyne.Layout.
func (a arrange) MinSize([]fyne.CanvasObject) fyne.Size { return a.min }

func arranged(min fyne.Size, set func([]fyne.CanvasObject, fyne.Size), o ...fyne.CanvasObject) *fyne.Container {
	return container.New(arrange{min, set}, o...)
}

// place sets the picker in the middle, as large as the window allows.
func place(win, _ fyne.Size) (fyne.Position, fyne.Size) {
	return kit.Middle(win, fyne.NewSize(min(wide, win.Width-32), min(high, win.Height-32)))
}

// build makes the widgets.
func (p *picker) build() {
	p.buildFields()
	p.buildList()
	p.column = kit.NewColumn(0, kit.Pad(4, 0))
	middle := arranged(fyne.NewSize(400, 120), func(o []fyne.CanvasObject, s fyne.Size) {
		put(o[0], 0, 0, placesWide, s.Height)
		put(o[1], placesWide, 0, 1, s.Height)
		put(o[2], placesWide+1, 0, s.Width-placesWide-1, headHigh)
		put(o[3], placesWide+1, headHigh, s.Width-placesWide-1, s.Height-headHigh)
		put(o[4], placesWide+25, headHigh+24, s.Width-placesWide-49, 72)
	}, kit.NewScroll(p.column), kit.NewUpright(0), head(), p.rows, p.empty)

	parts := []fyne.CanvasObject{kit.NewText(p.o.Title, kit.NoteTitle, kit.Ink), p.pathLine(), kit.NewRule(0), middle, kit.NewRule(0)}
	if p.saves {
		label := kit.NewColumn(0, kit.Inset{Top: 6}, kit.NewText("Name", kit.Body, kit.Ink2))
		parts = append(parts, kit.NewRow(10, kit.Inset{}, label, kit.Expand(p.name)).AtTop())
	}
	p.body = arranged(fyne.NewSize(480, 320), p.arrange, append(parts, p.foot())...) // the order of the Tab key
	p.box = kit.NewFrame(kit.FillRaise, 10, kit.Inset{}, p.body).Edged().Raised(3)
}

// arrange stacks title, path, list, name and foot; the list takes the room that is left.
func (p *picker) arrange(o []fyne.CanvasObject, s fyne.Size) {
	w := s.Width - 2*margin
	put(o[0], margin, 16, w, 19)
	y := float32(46)
	h := p.path.HeightFor(w)
	put(o[1], margin, y, w, h)
	y += h + 12
	put(o[2], 1, y, s.Width-2, 1)
	foot := float32(54)
	bottom := s.Height - foot
	put(o[len(o)-1], margin, bottom, w, foot)
	if p.saves {
		named := p.name.HeightFor(w)
		bottom -= named + 12
		put(o[5], margin, bottom+12, w, named)
	}
	put(o[3], 1, y+1, s.Width-2, bottom-y-2)
	put(o[4], 1, bottom-1, s.Width-2, 1)
}

func (p *picker) buildFields() {
	p.path = kit.NewEntry("Path of a folder or a file")
	p.path.OnSubmitted, p.path.OnKey, p.path.TakesTab = p.typed, p.pathKey, true
	p.path.OnChanged = func(string) { p.complain("") }
	p.name = kit.NewEntry("Name of the file")
	p.name.OnSubmitted, p.name.OnKey = func(string) { p.save() }, p.nameKey
	p.name.OnChanged = func(string) {
		p.name.SetError("")
		p.body.Refresh()
	}
	p.upward = kit.NewIconButton("chevron-left", "Folder above", "Backspace", p.up).Edged()
	p.newFolder = kit.NewButton("New folder", "plus", kit.Plain, func() { p.askFolder("", "") })
}

func (p *picker) pathLine() fyne.CanvasObject {
	items := []fyne.CanvasObject{p.upward, kit.Expand(p.path)}
	if p.saves {
		items = append(items, p.newFolder)
	}
	return kit.NewRow(8, kit.Inset{}, items...).AtTop()
}

func (p *picker) buildList() {
	p.empty = kit.NewParagraph("", kit.Body, kit.Ink3).Centred()
	p.rows = kit.NewVirtualList()
	p.rows.Len = func() int { return len(p.list) }
	p.rows.Height = func(int) float32 { return rowHigh }
	p.rows.Make = func(int) fyne.CanvasObject { return newRow() }
	p.rows.Bind = func(i int, o fyne.CanvasObject) { o.(*row).set(p.list[i], p.icon(p.list[i]), i == p.at) }
	p.rows.Moved = func(i int, _ fyne.KeyModifier) { p.move(i) }
	p.rows.Opened, p.rows.Key, p.rows.Rune = p.open, p.listKey, p.jump
}

// icon is the picture of a file: a map where it is of the kind asked for.
func (p *picker) icon(it item) string {
	if hasSuffix(it.name, p.o.Suffixes) {
		return "map"
	}
	return "source"
}

// foot holds the filter, a word about what goes on and the buttons.
func (p *picker) foot() fyne.CanvasObject {
	p.note = kit.NewText("", kit.Small, kit.Ink3).Elided()
	label, icon := "Open", "file-open"
	if p.saves {
		label, icon = "Save", "save"
	}
	p.do = kit.NewButton(label, icon, kit.Primary, p.press)
	all := kit.NewFilterChip("All files", func(on bool) {
		p.all = on
		p.filter(p.chosenName())
	})
	all.SetTip("Also files of other kinds and hidden ones", "")
	return kit.NewRow(8, kit.Inset{}, all, kit.Expand(p.note), kit.NewButton("Cancel", "", kit.Plain, func() { p.surface.Close() }), p.do)
}

// chosenName is the name of the chosen row.
func (p *picker) chosenName() string {
	if p.at < 0 {
		return ""
	}
	return p.list[p.at].name
}

// update shows what can be done now, which place this is and why the list is empty.
func (p *picker) update() {
	able(p.do, p.saves || p.at >= 0)
	able(p.upward, p.dir != "" && len(p.dir) > len(volume(p.dir)))
	able(p.newFolder, p.dir != "")
	for i, s := range p.places {
		p.placeRows[i].Set(p.placeLine(s))
	}
	p.empty.Set(p.emptiness())
}

func able(b *kit.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// emptiness says why the list shows nothing; "" when it shows something.
func (p *picker) emptiness() string {
	switch {
	case len(p.list) > 0 || p.dir == "":
		return ""
	case len(p.items) == 0:
		return "This folder is empty."
	case p.left == 0:
		return "Everything in this folder is hidden. “All files” shows it."
	}
	return "No file here ends in " + orList(p.o.Suffixes) + ". “All files” shows the others."
}

// orList joins words: a, b or c.
func orList(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, "")
}

// setPlaces fills the column at the left.
func (p *picker) setPlaces(places []spot) {
	p.places, p.placeRows = places, nil
	var items []fyne.CanvasObject
	headed := false
	for _, s := range places {
		if s.recent && !headed {
			headed = true
			items = append(items, kit.NewGroupRow("Recent", ""))
		}
		r := kit.NewListRow(p.placeLine(s), func() { p.goTo(s.path, "", p.back) }).Bare()
		r.SetTip(plain(s.path), "")
		p.placeRows, items = append(p.placeRows, r), append(items, r)
	}
	p.column.SetItems(items...)
}

// placeLine is what a place shows; the folder that shows is marked.
func (p *picker) placeLine(s spot) kit.RowLine {
	return kit.RowLine{Icon: s.icon, Name: plain(s.label), Selected: s.path == p.dir}
}

// back gives the keyboard to what the person works with: the name, or the list.
func (p *picker) back() {
	if p.saves {
		p.name.Focus()
	} else {
		p.rows.Focus()
	}
}

// say shows a word in the foot.
func (p *picker) say(text string) { p.note.Set(text) }

// complain shows a sentence below the path; "" takes it away.
func (p *picker) complain(sentence string) {
	p.path.SetError(sentence)
	p.body.Refresh()
}
