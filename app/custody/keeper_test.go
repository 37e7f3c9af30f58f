package custody

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/backup"
	"hubscape/app/disk/faulty"
	"hubscape/app/journal"
	"hubscape/app/scenario"
	"hubscape/app/session"
	"hubscape/app/store"
)

var (
	home   = filepath.FromSlash("/home/app")
	docs   = filepath.FromSlash("/home/docs")
	second = filepath.FromSlash("/tmp/hubscape")
	mine   = filepath.Join(docs, "mine.hubscape")
)

// ids counts the identities that were given out.
var ids atomic.Int64

// env counts seconds and ids.
func env() scenario.Env {
	var mu sync.Mutex
	at := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	return scenario.Env{
		Now:   func() time.Time { mu.Lock(); defer mu.Unlock(); at = at.Add(time.Second); return at },
		NewID: func() string { return fmt.Sprintf("id-%d", ids.Add(1)) },
	}
}

// desk is a program on a disk in memory.
type desk struct {
	t    testing.TB
	d    *faulty.Disk
	s    *session.Session
	k    *Keeper
	kept *versions
	stop sync.Once
}

// versions are backups in memory.
type versions struct {
	mu  sync.Mutex
	all []backup.Version
	err error
}

func (v *versions) Add(x backup.Version, b []byte) (backup.Version, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	x.Size = int64(len(b))
	v.all = append(v.all, x)
	return x, v.err
}

func (v *versions) kinds() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var out []string
	for _, x := range v.all {
		out = append(out, string(x.Kind))
	}
	return strings.Join(out, " ")
}

func newDisk() *faulty.Disk {
	d := faulty.New()
	d.PutDir(docs)
	d.PutDir(filepath.Dir(second))
	return d
}

// start runs the program on a disk.
func start(t testing.TB, d *faulty.Disk, change ...func(*Options)) *desk {
	t.Helper()
	e := env()
	s := session.New(scenario.New("Exercise", e), session.Options{Env: e})
	k := &desk{t: t, d: d, s: s, kept: &versions{}}
	o := Options{Session: s, FS: d, Dir: home, Second: second, Env: e, Program: "test", Backups: k.kept, Quiet: time.Hour, Most: time.Hour, Retry: time.Hour, Settle: time.Hour}
	for _, f := range change {
		f(&o)
	}
	k.k = New(o)
	t.Cleanup(k.kill)
	return k
}

// kill ends the program as a crash does; what it did until then is on the disk.
func (k *desk) kill() {
	k.stop.Do(func() {
		k.k.unhear()
		k.k.settle.Stop()
		k.k.journal.Abandon()
		k.k.work.Wait()
	})
}

func (k *desk) close() {
	k.t.Helper()
	k.stop.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := k.k.Close(ctx); err != nil {
			k.t.Error(err)
		}
	})
}

func (k *desk) do(c scenario.Command) {
	k.t.Helper()
	if err := k.s.Do(c); err != nil {
		k.t.Fatal(err)
	}
}

// place adds a site.
func (k *desk) place(name string) {
	k.t.Helper()
	k.do(scenario.PlaceSite{Site: scenario.Site{Name: name, At: &orb.Point{21, 42.5}, Precision: "town", Status: "hypothetical"}})
}

func (k *desk) flush() error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return k.k.Flush(ctx)
}

func (k *desk) save(path string) {
	k.t.Helper()
	if err := k.k.SaveAndWait(Saving{Path: path}); err != nil {
		k.t.Fatal(err)
	}
}

func (k *desk) bytes() string { return fileOf(k.t, k.s.Scenario()) }

func fileOf(t testing.TB, doc *scenario.Scenario) string {
	t.Helper()
	b, err := store.Write(doc, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (k *desk) onDisk(path string) string {
	b, _ := k.d.Get(path)
	return string(b)
}

// again is the next start on the same disk.
func (k *desk) again() *desk {
	k.t.Helper()
	k.kill()
	return start(k.t, k.d.Revive())
}

// one is the only lost session.
func (k *desk) one() *Lost {
	k.t.Helper()
	r := k.k.Start(context.Background())
	if len(r.Lost) != 1 || len(r.Aside) != 0 {
		k.t.Fatalf("%d lost, %d aside", len(r.Lost), len(r.Aside))
	}
	return r.Lost[0]
}

// recover takes a session up.
func (k *desk) recover(l *Lost) {
	k.t.Helper()
	done := make(chan struct{})
	k.k.Recover(l, func() { close(done) })
	<-done
}

func TestAnUntitledDocumentComesBack(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	k.place("Two")
	k.s.Undo()
	if err := k.flush(); err != nil {
		t.Fatal(err)
	}
	want := k.bytes()
	k = k.again()
	l := k.one()
	if l.Title != "Exercise" || l.Path != "" || l.Edits != 1 || l.Said != "Placed One" || l.Cut {
		t.Errorf("lost is %+v", l)
	}
	k.recover(l)
	if k.bytes() != want || !k.s.Dirty() || k.s.Path() != "" || k.s.UndoLabel() != "place One" || k.s.RedoLabel() != "place Two" {
		t.Errorf("recovered: same %v, dirty %v, path %q, undo %q, redo %q", k.bytes() == want, k.s.Dirty(), k.s.Path(), k.s.UndoLabel(), k.s.RedoLabel())
	}
	if err := k.k.SaveAndWait(Saving{}); !errors.Is(err, ErrUntitled) {
		t.Errorf("saved without a name: %v", err)
	}
	if err := k.flush(); err != nil {
		t.Fatal(err)
	}
	k = k.again() // it falls at once again
	if k.recover(k.one()); k.bytes() != want {
		t.Error("the second time it is another document")
	}
	k.save(mine)
	k.close()
	if got := k.d.Files(); len(got) != 1 || got[0] != mine {
		t.Errorf("saved and closed, the disk holds %v", got)
	}
}

func TestASavedDocumentComesBackWithItsPath(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	k.save(mine)
	saved := k.onDisk(mine)
	k.place("Two")
	_ = k.flush()
	want := k.bytes()
	k = k.again()
	l := k.one()
	if l.Path != mine || l.Edits != 1 || l.File != Unchanged {
		t.Errorf("lost is %+v", l)
	}
	k.recover(l)
	if k.s.Path() != mine || !k.s.Dirty() || k.onDisk(mine) != saved {
		t.Error("the path, the dirty mark or the file is wrong")
	}
	k.s.Undo()
	if k.s.Dirty() {
		t.Error("undone back to what was saved it is dirty")
	}
	k.s.Redo()
	k.save("")
	if k.onDisk(mine) != want || k.s.Dirty() {
		t.Error("not saved")
	}
	k = k.again()
	if r := k.k.Start(context.Background()); len(r.Lost) > 0 {
		t.Error("after saving it is still lost")
	}
}

func TestARecoveredDocumentAsksBeforeItReplacesWhatOthersWrote(t *testing.T) {
	for name, c := range map[string]struct {
		meddle func(d *faulty.Disk)
		want   Change
	}{
		"rewritten": {func(d *faulty.Disk) { d.Put(mine, []byte("theirs")) }, Rewritten},
		"vanished":  {func(d *faulty.Disk) { _ = d.Remove(mine) }, Vanished},
	} {
		k := start(t, newDisk())
		k.place("One")
		k.save(mine)
		k.place("Two")
		_ = k.flush()
		k.kill()
		d := k.d.Revive()
		c.meddle(d)
		k = start(t, d)
		l := k.one()
		if l.File != c.want {
			t.Errorf("%s: the file is %v", name, l.File)
		}
		k.recover(l)
		before := k.onDisk(mine)
		err := k.k.SaveAndWait(Saving{})
		var differs *Differs
		if !errors.As(err, &differs) || differs.Change != c.want || k.onDisk(mine) != before || !k.s.Dirty() {
			t.Errorf("%s: saving gives %v", name, err)
		}
		if err := k.k.SaveAndWait(Saving{Overwrite: true}); err != nil || k.onDisk(mine) != k.bytes() {
			t.Errorf("%s: saving over it gives %v", name, err)
		}
		if kinds := k.kept.kinds(); c.want == Rewritten && kinds != "before save" {
			t.Errorf("%s: kept %s", name, kinds)
		}
	}
}

func TestWhatTheFileHoldsIsNotLost(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	_ = k.flush()
	path, err := k.k.write(Saving{Path: mine}, k.s.Scenario()) // killed after the file was in place
	if err != nil || path != mine {
		t.Fatal(err)
	}
	k = k.again()
	r := k.k.Start(context.Background())
	if len(r.Lost) != 1 || r.Lost[0].Path != "" {
		t.Fatalf("an untitled document is offered all the same: %+v", r.Lost)
	}
	k.recover(r.Lost[0])
	k.save(mine)
	k.place("Two")
	_ = k.flush()
	if _, err := k.k.write(Saving{}, k.s.Scenario()); err != nil {
		t.Fatal(err)
	}
	k = k.again()
	if r := k.k.Start(context.Background()); len(r.Lost) > 0 || len(k.d.Files()) != 1 {
		t.Errorf("the file holds all, and %d are lost; %v", len(r.Lost), k.d.Files())
	}
}

func TestTwoSessionsAreTold(t *testing.T) {
	d := newDisk()
	k := start(t, d)
	k.place("One")
	_ = k.flush()
	other := start(t, d) // a second window
	if r := other.k.Start(context.Background()); len(r.Lost) > 0 {
		t.Error("the session of a running program is offered")
	}
	if !strings.Contains(strings.Join(d.Files(), " "), ".journal") {
		t.Error("its journal is gone")
	}
}

func TestGivenUpAndTakenBack(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	_ = k.flush()
	want := k.bytes()
	k = k.again()
	if err := k.k.Discard(k.one()); err != nil {
		t.Fatal(err)
	}
	k = k.again()
	if r := k.k.Start(context.Background()); len(r.Lost) > 0 {
		t.Error("what was given up is offered")
	}
	list := k.k.GivenUp()
	if len(list) != 1 {
		t.Fatalf("%v", list)
	}
	l, err := k.k.TakeBack(context.Background(), list[0])
	if err != nil {
		t.Fatal(err)
	}
	if k.recover(l); k.bytes() != want {
		t.Error("taken back, it is another document")
	}
}

func TestLaterMeansLater(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	_ = k.flush()
	for range 5 { // five starts that look, decide nothing and end well
		k = k.again()
		if l := k.one(); l.Title != "Exercise" {
			t.Fatal(l.Title)
		}
		k.k.settled()
		k.close()
		k.stop = sync.Once{}
		k.stop.Do(func() {})
	}
}

func TestARecoveryThatStopsTheProgramIsPutAside(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	_ = k.flush()
	for i := range 2 {
		k = k.again()
		k.recover(k.one()) // and the program falls, before it has run for ten seconds
		if err := k.flush(); err != nil {
			t.Fatal(i, err)
		}
	}
	k = k.again()
	r := k.k.Start(context.Background())
	if len(r.Lost) != 0 || len(r.Aside) != 1 || !strings.Contains(r.Aside[0].Why.Error(), "ended soon after") {
		t.Fatalf("%d lost, aside %+v", len(r.Lost), r.Aside)
	}
	if b, ok := k.d.Get(r.Aside[0].Path); !ok || len(b) == 0 {
		t.Errorf("the journal is not kept at %s: %v", r.Aside[0].Path, k.d.Files())
	}
	k = k.again()
	if r := k.k.Start(context.Background()); len(r.Lost)+len(r.Aside) > 0 {
		t.Error("it is looked at again")
	}
}

func TestDiskFullMovesTheJournalAndComesBack(t *testing.T) {
	d := newDisk()
	told := 0
	k := start(t, d, func(o *Options) { o.Changed = func() { told++ } })
	k.place("One")
	_ = k.flush()
	d.Fault(func(_ int, op, path string) error {
		if strings.HasPrefix(path, home) && faulty.Changes(op) {
			return syscall.ENOSPC
		}
		return nil
	})
	k.place("Two")
	if err := k.flush(); err != nil || k.k.State().Journal.Where != journal.Second {
		t.Errorf("in a second place: %v, %+v", err, k.k.State())
	}
	if got := k.k.State().Words(); got != "Recovery kept in a second place: the disk is full" {
		t.Errorf("the status bar says %q", got)
	}
	d.FailFrom(1, syscall.ENOSPC)
	k.place("Three")
	if err := k.flush(); !errors.Is(err, journal.ErrMemory) || !k.k.State().Alarm() {
		t.Errorf("in memory: %v, %+v", err, k.k.State())
	}
	if got := k.k.State().Words(); got != "Recovery in memory only: the disk is full" {
		t.Errorf("the status bar says %q", got)
	}
	d.Fault(nil)
	k.place("Four")
	if err := k.flush(); err != nil || k.k.State().Alarm() || k.k.State().Words() != "Recovery on" {
		t.Errorf("there is space again: %v, %+v", err, k.k.State())
	}
	want := k.bytes()
	k = k.again()
	if k.recover(k.one()); k.bytes() != want {
		t.Error("edits are missing")
	}
	if told < 3 {
		t.Errorf("the window was told %d times", told)
	}
}

func TestSaveOnAFullDiskNamesTheSpace(t *testing.T) {
	d := newDisk()
	k := start(t, d)
	k.place("One")
	k.save(mine)
	old := k.onDisk(mine)
	k.place("Two")
	d.SetSpace(200)
	err := k.k.SaveAndWait(Saving{})
	if err == nil || !strings.Contains(err.Error(), "the disk is full") || !strings.Contains(err.Error(), " KB free") || !strings.Contains(err.Error(), " KB needed") {
		t.Errorf("%v", err)
	}
	if k.onDisk(mine) != old || !k.s.Dirty() {
		t.Error("the old file or the edits suffered")
	}
	d.SetSpace(-1)
	k.save("")
}

// locks are held in memory.
type locks struct {
	mu  sync.Mutex
	who map[string]string
}

func (l *locks) Take(path string) (Lock, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if user := l.who[path]; user != "" {
		return nil, &Held{Path: path, User: user, Host: "host"}
	}
	l.who[path] = "me"
	return &oneLock{l, path}, nil
}

type oneLock struct {
	l    *locks
	path string
}

func (o *oneLock) Release() error {
	o.l.mu.Lock()
	defer o.l.mu.Unlock()
	delete(o.l.who, o.path)
	return nil
}

func TestFilesThatOthersEditAreReadOnly(t *testing.T) {
	l := &locks{who: map[string]string{mine: "ana"}}
	k := start(t, newDisk(), func(o *Options) { o.Locks = l })
	other := filepath.Join(docs, "other.hubscape")
	k.place("One")
	if err := k.k.SaveAndWait(Saving{Path: mine}); err == nil || !strings.Contains(err.Error(), "is being edited by ana on host") {
		t.Errorf("saved over what ana edits: %v", err)
	}
	k.save(other)
	k.d.Put(mine, []byte(k.bytes()))
	o, err := k.k.Read(mine, false)
	if err != nil || o.Held == nil || !o.ReadOnly {
		t.Fatalf("%+v %v", o, err)
	}
	k.k.Adopt(o)
	k.place("Two")
	var ro *ReadOnly
	if err := k.k.SaveAndWait(Saving{}); !errors.As(err, &ro) {
		t.Errorf("saved: %v", err)
	}
	k.save(filepath.Join(docs, "copy.hubscape"))
	k.close()
	if len(l.who) != 1 {
		t.Errorf("locks left: %v", l.who)
	}
}

func TestSaveTellsOnTheWindow(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	c := make(chan error, 1)
	k.k.Save(Saving{Path: mine}, func(err error) { c <- err })
	if err := <-c; err != nil || k.s.Dirty() || k.s.Path() != mine {
		t.Errorf("%v, dirty %v", err, k.s.Dirty())
	}
	if k.kept.kinds() != "save" {
		t.Errorf("kept %s", k.kept.kinds())
	}
	k.kept.err = errors.New("no space for versions")
	k.place("Two")
	k.k.Save(Saving{}, func(err error) { c <- err })
	if err := <-c; err != nil || k.k.State().Backup == nil {
		t.Errorf("%v; the state says nothing of the version", err)
	}
}

func TestAnotherDocumentMeanwhile(t *testing.T) {
	var queued []func()
	k := start(t, newDisk(), func(o *Options) { o.Dispatch = func(f func()) { queued = append(queued, f) } })
	k.place("One")
	k.k.Save(Saving{Path: mine}, nil)
	k.k.work.Wait()
	k.k.AdoptNew(scenario.New("Other", env()))
	for _, f := range queued {
		f()
	}
	if k.s.Path() != "" || k.s.Dirty() {
		t.Error("another document got the name of the one that was saved")
	}
}

// TestTwoRecoveriesInARow takes up two lost sessions one after the other without saving the first: it is not given up, the
// next start has it again.
func TestTwoRecoveriesInARow(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	_ = k.flush()
	one := k.bytes()
	k.kill()
	k = start(t, k.d.Revive())
	k.place("Two")
	_ = k.flush()
	two := k.bytes()
	k = k.again()
	r := k.k.Start(context.Background())
	if len(r.Lost) != 2 {
		t.Fatalf("%d lost", len(r.Lost))
	}
	for _, l := range r.Lost {
		k.recover(l)
		if err := k.flush(); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]bool{k.bytes(): true}
	k.save(mine)
	k.close()
	k = k.again()
	got[fileOf(t, k.one().State.Now)] = true
	if !got[one] || !got[two] {
		t.Error("one of the two is gone")
	}
}

func TestASlowDiskIsMentioned(t *testing.T) {
	k := start(t, newDisk())
	k.place("One")
	for range 5 { // the clock of the test goes on by a second each time it is asked
		k.k.State()
	}
	if got := k.k.State().Words(); got != "Recovery waits for the disk" {
		t.Errorf("the status bar says %q", got)
	}
	if err := k.flush(); err != nil || k.k.State().Words() != "Recovery on" {
		t.Errorf("%v, %q", err, k.k.State().Words())
	}
}
