package inspector

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/geo/measure"
)

func (i *Inspector) siteCard() (fyne.CanvasObject, []fyne.CanvasObject) {
	doc := i.host.Scenario()
	s, ok := doc.Sites.Get(i.id)
	if !ok {
		return nil, nil
	}
	place := i.locate(s)
	host := evidence.Host{}
	if place.Country != nil {
		host.Country = place.Country.Code
	}
	if place.Division != nil {
		host.Division = place.Division.Code
	}
	links := evidence.ForSite(doc, s, host)
	body := nonNil(
		i.siteWarning(s),
		i.statusLine(place.Status),
		i.siteFields(s),
		i.gates(s),
		i.siteNotes(s, links),
		i.missing(evidence.MissingForSite(doc, s, host)),
	)
	return i.siteHead(s, PlaceWords(doc, place)), body
}

func (i *Inspector) siteHead(s *scenario.Site, place string) fyne.CanvasObject {
	chip := kit.ChipPlain
	sub := place
	if s.Status == scenario.Hypothetical {
		chip = kit.ChipAccent
		sub += " · placed for this exercise, not reported by any source"
	}
	menu := kit.NewIconButton("more", "More", "", nil)
	menu.SetAct(func() { kit.ShowMenu(menu, i.SiteMenu(s.ID)) })
	icon := kit.NewIcon(statusIcon(s.Status), 20, kit.Ink)
	label := kit.NewChip(evidence.Label(evidence.Statuses, string(s.Status)), chip)
	if i.rename {
		return i.header(sub, icon, kit.Expand(i.nameField(s)), menu)
	}
	return i.header(sub, icon, kit.Expand(kit.NewParagraph(s.Name, kit.CardTitle, kit.Ink).Lines(2)), label, menu)
}

// nameField edits the name in place: Enter keeps, Esc leaves it as it was.
func (i *Inspector) nameField(s *scenario.Site) fyne.CanvasObject {
	e := kit.NewEntry("Name of the site")
	e.Fill(s.Name)
	done := false
	end := func(keep bool) {
		v := strings.TrimSpace(e.Text())
		if done {
			return
		}
		done, i.rename = true, false
		if !keep || v == s.Name {
			i.build()
			return
		}
		if v == "" {
			done, i.rename = false, true
			e.SetError("A site needs a name.")
			return
		}
		if err := i.host.Try(scenario.RenameSite{ID: s.ID, Name: v}); err != nil {
			done, i.rename = false, true
			e.SetError(sentence(reason(err)))
			return
		}
		i.host.Seal()
	}
	i.inPlace(e, end)
	return e
}

// inPlace gives a field of the card the cursor and ends it: Enter and leaving keep what was typed, Esc does not.
func (i *Inspector) inPlace(e *kit.Entry, end func(keep bool)) {
	e.OnSubmitted = func(string) { end(true) }
	e.OnFocus = func(in bool) {
		if !in {
			end(true)
		}
	}
	e.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyEscape {
			end(false)
			return true
		}
		return false
	}
	i.later(func() { e.FocusIn(i.host.Canvas()); e.SelectAll() })
}

// later runs f once the card that is being built stands in the window.
func (i *Inspector) later(f func()) { i.afterBuild = append(i.afterBuild, f) }

// SiteMenu is what can be done with a site, for the card's menu and the map's.
func (i *Inspector) SiteMenu(id string) []kit.MenuItem {
	items := []kit.MenuItem{
		{Label: "Rename", Icon: "edit", Shortcut: "F2", Act: func() { i.host.Select("site", id); i.Rename() }},
		{Label: "Duplicate", Icon: "copy", Shortcut: "Ctrl+D", Act: func() { i.host.Duplicate(id) }},
		{Label: "Attach a note…", Icon: "link", Act: func() { i.attachTo(id, "") }},
	}
	if s, ok := i.host.Scenario().Sites.Get(id); ok && s.At != nil {
		at := *s.At
		items = append(items,
			kit.MenuItem{Label: "Set coordinates…", Icon: "pointer", Act: func() { i.askCoordinates(id) }},
			kit.MenuItem{Label: "Copy coordinates", Icon: "copy", Act: func() { i.host.Copy(measure.FormatPoint(at, 4)) }},
			kit.MenuItem{Label: "Zoom to it", Icon: "search", Shortcut: "Ctrl+J", Act: func() { i.host.Fly("site", id) }})
	}
	return append(items, kit.MenuItem{}, kit.MenuItem{Label: "Delete", Icon: "trash", Shortcut: "Del", Act: func() { i.host.Delete(id) }})
}

func (i *Inspector) siteWarning(s *scenario.Site) fyne.CanvasObject {
	if s.At == nil {
		return i.statusLine("This site is known to a " + string(s.Precision) + " only; it has no point on the map.")
	}
	p := i.locate(s)
	switch {
	case p.Country == nil:
		return i.statusLine("This point lies at sea. It has no host country, so no note is inherited. Move it onto land.")
	case p.Country.Code == "":
		return i.statusLine("This point lies in no country’s territory. No note is inherited.")
	case p.Water != "":
		return i.statusLine("This point lies in a lake (" + p.Water + ").")
	}
	return nil
}

func (i *Inspector) siteFields(s *scenario.Site) fyne.CanvasObject {
	rows := []fyne.CanvasObject{
		i.choiceField(s, "Status", string(s.Status), siteStatuses(), func(n *scenario.Site, v string) { n.Status = scenario.Status(v) }),
		i.textField(s, "Status at", evidence.DateText(s.StatusAsOf), "2025, Oct 2025 or 21 Oct 2025", func(n *scenario.Site, v string) error { n.StatusAsOf = evidence.ISODate(v); return nil }),
		i.sourceField(s),
		i.choiceField(s, "Kind", s.Kind, evidence.Kinds, func(n *scenario.Site, v string) { n.Kind = v }),
		i.choiceField(s, "Regime", s.Regime, evidence.Regimes, func(n *scenario.Site, v string) { n.Regime = v }),
		i.choiceField(s, "Operator", s.Operator, evidence.Operators, func(n *scenario.Site, v string) { n.Operator = v }),
		i.numberField(s, "Capacity", s.Capacity, "persons", func(n *scenario.Site, v *int) { n.Capacity = v }),
		i.numberField(s, "Longest stay", s.MaxStay, "days", func(n *scenario.Site, v *int) { n.MaxStay = v }),
	}
	if s.At != nil {
		rows = append(rows, i.positionField(s, *s.At))
	}
	rows = append(rows,
		i.choiceField(s, "Precision", string(s.Precision), sitePrecisions(s), func(n *scenario.Site, v string) { n.Precision = scenario.Precision(v) }),
		i.textField(s, "Description", s.Description, "what it is, in neutral words", func(n *scenario.Site, v string) error { n.Description = v; return nil }))
	sec := kit.NewSection("Site").Gap(1)
	sec.SetBody(rows...)
	return sec
}

func siteStatuses() []evidence.Term {
	var out []evidence.Term
	for _, t := range evidence.Statuses {
		if evidence.ForSites(scenario.Status(t.Key)) {
			out = append(out, t)
		}
	}
	return out
}

// sitePrecisions offers what a point allows: a site with a point is never "country only".
func sitePrecisions(s *scenario.Site) []evidence.Term {
	if s.At == nil {
		return evidence.Precisions
	}
	return evidence.Precisions[:3]
}

func (i *Inspector) edit(s *scenario.Site, what string, change func(*scenario.Site)) bool {
	n := *s
	change(&n)
	ok := i.host.Do(scenario.EditSite{Site: n, What: strings.ToLower(what)})
	i.host.Seal()
	return ok
}

// choiceField shows a value that a press changes from a menu.
func (i *Inspector) choiceField(s *scenario.Site, label, value string, terms []evidence.Term, set func(*scenario.Site, string)) fyne.CanvasObject {
	shown := evidence.Label(terms, value)
	if value == "" {
		shown = "Not known"
	}
	f := newField(shown, value == "", true)
	f.act = func() {
		items := make([]kit.MenuItem, len(terms))
		for k, t := range terms {
			items[k] = kit.MenuItem{Label: t.Label, Icon: t.Icon, Checked: t.Key == value, Act: func() {
				i.edit(s, label, func(n *scenario.Site) { set(n, t.Key) })
			}}
		}
		kit.ShowMenu(f, items)
	}
	return kit.NewFactRow(label, f)
}

// textField shows a value that a press turns into a field.
func (i *Inspector) textField(s *scenario.Site, label, value, prompt string, set func(*scenario.Site, string) error) fyne.CanvasObject {
	part := "edit:" + label
	if !i.open[i.key(part)] {
		f := newField(value, value == "", false)
		if value == "" {
			f.setText("Add")
		}
		f.act = i.expand(part)
		return kit.NewFactRow(label, f)
	}
	e := kit.NewEntry(prompt)
	e.Fill(value)
	closed := false
	end := func(keep bool) {
		v := strings.TrimSpace(e.Text())
		if closed {
			return
		}
		if keep && v != value {
			n := *s
			err := set(&n, v)
			if err == nil {
				closed = true
				delete(i.open, i.key(part))
				err = i.host.Try(scenario.EditSite{Site: n, What: strings.ToLower(label)})
			}
			if err != nil {
				closed, i.open[i.key(part)] = false, true
				e.SetError(sentence(reason(err)))
				return
			}
			i.host.Seal()
			return
		}
		closed = true
		delete(i.open, i.key(part))
		i.build()
	}
	i.inPlace(e, end)
	return kit.NewFactRow(label, e)
}

func (i *Inspector) numberField(s *scenario.Site, label string, value *int, unit string, set func(*scenario.Site, *int)) fyne.CanvasObject {
	shown := ""
	if value != nil {
		shown = strconv.Itoa(*value)
	}
	if i.open[i.key("edit:"+label)] {
		return i.textField(s, label, shown, unit, func(n *scenario.Site, v string) error { return parseCount(n, v, unit, set) })
	}
	words := shown
	if shown != "" {
		words += " " + unit
	}
	f := newField(words, shown == "", false)
	if shown == "" {
		f.setText("Add")
	}
	f.act = i.expand("edit:" + label)
	return kit.NewFactRow(label, f)
}

// parseCount reads a whole number that may carry its unit and blanks between thousands.
func parseCount(n *scenario.Site, v, unit string, set func(*scenario.Site, *int)) error {
	v = strings.TrimSpace(strings.TrimSuffix(v, unit))
	v = strings.NewReplacer(" ", "", "\u00a0", "", ",", "").Replace(v)
	if v == "" {
		set(n, nil)
		return nil
	}
	x, err := strconv.Atoi(v)
	if err != nil || x < 0 {
		return errors.New("enter a whole number, such as 120")
	}
	set(n, &x)
	return nil
}

func (i *Inspector) sourceField(s *scenario.Site) fyne.CanvasObject {
	if src, ok := i.host.Scenario().Sources.Get(s.StatusSource); ok {
		id := src.ID
		return kit.NewFactRow("Source", newOpener(src.Publisher+asOf(src.Published), func() { i.showSource(id) }))
	}
	if s.Status == scenario.Hypothetical {
		return kit.NewFactRow("Source", kit.NewText("None: hypothetical", kit.BodyTight, kit.Ink3))
	}
	id := s.ID
	return kit.NewFactRow("Source", kit.NewFlow(kit.Run{Text: "Not given · ", Role: kit.BodyTight, Tone: kit.Ink3},
		kit.Run{Text: "Choose one", Role: kit.BodyTight, Act: func() { i.chooseSource(id) }}))
}

func (i *Inspector) positionField(s *scenario.Site, at orb.Point) fyne.CanvasObject {
	id := s.ID
	f := newField(measure.FormatPoint(at, 4), false, false)
	f.act = func() { i.askCoordinates(id) }
	return kit.NewFactRow("Position", f)
}

// gates shows the thirteen conditions: all as marks, those not met or unclear as rows, the rest on request.
func (i *Inspector) gates(s *scenario.Site) fyne.CanvasObject {
	rows := evidence.GateRows(s)
	all := i.open[i.key("gates")]
	label := "All " + strconv.Itoa(len(rows))
	if all {
		label = "Fewer"
	}
	sec := kit.NewSection("Gates").Note("read before any total").Action(label, i.expand("gates"))
	marks := make([]fyne.CanvasObject, len(rows))
	answered := 0
	for k, r := range rows {
		marks[k] = kit.NewIcon(gateIcon(r.Result), 18, gateTone(r.Result))
		if r.Result != "" {
			answered++
		}
	}
	body := []fyne.CanvasObject{kit.NewRow(5, kit.Inset{Bottom: 4}, marks...)}
	if answered == 0 && !all {
		body = append(body, quiet("None of the 13 conditions has been looked at for this site."))
	}
	for _, want := range []string{"not_met", "unclear", "met", "not_applicable", ""} {
		for _, r := range rows {
			if r.Result == want && (all || want == "not_met" || want == "unclear") {
				body = append(body, i.gateRow(s, r))
			}
		}
	}
	sec.SetBody(body...)
	return sec
}

func (i *Inspector) gateRow(s *scenario.Site, r evidence.GateRow) fyne.CanvasObject {
	word := "Not assessed"
	if r.Result != "" {
		word = evidence.Label(evidence.GateResults, r.Result)
	}
	f := newField(word, r.Result == "", true)
	f.act = func() {
		items := make([]kit.MenuItem, 0, 6)
		for _, t := range evidence.GateResults {
			items = append(items, kit.MenuItem{Label: t.Label, Icon: t.Icon, Checked: t.Key == r.Result, Act: func() {
				i.host.Do(scenario.SetGate{Site: s.ID, Gate: r.Key, Result: t.Key, Basis: r.Reason})
				i.host.Seal()
			}})
		}
		items = append(items, kit.MenuItem{}, kit.MenuItem{Label: "Not assessed", Checked: r.Result == "", Act: func() {
			i.host.Do(scenario.SetGate{Site: s.ID, Gate: r.Key})
			i.host.Seal()
		}})
		kit.ShowMenu(f, items)
	}
	name := kit.NewParagraph(r.Title, kit.BodyTight, kit.Ink)
	return kit.NewRow(8, kit.Pad(2, 0), kit.NewIcon(gateIcon(r.Result), 18, gateTone(r.Result)), kit.Expand(name), f)
}

func gateIcon(result string) string {
	if t, ok := evidence.Find(evidence.GateResults, result); ok {
		return t.Icon
	}
	return "gate-blank"
}

func gateTone(result string) kit.Tone {
	switch result {
	case "met":
		return kit.OK
	case "not_met":
		return kit.Error
	case "unclear":
		return kit.Warn
	}
	return kit.Ink3
}

// siteNotes groups the notes by the way they reach the site.
func (i *Inspector) siteNotes(s *scenario.Site, links []evidence.Link) fyne.CanvasObject {
	id := s.ID
	sec := kit.NewSection("Linked notes").Note(linkCount(links)).Gap(0).Action("Attach a note", func() { i.attachTo(id, "") })
	filter := i.filter[i.key("category")]
	var body []fyne.CanvasObject
	if len(links) > 0 {
		body = append(body, i.strip(evidence.Count(links), filter))
	}
	links = byCategory(links, filter)
	own := evidence.Only(links, evidence.Attached)
	if len(own) > 0 {
		body = append(body, groupHead("link", fmt.Sprintf("Attached to this site · %d", len(own))))
		for _, l := range own {
			row := i.noteRow(l.Note)
			note := l.Note.ID
			row.Menu = func(e *fyne.PointEvent) {
				kit.ShowMenuAt(i.host.Canvas(), e.AbsolutePosition, []kit.MenuItem{
					{Label: "Open", Icon: "tool-note", Act: func() { i.host.Select("note", note) }},
					{Label: "Detach from this site", Icon: "unlink", Act: func() { i.host.Do(scenario.DetachNote{Note: note, Site: id}) }}})
			}
			body = append(body, row)
		}
	}
	var rest []evidence.Link
	for _, l := range links {
		if l.How != evidence.Attached {
			rest = append(rest, l)
		}
	}
	for _, via := range viaOrder(rest) {
		body = append(body, i.inheritedGroup(via, byVia(rest, via))...)
	}
	if len(body) == 0 {
		body = append(body, quiet("No note reaches this site. Attach one, or move it into a country that notes are about."))
	}
	sec.SetBody(body...)
	return sec
}

func groupHead(icon, label string) fyne.CanvasObject {
	return kit.NewRow(6, kit.Inset{Top: 10, Bottom: 4}, kit.NewIcon(icon, 16, kit.Ink3), kit.NewText(label, kit.SmallBold, kit.Ink2))
}

func (i *Inspector) inheritedGroup(via string, links []evidence.Link) []fyne.CanvasObject {
	icon, word := "inherit", "Inherited from "
	if links[0].How == evidence.FromGroup {
		icon, word = "group", "Inherited from the group "
	}
	out := []fyne.CanvasObject{groupHead(icon, fmt.Sprintf("%s%s · %d", word, i.placeName(via), len(links)))}
	return append(out, i.noteList("via:"+via, links, 3, fmt.Sprintf("%d more from %s", len(links)-3, i.placeName(via)))...)
}

func statusIcon(s scenario.Status) string {
	t, _ := evidence.Find(evidence.Statuses, string(s))
	return t.Icon
}

// linkCount counts notes as the map does: those that give context apart.
func linkCount(links []evidence.Link) string {
	t := strconv.Itoa(evidence.Count(links).Total())
	if n := contexts(links); n > 0 {
		t += fmt.Sprintf(" · %d context", n)
	}
	return t
}

// reason is what an error says after it named the site, which the card names already.
func reason(err error) string {
	t := err.Error()
	if strings.HasPrefix(t, "site ") {
		if _, after, ok := strings.Cut(t, ": "); ok {
			return after
		}
	}
	return t
}
