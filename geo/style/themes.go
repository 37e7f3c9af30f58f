package style

import "image/color"

// hex reads "#RRGGBB"; the tables below are the only callers and a test reads them all.
func hex(s string) color.NRGBA {
	digit := func(b byte) uint8 {
		if b >= 'A' {
			return b - 'A' + 10
		}
		return b - '0'
	}
	at := func(i int) uint8 { return digit(s[i])<<4 | digit(s[i+1]) }
	return color.NRGBA{R: at(1), G: at(3), B: at(5), A: 255}
}

// Of gives a theme; names that are unknown give Light.
func Of(n Name) Theme {
	col := column(n)
	t := Theme{Name: [...]Name{Light, Dark, Projector, Print}[col], LabelScale: 1, LineScale: 1, Category: map[Category]color.NRGBA{}}
	for _, k := range tokens {
		*k.field(&t) = hex(k.hex[col])
	}
	for _, c := range categories {
		t.Category[c.name] = hex(c.hex[min(col, 2)])
	}
	if t.Name == Projector {
		t.LabelScale, t.LineScale = 1.35, 1.2
	}
	return t
}

// Names lists the themes in the order of the tables.
func Names() []Name { return []Name{Light, Dark, Projector, Print} }

func column(n Name) int {
	switch n {
	case Dark:
		return 1
	case Projector:
		return 2
	case Print:
		return 3
	}
	return 0
}

type token struct {
	field func(*Theme) *color.NRGBA
	hex   [4]string // light, dark, projector, print
}

var tokens = []token{
	{func(t *Theme) *color.NRGBA { return &t.Panel }, [4]string{"#FBFAF7", "#1A1F24", "#FFFFFF", "#FFFFFF"}},
	{func(t *Theme) *color.NRGBA { return &t.Panel2 }, [4]string{"#F3F1EB", "#20262C", "#F4F1EA", "#F6F6F4"}},
	{func(t *Theme) *color.NRGBA { return &t.Raise }, [4]string{"#FFFFFF", "#262D34", "#FFFFFF", "#FFFFFF"}},
	{func(t *Theme) *color.NRGBA { return &t.Hairline }, [4]string{"#DFDBD1", "#313940", "#CFCABF", "#D6D6D6"}},
	{func(t *Theme) *color.NRGBA { return &t.Line2 }, [4]string{"#C9C4B8", "#434D55", "#B5AFA2", "#BDBDBD"}},
	{func(t *Theme) *color.NRGBA { return &t.Control }, [4]string{"#87827A", "#79858E", "#6B665C", "#7A7A7A"}},
	{func(t *Theme) *color.NRGBA { return &t.Ink }, [4]string{"#1F2225", "#E9ECEE", "#111315", "#111111"}},
	{func(t *Theme) *color.NRGBA { return &t.Ink2 }, [4]string{"#4A4D50", "#BCC4CA", "#33373A", "#3C3C3C"}},
	{func(t *Theme) *color.NRGBA { return &t.Ink3 }, [4]string{"#64676A", "#98A3AB", "#4A4E52", "#5A5A5A"}},
	{func(t *Theme) *color.NRGBA { return &t.Disabled }, [4]string{"#85847F", "#727E87", "#85847E", "#8E8E8E"}},
	{func(t *Theme) *color.NRGBA { return &t.Accent }, [4]string{"#1B5566", "#86C5D6", "#124857", "#124857"}},
	{func(t *Theme) *color.NRGBA { return &t.AccentInk }, [4]string{"#FFFFFF", "#0E1A1F", "#FFFFFF", "#FFFFFF"}},
	{func(t *Theme) *color.NRGBA { return &t.AccentSoft }, [4]string{"#E0EBEE", "#22363E", "#D8E6EA", "#E6EEF0"}},
	{func(t *Theme) *color.NRGBA { return &t.Hover }, [4]string{"#EDEAE2", "#272F36", "#EDEAE2", "#EDEAE2"}},
	{func(t *Theme) *color.NRGBA { return &t.Pressed }, [4]string{"#E2DED3", "#2F3941", "#E2DED3", "#E2DED3"}},
	{func(t *Theme) *color.NRGBA { return &t.OK }, [4]string{"#2C6E49", "#7FC79B", "#1F5C3A", "#1F5C3A"}},
	{func(t *Theme) *color.NRGBA { return &t.OKSoft }, [4]string{"#E3EFE7", "#20332A", "#E3EFE7", "#E3EFE7"}},
	{func(t *Theme) *color.NRGBA { return &t.Warn }, [4]string{"#8A5A00", "#E3B25C", "#6F4700", "#6F4700"}},
	{func(t *Theme) *color.NRGBA { return &t.WarnSoft }, [4]string{"#F6ECD8", "#372E1C", "#F6ECD8", "#F6ECD8"}},
	{func(t *Theme) *color.NRGBA { return &t.Error }, [4]string{"#A03A2C", "#F0988A", "#8C2D20", "#8C2D20"}},
	{func(t *Theme) *color.NRGBA { return &t.ErrorSoft }, [4]string{"#F7E6E2", "#3B2623", "#F7E6E2", "#F7E6E2"}},

	{func(t *Theme) *color.NRGBA { return &t.Water }, [4]string{"#D9E2E5", "#12171B", "#D3DFE3", "#F1F5F6"}},
	{func(t *Theme) *color.NRGBA { return &t.Land }, [4]string{"#F7F3EA", "#242B31", "#FBF7EE", "#FFFFFF"}},
	{func(t *Theme) *color.NRGBA { return &t.LandFar }, [4]string{"#EFEAE0", "#1D2328", "#EDE8DC", "#FFFFFF"}},
	{func(t *Theme) *color.NRGBA { return &t.LandFocus }, [4]string{"#FFFCF5", "#2C343B", "#FFFFFF", "#FFFFFF"}},
	{func(t *Theme) *color.NRGBA { return &t.Coast }, [4]string{"#93A5AC", "#4F5E68", "#6E838C", "#4F4F4F"}},
	{func(t *Theme) *color.NRGBA { return &t.Border }, [4]string{"#857E70", "#7E8A93", "#5C564A", "#6A6A6A"}},
	{func(t *Theme) *color.NRGBA { return &t.BorderFar }, [4]string{"#B9B1A2", "#4B555D", "#A59D8D", "#B0B0B0"}},
	{func(t *Theme) *color.NRGBA { return &t.Adm1 }, [4]string{"#D3CBBB", "#38424A", "#CFC6B4", "#D2D2D2"}},
	{func(t *Theme) *color.NRGBA { return &t.River }, [4]string{"#AFC4CB", "#34454F", "#9DB7C0", "#A9BCC4"}},
	{func(t *Theme) *color.NRGBA { return &t.Graticule }, [4]string{"#C7D3D7", "#1D252A", "#C1CED3", "#E3E3E3"}},
	{func(t *Theme) *color.NRGBA { return &t.Label }, [4]string{"#33322E", "#DDE2E6", "#1C1B18", "#1A1A1A"}},
	{func(t *Theme) *color.NRGBA { return &t.Label2 }, [4]string{"#5E5A51", "#A9B2B9", "#3F3C35", "#4A4A4A"}},
	{func(t *Theme) *color.NRGBA { return &t.LabelWater }, [4]string{"#46616C", "#8CA5B2", "#35525E", "#45606B"}},
	{func(t *Theme) *color.NRGBA { return &t.Halo }, [4]string{"#F7F3EA", "#1A2025", "#FBF7EE", "#FFFFFF"}},
}

// categories holds the Okabe–Ito hues of the eight categories, moved in lightness until all eight differ for protan,
// deutan and tritan readers too; projector and print share a column.
var categories = []struct {
	name Category
	hex  [3]string
}{
	{"security_interference", [3]string{"#26282B", "#E0E9F2", "#162530"}},
	{"legal", [3]string{"#003B7B", "#629DF5", "#00448A"}},
	{"diplomatic", [3]string{"#037194", "#70CFFD", "#00607B"}},
	{"humanitarian_rights", [3]string{"#7C3667", "#DB7CB9", "#83235D"}},
	{"operational", [3]string{"#155C42", "#86CBA5", "#0F4C37"}},
	{"financial", [3]string{"#716939", "#EFE298", "#5A5A2B"}},
	{"reputational", [3]string{"#9B5800", "#EBB147", "#76520D"}},
	{"local_political", [3]string{"#7E2001", "#E87E5F", "#731300"}},
}
