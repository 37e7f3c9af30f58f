package safecopy

import (
	"slices"

	"fyne.io/fyne/v2"

	"hubscape/app/audience"
	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

// rule is one row of the rules.
type rule struct {
	id              string
	title, sub, cnt string
	on              bool
	why             string // of a rule that the audience asks for: why it cannot be switched off
	set             func(on bool)
}

// rulesNow lists the rules that concern this document and audience.
func (s *Sheet) rulesNow() []rule {
	var out []rule
	whom := s.audience.Words()
	add := func(r rule) {
		if r.why != "" {
			r.sub = "always: " + r.sub
		}
		out = append(out, r)
	}
	add(rule{id: "coordinates", title: "Coordinates to the stated precision", sub: "centre of a 5 km cell; finer figures are not written", cnt: s.held("exact positions", "site", "sites"), on: true,
		why: "A copy for " + whom + " never tells a place more exactly than its stated precision, and no more exactly than a town."})
	add(rule{id: "narrower", title: "Leave out what is for fewer people", sub: "notes and evidence, by mark or label, with their links", cnt: s.narrower(), on: true,
		why: "What is marked or labelled for fewer people than " + whom + " is not for you to hand on by a tick. Change the mark of the note itself."})
	if n := s.tally.unmarked; n > 0 {
		add(rule{id: "unmarked", title: "Leave out what nobody marked", sub: "blank counts as internal; else as marked for this audience", cnt: plural(n, "item", "items"), on: s.unmarked,
			set: func(on bool) { s.unmarked = on }})
	}
	add(rule{id: "attribution", title: "Withhold off-record attribution", sub: "text kept, source shown as “withheld”", cnt: s.held("attributions", "piece", "pieces"), on: true,
		why: "Who spoke off the record is never named in a copy for " + whom + ". What a newspaper printed stays with its name."})
	if n := s.tally.offRecord; n > 0 {
		add(rule{id: "off-record", title: "Leave out off-record statements", sub: "their text too, not only who said it", cnt: plural(n, "piece", "pieces"), on: s.offRecord, set: func(on bool) { s.offRecord = on }})
	}
	if n := s.tally.rooms; n > 0 {
		add(rule{id: "rooms", title: "Leave out presenter notes", sub: "with slides, criteria, shocks and actions", cnt: plural(n, "item", "items"), on: true,
			why: "This version cannot tell what of a slide, criterion, shock or action may go along, so all of it stays."})
	}
	add(rule{id: "history", title: "Leave out authors and history", sub: "identity, creation time, undo, versions, journal", cnt: "all", on: true,
		why: "A file never holds undo, versions or the journal, and a copy for " + whom + " has an identity of its own."})
	if n := s.tally.roles; n > 0 && s.audience == audience.Public {
		add(rule{id: "roles", title: "Leave out roles of owners and assessors", sub: "who in the institution works on a note", cnt: plural(n, "role", "roles"), on: s.roles, set: func(on bool) { s.roles = on }})
	}
	if n := s.tally.hypothetical; n > 0 {
		add(rule{id: "hypothetical", title: "Leave out hypothetical sites", sub: "otherwise marked in list, map, export", cnt: plural(n, "site", "sites"), on: s.hypothetical, set: func(on bool) { s.hypothetical = on }})
	}
	return append(append(out, s.layerRules()...), s.leftRules()...)
}

// layerRules are the overlay layers, each of which stays behind until somebody says otherwise.
func (s *Sheet) layerRules() []rule {
	var out []rule
	for _, l := range s.doc.Layers.All() {
		name := l.Name
		if name == "" {
			name = l.ID
		}
		out = append(out, rule{id: "layer " + l.ID, title: "Leave out layer “" + short(name, 20) + "”", sub: "imported; its coordinates go along as they are",
			cnt: plural(s.tally.features[l.ID], "feature", "features"), on: !slices.Contains(s.layers, l.ID), set: func(on bool) {
				s.layers = slices.DeleteFunc(s.layers, func(id string) bool { return id == l.ID })
				if !on {
					s.layers = append(s.layers, l.ID)
				}
			}})
	}
	return out
}

// leftRules are the items that were left out by name, to be taken in again.
func (s *Sheet) leftRules() []rule {
	var out []rule
	for _, l := range s.without {
		out = append(out, rule{id: "without " + l.id, title: "Leave out " + short(l.words, 34), sub: "it says what is held back", on: true, set: func(bool) {
			s.without = slices.DeleteFunc(s.without, func(x leftOut) bool { return x.id == l.id })
		}})
	}
	return out
}

// held counts what the report says was held back under a word.
func (s *Sheet) held(what, one, many string) string {
	if s.now == nil {
		return ""
	}
	n := 0
	for _, l := range s.now.report.Held {
		if l.What == what {
			n += l.Count
		}
	}
	return plural(n, one, many)
}

// narrower counts what stayed behind by its mark or label.
func (s *Sheet) narrower() string {
	if s.now == nil {
		return ""
	}
	return plural(s.now.report.Narrower(), "item", "items")
}

// tally is how much of a document each rule concerns, counted once.
type tally struct {
	unmarked, offRecord, rooms, roles, hypothetical int
	features                                        map[string]int // of each layer
}

func tallyOf(doc *scenario.Scenario) tally {
	t := tally{unmarked: audience.Unmarked(doc), offRecord: audience.OffRecord(doc), roles: roles(doc), features: map[string]int{},
		rooms: doc.Slides.Len() + doc.Criteria.Len() + doc.Shocks.Len() + doc.Actions.Len()}
	for _, s := range doc.Sites.All() {
		if s.Status == scenario.Hypothetical {
			t.hypothetical++
		}
	}
	for _, f := range doc.Features.All() {
		t.features[f.Layer]++
	}
	return t
}

func roles(doc *scenario.Scenario) int {
	n := 0
	count := func(role string) {
		if role != "" {
			n++
		}
	}
	for _, x := range doc.Notes.All() {
		count(x.OwnerRole)
		for _, a := range x.Assessments {
			count(a.Role)
		}
		for _, c := range x.Controls {
			count(c.OwnerRole)
		}
	}
	return n
}

// left is the left side: for whom, rules, label, how it is written.
type left struct {
	object     fyne.CanvasObject
	cards      *kit.ChoiceCards
	rows       map[string]*kit.CheckRow
	rules      *kit.Column
	label      *kit.Select
	labelWhy   *kit.Text
	released   *kit.Row
	releasedBy *kit.Entry
	format     *kit.Select
	formatWhy  *kit.Text
	note       *kit.Text
	noteIcon   *kit.Icon
	all, foot  *kit.Column
}

const remark = "The report counts what was held back and where it was. It is saved for you alone, never inside the copy."

func (s *Sheet) buildLeft() {
	l := &s.left
	l.rows = map[string]*kit.CheckRow{}
	l.cards = kit.NewChoiceCards([]kit.Radio{
		{ID: string(audience.Internal), Title: "Internal", Sub: "as it is"},
		{ID: string(audience.Committee), Title: "Committee", Sub: "on-record, town"},
		{ID: string(audience.Public), Title: "Public", Sub: "coarse, no names"},
	}, string(s.audience), func(id string) {
		if audience.Audience(id) != s.audience {
			s.change(func() { s.audience, s.label = audience.Audience(id), "" })
		}
	})
	l.rules = kit.NewColumn(0, kit.Inset{})
	labels := []kit.Option{}
	for _, x := range audience.Labels() {
		labels = append(labels, kit.Option{ID: x, Label: "TLP:" + x})
	}
	l.label = kit.NewSelect(labels, "", s.chooseLabel).Prompt("TLP")
	l.labelWhy = kit.NewParagraph("", kit.Small, kit.Ink3)
	l.releasedBy = kit.NewEntry("for example: workshop facilitator")
	l.releasedBy.SetText(s.released)
	l.releasedBy.OnChanged = s.typed
	l.released = kit.NewRow(10, kit.Inset{}, kit.NewText("Released by (role)", kit.Small, kit.Ink2), kit.Expand(l.releasedBy))
	options := []kit.Option{}
	for _, f := range formats {
		options = append(options, kit.Option{ID: string(f.format), Label: f.label})
	}
	l.format = kit.NewSelect(options, string(s.format), func(id string) { s.change(func() { s.format = feature.Format(id) }) })
	l.formatWhy = kit.NewParagraph("", kit.Small, kit.Ink3)
	l.note, l.noteIcon = kit.NewParagraph(remark, kit.Small, kit.Ink2), kit.NewIcon("info", 16, kit.Ink2)
	l.all = kit.NewColumn(6, kit.Inset{Top: 14, Right: 20, Bottom: 8, Left: 20},
		kit.NewText("1 For whom", kit.Head, kit.Ink), l.cards, kit.NewColumn(0, kit.Inset{Top: 4}, kit.NewText("2 Rules", kit.Head, kit.Ink)), l.rules)
	l.foot = kit.NewColumn(7, kit.Inset{Top: 8, Right: 20, Bottom: 12, Left: 20},
		kit.NewText("Handling label", kit.Head, kit.Ink),
		kit.NewRow(10, kit.Inset{}, l.label, kit.Expand(l.labelWhy)), l.released,
		kit.NewRow(10, kit.Inset{}, l.format, kit.Expand(l.formatWhy)),
		kit.NewFrame(kit.FillPanel2, 8, kit.Pad(7, 12), kit.NewRow(10, kit.Inset{}, l.noteIcon, kit.Expand(l.note)).AtTop()))
	l.object = kit.NewPage(nil, kit.NewScroll(l.all), kit.NewColumn(0, kit.Inset{}, kit.NewRule(0), l.foot))
}

// fillRules brings the rules up to date. Rows that stay are the same widgets, so that the focus stays too.
func (s *Sheet) fillRules() {
	l := &s.left
	if s.audience == audience.Internal {
		l.rules.SetItems(kit.NewParagraph("A copy for your own institution is the document as it is: nothing is held back, and its label is the strictest of what is in it.", kit.Small, kit.Ink2))
	} else {
		var items []fyne.CanvasObject
		for _, r := range s.rulesNow() {
			items = append(items, s.ruleRow(r))
		}
		l.rules.SetItems(items...)
	}
	if s.audience == audience.Internal {
		l.released.Hide()
	} else {
		l.released.Show()
	}
	if s.say != "" {
		l.note.Set(s.say)
		l.noteIcon.Set("lock", kit.Warn)
	} else {
		l.note.Set(remark)
		l.noteIcon.Set("info", kit.Ink2)
	}
	s.relayout()
}

// ruleRow gives the widget of a rule.
func (s *Sheet) ruleRow(r rule) *kit.CheckRow {
	row, ok := s.left.rows[r.id]
	if !ok {
		row = kit.NewCheckRow(r.title, r.sub, r.cnt, r.on, func(on bool) { s.tick(r.id, on) })
		s.left.rows[r.id] = row
	}
	row.Set(r.title, r.sub, r.cnt)
	row.SetOn(r.on)
	row.SetTip(r.why, "")
	return row
}

// tick switches a rule, or says why it cannot be switched.
func (s *Sheet) tick(id string, on bool) {
	for _, r := range s.rulesNow() {
		switch {
		case r.id != id:
		case r.set != nil:
			s.change(func() { r.set(on) })
			return
		default:
			s.say = r.why
			s.fillRules()
			return
		}
	}
}

// fillLabel says what the label is and why.
func (s *Sheet) fillLabel() {
	l := &s.left
	if s.now == nil {
		l.label.SetChosen("")
		l.label.Disable()
		l.labelWhy.Set("")
		return
	}
	l.label.Enable()
	l.label.SetChosen(s.now.report.Label)
	words, tone := "Strictest of what is in the copy.", kit.Ink3
	switch {
	case s.refusal != "":
		words, tone = s.refusal, kit.Error
	case s.label != "" && s.label != s.now.strictest:
		words = "Stricter than what is in the copy, which asks for TLP:" + s.now.strictest + "."
	}
	l.labelWhy.Set(words)
	l.labelWhy.SetTone(tone)
	switch {
	case len(s.now.remarks) > 0:
		l.formatWhy.Set(sentence(s.now.remarks[0]))
	case s.format == feature.Scenario:
		l.formatWhy.Set("The whole document, opened by Hubscape.")
	default:
		l.formatWhy.Set("Read by other programs; the search covers its bytes.")
	}
	s.relayout()
}
