package label

import (
	"slices"
	"strings"
	"testing"

	"hubscape/assets"
)

// TestArabicLettersTakeTheirJoinedForms looks at the forms that the shaper chose. A letter and its dots are two glyphs.
func TestArabicLettersTakeTheirJoinedForms(t *testing.T) {
	f, err := NewFonts(assets.Font)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text  string
		forms []string // from the right, without dots
	}{
		{"ليبيا", []string{".init", ".medi", ".medi", ".medi", ".fina"}},
		{"تونس", []string{".init", ".fina", ".init", ".fina"}},
		{"بن", []string{".init", ".fina"}},
	} {
		for face := Regular; face <= Italic; face++ {
			var got []string
			for _, g := range f.Shape(c.text, Type{Face: face, Size: 13}).glyphs {
				name := g.face.GlyphName(g.id)
				if strings.HasPrefix(name, "uni") {
					_, form, _ := strings.Cut(name, ".")
					form, _, _ = strings.Cut(form, ".")
					got = append(got, "."+form)
				}
			}
			slices.Reverse(got)
			if !slices.Equal(got, c.forms) {
				t.Errorf("%s: %v, want %v", c.text, got, c.forms)
			}
		}
	}
}
