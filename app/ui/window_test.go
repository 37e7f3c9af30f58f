package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"hubscape/app/scenario"
	"hubscape/app/ui/kit"
	"hubscape/app/ui/kit/seen"
	"hubscape/app/ui/mapview"
)

func TestClickOnACountryOpensItsCard(t *testing.T) {
	d := newDesk(t, 1280, 800)
	d.until("the first picture", func() bool { return d.w.view.Scene() != nil })
	d.click(21.0, 43.75)
	if d.w.sel != (Selection{"country", "SRB"}) {
		t.Fatalf("selected is %+v", d.w.sel)
	}
	holds(t, "the card", d.card(), "Serbia", "Hub position", "Risk notes")
	d.click(16.5, 42.3)
	if d.w.sel != (Selection{}) {
		t.Errorf("a click on the sea selects %+v", d.w.sel)
	}
	holds(t, "the card", d.card(), "This scenario")
}

func TestPlaceASite(t *testing.T) {
	d := quiet(t)
	d.canvas().Focus(d.w.view)
	d.typed("s")
	if d.w.view.Tool() != mapview.Site {
		t.Fatal("S does not take the Site tool")
	}
	d.hover(20.35, 43.89)
	words := d.words()
	holds(t, "the card at the pointer", words, "Place a site here", "43.8900° N, 20.3500° E", "Serbia", "follow:", "from WB6", "Town: within 5 km")
	d.typed("t")
	holds(t, "after T the card", d.words(), "Exact")
	d.typed("T")
	d.typed("t")
	d.w.view.MouseOut()
	lacks(t, "with the pointer gone the window", d.words(), "Place a site here")
	d.hover(16.5, 42.3)
	holds(t, "the card at sea", d.words(), "At sea: no host country", "None follow")
	d.click(20.35, 43.89)
	if d.w.sel.Kind != "site" || d.w.view.Tool() != mapview.Select {
		t.Fatalf("selected is %+v, the tool %v", d.w.sel, d.w.view.Tool())
	}
	s := d.site(d.w.sel.ID)
	place := d.w.d.Map.Locate(s.At[0], s.At[1])
	if place.Country.Code != "SRB" || place.Division == nil {
		t.Fatalf("the site is at %v", s.At)
	}
	holds(t, "the card", d.card(), "Exercise site 1", "Hypothetical", "Serbia · "+place.Division.Name)
	lacks(t, "after the click the window", d.words(), "Place a site here")
	if d.w.toaster.Text() == "" || !d.w.session.Dirty() {
		t.Error("nothing says that a site was placed")
	}
	d.place(20.9, 43.2)
	if n := d.site(d.w.sel.ID).Name; n != "Exercise site 2" {
		t.Errorf("the second site is called %q", n)
	}
}

func TestDragIsOneUndoStep(t *testing.T) {
	d := newDesk(t, 1280, 800)
	id := d.place(20.35, 43.89)
	d.drawn(id)
	from := *d.site(id).At
	e := d.event(from[0], from[1], desktop.MouseButtonPrimary, 0)
	d.w.view.MouseDown(e)
	p := e.Position
	for i := range 10 {
		p = e.Position.AddXY(float32(i+1)*6, float32(i+1)*3)
		d.w.view.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: p}})
		d.pump()
		if *d.site(id).At != from {
			t.Fatal("the document changes while the site is dragged")
		}
		if i > 0 && d.w.moved[id] == from {
			t.Fatal("the site does not follow the pointer")
		}
	}
	d.w.view.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary})
	d.w.view.DragEnd()
	d.pump()
	to := *d.site(id).At
	if to == from || d.w.moved != nil {
		t.Fatalf("the site stayed at %v", to)
	}
	if l := d.w.session.UndoLabel(); !strings.HasPrefix(l, "move Exercise site 1") {
		t.Errorf("undo would %q", l)
	}
	d.key(fyne.KeyZ, ctrl)
	if *d.site(id).At != from {
		t.Errorf("one undo leads to %v, want %v", *d.site(id).At, from)
	}
	d.key(fyne.KeyZ, ctrl, shift)
	if *d.site(id).At != to {
		t.Error("redo does not lead back")
	}
	d.key(fyne.KeyZ, ctrl)
	d.key(fyne.KeyY, ctrl)
	if *d.site(id).At != to {
		t.Error("Ctrl+Y does not redo")
	}
}

func TestUndoAllAndRedoAll(t *testing.T) {
	d := quiet(t)
	start := d.bytes()
	id := d.place(20.35, 43.89)
	d.w.do(scenario.MoveSite{ID: id, Lon: 20.5, Lat: 43.5})
	d.w.session.Seal()
	d.pump()
	d.w.renameSite()
	d.typed("Gračanica")
	d.key(fyne.KeyReturn)
	if n := d.site(id).Name; n != "Gračanica" {
		t.Fatalf("renamed to %q", n)
	}
	d.key(fyne.KeyD, ctrl)
	copied := d.w.sel.ID
	if copied == id || d.site(copied).Name == "" {
		t.Fatal("nothing was duplicated")
	}
	d.w.do(scenario.AttachNote{Note: d.doc().Notes.All()[0].ID, Site: id})
	d.w.do(scenario.SetGate{Site: id, Gate: "host_consent", Result: "not_met"})
	d.w.run("view.opening")
	d.pump()
	d.canvas().Focus(d.w.view)
	d.key(fyne.KeyDelete)
	if _, ok := d.doc().Sites.Get(copied); ok || d.w.sel.Kind != "" {
		t.Fatalf("Delete leaves the site, selected is %+v", d.w.sel)
	}
	holds(t, "the toast", seen.Words(d.w.toaster), "Undo")
	if !strings.HasSuffix(d.w.win.Title(), " • — Hubscape") {
		t.Errorf("the title is %q", d.w.win.Title())
	}
	end := d.bytes()
	steps := 0
	for d.w.session.UndoLabel() != "" {
		d.key(fyne.KeyZ, ctrl)
		steps++
	}
	if steps < 7 || d.w.session.Dirty() || strings.Contains(d.w.win.Title(), "•") {
		t.Errorf("after %d steps back: dirty %v, title %q", steps, d.w.session.Dirty(), d.w.win.Title())
	}
	if d.bytes() != start {
		t.Error("undone to the start, other bytes would be saved")
	}
	for d.w.session.RedoLabel() != "" {
		d.key(fyne.KeyZ, ctrl, shift)
	}
	if d.bytes() != end {
		t.Error("done again, other bytes would be saved")
	}
}

func TestDeleteCanBeTakenBackFromTheToast(t *testing.T) {
	d := quiet(t)
	id := d.place(20.35, 43.89)
	d.key(fyne.KeyBackspace)
	if _, ok := d.doc().Sites.Get(id); ok {
		t.Fatal("the site is still there")
	}
	if !seen.Press(d.w.toaster, "Undo") {
		t.Fatal("the toast offers nothing")
	}
	d.pump()
	d.site(id)
	holds(t, "the toast", seen.Words(d.w.toaster), "Undone", "Redo")
	d.rest(kit.ToastTime)
	if d.w.toaster.Text() != "" {
		t.Error("the toast never goes")
	}
}

func TestSeveralSites(t *testing.T) {
	d := quiet(t)
	d.key(fyne.KeyA, ctrl)
	if n := len(d.w.chosenSites()); n != d.doc().Sites.Len() {
		t.Fatalf("%d sites are chosen", n)
	}
	if a := d.w.actions.Get("site.delete").Name(); a != "Delete the chosen sites" {
		t.Errorf("the action is called %q", a)
	}
	if d.w.actions.Get("site.rename").Can() {
		t.Error("several sites can be renamed at once")
	}
	first := d.w.chosenSites()[0]
	d.w.clickSite(first, ctrl)
	if n := len(d.w.chosenSites()); n != d.doc().Sites.Len()-1 {
		t.Errorf("after Ctrl-click %d are chosen", n)
	}
	d.w.clickSite(first, shift)
	d.w.clickSite(first, 0)
	if n := len(d.w.chosenSites()); n != 1 {
		t.Errorf("after a plain click %d are chosen", n)
	}
	d.w.clickSite(first, ctrl)
	if d.w.sel.Kind != "" {
		t.Error("the last one does not go")
	}
	d.key(fyne.KeyA, ctrl)
	d.canvas().Focus(d.w.view)
	d.key(fyne.KeyDelete)
	if n := d.doc().Sites.Len(); n != 0 {
		t.Errorf("%d sites are left", n)
	}
	lacks(t, "the list", d.words(), "Shëngjin")
	d.key(fyne.KeyZ, ctrl)
	if n := d.doc().Sites.Len(); n != 3 {
		t.Errorf("one undo brings back %d sites", n)
	}
}

func TestRefusalsAreSaid(t *testing.T) {
	d := quiet(t)
	before := d.doc()
	if d.w.do(scenario.RenameSite{ID: "nobody", Name: "x"}) || d.doc() != before || d.w.toaster.Text() == "" {
		t.Errorf("a refused command says %q", d.w.toaster.Text())
	}
}

func TestAttachAndDetachANote(t *testing.T) {
	d := quiet(t)
	id := d.place(20.35, 43.89)
	if !seen.Press(d.w.inspector.Object(), "Attach a note") {
		t.Fatal("the card offers no note")
	}
	d.typed("under scrutiny")
	seen.All[*kit.NoteRow](d.canvas().Overlays().Top())[0].Tapped(nil)
	d.pump()
	holds(t, "the card", d.card(), "Attached to this site · 1", "Proposal under scrutiny")
	d.key(fyne.KeyZ, ctrl)
	lacks(t, "the card after undo", d.card(), "Attached to this site")
	d.site(id)
}

func TestFillAFact(t *testing.T) {
	d := quiet(t)
	d.w.Select("country", "MNG")
	before := d.doc()
	add := func() {
		t.Helper()
		if !seen.Press(d.w.inspector.Object(), "Add with source") {
			t.Fatal("the card offers no fact to fill")
		}
	}
	add()
	d.typed("Party since 2000")
	d.answer("Keep with source")
	holds(t, "without a source the form", d.over(), "A fact needs a source")
	if d.doc() != before {
		t.Error("a fact without a source was kept")
	}
	fields := seen.All[*kit.Entry](d.canvas().Overlays().Top())
	fields[2].SetText("A list")
	fields[3].SetText("A ministry")
	d.answer("Keep with source")
	holds(t, "the card", d.card(), "Party since 2000")
	if d.over() != "" || d.doc().Sources.Len() != before.Sources.Len()+1 {
		t.Errorf("over the window: %s", d.over())
	}
}

func TestStatusBar(t *testing.T) {
	d := quiet(t)
	foot := func() string { return seen.Words(d.w.status.object) }
	holds(t, "the status bar", foot(), "Not saved yet", "TLP:CLEAR", "z ", "km")
	d.hover(20.35, 43.89)
	holds(t, "over Serbia the status bar", foot(), "43.8900° N, 20.3500° E", "Serbia · ")
	d.place(20.35, 43.89)
	holds(t, "after a change the status bar", foot(), "Changed, not saved yet")
}

func TestHoverCards(t *testing.T) {
	d := newDesk(t, 1280, 800)
	id := d.place(20.35, 43.89)
	d.w.Select("", "")
	d.drawn(id)
	d.rest(restOnMark)
	holds(t, "the card of a site", seen.Words(d.w.overlay.card), "Exercise site 1", "Hypothetical", "Serbia · ", "drag to move it")
	d.hover(22.3, 43.3)
	if d.w.view.PointerNow().Hit.Kind == "" {
		lacks(t, "off the site the card", seen.Words(d.w.overlay.card), "Exercise site 1")
	}
	d.rest(restOnLand)
	d.rest(restOnMark)
	holds(t, "the card of a country", seen.Words(d.w.overlay.card), "Serbia", "SRB", "Click for the country card.")
	d.w.view.MouseOut()
	if w := seen.Words(d.w.overlay.card); w != "" {
		t.Errorf("with the pointer gone the card says %q", w)
	}
	card := d.w.clusterHover([]string{id, d.doc().Sites.All()[0].ID})
	holds(t, "the card of a cluster", seen.Words(card), "2 sites close together", "Exercise site 1")
	if d.w.countryHover("XXX") != nil || d.w.siteHover("nobody") != nil {
		t.Error("nothing has a card")
	}
	holds(t, "the card of North Macedonia", seen.Words(d.w.countryHover("MKD")), "talks denied, 9 Dec 2025", "inherited")
	d.w.overlay.showCard(card, fyne.NewPos(d.w.overlay.size.Width-5, d.w.overlay.size.Height-5))
	at, size := card.Position(), card.Size()
	if at.X+size.Width > d.w.overlay.size.Width || at.Y+size.Height > d.w.overlay.size.Height {
		t.Errorf("the card lies at %v, %v, beyond the map %v", at, size, d.w.overlay.size)
	}
}

func TestClickOnAClusterAndOnANameOfACountry(t *testing.T) {
	d := quiet(t)
	ids := []string{d.doc().Sites.All()[0].ID, d.doc().Sites.All()[1].ID}
	z := d.w.view.Camera().Zoom
	p := mapview.Pointer{Inside: true}
	p.Hit.Kind, p.Hit.IDs = "cluster", ids
	h := mapHost{d.w}
	h.Click(p, 0)
	if d.w.view.Camera().Zoom <= z {
		t.Error("a cluster does not open")
	}
	p.Hit.Kind, p.Hit.ID, p.Hit.IDs = "country", "ALB", nil
	h.Click(p, 0)
	if d.w.sel != (Selection{"country", "ALB"}) {
		t.Errorf("selected is %+v", d.w.sel)
	}
	p.Hit.Kind, p.Hit.ID = "site", ids[0]
	h.Click(p, 0)
	if d.w.sel != (Selection{"site", ids[0]}) {
		t.Errorf("selected is %+v", d.w.sel)
	}
}
