package backup

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"hubscape/app/disk"
	"hubscape/app/disk/faulty"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

const dir = "/data/versions"

func onDisk(sys disk.FS, p Policy) *Store {
	return New(Options{FS: sys, Dir: dir, Now: func() time.Time { return noon }, Policy: p})
}

func content(n int) []byte {
	return []byte(fmt.Sprintf("document %d %s", n, strings.Repeat("x", n%100)))
}

func TestAddListOpenDelete(t *testing.T) {
	for name, id := range map[string]string{"uuid": "7d9c2d4e-6a3b-4f59-9d7e-0d4a6f1b2c3d", "strange": "../../CON: \x00", "empty": "", "long": strings.Repeat("a", 300)} {
		t.Run(name, func(t *testing.T) {
			s := onDisk(faulty.New(), Policy{})
			if l, err := s.List(id); err != nil || len(l.Versions) != 0 {
				t.Fatalf("of nothing: %v, %v", l, err)
			}
			if err := s.Keep(id, "/home/a.hubscape", content(1), noon); err != nil {
				t.Fatal(err)
			}
			want := Version{ID: id, Path: "/home/a.hubscape", Title: "Workshop", Kind: History, When: noon.Add(time.Minute), Label: "Moved Tuzla", Changes: 4}
			if _, err := s.Add(want, content(2)); err != nil {
				t.Fatal(err)
			}
			l, err := s.List(id)
			if err != nil || len(l.Versions) != 2 || l.Damaged != 0 || l.All == 0 {
				t.Fatalf("%+v, %v", l, err)
			}
			v := l.Versions[0]
			if v.Title != "Workshop" || v.Label != "Moved Tuzla" || v.Changes != 4 || v.Kind != History || !v.When.Equal(want.When) || v.Path != want.Path || v.Number != 2 {
				t.Errorf("got %+v", v)
			}
			if l.All != l.Versions[0].Disk+l.Versions[1].Disk {
				t.Errorf("all take %d", l.All)
			}
			for i, n := range []int{2, 1} {
				if b, err := s.Open(l.Versions[i]); err != nil || !bytes.Equal(b, content(n)) {
					t.Errorf("version %d: %q, %v", i, b, err)
				}
			}
			if err := s.Delete(v); err != nil {
				t.Fatal(err)
			}
			if l, _ := s.List(id); len(l.Versions) != 1 {
				t.Errorf("after deleting: %+v", l.Versions)
			}
			if _, err := s.Open(v); err == nil {
				t.Error("a deleted version opens")
			}
			if other, err := s.List("another"); err != nil || len(other.Versions) != 0 {
				t.Errorf("another document: %v, %v", other, err)
			}
		})
	}
}

func TestTheSameContentIsKeptOnce(t *testing.T) {
	s := onDisk(faulty.New(), Policy{})
	add := func(kind Kind, n int, when time.Time) {
		t.Helper()
		if _, err := s.Add(Version{ID: "d", Kind: kind, When: when}, content(n)); err != nil {
			t.Fatal(err)
		}
	}
	count := func() int { l, _ := s.List("d"); return len(l.Versions) }
	add(Save, 1, noon)
	add(Before, 1, noon.Add(-time.Hour)) // what is in the file is what was saved
	add(Save, 1, noon)
	if count() != 1 {
		t.Errorf("%d versions of one content", count())
	}
	add(History, 2, noon.Add(time.Minute))
	add(Save, 2, noon.Add(time.Minute)) // the save of what was snapped takes its place
	l, _ := s.List("d")
	if len(l.Versions) != 2 || l.Versions[0].Kind != Save {
		t.Errorf("%+v", l.Versions)
	}
}

// Ages are before noon; kinds: s save, h history, b before.
func TestSurplus(t *testing.T) {
	every := func(step time.Duration, n int) (out []time.Duration) {
		for i := range n {
			out = append(out, time.Duration(i)*step)
		}
		return out
	}
	p := Policy{Saves: 3, Hourly: 24 * time.Hour, Daily: 30 * 24 * time.Hour}
	for name, c := range map[string]struct {
		kind string
		ages []time.Duration
		kept []time.Duration
	}{
		"few saves stay":          {"s", every(time.Minute, 3), every(time.Minute, 3)},
		"one an hour of the rest": {"s", every(10*time.Minute, 13), []time.Duration{0, 10 * time.Minute, 20 * time.Minute, 70 * time.Minute}},
		"one a day of the rest":   {"s", every(8*time.Hour, 12), []time.Duration{0, 8 * time.Hour, 16 * time.Hour, 40 * time.Hour, 64 * time.Hour, 88 * time.Hour}},
		"nothing after a month but the last": {"s", []time.Duration{40 * 24 * time.Hour, 41 * 24 * time.Hour, 42 * 24 * time.Hour, 43 * 24 * time.Hour, 44 * 24 * time.Hour},
			[]time.Duration{40 * 24 * time.Hour, 41 * 24 * time.Hour, 42 * 24 * time.Hour}},
		"the future counts as now": {"s", []time.Duration{-48 * time.Hour, -47 * time.Hour, 0, time.Minute, 2 * time.Minute},
			[]time.Duration{-48 * time.Hour, -47 * time.Hour, 0, time.Minute}},
		"autosaves by themselves": {"h", every(time.Minute, 6), every(time.Minute, 3)},
	} {
		t.Run(name, func(t *testing.T) {
			kind := map[string]Kind{"s": Save, "h": History, "b": Before}[c.kind]
			var all []Version
			for i, age := range c.ages {
				all = append(all, Version{Kind: kind, When: noon.Add(-age), Number: uint64(100 - i), SHA256: fmt.Sprint(i), File: fmt.Sprint(i)})
			}
			gone := map[string]bool{}
			for _, v := range p.Surplus(all, noon) {
				gone[v.File] = true
			}
			var kept []time.Duration
			for i, age := range c.ages {
				if !gone[fmt.Sprint(i)] {
					kept = append(kept, age)
				}
			}
			if !slices.Equal(kept, c.kept) {
				t.Errorf("kept %v, want %v", kept, c.kept)
			}
		})
	}
}

// Whatever the versions are: the newest stays, pruning twice is pruning once, and no day within the month is left empty.
func TestSurplusProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Version
		for i := range rapid.IntRange(1, 80).Draw(t, "n") {
			all = append(all, Version{
				ID: "d", Kind: rapid.SampledFrom([]Kind{Save, History, Before}).Draw(t, "kind"),
				When:   noon.Add(-time.Duration(rapid.Int64Range(-5, 40*24*60).Draw(t, "minutes")) * time.Minute),
				Number: uint64(i), SHA256: fmt.Sprint(rapid.IntRange(0, 60).Draw(t, "content")), File: fmt.Sprint(i),
			})
		}
		gone := Usual.Surplus(all, noon)
		left := slices.DeleteFunc(slices.Clone(all), func(v Version) bool { return slices.Contains(gone, v) })
		if !slices.Contains(left, newestFirst(all)[0]) {
			t.Fatal("the newest went")
		}
		if again := Usual.Surplus(left, noon); len(again) > 0 {
			t.Fatalf("a second time %v would go", again)
		}
		for _, v := range all {
			day := date(v.When)
			if noon.Sub(v.When) < Usual.Daily && !slices.ContainsFunc(left, func(k Version) bool { return date(k.When).Equal(day) || k.SHA256 == v.SHA256 }) {
				t.Fatalf("nothing is left of %v", day)
			}
		}
	})
}

func TestOverLimit(t *testing.T) {
	v := func(id string, n int, age time.Duration, size int64) Version {
		return Version{ID: id, Number: uint64(n), When: noon.Add(-age), Disk: size, File: fmt.Sprint(id, n)}
	}
	all := []Version{v("a", 1, 5*time.Hour, 10), v("a", 2, 4*time.Hour, 10), v("a", 3, time.Hour, 10), v("b", 1, 9*time.Hour, 100), v("c", 1, 3*time.Hour, 10), v("c", 2, 2*time.Hour, 10)}
	names := func(list []Version) (out []string) {
		for _, v := range list {
			out = append(out, v.File)
		}
		return out
	}
	for limit, want := range map[int64][]string{150: nil, 149: {"a 1"}, 135: {"a 1", "a 2"}, 125: {"a 1", "a 2", "c 1"}, 1: {"a 1", "a 2", "c 1"}} {
		got := names(Policy{Bytes: limit}.OverLimit(all))
		for i := range got {
			got[i] = strings.Replace(got[i], "a", "a ", 1)
			got[i] = strings.Replace(got[i], "c", "c ", 1)
		}
		if !slices.Equal(got, want) {
			t.Errorf("limit %d: %v goes, want %v", limit, got, want)
		}
	}
}

func TestTheLimitHoldsOverAllDocuments(t *testing.T) {
	sys := faulty.New()
	s := onDisk(sys, Policy{Saves: 100, Bytes: 4000})
	for i := range 40 {
		if err := s.Keep(fmt.Sprint("doc", i%4), "", content(i), noon.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 4 {
		l, err := s.List(fmt.Sprint("doc", i))
		if err != nil || len(l.Versions) == 0 || l.All > 4000 {
			t.Fatalf("%d: %+v, %v", i, l, err)
		}
		if b, err := s.Open(l.Versions[0]); err != nil || !bytes.Equal(b, content(36+i)) {
			t.Errorf("doc %d: %q, %v", i, b, err)
		}
	}
}

// The newest version lost its bytes on the disk: the limit must then leave the one before it.
func TestTheNewestWholeVersionStays(t *testing.T) {
	sys := faulty.New()
	s := onDisk(sys, Policy{})
	for i := range 3 {
		if err := s.Keep("d", "", content(i), noon.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	l, _ := s.List("d")
	b, _ := sys.Get(l.Versions[0].File)
	b[len(b)-1] ^= 1
	sys.Put(l.Versions[0].File, b)
	tight := onDisk(sys, Policy{Saves: 10, Bytes: 1})
	if err := tight.Keep("other", "", content(9), noon); err != nil {
		t.Fatal(err)
	}
	after, _ := s.List("d")
	if len(after.Versions) != 2 {
		t.Fatalf("%d versions left", len(after.Versions))
	}
	if got, err := s.Open(after.Versions[1]); err != nil || !bytes.Equal(got, content(1)) {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := s.Open(after.Versions[0]); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("the damaged one: %v", err)
	}
}

func TestADamagedVersionLosesItselfOnly(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"empty":      func([]byte) []byte { return nil },
		"cut":        func(b []byte) []byte { return b[:len(b)/2] },
		"in header":  func(b []byte) []byte { b[100] ^= 4; return b },
		"in content": func(b []byte) []byte { b[len(b)-12] ^= 4; return b },
		"longer":     func(b []byte) []byte { return append(b, 0) },
		"another":    func([]byte) []byte { return []byte("<html>") },
	} {
		t.Run(name, func(t *testing.T) {
			sys := faulty.New()
			s := onDisk(sys, Policy{})
			for i := range 3 {
				if err := s.Keep("d", "", content(i), noon.Add(time.Duration(i)*time.Minute)); err != nil {
					t.Fatal(err)
				}
			}
			l, _ := s.List("d")
			b, _ := sys.Get(l.Versions[1].File)
			sys.Put(l.Versions[1].File, damage(b))
			l, err := s.List("d")
			if err != nil {
				t.Fatal(err)
			}
			var whole []string
			for _, v := range l.Versions {
				if b, err := s.Open(v); err == nil {
					whole = append(whole, string(b))
				}
			}
			if !slices.Equal(whole, []string{string(content(2)), string(content(0))}) {
				t.Errorf("whole are %q", whole)
			}
			if name != "in content" && l.Damaged != 1 {
				t.Errorf("%d count as damaged", l.Damaged)
			}
			if err := s.Keep("d", "", content(7), noon.Add(time.Hour)); err != nil {
				t.Errorf("the next: %v", err)
			}
		})
	}
}

// Whatever byte of the header is another: the version is damaged, or says what it said.
func TestNoByteOfTheHeaderIsBelievedUnproved(t *testing.T) {
	v := Version{ID: "d", Kind: Save, When: noon, Title: "Workshop", Path: "/home/a.hubscape", Changes: 3}
	b, err := encode(&v, content(5))
	if err != nil {
		t.Fatal(err)
	}
	_, length, err := decodeHead(b)
	if err != nil {
		t.Fatal(err)
	}
	for i := range length {
		for _, flip := range []byte{1, 2, 16, 128} {
			c := bytes.Clone(b)
			c[i] ^= flip
			if got, _, err := decodeHead(c); err == nil {
				t.Fatalf("byte %d: %+v", i, got)
			}
		}
	}
}

func TestTheContentMustBeWhatTheHeaderSays(t *testing.T) {
	forge := func(change func(*Version)) []byte {
		v := Version{ID: "d", Kind: Save, When: noon}
		b, err := encode(&v, content(40))
		if err != nil {
			t.Fatal(err)
		}
		_, length, _ := decodeHead(b)
		change(&v)
		head, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		head = append(head, '\n')
		return slices.Concat([]byte(magic+sum(head)+"\n"), head, b[length:])
	}
	for name, change := range map[string]func(*Version){
		"another checksum": func(v *Version) { v.SHA256 = sum(nil) },
		"shorter":          func(v *Version) { v.Size-- },
		"longer":           func(v *Version) { v.Size++ },
		"packed shorter":   func(v *Version) { v.Packed-- },
		"below nothing":    func(v *Version) { v.Size = -1 },
		"beyond all":       func(v *Version) { v.Size = maxSize + 1 },
	} {
		if _, _, err := decode(forge(change)); !errors.Is(err, errDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := decode(forge(func(*Version) {})); err != nil {
		t.Errorf("as it was: %v", err)
	}
}

// A small file that unpacks to much more than it says takes no more memory than it says.
func TestBomb(t *testing.T) {
	v := Version{ID: "d", Kind: Save, When: noon}
	b, err := encode(&v, make([]byte, 256<<20))
	if err != nil {
		t.Fatal(err)
	}
	_, length, _ := decodeHead(b)
	v.Size = 1000
	head, _ := json.Marshal(v)
	head = append(head, '\n')
	forged := slices.Concat([]byte(magic+sum(head)+"\n"), head, b[length:])
	b = nil
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, _, err := decode(forged); err == nil {
		t.Error("it opens")
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
		t.Errorf("%d MB for a version of 1 kB", used>>20)
	}
}

func TestWithoutAnyAllowanceTheNewestStays(t *testing.T) {
	all := []Version{{Number: 1, When: noon, File: "1"}, {Number: 2, When: noon.Add(-99 * 24 * time.Hour), File: "2"}}
	if gone := (Policy{}).Surplus(all, noon); len(gone) != 1 || gone[0].File != "1" {
		t.Errorf("%+v", gone)
	}
}

// A version of a later program is neither listed nor swept away.
func TestNewerVersionsAreLeftAlone(t *testing.T) {
	sys := faulty.New()
	s := onDisk(sys, Policy{Saves: 1, Bytes: 1})
	newer := filepath.Join(dir, "d", "000000000009-save.version")
	sys.Put(newer, []byte("hubscape version 2 something else\n"))
	if err := s.Keep("d", "", content(1), noon); err != nil {
		t.Fatal(err)
	}
	if _, ok := sys.Get(newer); !ok {
		t.Error("it was removed")
	}
}

// Every operation of keeping a version fails in turn, or the machine dies at it: what was kept before stays readable, the
// new version is there whole or not at all, and an answer of success holds.
func TestEveryFailureOfAdd(t *testing.T) {
	setUp := func() (*faulty.Disk, *Store) {
		sys := faulty.New()
		s := onDisk(sys, Policy{Saves: 3, Bytes: 1 << 20})
		for i := range 5 { // the sixth lets one go
			if err := s.Keep("d", "", content(i), noon.Add(time.Duration(i)*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
		return sys, s
	}
	clean, s := setUp()
	clean.Fault(nil)
	if err := s.Keep("d", "", content(6), noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	ops := clean.Ops()
	if ops < 15 {
		t.Fatalf("%d operations are too few to be all", ops)
	}
	for _, fault := range []error{faulty.ErrDead, syscall.ENOSPC, syscall.EIO, syscall.EROFS, syscall.EACCES} {
		for n := 1; n <= ops; n++ {
			sys, s := setUp()
			before, _ := s.List("d")
			sys.FailAt(n, fault)
			v, err := s.Add(Version{ID: "d", Kind: Save, When: noon.Add(time.Hour)}, content(6))
			if err != nil && strings.ContainsAny(err.Error(), "\n") {
				t.Errorf("%v at %d: %q is no sentence", fault, n, err)
			}
			sys = sys.Revive()
			judge(t, fmt.Sprintf("%v at %d", fault, n), onDisk(sys, Policy{Saves: 3}), before.Versions, v, err == nil)
		}
	}
}

func judge(t *testing.T, what string, s *Store, before []Version, v Version, kept bool) {
	t.Helper()
	l, err := s.List("d")
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if l.Damaged > 0 {
		t.Errorf("%s: %d damaged", what, l.Damaged)
	}
	found := false
	for _, x := range l.Versions {
		if _, err := s.Open(x); err != nil {
			t.Errorf("%s: %s: %v", what, x.File, err)
		}
		found = found || x.File == v.File
	}
	if kept && !found {
		t.Errorf("%s: it was kept and is not there", what)
	}
	stay := Policy{Saves: 3}.Surplus(append(slices.Clone(before), v), noon)
	for _, x := range before {
		listed := slices.ContainsFunc(l.Versions, func(y Version) bool { return y.File == x.File })
		surplus := slices.ContainsFunc(stay, func(y Version) bool { return y.File == x.File })
		if !listed && (!surplus || !found) {
			t.Errorf("%s: %s went", what, x.File)
		}
	}
}

// The power goes after a success: the version is there.
func TestPowerLossAfterAdd(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	sys := faulty.New()
	s := onDisk(sys, Policy{Saves: 3, Bytes: 1 << 20})
	for i := range 6 {
		before, _ := s.List("d")
		v, err := s.Add(Version{ID: "d", Kind: Save, When: noon.Add(time.Duration(i) * time.Minute)}, content(i))
		if err != nil {
			t.Fatal(err)
		}
		for n := range 100 {
			after := onDisk(sys.PowerLoss(dice), Policy{Saves: 3, Bytes: 1 << 20})
			judge(t, fmt.Sprintf("state %d of version %d", n, i), after, before.Versions, v, true)
		}
	}
}

func TestDiskFullSaysSo(t *testing.T) {
	sys := faulty.New()
	s := onDisk(sys, Policy{})
	sys.SetSpace(100)
	err := s.Keep("d", "", content(50), noon)
	if err == nil || !strings.Contains(err.Error(), "the disk is full") || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v", err)
	}
	if files := sys.Files(); len(files) != 0 {
		t.Errorf("left over: %v", files)
	}
	sys.SetSpace(-1)
	if err := s.Keep("d", "", content(50), noon); err != nil {
		t.Errorf("once there is space: %v", err)
	}
}

func TestLitterIsSwept(t *testing.T) {
	sys := faulty.New()
	old := filepath.Join(dir, "d", "x.version.tmp")
	sys.Put(old, []byte("half"))
	s := New(Options{FS: sys, Dir: dir, Now: func() time.Time { return noon.Add(24 * time.Hour) }})
	if err := s.Keep("d", "", content(1), noon); err != nil {
		t.Fatal(err)
	}
	if _, ok := sys.Get(old); ok {
		t.Error("it is still there")
	}
}

func TestRealDisk(t *testing.T) {
	s := New(Options{Dir: filepath.Join(t.TempDir(), "a", "b"), Now: func() time.Time { return noon }})
	big := bytes.Repeat([]byte("Hubscape "), 100_000)
	if err := s.Keep("d", "x.hubscape", big, noon); err != nil {
		t.Fatal(err)
	}
	l, err := s.List("d")
	if err != nil || len(l.Versions) != 1 || l.Versions[0].Disk > 20_000 {
		t.Fatalf("%+v, %v", l, err)
	}
	if b, err := s.Open(l.Versions[0]); err != nil || !bytes.Equal(b, big) {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	if st, err := os.Stat(l.Versions[0].File); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", st.Mode(), err)
	}
	if v, ok := s.ByPath("x.hubscape"); !ok || v.ID != "d" {
		t.Errorf("by path: %+v, %v", v, ok)
	}
	if err := os.Chmod(filepath.Dir(l.Versions[0].File), 0o500); err == nil && os.Getuid() != 0 {
		if err := s.Keep("d", "", content(3), noon); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("in a folder that may not be written: %v", err)
		}
	}
}

func TestPace(t *testing.T) {
	p := Pace{Every: 5 * time.Minute}
	now := noon
	edits := 0
	for edits = 1; !p.Edited(now); edits++ {
		now = now.Add(30 * time.Second)
	}
	if edits != 11 {
		t.Errorf("due at edit %d", edits)
	}
	p.Kept(now)
	if p.Edited(now.Add(3 * time.Hour)) {
		t.Error("a pause counts as editing")
	}
}

func FuzzBackupRead(f *testing.F) {
	v := Version{ID: "d", Kind: Save, When: noon, Number: 3, Title: "Workshop"}
	b, err := encode(&v, content(40))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, content, err := decode(b)
		if err != nil {
			return
		}
		if sum(content) != v.SHA256 || int64(len(content)) != v.Size {
			t.Fatal("a content that is not proved")
		}
		again, err := encode(&v, content)
		if err != nil {
			t.Fatal(err)
		}
		if w, same, err := decode(again); err != nil || !bytes.Equal(same, content) || w.ID != v.ID && !strings.Contains(w.ID, "\uFFFD") {
			t.Fatalf("%v after writing it again", err)
		}
	})
}

func BenchmarkAdd10k(b *testing.B) {
	doc := bytes.Repeat([]byte(`{"type":"Feature","geometry":{"coordinates":[21.19,42.6]},"properties":{"name":"Exercise site"}},`), 80_000)
	s := New(Options{Dir: b.TempDir(), Now: func() time.Time { return noon }})
	b.SetBytes(int64(len(doc)))
	for i := 0; b.Loop(); i++ {
		copy(doc, fmt.Sprint(i))
		if err := s.Keep("d", "", doc, noon.Add(time.Duration(i)*time.Second)); err != nil {
			b.Fatal(err)
		}
	}
}
