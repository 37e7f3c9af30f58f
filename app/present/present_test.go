package present

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/evidence/library"
	"hubscape/app/scenario"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

// twoCountries is a map of two squares: SRB from 43° to 46° N over XKX from 42° to 43° N, both 20° to 22° E, with a
// disputed line between them, one division XK-01, and a claim in the north.
func twoCountries(t *testing.T) *basemap.Map {
	t.Helper()
	land, divs := &basemap.Mesh{Faces: 3}, &basemap.Mesh{Faces: 2}
	arc := func(m *basemap.Mesh, left, right uint16, class basemap.Class, pts ...orb.Point) {
		first := int32(len(m.XY) / 2)
		for _, p := range pts {
			x, y := camera.World(p)
			m.XY = append(m.XY, onGrid(x), onGrid(y))
			m.Code = append(m.Code, 0)
		}
		m.Arcs = append(m.Arcs, basemap.Arc{First: first, Last: int32(len(m.XY) / 2), Left: left, Right: right, Class: class})
	}
	arc(land, 1, 2, basemap.ClassDisputed, orb.Point{20, 43}, orb.Point{22, 43})
	arc(land, 1, 0, basemap.ClassCoast, orb.Point{22, 43}, orb.Point{22, 46}, orb.Point{20, 46}, orb.Point{20, 43})
	arc(land, 2, 0, basemap.ClassCoast, orb.Point{20, 43}, orb.Point{20, 42}, orb.Point{22, 42}, orb.Point{22, 43})
	arc(divs, 1, 0, basemap.ClassDivision, orb.Point{20, 43}, orb.Point{20, 42}, orb.Point{22, 42}, orb.Point{22, 43}, orb.Point{20, 43})
	box := func(s, n float64) orb.Bound { return orb.Bound{Min: orb.Point{20, s}, Max: orb.Point{22, n}} }
	b, err := basemap.Encode(&basemap.Map{
		Land: land, LakeMesh: &basemap.Mesh{Faces: 1}, RiverMesh: &basemap.Mesh{Faces: 1},
		Faces: []basemap.Face{{Country: -1}, {Country: 0}, {Country: 1}},
		Countries: []basemap.Country{
			{Code: "SRB", Names: map[string]string{"en": "Serbia"}, LabelAt: orb.Point{21, 44.5}, Bound: box(43, 46)},
			{Code: "XKX", Names: map[string]string{"en": "Kosovo"}, LabelAt: orb.Point{21, 42.5}, Bound: box(42, 43), Divisions: true},
		},
		Divs:      divs,
		Divisions: []basemap.Division{{Code: "XK-01", Country: "XKX", Name: "One", LabelAt: orb.Point{21.5, 42.2}, Bound: box(42, 43)}},
		Claims: []basemap.Claim{
			{Name: "held line", Kind: "held", Note: "Held: a sentence.", Number: 2, LabelAt: orb.Point{21, 45.9}, Coords: orb.MultiLineString{{{20.5, 45.8}, {21.5, 45.8}}}},
			{Name: "claim line", Kind: "claim", Note: "Claimed: a sentence.", Number: 1, LabelAt: orb.Point{21, 45.7}, Coords: orb.MultiLineString{{{20.5, 45.7}, {21.5, 45.7}}}},
			{Name: "far away", Kind: "claim", Note: "Elsewhere.", Number: 3, LabelAt: orb.Point{-10, 10}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	m, err := basemap.Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var light = style.Of(style.Light)

func options(center orb.Point, zoom float64) Options {
	return Options{Theme: light, Camera: camera.Camera{Center: center, Zoom: zoom, Width: 800, Height: 600}}
}

func TestMarks(t *testing.T) {
	m := twoCountries(t)
	doc := &scenario.Scenario{Sites: scenario.ListOf(
		&scenario.Site{ID: "1", Name: "Town", At: &orb.Point{21, 42.5}, Precision: scenario.PrecisionTown, Status: scenario.Hypothetical},
		&scenario.Site{ID: "2", Name: "Division", At: &orb.Point{20.1, 42.1}, Precision: scenario.PrecisionDivision, Status: scenario.Agreed, Kind: "comparator"},
		&scenario.Site{ID: "3", Name: "Country", At: &orb.Point{21, 44}, Precision: scenario.PrecisionCountry, Status: scenario.Offered},
		&scenario.Site{ID: "4", Name: "By division", HostPlace: "XK-01", Precision: scenario.PrecisionDivision, Status: scenario.Floated},
		&scenario.Site{ID: "5", Name: "By country", HostPlace: "XKX", Precision: scenario.PrecisionCountry, Status: scenario.Closed},
		&scenario.Site{ID: "6", Name: "Unknown division", HostPlace: "RS-99", Precision: scenario.PrecisionDivision, Status: scenario.Floated},
		&scenario.Site{ID: "7", Name: "At sea", At: &orb.Point{5, 5}, Precision: scenario.PrecisionExact, Status: scenario.Dropped},
	)}
	o := options(orb.Point{21, 43}, 7)
	o.Selection = Selection{"site", "1"}
	o.Moved = map[string]orb.Point{"7": {6, 6}}
	o.Ghost = &scene.Mark{ID: "new", At: orb.Point{21, 43}, Symbol: "hypothetical"}
	in := MapInput(doc, m, o)
	var got []string
	for _, k := range in.Marks {
		got = append(got, fmt.Sprint(k.ID, " ", k.At, " ", k.Precision, " ", k.Symbol, " ", k.Second, " ", k.Division, " ", k.Selected, k.Ghost))
	}
	want := []string{
		"1 [21 42.5] town hypothetical hypothetical  true false",
		"2 [21.5 42.2] division agreed comparator XK-01 false false",
		"4 [21.5 42.2] division floated  XK-01 false false",
		"7 [6 6] exact dropped   false false",
		"new [21 43]  hypothetical   false true",
	}
	if !slices.Equal(got, want) {
		t.Errorf("marks:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if c := in.Capsules["SRB"]; !slices.Equal(c.Symbols, []string{"offered"}) || c.Count != 0 {
		t.Errorf("a site known to its country stands in the capsule: %+v", c)
	}
	if c := in.Capsules["XKX"]; !slices.Equal(c.Symbols, []string{"closed"}) {
		t.Errorf("a site without point and with a country: %+v", c)
	}
	if !in.Focus["SRB"] || !in.Focus["XKX"] || len(in.Focus) != 2 {
		t.Errorf("focus: %v", in.Focus)
	}
	if o.Ghost.Ghost {
		t.Error("the caller's mark must stay as it is")
	}
	if n := len(MapInput(doc, nil, o).Marks); n != 4 {
		t.Errorf("without a map: %d marks, want 4 (a site known to a division waits)", n)
	}
}

func TestCapsules(t *testing.T) {
	note := func(id, category, polarity string, places ...string) *scenario.Note {
		return &scenario.Note{ID: id, Category: category, Polarity: polarity, Places: places}
	}
	pos := func(id, place string, s scenario.Status, asOf string) *scenario.Position {
		return &scenario.Position{ID: id, Place: place, Status: s, AsOf: asOf}
	}
	doc := &scenario.Scenario{
		Notes: scenario.ListOf(
			note("1", "legal", "concern", "SRB"), note("2", "security_interference", "concern", "SRB", "XKX"),
			note("3", "legal", "opportunity", "SRB"), note("4", "diplomatic", "context", "SRB", "ALB"),
			note("5", "no such category", "concern", "ALB"), note("6", "legal", "concern", "RS-19", "group:wb6"),
		),
		Positions: scenario.ListOf(
			pos("a", "SRB", scenario.NoneFound, "2025"), pos("b", "MKD", scenario.TalksDenied, "2025-12-09"),
			pos("c", "MKD", scenario.TalksReported, "2025-12-05"), pos("d", "RWA", scenario.Agreed, "2025"),
			pos("e", "RWA", scenario.Closed, "2024"), pos("f", "RWA", scenario.Agreed, "2026"), pos("g", "group:wb6", scenario.Floated, "2026"),
			pos("h", "UGA", scenario.TalksConfirmed, "2025"), pos("i", "UGA", scenario.Floated, "2025"),
		),
	}
	c := MapInput(doc, nil, options(orb.Point{}, 3)).Capsules
	want := map[string]scene.Capsule{
		"SRB": {Count: 3, Squares: []color.NRGBA{light.Category["security_interference"], light.Category["legal"]}},
		"XKX": {Count: 1, Squares: []color.NRGBA{light.Category["security_interference"]}},
		"MKD": {Symbols: []string{"talks_reported", "talks_denied"}},
		"RWA": {Symbols: []string{"closed", "agreed"}},
		"UGA": {Symbols: []string{"floated", "talks_confirmed"}},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got %+v\nwant %+v", c, want)
	}
	if CategoryColor(light, "no such") != light.Ink {
		t.Error("an unknown category is ink")
	}
}

func TestFocusLeavesPassingGroupsInTheBackground(t *testing.T) {
	doc := library.WesternBalkans()
	in := MapInput(doc, nil, options(orb.Point{20, 43}, 6))
	for _, code := range []string{"ALB", "BIH", "XKX", "MKD", "MNE", "SRB", "GBR"} {
		if !in.Focus[code] {
			t.Errorf("%s is a scenario place", code)
		}
	}
	for _, code := range []string{"HRV", "DEU", "NGA", "RUS", "UKR"} {
		if in.Focus[code] {
			t.Errorf("%s is named in passing only", code)
		}
	}
	if !in.Asterisk["XKX"] {
		t.Error("Kosovo carries its asterisk")
	}
	elsewhere := MapInput(library.Elsewhere(), nil, options(orb.Point{17, 2}, 3.5))
	if !elsewhere.Focus["NGA"] || elsewhere.Focus["DEU"] {
		t.Error("elsewhere is about all of Africa, and not about the EU")
	}
	none := library.WesternBalkans()
	none.KosovoNote = scenario.KosovoNone
	if MapInput(none, nil, options(orb.Point{}, 3)).Asterisk["XKX"] {
		t.Error("no note, no asterisk")
	}
}

func TestSampleCapsules(t *testing.T) {
	c := MapInput(library.WesternBalkans(), nil, options(orb.Point{20, 43}, 6)).Capsules
	got := map[string]string{}
	for code, x := range c {
		got[code] = fmt.Sprint(x.Symbols, len(x.Squares), x.Count)
	}
	for code, want := range map[string]string{"SRB": "[] 3 7", "ALB": "[declined] 5 5", "MNE": "[floated] 0 0", "MKD": "[talks_reported talks_denied] 2 2"} {
		if got[code] != want {
			t.Errorf("%s: %s, want %s", code, got[code], want)
		}
	}
}

func TestSelection(t *testing.T) {
	doc := library.WesternBalkans()
	show := func(kind, id string) (string, int) {
		o := options(orb.Point{20, 43}, 6)
		o.Selection = Selection{kind, id}
		in := MapInput(doc, nil, o)
		return in.Selected, len(in.Group)
	}
	note := ""
	for _, n := range doc.Notes.All() {
		if slices.Equal(n.Places, []string{"group:wb6", "group:africa"}) {
			note = n.ID
		}
	}
	for _, c := range []struct {
		kind, id, selected string
		group              int
	}{
		{"place", "SRB", "SRB", 0}, {"place", "RS-19", "RS-19", 0}, {"place", "group:wb6", "", 6},
		{"note", note, "", 66}, {"note", "gone", "", 0}, {"site", "x", "", 0}, {"", "", "", 0},
	} {
		if s, g := show(c.kind, c.id); s != c.selected || g != c.group {
			t.Errorf("%s %s: selected %q, %d tinted; want %q, %d", c.kind, c.id, s, g, c.selected, c.group)
		}
	}
}

func keys(entries []Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Key)
	}
	return strings.Join(out, " ")
}

func TestLegendListsOnlyWhatIsDrawn(t *testing.T) {
	m := twoCountries(t)
	doc := &scenario.Scenario{
		KosovoNote: scenario.KosovoUN,
		Sites: scenario.ListOf(
			&scenario.Site{ID: "1", At: &orb.Point{21, 42.5}, Precision: scenario.PrecisionTown, Status: scenario.Operating},
			&scenario.Site{ID: "2", At: &orb.Point{-70, -10}, Precision: scenario.PrecisionExact, Status: scenario.Closed},
		),
		Positions: scenario.ListOf(&scenario.Position{ID: "p", Place: "SRB", Status: scenario.Declined}, &scenario.Position{ID: "q", Place: "NOR", Status: scenario.Offered}),
		Notes:     scenario.ListOf(&scenario.Note{ID: "n", Category: "legal", Polarity: "concern", Places: []string{"XKX"}}),
	}
	near := options(orb.Point{21, 42.5}, 9)
	close := options(orb.Point{21, 42.5}, 9.5)
	wide := options(orb.Point{21, 43.5}, 6)
	hidden := wide
	hidden.Hidden = map[string]bool{"sites": true, "capsules": true, "claims": true}
	far := options(orb.Point{120, 0}, 6)
	for _, c := range []struct {
		name            string
		o               Options
		statuses, lines string
		notes           int
	}{
		{"Kosovo", near, "operating", "precision:town boundary:disputed notes", 0},
		{"names are no longer drawn", close, "operating", "precision:town", 0},
		{"both", wide, "declined operating", "precision:town capsule boundary:disputed boundary:held notes", 2},
		{"hidden", hidden, "", "boundary:disputed", 0},
		{"nothing", far, "", "", 0},
	} {
		l := LegendOf(MapInput(doc, m, c.o))
		if keys(l.Statuses) != c.statuses || keys(l.Lines) != c.lines || len(l.Footnotes) != c.notes {
			t.Errorf("%s: %q %q %q", c.name, keys(l.Statuses), keys(l.Lines), l.Footnotes)
		}
		for _, e := range append(l.Statuses, l.Lines...) {
			if e.Text == "" {
				t.Errorf("%s: %s has no text", c.name, e.Key)
			}
		}
	}
	l := LegendOf(MapInput(doc, m, wide))
	if !slices.Equal(l.Footnotes, []string{"¹ Claimed: a sentence.", "² Held: a sentence."}) {
		t.Errorf("footnotes in order of number: %q", l.Footnotes)
	}
	if got := LegendOf(MapInput(doc, nil, wide)); keys(got.Lines) != "precision:town" {
		t.Errorf("while the map is loading: %q", keys(got.Lines))
	}
}

func TestLegendDrawn(t *testing.T) {
	doc := library.WesternBalkans()
	in := MapInput(doc, nil, options(orb.Point{20, 43}, 4))
	gjilan := ""
	for _, s := range doc.Sites.All() {
		if s.Status == scenario.Agreed {
			gjilan = s.ID
		}
	}
	l := LegendDrawn(in, &scene.Scene{Hits: []scene.Hit{{Kind: "site", ID: gjilan}, {Kind: "cluster", IDs: []string{"x"}}, {Kind: "country", ID: "MNE"}, {Kind: "country", ID: "HRV"}}})
	if keys(l.Statuses) != "floated agreed" || keys(l.Lines) != "precision:town capsule" {
		t.Errorf("got %q %q", keys(l.Statuses), keys(l.Lines))
	}
	if l := LegendDrawn(in, &scene.Scene{}); len(l.Statuses)+len(l.Lines) != 0 {
		t.Errorf("nothing drawn, nothing explained: %+v", l)
	}
}

func TestLegendAcrossTheDateLine(t *testing.T) {
	doc := &scenario.Scenario{Sites: scenario.ListOf(&scenario.Site{ID: "1", At: &orb.Point{-179, 0}, Precision: scenario.PrecisionTown, Status: scenario.Floated})}
	if l := LegendOf(MapInput(doc, nil, options(orb.Point{179, 0}, 5))); keys(l.Statuses) != "floated" {
		t.Errorf("a site just over the date line is in view: %+v", l)
	}
}

func TestNotes(t *testing.T) {
	m := twoCountries(t)
	doc := &scenario.Scenario{KosovoNote: scenario.KosovoUN, Handling: scenario.Handling{TLP: "AMBER", Marking: "OFFICIAL"}}
	kosovo, south := options(orb.Point{21, 42.5}, 8).Camera, options(orb.Point{21, -20}, 5).Camera
	if got := StatusNote(doc, m, kosovo); got != "* Kosovo: UN footnote. Boundaries and names imply no endorsement." {
		t.Errorf("status note: %q", got)
	}
	if got := StatusNote(doc, m, south); got != "Boundaries and names imply no endorsement." {
		t.Errorf("status note without Kosovo: %q", got)
	}
	if got := StatusNote(doc, nil, south); !strings.HasPrefix(got, "* Kosovo") {
		t.Errorf("while the map is loading the note is said: %q", got)
	}
	in := MapInput(doc, m, options(orb.Point{21, 43.5}, 6))
	want := []string{
		"* References to Kosovo shall be understood to be in the context of Security Council resolution 1244 (1999).",
		evidence.BorderPolicy, "¹ Claimed: a sentence.", "² Held: a sentence.", "TLP:AMBER · OFFICIAL",
	}
	if got := ExportNotes(doc, in); !slices.Equal(got, want) {
		t.Errorf("export notes: %q", got)
	}
	bare := &scenario.Scenario{KosovoNote: scenario.KosovoNone}
	if got := ExportNotes(bare, MapInput(bare, m, options(orb.Point{21, -20}, 5))); !slices.Equal(got, []string{evidence.BorderPolicy}) {
		t.Errorf("the policy is always said: %q", got)
	}
	if Superscript(120) != "¹²⁰" {
		t.Errorf("Superscript(120) = %s", Superscript(120))
	}
}

// The same scenario gives the same input, whatever the order of maps in memory.
func TestDeterministic(t *testing.T) {
	m := twoCountries(t)
	doc := library.Elsewhere()
	first := MapInput(doc, m, options(orb.Point{21, 43}, 6))
	for range 20 {
		if !reflect.DeepEqual(first, MapInput(doc, m, options(orb.Point{21, 43}, 6))) {
			t.Fatal("two inputs of one scenario differ")
		}
	}
}

// onGrid puts a unit-world coordinate on the map file's grid of 32 units.
func onGrid(v float64) int32 { return int32(math.Round(v*basemap.UnitsPerWorld/32)) * 32 }

// While the map moves nothing is computed again and nothing is copied.
func TestPreparedIsShared(t *testing.T) {
	doc := library.WesternBalkans()
	p := Prepare(doc, nil, light)
	o := options(orb.Point{20, 43}, 6)
	first := p.Input(o)
	if got := testing.AllocsPerRun(10, func() { p.Input(o) }); got > 0 {
		t.Errorf("%v allocations for a moved camera, want none", got)
	}
	site := doc.Sites.All()[0].ID
	o.Selection = Selection{"site", site}
	o.Moved = map[string]orb.Point{site: {1, 2}, "gone": {3, 4}}
	in := p.Input(o)
	if !in.Marks[0].Selected || in.Marks[0].At != (orb.Point{1, 2}) || len(in.Marks) != 3 {
		t.Errorf("the dragged site: %+v", in.Marks[0])
	}
	if first.Marks[0].Selected || p.Input(options(orb.Point{}, 3)).Marks[0].At == (orb.Point{1, 2}) {
		t.Error("a drag must not change what was prepared")
	}
}

func BenchmarkPrepare(b *testing.B) {
	for _, n := range []int{1000, 100000} {
		sites := make([]*scenario.Site, n)
		for i := range sites {
			sites[i] = &scenario.Site{ID: fmt.Sprintf("%06d", i), At: &orb.Point{float64(i%360) - 180, float64(i % 120)}, Precision: scenario.PrecisionTown}
		}
		doc := &scenario.Scenario{Sites: scenario.ListOf(sites...)}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Prepare(doc, nil, light)
			}
		})
		p := Prepare(doc, nil, light)
		o := options(orb.Point{20, 43}, 6)
		o.Selection = Selection{"site", "000001"}
		b.Run(fmt.Sprint(n, "/selected"), func(b *testing.B) {
			for b.Loop() {
				p.Input(o)
			}
		})
	}
}
