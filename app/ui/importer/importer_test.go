package importer

import (
	"testing"

	"hubscape/app/ui/theme"
)

func TestSheetOfTheLook(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		d := newDesk(t, mode, 1440, 900, "exercise-places.csv", messy()).open()
		d.picture("import-" + string(mode))
		d.says("Import", "exercise-places.csv", "41 rows · 5 columns", "38 of 41 rows read; 3 skipped", "Import 38 sites", "Save the 3 rows", "Use 42,659", "Show all 41")
		d = newDesk(t, mode, 1024, 700, "exercise-places.csv", messy()).open()
		d.picture("import-small-" + string(mode))
	}
}
