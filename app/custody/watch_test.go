package custody

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"hubscape/app/disk"
	"hubscape/app/disk/faulty"
)

func TestWatch(t *testing.T) {
	other := []byte("other")
	for name, c := range map[string]struct {
		known []byte
		does  func(*faulty.Disk)
		want  Change
	}{
		"nothing happened":         {[]byte("mine"), func(*faulty.Disk) {}, Unchanged},
		"written by another":       {[]byte("mine"), func(d *faulty.Disk) { d.Put(document, other) }, Rewritten},
		"as long, other bytes":     {[]byte("mine"), func(d *faulty.Disk) { d.Put(document, []byte("MINE")) }, Rewritten},
		"touched":                  {[]byte("mine"), func(d *faulty.Disk) { d.Put(document, []byte("mine")) }, Unchanged},
		"deleted":                  {[]byte("mine"), func(d *faulty.Disk) { _ = d.Remove(document) }, Vanished},
		"renamed":                  {[]byte("mine"), func(d *faulty.Disk) { _ = d.Rename(document, document+".old") }, Vanished},
		"replaced by rename":       {[]byte("mine"), func(d *faulty.Disk) { d.Put("/docs/x", other); _ = d.Rename("/docs/x", document) }, Rewritten},
		"there was none":           {nil, func(d *faulty.Disk) { d.Put(document, other) }, Appeared},
		"there was and is none":    {nil, func(d *faulty.Disk) { _ = d.Remove(document) }, Unchanged},
		"deleted and put back":     {[]byte("mine"), func(d *faulty.Disk) { _ = d.Remove(document); d.Put(document, []byte("mine")) }, Unchanged},
		"truncated to nothing":     {[]byte("mine"), func(d *faulty.Disk) { d.Put(document, nil) }, Rewritten},
		"emptied from the start":   {[]byte{}, func(d *faulty.Disk) { d.Put(document, nil) }, Unchanged},
		"grew beyond what we read": {[]byte("mine"), func(d *faulty.Disk) { d.Put(document, make([]byte, 2000)) }, Rewritten},
	} {
		t.Run(name, func(t *testing.T) {
			sys := faulty.New()
			sys.Put(document, c.known)
			if c.known == nil {
				_ = sys.Remove(document)
			}
			w := &Watch{FS: sys, Limit: 1000}
			if got, err := w.Look(document); got != Unchanged || err != nil {
				t.Errorf("before anything is known: %v, %v", got, err)
			}
			w.Known(document, c.known)
			c.does(sys)
			for range 2 { // looking changes nothing
				if got, err := w.Look(document); got != c.want || err != nil {
					t.Errorf("got %v, %v", got, err)
				}
			}
			if s, err := w.LookClosely(document); s.Change != c.want || err != nil {
				t.Errorf("closely: %+v, %v", s, err)
			}
			w.Forget(document)
			if got, _ := w.Look(document); got != Unchanged {
				t.Errorf("after forgetting: %v", got)
			}
		})
	}
}

// counting is a real disk that counts what is opened.
type counting struct {
	disk.OS
	opened *int
}

func (c counting) Open(path string) (disk.Reader, error) {
	*c.opened++
	return c.OS.Open(path)
}

func TestWatchReadsOnlyWhenItMust(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.hubscape")
	at := time.Date(2026, 11, 24, 10, 0, 0, 123456789, time.UTC)
	write := func(s string, at time.Time) {
		t.Helper()
		if err := os.WriteFile(path, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	opened := 0
	w := &Watch{FS: counting{opened: &opened}}
	look := func(what string, want Change, reads int) {
		t.Helper()
		opened = 0
		if c, err := w.Look(path); c != want || err != nil || opened != reads {
			t.Errorf("%s: %v, %v after reading %d times", what, c, err, opened)
		}
	}
	write("mine", at)
	w.Known(path, []byte("mine"))
	look("untouched", Unchanged, 0)
	write("mine", at.Add(time.Minute))
	look("touched", Unchanged, 1)
	look("touched, a second time", Unchanged, 0)
	write("MINE", at.Add(2*time.Minute))
	look("written", Rewritten, 1)

	// Where times are whole seconds, a second save within one of them leaves no trace but the bytes.
	write("mine", at.Truncate(time.Second))
	w.Known(path, []byte("mine"))
	write("MINE", at.Truncate(time.Second))
	look("a coarse clock", Rewritten, 1)
}

func TestUnreadable(t *testing.T) {
	for _, fault := range []error{syscall.EIO, syscall.EACCES, syscall.ESTALE} {
		sys := faulty.New()
		sys.Put(document, []byte("mine"))
		w := &Watch{FS: sys}
		w.Known(document, []byte("mine"))
		sys.Put(document, []byte("other"))
		sys.Fault(func(_ int, op, _ string) error {
			if op == "open" || op == "read" {
				return fault
			}
			return nil
		})
		if c, err := w.Look(document); !errors.Is(err, fault) || c != Unchanged {
			t.Errorf("%v: %v, %v", fault, c, err)
		}
		sys.Fault(nil)
		if c, err := w.Look(document); err != nil || c != Rewritten {
			t.Errorf("once it can be read: %v, %v", c, err)
		}
	}
}

func TestWatchOnTheRealDisk(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.hubscape")
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w := &Watch{FS: disk.OS{}}
	write("mine")
	w.Known(path, []byte("mine"))
	if c, err := w.Look(path); c != Unchanged || err != nil {
		t.Errorf("%v, %v", c, err)
	}
	st, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	write("MINE") // as long, and its time set back: another file takes its place
	if err := os.Rename(path, path+"2"); err != nil {
		t.Fatal(err)
	}
	moved, err := w.LookClosely(path)
	if moved.Change != Vanished || moved.MovedTo != path+"2" || err != nil {
		t.Errorf("%+v, %v", moved, err)
	}
	write("MINE")
	if err := os.Chtimes(path, time.Time{}, st.ModTime()); err != nil {
		t.Fatal(err)
	}
	if c, err := w.Look(path); c != Rewritten || err != nil {
		t.Errorf("a file of equal size and time: %v, %v", c, err)
	}
}
