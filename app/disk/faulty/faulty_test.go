package faulty

import (
	"errors"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"hubscape/app/disk"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	dir = filepath.FromSlash("/d")
	one = filepath.Join(dir, "one")
	two = filepath.Join(dir, "two")
)

func desk() *Disk {
	d := New()
	d.PutDir(dir)
	return d
}

// write makes a file with text, synced or not.
func write(t *testing.T, d *Disk, path, text string, sync bool) disk.File {
	t.Helper()
	f, err := d.Create(path, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if sync {
		if err := f.Sync(); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// states gathers what a file may hold after a power cut; "-" stands for no file.
func states(d *Disk, path string) map[string]bool {
	out := map[string]bool{}
	for seed := range uint64(400) {
		b, ok := d.PowerLoss(rand.New(rand.NewPCG(seed, 7))).Get(path)
		if out[string(b)] = true; !ok {
			delete(out, "")
			out["-"] = true
		}
	}
	return out
}

func has(t *testing.T, what string, got map[string]bool, want ...string) {
	t.Helper()
	for _, w := range want {
		if !got[w] {
			t.Errorf("%s: never %q among %q", what, w, slices.Sorted(maps.Keys(got)))
		}
	}
}

func only(t *testing.T, what string, got map[string]bool, want ...string) {
	t.Helper()
	if has(t, what, got, want...); len(got) != len(want) {
		t.Errorf("%s: %q, want only %q", what, slices.Sorted(maps.Keys(got)), want)
	}
}

func TestAPowerCutTakesWhatWasNotSynced(t *testing.T) {
	d := desk()
	f := write(t, d, one, "abcd", false)
	has(t, "neither synced", states(d, one), "-", "abcd", "\x00\x00\x00\x00", "ab")
	if err := f.Sync(); err != nil {
		t.Fatal(err)
	}
	only(t, "the name is not synced", states(d, one), "-", "abcd")
	if err := d.SyncDir(dir); err != nil {
		t.Fatal(err)
	}
	only(t, "all is synced", states(d, one), "abcd")
	_, _ = f.Write([]byte("ef"))
	_, _ = f.Write([]byte("gh"))
	got := states(d, one)
	has(t, "two writes", got, "abcd", "abcdef", "abcdefgh", "abcd\x00\x00gh")
	for s := range got {
		if !strings.HasPrefix(s, "abcd") {
			t.Errorf("what was synced became %q", s)
		}
	}
}

func TestARenameMayComeBeforeTheBytes(t *testing.T) {
	d := desk()
	d.Put(two, []byte("old"))
	write(t, d, one, "new", false)
	if err := d.Rename(one, two); err != nil {
		t.Fatal(err)
	}
	has(t, "renamed before the bytes", states(d, two), "old", "new", "", "\x00\x00\x00")
	d = desk()
	d.Put(two, []byte("old"))
	write(t, d, one, "new", true)
	if err := d.Rename(one, two); err != nil {
		t.Fatal(err)
	}
	only(t, "bytes before the rename", states(d, two), "old", "new")
	if err := d.SyncDir(dir); err != nil {
		t.Fatal(err)
	}
	only(t, "all is synced", states(d, two), "new")
}

func TestAFailedSyncMakesNothingSafe(t *testing.T) {
	d := desk()
	f := write(t, d, one, "abcd", false)
	_ = d.SyncDir(dir)
	d.FailAt(1, syscall.EIO)
	if err := f.Sync(); !errors.Is(err, syscall.EIO) {
		t.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		t.Fatal(err)
	}
	has(t, "synced again", states(d, one), "abcd", "\x00\x00\x00\x00")
}

func TestDeath(t *testing.T) {
	d := desk()
	f := write(t, d, one, "ab", false)
	if _, err := d.Lock(filepath.Join(dir, "lock")); err != nil {
		t.Fatal(err)
	}
	d.FailAt(1, ErrDead)
	if n, err := f.Write([]byte("cdef")); n != 2 || !errors.Is(err, ErrDead) {
		t.Errorf("%d %v", n, err)
	}
	_, e1 := d.Lstat(one)
	for i, err := range []error{e1, f.Sync(), f.Close(), d.Remove(one), d.Rename(one, two)} {
		if !errors.Is(err, ErrDead) {
			t.Errorf("%d: %v", i, err)
		}
	}
	r := d.Revive()
	if b, _ := r.Get(one); string(b) != "abcd" {
		t.Errorf("after a kill the file holds %q", b)
	}
	l, err := r.Lock(filepath.Join(dir, "lock"))
	if err != nil {
		t.Fatalf("the lock outlives its program: %v", err)
	}
	_ = l.Close()
}

func TestSpace(t *testing.T) {
	d := desk()
	d.SetSpace(3)
	f := write(t, d, one, "ab", true)
	if n, err := f.Write([]byte("cd")); n != 1 || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("%d %v", n, err)
	}
	if n, err := d.Free(dir); n != 0 || err != nil {
		t.Errorf("%d free, %v", n, err)
	}
	if _ = d.Remove(one); d.Ops() == 0 {
		t.Error("no operation was counted")
	}
	if n, _ := d.Free(dir); n != 3 {
		t.Errorf("%d free after all was removed", n)
	}
}
