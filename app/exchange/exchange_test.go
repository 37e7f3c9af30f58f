package exchange

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.uber.org/goleak"

	"hubscape/app/scenario"
	"hubscape/assets"
	"hubscape/geo/basemap"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// env gives the same time and growing ids.
func env() scenario.Env {
	n := 0
	return scenario.Env{
		Now: func() time.Time { return time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC) },
		NewID: func() string {
			n++
			return fmt.Sprintf("00000000-0000-4000-8000-%012d", n)
		},
	}
}

var shared = func() func(testing.TB) Places {
	var p *Places
	return func(t testing.TB) Places {
		t.Helper()
		if p == nil {
			m, err := basemap.Decode(assets.Basemap())
			if err != nil {
				t.Fatal(err)
			}
			made := PlacesOf(m)
			p = &made
		}
		return *p
	}
}()

func readText(t testing.TB, name, text string) *File {
	t.Helper()
	f, err := Read(context.Background(), name, []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// brought applies a proposal.
func brought(t testing.TB, doc *scenario.Scenario, p *Proposal) *scenario.Scenario {
	t.Helper()
	e := env()
	patch, err := p.Patch(e.NewID)
	if err != nil {
		t.Fatal(err)
	}
	out, err := patch.Apply(doc, e)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTableOfTheLook(t *testing.T) {
	f := readText(t, "exercise-places.csv", "Mesto;Širina;Dužina;Mesta;Napomena\n"+
		"Niš;43,3250;21,8960;60;iz javne liste\nVranje;42,5510;21,8960;;\nNovi Pazar;43,1380;20,5160;40;vežba\nZaječar;43,9070;22,2850;35;\n"+
		"Štip;41,7460;;50;\nKumanovo;21,7140;42,1320;90;vežba\nLeskovac;;blizu Niša;;\nTetovo;20,9710;42,0100;30;\nPeja / Peć;426,5900;20,2880;45;iz javne liste\nElbasan;41,1120;20,0820;70;\n")
	p := Propose(f, scenario.New("Test", env()), shared(t), Decisions{})
	if len(p.Layers) != 1 || p.Layers[0].As != AsSites {
		t.Fatalf("%+v", p.Layers)
	}
	c := p.Counts()
	if c.Sites != 7 || c.Out != 3 || p.Action() != "Import 7 sites" {
		t.Errorf("%+v, %s, open %v", c, p.Action(), p.Open())
	}
	doc := brought(t, scenario.New("Test", env()), p)
	if doc.Sites.Len() != 7 {
		t.Errorf("%d sites", doc.Sites.Len())
	}
	for _, s := range doc.Sites.All() {
		if s.Name == "Kumanovo" && (s.At.Lon() != 21.714 || s.At.Lat() != 42.132 || *s.Capacity != 90 || s.Description != "vežba") {
			t.Errorf("%+v at %v", s, *s.At)
		}
	}
	fixes := map[string]string{}
	for _, r := range p.Layers[0].Rows {
		fixes[r.Name] = r.Fix
	}
	if fixes["Štip"] != "Use the town Štip" || fixes["Leskovac"] != "Use the town Leskovac" || fixes["Peja / Peć"] != "Use 42,659" {
		t.Errorf("%v", fixes)
	}
	mended := Propose(f, scenario.New("Test", env()), shared(t), Decisions{Rows: map[RowID]Choice{{0, 4}: Mend, {0, 6}: Mend, {0, 8}: Mend}})
	if c := mended.Counts(); c.Sites != 10 || c.Out != 0 {
		t.Errorf("%+v\n%s", c, mended.Report())
	}
}
