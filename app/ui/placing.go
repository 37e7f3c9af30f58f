package ui

import (
	"fmt"

	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/inspector"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/mapview"
	"hubscape/geo/measure"
	"hubscape/geo/scene"
)

// placing is the site that follows the pointer while the Site tool is on.
type placing struct {
	on        bool
	at        orb.Point
	precision scenario.Precision
	shown     scenario.Precision // of the card
}

// ghost is the mark drawn under the pointer; nil when no site is being placed.
func (p placing) ghost() *scene.Mark {
	if !p.on {
		return nil
	}
	return &scene.Mark{ID: "ghost", At: p.at, Precision: scene.Precision(p.precision), Symbol: string(scenario.Hypothetical), Ghost: true}
}

// precisions the T key goes through while placing.
var placePrecisions = []scenario.Precision{scenario.PrecisionTown, scenario.PrecisionExact, scenario.PrecisionDivision}

// setTool changes what a click on the map means.
func (w *Window) setTool(t mapview.Tool) {
	if t != mapview.Select {
		w.leavePast()
	}
	w.tool = t
	w.place = placing{precision: scenario.PrecisionTown}
	w.view.SetTool(t)
	w.bar.setTool(t)
	w.overlay.showCard(nil, w.view.Position())
	if t == mapview.Site {
		w.hovered(w.view.PointerNow())
	}
	w.view.Changed()
}

// nextPrecision is what T does while placing.
func (w *Window) nextPrecision() {
	for i, p := range placePrecisions {
		if p == w.place.precision {
			w.place.precision = placePrecisions[(i+1)%len(placePrecisions)]
			break
		}
	}
	w.hovered(w.view.PointerNow())
	w.view.Changed()
}

// placeSite puts a hypothetical site at a point, selects it and goes back to the Select tool.
func (w *Window) placeSite(at orb.Point) {
	id := w.d.Env.NewID()
	s := scenario.Site{ID: id, Name: w.nextName(), At: &at, Precision: w.place.precision, Kind: "transit",
		Status: scenario.Hypothetical, Regime: "unknown", Operator: "unknown"}
	if !w.do(scenario.PlaceSite{Site: s}) {
		return
	}
	w.session.Seal()
	w.setTool(mapview.Select)
	w.Select("site", id)
}

// nextName is the first free "Exercise site n".
func (w *Window) nextName() string {
	taken := map[string]bool{}
	for _, s := range w.session.Scenario().Sites.All() {
		taken[s.Name] = true
	}
	for n := 1; ; n++ {
		if name := fmt.Sprintf("Exercise site %d", n); !taken[name] {
			return name
		}
	}
}

// placeCard says what a click would do at a point.
func (w *Window) placeCard(at orb.Point) *kit.Frame {
	doc := w.session.Scenario()
	p := w.d.Map.Locate(at[0], at[1])
	host := evidence.Host{}
	if p.Country != nil {
		host.Country = p.Country.Code
	}
	if p.Division != nil {
		host.Division = p.Division.Code
	}
	links := evidence.ForSite(doc, &scenario.Site{At: &at}, host)
	precision := evidence.Label(evidence.Precisions, string(w.place.precision))
	rows := []kitObject{
		kit.NewRow(8, kit.Inset{}, kit.NewIcon("tool-site", 18, kit.Accent), kit.NewText("Place a site here", kit.Head, kit.Ink)),
		kit.NewFactRow("Position", kit.NewText(measure.FormatPoint(at, 4), kit.Small, kit.Ink)).Split(72),
		kit.NewFactRow("Host", kit.NewParagraph(inspector.PlaceWords(doc, p), kit.Small, kit.Ink)).Split(72),
		kit.NewFactRow("Notes", kit.NewParagraph(followWords(doc, links), kit.Small, kit.Ink)).Split(72),
		kit.NewFactRow("Precision", kit.NewText(precision, kit.Small, kit.Ink)).Split(72),
	}
	if p.Status != "" {
		rows = append(rows, kit.NewParagraph(p.Status, kit.Caption, kit.Warn))
	}
	if p.Country == nil {
		rows = append(rows, kit.NewParagraph("At sea: no host country, so no note follows.", kit.Caption, kit.Warn))
	}
	rows = append(rows, kit.NewRule(0), kit.NewRow(4, kit.Inset{},
		kit.NewKbd("Click"), kit.NewText("place", kit.Sub, kit.Ink3), kit.NewKbd("T"), kit.NewText("precision", kit.Sub, kit.Ink3),
		kit.NewKbd("Esc"), kit.NewText("cancel", kit.Sub, kit.Ink3)))
	return kit.NewHoverCard(kit.NewColumn(4, kit.Inset{}, rows...))
}

// followWords counts the notes that a place brings: "16 follow: 4 from the host, 12 from WB6".
func followWords(doc *scenario.Scenario, links []evidence.Link) string {
	if evidence.Count(links).Total() == 0 {
		return "None follow"
	}
	host, groups := 0, map[string]int{}
	var order []string
	for _, l := range links {
		if l.Note.Polarity == "context" {
			continue
		}
		if l.How == evidence.FromHost {
			host++
			continue
		}
		if groups[l.Via] == 0 {
			order = append(order, l.Via)
		}
		groups[l.Via]++
	}
	t := fmt.Sprintf("%d follow:", evidence.Count(links).Total())
	if host > 0 {
		t += fmt.Sprintf(" %d from the host", host)
	}
	for i, g := range order {
		if i > 0 || host > 0 {
			t += ","
		}
		t += fmt.Sprintf(" %d from %s", groups[g], evidence.PlaceName(doc, g))
	}
	return t
}
