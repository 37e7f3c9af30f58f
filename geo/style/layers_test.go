package style

import (
	"image/color"
	"testing"
)

// TestLayerTonesAreSeen asks of every colour of an imported layer that it stands out from all that it may lie on, and
// that the names written in it can be read.
func TestLayerTonesAreSeen(t *testing.T) {
	seen := map[color.NRGBA]string{}
	for _, n := range Names() {
		th := Of(n)
		clear(seen)
		for _, name := range LayerColors() {
			c := LayerTone(n, name)
			if other := seen[c]; other != "" {
				t.Errorf("%s: %s is %s", n, name, other)
			}
			seen[c] = name
			for on, ground := range map[string]color.NRGBA{"land": th.Land, "far land": th.LandFar, "the selection": th.LandFocus, "water": th.Water, "a halo": th.Halo} {
				if k := contrast(c, ground); k < 4 {
					t.Errorf("%s: %s has a contrast of %.1f on %s", n, name, k, on)
				}
			}
		}
		if LayerTone(n, "") != LayerTone(n, "slate") || LayerTone(n, "plaid") != LayerTone(n, "slate") {
			t.Errorf("%s: an unknown colour is not the quiet one", n)
		}
	}
	if len(LayerColors()) != 7 {
		t.Error(LayerColors())
	}
}
