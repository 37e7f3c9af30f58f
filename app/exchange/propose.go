package exchange

import (
	"cmp"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/exchange/crs"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/scenario"
)

// As is how a layer enters the document.
type As string

// Ways to enter. Guess decides by the layer: points become sites, other shapes an overlay, what has no place nothing.
const (
	Guess     As = ""
	AsSites   As = "sites"
	AsOverlay As = "overlay"
	AsNothing As = "nothing"
)

// Turning says what is done about latitude and longitude that look swapped.
type Turning int

// Turnings. TurnLooks turns those that look swapped.
const (
	TurnLooks Turning = iota
	TurnNone
	TurnAll
)

// Decisions are what somebody has decided about a file. The zero value decides nothing: what is proposed holds.
type Decisions struct {
	Layers    map[int]LayerDecision
	Rows      map[RowID]Choice
	Private   map[FindKey]Remedy
	Otherwise Remedy             // of personal data that Private does not decide
	CRS       string             // of numbers that are metres: "EPSG:32634"
	Status    scenario.Status    // of sites that say none; "" is hypothetical
	Precision scenario.Precision // of sites that say none; "" is town
	Source    string             // id of the source of the sites' status; "" for none
}

// LayerDecision is what was decided about one layer.
type LayerDecision struct {
	As      As
	Turn    Turning
	Columns *table.Columns    // of a table; nil for the guess
	Fields  map[string]string // property to field of a site; "" keeps it as a property, "-" leaves it out
}

// LeaveOut is the field of a property that is left out.
const LeaveOut = "-"

// RowID is the address of a row: a layer, and a feature or row in it. Those that were set aside when the file was read
// count on behind the others.
type RowID struct{ Layer, Index int }

// State is what was found out about a row.
type State string

// States, in the order in which rows are shown.
const (
	Skipped   State = "skipped"   // cannot enter; Reason says why
	Swapped   State = "swapped"   // latitude and longitude look swapped
	Twin      State = "twin"      // a site of this name lies within 1 km
	Elsewhere State = "elsewhere" // lies in another country than its row says
	Update    State = "update"    // a site of this id is there and differs
	Same      State = "same"      // is there already, just so
	Ready     State = "ready"
)

// Choice is what becomes of a row.
type Choice string

// Choices.
const (
	Take      Choice = "take"       // enters as it is shown
	Turn      Choice = "turn"       // enters with latitude and longitude turned round
	AsWritten Choice = "as_written" // enters as written, although it looks swapped
	Replace   Choice = "replace"    // brings the site that is there to the state of the row
	AddTwin   Choice = "add"        // enters beside the site that looks the same
	Mend      Choice = "mend"       // enters with the remedy that Fix proposes
	Leave     Choice = "leave"      // stays out
)

// Row is one feature or row of the file and what would become of it.
type Row struct {
	ID      RowID
	Where   string // "row 8", "line 3, feature 2"
	Name    string
	State   State
	Reason  string   // a clause; "" when Ready
	Choices []Choice // what can be chosen, the proposed one first
	Choice  Choice   // what holds
	Fix     string   // what Mend does: "Use 42.659"; "" for no remedy

	At       *orb.Point       // lon, lat: where it would be placed as chosen; nil for no point or not at all
	Written  *orb.Point       // where the file says it is, when that is another place
	Existing string           // id of the site that Twin, Update and Same are about
	Site     *scenario.Site   // as chosen; nil when it stays out or goes into an overlay. Its ID may still be empty
	Feature  *feature.Feature // as chosen
	Kept     []string         // properties that stay under their own key, since the field cannot hold the value

	said setting
}

// LayerProposal is what would become of one layer.
type LayerProposal struct {
	Name    string
	As      As // as decided or guessed
	Guessed bool
	Turn    Turning
	Swapped string            // why the layer as a whole looks swapped; "" when it does not
	Fields  map[string]string // property to field of a site
	Keys    []string          // properties, in the order of the file
	Table   *feature.Table    // of a table, with
	Columns *table.Columns    // what its columns are taken to mean
	Rows    []Row             // those with something to decide first, then in the order of the file
	Style   feature.Style
}

// Proposal is what an import would do.
type Proposal struct {
	Name    string // of the file
	Format  feature.Format
	Layers  []LayerProposal
	Finds   []Find      // what looks like personal data
	Grids   []Candidate // coordinate systems to choose from, when one must be chosen
	NeedCRS bool
	Skipped []feature.Notice // what could not even be read
	Notices []feature.Notice
	Merge   *Merge // when the file is a scenario: its items join those of the document
	doc     *scenario.Scenario
	dec     Decisions
	once    bool // nobody looks at the rows: what is done with is let go
}

// Propose says what would become of a file in a document. It is a pure function of its arguments: the window calls it
// anew after every decision. doc may be empty but not nil.
func Propose(f *File, doc *scenario.Scenario, places Places, dec Decisions) *Proposal {
	return propose(f, doc, places, dec, false)
}

// ProposeOnce is Propose for somebody who looks at no row and asks no second time, in half the memory. It takes the
// features out of f, which must not be used afterwards; the rows have no Feature where they have a Site, and neither once
// Patch was called, which may be called once.
func ProposeOnce(f *File, doc *scenario.Scenario, places Places, dec Decisions) *Proposal {
	return propose(f, doc, places, dec, true)
}

func propose(f *File, doc *scenario.Scenario, places Places, dec Decisions, once bool) *Proposal {
	p := &Proposal{Name: f.Name, Format: f.Format, Skipped: f.Dataset.Skipped, Notices: f.Dataset.Notices, doc: doc, dec: dec, once: once}
	if f.Doc != nil {
		p.Merge = mergeOf(doc, f.Doc)
		return p
	}
	d := f.Dataset
	if d.Planar {
		p.NeedCRS = dec.CRS == ""
		p.Grids = candidates(positionsOf(d), doc, places)
		if system, err := crs.Parse(dec.CRS); err == nil && dec.CRS != "" {
			d = Reproject(d, system)
			p.Skipped, p.Notices = d.Skipped, d.Notices
		} else if dec.CRS != "" {
			p.NeedCRS = true
			p.Notices = append(slices.Clone(p.Notices), feature.Notice{Message: strings.TrimPrefix(err.Error(), "its ")})
		}
	}
	for i := range d.Layers {
		b := &builder{p: p, layer: i, in: &d.Layers[i], decided: dec.Layers[i], doc: doc, places: places, planar: d.Planar && p.NeedCRS}
		for _, a := range d.Aside {
			if a.Layer == i {
				b.aside = append(b.aside, a)
			}
		}
		p.Layers = append(p.Layers, b.build())
	}
	if len(d.Aside) > 0 {
		p.Skipped = unplaced(p.Skipped, d.Aside)
	}
	return p
}

// unplaced leaves the notices of those features out that stand among the rows.
func unplaced(all []feature.Notice, aside []feature.Aside) []feature.Notice {
	rows := map[feature.Notice]bool{}
	for _, a := range aside {
		rows[feature.Notice{Where: a.Feature.Where, Message: a.Why}] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(n feature.Notice) bool { return rows[n] })
}

// builder makes the proposal of one layer.
type builder struct {
	p       *Proposal
	layer   int
	in      *feature.Layer
	aside   []feature.Aside
	decided LayerDecision
	doc     *scenario.Scenario
	places  Places
	planar  bool // positions await their coordinate system

	out  LayerProposal
	swap *swap

	said, keys map[string]bool   // of the site that is being made
	beside     []scenario.Member // its properties without a field
}

// candidate is a row before it was judged against the document.
type candidate struct {
	feature *feature.Feature // is not changed
	country string           // that it names itself
	skipped string           // why it cannot enter
	fix     string
	mended  *feature.Feature
	table   *table.Row
}

func (b *builder) build() LayerProposal {
	b.out = LayerProposal{Name: b.in.Name, Turn: b.decided.Turn, Table: b.in.Table, Style: b.in.Style, Keys: b.in.Fields}
	b.out.As, b.out.Guessed = b.decided.As, b.decided.As == Guess
	var list []candidate
	if b.in.Table != nil {
		list = b.tableRows()
	} else {
		if b.out.Guessed {
			b.out.As = guessAs(b.in)
		}
		list = b.features()
	}
	if b.out.As == AsNothing {
		for i := range list {
			b.out.Rows = append(b.out.Rows, Row{ID: RowID{b.layer, i}, Where: list[i].feature.Where, Name: list[i].feature.Name, State: Skipped, Choice: Leave, Choices: []Choice{Leave}, Reason: "has no place"})
		}
		return b.out
	}
	b.clean(list)
	if b.in.Table == nil {
		b.fields(list)
	}
	b.judge(list)
	inOrder(b.out.Rows)
	return b.out
}

// inOrder sorts rows by rank.
func inOrder(rows []Row) {
	for i := 1; i < len(rows); i++ {
		if rank(rows[i].State) < rank(rows[i-1].State) {
			slices.SortStableFunc(rows, func(x, y Row) int { return cmp.Compare(rank(x.State), rank(y.State)) })
			return
		}
	}
}

// rank orders rows: something to decide before nothing to decide.
func rank(s State) int {
	if s == Ready || s == Same {
		return 1
	}
	return 0
}

// guessAs decides by the shapes of a layer.
func guessAs(l *feature.Layer) As {
	points, others := 0, 0
	for i := range l.Features {
		if _, ok := pointOf(&l.Features[i]); ok {
			points++
		} else if l.Features[i].Geometry != nil {
			others++
		}
	}
	switch {
	case others > 0:
		return AsOverlay
	case points > 0:
		return AsSites
	case slices.Contains(l.Fields, "host_place") && slices.Contains(l.Fields, "precision"):
		return AsSites
	}
	return AsNothing
}

// features lists the features of a layer that is no table, and behind them those that lie outside the world.
func (b *builder) features() []candidate {
	list := make([]candidate, 0, len(b.in.Features)+len(b.aside))
	for i := range b.in.Features {
		list = append(list, candidate{feature: &b.in.Features[i]})
	}
	for i := range b.aside {
		a := &b.aside[i]
		c := candidate{feature: &a.Feature, skipped: a.Why}
		if q, ok := pointOf(&a.Feature); ok {
			if t, ok := transposed(q); ok {
				f := a.Feature
				f.Geometry = t
				c.mended, c.fix = &f, "Swap latitude and longitude"
			}
		}
		list = append(list, c)
	}
	return list
}

// tableRows reads the rows of a table by what its columns mean.
func (b *builder) tableRows() []candidate {
	cols := b.columns()
	if b.out.Guessed {
		b.out.As = AsSites
		if cols.Find(table.Latitude) < 0 && cols.Find(table.Coordinates) < 0 && cols.Find(table.Easting) < 0 && cols.Find(table.HostPlace) < 0 {
			b.out.As = AsNothing
		}
	}
	cols.KeepHeads = b.out.As == AsOverlay
	cols.Swap = b.decided.Turn == TurnLooks
	cols.SwapAll = cols.SwapAll || b.decided.Turn == TurnAll
	rows := table.Rows(b.in.Table, cols)
	if b.out.As != AsNothing && b.decided.Turn == TurnLooks && !cols.SwapAll {
		if s := newSwap(tableFeatures(rows, b.places)); s.all != "" {
			b.out.Swapped = s.all
			cols.SwapAll = true
			rows = table.Rows(b.in.Table, cols)
		}
	}
	b.out.Columns, b.out.Keys = &cols, table.Fields(b.in.Table, cols)
	b.p.Notices = append(slices.Clone(b.p.Notices), b.remarks(cols)...)
	list := make([]candidate, len(rows))
	for i := range rows {
		r := &rows[i]
		list[i] = candidate{feature: &r.Feature, table: r}
		if r.State == table.Skipped {
			list[i].skipped = r.Reason
			b.mendRow(&list[i], i, cols)
		}
	}
	if cols.Metres && b.out.As != AsNothing {
		b.metres(rows, cols)
	}
	return list
}

// remarks are those of the guess; once the grid was chosen, nobody need be told that the file does not name it.
func (b *builder) remarks(cols table.Columns) []feature.Notice {
	system, err := crs.Parse(b.p.dec.CRS)
	if b.p.dec.CRS == "" || err != nil || !cols.Metres {
		return cols.Notices
	}
	unsaid := func(n feature.Notice) bool { return n.Message == table.GridUnsaid }
	return append(slices.DeleteFunc(slices.Clone(cols.Notices), unsaid), feature.Notice{Message: "positions were turned into degrees from " + system.String()})
}

// columns gives the meaning of the columns as decided or guessed, able to find places and to read grids.
func (b *builder) columns() table.Columns {
	var cols table.Columns
	if b.decided.Columns != nil {
		cols = *b.decided.Columns
		cols.Columns = slices.Clone(cols.Columns)
	} else {
		cols = table.Guess(b.in.Table)
		for i := range cols.Columns { // a date of birth is no date of a status
			if c := &cols.Columns[i]; c.Means != table.Name && headKind(b.in.Table.Header[i]) != "" {
				c.Means = table.Other
			}
		}
	}
	cols.Place = b.places.Code
	cols.Project = project(b.p.dec.CRS, cols.Grid)
	return cols
}

// tableFeatures gives the features of rows as written, for judging a table as a whole.
func tableFeatures(rows []table.Row, p Places) ([]*feature.Feature, []string, *scenario.Scenario, Places) {
	var list []*feature.Feature
	var countries []string
	for i := range rows {
		r := &rows[i]
		if r.State == table.Skipped {
			continue
		}
		f := r.Feature
		if q, ok := pointOf(&f); ok && r.Turned {
			f.Geometry = orb.Point{q[1], q[0]}
		}
		list = append(list, &f)
		countries = append(countries, countryOf(&f, map[string]string{"country": "country"}, p))
	}
	return list, countries, nil, p
}

// mendRow tries the remedy that the reader of tables proposes.
func (b *builder) mendRow(c *candidate, i int, cols table.Columns) {
	fix := c.table.Fix
	if fix == nil || fix.Column < 0 || fix.Column >= len(b.in.Table.Header) {
		return
	}
	cells := slices.Clone(b.in.Table.Rows[i])
	cells[fix.Column] = feature.Cell{Text: fix.Text}
	one := feature.Table{Header: b.in.Table.Header, Rows: [][]feature.Cell{cells}, Lines: b.in.Table.Lines[i : i+1]}
	if again := table.Rows(&one, cols); len(again) == 1 && again[0].State != table.Skipped {
		c.fix, c.mended = fix.Words, &again[0].Feature
	}
}

// metres asks for a coordinate system when the rows have none.
func (b *builder) metres(rows []table.Row, cols table.Columns) {
	var positions []orb.Point
	probe := cols
	missing := false
	probe.Project = func(e, n float64, zone string) (orb.Point, error) {
		if _, err := gridOf(b.p.dec.CRS, cols.Grid, zone); err != nil {
			missing = true
		}
		positions = append(positions, orb.Point{e, n})
		return orb.Point{}, errNoGrid
	}
	table.Rows(b.in.Table, probe)
	if len(positions) > 0 {
		b.p.Grids = candidates(positions, b.doc, b.places)
		b.p.NeedCRS = b.p.NeedCRS || missing
	}
}

// clean finds personal data and takes out what was decided against.
func (b *builder) clean(list []candidate) {
	fields, seen := slices.Clip(b.in.Fields), map[string]bool{}
	features := make([]*feature.Feature, len(list))
	for i := range list {
		features[i] = list[i].feature
		if b.in.Table != nil {
			for _, p := range list[i].feature.Properties {
				if !seen[p.Key] {
					seen[p.Key] = true
					fields = append(fields, p.Key)
				}
			}
		}
	}
	finds := findPersonal(b.layer, fields, features, b.heads())
	for i := range finds {
		finds[i].Remedy = cmp.Or(b.p.dec.Private[finds[i].Key()], b.p.dec.Otherwise)
	}
	b.p.Finds = append(b.p.Finds, finds...)
	if len(finds) == 0 {
		return
	}
	for i := range list {
		f := cleaned(*list[i].feature, b.layer, finds)
		if b.p.once {
			*list[i].feature = f
		} else {
			list[i].feature = &f
		}
		if list[i].mended != nil {
			f := cleaned(*list[i].mended, b.layer, finds)
			list[i].mended = &f
		}
	}
}

// heads gives the name of a table's column by the key that its values have.
func (b *builder) heads() map[string]string {
	if b.out.Columns == nil {
		return nil
	}
	heads := map[string]string{}
	for i, c := range b.out.Columns.Columns {
		switch c.Means {
		case table.Other, table.Ignore:
		case table.Name:
			heads[""] = b.in.Table.Header[i]
		default:
			if !b.out.Columns.KeepHeads {
				heads[string(c.Means)] = b.in.Table.Header[i]
			}
		}
	}
	return heads
}

// fields decides which properties become fields of sites.
func (b *builder) fields(list []candidate) {
	if b.out.As != AsSites {
		return
	}
	b.out.Fields = fieldsOf(b.in)
	for key, field := range b.decided.Fields {
		for other, f := range b.out.Fields {
			if f == field && field != LeaveOut {
				delete(b.out.Fields, other)
			}
		}
		b.out.Fields[key] = field
	}
}
