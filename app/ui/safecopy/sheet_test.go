package safecopy

import (
	"fmt"
	"testing"

	"hubscape/app/ui/theme"
)

const leak = "The Second secretary of the embassy said it in the open."

func TestSheet(t *testing.T) {
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		for _, size := range [][2]float32{{1440, 900}, {1024, 700}} {
			d := open(t, mode, size[0], size[1], planted(t, leak))
			d.picture(fmt.Sprintf("copy-%s-%v", mode, size[0]))
			d.says("Audience-safe copy", "of Western Balkans workshop", "A new file. Yours stays as it is.", "1 For whom", "2 Rules", "3 Leak report")
		}
	}
}
