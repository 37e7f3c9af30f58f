package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

// blocks is a window of 1000 × 640 with what the gallery has no room for.
func blocks() fyne.CanvasObject {
	strip := kit.NewCategoryStrip(func(c string) string { return c }, func(string) {})
	strip.Set(map[string]int{"security_interference": 4, "diplomatic": 2, "local_political": 1, "legal": 12})
	strip.SetChosen("diplomatic")
	second := func(s string) kit.Run { return kit.Run{Text: s, Role: kit.Second} }
	bold := func(s string) kit.Run { return kit.Run{Text: s, Role: kit.SmallBold} }
	missing := kit.NewMissingBlock("What is missing",
		kit.MissingItem{Icon: "cat-legal", Runs: []kit.Run{second("No "), bold("legal"), second(" note on Serbia. "), {Text: "Use prompt", Role: kit.SecondLink, Act: nothing}}},
		kit.MissingItem{Icon: "matrix", Runs: []kit.Run{second("No rating yet. Blank is not zero.")}},
	)
	saved := kit.NewStatusCell("")
	saved.Set("Not saved: the disk is full", true)
	saved.Action("Retry", nothing)
	note := kit.NewStatusCell("* Kosovo: EU footnote. Boundaries and names imply no endorsement.")
	note.Divided, saved.Divided = true, false
	handling := kit.NewStatusCell("TLP:CLEAR")
	handling.Divided = true
	bar := kit.NewStatusBar([]*kit.StatusCell{kit.NewStatusCell("43.9167° N, 20.6500° E"), kit.NewStatusCell("Serbia · Moravica"), note}, []*kit.StatusCell{saved, handling})
	rail := kit.NewRail([]kit.Option{{ID: "sites", Label: "Sites", Icon: "tool-site"}, {ID: "notes", Label: "Notes", Icon: "tool-note"}}, func(string) {})
	rail.SetChosen("sites")
	quiet := kit.NewSelect([]kit.Option{{ID: "town", Label: "Town: within 5 km", Icon: "precision-town"}}, "town", nil).Quiet()
	footnote := kit.NewSelect([]kit.Option{{ID: "eu", Label: "European Union form"}}, "eu", nil)
	page := kit.NewColumn(12, kit.Pad(16, 16),
		kit.NewBanner(kit.BannerWarn, "3 of 41 rows in sites.csv were not read", "38 sites are in. Row 12: longitude “12,5” is not a number; did you mean 12.5?",
			kit.Action{Label: "Fix the 3 rows", Icon: "edit", Primary: true, Act: nothing}, kit.Action{Label: "Leave them out", Act: nothing}),
		kit.NewBanner(kit.BannerError, "The file could not be saved: the disk is full", "Nothing is lost. Your changes are kept in the recovery copy of 12:03.",
			kit.Action{Label: "Save elsewhere", Icon: "export", Primary: true, Act: nothing}, kit.Action{Label: "Try again", Act: nothing}),
		kit.NewBanner(kit.BannerOK, "Recovered 14 changes from 12:03", "The program closed before they were saved.", kit.Action{Label: "Keep", Icon: "check", Primary: true, Act: nothing}),
		strip, missing,
		kit.NewRow(12, kit.Inset{}, quiet, footnote, kit.NewArea("Why this site", 3)),
	)
	empty := kit.NewEmpty("tool-site", "No sites yet", "A site is a candidate place, with its precision stated. Host country and notes follow by themselves.",
		kit.Action{Label: "Place a site", Icon: "tool-site", Primary: true, Act: nothing}, kit.Action{Label: "Import", Icon: "file-open", Act: nothing})
	frame := kit.NewFrame(kit.FillPanel, 0, kit.Inset{}, container.NewWithoutLayout())
	body := container.New(&sides{rail, page, empty}, rail, page, empty)
	return container.NewStack(frame, kit.NewPage(nil, body, bar))
}

// sides sets a rail of 44, a page, and a part of 340.
type sides struct{ rail, page, right fyne.CanvasObject }

func (*sides) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(800, 400) }

func (s *sides) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, p := range []struct {
		o fyne.CanvasObject
		w float32
	}{{s.rail, 44}, {s.page, size.Width - 384}, {s.right, 340}} {
		p.o.Move(fyne.NewPos(x, 0))
		p.o.Resize(fyne.NewSize(p.w, size.Height))
		x += p.w
	}
}

func TestBlocks(t *testing.T) {
	app(t)
	w := window(t, theme.Light, blocks(), 1200, 640)
	golden(t, "blocks", w.Canvas().Capture())
}
