package scene_test

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/assets"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/label"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

var world = sync.OnceValues(func() (*basemap.Map, *label.Fonts) {
	m, err := basemap.Decode(assets.Basemap())
	if err != nil {
		panic(err)
	}
	f, err := label.NewFonts(assets.Font)
	if err != nil {
		panic(err)
	}
	return m, f
})

func builder() *scene.Builder { return scene.NewBuilder(world()) }

var balkans = map[string]bool{"SRB": true, "XKX": true, "MKD": true, "BIH": true, "ALB": true, "MNE": true}

func input(lon, lat, zoom, w, h float64) scene.Input {
	return scene.Input{
		Camera: camera.Camera{Center: orb.Point{lon, lat}, Zoom: zoom, Width: w, Height: h}.Clamped(),
		Scale:  1, Theme: style.Of(style.Light), LocalLine: true, Focus: balkans, Asterisk: map[string]bool{"XKX": true},
		Capsules: map[string]scene.Capsule{"XKX": {Symbols: []string{"talks_reported"}, Count: 4}, "SRB": {Symbols: []string{"floated"}}},
		Marks: []scene.Mark{
			{ID: "gjader", At: orb.Point{19.613, 41.852}, Precision: scene.Town, Symbol: "operating", Label: "Gjadër"},
			{ID: "gjilan", At: orb.Point{21.469, 42.463}, Precision: scene.Exact, Symbol: "agreed", Label: "Gjilan / Gnjilane", Second: "prison"},
		},
	}
}

// cameras that the properties below are tried on.
func cameras() []scene.Input {
	var out []scene.Input
	for _, z := range []float64{2.3, 3, 3.6, 4.4, 5.55, 6.7, 7.3, 8.7, 9.4, 11} {
		for _, at := range []orb.Point{{20.6, 43.5}, {29.9, -1.9}, {-12, 27}, {178, -17}} {
			out = append(out, input(at[0], at[1], z, 1100, 700))
		}
	}
	return out
}

func meets(a, b scene.Rect) bool { return a.X0 < b.X1 && b.X0 < a.X1 && a.Y0 < b.Y1 && b.Y0 < a.Y1 }

func TestNoTwoLabelsMeetAndNoneIsCut(t *testing.T) {
	b := builder()
	for _, in := range cameras() {
		in.Obstacles = []scene.Rect{{X0: 12, Y0: 500, X1: 226, Y1: 690}}
		s := b.Build(in)
		for i, r := range s.Labels {
			if r.X0 < 0 || r.Y0 < 0 || r.X1 > 1100 || r.Y1 > 700 {
				t.Errorf("%v z %v: label %v is cut", in.Camera.Center, in.Camera.Zoom, r)
			}
			if meets(r, in.Obstacles[0]) {
				t.Errorf("label %v stands on the obstacle", r)
			}
			for _, o := range s.Labels[:i] {
				if meets(r, o) {
					t.Errorf("%v z %v: labels %v and %v meet", in.Camera.Center, in.Camera.Zoom, r, o)
				}
			}
		}
	}
}

// texts lists what a scene writes and where; what it writes twice is left out.
func texts(s *scene.Scene) map[string][2]float64 {
	out, twice := map[string][2]float64{}, map[string]bool{}
	for _, op := range s.Ops {
		if t, ok := op.(*scene.Text); ok {
			_, seen := out[t.Run.Text]
			twice[t.Run.Text] = seen
			out[t.Run.Text] = [2]float64{t.X, t.Y}
		}
	}
	for name, is := range twice {
		if is {
			delete(out, name)
		}
	}
	return out
}

func TestPanningMovesLabelsAndChangesNoneInTheMiddle(t *testing.T) {
	b := builder()
	for _, in := range cameras() {
		if in.Camera.Zoom < 3 {
			continue
		}
		before := texts(b.Build(in))
		moved := in
		moved.Camera = in.Camera.Pan(37, -21)
		after := texts(b.Build(moved))
		for name, p := range before {
			if p[0] < 200 || p[0] > 800 || p[1] < 120 || p[1] > 560 || name == "4" || name == "Atlantic" || name == "Ocean" { // written twice
				continue
			}
			q, ok := after[name]
			if !ok {
				t.Errorf("z %v: %q went away", in.Camera.Zoom, name)
			} else if math.Abs(q[0]-p[0]-37) > 1.01 || math.Abs(q[1]-p[1]+21) > 1.01 {
				t.Errorf("z %v: %q moved from %v to %v", in.Camera.Zoom, name, p, q)
			}
		}
	}
}

func TestASceneDependsOnItsInputAlone(t *testing.T) {
	in := input(20.6, 43.5, 6.7, 1100, 700)
	fresh := describe(builder().Build(in))
	b := builder()
	for i := range 12 {
		other := in
		other.Camera = in.Camera.Pan(float64(90*i), float64(-40*i))
		b.Build(other)
	}
	if got := describe(b.Build(in)); got != fresh {
		t.Error("scenes drawn before change a scene")
	}
}

func describe(s *scene.Scene) string {
	out := ""
	for _, op := range s.Ops {
		switch o := op.(type) {
		case *scene.Text:
			out += fmt.Sprintln("text", o.Run.Text, o.X, o.Y)
		case *scene.Symbol:
			out += fmt.Sprintln("symbol", *o)
		case *scene.Lines:
			out += fmt.Sprintln("lines", len(o.Paths), o.Pen, o.Dash)
		case *scene.Areas:
			out += fmt.Sprintln("areas", len(o.Paths))
		}
	}
	return out
}

func TestKosovoIsNamedWithAsteriskAndDashedTowardsSerbia(t *testing.T) {
	s := builder().Build(input(20.9, 42.6, 7.2, 1100, 700))
	if _, ok := texts(s)["KOSOVO*"]; !ok {
		t.Error("KOSOVO* is not written")
	}
	dashed := 0
	for _, op := range s.Ops {
		if l, ok := op.(*scene.Lines); ok && l.Dash.On == 6 {
			dashed += len(l.Paths)
		}
	}
	if dashed == 0 {
		t.Error("no disputed boundary is dashed")
	}
}

func TestHits(t *testing.T) {
	in := input(20.6, 42.5, 7.2, 1100, 700)
	s := builder().Build(in)
	x, y := in.Camera.Project(orb.Point{19.613, 41.852})
	if h, ok := s.HitAt(x, y); !ok || h.Kind != "site" || h.ID != "gjader" {
		t.Errorf("at the site: %+v %v", h, ok)
	}
	p, ok := texts(s)["KOSOVO*"]
	if !ok {
		t.Fatal("no label")
	}
	if h, ok := s.HitAt(p[0]+10, p[1]-3); !ok || h.Kind != "country" || h.ID != "XKX" {
		t.Errorf("at the name: %+v %v", h, ok)
	}
	if h, ok := s.HitAt(-5, -5); ok {
		t.Errorf("outside: %+v", h)
	}
}

func TestThreeMarksClusterTwoPart(t *testing.T) {
	in := input(20.6, 42.5, 6, 1100, 700)
	at := orb.Point{20.5, 43}
	mark := func(id string) scene.Mark {
		return scene.Mark{ID: id, At: at, Precision: scene.Town, Symbol: "floated", Label: id}
	}
	in.Marks = []scene.Mark{mark("a"), mark("b"), mark("c")}
	s := builder().Build(in)
	x, y := in.Camera.Project(at)
	h, ok := s.HitAt(x, y)
	if !ok || h.Kind != "cluster" || fmt.Sprint(h.IDs) != "[a b c]" {
		t.Errorf("three: %+v", h)
	}
	in.Marks = in.Marks[:2]
	var ys []float64
	for _, op := range builder().Build(in).Ops {
		if o, ok := op.(*scene.Symbol); ok && o.Name == "floated" && o.Size == 17 {
			ys = append(ys, o.Y)
		}
	}
	if len(ys) != 2 || math.Abs(ys[0]-ys[1]) < 15 {
		t.Errorf("two marks stand at %v", ys)
	}
}

func TestAGhostMovesNoLabel(t *testing.T) {
	b := builder()
	in := input(20.6, 43.5, 6.7, 1100, 700)
	before := texts(b.Build(in))
	in.Marks = append(in.Marks, scene.Mark{ID: "new", At: orb.Point{20.6, 43.5}, Precision: scene.Town, Symbol: "hypothetical", Ghost: true})
	after := texts(b.Build(in))
	if len(before) != len(after) {
		t.Errorf("%d labels became %d", len(before), len(after))
	}
}

func TestHiddenLayersAreNotDrawn(t *testing.T) {
	in := input(20.9, 42.6, 8.7, 1100, 700)
	in.Hidden = map[string]bool{}
	for _, l := range []string{"divisions", "rivers", "towns", "claims", "graticule", "labels", "sites", "capsules"} {
		in.Hidden[l] = true
	}
	s := builder().Build(in)
	if n := len(s.Base.Under); n != 1 || len(s.Base.Under[0].Cover) == 0 {
		t.Errorf("%d layers under the lines; only lakes should be left", n)
	}
	if len(s.Base.Grid.Xs) > 0 {
		t.Error("the graticule is drawn")
	}
	for _, op := range s.Ops {
		switch o := op.(type) {
		case *scene.Lines:
			if o.Dash.On == 0 && o.Pen.Width < 2 {
				t.Errorf("a line of width %v is drawn", o.Pen.Width)
			}
		default:
			t.Errorf("%T is drawn", op)
		}
	}
}

func TestLevelsStrayLessThanAThirdOfAPixel(t *testing.T) {
	for _, z := range []float64{0, 2.4, 6.7, 10, 14} {
		v := scene.ViewOf(camera.Camera{Zoom: z, Width: 100, Height: 100}, 2)
		metres := v.UnitsPerPixel * 40075016.68557849 / basemap.UnitsPerWorld
		l := v.Level()
		if l < basemap.MaxLevel && basemap.LevelTolerance(l) > 0.35*metres {
			t.Errorf("z %v: level %d strays %v of %v m", z, l, basemap.LevelTolerance(l), metres)
		}
		if l > 0 && basemap.LevelTolerance(l-1) <= 0.35*metres {
			t.Errorf("z %v: level %d is finer than needed", z, l)
		}
	}
}

func TestLabelsAreInTheAskedLanguage(t *testing.T) {
	in := input(20.6, 43.5, 6.2, 1100, 700)
	in.Language = "fr"
	if _, ok := texts(builder().Build(in))["SERBIE"]; !ok {
		t.Errorf("no French name among %v", texts(builder().Build(in)))
	}
}
