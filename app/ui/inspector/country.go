package inspector

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/geo/basemap"
)

// factsShown is how many rows of facts a country card shows before "All n".
const factsShown = 6

func (i *Inspector) countryCard() (fyne.CanvasObject, []fyne.CanvasObject) {
	c := i.host.Map().Country(i.id)
	if c == nil {
		return nil, nil
	}
	doc := i.host.Scenario()
	head := i.header(i.countrySub(c), i.title(CountryName(doc, c), c.Local, c.Code)...)
	links := evidence.ForPlace(doc, c.Code)
	body := nonNil(
		i.statusLine(c.Status),
		i.kosovoLine(c.Code),
		i.facts(c.Code),
		i.placeNotes(links, CountryName(doc, c)),
		i.missing(evidence.MissingOn(doc, c.Code, i.host.Today())),
	)
	return head, body
}

// title is a name, its local form and its code; what is long gives way: the local form first.
func (i *Inspector) title(name, local, code string) []fyne.CanvasObject {
	chip := kit.NewChip(code, kit.ChipPlain)
	const room = 190
	wide := kit.CardTitle.Width(name)
	switch {
	case wide+kit.Body.Width(local) <= room:
		return []fyne.CanvasObject{kit.NewText(name, kit.CardTitle, kit.Ink), kit.NewText(local, kit.Body, kit.Ink3), chip, kit.Space()}
	case wide <= room-60:
		return []fyne.CanvasObject{kit.NewText(name, kit.CardTitle, kit.Ink), kit.Expand(kit.NewText(local, kit.Body, kit.Ink3).Elided()), chip}
	}
	return []fyne.CanvasObject{kit.Expand(kit.NewParagraph(name, kit.CardTitle, kit.Ink)), chip}
}

func (i *Inspector) countrySub(c *basemap.Country) string {
	s := "Country"
	for n, g := range evidence.GroupsOf(i.host.Scenario(), c.Code) {
		if n == 0 {
			s += " · member of the group " + g.Name
		}
	}
	n := 0
	for k := range i.host.Map().Divisions {
		if i.host.Map().Divisions[k].Country == c.Code {
			n++
		}
	}
	if n > 0 {
		s += " · " + evidence.Plural(n, "division")
	}
	return s
}

func (i *Inspector) divisionCard() (fyne.CanvasObject, []fyne.CanvasObject) {
	m := i.host.Map()
	d := m.Division(i.id)
	if d == nil {
		return nil, nil
	}
	doc := i.host.Scenario()
	c := m.Country(d.Country)
	sub := "First-level division"
	if d.Kind != "" {
		sub = "First-level division (" + d.Kind + ")"
	}
	var host fyne.CanvasObject
	if c != nil {
		host = kit.NewColumn(0, kit.Pad(8, 16), kit.NewFlow(
			kit.Run{Text: "In ", Role: kit.Body, Tone: kit.Ink3},
			kit.Run{Text: CountryName(doc, c), Role: kit.Body, Act: i.goTo(c.Code)}))
	}
	head := i.header(sub, i.title(d.Name, d.Local, d.Code)...)
	links := evidence.ForDivision(doc, d.Code, d.Country)
	return head, nonNil(host, kit.NewRule(0), i.placeNotes(links, d.Name))
}

func (i *Inspector) statusLine(status string) fyne.CanvasObject {
	if status == "" {
		return nil
	}
	return kit.NewColumn(0, kit.Pad(8, 16), kit.NewRow(8, kit.Inset{},
		kit.NewIcon("info", 16, kit.Warn), kit.Expand(kit.NewParagraph(status, kit.Small, kit.Ink2))).AtTop())
}

func (i *Inspector) kosovoLine(code string) fyne.CanvasObject {
	t := evidence.KosovoText(i.host.Scenario().KosovoNote)
	if code != "XKX" || t == "" {
		return nil
	}
	return kit.NewColumn(0, kit.Pad(8, 16), kit.NewParagraph("* "+t, kit.Caption, kit.Ink3))
}

// facts lists positions first, then dated facts; what is not filled offers to be.
func (i *Inspector) facts(code string) fyne.CanvasObject {
	doc := i.host.Scenario()
	var rows []fyne.CanvasObject
	for _, p := range doc.Positions.All() {
		if p.Place == code {
			rows = append(rows, i.positionRow(p))
		}
	}
	facts := evidence.FactRows(doc, code)
	total := len(rows) + len(facts)
	all := i.open[i.key("facts")]
	oldest := ""
	for _, r := range facts {
		for _, f := range r.Facts {
			if oldest == "" || f.AsOf != "" && f.AsOf < oldest {
				oldest = f.AsOf
			}
		}
		if !all && len(rows) >= factsShown {
			continue
		}
		rows = append(rows, i.factRow(code, r))
	}
	s := kit.NewSection("Facts")
	if total > factsShown {
		label := "All " + strconv.Itoa(total)
		if all {
			label = "Fewer"
		}
		s.Action(label, i.expand("facts"))
	}
	foot := "Each fact opens its source and date."
	if len(oldest) >= 4 {
		foot += " Oldest: " + oldest[:4] + "."
	}
	rows = append(rows, kit.NewText(foot, kit.Caption, kit.Ink3))
	s.SetBody(rows...)
	return s
}

func (i *Inspector) positionRow(p *scenario.Position) fyne.CanvasObject {
	words := p.Summary
	if words == "" {
		words = evidence.Label(evidence.Statuses, string(p.Status))
	}
	id := p.ID
	value := kit.NewColumn(2, kit.Inset{},
		newOpener(words, func() { i.showPosition(id) }),
		kit.NewRow(6, kit.Inset{}, kit.NewChip(evidence.Label(evidence.Statuses, string(p.Status)), kit.ChipPlain).Low(),
			kit.Expand(kit.NewParagraph(evidence.DateText(p.AsOf), kit.Caption, kit.Ink3))))
	label := "Hub position"
	if p.Scheme != "uk-return-hubs" {
		label = evidence.Label(evidence.Schemes, p.Scheme)
	}
	return kit.NewFactRow(label, value)
}

func asOf(date string) string {
	if date == "" {
		return ""
	}
	return " · " + evidence.DateText(date)
}

// factLabel names a fact; Kosovo keeps the mark of its footnote.
func (i *Inspector) factLabel(label string) string {
	if evidence.KosovoAsterisk(i.host.Scenario().KosovoNote) {
		return strings.Replace(label, "Kosovo", "Kosovo*", 1)
	}
	return label
}

func (i *Inspector) factRow(code string, r evidence.FactRow) fyne.CanvasObject {
	if len(r.Facts) == 0 {
		return kit.NewFactRow(i.factLabel(r.Label), kit.NewFlow(
			kit.Run{Text: "Not filled · ", Role: kit.BodyTight, Tone: kit.Ink3},
			kit.Run{Text: "Add with source", Role: kit.BodyTight, Act: func() { i.fillFact(code, r, nil) }}))
	}
	var values []fyne.CanvasObject
	for _, f := range r.Facts {
		values = append(values, newOpener(f.Value, func() { i.showFact(r, f) }))
	}
	return kit.NewFactRow(i.factLabel(r.Label), kit.NewColumn(2, kit.Inset{}, values...))
}

// placeNotes is the section of notes on a country or division: own first, inherited behind a link.
func (i *Inspector) placeNotes(links []evidence.Link, name string) fyne.CanvasObject {
	var own, inherited []evidence.Link
	for _, l := range links {
		if l.How == evidence.Attached {
			own = append(own, l)
		} else {
			inherited = append(inherited, l)
		}
	}
	s := kit.NewSection("Risk notes").Note(i.noteCount(own, inherited)).Gap(0)
	s.Action("Attach", func() { i.attachTo("", i.id) })
	if len(links) == 0 {
		s.SetBody(quiet("No note names this place yet. Attach one that follows from it, or open another country."))
		return s
	}
	filter := i.filter[i.key("category")]
	body := []fyne.CanvasObject{i.strip(evidence.Count(links), filter)}
	own, inherited = byCategory(own, filter), byCategory(inherited, filter)
	body = append(body, i.noteList("own", own, 4, fmt.Sprintf("%d more on %s", len(own)-4, name))...)
	body = append(body, i.inheritedNotes(inherited)...)
	s.SetBody(body...)
	return s
}

// contexts counts the notes that only give context; they are left out of every other count.
func contexts(links []evidence.Link) int { return len(links) - evidence.Count(links).Total() }

// noteCount says how many notes a place has and inherits.
func (i *Inspector) noteCount(own, inherited []evidence.Link) string {
	t := strconv.Itoa(evidence.Count(own).Total())
	if n := evidence.Count(inherited).Total(); n > 0 {
		t += fmt.Sprintf(" + %d inherited", n)
	}
	if n := contexts(own) + contexts(inherited); n > 0 {
		t += fmt.Sprintf(" · %d context", n)
	}
	return t
}

// inheritedNotes shows what comes from country and groups, folded until asked for.
func (i *Inspector) inheritedNotes(links []evidence.Link) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, via := range viaOrder(links) {
		group := byVia(links, via)
		part := "via:" + via
		label := fmt.Sprintf("%d inherited from %s", len(group), i.placeName(via))
		if !i.open[i.key(part)] {
			out = append(out, kit.NewRow(0, kit.Pad(5, 0), kit.NewLink(label, i.expand(part)).In(kit.SmallLink)))
			continue
		}
		out = append(out, kit.NewRow(6, kit.Inset{Top: 8, Bottom: 4}, kit.NewIcon("inherit", 16, kit.Ink3),
			kit.NewText(label, kit.SmallBold, kit.Ink2), kit.Space(), kit.NewLink("Hide", i.expand(part)).In(kit.SmallLink)))
		for _, l := range group {
			out = append(out, i.noteRow(l.Note))
		}
	}
	return out
}

func viaOrder(links []evidence.Link) []string {
	var out []string
	seen := map[string]bool{}
	for _, l := range links {
		if !seen[l.Via] {
			seen[l.Via] = true
			out = append(out, l.Via)
		}
	}
	return out
}

func byVia(links []evidence.Link, via string) []evidence.Link {
	var out []evidence.Link
	for _, l := range links {
		if l.Via == via {
			out = append(out, l)
		}
	}
	return out
}
