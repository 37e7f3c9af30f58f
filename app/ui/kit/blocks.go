package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// MissingItem is one line of a MissingBlock: an icon and a flow of words.
type MissingItem struct {
	Icon string
	Runs []Run
}

// NewMissingBlock lists what is missing on a card. Show it only when there is something.
//
//	kit.NewMissingBlock("What is missing", kit.MissingItem{Icon: "cat-legal", Runs: []kit.Run{
//		{Text: "No ", Role: kit.Second}, {Text: "legal", Role: kit.SmallBold}, {Text: " note on Serbia.", Role: kit.Second}}})
func NewMissingBlock(title string, items ...MissingItem) *Frame {
	rows := []fyne.CanvasObject{
		NewRow(8, Inset{Bottom: 2}, NewIcon("warning", 16, Warn), NewText(title, Head, Warn)),
	}
	for _, it := range items {
		flow := NewFlow(it.Runs...)
		rows = append(rows, NewRow(8, Inset{}, NewIcon(it.Icon, 16, Ink), Expand(flow)).AtTop())
	}
	return NewFrame(FillWarn, 8, Pad(10, 12), NewColumn(4, Inset{}, rows...))
}

// Action is a button offered by an empty state or a banner.
type Action struct {
	Label   string
	Icon    string
	Primary bool
	Act     func()
}

func (a Action) button() *Button {
	style := Plain
	if a.Primary {
		style = Primary
	}
	return NewButton(a.Label, a.Icon, style, a.Act)
}

// NewEmpty says what goes here when nothing is there yet: an icon, a title, one sentence, and the buttons that change it.
// It sits in the middle of the room it is given.
//
//	kit.NewEmpty("tool-site", "No sites yet", "A site is a candidate place, with its precision stated.",
//		kit.Action{Label: "Place a site", Icon: "tool-site", Primary: true, Act: place})
func NewEmpty(icon, title, text string, actions ...Action) fyne.CanvasObject {
	buttons := []fyne.CanvasObject{Space()}
	for _, a := range actions {
		buttons = append(buttons, a.button())
	}
	buttons = append(buttons, Space())
	items := []fyne.CanvasObject{
		NewRow(0, Inset{Bottom: 4}, Space(), NewIcon(icon, 36, Ink3), Space()),
		NewParagraph(title, NoteTitle, Ink).Centred(),
		NewParagraph(text, Body, Ink2).Centred(),
	}
	if len(actions) > 0 {
		items = append(items, NewRow(8, Inset{Top: 8}, buttons...))
	}
	return container.New(&middle{}, NewColumn(6, Pad(16, 20), items...))
}

// middle centres one flowing object, at most 340 wide.
type middle struct{}

// MinSize implements fyne.Layout.
func (*middle) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, 120)
}

// Layout implements fyne.Layout.
func (*middle) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(s.Width, 340)
	h := heightFor(o[0], w)
	place(o[0], floor((s.Width-w)/2), floor(max(0, (s.Height-h)*0.42)), w, h)
}

// BannerKind colours a banner.
type BannerKind int

// Banner kinds.
const (
	BannerWarn BannerKind = iota
	BannerError
	BannerOK
)

// NewBanner is a message that stays: what happened, that nothing is lost, and what to do as buttons.
//
//	kit.NewBanner(kit.BannerError, "The file could not be saved: the disk is full",
//		"Nothing is lost. Your changes are kept in the recovery copy of 12:03.",
//		kit.Action{Label: "Save elsewhere", Icon: "export", Primary: true, Act: saveAs}, kit.Action{Label: "Try again", Act: save})
func NewBanner(kind BannerKind, title, text string, actions ...Action) *Frame {
	fill := [...]Fill{FillWarn, FillError, FillOK}[kind]
	tone := [...]Tone{Warn, Error, OK}[kind]
	icon := [...]string{"warning", "warning", "check"}[kind]
	words := NewColumn(2, Inset{}, NewParagraph(title, Head, Ink), NewParagraph(text, Body, Ink2))
	items := []fyne.CanvasObject{NewColumn(0, Inset{Bottom: 18}, NewIcon(icon, 18, tone)), Expand(words)} // the icon beside the title
	for _, a := range actions {
		items = append(items, a.button())
	}
	return NewFrame(fill, 8, Pad(12, 16), NewRow(12, Inset{}, items...))
}

// NewFoot is the quiet line at the foot of a panel, with a hairline above it.
//
//	kit.NewFoot(kit.NewText("Press", kit.Second, kit.Ink3), kit.NewKbd("S"), kit.NewText("and click the map to place a site.", …))
func NewFoot(items ...fyne.CanvasObject) fyne.CanvasObject {
	return NewColumn(0, Inset{}, NewRule(0), NewRow(5, Pad(9, 12), items...))
}
