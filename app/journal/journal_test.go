package journal

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
)

func TestEverythingComesBack(t *testing.T) {
	for seed := range uint64(60) {
		dice := rand.New(rand.NewPCG(seed, 1))
		d := newDisk()
		s, j := open(options(d), begin(), "")
		for range dice.IntN(80) {
			act(s, dice)
			if dice.IntN(3) == 0 {
				if err := flush(t, j); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := flush(t, j); err != nil {
			t.Fatal(err)
		}
		want := s.State()
		j.Abandon()
		found, aside := find(d.Revive())
		if len(aside) > 0 {
			t.Fatalf("seed %d: put aside: %v", seed, aside[0].Why)
		}
		if !s.Dirty() {
			if len(found) > 0 {
				t.Errorf("seed %d: a clean session is found", seed)
			}
			continue
		}
		if len(found) != 1 || found[0].Cut != nil {
			t.Fatalf("seed %d: %d found", seed, len(found))
		}
		same(t, fmt.Sprintf("seed %d", seed), found[0].State, want)
	}
}

func TestNothingIsKeptOfWhatEndedWell(t *testing.T) {
	d := newDisk()
	s, j := open(options(d), begin(), "")
	if err := flush(t, j); err != nil || len(journals(d)) > 0 || j.Status().Where != Idle {
		t.Errorf("without an edit: %v, %v, %v", err, journals(d), j.Status())
	}
	_ = s.Do(scenario.RenameSite{ID: "s1", Name: "Uno"})
	if err := flush(t, j); err != nil || len(journals(d)) != 2 || j.Status().Where != OnDisk {
		t.Errorf("after an edit: %v, %v, %v", err, journals(d), j.Status())
	}
	s.MarkSaved("/home/x.hubscape", s.Scenario())
	closeWell(t, j)
	if f := d.Files(); len(f) > 0 {
		t.Errorf("closed, this is left: %v", f)
	}
}

func TestWhatWasGivenUpIsKeptForAWhile(t *testing.T) {
	d := newDisk()
	s, j := open(options(d), begin(), "")
	_ = s.Do(scenario.RenameSite{ID: "s1", Name: "Uno"})
	want := s.State()
	s.Open(scenario.New("Other", env()), "") // "do not save"
	closeWell(t, j)
	if found, aside := find(d.Revive()); len(found)+len(aside) > 0 || len(journals(d)) > 0 {
		t.Errorf("found %d, left %v", len(found), journals(d))
	}
	list := ListGivenUp(d.Revive(), []string{first, second})
	if len(list) != 1 {
		t.Fatalf("given up: %v", list)
	}
	d = d.Revive()
	r, err := ReadGivenUp(context.Background(), d, list[0].Path)
	if err != nil || r.Title() != "Exercise" {
		t.Fatal(err)
	}
	same(t, "given up", r.State, want)
}

func TestTheEndMayBeDamaged(t *testing.T) {
	d := newDisk()
	s, j := open(options(d), begin(), "")
	var stories []string
	for i := range 6 {
		_ = s.Do(scenario.RenameSite{ID: "s1", Name: fmt.Sprint("Name ", i)})
		s.Seal()
		if err := flush(t, j); err != nil {
			t.Fatal(err)
		}
		stories = append(stories, fmt.Sprint(story(t, s.State())))
	}
	j.Abandon()
	path := filepath.Join(first, "new-1_s1-1.000001.journal")
	whole, ok := d.Get(path)
	if !ok {
		t.Fatalf("no journal among %v", d.Files())
	}
	known := func(b []byte, what string) {
		r, err := Read(context.Background(), b)
		if err != nil {
			return // the beginning itself
		}
		n := len(r.State.Undo)
		got := fmt.Sprint(story(t, r.State))
		if n > 0 && got != stories[n-1] && r.State.Saved != nil || n == 0 && file(t, r.State.Now) != file(t, begin()) {
			t.Fatalf("%s: the journal brings back what never was (%d steps)", what, n)
		}
	}
	for n := 0; n < len(whole); n += 7 {
		known(whole[:n], fmt.Sprint("cut at ", n))
	}
	for n := 0; n < len(whole); n += 5 {
		b := bytes.Clone(whole)
		b[n] ^= 1 << (n % 8)
		known(b, fmt.Sprint("flipped at ", n))
	}
	r, err := Read(context.Background(), append(bytes.Clone(whole), make([]byte, 4096)...))
	if err != nil || r.Cut == nil || len(r.State.Undo) != 6 {
		t.Errorf("zeros at the end: %v", err)
	}
}

// TestSettledAmongMoves: word that all is well comes in the middle of a drag, and no move of it is lost.
func TestSettledAmongMoves(t *testing.T) {
	d := newDisk()
	s, j := open(options(d), begin(), "")
	for i := range 6 {
		_ = s.Do(scenario.MoveSite{ID: "s1", Lon: 20, Lat: 42 + float64(i)})
		if i%2 == 0 {
			j.Settled()
		}
		if i == 1 {
			_ = flush(t, j)
		}
	}
	_ = s.Do(scenario.RenameSite{ID: "s2", Name: "Due"})
	if err := flush(t, j); err != nil {
		t.Fatal(err)
	}
	j.Abandon()
	same(t, "moved", brought(t, d.Revive(), "moved"), s.State())
}

// note is a command of a later version: it changes what scenario.Diff does not compare.
type note struct{ text string }

func (note) Label(*scenario.Scenario) string { return "Noted" }
func (note) MergeKey() string                { return "" }
func (n note) Apply(s *scenario.Scenario, _ scenario.Env) (*scenario.Scenario, error) {
	c := *s
	c.Extra = append(slices.Clone(s.Extra), scenario.Member{Key: n.text, Raw: []byte(`"` + n.text + `"`)})
	c.HandlingExtra = []scenario.Member{{Key: "x", Raw: []byte("1")}}
	return &c, nil
}

func TestWhatDiffLeavesOutComesBack(t *testing.T) {
	d := newDisk()
	s, j := open(options(d), begin(), "")
	for _, c := range []scenario.Command{note{"a"}, scenario.RenameSite{ID: "s1", Name: "Uno"}, note{"b"}, scenario.SetOpeningView{},
		scenario.SetOpeningView{View: &scenario.View{Center: orb.Point{1, 2}, Zoom: 3}}} {
		if err := s.Do(c); err != nil {
			t.Fatal(err)
		}
		if err := flush(t, j); err != nil {
			t.Fatal(err)
		}
	}
	j.Abandon()
	same(t, "what Diff leaves out", brought(t, d.Revive(), "what Diff leaves out"), s.State())
}

// TestRecordsOutOfOrder: blocks of a disk that came through in another order, each of them whole.
func TestRecordsOutOfOrder(t *testing.T) {
	b := header()
	for i, n := range []int{0, 1, 1} {
		r := &record{N: n, Kind: kindDid, Changes: []change{{Kind: "site", ID: fmt.Sprint("s", n+1)}}}
		if i == 0 {
			r = &record{Kind: kindBegin, body: []byte(file(t, begin()))}
		}
		var err error
		if b, err = appendRecord(b, r); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Read(context.Background(), b)
	if err != nil || r.Cut == nil || len(r.State.Undo) != 1 {
		t.Errorf("a record that stands twice: %v", err)
	}
}

// TestTwoMarksAreEnough: two starts began to recover a journal and ended; the third does not touch it.
func TestTwoMarksAreEnough(t *testing.T) {
	d := newDisk()
	s, j := open(options(d), begin(), "")
	_ = s.Do(scenario.RenameSite{ID: "s1", Name: "Uno"})
	_ = flush(t, j)
	j.Abandon()
	d = d.Revive()
	for i := range maxTries {
		d.Put(filepath.Join(first, fmt.Sprint("new-1_s1-1", tryEnd, i+1)), nil)
	}
	found, aside := find(d)
	if len(found) > 0 || len(aside) != 1 {
		t.Fatalf("%d found, aside %v", len(found), aside)
	}
	if b, ok := d.Get(aside[0].Path); !ok || len(b) == 0 || len(journals(d)) > 0 {
		t.Errorf("kept at %s, left %v", aside[0].Path, journals(d))
	}
}
