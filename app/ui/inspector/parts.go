package inspector

import (
	"strings"

	"fyne.io/fyne/v2"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

// header is the top of a card: title line, a weaker line below, a rule.
func (i *Inspector) header(sub string, title ...fyne.CanvasObject) fyne.CanvasObject {
	title = append(title, i.closeButton())
	items := []fyne.CanvasObject{kit.NewRow(8, kit.Inset{}, title...)}
	if sub != "" {
		items = append(items, kit.NewParagraph(sub, kit.Small, kit.Ink3))
	}
	return kit.NewColumn(0, kit.Inset{}, kit.NewColumn(0, kit.Inset{Top: 8, Right: 10, Bottom: 10, Left: 16}, items...), kit.NewRule(0))
}

func (i *Inspector) closeButton() fyne.CanvasObject {
	return kit.NewIconButton("close", "Close", "Esc", func() { i.host.Select("", "") })
}

// quiet is a muted paragraph.
func quiet(s string) fyne.CanvasObject { return kit.NewParagraph(s, kit.Small, kit.Ink3) }

// para is running text.
func para(s string) fyne.CanvasObject { return kit.NewParagraph(s, kit.BodyTight, kit.Ink) }

// missing is the block that says what a card lacks; nil when nothing is.
func (i *Inspector) missing(gaps []evidence.Gap) fyne.CanvasObject {
	if len(gaps) == 0 {
		return nil
	}
	items := make([]kit.MissingItem, len(gaps))
	for n, g := range gaps {
		items[n] = kit.MissingItem{Icon: g.Icon, Runs: []kit.Run{
			{Text: g.Before, Role: kit.Second}, {Text: g.Strong, Role: kit.SmallBold}, {Text: g.After, Role: kit.Second}}}
	}
	return kit.NewColumn(0, kit.Pad(10, 12), kit.NewMissingBlock("What is missing", items...))
}

// noteLine is what a row shows of a note.
func (i *Inspector) noteLine(n *scenario.Note) kit.NoteLine {
	s := evidence.Summarise(i.host.Scenario(), n)
	return kit.NoteLine{
		Category: n.Category, Title: n.Title, Caption: i.caption(n, s),
		Grade: s.GradeLine(), Contradicted: s.Contradicted,
	}
}

func (i *Inspector) caption(n *scenario.Note, s evidence.Summary) string {
	c := s.Caption()
	if n.Polarity != "concern" {
		return evidence.Label(evidence.Polarities, n.Polarity) + " · " + c
	}
	return strings.ToUpper(c[:1]) + c[1:]
}

func (i *Inspector) noteRow(n *scenario.Note) *kit.NoteRow {
	id := n.ID
	return kit.NewNoteRow(i.noteLine(n), func() { i.host.Select("note", id) })
}

// noteList shows at most limit notes and a link to the rest.
func (i *Inspector) noteList(part string, links []evidence.Link, limit int, more string) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	shown := links
	if !i.open[i.key(part)] && len(links) > limit {
		shown = links[:limit]
	}
	for _, l := range shown {
		out = append(out, i.noteRow(l.Note))
	}
	switch {
	case len(shown) < len(links):
		out = append(out, kit.NewRow(12, kit.Pad(4, 0), kit.NewLink(more, i.expand(part)).In(kit.SmallLink)))
	case len(links) > limit:
		out = append(out, kit.NewRow(12, kit.Pad(4, 0), kit.NewLink("Show fewer", i.expand(part)).In(kit.SmallLink)))
	}
	return out
}

func byCategory(links []evidence.Link, category string) []evidence.Link {
	if category == "" {
		return links
	}
	var out []evidence.Link
	for _, l := range links {
		if l.Note.Category == category {
			out = append(out, l)
		}
	}
	return out
}

func nonNil(items ...fyne.CanvasObject) []fyne.CanvasObject {
	out := items[:0]
	for _, it := range items {
		if it != nil {
			out = append(out, it)
		}
	}
	return out
}
