package session

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/app/store"
)

// dice turns fuzz bytes into choices; after the last byte every choice is 0.
type dice struct{ b []byte }

func (d *dice) roll(n int) int {
	if len(d.b) == 0 || n <= 0 {
		return 0
	}
	v := int(d.b[0]) % n
	d.b = d.b[1:]
	return v
}

// pick chooses an id that exists, sometimes one that does not.
func pick[T scenario.Item](d *dice, l scenario.List[T]) string {
	i := d.roll(l.Len() + 1)
	if i >= l.Len() {
		return "nowhere"
	}
	return l.All()[i].Ident()
}

func (d *dice) text(good ...string) string {
	return append(good, "", "line\nbreak", "<b>&\"quoted\"\\", "\u202eعربي", "a\xff\x00")[d.roll(len(good)+5)]
}

func (d *dice) number() float64 {
	return []float64{20.87, 42.6, 21.123456789012, -0.00000001, 90, 180, -180, 181, 1e308, 5, 12.5}[d.roll(11)]
}

func (d *dice) count() *int {
	if v := []int{-1, 0, 1, 3, 250}[d.roll(5)]; d.roll(3) > 0 {
		return &v
	}
	return nil
}

func (d *dice) site(id string) scenario.Site {
	s := scenario.Site{ID: id, Name: d.text("Gračanica", "Приштина", "هرجيسا"), At: &orb.Point{d.number(), d.number()}, Precision: "town", Status: "hypothetical",
		Kind: d.text("transit", ""), Regime: d.text("open", ""), Capacity: d.count(), MaxStay: d.count(), Description: d.text("quiet"), StatusAsOf: d.text("2026-02", "")}
	if d.roll(5) == 0 {
		s.At, s.HostPlace, s.Precision = nil, d.text("RS-19", "SRB"), "division"
	}
	return s
}

func (d *dice) evidence(doc *scenario.Scenario) []scenario.Evidence {
	var out []scenario.Evidence
	for range d.roll(3) {
		out = append(out, scenario.Evidence{Source: pick(d, doc.Sources), Text: d.text("A report says so."), Credibility: d.roll(8), Stance: d.text("supports", "contradicts")})
	}
	return out
}

func (d *dice) place(doc *scenario.Scenario) string {
	return append([]string{"SRB", "RS-19", "XKX", "Serbia"}, pick(d, doc.Groups))[d.roll(5)]
}

func (d *dice) layer(id string) scenario.Layer {
	return scenario.Layer{ID: id, Name: d.text("Roads"), Hidden: d.roll(2) == 0, Order: d.roll(3) - 1,
		Style: scenario.LayerStyle{Color: d.text("ochre", "blue"), Width: d.number(), Dash: d.text("dot", ""), Fill: d.text("hatch", ""), Labels: d.roll(2) == 0}}
}

func (d *dice) geometry(deep int) orb.Geometry {
	line := orb.LineString{{d.number(), d.number()}, {d.number(), d.number()}, {21, 42}}[:d.roll(4)]
	switch d.roll(8) {
	case 0:
		return orb.Point{d.number(), d.number()}
	case 1:
		return orb.MultiPoint(line)
	case 2:
		return line
	case 3:
		return orb.MultiLineString{line, line}[:d.roll(3)]
	case 4:
		return orb.Polygon{orb.Ring(line)}
	case 5:
		return orb.MultiPolygon{{orb.Ring(line)}, {}}
	case 6:
		if deep < 3 {
			return orb.Collection{d.geometry(deep + 1), line}
		}
	}
	return nil
}

// patch brings in, changes and takes away several items at once.
func (d *dice) patch(doc *scenario.Scenario) scenario.Patch {
	p := scenario.Patch{Said: "Imported", Do: "import", Mend: d.roll(2) == 0}
	for range d.roll(5) {
		c := scenario.Change{}
		switch d.roll(7) {
		case 0:
			x := d.site(d.text("s3", pick(d, doc.Sites)))
			c = scenario.Change{Kind: "site", ID: x.ID, After: &x}
		case 1:
			x := &scenario.Feature{ID: d.text("o1", "o2", pick(d, doc.Features)), Layer: pick(d, doc.Layers), Name: d.text("A"), Geometry: d.geometry(0),
				Properties: []scenario.Member{{Key: d.text("k"), Raw: []byte(`{"n":1.50}`)}}[:d.roll(2)]}
			c = scenario.Change{Kind: "feature", ID: x.ID, After: x}
		case 2:
			x := d.layer(d.text("y1", "y3"))
			c = scenario.Change{Kind: "layer", ID: x.ID, After: &x}
		case 3:
			x := &scenario.Room{ID: "k1", Raw: []byte(`{"id":"k1","n":1.50}`)}
			c = scenario.Change{Kind: []string{"shock", "slide", "action", "criterion", "place"}[d.roll(5)], ID: x.ID, After: x}
		case 4:
			c = scenario.Change{Kind: "site", ID: pick(d, doc.Sites)}
		case 5:
			c = scenario.Change{Kind: "layer", ID: pick(d, doc.Layers)}
		case 6:
			c = scenario.Change{Kind: []string{"source", "group", "note", "feature"}[d.roll(4)], ID: d.text("q1", "q2", "group:wb6", "n1", "o1")}
		}
		p.Changes = append(p.Changes, c)
	}
	return p
}

// commandKinds is how many kinds of command there are.
const commandKinds = 26

// command makes a command of any kind, valid or not, from bytes and the scenario as it is.
func (d *dice) command(doc *scenario.Scenario) scenario.Command {
	switch d.roll(commandKinds) {
	case 0:
		return scenario.PlaceSite{Site: d.site("")}
	case 1:
		return scenario.MoveSite{ID: pick(d, doc.Sites), Lon: d.number(), Lat: d.number()}
	case 2:
		return scenario.RenameSite{ID: pick(d, doc.Sites), Name: d.text("Laplje Selo")}
	case 3:
		return scenario.EditSite{Site: d.site(pick(d, doc.Sites)), What: d.text("capacity")}
	case 4:
		return scenario.DeleteSites{IDs: []string{pick(d, doc.Sites), pick(d, doc.Sites)}[:d.roll(3)]}
	case 5:
		return scenario.DuplicateSite{ID: pick(d, doc.Sites)}
	case 6:
		return scenario.SetGate{Site: pick(d, doc.Sites), Gate: d.text("host_consent", "remedy"), Result: d.text("met", "unclear"), Basis: d.text("a letter")}
	case 7:
		return scenario.AttachNote{Note: pick(d, doc.Notes), Site: pick(d, doc.Sites)}
	case 8:
		return scenario.AttachNote{Note: pick(d, doc.Notes), Place: d.place(doc)}
	case 9:
		return scenario.DetachNote{Note: pick(d, doc.Notes), Site: pick(d, doc.Sites)}
	case 10:
		return scenario.DetachNote{Note: pick(d, doc.Notes), Place: d.place(doc)}
	case 11:
		percent := d.number()
		return scenario.PutNote{Note: scenario.Note{ID: d.text("n1", "n2", ""), Title: d.text("Courts", "Jobs"), Category: "legal", Polarity: "concern", Places: []string{d.place(doc)},
			Evidence: d.evidence(doc), Assessments: []scenario.Assessment{{Scope: "inherent", Percent: &percent, Impact: d.count()}}[:d.roll(2)], Tags: []string{d.text("article:07")}}}
	case 12:
		return scenario.DeleteNote{ID: pick(d, doc.Notes)}
	case 13:
		c := scenario.PutFact{Fact: scenario.Fact{ID: d.text("f1", ""), Place: d.place(doc), Key: d.text("nato"), Value: d.text("member"), Source: pick(d, doc.Sources)}}
		if d.roll(2) == 0 {
			c.NewSource = &scenario.Source{Title: d.text("List")}
		}
		return c
	case 14:
		return scenario.DeleteFact{ID: pick(d, doc.Facts)}
	case 15:
		return scenario.PutSource{Source: scenario.Source{ID: d.text("q1", "q2", ""), Title: d.text("Report"), Reliability: d.text("B"), DerivedFrom: pick(d, doc.Sources)}}
	case 16:
		return scenario.DeleteSource{ID: pick(d, doc.Sources)}
	case 17:
		return scenario.PutPosition{Position: scenario.Position{Place: d.place(doc), Status: "floated", Evidence: d.evidence(doc)}}
	case 18:
		return scenario.DeletePosition{ID: pick(d, doc.Positions)}
	case 19:
		if d.roll(2) == 0 {
			return scenario.DeleteGroup{ID: pick(d, doc.Groups)}
		}
		return scenario.PutGroup{Group: scenario.Group{ID: d.text("group:wb6", ""), Name: d.text("Western Balkans"), Members: []string{"SRB", "ALB"}[:d.roll(3)]}}
	case 20:
		if d.roll(2) == 0 {
			return scenario.DeletePlan{ID: pick(d, doc.Plans)}
		}
		return scenario.PutPlan{Plan: scenario.Plan{ID: d.text("l1", ""), Name: d.text("Pilot"), Baseline: d.roll(2) == 0, Sites: []scenario.PlanSite{{Site: pick(d, doc.Sites), Capacity: d.count()}}[:d.roll(2)]}}
	case 21:
		title, purpose := d.text("Title"), d.text("Purpose")
		return scenario.EditDocument{Title: &title, Purpose: &purpose, Handling: &scenario.Handling{TLP: d.text("AMBER")}}
	case 22:
		return scenario.PutLayer{Layer: d.layer(d.text("y1", "y2", pick(d, doc.Layers))), What: d.text("style")}
	case 23:
		if d.roll(2) == 0 {
			return scenario.DeleteLayer{ID: pick(d, doc.Layers)}
		}
		return scenario.StackLayers{IDs: []string{pick(d, doc.Layers), pick(d, doc.Layers), pick(d, doc.Layers)}[:d.roll(4)]}
	case 24:
		return d.patch(doc)
	default:
		if d.roll(3) == 0 {
			return scenario.SetOpeningView{}
		}
		return scenario.SetOpeningView{View: &scenario.View{Center: orb.Point{d.number(), d.number()}, Zoom: d.number()}}
	}
}

// start is a valid scenario with something of everything that commands can refer to.
func start() *scenario.Scenario {
	doc := scenario.New("Exercise", env())
	doc.Sites = scenario.ListOf(
		&scenario.Site{ID: "s1", Name: "One", At: &orb.Point{21, 42.5}, Precision: "town", Status: "hypothetical"},
		&scenario.Site{ID: "s2", Name: "Two", At: &orb.Point{20.5, 41}, RawPosition: []byte("[20.50,41.0]"), Precision: "exact", Status: "floated"})
	doc.Groups = scenario.ListOf(&scenario.Group{ID: "group:wb6", Name: "WB6", Members: []string{"SRB"}})
	doc.Sources = scenario.ListOf(&scenario.Source{ID: "q1", Title: "Report"}, &scenario.Source{ID: "q2", Title: "Repost", DerivedFrom: "q1"})
	doc.Notes = scenario.ListOf(&scenario.Note{ID: "n1", Title: "Courts", Category: "legal", Polarity: "concern", Sites: []string{"s1"}, Places: []string{"group:wb6"},
		Evidence: []scenario.Evidence{{ID: "e1", Source: "q1", Text: "So."}}})
	doc.Plans = scenario.ListOf(&scenario.Plan{ID: "l1", Name: "No hub", Baseline: true}, &scenario.Plan{ID: "l2", Name: "Pilot", Sites: []scenario.PlanSite{{Site: "s1"}}})
	doc.Shocks = scenario.ListOf(&scenario.Room{ID: "k1", Raw: []byte(`{"id":"k1","n":1.50}`)})
	doc.Extra = []scenario.Member{{Key: "later", Raw: []byte(`[{"id":"k1","n":1.50}]`)}}
	return doc
}

func file(t *testing.T, doc *scenario.Scenario) string {
	t.Helper()
	b, err := store.Write(doc, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// ride does commands, undoes all of them and redoes all of them. Every state in between must come back byte for byte,
// every state must be valid, and what is refused must leave no trace.
func ride(t *testing.T, d *dice) {
	s := New(start(), Options{Env: env()})
	states := []string{file(t, s.Scenario())} // the file after each step of the history
	for len(d.b) > 0 {
		switch before, undone := s.Scenario(), s.RedoLabel(); d.roll(12) {
		case 0:
			s.Seal()
		case 1:
			if _, ok := s.Undo(); ok && file(t, s.Scenario()) != states[len(s.undo)] {
				t.Fatal("an undo on the way gives another state")
			}
		case 2:
			s.Redo()
		default:
			c := d.command(before)
			if err := s.Do(c); err != nil {
				if s.Scenario() != before || s.RedoLabel() != undone || err.Error() == "" {
					t.Fatalf("%#v was refused (%v) and left a trace", c, err)
				}
				continue
			}
			if s.Scenario() != before {
				states = append(states[:len(s.undo)], file(t, s.Scenario()))
			}
			if ps := scenario.Validate(s.Scenario()); len(ps) > 0 {
				t.Fatalf("%#v led to a scenario with a problem: %v", c, ps[0])
			}
		}
	}
	for _, ok := s.Redo(); ok; _, ok = s.Redo() {
	}
	end := s.Scenario()
	for n := len(s.undo); n > 0; n-- {
		if got := file(t, s.Scenario()); got != states[n] {
			t.Fatalf("step %d came back as\n%s\nit was\n%s", n, got, states[n])
		}
		if _, ok := s.Undo(); !ok {
			t.Fatal("the history ended early")
		}
	}
	if got := file(t, s.Scenario()); got != states[0] || s.Dirty() {
		t.Fatalf("undoing all gives (dirty: %v)\n%s\nthe start was\n%s", s.Dirty(), got, states[0])
	}
	for _, ok := s.Redo(); ok; _, ok = s.Redo() {
	}
	if s.Scenario() != end || file(t, s.Scenario()) != states[len(s.undo)] {
		t.Fatal("redoing all does not find the end again")
	}
	reopened(t, states[len(s.undo)])
}

// reopened reads the file of the end and writes it again.
func reopened(t *testing.T, want string) {
	t.Helper()
	doc, problems, err := store.Read([]byte(want))
	if err != nil || len(problems) > 0 {
		t.Fatalf("the file of the end does not open cleanly: %v %v", err, problems)
	}
	if got := file(t, doc); got != want {
		t.Fatalf("the file of the end becomes\n%s\nit was\n%s", got, want)
	}
}

// TestRandomSequences is the long run of every test: 300 sequences of about 60 commands each.
func TestRandomSequences(t *testing.T) {
	for seed := range uint64(300) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 2))
			b := make([]byte, 600)
			for i := range b {
				b[i] = byte(r.UintN(256))
			}
			ride(t, &dice{b})
		})
	}
}

// TestDiceReachEveryCommand keeps the random commands from missing a kind.
func TestDiceReachEveryCommand(t *testing.T) {
	seen := map[string]bool{}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		b := make([]byte, 30)
		for i := range b {
			b[i] = byte(r.UintN(256))
		}
		seen[fmt.Sprintf("%T", (&dice{b}).command(start()))] = true
	}
	if len(seen) != 27 {
		t.Errorf("%d kinds of command were made: %v", len(seen), seen)
	}
}

// FuzzCommands applies random commands, undoes all and finds the start again, redoes all and finds the end.
func FuzzCommands(f *testing.F) {
	for k := range byte(commandKinds) {
		f.Add([]byte{5, k, 0, 1, 2, 3, 0, 1, 5, k, 1, 0, 0, 0, 0, 2, 1})
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		ride(t, &dice{b[:min(len(b), 2000)]}) // longer sequences only take longer
	})
}
