package present

import (
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/geo/camera"
	"hubscape/geo/style"
)

func withLayers() *scenario.Scenario {
	doc := &scenario.Scenario{Version: 1, ID: "d", Title: "T"}
	doc.Layers = scenario.ListOf(
		&scenario.Layer{ID: "y1", Name: "Roads", Order: 2, Style: scenario.LayerStyle{Color: "ochre", Width: 2, Dash: "dash", NameKey: "ref", Labels: true}},
		&scenario.Layer{ID: "y2", Name: "Zones", Order: 1, Style: scenario.LayerStyle{Fill: "hatch"}},
		&scenario.Layer{ID: "y3", Name: "Hidden", Order: 3, Hidden: true},
		&scenario.Layer{ID: "y4", Name: "Empty", Order: 4})
	doc.Features = scenario.ListOf(
		&scenario.Feature{ID: "o1", Layer: "y1", Geometry: orb.LineString{{20, 42}, {21, 42}}, Properties: []scenario.Member{{Key: "ref", Raw: []byte(`"E\n75"`)}}},
		&scenario.Feature{ID: "o2", Layer: "y2", Geometry: orb.Polygon{{{20, 43}, {21, 43}, {21, 44}, {20, 43}}}},
		&scenario.Feature{ID: "o3", Layer: "y2", Geometry: orb.Point{100, 10}},
		&scenario.Feature{ID: "o4", Layer: "y3", Geometry: orb.Point{20, 42}})
	return doc
}

func view(lon, lat float64) Options {
	return Options{Camera: camera.Camera{Center: orb.Point{lon, lat}, Zoom: 6, Width: 900, Height: 600}, Theme: style.Of(style.Dark)}
}

func TestOverlaysOfAScenario(t *testing.T) {
	in := MapInput(withLayers(), nil, view(20.5, 43))
	var ids []string
	for _, o := range in.Overlays {
		ids = append(ids, o.ID)
	}
	if !slices.Equal(ids, []string{"y2", "y1", "y4"}) {
		t.Fatalf("the stack is %v", ids)
	}
	roads := in.Overlays[1]
	if roads.Color != style.LayerTone(style.Dark, "ochre") || roads.Width != 2 || roads.Dash != "dash" || !roads.Labels || in.Overlays[0].Color != style.LayerTone(style.Dark, "slate") {
		t.Errorf("the roads are %+v", roads)
	}
	if points, lines, areas := in.Overlays[0].Kinds(); !points || lines || !areas {
		t.Errorf("the zones hold points %v, lines %v, areas %v", points, lines, areas)
	}
	l := LegendOf(in)
	want := []LayerEntry{
		{ID: "y1", Text: "Roads", Color: roads.Color, Dash: "dash", Symbol: "layer-dot", Lines: true},
		{ID: "y2", Text: "Zones", Color: in.Overlays[0].Color, Fill: "hatch", Symbol: "layer-dot", Points: true, Areas: true},
	}
	if !slices.Equal(l.Layers, want) {
		t.Errorf("the legend lists %+v, want %+v", l.Layers, want)
	}
	if l := LegendOf(MapInput(withLayers(), nil, view(-60, 0))); len(l.Layers) > 0 {
		t.Errorf("far away it lists %+v", l.Layers)
	}
	o := view(20.5, 43)
	o.Hidden = map[string]bool{"overlays": true}
	if l := LegendOf(MapInput(withLayers(), nil, o)); len(l.Layers) > 0 {
		t.Errorf("hidden it lists %+v", l.Layers)
	}
}

// TestShapesStayReady makes features ready once, while the document around them changes.
func TestShapesStayReady(t *testing.T) {
	doc := withLayers()
	env := scenario.Env{Now: func() time.Time { return time.Unix(0, 0) }, NewID: func() string { return "x" }}
	before := MapInput(doc, nil, view(20, 42)).Overlays[1].Shapes
	layer := *doc.Layers.All()[0]
	layer.Style.Color = "blue"
	for _, c := range []struct {
		command scenario.Command
		stays   bool
	}{
		{scenario.PutLayer{Layer: layer}, true},
		{scenario.Patch{Changes: []scenario.Change{{Kind: "feature", ID: "o2"}}}, false},
	} {
		after, err := c.command.Apply(doc, env)
		if err != nil {
			t.Fatal(err)
		}
		if got := MapInput(after, nil, view(20, 42)).Overlays[1].Shapes; (got == before) != c.stays {
			t.Errorf("%T: the same shapes: %v", c.command, got == before)
		}
	}
}

func TestFeatureName(t *testing.T) {
	for raw, want := range map[string]string{`"E\n75"`: "E 75", `75.50`: "75.50", `null`: "", `{"a":1}`: "", `[1]`: "", `true`: "true", `" "`: ""} {
		f := &scenario.Feature{Properties: []scenario.Member{{Key: "x", Raw: []byte(`"X"`)}, {Key: "ref", Raw: []byte(raw)}}}
		if got := FeatureName(f, "ref"); got != want {
			t.Errorf("%s is called %q, want %q", raw, got, want)
		}
	}
	f := &scenario.Feature{Name: "Own\tname", Properties: []scenario.Member{{Key: "ref", Raw: []byte(`"E 75"`)}}}
	if got := FeatureName(f, "ref"); got != "Own name" {
		t.Error(got)
	}
	if got := FeatureName(&scenario.Feature{}, "ref") + FeatureName(&scenario.Feature{}, ""); got != "" {
		t.Error(got)
	}
}

func TestLayerColorsAreThoseOfTheFile(t *testing.T) {
	if !slices.Equal(style.LayerColors(), scenario.LayerColors) {
		t.Errorf("the map knows %v, the file %v", style.LayerColors(), scenario.LayerColors)
	}
}
