package present

import (
	"encoding/json"
	"image/color"
	"strings"
	"sync"
	"unicode"

	"hubscape/app/scenario"
	"hubscape/geo/scene"
	"hubscape/geo/style"
)

// overlays gives the layers of a scenario that are not hidden, the lowest first.
func overlays(doc *scenario.Scenario, th style.Theme) []scene.Overlay {
	var out []scene.Overlay
	for _, l := range doc.Stack() {
		if l.Hidden {
			continue
		}
		out = append(out, scene.Overlay{
			ID: l.ID, Name: l.Name, Color: LayerColor(th, l.Style.Color), Width: l.Style.Width, Dash: l.Style.Dash, Fill: l.Style.Fill,
			Symbol: l.Style.Symbol, Labels: l.Style.Labels, Shapes: ready.of(doc.Features.All(), l.ID, l.Style.NameKey),
		})
	}
	return out
}

// LayerColor is a layer's colour in a theme.
func LayerColor(th style.Theme, name string) color.NRGBA { return style.LayerTone(th.Name, name) }

// shapes keeps features that were made ready: a scenario shares its list of features with those that came before it,
// until a feature changes.
type shapes struct {
	mu   sync.Mutex
	made []madeShapes // most recent first
}

type madeShapes struct {
	list       []*scenario.Feature
	layer, key string
	shapes     *scene.Shapes
}

// keptShapes is for how many layers features are kept ready.
const keptShapes = 24

var ready shapes

func (s *shapes) of(list []*scenario.Feature, layer, nameKey string) *scene.Shapes {
	if len(list) == 0 {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.made {
		if m.layer == layer && m.key == nameKey && len(m.list) == len(list) && &m.list[0] == &list[0] {
			return m.shapes
		}
	}
	var in []scene.Shape
	for _, f := range list {
		if f.Layer == layer {
			in = append(in, scene.Shape{ID: f.ID, Name: FeatureName(f, nameKey), Geometry: f.Geometry})
		}
	}
	m := madeShapes{list, layer, nameKey, scene.NewShapes(in)}
	s.made = append([]madeShapes{m}, s.made[:min(len(s.made), keptShapes-1)]...)
	return m.shapes
}

// FeatureName is what a feature is called: its own name, or the value of the property that names its layer's features.
// It is one line; "" when there is none.
func FeatureName(f *scenario.Feature, nameKey string) string {
	if f.Name != "" {
		return oneLine(f.Name)
	}
	if nameKey == "" {
		return ""
	}
	for _, p := range f.Properties {
		if p.Key != nameKey {
			continue
		}
		var text string
		if json.Unmarshal(p.Raw, &text) == nil {
			return oneLine(text)
		}
		if raw := string(p.Raw); raw != "null" && raw[0] != '{' && raw[0] != '[' {
			return raw // a number, or true
		}
	}
	return ""
}

// oneLine joins the lines of a text.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// LayerEntry is the line of the legend for an imported layer.
type LayerEntry struct {
	ID, Text             string
	Color                color.NRGBA
	Dash, Fill, Symbol   string
	Points, Lines, Areas bool // what it holds
}

// layerEntries lists the layers in view, the topmost first.
func layerEntries(in scene.Input) []LayerEntry {
	if in.Hidden["overlays"] {
		return nil
	}
	v := scene.ViewOf(in.Camera, 1)
	var out []LayerEntry
	for i := len(in.Overlays) - 1; i >= 0; i-- {
		o := &in.Overlays[i]
		if !o.MeetsView(v) {
			continue
		}
		e := LayerEntry{ID: o.ID, Text: o.Name, Color: o.Color, Dash: o.Dash, Fill: o.Fill, Symbol: o.OverlaySymbol()}
		e.Points, e.Lines, e.Areas = o.Kinds()
		out = append(out, e)
	}
	return out
}
