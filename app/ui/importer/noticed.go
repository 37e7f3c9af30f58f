package importer

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"hubscape/app/exchange"
	"hubscape/app/ui/kit"
)

// notice is one thing that was noticed, with the readings to choose from where there are several.
type notice struct {
	id, icon   string
	tone       kit.Tone
	title, sub string
	options    []kit.Option
	drop       bool // the options drop down
	chosen     string
	choose     func(id string)
}

// noticedView lists what was noticed.
type noticedView struct {
	s      *Sheet
	object *kit.Scroll
	column *kit.Column
	title  *kit.Text
	rows   map[string]*noticeRow
	still  stillness[string]
}

// noticeRow is a notice as it stands in the list; it is kept from answer to answer, so that its choice keeps the focus.
type noticeRow struct {
	object  *kit.Column
	icon    *kit.Icon
	title   *kit.Text
	sub     *kit.Text
	segment *kit.Segment
	drop    *kit.Select
	made    string
	choose  func(string)
}

func newNoticedView(s *Sheet) *noticedView {
	v := &noticedView{s: s, rows: map[string]*noticeRow{}}
	v.title = kit.NewText("Noticed", kit.Head, kit.Ink)
	v.column = kit.NewColumn(0, kit.Inset{Top: 10, Right: 20, Bottom: 12, Left: 20})
	v.object = kit.NewScroll(v.column)
	return v
}

// height is what the list takes at a width.
func (v *noticedView) height(w float32) float32 { return v.column.HeightFor(w) }

// fill brings the list up to date.
func (v *noticedView) fill() {
	list := v.s.notices()
	v.still.measure(max(0, v.column.Size().Width-40))
	if len(list) == 0 {
		v.column.SetItems()
		v.object.Refresh()
		return
	}
	items := []fyne.CanvasObject{v.title, kit.NewRow(0, kit.Inset{Top: 6})}
	kept := map[string]*noticeRow{}
	for _, n := range list {
		r := v.rows[n.id]
		if r == nil || r.made != signature(n) {
			r = newNoticeRow(n)
		}
		r.set(n)
		kept[n.id] = r
		items = append(items, v.still.hold(n.id, r.object))
	}
	v.rows = kept
	v.column.SetItems(items...)
	v.object.Refresh()
}

// signature tells whether the control of a row can stay.
func signature(n notice) string {
	out := []string{strconv.FormatBool(n.drop)}
	for _, o := range n.options {
		out = append(out, o.ID, o.Label)
	}
	return strings.Join(out, "\x00")
}

func newNoticeRow(n notice) *noticeRow {
	r := &noticeRow{made: signature(n)}
	r.icon = kit.NewIcon(n.icon, 18, n.tone)
	r.title, r.sub = kit.NewParagraph("", kit.Strong, kit.Ink), kit.NewParagraph("", kit.Small, kit.Ink3).Lines(3)
	items := []fyne.CanvasObject{r.icon, kit.Expand(kit.NewColumn(1, kit.Inset{}, r.title, r.sub))}
	choose := func(id string) { r.choose(id) }
	switch {
	case n.drop:
		r.drop = kit.NewSelect(n.options, n.chosen, choose)
		items = append(items, r.drop)
	case len(n.options) > 0:
		r.segment = kit.NewSegment(n.options, choose)
		items = append(items, r.segment)
	}
	r.object = kit.NewColumn(0, kit.Inset{}, kit.NewRule(0), kit.NewRow(12, kit.Pad(7, 0), items...))
	return r
}

func (r *noticeRow) set(n notice) {
	r.icon.Set(n.icon, n.tone)
	r.title.Set(n.title)
	r.sub.Set(n.sub)
	setShown(r.sub, n.sub != "")
	r.choose = n.choose
	if r.segment != nil {
		r.segment.SetChosen(n.chosen)
	}
	if r.drop != nil {
		r.drop.SetChosen(n.chosen)
	}
}

// notices collects what there is to say about the file and the layer that shows, what must be settled first.
func (s *Sheet) notices() []notice {
	var out []notice
	out = append(out, s.gridNotices()...)
	out = append(out, s.privateNotices()...)
	if l := s.layerNow(); l != nil {
		out = append(out, s.swapNotices(l)...)
		out = append(out, s.rowNotices(l)...)
		out = append(out, s.commaNotices(l)...)
	}
	return append(out, s.remarks()...)
}

// gridNotices ask for the coordinate system of metres.
func (s *Sheet) gridNotices() []notice {
	if !s.now.NeedCRS && !s.asked {
		return nil
	}
	s.asked = true
	n := notice{id: "grid", icon: "warning", tone: kit.Warn, title: "The positions look like metres: which coordinate system?", drop: true, chosen: "?", choose: s.setCRS,
		sub: "Nothing is placed before one is chosen. None of the systems known here puts them on land in Europe or Africa."}
	for _, x := range s.systems() {
		if x.ID != "" {
			n.options = append(n.options, x)
		}
	}
	if len(s.now.Grids) > 0 {
		g := s.now.Grids[0]
		n.sub = fmt.Sprintf("Nothing is placed before one is chosen. In %s, %s.", g.CRS.Name, g.Why)
	}
	if !s.now.NeedCRS { // it stays, so that what stands under it does not move
		n.icon, n.tone, n.chosen = "check", kit.OK, s.dec.CRS
		n.title, n.sub = "The positions look like metres", "They are read in the system chosen here."
		if s.dec.CRS == "" {
			n.sub = "They are read as degrees."
		}
	}
	return []notice{n}
}

// privateNotices point out what looks like personal data, in any layer.
func (s *Sheet) privateNotices() []notice {
	var out []notice
	for _, f := range s.now.Finds {
		where := "in the names"
		if f.Column != "" {
			where = "in “" + shortName(plain(f.Column)) + "”"
		}
		n := notice{id: fmt.Sprint("private", f.Layer, f.Column, f.Kind), icon: "warning", tone: kit.Warn, chosen: string(f.Remedy),
			title: kindCounted(f.Count, f.Kind) + " " + where, choose: func(id string) { s.settle(f, exchange.Remedy(id)) }}
		n.sub = fmt.Sprintf("First in %s: %s. Documents travel: leave out what nobody needs.", f.Where, plain(f.Sample))
		if f.Remedy == exchange.Unsettled {
			n.sub = "To settle before the import. " + n.sub
		} else {
			n.icon, n.tone = "check", kit.OK
		}
		drop := "Leave out the column"
		if f.Column == "" {
			drop = "Leave out the names"
		}
		n.options = []kit.Option{{ID: string(exchange.DropColumn), Label: drop}}
		if !f.ByHead {
			n.options = append(n.options, kit.Option{ID: string(exchange.DropValues), Label: "Only these"})
		}
		n.options = append(n.options, kit.Option{ID: string(exchange.Keep), Label: "Keep"})
		out = append(out, n)
	}
	return out
}

// settle decides about personal data; keeping it is asked about once more.
func (s *Sheet) settle(f exchange.Find, r exchange.Remedy) {
	set := func(r exchange.Remedy) {
		if s.dec.Private == nil {
			s.dec.Private = map[exchange.FindKey]exchange.Remedy{}
		}
		s.dec.Private[f.Key()] = r
		s.ask(false)
	}
	if r != exchange.Keep {
		set(r)
		return
	}
	text := "They become part of the scenario and of every copy and export of it that is not made safe for an audience. Keep them only when you may."
	out, keep := "Leave them out", "Keep them"
	if f.Count == 1 {
		text = "It becomes part of the scenario and of every copy and export of it that is not made safe for an audience. Keep it only when you may."
		out, keep = "Leave it out", "Keep it"
	}
	kit.ShowDialog(s.host.Canvas(), kit.Dialog{
		Title:  "Keep " + kindCounted(f.Count, f.Kind) + "?",
		Text:   text,
		Cancel: s.noticed.fill,
		Choices: []kit.Choice{{Label: "Cancel", Act: s.noticed.fill}, {Label: keep, Act: func() { set(exchange.Keep) }}, {Label: out, Primary: true, Act: func() {
			if f.ByHead {
				set(exchange.DropColumn)
			} else {
				set(exchange.DropValues)
			}
		}}},
	})
}

// swapNotices offer both readings of coordinates that look swapped.
func (s *Sheet) swapNotices(l *exchange.LayerProposal) []notice {
	var where []string
	reason := l.Swapped
	swapped := 0
	for i := range l.Rows {
		if r := &l.Rows[i]; r.State == exchange.Swapped {
			swapped++
			where = append(where, number(r.Where))
			if reason == "" {
				reason = r.Reason
			}
		}
	}
	if swapped == 0 && l.Swapped == "" && l.Turn == exchange.TurnLooks {
		return nil
	}
	n := notice{id: "swap", icon: "swap", tone: kit.Warn, chosen: "turn", sub: sentence(reason), choose: s.turnRound}
	n.title = listed(where) + ": latitude and longitude look swapped"
	n.options = []kit.Option{{ID: "turn", Label: "Swap " + counted(swapped, "row")}, {ID: "written", Label: "As written"}}
	if swapped == 0 || swapped == len(l.Rows) {
		n.title = "Latitude and longitude look swapped in the whole file"
		n.options[0].Label = "Swap all"
	}
	if l.Turn == exchange.TurnNone {
		n.chosen = "written"
	}
	return []notice{n}
}

// turnRound decides about swapped coordinates for all rows of the layer.
func (s *Sheet) turnRound(id string) {
	for k := range s.dec.Rows { // the answer for all replaces those for single rows
		if k.Layer == s.layer && (s.dec.Rows[k] == exchange.Turn || s.dec.Rows[k] == exchange.AsWritten) {
			delete(s.dec.Rows, k)
		}
	}
	s.shown = false
	c := s.columns()
	s.decide(func(d *exchange.LayerDecision) {
		d.Turn = exchange.TurnLooks
		if id == "written" {
			if d.Turn = exchange.TurnNone; c != nil && c.SwapAll {
				c.SwapAll = false
				d.Columns = c
			}
		}
	})
}

// listed names rows: "Row 8", "Rows 19 and 27", "Rows 1, 2, 3 and 14 more".
func listed(where []string) string {
	switch n := len(where); {
	case n == 0:
		return "Some rows"
	case n == 1:
		return "Row " + where[0]
	case n <= 4:
		return "Rows " + strings.Join(where[:n-1], ", ") + " and " + where[n-1]
	default:
		return "Rows " + strings.Join(where[:3], ", ") + " and " + strconv.Itoa(n-3) + " more"
	}
}

// rowNotices are about rows that meet something: sites that are there, places that contradict their row.
func (s *Sheet) rowNotices(l *exchange.LayerProposal) []notice {
	kinds := []struct {
		state    exchange.State
		icon     string
		title    string
		yes, no  exchange.Choice
		yesLabel string
		noLabel  string
	}{
		{exchange.Twin, "copy", "a site of this name is there already, within 1 km", exchange.AddTwin, exchange.Leave, "Add beside", "Leave out"},
		{exchange.Update, "change-edit", "this site is in the scenario already and differs", exchange.Replace, exchange.Leave, "Update", "Leave as is"},
		{exchange.Elsewhere, "warning", "the place contradicts the country in the row", exchange.Take, exchange.Leave, "Bring in", "Leave out"},
		{exchange.Same, "check", "in the scenario already, just so", "", "", "", ""},
	}
	var out []notice
	for _, k := range kinds {
		var where []string
		var ids []exchange.RowID
		yes, reason := 0, ""
		for i := range l.Rows {
			r := &l.Rows[i]
			if r.State != k.state {
				continue
			}
			where, ids = append(where, number(r.Where)), append(ids, r.ID)
			if r.Choice == k.yes {
				yes++
			}
			if reason == "" {
				reason = r.Reason
			}
		}
		if len(ids) == 0 {
			continue
		}
		n := notice{id: string(k.state), icon: k.icon, tone: kit.Warn, title: listed(where) + ": " + k.title, sub: sentence(reason)}
		if k.yes == "" {
			n.tone, n.sub = kit.Ink2, "Nothing would change; left out."
		} else {
			n.options = []kit.Option{{ID: string(k.yes), Label: k.yesLabel}, {ID: string(k.no), Label: k.noLabel}}
			switch yes {
			case 0:
				n.chosen = string(k.no)
			case len(ids):
				n.chosen = string(k.yes)
			}
			n.choose = func(id string) { s.choose(exchange.Choice(id), ids...) }
		}
		out = append(out, n)
	}
	return out
}

// commaNotices say how numbers are read.
func (s *Sheet) commaNotices(l *exchange.LayerProposal) []notice {
	if l.Columns == nil || s.layer >= len(s.seen.commas) {
		return nil
	}
	x := s.seen.commas[s.layer]
	if x.count == 0 {
		return nil
	}
	n := notice{id: "comma", icon: "check", tone: kit.Ink2, title: "Decimal comma", chosen: "comma",
		sub:     fmt.Sprintf("%s such as %s are read as %s.", counted(x.count, "value"), plain(x.sample), strings.Replace(plain(x.sample), ",", ".", 1)),
		options: []kit.Option{{ID: "comma", Label: "Comma"}, {ID: "point", Label: "Point"}}, choose: func(id string) { s.setComma(id == "comma") }}
	if !comma(l.Columns) {
		n.chosen, n.sub = "point", fmt.Sprintf("%s such as %s hold a comma that is not read as a decimal sign.", counted(x.count, "value"), plain(x.sample))
	}
	return []notice{n}
}

// mostRemarks is how many remarks of the reader are listed.
const mostRemarks = 12

// remarks are what the reader did to the file, without anything to choose.
func (s *Sheet) remarks() []notice {
	var out []notice
	for i, x := range s.now.Notices {
		if strings.HasPrefix(x.Message, "the decimal sign") || strings.HasPrefix(x.Message, "the columns are separated") {
			continue // the controls say so
		}
		if len(out) == mostRemarks {
			out = append(out, notice{id: "more", icon: "info", tone: kit.Ink3, title: fmt.Sprintf("%d more remarks", len(s.now.Notices)-i), sub: "The report lists all of them."})
			break
		}
		text := plain(x.Message)
		if x.Where != "" {
			text = plain(x.Where) + ": " + text
		}
		out = append(out, notice{id: "remark" + strconv.Itoa(i), icon: "info", tone: kit.Ink3, title: sentence(text)})
	}
	return out
}
