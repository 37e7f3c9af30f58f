package custody

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hubscape/app/disk"
	"hubscape/app/journal"
	"hubscape/app/scenario"
)

var (
	smallDisk = flag.String("smalldisk", "", "a small disk that TestSmallDisk fills; without it one in memory is filled")
	smallRuns = flag.Int("smallruns", 20, "how often")
)

// TestSmallDisk saves onto a disk that is full: the old file stays, the edits stay, the message says how much is needed;
// and once there is space, the document is saved and nothing is left over.
func TestSmallDisk(t *testing.T) {
	if *smallDisk == "" {
		for run := range *smallRuns {
			onSmallDiskInMemory(t, run)
		}
		return
	}
	for run := range *smallRuns {
		onSmallDisk(t, *smallDisk, run)
	}
}

// grow edits until the document takes about so many bytes more.
func grow(t *testing.T, k *desk, bytes int) {
	t.Helper()
	for n := len(k.bytes()) + bytes; len(k.bytes()) < n; {
		k.place("A name that is as long as names of places are")
	}
}

func onSmallDiskInMemory(t *testing.T, run int) {
	d := newDisk()
	k := start(t, d)
	grow(t, k, 2000)
	k.save(mine)
	old := k.onDisk(mine)
	grow(t, k, 3000)
	if err := k.flush(); err != nil {
		t.Fatal(err)
	}
	d.SetSpace(int64(run * 250)) // at most 4750 bytes, of more than 5000
	full(t, k.k.SaveAndWait(Saving{}))
	if k.onDisk(mine) != old || !k.s.Dirty() {
		t.Fatalf("run %d: the old file or the edits suffered", run)
	}
	want := k.bytes()
	k = k.again()
	k.recover(k.one())
	if k.bytes() != want {
		t.Fatalf("run %d: edits are missing", run)
	}
	k.d.SetSpace(-1)
	k.save("")
	tidy(t, k, "a small disk")
}

// full is an error of a full disk that says what is needed.
func full(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, syscall.ENOSPC) || disk.CauseOf(err) != disk.Full {
		t.Fatalf("saved on a full disk: %v", err)
	}
	for _, part := range []string{"the disk is full", "B free", "B needed", "nothing is lost"} {
		if !strings.Contains(err.Error(), part) {
			t.Fatalf("%q does not say %q", err, part)
		}
	}
}

// onSmallDisk does it on a real one: the document and the first place of the journal are on it.
func onSmallDisk(t *testing.T, at string, run int) {
	dir, err := os.MkdirTemp(at, "run")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path, filler := filepath.Join(dir, "mine.hubscape"), filepath.Join(at, "filler")
	other := t.TempDir()
	s, k := keeperIn(dir, other)
	site := func(n int) {
		for range n {
			_ = s.Do(scenario.PlaceSite{Site: scenario.Site{Name: "A name that is as long as names of places are", HostPlace: "SRB", Precision: "country", Status: "hypothetical"}})
		}
	}
	site(10)
	if err := k.SaveAndWait(Saving{Path: path}); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, filler, int64(run%5)*512)
	site(60)
	full(t, k.SaveAndWait(Saving{}))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := k.Flush(ctx); err != nil || k.State().Journal.Where != journal.Second {
		t.Fatalf("run %d: the edits are not in a second place: %v, %+v", run, err, k.State())
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != string(old) || !s.Dirty() {
		t.Fatalf("run %d: the old file or the edits suffered: %v", run, err)
	}
	want := fileOf(t, s.Scenario())
	k.unhear()
	k.settle.Stop()
	k.journal.Abandon() // the program falls
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	takenUp(t, dir, other, path, want)
}

// takenUp is the next start after there is space again.
func takenUp(t *testing.T, dir, other, path, want string) {
	t.Helper()
	s, k := keeperIn(dir, other)
	r := k.Start(context.Background())
	if len(r.Lost) != 1 || len(r.Aside) > 0 {
		t.Fatalf("%d lost, aside %v", len(r.Lost), r.Aside)
	}
	done := make(chan struct{})
	k.Recover(r.Lost[0], func() { close(done) })
	<-done
	if fileOf(t, s.Scenario()) != want {
		t.Fatal("edits are missing")
	}
	if err := k.SaveAndWait(Saving{}); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != want {
		t.Fatalf("not saved: %v", err)
	}
	if err := k.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{dir, filepath.Join(dir, "app", "journal"), filepath.Join(other, "second")} {
		entries, _ := os.ReadDir(d) // the second place may never have been made
		for _, e := range entries {
			if !e.IsDir() && e.Name() != "mine.hubscape" {
				t.Errorf("left over: %s", e.Name())
			}
		}
	}
}

// fill takes all the space of a disk but some bytes.
func fill(t *testing.T, path string, but int64) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	var size int64
	for b := make([]byte, 1024); err == nil; {
		var n int
		n, err = f.Write(b)
		size += int64(n)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(max(0, size-but)), f.Close()); err != nil {
		t.Fatal(err)
	}
}
