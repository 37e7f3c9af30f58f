package style

import "image/color"

// Sizes of imported layers in px at scale 1.
const (
	LayerWidth    = 1.3
	LayerSymbol   = 7.5
	LayerNameFrom = 36.0 // least extent of a line or area whose name is written
)

// Strengths of an imported layer's areas, of 1.
const (
	LayerTint  = 0.17
	LayerHatch = 0.55
)

// layerTones are the tones of the layers' colours: light, dark, projector, print.
var layerTones = []struct {
	name string
	hex  [4]string
}{
	{"slate", [4]string{"#5B6670", "#A7B3BD", "#434D56", "#4B555E"}},
	{"blue", [4]string{"#2A66AE", "#7FB0EE", "#1B5296", "#1B5296"}},
	{"teal", [4]string{"#0B7871", "#57C5BA", "#08605A", "#08605A"}},
	{"green", [4]string{"#426F23", "#9ACB74", "#3A651C", "#3A651C"}},
	{"ochre", [4]string{"#8C5A06", "#E2B55F", "#7A4E04", "#7A4E04"}},
	{"rose", [4]string{"#B03E63", "#EF8DAC", "#952C50", "#952C50"}},
	{"violet", [4]string{"#7450A3", "#BD9DEB", "#5F3B8D", "#5F3B8D"}},
}

// LayerColors names the colours that an imported layer may have.
func LayerColors() []string {
	var out []string
	for _, t := range layerTones {
		out = append(out, t.name)
	}
	return out
}

// LayerTone is a layer's colour in a theme; a name that is unknown or empty gives the quiet first one.
func LayerTone(theme Name, name string) color.NRGBA {
	col := column(theme)
	for _, t := range layerTones {
		if t.name == name {
			return hex(t.hex[col])
		}
	}
	return hex(layerTones[0].hex[col])
}
