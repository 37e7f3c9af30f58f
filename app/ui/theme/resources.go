package theme

import (
	"bytes"
	"fmt"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"

	"hubscape/assets"
)

// iconInk is the only fill in the icon files; a colour takes its place.
var iconInk = []byte("#1F2225")

var icons sync.Map // "name-rrggbb" -> fyne.Resource

// Icon gives an icon of assets/icons in a colour, or nil for a name that does not exist. Equal questions get the same
// resource, so that the toolkit's own picture cache works.
func Icon(name string, c color.NRGBA) fyne.Resource {
	key := fmt.Sprintf("%s-%02x%02x%02x.svg", name, c.R, c.G, c.B)
	if r, ok := icons.Load(key); ok {
		return r.(fyne.Resource)
	}
	svg := assets.Icon(name)
	if svg == nil {
		return nil
	}
	fill := fmt.Appendf(nil, "#%02X%02X%02X", c.R, c.G, c.B)
	r, _ := icons.LoadOrStore(key, fyne.NewStaticResource(key, bytes.ReplaceAll(svg, iconInk, fill)))
	return r.(fyne.Resource)
}

func font(name string) func() fyne.Resource {
	return sync.OnceValue(func() fyne.Resource { return fyne.NewStaticResource(name, assets.Font(name)) })
}

// The faces of the one type family.
var (
	Regular  = font("IBMPlexSans_400Regular.ttf")
	Medium   = font("IBMPlexSans_500Medium.ttf")
	SemiBold = font("IBMPlexSans_600SemiBold.ttf")
	Italic   = font("IBMPlexSans_400Regular_Italic.ttf")
)

// Faces for scripts that IBM Plex Sans lacks.
var (
	Arabic         = font("NotoSansArabic_400Regular.ttf")
	ArabicSemiBold = font("NotoSansArabic_600SemiBold.ttf")
	Ethiopic       = font("NotoSansEthiopic_400Regular.ttf")
)

// AppIcon is the picture of the window and the task bar.
func AppIcon() fyne.Resource {
	return fyne.NewStaticResource("hubscape.png", assets.Icon("hubscape.png"))
}
