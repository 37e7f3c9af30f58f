package custody

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"hubscape/app/disk"
	"hubscape/app/disk/faulty"
)

var ten = time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)

const document = "/docs/Western Balkans.hubscape"

var lockFile = LockName(document)

// someone locks on a computer of its own, or shares one.
func someone(sys disk.FS, host, user string, pid int, at time.Time, alive bool) *LockFiles {
	return &LockFiles{FS: sys, Me: Owner{Host: host, User: user, PID: pid, Program: "hubscape 1", Session: fmt.Sprint(host, user, pid)},
		Now: func() time.Time { return at }, Alive: func(int) bool { return alive }}
}

func withDocument() *faulty.Disk {
	sys := faulty.New()
	sys.Put(document, []byte("{}"))
	return sys
}

func TestLockAndRelease(t *testing.T) {
	sys := withDocument()
	ana := someone(sys, "one", "ana", 7, ten, true)
	l, err := ana.Take(document)
	if err != nil {
		t.Fatal(err)
	}
	if b, ok := sys.Get(lockFile); !ok || !strings.Contains(string(b), `"user":"ana"`) {
		t.Fatalf("lock file: %q", b)
	}
	for name, other := range map[string]*LockFiles{
		"same computer":  someone(sys, "one", "ben", 8, ten.Add(time.Hour), false),
		"other computer": someone(sys, "two", "ben", 7, ten.Add(time.Hour), false),
		"again":          ana,
	} {
		var held *Held
		_, err := other.Take(document)
		if !errors.As(err, &held) || held.User != "ana" || held.Host != "one" || held.PID != 7 || !held.Since.Equal(ten) || held.Old || held.Own != (name == "again") {
			t.Errorf("%s: %+v", name, err)
		}
	}
	if err := l.Release(); err != nil {
		t.Error(err)
	}
	if err := l.Release(); err != nil {
		t.Errorf("a second time: %v", err)
	}
	if files := sys.Files(); len(files) != 1 {
		t.Errorf("left over: %v", files)
	}
	if system, err := sys.Lock(lockFile); err != nil {
		t.Errorf("the system's lock is still held: %v", err)
	} else {
		_, _ = system.Close(), sys.Remove(lockFile)
	}
	if _, err := someone(sys, "two", "ben", 7, ten, true).Take(document); err != nil {
		t.Errorf("once it is free: %v", err)
	}
}

func TestLeftoverLocks(t *testing.T) {
	owner := `{"host":"one","user":"ana","pid":7,"program":"hubscape 1","since":"2026-11-24T10:00:00Z","session":"x"}`
	for name, c := range map[string]struct {
		file  string
		host  string
		after time.Duration
		held  bool
		old   bool
	}{
		"of this computer":             {owner, "one", time.Hour, false, false},
		"just made here":               {owner, "one", 3 * time.Second, true, false},
		"of another computer, young":   {owner, "two", time.Hour, true, false},
		"of another computer, old":     {owner, "two", 13 * time.Hour, true, true},
		"of another, clock in future":  {owner, "two", -time.Hour, true, false},
		"nothing in it, young":         {"", "one", 5 * time.Second, true, false},
		"nothing in it":                {"", "one", time.Hour, false, false},
		"of another program":           {"ana,two,24.11.2026;", "one", time.Hour, true, true},
		"of another program, damaged":  {"\x00\x00\x00\x00", "one", time.Hour, true, true},
		"an owner without computer":    {`{"pid":1}`, "one", time.Hour, true, true},
		"longer than any lock file is": {`{"host":"` + strings.Repeat("x", maxLockFile) + `"}`, "one", time.Hour, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			sys := withDocument()
			sys.Put(lockFile, []byte(c.file))
			l, err := someone(sys, c.host, "ben", 9, ten.Add(c.after), true).Take(document)
			var held *Held
			if errors.As(err, &held) != c.held {
				t.Fatalf("got %v", err)
			}
			if !c.held {
				if err != nil {
					t.Fatal(err)
				}
				if b, _ := sys.Get(lockFile); !strings.Contains(string(b), `"ben"`) {
					t.Errorf("the file says %q", b)
				}
				if err := l.Release(); err != nil {
					t.Error(err)
				}
				return
			}
			if held.Old != c.old || strings.ContainsAny(held.Error(), "\n\x00") {
				t.Errorf("%+v: %s", held, held)
			}
			if b, _ := sys.Get(lockFile); string(b) != c.file {
				t.Errorf("the file of the other was changed to %q", b)
			}
		})
	}
}

func TestTakeOver(t *testing.T) {
	sys := withDocument()
	ana, ben := someone(sys, "one", "ana", 7, ten, true), someone(sys, "two", "ben", 8, ten.Add(time.Minute), true)
	a, err := ana.Take(document)
	if err != nil {
		t.Fatal(err)
	}
	lost := func() error { return a.(interface{ Lost() error }).Lost() }
	if lost() != nil {
		t.Fatal("lost before it was taken")
	}
	b, err := ben.TakeOver(document)
	if err != nil {
		t.Fatal(err)
	}
	var held *Held
	if !errors.As(lost(), &held) || held.User != "ben" {
		t.Errorf("the first owner is told %v", lost())
	}
	if err := a.Release(); err != nil {
		t.Error(err)
	}
	if file, ok := sys.Get(lockFile); !ok || !strings.Contains(string(file), `"ben"`) {
		t.Errorf("the first owner's release took the second's lock: %q", file)
	}
	if err := b.Release(); err != nil {
		t.Error(err)
	}
	if len(sys.Files()) != 1 {
		t.Errorf("left: %v", sys.Files())
	}
}

// A folder that may not be written, a full disk, every failing call: a document opens all the same, and nobody's lock is
// harmed.
func TestLockNeverStandsInTheWay(t *testing.T) {
	for _, fault := range []error{syscall.EACCES, syscall.EROFS, syscall.ENOSPC, syscall.EIO} {
		for n := 1; n < 20; n++ {
			for _, before := range []string{"", `{"host":"one","user":"ana","pid":7,"since":"2026-11-24T08:00:00Z","session":"x"}`} {
				sys := withDocument()
				if before != "" {
					sys.Put(lockFile, []byte(before))
				}
				sys.FailAt(n, fault)
				l, err := someone(sys, "one", "ben", 9, ten, false).Take(document)
				var no *NotLockable
				var held *Held
				switch {
				case err == nil && l != nil:
					if err := l.Release(); err != nil && !errors.Is(err, fault) {
						t.Errorf("%v at %d: release: %v", fault, n, err)
					}
				case errors.As(err, &no):
					if strings.Contains(no.Error(), "\n") || !errors.Is(err, fault) {
						t.Errorf("%v at %d: %v", fault, n, err)
					}
					if left, _ := sys.Get(lockFile); string(left) != "" && string(left) != before {
						t.Errorf("%v at %d: left %q", fault, n, left)
					}
					if _, there := sys.Get(lockFile); there && before == "" {
						t.Errorf("%v at %d: an empty lock file is left", fault, n)
					}
				case errors.As(err, &held): // it could not be known; asking is right
				default:
					t.Errorf("%v at %d: %v, %v", fault, n, l, err)
				}
			}
		}
	}
}

// The program is killed at any call of taking or releasing: the next start on that computer gets the lock, at once or a
// few seconds later.
func TestKilledWhileLocking(t *testing.T) {
	for n := 1; n < 20; n++ {
		sys := withDocument()
		sys.FailAt(n, faulty.ErrDead)
		if l, err := someone(sys, "one", "ana", 7, ten, true).Take(document); err == nil {
			_ = l.Release()
		}
		after := sys.Revive()
		l, err := someone(after, "one", "ana", 8, ten.Add(time.Minute), true).Take(document)
		if err != nil {
			t.Fatalf("killed at %d: %v", n, err)
		}
		if err := l.Release(); err != nil {
			t.Error(err)
		}
		if len(after.Files()) != 1 {
			t.Errorf("killed at %d: left %v", n, after.Files())
		}
	}
}

// Of many that start at one moment, one gets it.
func TestOneOfMany(t *testing.T) {
	for range 50 {
		sys := withDocument()
		sys.Put(lockFile, []byte(`{"host":"one","user":"old","pid":1,"since":"2026-11-23T10:00:00Z","session":"x"}`))
		var wait sync.WaitGroup
		got := make(chan Lock, 8)
		for i := range 8 {
			wait.Go(func() {
				if l, err := someone(sys, "one", "u", 10+i, ten, true).Take(document); err == nil {
					got <- l
				}
			})
		}
		wait.Wait()
		close(got)
		ours := 0
		for l := range got {
			if l.(interface{ Lost() error }).Lost() == nil {
				ours++
			}
		}
		if ours != 1 {
			t.Fatalf("%d have it", ours)
		}
	}
}

// letGo is a disk on which the owner lets the lock go just before it is asked for.
type letGo struct {
	*faulty.Disk
	once *sync.Once
}

func (d letGo) Lock(path string) (io.Closer, error) {
	d.once.Do(func() { _ = d.Remove(path) })
	return d.Disk.Lock(path)
}

func TestLetGoAtThatMoment(t *testing.T) {
	sys := withDocument()
	sys.Put(lockFile, []byte(`{"host":"two","user":"ana","pid":7,"since":"2026-11-24T09:00:00Z","session":"x"}`))
	l, err := someone(letGo{sys, new(sync.Once)}, "one", "ben", 9, ten, true).Take(document)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := sys.Get(lockFile); !strings.Contains(string(b), `"ben"`) {
		t.Errorf("the file says %q", b)
	}
	if err := l.Release(); err != nil || len(sys.Files()) != 1 {
		t.Errorf("%v, left %v", err, sys.Files())
	}
}

func TestLinkedDocumentsShareTheirLock(t *testing.T) {
	sys := withDocument()
	sys.PutLink("/desk/link.hubscape", document)
	if _, err := someone(sys, "one", "ana", 7, ten, true).Take("/desk/link.hubscape"); err != nil {
		t.Fatal(err)
	}
	var held *Held
	if _, err := someone(sys, "one", "ben", 8, ten.Add(time.Hour), true).Take(document); !errors.As(err, &held) {
		t.Errorf("got %v", err)
	}
}

// On the real disk: a second process holds the lock, and dies.
func TestLockOfAnotherProcess(t *testing.T) {
	if dir := os.Getenv("HUBSCAPE_LOCK_CHILD"); dir != "" {
		l := &LockFiles{FS: disk.OS{}, Me: Owner{Host: "here", User: "child", PID: os.Getpid(), Session: "child"}, Now: time.Now}
		if _, err := l.Take(dir); err != nil {
			fmt.Println(err)
		}
		fmt.Println("taken")
		time.Sleep(time.Minute)
		return
	}
	path := filepath.Join(t.TempDir(), "a.hubscape")
	if err := os.WriteFile(path, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestLockOfAnotherProcess$")
	child.Env = append(os.Environ(), "HUBSCAPE_LOCK_CHILD="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 64)
	n, _ := out.Read(buf)
	if !strings.Contains(string(buf[:n]), "taken") {
		t.Fatalf("the child says %q", buf[:n])
	}
	late := time.Now().Add(time.Hour)
	me := &LockFiles{FS: disk.OS{}, Me: Owner{Host: "here", User: "me", PID: os.Getpid(), Session: "me"}, Now: func() time.Time { return late }}
	var held *Held
	if _, err := me.Take(path); !errors.As(err, &held) || held.User != "child" {
		t.Errorf("while it runs: %v", err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // killed
	l, err := me.Take(path)
	if err != nil {
		t.Fatalf("once it died: %v", err)
	}
	if err := l.Release(); err != nil {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("left: %v", entries)
	}
}

func TestAlive(t *testing.T) {
	if !disk.Alive(os.Getpid()) || disk.Alive(0) || disk.Alive(-1) {
		t.Error("this process runs, and there is none with the numbers 0 and -1")
	}
	c := exec.Command(os.Args[0], "-test.run=^$")
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	if disk.Alive(c.Process.Pid) {
		t.Error("a process that ended is not alive")
	}
}
