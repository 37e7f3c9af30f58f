package journal

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hubscape/app/disk/faulty"
)

func seeds(f *testing.F) {
	f.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "v1", "session.journal"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add(must(f, &record{Kind: kindBegin, body: []byte(file(f, begin()))}, &record{Kind: kindUndid}))
	f.Add(must(f, &record{Kind: kindBegin, Tries: 9, body: []byte(file(f, begin()))},
		&record{Kind: kindDid, Changes: []change{{Kind: "site", ID: "s1"}, {Kind: "shock", ID: "k9", Item: []byte(`{"id":"k9"}`)}}},
		&record{Kind: kindDid, Merged: true, body: []byte(file(f, begin()))}, &record{Kind: kindSettled}, &record{Kind: kindClosed}))
	f.Add([]byte("hubscape journal 1\n"))
	f.Add([]byte(magic))
}

// FuzzJournalRead reads anything: no panic, and what comes back is a session whose every state can be written.
func FuzzJournalRead(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		r, err := Read(ctx, b)
		if err != nil {
			return
		}
		for i, s := range r.State.Undo {
			if i > 0 && s.Before != r.State.Undo[i-1].After {
				t.Fatal("a step does not follow the one before")
			}
		}
		if n := len(r.State.Undo); n > 0 && r.State.Undo[n-1].After != r.State.Now {
			t.Fatal("the last step does not lead to the document")
		}
		if n := len(r.State.Redo); n > 0 && r.State.Redo[n-1].Before != r.State.Now {
			t.Fatal("what is done again does not begin at the document")
		}
	})
}

// FuzzFrames garbles the records behind the checksums, which FuzzJournalRead hardly ever gets past.
func FuzzFrames(f *testing.F) {
	f.Add([]byte(`{"n":0,"kind":"begin"}`+"\n"+file(f, begin())), []byte(`{"n":1,"kind":"did","changes":[{"kind":"site","id":"s1"}]}`), []byte(`{"n":2,"kind":"undid"}`))
	f.Add([]byte(`{"n":0,"kind":"begin","packed":true}`+"\nxx"), []byte(`{"n":1,"kind":"saved","value":7}`), []byte(`{}`))
	f.Add([]byte(`{"n":0,"kind":"begin"}`+"\n"+file(f, begin())), []byte(`{"n":1,"kind":"did","changes":[{"kind":"document","id":"x","item":{"title":5}}]}`), []byte(`{"n":2,"kind":"saved","value":-9}`))
	f.Fuzz(func(t *testing.T, a, b, c []byte) {
		out := header()
		for _, p := range [][]byte{a, b, c} {
			out = framed(out, p)
		}
		r, err := Read(context.Background(), out)
		if err == nil {
			_ = story(t, r.State)
		}
	})
}

// FuzzRecover lets a session of random acts be killed, or lose power, at a random call, and be recovered: what was
// acknowledged is there.
func FuzzRecover(f *testing.F) {
	f.Add(uint64(1), uint64(2), uint16(30), true)
	f.Add(uint64(3), uint64(4), uint16(12), false)
	f.Add(uint64(5), uint64(6), uint16(900), true)
	f.Fuzz(func(t *testing.T, one, two uint64, at uint16, power bool) {
		dice := rand.New(rand.NewPCG(one, two))
		d := newDisk()
		d.FailAt(int(at), faulty.ErrDead)
		o := options(d)
		o.growthFrom = int64(dice.IntN(20000) + 1)
		s, j := open(o, begin(), "")
		acked, marks, clean := 0, []string{mark(s.State())}, []bool{true}
		for range dice.IntN(60) {
			act(s, dice)
			marks, clean = append(marks, mark(s.State())), append(clean, !s.Dirty())
			if dice.IntN(4) == 0 && flush(t, j) == nil {
				acked = len(marks) - 1
			}
		}
		want := s.State()
		j.Abandon()
		after := d.Revive()
		if power {
			after = d.PowerLoss(dice)
		}
		found, aside := find(after)
		if len(found) > 1 || len(aside) > 0 {
			t.Fatalf("%d found, %d aside", len(found), len(aside))
		}
		if len(found) == 0 {
			if !slices.Contains(clean[acked:], true) {
				t.Fatal("what was acknowledged is not found")
			}
			return
		}
		i, got := len(marks)-1, mark(found[0].State)
		for i >= 0 && marks[i] != got {
			i--
		}
		if i < acked {
			t.Fatalf("found is state %d, acknowledged was %d of %d", i, acked, len(marks))
		}
		if i == len(marks)-1 && i == acked {
			same(t, "the last state", found[0].State, want)
		}
	})
}
