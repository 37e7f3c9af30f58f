package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"github.com/paulmach/orb"

	"hubscape/app/evidence"
	"hubscape/app/scenario"
	"hubscape/app/ui/inspector"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/mapview"
	"hubscape/geo/measure"
)

type kitObject = fyne.CanvasObject

// How long the pointer rests before a card shows: shorter on a symbol or a name than on land.
const (
	restOnMark = 250 * time.Millisecond
	restOnLand = 900 * time.Millisecond
)

// hover is the card that is shown or waited for.
type hover struct {
	key  string // what the card is about
	stop func()
	at   fyne.Position
}

// hovered follows the pointer: status bar, place card, hover card.
func (w *Window) hovered(p mapview.Pointer) {
	if !p.Inside {
		w.endHover()
		if w.place.on {
			w.place.on = false
			w.view.Changed()
		}
		w.showPosition(w.view.Camera().Center)
		return
	}
	w.showPosition(p.At)
	if w.tool == mapview.Site {
		if w.place.on && w.place.at == p.At && w.place.shown == w.place.precision {
			return
		}
		w.place.on, w.place.at, w.place.shown = true, p.At, w.place.precision
		w.overlay.showCard(w.placeCard(p.At), p.Pos)
		w.view.Changed()
		return
	}
	w.waitForCard(p)
}

func (w *Window) endHover() {
	if w.hover.stop != nil {
		w.hover.stop()
	}
	w.hover = hover{}
	w.overlay.showCard(nil, fyne.Position{})
}

// waitForCard shows a card once the pointer has rested on one thing for a while.
func (w *Window) waitForCard(p mapview.Pointer) {
	kind, id, rest := p.Hit.Kind, p.Hit.ID, restOnMark
	if kind != "site" && kind != "country" && kind != "cluster" {
		kind, id, rest = "land", "", restOnLand
		if p.Overlay.Feature != "" {
			kind, id, rest = "feature", p.Overlay.Feature, restOnMark
		} else if c := w.d.Map.LocateCountry(p.At[0], p.At[1]); c != nil {
			id = c.Code
		}
	}
	moved := fyne.NewPos(p.Pos.X-w.hover.at.X, p.Pos.Y-w.hover.at.Y)
	still := moved.X*moved.X+moved.Y*moved.Y < 36
	if w.hover.key == kind+id && (kind != "land" || still) {
		return
	}
	w.endHover()
	if id == "" && kind != "cluster" || id != "" && w.sel.ID == id {
		return
	}
	w.hover.key, w.hover.at = kind+id, p.Pos
	w.hover.stop = kit.After(rest, func() {
		if w.hover.key != kind+id || !w.view.PointerNow().Inside || kit.Busy(w.win.Canvas()) {
			return
		}
		if card := w.hoverCard(kind, id, p); card != nil {
			w.overlay.showCard(card, p.Pos)
		}
	})
}

func (w *Window) hoverCard(kind, id string, p mapview.Pointer) *kit.Frame {
	switch kind {
	case "site":
		return w.siteHover(id)
	case "cluster":
		return w.clusterHover(p.Hit.IDs)
	case "feature":
		return w.featureHover(id)
	}
	return w.countryHover(id)
}

func (w *Window) countryHover(code string) *kit.Frame {
	c := w.d.Map.Country(code)
	if c == nil {
		return nil
	}
	doc := w.session.Scenario()
	rows := []kitObject{kit.NewRow(8, kit.Inset{}, kit.NewText(inspector.CountryName(doc, c), kit.Head, kit.Ink),
		kit.NewText(c.Code, kit.Small, kit.Ink3), kit.Space())}
	for _, p := range doc.Positions.All() {
		if p.Place != code {
			continue
		}
		t, _ := evidence.Find(evidence.Statuses, string(p.Status))
		icon := t.Icon
		if icon == "" {
			icon = "info"
		}
		rows = append(rows, kit.NewRow(8, kit.Inset{}, kit.NewIcon(icon, 16, kit.Ink), kit.Expand(kit.NewParagraph(positionLine(p, t.Label), kit.Small, kit.Ink))).AtTop())
	}
	links := evidence.ForPlace(doc, code)
	own := evidence.Only(links, evidence.Attached)
	foot := "No note of its own"
	total := evidence.Count(links).Total()
	n := evidence.Count(own).Total()
	if n > 0 {
		foot = evidence.Plural(n, "note")
	}
	if total > n {
		foot += fmt.Sprintf(", %d inherited", total-n)
	}
	rows = append(rows, kit.NewRule(0), kit.NewParagraph(foot+". Click for the country card.", kit.Caption, kit.Ink3))
	return kit.NewHoverCard(kit.NewColumn(4, kit.Inset{}, rows...))
}

func positionLine(p *scenario.Position, status string) string {
	t := evidence.Label(evidence.Schemes, p.Scheme) + ": " + strings.ToLower(status)
	if p.AsOf != "" {
		t += ", " + evidence.DateText(p.AsOf)
	}
	return t
}

func (w *Window) siteHover(id string) *kit.Frame {
	doc := w.session.Scenario()
	s, ok := doc.Sites.Get(id)
	if !ok || s.At == nil {
		return nil
	}
	t, _ := evidence.Find(evidence.Statuses, string(s.Status))
	p := w.d.Map.Locate(s.At[0], s.At[1])
	rows := []kitObject{
		kit.NewRow(8, kit.Inset{}, kit.NewIcon(t.Icon, 18, kit.Ink), kit.Expand(kit.NewParagraph(s.Name, kit.Head, kit.Ink).Lines(2))),
		kit.NewFactRow("Status", kit.NewText(t.Label, kit.Small, kit.Ink)).Split(72),
		kit.NewFactRow("Host", kit.NewParagraph(inspector.PlaceWords(doc, p), kit.Small, kit.Ink)).Split(72),
		kit.NewFactRow("Precision", kit.NewText(evidence.Label(evidence.Precisions, string(s.Precision)), kit.Small, kit.Ink)).Split(72),
		kit.NewRule(0), kit.NewParagraph("Click for the card, drag to move it.", kit.Caption, kit.Ink3),
	}
	return kit.NewHoverCard(kit.NewColumn(4, kit.Inset{}, rows...))
}

func (w *Window) clusterHover(ids []string) *kit.Frame {
	doc := w.session.Scenario()
	rows := []kitObject{kit.NewText(evidence.Plural(len(ids), "site")+" close together", kit.Head, kit.Ink)}
	for i, id := range ids {
		if i == 6 {
			break
		}
		if s, ok := doc.Sites.Get(id); ok {
			rows = append(rows, kit.NewText(s.Name, kit.Small, kit.Ink).Elided())
		}
	}
	rows = append(rows, kit.NewParagraph("Click to zoom in on them.", kit.Caption, kit.Ink3))
	return kit.NewHoverCard(kit.NewColumn(4, kit.Inset{}, rows...))
}

// showPosition puts a position and its place into the status bar.
func (w *Window) showPosition(at orb.Point) {
	if w.status.position == nil {
		return
	}
	w.status.position.Set(measure.FormatPoint(at, 4), false)
	w.status.place.Set(inspector.PlaceWords(w.session.Scenario(), w.d.Map.Locate(at[0], at[1])), false)
}
