package inspector

import (
	"fyne.io/fyne/v2"

	"hubscape/app/evidence"
	"hubscape/app/ui/kit"
)

// strip is the row of eight cells, one for each category; pressing one shows only its notes.
func (i *Inspector) strip(counts evidence.Counts, chosen string) fyne.CanvasObject {
	k := i.key("category")
	s := kit.NewCategoryStrip(
		func(category string) string { return evidence.Label(evidence.Categories, category) },
		func(category string) { i.filter[k] = category; i.build() })
	byName := map[string]int{}
	for n, c := range evidence.Categories {
		byName[c.Key] = counts[n]
	}
	s.Set(byName)
	s.SetChosen(chosen)
	return s
}
