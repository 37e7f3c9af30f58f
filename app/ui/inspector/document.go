package inspector

import (
	"strings"

	"fyne.io/fyne/v2"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

// documentCard is what the panel shows with nothing selected.
func (i *Inspector) documentCard() (fyne.CanvasObject, []fyne.CanvasObject) {
	doc := i.host.Scenario()
	title := kit.NewParagraph(doc.Title, kit.CardTitle, kit.Ink)
	head := kit.NewColumn(2, kit.Inset{Top: 12, Right: 16, Bottom: 10, Left: 16}, title, kit.NewText("This scenario", kit.Small, kit.Ink3))
	return kit.NewColumn(0, kit.Inset{}, head, kit.NewRule(0)), nonNil(i.purpose(doc), i.contents(doc), i.labels(doc), i.teach(doc))
}

func (i *Inspector) purpose(doc *scenario.Scenario) fyne.CanvasObject {
	s := kit.NewSection("Question and purpose").Action("Edit", i.editDocument)
	var body []fyne.CanvasObject
	for _, t := range []string{doc.Question, doc.Purpose} {
		if t != "" {
			body = append(body, para(t))
		}
	}
	if len(body) == 0 {
		body = append(body, quiet("Write down what the group has to answer. It opens every export."))
	}
	s.Gap(6).SetBody(body...)
	return s
}

func (i *Inspector) contents(doc *scenario.Scenario) fyne.CanvasObject {
	contested := 0
	for _, n := range doc.Notes.All() {
		if evidence.Contradicted(n) {
			contested++
		}
	}
	places := map[string]bool{}
	for _, p := range doc.Positions.All() {
		places[p.Place] = true
	}
	s := kit.NewSection("What it holds")
	s.SetBody(
		kit.NewFactRow("Positions", para(evidence.Plural(doc.Positions.Len(), "position")+" of "+evidence.Plural(len(places), "state"))),
		kit.NewFactRow("Sites", para(evidence.Plural(doc.Sites.Len(), "site"))),
		kit.NewFactRow("Risk notes", para(evidence.Plural(doc.Notes.Len(), "note")+", "+evidence.Plural(contested, "note")+" contradicted")),
		kit.NewFactRow("Sources", para(evidence.Plural(doc.Sources.Len(), "source"))))
	return s
}

// labels chooses handling and the Kosovo footnote.
func (i *Inspector) labels(doc *scenario.Scenario) fyne.CanvasObject {
	label := "Not set"
	if doc.Handling.TLP != "" {
		label = "TLP:" + doc.Handling.TLP
	}
	tlp := newField(label, doc.Handling.TLP == "", true)
	tlp.act = func() {
		var items []kit.MenuItem
		for _, t := range evidence.TLPLabels {
			items = append(items, kit.MenuItem{Label: t.Label + "  " + t.Gloss, Checked: t.Key == doc.Handling.TLP, Act: func() {
				h := doc.Handling
				h.TLP = t.Key
				i.host.Do(scenario.EditDocument{Handling: &h})
				i.host.Seal()
			}})
		}
		kit.ShowMenu(tlp, items)
	}
	note := newField(evidence.Label(evidence.KosovoNotes, string(doc.KosovoNote)), false, true)
	note.act = func() {
		var items []kit.MenuItem
		for _, t := range evidence.KosovoNotes {
			items = append(items, kit.MenuItem{Label: t.Label, Checked: t.Key == string(doc.KosovoNote), Act: func() {
				k := scenario.KosovoNote(t.Key)
				i.host.Do(scenario.EditDocument{KosovoNote: &k})
				i.host.Seal()
			}})
		}
		kit.ShowMenu(note, items)
	}
	s := kit.NewSection("Labels and boundaries")
	body := []fyne.CanvasObject{kit.NewFactRow("Handling", tlp), kit.NewFactRow("Kosovo note", note)}
	if t := evidence.KosovoText(doc.KosovoNote); t != "" {
		body = append(body, kit.NewParagraph("* "+t, kit.Caption, kit.Ink3))
	}
	s.SetBody(append(body, kit.NewParagraph(evidence.BorderPolicy, kit.Caption, kit.Ink3))...)
	return s
}

func (i *Inspector) teach(doc *scenario.Scenario) fyne.CanvasObject {
	lines := []string{
		"Click a country for its position, facts and notes.",
		"Press S and click the map to place a site; the notes that follow from its place are linked by themselves.",
		"Press Ctrl+K to find any country, division, town, site or note, in any spelling or script.",
	}
	s := kit.NewSection("Where to begin").Last().Gap(6)
	body := make([]fyne.CanvasObject, len(lines))
	for k, l := range lines {
		body[k] = quiet(l)
	}
	s.SetBody(body...)
	return s
}

// editDocument asks for title, question and purpose.
func (i *Inspector) editDocument() {
	doc := i.host.Scenario()
	title, question, purpose := kit.NewEntry("Title"), kit.NewArea("What has to be answered?", 3), kit.NewArea("Who it is for and what it is not", 3)
	title.Fill(doc.Title)
	question.Fill(doc.Question)
	purpose.Fill(doc.Purpose)
	body := kit.NewColumn(6, kit.Inset{}, labelled("Title", title), labelled("Question", question), labelled("Purpose", purpose))
	kit.ShowDialog(i.host.Canvas(), kit.Dialog{
		Title: "This scenario", Body: body, Width: 520, Focus: title,
		Choices: []kit.Choice{{Label: "Cancel"}, {Label: "Keep", Primary: true, Act: func() {
			t, q, p := strings.TrimSpace(title.Text()), strings.TrimSpace(question.Text()), strings.TrimSpace(purpose.Text())
			i.host.Do(scenario.EditDocument{Title: &t, Question: &q, Purpose: &p})
			i.host.Seal()
		}}},
	})
}

func labelled(label string, o fyne.CanvasObject) fyne.CanvasObject {
	return kit.NewColumn(3, kit.Inset{}, kit.NewText(label, kit.Small, kit.Ink2), o)
}
