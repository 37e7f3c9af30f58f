package difference

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"hubscape/app/scenario"
)

// pool are the ids that generated documents draw from, few enough that two documents share many.
var pool = []string{"a", "b", "c/d", "#e", "f~1"}

// anyOf draws some ids of the pool, in any order, without repeats.
func anyOf(t *rapid.T, label string, from []string) []string {
	var out []string
	for _, i := range rapid.Permutation(indexes(len(from))).Draw(t, label) {
		if rapid.Bool().Draw(t, label+" in") {
			out = append(out, from[i])
		}
	}
	return out
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func word(t *rapid.T, label string) string {
	return rapid.SampledFrom([]string{"", "x", "y", "long text in two\nlines that goes on and on beyond what a row may show, truly"}).Draw(t, label)
}

func someName(t *rapid.T) string { return rapid.SampledFrom([]string{"X", "Y"}).Draw(t, "name") }

func maybe[V any](t *rapid.T, label string, values ...V) *V {
	if i := rapid.IntRange(0, len(values)).Draw(t, label); i > 0 {
		return &values[i-1]
	}
	return nil
}

func someMembers(t *rapid.T, label string) []scenario.Member {
	var out []scenario.Member
	for _, k := range []string{"p", "q"} {
		if v := rapid.IntRange(0, 3).Draw(t, label+k); v > 1 {
			out = append(out, scenario.Member{Key: k, Raw: json.RawMessage(fmt.Sprint(v))})
		}
	}
	return out
}

// pick draws one of the ids, or "".
func pick(t *rapid.T, label string, from []string) string {
	return rapid.SampledFrom(append([]string{""}, from...)).Draw(t, label)
}

// anyScenario draws a document in which every link leads somewhere.
func anyScenario(t *rapid.T, name string) *scenario.Scenario {
	s := &scenario.Scenario{Version: 1, ID: "doc", Title: someName(t), Question: word(t, name+" question"), KosovoNote: scenario.KosovoEU}
	if rapid.Bool().Draw(t, name+" view") {
		s.OpeningView = &scenario.View{Center: orb.Point{20, 42}, Zoom: float64(rapid.IntRange(5, 7).Draw(t, name+" zoom"))}
	}
	sources, sites := anyOf(t, name+" sources", pool), anyOf(t, name+" sites", pool)
	var groups []string
	for _, id := range anyOf(t, name+" groups", pool[:2]) {
		groups = append(groups, "group:"+id)
	}
	places := append([]string{"SRB", "XKX"}, groups...)
	for i, id := range sources { // each may retell one of those before it
		s.Sources = s.Sources.With(&scenario.Source{ID: id, Title: someName(t), Reliability: pick(t, "rel", []string{"A", "F"}), DerivedFrom: pick(t, "derived", sources[:i]), Extra: someMembers(t, "extra")})
	}
	for _, id := range groups {
		s.Groups = s.Groups.With(&scenario.Group{ID: id, Name: someName(t), Members: anyOf(t, "members", []string{"SRB", "ALB", "MKD"})})
	}
	for _, id := range sites {
		x := &scenario.Site{ID: id, Name: someName(t), Status: scenario.Floated, Precision: scenario.PrecisionTown, StatusSource: pick(t, "source", sources), Capacity: maybe(t, "capacity", 1, 2), PropExtra: someMembers(t, "props")}
		if x.At = maybe(t, "at", orb.Point{20, 42}, orb.Point{21, 42}); x.At == nil {
			x.HostPlace = "SRB"
			x.Precision = rapid.SampledFrom([]scenario.Precision{scenario.PrecisionCountry, scenario.PrecisionDivision}).Draw(t, "precision")
		}
		for _, g := range anyOf(t, "gates", []string{"host_consent", "other"}) {
			x.Gates = append(x.Gates, scenario.GateResult{Gate: g, Result: rapid.SampledFrom([]string{"met", "unclear"}).Draw(t, "result"), Basis: word(t, "basis")})
		}
		s.Sites = s.Sites.With(x)
	}
	for _, id := range anyOf(t, name+" facts", pool) {
		s.Facts = s.Facts.With(&scenario.Fact{ID: id, Place: rapid.SampledFrom(places).Draw(t, "place"), Key: "k", Value: someName(t), Source: pick(t, "source", sources)})
	}
	for _, id := range anyOf(t, name+" positions", pool[:2]) {
		s.Positions = s.Positions.With(&scenario.Position{ID: id, Status: scenario.Floated, Place: rapid.SampledFrom(places).Draw(t, "place"), Sending: anyOf(t, "sending", places), Evidence: someEvidence(t, sources)})
	}
	for _, id := range anyOf(t, name+" notes", pool) {
		n := &scenario.Note{ID: id, Title: someName(t), Category: "legal", Polarity: "concern", Places: anyOf(t, "places", places), Sites: anyOf(t, "sites", sites), Tags: anyOf(t, "tags", pool), Evidence: someEvidence(t, sources)}
		for _, id := range anyOf(t, "assessments", pool[:3]) {
			n.Assessments = append(n.Assessments, scenario.Assessment{ID: id, Scope: rapid.SampledFrom([]string{"inherent", "residual"}).Draw(t, "scope"), Role: id, Likelihood: pick(t, "likelihood", []string{"likely", "unlikely"}), Impact: maybe(t, "impact", 1, 2)})
		}
		s.Notes = s.Notes.With(n)
	}
	plans := anyOf(t, name+" plans", pool[:3])
	baseline := pick(t, name+" baseline", plans)
	for _, id := range plans {
		p := &scenario.Plan{ID: id, Name: someName(t), Baseline: id == baseline}
		for _, id := range anyOf(t, "plan sites", sites) {
			p.Sites = append(p.Sites, scenario.PlanSite{Site: id, Opening: pick(t, "opening", []string{"2028", "2028-03"}), Capacity: maybe(t, "capacity", 5, 6)})
		}
		s.Plans = s.Plans.With(p)
	}
	addLayers(t, s, name)
	return s
}

func someEvidence(t *rapid.T, sources []string) []scenario.Evidence {
	var out []scenario.Evidence
	for _, id := range anyOf(t, "evidence", pool[:3]) {
		out = append(out, scenario.Evidence{ID: id, Source: pick(t, "source", sources), Text: someName(t), Credibility: rapid.IntRange(0, 2).Draw(t, "credibility")})
	}
	return out
}

func addLayers(t *rapid.T, s *scenario.Scenario, name string) {
	layers := anyOf(t, name+" layers", pool[:2])
	for _, id := range layers {
		s.Layers = s.Layers.With(&scenario.Layer{ID: id, Name: someName(t), Hidden: rapid.Bool().Draw(t, "hidden")})
	}
	if len(layers) > 0 {
		for _, id := range anyOf(t, name+" features", []string{"a", "r1", "r2", "r3"}) {
			if _, taken := s.Sites.Get(id); taken {
				continue
			}
			s.Features = s.Features.With(&scenario.Feature{ID: id, Layer: rapid.SampledFrom(layers).Draw(t, "layer"), Name: word(t, "name"),
				Geometry: rapid.SampledFrom([]orb.Geometry{nil, orb.Point{1, 2}, orb.Point{2, 2}, orb.LineString{{1, 1}, {2, 2}}}).Draw(t, "geometry"), Properties: someMembers(t, "properties")})
		}
	}
	for _, id := range anyOf(t, name+" slides", pool[:2]) {
		raw := fmt.Sprintf(`{"id":%q`, id)
		for _, m := range someMembers(t, "slide") {
			raw += fmt.Sprintf(`,%q:%s`, m.Key, m.Raw)
		}
		s.Slides = s.Slides.With(&scenario.Room{ID: id, Raw: json.RawMessage(raw + "}")})
	}
}

// dump writes everything that counts, to compare documents without the code under test.
func dump(s *scenario.Scenario) string {
	var b strings.Builder
	put := func(x any) {
		j, err := json.Marshal(x)
		if err != nil {
			panic(err)
		}
		b.Write(j)
		b.WriteByte('\n')
	}
	put([]any{s.Title, s.Question, s.Purpose, s.Language, s.Handling, s.KosovoNote, s.OpeningView})
	v := reflect.ValueOf(*s)
	for i := range v.NumField() {
		all := v.Field(i).MethodByName("All")
		if !all.IsValid() {
			continue
		}
		b.WriteString(v.Type().Field(i).Name + "\n")
		put(all.Call(nil)[0].Interface())
	}
	return strings.ReplaceAll(b.String(), "[]", "null")
}

func apply(t interface{ Fatal(...any) }, s *scenario.Scenario, p scenario.Patch) *scenario.Scenario {
	out, err := p.Apply(s, env)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestNothingDiffersOnlyWhenNothingDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyScenario(t, "a"), anyScenario(t, "b")
		r := Between(a, b, Options{})
		if same := dump(a) == dump(b); r.Same() != same {
			t.Fatalf("same %v, report %s\n%s\n%s", same, r.Headline(), dump(a), dump(b))
		}
		if !Between(a, a, Options{}).Same() {
			t.Fatal("a document differs from itself")
		}
	})
}

func TestTakingAllBackGivesTheEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyScenario(t, "a"), anyScenario(t, "b")
		r := Between(a, b, Options{})
		p, _ := r.TakeBack(r.Rows()...)
		if got := dump(apply(t, b, p)); got != dump(a) {
			t.Fatalf("taking all back from\n%s\ngives\n%s\nwant\n%s", dump(b), got, dump(a))
		}
		p, _ = r.CarryOver(r.Rows()...)
		if got := dump(apply(t, a, p)); got != dump(b) {
			t.Fatalf("carrying all over to\n%s\ngives\n%s\nwant\n%s", dump(a), got, dump(b))
		}
	})
}

// Some rows alone: what is then between the documents holds together, the rows taken back no longer differ unless a
// repair touched them, and the rest of the document is what it was.
func TestTakingSomeBackKeepsTheDocumentWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyScenario(t, "a"), anyScenario(t, "b")
		r := Between(a, b, Options{})
		rows := r.Rows()
		if len(rows) == 0 {
			return
		}
		var some []Row
		for i, row := range rows {
			if rapid.Bool().Draw(t, fmt.Sprint("row ", i)) {
				some = append(some, row)
			}
		}
		p, _ := r.TakeBack(some...)
		got := apply(t, b, p)
		for _, kind := range linking {
			rm := roomOf(kind)
			rm.each(&scenario.Scenario{}, got, func(id string, _, x any) {
				for _, l := range linksOf(x) {
					if roomOf(l.kind).get(got, l.id) == nil {
						t.Fatalf("%s %s refers to %s %s, which is not there, after %v", kind, id, l.kind, l.id, some)
					}
				}
			})
		}
		if len(some) == 0 && dump(got) != dump(b) {
			t.Fatal("nothing taken back changed something")
		}
	})
}

// Two people change one base. Merging theirs into mine, and mine into theirs, gives the same where there is no conflict,
// and every link leads somewhere.
func TestMergingIsSymmetric(t *testing.T) {
	merged := 0
	rapid.Check(t, func(t *rapid.T) {
		base := anyScenario(t, "base")
		mine, theirs := someOf(t, "mine", base), someOf(t, "theirs", base)
		two, other := Both(base, mine, theirs, Options{}), Both(base, theirs, mine, Options{})
		if (len(two.Conflicts) == 0) != (len(other.Conflicts) == 0) {
			t.Fatalf("conflicts %v on one side, %v on the other", two.Conflicts, other.Conflicts)
		}
		p, also := two.Merge()
		got := apply(t, mine, p)
		if len(two.Conflicts) > 0 {
			q, _ := two.Merge(two.Conflicts...)
			apply(t, mine, q)
			return
		}
		q, _ := other.Merge()
		back := apply(t, theirs, q)
		if rest := Between(got, back, Options{}); !sameButOrder(rest) && len(also) == 0 {
			t.Fatalf("the two ways differ: %v\nbase %s\nmine %s\ntheirs %s\none %s\nother %s", rest.Rows(), dump(base), dump(mine), dump(theirs), dump(got), dump(back))
		}
		merged++
	})
	if merged < 5 {
		t.Errorf("only %d cases had no conflict", merged)
	}
}

func sameButOrder(r *Report) bool {
	for _, row := range r.Rows() {
		if !strings.HasSuffix(row.Path, orderKey) {
			return false
		}
	}
	return true
}

// someOf takes a few of the differences to another document over into base.
func someOf(t *rapid.T, name string, base *scenario.Scenario) *scenario.Scenario {
	r := Between(base, anyScenario(t, name), Options{})
	rows := r.Rows()
	var some []Row
	for range min(3, len(rows)) {
		some = append(some, rows[rapid.IntRange(0, len(rows)-1).Draw(t, name+" row")])
	}
	p, _ := r.CarryOver(some...)
	return apply(t, base, p)
}

func TestMergeOfOneSideIsThatSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, theirs := anyScenario(t, "base"), anyScenario(t, "theirs")
		two := Both(base, base, theirs, Options{})
		if len(two.Conflicts) > 0 {
			t.Fatalf("conflicts with somebody who did nothing: %v", two.Conflicts)
		}
		p, _ := two.Merge()
		if got := dump(apply(t, base, p)); got != dump(theirs) {
			t.Fatalf("got\n%s\nwant\n%s", got, dump(theirs))
		}
		alike := Both(base, theirs, theirs, Options{})
		if len(alike.Conflicts) > 0 {
			t.Fatalf("conflicts where both did the same: %v", alike.Conflicts)
		}
	})
}

// No field of any item is passed over: each in turn, changed alone, is a difference, can be taken back, and is named.
func TestEveryFieldCounts(t *testing.T) {
	for _, item := range []any{scenario.Site{}, scenario.Group{}, scenario.Position{}, scenario.Fact{}, scenario.Source{}, scenario.Note{}, scenario.Plan{}, scenario.Layer{}, scenario.Feature{}, scenario.Scenario{}} {
		fields(t, reflect.TypeOf(item).Name(), reflect.TypeOf(item), nil)
	}
}

// fields changes each leaf below a type, also in the first element of lists.
func fields(t *testing.T, name string, typ reflect.Type, path []int) {
	root := path
	for i := range typ.NumField() {
		f := typ.Field(i)
		at := append(append([]int(nil), root...), i)
		switch {
		case f.Name == "ID" && name != "x", f.Name == "Version", f.Name == "Created", f.Name == "Updated", strings.HasPrefix(f.Type.Name(), "List["):
			continue
		case f.Type.Kind() == reflect.Struct && f.Type.Name() == "LayerStyle", f.Type.Kind() == reflect.Struct && f.Type.Name() == "Handling":
			fields(t, name+"."+f.Name, f.Type, at)
			continue
		}
		field(t, name, typ, at, f)
	}
}

func field(t *testing.T, name string, _ reflect.Type, at []int, f reflect.StructField) {
	top, _, _ := strings.Cut(name, ".")
	a, b := blank(top), blank(top)
	x, y := holder(a, top), holder(b, top)
	fill(y.Elem().FieldByIndex(at))
	put(a, top, x)
	put(b, top, y)
	r := Between(a, b, Options{})
	if r.Same() {
		t.Errorf("%s.%s: a change of it is no difference", name, f.Name)
		return
	}
	for _, row := range r.Rows() {
		if row.Text == "" || row.Sentence() == "" || strings.Contains(row.Text+row.said, nameMark) {
			t.Errorf("%s.%s: the row has no words: %+v", name, f.Name, row)
		}
	}
	p, _ := r.TakeBack(r.Rows()...)
	if back := apply(t, b, p); !Between(a, back, Options{}).Same() && !r.Rows()[0].Fixed {
		t.Errorf("%s.%s: is not taken back: %v", name, f.Name, Between(a, back, Options{}).Rows())
	}
	if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && f.Type.Elem().Name() != "Member" {
		elements(t, name+"."+f.Name, top, at, f.Type.Elem())
	}
}

// elements changes each field of the first element of a list.
func elements(t *testing.T, name, top string, at []int, elem reflect.Type) {
	for i := range elem.NumField() {
		f := elem.Field(i)
		if f.Name == "ID" || f.Name == "Gate" || f.Name == "Site" {
			continue
		}
		a, b := blank(top), blank(top)
		x, y := holder(a, top), holder(b, top)
		for _, h := range []reflect.Value{x, y} {
			list := reflect.MakeSlice(reflect.SliceOf(elem), 1, 1)
			list.Index(0).Field(0).SetString("first")
			for name, valid := range map[string]string{"Result": "met", "Scope": "inherent", "Text": "t"} {
				if v := list.Index(0).FieldByName(name); v.IsValid() {
					v.SetString(valid)
				}
			}
			h.Elem().FieldByIndex(at).Set(list)
		}
		fill(y.Elem().FieldByIndex(at).Index(0).Field(i))
		put(a, top, x)
		put(b, top, y)
		r := Between(a, b, Options{})
		if r.Same() {
			t.Errorf("%s[0].%s: a change of it is no difference", name, f.Name)
			continue
		}
		p, _ := r.TakeBack(r.Rows()...)
		if back := apply(t, b, p); !Between(a, back, Options{}).Same() {
			t.Errorf("%s[0].%s: is not taken back", name, f.Name)
		}
	}
}

func blank(string) *scenario.Scenario {
	return &scenario.Scenario{ID: "doc", Title: "n", KosovoNote: scenario.KosovoEU, Layers: scenario.ListOf(&scenario.Layer{ID: "y", Name: "n"})}
}

// holder is a new item of a kind, or the document itself.
func holder(s *scenario.Scenario, top string) reflect.Value {
	switch top {
	case "Scenario":
		return reflect.ValueOf(s)
	case "Site":
		return reflect.ValueOf(&scenario.Site{ID: "i", Name: "n", HostPlace: "SRB", Precision: scenario.PrecisionCountry, Status: scenario.Floated})
	case "Group":
		return reflect.ValueOf(&scenario.Group{ID: "group:i", Name: "n"})
	case "Position":
		return reflect.ValueOf(&scenario.Position{ID: "i", Place: "SRB", Status: scenario.Floated})
	case "Fact":
		return reflect.ValueOf(&scenario.Fact{ID: "i", Place: "SRB", Key: "k", Value: "v"})
	case "Source":
		return reflect.ValueOf(&scenario.Source{ID: "i", Title: "n"})
	case "Note":
		return reflect.ValueOf(&scenario.Note{ID: "i", Title: "n", Category: "legal", Polarity: "concern"})
	case "Plan":
		return reflect.ValueOf(&scenario.Plan{ID: "i", Name: "n"})
	case "Layer":
		return reflect.ValueOf(&scenario.Layer{ID: "i", Name: "n"})
	}
	return reflect.ValueOf(&scenario.Feature{ID: "i", Layer: "y"})
}

func put(s *scenario.Scenario, top string, x reflect.Value) {
	if top == "Scenario" {
		return
	}
	list := reflect.ValueOf(s).Elem().FieldByName(top + "s")
	list.Set(list.MethodByName("With").Call([]reflect.Value{x})[0])
}

// fill gives a field some value that is not its zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("other")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(3)
	case reflect.Float64:
		v.SetFloat(3)
	case reflect.Uint8:
		v.SetUint('1')
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Array:
		fill(v.Index(0))
	case reflect.Struct:
		fill(v.Field(0))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Interface:
		v.Set(reflect.ValueOf(orb.Point{1, 2}))
	}
}
