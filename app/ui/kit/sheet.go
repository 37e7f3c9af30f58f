package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Sheet is a piece of work with a preview, over the window: head and foot of 54, a body between them. It is at most
// 1264 × 780 and fills a window less than 1280 wide.
type Sheet struct {
	Icon, Title string
	Sub         string              // beside the title: a file's name
	Chip        string              // beside that: "41 rows · 5 columns"
	Remark      string              // at the right of the head: "Nothing enters the scenario until you press Import."
	Body        fyne.CanvasObject   // takes all the room between head and foot
	Foot        string              // at the left of the foot
	Buttons     []fyne.CanvasObject // at the right of the foot, the primary one last
	Cancel      func()              // Esc and the cross; nil only closes
}

// ShowSheet opens a sheet over the window of c. A click outside does not close it; the owner closes it when the work
// is done, and Cancel is called only when the person gave it up.
//
//	s := kit.ShowSheet(w.Canvas(), kit.Sheet{Icon: "import", Title: "Import", Sub: "sites.csv", Body: body,
//		Foot: "Import is one undo step.", Buttons: []fyne.CanvasObject{cancel, primary}})
func ShowSheet(c fyne.Canvas, d Sheet) *Surface {
	var s *Surface
	give := func() {
		s.Close()
		if d.Cancel != nil {
			d.Cancel()
		}
	}
	box := NewFrame(FillPanel, 10, Inset{}, NewPage(d.head(func() { give() }), d.Body, d.foot())).Edged().Raised(3)
	s = Open(c, box, Over{Scrim: true, Stay: true, Place: sheetPlace, Key: func(e *fyne.KeyEvent) bool {
		if e.Name != fyne.KeyEscape {
			return false
		}
		give()
		return true
	}})
	return s
}

// sheetPlace gives a sheet its rectangle.
func sheetPlace(win, _ fyne.Size) (fyne.Position, fyne.Size) {
	if win.Width < 1280 {
		return fyne.NewPos(0, 0), win
	}
	size := fyne.NewSize(min(1264, win.Width-64), min(780, win.Height-48))
	return fyne.NewPos(floor((win.Width-size.Width)/2), floor((win.Height-size.Height)/2)), size
}

func (d *Sheet) head(give func()) fyne.CanvasObject {
	items := []fyne.CanvasObject{NewIcon(d.Icon, 20, Ink), NewText(d.Title, CardTitle, Ink)}
	if d.Sub != "" {
		items = append(items, NewText(d.Sub, Body, Ink2))
	}
	if d.Chip != "" {
		items = append(items, NewChip(d.Chip, ChipPlain))
	}
	items = append(items, Space())
	if d.Remark != "" {
		items = append(items, NewText(d.Remark, Small, Ink3))
	}
	items = append(items, NewIconButton("close", "Close", "Esc", give))
	return NewColumn(0, Inset{}, bar(53, NewRow(10, Inset{Left: 20, Right: 10}, items...)), NewRule(0))
}

func (d *Sheet) foot() fyne.CanvasObject {
	items := []fyne.CanvasObject{NewText(d.Foot, Small, Ink2).Elided()}
	items[0] = Expand(items[0])
	items = append(items, d.Buttons...)
	return NewColumn(0, Inset{}, NewRule(0), bar(53, NewRow(8, Inset{Left: 20, Right: 20}, items...)))
}

// bar gives an object a fixed height.
func bar(height float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&fixedHeight{height}, o)
}

type fixedHeight struct{ height float32 }

// MinSize implements fyne.Layout.
func (f *fixedHeight) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, f.height)
}

// Layout implements fyne.Layout.
func (f *fixedHeight) Layout(o []fyne.CanvasObject, s fyne.Size) {
	place(o[0], 0, 0, s.Width, s.Height)
}

// NewBar is a message across the window under its toolbar, for a state that lasts: what happened, that nothing is
// lost, and what to do as buttons. One at a time; take it away when the state is gone.
//
//	kit.NewBar(kit.BannerError, "disk", "The file could not be saved: the disk is full",
//		"Nothing is lost. 2.1 MB are needed, 0.3 MB are free.", kit.Action{Label: "Save elsewhere", Icon: "export", Primary: true, Act: saveAs})
func NewBar(kind BannerKind, icon, title, text string, actions ...Action) fyne.CanvasObject {
	fill := [...]Fill{FillWarn, FillError, FillOK}[kind]
	tone := [...]Tone{Warn, Error, OK}[kind]
	items := []fyne.CanvasObject{NewIcon(icon, 20, tone), Expand(NewColumn(1, Inset{}, NewParagraph(title, Head, Ink), NewParagraph(text, Small, Ink2)))}
	for _, a := range actions {
		items = append(items, a.button().Small())
	}
	return NewColumn(0, Inset{}, NewFrame(fill, 0, Pad(10, 12), NewRow(10, Inset{}, items...).AtTop()), NewRule(0))
}
