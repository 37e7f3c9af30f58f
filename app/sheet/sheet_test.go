package sheet

import (
	"image/color"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/present"
	"hubscape/app/scenario"
	"hubscape/assets"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/label"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

// builder is made once: decoding the map and the typefaces is the slow part.
var builder = sync.OnceValue(func() (b struct {
	m     *basemap.Map
	fonts *label.Fonts
	build *scene.Builder
}) {
	var err error
	if b.m, err = basemap.Decode(assets.Basemap()); err != nil {
		panic(err)
	}
	if b.fonts, err = label.NewFonts(assets.Font); err != nil {
		panic(err)
	}
	b.build = scene.NewBuilder(b.m, b.fonts)
	return b
})

// western gives a sheet like the sample's.
func western(view string, width, height float64) Sheet {
	v, _ := camera.ViewNamed(view)
	theme := style.Of(style.Light)
	return Sheet{
		Bound: v.Bound,
		Doc: &scenario.Scenario{
			Title: "Western Balkans, as reported", Handling: scenario.Handling{TLP: "CLEAR"}, KosovoNote: scenario.KosovoEU,
			Positions: scenario.ListOf(&scenario.Position{ID: "a", AsOf: "2025-10"}, &scenario.Position{ID: "b", AsOf: "2026-02-05"}),
		},
		Map: scene.Input{
			Camera: camera.Camera{Width: width, Height: height}, Scale: 1, Theme: theme, Map: builder().m,
			Focus:    map[string]bool{"SRB": true, "XKX": true, "ALB": true, "MNE": true, "MKD": true, "BIH": true},
			Asterisk: map[string]bool{"XKX": true},
			Capsules: map[string]scene.Capsule{
				"SRB": {Squares: []color.NRGBA{theme.Category["legal"]}, Count: 3},
				"ALB": {Symbols: []string{"declined"}},
			},
			Marks: []scene.Mark{
				{ID: "gjader", At: orb.Point{19.6, 41.87}, Precision: scene.Town, Symbol: "operating", Label: "Gjadër"},
				{ID: "far", At: orb.Point{32, -1}, Precision: scene.Exact, Symbol: "agreed", Label: "Far away"},
			},
		},
	}
}

func compose(s Sheet) *scene.Scene { return Compose(s, builder().fonts, builder().build.Build) }

// words are all texts of a scene, in drawing order.
func words(s *scene.Scene) string {
	var all []string
	for _, op := range s.Ops {
		if t, ok := op.(*scene.Text); ok {
			all = append(all, t.Run.Text)
		}
	}
	return strings.Join(all, "\n")
}

// footHeight finds the band at the bottom of a composed scene.
func footHeight(s *scene.Scene) float64 {
	for _, op := range s.Ops {
		if p, ok := op.(*scene.Panel); ok && p.Rect.X0 == 0 && p.Rect.X1 == s.Width && p.Rect.Y1 == s.High {
			return s.High - p.Rect.Y0
		}
	}
	return 0
}

// cameraOf gives the camera that a scene was built for.
func cameraOf(s *scene.Scene) camera.Camera {
	perPx := s.View.UnitsPerPixel * s.Scale
	x := (s.View.Left + s.Width/2*perPx) / basemap.UnitsPerWorld
	y := (s.View.Top + s.High/2*perPx) / basemap.UnitsPerWorld
	zoom := math.Log2(basemap.UnitsPerWorld / perPx / camera.TileSize)
	return camera.Camera{Center: camera.LonLat(x, y), Zoom: zoom, Width: s.Width, Height: s.High}
}

func TestTheWholeBoundStandsAboveTheFoot(t *testing.T) {
	world := camera.View{Name: "world", Bound: orb.Bound{Min: orb.Point{-180, -85}, Max: orb.Point{180, 85}}}
	for _, view := range append(camera.Views(), world) {
		for _, size := range [][2]float64{{1920, 1080}, {640, 480}, {400, 900}, {480, 320}} {
			s := western(view.Name, size[0], size[1])
			s.Bound = view.Bound
			done := compose(s)
			foot := footHeight(done)
			c := cameraOf(done)
			x0, y0 := c.Project(orb.Point{view.Bound.Min[0], view.Bound.Max[1]})
			x1, y1 := c.Project(orb.Point{view.Bound.Max[0], view.Bound.Min[1]})
			if foot < 30 {
				t.Fatalf("%s at %v: a foot of %v px", view.Name, size, foot)
			}
			if x0 < -0.01 || y0 < -0.01 || x1 > size[0]+0.01 || y1 > size[1]-foot+0.01 {
				t.Errorf("%s at %v: %.1f,%.1f to %.1f,%.1f above a foot of %v", view.Name, size, x0, y0, x1, y1, foot)
			}
		}
	}
}

func TestLabelsKeepClearOfTheFurniture(t *testing.T) {
	for _, view := range camera.Views() {
		s := western(view.Name, 1280, 720)
		done := compose(s)
		var panels []scene.Rect // the furniture's grounds come after everything of the map
		for i := len(done.Ops) - 1; i >= 0; i-- {
			if p, ok := done.Ops[i].(*scene.Panel); ok && (p.Fill == s.Map.Theme.Raise && p.Radius == 6 && p.Rect.Y1 > 300 || p.Fill == s.Map.Theme.Panel) {
				panels = append(panels, p.Rect)
			}
		}
		if len(panels) < 3 {
			t.Fatalf("%s: foot, legend and scale bar expected, %d found", view.Name, len(panels))
		}
		for _, l := range done.Labels {
			for _, r := range panels {
				if r.X1-r.X0 > 40 && l.X0 < r.X1 && r.X0 < l.X1 && l.Y0 < r.Y1 && r.Y0 < l.Y1 {
					t.Errorf("%s: a label at %v lies under %v", view.Name, l, r)
				}
			}
		}
	}
}

func TestTheFootSaysWhatEveryMapSays(t *testing.T) {
	text := words(compose(western("balkans", 1280, 720)))
	for _, want := range []string{
		"Western Balkans, as reported", "TLP:CLEAR", "2026-02-05", "* This designation is without prejudice", "imply no endorsement", "Natural Earth",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	none := western("balkans", 1280, 720)
	none.Doc.KosovoNote = scenario.KosovoNone
	if text := words(compose(none)); strings.Contains(text, "This designation") || !strings.Contains(text, "imply no endorsement") {
		t.Errorf("without a footnote:\n%s", text)
	}
	if text := words(compose(western("africa", 1280, 720))); strings.Contains(text, "This designation") {
		t.Error("the map of Africa explains a name that does not stand on it")
	}
}

func TestFootLinesFit(t *testing.T) {
	for _, width := range []float64{320, 640, 1920} {
		s := western("africa", width, 700)
		done := compose(s)
		for _, op := range done.Ops {
			x, ok := op.(*scene.Text)
			if ok && x.Y > 700-footPad-200 && x.X == margin && x.X+x.Run.Width > width-margin+0.01 {
				t.Errorf("at %v px a line is %v px wide: %q", width, x.Run.Width, x.Run.Text)
			}
		}
	}
}

func TestTheLegendListsOnlyWhatIsDrawn(t *testing.T) {
	text := words(compose(western("balkans", 1280, 720)))
	for _, want := range []string{"Operating", "Declined", "Legal", "Town precision", "Disputed boundary", "place not stated"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	for _, not := range []string{"Agreed", "Financial", "Division precision", "Offered"} {
		if strings.Contains(text, not) {
			t.Errorf("%q is explained and not drawn", not)
		}
	}
	if text := words(compose(western("balkans", 480, 360))); strings.Contains(text, "Operating") {
		t.Error("a small sheet carries a legend")
	}
}

func TestClaimNotesExplainTheNumbersOnTheMap(t *testing.T) {
	done := compose(western("africa", 1920, 1080))
	text := strings.ReplaceAll(words(done), "\n", " ")
	named := map[int]bool{}
	for _, h := range done.Hits {
		for _, c := range builder().m.Claims {
			if h.Kind == "claim" && h.ID == c.Name {
				named[c.Number] = true
			}
		}
	}
	if len(named) < 4 {
		t.Fatalf("only %d numbered claims are named on the map of Africa", len(named))
	}
	for n := range named {
		if !strings.Contains(text, present.Superscript(n)+noBreak) {
			t.Errorf("number %d stands on the map and is not explained", n)
		}
	}
	for _, c := range builder().m.Claims {
		if !named[c.Number] && strings.Contains(text, present.Superscript(c.Number)+noBreak) {
			t.Errorf("number %d is explained and does not stand on the map", c.Number)
		}
	}
}

func TestLongTitlesAreCut(t *testing.T) {
	s := western("balkans", 640, 480)
	s.Doc.Title = strings.Repeat("A very long title ", 40)
	text := words(compose(s))
	if !strings.Contains(text, "A very long title") || !strings.Contains(text, "…") || strings.Contains(text, s.Doc.Title) {
		t.Errorf("not cut:\n%s", text)
	}
}

func TestEqualSheetsGiveEqualPictures(t *testing.T) {
	a, b := words(compose(western("wide", 1280, 720))), words(compose(western("wide", 1280, 720)))
	if a != b {
		t.Errorf("two sheets of one input differ:\n%s\n%s", a, b)
	}
}
