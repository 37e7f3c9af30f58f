package exchange

import (
	"fmt"
	"reflect"

	"hubscape/app/exchange/feature"
	"hubscape/app/scenario"
)

// Merge is what another scenario would bring: what this document does not have, by id. What both have stays as it is
// here, and is named where it differs.
type Merge struct {
	Added   map[string]int // by kind, as in scenario.Change
	Total   int
	Kept    []feature.Notice // what differs and stays as it is here
	changes []scenario.Change
}

func mergeOf(doc, other *scenario.Scenario) *Merge {
	m := &Merge{Added: map[string]int{}}
	for _, c := range scenario.Diff(doc, other) {
		switch {
		case c.Kind == "document" || c.After == nil:
		case c.Before == nil:
			m.changes = append(m.changes, c)
			m.Added[c.Kind]++
			m.Total++
		case !reflect.DeepEqual(c.Before, c.After):
			m.Kept = append(m.Kept, feature.Notice{Where: c.Kind + " " + c.ID, Message: fmt.Sprintf("%s is in both and differs; this document's own stays", itemName(c.Before))})
		}
	}
	return m
}

// itemName is what a person calls an item.
func itemName(item any) string {
	name := ""
	switch x := item.(type) {
	case *scenario.Site:
		name = x.Name
	case *scenario.Note:
		name = x.Title
	case *scenario.Source:
		name = x.Title
	case *scenario.Plan:
		name = x.Name
	case *scenario.Group:
		name = x.Name
	case *scenario.Layer:
		name = x.Name
	case *scenario.Feature:
		name = x.Name
	case *scenario.Position:
		name = x.Place
	case *scenario.Fact:
		name = x.Place + " " + x.Key
	}
	if name == "" {
		return "an item"
	}
	return fmt.Sprintf("%q", short(name))
}

func (m *Merge) patch(name string) scenario.Patch {
	return scenario.Patch{Said: "Imported " + number(m.Total, "item") + " from " + name, Do: "import of " + name, Changes: m.changes}
}
