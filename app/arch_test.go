package app

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "hubscape"
	fyne   = "fyne.io/fyne/v2"
)

// layers ranks the rooms: an import may only go to a smaller number. Rooms with the same number do not know one another.
// The longest prefix counts.
var layers = map[string]int{
	"geo/camera": 10, "geo/measure": 10, "geo/spatial": 10, "geo/style": 10, "geo/cover": 10,
	"geo/basemap": 20, "geo/label": 20,
	"geo/scene":      30,
	"geo/draw/sweep": 35, "geo/draw/pngfast": 35, // what the targets are made with
	"geo/draw": 40,
	"assets":   0,

	"app/scenario": 10,
	"app/disk":     5,
	"app/evidence": 50, "app/decision": 50, "app/session": 50, "app/store": 50,
	"app/exchange/feature": 11, "app/exchange/crs": 12, "app/exchange/shape": 12, "app/exchange/": 20, "app/exchange": 55, // the readers and writers know features only
	"app/difference": 52, "app/audience": 56,
	"app/journal": 55, "app/backup": 55, "app/custody": 58, // what keeps the document safe
	"app/present": 60, "app/find": 60, "app/sheet": 65,
	"app/action": 70, "app/task": 70,
	"app/ui/theme": 80,
	"app/ui/kit":   81,
	"app/ui/":      90,
	"app/ui":       95,
	"cmd":          100,
}

// outside lists the modules beyond the standard library that a room may use. The longest prefix counts.
var outside = map[string][]string{
	"geo":                     {"github.com/paulmach/orb", "golang.org/x/image", "golang.org/x/text", "golang.org/x/sync", "github.com/go-text/typesetting"},
	"app":                     {"github.com/paulmach/orb", "golang.org/x/text", "golang.org/x/sync", "golang.org/x/image", "github.com/santhosh-tekuri/jsonschema/v6"},
	"app/scenario":            {"github.com/paulmach/orb"},
	"app/disk":                {"github.com/gofrs/flock", "golang.org/x/sys"},
	"app/exchange":            {"github.com/paulmach/orb", "golang.org/x/text"},
	"app/exchange/geopackage": {"github.com/paulmach/orb", "github.com/ncruces/go-sqlite3"},
	"app/exchange/table":      {"github.com/paulmach/orb", "golang.org/x/text", "github.com/xuri/excelize/v2"},
	"app/exchange/kml":        {"github.com/paulmach/orb", "golang.org/x/text", "github.com/twpayne/go-kml/v3"},
	"app/ui":                  {fyne, "github.com/paulmach/orb", "golang.org/x/text", "golang.org/x/sync", "golang.org/x/image"},
	"cmd/hubctl":              {"github.com/paulmach/orb", "golang.org/x/image", "golang.org/x/text"},
	"cmd/bake":                {"github.com/paulmach/orb", "golang.org/x/text"},
	"cmd/dev":                 {},
	"cmd/hubscape":            {fyne, "github.com/paulmach/orb", "github.com/google/uuid", "golang.org/x/image", "golang.org/x/text"},
	"assets":                  {},
}

// inTests are the modules that any test may use besides.
var inTests = []string{"github.com/rogpeppe/go-internal", "github.com/paulmach/orb", "pgregory.net/rapid", "go.uber.org/goleak"}

// objection says why the file of package from (a path below the module) may not import to, or "".
func objection(from, to string, test bool) string {
	if to == "C" && !under(from, "cmd/hubscape") {
		return "only the window's program may need a C compiler"
	}
	if slices.Contains([]string{"net", "net/http", "net/rpc", "net/smtp", "crypto/tls"}, to) {
		return "the program never touches the network"
	}
	if own, ok := strings.CutPrefix(to, module+"/"); ok {
		return ownObjection(from, own, test)
	}
	if !strings.Contains(strings.Split(to, "/")[0], ".") {
		return "" // the standard library
	}
	return outsideObjection(from, to, test)
}

func ownObjection(from, to string, test bool) string {
	if from == to {
		return "" // an external test of its own package
	}
	inGeo, inApp := under(from, "geo"), under(from, "app")
	switch {
	case inGeo && (under(to, "app") || under(to, "cmd")):
		return "geo knows nothing of the program"
	case inGeo && under(to, "assets") && !test:
		return "geo is handed its bytes"
	case inApp && under(to, "cmd"):
		return "app knows nothing of the commands"
	case under(from, "assets"):
		return "assets only embeds"
	case under(to, "app/ui") && under(from, "cmd") && !under(from, "cmd/hubscape"):
		return "the window's parts are for the window"
	case under(from, "cmd/dev"):
		return "cmd/dev must start without anything of ours"
	case test && inGeo, test && inApp && !under(from, "app/ui") && !under(to, "app/ui"):
		return "" // tests look across rooms, but not up into the window
	case under(from, "app/scenario"):
		return "the scenario knows orb and the standard library only"
	}
	if f, t := layer(from), layer(to); f <= t && !nested(from, to) {
		return fmt.Sprintf("layer %d may not know layer %d", f, t)
	}
	return ""
}

func outsideObjection(from, to string, test bool) string {
	if under(to, fyne+"/app") && !under(from, "cmd/hubscape") {
		return "only cmd/hubscape starts a Fyne application"
	}
	if under(to, fyne) && !under(from, "app/ui") && !under(from, "cmd/hubscape") {
		return "only the window knows Fyne"
	}
	allowed := outside[longest(outside, from)]
	if test {
		allowed = append(slices.Clone(allowed), inTests...)
	}
	for _, m := range allowed {
		if under(to, m) {
			return ""
		}
	}
	return "not among the modules this room uses"
}

// nested says whether one of two packages of one layer lies in the other's folder: a room and its closets.
func nested(from, to string) bool {
	return layer(from) == layer(to) && (under(to, from) || under(from, to))
}

// under says whether the path p is dir or lies below it.
func under(p, dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") }

func layer(pkg string) int { return layers[longest(layers, pkg)] }

// longest gives the longest key that is pkg, or a folder above it.
func longest[V any](m map[string]V, pkg string) string {
	best := ""
	for k := range m {
		if (pkg == k || strings.HasPrefix(pkg, strings.TrimSuffix(k, "/")+"/")) && len(k) > len(best) {
			best = k
		}
	}
	return best
}

// source is one parsed Go file.
type source struct {
	file *ast.File
	path string // from the module's root, with slashes
	pos  *token.FileSet
}

func (s source) pkg() string  { return path.Dir(s.path) }
func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	for _, top := range []string{"geo", "app", "cmd", "assets"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") {
				return err
			}
			pos := token.NewFileSet()
			f, err := parser.ParseFile(pos, p, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel("..", p)
			all = append(all, source{f, filepath.ToSlash(rel), pos})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func TestNobodyKnowsWhomTheyShouldNot(t *testing.T) {
	for _, s := range sources(t) {
		for _, spec := range s.file.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if why := objection(s.pkg(), to, s.isTest()); why != "" {
				t.Errorf("%s imports %s: %s", s.path, to, why)
			}
		}
	}
}

// The rules themselves: what they must allow and what they must refuse.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"geo/scene", "hubscape/geo/label", true},
		{"geo/basemap", "hubscape/geo/camera", true},
		{"geo/draw/raster", "hubscape/geo/scene", true},
		{"geo/camera", "hubscape/geo/style", false},
		{"geo/label", "hubscape/geo/basemap", false},
		{"geo/scene", "hubscape/geo/draw/raster", false},
		{"geo/draw/raster", "hubscape/geo/draw/svg", false},
		{"geo/basemap", "hubscape/app/scenario", false},
		{"geo/basemap", "hubscape/assets", false},
		{"geo/basemap", fyne, false},
		{"geo/basemap", "net/http", false},
		{"app/scenario", "github.com/paulmach/orb", true},
		{"app/scenario", "hubscape/geo/camera", false},
		{"app/scenario", "golang.org/x/text/language", false},
		{"app/store", "hubscape/app/scenario", true},
		{"app/store", "hubscape/assets", true},
		{"app/store", "hubscape/app/session", false},
		{"app/store", "hubscape/app/ui/kit", false},
		{"app/present", "hubscape/app/evidence", true},
		{"app/present", "hubscape/app/ui/mapview", false},
		{"app/present", fyne + "/canvas", false},
		{"app/ui/mapview", "hubscape/app/ui/kit", true},
		{"app/ui/mapview", "hubscape/app/ui/theme", true},
		{"app/ui/mapview", "hubscape/app/ui/sites", false},
		{"app/ui/mapview", "hubscape/app/ui", false},
		{"app/ui/kit", "hubscape/app/ui/mapview", false},
		{"app/ui/theme", "hubscape/app/ui/kit", false},
		{"app/ui", "hubscape/app/ui/mapview", true},
		{"app/ui/mapview", fyne + "/widget", true},
		{"app/ui/mapview", fyne + "/app", false},
		{"cmd/hubscape", fyne + "/app", true},
		{"cmd/hubscape", "hubscape/app/ui", true},
		{"cmd/hubctl", fyne, false},
		{"cmd/hubctl", "hubscape/app/ui/kit", false},
		{"cmd/hubctl", "hubscape/app/present", true},
		{"cmd/dev", "hubscape/assets", false},
		{"cmd/dev", "github.com/paulmach/orb", false},
		{"app/ui", "hubscape/cmd/hubscape", false},
	} {
		if why := objection(c.from, c.to, false); (why == "") != c.ok {
			t.Errorf("%s -> %s: objection %q, want allowed %v", c.from, c.to, why, c.ok)
		}
	}
}

// Pure rooms are handed the time and their randomness.
func TestPureRoomsDoNotAskTheClock(t *testing.T) {
	pure := []string{"geo", "app/scenario", "app/evidence", "app/decision", "app/session", "app/store", "app/present"}
	for _, s := range sources(t) {
		if s.isTest() || !slices.ContainsFunc(pure, func(room string) bool { return under(s.pkg(), room) }) {
			continue
		}
		for _, spec := range s.file.Imports {
			if strings.HasPrefix(spec.Path.Value, `"math/rand`) {
				t.Errorf("%s imports %s: randomness is passed in", s.path, spec.Path.Value)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && (sel.Sel.Name == "Now" || sel.Sel.Name == "Since") {
				t.Errorf("%s: time.%s: the time is passed in", s.pos.Position(n.Pos()), sel.Sel.Name)
			}
			return true
		})
	}
}

func TestEveryRoomHasItsPlace(t *testing.T) {
	for _, s := range sources(t) {
		pkg := s.pkg()
		if pkg != "app" && pkg != "geo" && longest(layers, pkg) == "" {
			t.Errorf("%s: no layer is decided for %s; say in this test whom it may know", s.path, pkg)
		}
	}
}

func TestTopLevelStaysAsItIs(t *testing.T) {
	allowed := []string{"cmd", "app", "geo", "assets", "go.mod", "go.sum", "FyneApp.toml", "README.md", "LICENSE"}
	built := []string{"hubscape", "hubctl", "bake", "dev", "dist"} // ignored by git
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".exe")
		if !strings.HasPrefix(name, ".") && !slices.Contains(allowed, name) && !slices.Contains(built, name) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
	for _, name := range allowed {
		if _, err := os.Stat(filepath.Join("..", name)); err != nil {
			t.Errorf("%s is missing at the top level", name)
		}
	}
}

// The version stands where the program and where the packager look for it.
func TestTheVersionIsOne(t *testing.T) {
	read := func(path, before string) string {
		b, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		_, rest, found := strings.Cut(string(b), before+` = "`)
		version, _, closed := strings.Cut(rest, `"`)
		if !found || !closed {
			t.Fatalf("%s names no version", path)
		}
		return version
	}
	if program, pack := read("cmd/hubscape/main.go", "const version"), read("FyneApp.toml", "Version"); program != pack {
		t.Errorf("the program says %s and FyneApp.toml %s", program, pack)
	}
}
