package disk_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"hubscape/app/disk"
	"hubscape/app/disk/faulty"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// both runs a test on the real file system and on the one in memory: they must answer alike.
func both(t *testing.T, f func(t *testing.T, sys disk.FS, dir string)) {
	t.Run("real", func(t *testing.T) {
		dir, err := filepath.EvalSymlinks(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		f(t, disk.OS{}, dir)
	})
	t.Run("memory", func(t *testing.T) {
		d := faulty.New()
		dir := string(filepath.Separator) + "data"
		d.PutDir(dir)
		f(t, d, dir)
	})
}

func put(t *testing.T, sys disk.FS, path, text string) {
	t.Helper()
	f, err := sys.Create(path, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.Write([]byte(text))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, sys disk.FS, path string) string {
	t.Helper()
	b, err := disk.ReadFile(sys, path, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestFiles(t *testing.T) {
	both(t, func(t *testing.T, sys disk.FS, dir string) {
		a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
		put(t, sys, a, "one")
		if _, err := sys.Create(a, 0o600); !errors.Is(err, fs.ErrExist) {
			t.Errorf("a file that exists is made again: %v", err)
		}
		f, err := sys.Append(a)
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Write([]byte(" two"))
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		if got := get(t, sys, a); got != "one two" {
			t.Errorf("appended: %q", got)
		}
		if _, err := f.Write([]byte("x")); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("a closed file is written: %v", err)
		}
		put(t, sys, b, "old")
		if err := errors.Join(sys.Rename(a, b), sys.SyncDir(dir)); err != nil || get(t, sys, b) != "one two" {
			t.Errorf("renamed: %v", err)
		}
		if st, err := sys.Lstat(b); err != nil || st.Size() != 7 || !st.Mode().IsRegular() || st.Name() != "b" {
			t.Errorf("%v %v", st, err)
		}
		if err := errors.Join(sys.MkdirAll(filepath.Join(dir, "c", "d"), 0o700), sys.MkdirAll(dir, 0o700)); err != nil {
			t.Error(err)
		}
		list, err := sys.ReadDir(dir)
		if err != nil || len(list) != 2 || list[0].Name() != "b" || !list[1].IsDir() {
			t.Errorf("%v %v", list, err)
		}
		if n, err := sys.Free(dir); err != nil || n <= 0 {
			t.Errorf("free: %d, %v", n, err)
		}
		if err := sys.Remove(b); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsNotThere(t *testing.T) {
	both(t, func(t *testing.T, sys disk.FS, dir string) {
		none := filepath.Join(dir, "none", "x")
		_, e1 := sys.Lstat(none)
		_, e2 := sys.Open(none)
		_, e3 := sys.Append(none)
		_, e4 := sys.Create(none, 0o600)
		_, e5 := sys.ReadDir(none)
		_, e6 := sys.Resolve(none)
		for i, err := range []error{e1, e2, e3, e4, e5, e6, sys.Rename(none, none+"y"), sys.Remove(none), sys.Keep(none, dir), sys.SyncDir(none)} {
			if !errors.Is(err, fs.ErrNotExist) || disk.CauseOf(err) != disk.Missing {
				t.Errorf("%d: %v", i, err)
			}
		}
		var not *disk.NotRegular
		if _, err := sys.Open(dir); !errors.As(err, &not) || !strings.Contains(err.Error(), "is a folder, not a regular file") {
			t.Errorf("a folder is opened: %v", err)
		}
		put(t, sys, filepath.Join(dir, "big"), strings.Repeat("x", 100))
		if _, err := disk.ReadFile(sys, filepath.Join(dir, "big"), 99); !errors.Is(err, disk.ErrTooLarge) {
			t.Errorf("over the limit: %v", err)
		}
	})
}

func TestLock(t *testing.T) {
	both(t, func(t *testing.T, sys disk.FS, dir string) {
		path := filepath.Join(dir, "x.lock")
		l, err := sys.Lock(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := sys.Lock(path); !errors.Is(err, disk.ErrLocked) {
			t.Errorf("locked twice: %v", err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if l, err = sys.Lock(path); err != nil {
			t.Fatalf("let go, it is still locked: %v", err)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // links need a right there
	}
	both(t, func(t *testing.T, sys disk.FS, dir string) {
		real := filepath.Join(dir, "real")
		put(t, sys, real, "text")
		link := func(target, path string) {
			if d, ok := sys.(*faulty.Disk); ok {
				d.PutLink(path, target)
			} else if err := os.Symlink(target, path); err != nil {
				t.Fatal(err)
			}
		}
		link("real", filepath.Join(dir, "first"))
		link(filepath.Join(dir, "first"), filepath.Join(dir, "second"))
		link("later", filepath.Join(dir, "dangling"))
		link("loop", filepath.Join(dir, "loop"))
		for name, want := range map[string]string{"real": "real", "first": "real", "second": "real", "dangling": "later", "loop": "loop", "new": "new"} {
			if got, err := sys.Resolve(filepath.Join(dir, name)); err != nil || got != filepath.Join(dir, want) {
				t.Errorf("%s leads to %s, %v", name, got, err)
			}
		}
		if got := get(t, sys, filepath.Join(dir, "second")); got != "text" {
			t.Errorf("read through links: %q", got)
		}
	})
}

func TestKeepMode(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // has no such modes
	}
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for path, mode := range map[string]fs.FileMode{a: 0o640, b: 0o600} {
		put(t, disk.OS{}, path, "x")
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := (disk.OS{}).Keep(b, a); err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(b); err != nil || st.Mode().Perm() != 0o640 {
		t.Errorf("%v %v", st.Mode(), err)
	}
}

func TestReasons(t *testing.T) {
	for c := disk.Full; c <= disk.Across; c++ {
		if c.Words() == "" || strings.Contains(c.Words(), "E") {
			t.Errorf("cause %d is %q", c, c.Words())
		}
	}
	if got := disk.Reason(&fs.PathError{Op: "open", Path: "secret", Err: errors.New("odd")}); got != "odd" {
		t.Errorf("%q", got)
	}
	if disk.CauseOf(nil) != disk.Unknown {
		t.Error("nothing has a cause")
	}
	if !bytes.Contains([]byte(disk.Reason(&fs.PathError{Op: "open", Path: "secret", Err: fs.ErrPermission})), []byte("no permission")) {
		t.Error("no permission is not named")
	}
}
