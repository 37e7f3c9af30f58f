package custody

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"hubscape/app/disk/faulty"
	"hubscape/app/scenario"
	"hubscape/app/store"
)

// fault is a way in which a call of the file system fails.
type fault struct {
	name string
	err  error
}

var faults = []fault{{"kill", faulty.ErrDead}, {"disk full", syscall.ENOSPC}, {"quota", syscall.EDQUOT}, {"I/O error", syscall.EIO}, {"read-only", syscall.EROFS}, {"no permission", syscall.EACCES}, {"interrupted", syscall.EINTR}}

// tale is what a run did and what it was told.
type tale struct {
	k      *desk
	states []string // the document after each change, as a file
	acked  int      // states up to this one were acknowledged to be on the disk
	file   int      // the state that the last save that worked put into the file; -1 for none
	tried  []int    // states that saves tried to put there since
}

// change does something and notes the state after it.
func (y *tale) change(f func()) {
	f()
	y.states = append(y.states, y.k.bytes())
}

func (y *tale) flush() {
	n := len(y.states) - 1
	if y.k.flush() == nil {
		y.acked = n
	}
}

func (y *tale) save(path string) {
	n := len(y.states) - 1
	y.tried = append(y.tried, n)
	if err := y.k.k.SaveAndWait(Saving{Path: path, Overwrite: true}); err == nil {
		y.file, y.tried = n, nil
	}
}

// work is a script of edits and saves; it goes on whatever fails.
func (y *tale) work() {
	k := y.k
	y.states, y.file, y.acked = []string{k.bytes()}, -1, -1
	y.change(func() { k.place("One") })
	y.flush()
	y.change(func() { k.place("Two") })
	y.save(mine)
	y.change(func() { k.place("Three") })
	y.flush()
	y.change(func() { k.s.Undo() })
	y.flush()
	y.save("")
	y.change(func() { k.s.Redo() })
	id := k.s.Scenario().Sites.All()[0].ID
	y.change(func() { k.do(scenario.MoveSite{ID: id, Lon: 20, Lat: 43}) })
	y.flush()
	y.change(func() { k.do(scenario.MoveSite{ID: id, Lon: 20, Lat: 44}) })
	y.flush()
}

// holds checks the disk after a crash: the file has the bytes of the last save or of one that was under way, and the next
// start has the document as it was acknowledged, or newer.
func (y *tale) holds(t *testing.T, d *faulty.Disk, what string) *desk {
	t.Helper()
	raw, ok := d.Get(mine)
	if got := slices.Index(y.states, string(raw)); !ok && y.file >= 0 || ok && got != y.file && !slices.Contains(y.tried, lastIndex(y.states, string(raw))) && string(raw) != y.at(y.file) {
		t.Fatalf("%s: the file holds state %d (%d bytes, there: %v), saved was %d, tried %v", what, got, len(raw), ok, y.file, y.tried)
	}
	k := start(t, d)
	r := k.k.Start(context.Background())
	if len(r.Aside) > 0 {
		t.Fatalf("%s: put aside: %v", what, r.Aside[0].Why)
	}
	now := ""
	switch {
	case len(r.Lost) > 1:
		t.Fatalf("%s: %d sessions are lost", what, len(r.Lost))
	case len(r.Lost) == 1:
		now = fileOf(t, r.Lost[0].State.Now)
		k.recover(r.Lost[0])
	case ok:
		doc, _, err := store.ReadInfo(raw)
		if err != nil {
			t.Fatalf("%s: the file does not open: %v", what, err)
		}
		now = fileOf(t, doc)
	default:
		now = y.states[0]
	}
	if got := lastIndex(y.states, now); got < y.acked {
		t.Fatalf("%s: brought back is state %d, acknowledged was %d of %d", what, got, y.acked, len(y.states))
	}
	return k
}

// at is a state, "" for none.
func (y *tale) at(i int) string {
	if i < 0 {
		return ""
	}
	return y.states[i]
}

// lastIndex is the last place of x.
func lastIndex(all []string, x string) int {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i] == x {
			return i
		}
	}
	return -1
}

// tidy checks that nothing but the document is left once all is saved and closed.
func tidy(t *testing.T, k *desk, what string) {
	t.Helper()
	for range 2 {
		if err := k.k.SaveAndWait(Saving{Path: mine, Overwrite: true}); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		k.close()
		k = k.again()
		if r := k.k.Start(context.Background()); len(r.Lost)+len(r.Aside) > 0 {
			t.Fatalf("%s: after an orderly end something is lost", what)
		}
		o, err := k.k.Read(mine, false)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		k.k.Adopt(o)
	}
	k.close()
	for _, f := range k.d.Files() {
		if f != mine {
			t.Fatalf("%s: left over is %s", what, f)
		}
	}
}

// TestEveryPointOfASession lets every call of a session of edits and saves fail with everything, or kill the program.
func TestEveryPointOfASession(t *testing.T) {
	table := newTable(t)
	for _, f := range faults {
		for _, lasting := range []bool{false, true} {
			if lasting && errors.Is(f.err, faulty.ErrDead) {
				continue
			}
			for n := 1; ; n += step() {
				what := fmt.Sprintf("%s at call %d, lasting %v", f.name, n, lasting)
				d := newDisk()
				if lasting {
					d.FailFrom(n, f.err)
				} else {
					d.FailAt(n, f.err)
				}
				y := &tale{k: start(t, d)}
				y.work()
				if d.Ops() < n {
					break
				}
				table.count("session", f.name, op(d, n))
				if !errors.Is(f.err, faulty.ErrDead) {
					d.Fault(nil) // the disk works again
					if y.flush(); y.acked != len(y.states)-1 {
						t.Fatalf("%s: the edits do not come to the disk: %+v", what, y.k.k.State())
					}
				}
				y.k.kill()
				k := y.holds(t, d.Revive(), what)
				if n%7 == 1 {
					tidy(t, k, what)
				}
				k.kill()
			}
		}
	}
	table.atLeast("session", 300/step())
}

// step leaves points out in the short form.
func step() int {
	if testing.Short() {
		return 3
	}
	return 1
}

// op is what the n-th call was.
func op(d *faulty.Disk, n int) string {
	log := d.Log()
	if n > len(log) {
		return "-"
	}
	name, _, _ := strings.Cut(log[n-1], " ")
	return name
}

// TestEveryPointOfARecovery does the same with the start after a crash: finding, taking up, saving, ending.
func TestEveryPointOfARecovery(t *testing.T) {
	table := newTable(t)
	for _, saved := range []bool{false, true} {
		y := &tale{k: start(t, newDisk())}
		y.states, y.file = []string{y.k.bytes()}, -1
		y.change(func() { y.k.place("One") })
		if saved {
			y.save(mine)
		}
		y.change(func() { y.k.place("Two") })
		y.flush()
		y.k.kill()
		for _, f := range faults {
			for n := 1; ; n += step() {
				what := fmt.Sprintf("%s at call %d, saved before %v", f.name, n, saved)
				d := y.k.d.Revive()
				d.FailAt(n, f.err)
				z := &tale{k: start(t, d), states: slices.Clone(y.states), acked: y.acked, file: y.file}
				z.recovery()
				if d.Ops() < n {
					break
				}
				table.count("recovery", f.name, op(d, n))
				z.k.kill()
				z.holds(t, d.Revive(), what).kill()
			}
		}
	}
	table.atLeast("recovery", 300/step())
}

// recovery takes up what is lost, goes on working, saves and ends.
func (y *tale) recovery() {
	r := y.k.k.Start(context.Background())
	if len(r.Lost) == 0 {
		return // a call of finding it failed: the next start finds it
	}
	y.k.recover(r.Lost[0])
	y.flush()
	y.change(func() { y.k.place("More") })
	y.flush()
	y.save(mine)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if !y.k.s.Dirty() {
		y.k.stop.Do(func() { _ = y.k.k.Close(ctx) }) // what fails is seen at the next start
	}
}

// TestPowerCuts cuts the power at every call and looks at many states in which the disk may be then.
func TestPowerCuts(t *testing.T) {
	each := 40
	if testing.Short() {
		each = 4
	}
	states := 0
	for n := 1; ; n++ {
		d := newDisk()
		d.FailAt(n, faulty.ErrDead)
		y := &tale{k: start(t, d)}
		y.work()
		y.k.kill()
		for seed := range uint64(each) {
			what := fmt.Sprintf("power cut at call %d (%s), state %d", n, op(d, n), seed)
			y.holds(t, d.PowerLoss(rand.New(rand.NewPCG(seed, uint64(n)))), what).kill()
			states++
		}
		if d.Ops() < n {
			break
		}
	}
	if t.Logf("row: | session, power cut | %d | states of the disk | each call, %d states |", states, each); !testing.Short() && states < 2000 {
		t.Errorf("only %d states", states)
	}
}

// table counts points of failure.
type table struct {
	t *testing.T
	n map[string]int
}

func newTable(t *testing.T) *table { return &table{t, map[string]int{}} }

func (b *table) count(what, fault, op string) {
	b.n[what]++
	b.n[what+", "+fault]++
	b.n[what+", "+op]++
}

func (b *table) atLeast(what string, n int) {
	b.t.Helper()
	if b.n[what] < n {
		b.t.Errorf("%s: only %d points", what, b.n[what])
	}
	var calls, kinds []string
	for k, v := range b.n {
		name, ok := strings.CutPrefix(k, what+", ")
		switch isFault := slices.ContainsFunc(faults, func(f fault) bool { return f.name == name }); {
		case ok && isFault:
			kinds = append(kinds, fmt.Sprintf("%s %d", name, v))
		case ok:
			calls = append(calls, fmt.Sprintf("%s %d", name, v))
		}
	}
	slices.Sort(calls)
	slices.Sort(kinds)
	b.t.Logf("row: | %s | %d | %s | %s |", what, b.n[what], strings.Join(kinds, ", "), strings.Join(calls, ", "))
}

// TestSaveThroughALinkAtEveryPoint saves over a file behind a link: the link stays, the file is old or new.
func TestSaveThroughALinkAtEveryPoint(t *testing.T) {
	table := newTable(t)
	link := filepath.Join(docs, "link.hubscape")
	for _, way := range []struct{ fresh, lasting bool }{{}, {fresh: true}, {lasting: true}, {fresh: true, lasting: true}} {
		fresh := way.fresh
		for _, f := range faults {
			for n := 1; ; n++ {
				d := newDisk()
				d.PutLink(link, "mine.hubscape")
				k := start(t, d)
				k.place("One")
				if !fresh {
					k.save(link)
				}
				old, was := d.Get(mine)
				k.place("Two")
				if way.lasting {
					d.FailFrom(n, f.err)
				} else {
					d.FailAt(n, f.err)
				}
				err := k.k.SaveAndWait(Saving{Path: link, Overwrite: true})
				if d.Ops() < n {
					if err != nil {
						t.Fatal(err)
					}
					k.kill()
					break
				}
				table.count("save", f.name, op(d, n))
				k.kill()
				after := d.Revive()
				b, is := after.Get(mine)
				isOld, isNew := is == was && string(b) == string(old), is && string(b) == k.bytes()
				if !isOld && !isNew || err == nil && !isNew {
					t.Fatalf("%s at call %d: the file holds %d bytes; %v", f.name, n, len(b), err)
				}
				if !slices.Contains(after.Files(), link) {
					t.Fatalf("%s at call %d: the link is gone", f.name, n)
				}
			}
		}
	}
	table.atLeast("save", 300)
}
