package scenario

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// drawn is the exercise with two layers and three features.
func drawn() *Scenario {
	s := exercise()
	s.Layers = ListOf(&Layer{ID: "y1", Name: "Roads", Style: LayerStyle{Color: "ochre", Width: 1.5}}, &Layer{ID: "y2", Name: "Camps", Order: 1})
	s.Features = ListOf(
		&Feature{ID: "o1", Layer: "y1", Geometry: orb.LineString{{20, 42}, {21, 42}}},
		&Feature{ID: "o2", Layer: "y2", Name: "Camp", Geometry: orb.Point{20, 42}, Z: []float64{5}},
		&Feature{ID: "o3", Layer: "y2"})
	s.Slides = ListOf(&Room{ID: "sl1", Raw: []byte(`{"id":"sl1"}`)})
	return s
}

func TestDrawnIsValid(t *testing.T) {
	for _, p := range Validate(drawn()) {
		t.Error(p)
	}
}

func TestLayerCommands(t *testing.T) {
	with := func(edit func(*Layer)) Layer {
		l, _ := drawn().Layers.Get("y1")
		c := *l
		edit(&c)
		return c
	}
	for _, c := range []struct {
		command       Command
		label, phrase string
		got           func(*Scenario) any
		want          any
	}{
		{PutLayer{Layer: Layer{Name: "Rivers"}}, "Added layer Rivers", "add layer Rivers", func(s *Scenario) any { return s.Layers.Len() }, 3},
		{PutLayer{Layer: with(func(l *Layer) { l.Name = "Ways" })}, "Renamed layer Roads to Ways", "rename layer Roads",
			func(s *Scenario) any { l, _ := s.Layers.Get("y1"); return l.Name }, "Ways"},
		{PutLayer{Layer: with(func(l *Layer) { l.Hidden = true })}, "Hid layer Roads", "hide layer Roads",
			func(s *Scenario) any { l, _ := s.Layers.Get("y1"); return l.Hidden }, true},
		{PutLayer{with(func(l *Layer) { l.Style.Color = "blue" }), "style"}, "Changed style of layer Roads", "change style of layer Roads",
			func(s *Scenario) any { l, _ := s.Layers.Get("y1"); return l.Style }, LayerStyle{Color: "blue", Width: 1.5}},
		{PutLayer{Layer: with(func(l *Layer) { l.From = "x.kml" })}, "Changed layer Roads", "change layer Roads",
			func(s *Scenario) any { l, _ := s.Layers.Get("y1"); return l.From }, "x.kml"},
		{DeleteLayer{"y2"}, "Deleted layer Camps", "delete layer Camps", func(s *Scenario) any { return []int{s.Layers.Len(), s.Features.Len()} }, []int{1, 1}},
		{StackLayers{[]string{"y2", "y1"}}, "Reordered the layers", "reorder the layers", func(s *Scenario) any {
			var out []string
			for _, l := range s.Stack() {
				out = append(out, l.ID)
			}
			return out
		}, []string{"y2", "y1"}},
	} {
		before := drawn()
		if l, p := c.command.Label(before), Phrase(c.command, before); l != c.label || p != c.phrase {
			t.Errorf("%#v: %q, %q", c.command, l, p)
		}
		after, err := c.command.Apply(before, env())
		if err != nil {
			t.Errorf("%#v: %v", c.command, err)
			continue
		}
		if got := c.got(after); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%#v: got %v, want %v", c.command, got, c.want)
		}
		if !reflect.DeepEqual(before, drawn()) || !after.Updated.After(before.Updated) || len(Validate(after)) > 0 || len(Diff(before, after)) == 0 {
			t.Errorf("%#v: left %v", c.command, Validate(after))
		}
	}
	if k := (PutLayer{Layer{ID: "y1"}, "style"}).MergeKey(); k == "" || k == (PutLayer{Layer{ID: "y2"}, "style"}).MergeKey() || (PutLayer{Layer: Layer{ID: "y1"}}).MergeKey() != "" {
		t.Error("style edits of one layer merge, and only those")
	}
	s := drawn()
	l, _ := s.Layers.Get("y1")
	for _, c := range []Command{PutLayer{Layer: *l}, Patch{}, Patch{Changes: Diff(&Scenario{ID: "doc"}, s)}} {
		if after, err := c.Apply(s, env()); err != nil || after != s {
			t.Errorf("%T: %v, gave another scenario", c, err)
		}
	}
	if got := (DeleteLayer{"zz"}).Label(s); got != "Deleted a layer" {
		t.Error(got)
	}
}

func TestLayerRefusals(t *testing.T) {
	layer := func(edit func(*Layer)) PutLayer {
		l := Layer{ID: "y1", Name: "Roads"}
		edit(&l)
		return PutLayer{Layer: l}
	}
	feature := func(f Feature) Patch { return Patch{Changes: []Change{{"feature", f.ID, nil, &f}}} }
	room := func(raw string) Patch {
		return Patch{Changes: []Change{{"shock", "k", nil, &Room{ID: "k", Raw: []byte(raw)}}}}
	}
	for _, c := range []struct {
		command Command
		want    string
	}{
		{layer(func(l *Layer) { l.Name = " " }), "layer \" \": name is empty"},
		{layer(func(l *Layer) { l.Style.Color = "#ff0000" }), "color \"#ff0000\" is not known; choose one of slate, blue"},
		{layer(func(l *Layer) { l.Style.Width = math.NaN() }), "width is NaN; give 0 to 20 pixels"},
		{layer(func(l *Layer) { l.Style.Width = 21 }), "width is 21"},
		{layer(func(l *Layer) { l.Style.Dash = "dashed" }), "dash \"dashed\" is not known; choose one of dash, dot"},
		{layer(func(l *Layer) { l.Style.Fill = "x" }), "fill \"x\" is not known; choose one of tint, hatch"},
		{layer(func(l *Layer) { l.Style.Symbol = "x" }), "symbol \"x\" is not known; choose one of square"},
		{DeleteLayer{"zz"}, `layer "zz" is not in this scenario`},
		{StackLayers{[]string{"y1"}}, "the order names 1 of 2 layers"},
		{StackLayers{[]string{"y1", "y1"}}, "name each layer once"},
		{StackLayers{[]string{"y1", "zz"}}, `layer "zz" is not in this scenario`},
		{feature(Feature{ID: "o9", Layer: "zz"}), `feature "o9": layer "zz" is not a layer of this scenario`},
		{feature(Feature{ID: "s1", Layer: "y1"}), `id "s1" is that of a site`},
		{feature(Feature{ID: "o9", Name: "A", Layer: "y1", Geometry: orb.Point{20, 90.5}}), `feature "A": geometry has a position at longitude 20, latitude 90.5`},
		{feature(Feature{ID: "o9", Layer: "y1", Geometry: orb.Collection{orb.MultiPolygon{{{{math.NaN(), 1}}}}}}), "longitude NaN, latitude 1"},
		{feature(Feature{ID: "o9", Layer: "y1", Geometry: orb.Collection{nil}}), "holds a part that is missing"},
		{feature(Feature{ID: "o9", Layer: "y1", Geometry: orb.MultiPoint{{1, 2}, {3, 4}}, Z: []float64{1}}), "has 2 positions and 1 altitudes"},
		{feature(Feature{ID: "o9", Layer: "y1", Geometry: orb.Point{1, 2}, Z: []float64{math.Inf(1)}}), "altitude is not a number"},
		{room(`[]`), "content is not a JSON object with that id"},
		{room(`{"id":"x"}`), "content is not a JSON object with that id"},
		{PlaceSite{Site{ID: "o1", Name: "N", At: &orb.Point{20, 42}}}, `id "o1" is that of a feature of a layer`},
	} {
		s := drawn()
		after, err := c.command.Apply(s, env())
		if err == nil || after != nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), ";") {
			t.Errorf("%#v gives %v, want %s", c.command, err, c.want)
		}
		if !reflect.DeepEqual(s, drawn()) {
			t.Errorf("%#v was refused and changed something", c.command)
		}
	}
}

// TestPatchTakesBack brings a scenario from any state to any other.
func TestPatchTakesBack(t *testing.T) {
	other := drawn()
	other.Title, other.OpeningView = "Other", &View{orb.Point{1, 2}, 3}
	other.Sites = other.Sites.With(&Site{ID: "s9", Name: "Nine", At: &orb.Point{1, 2}, Precision: PrecisionTown, Status: Floated})
	other.Layers, other.Features, other.Slides = List[*Layer]{}, List[*Feature]{}, List[*Room]{}
	other.Criteria = ListOf(&Room{ID: "k", Raw: []byte(`{"id":"k"}`)})
	states := []*Scenario{exercise(), drawn(), other, {ID: "empty", Title: "Empty"}}
	for i, from := range states {
		for j, to := range states {
			p := Patch{Said: "Went", Do: "going", Changes: Diff(from, to)}
			got, err := p.Apply(from, env())
			if err != nil {
				t.Fatalf("from %d to %d: %v", i, j, err)
			}
			for _, c := range Diff(got, to) {
				if !reflect.DeepEqual(c.Before, c.After) {
					t.Errorf("from %d to %d: %+v, want %+v", i, j, c.Before, c.After)
				}
			}
		}
	}
	p := Patch{Said: "Imported 38 sites from a.csv", Do: "import of a.csv"}
	if p.Label(nil) != p.Said || Phrase(p, drawn()) != p.Do || p.MergeKey() != "" {
		t.Error(p.Label(nil), Phrase(p, drawn()))
	}
	if got := Phrase(Patch{Said: "Imported 3"}, drawn()); got != "imported 3" {
		t.Error(got)
	}
}

func TestPatchRefusals(t *testing.T) {
	note, _ := drawn().Notes.Get("n1")
	lost := *note
	lost.Sites = []string{"s1", "s2", "zz"}
	base := Plan{ID: "l9", Name: "Other", Baseline: true}
	for _, c := range []struct {
		changes []Change
		want    string
	}{
		{[]Change{{"place", "x", nil, &Site{ID: "x"}}}, `a change of place "x" cannot be applied`},
		{[]Change{{"site", "x", nil, &Note{ID: "x"}}}, `a change of site "x" cannot be applied`},
		{[]Change{{"site", "x", nil, (*Site)(nil)}}, "cannot be applied"},
		{[]Change{{"site", "x", nil, &Site{ID: "y"}}}, "cannot be applied"},
		{[]Change{{"site", "", nil, &Site{}}}, "cannot be applied"},
		{[]Change{{"document", "doc", nil, nil}}, "cannot be applied"},
		{[]Change{{"document", "doc", nil, Document{ID: "doc"}}}, "document: title is empty"},
		{[]Change{{"site", "x", nil, &Site{ID: "x", Name: "X"}}}, `site "X": precision is missing`},
		{[]Change{{"note", "n1", note, &lost}}, `note "Courts": site "zz" is not a site`},
		{[]Change{{"site", "s1", nil, nil}}, `note "Courts" refers to the site "s1", which would go`},
		{[]Change{{"note", "n1", nil, nil}, {"site", "s1", nil, nil}}, `plan "Pilot" refers to the site "s1"`},
		{[]Change{{"group", "group:wb6", nil, nil}}, `note "Courts" refers to the group "group:wb6"`},
		{[]Change{{"source", "q1", nil, nil}}, `refers to the source "q1", which would go`},
		{[]Change{{"layer", "y2", nil, nil}}, `feature "Camp" refers to the layer "y2"`},
		{[]Change{{"plan", "l9", nil, &base}}, "document: plans have 2 baselines"},
	} {
		s := drawn()
		after, err := Patch{Changes: c.changes}.Apply(s, env())
		if err == nil || after != nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), ";") {
			t.Errorf("%v gives %v, want %s", c.changes, err, c.want)
		}
		if !reflect.DeepEqual(s, drawn()) {
			t.Errorf("%v was refused and changed something", c.changes)
		}
	}
}

// TestPatchMends takes links away with what they lead to, where an item can be without.
func TestPatchMends(t *testing.T) {
	s := drawn()
	p, _ := s.Positions.Get("p1")
	sent := *p
	sent.Sending = []string{"group:wb6", "GBR"}
	s.Positions = s.Positions.With(&sent)
	got, err := Patch{Mend: true, Changes: []Change{{"site", "s1", nil, nil}, {"group", "group:wb6", nil, nil}, {"layer", "y2", nil, nil}}}.Apply(s, env())
	if err != nil {
		t.Fatal(err)
	}
	n, _ := got.Notes.Get("n1")
	l, _ := got.Plans.Get("l2")
	q, _ := got.Positions.Get("p1")
	if !slices.Equal(n.Sites, []string{"s2"}) || !slices.Equal(n.Places, []string{"SRB"}) || len(l.Sites) != 1 || !slices.Equal(q.Sending, []string{"GBR"}) || got.Features.Len() != 1 {
		t.Errorf("left %v %v %v %v and %d features", n.Sites, n.Places, l.Sites, q.Sending, got.Features.Len())
	}
	for _, p := range Validate(got) {
		t.Error(p)
	}
	for _, id := range []string{"q1", "q2"} { // nothing is said without the source it was taken from
		_, err := Patch{Mend: true, Changes: []Change{{"source", id, nil, nil}}}.Apply(s, env())
		if (err == nil) != (id == "q2") {
			t.Errorf("without the source %s: %v", id, err)
		}
	}
}

// TestPatchOfOldFaults does not refuse an item for what was wrong with it before.
func TestPatchOfOldFaults(t *testing.T) {
	s := drawn()
	x, _ := s.Sites.Get("s1")
	c := *x
	c.Status = "of_a_later_version"
	s.Sites = s.Sites.With(&c)
	d := c
	d.Name = "Other"
	if _, err := (Patch{Changes: []Change{{"site", "s1", &c, &d}}}).Apply(s, env()); err != nil {
		t.Error(err)
	}
	d.Regime = "?"
	if _, err := (Patch{Changes: []Change{{"site", "s1", &c, &d}}}).Apply(s, env()); err == nil {
		t.Error("a new fault passed")
	}
}

// TestPatchOfMany keeps a patch from taking time that grows with its square: the last change of an item counts, and
// lists stay sorted.
func TestPatchOfMany(t *testing.T) {
	s := drawn()
	var changes []Change
	for i := range 20000 {
		id := fmt.Sprintf("f%05d", (i*7919)%10000)
		changes = append(changes, Change{"feature", id, nil, &Feature{ID: id, Layer: "y1", Name: fmt.Sprint(i), Geometry: orb.Point{float64(i % 180), 1}}})
	}
	got, err := Patch{Changes: changes}.Apply(s, env())
	if err != nil || got.Features.Len() != 10003 {
		t.Fatal(err, got)
	}
	if !slices.IsSortedFunc(got.Features.All(), func(a, b *Feature) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the list is not sorted")
	}
	for _, f := range got.Features.All() {
		if f.ID[0] == 'f' && len(f.Name) < 5 {
			t.Fatalf("of two changes of %s the first stayed: %s", f.ID, f.Name)
		}
	}
}

// BenchmarkPatch brings 100,000 features into a scenario that has as many.
func BenchmarkPatch(b *testing.B) {
	s := drawn()
	var changes []Change
	for i := range 200000 {
		id := fmt.Sprintf("f%06d", i)
		f := &Feature{ID: id, Layer: "y1", Geometry: orb.LineString{{20, 42}, {21, 42}, {21, 43}}}
		changes = append(changes, Change{"feature", id, nil, f})
	}
	half := []Change{}
	rest := []Change{}
	for i, c := range changes {
		if i%2 == 0 {
			half = append(half, c)
		} else {
			rest = append(rest, c)
		}
	}
	s, err := Patch{Changes: half}.Apply(s, env())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (Patch{Changes: rest}).Apply(s, env()); err != nil {
			b.Fatal(err)
		}
	}
}
