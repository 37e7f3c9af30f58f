package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"hubscape/app/ui/kit"
	"hubscape/app/ui/theme"
)

func TestParagraphHeight(t *testing.T) {
	app(t)
	text := "A site is a candidate place, with its precision stated. Host country and notes follow by themselves."
	one := kit.Body.Width(text) + 1
	for _, c := range []struct {
		width float32
		lines float32
	}{{one, 1}, {one/2 + 60, 2}, {one/3 + 60, 3}} {
		p := kit.NewParagraph(text, kit.Body, kit.Ink)
		if h := p.HeightFor(c.width); h != c.lines*18 {
			t.Errorf("at %v the paragraph is %v high, want %v lines of 18", c.width, h, c.lines)
		}
	}
	if h := kit.NewParagraph(text, kit.Body, kit.Ink).Lines(2).HeightFor(120); h != 36 {
		t.Errorf("limited to two lines it is %v high, want 36", h)
	}
	if h := kit.NewParagraph("Pneumonoultramicroscopicsilicovolcanoconiosis", kit.Body, kit.Ink).HeightFor(100); h < 54 {
		t.Errorf("a word wider than its column is %v high, want it broken over three lines or more", h)
	}
}

func TestElisionFits(t *testing.T) {
	app(t)
	for _, w := range []float32{40, 90, 130} {
		row := kit.NewText("Bosnia and Herzegovina", kit.Strong, kit.Ink).Elided()
		window(t, theme.Light, row, w, 20)
		row.Resize(fyne.NewSize(w, 18))
		if got := kit.Shown(row); !strings.HasSuffix(got, "…") || kit.Strong.Width(got) > w {
			t.Errorf("at %v the text is %q, %v wide", w, got, kit.Strong.Width(got))
		}
	}
}

func TestFlowKeepsPunctuation(t *testing.T) {
	app(t)
	f := kit.NewFlow(
		kit.Run{Text: "No ", Role: kit.Small}, kit.Run{Text: "legal", Role: kit.SmallBold}, kit.Run{Text: " note on ", Role: kit.Small},
		kit.Run{Text: "Serbia", Role: kit.SmallBold}, kit.Run{Text: ". ", Role: kit.Small}, kit.Run{Text: "Use prompt", Role: kit.SmallLink, Act: nothing})
	whole := kit.Small.Width("No note on .  ") + kit.SmallBold.Width("legalSerbia") + kit.SmallLink.Width("Use prompt") + 16
	if h := f.HeightFor(whole); h != 16 {
		t.Errorf("on a line of its own width the flow is %v high, want 16", h)
	}
	if h := f.HeightFor(whole / 2); h != 32 {
		t.Errorf("at half the width the flow is %v high, want 32", h)
	}
}

func TestFilterWords(t *testing.T) {
	for _, c := range []struct {
		text, query string
		want        bool
	}{
		{"Gračanica, Kosovo", "gracanica", true},
		{"Gjakova / Đakovica", "dakov", true},
		{"Lezhë", "LEZHE", true},
		{"Приштина", "прИШ", true},
		{"Serbia floated", "float serb", true},
		{"Serbia floated", "float alb", false},
		{"Serbia", "", true},
	} {
		if got := kit.Matches(kit.Fold(c.text), c.query); got != c.want {
			t.Errorf("%q for %q: %v, want %v", c.text, c.query, got, c.want)
		}
	}
}

func TestHeightsFollowWidths(t *testing.T) {
	app(t)
	long := kit.NewParagraph("Not a member; states military neutrality, by a resolution of its parliament of 2007", kit.Second, kit.Ink)
	s := kit.NewSection("Facts")
	s.SetBody(kit.NewFactRow("NATO", long), kit.NewFactRow("Recognises Kosovo", kit.NewText("No", kit.Second, kit.Ink)))
	wide, narrow := s.HeightFor(900), s.HeightFor(300)
	if wide != 10+18+6+17+4+17+10+1 {
		t.Errorf("the section is %v high at 900, want 83", wide)
	}
	if narrow <= wide {
		t.Errorf("the section is %v high at 300 and %v at 900", narrow, wide)
	}
	s.Folds(false, nil)
	if h := s.HeightFor(300); h != 39 {
		t.Errorf("a folded section is %v high, want 39", h)
	}
}
