package ui

import (
	"encoding/json"
	"strings"

	"hubscape/app/evidence"
	"hubscape/app/present"
	"hubscape/app/ui/kit"
)

// shownProperties is how many properties of a feature a hover card lists.
const shownProperties = 5

// featureHover is the card of a feature of an imported layer: what it is called and what its file says of it.
func (w *Window) featureHover(id string) *kit.Frame {
	doc := w.session.Scenario()
	f, ok := doc.Features.Get(id)
	if !ok {
		return nil
	}
	l, ok := doc.Layers.Get(f.Layer)
	if !ok {
		return nil
	}
	name := present.FeatureName(f, l.Style.NameKey)
	if name == "" {
		name = "A feature without a name"
	}
	rows := []kitObject{kit.NewParagraph(name, kit.Head, kit.Ink).Lines(2), kit.NewParagraph("Layer “"+l.Name+"”", kit.Small, kit.Ink2).Lines(1)}
	shown := 0
	for _, p := range f.Properties {
		value := valueText(p.Raw)
		if value == "" || value == name {
			continue
		}
		if shown++; shown <= shownProperties {
			rows = append(rows, kit.NewFactRow(p.Key, kit.NewParagraph(value, kit.Small, kit.Ink).Lines(2)).Split(96))
		}
	}
	foot := "Imported: shown, and counted nowhere."
	if shown > shownProperties {
		foot = evidence.Plural(shown-shownProperties, "more field") + ". " + foot
	}
	rows = append(rows, kit.NewRule(0), kit.NewParagraph(foot, kit.Caption, kit.Ink3))
	return kit.NewHoverCard(kit.NewColumn(4, kit.Inset{}, rows...))
}

// valueText shows a value of a data file as plain text in one line; "" for none.
func valueText(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		if text = string(raw); text == "null" {
			return ""
		}
	}
	return strings.Join(strings.Fields(text), " ")
}
