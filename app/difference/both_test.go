package difference

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

func TestTakeBackMendsLinks(t *testing.T) {
	gone := func(s *scenario.Scenario) { // as deleting site s1 leaves it
		s.Sites = s.Sites.Without("s1")
		note(s, "n1", func(n *scenario.Note) { n.Sites = []string{"s2"} })
		plan(s, "l1", func(p *scenario.Plan) { p.Sites = p.Sites[1:] })
	}
	for name, c := range map[string]struct {
		edit func(*scenario.Scenario)
		take string // Text of the row to take back
		see  func(t *testing.T, s *scenario.Scenario)
		also string
	}{
		"a restored site is linked again": {gone, "Gračanica removed", func(t *testing.T, s *scenario.Scenario) {
			n, _ := s.Notes.Get("n1")
			p, _ := s.Plans.Get("l1")
			if _, ok := s.Sites.Get("s1"); !ok || strings.Join(n.Sites, " ") != "s1 s2" || len(p.Sites) != 2 || p.Sites[0].Opening != "2028-01" {
				t.Errorf("note %v, plan %v", n.Sites, p.Sites)
			}
		}, "2 links to what came back came back too"},
		"a link alone does not bring its site": {gone, "Plan B dropped Gračanica", func(t *testing.T, s *scenario.Scenario) {
			p, _ := s.Plans.Get("l1")
			if _, ok := s.Sites.Get("s1"); ok || len(p.Sites) != 1 {
				t.Errorf("plan %v", p.Sites)
			}
		}, "1 link to what is not there went"},
		"evidence brings its source, and that the one it retells": {func(s *scenario.Scenario) {
			s.Sources = scenario.ListOf[*scenario.Source]()
			s.Facts = scenario.ListOf[*scenario.Fact]()
			s.Positions = scenario.ListOf[*scenario.Position]()
			site(s, "s2", func(x *scenario.Site) { x.StatusSource = "" })
			note(s, "n1", func(n *scenario.Note) { n.Evidence = nil })
		}, "Evidence removed from Arms shipments", func(t *testing.T, s *scenario.Scenario) {
			if s.Sources.Len() != 1 && s.Sources.Len() != 2 {
				t.Errorf("%d sources", s.Sources.Len())
			}
		}, "came along"},
		"taking back a new site unlinks it": {func(s *scenario.Scenario) {
			s.Sites = s.Sites.With(&scenario.Site{ID: "s3", Name: "New", HostPlace: "SRB", Precision: scenario.PrecisionCountry, Status: scenario.Floated})
			note(s, "n1", func(n *scenario.Note) { n.Sites = append(n.Sites, "s3") })
		}, "New added", func(t *testing.T, s *scenario.Scenario) {
			n, _ := s.Notes.Get("n1")
			if s.Sites.Len() != 2 || strings.Join(n.Sites, " ") != "s1 s2" {
				t.Errorf("note %v", n.Sites)
			}
		}, "1 link to what is not there went"},
		"taking back a new layer takes its features": {func(s *scenario.Scenario) {
			s.Layers = s.Layers.With(&scenario.Layer{ID: "y2", Name: "Rails"})
			s.Features = s.Features.With(&scenario.Feature{ID: "r2", Layer: "y2"})
		}, "Rails added", func(t *testing.T, s *scenario.Scenario) {
			if s.Layers.Len() != 1 || s.Features.Len() != 1 {
				t.Errorf("%d layers, %d features", s.Layers.Len(), s.Features.Len())
			}
		}, "1 item went with what it belonged to"},
		"one baseline": {func(s *scenario.Scenario) {
			plan(s, "l1", func(p *scenario.Plan) { p.Baseline = true })
		}, "Plan B: role", func(t *testing.T, s *scenario.Scenario) {}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := Between(workshop(), with(c.edit), Options{})
			var chosen []Row
			for _, row := range r.Rows() {
				if row.Text == c.take && len(chosen) == 0 {
					chosen = append(chosen, row)
				}
			}
			if len(chosen) != 1 {
				t.Fatalf("no row %q in %v", c.take, r.Rows())
			}
			p, also := r.TakeBack(chosen...)
			if p.Said != "Took back: "+c.take {
				t.Errorf("label %q", p.Said)
			}
			c.see(t, apply(t, r.After, p))
			if got := strings.Join(also, "; "); c.also != "" && !strings.Contains(got, c.also) {
				t.Errorf("also %q", got)
			}
		})
	}
}

// The picture of the dialog: both moved the opening of a plan; the rest does not touch.
func TestBothSayWhatBothChanged(t *testing.T) {
	mine := with(func(s *scenario.Scenario) {
		site(s, "s1", func(x *scenario.Site) { x.Capacity = ptr(40) })
		plan(s, "l1", func(p *scenario.Plan) { p.Sites[0].Opening = "2028-03" })
		note(s, "n1", func(n *scenario.Note) { n.Title = "Arms" })
	})
	theirs := with(func(s *scenario.Scenario) {
		plan(s, "l1", func(p *scenario.Plan) { p.Sites[0].Opening = "2028-06" })
		s.Sources = s.Sources.With(&scenario.Source{ID: "q3", Title: "A court"})
		note(s, "n1", func(n *scenario.Note) {
			n.Title = "Arms"
			n.Evidence = append(n.Evidence, scenario.Evidence{ID: "e3", Source: "q3", Text: "Three"})
		})
	})
	two := Both(workshop(), mine, theirs, Options{})
	if got, want := two.Sentence(), "One thing was changed in both: the opening of Gračanica in Plan B. 4 changes do not touch each other."; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if len(two.Conflicts) != 1 || len(two.Conflicts[0].Mine) != 1 || two.Conflicts[0].Mine[0].Now != "2028-03" || two.Conflicts[0].Theirs[0].Now != "2028-06" {
		t.Fatalf("%+v", two.Conflicts)
	}
	for _, row := range two.Mine.Rows() {
		if two.InConflict(row, false) != strings.HasPrefix(row.Text, "Plan B") {
			t.Errorf("%s: in conflict %v", row.Text, two.InConflict(row, false))
		}
	}
	opening := func(p scenario.Patch) string {
		s := apply(t, mine, p)
		x, _ := s.Plans.Get("l1")
		n, _ := s.Notes.Get("n1")
		if y, _ := s.Sites.Get("s1"); y.Capacity == nil || s.Sources.Len() != 3 || len(n.Evidence) != 3 || n.Title != "Arms" {
			t.Errorf("not all came together: %v %d %d", y.Capacity, s.Sources.Len(), len(n.Evidence))
		}
		return x.Sites[0].Opening
	}
	p, also := two.Merge()
	if got := opening(p); got != "2028-03" || len(also) != 0 {
		t.Errorf("without a choice %s, %v", got, also)
	}
	if p, _ = two.Merge(two.Conflicts[0]); opening(p) != "2028-06" {
		t.Errorf("theirs chosen: %s", opening(p))
	}
}

func TestConflicts(t *testing.T) {
	remove := func(s *scenario.Scenario) {
		s.Sites = s.Sites.Without("s1")
		note(s, "n1", func(n *scenario.Note) { n.Sites = []string{"s2"} })
		plan(s, "l1", func(p *scenario.Plan) { p.Sites = p.Sites[1:] })
	}
	rate := func(id, likelihood string) func(*scenario.Scenario) {
		return func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) {
				n.Assessments = []scenario.Assessment{{ID: id, Scope: "inherent", Likelihood: likelihood}}
			})
		}
	}
	for name, c := range map[string]struct {
		mine, theirs func(*scenario.Scenario)
		want         string // texts of the conflicts
	}{
		"nothing":                     {func(*scenario.Scenario) {}, remove, ""},
		"both the same":               {remove, remove, ""},
		"removed and edited":          {remove, func(s *scenario.Scenario) { site(s, "s1", func(x *scenario.Site) { x.Capacity = ptr(4) }) }, "Gračanica"},
		"edited and removed":          {func(s *scenario.Scenario) { site(s, "s1", func(x *scenario.Site) { x.Capacity = ptr(4) }) }, remove, "the capacity of Gračanica"},
		"two fields of a site":        {func(s *scenario.Scenario) { site(s, "s1", func(x *scenario.Site) { x.Capacity = ptr(4) }) }, func(s *scenario.Scenario) { site(s, "s1", func(x *scenario.Site) { x.Name = "G" }) }, ""},
		"two ratings of one question": {rate("a1", "likely"), rate("a2", "unlikely"), "the likelihood of Arms shipments"},
		"one rating":                  {rate("a1", "likely"), rate("a1", "likely"), ""},
		"a removed source that they cite": {func(s *scenario.Scenario) {
			s.Sources = s.Sources.Without("q2")
			note(s, "n1", func(n *scenario.Note) { n.Evidence[1].Source = "" })
		}, func(s *scenario.Scenario) {
			s.Facts = s.Facts.With(&scenario.Fact{ID: "f2", Place: "SRB", Key: "k", Value: "v", Source: "q2"})
		}, "Another"},
		"they removed a site that I attach": {func(s *scenario.Scenario) {
			s.Notes = s.Notes.With(&scenario.Note{ID: "n2", Title: "Mine", Category: "legal", Polarity: "concern", Sites: []string{"s1"}})
		}, remove, "Mine"},
		"a piece of evidence, edited and removed": {func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) { n.Evidence[0].Text = "Other" })
		}, func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) { n.Evidence = n.Evidence[1:] })
		}, "the text of evidence “Other” in Arms shipments"},
		"a piece of evidence, removed and edited": {func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) { n.Evidence = n.Evidence[1:] })
		}, func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) { n.Evidence[0].Text = "Other" })
		}, "the evidence of Arms shipments"},
		"two pieces of evidence": {func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) { n.Evidence[0].Text = "Other" })
		}, func(s *scenario.Scenario) {
			note(s, "n1", func(n *scenario.Note) { n.Evidence[1].Text = "Other" })
		}, ""},
		"a site and a feature of one id": {func(s *scenario.Scenario) {
			s.Features = s.Features.With(&scenario.Feature{ID: "z", Layer: "y1", Name: "Mine"})
		}, func(s *scenario.Scenario) {
			s.Sites = s.Sites.With(&scenario.Site{ID: "z", Name: "Theirs", HostPlace: "SRB", Precision: scenario.PrecisionCountry, Status: scenario.Floated})
		}, "Mine"},
		"document": {func(s *scenario.Scenario) { s.Title = "Mine" }, func(s *scenario.Scenario) { s.Title = "Theirs" }, "the title"},
		"a feature": {func(s *scenario.Scenario) {
			s.Features = s.Features.With(&scenario.Feature{ID: "r1", Layer: "y1", Name: "A8"})
		}, func(s *scenario.Scenario) {
			s.Features = s.Features.With(&scenario.Feature{ID: "r1", Layer: "y1", Name: "A9"})
		}, "A8"},
	} {
		t.Run(name, func(t *testing.T) {
			two := Both(workshop(), with(c.mine), with(c.theirs), Options{})
			var got []string
			for _, x := range two.Conflicts {
				got = append(got, x.Text)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("conflicts %q, want %q", got, c.want)
			}
			p, _ := two.Merge()
			apply(t, two.Mine.After, p)
			p, _ = two.Merge(two.Conflicts...)
			apply(t, two.Mine.After, p)
		})
	}
}

func TestSummary(t *testing.T) {
	b := with(func(s *scenario.Scenario) {
		for _, id := range []string{"n2", "n3"} {
			s.Notes = s.Notes.With(&scenario.Note{ID: id, Title: "Note " + id})
		}
		site(s, "s1", func(x *scenario.Site) { x.At = nil; x.HostPlace = "XKX" })
		note(s, "n1", func(n *scenario.Note) {
			n.Assessments = []scenario.Assessment{{ID: "x", Scope: "inherent", Likelihood: "likely"}}
		})
		s.Title = "Second"
	})
	var got []string
	for _, l := range Between(workshop(), b, Options{}).Summary() {
		got = append(got, l.Sort.String()+" "+l.Text)
	}
	want := "edit Gračanica: place\nedit Arms shipments: likelihood\nadd 2 notes added: Note n2, 1 more\nedit Title"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

// A file that grew from the other by copying: its sites have other ids.
func TestSitesArePairedByName(t *testing.T) {
	a := workshop()
	b := renamed(workshop(), map[string]string{"s1": "t1", "s2": "t2"})
	c := *b
	c.ID = "copy"
	b = &c
	if r := Between(a, b, Options{}); !r.Same() || r.SameDocument {
		t.Errorf("a copy with other ids: %v", r.Rows())
	}
	site(b, "t1", func(x *scenario.Site) { x.Capacity = ptr(7) })
	plan(b, "l1", func(p *scenario.Plan) { p.Sites[0].Opening = "2029" })
	r := Between(a, b, Options{})
	if got := r.Headline(); got != "1 site changed, 1 plan changed" {
		t.Fatal(got)
	}
	p, _ := r.TakeBack(r.Rows()...)
	if left := Between(a, apply(t, b, p), Options{}); !left.Same() {
		t.Errorf("taken back: %v", left.Rows())
	}
	p, _ = r.CarryOver(r.Rows()...)
	over := apply(t, a, p)
	if x, _ := over.Sites.Get("s1"); x.Capacity == nil || *x.Capacity != 7 {
		t.Errorf("carried over: %+v", x)
	}
	if x, _ := over.Plans.Get("l1"); x.Sites[0].Site != "s1" || x.Sites[0].Opening != "2029" {
		t.Errorf("carried over: %+v", x.Sites)
	}
}

// A document as large as the program is made for: 10,000 sites, 2,000 notes.
func large() *scenario.Scenario {
	s := workshop()
	var sites []*scenario.Site
	for i := range 10_000 {
		sites = append(sites, &scenario.Site{ID: fmt.Sprintf("site-%05d", i), Name: fmt.Sprint("Site ", i), At: &orb.Point{float64(i%360) - 180, float64(i%170) - 85},
			Precision: scenario.PrecisionTown, Status: scenario.Floated, Gates: []scenario.GateResult{{Gate: "host_consent", Result: "met"}}})
	}
	var notes []*scenario.Note
	for i := range 2000 {
		notes = append(notes, &scenario.Note{ID: fmt.Sprintf("note-%05d", i), Title: fmt.Sprint("Note ", i), Category: "legal", Polarity: "concern",
			Sites: []string{sites[i].ID}, Evidence: []scenario.Evidence{{ID: "e1", Source: "q1", Text: "One"}, {ID: "e2", Source: "q2", Text: "Two"}}})
	}
	s.Sites, s.Notes = scenario.ListOf(sites...), scenario.ListOf(notes...)
	return s
}

// moveAll is another version in which every site and every note changed.
func moveAll(s *scenario.Scenario) *scenario.Scenario {
	c := *s
	c.Sites = mapped(s.Sites, func(x *scenario.Site) *scenario.Site {
		y := *x
		y.At = &orb.Point{x.At[0] / 2, x.At[1] / 2}
		return &y
	})
	c.Notes = mapped(s.Notes, func(n *scenario.Note) *scenario.Note {
		y := *n
		y.May = "change"
		return &y
	})
	return &c
}

func BenchmarkBetween(b *testing.B) {
	doc := large()
	for name, other := range map[string]*scenario.Scenario{"same/10k": large(), "all/10k": moveAll(doc), "one/10k": with(func(*scenario.Scenario) {})} {
		if name == "one/10k" {
			c := *doc
			site(&c, "site-00077", func(x *scenario.Site) { x.Name = "Other" })
			other = &c
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Between(doc, other, Options{})
			}
		})
	}
}

// manyFeatures is an overlay as large as an import may be.
func manyFeatures() *scenario.Scenario {
	s := workshop()
	var list []*scenario.Feature
	for i := range 100_000 {
		list = append(list, &scenario.Feature{ID: fmt.Sprintf("f-%06d", i), Layer: "y1", Geometry: orb.LineString{{20, 42}, {21, float64(i) / 1e5}},
			Properties: []scenario.Member{{Key: "name", Raw: []byte(`"x"`)}, {Key: "n", Raw: []byte("1")}}})
	}
	s.Features = scenario.ListOf(list...)
	return s
}

func BenchmarkFeatures(b *testing.B) {
	doc, same := manyFeatures(), manyFeatures()
	moved := *doc
	moved.Features = mapped(doc.Features, func(f *scenario.Feature) *scenario.Feature {
		g := *f
		g.Geometry = orb.LineString{{20, 42}, {22, 42}}
		return &g
	})
	for name, other := range map[string]*scenario.Scenario{"same/100k": same, "all/100k": &moved} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Between(doc, other, Options{})
			}
		})
	}
}

func BenchmarkTakeBack(b *testing.B) {
	doc := large()
	r := Between(doc, moveAll(doc), Options{})
	rows := r.Rows()
	b.Run("one/10k", func(b *testing.B) {
		for b.Loop() {
			r.TakeBack(rows[0])
		}
	})
	b.Run("all/10k", func(b *testing.B) {
		for b.Loop() {
			r.TakeBack(rows...)
		}
	})
	removed := *doc
	removed.Sites = scenario.ListOf(doc.Sites.All()[5000:]...)
	half := Between(doc, &removed, Options{})
	rows = half.Rows()
	b.Run("restore 5000 sites/10k", func(b *testing.B) {
		for b.Loop() {
			half.TakeBack(rows...)
		}
	})
}

func BenchmarkBoth(b *testing.B) {
	doc := large()
	mine, theirs := moveAll(doc), moveAll(moveAll(doc))
	b.Run("all conflict/10k", func(b *testing.B) {
		for b.Loop() {
			Both(doc, mine, theirs, Options{}).Merge()
		}
	})
}
