package custody

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"hubscape/app/backup"
	"hubscape/app/disk/faulty"
	"hubscape/app/store"
)

func TestVersionsSayWhatWasDone(t *testing.T) {
	k := start(t, newDisk())
	k.place("Gračanica")
	k.place("Tuzla")
	k.save(mine)
	k.place("Third")
	k.save("")
	last := k.kept.all[len(k.kept.all)-1]
	if last.Label != "Placed Third" || last.Changes != 1 || last.Kind != backup.Save {
		t.Errorf("%+v", last)
	}
	if first := k.kept.all[0]; first.Label != "Placed Tuzla" || first.Changes != 2 || !first.When.Before(last.When) {
		t.Errorf("%+v", first)
	}
}

// Whoever took the file over is not written over, unless that is asked for.
func TestAFileThatSomeoneTookOver(t *testing.T) {
	d := newDisk()
	locks := func(user string) *LockFiles {
		return &LockFiles{FS: d, Me: Owner{Host: user + "'s", User: user, PID: 1, Session: user}, Now: func() time.Time { return ten }}
	}
	k := start(t, d, func(o *Options) { o.Locks = locks("ana") })
	k.place("Gračanica")
	k.save(mine)
	if _, err := locks("ben").TakeOver(mine); err != nil {
		t.Fatal(err)
	}
	k.place("Tuzla")
	before := k.onDisk(mine)
	var held *Held
	if err := k.k.SaveAndWait(Saving{}); !errors.As(err, &held) || held.User != "ben" {
		t.Fatalf("saving answers %v", err)
	}
	if k.onDisk(mine) != before {
		t.Error("it was written all the same")
	}
	if err := k.k.SaveAndWait(Saving{Path: mine, Overwrite: true}); err != nil || k.onDisk(mine) != k.bytes() {
		t.Errorf("when it is asked for: %v", err)
	}
}

// What a file holds cannot be read at the moment of saving: nothing takes its place unasked.
func TestAnUnreadableFileIsNotWrittenOver(t *testing.T) {
	k := start(t, newDisk())
	k.place("Gračanica")
	k.save(mine)
	before := k.onDisk(mine)
	k.place("Tuzla")
	k.d.Fault(func(_ int, op, path string) error {
		if op == "open" && path == mine {
			return syscall.EIO
		}
		return nil
	})
	err := k.k.SaveAndWait(Saving{})
	k.d.Fault(nil)
	if err == nil || !store.Machine(err) || !strings.Contains(err.Error(), "cannot be read") || k.onDisk(mine) != before {
		t.Errorf("got %v", err)
	}
	k.save("")
	if k.onDisk(mine) != k.bytes() {
		t.Error("once it can be read, it is not saved")
	}
}

// The Keeper, the store of versions, the lock and the watch together on one disk: two programs, one document, every call
// of a save failing in turn. The file holds what it held or what was saved, what was kept before can be opened, and no
// lock is left.
func TestAllPartsTogether(t *testing.T) {
	for _, fault := range []error{faulty.ErrDead, syscall.ENOSPC, syscall.EIO, syscall.EACCES} {
		for n := 1; ; n += 3 {
			if done := partsTogether(t, fault, n); done {
				break
			}
		}
	}
}

func partsTogether(t *testing.T, fault error, n int) (done bool) {
	t.Helper()
	d := newDisk()
	parts := func(user string) func(*Options) {
		return func(o *Options) {
			o.Locks = &LockFiles{FS: d, Me: Owner{Host: "one", User: user, PID: 1, Session: user}, Now: func() time.Time { return ten }}
			o.Outside = &Watch{FS: d}
			o.Backups = backup.New(backup.Options{FS: d, Dir: home + "/versions", Now: o.Env.Now})
		}
	}
	k := start(t, d, parts("ana"))
	k.place("Gračanica")
	k.save(mine)
	old := k.onDisk(mine)
	k.place("Tuzla")
	now := k.bytes()
	d.FailAt(n, fault)
	err := k.k.SaveAndWait(Saving{})
	done = d.Ops() < n
	d.Fault(nil)
	after := d.Revive()
	k.kill()
	what := fmt.Sprintf("%v at %d", fault, n)
	switch got, _ := after.Get(mine); {
	case string(got) != old && string(got) != now:
		t.Errorf("%s: the file is neither old nor new", what)
	case err == nil && string(got) != now:
		t.Errorf("%s: saved, it is said, and it is not", what)
	}
	s := backup.New(backup.Options{FS: after, Dir: home + "/versions", Now: func() time.Time { return ten }})
	l, lerr := s.List(k.s.Scenario().ID)
	if lerr != nil || len(l.Versions) == 0 || l.Damaged > 0 {
		t.Errorf("%s: versions: %+v, %v", what, l, lerr)
	}
	for _, v := range l.Versions {
		if b, err := s.Open(v); err != nil || string(b) != old && string(b) != now {
			t.Errorf("%s: version %s: %v", what, v.File, err)
		}
	}
	next := &LockFiles{FS: after, Me: Owner{Host: "one", User: "ben", PID: 2, Session: "ben"}, Now: func() time.Time { return ten.Add(time.Minute) }}
	if lock, err := next.Take(mine); err != nil {
		t.Errorf("%s: the lock of a program that ended holds: %v", what, err)
	} else if err := lock.Release(); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	return done
}
