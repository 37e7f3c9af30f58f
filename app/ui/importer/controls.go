package importer

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hubscape/app/exchange"
	"hubscape/app/exchange/feature"
	"hubscape/app/exchange/table"
	"hubscape/app/ui/kit"
)

// controls is the line above the rows: how the file is to be read. It shows those that mean something for the file.
type controls struct {
	s         *Sheet
	object    *kit.Column
	row       *fyne.Container
	text      *kit.Select
	separator *kit.Select
	decimals  *kit.Select
	positions *kit.Select
	layer     *kit.Select
	made      string // which of them stand in the row
}

func newControls(s *Sheet) *controls {
	c := &controls{s: s}
	c.text = kit.NewSelect(nil, "", func(id string) { s.readAgain(func(o *exchange.Options) { o.Text.Encoding = table.Encoding(id) }) })
	c.separator = kit.NewSelect(nil, "", func(id string) { s.readAgain(func(o *exchange.Options) { o.Text.Separator = id[0] }) })
	c.decimals = kit.NewSelect([]kit.Option{{ID: "comma", Label: "12,5 comma"}, {ID: "point", Label: "12.5 point"}}, "", func(id string) { s.setComma(id == "comma") })
	c.positions = kit.NewSelect(nil, "", s.setCRS).Prompt("Choose")
	c.layer = kit.NewSelect(nil, "", func(id string) {
		s.layer, s.hasAt, s.shown = int(id[0])<<8|int(id[1]), false, false
		s.refresh()
	})
	c.row = container.New(&controlLine{})
	c.object = kit.NewColumn(0, kit.Inset{}, c.row, kit.NewRule(0))
	return c
}

// controlLine sets names and selects side by side. Where there is no room for the names, the selects stand alone.
type controlLine struct{}

// widest is what a select takes at most; its list is as wide as its words.
const widest = 184

// MinSize implements fyne.Layout.
func (*controlLine) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(380, 50) }

// Layout implements fyne.Layout.
func (*controlLine) Layout(o []fyne.CanvasObject, size fyne.Size) {
	need := float32(40 - 16)
	for i := 0; i+1 < len(o); i += 2 {
		need += o[i].MinSize().Width + 8 + min(widest, o[i+1].MinSize().Width) + 16
	}
	named := need <= size.Width
	x := float32(20)
	for i := 0; i+1 < len(o); i += 2 {
		setShown(o[i], named)
		if w := o[i].MinSize().Width; named {
			put(o[i], x, 16, w, 18)
			x += w + 8
		}
		w := min(widest, o[i+1].MinSize().Width)
		put(o[i+1], x, 10, w, 30)
		x += w + 16
	}
}

// layerID is a layer's number as the id of an option.
func layerID(i int) string { return string([]byte{byte(i >> 8), byte(i)}) }

// fill brings the controls up to date.
func (c *controls) fill() {
	s := c.s
	l := s.layerNow()
	var items []fyne.CanvasObject
	made := ""
	add := func(label string, o fyne.CanvasObject) {
		items = append(items, kit.NewText(label, kit.Body, kit.Ink3), o)
		made += label
	}
	if n := len(s.now.Layers); n > 1 {
		c.layer.SetOptions(layerOptions(s.now))
		c.layer.SetChosen(layerID(s.layer))
		add(layerWord(s.now.Format), c.layer)
	}
	if s.now.Format == feature.CSV || s.now.Format == feature.TSV {
		c.fillText()
		add("Text", c.text)
		add("Separator", c.separator)
	}
	if l != nil && l.Table != nil {
		c.decimals.SetChosen("point")
		if comma(l.Columns) {
			c.decimals.SetChosen("comma")
		}
		add("Decimals", c.decimals)
	}
	if options := s.systems(); len(options) > 0 {
		c.positions.SetOptions(options)
		c.positions.SetChosen(s.dec.CRS)
		if s.now.NeedCRS {
			c.positions.SetChosen("?")
		}
		add("Positions", c.positions)
	}
	if made != c.made {
		c.made = made
		c.row.Objects = items
		c.row.Refresh()
	}
	setShown(c.object, len(items) > 0)
}

// fillText offers encodings and separators, with those that hold now.
func (c *controls) fillText() {
	var encodings []kit.Option
	list := table.Encodings
	if e := c.s.as.Encoding; e != "" && !slices.Contains(list, e) {
		list = append(slices.Clone(list), e)
	}
	for _, e := range list {
		encodings = append(encodings, kit.Option{ID: string(e), Label: string(e)})
	}
	c.text.SetOptions(encodings)
	c.text.SetChosen(string(c.s.as.Encoding))
	c.separator.SetOptions([]kit.Option{{ID: ",", Label: ", comma"}, {ID: ";", Label: "; semicolon"}, {ID: "\t", Label: "tab"}, {ID: "|", Label: "| bar"}})
	c.separator.SetChosen(string(rune(c.s.as.Separator)))
}

func layerWord(f feature.Format) string {
	if f == feature.XLSX {
		return "Sheet"
	}
	return "Layer"
}

func layerOptions(p *exchange.Proposal) []kit.Option {
	var out []kit.Option
	for i := range p.Layers {
		l := &p.Layers[i]
		name := shortName(plain(l.Name))
		if name == "" {
			name = "layer " + counted(i+1, "")
		}
		out = append(out, kit.Option{ID: layerID(i), Label: name, Key: counted(len(l.Rows), "row")})
	}
	return out
}

// comma says whether a table's numbers are read with a decimal comma.
func comma(c *table.Columns) bool {
	return slices.ContainsFunc(c.Columns, func(x table.Column) bool { return x.Comma })
}

// columns gives a copy of what the columns mean now, to be changed.
func (s *Sheet) columns() *table.Columns {
	l := s.layerNow()
	if l == nil || l.Columns == nil {
		return nil
	}
	c := *l.Columns
	c.Columns = slices.Clone(c.Columns)
	c.Place, c.Project, c.KeepHeads, c.Swap = nil, nil, false, false
	if l.Swapped != "" || l.Turn == exchange.TurnAll {
		c.SwapAll = false // it was not the columns that said so
	}
	return &c
}

// setComma reads all numbers with a decimal comma, or with a point.
func (s *Sheet) setComma(on bool) {
	if c := s.columns(); c != nil {
		for i := range c.Columns {
			c.Columns[i].Comma = on
		}
		s.decide(func(d *exchange.LayerDecision) { d.Columns = c })
	}
}

// setMeaning changes what a column means.
func (s *Sheet) setMeaning(column int, m table.Meaning) {
	c := s.columns()
	if c == nil {
		return
	}
	c.Set(column, m)
	c.Metres = c.Find(table.Easting) >= 0 && c.Find(table.Northing) >= 0
	s.decide(func(d *exchange.LayerDecision) { d.Columns = c })
}

// systems lists the coordinate systems to choose from; none where there is nothing to choose.
func (s *Sheet) systems() []kit.Option {
	l := s.layerNow()
	isTable := l != nil && l.Columns != nil && (l.Columns.Find(table.Longitude) >= 0 || l.Columns.Find(table.Easting) >= 0)
	if len(s.now.Grids) == 0 && !isTable && !s.now.NeedCRS && s.dec.CRS == "" {
		return nil
	}
	var out []kit.Option
	if isTable {
		out = append(out, kit.Option{ID: "", Label: "WGS 84, degrees"})
	}
	known := map[string]bool{}
	add := func(id, label string) {
		if !known[id] {
			known[id] = true
			out = append(out, kit.Option{ID: id, Label: label})
		}
	}
	for _, g := range s.now.Grids {
		add(epsg(g.CRS.Code), g.CRS.Name)
	}
	for _, x := range commonSystems {
		add(x.ID, x.Label)
	}
	if s.dec.CRS != "" {
		add(s.dec.CRS, s.dec.CRS)
	}
	return out
}

// commonSystems are those that files of the region come in, beside those in which a file's numbers make sense.
var commonSystems = []kit.Option{
	{ID: "EPSG:32633", Label: "WGS 84 / UTM zone 33N"}, {ID: "EPSG:32634", Label: "WGS 84 / UTM zone 34N"}, {ID: "EPSG:32635", Label: "WGS 84 / UTM zone 35N"},
	{ID: "EPSG:32636", Label: "WGS 84 / UTM zone 36N"}, {ID: "EPSG:3857", Label: "WGS 84 / Pseudo-Mercator"}, {ID: "EPSG:3035", Label: "ETRS89-extended / LAEA Europe"},
}

// setCRS chooses the coordinate system. In a table the columns follow: degrees are latitude and longitude, metres
// northing and easting.
func (s *Sheet) setCRS(id string) {
	s.dec.CRS, s.shown = id, false
	c := s.columns()
	if c == nil {
		s.ask(false)
		return
	}
	from, to := [2]table.Meaning{table.Latitude, table.Longitude}, [2]table.Meaning{table.Northing, table.Easting}
	if id == "" {
		from, to = to, from
	}
	for i := range from {
		if at := c.Find(from[i]); at >= 0 {
			c.Set(at, to[i])
		}
	}
	c.Metres = id != ""
	s.decide(func(d *exchange.LayerDecision) { d.Columns = c })
}

func setShown(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}
