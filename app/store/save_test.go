package store

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"hubscape/app/disk"
	"hubscape/app/scenario"
)

// faulty is the real file system, of which the call number `at` fails, or never comes back when crash is set.
type faulty struct {
	disk.OS
	at    int
	err   error
	crash bool
	spoil bool // what is read back differs from what was written
	calls *int
}

// crashed is what a call that never comes back throws.
type crashed struct{}

// call counts, and fails where it is to.
func (f faulty) call() error {
	*f.calls++
	if *f.calls != f.at {
		return nil
	}
	if f.crash {
		panic(crashed{})
	}
	return f.err
}

func (f faulty) Resolve(path string) (string, error) {
	if err := f.call(); err != nil {
		return "", err
	}
	return f.OS.Resolve(path)
}

func (f faulty) Lstat(path string) (fs.FileInfo, error) {
	if err := f.call(); err != nil {
		return nil, err
	}
	return f.OS.Lstat(path)
}

func (f faulty) Create(path string, mode fs.FileMode) (disk.File, error) {
	if err := f.call(); err != nil {
		return nil, err
	}
	inner, err := f.OS.Create(path, mode)
	return faultyFile{inner, f}, err
}

func (f faulty) Open(path string) (disk.Reader, error) {
	if err := f.call(); err != nil {
		return nil, err
	}
	r, err := f.OS.Open(path)
	if f.spoil {
		return spoilt{r}, err
	}
	return r, err
}

// spoilt is a file that ends too early.
type spoilt struct{ disk.Reader }

func (spoilt) Read([]byte) (int, error) { return 0, io.EOF }

func (f faulty) Keep(path, like string) error {
	if err := f.call(); err != nil {
		return err
	}
	return f.OS.Keep(path, like)
}

func (f faulty) Rename(from, to string) error {
	if err := f.call(); err != nil {
		return err
	}
	return f.OS.Rename(from, to)
}

func (f faulty) SyncDir(dir string) error {
	if err := f.call(); err != nil {
		return err
	}
	return f.OS.SyncDir(dir)
}

// faultyFile writes half of what it is given when writing fails.
type faultyFile struct {
	disk.File
	f faulty
}

func (w faultyFile) Write(b []byte) (int, error) {
	n, _ := w.File.Write(b[:len(b)/2])
	if err := w.f.call(); err != nil {
		return n, err
	}
	m, err := w.File.Write(b[len(b)/2:])
	return n + m, err
}

func (w faultyFile) Sync() error {
	if err := w.f.call(); err != nil {
		return err
	}
	return w.File.Sync()
}

func (w faultyFile) Close() error {
	err := w.File.Close()
	if ferr := w.f.call(); ferr != nil {
		return ferr
	}
	return err
}

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o640); err != nil {
		t.Fatal(err)
	}
}

func names(t testing.TB, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

// TestEveryFailureLeavesOldOrNew lets every call of a save fail with every error, and the machine die at every call.
// The path holds the old bytes or the new ones at every moment; a save that fails leaves the old ones, and no litter.
func TestEveryFailureLeavesOldOrNew(t *testing.T) {
	before, after := []byte("old bytes"), bytes.Repeat([]byte("new bytes "), 1000)
	for _, fresh := range []bool{false, true} {
		for _, fault := range []struct {
			name string
			err  error
		}{{"disk full", syscall.ENOSPC}, {"quota", syscall.EDQUOT}, {"read error", syscall.EIO}, {"read-only", syscall.EROFS}, {"no permission", syscall.EACCES}, {"death", nil}} {
			steps := 0
			for at := 1; ; at++ {
				dir := t.TempDir()
				path := filepath.Join(dir, "x.hubscape")
				if !fresh {
					write(t, path, before)
				}
				calls := 0
				err := saveOrDie(faulty{at: at, err: fault.err, crash: fault.err == nil, calls: &calls}, path, after)
				if calls < at {
					break // the whole save went by
				}
				steps++
				got, rerr := os.ReadFile(path)
				isOld := rerr == nil && bytes.Equal(got, before) && !fresh || fresh && errors.Is(rerr, fs.ErrNotExist)
				isNew := rerr == nil && bytes.Equal(got, after)
				if !isOld && !isNew {
					t.Fatalf("%s at call %d: the file holds %d bytes, %v", fault.name, at, len(got), rerr)
				}
				if fault.err == nil {
					continue
				}
				if err == nil || !Machine(err) || !errors.Is(err, fault.err) || isNew && !strings.Contains(err.Error(), "the disk did not confirm it") {
					t.Errorf("%s at call %d: %v, new bytes: %v", fault.name, at, err, isNew)
				}
				if got := names(t, dir); got != "x.hubscape" && got != "" {
					t.Errorf("%s at call %d leaves %s", fault.name, at, got)
				}
			}
			if steps < 8 {
				t.Errorf("%s: only %d calls could fail", fault.name, steps)
			}
		}
	}
}

// saveOrDie saves; the death of the machine comes back as an error.
func saveOrDie(sys disk.FS, path string, b []byte) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(crashed); !ok {
				panic(r)
			}
			err = errors.New("the machine died")
		}
	}()
	return ReplaceIn(sys, path, b, nil)
}

func TestSaveOrderOfCalls(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x")
	write(t, path, []byte("old"))
	var log []string
	if err := ReplaceIn(logged{log: &log}, path, []byte("new"), nil); err != nil {
		t.Fatal(err)
	}
	want := "create write read own sync close rename syncdir"
	if got := strings.Join(log, " "); got != want {
		t.Errorf("calls: %s\nwant:  %s", got, want)
	}
}

// logged writes down the order of calls.
type logged struct {
	disk.OS
	log *[]string
}

func (l logged) add(s string) { *l.log = append(*l.log, s) }
func (l logged) Create(path string, mode fs.FileMode) (disk.File, error) {
	l.add("create")
	f, err := l.OS.Create(path, mode)
	return loggedFile{f, l}, err
}
func (l logged) Open(path string) (disk.Reader, error) { l.add("read"); return l.OS.Open(path) }
func (l logged) Keep(path, like string) error          { l.add("own"); return l.OS.Keep(path, like) }
func (l logged) Rename(from, to string) error          { l.add("rename"); return l.OS.Rename(from, to) }
func (l logged) SyncDir(dir string) error              { l.add("syncdir"); return l.OS.SyncDir(dir) }

type loggedFile struct {
	disk.File
	l logged
}

func (f loggedFile) Write(b []byte) (int, error) { f.l.add("write"); return f.File.Write(b) }
func (f loggedFile) Sync() error                 { f.l.add("sync"); return f.File.Sync() }
func (f loggedFile) Close() error                { f.l.add("close"); return f.File.Close() }

func TestSaveThatReadsBackWrongKeepsTheOld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x")
	write(t, path, []byte("old"))
	calls := 0
	err := ReplaceIn(faulty{spoil: true, calls: &calls}, path, []byte("new"), nil)
	if got, _ := os.ReadFile(path); err == nil || !strings.Contains(err.Error(), "gave back something else than was written") || string(got) != "old" {
		t.Errorf("%v, the file holds %q", err, got)
	}
}

// TestSaveChecksThatItOpens refuses to put in place what would not open.
func TestSaveChecksThatItOpens(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x.hubscape")
	write(t, path, []byte("old"))
	for in, want := range map[string]string{"not a scenario": "this is plain text", wrap(okSite+",null", ""): "is null, expected an object"} {
		err := Save(path, []byte(in))
		if got, _ := os.ReadFile(path); err == nil || Machine(err) || !strings.Contains(err.Error(), want) || string(got) != "old" || names(t, dir) != "x.hubscape" {
			t.Errorf("%s: %v; the file holds %q, the folder %s", in, err, got, names(t, dir))
		}
	}
}

func TestSaveKeepsModeAndLinks(t *testing.T) {
	b, err := Write(full(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	other := filepath.Join(dir, "other")
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	target, link, second := filepath.Join(other, "real.hubscape"), filepath.Join(dir, "link.hubscape"), filepath.Join(dir, "second.hubscape")
	write(t, target, []byte("old"))
	if err := os.Chmod(target, 0o600); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{link: filepath.Join("other", "real.hubscape"), second: link} {
		if err := os.Symlink(to, from); err != nil {
			t.Fatal(err)
		}
	}
	if err := Save(second, b); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(target)
	st, _ := os.Stat(target)
	l, _ := os.Lstat(second)
	if !bytes.Equal(got, b) || st.Mode().Perm() != 0o600 || l.Mode()&fs.ModeSymlink == 0 || names(t, other) != "real.hubscape" {
		t.Errorf("saved through a link: same bytes %v, mode %v, link %v, folder %s", bytes.Equal(got, b), st.Mode(), l.Mode(), names(t, other))
	}
	dangling := filepath.Join(dir, "dangling.hubscape")
	if err := os.Symlink("fresh.hubscape", dangling); err != nil {
		t.Fatal(err)
	}
	if err := Save(dangling, b); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "fresh.hubscape")); err != nil || !bytes.Equal(got, b) {
		t.Errorf("a link to nothing yet: %v", err)
	}
}

func TestSaveErrors(t *testing.T) {
	dir := t.TempDir()
	locked := filepath.Join(dir, "locked.hubscape")
	write(t, locked, []byte("old"))
	if err := os.Chmod(locked, 0o444); err != nil {
		t.Fatal(err)
	}
	loop := filepath.Join(dir, "loop")
	if err := os.Symlink("loop", loop); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, path, want string
		machine          bool
	}{
		{"no folder", filepath.Join(dir, "nowhere", "x"), "its folder cannot be reached (the folder does not exist); nothing is lost, save under another name", true},
		{"a folder", dir, "is a folder, not a regular file; save under another name", false},
		{"write-protected", locked, "the file is write-protected (no permission)", true},
		{"a link to itself", loop, "is a link that leads back to itself, not a regular file", false},
	} {
		err := Replace(c.path, []byte("new"), nil)
		if err == nil || !strings.Contains(err.Error(), c.want) || Machine(err) != c.machine || !strings.HasPrefix(err.Error(), c.path+": ") {
			t.Errorf("%s: %v (machine %v), want %s", c.name, err, Machine(err), c.want)
		}
	}
	if got, _ := os.ReadFile(locked); string(got) != "old" {
		t.Errorf("a write-protected file became %q", got)
	}
}

func TestLongNames(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("ž", 120)+".hubscape")
	if err := Replace(path, []byte("new"), nil); err != nil {
		t.Error(err)
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good.hubscape")
	b, err := Write(full(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	write(t, good, b)
	o, err := Open(good)
	if err != nil || o.Path != good || o.Doc.Title != "Exercise" || o.ReadOnly || len(o.Problems) > 0 {
		t.Errorf("Open gives %+v, %v", o, err)
	}
	if got, err := ReadFile(good); err != nil || !bytes.Equal(got, b) {
		t.Errorf("ReadFile: %v", err)
	}
	web := filepath.Join(dir, "web.hubscape")
	write(t, web, []byte("<html>"))
	big := filepath.Join(dir, "big.hubscape")
	write(t, big, nil)
	if err := os.Truncate(big, askBytes+1); err != nil {
		t.Fatal(err)
	}
	huge := filepath.Join(dir, "huge.hubscape")
	write(t, huge, nil)
	if err := os.Truncate(huge, maxBytes+1); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, want string
		is         error
	}{
		{web, "web.hubscape: this is a web page, not a scenario", nil},
		{filepath.Join(dir, "none.hubscape"), "none.hubscape: there is no such file; check the name", fs.ErrNotExist},
		{dir, "is a folder, not a regular file; choose a file", nil},
		{big, "is 104.9 MB large, more than 100 MB; open it anyway if there is enough memory", ErrLarge},
		{huge, "is 1073.7 MB large, more than the 1 GB that can be opened; split it in a GIS", nil},
	} {
		o, err := Open(c.path)
		if err == nil || o != nil || !strings.Contains(err.Error(), c.want) || c.is != nil && !errors.Is(err, c.is) || Machine(err) {
			t.Errorf("%s: %v, want %s", c.path, err, c.want)
		}
	}
	if o, err := OpenLarge(good); err != nil || o.Doc.Sites.Len() != 3 {
		t.Errorf("OpenLarge: %v", err)
	}
	if _, err := load(disk.OS{}, good, 100); !errors.Is(err, ErrLarge) {
		t.Errorf("over the limit: %v", err)
	}
	if _, err := load(disk.OS{}, good, maxBytes); err != nil {
		t.Errorf("below the limit: %v", err)
	}
}

func TestErrorSentences(t *testing.T) {
	for _, c := range []struct {
		err     error
		want    string
		machine bool
	}{
		{&Error{File: "a\x1b[0m", Place: "line 1", What: "is wrong", Do: "mend it"}, `a\x1b[0m: line 1: is wrong; mend it`, false},
		{&Error{What: "is wrong"}, "is wrong", false},
		{openError("x", fs.ErrPermission), "x: the file may not be read; ask its owner for permission", true},
		{openError("x", &fs.PathError{Op: "read", Path: "x", Err: syscall.EIO}), "x: the file could not be read (the disk reports an error); try again, or copy it to another place first", true},
		{saveError("x", "it", &fs.PathError{Err: syscall.ENOSPC}), "x: the file could not be saved: it (the disk is full); nothing is lost, free some space or save elsewhere", true},
		{saveError("x", "it", syscall.EROFS), "x: the file could not be saved: it (the disk is read-only); nothing is lost, save under another name or in another folder", true},
		{withFile("x", errors.New("broken")), "x: broken", false},
	} {
		if got := c.err.Error(); got != c.want || Machine(c.err) != c.machine {
			t.Errorf("%q (machine %v), want %q", got, Machine(c.err), c.want)
		}
	}
	for mode, want := range map[fs.FileMode]string{fs.ModeDir: "a folder", fs.ModeNamedPipe: "a pipe", fs.ModeSocket: "a socket", fs.ModeDevice: "a device"} {
		if got := disk.Special(mode); got != want {
			t.Errorf("%v is %s", mode, got)
		}
	}
}

func TestSample(t *testing.T) {
	env := scenario.Env{Now: full().Updated.UTC, NewID: func() string { return "fresh" }}
	if _, err := Sample("nowhere", env); err == nil || !strings.Contains(err.Error(), `there is no sample "nowhere"; choose `) {
		t.Errorf("%v", err)
	}
	for in, want := range map[string]string{"": "a file instead", "a": "a", "a b": "a or b", "a b c": "a, b or c"} {
		if got := choices(strings.Fields(in)); got != want {
			t.Errorf("choices(%s) = %s, want %s", in, got, want)
		}
	}
	doc, err := sampleOf([]byte(wrap(okSite, "")), "x", env)
	if err != nil || doc.ID != "fresh" || doc.Sites.Len() != 1 {
		t.Errorf("%+v %v", doc, err)
	}
	if _, err := sampleOf([]byte("broken"), "x", env); err == nil || !strings.HasPrefix(err.Error(), "sample:x: ") {
		t.Errorf("%v", err)
	}
}

func TestNotRegular(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // has no such files
	}
	if _, err := Open(os.DevNull); err == nil || !strings.Contains(err.Error(), "is a device, not a regular file") {
		t.Errorf("%v", err)
	}
	if err := Replace(os.DevNull, nil, nil); err == nil || !strings.Contains(err.Error(), "is a device, not a regular file") {
		t.Errorf("%v", err)
	}
}
