package present

import (
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/geo/basemap"
	"hubscape/geo/camera"
	"hubscape/geo/scene"
)

// Entry is one line of the legend.
type Entry struct {
	// Key is a status ("floated"), or "precision:town", "precision:division", "precision:exact", "capsule",
	// "boundary:disputed", "boundary:held", "notes".
	Key  string
	Text string
}

// Legend lists what is drawn and nothing else.
type Legend struct {
	Statuses  []Entry // in fixed order
	Lines     []Entry // precision, capsules, boundaries, note squares
	Layers    []LayerEntry
	Footnotes []string // numbered claims in view: "¹ Western Sahara: …"
}

// capsules hang on country names, which are drawn between these zooms.
const capsuleFrom, capsuleTo = 3, 9

// LegendOf reads a scene input before it is drawn: a sheet needs the size of its legend first. Names that find no room
// are not known yet, so their capsules count as drawn; LegendDrawn is exact.
func LegendOf(in scene.Input) Legend {
	bound := in.Camera.Bound()
	z := in.Camera.Zoom
	return legendOf(in, func(mk scene.Mark) bool { return near(bound, mk.At) }, func(code string) bool {
		if in.Map == nil || z < capsuleFrom || z > capsuleTo {
			return false
		}
		c := in.Map.Country(code)
		return c != nil && near(bound, c.LabelAt)
	})
}

// LegendDrawn reads an input together with the scene built from it: symbols inside a cluster and capsules whose name
// found no room are left out.
func LegendDrawn(in scene.Input, s *scene.Scene) Legend {
	sites, countries, claims := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, h := range s.Hits {
		switch h.Kind {
		case "site":
			sites[h.ID] = true
		case "country":
			countries[h.ID] = true
		case "claim":
			claims[h.ID] = true
		}
	}
	l := legendOf(in, func(mk scene.Mark) bool { return sites[mk.ID] }, func(code string) bool { return countries[code] })
	l.Footnotes = footnotes(in, func(c basemap.Claim) bool { return claims[c.Name] })
	return l
}

// legendOf lists what is drawn, given which marks and whose capsules are.
func legendOf(in scene.Input, mark func(scene.Mark) bool, capsule func(code string) bool) Legend {
	bound := in.Camera.Bound()
	statuses, lines := map[string]bool{}, map[string]bool{}
	if !in.Hidden["sites"] {
		for _, mk := range in.Marks {
			if mark(mk) {
				statuses[mk.Symbol] = true
				lines["precision:"+string(mk.Precision)] = true
			}
		}
	}
	if !in.Hidden["capsules"] {
		for code, c := range in.Capsules {
			if capsule(code) {
				capsuleEntries(c, statuses, lines)
			}
		}
	}
	boundariesInView(in, bound, lines)
	l := Legend{Layers: layerEntries(in), Footnotes: footnotes(in, inView(bound))}
	for _, t := range evidence.Statuses {
		if statuses[t.Key] {
			l.Statuses = append(l.Statuses, Entry{t.Key, t.Label})
		}
	}
	for _, e := range legendLines {
		if lines[e.Key] {
			l.Lines = append(l.Lines, e)
		}
	}
	return l
}

func capsuleEntries(c scene.Capsule, statuses, lines map[string]bool) {
	for _, s := range c.Symbols {
		statuses[s] = true
		lines["capsule"] = true
	}
	if c.Count > 0 {
		lines["notes"] = true
	}
}

var legendLines = []Entry{
	{"precision:exact", "Exact: foot of the stem"},
	{"precision:town", "Town precision: within the disc"},
	{"precision:division", "Division: somewhere in the hatched area"},
	{"capsule", "On the name: place not stated"},
	{"boundary:disputed", "Disputed boundary"},
	{"boundary:held", "Line held on the ground"},
	{"notes", "Notes: categories, count"},
}

// near says whether a point lies in a bound whose longitudes may run past 180°.
func near(b orb.Bound, p orb.Point) bool {
	for _, shift := range [3]float64{0, 360, -360} {
		if b.Contains(orb.Point{p[0] + shift, p[1]}) {
			return true
		}
	}
	return false
}

func boundariesInView(in scene.Input, bound orb.Bound, lines map[string]bool) {
	if in.Map == nil {
		return
	}
	if in.Map.Land != nil {
		for _, a := range in.Map.Land.Arcs {
			switch {
			case a.Class == basemap.ClassDisputed && !lines["boundary:disputed"] && arcInView(in.Map.Land, a, bound):
				lines["boundary:disputed"] = true
			case a.Class == basemap.ClassHeld && !lines["boundary:held"] && arcInView(in.Map.Land, a, bound):
				lines["boundary:held"] = true
			}
		}
	}
	if in.Hidden["claims"] {
		return
	}
	for _, c := range in.Map.Claims {
		if !claimInView(c, bound) {
			continue
		}
		if c.Kind == "held" {
			lines["boundary:held"] = true
		} else {
			lines["boundary:disputed"] = true
		}
	}
}

// arcInView compares in the unit world, so that no vertex has to be projected back.
func arcInView(m *basemap.Mesh, a basemap.Arc, bound orb.Bound) bool {
	west, north := camera.World(orb.Point{bound.Min[0], bound.Max[1]})
	east, south := camera.World(orb.Point{bound.Max[0], bound.Min[1]})
	for i := a.First; i < a.Last; i++ {
		y := float64(m.XY[2*i+1]) / basemap.UnitsPerWorld
		if y < north || y > south {
			continue
		}
		x := float64(m.XY[2*i]) / basemap.UnitsPerWorld
		if x >= west && x <= east || x+1 <= east || x-1 >= west {
			return true
		}
	}
	return false
}

func claimInView(c basemap.Claim, bound orb.Bound) bool {
	if near(bound, c.LabelAt) {
		return true
	}
	for _, line := range c.Coords {
		for _, p := range line {
			if near(bound, p) {
				return true
			}
		}
	}
	return false
}

// footnotes lists the notes of numbered claims in view, each number once, in order.
// inView tells whether a claim's line or label lies in a bound.
func inView(bound orb.Bound) func(basemap.Claim) bool {
	return func(c basemap.Claim) bool { return claimInView(c, bound) }
}

func footnotes(in scene.Input, shown func(basemap.Claim) bool) []string {
	if in.Map == nil || in.Hidden["claims"] {
		return nil
	}
	byNumber, last := map[int]string{}, 0
	for _, c := range in.Map.Claims {
		if c.Number > 0 && c.Note != "" && byNumber[c.Number] == "" && shown(c) {
			byNumber[c.Number] = c.Note
			last = max(last, c.Number)
		}
	}
	var out []string
	for n := 1; n <= last; n++ {
		if byNumber[n] != "" {
			out = append(out, Superscript(n)+" "+byNumber[n])
		}
	}
	return out
}

// Superscript writes a number in raised figures: 12 is "¹²".
func Superscript(n int) string {
	return strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹").
		Replace(strconv.Itoa(n))
}

// StatusNote is the boundary note of the status bar: the Kosovo footnote while Kosovo is in view, the policy always.
func StatusNote(doc *scenario.Scenario, m *basemap.Map, c camera.Camera) string {
	if kosovoInView(m, c) {
		return evidence.StatusBarNote(doc.KosovoNote)
	}
	return evidence.StatusBarNote(scenario.KosovoNone)
}

// ExportNotes are the lines under every exported map: the chosen Kosovo footnote in full while Kosovo is in view, the
// border policy, the notes of the claims in view, and the handling label.
func ExportNotes(doc *scenario.Scenario, in scene.Input) []string {
	var out []string
	if t := evidence.KosovoText(doc.KosovoNote); t != "" && kosovoInView(in.Map, in.Camera) {
		out = append(out, "* "+t)
	}
	out = append(out, evidence.BorderPolicy)
	out = append(out, footnotes(in, inView(in.Camera.Bound()))...)
	if h := Handling(doc); h != "" {
		out = append(out, h)
	}
	return out
}

// Handling is the sharing label in one line: "TLP:CLEAR", "TLP:AMBER · OFFICIAL"; "" when there is none.
func Handling(doc *scenario.Scenario) string {
	var parts []string
	if doc.Handling.TLP != "" {
		parts = append(parts, "TLP:"+doc.Handling.TLP)
	}
	if doc.Handling.Marking != "" {
		parts = append(parts, doc.Handling.Marking)
	}
	return strings.Join(parts, " · ")
}

func kosovoInView(m *basemap.Map, c camera.Camera) bool {
	if m == nil {
		return true // say it rather than leave it out while the map is loading
	}
	k := m.Country("XKX")
	return k != nil && c.Bound().Intersects(k.Bound)
}
