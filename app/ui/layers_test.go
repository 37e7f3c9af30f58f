package ui

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
)

// withLayers brings two imported layers in.
func withLayers(t *testing.T) *desk {
	t.Helper()
	d := quiet(t)
	area := orb.Polygon{{{20, 43}, {21, 43}, {21, 44}, {20, 44}, {20, 43}}}
	line := orb.LineString{{20, 42}, {22, 42}}
	changes := []scenario.Change{
		{Kind: "layer", ID: "l1", After: &scenario.Layer{ID: "l1", Name: "Districts", From: "districts.kml"}},
		{Kind: "layer", ID: "l2", After: &scenario.Layer{ID: "l2", Name: "Roads", Order: 1}},
		{Kind: "feature", ID: "f1", After: &scenario.Feature{ID: "f1", Layer: "l1", Name: "North", Geometry: area, Properties: []scenario.Member{
			{Key: "code", Raw: json.RawMessage(`"007"`)}, {Key: "people", Raw: json.RawMessage(`9007199254740993`)}, {Key: "open", Raw: json.RawMessage(`true`)}, {Key: "note", Raw: json.RawMessage(`null`)}}}},
		{Kind: "feature", ID: "f2", After: &scenario.Feature{ID: "f2", Layer: "l2", Geometry: line}},
		{Kind: "feature", ID: "f3", After: &scenario.Feature{ID: "f3", Layer: "l2"}},
	}
	if !d.w.do(scenario.Patch{Said: "Imported", Do: "import", Changes: changes}) {
		t.Fatalf("the layers were refused: %s", seen.Words(d.w.toaster))
	}
	d.pump()
	return d
}

// choose presses a line of a menu, given by the labels that lead to it.
func choose(t *testing.T, m []kit.MenuItem, path ...string) {
	t.Helper()
	for _, it := range m {
		if strings.HasPrefix(it.Label, path[0]) {
			switch {
			case len(path) > 1:
				choose(t, it.Sub, path[1:]...)
			case it.Disabled:
				t.Fatalf("%q is greyed out", path[0])
			default:
				it.Act()
			}
			return
		}
	}
	t.Fatalf("the menu has no %q", path[0])
}

func TestLayersMenu(t *testing.T) {
	d := withLayers(t)
	layer := func(id string) *scenario.Layer { l, _ := d.doc().Layers.Get(id); return l }
	for _, c := range []struct {
		path []string
		done func() bool
	}{
		{[]string{"Districts", "Show on the map"}, func() bool { return layer("l1").Hidden }},
		{[]string{"Districts (hidden)", "Show on the map"}, func() bool { return !layer("l1").Hidden }},
		{[]string{"Districts", "Colour", "Teal"}, func() bool { return layer("l1").Style.Color == "teal" }},
		{[]string{"Districts", "Line", "Dashed"}, func() bool { return layer("l1").Style.Dash == "dash" }},
		{[]string{"Districts", "Line", "Solid"}, func() bool { return layer("l1").Style.Dash == "" }},
		{[]string{"Districts", "Line", "Thick"}, func() bool { return layer("l1").Style.Width == 3.5 }},
		{[]string{"Districts", "Areas", "Hatched"}, func() bool { return layer("l1").Style.Fill == "hatch" }},
		{[]string{"Roads", "Points", "Ring"}, func() bool { return layer("l2").Style.Symbol == "ring" }},
		{[]string{"Roads", "Names"}, func() bool { return layer("l2").Style.Labels }},
		{[]string{"Roads", "Move down"}, func() bool { return d.doc().Stack()[0].ID == "l2" }},
		{[]string{"Roads", "Move up"}, func() bool { return d.doc().Stack()[1].ID == "l2" }},
		{[]string{"Roads", "Remove the layer"}, func() bool { return layer("l2") == nil && d.doc().Features.Len() == 1 }},
	} {
		before := d.doc()
		choose(t, d.w.layerMenu(), c.path...)
		d.pump()
		if !c.done() {
			t.Errorf("%v did nothing: %s", c.path, seen.Words(d.w.toaster))
		}
		d.w.run("edit.undo")
		d.pump()
		if d.doc() != before {
			t.Errorf("%v is not undone in one step", c.path)
		}
		d.w.run("edit.redo")
		d.pump()
	}
	choose(t, d.w.layerMenu(), "Districts", "Rename")
	fields := seen.All[*kit.Entry](d.canvas().Overlays().Top())
	fields[0].SetText("Regions")
	d.answer("Rename")
	if layer("l1").Name != "Regions" {
		t.Errorf("renamed to %q", layer("l1").Name)
	}
	choose(t, d.w.layerMenu(), "Regions", "Zoom to the layer")
	d.pump()
	if c := d.w.view.Camera().Center; c[0] < 20 || c[0] > 21 || c[1] < 43 || c[1] > 44 {
		t.Errorf("the map looks at %v", c)
	}
}

func TestFeatureCard(t *testing.T) {
	d := withLayers(t)
	d.w.Select("feature", "f1")
	d.pump()
	holds(t, "the card", d.card(), "North", "Imported layer Districts · from districts.kml", "Area", "km²", "code 007", "people 9007199254740993", "open yes", "note –", "Beneath", "Serbia")
	d.w.Select("feature", "f2")
	d.pump()
	holds(t, "the card", d.card(), "Unnamed line", "Length", "km", "says nothing more")
	d.w.Select("feature", "f3")
	d.pump()
	holds(t, "the card", d.card(), "record without place")
	d.w.do(scenario.DeleteLayer{ID: "l2"})
	d.pump()
	if d.w.sel.Kind != "" {
		t.Error("a removed feature is still selected")
	}
}
