package main

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestParseTargetsGivesEachNameItsPackage(t *testing.T) {
	out := "FuzzRead\nFuzzWrite\nok  \thubscape/app/store\t0.1s\nok  \thubscape/geo/camera\t0.1s\nFuzzDo\nok  \thubscape/app/session\t0.2s\n"
	want := []target{{"hubscape/app/store", "FuzzRead"}, {"hubscape/app/store", "FuzzWrite"}, {"hubscape/app/session", "FuzzDo"}}
	if got := parseTargets(out); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestHasDisplay(t *testing.T) {
	for _, c := range []struct {
		system, variable string
		want             bool
	}{
		{"linux", "", false},
		{"linux", "DISPLAY", true},
		{"linux", "WAYLAND_DISPLAY", true},
		{"windows", "", true},
		{"darwin", "", true},
	} {
		env := func(name string) string {
			if name == c.variable {
				return ":0"
			}
			return ""
		}
		if got := hasDisplay(c.system, env); got != c.want {
			t.Errorf("%s with %q: %v, want %v", c.system, c.variable, got, c.want)
		}
	}
}

func TestFirstErrorNamesWhatIsMissing(t *testing.T) {
	for out, want := range map[string]string{
		"probe.c:2:10: fatal error: X11/Xlib.h: No such file or directory\ncompilation terminated.": "X11/Xlib.h: No such file or directory",
		"/usr/bin/ld: cannot find -lxkbcommon: No such file\ncollect2: error: ld returned 1":        "/usr/bin/ld: cannot find -lxkbcommon: No such file",
		"something else": "something else",
	} {
		if got := firstError(out); got != want {
			t.Errorf("%q: got %q, want %q", out, got, want)
		}
	}
}

func TestExitStatusTellsMachineFromUsage(t *testing.T) {
	for err, want := range map[error]int{
		lacking{"gcc"}:                     3,
		usage{"what"}:                      2,
		errors.New("a test"):               1,
		errors.Join(errors.New("another")): 1,
	} {
		if got := exitStatus(err); got != want {
			t.Errorf("%v: %d, want %d", err, got, want)
		}
	}
}

func TestUnknownCommandNamesThoseThatExist(t *testing.T) {
	err := dispatch([]string{"fly"})
	if err == nil || exitStatus(err) != 2 {
		t.Fatalf("got %v", err)
	}
	for _, c := range commands() {
		if !strings.Contains(err.Error(), "./cmd/dev "+c.name) {
			t.Errorf("%q does not name %s", err, c.name)
		}
	}
}

// A machine without a compiler must hear the one line that mends it, for its own package manager.
func TestInstallLinesAskForBothWindowSystems(t *testing.T) {
	for _, m := range managers() {
		line := oneLine(m)
		if !strings.HasPrefix(line, "sudo "+m.tool) || strings.Contains(line, "\n") {
			t.Errorf("%s: not one line to paste: %q", m.tool, line)
		}
		for _, need := range []string{"gcc", "wayland", "xkbcommon"} {
			if !strings.Contains(strings.ToLower(line), need) {
				t.Errorf("%s: %q lacks %s", m.tool, line, need)
			}
		}
		if !strings.Contains(installLines(), line) {
			t.Errorf("%s is not among the printed lines", m.tool)
		}
	}
}

func TestProbeNamesAMissingCompiler(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("CC", "")
	if got := probe(); got != "a C compiler is missing" {
		t.Errorf("got %q", got)
	}
}

func TestPackagesWithTestsNamingFindsThem(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, top := range []string{"app/store", "assets", "cmd/dev", "geo"} {
		if err := os.MkdirAll(top, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"app/store/a_test.go", "app/store/b_test.go", "cmd/dev/dev_test.go", "geo/c.go"} {
		if err := os.WriteFile(filepath.FromSlash(path), []byte("func FuzzX"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := packagesWithTestsNaming("func Fuzz")
	if want := []string{"./app/store"}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestLastExecs(t *testing.T) {
	out := "fuzz: elapsed: 0s, gathering baseline coverage: 0/31 completed\nfuzz: elapsed: 3s, execs: 41207 (13735/sec), new interesting: 4 (total: 35)\n" +
		"fuzz: elapsed: 6s, execs: 98001 (18931/sec), new interesting: 5 (total: 36)\nPASS\n"
	if n := lastExecs(out); n != 98001 {
		t.Errorf("runs read: %d, want the last figure, 98001", n)
	}
	if n := lastExecs("no figures"); n != 0 {
		t.Errorf("runs read from nothing: %d", n)
	}
}

func TestShortest(t *testing.T) {
	dir := t.TempDir()
	for name, size := range map[string]int{"c": 5, "b": 5, "a": 9, "huge": keptBytes + 1} {
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, size), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := shortest(files, 2); !slices.Equal(got, []string{"b", "c"}) {
		t.Errorf("the two shortest: %v, want b, c", got)
	}
	if got := shortest(files, 9); !slices.Equal(got, []string{"b", "c", "a"}) {
		t.Errorf("all that may be kept: %v, want b, c, a", got)
	}
}

func TestParseTour(t *testing.T) {
	acts, err := parseTour("# a comment\n\nkey ctrl+k Return\nclick 0.5 0.25\nshot 01 start\n")
	want := []act{{3, "key", "ctrl+k Return"}, {4, "click", "0.5 0.25"}, {5, "shot", "01 start"}}
	if err != nil || !reflect.DeepEqual(acts, want) {
		t.Errorf("got %v, %v; want %v", acts, err, want)
	}
	for _, bad := range []string{"click 0.5", "click a b", "jump 1", "key", "wait"} {
		if _, err := parseTour(bad); err == nil {
			t.Errorf("%q was taken for a step", bad)
		}
	}
	if acts, err := parseTour(tourScript); err != nil || len(acts) < 20 {
		t.Errorf("the tour itself: %d steps, %v", len(acts), err)
	}
}

func TestInternetSockets(t *testing.T) {
	trace := filepath.Join(t.TempDir(), "trace")
	local := "12 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3\n12 connect(3, {sa_family=AF_UNIX, sun_path=@\"/tmp/.X11-unix/X0\"}, 20) = 0\n"
	for content, clean := range map[string]bool{local: true, "": true, local + "12 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 4\n": false, "1 socket(AF_NETLINK, SOCK_RAW, 0) = 3\n": false} {
		if err := os.WriteFile(trace, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := internetSockets("test", trace); (err == nil) != clean {
			t.Errorf("%q: %v, want clean %v", content, err, clean)
		}
	}
}

func TestOnlyTheClock(t *testing.T) {
	head := "fuzz: elapsed: 30s, execs: 33934 (0/sec), new interesting: 45 (total: 903)\n--- FAIL: FuzzSheet (30.30s)\n"
	for out, want := range map[string]bool{
		head + "    context deadline exceeded\nFAIL\nexit status 1\n":                                                                true,
		head + "    --- FAIL: FuzzSheet (0.00s)\n        fuzz_test.go:9: wrong\n    \n    Failing input written to testdata\nFAIL\n": false,
		head + "    context deadline exceeded\n    fuzz_test.go:9: wrong\nFAIL\n":                                                    false,
		head + "    panic: context deadline exceeded\nFAIL\n":                                                                        false,
		"FAIL\tpackage [build failed]\n":                                                                                             false,
	} {
		if got := onlyTheClock(out); got != want {
			t.Errorf("%q: %v, want %v", out, got, want)
		}
	}
}
