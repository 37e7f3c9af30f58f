package inspector

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/geo/measure"
)

// showSource tells what a document is and how it is graded.
func (i *Inspector) showSource(id string) {
	doc := i.host.Scenario()
	s, ok := doc.Sources.Get(id)
	if !ok {
		return
	}
	rows := []fyne.CanvasObject{para(s.Title)}
	add := func(label, v string) {
		if v != "" {
			rows = append(rows, kit.NewFactRow(label, para(v)))
		}
	}
	add("Publisher", s.Publisher)
	add("Published", orUndated(s.Published))
	add("Read on", s.Accessed)
	add("Type", evidence.Label(evidence.SourceTypes, s.Type))
	add("Reliability", evidence.GradeWords(s.Reliability, 0))
	if from, ok := doc.Sources.Get(s.DerivedFrom); ok {
		add("Derived from", from.Title+" ("+from.Publisher+")")
	}
	add("Address", s.URL)
	kit.ShowDialog(i.host.Canvas(), kit.Dialog{Title: "Source", Width: 520, Body: kit.NewColumn(4, kit.Inset{}, rows...), Choices: []kit.Choice{
		{Label: "Copy address", Icon: "copy", Act: func() { i.host.Copy(s.URL) }}, {Label: "Close", Primary: true}}})
}

func orUndated(date string) string {
	if date == "" {
		return "undated"
	}
	return evidence.DateText(date)
}

// showPosition tells who says what about a state's stance.
func (i *Inspector) showPosition(id string) {
	doc := i.host.Scenario()
	p, ok := doc.Positions.Get(id)
	if !ok {
		return
	}
	senders := make([]string, len(p.Sending))
	for k, s := range p.Sending {
		senders[k] = i.placeName(s)
	}
	term, _ := evidence.Find(evidence.Statuses, string(p.Status))
	rows := []fyne.CanvasObject{
		kit.NewFactRow("Status", para(term.Label+". "+term.Gloss)),
		kit.NewFactRow("As of", para(orUndated(p.AsOf))),
		kit.NewFactRow("Scheme", para(evidence.Label(evidence.Schemes, p.Scheme))),
	}
	if len(senders) > 0 {
		rows = append(rows, kit.NewFactRow("Sending", para(strings.Join(senders, ", "))))
	}
	if p.Summary != "" {
		rows = append([]fyne.CanvasObject{para(p.Summary)}, rows...)
	}
	for k := range p.Evidence {
		rows = append(rows, kit.NewColumn(0, kit.Inset{Top: 6}, i.statementOf(&p.Evidence[k])))
	}
	i.longDialog("Position of "+i.placeName(p.Place), rows, kit.Choice{Label: "Close", Primary: true})
}

// longDialog shows a column that scrolls when it is high.
func (i *Inspector) longDialog(title string, rows []fyne.CanvasObject, choices ...kit.Choice) {
	col := kit.NewColumn(4, kit.Inset{Right: 10}, rows...)
	h := min(col.HeightFor(480), i.host.Canvas().Size().Height-220)
	kit.ShowDialog(i.host.Canvas(), kit.Dialog{Title: title, Width: 540, Body: tall(kit.NewScroll(col), h), Choices: choices})
}

// tall gives an object a fixed height.
func tall(o fyne.CanvasObject, h float32) fyne.CanvasObject { return container.New(fixedHeight(h), o) }

type fixedHeight float32

// MinSize implements fyne.Layout.
func (f fixedHeight) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, float32(f)) }

// Layout implements fyne.Layout.
func (f fixedHeight) Layout(os []fyne.CanvasObject, s fyne.Size) {
	for _, o := range os {
		o.Move(fyne.Position{})
		o.Resize(s)
	}
}

// showFact tells a fact's date and source and offers to change or remove it.
func (i *Inspector) showFact(r evidence.FactRow, f *scenario.Fact) {
	doc := i.host.Scenario()
	src := "not recorded"
	if s, ok := doc.Sources.Get(f.Source); ok {
		src = s.Title + " (" + join(s.Publisher, orUndated(s.Published)) + ")"
	}
	rows := kit.NewColumn(4, kit.Inset{}, kit.NewFactRow("Value", para(f.Value)), kit.NewFactRow("As of", para(orUndated(f.AsOf))), kit.NewFactRow("Source", para(src)))
	kit.ShowDialog(i.host.Canvas(), kit.Dialog{Title: r.Label, Width: 480, Body: rows, Choices: []kit.Choice{
		{Label: "Remove", Icon: "trash", Act: func() { i.host.Do(scenario.DeleteFact{ID: f.ID}); i.host.Seal() }},
		{Label: "Change", Icon: "edit", Act: func() { i.fillFact(f.Place, r, f) }},
		{Label: "Close", Primary: true}}})
}

// fillFact asks for a value, its date and the source that says so; nothing is kept without a source.
func (i *Inspector) fillFact(code string, r evidence.FactRow, old *scenario.Fact) {
	doc := i.host.Scenario()
	value, asof := kit.NewEntry(r.Prompt), kit.NewEntry("2025, 2025-10 or 2025-10-21")
	title, publisher := kit.NewEntry("Title of the document"), kit.NewEntry("Who published it")
	url, published := kit.NewEntry("Address, if any"), kit.NewEntry("Date, or leave empty when undated")
	chosen := ""
	options := []kit.Option{{ID: "", Label: "A new source"}}
	for _, s := range doc.Sources.All() {
		options = append(options, kit.Option{ID: s.ID, Label: clipped(s.Publisher+": "+s.Title, 60)})
	}
	fresh := kit.NewColumn(6, kit.Inset{}, labelled("Title", title), labelled("Publisher", publisher), labelled("Address", url), labelled("Published", published))
	if old != nil {
		value.Fill(old.Value)
		asof.Fill(old.AsOf)
		chosen = old.Source
	}
	toggle := func(id string) {
		chosen = id
		if id == "" {
			fresh.Show()
		} else {
			fresh.Hide()
		}
	}
	pick := kit.NewSelect(options, chosen, toggle)
	toggle(chosen)
	body := kit.NewColumn(8, kit.Inset{}, labelled(r.Label, value), labelled("As of", asof), labelled("Source", pick), fresh)
	name := i.placeName(code)
	i.ask("Fill: "+r.Label+", "+name, body, value, "Keep with source", func() string {
		f := scenario.Fact{ID: i.host.NewID(), Place: code, Key: r.Key, Value: text(value), AsOf: text(asof), Source: chosen}
		if old != nil {
			f.ID, f.Extra = old.ID, old.Extra
		}
		cmd := scenario.PutFact{Fact: f}
		if f.Value == "" {
			return "Enter a value."
		}
		if chosen == "" {
			if text(title) == "" || text(publisher) == "" {
				return "A fact needs a source: give its title and its publisher."
			}
			s := scenario.Source{ID: i.host.NewID(), Title: text(title), Publisher: text(publisher), URL: text(url), Published: text(published), Type: "other", Reliability: "F"}
			cmd.NewSource, cmd.Fact.Source = &s, s.ID
		}
		if !i.host.Do(cmd) {
			return "It could not be kept; see the message above the map."
		}
		i.host.Seal()
		return ""
	})
}

func text(e *kit.Entry) string { return strings.TrimSpace(e.Text()) }

func clipped(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}

// ask shows a form until it is kept or cancelled; keep answers what is wrong, or "" when all is well.
func (i *Inspector) ask(title string, body fyne.CanvasObject, focus *kit.Entry, label string, keep func() string) {
	wrong := kit.NewParagraph("", kit.Small, kit.Error)
	wrong.Hide()
	var show func()
	show = func() {
		var surface *kit.Surface
		done := func() {
			if msg := keep(); msg != "" {
				wrong.Set(msg)
				wrong.Show()
				show()
			}
		}
		if focus != nil {
			focus.OnSubmitted = func(string) { surface.Close(); done() }
		}
		surface = kit.ShowDialog(i.host.Canvas(), kit.Dialog{Title: title, Width: 520, Body: kit.NewColumn(8, kit.Inset{}, body, wrong), Focus: focus,
			Choices: []kit.Choice{{Label: "Cancel"}, {Label: label, Primary: true, Act: done}}})
	}
	show()
}

// askCoordinates takes coordinates in any form; where two readings are possible, both are offered and none is guessed.
func (i *Inspector) askCoordinates(site string) {
	e := kit.NewEntry("42.66 N, 21.16 E · or decimal, degrees and minutes, a map link")
	if s, ok := i.host.Scenario().Sites.Get(site); ok && s.At != nil {
		e.Fill(measure.FormatPoint(*s.At, 5))
	}
	forms := quiet("Latitude first: 42.66 N, 21.16 E; 42°39′ N 21°9′ E; 42,66; 21,16; or a map link. What can be read in two ways is asked about.")
	i.ask("Coordinates", kit.NewColumn(6, kit.Inset{}, e, forms), e, "Move the site", func() string {
		readings, err := measure.Parse(e.Text())
		if err != nil {
			return sentence(err.Error())
		}
		if len(readings) > 1 {
			i.chooseReading(site, readings)
			return ""
		}
		i.moveTo(site, readings[0].At)
		return ""
	})
}

func (i *Inspector) chooseReading(site string, readings []measure.Reading) {
	choices := []kit.Choice{{Label: "Cancel"}}
	var rows []fyne.CanvasObject
	for k, r := range readings {
		at := r.At
		place := PlaceWords(i.host.Scenario(), i.host.Map().Locate(at[0], at[1]))
		rows = append(rows, kit.NewFactRow("Reading "+string(rune('A'+k)), para(measure.FormatPoint(at, 4)+" · "+place+" ("+r.Words+")")))
		choices = append(choices, kit.Choice{Label: "Use " + string(rune('A'+k)) + ": " + clipped(i.countryAt(at), 22), Act: func() { i.moveTo(site, at) }})
	}
	kit.ShowDialog(i.host.Canvas(), kit.Dialog{Title: "These coordinates can be read in more than one way", Width: 540, Body: kit.NewColumn(4, kit.Inset{}, rows...), Choices: choices})
}

// countryAt names the country at a point.
func (i *Inspector) countryAt(at orb.Point) string {
	c := i.host.Map().LocateCountry(at[0], at[1])
	if c == nil {
		return "at sea"
	}
	return CountryName(i.host.Scenario(), c)
}

func (i *Inspector) moveTo(site string, at orb.Point) {
	if i.host.Do(scenario.MoveSite{ID: site, Lon: at[0], Lat: at[1]}) {
		i.host.Seal()
		i.host.Fly("site", site)
	}
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// choice is one line of a picker.
type choice struct {
	line kit.NoteLine
	find string
	act  func()
}

// pick shows a list with a filter; choosing a line closes it.
func (i *Inspector) pick(title, prompt string, all []choice) {
	filter := kit.NewEntry(prompt).WithIcon("search").Clearable()
	col := kit.NewColumn(0, kit.Inset{Right: 10})
	var surface *kit.Surface
	fill := func(q string) {
		q = strings.ToLower(strings.TrimSpace(q))
		var rows []fyne.CanvasObject
		for _, c := range all {
			if q != "" && !strings.Contains(c.find, q) {
				continue
			}
			rows = append(rows, kit.NewNoteRow(c.line, func() { surface.Close(); c.act() }))
		}
		if len(rows) == 0 {
			rows = append(rows, quiet("Nothing matches. Clear the filter to see all."))
		}
		col.SetItems(rows...)
	}
	fill("")
	scroll := kit.NewScroll(col)
	filter.OnChanged = func(q string) { fill(q); scroll.ToTop(); scroll.Refresh() }
	h := min(420, i.host.Canvas().Size().Height-240)
	surface = kit.ShowDialog(i.host.Canvas(), kit.Dialog{Title: title, Width: 540, Focus: filter,
		Body: kit.NewColumn(8, kit.Inset{}, filter, tall(scroll, h)), Choices: []kit.Choice{{Label: "Cancel"}}})
}

// attachTo lets a note be chosen for a site or a place (one of the two).
func (i *Inspector) attachTo(site, place string) {
	doc := i.host.Scenario()
	name := i.placeName(place)
	if s, ok := doc.Sites.Get(site); ok {
		name = s.Name
	}
	notes := append([]*scenario.Note(nil), doc.Notes.All()...)
	evidence.SortNotes(notes)
	var all []choice
	for _, n := range notes {
		if has(n.Sites, site) || has(n.Places, place) {
			continue
		}
		id := n.ID
		all = append(all, choice{i.noteLine(n), strings.ToLower(n.Title + " " + n.Category), func() {
			i.host.Do(scenario.AttachNote{Note: id, Site: site, Place: place})
			i.host.Seal()
		}})
	}
	i.pick("Attach a note to "+name, "Filter notes", all)
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s && s != "" {
			return true
		}
	}
	return false
}

// attachNote lets a site, a group or a country be chosen for a note.
func (i *Inspector) attachNote(note string) {
	doc, m := i.host.Scenario(), i.host.Map()
	n, ok := doc.Notes.Get(note)
	if !ok {
		return
	}
	var all []choice
	add := func(name, caption string, cmd scenario.AttachNote) {
		all = append(all, choice{kit.NoteLine{Category: n.Category, Title: name, Caption: caption}, strings.ToLower(name + " " + caption), func() {
			i.host.Do(cmd)
			i.host.Seal()
		}})
	}
	for _, s := range doc.Sites.All() {
		if !has(n.Sites, s.ID) {
			add(s.Name, "Site · "+strings.ToLower(evidence.Label(evidence.Statuses, string(s.Status))), scenario.AttachNote{Note: note, Site: s.ID})
		}
	}
	for _, g := range doc.Groups.All() {
		if !has(n.Places, g.ID) {
			add(g.Name, "Group · "+evidence.Plural(len(g.Members), "member"), scenario.AttachNote{Note: note, Place: g.ID})
		}
	}
	for k := range m.Countries {
		c := &m.Countries[k]
		if c.Code != "" && !has(n.Places, c.Code) {
			add(CountryName(doc, c), "Country · "+c.Code, scenario.AttachNote{Note: note, Place: c.Code})
		}
	}
	i.pick("Attach this note to", "Filter sites, groups and countries", all)
}

// chooseSource gives a site the source of its status.
func (i *Inspector) chooseSource(site string) {
	doc := i.host.Scenario()
	s, ok := doc.Sites.Get(site)
	if !ok {
		return
	}
	var all []choice
	for _, src := range doc.Sources.All() {
		id := src.ID
		all = append(all, choice{kit.NoteLine{Category: "diplomatic", Title: src.Title, Caption: join(src.Publisher, orUndated(src.Published)), Grade: src.Reliability}, strings.ToLower(src.Title + " " + src.Publisher), func() {
			i.edit(s, "source", func(n *scenario.Site) { n.StatusSource = id })
		}})
	}
	i.pick("Source of the status of "+s.Name, "Filter sources", all)
}
