package journal

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
	"time"

	"hubscape/app/disk/faulty"
	"hubscape/app/scenario"
	"hubscape/app/session"
)

var faults = []error{faulty.ErrDead, syscall.ENOSPC, syscall.EDQUOT, syscall.EIO, syscall.EROFS, syscall.EACCES}

// long is a session in which a site goes to and fro, so that the journal is written anew again and again.
type long struct {
	marks       []string // the session after each change
	acked       int      // those up to here were acknowledged to be on the disk
	generations int
	state       session.State
}

// mark tells states of that session apart.
func mark(st session.State) string {
	return fmt.Sprint(st.Now.Updated.Unix(), len(st.Undo), len(st.Redo))
}

func runLong(t *testing.T, d *faulty.Disk) *long {
	t.Helper()
	o := options(d)
	o.growthFrom = 1
	s, j := open(o, begin(), "")
	y := &long{marks: []string{mark(s.State())}}
	for i := range 14 {
		for k := range 5 {
			if err := s.Do(scenario.MoveSite{ID: "s1", Lon: 20, Lat: 42 + float64(i*5+k)/100}); err != nil {
				t.Fatal(err)
			}
			s.Seal()
			y.marks = append(y.marks, mark(s.State()))
			if k > 0 {
				s.Undo()
				y.marks = append(y.marks, mark(s.State()))
			}
		}
		if flush(t, j) == nil {
			y.acked = len(y.marks) - 1
		}
	}
	d.Fault(nil)
	if flush(t, j) == nil {
		y.acked = len(y.marks) - 1
	}
	y.generations, y.state = j.b.generation, s.State() // the journal's goroutine waits
	j.Abandon()
	return y
}

// holds fails when the next start does not find what was acknowledged, or later.
func (y *long) holds(t *testing.T, d *faulty.Disk, what string) {
	t.Helper()
	found, aside := find(d)
	if len(aside) > 0 || len(found) > 1 {
		t.Fatalf("%s: %d found, %d aside; %v", what, len(found), len(aside), d.Files())
	}
	got := y.marks[0]
	if len(found) == 1 {
		got = mark(found[0].State)
	}
	i := len(y.marks) - 1
	for i >= 0 && y.marks[i] != got {
		i--
	}
	if i < y.acked {
		t.Fatalf("%s: found is state %d (%s), acknowledged was %d of %d", what, i, got, y.acked, len(y.marks))
	}
	if i == len(y.marks)-1 {
		same(t, what, found[0].State, y.state)
	}
}

// faultAt lets the n-th operation fail and counts them.
func faultAt(d *faulty.Disk, n int, err error) (ops *int) {
	ops = new(int)
	d.Fault(func(i int, _, _ string) error {
		if *ops = i; i == n {
			return err
		}
		return nil
	})
	return ops
}

func TestEveryPointOfWritingAnew(t *testing.T) {
	d := newDisk()
	y := runLong(t, d)
	if y.generations < 3 {
		t.Fatalf("written anew %d times", y.generations)
	}
	y.holds(t, d.Revive(), "without a fault")
	points, step := 0, 1
	if testing.Short() {
		step = 5
	}
	for _, err := range faults {
		for n := 1; ; n += step {
			d := newDisk()
			ops := faultAt(d, n, err)
			y := runLong(t, d)
			if *ops < n {
				break
			}
			points++
			y.holds(t, d.Revive(), fmt.Sprintf("%v at call %d", err, n))
		}
	}
	if t.Logf("row: | journal written anew | %d | kill, disk full, quota, I/O error, read-only, no permission | each call |", points); points < 300/step {
		t.Errorf("only %d points", points)
	}
}

func TestPowerCutsWhileWritingAnew(t *testing.T) {
	each := 20
	if testing.Short() {
		each = 2
	}
	states := 0
	for n := 1; ; n++ {
		d := newDisk()
		ops := faultAt(d, n, faulty.ErrDead)
		y := runLong(t, d)
		for seed := range uint64(each) {
			states++
			y.holds(t, d.PowerLoss(rand.New(rand.NewPCG(seed, uint64(n)))), fmt.Sprintf("power cut at call %d, state %d", n, seed))
		}
		if *ops < n {
			break
		}
	}
	t.Logf("row: | journal written anew, power cut | %d | states of the disk | each call, %d states |", states, each)
}

// brought is what the next start finds.
func brought(t *testing.T, d *faulty.Disk, what string) session.State {
	t.Helper()
	found, aside := find(d)
	if len(found) != 1 || len(aside) > 0 {
		t.Fatalf("%s: %d found, %d aside; %v", what, len(found), len(aside), d.Files())
	}
	found[0].Release()
	return found[0].State
}

func TestStatusGoesWithThePlace(t *testing.T) {
	d := newDisk()
	o := options(d)
	var told []string
	o.Tell = func(s Status) { told = append(told, fmt.Sprint(s.Where, s.Err != nil)) }
	o.Retry = time.Millisecond
	s, j := open(o, begin(), "")
	act := func() {
		_ = s.Do(scenario.MoveSite{ID: "s1", Lon: 20, Lat: 42 + float64(len(s.State().Undo))/100})
		s.Seal()
	}
	act()
	if err := flush(t, j); err != nil {
		t.Fatal(err)
	}
	d.FailFrom(1, syscall.EROFS)
	act()
	if err := flush(t, j); !errors.Is(err, ErrMemory) || j.Status().Behind.IsZero() {
		t.Errorf("%v %+v", err, j.Status())
	}
	d.Fault(nil)
	for j.Status().Where != OnDisk { // tried again by itself
		time.Sleep(time.Millisecond)
	}
	j.Abandon()
	if got := strings.Join(told, " "); got != "1 false 3 true 1 false" {
		t.Errorf("told %s", got)
	}
	same(t, "after all", brought(t, d.Revive(), "after all"), s.State())
}

// TestQuickly waits for nothing: the journal writes by itself.
func TestQuickly(t *testing.T) {
	d := newDisk()
	o := options(d)
	o.Quiet, o.Most = 5*time.Millisecond, 20*time.Millisecond
	s, j := open(o, begin(), "")
	_ = s.Do(scenario.MoveSite{ID: "s1", Lon: 20, Lat: 42})
	for len(journals(d)) < 2 || !j.Status().Behind.IsZero() {
		time.Sleep(time.Millisecond)
	}
	stop := time.Now().Add(60 * time.Millisecond)
	for time.Now().Before(stop) { // never quiet
		_ = s.Do(scenario.MoveSite{ID: "s1", Lon: 20, Lat: 42 + float64(time.Now().Nanosecond()%1000)/1e4})
		time.Sleep(time.Millisecond)
	}
	path := filepath.Join(first, "new-1_s1-1.000001.journal")
	b, _ := d.Get(path)
	r, err := Read(context.Background(), b)
	if err != nil || r.State.Now.Sites.All()[0].At[1] == 42 {
		t.Errorf("while edits go on, none is written: %v", err)
	}
	j.Abandon()
}

func TestJournalsThatCannotBeRead(t *testing.T) {
	o := FindOptions{Most: 50 * time.Millisecond}
	for name, b := range map[string][]byte{
		"no journal":  []byte("{}"),
		"newer":       []byte(magic + "99\nxxxxxxxx"),
		"empty":       {},
		"cut":         header(),
		"no document": must(t, &record{Kind: kindBegin, body: []byte("nonsense")}),
		"no begin":    must(t, &record{Kind: kindUndid}),
	} {
		d := newDisk()
		path := filepath.Join(first, "x_y-1.000001.journal")
		d.Put(path, b)
		for i := range 3 {
			o.FS, o.Dirs = d, []string{first, second}
			found, aside := Find(context.Background(), o)
			if len(found) > 0 || (len(aside) == 1) != (i == 1) {
				t.Fatalf("%s, start %d: %d found, aside %v", name, i, len(found), aside)
			}
			if i == 1 && (!slices.Contains(d.Files(), aside[0].Path) || filepath.Base(filepath.Dir(aside[0].Path)) != asideDir) {
				t.Errorf("%s: kept at %s", name, aside[0].Path)
			}
		}
		if b2, _ := d.Get(filepath.Join(first, asideDir, filepath.Base(path))); string(b2) != string(b) {
			t.Errorf("%s: the file changed", name)
		}
	}
}

// must is a journal of the records.
func must(t testing.TB, records ...*record) []byte {
	t.Helper()
	b := header()
	for i, r := range records {
		r.N = i
		var err error
		if b, err = appendRecord(b, r); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// TestAnOlderGenerationHelps: the newest is damaged at its beginning.
func TestAnOlderGenerationHelps(t *testing.T) {
	d := newDisk()
	s, j := open(options(d), begin(), "")
	_ = s.Do(scenario.RenameSite{ID: "s1", Name: "Uno"})
	_ = flush(t, j)
	j.Abandon()
	d = d.Revive()
	d.Put(filepath.Join(first, "new-1_s1-1.000002.journal"), []byte("garbage"))
	if got := brought(t, d, "an older generation"); len(got.Undo) != 1 {
		t.Errorf("%d steps", len(got.Undo))
	}
}

func TestAPanicInReadingIsHeld(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := guarded(ctx, must(t, &record{Kind: kindBegin, body: []byte(file(t, begin()))}), time.Second); err == nil {
		t.Error("out of time, it is read all the same")
	}
}
