package inspector

import (
	"strings"

	"fyne.io/fyne/v2"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

func (i *Inspector) noteCard() (fyne.CanvasObject, []fyne.CanvasObject) {
	doc := i.host.Scenario()
	n, ok := doc.Notes.Get(i.id)
	if !ok {
		return nil, nil
	}
	sub := evidence.Label(evidence.Categories, n.Category) + " · " + strings.ToLower(evidence.Label(evidence.Polarities, n.Polarity))
	head := i.header(sub, kit.NewCategoryBadge(n.Category, 26), kit.Expand(kit.NewParagraph(n.Title, kit.NoteTitle, kit.Ink)))
	return head, nonNil(i.statement(n), i.evidence(n, "supports"), i.evidence(n, "contradicts"),
		i.counterpoint(n), i.assessment(n), i.reach(n), i.about(n))
}

func (i *Inspector) statement(n *scenario.Note) fyne.CanvasObject {
	part := func(lead, text string) fyne.CanvasObject {
		if text == "" {
			return nil
		}
		return kit.NewFactRow(lead, kit.NewParagraph(text, kit.BodyTight, kit.Ink)).Split(84)
	}
	rows := nonNil(part("Because", n.Because), part("may", n.May), part("leading to", n.LeadingTo))
	if len(rows) == 0 {
		return nil
	}
	s := kit.NewSection("Statement")
	s.SetBody(rows...)
	return s
}

// evidence lists the statements of one stance, each with who says so, where, when and how it is graded.
func (i *Inspector) evidence(n *scenario.Note, stance string) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, e := range evidence.Ordered(n.Evidence) {
		if (e.Stance == "contradicts") == (stance == "contradicts") {
			items = append(items, i.statementOf(&e))
		}
	}
	title := "Evidence for"
	if stance == "contradicts" {
		title = "Evidence against"
	}
	s := kit.NewSection(title).Note(count(len(items))).Gap(10)
	switch {
	case len(items) > 0:
	case stance == "contradicts":
		items = append(items, quiet("None found. A counterpoint may still be written below."))
	default:
		items = append(items, quiet("No evidence yet: this is an analyst's judgement."))
	}
	s.SetBody(items...)
	return s
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return evidence.Plural(n, "statement")
}

func (i *Inspector) statementOf(e *scenario.Evidence) fyne.CanvasObject {
	doc := i.host.Scenario()
	who := e.AttributedTo
	if a := evidence.Label(evidence.Attributions, e.Attribution); e.Attribution != "" {
		who = join(who, strings.ToLower(a))
	}
	if e.AsReported != "" {
		who = join(who, "as reported: “"+strings.Trim(e.AsReported, "\"“” ")+"”")
	}
	grade := evidence.GradeOf(doc, *e)
	right := kit.NewGrade(grade)
	text := kit.NewColumn(2, kit.Inset{},
		kit.NewParagraph(e.Text, kit.BodyTight, kit.Ink),
		kit.NewParagraph(who, kit.Caption, kit.Ink2), i.sourceFlow(e.Source, e.Date), i.gradeLine(e, grade))
	icon := "supports"
	if e.Stance == "contradicts" {
		icon = "contradicts"
	}
	return kit.NewRow(8, kit.Inset{}, kit.NewIcon(icon, 16, kit.Ink3), kit.Expand(text), right).AtTop()
}

func (i *Inspector) gradeLine(e *scenario.Evidence, grade string) fyne.CanvasObject {
	rel := ""
	if s, ok := i.host.Scenario().Sources.Get(e.Source); ok {
		rel = s.Reliability
	}
	t := evidence.GradeWords(rel, e.Credibility)
	if e.GradeStatus == "suggested" {
		t += " · suggested grade"
	}
	return kit.NewParagraph(grade+": "+t, kit.Caption, kit.Ink3)
}

// sourceFlow names a source with its date and opens it.
func (i *Inspector) sourceFlow(id, date string) fyne.CanvasObject {
	doc := i.host.Scenario()
	s, ok := doc.Sources.Get(id)
	if !ok {
		return kit.NewParagraph("Source not recorded", kit.Caption, kit.Ink3)
	}
	when := date
	if when == "" {
		when = s.Published
	}
	when = orUndated(when)
	return kit.NewFlow(
		kit.Run{Text: s.Publisher, Role: kit.SmallLink, Act: func() { i.showSource(id) }},
		kit.Run{Text: " · " + when, Role: kit.Caption, Tone: kit.Ink3})
}

func (i *Inspector) counterpoint(n *scenario.Note) fyne.CanvasObject {
	s := kit.NewSection("Counterpoint")
	if strings.TrimSpace(n.Counterpoint) == "" {
		s.SetBody(quiet("None recorded."))
	} else {
		s.SetBody(para(n.Counterpoint))
	}
	return s
}

func (i *Inspector) assessment(n *scenario.Note) fyne.CanvasObject {
	s := kit.NewSection("Assessment")
	if !evidence.Rated(n) {
		s.SetBody(quiet("Likelihood, impact and confidence: not assessed. Blank is not zero."))
		return s
	}
	var rows []fyne.CanvasObject
	for k := range n.Assessments {
		a := &n.Assessments[k]
		rows = append(rows, kit.NewFactRow(evidence.Label(evidence.Scopes, a.Scope), para(assessmentWords(a))))
	}
	s.SetBody(rows...)
	return s
}

func assessmentWords(a *scenario.Assessment) string {
	part := func(name, v string) string {
		if v == "" {
			v = "not assessed"
		}
		return name + ": " + v
	}
	likely, impact := "", ""
	if b, ok := evidence.BandOf(a.Likelihood); ok {
		likely = b.Label
	}
	if a.Impact != nil {
		impact = evidence.Impacts[max(0, min(4, *a.Impact-1))].Label
	}
	t := part("Likelihood", likely) + "; " + part("impact", impact) + "; " + part("confidence", a.Confidence)
	if a.Role != "" {
		t += " (" + join(a.Role, a.Date) + ")"
	}
	return t
}

// reach lists what the note is attached to, each with a way to detach it.
func (i *Inspector) reach(n *scenario.Note) fyne.CanvasObject {
	doc := i.host.Scenario()
	id := n.ID
	s := kit.NewSection("Attached to").Action("Attach", func() { i.attachNote(id) })
	var rows []fyne.CanvasObject
	for _, p := range n.Places {
		rows = append(rows, i.reachRow(i.placeName(p), p, i.goTo(p), scenario.DetachNote{Note: id, Place: p}))
	}
	for _, sid := range n.Sites {
		site, ok := doc.Sites.Get(sid)
		if !ok {
			continue
		}
		open := func() { i.host.Select("site", sid); i.host.Fly("site", sid) }
		rows = append(rows, i.reachRow(site.Name, "site", open, scenario.DetachNote{Note: id, Site: sid}))
	}
	if len(rows) == 0 {
		rows = append(rows, quiet("Nothing yet. Attach it to a country, a group or a site to see it on the map."))
	}
	s.SetBody(rows...)
	return s
}

func (i *Inspector) reachRow(name, code string, open func(), detach scenario.Command) fyne.CanvasObject {
	var label fyne.CanvasObject = kit.NewText(name, kit.Body, kit.Ink).Elided()
	if open != nil {
		label = kit.NewLink(name, open)
	}
	return kit.NewRow(8, kit.Inset{}, label, kit.NewText(code, kit.Small, kit.Ink3).Elided(), kit.Space(),
		kit.NewIconButton("unlink", "Detach from "+name, "", func() { i.host.Do(detach) }).Small())
}

func (i *Inspector) about(n *scenario.Note) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	add := func(label, v string) {
		if v != "" {
			rows = append(rows, kit.NewFactRow(label, para(v)))
		}
	}
	groups := make([]string, len(n.Affected))
	for k, a := range n.Affected {
		groups[k] = evidence.Label(evidence.Affected, a)
	}
	add("Affected", strings.Join(groups, ", "))
	add("Owner", n.OwnerRole)
	add("Review by", n.ReviewBy)
	add("Audience", evidence.Label(evidence.Audiences, n.Audience))
	add("Tags", strings.Join(n.Tags, ", "))
	for k := range n.Controls {
		add("Control", n.Controls[k].Text)
	}
	if len(rows) == 0 {
		return nil
	}
	s := kit.NewSection("About this note").Last()
	s.SetBody(rows...)
	return s
}
