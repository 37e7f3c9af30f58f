package ui

import (
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
)

// Imported layers: what the layers button offers beside the parts of the built-in map.

// overlayMenu lists the imported layers, the topmost first.
func (w *Window) overlayMenu() []kit.MenuItem {
	stack := w.session.Scenario().Stack()
	var m []kit.MenuItem
	for i := len(stack) - 1; i >= 0; i-- {
		m = append(m, kit.MenuItem{Label: layerLabel(stack[i]), Icon: "layers", Sub: w.oneLayerMenu(stack, i)})
	}
	return m
}

func layerLabel(l *scenario.Layer) string {
	name := strings.TrimSpace(l.Name)
	if name == "" {
		name = "Imported layer"
	}
	if r := []rune(name); len(r) > 40 {
		name = string(r[:39]) + "…"
	}
	if l.Hidden {
		name += " (hidden)"
	}
	return name
}

// oneLayerMenu is what can be done with the layer at i of the stack.
func (w *Window) oneLayerMenu(stack []*scenario.Layer, i int) []kit.MenuItem {
	l := stack[i]
	edit := func(what string, change func(*scenario.Layer)) func() {
		return func() {
			next := *l
			change(&next)
			w.do(scenario.PutLayer{Layer: next, What: what})
			w.session.Seal()
		}
	}
	return []kit.MenuItem{
		{Label: "Show on the map", Checked: !l.Hidden, Act: edit("visibility", func(x *scenario.Layer) { x.Hidden = !x.Hidden })},
		{Label: "Zoom to the layer", Icon: "search", Act: func() { w.showLayer(l.ID) }, Disabled: !w.layerHasPlace(l.ID)},
		{Label: "Rename…", Icon: "edit", Act: func() { w.renameLayer(l) }}, {},
		{Label: "Colour", Sub: styleMenu(l.Style.Color, scenario.LayerColors, func(v string) func() {
			return edit("colour", func(x *scenario.Layer) { x.Style.Color = v })
		})},
		{Label: "Line", Sub: append(styleMenu(l.Style.Dash, []string{"", "dash", "dot"}, func(v string) func() {
			return edit("line", func(x *scenario.Layer) { x.Style.Dash = v })
		}), widthMenu(l.Style.Width, func(v float64) func() { return edit("width", func(x *scenario.Layer) { x.Style.Width = v }) })...)},
		{Label: "Areas", Sub: styleMenu(l.Style.Fill, []string{"", "tint", "hatch"}, func(v string) func() {
			return edit("filling", func(x *scenario.Layer) { x.Style.Fill = v })
		})},
		{Label: "Points", Sub: styleMenu(l.Style.Symbol, []string{"", "square", "triangle", "ring"}, func(v string) func() {
			return edit("symbol", func(x *scenario.Layer) { x.Style.Symbol = v })
		})},
		{Label: "Names", Checked: l.Style.Labels, Act: edit("names", func(x *scenario.Layer) { x.Style.Labels = !x.Style.Labels })}, {},
		{Label: "Move up", Act: func() { w.moveLayer(stack, i, 1) }, Disabled: i == len(stack)-1},
		{Label: "Move down", Act: func() { w.moveLayer(stack, i, -1) }, Disabled: i == 0},
		{Label: "Remove the layer", Icon: "trash", Act: func() { w.do(scenario.DeleteLayer{ID: l.ID}) }},
	}
}

// styleWords name the values of a layer's style.
var styleWords = map[string]string{
	"slate": "Slate", "blue": "Blue", "teal": "Teal", "green": "Green", "ochre": "Ochre", "rose": "Rose", "violet": "Violet",
	"dash": "Dashed", "dot": "Dotted", "tint": "Tinted", "hatch": "Hatched", "square": "Square", "triangle": "Triangle", "ring": "Ring",
}

// plainWords name the first value of each kind, which files write as nothing.
var plainWords = map[string]string{"dash": "Solid", "tint": "Not filled", "square": "Dot"}

func styleMenu(chosen string, values []string, act func(string) func()) []kit.MenuItem {
	var m []kit.MenuItem
	for _, v := range values {
		word := styleWords[v]
		if v == "" {
			word = plainWords[values[1]]
		}
		m = append(m, kit.MenuItem{Label: word, Checked: v == chosen || chosen == "" && v == values[0], Act: act(v)})
	}
	return m
}

func widthMenu(chosen float64, act func(float64) func()) []kit.MenuItem {
	m := []kit.MenuItem{{}}
	for _, x := range []struct {
		word  string
		width float64
	}{{"Thin", 0}, {"Medium", 2}, {"Thick", 3.5}} {
		m = append(m, kit.MenuItem{Label: x.word, Checked: chosen == x.width, Act: act(x.width)})
	}
	return m
}

// moveLayer moves the layer at i of the stack by one.
func (w *Window) moveLayer(stack []*scenario.Layer, i, by int) {
	ids := make([]string, len(stack))
	for k, l := range stack {
		ids[k] = l.ID
	}
	ids[i], ids[i+by] = ids[i+by], ids[i]
	w.do(scenario.StackLayers{IDs: ids})
}

func (w *Window) renameLayer(l *scenario.Layer) {
	field := kit.NewEntry("Name of the layer")
	field.Fill(l.Name)
	var s *kit.Surface
	rename := func() {
		next := *l
		next.Name = strings.TrimSpace(field.Text())
		w.do(scenario.PutLayer{Layer: next, What: "name"})
		w.session.Seal()
	}
	field.OnSubmitted = func(string) {
		s.Close()
		rename()
	}
	s = kit.ShowDialog(w.win.Canvas(), kit.Dialog{Title: "Rename the layer", Body: field, Focus: field,
		Choices: []kit.Choice{{Label: "Cancel"}, {Label: "Rename", Primary: true, Act: rename}}})
	field.SelectAll()
}

// layerBound is the box of a layer's features; ok is false when none has a place.
func (w *Window) layerBound(id string) (b orb.Bound, ok bool) {
	for _, f := range w.session.Scenario().Features.All() {
		if f.Layer != id || f.Geometry == nil {
			continue
		}
		x := f.Geometry.Bound()
		if x.IsEmpty() {
			continue
		}
		if ok {
			x = b.Union(x)
		}
		b, ok = x, true
	}
	return b, ok
}

func (w *Window) layerHasPlace(id string) bool {
	for _, f := range w.session.Scenario().Features.All() {
		if f.Layer == id && f.Geometry != nil && !f.Geometry.Bound().IsEmpty() {
			return true
		}
	}
	return false
}

// showLayer flies to all of a layer.
func (w *Window) showLayer(id string) {
	w.leavePast()
	if b, ok := w.layerBound(id); ok {
		w.view.ShowBound(b)
	}
}

// showLayers opens the layers menu where its button is.
func (w *Window) showLayers() {
	w.leavePast()
	kit.ShowMenu(w.overlay.layers, w.layerMenu())
}

// layersFoot says where layers come from, in a scenario that has none.
func (w *Window) layersFoot() kit.MenuItem {
	n := w.session.Scenario().Layers.Len()
	if n == 0 {
		return kit.MenuItem{Label: "No imported layer; drop a data file on the window", Disabled: true, Act: func() {}}
	}
	return kit.MenuItem{Label: evidence.Plural(n, "imported layer"), Disabled: true, Act: func() {}}
}
