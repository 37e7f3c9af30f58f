package raster_test

import (
	"fmt"
	"image/color"
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

// world is the built-in map and fonts, read once.
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

func builder(tb testing.TB) *scene.Builder {
	tb.Helper()
	m, f := world()
	return scene.NewBuilder(m, f)
}

var balkans = map[string]bool{"SRB": true, "XKX": true, "MKD": true, "BIH": true, "ALB": true, "MNE": true}

// input is a scenario of the Western Balkans over a named view.
func input(tb testing.TB, view string, theme style.Name, w, h float64) scene.Input {
	tb.Helper()
	v, ok := camera.ViewNamed(view)
	if !ok {
		tb.Fatalf("no view %q", view)
	}
	th := style.Of(theme)
	squares := func(names ...style.Category) (out []color.NRGBA) {
		for _, n := range names {
			out = append(out, th.Category[n])
		}
		return out
	}
	return scene.Input{
		Camera: camera.Fit(v.Bound, w, h, 0), Scale: 1, Theme: th, LocalLine: true, Focus: balkans, Selected: "SRB",
		Asterisk: map[string]bool{"XKX": true},
		Capsules: map[string]scene.Capsule{
			"SRB": {Symbols: []string{"floated"}, Squares: squares("security_interference", "diplomatic", "local_political"), Count: 7},
			"XKX": {Symbols: []string{"talks_reported"}, Squares: squares("diplomatic", "legal"), Count: 4},
			"ALB": {Symbols: []string{"declined"}, Squares: squares("diplomatic", "reputational"), Count: 2},
			"MNE": {Symbols: []string{"floated"}},
			"RWA": {Symbols: []string{"closed", "agreed", "talks_reported"}},
		},
		Marks: []scene.Mark{
			{ID: "gjader", At: orb.Point{19.613, 41.852}, Precision: scene.Town, Symbol: "operating", Label: "Gjadër"},
			{ID: "shengjin", At: orb.Point{19.592, 41.808}, Precision: scene.Exact, Symbol: "operating", Label: "Shëngjin"},
			{ID: "gjilan", At: orb.Point{21.469, 42.463}, Precision: scene.Town, Symbol: "agreed", Label: "Gjilan / Gnjilane", Second: "comparator: prison"},
			{ID: "exercise", At: orb.Point{21.19, 42.60}, Precision: scene.Town, Symbol: "hypothetical", Label: "Exercise site 1", Second: "hypothetical", Selected: true},
		},
	}
}

// withSites spreads n exact sites over a bound, always in the same places.
func withSites(in scene.Input, n int, b orb.Bound) scene.Input {
	symbols := []string{"floated", "talks_reported", "offered", "agreed", "operating", "declined", "closed"}
	precisions := []scene.Precision{scene.Exact, scene.Town}
	in.Marks = nil
	next := uint64(1)
	random := func() float64 {
		next = next*6364136223846793005 + 1442695040888963407
		return float64(next>>11) / (1 << 53)
	}
	for i := range n {
		in.Marks = append(in.Marks, scene.Mark{
			ID: fmt.Sprintf("site-%d", i), Label: fmt.Sprintf("Site %d", i), Symbol: symbols[i%len(symbols)], Precision: precisions[i%2],
			At: orb.Point{b.Min[0] + random()*(b.Max[0]-b.Min[0]), b.Min[1] + random()*(b.Max[1]-b.Min[1])},
		})
	}
	return in
}
