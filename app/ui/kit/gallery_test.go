package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

func nothing() {}

func toolbar() fyne.CanvasObject {
	tools := kit.NewSegment([]kit.Option{
		{ID: "select", Label: "Select", Icon: "tool-select", Key: "V"},
		{ID: "site", Label: "Site", Icon: "tool-site", Key: "S"},
		{ID: "note", Label: "Note", Icon: "tool-note", Key: "N"},
		{ID: "measure", Label: "Measure", Icon: "tool-measure", Key: "M"},
	}, nil)
	redo := kit.NewIconButton("redo", "Redo", "Ctrl+Y", nothing)
	redo.Disable()
	return kit.NewRow(8, kit.Pad(7, 8),
		kit.NewIconButton("menu", "Menu", "F10", nothing),
		kit.NewText("Western Balkans, as reported", kit.NoteTitle, kit.Ink),
		kit.NewButton("No plan", "plan", kit.Plain, nothing).Small().Drops(),
		tools,
		kit.NewIconButton("undo", "Undo", "Ctrl+Z", nothing), redo,
		kit.Expand(kit.NewFieldButton("search", "Search places, notes, commands", "Ctrl+K", nothing)),
		kit.NewButton("Add slide", "slide-add", kit.Plain, nothing),
		kit.NewButton("Present", "present", kit.Primary, nothing),
	)
}

func views() fyne.CanvasObject {
	return kit.NewTabs([]kit.Option{
		{ID: "map", Label: "Map", Icon: "map"}, {ID: "register", Label: "Register", Icon: "register"},
		{ID: "matrix", Label: "Matrix", Icon: "matrix"},
	}, nil).Lead(9)
}

func leftList() fyne.CanvasObject {
	tabs := kit.NewTabs([]kit.Option{{ID: "sites", Label: "Sites", Count: "9"}, {ID: "notes", Label: "Notes", Count: "34"}}, nil)
	filter := kit.NewRow(8, kit.Pad(8, 12),
		kit.Expand(kit.NewEntry("Filter sites").WithIcon("filter")), kit.NewIconButton("sort", "Sort", "", nothing).Edged())
	return kit.NewColumn(0, kit.Inset{}, tabs, filter,
		kit.NewGroupRow("Reported, place not stated", "6"),
		kit.NewListRow(kit.RowLine{Icon: "status-floated", Name: "Serbia", Sub: "Floated · no public acceptance", Count: "19", Selected: true}, nothing),
		kit.NewListRow(kit.RowLine{Icon: "status-talks_reported", Name: "Kosovo*", Sub: "Talks reported · limited capacity", Count: "16"}, nothing),
		kit.NewListRow(kit.RowLine{Icon: "status-declined", Name: "Bosnia and Herzegovina", Sub: "Declined · Oct 2025", Count: "14", Dimmed: true}, nothing),
		kit.NewGroupRow("Comparators", "3"),
		kit.NewListRow(kit.RowLine{Icon: "status-operating", Name: "Gjadër", Sub: "ALB · Italy–Albania · town", Count: "2"}, nothing),
	)
}

func card() fyne.CanvasObject {
	head := kit.NewColumn(1, kit.Inset{Top: 10, Right: 8, Bottom: 10, Left: 16},
		kit.NewRow(8, kit.Inset{}, kit.NewText("Serbia", kit.CardTitle, kit.Ink), kit.NewText("Србија", kit.Body, kit.Ink3),
			kit.NewChip("SRB", kit.ChipPlain), kit.Space(), kit.NewIconButton("close", "Close", "Esc", nothing)),
		kit.NewText("Country · member of the group WB6 · 25 divisions", kit.Small, kit.Ink3).Elided())
	facts := kit.NewSection("Facts").Action("All 9", nothing)
	facts.SetBody(
		kit.NewFactRow("Hub position", kit.NewColumn(0, kit.Inset{},
			kit.NewParagraph("No public acceptance found", kit.Second, kit.Ink), kit.NewChip("reported", kit.ChipPlain).Low())),
		kit.NewFactRow("European Union", kit.NewParagraph("Candidate since 2012", kit.Second, kit.Ink)),
		kit.NewFactRow("NATO", kit.NewParagraph("Not a member; states military neutrality", kit.Second, kit.Ink)),
		kit.NewFactRow("Council of Europe", kit.NewFlow(
			kit.Run{Text: "Not filled · ", Role: kit.Second, Tone: kit.Ink3}, kit.Run{Text: "Add with source", Role: kit.SecondLink, Act: nothing})),
		kit.NewFactRow("Recognises Kosovo", kit.NewParagraph("No", kit.Second, kit.Ink)),
		kit.NewText("Each fact opens its source and date. Oldest: 2025.", kit.Caption, kit.Ink3),
	)
	notes := kit.NewSection("Risk notes").Note("7 on Serbia · 12 inherited from WB6").Gap(0)
	notes.SetBody(
		kit.NewNoteRow(kit.NoteLine{Category: "security_interference", Title: "Visa-free entry for Russian citizens", Caption: "Reported as fact · 2 origins · not rated", Grade: "B2"}, nothing),
		kit.NewNoteRow(kit.NoteLine{Category: "security_interference", Title: "Arms shipments: accounts conflict", Caption: "1 supports, 2 contradict · not rated", Grade: "C4", Contradicted: true}, nothing),
		kit.NewNoteRow(kit.NoteLine{Category: "diplomatic", Title: "Agreements reported as sought with four states", Caption: "Also BIH, XKX, MKD · 2 since denied", Grade: "F6", Contradicted: true}, nothing),
		kit.NewRow(12, kit.Inset{Top: 4, Left: 28}, kit.NewLink("3 more on Serbia", nothing).In(kit.SmallLink), kit.NewLink("12 inherited from WB6", nothing).In(kit.SmallLink)),
	)
	return kit.NewColumn(0, kit.Inset{}, head, kit.NewRule(0), facts, notes)
}

func controls() fyne.CanvasObject {
	off := kit.NewButton("Rate the notes", "matrix", kit.Plain, nothing)
	off.Disable()
	wrong := kit.NewEntry("Capacity")
	wrong.SetText("12,5 persons")
	wrong.SetError("capacity must be a whole number")
	on := kit.NewFilterChip("All", func(bool) {})
	on.SetOn(true)
	return kit.NewColumn(12, kit.Pad(16, 16),
		kit.NewRow(8, kit.Inset{}, kit.NewButton("Place a site", "tool-site", kit.Primary, nothing), kit.NewButton("Import", "file-open", kit.Plain, nothing), off),
		kit.NewRow(8, kit.Inset{}, kit.NewButton("Open", "file-open", kit.Plain, nothing).Key("Ctrl+O"), kit.NewChip("Hypothetical", kit.ChipAccent),
			kit.NewChip("unclear", kit.ChipWarn), kit.NewChip("not met", kit.ChipError), on, kit.NewFilterChip("Places", func(bool) {}), kit.NewRemovableChip("WB6", nothing)),
		wrong,
		kit.NewRow(6, kit.Inset{}, kit.NewGrade("A1"), kit.NewGrade("F6"), kit.NewGrade(""), kit.NewKbd("S"), kit.NewKbd("Ctrl+Shift+A"),
			kit.NewCategoryBadge("legal", 16), kit.NewCategoryBadge("financial", 20), kit.NewCategoryBadge("reputational", 26)),
		kit.NewParagraph("A site is a candidate place, with its precision stated. Host country and notes follow by themselves.", kit.Body, kit.Ink2).Centred(),
	)
}

// gallery is a window of 1440 × 560 with the main components.
func gallery() fyne.CanvasObject {
	fill := kit.NewFrame(kit.FillPanel, 0, kit.Inset{}, container.NewWithoutLayout())
	toasts := kit.NewToaster()
	toasts.Say("Moved Exercise site 1 by 2.4 km", "Undo", nothing)
	middle := container.NewStack(container.NewBorder(views(), nil, nil, nil, controls()))
	body := container.NewBorder(nil, nil, container.NewHBox(fixed(264, leftList()), kit.NewUpright(0)), container.NewHBox(kit.NewUpright(0), fixed(351, card())), middle)
	return container.NewStack(fill, container.NewBorder(container.NewVBox(toolbar()), nil, nil, nil, body), toasts)
}

// fixed gives an object a width.
func fixed(w float32, o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&fixedWidth{w}, o)
}

type fixedWidth struct{ w float32 }

func (f *fixedWidth) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(f.w, o[0].MinSize().Height)
}

func (f *fixedWidth) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

func TestGallery(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		t.Run(string(mode), func(t *testing.T) {
			app(t)
			w := window(t, mode, gallery(), 1440, 560)
			golden(t, "gallery-"+string(mode), w.Canvas().Capture())
		})
	}
}
