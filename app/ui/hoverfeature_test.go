package ui

import (
	"testing"

	"github.com/paulmach/orb"

	"hubscape/app/scenario"
	"hubscape/app/ui/kit/seen"
)

// TestFeatureOfALayer rests the pointer on an imported area: its card shows, and the legend lists its layer.
func TestFeatureOfALayer(t *testing.T) {
	d := newDesk(t, 1280, 800)
	patch := scenario.Patch{Said: "Imported", Changes: []scenario.Change{
		{Kind: "layer", ID: "y1", After: &scenario.Layer{ID: "y1", Name: "Zones under study", Style: scenario.LayerStyle{Fill: "tint", NameKey: "title"}}},
		{Kind: "feature", ID: "o1", After: &scenario.Feature{ID: "o1", Layer: "y1", Geometry: orb.Polygon{{{17, 38}, {24, 38}, {24, 41}, {17, 41}, {17, 38}}}, Properties: []scenario.Member{
			{Key: "title", Raw: []byte(`"Ionian"`)}, {Key: "risk", Raw: []byte(`"<b>high</b>\nsince 2014"`)}, {Key: "none", Raw: []byte(`null`)}, {Key: "n", Raw: []byte(`9007199254740993`)}}}},
		{Kind: "feature", ID: "o2", After: &scenario.Feature{ID: "o2", Layer: "y1", Geometry: orb.Point{-100, 40}}},
	}}
	if err := d.w.session.Do(patch); err != nil {
		t.Fatal(err)
	}
	d.until("the picture with the area", func() bool {
		d.hover(18.6, 39.2)
		return d.w.view.PointerNow().Overlay.Feature == "o1"
	})
	d.until("the card of the feature", func() bool { d.pump(); return d.w.hover.key == "featureo1" })
	card := seen.Words(d.w.featureHover("o1"))
	holds(t, "the card", card, "Ionian", "Layer “Zones under study”", "risk", "<b>high</b> since 2014", "9007199254740993", "counted nowhere")
	lacks(t, "the card", card, "none", "title")
	holds(t, "the legend", d.words(), "Zones under study")
	holds(t, "the other card", seen.Words(d.w.featureHover("o2")), "A feature without a name")
	if d.w.featureHover("o3") != nil {
		t.Error("a card of nothing")
	}
}
